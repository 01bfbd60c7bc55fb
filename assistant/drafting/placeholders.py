"""What templates may ask for: placeholders, styles and fields, as data of `mappings/templat.yaml`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.drafting.template_tags import Weight  # noqa: TC001 - pydantic resolves the annotation
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "templat.yaml"
Text = Annotated[str, Field(min_length=1)]


class Content(StrEnum):
    """What a placeholder is filled with, and so how its tag is written."""

    TEXT = "teks"
    PARAGRAPH = "paragraf"
    RUN = "potongan"

    def written(self, name: str) -> str:
        """Return the tag that prints a name of this kind."""
        prefix = {Content.TEXT: "", Content.PARAGRAPH: "p", Content.RUN: "r"}[self]
        return f"{{{{{prefix} {name} }}}}"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TemplateKind(_Strict):
    """A kind of template, and the file that comes with the program."""

    nama: Text
    berkas: Text
    untuk: Text


class Placeholder(_Strict):
    """A name that a template may print.

    Attributes:
        isi: what stands in its place.
        templat: the kinds of templates that know it.
        hilang: how bad it is if a template does not print it; None if it need not.
        per_bagian: whether it stands for one placeholder for each section of the format.
    """

    nama: Text
    isi: Content
    templat: Annotated[tuple[Text, ...], Field(min_length=1)]
    keterangan: Text
    hilang: Weight | None = None
    per_bagian: bool = False

    @property
    def tag(self) -> str:
        """The tag as it is written in a template."""
        return self.isi.written(self.nama)


class Style(_Strict):
    """A style that drafts use."""

    nama: Text
    jenis: Literal["paragraf", "huruf", "tabel"]
    untuk: Text


class WordField(_Strict):
    """A Word field that a template should have.

    Attributes:
        awal: the first word of its code.
        memuat, tanpa: what the code holds, and what it does not; empty for anything.
    """

    awal: Text
    templat: tuple[Text, ...]
    untuk: Text
    memuat: str = ""
    tanpa: str = ""

    def covers(self, code: str) -> bool:
        """Whether a field's code is this field."""
        return (
            code.split(None, 1)[:1] == [self.awal]
            and self.memuat in code
            and not (self.tanpa and self.tanpa in code)
        )


class Catalogue(_Strict):
    """All that templates may ask for."""

    id: Text
    jenis: Annotated[tuple[TemplateKind, ...], Field(min_length=1)]
    isian: Annotated[tuple[Placeholder, ...], Field(min_length=1)]
    gaya: tuple[Style, ...] = ()
    bidang: tuple[WordField, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Catalogue:
        kinds = {kind.nama for kind in self.jenis}
        names = [entry.nama for entry in self.isian]
        if len(set(names)) != len(names):
            raise ValueError("nama isian berulang")
        used = [*(entry.templat for entry in self.isian), *(entry.templat for entry in self.bidang)]
        if not all(kinds.issuperset(templat) for templat in used):
            raise ValueError("jenis templat tidak dikenal")
        if any(entry.per_bagian != ("*" in entry.nama) for entry in self.isian):
            raise ValueError("bintang hanya untuk isian per_bagian")
        return self

    def of(self, kind: str) -> dict[str, Placeholder]:
        """Return the placeholders of a kind of template by name."""
        return {entry.nama: entry for entry in self.isian if kind in entry.templat}


def load_placeholders(mappings: Path, sections: Mapping[str, str]) -> Catalogue:
    """Return the catalogue with a placeholder for every section of a report's format.

    Args:
        mappings: the folder with `templat.yaml`.
        sections: titles of the format's sections by id.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid.
    """
    from assistant.drafting.context import placeholder_of

    raw = load_validated(mappings / FILE_NAME, Catalogue)
    entries: list[Placeholder] = []
    for entry in raw.isian:
        if not entry.per_bagian:
            entries.append(entry)
            continue
        for section, title in sections.items():
            ending = placeholder_of(section).partition("_")[2]
            told = f"{entry.keterangan} {section} ({title})"
            changes = {"nama": entry.nama.replace("*", ending), "keterangan": told, "per_bagian": False}
            entries.append(entry.model_copy(update=changes))
    return raw.model_copy(update={"isian": tuple(entries)})
