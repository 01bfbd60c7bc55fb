from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.checking.check import check_document
from assistant.checking.model import Finding, Severity
from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Identity,
    Level,
    LineSpan,
    Source,
    SourceKind,
    Table,
)
from assistant.mapping.model import MappingResult
from assistant.reading.rencana import Rencana, read_rencana
from tests.unit.checking_samples import fmt, lke, rulebook

_HEADER = ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")
Row = tuple[str, ...]


def _row(
    indikator: str = "Tim kerja telah dibentuk",
    langkah: str = "Membentuk tim kerja pembangunan",
    bukti: str = "Undangan",
    waktu: str = "Februari 2026",
    komponen: str = "Tim Kerja",
    number: str = "1",
) -> Row:
    return (number, komponen, indikator, langkah, bukti, waktu)


def _group(number: str, name: str) -> Row:
    return (number, name, "", "", "", "")


_OTHERS = (
    _row("Rencana tersedia", "Menyusun rencana kerja", "Naskah rencana", "Januari 2026", "Rencana", "2"),
    _row("SOP dipahami pelaksana", "Membahas SOP per subbagian", "Notula", "Mei 2026", "SOP", "3"),
    _row("Loket tertata", "Menata ruang loket", "Foto loket", "Juni 2026", "Loket", "4"),
)


def _document(
    rows: tuple[Row, ...],
    *,
    title: str = "RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2026",
    closed: bool = True,
) -> Document:
    blocks = [Block("b1", BlockKind.PARAGRAPH, title, spans=(LineSpan(0, None, 1),))]
    for index, cells in enumerate((_HEADER, *rows)):
        text = " | ".join(cell for cell in cells if cell)
        span = (LineSpan(0, None, index + 2),)
        blocks.append(
            Block(f"b{index + 2}", BlockKind.TABLE_ROW, text, spans=span, table="t1", row=index - 1)
        )
    if closed:
        end = LineSpan(0, None, len(rows) + 3)
        blocks.append(Block("end", BlockKind.PARAGRAPH, "Demikian rencana ini disusun.", spans=(end,)))
    return Document(
        Source("rencana.txt", "0" * 64, SourceKind.TEXT),
        Identity("KPU Kabupaten Contoharjo", Level.KABUPATEN, 2026, DocumentType.RENCANA_AKSI),
        blocks=tuple(blocks),
        tables=(Table("t1", None, _HEADER, rows, line=2),),
    )


def _check(document: Document, codes: dict[str, str] | None = None) -> list[Finding]:
    """Return all findings on a plan; `codes` gives the LKE's codes by component."""
    actions = tuple(
        replace(a, code=(codes or {}).get(a.komponen), area=(codes or {}).get(a.komponen, "")[:5] or None)
        for a in read_rencana(document).actions
    )
    result = check_document(
        document, fmt(), lke(), MappingResult((), ()), Rencana(actions), rulebook=rulebook()
    )
    return list(result.findings)


def _found(rows: tuple[Row, ...], rule: str) -> list[Finding]:
    return [f for f in _check(_document((*rows, *_OTHERS))) if f.rule == rule]


def test_a_sound_plan_has_no_finding() -> None:
    assert [f for f in _check(_document((_row(), *_OTHERS))) if f.rule[2] in "45"] == []


