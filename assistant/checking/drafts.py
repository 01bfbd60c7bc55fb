"""What a draft of the program holds that a report does not: open fields, and the page that lists them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.language.clean import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable, Iterator

    from assistant.document import Block, Document


def open_fields(
    blocks: Iterable[Block], patterns: Iterable[re.Pattern[str]]
) -> Iterator[tuple[Block, re.Match[str]]]:
    """Yield the fields of a draft that nobody has filled in yet, in reading order."""
    wanted = tuple(patterns)
    for block in blocks:
        if block.kind is not BlockKind.NOISE:
            for pattern in wanted:
                yield from ((block, match) for match in pattern.finditer(block.text))


def without_worksheet(document: Document, titles: Collection[str]) -> Document:
    """Return the document with everything from a draft's closing checklist on as noise; else the same one.

    Args:
        document: any document.
        titles: the titles of such pages, folded.
    """
    at = next((i for i, b in enumerate(document.blocks) if fold(b.text) in titles), None)
    if at is None:
        return document
    dropped = {block.table for block in document.blocks[at:] if block.table}
    dropped -= {block.table for block in document.blocks[:at]}
    blocks = (*document.blocks[:at], *(replace(b, kind=BlockKind.NOISE) for b in document.blocks[at:]))
    tables = tuple(table for table in document.tables if table.id not in dropped)
    return replace(document, blocks=blocks, tables=tables)
