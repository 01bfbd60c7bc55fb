"""Values in a text that evidence can bear or contradict: decrees, letters, dates, indices, counts, money.

The same finder reads report and evidence, so that equal values have equal keys however they are written.
Left out: laws and national decrees, durations, numbers that only order things, years alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assistant.auditing.evidence_words import content_words, evidence_words
from assistant.auditing.model import ClaimKind
from assistant.language.citations import CitationKind, find_citations
from assistant.language.dates import DateKind, find_dates
from assistant.language.indices import find_indices
from assistant.language.lemmas import lemma
from assistant.language.numbers import NUMBER_WORD, parse_number, parse_number_words
from assistant.language.quantities import AMOUNT, LINK, PERCENT, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.language.citations import Citation
    from assistant.language.dates import DateMention


class Role(StrEnum):
    """Which number of `29 dari 31` a count is; most stand alone."""

    PLAIN = "plain"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Value:
    """A value in `text[start:end]`.

    Attributes:
        key: what equal values share: `41/2025`, `2025-01-13`; a number is compared as such and has none.
        number: what a count, percentage, amount or index means; an index on the scale to 100.
        precision: half a unit of the last digit of `number`, on the same scale.
        unit: lemma of what is counted, or the index; empty where the text does not say.
        near: words close to it, which say what it measures.
        subject: words of what a decree or letter is about.
        of: key of the decree or letter whose date this is; empty for the date of anything else.
    """

    kind: ClaimKind
    start: int
    end: int
    key: str = ""
    number: float = 0.0
    precision: float = 0.0
    unit: str = ""
    role: Role = Role.PLAIN
    near: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    of: str = ""


# Words of the same clause tell what a number measures; a clause seldom has more letters on one side.
_REACH_BEFORE, _REACH_BEHIND = 70, 50
# Another number begins another measure; a year does not.
_CLAUSE_END = re.compile(
    r"[;|\n]|[.,](?=\s)|\s(?:dan|serta|sedangkan|sementara)\s|(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d.,]{0,15}"
)
_SENTENCE_END = re.compile(r"[;\n]|\.(?=\s)")
# A clause with fewer content words (`yaitu 31 orang`) does not say what it measures.
_FEW = 2
_NUMBERS = {CitationKind.DECREE: ClaimKind.DECREE_NUMBER, CitationKind.MINUTES: ClaimKind.LETTER_NUMBER}
_NUMBERS[CitationKind.LETTER] = ClaimKind.LETTER_NUMBER
# A year that a list of days gives once, at its end: `27 Maret, 26 Juni, dan 25 September 2025`.
_LIST_REACH = 90
_DAY_NUMBERS = re.compile(r"\d{1,2}(?!\d)")
_ORDERING = re.compile(
    r"(?:\b(?:nomor|no|pasal|ayat|huruf|angka|tabel|gambar|grafik|bab|lampiran|halaman|hlm|triwulan|semester|ke|pukul|jam|kav|rt|rw|jalan|jl|"
    r"skala|versi|tahun|tingkat|peringkat|eselon|golongan)\b[\s.:-]*|[/\w]-?)\Z",
    re.IGNORECASE,
)
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?![\d.]*\d)|\d{1,6}"
_IN_WORDS = rf"(?:{NUMBER_WORD})(?:\s+(?:{NUMBER_WORD})){{0,6}}"
_COUNT = re.compile(
    rf"(?<![\w.,/:-])(?P<number>(?:{_DIGITS})(?![\d.,/:-]*\d)|{_IN_WORDS})(?![\w%])(?:\s?\([a-z ]{{3,40}}\))?"
    r"(?:\s+(?P<unit>[^\W\d_][\w-]{1,30})(?:\s+(?P<second>[^\W\d_][\w-]{1,30}))?)?",
    re.IGNORECASE,
)
# `Pegawai yang mengikuti pelatihan: 29`, as sheets and forms write.
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:;|\n]{1,80}?)\s*[:=]\s*\Z")
_FRACTION = re.compile(
    r"\s+(?:[^\W\d_]+\s+){0,2}?dari\s+(?:total\s+|seluruh\s+|keseluruhan\s+|sejumlah\s+)?\Z", re.IGNORECASE
)
_OF = re.compile(
    r"(?:^|[\s(,])dari\s+(?:total\s+|seluruh\s+|keseluruhan\s+|sejumlah\s+|sebanyak\s+)?\Z", re.IGNORECASE
)
_DATED = re.compile(r",?\s*(?:tertanggal|tanggal|tgl\.?)\s", re.IGNORECASE)
# What stands between a number and its date, the subject perhaps among it.
_BETWEEN = re.compile(
    r"[\s,(]*(?:tentang\s[^.;]{3,200}?)?[\s,(]*(?:tertanggal|tanggal|tgl\.?)\s+", re.IGNORECASE
)
_YEAR_NUMBER = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=16_384)
def find_values(text: str) -> tuple[Value, ...]:
    """Return the values in a text in order, without overlaps; what a text cites as law hides its digits."""
    taken = _Taken()
    found: list[Value] = []
    for citation in find_citations(text):
        value = _cited(text, citation)
        end = value.end if value is not None else citation.end
        if taken.claim(citation.start, end) and value is not None:
            found.append(value)
    cited = tuple(found)
    for match in LINK.finditer(text):
        taken.claim(match.start(), match.end())
    for finder in (_dates, _indices, _amounts, _percentages, _counts):
        found += [_dated(text, cited, v) for v in finder(text) if taken.claim(v.start, v.end)]
    return tuple(sorted(found, key=lambda value: value.start))


class _Taken:
    """Stretches that somebody has claimed."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def claim(self, start: int, end: int) -> bool:
        """Take a stretch, and return whether it was free."""
        place = bisect_left(self._spans, (start, end))
        before = place and self._spans[place - 1][1] > start
        if before or (place < len(self._spans) and self._spans[place][0] < end):
            return False
        self._spans.insert(place, (start, end))
        return True


