from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.cell_cuts import StrungCells, cut_rows

CELLS = [
    (
        "Tim kerja dibentuk sesuai dengan kebutuhan satuan kerja",
        "Menyusun surat keputusan tentang tim kerja dan pembagian tugasnya",
        "Surat keputusan beserta notula rapat pembentukan",
        "Januari 2026",
    ),
    (
        "Standar pelayanan ditinjau paling sedikit sekali setahun",
        "Menggelar forum konsultasi bersama pengguna layanan dan pemangku kepentingan",
        "Foto kegiatan dan berita acara forum konsultasi",
        "Maret dan September 2026",
    ),
    (
        "Pengaduan ditangani dalam waktu yang ditetapkan",
        "Melatih petugas loket agar mencatat setiap pengaduan",
        "Register pengaduan yang terisi lengkap setiap bulan",
        "Januari - Desember 2026",
    ),
]
WIDTHS = (24, 26, 22, 18)


def strung(cells: tuple[str, ...]) -> StrungCells:
    """The cells as an extraction prints them: a cell of one line shares it with the next cell."""
    lines: list[str] = []
    shares = False
    for cell, width in zip(cells, WIDTHS, strict=True):
        wrapped = wrap(cell, width)
        if shares:
            lines[-1] += f" {wrapped[0]}"
            lines += wrapped[1:]
        else:
            lines += wrapped
        shares = len(wrapped) == 1
    return StrungCells(tuple(lines), (2, 3, 4, 5))


def test_cells_are_told_by_their_line_breaks() -> None:
    assert cut_rows([strung(cells) for cells in CELLS]) == CELLS


def test_a_cell_of_one_line_shares_its_line() -> None:
    cells = (CELLS[0][0], CELLS[0][1], "Piagam penghargaan", "April 2026")
    assert cut_rows([*(strung(c) for c in CELLS), strung(cells)])[-1] == cells


def test_what_the_next_page_adds_does_not_become_the_deadline() -> None:
    row = strung(CELLS[0])
    rest = StrungCells((*row.lines, "rapat kedua"), row.columns)
    cut = cut_rows([rest, *(strung(c) for c in CELLS[1:])])[0]
    assert cut[-1] == "Januari 2026"
    assert cut[-2].endswith("rapat kedua")


@pytest.mark.parametrize("lines", [(), ("satu",), ("Satu", "Dua")])
def test_too_few_lines_leave_cells_empty(lines: tuple[str, ...]) -> None:
    (cells,) = cut_rows([StrungCells(lines, (2, 3, 4, 5))])
    assert len(cells) == 4
    assert " ".join(filter(None, cells)) == " ".join(lines)


@given(st.lists(st.text(alphabet="abcABC ,.(2026)", min_size=1, max_size=20).filter(str.strip), max_size=12))
def test_cutting_loses_no_letter(lines: list[str]) -> None:
    clean = tuple(" ".join(line.split()) for line in lines)
    (cells,) = cut_rows([StrungCells(clean, (2, 3, 4, 5))])
    letters = sorted("".join(clean).replace(" ", ""))
    assert sorted("".join(cells).replace(" ", "")) == letters
