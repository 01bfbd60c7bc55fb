"""Single texts of another office's document on their way into ours: the actions of a borrowed plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.retargeting.model import Fate, Passage
from assistant.retargeting.rules import load_retarget_rules
from assistant.retargeting.source import Source
from assistant.retargeting.spans import find_spans_of
from assistant.retargeting.word_file import nowhere

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.language.satker import Satker
    from assistant.retargeting.model import Office


@dataclass(frozen=True, slots=True)
class Change:
    """What a stretch of a text becomes for the new office; None where a person has to say."""

    start: int
    end: int
    replacement: str | None


def text_changer(source: Satker, office: Office, mappings: Path) -> Callable[[str], tuple[Change, ...]]:
    """Return a function that tells what changes in a text of `source` for `office`: in order, no overlaps.

    Raises:
        UsageError, MappingFileError: a mapping is missing or invalid.
    """
    origin, rules = Source(source, mappings), load_retarget_rules(mappings)

    def changes(text: str) -> tuple[Change, ...]:
        spans = find_spans_of([Passage(text, nowhere)], origin, office, rules)
        return tuple(
            Change(span.start, span.end, span.replacement if span.action is Fate.REPLACE else None)
            for span in spans
            if span.action is not Fate.KEEP
        )

    return changes
