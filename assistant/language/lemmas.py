"""Lemmas of Indonesian words by affix rules after Nazief and Adriani, without their 30,000 roots.

Lemmas serve to compare texts, so it is enough that the forms of a word fall together; `bahasa.yaml` names
the roots where the rules would go astray in office language. The published dictionaries are either unfree or
slow to load.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

# Shorter stems are no Indonesian roots worth having; three letters would turn `akan` into `ak`.
_MIN_STEM = 3
# Words up to this length are left alone unless a known root hides in them: most carry no affix.
_MIN_WORD = 5

_PARTICLE = re.compile(r"(?<=\w{3})(?:lah|kah|pun|nya)$")
# Prefix, what must follow it, and what the root's first letter may have been; the likeliest first.
_PREFIXES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), roots)
    for pattern, roots in (
        (r"^(?:me|pe)ny(?=[aeiou])", ("s",)),
        (r"^mem(?=per)", ("",)),
        (r"^(?:me|pe)m(?=[aeiou])", ("p", "m")),
        (r"^(?:me|pe)m(?=[bfpv])", ("",)),
        (r"^(?:me|pe)ng(?=[aeiou])", ("", "k")),
        (r"^(?:me|pe)nge(?=[a-z]{3,4}(?:an|i|kan)?$)", ("",)),
        (r"^(?:me|pe)ng(?=[ghkq])", ("",)),
        (r"^(?:me|pe)n(?=[aeiou])", ("t", "n")),
        (r"^(?:me|pe)n(?=[cdjstz])", ("",)),
        (r"^(?:ber|per|ter)(?=[a-z])", ("", "r")),
        (r"^(?:bel|pel)(?=ajar)", ("",)),
        (r"^(?:me|pe|be|te)(?=[lmnrwy])", ("",)),
        (r"^pe(?=[^aeiou])", ("",)),
        (r"^(?:di|ke|se)(?=[a-z])", ("",)),
    )
)
_VERB = re.compile(r"^(?:me|di|ter|ber)")


@lru_cache(maxsize=65_536)
def lemma(word: str) -> str:
    """Return the lemma of one lower-case word; one without affixes, or with digits, comes back as it is."""
    if not word.isalpha():
        return word
    roots = load_words().roots
    word = _PARTICLE.sub("", word)
    if word in roots or len(word) < _MIN_WORD:
        return word
    stems = list(_stems(word))
    known = next((stem for stem in stems if stem in roots), None)
    if known is not None:
        return known
    # `ke-ter-buka-an`, `di-per-baik-i`: a second prefix may hide under the first.
    for stem in stems:
        inner = next((s for s in _stems(stem) if s in roots), None)
        if inner is not None and len(stem) < len(word):
            return inner
    return stems[0] if stems else word


def _stems(word: str) -> Iterator[str]:
    """Yield what may be left of a word without its affixes, the likeliest first, the word itself last."""
    bodies = [word]
    for pattern, initials in _PREFIXES:
        match = pattern.match(word)
        if match is not None:
            rest = word[match.end() :]
            bodies[:0] = [initial + rest for initial in initials]
            break
    verb = bool(_VERB.match(word))
    for body in bodies:
        for ending in _endings(verb, prefixed=body != word):
            stem = body.removesuffix(ending) if ending else body
            if (stem != body or not ending) and len(stem) >= _MIN_STEM and _has_vowel(stem):
                yield stem


def _endings(verb: bool, *, prefixed: bool) -> tuple[str, ...]:
    """Return the suffixes a word may bear, the likeliest first.

    `-kan` and `-i` stand with a verb's prefix; alone they are tried last, for a prefix written apart.
    """
    if verb and prefixed:
        return ("kan", "an", "", "i")
    return ("an", "") if prefixed else ("", "an", "kan", "i")


def _has_vowel(stem: str) -> bool:
    return any(vowel in stem for vowel in "aeiou")
