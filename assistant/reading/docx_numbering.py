"""Word's automatic numbering resolved to the number that Word prints (`numbering.xml`, ISO 29500 17.9).

Counters belong to the abstract list, so two list instances over one definition count on together, unless an
instance overrides the start; a level starts again when a level above it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.language.numbering import to_letters, to_roman

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as _Element

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass
class _Instance:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass
class Numbering:
    """All lists of a document, with their counters; feed it the paragraphs in order.

    Attributes:
        root: the element `w:numbering`; None if the document has no lists.
        style_links: for a list that is defined through a numbering style, that style's `numId` by style id.
    """

    root: _Element | None
    style_links: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._instances: dict[str, _Instance] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if self.root is not None:
            self._read(self.root)

    def _read(self, root: _Element) -> None:
        links: dict[str, str] = {}
        for node in root.findall(qn("w:abstractNum")):
            key = node.get(qn("w:abstractNumId"), "")
            self._abstract[key] = _levels(node)
            link = node.find(qn("w:numStyleLink"))
            if link is not None:
                links[key] = link.get(qn("w:val"), "")
        for node in root.findall(qn("w:num")):
            reference = node.find(qn("w:abstractNumId"))
            if reference is not None:
                abstract = reference.get(qn("w:val"), "")
                self._instances[node.get(qn("w:numId"), "")] = _instance(node, abstract, self._abstract)
        for instance in self._instances.values():  # definitions that only point at a numbering style's list
            target = self._instances.get(self.style_links.get(links.get(instance.abstract, ""), ""))
            if target is not None and target is not instance:
                instance.abstract = target.abstract
                instance.levels = {**target.levels, **instance.levels}

    def level_of_style(self, num_id: str, style_id: str) -> int:
        """Return the level of list `num_id` that is tied to a paragraph style; 0 if none is."""
        instance = self._instances.get(num_id)
        levels = instance.levels if instance else {}
        return next((i for i, level in levels.items() if level.style == style_id), 0)

    def next_marker(self, num_id: str, ilvl: int) -> str:
        """Count one paragraph and return its printed marker; empty if the list prints none or is unknown."""
        instance = self._instances.get(num_id)
        if instance is None or not 0 <= ilvl < _LEVELS:
            return ""
        level = instance.levels.get(ilvl, Level())
        counters = self._counters.setdefault(instance.abstract, {})
        self._count(instance, num_id, ilvl, level, counters)
        if level.format == "bullet":
            return _bullet(level.text)
        if level.format == "none" and not level.text.strip("%123456789"):
            return ""

        def printed(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            shown = instance.levels.get(at, Level())
            value = counters.get(at, instance.starts.get(at, shown.start))
            return format_number(value, "decimal" if level.legal and at <= ilvl else shown.format)

        return _PLACEHOLDER.sub(printed, level.text).strip()

    def _count(
        self, instance: _Instance, num_id: str, ilvl: int, level: Level, counters: dict[int, int]
    ) -> None:
        key = (num_id, ilvl)
        if ilvl in instance.starts and key not in self._started:
            counters[ilvl] = instance.starts[ilvl]
        elif ilvl in counters:
            counters[ilvl] += 1
        else:
            counters[ilvl] = level.start
        self._started.add(key)
        for above in range(ilvl):
            counters.setdefault(above, instance.levels.get(above, Level()).start)
        for deeper in range(ilvl + 1, _LEVELS):
            restart = instance.levels.get(deeper, Level()).restart
            # w:lvlRestart: 0 never restarts; n restarts only when level n (1-based) or one above it counts
            if restart is None or (restart > 0 and ilvl < restart):
                counters.pop(deeper, None)


def _levels(node: _Element) -> dict[int, Level]:
    return {int(lvl.get(qn("w:ilvl"), "0")): _level(lvl) for lvl in node.findall(qn("w:lvl"))}


def _level(node: _Element) -> Level:
    def value(tag: str) -> str | None:
        child = node.find(qn(tag))
        return None if child is None else child.get(qn("w:val"))

    restart = value("w:lvlRestart")
    return Level(
        format=value("w:numFmt") or "decimal",
        text=value("w:lvlText") or "",
        start=_int(value("w:start"), 1),
        restart=None if restart is None else _int(restart, 0),
        legal=node.find(qn("w:isLgl")) is not None,
        style=value("w:pStyle"),
    )


def _instance(node: _Element, abstract: str, known: dict[str, dict[int, Level]]) -> _Instance:
    levels = dict(known.get(abstract, {}))
    starts: dict[int, int] = {}
    for override in node.findall(qn("w:lvlOverride")):
        ilvl = _int(override.get(qn("w:ilvl")), 0)
        start = override.find(qn("w:startOverride"))
        own = override.find(qn("w:lvl"))
        if own is not None:
            levels[ilvl] = _level(own)
        if start is not None:
            starts[ilvl] = _int(start.get(qn("w:val")), 1)
    return _Instance(abstract, levels, starts)


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else default


def _bullet(text: str) -> str:
    """Return a bullet as a letter that every font shows: Word's symbol fonts live in the private area."""
    if not text or "\ue000" <= text[0] <= "\uf8ff":
        return "•"
    return "-" if text[0] in "-–—" else text[0]


def format_number(value: int, fmt: str) -> str:
    """Return a counter as Word prints it in a number format of `w:numFmt`; unknown formats print digits."""
    if fmt in ("lowerLetter", "upperLetter") and value > 0:
        letters = to_letters(value)
        return letters if fmt == "lowerLetter" else letters.upper()
    if fmt in ("lowerRoman", "upperRoman") and 0 < value < 100:
        roman = to_roman(value)
        return roman.lower() if fmt == "lowerRoman" else roman
    if fmt == "decimalZero":
        return f"{value:02d}"
    return "" if fmt in ("none", "bullet") else str(value)
