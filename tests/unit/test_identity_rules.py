from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.checking.check import check_document
from assistant.checking.model import Finding, Severity
from assistant.document import DocumentType, Level
from assistant.language.names import find_names
from assistant.language.slips import is_hand_slip, is_scan_slip
from assistant.mapping.model import MappingResult
from tests.unit.checking_samples import CLEAN, check, document, findings, fmt, lke, rulebook


def _with(text: str) -> str:
    return CLEAN.replace("Sosialisasi gratifikasi digelar dua kali.", text, 1)


def _of(satker: str, level: Level, text: str, rule: str) -> list[Finding]:
    """Return what a rule finds in the document of another office than the sample's."""
    made = document(text, DocumentType.LAPORAN, level)
    made = replace(made, identity=replace(made.identity, satker=satker, level=level))
    result = check_document(made, fmt(), lke(), MappingResult((), ()), rulebook=rulebook())
    return [finding for finding in result.findings if finding.rule == rule]


def test_a_clean_report_is_silent_on_identity() -> None:
    assert [f for f in check(CLEAN).findings if f.rule.startswith("ZI6")] == []


# --- other offices -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("KPU Kabupaten Sumberwangi menetapkan sembilan standar pelayanan.", "error"),
        ("Komitmen dibangun di lingkungan KPU Kota Batubening sejak Maret.", "error"),
        ("Unggahan itu memperkenalkan KPU Kabupaten Sumberwangi kepada publik.", "warning"),
        ("Perbaikan ini dirasakan masyarakat Kabupaten Sanggau.", "warning"),
    ],
)
def test_another_office_in_the_place_of_the_own_one_is_told(text: str, severity: str) -> None:
    (finding,) = findings(_with(text), "ZI601")
    assert finding.severity == severity
    assert finding.quote in text
    assert "Contoharjo" in finding.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "Studi tiru dilakukan ke KPU Kabupaten Sumberwangi pada Mei.",
        "Rapat dihadiri Ketua KPU Kota Batubening.",
        "KPU Provinsi Tanah Rekaan memberi pendampingan.",
        "KPU RI menerbitkan pedoman baru.",
        "Acuannya Keputusan KPU Kabupaten Sumberwangi Nomor 12 Tahun 2024 tentang Standar Pelayanan.",
        "Kegiatan ini diikuti KPU Kabupaten Sumberwangi dan KPU Kota Batubening.",
        "Naskah dikirim ke Kabupaten Sanggau.",
        "KPU Kabupaten Contoharj menutup loket.",
    ],
)
def test_visits_partners_citations_and_the_province_are_left(text: str) -> None:
    assert findings(_with(text), "ZI601") == []


def test_one_foreign_office_is_one_finding() -> None:
    text = _with("KPU Kabupaten Sumberwangi menetapkan standar.").replace(
        "Maklumat pelayanan dipasang", "KPU Kabupaten Sumberwangi membuka layanan. Maklumat dipasang"
    )
    (finding,) = findings(text, "ZI601")
    assert "juga di baris" in finding.message


def test_a_province_may_name_its_regencies() -> None:
    text = CLEAN.replace("KABUPATEN CONTOHARJO", "PROVINSI RIAU").replace(
        "Kabupaten Contoharjo", "Provinsi Riau"
    )
    text = text.replace("Sosialisasi gratifikasi", "KPU Kabupaten Kampar dipantau. Sosialisasi gratifikasi")
    assert _of("KPU Provinsi Riau", Level.PROVINSI, text, "ZI601") == []
    assert _of("KPU Provinsi Riau", Level.PROVINSI, text, "ZI610") == []
    other = text.replace("KPU Kabupaten Kampar dipantau", "KPU Kabupaten Sambas memantau stok")
    assert len(_of("KPU Provinsi Riau", Level.PROVINSI, other, "ZI601")) == 1


