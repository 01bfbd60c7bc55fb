"""Commands that write next year's documents: `susun`, `adaptasi`, `rencana`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.command_line import ZiCommand
from assistant.commands.run import (
    FILE,
    WITHOUT_CORRECTIONS,
    Run,
    check_new_file,
    check_output,
    deliver,
    output_options,
    rules_of,
)
from assistant.delivery import Wanted, emit, read_wanted
from assistant.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.commands.run import Rendered
    from assistant.drafting.model import Draft
    from assistant.retargeting.model import Office, Retargeted
    from assistant.retargeting.replace import Job
    from assistant.workbench import Workbench


@click.command("susun", cls=ZiCommand)
@click.argument("source", type=FILE, metavar="SUMBER")
@click.option("--tahun", type=int, metavar="TAHUN", help="Tahun laporan yang akan disusun (wajib).")
@click.option(
    "--rencana", "plan", type=FILE, metavar="BERKAS", help="Rencana kerja atau rencana aksi tahun itu."
)
@click.option(
    "--lke",
    "sheet",
    type=FILE,
    metavar="BERKAS",
    help="LKE tahun itu: buku kerja, atau laporan yang memuatnya.",
)
@click.option("--data", "data", type=FILE, metavar="BERKAS", help="Isi yang sudah diketahui kantor (YAML).")
@click.option("--templat", "template", type=FILE, metavar="BERKAS", help="Pakai templat Word sendiri.")
@click.option(
    "--fakta", "facts_target", type=FILE, metavar="BERKAS", help="Tulis daftar fakta terikat tahun (JSON)."
)
@click.option(
    "--daftar-isian",
    "listing",
    is_flag=True,
    help="Tampilkan daftar isian saja; dengan -o isian.yaml kerangka untuk --data.",
)
@click.option("--bersih", is_flag=True, help="Tanpa komentar asal-usul; isian kuning tetap ada.")
@click.option(
    "--paksa", is_flag=True, help="Pakai rencana walaupun tahunnya lain; abaikan data yang tak dikenal."
)
@WITHOUT_CORRECTIONS
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT", help="Bentuk daftar isian: layar, json, yaml."
)
@click.option(
    "-o", "--output", type=FILE, metavar="BERKAS", help="Tulis draf Word (atau daftar isian) ke berkas ini."
)
@click.option("--timpa", is_flag=True, help="Ganti berkas keluaran yang sudah ada.")
@click.pass_obj
def susun(
    run: Run,
    source: Path,
    tahun: int | None,
    plan: Path | None,
    sheet: Path | None,
    data: Path | None,
    template: Path | None,
    facts_target: Path | None,
    listing: bool,
    bersih: bool,
    paksa: bool,
    tanpa_koreksi: bool,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Susun draf laporan tahun berikutnya dari laporan tahun lalu dan rencana tahun berjalan.

    Fakta tahun lalu tidak pernah disalin diam-diam: yang harus diisi ulang menjadi isian berwarna kuning.
    """
    from assistant.drafting.known_data import load_data

    if tahun is None:
        raise UsageError(
            "Tahun laporan yang akan disusun belum disebut.", "Tambahkan --tahun, misalnya --tahun 2026."
        )
    inputs = [p for p in (source, plan, sheet, data, template) if p is not None]
    if output is None and facts_target is None and not listing:
        output = Path(f"draf-{source.stem}-{tahun}.docx")
    wanted = read_wanted(formats, output, ("layar", "json", "yaml")) if listing else None
    check_output(output, timpa, inputs)
    check_output(facts_target, timpa, inputs)
    known = load_data(data) if data is not None else {}
    run = run.corrected(not tanpa_koreksi)
    bench = run.open(source)
    if output is None and not listing:
        facts = bench.facts(tahun)
    else:
        draft = bench.draft(
            tahun,
            run.open(plan) if plan else None,
            template,
            sheet=run.open(sheet) if sheet else None,
            data=known,
            force=paksa,
            bare=bersih,
        )
        facts = draft.facts
        if wanted is not None:
            deliver(_render_fields(bench, draft, tahun, wanted), output, timpa, inputs)
        elif output is not None:
            emit(draft.docx, output, overwrite=timpa, inputs=inputs)
            run.summarise(bench.document, draft)
            run.say(f"Draf ditulis ke {output}.")
    if facts_target is not None:
        from assistant.rendering.json_output import facts_json

        deliver(facts_json(bench.document, facts, rules_of(bench)), facts_target, timpa, inputs)


