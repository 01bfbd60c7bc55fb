"""A document described before it is written: what stands in it, in reading order, whatever the file format.

A text may hold web addresses behind words; they are listed beside it (`links`). A `code` says which indicator
of the LKE a text was written for, so that mapping can be tested on known answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Align(StrEnum):
    """How a line is set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class WebLink:
    """The words of a text that lead to an address; the same as `url` where it is printed."""

    text: str
    url: str


@dataclass(frozen=True)
class Heading:
    """A heading with its number as printed; `number` may be empty."""

    level: int
    number: str
    title: str

    @property
    def text(self) -> str:
        """Number and title as one line."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: str
    links: tuple[WebLink, ...] = ()
    code: str | None = None


@dataclass(frozen=True)
class ListItem:
    """An item of a list, its marker as printed (`a.`, `1)`, `•`); `depth` 0 is the outermost list."""

    marker: str
    text: str
    depth: int = 0
    links: tuple[WebLink, ...] = ()
    code: str | None = None

    @property
    def printed(self) -> str:
        """The item as it is read."""
        return f"{self.marker} {self.text}".strip()


@dataclass(frozen=True)
class Picture:
    """A drawing by name (`pictures.py`) with the words that stand in it, and its caption.

    Attributes:
        label: `Gambar 2.1`; empty for a caption without number.
        caption: empty for a picture without caption.
        width: share of the text width, 0 to 1.
    """

    drawing: str
    label: str = ""
    caption: str = ""
    words: tuple[str, ...] = ()
    width: float = 0.75
    code: str | None = None

    @property
    def caption_line(self) -> str:
        """Label and caption as one line."""
        return f"{self.label} {self.caption}".strip()


@dataclass(frozen=True)
class Merge:
    """A merged area of a table's body; `row` and `column` (from 0) are its first cell, the one with text."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class TableSpec:
    """A table; cells that a merge covers are empty strings.

    Attributes:
        widths: relative widths of the columns; empty for equal ones.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    label: str = ""
    caption: str = ""
    merges: tuple[Merge, ...] = ()
    widths: tuple[float, ...] = ()
    codes: tuple[str | None, ...] = ()

    @property
    def caption_line(self) -> str:
        """Label and caption as one line."""
        return f"{self.label} {self.caption}".strip()


@dataclass(frozen=True)
class Line:
    """A line outside of the text: cover, letterhead, signature. Readers may take it or leave it."""

    text: str
    align: Align = Align.CENTER
    bold: bool = False
    size: float = 12
    space_before: float = 0


@dataclass(frozen=True)
class Contents:
    """The table of contents, drawn from the headings down to `depth`."""

    depth: int = 4


@dataclass(frozen=True)
class PageBreak:
    """The next element opens a page."""


@dataclass(frozen=True)
class PageStyle:
    """From here on the pages look so; opens a new page unless it is the first element.

    Attributes:
        numbering: `roman`, `decimal`, or empty for no page number.
        start: number of the first page; None carries on.
    """

    numbering: str = "decimal"
    start: int | None = None
    landscape: bool = False
    running_lines: bool = True


Element = Heading | Paragraph | ListItem | Picture | TableSpec | Line | Contents | PageBreak | PageStyle


@dataclass(frozen=True)
class DocumentSpec:
    """A whole document.

    Attributes:
        header, footer: running lines at the head and foot of the pages; empty for none.
    """

    title: str
    elements: tuple[Element, ...]
    header: str = ""
    footer: str = ""
    language: str = "id-ID"

    def having(self, elements: Iterable[Element]) -> DocumentSpec:
        """Return the same document with other elements."""
        return replace(self, elements=tuple(elements))

    def of_kind(self, kind: type[Any]) -> list[Any]:
        """Return the elements of one kind, in order."""
        return [element for element in self.elements if isinstance(element, kind)]


@dataclass(frozen=True)
class PageMap:
    """On which pages (from 1) the elements of a written document stand: first and last, by index."""

    pages: int
    first: Mapping[int, int] = field(default_factory=dict)
    last: Mapping[int, int] = field(default_factory=dict)


def truth(spec: DocumentSpec, pages: PageMap | None = None) -> dict[str, Any]:
    """Return what a reader ought to find, in the shape of the `*.truth.json` beside the PDF renderings.

    Page numbers are None unless `pages` is given. `cover` holds what is neither right nor wrong to take
    for text: every `Line` (cover, letterhead, signatures) and the title of the contents list.
    """
    result: dict[str, Any] = {
        "pages": pages.pages if pages else None,
        "headings": [],
        "paragraphs": [],
        "tables": [],
        "captions": [],
        "links": [],
        "cover": [],
        "header_lines": [line for line in (spec.header, spec.footer) if line],
        "toc": [],
        "order": [],
    }
    for index, element in enumerate(spec.elements):
        follower = spec.elements[index + 1] if index + 1 < len(spec.elements) else None
        if isinstance(element, Heading) and isinstance(follower, Contents):
            result["cover"].append(element.text)
            continue
        first = pages.first.get(index) if pages else None
        last = pages.last.get(index) if pages else None
        _record(result, element, first, last)
    if any(isinstance(element, Contents) for element in spec.elements):
        result["toc"] = [heading["text"] for heading in result["headings"]]
    return result


def _record(result: dict[str, Any], element: Element, first: int | None, last: int | None) -> None:
    """Enter one element into the lists of the truth."""
    order = result["order"]
    match element:
        case Heading():
            result["headings"].append({"level": element.level, "text": element.text, "page": first})
            order.append({"kind": "heading", "text": element.text, "level": element.level})
        case Paragraph():
            result["paragraphs"].append(element.text)
            result["links"].extend(link.url for link in element.links)
            order.append({"kind": "paragraph", "text": element.text})
        case ListItem():
            result["paragraphs"].append(element.printed)
            result["links"].extend(link.url for link in element.links)
            order.append({"kind": "list_item", "text": element.printed})
        case Picture() if element.caption:
            result["captions"].append(element.caption_line)
            order.append({"kind": "caption", "text": element.caption_line})
        case TableSpec():
            if element.caption:
                result["captions"].append(element.caption_line)
                order.append({"kind": "caption", "text": element.caption_line})
            header, rows = list(element.header), [list(row) for row in element.rows]
            table = {"page_from": first, "page_to": last, "header": header, "rows": rows}
            result["tables"].append(table)
            order.append({"kind": "table", "text": " ".join(element.header)})
        case Line():
            result["cover"].append(element.text)
        case _:
            pass


def labels(spec: DocumentSpec) -> list[tuple[str, str]]:
    """Return (text, code) of every paragraph, list item and caption that was written for an indicator."""
    found: list[tuple[str, str]] = []
    for element in spec.elements:
        match element:
            case Paragraph(code=str(code)):
                found.append((element.text, code))
            case ListItem(code=str(code)):
                found.append((element.printed, code))
            case Picture(code=str(code)) if element.caption:
                found.append((element.caption_line, code))
            case _:
                pass
    return found
