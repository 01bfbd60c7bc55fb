"""The command `contoh`."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.command_line import ZiCommand
from assistant.commands.auditing import render_audit
from assistant.commands.checking import render_check
from assistant.commands.reading import render_mapping
from assistant.commands.run import FILE, Run, check_output, deliver, rules_of
from assistant.delivery import Wanted, emit


@click.command("contoh", cls=ZiCommand)
@click.option(
    "-o",
    "--output",
    type=FILE,
    default=Path("hasil"),
    metavar="FOLDER",
    help="Folder hasil (bawaan: hasil).",
)
@click.option("--timpa", is_flag=True, help="Ganti hasil yang sudah ada.")
@click.pass_obj
def contoh(run: Run, output: Path, timpa: bool) -> None:
    """Jalankan pekerjaan utama pada dokumen contoh: petakan, periksa, audit, susun laporan tahun depan."""
    from assistant.audit_bench import AuditBench
    from assistant.data import data_directory
    from assistant.output import make_directory
    from assistant.rendering.json_output import facts_json

    samples = data_directory("corpora") / "contoh"
    names = ("pemetaan.xlsx", "pemetaan.html", "pemetaan.json", "pemeriksaan.html", "pemeriksaan.json")
    audits = ("audit.html", "reviu.xlsx")
    draft_target, facts_target = output / "draf-laporan-2026.docx", output / "fakta.json"
    make_directory(output)
    for target in (*(output / name for name in (*names, *audits)), draft_target, facts_target):
        check_output(target, timpa, [])
    bench = run.open(samples / "laporan-2025.docx")
    for name in names:
        render = render_mapping if name.startswith("pemetaan") else render_check
        deliver(render(bench, Wanted(name.rpartition(".")[2])), output / name, timpa, [])
    audit = AuditBench(bench, run.open(samples / "lke-2025.xlsx"), samples / "bukti")
    for name in audits:
        deliver(render_audit(audit, Wanted(name.rpartition(".")[2])), output / name, timpa, [])
    draft = bench.draft(2026, run.open(samples / "rencana-aksi-2026.docx"))
    emit(draft.docx, draft_target, overwrite=timpa)
    deliver(facts_json(bench.document, draft.facts, rules_of(bench)), facts_target, timpa, [])
    coverage = bench.mapping.coverage
    covered = sum(bool(entry.blocks) for entry in coverage)
    identity = bench.document.identity
    click.echo(
        f"Laporan contoh {identity.satker} tahun {identity.year} selesai diolah. Lihat:\n"
        f"  {output / 'pemeriksaan.html'}: {len(bench.check.findings)} temuan; buka dengan peramban\n"
        f"  {output / 'pemetaan.xlsx'}: {covered} dari {len(coverage)} indikator LKE tersentuh\n"
        f"  {output / 'audit.html'}: jawaban LKE dan pernyataan laporan, berdampingan dengan buktinya\n"
        f"  {output / 'reviu.xlsx'}: lembar reviu untuk TPI; tuliskan kembali dengan zi lke --reviu\n"
        f"  {draft_target}: draf laporan 2026; isian kuning menunggu fakta baru\n"
        f"  {facts_target}: {len(draft.facts)} fakta terikat tahun beserta nasibnya\n"
        f"Dokumen asalnya ada di {samples}."
    )
