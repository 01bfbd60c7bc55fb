from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from assistant.document import DocumentType, SourceKind
from assistant.errors import EmptyFileError
from assistant.reading.recognise import read_document
from assistant.reading.xlsx_reader import read_xlsx


def workbook_bytes(**sheets: list[list[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_sheets_become_tables_with_their_titles() -> None:
    data = workbook_bytes(
        Bukti=[
            ["DAFTAR BUKTI DUKUNG"],
            [],
            ["No", "Nama", "Nilai"],
            [1, "SK Tim", 3.96],
            [2, "Foto", None],
        ]
    )
    result = read_xlsx(data, "bukti.xlsx")
    (table,) = result.tables
    assert table.caption == "Bukti"
    assert table.header == ("No", "Nama", "Nilai")
    assert table.rows == (("1", "SK Tim", "3,96"), ("2", "Foto", ""))
    assert [piece.text for piece in result.pieces[:2]] == ["Bukti", "DAFTAR BUKTI DUKUNG"]


def test_values_are_shown_as_readers_see_them() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Uraian", "Isi"])
    sheet.append(["capaian", 0.85])
    sheet["B2"].number_format = "0%"
    sheet.append(["tanggal", datetime(2025, 10, 28, tzinfo=UTC).replace(tzinfo=None)])
    sheet.append(["ada", True])
    stream = io.BytesIO()
    workbook.save(stream)
    (table,) = read_xlsx(stream.getvalue(), "x.xlsx").tables
    assert [row[1] for row in table.rows] == ["85%", "2025-10-28", "Ya"]


def test_formulas_are_not_computed_and_said_so() -> None:
    data = workbook_bytes(Hitung=[["Uraian", "Jumlah"], ["total", "=SUM(1,2)"]])
    result = read_xlsx(data, "hitung.xlsx")
    assert result.tables[0].rows == (("total", ""),)
    assert any("rumus" in warning for warning in result.warnings)


def test_hidden_sheets_are_left_out_and_said_so() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Uraian", "Isi"])
    hidden = workbook.create_sheet("Rahasia")
    hidden.append(["rahasia", "sekali"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    workbook.save(stream)
    result = read_xlsx(stream.getvalue(), "x.xlsx")
    assert len(result.tables) == 1
    assert any("Rahasia" in warning for warning in result.warnings)


def test_a_workbook_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "lke.xlsx"
    path.write_bytes(
        workbook_bytes(
            Jawaban=[
                ["LEMBAR KERJA EVALUASI KPU KOTA TANJUNG ASRI"],
                ["ID", "Penilaian", "Jawaban Unit", "Jawaban TPI"],
                ["6", "Tim kerja", "Ya", ""],
            ]
        )
    )
    document = read_document(path)
    assert document.source.kind is SourceKind.XLSX
    assert document.identity.document_type is DocumentType.LKE
    assert document.identity.satker == "KPU Kota Tanjung Asri"


def test_an_empty_workbook_is_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(workbook_bytes(Lembar=[]))
    with pytest.raises(EmptyFileError):
        read_document(path)
