"""Workbooks hold text as text, whatever it looks like, and equal content makes equal files."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import rendering_samples as samples
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.lke.cell_editor import MAX_CELL_UNITS, cell_text
from assistant.rendering.workbooks import check_workbook, mapping_workbook
from assistant.rendering.xlsx_sheets import Column, Sheet, workbook_bytes


def one_cell(text: str) -> openpyxl.cell.cell.Cell:
    data = workbook_bytes([Sheet("Uji", (Column("Teks"),), ((text,),))], "Uji")
    cell = openpyxl.load_workbook(io.BytesIO(data))["Uji"]["A2"]
    assert isinstance(cell, openpyxl.cell.cell.Cell)
    return cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+62811", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("https://x.example")', "#N/A"],
)
def test_text_is_never_a_formula(text: str) -> None:
    cell = one_cell(text)
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "")
    assert cell.quotePrefix is (text[0] != "#")


def test_no_formula_in_the_sheet_xml() -> None:
    data = workbook_bytes([Sheet("Uji", (Column("Teks"),), (("=1+1",),))], "Uji")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_control_characters_are_removed_and_lines_kept() -> None:
    assert one_cell("a\x00\x0b\x1b[31mb\nc\td\ufffe").value == "a[31mb\nc\td"


@pytest.mark.parametrize("unit", ["x", "\N{GRINNING FACE}", "é"])
def test_long_text_is_clipped_to_what_a_cell_holds(unit: str) -> None:
    text = cell_text(unit * 40_000)
    assert len(text.encode("utf-16-le")) // 2 <= MAX_CELL_UNITS
    assert text.endswith("…")
    assert cell_text(unit * 100) == unit * 100


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    cell = one_cell(text)
    assert cell.data_type in ("s", "n")
    assert isinstance(cell.value, str | None)


def test_header_is_frozen_filtered_and_statuses_are_coloured() -> None:
    columns = (Column("Status", 20, fills={"Ada": "D5EDDB"}), Column("Isi", to_fill=True))
    sheet = Sheet("Uji", columns, (("Ada", None), ("?", None)))
    worksheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes([sheet], "Uji")))["Uji"]
    assert worksheet.freeze_panes == "A2"
    assert worksheet.auto_filter.ref == "A1:B3"
    assert worksheet.column_dimensions["A"].width == 20
    assert worksheet["A2"].fill.fgColor.rgb == "FFD5EDDB"
    assert worksheet["A3"].fill.fill_type is None
    assert worksheet["B2"].fill.fill_type == "solid"


def test_mapping_workbook_has_a_row_per_paragraph_and_room_for_the_decision() -> None:
    data = mapping_workbook(samples.document(), samples.mapping(), samples.lke(), samples.RULES)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Pemetaan", "Cakupan", "Keterangan"]
    rows = list(book["Pemetaan"].iter_rows(values_only=True))
    titles = list(rows[0])
    assert len(rows) == 1 + len(samples.mapping().items)
    row = dict(zip(titles, next(r for r in rows if r[-1] == "b6"), strict=True))
    assert (row["Baris"], row["Indikator 1"], row["Indikator 2"], row["Indikator 3"]) == (
        18,
        "A.I.1.i.a",
        "A.I.1.i",
        None,
    )
    assert row["Skor 1"] == pytest.approx(0.91234567)
    assert row["Alasan"] == "menyebut tim kerja; judul: Manajemen Perubahan"
    assert row["Indikator benar"] is None
    assert book["Cakupan"].max_row == 1 + 113
    assert [v.formula1 for v in book["Pemetaan"].data_validations.dataValidation] == ["Cakupan!$A$2:$A$114"]


def test_workbook_of_a_plan_shows_what_its_actions_serve() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(
            mapping_workbook(
                samples.document(), samples.mapping(), samples.lke(), samples.RULES, samples.rencana()
            )
        )
    )
    assert book.sheetnames == ["Pemetaan", "Cakupan", "Langkah aksi", "Layanan", "Keterangan"]
    actions = list(book["Langkah aksi"].iter_rows(values_only=True))
    assert len(actions) == 1 + len(samples.rencana().actions)
    assert actions[1][actions[0].index("Indikator LKE")] == "A.I.1.i.a"
    served = {row[0]: row for row in book["Layanan"].iter_rows(min_row=2, values_only=True)}
    assert len(served) == 113
    assert served["A.I.1.i.a"][3:6] == ("Dilayani", 1, "1")
    assert served["B.I.a"][3] == "Tidak dilayani"


def test_places_are_headings_where_a_file_has_no_pages() -> None:
    word = samples.word_document()
    book = openpyxl.load_workbook(
        io.BytesIO(mapping_workbook(word, samples.mapping(), samples.lke(), samples.RULES))
    )
    assert [cell.value for cell in book["Pemetaan"][1]][:2] == ["Bagian", "Jenis"]
    rows = [[cell.value for cell in row] for row in book["Cakupan"].iter_rows()]
    column = rows[0].index("Bagian laporan")
    assert rows[1][column] == "1. Manajemen Perubahan"


def test_check_workbook_lists_what_to_mend_worst_first() -> None:
    data = check_workbook(samples.document(), samples.check(), samples.lke(), samples.MEASURES, samples.RULES)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Temuan", "Sistematika", "Langkah", "Cakupan", "Keterangan"]
    rows = list(book["Temuan"].iter_rows(values_only=True))
    assert list(rows[0][-4:]) == ["Tindak lanjut", "PIC", "Tenggat", "Status"]
    assert [row[1] for row in rows[1:]] == ["Kesalahan", "Peringatan", "Catatan"]
    assert book["Langkah"].max_row == 14
    assert "mencanangkan" in book["Langkah"]["E3"].value


def test_equal_content_makes_equal_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = mapping_workbook(samples.document(), samples.mapping(), samples.lke(), samples.RULES)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 10, 0, 0, 0))
    second = mapping_workbook(samples.document(), samples.mapping(), samples.lke(), samples.RULES)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")
