from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.checking.model import Finding, Severity
from assistant.document import Block, BlockKind, Document, LineSpan, SourceKind, Table
from tests.unit.checking_samples import CLEAN, check_family, document

_ANCHOR = "Nilai IPAK sebesar"


def with_table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    text: str = CLEAN,
    kind: SourceKind = SourceKind.DOCX,
) -> Document:
    """Return the report with a table behind the paragraph of its results."""
    base = document(text)
    place = next(i for i, b in enumerate(base.blocks) if b.text.startswith(_ANCHOR))
    section = base.blocks[place].section
    lines = [header, *rows] if header else list(rows)
    first = -1 if header else 0
    blocks = [
        Block(
            f"t{n}",
            BlockKind.TABLE_ROW,
            " | ".join(cell for cell in cells if cell),
            section,
            (LineSpan(0, None, 900 + n),),
            table="t1",
            row=n,
        )
        for n, cells in enumerate(lines, start=first)
    ]
    table = Table("t1", section, tuple(header), tuple(tuple(row) for row in rows), "Tabel 2.1 Hasil")
    return replace(
        base,
        source=replace(base.source, kind=kind),
        blocks=(*base.blocks[: place + 1], *blocks, *base.blocks[place + 1 :]),
        tables=(table,),
    )


def told(rule: str, doc: Document) -> list[Finding]:
    """Return what a rule finds in a document."""
    return [f for f in check_family(doc, "9") if f.rule == rule]


STAFF = ("No", "Subbagian", "Laki-laki", "Perempuan", "Jumlah")
ROWS = [
    ("1", "Hukum", "5", "3", "8"),
    ("2", "Umum", "7", "4", "11"),
    ("3", "Teknis", "2", "4", "6"),
    ("", "Jumlah", "14", "11", "25"),
]


def changed(row: int, column: int, cell: str) -> list[tuple[str, ...]]:
    """Return the rows with one cell changed."""
    rows = [list(r) for r in ROWS]
    rows[row][column] = cell
    return [tuple(r) for r in rows]


def test_a_table_that_adds_up_is_silent() -> None:
    assert check_family(with_table(STAFF, ROWS), "9") == []


@pytest.mark.parametrize(("kind", "severity"), [(SourceKind.DOCX, "error"), (SourceKind.TEXT, "warning")])
def test_a_total_that_is_not_the_sum(kind: SourceKind, severity: str) -> None:
    (finding,) = told("ZI910", with_table(STAFF, changed(3, 2, "15"), kind=kind))
    assert finding.severity == severity
    assert finding.quote == "15"
    assert finding.line == 903
    assert "14" in finding.message
    assert "Laki-laki" in finding.message


