"""Other offices' names in last year's report: a text borrowed without care must not be carried on unseen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assistant.document import BlockKind, Level
from assistant.drafting.model import Fact, FactKind, Fate
from assistant.language.clean import skeleton
from assistant.language.satker import Satker, find_satker, parse_satker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.document import Block, Document

_WHY = "nama satuan kerja lain; pastikan bukan teks salinan"


def is_foreign(fact: Fact) -> bool:
    """Whether a fact is the name of another office."""
    return fact.why == _WHY


def foreign_facts(document: Document, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the facts of a document and, where none of them stands, other offices' names as such to ask.

    The province above the office and the national commission are no strangers. In order of their places.
    """
    own = parse_satker(document.identity.satker or "")
    by_block: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_block[fact.block].append(fact)
    for block in document.blocks:
        found = by_block[block.id]
        if own is not None and own.place and block.kind is not BlockKind.NOISE:
            found = sorted([*found, *_names(block, own, found)], key=lambda fact: fact.start)
        yield from found


def _names(block: Block, own: Satker, facts: Sequence[Fact]) -> Iterator[Fact]:
    for mention in find_satker(block.text, places=(own.place,)):
        if not _is_stranger(mention.satker, own):
            continue
        start, end = mention.start, mention.end
        if any(fact.start < end and start < fact.end for fact in facts):
            continue
        text, where = block.text[start:end], block.locate(start, end)
        yield Fact(
            text, FactKind.IDENTIFIER, Fate.ASK, text, None, _WHY, block.id, start, end,
            where.page, where.line, where.line_end,
        )  # fmt: skip


def _is_stranger(theirs: Satker, own: Satker) -> bool:
    """Whether an office is neither the document's own nor one that it answers to or guides."""
    if not theirs.place or theirs.level is Level.PUSAT:
        return False
    mine, other = skeleton(own.place), skeleton(theirs.place)
    if mine in other or mine.startswith(other):
        return False  # the name runs on, or is cut
    # A province that the list of regions does not give may be the right one.
    same_province = None in (own.province, theirs.province) or own.province == theirs.province
    above_or_below = Level.PROVINSI in (own.level, theirs.level) and own.level is not theirs.level
    return not (above_or_below and same_province)
