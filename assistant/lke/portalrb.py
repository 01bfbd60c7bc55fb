"""Answers as PortalRB exchanges them: JSON with one entry per question, checked on the way in.

Shape: `{"unit_id", "nama_unit", "tahun", "answers": [{"soal_id", "jawaban_unit", "jawaban_tpi",
"catatan_unit", "bukti_dukung_unit", "catatan_tpi"}]}`; questions as in PortalRB's master of the form's year.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError, LimitError
from assistant.lke.answer_values import parse_answer
from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.scoring import share_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.lke.answer_values import AnswerValue
    from assistant.lke.model import Answer, Indikator, Lke

# 127 questions with notes of a page each stay far below.
_MAX_BYTES = 20_000_000
_REMEDY = "Unduh ulang berkas itu dari PortalRB, atau perbaiki isiannya."

Given = str | int | float | None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=False)


class _Entry(_Strict):
    soal_id: int
    jawaban_unit: Given = None
    jawaban_tpi: Given = None
    catatan_unit: str | None = None
    bukti_dukung_unit: str | list[str] | None = None
    catatan_tpi: str | None = None


class _File(_Strict):
    unit_id: int | str | None = None
    nama_unit: str | None = None
    tahun: int | None = Field(default=None, ge=2000, le=2100)
    answers: tuple[_Entry, ...]


@dataclass(frozen=True)
class PortalAnswers:
    """The answers of a unit: its number and name at PortalRB, and the year of the evaluation."""

    answers: tuple[LkeAnswer, ...]
    unit_id: int | str | None = None
    unit: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    """What a PortalRB question is in the form: an indicator, or a line of counts below one."""

    indikator: Indikator
    kind: Answer
    row: int
    name: str = ""


def read_portalrb(data: bytes, lke: Lke, name: str) -> PortalAnswers:
    """Return the answers of a PortalRB file, in the order of the form.

    Raises:
        InputError: it is no such file, or an answer does not fit its question; the message names the entry.
        LimitError: it is absurdly large.
    """
    if len(data) > _MAX_BYTES:
        raise LimitError(f"Berkas {name} terlalu besar untuk jawaban PortalRB (batas 20 MB).")
    try:
        parsed = _File.model_validate(json.loads(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"Berkas {name} bukan JSON yang sah.", _REMEDY) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "(akar)"
        raise InputError(f"Berkas {name}, isian '{field}', tidak sesuai bentuk PortalRB.", _REMEDY) from error
    entries: dict[int, tuple[int, _Entry]] = {}
    questions = _questions(lke)
    for index, entry in enumerate(parsed.answers):
        place = f"Berkas {name}, answers[{index}]"
        if entry.soal_id not in questions:
            raise InputError(f"{place}: soal {entry.soal_id} tidak ada pada {lke.name}.", _REMEDY)
        if entry.soal_id in entries:
            raise InputError(f"{place}: soal {entry.soal_id} dijawab dua kali.", _REMEDY)
        entries[entry.soal_id] = (index, entry)
    found = tuple(_answers(lke, questions, entries, name))
    return PortalAnswers(found, parsed.unit_id, parsed.nama_unit or "", parsed.tahun)


def portalrb_json(lke: Lke, given: PortalAnswers) -> dict[str, Any]:
    """Return answers in the shape of PortalRB, one entry for each question of the form."""
    by_code = {answer.code: answer for answer in given.answers}
    entries = []
    for soal, question in _questions(lke).items():
        code = question.indikator.code
        entry = _entry(soal, question, by_code.get(code, LkeAnswer(code, None)))
        entries.append(entry.model_dump())
    return {"unit_id": given.unit_id, "nama_unit": given.unit, "tahun": given.year, "answers": entries}


def _entry(soal: int, question: _Question, answer: LkeAnswer) -> _Entry:
    """Return what an answer says to one of its questions."""
    if question.row == question.indikator.row:
        value, tpi = answer.answer, answer.tpi_answer
    else:
        value, tpi = next((c.value for c in answer.counts if c.row == question.row), None), None
    if soal != _first_question(question.indikator):
        return _Entry(soal_id=soal, jawaban_unit=value, jawaban_tpi=tpi)
    return _Entry(
        soal_id=soal,
        jawaban_unit=value,
        jawaban_tpi=tpi,
        catatan_unit=answer.note,
        bukti_dukung_unit=_evidence(answer),
        catatan_tpi=answer.tpi_note,
    )


def _first_question(indikator: Indikator) -> int | None:
    """Return the question that bears an indicator's note: its own, or that of its first line of counts."""
    if indikator.soal is not None:
        return indikator.soal
    return next((detail.soal for detail in indikator.rincian if detail.soal is not None), None)


