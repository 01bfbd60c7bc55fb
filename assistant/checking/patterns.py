"""The small pattern language of `mappings/format-*.yaml`: which words must meet in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Named places of a pattern. A value of an index has decimals or the scale's own bounds; whole numbers are too
# often counts, years or list numbers.
_PLACES = {
    "<nilai>": r"(?<![\d.,/])(?:\d{1,2}[.,]\d{1,3}|100(?:[.,]0+)?)(?![\d/])",
    # A name given to a thing: in quotes, or in capitals as acronyms are (the pattern around it ignores case).
    "<nama>": r"(?:[\"“‘'][^\"”’']{3,40}[\"”’']|(?-i:\b[A-Z][A-Z0-9-]{3,}\b))",
    "<angka>": r"\b\d+\b",
    "<tanggal>": r"\b\d{1,2}\s+(?:jan|feb|mar|apr|mei|jun|jul|agu|agt|sep|okt|nov|des)\w*\s+\d{4}\b",
}


# Where a word starts.
_START = r"(?<!\w)"


class PatternError(ValueError):
    """A pattern is not well formed; the text says in Indonesian what is wrong."""


@lru_cache(maxsize=4096)
def phrases_regex(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression for any of some phrases: whole words, anything but letters between them."""
    alternatives = [
        r"[\W_]+".join(_word_regex(word) for word in phrase.lower().split()) for phrase in phrases
    ]
    initials = "".join(sorted({phrase.strip()[:1].lower() for phrase in phrases}))
    if initials.isalnum() and initials.isascii() and all(a.startswith(_START) for a in alternatives):
        # One look at the start of a word spares most places of a text a look for every phrase.
        rest = "|".join(alternative.removeprefix(_START) for alternative in alternatives)
        return re.compile(rf"{_START}(?=[{initials}])(?:{rest})", re.IGNORECASE)
    return re.compile("|".join(alternatives) or r"(?!)", re.IGNORECASE)


def _word_regex(word: str) -> str:
    """Return an expression for one word or place of a phrase, bounded where it ends with a letter."""
    if word in _PLACES:
        return _PLACES[word]
    head = _START if re.match(r"[\w*]", word) else ""
    tail = r"(?!\w)" if re.search(r"[\w*]$", word) else ""
    return head + re.escape(word).replace(r"\*", r"\w*") + tail


def find_phrase(text: str, phrases: tuple[str, ...]) -> re.Match[str] | None:
    """Return the first occurrence of any of the phrases in `text`; None if there is none."""
    return phrases_regex(phrases).search(text)


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of which one must occur; those `in_heading` may stand in the heading above instead."""

    phrases: tuple[str, ...]
    in_heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """What must meet in a clause: one phrase of every group, and none of `excluded`."""

    groups: tuple[Group, ...]
    excluded: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """Return the pattern that `text` spells.

        Raises:
            PatternError: it is empty, or says only what must not occur.
        """
        groups: list[Group] = []
        excluded: list[str] = []
        for group in text.split("+"):
            words = [word.strip() for word in group.split("|")]
            if not all(word.strip("^!* ") for word in words):
                raise PatternError(f"pola '{text}' memuat bagian kosong di sekitar tanda + atau |")
            plain = tuple(word.lstrip("^! ") for word in words)
            if words[0].startswith("!"):
                excluded.extend(plain)
            else:
                marked = tuple(word.lstrip("^ ") for word in words if word.startswith("^"))
                groups.append(Group(plain, marked))
        if not groups:
            raise PatternError(f"pola '{text}' hanya memuat kata yang dilarang")
        return cls(tuple(groups), tuple(excluded))

    def match(self, clause: str, heading: str = "") -> tuple[int, int] | None:
        """Return from where to where the pattern's words stand in `clause`; None if they do not all occur.

        Args:
            clause: the clause.
            heading: the heading above, in which marked phrases may stand.
        """
        spans: list[tuple[int, int]] = []
        for group in self.groups:
            hit = find_phrase(clause, group.phrases)
            if hit is not None:
                spans.append(hit.span())
            elif not find_phrase(heading, group.in_heading):
                return None
        if not spans or find_phrase(clause, self.excluded):
            return None
        return min(start for start, _ in spans), max(end for _, end in spans)
