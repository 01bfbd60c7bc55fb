"""From pieces to the document: blocks, the tree of sections, figures, tables in their sections, links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.document import Block, BlockKind, Figure, LineSpan, Link, Location, Section, Table
from assistant.reading.captions import Caption, CaptionFinder, match_figures
from assistant.reading.headings import HeadingFinder, contents_pages
from assistant.reading.links import find_urls, same_address
from assistant.reading.nesting import Nester
from assistant.reading.pieces import Piece, Role
from assistant.reading.units import Unit, read_units
from assistant.reading.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

# A chapter's title set over more lines than this is no title.
_MAX_TITLE_PIECES = 3
# `I. BAB XVIII` and the blanks that an extraction leaves in it.
_MAX_BARE_CHAPTER = 40


@dataclass(frozen=True)
class Outline:
    """The structure over a reader's pieces; all sequences in reading order."""

    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    links: tuple[Link, ...]


def build_outline(pieces: Sequence[Piece], tables: Sequence[Table]) -> Outline:
    """Return blocks, sections, tables, figures and links of a document.

    Args:
        pieces: what the reader found, in reading order.
        tables: the tables whose rows are among the pieces, without section and usually without caption.
    """
    vocabulary = load_vocabulary()
    units = read_units(join_chapter_titles(pieces))
    contents = contents_pages(units, vocabulary)
    finder = CaptionFinder(units, vocabulary, contents)
    captions = finder.labelled()
    headings = HeadingFinder(units, vocabulary, contents | captions.keys()).find()
    captions |= finder.bare(headings | captions.keys(), min(headings, default=len(units)))
    sections, section_of = _sections(units, headings)
    blocks, block_ids = _blocks(units, sections, section_of, contents, captions)
    located = {block.id: block.location for block in blocks}
    return Outline(
        sections=tuple(replace(s, location=located[s.block]) for s in sections.values()),
        blocks=blocks,
        tables=_place_tables(tables, units, captions, section_of),
        figures=match_figures(units, captions, section_of, block_ids),
        links=tuple(_links(units, blocks, block_ids, section_of)),
    )


def join_chapter_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with `BAB I` and the title on the lines below it made one."""
    joined: list[Piece] = []
    units = read_units(pieces)
    i = 0
    while i < len(units):
        end = i + 1
        marker = units[i].marker if len(units[i].piece.text) <= _MAX_BARE_CHAPTER else None
        if marker is not None and marker.is_bab and not units[i].body:
            end = _title_end(units, i)
        joined.append(join_pieces([u.piece for u in units[i:end]]))
        i = end
    return joined


def _title_end(units: Sequence[Unit], chapter: int) -> int:
    """Return the index after the title that belongs to a bare chapter number."""
    end = chapter + 1
    while end < len(units) and end - chapter <= _MAX_TITLE_PIECES:
        unit = units[end]
        fits = unit.is_text and unit.marker is None and unit.words <= 20 and not unit.ends_sentence
        further = end > chapter + 1  # a second line must be set like the first
        if not fits or (
            further and not (unit.is_caps and units[end - 1].is_caps and unit.piece.level is None)
        ):
            break
        end += 1
    return end


def join_pieces(pieces: Sequence[Piece]) -> Piece:
    """Return pieces as one, texts separated by blanks; what is no text is the first one's or moves along."""
    first = pieces[0]
    if len(pieces) == 1:
        return first
    text, spans, bold, italic = first.text, list(first.spans), list(first.bold), list(first.italic)
    urls = list(first.urls)
    for piece in pieces[1:]:
        shift = len(text) + 1
        text = f"{text} {piece.text}"
        spans += [LineSpan(s.start + shift, s.page, s.line) for s in piece.spans]
        bold += [(a + shift, b + shift) for a, b in piece.bold]
        italic += [(a + shift, b + shift) for a, b in piece.italic]
        urls += piece.urls
    return replace(
        first, text=text, spans=tuple(spans), bold=tuple(bold), italic=tuple(italic), urls=tuple(urls)
    )