def _evidence(answer: LkeAnswer) -> str:
    links = (link for link in answer.links if link not in answer.evidence)
    return "\n".join(part for part in (answer.evidence, *links) if part)


def _questions(lke: Lke) -> dict[int, _Question]:
    """Return what each PortalRB question is, in the order of the form."""
    found: dict[int, _Question] = {}
    for indikator in lke.daftar_indikator:
        if indikator.soal is not None:
            found[indikator.soal] = _Question(indikator, indikator.answer, indikator.row)
        for detail in indikator.rincian:
            if detail.soal is not None:
                found[detail.soal] = _Question(indikator, detail.answer, detail.row, detail.name)
    return found


def _answers(
    lke: Lke, questions: dict[int, _Question], entries: dict[int, tuple[int, _Entry]], name: str
) -> Iterator[LkeAnswer]:
    for indikator in lke.daftar_indikator:
        own = [
            (q, *entries[soal])
            for soal, q in questions.items()
            if q.indikator is indikator and soal in entries
        ]
        if own:
            yield _answer(indikator, own, name)


def _answer(indikator: Indikator, own: list[tuple[_Question, int, _Entry]], name: str) -> LkeAnswer:
    """Return the answer to one indicator from the entries of its questions; at least one is there."""
    value: AnswerValue = None
    tpi: AnswerValue = None
    counts: list[LkeCount] = []
    for question, index, entry in own:
        place = f"Berkas {name}, answers[{index}]"
        unit = _value(entry.jawaban_unit, question, f"{place}.jawaban_unit")
        if question.row == indikator.row:
            value, tpi = unit, _value(entry.jawaban_tpi, question, f"{place}.jawaban_tpi")
        else:
            number = unit if isinstance(unit, float) else None
            note = entry.catatan_unit or ""
            counts.append(LkeCount(question.row, question.name, number, str(entry.jawaban_unit or ""), note))
    if indikator.rumus is not None and value is None:
        value = share_of(indikator, counts)
    evidence = _joined("\n".join(_listed(entry.bukti_dukung_unit)) for _, _, entry in own)
    return LkeAnswer(
        code=indikator.code,
        answer=value,
        raw=str(own[0][2].jawaban_unit or ""),
        note=_joined(entry.catatan_unit or "" for _, _, entry in own),
        evidence=evidence,
        links=tuple(
            dict.fromkeys(word for word in evidence.split() if word.startswith(("http://", "https://")))
        ),
        tpi_answer=tpi,
        tpi_raw=str(own[0][2].jawaban_tpi or ""),
        tpi_note=_joined(entry.catatan_tpi or "" for _, _, entry in own),
        counts=tuple(counts),
    )


def _value(given: Given, question: _Question, place: str) -> AnswerValue:
    """Return an answer in the terms of its question; None for an empty one."""
    if given is None or str(given).strip() == "":
        return None
    value = parse_answer(str(given), question.kind)
    if value is None:
        shown = str(given)[:30]
        raise InputError(
            f"{place}: '{shown}' bukan jawaban untuk pilihan {question.kind}.",
            "Perbaiki jawaban itu lalu jalankan kembali.",
        )
    return value


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
