"""The tree: which heading stands under which, from stated levels, the grammar of numbering and a stack."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.language.numbering import BAB_STYLE, LOST_STYLE, Kind, Reading, Style
from assistant.reading.vocabulary import equals_any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.reading.units import Unit
    from assistant.reading.vocabulary import Vocabulary

# Which numbering usually stands outside which; equal ranks nest either way. Used when a style first appears.
_RANK = {
    Kind.BAB: 0,
    Kind.UPPER: 1,
    Kind.ROMAN: 1,
    Kind.DECIMAL: 2,
    Kind.DIGIT: 2,
    Kind.LOWER: 2,
    Kind.LOWER_ROMAN: 3,
}

# Headings inside headings go no deeper than this; what looks so is numbering that begins again and again.
_MAX_DEPTH = 24
# The longest sample report has 46 headings; a list that goes on does so within a report's length.
_LOOK_AHEAD = 400


@dataclass(frozen=True)
class _Open:
    """A section still open: where it stands and how it is numbered."""

    position: int
    unit: Unit
    reading: Reading | None
    stated: int | None


@dataclass
class Nester:
    """Gives each heading its parent; feed it the document's headings in order.

    Attributes:
        headings: all headings, in order.
        vocabulary: the known titles of outermost parts.
    """

    headings: Sequence[Unit]
    vocabulary: Vocabulary
    _stack: list[_Open] = field(default_factory=list)
    _parents_of: dict[Style, Style] = field(default_factory=dict)

    def nest(self) -> list[int | None]:
        """Return for each heading the position of its parent among the headings; None at the top."""
        parents: list[int | None] = []
        sound = self._levels_are_sound()
        for position, unit in enumerate(self.headings):
            stated = unit.piece.level if sound else None
            depth, reading = self._depth(position, unit, stated)
            del self._stack[min(depth, _MAX_DEPTH) :]
            parents.append(self._stack[-1].position if self._stack else None)
            self._remember(reading)
            self._stack.append(_Open(position, unit, reading, stated))
        return parents

    def _remember(self, reading: Reading | None) -> None:
        above = next((o.reading.style for o in reversed(self._stack) if o.reading), None)
        if reading is not None and above is not None:
            self._parents_of.setdefault(reading.style, above)

    def _levels_are_sound(self) -> bool:
        """Whether the stated levels agree with the numbering: none holds both chapters and their parts."""
        kinds: dict[int, set[bool]] = {}
        for unit in self.headings:
            if unit.piece.level is not None and unit.marker is not None:
                kinds.setdefault(unit.piece.level, set()).add(unit.marker.is_bab)
        return all(len(chapter) == 1 for chapter in kinds.values())

    def _depth(self, position: int, unit: Unit, stated: int | None) -> tuple[int, Reading | None]:
        """Return how many open sections stay open, and the reading of the heading's number."""
        marker = unit.marker
        if marker is not None and marker.is_bab:
            return 0, self._chapter_reading(unit)
        if stated is not None:
            return self._below_stated(stated), self._reading(unit)
        if marker is not None and unit.is_numbered:
            return self._numbered_depth(marker.readings)
        if equals_any(unit.text, self.vocabulary.judul_utama):
            return 0, None
        if marker is not None and marker.is_lost:
            return self._lost_depth(position), Reading(LOST_STYLE, 0)
        return self._bare_depth(position, unit), None

    def _chapter_reading(self, unit: Unit) -> Reading:
        """Return a chapter's reading; of `I. BAB I` the outer number, which the next may bear alone."""
        readings = unit.marker.readings if unit.marker else ()
        return readings[1] if len(readings) > 1 else readings[0]

    def _reading(self, unit: Unit) -> Reading | None:
        """Return the reading of a numbered heading that fits what is open, the likeliest otherwise."""
        if unit.marker is None or not unit.is_numbered:
            return None
        return self._numbered_depth(unit.marker.readings)[1]

    def _below_stated(self, stated: int) -> int:
        """Return the depth under the innermost section of a smaller level; unstated chapters count as 0."""
        for depth in range(len(self._stack), 0, -1):
            entry = self._stack[depth - 1]
            chapter = entry.stated is None and entry.reading is not None and entry.reading.style == BAB_STYLE
            if chapter or (entry.stated is not None and entry.stated < stated):
                return depth
        return 0

    def _numbered_depth(self, readings: Sequence[Reading]) -> tuple[int, Reading]:
        depths = range(len(self._stack) - 1, -1, -1)
        for depth in depths:
            for reading in readings:
                if _follows(self._stack[depth].reading, reading):
                    return depth, reading
        first = next((r for r in readings if r.value == 1), None)
        if first is None:
            for depth in depths:
                for reading in readings:
                    entry = self._stack[depth].reading
                    if entry is not None and entry.style == reading.style:
                        return depth, reading
        reading = first or readings[0]
        return self._opening_depth(reading), reading

    def _opening_depth(self, reading: Reading) -> int:
        """Return where a list of headings begins: where its style stood before, or by the usual order."""
        style = reading.style
        if style.kind is Kind.DECIMAL:
            return self._decimal_depth(reading)
        if self._stack and self._stack[-1].reading is not None and self._stack[-1].reading.style == style:
            return len(self._stack) - 1
        usual = self._parents_of.get(style)
        for depth in range(len(self._stack), 0, -1):
            entry = self._stack[depth - 1]
            if usual is not None and entry.reading is not None and entry.reading.style == usual:
                return max(depth, self._unnumbered_below(depth))
        depth = len(self._stack)
        while depth and self._outranks(style, self._stack[depth - 1]):
            depth -= 1
        return depth

    def _unnumbered_below(self, depth: int) -> int:
        """Return the depth below the unnumbered sections directly inside the section at `depth`."""
        while depth < len(self._stack) and self._stack[depth].reading is None:
            depth += 1
        return depth

    def _decimal_depth(self, reading: Reading) -> int:
        """Return the depth of `1.2.1`: below the open `1.2` (or the part numbered `2` of it)."""
        for depth in range(len(self._stack), 0, -1):
            entry = self._stack[depth - 1].reading
            if entry is None:
                continue
            if (*entry.prefix, entry.value) == reading.prefix and entry.style.kind in (
                Kind.DECIMAL,
                Kind.DIGIT,
            ):
                return depth
            if entry.style.kind in (Kind.BAB, Kind.UPPER, Kind.ROMAN):
                return depth
        return 0

    def _outranks(self, style: Style, entry: _Open) -> bool:
        if entry.reading is None:
            return False
        inner = _RANK.get(entry.reading.style.kind)
        return inner is not None and _RANK.get(style.kind, inner) < inner

    # ---- unnumbered headings, judged by what comes after them

    def _lost_depth(self, position: int) -> int:
        """Return the depth of a heading without number: inside the last in capitals if its list goes on."""
        for depth in range(len(self._stack) - 1, -1, -1):
            entry = self._stack[depth]
            if entry.unit.is_caps and entry.reading is not None and entry.reading.style != BAB_STYLE:
                return depth + 1 if self._goes_on(position, entry.reading) else depth
        return len(self._stack)

    def _goes_on(self, position: int, reading: Reading) -> bool:
        """Whether the number after `reading` comes later, before its list begins anew."""
        for unit in self.headings[position + 1 : position + 1 + _LOOK_AHEAD]:
            if unit.marker is None:
                continue
            if any(_follows(reading, r) for r in unit.marker.readings):
                return True
            if unit.marker.is_bab or any(
                r.style == reading.style and r.value == 1 for r in unit.marker.readings
            ):
                return False
        return False

    def _bare_depth(self, position: int, unit: Unit) -> int:
        """Return the depth of an unnumbered heading."""
        upcoming = self.headings[position + 1] if position + 1 < len(self.headings) else None
        if upcoming is not None and upcoming.marker is not None and upcoming.is_numbered:
            first = next((r for r in upcoming.marker.readings if r.value == 1), None)
            for depth, entry in enumerate(self._stack):
                if first and entry.reading and entry.reading.style == first.style and depth > 0:
                    return (
                        depth - 1
                    )  # the numbering starts again below it: it stands beside the list's parent
        for depth in range(len(self._stack) - 1, -1, -1):
            entry = self._stack[depth]
            if entry.reading is None and _alike(entry.unit, unit):
                return depth
        depth = len(self._stack)
        while depth and _larger(unit, self._stack[depth - 1].unit):
            depth -= 1
        return depth


def _follows(before: Reading | None, reading: Reading) -> bool:
    """Whether `reading` is the number after `before`."""
    if before is None or before.style != reading.style or before.prefix != reading.prefix:
        return False
    return reading.value == before.value + 1


def _alike(a: Unit, b: Unit) -> bool:
    """Whether two unnumbered headings are set alike."""
    return _weight(a) == _weight(b) and a.text.endswith(":") == b.text.endswith(":")


def _larger(a: Unit, b: Unit) -> bool:
    """Whether heading `a` is set to stand above heading `b`."""
    return _weight(a) > _weight(b)


def _weight(unit: Unit) -> tuple[int, bool]:
    look = unit.piece.look
    return round(look.size or 0), unit.is_caps
