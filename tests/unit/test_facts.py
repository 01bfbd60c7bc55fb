"""Every year-bound fact of a text is found and gets the right fate."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest

from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Figure,
    Identity,
    LineSpan,
    Location,
    Source,
    SourceKind,
    Table,
)
from assistant.drafting.facts import find_facts


def document_of(*blocks: Block, tables: tuple[Table, ...] = (), figures: tuple[Figure, ...] = ()) -> Document:
    return Document(
        Source("laporan.txt", "0" * 64, SourceKind.TEXT),
        Identity("KPU Kabupaten Lembah Damar", None, 2025, DocumentType.LAPORAN),
        blocks=blocks,
        tables=tables,
        figures=figures,
    )


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, number: int = 1, **more: object) -> Block:
    return Block(f"b{number}", kind, text, spans=(LineSpan(0, None, number),), **more)  # type: ignore[arg-type]


def facts_of(text: str) -> list[tuple[str, str, str]]:
    return [(f.text, f.kind.value, f.action.value) for f in find_facts(document_of(block(text)), 2026)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laporan Tahun 2025 disusun.", ("Tahun 2025", "year", "roll")),
        ("Sejak itu, pada tahun 2024 tim bekerja.", ("tahun 2024", "year", "ask")),
        ("Rapat pada 28 Oktober 2025 dihadiri semua.", ("28 Oktober 2025", "date", "ask")),
        ("Survei Semester I Tahun 2025 selesai.", ("Semester I Tahun 2025", "date", "ask")),
        ("Hasil survei Semester || baik.", ("Semester ||", "date", "ask")),
        ("Dilaksanakan triwulan III.", ("triwulan III", "date", "ask")),
        ("Dilakukan pada minggu ke-2 bulan itu.", ("minggu ke-2", "date", "ask")),
        ("Kegiatan telah dimulai sejak 8 Juli 2020.", ("8 Juli 2020", "date", "keep")),
        (
            "Berita Acara Nomor: 31/PW.02-BA/9901/2025 tentang tim.",
            ("Nomor: 31/PW.02-BA/9901/2025", "letter_number", "ask"),
        ),
        ("Surat Keputusan Nomor 15 Tahun 2025 tentang tim.", ("Nomor 15 Tahun 2025", "decree_number", "ask")),
        (
            "Keputusan KPU Kabupaten Lembah Damar Nomor 7 Tahun 2024 tentang tim.",
            ("Nomor 7 Tahun 2024", "decree_number", "ask"),
        ),
        (
            "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum.",
            ("Nomor 7 Tahun 2017", "decree_number", "keep"),
        ),
        (
            "Keputusan Komisi Pemilihan Umum Nomor 12/ORT.07-Kpt/01/KPU/V/2021 tentang juknis.",
            ("Nomor 12/ORT.07-Kpt/01/KPU/V/2021", "decree_number", "keep"),
        ),
        ("Indeks Kepuasan Masyarakat sebesar 88,32.", ("88,32", "index_value", "ask")),
        ("diikuti sebanyak 61 responden.", ("sebanyak 61 responden", "count", "ask")),
        ("terdiri dari 9 (sembilan) unsur.", ("9 (sembilan) unsur", "count", "ask")),
        ("Penyerapan 97,5% dari pagu.", ("97,5%", "percentage", "ask")),
        ("Anggaran Rp 12.500.000,- terserap.", ("Rp 12.500.000,-", "amount", "ask")),
        ("Layanan selesai dalam 3 hari kerja.", ("3 hari kerja", "duration", "ask")),
        ("NIP 198501012010011003 sebagai ketua.", ("NIP 198501012010011003", "identifier", "ask")),
        ("Lihat https://contoh.go.id/zi-2025 untuk bukti.", ("https://contoh.go.id/zi-2025", "link", "ask")),
        (
            "Kantor untuk pertama kalinya membangun zona.",
            ("untuk pertama kalinya", "first_time_claim", "ask"),
        ),
        ("Ini adalah pembangunan perdana.", ("pembangunan perdana", "first_time_claim", "ask")),
        (
            "Kantor berhasil meraih penghargaan keterbukaan informasi, dan seterusnya.",
            ("berhasil meraih penghargaan keterbukaan informasi", "activity_specific", "ask"),
        ),
        ("Narasumber Rudi Hartanto, S.H., M.Si. hadir.", ("Rudi Hartanto, S.H., M.Si.", "person", "ask")),
        ("Arahan Ketua KPU Kabupaten Lembah Damar, Sari Melati, diterima.", ("Sari Melati", "person", "ask")),
        ("Agen itu adalah Rudi Hartanto dan Sari Melati.", ("Sari Melati", "person", "ask")),
        ("Kampanye dilaksanakan empat kali.", ("empat kali", "count", "ask")),
        ("Pemilu 2019 dan 2024 berjalan baik.", ("Pemilu 2019 dan 2024", "year", "keep")),
        ("Kanal SP4N-LAPOR! dan budaya 5R dipakai.", ("5R", "number", "keep")),
        ("Nilai 77 dari evaluator diterima.", ("77", "number", "ask")),
        ("Layanan tergolong sangat baik.", ("sangat baik", "index_value", "ask")),
        ("Nilai akhir 91,20 (baik) diterima.", ("baik", "index_value", "ask")),
        ("SKM berada di angka 91.20.", ("91.20", "index_value", "ask")),
        ("Rapat digelar pada Maret di kantor.", ("Maret", "date", "ask")),
        ("Kehadiran sembilan puluh persen.", ("sembilan puluh persen", "percentage", "ask")),
        ("Layanan dibuka pukul 08.00 WIB.", ("pukul 08.00 WIB", "date", "ask")),
        ("Ditargetkan sebesar 88,00 pada akhir.", ("88,00", "target", "ask")),
        ("Renstra KPU 2020-2024 dievaluasi.", ("Renstra KPU 2020-2024", "year", "ask")),
        ("Renstra KPU 2025-2029 menjadi acuan.", ("Renstra KPU 2025-2029", "year", "keep")),
        ("Ketentuan Pasal 5 ayat (2) angka 3 diikuti.", ("Pasal 5 ayat (2) angka 3", "number", "keep")),
    ],
)  # fmt: skip
def test_fate(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in facts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Enam area perubahan dan dua komponen hasil diuraikan pada salah satu bagian.",
        "Layanan disatukan dalam satu pintu dan satu basis data.",
        "KPU Kabupaten Lima Puluh Kota berkantor di Kecamatan Dua Koto.",
        "Peraturan itu diubah dengan Perubahan Ketiga atas peraturan yang sama.",
        "Pejabat dua-duanya hadir; kelima anggota KPU menjadi pengarah.",
    ],
)
def test_structure_names_and_articles_in_words_are_no_count(text: str) -> None:
    assert facts_of(text) == []


def test_items_run_together_in_a_cell_are_numbering() -> None:
    cell = "1. Undangan 2. Notula 3 ) Daftar hadir yang berjumlah 4. Semua ada"
    table = Table("t1", None, ("Uraian", "Bukti"), (("Rapat", cell),))
    row = block(f"Rapat | {cell}", BlockKind.TABLE_ROW, table="t1", row=0)
    found = [(f.text, f.action.value) for f in find_facts(document_of(row, tables=(table,)), 2026)]
    assert found == [("1.", "keep"), ("2.", "keep"), ("3 )", "keep"), ("4", "ask")]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Enam prosedur diperbaiki pada tahap itu.", ["Enam prosedur"]),
        ("Pelanggaran turun dari empat menjadi satu kasus.", ["dari empat menjadi satu kasus"]),
        ("Peta risiko dibahas, lima di antaranya bernilai tinggi.", ["lima"]),
        ("Tercatat dua puluh tiga penolakan pemberian.", ["dua puluh tiga penolakan"]),
        ("Ketiga agen tersebut bekerja.", ["Ketiga agen tersebut"]),
        ("Satu sasaran belum tercapai.", ["Satu sasaran"]),
        ("Jawaban diberikan rata-rata tiga hari kerja sesudahnya.", ["tiga hari kerja"]),
    ],
)
def test_count_in_words_is_asked(text: str, counts: list[str]) -> None:
    assert [(found, action) for found, _, action in facts_of(text)] == [(count, "ask") for count in counts]


def test_part_of_a_month_is_a_date() -> None:
    assert ("awal Februari", "date", "ask") in facts_of(
        "Pencanangan berlangsung pada awal Februari di kantor."
    )
    assert facts_of("Laporan dikirim setiap akhir Desember.") == []


def test_rolled_year_tells_what_it_becomes() -> None:
    (fact,) = find_facts(document_of(block("Laporan Tahun 2025")), 2026)
    assert (fact.before, fact.after) == ("Tahun 2025", "Tahun 2026")


def test_title_of_a_policy_keeps_its_period() -> None:
    title = "Grand Design Reformasi Birokrasi 2010-2025"
    found = facts_of(f"Peraturan Presiden Nomor 81 Tahun 2010 tentang {title}")
    assert all(action == "keep" for _, _, action in found)


def test_gazette_is_kept() -> None:
    found = facts_of(
        "Undang-Undang Nomor 7 Tahun 2017 (Lembaran Negara Republik Indonesia Tahun 2017 Nomor 182, "
        "Tambahan Lembaran Negara Republik Indonesia Nomor 6109)"
    )
    assert [action for _, _, action in found] == ["keep"] * 3


def test_caption_of_a_picture_is_one_question() -> None:
    caption = block("Gambar 2.3: Rapat 12 Mei 2025 bersama 20 peserta", BlockKind.CAPTION)
    figure = Figure("Gambar 2.3", "Rapat 12 Mei 2025 bersama 20 peserta", None, Location(), "b1")
    facts = find_facts(document_of(caption, figures=(figure,)), 2026)
    asked = [f.text for f in facts if f.action == "ask"]
    assert asked == ["Rapat 12 Mei 2025 bersama 20 peserta"]


def test_months_of_a_target_table_are_targets() -> None:
    months = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
    table = Table("t1", None, ("No", "Area", *months), (("1", "Tim Kerja", "50%", *[""] * 10, "100%"),))
    row = block("1 | Tim Kerja | 50% | 100%", BlockKind.TABLE_ROW, table="t1", row=0)
    facts = find_facts(document_of(row, tables=(table,)), 2026)
    found = [(f.text, f.kind.value, f.action.value) for f in facts]
    assert found == [("1", "number", "keep"), ("50%", "target", "ask"), ("100%", "target", "ask")]


def test_name_under_an_office_is_a_person() -> None:
    blocks = (
        block("Ketua Komisi Pemilihan Umum Kabupaten Lembah Damar,", number=1),
        block("ttd.", number=2),
        block("SARI MELATI", number=3),
    )
    persons = [f for f in find_facts(document_of(*blocks), 2026) if f.kind == "person"]
    assert [(p.text, p.line) for p in persons] == [("SARI MELATI", 3)]


def test_name_once_known_is_found_everywhere() -> None:
    blocks = (
        block("Sambutan disampaikan Sari Melati kepada peserta.", number=1),
        block("Ketua Komisi Pemilihan Umum Kabupaten Lembah Damar,", number=2),
        block("SARI MELATI", number=3),
    )
    persons = [f.text for f in find_facts(document_of(*blocks), 2026) if f.kind == "person"]
    assert persons == ["Sari Melati", "SARI MELATI"]


def test_office_title_alone_is_no_person() -> None:
    blocks = (
        block("Ditetapkan oleh Ketua", number=1),
        block("Kepala Bagian Teknis Penyelenggaraan Pemilu", number=2),
    )
    assert not [f for f in find_facts(document_of(*blocks), 2026) if f.kind == "person"]


def test_fact_stands_on_its_own_line() -> None:
    text = "Uraian umum singkat. Rapat tanggal 5 Mei 2025."
    spans = (LineSpan(0, None, 10), LineSpan(21, None, 11))
    (fact,) = find_facts(document_of(Block("b1", BlockKind.PARAGRAPH, text, spans=spans)), 2026)
    assert (fact.line, fact.line_end) == (11, 11)


TEXTS = (
    "Tahun 2025/2026 ada 12 kegiatan, 3 rapat (2 daring), 45% pada 1-3 Mei 2025 pukul 08.00 s.d. 10.00 WIB.",
    "Nomor 5/X/2025, No. 275 Th. 2024; kode A1.b2 dan 1.234.567,89 serta 10,Tabel 3.",
    "Pasal 1 ayat (10), angka 3, (1) satu dan (2) dua; telepon 0811-2233-4455.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_no_digit_is_left_without_a_fate(text: str) -> None:
    facts = find_facts(document_of(block(text)), 2026)
    covered = {i for f in facts for i in range(f.start, f.end)}
    assert [m.group() for m in re.finditer(r"\d", text) if m.start() not in covered] == []


@pytest.mark.parametrize("text", TEXTS)
def test_facts_do_not_overlap(text: str) -> None:
    facts = find_facts(document_of(block(text)), 2026)
    assert all(a.end <= b.start for a, b in pairwise(facts))
    assert all(text[f.start : f.end] == f.text for f in facts)


@pytest.mark.parametrize(
    "piece", ["1", "1.", "a", "a.", "dua ", "_ ", "a@a-", "\n", "Ketua ", "telah berhasil "]
)
def test_time_grows_with_the_text_not_with_its_square(piece: str) -> None:
    """Fifty thousand letters of the worst kind took minutes before runs were bounded."""
    started = time.perf_counter()
    facts_of(piece * (50_000 // len(piece)))
    assert time.perf_counter() - started < 10
