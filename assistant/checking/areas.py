"""Rules on the six areas: text of one area in another, and a document that claims to be about one alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.checking.clauses import split_clauses
from assistant.checking.passages import also_at, passages
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.numbering import split_marker
from assistant.language.similarity import best_match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.format import FormatSection
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# A heading this like an area's name is that area's: two wrong letters in fifteen.
_SAME = 0.86
# A document that treats fewer areas than this may well be about one.
_SEVERAL = 3
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
# `AREA V`, `Area Perubahan 2`, `IV`: how headings and rows of tables number the areas.
_AREA_NUMBER = re.compile(r"^(?:area\s+(?:perubahan\s+)?)?(?:(?:[ivx]+|\d+|[a-f])\s+)?")


@dataclass(frozen=True)
class Area:
    """An area of change as the format names it; `names` in lower case, its title first."""

    title: str
    names: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """An expression for any of its names, said to be an area, programme or team."""
        return _area_regex(self.names)


@cache
def _area_regex(names: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(r"\W+".join(name.split()) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"\b(?:area|program|komponen|pokja|kelompok\s+kerja)\s+(?:perubahan\s+)?(?:{alternatives})\b",
        re.IGNORECASE,
    )


def areas_of(context: CheckContext) -> tuple[Area, ...]:
    """Return the six areas of the format that applies."""
    return tuple(_area(section) for section in context.fmt.bagian if _is_area(section))


def _is_area(section: FormatSection) -> bool:
    return bool(section.area) and section.area[0].count(".") == 2


def _area(section: FormatSection) -> Area:
    names = [fold(name) for name in (section.judul, *section.setara, *section.nama_lain)]
    return Area(section.judul, tuple(dict.fromkeys(name for name in names if " " in name)))


def _blocks_by_area(document: Document, context: CheckContext) -> Iterator[tuple[Block, Area | None]]:
    """Yield every block with the area that it stands in; None for what stands in none."""
    areas = areas_of(context)
    if context.matches is not None:
        by_title = {area.title: area for area in areas}
        for match in context.matches.matches:
            area = by_title.get(match.section.judul) if _is_area(match.section) else None
            if match.heading is not None:
                for block in context.matches.blocks_of(match.section.id, nested=area is not None):
                    yield block, area
        return
    current: Area | None = None
    for block in document.blocks:
        named = _named_by(block, areas)
        if named is not None or (block.kind is BlockKind.HEADING and current is None):
            current = named
        yield block, current


def _named_by(block: Block, areas: Sequence[Area]) -> Area | None:
    """Return the area that a heading, or a row of a table that holds nothing else, names."""
    if block.kind not in (BlockKind.HEADING, BlockKind.TABLE_ROW):
        return None
    text = fold(split_marker(block.text.replace("|", " "))[1] or block.text)
    text = _AREA_NUMBER.sub("", text)
    if not text or len(text) > 80:
        return None
    choices = [(name, area) for area in areas for name in area.names]
    hit = best_match(text, [name for name, _ in choices], _SAME)
    return choices[hit[0]][1] if hit else None


def strayed_areas(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI307: the text of an area that calls itself another area, as copied text does."""
    areas = areas_of(context)
    for block, own in _blocks_by_area(document, context):
        if own is None or block.kind in (BlockKind.HEADING, BlockKind.NOISE, BlockKind.CAPTION):
            continue
        hit = _names_as_its_own(block.text, own, areas, context)
        if hit is not None:
            variant, span, other = hit
            yield context.finding("ZI307", variant, block=block, span=span, lain=other.title, judul=own.title)


def _names_as_its_own(
    text: str, own: Area, areas: Sequence[Area], context: CheckContext
) -> tuple[str, tuple[int, int], Area] | None:
    """Return how and where a text speaks of another area as of its own; None if it does not."""
    for other in areas:
        if other is own:
            continue
        for match in other.pattern.finditer(text):
            clause = next(c for c in reversed(list(split_clauses(text))) if c.start <= match.start())
            before = text[clause.start : match.start()]
            if own.pattern.search(clause.text) or find_phrase(clause.text, context.phrases("rujukan_area")):
                continue  # the clause names both, or refers to the other on purpose
            lead = list(_leads(before, context))
            if lead:
                return "utama", (clause.start + lead[-1], match.end()), other
            if re.search(r"\b(?:pada|dalam|di|untuk|melalui)\s*\Z", before):
                return "sebut", match.span(), other
    return None


def _leads(before: str, context: CheckContext) -> Iterator[int]:
    """Yield where words stand, near the end of a text, that make what follows the text's own matter."""
    for phrase in context.phrases("milik_area"):
        hit = find_phrase(before[-90:], (phrase,))
        if hit:
            yield max(0, len(before) - 90) + hit.start()


def one_area_only(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI611: a document over all areas that says outside of them to be about one; one finding an area."""
    areas = areas_of(context)
    placed = list(_blocks_by_area(document, context))
    covered = {area.title for _, area in placed if area is not None}
    if len(covered) < _SEVERAL:
        return
    front = {block.id for block, area in placed if area is None}
    found: dict[str, list[tuple[Block, tuple[int, int]]]] = {}
    for passage in passages(document, _TEXT):
        if passage.block.id not in front:
            continue
        named = [(area, hit) for area in areas if (hit := area.pattern.search(passage.text))]
        if len(named) == 1 and _confines(passage.text, named[0][1], context):
            area, hit = named[0]
            found.setdefault(area.title, []).append((passage.block, hit.span()))
    for title, places in found.items():
        block, span = places[0]
        yield context.finding(
            "ZI611",
            "utama",
            block=block,
            span=(0, span[1]),
            area=title,
            lain=also_at([place for place, _ in places], context),
        )


def _confines(text: str, hit: re.Match[str], context: CheckContext) -> bool:
    """Whether a text says that the work as a whole is about the area named."""
    clause = next(c for c in reversed(list(split_clauses(text))) if c.start <= hit.start())
    before = text[clause.start : hit.start()]
    if not find_phrase(before[-90:], context.phrases("keseluruhan")):
        return False
    if _continues(text[hit.end() :], areas_of(context)):
        return False
    return not find_phrase(clause.text, context.phrases("bukan_pembatasan"))


def _continues(rest: str, areas: Sequence[Area]) -> bool:
    """Whether the rest of a sentence names another area: an enumeration says `area` only once."""
    folded = fold(re.split(r"\.\s+(?=[A-Z])", rest, maxsplit=1)[0])
    return any(name in folded for area in areas for name in area.names)


def two_kinds(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI609: a plan that calls itself by the name of the other kind of plan."""
    own, other = (
        ("rencana aksi", "rencana kerja")
        if document.identity.document_type == "rencana_aksi"
        else ("rencana kerja", "rencana aksi")
    )
    pattern = re.compile(
        rf"\b(?:penyusunan\s+)?(?:dokumen\s+)?{other}\s+ini\b",
        re.IGNORECASE,
    )
    hits = [(p, m) for p in passages(document, _TEXT) if (m := pattern.search(p.text))]
    if hits:
        passage, match = hits[0]
        yield context.finding(
            "ZI609",
            "utama",
            block=passage.block,
            span=passage.span(*match.span()),
            salah=other,
            benar=own,
            lain=also_at([p.block for p, _ in hits], context),
        )


RULES = {
    "ZI609": Rule(two_kinds, Scope.RENCANA),
    "ZI611": Rule(one_area_only, Scope.BOTH, lists=("keseluruhan", "bukan_pembatasan")),
}
AREA_RULES = {
    "ZI307": Rule(strayed_areas, Scope.BOTH, lists=("rujukan_area", "milik_area")),
}