@pytest.mark.parametrize(
    ("row", "rule", "severity", "quote"),
    [
        (_row(bukti=""), "ZI402", Severity.WARNING, "Membentuk tim"),
        (_row(waktu=""), "ZI403", Severity.WARNING, "Membentuk tim"),
        (_row(waktu="-"), "ZI403", Severity.WARNING, "Membentuk tim"),
        (_row(waktu="..."), "ZI403", Severity.WARNING, "Membentuk tim"),
        (_row(langkah="", bukti="", waktu=""), "ZI404", Severity.WARNING, "Tim kerja telah dibentuk"),
        (_row(langkah=""), "ZI404", Severity.WARNING, "Tim kerja telah dibentuk"),
        (_row(waktu="Februari 2025"), "ZI405", Severity.ERROR, "Februari 2025"),
        (_row(waktu="Desember 2025"), "ZI405", Severity.WARNING, "Desember 2025"),
        (_row(waktu="September s.d. Maret 2026"), "ZI405", Severity.WARNING, "September s.d. Maret 2026"),
        (_row(waktu="Desember hingga Mei 2026"), "ZI405", Severity.WARNING, "Desember hingga Mei 2026"),
        (_row(waktu="Bulan Juli – Februari 2026"), "ZI405", Severity.WARNING, "Bulan Juli"),
        (_row(langkah="Menetapkan tim kerja Tahun 2024"), "ZI415", Severity.WARNING, "Menetapkan tim"),
        (_row(langkah="Penyusunan jadwal rapat 2025"), "ZI415", Severity.WARNING, "Penyusunan jadwal"),
        (_row(langkah="Mengunggah berita kegiatan tahun 2025"), "ZI415", Severity.INFO, "Mengunggah"),
        (_row(langkah="Menyusun laporan hasil tahun 2025"), "ZI415", Severity.INFO, "Menyusun laporan"),
        (_row(waktu="Juni 2027"), "ZI405", Severity.WARNING, "Juni 2027"),
        (
            _row(langkah="Menyusun LKjIP tahun 2025", bukti="LKjIP tahun 2024"),
            "ZI406",
            Severity.ERROR,
            "LKjIP tahun 2024",
        ),
        (_row(bukti="Renstra 2020-2024"), "ZI406", Severity.ERROR, "Renstra 2020-2024"),
        (_row(bukti="Piagam tahun 2023"), "ZI406", Severity.WARNING, "Piagam tahun 2023"),
        (_row(bukti="Keputusan tim tahun 2025"), "ZI406", Severity.INFO, "Keputusan tim tahun 2025"),
        (_row(waktu="Maret"), "ZI407", Severity.INFO, "Maret"),
        (_row(langkah="Rapat tim setiap triwulan"), "ZI408", Severity.WARNING, "setiap triwulan"),
        (_row(langkah="Merekap kehadiran per bulan"), "ZI408", Severity.WARNING, "per bulan"),
        (_row(indikator="Dipantau secara berkala"), "ZI408", Severity.INFO, "secara berkala"),
        (
            _row(langkah="Rapat per semester atau per triwulan", waktu="Juni dan Desember 2026"),
            "ZI408",
            Severity.WARNING,
            "per semester atau per triwulan",
        ),
    ],
)
def test_a_row_at_fault_is_found_at_its_words(row: Row, rule: str, severity: Severity, quote: str) -> None:
    got = _found((row,), rule)
    assert [f.severity for f in got] == [severity]
    assert got[0].quote.startswith(quote)
    assert (got[0].line, got[0].block) == (3, "b3")


@pytest.mark.parametrize(
    "row",
    [
        _row(waktu="Desember 2025 s.d. Januari 2026"),
        _row(waktu="Januari 2027"),
        _row(waktu="Januari - Maret 2026"),
        _row(waktu="Maret 2026 - Mei 2026"),
        _row(waktu="November 2025 s.d. Februari 2026"),
        _row(waktu="September, Maret 2026"),
        _row(langkah="Menetapkan tim kerja Tahun 2026"),
        _row(langkah="Menyusun LKjIP Tahun 2025"),
        _row(langkah="Menerapkan Keputusan Nomor 5 Tahun 2024"),
        _row(langkah="Membandingkan nilai tahun 2025 dengan tahun sebelumnya"),
        _row(waktu="Setiap bulan"),
        _row(langkah="Menyusun LKjIP tahun 2025", bukti="LKjIP tahun 2025"),
        _row(bukti="LKjIP Tahun 2025"),
        _row(bukti="Renstra 2025-2029"),
        _row(bukti="Keputusan Nomor 12 Tahun 2023"),
        _row(bukti="Dokumentasi Pemilu 2024"),
        _row(langkah="Rapat tim setiap triwulan", waktu="Maret, Juni, September, dan Desember 2026"),
        _row(langkah="Rapat tim setiap triwulan", waktu="Triwulan II, III, dan IV 2026"),
        _row(langkah="Apel setiap hari Senin dan rapat setiap triwulan", waktu="Januari-Desember 2026"),
        _row(langkah="Merekap kehadiran setiap bulan", waktu="Januari s.d. Desember 2026"),
    ],
)
def test_what_only_looks_wrong_in_a_row_is_left_alone(row: Row) -> None:
    rules = ("ZI403", "ZI405", "ZI406", "ZI407", "ZI408", "ZI415")
    assert [f for f in _check(_document((row, *_OTHERS))) if f.rule in rules] == []


