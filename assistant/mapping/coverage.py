"""How a document covers the LKE: for each indicator the blocks that speak to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assistant.mapping.model import CoverageEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.lke.model import Lke
    from assistant.mapping.model import MappedItem

# A rival counts as coverage only if it is about as likely as the best: one block rarely answers two.
_CLOSE = 0.85


def coverage_of(items: Iterable[MappedItem], lke: Lke) -> tuple[CoverageEntry, ...]:
    """Return an entry for every indicator in the order of the form; its blocks best first."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for item in items:
        for code, score in _answers(item):
            found[code][item.block] = max(score, found[code].get(item.block, 0.0))
    entries = []
    for indikator in lke.daftar_indikator:
        blocks = sorted(found[indikator.code].items(), key=lambda entry: -entry[1])
        entries.append(
            CoverageEntry(
                code=indikator.code,
                name=indikator.name,
                blocks=tuple(block for block, _ in blocks),
                best=blocks[0][1] if blocks else 0.0,
            )
        )
    return tuple(entries)


def _answers(item: MappedItem) -> list[tuple[str, float]]:
    """Return the codes that a block answers: its best candidates and those of its sentences."""
    if not item.candidates:
        return []
    best = item.candidates[0].score
    answers = [(c.code, c.score) for c in item.candidates if c.score >= _CLOSE * best]
    answers += [(s.code, s.score) for s in item.sentences if s.code is not None]
    return answers
