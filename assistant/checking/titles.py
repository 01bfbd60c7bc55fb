"""Headings as printed and how much they are like the titles of a format."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from assistant.document import Location
from assistant.language import clean
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from assistant.checking.format import Format, FormatSection, Pengenalan
    from assistant.document import Document, Section

# A title this much like an official one is that title, misread or misspelt: one wrong letter in fifteen.
_OFFICIAL = 0.92
# Titles that only begin like the official one are another name for the section.
_EXTENDED = 0.84
_MAX_EXTRA_WORDS = 6
# A single short word (`Hasil`, `Tujuan`) opens too many titles to tell a section.
_MIN_OPENING = 8
# Another name is weaker evidence than the official one, a single word (`Kendala`) the weakest.
_OTHER_NAME = 0.97
_OTHER_WORD = 0.9
# Leaving out the report's subject at the end of a heading costs a little, so that the full title wins.
_TOPIC_CUT = 0.03
# Titles less alike than this are not compared in full; below every threshold above.
_HOPELESS = 0.75
# Below this length one wrong letter makes another word.
_SHORT_TITLE = 9

# `Manajemen Perubahan (Area I)`
_REMARK = re.compile(r"\s*\([^()]*\)[\s.:;]*$")
# The titles of a format are compared with every heading: their normal forms are made once.
fold = lru_cache(maxsize=4096)(clean.fold)
skeleton = lru_cache(maxsize=4096)(clean.skeleton)

# A chapter's label; OCR reads the numeral I as l, | or nothing.
_BAB = re.compile(r"^\W*BAB\b", re.IGNORECASE)
# What is left of numbering at the head of folded text: the chapter label, numerals, single letters.
_NUMBERING = re.compile(r"^(?:bab\s+(?:[ivxl1]+|\d+)\s+|bab\s+|(?:[ivx]+|\d+|[a-z])\s+)+(?=\S{2})")


@dataclass(frozen=True)
class Heading:
    """A heading of the document, its label and title joined where they stand on two lines.

    Attributes:
        position: index of its (first) block in `Document.blocks`.
        section: id of the document's section; None for a paragraph taken for a heading.
        blocks: ids of all its blocks.
        parent: id of the enclosing section of the document.
    """

    position: int
    block: str
    title: str
    number: str = ""
    section: str | None = None
    level: int = 1
    parent: str | None = None
    location: Location = field(default_factory=Location)
    blocks: frozenset[str] = frozenset()

    @property
    def is_bab(self) -> bool:
        """Whether it is labelled as a chapter."""
        return bool(_BAB.match(self.number))

    @property
    def printed(self) -> str:
        """Number and title as printed."""
        return f"{self.number} {self.title}".strip()

    @cached_property
    def folded(self) -> str:
        """The title in normal form, without what is left of numbering and a closing remark in brackets."""
        plain = _REMARK.sub("", self.title.replace("&", " dan ")) or self.title
        return _NUMBERING.sub("", fold(plain) + " ").strip()

    @classmethod
    def of_block(cls, document: Document, position: int) -> Heading:
        """Return a heading made of a block that the reader did not take for one."""
        block = document.blocks[position]
        title = block.text.removeprefix(block.marker).strip()
        return cls(
            position, block.id, title, block.marker, location=block.location, blocks=frozenset({block.id})
        )


@dataclass(frozen=True)
class TitleMatch:
    """How much a heading is like a section of the format.

    Attributes:
        similarity: 0 to 1.
        official: whether the title counts as the format's own.
        loose: whether only another name of the section is alike; such names may stand elsewhere too.
        team: whether it names a team.
    """

    heading: Heading
    section: FormatSection
    similarity: float
    official: bool = False
    loose: bool = False
    team: bool = False


def collect_headings(document: Document, reader: TitleReader) -> tuple[Heading, ...]:
    """Return the document's headings in order, without titles of the document itself.

    A chapter label that stands alone takes the next heading as its title.
    """
    position_of = {block.id: index for index, block in enumerate(document.blocks)}
    headings: list[Heading] = []
    label: Section | None = None
    for section in document.sections:
        if not section.title.strip() and _BAB.match(section.number):
            label = section
            continue
        first = section if label is None or section.number.strip() else label
        heading = Heading(
            position=position_of[first.block],
            block=first.block,
            title=section.title,
            number=first.number,
            section=section.id,
            level=first.level,
            parent=first.parent,
            location=first.location,
            blocks=frozenset({first.block, section.block}),
        )
        label = None
        if not reader.is_document_title(heading):
            headings.append(heading)
    return tuple(headings)


class TitleReader:
    """Compares headings with the titles of a format."""

    def __init__(self, fmt: Format) -> None:
        self._words = fmt.pengenalan

    def is_document_title(self, heading: Heading) -> bool:
        """Whether a heading is the title of the document or of its front matter."""
        return not heading.is_bab and _starts_with(heading.folded, self._words.judul_dokumen) is not None

    def is_named(self, heading: Heading, name: str) -> bool:
        """Whether a heading's title is `name`, misspellings aside."""
        return _alike(_without_tail(heading.folded, self._words), fold(name)) >= _OFFICIAL

    def compare(self, heading: Heading, section: FormatSection) -> TitleMatch:
        """Return how much a heading is like a section's title, as printed and without words before it."""
        best = self._compare_name(heading, section, heading.folded)
        for prefixes, team, renames in (
            (self._words.awalan_netral, False, False),
            (self._words.awalan_tim, True, True),
            (self._words.awalan_lain, False, True),
        ):
            rest = _starts_with(heading.folded, prefixes)
            if rest is None:
                continue
            hit = self._compare_name(heading, section, _NUMBERING.sub("", rest))
            if hit.similarity > best.similarity + 0.02:
                best = replace(hit, official=hit.official and not renames, team=team)
        return best

    def _compare_name(self, heading: Heading, section: FormatSection, name: str) -> TitleMatch:
        plain = _without_tail(name, self._words)
        official = max(self._official(plain, title, section) for title in (section.judul, *section.setara))
        other = max((_other(plain, fold(title)) for title in section.nama_lain), default=0.0)
        return TitleMatch(
            heading,
            section,
            max(official, other),
            official=official >= max(_OFFICIAL, other),
            loose=other > official,
        )

    def _official(self, plain: str, title: str, section: FormatSection) -> float:
        wanted = fold(title)
        score = _alike(plain, wanted)
        for topic in self._words.topik:
            cut = plain.removesuffix(fold(topic)).strip()
            if cut and cut != plain:
                score = max(score, _alike(cut, wanted) - _TOPIC_CUT)
        extra = len(plain.split()) - len(wanted.split())
        if plain.startswith(wanted + " ") and (section.boleh_diperpanjang or extra <= _MAX_EXTRA_WORDS):
            score = max(score, 1.0 if section.boleh_diperpanjang else _EXTENDED)
        return score


