"""Rules on a rencana: what its actions answer, prove, and when they are due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.checking.context import quote
from assistant.checking.rule import Rule, Scope
from assistant.language.similarity import partial_ratio
from assistant.lke.model import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Document
    from assistant.reading.rencana import Action

# The sub-areas of Pemenuhan are what a plan is made for.
_PEMENUHAN = "A.I."
# One wrong letter in ten, as OCR makes them.
_SAME_NAME = 0.9


def unanswered_groups(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI401: sub-areas that no action answers, by area; silent where no action was mapped."""
    actions = context.rencana.actions if context.rencana else ()
    groups = {group for action in actions if action.code and (group := group_of(action.code))}
    if not groups:
        return
    for area in context.lke.areas:
        if not area.code.startswith(_PEMENUHAN):
            continue
        lacking = [
            node.name for node in context.lke.groups if node.parent == area.code and node.code not in groups
        ]
        first = next((action for action in actions if action.area == area.code), None)
        if not lacking or (first is None and _has_heading(document, area.name)):
            continue  # a heading without actions is a list that could not be read
        finding = context.finding("ZI401", "utama", nama=area.name, daftar="; ".join(lacking))
        yield _at(finding, first) if first else finding


def _has_heading(document: Document, area: str) -> bool:
    """Whether a heading names an area."""
    return any(
        len(section.title) >= len(area) and partial_ratio(area, section.title) >= _SAME_NAME
        for section in document.sections
    )


def actions_without_bukti(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI402: actions that name no evidence; one finding where none does (a narrative plan)."""
    actions = context.rencana.actions if context.rencana else ()
    yield from _each_or_all("ZI402", actions, [a for a in actions if not a.bukti_fisik], context)


def actions_without_target(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI403: actions that name no time; one finding where none does."""
    actions = context.rencana.actions if context.rencana else ()
    late = [a for a in actions if not a.target_waktu.text.strip() and not a.target_waktu.months]
    yield from _each_or_all("ZI403", actions, late, context)


def _each_or_all(
    rule: str, actions: Sequence[Action], lacking: Sequence[Action], context: CheckContext
) -> Iterator[Finding]:
    if not lacking:
        return
    if len(lacking) == len(actions):
        yield _at(context.finding(rule, "semua", jumlah=len(actions)), lacking[0])
        return
    for action in lacking:
        yield _at(context.finding(rule, "satu"), action)


def _at(finding: Finding, action: Action) -> Finding:
    """Return the finding with the place and words of an action."""
    where = action.location
    return replace(
        finding,
        page=where.page,
        line=where.line,
        line_end=where.line_end,
        quote=quote(action.langkah_aksi),
    )


RULES = {
    "ZI401": Rule(unanswered_groups, Scope.RENCANA),
    "ZI402": Rule(actions_without_bukti, Scope.RENCANA),
    "ZI403": Rule(actions_without_target, Scope.RENCANA),
}
