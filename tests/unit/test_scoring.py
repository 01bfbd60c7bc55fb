from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import MappingFileError
from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.load import load_lke
from assistant.lke.model import Answer, Lke, Peran
from assistant.lke.scoring import Lack, Score, lack_of, score_lke, score_values, weight_of

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"


@cache
def lke() -> Lke:
    return load_lke(MAPPINGS, 2025)


def counts(code: str, **values: float) -> tuple[LkeCount, ...]:
    """Counts by role; several lines of one role share the number."""
    lines = lke().indikator_by_code[code].rincian
    given_values = {Peran[name.upper()]: value for name, value in values.items()}
    return tuple(LkeCount(line.row, line.name, given_values.get(line.peran)) for line in lines)


def best() -> dict[str, float]:
    return {i.code: 1.0 for i in lke().daftar_indikator}


def score_of(code: str, answer: object, line_counts: tuple[LkeCount, ...] = ()) -> Score:
    return score_lke(lke(), [LkeAnswer(code, answer, counts=line_counts)])  # type: ignore[arg-type]


def test_the_best_answers_give_all_points() -> None:
    score = score_values(lke(), best())
    assert score.total == pytest.approx(100)
    assert score.parts["A"].value == pytest.approx(60)
    assert score.parts["B"].value == pytest.approx(40)
    assert all(part.percent == pytest.approx(100) for part in score.parts.values())
    assert all(verdict.passed for verdict in score.predikat.values())


def test_no_answers_give_nothing_and_are_all_missing() -> None:
    score = score_lke(lke(), [])
    assert score.total == 0
    assert score.missing == tuple(i.code for i in lke().daftar_indikator)
    assert not any(verdict.passed for verdict in score.predikat.values())


@pytest.mark.parametrize(
    ("code", "answer", "value"),
    [
        ("A.I.1.i.a", "Ya", 1),
        ("A.I.1.i.a", "Tidak", 0),
        ("A.I.1.i.b", "B", 0.5),
        ("A.I.1.iii.a", "B", 0.67),
        ("A.I.1.iii.a", "C", 0.33),
        ("A.I.2.i.b", "D", 0.25),
        ("A.I.1.i.a", None, None),
        ("A.I.1.i.b", "E", None),
    ],
)
def test_a_choice_is_worth_its_place_on_the_scale(code: str, answer: str | None, value: float | None) -> None:
    score = score_of(code, answer)
    assert (code in score.missing) is (value is None)
    assert score.parts[code].value == (value or 0)


@pytest.mark.parametrize(("index", "points"), [(4, 17.5), (3.96, 17.325), (0, 0), (91.76, None), (-1, None)])
def test_an_index_is_worth_its_share_of_four(index: float, points: float | None) -> None:
    score = score_of("B.I.a", index)
    assert ("B.I.a" in score.missing) is (points is None)
    assert score.parts["B.I.a"].value == pytest.approx(points or 0)


@pytest.mark.parametrize(
    ("code", "values", "value"),
    [
        ("A.II.4.i.a", {"pembilang": 29, "penyebut": 37}, 29 / 37),
        ("A.II.4.i.a", {"pembilang": 40, "penyebut": 37}, 1),
        ("A.II.4.i.a", {"pembilang": 0, "penyebut": 37}, 0),
        ("A.II.4.i.a", {"pembilang": 0, "penyebut": 0}, None),
        ("A.II.4.i.a", {"penyebut": 37}, None),
        ("A.II.5.iii.a", {"pembilang": 9, "penyebut": 3}, 1),  # three lines of obliged, three each
        ("A.II.5.iii.a", {"pembilang": 3, "penyebut": 3}, 1 / 3),
        ("A.II.3.iii.a", {"tahun_lalu": 4, "tahun_ini": 1}, 0.75),
        ("A.II.3.iii.a", {"tahun_lalu": 0, "tahun_ini": 0}, 1),
        ("A.II.3.iii.a", {"tahun_lalu": 1, "tahun_ini": 3}, 0),
        ("A.II.3.iii.a", {"tahun_lalu": 0, "tahun_ini": 2}, 0),
    ],
)
def test_a_percentage_is_what_its_counts_give(
    code: str, values: dict[str, float], value: float | None
) -> None:
    score = score_of(code, 1.0, counts(code, **values))
    assert (code in score.missing) is (value is None)
    assert score.parts[code].value == pytest.approx(value or 0)


def test_a_typed_percentage_without_counts_is_missing() -> None:
    score = score_of("A.II.6.i.b", 1.0)
    assert "A.II.6.i.b" in score.missing
    assert score.parts["A.II.6.i.b"].value == 0


