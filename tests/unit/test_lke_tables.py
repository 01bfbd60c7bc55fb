"""LKE tables in reports: what an office printed comes back as answers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.document import Block, BlockKind, Document, Identity, LineSpan, Source, SourceKind, Table
from assistant.lke.answer_values import parse_answer
from assistant.lke.load import load_lke
from assistant.lke.model import Answer, Peran
from assistant.lke.table_columns import Column, find_columns, infer_columns
from assistant.lke.tables import read_answers
from assistant.reading.recognise import read_document
from tests.factories.lke_pages import (
    TITLES,
    PrintedRow,
    printed_rows,
    read_filled,
    show,
    write_lke_docx,
    write_lke_pdf,
)

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator, Lke
    from tests.factories.lke_workbook import FilledRow


@pytest.fixture(scope="module")
def lke() -> Lke:
    from tests.conftest import ROOT

    return load_lke(ROOT / "mappings", 2025)


@pytest.fixture(scope="module")
def filled(lke: Lke) -> dict[int, FilledRow]:
    """The answers of the bundled example, some with the evaluators' opinion."""
    from tests.conftest import ROOT

    rows = read_filled(ROOT / "corpora" / "contoh" / "lke-2025.xlsx", lke)
    first, second = lke.daftar_indikator[0].row, lke.daftar_indikator[3].row
    rows[first] = replace(rows[first], tpi="Ya", tpi_note="Sesuai dengan bukti yang diunggah.")
    rows[second] = replace(rows[second], tpi="B", tpi_note="Target belum seluruhnya relevan.")
    return rows


def bare(text: str) -> str:
    """Return the text without blanks: narrow columns break words and addresses."""
    return re.sub(r"\s", "", text)


def check(answers: tuple[LkeAnswer, ...], lke: Lke, filled: dict[int, FilledRow]) -> None:
    assert [a.code for a in answers] == [i.code for i in lke.daftar_indikator]
    for answer, indikator in zip(answers, lke.daftar_indikator, strict=True):
        row = filled[indikator.row]
        assert answer.answer == pytest.approx(expected(indikator, filled), abs=1e-4), answer.code
        assert bare(answer.note) == bare(row.note), answer.code
        assert bare(answer.evidence) == bare(row.evidence), answer.code
        assert answer.links == tuple(re.findall(r"https?://\S+", row.evidence)), answer.code
        assert answer.tpi_answer == row.tpi
        assert bare(answer.tpi_note) == bare(row.tpi_note)
        assert [c.row for c in answer.counts] == [d.row for d in indikator.rincian]
        for count, detail in zip(answer.counts, indikator.rincian, strict=True):
            want = parse_answer(show(filled[detail.row].answer, detail.answer.value), detail.answer)
            assert count.value == want, (answer.code, detail.name)


def expected(indikator: Indikator, filled: dict[int, FilledRow]) -> object:
    places = [indikator.row, *(d.row for d in indikator.rincian if d.peran is Peran.PERSENTASE)]
    return next((a for row in places if (a := filled[row].answer) is not None), None)


@pytest.mark.parametrize("repeat_titles", [True, False])
def test_every_answer_comes_back_from_a_pdf(
    tmp_path: Path, lke: Lke, filled: dict[int, FilledRow], repeat_titles: bool
) -> None:
    path = tmp_path / "lke.pdf"
    path.write_bytes(write_lke_pdf(printed_rows(lke, filled), repeat_titles=repeat_titles))
    document = read_document(path)
    assert (document.source.pages or 0) >= 12
    answers = read_answers(document, lke)
    check(answers, lke, filled)
    pages = [answer.page or 0 for answer in answers]
    assert pages == sorted(pages)
    assert pages[0] == 1


@pytest.mark.parametrize("repeat_titles", [True, False])
def test_every_answer_comes_back_from_a_word_file(
    tmp_path: Path, lke: Lke, filled: dict[int, FilledRow], repeat_titles: bool
) -> None:
    path = tmp_path / "lke.docx"
    path.write_bytes(write_lke_docx(printed_rows(lke, filled), repeat_titles=repeat_titles))
    check(read_answers(read_document(path), lke), lke, filled)


def document_of(*tables: Table) -> Document:
    """Return a document that holds tables and nothing else."""
    blocks = [
        Block(f"{t.id}r{i}", BlockKind.TABLE_ROW, " | ".join(row), None, (LineSpan(0, 7),), "", t.id, i)
        for t in tables
        for i, row in enumerate(t.rows)
    ]
    source = Source("lke.docx", "0", SourceKind.DOCX)
    return Document(source, Identity(), blocks=tuple(blocks), tables=tables)


def table(ident: str, rows: list[PrintedRow], header: tuple[str, ...] = TITLES) -> Table:
    return Table(ident, None, header, tuple(row.cells for row in rows))


def test_rows_that_lost_their_number_are_known_by_name(lke: Lke, filled: dict[int, FilledRow]) -> None:
    rows = [
        replace(row, cells=("", "", *row.cells[2:])) if not row.node else row
        for row in printed_rows(lke, filled)
    ]
    check(read_answers(document_of(table("t1", rows)), lke), lke, filled)


def test_a_table_per_area_and_one_without_titles(lke: Lke, filled: dict[int, FilledRow]) -> None:
    rows = printed_rows(lke, filled)
    parts = [table("t1", rows[:50]), table("t2", rows[50:120], ()), table("t3", rows[120:])]
    check(read_answers(document_of(*parts), lke), lke, filled)


