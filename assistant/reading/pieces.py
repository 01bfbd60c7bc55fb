"""What a format's reader hands on to the outline: units of text in reading order, with their look."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.document import LineSpan, Table


class Role(StrEnum):
    """What a reader already knows a piece to be; TEXT leaves it to the outline."""

    TEXT = "text"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE_ROW = "table_row"
    FIGURE = "figure"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece is set on the page; None and False where the format does not tell.

    Attributes:
        size: font size in points.
        indent: left edge of the first line, in points from the left text margin (columns for plain text).
        hanging: left edge of the following lines, as `indent`.
        space_before: free space above, in points (blank lines for plain text).
    """

    size: float | None = None
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    centred: bool = False
    indent: float | None = None
    hanging: float | None = None
    space_before: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One logical unit of text (a whole paragraph, list item, heading or caption), lines already joined.

    Attributes:
        text: the text with its marker or number, as printed.
        spans: where the characters come from (see `Block.spans`).
        role: what the reader already knows it to be.
        marker: list marker or number where the reader knows it (Word numbering); it also opens `text`.
        level: the heading level where the format states one (Word style, PDF bookmark); 1 for the outermost.
        list_level: nesting of a list item where the format states it, 0 for the outermost; else None.
        table, row: for TABLE_ROW, the table's id and the row's index (-1 for the header).
        size: for FIGURE, the picture's width and height in points.
        urls: web addresses behind the text (link annotations, hyperlinks).
    """

    text: str
    spans: tuple[LineSpan, ...] = ()
    look: Look = Look()
    role: Role = Role.TEXT
    marker: str = ""
    level: int | None = None
    list_level: int | None = None
    table: str | None = None
    row: int | None = None
    size: tuple[float, float] | None = None
    urls: tuple[str, ...] = ()
    bold: tuple[tuple[int, int], ...] = field(default=())
    italic: tuple[tuple[int, int], ...] = field(default=())


@dataclass(frozen=True)
class ReadResult:
    """What a format's reader returns: the pieces in reading order and the tables that their rows belong to.

    Attributes:
        tables: complete tables whose `section` is still None; the outline fills it in.
        pages: number of pages; None where the format has none.
        warnings: Indonesian sentences on what could not be read or was read with doubt.
        properties: what the file's properties say of its content, for formats without title pages.
    """

    pieces: tuple[Piece, ...]
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
