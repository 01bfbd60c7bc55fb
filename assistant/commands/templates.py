"""The commands of own templates: `templat periksa`, `templat salin`, `templat daftar`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from assistant.command_line import ZiGroup
from assistant.commands.run import EXIT_FINDINGS, FILE, Run, check_output, deliver, output_options
from assistant.delivery import emit, read_wanted
from assistant.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.commands.run import Rendered


@click.group(
    "templat",
    cls=ZiGroup,
    aliases={"check": "periksa", "copy": "salin", "list": "daftar"},
    no_args_is_help=True,
)
def templat() -> None:
    """Periksa, salin, dan kenali templat Word untuk draf."""


@templat.command("periksa")
@click.argument("file", type=FILE, metavar="BERKAS")
@click.option(
    "--jenis", metavar="JENIS", help="Jenis templat: laporan, rencana, atau rencana-aksi (bawaan: dikenali)."
)
@output_options("layar", "json")
@click.pass_obj
def templat_periksa(
    run: Run, file: Path, jenis: str | None, formats: tuple[str, ...], output: Path | None, timpa: bool
) -> None:
    """Periksa templat Word: isian yang salah eja, hilang, salah jenis, atau berada di tempat yang salah."""
    from assistant.drafting.template_check import check_template
    from assistant.rendering.template_view import print_template, template_json
    from assistant.workbench import placeholders

    wanted = read_wanted(formats, output, ("layar", "json"))
    check_output(output, timpa, [file])
    catalogue = placeholders(run.settings, wanted.report_format)
    kinds = [kind.nama for kind in catalogue.jenis]
    if jenis is not None and jenis not in kinds:
        raise UsageError(f"Jenis templat {jenis} tidak dikenal.", f"Pilihannya: {', '.join(kinds)}.")
    report = check_template(file, catalogue, jenis)
    rendered: Rendered = template_json(report) if wanted.output == "json" else partial(print_template, report)
    deliver(rendered, output, timpa, [file])
    if not report.is_usable:
        raise click.exceptions.Exit(EXIT_FINDINGS)


@templat.command("salin")
@click.argument("folder", type=FILE, metavar="FOLDER")
@click.option("--timpa", is_flag=True, help="Ganti berkas yang sudah ada.")
@click.pass_obj
def templat_salin(run: Run, folder: Path, timpa: bool) -> None:
    """Salin templat Word bawaan ke FOLDER untuk disunting; pakai hasilnya dengan `zi susun --templat`."""
    from assistant.output import make_directory
    from assistant.workbench import placeholders

    source = run.settings.templates_directory
    names = [kind.berkas for kind in placeholders(run.settings).jenis if (source / kind.berkas).is_file()]
    make_directory(folder)
    for name in names:
        check_output(folder / name, timpa, [source / name])
    for name in names:
        emit((source / name).read_bytes(), folder / name, overwrite=timpa, inputs=[source / name])
        run.say(f"Disalin: {folder / name}")


@templat.command("daftar")
@output_options("layar", "json")
@click.pass_obj
def templat_daftar(run: Run, formats: tuple[str, ...], output: Path | None, timpa: bool) -> None:
    """Tampilkan semua isian yang dapat dipakai templat, beserta artinya."""
    from assistant.rendering.template_view import placeholders_json, print_placeholders
    from assistant.workbench import placeholders

    wanted = read_wanted(formats, output, ("layar", "json"))
    check_output(output, timpa, [])
    catalogue = placeholders(run.settings, wanted.report_format)
    if wanted.output == "json":
        deliver(placeholders_json(catalogue), output, timpa, [])
    else:
        deliver(partial(print_placeholders, catalogue), output, timpa, [])
