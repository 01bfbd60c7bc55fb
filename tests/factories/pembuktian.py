"""A report with known claims and an evidence folder that bears, contradicts or does not know each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from assistant.language.dates import MONTHS
from tests.factories.bukti import EvidenceFile, as_docx, as_pdf, decree, sheet
from tests.factories.office import invent_office
from tests.factories.spec import DocumentSpec, Heading, Line, Paragraph

if TYPE_CHECKING:
    from tests.factories.office import Office

_FACTS = Path(__file__).with_suffix(".yaml")
# Files beside those with facts, whose numbers and days must not be taken for evidence.
_OTHERS = (
    (
        "Umum/jadwal piket {n}.xlsx",
        "Jadwal Piket Petugas",
        "Petugas piket minggu ini: {count} orang mulai {day}",
    ),
    (
        "Umum/nota dinas {n}.docx",
        "Nota Dinas Permintaan Alat Tulis",
        "Diminta {count} rim kertas paling lambat {day}.",
    ),
    ("Umum/daftar barang {n}.txt", "Daftar Barang", "Kursi lipat {count} buah diterima pada {day}."),
    ("Umum/surat masuk {n}.pdf", "Rekap Surat Masuk", "Surat masuk sampai {day} tercatat {count} surat."),
)
FATES = ("supported", "supported", "supported", "contradicted", "unsupported")


@dataclass(frozen=True)
class PlantedClaim:
    """A claim of the report: kind, value as written (empty for existence), its sentence, its verdict."""

    kind: str
    value: str
    sentence: str
    verdict: str


@dataclass(frozen=True)
class Case:
    """A report as text, its evidence files, and the verdict that each claim deserves."""

    office: Office
    report: str
    files: tuple[EvidenceFile, ...]
    claims: tuple[PlantedClaim, ...]

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write the report and the evidence folder, and return both paths."""
        report, evidence = folder / "laporan.txt", folder / "bukti"
        report.write_text(self.report, encoding="utf-8")
        for file in self.files:
            target = evidence / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.data)
        return report, evidence


@dataclass
class _Planted:
    """A fact with what the report says (`said`) and what the evidence says (`borne`)."""

    fact: dict[str, Any]
    fate: str
    said: dict[str, str] = field(default_factory=dict)
    borne: dict[str, str] = field(default_factory=dict)
    wrong: str = ""


def invent_case(seed: int, phrases: str, year: int = 2025) -> Case:
    """Return an office's report with about 60 claims and 40 files.

    Args:
        seed: the same seed gives the same case.
        phrases: `latih` or `validasi`: which set of sentences is used.
        year: the reporting year.
    """
    rng = Random(seed)
    office = invent_office(rng)
    numbers = rng.sample(range(11, 180, 9), 19)  # one register: no two decrees of an office share a number
    planted = [_plant(fact, rng, office, year, numbers) for fact in _facts()]
    claims = tuple(claim for plant in planted for claim in _claims(plant, phrases))
    files = [_file(plant, phrases, office, year) for plant in planted if plant.fate != "unsupported"]
    number = 0
    while len(files) < 40:
        number += 1
        files.append(_other(number, rng, year))
    return Case(office, _report(planted, phrases, office, year), tuple(files), claims)


@cache
def _facts() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(_FACTS.read_text(encoding="utf-8")))


def _plant(fact: dict[str, Any], rng: Random, office: Office, year: int, numbers: list[int]) -> _Planted:
    plant = _Planted(fact, rng.choice(FATES))
    for name, kind in fact["nilai"].items():
        true, false = _pair(kind, rng, year, numbers)
        plant.said |= _written(name, kind, true)
        plant.borne |= _written(name, kind, true)
        if (
            plant.fate == "contradicted"
            and not plant.wrong
            and (rng.random() < 0.6 or name == [*fact["nilai"]][-1])
        ):
            plant.wrong = name
            plant.borne |= _written(name, kind, false)
    for values in (plant.said, plant.borne):
        values |= {"satker": office.satker, "tahun": str(year)}
    return plant


