"""Rules on the structure of a laporan: sections, their titles and numbers, title page and signature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking import signature
from assistant.checking.context import listed
from assistant.checking.model import SectionStatus
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold, skeleton
from assistant.language.numbering import Kind, Style, parse_marker, to_letters, to_roman
from assistant.language.similarity import partial_ratio, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.conformance import SectionMatch, SectionMatches
    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document, Section

# A word this much like the right one is that word misspelt: one or two letters off in a word of ten.
_MISSPELT = 0.8
# A line this much like the report's title is that title; a table of contents on the same pages is not.
_SAME_TITLE = 0.85
# A larger jump is rather a misread number.
_MAX_GAP = 3
_STRAY_END = re.compile(r"[,;:][\s,;:.]*[,;:]\s*$|[,;]\s*$")


def missing_sections(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI101: sections that the document lacks; a chapter lost as a whole is one finding."""
    matches = context.matches
    if matches is None:
        return
    for match in matches.matches:
        if match.status is not SectionStatus.MISSING or _parent_lost(match, matches):
            continue
        section = match.section
        variant = "judul_hilang" if match.content_present else "utama"
        if section.is_chapter and not match.content_present and not context.fmt.children(section.id):
            variant = "lampiran"
        block = document.block_by_id.get(match.at_block or "") or _expected_place(match, matches)
        name = section.id if section.id != section.judul else ""
        yield context.finding(
            "ZI101",
            variant,
            block=block,
            quoted=match.content_present,
            bagian=name,
            nomor=_heading_of(section.id, section.judul),
            judul=section.judul,
            isi=section.isi,
        )


def _parent_lost(match: SectionMatch, matches: SectionMatches) -> bool:
    """Whether the section lacks together with its whole parent, so that one finding says both."""
    parent = match.section.parent
    if parent is None:
        return False
    above = matches.by_id[parent]
    return above.status is SectionStatus.MISSING and not above.content_present


def _expected_place(match: SectionMatch, matches: SectionMatches) -> Block | None:
    """Return the heading that the missing section should stand before; the last block if none follows."""
    order = [m.section.id for m in matches.matches]
    following = matches.matches[order.index(match.section.id) + 1 :]
    after = next((m for m in following if m.heading is not None), None)
    blocks = matches.document.blocks
    if after is not None and after.heading is not None:
        return matches.document.block_by_id[after.heading.block]
    return next((b for b in reversed(blocks) if b.kind is not BlockKind.NOISE), None)