@pytest.mark.parametrize(
    ("text", "severity", "right"),
    [
        ("KPU Kota Contoharjo membuka loket baru.", Severity.ERROR, "KPU Kabupaten Contoharjo"),
        ("Komisis Pemilihan Umum Kabupaten Contoharjo hadir.", Severity.WARNING, "Komisi Pemilihan Umum"),
        ("KPU Kabupaten Contohrajo membuka loket baru.", Severity.WARNING, "KPU Kabupaten Contoharjo"),
        (
            "Tautan tersedia di laman KPU Kab.Contoharjo setiap hari.",
            Severity.INFO,
            "KPU Kabupaten Contoharjo",
        ),
        ("KIP Kabupaten Contoharjo membuka loket baru.", Severity.WARNING, "KPU Kabupaten Contoharjo"),
    ],
)
def test_the_own_name_in_another_form_is_told(text: str, severity: Severity, right: str) -> None:
    more = "KPU Kabupaten Contoharjo menerima tamu. "
    (finding,) = findings(_with(more + text), "ZI602")
    assert finding.severity is severity
    assert right in finding.suggestion


@pytest.mark.parametrize(
    "text",
    [
        "KPU Kabupaten Contohario membuka loket.",  # j read as i
        "KOMIsi PEMILIHAN UMUM KABUPATEN CONTOHARJO hadir.",
        "Komisi PemiIihan Umum Kabupaten Contoharjo hadir.",
        "KPU Kabupaten Contoharjo hadir.",
    ],
)
def test_letters_that_scanning_confuses_are_no_variant(text: str) -> None:
    assert findings(_with(text), "ZI602") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Kantor berada di Kabupaten Kampar, Provinsi Jambi.", Severity.ERROR),
        ("Laporan dikirim ke KPU Provinsi Jambi setiap bulan.", Severity.WARNING),
    ],
)
def test_a_wrong_province_is_told(text: str, severity: Severity) -> None:
    whole = _with(text).replace("CONTOHARJO", "KAMPAR").replace("Contoharjo", "Kampar")
    (finding,) = _of("KPU Kabupaten Kampar", Level.KABUPATEN, whole, "ZI605")
    assert finding.severity is severity
    assert "Riau" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Kantor berada di Kabupaten Kampar, Provinsi Riau.",
        "Laporan dikirim ke KPU Provinsi Riau.",
        "Studi banding dilakukan ke KPU Provinsi Jambi.",
        "Tamu datang dari Kabupaten Bungo Provinsi Jambi.",
    ],
)
def test_the_right_province_and_visits_are_left(text: str) -> None:
    whole = _with(text).replace("CONTOHARJO", "KAMPAR").replace("Contoharjo", "Kampar")
    assert _of("KPU Kabupaten Kampar", Level.KABUPATEN, whole, "ZI605") == []


# --- persons -----------------------------------------------------------------------------------------------


def test_the_same_officer_in_two_spellings_is_told() -> None:
    text = _with("Apel dipimpin Ketua KPU Kabupaten Contoharjo, Ratna Wiradinata.")
    (finding,) = findings(text, "ZI603")
    assert finding.severity is Severity.WARNING
    assert {"Ratna Wiradinata", "Ratna Wiryadinata"} <= set(finding.message.split("'"))
    assert findings(text, "ZI604") == []


@pytest.mark.parametrize("title", ["# BAB IV PENUTUP", "BAB IV PENUTUP", "IV. PENUTUP UMUM"])
def test_a_title_below_an_office_is_no_name(title: str) -> None:
    text = _with(f"Rapat digelar.\nKetua KPU Kabupaten Contoharjo,\nRatna Wiryadinata\n{title}\n")
    assert findings(text, "ZI604") == []


def test_another_name_for_the_same_office_is_worth_a_look() -> None:
    text = _with("Apel dipimpin Ketua KPU Kabupaten Contoharjo, Bagas Pandansari.")
    (finding,) = findings(text, "ZI604")
    assert finding.severity is Severity.INFO
    assert findings(text, "ZI603") == []


