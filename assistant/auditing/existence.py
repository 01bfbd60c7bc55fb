"""Verdicts on claims without a value: that a document, a system or a meeting is there, public, or recurs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.auditing.claims import frequency, is_denied
from assistant.auditing.denials import denies_thing
from assistant.auditing.evidence_words import content_words
from assistant.auditing.model import ClaimVerdict, EvidenceItem, Verdict
from assistant.auditing.topics import Topic, make_topic, words_of
from assistant.auditing.wording import shortened, why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.auditing.evidence import EvidenceIndex, Hit
    from assistant.auditing.model import Claim
    from assistant.auditing.note_scope import NoteScope

# A thing is the same when nearly all that names it is there; one word of three may be another.
_NAMED = 0.72
# How often something is done is compared where most of what the sentence says of it is there.
_SAME_DEED = 0.55
# A contradiction may be this much less close than a support and still prevails.
_MARGIN = 0.12
_SEARCH_WORDS = 12
_SENTENCE = re.compile(r"(?<=[.;])\s+|\s\|\s")
_CLAUSE = re.compile(r",\s+|\s(?=(?:namun|tetapi|sedangkan)\s)")
# How often, as one word: `bulanan` and `setiap bulan` are the same.
_UNIT_OF_ADVERB = {
    "harian": "hari",
    "mingguan": "minggu",
    "pekan": "minggu",
    "bulanan": "bulan",
    "triwulanan": "triwulan",
}
_UNIT_OF_ADVERB |= {"semesteran": "semester", "tahunan": "tahun", "setahun": "tahun"}
_TIMES_A_YEAR = {
    "satu": "tahun",
    "1": "tahun",
    "dua": "semester",
    "2": "semester",
    "empat": "triwulan",
    "4": "triwulan",
}


def judge_existence(
    claim: Claim, indexes: Sequence[EvidenceIndex], heading: str, scope: NoteScope
) -> ClaimVerdict:
    """Return the verdict on a claim that states no value."""
    often = how_often(claim.value)
    for_it: list[tuple[float, Hit]] = []
    against: list[tuple[float, Hit]] = []
    for index in indexes:
        topic = _topic(claim, index, heading, often)
        for hit in index.by_words(topic.top(_SEARCH_WORDS)):
            for score, agrees in _weigh(claim, topic, hit, often):
                if agrees:
                    for_it.append((score, hit))
                elif scope.may_refute(claim.block, claim.quote, hit.source, hit.text):
                    against.append((score, hit))
    chosen, verdict = (for_it, Verdict.SUPPORTED) if for_it else ([], Verdict.UNSUPPORTED)
    best = max((score for score, _ in for_it), default=0.0)
    if max((score for score, _ in against), default=-1.0) >= best - _MARGIN:
        chosen, verdict = against, Verdict.CONTRADICTED
    chosen = sorted(chosen, key=lambda entry: (-entry[0], entry[1].source))[:4]
    items = tuple(
        EvidenceItem(h.source, h.page, shortened(h.text, ""), round(min(1.0, s), 3)) for s, h in chosen
    )
    return ClaimVerdict(claim, verdict, why(claim, verdict, items, ""), items)


def how_often(text: str) -> str:
    """Return the unit of time in which something recurs once (`bulan`); empty if a text does not say."""
    said = frequency(text)
    if not said:
        return ""
    first, last = said.split()[0], said.split()[-1]
    if last in ("setahun", "tahun") and first in _TIMES_A_YEAR:
        return _TIMES_A_YEAR[first]
    return _UNIT_OF_ADVERB.get(last, last)


def _topic(claim: Claim, index: EvidenceIndex, heading: str, often: str) -> Topic:
    """Return what must be found: the name of the thing, or what the sentence says is done so often."""
    if often:
        return make_topic((), claim.quote.replace(claim.value, " "), heading, index.weight)
    return Topic({word: index.weight(word) for word in content_words(claim.value)})


def _weigh(claim: Claim, topic: Topic, hit: Hit, often: str) -> Iterator[tuple[float, bool]]:
    """Yield how closely each sentence of a passage speaks of a thing, and whether it agrees."""
    about = words_of(hit.about)
    for sentence in _SENTENCE.split(hit.text):
        score = topic.covered(words_of(sentence), about)
        own = topic.covered(words_of(sentence))
        if often:
            said = how_often(sentence)
            if said and score >= _SAME_DEED and own >= _SAME_DEED / 2:
                yield score, said == often
        elif own >= _NAMED and is_denied(sentence):
            clauses = [part for part in _CLAUSE.split(sentence) if topic.covered(words_of(part)) >= _NAMED]
            if topic.shares_period(hit) and any(denies_thing(part, claim.value) for part in clauses):
                yield own, False
        elif score >= _NAMED and own > 0:
            yield score, True
