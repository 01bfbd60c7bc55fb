"""Lines put together again: a hyphen kept where Indonesian writes one, dropped where it only breaks.

Indonesian doubles words with a hyphen (`perundang-undangan`, `sayur-mayur`, `surat-menyurat`), so a line that
ends in one says nothing by itself. The grammar of doubling decides: the part behind the hyphen repeats the
stem of the part before it, with affixes or with one changed sound. What is left is broken between syllables
and loses the hyphen.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

# What ends a broken line: hyphen-minus, soft hyphen, hyphen, non-breaking hyphen, PDFium's mark for a dropped
# hyphen.
HYPHENS = "-\u00ad\u2010\u2011\ufffe\x02"
_SOFT = "\u00ad"
# Longer than any word; a search through a whole paragraph for each of its lines is slow.
_LONGEST_WORD = 200
_LAST_WORD = re.compile(rf"(\S*?)([{HYPHENS}])$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_LETTERS_AT_END = re.compile(r"[^\W\d_]+$")

# Prefixes as they stand before a stem, longest first; the letter(s) that a nasal prefix swallowed follow the
# bar.
_PREFIXES = (
    "memper", "diper", "penge", "menge", "keber", "keter", "meng|k", "peng|k", "meny|s", "peny|s", "mem|p",
    "pem|p",
    "men|t", "pen|t", "ber", "bel", "ter", "per", "pel", "di", "ke", "se", "me", "pe",
)  # fmt: skip
_BARE_PREFIXES = frozenset(prefix.partition("|")[0] for prefix in _PREFIXES)
# First parts that are written with a hyphen before an Indonesian word although they stand alone nowhere.
_HYPHENATED_PREFIXES = frozenset({"e", "non"})
_VOWELS = frozenset("aeiou")
# Endings that a syllable break may leave standing alone although they open with a vowel.
_VOWEL_SUFFIXES = ("an", "i", "isasi", "if", "is")


def join_lines(left: str, right: str, words: AbstractSet[str] = frozenset()) -> str:
    """Return two consecutive lines of one paragraph as one text.

    Args:
        left: the earlier text; blanks at its end do not count.
        right: the line that follows it.
        words: words (lower case) known to occur whole elsewhere in the document; they outrank the grammar.
    """
    left, right = left.rstrip(), right.lstrip()
    if not left or not right:
        return left or right
    return join_hyphenated(left, right, words) if left[-1] in HYPHENS else f"{left} {right}"


def join_hyphenated(left: str, right: str, words: AbstractSet[str] = frozenset()) -> str:
    """Return `left`, which ends in a hyphen, and `right` as one text, the hyphen kept or dropped.

    A dash that stands alone (` -`) keeps its blanks; a soft hyphen always goes.
    """
    broken = _LAST_WORD.search(left, max(0, len(left) - _LONGEST_WORD))
    if broken is None:
        return f"{left} {right}"
    before, mark = broken.groups()
    if mark == _SOFT:
        return left[:-1] + right
    if not before or not right[:1].isalnum():
        return f"{left} {right}" if not before else left[:-1] + "-" + right
    hyphen = "-" if _keeps_hyphen(before, right, words) else ""
    return left[:-1] + hyphen + right


def _keeps_hyphen(before: str, right: str, words: AbstractSet[str]) -> bool:
    """Whether the hyphen between a line's last word and the next line's first belongs to the spelling."""
    first = _FIRST_WORD.match(right)
    last = _LETTERS_AT_END.search(before)
    if last is None or first is None or not first.group().isalpha():
        return True  # numbers, codes and addresses: 2024-2025, PW.02-SD
    head, tail = last.group(), first.group()
    if tail[0].isupper() and not (head.isupper() and tail.isupper()):
        return True  # Langkah-Langkah, se-Kota, KPU-Kab
    one, two = head.lower(), tail.lower()
    if one + two in words:
        return False
    if f"{one}-{two}" in words or one in _HYPHENATED_PREFIXES:
        return True
    if is_doubled(one, two):
        return True
    if head.isupper() and tail.isupper():
        return min(len(head), len(tail)) <= 3 and not _is_syllable_break(one, two)
    return not _is_syllable_break(one, two)


@cache
def is_doubled(first: str, second: str) -> bool:
    """Whether `first-second` has the shape of a doubled word: same stem, affixes or one sound changed."""
    if first in _BARE_PREFIXES:
        return False  # `memper-` + `peroleh`: a prefix broken off, not a word repeated
    for stem in _stems(first):
        for other in _stems(second):
            shared = min(len(stem), len(other))
            # `undang` in `undangan`; three letters are the shortest stems that double (`apa-apa`, `ibu-ibu`).
            if shared >= 3 and (other.startswith(stem) or stem.startswith(other)):
                return True
            if len(stem) >= 4 and _differs_by_one_sound(stem, other):
                return True
    return False


def _stems(word: str) -> frozenset[str]:
    """Return the stems that a word may have once a prefix is taken off, the word itself among them."""
    found = {word}
    for prefix in _PREFIXES:
        written, _, swallowed = prefix.partition("|")
        rest = word.removeprefix(written)
        if rest == word or len(rest) < 2:
            continue
        found.add(rest)
        if swallowed and rest[0] in _VOWELS:
            found.add(swallowed + rest)
    return frozenset(stem for stem in found if len(stem) >= 3)


def _differs_by_one_sound(stem: str, other: str) -> bool:
    """Whether two words rhyme or alliterate as in `sayur-mayur`, `bolak-balik`, `gerak-gerik`."""
    if len(stem) != len(other):
        return False
    changed = [(a, b) for a, b in zip(stem, other, strict=True) if a != b]
    if stem[0] != other[0]:  # the onset changes and everything else repeats
        return len(changed) == 1 and len(stem) >= 5
    return 1 <= len(changed) <= 2 and all(a in _VOWELS and b in _VOWELS for a, b in changed)


def _is_syllable_break(head: str, tail: str) -> bool:
    """Whether a printer could have broken one word here: the rest opens a syllable or is a suffix."""
    if not any(c in _VOWELS for c in head) or not any(c in _VOWELS for c in tail):
        return False
    return tail[0] not in _VOWELS or head[-1] in _VOWELS or tail in _VOWEL_SUFFIXES
