"""Where the actions of a plan stand in its blocks, and findings about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.checking.context import quote
from assistant.checking.hits import also
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.lke.model import group_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block
    from assistant.reading.rencana import Action

_KINDS = (BlockKind.TABLE_ROW, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
# So many letters of an action tell its row.
_PROBE = 80


@dataclass(frozen=True, slots=True)
class PlacedAction:
    """An action of the plan and its block; None where the block is not found.

    Attributes:
        own_step: whether the block itself says what is to be done; a merged cell says it further up.
    """

    action: Action
    block: Block | None
    own_step: bool

    @property
    def group(self) -> str:
        """What names its sub-area: the LKE's code, else the component as printed; empty without either."""
        code = self.action.code
        return (group_of(code) if code else None) or fold(self.action.komponen)


@dataclass(frozen=True, slots=True)
class ActionHit:
    """An action at fault: which sentence tells it, the words at fault, and what it shares with others."""

    variant: str
    placed: PlacedAction
    words: str
    cause: Hashable
    values: Mapping[str, object]


def placed_actions(context: CheckContext) -> tuple[PlacedAction, ...]:
    """Return the plan's actions with their blocks, in order; empty for what is no plan."""
    actions = context.rencana.actions if context.rencana else ()
    blocks = [block for block in context.document.blocks if block.kind in _KINDS]
    texts = [fold(block.text) for block in blocks]
    found: list[PlacedAction] = []
    start = 0
    for action in actions:
        index = next((i for i in range(start, len(blocks)) if _stands_in(action, blocks[i], texts[i])), None)
        if index is None:
            found.append(PlacedAction(action, None, own_step=True))
            continue
        own_step = fold(action.langkah_aksi)[:_PROBE] in texts[index]
        found.append(PlacedAction(action, blocks[index], own_step))
        start = index  # a block may hold several actions
    return tuple(found)


def _stands_in(action: Action, block: Block, text: str) -> bool:
    """Whether a block is an action's: by its line, else by its words."""
    if action.location.line is not None and block.location.line is not None:
        return block.location.line == action.location.line
    step = fold(action.langkah_aksi)[:_PROBE]
    if action.indikator and block.kind is BlockKind.TABLE_ROW:
        below = fold(action.bukti_fisik[0])[:_PROBE] if action.bukti_fisik else step
        named = fold(action.indikator)[:_PROBE] in text
        return (step in text and named) or (step in text and below in text) or (named and below in text)
    return step in text


def at_action(finding: Finding, placed: PlacedAction, words: str | None = "") -> Finding:
    """Return the finding with the place and the words of an action.

    Args:
        finding: what is found, without a place.
        placed: the action; its row as a whole if `words` is None.
        words: the words of it that are at fault; what is to be done if empty.
    """
    block, where = placed.block, placed.action.location
    said = words or placed.action.langkah_aksi
    section = block.section if block else None
    if block is not None and words is None:
        where = block.location
    elif block is not None:
        at = block.text.find(said)
        if at < 0:  # a cell whose lines were joined, or whose list was taken apart
            at = block.text.find(" ".join(said.split()[:3]))
        where = block.locate(at, at + len(said)) if at >= 0 else block.location
    return replace(
        finding,
        block=block.id if block else None,
        section=section,
        page=where.page,
        line=where.line,
        line_end=where.line_end,
        quote=quote(said),
    )


def one_action_for_each_cause(
    rule: str, hits: Iterable[ActionHit], context: CheckContext
) -> Iterator[Finding]:
    """Yield a finding at the first action of every cause; `{juga}` in its sentence names the others."""
    by_cause: dict[Hashable, list[ActionHit]] = {}
    for hit in hits:
        by_cause.setdefault((hit.variant, hit.cause), []).append(hit)
    for first, *others in by_cause.values():
        places = [place_of(hit.placed, context) for hit in others]
        finding = context.finding(
            rule,
            first.variant,
            block=None,
            span=None,
            quoted=True,
            juga=also(places, place_of(first.placed, context)),
            **first.values,
        )
        yield at_action(finding, first.placed, first.words)


def place_of(placed: PlacedAction, context: CheckContext) -> str:
    """Return where an action stands, in words; its first words where the file has neither page nor line."""
    where = placed.action.location
    if where.line is None and where.page is None:
        return f"'{quote(' '.join(placed.action.langkah_aksi.split()[:6]))}'"
    return context.place(placed.block) if placed.block else f"baris {where.line or where.page}"


def by_sub_area(placed: Sequence[PlacedAction]) -> Mapping[str, list[PlacedAction]]:
    """Return the actions by sub-area, in order; those of no known sub-area are left out."""
    found: dict[str, list[PlacedAction]] = {}
    for one in placed:
        if one.group:
            found.setdefault(one.group, []).append(one)
    return found
