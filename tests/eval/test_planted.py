"""Recall on planted defects and silence on documents without a fault; floors only ever rise."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.eval.measure_rules import Figures as Measured
from tests.eval.measure_rules import (
    clean_spec,
    false_alarms,
    main,
    measure_packed,
    office_of,
)
from tests.factories.planted import KINDS, sow_all

FLOORS = json.loads((Path(__file__).parent / "planted_floors.json").read_text(encoding="utf-8"))
FORMS = (("laporan", "text"), ("laporan", "docx"), ("tabel", "docx"), ("naratif", "docx"))


def missed(figures: Measured) -> str:
    """Return what was not found, for the message of a failing test."""
    return "; ".join(f"{o.planted.kind.name} (kantor {o.seed})" for o in figures.outcomes if not o.rule)


def test_kinds_have_names_of_their_own_and_cover_every_family() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names) >= 40
    assert {prefix[:3] for kind in KINDS for prefix in kind.expected} == {f"ZI{n}" for n in range(1, 10)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_changes_a_document_and_says_where(kind) -> None:  # type: ignore[no-untyped-def]
    changed = 0
    for seed in range(1, 13):
        whole = office_of(seed, kind.document)
        clean = clean_spec(whole, kind.document)
        spec, records = sow_all(whole, clean, [kind], Random(seed))
        assert bool(records) == (spec != clean)
        for record in records:
            changed += 1
            assert (record.place is None) == (not record.text) or kind.name == "picture_no_caption"
    assert changed >= 3


@pytest.mark.parametrize("seed", [1, 6])
@pytest.mark.parametrize(("document", "form"), FORMS)
def test_a_document_without_a_fault_is_left_in_peace(seed: int, document: str, form: str) -> None:
    alarms = false_alarms(seed, document, form)
    told = [f"{f.rule} {f.line}: {f.message}" for f in alarms]
    assert not [f for f in alarms if f.severity == "error"], told
    # Tables that plain text leaves as bare rows are not all read as tables; their rows pass for captions.
    assert len(alarms) <= (FLOORS["alarms_of_text"] if form == "text" else 1), told


def test_planted_defects_are_found() -> None:
    quick = [kind for place, kind in enumerate(KINDS) if kind.gentle or place % 3 == 0]
    figures = Measured(measure_packed(quick, seeds=(3, 5, 10), together=8))
    assert len(figures.by_kind()) == len(quick)
    assert figures.recall >= FLOORS["recall"], f"{figures.recall:.3f}: {missed(figures)}"


@pytest.mark.lambat
def test_planted_defects_are_found_in_every_office() -> None:
    figures = main(times=2)
    assert figures.recall >= FLOORS["recall_large"], f"{figures.recall:.3f}: {missed(figures)}"
    assert sum(figures.alarms.values()) <= FLOORS["alarms_large"], figures.alarms
