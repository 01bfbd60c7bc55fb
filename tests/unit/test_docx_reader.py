"""Word files built in the test, one feature each."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Inches, Pt

from assistant.errors import DamagedFileError, EmptyFileError, LimitError
from assistant.reading.docx_reader import read_docx
from assistant.reading.pieces import Piece, ReadResult, Role

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# One grey point.
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\x80"))
    + _chunk(b"IEND", b"")
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def save(word: WordDocument) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def read(word: WordDocument) -> ReadResult:
    return read_docx(save(word), "uji.docx")


def texts(word: WordDocument) -> list[str]:
    return [piece.text for piece in read(word).pieces]


def define_list(
    word: WordDocument, num_id: int, levels: list[tuple[str, str]], *, start: int | None = None
) -> None:
    """Add an abstract list and an instance of it; `start` overrides the first level's."""
    root = word.part.numbering_part.element
    lvls = "".join(
        f'<w:lvl w:ilvl="{i}"><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (fmt, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{num_id}">{lvls}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    add_instance(word, num_id, num_id)


def add_instance(word: WordDocument, num_id: int, abstract: int, *, start: int | None = None) -> None:
    override = (
        ""
        if start is None
        else f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    )
    xml = f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
    word.part.numbering_part.element.append(parse_xml(xml))


def add_item(
    word: WordDocument, text: str, num_id: int, ilvl: int = 0, style: str | None = None
) -> Paragraph:
    paragraph = word.add_paragraph(text, style=style)
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    return paragraph


def test_numbers_are_printed_as_word_prints_them() -> None:
    word = docx.Document()
    define_list(word, 90, [("upperLetter", "%1."), ("decimal", "%1.%2"), ("lowerRoman", "(%3)")])
    for text, level in [
        ("satu", 0),
        ("dua", 1),
        ("tiga", 2),
        ("empat", 2),
        ("lima", 1),
        ("enam", 0),
        ("tujuh", 1),
    ]:
        add_item(word, text, 90, level)
    assert texts(word) == [
        "A. satu",
        "A.1 dua",
        "(i) tiga",
        "(ii) empat",
        "A.2 lima",
        "B. enam",
        "B.1 tujuh",
    ]
    assert [p.list_level for p in read(word).pieces] == [0, 1, 2, 2, 1, 0, 1]
    assert read(word).pieces[0].marker == "A."


def test_instances_of_one_list_count_on_unless_they_start_again() -> None:
    word = docx.Document()
    define_list(word, 90, [("decimal", "%1)")])
    add_instance(word, 91, 90)
    add_instance(word, 92, 90, start=1)
    for text, num_id in [("a", 90), ("b", 91), ("c", 92), ("d", 92)]:
        add_item(word, text, num_id)
    assert texts(word) == ["1) a", "2) b", "1) c", "2) d"]


def test_bullets_of_symbol_fonts_are_shown() -> None:
    word = docx.Document()
    define_list(word, 90, [("bullet", "\uf0b7"), ("bullet", "-")])
    add_item(word, "satu", 90)
    add_item(word, "dua", 90, 1)
    assert texts(word) == ["• satu", "- dua"]


def test_a_list_switched_off_prints_nothing() -> None:
    word = docx.Document()
    add_item(word, "tanpa nomor", 0, style="List Number")
    assert texts(word) == ["tanpa nomor"]


def test_headings_state_their_level_and_long_ones_are_text() -> None:
    word = docx.Document()
    word.add_heading("BAB I", 1).add_run().add_break()
    word.paragraphs[0].add_run("PENDAHULUAN")
    word.add_heading("Latar Belakang", 2)
    word.add_heading("kata " * 60, 2)
    outlined = word.add_paragraph("Tingkat sendiri")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    pieces = read(word).pieces
    assert [(p.text, p.level) for p in pieces[:2]] == [("BAB I PENDAHULUAN", 1), ("Latar Belakang", 2)]
    assert pieces[2].level is None
    assert pieces[3].level == 3


def test_look_and_marked_stretches() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.left_indent = Pt(36)
    paragraph.add_run("Survei ")
    paragraph.add_run("kepuasan").bold = True
    paragraph.add_run("  masyarakat").italic = True
    whole = word.add_paragraph()
    run = whole.add_run("Judul tebal")
    run.bold, run.font.size = True, Pt(14)
    first, second = read(word).pieces
    assert first.text == "Survei kepuasan masyarakat"
    assert [first.text[a:b] for a, b in first.bold] == ["kepuasan"]
    assert [first.text[a:b].strip() for a, b in first.italic] == ["masyarakat"]
    assert (first.look.centred, first.look.bold, first.look.indent) == (True, False, 36.0)
    assert (second.look.bold, second.look.size) == (True, 14.0)


def test_changes_are_read_as_accepted() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Nilai ")
    for xml in (
        "<w:del w:id='1' w:author='x'><w:r><w:delText>lama</w:delText></w:r></w:del>",
        "<w:ins w:id='2' w:author='x'><w:r><w:t>baru</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(xml.replace(" ", f" {nsdecls('w')} ", 1)))
    assert texts(word) == ["Nilai baru"]


def test_links_fields_and_hidden_text() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Formulir: ")
    relation = word.part.relate_to("https://contoh.go.id/formulir", RELATION, is_external=True)
    text = "<w:r><w:t>di sini</w:t></w:r>"
    link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}">{text}</w:hyperlink>'
    paragraph._p.append(parse_xml(link))
    field = word.add_paragraph("Gambar ")
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> SEQ Gambar </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>3</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        "<w:t>. Apel</w:t>",
    ):
        field._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))
    word.add_paragraph("terlihat").add_run(" rahasia").font.hidden = True
    pieces = read(word).pieces
    assert [p.text for p in pieces] == ["Formulir: di sini", "Gambar 3. Apel", "terlihat"]
    assert pieces[0].urls == ("https://contoh.go.id/formulir",)