def _cited(text: str, citation: Citation) -> Value | None:
    """Return the value of an office's decree or letter; None for law and for what national bodies issue."""
    kind = _NUMBERS.get(citation.kind)
    if kind is None or citation.is_kept:
        return None
    number = re.sub(r"\s", "", citation.number).lower()
    start = text.find(citation.number.split("/")[0], citation.start, citation.end)
    dated = _DATED.search(text, start, citation.end)
    end = dated.start() if dated else citation.end
    lead, _, rest = number.partition("/")
    year = citation.year or (int(number[-4:]) if _YEAR_NUMBER.fullmatch(number[-4:]) else None)
    key = number if rest and kind is ClaimKind.LETTER_NUMBER else f"{lead.lstrip('0') or lead}/{year or ''}"
    subject = frozenset(content_words(citation.subject))
    # Mostly the matter stands before (`Tim X ditetapkan dengan Keputusan ...`), else behind.
    before = _words_within(text[: citation.start], citation.start, citation.start, _CLAUSE_END)
    beside = before if len(before) >= _FEW else near_words(text, citation.start, citation.end)
    near = frozenset(content_words(citation.name)) | beside
    return Value(kind, max(start, citation.start), end, key, near=near, subject=subject)


def _dated(text: str, cited: tuple[Value, ...], value: Value) -> Value:
    """Return a value; a date right behind the number of a decree or letter as the date of that document."""
    if value.kind is not ClaimKind.DATE:
        return value
    for document in cited:
        if document.end <= value.start and _BETWEEN.fullmatch(text, document.end, value.start):
            return replace(value, of=document.key, near=document.near | document.subject)
    return value


def _dates(text: str) -> Iterator[Value]:
    """Yield days and spans of days; a day without its year takes the one that its list names later."""
    mentions = find_dates(text)
    for place, mention in enumerate(mentions):
        if mention.kind not in (DateKind.DAY, DateKind.DAYS):
            continue
        year = mention.year or _later_year(mentions, place)
        key = _day_key(text, mention, year) if year else ""
        if key:
            near = near_words(text, mention.start, mention.end)
            yield Value(ClaimKind.DATE, mention.start, mention.end, key, near=near)


def _later_year(mentions: tuple[DateMention, ...], place: int) -> int | None:
    for other in mentions[place + 1 :]:
        if other.start - mentions[place].end > _LIST_REACH:
            return None
        if other.year:
            return other.year
    return None


def _day_key(text: str, mention: DateMention, year: int) -> str:
    if mention.day is not None:
        return mention.day.isoformat()
    days = [int(day) for day in _DAY_NUMBERS.findall(text[mention.start : mention.end])]
    try:
        first = date(year, mention.months[0], days[0])
        last = date(year, mention.months[0], days[1]) if mention.kind is DateKind.DAYS else first
    except (ValueError, IndexError):
        return ""
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def _indices(text: str) -> Iterator[Value]:
    for mention in find_indices(text):
        printed = parse_number(text[mention.start : mention.end].replace(".", ","))
        half = (printed.unit if printed else 1.0) / 2 * (25 if mention.scale == 4 else 1)
        near = near_words(text, mention.start, mention.end)
        yield Value(
            ClaimKind.INDEX_VALUE, mention.start, mention.end,
            number=mention.percent, precision=half, unit=mention.kind.value, near=near,
        )  # fmt: skip


def _amounts(text: str) -> Iterator[Value]:
    for match in AMOUNT.finditer(text):
        number = quantity(match.group())
        if number is not None:
            end = match.start() + len(match.group().rstrip("., "))
            near = near_words(text, match.start(), end)
            yield Value(ClaimKind.AMOUNT, match.start(), end, number=number, precision=0.5, near=near)


