"""The format of a report and the measures of its letter, as data of `mappings/format-*.yaml`."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic resolves the annotation when the class is built
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.checking.patterns import Pattern, PatternError
from assistant.errors import UsageError
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    """A part of the file: unknown fields are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _checked_patterns(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines unchanged if each is a valid pattern."""
    for line in lines:
        try:
            Pattern.parse(line)
        except PatternError as error:
            raise ValueError(str(error)) from error
    return lines


class Surat(_Strict):
    """The letter that demands the format."""

    nomor: Text
    tanggal: date
    perihal: Text


class Berlaku(_Strict):
    """Reporting years that the format applies to; `sampai` None where no end is known."""

    dari: int = Field(ge=2000, le=2100)
    sampai: int | None = Field(default=None, ge=2000, le=2100)

    def covers(self, year: int) -> bool:
        """Whether a report of `year` is bound to the format."""
        return self.dari <= year and (self.sampai is None or year <= self.sampai)


class Pengenalan(_Strict):
    """Words by which headings are recognised, all lower-case.

    Attributes:
        awalan_netral: words before a name that mean no more than its number.
        awalan_lain, awalan_tim: words before a name that make it another one, with the latter that of a team.
        ekor: words from which on a heading only names office, year or award.
        topik: words at the end of a heading that repeat the report's subject; compared with and without them.
        judul_dokumen: words that begin the title of a document or of its front matter.
        lembar_kerja: titles of pages at the end of a draft that are no part of the report.
    """

    awalan_netral: tuple[Text, ...] = ()
    awalan_lain: tuple[Text, ...] = ()
    awalan_tim: tuple[Text, ...] = ()
    ekor: tuple[Text, ...] = ()
    topik: tuple[Text, ...] = ()
    judul_dokumen: tuple[Text, ...] = ()
    lembar_kerja: tuple[Text, ...] = ()


class Applicability(StrEnum):
    """Which offices a measure binds."""

    SEMUA = "semua"
    PEMEGANG_WBK = "pemegang_wbk"
    PROVINSI = "provinsi"


class Element(_Strict):
    """Something that the text must tell for a measure; any of its patterns is evidence.

    Attributes:
        nama: what it is, as a note can name it.
        wajib: whether the measure is only met with it; any element, obligatory or not, makes it partly met.
        pokok: whether the other elements mean nothing without it.
        cari_di_tempat_lain: whether it is worth telling in which other section it stands by mistake.
        anjuran: whether the format only advises it.
        mempertajam: name of the section's element that it says more exactly; where that one lacks, this
            one is not told too.
    """

    nama: Text
    pola: Annotated[tuple[Text, ...], Field(min_length=1)]
    wajib: bool = False
    pokok: bool = False
    cari_di_tempat_lain: bool = False
    anjuran: bool = False
    mempertajam: str = ""

    @field_validator("pola")
    @classmethod
    def _valid(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _checked_patterns(value)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """The patterns, parsed."""
        return tuple(Pattern.parse(line) for line in self.pola)


class FormatSection(_Strict):
    """A section that the format prescribes.

    Attributes:
        id: place in the format (`II.A.I.4`); the part before the last dot is the parent.
        judul: title as in the letter.
        setara: titles that mean the same and count as right.
        nama_lain: titles by which offices call the section; found, but reported as renamed.
        pecahan: titles that together stand for the section (`Maksud`, `Tujuan`).
        area: LKE codes whose indicators are reported here.
        jejak: for sub-areas of the LKE the phrases without which no text can report on them.
        isi: what should stand in it, one Indonesian sentence.
        tanda_isi: phrases that betray its content where the heading is lost.
        memuat: what the section must tell, sought in its text.
        boleh_diperpanjang: whether words after the title are no renaming (`LAMPIRAN 1: Dokumentasi`).
    """

    id: Annotated[str, Field(pattern=r"^(?:LAMPIRAN|[IVX]+(?:\.(?:[A-Z]+|\d+))*)$")]
    judul: Text
    isi: Text
    setara: tuple[Text, ...] = ()
    nama_lain: tuple[Text, ...] = ()
    pecahan: tuple[Text, ...] = ()
    area: tuple[Text, ...] = ()
    jejak: dict[
        Annotated[str, Field(pattern=r"^[AB](?:\.\w+)+$")], Annotated[tuple[Text, ...], Field(min_length=1)]
    ] = {}
    tanda_isi: tuple[Text, ...] = ()
    memuat: tuple[Element, ...] = ()
    boleh_diperpanjang: bool = False

    @property
    def parent(self) -> str | None:
        """Id of the enclosing section; None for a chapter and the annex."""
        head, dot, _ = self.id.rpartition(".")
        return head if dot else None

    @property
    def is_chapter(self) -> bool:
        """Whether it is a chapter (`BAB`) or the annex."""
        return self.parent is None


class Measure(_Strict):
    """A measure of the letter and how it is traced in a report.

    Attributes:
        tuntutan: the letter's demand in brief.
        tenggat: the letter's deadline.
        dari_dokumen: the report itself is the evidence.
        tanpa_aplikasi_nasional: sentences about applications of the central agency are no evidence.
    """

    id: Annotated[str, Field(pattern=r"^[a-z]$")]
    nama: Text
    tuntutan: Text
    berlaku_bagi: Applicability = Applicability.SEMUA
    tenggat: date | None = None
    dari_dokumen: bool = False
    tanpa_aplikasi_nasional: bool = False
    unsur: tuple[Element, ...] = ()

    @model_validator(mode="after")
    def _traceable(self) -> Measure:
        if not self.dari_dokumen and not any(element.wajib for element in self.unsur):
            raise ValueError("sekurangnya satu unsur harus bertanda wajib")
        return self


class MeasureReading(_Strict):
    """How sentences are read when measures are traced (phrases, lower-case).

    Attributes:
        bukan_bukti: ids of sections that speak of aims, bases or plans.
        penanda_lke: phrases that show where an attached LKE table begins.
        pengantar_sasaran: patterns that introduce a list of aims.
        negasi, rencana: phrases that deny, or that speak of what is yet to be done.
        aplikasi_nasional: names of applications of the central agency.
    """

    bukan_bukti: tuple[Text, ...] = ()
    penanda_lke: tuple[Text, ...] = ()
    pengantar_sasaran: tuple[Text, ...] = ()
    negasi: tuple[Text, ...] = ()
    rencana: tuple[Text, ...] = ()
    aplikasi_nasional: tuple[Text, ...] = ()


class Format(_Strict):
    """A letter's format with its measures."""

    id: Text
    judul: Text
    berlaku: Berlaku
    surat: Surat
    pengenalan: Pengenalan
    bagian: Annotated[tuple[FormatSection, ...], Field(min_length=1)]
    membaca_langkah: MeasureReading
    langkah: Annotated[tuple[Measure, ...], Field(min_length=1)]
    pemegang_wbk: tuple[Text, ...] = ()

    @field_validator("pemegang_wbk")
    @classmethod
    def _valid(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _checked_patterns(value)

    @model_validator(mode="after")
    def _consistent(self) -> Format:
        seen: set[str] = set()
        for section in self.bagian:
            if section.id in seen:
                raise ValueError(f"bagian {section.id} tertulis dua kali")
            if section.parent is not None and section.parent not in seen:
                raise ValueError(f"induk bagian {section.id} harus ditulis lebih dahulu")
            seen.add(section.id)
        letters = [measure.id for measure in self.langkah]
        if len(letters) != len(set(letters)):
            raise ValueError("ada huruf langkah yang tertulis dua kali")
        if unknown := set(self.membaca_langkah.bukan_bukti) - seen:
            raise ValueError(f"bagian {min(unknown)} pada bukan_bukti tidak ada dalam daftar bagian")
        return self

    @cached_property
    def section_by_id(self) -> dict[str, FormatSection]:
        """Sections by id."""
        return {section.id: section for section in self.bagian}

    def children(self, section_id: str | None) -> tuple[FormatSection, ...]:
        """Return the sections directly below `section_id` in order; the outermost ones for None."""
        return tuple(section for section in self.bagian if section.parent == section_id)

    def is_leaf(self, section_id: str) -> bool:
        """Whether the format prescribes nothing below the section."""
        return not self.children(section_id)


def load_format(directory: Path, year: int | None, name: str | None = None) -> Format:
    """Return the format that binds reports of `year`; the newest one for None or a year that none covers.

    Args:
        directory: the mappings directory; formats are its files `format-*.yaml`.
        year: the reporting year.
        name: the format's id (`1766`, from `--format`); it overrides the year.

    Raises:
        UsageError: the directory holds no format, or none of that name.
        MappingFileError: a file is invalid; the message names file, line and field.
    """
    formats = [load_validated(path, Format) for path in sorted(directory.glob("format-*.yaml"))]
    if not formats:
        raise UsageError(
            f"Folder {directory} tidak memuat berkas format-*.yaml.",
            "Periksa folder pada pilihan --mappings.",
        )
    formats.sort(key=lambda fmt: (fmt.berlaku.dari, fmt.surat.tanggal))
    if name is not None:
        named = [fmt for fmt in formats if fmt.id == name]
        if not named:
            known = ", ".join(fmt.id for fmt in formats)
            raise UsageError(f"Format laporan {name} tidak dikenal.", f"Format yang tersedia: {known}.")
        return named[-1]
    covering = [fmt for fmt in formats if year is not None and fmt.berlaku.covers(year)]
    return (covering or formats)[-1]
