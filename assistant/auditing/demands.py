"""What a grade demands held against a note: whether each demand is stated, half, absent or refuted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.auditing.audit_words import IRREGULAR, Scope
from assistant.auditing.quantities import meets_frequency, scope_of
from assistant.auditing.statements import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.auditing.criteria import Criteria, Grade
    from assistant.auditing.notes import Note
    from assistant.auditing.quantities import FrequencyMention, ScopeMention
    from assistant.auditing.vocabulary import Vocabulary

# Share of a demand's weight that a note must tell: half of its words say the thing in other words too; below
# a quarter it is chance.
_ENOUGH, _SOME = 0.5, 0.25
# Long criteria enumerate; a note that tells four tenths of so many terms tells what they are about.
_MANY, _ENOUGH_OF_MANY = 7, 0.4
# A fifth of a demand denied is its verb: `tim belum dibentuk` denies `tim dibentuk`.
_DENIED = 0.2
# Below this nothing of a demand is told that a denial could leave standing.
_CHANCE = 0.1
# What a grade expressly lacks is told as there.
_TOLD = 0.7


class State(StrEnum):
    """How a note stands to one demand."""

    STATED = "stated"
    HALF = "half"
    BEGUN = "begun"
    ABSENT = "absent"
    REFUTED = "refuted"
    ABOVE = "above"


class Demand(StrEnum):
    """The kinds of demand."""

    CORE = "core"
    BASE = "base"
    DEED = "deed"
    SCOPE = "scope"
    FREQUENCY = "frequency"
    BAND = "band"
    LACK = "lack"


@dataclass(frozen=True, slots=True)
class Finding:
    """How a note stands to one demand of a grade.

    Attributes:
        lifts: whether the next lower grade lacks the demand.
        wanted: its words in the criterion.
        said: the words of the note that decide; empty where it says nothing.
    """

    demand: Demand
    state: State
    lifts: bool
    wanted: str
    said: str = ""


def share_told(
    note: Note,
    terms: Iterable[str],
    vocabulary: Vocabulary,
    lowest: Polarity = Polarity.ASSERTED,
    *,
    whole: bool = False,
) -> float:
    """Return the share (0-1) of the weight of some terms that a note tells at least so surely."""
    wanted = frozenset(terms)
    found = {t: note.find(t, whole=whole) for t in wanted}
    told = [t for t, place in found.items() if place is not None and place.polarity >= lowest]
    return vocabulary.total(told) / (vocabulary.total(wanted) or 1.0)


def share_denied(note: Note, terms: Iterable[str], vocabulary: Vocabulary) -> float:
    """Return the share (0-1) of the weight of some terms that a note denies or only plans."""
    wanted = frozenset(terms)
    denied = [t for t in wanted if (found := note.find(t)) is not None and found.polarity <= Polarity.PLANNED]
    return vocabulary.total(denied) / (vocabulary.total(wanted) or 1.0)


def term_state(note: Note, terms: frozenset[str], vocabulary: Vocabulary, *, whole: bool = False) -> State:
    """Return how a note stands to a thing or deed; `whole` as for `Note.find`."""
    named = share_told(note, terms, vocabulary, Polarity.DENIED, whole=whole)
    denied = share_denied(note, terms, vocabulary)
    told = share_told(note, terms, vocabulary, whole=whole)
    if (named >= _ENOUGH and denied >= _DENIED) or (denied >= _SOME and told < _CHANCE):
        return State.REFUTED
    if told >= (_ENOUGH if len(terms) < _MANY else _ENOUGH_OF_MANY):
        return State.STATED
    if share_told(note, terms, vocabulary, Polarity.BEGUN, whole=whole) >= _ENOUGH:
        return State.BEGUN
    return State.HALF if told >= _SOME else State.ABSENT


def read_scope(note: Note, grade: Grade, criteria: Criteria, vocabulary: Vocabulary) -> ScopeMention | None:
    """Return the scope that a note states of what the criterion speaks of; None if it states none."""
    if grade.scope is None:
        return None
    covered = {t for g in criteria.grades if g.scope for t in g.scope.covers}
    about = covered | criteria.topic | grade.terms
    found: list[tuple[int, float, int, int]] = []
    for at, mention in enumerate(note.scopes):
        near = note.terms_near(mention.start)
        meant = int(bool(mention.covers & covered) if mention.covers and covered else bool(near & about))
        meant += mention.head in covered
        # another word for the thing, in a statement that is clearly about it
        weight = vocabulary.total(near & about)
        if meant or vocabulary.total(near & grade.core) >= _ENOUGH * vocabulary.total(grade.core):
            found.append((meant, weight, -mention.scope, at))
    return note.scopes[max(found)[3]] if found else None


def read_frequency(note: Note, grade: Grade, vocabulary: Vocabulary) -> FrequencyMention | None:
    """Return the frequency that a note states, of what the criterion speaks of where several are stated."""
    weights = {m: vocabulary.total(note.terms_near(m.start) & grade.terms) for m in note.frequencies}
    best = max(weights, key=lambda m: (weights[m], -m.start), default=None)
    # `dievaluasi satu kali, belum berkala`: an express denial qualifies what was said before
    denials = (m for m in weights if m.times == IRREGULAR and weights[m] in (0, weights.get(best or m)))
    return next(denials, best)


def findings(
    note: Note, grade: Grade, criteria: Criteria, vocabulary: Vocabulary, *, known: bool
) -> list[Finding]:
    """Return how a note stands to every demand of a grade.

    `known` tells whether the note names the subject in words of the lexicon that the criterion does not use.
    """
    core = term_state(note, grade.core, vocabulary) if grade.core else State.STATED
    if known and core is State.ABSENT:
        core = State.HALF
    lowest = not grade.deeds
    found = [Finding(Demand.CORE, core, lowest, grade.text, note.quote(grade.core))]
    for demand, deeds in ((Demand.BASE, grade.base), (Demand.DEED, grade.deeds)):
        for deed in deeds:
            state = term_state(note, deed.terms, vocabulary, whole=demand is Demand.DEED and deed.whole)
            found.append(Finding(demand, state, demand is Demand.DEED, deed.text, note.quote(deed.terms)))
    if grade.band is not None and note.percentages:
        found.append(_band_finding(note, grade, criteria))
    elif grade.scope is not None:
        found.append(_scope_finding(note, grade, grade.scope, criteria, vocabulary))
    elif grade.band is not None:
        found.append(Finding(Demand.BAND, State.ABSENT, grade.new_band, grade.text))
    if grade.denied and share_told(note, grade.denied, vocabulary) >= _TOLD:
        lack = Finding(Demand.LACK, State.ABOVE, False, grade.text, note.quote(grade.denied))
        found.append(lack)
    if grade.is_begun:
        found = [replace(f, state=State.STATED) if f.state is State.BEGUN else f for f in found]
    if grade.frequency is not None:
        found.append(_frequency_finding(note, grade, grade.frequency, criteria, vocabulary))
    return found


def _scope_finding(
    note: Note, grade: Grade, wanted: ScopeMention, criteria: Criteria, vocabulary: Vocabulary
) -> Finding:
    words = grade.text[wanted.start :] if wanted.end <= len(grade.text) else grade.text
    said = read_scope(note, grade, criteria, vocabulary)
    state = _scope_by_share(note, wanted.scope) if said is None else _compare(said.scope, wanted.scope)
    return Finding(
        Demand.SCOPE, state, grade.new_scope, words, note.text[said.start : said.start + 80] if said else ""
    )


def _scope_by_share(note: Note, wanted: Scope) -> State:
    """Return how a single percentage of a note stands to a scope; several are about several things."""
    if len(note.percentages) != 1:
        return State.ABSENT
    return _compare(scope_of(note.percentages[0][0]), wanted)


def _compare(said: Scope, wanted: Scope) -> State:
    if said == wanted or (wanted is Scope.SEBAGIAN and said is not Scope.SEMUA):
        return State.STATED
    if said is Scope.SEBAGIAN and wanted is not Scope.SEMUA:
        return State.HALF
    return State.ABOVE if said > wanted else State.REFUTED


def _frequency_finding(
    note: Note, grade: Grade, wanted: FrequencyMention, criteria: Criteria, vocabulary: Vocabulary
) -> Finding:
    said = read_frequency(note, grade, vocabulary)
    if said is None:
        state = State.STATED if wanted.times == IRREGULAR else State.ABSENT
        return Finding(Demand.FREQUENCY, state, grade.new_frequency, wanted.written)
    offered = [g for g in criteria.grades if g.frequency is not None]
    met = next((g for g in offered if g.frequency and meets_frequency(said, g.frequency.times)), None)
    if met is None:
        state = State.HALF if meets_frequency(said, wanted.times) is None else State.REFUTED
    elif met.frequency and met.frequency.times == wanted.times:
        state = State.STATED
    else:
        state = State.ABOVE if offered.index(met) < offered.index(grade) else State.REFUTED
    return Finding(Demand.FREQUENCY, state, grade.new_frequency, wanted.written, said.written)


def _band_finding(note: Note, grade: Grade, criteria: Criteria) -> Finding:
    """Return how the percentages of a note stand to a grade's range: one that fits is enough."""
    offered = [g for g in criteria.grades if g.band is not None]
    fitting = {
        next((at for at, g in enumerate(offered) if g.band and g.band.holds(value)), None): written
        for value, written in note.percentages
    }
    own = offered.index(grade)
    if own in fitting:
        return Finding(Demand.BAND, State.STATED, grade.new_band, grade.text, fitting[own])
    placed = [at for at in fitting if at is not None]
    if not placed:
        return Finding(Demand.BAND, State.ABSENT, grade.new_band, grade.text)
    state = State.ABOVE if min(placed) < own else State.REFUTED
    return Finding(Demand.BAND, state, grade.new_band, grade.text, fitting[min(placed)])
