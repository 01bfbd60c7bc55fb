"""Names, places and numbers as Indonesian offices write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking.model import MeasureStatus, SectionStatus, Severity
from assistant.document import BlockKind, DocumentType, SourceKind
from assistant.drafting.model import FactKind, Fate
from assistant.rendering import wording


@pytest.mark.parametrize(
    ("names", "enum"),
    [
        (wording.SEVERITY, Severity),
        (wording.SECTION_STATUS, SectionStatus),
        (wording.MEASURE_STATUS, MeasureStatus),
        (wording.DOCUMENT_TYPE, DocumentType),
        (wording.SOURCE_KIND, SourceKind),
        (wording.BLOCK_KIND, BlockKind),
        (wording.FACT_KIND, FactKind),
        (wording.FATE, Fate),
        (wording.SUPPORT, wording.Support),
    ],
)
def test_every_value_has_a_name_in_the_order_of_the_enum(names: dict[object, str], enum: type) -> None:
    assert list(names) == list(enum)
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((None, None, None), ""),
        ((3, None, None), "hlm. 3"),
        ((None, 10, 12), "baris 10–12"),
        ((None, 10, 10), "baris 10"),
        ((3, 4, None), "hlm. 3, baris 4"),
    ],
)
def test_place(place: tuple[int | None, int | None, int | None], said: str) -> None:
    assert wording.place(*place) == said


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ((), ""),
        ((5,), "Mei"),
        ((1, 2), "Jan, Feb"),
        ((3, 1, 2), "Jan–Mar"),
        ((1, 2, 3, 8, 11, 12), "Jan–Mar, Agu, Nov, Des"),
        (tuple(range(1, 13)), "Jan–Des"),
    ],
)
def test_months(months: tuple[int, ...], said: str) -> None:
    assert wording.months_in_words(months) == said


@pytest.mark.parametrize(
    ("score", "support"), [(0.0, "none"), (0.01, "weak"), (0.5, "fair"), (0.75, "strong"), (1.0, "strong")]
)
def test_support(score: float, support: str) -> None:
    assert wording.Support.of(score).value == support


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("PENATAAN SISTEM MANAJEMEN SDM APARATUR", "Penataan Sistem Manajemen SDM Aparatur"),
        ("BIROKRASI YANG BERSIH DAN AKUNTABEL", "Birokrasi yang Bersih dan Akuntabel"),
        ("Penyusunan Tim Kerja", "Penyusunan Tim Kerja"),
    ],
)
def test_title_case(name: str, shown: str) -> None:
    assert wording.in_title_case(name) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.9123, "0,91"), (0.5, "0,5"), (4.0, "4"), (0.0, "0"), (17.5, "17,5"), (100.0, "100")],
)
def test_numbers(value: float, shown: str) -> None:
    assert wording.number_in_words(value) == shown


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_shortened_text_fits_and_is_printable(text: str, limit: int) -> None:
    short = wording.shorten(text, limit)
    assert len(short) <= limit
    assert wording.printable(short) == short
    short.encode("utf-8")


def test_text_is_cut_at_a_word() -> None:
    assert wording.shorten("satu dua tiga empat", 15) == "satu dua tiga…"
