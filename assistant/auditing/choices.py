"""The verdict on an answer by letter, or by Ya and Tidak: the note's words against the grades' demands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.auditing.audit_words import IRREGULAR
from assistant.auditing.criteria import NO
from assistant.auditing.demands import (
    Demand,
    Finding,
    State,
    findings,
    share_denied,
    share_told,
    term_state,
)
from assistant.auditing.judgement import Judgement
from assistant.auditing.model import Verdict, VerdictKind
from assistant.auditing.notes import shorten
from assistant.auditing.statements import Polarity
from assistant.language.clean import fold
from assistant.language.similarity import partial_ratio, ratio

if TYPE_CHECKING:
    from assistant.auditing.criteria import Criteria, Grade
    from assistant.auditing.notes import Note
    from assistant.auditing.vocabulary import Vocabulary

# A note repeats a criterion if its letters are the criterion's, with no more than an office's name added, or
# if its terms are, with few of its own.
_ECHO_LETTERS, _ECHO_SHORT, _ECHO_LONG, _OFFICE = 0.95, 0.95, 1.1, 40
_ECHO_TERMS, _ECHO_OWN = 0.9, 0.35
_DIGITS = re.compile(r"\d+")
_LEAD = re.compile(r"^(?:ya\s+)?(?:jika\s+)?")
# So much of what an answer says is not there must be told: less than for a grade, for it denies all of it.
_THERE = 0.3
# ... the less where the lexicon knows the subject, and half of it where the next grade is told instead.
_HINTED, _STATED, _WHOLE = 0.15, 0.5, 0.9
_KINDS = {
    Demand.CORE: VerdictKind.NEGATION,
    Demand.BASE: VerdictKind.NEGATION,
    Demand.DEED: VerdictKind.NEGATION,
    Demand.SCOPE: VerdictKind.SCOPE,
    Demand.FREQUENCY: VerdictKind.FREQUENCY,
    Demand.BAND: VerdictKind.ARITHMETIC,
    Demand.LACK: VerdictKind.UNDERSTATED,
}
_REFUTING = {
    Demand.CORE: "disangkal",
    Demand.BASE: "disangkal",
    Demand.DEED: "disangkal",
    Demand.SCOPE: "cakupan_lain",
    Demand.FREQUENCY: "frekuensi_lain",
    Demand.BAND: "batas_lain",
    Demand.LACK: "disangkal",
}
_ABSENT = (State.ABSENT,)
_WEAK = (State.HALF, State.ABSENT)
_DEEDS = (Demand.CORE, Demand.BASE, Demand.DEED)
_LACKING = {
    Demand.SCOPE: (VerdictKind.SCOPE, "cakupan_kurang"),
    Demand.FREQUENCY: (VerdictKind.FREQUENCY, "frekuensi_kurang"),
    Demand.BAND: (VerdictKind.MISSING_ELEMENT, "angka_kurang"),
}


def judge_choice(
    criteria: Criteria, answer: str, note: Note, vocabulary: Vocabulary, *, known: bool = False
) -> Judgement:
    """Return the verdict on an answer by choice.

    `known` tells whether the note names the subject in words that the criteria do not use.
    """
    grade = criteria.grade(answer)
    if grade is None:
        return Judgement(Verdict.NO_ANSWER, None, "tidak_ada_jawaban")
    return _Choice(criteria, grade, note, vocabulary, known).judge()


@dataclass(frozen=True)
class _Choice:
    """One answer being judged."""

    criteria: Criteria
    grade: Grade
    written: Note
    vocabulary: Vocabulary
    known: bool

    @cached_property
    def note(self) -> Note:
        """The note as the chosen grade reads it."""
        return self._note_for(self.grade)

    def _note_for(self, grade: Grade) -> Note:
        about = self.criteria.topic | grade.terms
        about = about | grade.denied if grade.is_none else about - grade.denied
        return self.written.read_for(about, self.criteria.either)

    def judge(self) -> Judgement:
        """Return the verdict; a repeated criterion decides where the demands leave it open."""
        restated = self._restated()
        if restated is self.grade:
            return self._supported(VerdictKind.RESTATES_CRITERION)
        if restated is not None and restated in self.criteria.better(self.grade):
            return self._is_above(restated)
        found = self._by_demands()
        if restated is None or found.verdict in (Verdict.UNSUPPORTED, Verdict.CONTRADICTED):
            return found
        parts = {"catatan": shorten(self.note.text), "kriteria": shorten(self.grade.text)}
        if restated.denied:
            return Judgement(Verdict.CONTRADICTED, VerdictKind.NEGATION, "disangkal", parts)
        return Judgement(Verdict.UNSUPPORTED, VerdictKind.MISSING_ELEMENT, "unsur_kurang", parts)

    def _by_demands(self) -> Judgement:
        above = self._above()
        if self.grade.is_none:
            return above or self._denied_but_there() or self._supported()
        found = self._findings(self.grade)
        absent = found[0].state is State.ABSENT
        refuted = next(
            (f for f in found if f.state is State.REFUTED and not (absent and f.demand in _LACKING)), None
        )
        if refuted is not None:
            return self._say(Verdict.CONTRADICTED, _KINDS[refuted.demand], _REFUTING[refuted.demand], refuted)
        if above is not None:
            return above
        beyond = next((f for f in found if f.state is State.ABOVE), None)
        if beyond is not None and not self._lacks_core(found):
            return self._say(Verdict.CONTRADICTED, VerdictKind.UNDERSTATED, _REFUTING[beyond.demand], beyond)
        lifted = any(f.lifts and f.state is State.STATED and f.demand in _LACKING for f in found)
        return (None if lifted else self._states_lower()) or self._lacking(found) or self._supported()

    def _findings(self, grade: Grade) -> list[Finding]:
        return findings(self._note_for(grade), grade, self.criteria, self.vocabulary, known=self.known)

    def _lacks_core(self, found: list[Finding]) -> bool:
        return any(f.demand in _DEEDS and f.state is State.ABSENT for f in found)

    def _lacking(self, found: list[Finding]) -> Judgement | None:
        """Return what the first missing demand makes of the answer; None if all are stated."""
        core = found[0]
        deeds = [f for f in found if f.demand is Demand.DEED]
        absent = next((f for f in deeds if f.state is State.ABSENT), None)
        if core.state is State.ABSENT:
            return self._say(Verdict.UNSUPPORTED, VerdictKind.MISSING_ELEMENT, "unsur_kurang", core)
        # Partly means that the core is stated: half of it without its qualifier is not even that.
        weak = next((f for f in found if self._is_weak(f)), None)
        if weak is not None and any(
            f.demand in _LACKING and f.lifts and f.state is State.ABSENT for f in found
        ):
            return self._say(Verdict.UNSUPPORTED, VerdictKind.MISSING_ELEMENT, "inti_kurang", weak)
        if absent is not None:
            lifted = any(f.lifts and f.state is State.STATED for f in found)
            verdict = Verdict.PARTLY if lifted else Verdict.UNSUPPORTED
            return self._say(verdict, VerdictKind.MISSING_ELEMENT, "unsur_kurang", absent)
        for finding in found:
            if finding.demand in _LACKING and finding.state in (State.ABSENT, State.HALF):
                kind, reason = _LACKING[finding.demand]
                return self._say(Verdict.PARTLY, kind, reason, finding)
        for finding in found:
            if finding.state is State.BEGUN:
                return self._say(Verdict.PARTLY, VerdictKind.SCOPE, "mulai", finding)
            if finding.state in (_ABSENT if finding.demand is Demand.BASE else _WEAK):
                return self._say(Verdict.PARTLY, VerdictKind.MISSING_ELEMENT, "inti_kurang", finding)
        return None

    def _is_weak(self, finding: Finding) -> bool:
        """Whether a demand of the core is not stated; the lexicon's words for the subject stand for half."""
        if finding.demand is Demand.BASE:
            return finding.state is State.ABSENT
        return finding.demand is Demand.CORE and finding.state is State.HALF and not self.known

    def _above(self) -> Judgement | None:
        """Return the verdict that the answer is too low, if the note states all that a better grade has."""
        for better in self.criteria.better(self.grade):
            if self._states(better):
                return self._is_above(better)
        return None

    def _denied_but_there(self) -> Judgement | None:
        """Return the verdict that something is there, qualified or not, which the answer says is not."""
        denied = self.grade.denied
        above = self.criteria.grades[self.criteria.grades.index(self.grade) - 1]
        told = share_told(self.note, denied, self.vocabulary, Polarity.BEGUN)
        next_told = share_told(self.note, above.terms, self.vocabulary, Polarity.BEGUN)
        there = told >= _THERE or (self.known and told >= _HINTED) or next_told >= _STATED
        if not there or share_denied(self.note, denied | above.terms, self.vocabulary) > 0:
            return None
        return self._is_above(above)

    def _states_lower(self) -> Judgement | None:
        """Return the verdict that the note states what only a lower grade has, and nothing of the chosen."""
        at = self.criteria.grades.index(self.grade)
        for lower in self.criteria.grades[at + 1 :]:
            own = lower.terms - self.grade.terms
            missing = self.grade.terms - lower.terms
            if (
                self.vocabulary.total(own) >= 1
                and share_told(self.note, own, self.vocabulary, whole=True) >= _WHOLE
                and share_told(self.note, missing, self.vocabulary, whole=True) < _HINTED
                and share_told(self.note, lower.terms, self.vocabulary) >= _STATED
            ):
                parts = {"catatan": self.note.quote(own), "kriteria": shorten(self.grade.text)}
                return Judgement(Verdict.CONTRADICTED, VerdictKind.NEGATION, "disangkal", parts)
        return None

    def _is_above(self, better: Grade) -> Judgement:
        parts = {"catatan": self.note.quote(better.terms), "nilai": better.answer}
        return Judgement(Verdict.CONTRADICTED, VerdictKind.UNDERSTATED, "lebih_tinggi", parts)

    def _restated(self) -> Grade | None:
        """Return the grade whose criterion the note repeats letter by letter; None if it repeats none."""
        note = fold(self.note.text)
        likeness: list[tuple[float, float, Grade]] = []
        for grade in self.criteria.grades:
            own = _LEAD.sub("", fold(grade.text))
            if len(own) * _ECHO_SHORT <= len(note) <= len(own) * _ECHO_LONG + _OFFICE and grade.answer != NO:
                likeness.append((round(partial_ratio(own, note), 2), ratio(own, note), grade))
        best = max(likeness, key=lambda entry: entry[:2], default=None)
        if best is None or best[0] < _ECHO_LETTERS:
            return None
        # `telah` and `belum` differ by few letters
        denies = share_denied(self.note, best[2].denied, self.vocabulary) > 0
        return best[2] if denies == bool(best[2].denied) else None

    def _states(self, better: Grade) -> bool:
        """Whether the note states a better grade, and something that sets it apart from the one chosen."""
        found = self._findings(better)
        same = better.core == self.grade.core or self.known
        if found[0].state is not State.STATED and not (same and found[0].state is State.HALF):
            return False
        if any(f.state is not State.STATED for f in found[1:]):
            return False
        grades = self.criteria.grades
        between = grades[grades.index(better) : grades.index(self.grade)]
        deeds = [deed for grade in between for deed in grade.deeds]
        if any(
            term_state(self.note, d.terms, self.vocabulary, whole=True) is not State.STATED for d in deeds
        ):
            return False
        scope = self.grade.scope.scope if self.grade.scope else None
        wider = better.scope is not None and better.scope.scope != scope
        times = self.grade.frequency.times if self.grade.frequency else None
        oftener = better.frequency is not None and better.frequency.times != times
        share = better.band is not None and better.band != self.grade.band
        if better.frequency is not None and better.frequency.times == IRREGULAR:
            oftener = False
        return bool(deeds) or wider or oftener or share

    def _supported(self, kind: VerdictKind | None = None) -> Judgement:
        parts = {
            "catatan": self.note.quote(self.grade.terms | self.grade.denied),
            "kriteria": shorten(self.grade.text),
        }
        if kind is not None or self._echoes():
            return Judgement(Verdict.SUPPORTED, VerdictKind.RESTATES_CRITERION, "mengulang", parts)
        return Judgement(Verdict.SUPPORTED, None, "didukung", parts)

    def _echoes(self) -> bool:
        """Whether the note repeats the criterion and adds next to nothing."""
        terms = self.grade.terms | self.grade.denied
        if not terms:
            return False
        if set(_DIGITS.findall(self.note.text)) - set(_DIGITS.findall(self.grade.text)):
            return False  # numbers and years are the office's own
        told = share_told(self.note, terms, self.vocabulary, lowest=Polarity.DENIED)
        own = len(self.note.names - terms) / max(len(self.note.names), 1)
        return told >= _ECHO_TERMS and own <= _ECHO_OWN

    def _say(self, verdict: Verdict, kind: VerdictKind, reason: str, finding: Finding) -> Judgement:
        parts = {
            "catatan": shorten(finding.said),
            "kriteria": shorten(finding.wanted),
            "nilai": f"“{shorten(finding.said)}”",
        }
        return Judgement(verdict, kind, reason, parts)
