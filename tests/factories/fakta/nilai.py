"""How a finder of facts did on a report with planted facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.document import Block, Document
    from assistant.drafting.model import Fact
    from tests.factories.fakta.tanam import Planted


@dataclass
class Score:
    """What became of planted facts.

    Attributes:
        bound: how many must be asked or rolled.
        leaked: those of which a digit, or everything, was kept or not noticed.
        wrong: those that were asked for rolled, or the reverse.
        kept: how many must stay; `spoiled` those of them that were touched.
    """

    bound: int = 0
    kept: int = 0
    leaked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    spoiled: list[str] = field(default_factory=list)


def score_planted(document: Document, facts: Sequence[Fact], planted: Sequence[Planted]) -> Score:
    """Return how the facts found in a document compare with those planted in it.

    Raises:
        LookupError: a sentence does not stand in the document.
    """
    score = Score()
    acting: dict[str, dict[int, Fact]] = {}
    for fact in facts:
        if fact.action != "keep":
            acting.setdefault(fact.block, {}).update(dict.fromkeys(range(fact.start, fact.end), fact))
    squeezed = [(block, _squeeze(block.text)) for block in document.blocks]
    for item in planted:
        block = next((b for b, text in squeezed if _squeeze(item.sentence) in text), None)
        if block is None:
            raise LookupError(item.sentence)
        _judge(item, block, acting.get(block.id, {}), score)
    return score


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _judge(item: Planted, block: Block, acting: dict[int, Fact], score: Score) -> None:
    """Add one planted fact to a score."""
    letters = [i for i, c in enumerate(block.text) if not c.isspace()]
    sentence = _squeeze(block.text).index(_squeeze(item.sentence))
    first = sentence + len(_squeeze(item.sentence[: item.start]))
    places = letters[first : first + len(_squeeze(item.text))]
    touched = {acting[i].action.value for i in places if i in acting}
    shown = f"{item.text} | {item.sentence}"
    if item.fate == "keep":
        score.kept += 1
        score.spoiled += [shown] if touched else []
        return
    score.bound += 1
    digits = [i for i in places if block.text[i].isdigit()]
    if not touched or any(i not in acting for i in digits):
        score.leaked.append(shown)
    elif touched != {item.fate}:
        score.wrong.append(shown)
