"""Fuzzy comparison of short texts: the one place that knows rapidfuzz. All scores are 0 to 1."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from assistant.language.clean import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


def ratio(a: str, b: str) -> float:
    """Return the edit similarity of two texts, case, accents and punctuation aside (`fuzz.ratio`)."""
    return fuzz.ratio(fold(a), fold(b)) / 100


def partial_ratio(a: str, b: str) -> float:
    """Return how well the shorter text fits somewhere in the longer (`fuzz.partial_ratio`)."""
    return fuzz.partial_ratio(fold(a), fold(b)) / 100


def best_match(text: str, choices: Sequence[str], cutoff: float) -> tuple[int, float] | None:
    """Return index and `ratio` of the choice most like `text`; None if none reaches `cutoff`."""
    hit = process.extractOne(
        fold(text), [fold(c) for c in choices], scorer=fuzz.ratio, score_cutoff=cutoff * 100
    )
    return None if hit is None else (hit[2], hit[1] / 100)


def ratios(text: str, choices: Sequence[str]) -> tuple[float, ...]:
    """Return the `ratio` of `text` to each of `choices`, which are folded once for many calls."""
    folded = fold(text)
    return tuple(fuzz.ratio(folded, _folded(choice)) / 100 for choice in choices)


def ratio_table(texts: Sequence[str], choices: Sequence[str]) -> list[list[float]]:
    """Return the `ratio` of each of `texts` (rows) to each of `choices` (columns)."""
    if not texts or not choices:
        return [[] for _ in texts]
    folded = [fold(text) for text in texts]
    table = process.cdist(folded, [fold(choice) for choice in choices], scorer=fuzz.ratio)
    return [[score / 100 for score in row] for row in table.tolist()]


def opening_ratio(text: str, other: str) -> float:
    """Return how like two texts begin, as far as the shorter one goes."""
    one, two = _folded(text), _folded(other)
    length = min(len(one), len(two))
    return fuzz.ratio(one[:length], two[:length]) / 100


def most_alike_opening(whole: float, length: int, other: int) -> float:
    """Return a bound of `opening_ratio` for two texts of these lengths whose `ratio` is known.

    The letters that two openings share are shared by the whole texts too.
    """
    shorter = min(length, other)
    return min(1.0, whole * (length + other) / (2 * shorter)) if shorter else 1.0


@lru_cache(maxsize=4096)
def _folded(choice: str) -> str:
    return fold(choice)


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the words of two sets that both have; 0 if either is empty."""
    return len(a & b) / len(a | b) if a and b else 0.0
