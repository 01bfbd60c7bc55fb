"""Commands of the check: `periksa`, `banding`, `aturan`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from assistant.command_line import RuleOptions, ZiCommand, rule_options
from assistant.commands.run import (
    EXIT_FINDINGS,
    FILE,
    WITHOUT_CORRECTIONS,
    Recap,
    Run,
    check_output,
    deliver,
    for_each,
    output_options,
    print_noted,
    rules_of,
)
from assistant.delivery import Wanted, read_wanted, targets

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from assistant.checking.comparison import Checked, Comparison
    from assistant.commands.run import Rendered
    from assistant.errors import AssistantError
    from assistant.workbench import Workbench


@click.command("periksa", cls=ZiCommand)
@click.argument("files", nargs=-1, type=FILE, metavar="BERKAS...")
@rule_options
@WITHOUT_CORRECTIONS
@output_options("ringkas", "json", "html", "xlsx", "docx", folder=True)
@click.pass_obj
def periksa(
    run: Run,
    files: tuple[Path, ...],
    rules: RuleOptions,
    tanpa_koreksi: bool,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Periksa dokumen terhadap format surat 1766 dan LKE; tunjukkan yang kurang dan cara memperbaikinya.

    Bentuk docx adalah salinan dokumen Word dengan komentar pada tempat setiap temuan. Bila masukannya banyak,
    rekap semua berkas ikut dibuat. Kode keluar 10 berarti ada temuan kesalahan.
    """
    wanted = read_wanted(formats, output, ("ringkas", "json", "html", "xlsx", "docx"))
    run = run.corrected(not tanpa_koreksi).ruled(rules, files[0] if files else None)
    recap = _CheckRecap(run, wanted, output, timpa)

    def work(path: Path) -> tuple[Rendered, int]:
        bench = run.open(path, wanted)
        run.say(*bench.mapping.notes)
        recap.add(bench)
        rendered = render_check(bench, wanted)
        if callable(rendered) and output is not None:  # a file goes on without what stderr told
            rendered = partial(print_noted, bench.rules.notes, rendered)
        return rendered, EXIT_FINDINGS if bench.check.has_error else 0

    for_each(files, wanted, output, timpa, work, recap)


class _CheckRecap(Recap):
    """The recap of checks."""

    def add(self, bench: Workbench) -> None:
        from assistant.rendering.recap import recap_row

        self.rows.append(recap_row(bench.document, bench.check))

    def fail(self, path: Path, error: AssistantError) -> None:
        from assistant.rendering.recap import RecapRow

        self.rows.append(RecapRow(path.name, fault=error.message))

    def workbook(self) -> bytes:
        from assistant.rendering.recap import recap_workbook

        return recap_workbook(self.rows)

    def show(self, console: Console) -> None:
        from assistant.rendering.recap import print_recap

        print_recap(self.rows, console)


def render_check(bench: Workbench, wanted: Wanted) -> Rendered:
    """Return a check in the form that is wanted."""
    document, result, lke = bench.checked, bench.check, bench.lke
    names = {measure.id: measure.nama for measure in bench.fmt.langkah}
    match wanted.output:
        case "json":
            from assistant.rendering.json_output import check_json

            return check_json(document, result, rules_of(bench))
        case "xlsx":
            from assistant.rendering.workbooks import check_workbook

            return check_workbook(document, result, lke, names, rules_of(bench))
        case "html":
            from assistant.rendering.check_page import check_page
            from assistant.rendering.finding_cards import passages

            return check_page(
                document,
                result,
                lke,
                names,
                rules_of(bench),
                bench.settings.templates,
                rulebook=bench.rules.book,
                pictures=bench.page_pictures(passages(document, result.findings)),
            )
        case "docx":
            from assistant.rendering.docx_comments import commented_copy

            return commented_copy(bench.word_file(), document, result.findings)
        case _:
            from assistant.rendering.check_console import print_check

            return partial(print_check, document, result, lke, names)


@click.command("banding", cls=ZiCommand)
@click.argument("old", type=FILE, metavar="LAMA")
@click.argument("new", type=FILE, metavar="BARU")
@rule_options
@WITHOUT_CORRECTIONS
@output_options("ringkas", "json", "html", "xlsx")
@click.pass_obj
def banding(
    run: Run,
    old: Path,
    new: Path,
    rules: RuleOptions,
    tanpa_koreksi: bool,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Bandingkan dua pemeriksaan: temuan yang selesai, yang masih terbuka, dan yang baru.

    LAMA dan BARU: dokumen, atau hasil zi periksa yang disimpan sebagai JSON. Kode keluar 10 berarti masih ada
    kesalahan yang terbuka atau baru.
    """
    from assistant.checking.comparison import compare_checks

    wanted = read_wanted(formats, output, ("ringkas", "json", "html", "xlsx"))
    (target,) = targets([new], wanted, output, single=True)
    check_output(target, timpa, [old, new])
    run = run.corrected(not tanpa_koreksi).ruled(rules, new)
    comparison = compare_checks(_checked(run, old, wanted), _checked(run, new, wanted))
    run.warn(comparison.notes)
    deliver(_render_comparison(run, comparison, wanted), target, timpa, [old, new])
    if comparison.has_error:
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _checked(run: Run, path: Path, wanted: Wanted) -> Checked:
    """Return the check of a document, or the one that a file holds."""
    from assistant.checking.saved_check import is_saved_check
    from assistant.workbench import open_saved_check

    if is_saved_check(path):
        saved = open_saved_check(path, run.settings)
        run.warn(saved.document.warnings)
        return saved
    bench = run.open(path, wanted)
    run.say(*bench.mapping.notes)
    return bench.comparable


def _render_comparison(run: Run, comparison: Comparison, wanted: Wanted) -> Rendered:
    from assistant.workbench import measure_names

    names = measure_names(run.settings, comparison.new.document.identity.year, comparison.new.fmt)
    match wanted.output:
        case "json":
            from assistant.rendering.comparison_view import comparison_json

            return comparison_json(comparison)
        case "xlsx":
            from assistant.rendering.comparison_workbook import comparison_workbook

            return comparison_workbook(comparison, names)
        case "html":
            from assistant.rendering.comparison_page import comparison_page

            return comparison_page(comparison, names, run.settings.templates)
        case _:
            from assistant.rendering.comparison_view import print_comparison

            return partial(print_comparison, comparison, names)


@click.command("aturan", cls=ZiCommand)
@click.argument("names", nargs=-1, metavar="[ATURAN]...")
@rule_options
@output_options("layar", "json")
@click.pass_obj
def aturan(
    run: Run,
    names: tuple[str, ...],
    rules: RuleOptions,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Tampilkan aturan pemeriksaan; dengan nomornya (ZI204) penjelasan lengkap sebuah aturan.

    ATURAN: nomor, awal nomor (ZI2), atau keluarga (hukum). Tanpa ATURAN: semuanya.
    """
    from assistant.checking.catalogue import list_rules
    from assistant.rendering.rules_view import print_rules, rules_json
    from assistant.workbench import rule_set

    wanted = read_wanted(formats, output, ("layar", "json"))
    check_output(output, timpa, [])
    ruled = rule_set(run.ruled(rules, None).settings)
    catalogue = list_rules(ruled.book, names, ruled.selection)
    if wanted.output == "json":
        deliver(rules_json(catalogue, ruled.notes), output, timpa, [])
    else:
        deliver(partial(print_rules, catalogue), output, timpa, [])
