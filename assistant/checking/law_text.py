"""What a document cites, read once for the rules on law: mentions with their place, and lists of bases."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.language.citations import CitationKind
from assistant.language.clean import fold
from assistant.language.legal_bases import Role, read_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.document import Block, Document
    from assistant.language.legal_bases import Mention
    from assistant.language.regulations import Register, Regulation

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION)
# A block without any of these cites nothing; most of a report need not be searched further.
_MAY_CITE = re.compile(
    r"\bno(?:mor|\.)|\d\s?/|\b(?:UU|PP|PKPU|Per(?:pres|ppu|men)\w*|Inpres)\b", re.IGNORECASE
)
# What may stand before the first citation of an entry: its number, and the word that opens the list.
_ENTRY = re.compile(
    r"\W*(?:(?:mengingat|memperhatikan|dasar(?:\s+hukum)?|menimbang)\b\W*)?(?:\(?\w{1,4}[.)]\W*){0,3}",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.;:)]\s*(?:dan|serta)?\s*$", re.IGNORECASE)
# A list has at least so many entries in a row; a single sentence that opens with a law is none.
_MIN_ENTRIES = 2
# The first citation of an entry ends within so many characters.
_HEAD = 400
# Entries of a list stand in a row; page furniture and the rest of a broken entry may lie between.
_MAX_GAP = 1


@dataclass(frozen=True)
class Cited:
    """A citation in its place.

    Attributes:
        block, mention: where it stands and what it is.
        regulation: the registered regulation; None if it is none.
        base: code of the regulation that an amendment or a title's object belongs to; None if unknown.
        basis: index of the list of legal bases that it stands in; None outside of them.
    """

    block: Block
    mention: Mention
    regulation: Regulation | None
    base: Cited | None = None
    basis: int | None = None

    @property
    def code(self) -> str:
        """Code of the registered regulation; empty if it is none."""
        return self.regulation.kode if self.regulation else ""

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of the citation in its block's text."""
        return self.mention.citation.start, self.mention.citation.end

    @property
    def where(self) -> tuple[Block, int]:
        """Its block and where in it the citation begins."""
        return self.block, self.mention.citation.start

    @property
    def role(self) -> Role:
        """The part it plays."""
        return self.mention.role

    @property
    def is_law(self) -> bool:
        """Whether it is a regulation, not a decree or letter."""
        return self.mention.citation.kind is CitationKind.LAW

    @property
    def printed(self) -> str:
        """Its kind, number and year as printed, in one line."""
        start, end = self.span
        return re.sub(r"-\s+", "-", " ".join(self.block.text[start:end].split()))


@dataclass(frozen=True)
class BasisList:
    """A list of legal bases: its citations in order, and what it is called."""

    index: int
    title: str
    cited: tuple[Cited, ...]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of everything registered that the list names, also within titles."""
        return frozenset(item.code for item in self.cited if item.code)

    @property
    def bases(self) -> tuple[Cited, ...]:
        """The bases of its entries, in order."""
        return tuple(item for item in self.cited if item.role is Role.BASE)


@dataclass(frozen=True)
class LegalText:
    """What a document cites.

    Attributes:
        cited: all citations in reading order.
        lists: the lists of legal bases.
        as_of: the year at whose end the law must hold: the reporting year, for a plan the year before;
            None if the document gives no year.
    """

    cited: tuple[Cited, ...]
    lists: tuple[BasisList, ...]
    as_of: int | None


def read_legal_text(document: Document, register: Register) -> LegalText:
    """Return what a document cites, and its lists of legal bases."""
    runs = _runs(document)
    run_of = {block.id: index for index, run in enumerate(runs) for block in run}
    cited: list[Cited] = []
    unfinished, carried = "", None
    for block in document.blocks:
        if block.kind not in _TEXT:
            continue
        here = run_of.get(block.id)
        if _MAY_CITE.search(block.text):
            before = unfinished if here is not None else ""
            found = _cited(block, register, before, carried if before else None, here)
            cited.extend(found)
            carried = next((c for c in reversed(found) if c.role is not Role.OBJECT), carried)
        unfinished = "" if _FINISHED.search(block.text) else block.text
    lists = tuple(
        BasisList(index, _title(document, run), tuple(c for c in cited if c.basis == index))
        for index, run in enumerate(runs)
    )
    return LegalText(tuple(cited), lists, _as_of(document, cited))


def _cited(
    block: Block, register: Register, unfinished: str, carried: Cited | None, basis: int | None
) -> list[Cited]:
    """Return the citations of a block with what they refer to."""
    mentions = read_mentions(block.text, unfinished=unfinished, skip=len(block.marker))
    found: list[Cited] = []
    for mention in mentions:
        item = Cited(block, mention, register.find(mention.citation), None, basis)
        if mention.of is not None:
            item = replace(item, base=found[mention.of])
        elif mention.role in (Role.OBJECT, Role.AMENDMENT):
            item = replace(item, base=carried)
        found.append(item)
    return found


def _runs(document: Document) -> list[list[Block]]:
    """Return the blocks of each list of legal bases: entries that open with a citation, in a row."""
    runs: list[list[Block]] = []
    current: list[Block] = []
    pending: list[Block] = []
    for block in document.blocks:
        if block.kind is BlockKind.NOISE or not block.text.strip():
            continue
        if block.kind in _TEXT and _opens_entry(block, current):
            current.extend((*pending, block))
            pending = []
        elif block.kind is BlockKind.HEADING or len(pending) >= _MAX_GAP or not current:
            _close(runs, current)
            current, pending = [], []
        else:
            pending.append(block)
    _close(runs, current)
    return runs


def _close(runs: list[list[Block]], run: list[Block]) -> None:
    """Keep a run if it is a list: entries enough, and most of them law."""
    if len(run) >= _MIN_ENTRIES:
        runs.append(list(run))


def _opens_entry(block: Block, run: Sequence[Block]) -> bool:
    """Whether a block opens with a citation of law, or of a decree or letter after entries of law."""
    if not _MAY_CITE.search(block.text):
        return False
    head = _ENTRY.match(block.text)
    first = next(iter(read_mentions(block.text[:_HEAD])), None)
    if first is None or head is None or first.citation.start > head.end():
        return False
    return first.citation.kind is CitationKind.LAW or bool(run)


def _title(document: Document, run: Sequence[Block]) -> str:
    """Return what a list is called: the considerations of a decree, or the section it stands in."""
    if re.match(r"\W*mengingat\b", run[0].text, re.IGNORECASE):
        return "Mengingat"
    section = document.section_by_id.get(run[0].section or "")
    return section.title if section and "hukum" in fold(section.title) else ""


def _as_of(document: Document, cited: Sequence[Cited]) -> int | None:
    """Return the year at whose end the cited law must hold.

    A plan is decreed before its year begins. Without a year of its own, a document is as old as the newest
    law that it cites.
    """
    year = document.identity.year
    if year is not None:
        return year - 1 if document.identity.document_type.is_rencana else year
    years = [c.mention.citation.year for c in cited if c.is_law and c.mention.citation.year]
    return max(years, default=None)


def first_of_each(cited: Sequence[Cited]) -> Iterator[tuple[Cited, list[Cited]]]:
    """Yield each regulation's first citation with the later ones, in order of the first."""
    groups: dict[str, list[Cited]] = {}
    for item in cited:
        groups.setdefault(item.code or item.printed, []).append(item)
    for group in groups.values():
        yield group[0], group[1:]
