"""What Word's styles say of a paragraph: level, numbering, alignment, size, boldness."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from docx.oxml.ns import qn as _qn

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as _Element

_HEADING = re.compile(r"^(?:heading|judul|kop)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc\s*\d|toc heading|table of figures|table of authorities)", re.IGNORECASE)
_MAX_CHAIN = 20
# python-docx parses a name each time it is asked for one; a document asks for some dozen names 100,000 times.
qn = cache(_qn)


def child_value(node: _Element | None, tag: str) -> str | None:
    """Return the `w:val` of a child element; None if there is no such child."""
    child = None if node is None else node.find(qn(tag))
    return None if child is None else child.get(qn("w:val"), "")


def toggle(node: _Element | None, tag: str) -> bool | None:
    """Return an on/off property of `w:rPr` or `w:pPr`; None if it is not set there."""
    child = None if node is None else node.find(qn(tag))
    if child is None:
        return None
    return child.get(qn("w:val"), "true").lower() not in ("0", "false", "off", "none")


def number(text: str | None) -> float | None:
    """Return a measure written as a number; None if it is none."""
    return float(text) if text is not None and re.fullmatch(r"-?\d+(\.\d+)?", text) else None


@dataclass
class Styles:
    """The styles of a document.

    Attributes:
        root: the element `w:styles`; None if the document has none.
    """

    root: _Element | None
    _by_id: dict[str, _Element] = field(default_factory=dict)
    _default: str = ""

    def __post_init__(self) -> None:
        for node in [] if self.root is None else self.root.findall(qn("w:style")):
            key = node.get(qn("w:styleId"), "")
            self._by_id[key] = node
            if node.get(qn("w:type")) == "paragraph" and node.get(qn("w:default")) in ("1", "true"):
                self._default = key

    def chain(self, style_id: str | None) -> list[_Element]:
        """Return a style (None: the default one) and those it is based on, the nearest first."""
        found: list[_Element] = []
        current = style_id or self._default
        while current in self._by_id and len(found) < _MAX_CHAIN:
            found.append(self._by_id[current])
            current = child_value(self._by_id[current], "w:basedOn") or ""
        return found

    def name(self, style_id: str | None) -> str:
        """Return a style's built-in or own name; empty if there is no such style."""
        chain = self.chain(style_id)
        return child_value(chain[0], "w:name") or "" if chain else ""

    def is_contents(self, style_id: str | None) -> bool:
        """Whether the style is one of an entry of a table of contents."""
        return bool(_CONTENTS.match(self.name(style_id)))

    def heading_level(self, paragraph: _Element) -> int | None:
        """Return the level (1 for the outermost) that a paragraph or its style states; None for body text."""
        properties = paragraph.find(qn("w:pPr"))
        outline = child_value(properties, "w:outlineLvl")
        if outline is None:
            for style in self.chain(child_value(properties, "w:pStyle")):
                named = _HEADING.match(child_value(style, "w:name") or "")
                if named:
                    return int(named.group(1))
                outline = child_value(style.find(qn("w:pPr")), "w:outlineLvl")
                if outline is not None:
                    break
        # level 9 is Word's way of saying body text
        return int(outline) + 1 if outline is not None and outline.isdigit() and int(outline) < 9 else None

    def numbering(self, paragraph: _Element) -> tuple[str, int | None, str] | None:
        """Return `numId`, level (None: see `Numbering.level_of_style`) and style id; None if not numbered."""
        properties = paragraph.find(qn("w:pPr"))
        style_id = child_value(properties, "w:pStyle") or ""
        own = None if properties is None else properties.find(qn("w:numPr"))
        sources = [(own, style_id)] if own is not None else []
        for style in self.chain(style_id):
            inherited = style.find(qn("w:pPr") + "/" + qn("w:numPr"))
            if inherited is not None:
                sources.append((inherited, style.get(qn("w:styleId"), "")))
        num_id = next((v for node, _ in sources if (v := child_value(node, "w:numId")) is not None), None)
        if num_id is None or num_id == "0":
            return None
        stated = next((v for node, _ in sources if (v := child_value(node, "w:ilvl")) is not None), None)
        level = int(stated) if stated is not None and stated.isdigit() else None
        return num_id, level, sources[0][1]

    def paragraph_value(self, paragraph: _Element, tag: str) -> str | None:
        """Return a property of a paragraph, its own or inherited; None if nobody sets it."""
        properties = paragraph.find(qn("w:pPr"))
        own = child_value(properties, tag)
        if own is not None:
            return own
        chain = self.chain(child_value(properties, "w:pStyle"))
        return next((v for s in chain if (v := child_value(s.find(qn("w:pPr")), tag)) is not None), None)

    def indent(self, paragraph: _Element, side: str) -> float | None:
        """Return an indent (`left`, `firstLine`, `hanging`) in points; None if not set."""
        properties = paragraph.find(qn("w:pPr"))
        nodes = [properties, *(s.find(qn("w:pPr")) for s in self.chain(child_value(properties, "w:pStyle")))]
        for node in nodes:
            indent = None if node is None else node.find(qn("w:ind"))
            if indent is not None:
                value = indent.get(qn(f"w:{side}")) or (indent.get(qn("w:start")) if side == "left" else None)
                if value is not None:
                    twips = number(value)
                    return None if twips is None else twips / 20
        return None

    def run_toggle(self, run: _Element, style_id: str | None, tag: str) -> bool:
        """Return whether an on/off property holds for a run: its own, its style's or its paragraph's."""
        properties = run.find(qn("w:rPr"))
        own = toggle(properties, tag)
        if own is not None:
            return own
        for chain in (self.chain(child_value(properties, "w:rStyle") or "\0"), self.chain(style_id)):
            for style in chain:
                inherited = toggle(style.find(qn("w:rPr")), tag)
                if inherited is not None:
                    return inherited
        return False

    def run_size(self, run: _Element, style_id: str | None) -> float | None:
        """Return a run's font size in points; None if only the document's default tells."""
        nodes = [run, *self.chain(style_id)]
        for node in nodes:
            size = number(child_value(node.find(qn("w:rPr")), "w:sz"))
            if size is not None:
                return size / 2
        return self._default_size

    @property
    def _default_size(self) -> float | None:
        if self.root is None:
            return None
        path = "/".join(qn(f"w:{tag}") for tag in ("docDefaults", "rPrDefault", "rPr"))
        size = number(child_value(self.root.find(path), "w:sz"))
        return None if size is None else size / 2
