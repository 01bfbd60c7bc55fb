"""Verdicts on a report's claims: which passage of evidence bears the same value, and which bears another.

A passage supports a claim when it has the same value and speaks of the same thing; it contradicts when it
surely speaks of the same thing and has another value in that place. What recurs (meetings, quarterly decrees)
has many values: there another one proves nothing. In doubt a contradiction outweighs a support of the same
strength, because a false `supported` is what a reviewer cannot see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.auditing.claims import value_of
from assistant.auditing.decrees import OWN_KINDS, SEARCH_WORDS, Found, weigh_document_date, weigh_number
from assistant.auditing.evidence import memory_index
from assistant.auditing.evidence_words import evidence_words
from assistant.auditing.existence import judge_existence
from assistant.auditing.model import ClaimKind, ClaimVerdict, EvidenceItem, Verdict
from assistant.auditing.note_scope import NOTE_SOURCE, NoteScope
from assistant.auditing.refuting import denied_at, refutes, same_unit
from assistant.auditing.topics import make_topic, words_of
from assistant.auditing.values import find_values, same_value, tokens
from assistant.auditing.wording import shortened, why
from assistant.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.auditing.evidence import EvidenceIndex, Hit
    from assistant.auditing.model import Claim
    from assistant.auditing.topics import Topic
    from assistant.auditing.values import Value
    from assistant.document import Document
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Lke

# How much of its topic a passage must speak of. An own number or a day is hardly met by chance, a count is.
_SUPPORT = {ClaimKind.DATE: 0.3}
_SUPPORT |= {ClaimKind.INDEX_VALUE: 0.2}
_SUPPORT_NUMBER = 0.42
_CONFLICT = 0.58
# An index is named: its name is most of the topic.
_CONFLICT_INDEX = 0.3
# A contradiction may be this much less close than a support and still prevails.
_MARGIN = 0.12
# Words in common beside two values from which on they may be taken to measure the same.
_SURE_WORDS = 2
# How much closer another value in the same file must be than the claim's own.
_SAME_FILE = 0.25
_EVIDENCE_SHOWN = 4


def judge_claims(
    claims: Sequence[Claim],
    index: EvidenceIndex | None,
    document: Document,
    lke_answers: Sequence[LkeAnswer] = (),
    lke: Lke | None = None,
    codes: Mapping[str, frozenset[str]] | None = None,
) -> tuple[ClaimVerdict, ...]:
    """Return a verdict on each claim, in order.

    Args:
        claims: of `find_claims`.
        index: the evidence folder; None where there is none.
        document: the report that the claims are from; its captions are evidence too.
        lke_answers: the office's LKE, whose answers and notes are evidence too.
        lke: the form, for the names of what is answered with a number.
        codes: by block, the indicators that it speaks to, whose notes alone may refute it; None where that is
            not known and words in common must tell.
    """
    scope = NoteScope(document, codes)
    own = memory_index((*_notes(lke_answers, lke), *_captions(document)))
    try:
        indexes = (own,) if index is None else (index, own)
        return tuple(_judge(claim, indexes, document, scope) for claim in claims)
    finally:
        own.close()


def _notes(answers: Sequence[LkeAnswer], lke: Lke | None) -> Iterator[tuple[str, int | None, str]]:
    for answer in answers:
        for text in (answer.note, answer.evidence):
            if text.strip():
                yield f"{NOTE_SOURCE}{answer.code}", answer.page, text
        if isinstance(answer.answer, float) and lke is not None:
            indikator = lke.indikator_by_code.get(answer.code)
            name = indikator.name if indikator else ""
            yield f"{NOTE_SOURCE}{answer.code}", answer.page, f"{name}: {answer.raw}"


def _captions(document: Document) -> Iterator[tuple[str, int | None, str]]:
    for figure in document.figures:
        if figure.caption:
            yield f"{figure.label or 'Gambar'} dalam laporan", figure.location.page, figure.caption


def _judge(
    claim: Claim, indexes: Sequence[EvidenceIndex], document: Document, scope: NoteScope
) -> ClaimVerdict:
    block = document.block_by_id[claim.block]
    if block.kind is BlockKind.CAPTION:  # the report's captions do not prove themselves
        indexes = indexes[:-1]
    headings = document.heading_path(block)
    heading = headings[-1] if headings else ""
    value = value_of(claim, document)
    if value is None:
        return judge_existence(claim, indexes, heading, scope)
    names, year = words_of(document.identity.satker or ""), document.identity.year
    found = Found()
    for index in indexes:
        topic = make_topic(value.near | value.subject, claim.quote, heading, index.weight, names, year)
        _gather(value, block.text, topic, index, found)
    if value.kind is ClaimKind.DATE and not value.of and _days_in(claim.quote) > 1:
        found.conflict.clear()  # a sentence with several days speaks of what recurs
    stated = _stated(claim.quote)
    found.conflict[:] = [
        (score, hit, said)
        for score, hit, said in found.conflict
        if _normal(said) not in stated and scope.may_refute(claim.block, claim.quote, hit.source, hit.text)
    ]
    return _decide(claim, value, found)


def _stated(quote: str) -> set[str]:
    """Return the values of a sentence, as written: evidence that repeats another of them agrees with it."""
    return {_normal(quote[value.start : value.end]) for value in find_values(quote)}


def _days_in(quote: str) -> int:
    return sum(1 for other in find_values(quote) if other.kind is ClaimKind.DATE and not other.of)


def _gather(value: Value, text: str, topic: Topic, index: EvidenceIndex, found: Found) -> None:
    """Add what one index says of a value to what was found."""
    if value.of:
        weigh_document_date(value, topic, index, found)
        return
    for hit in dict.fromkeys((*index.by_tokens(tokens(value)), *index.by_words(topic.top(SEARCH_WORDS)))):
        if value.kind in OWN_KINDS:
            weigh_number(value, topic, hit, found)
        else:
            _weigh(value, text, topic, hit, found)


def _weigh(value: Value, text: str, topic: Topic, hit: Hit, found: Found) -> None:
    """Weigh a passage for and against a date, an index, a count, a share or an amount of a text."""
    if value.kind is not ClaimKind.DATE and hit.text == hit.about:
        return  # lines joined for their titles: numbers in them have strange neighbours
    others = [other for other in find_values(hit.text) if _comparable(value, other)]
    if not others:
        return
    same = [other for other in others if same_value(value, other)]
    if same:
        score = max(_closeness(value, topic, hit, other) for other in same)
        if score >= _SUPPORT.get(value.kind, _SUPPORT_NUMBER) and not denied_at(hit.text, same[0]):
            found.support.append((score, hit, hit.text[same[0].start : same[0].end]))
        return  # a passage that bears the value does not contradict it by another number beside
    for other in others:
        score = _closeness(value, topic, hit, other)
        needed = _CONFLICT_INDEX if value.kind is ClaimKind.INDEX_VALUE else _CONFLICT
        if score >= needed and refutes(value, text, topic, hit, other):
            found.conflict.append((score, hit, hit.text[other.start : other.end]))


def _comparable(value: Value, other: Value) -> bool:
    """Whether two values may state the same thing by their kinds and units."""
    if value.kind is not other.kind or bool(value.of) != bool(other.of) or value.role is not other.role:
        return False
    if value.kind is ClaimKind.INDEX_VALUE:
        return value.unit == other.unit
    if value.kind is not ClaimKind.COUNT or value.unit == other.unit:
        return True
    if not other.unit or not value.unit:  # a label says what is counted
        return bool((other.near | {other.unit}) & (value.near | {value.unit}))
    if value.unit in other.near or other.unit in value.near:  # `7 pegawai sebagai agen`
        return True
    words = evidence_words()
    persons = words.satuan_orang
    if value.unit in persons and other.unit in persons:
        return True
    return (value.unit in words.satuan_umum or other.unit in words.satuan_umum) and not (
        (value.unit in persons) ^ (other.unit in persons)
    )


def _closeness(value: Value, topic: Topic, hit: Hit, other: Value) -> float:
    """Return how much of a topic is spoken of beside a value, in its passage and in its file.

    A long sentence says more than any evidence repeats: where all that stands beside the value is in the
    topic too, it speaks of the same. One word in common is chance.
    """
    beside = topic.covered(other.near | {other.unit.lower()}, words_of(hit.text))
    shared = sum(1 for word in other.near if word in topic.weights)
    if shared >= _SURE_WORDS or (shared and same_unit(value, other)):
        beside = max(beside, shared / len(other.near))
    return (beside + topic.fits(hit)) / 2


def _decide(claim: Claim, value: Value, found: Found) -> ClaimVerdict:
    """Return the verdict that what was found for and against a claim amounts to."""
    against = _disagreeing(found)
    best = max((score for score, *_ in against), default=0.0)
    keys = {_normal(said) for score, _, said in against if score >= best - _MARGIN}
    recurs = len(keys) > 1 and value.kind in (*OWN_KINDS, ClaimKind.DATE) and not value.of
    if against and not recurs and best >= found.best_support - _MARGIN:
        chosen, verdict = against, Verdict.CONTRADICTED
    elif found.support:
        chosen, verdict = found.support, Verdict.SUPPORTED
    else:
        chosen, verdict = [], Verdict.UNSUPPORTED
    chosen = sorted(chosen, key=lambda entry: (-entry[0], entry[1].source))
    items = _items(chosen)
    said = chosen[0][2] if chosen else ""
    return ClaimVerdict(claim, verdict, why(claim, verdict, items, said), items)


def _disagreeing(found: Found) -> list[tuple[float, Hit, str]]:
    """Return the passages against a claim, without those of files that bear its value in another place.

    A list has many numbers (members of each group) beside the one that the report states (of all).
    """
    agreeing: dict[str, float] = {}
    for score, hit, _ in found.support:
        agreeing[hit.source] = max(score, agreeing.get(hit.source, 0.0))
    return [
        (score, hit, said)
        for score, hit, said in found.conflict
        if score > agreeing.get(hit.source, -1.0) + _SAME_FILE
    ]


def _normal(said: str) -> str:
    return " ".join(said.lower().split())


def _items(chosen: Sequence[tuple[float, Hit, str]]) -> tuple[EvidenceItem, ...]:
    """Return the closest passages, one for each place."""
    shown: dict[tuple[str, int | None], EvidenceItem] = {}
    for score, hit, said in chosen:
        item = EvidenceItem(hit.source, hit.page, shortened(hit.text, said), round(min(1.0, score), 3))
        shown.setdefault((hit.source, hit.page), item)
    return tuple(shown.values())[:_EVIDENCE_SHOWN]
