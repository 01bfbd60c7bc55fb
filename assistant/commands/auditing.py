"""The command `audit`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from assistant.command_line import ZiCommand
from assistant.commands.run import EXIT_FINDINGS, FILE, Run, check_output, deliver, output_options, rules_of
from assistant.delivery import Wanted, read_wanted

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.audit_bench import AuditBench
    from assistant.commands.run import Rendered


@click.command("audit", cls=ZiCommand)
@click.argument("report", required=False, type=FILE, metavar="[LAPORAN]")
@click.option("--lke", "sheet", type=FILE, metavar="BERKAS", help="LKE yang jawabannya diaudit.")
@click.option(
    "--bukti",
    "evidence",
    type=FILE,
    metavar="FOLDER|ZIP",
    help="Cari bukti dalam berkas-berkas folder atau ZIP ini.",
)
@output_options("layar", "json", "xlsx", "html")
@click.pass_obj
def audit(
    run: Run,
    report: Path | None,
    sheet: Path | None,
    evidence: Path | None,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Audit jawaban LKE dan pernyataan laporan terhadap catatan, kriteria, dan buktinya.

    Sebutkan laporan, LKE, atau keduanya. Lembar XLSX memuat kolom TPI yang dapat dituliskan kembali ke LKE
    dengan zi lke --reviu. Tautan hanya didaftar, tidak pernah dibuka.
    """
    from assistant.audit_bench import AuditBench

    wanted = read_wanted(formats, output, ("layar", "json", "xlsx", "html"))
    inputs = [path for path in (report, sheet, evidence) if path is not None]
    check_output(output, timpa, inputs)
    told = run.open(report, wanted) if report is not None else None
    answered = run.open(sheet, wanted) if sheet is not None else None
    bench = AuditBench(told, answered, evidence)
    rendered = render_audit(bench, wanted)
    warned = {w for own in (told, answered) if own is not None for w in own.document.warnings}
    run.warn(warning for warning in bench.document.warnings if warning not in warned)
    run.warn(bench.result.notes)
    deliver(rendered, output, timpa, inputs)
    if bench.result.has_contradiction:
        raise click.exceptions.Exit(EXIT_FINDINGS)


def render_audit(bench: AuditBench, wanted: Wanted) -> Rendered:
    """Return an audit in the form that is wanted."""
    document, result, rules = bench.document, bench.result, rules_of(bench.bench)
    match wanted.output:
        case "json":
            from assistant.rendering.audit_view import audit_json

            return audit_json(document, result, rules)
        case "xlsx":
            from assistant.rendering.audit_workbook import audit_workbook

            return audit_workbook(document, result, bench.lke, bench.answers, rules)
        case "html":
            from assistant.rendering.audit_page import audit_page, evidence_passages

            pictures = bench.pictures(evidence_passages(result))
            templates = bench.bench.settings.templates
            return audit_page(document, result, bench.lke, bench.answers, rules, templates, pictures=pictures)
        case _:
            from assistant.rendering.audit_console import print_audit

            return partial(print_audit, document, result, bench.lke)
