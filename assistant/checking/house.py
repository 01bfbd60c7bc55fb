"""Rules that an office sets up itself: phrases that it does not want to see in its reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.checking.rulebook import OwnPhrase
    from assistant.document import Block, Document

# So many further places are named; a phrase that stands everywhere is sought with Word's own search.
_NAMED_PLACES = 5


def own_phrases(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI790: a phrase of the user's own rule file; one finding for each, at its first place."""
    for phrase in context.book.frasa_terlarang:
        hits = [
            (block, match.span())
            for block in document.blocks
            if block.kind is not BlockKind.NOISE and (match := find_phrase(block.text, (phrase.frasa,)))
        ]
        if hits:
            (block, span), others = hits[0], [block for block, _ in hits[1:]]
            yield _finding(phrase, block, span, _elsewhere(others, context), context)


def _finding(
    phrase: OwnPhrase, block: Block, span: tuple[int, int], elsewhere: str, context: CheckContext
) -> Finding:
    """Return the finding in the user's words; where they gave none, in the program's."""
    usual = context.finding(
        "ZI790", "utama", block=block, span=span, frasa=block.text[slice(*span)], tempat_lain=elsewhere
    )
    own = context.finding(
        "ZI790",
        "sendiri",
        block=block,
        span=span,
        pesan=(phrase.pesan or "").rstrip(". "),
        saran=phrase.saran or "",
        tempat_lain=elsewhere,
    )
    return replace(
        usual,
        message=own.message if phrase.pesan else usual.message,
        suggestion=own.suggestion if phrase.saran else usual.suggestion,
        severity=phrase.tingkat or usual.severity,
    )


def _elsewhere(blocks: Sequence[Block], context: CheckContext) -> str:
    """Return the further places as a clause; empty if there is none."""
    places = list(dict.fromkeys(context.place(block) for block in blocks))
    if not places:
        return ""
    rest = len(places) - _NAMED_PLACES
    named = [*places[:_NAMED_PLACES], f"{rest} tempat lain"] if rest > 0 else places
    return f" (juga di {listed(named)})"


RULES = {"ZI790": Rule(own_phrases, Scope.BOTH)}
