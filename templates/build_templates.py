"""Write the Word templates of this directory anew: `python templates/build_templates.py`.

The .docx files are what users edit and what the program reads; this script only makes their first state
reviewable and reproducible. It needs python-docx and nothing of ours. Every `{{p bagian_... }}` stands for
the carried content of one section of the format, named by the section's id with its dots as underscores.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent
FONT = "Bookman Old Style"  # the typeface of KPU's official letters and decrees
TEXT_WIDTH = Cm(21.0 - 3.0 - 2.5)
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)

# Heading level -> (Word number format, printed pattern, size, bold, centred); levels 5 and 6 number what
# offices write below the format's own four levels.
HEADINGS = {
    1: ("upperRoman", "BAB %1", 13, True, True),
    2: ("upperLetter", "%2.", 12, True, False),
    3: ("upperRoman", "%3.", 12, True, False),
    4: ("decimal", "%4.", 12, True, False),
    5: ("lowerLetter", "%5.", 12, True, False),
    6: ("decimal", "%6)", 12, False, False),
}
HEADING_INDENT = {2: 0.75, 3: 0.75, 4: 0.75, 5: 0.75, 6: 0.75}

# The sections of format 1766 below their headings: (level, title, placeholder of the content).
SECTIONS = (
    (1, "PENDAHULUAN", "bagian_I"),
    (2, "LATAR BELAKANG", "bagian_I_A"),
    (2, "MAKSUD DAN TUJUAN", "bagian_I_B"),
    (2, "DASAR HUKUM", "bagian_I_C"),
    (1, "HASIL PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS", "bagian_II"),
    (2, "HASIL PELAKSANAAN", "bagian_II_A"),
    (3, "KOMPONEN PENGUNGKIT", "bagian_II_A_I"),
    (4, "Manajemen Perubahan", "bagian_II_A_I_1"),
    (4, "Penataan Tata Laksana", "bagian_II_A_I_2"),
    (4, "Penataan Sistem Manajemen SDM", "bagian_II_A_I_3"),
    (4, "Penguatan Akuntabilitas", "bagian_II_A_I_4"),
    (4, "Penguatan Pengawasan", "bagian_II_A_I_5"),
    (4, "Penguatan Kualitas Pelayanan Publik", "bagian_II_A_I_6"),
    (3, "KOMPONEN HASIL", "bagian_II_A_II"),
    (2, "KENDALA/HAMBATAN DAN UPAYA UNTUK MENGATASINYA", "bagian_II_B"),
    (1, "PENUTUP", "bagian_III"),
    (2, "KESIMPULAN", "bagian_III_A"),
    (2, "RENCANA TINDAK LANJUT", "bagian_III_B"),
)


def new_document() -> WordDocument:
    """Return an empty A4 document with all the styles that drafts use."""
    word = docx.Document()
    body = word.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3.0), Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.5)
    _set_defaults(word)
    _add_text_styles(word)
    _add_heading_styles(word)
    _add_contents_styles(word)
    _add_table_style(word)
    return word


def _set_defaults(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for tag in ("w:lang", "w:rFonts", "w:sz", "w:szCs"):
        for old in run.findall(qn(tag)):
            run.remove(old)
    # Proofing language Indonesian: without it Word underlines every word of the report in red.
    run.insert(
        0,
        parse_xml(
            f'<w:rFonts {nsdecls("w")} w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
        ),
    )
    run.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="23"/>'))
    run.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="23"/>'))
    run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/>'))
    for style in word.styles:
        for lang in style.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), "id-ID")


def _style(word: WordDocument, name: str, base: str | None = "Normal") -> ParagraphStyle:
    names = [s.name for s in word.styles]
    style = word.styles[name] if name in names else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles[base] if base else None
    style.hidden = False
    style.quick_style = True
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), FONT)
    style.font.color.rgb = RGBColor(0, 0, 0)
    return style


def _add_text_styles(word: WordDocument) -> None:
    normal = word.styles["Normal"]
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.25

    isi = _style(word, "Isi Laporan")
    isi.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    isi.paragraph_format.first_line_indent = Cm(1.0)
    for level in (1, 2, 3):
        item = _style(word, f"Butir {level}")
        item.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        item.paragraph_format.left_indent = Cm(0.9 * level)
        item.paragraph_format.first_line_indent = Cm(-0.9)
        item.paragraph_format.tab_stops.add_tab_stop(Cm(0.9 * level))
        item.paragraph_format.space_after = Pt(3)
    lead = _style(word, "Judul Kecil")
    lead.font.bold = True
    lead.paragraph_format.keep_with_next = True
    lead.paragraph_format.space_before = Pt(8)
    hint = _style(word, "Petunjuk")
    hint.font.italic = True
    hint.font.size = Pt(10)
    hint.font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)
    hint.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _border(hint, "left", "1F4E79", size=18, space=6)
    hint.paragraph_format.left_indent = Cm(0.4)
    centred = _style(word, "Tengah")
    centred.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    signature = _style(word, "Tanda Tangan")
    signature.paragraph_format.left_indent = Cm(8.0)
    signature.paragraph_format.space_after = Pt(0)
    cell = _style(word, "Isi Tabel")
    cell.font.size = Pt(10)
    cell.paragraph_format.space_after = Pt(0)
    cell.paragraph_format.line_spacing = 1.0
    small = _style(word, "Isi Tabel Kecil", "Isi Tabel")
    small.font.size = Pt(7)
    small.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head = _style(word, "Kepala Tabel", "Isi Tabel")
    head.font.bold = True
    head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption = _style(word, "Caption")
    caption.font.size = Pt(10)
    caption.font.bold = False
    caption.font.italic = True
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.space_after = Pt(10)
    table_caption = _style(word, "Judul Tabel", "Caption")
    table_caption.paragraph_format.keep_with_next = True
    table_caption.paragraph_format.space_before = Pt(8)
    table_caption.paragraph_format.space_after = Pt(4)
    picture = _style(word, "Tempat Gambar")
    picture.font.size = Pt(10)
    picture.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture.paragraph_format.space_after = Pt(0)
    picture.paragraph_format.keep_with_next = True
    _add_character_styles(word)


def _add_character_styles(word: WordDocument) -> None:
    for name, colour in (("Isian", "yellow"), ("Diganti", "cyan")):
        style = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.quick_style = True
        style.element.get_or_add_rPr().append(parse_xml(f'<w:highlight {nsdecls("w")} w:val="{colour}"/>'))


def _border(style: ParagraphStyle, side: str, colour: str, *, size: int, space: int) -> None:
    style.element.get_or_add_pPr().append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="{size}" w:space="{space}" '
            f'w:color="{colour}"/></w:pBdr>'
        )
    )


def _add_heading_styles(word: WordDocument) -> None:
    numbering = word.part.numbering_part.element
    levels = []
    for level, (number_format, pattern, size, bold, centred) in HEADINGS.items():
        style = _style(word, f"Heading {level}")
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        layout = style.paragraph_format
        layout.space_before, layout.space_after = (Pt(0), Pt(14)) if level == 1 else (Pt(12), Pt(6))
        layout.keep_with_next = True
        layout.line_spacing = 1.15
        if centred:
            layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.page_break_before = level == 1
        properties = style.element.get_or_add_pPr()
        properties.insert(
            1,
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level - 1}"/><w:numId w:val="90"/></w:numPr>'
            ),
        )
        if level == 1:
            place = '<w:suff w:val="nothing"/>', '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr>'
        else:
            indent = int(HEADING_INDENT[level] * 567)
            place = (
                '<w:suff w:val="tab"/>',
                (
                    f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
                    f'<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>'
                ),
            )
        levels.append(
            f'<w:lvl w:ilvl="{level - 1}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
            f'<w:pStyle w:val="{style.style_id}"/>{place[0]}<w:lvlText w:val="{pattern}"/>'
            f'<w:lvlJc w:val="left"/>{place[1]}</w:lvl>'
        )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )
    first_num = numbering.find(qn("w:num"))
    first_num.addprevious(abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for name in ("Judul Depan", "Judul Lampiran"):
        title = _style(word, name)
        title.font.size, title.font.bold = Pt(13), True
        title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_after = Pt(14)
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.page_break_before = True
        title.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    plain = _style(word, "Judul Tanpa Daftar")
    plain.font.size, plain.font.bold = Pt(13), True
    plain.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    plain.paragraph_format.space_after = Pt(14)
    plain.paragraph_format.keep_with_next = True
    plain.paragraph_format.page_break_before = True


def _add_contents_styles(word: WordDocument) -> None:
    for level in range(1, 5):
        style = _style(word, f"toc {level}")
        layout = style.paragraph_format
        layout.left_indent = Cm(0.6 * (level - 1))
        layout.right_indent = Cm(0.9)
        layout.space_after = Pt(3)
        layout.line_spacing = 1.1
        layout.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        style.font.bold = level == 1
    figures = _style(word, "table of figures")
    figures.paragraph_format.right_indent = Cm(0.9)
    figures.paragraph_format.left_indent = Cm(2.4)
    figures.paragraph_format.first_line_indent = Cm(-2.4)
    figures.paragraph_format.space_after = Pt(3)
    figures.paragraph_format.line_spacing = 1.1
    figures.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _add_table_style(word: WordDocument) -> None:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="404040"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    word.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TabelLaporan">'
            f'<w:name w:val="Tabel Laporan"/><w:basedOn w:val="TableNormal"/>'
            '<w:uiPriority w:val="39"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>"
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            '<w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/></w:tcPr></w:tblStylePr></w:style>'
        )
    )


def add(word: WordDocument, text: str, style: str) -> Paragraph:
    """Add a paragraph; `{{...}}` in the text stays one run, as docxtpl needs it."""
    return word.add_paragraph(text, style=style)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Append a Word field with the text that stands there until Word or the program refreshes it."""
    for kind in ("begin", None, "separate", "text", "end"):
        run = paragraph.add_run()
        if kind is None:
            code = parse_xml(
                f'<w:instrText {nsdecls("w")} xml:space="preserve"> {instruction} </w:instrText>'
            )
            run._r.append(code)
        elif kind == "text":
            run.text = shown
        else:
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))


