"""The reviewer's worksheet: what it shows, and what comes back from it into the LKE."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import audit_samples
import openpyxl
import pytest
import rendering_samples as samples

from assistant.auditing.model import AuditResult
from assistant.errors import DamagedFileError, InputError
from assistant.lke.review import changed, read_review
from assistant.lke.tables import read_answers
from assistant.lke.workbook import new_workbook
from assistant.reading.recognise import read_document
from assistant.rendering.audit_workbook import audit_workbook
from cli import main

Edit = Callable[[Any], None]


def worksheet(edit: Edit | None = None) -> bytes:
    """The sheet as the program writes it, after a reviewer's hand."""
    data = audit_workbook(
        samples.document(), audit_samples.audit(), samples.lke(), audit_samples.answers(), samples.RULES
    )
    if edit is None:
        return data
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book["Reviu"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet: Any, title: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == title)


def put(code: str, answer: object = None, note: object = None) -> Edit:
    def edit(sheet: Any) -> None:
        row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 1).value == code)
        if answer is not None:
            sheet.cell(row, column(sheet, "Jawaban TPI"), answer)
        if note is not None:
            sheet.cell(row, column(sheet, "Catatan TPI"), note)

    return edit


def test_the_sheet_has_a_row_for_every_question_and_offers_its_answers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(worksheet()))["Reviu"]
    assert [sheet.cell(r, 1).value for r in range(2, sheet.max_row + 1)] == [
        i.code for i in samples.lke().daftar_indikator
    ]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        for cells in rule.sqref.ranges:
            for row in range(cells.min_row, cells.max_row + 1):
                offered[sheet.cell(row, 1).value] = rule.formula1
    for indikator in samples.lke().daftar_indikator:
        scale = samples.lke().scales.get(indikator.answer, {})
        assert offered.get(indikator.code, '""').strip('"') == ",".join(scale)


def test_nothing_that_stands_in_the_audit_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(worksheet()))
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert book["Tautan"].max_row == 1 + len(audit_samples.audit().links)
    assert book["Pernyataan"].max_row == 1 + len(audit_samples.audit().claims)
    assert any("tidak terbaca" in str(row[1].value) for row in book["Keterangan"].iter_rows())


def test_an_audit_without_lke_has_no_review_sheet() -> None:
    result = AuditResult(claims=audit_samples.audit().claims)
    data = audit_workbook(samples.document(), result, samples.lke(), (), samples.RULES)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Pernyataan", "Keterangan"]


def test_an_untouched_sheet_changes_nothing() -> None:
    review = read_review(worksheet(), samples.lke(), "reviu.xlsx")
    assert review.notes == ()
    assert changed(review, audit_samples.answers(), samples.lke()) == ()


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("A.I.1.i.a", "tidak", "Tidak"),
        ("A.I.1.i.b", " c. ", "C"),
        ("A.I.3.i.b", "D", "D"),
        ("A.II.1.i.a", 0.25, 0.25),
        ("A.II.1.i.a", "25 %", 0.25),
        ("A.II.1.i.a", 100, 1.0),
        ("B.I.a", "3,5", 3.5),
    ],
)
def test_what_a_reviewer_types_is_read(code: str, typed: object, value: object) -> None:
    review = read_review(worksheet(put(code, typed, "-1 dari dua bukti")), samples.lke(), "reviu.xlsx")
    found = changed(review, audit_samples.answers(), samples.lke())
    assert [(a.code, a.tpi_answer, a.tpi_note, a.answer) for a in found] == [
        (code, value, "-1 dari dua bukti", None)
    ]


def test_rows_may_be_sorted_and_left_out() -> None:
    def edit(sheet: Any) -> None:
        put("A.I.1.i.b", "B", "Kurang lengkap")(sheet)
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, sheet.max_row)
        for row in sorted(rows, key=lambda row: str(row[7]))[10:]:
            sheet.append(row)

    review = read_review(worksheet(edit), samples.lke(), "reviu.xlsx")
    assert len(review.notes) == 2
    assert "tidak memuat 10 indikator" in review.notes[1]


def swap_names(sheet: Any) -> None:
    one, other = sheet.cell(2, 2).value, sheet.cell(3, 2).value
    sheet.cell(2, 2, other)
    sheet.cell(3, 2, one)


