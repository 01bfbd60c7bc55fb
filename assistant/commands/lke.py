"""Commands of the evaluation sheet: `lke`, `nilai`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from assistant.command_line import ZiCommand
from assistant.commands.run import (
    FILE,
    Recap,
    Run,
    check_output,
    deliver,
    for_each,
    named_file,
    output_options,
    rules_of,
)
from assistant.delivery import Wanted, emit, read_wanted, targets
from assistant.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from assistant.commands.run import Rendered
    from assistant.lke.comparison import Rated
    from assistant.rendering.score_view import ScoreReport
    from assistant.workbench import Workbench


class _ScoreRecap(Recap):
    """The recap of scores."""

    def add(self, bench: Workbench) -> None:
        from assistant.rendering.score_recap import score_row

        self.rows.append(score_row(bench.document, bench.lke, bench.score))

    def fail(self, path: Path, error: AssistantError) -> None:
        from assistant.rendering.score_recap import ScoreRow

        self.rows.append(ScoreRow(path.name, fault=error.message))

    def workbook(self) -> bytes:
        from assistant.rendering.score_recap import score_recap_workbook

        return score_recap_workbook(self.rows)

    def show(self, console: Console) -> None:
        from assistant.rendering.score_recap import print_score_recap

        print_score_recap(self.rows, console)


@click.command("lke", cls=ZiCommand)
@click.argument("source", required=False, type=FILE, metavar="[LAPORAN]")
@click.option("--isi", "form", type=FILE, metavar="BERKAS", help="Isi buku kerja LKE ini.")
@click.option(
    "--reviu",
    "review",
    type=FILE,
    metavar="BERKAS",
    help="Tuliskan jawaban dan catatan TPI dari lembar reviu (hasil zi audit) ke LKE pada --isi.",
)
@click.option(
    "--portalrb-masuk", "portal_in", type=FILE, metavar="BERKAS", help="Baca jawaban dari JSON PortalRB."
)
@click.option(
    "--portalrb-keluar",
    "portal_out",
    type=FILE,
    metavar="BERKAS",
    help="Tulis jawaban ke JSON PortalRB.",
)
@click.option(
    "--usulan", "proposed", type=FILE, metavar="BERKAS", help="Tulis daftar usulan dari LAPORAN ke JSON ini."
)
@click.option("-o", "--output", type=FILE, metavar="BERKAS", help="Tulis buku kerja LKE ke berkas ini.")
@click.option("--timpa", is_flag=True, help="Ganti berkas keluaran yang sudah ada.")
@click.pass_obj
def lke(
    run: Run,
    source: Path | None,
    form: Path | None,
    review: Path | None,
    portal_in: Path | None,
    portal_out: Path | None,
    proposed: Path | None,
    output: Path | None,
    timpa: bool,
) -> None:
    """Isi buku kerja LKE dari laporan, LKE lain, atau PortalRB, dan kirim jawabannya ke PortalRB.

    Dari laporan diusulkan catatan dan bukti dukung tiap indikator, bertanda Usulan dan berlatar kuning, di
    bawah isian yang sudah ada; jawaban hanya diusulkan bila kutipannya menyatakan kriterianya.

    Berkas yang diberikan tidak pernah diubah: hasilnya selalu berkas lain.
    """
    from assistant.lke_filling import fill_lke, portal_file
    from assistant.rendering.json_output import dumps
    from assistant.rendering.proposal_view import proposal_summary, proposals_json

    inputs = [path for path in (source, form, review, portal_in) if path is not None]
    if not inputs:
        raise UsageError(
            "Sumber jawaban belum disebut.",
            "Tuliskan LAPORAN, --isi, atau --portalrb-masuk; lihat zi lke --help.",
        )
    if output is None and portal_out is None and proposed is None:
        raise UsageError("Berkas hasil belum disebut.", "Tambahkan -o LKE.xlsx atau --portalrb-keluar.")
    for target in (output, portal_out, proposed):
        check_output(target, timpa, inputs)
    filling = fill_lke(run.settings, source, form, portal_in, review)
    run.say(*filling.notes)
    report = filling.report
    if report is not None:
        run.say(*proposal_summary(report.proposals, report.lke))
    elif proposed is not None:
        raise UsageError("Tidak ada laporan yang dapat diusulkan isinya.", "Sebutkan LAPORAN, bukan LKE.")
    if output is not None:
        written = filling.workbook(output)
        run.say(*written.notes)
        emit(written.data, output, overwrite=timpa, inputs=inputs)
        run.say(f"LKE ditulis ke {output}.")
    if portal_out is not None:
        emit(portal_file(filling), portal_out, overwrite=timpa, inputs=inputs)
        run.say(f"Jawaban PortalRB ditulis ke {portal_out}{', tanpa usulan' if report else ''}.")
    if proposed is not None and report is not None:
        listed = proposals_json(report.annotated, report.proposals, report.lke, rules_of(report))
        emit(dumps(listed), proposed, overwrite=timpa, inputs=inputs)
        run.say(f"Daftar usulan ditulis ke {proposed}.")


@click.command("nilai", cls=ZiCommand)
@click.argument("files", nargs=-1, type=FILE, metavar="LKE [LKE2]...")
@click.option(
    "--tpi", is_flag=True, help="Bandingkan jawaban unit dengan jawaban TPI di dalam LKE yang sama."
)
@click.option("--banding", "side_by_side", is_flag=True, help="Bandingkan dua LKE, juga dalam keluaran JSON.")
@output_options("ringkas", "json", "html", "xlsx", folder=True)
@click.pass_obj
def nilai(
    run: Run,
    files: tuple[Path, ...],
    tpi: bool,
    side_by_side: bool,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Hitung nilai LKE, periksa syarat WBK/WBBM satu per satu, dan tunjukkan jalan termurah ke predikat.

    Dua LKE dibandingkan: yang pertama pembandingnya, misalnya LKE tahun lalu dan LKE tahun ini. Folder, atau
    lebih dari dua LKE, menghasilkan satu nilai untuk setiap LKE dan sebuah rekap.
    """
    wanted = read_wanted(formats, output, ("ringkas", "json", "html", "xlsx"))
    _check_sides(files, tpi=tpi, side_by_side=side_by_side)
    is_pair = len(files) == 2 and not any(file.is_dir() for file in files)
    to_one_place = output is None or named_file(output) is not None
    if tpi or side_by_side or (is_pair and to_one_place and wanted.output != "json"):
        _compare_scores(run, files, wanted, output, timpa)
        return
    recap = _ScoreRecap(run, wanted, output, timpa)

    def work(path: Path) -> tuple[Rendered, int]:
        bench = run.open(path, wanted)
        recap.add(bench)
        run.warn(bench.score_notes)
        return _render_score(_score_report(bench), wanted, run.settings.templates), 0

    for_each(files, wanted, output, timpa, work, recap)


