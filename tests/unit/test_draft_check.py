"""The check of a draft: open fields are one warning; neither they nor the checklist are the report."""

from __future__ import annotations

import re

import pytest

from assistant.checking.drafts import as_report, open_fields
from assistant.document import Block, BlockKind, Document, Identity, Source, SourceKind, Table

FIELD = (re.compile(r"\[ISI ?[:—][^\[\]]*\]"),)
WORKSHEETS = ("daftar isian draf",)


def make(*texts: str) -> Document:
    blocks = tuple(Block(f"b{n}", BlockKind.PARAGRAPH, text) for n, text in enumerate(texts, start=1))
    return Document(Source("draf.docx", "0" * 64, SourceKind.DOCX), Identity(), (), blocks)


def test_questions_and_old_values_are_blanked_in_place() -> None:
    text = "Hadir [ISI: jumlah — tahun lalu: 61 orang] pegawai, [ISI — tahun lalu: 7]."
    (block,) = as_report(make(text), FIELD, WORKSHEETS).blocks
    assert len(block.text) == len(text)
    assert "61" not in block.text
    assert block.text.endswith("].")
    assert [m.start() for _, m in open_fields([block], FIELD)] == [text.index("[ISI:"), text.index("[ISI —")]


def test_checklist_page_is_noise() -> None:
    made = as_report(make("Isi laporan.", "DAFTAR ISIAN DRAF", "KPU Kota Lain"), FIELD, WORKSHEETS)
    assert [b.kind for b in made.blocks] == [BlockKind.PARAGRAPH, BlockKind.NOISE, BlockKind.NOISE]


def test_tables_of_the_checklist_are_gone() -> None:
    row = Block("b2", BlockKind.TABLE_ROW, "1 | jumlah", table="t1", row=0)
    plain = make("DAFTAR ISIAN DRAF")
    document = Document(plain.source, plain.identity, (), (*plain.blocks, row), (Table("t1", None, (), ()),))
    assert as_report(document, FIELD, WORKSHEETS).tables == ()


@pytest.mark.parametrize("text", ["Isi daftar isian draf ini.", "[ISI] dan [isi: x]", "Rapat [ISINYA: lima]"])
def test_other_documents_stay_as_they_are(text: str) -> None:
    document = make(text)
    assert as_report(document, FIELD, WORKSHEETS) is document
