"""How texts state scope, frequency, denial and deeds (`mappings/audit.yaml`), checked on load."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Phrases = tuple[str, ...]
# Times a year where a text gives no number: regularly, and expressly not regularly.
REGULAR, IRREGULAR = 0, -1


class Scope(IntEnum):
    """How much of something a text speaks of; the wider the greater."""

    SEBAGIAN_KECIL = 1
    SEBAGIAN = 2
    SEBAGIAN_BESAR = 3
    SEMUA = 4


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Cakupan(_Strict):
    semua: Phrases = Field(min_length=1)
    sebagian_besar: Phrases = Field(min_length=1)
    sebagian: Phrases = Field(min_length=1)
    sebagian_kecil: Phrases = Field(min_length=1)


class FrequencyWords(_Strict):
    """A frequency: times a year, or `REGULAR` and `IRREGULAR`, and how it is written."""

    nama: str = Field(min_length=1)
    kali: int = Field(ge=IRREGULAR, le=366)
    kata: Phrases = Field(min_length=1)


class AuditWords(_Strict):
    """All words and sentences of `audit.yaml`."""

    id: str
    cakupan: _Cakupan
    cakupan_lentur: Phrases
    bukan_cakupan: Phrases
    frekuensi: tuple[FrequencyWords, ...] = Field(min_length=2)
    bukan_frekuensi: Phrases
    satuan_kali: Phrases
    penyangkal: Phrases = Field(min_length=1)
    bukan_penyangkal: Phrases
    rencana: Phrases
    bukan_rencana: Phrases
    rencana_menyeluruh: Phrases
    kata_kerja_umum: Phrases
    mulai: Phrases
    bukan_mulai: Phrases
    pembuka: Phrases
    pembelok: Phrases
    pengisi: str
    ungkapan_kosong: Phrases
    konsep: dict[str, Phrases]
    perbuatan: Phrases
    unsur_utama: Phrases
    alasan: dict[str, str]

    @model_validator(mode="after")
    def _check(self) -> Self:
        written: dict[str, str] = {}
        for name, phrases in self.konsep.items():
            for phrase in phrases:
                if phrase in written:
                    raise ValueError(f"kata '{phrase}' tertulis pada konsep {written[phrase]} dan {name}")
                written[phrase] = name
        unknown = [name for name in (*self.perbuatan, *self.unsur_utama) if name not in self.konsep]
        if unknown:
            raise ValueError(f"perbuatan '{unknown[0]}' bukan konsep")
        return self

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Words that set no criterion apart from another."""
        return frozenset(self.pengisi.split())

    @cached_property
    def scopes(self) -> dict[str, Scope]:
        """Scope by how it is written; words that leave the size open mean `sebagian`."""
        found = {
            phrase: scope
            for scope, phrases in (
                (Scope.SEMUA, self.cakupan.semua),
                (Scope.SEBAGIAN_BESAR, self.cakupan.sebagian_besar),
                (Scope.SEBAGIAN, self.cakupan.sebagian),
                (Scope.SEBAGIAN_KECIL, self.cakupan.sebagian_kecil),
            )
            for phrase in phrases
        }
        return found | dict.fromkeys(self.cakupan_lentur, Scope.SEBAGIAN)

    @cached_property
    def frequencies(self) -> dict[str, int]:
        """Times a year by how the frequency is written."""
        return {phrase: entry.kali for entry in self.frekuensi for phrase in entry.kata}


@lru_cache(maxsize=16)
def load_audit_words(directory: Path) -> AuditWords:
    """Return the words in a folder of mappings, read once.

    Raises:
        UsageError: the file is not there.
        MappingFileError: the file is invalid.
    """
    return load_validated(directory / "audit.yaml", AuditWords)


@lru_cache(maxsize=256)
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression for any of the phrases as whole words, the longest at each place."""
    return _pattern(phrases)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    parts = (r"[\s/-]+".join(map(re.escape, re.split(r"[\s-]+", phrase))) for phrase in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts) or '(?!)'})(?!\w)", re.IGNORECASE)


def folded_phrase(text: str) -> str:
    """Return a phrase as the lists write it: lower case, single blanks."""
    return " ".join(text.lower().split())
