"""The words by which re-targeting knows duties, level words and achievements: `mappings/adaptasi.yaml`."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.retargeting.model import SpanKind
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.document import Level

FILE_NAME = "adaptasi.yaml"
Words = Annotated[tuple[Annotated[str, Field(min_length=2)], ...], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LevelTerm(_Strict):
    """A title that changes with the level; the first spelling of each level is the one to write."""

    provinsi: Words
    kabupaten: Words
    kota: Words

    def spellings(self, level: Level) -> tuple[str, ...]:
        """Return how the title is written at a level; empty for the national one."""
        found: tuple[str, ...] = getattr(self, level.value, ())
        return found


class RetargetRules(_Strict):
    """The whole file."""

    sebutan: tuple[LevelTerm, ...]
    konteks_tingkat: Words
    jabatan_provinsi: Words
    lembaga_bawahan: Words
    pasangan: Words
    jumlah_bawahan: Words
    kata_pembinaan: Words
    kata_sendiri: Words
    prestasi: Words
    satuan_wilayah: Words
    pembuka_tempat: Words
    situs_nasional: Words
    konteks_sendiri: Words
    bukan_sendiri: Words
    pertanyaan: dict[SpanKind, str]
    kolom: dict[str, Words]
    alasan: dict[str, str]

    @field_validator("prestasi")
    @classmethod
    def _compiles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            try:
                compiled = spaced(text)
            except re.error as error:
                raise ValueError(f"ungkapan reguler tidak sah ({error.pos})") from error
            if compiled.match(""):
                raise ValueError("ungkapan reguler cocok dengan teks kosong")
        return value

    @field_validator("pertanyaan")
    @classmethod
    def _complete(cls, value: dict[SpanKind, str]) -> dict[SpanKind, str]:
        missing = [kind.value for kind in SpanKind if kind not in value]
        if missing:
            raise ValueError(f"pertanyaan untuk {', '.join(missing)} belum ada")
        return value

    def why(self, reason: str) -> str:
        """Return the reason that a fate is shown with."""
        return self.alasan.get(reason, reason)

    @cached_property
    def achievements(self) -> tuple[re.Pattern[str], ...]:
        """Statements on what the source's office has reached."""
        return tuple(spaced(text) for text in self.prestasi)


def spaced(text: str) -> re.Pattern[str]:
    """Return a pattern in which a blank stands for any white space."""
    return re.compile(r"(?<!\w)(?:" + text.replace(" ?", r"\s*").replace(" ", r"\s+") + ")", re.IGNORECASE)


def any_of(words: tuple[str, ...]) -> str:
    """Return a pattern for any of the words, the longer first; blanks may be line breaks."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered) + ")"


@cache
def load_retarget_rules(directory: Path) -> RetargetRules:
    """Return the rules of a mappings directory.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid.
    """
    return load_validated(directory / FILE_NAME, RetargetRules)
