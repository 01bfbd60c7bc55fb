"""The verdict on answers by numbers: percentages with their counts, and indices of surveys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.auditing.audit_words import Scope
from assistant.auditing.demands import State, term_state
from assistant.auditing.judgement import Judgement
from assistant.auditing.model import Verdict, VerdictKind
from assistant.auditing.notes import shorten
from assistant.auditing.quantities import find_ratios
from assistant.language.indices import find_index_names, find_indices
from assistant.language.numbers import NUMBER_WORD, parse_number_words
from assistant.lke.model import Peran, Rumus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.auditing.notes import Note
    from assistant.auditing.vocabulary import Vocabulary
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator

# Percentages are rounded to one point, values of indices to the second decimal.
_POINT, _HUNDREDTH = 1.0, 0.0101
_INTEGER = re.compile(r"(?<![\d.,/-])(\d{1,5})(?![\d/%]|[.,]\d|-\d)")
_DECIMAL = re.compile(r"(?<![\d.,/-])(\d{1,3}[.,]\d{1,4})(?![\d/%])")
_SPELT = re.compile(rf"\b(?:{NUMBER_WORD})(?:\s+(?:{NUMBER_WORD})){{0,4}}\b", re.IGNORECASE)
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the lines of counts give: part and whole, and every number typed."""

    part: float | None
    whole: float | None
    typed: tuple[float, ...]
    share: float | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing but zeros was typed; a form sums up what is empty to 0."""
        return not any(self.typed)


def judge_percentage(
    indikator: Indikator, answer: LkeAnswer, note: Note, vocabulary: Vocabulary
) -> Judgement:
    """Return the verdict on a percentage: its counts, the typed value and the note's numbers must agree."""
    counts = _read_counts(indikator, answer)
    told = term_state(note, _subject(indikator, vocabulary), vocabulary)
    quote = {"catatan": shorten(note.text.strip())}
    if counts.part is not None and counts.whole and counts.part > counts.whole and not _is_fall(indikator):
        parts = {"nilai": f"{counts.part:g} dari {counts.whole:g}"}
        return Judgement(Verdict.CONTRADICTED, VerdictKind.ARITHMETIC, "rincian_salah", parts)
    if counts.share is None:
        return _without_share(answer, counts, note, told, quote)
    typed = answer.answer if isinstance(answer.answer, int | float) else None
    if typed is not None and abs(typed - counts.share) * 100 > _POINT:
        parts = {"nilai": f"menurut rincian {100 * counts.share:.0f} persen"}
        return Judgement(Verdict.CONTRADICTED, VerdictKind.ARITHMETIC, "rincian_salah", parts)
    return _with_share(counts, note, told, quote)


def _is_fall(indikator: Indikator) -> bool:
    return indikator.rumus is Rumus.PENURUNAN


def _subject(indikator: Indikator, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.content(indikator.name))


def _with_share(counts: _Counts, note: Note, told: State, quote: dict[str, str]) -> Judgement:
    """Return the verdict where the counts give a share: the note's numbers against them."""
    share = counts.share or 0.0
    ratios = find_ratios(note.text)
    numbers = _integers(note.text)
    other = [r for r in ratios if abs(r.percent - 100 * share) > _POINT]
    shares = [(value, written) for value, written in note.percentages if abs(value - 100 * share) > _POINT]
    if (ratios and len(other) == len(ratios)) or (
        not ratios and note.percentages and len(shares) == len(note.percentages) and told is not State.ABSENT
    ):
        written = note.text[other[0].start : other[0].end] if other else shares[0][1]
        parts = {"catatan": written, "nilai": f"rinciannya memberi {100 * share:.0f} persen"}
        return Judgement(Verdict.CONTRADICTED, VerdictKind.ARITHMETIC, "angka_lain", parts)
    none_told = told is State.REFUTED and not counts.part
    all_told = share >= 1 and any(mention.scope is Scope.SEMUA for mention in note.scopes)
    named = any(n in counts.typed for n in numbers)
    agrees = ratios or note.percentages or named or none_told or all_told
    if agrees:
        return Judgement(Verdict.SUPPORTED, None, "didukung", quote)
    if told is State.REFUTED and counts.part:
        parts = {**quote, "kriteria": "angka yang diisikan"}
        return Judgement(Verdict.CONTRADICTED, VerdictKind.NEGATION, "disangkal", parts)
    if told is State.ABSENT:
        return Judgement(Verdict.UNSUPPORTED, VerdictKind.MISSING_ELEMENT, "angka_kurang", quote)
    return Judgement(Verdict.PARTLY, VerdictKind.MISSING_ELEMENT, "angka_kurang", quote)


