"""What the terminal shows: whole in 80 columns, without colour, and never steered by a document."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import rendering_samples as samples
from rich.console import Console

from assistant.checking.model import CheckResult, Finding, Severity
from assistant.document import Document, Identity, Source, SourceKind
from assistant.errors import LockedFileError
from assistant.mapping.model import MappingResult
from assistant.rendering import check_console
from assistant.rendering import console as shown
from assistant.rendering.explanation import find_explanations, print_explanations

if TYPE_CHECKING:
    from collections.abc import Callable

EMPTY = Document(Source("kosong.docx", "0" * 64, SourceKind.DOCX), Identity())
ERROR = LockedFileError("Berkas [bold]x.pdf[/bold] dilindungi kata sandi.", "Simpan tanpa kata sandi.")

LKE = samples.lke()
PRINTS: dict[str, Callable[[Console], None]] = {
    "outline": lambda c: shown.print_outline(samples.document(), c),
    "actions": lambda c: shown.print_actions(samples.document(), samples.rencana(), c),
    "mapping": lambda c: shown.print_mapping(samples.document(), samples.mapping(), LKE, c),
    "check": lambda c: check_console.print_check(
        samples.document(), samples.check(), LKE, samples.MEASURES, c
    ),
    "draft": lambda c: shown.print_draft(samples.document(), samples.draft(), c),
    "error": lambda c: shown.print_error(ERROR, c),
    "empty outline": lambda c: shown.print_outline(EMPTY, c),
    "plan mapping": lambda c: shown.print_mapping(
        samples.document(), samples.mapping(), LKE, c, rencana=samples.rencana()
    ),
    "explanation": lambda c: print_explanations(
        samples.document(),
        find_explanations(samples.document(), ["b6,7", "b1"], samples.mapping(), samples.mapping()),
        LKE,
        c,
    ),
    "empty mapping": lambda c: shown.print_mapping(EMPTY, MappingResult((), ()), LKE, c),
    "empty check": lambda c: check_console.print_check(EMPTY, CheckResult((), (), (), ()), LKE, {}, c),
}
EXPECTED = {
    "outline": ("KPU Kabupaten Randu Alas", "A. Latar Belakang", "baris 6", "4 judul, 10 blok teks, 1 tabel"),
    "actions": (
        "A.I.1.i.a",
        "Membentuk tim kerja",
        "Januari -",
        "Mei",
        "2 langkah aksi dengan 2 bukti",
    ),
    "mapping": ("baris 18", "A.I.1.i.a", "0,91", "Manajemen Perubahan", "5 dari 113 indikator dibahas"),
    "check": ("1 kesalahan, 1 peringatan, 1 catatan", "1 dari 5 bagian sesuai", "Tidak ada", "Hampir kosong"),
    "draft": ("nomor keputusan", "1 diperbarui, 1 perlu diisi", "Manajemen Perubahan", "3 isian disorot"),
    "error": ("Berkas [bold]x.pdf[/bold] dilindungi", "Yang dapat dilakukan: Simpan tanpa"),
    "empty outline": ("Satker tidak dikenali", "0 judul"),
    "plan mapping": ("1 dari 113 indikator dilayani langkah aksi", "Tidak dilayani: A.I.1.i.b", "nomor 2"),
    "explanation": (
        "b6, paragraf, baris 18",
        "+ menyebut tim kerja",
        "Skala jawaban Ya/Tidak",
        "judul dan tidak",
    ),
    "empty mapping": ("0 dari 0 bagian",),
    "empty check": ("0 kesalahan",),
}


def printed(name: str, width: int = 80, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    PRINTS[name](Console(file=stream, width=width, no_color=True, force_terminal=False))
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", PRINTS)
def test_everything_is_said(name: str) -> None:
    text = printed(name)
    for part in EXPECTED[name]:
        assert part in text, text


@pytest.mark.parametrize("name", PRINTS)
@pytest.mark.parametrize(
    ("width", "encoding"), [(80, "utf-8"), (80, "cp437"), (100, "cp1252"), (40, "ascii")]
)
def test_lines_fit_the_window_in_any_encoding(name: str, width: int, encoding: str) -> None:
    assert max(map(len, printed(name, width, encoding).splitlines())) <= width


@pytest.mark.parametrize("name", PRINTS)
def test_documents_cannot_steer_the_terminal(name: str) -> None:
    text = printed(name)
    assert "\x1b" not in text
    assert "\x00" not in text


def test_markup_in_a_document_is_shown_as_it_stands() -> None:
    assert "[bold]R&D[/bold]" in " ".join(printed("check").split())


def test_findings_come_worst_first_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = printed("check")
    assert text.index("ZI101") < text.index("ZI301") < text.index("ZI900")
    assert "temuan lain" not in text
    monkeypatch.setattr(check_console, "FIRST_FINDINGS", 1)
    assert "dan 2 temuan lain" in printed("check")


def check_text(result: CheckResult, document: Document | None = None) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=100, no_color=True, force_terminal=False)
    check_console.print_check(document or samples.document(), result, LKE, samples.MEASURES, console)
    return " ".join(stream.getvalue().split())


def test_the_verdict_comes_first_and_what_to_do_last() -> None:
    text = check_text(samples.check())
    order = ("Ada 1 kesalahan", "ZI101", "Sistematika:", "Langkah dalam surat:", "Langkah berikutnya:")
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert "zi periksa laporan-randu-alas.txt -o pemeriksaan.html" in text
    assert "Perbaiki kesalahan lebih dahulu" in text
    assert "ulasan.docx" not in text
    assert "-o ulasan.docx" in check_text(samples.check(), samples.word_document())


def test_a_fine_document_has_nothing_to_mend() -> None:
    text = check_text(replace(samples.check(), findings=()))
    assert "Tidak ada kesalahan dan tidak ada peringatan." in text
    assert "Perbaiki" not in text
    assert "periksa lagi" not in text


def test_the_same_mistake_several_times_takes_one_place() -> None:
    one = Finding("ZI201", "Uji", Severity.ERROR, "Nomor berulang.", "Nomori ulang.", line=4)
    findings = tuple(replace(one, line=line) for line in range(4, 14))
    other = replace(one, rule="ZI205", severity=Severity.WARNING, message="Rujukan tanpa tabel.")
    text = check_text(replace(samples.check(), findings=(*findings, other)))
    assert text.count("Nomor berulang.") == 1
    assert "Dan 9 temuan ZI201 lain: baris 5; baris 6;" in text
    assert "dan 3 lain." in text
    assert "Rujukan tanpa tabel." in text


def test_the_state_of_each_area_is_one_row() -> None:
    text = check_text(samples.check())
    assert "1. Manajemen Perubahan Judul berbeda 3/16 - - 1" in text
    assert "3. Penataan Sistem Manajemen SDM Aparatur - 0/21 - 1 -" in text
    assert "Di luar area - - 1 - -" in text


def progress_output(delay: float, work: Callable[[shown.RichProgress], None], *, terminal: bool) -> str:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=80)
    with shown.RichProgress(console, delay) as progress:
        work(progress)
    return stream.getvalue()


def two_steps(progress: shown.RichProgress) -> None:
    progress.start("Membaca halaman", 3)
    progress.advance()
    time.sleep(0.25)
    progress.finish()
    progress.start("Memetakan [red]paragraf[/red]")
    progress.advance(2)
    time.sleep(0.15)


def test_progress_shows_only_what_takes_long() -> None:
    assert progress_output(30, two_steps, terminal=True) == ""
    text = progress_output(0.05, two_steps, terminal=True)
    assert "Membaca halaman" in text
    assert "Memetakan [red]paragraf[/red]" in text


def test_progress_is_silent_where_there_is_no_terminal() -> None:
    assert progress_output(0.0, two_steps, terminal=False) == ""


def test_progress_ends_when_the_work_fails() -> None:
    def fail(progress: shown.RichProgress) -> None:
        progress.start("Membaca")
        time.sleep(0.1)
        raise ERROR

    stream = io.StringIO()
    progress = shown.RichProgress(Console(file=stream, force_terminal=True, width=80), 0.0)
    with pytest.raises(LockedFileError), progress:
        fail(progress)
    length = len(stream.getvalue())
    time.sleep(0.2)
    assert len(stream.getvalue()) == length
    assert stream.getvalue().rstrip().endswith(("\x1b[?25h", "\x1b[2K"))
