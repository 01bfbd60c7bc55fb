"""Loading the evaluation sheet from `mappings/lke-*.yaml`: checked by pydantic, handed on as dataclasses."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.errors import UsageError
from assistant.lke.model import (
    Answer,
    Indikator,
    Lke,
    Node,
    NodeLevel,
    Peran,
    Predikat,
    Rincian,
    Rumus,
    Syarat,
)
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_CHOICES = (Answer.YA_TIDAK, Answer.ABC, Answer.ABCD, Answer.ABCDE)
_NEEDED = {
    Rumus.RASIO: (Peran.PEMBILANG, Peran.PENYEBUT),
    Rumus.PENURUNAN: (Peran.TAHUN_LALU, Peran.TAHUN_INI),
}
# Sums of binary fractions such as 0.67 + 0.33 miss by less than this; real slips of the pen are larger.
_TOLERANCE = 1e-9


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Berlaku(_Strict):
    dari: int = Field(ge=2000, le=2100)
    sampai: int | None = Field(default=None, ge=2000, le=2100)


class _Rincian(_Strict):
    nama: str = Field(min_length=1)
    jawaban: Answer
    peran: Peran
    soal: int | None = None
    baris: int = Field(ge=1)

    def build(self) -> Rincian:
        return Rincian(self.nama, self.jawaban, self.peran, self.baris, self.soal)


class _Coded(_Strict):
    kode: str = Field(pattern=r"^[A-Z](\.[IVX]+(\.[0-9]+(\.[ivx]+)?)?(\.[a-z])?)?$")
    nama: str = Field(min_length=1)
    baris: int = Field(ge=1)
    bobot: float | None = Field(default=None, ge=0)
    jawaban: Answer | None = None


class _Indikator(_Coded):
    jawaban: Answer
    soal: int | None = None
    kriteria: dict[str, str] = {}
    keterangan: str = ""
    rumus: Rumus | None = None
    rincian: tuple[_Rincian, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.jawaban in _CHOICES:
            keys = ["Ya"] if self.jawaban is Answer.YA_TIDAK else self.jawaban.split("/")
            if list(self.kriteria) != keys:
                raise ValueError(f"kriteria {self.kode} harus untuk jawaban {', '.join(keys)}")
        elif self.kriteria:
            raise ValueError(f"{self.kode} dijawab dengan angka, jadi tidak memakai kriteria per pilihan")
        if (self.jawaban is Answer.PERSEN) != (self.rumus is not None):
            raise ValueError(f"{self.kode}: rumus ditulis untuk jawaban % dan hanya untuk itu")
        if self.rumus and not set(_NEEDED[self.rumus]) <= {r.peran for r in self.rincian}:
            raise ValueError(
                f"{self.kode}: rumus {self.rumus} memerlukan rincian {', '.join(_NEEDED[self.rumus])}"
            )
        return self

    def build(self) -> Indikator:
        return Indikator(
            code=self.kode,
            name=self.nama,
            answer=self.jawaban,
            row=self.baris,
            weight=self.bobot,
            soal=self.soal,
            criteria=tuple(self.kriteria.items()),
            explanation=self.keterangan.strip(),
            rumus=self.rumus,
            rincian=tuple(r.build() for r in self.rincian),
        )


class _SubArea(_Coded):
    bobot: float = Field(ge=0)
    indikator: tuple[_Indikator, ...] = Field(min_length=1)


class _Area(_Coded):
    bobot: float = Field(ge=0)
    sub_area: tuple[_SubArea, ...] = Field(min_length=1)


class _SubKomponen(_Coded):
    bobot: float = Field(ge=0)
    area: tuple[_Area, ...] = ()
    indikator: tuple[_Indikator, ...] = ()


class _Komponen(_Coded):
    bobot: float = Field(ge=0)
    sub_komponen: tuple[_SubKomponen, ...] = Field(min_length=1)


_LEVELS: dict[type[_Coded], NodeLevel] = {
    _Komponen: NodeLevel.KOMPONEN,
    _SubKomponen: NodeLevel.SUB_KOMPONEN,
    _Area: NodeLevel.AREA,
    _SubArea: NodeLevel.SUB_AREA,
    _Indikator: NodeLevel.INDIKATOR,
}


class _Syarat(_Strict):
    nama: str = Field(min_length=1)
    bagian: tuple[str, ...] = Field(min_length=1)
    minimal: float | None = Field(default=None, ge=0)
    minimal_persen: float | None = Field(default=None, ge=0, le=100)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.minimal is None) == (self.minimal_persen is None):
            raise ValueError(f"syarat '{self.nama}' ditulis dengan minimal atau minimal_persen, salah satu")
        return self

    def build(self) -> Syarat:
        if self.minimal is not None:
            return Syarat(self.nama, self.bagian, self.minimal)
        return Syarat(self.nama, self.bagian, self.minimal_persen or 0.0, is_share=True)


class _LkeFile(_Strict):
    id: str = Field(min_length=1)
    nama: str = Field(min_length=1)
    sumber: str
    berlaku: _Berlaku
    lembar: str = Field(min_length=1)
    skala: dict[Answer, dict[str, float]]
    predikat: dict[str, tuple[_Syarat, ...]] = {}
    komponen: tuple[_Komponen, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        seen_codes: set[str] = set()
        seen_rows: dict[int, str] = {}
        seen_soal: dict[int, str] = {}
        for node, parent in _walk(self.komponen, None):
            if node.kode in seen_codes:
                raise ValueError(f"kode {node.kode} tertulis dua kali")
            seen_codes.add(node.kode)
            if parent is not None and node.kode.rpartition(".")[0] != parent.kode:
                raise ValueError(f"kode {node.kode} tidak cocok dengan induknya {parent.kode}")
            for row, soal in _places(node):
                _claim(seen_rows, row, node.kode, "baris")
                _claim(seen_soal, soal, node.kode, "soal")
            _check_weights(node)
        missing = [a for a in _CHOICES if a not in self.skala or list(self.skala[a]) != a.split("/")]
        if missing:
            raise ValueError(f"skala untuk jawaban {missing[0]} belum lengkap")
        wanted = (code for checks in self.predikat.values() for check in checks for code in check.bagian)
        unknown = [code for code in wanted if code not in seen_codes]
        if unknown:
            raise ValueError(f"syarat predikat menyebut {unknown[0]}, yang tidak ada pada formulir ini")
        return self

    def build(self) -> Lke:
        nodes: list[Node] = []
        daftar_indikator: list[Indikator] = []
        for branch, parent in _walk(self.komponen, None):
            if isinstance(branch, _Indikator):
                daftar_indikator.append(branch.build())
                continue
            nodes.append(
                Node(
                    code=branch.kode,
                    level=_LEVELS[type(branch)],
                    name=branch.nama,
                    weight=branch.bobot or 0.0,
                    row=branch.baris,
                    parent=parent.kode if parent else None,
                    children=tuple(child.kode for child in _children(branch)),
                    answer=branch.jawaban,
                )
            )
        return Lke(
            id=self.id,
            name=self.nama,
            source=self.sumber.strip(),
            year_from=self.berlaku.dari,
            year_to=self.berlaku.sampai,
            sheet=self.lembar,
            scales={answer: dict(values) for answer, values in self.skala.items()},
            nodes=tuple(nodes),
            daftar_indikator=tuple(daftar_indikator),
            predikat=tuple(
                Predikat(name, tuple(check.build() for check in checks))
                for name, checks in self.predikat.items()
            ),
        )


def _children(branch: _Coded) -> tuple[_Coded, ...]:
    """Return what hangs below a node, in the order of the form."""
    if isinstance(branch, _Komponen):
        return branch.sub_komponen
    if isinstance(branch, _SubKomponen):
        return branch.area or branch.indikator
    if isinstance(branch, _Area):
        return branch.sub_area
    return branch.indikator if isinstance(branch, _SubArea) else ()


def _walk(branches: Sequence[_Coded], parent: _Coded | None) -> Iterator[tuple[_Coded, _Coded | None]]:
    """Yield every node with its parent, parents before children."""
    for branch in branches:
        yield branch, parent
        yield from _walk(_children(branch), branch)


def _places(node: _Coded) -> Iterator[tuple[int, int | None]]:
    """Yield workbook row and PortalRB question of a node and of its details."""
    yield node.baris, node.soal if isinstance(node, _Indikator) else None
    if isinstance(node, _Indikator):
        for rincian in node.rincian:
            yield rincian.baris, rincian.soal


def _claim(seen: dict[int, str], number: int | None, code: str, kind: str) -> None:
    if number is None:
        return
    if number in seen:
        raise ValueError(f"{kind} {number} dipakai oleh {seen[number]} dan {code}")
    seen[number] = code


def _check_weights(node: _Coded) -> None:
    """Refuse a node whose parts do not sum to its weight (most indicators have no weight of their own)."""
    weights = [child.bobot for child in _children(node)]
    known = [weight for weight in weights if weight is not None]
    if known and node.bobot is not None and abs(sum(known) - node.bobot) > _TOLERANCE:
        raise ValueError(f"bobot {node.kode} adalah {node.bobot:g}, tetapi jumlah bagiannya {sum(known):g}")


def load_lke(directory: Path, year: int | None) -> Lke:
    """Return the form that is meant for reports on `year`; the newest one if `year` is None.

    Where no form is meant for that year, the nearest one is returned, with `Lke.warning` saying so.

    Args:
        directory: folder that holds `lke-*.yaml`.
        year: the year that a report speaks of.

    Raises:
        UsageError: the folder holds no form.
        MappingFileError: a form is invalid.
    """
    paths = sorted(directory.glob("lke-*.yaml"))
    if not paths:
        raise UsageError(
            f"Folder {directory} tidak memuat berkas lke-*.yaml.",
            "Periksa folder pada pilihan --mappings.",
        )
    forms = [_load_form(path, path.stat().st_mtime_ns) for path in paths]
    newest = max(forms, key=lambda form: form.year_from)
    if year is None:
        return newest
    nearest = min(forms, key=lambda form: (_distance(form, year), -form.year_from))
    if _distance(nearest, year) == 0:
        return nearest
    return replace(
        nearest,
        warning=f"Belum ada LKE untuk laporan tahun {year}; dipakai {nearest.id}, yang terdekat.",
    )


@cache
def _load_form(path: Path, _modified: int) -> Lke:
    """Return one form; kept in memory until the file changes."""
    return load_validated(path, _LkeFile).build()


def _distance(form: Lke, year: int) -> int:
    """Return how many years `year` lies outside the years that a form is meant for."""
    if year < form.year_from:
        return form.year_from - year
    if form.year_to is not None and year > form.year_to:
        return year - form.year_to
    return 0
