"""Many scores on one page: a row for each LKE, for the province that looks after its offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from assistant.language.clean import printable
from assistant.rendering.score_view import area_syarat, name_in_words
from assistant.rendering.wording import number_in_words
from assistant.rendering.xlsx_sheets import CellValue, Column, Sheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.lke.scoring import Score

_GREEN, _AMBER, _RED = "D5EDDB", "FFE8B3", "F8D7DA"
_NONE, _FAILED = "Belum ada", "Tidak terbaca"
_TITLE = "Rekap"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """An LKE in the recap.

    Attributes:
        name: its file's name.
        satker, year: whose it is; empty and None where unknown.
        total, pengungkit, hasil: points.
        areas: name of an area of change and its percent, Pemenuhan and Reform together.
        predikat: the highest predicate whose thresholds are all reached; empty if none is.
        missing: number of indicators without a usable answer.
        fault: why the file could not be scored; empty if it was.
    """

    name: str
    satker: str = ""
    year: int | None = None
    total: float = 0
    pengungkit: float = 0
    hasil: float = 0
    areas: tuple[tuple[str, float], ...] = ()
    predikat: str = ""
    missing: int = 0
    fault: str = ""

    @property
    def office(self) -> str:
        """Whose it is and for which year, as far as known."""
        return f"{self.satker} {self.year or ''}".strip()

    @property
    def verdict(self) -> str:
        """The predicate, or what stands in its place."""
        return _FAILED if self.fault else self.predikat or _NONE


def score_row(document: Document, lke: Lke, score: Score) -> ScoreRow:
    """Return the row of a scored LKE."""
    identity = document.identity
    percents = [c.value for c in score.predikat[lke.predikat[0].name].checks if c.is_share]
    names = [name_in_words(lke, syarat.codes[0]) for syarat in area_syarat(lke)]
    return ScoreRow(
        name=document.source.name,
        satker=identity.satker or "",
        year=identity.year,
        total=score.total,
        pengungkit=score.parts["A"].value,
        hasil=score.parts["B"].value,
        areas=tuple(zip(names, percents, strict=True)),
        predikat=next((n for n, v in reversed(tuple(score.predikat.items())) if v.passed), ""),
        missing=len(score.missing),
    )


def print_score_recap(rows: Sequence[ScoreRow], console: Console) -> None:
    """Print a row for each LKE, the highest total first."""
    table = Table(
        title=f"{_TITLE} {len(rows)} berkas", title_justify="left", box=SIMPLE_HEAD, show_lines=True
    )
    table.add_column("Berkas dan satuan kerja", overflow="fold", ratio=1)
    for title in ("Total", "Pengungkit", "Hasil", "Nol"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Predikat", width=13)
    for row in _ranked(rows):
        office = f"\n{row.fault or row.office}".rstrip()
        figures = [*map(number_in_words, (row.total, row.pengungkit, row.hasil)), str(row.missing)]
        shown = (row.name + office, *([""] * 4 if row.fault else figures), row.verdict)
        table.add_row(*(Text(printable(cell)) for cell in shown))
    console.print(table)


def score_recap_workbook(rows: Sequence[ScoreRow]) -> bytes:
    """Return the recap as a workbook: a row for each LKE, the highest total first."""
    names = next(([name for name, _ in row.areas] for row in rows if row.areas), [])
    columns = (
        Column("No.", 6),
        Column("Berkas", 34, wrap=True),
        Column("Satuan kerja", 30, wrap=True),
        Column("Tahun", 8),
        *(Column(title, 12, number_format="0.00") for title in ("Total", "Pengungkit", "Hasil")),
        *(Column(f"{name} (%)", 14, number_format="0.0") for name in names),
        Column("Dihitung nol", 10),
        Column("Predikat", 14, fills={"WBK": _GREEN, "WBBM": _GREEN, _NONE: _AMBER, _FAILED: _RED}),
        Column("Keterangan", 40, wrap=True),
        Column("Catatan penilai", 36, wrap=True, to_fill=True),
    )
    cells = tuple(_cells(number, row, len(names)) for number, row in enumerate(_ranked(rows), 1))
    return workbook_bytes((Sheet(_TITLE, columns, cells),), f"{_TITLE} nilai LKE")


def _cells(number: int, row: ScoreRow, areas: int) -> tuple[CellValue, ...]:
    figures: tuple[CellValue, ...] = (None,) * (areas + 4)
    if not row.fault:
        percents = (percent for _, percent in row.areas)
        figures = (row.total, row.pengungkit, row.hasil, *percents, row.missing)
    return number, row.name, row.satker, row.year, *figures, row.verdict, row.fault, None


def _ranked(rows: Sequence[ScoreRow]) -> list[ScoreRow]:
    """Return unreadable files first, then those with the highest total."""
    return sorted(rows, key=lambda row: (not row.fault, -row.total, row.name))
