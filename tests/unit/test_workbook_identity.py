"""Whose workbook it is, by its own lines; invented sheets in the layouts that offices use."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from assistant.document import Identity
from assistant.reading.recognise import read_document

Rows = list[list[object]]

_COLUMNS: list[object] = ["ID", "Penilaian", "Bobot", "Kriteria Nilai", "Jawaban Unit", "Jawaban TPI"]
_FORM: Rows = [_COLUMNS, [6, "Unit kerja telah membentuk tim", 1, "Ya, jika ada", "Ya", ""]]


def identity(
    tmp_path: Path, head: Rows | None = None, first: Rows | None = None, name: str = "Jawaban", **stated: str
) -> Identity:
    """Return the identity of an LKE with rows above its columns, a sheet before it, and file properties."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in [*(head or []), *_FORM]:
        sheet.append(row)
    if first is not None:
        before = book.create_sheet("Unit", 0)
        for row in [*first, ["", "Area", "Bobot", "Pemenuhan", "Reform", "Nilai"]]:
            before.append(row)
    for key, value in stated.items():
        setattr(book.properties, key, value)
    raw = io.BytesIO()
    book.save(raw)
    path = tmp_path / "lke.xlsx"
    path.write_bytes(raw.getvalue())
    return read_document(path).identity


OURS = "KPU Kabupaten Muara Lindai"


@pytest.mark.parametrize(
    "head",
    [
        [["LEMBAR KERJA EVALUASI"], ["KPU KABUPATEN MUARA LINDAI"], ["TAHUN 2025"]],
        [["", "Nama Unit Kerja", ": KPU Kabupaten Muara Lindai"], ["", "Tahun Penilaian", 2025]],
        [["Nama Unit Kerja : KPU Kabupaten Muara Lindai"], ["Tahun : 2025"]],
        [["Satker", ":", "Komisi Pemilihan Umum Kabupaten Muara Lindai"], ["Tahun", ":", "2025"]],
        [["KOMISI PEMILIHAN UMUM REPUBLIK INDONESIA"], ["Unit", OURS], ["Periode", "2025"]],
        [["Satker", OURS], ["Tim Penilai", "KPU Provinsi Aceh"], ["Tahun", "2025"]],
        [["Satker", OURS], ["Tanggal", "12 Januari 2026"], ["Tahun", "2025"]],
        [["LKE menurut Peraturan Menteri PANRB Nomor 90 Tahun 2021"], ["Satker", OURS], ["Tahun", "2025"]],
    ],
)
def test_lines_and_fields_above_the_columns_tell(head: Rows, tmp_path: Path) -> None:
    found = identity(tmp_path, head)
    assert (found.satker, found.year) == (OURS, 2025)


def test_the_first_sheet_tells(tmp_path: Path) -> None:
    found = identity(tmp_path, first=[["KPU KABUPATEN MUARA LINDAI"], ["WBK"], [2025]])
    assert (found.satker, found.year) == (OURS, 2025)


def test_names_of_sheets_and_properties_tell(tmp_path: Path) -> None:
    assert identity(tmp_path, name="LKE 2025").year == 2025
    found = identity(tmp_path, title=f"LKE Zona Integritas {OURS} Tahun 2025")
    assert (found.satker, found.year) == (OURS, 2025)
    assert identity(tmp_path, subject=OURS).satker == OURS


def test_what_is_seen_outweighs_properties_left_from_another_office(tmp_path: Path) -> None:
    found = identity(tmp_path, [["Satker", OURS]], title="LKE KPU Provinsi Aceh Tahun 2023")
    assert (found.satker, found.year) == (OURS, None)


@pytest.mark.parametrize(
    "head",
    [
        [["Satker", "KPU Kabupaten Muara Lindai"], ["Satker", "KPU Kota Pontianak"]],
        [["[NAMA UNIT]"], ["Tahun", "[TAHUN]"]],
        [["Tahun", "2024"], ["Tahun", "2025"]],
        [["Peraturan Menteri PANRB Nomor 90 Tahun 2021"], ["Dicetak", "3 Maret 2026"]],
    ],
)
def test_what_the_lines_leave_open_stays_open(head: Rows, tmp_path: Path) -> None:
    found = identity(tmp_path, head)
    assert (found.satker, found.year) == (None, None)


def test_the_maker_of_rules_in_a_note_is_not_the_office(tmp_path: Path) -> None:
    note: list[object] = [7, "Penentuan anggota", 1, "a. Jika", "A", "", "Sesuai arahan KPU RI."]
    assert identity(tmp_path, [*_FORM, note]).satker is None
