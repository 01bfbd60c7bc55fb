"""Verdicts on planted pairs of answer and note; floors only ever rise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.auditing.model import Verdict, VerdictKind
from assistant.auditing.verdicts import audit_answers
from assistant.lke.load import load_lke
from assistant.mapping.profiles import load_lexicon
from tests.factories.pasangan import YEAR, as_forms, phrases_of, planted_pairs

if TYPE_CHECKING:
    from assistant.auditing.model import IndicatorVerdict
    from assistant.lke.model import Lke
    from tests.factories.pasangan import Pair, PhraseSet

FLOORS = json.loads((Path(__file__).parent / "verdict_floors.json").read_text(encoding="utf-8"))
MAPPINGS = Path(__file__).parents[2] / "mappings"
FLAGS = (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)


@pytest.fixture(scope="module")
def lke() -> Lke:
    return load_lke(MAPPINGS, YEAR + 1)


def test_the_two_sets_share_no_phrase() -> None:
    assert not phrases_of("latih") & phrases_of("validasi")


def test_pairs_are_of_every_verdict_and_kind(lke: Lke) -> None:
    pairs = planted_pairs(lke, "validasi", 600, seed=7)
    assert len(pairs) == 600
    assert {pair.verdict for pair in pairs} == set(Verdict)
    assert {kind for pair in pairs for kind in pair.kinds} == set(VerdictKind)
    assert len({pair.code for pair in pairs}) > 70
    assert sum(len(form) for form in as_forms(pairs)) == 600


def test_verdicts_on_planted_pairs_are_right(lke: Lke) -> None:
    judged = judge(lke, "validasi")
    figures, missed = measure(judged)
    short = {name: value for name, value in figures.items() if value < FLOORS[name]}
    assert not short, "\n".join([str(figures), *missed])


def judge(lke: Lke, phrases: PhraseSet) -> list[tuple[Pair, IndicatorVerdict]]:
    """Return the pairs of a set and what the audit says of them, asked a form at a time."""
    lexicon = load_lexicon(MAPPINGS)
    judged: list[tuple[Pair, IndicatorVerdict]] = []
    for form in as_forms(planted_pairs(lke, phrases, 600, seed=7)):
        found = audit_answers(lke, [pair.given for pair in form], YEAR, MAPPINGS, lexicon)
        by_code = {item.code: item for item in found}
        judged += [(pair, by_code[pair.code]) for pair in form]
    return judged


def measure(judged: list[tuple[Pair, IndicatorVerdict]]) -> tuple[dict[str, float], list[str]]:
    """Return flag precision and recall, the share of equal verdicts, and the pairs that went wrong."""
    true = [pair.verdict in FLAGS for pair, _ in judged]
    flagged = [got.verdict in FLAGS for _, got in judged]
    hits = sum(a and b for a, b in zip(true, flagged, strict=True))
    same = [pair.verdict is got.verdict for pair, got in judged]
    figures = {
        "flag_precision": hits / max(1, sum(flagged)),
        "flag_recall": hits / sum(true),
        "same_verdict": sum(same) / len(same),
    }
    missed = [
        f"{pair.code} {pair.answer} [{pair.state}] {pair.verdict} != {got.verdict} ({got.kind}): {pair.note}"
        for (pair, got), right in zip(judged, same, strict=True)
        if not right
    ]
    return {name: round(value, 3) for name, value in figures.items()}, missed
