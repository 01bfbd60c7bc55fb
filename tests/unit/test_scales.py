from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.checking.scales import Scale, scale_of, scales
from assistant.language.indices import IndexKind


def test_every_index_has_a_scale_to_100_and_surveys_one_to_4() -> None:
    for kind in IndexKind:
        assert scale_of(kind, 100) is not None
        assert (scale_of(kind, 4) is not None) is kind.is_survey


@pytest.mark.parametrize(
    ("greatest", "value", "letters"),
    [
        (100, 88.31, "A"),
        (100, 88.3, "B"),
        (100, 76.6, "CB"),
        (4, 3.53, "BA"),
        (4, 2.0, "D"),
        (100, 20.0, ""),
    ],
)
def test_a_value_falls_in_the_category_of_its_interval(greatest: int, value: float, letters: str) -> None:
    scale = scale_of(IndexKind.IKM, greatest)
    assert scale is not None
    unit = 0.1 if letters == "CB" else 0.01  # 76,6 may be 76,62
    assert "".join(grade.huruf for grade in scale.possible(value, unit)) == letters


def test_intervals_that_overlap_or_leave_the_scale_are_refused() -> None:
    good = scales()[0].model_dump()
    for change in ({"skala": 3}, {"kategori": tuple(reversed(good["kategori"]))}):
        with pytest.raises(ValidationError):
            Scale.model_validate(good | change)
