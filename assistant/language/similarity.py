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


def opening_ratios(text: str, choices: Sequence[str]) -> tuple[float, ...]:
    """Return for each choice how like it and `text` begin, as far as the shorter one goes."""
    folded = fold(text)
    found: list[float] = []
    for choice in choices:
        other = _folded(choice)
        length = min(len(folded), len(other))
        found.append(fuzz.ratio(folded[:length], other[:length]) / 100)
    return tuple(found)


@lru_cache(maxsize=4096)
def _folded(choice: str) -> str:
    return fold(choice)


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the words of two sets that both have; 0 if either is empty."""
    return len(a & b) / len(a | b) if a and b else 0.0
