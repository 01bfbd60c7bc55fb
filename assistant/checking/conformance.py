"""Which section of a document is which section of the format, and how far they differ.

Headings are recognised by meaning: numbering, words such as `Tim`, office and year aside, and with the
letters that OCR confuses. Positions are indices into `Document.blocks`: the order of the text is certain
where the nesting that a reader found is not, so regions are cut by position.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from assistant.checking.model import ConformanceEntry, SectionStatus
from assistant.checking.patterns import find_phrase
from assistant.checking.titles import Heading, TitleMatch, TitleReader, collect_headings
from assistant.document import BlockKind, Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.checking.format import Format, FormatSection
    from assistant.document import Block, Document

# A heading less like every accepted title than this is none of the format's; tuned on two labelled reports
# and on invented renamings: unrelated sub-headings of the areas stay below 0.75.
_ACCEPT = 0.8
# A section with fewer words than this (one short sentence) says nothing, unless its peers are as brief.
_EMPTY_WORDS = 15
_BRIEF_SHARE = 1 / 3
# Below this a section is thin where its peers hold ten times as much.
_SHORT_WORDS = 40
_PEER_SHARE = 0.1
# A picture or table says about as much as a short sentence.
_FIGURE_WORDS = 15


@dataclass(frozen=True)
class SectionMatch:
    """A section of the format and what stands for it in the document.

    Attributes:
        heading: the heading found; None if missing.
        also: further statuses that hold at the same time, of lower rank than `status`.
        words: words under the heading itself, up to the next heading of the format.
        location: where the heading stands, or for a missing one where its content or place is; may be empty.
        at_block: id of the block at `location`.
        content_present: for a missing one, whether its content or subsections stand without it.
        team: whether the heading names a team instead of the section.
        wrong_parent: for a misplaced one, where it stands if that is not under the format's parent.
    """

    section: FormatSection
    status: SectionStatus
    heading: Heading | None = None
    also: tuple[SectionStatus, ...] = ()
    words: int = 0
    note: str = ""
    location: Location = field(default_factory=Location)
    at_block: str | None = None
    content_present: bool = False
    team: bool = False
    wrong_parent: str = ""

    @property
    def position(self) -> int | None:
        """Index of the heading among the document's blocks."""
        return None if self.heading is None else self.heading.position


@dataclass(frozen=True)
class SectionMatches:
    """All sections of the format, in its order, matched with a document."""

    document: Document
    fmt: Format
    matches: tuple[SectionMatch, ...]

    @cached_property
    def by_id(self) -> dict[str, SectionMatch]:
        """Matches by the section's id in the format."""
        return {match.section.id: match for match in self.matches}

    @cached_property
    def _owners(self) -> tuple[str | None, ...]:
        """The format's section that each block stands in, by position; a heading is in the one it opens."""
        starts = {m.heading.position: m.section.id for m in self.matches if m.heading}
        owners: list[str | None] = []
        current: str | None = None
        for position in range(len(self.document.blocks)):
            current = starts.get(position, current)
            owners.append(current)
        return tuple(owners)

    def section_of(self, block_id: str) -> str | None:
        """Return the id of the format's section that a block stands in; None before the first one."""
        return self._owner_by_block.get(block_id)

    @cached_property
    def _owner_by_block(self) -> dict[str, str | None]:
        return {block.id: owner for block, owner in zip(self.document.blocks, self._owners, strict=True)}

    def blocks_of(self, section_id: str, *, nested: bool = False) -> tuple[Block, ...]:
        """Return the blocks of a section without its heading; with `nested` also those of sections below."""
        match = self.by_id[section_id]
        own = match.heading.blocks if match.heading else frozenset()
        return tuple(
            block
            for block, owner in zip(self.document.blocks, self._owners, strict=True)
            if block.id not in own
            and (owner == section_id or (nested and owner is not None and owner.startswith(section_id + ".")))
        )

    def conformance(self) -> tuple[ConformanceEntry, ...]:
        """Return the checklist as outputs show it."""
        return tuple(
            ConformanceEntry(
                section=match.section.id,
                title=match.section.judul,
                status=match.status,
                found=match.heading.section if match.heading else None,
                page=match.location.page,
                line=match.location.line,
                note=match.note,
            )
            for match in self.matches
        )