def end_section(word: WordDocument, *, numbering: str | None, start: int | None = None) -> None:
    """Close the section at the end of the document; the next one starts on a new page."""
    section = word.sections[-1]
    _number_pages(section, numbering, start)
    word.add_section()
    following = word.sections[-1]
    following.footer.is_linked_to_previous = False


def _number_pages(section: docx.section.Section, numbering: str | None, start: int | None) -> None:
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if numbering is None:
        return
    add_field(paragraph, "PAGE", "1")
    begin = "" if start is None else f' w:start="{start}"'
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    page_number = parse_xml(f'<w:pgNumType {nsdecls("w")} w:fmt="{numbering}"{begin}/>')
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        section._sectPr.append(page_number)
    else:
        columns.addprevious(page_number)


def _add_cover(word: WordDocument) -> None:
    for text, size, before in (
        ("LAPORAN", 20, 110),
        ("HASIL PEMBANGUNAN ZONA INTEGRITAS", 18, 0),
        ("MENUJU WILAYAH BEBAS DARI KORUPSI DAN", 13, 14),
        ("WILAYAH BIROKRASI BERSIH DAN MELAYANI", 13, 0),
        ("TAHUN {{ tahun }}", 18, 40),
        ("PADA", 13, 120),
        ("{{ satker_badan }}", 16, 6),
        ("{{ satker_wilayah }}", 16, 0),
    ):
        paragraph = add(word, text, "Tengah")
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.runs[0].font.size, paragraph.runs[0].font.bold = Pt(size), True
    end_section(word, numbering=None)


