"""Citations of law, decrees, letters and minutes: where they stand, what they cite, and whether they stay.

A citation is read from its number backwards: the number is the surest mark (`Nomor 90 Tahun 2021`), and the
nearest words before it that name a kind of document say what is cited. Left out: articles and paragraphs
(`Pasal 1 ayat (2)`), and documents named without any number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assistant.document import Level
from assistant.language.citation_words import CitationKind, CitationType, citation_words
from assistant.language.clean import fold
from assistant.language.satker import Satker, find_satker
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Citation", "CitationKind", "find_citations"]

# The longest name before a number (a ministry's regulation) has 110 characters; line breaks add some.
_REACH = 170
# A type's name with one or two letters misread (`Peraturan Pemeritah`).
_SAME_TYPE = 0.88
_MAX_SUBJECT = 300
# Acronyms are types in capitals only: `SK`, `UU`, `SE`, `PP` are parts of ordinary words otherwise.
_MAX_ACRONYM = 3
# A last word this short is an acronym too, in which one letter makes another body.
_SHORT_WORD = 4

# `Nomor 7 Tahun 2017`, `No. 275 Tahun 2025`, `Nomor: 314/ORT.07-Kpt/01/KPU/V/2021`; a number may break behind
# a hyphen at the end of a line. House numbers (`No. 12` after a street) lack a type before them.
_SLASHED = r"\d{1,5}(?:\s?/\s?[\w.]+(?:-\s?[\w.]+)*)+"
_NUMBER = re.compile(
    rf"\b(?:Nomor|No)\b\s*[.:]*\s*(?P<number>{_SLASHED}|\d{{1,5}}[A-Z]?)"
    r"(?:\s*,?\s*Tahun\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
# An office's own number with its codes needs no `Nomor` before it: three parts at least, the last the year.
_BARE_NUMBER = re.compile(
    r"(?<![\w/.:-])(?P<number>\d{1,5}/[\w.]+(?:-\s?[\w.]+)?/(?:[\w.-]+/)*(?:19|20)\d\d)\b"
)
# `PKPU 8 Tahun 2019`, `UU 7/2017`.
_SHORT = re.compile(
    r"\b(?P<name>(?P<type>UU|PP|PKPU|Perpres|Perppu|Inpres|Permen\w*(?:\s?(?:PAN\s?)?RB)?)(?:\s+RI)?)\s+"
    r"(?:(?:Nomor|No)\b\s*[.:]*\s*)?"
    r"(?P<number>\d{1,3})\s*(?:/|\s+Tahun\s+)\s*(?P<year>(?:19|20)\d\d)\b"
)
# Where law is published: `Tambahan Lembaran Negara Republik Indonesia Nomor 6109`.
_GAZETTE = re.compile(
    r"\b(?P<supplement>Tamb\w{2,8}\s+)?(?:(?P<sheet>Lemb\w{3,7})|Berita)\s+(?P<realm>Negara|Daerah)\b[^();,]{0,60}?"
    r"(?:Tahun\s+(?P<year>\d{4})\s*,?\s*)?\bNomor\s*:?\s*(?P<number>\d+)",
    re.IGNORECASE,
)
_DATE = re.compile(r",?\s*tanggal\s+\d{1,2}\s+[A-Z][a-z]+\s+(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_SUBJECT = re.compile(r"[\s,]*(?:tentang|perihal|hal)\s*:?\s+", re.IGNORECASE)
_SUBJECT_END = re.compile(r"\s\(|;|\.(?:\s|\Z)|,?\s+sebagaimana\b|,?\s+yang\s+", re.IGNORECASE)
# Before a further number of the same kind; a table's or a picture's number follows other words.
_CONTINUED = re.compile(r"(?:\b(?:dengan|yaitu|oleh|dan|serta|jo|juncto)\b[\s.:]*|,\s*)\Z", re.IGNORECASE)
# A sentence or another entry of the list ends the search backwards for the type.
_BARRIER = re.compile(r"[;]|\.\s+(?=[A-Z])|\)\s")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document cited in `text[start:end]`: from its kind to its number, year and date.

    Attributes:
        type: name of the kind (`Undang-Undang`, `Berita Acara`); empty if the text has the number alone.
        number: as printed, blanks removed.
        year: of the number; None if the text does not give it.
        subject: what it is about, as printed after `tentang`; empty if not given.
        issuer: the office that issued it, where one is named.
        is_national: whether a national body issued it.
        name: type and issuer as printed before the number (`Peraturan Menteri PANRB`).
    """

    start: int
    end: int
    kind: CitationKind
    type: str
    number: str
    year: int | None
    subject: str = ""
    issuer: Satker | None = None
    is_national: bool = False
    name: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it stays from one year's report to the next: law, and national decrees and circulars."""
        if self.kind in (CitationKind.LAW, CitationKind.GAZETTE):
            return True
        return self.is_national and (self.kind is CitationKind.DECREE or self.type == "Surat Edaran")

    @property
    def is_amendment(self) -> bool:
        """Whether it changes another regulation."""
        return fold(self.subject).startswith("perubahan")


