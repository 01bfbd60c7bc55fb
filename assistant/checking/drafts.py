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

# `[ISI:` or `[ISI —` stays, so that the field is still one.
_OPENING = 6


def open_fields(
    blocks: Iterable[Block], patterns: Iterable[re.Pattern[str]]
) -> Iterator[tuple[Block, re.Match[str]]]:
    """Yield the fields of a draft that nobody has filled in yet, in reading order."""
    wanted = tuple(patterns)
    for block in blocks:
        if block.kind is not BlockKind.NOISE:
            for pattern in wanted:
                yield from ((block, match) for match in pattern.finditer(block.text))


def as_report(
    document: Document, patterns: Iterable[re.Pattern[str]], worksheets: Collection[str]
) -> Document:
    """Return a draft as the report that it is so far; any other document as it is.

    What stands in an open field is a question and last year's value: blanks take its place, so that every
    offset stays. The closing checklist is noise.

    Args:
        document: any document.
        patterns: what an open field looks like.
        worksheets: titles of such closing pages, folded.
    """
    draft = _without_worksheet(document, worksheets)
    wanted = tuple(patterns)
    if not any(True for _ in open_fields(draft.blocks, wanted)):
        return draft

    def emptied(text: str) -> str:
        for pattern in wanted:
            text = pattern.sub(_emptied, text)
        return text

    blocks = tuple(replace(block, text=emptied(block.text)) for block in draft.blocks)
    tables = tuple(
        replace(
            table,
            caption=emptied(table.caption),
            header=tuple(map(emptied, table.header)),
            rows=tuple(tuple(map(emptied, row)) for row in table.rows),
        )
        for table in draft.tables
    )
    return replace(draft, blocks=blocks, tables=tables)


def _emptied(field: re.Match[str]) -> str:
    text = field.group()
    return f"{text[:_OPENING]}{' ' * (len(text) - _OPENING - 1)}{text[-1]}"


def _without_worksheet(document: Document, titles: Collection[str]) -> Document:
    """Return the document with everything from a draft's closing checklist on as noise; else the same one."""
    at = next((i for i, b in enumerate(document.blocks) if fold(b.text) in titles), None)
    if at is None:
        return document
    dropped = {block.table for block in document.blocks[at:] if block.table}
    dropped -= {block.table for block in document.blocks[:at]}
    blocks = (*document.blocks[:at], *(replace(b, kind=BlockKind.NOISE) for b in document.blocks[at:]))
    tables = tuple(table for table in document.tables if table.id not in dropped)
    return replace(document, blocks=blocks, tables=tables)
