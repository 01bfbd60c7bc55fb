"""The register of official terms (`mappings/istilah.yaml`): full names, wrong forms, successors."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.data import data_directory
from assistant.language.clean import fold
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Istilah(_Strict):
    """An official term.

    Attributes:
        nama: the official name, written out.
        singkatan: its acronyms; empty if it has none.
        diterima: other forms that count as right.
        kurang_tepat: forms in wide use that are not the official ones.
        keliru: forms that are wrong.
        kecuali: words in the same clause that make a form mean another thing.
        sumber: what fixes the name.
    """

    nama: Text
    sumber: Text
    singkatan: tuple[Text, ...] = ()
    diterima: tuple[Text, ...] = ()
    kurang_tepat: tuple[Text, ...] = ()
    keliru: tuple[Text, ...] = ()
    kecuali: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _disjoint(self) -> Istilah:
        right = {fold(form) for form in (self.nama, *self.diterima)}
        wrong = [form for form in (*self.kurang_tepat, *self.keliru) if fold(form) in right]
        if wrong:
            raise ValueError(f"bentuk '{wrong[0]}' tercatat benar dan keliru sekaligus")
        return self


class Usang(_Strict):
    """A term that has a successor.

    Attributes:
        pengganti: the term in use now.
        sejak: year since when.
        jenis: whether the thing goes on under another name, or is used no more.
        hanya: words of which one must be in the same clause, where the form also names other things.
        kecuali: words in the same clause that make it history or a title.
    """

    tulisan: Annotated[tuple[Text, ...], Field(min_length=1)]
    pengganti: Text
    sejak: Annotated[int, Field(ge=1990, le=2100)]
    jenis: Literal["nama", "tidak_dipakai"]
    sumber: Text
    hanya: tuple[Text, ...] = ()
    kecuali: tuple[Text, ...] = ()


class Padanan(_Strict):
    """An English word and the Indonesian one that headings use."""

    asing: Text
    padanan: Text


class Register(_Strict):
    """The whole file; `nama_asing` are fixed names that hold English words."""

    id: Text
    istilah: Annotated[tuple[Istilah, ...], Field(min_length=1)]
    usang: tuple[Usang, ...]
    padanan: tuple[Padanan, ...]
    nama_asing: tuple[Text, ...]

    @model_validator(mode="after")
    def _unique(self) -> Register:
        seen: set[str] = set()
        for acronym in (acronym.upper() for entry in self.istilah for acronym in entry.singkatan):
            if acronym in seen:
                raise ValueError(f"singkatan '{acronym}' tercatat dua kali")
            seen.add(acronym)
        return self

    @cached_property
    def by_acronym(self) -> dict[str, Istilah]:
        """Terms by their acronyms in capitals."""
        return {acronym.upper(): entry for entry in self.istilah for acronym in entry.singkatan}

    @cached_property
    def wrong_forms(self) -> re.Pattern[str]:
        """An expression for any form that is wrong or not the official one, whoever it belongs to."""
        forms = (form for entry in self.istilah for form in (*entry.kurang_tepat, *entry.keliru))
        return form_regex(tuple(forms))


@cache
def form_regex(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression for any of some names: whole words, blanks and hyphens free, case aside."""
    longest_first = sorted(forms, key=len, reverse=True)
    alternatives = (r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", form))) for form in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives) or r'(?!)'})(?!\w)", re.IGNORECASE)


def read_register(directory: Path) -> Register:
    """Return the register in a `mappings` directory.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid.
    """
    return load_validated(directory / "istilah.yaml", Register)


@cache
def register() -> Register:
    """Return the register that comes with the program, read once."""
    return read_register(data_directory("mappings"))
