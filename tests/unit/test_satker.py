from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.data import data_directory
from assistant.document import Level
from assistant.language.clean import skeleton
from assistant.language.satker import find_satker, parse_satker, satker_of
from assistant.language.wilayah import load_wilayah


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("Laporan KPU Kota Karang Jaya Tahun 2025", "KPU Kota Karang Jaya", Level.KOTA),
        (
            "KOMISI PEMILIHAN UMUM\nKABUPATEN SUNGAI TERANG\nTAHUN 2025",
            "KPU Kabupaten Sungai Terang",
            Level.KABUPATEN,
        ),
        (
            "Komisi Pemilihan Umum \n\nKabupaten \n\nMeranti Jaya tentang",
            "KPU Kabupaten Meranti Jaya",
            Level.KABUPATEN,
        ),
        ("KPU Kab. Meranti Jaya Menuju WBK", "KPU Kabupaten Meranti Jaya", Level.KABUPATEN),
        ("Ketua KPU Kab Meranti Jaya, Budi", "KPU Kabupaten Meranti Jaya", Level.KABUPATEN),
        ("**KOMISI PEMILIHAN UMUM\nPROVINSI JAWA TENGAH**", "KPU Provinsi Jawa Tengah", Level.PROVINSI),
        (
            "Komisi Pemilihan Umum (KPU) Provinsi Jawa Tengah telah",
            "KPU Provinsi Jawa Tengah",
            Level.PROVINSI,
        ),
        ("KOMISI PEMILIHAN UMUM JAWA TENGAH TAHUN", "KPU Provinsi Jawa Tengah", Level.PROVINSI),
        ("KPU DIY", "KPU Provinsi Daerah Istimewa Yogyakarta", Level.PROVINSI),
        ("KPU Provinsi D.I. Yogyakarta", "KPU Provinsi Daerah Istimewa Yogyakarta", Level.PROVINSI),
        ("KPU Kota Adm. Jakarta Pusat", "KPU Kota Jakarta Pusat", Level.KOTA),
        (
            "KPU Kabupaten Pangkajene dan Kepulauan dan",
            "KPU Kabupaten Pangkajene dan Kepulauan",
            Level.KABUPATEN,
        ),
        ("KPU Kabupaten Tojo Una - Una,", "KPU Kabupaten Tojo Una-Una", Level.KABUPATEN),
        ("Komisi Independen Pemilihan Kabupaten Bireuen", "KIP Kabupaten Bireuen", Level.KABUPATEN),
        ("KPU Kabupaten Bireuen", "KIP Kabupaten Bireuen", Level.KABUPATEN),
        ("Sekretariat KIP Aceh", "KIP Aceh", Level.PROVINSI),
        ("KPU Rl Nomor 12", "KPU RI", Level.PUSAT),
        ("Komisi Pemilihan Umum Republik\nIndonesia", "KPU RI", Level.PUSAT),
        ("kpu kota surabaya", "KPU Kota Surabaya", Level.KOTA),
        ("KPU Bima", "KPU Bima", None),
    ],
)
def test_office_is_found_with_canonical_name_and_level(text: str, name: str, level: Level | None) -> None:
    (mention,) = find_satker(text)
    assert (mention.satker.name, mention.satker.level) == (name, level)


@pytest.mark.parametrize(
    "text",
    [
        "KOMISl PEMILIHAN UMUM KOTA TANJUNGPlNANG",
        "KOMiIsi PEMILIHAN UMUM KOTA TANJUNG PINANG",
        "KOMISI PEMILIHANUMUM KOTA Tanjung-\npinang",
    ],
)
def test_letters_confused_by_scanning_do_not_hide_an_office(text: str) -> None:
    assert [m.satker.name for m in find_satker(text)] == ["KPU Kota Tanjungpinang"]


