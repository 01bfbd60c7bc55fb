from __future__ import annotations

import pytest

from assistant.checking.model import Severity
from assistant.document import DocumentType
from tests.unit.checking_samples import CLEAN, LONG, check, findings

_ORDER = [Severity.ERROR, Severity.WARNING, Severity.INFO]


def test_a_clean_report_has_no_error_and_no_warning_but_untraced_measures() -> None:
    loud = [f for f in check(CLEAN).findings if f.severity is not Severity.INFO and f.rule != "ZI303"]
    assert loud == []


def test_findings_are_ordered_by_severity_then_place() -> None:
    text = CLEAN.replace("## C. Dasar Hukum\n", "").replace("Ratna Wiryadinata\n", "")
    got = check(text.replace("Gambar 2.2", "Gambar 2.1")).findings
    assert [f.severity for f in got] == sorted((f.severity for f in got), key=_ORDER.index)
    errors = [f.line for f in got if f.severity is Severity.ERROR]
    assert errors == sorted(errors)


@pytest.mark.parametrize(
    ("old", "new", "rule", "quote"),
    [
        ("## B. RENCANA TINDAK LANJUT", "##### B. Rencana Langkah", "ZI101", ""),
        ("## C. Dasar Hukum\n", "", "ZI101", "1. Undang-Undang"),
        ("## B. KENDALA/HAMBATAN DAN UPAYA UNTUK", "## B. Hambatan dan Solusi untuk", "ZI103", "B. Hambatan"),
        ("# BAB II HASIL", "# HASIL", "ZI105", "HASIL"),
        ("## C. Dasar Hukum", "## D. Dasar Hukum", "ZI106", "D. Dasar"),
        ("#### 3. Penataan", "#### 2. Penataan", "ZI106", "2. Penataan"),
        ("PEMBANGUNAN ZONA INTEGRITAS TAHUN", "PEMBANGUNGAN ZONA INTEGRITAS TAHUN", "ZI108", "PEMBANGUNGAN"),
        ("4. Penguatan Akuntabilitas", "4. Penguatan Akuntabilitas,;", "ZI108", "4. Penguatan"),
        (" TAHUN 2025 PADA", " PADA", "ZI111", "LAPORAN"),
        ("Ratna Wiryadinata\n", "", "ZI112", "Ketua KPU"),
        ("Contoharjo, 12 Desember 2025\n", "", "ZI112", "Ketua KPU"),
        ("Gambar 2.2:", "Gambar 2.1:", "ZI201", "Gambar 2.1: Rapat"),
        (
            "Rapat penyusunan SOP pelayanan informasi",
            "Penandatanganan pakta integritas oleh pegawai",
            "ZI203",
            "Gambar 2.2",
        ),
        ("Sembilan SOP disusun", "Seperti pada Gambar 2.9, sembilan SOP disusun", "ZI205", "Gambar 2.9"),
        ("Pencanangan zona integritas", "Kegiatan awal", "ZI304", "A. Latar"),
        ("Nomor 1766/PW", "Nomor 3000/PW", "ZI304", "C. Dasar"),
        ("nilai IPKP sebesar 3,65", "survei mutu layanan", "ZI304", "II. KOMPONEN"),
        ("Pada triwulan I tahun 2026 sekretaris", "Sekretaris", "ZI304", "B. RENCANA"),
        (
            "Sosialisasi gratifikasi",
            "Target yang ingin dicapai pada area Penataan Tata Laksana ialah tertib. Sosialisasi gratifikasi",
            "ZI307",
            "Target yang ingin",
        ),
        ("2. Peraturan Menteri", "3. Peraturan Menteri", "ZI109", "3. Peraturan"),
        ("Maklumat pelayanan dipasang", "Maklumat [isi nomor] dipasang", "ZI306", "[isi nomor]"),
    ],
)
def test_each_defect_is_found_at_its_place(old: str, new: str, rule: str, quote: str) -> None:
    assert old in CLEAN
    text = CLEAN.replace(old, new, 1)
    if rule == "ZI304" and "triwulan" in old:
        text = text.replace(LONG + "\nContoharjo, 12", "Semua SOP dibahas bersama pegawai. \nContoharjo, 12")
    got = findings(text, rule)
    assert len(got) == 1
    assert got[0].quote.startswith(quote)
    assert got[0].line is not None
    assert got[0].message.endswith(".")
    assert "{" not in got[0].message + got[0].suggestion
    assert len(got[0].quote.split()) <= 25


