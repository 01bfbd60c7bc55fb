from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.comparison import tpi_answers
from assistant.lke.load import load_lke
from assistant.lke.model import Lke, Peran
from assistant.lke.scoring import score_lke

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"
CODE = "A.II.4.i.a"  # targets reached, of targets


@cache
def lke() -> Lke:
    return load_lke(MAPPINGS, 2025)


def answer(
    *, unit: tuple[float, float], tpi: tuple[float, float] | None = None, typed: float | None = None
) -> LkeAnswer:
    """A percentage with the unit's and the evaluators' part and whole, and what the evaluators typed."""
    counts = tuple(
        LkeCount(
            line.row,
            line.name,
            unit[line.peran is Peran.PENYEBUT],
            tpi_value=tpi[line.peran is Peran.PENYEBUT] if tpi else None,
        )
        for line in lke().indikator_by_code[CODE].rincian
        if line.peran in (Peran.PEMBILANG, Peran.PENYEBUT)
    )
    return LkeAnswer(CODE, unit[0] / unit[1], counts=counts, tpi_answer=typed)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (answer(unit=(9, 10), tpi=(7, 10)), 0.7),
        (answer(unit=(9, 10), tpi=(7, 10), typed=0.7), 0.7),
        (answer(unit=(9, 10), typed=0.9), 0.9),
        (answer(unit=(2, 3), typed=0.6667), 2 / 3),
        (answer(unit=(9, 10), typed=0.8), 0),
    ],
    ids=["own counts", "own counts, typed", "confirmed", "confirmed, rounded", "other, no counts"],
)
def test_an_evaluators_percentage_rests_on_counts(given: LkeAnswer, value: float) -> None:
    score = score_lke(lke(), tpi_answers(lke(), [given]))
    assert score.parts[CODE].value == pytest.approx(value)
    assert (CODE in score.missing) is (value == 0)


def test_the_evaluators_answer_stands_in_the_units_place() -> None:
    given = [
        LkeAnswer("A.I.1.iii.a", "A", note="Unit.", tpi_answer="C", tpi_note="Tim."),
        LkeAnswer("A.I.1.i.a", "Ya"),
    ]
    changed, without = tpi_answers(lke(), given)
    assert (changed.answer, changed.note) == ("C", "Tim.")
    assert without.answer is None


def test_evaluators_who_gave_nothing_have_no_answers() -> None:
    assert tpi_answers(lke(), [LkeAnswer("A.I.1.i.a", "Ya"), answer(unit=(9, 10))]) == ()