@pytest.mark.parametrize(
    ("code", "answer", "lack"),
    [
        ("A.I.1.i.a", None, Lack.NO_LINE),
        ("A.I.1.i.a", LkeAnswer("A.I.1.i.a", None, raw=" "), Lack.NO_ANSWER),
        ("A.I.1.i.a", LkeAnswer("A.I.1.i.a", None, raw="Blm Diisi"), Lack.UNREADABLE),
        ("B.I.a", LkeAnswer("B.I.a", 91.76, raw="91,76"), Lack.OFF_SCALE),
        ("A.II.4.i.a", LkeAnswer("A.II.4.i.a", 1.0, raw="100%"), Lack.NO_COUNTS),
        ("A.II.4.i.a", LkeAnswer("A.II.4.i.a", None, raw="#DIV/0!"), Lack.NO_COUNTS),
        (
            "A.II.4.i.a",
            LkeAnswer("A.II.4.i.a", 1.0, counts=counts("A.II.4.i.a", pembilang=0, penyebut=0)),
            Lack.ZERO_WHOLE,
        ),
    ],
)
def test_why_an_answer_counts_for_nothing(code: str, answer: LkeAnswer | None, lack: Lack) -> None:
    assert code in score_lke(lke(), [answer] if answer else []).missing
    assert lack_of(lke().indikator_by_code[code], answer) is lack


def test_one_gate_missed_is_no_predicate() -> None:
    values = best() | {"B.I.b": 0.25}
    score = score_values(lke(), values)
    assert score.total > 85
    assert not score.predikat["WBK"].passed
    assert [c.name for c in score.predikat["WBK"].checks if not c.passed] == ["Capaian kinerja"]


def test_an_area_is_pemenuhan_and_reform_together() -> None:
    reform = {i.code: 0.0 for i in lke().daftar_indikator if i.code.startswith("A.II.1.")}
    checks = {c.name: c for c in score_values(lke(), best() | reform).predikat["WBK"].checks}
    area = checks["Area Manajemen Perubahan"]
    assert area.is_share
    assert area.value == pytest.approx(50)
    assert not area.passed


_VALUES = st.fixed_dictionaries({i.code: st.floats(0, 1) for i in lke().daftar_indikator})


@given(values=_VALUES, code=st.sampled_from([i.code for i in lke().daftar_indikator]))
def test_sums_bounds_and_a_better_answer_never_costs(values: dict[str, float], code: str) -> None:
    score = score_values(lke(), values)
    for node in lke().nodes:
        below = node.children or [i.code for i in lke().indikator_of(node.code)]
        parts = [values[c] * weight_of(lke(), c) if c in values else score.parts[c].value for c in below]
        assert score.parts[node.code].value == pytest.approx(sum(parts))
        assert -1e-9 <= score.parts[node.code].value <= node.weight + 1e-9
    raised = score_values(lke(), values | {code: 1.0})
    assert raised.total >= score.total - 1e-9


def test_the_real_sheet_scores_as_labelled(shared: Path) -> None:
    """The labelled counts name their lines in words of their own; only these three have numbers in them."""
    filled = {
        "A.II.3.iii.a": counts("A.II.3.iii.a", tahun_lalu=0, tahun_ini=0),
        "A.II.4.i.a": counts("A.II.4.i.a", pembilang=29, penyebut=37),
        "A.II.5.ii.a": counts("A.II.5.ii.a", pembilang=0, penyebut=0),
    }
    lines = (shared / "eval" / "lke_pangkalpinang.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    answers = [LkeAnswer(r["code"], r["answer"], counts=filled.get(r["code"], ())) for r in rows]
    score = score_lke(lke(), answers)
    truth = json.loads((shared / "eval" / "lke_scores.json").read_text(encoding="utf-8"))["pangkalpinang"]
    for level in ("komponen", "sub_komponen", "area", "sub_area"):
        for code, value in truth[level].items():
            assert score.parts[code].value == pytest.approx(value, abs=0.005), code
    assert score.total == pytest.approx(truth["total"], abs=0.005)
    assert set(score.missing) == set(truth["missing"])


def test_a_threshold_must_name_parts_of_the_form(tmp_path: Path) -> None:
    text = (MAPPINGS / "lke-2026.yaml").read_text(encoding="utf-8")
    (tmp_path / "lke-2026.yaml").write_text(
        text.replace("bagian: [B.II]", "bagian: [B.IX]"), encoding="utf-8"
    )
    with pytest.raises(MappingFileError, match=r"B\.IX"):
        load_lke(tmp_path, 2025)


def test_every_indicator_can_be_scored() -> None:
    kinds = {i.answer for i in lke().daftar_indikator}
    assert kinds <= {Answer.PERSEN, Answer.INDEKS, *lke().scales}
