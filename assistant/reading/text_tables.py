"""Tables in plain text: columns parted by tabs or bars, and cells that an extraction strung on lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.document import LineSpan, Table
from assistant.language.clean import fold
from assistant.reading.pieces import Piece, Role
from assistant.reading.text_lined import read_lined_table
from assistant.reading.text_rows import read_strung_table
from assistant.reading.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.reading.paragraphs import SourceLine

_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")


@dataclass(frozen=True)
class TextTable:
    """A table and the indices of the lines it covers, ascending; `pieces` are its rows in order."""

    table: Table
    lines: tuple[int, ...]
    pieces: list[Piece]


@dataclass(frozen=True)
class _Row:
    """A row in the making.

    Attributes:
        cells: its cells.
        lines: the numbers of the lines that they come from.
        starts: where each line begins in the text of a row of one cell; empty where that is not known.
    """

    cells: tuple[str, ...]
    lines: tuple[int, ...]
    starts: tuple[int, ...] = ()


def find_tables(lines: Sequence[SourceLine]) -> list[TextTable]:
    """Return the tables of a text, in order."""
    found: list[TextTable] = []
    i = 0
    while i < len(lines):
        for finder in (_separated, _lke, _lined, _strung):
            table = finder(lines, i, f"t{len(found) + 1}")
            if table is not None:
                found.append(table)
                i = table.lines[-1]
                break
        i += 1
    return found


def _make(
    table_id: str,
    header: tuple[str, ...],
    header_lines: Sequence[int],
    rows: Sequence[_Row],
    covered: Sequence[int],
    texts: Mapping[int, str] | None = None,
) -> TextTable:
    width = max(len(header), max((len(row.cells) for row in rows), default=0))
    padded = tuple((*row.cells, *[""] * (width - len(row.cells))) for row in rows)
    title = (*header, *[""] * (width - len(header))) if header else ()
    pieces = [_piece(title, header_lines, table_id, -1)] if header else []
    pieces += [
        _piece(cells, row.lines, table_id, i, row.starts, texts)
        for i, (cells, row) in enumerate(zip(padded, rows, strict=True))
    ]
    first = min([*header_lines, *(n for row in rows for n in row.lines)], default=None)
    return TextTable(Table(table_id, None, title, padded, line=first), tuple(covered), pieces)


def _piece(
    cells: Sequence[str],
    lines: Sequence[int],
    table_id: str,
    row: int,
    starts: Sequence[int] = (),
    texts: Mapping[int, str] | None = None,
) -> Piece:
    text = " | ".join(cell for cell in cells if cell)
    spans: tuple[LineSpan, ...] = (LineSpan(0, None, lines[0]),) if lines else ()
    if starts:
        spans = tuple(LineSpan(at, None, line) for at, line in zip(starts, lines, strict=True))
    elif texts:
        spans = _find_lines(text, lines, texts)
    if len(lines) > 1 and len(text) > 1 and spans[-1].line != lines[-1]:
        spans = (*spans, LineSpan(len(text) - 1, None, lines[-1]))
    return Piece(text, spans=spans, role=Role.TABLE_ROW, table=table_id, row=row)


def _find_lines(text: str, lines: Sequence[int], texts: Mapping[int, str]) -> tuple[LineSpan, ...]:
    """Return where the lines of a row stand in its text; lines that joining changed are passed over.

    Cells that run side by side mix their lines: a line may stand before one that precedes it.
    """
    found: dict[int, int] = {0: lines[0]}
    cursor = 0
    for number in lines[1:]:
        printed = texts.get(number, "").strip(" |")
        at = text.find(printed, cursor)
        if at < 0:
            at = text.find(printed)
        if printed and at > 0 and at < len(text) - 1 and at not in found:
            found[at] = number
            cursor = at + len(printed)
    return tuple(LineSpan(at, None, number) for at, number in sorted(found.items()))


# ---- columns parted by tabs or bars


def _cells(line: SourceLine) -> tuple[str, ...] | None:
    """Return the cells of a line of separated columns; None if it is none."""
    text = line.text
    if text.startswith("|") and text.count("|") >= 3:
        return tuple(part.strip().replace("**", "") for part in text.strip("|").split("|"))
    if "\t" in text:
        cells = tuple(part.strip().replace("**", "") for part in text.split("\t"))
        return cells if len(cells) >= 3 or (len(cells) == 2 and all(cells)) else None
    return None


def _separated(lines: Sequence[SourceLine], start: int, table_id: str) -> TextTable | None:
    rows: list[tuple[int, tuple[str, ...]]] = []
    ruled = -1
    i = start
    while i < len(lines) and (i == start or lines[i].gap <= 2):
        if rows and _RULE.match(lines[i].text) and "|" in lines[i].text:
            ruled = len(rows)
            i += 1
            continue
        cells = _cells(lines[i])
        if cells is None:
            break
        rows.append((i, cells))
        i += 1
    if len(rows) < 2:
        return None
    count = ruled if ruled > 0 else _header_count([cells for _, cells in rows])
    width = max(len(cells) for _, cells in rows)
    header = tuple(
        next((cells[c] for _, cells in reversed(rows[:count]) if c < len(cells) and cells[c]), "")
        for c in range(width)
    )
    body = [_Row(cells, (lines[at].number,)) for at, cells in rows[count:] if any(cells)]
    titles = [lines[at].number for at, _ in rows[:count]]
    return _make(table_id, header if count else (), titles, body, range(start, i))


def _header_count(rows: Sequence[tuple[str, ...]]) -> int:
    """Return how many rows are header: one that begins with `No`, and those below it without a first cell."""
    first = [cell for cell in rows[0] if cell]
    if not first or fold(rows[0][0]) not in ("no", "nomor"):
        numberless = not any(re.search(r"\d", cell) for cell in first)
        return int(numberless and len(first) >= 0.8 * len(rows[0]))
    return next((i for i, row in enumerate(rows[:4]) if i and row[0]), 1)


def _lined(lines: Sequence[SourceLine], start: int, table_id: str) -> TextTable | None:
    """Return the table of a line for each row whose header is `lines[start]`."""
    table = read_lined_table(lines, start)
    if table is None:
        return None
    end = start + table.lines
    numbers = [line.number for line in lines[start:end]]
    rows = [_Row(cells, (number,)) for cells, number in zip(table.rows, numbers[1:], strict=True)]
    return _make(table_id, table.header, numbers[:1], rows, range(start, end))


def _strung(lines: Sequence[SourceLine], start: int, table_id: str) -> TextTable | None:
    """Return the numbered table of strung cells that begins at `lines[start]`."""
    table = read_strung_table(lines, start)
    if table is None:
        return None
    rows = [_Row(cells, numbers) for cells, numbers in table.rows]
    texts = {lines[at].number: lines[at].text for at in table.covered}
    return _make(table_id, table.header, table.header_lines, rows, table.covered, texts)


# ---- an LKE strung on lines by OCR: cells cannot be told apart any more, rows only by their markers


def _lke(lines: Sequence[SourceLine], start: int, table_id: str) -> TextTable | None:
    if not _names_lke_columns(lines, start):
        return None
    end = start + 1
    while end < len(lines) and not re.match(r"(?:BAB\s+[IVX]+|LAMPIRAN|DAFTAR [A-Z]+)\s*$", lines[end].text):
        end += 1
    header = " ".join(line.text for line in lines[start : start + 2])
    rows: list[_Row] = []
    opening = re.compile(
        r"^(?:[A-Z]|[IVX]+|[ivx]+|[a-z]|\d{1,2})\s?[.)]\s*[|\[]|^(?:[A-B]|I{1,3}|\d)\. [A-Z ]+ \d"
    )
    for line in lines[start + 2 : end]:
        if not rows or opening.match(line.text):
            rows.append(_Row((line.text,), (line.number,), (0,)))
        else:
            last = rows[-1]
            above = last.cells[0]
            starts = (*last.starts, len(above) + 1)
            rows[-1] = _Row((f"{above} {line.text}",), (*last.lines, line.number), starts)
    numbers = [line.number for line in lines[start : start + 2]]
    return _make(table_id, (header,), numbers, rows, range(start, end))


def _names_lke_columns(lines: Sequence[SourceLine], start: int) -> bool:
    text = fold(" ".join(line.text for line in lines[start : start + 2]))
    return (
        sum(fold(name) in text for name in load_vocabulary().kolom_lke) >= 4 and len(lines[start].text) > 60
    )
