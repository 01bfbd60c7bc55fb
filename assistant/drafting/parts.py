"""What a draft holds besides last year's text (`mappings/draf.yaml`): preface, tables, names of fields."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.drafting.model import FactKind
from assistant.drafting.rules import compile_pattern
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

FILE_NAME = "draf.yaml"

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Patterns = Annotated[tuple[Text, ...], Field(max_length=50)]
# Part of a bookmark of Word, behind section and block of the source.
_NAME = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,13}$")]


class _Strict(BaseModel):
    """A part of the file: unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StandardTable(_Strict):
    """A table that a report is expected to have.

    Attributes:
        id: names its fields.
        bagian: id of the format's section that it stands in.
        tabel_lama: patterns for caption or header of a table of last year's that holds the same.
        kalimat_lama: patterns for sentences of the section that tell the same.
        kolom: titles of the columns; the first one numbers the rows.
        baris: the cells behind the number; an empty one is asked for.
    """

    id: _NAME
    bagian: Text
    judul: Text
    tabel_lama: Patterns = ()
    kalimat_lama: Patterns = ()
    kolom: Annotated[tuple[Text, ...], Field(min_length=2, max_length=12)]
    lebar: Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(max_length=12)] = ()
    baris: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1, max_length=100)]

    @field_validator("tabel_lama", "kalimat_lama")
    @classmethod
    def _valid(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for line in value:
            try:
                compile_pattern(line)
            except re.error as error:
                raise ValueError(f"ungkapan reguler tidak sah ({error.pos})") from error
        return value

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if any(len(row) != len(self.kolom) - 1 for row in self.baris):
            raise ValueError("jumlah kotak setiap baris harus satu kurang dari jumlah kolom")
        if self.lebar and len(self.lebar) != len(self.kolom):
            raise ValueError("jumlah lebar harus sama dengan jumlah kolom")
        return self

    @cached_property
    def old_table(self) -> tuple[re.Pattern[str], ...]:
        """`tabel_lama`, compiled."""
        return tuple(compile_pattern(line) for line in self.tabel_lama)

    @cached_property
    def old_text(self) -> tuple[re.Pattern[str], ...]:
        """`kalimat_lama`, compiled."""
        return tuple(compile_pattern(line) for line in self.kalimat_lama)


class DraftParts(_Strict):
    """The whole file."""

    id: str
    nama_jenis: dict[FactKind, _NAME]
    pertanyaan_satker: Text
    kata_pengantar: Annotated[tuple[Text, ...], Field(max_length=20)]
    tabel: Annotated[tuple[StandardTable, ...], Field(max_length=50)]

    @field_validator("nama_jenis")
    @classmethod
    def _complete(cls, value: dict[FactKind, str]) -> dict[FactKind, str]:
        missing = [kind.value for kind in FactKind if kind not in value]
        if missing:
            raise ValueError(f"nama untuk {', '.join(missing)} belum ada")
        if len(set(value.values())) < len(value):
            raise ValueError("dua jenis bernama sama")
        return value

    def kind_name(self, kind: FactKind) -> str:
        """Return what a kind of fact is called in the names of fields."""
        return self.nama_jenis[kind]


def filled_in(text: str, year: int, satker: str) -> str:
    """Return a text of the file with years and office in place of their names in braces."""
    values = {"tahun": year, "tahun_lalu": year - 1, "tahun_depan": year + 1, "satker": satker}
    return re.sub(r"\{(\w+)\}", lambda m: str(values.get(m.group(1), m.group())), text)


@cache
def load_parts(directory: Path) -> DraftParts:
    """Return what drafts hold besides last year's text.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid.
    """
    return load_validated(directory / FILE_NAME, DraftParts)
