"""The passages of a document that was read from text or PDF: its blocks, the rows of tables cell by cell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assistant.document import Block, BlockKind, Location
from assistant.retargeting.model import Passage

if TYPE_CHECKING:
    from assistant.document import Document


def document_passages(document: Document) -> tuple[Passage, ...]:
    """Return the passages in reading order; page numbers and other noise come last."""
    text = [
        p
        for block in document.blocks
        if block.kind is not BlockKind.NOISE
        for p in _passages(block, document)
    ]
    noise = [
        p for block in document.blocks if block.kind is BlockKind.NOISE for p in _passages(block, document)
    ]
    return (*text, *noise)


def cells_of(block: Block, document: Document) -> list[tuple[int, int, int]]:
    """Return start, end and column of the cells of a table row in its block's text."""
    table = document.table_by_id.get(block.table or "")
    if table is None or block.row is None:
        return [(0, len(block.text), 0)]
    values = table.header if block.row < 0 else table.rows[block.row]
    found, position = [], 0
    for column, value in enumerate(values):
        start = block.text.find(value, position) if value else -1
        if start >= 0:
            position = start + len(value)
            found.append((start, position, column))
    return found or [(0, len(block.text), 0)]


def _passages(block: Block, document: Document) -> list[Passage]:
    """Return the passages of one block."""
    if block.kind is not BlockKind.TABLE_ROW:
        return [
            Passage(
                block.text,
                partial(_locate, block, 0),
                block.id,
                is_item=block.kind is BlockKind.LIST_ITEM,
                marker=block.marker,
                heads=block.kind is BlockKind.HEADING,
            )
        ]
    return [
        Passage(
            block.text[start:end],
            partial(_locate, block, start),
            block.id,
            block.id,
            heads=(block.row or 0) < 0,
        )
        for start, end, _ in cells_of(block, document)
    ]


def _locate(block: Block, offset: int, start: int, end: int) -> Location:
    """Return where a stretch of a passage stands, which begins at an offset of its block."""
    return block.locate(offset + start, offset + end)
