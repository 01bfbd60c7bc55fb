"""The tables of a draft's own: what the format expects and last year's report lacks.

An addition writes one table below a numbered caption; captions are counted before they are written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.drafting.elements import Run
from assistant.drafting.parts import filled_in

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.document import Block, Document, Table
    from assistant.drafting.parts import DraftParts, StandardTable
    from assistant.drafting.sheet import Sheet

Addition = Callable[["Sheet"], list[str]]


def standard_tables(
    document: Document, sections: Mapping[str, Sequence[Block]], parts: DraftParts, satker: str
) -> dict[str, list[Addition]]:
    """Return the standard tables that the report lacks, by the section they stand in."""
    added: dict[str, list[Addition]] = {}
    for table in parts.tabel:
        if not _is_told(table, document.tables, sections.get(table.bagian, ())):
            added.setdefault(table.bagian, []).append(partial(_write, table, satker))
    return added


def _is_told(table: StandardTable, tables: Iterable[Table], blocks: Sequence[Block]) -> bool:
    """Whether last year's report tells it: in a table anywhere, or in the text of the section."""
    if any(_any(table.old_table, f"{old.caption} {' '.join(old.header)}") for old in tables):
        return True
    texts = (b.text for b in blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM))
    return bool(table.old_text) and any(_any(table.old_text, text) for text in texts)


def _any(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _write(table: StandardTable, satker: str, sheet: Sheet) -> list[str]:
    """Return a standard table with a field in every cell that is not given."""
    rows: list[list[str]] = []
    for number, row in enumerate(table.baris, start=1):
        cells = [sheet.writer.run(Run(str(number)))]
        for column, (title, cell) in enumerate(zip(table.kolom[1:], row, strict=True), start=1):
            key = f"{table.id}_{number}_{column}"
            cells.append(sheet.writer.run(Run(cell) if cell else sheet.ask(title.lower(), key=key)))
        rows.append(cells)
    title = filled_in(table.judul, sheet.year, satker)
    return sheet.titled_table(title, table.kolom, rows, table.lebar)
