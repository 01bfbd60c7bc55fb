"""Verdicts on LKE answers: one invented note per kind and trap, judged by the official criteria."""

from __future__ import annotations

import pytest

from assistant.auditing.audit_words import load_audit_words
from assistant.auditing.model import IndicatorVerdict, Verdict, VerdictKind
from assistant.auditing.verdicts import Auditor, audit_answers
from assistant.data import data_directory
from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.load import load_lke
from assistant.mapping.profiles import load_lexicon

MAPPINGS = data_directory("mappings")
LKE = load_lke(MAPPINGS, 2025)
AUDITORS = {
    year: Auditor(LKE, load_audit_words(MAPPINGS), year, load_lexicon(MAPPINGS)) for year in (2025, None)
}
S, P, U, C = Verdict.SUPPORTED, Verdict.PARTLY, Verdict.UNSUPPORTED, Verdict.CONTRADICTED
K = VerdictKind


def judge(
    code: str,
    answer: str | float | None,
    note: str,
    counts: tuple[float | None, ...] = (),
    year: int | None = 2025,
) -> IndicatorVerdict:
    details = [d for d in LKE.indikator_by_code[code].rincian if d.peran.value != "persentase"]
    lines = tuple(LkeCount(d.row, d.name, c) for d, c in zip(details, counts, strict=False))
    given = LkeAnswer(code, answer, str(answer or ""), note, counts=lines)
    return AUDITORS[year].judge(LKE.indikator_by_code[code], given)


@pytest.mark.parametrize(
    ("code", "answer", "note", "verdict"),
    [
        ("A.I.1.iii.b", "A", "Rapat evaluasi pembangunan ZI dipimpin Ketua dan digelar tiap triwulan.", S),
        ("A.I.3.iv.c", "B", "Kinerja individu diukur setiap triwulan melalui aplikasi.", S),
        ("A.I.6.iv.a", "C", "Survei kepuasan masyarakat dilakukan pada semester I dan semester II.", S),
        ("A.I.2.i.b", "B", "Seluruh SOP yang berjumlah 15 dokumen telah diterapkan pegawai.", S),
        ("A.I.2.i.b", "C", "Dari 15 SOP, sebagian besar SOP telah diterapkan.", S),
        ("A.I.1.iv.b", "C", "Sampai akhir tahun belum terdapat agen perubahan.", S),
        (
            "A.I.2.iii.b",
            "B",
            "Monitoring dan evaluasi keterbukaan informasi publik ada, hasilnya belum ditindaklanjuti.",
            S,
        ),
        ("A.I.3.iii.c", "A", "Kesenjangan kompetensi pegawai terhadap standar kompetensi sebesar 12%.", S),
        ("A.I.5.i.a", "B", "Public campaign gratifikasi dilakukan lewat spanduk, tidak berkala.", S),
    ],
)
def test_supported(code: str, answer: str, note: str, verdict: Verdict) -> None:
    got = judge(code, answer, note)
    assert (got.verdict, got.kind) in ((verdict, None), (verdict, K.RESTATES_CRITERION)), got.why


@pytest.mark.parametrize(
    ("code", "answer", "note", "kind"),
    [
        ("A.I.1.iii.b", "A", "Monitoring dan evaluasi melibatkan pimpinan.", K.FREQUENCY),
        ("A.I.2.i.b", "B", "SOP telah diterapkan oleh pegawai pada pelayanan informasi.", K.SCOPE),
        (
            "A.I.3.iii.d",
            "A",
            "Pegawai telah memperoleh kesempatan mengikuti diklat dan pengembangan kompetensi.",
            K.SCOPE,
        ),
    ],
)
def test_an_absent_qualifier_leaves_it_partly_supported(
    code: str, answer: str, note: str, kind: VerdictKind
) -> None:
    got = judge(code, answer, note)
    assert (got.verdict, got.kind) == (P, kind), got.why


