from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.numbers import Number, parse_number, parse_number_words, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", Number(1234.5, 1)),
        ("93,75 %", Number(93.75, 2, percent=True)),
        ("93.75", Number(93.75, 2)),
        ("1.436", Number(1436)),
        ("Rp 1.200.000,-", Number(1_200_000)),
        ("(12)", Number(12)),
        ("3,5 persen", Number(3.5, 1, percent=True)),
        ("-", None),
        ("1,234.5", None),
        ("120 orang", None),
        ("2.1.3", None),
    ],
)
def test_numbers_as_offices_write_them(text: str, number: Number | None) -> None:
    assert parse_number(text) == number


def test_a_point_means_what_the_numbers_beside_it_say() -> None:
    assert parse_number("3.722", dot_is_decimal=True) == Number(3.722, 3)
    assert parse_number("1.250.000", dot_is_decimal=True) == Number(1_250_000)


@given(st.integers(0, 10**9), st.integers(0, 3))
def test_what_is_written_is_read_as_the_same(value: int, decimals: int) -> None:
    number = value / 10**decimals
    got = parse_number(written(number, decimals))
    assert got is not None
    assert abs(got.value - number) < 10**-decimals / 2


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dua puluh lima", 25),
        ("sebelas", 11),
        ("seribu lima ratus", 1500),
        ("dua ratus ribu tiga", 200_003),
        ("satu juta dua ratus ribu", 1_200_000),
        ("lima enam", None),
        ("puluh", None),
        ("lima orang", None),
        ("", None),
    ],
)
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert parse_number_words(words) == value
