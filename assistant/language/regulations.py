"""The register of regulations (`mappings/peraturan.yaml`): official titles, what amends and replaces what.

Checking reads it to judge citations; drafting to see whether a citation that is kept still holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.data import data_directory
from assistant.errors import MappingFileError
from assistant.language.clean import fold
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.language.citations import Citation

FILE = "peraturan.yaml"

Text = Annotated[str, Field(min_length=2)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z]+ \d{1,4}/(?:19|20)\d\d$")]
Year = Annotated[int, Field(ge=1945, le=2100)]
Period = tuple[Year, Year]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RegulationType(_Strict):
    """A type of regulation.

    Attributes:
        kode: first part of the codes of its regulations (`UU`).
        nama: official name with its issuer.
        singkat: its name as sentences call it.
        kutipan: the name of its type in `kutipan.yaml`.
        tanda: words that tell its issuer from others of the same type; empty if there is one issuer.
        tingkat: rank in the hierarchy, 1 the highest; None where it has none.
        terbit: where it is published.
    """

    kode: Annotated[str, Field(pattern=r"^[A-Za-z]+$")]
    nama: Text
    singkat: Text | None = None
    kutipan: Text
    tanda: tuple[Text, ...] = ()
    tingkat: Annotated[int, Field(ge=1, le=9)] | None = None
    terbit: Literal["Lembaran Negara", "Berita Negara"] | None = None


class Regulation(_Strict):
    """A regulation; the fields are told at the head of the file."""

    kode: Code
    tentang: Text
    lembaran: Annotated[int, Field(gt=0)] | None = None
    tambahan: Annotated[int, Field(gt=0)] | None = None
    mengubah: Code | None = None
    ke: Annotated[int, Field(ge=1, le=30)] | None = None
    menetapkan: Code | None = None
    diganti_oleh: tuple[Code, ...] = ()
    diubah_sebagian_oleh: tuple[Code, ...] = ()
    masa: Period | None = None
    sebutan: tuple[Text, ...] = ()

    @property
    def type_code(self) -> str:
        """Code of its type (`UU`)."""
        return self.kode.split()[0]

    @property
    def number(self) -> int:
        """Its number."""
        return int(self.kode.split()[1].split("/")[0])

    @property
    def year(self) -> int:
        """Its year."""
        return int(self.kode.rsplit("/", 1)[1])

    @property
    def references(self) -> tuple[str, ...]:
        """Codes of the regulations that it names."""
        named = (self.mengubah, *self.diganti_oleh, *self.diubah_sebagian_oleh, self.menetapkan)
        return tuple(code for code in named if code)


class Obligation(_Strict):
    """Regulations that the legal bases of a kind of document must name from a reporting year on."""

    dokumen: Literal["laporan", "rencana"]
    dari: Year
    peraturan: Annotated[tuple[Code, ...], Field(min_length=1)]


class _RegisterFile(_Strict):
    jenis: tuple[RegulationType, ...]
    singkatan: dict[str, Text] = {}
    wajib: tuple[Obligation, ...] = ()
    peraturan: tuple[Regulation, ...]

    @model_validator(mode="after")
    def _consistent(self) -> _RegisterFile:
        fault = _fault(self)
        if fault:
            raise ValueError(fault)
        return self


def _fault(content: _RegisterFile) -> str:
    """Return what contradicts itself in the register, as the end of an Indonesian sentence, or nothing."""
    by_code = {item.kode: item for item in content.peraturan}
    types = {kind.kode for kind in content.jenis}
    if len(by_code) < len(content.peraturan):
        codes = [item.kode for item in content.peraturan]
        return f"peraturan {next(c for c in codes if codes.count(c) > 1)} tertulis dua kali"
    for item in content.peraturan:
        if item.type_code not in types:
            return f"jenis peraturan {item.kode} tidak ada dalam daftar jenis"
        if unknown := next((code for code in item.references if code not in by_code), None):
            return f"peraturan {item.kode} menyebut {unknown}, yang tidak ada dalam daftar"
        if fault := _time_fault(item, by_code):
            return fault
    for obligation in content.wajib:
        if unknown := next((code for code in obligation.peraturan if code not in by_code), None):
            return f"isian wajib menyebut {unknown}, yang tidak ada dalam daftar peraturan"
    return _amendment_fault(content.peraturan, by_code)


def _time_fault(item: Regulation, by_code: Mapping[str, Regulation]) -> str:
    """Return what is wrong with the years of a regulation against those that it names."""
    if item.masa and item.masa[0] > item.masa[1]:
        return f"masa peraturan {item.kode} berakhir sebelum mulai"
    if item.mengubah and by_code[item.mengubah].year > item.year:
        return f"peraturan {item.kode} mengubah peraturan yang lebih baru"
    for code in (*item.diganti_oleh, *item.diubah_sebagian_oleh):
        if code == item.kode or by_code[code].year < item.year:
            return f"peraturan {item.kode} diganti atau diubah oleh peraturan yang lebih lama ({code})"
        if item.kode in by_code[code].diganti_oleh:
            return f"peraturan {item.kode} dan {code} saling menggantikan"
    return ""


def _amendment_fault(items: Sequence[Regulation], by_code: Mapping[str, Regulation]) -> str:
    """Return what is wrong with the order of amendments."""
    placed: dict[tuple[str, int], Regulation] = {}
    for item in items:
        if (item.mengubah is None) != (item.ke is None):
            return f"peraturan {item.kode}: isian mengubah dan ke harus ada bersama"
        if item.mengubah is None or item.ke is None:
            continue
        if by_code[item.mengubah].mengubah is not None:
            return f"peraturan {item.kode} mengubah {item.mengubah}, yang sendiri sebuah perubahan"
        other = placed.setdefault((item.mengubah, item.ke), item)
        if other is not item:
            return f"peraturan {item.kode} dan {other.kode} sama-sama perubahan ke-{item.ke}"
    for (base, order), item in placed.items():
        rest = ((n, other) for (b, n), other in placed.items() if b == base)
        later = next((other for n, other in rest if n > order and other.year < item.year), None)
        if later is not None:
            return f"perubahan {later.kode} dan {item.kode} tidak menurut urutan tahun"
    return ""


@dataclass(frozen=True)
class Register:
    """The register, ready for look-ups.

    Attributes:
        content: what the file holds.
    """

    content: _RegisterFile

    @cached_property
    def by_code(self) -> dict[str, Regulation]:
        """Regulations by code."""
        return {item.kode: item for item in self.content.peraturan}

    @cached_property
    def types(self) -> dict[str, RegulationType]:
        """Types by code."""
        return {kind.kode: kind for kind in self.content.jenis}

    @cached_property
    def _amendments(self) -> dict[str, tuple[Regulation, ...]]:
        found: dict[str, list[Regulation]] = {}
        for item in sorted(self.content.peraturan, key=lambda item: item.ke or 0):
            if item.mengubah:
                found.setdefault(item.mengubah, []).append(item)
        return {code: tuple(items) for code, items in found.items()}

    @cached_property
    def _enactments(self) -> dict[str, Regulation]:
        return {item.menetapkan: item for item in self.content.peraturan if item.menetapkan}

    def amendments(self, item: Regulation, as_of: int) -> tuple[Regulation, ...]:
        """Return the known amendments of a regulation up to a year, the last one last."""
        return tuple(a for a in self._amendments.get(item.kode, ()) if a.year <= as_of)

    def enactment(self, item: Regulation, as_of: int) -> Regulation | None:
        """Return the law that a Perppu became by the end of a year; None if it did not."""
        law = self._enactments.get(item.kode)
        return law if law and law.year <= as_of else None

    def successors(self, item: Regulation, as_of: int) -> tuple[Regulation, ...]:
        """Return what is in force instead of a regulation at the end of a year; empty if it still holds.

        An amendment falls with the regulation that it amends; a successor's own successor takes its place.
        """
        base = self.by_code[item.mengubah] if item.mengubah else None
        codes = item.diganti_oleh or (base.diganti_oleh if base else ())
        found: list[Regulation] = []
        for successor in (self.by_code[code] for code in codes):
            if successor.year <= as_of:
                found.extend(self.successors(successor, as_of) or (successor,))
        return tuple(dict.fromkeys(found))

    def type_of(self, citation: Citation) -> RegulationType | None:
        """Return the registered type of a citation; None if its type or issuer is not registered."""
        kinds = [kind for kind in self.content.jenis if kind.kutipan == citation.type]
        if len(kinds) == 1 and not kinds[0].tanda:
            return kinds[0]
        name = f" {fold(citation.name)} "
        return next((k for k in kinds if any(_names(name, mark) for mark in k.tanda)), None)

    def find(self, citation: Citation) -> Regulation | None:
        """Return the registered regulation with a citation's type, number and year; None if there is none."""
        kind = self.type_of(citation)
        if kind is None or citation.year is None or not citation.number.isdigit():
            return None
        return self.by_code.get(f"{kind.kode} {int(citation.number)}/{citation.year}")

    def named(self, item: Regulation, *, short: bool = False) -> str:
        """Return how a regulation is cited: type, number and year, with its title unless `short`."""
        kind = self.types[item.type_code]
        name = kind.singkat if short and kind.singkat else kind.nama
        number = f"{name} Nomor {item.number} Tahun {item.year}"
        return number if short else f"{number} tentang {item.tentang}"

    def words(self, title: str) -> tuple[str, ...]:
        """Return the words of a title in plain form, with common abbreviations spelt out."""
        found: list[str] = []
        for word in fold(title).split():
            found.extend(self.content.singkatan.get(word, word).split())
        return tuple(found)


