"""How the official criteria are parsed, grade by grade, for a person to read and review in a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.auditing.audit_words import Scope, load_audit_words
from assistant.auditing.verdicts import Auditor
from assistant.data import data_directory
from assistant.lke.load import load_lke
from assistant.mapping.profiles import load_lexicon
from tests.golden.test_golden import compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.auditing.criteria import Grade
    from assistant.auditing.quantities import Band


def words(terms: Iterable[str]) -> str:
    return " ".join(sorted(terms))


def share(band: Band) -> str:
    low = "di atas" if band.low_open else "dari"
    high = "di bawah" if band.high_open else "sampai"
    return f"{low} {band.low:g} {high} {band.high:g} persen"


def parts(grade: Grade) -> Iterator[str]:
    if grade.is_none:
        yield "tidak ada apa-apa"
    yield f"inti: {words(grade.core)}"
    yield from (f"PEMBEDA: {words(deed.terms)}" for deed in grade.deeds)
    yield from (f"dasar: {words(deed.terms)}" for deed in grade.base)
    if grade.denied:
        yield f"tanpa: {words(grade.denied)}"
    if grade.scope:
        name = "CAKUPAN" if grade.new_scope else "cakupan"
        yield f"{name}: {Scope(grade.scope.scope).name.lower()} {words(grade.scope.covers)}"
    if grade.frequency:
        yield f"{'FREKUENSI' if grade.new_frequency else 'frekuensi'}: {grade.frequency.written}"
    if grade.band:
        yield f"{'BATAS' if grade.new_band else 'batas'}: {share(grade.band)}"


def test_criteria() -> None:
    mappings = data_directory("mappings")
    auditor = Auditor(load_lke(mappings, 2025), load_audit_words(mappings), 2025, load_lexicon(mappings))
    lines: list[str] = []
    for criteria in auditor.criteria.values():
        lines.append(f"{criteria.code} {criteria.name}")
        lines += [f"  {grade.answer}  {' | '.join(parts(grade))}" for grade in criteria.grades]
    compare("kriteria.txt", lines)
