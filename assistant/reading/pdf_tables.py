"""Tables of a PDF: ruled ones by their rules, and the parts of one table on several pages joined.

PDFium says where the rules are, pdfplumber's table functions make cells of them (on pages that carry rules
only), the runs of `pdf_lines` fill the cells. No page is parsed twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.language.numbering import parse_marker
from assistant.reading.hyphenation import join_lines
from assistant.reading.pdf_lines import Box, Line, link_urls, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.reading.pdf_lines import PageContent, PageLink, Run

# pdfplumber compares every crossing with every other: a page of tables has some hundred crossings, a map some
# 10,000.
MAX_RULES = 4_000
MAX_CROSSINGS = 2_500
# Rules whose positions differ by less are one (as pdfplumber's own default); gaps up to this are bridged.
_SNAP = 3.0
# Column edges of one table on two pages agree to a point; producers round.
_SAME_COLUMN = 4.0
# No address is longer.
_LONGEST_WORD = 2_000
_WORD = re.compile(r"\S+")
_URL_LIKE = re.compile(r"[/_=?&%#]|\d")
# The path of a file, told from `dan/atau-` by a second slash, a figure or an underscore.
_PATH = re.compile(r"(?=\S*/\S*[/\d_])[\w.-]+/[\w./-]+$")
_ENDS_SENTENCE = re.compile(r"[.;:!?]['\"”)]*$")


@dataclass(frozen=True)
class Cell:
    """A cell: where it lies, from which column to before which, and its lines."""

    box: Box
    column: int
    span: int
    row_span: int
    lines: tuple[Line, ...] = ()
    urls: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """Its lines as one text; paragraphs and list items of the cell stand on lines of their own."""
        text = ""
        for above, line in zip([None, *self.lines], self.lines, strict=False):
            if above is not None and self._is_break(above, line):
                text = f"{text}\n{line.text}"
            else:
                text = join_with_urls(text, line.text, self.urls)
        return text

    def _is_break(self, above: Line, line: Line) -> bool:
        """Whether a line of the cell begins a new paragraph: an item, or its first word had room above."""
        if line.text[:1].islower():
            return False
        ends = bool(_ENDS_SENTENCE.search(above.text))
        if parse_marker(line.text):
            return ends or parse_marker(self.lines[0].text) is not None
        needed = 1.2 * line.first_word_width + 0.28 * line.size
        inner = self.box.width - 2 * _padding(self)
        right = self.box.x1 - _padding(self)
        return ends and min(right - above.x1, inner - (above.x1 - above.x0)) > needed

    @cached_property
    def bold(self) -> bool:
        """Whether it has text and all of it is bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)

    def leaves_room_for(self, word_width: float) -> bool:
        """Whether a word of that width would still have fitted on its last line."""
        last = self.lines[-1]
        return last.x1 + 0.25 * last.size + word_width < self.box.x1 - _padding(self)


