"""Plain text in the odd layouts that PDF extraction and OCR leave; offices and sentences are invented."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

import pytest

from assistant.document import BlockKind
from assistant.errors import EmptyFileError, LimitError, UnknownFormatError
from assistant.reading import text_reader
from assistant.reading.outline import Outline, build_outline
from assistant.reading.pieces import Piece, Role
from assistant.reading.text_reader import read_text

if TYPE_CHECKING:
    from pathlib import Path


def pieces(text: str) -> tuple[Piece, ...]:
    return read_text(textwrap.dedent(text).lstrip("\n").encode(), "uji.txt").pieces


def texts(text: str) -> list[str]:
    return [piece.text for piece in pieces(text)]


def outline(text: str) -> Outline:
    result = read_text(textwrap.dedent(text).lstrip("\n").encode(), "uji.txt")
    return build_outline(result.pieces, result.tables)


# A blank line after every line, paragraphs opened by a blank, pages opened by one right below the last line.
DOUBLE = """BAB I

PENDAHULUAN

A. LATAR BELAKANG

 Kantor ini melaksanakan berbagai kegiatan pembinaan bagi

seluruh pegawai sepanjang tahun berjalan dengan tertib dan

berkelanjutan.

 Pembinaan dilakukan melalui apel pagi serta rapat bulanan yang

dihadiri oleh pimpinan dan seluruh jajaran pada
 Kantor Contoh sesuai jadwal.

1. Pertama disusun rencana kerja untuk satu tahun

penuh;