def test_areas_and_sub_areas_in_merged_cells_beside_their_questions(
    lke: Lke, filled: dict[int, FilledRow]
) -> None:
    above: dict[int, str] = {}
    rows: list[PrintedRow] = []
    for row in printed_rows(lke, filled):
        number, name = row.cells[:2]
        if row.node:
            above[1 if number.rstrip(".").islower() else 0] = f"{number} {name}"
            continue
        label = (above.pop(0, ""), above.pop(1, ""), " ".join(row.cells[1:3]).strip())
        rows.append(PrintedRow((*label, *row.cells[3:])))
    check(read_answers(document_of(table("t1", rows)), lke), lke, filled)


def test_a_part_of_the_form_gives_a_part_of_the_answers(lke: Lke, filled: dict[int, FilledRow]) -> None:
    rows = printed_rows(lke, filled)
    start = next(i for i, row in enumerate(rows) if row.cells[1] == "REFORM")
    answers = read_answers(document_of(table("t1", rows[start:])), lke)
    assert [a.code for a in answers] == [
        i.code for i in lke.daftar_indikator if not i.code.startswith("A.I.")
    ]


def test_a_report_without_lke_has_no_answers(lke: Lke) -> None:
    rows = tuple((str(i), name.name, "10", "9") for i, name in enumerate(lke.areas))
    other = Table("t1", None, ("No.", "Komponen", "Bobot", "Nilai"), rows)
    assert read_answers(document_of(other), lke) == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Ya", Answer.YA_TIDAK, "Ya"),
        ("TIDAK", Answer.YA_TIDAK, "Tidak"),
        ("Blm Diisi", Answer.YA_TIDAK, None),
        ("a", Answer.ABC, "A"),
        ("B.", Answer.ABCD, "B"),
        ("B. Sebagian besar", Answer.ABCD, "B"),
        ("D", Answer.ABC, None),
        ("Blm Diisi", Answer.ABCDE, None),
        ("", Answer.ABC, None),
        ("78,38%", Answer.PERSEN, 0.7838),
        ("0.6667", Answer.PERSEN, 0.6667),
        ("100.00%", Answer.PERSEN, 1.0),
        ("1", Answer.PERSEN, 1.0),
        ("#DIV/0!", Answer.PERSEN, None),
        ("3,96", Answer.INDEKS, 3.96),
        ("1.234", Answer.JUMLAH, 1234.0),
        ("12 orang", Answer.JUMLAH, 12.0),
        ("nihil", Answer.JUMLAH, None),
    ],
)
def test_answers_as_printed(text: str, kind: Answer, value: object) -> None:
    assert parse_answer(text, kind) == value


def test_columns_are_known_by_their_titles() -> None:
    columns = find_columns(TITLES)
    assert columns is not None
    assert columns.roles[Column.JAWABAN] == 6
    assert columns.roles[Column.CATATAN] == 8
    assert columns.roles[Column.JAWABAN_TPI] == 10
    assert columns.label == (0, 1, 2)
    twice = find_columns(("No", "Indikator", "Jawaban", "Catatan", "Bukti Dukung", "Jawaban", "Catatan TPI"))
    assert twice is not None
    assert (twice.roles[Column.JAWABAN], twice.roles[Column.JAWABAN_TPI]) == (2, 5)
    assert find_columns(("No", "Kegiatan", "Waktu", "Keterangan")) is None


def test_columns_are_known_by_their_content(lke: Lke, filled: dict[int, FilledRow]) -> None:
    rows = [row.cells for row in printed_rows(lke, filled)]
    columns = infer_columns(rows)
    assert columns is not None
    assert columns.roles[Column.JAWABAN] == 6
    assert columns.roles[Column.CATATAN] == 8
    assert columns.roles[Column.BUKTI] == 9
    assert infer_columns([("1", "kegiatan", "Januari")]) is None


def test_answers_come_back_from_lines_that_scanning_left(tmp_path: Path, lke: Lke) -> None:
    lines = [
        "BAB III PENUTUP",
        "Laporan ini dibuat dengan sebenarnya.",
        "",
        "LKE",
        "Penilaian Kriteria Nilai",
    ]
    for indikator in lke.daftar_indikator[:20]:
        letter = "Ya" if indikator.answer is Answer.YA_TIDAK else "B"
        number = indikator.code.rpartition(".")[2]
        words = indikator.name.split()
        criteria = [f"{choice.lower()}. {text}" for choice, text in indikator.criteria]
        if indikator.answer is Answer.YA_TIDAK:
            criteria = [f"Ya, {indikator.criteria[0][1].lower()}"]
        lines += [
            f"{number}. |{' '.join(words[:6])} {criteria[0]} Catatan pertama https://contoh.example.",
            f"{' '.join(words[6:])} {indikator.answer} {letter} catatan kedua com/bukti/{number} Bim Diisi",
            *criteria[1:],
        ]
    path = tmp_path / "pindai.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    answers = read_answers(read_document(path), lke)
    assert [a.code for a in answers] == [i.code for i in lke.daftar_indikator[:20]]
    assert {a.answer for a in answers} == {"Ya", "B"}
    assert "Catatan pertama catatan kedua" in answers[0].note
    assert answers[1].links == ("https://contoh.example.com/bukti/b",)
    assert answers[0].line == 6
