"""The outline over pieces as readers hand them on: headings, nesting, captions, tables, links."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from assistant.document import BlockKind, LineSpan, Table
from assistant.reading.outline import Outline, build_outline
from assistant.reading.pieces import Look, Piece, Role
from assistant.reading.text_reader import read_text

PROSE = "Kegiatan ini dilaksanakan oleh seluruh pegawai kantor secara berkala sepanjang tahun berjalan."


def plain(*texts: str) -> Outline:
    """The outline of texts without look, as plain text files give them."""
    return build_outline([Piece(text, spans=(LineSpan(0, None, i),)) for i, text in enumerate(texts, 1)], ())


def tree(outline: Outline) -> list[str]:
    return [f"{'  ' * (s.level - 1)}{s.number} {s.title}".rstrip() for s in outline.sections]


def kinds(outline: Outline) -> list[BlockKind]:
    return [block.kind for block in outline.blocks]


def test_report_without_look_is_nested_by_its_numbers() -> None:
    outline = plain(
        "LAPORAN PEMBANGUNAN",
        "TAHUN 2025",
        "BAB I",
        "PENDAHULUAN",
        "A. LATAR BELAKANG",
        PROSE,
        "B. DASAR HUKUM",
        "1. Undang-Undang Nomor 1 Tahun 2001 tentang Sesuatu yang panjang sekali dan masih diteruskan lagi "
        "sampai jauh melewati batas judul yang wajar di dalam sebuah laporan;",
        "2. Peraturan Nomor 2 Tahun 2002 tentang Hal Lain;",
        "BAB II",
        "HASIL PELAKSANAAN",
        "A. HASIL",
        "I. KOMPONEN PENGUNGKIT",
        "1. Manajemen Perubahan",
        PROSE,
        "a. Pembentukan Tim",
        PROSE,
        "b. Sosialisasi",
        PROSE,
        "2. Penataan Tata Laksana",
        PROSE,
        "II. KOMPONEN HASIL",
        PROSE,
        "B. KENDALA",
        PROSE,
        "BAB III PENUTUP",
        "A. KESIMPULAN",
        PROSE,
    )
    assert tree(outline) == [
        "BAB I PENDAHULUAN",
        "  A. LATAR BELAKANG",
        "  B. DASAR HUKUM",
        "BAB II HASIL PELAKSANAAN",
        "  A. HASIL",
        "    I. KOMPONEN PENGUNGKIT",
        "      1. Manajemen Perubahan",
        "        a. Pembentukan Tim",
        "        b. Sosialisasi",
        "      2. Penataan Tata Laksana",
        "    II. KOMPONEN HASIL",
        "  B. KENDALA",
        "BAB III PENUTUP",
        "  A. KESIMPULAN",
    ]
    assert outline.blocks[2].text == "BAB I PENDAHULUAN"
    assert outline.blocks[2].locate(6).line == 4


def test_ocr_damage_loses_no_section() -> None:
    outline = plain(
        "BAB |",
        "PENDAHULUAN",
        "A. LATAR BELAKANG",
        PROSE,
        "B. MAKSUD DAN TUJUAN",
        "Maksud",
        PROSE * 2,
        "Tujuan",
        PROSE * 2,
        "HASIL PELAKSANAAN PEMBANGUNAN",
        "A. HASIL PELAKSANAAN",
        ". KOMPONEN PENGUNGKIT",
        "1. Manajemen Perubahan",
        PROSE,
        "2. Tim Penataan Tata Laksana;",
        PROSE,
        "Komponen Hasil",
        PROSE * 2,
        "1. Nilai Persepsi",
        PROSE,
        "2. Nilai Kepuasan",
        PROSE,
        "B. KENDALA",
        PROSE,
        ". KESIMPULAN",
        PROSE,
        "DAFTAR LAMPIRAN",
        PROSE,
    )
    assert tree(outline) == [
        "BAB | PENDAHULUAN",
        "  A. LATAR BELAKANG",
        "  B. MAKSUD DAN TUJUAN",
        "     Maksud",
        "     Tujuan",
        " HASIL PELAKSANAAN PEMBANGUNAN",
        "  A. HASIL PELAKSANAAN",
        "     KOMPONEN PENGUNGKIT",
        "      1. Manajemen Perubahan",
        "      2. Tim Penataan Tata Laksana;",
        "     Komponen Hasil",
        "      1. Nilai Persepsi",
        "      2. Nilai Kepuasan",
        "  B. KENDALA",
        "   KESIMPULAN",
        " DAFTAR LAMPIRAN",
    ]


def test_chapters_with_a_number_of_their_own_go_on_without_the_word() -> None:
    outline = plain(
        "I. BAB I PENDAHULUAN",
        "A. Latar Belakang",
        PROSE,
        "II. BAB II HASIL",
        "A. HASIL",
        "I. KOMPONEN PENGUNGKIT",
        "1. Satu",
        "2. Dua",
        "II. KOMPONEN HASIL",
        "B. KENDALA",
        "III. PENUTUP",
        "A. KESIMPULAN",
        "LAMPIRAN",
    )
    assert tree(outline) == [
        "I. BAB I PENDAHULUAN",
        "  A. Latar Belakang",
        "II. BAB II HASIL",
        "  A. HASIL",
        "    I. KOMPONEN PENGUNGKIT",
        "    II. KOMPONEN HASIL",
        "  B. KENDALA",
        "III. PENUTUP",
        "  A. KESIMPULAN",
        " LAMPIRAN",
    ]
    assert [b.text for b in outline.blocks if b.kind is BlockKind.LIST_ITEM] == ["1. Satu", "2. Dua"]


def test_decimal_numbers_nest_by_their_parts() -> None:
    outline = plain(
        "1. PENDAHULUAN",
        "1.1 Latar Belakang",
        PROSE,
        "1.2 Tujuan",
        PROSE,
        "2. HASIL",
        "2.1 Pengungkit",
        PROSE,
        "2.1.1 Manajemen",
        PROSE,
        "2.1.2 Tata Laksana",
        PROSE,
        "2.2 Hasil",
        PROSE,
    )
    assert [s.level for s in outline.sections] == [1, 2, 2, 1, 2, 3, 3, 2]


def test_list_items_are_no_headings_and_their_list_stays_whole() -> None:
    outline = plain(
        "BAB I PENDAHULUAN",
        "A. TUJUAN",
        "Tujuan penyusunan laporan ini bagi pimpinan dan pegawai adalah:",
        "1. Menjelaskan langkah;",
        "2. Mengukur capaian;",
        "3. Menyusun rencana.",
        PROSE,
        "• satu",
        "• dua",
    )
    assert len(outline.sections) == 2
    assert kinds(outline)[3:] == [
        *[BlockKind.LIST_ITEM] * 3,
        BlockKind.PARAGRAPH,
        *[BlockKind.LIST_ITEM] * 2,
    ]


def test_repeated_labels_head_what_follows() -> None:
    outline = plain(
        "BAB I RENCANA",
        "A. AREA I",
        "Target :",
        "1. Meningkatnya komitmen.",
        "Rencana Aksi :",
        PROSE,
        "B. AREA II",
        "Target :",
        "1. Meningkatnya disiplin.",
        "Rencana Aksi :",
        PROSE,
    )
    assert [(s.title, s.level) for s in outline.sections][1:] == [
        ("AREA I", 2),
        ("Target :", 3),
        ("Rencana Aksi :", 3),
        ("AREA II", 2),
        ("Target :", 3),
        ("Rencana Aksi :", 3),
    ]


def test_decree_cover_and_signature_are_no_headings() -> None:
    outline = plain(
        "KOMISI PEMILIHAN UMUM",
        "KEPUTUSAN KETUA",
        "NOMOR 7 TAHUN 2025",
        "TENTANG",
        "RENCANA KERJA",
        "Menimbang : a. bahwa perlu ditetapkan rencana kerja untuk tahun berjalan;",
        "MEMUTUSKAN:",
        "BAB I PENDAHULUAN",
        "A. LATAR BELAKANG",
        PROSE,
        "KETUA KOMISI PEMILIHAN UMUM",
        "KABUPATEN ANDALAN,",
        "ttd.",
        "BUDI CONTOH",
        "Salinan sesuai dengan aslinya oleh kepala bagian hukum pada sekretariat kantor.",
    )
    assert tree(outline) == ["BAB I PENDAHULUAN", "  A. LATAR BELAKANG"]


def test_contents_page_is_noise() -> None:
    outline = plain(
        "DAFTAR ISI",
        "BAB I PENDAHULUAN ............ 1",
        "A. LATAR BELAKANG 2",
        "B. TUJUAN YANG PANJANG SEKALI",
        "DAN MASIH LANJUT 3",
        "BAB II HASIL 4",
        "BAB I PENDAHULUAN",
        "A. LATAR BELAKANG",
        PROSE,
    )
    assert tree(outline) == [" DAFTAR ISI", "BAB I PENDAHULUAN", "  A. LATAR BELAKANG"]
    assert kinds(outline).count(BlockKind.NOISE) == 5


def test_stated_levels_rule_and_disagreeing_ones_give_way() -> None:
    titles = [
        ("BAB I PENDAHULUAN", 1),
        ("A. LATAR BELAKANG", 2),
        ("B. TUJUAN", 2),
        ("BAB II HASIL", 1),
        ("A. HASIL", 2),
    ]
    pieces = [p for title, level in titles for p in (Piece(title, level=level), Piece(PROSE))]
    assert [s.level for s in build_outline(pieces, ()).sections] == [1, 2, 2, 1, 2]
    flat = [replace(p, level=1) if p.level else p for p in pieces]
    assert [s.level for s in build_outline(flat, ()).sections] == [1, 2, 2, 1, 2]


def test_bold_titles_are_headings_and_bold_sentences_are_not() -> None:
    bold = Look(size=11, bold=True)
    normal = Look(size=11)
    pieces = [
        Piece("BAB I PENDAHULUAN", look=bold),
        Piece("1. Pembentukan Tim", look=bold),
        Piece(PROSE, look=normal),
        Piece("Catatan Tambahan", look=bold),
        Piece(PROSE, look=normal),
        Piece("Kegiatan ini wajib diikuti oleh seluruh pegawai.", look=bold),
        Piece(PROSE, look=normal),
        Piece("2. Sosialisasi", look=bold),
        Piece("1. Rapat", look=normal),
        Piece("2. Apel", look=normal),
    ]
    outline = build_outline(pieces, ())
    assert [s.title for s in outline.sections] == [
        "PENDAHULUAN",
        "Pembentukan Tim",
        "Catatan Tambahan",
        "Sosialisasi",
    ]


@pytest.mark.parametrize(
    ("text", "label", "caption"),
    [
        ("Gambar 2.1: Rapat tim", "Gambar 2.1", "Rapat tim"),
        ("Gambar 3 Apel pagi", "Gambar 3", "Apel pagi"),
        ("Grafik 1. Nilai indeks", "Grafik 1", "Nilai indeks"),
    ],
)
def test_labelled_captions_become_figures(text: str, label: str, caption: str) -> None:
    outline = plain("BAB I PENDAHULUAN", PROSE, text, PROSE)
    assert [(f.label, f.caption) for f in outline.figures] == [(label, caption)]
    assert outline.figures[0].block == outline.blocks[2].id
    assert outline.figures[0].location.line == 3


def test_a_sentence_about_a_picture_is_no_caption() -> None:
    outline = plain("BAB I PENDAHULUAN", "Gambar 2.1 menunjukkan rapat tim yang dilaksanakan pada bulan Mei.")
    assert outline.figures == ()


@pytest.mark.parametrize(
    ("text", "is_caption"),
    [
        ("Rapat evaluasi SOP bersama pelaksana, 20 Oktober 2025", True),
        ("Apel pagi di halaman, 3 Maret 2025", True),
        ("Kota Contoh Baru, 20 Oktober 2025", False),
        ("Contohasri, 3 Maret 2025", False),
    ],
)
def test_a_line_under_a_picture_that_ends_with_a_date(text: str, is_caption: bool) -> None:
    picture = Piece("", role=Role.FIGURE, size=(200.0, 100.0))
    outline = build_outline([Piece(PROSE), picture, Piece(text, look=Look(centred=True, italic=True))], ())
    assert [figure.caption for figure in outline.figures] == [text if is_caption else ""]


def test_bare_caption_under_pictures_and_picture_without_caption() -> None:
    picture = Piece("", role=Role.FIGURE, size=(200.0, 100.0))
    centred = Look(size=10, centred=True)
    body = Look(size=12)
    pieces = [
        Piece("BAB I PENDAHULUAN", look=Look(size=12, bold=True)),
        Piece(PROSE, look=body),
        picture,
        picture,
        Piece("Kegiatan apel rutin", look=centred),
        Piece(PROSE, look=body),
        picture,
        Piece(PROSE, look=body),
    ]
    outline = build_outline(pieces, ())
    assert [(f.caption, f.width) for f in outline.figures] == [("Kegiatan apel rutin", 200.0), ("", 200.0)]
    assert outline.blocks[2].kind is BlockKind.CAPTION


@pytest.mark.parametrize("above", [True, False])
def test_table_gets_section_and_caption(above: bool) -> None:
    rows = [
        Piece("No | Uraian", role=Role.TABLE_ROW, table="t1", row=-1),
        Piece("1 | Satu", role=Role.TABLE_ROW, table="t1", row=0),
    ]
    caption = Piece("Tabel 1. Capaian kegiatan")
    body = [caption, *rows] if above else [*rows, caption]
    table = Table("t1", None, ("No", "Uraian"), (("1", "Satu"),))
    outline = build_outline([Piece("BAB I PENDAHULUAN"), Piece(PROSE), *body, Piece(PROSE)], [table])
    assert (outline.tables[0].section, outline.tables[0].caption) == ("s1", "Tabel 1 Capaian kegiatan")
    assert outline.figures == ()


def test_links_are_found_once_each() -> None:
    pieces = [
        Piece("BAB I PENDAHULUAN"),
        Piece(
            "Lihat https://contoh.go.id/a?b=1. Juga (www.contoh.id/x) dan bit.ly/Abc;",
            urls=("https://contoh.go.id/a?b=1",),
        ),
        Piece("Formulir di sini", urls=("https://contoh.id/formulir",)),
    ]
    outline = build_outline(pieces, ())
    assert [link.url for link in outline.links] == [
        "https://contoh.go.id/a?b=1",
        "www.contoh.id/x",
        "bit.ly/Abc",
        "https://contoh.id/formulir",
    ]
    assert {link.section for link in outline.links} == {"s1"}


def test_nothing_in_nothing_out() -> None:
    outline = build_outline((), ())
    assert (outline.sections, outline.blocks, outline.links) == ((), (), ())


_HOSTILE = {
    "satu nomor": "1. JUDUL\n\n",
    "gaya bergantian": "1. Satu\n\nII. DUA\n\nc. Tiga\n\n(4) Empat\n\nE. LIMA\n\n",
    "tanpa nomor": "JUDUL TANPA NOMOR\n\n",
}


@pytest.mark.parametrize("unit", _HOSTILE.values(), ids=_HOSTILE)
def test_time_grows_with_the_headings_not_with_their_square(unit: str) -> None:
    def cost(count: int) -> float:
        data = (unit * count).encode()
        start = time.process_time()
        result = read_text(data, "banyak.txt")
        build_outline(result.pieces, result.tables)
        return time.process_time() - start

    cost(50)
    few, many = cost(400), cost(3200)
    # Eight times the text; the square would be sixty-four times.
    assert many <= 24 * max(few, 0.01)


def bold(text: str) -> Piece:
    return Piece(text, look=Look(size=11, bold=True))


def body(text: str) -> Piece:
    return Piece(text, look=Look(size=11))


def test_heading_goes_on_with_the_headings_not_with_the_list_below_the_last_one() -> None:
    pieces = [
        bold("BAB I PENDAHULUAN"),
        bold("1. Latar Belakang"),
        body(PROSE),
        bold("2. Pelaksanaan Kegiatan"),
        body("Kegiatan meliputi:"),
        body("1. apel setiap Senin pagi;"),
        body("2. pemeriksaan berkala atas kelengkapan bukti dukung yang disimpan di kantor."),
        bold("3. Hasil Pemantauan"),
        body(PROSE),
    ]
    assert tree(build_outline(pieces, ())) == [
        "BAB I PENDAHULUAN",
        "  1. Latar Belakang",
        "  2. Pelaksanaan Kegiatan",
        "  3. Hasil Pemantauan",
    ]


def test_decimal_numbers_nest_below_a_misread_chapter() -> None:
    outline = plain(
        "BAB I PENDAHULUAN", "1.1 Dasar", PROSE, "1.2 Tujuan", PROSE, "BAB | I HASIL", "2.1 Isi", PROSE
    )
    assert tree(outline) == [
        "BAB I PENDAHULUAN",
        "  1.1 Dasar",
        "  1.2 Tujuan",
        "BAB | I HASIL",
        "  2.1 Isi",
    ]


def test_endless_styles_make_no_endless_tree() -> None:
    titles = [bold(title) for title in ("1. Satu", "II. DUA", "c. Tiga", "(4) Empat", "E. LIMA")]
    outline = build_outline([bold("BAB I PENDAHULUAN"), *[*titles, body(PROSE), body(PROSE)] * 60], ())
    assert max(section.level for section in outline.sections) <= 25