def _names(name: str, mark: str) -> bool:
    """Whether a mark stands in a name; a long one also where blanks were lost in scanning."""
    if f" {mark} " in name:
        return True
    joined = mark.replace(" ", "")
    return len(joined) > 8 and joined in re.sub(r"\s", "", name)


@cache
def load_regulations(directory: Path) -> Register:
    """Return the register of a mappings directory.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid or contradicts itself.
    """
    return Register(load_validated(directory / FILE, _RegisterFile))


def regulations() -> Register:
    """Return the register that the program ships."""
    return load_regulations(data_directory("mappings"))


def merge_regulations(register: Register, extra: Sequence[Mapping[str, Any]], source: str) -> Register:
    """Return a register with a user's entries: new ones added, those of a known code replaced.

    Args:
        register: the register to add to.
        extra: entries in the form of the file's `peraturan`.
        source: the file that they come from, for the message.

    Raises:
        MappingFileError: an entry is invalid, or contradicts the others.
    """
    try:
        added = [Regulation.model_validate(entry) for entry in extra]
        merged = {**register.by_code, **{item.kode: item for item in added}}
        values = {name: getattr(register.content, name) for name in _RegisterFile.model_fields}
        return Register(_RegisterFile(**{**values, "peraturan": tuple(merged.values())}))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "peraturan"
        said = str(first["ctx"]["error"]) if first["type"] == "value_error" else "nilai tidak sah"
        raise MappingFileError(
            f"Berkas {source}, isian '{field}': {said}.",
            "Perbaiki isian itu menurut contoh pada kepala berkas peraturan.yaml.",
        ) from error
