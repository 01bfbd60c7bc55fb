"""A described document as a PDF with text, and on which pages its elements came to stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Spacer,
    Table,
)
from reportlab.platypus import PageBreak as BreakFlowable
from reportlab.platypus import Paragraph as TextFlowable

from tests.factories.pictures import SIZE, png
from tests.factories.spec import (
    Align,
    Contents,
    DocumentSpec,
    Heading,
    Line,
    ListItem,
    PageBreak,
    PageMap,
    PageStyle,
    Paragraph,
    Picture,
    TableSpec,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.factories.spec import Element, WebLink

_BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}
_ALIGN = {Align.LEFT: TA_LEFT, Align.CENTER: TA_CENTER, Align.RIGHT: TA_RIGHT}


@dataclass(frozen=True)
class PdfOptions:
    """How the PDF is set.

    Attributes:
        font: one of the fonts that every PDF viewer has: Helvetica, Times-Roman, Courier.
        link_annotations: web addresses can be clicked; otherwise they are only printed.
        repeat_header: a table's header stands again on every page it runs through.
        paragraph_gap: space between paragraphs, in points; with 0 only the indent tells them apart.
    """

    font: str = "Helvetica"
    size: float = 11
    leading: float = 1.3
    margins_cm: tuple[float, float, float, float] = (3, 2.5, 2.5, 3)  # top, right, bottom, left
    justified: bool = True
    first_line_indent: float = 28
    paragraph_gap: float = 5
    link_annotations: bool = True
    repeat_header: bool = True
    landscape: bool = False


@dataclass(frozen=True)
class WrittenPdf:
    """The bytes of a PDF and where its elements stand (`spec.truth` takes `pages`)."""

    data: bytes
    pages: PageMap


@dataclass
class _Marks:
    """Collects pages while reportlab lays out."""

    first: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)

    def see(self, index: int, page: int) -> None:
        self.first.setdefault(index, page)
        self.last[index] = max(page, self.last.get(index, page))


class _Mark(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Takes no room; notes the page on which it is drawn."""

    def __init__(self, note: Callable[[int], None]) -> None:
        super().__init__()
        self._note = note
        self.width = self.height = 0

    def wrap(self, *_room: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self._note(self.canv.getPageNumber())


class _Noted:
    """Notes the page of every part of a flowable that reportlab may break over pages."""

    note: Callable[[int], None]

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)  # type: ignore[misc]
        for part in parts:
            part.note = self.note
        return parts

    def draw(self) -> None:
        self.note(self.canv.getPageNumber())  # type: ignore[attr-defined]
        super().draw()  # type: ignore[misc]


class _NotedText(_Noted, TextFlowable):  # type: ignore[misc]
    pass


class _NotedTable(_Noted, Table):  # type: ignore[misc]
    pass


def write_pdf(spec: DocumentSpec, options: PdfOptions = PdfOptions()) -> WrittenPdf:
    """Return the document as a PDF; the same spec and options give the same bytes."""
    return _Writer(spec, options).write()


