"""Lists of offices from Excel and by hand, and what is said of a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.data import data_directory
from assistant.document import Level
from assistant.errors import AssistantError, InputError
from assistant.retargeting.offices import read_offices
from assistant.retargeting.rules import load_retarget_rules

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.retargeting.offices import OfficeList


def listed(tmp_path: Path, content: str | bytes, name: str = "satker.csv") -> OfficeList:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_offices(path, load_retarget_rules(data_directory("mappings")))


CSV = "Nama Satker;Ibu Kota;Ketua\nKPU Kabupaten Sukamaju;Suka Kota;Ny. Sri Café\n"


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("cp1252"),
        CSV.replace(";", ",").encode(),
        CSV.replace(";", "\t").encode(),
        CSV.replace("\n", "\r\n").encode(),
        (CSV + ";;\n\n").encode(),
    ],
)
def test_csv_as_excel_saves_it(tmp_path: Path, content: bytes) -> None:
    (office,) = listed(tmp_path, content).offices
    assert (office.satker.name, office.seat, office.chair) == (
        "KPU Kabupaten Sukamaju",
        "Suka Kota",
        "Ny. Sri Café",
    )


@pytest.mark.parametrize(
    "content",
    [
        "nama: KPU Kota Karang Indah\nprovinsi: Jambi\n",
        "- nama: KPU Kota Karang Indah\n  provinsi: Jambi\n",
        "satker:\n  - nama: KPU Kota Karang Indah\n    provinsi: Jambi\n",
        "satker: {nama: KPU Kota Karang Indah, provinsi: Jambi}\n",
        "satker: KPU Kota Karang Indah\nprovinsi: jambi\n",
        "tingkat: kota\ntempat: Karang Indah\nprovinsi: Provinsi Jambi\n",
        "nama: Kota Karang Indah\nprovinsi: Jambi\n",
    ],
)
def test_yaml_in_every_shape(tmp_path: Path, content: str) -> None:
    (office,) = listed(tmp_path, content, "satker.yaml").offices
    assert office.satker.name == "KPU Kota Karang Indah"
    assert (office.level, office.satker.province) == (Level.KOTA, "Jambi")


def test_offices_of_aceh_are_kip(tmp_path: Path) -> None:
    content = "nama;provinsi\nKPU Kabupaten Simpang Ulim;Aceh\nKIP Kota Langsa;\nKPU Provinsi Aceh;\n"
    names = [office.satker.name for office in listed(tmp_path, content).offices]
    assert names == ["KIP Kabupaten Simpang Ulim", "KIP Kota Langsa", "KIP Aceh"]


def test_unknown_columns_are_told(tmp_path: Path) -> None:
    (warning,) = listed(tmp_path, "nama,warna\nKPU Kota Karang Indah,biru\n").warnings
    assert "warna" in warning


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "kosong"),
        ("nama\n", "kosong"),
        ("nama\nKantor Kami\n", "baris 2, isian 'nama'"),
        ("nama\nKPU RI\n", "baris 2, isian 'nama'"),
        ("nama\nKPU Kota Karang Indah\nKPU Kota Karang Indah\n", "dua kali (baris 2 dan baris 3)"),
        ("nama;tingkat\nKPU Kota Karang Indah;kecamatan\n", "baris 2, isian 'tingkat'"),
        ("nama;tingkat\nKPU Kota Karang Indah;kabupaten\n", "tidak sesuai"),
        ("nama;provinsi\nKPU Kota Pontianak;Jambi\n", "ada di provinsi Kalimantan Barat"),
        ("nama;email\nKPU Kota Karang Indah;bukan surel\n", "isian 'email'"),
        ("nama;situs\nKPU Kota Karang Indah;javascript:alert(1)\n", "isian 'situs'"),
        ("nama;ketua\nKPU Kota Karang Indah;=HYPERLINK(1)\n", "rumus atau kode"),
        ("nama;ketua\nKPU Kota Karang Indah;{{ x }}\n", "rumus atau kode"),
        ("nama;ketua\nKPU Kota Karang Indah;" + "a" * 400 + "\n", "terlalu panjang"),
        ("nama\nKPU Kota Karang Indah;lebih\n", "lebih banyak"),
        (b"PK\x03\x04 buku kerja", "bukan CSV"),
    ],
)
def test_faults_name_line_and_field(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        listed(tmp_path, content)
    assert said in caught.value.message


@pytest.mark.parametrize(
    "content", ["- [1, 2]\n", "- 7\n", "nama: [KPU, Kota]\n", "a: &x 1\nb: *x\n", "{", "\x00"]
)
def test_faults_of_yaml(tmp_path: Path, content: str) -> None:
    with pytest.raises(AssistantError):
        listed(tmp_path, content, "satker.yaml")
