"""The text of all passages as one, and how rivals for the same letters in it are settled.

Names run from a line, cell or paragraph into the next: they are looked for in the joined text and cut at
the passages' ends afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.retargeting.model import Fate, Passage, SpanKind

# Placeholders of our templates: no name in them is text, and they must come out as they went in.
PLACEHOLDER = re.compile(r"\{[{%#][^{}]{0,400}[}%#]\}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the joined text that may be a span; the higher `rank` wins.

    Attributes:
        yields: whether what a rival takes of it leaves it the rest.
        shows: whether it becomes a span; one that does not only guards its letters.
    """

    start: int
    end: int
    kind: SpanKind
    fate: Fate
    rank: int
    why: str
    replacement: str | None = None
    yields: bool = False
    shows: bool = True


@dataclass(frozen=True)
class Joined:
    """The passages' texts with a line end between them."""

    passages: Sequence[Passage]

    @cached_property
    def text(self) -> str:
        """All passages, one after the other."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def starts(self) -> list[int]:
        """Where each passage begins in `text`."""
        starts, position = [], 0
        for passage in self.passages:
            starts.append(position)
            position += len(passage.text) + 1
        return starts

    def index_at(self, offset: int) -> int:
        """Return the index of the passage that holds an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def bounds(self, offset: int) -> tuple[int, int]:
        """Return where the passage that holds an offset begins and ends."""
        index = self.index_at(offset)
        return self.starts[index], self.starts[index] + len(self.passages[index].text)

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a stretch that stand in one passage each; blank ones are left out."""
        position = start
        while position < end:
            stop = min(end, self.bounds(position)[1])
            if self.text[position:stop].strip():
                yield position, stop
            position = max(stop, position) + 1

    def sentence(self, offset: int) -> str:
        """Return the sentence around an offset, within its passage."""
        first, last = self.bounds(offset)
        before = [m.end() for m in re.finditer(r"[.;]\s", self.text[first:offset])]
        after = re.search(r"[.;](?:\s|\Z)", self.text[offset:last])
        begin = first + (before[-1] if before else 0)
        return self.text[begin : offset + after.start() if after else last]


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates without overlaps in order of place: the higher rank first, then the longer."""
    starts: list[int] = []
    taken: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.rank, c.start - c.end, c.start)):
        for free in _free(candidate, starts, taken):
            index = bisect_right(starts, free.start)
            starts.insert(index, free.start)
            taken.insert(index, free)
    return taken


def _free(candidate: Candidate, starts: list[int], taken: list[Candidate]) -> list[Candidate]:
    """Return the parts of a candidate that no rival has; all or nothing unless it yields."""
    index = max(0, bisect_right(starts, candidate.start) - 1)
    rivals = []
    while index < len(taken) and taken[index].start < candidate.end:
        if taken[index].end > candidate.start:
            rivals.append(taken[index])
        index += 1
    if not rivals:
        return [candidate] if candidate.end > candidate.start else []
    if not candidate.yields:
        return []
    parts, position = [], candidate.start
    for rival in rivals:
        if rival.start - position > 2:
            parts.append(replace(candidate, start=position, end=rival.start))
        position = max(position, rival.end)
    if candidate.end - position > 2:
        parts.append(replace(candidate, start=position))
    return parts
