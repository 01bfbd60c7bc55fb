"""Word's automatic numbering for the markers that reports use; what has no pattern stays typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Pattern:
    """How a marker counts: Word's number format and the text around the number."""

    number_format: str
    text: str


def read_marker(marker: str) -> tuple[Pattern, int] | None:
    """Return the pattern of a marker and its place in the count; None for what Word cannot count."""
    if marker in {"•", "-", "–"}:
        return Pattern("bullet", marker), 1
    match = re.fullmatch(r"(BAB |\()?([A-Za-z]+|\d+)([.)]?)", marker)
    if match is None:
        return None
    before, core, after = match[1] or "", match[2], match[3]
    text = f"{before}%1{after}"
    if core.isdigit():
        return Pattern("decimal", text), int(core)
    if core in _ROMAN:  # `C.` and `D.` never meet here: no report counts that far in Roman numerals
        return Pattern("upperRoman", text), _ROMAN.index(core) + 1
    if len(core) == 1:
        kind = "upperLetter" if core.isupper() else "lowerLetter"
        return Pattern(kind, text), ord(core.lower()) - ord("a") + 1
    return None


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


class Numbering:
    """Hands out numbering instances: one list goes on as long as its markers follow each other."""

    def __init__(self, word: WordDocument) -> None:
        self._root = word.part.numbering_part.element
        for element in list(self._root):  # the template's own lists are not ours
            self._root.remove(element)
        self._abstract: dict[Pattern, int] = {}
        self._open: dict[tuple[Pattern, int], tuple[int, int]] = {}
        self._definitions: list[Any] = []
        self._instances: list[Any] = []

    def number(self, paragraph: WordParagraph, marker: str, depth: int, left: int, hanging: int) -> bool:
        """Give a paragraph the automatic number that prints as `marker`.

        Args:
            left, hanging: indents in twentieths of a point.

        Returns:
            False where the marker must be typed.
        """
        read = read_marker(marker)
        if read is None:
            return False
        pattern, count = read
        instance, last = self._open.get((pattern, depth), (0, -1))
        if not instance or (pattern.number_format != "bullet" and count != last + 1):
            instance = self._start(pattern, count)
        self._open[pattern, depth] = (instance, count)
        properties = paragraph._p.get_or_add_pPr()
        num_pr = properties.get_or_add_numPr()
        num_pr.get_or_add_ilvl().val = 0
        num_pr.get_or_add_numId().val = instance
        indent = properties.get_or_add_ind()
        indent.set(qn("w:left"), str(left))
        indent.set(qn("w:hanging"), str(hanging))
        return True

    def _start(self, pattern: Pattern, count: int) -> int:
        """Return a new instance of a pattern that begins at `count`."""
        abstract = self._abstract.setdefault(pattern, len(self._abstract) + 1)
        if abstract > len(self._definitions):
            self._definitions.append(self._define(pattern, abstract))
        number = len(self._instances) + 1
        instance = OxmlElement("w:num")
        instance.set(qn("w:numId"), str(number))
        _child(instance, "w:abstractNumId", val=str(abstract))
        override = _child(instance, "w:lvlOverride", ilvl="0")
        _child(override, "w:startOverride", val=str(count))
        self._instances.append(instance)
        for element in (*self._definitions, *self._instances):  # definitions must precede instances
            self._root.append(element)
        return number

    @staticmethod
    def _define(pattern: Pattern, number: int) -> Any:
        definition = OxmlElement("w:abstractNum")
        definition.set(qn("w:abstractNumId"), str(number))
        _child(definition, "w:multiLevelType", val="singleLevel")
        level = _child(definition, "w:lvl", ilvl="0")
        _child(level, "w:start", val="1")
        _child(level, "w:numFmt", val=pattern.number_format)
        _child(level, "w:lvlText", val=pattern.text)
        _child(level, "w:lvlJc", val="left")
        return definition
