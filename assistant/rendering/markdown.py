"""A document as clean Markdown: headings by level, lists with their markers, tables as pipe tables.

Noise (running heads, page numbers) is left out. Characters that Markdown would take for its own are escaped,
so that the text reads the same after rendering; HTML in a document stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.language.clean import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.document import Block, Document, Table

_DEEPEST_HEADING = 6
# Underscores inside a word (`SOP_2025.pdf`) and brackets that end no link mean nothing to Markdown.
_SPECIAL = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|\](?=[(:])|&(?=#?\w+;)")
_OPENING = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|~{3,}|-{3,}|\d{1,9}(?=[.)](?:\s|$))")
_NUMBERED = re.compile(r"(\d{1,9}[.)])\s+")
_BULLETS = re.compile(r"[-–—•·▪●○◦➢✓*]\s+")


def markdown(document: Document) -> str:
    """Return the document's text as Markdown, in reading order, ending in a newline."""
    parts = list(_parts(document))
    return "\n\n".join(parts) + "\n" if parts else ""


def _parts(document: Document) -> Iterator[str]:
    written: set[str] = set()
    for block in document.blocks:
        table = document.table_by_id.get(block.table or "")
        if table is None:
            part = _block(document, block)
        elif table.id not in written:
            written.add(table.id)
            part = _table(table)
        else:
            continue
        if part:
            yield part
    for table in document.tables:  # one whose rows are no blocks
        if table.id not in written:
            yield _table(table)


def _block(document: Document, block: Block) -> str:
    text = _one_line(block.text)
    if not text or block.kind is BlockKind.NOISE:
        return ""
    if block.kind is BlockKind.HEADING:
        section = document.section_by_id.get(block.section or "")
        level = section.level if section else 1
        return f"{'#' * min(level, _DEEPEST_HEADING)} {_escape(text)}"
    if block.kind is BlockKind.LIST_ITEM:
        return _list_item(text)
    if block.kind is BlockKind.CAPTION:
        return f"*{_escape(text)}*"
    return _as_paragraph(text)


def _list_item(text: str) -> str:
    """Return a list item with its marker as printed; bullets of every shape become `-`."""
    bullet = _BULLETS.match(text)
    if bullet:
        return f"- {_escape(text[bullet.end() :])}"
    number = _NUMBERED.match(text)
    if number:
        return f"{number[1]} {_escape(text[number.end() :])}"
    return _as_paragraph(text)


def _table(table: Table) -> str:
    """Return a pipe table; one without header gets an empty one, which Markdown demands."""
    width = max(map(len, (table.header, *table.rows)), default=0)
    if not width:
        return ""
    lines = [_row(table.header, width), "|" + " --- |" * width]
    lines += [_row(row, width) for row in table.rows]
    return "\n".join(lines)


def _row(cells: tuple[str, ...], width: int) -> str:
    shown = [
        "<br>".join(_escape(line.strip()) for line in printable(cell).splitlines() if line.strip()).replace(
            "|", "\\|"
        )
        for cell in (*cells, *[""] * (width - len(cells)))
    ]
    return "| " + " | ".join(shown) + " |"


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def _as_paragraph(text: str) -> str:
    """Return one line of text that opens no heading, quote or list."""
    opening = _OPENING.match(text)
    if opening is None:
        return _escape(text)
    sign, rest = opening[0], _escape(text[opening.end() :])
    return f"{sign}\\{rest}" if sign.isdigit() else f"\\{sign}{rest}"
