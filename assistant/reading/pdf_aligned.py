"""Tables without rules: rows whose words stand in the same columns, line under line."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from assistant.reading.pdf_flow import split_row
from assistant.reading.pdf_lines import Box, Line, link_urls, rows_of
from assistant.reading.pdf_tables import Cell, PageTable, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.reading.pdf_lines import PageContent, Run

# Fewer columns are text beside text (signatures, labels); fewer full rows may be chance.
_MIN_COLUMNS = 3
_MIN_FULL_ROWS = 3
_MIN_CORRIDOR = 5.0
# Rows farther apart than this many font sizes belong to different blocks.
_MAX_ROW_GAP = 2.2


@dataclass
class _Block:
    """Rows in common columns; `spans` are the horizontal extents of the columns."""

    spans: list[tuple[float, float]]
    rows: list[list[Line]] = field(default_factory=list)

    def take(self, row: list[Line]) -> bool:
        """Add a row if its parts fall into the columns and leave the corridors between them free."""
        spans = list(self.spans)
        for line in row:
            at = self.column_of(line)
            spans[at] = (min(spans[at][0], line.x0), max(spans[at][1], line.x1))
        if any(b[0] - a[1] < _MIN_CORRIDOR for a, b in pairwise(spans)):
            return False
        self.spans = spans
        self.rows.append(row)
        return True

    def column_of(self, line: Line) -> int:
        """Return the number of the column that a part overlaps most, or lies nearest to."""

        def overlap(span: tuple[float, float]) -> float:
            return min(span[1], line.x1) - max(span[0], line.x0)

        return max(range(len(self.spans)), key=lambda i: overlap(self.spans[i]))

    @property
    def is_table(self) -> bool:
        """Whether enough rows fill the columns, and it is neither signatures, labels nor a contents page."""
        lines = [line for row in self.rows for line in row]
        full = sum(len(row) >= min(_MIN_COLUMNS, len(self.spans)) for row in self.rows)
        if full < _MIN_FULL_ROWS or any(line.text.startswith(":") or "...." in line.text for line in lines):
            return False
        return any(c.isdigit() for line in lines for c in line.text) or not self._is_centred()

    def _is_centred(self) -> bool:
        for at in range(len(self.spans)):
            column = [line for row in self.rows for line in row if self.column_of(line) == at]
            centre = median(line.centre for line in column)
            if any(abs(line.centre - centre) > 4 for line in column):
                return False
        return True


def find_aligned(page: PageContent, runs: Sequence[Run]) -> tuple[tuple[PageTable, ...], tuple[Run, ...]]:
    """Return the tables without rules on a page from top to bottom, and the runs outside them."""
    whole = rows_of(runs)
    if sum(len(row) >= _MIN_COLUMNS for row in whole) < _MIN_FULL_ROWS:
        return (), tuple(runs)
    rows = [split_row(page.number, row) for row in whole]
    if sum(len(row) >= _MIN_COLUMNS for row in rows) < _MIN_FULL_ROWS:
        return (), tuple(runs)
    tables: list[PageTable] = []
    used: set[int] = set()
    at = 0
    while at < len(rows):
        block = _block_at(rows, at)
        if block is not None and block.is_table:
            tables.append(_page_table(page, block))
            used.update(id(part) for row in block.rows for line in row for part in line.parts)
            at += len(block.rows)
        else:
            at += 1
    return tuple(tables), tuple(run for run in runs if id(run) not in used)


def _block_at(rows: Sequence[list[Line]], at: int) -> _Block | None:
    """Return the longest block of rows that begins at `at`; None if that row has too few columns."""
    if len(rows[at]) < _MIN_COLUMNS:
        return None
    block = _Block([(line.x0, line.x1) for line in rows[at]])
    for index in range(at, len(rows)):
        row = rows[index]
        if index > at and row[0].top - rows[index - 1][0].bottom > _MAX_ROW_GAP * row[0].size:
            break
        if len({block.column_of(line) for line in row}) < len(row) or not block.take(row):
            break
    # What follows the last full row may be the text below the table; it stays only where it wraps a cell.
    while block.rows and len(block.rows[-1]) == 1 and block.column_of(block.rows[-1][0]) == 0:
        block.rows.pop()
    return block


def _page_table(page: PageContent, block: _Block) -> PageTable:
    """Return a block as a table: a row begins where its first column does, or with every full row."""
    firsts = [any(block.column_of(line) == 0 for line in row) for row in block.rows]
    groups: list[list[list[Line]]] = []
    for row, begins in zip(block.rows, firsts, strict=True):
        if begins or not groups:
            groups.append([row])
        else:
            groups[-1].append(row)
    edges = (*(span[0] for span in block.spans), block.spans[-1][1])
    rows = tuple(_row(page, block, group, edges) for group in groups)
    frame = Box(edges[0], rows[0].top, edges[-1], rows[-1].bottom)
    return PageTable(page.number, frame, edges, rows)


def _row(page: PageContent, block: _Block, group: Sequence[Sequence[Line]], edges: Sequence[float]) -> Row:
    top = min(line.top for row in group for line in row)
    bottom = max(line.bottom for row in group for line in row)
    cells = []
    for at in range(len(block.spans)):
        lines = tuple(line for row in group for line in row if block.column_of(line) == at)
        box = Box(edges[at], top, edges[at + 1], bottom)
        urls = link_urls(box, page.links) if lines and page.links else ()
        cells.append(Cell(box, at, 1, 1, lines, urls))
    return Row(page.number, top, bottom, tuple(cells))
