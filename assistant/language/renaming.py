"""One office's name in place of another's, in every form that it takes in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.document import Level
from assistant.language.satker import Satker, find_satker, parse_satker

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVEL_WORDS = {Level.PROVINSI: "Provinsi", Level.KABUPATEN: "Kabupaten", Level.KOTA: "Kota"}


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of a text, from `start` to `end`, and what stands there for the other office."""

    start: int
    end: int
    text: str
    replacement: str


def find_replacements(text: str, theirs: str, ours: str) -> tuple[Replacement, ...]:
    """Return where a text names the office `theirs` or its region, with the words for the office `ours`.

    Args:
        text: any text.
        theirs: canonical short name of the office to replace (`KPU Kabupaten Sukamaju`).
        ours: that of the office to put in its place.

    Returns:
        Replacements in order, without overlaps; empty if the offices are the same or a name cannot be read.
    """
    old, new = parse_satker(theirs), parse_satker(ours)
    if old is None or new is None or old.name == new.name or not new.place:
        return ()
    found = list(_offices(text, old, new))
    taken = [(r.start, r.end) for r in found]
    found.extend(r for r in _regions(text, old, new) if all(r.end <= s or r.start >= e for s, e in taken))
    return tuple(sorted(found, key=lambda r: r.start))


def _offices(text: str, old: Satker, new: Satker) -> Iterator[Replacement]:
    for mention in find_satker(text, places=(old.place,)):
        if mention.satker.place == old.place and mention.satker.level in (old.level, None):
            printed = text[mention.start : mention.end]
            name = new.name if re.match(r"(?:KPU|KIP)\b", printed, re.IGNORECASE) else new.full_name
            yield Replacement(mention.start, mention.end, printed, _in_case_of(printed, name))


def _regions(text: str, old: Satker, new: Satker) -> Iterator[Replacement]:
    """Yield the region named alone, with its level word if it has one."""
    place = r"\s+".join(map(re.escape, old.place.split()))
    level = _LEVEL_WORDS.get(old.level) if old.level else None
    prefix = rf"(?:(?P<level>{level}|{level[:3]}\.)\s+)?" if level else ""
    for match in re.finditer(rf"(?<!\w){prefix}{place}(?!\w)", text, re.IGNORECASE):
        with_level = bool(level) and match.group("level") is not None
        word = f"{_LEVEL_WORDS[new.level]} " if with_level and new.level in _LEVEL_WORDS else ""
        yield Replacement(
            match.start(), match.end(), match.group(), _in_case_of(match.group(), word + new.place)
        )


def _in_case_of(printed: str, name: str) -> str:
    letters = [c for c in printed if c.isalpha()]
    return name.upper() if letters and all(c.isupper() for c in letters) and " " in printed else name