@pytest.mark.parametrize(
    "text",
    [
        "Apel dipimpin Ketua KPU Kabupaten Contoharjo, Ratna Wiryadinata.",
        "Agen perubahan ialah Siti Rahmawati, S.E. dan Siti Rahmawani, S.H.",
        "Plt. Ketua KPU Kabupaten Contoharjo, Bagas Pandansari, membuka rapat.",
        "Sekretaris KPU Kabupaten Contoharjo, Tegar Kelanawati, membuka rapat.",
    ],
)
def test_persons_side_by_side_and_acting_officers_are_left(text: str) -> None:
    assert [f for f in check(_with(text)).findings if f.rule in ("ZI603", "ZI604")] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hadir Dewi Anggraini, S.Sos., M.Si. dan tamu", ["Dewi Anggraini"]),
        ("Ketua KPU Kabupaten X, Rudi Hartanto, membuka", ["Rudi Hartanto"]),
        ("Sekretaris: Rudi Hartanto", ["Rudi Hartanto"]),
        ("Kepala Subbagian Umum, Data, dan Informasi", []),
        ("rapat dibuka pada pukul delapan", []),
    ],
)
def test_names_are_found_by_degree_and_office(text: str, names: list[str]) -> None:
    excluded = {"umum", "data", "informasi"}
    assert [mention.name for mention in find_names(text, excluded)] == names


@pytest.mark.parametrize(
    ("printed", "right", "scan", "hand"),
    [
        ("pemabngunan", "pembangunan", False, True),
        ("komisis", "komisi", False, True),
        ("kepuasaan", "kepuasan", False, True),
        ("pemiiihan", "pemilihan", True, False),
        ("kornisi", "komisi", True, False),
        ("pembangunain", "pembangunan", True, False),
        ("penilaian", "pelayanan", False, False),
        ("sama", "sama", True, False),
    ],
)
def test_slips_of_hand_and_scanner_are_told_apart(printed: str, right: str, scan: bool, hand: bool) -> None:
    assert is_scan_slip(printed, right) is scan
    assert is_hand_slip(printed, right) is hand


# --- what the document is about ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Hasil kegiatan pada program Manajemen Perubahan meliputi tiga hal.", Severity.ERROR),
        ("Sasaran area Penguatan Akuntabilitas adalah tertib.", Severity.ERROR),
        ("Tujuan pokja Penataan Tata Laksana ialah rapi.", Severity.ERROR),
        ("Pegawai berdisiplin pada area Manajemen Perubahan.", Severity.WARNING),
    ],
)
def test_another_area_in_an_area_is_told(text: str, severity: Severity) -> None:
    (finding,) = findings(_with(text), "ZI307")
    assert finding.severity is severity
    assert "Penguatan Pengawasan" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Target area Penguatan Pengawasan tercapai.",
        "Hal ini sejalan dengan target area Manajemen Perubahan.",
        "Sebagaimana diuraikan pada area Manajemen Perubahan, tim bekerja.",
        "Sasaran area Penguatan Pengawasan dan area Manajemen Perubahan sama.",
    ],
)
def test_the_own_area_and_references_are_left(text: str) -> None:
    assert findings(_with(text), "ZI307") == []


PLAN = """
RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS KPU KABUPATEN CONTOHARJO TAHUN 2026
# 1. PENDAHULUAN
Rencana aksi ini disusun bersama seluruh subbagian.
# 2. MAKSUD DAN TUJUAN
Menjadi acuan bagi pegawai dalam pembangunan zona integritas.
# I. MANAJEMEN PERUBAHAN
a. Menetapkan tim kerja.
# II. PENATAAN TATA LAKSANA
a. Meninjau seluruh SOP.
# III. PENATAAN SISTEM MANAJEMEN SDM
a. Menyusun kebutuhan pegawai.
# IV. PENGUATAN AKUNTABILITAS
a. Menyusun perjanjian kinerja.
"""


