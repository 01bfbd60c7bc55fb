"""Workbooks: each visible sheet as a heading, the lines above its table, and the table with its values."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from assistant.document import Table
from assistant.reading.pieces import Piece, ReadResult, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook

# The official LKE workbook has 300 rows and 25 columns; evidence lists of offices a few thousand rows.
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_SHEETS = 100
# Excel's own limit of a cell's text is 32,767 characters.
MAX_CELL_CHARS = 32_767
# A formula that was never computed: no value, or an empty one, follows it.
_UNCOMPUTED = re.compile(rb"(?:</f>|<f/>)\s*(?:<v\s*/>|<v></v>|</c>)")


@dataclass(frozen=True)
class _Sheet:
    """A sheet's rows, cut to its filled cells; `cut` says whether a limit left some out."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    cut: bool


def read_xlsx(data: bytes, name: str) -> ReadResult:
    """Return the sheets of a workbook as tables; nothing in it is computed, run or followed.

    Args:
        data: the file's bytes; the container has been checked by `recognise`.
        name: the file's name, for messages.
    """
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns of extensions (data validation, conditional formats) that hold no values.
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = list(_read_sheets(workbook))
            properties = tuple(_properties(workbook))
            hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
        finally:
            workbook.close()
    pieces: list[Piece] = []
    tables: list[Table] = []
    for sheet in sheets:
        pieces.append(Piece(sheet.title, role=Role.HEADING, level=1))
        _add_table(sheet, pieces, tables)
    notes = list(_notes(data, name))
    notes += [f"Lembar '{sheet.title}' terlalu besar; sisanya tidak dibaca." for sheet in sheets if sheet.cut]
    notes += [f"Lembar tersembunyi '{title}' tidak dibaca." for title in hidden]
    return ReadResult(tuple(pieces), tuple(tables), None, tuple(notes), properties)


def _properties(workbook: Workbook) -> Iterator[str]:
    """Yield what the file's properties say of its content: title, subject, description."""
    stated = workbook.properties
    for text in (stated.title, stated.subject, stated.description):
        if text:
            yield str(text)[:MAX_CELL_CHARS]


def _read_sheets(workbook: Workbook) -> Iterator[_Sheet]:
    """Yield the visible sheets that hold anything."""
    for sheet in workbook.worksheets[:MAX_SHEETS]:
        if sheet.sheet_state != "visible":
            continue
        # The size that a file states may be wrong or absurd; the cells themselves tell.
        sheet.reset_dimensions()
        rows: list[tuple[str, ...]] = []
        cut = False
        for index, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1)):
            if index == MAX_ROWS:
                cut = True
                break
            cut = cut or any(cell.value is not None for cell in cells[MAX_COLUMNS:])
            rows.append(tuple(_shown(cell) for cell in cells[:MAX_COLUMNS]))
        trimmed = _trim(rows)
        if trimmed:
            yield _Sheet(sheet.title, trimmed, cut)


def _trim(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows that hold anything, without the columns that hold nothing, all of one length."""
    filled = [row for row in rows if any(row)]
    width = max((len(row) for row in filled), default=0)
    columns = [i for i in range(width) if any(i < len(row) and row[i] for row in filled)]
    return tuple(tuple(row[i] if i < len(row) else "" for i in columns) for row in filled)


def _add_table(sheet: _Sheet, pieces: list[Piece], tables: list[Table]) -> None:
    """Add a sheet's pieces and table: lines of one cell above the first full row are its title."""
    start = 0
    while start < len(sheet.rows) and sum(map(bool, sheet.rows[start])) <= 1:
        pieces.append(Piece(next(cell for cell in sheet.rows[start] if cell)))
        start += 1
    if start == len(sheet.rows):
        return
    has_header = all(not re.fullmatch(r"[\d.,%-]*\d[\d.,%-]*", cell) for cell in sheet.rows[start])
    header = sheet.rows[start] if has_header else ()
    body = sheet.rows[start + has_header :]
    table = Table(f"t{len(tables) + 1}", None, header, body, caption=sheet.title)
    tables.append(table)
    if header:
        pieces.append(_row_piece(header, table.id, -1))
    pieces.extend(_row_piece(row, table.id, i) for i, row in enumerate(body))


def _row_piece(cells: Sequence[str], table_id: str, row: int) -> Piece:
    text = " | ".join(" ".join(cell.split()) for cell in cells if cell)
    return Piece(text, role=Role.TABLE_ROW, table=table_id, row=row)


def _shown(cell: Cell | MergedCell) -> str:
    """Return a cell's value as an Indonesian reader sees it: decimal comma, percent, date without time."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, (int, float)):
        is_percent = "%" in (cell.number_format or "")
        number = f"{round(value * 100 if is_percent else value, 6):.10g}".replace(".", ",")
        return f"{number}%" if is_percent else number
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value).strip()[:MAX_CELL_CHARS]


def _notes(data: bytes, name: str) -> Iterator[str]:
    """Yield warnings on what the workbook holds and is not read."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        members = container.namelist()
        if any(member.lower().endswith("vbaproject.bin") for member in members):
            yield f"Makro dalam {name} diabaikan."
        if any(member.startswith("xl/externalLinks/") for member in members):
            yield f"Tautan {name} ke buku kerja lain diabaikan; nilai terakhir yang tersimpan dipakai."
        sheets = (m for m in members if m.startswith("xl/worksheets/") and m.endswith(".xml"))
        if any(_UNCOMPUTED.search(container.read(member)) for member in sheets):
            yield f"Sebagian rumus dalam {name} belum dihitung; buka dan simpan berkas itu di Excel."