@dataclass(frozen=True)
class Row:
    """A row of a table on one page; `cells` only where one begins, in the order of the columns."""

    page: int
    top: float
    bottom: float
    cells: tuple[Cell, ...]

    def texts(self, width: int) -> tuple[str, ...]:
        """Return the text of every column, empty where a merged cell goes on."""
        found = [""] * width
        for cell in self.cells:
            found[cell.column] = cell.text
        return tuple(found)

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses behind its cells, each once."""
        return tuple(dict.fromkeys(url for cell in self.cells for url in cell.urls))


@dataclass(frozen=True)
class PageTable:
    """The part of a table that stands on one page.

    Attributes:
        edges: left edges of its columns, and the right edge of the last.
    """

    page: int
    box: Box
    edges: tuple[float, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.edges) - 1


@dataclass
class LogicalTable:
    """A table as its author wrote it, whatever pages it runs over.

    Attributes:
        header: one title per column; empty if the table has none.
        rows: body rows: texts, addresses and the page each begins on.
    """

    first: PageTable
    header: tuple[str, ...]
    rows: list[BodyRow] = field(default_factory=list)
    last: PageTable | None = None

    @property
    def page_end(self) -> int:
        """The page of its last part."""
        return (self.last or self.first).page


@dataclass(frozen=True)
class BodyRow:
    """A row of the body: text of each column, addresses, where it begins."""

    cells: tuple[str, ...]
    urls: tuple[str, ...]
    page: int


def join_with_urls(left: str, right: str, urls: Iterable[str] = ()) -> str:
    """Return two lines as one text; an address that breaks at the line's end is put together without a blank.

    Args:
        left: the text so far.
        right: the next line.
        urls: addresses known to lie behind the text; they decide where the letters leave a doubt.
    """
    words = left[-_LONGEST_WORD:].rsplit(None, 1)
    last = words[-1] if words else ""
    # Most lines neither end like an address nor have one behind them.
    if last and (urls or not last[-1].isalnum() or "." in last or "/" in last):
        head = _WORD.match(right)
        if head and breaks_address(last, head.group(), urls):
            return left + right
    return join_lines(left, right)


def breaks_address(last: str, first: str, urls: Iterable[str] = ()) -> bool:
    """Whether the last word of a line and the first of the next are one web address."""
    last = last.lstrip("(<[\"'")
    is_address = last.lower().startswith("www.") or "://" in last
    known = False
    for url in urls:
        if len(last) >= 4 and (at := url.find(last)) >= 0:
            known = True
            if url[at + len(last) :].startswith(first.rstrip(".,;)>]\"'")[:20]):
                return True
    if not known and last[-1] in "-_/" and _PATH.match(last):
        return True
    if known or not is_address or parse_marker(first + " "):
        return False
    return last[-1] in "/-_=?&." or bool(_URL_LIKE.search(first))


# --- one page
# -----------------------------------------------------------------------------------------------------


def find_tables(page: PageContent) -> tuple[tuple[PageTable, ...], tuple[Run, ...]]:
    """Return the ruled tables of a page from top to bottom, and the runs that stand in none of them."""
    grids = _grids(page.rules)
    if not grids:
        return (), page.runs
    rest = list(page.runs)
    tables: list[PageTable] = []
    for cells in grids:
        inside, rest = _split_runs(rest, cells)
        table = _page_table(page.number, cells, inside, page.links)
        if table is None:
            rest.extend(inside)
        else:
            tables.append(table)
    return tuple(tables), tuple(rest)


def _grids(rules: Sequence[Box]) -> list[list[Box]]:
    """Return the cells that rules enclose, one list per table."""
    across = sum(rule.width > rule.height for rule in rules)
    if across < 2 or len(rules) - across < 2 or len(rules) > MAX_RULES:
        return []
    from pdfplumber import table as plumber

    edges = plumber.merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = plumber.edges_to_intersections(edges, _SNAP, _SNAP)
    if not 4 <= len(crossings) <= MAX_CROSSINGS:
        return []
    cells = plumber.intersections_to_cells(crossings)
    return [[Box(*cell) for cell in group] for group in plumber.cells_to_tables(cells)]


def _edge(rule: Box) -> dict[str, Any]:
    """Return a rule as pdfplumber describes an edge: a line without thickness."""
    if rule.width > rule.height:
        y = (rule.top + rule.bottom) / 2
        box = {"x0": rule.x0, "x1": rule.x1, "top": y, "bottom": y, "orientation": "h"}
    else:
        x = (rule.x0 + rule.x1) / 2
        box = {"x0": x, "x1": x, "top": rule.top, "bottom": rule.bottom, "orientation": "v"}
    return box | {"width": rule.width, "height": rule.height, "object_type": "line"}


def _split_runs(runs: Sequence[Run], cells: Sequence[Box]) -> tuple[list[Run], list[Run]]:
    """Return the runs whose middle lies in a table's frame, and the others."""
    frame = _frame(cells)
    inside: list[Run] = []
    outside: list[Run] = []
    for run in runs:
        middle = ((run.x0 + run.x1) / 2, run.base - 0.3 * run.size)
        (inside if frame.holds(*middle) else outside).append(run)
    return inside, outside


def _frame(cells: Sequence[Box]) -> Box:
    return Box(
        min(c.x0 for c in cells),
        min(c.top for c in cells),
        max(c.x1 for c in cells),
        max(c.bottom for c in cells),
    )


def _page_table(
    number: int, boxes: Sequence[Box], runs: Sequence[Run], links: Sequence[PageLink]
) -> PageTable | None:
    """Return cells and runs as a table; None for frames without text or a single framed paragraph."""
    lefts = _distinct([box.x0 for box in boxes])
    tops = _distinct([box.top for box in boxes])
    frame = _frame(boxes)
    if not runs or len(lefts) * len(tops) < 2 or (len(lefts) < 2 and len(tops) < 3):
        return None
    edges = (*lefts, frame.x1)
    contents = _runs_by_cell(boxes, runs)
    rows: list[Row] = []
    for index, top in enumerate(tops):
        below = tops[index + 1] if index + 1 < len(tops) else frame.bottom
        mine = [box for box in boxes if abs(box.top - top) <= _SNAP]
        cells = tuple(
            _cell(number, box, edges, tops, contents.get(box, ()), links)
            for box in sorted(mine, key=lambda b: b.x0)
        )
        rows.append(Row(number, top, below, cells))
    return PageTable(number, frame, edges, tuple(rows))


