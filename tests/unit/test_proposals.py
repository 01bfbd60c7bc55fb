"""Proposals for an LKE: extracts with their place, evidence near them, and no answer without a passage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.auditing.audit_words import load_audit_words
from assistant.auditing.borne_out import borne_out
from assistant.auditing.proposal_words import load_proposal_words
from assistant.auditing.proposals import EvidenceKind, Proposal, Proposer
from assistant.auditing.subjects import subjects_of
from assistant.auditing.verdicts import Auditor
from assistant.document import (
    Block,
    BlockKind,
    Document,
    Figure,
    Identity,
    LineSpan,
    Link,
    Location,
    Section,
    Source,
    SourceKind,
)
from assistant.lke.answers import LkeAnswer
from assistant.lke.load import load_lke
from assistant.lke.proposed import ProposedRow, beside
from assistant.mapping.model import Candidate, CoverageEntry, MappedItem, MappingResult

if TYPE_CHECKING:
    from assistant.auditing.proposals import Judge

MAPPINGS = Path(__file__).parents[2] / "mappings"
LKE = load_lke(MAPPINGS, 2026)
WORDS = load_proposal_words(MAPPINGS)
TEAM = "A.I.1.i.a"


def document(*texts: str, page: int | None = 12) -> Document:
    """Return a document with one section: its heading, a paragraph per text, then a caption and a link."""
    blocks = [Block("b0", BlockKind.HEADING, "Penyusunan Tim", "s1")]
    blocks += [
        Block(f"b{n}", BlockKind.PARAGRAPH, text, "s1", (LineSpan(0, page),))
        for n, text in enumerate(texts, 1)
    ]
    blocks.append(Block("b90", BlockKind.CAPTION, "Gambar 2.1 Rapat pembentukan tim zona integritas", "s1"))
    return Document(
        Source("laporan.pdf", "0", SourceKind.PDF),
        Identity(year=2025),
        (Section("s1", 1, "1.", "Penyusunan Tim", None, "b0"),),
        tuple(blocks),
        figures=(Figure("Gambar 2.1", "Rapat pembentukan tim zona integritas", "s1", Location(13), "b90"),),
        links=(Link("https://contoh.example/tim", "s1", Location(page), "b1"),),
    )


def propose(
    source: Document, code: str = TEAM, judge: Judge | None = None, skipped: frozenset[str] = frozenset()
) -> list[Proposal]:
    """Return what is proposed where every paragraph speaks to one question."""
    told = [block for block in source.blocks if block.kind is BlockKind.PARAGRAPH]
    items = tuple(
        MappedItem(b.id, b.text, b.kind, None, None, (), None, (Candidate(code, 0.9),)) for b in told
    )
    coverage = (CoverageEntry(code, "", tuple(b.id for b in told), 0.9),)
    proposer = Proposer(source, LKE, subjects_of(LKE), WORDS, skipped, judge)
    return list(proposer.propose(MappingResult(items, coverage)))


def test_a_note_is_an_extract_with_its_page_and_evidence_near_it() -> None:
    text = "Tim pembangunan zona integritas dibentuk dengan Keputusan Nomor 14 Tahun 2025."
    (found,) = propose(document(f"Rapat dihadiri banyak orang dari desa sekitar. {text}"))
    assert found.note == f"Usulan: {text} (hlm. 12)"
    assert [(item.kind, item.text, item.page) for item in found.evidence] == [
        (EvidenceKind.DOCUMENT, "Keputusan Nomor 14 Tahun 2025", None),
        (EvidenceKind.FIGURE, "Gambar 2.1 Rapat pembentukan tim zona integritas", 13),
        (EvidenceKind.LINK, "https://contoh.example/tim", 12),
    ]
    assert found.evidence_text.startswith("Usulan:\n- Keputusan Nomor 14 Tahun 2025\n")


def test_without_pages_the_section_is_named() -> None:
    (found,) = propose(document("Tim pembangunan zona integritas telah dibentuk.", page=None))
    assert found.note.endswith('(bagian "Penyusunan Tim")')


@pytest.mark.parametrize(
    "text",
    [
        "Tim pembangunan zona integritas akan dibentuk pada tahun depan.",
        "Tim pembangunan zona integritas perlu segera dibentuk.",
        "Pembentukan tim zona integritas bertujuan memperkuat unit kerja.",
        "Susunan tim pembangunan zona integritas di unit kerja sebagai berikut:",
        "Cuaca pada hari itu cerah dan hangat sekali.",
    ],
)
def test_plans_purposes_and_what_is_beside_the_point_are_not_proposed(text: str) -> None:
    assert propose(document(text)) == []


def test_skipped_blocks_are_not_quoted() -> None:
    source = document("Tim pembangunan zona integritas telah dibentuk.")
    assert propose(source, skipped=frozenset({"b1"})) == []


def test_two_passages_are_within_the_limit_of_words() -> None:
    long = "Tim pembangunan zona integritas unit kerja telah dibentuk " + "dan bekerja di kantor, " * 20
    for found in propose(document(long, "Tim zona integritas telah dibentuk pada bulan Januari.")):
        told = " ".join(passage.text for passage in found.passages).replace("…", "")
        assert len(told.split()) <= WORDS.batas_kata


def test_a_deed_goes_before_a_task_and_a_task_bears_out_no_answer() -> None:
    task, deed = (
        "Membentuk tim pembangunan zona integritas unit kerja.",
        "Tim zona integritas telah dibentuk.",
    )
    (both,) = propose(document(task, deed), judge=lambda *_: "Ya")
    assert (both.passages[0].text, len(both.passages), both.answer) == (deed, 1, "Ya")
    (alone,) = propose(document(task), judge=lambda *_: "Ya")
    assert (alone.passages[0].text, alone.answer) == (task, None)


def test_an_answer_that_the_surroundings_qualify_is_left_blank() -> None:
    def judge(_indikator: object, text: str) -> str | None:
        return None if "mundur" in text else "Ya"

    told = "Tim pembangunan zona integritas unit kerja telah dibentuk."
    assert propose(document(told), judge=judge)[0].answer == "Ya"
    assert propose(document(told), judge=judge)[0].note.startswith("Usulan (jawaban Ya): ")
    assert propose(document(f"{told} Separuhnya mundur pada bulan Mei."), judge=judge)[0].answer is None


@pytest.mark.parametrize(
    ("code", "text", "answer"),
    [
        (TEAM, "Tim pembangunan zona integritas telah dibentuk di unit kerja.", "Ya"),
        ("A.I.3.iv.c", "Pengukuran kinerja individu dilakukan secara triwulanan.", "B"),
        ("A.I.2.iii.b", "Cuaca pada hari itu cerah.", None),
        # Silence on follow-up does not say that there was none; the last choice is the office's own to give.
        ("A.I.2.iii.b", "Evaluasi pelaksanaan kebijakan keterbukaan informasi publik telah dilakukan.", None),
        ("A.I.3.iv.c", "Pengukuran kinerja individu belum dilakukan.", None),
        # Questions that are answered by counts and indices have no criteria.
        ("B.I.a", "Indeks persepsi anti korupsi 3,8.", None),
    ],
)
def test_an_answer_is_proposed_only_where_its_criterion_is_stated(
    code: str, text: str, answer: str | None
) -> None:
    auditor = Auditor(LKE, load_audit_words(MAPPINGS), 2025)
    assert borne_out(auditor, WORDS.sangkalan, LKE.indikator_by_code[code], text) == answer


ROW = ProposedRow(TEAM, "Ya", "Usulan: baru", "Usulan:\n- berkas")


def test_a_proposal_stands_below_what_the_office_has_written() -> None:
    own = LkeAnswer(TEAM, "Tidak", raw="tidak", note="lama", evidence="arsip", links=("https://a.example",))
    cells = beside(own, ROW)
    assert (cells.answer, cells.note) == (None, "lama\n\nUsulan: baru")
    assert cells.evidence == "arsip\n\nUsulan:\n- berkas"
    assert cells.links == own.links


def test_a_proposal_alone_fills_the_row_and_a_second_run_adds_nothing() -> None:
    cells = beside(None, ROW)
    assert (cells.answer, cells.note, cells.evidence) == ("Ya", ROW.note, ROW.evidence)
    again = beside(cells, ROW)
    assert (again.answer, again.note, again.evidence) == (None, "", "")


def test_an_answer_that_cannot_be_read_is_the_offices_own() -> None:
    assert beside(LkeAnswer(TEAM, None, raw="?"), ROW).answer is None
