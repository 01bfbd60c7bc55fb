"""The texts that rules on wording read: blocks without noise, table rows cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.document import BlockKind, SourceKind
from assistant.language.citations import find_citations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.document import Block, Document
    from assistant.language.citations import Citation

# What a citation's title runs up to: the end of the clause.
_SUBJECT = re.compile(r"[\s,)]*(?:tentang|perihal|hal)\b[^;.()]*", re.IGNORECASE)
# More places than this make a message unreadable; the office finds the others by searching.
_MAX_PLACES = 4
# A header of fewer cells is a line that was taken for one.
_TITLED = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that stands by itself: a block, or a cell of a table row.

    Attributes:
        start: offset of `text` in the block's text.
        column: index of the cell in its row; None for what is no table row.
        title: title of the cell's column; empty if there is none.
    """

    block: Block
    text: str
    start: int = 0
    column: int | None = None
    title: str = ""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return offsets in the block's text for offsets in the passage."""
        return self.start + start, self.start + end


def passages(document: Document, kinds: Iterable[BlockKind] = tuple(BlockKind)) -> Iterator[Passage]:
    """Yield the passages of a document in order; noise is never among them."""
    wanted = set(kinds) - {BlockKind.NOISE}
    for block in document.blocks:
        if block.kind not in wanted:
            continue
        if block.kind is BlockKind.TABLE_ROW:
            yield from _cells(document, block)
        else:
            yield Passage(block, block.text)


def _cells(document: Document, block: Block) -> Iterator[Passage]:
    """Yield the cells of a row that its text holds; the row as a whole where its table is unknown."""
    table = document.table_by_id.get(block.table or "")
    if table is None or block.row is None:
        yield Passage(block, block.text, column=0)
        return
    position = 0
    for column, value in enumerate(table.header if block.row < 0 else table.rows[block.row]):
        start = block.text.find(value, position) if value else -1
        if start < 0:
            continue
        position = start + len(value)
        title = table.header[column] if column < len(table.header) else ""
        yield Passage(block, value, start, column, title)


def is_typed(document: Document, passage: Passage) -> bool:
    """Whether a cell is whole: tables that were read from a scan lose and mix the lines of their cells.

    A table of a text is trusted where its columns have titles of their own.
    """
    if passage.column is None or document.source.kind is not SourceKind.TEXT:
        return True
    table = document.table_by_id.get(passage.block.table or "")
    return table is not None and len([title for title in table.header if title.strip()]) >= _TITLED


# The rules ask for the citations of the same texts one after the other.
@lru_cache(maxsize=4096)
def citations_in(text: str) -> tuple[Citation, ...]:
    """Return the documents that a text cites, in order; remembered."""
    return find_citations(text)


def cited_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text cites documents, their titles included; empty without any citation."""
    spans: list[tuple[int, int]] = []
    for citation in citations_in(text):
        subject = _SUBJECT.match(text, citation.end)
        spans.append((citation.start, subject.end() if subject else citation.end))
    return tuple(spans)


def title_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text gives the titles of documents that it cites, which are as they are."""
    found = (_SUBJECT.match(text, citation.end) for citation in citations_in(text))
    return tuple(subject.span() for subject in found if subject is not None)


def inside(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of the spans."""
    return any(start <= position < end for start, end in spans)


def also_at(blocks: Sequence[Block], context: CheckContext) -> str:
    """Return `, juga di baris 12 dan baris 40` for the blocks after the first; empty if there is none."""
    places = list(dict.fromkeys(context.place(block) for block in blocks))[1:]
    if not places:
        return ""
    shown = places[:_MAX_PLACES]
    more = len(places) - len(shown)
    return f", juga di {listed([*shown, f'{more} tempat lain'] if more else shown)}"
