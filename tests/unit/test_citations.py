from __future__ import annotations

import pytest

from assistant.language.citations import CitationKind, find_citations


@pytest.mark.parametrize(
    ("text", "kind", "type_", "number", "year"),
    [
        ("Undang-Undang Nomor 7 Tahun 2017", CitationKind.LAW, "Undang-Undang", "7", 2017),
        ("Undang – Undang Nomor 1 Tahun 2015", CitationKind.LAW, "Undang-Undang", "1", 2015),
        ("UndangUndang Nomor 1 Tahun 2022", CitationKind.LAW, "Undang-Undang", "1", 2022),
        ("Peraturan Pemeritah Nomor 94 Tahun 2021", CitationKind.LAW, "Peraturan Pemerintah", "94", 2021),
        ("Peraturan Presiden\nNomor 81 Tahun 2010", CitationKind.LAW, "Peraturan Presiden", "81", 2010),
        ("PKPU 8 Tahun 2019", CitationKind.LAW, "Peraturan Komisi Pemilihan Umum", "8", 2019),
        ("UU 7/2017", CitationKind.LAW, "Undang-Undang", "7", 2017),
        (
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 90 Tahun 2021",
            CitationKind.LAW,
            "Peraturan Menteri",
            "90",
            2021,
        ),
        (
            "Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2014",
            CitationKind.LAW,
            "Peraturan Pemerintah Pengganti Undang-Undang",
            "1",
            2014,
        ),
        ("Keputusan KPU Kota Tanjung Asri Nomor 15 tahun 2025", CitationKind.DECREE, "Keputusan", "15", 2025),
        (
            "Surat Keputusan No. 21/HK.03-Kpt/9901/2024",
            CitationKind.DECREE,
            "Keputusan",
            "21/HK.03-Kpt/9901/2024",
            2024,
        ),
        (
            "Berita Acara Nomor: 17/PW.02-\nBA/9901/2025",
            CitationKind.MINUTES,
            "Berita Acara",
            "17/PW.02-BA/9901/2025",
            2025,
        ),
        ("17/PW.02-BA/9901/2025", CitationKind.MINUTES, "", "17/PW.02-BA/9901/2025", 2025),
        ("Surat Dinas Nomor 99 tanggal 3 Mei 2025", CitationKind.LETTER, "Surat", "99", 2025),
        (
            "Tambahan Lembaran Negara Republik Indonesia Nomor 6109",
            CitationKind.GAZETTE,
            "Tambahan Lembaran Negara",
            "6109",
            None,
        ),
        (
            "tambahaan lembaran negara Nomor 6109",
            CitationKind.GAZETTE,
            "Tambahan Lembaran Negara",
            "6109",
            None,
        ),
        ("BERITA NEGARA TAHUN 2021 NOMOR 15", CitationKind.GAZETTE, "Berita Negara", "15", 2021),
        ("Lembran Daerah Tahun 2021 Nomor 15", CitationKind.GAZETTE, "Lembaran Daerah", "15", 2021),
    ],
)
def test_what_is_cited(text: str, kind: CitationKind, type_: str, number: str, year: int | None) -> None:
    (citation,) = find_citations(f"sesuai {text}, maka")
    assert (citation.kind, citation.type, citation.number, citation.year) == (kind, type_, number, year)
    assert f"sesuai {text}, maka"[citation.start : citation.end] == text


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("Undang-Undang Nomor 7 Tahun 2017", True),
        ("(Berita Negara Republik Indonesia Tahun 2021 Nomor 1571)", True),
        ("Keputusan Komisi Pemilihan Umum Nomor 31/ORT.07-Kpt/01/KPU/V/2021", True),
        ("Keputusan Menteri PANRB Nomor 780 Tahun 2023", True),
        ("SK Sekjen Nomor 24 Tahun 2024", True),
        ("Surat Edaran Menteri PANRB Nomor 4 Tahun 2019", True),
        ("Keputusan KPU Kabupaten Karang Jaya Nomor 15 Tahun 2025", False),
        ("Surat Keputusan No. 275 Tahun 2025", False),
        ("Surat KPU RI Nomor 37/PW.02-SD/10/2025", False),
        ("Berita Acara Nomor 17/PW.02-BA/9901/2025", False),
    ],
)
def test_law_is_kept_and_the_offices_own_papers_are_not(text: str, is_kept: bool) -> None:
    (citation,) = find_citations(text)
    assert citation.is_kept is is_kept


def test_subject_and_amendment() -> None:
    text = (
        "Peraturan Menteri PANRB Nomor 5 Tahun 2024 tentang Perubahan atas Peraturan Menteri PANRB Nomor 90 "
        "Tahun 2021 tentang Pembangunan Zona Integritas (Berita Negara Tahun 2024 Nomor 444);"
    )
    first, second, gazette = find_citations(text)
    assert first.is_amendment
    assert not second.is_amendment
    assert second.subject == "Pembangunan Zona Integritas"
    assert gazette.kind is CitationKind.GAZETTE


def test_the_issuer_of_a_decree() -> None:
    (citation,) = find_citations("Keputusan KPU Kabupaten Karang Jaya Nomor 15 Tahun 2025 tentang Tim Kerja.")
    assert citation.issuer is not None
    assert citation.issuer.name == "KPU Kabupaten Karang Jaya"
    assert citation.subject == "Tim Kerja"


@pytest.mark.parametrize(
    "text", ["Jalan Merdeka No. 12", "tabel nomor 3", "nilai 3,96", "Pasal 1 ayat (2)", "No. 5"]
)
def test_no_citations(text: str) -> None:
    assert find_citations(text) == ()
