"""The words of work plans (`mappings/rencana.yaml`): column titles, openings of lists, sub-areas."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.data import data_directory
from assistant.validated_yaml import load_validated

Words = Annotated[str, StringConstraints(min_length=2)]


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Checked):
    """Titles of the columns of an action table, the most telling first."""

    langkah_aksi: tuple[Words, ...]
    bukti_fisik: tuple[Words, ...]
    target_waktu: tuple[Words, ...]
    komponen: tuple[Words, ...]
    indikator: tuple[Words, ...]
    penanggung_jawab: tuple[Words, ...]
    nomor: tuple[Words, ...]


class Openings(_Checked):
    """Lines that open a list of actions, and those that open another."""

    aksi: tuple[Words, ...]
    lain: tuple[Words, ...]


class SubArea(_Checked):
    """A sub-area as month tables call it, and words by which an action belongs to it."""

    nama: Words
    kata: tuple[Words, ...]


class RencanaWords(_Checked):
    """All words of `rencana.yaml`."""

    kolom: Columns
    pembuka: Openings
    area: tuple[Words, ...]
    lanjutan_bukti: tuple[Words, ...]
    sub_area: tuple[SubArea, ...]


@cache
def rencana_words() -> RencanaWords:
    """Return the words, read once.

    Raises:
        MappingFileError: the file is invalid.
    """
    return load_validated(data_directory("mappings") / "rencana.yaml", RencanaWords)
