"""Bounds that spare comparisons never hide a likeness."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language.clean import fold
from assistant.language.similarity import most_alike_opening, opening_ratio, ratio, ratio_table

_TEXT = st.text(alphabet="abcde ", max_size=30)


@given(_TEXT, _TEXT)
def test_openings_are_never_more_alike_than_their_bound(one: str, other: str) -> None:
    bound = most_alike_opening(ratio(one, other), len(fold(one)), len(fold(other)))
    assert opening_ratio(one, other) <= bound + 1e-6


@settings(deadline=None)  # the first call loads a library
@given(st.lists(_TEXT, max_size=4), st.lists(_TEXT, max_size=4))
def test_a_table_of_ratios_holds_each_of_them(texts: list[str], choices: list[str]) -> None:
    table = ratio_table(texts, choices)
    assert len(table) == len(texts)
    for text, row in zip(texts, table, strict=True):
        assert row == pytest.approx([ratio(text, choice) for choice in choices], abs=1e-6)
