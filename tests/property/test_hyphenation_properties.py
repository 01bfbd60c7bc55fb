"""Joining lines loses no letter and invents none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.hyphenation import HYPHENS, join_hyphenated, join_lines

_LETTERS = st.text("abdeghiknrstu ABK2.-\u00ad", min_size=1, max_size=25)


def _letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in HYPHENS)


@given(_LETTERS, _LETTERS)
def test_no_letter_is_lost_or_invented(left: str, right: str) -> None:
    assert _letters(join_lines(left, right)) == _letters(left) + _letters(right)


@given(st.text("aeghikns", min_size=2, max_size=8), st.text("aeghikns", min_size=2, max_size=8))
def test_a_broken_word_comes_back_with_or_without_its_hyphen(head: str, tail: str) -> None:
    assert join_hyphenated(head + "-", tail) in (head + tail, f"{head}-{tail}")


@given(st.text("adghiknst", min_size=3, max_size=8))
def test_a_plain_doubling_keeps_its_hyphen(word: str) -> None:
    bare_prefixes = {"di", "ke", "se", "ber", "bel", "ter", "per", "pel", "men", "pen", "mem", "pem"}
    if word not in bare_prefixes:
        assert join_hyphenated(word + "-", word) == f"{word}-{word}"
