"""How much, how often, and which share a text states: the same reading for criteria and for notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.auditing.audit_words import IRREGULAR, REGULAR, Scope, folded_phrase, phrase_pattern
from assistant.language.numbers import NUMBER_WORD, parse_number, parse_number_words
from assistant.language.similarity import best_match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.auditing.audit_words import AuditWords
    from assistant.auditing.vocabulary import Vocabulary

# What a word of scope covers is named within the next terms: `seluruh jenis pelayanan publik`.
_OBJECT_TERMS = 3
_OBJECT_REACH = 70
_OBJECT_END = re.compile(r"[.;:(]|\s(?:telah|sudah|belum|tidak|dapat|dengan|dan|untuk)\s")
_PERCENT = re.compile(r"(?<![\d.,])(?P<value>\d{1,3}(?:[.,]\d{1,4})?)\s*(?:%|persen\b)", re.IGNORECASE)
_NUM = rf"(?:\d{{1,5}}|(?:{NUMBER_WORD})(?:\s+(?:{NUMBER_WORD})){{0,4}})"
_UNIT_WORDS = r"(?:\s*\([^)\d]{0,40}\))?(?:\s+[^\W\d][\w-]*){0,3}?"
# `12 dari 15 SOP`, `12 (dua belas) pegawai dari total 15 pegawai`, `12 dari jumlah 15`.
_RATIO = re.compile(
    rf"\b(?P<part>{_NUM}){_UNIT_WORDS}\s+dari\s+(?:total\s+|jumlah\s+|keseluruhan\s+|sejumlah\s+|sebanyak\s+)*(?P<whole>{_NUM})\b",
    re.IGNORECASE,
)
# `dari 15 sasaran, 12 sasaran tercapai`
_RATIO_TURNED = re.compile(
    rf"\bdari\s+(?:total\s+|jumlah\s+|sejumlah\s+|sebanyak\s+)*(?P<whole>{_NUM})(?:\s+[^\W\d][\w-]*){{1,4}},"
    rf"\s*(?:sebanyak\s+|sejumlah\s+|baru\s+|hanya\s+|ada\s+)*(?P<part>{_NUM})\b(?!\s*%)",
    re.IGNORECASE,
)
_BAND_LOW = re.compile(r"(?:>|di\s?atas|lebih dari|melebihi)\s*(\d{1,3})\s*%", re.IGNORECASE)
_BAND_HIGH = re.compile(r"(?:<|di\s?bawah|kurang dari)\s*(\d{1,3})\s*%", re.IGNORECASE)
_BAND_RANGE = re.compile(r">\s*(\d{1,3})\s*%\s*[-–]\s*(\d{1,3})\s*%")
_BAND_FROM = re.compile(r"(\d{1,3})\s*%\s*atau lebih", re.IGNORECASE)
_INSIDE = 0.5
_RANGE_WORDS = re.compile(
    r"(?:[<>]|\bdi\s?atas|\blebih dari|\bmelebihi|\bdi\s?bawah|\bkurang dari)\s*\d{1,3}\s*%"
    r"(?:\s*[-–]\s*\d{1,3}\s*%)?"
    r"|(?<![\d.,])\d{1,3}\s*%\s*atau lebih",
    re.IGNORECASE,
)
_BAND_EXACT = re.compile(r"(\d{1,3})\s*%")
# Shares that the words of scope mean where the form gives them (A.II.2.i.a, A.II.4.ii.a: 50 %).
_HALF = 50.0
_DENIAL_REACH = 40
# `twiulan` for `triwulan`: first and last letter right, a letter or two missing or changed.
_LONG_WORD = re.compile(r"(?<![\w-])[^\W\d_]{6,12}(?![\w-])")
_MIN_FUZZY, _FUZZY = 7, 0.8


@dataclass(frozen=True, slots=True)
class ScopeMention:
    """A scope in `text[start:end]` and the terms it covers, `head` first; empty if the text names none."""

    scope: Scope
    covers: frozenset[str]
    start: int
    end: int
    written: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class FrequencyMention:
    """Times a year, or `REGULAR` or `IRREGULAR`, stated in `text[start:end]`; `counted` for `3 kali`."""

    times: int
    start: int
    end: int
    written: str
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A range of percentages; open at an end that is excluded."""

    low: float = 0.0
    high: float = float("inf")
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: float) -> bool:
        """Whether a percentage lies in it."""
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part and its whole, as `12 dari 15` states them."""

    part: int
    whole: int
    start: int
    end: int

    @property
    def percent(self) -> float:
        """The part of the whole, 0 to 100."""
        return 100 * self.part / self.whole


def find_scopes(text: str, vocabulary: Vocabulary) -> tuple[ScopeMention, ...]:
    """Return the scopes that a text states, in order, ratios (`12 dari 15 SOP`) among them."""
    words = vocabulary.words
    spared = [(m.start(), m.end()) for m in phrase_pattern(words.bukan_cakupan).finditer(text)]
    found: list[ScopeMention] = []
    for match in phrase_pattern(tuple(words.scopes)).finditer(text):
        if any(start <= match.start() < end for start, end in spared):
            continue
        scope = words.scopes[_key(match[0], words.scopes)]
        found.append(
            _scope_mention(
                scope, _covered(text, match.end(), vocabulary), match.start(), match.end(), match[0]
            )
        )
    for ratio in find_ratios(text):
        around = (
            *_covered(text[: ratio.end], ratio.start, vocabulary),
            *_covered(text, ratio.end, vocabulary),
        )
        found.append(
            _scope_mention(
                scope_of(ratio.percent), around, ratio.start, ratio.end, text[ratio.start : ratio.end]
            )
        )
    return tuple(sorted(found, key=lambda mention: mention.start))


def scope_of(percent: float) -> Scope:
    """Return the scope that a share means; a half is no large part yet."""
    if percent >= 100:
        return Scope.SEMUA
    return Scope.SEBAGIAN_BESAR if percent > _HALF else Scope.SEBAGIAN_KECIL


def _key(written: str, known: dict[str, Scope] | dict[str, int]) -> str:
    """Return a matched phrase as the lists write it; hyphens and blanks are one."""
    folded = folded_phrase(written)
    if folded in known:
        return folded
    bare = re.sub(r"[\s/-]+", " ", folded)
    return next(phrase for phrase in known if re.sub(r"[\s/-]+", " ", phrase) == bare)


def _scope_mention(scope: Scope, covers: tuple[str, ...], start: int, end: int, written: str) -> ScopeMention:
    return ScopeMention(scope, frozenset(covers), start, end, written, covers[0] if covers else "")


def _covered(text: str, end: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    window = text[end : end + _OBJECT_REACH]
    stop = _OBJECT_END.search(window)
    window = window[: stop.start()] if stop else window
    return vocabulary.content(window)[:_OBJECT_TERMS]


def find_frequencies(text: str, words: AuditWords) -> tuple[FrequencyMention, ...]:
    """Return the frequencies that a text states, in order."""
    known = words.frequencies
    text = phrase_pattern(words.bukan_frekuensi).sub(lambda m: " " * len(m[0]), text)
    found = [
        FrequencyMention(known[_key(m[0], known)], m.start(), m.end(), m[0])
        for m in phrase_pattern(tuple(known)).finditer(text)
    ]
    taken = [(m.start, m.end) for m in found]
    units = "|".join(map(re.escape, words.satuan_kali))
    for match in re.finditer(
        rf"\b(?P<n>{_NUM})\s*(?:\([^)]{{0,20}}\)\s*)?(?:{units})\b", text, re.IGNORECASE
    ):
        number = _number(match["n"])
        if number and not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(FrequencyMention(number, match.start(), match.end(), match[0], counted=True))
    found += _misspelt(text, known)
    denied = _denied_regularity(words)
    found = [
        replace(m, times=IRREGULAR)
        if m.times == REGULAR and denied.search(text, max(0, m.start - _DENIAL_REACH), m.start)
        else m
        for m in found
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


@lru_cache(maxsize=16)
def _denied_regularity_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    inner = "|".join(re.escape(phrase) for phrase in phrases)
    return re.compile(rf"\b(?:{inner})\b(?:\s+[^\W\d_]+){{0,2}}\s+\Z", re.IGNORECASE)


def _denied_regularity(words: AuditWords) -> re.Pattern[str]:
    """Return an expression for a denial right before a regularity: `belum dilakukan secara berkala`."""
    return _denied_regularity_of(tuple(p for p in words.penyangkal if " " not in p))


def _misspelt(text: str, known: dict[str, int]) -> Iterator[FrequencyMention]:
    """Yield long words of frequency with a letter or two wrong, as scans and hasty typing leave them."""
    choices = [p for p, times in known.items() if len(p) >= _MIN_FUZZY and p.isalpha() and times > 0]
    for match in _LONG_WORD.finditer(text):
        word = match[0].lower()
        near = [c for c in choices if c[0] == word[0] and c[-1] == word[-1] and abs(len(c) - len(word)) <= 2]
        best = best_match(word, near, _FUZZY) if near and word not in known else None
        if best is not None:
            yield FrequencyMention(known[near[best[0]]], match.start(), match.end(), match[0])


def meets_frequency(stated: FrequencyMention, wanted: int) -> bool | None:
    """Whether a stated frequency is what a criterion asks for; None if it leaves that open.

    What was done once (`1 kali`) may be a yearly duty or chance; nobody can tell from the count alone.
    """
    if wanted == IRREGULAR or stated.times == IRREGULAR:
        return stated.times == wanted
    if wanted == REGULAR:
        return None if stated.counted and stated.times == 1 else True
    return None if stated.times == REGULAR else stated.times >= wanted


def find_ratios(text: str) -> tuple[Ratio, ...]:
    """Return what a text counts as part of a whole, in order."""
    return tuple(_ratios(text))


def _ratios(text: str) -> Iterator[Ratio]:
    for match in (*_RATIO.finditer(text), *_RATIO_TURNED.finditer(text)):
        part, whole = _number(match["part"]), _number(match["whole"])
        if part is not None and whole and part <= whole:
            yield Ratio(part, whole, match.start(), match.end())


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else parse_number_words(text)


def find_percentages(text: str) -> tuple[tuple[float, str], ...]:
    """Return the percentages of a text with how they are written, ratios among them, in order.

    A text that states a range instead (`di atas 80 %`, `>25%-50%`) gives one percentage that lies in it.
    """
    if (match := _RANGE_WORDS.search(text)) and (band := read_band(match[0])) is not None:
        ratios = ((r.percent, text[r.start : r.end]) for r in find_ratios(text))
        return ((stated_share(band), match[0]), *ratios)
    found = [(m.start(), _value(m["value"]), m[0]) for m in _PERCENT.finditer(text)]
    found += [(r.start, r.percent, text[r.start : r.end]) for r in find_ratios(text)]
    return tuple((value, written) for _, value, written in sorted(found))


def _value(text: str) -> float:
    number = parse_number(text, dot_is_decimal=True)
    return number.value if number else 0.0


def read_band(criterion: str) -> Band | None:
    """Return the range of percentages that a criterion sets; None if it sets none."""
    if span := _BAND_RANGE.search(criterion):
        return Band(float(span[1]), float(span[2]), low_open=True)
    if low := _BAND_LOW.search(criterion):
        return Band(low=float(low[1]), low_open=True)
    if high := _BAND_HIGH.search(criterion):
        return Band(high=float(high[1]), high_open=True)
    if start := _BAND_FROM.search(criterion):
        return Band(low=float(start[1]))
    if exact := _BAND_EXACT.search(criterion):
        return Band(float(exact[1]), float(exact[1]))
    return None


def stated_share(band: Band) -> float:
    """Return a percentage that stands for a range, such as `di atas 80 %`.

    Half a point inside an end that is excluded: no criterion sets ranges finer than a point.
    """
    if band.low > 0 or band.high == float("inf"):
        return band.low + (_INSIDE if band.low_open else 0.0)
    return band.high - (_INSIDE if band.high_open else 0.0)
