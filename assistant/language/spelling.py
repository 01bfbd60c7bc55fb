"""Bridging slips of the pen and of OCR engines: the known word that an unknown one most likely is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Shorter words have too many neighbours that are words of their own.
_MIN_LENGTH = 6
# `fuzz.ratio`: one wrong letter in seven; two in fifteen.
_CUTOFF = 86.0


def speller(vocabulary: Iterable[str]) -> Callable[[str], str]:
    """Return a function that maps a folded word to the word of `vocabulary` it most likely is, or to itself.

    Words that are known, short, or like no known one come back unchanged. Answers are remembered.
    """
    known = frozenset(vocabulary)
    by_length: dict[int, list[str]] = {}
    for word in sorted(known):
        by_length.setdefault(len(word), []).append(word)

    @lru_cache(maxsize=32_768)
    def correct(word: str) -> str:
        if word in known or len(word) < _MIN_LENGTH or not word.isalpha():
            return word
        # Two letters more or less is all that the cutoff lets through at common lengths.
        choices = [w for n in range(len(word) - 2, len(word) + 3) for w in by_length.get(n, ())]
        hit = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=_CUTOFF)
        return word if hit is None else str(hit[0])

    return correct
