"""The actions of a plan written as lists: `Rencana Aksi :` under the heading of each area."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.document import Block, BlockKind
from assistant.language.clean import fold
from assistant.reading.month_table import Plan, find_month_tables
from assistant.reading.rencana_model import Action
from assistant.reading.rencana_words import rencana_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.document import Document

# `Rencana Aksi :`, `Rencana aksi Area I:`; a longer line is a sentence or a chapter's title.
_MAX_OPENING_WORDS = 4
# A line that stands under every area may be taken for a running header: it opens its list all the same.
_OPENING_KINDS = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.NOISE)
# An opening that stands behind the heading of its area in one line (`AREA V - Penguatan Pengawasan Target:`).
_OPENING_BEHIND = re.compile(r"\s*[*_]*(?:Target|Sasaran|Rencana Aksi)\s*[*_]*\s*:[*_\s]*\Z", re.IGNORECASE)


_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")


@dataclass
class _Area:
    """The list of actions under one heading."""

    group: str
    style: str = ""
    komponen: str = ""
    actions: list[Action] = field(default_factory=list)


def read_narrative_actions(document: Document) -> tuple[Action, ...]:
    """Return the actions of all lists opened by `Rencana Aksi` in order, with the months of the month table.

    Lists opened otherwise (`Target :`) and lists in other chapters are no actions.
    """
    plans = find_month_tables(document)
    areas = list(_areas(document.blocks)) or list(_areas_by_heading(document))
    dated: list[Action] = []
    for area in areas:
        dated.extend(_with_months(area, plans))
    return tuple(dated)


def _areas(blocks: Sequence[Block]) -> Iterator[_Area]:
    """Yield the lists of actions, in order."""
    area: _Area | None = None
    group = ""
    for block in blocks:
        opening = _opening(block)
        if opening is not None or block.kind is BlockKind.HEADING:
            if area and area.actions:
                yield area
            area = _Area(group) if opening else None
            if opening is None:
                group = _OPENING_BEHIND.sub("", block.text).strip()
        elif area is not None and block.kind is BlockKind.LIST_ITEM:
            _add_item(area, block)
        elif area is not None and block.kind in (BlockKind.TABLE_ROW, BlockKind.CAPTION) and area.actions:
            yield area
            area = None
    if area and area.actions:
        yield area


def _areas_by_heading(document: Document) -> Iterator[_Area]:
    """Yield the lists under headings that name an area, in order: what a plan without openings lists."""
    names = rencana_words().area
    area: _Area | None = None
    section: str | None = None
    for block in document.blocks:
        if block.kind is not BlockKind.LIST_ITEM:
            continue
        path = document.section_path(block.section)
        top = next((s for s in path if any(name in fold(s.title) for name in names)), None)
        if top is None:
            continue
        if area is None or block.section != section:
            if area and area.actions:
                yield area
            below = path[-1].title if path[-1] is not top else ""
            area, section = _Area(f"{top.number} {top.title}".strip(), komponen=below), block.section
        _add_item(area, block)
    if area and area.actions:
        yield area


def _opening(block: Block) -> bool | None:
    """Return whether a block opens a list of actions (True) or another (False); None if it opens none."""
    text = block.text[len(block.marker) :].rstrip(" *_")
    if not text.endswith(":"):
        return _opens(text) if block.kind is BlockKind.HEADING and _is_short(text) else None
    if block.kind in _OPENING_KINDS and _is_short(text):
        return _opens(text)
    # `... Rencana aksi dalam komponen pengawasan adalah:` after an introduction; or the line `Rencana Aksi :`
    # run together with the item above it.
    last_words = " ".join(text.split()[-_MAX_OPENING_WORDS:])
    ends_with = next((m for m in _capitals(last_words) if _opens(m) and _is_exact(m)), None)
    sentence = _SENTENCE.split(text)[-1]
    return True if _opens(sentence) or ends_with else None


def _is_short(text: str) -> bool:
    return len(fold(text).split()) <= _MAX_OPENING_WORDS


def _opens(text: str) -> bool | None:
    """Return what a text opens by its first words; None if they open nothing."""
    words = fold(text)
    openings = rencana_words().pembuka
    if any(words == phrase or words.startswith(f"{phrase} ") for phrase in openings.aksi):
        return True
    return False if any(words == phrase for phrase in openings.lain) else None


def _capitals(text: str) -> Iterator[str]:
    """Yield the ends of a text that begin with a capital."""
    words = text.split()
    return (" ".join(words[i:]) for i in range(len(words)) if words[i][0].isupper())


def _is_exact(text: str) -> bool:
    return fold(text) in rencana_words().pembuka.aksi


def _add_item(area: _Area, block: Block) -> None:
    """Add an item to the list; an item numbered otherwise than the first belongs to the action above it."""
    style = _style(block.marker)
    text = " ".join(block.text[len(block.marker) :].split())
    if area.actions and style != area.style:
        last = area.actions[-1]
        end = block.location.line_end or last.location.line_end
        area.actions[-1] = replace(
            last,
            langkah_aksi=f"{last.langkah_aksi} {block.text.strip()}",
            location=replace(last.location, line_end=end),
        )
    elif text:
        area.style = area.style or style
        area.actions.append(Action(area.group, text, area.komponen, location=block.location))


def _style(marker: str) -> str:
    """Return how a list is numbered: its marker with digits and letters made alike."""
    return re.sub(r"[a-z]", "a", re.sub(r"\d+", "1", marker.strip()))


def _with_months(area: _Area, plans: Sequence[Plan]) -> Iterator[Action]:
    """Yield the actions of an area with the months of the sub-area that each belongs to."""
    for plan in plans:
        rows = plan.rows_of(area.group)
        if rows:
            for action, row in zip(area.actions, plan.assign(area.actions, rows), strict=True):
                yield replace(action, komponen=action.komponen or row.name, target_waktu=row.target)
            return
    yield from area.actions
