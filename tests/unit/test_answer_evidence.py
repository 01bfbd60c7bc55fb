"""Which passages of evidence are laid beside an answer of the LKE."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
import rendering_samples as samples

from assistant.auditing.answer_evidence import link_evidence
from assistant.auditing.evidence import EvidenceIndex, memory_index
from assistant.auditing.model import EvidenceItem, IndicatorVerdict, Verdict
from assistant.lke.answers import LkeAnswer

TEXTS = (
    ("1/sk-7.pdf", 1, "Keputusan Nomor 7 Tahun 2025 tentang Pembentukan Tim Kerja Zona Integritas"),
    ("1/sk-7.pdf", 2, "Susunan tim kerja terdiri atas ketua dan lima kelompok kerja."),
    ("2/arsip.xlsx", None, "Pegawai 19 mengikuti pelatihan arsip 19 jam"),
    ("3/parkir.docx", None, "Penataan halaman parkir kantor selesai pada bulan Mei."),
    ("4/sk-8.pdf", 1, "Keputusan Nomor 8 Tahun 2025 tentang Agen Perubahan"),
)


@pytest.fixture
def index() -> Iterator[EvidenceIndex]:
    with closing(memory_index(TEXTS)) as found:
        yield found


def linked(note: str, index: EvidenceIndex | None = None, **more: object) -> tuple[EvidenceItem, ...]:
    answer = LkeAnswer("A.I.1.i.a", "Ya", note=note, **more)  # type: ignore[arg-type]
    verdict = IndicatorVerdict("A.I.1.i.a", "Ya", Verdict.SUPPORTED, None, "", note)
    return link_evidence([verdict], [answer], samples.lke(), index)[0].evidence


def test_the_closest_passage_of_a_file_comes_first(index: EvidenceIndex) -> None:
    found = linked("Tim kerja dibentuk dengan Keputusan Nomor 7 Tahun 2025.", index)
    assert (found[0].source, found[0].page) == ("1/sk-7.pdf", 1)
    assert len({item.source for item in found}) == len(found)
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)
    assert all(0 <= item.score <= 1 for item in found)


def test_an_equal_count_is_no_evidence(index: EvidenceIndex) -> None:
    assert "2/arsip.xlsx" not in {item.source for item in linked("Tim kerja beranggotakan 19 orang.", index)}


def test_another_number_of_the_same_kind_of_document_is_no_evidence(index: EvidenceIndex) -> None:
    found = linked("Tim kerja dibentuk dengan Keputusan Nomor 7 Tahun 2025.", index)
    assert "4/sk-8.pdf" not in {item.source for item in found}


@pytest.mark.parametrize("note", ["", "-", "https://folder.example/x", "Kendaraan dinas diganti."])
def test_nothing_is_made_up(note: str, index: EvidenceIndex) -> None:
    assert linked(note, index) == () or all(item.source.startswith("1/") for item in linked(note, index))


def test_what_the_lke_lists_is_evidence_too() -> None:
    found = linked(
        "Tim kerja ada.",
        None,
        evidence="1. SK Tim Kerja\nhttps://a.example/1",
        links=("https://a.example/1",),
    )
    assert [(item.source, item.quote) for item in found] == [
        ("LKE A.I.1.i.a, bukti dukung", "1. SK Tim Kerja"),
        ("LKE A.I.1.i.a, tautan", "https://a.example/1"),
    ]
    assert found[-1].score == 0


@pytest.mark.parametrize("line", ["SK-8.pdf", "2. Bukti\\\\4\\\\sk-8.pdf", "- bukti/4/sk-8.pdf"])
def test_a_file_that_the_office_names_comes_first(line: str, index: EvidenceIndex) -> None:
    found = linked("Tim kerja dibentuk dengan Keputusan Nomor 7 Tahun 2025.", index, evidence=line)
    assert [item.source for item in found] == ["4/sk-8.pdf", "1/sk-7.pdf"]


def test_a_file_that_is_named_but_not_there_is_told(index: EvidenceIndex) -> None:
    found = linked("Tim kerja ada.", index, evidence="Notula rapat.pdf\nDaftar hadir")
    listed = [item.quote for item in found if item.source.startswith("LKE")]
    assert listed == ["Notula rapat.pdf (tidak ada di folder bukti)", "Daftar hadir"]
    without = linked("Tim kerja ada.", None, evidence="Notula rapat.pdf")
    assert [item.quote for item in without] == ["Notula rapat.pdf"]


def test_a_verdict_without_its_answer_stays_as_it_is() -> None:
    verdict = IndicatorVerdict("A.I.1.i.a", None, Verdict.NO_ANSWER, None, "Tidak ada jawaban.")
    assert link_evidence([verdict], [], samples.lke()) == (verdict,)


def test_the_quote_shows_where_a_long_passage_speaks_of_it() -> None:
    long = (
        "Kepala surat kantor dan alamatnya. " * 20
        + "Tim kerja dipilih dalam rapat pleno. "
        + "Penutup. " * 20
    )
    with closing(memory_index([("ba.pdf", 3, long)])) as index:
        found = linked("Tim kerja dipilih dalam rapat pleno.", index)
    assert "Tim kerja dipilih dalam rapat pleno." in found[0].quote
    assert len(found[0].quote) < 300
