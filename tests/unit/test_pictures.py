"""Pictures saved from documents, and what is said of pictures and captions that lack each other."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Pt
from PIL import Image

from assistant.document import Figure, Location, Section
from assistant.errors import OutputError, UsageError
from assistant.reading.figure_warnings import warn_of_figures
from assistant.reading.pictures import PictureLimits, save_pictures
from assistant.reading.pieces import Piece, Role
from assistant.reading.recognise import read_document
from tests.unit.pdf_pages import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument


def picture(form: str, colour: str, size: tuple[int, int] = (120, 90)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, form)
    return stream.getvalue()


def add(word: WordDocument, data: bytes, caption: str = "") -> None:
    word.add_picture(io.BytesIO(data), width=Pt(200), height=Pt(150))
    if caption:
        word.add_paragraph(caption, style="Caption")


def save(word: WordDocument, path: Path) -> Path:
    word.save(str(path))
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A Word file with a JPEG, an unlabelled PNG, a GIF and a second picture of the same label."""
    word = docx.Document()
    word.add_heading("A. KEGIATAN", 1)
    word.add_paragraph("Rapat dilaksanakan di kantor dan dihadiri semua pegawai.")
    add(word, picture("JPEG", "red"), "Gambar 2.1 Rapat pembentukan tim kerja")
    word.add_paragraph("Kegiatan berikutnya dilaksanakan pada bulan yang sama.")
    add(word, picture("PNG", "green"))
    word.add_paragraph("Sosialisasi dilaksanakan dua kali dalam setahun.")
    add(word, picture("GIF", "blue"), "Gambar 2.1 Sosialisasi kepada pegawai")
    return save(word, tmp_path / "laporan.docx")


def test_pictures_of_a_word_file_are_named_after_their_captions(report: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gambar" / "di dalam"
    result = save_pictures(report, folder, read_document(report))
    assert [p.path.name for p in result.saved] == ["gambar-2.1.jpg", "gambar-002.png", "gambar-2.1-2.png"]
    assert [p.label for p in result.saved] == ["Gambar 2.1", "", "Gambar 2.1"]
    assert result.warnings == ()
    assert sorted(p.name for p in folder.iterdir()) == sorted(p.path.name for p in result.saved)
    assert (folder / "gambar-2.1.jpg").read_bytes() == picture("JPEG", "red")
    with Image.open(folder / "gambar-2.1-2.png") as shown:
        assert shown.convert("RGB").getpixel((5, 5)) == (0, 0, 255)


def test_existing_files_stay_unless_asked(report: Path, tmp_path: Path) -> None:
    (tmp_path / "gambar-002.png").write_bytes(b"milik orang lain")
    document = read_document(report)
    with pytest.raises(OutputError, match="sudah ada"):
        save_pictures(report, tmp_path, document)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["gambar-002.png", "laporan.docx"]
    assert len(save_pictures(report, tmp_path, document, overwrite=True).saved) == 3
    assert (tmp_path / "gambar-002.png").read_bytes() != b"milik orang lain"


def test_limits_and_broken_pictures_are_told(report: Path, tmp_path: Path) -> None:
    document = read_document(report)
    few = save_pictures(report, tmp_path / "a", document, limits=PictureLimits(pictures=1))
    assert len(few.saved) == 1
    assert few.warnings == ("Hanya 1 gambar pertama yang disimpan.",)
    small = save_pictures(report, tmp_path / "b", document, limits=PictureLimits(pixels=100))
    assert small.saved == ()
    assert "3 gambar tidak dapat disimpan" in small.warnings[0]


def test_pictures_of_a_pdf_are_drawn_from_its_pages(tmp_path: Path) -> None:
    page = Writer()
    page.line(85, "A. KEGIATAN", font="Times-Bold")
    page.paragraph("Rapat dilaksanakan di kantor dan dihadiri oleh seluruh pegawai dari semua bagian.")
    page.picture(200, 200, 150)
    page.centred("Gambar 1.1 Rapat pembentukan tim", font="Times-Roman", size=10)
    path = tmp_path / "laporan.pdf"
    path.write_bytes(page.bytes())
    result = save_pictures(path, tmp_path / "keluar", read_document(path))
    assert [(p.path.name, p.page) for p in result.saved] == [("gambar-1.1.png", 1)]
    with Image.open(result.saved[0].path) as shown:
        assert shown.width / shown.height == pytest.approx(200 / 150, abs=0.02)


def test_text_holds_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "catatan.txt"
    path.write_text("A. Kegiatan\n\nRapat dilaksanakan di kantor.", encoding="utf-8")
    with pytest.raises(UsageError, match=r"catatan\.txt"):
        save_pictures(path, tmp_path / "keluar", read_document(path))


def figure(label: str = "", block: str | None = None, width: float | None = None, page: int = 3) -> Figure:
    return Figure(label, "Rapat", "s1", Location(page), block, width, width)


SECTIONS = (Section("s1", 1, "A.", "KEGIATAN", None, "b1"),)
MEASURED = (Piece("", role=Role.FIGURE, size=(200.0, 200.0)),)


def test_captions_and_pictures_that_lack_each_other_are_told() -> None:
    figures = [figure("Gambar 1", "b2", 200.0), figure("Gambar 2", "b3"), figure("", None, 200.0, 5)]
    assert warn_of_figures(figures, SECTIONS, MEASURED) == (
        "1 keterangan gambar tidak disertai gambarnya: Gambar 2 (halaman 3).",
        "1 gambar tidak diberi keterangan: halaman 5 (1).",
    )
    assert warn_of_figures(figures[:1], SECTIONS, MEASURED) == ()
    unmeasured = (Piece("", role=Role.FIGURE),)
    assert warn_of_figures(figures[1:2], SECTIONS, unmeasured) == ()
    assert warn_of_figures([figure("", None, 40.0)], SECTIONS, MEASURED) == ()


def test_many_places_are_counted() -> None:
    (warning,) = warn_of_figures([figure("", None, 200.0, page) for page in range(1, 16)], SECTIONS, MEASURED)
    assert warning.endswith("halaman 10 (1), dan 5 tempat lain.")


def test_in_a_word_file_the_section_is_the_place(report: Path) -> None:
    assert read_document(report).warnings == ("1 gambar tidak diberi keterangan: bagian A. KEGIATAN (1).",)
