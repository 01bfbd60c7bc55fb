from __future__ import annotations

import io
from pathlib import Path
from shutil import copy

import openpyxl
import pytest
from rich.console import Console

from assistant.rendering.recap import RecapRow, print_recap, recap_workbook
from cli import main

ROWS = (
    RecapRow("a.docx", "Laporan", "KPU Kota Contoh", 2025, True, (0, 0, 2), (19, 19), (12, 13), (90, 113)),
    RecapRow("b.docx", "Laporan", "KPU Kota Lain", 2025, True, (3, 1, 0), (15, 19), (4, 13), (40, 113)),
    RecapRow("=c.pdf", fault="Berkas =c.pdf rusak."),
    RecapRow("d.docx", "Laporan", "KPU Kota Ketiga", 2025, True, (0, 4, 0), (18, 19), (9, 13), (70, 113)),
)


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))


def test_the_worst_reports_come_first_and_unreadable_ones_before_them() -> None:
    rows = rows_of(recap_workbook(ROWS))
    assert [row[1] for row in rows[1:]] == ["=c.pdf", "b.docx", "d.docx", "a.docx"]
    assert [row[11] for row in rows[1:]] == [
        "Tidak terbaca",
        "Perlu diperbaiki",
        "Perlu dilihat",
        "Tanpa temuan berarti",
    ]


def test_an_unreadable_file_has_its_reason_and_no_figures() -> None:
    (bad,) = (row for row in rows_of(recap_workbook(ROWS)) if row[1] == "=c.pdf")
    assert bad[12] == "Berkas =c.pdf rusak."
    assert not any(bad[5:11])


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_the_screen(width: int) -> None:
    text = io.StringIO()
    print_recap(ROWS, Console(file=text, width=width))
    lines = text.getvalue().split("\n")
    assert max(map(len, lines)) <= width
    assert "3 / 1 / 0" in text.getvalue()
    assert "rusak." in text.getvalue()


def test_a_folder_gets_a_result_for_each_file_and_a_recap(
    tmp_path: Path, contoh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, results = tmp_path / "masuk", tmp_path / "hasil"
    folder.mkdir()
    copy(contoh / "laporan-2025.docx", folder / "satu.docx")
    copy(contoh / "rencana-aksi-2026.docx", folder / "dua.docx")
    (folder / "rusak.docx").write_bytes(b"PK\x03\x04 bukan dokumen")
    assert main(["-q", "periksa", str(folder), "--format", "docx", "-o", str(results)]) == 3
    assert "rusak.docx" in capsys.readouterr().err
    assert sorted(p.name for p in results.iterdir()) == ["dua.docx", "rekap.xlsx", "satu.docx"]
    rows = rows_of((results / "rekap.xlsx").read_bytes())
    assert [row[1] for row in rows[1:]] == ["rusak.docx", "satu.docx", "dua.docx"]


def test_one_file_has_no_recap(tmp_path: Path, contoh: Path) -> None:
    target = tmp_path / "hasil.docx"
    assert main(["-q", "periksa", str(contoh / "laporan-2025.docx"), "-o", str(target)]) == 10
    assert [p.name for p in tmp_path.iterdir()] == ["hasil.docx"]


def test_an_existing_recap_is_not_overwritten(tmp_path: Path, contoh: Path) -> None:
    (tmp_path / "rekap.xlsx").write_bytes(b"milik orang")
    files = [str(contoh / "laporan-2025.docx"), str(contoh / "rencana-aksi-2026.docx")]
    assert main(["-q", "periksa", *files, "--format", "json", "-o", str(tmp_path)]) == 5
    assert [p.name for p in tmp_path.iterdir()] == ["rekap.xlsx"]
    assert (tmp_path / "rekap.xlsx").read_bytes() == b"milik orang"


def test_comments_need_a_word_file(tmp_path: Path, contoh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-q", "periksa", str(contoh / "laporan-2025.pdf"), "-o", str(tmp_path / "k.docx")]) == 2
    assert "bukan dokumen Word" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
