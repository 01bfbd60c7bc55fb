"""Rules on obstacles: each has its remedy, and the follow-up plan answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.content_words import Told, all_content_words, content_words
from assistant.checking.context import listed
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.checking.signature import before_signature, is_signature_line
from assistant.document import BlockKind
from assistant.language.numbering import parse_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document, Table

_OBSTACLES = "II.B"
_FOLLOW_UP = "III.B"
_NOTHING = " -–—.,;:/0"
# A part of the section with fewer words is an introduction, or only announces what follows.
_MIN_WORDS = 15
# Two texts of so many content words that share none speak of different things; shorter ones may by chance.
_ENOUGH_WORDS = 8
_MAX_NAMED = 3


def obstacles_without_remedy(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI311: obstacles that no remedy is told for: rows of a table, items of a list, or a whole part."""
    blocks = _blocks(context, _OBSTACLES)
    yield from _rows_without_remedy(document, context, blocks)
    lists = _lists(blocks)
    yield from _items_without_remedy(context, lists)
    yield from _short_list_of_remedies(context, lists)
    yield from _parts_without_remedy(document, context, blocks)


def _blocks(context: CheckContext, section_id: str) -> tuple[Block, ...]:
    """Return a section's blocks without noise; none where the document lacks its heading."""
    match = context.matches.by_id.get(section_id) if context.matches else None
    if match is None or match.heading is None or context.matches is None:
        return ()
    blocks = before_signature(context.matches.blocks_of(section_id, nested=True))
    return tuple(b for b in blocks if b.kind is not BlockKind.NOISE and not is_signature_line(b))


def _has(text: str, name: str, context: CheckContext) -> bool:
    return find_phrase(text, context.phrases(name)) is not None


def _rows_without_remedy(
    document: Document, context: CheckContext, blocks: Sequence[Block]
) -> Iterator[Finding]:
    """Yield one finding for each table with rows that name an obstacle beside an empty cell."""
    for table in _tables(document, blocks):
        columns = _columns(table, context)
        if columns is None:
            continue
        obstacle, remedy = columns
        lacking = [
            index
            for index, row in enumerate(table.rows)
            if len(row[obstacle].split()) >= 2 and not row[remedy].strip(_NOTHING)
        ]
        if not lacking or len(lacking) == len(table.rows):  # a column that is empty as a whole was misread
            continue
        block = next((b for b in blocks if b.table == table.id and b.row == lacking[0]), None)
        named = [f"'{table.rows[index][obstacle]}'" for index in lacking[:_MAX_NAMED]]
        yield context.finding("ZI311", "utama", block=block, kendala=listed(named))


def _tables(document: Document, blocks: Sequence[Block]) -> list[Table]:
    ids = dict.fromkeys(block.table for block in blocks if block.table)
    return [document.table_by_id[table] for table in ids if table in document.table_by_id]


def _columns(table: Table, context: CheckContext) -> tuple[int, int] | None:
    """Return the columns of obstacles and of remedies; None where the table has not one of each."""
    obstacle = remedy = None
    for index, title in enumerate(table.header):
        is_obstacle, is_remedy = (_has(title, name, context) for name in ("kata_kendala", "kata_upaya"))
        if is_obstacle and not is_remedy and obstacle is None:
            obstacle = index
        elif is_remedy and not is_obstacle and remedy is None:
            remedy = index
    if obstacle is None or remedy is None:
        return None
    return obstacle, remedy


@dataclass(frozen=True)
class _List:
    """A list with what introduces it; each item with the text that follows it."""

    intro: str
    items: tuple[tuple[Block, str], ...]


def _lists(blocks: Sequence[Block]) -> list[_List]:
    """Return the lists of a section; items of lists inside others count as text of their item."""
    found: list[_List] = []
    intro = ""
    items: list[tuple[Block, str]] = []
    for block in blocks:
        marker = parse_marker(block.text) if block.kind is BlockKind.LIST_ITEM else None
        first = parse_marker(items[0][0].text) if items else None
        if marker is not None and (first is None or marker.style == first.style):
            items.append((block, block.text))
        elif items and not _introduces(block):
            items[-1] = (items[-1][0], f"{items[-1][1]} {block.text}")
        else:
            if items:
                found.append(_List(intro, tuple(items)))
            intro, items = block.text, []
    return [*found, _List(intro, tuple(items))] if items else found


def _introduces(block: Block) -> bool:
    return block.kind is BlockKind.HEADING or (
        block.kind is BlockKind.PARAGRAPH and block.text.rstrip().endswith((":", "berikut", "berikut."))
    )


