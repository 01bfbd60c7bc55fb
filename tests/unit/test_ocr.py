"""Recognised pages become runs like those of typed pages; engines are faked, Tesseract used where present."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.document import BlockKind, SourceKind
from assistant.errors import MissingPartError
from assistant.reading import ocr, ocr_cache, pdf_scans
from assistant.reading.ocr import DPI, Word, recognise_page, recognise_pages
from assistant.reading.recognise import read_document

A4 = (1654, 2339)
TEXT = [
    "BAB I",
    "PENDAHULUAN",
    "A. LATAR BELAKANG",
    "Satuan kerja melaksanakan pembangunan zona integritas bersama seluruh pegawai",
    "dan menyampaikan hasilnya kepada masyarakat secara terbuka setiap triwulan.",
]


@dataclass
class FakeEngine:
    """Answers with fixed lines and remembers what it was asked."""

    answers: list[list[Word]]
    strips: list[list[Word]] = field(default_factory=list)
    asked: list[tuple[int, int]] = field(default_factory=list)
    id: str = "palsu 1"

    def lines(self, image: Image.Image, *, block: bool = False) -> list[list[Word]]:
        self.asked.append(image.size)
        return self.strips if block else self.answers


def word(text: str, left: int, top: int = 300, *, width: int = 100, confidence: float = 95) -> Word:
    return Word(text, (left, top, left + width, top + 30), top + 28, 31, confidence)


def scan(lines: list[str], bold: tuple[int, ...] = ()) -> Image.Image:
    image = Image.new("L", A4, 246)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=32)
    for row, line in enumerate(lines):
        draw.text((230, 260 + row * 62), line, fill=20, font=font, stroke_width=1 if row in bold else 0)
    return image


def as_pdf(*images: Image.Image) -> bytes:
    buffer = io.BytesIO()
    first, *rest = (image.convert("RGB") for image in images)
    first.save(buffer, "PDF", resolution=DPI, save_all=True, append_images=rest)
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ocr_cache, "data_home", lambda: tmp_path / "data")
    return tmp_path / "data"


def use(engine: FakeEngine | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_engine", lambda: engine)


def test_words_of_a_line_become_one_run_in_points() -> None:
    page = recognise_page(3, scan([]), FakeEngine([[word("Surat", 200), word("Keputusan", 310)]]))
    (run,) = page.runs
    assert run.text == "Surat Keputusan"
    assert page.number == 3
    assert run.x0 == pytest.approx(200 * 72 / DPI)
    assert page.width == pytest.approx(595, abs=1)


def test_words_far_apart_are_two_runs() -> None:
    page = recognise_page(1, scan([]), FakeEngine([[word("Ketua", 200), word("Sekretaris", 900)]]))
    assert [run.text for run in page.runs] == ["Ketua", "Sekretaris"]


def test_specks_are_no_words() -> None:
    lines = [[word("teks", 200), word("~", 310), word("kabur", 420, confidence=3)]]
    assert [run.text for run in recognise_page(1, scan([]), FakeEngine(lines)).runs] == ["teks"]


def test_a_lost_list_marker_is_read_with_its_line() -> None:
    image = scan([])
    draw = ImageDraw.Draw(image)
    draw.text((230, 300), "4.", fill=10, font=ImageFont.load_default(size=32))
    draw.text((300, 300), "Peraturan", fill=10, font=ImageFont.load_default(size=32))
    engine = FakeEngine(
        [[word("Peraturan", 300, 304, width=150)]],
        [[Word("4.", (14, 14, 45, 44), 42, 30, 90), Word("Peraturan", (84, 14, 230, 44), 42, 30, 90)]],
    )
    page = recognise_page(1, image, engine)
    assert " ".join(run.text for run in page.runs) == "4. Peraturan"


def test_pages_come_back_in_order() -> None:
    engine = FakeEngine([[word("halaman", 200)]])
    numbers: list[int] = []
    pages = recognise_pages(((n, scan([])) for n in range(1, 6)), engine, numbers.append)
    assert [page.number for page in pages] == [1, 2, 3, 4, 5]
    assert numbers == [1, 2, 3, 4, 5]


def test_a_page_is_recognised_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine([[word(w, 200 + 120 * i) for i, w in enumerate(TEXT[3].split())]])
    use(engine, monkeypatch)
    path = tmp_path / "pindai.pdf"
    path.write_bytes(as_pdf(scan(TEXT)))
    first = read_document(path)
    asked = len(engine.asked)
    assert read_document(path).blocks == first.blocks
    assert len(engine.asked) == asked
    engine.id = "palsu 2"  # another engine reads anew
    read_document(path)
    assert len(engine.asked) > asked


def test_a_broken_cache_file_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path
) -> None:
    engine = FakeEngine([[word(w, 200 + 120 * i) for i, w in enumerate(TEXT[3].split())]])
    use(engine, monkeypatch)
    path = tmp_path / "pindai.pdf"
    path.write_bytes(as_pdf(scan(TEXT)))
    first = read_document(path)
    for kept in own_cache.rglob("*.json"):
        kept.write_text('{"runs": 3}', encoding="utf-8")
    assert read_document(path).blocks == first.blocks


def test_without_an_engine_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(None, monkeypatch)
    path = tmp_path / "pindai.pdf"
    path.write_bytes(as_pdf(scan(TEXT), scan(TEXT)))
    with pytest.raises(MissingPartError, match=r"Halaman 1-2.*pindai\.pdf") as error:
        read_document(path)
    assert "Tesseract" in error.value.remedy
    assert error.value.exit_code == 4


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_of_a_page_is_read(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine([[word(w, 200 + 120 * i) for i, w in enumerate(TEXT[3].split())]])
    use(engine, monkeypatch)
    path = tmp_path / f"halaman.{kind.lower()}"
    scan(TEXT).save(path, kind, dpi=(DPI, DPI))
    document = read_document(path)
    assert document.source.kind is SourceKind.PDF
    assert TEXT[3] in " ".join(block.text for block in document.blocks)


def test_a_huge_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(FakeEngine([]), monkeypatch)
    monkeypatch.setattr(pdf_scans, "MAX_PIXELS", 1000)
    path = tmp_path / "besar.png"
    scan([]).save(path)
    with pytest.raises(Exception, match="terlalu besar") as error:
        read_document(path)
    assert getattr(error.value, "exit_code", None) == 3


@pytest.mark.skipif(ocr._tesseract() is None, reason="Tesseract with Indonesian data is not installed")
def test_tesseract_reads_a_scanned_report(tmp_path: Path) -> None:
    path = tmp_path / "pindai.pdf"
    path.write_bytes(as_pdf(scan(TEXT, bold=(0, 1, 2)).rotate(0.7, fillcolor=246)))
    document = read_document(path)
    assert [f"{s.number} {s.title}" for s in document.sections] == ["BAB I PENDAHULUAN", "A. LATAR BELAKANG"]
    prose = [block.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    assert prose == [f"{TEXT[3]} {TEXT[4]}"]
    assert any("dikenali dari gambar" in warning for warning in document.warnings)
