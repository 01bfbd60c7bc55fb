"""Headings: the area is found whatever the numbering, the spelling and the words around its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.mapping.areas import HeadingReader
from assistant.mapping.profiles import load_lexicon

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"


@pytest.fixture(scope="module")
def reader() -> HeadingReader:
    return HeadingReader(load_lexicon(MAPPINGS))


@pytest.mark.parametrize(
    ("heading", "area"),
    [
        ("1. Manajemen Perubahan", 1),
        ("AREA I – MANAJEMEN PERUBAHAN", 1),
        ("7) Manajernen Perubahan;", 1),
        ("c. Penataan Tata Laksana", 2),
        ("3. Tim Penataan Tatalaksana", 2),
        ("AREA III Penataan Sistem Manajemen Sumber Daya Manusia Aparatur", 3),
        ("Penguatan Akuntabilitas Kinerja", 4),
        ("5. PENGUATAN PENGAWASAN", 5),
        ("Hasil Area Penguatan Pengawasan Tahun 2025", 5),
        ("6. Penguatan Kualitas Pelayanan Publik", 6),
        ("Peningkatan Kualitas Pelayanan Publik", 6),
        ("Rapat Koordinasi", None),
        ("Manajemen Perubahan dan Penguatan Pengawasan", None),
        ("", None),
    ],
)
def test_area_of_a_heading(reader: HeadingReader, heading: str, area: int | None) -> None:
    assert reader.area_of(heading) == area


def test_nearest_area_wins_and_topics_follow_it(reader: HeadingReader) -> None:
    path = ("BAB II HASIL PELAKSANAAN", "1. Manajemen Perubahan", "a) Pembentukan Tim Kerja")
    context = reader.read(path)
    assert (context.area, context.topic, context.at_area) == (1, "pembentukan tim kerja", False)
    assert context.area_heading == "1. Manajemen Perubahan"
    nested = reader.read((*path[:2], "2. Penguatan Pengawasan"))
    assert (nested.area, nested.topic, nested.at_area) == (5, "", True)


@pytest.mark.parametrize(
    ("path", "silent", "doubtful"),
    [
        (("BAB I PENDAHULUAN", "A. Latar Belakang"), True, False),
        (("BAB I PENDAHULUAN", "C. DASAR HUKUM"), True, False),
        (("BAB II HASIL PELAKSANAAN", "B. Kendala/Hambatan dan Upaya Mengatasinya"), False, True),
        (("BAB III PENUTUP", "B. RENCANA TINDAK LANJUT"), False, True),
        (("BAB II HASIL PELAKSANAAN", "1. Manajemen Perubahan"), False, False),
        ((), False, False),
    ],
)
def test_sections_without_indicator(
    reader: HeadingReader, path: tuple[str, ...], silent: bool, doubtful: bool
) -> None:
    context = reader.read(path)
    assert (context.silent, context.doubtful) == (silent, doubtful)


def test_hasil_is_named_by_its_index(reader: HeadingReader) -> None:
    assert reader.read(("Komponen Hasil", "1. Nilai Persepsi Anti Korupsi")).hasil == "B.I"
    assert reader.read(("Komponen Hasil", "2. Pelayanan Publik yang Prima")).hasil == "B.II"
