from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.checking.check import check_document
from assistant.checking.model import Finding, Severity
from assistant.document import Block, BlockKind, DocumentType, LineSpan, Table
from assistant.language.dates import find_impossible, find_weekdays
from assistant.mapping.model import MappingResult
from tests.unit.checking_samples import CLEAN, check, document, findings, fmt, lke, rulebook

_RULES = [f"ZI{number}" for number in range(501, 516)]
_TARGET = "Maklumat pelayanan dipasang di ruang tunggu."


def _with(text: str, *, where: str = _TARGET) -> str:
    """Return the clean report with a sentence more in its section on public service."""
    assert where in CLEAN
    return CLEAN.replace(where, f"{where} {text}")


def _loud(text: str) -> list[tuple[str, str]]:
    return [
        (f.rule, f.message)
        for f in check(text).findings
        if f.rule in _RULES and f.severity is not Severity.INFO
    ]


def test_the_clean_report_keeps_its_time() -> None:
    assert [f for f in check(CLEAN).findings if f.rule in _RULES] == []


@pytest.mark.parametrize(
    ("sentence", "rule", "quote"),
    [
        ("Selama tahun 2024 tidak ada pegawai yang terlambat.", "ZI501", "Selama tahun 2024"),
        ("Seluruh loket dibuka dalam Tahun Anggaran 2023.", "ZI501", "dalam Tahun Anggaran 2023"),
        ("Rekap disusun untuk periode Januari s.d. Juni 2024.", "ZI501", "Januari s.d. Juni 2024"),
        ("Rapat dilaksanakan pada tanggal 12 Maret 2024 di aula.", "ZI501", "12 Maret 2024"),
        ("Forum digelar pada 31 Juni 2025 di aula.", "ZI505", "31 Juni 2025"),
        ("Bimbingan digelar pada 29-02-2025.", "ZI505", "29-02-2025"),
        ("Bimbingan digelar pada 12/13/2025.", "ZI505", "12/13/2025"),
        ("Rapat digelar pada Senin, 28 Oktober 2025.", "ZI506", "Senin, 28 Oktober 2025"),
        ("Rapat digelar pada hari Jum'at tanggal 6 Mei 2025.", "ZI506", "Jum'at tanggal 6 Mei 2025"),
        ("Pelatihan akan dilaksanakan pada Maret 2025.", "ZI509", "akan dilaksanakan pada Maret 2025"),
        ("Loket baru akan segera dibangun pada tahun depan, April 2026.", "ZI509", "akan segera dibangun"),
        (
            "Berdasarkan Surat Nomor 88 tanggal 17 November 2025, rapat dilaksanakan pada 3 Juni 2025.",
            "ZI511",
            "Berdasarkan Surat",
        ),
        ("Forum warga diselenggarakan pada 3 Maret 2026 di aula.", "ZI513", "3 Maret 2026"),
        ("Rapat evaluasi layanan 5 Februari 2026 memutuskan tiga perbaikan.", "ZI513", "5 Februari 2026"),
        ("Analisis kebutuhan tanggal 20 Maret 2026 menunjukkan kekurangan kursi.", "ZI513", "20 Maret 2026"),
        ("Aplikasi antrean diperkenalkan kepada warga pada 9 Maret 2026.", "ZI513", "9 Maret 2026"),
        ("Perbaikan loket akan rampung pada 4 Mei 2025.", "ZI509", "akan rampung pada 4 Mei 2025"),
        ("Pada Juli 2025 kursi tunggu akan dibeli lagi.", "ZI509", "Juli 2025"),
        ("Pada Juli 2025 warga akan dilayani lewat loket.", "ZI509", "Juli 2025 warga akan"),
        ("Ruang arsip direncanakan usai pada Juni 2025.", "ZI509", "direncanakan usai pada Juni 2025"),
        (
            "Rencana kerja pembangunan zona integritas tahun 2024 disahkan pada 3 Maret 2025.",
            "ZI501",
            "Rencana kerja pembangunan zona integritas tahun 2024",
        ),
        (
            "Rencana aksi zona integritas kantor tahun 2023 ditetapkan dengan Keputusan Nomor 4 Tahun 2025.",
            "ZI501",
            "Rencana aksi zona integritas kantor tahun 2023",
        ),
        (
            "Tim dibentuk dengan Keputusan Nomor 14 Tahun 2024 tanggal 20 Januari 2025.",
            "ZI515",
            "Nomor 14 Tahun 2024 tanggal 20 Januari 2025",
        ),
        ("Undangan No. 8/HK.03/3204/2024 tanggal 7 Mei 2025 disimpan.", "ZI515", "No. 8/HK.03/3204/2024"),
    ],
)
def test_what_does_not_fit_the_time_is_found_at_its_words(sentence: str, rule: str, quote: str) -> None:
    got = [f for f in check(_with(sentence)).findings if f.rule == rule]
    assert len(got) == 1
    assert got[0].quote.startswith(quote)
    assert got[0].line == next(i for i, line in enumerate(_with(sentence).split("\n"), 1) if sentence in line)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nilai naik dibandingkan dengan tahun sebelumnya, yaitu selama tahun 2024.",
        "Selama tahun 2024 dan 2025 tidak ada pegawai yang terlambat.",
        "Selama tahun 2024 satuan kerja menyelenggarakan tahapan Pemilu dan Pemilihan.",
        "Helpdesk Pemilu 2024 dilanjutkan sebagai loket layanan.",
        "Pendampingan dilaksanakan sejak 12 Maret 2024.",
        "Laporan Kinerja (LKjIP) Tahun 2024 disampaikan tepat waktu.",
        "Layanan mengacu pada Keputusan Nomor 12 Tahun 2023 tanggal 5 Mei 2023.",
        "Layanan mengacu pada Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik.",
        "Renstra 2025-2029 menjadi acuan.",
        "Pencanangan dilaksanakan pada 12 Maret 2024.",
        "Apel pagi dilaksanakan setiap hari Senin; rapat pada Selasa, 28 Oktober 2025.",
        "Pelatihan berlangsung Senin s.d. Rabu, 3 s.d. 5 Maret 2025, lalu 29 Februari 2024 menjadi contoh.",
        "Apabila terlambat, pegawai akan dikenakan pemotongan.",
        "Petugas mengingatkan pemohon yang akan datang kembali.",
        "Rapat dilaksanakan pada 3 Juni 2025 berdasarkan Surat Nomor 8 Tahun 2025 tanggal 2 Juni 2025.",
        "Koordinasi akan tetapi tidak dilaksanakan.",
        "Pada 3 Juni 2025 rapat sepakat akan membuka loket baru.",
        "Apabila hujan, apel pada 4 Mei 2025 akan dipindahkan ke aula.",
        "Hasil evaluasi rencana kerja zona integritas tahun 2024 dibahas pada 3 Maret 2025.",
        "Rencana kerja pembangunan zona integritas tahun 2025 disahkan pada 3 Maret 2025.",
        "Rencana kerja zona integritas tahun 2024 dan tahun 2025 dibandingkan pada rapat.",
        "Tim dibentuk dengan Keputusan Nomor 14 Tahun 2025 tanggal 20 Januari 2025.",
        "Standar menurut Keputusan Nomor 14 Tahun 2024 dibahas pada tanggal 20 Januari 2025.",
        "Undangan Nomor 8/HK.03/3204/2025 tanggal 7 Mei 2025 disimpan.",
        "Evaluasi SOP diselesaikan sebelum 3 Maret 2026.",
        "Rapat menyepakati batas penyelesaian paling lambat 3 Maret 2026.",
        "Sertifikat layanan berlaku sampai dengan 9 Oktober 2027.",
    ],
)
def test_what_only_looks_wrong_is_left_alone(sentence: str) -> None:
    assert _loud(_with(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Kebutuhan kursi dianalisis pada 17 Februari 2024 bersama tamu.", "17 Februari 2024"),
        ("Uji coba antrean 6 Mei 2024 diikuti empat loket.", "6 Mei 2024"),
        ("Kursi tunggu datang 17 Februari 2023 dari pemasok.", "17 Februari 2023"),
        ("Antrean diuji pada 11 Juni 2025 dan 15 Desember 2023.", "15 Desember 2023"),
        ("Buku tamu badan ad hoc dibuka pada 9 Juli 2024.", "9 Juli 2024"),
        ("Tim bertemu pada 3 Maret 2025, 4 Juni 2025, dan 8 September 2024.", "8 September 2024"),
    ],
)
def test_a_day_of_another_year_is_worth_a_look(sentence: str, quote: str) -> None:
    (finding,) = findings(_with(sentence), "ZI501")
    assert (finding.severity, finding.quote) == (Severity.INFO, quote)


