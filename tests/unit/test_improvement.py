from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest

from assistant.lke.improvement import cheapest_way, next_steps
from assistant.lke.load import load_lke
from assistant.lke.model import Answer, Lke
from assistant.lke.scoring import Score, score_values, weight_of

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"


@cache
def lke() -> Lke:
    return load_lke(MAPPINGS, 2025)


def score_with(rng: Random, *, index: float = 1.0) -> Score:
    values: dict[str, float] = {}
    for indikator in lke().daftar_indikator:
        if indikator.answer is Answer.INDEKS:
            values[indikator.code] = index
        elif indikator.rumus is not None:
            values[indikator.code] = rng.choice([0.0, 0.5, 1.0])
        else:
            values[indikator.code] = rng.choice(list(lke().scales[indikator.answer].values()))
    return score_values(lke(), values)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ["WBK", "WBBM"])
def test_the_way_leads_there_and_no_step_of_it_is_idle(seed: int, name: str) -> None:
    score = score_with(Random(seed))
    way = cheapest_way(lke(), score, name)
    assert way.score.predikat[name].passed
    assert not way.out_of_reach
    assert way.score.total == pytest.approx(score.total + sum(r.gain for r in way.raises))
    for entry in way.raises:
        undone = dict(way.score.values) | {entry.code: score.values[entry.code]}
        lost = score_values(lke(), undone)
        narrow = [c for c in lost.predikat[name].checks if not c.passed]
        # a raise for a threshold of an area may also be what Pengungkit or the total needs
        assert narrow or lost.total < way.score.total


@pytest.mark.parametrize("seed", range(4))
def test_no_single_area_could_be_reached_with_fewer_steps(seed: int) -> None:
    score = score_with(Random(seed))
    way = cheapest_way(lke(), score, "WBK")
    for number in range(1, 7):
        own = (f"A.I.{number}.", f"A.II.{number}.")
        gains = sorted(
            (
                step.gain
                for i in lke().daftar_indikator
                if i.code.startswith(own)
                for step in next_steps(lke(), i, score.values[i.code])
            ),
            reverse=True,
        )
        weight = sum(weight_of(lke(), i.code) for i in lke().daftar_indikator if i.code.startswith(own))
        points = sum(
            weight_of(lke(), i.code) * score.values[i.code]
            for i in lke().daftar_indikator
            if i.code.startswith(own)
        )
        needed = 0
        while points < 0.6 * weight - 1e-9:
            points += gains[needed]
            needed += 1
        assert sum(r.steps for r in way.raises if r.code.startswith(own)) >= needed


def test_what_only_a_survey_can_give_is_named_and_not_raised() -> None:
    way = cheapest_way(lke(), score_with(Random(1), index=0.5), "WBK")
    assert {check.name for check in way.out_of_reach} >= {
        "Survei persepsi korupsi (IPAK)",
        "Pelayanan publik yang prima",
    }
    assert not {"B.I.a", "B.II.a"} & {entry.code for entry in way.raises}


def test_a_reached_predicate_needs_nothing() -> None:
    best = score_values(lke(), {i.code: 1.0 for i in lke().daftar_indikator})
    assert cheapest_way(lke(), best, "WBBM").raises == ()


def test_steps_go_up_the_scale_one_by_one() -> None:
    indikator = lke().indikator_by_code["A.I.1.iii.a"]
    steps = next_steps(lke(), indikator, 0.33)
    assert [(s.answer, s.value) for s in steps] == [("B", 0.67), ("A", 1)]
    assert sum(s.gain for s in steps) == pytest.approx(0.67 * weight_of(lke(), indikator.code))