def _add_signature(word: WordDocument, purpose: str) -> None:
    """Add place and date, office, room for a signature, and name: each a field of its own purpose."""
    lines = ("{{r isian_tempat_tanggal%s }}", "Ketua {{ satker }},", "", "", "", "{{r isian_nama_ketua%s }}")
    for line in lines:
        paragraph = add(word, line.replace("%s", purpose), "Tanda Tangan")
        paragraph.paragraph_format.keep_with_next = line != lines[-1]
        if line == lines[0]:
            paragraph.paragraph_format.space_before = Pt(12)


def _add_front(word: WordDocument) -> None:
    title = add(word, "LEMBAR PENGESAHAN", "Judul Depan")
    title.paragraph_format.page_break_before = False  # the section already starts on a new page
    add(
        word,
        "Laporan Hasil Pembangunan Zona Integritas Tahun {{ tahun }} pada {{ satker_panjang }} ini disusun "
        "sesuai dengan format laporan yang ditetapkan Komisi Pemilihan Umum, telah diperiksa oleh Tim "
        "Pembangunan Zona Integritas, dan disahkan untuk disampaikan secara berjenjang.",
        "Isi Laporan",
    )
    _add_signature(word, "")
    add(word, "KATA PENGANTAR", "Judul Depan")
    add(word, "{{p kata_pengantar }}", "Isi Laporan")
    _add_signature(word, "_pengantar")
    for title_text, instruction in (
        ("DAFTAR ISI", 'TOC \\o "1-4" \\h \\z \\t "Judul Depan,1,Judul Lampiran,1"'),
        ("DAFTAR GAMBAR", 'TOC \\h \\z \\c "Gambar"'),
        ("DAFTAR TABEL", 'TOC \\h \\z \\c "Tabel"'),
    ):
        add(word, title_text, "Judul Depan")
        style = "toc 1" if title_text == "DAFTAR ISI" else "table of figures"
        add_field(word.add_paragraph(style=style), instruction, "Klik kanan lalu pilih Perbarui Bidang.")
    end_section(word, numbering="lowerRoman", start=1)