def _cell(
    number: int,
    box: Box,
    edges: Sequence[float],
    tops: Sequence[float],
    runs: Sequence[Run],
    links: Sequence[PageLink],
) -> Cell:
    column = _index(edges, box.x0)
    span = max(1, sum(box.x0 - _SNAP < edge < box.x1 - _SNAP for edge in edges[:-1]))
    row_span = max(1, sum(box.top - _SNAP < top < box.bottom - _SNAP for top in tops))
    lines = tuple(Line(number, tuple(row)) for row in rows_of(runs))
    urls = link_urls(box, links) if lines and links else ()
    return Cell(box, column, span, row_span, lines, urls)


def _runs_by_cell(boxes: Sequence[Box], runs: Sequence[Run]) -> dict[Box, list[Run]]:
    """Return which runs stand in which cell: the one that holds its middle, else its beginning."""
    found: dict[Box, list[Run]] = {}
    level: dict[int, list[Box]] = {}
    for run in runs:
        y = run.base - 0.3 * run.size
        at_height = level.get(round(y))
        if at_height is None:  # runs of one row share it: one search for all of them
            at_height = level[round(y)] = [b for b in boxes if b.top - 1 <= y <= b.bottom + 1]
        middle, start = (run.x0 + run.x1) / 2, run.x0 + 1
        home = next((b for b in at_height if b.holds(middle, y)), None) or next(
            (b for b in at_height if b.holds(start, y)), None
        )
        if home is not None:
            found.setdefault(home, []).append(run)
    return found


def _distinct(values: Iterable[float]) -> list[float]:
    """Return the values in order, those closer than the tolerance once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


def _index(edges: Sequence[float], x: float) -> int:
    """Return the number of the column that begins at `x`."""
    return min(range(len(edges) - 1), key=lambda i: abs(edges[i] - x))


def _padding(cell: Cell) -> float:
    """Return the blank margin of a cell, as wide right as left of its leftmost line."""
    return min(max(0.0, min(line.x0 for line in cell.lines) - cell.box.x0), 8.0)


# --- over the pages
# -----------------------------------------------------------------------------------------------


def begin_table(part: PageTable) -> LogicalTable:
    """Return a table that begins with this part."""
    head = _header_rows(part)
    table = LogicalTable(part, _titles(part, head), last=part)
    table.rows.extend(_body(part, part.rows[head:]))
    return table


def continues(table: LogicalTable, part: PageTable) -> bool:
    """Whether a part at the top of the next page has the columns of a table before it."""
    last = table.last or table.first
    if part.page != last.page + 1 or part.width != last.width:
        return False
    return all(abs(a - b) <= _SAME_COLUMN for a, b in zip(part.edges, last.edges, strict=True))


def continue_table(table: LogicalTable, part: PageTable) -> None:
    """Add the next page's part to a table: without repeated header, a cut row made whole."""
    last = table.last or table.first
    skipped = _repeated(table.first, part)
    rows = part.rows[skipped:]
    if rows and table.rows and _is_cut(last.rows[-1], rows[0]):
        whole = table.rows[-1]
        tail = rows[0].texts(part.width)
        urls = tuple(dict.fromkeys((*whole.urls, *rows[0].urls)))
        cells = tuple(_join_cells(a, b, urls) for a, b in zip(whole.cells, tail, strict=True))
        table.rows[-1] = replace(whole, cells=cells, urls=urls)
        rows = rows[1:]
    table.rows.extend(_body(part, rows))
    table.last = part


def _join_cells(upper: str, lower: str, urls: tuple[str, ...]) -> str:
    """Return the text of a cell that a page end cuts."""
    is_item = upper and parse_marker(lower) and (_ENDS_SENTENCE.search(upper) or parse_marker(upper))
    return f"{upper}\n{lower}" if is_item else join_with_urls(upper, lower, urls)


def _body(part: PageTable, rows: Sequence[Row]) -> list[BodyRow]:
    body = [BodyRow(row.texts(part.width), row.urls, part.page) for row in rows]
    return [row for row in body if any(row.cells)]


def _repeated(first: PageTable, part: PageTable) -> int:
    """Return how many rows at the top of a part repeat the top of the table's first part."""
    count = 0
    for ours, theirs in zip(first.rows, part.rows, strict=False):
        texts = theirs.texts(part.width)
        if not any(texts) or ours.texts(first.width) != texts:
            break
        count += 1
    return count


