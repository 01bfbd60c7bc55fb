"""A passage shortened to what a question asks: nothing added, and nothing that turns its meaning left out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.auditing.proposal_words import ProposalWords

CUT = "…"
_MARKER = re.compile(r"\s*(?:[(]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|[-•–*▪➢✓])\s+", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[,;])\s+")
_JOINED = re.compile(r"(?:dan|serta|atau|maupun|hingga)\b", re.IGNORECASE)
_LIST_END = re.compile(r"[;,]\s?(?:dan|serta|atau)?\Z", re.IGNORECASE)
# What is left must still be a clause of its own: a subject, a verb and what it is about.
_MIN_REST = 5
# A stretch cut out of a sentence needs more: so many words are a statement and not only its subject.
_MIN_CUT = 8
# An extract that lost more than this share of what the sentence says to the question is no extract of it.
_MIN_KEPT = 0.6
# A sentence with more clauses is a table or a list that lost its form.
_MAX_CLAUSES = 100
_MAX_LINKS = 3


def strip_opening(sentence: str, words: ProposalWords) -> str:
    """Return a sentence without list marker, without link to the one before, and without a mere purpose."""
    text = _MARKER.sub("", sentence, count=1) if _MARKER.match(sentence) else sentence.strip()
    text = _LIST_END.sub("", text.rstrip()).rstrip()
    link = re.compile(rf"(?:{any_of(words.penghubung).pattern})\s*,?\s*", re.IGNORECASE)
    for _ in range(_MAX_LINKS):
        match = link.match(text)
        if match is None or len(text[match.end() :].split()) < _MIN_REST:
            break
        text = text[match.end() :]
    return _capital(_without_purpose(text, words))


def _without_purpose(text: str, words: ProposalWords) -> str:
    clauses = _CLAUSE.split(text, maxsplit=2)
    if len(clauses) < 2 or not any_of(words.maksud).match(clauses[0]) or re.search(r"\d", clauses[0]):
        return text
    rest = text[len(clauses[0]) :].lstrip()
    enumerated = any(_JOINED.match(clause) for clause in clauses[1:])
    return text if enumerated or len(rest.split()) < _MIN_REST else rest


def shorten(sentence: str, limit: int, closeness: Callable[[str], float], words: ProposalWords) -> str | None:
    """Return the clauses of a sentence that say most of a question, in at most `limit` words.

    Args:
        sentence: without opening.
        limit: words that may be used.
        closeness: how closely a text speaks of the question.
        words: which words turn the meaning of the sentence.

    Returns:
        A stretch of the sentence, with an ellipsis where something was cut; None if it cannot be shortened
        without losing a word that turns its meaning, or most of what it says.
    """
    if len(sentence.split()) <= limit:
        return sentence
    clauses = _CLAUSE.split(sentence)
    if len(clauses) > _MAX_CLAUSES:
        return None
    turning = {place for place, clause in enumerate(clauses) if any_of(words.penentu).search(clause)}
    least = _MIN_KEPT * closeness(sentence)
    windows = [
        (first, end)
        for first, end in _windows(clauses, limit)
        if turning <= set(range(first, end)) and closeness(" ".join(clauses[first:end])) >= least
    ]
    if not windows:
        return None
    first, end = max(windows, key=lambda w: (closeness(" ".join(clauses[w[0] : w[1]])), -w[0], w[0] - w[1]))
    text = " ".join(clauses[first:end]).rstrip(" ,;")
    return f"{CUT + ' ' if first else ''}{text}{' ' + CUT if end < len(clauses) else ''}"


def _windows(clauses: Sequence[str], limit: int) -> Iterator[tuple[int, int]]:
    """Yield from which to before which clause a stretch of the right length runs."""
    lengths = [len(clause.split()) for clause in clauses]
    for first in range(len(clauses)):
        words = 0
        for end in range(first + 1, len(clauses) + 1):
            words += lengths[end - 1]
            if words > limit:
                break
            if words >= _MIN_CUT:
                yield first, end


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=32)
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of some phrases as whole words, in any case."""
    longest_first = sorted(phrases, key=len, reverse=True)
    joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)
