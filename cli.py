"""The command `zi`: arguments in, one call, rendering out. Heavy parts load inside their commands."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant import __version__
from assistant.command_line import ZiGroup, explain_click
from assistant.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console

    from assistant.checking.conformance import SectionMatches
    from assistant.checking.format import Format
    from assistant.checking.model import CheckResult
    from assistant.document import Document
    from assistant.drafting.draft import Draft
    from assistant.lke.model import Lke
    from assistant.mapping.model import MappingResult
    from assistant.mapping.ranker import Mapper
    from assistant.progress import Progress
    from assistant.reading.rencana import Rencana
    from assistant.rendering.json_output import Rules

    Rendered = dict[str, Any] | str | bytes | Callable[[Console], None]

APP_NAME = "zona-integritas"
EXIT_FINDINGS = 10
EXIT_INTERRUPTED = 130

_ALIASES = {"parse": "urai", "map": "petakan", "check": "periksa", "draft": "susun", "example": "contoh"}
_log = logging.getLogger("assistant")


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


# --- the commands -------------------------------------------------------------------------------------------

_FILE = click.Path(path_type=Path)


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
    ctx.obj = Settings(-1 if quiet else verbose, mappings, templates, lke_tahun)
    logging.getLogger("assistant").setLevel(logging.DEBUG if verbose > 1 else logging.WARNING)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _output_options(
    *formats: str, folder: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the options that every command with a result shares."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        target = (
            "Tulis ke berkas ini (atau ke folder ini bila masukannya banyak)."
            if folder
            else "Tulis ke berkas ini."
        )
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


@zi.command("urai")
@click.argument("file", type=_FILE, metavar="BERKAS")
@click.option("--rencana", is_flag=True, help="Tampilkan rencana aksi: kegiatan, bukti fisik, target waktu.")
@_output_options("pohon", "markdown", "json")
@click.pass_obj
def urai(
    settings: Settings, file: Path, rencana: bool, formats: tuple[str, ...], output: Path | None, timpa: bool
) -> None:
    """Baca dokumen dan tampilkan susunannya: bagian, paragraf, tabel, gambar, tautan."""
    from assistant.rendering import console as view
    from assistant.rendering.json_output import document_json, dumps, rencana_json

    wanted = _wanted(formats, output, ("pohon", "json") if rencana else ("pohon", "markdown", "json"))
    _check_target(output, timpa, [file])
    document = _read(file, settings)
    if rencana:
        bench = _workbench(document, settings, wanted.report_format)
        actions = _rencana(bench)
        if wanted.output == "json":
            _emit(dumps(rencana_json(document, actions, bench.rules)), output, overwrite=timpa, inputs=[file])
        else:
            _show(lambda console: view.print_rencana(console, document, actions), output, timpa, [file])
    elif wanted.output == "json":
        rules = _rules(document, settings, wanted.report_format)
        _emit(dumps(document_json(document, rules)), output, overwrite=timpa, inputs=[file])
    elif wanted.output == "markdown":
        from assistant.rendering.markdown import document_markdown

        _emit(document_markdown(document), output, overwrite=timpa, inputs=[file])
    else:
        _show(lambda console: view.print_outline(console, document), output, timpa, [file])


@zi.command("petakan")
@click.argument("files", nargs=-1, type=_FILE, metavar="BERKAS...")
@click.option("--jsonl", is_flag=True, help="Baca paragraf sebagai baris JSON dari masukan standar.")
@_output_options("tabel", "json", "xlsx", "html", folder=True)
@click.pass_obj
def petakan(
    settings: Settings,
    files: tuple[Path, ...],
    jsonl: bool,
    formats: tuple[str, ...],
    output: Path | None,
    timpa: bool,
) -> None:
    """Petakan paragraf ke indikator LKE dan tunjukkan indikator yang belum tersentuh."""
    if jsonl:
        _stream_segments(settings)
        return
    from assistant.rendering import console as view
    from assistant.rendering.html_page import mapping_page
    from assistant.rendering.json_output import mapping_json
    from assistant.rendering.xlsx_sheets import mapping_workbook

    wanted = _wanted(formats, output, ("tabel", "json", "xlsx", "html"))

    def render(bench: Workbench, result: MappingResult) -> Rendered:
        document = bench.document
        match wanted.output:
            case "json":
                return mapping_json(document, result, bench.rules)
            case "xlsx":
                return mapping_workbook(document, result, bench.lke)
            case "html":
                return mapping_page(document, result, bench.lke, settings.templates_directory())
            case _:
                return lambda console: view.print_mapping(console, document, result, bench.lke)

    def work(path: Path) -> tuple[Rendered, int]:
        bench = _workbench(_read(path, settings), settings, wanted.report_format)
        return render(bench, bench.mapper.map_document(bench.document, _progress(settings))), 0

    _for_each(files, wanted, output, timpa, work)


@zi.command("periksa")
@click.argument("files", nargs=-1, type=_FILE, metavar="BERKAS...")
@_output_options("ringkas", "json", "html", "xlsx", folder=True)
@click.pass_obj
def periksa(
    settings: Settings, files: tuple[Path, ...], formats: tuple[str, ...], output: Path | None, timpa: bool
) -> None:
    """Periksa dokumen terhadap format surat 1766 dan LKE; tunjukkan yang kurang dan cara memperbaikinya.

    Kode keluar 10 berarti ada temuan kesalahan.
    """
    from assistant.rendering import console as view
    from assistant.rendering.html_page import check_page
    from assistant.rendering.json_output import check_json
    from assistant.rendering.xlsx_sheets import check_workbook

    wanted = _wanted(formats, output, ("ringkas", "json", "html", "xlsx"))

    def render(bench: Workbench, result: CheckResult) -> Rendered:
        document = bench.document
        match wanted.output:
            case "json":
                return check_json(document, result, bench.rules)
            case "xlsx":
                return check_workbook(document, result)
            case "html":
                return check_page(document, result, bench.lke, settings.templates_directory())
            case _:
                return lambda console: view.print_check(console, document, result)

    def work(path: Path) -> tuple[Rendered, int]:
        bench = _workbench(_read(path, settings), settings, wanted.report_format)
        _, result = _check(bench, settings)
        return render(bench, result), EXIT_FINDINGS if result.has_error else 0

    _for_each(files, wanted, output, timpa, work)


@zi.command("susun")
@click.argument("source", type=_FILE, metavar="SUMBER")
@click.option("--tahun", type=int, metavar="TAHUN", help="Tahun laporan yang akan disusun (wajib).")
@click.option(
    "--rencana", "plan", type=_FILE, metavar="BERKAS", help="Rencana kerja atau rencana aksi tahun itu."
)
@click.option("--templat", "template", type=_FILE, metavar="BERKAS", help="Pakai templat Word sendiri.")
@click.option(
    "--fakta", "facts_target", type=_FILE, metavar="BERKAS", help="Tulis daftar fakta terikat tahun (JSON)."
)
@click.option("--paksa", is_flag=True, help="Pakai rencana walaupun tahunnya lain.")
@click.option("-o", "--output", type=_FILE, metavar="BERKAS", help="Tulis draf Word ke berkas ini.")
@click.option("--timpa", is_flag=True, help="Ganti berkas keluaran yang sudah ada.")
@click.pass_obj
def susun(
    settings: Settings,
    source: Path,
    tahun: int | None,
    plan: Path | None,
    template: Path | None,
    facts_target: Path | None,
    paksa: bool,
    output: Path | None,
    timpa: bool,
) -> None:
    """Susun draf laporan tahun berikutnya dari laporan tahun lalu dan rencana tahun berjalan.

    Fakta tahun lalu tidak pernah disalin diam-diam: yang harus diisi ulang menjadi isian berwarna kuning.
    """
    if tahun is None:
        raise UsageError(
            "Tahun laporan yang akan disusun belum disebut.", "Tambahkan --tahun, misalnya --tahun 2026."
        )
    inputs = [p for p in (source, plan, template) if p is not None]
    if output is None and facts_target is None:
        output = Path(f"draf-{source.stem}-{tahun}.docx")
    _check_target(output, timpa, inputs)
    _check_target(facts_target, timpa, inputs)
    bench = _workbench(_read(source, settings), settings)
    if output is None:
        from assistant.drafting.facts import find_facts

        facts = find_facts(bench.document, tahun, settings.mappings_directory())
    else:
        draft = _draft(bench, settings, tahun, plan, template, force=paksa)
        _warn(settings, draft.warnings)
        facts = draft.facts
        _emit(draft.docx, output, overwrite=timpa, inputs=inputs)
        _say(settings, f"Draf ditulis ke {output}; isian kuning masih harus dilengkapi.")
    if facts_target is not None:
        from assistant.rendering.json_output import dumps, facts_json

        _emit(
            dumps(facts_json(bench.document, facts, bench.rules)),
            facts_target,
            overwrite=timpa,
            inputs=inputs,
        )


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
def contoh(settings: Settings, output: Path, timpa: bool) -> None:
    """Jalankan pekerjaan utama pada dokumen contoh: petakan, periksa, lalu susun laporan tahun berikutnya."""
    from assistant.data import data_directory
    from assistant.output import make_directory
    from assistant.rendering import html_page, json_output, xlsx_sheets

    samples = data_directory("corpora") / "contoh"
    report, plan = samples / "laporan-2025.docx", samples / "rencana-aksi-2026.docx"
    names = (
        "pemetaan.xlsx",
        "pemetaan.json",
        "pemeriksaan.html",
        "pemeriksaan.json",
        "draf-laporan-2026.docx",
    )
    targets = {name: output / name for name in (*names, "fakta.json")}
    make_directory(output)
    for target in targets.values():
        _check_target(target, timpa, [])
    bench = _workbench(_read(report, settings), settings)
    mapping, check = _check(bench, settings)
    draft = _draft(bench, settings, 2026, plan, None)
    document, rules = bench.document, bench.rules
    results: dict[str, bytes | str] = {
        "pemetaan.xlsx": xlsx_sheets.mapping_workbook(document, mapping, bench.lke),
        "pemetaan.json": json_output.dumps(json_output.mapping_json(document, mapping, rules)),
        "pemeriksaan.html": html_page.check_page(document, check, bench.lke, settings.templates_directory()),
        "pemeriksaan.json": json_output.dumps(json_output.check_json(document, check, rules)),
        "draf-laporan-2026.docx": draft.docx,
        "fakta.json": json_output.dumps(json_output.facts_json(document, draft.facts, rules)),
    }
    for name, data in results.items():
        _emit(data, targets[name], overwrite=timpa, inputs=[])
    covered = sum(bool(entry.blocks) for entry in mapping.coverage)
    click.echo(
        f"Laporan contoh {document.identity.satker} tahun {document.identity.year} selesai diolah. Lihat:\n"
        f"  {targets['pemeriksaan.html']}  {len(check.findings)} temuan; buka dengan peramban\n"
        f"  {targets['pemetaan.xlsx']}  {covered} dari {len(mapping.coverage)} indikator LKE tersentuh\n"
        f"  {targets['draf-laporan-2026.docx']}  draf laporan 2026; isian kuning menunggu fakta baru\n"
        f"  {targets['fakta.json']}  {len(draft.facts)} fakta terikat tahun beserta nasibnya\n"
        f"Dokumen asalnya ada di {samples}."
    )


# --- what the commands share --------------------------------------------------------------------------------


def _check_target(target: Path | None, overwrite: bool, inputs: Iterable[Path]) -> None:
    """Refuse an impossible output before the work for it begins."""
    if target is not None:
        from assistant.output import check_target

        check_target(target, overwrite=overwrite, inputs=inputs)


def _show(
    view: Callable[[Console], None], target: Path | None, overwrite: bool, inputs: Sequence[Path]
) -> None:
    """Show a human view on the console, or write it as plain text to a file."""
    if target is None:
        view(_console())
        return
    from assistant.rendering.console import as_text

    _emit(as_text(view), target, overwrite=overwrite, inputs=inputs)


def _rules(document: Document, settings: Settings, report_format: str | None) -> Rules:
    """Return which mappings apply to a document without loading a mapper for it."""
    from assistant.checking.format import load_format
    from assistant.lke.load import load_lke
    from assistant.rendering.json_output import Rules

    directory, year = settings.mappings_directory(), document.identity.year
    fmt = load_format(directory, year, report_format)
    return Rules(format=fmt.id, lke=load_lke(directory, settings.lke_year or year).id)


def _draft(
    bench: Workbench,
    settings: Settings,
    year: int,
    plan: Path | None,
    template: Path | None,
    *,
    force: bool = False,
) -> Draft:
    """Draft the report of `year` from a read report and, if given, a plan."""
    from assistant.drafting.draft import draft_laporan

    plan_bench = _workbench(_read(plan, settings), settings) if plan is not None else None
    return draft_laporan(
        bench.document,
        year=year,
        matches=_matches(bench),
        fmt=bench.fmt,
        lke=bench.lke,
        mappings=settings.mappings_directory(),
        rencana=_rencana(plan_bench) if plan_bench is not None else None,
        rencana_document=plan_bench.document if plan_bench is not None else None,
        template=template or settings.templates_directory() / f"laporan-{bench.fmt.id}.docx",
        force=force,
    )


def _stream_segments(settings: Settings) -> None:
    """Map JSON lines from stdin to JSON lines on stdout, one by one and in order."""
    from assistant.lke.load import load_lke
    from assistant.mapping.profiles import load_lexicon
    from assistant.mapping.ranker import Mapper
    from assistant.mapping.segments import read_segments, segment_line

    directory = settings.mappings_directory()
    mapper = Mapper(load_lke(directory, settings.lke_year), load_lexicon(directory))
    for mapped in mapper.map_segments(read_segments(sys.stdin.buffer)):
        sys.stdout.write(segment_line(mapped))
        sys.stdout.flush()


def _for_each(
    files: Sequence[Path],
    wanted: Wanted,
    output: Path | None,
    overwrite: bool,
    work: Callable[[Path], tuple[Rendered, int]],
) -> None:
    """Do `work` for each file; a bad file is reported and does not stop the others."""
    paths = _expand(files)
    single = len(paths) == 1 and not files[0].is_dir()
    targets = _targets(paths, wanted, output, single=single)
    codes: list[int] = []
    collected: list[dict[str, Any]] = []
    for path, target in zip(paths, targets, strict=True):
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
    if collected:
        import json

        _emit(json.dumps(collected, ensure_ascii=False, indent=2) + "\n", None, overwrite=False, inputs=())
    failures = [code for code in codes if code not in (0, EXIT_FINDINGS)]
    worst = failures[0] if failures else max(codes, default=0)
    if worst:
        raise click.exceptions.Exit(worst)


def _deliver(rendered: Rendered, target: Path | None, overwrite: bool, inputs: Sequence[Path]) -> None:
    """Hand out one result: JSON, a page, a workbook, or a view for the console."""
    if callable(rendered):
        _show(rendered, target, overwrite, inputs)
        return
    if isinstance(rendered, dict):
        from assistant.rendering.json_output import dumps

        rendered = dumps(rendered)
    _emit(rendered, target, overwrite=overwrite, inputs=inputs)


_READABLE = {".pdf", ".docx", ".txt", ".md", ".xlsx"}
_ENDINGS = {"tabel": "txt", "ringkas": "txt", "json": "json", "xlsx": "xlsx", "html": "html"}


def _expand(files: Sequence[Path]) -> list[Path]:
    """Return the files themselves and, for a folder, the documents in it, by name.

    Raises:
        UsageError: no file was named, or a folder holds no document.
    """
    if not files:
        raise UsageError("Berkas yang akan diolah belum disebut.", "Tuliskan nama berkas atau folder.")
    paths: list[Path] = []
    for file in files:
        if not file.is_dir():
            paths.append(file)
            continue
        found = sorted(
            p for p in file.iterdir() if p.suffix.lower() in _READABLE and p.name[:2] not in ("~$", "._")
        )
        if not found:
            raise UsageError(
                f"Folder {file} tidak berisi dokumen yang dapat dibaca.",
                "Yang dibaca: PDF, DOCX, XLSX, TXT, MD.",
            )
        paths.extend(found)
    return paths


def _targets(
    paths: Sequence[Path], wanted: Wanted, output: Path | None, *, single: bool
) -> list[Path | None]:
    """Return where each result goes: None (stdout), the one file, or the folder under its own name."""
    if output is None:
        if wanted.output in ("xlsx", "html") and (not single or sys.stdout.isatty()):
            raise UsageError(
                f"Keluaran {wanted.output} memerlukan tempat.",
                "Tambahkan -o dengan nama berkas, atau nama folder bila masukannya banyak.",
            )
        return [None] * len(paths)
    if single and not output.is_dir():
        return [output]
    from assistant.output import make_directory

    make_directory(output)
    stems = [path.stem for path in paths]
    ending = _ENDINGS[wanted.output]
    return [output / f"{path.stem if stems.count(path.stem) == 1 else path.name}.{ending}" for path in paths]


# --- the edge -----------------------------------------------------------------------------------------------


def _complain(error: AssistantError) -> None:
    """Tell the user what went wrong and what to do about it."""
    click.echo(f"Kesalahan: {error.message}", err=True)
    if error.remedy:
        click.echo(f"  {error.remedy}", err=True)


def _log_crash(error: BaseException) -> Path | None:
    """Write where an unforeseen error arose to the user's log; no message, for it may quote a document."""
    lines = [f"{type(error).__name__}\n", *traceback.format_list(traceback.extract_tb(error.__traceback__))]
    try:
        folder = Path(click.get_app_dir(APP_NAME))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "kesalahan.log"
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
