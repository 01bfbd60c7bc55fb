"""A document as Markdown reads the same after rendering."""

from __future__ import annotations

import pytest
import rendering_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from assistant.document import Block, BlockKind, Document, Identity, Section, Source, SourceKind, Table
from assistant.rendering.markdown import markdown

SOURCE = Source("uji.docx", "0" * 64, SourceKind.DOCX)


def of(kind: BlockKind, text: str) -> str:
    return markdown(Document(SOURCE, Identity(), blocks=(Block("b1", kind, text),)))


def test_headings_follow_the_outline() -> None:
    text = markdown(samples.document())
    assert text.startswith("# BAB I PENDAHULUAN\n\n## A. Latar Belakang\n\nKPU Kabupaten")
    assert "*Gambar 1. Rapat tim kerja*" in text
    assert text.endswith("\n")


def test_deep_headings_stay_headings() -> None:
    sections = (Section("s1", 9, "a)", "Judul", None, "b1"),)
    blocks = (Block("b1", BlockKind.HEADING, "a) Judul", "s1"),)
    assert markdown(Document(SOURCE, Identity(), sections, blocks)) == "###### a) Judul\n"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (BlockKind.LIST_ITEM, "• Sosialisasi", "- Sosialisasi"),
        (BlockKind.LIST_ITEM, "- Sosialisasi", "- Sosialisasi"),
        (BlockKind.LIST_ITEM, "3) Sosialisasi", "3) Sosialisasi"),
        (BlockKind.LIST_ITEM, "a. Sosialisasi", "a. Sosialisasi"),
        (BlockKind.PARAGRAPH, "# bukan judul", "\\# bukan judul"),
        (BlockKind.PARAGRAPH, "2025. Tahun ini", "2025\\. Tahun ini"),
        (BlockKind.PARAGRAPH, "- bukan butir", "\\- bukan butir"),
        (BlockKind.PARAGRAPH, "<b>R&D</b> *x* `y`", "\\<b>R&D\\</b> \\*x\\* \\`y\\`"),
        (BlockKind.PARAGRAPH, "SOP_2025_final.pdf", "SOP_2025_final.pdf"),
        (BlockKind.PARAGRAPH, "&lt; [a](b) [c]", "\\&lt; [a\\](b) [c]"),
        (BlockKind.PARAGRAPH, "dua\nbaris\x00", "dua baris"),
    ],
)
def test_text_keeps_its_meaning(kind: BlockKind, text: str, expected: str) -> None:
    assert of(kind, text) == expected + "\n"


def test_noise_and_empty_blocks_are_left_out() -> None:
    assert of(BlockKind.NOISE, "halaman 3") == ""
    assert of(BlockKind.PARAGRAPH, " \x00 ") == ""


def test_table_stands_once_where_its_first_row_stands() -> None:
    table = Table("t1", None, ("No", "Isi"), (("1", "a|b\nc"), ("2",)))
    blocks = (
        Block("b1", BlockKind.PARAGRAPH, "Sebelum"),
        Block("b2", BlockKind.TABLE_ROW, "1 | a", table="t1", row=0),
        Block("b3", BlockKind.TABLE_ROW, "2", table="t1", row=1),
        Block("b4", BlockKind.PARAGRAPH, "Sesudah"),
    )
    assert markdown(Document(SOURCE, Identity(), blocks=blocks, tables=(table,))) == (
        "Sebelum\n\n| No | Isi |\n| --- | --- |\n| 1 | a\\|b<br>c |\n| 2 |  |\n\nSesudah\n"
    )


def test_table_without_header_gets_an_empty_one() -> None:
    text = markdown(Document(SOURCE, Identity(), tables=(Table("t1", None, (), (("a", "b"),)),)))
    assert text == "|  |  |\n| --- | --- |\n| a | b |\n"


@given(st.text())
def test_any_text_is_one_paragraph(text: str) -> None:
    assert of(BlockKind.PARAGRAPH, text).count("\n") <= 1
