"""Word documents: paragraphs, lists with their printed numbers, tables, pictures, text boxes, in order.

Headers and footers are left out; changes are shown as accepted. What a document refers to outside itself is
noted as an address and never opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.document import Table
from assistant.errors import DamagedFileError, EmptyFileError, LimitError
from assistant.language.numbering import parse_marker
from assistant.reading.pieces import Look, Piece, ReadResult, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement as _Element

    from assistant.reading.docx_numbering import Numbering
    from assistant.reading.docx_styles import Styles
    from assistant.reading.docx_tables import CellText, Grid
    from assistant.reading.docx_text import ParagraphText, TextReader

# The sample reports unpack to 2 MB of XML; python-docx needs about 15 times that in memory.
MAX_XML_BYTES = 60_000_000
MAX_ENTRIES = 20_000
_MAX_DEPTH = 20
_MAX_HEADING_WORDS = 40
_MAX_SIGNATURE_WORDS = 14
# In points: what Word sets where a document does not say, and about how wide a letter is (in ems).
_USUAL_TEXT_WIDTH = 440.0
_TAB_STOP = 36.0
_USUAL_SIZE = 11.0
_LETTER = 0.5
_LABEL_WORDS = 3


def read_docx(data: bytes, name: str) -> ReadResult:
    """Return the pieces of a Word document.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        DamagedFileError: it is no Word document or its structure is broken.
        LimitError: it unpacks to more than a document can hold.
        EmptyFileError: it holds neither text nor pictures.
    """
    _check_package(data, name)
    reader = _open(data, name)
    reader.read_body()
    if not reader.pieces:
        raise EmptyFileError(
            f"Berkas {name} tidak berisi teks.", "Periksa apakah berkas yang dipilih sudah benar."
        )
    return ReadResult(tuple(reader.pieces), tuple(reader.tables))


def _check_package(data: bytes, name: str) -> None:
    """Refuse a package that would unpack to absurd size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _damaged(name) from error
    size = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
    if len(entries) > MAX_ENTRIES or size > MAX_XML_BYTES:
        raise LimitError(
            f"Berkas {name} mengembang terlalu besar untuk sebuah dokumen Word.",
            "Simpan ulang dokumen itu dari Word, lalu coba lagi.",
        )


def _damaged(name: str) -> DamagedFileError:
    return DamagedFileError(
        f"Berkas {name} rusak atau bukan dokumen Word.",
        "Buka berkas itu di Word, simpan ulang sebagai .docx, lalu coba lagi.",
    )


def _open(data: bytes, name: str) -> _DocxReader:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        word = docx.Document(io.BytesIO(data))
        return _DocxReader.of(word)
    except (OpcError, SyntaxError, zipfile.BadZipFile, zlib.error) as error:  # lxml raises SyntaxErrors
        raise _damaged(name) from error
    except (KeyError, ValueError, AttributeError, TypeError, OSError, EOFError, NotImplementedError) as error:
        # python-docx meets missing parts, foreign content types and broken relations with these
        raise _damaged(name) from error


def _part_root(word: WordDocument, kind: str) -> _Element | None:
    """Return the root of a part related to the document (`styles`, `numbering`, ...); None if none is."""
    from docx.oxml.parser import parse_xml

    for relation in word.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
            continue
        part = relation.target_part
        root = getattr(part, "element", None)
        return parse_xml(part.blob) if root is None else root
    return None