def match_sections(document: Document, fmt: Format) -> SectionMatches:
    """Return how the document's sections stand for those of the format."""
    reader = TitleReader(fmt)
    headings = collect_headings(document, reader)
    found = _assign(headings, fmt, reader)
    _add_lost_headings(document, fmt, reader, found)
    _add_split_headings(headings, fmt, reader, found)
    misplaced = _misplaced(found, fmt)
    draft = SectionMatches(document, fmt, tuple(_unjudged(s, found.get(s.id)) for s in fmt.bagian))
    words = {section.id: _count_words(document, draft.blocks_of(section.id)) for section in fmt.bagian}
    judge = _Judge(document, fmt, draft, found, misplaced, words)
    return replace(draft, matches=tuple(judge.judged(section) for section in fmt.bagian))


def _unjudged(section: FormatSection, hit: TitleMatch | None) -> SectionMatch:
    status = SectionStatus.MISSING if hit is None else SectionStatus.OK
    return SectionMatch(section, status, hit.heading if hit else None)


# --- assignment -----------------------------------------------------------------------------------


def _assign(headings: Sequence[Heading], fmt: Format, reader: TitleReader) -> dict[str, TitleMatch]:
    """Return for each section the heading that stands for it; chapters first, since they give the regions."""
    pairs = [m for h in headings for s in fmt.bagian if (m := reader.compare(h, s)).similarity >= _ACCEPT]
    found: dict[str, TitleMatch] = {}
    taken: set[int] = set()
    depths = sorted({section.id.count(".") for section in fmt.bagian})
    for depth in depths:
        level = [pair for pair in pairs if pair.section.id.count(".") == depth]
        company = _company(level)
        scored = [(pair, pair.similarity + _structure(pair, found, fmt, company)) for pair in level]
        scored.sort(key=lambda item: (-item[1], item[0].heading.position))
        for pair, score in scored:
            free = pair.section.id not in found and pair.heading.position not in taken
            if free and score >= _ACCEPT and not _better_below(pair, pairs):
                found[pair.section.id] = pair
                taken.add(pair.heading.position)
    return found


def _better_below(pair: TitleMatch, pairs: Iterable[TitleMatch]) -> bool:
    """Whether the heading fits a section deeper in the format clearly better than this one."""
    deeper = (
        p for p in pairs if p.heading is pair.heading and p.section.id.count(".") > pair.section.id.count(".")
    )
    return any(other.similarity > pair.similarity + 0.02 for other in deeper)


def _company(level: Sequence[TitleMatch]) -> dict[tuple[str | None, str | None], int]:
    """Return how many sections with one parent in the format have headings with one parent in the text.

    Names of areas recur (in lists of obstacles, in the follow-up plan); the true ones stand together.
    """
    groups: dict[tuple[str | None, str | None], set[str]] = {}
    for pair in level:
        groups.setdefault((pair.section.parent, pair.heading.parent), set()).add(pair.section.id)
    return {key: len(ids) for key, ids in groups.items()}


def _structure(
    pair: TitleMatch,
    found: dict[str, TitleMatch],
    fmt: Format,
    company: dict[tuple[str | None, str | None], int],
) -> float:
    """Return what the heading's place adds to or takes from its likeness."""
    heading, section = pair.heading, pair.section
    too_deep = max(0, heading.level - section.id.count(".") - 1)
    bonus = 0.01 * company[section.parent, heading.parent] - 0.005 * heading.level - 0.03 * too_deep
    if section.is_chapter:
        # A chapter is headed by BAB, or by nothing where the label is lost; a letter speaks against it.
        bonus += 0.05 if heading.is_bab else (-0.08 if heading.number.strip(" .") else 0.0)
    else:
        bonus -= 0.15 if heading.is_bab else 0.0
        inside = _inside_parent(heading.position, section, found, fmt)
        if inside is not None:
            bonus += 0.06 if inside else -0.06
            if not inside and pair.loose:
                bonus -= 0.2  # such a name counts only where the section belongs
    return bonus


def _inside_parent(
    position: int, section: FormatSection, found: dict[str, TitleMatch], fmt: Format
) -> bool | None:
    """Return whether a position lies within the nearest enclosing section found; None if none is found."""
    parent = section.parent
    while parent is not None and parent not in found:
        parent = fmt.section_by_id[parent].parent
    if parent is None:
        return None
    start = found[parent].heading.position
    depth = parent.count(".")
    ends = [
        hit.heading.position
        for other, hit in found.items()
        if hit.heading.position > start and other.count(".") <= depth and not other.startswith(parent + ".")
    ]
    return start < position < min(ends, default=position + 1)