def _without_share(
    answer: LkeAnswer, counts: _Counts, note: Note, told: State, quote: dict[str, str]
) -> Judgement:
    """Return the verdict where no counts were typed, or they give nothing to divide by."""
    ratios, numbers = find_ratios(note.text), _integers(note.text)
    typed = answer.answer if isinstance(answer.answer, int | float) else None
    if typed is not None:
        wrong = [r for r in ratios if abs(r.percent - 100 * typed) > _POINT]
        if wrong:
            parts = {
                "catatan": note.text[wrong[0].start : wrong[0].end],
                "nilai": f"{wrong[0].percent:.0f} persen",
            }
            return Judgement(Verdict.CONTRADICTED, VerdictKind.ARITHMETIC, "angka_lain", parts)
    elif told in (State.STATED, State.BEGUN) and counts.typed and counts.part is not None:
        return Judgement(Verdict.CONTRADICTED, VerdictKind.ARITHMETIC, "rincian_kosong", quote)
    elif ratios or note.percentages:
        return Judgement(Verdict.CONTRADICTED, VerdictKind.UNDERSTATED, "rincian_kosong", quote)
    kind = VerdictKind.ARITHMETIC if numbers or typed is not None else VerdictKind.MISSING_ELEMENT
    return Judgement(Verdict.UNSUPPORTED, kind, "rincian_kosong", quote)


def _read_counts(indikator: Indikator, answer: LkeAnswer) -> _Counts:
    typed = {count.row: count.value for count in answer.counts if count.value is not None}
    sums: dict[Peran, float] = {}
    for rincian in indikator.rincian:
        if rincian.row in typed:
            sums[rincian.peran] = sums.get(rincian.peran, 0.0) + typed[rincian.row]
    if _is_fall(indikator):
        last, this = sums.get(Peran.TAHUN_LALU), sums.get(Peran.TAHUN_INI)
        return _Counts(this, last, tuple(typed.values()), _fall(last, this))
    part, whole = sums.get(Peran.PEMBILANG), sums.get(Peran.PENYEBUT)
    share = min(1.0, part / whole) if part is not None and whole else None
    return _Counts(part, whole, tuple(typed.values()), share)


def _fall(last: float | None, this: float | None) -> float | None:
    if last is None or this is None:
        return None
    if not last:
        return 0.0 if this else 1.0
    return max(0.0, (last - this) / last)


def _integers(text: str) -> tuple[int, ...]:
    """Return the whole numbers of a text that are no years."""
    digits = (n for m in _INTEGER.finditer(text) if (n := int(m[1])) not in _YEARS)
    spelt = (parse_number_words(m[0]) for m in _SPELT.finditer(text))
    return (*digits, *(n for n in spelt if n is not None))


def judge_index(indikator: Indikator, answer: LkeAnswer, note: Note, vocabulary: Vocabulary) -> Judgement:
    """Return the verdict on the value of a survey's index: the note must give it, on either scale."""
    value = float(answer.answer or 0)
    kinds = {kind for _, _, kind in find_index_names(f"{indikator.name}. {indikator.explanation}")}
    mentions = find_indices(note.text)
    own = [(m.percent / 25, note.text[m.name_start : m.end]) for m in mentions if m.kind in kinds]
    if not own and not find_index_names(note.text):
        own = [(v if v <= 4 else v / 25, written) for v, written in _values(note.text)]
    if own:
        if any(abs(v - value) <= _HUNDREDTH for v, _ in own):
            return Judgement(Verdict.SUPPORTED, None, "didukung", {"catatan": shorten(own[0][1])})
        parts = {"catatan": shorten(own[0][1]), "nilai": f"{own[0][0]:.2f} pada skala 4".replace(".", ",")}
        return Judgement(Verdict.CONTRADICTED, VerdictKind.ARITHMETIC, "angka_lain", parts)
    named = {kind for _, _, kind in find_index_names(note.text)}
    parts = {"catatan": shorten(note.text.strip()), "kriteria": indikator.name}
    if named and not named & kinds:
        kind = VerdictKind.ARITHMETIC if mentions else VerdictKind.OFF_TOPIC
        return Judgement(Verdict.UNSUPPORTED, kind, "indeks_lain", parts)
    told = (
        bool(named & kinds)
        or term_state(note, _subject(indikator, vocabulary), vocabulary) is not State.ABSENT
    )
    verdict = Verdict.PARTLY if told else Verdict.UNSUPPORTED
    return Judgement(verdict, VerdictKind.MISSING_ELEMENT, "angka_kurang", parts)


def _values(text: str) -> Sequence[tuple[float, str]]:
    """Return the decimal numbers of a text that can be values of an index."""
    found = ((float(m[1].replace(",", ".")), m[1]) for m in _DECIMAL.finditer(text))
    return [(value, written) for value, written in found if value <= 100]