class _Writer:
    def __init__(self, spec: DocumentSpec, options: PdfOptions) -> None:
        self._spec = spec
        self._options = options
        self._marks = _Marks()
        self._note: Callable[[int], None] = partial(self._marks.see, 0)
        size = landscape(A4) if options.landscape else A4
        top, right, bottom, left = (value * cm for value in options.margins_cm)
        self._page = size
        self._box = (left, bottom, size[0] - left - right, size[1] - top - bottom)

    def write(self) -> WrittenPdf:
        buffer = BytesIO()
        template = BaseDocTemplate(
            buffer, pagesize=self._page, title=self._spec.title, lang=self._spec.language, invariant=1
        )
        template.addPageTemplates(
            [
                PageTemplate(
                    name, [Frame(*self._box, id=name, leftPadding=0, rightPadding=0)], onPage=decorate
                )
                for name, decorate in (("plain", _nothing), ("lines", self._running_lines))
            ]
        )
        flowables: list[Any] = [NextPageTemplate("lines")]
        for index, element in enumerate(self._spec.elements):
            self._note = partial(self._marks.see, index)
            flowables += self._flowables(index, element)
        template.build(flowables)
        return WrittenPdf(buffer.getvalue(), PageMap(template.page, self._marks.first, self._marks.last))

    def _running_lines(self, canvas: Canvas, _template: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont(self._options.font, 9)
        width, height = self._page
        canvas.drawRightString(width - 2 * cm, height - 1.5 * cm, self._spec.header)
        canvas.drawCentredString(width / 2, 1.5 * cm, self._spec.footer)
        canvas.drawCentredString(width / 2, 1.0 * cm, str(canvas.getPageNumber()))
        canvas.restoreState()

    def _style(self, **changes: Any) -> ParagraphStyle:
        options = self._options
        base: dict[str, Any] = {
            "fontName": options.font,
            "fontSize": options.size,
            "leading": options.size * options.leading,
            "spaceAfter": options.paragraph_gap,
            "alignment": TA_JUSTIFY if options.justified else TA_LEFT,
        }
        return ParagraphStyle("style", **(base | changes))

    def _text(self, markup: str, style: ParagraphStyle, bullet: str | None = None) -> _NotedText:
        """Return a paragraph that belongs to the element at hand."""
        flowable = _NotedText(markup, style, bulletText=bullet)
        flowable.note = self._note
        return flowable

    def _flowables(self, index: int, element: Element) -> Iterator[Any]:
        match element:
            case Heading():
                yield self._heading(element)
            case Paragraph():
                style = self._style(firstLineIndent=self._options.first_line_indent)
                yield self._text(self._markup(element.text, element.links), style)
            case ListItem():
                left = 25 * (element.depth + 1)
                style = self._style(leftIndent=left, bulletIndent=left - 22)
                yield TextFlowable(
                    self._markup(element.text, element.links), style, bulletText=element.marker
                )
            case Picture():
                yield self._picture(element)
            case TableSpec():
                yield from self._table(element)
            case Line():
                font = (
                    _BOLD.get(self._options.font, self._options.font) if element.bold else self._options.font
                )
                style = self._style(fontName=font, alignment=_ALIGN[element.align], fontSize=element.size)
                style.leading, style.spaceBefore = element.size * self._options.leading, element.space_before
                yield self._text(escape(element.text), style)
            case Contents():
                yield from self._contents(element)
            case PageBreak():
                yield BreakFlowable()
            case PageStyle() if index:
                yield NextPageTemplate("lines" if element.running_lines else "plain")
                yield BreakFlowable()
            case _:
                pass

    def _markup(self, text: str, links: Sequence[WebLink]) -> str:
        marked = escape(text)
        if self._options.link_annotations:
            for link in links:
                shown = escape(link.text)
                marked = marked.replace(shown, f"<link href={quoteattr(link.url)}>{shown}</link>", 1)
        return marked

    def _heading(self, element: Heading) -> Any:
        chapter = element.level == 1
        style = self._style(
            fontName=_BOLD.get(self._options.font, self._options.font),
            fontSize=self._options.size + (1 if chapter else 0),
            alignment=TA_CENTER if chapter else TA_LEFT,
            spaceBefore=8,
            keepWithNext=1,
        )
        gap = "<br/>" if chapter and element.number.startswith("BAB") else " "
        return self._text(f"{escape(element.number)}{gap}{escape(element.title)}".strip(), style)

    def _picture(self, element: Picture) -> Any:
        width = self._box[2] * element.width
        image = Image(BytesIO(png(element.drawing, element.words)), width, width * SIZE[1] / SIZE[0])
        mark = _Mark(self._note)
        if not element.caption:
            return KeepTogether([mark, image])
        style = self._style(alignment=TA_CENTER, fontSize=self._options.size - 1, spaceBefore=3)
        return KeepTogether([mark, image, TextFlowable(escape(element.caption_line), style)])

    def _table(self, element: TableSpec) -> Iterator[Any]:
        if element.caption:
            yield TextFlowable(escape(element.caption_line), self._style(alignment=TA_CENTER, keepWithNext=1))
        columns = len(element.header) or len(element.rows[0])
        shares = element.widths or (1.0,) * columns
        size = self._options.size - 2
        body = self._style(alignment=TA_LEFT, fontSize=size, leading=size * 1.2, spaceAfter=0)
        lines = [element.header, *element.rows] if element.header else list(element.rows)
        cells = [[TextFlowable(escape(text).replace("\n", "<br/>"), body) for text in line] for line in lines]
        head = 1 if element.header else 0
        commands: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        for merge in element.merges:
            start = (merge.column, merge.row + head)
            commands.append(("SPAN", start, (start[0] + merge.columns - 1, start[1] + merge.rows - 1)))
        table = _NotedTable(
            cells,
            colWidths=[self._box[2] * share / sum(shares) for share in shares],
            repeatRows=head if self._options.repeat_header else 0,
            style=commands,
        )
        table.note = self._note
        yield table
        yield Spacer(1, 6)

    def _contents(self, element: Contents) -> Iterator[Any]:
        for heading in self._spec.of_kind(Heading):
            if heading.level <= element.depth:
                style = self._style(leftIndent=14 * (heading.level - 1), alignment=TA_LEFT, spaceAfter=0)
                yield TextFlowable(f"{escape(heading.text)} {'.' * 24}", style)


def _nothing(_canvas: Canvas, _template: BaseDocTemplate) -> None:
    """Leave a page without running lines."""
