"""Numbers and dates of decrees and letters: a document is known by its own number, or by its title.

Other documents cite it, and others bear its number (chair and secretary count apart), so what decides is the
document about the same matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.auditing.model import ClaimKind
from assistant.auditing.topics import words_of
from assistant.auditing.values import find_values, same_value, tokens, value_token

if TYPE_CHECKING:
    from assistant.auditing.evidence import EvidenceIndex, Hit
    from assistant.auditing.topics import Topic
    from assistant.auditing.values import Value

OWN_KINDS = frozenset({ClaimKind.DECREE_NUMBER, ClaimKind.LETTER_NUMBER})
SEARCH_WORDS = 14
# How much of its topic a passage with the same number must speak of: a number is hardly met by chance.
_SUPPORT = {ClaimKind.DECREE_NUMBER: 0.2, ClaimKind.LETTER_NUMBER: 0.15}
# The document with that number itself must be about the claim's matter, or it is from another register.
_OWN_MATTER = 0.33
# From which on a document under another number is about the same matter.
_SAME_MATTER = 0.58
# A title of fewer words is shared by chance.
_SURE_WORDS = 2
# One word of four may differ; of three, `kerja` and `pembangunan` are in every second title.
_MOST_OF_TITLE = 0.75
# A title of one word (`Unit Pengendalian Gratifikasi` counts as one) must be this share of the topic.
_ONE_WORD = 0.25
# What a decree is about: behind `TENTANG`, before who decrees and why.
_TITLE = re.compile(
    r"\btentang\s+(?P<title>.{4,200}?)(?=\s+(?:ketua|sekretaris|dengan rahmat|menimbang)\b|[.;:]|$)",
    re.IGNORECASE,
)


@dataclass
class Found:
    """Passages for and against one claim, each with how closely it speaks of it and the value it bears."""

    support: list[tuple[float, Hit, str]] = field(default_factory=list)
    conflict: list[tuple[float, Hit, str]] = field(default_factory=list)

    @property
    def best_support(self) -> float:
        """How closely the best passage for it speaks of it; 0 if there is none."""
        return max((score for score, *_ in self.support), default=0.0)


def weigh_number(value: Value, topic: Topic, hit: Hit, found: Found) -> None:
    """Weigh a passage for and against the number of a decree or letter."""
    for other in find_values(hit.text):
        if other.kind is value.kind and _same_key(value.key, other.key):
            score = max(topic.fits(hit), _fits_title(topic, hit))
            is_own = any(_same_key(value.key, mine.key) for mine in _own_numbers(hit, value.kind))
            if score >= (_OWN_MATTER if is_own else _SUPPORT[value.kind]):
                found.support.append((score, hit, hit.text[other.start : other.end]))
            return
    own = _own_numbers(hit, value.kind)
    if any(_same_key(value.key, mine.key) for mine in own) or not topic.shares_period(hit):
        return
    score = _fits_title(topic, hit)
    for mine in own:
        if score >= _SAME_MATTER and mine.key.rpartition("/")[2] == value.key.rpartition("/")[2]:
            found.conflict.append((score, hit, hit.about[mine.start : mine.end]))


def weigh_document_date(value: Value, topic: Topic, index: EvidenceIndex, found: Found) -> None:
    """Weigh the evidence for and against the date of a decree or letter.

    The document itself decides by the day of its signing, whatever other dates it bears; one that cites it by
    the day that it names.
    """
    kind = ClaimKind.LETTER_NUMBER if value.of.count("/") > 1 else ClaimKind.DECREE_NUMBER
    wanted = (*tokens(value), value_token(kind, value.of))
    hits = dict.fromkeys((*index.by_tokens(wanted), *index.by_words(topic.top(SEARCH_WORDS))))
    for hit in hits:
        for other in find_values(hit.text):
            if other.kind is ClaimKind.DATE and other.of and _same_key(value.of, other.of):
                _add(value, other, hit, 0.9, found)
    for source in _documents(value, topic, list(hits)):
        passages = index.of_file(source)
        dates = [
            (o, h) for h in passages for o in find_values(h.text) if o.kind is ClaimKind.DATE and not o.of
        ]
        signed = [(other, hit) for other, hit in dates if _is_signing(hit.text, other)]
        for other, hit in signed or [(o, h) for o, h in dates if same_value(value, o)]:
            _add(value, other, hit, 1.0 if signed else 0.5, found)


def _add(value: Value, other: Value, hit: Hit, score: float, found: Found) -> None:
    target = found.support if same_value(value, other) else found.conflict
    target.append((score, hit, hit.text[other.start : other.end]))


def _documents(value: Value, topic: Topic, hits: list[Hit]) -> list[str]:
    """Return the files that are the decree or letter: by number, else the one whose title fits best."""
    numbered = {
        hit.source: _fits_title(topic, hit)
        for hit in hits
        if any(_same_key(value.of, mine.key) for kind in OWN_KINDS for mine in _own_numbers(hit, kind)[:1])
    }
    fitting = [source for source, score in numbered.items() if score >= _SUPPORT[ClaimKind.DECREE_NUMBER]]
    if fitting:
        return fitting
    titled = {h.source: _fits_title(topic, h) for h in hits if _own_numbers(h, ClaimKind.DECREE_NUMBER)}
    best = max(titled, key=lambda source: titled[source], default="")
    return [best] if best and titled[best] >= _SAME_MATTER else []


def _own_numbers(hit: Hit, kind: ClaimKind) -> list[Value]:
    """Return the numbers of the document itself: the first that its name and its first lines bear."""
    return [value for value in find_values(hit.about) if value.kind is kind][:2]


def _same_key(key: str, other: str) -> bool:
    """Whether two numbers are the same; a year that one of them lacks may be any."""
    if key == other:
        return True
    lead, year = key.split("/")[0], key.rpartition("/")[2]
    other_lead, other_year = other.split("/")[0], other.rpartition("/")[2]
    short = "" in (year, other_year) or (year == other_year and 1 in (key.count("/"), other.count("/")))
    return lead == other_lead and short


def _fits_title(topic: Topic, hit: Hit) -> float:
    """Return how far a document's title is what a topic speaks of: all of a title's words settle it."""
    title = _TITLE.search(hit.about)
    words = words_of(title["title"]) if title else frozenset()
    # What the sentence says further on is not what was decreed.
    known = topic.near if len(topic.near) >= _SURE_WORDS else topic.weights.keys()
    shared = len(words & known)
    enough = shared >= _SURE_WORDS or (len(words) == 1 and topic.covered(words) >= _ONE_WORD)
    whole = shared / len(words) if enough and shared >= _MOST_OF_TITLE * len(words) else 0.0
    return max(topic.covered(words_of(hit.about)), whole)


def _is_signing(text: str, date: Value) -> bool:
    """Whether a date is the one of signing: `Ditetapkan di X pada tanggal ...`, or alone behind a place."""
    before = text[max(0, date.start - 60) : date.start].lower()
    if "tetapkan" in before or ("pada tanggal" in before[-16:] and len(text) < date.end + 20):
        return True
    return date.start <= 40 and date.end >= len(text) - 2