def _percentages(text: str) -> Iterator[Value]:
    for match in PERCENT.finditer(text):
        number = quantity(match.group())
        if number is not None:
            decimals = re.search(r"[.,](\d+)", match.group())
            half = 0.5 * 10.0 ** -(len(decimals.group(1)) if decimals else 0)
            near = near_words(text, match.start(), match.end())
            yield Value(
                ClaimKind.PERCENTAGE, match.start(), match.end(), number=number, precision=half, near=near
            )


def _counts(text: str) -> Iterator[Value]:
    """Yield whole numbers with what they count, or with the label before them."""
    waiting: tuple[int, int, float] | None = None  # the first number of a fraction, which has no unit itself
    for match in _COUNT.finditer(text):
        number = _count_number(match["number"])
        if number is None or _ORDERING.search(text, max(0, match.start() - 14), match.start()):
            continue
        start, end = match.span("number")
        is_whole = bool(_OF.search(text, max(0, start - 24), start))
        unit = _unit(match)
        if waiting is not None and is_whole and start - waiting[1] < 40 and unit:
            yield _count(text, waiting[0], waiting[1], waiting[2], unit)
        waiting = (start, end, number) if not unit else None
        labelled = not unit and _LABEL.search(text, max(0, start - 90), start)
        if unit and unit not in evidence_words().satuan_waktu:
            yield _count(text, start, end, number, unit, Role.WHOLE if is_whole else Role.PLAIN)
        elif labelled and _is_alone(text, end):
            yield _count(text, start, end, number, "")


def _count(text: str, start: int, end: int, number: float, unit: str, role: Role = Role.PLAIN) -> Value:
    near = near_words(text, start, end)
    return Value(ClaimKind.COUNT, start, end, number=number, unit=unit, role=role, near=near)


def _count_number(printed: str) -> float | None:
    """Return the number; None for a year, for `satu`, which is an article, and for what is none."""
    if printed[0].isdigit():
        number = parse_number(printed)
        return None if number is None or _YEAR_NUMBER.fullmatch(printed) else number.value
    spelt = parse_number_words(printed)
    return float(spelt) if spelt is not None and spelt > 1 else None


def _unit(match: re.Match[str]) -> str:
    """Return the lemma of what is counted; empty where no such word follows."""
    words = evidence_words()
    unit = (match["unit"] or "").lower()
    if not unit or unit in words.kata_sambung or unit in words.bukan_hitungan:
        return ""
    second = (match["second"] or "").lower()
    if unit in words.satuan_umum - words.satuan_orang and second and second not in words.kata_sambung:
        unit = second
    if unit in words.satuan_orang:
        return unit
    named = content_words(f"{unit} {second}") if unit not in words.satuan_umum else ()
    return named[0] if named and lemma(unit) not in words.kata_umum else lemma(unit)


def _is_alone(text: str, end: int) -> bool:
    """Whether nothing but an end follows a number behind a label."""
    return (
        not text[end : end + 1].strip(" ;|,.)\n") and not text[end : end + 2].lstrip(" ;|,.)\n")[:1].isdigit()
    )


def near_words(text: str, start: int, end: int) -> frozenset[str]:
    """Return the content words in the clause around a stretch, or in its sentence if those are few."""
    near = _words_within(text, start, end, _CLAUSE_END)
    return near if len(near) >= _FEW else near | _words_within(text, start, end, _SENTENCE_END)


def _words_within(text: str, start: int, end: int, closing: re.Pattern[str]) -> frozenset[str]:
    """Return the content words around a stretch, within reach and up to what closes the clause."""
    low = max(0, start - _REACH_BEFORE)
    if low:  # not half a word
        low = text.find(" ", low, start) + 1 or start
    cuts = [match.end() for match in closing.finditer(text, low, start)]
    high = min(len(text), end + _REACH_BEHIND)
    if high < len(text):
        high = max(end, text.rfind(" ", end, high))
    following = closing.search(text, end, high)
    high = following.start() if following else high
    return frozenset(content_words(f"{text[cuts[-1] if cuts else low : start]} {text[end:high]}"))


@cache
def value_token(kind: ClaimKind, key: str) -> str:
    """Return the word under which a passage with this key is found in the index."""
    return f"{kind.value[:2]}_" + re.sub(r"\W", "_", key)


def tokens(value: Value) -> tuple[str, ...]:
    """Return the words under which a passage with this value is found in the index."""
    if value.key:
        return (value_token(value.kind, value.key),)
    return (value_token(value.kind, f"{value.number:.6g}"),)


def same_value(value: Value, other: Value) -> bool:
    """Whether two values of a kind are equal: the same day or number, or numbers that round to each other."""
    if value.key or other.key:
        return value.key == other.key or _within(value.key, other.key) or _within(other.key, value.key)
    return abs(value.number - other.number) <= max(value.precision, other.precision) + 1e-9


def _within(day: str, span: str) -> bool:
    first, _, last = span.partition("..")
    return bool(last) and first <= day.partition("..")[0] <= last and (day.partition("..")[2] or day) <= last