@dataclass
class _DocxReader:
    """Walks through one document and gathers its pieces."""

    body: _Element
    text: TextReader
    styles: Styles
    numbering: Numbering
    notes: dict[str, _Element]
    pieces: list[Piece] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    _run_on: ParagraphText | None = None

    @classmethod
    def of(cls, word: WordDocument) -> _DocxReader:
        from docx.oxml.ns import qn

        from assistant.reading.docx_numbering import Numbering
        from assistant.reading.docx_styles import Styles, child_value
        from assistant.reading.docx_text import TextReader

        styles = Styles(_part_root(word, "styles"))
        links: dict[str, str] = {}
        if styles.root is not None:
            for style in styles.root.findall(qn("w:style")):
                num_id = child_value(style.find(qn("w:pPr") + "/" + qn("w:numPr")), "w:numId")
                if num_id and style.get(qn("w:type")) == "numbering":
                    links[style.get(qn("w:styleId"), "")] = num_id
        targets = {
            key: relation.target_ref
            for key, relation in word.part.rels.items()
            if relation.is_external and relation.reltype.endswith("/hyperlink")
        }
        notes: dict[str, _Element] = {}
        for kind in ("footnote", "endnote"):
            root = _part_root(word, f"{kind}s")
            for note in [] if root is None else root:
                if note.get(qn("w:type")) is None:
                    notes[f"{kind}Reference{note.get(qn('w:id'), '')}"] = note
        return cls(
            body=word.element.body,
            text=TextReader(styles, targets),
            styles=styles,
            numbering=Numbering(_part_root(word, "numbering"), links),
            notes=notes,
        )

    def read_body(self) -> None:
        """Gather the pieces of the whole document."""
        from assistant.reading.signatures import join_signatures

        pieces = list(self._read(self.body, noise=False, depth=0))
        self.pieces += join_signatures(pieces, self._text_width)

    @cached_property
    def _text_width(self) -> float:
        """Return the width of the narrowest text area among the sections, in points."""
        from docx.oxml.ns import qn

        from assistant.reading.docx_styles import number

        widths: list[float] = []
        for section in self.body.iter(qn("w:sectPr")):
            page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
            if page is not None and margins is not None:
                left, right = (number(margins.get(qn(f"w:{side}"))) or 0.0 for side in ("left", "right"))
                widths.append(((number(page.get(qn("w:w"))) or 0.0) - left - right) / 20)
        return min((width for width in widths if width > 0), default=_USUAL_TEXT_WIDTH)

    # ---- flow

    def _read(self, node: _Element, *, noise: bool, depth: int) -> Iterator[Piece]:
        """Yield the pieces of the paragraphs and tables in `node`; `noise` for generated lists (contents)."""
        from docx.oxml.ns import qn

        from assistant.reading.docx_text import is_placeholder

        if depth > _MAX_DEPTH:
            return
        for child in node:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child, noise=noise, depth=depth)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, depth=depth)
            elif child.tag == qn("w:sdt"):
                gallery = next((g.get(qn("w:val"), "") for g in child.iter(qn("w:docPartGallery"))), "")
                content = child.find(qn("w:sdtContent"))
                if content is not None and not is_placeholder(child):
                    generated = noise or gallery == "Table of Contents"
                    yield from self._read(content, noise=generated, depth=depth + 1)
            elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                yield from self._read(child, noise=noise, depth=depth + 1)

    def _paragraph(self, node: _Element, *, noise: bool, depth: int) -> Iterator[Piece]:
        from assistant.reading.docx_text import mark_is_deleted

        content = self.text.read(node)
        if self._run_on is not None:
            self._run_on.extend(content)
            content = self._run_on
        following = node.getnext()
        if mark_is_deleted(node) and following is not None and following.tag == node.tag:
            self._run_on = content
            return
        self._run_on = None
        yield from (_picture(p.size, content.urls) for p in content.pictures if not p.after_text)
        for piece in self._text_pieces(node, content):
            is_noise = noise or self._is_contents(node)
            yield _as_noise(piece) if is_noise and piece.level is None else piece
        yield from (_picture(p.size, ()) for p in content.pictures if p.after_text)
        for box in content.boxes:
            yield from self._read(box, noise=noise, depth=depth + 1)
        for note in content.notes:
            if note in self.notes:
                yield from self._read(self.notes.pop(note), noise=noise, depth=depth + 1)

    def _is_contents(self, node: _Element) -> bool:
        from docx.oxml.ns import qn

        from assistant.reading.docx_styles import child_value

        return self.styles.is_contents(child_value(node.find(qn("w:pPr")), "w:pStyle"))

    def _marker(self, node: _Element) -> tuple[str, int | None]:
        """Count a paragraph in its list; return the printed marker (empty if none) and its nesting."""
        numbered = self.styles.numbering(node)
        if numbered is None:
            return "", None
        num_id, ilvl, style_id = numbered
        level = self.numbering.level_of_style(num_id, style_id) if ilvl is None else ilvl
        return self.numbering.next_marker(num_id, level), level

    def _text_pieces(self, node: _Element, content: ParagraphText) -> Iterator[Piece]:
        """Yield a paragraph's text; a line break inside it parts it only where a list is made by hand."""
        marker, list_level = self._marker(node)
        level = self.styles.heading_level(node)
        look = self._look(node, content)
        for i, part in enumerate(_split_items(content.characters)):
            own = marker if i == 0 else ""
            text, bold, italic = _assemble(own, part)
            if not text or text == own:
                continue
            stated = level if len(text.split()) <= _MAX_HEADING_WORDS else None
            yield Piece(
                text=text,
                look=look,
                marker=own,
                level=stated,
                list_level=list_level if own and stated is None else None,
                urls=tuple(content.urls) if i == 0 else (),
                bold=bold,
                italic=italic,
            )

    def _look(self, node: _Element, content: ParagraphText) -> Look:
        letters = [c for c in content.characters if not c[0].isspace()]
        sizes = Counter(size for _, _, _, size in letters if size is not None)
        left = self.styles.indent(node, "left") or 0.0
        first = (self.styles.indent(node, "firstLine") or 0.0) - (self.styles.indent(node, "hanging") or 0.0)
        size = sizes.most_common(1)[0][0] if sizes else None
        alignment = self.styles.paragraph_value(node, "w:jc")
        # Where tab stops stand is Word's secret; what is pushed to the right goes by the default ones.
        tabs = next((i for i, c in enumerate(content.characters) if c[0] != "\t"), 0)
        indent = left + first + tabs * _TAB_STOP
        if alignment in ("right", "end"):
            indent = max(indent, self._text_width - _LETTER * (size or _USUAL_SIZE) * len(content.characters))
        return Look(
            size=size,
            bold=bool(letters) and all(bold for _, bold, _, _ in letters),
            italic=bool(letters) and all(italic for _, _, italic, _ in letters),
            centred=alignment == "center",
            indent=indent,
            hanging=left,
        )

    # ---- tables

    def _table(self, node: _Element, *, depth: int) -> Iterator[Piece]:
        from assistant.reading.docx_tables import has_borders, is_layout, read_grid

        inner: dict[int, list[Piece]] = {}

        def read_cell(cell: _Element) -> CellText:
            pieces = list(self._read(cell, noise=False, depth=depth + 1))
            summary = _summarise(pieces)
            inner[id(summary)] = pieces
            return summary

        first_table = len(self.tables)
        grid = read_grid(node, read_cell)
        if is_layout(grid, has_borders(node, self.styles)):
            yield from self._layout(grid, inner)
            return
        del self.tables[first_table:]  # tables inside cells are part of the cell's text
        yield from self._data(grid, inner)

    def _data(self, grid: Grid, inner: dict[int, list[Piece]]) -> Iterator[Piece]:
        """Yield the rows of a table, and register it."""
        count = grid.header_rows()
        table = Table(
            id=f"t{len(self.tables) + 1}",
            section=None,
            header=grid.header(count),
            rows=tuple(tuple(cell.text for cell in row) for row in grid.rows[count:]),
        )
        self.tables.append(table)
        if table.header:
            urls = [url for row in grid.rows[:count] for cell in row for url in cell.urls]
            yield Piece(row_text(table.header), role=Role.TABLE_ROW, table=table.id, row=-1, urls=tuple(urls))
        for i, row in enumerate(grid.rows[count:]):
            urls = [url for cell in row for url in cell.urls]
            text = row_text([cell.text for cell in row])
            yield Piece(text, role=Role.TABLE_ROW, table=table.id, row=i, urls=tuple(urls))
        for row in grid.rows:
            for cell in row:
                yield from (p for p in inner.get(id(cell), ()) if p.role is Role.FIGURE)

    def _layout(self, grid: Grid, inner: dict[int, list[Piece]]) -> Iterator[Piece]:
        """Yield the text of a table that only lays it out."""
        for row in grid.rows:
            cells = [pieces for cell in row if (pieces := inner.get(id(cell), []))]
            yield from _join_labels(cells) if _is_labelled_row(cells) else _columns(cells)