def test_rows_that_share_a_merged_step_are_no_gap() -> None:
    rows = (_row(), *(_row(f"Indikator nomor {n}", "", "Foto", "Mei 2026", "") for n in range(4)))
    assert _found(rows, "ZI404") == []


def test_the_same_wrong_year_in_many_rows_is_one_finding() -> None:
    rows = tuple(_row(f"Indikator {n}", f"Langkah ke-{n}", waktu="Mei 2025", number=str(n)) for n in range(4))
    (finding,) = _found(rows, "ZI405")
    assert "juga di baris 4, baris 5, dan baris 6" in finding.message


def _conflicts(evaluation: str, implementation: str) -> tuple[Row, ...]:
    name = "Penanganan Benturan Kepentingan"
    return (
        _row(
            "Benturan kepentingan dipetakan", "Memetakan benturan kepentingan", "Peta", "Februari 2026", name
        ),
        _row("", "Menerapkan penanganan benturan kepentingan", "Formulir", implementation, "", ""),
        _row("", "Mengevaluasi penanganan benturan kepentingan", "Laporan", evaluation, "", ""),
    )


@pytest.mark.parametrize(
    ("evaluation", "implementation", "found"),
    [
        ("Maret 2026", "Juli 2026", 1),
        ("Maret dan Juni 2026", "Juli 2026", 1),
        ("Maret dan September 2026", "Juli 2026", 0),
        ("November 2026", "Maret s.d. Desember 2026", 0),
    ],
)
def test_an_evaluation_before_what_it_evaluates(evaluation: str, implementation: str, found: int) -> None:
    got = _found(_conflicts(evaluation, implementation), "ZI409")
    assert len(got) == found
    assert all("Juli" in f.message and f.quote == evaluation for f in got)


@pytest.mark.parametrize(
    ("due", "found"),
    [("Mei dan Desember 2026", 1), ("Juli dan Desember 2026", 0), ("Januari s.d. Desember 2026", 0)],
)
def test_results_of_a_survey_before_the_survey(due: str, found: int) -> None:
    name = "Penilaian Kepuasan"
    rows = (
        _row("Survei dilakukan", "Melaksanakan survei kepuasan masyarakat", "Laporan", "Juni 2026", name),
        _row("Hasil diketahui", "Mengumumkan hasil survei kepuasan masyarakat", "Foto", due, ""),
    )
    assert len(_found(rows, "ZI409")) == found


def test_different_things_in_one_sub_area_have_no_order() -> None:
    rows = (
        _row("Loket dievaluasi", "Mengevaluasi antrean loket", "Laporan", "Maret 2026", "Budaya Pelayanan"),
        _row("Seragam diterapkan", "Menerapkan seragam petugas jaga", "Foto", "Juli 2026", ""),
    )
    assert _found(rows, "ZI409") == []


def test_all_steps_in_one_month_are_worth_a_look() -> None:
    rows = (
        _row("Pengaduan dikenal", "Sosialisasi pengaduan masyarakat", "Foto", "Juni 2026", "Pengaduan"),
        _row("Pengaduan dinilai", "Mengevaluasi penanganan pengaduan", "Laporan", "Juni 2026", ""),
        _row("Hasilnya dijawab", "Menindaklanjuti hasil evaluasi pengaduan", "Tabel", "Juni 2026", ""),
    )
    (finding,) = _found(rows, "ZI414")
    assert finding.severity is Severity.INFO
    assert "Juni" in finding.message