def _pair(kind: Any, rng: Random, year: int, numbers: list[int]) -> tuple[Any, Any]:
    """Return a value and another of the same kind."""
    if kind == "tanggal":
        day = date(year, 1, 10) + timedelta(days=rng.randrange(330))
        return day, day + timedelta(days=rng.choice((-6, -3, 2, 9)))
    if kind == "nomor":
        number = numbers.pop()
        return number, number + rng.choice((-3, 1, 4))
    if kind == "persen":
        return rng.randrange(80, 96), rng.randrange(60, 79)
    if kind == "rupiah":
        return rng.randrange(20_000, 90_000) * 1_250, rng.randrange(2_000, 19_000) * 1_250
    low, high = kind[0], kind[1]
    value = rng.randrange(low, high)
    return value, value + rng.choice((-1, 1)) * rng.randrange(2, 2 + max(3, (high - low) // 10))


def _written(name: str, kind: Any, value: Any) -> dict[str, str]:
    if kind == "tanggal":
        return {name: f"{value.day} {MONTHS[value.month - 1]} {value.year}"}
    if kind == "rupiah":
        return {name: f"Rp{value:,}".replace(",", ".")}
    if isinstance(kind, list) and len(kind) == 3:
        printed = f"{value / kind[2]:.2f}".replace(".", ",")
        return {name: printed, f"{name}_seratus": f"{value / kind[2] * 25:.2f}".replace(".", ",")}
    return {name: str(value)}


def _claims(plant: _Planted, phrases: str) -> list[PlantedClaim]:
    sentence = plant.fact[phrases]["laporan"]
    found = []
    for name, kind in plant.fact["klaim"].items():
        verdict = plant.fate if plant.fate != "contradicted" or name in ("ada", plant.wrong) else "supported"
        used = f"{name}_seratus" if f"{{{name}_seratus}}" in sentence else name
        value = plant.said.get(used, "")
        found.append(PlantedClaim(kind, value, _sentence_of(sentence, used).format(**plant.said), verdict))
    return found


def _sentence_of(text: str, name: str) -> str:
    return next((part for part in text.split(". ") if f"{{{name}}}" in part), text).rstrip(".")


def _report(planted: list[_Planted], phrases: str, office: Office, year: int) -> str:
    body = "\n\n".join(plant.fact[phrases]["laporan"].format(**plant.said) for plant in planted)
    return (
        f"LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS\n{office.satker.upper()}\nTAHUN {year}\n\n"
        "BAB I\nPENDAHULUAN\n\nA. Latar Belakang\n\nLaporan ini memuat hasil pembangunan zona integritas.\n\n"
        f"BAB II\nHASIL PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS\n\nA. Hasil Pelaksanaan\n\n{body}\n"
    )


def _file(plant: _Planted, phrases: str, office: Office, year: int) -> EvidenceFile:
    fact, denied = plant.fact, plant.fate == "contradicted" and not plant.fact["nilai"]
    lines = [line.format(**plant.borne) for line in fact[phrases]["lain" if denied else "bukti"]]
    path = fact["berkas"].format(**plant.borne)
    if fact["naskah"] == "sk":
        about = fact["judul"].removeprefix("Keputusan tentang ")
        spec = decree(office, int(plant.borne["nomor"]), plant.borne["tetap"], about, lines)
        return EvidenceFile(path, as_pdf(spec) if path.endswith(".pdf") else as_docx(spec))
    return EvidenceFile(path, _written_as(path, fact["judul"], lines, office, year))


def _written_as(path: str, title: str, lines: list[str], office: Office, year: int) -> bytes:
    """Return a titled text in the format that the file's name says."""
    if path.endswith(".xlsx"):
        return sheet(f"{title} Tahun {year}", ("No.", "Uraian"), list(enumerate(lines, 1)))
    if path.endswith(".txt"):
        return "\n\n".join([office.satker.upper(), title.upper(), *lines]).encode()
    spec = DocumentSpec(
        title,
        (
            Line(office.full_name.upper(), bold=True, size=14),
            Heading(1, "", f"{title.upper()} TAHUN {year}"),
            *(Paragraph(line) for line in lines),
        ),
    )
    return as_pdf(spec) if path.endswith(".pdf") else as_docx(spec)


def _other(number: int, rng: Random, year: int) -> EvidenceFile:
    path, title, text = _OTHERS[number % len(_OTHERS)]
    day = date(year, 1, 10) + timedelta(days=rng.randrange(330))
    line = text.format(count=rng.randrange(3, 60), day=f"{day.day} {MONTHS[day.month - 1]} {day.year}")
    path = path.format(n=number)
    return EvidenceFile(path, _written_as(path, title, [line], _nobody(), year))


@cache
def _nobody() -> Office:
    return invent_office(Random(7))