2. Kedua.
"""


def test_double_spaced_lines_join_over_blank_lines_and_page_ends() -> None:
    found = read_text(DOUBLE.encode(), "uji.txt").pieces
    assert [p.text for p in found] == [
        "BAB I",
        "PENDAHULUAN",
        "A. LATAR BELAKANG",
        (
            "Kantor ini melaksanakan berbagai kegiatan pembinaan bagi seluruh pegawai sepanjang tahun "
            "berjalan dengan tertib dan berkelanjutan."
        ),
        (
            "Pembinaan dilakukan melalui apel pagi serta rapat bulanan yang dihadiri oleh pimpinan dan "
            "seluruh jajaran pada Kantor Contoh sesuai jadwal."
        ),
        "1. Pertama disusun rencana kerja untuk satu tahun penuh;",
        "2. Kedua.",
    ]


def test_every_character_keeps_its_line() -> None:
    lines = DOUBLE.split("\n")
    for piece in read_text(DOUBLE.encode(), "uji.txt").pieces:
        ends = [*(span.start for span in piece.spans[1:]), len(piece.text)]
        for span, end in zip(piece.spans, ends, strict=True):
            assert span.line is not None
            assert piece.text[span.start : end].strip() in lines[span.line - 1]


def test_windows_line_ends_and_form_feeds_do_not_shift_lines() -> None:
    found = read_text(b"Judul satu.\r\n\r\n\x0cJudul dua.\r\n", "uji.txt").pieces
    assert [(p.text, p.spans[0].line) for p in found] == [("Judul satu.", 1), ("Judul dua.", 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert (
        read_text("Kategori “Baik” – 98 %.".encode(encoding), "uji.txt").pieces[0].text
        == "Kategori “Baik” – 98 %."
    )


def test_running_headers_page_numbers_and_scraps_are_noise_and_interrupt_nothing() -> None:
    header = "LAPORAN PEMBANGUNAN KANTOR CONTOH TAHUN 2025"
    page = (
        "Kegiatan pembinaan dilakukan secara berkala oleh tim kerja yang dibentuk pimpinan\n"
        "kantor bersama seluruh pegawai, dan hasilnya dibahas pada setiap rapat bulanan di\n\n"
        "{0}\n\n\n\n\n" + header + "\n\nKantor Contoh pada bulan ke-{0}.\n\n,,,,\n\n"
    )
    found = read_text(
        ("A. PENDAHULUAN\n\n" + "".join(page.format(n) for n in range(5, 9))).encode(), "x"
    ).pieces
    prose = [p.text for p in found if p.role is Role.TEXT]
    whole = (
        "Kegiatan pembinaan dilakukan secara berkala oleh tim kerja yang dibentuk pimpinan kantor bersama "
        "seluruh pegawai, dan hasilnya dibahas pada setiap rapat bulanan di Kantor Contoh pada bulan ke-"
    )
    assert prose[1:] == [f"{whole}{n}." for n in range(5, 9)]
    assert {p.text for p in found if p.role is Role.NOISE} == {header, ",,,,", "5", "6", "7", "8"}


def test_hyphenation_and_addresses_over_lines() -> None:
    assert texts(
        """
        Tim mengikuti ketentuan peraturan perundang-
        undangan serta menyampaikan hasilnya kepada masya-
        rakat melalui https://contoh.go.id/survei/HASILPEMBANGUNAN
        ZONAINTEGRITAS2025 secara terbuka.
        """
    ) == [
        (
            "Tim mengikuti ketentuan peraturan perundang-undangan serta menyampaikan hasilnya kepada "
            "masyarakat melalui https://contoh.go.id/survei/HASILPEMBANGUNANZONAINTEGRITAS2025 secara "
            "terbuka."
        )
    ]


def test_numbers_torn_from_their_items_come_back() -> None:
    assert texts(
        """
        Target tahun ini ialah:

        d.

        Mendorong penegakan aturan disiplin pegawai.

        1)

        2)

        Perencanaan Kebutuhan Pegawai;

        Kantor telah menyusun analisis jabatan bagi seluruh pegawai pada tahun ini.

        Pola Mutasi Pegawai;

        Mutasi dilakukan secara terbuka dan terukur pada setiap tahun anggaran.
        """
    )[1:] == [
        "d. Mendorong penegakan aturan disiplin pegawai.",
        "1) Perencanaan Kebutuhan Pegawai;",
        "Kantor telah menyusun analisis jabatan bagi seluruh pegawai pada tahun ini.",
        "2) Pola Mutasi Pegawai;",
        "Mutasi dilakukan secara terbuka dan terukur pada setiap tahun anggaran.",
    ]


def test_a_caption_does_not_part_the_paragraph_around_it() -> None:
    text = "\n".join(
        f"{line}\n"
        for line in [
            "BAB II HASIL",
            "Tim pembangunan dibentuk melalui keputusan pimpinan yang ditetapkan",
            "pada awal tahun dan diubah satu kali sesuai dengan kebutuhan kerja",
        ]
    )
    text += (
        "\nGambar 2.1: Rapat pembentukan tim pada\nruang rapat kantor\n kantor sepanjang tahun berjalan.\n"
    )
    found = read_text(text.encode(), "uji.txt").pieces
    assert [p.text for p in found][1:] == [
        (
            "Tim pembangunan dibentuk melalui keputusan pimpinan yang ditetapkan pada awal tahun dan "
            "diubah satu kali sesuai dengan kebutuhan kerja kantor sepanjang tahun berjalan."
        ),
        "Gambar 2.1: Rapat pembentukan tim pada ruang rapat kantor",
    ]


def test_a_sentence_about_a_table_is_no_caption() -> None:
    found = pieces(
        "Kendala dirangkum di bawah ini.\n\nTabel 2.5 merangkum kendala dan dampaknya, serta\nupayanya.\n"
    )
    assert [piece.role for piece in found] == [Role.TEXT, Role.TEXT]
    assert found[1].text == "Tabel 2.5 merangkum kendala dan dampaknya, serta upayanya."


@pytest.mark.parametrize("label", ["Tabel 2.", "Gambar 2.4.", "Tabel 3 dan Gambar 2."])
def test_a_label_that_ends_a_sentence_is_no_caption(label: str) -> None:
    found = texts(
        "Peninjauan pada bulan itu memperbaiki sembilan prosedur kerja, seperti tampak pada\n"
        f"{label}\n\nTabel 2 Prosedur yang Diperbaiki\n"
    )
    assert found[0].endswith(f"seperti tampak pada {label}")
    assert found[1].startswith("Tabel 2 Prosedur")


def test_a_caption_below_a_whole_line_opens_a_paragraph() -> None:
    found = texts("Peninjauan memperbaiki sembilan prosedur kerja.\nTabel 2. Prosedur yang Diperbaiki\n")
    assert found[1] == "Tabel 2. Prosedur yang Diperbaiki"


@pytest.mark.parametrize("below", ["LAMPIRAN", "BAGAS PANDANSARI"])
def test_capitals_set_apart_below_an_office_are_lines_of_their_own(below: str) -> None:
    office = "Sekretaris Komisi Pemilihan Umum Provinsi Contoh Raya Selatan,"
    body = "Pada tahun berikutnya kantor merencanakan langkah perbaikan yang panjang\ndan berurutan.\n"
    found = texts(f"{body}\nContoh, 3 Maret 2025\n\n{office}\n\n{below}\n\n{body}")
    assert found[2:4] == [office, below]


def test_markdown_marks_become_stretches_and_lists() -> None:
    found = pieces(
        """
        **KANTOR CONTOH
        KOTA UJI**

        - a. Menyusun *role model* bagi pegawai;
        - b. Menyusun **rencana** kerja.
         - 1) Tim satu;

        A. AREA I – Manajemen**Target:**

        """
    )
    assert [p.text for p in found] == [
        "KANTOR CONTOH KOTA UJI",
        "a. Menyusun role model bagi pegawai;",
        "b. Menyusun rencana kerja.",
        "1) Tim satu;",
        "A. AREA I – Manajemen",
        "Target:",
    ]
    assert [found[1].text[a:b] for a, b in found[1].italic] == ["role model"]
    assert [found[2].text[a:b] for a, b in found[2].bold] == ["rencana"]


def test_tables_of_tabs_and_bars() -> None:
    result = read_text(
        b"No.\tArea\t2025\t\n\t\tJan\tFeb\n1\tRapat\t50%\t\n2\tApel\t\t100%\n\nSelesai.\n\n"
        b"| No | Uraian |\n|----|--------|\n| 1 | Satu |\n| 2 | Dua |\n",
        "uji.txt",
    )
    first, second = result.tables
    assert first.header == ("No.", "Area", "Jan", "Feb")
    assert first.rows == (("1", "Rapat", "50%", ""), ("2", "Apel", "", "100%"))
    assert (second.header, second.rows) == (("No", "Uraian"), (("1", "Satu"), ("2", "Dua")))
    assert [p.spans[0].line for p in result.pieces if p.table == "t1"] == [1, 3, 4]


def test_numbered_table_with_cells_parted_by_blank_lines() -> None:
    (table,) = read_text(
        textwrap.dedent(
            """\
            A. KENDALA

            No Hambatan
            Dampak bagi

            Kantor
            Upaya

            1

            Pegawai belum
            paham

            Kerja lambat

            Pembinaan
            berkala

            2
            Waktu terbatas

            Jadwal mundur

            Jadwal ulang
            """
        ).encode(),
        "uji.txt",
    ).tables
    assert table.header == ("No", "Hambatan", "Dampak bagi Kantor", "Upaya")
    assert table.rows == (
        ("1", "Pegawai belum paham", "Kerja lambat", "Pembinaan berkala"),
        ("2", "Waktu terbatas", "Jadwal mundur", "Jadwal ulang"),
    )


def test_action_table_with_header_repeated_on_each_page() -> None:
    header = ["NO KOMPONEN INDIKATOR LANGKAH AKSI BUKTI FISIK", "TARGET", "WAKTU", "1 2 3 4 5 6"]
    first = [
        "I MANAJEMEN PERUBAHAN",
        "1 Tim Kerja",
        "Tim dibentuk oleh",
        "pimpinan kantor",
        "Menyusun surat",
        "keputusan tim",
        "Surat keputusan",
        "Januari 2026",
    ]
    second = [
        "2 Agen",
        "Agen perubahan telah",
        "ditetapkan",
        "Menetapkan agen.",
        "Surat agen",
        "Februari 2026",
    ]
    lines = "\n".join(f"{line}\n" for line in [*header, *first]).rstrip("\n")
    lines += "\n " + "\n".join(f"{line}\n" for line in [*header, *second])
    (table,) = read_text(lines.encode(), "uji.txt").tables
    assert table.header == ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")
    assert table.rows[0] == ("I", "MANAJEMEN PERUBAHAN", "", "", "", "")
    assert table.rows[1] == (
        "1",
        "Tim Kerja",
        "Tim dibentuk oleh pimpinan kantor",
        "Menyusun surat keputusan tim",
        "Surat keputusan",
        "Januari 2026",
    )
    assert [row[0] for row in table.rows] == ["I", "1", "2"]


def test_decree_and_letter_heads_keep_their_lines_apart() -> None:
    assert texts(
        """
        Nomor : 12/PW.02/2025
        Sifat : Segera
        Perihal : Pembangunan Kantor
        yang Bersih

        Menimbang : a. bahwa perlu disusun rencana kerja;
        """
    ) == [
        "Nomor : 12/PW.02/2025",
        "Sifat : Segera",
        "Perihal : Pembangunan Kantor yang Bersih",
        "Menimbang : a. bahwa perlu disusun rencana kerja;",
    ]


def test_lke_strung_out_by_ocr_makes_no_headings() -> None:
    found = outline(
        """
        BAB I PENDAHULUAN

        Kantor telah mengisi lembar kerja evaluasi secara mandiri pada akhir tahun ini.

        Penilaian Bobot Kriteria Nilai Pilihan Jawaban Jawaban Unit Nilai Catatan/Keterangan/Penjelasan
        A. |PENGUNGKIT 60.00 0
        I. PEMENUHAN 30.00 0
        1. MANAJEMEN PERUBAHAN 4.00
        a. |Unit kerja telah membentuk tim Ya/Tidak Ya
        tim dibentuk dengan keputusan
        """
    )
    assert [s.title for s in found.sections] == ["PENDAHULUAN"]
    assert len(found.tables[0].rows) == 4
    assert [b.kind for b in found.blocks[2:]] == [BlockKind.TABLE_ROW] * len(found.blocks[2:])


def test_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmptyFileError, match=r"uji\.txt"):
        read_text(b" \n\n\t\n", "uji.txt")
    with pytest.raises(UnknownFormatError):
        read_text(bytes(range(256)) * 8, "uji.txt")
    monkeypatch.setattr(text_reader, "MAX_BYTES", 10)
    with pytest.raises(LimitError):
        read_text(b"a" * 11, "uji.txt")


@pytest.mark.parametrize(("seed", "key"), [("000_*.txt", "000"), ("003_*.txt", "003")])
def test_every_section_of_the_real_reports_is_found_on_its_line(shared: Path, seed: str, key: str) -> None:
    (path,) = (shared / "seeds").glob(seed)
    result = read_text(path.read_bytes(), path.name)
    found = {s.location.line for s in build_outline(result.pieces, result.tables).sections}
    judged = json.loads((shared / "eval" / "conformance.json").read_text(encoding="utf-8"))[key]
    assert [s["section"] for s in judged if s["status"] != "missing" and s["line"] not in found] == []


def _tables(text: str) -> list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    return [(table.header, table.rows) for table in read_text(text.encode(), "tabel.txt").tables]


def test_table_of_a_line_for_each_row_below_its_caption() -> None:
    text = (
        "Hasil survei dirangkum dalam tabel berikut ini agar mudah dibaca oleh semua orang.\n\n"
        "Tabel 2.1 Hasil Survei\nPeriode Responden Nilai IKM\nTriwulan I 55 88,22\nTriwulan II 77 85,54\n\n"
        "Tabel 2.2 Kendala\nNo. Kendala Upaya\n1 Anggaran kurang Menggabungkan kegiatan\n"
        "2 Pegawai merangkap Membagi ulang tugas\n\nSetelah tabel ada kalimat biasa lagi.\n"
    )
    assert _tables(text) == [
        (
            ("Periode", "Responden", "Nilai IKM"),
            (("Triwulan I", "55", "88,22"), ("Triwulan II", "77", "85,54")),
        ),
        (
            ("No.", "Kendala", "Upaya"),
            (
                ("1", "Anggaran kurang", "Menggabungkan kegiatan"),
                ("2", "Pegawai merangkap", "Membagi ulang tugas"),
            ),
        ),
    ]
    texts = [piece.text for piece in read_text(text.encode(), "tabel.txt").pieces]
    assert "Tabel 2.1 Hasil Survei" in texts


def test_lines_below_a_caption_that_have_no_common_shape_are_no_table() -> None:
    text = (
        "Tabel 1 Uraian\nUraian tabel ini ditulis sebagai kalimat biasa yang panjang sekali pada tahun 2025\n"
        "lalu diteruskan pada baris berikutnya tanpa angka di belakangnya, dan baru\nberakhir di sini.\n"
    )
    assert _tables(text) == []
