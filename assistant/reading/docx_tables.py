"""Word tables: the grid behind merged cells, header rows, and which tables only lay text out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.reading.docx_styles import Styles, child_value, qn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement as _Element

_MAX_HEADER_ROWS = 3
_MAX_COLUMNS = 200


@dataclass(frozen=True)
class CellText:
    """What stands in a cell: paragraphs, whether all is bold, addresses behind it, how many pictures."""

    paragraphs: tuple[str, ...]
    bold: bool = False
    urls: tuple[str, ...] = ()
    pictures: int = 0

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True)
class Grid:
    """A table's cells in columns; what a merged cell covers is empty."""

    rows: tuple[tuple[CellText, ...], ...]
    marked_headers: int

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((len(row) for row in self.rows), default=0)

    def header_rows(self) -> int:
        """Return how many rows at the top are header.

        Rows that Word repeats on each page; otherwise bold rows (or one that begins with `No`) until nearly
        every column is named, those that part a merged title further, and a row that counts the columns.
        """
        count = self.marked_headers or self._told_by_look()
        if count and count < len(self.rows) and _counts_columns(self.rows[count]):
            count += 1
        return count

    def _told_by_look(self) -> int:
        if len(self.rows) < 2:
            return 0
        named: set[int] = set()
        for i, row in enumerate(self.rows[:_MAX_HEADER_ROWS]):
            filled = [c for c, cell in enumerate(row) if cell.text.strip()]
            bold = bool(filled) and all(row[c].bold for c in filled)
            if len(named) >= 0.8 * len(row) and not (bold and 0 not in filled):
                return i
            if not bold and not (filled and fold(row[filled[0]].text) in ("no", "nomor")):
                return 0
            named.update(filled)
        return min(_MAX_HEADER_ROWS, len(self.rows)) if len(named) >= 0.8 * self.width else 0

    def header(self, count: int) -> tuple[str, ...]:
        """Return the column titles: in each column the lowest text of the header rows."""
        rows = [row for row in self.rows[:count] if not _counts_columns(row)]
        return tuple(
            next((row[c].text for row in reversed(rows) if row[c].text.strip()), "")
            for c in range(self.width if rows else 0)
        )


def _counts_columns(row: Sequence[CellText]) -> bool:
    texts = [cell.text.strip(" ().") for cell in row]
    return len(texts) > 2 and texts == [str(i + 1) for i in range(len(texts))]


def read_grid(table: _Element, read_cell: Callable[[_Element], CellText]) -> Grid:
    """Return the grid of a `w:tbl`, each cell read once, in document order."""
    rows: list[list[CellText]] = []
    marked = 0
    for node in rows_of(table):
        properties = node.find(qn("w:trPr"))
        if properties is not None and properties.find(qn("w:tblHeader")) is not None and marked == len(rows):
            marked += 1
        row = [CellText(())] * _skipped(properties, "w:gridBefore")
        for cell in cells_of(node):
            row.append(CellText(()) if _continues(cell) else read_cell(cell))
            row += [CellText(())] * (_span(cell) - 1)
        rows.append(row[:_MAX_COLUMNS])
    width = max((len(row) for row in rows), default=0)
    padded = tuple(tuple(row + [CellText(())] * (width - len(row))) for row in rows)
    filled = tuple(row for row in padded if any(cell.paragraphs or cell.pictures for cell in row))
    return Grid(filled, min(marked, len(filled)) if marked < len(rows) else 0)


def rows_of(table: _Element) -> list[_Element]:
    """Return the rows of a table, also those wrapped in content controls or marked as inserted."""
    return _unwrapped(table, "tr")


def cells_of(row: _Element) -> list[_Element]:
    """Return the cells of a row, also those wrapped in content controls."""
    return _unwrapped(row, "tc")


def _unwrapped(node: _Element, tag: str) -> list[_Element]:
    found: list[_Element] = []
    for child in node:
        if child.tag == qn(f"w:{tag}"):
            deleted = child.find(qn("w:trPr") + "/" + qn("w:del"))
            found += [] if deleted is not None else [child]
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            found += _unwrapped(child, tag)
    return found


def _skipped(properties: _Element | None, tag: str) -> int:
    value = child_value(properties, tag)
    return min(int(value), _MAX_COLUMNS) if value and value.isdigit() else 0


def _span(cell: _Element) -> int:
    value = child_value(cell.find(qn("w:tcPr")), "w:gridSpan")
    return max(1, min(int(value), _MAX_COLUMNS)) if value and value.isdigit() else 1


def _continues(cell: _Element) -> bool:
    """Whether a cell is the lower part of a vertically merged one."""
    merge = cell.find(qn("w:tcPr") + "/" + qn("w:vMerge"))
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def has_borders(table: _Element, styles: Styles) -> bool:
    """Whether a table is drawn with lines: by itself, its style, or most of its cells."""
    properties = table.find(qn("w:tblPr"))
    own = None if properties is None else properties.find(qn("w:tblBorders"))
    if own is not None:
        return _draws(own) or _cells_draw(table)
    for style in styles.chain(child_value(properties, "w:tblStyle") or "\0"):
        borders = style.find(qn("w:tblPr") + "/" + qn("w:tblBorders"))
        if borders is not None and _draws(borders):
            return True
    return _cells_draw(table)


def _draws(borders: _Element) -> bool:
    return any(side.get(qn("w:val"), "nil") not in ("nil", "none") for side in borders)


def _cells_draw(table: _Element) -> bool:
    cells = [cell for row in rows_of(table) for cell in cells_of(row)]
    drawn = [
        b for c in cells if (b := c.find(qn("w:tcPr") + "/" + qn("w:tcBorders"))) is not None and _draws(b)
    ]
    return bool(cells) and len(drawn) >= 0.5 * len(cells)


def is_layout(grid: Grid, bordered: bool) -> bool:
    """Whether a table only places text and pictures: signatures, `Menimbang : a. ...`, photographs."""
    cells = [cell for row in grid.rows for cell in row if cell.paragraphs or cell.pictures]
    if len(grid.rows) < 2 or grid.width < 2:
        return True
    if sum(cell.pictures > 0 for cell in cells) >= 0.4 * len(cells):
        return True
    return not bordered and not (grid.header_rows() and grid.width >= 3 and len(grid.rows) >= 3)
