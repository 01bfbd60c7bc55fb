"""click in Indonesian: headings of help pages, English aliases, and complaints about the arguments.

Besides `cli.py` this is the only module that knows click.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True)
class RuleOptions:
    """What the command line says of the rules of the check.

    Attributes:
        chosen, ignored: names of rules as typed.
        own_rules: the user's own rule files.
        settings: the settings file to use; None to look for one.
        no_settings: whether to use none at all.
    """

    chosen: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    own_rules: tuple[Path, ...] = ()
    settings: Path | None = None
    no_settings: bool = False


def rule_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose among the rules; it gets them as one `rules`."""
    path = click.Path(path_type=Path)

    @wraps(function)
    def bundled(
        *args: Any,
        pilih: tuple[str, ...],
        abaikan: tuple[str, ...],
        aturan: tuple[Path, ...],
        setelan: Path | None,
        tanpa_setelan: bool,
        **others: Any,
    ) -> None:
        function(*args, rules=RuleOptions(pilih, abaikan, aturan, setelan, tanpa_setelan), **others)

    for option in (
        click.option("--tanpa-setelan", is_flag=True, help="Abaikan zi.toml."),
        click.option(
            "--setelan", type=path, metavar="BERKAS", help="Pakai berkas setelan ini sebagai zi.toml."
        ),
        click.option(
            "--aturan",
            type=path,
            multiple=True,
            metavar="BERKAS",
            help="Tambahkan berkas aturan sendiri (YAML). Boleh diulang.",
        ),
        click.option(
            "--abaikan", multiple=True, metavar="ATURAN", help="Jangan jalankan aturan ini. Boleh diulang."
        ),
        click.option(
            "--pilih",
            multiple=True,
            metavar="ATURAN",
            help="Jalankan aturan ini saja: nomor (ZI204), awal nomor (ZI2), atau keluarga (hukum).",
        ),
    ):
        bundled = option(bundled)
    return bundled


class _Indonesian:
    """Headings and standing phrases of a help page in Indonesian; click's own are English."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        params = self.get_params(ctx)  # type: ignore[attr-defined]
        records = [r for p in params if isinstance(p, click.Option) and (r := p.get_help_record(ctx))]
        with formatter.section("Pilihan"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Tampilkan bantuan ini."
        return option


class ZiCommand(_Indonesian, click.Command):
    """A command whose help page is Indonesian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"options_metavar": "[PILIHAN]"})


class ZiGroup(_Indonesian, click.Group):
    """The group of all commands: Indonesian help, English aliases.

    Args:
        aliases: Indonesian name by English alias.
    """

    command_class = ZiCommand

    def __init__(self, *args: Any, aliases: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(
            *args,
            **kwargs | {"options_metavar": "[PILIHAN]", "subcommand_metavar": "PERINTAH [ARGUMEN]..."},
        )
        self.aliases = dict(aliases or {})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its Indonesian name or its English alias."""
        return super().get_command(ctx, self.aliases.get(cmd_name, cmd_name))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then the commands with their aliases."""
        super().format_options(ctx, formatter)
        english = {name: alias for alias, name in self.aliases.items()}
        rows = [
            (f"{name} ({english[name]})" if name in english else name, command.get_short_help_str(200))
            for name, command in self.commands.items()
        ]
        with formatter.section("Perintah (nama Inggrisnya)"):
            formatter.write_dl(rows)


def explain_click(error: click.ClickException) -> str:
    """Return click's complaint about the arguments as an Indonesian sentence."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"Perintah '{error.command_name}' tidak dikenal.{_near(error.possibilities)}"
    if isinstance(error, click.NoSuchOption):
        return f"Pilihan '{error.option_name}' tidak dikenal.{_near(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        return f"Argumen {_param_name(error)} belum diisi."
    if isinstance(error, click.BadOptionUsage):
        return f"Pilihan {error.option_name} dipakai tanpa nilai atau dengan cara yang salah."
    if isinstance(error, click.BadParameter):
        choices = getattr(getattr(error.param, "type", None), "choices", None)
        allowed = f" Pilihannya: {', '.join(map(str, choices))}." if choices else ""
        return f"Nilai untuk {_param_name(error)} tidak sah.{allowed}"
    return "Perintah tidak dapat dipahami; ada argumen yang berlebih atau salah tempat."


def _near(names: Iterable[str] | None) -> str:
    near = sorted(names or ())
    return f" Mungkin maksud Anda: {', '.join(near)}." if near else ""


def _param_name(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return "argumen"
    return param.opts[0] if isinstance(param, click.Option) else (param.metavar or (param.name or "")).upper()
