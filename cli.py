"""The command `zi`: arguments in, one call, rendering out. Heavy parts load inside their commands."""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import traceback
from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant import __version__
from assistant.command_line import RuleOptions, ZiGroup, explain_click, rule_options
from assistant.delivery import Wanted, emit, expand, read_wanted, targets
from assistant.errors import AssistantError, OutputError, UsageError
from assistant.output import check_target
from assistant.workbench import Settings, Workbench, map_stream, take_corrections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console

    from assistant.audit_bench import AuditBench
    from assistant.checking.comparison import Checked, Comparison
    from assistant.document import Document
    from assistant.drafting.model import Draft
    from assistant.drafting.plan_draft import PlanDraft
    from assistant.lke.comparison import Rated
    from assistant.progress import Progress
    from assistant.rendering.json_output import Rules
    from assistant.rendering.score_view import ScoreReport
    from assistant.retargeting.model import Office, Retargeted
    from assistant.retargeting.replace import Job

    # JSON, a page or workbook, or a view for the console
    Rendered = dict[str, Any] | str | bytes | Callable[[Console], None]

_TEXT_WIDTH = 110  # of a console view that is written to a file
EXIT_FINDINGS = 10
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
_FILE = click.Path(path_type=Path)


@dataclass(frozen=True)
class Run:
    """What the options before the command's name say."""

    settings: Settings
    quiet: bool

    def say(self, *lines: str) -> None:
        """Tell the user something that is not the product: on stderr, unless `-q`."""
        if not self.quiet:
            for line in lines:
                click.echo(line, err=True)

    def warn(self, warnings: Iterable[str]) -> None:
        """Tell the user what could not be done well."""
        self.say(*(f"Peringatan: {warning}" for warning in warnings))

    def summarise(self, document: Document, draft: Draft) -> None:
        """Tell the user what became of the facts and what is to be filled in."""
        if not self.quiet:
            from rich.console import Console

            from assistant.rendering.console import print_draft

            print_draft(document, draft, Console(stderr=True))

    def tell_plan(self, plan: PlanDraft) -> None:
        """Tell the user where a plan's actions come from and what would gain the most."""
        if not self.quiet:
            from rich.console import Console

            from assistant.rendering.plan_view import print_plan

            print_plan(plan, Console(stderr=True))

    def corrected(self, wanted: bool) -> Run:
        """Return the run in which corrections of the mapping apply as wanted."""
        return replace(self, settings=replace(self.settings, corrections=wanted))

    def ruled(self, options: RuleOptions, first_input: Path | None) -> Run:
        """Return the run with the rules that command line and `zi.toml` want, having told which."""
        from assistant.settings_file import read_wishes
        from assistant.workbench import rule_set

        wishes = read_wishes(options, first_input)
        run = replace(self, settings=replace(self.settings, check=wishes))
        if wishes.wishes or wishes.own_rules:
            run.say(*rule_set(run.settings).notes)
        return run

    def open(self, path: Path, wanted: Wanted | None = None) -> Workbench:
        """Return the bench for a file, having told its warnings."""
        settings = replace(self.settings, report_format=wanted.report_format) if wanted else self.settings
        bench = Workbench(path, settings)
        self.warn(bench.document.warnings)
        return bench


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress]:
    """Give a progress bar on stderr that is gone when the work is done; none with `-q`."""
    if quiet:
        from assistant.progress import SilentProgress

        yield SilentProgress()
        return
    from rich.console import Console

    from assistant.rendering.console import RichProgress

    with RichProgress(Console(stderr=True)) as progress:
        yield progress


