"""A Word document and the PDF made of it are read alike: same tree, same text, same tables."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from assistant.document import Block, BlockKind, Document
from assistant.reading.recognise import read_document
from tests.factories.docx_writer import DocxOptions, write_docx
from tests.factories.laporan import invent_laporan
from tests.factories.office import invent_office
from tests.factories.pdf_writer import PdfOptions, write_pdf
from tests.factories.susunan import invent_document

_TEXT = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION, BlockKind.TABLE_ROW)
_DOCX = {
    "gaya-judul": DocxOptions(),
    "rupa-saja": DocxOptions(heading_styles=False),
    "penomoran-otomatis": DocxOptions(automatic_numbering=True),
    "otomatis-rupa-saja": DocxOptions(
        heading_styles=False, automatic_numbering=True, font="Times New Roman", size=12
    ),
    "rata-kiri": DocxOptions(justified=False, font="Times New Roman", size=12),
    "rata-kiri-rupa-saja": DocxOptions(heading_styles=False, justified=False, font="Calibri"),
    "sempit": DocxOptions(font="Bookman Old Style", size=12, margins_cm=(2.5, 2, 2.5, 4)),
    "lebar": DocxOptions(heading_styles=False, size=12, margins_cm=(4, 3, 3, 4), caption_fields=False),
}
_PDF = {
    "biasa": PdfOptions(),
    "times": PdfOptions(font="Times-Roman", size=12),
    "tanpa-jarak": PdfOptions(font="Times-Roman", paragraph_gap=0),
    "rata-kiri": PdfOptions(justified=False),
    "rata-kiri-times": PdfOptions(justified=False, font="Times-Roman", size=12),
    "tanpa-inden": PdfOptions(first_line_indent=0, paragraph_gap=8),
}
_SEEDS = (11, 12)


def _tree(document: Document) -> list[str]:
    return [f"{section.level} {section.number} {section.title}" for section in document.sections]


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _read_blocks(document: Document) -> list[str]:
    """Return what is read as text; the lines of a cover are set apart by blank space alone in a PDF."""
    first = document.sections[0].block if document.sections else ""
    ids = [block.id for block in document.blocks]
    body: tuple[Block, ...] = document.blocks[ids.index(first) if first else 0 :]
    return [f"{block.kind.value}: {_squeeze(block.text)}" for block in body if block.kind in _TEXT]


def _rows(document: Document) -> list[tuple[str, ...]]:
    return [tuple(map(_squeeze, row)) for table in document.tables for row in (table.header, *table.rows)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated Word documents, and beside each the PDF that LibreOffice makes of it."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        pytest.skip("LibreOffice tidak terpasang; PDF tidak dapat dibuat dari DOCX")
    folder = tmp_path_factory.mktemp("pasangan")
    for name, options in _DOCX.items():
        for seed in _SEEDS:
            rng = Random(f"{name} {seed}")
            spec = invent_document(invent_office(rng), 2025, rng)
            (folder / f"{name}-{seed}.docx").write_bytes(write_docx(spec, options))
    rng = Random(5)
    laporan = invent_laporan(invent_office(rng), 2025, rng)
    (folder / "laporan.docx").write_bytes(write_docx(laporan))
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    files = sorted(str(path) for path in folder.glob("*.docx"))
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("name", [*(f"{name}-{seed}" for name in _DOCX for seed in _SEEDS), "laporan"])
def test_docx_and_its_pdf_are_read_alike(folder: Path, name: str) -> None:
    docx, pdf = (read_document(folder / f"{name}.{kind}") for kind in ("docx", "pdf"))
    assert _tree(pdf) == _tree(docx)
    assert _read_blocks(pdf) == _read_blocks(docx)
    assert _rows(pdf) == _rows(docx)


def test_example_and_its_pdf_are_read_alike(contoh: Path) -> None:
    docx, pdf = (read_document(contoh / f"laporan-2025.{kind}") for kind in ("docx", "pdf"))
    assert _tree(pdf) == _tree(docx)
    assert _read_blocks(pdf) == _read_blocks(docx)
    assert _rows(pdf) == _rows(docx)


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("style", _PDF)
def test_docx_and_a_pdf_set_by_another_program_are_read_alike(tmp_path: Path, style: str, seed: int) -> None:
    rng = Random(f"{style} {seed}")
    spec = invent_document(invent_office(rng), 2025, rng)
    paths = tmp_path / "a.docx", tmp_path / "a.pdf"
    paths[0].write_bytes(write_docx(spec))
    paths[1].write_bytes(write_pdf(spec, _PDF[style]).data)
    docx, pdf = map(read_document, paths)
    assert _tree(pdf) == _tree(docx)
    assert _read_blocks(pdf) == _read_blocks(docx)
    assert _rows(pdf) == _rows(docx)
