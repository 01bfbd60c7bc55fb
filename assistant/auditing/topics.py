"""What a claim speaks of, and how far a passage of evidence speaks of the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.auditing.evidence_words import content_words
from assistant.language.clean import fold
from assistant.language.dates import DateKind, find_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from assistant.auditing.evidence import Hit

# A word beside the value says more of what it measures than one elsewhere in the sentence, and that more than
# one of the heading above.
_NEAR, _SENTENCE, _HEADING = 1.0, 0.45, 0.2
# What only the file's name or first lines say holds for its passages, but less surely.
_FROM_ABOUT = 0.75
# The year of a decree or law is no year of what is told.
_NAMED_YEAR = re.compile(r"(?<!\d\s)\b[Tt]ahun\s+((?:19|20)\d\d)\b")
_PERIODS = (DateKind.PERIOD, DateKind.MONTHS)


@dataclass(frozen=True)
class Topic:
    """The words of a claim with how much each tells, and the part of the year that it is about.

    Attributes:
        weights: by content word; the sum is above 0 unless there are no words.
        months: months that the claim's sentence names as a period; empty if none.
        years: years that it names.
        near: the words beside its value.
        year: the year that its sentence names alone, else the report's; None if unknown.
    """

    weights: Mapping[str, float]
    months: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    near: frozenset[str] = frozenset()
    year: int | None = None

    def covered(self, words: Iterable[str], about: Iterable[str] = ()) -> float:
        """Return the share (0 to 1) of the topic that the words of a passage and of its file speak of."""
        total = sum(self.weights.values())
        if not total:
            return 0.0
        here, around = set(words), set(about)
        found = sum(
            weight * (1.0 if word in here else _FROM_ABOUT)
            for word, weight in self.weights.items()
            if word in here or word in around
        )
        return found / total

    def fits(self, hit: Hit) -> float:
        """Return the share of the topic that a passage speaks of."""
        return self.covered(_words(hit.text), _words(hit.about))

    def top(self, count: int) -> list[str]:
        """Return the words that tell most, for a search."""
        return sorted(self.weights, key=lambda word: (-self.weights[word], word))[:count]

    def shares_period(self, hit: Hit) -> bool:
        """Whether a passage may be about the same part of the year: one that names none always may."""
        months, years = periods(hit.text)
        about_months, about_years = periods(hit.about)
        theirs, their_years = months or about_months, years or about_years
        if self.months and theirs and not self.months & theirs:
            return False
        return not (self.years and their_years and not self.years & (years | about_years))


def make_topic(
    near: Iterable[str],
    sentence: str,
    heading: str,
    weight: Callable[[str], float],
    names: frozenset[str] = frozenset(),
    year: int | None = None,
) -> Topic:
    """Return the topic of a claim.

    Args:
        near: content words close to its value.
        sentence: what is quoted.
        heading: the heading above it.
        weight: how much a word tells among the evidence.
        names: words of the office's own name, which stand on all that it writes.
        year: the report's year.
    """
    shares: dict[str, float] = {}
    for words, share in (
        (near, _NEAR),
        (content_words(sentence), _SENTENCE),
        (content_words(heading), _HEADING),
    ):
        for word in words:
            shares.setdefault(word, share)
    months, years = periods(sentence)
    return Topic(
        {word: share * weight(word) for word, share in shares.items() if word not in names},
        months,
        years,
        frozenset(near) - names,
        _only_year(sentence) or year,
    )


def _only_year(sentence: str) -> int | None:
    """Return the one year that a sentence names (`pada tahun 2025`); None for none and for several."""
    named = set(_NAMED_YEAR.findall(sentence))
    return int(named.pop()) if len(named) == 1 else None


@lru_cache(maxsize=16_384)
def periods(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the months that a text names as a part of the year, and the years of all its dates."""
    months: set[int] = set()
    years: set[int] = set()
    for mention in find_dates(text):
        named = text[mention.start : mention.end].lower()
        repeated = mention.kind is DateKind.PERIOD and fold(named).split()[0] in _REPEATED
        if mention.kind in _PERIODS and not repeated and len(mention.months) < 12:
            months.update(mention.months)
        if mention.year:
            years.add(mention.year)
    return frozenset(months), frozenset(years)


# `setiap triwulan` says how often, not when.
_REPEATED = frozenset(
    {"setiap", "tiap", "per", "harian", "mingguan", "bulanan", "triwulanan", "semesteran", "tahunan"}
)


@lru_cache(maxsize=16_384)
def _words(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


def words_of(text: str) -> frozenset[str]:
    """Return the content words of a text as a set."""
    return _words(text)