@pytest.mark.parametrize(
    "sentence",
    [
        "Evaluasi SOP sebelumnya dibahas pada 17 Februari 2024.",
        "Loket dibuka pada 17 Februari 2024 dan 4 Juni 2025.",
        "Pemungutan suara Pemilu pada 14 Februari 2024 diulas dalam pameran.",
        "Nota dinas Nomor 14 tanggal 9 Juli 2024 disimpan.",
        "Antrean memakai alat yang berlaku sejak 9 Juli 2024.",
        "Tim bertemu pada 3 Maret 2025, 4 Juni 2025, dan 8 September 2025.",
        "Perbandingan disusun atas keadaan 3 Maret 2024, 4 Juni 2025, dan 8 September 2025 menurut tren.",
    ],
)
def test_days_in_comparisons_and_in_a_row_of_one_year_are_left(sentence: str) -> None:
    assert findings(_with(sentence), "ZI501") == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Maksud laporan ini ialah mencatat pekerjaan dalam tahun 2024.", 1),
        ("Laporan ini disusun agar hasil pada tahun 2023 diketahui pembaca.", 1),
        ("Laporan ini melanjutkan catatan tahun sebelumnya, yaitu pada tahun 2024.", 0),
        ("Gedung kantor diperluas pada tahun 2024.", 0),
    ],
)
def test_the_year_that_a_report_says_it_is_of(sentence: str, found: int) -> None:
    place = "Laporan ini menggambarkan hasil kerja satu tahun bagi pembacanya."
    assert len(findings(_with(sentence, where=place), "ZI501")) == found


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("Lembar Kerja Evaluasi Tahun 2024", 1),
        ("Laporan pengendalian gratifikasi tahun 2023", 1),
        ("Lembar Kerja Evaluasi Tahun 2025", 0),
        ("Keputusan tentang tim kerja Nomor 6 Tahun 2024", 0),
        ("Laporan Kinerja (LKjIP) Tahun 2024", 0),
    ],
)
def test_entries_of_the_annex_are_of_the_year(entry: str, found: int) -> None:
    text = CLEAN.replace("2. Daftar bukti dukung", f"2. {entry}\n3. Daftar bukti dukung")
    assert len(findings(text, "ZI503")) == found