def _add_body(word: WordDocument) -> None:
    first = True
    for level, title, placeholder in SECTIONS:
        paragraph = word.add_paragraph(style=f"Heading {level}")
        if level == 1:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(title)
        if first:
            paragraph.paragraph_format.page_break_before = False
            first = False
        add(word, "{{p " + placeholder + " }}", "Isi Laporan")
    _add_signature(word, "_penutup")


def _add_appendix(word: WordDocument) -> None:
    add(word, "LAMPIRAN", "Judul Lampiran")
    add(word, "{{p bagian_LAMPIRAN }}", "Isi Laporan")
    add(word, "Lembar Kerja Evaluasi (LKE) Pembangunan Zona Integritas Tahun {{ tahun }}", "Judul Kecil")
    add(word, "{{p tabel_lke }}", "Isi Tabel")
    _add_checklist(word)


def _add_checklist(word: WordDocument) -> None:
    add(word, "DAFTAR ISIAN DRAF", "Judul Tanpa Daftar")
    add(
        word,
        "Halaman ini bukan bagian laporan. Lengkapi setiap isian bertanda kuning, lalu hapus halaman ini. "
        "Nomor pada kolom pertama membawa Anda ke tempat isian itu (Ctrl + klik).",
        "Petunjuk",
    )
    add(word, "{{p daftar_isian }}", "Isi Tabel")
    add(word, "{{p catatan_draf }}", "Isi Laporan")
    _number_pages(word.sections[-1], "decimal", 1)


def build_laporan() -> WordDocument:
    """Return the template of the report in format 1766."""
    word = new_document()
    _add_cover(word)
    _add_front(word)
    _add_body(word)
    _add_appendix(word)
    _finish(word, "Laporan Hasil Pembangunan Zona Integritas")
    return word


def build_rencana() -> WordDocument:
    """Return the template of next year's plan: a decree as it was, with what must be filled in."""
    word = new_document()
    add(word, "{{p isi_rencana }}", "Isi Laporan")
    _add_checklist(word)
    _finish(word, "Rencana Pembangunan Zona Integritas")
    return word


def build_rencana_aksi() -> WordDocument:
    """Return the template of a new plan: the decree, and its annex with the table of actions across."""
    word = new_document()
    _add_decree_styles(word)
    _add_decree(word)
    _add_annex(word)
    _add_checklist(word)
    _finish(word, "Rencana Aksi Pembangunan Zona Integritas")
    return word


def _add_decree_styles(word: WordDocument) -> None:
    head = _style(word, "Kepala Keputusan", "Tengah")
    head.font.bold = True
    head.paragraph_format.space_after = Pt(2)
    # `Menimbang : a. bahwa ...`: label, colon, letter and text have a place of their own.
    clause = _style(word, "Diktum")
    clause.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    clause.paragraph_format.left_indent = Cm(4.1)
    clause.paragraph_format.first_line_indent = Cm(-4.1)
    clause.paragraph_format.space_after = Pt(4)
    clause.paragraph_format.line_spacing = 1.0
    for stop in (2.9, 3.3, 4.1):
        clause.paragraph_format.tab_stops.add_tab_stop(Cm(stop))


