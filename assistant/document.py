"""The document model: what every reader produces and every worker takes.

Standard library only. Pages and lines are 1-based; lines are lines of a text file and None for other inputs.
Offsets count characters of the text of the block they belong to.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class SourceKind(StrEnum):
    """The kind of file that a document was read from."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "text"
    XLSX = "xlsx"


class Level(StrEnum):
    """The level of government that an office works at."""

    PUSAT = "pusat"
    PROVINSI = "provinsi"
    KABUPATEN = "kabupaten"
    KOTA = "kota"


class DocumentType(StrEnum):
    """What a document is to the program."""

    LAPORAN = "laporan"
    RENCANA_KERJA = "rencana_kerja"
    RENCANA_AKSI = "rencana_aksi"
    SURAT = "surat"
    LKE = "lke"
    LAINNYA = "lainnya"

    @property
    def is_rencana(self) -> bool:
        """Whether the document is a plan, by whichever name."""
        return self in (DocumentType.RENCANA_KERJA, DocumentType.RENCANA_AKSI)


class BlockKind(StrEnum):
    """What a block is in the flow of the document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    TABLE_ROW = "table_row"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands: page of a PDF, first and last line of a text file."""

    page: int | None = None
    line: int | None = None
    line_end: int | None = None


@dataclass(frozen=True, slots=True)
class LineSpan:
    """From offset `start` of a block's text onward, the text comes from this page and line of the source."""

    start: int
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Block:
    """One logical unit of text: lines joined, hyphenation undone, a list item with its marker.

    Attributes:
        id: `b1`, `b2`, ... in reading order.
        section: id of the section it stands in (a heading: the section it opens); None before the first.
        spans: where the characters of `text` come from, ascending by `start`, first at 0; empty if unknown.
        marker: the list marker or heading number as printed (`a.`, `1)`, `BAB I`), also contained in `text`.
        table: id of the table whose row this is; `row` its index among the table's rows (-1 for the header).
        bold, italic: offsets (start, end) of stretches of `text` set so.
    """

    id: str
    kind: BlockKind
    text: str
    section: str | None = None
    spans: tuple[LineSpan, ...] = ()
    marker: str = ""
    table: str | None = None
    row: int | None = None
    bold: tuple[tuple[int, int], ...] = ()
    italic: tuple[tuple[int, int], ...] = ()

    def locate(self, start: int = 0, end: int | None = None) -> Location:
        """Return where `text[start:end]` stands in the source."""
        if not self.spans:
            return Location()
        stop = len(self.text) if end is None else end
        starts = [span.start for span in self.spans]
        first = self.spans[max(0, bisect_right(starts, start) - 1)]
        last = self.spans[max(0, bisect_right(starts, max(start, stop - 1)) - 1)]
        return Location(first.page, first.line, last.line)

    @property
    def location(self) -> Location:
        """Where the whole block stands."""
        return self.locate()


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it.

    Attributes:
        id: `s1`, `s2`, ... in reading order.
        level: depth as nested in the tree, 1 for the outermost.
        number: the numbering as printed (`BAB I`, `A.`, `1)`); empty if none.
        title: the heading without its number.
        parent: id of the enclosing section; None at the top.
        block: id of the heading block.
    """

    id: str
    level: int
    number: str
    title: str
    parent: str | None
    block: str
    location: Location = Location()


@dataclass(frozen=True)
class Table:
    """A table, joined over the pages it runs through.

    Attributes:
        header: the column titles; empty if there are none.
        rows: the body, each row as long as the widest one; merged cells repeat nothing: the text stands in
            the first of them, the others are empty.
    """

    id: str
    section: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    page: int | None = None
    page_end: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Figure:
    """A picture or the caption of one.

    Attributes:
        label: `Gambar 2.1`; empty if the caption bears none.
        caption: the caption without its label; empty for a picture without caption.
        block: id of the caption block; None for a picture without caption.
        width, height: size of the picture in points; None if unknown or if there is no picture.
    """

    label: str
    caption: str
    section: str | None = None
    location: Location = Location()
    block: str | None = None
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True)
class Link:
    """A web address in the text or behind it."""

    url: str
    section: str | None = None
    location: Location = Location()
    block: str | None = None


@dataclass(frozen=True)
class Source:
    """The file that a document was read from; `pages` is None where the format has none."""

    name: str
    sha256: str
    kind: SourceKind
    pages: int | None = None


@dataclass(frozen=True)
class Identity:
    """Whose document this is, for which year, and what it is; None where it cannot be known."""

    satker: str | None = None
    level: Level | None = None
    year: int | None = None
    document_type: DocumentType = DocumentType.LAINNYA


@dataclass(frozen=True)
class Document:
    """A document as read: blocks in reading order, and the structure over them."""

    source: Source
    identity: Identity
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def block_by_id(self) -> dict[str, Block]:
        """Blocks by id."""
        return {block.id: block for block in self.blocks}

    @cached_property
    def table_by_id(self) -> dict[str, Table]:
        """Tables by id."""
        return {table.id: table for table in self.tables}

    def section_path(self, section_id: str | None) -> tuple[Section, ...]:
        """Return the sections that enclose and include `section_id`, outermost first."""
        path: list[Section] = []
        current = section_id
        while current is not None:
            section = self.section_by_id[current]
            path.append(section)
            current = section.parent
        return tuple(reversed(path))

    def heading_path(self, block: Block) -> tuple[str, ...]:
        """Return the headings above a block as printed, outermost first; a heading's own text is left out."""
        path = self.section_path(block.section)
        if block.kind is BlockKind.HEADING and path and path[-1].block == block.id:
            path = path[:-1]
        return tuple(f"{section.number} {section.title}".strip() for section in path)

    def blocks_of(self, section_id: str, *, nested: bool = False) -> tuple[Block, ...]:
        """Return a section's blocks in order, without its own heading; with `nested`, also those below it."""
        wanted = {section_id}
        if nested:
            for section in self.sections:  # parents precede children
                if section.parent in wanted:
                    wanted.add(section.id)
        own = self.section_by_id[section_id].block
        return tuple(b for b in self.blocks if b.section in wanted and b.id != own)
