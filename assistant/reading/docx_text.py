"""The text of a Word paragraph as the accepted document shows it, with its links, pictures and text boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.reading.docx_styles import Styles, child_value, number, qn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.oxml.xmlchemy import BaseOxmlElement as _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU_PER_POINT = 12700
# Content that the accepted document does not show, or that is no content.
_SKIPPED = frozenset(
    _W + tag
    for tag in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "delText",
        "instrText",
        "footnoteRef",
        "endnoteRef",
    )
)
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\l\s+"[^"]*"\s*)?(?:"([^"]+)"|([^\s"\\]+))')
# Letters of Word's symbol fonts, whose places (F020 to F0FF) mean nothing in any other font.
_SYMBOLS = {
    "symbol": {
        0xB7: "•",
        0xA3: "≤",
        0xB3: "≥",
        0xB1: "±",
        0xB9: "≠",
        0xB0: "°",
        0xAE: "→",
        0xD7: "·",
        0x2D: "-",
    },
    "wingdings": {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xE0: "→", 0xF0: "→"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x53: "☒", 0xA3: "☐", 0x4F: "✗"},
}
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0}
_MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a paragraph: its size in points, and whether text of the paragraph stands before it."""

    size: tuple[float, float] | None
    after_text: bool


@dataclass
class _Field:
    """A field that is open: its instruction so far (Word parts it over runs), and whether its result runs."""

    instruction: str = ""
    shown: bool = False


@dataclass
class ParagraphText:
    """A paragraph taken apart.

    Attributes:
        characters: the text, one character each, with boldness, italics and size of its run.
        urls: addresses behind the text.
        pictures, boxes: what is anchored in it; boxes are the `w:txbxContent` elements.
        notes: ids of the footnotes it refers to.
    """

    characters: list[tuple[str, bool, bool, float | None]] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def extend(self, other: ParagraphText) -> None:
        """Add a paragraph that has become part of this one because the mark between them was deleted."""
        self.characters += other.characters
        self.urls += other.urls
        self.pictures += other.pictures
        self.boxes += other.boxes
        self.notes += other.notes


@dataclass
class TextReader:
    """Reads paragraphs.

    Attributes:
        styles: the document's styles.
        targets: addresses of external hyperlinks by relationship id; they are noted, never opened.
    """

    styles: Styles
    targets: Mapping[str, str]

    def read(self, paragraph: _Element) -> ParagraphText:
        """Return the text of a paragraph, changes accepted."""
        result = ParagraphText()
        style_id = child_value(paragraph.find(qn("w:pPr")), "w:pStyle")
        self._walk(paragraph, style_id, result, [], 0)
        return result

    def _walk(
        self, node: _Element, style_id: str | None, out: ParagraphText, fields: list[_Field], depth: int
    ) -> None:
        """Add the content of `node`; `fields` are those that are open, the innermost last."""
        if depth > _MAX_DEPTH:
            return
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED or is_placeholder(child):
                continue
            if tag == _W + "r":
                if not self.styles.run_toggle(child, style_id, "w:vanish"):
                    self._run(child, style_id, out, fields, depth)
            elif tag == _W + "hyperlink":
                target = self.targets.get(child.get(qn("r:id"), ""))
                if target:
                    out.urls.append(target)
                self._walk(child, style_id, out, fields, depth + 1)
            elif tag == _W + "fldSimple":
                out.urls += _targets(child.get(qn("w:instr"), ""))
                self._walk(child, style_id, out, fields, depth + 1)
            elif tag == _M + "t":
                out.characters += [(c, False, False, None) for c in child.text or ""]
            else:  # insertions, content controls, smart tags, formulas: what they hold counts
                self._walk(child, style_id, out, fields, depth + 1)

    def _run(
        self, run: _Element, style_id: str | None, out: ParagraphText, fields: list[_Field], depth: int
    ) -> None:
        bold = self.styles.run_toggle(run, style_id, "w:b")
        italic = self.styles.run_toggle(run, style_id, "w:i")
        capital = self.styles.run_toggle(run, style_id, "w:caps")
        size = self.styles.run_size(run, style_id)
        for child in run:
            tag = child.tag
            if tag == _W + "fldChar":
                out.urls += _follow_field(child.get(qn("w:fldCharType")), fields)
            elif tag == _W + "instrText":
                if fields and not fields[-1].shown:
                    fields[-1].instruction += child.text or ""
            elif not all(open_field.shown for open_field in fields):
                continue  # a field's instruction, not its result
            elif tag in (_W + "drawing", _W + "pict", _W + "object", _MC + "AlternateContent"):
                self._drawing(child, out, depth)
            elif tag in (_W + "footnoteReference", _W + "endnoteReference"):
                out.notes.append(tag[len(_W) :] + child.get(qn("w:id"), ""))
            else:
                text = _plain(child)
                out.characters += [(c, bold, italic, size) for c in (text.upper() if capital else text)]

    def _drawing(self, node: _Element, out: ParagraphText, depth: int) -> None:
        """Note the pictures and text boxes of a drawing; of alternatives only the first, which Word shows."""
        if depth > _MAX_DEPTH:
            return
        if node.tag == _MC + "AlternateContent":
            choice = node.find(_MC + "Choice")
            for part in node if choice is None else choice:
                self._drawing(part, out, depth + 1)
            return
        boxes = [
            b for b in node.iter(_W + "txbxContent") if not any(a in out.boxes for a in b.iterancestors())
        ]
        out.boxes += boxes
        blips = [
            n
            for n in node.iter()
            if isinstance(n.tag, str) and n.tag.endswith(("}blip", "}imagedata", "}chart", "}relIds"))
        ]
        inside = [n for n in blips if any(a.tag == _W + "txbxContent" for a in n.iterancestors())]
        if len(blips) > len(inside):
            shown = any(not c.isspace() for c, *_ in out.characters)
            out.pictures.append(Picture(_size(node), shown))


