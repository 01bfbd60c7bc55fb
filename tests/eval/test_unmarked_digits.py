"""Drafts of the real reports beside the checkout: no number of last year stands in them as plain text."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from assistant.progress import SilentProgress
from assistant.workbench import Settings, Workbench
from tests.factories.draf import unexplained_digits

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def seed(prefix: str) -> Workbench:
    found = sorted(SEEDS.glob(f"{prefix}_*.txt"))
    if not found:
        pytest.skip("dokumen contoh nyata tidak tersedia")
    return Workbench(found[0], Settings(lambda: nullcontext(SilentProgress())))


@pytest.mark.parametrize("plan", [None, "004"])
@pytest.mark.parametrize("prefix", ["000", "003"])
def test_no_number_of_last_year_stands_unmarked(prefix: str, plan: str | None) -> None:
    draft = seed(prefix).draft(2026, seed(plan) if plan else None)
    assert len(draft.fields) > 100
    assert unexplained_digits(draft, 2026) == []
