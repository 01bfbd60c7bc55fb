"""The PDF reader on small documents: order, paragraphs, running lines, tables, pictures, links, refusals."""

from __future__ import annotations

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from assistant.errors import DamagedFileError, EmptyFileError, LimitError, LockedFileError, MissingPartError
from assistant.reading.pdf_reader import Limits, name_pages, read_pdf
from assistant.reading.pieces import Piece, ReadResult, Role
from tests.unit.pdf_pages import HEIGHT, LEFT, PITCH, RIGHT, WIDTH, WORDS, Writer


def read(writer: Writer) -> ReadResult:
    return read_pdf(writer.bytes(), "contoh.pdf")


def texts(result: ReadResult, role: Role = Role.TEXT) -> list[str]:
    return [piece.text for piece in result.pieces if piece.role is role]


def piece_of(result: ReadResult, start: str) -> Piece:
    return next(piece for piece in result.pieces if piece.text.startswith(start))


@pytest.mark.parametrize("justified", [True, False])
def test_indented_paragraphs_are_joined_and_kept_apart(justified: bool) -> None:
    writer = Writer()
    for word in ("Pertama", "Kedua", "Ketiga"):
        writer.paragraph(f"{word}. {WORDS} dan seterusnya.", first=36, justified=justified)
    assert texts(read(writer)) == [
        f"{word}. {WORDS} dan seterusnya." for word in ("Pertama", "Kedua", "Ketiga")
    ]


def test_list_items_keep_marker_and_hanging_lines() -> None:
    writer = Writer()
    writer.paragraph(f"{WORDS}:", first=36)
    for marker in ("a.", "b.", "c."):
        writer.paragraph(f"{WORDS};", left=LEFT + 22, marker=marker)
    result = read(writer)
    assert texts(result) == [f"{WORDS}:", *(f"{marker} {WORDS};" for marker in ("a.", "b.", "c."))]
    item = piece_of(result, "a.")
    assert item.look.indent == pytest.approx(0, abs=1)
    assert item.look.hanging == pytest.approx(22, abs=1)


def test_number_at_the_start_of_a_line_is_no_marker_within_a_sentence() -> None:
    writer = Writer()
    writer.line(LEFT, "Kantor contoh menyampaikan laporan menurut Keputusan Kepala Kantor Nomor x")
    for _ in range(4):
        writer.paragraph(WORDS + " seperti pada tahun yang lalu dan tahun sebelumnya.", first=36)
    pieces = texts(read(writer))
    assert len(pieces) == 5


def test_doubled_words_keep_their_hyphen_over_lines() -> None:
    result = read_pdf(
        _page_of_lines(
            [
                "Kegiatan ini berpedoman pada ketentuan dan peraturan yang berlaku perundang-",
                "undangan di kantor ini sesuai de-",
                "ngan arahan.",
            ]
        ),
        "contoh.pdf",
    )
    joined = " ".join(texts(result))
    assert "perundang-undangan" in joined


def _page_of_lines(lines: list[str]) -> bytes:
    writer = Writer()
    for line in lines:
        writer.line(LEFT, line)
    return writer.bytes()


def test_paragraph_over_a_page_end_is_one_and_knows_both_pages() -> None:
    writer = Writer()
    long = " ".join([WORDS] * 3) + "."
    for number in range(3):
        writer.paragraph(f"{number}{WORDS}.", first=36)

    def end_page() -> None:
        writer.line(300, "- 1 -", y=HEIGHT - 40)
        writer.page()

    writer.paragraph(long, first=36, after_line=4, interruption=end_page)
    writer.line(300, "- 2 -", y=HEIGHT - 40)
    result = read(writer)
    whole = piece_of(result, "Kantor contoh")
    assert whole.text == long
    assert [span.page for span in whole.spans] == [1, 2]
    assert texts(result, Role.NOISE) == ["- 1 -", "- 2 -"]


def test_running_header_and_footer_are_set_aside() -> None:
    writer = Writer()
    for number in range(1, 5):
        writer.line(180, "Laporan Kantor Contoh Tahun 2031", size=9, y=40)
        writer.paragraph(f"Halaman ke-{number} berisi hal lain. {WORDS}.", first=36)
        writer.line(500, str(number), size=10, y=HEIGHT - 35)
        writer.page()
    result = read(writer)
    assert len(texts(result)) == 4
    assert set(texts(result, Role.NOISE)) == {"Laporan Kantor Contoh Tahun 2031", "1", "2", "3", "4"}


