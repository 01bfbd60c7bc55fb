"""Rules on the sections of a laporan and their titles; the family's other modules are joined here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking import annex, contents, decrees, headings, lists, signature
from assistant.checking.context import listed
from assistant.checking.headings import number_of
from assistant.checking.model import SectionStatus
from assistant.checking.passages import also_at
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.similarity import partial_ratio, ratio
from assistant.language.slips import scan_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.conformance import SectionMatch, SectionMatches
    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# A word this much like the right one is that word misspelt: one or two letters off in a word of ten.
_MISSPELT = 0.8
# A line this much like the report's title is that title; a table of contents on the same pages is not.
_SAME_TITLE = 0.85
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


def _heading_of(section_id: str, title: str) -> str:
    """Return the heading as the format prints it: `BAB III PENUTUP`."""
    return title if section_id == title else f"{number_of(section_id)} {title}"


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
    headings = [document.block_by_id[m.heading.block] for m in matches.matches if m.heading]
    stray = [(block, hit.group().strip()) for block in headings if (hit := _STRAY_END.search(block.text))]
    if stray:
        stray.sort(key=lambda item: context.position_of[item[0].id])
        also = also_at([block for block, _ in stray], context)
        yield context.finding("ZI108", "tanda", block=stray[0][0], tanda=stray[0][1], juga=also)


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
        scanned = scan_key(best) == scan_key(right)  # letters that scanning confuses are not the writer's
        if best and not joined and not scanned and _MISSPELT <= ratio(best, right) < 1:
            yield best, right.upper() if best.isupper() else right


RULES = {
    "ZI101": Rule(missing_sections, Scope.LAPORAN),
    "ZI102": Rule(misplaced_sections, Scope.LAPORAN),
    "ZI103": Rule(renamed_sections, Scope.LAPORAN),
    "ZI104": Rule(thin_sections, Scope.LAPORAN),
    "ZI108": Rule(misspelt_titles, Scope.LAPORAN),
    **headings.RULES,
    **lists.RULES,
    **signature.RULES,
    **annex.RULES,
    **decrees.RULES,
    **contents.RULES,
}