@pytest.mark.parametrize(
    "text",
    [
        "Tata Kerja Komisi Pemilihan Umum Provinsi, dan Komisi Pemilihan Umum Kabupaten/Kota",
        "SEKRETARIAT KOMISI PEMILIHAN UMUM PROVINSI DAN SEKRETARIAT KOMISI PEMILIHAN UMUM KABUPATEN/KOTA",
        "KPU Provinsi/KIP Aceh dan KPU/KIP Kabupaten/Kota",
        "KPU Kabupaten / Kota se-Jawa Tengah",
        "program KPU Mengajar di sekolah",
        "laman kota-surabaya.kpu.go.id dan @kpu_surabaya",
        "Komisi Pemberantasan Korupsi",
    ],
)
def test_names_that_mean_no_particular_office_are_left_out(text: str) -> None:
    assert find_satker(text) == ()


def test_offsets_point_at_the_whole_name() -> None:
    text = "bahwa Komisi Pemilihan Umum\nKota Karang Jaya dan KPU RI"
    assert [text[m.start : m.end] for m in find_satker(text)] == [
        "Komisi Pemilihan Umum\nKota Karang Jaya",
        "KPU RI",
    ]


def test_a_place_that_the_caller_knows_ends_the_name() -> None:
    text = "KPU Kabupaten Karang Jaya Gelar Apel"
    (mention,) = find_satker(text, places=["Karang Jaya"])
    assert mention.satker.name == "KPU Kabupaten Karang Jaya"


def test_parse_takes_a_whole_name_only() -> None:
    satker = parse_satker("kpu kabupaten karang jaya")
    assert satker is not None
    assert satker.name == "KPU Kabupaten Karang Jaya"
    assert satker.full_name == "Komisi Pemilihan Umum Kabupaten Karang Jaya"
    assert parse_satker("KPU") is None
    assert parse_satker("KPU Kota Surabaya dan lain-lain") is None


def test_office_of_a_region() -> None:
    assert satker_of(Level.KOTA, "banda aceh").name == "KIP Kota Banda Aceh"
    assert satker_of(Level.KOTA, "Bandung").province == "Jawa Barat"
    assert satker_of(Level.KABUPATEN, "Karang Jaya").province is None


def test_the_list_of_regions_is_complete() -> None:
    wilayah = load_wilayah(data_directory("mappings"))
    assert len(wilayah.provinsi) == 38
    assert sum(len(p.kabupaten) for p in wilayah.provinsi) == 416
    assert sum(len(p.kota) for p in wilayah.provinsi) == 98


def test_every_listed_office_is_read_back_from_its_name() -> None:
    for province in load_wilayah(data_directory("mappings")).provinsi:
        for level, names in (
            (Level.PROVINSI, (province.nama,)),
            (Level.KABUPATEN, province.kabupaten),
            (Level.KOTA, province.kota),
        ):
            for name in names:
                satker = satker_of(level, name)
                assert (satker.place, satker.province) == (name, province.nama)
                assert parse_satker(satker.name) == satker
                assert parse_satker(satker.full_name.upper()) == satker


def test_no_two_regions_of_a_level_share_a_key() -> None:
    provinces = load_wilayah(data_directory("mappings")).provinsi
    for level in ("kabupaten", "kota"):
        keys = Counter(skeleton(name) for p in provinces for name in getattr(p, level))
        assert max(keys.values()) == 1


SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds tidak ada")
@pytest.mark.parametrize(
    ("seed", "name"),
    [
        ("000", "KPU Kota Pontianak"),
        ("001", "KPU Provinsi Kalimantan Barat"),
        ("002", "KPU RI"),
        ("003", "KPU Kota Pangkalpinang"),
        ("004", "KPU Kabupaten Sarolangun"),
    ],
)
def test_most_named_office_of_real_documents(seed: str, name: str) -> None:
    text = next(SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    counts = Counter(m.satker.name for m in find_satker(text))
    assert counts.most_common(1)[0][0] == name