def _header_rows(part: PageTable) -> int:
    """Return how many rows at the top are column titles (and the row that numbers the columns)."""
    if len(part.rows) < 2:
        return 0
    begin = 0
    # Titles of groups of columns, or the table's own title in a merged cell, may stand above the column
    # titles.
    while begin < 2 and not _looks_like_titles(part.rows[begin], part.width) and _groups(part.rows[begin]):
        begin += 1
    if not _looks_like_titles(part.rows[begin], part.width):
        return 0
    first = part.rows[begin]
    # Title cells that reach down over several rows take those rows with them.
    count = begin + max([cell.row_span for cell in first.cells] + [1])
    split = count == begin + 1 and any(cell.span > 1 for cell in first.cells)
    if split and count < len(part.rows) and _looks_like_titles(part.rows[count], part.width):
        count += 1
    if count < len(part.rows) and _numbers_columns(part.rows[count]):
        count += 1
    return min(count, len(part.rows) - 1)


def _groups(row: Row) -> bool:
    """Whether a row holds nothing but a few titles over several columns each."""
    filled = [cell for cell in row.cells if cell.lines]
    return bool(filled) and all((cell.span > 1 or cell.row_span > 1) and cell.bold for cell in filled)


def _looks_like_titles(row: Row, width: int) -> bool:
    """Whether a row's cells are short words, set in bold or at least free of figures and numbering."""
    filled = [cell for cell in row.cells if cell.lines]
    covered = sum(cell.span for cell in filled)
    # One cell across the whole table is a heading within it or a title; half empty rows are data.
    if len(filled) < 2 or covered < 0.5 * width:
        return False
    if any(len(cell.text) > 90 for cell in filled):
        return False
    if all(cell.bold for cell in filled):
        return not (_is_number(filled[0].text) and covered < width)
    return not any(_is_number(cell.text) for cell in filled) and all(len(cell.text) <= 50 for cell in filled)


def _is_number(text: str) -> bool:
    marker = parse_marker(text + " ")
    return text[:1].isdigit() or (marker is not None and marker.end >= len(text))


def _is_bare_marker(text: str) -> bool:
    marker = parse_marker(text + " ")
    return marker is not None and marker.end >= len(text)


def _numbers_columns(row: Row) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 or (1), (2), (3)."""
    digits = [re.sub(r"[^\d]", "", cell.text) for cell in row.cells]
    if len(digits) < 2 or any(len(cell.text) > 4 for cell in row.cells):
        return False
    first = int(digits[0]) if digits[0] else -1
    return first in (0, 1) and digits == [str(first + i) for i in range(len(digits))]


def _titles(part: PageTable, head: int) -> tuple[str, ...]:
    """Return the title of each column: the lowest one where titles are grouped."""
    titles = [""] * part.width
    for row in part.rows[:head]:
        if row is not part.rows[0] and _numbers_columns(row):
            continue
        for cell in row.cells:
            if cell.text:
                titles[cell.column] = " ".join(cell.text.split())
                for column in range(cell.column + 1, cell.column + cell.span):
                    titles[column] = ""
    return tuple(titles) if any(titles) else ()


def _is_cut(above: Row, below: Row) -> bool:
    """Whether the last row of a page and the first of the next are one row that the page end cuts.

    Each column in which both have text votes: the text below goes on where the text above broke off, or it
    begins anew. A number or marker in the first column, or alone in the first with text, begins a new row.
    """
    upper = {cell.column: cell for cell in above.cells if cell.lines}
    lower = {cell.column: cell for cell in below.cells if cell.lines}
    if not upper or not lower or (0 in lower and 0 in upper):
        return False
    if 0 in lower and _is_number(lower[0].text):
        return False
    if _is_bare_marker(lower[min(lower)].text):
        return False
    votes = sum(_continues_text(upper[column], lower[column]) for column in lower if column in upper)
    votes -= sum(column not in upper for column in lower)
    return votes > 0


def _continues_text(upper: Cell, lower: Cell) -> int:
    """Return how surely a cell's text goes on in the other: 2 to -2, 0 if nothing tells.

    A cell that is complete leaves nothing for the next page: a fresh sentence below one that had room to go
    on tells most, unless both are items of one list.
    """
    ends = bool(_ENDS_SENTENCE.search(upper.text))
    if lower.text[:1].islower():
        return 0 if ends else 2
    if parse_marker(lower.text):
        return 0
    if upper.leaves_room_for(lower.lines[0].first_word_width):
        return -2
    return 0 if ends else 1