def row_text(cells: Iterable[str]) -> str:
    """Return the cells of a row as one line."""
    return " | ".join(text for cell in cells if (text := " ".join(cell.split())))


def _picture(size: tuple[float, float] | None, urls: Sequence[str]) -> Piece:
    return Piece("", role=Role.FIGURE, size=size, urls=tuple(urls))


def _as_noise(piece: Piece) -> Piece:
    return Piece(piece.text, look=piece.look, role=Role.NOISE) if piece.role is Role.TEXT else piece


def _summarise(pieces: Sequence[Piece]) -> CellText:
    from assistant.reading.docx_tables import CellText

    texts = [p for p in pieces if p.text.strip()]
    return CellText(
        paragraphs=tuple(p.text for p in texts),
        bold=bool(texts) and all(p.look.bold for p in texts),
        urls=tuple(url for p in pieces for url in p.urls),
        pictures=sum(p.role is Role.FIGURE for p in pieces),
    )


def _is_labelled_row(cells: Sequence[Sequence[Piece]]) -> bool:
    """Whether a row is one text behind labels, as `Menimbang | : | a. | bahwa ...`."""
    texts = [[p for p in cell if p.text] for cell in cells]
    if len(texts) < 2 or any(p.role is not Role.TEXT or not cell for cell in texts for p in cell):
        return False
    labels = [cell[0].text.strip() for cell in texts[:-1] if len(cell) == 1]
    if len(labels) < len(texts) - 1 or not any(_is_label(label) for label in labels):
        return False
    return len(texts[-1]) == 1 or all(len(label.split()) <= _LABEL_WORDS for label in labels)