def _sections(units: Sequence[Unit], headings: frozenset[int]) -> tuple[dict[int, Section], list[str | None]]:
    """Return the sections by index of their heading, and for each unit the id of the section it stands in."""
    order = sorted(headings)
    parents = Nester([units[i] for i in order], load_vocabulary()).nest()
    sections: dict[int, Section] = {}
    for position, (index, parent) in enumerate(zip(order, parents, strict=True)):
        above = sections[order[parent]] if parent is not None else None
        unit = units[index]
        number = unit.marker.text if unit.marker and not unit.marker.is_lost else ""
        sections[index] = Section(
            id=f"s{position + 1}",
            level=above.level + 1 if above else 1,
            number=number,
            title=unit.body or unit.text,
            parent=above.id if above else None,
            block="",
        )
    section_of: list[str | None] = []
    current: str | None = None
    for index in range(len(units)):
        current = sections[index].id if index in sections else current
        section_of.append(current)
    return sections, section_of


def _blocks(
    units: Sequence[Unit],
    sections: dict[int, Section],
    section_of: Sequence[str | None],
    contents: frozenset[int],
    captions: dict[int, Caption],
) -> tuple[tuple[Block, ...], dict[int, str]]:
    """Return the blocks and their ids by index of the unit; sections learn the id of their heading."""
    blocks: list[Block] = []
    ids: dict[int, str] = {}
    for i, unit in enumerate(units):
        if unit.piece.role is Role.FIGURE or not unit.text:
            continue
        piece = unit.piece
        ids[i] = f"b{len(blocks) + 1}"
        kind = _kind(unit, i in sections, i in contents, i in captions)
        marked = kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) and unit.marker is not None
        blocks.append(
            Block(
                id=ids[i],
                kind=kind,
                text=piece.text,
                section=section_of[i],
                spans=piece.spans,
                marker=unit.marker.text if marked and unit.marker else piece.marker,
                table=piece.table,
                row=piece.row,
                bold=piece.bold,
                italic=piece.italic,
            )
        )
        if i in sections:
            sections[i] = replace(sections[i], block=ids[i])
    return tuple(blocks), ids


def _kind(unit: Unit, heading: bool, contents: bool, caption: bool) -> BlockKind:
    role = unit.piece.role
    if heading:
        return BlockKind.HEADING
    if contents or role is Role.NOISE:
        return BlockKind.NOISE
    if role is Role.TABLE_ROW:
        return BlockKind.TABLE_ROW
    if caption:
        return BlockKind.CAPTION
    if unit.marker is not None or unit.piece.list_level is not None:
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def _place_tables(
    tables: Sequence[Table],
    units: Sequence[Unit],
    captions: dict[int, Caption],
    section_of: Sequence[str | None],
) -> tuple[Table, ...]:
    """Return the tables with their section and, where none is known yet, their caption."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for i, unit in enumerate(units):
        if unit.piece.table is not None:
            first.setdefault(unit.piece.table, i)
            last[unit.piece.table] = i
    named: dict[str, str] = {}
    for i, caption in captions.items():
        if caption.of_table:
            table = _table_of(i, units, named)
            if table is not None:
                named[table] = f"{caption.label} {caption.text}".strip()
    return tuple(
        replace(
            table,
            section=section_of[first[table.id]] if table.id in first else None,
            caption=table.caption or named.get(table.id, ""),
        )
        for table in tables
    )


def _table_of(caption: int, units: Sequence[Unit], named: dict[str, str]) -> str | None:
    """Return the table right below a caption or, if none or it has a caption, the one right above it."""
    for step in (1, -1):
        i = caption + step
        while 0 <= i < len(units) and units[i].piece.role in (Role.NOISE, Role.FIGURE):
            i += step
        if 0 <= i < len(units):
            table = units[i].piece.table
            if table is not None and table not in named:
                return table
    return None


def _links(
    units: Sequence[Unit],
    blocks: Sequence[Block],
    block_ids: dict[int, str],
    section_of: Sequence[str | None],
) -> list[Link]:
    """Return the web addresses written in the text, and those behind it that are not written there."""
    by_id = {block.id: block for block in blocks}
    links: list[Link] = []
    for i, unit in enumerate(units):
        block = by_id.get(block_ids.get(i, ""))
        hidden = list(unit.piece.urls)
        if block is not None:
            for start, end, url in find_urls(block.text):
                behind = next((h for h in hidden if same_address(h, url)), None)
                if behind is not None:
                    hidden.remove(behind)
                links.append(Link(url, section_of[i], block.locate(start, end), block.id))
        where = block.location if block else _location(unit)
        links.extend(Link(url, section_of[i], where, block.id if block else None) for url in hidden)
    return links


def _location(unit: Unit) -> Location:
    return Block("", BlockKind.NOISE, unit.piece.text, spans=unit.piece.spans).location