def test_picture_and_caption_do_not_cut_a_paragraph() -> None:
    writer = Writer()
    long = " ".join([WORDS] * 2) + "."

    def picture() -> None:
        writer.picture(205, 200, 90)
        writer.centred("Kegiatan apel pagi di halaman kantor", font="Times-Italic")

    writer.paragraph(long, first=36, after_line=3, interruption=picture)
    result = read(writer)
    assert texts(result) == [long]
    assert texts(result, Role.CAPTION) == ["Kegiatan apel pagi di halaman kantor"]
    roles = [piece.role for piece in result.pieces]
    assert roles == [Role.TEXT, Role.FIGURE, Role.CAPTION]
    assert result.pieces[1].size == (200.0, 90.0)


def test_text_beside_a_picture_is_one_paragraph() -> None:
    writer = Writer()
    writer.canvas.drawImage(_image(), RIGHT - 150, HEIGHT - writer.y - 60, 150, 70)
    long = " ".join([WORDS] * 2) + "."
    words, narrow = long.split(), []
    for _ in range(4):
        lines = writer.wrap(" ".join(words), RIGHT - LEFT - 160, 0, "Times-Roman")
        narrow.append(" ".join(lines[0]))
        words = words[len(lines[0]) :]
    for line in narrow:
        writer.line(LEFT, line)
    writer.paragraph(" ".join(words))
    writer.paragraph("Alinea berikutnya. " + WORDS, first=36)
    assert texts(read(writer))[0] == long


def _image() -> object:
    from tests.unit.pdf_pages import grey_image

    return grey_image()


def test_signature_columns_are_read_one_after_the_other() -> None:
    writer = Writer()
    writer.paragraph(WORDS + ".", first=36)
    left = ["Mengetahui,", "Kepala Kantor Contoh", "Bagian Tata Usaha", "Budi Contoh"]
    right = ["Kota Contoh, 5 Januari 2031", "Ketua Kantor Contoh", "Wilayah Barat", "Ani Contoh"]
    for a, b in zip(left, right, strict=True):
        writer.text(160 - len(a) * 2.5, a)
        writer.line(440 - len(b) * 2.5, b)
    pieces = texts(read(writer))
    assert pieces[1].split() == " ".join(left).split()
    assert pieces[2].split() == " ".join(right).split()


def test_label_with_text_beside_it() -> None:
    writer = Writer()
    writer.text(LEFT, "Menimbang")
    writer.text(170, ":")
    writer.paragraph(f"bahwa {WORDS};", left=212, marker="a.")
    writer.paragraph(f"bahwa {WORDS};", left=212, marker="b.")
    writer.text(LEFT, "KEDUA")
    writer.text(170, ":")
    writer.paragraph(f"Menetapkan {WORDS}.", left=190)
    assert texts(read(writer)) == [
        f"Menimbang : a. bahwa {WORDS};",
        f"b. bahwa {WORDS};",
        f"KEDUA : Menetapkan {WORDS}.",
    ]


def test_centred_title_lines_stay_apart_unless_they_are_full() -> None:
    writer = Writer()
    writer.centred("BAB I")
    writer.centred("PENDAHULUAN")
    writer.y += 6
    writer.paragraph(WORDS + ".", first=36)
    pieces = [piece for piece in read(writer).pieces if piece.role is Role.TEXT]
    assert [piece.text for piece in pieces[:2]] == ["BAB I", "PENDAHULUAN"]
    assert all(piece.look.bold and piece.look.centred for piece in pieces[:2])


TABLE_XS = (LEFT, 130.0, 330.0, RIGHT)


def test_ruled_table_with_wrapped_cells() -> None:
    writer = Writer()
    writer.table(
        TABLE_XS,
        [
            (18, [["No"], ["Kegiatan"], ["Waktu"]]),
            (30, [["1"], ["Menyusun rencana kerja dan", "membagikannya"], ["Januari"]]),
            (18, [["2"], ["Rapat bulanan"], ["setiap bulan"]]),
        ],
    )
    writer.paragraph(WORDS + ".", first=36)
    result = read(writer)
    (table,) = result.tables
    assert table.header == ("No", "Kegiatan", "Waktu")
    assert table.rows == (
        ("1", "Menyusun rencana kerja dan membagikannya", "Januari"),
        ("2", "Rapat bulanan", "setiap bulan"),
    )
    assert [piece.row for piece in result.pieces if piece.role is Role.TABLE_ROW] == [-1, 0, 1]
    assert texts(result) == [WORDS + "."]


