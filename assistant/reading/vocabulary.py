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


# Blanks and punctuation never make a phrase longer than this many times its letters.
_STRETCH = 4


@cache
def _folded(phrases: tuple[str, ...]) -> tuple[frozenset[str], int]:
    """Return phrases in their normal form, and how long a text may be that is one of them."""
    folded = frozenset(fold(phrase) for phrase in phrases)
    return folded, _STRETCH * max(map(len, folded), default=0)


def equals_any(text: str, phrases: tuple[str, ...]) -> bool:
    """Return whether `text` is one of `phrases`, case and punctuation aside."""
    folded, longest = _folded(phrases)
    return len(text) <= longest and fold(text) in folded


def starts_any(text: str, phrases: tuple[str, ...]) -> bool:
    """Return whether `text` begins with one of `phrases` as whole words, case and punctuation aside."""
    folded, longest = _folded(phrases)
    padded = fold(text[:longest]) + " "
    return any(padded.startswith(phrase + " ") for phrase in folded)


@cache
def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """Return the word lists of `path`, by default of the installed mappings; read once."""
    return load_validated(path or data_directory("mappings") / "bacaan.yaml", Vocabulary)
