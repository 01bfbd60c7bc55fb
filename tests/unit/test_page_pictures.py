"""Pages drawn as small pictures, and passages found and framed on them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assistant.reading.page_pictures import (
    NO_PICTURES,
    DrawingLimits,
    Passage,
    draw_pages,
    draw_sources,
    find_letters,
    letters_of,
)
from tests.unit.pdf_pages import HEIGHT, LEFT, PITCH, TOP, WIDTH, WORDS, Writer

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "Maklumat pelayanan dipasang pada pintu masuk ruang layanan dan dibaca oleh tamu."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Two pages: a sentence on the first, two equal phrases and a hyphenated word on the second."""
    writer = Writer()
    writer.line(LEFT, SENTENCE)
    writer.canvas.showPage()
    writer.y = TOP
    writer.line(LEFT, "Survei semester satu dimuat pada Tabel 2.9 di bawah.")
    writer.line(LEFT, "Survei semester dua dimuat pada Tabel 2.9 dan dipublika-")
    writer.line(LEFT, "sikan pada laman resmi kantor.")
    writer.canvas.save()
    path = tmp_path / "laporan.pdf"
    path.write_bytes(writer.buffer.getvalue())
    return path


def test_a_passage_is_framed_where_it_stands(report: Path) -> None:
    passage = Passage(1, "Maklumat  Pelayanan\ndipasang pada pintu")
    drawn = draw_pages(report, [passage])
    picture = drawn.pictures[1]
    scale = picture.width / WIDTH
    (frame,) = drawn.marks[passage]
    assert frame.x == pytest.approx(LEFT * scale, abs=3)
    assert frame.y < TOP * scale < frame.y + frame.height + 3
    assert frame.width < picture.width / 2
    assert picture.height == pytest.approx(HEIGHT * scale, abs=2)
    assert picture.body is not None
    assert picture.body.x <= frame.x
    image = Image.open(io.BytesIO(picture.data))
    assert (image.width, image.height) == (picture.width, picture.height)
    assert Image.MIME[image.format or ""] == picture.media_type


def test_what_precedes_a_passage_tells_it_from_the_same_words_above(report: Path) -> None:
    first = Passage(2, "Tabel 2.9", "semester satu dimuat pada ")
    second = Passage(2, "Tabel 2.9", "semester dua dimuat pada ")
    marks = draw_pages(report, [first, second]).marks
    step = PITCH * DrawingLimits().dpi / 72
    assert marks[second][0].y - marks[first][0].y == pytest.approx(step, abs=2)


def test_a_hyphenated_passage_has_a_frame_on_each_line(report: Path) -> None:
    passage = Passage(2, "dan dipublikasikan pada laman")
    above, below = draw_pages(report, [passage]).marks[passage]
    assert above.x > below.x
    assert above.y < below.y


def test_a_passage_that_goes_on_elsewhere_is_marked_as_far_as_it_is_there(report: Path) -> None:
    passage = Passage(1, f"{SENTENCE} Kalimat ini berlanjut pada halaman lain.")
    whole = Passage(1, SENTENCE)
    marks = draw_pages(report, [passage, whole]).marks
    assert marks[passage] == marks[whole]


@pytest.mark.parametrize("text", ["", "Kalimat yang tidak ada", "…", "Mak"])
def test_a_passage_that_is_not_there_has_no_frame_but_its_page(text: str, report: Path) -> None:
    passage = Passage(2, text)
    drawn = draw_pages(report, [passage])
    assert list(drawn.pictures) == [2]
    assert drawn.marks == {}


def test_a_page_that_is_sideways_is_framed_as_it_is_seen(tmp_path: Path) -> None:
    writer = Writer()
    writer.canvas.setPageRotation(90)
    writer.line(LEFT, SENTENCE, y=HEIGHT - 200)
    writer.canvas.save()
    path = tmp_path / "miring.pdf"
    path.write_bytes(writer.buffer.getvalue())
    passage = Passage(1, SENTENCE)
    drawn = draw_pages(path, [passage])
    (frame,) = drawn.marks[passage]
    assert frame.height > 5 * frame.width
    body = drawn.pictures[1].body
    assert body is not None
    assert (frame.x, frame.width) == (body.x, body.width)


