"""Long documents written by hand, in a light markup that stays readable: blocks with blank lines between.

# BAB I :: PENDAHULUAN      heading, as many # as its level; number and title parted by ::
{A.I.1.i.a} Teks ...        paragraph; a code in front says which indicator it was written for
* a. Teks                   list item with its marker; ** for the list inside a list
[[kata|alamat]]             a web link inside a text
!foto 0.7 Gambar 2.1 :: Keterangan
                            picture: drawing, share of the width, label and caption; lines with `=` below are
                            what can be read in it
!tabel 1,2,1 Tabel 2.1 :: Judul
                            table: relative widths; below it lines `| cell | cell` (`>` is an empty cell, `-`
                            merges into the cell to its left, `^` into the cell above)
:baris, :tanda, :gaya, :isi, ---
                            lines of a cover, of a signature, page style, contents, page break
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.factories.spec import (
    Align,
    Contents,
    Heading,
    Line,
    ListItem,
    Merge,
    PageBreak,
    PageStyle,
    Paragraph,
    Picture,
    TableSpec,
    WebLink,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.factories.spec import Element

_LINK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_CODE = re.compile(r"\{([AB]\.[^}]+)\}\s*")
_STYLES = {
    "tanpa-nomor": PageStyle(numbering="", running_lines=False),
    "romawi": PageStyle(numbering="roman", start=2),
    "angka-mulai": PageStyle(numbering="decimal", start=1),
    "angka": PageStyle(numbering="decimal"),
    "mendatar": PageStyle(numbering="decimal", landscape=True),
}
Rows = "Sequence[tuple[str, ...]]"


def parse_naskah(
    text: str, tables: Mapping[str, Sequence[tuple[str, ...]]] | None = None
) -> tuple[Element, ...]:
    """Return the elements of a handwritten document.

    Args:
        tables: rows that a table takes from elsewhere (a line `@name`).

    Raises:
        ValueError: a block that is none of the markup.
    """
    elements: list[Element] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        elements += _block(block.strip(), tables or {})
    return tuple(elements)


def _block(block: str, tables: Mapping[str, Sequence[tuple[str, ...]]]) -> Iterator[Element]:
    if block == "---":
        yield PageBreak()
    elif block.startswith(":"):
        yield from (_directive(line) for line in block.splitlines())
    elif block.startswith("#"):
        marks, _, rest = block.partition(" ")
        number, parted, title = rest.partition(" :: ")
        yield Heading(len(marks), number if parted else "", title if parted else rest)
    elif block.startswith("*"):
        marks, marker, rest = block.split(maxsplit=2)
        code, text, links = _inline(rest)
        yield ListItem(marker, text, len(marks) - 1, links, code)
    elif block.startswith("!tabel"):
        yield _table(block, tables)
    elif block.startswith("!"):
        yield _picture(block)
    else:
        code, text, links = _inline(block)
        yield Paragraph(text, links, code)


def _inline(text: str) -> tuple[str | None, str, tuple[WebLink, ...]]:
    """Return the code in front, the text as printed, and its links."""
    code = _CODE.match(text)
    rest = " ".join(text[code.end() if code else 0 :].split())
    links = tuple(WebLink(match[1], match[2]) for match in _LINK.finditer(rest))
    return code[1] if code else None, _LINK.sub(r"\1", rest), links


def _directive(line: str) -> Element:
    name, _, rest = line[1:].partition(" ")
    if name == "isi":
        return Contents()
    if name == "gaya":
        return _STYLES[rest]
    gap = re.search(r"jarak=(\d+) ?", rest)
    space = float(gap[1]) if gap else 0.0
    rest = rest.replace(gap[0], "") if gap else rest
    if name == "tanda":
        return Line(rest, Align.RIGHT, space_before=space)
    if name != "baris":
        raise ValueError(f"unknown directive: {line}")
    size, _, text = rest.partition(" ")
    bold = text.startswith("tebal ")
    return Line(text.removeprefix("tebal "), Align.CENTER, bold=bold, size=float(size), space_before=space)


def _picture(block: str) -> Picture:
    first, *lines = block.splitlines()
    name, width, *rest = first[1:].split(maxsplit=2)
    code, caption, _links = _inline(rest[0] if rest else "")
    label, parted, title = caption.partition(" :: ")
    words = tuple(line.removeprefix("= ") for line in lines)
    return Picture(name, label if parted else "", title if parted else caption, words, float(width), code)


def _table(block: str, tables: Mapping[str, Sequence[tuple[str, ...]]]) -> TableSpec:
    first, *lines = block.splitlines()
    _name, widths, *rest = first.split(maxsplit=2)
    label, _, caption = (rest[0] if rest else "").partition(" :: ")
    rows: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith("@"):
            rows += tables[line[1:]]
        else:
            rows.append(tuple(cell.strip() for cell in line.removeprefix("|").split("|")))
    header, *body = rows
    merges = tuple(_merges(body))
    cells = tuple(tuple("" if cell in {">", "-", "^"} else cell for cell in row) for row in body)
    shares = tuple(float(share) for share in widths.split(","))
    return TableSpec(header, cells, label, caption, merges, shares)


def _merges(rows: Sequence[tuple[str, ...]]) -> Iterator[Merge]:
    """Return the areas that `-` (to the left) and `^` (above) describe; no area goes both ways."""
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            across, down = 1, 1
            while column + across < len(row) and row[column + across] == "-" and cell != "-":
                across += 1
            while cell != "^" and place + down < len(rows) and rows[place + down][column] == "^":
                down += 1
            if across > 1 or down > 1:
                yield Merge(place, column, down, across)
