"""Facts planted in reports of invented offices: none that is bound to its year passes as plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Identity,
    LineSpan,
    Source,
    SourceKind,
)
from assistant.drafting.facts import find_facts
from assistant.reading.recognise import read_document
from tests.factories.fakta.nilai import score_planted
from tests.factories.fakta.tanam import planted_report, sentences
from tests.factories.text_writer import write_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seed", [1, 2])
def test_no_planted_fact_passes_unmarked(tmp_path: Path, seed: int) -> None:
    spec, planted = planted_report(seed)
    path = tmp_path / "laporan.txt"
    path.write_text(write_text(spec).text, encoding="utf-8")
    document = read_document(path)
    score = score_planted(document, find_facts(document, 2026), planted)
    assert score.bound >= 300
    assert score.leaked == []
    assert score.wrong == []
    assert score.spoiled == []


def test_every_kind_is_planted() -> None:
    kinds = {item.kind for item in planted_report(0)[1]} - {""}
    assert kinds >= {
        "year", "date", "decree_number", "letter_number", "index_value", "count", "percentage", "amount",
        "duration", "identifier", "number", "person", "activity_specific", "first_time_claim", "target",
    "link",
    }  # fmt: skip


# Pieces that texts with numbers are made of; hypothesis joins them in ways that nobody would think of.
_WORDS = (
    "Nomor ", "No. ", " Tahun ", "tanggal ", "pukul ", "Pasal ", "ayat ", "angka ", "Rp", " persen",
    " orang", "Tabel ", "Gambar ", "SP4N", "5R", "S1", "Pemilu ", "Renstra ", "UU ", "PermenPANRB ",
    "Berita Negara ", "NIP ", "https://", " Januari ", "semester ", "ke-", "sejak ", "skala ", "ISO ",
    "2025", "2024-2026", "dua ", "target ", "KPU Kabupaten Lembah Damar ", "tentang ", "Lampiran ",
    "Grand Design ", "dalam ", "setiap ",
)  # fmt: skip
_PIECES = st.one_of(
    st.text("0123456789.,/-–:;()% xX×±<>=\n", max_size=12),
    st.sampled_from(_WORDS),
    st.sampled_from(sentences()),
)


def _document(text: str, kind: BlockKind) -> Document:
    block = Block("b1", kind, text, spans=(LineSpan(0, None, 1),))
    identity = Identity("KPU Kabupaten Lembah Damar", None, 2025, DocumentType.LAPORAN)
    return Document(Source("laporan.txt", "0" * 64, SourceKind.TEXT), identity, blocks=(block,))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_PIECES, min_size=1, max_size=12).map("".join),
    st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.CAPTION]),
)
def test_every_digit_has_one_fate(text: str, kind: BlockKind) -> None:
    position = 0
    covered: set[int] = set()
    for fact in find_facts(_document(text, kind), 2026):
        assert fact.start >= position
        assert text[fact.start : fact.end] == fact.text
        position = fact.end
        covered |= set(range(fact.start, fact.end))
    assert [text[i - 5 : i + 5] for m in re.finditer(r"\d", text) if (i := m.start()) not in covered] == []