def _check_sides(files: Sequence[Path], *, tpi: bool, side_by_side: bool) -> None:
    """Refuse a comparison of anything but two LKE, or of the two sides of one."""
    named = "--tpi" if tpi else "--banding"
    if tpi and side_by_side:
        raise UsageError("--tpi dan --banding saling meniadakan.", "Pakailah salah satu dari keduanya.")
    if not tpi and not side_by_side:
        return
    wanted = 1 if tpi else 2
    if len(files) != wanted or any(file.is_dir() for file in files):
        raise UsageError(
            f"{named} memerlukan tepat {'satu' if tpi else 'dua'} berkas LKE.",
            "Tuliskan LKE yang jawaban TPI-nya sudah terisi." if tpi else "Tuliskan LKE lama lalu LKE baru.",
        )


def _compare_scores(
    run: Run, files: Sequence[Path], wanted: Wanted, output: Path | None, overwrite: bool
) -> None:
    """Deliver two LKE side by side, or unit and evaluators of one."""
    from assistant.rendering.score_view import comparison_notes, labels

    (target,) = targets([files[-1]], wanted, output, single=True)
    check_output(target, overwrite, files)
    if len(files) == 1:
        bench = run.open(files[0], wanted)
        report = _score_report(bench, bench.rated("Unit"), bench.rated_by_tpi("TPI"))
        run.warn(bench.score_notes)
    else:
        old, new = (run.open(file, wanted) for file in files)
        for bench in (old, new):
            run.warn(bench.score_notes)
        run.warn(comparison_notes(old.document, new.document))
        first, second = labels(old.document, new.document)
        report = _score_report(new, old.rated(first), new.rated(second))
    deliver(_render_score(report, wanted, run.settings.templates), target, overwrite, files)


def _score_report(bench: Workbench, old: Rated | None = None, new: Rated | None = None) -> ScoreReport:
    """Return what is shown of an LKE's score, compared with another one where there is one."""
    from assistant.lke.comparison import compare_scores, rescored
    from assistant.rendering.score_view import ScoreReport

    new = new or bench.rated("Capaian")
    old = rescored(bench.lke, old) if old else None
    changes = compare_scores(bench.lke, old, new) if old else ()
    return ScoreReport(bench.lke, rules_of(bench), new, bench.ways(new), old, changes)


def _render_score(report: ScoreReport, wanted: Wanted, templates: Path | None) -> Rendered:
    match wanted.output:
        case "json" if report.old is not None:
            from assistant.rendering.score_view import comparison_json

            return comparison_json(report)
        case "json":
            from assistant.rendering.json_output import score_json

            return score_json(report.document, report.new.score, report.rules)
        case "xlsx":
            from assistant.rendering.score_workbook import score_workbook

            return score_workbook(report)
        case "html":
            from assistant.rendering.score_page import score_page

            return score_page(report, templates)
        case _ if report.old is not None:
            from assistant.rendering.score_view import print_comparison

            return partial(print_comparison, report)
        case _:
            from assistant.rendering.score_console import print_score

            return partial(print_score, report)
