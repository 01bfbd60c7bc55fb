"""Tables in plain text that keep a line for each row: no rules, no columns, but rows of one shape.

Below the caption of a table the first line names the columns. A row is told by what stands at its ends
(numbers and dates), or by the capitals with which its cells begin; unless all rows agree it is no table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.language.dates import find_dates
from assistant.reading.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.reading.paragraphs import SourceLine

_LEAD = re.compile(r"\d{1,3}\.?(?=\s)")
_NUMBER_AT_END = re.compile(r"(?<=\s)(?:\d[\d.,]*\s?%?|-)$")
# A word that begins a cell: capital and small letters, behind a word or figure that ends another.
_CELL_START = re.compile(r"(?<=[a-z\d)])\s+(?=[A-Z][a-z])")
_TITLE_START = re.compile(r"\s+(?=[A-Z][a-z])")
_MIN_ROWS = 2


@dataclass(frozen=True)
class LinedTable:
    """Header and rows of a table, cell by cell, and how many lines it covers, the header's among them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: int


@dataclass(frozen=True)
class _Row:
    """A row taken apart: its number (may be empty), the words, the figures and dates at its end."""

    lead: str
    words: str
    ends: tuple[str, ...]


def read_lined_table(lines: Sequence[SourceLine], start: int) -> LinedTable | None:
    """Return the table whose header is `lines[start]`, right below its caption; None if none stands there."""
    if not start or lines[start].gap or not _names_table(lines[start - 1]):
        return None
    end = start + 1
    while end < len(lines) and not lines[end].gap and not lines[end].page_start and not lines[end].is_caption:
        end += 1
    texts = [" ".join(line.text.split()) for line in lines[start:end]]
    if len(texts) <= _MIN_ROWS:
        return None
    rows = _cells([_taken_apart(text) for text in texts[1:]], texts[0])
    return None if rows is None else LinedTable(_titles(texts[0], len(rows[0])), rows, end - start)


def _names_table(line: SourceLine) -> bool:
    labels = load_vocabulary().label_tabel
    return line.is_caption and line.text.lower().startswith(tuple(label.lower() for label in labels))


def _taken_apart(text: str) -> _Row:
    lead = _LEAD.match(text)
    words = text[lead.end() :].strip() if lead else text
    ends: list[str] = []
    while words:
        dates = find_dates(words)
        number = _NUMBER_AT_END.search(words)
        if dates and dates[-1].end == len(words) and dates[-1].start:
            at = dates[-1].start
        elif number:
            at = number.start()
        else:
            break
        ends.insert(0, words[at:].strip())
        words = words[:at].strip()
    return _Row(lead.group() if lead else "", words, tuple(ends))


def _cells(rows: Sequence[_Row], header: str) -> tuple[tuple[str, ...], ...] | None:
    """Return the cells of rows of one shape; None if they have no shape in common."""
    count = len(rows[0].ends)
    counted = all(row.lead for row in rows) and _counts(rows)
    if any(len(row.ends) != count or bool(row.lead) != counted or not row.words for row in rows):
        return None
    if count:
        return tuple((*([row.lead] if counted else []), row.words, *row.ends) for row in rows)
    parts = [_CELL_START.split(row.words) for row in rows]
    width = len(_TITLE_START.split(header)) - 1
    if not counted or width < 1 or any(len(part) != width for part in parts):
        return None
    return tuple((row.lead, *part) for row, part in zip(rows, parts, strict=True))


def _counts(rows: Sequence[_Row]) -> bool:
    numbers = [int(row.lead.rstrip(".")) for row in rows]
    return all(below == above + 1 for above, below in pairwise(numbers))


def _titles(header: str, width: int) -> tuple[str, ...]:
    """Return the column titles; what cannot be told apart stands in the last one."""
    titles = _TITLE_START.split(header)
    if len(titles) > width:
        titles = [*titles[: width - 1], " ".join(titles[width - 1 :])]
    return (*titles, *[""] * (width - len(titles)))
