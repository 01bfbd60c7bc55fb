"""The criteria of an indicator, parsed into what sets each grade apart from its neighbours.

A grade asks for statements (what is done, what is expressly not), a scope (`seluruh SOP`), a frequency, and
a range of percentages. What separates it from the next lower grade is its lift: deeds that only it asks for,
and changed scope, frequency or range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.auditing.quantities import Band, find_frequencies, find_scopes, read_band
from assistant.auditing.statements import Polarity, is_denied_at, read_statements, split_statements
from assistant.lke.model import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.auditing.audit_words import Scope
    from assistant.auditing.quantities import FrequencyMention, ScopeMention
    from assistant.auditing.vocabulary import Vocabulary
    from assistant.lke.model import Indikator

# How the form lets a grade build on another: `Kriteria huruf b telah terpenuhi dan ...` (A.II.2.iii).
_BUILDS_ON = re.compile(r"Kriteria huruf ([a-e]) telah terpenuhi(?: dan)?", re.IGNORECASE)
# Examples in brackets ask for nothing: `(seperti: pengembangan karir)`, `(website, media sosial, dll)`.
_EXAMPLES = re.compile(r"\((?:seperti|antara lain|misalnya)\b[^()]*\)|\([^()]*\bdll\.?\)", re.IGNORECASE)
# A deed whose terms weigh less together is wording rather than a thing of its own; `evaluasi`, which every
# fifth indicator holds, weighs more.
_MIN_DEED = 0.8
# `perencanaan kinerja telah berorientasi hasil`: what follows is told of what stands before.
_AUXILIARY = re.compile(r"(?<=\w\s)(?:telah|sudah)\b", re.IGNORECASE)
_VERB = re.compile(r"(?:di|me|ter|ber)", re.IGNORECASE)
_STROKES = re.compile(
    r"[^\W\d_]+(?: [^\W\d_]+)?(?:/[^\W\d_]+)+|[^\W\d_]+ (?:maupun|atau) [^\W\d_]+(?: [^\W\d_]+)?"
)
_OFFERED = re.compile(r"/| maupun | atau ")
NO = "Tidak"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a criterion wants done or there: its terms and its words in the criterion.

    `whole` where a term also stands in the name of something else that the criterion names (`perubahan`
    beside `agen perubahan`): that name alone is not the deed.
    """

    terms: frozenset[str]
    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """One answer's criterion.

    Attributes:
        answer: `A`, `Ya`, ...
        text: the criterion in the form's words.
        terms: what it states as there.
        denied: what it states as not there.
        scope, frequency, band: its qualifiers; None where it has none.
        deeds: what it asks for and the next lower grade does not; the core where that one asks for nothing.
        base: the deeds of the grades below that it asks for too, and those that its core states by a verb.
        core: what it shares with the grades around it.
        new_scope, new_frequency, new_band: whether the qualifier differs from the next lower grade's.
        is_begun: whether it is content with a beginning (`telah mulai dilakukan`, `secara terbatas`).
        is_none: whether it only says that nothing is there.
    """

    answer: str
    text: str
    terms: frozenset[str]
    denied: frozenset[str]
    scope: ScopeMention | None = None
    frequency: FrequencyMention | None = None
    band: Band | None = None
    deeds: tuple[Deed, ...] = ()
    base: tuple[Deed, ...] = ()
    core: frozenset[str] = frozenset()
    new_scope: bool = False
    new_frequency: bool = False
    new_band: bool = False
    is_begun: bool = False
    is_none: bool = False


@dataclass(frozen=True, slots=True)
class Criteria:
    """The grades of an indicator, best first; `either` gives the other words of `catatan/rekomendasi`."""

    code: str
    name: str
    topic: frozenset[str]
    grades: tuple[Grade, ...]
    either: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def grade(self, answer: str) -> Grade | None:
        """Return the grade of an answer; None for one that the indicator does not offer."""
        return next((grade for grade in self.grades if grade.answer == answer), None)

    def better(self, grade: Grade) -> tuple[Grade, ...]:
        """Return the grades above one, best first."""
        return self.grades[: self.grades.index(grade)]


def parse_criteria(indikator: Indikator, vocabulary: Vocabulary) -> Criteria:
    """Return the grades of an indicator that is answered by a choice, best first."""
    texts = dict(indikator.criteria)
    grades = [_grade(answer, text, texts, vocabulary) for answer, text in indikator.criteria]
    if indikator.answer is Answer.YA_TIDAK:
        grades[0] = replace(grades[0], scope=None)  # without a scale, `masing-masing jabatan` is no scope
        grades.append(Grade(NO, indikator.name, frozenset(), grades[0].terms, is_none=True))
    topic = frozenset(vocabulary.content(indikator.name))
    lifted = [
        _lift(grade, grades[at + 1] if at + 1 < len(grades) else None, vocabulary)
        for at, grade in enumerate(grades)
    ]
    return Criteria(
        indikator.code,
        indikator.name,
        topic,
        tuple(_with_base(lifted, vocabulary)),
        _either(indikator, vocabulary),
    )


