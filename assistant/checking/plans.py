"""Rules on a rencana: what its actions answer, prove, and when they are due."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking import plan_areas, plan_times
from assistant.checking.plan_areas import ends_in_table, lacking_tail
from assistant.checking.plan_places import PlacedAction, at_action, placed_actions
from assistant.checking.rule import Rule, Scope
from assistant.language.dates import month_number
from assistant.language.similarity import partial_ratio
from assistant.lke.model import group_of
from assistant.reading.rencana_tables import plan_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# The sub-areas of Pemenuhan are what a plan is made for.
_PEMENUHAN = "A.I."
# One wrong letter in ten, as OCR makes them.
_SAME_NAME = 0.9
# A plan with actions of so many areas means to cover them all.
_MIN_AREAS = 3
# More rows without a step than this share are the work of merged cells.
_MERGED_SHARE = 0.1
# The head of a schedule by months names at least half of them.
_SCHEDULE_MONTHS = 6


def unanswered_groups(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI401: sub-areas that no action answers, by area; silent where no action was mapped."""
    placed = placed_actions(context)
    groups = {group for p in placed if p.action.code and (group := group_of(p.action.code))}
    if not groups:
        return
    last = next((p.action.area for p in reversed(placed) if p.action.area), None)
    for area in context.lke.areas:
        if not area.code.startswith(_PEMENUHAN):
            continue
        lacking = [
            node.name for node in context.lke.groups if node.parent == area.code and node.code not in groups
        ]
        first = next((p for p in placed if p.action.area == area.code), None)
        if not lacking or (first is None and _has_heading(document, area.name)):
            continue  # a heading without actions is a list that could not be read
        if first is None:
            yield context.finding(
                "ZI401", _area_variant(placed, area.code), nama=area.name, daftar="; ".join(lacking)
            )
            continue
        is_cut = area.code == last and ends_in_table(document, placed) and bool(lacking_tail(context, placed))
        variant = "terputus" if is_cut else "utama"
        finding = context.finding("ZI401", variant, nama=area.name, daftar="; ".join(lacking))
        yield at_action(finding, first, None)


def _area_variant(placed: Sequence[PlacedAction], code: str) -> str:
    """Return how to tell that an area has no action: for sure where the plan has actions of most others."""
    others = {p.action.area for p in placed if p.action.area and p.action.area.startswith(_PEMENUHAN)}
    return "area" if code not in others and len(others) >= _MIN_AREAS else "utama"


def _has_heading(document: Document, area: str) -> bool:
    """Whether a heading names an area."""
    return any(
        len(section.title) >= len(area) and partial_ratio(area, section.title) >= _SAME_NAME
        for section in document.sections
    )


def indicators_without_action(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI404: rows of an action table that name an indicator and not what to do for it.

    Where several rows leave the step out, one cell serves them all; that is no gap unless the rest of the row
    is empty too.
    """
    rows = {(block.table, block.row): block for block in document.blocks if block.table is not None}
    bare: list[tuple[Block, str, bool]] = []
    total = 0
    for table_id, index, cell in plan_cells(document):
        block = rows.get((table_id, index))
        if block is None or not _says(cell.get("indikator", "")):
            continue
        total += 1
        if not _says(cell.get("langkah_aksi", "")):
            rest = any(_says(cell.get(field, "")) for field in ("bukti_fisik", "target_waktu"))
            bare.append((block, cell["indikator"], rest))
    merged = sum(rest for _, _, rest in bare) > max(1, _MERGED_SHARE * total)
    for block, words, rest in bare:
        if not (rest and merged):
            at = max(0, block.text.find(words))
            yield context.finding("ZI404", "utama", block=block, span=(at, at + len(words)))


def _says(cell: str) -> bool:
    return any(c.isalnum() for c in cell)


def actions_without_bukti(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI402: actions that name no evidence; one finding where none does (a narrative plan)."""
    placed = placed_actions(context)
    yield from _each_or_all("ZI402", placed, [p for p in placed if not p.action.bukti_fisik], context)


def actions_without_target(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI403: actions that name no time; one finding where none does.

    Silent where none does and the plan has a schedule by months, which then could not be read.
    """
    placed = placed_actions(context)
    due = [(p, p.action.target_waktu) for p in placed]
    late = [p for p, target in due if not _says(target.text) and not target.months]
    if len(late) < len(placed) or not _has_schedule(document):
        yield from _each_or_all("ZI403", placed, late, context)


def _has_schedule(document: Document) -> bool:
    """Whether a line or row names the months of half a year, as the head of a schedule does."""
    cells = (re.split(r"[\s|]+", block.text) for block in document.blocks)
    return any(len({month_number(word) for word in words} - {None}) >= _SCHEDULE_MONTHS for words in cells)


def _each_or_all(
    rule: str, placed: Sequence[PlacedAction], lacking: Sequence[PlacedAction], context: CheckContext
) -> Iterator[Finding]:
    if not lacking:
        return
    if len(lacking) == len(placed):
        yield at_action(context.finding(rule, "semua", jumlah=len(placed)), lacking[0])
        return
    for one in lacking:
        yield at_action(context.finding(rule, "satu"), one)


RULES = {
    "ZI401": Rule(unanswered_groups, Scope.RENCANA),
    "ZI402": Rule(actions_without_bukti, Scope.RENCANA),
    "ZI403": Rule(actions_without_target, Scope.RENCANA),
    "ZI404": Rule(indicators_without_action, Scope.RENCANA),
    **plan_times.RULES,
    **plan_areas.RULES,
}
