"""The command `zi`: arguments in, one call, rendering out. Heavy parts load inside the command that needs them."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assistant import __version__
from assistant.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console

    from assistant.checking.conformance import SectionMatches
    from assistant.checking.format import Format
    from assistant.checking.model import CheckResult
    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.mapping.model import MappingResult
    from assistant.mapping.ranker import Mapper
    from assistant.progress import Progress
    from assistant.reading.rencana import Rencana
    from assistant.rendering.json_output import Rules

APP_NAME = "zona-integritas"
EXIT_FINDINGS = 10
EXIT_INTERRUPTED = 130

_ALIASES = {"parse": "urai", "map": "petakan", "check": "periksa", "draft": "susun", "example": "contoh"}
_log = logging.getLogger("assistant")

Command = TypeVar("Command", bound=click.Command)


# --- click in Indonesian ------------------------------------------------------------------------------------


class _Indonesian:
    """Headings and standing phrases of a help page in Indonesian; click's own are English."""

    options_metavar = "[PILIHAN]"
    subcommand_metavar = "PERINTAH [ARGUMEN]..."

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx))]  # type: ignore[attr-defined]
        with formatter.section("Pilihan"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Tampilkan bantuan ini."
        return option


class ZiCommand(_Indonesian, click.Command):
    """A command whose help page is Indonesian."""


class ZiGroup(_Indonesian, click.Group):
    """The group of all commands: Indonesian help, English aliases."""

    command_class = ZiCommand

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its Indonesian name or its English alias."""
        return super().get_command(ctx, _ALIASES.get(cmd_name, cmd_name))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then the commands with their aliases."""
        super().format_options(ctx, formatter)
        english = {name: alias for alias, name in _ALIASES.items()}
        rows = [
            (f"{name} ({english[name]})" if name in english else name, command.get_short_help_str(80))
            for name, command in self.commands.items()
        ]
        with formatter.section("Perintah (nama Inggrisnya)"):
            formatter.write_dl(rows)


def _explain_click(error: click.ClickException) -> str:
    """Return click's complaint about the arguments as an Indonesian sentence."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"Perintah '{error.command_name}' tidak dikenal."
    if isinstance(error, click.NoSuchOption):
        near = f" Mungkin maksud Anda: {', '.join(error.possibilities)}." if error.possibilities else ""
        return f"Pilihan '{error.option_name}' tidak dikenal.{near}"
    if isinstance(error, click.MissingParameter):
        return f"Argumen {_param_name(error)} belum diisi."
    if isinstance(error, click.BadOptionUsage):
        return f"Pilihan {error.option_name} dipakai tanpa nilai atau dengan cara yang salah."
    if isinstance(error, click.BadParameter):
        choices = getattr(getattr(error.param, "type", None), "choices", None)
        allowed = f" Pilihannya: {', '.join(map(str, choices))}." if choices else ""
        return f"Nilai untuk {_param_name(error)} tidak sah.{allowed}"
    return "Perintah tidak dapat dipahami; ada argumen yang berlebih atau salah tempat."


def _param_name(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return "argumen"
    return param.opts[0] if isinstance(param, click.Option) else (param.metavar or (param.name or "")).upper()


# --- settings and small helpers -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Settings:
    """What holds for every command: how much to say, and where the user's own data lies."""

    verbosity: int
    mappings: Path | None
    templates: Path | None
    lke_year: int | None

    @property
    def quiet(self) -> bool:
        """Whether only results and errors are to be shown."""
        return self.verbosity < 0

    def mappings_directory(self) -> Path:
        """Return the folder with the mappings in use."""
        from assistant.data import data_directory

        return data_directory("mappings", self.mappings)

    def templates_directory(self) -> Path:
        """Return the folder with the templates in use."""
        from assistant.data import data_directory

        return data_directory("templates", self.templates)


def _console(*, stderr: bool = False) -> Console:
    from assistant.rendering.console import make_console

    return make_console(stderr=stderr)


def _progress(settings: Settings) -> Progress:
    from assistant.progress import SilentProgress
    from assistant.rendering.console import ConsoleProgress

    return SilentProgress() if settings.quiet else ConsoleProgress(_console(stderr=True))


def _say(settings: Settings, *lines: str) -> None:
    """Tell the user something that is not the product: on stderr, unless `-q`."""
    if not settings.quiet:
        for line in lines:
            click.echo(line, err=True)


def _warn(settings: Settings, warnings: Sequence[str]) -> None:
    _say(settings, *(f"Peringatan: {warning}" for warning in warnings))


@dataclass(frozen=True)
class Wanted:
    """What `--format` asks for: an output format, and the letter's format to check against."""

    output: str
    report_format: str | None


def _wanted(values: Sequence[str], target: Path | None, outputs: Sequence[str]) -> Wanted:
    """Read `--format`, which names an output format (json) or a report format (1766), or once each.

    Without an output format the ending of the target decides; without a target the first of `outputs`.

    Raises:
        UsageError: an output format that the command does not have.
    """
    report_format = next((v for v in values if v.isdigit()), None)
    named = [v.lower() for v in values if not v.isdigit()]
    if named:
        output = named[-1]
    else:
        ending = target.suffix.lower().lstrip(".") if target else ""
        output = {"md": "markdown", "htm": "html"}.get(ending, ending)
        output = output if output in outputs else outputs[0]
    if output not in outputs:
        raise UsageError(
            f"Format keluaran '{output}' tidak tersedia pada perintah ini.",
            f"Pilihannya: {', '.join(outputs)}; atau nomor surat format laporan, misalnya 1766.",
        )
    return Wanted(output, report_format)


def _emit(data: bytes | str, target: Path | None, *, overwrite: bool, inputs: Sequence[Path]) -> None:
    """Write a result to its file, or to stdout where there is none."""
    if isinstance(data, str):
        data = data.encode("utf-8")
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from assistant.output import write_file

    write_file(target, data, overwrite=overwrite, inputs=inputs)


# --- the workers, loaded with what they need ----------------------------------------------------------------


@dataclass(frozen=True)
class Workbench:
    """One document with everything that mapping and checking need for it."""

    document: Document
    lke: Lke
    fmt: Format
    mapper: Mapper
    warnings: tuple[str, ...]

    @property
    def rules(self) -> Rules:
        """Which mappings apply."""
        from assistant.rendering.json_output import Rules

        return Rules(format=self.fmt.id, lke=self.lke.id)


def _read(path: Path, settings: Settings) -> Document:
    from assistant.reading.recognise import read_document

    document = read_document(path, progress=_progress(settings))
    _warn(settings, document.warnings)
    return document


def _workbench(document: Document, settings: Settings, report_format: str | None = None) -> Workbench:
    from assistant.checking.format import load_format
    from assistant.lke.load import load_lke
    from assistant.mapping.profiles import load_lexicon
    from assistant.mapping.ranker import Mapper

    directory = settings.mappings_directory()
    lke = load_lke(directory, settings.lke_year or document.identity.year)
    fmt = load_format(directory, document.identity.year, report_format)
    mapper = Mapper(lke, load_lexicon(directory))
    return Workbench(document, lke, fmt, mapper, ())


def _check(bench: Workbench, settings: Settings) -> tuple[MappingResult, CheckResult]:
    from assistant.checking.check import check_document

    mapping = bench.mapper.map_document(bench.document, _progress(settings))
    rencana = _rencana(bench) if bench.document.identity.document_type.is_rencana else None
    return mapping, check_document(bench.document, bench.fmt, bench.lke, mapping, rencana)


def _rencana(bench: Workbench) -> Rencana:
    from assistant.reading.rencana import read_rencana

    return bench.mapper.map_rencana(read_rencana(bench.document))


def _matches(bench: Workbench) -> SectionMatches:
    from assistant.checking.conformance import match_sections

    return match_sections(bench.document, bench.fmt)
