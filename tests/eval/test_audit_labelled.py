"""Verdicts on the labelled LKE, written into a workbook and read back, against `audit_floors.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.auditing.model import Verdict
from assistant.auditing.verdicts import audit_answers
from assistant.data import data_directory
from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.load import load_lke
from assistant.lke.model import Peran
from assistant.lke.tables import read_answers
from assistant.lke.workbook import new_workbook
from assistant.mapping.profiles import load_lexicon
from assistant.reading.recognise import read_document

if TYPE_CHECKING:
    from assistant.lke.model import Indikator, Lke

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
FLOORS: dict[str, float] = json.loads(
    (Path(__file__).parent / "audit_floors.json").read_text(encoding="utf-8")
)
FLAGGED = (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
YEAR = 2025


def rows(name: str) -> list[dict[str, Any]]:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def counts_of(indikator: Indikator, row: dict[str, Any]) -> tuple[LkeCount, ...]:
    """Return the counts of a row, which the labelled file gives in the order of the form."""
    lines = [d for d in indikator.rincian if d.peran is not Peran.PERSENTASE]
    given = list((row.get("counts") or {}).values())
    return tuple(LkeCount(d.row, d.name, value) for d, value in zip(lines, given, strict=False))


def labelled_answers(lke: Lke) -> list[LkeAnswer]:
    return [
        LkeAnswer(
            row["code"],
            row["answer"],
            str(row["answer"] if row["answer"] is not None else ""),
            row["note"] or "",
            row.get("evidence_text") or "",
            tuple(link for link in row["links"] if link),
            counts=counts_of(lke.indikator_by_code[row["code"]], row),
        )
        for row in rows("lke_pangkalpinang.jsonl")
    ]


def test_verdicts_on_the_labelled_lke(tmp_path: Path) -> None:
    mappings = data_directory("mappings")
    lke = load_lke(mappings, YEAR)
    truth = {
        row["code"]: Verdict(row["verdict"]) for row in rows("audit_pangkalpinang.jsonl") if row["verdict"]
    }
    path = tmp_path / "lke.xlsx"
    path.write_bytes(new_workbook(lke, labelled_answers(lke), "LKE"))
    answers = read_answers(read_document(path), lke)
    got = {v.code: v.verdict for v in audit_answers(lke, answers, YEAR, mappings, load_lexicon(mappings))}
    hits = sum(truth[c] in FLAGGED and got[c] in FLAGGED for c in truth)
    contradicted = [got[c] in FLAGGED for c in truth if truth[c] is Verdict.CONTRADICTED]
    figures = {
        "same_verdict": sum(truth[c] is got[c] for c in truth) / len(truth),
        "flag_precision": hits / sum(got[c] in FLAGGED for c in truth),
        "flag_recall": hits / sum(v in FLAGGED for v in truth.values()),
        "contradictions_flagged": float(sum(contradicted)),
    }
    assert not {name: value for name, value in figures.items() if value < FLOORS[name]}
