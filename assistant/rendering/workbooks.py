"""Mapping and check as workbooks that an office works on: what to decide, who mends it, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.document import SourceKind
from assistant.lke.model import area_of, group_of
from assistant.mapping.service import service_of
from assistant.rendering.coverage_map import service_step
from assistant.rendering.wording import (
    BLOCK_KIND,
    DOCUMENT_TYPE,
    MEASURE_STATUS,
    SECTION_STATUS,
    SERVICE,
    SEVERITY,
    SUPPORT,
    Support,
    in_title_case,
    months_in_words,
    place_in,
    shorten,
)
from assistant.rendering.xlsx_sheets import CellValue, Column, Sheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.checking.model import CheckResult
    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.mapping.model import CoverageEntry, MappedItem, MappingResult
    from assistant.reading.rencana import Rencana
    from assistant.rendering.json_output import Rules

# As many candidates as a person still compares at a glance.
SHOWN_CANDIDATES = 3
# The outer headings are the same on many rows and would only make them tall.
SHOWN_HEADINGS = 2
_RED, _AMBER, _BLUE, _GREEN, _GREY = "F8D7DA", "FFE8B3", "D6E6F5", "D5EDDB", "E9ECEF"
_SCORE = "0.00"
_CORRECTED, _SILENT = "Dikoreksi", "Tanpa usulan"
_CONFIDENCE_FILLS = {
    SUPPORT[Support.WEAK]: _AMBER,
    SUPPORT[Support.FAIR]: _BLUE,
    SUPPORT[Support.STRONG]: _GREEN,
    _CORRECTED: _GREY,
}


def mapping_workbook(
    document: Document, result: MappingResult, lke: Lke, rules: Rules, rencana: Rencana | None = None
) -> bytes:
    """Return the mapping as a workbook: sheets `Pemetaan`, `Cakupan` and `Keterangan`.

    Args:
        document: the document that was mapped.
        result: its mapping.
        lke: the form that it refers to.
        rules: the mappings that applied.
        rencana: its actions if it is a plan; they get the sheets `Langkah aksi` and `Layanan`.
    """
    coverage = _coverage_sheet(document, result.coverage, lke)
    codes = f"{coverage.title}!$A$2:$A${len(coverage.rows) + 1}" if coverage.rows else ""
    help_lines: tuple[tuple[str, str], ...] = (
        ("Pemetaan", "Satu baris untuk setiap bagian teks, dengan paling banyak tiga usulan indikator."),
        (
            "Indikator benar",
            "Isilah kode yang benar (beberapa dipisah koma) atau tanda - ; lalu pakai --koreksi.",
        ),
        ("Cakupan", "Satu baris untuk setiap indikator LKE, dengan bagian teks yang paling mendukung."),
        ("Blok", "Tanda pengenal bagian teks; jangan diubah."),
    )
    plan_sheets: tuple[Sheet, ...] = ()
    if rencana is not None and rencana.actions:
        plan_sheets = (_actions_sheet(rencana, lke, codes), _service_sheet(rencana, lke))
        help_lines = (
            *help_lines,
            (
                "Langkah aksi",
                "Satu baris untuk setiap langkah aksi; kolom Indikator benar ada juga di sini.",
            ),
            ("Layanan", "Satu baris untuk setiap indikator LKE dengan langkah aksi yang melayaninya."),
        )
    sheets = (
        _items_sheet(document, result.items, lke, codes),
        coverage,
        *plan_sheets,
        _about_sheet(document, rules, help_lines),
    )
    return workbook_bytes(sheets, f"Pemetaan {document.source.name}")


def check_workbook(
    document: Document, result: CheckResult, lke: Lke, measure_names: Mapping[str, str], rules: Rules
) -> bytes:
    """Return the check as a workbook: `Temuan`, `Sistematika`, `Langkah`, `Cakupan` and `Keterangan`.

    Args:
        document: the document that was checked.
        result: what the check found.
        lke: the form that the coverage refers to.
        measure_names: measure letter -> what the letter asks for.
        rules: the mappings that applied.
    """
    help_lines = (
        (
            "Temuan",
            "Yang perlu diperbaiki. Tindak lanjut, PIC, tenggat, dan status diisi oleh satuan kerja.",
        ),
        ("Sistematika", "Bagian laporan dibandingkan dengan format."),
        ("Langkah", "Langkah yang diminta surat dan jejaknya di dalam laporan."),
        ("Cakupan", "Satu baris untuk setiap indikator LKE, dengan bagian teks yang paling mendukung."),
    )
    sheets = (
        _findings_sheet(document, result),
        _conformance_sheet(document, result),
        _measures_sheet(document, result, measure_names),
        _coverage_sheet(document, result.coverage, lke),
        _about_sheet(document, rules, help_lines),
    )
    return workbook_bytes(sheets, f"Pemeriksaan {document.source.name}")


def _has_places(document: Document) -> bool:
    """Return whether places are pages or lines; a Word file has only headings."""
    return document.source.kind in (SourceKind.TEXT, SourceKind.PDF)


def _place_column(document: Document) -> Column:
    """Return the column that says where: lines of a text, pages of a PDF, headings of what has neither."""
    match document.source.kind:
        case SourceKind.TEXT:
            return Column("Baris", 9)
        case SourceKind.PDF:
            return Column("Halaman", 9)
        case _:
            return Column("Bagian laporan", 28, wrap=True)


def _place_value(document: Document, page: int | None, line: int | None, block_id: str | None) -> CellValue:
    match document.source.kind:
        case SourceKind.TEXT:
            return line
        case SourceKind.PDF:
            return page
        case _:
            return place_in(document, block_id).removeprefix("bagian ")


def _items_sheet(document: Document, items: Sequence[MappedItem], lke: Lke, codes: str) -> Sheet:
    ranked = [
        column
        for rank in range(1, SHOWN_CANDIDATES + 1)
        for column in (Column(f"Indikator {rank}", 12), Column(f"Skor {rank}", 7, number_format=_SCORE))
    ]
    columns = (
        *([_place_column(document)] if _has_places(document) else []),
        Column("Bagian", 28, wrap=True),
        Column("Jenis", 11, wrap=True),
        Column("Teks", 70, wrap=True),
        Column("Area", 8),
        Column("Keyakinan", 11, fills=_CONFIDENCE_FILLS),
        *ranked,
        Column("Bunyi indikator 1", 38, wrap=True),
        Column("Alasan", 46, wrap=True),
        Column("Indikator benar", 14, choices=codes, to_fill=True),
        Column("Blok", 7),
    )
    return Sheet("Pemetaan", columns, tuple(_item_row(document, item, lke) for item in items))


def _item_row(document: Document, item: MappedItem, lke: Lke) -> tuple[CellValue, ...]:
    ranked: list[CellValue] = []
    for rank in range(SHOWN_CANDIDATES):
        known = rank < len(item.candidates)
        ranked += [item.candidates[rank].code, item.candidates[rank].score] if known else [None, None]
    best = item.candidates[0] if item.candidates else None
    where = [_place_value(document, item.page, item.line, item.block)] if _has_places(document) else []
    return (
        *where,
        " › ".join(item.section_path[-SHOWN_HEADINGS:]),
        BLOCK_KIND[item.kind],
        item.text,
        item.area,
        _confidence(item),
        *ranked,
        lke.name_of(best.code) if best else None,
        item.correction or ("; ".join(best.reasons) if best else None),
        None,
        item.block,
    )


def _confidence(item: MappedItem) -> str:
    """Return how sure the first proposal is, in words that a filter can pick."""
    if item.correction:
        return _CORRECTED
    return SUPPORT[Support.of(item.candidates[0].score)] if item.candidates else _SILENT


def _actions_sheet(rencana: Rencana, lke: Lke, codes: str) -> Sheet:
    columns = (
        Column("No.", 6),
        Column("Bagian", 28, wrap=True),
        Column("Indikator rencana", 36, wrap=True),
        Column("Langkah aksi", 60, wrap=True),
        Column("Bukti fisik", 36, wrap=True),
        Column("Target waktu", 16, wrap=True),
        Column("Area", 8),
        Column("Indikator LKE", 13),
        Column("Bunyi indikator", 44, wrap=True),
        Column("Indikator benar", 14, choices=codes, to_fill=True),
    )
    rows = tuple(
        (
            number,
            action.group or action.komponen,
            action.indikator,
            action.langkah_aksi,
            "\n".join(action.bukti_fisik),
            action.target_waktu.text or months_in_words(action.target_waktu.months),
            action.area,
            action.code,
            lke.name_of(action.code) if action.code else None,
            None,
        )
        for number, action in enumerate(rencana.actions, 1)
    )
    return Sheet("Langkah aksi", columns, rows)


def _service_sheet(rencana: Rencana, lke: Lke) -> Sheet:
    steps = {SERVICE[Support.NONE]: _RED, SERVICE[Support.FAIR]: _AMBER, SERVICE[Support.STRONG]: _GREEN}
    columns = (
        Column("Kode", 12),
        Column("Area", 26, wrap=True),
        Column("Indikator", 56, wrap=True),
        Column("Status", 17, fills=steps),
        Column("Jumlah langkah", 10),
        Column("Nomor langkah", 14, wrap=True),
        Column("Langkah aksi pertama", 60, wrap=True),
    )
    rows: list[tuple[CellValue, ...]] = []
    for service in service_of(rencana, lke):
        numbers = service.actions or service.general
        rows.append(
            (
                service.code,
                in_title_case(lke.name_of(area_of(service.code))),
                service.name,
                SERVICE[service_step(service)],
                len(numbers),
                ", ".join(str(number) for number in numbers),
                rencana.actions[numbers[0] - 1].langkah_aksi if numbers else None,
            )
        )
    return Sheet("Layanan", columns, tuple(rows))


def _coverage_sheet(document: Document, coverage: Sequence[CoverageEntry], lke: Lke) -> Sheet:
    columns = (
        Column("Kode", 12),
        Column("Area", 26, wrap=True),
        Column("Sub-area", 30, wrap=True),
        Column("Indikator", 52, wrap=True),
        Column("Bobot sub-area", 9),
        Column("Skala jawaban", 11),
        Column(
            "Status",
            14,
            fills={
                SUPPORT[Support.NONE]: _RED,
                SUPPORT[Support.WEAK]: _AMBER,
                SUPPORT[Support.FAIR]: _BLUE,
                SUPPORT[Support.STRONG]: _GREEN,
            },
        ),
        Column("Skor", 7, number_format=_SCORE),
        Column("Jumlah bagian", 9),
        Column("Bagian yang paling mendukung", 60, wrap=True),
        _place_column(document),
        Column("Blok", 7),
    )
    return Sheet("Cakupan", columns, tuple(_coverage_row(document, entry, lke) for entry in coverage))


def _coverage_row(document: Document, entry: CoverageEntry, lke: Lke) -> tuple[CellValue, ...]:
    group = group_of(entry.code) or entry.code
    node = lke.node_by_code.get(group)
    indikator = lke.indikator_by_code.get(entry.code)
    block = document.block_by_id.get(entry.blocks[0]) if entry.blocks else None
    area, sub_area = area_of(entry.code), group
    return (
        entry.code,
        in_title_case(lke.name_of(area)),
        in_title_case(lke.name_of(sub_area)) if sub_area != area else None,
        entry.name,
        node.weight if node else None,
        indikator.answer.value if indikator else None,
        SUPPORT[Support.of(entry.best)],
        entry.best,
        len(entry.blocks),
        shorten(block.text, 600) if block else None,
        _place_value(document, block.location.page, block.location.line, block.id) if block else None,
        block.id if block else None,
    )


def _findings_sheet(document: Document, result: CheckResult) -> Sheet:
    severities = dict(zip(SEVERITY.values(), (_RED, _AMBER, _BLUE), strict=True))
    columns = (
        Column("No.", 6),
        Column("Tingkat", 12, fills=severities),
        Column("Aturan", 9),
        Column("Nama", 24, wrap=True),
        Column("Temuan", 52, wrap=True),
        Column("Kutipan", 42, wrap=True),
        Column("Saran", 44, wrap=True),
        _place_column(document),
        Column("Tindak lanjut", 26, wrap=True, to_fill=True),
        Column("PIC", 16, wrap=True, to_fill=True),
        Column("Tenggat", 12, number_format="dd/mm/yyyy", to_fill=True),
        Column("Status", 12, choices='"Belum,Sedang,Selesai"', to_fill=True),
    )
    order = list(SEVERITY)
    ranked = sorted(result.findings, key=lambda finding: order.index(finding.severity))
    rows = tuple(
        (
            number,
            SEVERITY[finding.severity],
            finding.rule,
            finding.name,
            finding.message,
            finding.quote,
            finding.suggestion,
            _place_value(document, finding.page, finding.line, finding.block),
            None,
            None,
            None,
            None,
        )
        for number, finding in enumerate(ranked, 1)
    )
    return Sheet("Temuan", columns, rows)


def _conformance_sheet(document: Document, result: CheckResult) -> Sheet:
    statuses = dict(zip(SECTION_STATUS.values(), (_GREEN, _BLUE, _AMBER, _RED, _AMBER), strict=True))
    columns = (
        Column("Bagian", 11),
        Column("Judul menurut format", 48, wrap=True),
        Column("Status", 15, fills=statuses),
        _place_column(document),
        Column("Catatan", 70, wrap=True),
    )
    rows = tuple(
        (
            entry.section,
            entry.title,
            SECTION_STATUS[entry.status],
            _place_value(document, entry.page, entry.line, _heading_block(document, entry.found)),
            entry.note,
        )
        for entry in result.conformance
    )
    return Sheet("Sistematika", columns, rows)


def _heading_block(document: Document, section_id: str | None) -> str | None:
    section = document.section_by_id.get(section_id or "")
    return section.block if section else None


def _measures_sheet(document: Document, result: CheckResult, names: Mapping[str, str]) -> Sheet:
    statuses = dict(zip(MEASURE_STATUS.values(), (_GREEN, _AMBER, _RED, _GREY), strict=True))
    columns = (
        Column("Huruf", 7),
        Column("Langkah menurut surat", 60, wrap=True),
        Column("Status", 16, fills=statuses),
        Column("Catatan", 50, wrap=True),
        Column("Jejak di dalam laporan", 60, wrap=True),
    )
    by_id = document.block_by_id
    rows = tuple(
        (
            entry.measure,
            names.get(entry.measure, ""),
            MEASURE_STATUS[entry.status],
            entry.note,
            "\n".join(shorten(by_id[block].text, 200) for block in entry.blocks if block in by_id),
        )
        for entry in result.measures
    )
    return Sheet("Langkah", columns, rows)


def _about_sheet(document: Document, rules: Rules, help_lines: tuple[tuple[str, str], ...]) -> Sheet:
    identity = document.identity
    rows: tuple[tuple[CellValue, ...], ...] = (
        ("Berkas", document.source.name),
        ("Satuan kerja", identity.satker or "tidak dikenali"),
        ("Tahun", identity.year or "tidak dikenali"),
        ("Jenis dokumen", DOCUMENT_TYPE[identity.document_type]),
        ("Format", rules.format),
        ("LKE", rules.lke),
        ("Sidik berkas (SHA-256)", document.source.sha256),
        *help_lines,
        *(("Perhatian", warning) for warning in document.warnings),
    )
    columns = (Column("Hal", 26, wrap=True), Column("Keterangan", 100, wrap=True))
    return Sheet("Keterangan", columns, rows, autofilter=False)
