from __future__ import annotations

import pytest

from assistant.document import Block, BlockKind, DocumentType, Identity, Level, SourceKind, Table
from assistant.reading.identity import identify

OFFICE = "KOMISI PEMILIHAN UMUM KABUPATEN KARANG JAYA"


def blocks(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Block]:
    return [Block(f"b{i}", kind, text) for i, text in enumerate(texts, 1)]


def identity_of(*texts: str) -> Identity:
    return identify(blocks(*texts), (), SourceKind.TEXT)


def test_report_with_a_cover() -> None:
    found = identity_of(
        "LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS",
        OFFICE,
        "TAHUN 2025",
        "BAB I PENDAHULUAN",
        "Rencana aksi tahun 2026 disusun kemudian oleh KPU Kabupaten Karang Jaya.",
    )
    assert found == Identity("KPU Kabupaten Karang Jaya", Level.KABUPATEN, 2025, DocumentType.LAPORAN)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS", DocumentType.RENCANA_AKSI),
        ("RENCANA KERJA PEMBANGUNAN ZONA INTEGRITAS", DocumentType.RENCANA_KERJA),
        ("PROGRAM KERJA PEMBANGUNAN ZI", DocumentType.RENCANA_KERJA),
    ],
)
def test_plan_on_a_decree_is_of_the_year_that_it_plans_for(subject: str, kind: DocumentType) -> None:
    found = identity_of(
        OFFICE,
        "KEPUTUSAN " + OFFICE,
        "NOMOR 41 TAHUN 2025",
        "TENTANG",
        f"{subject} DI LINGKUNGAN {OFFICE} TAHUN 2026",
    )
    assert found == Identity("KPU Kabupaten Karang Jaya", Level.KABUPATEN, 2026, kind)


def test_plan_that_begins_in_the_middle_of_its_decree() -> None:
    found = identity_of(
        "bahwa perlu menetapkan Keputusan KPU Kota Tanjung Asri tentang Rencana Aksi "
        "Pembangunan Zona Integritas di Lingkungan KPU Kota Tanjung Asri Tahun 2026;",
        "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum;",
    )
    assert found == Identity("KPU Kota Tanjung Asri", Level.KOTA, 2026, DocumentType.RENCANA_AKSI)


def test_letter_is_of_its_letterhead_and_date() -> None:
    found = identity_of(
        "KOMISI PEMILIHAN UMUM\nPROVINSI JAWA TENGAH",
        "Nomor : 12/PW.02-SD/33/2025",
        "Perihal : Laporan Pembangunan Zona Integritas",
        "Semarang, 3 Maret 2025",
        "Yth. Ketua KPU Kabupaten Karang Jaya",
        "KPU Kabupaten Karang Jaya agar menyampaikan laporan kepada KPU Kabupaten Karang Jaya. " * 3,
        "FORMAT LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS TAHUN XXX",
    )
    assert found == Identity("KPU Provinsi Jawa Tengah", Level.PROVINSI, 2025, DocumentType.SURAT)


def test_report_behind_a_cover_letter_is_a_report() -> None:
    found = identity_of(
        OFFICE,
        "Nomor : 12/PW.02-SD/33/2026",
        "Perihal : Penyampaian Laporan",
        "Yth. Ketua KPU Provinsi Jawa Tengah",
        "LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS " + OFFICE + " TAHUN 2025",
        "BAB I PENDAHULUAN",
        "KPU Kabupaten Karang Jaya membangun zona integritas. " * 40,
    )
    assert (found.document_type, found.year) == (DocumentType.LAPORAN, 2025)


def test_running_header_is_a_title() -> None:
    found = identify(
        [
            *blocks(
                "Laporan Pembangunan Zona Integritas KPU Kota Tanjung Asri Tahun 2025", kind=BlockKind.NOISE
            ),
            *blocks("BAB I PENDAHULUAN", "KPU Kota Tanjung Asri melaksanakan tugas."),
        ],
        (),
        SourceKind.TEXT,
    )
    assert found == Identity("KPU Kota Tanjung Asri", Level.KOTA, 2025, DocumentType.LAPORAN)


def test_office_misread_now_and_then_is_one_office() -> None:
    found = identity_of(
        "LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS TAHUN 2025",
        "KPU Kabupaten Karang Jaya bekerja. KPU Kabupaten Karang Jaya hadir. KPU Kabupaten Karang Jays ada.",
        "KPU RI menetapkan. KPU RI menilai. KPU RI mengundang. KPU RI menyurati.",
    )
    assert found.satker == "KPU Kabupaten Karang Jaya"


def test_what_the_text_does_not_tell_is_not_guessed() -> None:
    found = identity_of(
        "Catatan rapat KPU Kota Tanjung Asri dan KPU Kabupaten Karang Jaya pada tahun 2024 dan 2025."
    )
    assert found == Identity(None, None, None, DocumentType.LAINNYA)


def test_years_of_law_are_not_the_year() -> None:
    found = identity_of(
        "LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS", "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum"
    )
    assert found.year is None


def test_workbook_of_the_evaluation_sheet() -> None:
    table = Table("t1", None, (), (("LEMBAR KERJA EVALUASI ZONA INTEGRITAS",), ("KPU Kota Tanjung Asri",)))
    rows = blocks("LEMBAR KERJA EVALUASI ZONA INTEGRITAS", "KPU Kota Tanjung Asri", kind=BlockKind.TABLE_ROW)
    found = identify(rows, (table,), SourceKind.XLSX)
    assert (found.document_type, found.satker) == (DocumentType.LKE, "KPU Kota Tanjung Asri")


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("A. Hasil Pelaksanaan", "II. Komponen Hasil", "A. KESIMPULAN"), DocumentType.LAPORAN),
        (
            ("A. HASIL PELAKSANAAN", "B. Kendala/Hambatan dan Upaya", "B. Rencana Tindak Lanjut"),
            DocumentType.LAPORAN,
        ),
        (("A. Latar Belakang", "B. Kendala", "C. Penutup"), DocumentType.LAINNYA),
    ],
)
def test_a_document_without_title_is_known_by_its_sections(
    headings: tuple[str, ...], kind: DocumentType
) -> None:
    found = identify(blocks(*headings, kind=BlockKind.HEADING), (), SourceKind.TEXT)
    assert found.document_type is kind