def _is_label(text: str) -> bool:
    """Whether a cell holds nothing but a colon, a label with one, or a number."""
    marker = parse_marker(text)
    return (text.endswith(":") and len(text.split()) <= _LABEL_WORDS) or (
        marker is not None and not text[marker.end :].strip()
    )


def _join_labels(cells: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """Yield a labelled row: all labels with the first paragraph, the further paragraphs by themselves."""
    from assistant.reading.outline import join_pieces

    *labels, content = cells
    first = [p for cell in labels for p in cell] + list(content[:1])
    yield join_pieces(first)
    yield from content[1:]


def _columns(cells: Sequence[Sequence[Piece]]) -> Iterator[Piece]:
    """Yield the cells of a layout row one after the other; the short lines of a signature make one piece."""
    from assistant.reading.outline import join_pieces

    for cell in cells:
        texts = [p for p in cell if p.role is Role.TEXT]
        signature = len(texts) > 1 and all(_is_signature_line(p) for p in texts)
        if signature and not any(p.role is Role.TABLE_ROW for p in cell) and texts[0].look.centred:
            yield join_pieces(texts)
        else:
            yield from cell


def _is_signature_line(piece: Piece) -> bool:
    return len(piece.text.split()) <= _MAX_SIGNATURE_WORDS and parse_marker(piece.text) is None


_Character = tuple[str, bool, bool, "float | None"]


def _split_items(characters: Sequence[_Character]) -> Iterator[Sequence[_Character]]:
    """Yield the characters, parted where an item of a list begins on a new line, or a text on a new page."""
    text = "".join(c for c, *_ in characters)
    cuts = [0]
    for match in re.finditer(r"[\n\f]+", text):
        below = text[match.end() : match.end() + 200].split("\n")[0].strip()
        marker = parse_marker(below)
        is_item = marker is not None and not marker.is_lost and not marker.is_bab
        on_new_page = (
            "\f" in match.group() and not below[:1].islower() and text[cuts[-1] : match.start()].strip()
        )
        if below and (is_item or on_new_page):
            cuts.append(match.end())
    for start, end in zip(cuts, [*cuts[1:], len(characters)], strict=True):
        yield characters[start:end]


def _assemble(
    marker: str, characters: Sequence[_Character]
) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Return marker and characters as one text with single blanks, and its bold and italic stretches."""
    out = [(c, False, False) for c in f"{marker} "] if marker else []
    for char, bold, italic, _ in characters:
        if char.isspace() or char == "\u00a0":
            if out and out[-1][0] != " ":
                out.append((" ", bold, italic))
        elif char.isprintable():
            out.append((char, bold, italic))
    while out and out[-1][0] == " ":
        out.pop()
    text = "".join(c for c, _, _ in out)
    return text, _stretches([b for _, b, _ in out]), _stretches([i for _, _, i in out])


def _stretches(flags: Sequence[bool]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for i, flag in enumerate(flags):
        if flag and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        elif flag:
            found.append((i, i + 1))
    return tuple(found)
