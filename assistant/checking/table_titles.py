"""Rules on the titles of tables: missing, unknown, on the wrong side, or those of a picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.labels import find_captions, label_at_start
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind, SourceKind
from assistant.language.clean import fold
from assistant.language.similarity import partial_ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document, Table

# `Berdasarkan tabel Ringkasan Hasil Survei ...`: a title of at least three words in capitals.
_TITLED = re.compile(
    r"\b(?i:berdasarkan|pada|dalam|lihat|sesuai|dari|menurut)\s+(?i:tabel|grafik|bagan)\s+[\"“]?"
    r"(?P<title>[A-Z][\w/-]+(?:\s+(?:(?:dan|di|pada|untuk|atas|per)\s+)?[A-Z][\w/-]+){2,12})"
)
# Two titles are one if the shorter is nearly contained in the longer (0-1); scanning spoils some letters.
_SAME_TITLE = 0.85
# Where so many tables have a label, those without stand out.
_LABELLED_SHARE = 2 / 3
_MIN_LABELLED = 2


def unknown_titles(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI207: a table that the text names by its title, where no table, caption or heading has that title."""
    titles: list[str] | None = None
    for block in document.blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        for match in _TITLED.finditer(block.text):
            if label_at_start(f"Tabel {match['title']}")[0]:
                continue
            titles = titles if titles is not None else _titles(document)
            if any(partial_ratio(match["title"], title) >= _SAME_TITLE for title in titles):
                continue
            if find_phrase(match["title"], context.phrases("tabel_di_luar")):
                continue
            yield context.finding("ZI207", "utama", block=block, span=match.span(), judul=match["title"])


def _titles(document: Document) -> list[str]:
    """Return what may be the title of a table: captions, headings, and the tables' own titles and headers."""
    kinds = (BlockKind.CAPTION, BlockKind.HEADING)
    found = [block.text for block in document.blocks if block.kind in kinds]
    found += [" ".join((table.caption, *table.header)) for table in document.tables]
    # A title that is shorter than this is contained in anything.
    return [title for title in found if len(fold(title)) >= _MIN_TITLE]


_MIN_TITLE = 12


def untitled_tables(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI211: tables without number or title where the others have them; one finding names all."""
    first = _first_rows(document)
    tables = [t for t in document.tables if t.id in first and _is_data(t, first[t.id], context)]
    labelled = [t for t in tables if label_at_start(t.caption)[0]]
    bare = [t for t in tables if not label_at_start(t.caption)[0]]
    if not bare or len(labelled) < max(_MIN_LABELLED, _LABELLED_SHARE * len(tables)):
        return
    others = [context.place(first[t.id]) for t in bare[1:]]
    yield context.finding(
        "ZI211",
        "tanpa_nomor" if bare[0].caption else "tanpa_judul",
        block=first[bare[0].id],
        juga=f"; begitu pula tabel di {listed(others)}" if others else "",
    )


def _first_rows(document: Document) -> dict[str, Block]:
    found: dict[str, Block] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_ROW and block.table:
            found.setdefault(block.table, block)
    return found


def _is_data(table: Table, row: Block, context: CheckContext) -> bool:
    """Whether a table tells data in the report's body: titled columns, several rows, not in an annex."""
    return (
        len([title for title in table.header if title.strip()]) >= 2
        and len(table.rows) >= 2
        and context.section_of(row) not in (None, "LAMPIRAN")
    )


def mislabelled_tables(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI214: a table right below a label `Gambar`, with no picture in between (Word alone tells)."""
    if document.source.kind is not SourceKind.DOCX:
        return
    alone = {figure.block for figure in document.figures if figure.width is None}
    for caption, following in zip(document.blocks, document.blocks[1:], strict=False):
        if caption.kind is not BlockKind.CAPTION or caption.id not in alone:
            continue
        label, words = label_at_start(caption.text)
        if label is None or label.kind not in ("gambar", "foto") or following.kind is not BlockKind.TABLE_ROW:
            continue
        table = document.table_by_id.get(following.table or "")
        if table and following.row in (-1, 0) and len(table.rows) >= 2 and not table.caption:
            yield context.finding("ZI214", "utama", block=caption, label=label, keterangan=words)


def sides_of_titles(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI213: titles of tables above some tables and below others; one finding at the first odd one."""
    above: list[Block] = []
    below: list[Block] = []
    position = context.position_of
    for caption in find_captions(document):
        if caption.label is None or caption.label.kind != "tabel":
            continue
        at = position[caption.block.id]
        before = document.blocks[at - 1].kind if at else None
        behind = document.blocks[at + 1].kind if at + 1 < len(document.blocks) else None
        if behind is BlockKind.TABLE_ROW and before is not BlockKind.TABLE_ROW:
            above.append(caption.block)
        elif before is BlockKind.TABLE_ROW and behind is not BlockKind.TABLE_ROW:
            below.append(caption.block)
    odd, usual, side = (below, above, "atas") if len(below) <= len(above) else (above, below, "bawah")
    if odd and len(usual) > len(odd):
        others = [context.place(block) for block in odd[1:]]
        yield context.finding(
            "ZI213",
            "utama",
            block=odd[0],
            sisi=side,
            juga=f"; begitu pula di {listed(others)}" if others else "",
        )


def repeated_headers(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI217: the titles of the columns once more as a row of the same table (Word alone tells)."""
    if document.source.kind is not SourceKind.DOCX:
        return
    rows = {(b.table, b.row): b for b in document.blocks if b.kind is BlockKind.TABLE_ROW}
    for table in document.tables:
        titles = [fold(title) for title in table.header]
        for index, cells in enumerate(table.rows):
            same = len([t for t in titles if t]) >= 2 and [fold(cell) for cell in cells] == titles
            if same and (table.id, index) in rows:
                yield context.finding("ZI217", "utama", block=rows[table.id, index])
                break


RULES = {
    "ZI207": Rule(unknown_titles, Scope.LAPORAN, lists=("tabel_di_luar",)),
    "ZI211": Rule(untitled_tables, Scope.LAPORAN),
    "ZI213": Rule(sides_of_titles, Scope.LAPORAN),
    "ZI214": Rule(mislabelled_tables, Scope.LAPORAN),
    "ZI217": Rule(repeated_headers, Scope.BOTH),
}
