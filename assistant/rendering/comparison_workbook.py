"""Two checks compared as a workbook for the follow-up: what is left to mend, who does it, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking.comparison import Change, FindingStatus
from assistant.rendering.comparison_view import (
    CHANGE,
    FINDING_STATUS,
    measure_status,
    place_of,
    section_status,
    verdict,
)
from assistant.rendering.wording import SEVERITY
from assistant.rendering.xlsx_sheets import CellValue, Column, Sheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.checking.comparison import ComparedFinding, Comparison

_RED, _AMBER, _BLUE, _GREEN = "F8D7DA", "FFE8B3", "D6E6F5", "D5EDDB"
_STATUS_FILLS = dict(zip(FINDING_STATUS.values(), (_RED, _AMBER, _GREEN), strict=True))
_CHANGE_FILLS = {
    CHANGE[Change.IMPROVED]: _GREEN,
    CHANGE[Change.WORSE]: _RED,
    CHANGE[Change.CHANGED]: _BLUE,
}


def comparison_workbook(comparison: Comparison, names: Mapping[str, str]) -> bytes:
    """Return a comparison as a workbook: `Temuan`, `Sistematika`, `Langkah` and `Keterangan`.

    Args:
        comparison: the comparison.
        names: measure letter -> what the letter asks for.
    """
    sheets = (
        _findings_sheet(comparison),
        _sections_sheet(comparison),
        _measures_sheet(comparison, names),
        _about_sheet(comparison),
    )
    return workbook_bytes(sheets, f"Perbandingan {comparison.new.document.source.name}")


def _findings_sheet(comparison: Comparison) -> Sheet:
    columns = (
        Column("No.", 6),
        Column("Status", 15, fills=_STATUS_FILLS),
        Column("Tingkat lama", 12),
        Column("Tingkat baru", 12, fills=dict(zip(SEVERITY.values(), (_RED, _AMBER, _BLUE), strict=True))),
        Column("Aturan", 9),
        Column("Nama", 24, wrap=True),
        Column("Temuan", 52, wrap=True),
        Column("Kutipan", 42, wrap=True),
        Column("Saran", 44, wrap=True),
        Column("Letak", 20, wrap=True),
        Column("Tindak lanjut", 26, wrap=True, to_fill=True),
        Column("PIC", 16, wrap=True, to_fill=True),
        Column("Tenggat", 12, number_format="dd/mm/yyyy", to_fill=True),
    )
    rows = tuple(_row(comparison, number, one) for number, one in enumerate(comparison.findings, 1))
    return Sheet("Temuan", columns, rows)


def _row(comparison: Comparison, number: int, one: ComparedFinding) -> tuple[CellValue, ...]:
    finding = one.latest
    where = place_of(comparison, one)
    if where and one.status is FindingStatus.MENDED:
        where = f"{where} (dokumen lama)"
    return (
        number,
        FINDING_STATUS[one.status],
        SEVERITY[one.old.severity] if one.old else None,
        SEVERITY[one.new.severity] if one.new else None,
        finding.rule,
        finding.name,
        finding.message,
        finding.quote,
        finding.suggestion,
        where,
        None,
        None,
        None,
    )


def _sections_sheet(comparison: Comparison) -> Sheet:
    columns = (
        Column("Bagian", 11),
        Column("Judul menurut format", 60, wrap=True),
        Column("Lama", 17),
        Column("Baru", 17),
        Column("Perubahan", 12, fills=_CHANGE_FILLS),
    )
    rows = tuple(
        (line.section, line.title, section_status(line.old), section_status(line.new), CHANGE[line.change])
        for line in comparison.conformance
    )
    return Sheet("Sistematika", columns, rows)


def _measures_sheet(comparison: Comparison, names: Mapping[str, str]) -> Sheet:
    columns = (
        Column("Huruf", 7),
        Column("Langkah menurut surat", 60, wrap=True),
        Column("Lama", 17),
        Column("Baru", 17),
        Column("Perubahan", 12, fills=_CHANGE_FILLS),
    )
    rows = tuple(
        (
            line.measure,
            names.get(line.measure, ""),
            measure_status(line.old),
            measure_status(line.new),
            CHANGE[line.change],
        )
        for line in comparison.measures
    )
    return Sheet("Langkah", columns, rows)


def _about_sheet(comparison: Comparison) -> Sheet:
    old, new = comparison.old, comparison.new
    rows: tuple[tuple[CellValue, ...], ...] = (
        ("Simpulan", verdict(comparison)),
        ("Satuan kerja", new.document.identity.satker or "tidak dikenali"),
        ("Berkas lama", old.document.source.name),
        ("Berkas baru", new.document.source.name),
        ("Sidik berkas lama (SHA-256)", old.document.source.sha256),
        ("Sidik berkas baru (SHA-256)", new.document.source.sha256),
        ("Format", new.fmt),
        ("LKE", new.lke),
        ("Temuan", "Baru dan masih terbuka: yang perlu diperbaiki. Selesai: tidak ditemukan lagi."),
        *(("Perhatian", warning) for warning in comparison.document.warnings),
    )
    columns = (Column("Hal", 26, wrap=True), Column("Keterangan", 100, wrap=True))
    return Sheet("Keterangan", columns, rows, autofilter=False)
