"""Rule on survey indices: the text of one survey used for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.indices import IndexKind, find_index_names, find_indices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Document


def borrowed_indices(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI715: a section on one index that gives its value under the name of another; one for each section."""
    for section in document.sections:
        named = {kind for _, _, kind in find_index_names(section.title)}
        if len(named) != 1:
            continue
        (own,) = named
        if own is IndexKind.IKM:
            continue  # a section on the survey may give every index that the survey yields
        blocks = [b for b in document.blocks_of(section.id) if b.kind is BlockKind.PARAGRAPH]
        values = [(block, value) for block in blocks for value in find_indices(block.text)]
        if not values or any(value.kind is own for _, value in values):
            continue
        block, value = values[0]
        start = max(0, block.text.rfind(str(value.kind), 0, value.start))
        yield context.finding(
            "ZI715",
            "utama",
            block=block,
            span=(start, value.end),
            judul=section.title,
            sendiri=own,
            lain=value.kind,
        )


RULES = {"ZI715": Rule(borrowed_indices, Scope.LAPORAN)}
