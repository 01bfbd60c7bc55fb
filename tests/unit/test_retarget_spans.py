"""What of a text is the source office's own, and what becomes of it for another office."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assistant.data import data_directory
from assistant.retargeting.borrowed import text_changer
from assistant.retargeting.model import Fate, Hint, SpanKind
from tests.unit.retarget_samples import adapted, office, passages, satker, spans

PROVINCE = "KPU Provinsi Kalimantan Barat"
REGENCY = "KPU Kabupaten Sukamaju"
CITY = "KPU Kota Karang Indah"
KIP = "KIP Kabupaten Bireuen"


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Tim pada KPU Provinsi Kalimantan Barat.", PROVINCE, REGENCY, "Tim pada KPU Kabupaten Sukamaju."),
        (
            "KOMISI PEMILIHAN UMUM PROVINSI KALIMANTAN BARAT",
            PROVINCE,
            CITY,
            "KOMISI PEMILIHAN UMUM KOTA KARANG INDAH",
        ),
        (
            "Komisi Pemilihan Umum (KPU) Provinsi Kalimantan Barat",
            PROVINCE,
            CITY,
            "Komisi Pemilihan Umum (KPU) Kota Karang Indah",
        ),
        ("KPU Kalbar bekerja", PROVINCE, REGENCY, "KPU Kabupaten Sukamaju bekerja"),
        ("KPU Kab.Sukamaju", REGENCY, CITY, "KPU Kota Karang Indah"),
        ("KPU Kab. Sukamaju", REGENCY, "KPU Kabupaten Ranah Baru", "KPU Kab. Ranah Baru"),
        (
            "Komisi Pemilihan Umum Kabupaten Sukamaju",
            REGENCY,
            KIP,
            "Komisi Independen Pemilihan Kabupaten Bireuen",
        ),
        ("KPU Provinsi Kalimantan Barat", PROVINCE, "KIP Aceh", "KIP Aceh"),
        ("KIP Kabupaten Bireuen", KIP, REGENCY, "KPU Kabupaten Sukamaju"),
        (
            "KOMISI PEMILIHAN UMUM\nPROVINSI KALIMANTAN BARAT",
            PROVINCE,
            REGENCY,
            "KOMISI PEMILIHAN UMUM\nKABUPATEN SUKAMAJU",
        ),
        (
            "KOMISI PEMILIHAN UMUM\nPROVINSI KALIMANTAN BARAT",
            PROVINCE,
            KIP,
            "KOMISI INDEPENDEN PEMILIHAN\nKABUPATEN BIREUEN",
        ),
        ("masyarakat se-Kalimantan Barat", PROVINCE, CITY, "masyarakat se-Kota Karang Indah"),
        ("warga Provinsi Kalbar", PROVINCE, REGENCY, "warga Kabupaten Sukamaju"),
        ("di wilayah Sukamaju", REGENCY, CITY, "di wilayah Karang Indah"),
        ("tagar #zi sukamaju", REGENCY, CITY, "tagar #zi karang indah"),
        ("meletakkan batu pertama", "KPU Kota Batu", CITY, "meletakkan batu pertama"),
    ],
)
def test_own_names_become_the_new_ones(text: str, source: str, target: str, expected: str) -> None:
    assert adapted(text, source, target) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Peraturan KPU Nomor 8 Tahun 2019 tentang Tata Kerja KPU, KPU Provinsi, dan KPU Kabupaten/Kota",
        "Undang-Undang Nomor 1 Tahun 2015 tentang Pemilihan Gubernur, Bupati, dan Wali Kota",
        "Keputusan Komisi Pemilihan Umum Nomor 314/ORT.07-Kpt/01/KPU/V/2021 tentang Petunjuk Teknis",
        "arahan KPU RI dan Inspektorat KPU RI",
        "KPU Melayani adalah semboyan bersama",
        "seluruh KPU Provinsi dan KPU Kabupaten/Kota di Indonesia",
        "bimbingan dari pusat, provinsi, dan kabupaten/kota",
        "target selesai pada April 2026",
        "tersedia di www.lapor.go.id",
    ],
)
def test_law_and_the_nation_stay(text: str) -> None:
    assert adapted(text, PROVINCE, REGENCY) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Keputusan KPU Provinsi Kalimantan Barat Nomor 15 Tahun 2025",
            "Keputusan KPU Kabupaten Sukamaju <Nomor 15 Tahun 2025>",
        ),
        ("dicanangkan pada tanggal 7 Juli 2021", "dicanangkan pada tanggal <7 Juli 2021>"),
        ("Ditetapkan di Kuala Banjar", "Ditetapkan di <Kuala Banjar>"),
        (
            "Kuala Banjar, 3 Mei 2025\nKantor di Kuala Banjar",
            "<Kuala Banjar>, <3 Mei 2025>\nKantor di <Kuala Banjar>",
        ),
        (
            "alamat Jalan Melati No. 5, Kuala Banjar. Telp. (0561) 123456",
            "alamat <Jalan Melati No. 5, Kuala Banjar>. Telp. <(0561) 123456>",
        ),
        ("situs kalbar.kpu.go.id", "situs <kalbar.kpu.go.id>"),
        ("akun @kpu_kalbar", "akun <@kpu_kalbar>"),
        ("rapat dengan KPU Kota Pontianak", "rapat dengan <KPU Kota Pontianak>"),
        ("kegiatan di Kabupaten Sambas", "kegiatan di <Kabupaten Sambas>"),
        ("memiliki 14 (empat belas) kabupaten/kota", "memiliki <14 (empat belas) kabupaten/kota>"),
        ("Penghargaan PPID, dan layanan", "<Penghargaan PPID>, dan layanan"),
        ("Kepala Bagian Hukum", "<Kepala Bagian> Hukum"),
        (
            "Peraturan Daerah Nomor 3 Tahun 2020 tentang Provinsi Kalimantan Barat",
            "<Peraturan Daerah Nomor 3 Tahun 2020 tentang Provinsi Kalimantan Barat>",
        ),
    ],
)
def test_what_nobody_can_know_is_asked(text: str, expected: str) -> None:
    assert adapted(text, PROVINCE, REGENCY) == expected


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Gubernur hadir", REGENCY, "Bupati hadir"),
        ("WAKIL GUBERNUR", CITY, "WAKIL WALI KOTA"),
        ("rapat tingkat provinsi", CITY, "rapat tingkat kota"),
        ("Pemerintah Provinsi", REGENCY, "Pemerintah Kabupaten"),
        ("Sekretariat KPU Provinsi bertugas", REGENCY, "Sekretariat KPU Kabupaten bertugas"),
        ("Pasal 20 mengatur KPU Provinsi", REGENCY, "Pasal 20 mengatur KPU <Provinsi>"),
        ("tingkat provinsi", "KPU Provinsi Jambi", "tingkat provinsi"),
    ],
)
def test_level_words_follow_the_level(text: str, target: str, expected: str) -> None:
    assert adapted(text, PROVINCE, target) == expected


def test_known_facts_of_the_office_are_filled_in() -> None:
    target = office(
        REGENCY,
        seat="Suka Kota",
        site="kab-sukamaju.kpu.go.id",
        email="kpu@sukamaju.id",
        chair="Rahmat Hidayat",
    )
    text = (
        "Ditetapkan di Kuala Banjar\nsitus kalbar.kpu.go.id, surel info@kalbar.kpu.go.id\n"
        "Ketua KPU Provinsi Kalimantan Barat,\nttd.\nBudi Setiawan"
    )
    hints = [Hint("Budi Setiawan", SpanKind.PERSON)]
    assert adapted(text, PROVINCE, target, hints) == (
        "Ditetapkan di Suka Kota\nsitus kab-sukamaju.kpu.go.id, surel kpu@sukamaju.id\n"
        "Ketua KPU Kabupaten Sukamaju,\nttd.\nRahmat Hidayat"
    )


def test_the_province_above_a_regency_changes_with_it_or_stays() -> None:
    text = "KPU Provinsi Jambi membina KPU Kabupaten Sarolangun di Provinsi Jambi."
    assert adapted(text, "KPU Kabupaten Sarolangun", "KPU Kabupaten Bungo") == (
        "KPU Provinsi Jambi membina KPU Kabupaten Bungo di Provinsi Jambi."
    )
    assert adapted(text, "KPU Kabupaten Sarolangun", "KPU Kota Binjai") == (
        "KPU Provinsi Sumatera Utara membina KPU Kota Binjai di Provinsi Sumatera Utara."
    )
    assert adapted(text, "KPU Kabupaten Sarolangun", "KIP Kota Langsa") == (
        "KIP Aceh membina KIP Kota Langsa di Provinsi Aceh."
    )


DUTY = "c. Melakukan pembinaan kepada KPU Kabupaten/Kota di Kalimantan Barat agar menyusun rencana;"


def test_a_duty_of_a_province_is_dropped_as_an_item_of_its_own() -> None:
    (span,) = spans(passages(DUTY, items=True), PROVINCE, office(REGENCY))
    assert (span.action, span.kind, span.text) == (Fate.DROP, SpanKind.PROVINCE_ONLY_DUTY, DUTY)


@pytest.mark.parametrize(
    "text",
    [
        "d. Sosialisasi kepada pegawai internal dan KPU Kabupaten/Kota di Kalimantan Barat;",
        "e. Menyusun laporan bersama KPU Kabupaten/Kota se-Kalimantan Barat;",
        "f. Supervisi KPU Kabupaten/Kota. Selain itu menyusun standar pelayanan sendiri.",
        "g. Supervisi KPU Kabupaten/Kota meliputi:",
    ],
)
def test_a_duty_within_other_text_is_asked(text: str) -> None:
    found = spans(passages(text, items=True), PROVINCE, office(REGENCY))
    assert [span.action for span in found] == [Fate.ASK]


def test_a_province_keeps_the_duties_of_a_province() -> None:
    text = "Membina KPU Kabupaten/Kota se-Kalimantan Barat"
    assert adapted(text, PROVINCE, "KPU Provinsi Jambi") == "Membina KPU Kabupaten/Kota se-Jambi"


def test_offices_below_a_regency_are_asked_wherever_they_slipped_in() -> None:
    assert adapted("rapat dengan KPU Kabupaten/Kota", REGENCY, CITY) == "rapat dengan <KPU Kabupaten/Kota>"


def test_placeholders_of_a_template_survive() -> None:
    text = "{{ satker }} KPU Provinsi Kalimantan Barat {% if x %}Kalbar{% endif %}"
    assert adapted(text, PROVINCE, REGENCY).startswith("{{ satker }} KPU Kabupaten Sukamaju {% if x %}")


def test_spans_do_not_overlap_and_quote_their_passage() -> None:
    texts = passages(DUTY, "Kalbar, 3 Mei 2025", "Keputusan KPU Kalbar Nomor 3 Tahun 2025 tanggal 4 Mei 2025")
    found = spans(texts, PROVINCE, office(REGENCY))
    for span in found:
        assert texts[span.passage].text[span.start : span.end] == span.text
    for left, right in pairwise(found):
        assert (left.passage, left.end) <= (right.passage, right.start) or left.passage < right.passage


def test_a_document_for_its_own_office_asks_but_replaces_no_name() -> None:
    found = spans(passages("Rencana KPU Kabupaten Sukamaju di Sukamaju."), REGENCY, office(REGENCY))
    assert all(span.action is Fate.KEEP for span in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SK Tim KPU Kabupaten Lembah Damar", "SK Tim KPU Kota Teluk Senja"),
        ("kantor di Lembah Damar, tahun 2026", "kantor di Teluk Senja, tahun 2026"),
        ("rapat dengan KPU Kabupaten/Kota", "rapat dengan ?"),
        ("arahan KPU RI", "arahan KPU RI"),
    ],
)
def test_single_texts_of_a_borrowed_plan(text: str, expected: str) -> None:
    changes = text_changer(
        satker("KPU Kabupaten Lembah Damar"), office("KPU Kota Teluk Senja"), data_directory("mappings")
    )
    for change in reversed(changes(text)):
        text = text[: change.start] + (change.replacement or "?") + text[change.end :]
    assert text == expected