def test_limits_leave_the_least_important_pages_out(tmp_path: Path) -> None:
    writer = Writer()
    for _ in range(4):
        writer.paragraph(WORDS)
        writer.canvas.showPage()
    writer.canvas.save()
    path = tmp_path / "panjang.pdf"
    path.write_bytes(writer.buffer.getvalue())
    wanted = [Passage(3), Passage(1), Passage(4), Passage(99)]
    assert draw_pages(path, wanted).left_out == (99,)
    few = draw_pages(path, wanted, limits=DrawingLimits(pages=2))
    assert (sorted(few.pictures), few.left_out) == ([1, 3], (4, 99))
    size = max(len(picture.data) for picture in few.pictures.values())
    small = draw_pages(path, wanted, limits=DrawingLimits(total_bytes=size))
    assert len(small.pictures) == 1
    late = draw_pages(path, wanted, limits=DrawingLimits(seconds=-1))
    assert late.pictures == {}
    assert late.left_out == (1, 3, 4, 99)


@pytest.mark.parametrize("size", [(14_000, 14_000), (3, 14_000), (1, 1)])
def test_absurd_page_sizes_stay_within_the_limit_of_pixels(size: tuple[int, int], tmp_path: Path) -> None:
    writer = Writer()
    writer.canvas.setPageSize(size)
    writer.line(0, "a")
    writer.canvas.save()
    path = tmp_path / "besar.pdf"
    path.write_bytes(writer.buffer.getvalue())
    for picture in draw_pages(path, [Passage(1, "a")]).pictures.values():
        assert max(picture.width, picture.height) <= DrawingLimits().side + 1


def test_other_files_have_no_pictures(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph(SENTENCE)
    word.save(str(tmp_path / "laporan.docx"))
    assert draw_pages(tmp_path / "laporan.docx", [Passage(1, SENTENCE)]) == NO_PICTURES
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.7\nrusak")
    assert draw_pages(tmp_path / "rusak.pdf", [Passage(1, SENTENCE)]) == NO_PICTURES


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_any_passage_is_found_within_its_page(passage: str, above: str, below: str) -> None:
    letters, offsets = letters_of(passage)
    page, _ = letters_of(above + passage + below)
    assert len(letters) == len(offsets)
    found = find_letters(page, letters)
    assert (found is None) is (letters == "")
    if found:
        assert page[found[0] : found[1]] == letters


def photo(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(stream, "JPEG")
    return stream.getvalue()


def test_pages_and_photographs_of_several_files_are_drawn_by_source(report: Path) -> None:
    files = {"a/sk.pdf": report.read_bytes(), "b/foto.jpg": photo(3000, 1500), "c/rekap.xlsx": b"PK\x03\x04"}
    wanted = {source: [Passage(1, SENTENCE)] for source in (*files, "LKE A.I.1.i.a, bukti dukung")}
    drawn = draw_sources(files.get, wanted)
    assert [*drawn] == ["a/sk.pdf", "b/foto.jpg"]
    assert drawn["a/sk.pdf"].marks
    picture = drawn["b/foto.jpg"].pictures[1]
    assert (picture.width, picture.height) == (720, 360)


@pytest.mark.parametrize(
    "limits", [DrawingLimits(pages=1), DrawingLimits(seconds=0), DrawingLimits(total_bytes=10)]
)
def test_limits_are_those_of_all_files_together(limits: DrawingLimits, report: Path) -> None:
    data = report.read_bytes()
    wanted = {name: [Passage(1), Passage(2)] for name in ("a.pdf", "b.pdf")}
    drawn = draw_sources(lambda _: data, wanted, limits=limits)
    assert sum(len(some.pictures) for some in drawn.values()) <= (limits.pages if limits.pages == 1 else 0)


@pytest.mark.parametrize("data", [b"\xff\xd8\xff broken", b"%PDF-1.7 broken", b"", photo(9000, 7000)[:900]])
def test_a_damaged_file_has_no_picture(data: bytes) -> None:
    assert not any(some.pictures for some in draw_sources(lambda _: data, {"x": [Passage(1)]}).values())
