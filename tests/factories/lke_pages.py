"""A filled LKE as offices print it into their reports: landscape, twelve columns, small print."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from tests.factories.lke_workbook import FilledRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from assistant.lke.model import Lke

TITLES = (
    "No.",
    "",
    "Penilaian",
    "Bobot",
    "Kriteria Nilai",
    "Pilihan Jawaban",
    "Jawaban Unit",
    "Nilai",
    "Catatan/Keterangan/Penjelasan atas Jawaban Unit",
    "Daftar Bukti Dukung dan Link Unit",
    "Jawaban TPI",
    "Catatan Reviu TPI",
)
_SHARES = (2, 2, 13, 4, 17, 6, 5, 4, 18, 17, 5, 7)
_MARGIN = 36.0


@dataclass(frozen=True)
class PrintedRow:
    """The twelve cells of a row, and whether it is one of a node, whose name runs over merged columns."""

    cells: tuple[str, ...]
    node: bool = False


def read_filled(path: Path, lke: Lke) -> dict[int, FilledRow]:
    """Return the answer columns of a workbook in the official layout, by row."""
    from openpyxl import load_workbook

    sheet: Any = load_workbook(path)[lke.sheet]
    filled: dict[int, FilledRow] = {}
    for cells in sheet.iter_rows(min_row=2, max_col=17, values_only=True):
        answer, note, evidence, tpi = cells[10:14]
        if isinstance(cells[0], int):
            filled[cells[0]] = FilledRow(
                answer, str(note or ""), str(evidence or ""), tpi, str(cells[16] or "")
            )
    return filled


def printed_rows(lke: Lke, filled: Mapping[int, FilledRow]) -> list[PrintedRow]:
    """Return the rows of the printed form in order."""
    rows: dict[int, PrintedRow] = {}
    for node in lke.nodes:
        number = f"{node.code.rpartition('.')[2]}."
        weight = f"{node.weight:.2f}".replace(".", ",")
        rows[node.row] = PrintedRow((number, node.name, "", weight, *[""] * 3, "0,00", *[""] * 4), node=True)
    for indikator in lke.daftar_indikator:
        criteria = "\n".join(f"{choice.lower()}. {text}" for choice, text in indikator.criteria)
        label = ("", f"{indikator.code.rpartition('.')[2]}.", indikator.name)
        rows[indikator.row] = PrintedRow((*label, "", *_rest(indikator, criteria, filled)))
        for detail in indikator.rincian:
            rows[detail.row] = PrintedRow(("", "", f"- {detail.name}", "", *_rest(detail, "", filled)))
    return [rows[number] for number in sorted(rows)]


def _rest(line: Any, criteria: str, filled: Mapping[int, FilledRow]) -> Iterator[str]:
    row = filled.get(line.row, FilledRow())
    yield from (criteria, line.answer.value, show(row.answer, line.answer.value), "", row.note, row.evidence)
    yield from (show(row.tpi, line.answer.value) or "Blm Diisi", row.tpi_note)


def show(answer: object, kind: str) -> str:
    """Return an answer as the sheet shows it."""
    if isinstance(answer, int | float) and kind == "%":
        return f"{answer:.2%}".replace(".", ",")
    return "" if answer is None else str(answer)


def write_lke_pdf(rows: list[PrintedRow], *, repeat_titles: bool = True) -> bytes:
    """Return the pages as a PDF: ruled, rows cut by page ends, addresses as links."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    style = ParagraphStyle("sel", fontName="Helvetica", fontSize=6, leading=7.2)
    bold = ParagraphStyle("judul", parent=style, fontName="Helvetica-Bold", alignment=1)
    width, height = (side - 2 * _MARGIN for side in landscape(A4))
    widths = [width * share / sum(_SHARES) for share in _SHARES]
    titles = _Cells([Paragraph(escape(t), bold) for t in ("Penilaian", "", "", *TITLES[3:])], merged=3)
    pending = [_Cells([_markup(cell, style) for cell in row.cells], row.node) for row in rows]
    story: list[Any] = []
    while pending:
        page = [titles] if repeat_titles or not story else []
        room = height - 24 - sum(cells.height(widths) for cells in page)
        while pending and (needed := pending[0].height(widths)) <= room:
            page.append(pending.pop(0))
            room -= needed
        if pending and (parts := pending[0].cut(widths, room)):
            page.append(parts[0])
            pending[0] = parts[1]
        story += [_page_part(page, widths), PageBreak()]
    buffer = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN)
    SimpleDocTemplate(buffer, pagesize=landscape(A4), invariant=1, **margins).build(story)
    return buffer.getvalue()


