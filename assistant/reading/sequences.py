"""Numbered units gathered into the lists they belong to, whatever stands between the items."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.language.numbering import Kind, Reading, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.reading.units import Unit

# How many numbers may be lost (OCR, a page not scanned) before a list is taken for another one.
_MAX_GAP = 3
# Lists inside lists go no deeper than this; what looks so is numbering that begins again and again.
_MAX_DEPTH = 24


@dataclass
class Numbering:
    """One list in the making: its members are indices of units, with the reading chosen for each.

    Attributes:
        enclosing: the styles of the lists that were open when it began.
    """

    members: list[int] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    enclosing: frozenset[Style] = frozenset()

    @property
    def last(self) -> Reading:
        """The reading of the last member."""
        return self.readings[-1]

    def continues_with(self, reading: Reading, gap: int = 1) -> bool:
        """Whether `reading` is the next number of this list, `gap` steps on."""
        last = self.last
        if reading.style != last.style:
            return False
        if reading.prefix != last.prefix:
            # 1.3 -> 2.1: the same list of decimal numbers goes on below the next part
            return gap == 1 and reading.value == 1 and bool(reading.prefix) and reading.prefix > last.prefix
        return reading.value == last.value + gap


@dataclass(frozen=True)
class ListReach:
    """From where to where the lists of a document reach, asked in time that does not grow with their number.

    Attributes:
        starts: where the lists of each style begin, ascending.
        ends: how far any list of the style reaches that begins there or before.
    """

    starts: Mapping[Style, list[int]]
    ends: Mapping[Style, list[int]]

    @classmethod
    def of(cls, lists: Sequence[Numbering]) -> ListReach:
        """Return the reach of lists that are given in the order in which they begin."""
        starts: dict[Style, list[int]] = {}
        ends: dict[Style, list[int]] = {}
        for numbering in lists:
            reached = ends.setdefault(numbering.last.style, [])
            reached.append(max(numbering.members[-1], reached[-1] if reached else 0))
            starts.setdefault(numbering.last.style, []).append(numbering.members[0])
        return cls(starts, ends)

    def is_inside_another(self, index: int, style: Style) -> bool:
        """Whether a list of another style begins before and ends behind the unit at `index`."""
        for other, starts in self.starts.items():
            before = bisect_left(starts, index)
            if other != style and before and self.ends[other][before - 1] > index:
                return True
        return False


def gather(units: Sequence[Unit], indices: Iterable[int]) -> list[Numbering]:
    """Return the numbered lists among `indices`, in the order in which they begin.

    A number goes to the innermost open list that it continues and closes the lists inside that one; a first
    number opens a list; a number that continues nothing joins a list with a gap, or opens one whose beginning
    is lost. A chapter closes all lists.
    """
    found: list[Numbering] = []
    open_lists: list[Numbering] = []
    for index in indices:
        marker = units[index].marker
        if marker is None or not units[index].is_numbered:
            continue
        readings = marker.readings
        if marker.is_bab:  # one that is numbered itself (`I. BAB I`) goes on in a list of such chapters
            readings = readings[1:]
            del open_lists[int(bool(readings)) :]
            if not readings:
                continue
        place = _place(units, open_lists, index, readings)
        if place is None:
            enclosing = frozenset(numbering.last.style for numbering in open_lists)
            new = Numbering([index], [_opening(readings)], enclosing)
            found.append(new)
            open_lists.append(new)
            del open_lists[:-_MAX_DEPTH]
        else:
            depth, reading = place
            del open_lists[depth + 1 :]
            open_lists[depth].members.append(index)
            open_lists[depth].readings.append(reading)
    return found


def _opening(readings: Sequence[Reading]) -> Reading:
    return next((r for r in readings if r.value == 1), readings[0])


def _place(
    units: Sequence[Unit], open_lists: Sequence[Numbering], index: int, readings: Sequence[Reading]
) -> tuple[int, Reading] | None:
    """Return which open list a marker joins and in which reading; None if it opens a list."""
    depths = range(len(open_lists) - 1, -1, -1)
    fitting = [
        (depth, reading)
        for depth in depths
        for reading in readings
        if open_lists[depth].continues_with(reading)
    ]
    if fitting:
        # A heading goes on with the headings before it, not with the list below the last of them.
        bold = units[index].is_bold
        alike = (f for f in fitting if units[open_lists[f[0]].members[-1]].is_bold == bold)
        return next(alike, fitting[0])
    if any(r.value == 1 for r in readings):
        return None
    for gap in [*range(2, _MAX_GAP + 1), 0, -1]:
        for depth in depths:
            for reading in readings:
                if reading.style.kind is not Kind.DECIMAL and open_lists[depth].continues_with(reading, gap):
                    return depth, reading
    return None
