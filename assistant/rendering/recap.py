"""Many checks on one page: a row for each report, for the reviewer with thirty of them on the desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from assistant.checking.model import MeasureStatus, SectionStatus, Severity
from assistant.document import DocumentType
from assistant.language.clean import printable
from assistant.rendering.wording import DOCUMENT_TYPE
from assistant.rendering.xlsx_sheets import Column, Sheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from assistant.checking.model import CheckResult
    from assistant.document import Document

_RED, _AMBER, _GREEN = "F8D7DA", "FFE8B3", "D5EDDB"
# What a reviewer does with a report, by its worst finding.
_REPAIR, _LOOK, _FINE = "Perlu diperbaiki", "Perlu dilihat", "Tanpa temuan berarti"
_FAILED, _OTHER = "Tidak terbaca", "Bukan laporan atau rencana"
_TITLE = "Rekap"


@dataclass(frozen=True, slots=True)
class RecapRow:
    """A report in the recap.

    Attributes:
        name: its file's name.
        kind, satker, year: whose it is; empty and None where unknown.
        checked: whether there are rules for its kind.
        counts: number of findings by severity.
        sections: sections of the format that are there under their title and place, and all of them.
        measures: measures of the letter that are traced in full, and those that apply.
        coverage: indicators that the text speaks of, and all of them.
        fault: why the file could not be checked; empty if it was.
    """

    name: str
    kind: str = ""
    satker: str = ""
    year: int | None = None
    checked: bool = True
    counts: tuple[int, int, int] = (0, 0, 0)
    sections: tuple[int, int] = (0, 0)
    measures: tuple[int, int] = (0, 0)
    coverage: tuple[int, int] = (0, 0)
    fault: str = ""

    @property
    def verdict(self) -> str:
        """What is to be done with the report."""
        if self.fault:
            return _FAILED
        if not self.checked:
            return _OTHER
        errors, warnings, _ = self.counts
        return _REPAIR if errors else _LOOK if warnings else _FINE


def recap_row(document: Document, result: CheckResult) -> RecapRow:
    """Return the row of a checked document."""
    identity = document.identity
    counts = Counter(finding.severity for finding in result.findings)
    applying = [m for m in result.measures if m.status is not MeasureStatus.NOT_APPLICABLE]
    return RecapRow(
        name=document.source.name,
        kind=DOCUMENT_TYPE[identity.document_type],
        satker=identity.satker or "",
        year=identity.year,
        checked=identity.document_type.is_rencana or identity.document_type is DocumentType.LAPORAN,
        counts=(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO]),
        sections=(
            sum(entry.status is SectionStatus.OK for entry in result.conformance),
            len(result.conformance),
        ),
        measures=(sum(m.status is MeasureStatus.YES for m in applying), len(applying)),
        coverage=(sum(bool(entry.blocks) for entry in result.coverage), len(result.coverage)),
    )


def print_recap(rows: Sequence[RecapRow], console: Console) -> None:
    """Print a row for each report, those with most errors first."""
    table = Table(
        title=f"{_TITLE} {len(rows)} berkas", title_justify="left", box=SIMPLE_HEAD, show_lines=True
    )
    table.add_column("Berkas dan satuan kerja", overflow="fold", ratio=1)
    table.add_column("Kesalahan, peringatan, catatan", justify="right", width=11)
    for title in ("Bagian", "Langkah", "Indikator"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Simpulan", width=12)
    for row in _ranked(rows):
        office = f"\n{row.satker or row.kind} {row.year or ''}".rstrip()
        figures = [" / ".join(map(str, row.counts))]
        figures += map(_share, (row.sections, row.measures, row.coverage))
        if row.fault:
            office, figures = f"\n{row.fault}", [""] * 4
        shown = (row.name + office, *figures, row.verdict)
        table.add_row(*(Text(printable(cell)) for cell in shown))
    console.print(table)


def recap_workbook(rows: Sequence[RecapRow]) -> bytes:
    """Return the recap as a workbook: a row for each report, those with most errors first."""
    fills = {_REPAIR: _RED, _FAILED: _RED, _LOOK: _AMBER, _FINE: _GREEN, _OTHER: _AMBER}
    columns = (
        Column("No.", 6),
        Column("Berkas", 34, wrap=True),
        Column("Satuan kerja", 30, wrap=True),
        Column("Jenis", 24, wrap=True),
        Column("Tahun", 8),
        Column("Kesalahan", 11),
        Column("Peringatan", 11),
        Column("Catatan", 10),
        Column("Bagian sesuai", 12),
        Column("Langkah lengkap", 12),
        Column("Indikator dibahas", 12),
        Column("Simpulan", 22, fills=fills),
        Column("Keterangan", 40, wrap=True),
        Column("Pemeriksa", 18, to_fill=True),
        Column("Catatan pemeriksa", 36, wrap=True, to_fill=True),
    )
    cells = tuple(
        (
            number,
            row.name,
            row.satker,
            row.kind,
            row.year,
            *((None, None, None) if row.fault else row.counts),
            _share(row.sections),
            _share(row.measures),
            _share(row.coverage),
            row.verdict,
            row.fault,
            "",
            "",
        )
        for number, row in enumerate(_ranked(rows), 1)
    )
    return workbook_bytes((Sheet(_TITLE, columns, cells),), f"{_TITLE} pemeriksaan")


def _ranked(rows: Sequence[RecapRow]) -> list[RecapRow]:
    """Return unreadable files first, then those with most errors and warnings."""
    return sorted(rows, key=lambda row: (not row.fault, -row.counts[0], -row.counts[1], row.name))


def _share(pair: tuple[int, int]) -> str:
    """Return a part and its whole as one word; empty where there is no whole."""
    part, whole = pair
    return f"{part}/{whole}" if whole else ""