def _plan(text: str, rule: str) -> list[Finding]:
    return findings(text, rule, DocumentType.RENCANA_AKSI)


def test_a_clean_plan_is_silent_on_identity() -> None:
    result = check(PLAN, DocumentType.RENCANA_AKSI)
    assert [f for f in result.findings if f.rule.startswith(("ZI6", "ZI307"))] == []


def test_another_area_in_the_area_of_a_plan_is_told() -> None:
    text = PLAN.replace("Meninjau seluruh SOP", "Mencapai target area Manajemen Perubahan")
    (finding,) = _plan(text, "ZI307")
    assert "Tata Laksana" in finding.message


@pytest.mark.parametrize("numbered", ["AREA {}. ", "AREA {} – ", "Area Perubahan {}: ", "{}. "])
def test_an_area_may_be_numbered_as_an_area(numbered: str) -> None:
    areas = ("Penataan Tata Laksana", "Penguatan Pengawasan", "Penguatan Akuntabilitas")
    text = "RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS KPU KABUPATEN CONTOHARJO TAHUN 2026\n"
    for number, name in zip(("I", "V", "VI"), areas, strict=True):
        text += f"# {numbered.format(number)}{name}\nRencana aksi dalam komponen {name.lower()} ini.\n"
    assert _plan(text, "ZI307") == []
    wrong = text.replace("komponen penguatan pengawasan", "komponen penguatan akuntabilitas")
    assert len(_plan(wrong, "ZI307")) == 1


def test_a_plan_that_confines_itself_to_one_area_is_told() -> None:
    text = PLAN.replace("pembangunan zona integritas.", "zona integritas area Penguatan Pengawasan.")
    (finding,) = _plan(text, "ZI611")
    assert finding.severity is Severity.ERROR
    assert "Penguatan Pengawasan" in finding.message


@pytest.mark.parametrize(
    "ending",
    [
        "zona integritas pada area Manajemen Perubahan dan area Penguatan Pengawasan.",
        "zona integritas, antara lain area Penguatan Pengawasan.",
        "pegawai area Penguatan Pengawasan.",
        "zona integritas program Manajemen Perubahan, Penataan Tata Laksana, dan Penguatan Pengawasan.",
        "zona integritas pada area Manajemen Perubahan dan Penguatan Akuntabilitas.",
        "zona integritas pada area Penguatan Pengawasan; Penguatan Akuntabilitas; serta Tata Laksana.",
    ],
)
def test_several_areas_and_examples_confine_nothing(ending: str) -> None:
    assert _plan(PLAN.replace("pembangunan zona integritas.", ending), "ZI611") == []


def test_a_plan_under_another_name_is_told_once() -> None:
    text = PLAN.replace("Rencana aksi ini disusun", "Dokumen rencana kerja ini disusun").replace(
        "Menjadi acuan", "Tujuan penyusunan rencana kerja ini adalah menjadi acuan"
    )
    (finding,) = _plan(text, "ZI609")
    assert "juga di baris" in finding.message
    assert _plan(PLAN.replace("disusun bersama", "mengacu pada rencana kerja KPU RI"), "ZI609") == []


@pytest.mark.parametrize(
    ("action", "severity"),
    [
        ("Melaksanakan supervisi ke KPU Kabupaten/Kota.", Severity.ERROR),
        ("Monitoring dan evaluasi WBS pada KPU/KIP Kabupaten/Kota.", Severity.ERROR),
        ("Laporan rapat tim dengan KPU Kabupaten/Kota.", Severity.WARNING),
        ("Pemantauan kemajuan pada KPU kabupaten/kota di wilayah provinsi.", Severity.ERROR),
        ("Asistensi pengisian berkas kepada KPU Kabupaten/Kota se-Provinsi Antabaru.", Severity.ERROR),
        ("Menghimpun laporan bulanan dari seluruh satuan kerja Kabupaten/Kota.", Severity.ERROR),
    ],
)
def test_provincial_duties_in_a_regency_are_told(action: str, severity: Severity) -> None:
    (finding,) = _plan(PLAN.replace("Meninjau seluruh SOP.", action), "ZI610")
    assert finding.severity is severity
    assert "kabupaten/kota" in finding.quote.lower()


