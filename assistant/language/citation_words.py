"""The words of citations and survey indices (`mappings/kutipan.yaml`), checked on load."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.data import data_directory
from assistant.validated_yaml import load_validated

Words = Annotated[str, StringConstraints(min_length=2)]


class CitationKind(StrEnum):
    """What is cited: law, its publication, a decree, a letter, or the minutes of a meeting."""

    LAW = "law"
    GAZETTE = "gazette"
    DECREE = "decree"
    LETTER = "letter"
    MINUTES = "minutes"


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CitationType(_Checked):
    """A kind of regulation or document, and how it is written."""

    nama: Words
    macam: CitationKind
    tulisan: tuple[Words, ...]


class IndexName(_Checked):
    """A survey index, and how it is written."""

    nama: Words
    tulisan: tuple[Words, ...]


class CitationWords(_Checked):
    """All words of `kutipan.yaml`."""

    jenis: tuple[CitationType, ...]
    nasional: tuple[Words, ...]
    kode_naskah: dict[str, CitationKind]
    indeks: tuple[IndexName, ...]
    rujukan_indeks: tuple[Words, ...]
    mutu: tuple[Words, ...]


@cache
def citation_words() -> CitationWords:
    """Return the words, read once.

    Raises:
        MappingFileError: the file is invalid.
    """
    return load_validated(data_directory("mappings") / "kutipan.yaml", CitationWords)