def test_the_same_slip_at_several_places_is_one_finding_that_names_them() -> None:
    text = _with("Selama tahun 2024 loket dibuka.").replace(
        "Sosialisasi gratifikasi", "Selama tahun 2024 sosialisasi gratifikasi"
    )
    got = findings(text, "ZI501")
    assert len(got) == 1
    assert "juga di baris" in got[0].message


def test_the_introduction_counts_only_where_it_speaks_of_the_report() -> None:
    place = "Laporan ini menggambarkan hasil kerja satu tahun bagi pembacanya."
    own = _with("Laporan ini memuat zona integritas selama Tahun Anggaran 2024.", where=place)
    other = _with("Selama tahun 2024 gedung kantor diperluas.", where=place)
    assert len(findings(own, "ZI501")) == 1
    assert findings(other, "ZI501") == []


@pytest.mark.parametrize(
    ("caption", "rule"),
    [
        ("> Gambar 2.3: Piagam pegawai teladan tahun 2022", "ZI503"),
        ("Foto rapat evaluasi 12 Maret 2024", "ZI503"),
        ("> Gambar 2.3: Rapat evaluasi tahun 2025", None),
        ("> Gambar 2.3: Grafik perbandingan nilai 2024 dan 2025", None),
        ("> Gambar 2.3: Posko Pemilu 2024", None),
        ("> Gambar 2.3: Sampul Laporan Kinerja Tahun 2024", None),
        ("> Gambar 2.3: Keputusan tentang standar pelayanan Nomor 4 Tahun 2024", None),
    ],
)
def test_evidence_of_another_year(caption: str, rule: str | None) -> None:
    text = CLEAN.replace("### II. KOMPONEN HASIL", f"{caption}\n### II. KOMPONEN HASIL")
    got = [f.rule for f in check(text).findings if f.rule in ("ZI503", "ZI504")]
    assert got == ([rule] if rule else [])


