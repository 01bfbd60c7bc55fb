"""Rules on lists: items that skip a number, numbers that got lost or stand apart, lists that begin anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.checking.passages import also_at
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.numbering import Marker, Style, parse_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document, Section

# A larger jump is rather a misread number.
_MAX_GAP = 3
# Paragraphs after a lone `1.` that look like the rest of its list.
_MIN_LOST = 2
# The items of a list are of one kind: a paragraph this much longer than the item before is none of them.
_ITEM_WORDS = 60


@dataclass
class _List:
    """A list as far as it is read: its last number, where that stands, and whether text parts its items."""

    value: int
    position: int
    parted: bool = False


@dataclass
class _Lists:
    """The lists that are open in one section, by their way of numbering."""

    section: str | None = None
    open: dict[Style, _List] = field(default_factory=dict)


def skipped_items(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI109: items of a list that skip a number; silent where the lost number opens another kind of block.

    Where unnumbered paragraphs stand in the gap of a list whose items otherwise follow one another, their
    numbers are lost, not the items: that is told by ZI115.
    """
    for gap in _gaps(document):
        if gap.lost_count < _MAX_GAP and not gap.unnumbered:
            yield context.finding(
                "ZI109", "utama", block=gap.block, sebelum=gap.before.text, sesudah=gap.marker.text
            )


@dataclass(frozen=True)
class _Gap:
    """Numbers that lack between two items of a list.

    Attributes:
        unnumbered: paragraphs between the items that may be the items whose numbers lack.
    """

    block: Block
    before: Marker
    marker: Marker
    lost_count: int
    unnumbered: tuple[Block, ...]


def _gaps(document: Document) -> Iterator[_Gap]:
    """Yield the gaps in the numbers of lists, in order."""
    state = _Lists()
    for position, block in enumerate(document.blocks):
        if block.section != state.section or block.kind is BlockKind.HEADING:
            state = _Lists(block.section)
        marker = parse_marker(block.text) if block.kind is BlockKind.LIST_ITEM else None
        if marker is None or marker.is_bullet or marker.is_lost:
            continue
        gap = _continue(state, document, position, marker)
        if gap is not None:
            yield gap


def _continue(state: _Lists, document: Document, position: int, marker: Marker) -> _Gap | None:
    """Note an item in its list; return the gap before it if numbers lack."""
    known = [r for r in marker.readings if r.style in state.open]
    fitting = (r for r in known if r.value == state.open[r.style].value + 1)
    reading = next(fitting, (known or marker.readings)[0])
    before = state.open.get(reading.style, _List(reading.value - 1, position))
    between = document.blocks[before.position + 1 : position]
    paragraphs = tuple(
        b for b in between if b.kind is BlockKind.PARAGRAPH and len(b.text.split()) <= _ITEM_WORDS
    )
    lost = range(before.value + 1, reading.value)
    state.open[reading.style] = _List(
        reading.value, position, before.parted or (not lost and bool(paragraphs))
    )
    first = parse_marker(document.blocks[before.position].text)
    if not lost or first is None or any(_opens(b, reading.style, lost) for b in between):
        return None
    unnumbered = () if before.parted else paragraphs
    return _Gap(document.blocks[position], first, marker, len(lost), unnumbered)


def _opens(block: Block, style: Style, lost: range) -> bool:
    """Whether a block opens with one of the numbers that seem lost."""
    marker = parse_marker(block.text)
    return marker is not None and any(r.style == style and r.value in lost for r in marker.readings)


def lost_numbers(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI115: numbers of items that got lost: in the midst of a list, after its `1.`, or set apart from it."""
    for gap in _gaps(document):
        if gap.unnumbered and 2 * len(gap.unnumbered) >= gap.lost_count:
            yield context.finding(
                "ZI115", "tengah", block=gap.block, sebelum=gap.before.text, sesudah=gap.marker.text
            )
    yield from _lone_first_items(document, context)
    yield from _parted_numbers(document, context)


def _lone_first_items(document: Document, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each `1.` without a `2.` that paragraphs follow as the other items would."""
    blocks = document.blocks
    counted = {section.parent: section for section in document.sections}  # the last one of each parent
    for position, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and not _is_last(block, counted, document):
            continue
        marker = parse_marker(block.text) if block.kind in (BlockKind.LIST_ITEM, BlockKind.HEADING) else None
        if (
            marker is None
            or marker.is_bullet
            or marker.is_bab
            or marker.value != 1
            or len(marker.readings) > 1
        ):
            continue
        after = _until_next_number(blocks[position + 1 :])
        if after is not None and len(after) >= _MIN_LOST:
            yield context.finding("ZI115", "awal", block=block, nomor=marker.text)


def _is_last(block: Block, last_of: Mapping[str | None, Section], document: Document) -> bool:
    """Whether a heading is the last, and so with number one the only, below its parent."""
    section = document.section_by_id.get(block.section or "")
    return section is not None and last_of.get(section.parent) is section


def _until_next_number(blocks: Sequence[Block]) -> list[Block] | None:
    """Return the short paragraphs up to the section's end; None if a number or another block comes first."""
    found: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.NOISE:
            continue
        if block.kind is not BlockKind.PARAGRAPH:
            return found if block.kind is BlockKind.HEADING and not _is_counted(block, 2) else None
        words = block.text.split()
        if words[0].lower() == "demikian":
            break
        if len(words) > _ITEM_WORDS or words[0][:1].islower():
            return None
        found.append(block)
    return found


def _is_counted(block: Block, value: int) -> bool:
    marker = parse_marker(block.text)
    return marker is not None and any(r.value == value for r in marker.readings)


def _parted_numbers(document: Document, context: CheckContext) -> Iterator[Finding]:
    """Yield one finding for numbers that the file has on other lines than their items: lines out of order."""
    parted: list[Block] = []
    furthest = 0
    for block in document.blocks:
        where = block.location
        if where.line is None or where.line_end is None:
            return
        is_item = block.kind in (BlockKind.LIST_ITEM, BlockKind.HEADING)
        if is_item and where.line < furthest and parse_marker(block.text) is not None:
            parted.append(block)
        furthest = max(furthest, where.line_end)
    if parted:
        yield context.finding("ZI115", "terpisah", block=parted[0], juga=also_at(parted, context))


def restarted_lists(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI116: a list that begins anew in its midst: the item right after another one is the first again."""
    before: Marker | None = None
    for block in document.blocks:
        if block.kind is BlockKind.NOISE:
            continue
        marker = parse_marker(block.text) if block.kind is BlockKind.LIST_ITEM else None
        if before is not None and marker is not None and _begins_anew(before, marker):
            yield context.finding("ZI116", "utama", block=block, sebelum=before.text, sesudah=marker.text)
        before = marker


def _begins_anew(before: Marker, after: Marker) -> bool:
    """Whether two markers of one way of numbering follow each other as the nth and the first."""
    if before.is_bullet or after.is_bullet or len(after.readings) > 1 or len(before.readings) > 1:
        return False
    return before.style == after.style and after.value == 1 and before.value > 1


RULES = {
    "ZI109": Rule(skipped_items, Scope.BOTH),
    "ZI115": Rule(lost_numbers, Scope.BOTH),
    "ZI116": Rule(restarted_lists, Scope.BOTH),
}
