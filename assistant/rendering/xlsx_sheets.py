"""The one writer of Excel workbooks: descriptions of sheets in, the same bytes for the same content out.

Cells hold text or numbers, never formulas: a report's text that begins with `=` stays text, in the file and
when somebody edits the cell later.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.archives import without_clock
from assistant.language.clean import printable
from assistant.lke.cell_editor import FORMULA_STARTS, cell_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

CellValue = str | int | float | None


_LINE_HEIGHT = 15.0  # points, of Calibri 11
_MAX_HEIGHT = 405.0  # Excel's limit is 409
_HEADER_FILL = "FF1F3A5F"
_RULE_COLOUR = "FFD5DBE3"
_TITLE_COLOUR = "FFFFFFFF"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        width: in characters, as Excel measures it.
        wrap: whether long text runs over several lines.
        number_format: Excel's format code; empty for the general one.
        fills: value -> colour (`FFEECC`) of the cells that hold it.
        choices: the values offered for input, as Excel writes them: a reference (`Cakupan!$A$2:$A$9`) or a
            list in quotes (`"Ya,Tidak"`); others are allowed.
        row_choices: the same for each row, empty where a row offers none; instead of `choices`.
        to_fill: whether the column is left for the reader to fill in; it is tinted.
    """

    title: str
    width: float = 12
    wrap: bool = False
    number_format: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)
    choices: str = ""
    row_choices: tuple[str, ...] = ()
    to_fill: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: a header row, then a row per entry; each row has a value for every column.

    Attributes:
        freeze: the first cell that scrolls.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    autofilter: bool = True
    freeze: str = "A2"


def workbook_bytes(sheets: Sequence[Sheet], title: str) -> bytes:
    """Return an Excel workbook of the sheets, in order; the first one is open.

    Args:
        sheets: at least one; titles differ and keep to Excel's 31 characters.
        title: the document title in the file's properties.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = "Asisten Zona Integritas"
    workbook.properties.title = printable(title)
    workbook.remove(workbook.worksheets[0])  # the empty one that every new workbook has
    for sheet in sheets:
        worksheet = workbook.create_sheet(sheet.title)
        _write_header(worksheet, sheet)
        _write_rows(worksheet, sheet)
        _set_up_page(worksheet, sheet)
    raw = io.BytesIO()
    workbook.save(raw)
    return without_clock(raw.getvalue())


def _write_header(worksheet: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(sheet.columns, 1):
        cell = worksheet.cell(1, number, column.title)
        cell.font = Font(name="Calibri", size=11, bold=True, color=_TITLE_COLOUR)
        cell.fill = PatternFill("solid", fgColor=_HEADER_FILL)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
    worksheet.row_dimensions[1].height = 32
    worksheet.freeze_panes = sheet.freeze
    if sheet.autofilter:
        last = get_column_letter(len(sheet.columns))
        worksheet.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"


def _write_rows(worksheet: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    side = Side("thin", color=_RULE_COLOUR)
    line = Border(bottom=side, right=side)
    tint = PatternFill("solid", fgColor="FFFFF8DC")
    alignments = [Alignment("left", "top", wrap_text=column.wrap) for column in sheet.columns]
    fills = [
        {value: PatternFill("solid", fgColor=f"FF{colour}") for value, colour in column.fills.items()}
        for column in sheet.columns
    ]
    for row_number, row in enumerate(sheet.rows, 2):
        worksheet.row_dimensions[row_number].height = _height(sheet.columns, row)
        for index, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            cell = worksheet.cell(row_number, index + 1)
            _put(cell, value)
            cell.alignment, cell.border = alignments[index], line
            if column.number_format:
                cell.number_format = column.number_format
            fill = fills[index].get(str(value)) or (tint if column.to_fill else None)
            if fill is not None:
                cell.fill = fill


def _height(columns: Sequence[Column], row: Sequence[CellValue]) -> float:
    """Return the height in points that shows a row's wrapped text in full, as far as Excel allows.

    Excel fits rows by itself when it opens a file, other programs do not. A column as wide as n digits holds
    about n letters.
    """
    lines = 1
    for column, value in zip(columns, row, strict=True):
        if column.wrap and isinstance(value, str):
            parts = value.split("\n")
            lines = max(lines, sum(max(1, math.ceil(len(part) / column.width)) for part in parts))
    return min(lines * _LINE_HEIGHT, _MAX_HEIGHT)


def _put(cell: Cell | MergedCell, value: CellValue) -> None:
    """Write a value so that text stays text, whatever it looks like."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = cell_text(value)
    if not text:
        return
    cell.value = text
    cell.data_type = "s"  # openpyxl would take `=...` for a formula and `#N/A` for an error
    if value.startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # Excel keeps it text when the cell is edited


def _set_up_page(worksheet: Worksheet, sheet: Sheet) -> None:
    """Print on A4 across, as wide as the paper, the header on every page; offer choices for input."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.properties import PageSetupProperties

    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins.left = worksheet.page_margins.right = 0.4
    worksheet.print_title_rows = "1:1"
    footer = HeaderFooterItem()
    footer.center.text = "&A, halaman &P dari &N"
    worksheet.HeaderFooter.oddFooter = footer
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        for offered, rows in _offers(column, len(sheet.rows)).items():
            # A hint, no restraint: a person may know better than the list.
            choice = DataValidation("list", offered, allow_blank=True, showErrorMessage=False)
            for first, last in rows:
                choice.add(f"{letter}{first}:{letter}{last}")
            worksheet.add_data_validation(choice)


def _offers(column: Column, count: int) -> dict[str, list[tuple[int, int]]]:
    """Return in which rows of the sheet (first and last) each list of choices is offered."""
    if not count:
        return {}
    if column.choices:
        return {column.choices: [(2, count + 1)]}
    found: dict[str, list[tuple[int, int]]] = {}
    for row, offered in enumerate(column.row_choices, 2):
        if offered:
            runs = found.setdefault(offered, [])
            if runs and runs[-1][1] == row - 1:
                runs[-1] = (runs[-1][0], row)
            else:
                runs.append((row, row))
    return found
