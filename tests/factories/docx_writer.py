"""A described document as a Word file, as offices make them: with styles or without, numbers typed or not."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from tests.factories.archive import repack
from tests.factories.docx_numbering import Numbering
from tests.factories.office import INVENTED
from tests.factories.pictures import SIZE, png
from tests.factories.spec import (
    Align,
    Contents,
    DocumentSpec,
    Element,
    Heading,
    Line,
    ListItem,
    PageBreak,
    PageStyle,
    Paragraph,
    Picture,
    TableSpec,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.section import Section as WordSection
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

    from tests.factories.spec import WebLink

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_STEP = Cm(0.9)


@dataclass(frozen=True)
class DocxOptions:
    """How the Word file is made.

    Attributes:
        heading_styles: Word's heading styles; otherwise headings only look like headings.
        automatic_numbering: Word counts headings and lists; otherwise their numbers are typed.
        caption_fields: figure and table numbers are SEQ fields.
        contents_pages: page numbers (as printed) that the table of contents shows, by heading text.
    """

    heading_styles: bool = True
    automatic_numbering: bool = False
    caption_fields: bool = True
    justified: bool = True
    font: str = "Arial"
    size: float = 11
    margins_cm: tuple[float, float, float, float] = (3, 2.5, 2.5, 3)  # top, right, bottom, left
    contents_pages: Mapping[str, str] | None = None


def write_docx(spec: DocumentSpec, options: DocxOptions = DocxOptions()) -> bytes:
    """Return the document as the bytes of a DOCX; the same spec and options give the same bytes."""
    return _Writer(spec, options).write()


def _field(paragraph: WordParagraph, instruction: str, result: str) -> None:
    """Append a Word field with the result that stands until someone updates it."""
    _open_field(paragraph, instruction)
    paragraph.add_run(result)
    _field_mark(paragraph, "end")


def _open_field(paragraph: WordParagraph, instruction: str) -> None:
    """Append the start of a field; what follows is its result, up to the mark `end`."""
    _field_mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _field_mark(paragraph, "separate")


def _field_mark(paragraph: WordParagraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)


class _Writer:
    """Writes one document; its state is Word's: the open section, the counters of captions."""

    def __init__(self, spec: DocumentSpec, options: DocxOptions) -> None:
        self._spec = spec
        self._options = options
        self._word = docx.Document()
        self._numbering = Numbering(self._word)
        self._counters: dict[str, int] = {}
        self._sections = 0
        self._break_next = False

    def write(self) -> bytes:
        self._set_styles()
        properties = self._word.core_properties
        properties.title, properties.author, properties.comments = (
            self._spec.title,
            "Satuan kerja rekaan",
            INVENTED,
        )
        if not any(isinstance(element, PageStyle) for element in self._spec.elements):
            self._page_style(PageStyle())
        for element in self._spec.elements:
            self._element(element)
        buffer = BytesIO()
        self._word.save(buffer)
        return repack(buffer.getvalue())

    def _set_styles(self) -> None:
        styles = self._word.styles
        names = ["Normal", "Caption", *(f"Heading {level}" for level in range(1, 7))]
        for name in names:
            style: Any = styles[name]
            style.font.name, style.font.size = self._options.font, Pt(self._options.size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), self._options.font)
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            style.paragraph_format.space_before = Pt(0 if name in {"Normal", "Caption"} else 8)
            style.paragraph_format.space_after = Pt(4)
        caption: Any = styles["Caption"]
        caption.font.bold, caption.font.italic, caption.font.size = False, True, Pt(self._options.size - 1)
        normal: Any = styles["Normal"]
        normal.paragraph_format.line_spacing = 1.25
        # Without this style LibreOffice prints links that cannot be clicked.
        hyperlink: Any = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        hyperlink.font.color.rgb, hyperlink.font.underline = RGBColor(0x05, 0x63, 0xC1), True
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self._spec.language)
        normal.element.get_or_add_rPr().append(language)

    def _element(self, element: Element) -> None:
        match element:
            case Heading():
                self._heading(element)
            case Paragraph():
                paragraph = self._paragraph()
                paragraph.paragraph_format.first_line_indent = Cm(1.0)
                self._text(paragraph, element.text, element.links)
                self._justify(paragraph)
            case ListItem():
                self._item(element)
            case Picture():
                self._picture(element)
            case TableSpec():
                self._table(element)
            case Line():
                self._line(element)
            case Contents():
                self._contents(element)
            case PageBreak():
                self._break_next = True
            case PageStyle():
                self._page_style(element)

    def _paragraph(self, style: str = "Normal") -> WordParagraph:
        paragraph = self._word.add_paragraph(style=style)
        if self._break_next:
            paragraph.paragraph_format.page_break_before = True
            self._break_next = False
        return paragraph

    def _justify(self, paragraph: WordParagraph) -> None:
        if self._options.justified:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    def _text(self, paragraph: WordParagraph, text: str, links: Sequence[WebLink]) -> None:
        """Append text, its links as hyperlinks."""
        rest = text
        for link in links:
            before, found, rest_after = rest.partition(link.text)
            if not found:
                continue
            paragraph.add_run(before)
            self._hyperlink(paragraph, link)
            rest = rest_after
        paragraph.add_run(rest)

    def _hyperlink(self, paragraph: WordParagraph, link: WebLink) -> None:
        target = self._word.part.relate_to(link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        wrapper = OxmlElement("w:hyperlink")
        wrapper.set(qn("r:id"), target)
        run = paragraph.add_run(link.text, style="Hyperlink")
        wrapper.append(run._r)
        paragraph._p.append(wrapper)

    def _heading(self, element: Heading) -> None:
        level = min(element.level, 6)
        paragraph = self._paragraph(f"Heading {level}" if self._options.heading_styles else "Normal")
        paragraph.paragraph_format.keep_with_next = True
        if level == 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        numbered = self._options.automatic_numbering and self._numbering.number(
            paragraph, element.number, -level, 0 if level == 1 else 567, 0 if level == 1 else 567
        )
        if element.number and not numbered:
            run = paragraph.add_run(element.number)
            if level == 1 and element.number.startswith("BAB"):
                run.add_break()
            else:
                run.add_text(" ")
        paragraph.add_run(element.title)
        for run in paragraph.runs:
            run.bold, run.italic = True, False
        if level == 1:
            paragraph.paragraph_format.space_after = Pt(12)

    def _item(self, element: ListItem) -> None:
        paragraph = self._paragraph()
        left = Emu(_STEP * (element.depth + 1))
        numbered = self._options.automatic_numbering and self._numbering.number(
            paragraph, element.marker, element.depth, int(left.twips), int(_STEP.twips)
        )
        if not numbered:
            paragraph.paragraph_format.left_indent = left
            paragraph.paragraph_format.first_line_indent = Emu(-_STEP)
            paragraph.paragraph_format.tab_stops.add_tab_stop(left)
            paragraph.add_run(f"{element.marker}\t" if element.marker else "")
        self._text(paragraph, element.text, element.links)
        self._justify(paragraph)

    def _width(self) -> int:
        section = self._word.sections[-1]
        return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)

    def _picture(self, element: Picture) -> None:
        paragraph = self._paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = bool(element.caption)
        seed = sum(map(ord, element.caption_line))  # the same picture for the same caption
        data = BytesIO(png(element.drawing, element.words, seed=seed))
        width = round(self._width() * element.width)
        shape = paragraph.add_run().add_picture(data, Emu(width), Emu(width * SIZE[1] // SIZE[0]))
        shape._inline.docPr.set("descr", element.caption or element.drawing)
        if element.caption:
            self._caption(element.label, element.caption)

    def _caption(self, label: str, caption: str, *, above: bool = False) -> None:
        paragraph = self._paragraph("Caption")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = above
        stem, number = label.rstrip("0123456789"), label[len(label.rstrip("0123456789")) :]
        if self._options.caption_fields and number:
            paragraph.add_run(stem)
            restart = "" if int(number) == self._counters.get(stem, 0) + 1 else f" \\r {number}"
            name = stem.strip(" .").replace(" ", "_").replace(".", "_")
            _field(paragraph, f"SEQ {name} \\* ARABIC{restart}", number)
            self._counters[stem] = int(number)
        else:
            paragraph.add_run(label)
        paragraph.add_run(f" {caption}" if label else caption)

    def _table(self, element: TableSpec) -> None:
        if element.caption:
            self._caption(element.label, element.caption, above=True)
        columns = len(element.header) or len(element.rows[0])
        head = 1 if element.header else 0
        table = self._word.add_table(head + len(element.rows), columns, style="Table Grid")
        table.autofit = False
        self._set_widths(table, element.widths or (1.0,) * columns)
        for merge in element.merges:
            first = table.cell(merge.row + head, merge.column)
            first.merge(table.cell(merge.row + head + merge.rows - 1, merge.column + merge.columns - 1))
        for place, cells in enumerate((element.header, *element.rows) if head else element.rows):
            for column, text in enumerate(cells):
                if text:
                    self._cell(table.cell(place, column), text, header=place < head)
        if head:
            mark = OxmlElement("w:tblHeader")
            table.rows[0]._tr.get_or_add_trPr().append(mark)
        self._word.add_paragraph().paragraph_format.space_after = Pt(2)

    def _set_widths(self, table: WordTable, shares: Sequence[float]) -> None:
        whole = self._width()
        for column, share in enumerate(shares):
            width = Emu(round(whole * share / sum(shares)))
            table.columns[column].width = width
            for cell in table.columns[column].cells:
                cell.width = width

    def _cell(self, cell: _Cell, text: str, *, header: bool) -> None:
        for place, part in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.line_spacing = 1.0
            run = paragraph.add_run(part)
            run.font.size, run.bold = Pt(self._options.size - 1.5), header
            if header:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if header:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), "E7E6E6")
            cell._tc.get_or_add_tcPr().append(shade)

    def _line(self, element: Line) -> None:
        paragraph = self._paragraph()
        paragraph.alignment = _ALIGN[element.align]
        if element.align is Align.RIGHT:  # a signature block: left-aligned in the right half
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.left_indent = Emu(self._width() // 2)
        paragraph.paragraph_format.space_before = Pt(element.space_before)
        run = paragraph.add_run(element.text)
        run.bold, run.font.size = element.bold, Pt(element.size)

    def _contents(self, element: Contents) -> None:
        """Write the TOC field with the entries it shows before an update."""
        headings = [h for h in self._spec.of_kind(Heading) if h.level <= element.depth]
        pages = self._options.contents_pages or {}
        for place, heading in enumerate(headings):
            paragraph = self._paragraph()
            paragraph.paragraph_format.left_indent = Cm(0.6 * (heading.level - 1))
            paragraph.paragraph_format.right_indent = Cm(0.8)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.line_spacing = 1.1
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Emu(self._width()), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            if place == 0:
                _open_field(paragraph, f'TOC \\o "1-{element.depth}" \\h \\z \\u')
            guess = str(1 + place // 4)  # as a list that nobody updated: some number always stands there
            paragraph.add_run(f"{heading.text}\t{pages.get(heading.text, guess)}")
        if headings:
            _field_mark(paragraph, "end")

    def _page_style(self, style: PageStyle) -> None:
        first = self._sections == 0
        section = self._word.sections[0] if first else self._word.add_section(WD_SECTION.NEW_PAGE)
        self._sections += 1
        self._break_next = False
        section.orientation = WD_ORIENT.LANDSCAPE if style.landscape else WD_ORIENT.PORTRAIT
        long, short = Cm(29.7), Cm(21.0)
        section.page_width, section.page_height = (long, short) if style.landscape else (short, long)
        top, right, bottom, left = (Cm(value) for value in self._options.margins_cm)
        section.top_margin, section.right_margin = top, right
        section.bottom_margin, section.left_margin = bottom, left
        self._number_pages(section, style)
        self._running_lines(section, style)

    @staticmethod
    def _number_pages(section: WordSection, style: PageStyle) -> None:
        properties = section._sectPr
        for inherited in properties.findall(qn("w:pgNumType")):
            properties.remove(inherited)
        number = OxmlElement("w:pgNumType")
        number.set(qn("w:fmt"), "lowerRoman" if style.numbering == "roman" else "decimal")
        if style.start is not None:
            number.set(qn("w:start"), str(style.start))
        properties.find(qn("w:pgMar")).addnext(number)  # the schema wants it right there

    def _running_lines(self, section: WordSection, style: PageStyle) -> None:
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        if style.running_lines and self._spec.header:
            head = section.header.paragraphs[0]
            head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = head.add_run(self._spec.header)
            run.font.size, run.italic = Pt(9), True
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if style.running_lines and self._spec.footer:
            foot.add_run(self._spec.footer).font.size = Pt(9)
            foot = section.footer.add_paragraph()
            foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if style.numbering:
            _field(foot, "PAGE", "1")