@pytest.mark.parametrize(
    "action",
    [
        "Mengikuti rapat koordinasi KPU Kabupaten/Kota di ibu kota provinsi.",
        "Menerima supervisi KPU Provinsi kepada KPU Kabupaten/Kota.",
        "Menjalankan Peraturan KPU Nomor 8 Tahun 2019 tentang Tata Kerja KPU dan KPU Kabupaten/Kota.",
        "Mempelajari tugas sekretaris KPU Kabupaten/Kota.",
        "Mengikuti monitoring KPU Kabupaten/Kota se-Provinsi Antabaru.",
        "Menghadiri pembinaan KPU Provinsi bagi KPU Kabupaten/Kota di wilayah Provinsi Antabaru.",
    ],
)
def test_what_a_regency_may_say_of_its_kind_is_left(action: str) -> None:
    assert _plan(PLAN.replace("Meninjau seluruh SOP.", action), "ZI610") == []


def test_a_province_has_provincial_duties() -> None:
    text = CLEAN.replace("Sosialisasi gratifikasi", "Supervisi dilakukan ke KPU Kabupaten/Kota. Sosialisasi")
    assert _of("KPU Provinsi Riau", Level.PROVINSI, text, "ZI610") == []


# --- names within citations, and names that nothing marks ----------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Tim dibentuk dengan Keputusan KPU Kabupaten Sumberwangi Nomor 12 Tahun 2025 tentang Tim Kerja.",
        "Keputusan KPU Kota Batubening Nomor 31 Tahun 2025 menetapkan dua agen perubahan.",
        "Standar layanan diatur dalam Keputusan Ketua KPU Kabupaten Sumberwangi Nomor 7 Tahun 2025.",
    ],
)
def test_another_office_as_issuer_of_the_own_decree_is_told(text: str) -> None:
    (finding,) = findings(_with(text), "ZI601")
    assert finding.severity in (Severity.WARNING, Severity.ERROR)


@pytest.mark.parametrize(
    "text",
    [
        "Rancangannya mencontoh Keputusan KPU Kota Batubening Nomor 31 Tahun 2024 tentang Standar Pelayanan.",
        "Keputusan KPU Kabupaten Sumberwangi Nomor 31 Tahun 2024 dijadikan pembanding.",
        "Keputusan KPU Kabupaten Contoharjo Nomor 31 Tahun 2025 menetapkan dua agen perubahan.",
        "Keputusan KPU Nomor 5 Tahun 2024 tentang Tata Kerja KPU Kota Batubening berlaku.",
    ],
)
def test_a_decree_that_serves_as_a_model_is_left(text: str) -> None:
    assert findings(_with(text), "ZI601") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Keputusan KPU Kota Contoharjo Nomor 8 Tahun 2025 menetapkan tim.", Severity.ERROR),
        ("KPU Provinsi Contoharjo menetapkan tim.", Severity.ERROR),
        ("Tim memakai Keputusan KPU Kab. Contoharjo Nomor 8 Tahun 2025.", Severity.INFO),
        ("KPU Contoharjo menetapkan tim.", Severity.INFO),
        ("Tamu KPU kabupaten Contoharjo mengisi buku.", Severity.INFO),
    ],
)
def test_the_own_name_is_read_in_citations_and_without_its_level(text: str, severity: Severity) -> None:
    (finding,) = findings(_with(text), "ZI602")
    assert finding.severity is severity
    assert "KPU Kabupaten Contoharjo" in finding.suggestion


