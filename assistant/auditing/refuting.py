"""Whether another value in a passage refutes a claim's: both must state the same measure of the same time.

A false contradiction costs the audit its readers' trust. So what a number was before, what bounds it, what
counts something else, and notes of the LKE on other questions bear nothing out against a claim.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.auditing.claims import is_denied, is_target
from assistant.auditing.evidence_words import evidence_words
from assistant.auditing.model import ClaimKind
from assistant.auditing.topics import words_of

if TYPE_CHECKING:
    from assistant.auditing.evidence import Hit
    from assistant.auditing.topics import Topic
    from assistant.auditing.values import Value

# Share of the words beside the other value that the claim has too: what it measures must be the same.
_SAME_MEASURE = 0.5
# Or nearly all of the topic stands beside it, whatever else does.
_ALL_OF_IT = 0.75
# A passage that has less than a third of what stands beside the claim's value measures something else.
_CLAIMS_MEASURE = 1 / 3
# A day contradicts only where the passage and its file speak of most of what the claim does.
_SAME_EVENT = 0.5
# Every event has people: their number contradicts only where the event is the same.
_SAME_CROWD = 0.4
# `dibandingkan dengan capaian tahun sebelumnya sebesar` is longer than any way to lead up to an old value.
_LEAD = 60
# The year or `pada tahun sebelumnya` of a value stands right behind it.
_BEHIND = 40
_OWN_YEAR = re.compile(
    r"\s*(?:%|persen|poin)?\s*\(?(?:(?:pada|di|untuk|dalam)\s+)?(?:tahun\s+)?((?:19|20)\d\d)(?!\d)"
)
_CLAUSE = re.compile(r"[;|\n]|[.,](?=\s|$)")


def refutes(value: Value, quote: str, topic: Topic, hit: Hit, other: Value) -> bool:
    """Return whether another value in a passage stands in the place of the one that a claim states.

    Args:
        value: what the claim states.
        quote: the block of text that `value` lies in.
        topic: what the claim speaks of.
        hit: the passage.
        other: a comparable value in it.
    """
    if not topic.shares_period(hit) or denied_at(hit.text, other) or is_target(hit.text, other.start):
        return False
    if _is_relative(quote, value) or _is_relative(hit.text, other):
        return False
    if not _same_year(_own_year(quote, value), _own_year(hit.text, other), topic):
        return False
    return _same_thing(value, topic, hit, other) and _same_measure(value, topic, hit, other)


def same_unit(value: Value, other: Value) -> bool:
    """Whether two counts say that they count the same; persons are persons, whatever they are called."""
    persons = evidence_words().satuan_orang
    return bool(value.unit) and (
        value.unit == other.unit or (value.unit in persons and other.unit in persons)
    )


def denied_at(text: str, value: Value) -> bool:
    """Whether the clause around a value denies it."""
    start = max(text.rfind(mark, 0, value.start) for mark in (". ", "; ", ", ", "| ")) + 1
    ends = [place for mark in (". ", "; ", ", ", " |") if (place := text.find(mark, value.end)) >= 0]
    return is_denied(text[start : min(ends, default=len(text))])


def _same_thing(value: Value, topic: Topic, hit: Hit, other: Value) -> bool:
    """Whether two values are of the same event, people or unit."""
    if value.kind is ClaimKind.DATE and (value.key[:4] != other.key[:4] or topic.fits(hit) < _SAME_EVENT):
        return False
    if value.unit in evidence_words().satuan_orang and topic.fits(hit) < _SAME_CROWD:
        return False
    general = evidence_words().satuan_umum | {""}
    # What merely stands near may bear out a number, but not refute it.
    return same_unit(value, other) or bool(general & {value.unit, other.unit})


def _same_measure(value: Value, topic: Topic, hit: Hit, other: Value) -> bool:
    """Whether the words beside each value stand with the other too; an index is named by its unit."""
    if value.kind is ClaimKind.INDEX_VALUE:
        return True
    beside = other.near - {other.unit}
    if not beside or _claims_measure(value, topic, hit) < _CLAIMS_MEASURE:
        return False
    shared = sum(1 for word in beside if word in topic.weights) / len(beside)
    return shared >= _SAME_MEASURE or topic.covered(beside) >= _ALL_OF_IT


def _claims_measure(value: Value, topic: Topic, hit: Hit) -> float:
    """Return the share (0 to 1) of the words beside a claim's value that a passage or its file has."""
    weights = {word: topic.weights.get(word, 0.0) for word in value.near - {value.unit}}
    total = sum(weights.values())
    if not total:
        return 1.0
    there = words_of(hit.text) | words_of(hit.about)
    return sum(weight for word, weight in weights.items() if word in there) / total


def _is_relative(text: str, value: Value) -> bool:
    """Whether a value is what was before (`turun dari 24 persen`) or a bound (`di bawah batas 25 persen`)."""
    before = text[max(0, value.start - _LEAD) : value.start].lower()
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    if _leads().search(before[cuts[-1] if cuts else 0 :]):
        return True
    behind = text[value.end : value.end + _BEHIND].lower()
    closing = _CLAUSE.search(behind)
    return bool(_former().search(behind[: closing.start()] if closing else behind))


def _same_year(ours: int | None, theirs: int | None, topic: Topic) -> bool:
    """Whether the years right behind two values agree; without one the sentence's or the report's counts."""
    years = {ours} if ours else topic.years or ({topic.year} if topic.year else set())
    theirs = theirs or (topic.year if ours else None)
    return not years or theirs is None or theirs in years


def _own_year(text: str, value: Value) -> int | None:
    """Return the year that stands right behind a value (`97,85 persen pada 2024`); None if none does."""
    if value.kind is ClaimKind.DATE:
        return None
    match = _OWN_YEAR.match(text[value.end : value.end + _BEHIND].lower())
    return int(match[1]) if match else None


@cache
def _leads() -> re.Pattern[str]:
    """Return a pattern for what leads up to an old value or to a bound, at the end of a text."""
    words = evidence_words()
    changes, bounds = _any_of(words.kata_perubahan), _any_of((*words.kata_batas, *words.kata_lama))
    step = r"\s+(?:[a-z]+\s+){0,2}?"
    return re.compile(rf"(?:\b(?:{changes}){step}dari|\b(?:{bounds}))(?:\s+[a-z]+){{0,2}}\s*\Z")


@cache
def _former() -> re.Pattern[str]:
    """Return a pattern for the words behind a value that make it that of an earlier time."""
    former = _any_of(evidence_words().kata_lama)
    return re.compile(rf"\A[^\d]*?\b(?:(?:{former})\b|menjadi\s+[^,;]*\d)")


def _any_of(phrases: tuple[str, ...]) -> str:
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