@click.group(
    cls=ZiGroup,
    aliases=_ALIASES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", message="zi %(version)s", help="Tampilkan versi program.")
@click.option("-v", "--verbose", count=True, help="Tampilkan keterangan lebih rinci.")
@click.option("-q", "--quiet", is_flag=True, help="Tampilkan hasil dan kesalahan saja.")
@click.option("--mappings", type=_FILE, metavar="FOLDER", help="Pakai folder pemetaan sendiri.")
@click.option("--templates", type=_FILE, metavar="FOLDER", help="Pakai folder templat sendiri.")
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
    progress = partial(_progress, quiet)
    ctx.obj = Run(Settings(progress, mappings, templates, lke_tahun), quiet)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _output_options(
    *formats: str, folder: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the options that every command with a result shares."""
    target = "Tulis ke berkas ini" + (" (atau ke folder ini bila masukannya banyak)." if folder else ".")

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        for option in (
            click.option("--timpa", is_flag=True, help="Ganti berkas keluaran yang sudah ada."),
            click.option("-o", "--output", type=_FILE, metavar="BERKAS", help=target),
            click.option(
                "--format",
                "formats",
                multiple=True,
                metavar="FORMAT",
                help=f"Bentuk keluaran: {', '.join(formats)}. Boleh juga nomor surat format laporan (1766).",
            ),
        ):
            function = option(function)
        return function

    return decorate


_WITHOUT_CORRECTIONS = click.option(
    "--tanpa-koreksi", is_flag=True, help="Abaikan koreksi yang tersimpan di komputer ini."
)


@zi.command("urai")
@click.argument("file", type=_FILE, metavar="BERKAS")
@click.option("--rencana", is_flag=True, help="Tampilkan rencana aksi: kegiatan, bukti fisik, target waktu.")
@click.option("--gambar", type=_FILE, metavar="FOLDER", help="Simpan gambar-gambar dokumen ke folder ini.")
@_output_options("pohon", "markdown", "json")
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
    _check_target(output, timpa, [file])
    bench = run.open(file, wanted)
    document = bench.document
    if gambar is not None:
        _save_pictures(run, file, gambar, document, timpa)
    rendered: Rendered
    if rencana:
        actions = bench.rencana
        run.say(*bench.rencana_notes)
        if wanted.output == "json":
            rendered = json_output.rencana_json(document, actions, _rules(bench))
        else:
            rendered = partial(view.print_actions, document, actions)
    elif wanted.output == "json":
        rendered = json_output.document_json(document, _rules(bench))
    elif wanted.output == "markdown":
        from assistant.rendering.markdown import markdown

        rendered = markdown(document)
    else:
        rendered = partial(view.print_outline, document)
    _deliver(rendered, output, timpa, [file])


@zi.command("petakan")
@click.argument("files", nargs=-1, type=_FILE, metavar="BERKAS...")
@click.option("--jsonl", is_flag=True, help="Baca paragraf sebagai baris JSON dari masukan standar.")
@click.option(
    "--koreksi",
    type=_FILE,
    metavar="BERKAS",
    help="Simpan dan pakai keputusan dari kolom 'Indikator benar' (XLSX hasil perintah ini, atau JSONL).",
)
@_WITHOUT_CORRECTIONS
@_output_options("tabel", "json", "xlsx", "html", folder=True)
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
        return _render_mapping(bench, wanted), 0

    _for_each(files, wanted, output, timpa, work)


def _render_mapping(bench: Workbench, wanted: Wanted) -> Rendered:
    document, result, lke = bench.annotated, bench.mapping, bench.lke
    match wanted.output:
        case "json":
            from assistant.rendering.json_output import mapping_json

            return mapping_json(document, result, _rules(bench))
        case "xlsx":
            from assistant.rendering.workbooks import mapping_workbook

            return mapping_workbook(document, result, lke, _rules(bench), bench.plan)
        case "html":
            from assistant.rendering.mapping_page import mapping_page

            templates = bench.settings.templates
            return mapping_page(document, result, lke, _rules(bench), templates, bench.plan)
        case _:
            from assistant.rendering.console import print_mapping

            return partial(print_mapping, document, result, lke, rencana=bench.plan)


@zi.command("jelaskan")
@click.argument("file", type=_FILE, metavar="BERKAS")
@click.option("--blok", "blocks", multiple=True, metavar="BLOK", help="Blok yang dijelaskan, misalnya b17.")
@_WITHOUT_CORRECTIONS
@_output_options("layar", "json")
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
    _check_target(output, timpa, [file])
    bench = run.corrected(not tanpa_koreksi).open(file, wanted)
    found = find_explanations(bench.document, blocks, bench.mapping, bench.own_mapping)
    rendered: Rendered
    if wanted.output == "json":
        rendered = explanation_json(bench.annotated, found, bench.lke, _rules(bench))
    else:
        rendered = partial(print_explanations, bench.document, found, bench.lke)
    _deliver(rendered, output, timpa, [file])


@zi.command("bersihkan")
@click.option(
    "--hapus",
    "kinds",
    multiple=True,
    type=click.Choice(["ocr", "koreksi", "log", "bukti", "semua"]),
    help="Hapus jenis ini (boleh diulang). 'semua' tidak menghapus koreksi; sebutkan koreksi tersendiri.",
)
@click.option("--ya", is_flag=True, help="Hapus tanpa bertanya.")
@click.option(
    "--ekspor-koreksi", "export", type=_FILE, metavar="BERKAS", help="Tulis semua koreksi ke berkas JSONL."
)
@click.option("--timpa", is_flag=True, help="Ganti berkas ekspor yang sudah ada.")
@click.pass_obj
def bersihkan(run: Run, kinds: tuple[str, ...], ya: bool, export: Path | None, timpa: bool) -> None:
    """Tampilkan dan hapus yang disimpan program di komputer ini: cache pindaian, koreksi, catatan kesalahan.

    Tanpa --hapus tidak ada yang dihapus.
    """
    from rich.console import Console

    from assistant.rendering.console import print_holdings
    from assistant.userdata import data_home, delete, holdings

    if export is not None:
        from assistant.mapping.correction_store import export_lines, load_store, store_path

        emit(export_lines(load_store(store_path())), export, overwrite=timpa)
        run.say(f"Koreksi ditulis ke {export}.")
    found = holdings()
    print_holdings(data_home(), found, Console())
    wanted = set(kinds) | ({"ocr", "log", "bukti"} if "semua" in kinds else set())
    filled = [holding.kind for holding in found if holding.kind in wanted and holding.files]
    if not kinds:
        return
    if "semua" in kinds and "koreksi" not in kinds:
        run.say("Koreksi dipertahankan; untuk menghapusnya tambahkan --hapus koreksi.")
    if not filled:
        click.echo("Tidak ada yang perlu dihapus.")
        return
    if not ya and not _agreed(f"Hapus {', '.join(filled)}? Ketik ya untuk menghapus"):
        click.echo("Tidak ada yang dihapus.")
        return
    for kind in filled:
        try:
            count = delete(kind)
        except OSError as error:
            raise OutputError(
                f"Data {kind} di {data_home()} tidak dapat dihapus ({error.strerror}).",
                "Tutup program lain yang memakainya, lalu ulangi.",
            ) from error
        click.echo(f"Dihapus: {kind} ({count} berkas).")


def _agreed(question: str) -> bool:
    """Return whether the person types yes."""
    answer: str = click.prompt(question, default="tidak", show_default=False)
    return answer.strip().lower() in ("ya", "y")


@zi.command("periksa")
@click.argument("files", nargs=-1, type=_FILE, metavar="BERKAS...")
@rule_options
@_WITHOUT_CORRECTIONS
@_output_options("ringkas", "json", "html", "xlsx", "docx", folder=True)
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
        rendered = _render_check(bench, wanted)
        if callable(rendered) and output is not None:  # a file goes on without what stderr told
            rendered = partial(_print_noted, bench.rules.notes, rendered)
        return rendered, EXIT_FINDINGS if bench.check.has_error else 0

    _for_each(files, wanted, output, timpa, work, recap)


def _print_noted(notes: Sequence[str], view: Callable[[Console], None], console: Console) -> None:
    """Print notes above a view."""
    for note in notes:
        console.print(note, markup=False, highlight=False)
    view(console)


@dataclass
class _Recap(ABC):
    """Gathers a row for each file, and gives them out when there are several."""

    run: Run
    wanted: Wanted
    output: Path | None
    overwrite: bool
    rows: list[Any] = field(default_factory=list)

    @abstractmethod
    def add(self, bench: Workbench) -> None:
        """Enter a document."""

    @abstractmethod
    def fail(self, path: Path, error: AssistantError) -> None:
        """Enter a file that nothing could be made of."""

    @abstractmethod
    def workbook(self) -> bytes:
        """Return the rows as a workbook."""

    @abstractmethod
    def show(self, console: Console) -> None:
        """Print the rows."""

    def check(self) -> None:
        """Refuse an impossible target before the work begins."""
        _check_target(self._target, self.overwrite, ())

    def finish(self, inputs: Sequence[Path]) -> None:
        """Write the recap into the folder of the results, or print it below them."""
        if self._target is not None:
            _deliver(self.workbook(), self._target, self.overwrite, inputs)
            self.run.say(f"Rekap {len(self.rows)} berkas ditulis ke {self._target}.")
        elif self.wanted.output == "ringkas":
            _deliver(self.show, None, self.overwrite, inputs)

    @property
    def _target(self) -> Path | None:
        return self.output / "rekap.xlsx" if self.output is not None else None


class _CheckRecap(_Recap):
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


class _ScoreRecap(_Recap):
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


def _render_check(bench: Workbench, wanted: Wanted) -> Rendered:
    document, result, lke = bench.checked, bench.check, bench.lke
    names = {measure.id: measure.nama for measure in bench.fmt.langkah}
    match wanted.output:
        case "json":
            from assistant.rendering.json_output import check_json

            return check_json(document, result, _rules(bench))
        case "xlsx":
            from assistant.rendering.workbooks import check_workbook

            return check_workbook(document, result, lke, names, _rules(bench))
        case "html":
            from assistant.rendering.check_page import check_page
            from assistant.rendering.finding_cards import passages

            return check_page(
                document,
                result,
                lke,
                names,
                _rules(bench),
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


@zi.command("banding")
@click.argument("old", type=_FILE, metavar="LAMA")
@click.argument("new", type=_FILE, metavar="BARU")
@rule_options
@_WITHOUT_CORRECTIONS
@_output_options("ringkas", "json", "html", "xlsx")
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
    _check_target(target, timpa, [old, new])
    run = run.corrected(not tanpa_koreksi).ruled(rules, new)
    comparison = compare_checks(_checked(run, old, wanted), _checked(run, new, wanted))
    run.warn(comparison.notes)
    _deliver(_render_comparison(run, comparison, wanted), target, timpa, [old, new])
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


@zi.command("aturan")
@click.argument("names", nargs=-1, metavar="[ATURAN]...")
@rule_options
@_output_options("layar", "json")
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
    _check_target(output, timpa, [])
    ruled = rule_set(run.ruled(rules, None).settings)
    catalogue = list_rules(ruled.book, names, ruled.selection)
    if wanted.output == "json":
        _deliver(rules_json(catalogue, ruled.notes), output, timpa, [])
    else:
        _deliver(partial(print_rules, catalogue), output, timpa, [])


@zi.command("susun")
@click.argument("source", type=_FILE, metavar="SUMBER")
@click.option("--tahun", type=int, metavar="TAHUN", help="Tahun laporan yang akan disusun (wajib).")
@click.option(
    "--rencana", "plan", type=_FILE, metavar="BERKAS", help="Rencana kerja atau rencana aksi tahun itu."
)
@click.option(
    "--lke",
    "sheet",
    type=_FILE,
    metavar="BERKAS",
    help="LKE tahun itu: buku kerja, atau laporan yang memuatnya.",
)
@click.option("--data", "data", type=_FILE, metavar="BERKAS", help="Isi yang sudah diketahui kantor (YAML).")
@click.option("--templat", "template", type=_FILE, metavar="BERKAS", help="Pakai templat Word sendiri.")
@click.option(
    "--fakta", "facts_target", type=_FILE, metavar="BERKAS", help="Tulis daftar fakta terikat tahun (JSON)."
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
@_WITHOUT_CORRECTIONS
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT", help="Bentuk daftar isian: layar, json, yaml."
)
@click.option(
    "-o", "--output", type=_FILE, metavar="BERKAS", help="Tulis draf Word (atau daftar isian) ke berkas ini."
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
    _check_target(output, timpa, inputs)
    _check_target(facts_target, timpa, inputs)
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
            _deliver(_render_fields(bench, draft, tahun, wanted), output, timpa, inputs)
        elif output is not None:
            emit(draft.docx, output, overwrite=timpa, inputs=inputs)
            run.summarise(bench.document, draft)
            run.say(f"Draf ditulis ke {output}.")
    if facts_target is not None:
        from assistant.rendering.json_output import facts_json

        _deliver(facts_json(bench.document, facts, _rules(bench)), facts_target, timpa, inputs)


def _render_fields(bench: Workbench, draft: Draft, year: int, wanted: Wanted) -> Rendered:
    from assistant.rendering.field_list import fields_json, fields_yaml, print_fields

    match wanted.output:
        case "json":
            return fields_json(bench.document, draft.fields, _rules(bench))
        case "yaml":
            return fields_yaml(bench.document, draft.fields, year)
        case _:
            return partial(print_fields, draft.fields)


@zi.command("adaptasi")
@click.argument("source", type=_FILE, metavar="SUMBER")
@click.option(
    "--satker", "list_file", type=_FILE, metavar="BERKAS", help="Daftar satker tujuan, CSV atau YAML (wajib)."
)
@click.option(
    "--dari", "origin", metavar="SATKER", help="Satker asal dokumen, bila tidak dikenali dari isinya."
)
@click.option(
    "--fakta",
    "spans_target",
    type=_FILE,
    metavar="BERKAS",
    help="Tulis bagian yang diganti dan nasibnya (JSON).",
)
@click.option("--coba", is_flag=True, help="Tampilkan setiap bagian dan nasibnya; tidak menulis dokumen.")
@click.option("--tandai", is_flag=True, help="Sorot juga yang diganti, dengan komentar alasannya.")
@click.option(
    "-o", "--output", type=_FILE, metavar="FOLDER", help="Tulis dokumen setiap satker ke folder ini."
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
        _check_new(target, timpa, inputs)
    bench = run.open(source, wanted)
    job = bench.retargeting(origin, mark=tandai)
    results = plan.carry_out(run, job, timpa, inputs)
    rendered = [retarget_json(bench.document, result, _rules(bench)) for result in results]
    for value, target in zip(rendered, span_files, strict=False):
        _deliver(value, target, timpa, inputs)
    if wanted.output == "json":
        for value in rendered:
            _deliver(value, None, timpa, inputs)
    elif coba:
        _deliver(partial(print_spans, bench.document, results), None, timpa, inputs)
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


def _check_new(target: Path, overwrite: bool, inputs: Sequence[Path]) -> None:
    """Refuse an impossible output; its folder may still have to be made."""
    if target.exists() or target.parent.exists():
        _check_target(target, overwrite, inputs)


@zi.group(
    "templat",
    cls=ZiGroup,
    aliases={"check": "periksa", "copy": "salin", "list": "daftar"},
    no_args_is_help=True,
)
def templat() -> None:
    """Periksa, salin, dan kenali templat Word untuk draf."""


@templat.command("periksa")
@click.argument("file", type=_FILE, metavar="BERKAS")
@click.option(
    "--jenis", metavar="JENIS", help="Jenis templat: laporan, rencana, atau rencana-aksi (bawaan: dikenali)."
)
@_output_options("layar", "json")
@click.pass_obj
def templat_periksa(
    run: Run, file: Path, jenis: str | None, formats: tuple[str, ...], output: Path | None, timpa: bool
) -> None:
    """Periksa templat Word: isian yang salah eja, hilang, salah jenis, atau berada di tempat yang salah."""
    from assistant.drafting.template_check import check_template
    from assistant.rendering.template_view import print_template, template_json
    from assistant.workbench import placeholders

    wanted = read_wanted(formats, output, ("layar", "json"))
    _check_target(output, timpa, [file])
    catalogue = placeholders(run.settings, wanted.report_format)
    kinds = [kind.nama for kind in catalogue.jenis]
    if jenis is not None and jenis not in kinds:
        raise UsageError(f"Jenis templat {jenis} tidak dikenal.", f"Pilihannya: {', '.join(kinds)}.")
    report = check_template(file, catalogue, jenis)
    rendered: Rendered = template_json(report) if wanted.output == "json" else partial(print_template, report)
    _deliver(rendered, output, timpa, [file])
    if not report.is_usable:
        raise click.exceptions.Exit(EXIT_FINDINGS)


@templat.command("salin")
@click.argument("folder", type=_FILE, metavar="FOLDER")
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
        _check_target(folder / name, timpa, [source / name])
    for name in names:
        emit((source / name).read_bytes(), folder / name, overwrite=timpa, inputs=[source / name])
        run.say(f"Disalin: {folder / name}")


@templat.command("daftar")
@_output_options("layar", "json")
@click.pass_obj
def templat_daftar(run: Run, formats: tuple[str, ...], output: Path | None, timpa: bool) -> None:
    """Tampilkan semua isian yang dapat dipakai templat, beserta artinya."""
    from assistant.rendering.template_view import placeholders_json, print_placeholders
    from assistant.workbench import placeholders

    wanted = read_wanted(formats, output, ("layar", "json"))
    _check_target(output, timpa, [])
    catalogue = placeholders(run.settings, wanted.report_format)
    if wanted.output == "json":
        _deliver(placeholders_json(catalogue), output, timpa, [])
    else:
        _deliver(partial(print_placeholders, catalogue), output, timpa, [])


@zi.command("lke")
@click.argument("source", required=False, type=_FILE, metavar="[LAPORAN]")
@click.option("--isi", "form", type=_FILE, metavar="BERKAS", help="Isi buku kerja LKE ini.")
@click.option(
    "--reviu",
    "review",
    type=_FILE,
    metavar="BERKAS",
    help="Tuliskan jawaban dan catatan TPI dari lembar reviu (hasil zi audit) ke LKE pada --isi.",
)
@click.option(
    "--portalrb-masuk", "portal_in", type=_FILE, metavar="BERKAS", help="Baca jawaban dari JSON PortalRB."
)
@click.option(
    "--portalrb-keluar",
    "portal_out",
    type=_FILE,
    metavar="BERKAS",
    help="Tulis jawaban ke JSON PortalRB.",
)
@click.option(
    "--usulan", "proposed", type=_FILE, metavar="BERKAS", help="Tulis daftar usulan dari LAPORAN ke JSON ini."
)
@click.option("-o", "--output", type=_FILE, metavar="BERKAS", help="Tulis buku kerja LKE ke berkas ini.")
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
        _check_target(target, timpa, inputs)
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
        listed = proposals_json(report.annotated, report.proposals, report.lke, _rules(report))
        emit(dumps(listed), proposed, overwrite=timpa, inputs=inputs)
        run.say(f"Daftar usulan ditulis ke {proposed}.")


@zi.command("rencana")
@click.argument("source", type=_FILE, metavar="SUMBER")
@click.option("--tahun", type=int, metavar="TAHUN", help="Tahun rencana yang akan disusun (wajib).")
@click.option(
    "--lke", "sheet", type=_FILE, metavar="BERKAS", help="LKE yang sudah diisi, bila tidak ada dalam SUMBER."
)
@click.option("--rencana", "last_plan", type=_FILE, metavar="BERKAS", help="Rencana aksi tahun lalu.")
@click.option("--templat", "template", type=_FILE, metavar="BERKAS", help="Pakai templat Word sendiri.")
@click.option("--paksa", is_flag=True, help="Pakai sumber walaupun tahunnya tidak sebelum TAHUN.")
@_WITHOUT_CORRECTIONS
@_output_options("docx", "json")
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
    _check_target(output, timpa, inputs)
    run = run.corrected(not tanpa_koreksi)
    bench = run.open(source, wanted)
    others = [run.open(path, wanted) if path is not None else None for path in (last_plan, sheet)]
    plan = bench.plan_for(tahun, others[0], others[1], template, force=paksa)
    if wanted.output == "json":
        from assistant.rendering.json_output import rencana_json

        _deliver(rencana_json(bench.document, plan.rencana, _rules(bench)), output, timpa, inputs)
    else:
        emit(plan.docx, output, overwrite=timpa, inputs=inputs)
    run.warn(plan.warnings)
    run.tell_plan(plan)
    if output is not None:
        run.say(f"Rencana ditulis ke {output}.")


@zi.command("nilai")
@click.argument("files", nargs=-1, type=_FILE, metavar="LKE [LKE2]...")
@click.option(
    "--tpi", is_flag=True, help="Bandingkan jawaban unit dengan jawaban TPI di dalam LKE yang sama."
)
@click.option("--banding", "side_by_side", is_flag=True, help="Bandingkan dua LKE, juga dalam keluaran JSON.")
@_output_options("ringkas", "json", "html", "xlsx", folder=True)
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
    to_one_place = output is None or _named_file(output) is not None
    if tpi or side_by_side or (is_pair and to_one_place and wanted.output != "json"):
        _compare_scores(run, files, wanted, output, timpa)
        return
    recap = _ScoreRecap(run, wanted, output, timpa)

    def work(path: Path) -> tuple[Rendered, int]:
        bench = run.open(path, wanted)
        recap.add(bench)
        run.warn(bench.score_notes)
        return _render_score(_score_report(bench), wanted, run.settings.templates), 0

    _for_each(files, wanted, output, timpa, work, recap)


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
    _check_target(target, overwrite, files)
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
    _deliver(_render_score(report, wanted, run.settings.templates), target, overwrite, files)


def _score_report(bench: Workbench, old: Rated | None = None, new: Rated | None = None) -> ScoreReport:
    """Return what is shown of an LKE's score, compared with another one where there is one."""
    from assistant.lke.comparison import compare_scores, rescored
    from assistant.rendering.score_view import ScoreReport

    new = new or bench.rated("Capaian")
    old = rescored(bench.lke, old) if old else None
    changes = compare_scores(bench.lke, old, new) if old else ()
    return ScoreReport(bench.lke, _rules(bench), new, bench.ways(new), old, changes)


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


@zi.command("audit")
@click.argument("report", required=False, type=_FILE, metavar="[LAPORAN]")
@click.option("--lke", "sheet", type=_FILE, metavar="BERKAS", help="LKE yang jawabannya diaudit.")
@click.option(
    "--bukti",
    "evidence",
    type=_FILE,
    metavar="FOLDER|ZIP",
    help="Cari bukti dalam berkas-berkas folder atau ZIP ini.",
)
@_output_options("layar", "json", "xlsx", "html")
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
    _check_target(output, timpa, inputs)
    benches = [run.open(path, wanted) if path is not None else None for path in (report, sheet)]
    bench = AuditBench(*benches, evidence)
    rendered = _render_audit(bench, wanted)
    run.warn(
        [
            w
            for w in bench.document.warnings
            if all(b is None or w not in b.document.warnings for b in benches)
        ]
    )
    run.warn(bench.result.notes)
    _deliver(rendered, output, timpa, inputs)
    if bench.result.has_contradiction:
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _render_audit(bench: AuditBench, wanted: Wanted) -> Rendered:
    document, result, rules = bench.document, bench.result, _rules(bench.bench)
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


@zi.command("contoh")
@click.option(
    "-o",
    "--output",
    type=_FILE,
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
        _check_target(target, timpa, [])
    bench = run.open(samples / "laporan-2025.docx")
    for name in names:
        render = _render_mapping if name.startswith("pemetaan") else _render_check
        _deliver(render(bench, Wanted(name.rpartition(".")[2])), output / name, timpa, [])
    audit = AuditBench(bench, run.open(samples / "lke-2025.xlsx"), samples / "bukti")
    for name in audits:
        _deliver(_render_audit(audit, Wanted(name.rpartition(".")[2])), output / name, timpa, [])
    draft = bench.draft(2026, run.open(samples / "rencana-aksi-2026.docx"))
    emit(draft.docx, draft_target, overwrite=timpa)
    _deliver(facts_json(bench.document, draft.facts, _rules(bench)), facts_target, timpa, [])
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


# --- what the commands share --------------------------------------------------------------------------------


def _rules(bench: Workbench) -> Rules:
    """Return which mappings apply, for the head of a JSON output."""
    from assistant.rendering.json_output import Rules

    return Rules(format=bench.fmt.id, lke=bench.lke.id)


def _check_target(target: Path | None, overwrite: bool, inputs: Iterable[Path]) -> None:
    """Refuse an impossible output before the work for it begins."""
    if target is not None:
        check_target(target, overwrite=overwrite, inputs=inputs)


def _deliver(rendered: Rendered, target: Path | None, overwrite: bool, inputs: Sequence[Path]) -> None:
    """Hand out one result: JSON, a page, a workbook, or a view for the console (plain text in a file)."""
    if isinstance(rendered, dict):
        from assistant.rendering.json_output import dumps

        emit(dumps(rendered), target, overwrite=overwrite, inputs=inputs)
    elif not callable(rendered):
        emit(rendered, target, overwrite=overwrite, inputs=inputs)
    else:
        from rich.console import Console

        if target is None:
            rendered(Console())
        else:
            text = io.StringIO()
            rendered(Console(file=text, width=_TEXT_WIDTH))
            emit(text.getvalue(), target, overwrite=overwrite, inputs=inputs)


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


def _for_each(
    files: Sequence[Path],
    wanted: Wanted,
    output: Path | None,
    overwrite: bool,
    work: Callable[[Path], tuple[Rendered, int]],
    recap: _Recap | None = None,
) -> None:
    """Do `work` for each file; a bad file is reported and does not stop the others; several get a recap."""
    paths = expand(files)
    single = len(paths) == 1 and not files[0].is_dir()
    # Several results as JSON are one array: in the terminal, and in a file that is named.
    array_file = None if single or wanted.output != "json" else _named_file(output)
    recap = None if single or array_file is not None else recap
    if array_file is not None:
        _check_target(array_file, overwrite, paths)
    all_targets = targets(paths, wanted, None if array_file else output, single=single)
    if recap is not None:
        recap.check()
    codes: list[int] = []
    collected: list[dict[str, Any]] = []
    for path, target in zip(paths, all_targets, strict=True):
        try:
            _check_target(target, overwrite, paths)
            rendered, code = work(path)
            if isinstance(rendered, dict) and target is None and not single:
                collected.append(rendered)
            else:
                _deliver(rendered, target, overwrite, paths)
            codes.append(code)
        except AssistantError as error:
            if single:
                raise
            _complain(error)
            codes.append(error.exit_code)
            if recap is not None:
                recap.fail(path, error)
    if recap is not None:
        recap.finish(paths)
    if collected:
        text = json.dumps(collected, ensure_ascii=False, indent=2) + "\n"
        emit(text, array_file, overwrite=overwrite, inputs=paths)
    _exit_with(codes)


def _exit_with(codes: Sequence[int]) -> None:
    """End with the first failure's code, else with that of findings, if there was any."""
    failures = [code for code in codes if code not in (0, EXIT_FINDINGS)]
    worst = failures[0] if failures else max(codes, default=0)
    if worst:
        raise click.exceptions.Exit(worst)


def _named_file(output: Path | None) -> Path | None:
    """Return a target that is meant as a file and not as a folder: it has an ending, and is no folder yet."""
    return output if output is not None and output.suffix and not output.is_dir() else None


# --- the edge -----------------------------------------------------------------------------------------------


def _complain(error: AssistantError) -> None:
    """Tell the user what went wrong and what to do about it."""
    click.echo(f"Kesalahan: {error.message}", err=True)
    if error.remedy:
        click.echo(f"  {error.remedy}", err=True)


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
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result = zi.main(args=list(args) if args is not None else None, prog_name="zi", standalone_mode=False)
    except AssistantError as error:
        _complain(error)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    except click.ClickException as error:
        ctx = getattr(error, "ctx", None)
        name = ctx.command_path if ctx is not None else "zi"
        _complain(UsageError(explain_click(error), f"Lihat {name} --help."))
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