def _items_without_remedy(context: CheckContext, lists: Sequence[_List]) -> Iterator[Finding]:
    """Yield one finding for the items of a list that tell no remedy where most of its items tell one."""
    for listing in lists:
        told = [_has(text, "kata_upaya", context) for _, text in listing.items]
        lacking = [block for (block, _), has in zip(listing.items, told, strict=True) if not has]
        if sum(told) >= 2 and lacking and len(lacking) * 2 < len(told):
            named = listed([f"'{_short(block.text)}'" for block in lacking[:_MAX_NAMED]])
            yield context.finding("ZI311", "utama", block=lacking[0], kendala=named)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _short_list_of_remedies(context: CheckContext, lists: Sequence[_List]) -> Iterator[Finding]:
    """Yield a finding where one list of obstacles is followed by a shorter one of remedies."""
    if len(lists) != 2:
        return
    obstacles, remedies = lists
    if _has(obstacles.intro, "kata_upaya", context) or not _has(obstacles.intro, "kata_kendala", context):
        return
    many, few = len(obstacles.items), len(remedies.items)
    if _has(remedies.intro, "kata_upaya", context) and few < many:
        block = remedies.items[0][0]
        yield context.finding("ZI311", "lebih_sedikit", block=block, quoted=False, kendala=many, upaya=few)


def _parts_without_remedy(
    document: Document, context: CheckContext, blocks: Sequence[Block]
) -> Iterator[Finding]:
    """Yield one finding for the parts (areas) of the section that tell an obstacle and no remedy."""
    match = context.matches.by_id[_OBSTACLES] if context.matches else None
    own = match.heading.section if match and match.heading else None
    parts: dict[str, list[Block]] = {}
    for block in blocks:
        if block.section is not None and block.section != own:
            parts.setdefault(block.section, []).append(block)
    titles = {section: document.section_by_id[section].title for section in parts}
    if any(
        _has(title, name, context) for title in titles.values() for name in ("kata_kendala", "kata_upaya")
    ):
        return  # parts named `Kendala` and `Upaya` divide the section in another way
    texts = {section: " ".join(b.text for b in part) for section, part in parts.items()}
    long = {section: text for section, text in texts.items() if len(text.split()) >= _MIN_WORDS}
    lacking = [section for section, text in long.items() if not _has(text, "kata_upaya", context)]
    if lacking and len(lacking) * 2 < len(long):
        named = listed([f"'{titles[section]}'" for section in lacking[:_MAX_NAMED]])
        yield context.finding("ZI311", "bagian", block=parts[lacking[0]][0], kendala=named)


def unanswered_obstacles(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI312: a follow-up plan that takes up none of the obstacles (warning), or not all of them (info)."""
    common = context.phrases("kata_pokok")
    obstacles, plan = _blocks(context, _OBSTACLES), _blocks(context, _FOLLOW_UP)
    asked = all_content_words((block.text for block in obstacles), common)
    answered = Told((block.text for block in plan), common)
    if min(len(asked), len(answered)) < _ENOUGH_WORDS or context.matches is None:
        return
    heading = document.block_by_id[context.matches.by_id[_FOLLOW_UP].at_block or plan[0].id]
    if not answered.any_of(asked):
        yield context.finding("ZI312", "utama", block=heading)
        return
    open_ones = [
        (block, text)
        for block, text in _single_obstacles(document, context, obstacles)
        if len(words := content_words(text, common)) >= 3 and not answered.any_of(words)
    ]
    if open_ones:
        named = listed([f"'{_short(block.text)}'" for block, _ in open_ones[:_MAX_NAMED]])
        yield context.finding("ZI312", "sebagian", block=heading, kendala=named)


def _single_obstacles(
    document: Document, context: CheckContext, blocks: Sequence[Block]
) -> Iterator[tuple[Block, str]]:
    """Yield the obstacles told one by one, with their remedies: rows of tables and items of lists."""
    with_columns = {table.id for table in _tables(document, blocks) if _columns(table, context)}
    for block in blocks:
        if block.table in with_columns and block.row is not None and block.row >= 0:
            yield block, block.text
    for listing in _lists(blocks):
        if _has(listing.intro, "kata_kendala", context):
            yield from listing.items


RULES = {
    "ZI311": Rule(obstacles_without_remedy, Scope.LAPORAN, lists=("kata_kendala", "kata_upaya")),
    "ZI312": Rule(unanswered_obstacles, Scope.LAPORAN, lists=("kata_kendala", "kata_upaya", "kata_pokok")),
}
