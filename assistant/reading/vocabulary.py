"""Words by which readers know the parts of a report (`mappings/bacaan.yaml`)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from assistant.data import data_directory
from assistant.language.clean import fold
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Vocabulary(BaseModel):
    """The word lists, as written in the file; compare with `has` and `starts`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    judul_utama: tuple[str, ...]
    judul_lazim: tuple[str, ...]
    judul_daftar: tuple[str, ...]
    bukan_judul: tuple[str, ...]
    kepala_lampiran: tuple[str, ...]
    label_gambar: tuple[str, ...]
    label_tabel: tuple[str, ...]
    awal_keterangan: tuple[str, ...]
    kolom_lke: tuple[str, ...]
    kolom_tabel: tuple[str, ...]


def equals_any(text: str, phrases: tuple[str, ...]) -> bool:
    """Return whether `text` is one of `phrases`, case and punctuation aside."""
    return fold(text) in {fold(phrase) for phrase in phrases}


def starts_any(text: str, phrases: tuple[str, ...]) -> bool:
    """Return whether `text` begins with one of `phrases` as whole words, case and punctuation aside."""
    padded = fold(text) + " "
    return any(padded.startswith(fold(phrase) + " ") for phrase in phrases)


@cache
def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """Return the word lists of `path`, by default of the installed mappings; read once."""
    return load_validated(path or data_directory("mappings") / "bacaan.yaml", Vocabulary)
