"""Passages at fault gathered by cause: one finding for each, which names the other places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.checking.context import listed

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block

# So many other places are named; a reader who has mended these looks for the rest himself.
_MAX_PLACES = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage at fault.

    Attributes:
        variant: which of the rule's sentences tells it.
        span: offsets in the block's text.
        cause: what hits with the same cause have in common.
        values: what the sentences' fields stand for, for the first hit of a cause.
    """

    variant: str
    block: Block
    span: tuple[int, int]
    cause: Hashable
    values: Mapping[str, object] = field(default_factory=dict)


def one_for_each_cause(rule: str, hits: Iterable[Hit], context: CheckContext) -> Iterator[Finding]:
    """Yield a finding at the first place of every cause; `{juga}` in its sentence names the others."""
    by_cause: dict[Hashable, list[Hit]] = {}
    for hit in hits:
        by_cause.setdefault((hit.variant, hit.cause), []).append(hit)
    for first, *others in by_cause.values():
        yield context.finding(
            rule,
            first.variant,
            block=first.block,
            span=first.span,
            quoted=True,
            juga=also((context.place(hit.block) for hit in others), context.place(first.block)),
            **first.values,
        )


def also(places: Iterable[str], first: str) -> str:
    """Return ` (juga di ...)` for the other places of a cause; empty if there is none but the first."""
    others = [place for place in dict.fromkeys(places) if place != first]
    if not others:
        return ""
    if len(others) > _MAX_PLACES:
        others = [*others[:_MAX_PLACES], f"{len(others) - _MAX_PLACES} tempat lain"]
    return f" (juga di {listed(others)})"
