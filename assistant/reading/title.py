"""The titles of a document: what its cover, letterhead, decree or running header says that it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.data import data_directory
from assistant.document import Block, BlockKind, DocumentType
from assistant.language.clean import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.reading.document_types import DocumentTypes, TypePhrases

# Cover, decree and preface of the real documents end within the first 60 units of text.
TITLE_ZONE = 60
# The longest title met (a work plan's, on a decree) has 45 words; longer runs of lines are several titles.
_MAX_TITLE_CHARS = 450
# What a title is about follows its first words at once: `LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS`.
_MAX_TO_TOPIC = 80
# `TAHUN 2025`, `Tahun Anggaran 2025`, with the letters that scanning puts for digits.
_YEAR = re.compile(r"\btahun\s*:?\s*(?:anggaran\s+)?(2[0oO][0-9oOlI]{2})(?!\w)", re.IGNORECASE)
# A year without the word; no part of a number, a date or a span of years.
_BARE_YEAR = re.compile(r"(?<![\d/.–-])(20[0-9]{2})(?![\d/.–-])")
# `Nomor 9 Tahun 2025` is the year of a decree or law, not of what it is about.
_NUMBERED = re.compile(r"\bnomor\s*:?\s*[\w./-]+\s+\Z", re.IGNORECASE)
# What a decree decides: in its considerations (`menetapkan Keputusan ... tentang`) or in its first ruling.
# A report that says that the office "telah menetapkan rencana aksi" is no decree.
_SUBJECT = re.compile(
    r"\bmenetapkan\b[\s:|]*keputusan\b[^.;]{0,200}?\btentang\s+|\bkesatu\b[\s:|]*menetapkan\s+", re.IGNORECASE
)
# The body begins here; further down, only running headers are titles.
_BODY_BEGINS = re.compile(
    r"\W*(?:[A-Z0-9]{1,2}\.\s*)?(?:BAB|PENDAHULUAN|LATAR BELAKANG|DAFTAR ISI)\b", re.IGNORECASE
)
# A sentence ends a title; the abbreviations in titles (`Kab.`, `No.`) are followed by capitals or digits too,
# so that only a stop after a longer word counts.
_SENTENCE_END = re.compile(r"[;:]|(?<=[a-z]{5})\.\s|(?<=[A-Z]{7})\.\s")


@dataclass(frozen=True, slots=True)
class Title:
    """Text that says what the document is.

    Attributes:
        text: lines of a cover, a letterhead or a running header, or the subject of a decree.
        kind: what it says that the document is; None if it does not say.
        year: the year that it gives; None without one.
        position: share of the document's text that stands before it, 0 to 1.
    """

    text: str
    kind: DocumentType | None
    year: int | None
    position: float


def find_titles(blocks: Sequence[Block]) -> tuple[Title, ...]:
    """Return the titles at the head of a document, in order; empty if it begins in the middle of its text."""
    total = sum(len(block.text) for block in blocks) or 1
    return tuple(
        Title(text, kind, year, before / total)
        for text, before in _title_texts([b for b in blocks if b.text.strip()][:TITLE_ZONE])
        for kind, year in [_read_title(text)]
    )


def year_in(text: str) -> int | None:
    """Return the first year that a title gives, leaving the numbers of decrees aside; None without one."""
    for match in _YEAR.finditer(text):
        if not _NUMBERED.search(text, 0, match.start()):
            return int(re.sub("[lI]", "1", match.group(1).upper().replace("O", "0").replace("L", "1")))
    bare = {int(match.group(1)) for match in _BARE_YEAR.finditer(_YEAR.sub(" ", text))}
    return bare.pop() if len(bare) == 1 else None


def is_letter(blocks: Sequence[Block]) -> bool:
    """Whether the first lines are those of a letter: number, subject, addressee."""
    marks = document_types().surat
    opening = [fold(block.text) for block in blocks[:20]]
    joined = [line for block in blocks[:20] for line in map(fold, re.split(r"[\n|\t]", block.text))]

    def found(words: Sequence[str]) -> set[str]:
        return {w for w in words if any(re.match(rf"{w}\b", line) for line in (*opening, *joined))}

    typical = found(marks.khas)
    return len(typical) >= 2 or bool(typical and found(marks.lain))


@cache
def document_types() -> DocumentTypes:
    """Return the phrases that tell kinds of documents apart, read once."""
    # pydantic costs 0.1 s, which `zi --help` need not pay.
    from assistant.reading.document_types import load_document_types

    return load_document_types(data_directory("mappings"))


def first_phrase(text: str, choices: Sequence[TypePhrases]) -> tuple[int, DocumentType] | None:
    """Return where the first of the phrases stands in a folded text, and for which kind it speaks."""
    hits = [
        (match.start(), choice.jenis)
        for choice in choices
        for phrase in choice.frasa
        if (match := re.search(rf"\b{phrase}\b", text))
    ]
    return min(hits, default=None)


def _title_texts(zone: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Yield the runs of title lines and the subjects of decrees, with the amount of text before each."""
    lines: list[str] = []
    before = start = 0
    in_body = False
    for block in zone:
        in_body = in_body or bool(_BODY_BEGINS.match(block.text))
        is_title = (block.kind is BlockKind.NOISE or not in_body) and _is_title_line(block)
        if lines and not (is_title and sum(map(len, lines)) < _MAX_TITLE_CHARS):
            yield "\n".join(lines), start
            lines = []
        if is_title:
            start = start if lines else before
            lines.append(block.text)
        else:
            for match in _SUBJECT.finditer(block.text):
                subject = block.text[match.end() : match.end() + _MAX_TITLE_CHARS]
                yield _SENTENCE_END.split(subject)[0], before
        before += len(block.text)
    if lines:
        yield "\n".join(lines), start


def _is_title_line(block: Block) -> bool:
    """Whether a block is set as titles are: a heading, capitals, or a short line of capitalised words."""
    text = block.text.strip()
    letters = [c for c in text if c.isalpha()]
    if not letters or len(text) > _MAX_TITLE_CHARS or block.kind is BlockKind.LIST_ITEM:
        return False
    if fold(text[:40]).partition(" ")[0] in document_types().surat.khas:
        return False  # the subject of a letter may name a report; the letter is none
    if block.kind is BlockKind.HEADING or sum(c.isupper() for c in letters) >= 0.7 * len(letters):
        return True
    words = [w for w in text.split() if w[0].isalpha()]
    short = len(words) <= 25 and not text.endswith((".", ";")) and block.table is None
    return short and _capitalised(words) >= 0.6 * len(words)


def _capitalised(words: Sequence[str]) -> int:
    return sum(word[0].isupper() for word in words)


def _read_title(text: str) -> tuple[DocumentType | None, int | None]:
    """Return what a title says that the document is, and the year after those words."""
    types = document_types()
    plain = fold(text)
    topics = "|".join(types.pokok)
    hit = first_phrase(plain, types.judul)
    if hit is None or not re.search(rf"\b(?:{topics})\b", plain[hit[0] : hit[0] + _MAX_TO_TOPIC]):
        return None, year_in(text)
    return hit[1], year_in(text)
