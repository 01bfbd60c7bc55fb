"""What a workbook says of itself outside its tables: names of sheets, lines and fields above a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.language.citations import find_citations
from assistant.language.clean import fold
from assistant.language.satker import find_satker
from assistant.reading.title import document_types, year_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.document import Block, Table

# Titles and fields of a sheet (`Nama unit | : | ...`) end within its first rows.
_HEAD_LINES = 20
# A field has a name, a colon and a value; a row with more cells is one of a table.
_FIELD_CELLS = 3
# A longer line is a text, and may speak of anybody.
_MAX_CHARS = 200
_DATE = re.compile(r"\b\d{1,2}\s+[A-Za-z]{3,9}\s+20\d{2}\b|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
# Words that say that a year is the one which the form is about; a cell with a year alone says so too.
_SAYS_YEAR = re.compile(r"\b(?:tahun|periode|ta)\b|^\W*20\d{2}\W*$")


def workbook_lines(blocks: Sequence[Block], tables: Sequence[Table]) -> tuple[str, ...]:
    """Return names of sheets, lines above tables, and fields as `name: value`; not those on evaluators."""
    by_id = {table.id: table for table in tables}
    found: list[str] = []
    seen: set[str] = set()
    for lines in _sheets(blocks):
        head = list(lines[: _HEAD_LINES + 1])
        for block in head:
            if block.table is None:
                found.append(block.text)
            elif block.table not in seen:
                seen.add(block.table)
                found.extend(_fields(by_id[block.table]))
    others = document_types().penilai
    return tuple(
        line
        for line in found
        if len(line) <= _MAX_CHARS and not any(re.search(rf"\b{word}\b", fold(line)) for word in others)
    )


def stated_year(lines: Sequence[str]) -> int | None:
    """Return the year that lines give for the form; None if they give none or differ.

    The years of laws and the dates on which something was done are not the form's.
    """
    years = {year for line in lines if (year := _year_of(line)) is not None}
    return years.pop() if len(years) == 1 else None


def _year_of(line: str) -> int | None:
    text = _DATE.sub(" ", line)
    for citation in reversed(find_citations(text)):
        text = f"{text[: citation.start]} {text[citation.end :]}"
    plain = fold(text)
    names = (phrase for choice in document_types().judul for phrase in choice.frasa)
    is_own = any(name in plain for name in names) or bool(find_satker(text))
    return year_in(text) if is_own or _SAYS_YEAR.search(plain) else None


def _sheets(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks of each sheet, its name first."""
    lines: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and lines:
            yield lines
            lines = []
        lines.append(block)
    if lines:
        yield lines


def _fields(table: Table) -> Iterator[str]:
    """Yield the rows above a table's own titles, which fill more cells than a field does."""
    rows = [
        [" ".join(cell.split()) for cell in row if cell.strip(" :")] for row in (table.header, *table.rows)
    ]
    widest = max(map(len, rows), default=0)
    # a sheet of two columns may be a list of fields; of a wider one, the narrower rows at its top are
    most = min(_FIELD_CELLS, widest - 1) if widest >= _FIELD_CELLS else widest
    for cells in rows[:_HEAD_LINES]:
        if len(cells) > most:
            return
        if cells:
            yield ": ".join(cell.strip(" :") for cell in cells)
