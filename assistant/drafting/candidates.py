"""Stretches of a block that may be facts, and how rivals for the same letters are settled."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.document import Block, Document, Table
    from assistant.drafting.model import FactKind, Fate
    from assistant.drafting.rules import FactRules
    from assistant.language.regulations import Register


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a fact; the higher `rank` wins the letters that two of them claim.

    Attributes:
        after: the rolled value; None where nothing is rolled.
        why: Indonesian phrase; empty for the general reason of kind and fate.
        doubtful: whether a person should look at what is kept all the same.
        yields: whether a loser of some letters keeps the others (a clause before a citation).
    """

    start: int
    end: int
    kind: FactKind
    fate: Fate
    rank: int
    why: str = ""
    after: str | None = None
    yields: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row: where its text stands in the row's block, and under which column title."""

    start: int
    end: int
    column: int
    title: str


@dataclass(frozen=True)
class Place:
    """A block with what a finder may need to know of its surroundings.

    Attributes:
        before: the blocks before it, the nearest first; at most a few.
        report_year: the year that the document reports on; `year` the year of the draft.
        register: the regulations that citations are looked up in; None for no look-up.
        common_words: words that the document also writes without a capital, which names are not.
    """

    block: Block
    document: Document
    rules: FactRules
    report_year: int
    year: int
    before: tuple[Block, ...] = ()
    common_words: frozenset[str] = frozenset()
    register: Register | None = None

    @property
    def text(self) -> str:
        """The text of the block."""
        return self.block.text

    @property
    def table(self) -> Table | None:
        """The table whose row this is."""
        return self.document.table_by_id.get(self.block.table) if self.block.table else None

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of a table row; empty for any other block."""
        table = self.table
        if self.block.kind is not BlockKind.TABLE_ROW or table is None or self.block.row is None:
            return ()
        values = table.header if self.block.row < 0 else table.rows[self.block.row]
        return locate_cells(self.text, values, table.header)


def locate_cells(text: str, values: tuple[str, ...], titles: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return where the cells' texts stand in the text of their row; a cell that is not found is left out."""
    cells: list[Cell] = []
    position = 0
    for column, value in enumerate(values):
        start = text.find(value, position) if value else -1
        if start < 0:
            continue
        title = titles[column] if column < len(titles) else ""
        cells.append(Cell(start, start + len(value), column, title))
        position = start + len(value)
    return tuple(cells)


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates without overlaps in order of place: the higher rank first, then the longer."""
    taken: list[tuple[int, int]] = []
    settled: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.rank, c.start - c.end, c.start)):
        for start, end in _free(candidate, taken):
            insort(taken, (start, end))
            settled.append(
                candidate
                if (start, end) == (candidate.start, candidate.end)
                else Candidate(start, end, candidate.kind, candidate.fate, candidate.rank, candidate.why)
            )
    return sorted(settled, key=lambda c: c.start)


def _free(candidate: Candidate, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the part that a candidate may have: all, nothing, or what stands before the first rival."""
    index = bisect_left(taken, (candidate.start, candidate.start))
    if index and taken[index - 1][1] > candidate.start:
        return []
    if index < len(taken) and taken[index][0] < candidate.end:
        first = taken[index][0]
        # Less than a few letters before the rival are a preposition, not a statement.
        return [(candidate.start, first)] if candidate.yields and first - candidate.start >= 12 else []
    return [(candidate.start, candidate.end)] if candidate.end > candidate.start else []
