"""Rules on what a laporan tells: areas, sub-areas, measures, evidence, and what each section must contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking import areas
from assistant.checking.clauses import split_clauses
from assistant.checking.context import listed
from assistant.checking.model import MeasureStatus, SectionStatus
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.checking.signature import is_signature_line
from assistant.document import BlockKind
from assistant.lke.model import group_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.checking.conformance import SectionMatch, SectionMatches
    from assistant.checking.context import CheckContext
    from assistant.checking.format import Element
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION)
# A section shorter than this is thin (ZI104); what else it lacks follows from that.
_MIN_WORDS = 40


def bare_areas(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI301: areas with a heading that no paragraph speaks of."""
    spoken = {item.area for item in context.mapping.items if item.area}
    for match in _areas(context):
        if match.status is SectionStatus.MISSING or match.words or match.at_block is None:
            continue
        code = match.section.area[0]
        if not spoken.intersection(match.section.area):
            yield context.finding(
                "ZI301",
                "utama",
                block=document.block_by_id[match.at_block],
                nama=match.section.judul,
                kode=code,
                isi=match.section.isi,
            )


def bare_groups(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI302: sub-areas under Pemenuhan that no paragraph speaks of, one finding for each area."""
    spoken = {candidate.code for item in context.mapping.items for candidate in item.candidates}
    groups = {group for code in spoken if (group := group_of(code))}
    for match in _areas(context):
        if match.words < _MIN_WORDS or match.at_block is None:
            continue
        lacking = [
            node.name
            for node in context.lke.groups
            if node.parent == match.section.area[0] and node.code not in groups
        ]
        if lacking:
            yield context.finding(
                "ZI302",
                "utama",
                block=document.block_by_id[match.at_block],
                daftar="; ".join(lacking),
            )


def _areas(context: CheckContext) -> Iterator[SectionMatch]:
    """Yield the sections that report on an area."""
    for match in context.matches.matches if context.matches else ():
        if match.section.area and match.section.area[0].count(".") == 2:
            yield match


def untraced_measures(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI303: measures of the letter that the report shows no trace of."""
    by_id = {measure.id: measure for measure in context.fmt.langkah}
    for entry in context.measures:
        if entry.status is MeasureStatus.NO:
            measure = by_id[entry.measure]
            yield context.finding(
                "ZI303", "utama", huruf=measure.id, nama=measure.nama, tuntutan=measure.tuntutan
            )


def lacking_content(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI304: what the format or the letter wants told in a section, and the section does not tell."""
    matches = context.matches
    if matches is None:
        return
    for match in matches.matches:
        scope = _scope(match, matches)
        if scope is None or match.at_block is None:
            continue
        places: dict[str | None, list[str]] = {}
        for element in match.section.memuat:
            if not _tells(scope, element, document):
                places.setdefault(_told_elsewhere(element, match, matches), []).append(element.nama)
        for place, names in places.items():
            yield context.finding(
                "ZI304",
                "utama" if place is None else "di_tempat_lain",
                block=document.block_by_id[match.at_block],
                judul=match.section.judul,
                kurang=listed(names),
                tempat=place or "",
            )


def _scope(match: SectionMatch, matches: SectionMatches) -> tuple[Block, ...] | None:
    """Return the blocks that tell a section; None where there are too few to expect anything of."""
    if match.heading is not None:
        blocks = matches.blocks_of(match.section.id, nested=True)
        return None if match.words < _MIN_WORDS and match.status is SectionStatus.THIN else blocks
    if match.content_present and match.section.parent and not matches.fmt.children(match.section.id):
        return matches.blocks_of(match.section.parent, nested=True)
    return None


def _tells(blocks: Iterable[Block], element: Element, document: Document) -> bool:
    """Whether any clause of the blocks fits one of the element's patterns."""
    for block in blocks:
        if block.kind not in _TEXT or is_signature_line(block):
            continue
        section = document.section_by_id.get(block.section or "")
        heading = section.title if section else ""
        for clause in split_clauses(block.text):
            if any(pattern.match(clause.text, heading) for pattern in element.patterns):
                return True
    return False


def _told_elsewhere(element: Element, match: SectionMatch, matches: SectionMatches) -> str | None:
    """Return the title of another section that tells the element; None if none does or none is looked in."""
    if not element.cari_di_tempat_lain:
        return None
    for other in matches.matches:
        if other.section.id == match.section.id or other.section.id in match.section.id:
            continue
        if _tells(matches.blocks_of(other.section.id), element, matches.document):
            return other.section.judul
    return None


def areas_without_evidence(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI305: areas that tell achievements and show no picture, link, number, date, decree or figure."""
    if context.matches is None:
        return
    shown = {f.block for f in document.figures} | {k.block for k in document.links}
    for match in _areas(context):
        if match.words < _MIN_WORDS or match.at_block is None:
            continue
        blocks = context.matches.blocks_of(match.section.id, nested=True)
        evidence = any(
            block.id in shown
            or block.kind in (BlockKind.TABLE_ROW, BlockKind.CAPTION)
            or find_phrase(block.text, context.phrases("tanda_bukti"))
            for block in blocks
        )
        if not evidence:
            yield context.finding(
                "ZI305", "utama", block=document.block_by_id[match.at_block], judul=match.section.judul
            )


def placeholders(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI306: placeholder text of a template that nobody replaced."""
    for block in document.blocks:
        if block.kind is BlockKind.NOISE:
            continue
        for pattern in context.patterns("teks_pengganti"):
            match = pattern.search(block.text)
            if match:
                yield context.finding(
                    "ZI306", "utama", block=block, span=match.span(), teks=match.group().strip()
                )
                break


RULES = {
    "ZI301": Rule(bare_areas, Scope.LAPORAN),
    "ZI302": Rule(bare_groups, Scope.LAPORAN),
    "ZI303": Rule(untraced_measures, Scope.LAPORAN),
    "ZI304": Rule(lacking_content, Scope.LAPORAN),
    "ZI305": Rule(areas_without_evidence, Scope.LAPORAN, lists=("tanda_bukti",)),
    "ZI306": Rule(placeholders, Scope.BOTH, patterns=("teks_pengganti",)),
    **areas.AREA_RULES,
}