def test_the_place_of_a_finding_is_that_of_its_passage() -> None:
    text = CLEAN.replace("Sembilan SOP disusun", "Seperti pada Gambar 2.9, sembilan SOP disusun")
    (finding,) = findings(text, "ZI205")
    assert text.split("\n")[finding.line - 1].startswith("Seperti pada Gambar 2.9")


def test_sections_that_changed_places_are_one_finding() -> None:
    text = CLEAN.replace("1. Manajemen Perubahan", "1. X").replace(
        "2. Penataan Tata Laksana", "2. Manajemen Perubahan"
    )
    text = text.replace("1. X", "1. Penataan Tata Laksana")
    (finding,) = findings(text, "ZI102")
    assert finding.severity is Severity.WARNING


def test_a_lost_chapter_is_one_finding() -> None:
    start, end = CLEAN.index("# BAB III"), CLEAN.index("Contoharjo, 12")
    assert [f.rule for f in findings(CLEAN[:start] + CLEAN[end:], "ZI101")] == ["ZI101"]


def test_a_repeated_heading_tells_where_the_first_one_stands() -> None:
    text = CLEAN.replace(
        "Maklumat pelayanan", "##### Standar Pelayanan\nAda.\n##### Standar Pelayanan\nMaklumat pelayanan"
    )
    (finding,) = findings(text, "ZI107")
    assert "baris" in finding.message


def test_skipped_labels_are_named() -> None:
    extra = CLEAN.replace(
        "Perjanjian kinerja", "> Gambar 2.5: Penandatanganan perjanjian kinerja\nPerjanjian kinerja"
    )
    (finding,) = findings(extra, "ZI202")
    assert "Gambar 2.3 dan Gambar 2.4" in finding.message


def test_captions_without_any_number_are_one_finding() -> None:
    bare = CLEAN.replace("Gambar 2.1: ", "").replace("Gambar 2.2: ", "")
    (finding,) = findings(bare, "ZI204")
    assert "Gambar 2.1" in finding.suggestion


def test_a_value_told_in_another_section_is_pointed_out_there() -> None:
    text = CLEAN.replace("Nilai IPAK sebesar 3,72 dan nilai", "Nilai").replace(
        "Maklumat pelayanan dipasang", "Nilai IPAK sebesar 3,72. Maklumat pelayanan dipasang"
    )
    (finding,) = findings(text, "ZI304")
    assert "Penguatan Kualitas Pelayanan Publik" in finding.message


def test_an_area_without_any_evidence_is_told() -> None:
    plain = LONG.replace("notula nomor 12 tanggal 3 Maret 2025", "buku besar") + " Hal ini berjalan baik."
    text = CLEAN.replace(f"Sosialisasi gratifikasi digelar dua kali. {LONG}", plain)
    (finding,) = findings(text, "ZI305")
    assert "Penguatan Pengawasan" in finding.message


def test_an_area_with_heading_alone_is_told_once_as_empty() -> None:
    start, end = CLEAN.index("Sosialisasi gratifikasi"), CLEAN.index("#### 6.")
    assert findings(CLEAN[:start] + CLEAN[end:], "ZI301")


def test_measures_without_trace_are_told() -> None:
    assert {"c", "k"} <= {f.message[8] for f in findings(CLEAN, "ZI303")}


def test_a_report_without_signature_is_one_error() -> None:
    start, end = CLEAN.index("Contoharjo, 12"), CLEAN.index("# LAMPIRAN")
    (finding,) = findings(CLEAN[:start] + CLEAN[end:], "ZI112")
    assert finding.severity is Severity.ERROR


def test_a_rencana_is_not_held_against_the_format() -> None:
    result = check(CLEAN, DocumentType.RENCANA_AKSI)
    assert (result.conformance, result.measures) == ((), ())
    assert not {"ZI101", "ZI112", "ZI304"} & {f.rule for f in result.findings}