TOTAL = ("", "Total", "60")


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("No", "Uraian", "Nilai"), [("1", "a1", "80,5"), ("2", "b2", "90,5"), ("", "Jumlah", "85,50")]),
        (("No", "Uraian", "Biaya"), [("1", "x", "1.500"), ("2", "y", "-"), ("", "Total", "1.500")]),
        (("No", "Uraian", "Biaya"), [("1", "x", "1.500"), ("2", "y", "2,5 juta"), ("", "Total", "9.000")]),
        (
            ("No", "Uraian", "Bobot"),
            [("A", "x", "60"), ("A.1", "y", "30"), ("A.2", "z", "30"), ("", "Total", "60")],
        ),
        (("No", "Uraian", "Bobot"), [("1", "x", "33,33"), ("2", "y", "66,66"), ("", "Total", "100")]),
        (("No", "Uraian", "Capaian"), [("1", "x", "90%"), ("2", "y", "95%"), ("", "Jumlah", "93%")]),
        (("No", "Jumlah peserta"), [("1", "12"), ("2", "14"), ("Jumlah peserta yang lulus", "13")]),
        (
            ("No", "Uraian", "Bobot"),
            [("1", "x", "60"), ("", "a", "20"), ("", "b", "40"), TOTAL],
        ),
    ],
)
def test_totals_that_are_right_or_cannot_be_checked(
    header: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    assert told("ZI910", with_table(header, rows)) == []


def test_indonesian_thousands_and_currency() -> None:
    rows = [("1", "x", "Rp 1.250.000"), ("2", "y", "Rp 2.500.000,00"), ("", "Jumlah", "Rp 3.570.000")]
    (finding,) = told("ZI910", with_table(("No", "Uraian", "Biaya"), rows))
    assert "3.750.000" in finding.suggestion


def test_a_row_that_is_unlike_the_others() -> None:
    (finding,) = told("ZI911", with_table(STAFF, changed(1, 4, "12")[:3]))
    assert "11" in finding.suggestion
    assert (
        told("ZI911", with_table(STAFF, [("1", "Hukum", "5", "3", "9"), ("2", "Umum", "7", "4", "12")])) == []
    )


AIMS = ("No", "Indikator", "Target", "Realisasi", "Capaian (%)")


@pytest.mark.parametrize(
    ("target", "reached", "percent", "wrong"),
    [
        ("40", "38", "98,00", True),
        ("40", "38", "95,00", False),
        ("88,00", "90,36", "102,68%", False),
        ("100%", "82%", "82,00%", False),
        ("1.200", "1.436", "119,67%", False),
        ("10", "8", "120", False),  # less is better
        ("40", "60", "120", False),  # capped
        ("1 dokumen", "1 dokumen", "100", False),
        ("2", "90%", "95", False),  # not of one kind
    ],
)
def test_achievements_against_target_and_result(
    target: str, reached: str, percent: str, *, wrong: bool
) -> None:
    got = told(
        "ZI912", with_table(AIMS, [("1", "a", "10", "10", "100"), ("2", "b", target, reached, percent)])
    )
    assert bool(got) is wrong


SHARES = ("No", "Jawaban", "Orang", "Persentase")


def test_a_share_that_is_not_that_of_the_total() -> None:
    rows = [("1", "ya", "30", "50,00"), ("2", "ragu", "18", "35,00"), ("3", "tidak", "12", "20,00")]
    (finding,) = told("ZI913", with_table(SHARES, [*rows, ("", "Jumlah", "60", "100")]))
    assert "30,00" in finding.suggestion


def test_percentages_that_do_not_give_a_hundred() -> None:
    rows = [("1", "ya", "sering", "50,00"), ("2", "tidak", "jarang", "45,00"), ("", "Jumlah", "", "100")]
    (finding,) = told("ZI913", with_table(SHARES, rows))
    assert "95,00" in finding.message
    fine = [
        ("1", "ya", "", "33,3"),
        ("2", "b", "", "33,3"),
        ("3", "c", "", "33,3"),
        ("", "Jumlah", "", "100"),
    ]
    assert told("ZI913", with_table(SHARES, fine)) == []


def test_a_mean_beyond_its_values() -> None:
    rows = [("1", "U1", "3,50"), ("2", "U2", "3,90"), ("", "Rata-rata", "4,20")]
    (finding,) = told("ZI909", with_table(("No", "Unsur", "Skor"), rows))
    assert "3,70" in finding.suggestion
    weighted = [*rows[:2], ("", "Rata-rata", "3,62")]
    assert told("ZI909", with_table(("No", "Unsur", "Skor"), weighted)) == []


SURVEY = ("Periode", "Responden", "Nilai IKM", "Mutu")
QUARTERS = [("Triwulan I", "62", "86,12", "B (Baik)"), ("Triwulan II", "70", "89,04", "A (Sangat Baik)")]


def test_the_text_against_its_table() -> None:
    text = CLEAN.replace("## A. KESIMPULAN\n", "## A. KESIMPULAN\nIKM triwulan II mencapai 98,04.\n")
    (finding,) = told("ZI901", with_table(SURVEY, QUARTERS, text=text))
    assert finding.severity is Severity.ERROR
    assert "89,04" in finding.message
    assert told("ZI901", with_table(SURVEY, QUARTERS, text=text.replace("98,04", "89,04"))) == []


def test_a_row_that_names_the_index() -> None:
    rows = [("Indeks Persepsi Anti Korupsi (IPAK)", "3,27", "81,75"), ("IPKP", "3,65", "91,25")]
    (finding,) = told("ZI901", with_table(("Indeks", "Nilai (0-4)", "Nilai (0-100)"), rows))
    assert "IPAK" in finding.message


def test_the_grade_in_a_table() -> None:
    rows = [QUARTERS[0], ("Triwulan II", "70", "87,04", "A (Sangat Baik)")]
    (finding,) = told("ZI907", with_table(SURVEY, rows))
    assert finding.line == 901
    assert told("ZI907", with_table(SURVEY, QUARTERS)) == []


def test_a_conversion_in_a_table() -> None:
    header = ("Unsur", "Nilai (0-4)", "Nilai (0-100)")
    rows = [("U1", "3,60", "90,00"), ("U2", "3,70", "92,50"), ("U3", "3,80", "85,00")]
    (finding,) = told("ZI906", with_table(header, rows))
    assert "95,00" in finding.message


def test_respondents_against_their_table() -> None:
    text = CLEAN.replace("dari 84 orang;", "dari 84 orang; jumlah responden IKM seluruhnya 142 orang;")
    (finding,) = told("ZI916", with_table(SURVEY, QUARTERS, text=text))
    assert "132" in finding.message
    assert told("ZI916", with_table(SURVEY, QUARTERS, text=text.replace("142", "132"))) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("survei menjangkau 142 responden;", 1),
        ("sebanyak 140 responden mengisi survei;", 1),
        ("survei menjangkau 132 responden;", 0),
        ("survei internal diikuti 40 responden;", 0),
        ("survei menjangkau 142 responden, 130 responden di antaranya daring;", 0),
    ],
)
def test_respondents_that_are_nearly_those_of_the_table(sentence: str, found: int) -> None:
    text = CLEAN.replace("dari 84 orang;", f"dari 84 orang; {sentence}")
    assert len(told("ZI916", with_table(SURVEY, QUARTERS, text=text))) == found