@pytest.mark.parametrize(
    ("code", "answer", "note"),
    [
        ("A.I.2.i.b", "A", "Seluruh SOP telah diterapkan oleh semua subbagian."),
        ("A.I.1.iv.b", "A", "Agen perubahan telah ditetapkan dengan keputusan sekretaris tahun 2025."),
        (
            "A.I.2.iii.b",
            "A",
            "Monitoring dan evaluasi keterbukaan informasi publik dilakukan bulan Juni 2025.",
        ),
        (
            "A.I.6.iii.a",
            "A",
            "Tersedia media konsultasi dan pengaduan offline dan online dengan petugas khusus.",
        ),
    ],
)
def test_an_absent_deed_that_lifts_the_grade_leaves_it_unsupported(code: str, answer: str, note: str) -> None:
    got = judge(code, answer, note)
    assert (got.verdict, got.kind) == (U, K.MISSING_ELEMENT), got.why


@pytest.mark.parametrize(
    ("code", "answer", "note", "kind"),
    [
        ("A.I.3.iv.c", "A", "Pengukuran kinerja individu dilaksanakan setiap semester.", K.FREQUENCY),
        ("A.I.1.iii.b", "A", "Monitoring dan evaluasi melibatkan pimpinan, namun belum rutin.", K.FREQUENCY),
        ("A.I.6.iv.a", "A", "Survei kepuasan masyarakat dilaksanakan dua kali dalam setahun.", K.FREQUENCY),
        ("A.I.2.i.b", "B", "Baru sebagian kecil SOP yang diterapkan.", K.SCOPE),
        ("A.I.2.i.b", "B", "Sebanyak 9 dari 15 SOP telah diterapkan.", K.SCOPE),
        (
            "A.I.5.iv.b",
            "A",
            "Evaluasi penerapan Whistle Blowing System akan dilakukan tahun depan.",
            K.NEGATION,
        ),
        ("A.I.1.i.a", "Ya", "Tim Zona Integritas belum dibentuk.", K.NEGATION),
        (
            "A.I.2.iii.b",
            "A",
            "Monitoring dan evaluasi keterbukaan informasi publik dilakukan tetapi belum ditindaklanjuti.",
            K.NEGATION,
        ),
        (
            "A.I.3.iii.c",
            "A",
            "Kesenjangan kompetensi pegawai terhadap standar kompetensi sebesar 60%.",
            K.ARITHMETIC,
        ),
        ("A.I.3.iv.c", "C", "Pengukuran kinerja individu dilaksanakan setiap bulan.", K.UNDERSTATED),
        ("A.I.2.i.b", "C", "Seluruh SOP telah diterapkan.", K.UNDERSTATED),
        (
            "A.I.1.iv.b",
            "C",
            "Agen perubahan telah ditetapkan dan berkontribusi terhadap perubahan.",
            K.UNDERSTATED,
        ),
    ],
)
def test_words_that_state_another_grade_contradict(
    code: str, answer: str, note: str, kind: VerdictKind
) -> None:
    got = judge(code, answer, note)
    assert (got.verdict, got.kind) == (C, kind), got.why


@pytest.mark.parametrize(
    ("code", "answer", "note"),
    [
        (
            "A.I.5.v.c",
            "A",
            "Penanganan benturan kepentingan diimplementasikan ke seluruh layanan; tidak ada aduan.",
        ),
        ("A.I.1.iii.b", "A", "Evaluasi tidak hanya melibatkan pimpinan, tetapi juga dilaksanakan berkala."),
        ("A.I.2.i.b", "B", "Seluruh SOP telah diterapkan dan dijalankan setiap hari."),
    ],
)
def test_denials_of_something_else_contradict_nothing(code: str, answer: str, note: str) -> None:
    got = judge(code, answer, note)
    assert got.verdict in (S, P), got.why