@lru_cache(maxsize=2048)  # several rules read the citations of the same block
def find_citations(text: str) -> tuple[Citation, ...]:
    """Return the documents that a text cites, in order, without overlaps."""
    found: list[Citation] = []
    for citation in (*_gazettes(text), *_shorts(text), *_numbered(text)):
        place = bisect_left(found, citation.start, key=lambda other: other.start)
        before_ends = not place or found[place - 1].end <= citation.start
        if before_ends and (place == len(found) or citation.end <= found[place].start):
            found.insert(place, citation)
    return tuple(found)


def _gazettes(text: str) -> Iterator[Citation]:
    """Yield places of publication."""
    for match in _GAZETTE.finditer(text):
        year = int(match["year"]) if match["year"] else None
        name = f"{'Lembaran' if match['sheet'] else 'Berita'} {match['realm'].capitalize()}"
        name = f"Tambahan {name}" if match["supplement"] else name
        yield Citation(match.start(), match.end(), CitationKind.GAZETTE, name, match["number"], year)


def _shorts(text: str) -> Iterator[Citation]:
    """Yield laws by their acronym with number and year."""
    for match in _SHORT.finditer(text):
        kind = _type_of(match["type"])
        name = kind.nama if kind else match["type"]
        yield Citation(
            match.start(),
            match.end(),
            CitationKind.LAW,
            name,
            match["number"],
            int(match["year"]),
            _subject(text, match.end()),
            is_national=True,
            name=match["name"],
        )


def _numbered(text: str) -> Iterator[Citation]:
    """Yield everything cited by its number."""
    for pattern in (_NUMBER, _BARE_NUMBER):
        before: tuple[int, str] | None = None
        for match in pattern.finditer(text):
            number = re.sub(r"\s", "", match["number"])
            cited, start = _type_before(text, match.start())
            name = text[start : match.start()]
            if (
                before is not None and start < before[0]
            ):  # `Nomor 90 Tahun 2021 ... dengan Nomor 5 Tahun 2024`
                if not _continues(text, before[0], match):
                    continue
                start, name = match.start(), before[1]
            before = match.end(), name
            kind = cited.macam if cited else _kind_of_code(number)
            if kind is None:
                continue
            if cited is None:
                start, name = match.start(), ""
            date = _DATE.match(text, match.end())
            end = date.end() if date else match.end()
            issuer, is_national = _issuer(name, kind)
            yield Citation(
                start,
                end,
                kind,
                cited.nama if cited else "",
                number,
                _year(match, number, date),
                _subject(text, end),
                issuer,
                is_national,
                " ".join(name.split()),
            )


def _continues(text: str, end: int, match: re.Match[str]) -> bool:
    """Whether a number with its year goes on from the number that ends at `end`, under the same name."""
    return match.groupdict().get("year") is not None and bool(_CONTINUED.search(text, end, match.start()))


def _year(match: re.Match[str], number: str, date: re.Match[str] | None) -> int | None:
    """Return the year of a number: stated behind it, its last part, or that of its date."""
    stated = match.groupdict().get("year")
    if stated:
        return int(stated)
    last = re.search(r"/((?:19|20)\d\d)\Z", number)
    if last:
        return int(last.group(1))
    return int(date["year"]) if date else None


