"""Commands that read and map: `urai`, `petakan`, `jelaskan`."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from assistant.command_line import ZiCommand
from assistant.commands.run import (
    FILE,
    WITHOUT_CORRECTIONS,
    Run,
    check_output,
    deliver,
    for_each,
    output_options,
    rules_of,
)
from assistant.delivery import Wanted, emit, read_wanted
from assistant.errors import UsageError
from assistant.workbench import Workbench, map_stream, take_corrections

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.commands.run import Rendered
    from assistant.document import Document


@click.command("urai", cls=ZiCommand)
@click.argument("file", type=FILE, metavar="BERKAS")
@click.option("--rencana", is_flag=True, help="Tampilkan rencana aksi: kegiatan, bukti fisik, target waktu.")
@click.option("--gambar", type=FILE, metavar="FOLDER", help="Simpan gambar-gambar dokumen ke folder ini.")
@output_options("pohon", "markdown", "json")
@click.pass_obj
def urai(
    run: Run,
    file: Path,
    rencana: bool,
    gambar: Path | None,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Baca dokumen dan tampilkan susunannya: bagian, paragraf, tabel, gambar, tautan."""
    from assistant.rendering import console as view
    from assistant.rendering import json_output

    wanted = read_wanted(formats, output, ("pohon", "json") if rencana else ("pohon", "markdown", "json"))
    check_output(output, timpa, [file])
    bench = run.open(file, wanted)
    document = bench.document
    if gambar is not None:
        _save_pictures(run, file, gambar, document, timpa)
    rendered: Rendered
    if rencana:
        actions = bench.rencana
        run.say(*bench.rencana_notes)
        if wanted.output == "json":
            rendered = json_output.rencana_json(document, actions, rules_of(bench))
        else:
            rendered = partial(view.print_actions, document, actions)
    elif wanted.output == "json":
        rendered = json_output.document_json(document, rules_of(bench))
    elif wanted.output == "markdown":
        from assistant.rendering.markdown import markdown

        rendered = markdown(document)
    else:
        rendered = partial(view.print_outline, document)
    deliver(rendered, output, timpa, [file])


@click.command("petakan", cls=ZiCommand)
@click.argument("files", nargs=-1, type=FILE, metavar="BERKAS...")
@click.option("--jsonl", is_flag=True, help="Baca paragraf sebagai baris JSON dari masukan standar.")
@click.option(
    "--koreksi",
    type=FILE,
    metavar="BERKAS",
    help="Simpan dan pakai keputusan dari kolom 'Indikator benar' (XLSX hasil perintah ini, atau JSONL).",
)
@WITHOUT_CORRECTIONS
@output_options("tabel", "json", "xlsx", "html", folder=True)
@click.pass_obj
def petakan(
    run: Run,
    files: tuple[Path, ...],
    jsonl: bool,
    koreksi: Path | None,
    tanpa_koreksi: bool,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Petakan paragraf ke indikator LKE dan tunjukkan indikator yang belum tersentuh."""
    if koreksi and tanpa_koreksi:
        raise UsageError(
            "--koreksi dan --tanpa-koreksi saling meniadakan.", "Pakailah salah satu dari keduanya."
        )
    run = run.corrected(not tanpa_koreksi)
    if koreksi:
        only = files[0] if len(files) == 1 and files[0].is_file() else None
        run.say(*take_corrections(koreksi, run.settings, only))
        if not files and not jsonl:
            return
    if jsonl:
        _stream_segments(run)
        return
    wanted = read_wanted(formats, output, ("tabel", "json", "xlsx", "html"))

    def work(path: Path) -> tuple[Rendered, int]:
        bench = run.open(path, wanted)
        run.say(*bench.mapping.notes)
        if wanted.output != "json" and bench.plan is not None:
            run.say(*bench.rencana_notes)
        return render_mapping(bench, wanted), 0

    for_each(files, wanted, output, timpa, work)


def render_mapping(bench: Workbench, wanted: Wanted) -> Rendered:
    """Return a mapping in the form that is wanted."""
    document, result, lke = bench.annotated, bench.mapping, bench.lke
    match wanted.output:
        case "json":
            from assistant.rendering.json_output import mapping_json

            return mapping_json(document, result, rules_of(bench))
        case "xlsx":
            from assistant.rendering.workbooks import mapping_workbook

            return mapping_workbook(document, result, lke, rules_of(bench), bench.plan)
        case "html":
            from assistant.rendering.mapping_page import mapping_page

            templates = bench.settings.templates
            return mapping_page(document, result, lke, rules_of(bench), templates, bench.plan)
        case _:
            from assistant.rendering.console import print_mapping

            return partial(print_mapping, document, result, lke, rencana=bench.plan)


@click.command("jelaskan", cls=ZiCommand)
@click.argument("file", type=FILE, metavar="BERKAS")
@click.option("--blok", "blocks", multiple=True, metavar="BLOK", help="Blok yang dijelaskan, misalnya b17.")
@WITHOUT_CORRECTIONS
@output_options("layar", "json")
@click.pass_obj
def jelaskan(
    run: Run,
    file: Path,
    blocks: tuple[str, ...],
    tanpa_koreksi: bool,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Jelaskan usulan indikator untuk satu blok: alasan, kriteria LKE, dan teks di sekitarnya.

    Tanda blok (b17) ada pada kolom Blok hasil `zi petakan`. --blok boleh diulang.
    """
    from assistant.rendering.explanation import explanation_json, find_explanations, print_explanations

    wanted = read_wanted(formats, output, ("layar", "json"))
    check_output(output, timpa, [file])
    bench = run.corrected(not tanpa_koreksi).open(file, wanted)
    found = find_explanations(bench.document, blocks, bench.mapping, bench.own_mapping)
    rendered: Rendered
    if wanted.output == "json":
        rendered = explanation_json(bench.annotated, found, bench.lke, rules_of(bench))
    else:
        rendered = partial(print_explanations, bench.document, found, bench.lke)
    deliver(rendered, output, timpa, [file])


def _save_pictures(run: Run, file: Path, folder: Path, document: Document, overwrite: bool) -> None:
    """Save a document's pictures and tell how many there were."""
    from assistant.reading.pictures import save_pictures

    saved = save_pictures(file, folder, document, overwrite=overwrite)
    run.warn(saved.warnings)
    run.say(f"{len(saved.saved)} gambar disimpan di {folder}.")


def _stream_segments(run: Run) -> None:
    """Map JSON lines from stdin to JSON lines on stdout, one by one and in order."""
    from assistant.mapping.segments import read_segments
    from assistant.rendering.json_output import dumps_line, segment_mapping_json

    used = 0
    for mapped, corrected in map_stream(run.settings, read_segments(sys.stdin.buffer)):
        emit(dumps_line(segment_mapping_json(mapped)), None, overwrite=False)
        used += corrected
    if used:
        run.say(f"{used} paragraf memakai koreksi yang tersimpan.")