def misplaced_sections(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI102: sections out of order (one finding for siblings) and under another parent."""
    matches = context.matches
    if matches is None:
        return
    siblings: dict[str | None, list[SectionMatch]] = {}
    for match in matches.matches:
        if match.status is not SectionStatus.MISPLACED or match.at_block is None:
            continue
        if match.wrong_parent:
            parent = context.fmt.section_by_id.get(match.section.parent or "")
            yield context.finding(
                "ZI102",
                "induk",
                block=document.block_by_id[match.at_block],
                judul=match.section.judul,
                alasan=match.wrong_parent,
                induk=parent.judul if parent else "",
            )
        else:
            siblings.setdefault(match.section.parent, []).append(match)
    for parent_id, moved in siblings.items():
        first = min(moved, key=lambda m: m.position or 0)
        yield context.finding(
            "ZI102",
            "utama",
            block=document.block_by_id[first.at_block or ""],
            daftar=listed([m.section.judul for m in moved]),
            urutan="; ".join(s.judul for s in context.fmt.children(parent_id)),
        )


def renamed_sections(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI103: sections under another title than the format's, or under the name of a team."""
    for match in context.matches.matches if context.matches else ():
        renamed = SectionStatus.RENAMED in (match.status, *match.also)
        if renamed and match.at_block is not None:
            yield context.finding(
                "ZI103",
                "tim" if match.team else "utama",
                block=document.block_by_id[match.at_block],
                judul=match.section.judul,
            )


def thin_sections(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI104: sections with a heading and hardly anything under it."""
    for match in context.matches.matches if context.matches else ():
        if SectionStatus.THIN in (match.status, *match.also) and match.at_block is not None:
            yield context.finding(
                "ZI104",
                "utama",
                block=document.block_by_id[match.at_block],
                judul=match.section.judul,
                kata=match.words,
                isi=match.section.isi,
            )


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
            "ZI105", "utama", block=block, judul=match.section.judul, nomor=_number_of(match.section.id)
        )


def _has_number(match: SectionMatch) -> bool:
    heading = match.heading
    if heading is None:
        return False
    return heading.is_bab if match.section.is_chapter else bool(re.search(r"\w", heading.number))


def _heading_of(section_id: str, title: str) -> str:
    """Return the heading as the format prints it: `BAB III PENUTUP`."""
    return title if section_id == title else f"{_number_of(section_id)} {title}"


def _number_of(section_id: str) -> str:
    """Return the number that the format prints before a section: `BAB II`, `A.`, `3.`."""
    head, _, last = section_id.rpartition(".")
    return f"{last}." if head else f"BAB {section_id}"


def skipped_numbers(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI106: numbers of neighbouring headings that skip one or stand twice.

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
        if step is None or step == 1 or not -1 < step <= _MAX_GAP:
            continue
        if step == 2 and after_repeat:  # 1, 2, 2, 4: the second 2 was meant as 3
            continue
        if step == 0:
            repeated.add(section.parent)
        yield context.finding(
            "ZI106",
            "ulang" if step == 0 else "loncat",
            block=document.block_by_id[section.block],
            sebelum=before.number,
            sesudah=section.number,
            seharusnya=_successor(before.number, section.number),
        )


def skipped_items(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI109: items of a list that skip a number; silent where the lost number opens another kind of block."""
    last: dict[Style, tuple[int, int]] = {}
    section: str | None = None
    for position, block in enumerate(document.blocks):
        if block.section != section or block.kind is BlockKind.HEADING:
            section, last = block.section, {}
        marker = parse_marker(block.text) if block.kind is BlockKind.LIST_ITEM else None
        if marker is None or marker.is_bullet or marker.is_lost:
            continue
        known = [r for r in marker.readings if r.style in last]
        reading = next((r for r in known if r.value == last[r.style][0] + 1), (known or marker.readings)[0])
        before, where = last.get(reading.style, (reading.value - 1, position))
        last[reading.style] = (reading.value, position)
        lost = range(before + 1, reading.value)
        between = document.blocks[where + 1 : position]
        if 0 < len(lost) < _MAX_GAP and not any(_opens(b, reading.style, lost) for b in between):
            earlier = parse_marker(document.blocks[where].text)
            yield context.finding(
                "ZI109",
                "utama",
                block=block,
                sebelum=earlier.text if earlier else "",
                sesudah=marker.text,
            )


def _opens(block: Block, style: Style, lost: range) -> bool:
    """Whether a block opens with one of the numbers that seem lost."""
    marker = parse_marker(block.text)
    return marker is not None and any(r.style == style and r.value in lost for r in marker.readings)


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


def misspelt_titles(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI108: official titles with a wrong letter, and headings that end in stray punctuation."""
    matches = context.matches
    if matches is None:
        return
    for block, official in _official_titles(document, context, matches):
        for wrong, right in _misspelt_words(block.text, official):
            start = block.text.find(wrong)
            yield context.finding(
                "ZI108", "ejaan", block=block, span=(start, start + len(wrong)), salah=wrong, benar=right
            )
    for match in matches.matches:
        if match.heading is None:
            continue
        block = document.block_by_id[match.heading.block]
        stray = _STRAY_END.search(block.text)
        if stray:
            yield context.finding("ZI108", "tanda", block=block, tanda=stray.group().strip())


def _official_titles(
    document: Document, context: CheckContext, matches: SectionMatches
) -> Iterator[tuple[Block, str]]:
    """Yield the blocks that bear official titles, each with the title it should bear."""
    starts = [m.position for m in matches.matches if m.position is not None]
    for block in document.blocks[: min(starts, default=0)]:
        if partial_ratio(context.fmt.judul, block.text) >= _SAME_TITLE:
            yield block, context.fmt.judul
    for match in matches.matches:
        if match.heading is not None and SectionStatus.RENAMED not in (match.status, *match.also):
            yield document.block_by_id[match.heading.block], match.section.judul


def _misspelt_words(text: str, official: str) -> Iterator[tuple[str, str]]:
    """Yield (word as printed, right word) for words of an official title that are misspelt in a text."""
    printed = re.findall(r"[^\W\d_]+", text)
    known = {fold(word) for word in printed}
    for right in official.replace("/", " ").split():
        if len(right) < 6 or fold(right) in known:  # short words are too easily alike
            continue
        best = max(printed, key=lambda word: ratio(word, right), default="")
        joined = fold(best) in fold(right).replace(" ", "") or fold(right) in fold(best)
        scanned = skeleton(best) == skeleton(right)  # letters that scanning confuses are not the writer's
        if best and not joined and not scanned and _MISSPELT <= ratio(best, right) < 1:
            yield best, right.upper() if best.isupper() else right


RULES = {
    "ZI101": Rule(missing_sections, Scope.LAPORAN),
    "ZI102": Rule(misplaced_sections, Scope.LAPORAN),
    "ZI103": Rule(renamed_sections, Scope.LAPORAN),
    "ZI104": Rule(thin_sections, Scope.LAPORAN),
    "ZI105": Rule(unnumbered_headings, Scope.LAPORAN),
    "ZI106": Rule(skipped_numbers, Scope.BOTH),
    "ZI107": Rule(repeated_headings, Scope.BOTH),
    "ZI108": Rule(misspelt_titles, Scope.LAPORAN),
    "ZI109": Rule(skipped_items, Scope.BOTH),
    **signature.RULES,
}