def _add_decree(word: WordDocument) -> None:
    for text, before in (
        ("{{ satker_badan }}", 0),
        ("{{ satker_wilayah }}", 0),
        ("KEPUTUSAN KETUA {{ satker_kapital }}", 18),
        ("NOMOR {{r isian_nomor }} TAHUN {{r isian_tahun_keputusan }}", 0),
        ("TENTANG", 10),
        ("{{ tentang }}", 10),
        ("KETUA {{ satker_kapital }},", 14),
    ):
        add(word, text, "Kepala Keputusan").paragraph_format.space_before = Pt(before)
    for placeholder in ("isi_menimbang", "isi_mengingat"):
        add(word, "{{p " + placeholder + " }}", "Diktum")
    title = add(word, "MEMUTUSKAN:", "Kepala Keputusan")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(10), Pt(8)
    title.paragraph_format.keep_with_next = True
    add(word, "{{p isi_memutuskan }}", "Diktum")
    lines = (
        "Ditetapkan di {{r isian_tempat }}",
        "pada tanggal {{r isian_tanggal }}",
        "KETUA {{ satker_kapital }},",
        "",
        "",
        "",
        "{{r isian_nama_ketua }}",
    )
    for line in lines:
        paragraph = add(word, line, "Tanda Tangan")
        paragraph.paragraph_format.keep_with_next = line != lines[-1]
        if line == lines[0]:
            paragraph.paragraph_format.space_before = Pt(14)


def _add_annex(word: WordDocument) -> None:
    end_section(word, numbering=None)
    section = word.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.0)
    for text in (
        "LAMPIRAN",
        "KEPUTUSAN KETUA {{ satker_kapital }}",
        "NOMOR {{r isian_nomor_lampiran }} TAHUN {{r isian_tahun_lampiran }}",
        "TENTANG {{ tentang }}",
    ):
        paragraph = add(word, text, "Isi Tabel")
        paragraph.paragraph_format.left_indent = Cm(12.5)
        paragraph.paragraph_format.space_after = Pt(2)
    title = add(word, "RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN {{ tahun }}", "Kepala Keputusan")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(16), Pt(8)
    title.paragraph_format.keep_with_next = True
    add(word, "{{p tabel_rencana }}", "Isi Tabel")
    for line in ("KETUA {{ satker_kapital }},", "", "", "{{r isian_nama_ketua_lampiran }}"):
        paragraph = add(word, line, "Tanda Tangan")
        paragraph.paragraph_format.left_indent = Cm(15.0)
        paragraph.paragraph_format.keep_with_next = bool(line) and "nama" not in line


# The order that the schema demands of a paragraph's properties; Word refuses some files that leave it.
_PARAGRAPH_ORDER = [
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "bidi", "adjustRightInd"),
    *("snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"),
    *(
        "textDirection",
        "textAlignment",
        "textboxTightWrap",
        "outlineLvl",
        "divId",
        "cnfStyle",
        "rPr",
        "sectPr",
    ),
]
# What follows `updateFields` in the settings.
_AFTER_UPDATE = {
    *(
        "hdrShapeDefaults",
        "footnotePr",
        "endnotePr",
        "compat",
        "docVars",
        "rsids",
        "mathPr",
        "attachedSchema",
    ),
    *("themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator"),
}


def _order_properties(word: WordDocument) -> None:
    rank = {qn(f"w:{name}"): index for index, name in enumerate(_PARAGRAPH_ORDER)}
    for root in (word.styles.element, word.element):
        for properties in root.iter(qn("w:pPr")):
            properties[:] = sorted(properties, key=lambda child: rank.get(child.tag, len(rank)))


def _finish(word: WordDocument, title: str) -> None:
    _order_properties(word)
    properties = word.core_properties
    properties.title, properties.author, properties.language = title, "zi", "id-ID"
    properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = EPOCH
    settings = word.settings.element
    # Page numbers in the contents are only right once Word has laid the pages out; with this it offers to do
    # so on opening. The question it asks is a lesser evil than a list of wrong page numbers.
    update = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
    following = next((e for e in settings if e.tag.rpartition("}")[2] in _AFTER_UPDATE), None)
    if following is None:
        settings.append(update)
    else:
        following.addprevious(update)


def save(word: WordDocument, path: Path) -> None:
    """Write the file with fixed times, so that an unchanged template gives unchanged bytes."""
    raw = io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            info = zipfile.ZipInfo(item.filename, EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(item.filename))


if __name__ == "__main__":
    save(build_laporan(), HERE / "laporan-1766.docx")
    save(build_rencana(), HERE / "rencana.docx")
    save(build_rencana_aksi(), HERE / "rencana-aksi.docx")
