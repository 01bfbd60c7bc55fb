"""Numbered tables whose cells an extraction strung on lines: `NO ...` above, rows that count 1, 2, 3 below.

The extraction keeps the order of the cells but not always their borders. Where a blank line parts the cells
they are told by it; where every line is followed by one, a cell is cut where a line breaks before a capital.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.language.numbering import roman_value
from assistant.reading.cell_cuts import StrungCells, cut_rows
from assistant.reading.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.reading.paragraphs import SourceLine

_OPENING = re.compile(r"^(?:NO|No|NOMOR|Nomor)\.?\s+[A-Z]\S*")
_NUMBER = re.compile(r"^(\d{1,3})\.?(?:\s+(?=[A-Z“\"(])|$)")
_GROUP = re.compile(r"^([IVX]{1,5})\.?\s+([A-Z][A-Z /&,()-]{5,}.*)$")
_MAX_HEADER_LINES = 8
_MAX_ROW_LINES = 60


@dataclass
class StrungRow:
    """A row in the making: its number as printed (empty where the cell is), the lines of the other cells."""

    number: str
    lines: list[SourceLine] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    indented: bool = False
    group: bool = False


@dataclass(frozen=True)
class StrungTable:
    """A table read from lines: header, rows as cells and line numbers, and the indices it covers."""

    header: tuple[str, ...]
    header_lines: tuple[int, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]
    covered: tuple[int, ...]


def read_strung_table(lines: Sequence[SourceLine], start: int) -> StrungTable | None:
    """Return the numbered table whose header begins at `lines[start]`; None if none does."""
    if not _OPENING.match(lines[start].text) or len(lines[start].text) > 90:
        return None
    body = _body_start(lines, start)
    if body is None:
        return None
    head = list(lines[start:body])
    counted = next((_counted(line.text) for line in head if _counted(line.text)), 0)
    head = [line for line in head if not _counted(line.text)]
    rows, covered = _gather(lines, start, body, {line.text for line in lines[start:body]})
    if sum(not row.group for row in rows) < 2:
        return None
    cells = _cells(rows, counted)
    width = max(len(c) for c in cells)
    numbers = tuple(line.number for line in lines[start:body])
    done = tuple((c, tuple(line.number for line in row.lines)) for c, row in zip(cells, rows, strict=True))
    return StrungTable(_titles(head, width), numbers, done, tuple(covered))


def _counted(text: str) -> int:
    """Return how many columns a line counts (`1 2 3 4`); 0 if it does not."""
    parts = text.split()
    return len(parts) if len(parts) > 2 and parts == [str(i + 1) for i in range(len(parts))] else 0


def _body_start(lines: Sequence[SourceLine], start: int) -> int | None:
    """Return the index of the first row: numbered 1, or a group numbered I."""
    for i in range(start + 1, min(len(lines), start + 1 + _MAX_HEADER_LINES)):
        text = lines[i].text
        number, group = _NUMBER.match(text), _GROUP.match(text)
        if _counted(text):
            continue
        if (number and number.group(1) == "1") or (group and group.group(1) == "I"):
            return i
        if text.endswith(".") or len(text) > 80:
            return None
    return None


def _gather(
    lines: Sequence[SourceLine], start: int, body: int, header: set[str]
) -> tuple[list[StrungRow], list[int]]:
    """Return the rows from `body` on and the indices of all lines that belong to the table."""
    rows: list[StrungRow] = []
    covered = list(range(start, body))
    expected = 1
    i = body
    while i < len(lines):
        line = lines[i]
        number, group = _NUMBER.match(line.text), _GROUP.match(line.text)
        if line.text in header or _counted(line.text):
            pass  # the header, repeated on the next page
        elif number and int(number.group(1)) in (expected, 1) and (not rows or _row_may_end(rows[-1])):
            expected = int(number.group(1)) + 1
            rows.append(_row(number.group(1), line, line.text[number.end() :]))
        elif group and roman_value(group.group(1)):
            rows.append(_row(group.group(1), line, group.group(2)))
            rows[-1].group, expected = True, 1
        elif not rows or _ends_table(rows, line):
            break
        elif line.indent >= 2 or (line.indent == 1 and line.page_start and lines[i].text[0].isupper()):
            rows.append(_row("", line, line.text))
            rows[-1].indented = True
        else:
            rows[-1].lines.append(line)
            rows[-1].texts.append(line.text)
        covered.append(i)
        i += 1
    return rows, covered


def _row(number: str, line: SourceLine, rest: str) -> StrungRow:
    return StrungRow(number, [line], [rest.strip()] if rest.strip() else [])


def _row_may_end(row: StrungRow) -> bool:
    """Whether a number at a line's beginning can open the next row: the row so far holds something."""
    return row.group or len(row.texts) > 0


