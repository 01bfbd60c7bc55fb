"""How a regulation's title as printed differs from the official one, scanning noise aside."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.language.clean import skeleton
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words that titles are quoted with or without.
_SLIGHT = frozenset(
    "dan di pada atas dari dalam yang untuk serta oleh ke republik indonesia ri tahun tentang".split()  # noqa: SIM905
)
# A longer word with one or two letters off is the same word misread or misspelt.
_SAME_WORD, _LONG_WORD, _MAX_LETTERS = 0.8, 5, 2
# Words run together, or parted, by scanning.
_SAME_STRETCH = 0.85
# With half of its words or fewer a title is another one.
_OTHER = 0.5
# What stands before a title's first word.
_START = "tentang"
# One word too many may come from the page's edge; two do not.
_MIN_EXTRA = 2


class TitleFit(StrEnum):
    """How a printed title fits the official one."""

    SAME = "same"
    SHORT = "short"
    GARBLED = "garbled"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """The fit of a title.

    Attributes:
        coverage: share of the official title's words that are printed, 0 to 1.
        missing, extra: words that lack, and that do not belong, up to the last word of the official title.
    """

    fit: TitleFit
    coverage: float
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def match_title(official: Sequence[str], printed: Sequence[str]) -> TitleMatch:
    """Return how a printed title fits; what runs on behind the official title's last word is not counted.

    Args:
        official: words of the official title in plain form.
        printed: words as printed, in plain form.
    """
    wanted = [word for word in official if word not in _SLIGHT]
    given = _read_as([word for word in printed if word not in _SLIGHT], wanted)
    matcher = SequenceMatcher(None, wanted, given, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    end = max((block.b + block.size for block in blocks), default=0)
    missing: list[str] = []
    extra: list[str] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" or _same_stretch(wanted[i1:i2], given[j1:j2]):
            continue
        missing.extend(wanted[i1:i2])
        extra.extend(given[j1 : min(j2, end)])
    moved = sorted(missing) == sorted(extra)
    if moved:
        missing, extra = [], []
    kept = len(wanted) - len(missing)
    # A short title is measured by its own words: the beginning of the official one is no other title.
    share = kept / max(1, min(len(wanted), len(given)))
    fit = TitleFit.OTHER if share <= _OTHER else _fit(missing, extra)
    return TitleMatch(fit, kept / max(1, len(wanted)), tuple(missing), tuple(extra))


def _fit(missing: Sequence[str], extra: Sequence[str]) -> TitleFit:
    weighty = [word for word in extra if len(word) > 2]
    if len(weighty) >= _MIN_EXTRA or any(word.isdigit() and len(word) == 4 for word in extra):
        return TitleFit.GARBLED
    return TitleFit.SHORT if missing else TitleFit.SAME


def _read_as(words: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return printed words, those that are official ones misread replaced by them."""
    known = set(wanted)
    return [word if word in known else _nearest(word, tuple(dict.fromkeys(wanted))) for word in words]


@lru_cache(maxsize=4096)
def _nearest(word: str, wanted: tuple[str, ...]) -> str:
    """Return the official word that a printed one stands for; itself if none."""
    if word.isdigit():
        return word
    for official in wanted:
        if skeleton(official) == skeleton(word):
            return official
        lengths = sorted((len(word), len(official)))
        if lengths[0] < _LONG_WORD or lengths[1] - lengths[0] > _MAX_LETTERS:
            continue
        if ratio(word, official) >= _SAME_WORD:
            return official
    return word


def _same_stretch(wanted: Sequence[str], given: Sequence[str]) -> bool:
    """Whether two stretches are the same letters, parted otherwise."""
    if not wanted or not given:
        return False
    one, other = "".join(wanted), "".join(given)
    return not one.isdigit() and ratio(one, other) >= _SAME_STRETCH


def exchanged_words(official: Sequence[str], printed: Sequence[str]) -> tuple[str, str] | None:
    """Return two neighbouring words that changed places in a printed title, as printed; None if none did.

    The words around them must be the official ones: scanning mixes lines, but never two words of one.
    """
    pairs = set(pairwise(official))
    for j, (one, other) in enumerate(pairwise(printed)):
        if one == other or (one, other) in pairs or (other, one) not in pairs:
            continue
        for i in (i for i in range(len(official) - 1) if (official[i], official[i + 1]) == (other, one)):
            before = (official[i - 1] if i else _START, printed[j - 1] if j else _START)
            after = (_at(official, i + 2), _at(printed, j + 2))
            # A title may end with the pair, and what is printed behind it be no part of it.
            known = [a == b for a, b in (before, after) if a and b]
            if known and all(known):
                return one, other
    return None


def _at(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""