def _other(plain: str, name: str) -> float:
    """Return the likeness of a title with another name of a section, also where words follow it."""
    score = _alike(plain, name)
    extra = len(plain.split()) - len(name.split())
    if len(name) >= _MIN_OPENING and plain.startswith(name + " ") and extra <= _MAX_EXTRA_WORDS:
        score = max(score, _EXTENDED)
    return score * (_OTHER_NAME if " " in name else _OTHER_WORD)


def _alike(a: str, b: str) -> float:
    """Return the likeness of folded titles, blanks aside; short ones must be equal letter by letter."""
    shorter, longer = sorted((len(a), len(b)))
    if 2 * shorter < _HOPELESS * (shorter + longer):  # no edit similarity can reach it
        return 0.0
    score = max(ratio(a, b), ratio(skeleton(a), skeleton(b)))
    if min(len(a), len(b)) < _SHORT_TITLE and score < _OFFICIAL:
        return 0.0
    return score


def _starts_with(folded: str, phrases: tuple[str, ...]) -> str | None:
    """Return what follows the longest of the phrases that opens a text; None if none does."""
    hits = [fold(phrase) for phrase in phrases if folded.startswith(fold(phrase) + " ")]
    return folded.removeprefix(max(hits, key=len)).strip() if hits else None


def _without_tail(folded: str, words: Pengenalan) -> str:
    """Return a title without the words that only name office, year or award."""
    stops = (re.search(rf"(?<=\w) {re.escape(fold(tail))}\b", folded) for tail in words.ekor)
    first = min((stop.start() for stop in stops if stop), default=len(folded))
    return folded[:first].strip()