@cache
def _types() -> tuple[tuple[str, CitationType], ...]:
    """Return the spellings of all types with their type, the longest first."""
    spellings = [(spelling, kind) for kind in citation_words().jenis for spelling in kind.tulisan]
    return tuple(sorted(spellings, key=lambda item: -len(item[0])))


def _type_of(words: str) -> CitationType | None:
    plain = fold(words)
    return next((kind for spelling, kind in _types() if spelling == plain), None)


def _type_before(text: str, position: int) -> tuple[CitationType | None, int]:
    """Return the type named last before a number, and where its name begins."""
    reach = max(0, position - _REACH)
    barriers = [barrier.end() for barrier in _BARRIER.finditer(text, reach, position)]
    window_start = max([reach, *barriers])
    window = text[window_start:position]
    words = list(re.finditer(r"[^\W\d_]+", window))
    for i in range(len(words) - 1, -1, -1):
        if _type_at(window, words, i) is not None:
            first = _widen(window, words, i)
            return _type_at(window, words, first), window_start + words[first].start()
    return None, position


def _type_at(window: str, words: list[re.Match[str]], index: int) -> CitationType | None:
    """Return the type whose name begins at a word; the longest that fits."""
    joined_of: dict[int, str] = {}
    for spelling, kind in _types():
        count = len(spelling.split())
        if len(spelling) <= _MAX_ACRONYM:
            if words[index].group() == spelling.upper():
                return kind
            continue
        for taken in (count, count - 1):  # scans and hyphenation run two words together (`UndangUndang`)
            if not 0 < taken <= len(words) - index:
                continue
            if taken not in joined_of:
                printed = window[words[index].start() : words[index + taken - 1].end()]
                joined_of[taken] = fold(printed).replace(" ", "")
            joined, wanted = joined_of[taken], spelling.replace(" ", "")
            last = spelling.split()[-1]
            if len(last) <= _SHORT_WORD and not joined.endswith(last):  # `Peraturan KPK` is not `KPU`
                continue
            if abs(len(joined) - len(wanted)) <= 2 and _is_same_type(joined, wanted):
                return kind
    return None


@lru_cache(maxsize=8192)
def _is_same_type(printed: str, spelling: str) -> bool:
    """Whether a type's name is printed, with a letter or two misread (cached: names recur)."""
    return ratio(printed, spelling) >= _SAME_TYPE


def _widen(window: str, words: list[re.Match[str]], index: int) -> int:
    """Return the first word of the type's full name: `Surat` of `Surat Keputusan`."""
    for back in range(min(4, index), 0, -1):
        if _type_at(window, words[: index + 4], index - back) is not None:
            between = window[words[index - back].start() : words[index].start()]
            if len(between.split()) <= back and not re.search(r"[,;:]", between):
                return index - back
    return index


def _kind_of_code(number: str) -> CitationKind | None:
    """Return the kind that the code in a number names; None without a known code."""
    codes = citation_words().kode_naskah
    return next((codes[part] for part in re.split(r"[/.-]", number.lower()) if part in codes), None)


def _issuer(name: str, kind: CitationKind) -> tuple[Satker | None, bool]:
    """Return the office in a citation's name, and whether a national body issued it."""
    offices = find_satker(name)
    if offices:
        return offices[0].satker, offices[0].satker.level is Level.PUSAT
    plain = fold(name)
    if kind is CitationKind.LAW or any(
        re.search(rf"\b{body}\b", plain) for body in citation_words().nasional
    ):
        return None, True
    # The commission named without a place is the national one: `Keputusan Komisi Pemilihan Umum Nomor 314`.
    return None, bool(re.search(r"\b(?:komisi pemilihan umum|kpu)\Z", plain))


def _subject(text: str, end: int) -> str:
    """Return what follows `tentang` behind a number, to the end of the clause; empty if nothing does."""
    opening = _SUBJECT.match(text, end)
    if opening is None:
        return ""
    subject = text[opening.end() : opening.end() + _MAX_SUBJECT]
    return " ".join(_SUBJECT_END.split(subject)[0].split()).rstrip(" ,.")