def _ends_table(rows: Sequence[StrungRow], line: SourceLine) -> bool:
    """Whether a line stands below the table."""
    if line.is_caption or re.match(r"(?:BAB\s+[IVX]+|[A-Z]\.\s+[A-Z]{3,})", line.text):
        return True
    if len(rows[-1].texts) > _MAX_ROW_LINES:
        return True
    return (line.gap >= 1 or line.page_start) and len(line.text) > 60


def _cells(rows: Sequence[StrungRow], counted: int) -> list[tuple[str, ...]]:
    if counted:
        return _cut(rows, counted)
    alone = sum(row.lines[0].text.rstrip(".").isdigit() for row in rows)
    if alone >= 0.5 * len(rows):
        return _blank_parted(rows)
    return _inline(rows)


def _inline(rows: Sequence[StrungRow]) -> list[tuple[str, ...]]:
    """Return number and text; a last line set close to the one above it is a cell of its own."""
    cells: list[tuple[str, ...]] = []
    for row in rows:
        closer = len(row.lines) > 1 and row.lines[-1].number == row.lines[-2].number + 1
        texts = row.texts[:-1] if closer else row.texts
        cells.append((row.number, " ".join(texts), *([row.texts[-1]] if closer else [])))
    width = max(len(c) for c in cells)
    return [(*c, *[""] * (width - len(c))) for c in cells]


def _blank_parted(rows: Sequence[StrungRow]) -> list[tuple[str, ...]]:
    """Return the cells of rows whose cells are parted by blank lines."""
    cells: list[tuple[str, ...]] = []
    for row in rows:
        groups: list[list[str]] = []
        lines = row.lines[len(row.lines) - len(row.texts) :]
        for previous, line, text in zip([None, *lines], lines, row.texts, strict=False):
            if previous is None or line.number > previous.number + 1:
                groups.append([])
            groups[-1].append(text)
        cells.append((row.number, *(" ".join(group) for group in groups)))
    width = Counter(len(c) for c in cells).most_common(1)[0][0]
    return [c if len(c) <= width else (*c[: width - 1], " ".join(c[width - 1 :])) for c in cells]


def _cut(rows: Sequence[StrungRow], width: int) -> list[tuple[str, ...]]:
    """Return the rows of a table of known width, cut where cells most likely begin."""
    strung = [row for row in rows if not row.group]
    cells = iter(
        cut_rows([StrungCells(tuple(r.texts), tuple(range(2 if r.indented else 1, width))) for r in strung])
    )
    return [
        (row.number, " ".join(row.texts), *[""] * (width - 2))
        if row.group
        else (row.number, *([""] if row.indented else []), *next(cells))
        for row in rows
    ]


def _titles(head: Sequence[SourceLine], width: int) -> tuple[str, ...]:
    """Return the column titles from the header's lines."""
    first = head[0].text.split(maxsplit=1)
    lines = [first[1] if len(first) > 1 else "", *(line.text for line in head[1:])]
    known = _known_titles(" ".join(lines))
    if len(known) == width - 1:
        return (first[0], *known)
    parts = [lines[0]]
    for above, line in pairwise(head):
        if line.number == above.number + 1:
            parts.append(line.text)
        else:
            parts[-1] += f" {line.text}"
    while len(parts) > width - 1:
        last = parts.pop()
        parts[-1] += f" {last}"
    if len(parts) == 1 and width == 3 and " " in parts[0]:
        parts = parts[0].rsplit(" ", 1)
    return (first[0], *parts, *[""] * (width - 1 - len(parts)))


def _known_titles(text: str) -> list[str]:
    """Return the usual column titles that make up `text`; empty if something else stands between them."""
    words = text.split()
    known = {tuple(fold(title).split()) for title in load_vocabulary().kolom_tabel}
    titles: list[str] = []
    i = 0
    while i < len(words):
        size = next((n for n in (3, 2, 1) if tuple(fold(w) for w in words[i : i + n]) in known), 0)
        if not size:
            return []
        titles.append(" ".join(words[i : i + size]))
        i += size
    return titles
