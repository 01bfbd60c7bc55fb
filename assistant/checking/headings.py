"""Rules on the headings of a document: their numbers, their order, and headings without anything below."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.checking.passages import also_at
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.numbering import Kind, Style, parse_marker, to_letters, to_roman

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.checking.conformance import SectionMatch
    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document, Section

# A larger jump is rather a misread number.
_MAX_GAP = 3
# A way of numbering is usual where so many lists of headings share it, and nearly all of them.
_MIN_GROUPS = 3
_USUAL_SHARE = 2 / 3
# Headings that say as much as a line of a list end as it does.
_ITEM_END = (";", ",", " dan", " atau", ".")


def unnumbered_headings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI105: headings of the format without number, where their equals have one; one finding for siblings.

    Word numbers headings itself, and a reader may not see it: where no heading is numbered nothing is said.
    """
    matches = context.matches
    if matches is None:
        return
    present = [m for m in matches.matches if m.heading is not None and m.section.id != "LAMPIRAN"]
    bare = [m for m in present if m.heading and not _has_number(m)]
    if len(bare) * 2 > len(present):
        return
    told: set[str | None] = set()
    for match in bare:
        parent = match.section.parent
        if parent is not None and parent in told:
            continue
        told.add(parent)
        block = document.block_by_id[match.heading.block] if match.heading else None
        yield context.finding(
            "ZI105", "utama", block=block, judul=match.section.judul, nomor=number_of(match.section.id)
        )


def _has_number(match: SectionMatch) -> bool:
    heading = match.heading
    if heading is None:
        return False
    return heading.is_bab if match.section.is_chapter else bool(re.search(r"\w", heading.number))


def number_of(section_id: str) -> str:
    """Return the number that the format prints before a section: `BAB II`, `A.`, `3.`."""
    head, _, last = section_id.rpartition(".")
    return f"{last}." if head else f"BAB {section_id}"