def test_table_over_two_pages_with_repeated_header_and_a_cut_row() -> None:
    writer = Writer()
    header = (18.0, [["No"], ["Kegiatan"], ["Waktu"]])
    writer.table(
        TABLE_XS,
        [
            header,
            (18, [["1"], ["Rapat"], ["Mei"]]),
            (30, [["2"], ["Menyusun laporan akhir tahun dan", "menyampaikan laporan itu kepada"], ["Juni"]]),
        ],
    )
    writer.page()
    writer.table(
        TABLE_XS, [header, (18, [[], ["kepala kantor"], []]), (18, [["3"], ["Penutupan"], ["Juli"]])]
    )
    (table,) = read(writer).tables
    assert (table.page, table.page_end) == (1, 2)
    assert table.rows == (
        ("1", "Rapat", "Mei"),
        ("2", "Menyusun laporan akhir tahun dan menyampaikan laporan itu kepada kepala kantor", "Juni"),
        ("3", "Penutupan", "Juli"),
    )


def test_items_in_a_cell_stand_on_lines_of_their_own() -> None:
    writer = Writer()
    items = ["1) Surat undangan rapat", "dan daftar hadir", "2) Foto kegiatan"]
    writer.table(TABLE_XS, [(18, [["No"], ["Bukti"], ["Waktu"]]), (44, [["1"], items, ["Mei"]])])
    (table,) = read(writer).tables
    assert table.rows == (("1", "1) Surat undangan rapat dan daftar hadir\n2) Foto kegiatan", "Mei"),)


def test_table_without_rules() -> None:
    writer = Writer()
    writer.paragraph(WORDS + ".", first=36)
    rows = [
        ("No", "Kegiatan", "Waktu"),
        ("1", "Rapat kerja", "Mei 2031"),
        ("2", "Pelatihan petugas", "Juni 2031"),
        ("", "di daerah", ""),
        ("3", "Penutupan", "Juli 2031"),
    ]
    for cells in rows:
        for x, cell in zip((LEFT, 130, 330), cells, strict=True):
            if cell:
                writer.text(x, cell)
        writer.y += PITCH
    writer.y += PITCH
    writer.paragraph(WORDS + " juga.", first=36)
    result = read(writer)
    (table,) = result.tables
    assert table.header == ("No", "Kegiatan", "Waktu")
    assert table.rows == (
        ("1", "Rapat kerja", "Mei 2031"),
        ("2", "Pelatihan petugas di daerah", "Juni 2031"),
        ("3", "Penutupan", "Juli 2031"),
    )
    assert texts(result) == [WORDS + ".", WORDS + " juga."]


def test_two_tables_of_different_columns_are_not_joined() -> None:
    writer = Writer()
    writer.table(TABLE_XS, [(18, [["No"], ["Kegiatan"], ["Waktu"]]), (18, [["1"], ["Rapat"], ["Mei"]])])
    writer.page()
    writer.table((LEFT, 300.0, RIGHT), [(18, [["Nama"], ["Jabatan"]]), (18, [["Ani"], ["Ketua"]])])
    assert len(read(writer).tables) == 2


def test_link_annotations_reach_their_piece_and_broken_addresses_are_joined() -> None:
    writer = Writer()
    url = "https://contoh.example/laporan/zona-integritas-tahun-2031"
    writer.paragraph(WORDS + ".", first=36)
    writer.line(LEFT, "Laporan lengkap:")
    for part in (url[:30], url[30:]):
        writer.canvas.linkURL(url, (LEFT, HEIGHT - writer.y - 3, LEFT + 200, HEIGHT - writer.y + 9))
        writer.line(LEFT, part)
    result = read(writer)
    linked = [piece for piece in result.pieces if piece.urls]
    assert [piece.urls for piece in linked] == [(url,)] * len(linked)
    assert any(url in piece.text for piece in linked)


def test_a_list_item_after_an_address_is_no_part_of_it() -> None:
    writer = Writer()
    writer.paragraph(WORDS + ".", first=36)
    writer.line(LEFT, "1. Laman https://contoh.example/zona")
    writer.line(LEFT, "2. Papan pengumuman")
    assert texts(read(writer))[1:] == ["1. Laman https://contoh.example/zona", "2. Papan pengumuman"]


