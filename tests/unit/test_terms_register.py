from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.document import DocumentType
from assistant.errors import MappingFileError, UsageError
from assistant.language.clean import fold
from assistant.language.istilah import read_register, register
from tests.unit.checking_samples import CLEAN, MAPPINGS, findings

_HEAD = "id: x\nusang: []\npadanan: []\nnama_asing: []\nistilah:\n"


def _read(tmp_path: Path, entries: str):
    (tmp_path / "istilah.yaml").write_text(_HEAD + entries, encoding="utf-8")
    return read_register(tmp_path)


def test_the_shipped_register_is_valid_and_names_its_sources() -> None:
    shipped = read_register(MAPPINGS)
    assert all(entry.sumber for entry in (*shipped.istilah, *shipped.usang))
    assert shipped.by_acronym["SPIP"].nama.startswith("Sistem Pengendalian Intern")


def test_no_form_is_wrong_in_one_entry_and_right_in_another() -> None:
    right = {fold(form) for entry in register().istilah for form in (entry.nama, *entry.diterima)}
    wrong = {fold(form) for entry in register().istilah for form in (*entry.keliru, *entry.kurang_tepat)}
    assert right & wrong == set()


@pytest.mark.parametrize(
    "entries",
    [
        "  - {nama: Alat Bantu, sumber: x, keliru: [alat  bantu]}\n",
        "  - {nama: Alat Bantu, singkatan: [AB], sumber: x}\n  - {nama: Biji, singkatan: [ab], sumber: x}\n",
        "  - {nama: Alat Bantu}\n",
        "  - {nama: Alat Bantu, sumber: x, salah: [y]}\n",
    ],
)
def test_an_invalid_register_is_refused(tmp_path: Path, entries: str) -> None:
    with pytest.raises(MappingFileError):
        _read(tmp_path, entries)


def test_a_missing_register_is_a_usage_error(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    with pytest.raises(UsageError):
        read_register(tmp_path)


def _with(text: str) -> str:
    return CLEAN.replace("Sosialisasi gratifikasi digelar dua kali.", text, 1)


@pytest.mark.parametrize(
    ("text", "severity", "right"),
    [
        ("Kantor menerapkan Sistem Pengawasan Internal Pemerintah (SPIP) sejak Maret.", "warning", "Intern"),
        ("PPID (Pejabat Pengelola Informasi Publik) bertugas di lobi.", "warning", "dan Dokumentasi"),
        ("Kantor menjalankan Sistem Pengendalian Internal Pemerintah (SPIP).", "info", "Intern"),
        ("Aplikasi Sistem Manajemen Arsip Ruang Tunggu (SMART) dipakai setiap hari.", "warning", "Specific"),
        ("Ada 25 sistem operasional pelayanan (SOP) yang ditinjau.", "warning", "Standar Operasional"),
        ("Nilai Survei Kepuasaan Masyarakat (SKM) diumumkan.", "info", "Survei Kepuasan"),
    ],
)
def test_a_wrong_expansion_is_told_with_the_official_one(text: str, severity: str, right: str) -> None:
    (finding,) = findings(_with(text), "ZI606")
    assert finding.severity == severity
    assert right in finding.message + finding.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "Kantor menerapkan Sistem Pengendalian Intern Pemerintah (SPIP) sejak Maret.",
        "Sistem Pengendallan Intern Pemerintah (SPIP) diterapkan.",  # l for i: the scanner's
        "Pejabat Pengelola Informasi dan Dokumentasi KPU Kabupaten Contoharjo (PPID) menjawab surat.",
        "Survei terhadap kepuasan (SKM) dilakukan.",
        "Pegawai hadir tepat waktu (WIB) setiap hari.",
        "Seluruh standar operasional prosedur (SOP) ditinjau.",
        "Surat edaran disusun (SOP) bersama tim.",
        "Rapat membahas SOP (lima naskah dari subbagian umum).",
    ],
)
def test_official_and_unrelated_words_are_no_wrong_expansion(text: str) -> None:
    assert findings(_with(text), "ZI606") == []


def test_an_unknown_acronym_in_two_ways_is_told_once() -> None:
    text = "Papan Pantau Kinerja Harian (PPKH) dipasang. Pusat Pengendali Kerja Harian (PPKH) dibuka."
    (finding,) = findings(_with(text), "ZI606")
    assert "Papan Pantau" in finding.message
    assert "Pusat Pengendali" in finding.message


def test_a_mangled_term_is_one_finding_that_names_the_other_places() -> None:
    text = _with("Kantor menuju Wilayah Bebas Korupsi pada tahun depan.").replace(
        "Maklumat pelayanan dipasang", "Demi Wilayah Bebas Korupsi, maklumat dipasang"
    )
    (finding,) = findings(text, "ZI607")
    assert finding.quote == "Wilayah Bebas Korupsi"
    assert "juga di baris" in finding.message
    assert "Wilayah Bebas dari Korupsi" in finding.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "Keputusan Nomor 12 Tahun 2019 tentang Wilayah Bebas Korupsi di Sekolah dibaca ulang.",
        "Indeks Persepsi Korupsi Indonesia naik menurut Transparency International.",
        "Kantor menuju Wilayah Bebas dari Korupsi.",
    ],
)
def test_titles_and_other_things_of_that_name_are_left(text: str) -> None:
    assert findings(_with(text), "ZI607") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Seluruh pegawai menyerahkan LHKASN pada Maret.", "info"),
        ("Rekap suara memakai Situng yang andal.", "warning"),
        ("LAKIP disusun tepat waktu.", "info"),
        ("Penilaian pegawai masih mengacu pada DP3.", "warning"),
        ("Kinerja dinilai dengan Daftar Penilaian Pelaksanaan Pekerjaan.", "warning"),
    ],
)
def test_an_outdated_term_is_told_with_its_successor(text: str, severity: str) -> None:
    (finding,) = findings(_with(text), "ZI608")
    assert finding.severity == severity


def test_history_may_use_the_terms_of_its_time() -> None:
    assert findings(_with("Pada Pemilu 2019 Situng dipakai, sebelum Sirekap."), "ZI608") == []


def test_an_abbreviation_of_another_thing_is_left() -> None:
    assert findings(_with("Kader DP3 dilatih di desa peduli pemilu dan pemilihan."), "ZI608") == []
    assert findings(_with("Sosialisasi DP3 digelar di tiga kecamatan."), "ZI608") == []


def test_a_plan_is_checked_for_terms_too() -> None:
    text = "RENCANA AKSI\n# 1. PENDAHULUAN\nKantor menuju Wilayah Bebas Korupsi.\n"
    assert len(findings(text, "ZI607", DocumentType.RENCANA_AKSI)) == 1