def skipped_numbers(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI106: numbers of neighbouring headings that skip one, stand twice, or begin anew.

    A gap of more than three is rather a misread number, and headings of different style are no neighbours.
    """
    last: dict[str | None, Section] = {}
    repeated: set[str | None] = set()
    for section in document.sections:
        before = last.get(section.parent)
        last[section.parent] = section
        if before is None:
            continue
        step = _step(before.number, section.number)
        after_repeat = section.parent in repeated
        repeated.discard(section.parent)
        if step is None or step == 1 or step > _MAX_GAP:
            continue
        if step == 2 and after_repeat:  # 1, 2, 2, 4: the second 2 was meant as 3
            continue
        if step < 0 and _value(section.number) != 1:  # going back is a misread number; beginning anew is not
            continue
        if step == 0:
            repeated.add(section.parent)
        yield context.finding(
            "ZI106",
            "ulang" if step == 0 else "mulai_lagi" if step < 0 else "loncat",
            block=document.block_by_id[section.block],
            sebelum=before.number,
            sesudah=section.number,
            seharusnya=_successor(before.number, section.number),
        )


def _value(number: str) -> int | None:
    marker = parse_marker(f"{number} Judul")
    return marker.value if marker else None


def _step(before: str, after: str) -> int | None:
    """Return by how much the number grows, read so that it grows by one if it can; None if styles differ."""
    first, second = parse_marker(f"{before} Judul"), parse_marker(f"{after} Judul")
    if first is None or second is None or first.is_bullet or first.is_lost:
        return None
    steps = [
        b.value - a.value
        for a in first.readings
        for b in second.readings
        if a.style == b.style and a.prefix == b.prefix
    ]
    return 1 if 1 in steps else (steps[0] if steps else None)


def _successor(before: str, after: str) -> str:
    """Return the number that should follow `before`, closed as `after` is."""
    marker = parse_marker(f"{before} Judul")
    if marker is None:
        return after
    number = marker.value + 1
    spelt = {
        Kind.BAB: f"BAB {to_roman(number)}",
        Kind.ROMAN: to_roman(number),
        Kind.UPPER: to_letters(number).upper(),
        Kind.LOWER: to_letters(number),
        Kind.LOWER_ROMAN: to_roman(number).lower(),
    }.get(marker.style.kind, ".".join(str(part) for part in (*marker.readings[0].prefix, number)))
    closing = re.search(r"[.)]*$", after)
    return spelt + (closing.group() if closing else "")


def repeated_headings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI107: two headings with the same words under the same parent."""
    seen: dict[tuple[str | None, str], Section] = {}
    for section in document.sections:
        title = fold(section.title)
        if len(title.split()) < 2:
            continue
        first = seen.setdefault((section.parent, title), section)
        if first is not section:
            yield context.finding(
                "ZI107",
                "utama",
                block=document.block_by_id[section.block],
                tempat=context.place(document.block_by_id[first.block]),
            )


def odd_numbering(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI110: headings numbered in another way than their equals, told once for all places.

    Equals are the headings right under parents of one way of numbering: where three lists below `a.` count
    `1)`, one that counts `a)` or `1.` stands out. Within a list the first heading's way is the right one.
    """
    groups = _numbered_groups(document)
    usual = _usual_styles(groups)
    odd: list[tuple[Section, str]] = []
    for (level, _), members in groups.items():
        first = _style(members[0])
        wanted = usual.get(level) or first
        strange = members[0] if wanted != first else _change_of_style(members)
        if strange is not None and wanted is not None:
            odd.append((strange, _example(wanted)))
    if odd:
        first_odd, wanted_number = odd[0]
        yield context.finding(
            "ZI110",
            "utama",
            block=document.block_by_id[first_odd.block],
            nomor=first_odd.number,
            lazim=wanted_number,
            juga=also_at([document.block_by_id[section.block] for section, _ in odd], context),
        )


def _change_of_style(members: Sequence[Section]) -> Section | None:
    """Return the first heading that goes on counting in another way than the one before it."""
    for before, after in pairwise(members):
        if _style(before) != _style(after) and _value(after.number) == (_value(before.number) or 0) + 1:
            return after
    return None


_Groups = dict[tuple[Style | None, str], list["Section"]]


def _numbered_groups(document: Document) -> _Groups:
    """Return the numbered headings by their parents, keyed by the parent's way of numbering and its id."""
    groups: _Groups = {}
    for section in document.sections:
        parent = document.section_by_id.get(section.parent or "")
        if parent is None or _style(section) is None or _style(parent) is None:
            continue
        groups.setdefault((_style(parent), parent.id), []).append(section)
    return groups


def _usual_styles(
    groups: Mapping[tuple[Style | None, str], Sequence[Section]],
) -> dict[Style | None, Style | None]:
    """Return how headings are usually numbered below each way of numbering, where that is clear."""
    counts: dict[Style | None, Counter[Style | None]] = {}
    for (level, _), members in groups.items():
        counts.setdefault(level, Counter())[_style(members[0])] += 1
    usual: dict[Style | None, Style | None] = {}
    for level, counter in counts.items():
        style, count = counter.most_common(1)[0]
        if count >= _MIN_GROUPS and count >= _USUAL_SHARE * counter.total():
            usual[level] = style
    return usual


def _style(section: Section) -> Style | None:
    """Return the way a heading is numbered; None without a number, and where scanning has hurt it.

    A letter that is a numeral too (`I.`, `i)`) counts as what its list makes of it only with its equals; such
    markers are left out of the comparison by their kind.
    """
    marker = parse_marker(f"{section.number} Judul")
    if marker is None or marker.is_bullet or marker.is_lost or len(marker.readings) > 1:
        return None
    return marker.style


def _example(style: Style) -> str:
    """Return the first number of a way of numbering as it is printed: `a)`, `1.`, `(1)`."""
    first = {Kind.UPPER: "A", Kind.LOWER: "a", Kind.ROMAN: "I", Kind.LOWER_ROMAN: "i", Kind.BAB: "BAB I"}
    spelt = first.get(style.kind, ".".join(["1"] * style.depth))
    return f"({spelt})" if style.closing.value == "()" else spelt + style.closing.value


def empty_headings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI118: a heading with nothing below it while all its siblings have text; one finding for a list.

    Where several of the siblings are empty they are rather the items of a list, and nothing is said.
    """
    filled = _filled_sections(document)
    known = {m.heading.section for m in context.matches.matches if m.heading} if context.matches else set()
    children: dict[str | None, list[Section]] = {}
    for section in document.sections:
        children.setdefault(section.parent, []).append(section)
    for parent, siblings in children.items():
        empty = [s for s in siblings if s.id not in filled]
        if parent is None or len(empty) != 1 or len(siblings) < _MIN_GROUPS:
            continue
        section = empty[0]
        block = document.block_by_id[section.block]
        if section.id in known or not section.number or block.text.rstrip().endswith(_ITEM_END):
            continue
        yield context.finding("ZI118", "utama", block=block, judul=section.title)


def _filled_sections(document: Document) -> set[str]:
    """Return the ids of the sections that hold text, a table, a picture or a link, or a section that does."""
    filled = {b.section for b in document.blocks if b.section and _is_content(b)}
    filled |= {f.section for f in document.figures if f.section} | {
        t.section for t in document.tables if t.section
    }
    for section in reversed(document.sections):  # parents precede children
        if section.id in filled and section.parent:
            filled.add(section.parent)
    return {section_id for section_id in filled if section_id}


def _is_content(block: Block) -> bool:
    return block.kind not in (BlockKind.HEADING, BlockKind.NOISE)


RULES = {
    "ZI105": Rule(unnumbered_headings, Scope.LAPORAN),
    "ZI106": Rule(skipped_numbers, Scope.BOTH),
    "ZI107": Rule(repeated_headings, Scope.BOTH),
    "ZI110": Rule(odd_numbering, Scope.BOTH),
    "ZI118": Rule(empty_headings, Scope.LAPORAN),
}