def test_bookmarks_give_heading_levels() -> None:
    writer = Writer()
    writer.canvas.bookmarkPage("a")
    writer.canvas.addOutlineEntry("BAB I PENDAHULUAN", "a", 0)
    writer.canvas.bookmarkPage("b")
    writer.canvas.addOutlineEntry("A. Latar Belakang", "b", 1)
    writer.centred("BAB I")
    writer.centred("PENDAHULUAN")
    writer.line(LEFT, "A. Latar Belakang", font="Times-Bold")
    writer.paragraph(WORDS + ".", first=36)
    headings = [(p.text, p.level) for p in read(writer).pieces if p.role is Role.HEADING]
    assert headings == [("BAB I PENDAHULUAN", 1), ("A. Latar Belakang", 2)]


def test_text_printed_twice_counts_once() -> None:
    writer = Writer()
    writer.text(LEFT, "Judul tebal palsu")
    writer.line(LEFT + 0.4, "Judul tebal palsu")
    writer.paragraph(WORDS + ".", first=36)
    assert piece_of(read(writer), "Judul").text == "Judul tebal palsu"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pages_printed_sideways_are_read(angle: int) -> None:
    writer = Writer()
    writer.canvas.translate(WIDTH / 2, HEIGHT / 2)
    writer.canvas.rotate(angle)
    for number, line in enumerate(("Baris pertama dari halaman", "yang tercetak miring")):
        writer.canvas.drawString(-180, 40 - 16 * number, line)
    assert " ".join(texts(read(writer))) == "Baris pertama dari halaman yang tercetak miring"


# --- refusals
# -----------------------------------------------------------------------------------------------------


def test_password_is_asked_for() -> None:
    writer = Writer(encrypt=StandardEncryption("rahasia", "pemilik"))
    writer.line(LEFT, "Isi rahasia")
    with pytest.raises(LockedFileError, match="kata sandi"):
        read(writer)


def test_restricted_pdf_that_opens_without_password_is_read() -> None:
    writer = Writer(encrypt=StandardEncryption("", "pemilik", canCopy=0))
    writer.paragraph(WORDS + ".")
    assert texts(read(writer)) == [WORDS + "."]


@pytest.mark.parametrize("data", [b"%PDF-1.7\nrusak", b"%PDF-1.4\n1 0 obj\n<<", b"bukan pdf"])
def test_damaged_file(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match=r"contoh\.pdf"):
        read_pdf(data, "contoh.pdf")


@pytest.mark.parametrize("data", [b"", b"  \n "])
def test_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read_pdf(data, "contoh.pdf")


def test_blank_pages_are_empty() -> None:
    with pytest.raises(EmptyFileError):
        read(Writer())


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.reading.ocr.find_engine", lambda: None)


@pytest.mark.usefixtures("without_ocr")
def test_pages_of_pictures_need_ocr() -> None:
    writer = Writer()
    for _ in range(3):
        writer.canvas.drawImage(_image(), 0, 0, WIDTH, HEIGHT)
        writer.page()
    with pytest.raises(MissingPartError, match="Halaman 1-3") as caught:
        read(writer)
    assert "Tesseract" in caught.value.remedy
    assert caught.value.exit_code == 4


@pytest.mark.usefixtures("without_ocr")
def test_some_scanned_pages_are_named_in_a_warning() -> None:
    writer = Writer()
    writer.paragraph(WORDS + ".", first=36)
    writer.page()
    writer.canvas.drawImage(_image(), 0, 0, WIDTH, HEIGHT)
    result = read(writer)
    assert texts(result) == [WORDS + "."]
    assert len(result.warnings) == 1
    assert "Halaman 2" in result.warnings[0]


def test_too_many_pages() -> None:
    writer = Writer()
    for _ in range(4):
        writer.line(LEFT, "Isi")
        writer.page()
    with pytest.raises(LimitError, match="halaman"):
        read_pdf(writer.bytes(), "contoh.pdf", limits=Limits(pages=3))


def test_too_much_time() -> None:
    with pytest.raises(LimitError, match="detik"):
        read_pdf(_page_of_lines(["Isi"]), "contoh.pdf", limits=Limits(seconds=-1))


def test_page_numbers_as_people_write_them() -> None:
    assert name_pages([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"
