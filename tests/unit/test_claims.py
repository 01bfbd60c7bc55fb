"""Claims of a report, the values in them, and verdicts against single passages; kinds of links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.auditing.claims import find_claims
from assistant.auditing.denials import denies_thing
from assistant.auditing.evidence import memory_index
from assistant.auditing.links import link_kind, list_links
from assistant.auditing.model import ClaimKind, LinkKind, Verdict
from assistant.auditing.support import judge_claims
from assistant.auditing.values import find_values
from assistant.document import Block, BlockKind, Document, Identity, Source, SourceKind
from assistant.lke.answers import LkeAnswer


def _document(*sentences: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    blocks = tuple(Block(f"b{n}", kind, text) for n, text in enumerate(sentences, 1))
    return Document(Source("laporan.txt", "", SourceKind.TEXT), Identity(), blocks=blocks)


def _verdict(sentence: str, *passages: str, value: str | None = None) -> Verdict:
    document = _document(sentence)
    index = memory_index((f"berkas {n}", None, text) for n, text in enumerate(passages))
    verdicts = judge_claims(find_claims(document), index, document)
    return next(v.verdict for v in verdicts if value is None or v.claim.value == value)


@pytest.mark.parametrize(
    ("sentence", "kind", "value"),
    [
        ("Tim dibentuk dengan Keputusan Nomor 41 Tahun 2025.", ClaimKind.DECREE_NUMBER, "41 Tahun 2025"),
        ("Rapat pleno dilaksanakan pada 9 Januari 2025.", ClaimKind.DATE, "9 Januari 2025"),
        ("Sosialisasi diikuti 64 peserta.", ClaimKind.COUNT, "64"),
        ("Indeks kepuasan masyarakat mencapai 90,36.", ClaimKind.INDEX_VALUE, "90,36"),
        ("Kepatuhan LHKPN mencapai 95 persen.", ClaimKind.PERCENTAGE, "95 persen"),
        ("Realisasi belanja sebesar Rp12.500.000.", ClaimKind.AMOUNT, "Rp12.500.000"),
        ("Kantor memiliki peta proses bisnis.", ClaimKind.DOCUMENT, "peta proses bisnis"),
        ("Kantor memakai aplikasi antrean SIGAP.", ClaimKind.SYSTEM, "aplikasi antrean SIGAP"),
        ("Pembinaan budaya kerja dilakukan setiap bulan.", ClaimKind.MEETING, "setiap bulan"),
        ("Maklumat pelayanan dipasang di lobi.", ClaimKind.PUBLICATION, "Maklumat pelayanan"),
    ],
)
def test_finds_the_claim_of_each_kind(sentence: str, kind: ClaimKind, value: str) -> None:
    claims = find_claims(_document(sentence))
    assert [(claim.kind, claim.value) for claim in claims] == [(kind, value)]
    assert claims[0].quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Peta risiko belum disusun.",
        "Rapat akan dilaksanakan pada 9 Januari 2026.",
        "Peraturan Menteri PANRB Nomor 90 Tahun 2021 menjadi pedoman.",
        "Target indeks kepuasan masyarakat sebesar 88,00.",
        "Pelayanan berlangsung selama tiga hari kerja.",
    ],
)
def test_plans_denials_law_and_targets_are_no_claims(sentence: str) -> None:
    assert find_claims(_document(sentence)) == ()


@pytest.mark.parametrize(
    ("sentence", "passage", "verdict"),
    [
        ("Tim beranggotakan 23 orang.", "Menetapkan tim yang beranggotakan 23 orang.", Verdict.SUPPORTED),
        ("Tim kerja beranggotakan 23 orang.", "Anggota tim kerja: 25 orang.", Verdict.CONTRADICTED),
        ("Tim beranggotakan 23 orang.", "Kursi rapat dibeli 23 buah.", Verdict.UNSUPPORTED),
        ("IPAK tahun ini 3,71.", "Indeks Persepsi Anti Korupsi: 92,75", Verdict.SUPPORTED),
        ("IPAK tahun ini 3,71.", "Indeks Persepsi Anti Korupsi: 91,00", Verdict.CONTRADICTED),
        ("IKM triwulan IV 90,36.", "IKM triwulan II sebesar 88,10", Verdict.UNSUPPORTED),
        (
            "Seluruh pegawai, yaitu 31 orang, mengikuti pelatihan pelayanan.",
            "Pegawai yang mengikuti pelatihan pelayanan: 29 dari 31 orang.",
            Verdict.CONTRADICTED,
        ),
        (
            "Pemantauan budaya kerja dilakukan setiap bulan.",
            "Pemantauan budaya kerja dijadwalkan bulanan.",
            Verdict.SUPPORTED,
        ),
        (
            "Pemantauan budaya kerja dilakukan setiap bulan.",
            "Pemantauan budaya kerja dijadwalkan setiap semester.",
            Verdict.CONTRADICTED,
        ),
        ("Kantor memiliki peta proses bisnis.", "Peta proses bisnis belum ada.", Verdict.CONTRADICTED),
    ],
)
def test_verdict_against_one_passage(sentence: str, passage: str, verdict: Verdict) -> None:
    assert _verdict(sentence, passage, "Jadwal piket petugas kebersihan.", "Daftar barang gudang.") is verdict


def test_a_contradiction_outweighs_a_support() -> None:
    sentence = "Indeks kepuasan masyarakat triwulan IV mencapai 90,36."
    passages = ("IKM triwulan IV: 90,36", "Indeks kepuasan masyarakat triwulan IV adalah 88,36")
    assert _verdict(sentence, *passages) is Verdict.CONTRADICTED


def test_evidence_that_repeats_another_value_of_the_sentence_does_not_contradict() -> None:
    sentence = "Kesenjangan kompetensi pegawai tercatat 18 persen, turun dari 24 persen pada tahun 2024."
    passage = "Kesenjangan kompetensi pegawai 18 persen."
    assert _verdict(sentence, passage, value="18 persen") is Verdict.SUPPORTED
    assert _verdict(sentence, passage, value="24 persen") is Verdict.UNSUPPORTED
    other = "Kesenjangan kompetensi pegawai tercatat 18 persen."
    assert _verdict(other, "Kesenjangan kompetensi pegawai 21 persen.") is Verdict.CONTRADICTED


def test_notes_of_the_lke_are_evidence() -> None:
    document = _document("Sosialisasi antikorupsi diikuti 64 peserta.")
    answer = LkeAnswer("A.I.5.i.a", "Ya", note="Sosialisasi antikorupsi diikuti 64 orang peserta.")
    (verdict,) = judge_claims(find_claims(document), None, document, (answer,))
    assert verdict.verdict is Verdict.SUPPORTED
    assert verdict.evidence[0].source == "LKE A.I.5.i.a"


@given(st.text(max_size=300))
def test_values_lie_in_their_text_without_overlaps(text: str) -> None:
    end = 0
    for value in find_values(text):
        assert end <= value.start < value.end <= len(text)
        end = value.end


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://drive.google.com/drive/folders/abc", LinkKind.FOLDER),
        ("https://drive.google.com/file/d/abc/view", LinkKind.FILE),
        ("https://docs.google.com/forms/d/e/abc/viewform", LinkKind.FORM),
        ("https://docs.google.com/spreadsheets/d/abc", LinkKind.FILE),
        ("https://youtu.be/abc", LinkKind.VIDEO),
        ("https://www.instagram.com/p/abc", LinkKind.SOCIAL),
        ("https://bit.ly/abc", LinkKind.SHORTENER),
        ("https://sso.contoh.go.id/masuk", LinkKind.LOGIN),
        ("kab-contoh.kpu.go.id/berkas/sk.pdf", LinkKind.FILE),
        ("https://kab-contoh.kpu.go.id/berita", LinkKind.SITE),
        ("https://[rusak", LinkKind.SITE),
    ],
)
def test_kind_of_a_link(url: str, kind: LinkKind) -> None:
    assert link_kind(url) is kind


def test_links_of_the_lke_name_their_row() -> None:
    answer = LkeAnswer("A.I.1.i.a", "Ya", links=("https://bit.ly/tim", "https://bit.ly/tim"))
    (link,) = list_links(None, (answer,))
    assert (link.code, link.where, link.kind) == ("A.I.1.i.a", "LKE A.I.1.i.a", LinkKind.SHORTENER)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        # A number of an earlier time, on either side.
        ("Waktu tunggu layanan turun dari 24 persen.", "Waktu tunggu layanan 18 persen."),
        (
            "Kepatuhan lapor harta 96 persen.",
            "Kepatuhan lapor harta naik dari 88 persen menjadi 96,4 persen.",
        ),
        ("Kepatuhan lapor harta 96 persen.", "Kepatuhan lapor harta 88 persen pada tahun sebelumnya."),
        (
            "Pada tahun 2025 kepatuhan lapor harta 96 persen.",
            "Kepatuhan lapor harta 88 persen pada 2024.",
        ),
        # A bound.
        ("Kesenjangan kompetensi 18 persen.", "Kesenjangan kompetensi di bawah batas 25 persen."),
        # Another thing, or the same people qualified otherwise.
        (
            "Penyelesaian penataan arsip gudang baru mencapai 82 persen.",
            "Sasaran kinerja mencapai 100 persen.",
        ),
        # Denials of something beside the thing, of some of it, or of its working.
        ("Kantor menerapkan kode etik pegawai.", "Tidak terdapat pelanggaran kode etik pegawai."),
        ("Kantor memiliki formulir pengaduan daring.", "Formulir pengaduan daring tidak dapat dibuka."),
        ("Kantor memiliki formulir pengaduan daring.", "Belum semua formulir pengaduan daring diisi."),
        # An invitation comes before its meeting.
        ("Kantor melaksanakan rapat evaluasi kinerja.", "Rapat evaluasi kinerja akan dilaksanakan."),
    ],
)
def test_what_is_no_proof_against_a_claim(sentence: str, passage: str) -> None:
    others = ("Jadwal piket petugas kebersihan.", "Daftar barang gudang.")
    value = "96 persen" if "96 persen" in sentence else None
    assert _verdict(sentence, passage, *others, value=value) is not Verdict.CONTRADICTED


def _against_note(sentence: str, note: str, codes: dict[str, frozenset[str]] | None) -> Verdict:
    document = _document(sentence, "Penataan arsip berjalan.", "Pegawai memakai seragam.")
    answers = (LkeAnswer("A.I.3.i.b", "Ya", note=note), LkeAnswer("A.I.1.i.a", "Ya", note="Tim dibentuk."))
    return judge_claims(find_claims(document), None, document, answers, codes=codes)[0].verdict


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [
        ({"b1": frozenset({"A.I.3.i.b"})}, Verdict.CONTRADICTED),
        ({"b1": frozenset({"A.I.3.i"})}, Verdict.CONTRADICTED),
        ({"b1": frozenset({"A.I.4.i.b"})}, Verdict.UNSUPPORTED),
        ({}, Verdict.UNSUPPORTED),
        (None, Verdict.CONTRADICTED),
    ],
)
def test_only_a_note_on_the_same_question_refutes(
    codes: dict[str, frozenset[str]] | None, verdict: Verdict
) -> None:
    sentence, note = (
        "Kebutuhan pegawai tercatat 34 orang.",
        "Kebutuhan pegawai menurut analisis tercatat 29 orang.",
    )
    assert _against_note(sentence, note, codes) is verdict


def test_without_a_mapping_a_note_about_something_else_refutes_nothing() -> None:
    sentence = "Hasilnya menunjukkan kebutuhan 34 pegawai."
    note = "Semua pegawai magang, empat orang, ditempatkan sesuai kebutuhan jabatan yang dianalisis."
    assert _against_note(sentence, note, None) is Verdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("clause", "denied"),
    [
        ("peta proses bisnis belum disusun oleh subbagian", True),
        ("peta proses bisnis sampai sekarang tidak tersedia", True),
        ("kantor belum memiliki peta proses bisnis", True),
        ("penyusunan peta proses bisnis dibatalkan", True),
        ("peta proses bisnis tidak dapat diunduh", False),
        ("belum semua peta proses bisnis dipasang", False),
        ("tidak terdapat perubahan peta proses bisnis", False),
        ("peta proses bisnis akan disusun", False),
        ("tidak " * 20_000, False),
        ("peta belum " * 20_000, True),
    ],
)
def test_what_denies_a_thing(clause: str, denied: bool) -> None:
    assert denies_thing(clause, "peta proses bisnis") is denied