def test_indicators_of_a_closed_planning_period() -> None:
    text = CLEAN.replace(
        "Perjanjian kinerja ditandatangani",
        "Renstra 2020-2024 menjadi acuan. Perjanjian kinerja ditandatangani",
    )
    (finding,) = findings(text, "ZI504")
    assert finding.quote == "Renstra 2020-2024"
    assert "2025-2029" in finding.suggestion


def test_a_running_header_of_last_year() -> None:
    text = CLEAN.replace(
        "# BAB II HASIL", "LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS TAHUN 2024\n# BAB II HASIL", 1
    )
    (finding,) = findings(text, "ZI502")
    assert "2025" in finding.suggestion


@pytest.mark.parametrize(("year", "found"), [("2024", 1), ("2025", 0)])
def test_a_title_over_several_lines_bears_the_year_of_the_rest(year: str, found: int) -> None:
    dates = " ".join(f"Rapat dilaksanakan pada {day} Mei 2025." for day in range(4, 9))
    title = f"LAPORAN PEMBANGUNAN ZONA INTEGRITAS\nPADA KPU KABUPATEN CONTOHARJO\nTAHUN {year}\n# BAB I"
    text = _with(dates).replace("# BAB I", title, 1)
    assert len(findings(text, "ZI502")) == found


def test_notes_of_an_attached_lke_are_read_as_claims_of_the_year() -> None:
    lke = (
        "Kriteria Nilai Jawaban Unit a. Selama tahun 2024 tidak ada pelanggaran. b. Pada tahun 2024 telah "
        "dilaksanakan evaluasi SOP. c. Membuka helpdesk bagi peserta Pemilu Tahun 2024."
    )
    got = findings(CLEAN + lke, "ZI501")
    assert [f.severity for f in got] == [Severity.ERROR, Severity.WARNING, Severity.WARNING]


def test_signing_at_a_weekend_after_the_deadline_is_worth_a_look() -> None:
    text = CLEAN.replace("12 Desember 2025", "10 Januari 2026")
    got = [f for f in check(text).findings if f.rule in ("ZI507", "ZI508")]
    assert [(f.rule, f.severity) for f in got] == [("ZI507", Severity.INFO), ("ZI508", Severity.INFO)]
    assert "Sabtu" in got[0].message
    assert "30 Desember 2025" in got[1].message


def test_a_survey_linked_for_one_half_and_reported_for_the_other() -> None:
    linked = "Survei kepuasan masyarakat (SKM) dapat diisi pada https://contoh.invalid/SKM_Sem2_2025 ."
    told = "Hasil SKM semester I adalah 88,32."
    (finding,) = findings(_with(f"{linked} {told}"), "ZI510")
    assert "semester II" in finding.message
    assert findings(_with(f"{linked} {told} Hasil SKM semester II adalah 89,10."), "ZI510") == []


@pytest.mark.parametrize(
    ("due", "found"), [("Maret 2025", 1), ("Maret 2026", 0), ("triwulan I tahun 2025", 1)]
)
def test_a_follow_up_plan_looks_ahead(due: str, found: int) -> None:
    text = CLEAN.replace("Pada triwulan I tahun 2026", f"Pada {due}")
    assert len(findings(text, "ZI512")) == found


def test_the_title_left_from_last_year_does_not_make_the_rest_wrong() -> None:
    dates = " ".join(f"Rapat dilaksanakan pada {day} Mei 2026." for day in range(4, 9))
    got = check(_with(dates).replace("12 Desember 2025", "12 Desember 2026")).findings
    assert [f.rule for f in got if f.rule in ("ZI501", "ZI513")] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("31 Juni", 1), ("30 Februari 2024", 1), ("29 Februari 2024", 0), ("29 Februari", 0), ("1/13/2025", 1)],
)
def test_days_that_no_calendar_has(text: str, found: int) -> None:
    assert len(find_impossible(f"pada {text} di aula")) == found


def test_weekdays_beside_their_dates() -> None:
    (mention,) = find_weekdays("Rapat pada hari Selasa (28/10/2025) dan setiap Senin pagi")
    assert (mention.named, mention.actual, mention.day) == (1, 1, date(2025, 10, 28))