def _follow_field(kind: str | None, fields: list[_Field]) -> list[str]:
    """Open, turn to its result, or close a field; return the addresses that its instruction names."""
    if kind == "begin":
        fields.append(_Field())
    elif kind == "separate" and fields:
        fields[-1].shown = True
        return _targets(fields[-1].instruction)
    elif kind == "end" and fields:
        closed = fields.pop()
        return [] if closed.shown else _targets(closed.instruction)
    return []


def _targets(instruction: str) -> list[str]:
    return [quoted or bare for quoted, bare in _HYPERLINK.findall(instruction)]


def is_placeholder(node: _Element) -> bool:
    """Whether a node is a content control that shows nothing but its prompt (`Klik untuk mengisi`)."""
    if node.tag != _W + "sdt":
        return False
    return node.find(qn("w:sdtPr") + "/" + qn("w:showingPlcHdr")) is not None


def mark_is_deleted(paragraph: _Element) -> bool:
    """Whether a paragraph's mark is deleted, so that the accepted text runs on into the next paragraph."""
    properties = paragraph.find(qn("w:pPr") + "/" + qn("w:rPr"))
    return properties is not None and any(
        properties.find(qn(tag)) is not None for tag in ("w:del", "w:moveFrom")
    )


def _plain(node: _Element) -> str:
    """Return the characters that an element of a run stands for."""
    tag = node.tag
    if tag == _W + "t":
        return node.text or ""
    if tag in (_W + "tab", _W + "ptab"):
        return "\t"
    if tag in (_W + "br", _W + "cr"):
        return "\f" if node.get(qn("w:type")) in ("page", "column") else "\n"
    if tag == _W + "noBreakHyphen":
        return "-"
    if tag == _W + "sym":
        return _symbol(node.get(qn("w:font"), ""), node.get(qn("w:char"), ""))
    return ""


def _symbol(font: str, code: str) -> str:
    """Return a letter of a symbol font as one that every font has; a bullet for those without a match."""
    if not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
        return ""
    value = int(code, 16)
    if 0xF000 <= value <= 0xF0FF or font.lower() in _SYMBOLS:
        return _SYMBOLS.get(font.lower(), {}).get(value & 0xFF, "•")
    return chr(value) if chr(value).isprintable() else ""


def _size(node: _Element) -> tuple[float, float] | None:
    """Return width and height of a drawing in points; None if it does not say."""
    extent = next((n for n in node.iter() if isinstance(n.tag, str) and n.tag.endswith("}extent")), None)
    if extent is not None:
        width, height = number(extent.get("cx")), number(extent.get("cy"))
        if width is not None and height is not None:
            return round(width / _EMU_PER_POINT, 1), round(height / _EMU_PER_POINT, 1)
    shapes = (n for n in node.iter() if isinstance(n.tag, str) and n.tag.startswith(_V))
    return next((size for shape in shapes if (size := _drawn_size(shape.get("style", "")))), None)


def _drawn_size(style: str) -> tuple[float, float] | None:
    """Return the size that the style of a VML shape states; None if it states none, or only a share."""
    sides: list[float] = []
    for side in ("width", "height"):
        match = re.search(rf"(?:^|;)\s*{side}:\s*(\d+(?:\.\d+)?|\.\d+)(pt|in|cm|mm|px|pc)", style)
        if match is None:
            return None
        sides.append(round(float(match.group(1)) * _POINTS[match.group(2)], 1))
    return sides[0], sides[1]
