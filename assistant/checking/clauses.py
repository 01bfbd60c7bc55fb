"""Blocks cut into clauses, and whether a clause tells what was done, denies it, or only plans it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.checking.patterns import find_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.format import MeasureReading

# A full stop ends a sentence before a capital, not after an abbreviation or a number of a list or decree.
_END = re.compile(
    r"(?<!\bNo)(?<!\bNomor)(?<!\bs\.d)(?<!\bS\.D)(?<!\bjo)(?<!\b[A-Z])(?<!\bDrs)(?<!\bDr)[.!?]\s+(?=[A-Z\"“(])|;\s+"
)
# What follows such a word may deny what stands before it.
_TURN = re.compile(
    r",?\s+\b(?:namun|tetapi|akan tetapi|sedangkan|meskipun|walaupun|kendati)\b", re.IGNORECASE
)
# How many words before a word of evidence a denial or plan governs it.
_REACH_BEFORE = 7
# A denial may also follow its subject ("hal ini belum dilakukan"); a plan does not.
_REACH_AFTER = 5


class Reading(StrEnum):
    """What a clause says of the thing it names."""

    DONE = "done"
    DENIED = "denied"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and where its text starts in that of its block."""

    text: str
    start: int


def split_clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text: its sentences, cut where an adversative turns them."""
    cuts = sorted({0, *(m.end() for m in _END.finditer(text)), *(m.start() for m in _TURN.finditer(text))})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        if text[start:end].strip():
            yield Clause(text[start:end], start)


def read_clause(clause: str, span: tuple[int, int], reading: MeasureReading) -> Reading:
    """Return whether a clause tells that what stands at `span` was done, denies it, or plans it."""
    before = _last_words(clause[: span[0]], _REACH_BEFORE)
    after = _first_words(clause[span[1] :], _REACH_AFTER)
    inside = clause[span[0] : span[1]]
    if any(find_phrase(part, reading.negasi) for part in (before, inside, after)):
        return Reading.DENIED
    if find_phrase(before, reading.rencana) or find_phrase(inside, reading.rencana):
        return Reading.PLANNED
    return Reading.DONE


def _last_words(text: str, count: int) -> str:
    return " ".join(text.split()[-count:])


def _first_words(text: str, count: int) -> str:
    return " ".join(text.split()[:count])
