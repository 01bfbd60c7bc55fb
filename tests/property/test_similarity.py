"""Bounds that spare comparisons never hide a likeness."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.language.clean import fold
from assistant.language.similarity import most_alike_opening, opening_ratio, ratio, ratio_table

_TEXT = st.text(alphabet="abcde ", max_size=30)


@given(_TEXT, _TEXT)
def test_openings_are_never_more_alike_than_their_bound(one: str, other: str) -> None:
    bound = most_alike_opening(ratio(one, other), len(fold(one)), len(fold(other)))
    assert opening_ratio(one, other) <= bound + 1e-6


@given(st.lists(_TEXT, max_size=4), st.lists(_TEXT, max_size=4))
def test_a_table_of_ratios_holds_each_of_them(texts: list[str], choices: list[str]) -> None:
    table = ratio_table(texts, choices)
    assert len(table) == len(texts)
    for text, row in zip(texts, table, strict=True):
        assert [round(value, 4) for value in row] == [round(ratio(text, choice), 4) for choice in choices]
