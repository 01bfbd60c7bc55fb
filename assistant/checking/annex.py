"""Rule on the annex of a report: what it must list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_URL = re.compile(r"https?://\S+|www\.\S+|\b(?:bit\.ly|s\.id|drive\.google|docs\.google)\S*", re.IGNORECASE)
# Three links that each say what they lead to are a list of documents, however it is set.
_MANY_LINKS = 3


def bare_annexes(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI114: an annex that holds a link or two and neither a list of documents nor a document itself."""
    annex = context.matches.by_id.get("LAMPIRAN") if context.matches else None
    if annex is None or annex.at_block is None or annex.position is None:
        return
    blocks = list(_before_the_lke(document.blocks[annex.position + 1 :], context))
    linked = {link.block for link in document.links}
    links = [b for b in blocks if b.id in linked or _URL.search(b.text)]
    shown = {figure.section for figure in document.figures if figure.block is None}
    listing = [b for b in blocks if b.kind not in (BlockKind.PARAGRAPH, BlockKind.NOISE)]
    if links and not listing and len(links) < _MANY_LINKS and not shown & {b.section for b in blocks}:
        yield context.finding("ZI114", "utama", block=document.block_by_id[annex.at_block])


def _before_the_lke(blocks: tuple[Block, ...], context: CheckContext) -> Iterator[Block]:
    """Yield the blocks of text up to the rows of an attached LKE, which are no list of documents."""
    marks = context.fmt.membaca_langkah.penanda_lke
    for block in blocks:
        if find_phrase(block.text, marks):
            return
        if block.kind is not BlockKind.NOISE:
            yield block


RULES = {"ZI114": Rule(bare_annexes, Scope.LAPORAN)}
