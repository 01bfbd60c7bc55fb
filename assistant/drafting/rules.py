"""The phrases, names and units by which year-bound facts are known: `mappings/fakta.yaml`."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.drafting.model import FactKind, Fate
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "fakta.yaml"
Words = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_BLANK = re.compile(r"\[[^\]]*\]| \?| ")


def compile_pattern(text: str) -> re.Pattern[str]:
    """Return a pattern of the file, in which a blank stands for any white space."""

    def widen(match: re.Match[str]) -> str:
        found = match.group()
        if found.startswith("["):
            return found.replace(" ", r"\s")
        return r"\s*" if found == " ?" else r"\s+"

    return re.compile(_BLANK.sub(widen, text), re.IGNORECASE)


class PhraseRule(_Strict):
    """A phrase that is a fact of a kind, or a fixed name that only looks like one.

    Attributes:
        klausa: the fact reaches to the end of the clause.
        periode: a kept name bears a period, and is asked once that is over.
        alasan: why; empty for the kind's general reason.
    """

    jenis: FactKind
    nasib: Fate
    pola: str = Field(min_length=1)
    klausa: bool = False
    periode: bool = False
    alasan: str = ""

    @field_validator("pola")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            compiled = compile_pattern(value)
        except re.error as error:
            raise ValueError(f"ungkapan reguler tidak sah ({error.pos})") from error
        if compiled.match(""):
            raise ValueError("ungkapan reguler cocok dengan teks kosong")
        return value

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase, compiled."""
        return compile_pattern(self.pola)


class FactRules(_Strict):
    """The whole file."""

    id: str
    pola: tuple[PhraseRule, ...]
    satuan_hitung: Words
    satuan_tunggal: Words
    bukan_hitungan: Words
    kata_sambung: Words
    kata_target: Words
    kata_mutu: Words
    satuan_waktu: Words
    bilangan: Words
    sejarah: Words
    jabatan: Words
    sapaan: Words
    gelar_depan: Words
    bukan_nama: Words
    pengantar_nama: Words
    kolom_nama: Words
    kolom_nomor: Words
    kolom_target: Words
    isian: dict[FactKind, str]
    alasan: dict[Fate, dict[FactKind, str]]

    @field_validator("isian")
    @classmethod
    def _complete(cls, value: dict[FactKind, str]) -> dict[FactKind, str]:
        missing = [kind.value for kind in FactKind if kind not in value]
        if missing:
            raise ValueError(f"pertanyaan untuk {', '.join(missing)} belum ada")
        return value

    def why(self, kind: FactKind, fate: Fate) -> str:
        """Return the general reason for the fate of a kind."""
        return self.alasan.get(fate, {}).get(kind, "")

    def prompt(self, kind: FactKind, year: int) -> str:
        """Return what a field of the kind asks for."""
        return self.isian[kind].replace("{tahun}", str(year))

    @cached_property
    def before_target(self) -> re.Pattern[str]:
        """What stands before a number that is a target, up to the number: `ditargetkan sebesar`."""
        return re.compile(
            rf"\b{alternatives(self.kata_target)}(?:\s+[^\W\d]+){{0,4}}[\s:=<>≥≤±]*\Z", re.IGNORECASE
        )

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Lower-case words that are no part of a person's name; those of offices are not either."""
        return frozenset(
            (*self.bukan_nama, *(word for title in self.jabatan for word in title.lower().split()))
        )


def alternatives(words: tuple[str, ...]) -> str:
    """Return a pattern for any of the words, the longer first."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) + ")"


@cache
def load_rules(directory: Path) -> FactRules:
    """Return the rules of a mappings directory.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid.
    """
    return load_validated(directory / FILE_NAME, FactRules)
