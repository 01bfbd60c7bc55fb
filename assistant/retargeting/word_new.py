"""A Word file from a document that was read from PDF or text: headings, lists and tables in our styles."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.document import BlockKind
from assistant.errors import TemplateError
from assistant.retargeting.passages import cells_of
from assistant.retargeting.word_file import Slot, WordFile

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.document import Block, Document

_HEADING_LEVELS = 6
_LIST_STYLES = ("Butir 1", "Butir 2", "Butir 3")
# A line in capitals up to this length is a title of the cover or of a decree, set in the middle.
_TITLE_LENGTH = 160


@dataclass(frozen=True)
class NewWordFile:
    """A Word file that was made from a document.

    Attributes:
        data: the file's bytes.
        places: for each passage of `document_passages`, which of the file's slots holds it.
    """

    data: bytes
    places: tuple[int, ...]

    def open(self) -> tuple[WordFile, list[Slot]]:
        """Return the file for changing, and the slot of each passage."""
        file = WordFile(self.data, "templat")
        return file, [file.slots[place] for place in self.places]


def new_word_file(document: Document, template: Path) -> NewWordFile:
    """Return a Word file with the document's text.

    Args:
        document: a document that was read from PDF or text.
        template: the Word file whose styles are used; what it says is left out.

    Raises:
        TemplateError: the template is no Word file, or lacks a style.
    """
    import docx

    try:
        word = docx.Document(str(template))
    except Exception as error:  # python-docx lets through whatever zipfile, lxml and itself raise
        raise TemplateError(
            f"Templat {template.name} bukan berkas Word (.docx) yang utuh.", "Pakai templat bawaan."
        ) from error
    _empty(word)
    slots = _Builder(word, document).build()
    raw = io.BytesIO()
    word.save(raw)
    paragraphs = {id(s): i for i, s in enumerate(word.element.body.iter(_tag("p")))}
    return NewWordFile(raw.getvalue(), tuple(paragraphs[id(element)] for element in slots))


def _tag(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def _empty(word: Any) -> None:
    """Remove the template's own text, running heads among it; the page setup stays."""
    body = word.element.body
    for child in list(body):
        if child.tag != _tag("sectPr"):
            body.remove(child)
    for section in word.sections:
        for story in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            story.is_linked_to_previous = True


class _Builder:
    """Adds the document's blocks to an empty Word file."""

    def __init__(self, word: Any, document: Document) -> None:
        self._word, self._document = word, document
        self._tables: dict[str, Any] = {}

    def build(self) -> list[Any]:
        """Return the paragraph of each passage."""
        made: list[Any] = []
        for block in self._document.blocks:
            if block.kind is not BlockKind.NOISE:
                made.extend(self._block(block))
        return made

    def _block(self, block: Block) -> list[Any]:
        if block.kind is BlockKind.TABLE_ROW and block.table in self._document.table_by_id:
            return self._row(block)
        paragraph = self._word.add_paragraph(style=self._style(block))
        text = block.text
        if block.kind is BlockKind.LIST_ITEM and block.marker and text.startswith(block.marker + " "):
            text = f"{block.marker}\t{text[len(block.marker) + 1 :]}"
        _add_runs(paragraph, text, block)
        if block.kind is BlockKind.HEADING:
            _without_number(paragraph)
        return [paragraph._p]

    def _style(self, block: Block) -> str:
        if block.kind is BlockKind.HEADING:
            section = self._document.section_by_id.get(block.section or "")
            return f"Heading {min(section.level if section else 1, _HEADING_LEVELS)}"
        if block.kind is BlockKind.LIST_ITEM:
            return (
                _LIST_STYLES[0]
                if block.marker[:1].isalnum() and not block.marker.endswith(")")
                else _LIST_STYLES[1]
            )
        if block.text.isupper() and len(block.text) <= _TITLE_LENGTH:
            return "Tengah"
        return "Judul Tabel" if block.kind is BlockKind.CAPTION else "Isi Laporan"

    def _row(self, block: Block) -> list[Any]:
        """Return the paragraphs of a row's filled cells, as `document_passages` counts them."""
        ident = block.table or ""
        table = self._tables.get(ident)
        source = self._document.table_by_id[ident]
        width = max(len(source.header), max((len(row) for row in source.rows), default=0), 1)
        if table is None:
            table = self._tables[ident] = self._word.add_table(0, width, style="Tabel Laporan")
        cells = table.add_row().cells
        heads = (block.row or 0) < 0
        made = []
        for cell in cells:
            cell.paragraphs[0].style = "Kepala Tabel" if heads else "Isi Tabel Kecil"
        for start, end, column in cells_of(block, self._document):
            paragraph = cells[min(column, width - 1)].paragraphs[0]
            paragraph.add_run(block.text[start:end])
            made.append(paragraph._p)
        return made


def _add_runs(paragraph: Any, text: str, block: Block) -> None:
    """Add a block's text with its bold and italic stretches."""
    borders = sorted({0, len(text), *(b for span in (*block.bold, *block.italic) for b in span)})
    for start, end in pairwise(borders):
        run = paragraph.add_run(text[start:end])
        run.bold = any(s <= start and end <= e for s, e in block.bold) or None
        run.italic = any(s <= start and end <= e for s, e in block.italic) or None


def _without_number(paragraph: Any) -> None:
    """Switch off the style's own numbering: the heading brings its number along."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = 0