@dataclass
class _Cells:
    """The cells of a row while pages are filled; `merged` counts the columns that the first name takes."""

    paragraphs: list[Any]
    merged: int = 0

    def height(self, widths: list[float]) -> float:
        """Return how high the row is."""
        rooms = zip(self.paragraphs, self._rooms(widths), strict=True)
        return 6.0 + max(float(p.wrap(width, 10_000)[1]) for p, width in rooms)

    def cut(self, widths: list[float], room: float) -> tuple[_Cells, _Cells] | None:
        """Return the row in two parts, the upper one as high as there is room; None if it is too little."""
        if self.merged or room < 30:
            return None
        upper: list[Any] = []
        lower: list[Any] = []
        for paragraph, width in zip(self.paragraphs, self._rooms(widths), strict=True):
            parts = paragraph.split(width, room - 6)
            if not parts:
                return None
            upper.append(parts[0])
            lower.append(parts[1] if len(parts) > 1 else _markup("", paragraph.style))
        return _Cells(upper), _Cells(lower)

    def _rooms(self, widths: list[float]) -> list[float]:
        """Return the inner width of each cell; what a merged cell covers is as wide as it is."""
        first = 0 if self.merged == 3 else 1
        span = sum(widths[first:3]) if self.merged else 0.0
        return [(span if self.merged and first <= i < 3 else w) - 4 for i, w in enumerate(widths)]


def _page_part(rows: list[_Cells], widths: list[float]) -> Any:
    """Return the part of the table that stands on one page."""
    from reportlab.lib import colors
    from reportlab.platypus import Table, TableStyle

    commands: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    for at, row in enumerate(rows):
        if row.merged:
            commands.append(("SPAN", (0 if row.merged == 3 else 1, at), (2, at)))
    return Table([row.paragraphs for row in rows], colWidths=widths, style=TableStyle(commands))


def _markup(text: str, style: Any) -> Any:
    from reportlab.platypus import Paragraph

    lines = []
    for line in text.split("\n"):
        shown = escape(line)
        lines.append(f'<a href="{shown}">{shown}</a>' if line.startswith("http") else shown)
    return Paragraph("<br/>".join(lines), style)


def write_lke_docx(rows: list[PrintedRow], *, repeat_titles: bool = True) -> bytes:
    """Return the same as a Word file: one landscape table, names of nodes in merged cells."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    word = docx.Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    table = word.add_table(rows=len(rows) + 1, cols=len(TITLES), style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for cell, title in zip(grid[0], ("Penilaian", "", "", *TITLES[3:]), strict=True):
        cell.text = title
    grid[0][0].merge(grid[0][2])
    if repeat_titles:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cells, row in zip(grid[1:], rows, strict=True):
        for cell, text in zip(cells, row.cells, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].text = first
            for line in others:
                _add_line(word, cell.add_paragraph(), line, qn)
        if row.node:
            cells[1].merge(cells[2])
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _add_line(word: Any, paragraph: Any, line: str, qn: Any) -> None:
    from docx.oxml.parser import OxmlElement

    if not line.startswith("http"):
        paragraph.text = line
        return
    link = OxmlElement("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(qn("r:id"), word.part.relate_to(line, kind, is_external=True))
    run = paragraph.add_run(line)
    link.append(run._r)
    paragraph._p.append(link)