def _render_fields(bench: Workbench, draft: Draft, year: int, wanted: Wanted) -> Rendered:
    from assistant.rendering.field_list import fields_json, fields_yaml, print_fields

    match wanted.output:
        case "json":
            return fields_json(bench.document, draft.fields, rules_of(bench))
        case "yaml":
            return fields_yaml(bench.document, draft.fields, year)
        case _:
            return partial(print_fields, draft.fields)


@click.command("adaptasi", cls=ZiCommand)
@click.argument("source", type=FILE, metavar="SUMBER")
@click.option(
    "--satker", "list_file", type=FILE, metavar="BERKAS", help="Daftar satker tujuan, CSV atau YAML (wajib)."
)
@click.option(
    "--dari", "origin", metavar="SATKER", help="Satker asal dokumen, bila tidak dikenali dari isinya."
)
@click.option(
    "--fakta",
    "spans_target",
    type=FILE,
    metavar="BERKAS",
    help="Tulis bagian yang diganti dan nasibnya (JSON).",
)
@click.option("--coba", is_flag=True, help="Tampilkan setiap bagian dan nasibnya; tidak menulis dokumen.")
@click.option("--tandai", is_flag=True, help="Sorot juga yang diganti, dengan komentar alasannya.")
@click.option(
    "-o", "--output", type=FILE, metavar="FOLDER", help="Tulis dokumen setiap satker ke folder ini."
)
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT", help="json: tampilkan bagian sebagai JSON saja."
)
@click.option("--timpa", is_flag=True, help="Ganti berkas keluaran yang sudah ada.")
@click.pass_obj
def adaptasi(
    run: Run,
    source: Path,
    list_file: Path | None,
    origin: str | None,
    spans_target: Path | None,
    coba: bool,
    tandai: bool,
    output: Path | None,
    formats: tuple[str, ...],
    timpa: bool,
) -> None:
    """Ubah dokumen satu satker menjadi dokumen satker lain, satu berkas Word untuk setiap satker.

    Nama, tempat, dan sebutan tingkat diganti; pejabat, tanggal, nomor naskah, dan hasil satker asal menjadi
    isian kuning; tugas yang hanya dimiliki provinsi dihapus atau ditanyakan. Kutipan peraturan tidak diubah.
    """
    from assistant.rendering.retarget_view import print_spans, retarget_json
    from assistant.workbench import open_offices

    if list_file is None:
        raise UsageError(
            "Satker tujuan belum disebut.", "Tambahkan --satker dengan daftar satker (CSV atau YAML)."
        )
    wanted = read_wanted(formats, None, ("layar", "json"))
    dry = coba or wanted.output == "json" or (spans_target is not None and output is None)
    listed = open_offices(list_file, run.settings)
    run.warn(listed.warnings)
    plan = _Adaptation(source, listed.offices, None if dry else output or Path(f"adaptasi-{source.stem}"))
    span_files = plan.span_files(spans_target)
    inputs = [source, list_file]
    for target in (*plan.files, *span_files, *([plan.recap] if plan.recap else [])):
        check_new_file(target, timpa, inputs)
    bench = run.open(source, wanted)
    job = bench.retargeting(origin, mark=tandai)
    results = plan.carry_out(run, job, timpa, inputs)
    rendered = [retarget_json(bench.document, result, rules_of(bench)) for result in results]
    for value, target in zip(rendered, span_files, strict=False):
        deliver(value, target, timpa, inputs)
    if wanted.output == "json":
        for value in rendered:
            deliver(value, None, timpa, inputs)
    elif coba:
        deliver(partial(print_spans, bench.document, results), None, timpa, inputs)
    else:
        plan.finish(run, bench, results, timpa, inputs)


