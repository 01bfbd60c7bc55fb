"""Verdicts on planted claims: offices with evidence of which some is wrong on purpose.

The phrases of `validasi` were written beside those of `latih` and are not used to make rules.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from assistant.auditing.claims import find_claims
from assistant.auditing.evidence import open_index
from assistant.auditing.support import judge_claims
from assistant.reading.recognise import read_document
from tests.factories.contoh.bukti import DISAGREEING
from tests.factories.pembuktian import Case, PlantedClaim, invent_case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.auditing.model import ClaimVerdict

FLOOR = 0.93
_EXISTENCE = {"document", "system", "meeting", "publication"}


def _verdicts(case: Case, folder: Path) -> tuple[ClaimVerdict, ...]:
    report, evidence = case.write(folder)
    document = read_document(report)
    index = open_index(evidence, folder / "rumah")
    try:
        return judge_claims(find_claims(document), index, document)
    finally:
        index.close()


def _got(claim: PlantedClaim, verdicts: Sequence[ClaimVerdict]) -> str:
    for verdict in verdicts:
        found = verdict.claim
        same_kind = found.kind.value == claim.kind or {found.kind.value, claim.kind} <= _EXISTENCE
        if same_kind and claim.sentence[:60] in found.quote and claim.value in found.value:
            return verdict.verdict.value
    return "absent"


@pytest.mark.parametrize("phrases", ["latih", "validasi"])
def test_claims_get_the_verdict_that_the_evidence_deserves(phrases: str, tmp_path: Path) -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for seed in (21, 22, 23):
        folder = tmp_path / str(seed)
        folder.mkdir()
        case = invent_case(seed, phrases)
        assert len(case.files) == 40
        assert len(case.claims) >= 60
        verdicts = _verdicts(case, folder)
        pairs.update((claim.verdict, _got(claim, verdicts)) for claim in case.claims)
    right = sum(count for (true, got), count in pairs.items() if true == got)
    assert right / pairs.total() >= FLOOR, pairs
    assert not pairs["contradicted", "supported"], pairs


def test_the_example_office_is_contradicted_by_its_wrong_files_alone(root: Path, tmp_path: Path) -> None:
    folder = root / "corpora" / "contoh"
    document = read_document(folder / "laporan-2025.docx")
    index = open_index(folder / "bukti", tmp_path)
    try:
        verdicts = judge_claims(find_claims(document), index, document)
    finally:
        index.close()
    values = [
        v for v in verdicts if v.claim.kind.value not in _EXISTENCE and v.verdict.value == "contradicted"
    ]
    assert {verdict.evidence[0].source for verdict in values} == set(DISAGREEING)