@pytest.mark.parametrize(
    ("code", "answer", "note", "kind"),
    [
        (
            "A.I.5.v.d",
            "A",
            "Evaluasi penanganan benturan kepentingan masih dalam tahap persiapan.",
            K.NEGATION,
        ),
        ("A.I.3.iii.d", "A", "Sampai saat ini pegawai belum diikutkan diklat.", K.NEGATION),
        ("A.I.5.iv.b", "A", "Bahan: evaluasi WBS. Evaluasi penerapan WBS belum dilaksanakan.", K.NEGATION),
        ("A.I.6.iii.c", "A", "Evaluasi keluhan dan konsultasi akan dilakukan semester depan.", K.NEGATION),
        (
            "A.I.3.iii.f",
            "A",
            "Hasil pengembangan kompetensi dievaluasi, belum dilakukan secara berkala.",
            K.FREQUENCY,
        ),
        ("A.I.5.iv.a", "C", "Kebijakan whistle blowing system telah diterapkan.", K.UNDERSTATED),
        ("A.I.3.iii.d", "D", "Pegawai telah mengikuti diklat.", K.UNDERSTATED),
        ("A.I.1.iii.c", "A", "Sebagian kecil rekomendasi hasil evaluasi telah ditindaklanjuti.", K.SCOPE),
    ],
)
def test_plans_and_denials_reach_their_subject(code: str, answer: str, note: str, kind: VerdictKind) -> None:
    got = judge(code, answer, note)
    assert (got.verdict, got.kind) == (C, kind), got.why


@pytest.mark.parametrize(
    ("code", "answer", "note"),
    [
        (
            "A.I.5.iii.b",
            "Ya",
            "Lima pengaduan masyarakat ditindaklanjuti: empat selesai dan satu dalam proses.",
        ),
        ("A.I.1.iv.d", "B", "Sebagian besar pegawai terlibat; 3 dari 9 usulan pegawai diakomodasi."),
        ("A.I.5.v.d", "C", "Evaluasi penanganan benturan kepentingan belum dilakukan."),
        ("A.I.5.v.d", "C", "Evaluasi penanganan benturan kepentingan direncanakan tahun depan."),
        ("A.I.6.iv.a", "D", "Survei kepuasan masyarakat dilakukan setahun sekali."),
        ("A.II.5.iii.b", 1.0, "Seluruh pegawai yang tidak wajib LHKPN telah melapor."),
    ],
)
def test_words_beside_the_point_contradict_nothing(code: str, answer: str | float, note: str) -> None:
    counts = (10.0, 2.0, 3.0, 5.0, 10.0) if isinstance(answer, float) else ()
    assert judge(code, answer, note, counts).verdict in (S, P)


@pytest.mark.parametrize("code", [i.code for i in LKE.daftar_indikator if i.criteria])
def test_a_criterion_copied_under_its_own_answer_is_supported_and_under_a_lower_one_contradicted(
    code: str,
) -> None:
    criteria = LKE.indikator_by_code[code].criteria
    for at, (answer, text) in enumerate(criteria):
        assert judge(code, answer, f"KPU Kabupaten Sukamaju: {text}").verdict is S
        for lower, _ in criteria[at + 1 :]:
            assert judge(code, lower, text).verdict is C, (lower, text)


def test_a_criterion_copied_under_a_better_answer_is_flagged() -> None:
    for indikator in LKE.daftar_indikator:
        for at, (answer, _) in enumerate(indikator.criteria):
            for _, text in indikator.criteria[at + 1 :]:
                assert judge(indikator.code, answer, text).verdict in (U, C), (indikator.code, answer, text)


def test_a_repeated_criterion_is_named_as_such() -> None:
    criterion = dict(LKE.indikator_by_code["A.I.5.v.b"].criteria)["A"]
    assert (got := judge("A.I.5.v.b", "A", criterion)).verdict is S
    assert got.kind is K.RESTATES_CRITERION


def test_a_note_about_another_indicator_says_which() -> None:
    got = judge("A.I.5.i.a", "A", "Standar pelayanan dan maklumat pelayanan telah dipublikasikan di laman.")
    assert (got.verdict, got.kind) == (U, K.OFF_TOPIC)
    assert "A.I.6.i" in got.why