@dataclass(frozen=True)
class _Adaptation:
    """Where the documents of the offices go: a folder, one Word file, or nowhere in a dry run."""

    source: Path
    offices: Sequence[Office]
    output: Path | None

    @property
    def _one_file(self) -> bool:
        single = len(self.offices) == 1 and self.output is not None
        return single and self.output is not None and self.output.suffix.lower() == ".docx"

    @property
    def files(self) -> list[Path]:
        """The Word file of each office."""
        if self.output is None:
            return []
        if self._one_file:
            return [self.output]
        return [self.output / f"{self.source.stem}-{slug}.docx" for slug in self._slugs]

    @property
    def recap(self) -> Path | None:
        """The workbook with the summary; none beside a single file."""
        return self.output / "rekap-adaptasi.xlsx" if self.output and not self._one_file else None

    @property
    def _slugs(self) -> list[str]:
        from assistant.language.clean import fold

        return [fold(office.satker.name).replace(" ", "-") for office in self.offices]

    def span_files(self, target: Path | None) -> list[Path]:
        """Return the JSON file of each office: the one named, for several offices one beside it for each."""
        if target is None or len(self.offices) == 1:
            return [target] if target else []
        return [target.with_name(f"{target.stem}-{slug}{target.suffix}") for slug in self._slugs]

    def carry_out(self, run: Run, job: Job, overwrite: bool, inputs: Sequence[Path]) -> list[Retargeted]:
        """Return the result for each office, its document written unless this is a dry run."""
        if self.output is None:
            return [job.spans(office) for office in self.offices]
        if not self._one_file:
            from assistant.output import make_directory

            make_directory(self.output)
        results = []
        with run.settings.progress() as progress:
            progress.start("Menulis dokumen", len(self.offices))
            for office, target in zip(self.offices, self.files, strict=True):
                result = job.write(office)
                emit(result.docx, target, overwrite=overwrite, inputs=inputs)
                results.append(replace(result, docx=b""))
                progress.advance()
            progress.finish()
        return results

    def finish(
        self,
        run: Run,
        bench: Workbench,
        results: Sequence[Retargeted],
        overwrite: bool,
        inputs: Sequence[Path],
    ) -> None:
        """Write the summary and tell it."""
        from rich.console import Console

        from assistant.rendering.retarget_view import print_summary, retarget_workbook

        if self.recap is not None:
            names = [file.name for file in self.files]
            emit(
                retarget_workbook(bench.document, results, names),
                self.recap,
                overwrite=overwrite,
                inputs=inputs,
            )
        if not run.quiet:
            shown = [str(file) for file in (*self.files, *([self.recap] if self.recap else []))]
            print_summary(results, shown, Console(stderr=True))


@click.command("rencana", cls=ZiCommand)
@click.argument("source", type=FILE, metavar="SUMBER")
@click.option("--tahun", type=int, metavar="TAHUN", help="Tahun rencana yang akan disusun (wajib).")
@click.option(
    "--lke", "sheet", type=FILE, metavar="BERKAS", help="LKE yang sudah diisi, bila tidak ada dalam SUMBER."
)
@click.option("--rencana", "last_plan", type=FILE, metavar="BERKAS", help="Rencana aksi tahun lalu.")
@click.option("--templat", "template", type=FILE, metavar="BERKAS", help="Pakai templat Word sendiri.")
@click.option("--paksa", is_flag=True, help="Pakai sumber walaupun tahunnya tidak sebelum TAHUN.")
@WITHOUT_CORRECTIONS
@output_options("docx", "json")
@click.pass_obj
def rencana(
    run: Run,
    source: Path,
    tahun: int | None,
    sheet: Path | None,
    last_plan: Path | None,
    template: Path | None,
    paksa: bool,
    tanpa_koreksi: bool,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Susun rencana aksi tahun berikutnya dari laporan, LKE, atau rencana tahun lalu.

    Tindak lanjut dan kendala yang belum selesai, indikator LKE yang paling menambah nilai, dan langkah
    rencana lama digabung menjadi satu tabel beserta naskah keputusannya. Asal setiap langkah tertulis
    sebagai komentar.
    """
    if tahun is None:
        raise UsageError(
            "Tahun rencana yang akan disusun belum disebut.", "Tambahkan --tahun, misalnya --tahun 2027."
        )
    wanted = read_wanted(formats, output, ("docx", "json"))
    inputs = [p for p in (source, sheet, last_plan, template) if p is not None]
    if output is None and wanted.output == "docx":
        output = Path(f"rencana-aksi-{tahun}.docx")
    check_output(output, timpa, inputs)
    run = run.corrected(not tanpa_koreksi)
    bench = run.open(source, wanted)
    others = [run.open(path, wanted) if path is not None else None for path in (last_plan, sheet)]
    plan = bench.plan_for(tahun, others[0], others[1], template, force=paksa)
    if wanted.output == "json":
        from assistant.rendering.json_output import rencana_json

        deliver(rencana_json(bench.document, plan.rencana, rules_of(bench)), output, timpa, inputs)
    else:
        emit(plan.docx, output, overwrite=timpa, inputs=inputs)
    run.warn(plan.warnings)
    run.tell_plan(plan)
    if output is not None:
        run.say(f"Rencana ditulis ke {output}.")
