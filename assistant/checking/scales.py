"""The scales that values are graded on (`mappings/skala.yaml`), checked on load."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.data import data_directory
from assistant.language.indices import IndexKind  # noqa: TC001 - pydantic resolves it when the class is built
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Iterator

Text = Annotated[str, Field(min_length=1)]


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Grade(_Checked):
    """A category of a scale: letter, name in lower case, and the values it holds, both bounds included."""

    huruf: Annotated[str, Field(pattern=r"^[A-D]{1,2}$")]
    sebutan: Text
    dari: float
    sampai: float

    @property
    def label(self) -> str:
        """Letter and name as reports print them: `A (Sangat Baik)`."""
        return f"{self.huruf} ({self.sebutan.title()})"


class Scale(_Checked):
    """A scale: its greatest value, the indices given on it, its categories from low to high, its source."""

    nama: Text
    skala: Annotated[int, Field(gt=0)]
    indeks: Annotated[tuple[IndexKind, ...], Field(min_length=1)]
    sumber: Text
    kategori: Annotated[tuple[Grade, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        bounds = [bound for grade in self.kategori for bound in (grade.dari, grade.sampai)]
        if bounds != sorted(bounds) or bounds[-1] > self.skala:
            raise ValueError(
                f"kategori '{self.nama}' harus urut dari rendah ke tinggi dan tidak melampaui skala"
            )
        return self

    def possible(self, value: float, unit: float) -> Iterator[Grade]:
        """Yield the categories that a value may fall in, given that its last digit may be rounded."""
        for grade in self.kategori:
            if grade.dari - unit / 2 <= value <= grade.sampai + unit / 2:
                yield grade


class _ScalesFile(_Checked):
    skala: Annotated[tuple[Scale, ...], Field(min_length=1)]


@cache
def scales() -> tuple[Scale, ...]:
    """Return the scales, read once.

    Raises:
        MappingFileError: the file is invalid.
    """
    return load_validated(data_directory("mappings") / "skala.yaml", _ScalesFile).skala


def scale_of(kind: IndexKind, greatest: int) -> Scale | None:
    """Return the scale that an index has up to `greatest` (4 or 100); None if it has none."""
    return next((s for s in scales() if kind in s.indeks and s.skala == greatest), None)