@pytest.mark.parametrize(
    ("note", "stale"),
    [
        ("Tim telah dibentuk dengan keputusan ketua pada Maret 2022.", True),
        ("Tim telah dibentuk pada tahun 2022 dan diperbarui pada tahun 2025.", False),
        ("Tim telah dibentuk sesuai Peraturan Menteri PANRB Nomor 90 Tahun 2021.", False),
        ("Tim telah dibentuk setelah Pemilu Tahun 2024.", False),
    ],
)
def test_evidence_of_years_before_the_period(note: str, stale: bool) -> None:
    got = judge("A.I.1.i.a", "Ya", note)
    assert (got.verdict, got.kind) == ((P, K.STALE_YEAR) if stale else (S, None)), got.why


@pytest.mark.parametrize(
    ("code", "answer", "note", "counts", "expected"),
    [
        ("A.II.4.i.a", 0.8, "Sasaran kinerja yang tercapai 8 dari 10 sasaran.", (10, 8), (S, None)),
        ("A.II.4.i.a", 0.8, "Sasaran kinerja yang tercapai 6 dari 10 sasaran.", (10, 8), (C, K.ARITHMETIC)),
        ("A.II.4.i.a", 1.0, "Sasaran kinerja tercapai.", (10, 8), (C, K.ARITHMETIC)),
        ("A.II.4.i.a", 1.0, "Sasaran kinerja tercapai.", (8, 10), (C, K.ARITHMETIC)),
        ("A.II.4.i.a", None, "Sasaran kinerja tercapai 10 dari 10 sasaran.", (), (C, K.UNDERSTATED)),
        ("A.II.4.i.a", None, "Surat tugas tim kerja.", (), (U, K.MISSING_ELEMENT)),
        (
            "A.II.3.iii.a",
            1.0,
            "Tidak ada pelanggaran disiplin pada tahun 2024 dan 2025.",
            (0, 0, 0),
            (S, None),
        ),
        ("B.I.a", 3.75, "Nilai IPAK tahun 2025 sebesar 93,75.", (), (S, None)),
        ("B.I.a", 3.75, "Nilai IPAK tahun 2025 sebesar 3,21.", (), (C, K.ARITHMETIC)),
        ("B.II.a", 3.75, "IKM tahun 2025 mencapai 93,75.", (), (U, K.ARITHMETIC)),
        (
            "B.II.a",
            3.75,
            "Survei persepsi kualitas pelayanan dilakukan dengan hasil sangat baik.",
            (),
            (P, K.MISSING_ELEMENT),
        ),
    ],
)
def test_numbers(
    code: str,
    answer: float | None,
    note: str,
    counts: tuple[float, ...],
    expected: tuple[Verdict, VerdictKind | None],
) -> None:
    got = judge(code, answer, note, counts)
    assert (got.verdict, got.kind) == expected, got.why


@pytest.mark.parametrize("note", ["", "  -  ", "https://contoh.example/berkas"])
def test_no_note(note: str) -> None:
    assert judge("A.I.1.i.b", "A", note).verdict is Verdict.NO_NOTE


def test_no_evidence_is_too_old_for_an_unknown_year() -> None:
    assert judge("A.I.1.i.a", "Ya", "Tim telah dibentuk pada Maret 2022.", year=None).verdict is S


def test_no_answer() -> None:
    assert judge("A.I.1.i.b", None, "Anggota dipilih melalui seleksi.").verdict is Verdict.NO_ANSWER


def test_every_indicator_gets_a_verdict_in_order_and_one_sentence() -> None:
    verdicts = audit_answers(LKE, [], 2025, MAPPINGS, load_lexicon(MAPPINGS))
    assert [v.code for v in verdicts] == [i.code for i in LKE.daftar_indikator]
    assert all(v.verdict is Verdict.NO_ANSWER and v.why.endswith(".") for v in verdicts)


def test_reasons_quote_note_and_criterion() -> None:
    got = judge("A.I.3.iv.c", "A", "Pengukuran kinerja individu dilaksanakan setiap semester.")
    assert "secara bulanan" in got.why or "bulanan" in got.why
    assert "semester" in got.why


def test_hostile_notes_are_read_in_time() -> None:
    for note in ("dan " * 50_000, "12 dari " * 20_000, "(" * 100_000, "tidak berkala, " * 20_000):
        judge("A.I.1.iii.b", "A", note)