def test_a_plan_for_the_wrong_year_in_its_text() -> None:
    text = (
        "RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2024\n# BAB I PENDAHULUAN\nTarget rencana aksi ini "
    )
    text += "dicapai selama Tahun Anggaran 2023.\nNilai selama tahun 2024 telah dilaporkan."
    got = findings(text, "ZI514", DocumentType.RENCANA_AKSI)
    assert [f.severity for f in got] == [Severity.ERROR, Severity.WARNING]


PLAN = (
    "RENCANA KERJA PEMBANGUNAN ZONA INTEGRITAS KPU KABUPATEN CONTOHARJO TAHUN 2026\n# BAB I PENDAHULUAN\n{}\n"
)


def _plan_years(text: str) -> list[Finding]:
    made = document(PLAN.format(text), DocumentType.RENCANA_AKSI)
    made = replace(made, identity=replace(made.identity, year=2026))
    result = check_document(made, fmt(), lke(), MappingResult((), ()), rulebook=rulebook())
    return [finding for finding in result.findings if finding.rule == "ZI514"]


@pytest.mark.parametrize(
    "text",
    [
        "> Tabel 1: Target Pembangunan Zona Integritas KPU Kabupaten Contoharjo Tahun 2025",
        "> Jadwal pelaksanaan pembangunan zona integritas tahun 2024",
        "SASARAN DAN TARGET BULANAN MENUJU WBK TAHUN 2025",
        "Dasar hukum penyusunan rencana kerja pembangunan zona integritas KPU Contoharjo tahun 2025 ialah:",
        "Tujuan rencana aksi pembangunan ZI pada KPU Kabupaten Contoharjo tahun 2024 adalah sebagai berikut.",
    ],
)
def test_a_plan_that_calls_itself_or_its_targets_those_of_a_past_year(text: str) -> None:
    (finding,) = _plan_years(text)
    assert finding.severity is Severity.ERROR
    assert "2026" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "> Tabel 1: Target Pembangunan Zona Integritas Tahun 2026",
        "> Tabel 2: Hasil Evaluasi Target Zona Integritas Tahun 2025",
        "> Tabel 3: Perbandingan Target Zona Integritas Tahun 2025 dan 2026",
        "> Gambar 1: Rapat Tim Zona Integritas Tahun 2025",
        "Penyusunan rencana kerja pembangunan zona integritas dimulai pada bulan Desember tahun 2025.",
        "Tujuan rencana kerja pembangunan zona integritas tahun 2025 telah dicapai.",
        "Dasar hukum rencana kerja pembangunan zona integritas tahun 2026 ialah SK Nomor 3 Tahun 2025.",
        "Rencana kerja pembangunan zona integritas tahun 2025 memuat tiga kegiatan.",
    ],
)
def test_history_and_comparisons_in_a_plan_are_left(text: str) -> None:
    assert _plan_years(text) == []


@pytest.mark.parametrize(
    ("year", "titled", "count"), [("2025", False, 1), ("2025", True, 1), ("2026", False, 0)]
)
def test_the_year_over_the_months_of_a_table(year: str, titled: bool, count: int) -> None:
    months = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
    title = "> TARGET ZONA INTEGRITAS TAHUN 2025" if titled else "Ada."
    made = document(PLAN.format(title), DocumentType.RENCANA_AKSI)
    rows = [f"No | Kegiatan | {year}", " | ".join(months), "1 | Tim Kerja | 100%"]
    blocks = [
        Block(
            f"r{at}", BlockKind.TABLE_ROW, text, table="t1", row=at - 1, spans=(LineSpan(0, None, 50 + at),)
        )
        for at, text in enumerate(rows)
    ]
    made = replace(
        made,
        identity=replace(made.identity, year=2026),
        blocks=(*made.blocks, *blocks),
        tables=(Table("t1", None, ("No", "Kegiatan", year), (months, ("1", "Tim Kerja", "100%"))),),
    )
    result = check_document(made, fmt(), lke(), MappingResult((), ()), rulebook=rulebook())
    got = [finding for finding in result.findings if finding.rule == "ZI514"]
    assert len(got) == count
    assert all(("baris 50" in f.message) == titled for f in got)
