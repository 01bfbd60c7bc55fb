"""Texts of invented offices, re-targeted without a Word file around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.language.satker import parse_satker
from assistant.retargeting.model import Fate, Office, Passage, Span
from assistant.retargeting.spans import find_spans
from assistant.retargeting.word_file import nowhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.language.satker import Satker
    from assistant.retargeting.model import Hint


def satker(name: str) -> Satker:
    """Return the office of a name."""
    found = parse_satker(name)
    assert found is not None, name
    return found


def office(name: str, **facts: str) -> Office:
    """Return an office to write for."""
    return Office(satker(name), **facts)


def passages(*texts: str, items: bool = False) -> list[Passage]:
    """Return paragraphs, or with `items` list items with the markers that they begin with."""
    return [Passage(t, nowhere, is_item=items, marker=t.split(" ")[0] if items else "") for t in texts]


def spans(
    texts: Sequence[Passage], source: str, target: Office, hints: Sequence[Hint] = ()
) -> tuple[Span, ...]:
    """Return the spans of passages."""
    return find_spans(texts, satker(source), target, hints)


def adapted(text: str, source: str, target: Office | str, hints: Sequence[Hint] = ()) -> str:
    """Return a text for another office: `<...>` stands around what is asked, `~` for what is dropped."""
    where = passages(*text.split("\n"))
    shown = [passage.text for passage in where]
    goal = office(target) if isinstance(target, str) else target
    for span in reversed(spans(where, source, goal, hints)):
        new = {
            Fate.REPLACE: span.replacement,
            Fate.ASK: f"<{span.text}>",
            Fate.DROP: "~",
            Fate.KEEP: span.text,
        }
        old = shown[span.passage]
        assert old[span.start : span.end] == span.text
        shown[span.passage] = old[: span.start] + (new[span.action] or "") + old[span.end :]
    return "\n".join(shown)


__all__ = ["adapted", "office", "passages", "satker", "spans"]