def _add_lost_headings(
    document: Document, fmt: Format, reader: TitleReader, found: dict[str, TitleMatch]
) -> None:
    """Add headings that the reader took for short paragraphs: the exact title, alone, with text after it."""
    taken = {hit.heading.position for hit in found.values()}
    lost = [s for s in fmt.bagian if s.id not in found]
    for position, block in enumerate(document.blocks):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or len(block.text.split()) > 12:
            continue
        if position in taken or not _text_follows(document, position):
            continue
        heading = Heading.of_block(document, position)
        for section in lost:
            hit = reader.compare(heading, section)
            free = section.id not in found and hit.official
            if free and _inside_parent(position, section, found, fmt) is not False:
                found[section.id] = hit
                break


def _text_follows(document: Document, position: int) -> bool:
    """Whether a paragraph of some length comes next; an enumeration of titles has none."""
    for block in document.blocks[position + 1 : position + 4]:
        if block.kind is BlockKind.PARAGRAPH:
            return len(block.text.split()) >= 15
        if block.kind in (BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.TABLE_ROW):
            return False
    return False


def _add_split_headings(
    headings: Sequence[Heading], fmt: Format, reader: TitleReader, found: dict[str, TitleMatch]
) -> None:
    """Let headings that together stand for a section (`Maksud`, `Tujuan`) count as it, from the first on."""
    for section in fmt.bagian:
        if not section.pecahan or (section.id in found and found[section.id].official):
            continue
        parts = [next((h for h in headings if reader.is_named(h, name)), None) for name in section.pecahan]
        present = [part for part in parts if part is not None]
        if len(present) == len(section.pecahan):
            first = min(present, key=lambda h: h.position)
            found[section.id] = TitleMatch(first, section, 1.0, official=True)


# --- order ----------------------------------------------------------------------------------------


def _misplaced(found: dict[str, TitleMatch], fmt: Format) -> dict[str, str]:
    """Return the sections that must move to reach the format's order, with the Indonesian reason."""
    reasons: dict[str, str] = {}
    for parent in (None, *(section.id for section in fmt.bagian)):
        inside: list[str] = []
        for child in fmt.children(parent):
            hit = found.get(child.id)
            if hit is None:
                continue
            outside = _wrong_parent(hit, found, fmt)
            if outside:
                reasons[child.id] = outside
            else:
                inside.append(child.id)
        keep = _heaviest_run(inside, found)
        for child_id in inside:
            if child_id not in keep:
                reasons[child_id] = "urutannya tidak seperti pada format"
    return reasons


def _wrong_parent(hit: TitleMatch, found: dict[str, TitleMatch], fmt: Format) -> str:
    """Return how a section stands under another parent than the format's; empty if it does not."""
    section, heading = hit.section, hit.heading
    if section.is_chapter:
        return ""
    if _inside_parent(heading.position, section, found, fmt) is False:
        before = [h for h in found.values() if h.heading.position < heading.position and h.section.is_chapter]
        place = max(before, key=lambda h: h.heading.position, default=None)
        where = f"di bawah {place.section.judul}" if place else "sebelum bab yang memuatnya"
        return f"letaknya {where}"
    if heading.is_bab:
        return "menjadi bab tersendiri"
    return ""


def _heaviest_run(ids: Sequence[str], found: dict[str, TitleMatch]) -> set[str]:
    """Return the sections that may stay: the heaviest subsequence that is ascending in the text.

    A section weighs one, and a little for each subsection: of two that changed places the smaller moves.
    """

    def weight(section_id: str) -> float:
        return 1 + 0.05 * sum(other.startswith(section_id + ".") for other in found)

    best: list[tuple[float, tuple[str, ...]]] = []
    for index, section_id in enumerate(ids):
        position = found[section_id].heading.position
        runs = [best[i] for i in range(index) if found[ids[i]].heading.position < position]
        total, run = max(runs, key=lambda item: item[0], default=(0.0, ()))
        best.append((total + weight(section_id), (*run, section_id)))
    return set(max(best, key=lambda item: item[0], default=(0.0, ()))[1])


# --- judgement ------------------------------------------------------------------------------------


def _count_words(document: Document, blocks: Iterable[Block]) -> int:
    """Return the words of text in blocks; a picture, and a link in it, counts as a short sentence."""
    ids = set()
    words = 0
    for block in blocks:
        ids.add(block.id)
        if block.kind not in (BlockKind.NOISE, BlockKind.CAPTION):
            words += len(block.text.split())
    figures = sum(figure.block in ids for figure in document.figures)
    links = sum(link.block in ids for link in document.links)
    return words + _FIGURE_WORDS * (figures + links)