def test_a_province_and_its_capital_may_bear_one_name() -> None:
    text = _with("KPU Provinsi Jambi membina kantor ini.")
    text = text.replace("Kabupaten Contoharjo", "Kota Jambi").replace("KABUPATEN CONTOHARJO", "KOTA JAMBI")
    assert _of("KPU Kota Jambi", Level.KOTA, text, "ZI602") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ringkasannya dikirim kepada KPU Provinsi Luhuranta.",
        "Kantor ini berada di Kabupaten Contoharjo, Provinsi Luhuranta.",
        "Propinsi Luhuranta",
    ],
)
def test_two_provinces_of_an_office_in_no_list_are_told(text: str) -> None:
    one = CLEAN.replace("# BAB I PENDAHULUAN", "PROVINSI SEMBADRA\n# BAB I PENDAHULUAN", 1)
    found = findings(one.replace("Sosialisasi gratifikasi digelar dua kali.", f"Ada dua.\n{text}\n"), "ZI605")
    (finding,) = found
    assert finding.severity is Severity.WARNING
    assert "Luhuranta" in finding.message
    assert "Sembadra" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Ringkasannya dikirim kepada KPU Provinsi Sembadra.",
        "Studi tiru dilakukan ke KPU Provinsi Luhuranta.",
        "Warga Provinsi Luhuranta berkunjung.",
    ],
)
def test_one_province_and_guests_are_left(text: str) -> None:
    one = CLEAN.replace("# BAB I PENDAHULUAN", "PROVINSI SEMBADRA\n# BAB I PENDAHULUAN", 1)
    assert findings(one.replace("Sosialisasi gratifikasi digelar dua kali.", text), "ZI605") == []


@pytest.mark.parametrize(
    "text",
    [
        "Rapat dipimpin oleh Ratna Wiryadianta selaku ketua.",
        "Arahan disampaikan Ratna Wiryadinatta kepada semua pegawai.",
        "Dalam sambutannya Ranta Wiryadinata meminta ketertiban.",
    ],
)
def test_the_signer_misspelt_without_title_is_worth_a_look(text: str) -> None:
    (finding,) = findings(_with(text), "ZI603")
    assert finding.severity is Severity.INFO
    assert "Ratna Wiryadinata" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Rapat dipimpin oleh Ratna Wiryadinata selaku ketua.",
        "Rapat dipimpin oleh Ratna Pandansari.",
        "Rapat dipimpin Ratna. Wiryadianta mencatat.",
    ],
)
def test_other_persons_and_single_names_are_left(text: str) -> None:
    assert findings(_with(text), "ZI603") == []


@pytest.mark.parametrize(
    "action",
    [
        "Memantau pembangunan zona integritas pada KPU kabupaten/kota di wilayah provinsi.",
        "Menghimpun laporan seluruh satuan kerja kabupaten/kota.",
        "Pembinaan KPU Kabupaten dan Kota se-provinsi.",
    ],
)
def test_provincial_duties_are_read_in_small_letters_and_with_their_region(action: str) -> None:
    (finding,) = _plan(PLAN.replace("Meninjau seluruh SOP.", action), "ZI610")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "action",
    [
        "Mengikuti supervisi bagi KPU kabupaten/kota di wilayah provinsi.",
        "KPU Provinsi memantau KPU kabupaten/kota.",
        "Menghimpun laporan seluruh subbagian.",
    ],
)
def test_what_the_province_does_is_left(action: str) -> None:
    assert _plan(PLAN.replace("Meninjau seluruh SOP.", action), "ZI610") == []


@pytest.mark.parametrize(
    "text",
    [
        "Seluruh bukti area Manajemen Perubahan tersimpan pada folder bersama.",
        "Demikian uraian pelaksanaan area perubahan Manajemen Perubahan.",
        "Dengan demikian sasaran area Penataan Tata Laksana terpenuhi.",
        "Data dukung area Penguatan Akuntabilitas sudah lengkap.",
    ],
)
def test_another_area_at_the_end_of_a_text_is_told(text: str) -> None:
    (finding,) = findings(_with(text), "ZI307")
    assert finding.severity is Severity.ERROR
