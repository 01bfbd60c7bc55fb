"""What offices write about each part of the LKE (`mappings/leksikon.yaml`), checked on loading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.language.pipeline import Concepts


@dataclass(frozen=True, slots=True)
class IndikatorWords:
    """How offices speak of one indicator.

    Attributes:
        phrases: point to the indicator by themselves.
        aspects: choose it among its siblings once the topic is clear.
        main: whether a text that only names the topic is taken to mean this indicator.
    """

    phrases: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    main: bool = False


@dataclass(frozen=True, slots=True)
class GroupWords:
    """How offices speak of a group.

    Attributes:
        headings: how headings name it.
        topics: phrases that show a text is about it.
        cutting: an activity of all fields (training, SOP), which yields to a topic that the text also names.
    """

    headings: tuple[str, ...]
    topics: tuple[str, ...]
    cutting: bool
    daftar_indikator: dict[str, IndikatorWords]


@dataclass(frozen=True, slots=True)
class AreaWords:
    """How headings name one of the six areas of change."""

    number: int
    name: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """What bears no indicator.

    Attributes:
        headings: of sections that are never mapped.
        doubtful: of sections whose texts are mapped only if they are clearly about one indicator.
        containers: headings that only group others and say nothing of the content.
        phrases: typical of lead-ins, legal basis, purpose, closing and signatures.
        regulations: how items of a legal basis begin.
    """

    headings: tuple[str, ...]
    doubtful: tuple[str, ...]
    containers: tuple[str, ...]
    phrases: tuple[str, ...]
    regulations: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """The whole lexicon; `groups` by LKE code of the group (`A.I.1.i`, `B.I`)."""

    id: str
    concepts: Concepts
    common_words: tuple[str, ...]
    areas: tuple[AreaWords, ...]
    area_cues: tuple[str, ...]
    reform_cues: tuple[str, ...]
    pemenuhan_cues: tuple[str, ...]
    silence: Silence
    groups: dict[str, GroupWords]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Indikator(_Strict):
    utama: bool = False
    frasa: tuple[str, ...] = ()
    aspek: tuple[str, ...] = ()


class _Kelompok(_Strict):
    lintas: bool = False
    judul: tuple[str, ...]
    topik: tuple[str, ...]
    indikator: dict[str, _Indikator] = Field(min_length=1)


class _Area(_Strict):
    nomor: int = Field(ge=1, le=6)
    nama: str = Field(min_length=1)
    judul: tuple[str, ...] = Field(min_length=1)


class _Diam(_Strict):
    judul: tuple[str, ...]
    judul_ragu: tuple[str, ...]
    judul_wadah: tuple[str, ...]
    frasa: tuple[str, ...]
    peraturan: tuple[str, ...]


class _LexiconFile(_Strict):
    id: str = Field(min_length=1)
    konsep: dict[str, tuple[str, ...]]
    kata_umum: str
    area: tuple[_Area, ...] = Field(min_length=1)
    isyarat_area: tuple[str, ...]
    isyarat_reform: tuple[str, ...]
    isyarat_pemenuhan: tuple[str, ...]
    diam: _Diam
    kelompok: dict[str, _Kelompok] = Field(min_length=1)

    def build(self) -> Lexicon:
        return Lexicon(
            id=self.id,
            concepts=tuple((name, (name, *writings)) for name, writings in self.konsep.items()),
            common_words=tuple(self.kata_umum.split()),
            areas=tuple(AreaWords(a.nomor, a.nama, a.judul) for a in self.area),
            area_cues=self.isyarat_area,
            reform_cues=self.isyarat_reform,
            pemenuhan_cues=self.isyarat_pemenuhan,
            silence=Silence(
                headings=self.diam.judul,
                doubtful=self.diam.judul_ragu,
                containers=self.diam.judul_wadah,
                phrases=self.diam.frasa,
                regulations=self.diam.peraturan,
            ),
            groups={
                code: GroupWords(
                    headings=group.judul,
                    topics=group.topik,
                    cutting=group.lintas,
                    daftar_indikator={
                        f"{code}.{letter}": IndikatorWords(words.frasa, words.aspek, words.utama)
                        for letter, words in group.indikator.items()
                    },
                )
                for code, group in self.kelompok.items()
            },
        )


def load_lexicon(directory: Path) -> Lexicon:
    """Return the lexicon of a mappings folder.

    Raises:
        UsageError: the folder holds no `leksikon.yaml`.
        MappingFileError: it is invalid.
    """
    path = directory / "leksikon.yaml"
    return _load(path, path.stat().st_mtime_ns if path.is_file() else 0)


@cache
def _load(path: Path, _modified: int) -> Lexicon:
    """Return the lexicon; kept in memory until the file changes."""
    return load_validated(path, _LexiconFile).build()