_AREAS = (
    ("I", "MANAJEMEN PERUBAHAN"),
    ("II", "PENATAAN TATALAKSANA"),
    ("III", "PENATAAN SISTEM MANAJEMEN SDM"),
    ("IV", "PENGUATAN AKUNTABILITAS"),
)


def _grouped(*areas: tuple[str, str]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number, name in areas:
        rows += [
            _group(number, name),
            _row(f"Indikator {name}", f"Menata hal {name}", komponen=f"Hal {number}"),
        ]
    return tuple(rows)


def test_a_group_without_the_name_of_an_area_among_areas() -> None:
    document = _document(_grouped(("I", "PERSIAPAN MENUJU PREDIKAT PADA UNIT"), *_AREAS[1:]))
    (finding,) = [f for f in _check(document) if f.rule == "ZI411"]
    assert "PERSIAPAN MENUJU PREDIKAT" in finding.message
    assert "Manajemen Perubahan" in finding.suggestion


@pytest.mark.parametrize(
    "label", ["KOMPONEN HASIL", "BIROKRASI YANG BERSIH DAN AKUNTABEL", "Penguatan Pengawasan"]
)
def test_groups_with_names_of_the_lke_are_left_alone(label: str) -> None:
    document = _document(_grouped(*_AREAS, ("V", label)))
    assert [f for f in _check(document) if f.rule == "ZI411"] == []


def test_an_action_copied_under_another_indicator() -> None:
    copy = _row("Pegawai mengikuti pelatihan", komponen="Pelatihan", number="5")
    (other,) = _found((_row(), copy), "ZI413")
    assert other.severity is Severity.WARNING
    (same,) = _found((_row(), _row("Anggota tim dipilih", komponen="")), "ZI413")
    assert same.severity is Severity.INFO
    assert "baris 3" in same.message


def test_a_plan_that_breaks_off_in_its_last_area() -> None:
    rows = (_row(), _row("Standar ada", "Menyusun standar", komponen="Standar", number="2"))
    codes = {"Tim Kerja": "A.I.1.i.a", "Standar": "A.I.6.i.a"}
    cut = _check(_document(rows, closed=False), codes)
    assert [f.severity for f in cut if f.rule == "ZI410"] == [Severity.WARNING]
    closed = _check(_document(rows), codes)
    assert [f for f in closed if f.rule == "ZI410"] == []
    assert {f.severity for f in closed if f.rule == "ZI401"} == {Severity.INFO}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS DI LINGKUNGAN KPU KABUPATEN CONTOHARJO", []),
        ("RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2025", ["ZI514"]),
        ("RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2026", []),
        ("Rencana aksi pembangunan zona integritas disusun bersama.", []),
    ],
)
def test_the_year_in_the_title(title: str, found: list[str]) -> None:
    got = _check(_document((_row(), *_OTHERS), title=title))
    assert [f.rule for f in got if f.rule[2] in "45"] == found


_FOUR = (
    ("I", "Manajemen Perubahan"),
    ("II", "Penataan Tata Laksana"),
    ("III", "Penguatan Akuntabilitas"),
    ("IV", "Penguatan Pengawasan"),
)


def test_a_group_under_the_name_of_an_earlier_one_is_told() -> None:
    rows = _grouped(*_FOUR, ("V.", "Penguatan Pengawasan"))
    (finding,) = [f for f in _check(_document(rows)) if f.rule == "ZI411"]
    assert finding.severity is Severity.ERROR
    assert finding.line == 2 + len(rows) - 1
    assert "kelompok IV" in finding.message
    assert "Pelayanan Publik" in finding.suggestion


@pytest.mark.parametrize(
    "more",
    [
        (("IV", "Penguatan Pengawasan"),),  # goes on under its number
        (("V", "Penataan Sistem Manajemen SDM"), ("VI", "Peningkatan Kualitas Pelayanan Publik")),
    ],
)
def test_groups_that_go_on_or_differ_are_fine(more: tuple[tuple[str, str], ...]) -> None:
    assert [f for f in _check(_document(_grouped(*_FOUR, *more))) if f.rule == "ZI411"] == []
