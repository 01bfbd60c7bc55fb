"""What Word can do to a text, one feature each: it comes back as the accepted, printed document has it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from assistant.reading.docx_reader import read_docx
from assistant.reading.outline import build_outline
from assistant.reading.pieces import Role
from tests.unit.test_docx_reader import PNG, add_item, read, save, texts

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def body(word: WordDocument, xml: str) -> None:
    """Add elements, written without their namespaces, to the end of the document."""
    holder = parse_xml(f"<w:body {NAMES}>{xml}</w:body>")
    for child in list(holder):
        word.element.body.insert(len(word.element.body) - 1, child)


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def changed(tag: str, inner: str) -> str:
    return f'<w:{tag} w:id="1" w:author="A" w:date="2025-01-01T00:00:00Z">{inner}</w:{tag}>'


MARK_DELETED = "<w:rPr>" + changed("del", "") + "</w:rPr>"


# --- text boxes


def test_a_text_box_is_read_once_and_after_its_anchor() -> None:
    word = docx.Document()
    box = f"<w:txbxContent>{p(r('Isi kotak'))}{p(r('baris dua'))}</w:txbxContent>"
    shape = f"<a:graphic><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphic>"
    choice = f"<w:drawing><wp:inline>{shape}</wp:inline></w:drawing>"
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
    both = f'<mc:Choice Requires="wps">{choice}</mc:Choice>{fallback}'
    both = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
    body(word, p(r("Sebelum") + f"<w:r>{both}</w:r>") + p(r("Sesudah")))
    assert texts(word) == ["Sebelum", "Isi kotak", "baris dua", "Sesudah"]


def test_an_old_text_box_is_read() -> None:
    word = docx.Document()
    content = f"<w:txbxContent>{p(r('Kotak lama'))}</w:txbxContent>"
    box = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    body(word, p(r("Sebelum") + f"<w:r>{box}</w:r>") + p(r("Sesudah")))
    assert texts(word) == ["Sebelum", "Kotak lama", "Sesudah"]


# --- tracked changes


def test_moved_text_stands_where_it_went() -> None:
    word = docx.Document()
    body(word, p(changed("moveFrom", r("pindah"))) + p(r("tetap ") + changed("moveTo", r("pindah"))))
    assert texts(word) == ["tetap pindah"]


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    word = docx.Document()
    body(word, p(r("Kalimat yang "), MARK_DELETED) + p(r("dilanjutkan.")) + p(r("Lain.")))
    assert texts(word) == ["Kalimat yang dilanjutkan.", "Lain."]


def test_a_deleted_item_is_not_counted() -> None:
    word = docx.Document()
    for text in ("satu", "dua", "tiga"):
        add_item(word, text, 90)
    from tests.unit.test_docx_reader import define_list

    define_list(word, 90, [("decimal", "%1.")])
    gone = word.paragraphs[1]._p
    for run in gone.findall("{*}r"):
        deleted = parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="A"/>')
        run.addprevious(deleted)
        deleted.append(run)
    gone.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="3" w:author="A"/></w:rPr>'))
    assert texts(word) == ["1. satu", "2. tiga"]


def test_a_deleted_row_is_gone_and_an_inserted_one_is_there() -> None:
    word = docx.Document()
    table = word.add_table(4, 2, style="Table Grid")
    for i, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = f"baris {i}"
    for i, tag in ((1, "del"), (2, "ins")):
        table.rows[i]._tr.get_or_add_trPr().append(
            parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="A"/>')
        )
    (found,) = read(word).tables
    assert [row[0] for row in (found.header, *found.rows) if row] == ["baris 0", "baris 2", "baris 3"]


# --- content controls, fields, links


def test_content_controls_are_read_and_prompts_are_not() -> None:
    word = docx.Document()
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    body(
        word,
        p(r("Nama: ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Budi')}</w:sdtContent></w:sdt>")
        + p(r("NIP:") + f"<w:sdt>{prompt}<w:sdtContent>{r(' ketik di sini')}</w:sdtContent></w:sdt>")
        + f"<w:sdt>{prompt}<w:sdtContent>{p(r('Pilih tanggal'))}</w:sdtContent></w:sdt>",
    )
    assert texts(word) == ["Nama: Budi", "NIP:"]


def field(*instruction: str, result: str) -> str:
    parts = "".join(f'<w:r><w:instrText xml:space="preserve">{i}</w:instrText></w:r>' for i in instruction)
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return marks[0] + parts + marks[1] + r(result) + marks[2]


def test_an_address_in_a_field_that_word_has_torn_apart() -> None:
    word = docx.Document()
    body(
        word,
        p(r("Lihat ") + field(" HYPER", "LINK &quot;https://contoh.example/", "a&quot; ", result="di sini")),
    )
    body(word, p(field(" HYPERLINK https://contoh.example/b ", result="b")))
    body(word, p(field(" HYPERLINK \\l &quot;_Toc1&quot; ", result="BAB I")))
    pieces = read(word).pieces
    assert [piece.text for piece in pieces] == ["Lihat di sini", "b", "BAB I"]
    assert [piece.urls for piece in pieces] == [
        ("https://contoh.example/a",),
        ("https://contoh.example/b",),
        (),
    ]


def caption(word: WordDocument, label: str, number: str, text: str) -> Paragraph:
    paragraph = word.add_paragraph(style="Caption")
    inner = parse_xml(f"<w:p {NAMES}>{r(label + ' 2.')}{field(' SEQ Gambar ', result=number)}{r(text)}</w:p>")
    for child in list(inner):
        paragraph._p.append(child)
    return paragraph


def test_captions_with_counters_belong_to_their_pictures() -> None:
    word = docx.Document()
    word.add_heading("A. KEGIATAN", 1)
    for number, text in (("1", " Rapat kerja"), ("2", " Sosialisasi")):
        word.add_paragraph("Kegiatan ini dilaksanakan di kantor bersama semua pegawai.")
        word.add_picture(io.BytesIO(PNG), width=914400 * 2, height=914400)
        caption(word, "Gambar", number, text)
    result = read(word)
    figures = build_outline(result.pieces, result.tables).figures
    assert [(f.label, f.caption, f.width, f.height) for f in figures] == [
        ("Gambar 2.1", "Rapat kerja", 144.0, 72.0),
        ("Gambar 2.2", "Sosialisasi", 144.0, 72.0),
    ]


# --- pictures


@pytest.mark.parametrize(
    ("style", "size"),
    [
        ("width:120pt;height:60pt", (120.0, 60.0)),
        ("position:absolute;width:2in;height:1in", (144.0, 72.0)),
        ("width:5.08cm;height:2.54cm", (144.0, 72.0)),
        ("width:50%;height:10pt", None),
    ],
)
def test_old_pictures_have_a_size(style: str, size: tuple[float, float] | None) -> None:
    word = docx.Document()
    shape = f'<w:pict><v:shape style="{style}"><v:imagedata r:id="rId99"/></v:shape></w:pict>'
    body(word, p(f"<w:r>{shape}</w:r>"))
    (piece,) = read(word).pieces
    assert piece.role is Role.FIGURE
    assert piece.size == size


def test_an_anchored_picture_stands_at_its_anchor() -> None:
    word = docx.Document()
    graphic = '<wp:extent cx="1270000" cy="635000"/><a:graphic><a:blip r:embed="rId99"/></a:graphic>'
    anchor = f"<w:drawing><wp:anchor>{graphic}</wp:anchor></w:drawing>"
    body(word, p(r("Sebelum.")) + p(f"<w:r>{anchor}</w:r>" + r("Teks di samping gambar.")) + p(r("Sesudah.")))
    pieces = read(word).pieces
    assert [(piece.role, piece.text) for piece in pieces] == [
        (Role.TEXT, "Sebelum."),
        (Role.FIGURE, ""),
        (Role.TEXT, "Teks di samping gambar."),
        (Role.TEXT, "Sesudah."),
    ]
    assert pieces[1].size == (100.0, 50.0)


# --- numbering


def levels(word: WordDocument, num_id: int, xml: str) -> None:
    root = word.part.numbering_part.element
    root.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{num_id}">{xml}</w:abstractNum>')
    )
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{num_id}"><w:abstractNumId w:val="{num_id}"/></w:num>')
    )


def test_legal_numbering_prints_digits() -> None:
    word = docx.Document()
    levels(
        word,
        90,
        '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="BAB %1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>',
    )
    for text, level in (("SATU", 0), ("DUA", 0), ("isi", 1), ("isi", 1)):
        add_item(word, text, 90, level)
    assert texts(word) == ["BAB I SATU", "BAB II DUA", "2.1 isi", "2.2 isi"]


def test_levels_that_never_start_again() -> None:
    word = docx.Document()
    levels(
        word,
        90,
        '<w:lvl w:ilvl="0"><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>'
        '<w:lvlText w:val="%2."/></w:lvl>',
    )
    for text, level in (("x", 0), ("x", 1), ("x", 0), ("x", 1)):
        add_item(word, text, 90, level)
    assert texts(word) == ["A. x", "1. x", "B. x", "2. x"]


def test_an_instance_may_redefine_a_level() -> None:
    word = docx.Document()
    levels(word, 90, '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>')
    word.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
            '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/>'
            '<w:lvlText w:val="%1)"/></w:lvl>'
            '<w:startOverride w:val="3"/></w:lvlOverride></w:num>'
        )
    )
    add_item(word, "x", 90)
    add_item(word, "y", 91)
    add_item(word, "z", 91)
    assert texts(word) == ["1. x", "c) y", "d) z"]


# --- letters and breaks


def test_symbols_hyphens_and_breaks() -> None:
    word = docx.Document()
    body(
        word,
        p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r(" selesai"))
        + p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 75"))
        + p('<w:r><w:sym w:font="Fon Aneh" w:char="F0AA"/></w:r>' + r(" butir"))
        + p(
            "<w:r><w:t>per</w:t><w:softHyphen/><w:t>aturan per\u00adundangan</w:t><w:noBreakHyphen/>"
            "<w:t>an</w:t></w:r>"
        )
        + p("<w:r><w:t>satu</w:t><w:br/><w:t>dua</w:t><w:tab/><w:t>tiga</w:t></w:r>"),
    )
    assert texts(word) == ["✓ selesai", "≥ 75", "• butir", "peraturan perundangan-an", "satu dua tiga"]


def test_a_page_break_inside_a_paragraph_parts_it_unless_the_sentence_goes_on() -> None:
    word = docx.Document()
    page = '<w:br w:type="page"/>'
    body(
        word,
        p(f"<w:r><w:t>Selesai.</w:t>{page}<w:t>Halaman baru.</w:t></w:r>")
        + p(f"<w:r>{page}<w:t>Hanya di depan.</w:t></w:r>")
        + p(f"<w:r><w:t>Kalimat yang</w:t>{page}<w:t>terus berjalan.</w:t></w:r>"),
    )
    assert texts(word) == ["Selesai.", "Halaman baru.", "Hanya di depan.", "Kalimat yang terus berjalan."]


# --- tables


def test_merged_cells_repeat_nothing_and_a_table_in_a_cell_is_its_text() -> None:
    word = docx.Document()
    table = word.add_table(4, 3, style="Table Grid")
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row.cells):
            cell.text = f"{i}{j}"
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 1).merge(table.cell(3, 2))
    inner = table.cell(1, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "dalam", "sel"
    (found,) = read_docx(save(word), "uji.docx").tables
    rows = (found.header, *found.rows) if found.header else found.rows
    assert [row[0].split() for row in rows] == [["00"], ["10", "20"], [], ["30"]]
    assert rows[1][2].split()[0] == "12"
    assert "dalam" in rows[1][2]
    assert (rows[3][1].split(), rows[3][2]) == (["31", "32"], "")