def test_content_controls_text_boxes_and_generated_contents() -> None:
    word = docx.Document()
    body = word.element.body
    contents = (
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        "</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Bab I 1</w:t></w:r></w:p></w:sdtContent>"
        "</w:sdt>"
    )
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>isian</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    for xml in (contents, control):
        body.insert(len(body) - 1, parse_xml(xml))
    paragraph = word.add_paragraph("di luar")
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>'
            "<w:txbxContent><w:p><w:r><w:t>di dalam kotak</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        )
    )
    pieces = read(word).pieces
    assert [(p.text, p.role) for p in pieces] == [
        ("Bab I 1", Role.NOISE),
        ("isian", Role.TEXT),
        ("di luar", Role.TEXT),
        ("di dalam kotak", Role.TEXT),
    ]


def test_pictures_keep_their_place_and_size() -> None:
    word = docx.Document()
    word.add_picture(io.BytesIO(PNG), width=Inches(2), height=Inches(1))
    word.add_paragraph("Gambar 1. Apel")
    picture, caption = read(word).pieces
    assert (picture.role, picture.size) == (Role.FIGURE, (144.0, 72.0))
    assert caption.text == "Gambar 1. Apel"


def table_rows(pieces: tuple[Piece, ...]) -> list[str]:
    return [p.text for p in pieces if p.role is Role.TABLE_ROW]


def test_table_with_merged_cells_and_two_header_rows() -> None:
    word = docx.Document()
    table = word.add_table(5, 4, style="Table Grid")
    grid = [
        ["No", "Kegiatan", "2025", ""],
        ["", "", "Jan", "Feb"],
        ["1", "2", "3", "4"],
        ["1", "Rapat", "50%", "100%"],
        ["2", "Apel", "ya", "ya"],
    ]
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
            if r < 2:
                for run in table.cell(r, c).paragraphs[0].runs:
                    run.bold = True
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    result = read(word)
    (found,) = result.tables
    assert found.header == ("No", "Kegiatan", "Jan", "Feb")
    assert found.rows == (("1", "Rapat", "50%", "100%"), ("2", "Apel", "ya", "ya"))
    assert table_rows(result.pieces)[1:] == ["1 | Rapat | 50% | 100%", "2 | Apel | ya | ya"]
    assert [p.row for p in result.pieces] == [-1, 0, 1]


def test_borderless_tables_are_text() -> None:
    word = docx.Document()
    decree = word.add_table(2, 4)
    for r, row in enumerate([["Menimbang", ":", "a.", "bahwa satu;"], ["", "", "b.", "bahwa dua;"]]):
        for c, text in enumerate(row):
            decree.cell(r, c).text = text
    signature = word.add_table(1, 2)
    cell = signature.cell(0, 1)
    for i, text in enumerate(["Kota Contoh, 2 Januari 2026", "Ketua,", "BUDI CONTOH"]):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.text = text
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    result = read(word)
    assert result.tables == ()
    assert [p.text for p in result.pieces] == [
        "Menimbang : a. bahwa satu;",
        "b. bahwa dua;",
        "Kota Contoh, 2 Januari 2026 Ketua, BUDI CONTOH",
    ]


def test_photographs_in_a_bordered_table_are_figures() -> None:
    word = docx.Document()
    table = word.add_table(2, 2, style="Table Grid")
    for c in range(2):
        table.cell(0, c).paragraphs[0].add_run().add_picture(io.BytesIO(PNG))
        table.cell(1, c).text = f"Gambar {c + 1}. Apel"
    result = read(word)
    assert result.tables == ()
    assert [p.role for p in result.pieces] == [Role.FIGURE, Role.FIGURE, Role.TEXT, Role.TEXT]


def test_headers_footers_and_notes() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Kop laporan"
    word.add_paragraph("isi")
    assert texts(word) == ["isi"]


@pytest.mark.parametrize("data", [b"", b"bukan zip", b"PK\x03\x04rusak"])
def test_damaged_files_say_so(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match=r"uji\.docx"):
        read_docx(data, "uji.docx")


def test_a_package_without_its_document_is_damaged() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(DamagedFileError):
        read_docx(stream.getvalue(), "uji.docx")


def test_an_empty_document_says_so() -> None:
    with pytest.raises(EmptyFileError):
        read(docx.Document())


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    stream = io.BytesIO(save(docx.Document()))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/bom.xml", b"0" * 70_000_000)
    with pytest.raises(LimitError):
        read_docx(stream.getvalue(), "uji.docx")


def test_entities_are_not_expanded() -> None:
    word = docx.Document()
    word.add_paragraph("PENANDA")
    source = io.BytesIO(save(word))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "word/document.xml":
                head, _, rest = data.partition(b"?>")
                bomb = b'<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;&a;">]>'
                data = head + b"?>" + bomb + rest.replace(b"PENANDA", b"awal &b; akhir")
            new.writestr(item, data)
    pieces = read_docx(target.getvalue(), "uji.docx").pieces
    assert "AAAA" not in pieces[0].text
