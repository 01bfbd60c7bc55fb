"""Rules on what a laporan tells: areas, sub-areas, measures, evidence, and what each section must contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking import areas, obstacles, promises
from assistant.checking.clauses import split_clauses
from assistant.checking.context import listed
from assistant.checking.drafts import open_fields
from assistant.checking.model import MeasureStatus, SectionStatus
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.checking.signature import before_signature, is_signature_line
from assistant.document import BlockKind
from assistant.lke.model import group_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from assistant.checking.conformance import SectionMatch, SectionMatches
    from assistant.checking.context import CheckContext
    from assistant.checking.format import Element
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION)
# A section shorter than this is thin (ZI104); what else it lacks follows from that.
_MIN_WORDS = 40
# A candidate that is less likely than this is a guess, not what the paragraph speaks of.
_MEANT = 0.4
# Parts that one finding names; more do not help the reader.
_MAX_NAMED = 4


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
    """ZI302: sub-areas that no paragraph speaks of, one finding for each area.

    Whether the mapping is silent is worth a look; where the words that the sub-area cannot do without
    (`jejak` of the format) stand nowhere in the report, nothing can have been told: a warning.
    """
    told = _told_blocks(document, context)
    ids = {block.id for block in told}
    spoken = _spoken(ids, context)
    groups = {group for code in spoken if (group := group_of(code))}
    for match in _areas(context):
        if match.words < _MIN_WORDS or match.at_block is None:
            continue
        names = {node.code: node.name for node in context.lke.groups if node.parent in match.section.area}
        silent = [
            code for code in names if code not in groups and code.startswith(f"{match.section.area[0]}.")
        ]
        wordless = [
            code
            for code, phrases in match.section.jejak.items()
            if code in names and not any(find_phrase(block.text, phrases) for block in told)
        ]
        block = document.block_by_id[match.at_block]
        if wordless:
            daftar = "; ".join(names[code] for code in wordless)
            yield context.finding("ZI302", "tanpa_kata", block=block, daftar=daftar)
        rest = [names[code] for code in silent if code not in wordless]
        if rest:
            yield context.finding("ZI302", "utama", block=block, daftar="; ".join(rest))


def _spoken(told: Collection[str], context: CheckContext) -> set[str]:
    """Return the codes that blocks speak of; what stands in an area speaks of no other area's sub-areas."""
    areas: dict[str, tuple[str, ...]] = {}
    for match in _areas(context):
        if context.matches is not None and match.heading is not None:
            for block in context.matches.blocks_of(match.section.id, nested=True):
                areas[block.id] = match.section.area
    return {
        candidate.code
        for item in context.mapping.items
        if item.block in told
        for candidate in item.candidates
        if candidate.score >= _MEANT
        and (item.block not in areas or candidate.code.startswith(tuple(f"{a}." for a in areas[item.block])))
    }


def _told_blocks(document: Document, context: CheckContext) -> list[Block]:
    """Return the blocks that report: all but noise, the legal bases, and the rows of an attached LKE."""
    told: list[Block] = []
    for block in document.blocks:
        section = context.section_of(block)
        if section == "LAMPIRAN" and find_phrase(block.text, context.fmt.membaca_langkah.penanda_lke):
            break
        if block.kind is not BlockKind.NOISE and section != "I.C":
            told.append(block)
    return told


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
        places: dict[str | None, list[Element]] = {}
        lacking = [e for e in match.section.memuat if not _tells(scope, e, document)]
        names = {element.nama for element in lacking}
        for element in lacking:
            if element.mempertajam not in names:
                places.setdefault(_told_elsewhere(element, match, matches), []).append(element)
        for place, elements in places.items():
            advised = all(element.anjuran for element in elements)
            yield context.finding(
                "ZI304",
                "di_tempat_lain" if place is not None else "anjuran" if advised else "utama",
                block=document.block_by_id[match.at_block],
                judul=match.section.judul,
                kurang=listed([element.nama for element in elements]),
                tempat=place or "",
            )


def _scope(match: SectionMatch, matches: SectionMatches) -> tuple[Block, ...] | None:
    """Return the blocks that tell a section; None where there are too few to expect anything of."""
    if match.heading is not None:
        blocks = matches.blocks_of(match.section.id, nested=True)
        thin = match.words < _MIN_WORDS and match.status is SectionStatus.THIN
        return None if thin else tuple(before_signature(blocks))
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
    """ZI305: areas that tell achievements and show no picture, link, number, date, decree or figure.

    In an area with evidence, the parts of it that have none are worth a look: one finding for the area.
    """
    if context.matches is None:
        return
    shown = {f.block for f in document.figures} | {k.block for k in document.links}
    pictured = {figure.section for figure in document.figures}
    for match in _areas(context):
        if match.words < _MIN_WORDS or match.at_block is None:
            continue
        blocks = context.matches.blocks_of(match.section.id, nested=True)
        proven = {b.section for b in blocks if _is_evidence(b, shown, context)} | pictured
        if not any(block.section in proven for block in blocks):
            yield context.finding(
                "ZI305", "utama", block=document.block_by_id[match.at_block], judul=match.section.judul
            )
            continue
        bare = [section for section in _long_parts(blocks) if section not in proven]
        if bare:
            first = document.section_by_id[bare[0]]
            titles = listed(
                [f"'{document.section_by_id[s].title.rstrip(' ,;.:')}'" for s in bare[:_MAX_NAMED]]
            )
            yield context.finding("ZI305", "bagian", block=document.block_by_id[first.block], judul=titles)


def _is_evidence(block: Block, shown: Collection[str | None], context: CheckContext) -> bool:
    return (
        block.id in shown
        or block.kind in (BlockKind.TABLE_ROW, BlockKind.CAPTION)
        or find_phrase(block.text, context.phrases("tanda_bukti")) is not None
    )


def _long_parts(blocks: Sequence[Block]) -> list[str]:
    """Return the sections of the document among an area's blocks that tell enough to expect evidence."""
    words: dict[str, int] = {}
    headed = {block.section for block in blocks if block.kind is BlockKind.HEADING}
    for block in blocks:
        if block.section in headed and block.section is not None and block.kind in _TEXT:
            words[block.section] = words.get(block.section, 0) + len(block.text.split())
    return [section for section, count in words.items() if count >= _MIN_WORDS]


def placeholders(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI306: placeholder text that nobody replaced; all open fields of a draft are one finding."""
    fields = list(open_fields(document.blocks, context.patterns("isian_draf")))
    if fields:
        first, opening = fields[0]
        yield context.finding("ZI306", "draf", block=first, span=opening.span(), jumlah=str(len(fields)))
    drafted = {block.id for block, _ in fields}
    for block in document.blocks:
        if block.kind is BlockKind.NOISE or block.id in drafted:
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
    "ZI306": Rule(placeholders, Scope.BOTH, patterns=("teks_pengganti", "isian_draf")),
    **areas.AREA_RULES,
    **obstacles.RULES,
    **promises.RULES,
}
