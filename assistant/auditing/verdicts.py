"""Verdicts on the answers of an LKE: each held against its own note and the official criteria.

What separates the verdicts: an absent qualifier (scope, frequency, share) leaves an answer partly supported,
an absent deed or thing that lifts its grade leaves it unsupported, and a note whose own words state another
grade contradicts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.auditing.audit_words import load_audit_words
from assistant.auditing.choices import judge_choice
from assistant.auditing.criteria import Criteria, parse_criteria
from assistant.auditing.judgement import Judgement
from assistant.auditing.model import IndicatorVerdict, Verdict, VerdictKind
from assistant.auditing.notes import evidence_years, read_note
from assistant.auditing.numeric_answers import judge_index, judge_percentage
from assistant.auditing.vocabulary import Vocabulary
from assistant.lke.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from assistant.auditing.audit_words import AuditWords
    from assistant.auditing.notes import Note
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator, Lke
    from assistant.mapping.profiles import Lexicon

# A note of fewer letters than this (`-`, `ok`, `ada`) explains nothing.
_MIN_NOTE = 4
_LETTERS = re.compile(r"[^\W\d_]")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# A note is about another indicator if it tells so much of that one's name, and clearly more than of its own.
_OTHER_TOPIC, _CLEARLY = 0.6, 2.0
# One term alone (`evaluasi`) is a deed of many topics.
_MIN_TOPIC = 2


def audit_answers(
    lke: Lke,
    answers: Iterable[LkeAnswer],
    year: int | None,
    mappings: Path,
    lexicon: Lexicon | None = None,
) -> tuple[IndicatorVerdict, ...]:
    """Return a verdict for every indicator of a form, in its order.

    Args:
        lke: the form.
        answers: at most one for each indicator.
        year: the year that the answers speak for; None if it is not known: then no evidence is too old.
        mappings: folder with `audit.yaml`.
        lexicon: how offices speak of each indicator; None to go by the criteria's own words.

    Raises:
        UsageError, MappingFileError: `audit.yaml` is missing or invalid.
    """
    auditor = Auditor(lke, load_audit_words(mappings), year, lexicon)
    given = {answer.code: answer for answer in answers}
    return tuple(auditor.judge(indikator, given.get(indikator.code)) for indikator in lke.daftar_indikator)


@dataclass(frozen=True)
class Auditor:
    """Judges answers to one form."""

    lke: Lke
    words: AuditWords
    year: int | None
    lexicon: Lexicon | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the texts of this form speak of."""
        texts = [" ".join((i.name, *(text for _, text in i.criteria))) for i in self.lke.daftar_indikator]
        return Vocabulary(self.words, self.lexicon.concepts if self.lexicon else (), texts)

    @cached_property
    def criteria(self) -> Mapping[str, Criteria]:
        """The parsed criteria of every indicator that is answered by a choice."""
        return {i.code: parse_criteria(i, self.vocabulary) for i in self.lke.daftar_indikator if i.criteria}

    @cached_property
    def _topics(self) -> Mapping[str, frozenset[str]]:
        return {i.code: frozenset(self.vocabulary.content(i.name)) for i in self.lke.daftar_indikator}

    @cached_property
    def _phrases(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """The lexicon's phrases that point to an indicator, as sets of terms."""
        if self.lexicon is None:
            return {}
        return {
            code: tuple(frozenset(self.vocabulary.content(phrase)) for phrase in words.phrases)
            for group in self.lexicon.groups.values()
            for code, words in group.daftar_indikator.items()
        }

    def judge(self, indikator: Indikator, answer: LkeAnswer | None) -> IndicatorVerdict:
        """Return the verdict on one answer; None stands for a row that is not there."""
        note = answer.note if answer is not None else ""
        judgement = self._judgement(indikator, answer)
        return IndicatorVerdict(
            indikator.code,
            answer.answer if answer is not None else None,
            judgement.verdict,
            judgement.kind,
            judgement.say(self.words.alasan),
            note,
        )

    def _judgement(self, indikator: Indikator, answer: LkeAnswer | None) -> Judgement:
        percentage = indikator.answer is Answer.PERSEN
        if answer is None or (answer.answer is None and not percentage):
            return Judgement(Verdict.NO_ANSWER, None, "tidak_ada_jawaban")
        shown = shown_answer(answer)
        if len(_LETTERS.findall(_URL.sub("", answer.note))) < _MIN_NOTE and not _digits(answer.note):
            return Judgement(Verdict.NO_NOTE, None, "tidak_ada_catatan", {"jawaban": shown})
        note = read_note(answer.note, self.vocabulary)
        if percentage:
            found = judge_percentage(indikator, answer, note, self.vocabulary)
        elif indikator.answer is Answer.INDEKS:
            found = judge_index(indikator, answer, note, self.vocabulary)
        else:
            criteria = self.criteria[indikator.code]
            known = any(phrase and phrase <= note.names for phrase in self._phrases.get(indikator.code, ()))
            found = judge_choice(criteria, str(answer.answer), note, self.vocabulary, known=known)
        found = found.with_parts(jawaban=shown)
        return self._aged(self._on_topic(found, indikator, note), answer.note)

    def _on_topic(self, found: Judgement, indikator: Indikator, note: Note) -> Judgement:
        """Return a judgement that says so where the note speaks of another group's indicator."""
        if found.verdict is not Verdict.UNSUPPORTED or found.kind is not VerdictKind.MISSING_ELEMENT:
            return found
        own = self._told_of(indikator.code, note)
        best, code = max(
            (self._told_of(other.code, note), other.code)
            for other in self.lke.daftar_indikator
            if other.group != indikator.group
        )
        if best < _OTHER_TOPIC or best < own * _CLEARLY:
            return found
        return Judgement(
            Verdict.UNSUPPORTED,
            VerdictKind.OFF_TOPIC,
            "lain_topik",
            {
                **found.parts,
                "nilai": f"{code} {self.lke.name_of(code)[:60].strip()}",
                "kriteria": indikator.name,
            },
        )

    def _told_of(self, code: str, note: Note) -> float:
        topic = self._topics[code]
        if len(topic & note.names) < _MIN_TOPIC:
            return 0.0
        return self.vocabulary.total(topic & note.names) / self.vocabulary.total(topic)

    def _aged(self, found: Judgement, note: str) -> Judgement:
        """Return a judgement that says so where all that the note dates lies before the year."""
        years = evidence_years(note) if self.year and found.verdict is Verdict.SUPPORTED else ()
        if not years or self.year is None or max(years) >= self.year:
            return found
        parts = {**found.parts, "nilai": ", ".join(map(str, sorted(set(years)))), "tahun": str(self.year)}
        return Judgement(Verdict.PARTLY, VerdictKind.STALE_YEAR, "tahun_lama", parts)


def shown_answer(answer: LkeAnswer) -> str:
    """Return an answer as people write it; `(kosong)` where a percentage could not be computed."""
    if isinstance(answer.answer, float | int):
        return answer.raw.strip() or f"{answer.answer:g}".replace(".", ",")
    return answer.answer or "(kosong)"


def _digits(text: str) -> bool:
    return any(char.isdigit() for char in _URL.sub("", text))
