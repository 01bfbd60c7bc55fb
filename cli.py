"""The command `zi`: arguments in, one call, rendering out. Heavy parts load inside their commands."""

from __future__ import annotations

import gc
import logging
import os
import sys
import traceback
from functools import partial
from typing import TYPE_CHECKING

import click

from assistant import __version__
from assistant.command_line import ZiGroup, explain_click
from assistant.commands.auditing import audit
from assistant.commands.checking import aturan, banding, periksa
from assistant.commands.drafting import adaptasi, rencana, susun
from assistant.commands.example import contoh
from assistant.commands.lke import lke, nilai
from assistant.commands.reading import jelaskan, petakan, urai
from assistant.commands.run import FILE, Run, complain, progress_bar
from assistant.commands.templates import templat
from assistant.commands.upkeep import bersihkan
from assistant.errors import AssistantError, UsageError
from assistant.workbench import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


EXIT_INTERRUPTED = 130


_ALIASES = {
    "parse": "urai",
    "map": "petakan",
    "explain": "jelaskan",
    "check": "periksa",
    "rules": "aturan",
    "compare": "banding",
    "draft": "susun",
    "plan": "rencana",
    "adapt": "adaptasi",
    "template": "templat",
    "score": "nilai",
    "clean": "bersihkan",
    "example": "contoh",
}


@click.group(
    cls=ZiGroup,
    aliases=_ALIASES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", message="zi %(version)s", help="Tampilkan versi program.")
@click.option("-v", "--verbose", count=True, help="Tampilkan keterangan lebih rinci.")
@click.option("-q", "--quiet", is_flag=True, help="Tampilkan hasil dan kesalahan saja.")
@click.option("--mappings", type=FILE, metavar="FOLDER", help="Pakai folder pemetaan sendiri.")
@click.option("--templates", type=FILE, metavar="FOLDER", help="Pakai folder templat sendiri.")
@click.option(
    "--lke-tahun", type=int, metavar="TAHUN", help="Pakai LKE tahun ini, bukan menurut tahun dokumen."
)
@click.pass_context
def zi(
    ctx: click.Context,
    verbose: int,
    quiet: bool,
    mappings: Path | None,
    templates: Path | None,
    lke_tahun: int | None,
) -> None:
    """Asisten laporan pembangunan zona integritas satuan kerja KPU.

    Membaca laporan dan rencana kerja, memetakan isinya ke indikator LKE, memeriksanya terhadap format surat
    1766, dan menyusun laporan tahun berikutnya. Bekerja tanpa internet; tidak ada berkas yang meninggalkan
    komputer ini.
    """
    logging.basicConfig(stream=sys.stderr, format="%(name)s: %(message)s")
    logging.getLogger("assistant").setLevel(
        logging.DEBUG if verbose > 1 else logging.INFO if verbose else logging.ERROR
    )
    ctx.obj = Run(Settings(partial(progress_bar, quiet), mappings, templates, lke_tahun), quiet)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for _command in (
    urai,
    petakan,
    jelaskan,
    bersihkan,
    periksa,
    banding,
    aturan,
    susun,
    adaptasi,
    templat,
    lke,
    rencana,
    nilai,
    audit,
    contoh,
):
    zi.add_command(_command)


def _log_crash(error: BaseException) -> Path | None:
    """Write where an unforeseen error arose to the user's log; no message, for it may quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"zi {__version__}: {type(error).__name__}\n"]
    lines += [f"  {frame.filename}, baris {frame.lineno}, {frame.name}\n" for frame in frames]
    try:
        from assistant.userdata import LOG_NAME, data_home

        path = data_home() / LOG_NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8")
    except OSError:
        return None
    return path


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code (`docs/kode-keluar.md`)."""
    # One document, then the end: the collector would go through the same live objects again and again.
    gc.set_threshold(100_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result = zi.main(args=list(args) if args is not None else None, prog_name="zi", standalone_mode=False)
    except AssistantError as error:
        complain(error)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    except click.ClickException as error:
        ctx = getattr(error, "ctx", None)
        name = ctx.command_path if ctx is not None else "zi"
        complain(UsageError(explain_click(error), f"Lihat {name} --help."))
        return UsageError.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Dihentikan.", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away (zi ... | head): nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last edge: no traceback ever reaches a user
        path = _log_crash(error)
        where = f" Rinciannya tercatat di {path}." if path else ""
        click.echo(f"Kesalahan yang tidak terduga ({type(error).__name__}).{where}", err=True)
        return AssistantError.exit_code
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main())