def _either(indikator: Indikator, vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    """Return for each term the others that a stroke offers in its place."""
    found: dict[str, frozenset[str]] = {}
    for _, text in indikator.criteria:
        for match in _STROKES.finditer(text):
            offered = frozenset(t for part in _OFFERED.split(match[0]) for t in vocabulary.content(part))
            for term in offered:
                found[term] = found.get(term, frozenset()) | offered
    return found


def _with_base(grades: Sequence[Grade], vocabulary: Vocabulary) -> Sequence[Grade]:
    """Return the grades with the deeds that they take over from below and from their own verbs."""
    found: list[Grade] = []
    for at, grade in enumerate(grades):
        base = [d for below in grades[at + 1 :] for d in below.deeds if d.terms <= grade.terms]
        own = {t for deed in (*grade.deeds, *base) for t in deed.terms}
        base += [d for d in _verbs(grade, vocabulary) if not d.terms & own]
        found.append(replace(grade, base=tuple(base)))
    return found


def _verbs(grade: Grade, vocabulary: Vocabulary) -> Sequence[Deed]:
    """Return the deeds that the core states by a verb (`telah ditindaklanjuti`)."""
    deeds = vocabulary.words.perbuatan
    own = own_words(grade.text)
    found: dict[str, Deed] = {}
    for term in vocabulary.terms(own):
        # `terpadu/terintegrasi`: either will do
        stands_alone = "/" not in own[max(0, term.start - 1) : term.start] + own[term.end : term.end + 1]
        told = _VERB.match(own, term.start) or _AUXILIARY.search(own, 0, term.start)
        if term.name in deeds and term.name in grade.core and stands_alone and told:
            found[term.name] = Deed(frozenset((term.name,)), own[term.start : term.end])
    return tuple(found.values())


def own_words(criterion: str) -> str:
    """Return a criterion without its examples and without its reference to the grade below."""
    return _EXAMPLES.sub(" ", _BUILDS_ON.sub("", criterion))


def _grade(answer: str, text: str, texts: dict[str, str], vocabulary: Vocabulary) -> Grade:
    """Return a grade by itself, without what it lifts over the next."""
    own = own_words(text)
    told = read_statements(own, vocabulary)
    terms = {t.term.name for t in told if t.polarity > Polarity.PLANNED}
    denied = {t.term.name for t in told if t.polarity <= Polarity.PLANNED} - terms
    band = read_band(own)
    return Grade(
        answer,
        text,
        frozenset(terms),
        frozenset(denied),
        _scope(own, vocabulary),
        next(iter(find_frequencies(own, vocabulary.words)), None),
        band,
        is_begun=any(t.polarity is Polarity.BEGUN for t in told),
        is_none=bool(denied) and (not terms or answer == list(texts)[-1]),
    )


def _scope(text: str, vocabulary: Vocabulary) -> ScopeMention | None:
    """Return the first scope of a criterion; `belum ... seluruh anggota` sets none."""
    found = [m for m in find_scopes(text, vocabulary) if not is_denied_at(text, m.start, vocabulary.words)]
    return found[0] if found else None


def _lift(grade: Grade, lower: Grade | None, vocabulary: Vocabulary) -> Grade:
    """Return a grade with what it asks for beyond the next lower one."""
    if lower is None:
        return replace(grade, core=grade.terms, scope=None)
    if lower.is_none and not lower.terms:
        return replace(
            grade,
            core=grade.terms,
            new_scope=grade.scope is not None,
            new_frequency=grade.frequency is not None,
            new_band=grade.band is not None,
        )
    added = grade.terms - lower.terms
    return replace(
        grade,
        deeds=tuple(_deeds(grade, added, vocabulary)),
        core=(grade.terms & lower.terms) or grade.terms,
        new_scope=grade.scope is not None and _scope_of(grade) != _scope_of(lower),
        new_frequency=grade.frequency is not None and _times(grade) != _times(lower),
        new_band=grade.band is not None and grade.band != lower.band,
    )


def _scope_of(grade: Grade) -> Scope | None:
    return grade.scope.scope if grade.scope else None


def _times(grade: Grade) -> int | None:
    return grade.frequency.times if grade.frequency else None


def _deeds(grade: Grade, added: frozenset[str], vocabulary: Vocabulary) -> Sequence[Deed]:
    """Return what a grade adds, statement by statement of its criterion."""
    found: list[Deed] = []
    inside = {t.name for t in vocabulary.terms(own_words(grade.text), parts=True) if t.is_part}
    left = set(added)
    for statement in split_statements(own_words(grade.text), vocabulary.words):
        own = frozenset(t for t in vocabulary.content(statement.text) if t in left)
        left -= own
        own = own & frozenset(vocabulary.words.unsur_utama) or own
        if own and vocabulary.total(own) >= _MIN_DEED:
            found.append(Deed(own, statement.text.strip(" ,;."), whole=bool(own & inside)))
    return found