def add_row(**cells: object) -> Edit:
    def edit(sheet: Any) -> None:
        row = sheet.max_row + 1
        for title, value in cells.items():
            sheet.cell(row, column(sheet, title.replace("_", " ")), value)

    return edit


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (put("A.I.1.i.a", "C"), "pilihannya Ya, Tidak"),
        (put("A.I.1.i.b", "D"), "(A.I.1.i.b) tidak ditawarkan"),
        (put("A.I.1.i.b", "sudah baik"), "tidak ditawarkan"),
        (put("B.I.a", 4.2), "pilihannya 0 sampai 4"),
        (put("A.II.1.i.a", -0.1), "0 % sampai 100 %"),
        (add_row(Kode="A.I.9.z.a", Jawaban_TPI="A"), "kode A.I.9.z.a yang tidak ada"),
        (add_row(Kode="A.I.1.i.a", Jawaban_TPI="Ya"), "ada dua kali, pada baris 2 dan 115"),
        (add_row(Catatan_TPI="lihat lampiran"), "Baris 115 berisi jawaban atau catatan TPI tanpa kode"),
        (put("A.I.1.i.b", "B", "#NAME?"), "rumus yang salah: #NAME?"),
        (swap_names, "kolom tercampur"),
        (lambda sheet: sheet.delete_cols(column(sheet, "Jawaban TPI")), "tidak memuat lembar dengan kolom"),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused_whole(edit: Edit, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_review(worksheet(edit), samples.lke(), "reviu.xlsx")
    assert told in caught.value.message
    assert caught.value.remedy


def test_many_faults_are_counted() -> None:
    def edit(sheet: Any) -> None:
        for row in range(2, 12):
            sheet.cell(row, column(sheet, "Jawaban TPI"), "Z")

    with pytest.raises(InputError, match="Masih ada 5 kesalahan lagi"):
        read_review(worksheet(edit), samples.lke(), "reviu.xlsx")


def test_remarks_below_the_table_are_no_rows() -> None:
    review = read_review(worksheet(add_row(Alasan="Rekapitulasi")), samples.lke(), "reviu.xlsx")
    assert changed(review, audit_samples.answers(), samples.lke()) == ()


def test_what_is_no_workbook_is_damaged() -> None:
    with pytest.raises(DamagedFileError):
        read_review(b"PK\x03\x04", samples.lke(), "reviu.xlsx")


# --- the command


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "lke.xlsx"
    path.write_bytes(new_workbook(samples.lke(), audit_samples.answers(), "LKE"))
    return path


def cells(path: Path) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(path)
    return {(s.title, c.coordinate): c.value for s in book for row in s.iter_rows() for c in row if c.value}


def test_only_the_cells_that_the_reviewer_changed_change(form: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "reviu.xlsx"
    sheet.write_bytes(worksheet(put("A.I.1.i.b", "C", "- kurang")))
    target = tmp_path / "lke-tpi.xlsx"
    before = form.read_bytes()
    assert main(["-q", "lke", "--isi", str(form), "--reviu", str(sheet), "-o", str(target)]) == 0
    assert form.read_bytes() == before
    old, new = cells(form), cells(target)
    row = samples.lke().indikator_by_code["A.I.1.i.b"].row
    differing = {place for place in old.keys() | new.keys() if old.get(place) != new.get(place)}
    assert differing == {("Jawaban", f"N{row}"), ("Jawaban", f"Q{row}")}
    got = {a.code: a for a in read_answers(read_document(target), samples.lke())}["A.I.1.i.b"]
    assert (got.tpi_answer, got.tpi_note) == ("C", "- kurang")


def test_a_review_needs_the_workbook_to_write_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "reviu.xlsx"
    sheet.write_bytes(worksheet())
    assert main(["lke", "--reviu", str(sheet), "-o", str(tmp_path / "x.xlsx")]) == 2
    assert "--isi" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"Kode;Jawaban TPI\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_a_review_of_another_kind_is_refused(
    content: bytes, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "reviu.xlsx"
    sheet.write_bytes(content)
    target = tmp_path / "x.xlsx"
    assert main(["lke", "--isi", str(form), "--reviu", str(sheet), "-o", str(target)]) == 3
    assert "reviu.xlsx" in capsys.readouterr().err
    assert not target.exists()


def test_a_workbook_without_columns_for_evaluators_is_named(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(form)
    book["Jawaban"].delete_cols(14, 4)
    book.save(form)
    sheet = tmp_path / "reviu.xlsx"
    sheet.write_bytes(worksheet(put("A.I.1.i.b", "C")))
    assert main(["lke", "--isi", str(form), "--reviu", str(sheet), "-o", str(tmp_path / "x.xlsx")]) == 3
    assert "jawaban TPI dan catatan TPI" in capsys.readouterr().err