@dataclass(frozen=True)
class _Judge:
    """Everything that the status of a section depends on."""

    document: Document
    fmt: Format
    draft: SectionMatches
    found: dict[str, TitleMatch]
    misplaced: dict[str, str]
    words: dict[str, int]

    def judged(self, section: FormatSection) -> SectionMatch:
        """Return the match of a section with status and note."""
        hit = self.found.get(section.id)
        if hit is None:
            return self._missing(section)
        statuses: list[SectionStatus] = []
        notes: list[str] = []
        if section.id in self.misplaced:
            statuses.append(SectionStatus.MISPLACED)
            notes.append(f"Bagian ini ada, tetapi {self.misplaced[section.id]}.")
        if self._is_thin(section):
            statuses.append(SectionStatus.THIN)
            notes.append(f"Di bawah judul ini hampir tidak ada isi ({self.words[section.id]} kata).")
        if not hit.official:
            statuses.append(SectionStatus.RENAMED)
            notes.append(f"Tertulis '{hit.heading.printed}'.")
        return SectionMatch(
            section=section,
            status=statuses[0] if statuses else SectionStatus.OK,
            heading=hit.heading,
            also=tuple(statuses[1:]),
            words=self.words[section.id],
            note=" ".join(notes),
            location=hit.heading.location,
            at_block=hit.heading.block,
            team=hit.team,
            wrong_parent=_wrong_parent(hit, self.found, self.fmt),
        )

    def _is_thin(self, section: FormatSection) -> bool:
        own = self.words[section.id]
        if not self.fmt.is_leaf(section.id):
            below = [s.id for s in self.fmt.bagian if s.id.startswith(section.id + ".")]
            return not any(i in self.found for i in below) and own < _EMPTY_WORDS
        if section.is_chapter:  # the annex may be a list of links or pictures
            return own == 0
        peers = [
            self.words[s.id] for s in self.fmt.children(section.parent) if s.id in self.found and s != section
        ]
        if not peers or not own:
            return own < _EMPTY_WORDS
        share = _BRIEF_SHARE if own < _EMPTY_WORDS else _PEER_SHARE
        return own < _SHORT_WORDS and own < share * median(peers)

    def _missing(self, section: FormatSection) -> SectionMatch:
        below = [s for s in self.fmt.bagian if s.id.startswith(section.id + ".") and s.id in self.found]
        if below:
            first = min(below, key=lambda s: self.found[s.id].heading.position)
            names = ", ".join(s.judul for s in self.fmt.children(section.id) if s.id in self.found)
            heading = self.found[first.id].heading
            return SectionMatch(
                section,
                SectionStatus.MISSING,
                note="Judulnya tidak ada, sedangkan bagian di dalamnya ada"
                + (f" ({names})." if names else "."),
                location=heading.location,
                at_block=heading.block,
                content_present=True,
            )
        content = self._lost_content(section) or self._under_parent(section)
        if content is not None:
            return SectionMatch(
                section,
                SectionStatus.MISSING,
                note="Judulnya tidak ada, sedangkan isinya tampak ada.",
                location=content.location,
                at_block=content.id,
                content_present=True,
            )
        return SectionMatch(section, SectionStatus.MISSING, note="Tidak ada judul maupun isinya.")

    def _under_parent(self, section: FormatSection) -> Block | None:
        """Return the first block of text under the parent's heading, where a first section should stand.

        Only for the last level: above it an introduction is usual.
        """
        parent = section.parent
        if parent is None or parent not in self.found or not self.fmt.is_leaf(section.id):
            return None
        if self.fmt.children(parent)[0] != section or self.words[parent] < _SHORT_WORDS:
            return None
        text = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        return next((b for b in self.draft.blocks_of(parent) if b.kind in text), None)

    def _lost_content(self, section: FormatSection) -> Block | None:
        """Return the first block with the marks of a section's content between its neighbours' headings.

        Two such blocks are asked for: a single mention may stand anywhere.
        """
        if not section.tanda_isi:
            return None
        chapter = section.id.split(".", maxsplit=1)[0]
        order = [s.id for s in self.fmt.bagian]
        after = [i for i in order[order.index(section.id) + 1 :] if i in self.found]
        stop = self.found[after[0]].heading.position if after else len(self.document.blocks)
        start = self.found[chapter].heading.position if chapter in self.found else 0
        hits = [
            block
            for block in self.document.blocks[start:stop]
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
            and (mark := find_phrase(block.text, section.tanda_isi)) is not None
            and mark.start() < 40  # a citation opens the item of a list of bases; elsewhere it stands inside
        ]
        return hits[0] if len(hits) >= 2 else None
