"""Filling a draft's lists of contents, figures and tables, so that they show before Word refreshes them.

The page numbers stay open: only a program that lays out pages knows them. Word offers to refresh the lists
when the file is opened (`updateFields` in its settings) and then sets them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.drafting.elements import escape
from assistant.language.numbering import to_letters, to_roman

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

_LEVELS = re.compile(r'\\o\s+"(\d)-(\d)"')
_EXTRA = re.compile(r'\\t\s+"([^"]*)"')
_CATEGORY = re.compile(r'\\c\s+"([^"]*)"')


# What stands in a list for words that are still to be filled in; the question itself would not fit.
_OPEN = "[ISI]"
_MARKED = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: where it points, its level and text."""

    bookmark: str
    level: int
    text: str


def fill_contents(word: WordDocument) -> None:
    """Write the entries into every TOC field of a document, in place of what stands there."""
    from docx.oxml.ns import qn

    for code in list(word.element.body.iter(qn("w:instrText"))):
        instruction = code.text or ""
        if not instruction.strip().startswith("TOC"):
            continue
        paragraph = next(code.iterancestors(qn("w:p")))
        category = _CATEGORY.search(instruction)
        entries = _captions(word, category.group(1)) if category else _headings(word, instruction)
        _write(word, paragraph, instruction, entries, figures=category is not None)


def _write(
    word: WordDocument, paragraph: Any, instruction: str, entries: list[Entry], *, figures: bool
) -> None:
    """Replace the paragraph that holds a one-paragraph TOC field by one paragraph per entry."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    closing = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [_line(entry) for entry in entries] or ["<w:r><w:t>Belum ada.</w:t></w:r>"]
    lines[0] = opening + lines[0]
    lines[-1] += closing
    for index, line in enumerate(lines):
        name = "table of figures" if figures else f"toc {entries[index].level if entries else 1}"
        style = next((s.style_id for s in word.styles if s.name and s.name.lower() == name), None)
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        paragraph.addprevious(parse_xml(f"<w:p {nsdecls('w')}>{properties}{line}</w:p>"))
    paragraph.getparent().remove(paragraph)


def _line(entry: Entry) -> str:
    shown = "".join(
        f'<w:r>{_MARKED if part == _OPEN else ""}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for part in re.split(rf"({re.escape(_OPEN)})", entry.text)
        if part
    )
    return (
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">'
        f"{shown}<w:r><w:tab/></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {entry.bookmark} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>'
    )


def _headings(word: WordDocument, instruction: str) -> list[Entry]:
    """Return the headings of the levels and styles that a TOC field names."""
    from docx.oxml.ns import qn

    span = _LEVELS.search(instruction)
    first, last = (int(span.group(1)), int(span.group(2))) if span else (1, 3)
    wanted = {f"heading {n}": n for n in range(first, last + 1)} | _extra_styles(instruction)
    names = {s.style_id: (s.name or "").lower() for s in word.styles}
    counter = _Counter(word)
    entries: list[Entry] = []
    for paragraph in word.element.body.iter(qn("w:p")):
        name = names.get(_style_id(paragraph), "")
        number = counter.number(_style_id(paragraph))
        text = _text(paragraph)
        if name in wanted and text:
            label = f"{number} {text}".strip()
            entries.append(Entry(_mark(paragraph, len(entries), "_TocIsi"), wanted[name], label))
    return entries


def _extra_styles(instruction: str) -> dict[str, int]:
    """Return levels by lower-case style name from a TOC field's list `"Name,1,Other,2"`."""
    match = _EXTRA.search(instruction)
    parts = re.split(r"[;,]", match.group(1)) if match else []
    return {
        n.strip().lower(): int(v)
        for n, v in zip(parts[::2], parts[1::2], strict=False)
        if v.strip().isdigit()
    }


def _captions(word: WordDocument, category: str) -> list[Entry]:
    """Return the captions that count with the sequence of a category."""
    from docx.oxml.ns import qn

    entries: list[Entry] = []
    for code in word.element.body.iter(qn("w:instrText")):
        if re.match(rf"\s*SEQ\s+{re.escape(category)}\b", code.text or ""):
            paragraph = next(code.iterancestors(qn("w:p")))
            entries.append(Entry(_mark(paragraph, len(entries), f"_Toc{category}"), 1, _text(paragraph)))
    return entries


def _mark(paragraph: Any, index: int, prefix: str) -> str:
    """Put a bookmark around a paragraph's content and return its name."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    name = f"{prefix}{index + 1}"
    # Far from the numbers that the draft's own bookmarks use.
    number = str(20_000 + sum(map(ord, prefix)) * 1000 + index)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), number)
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.append(end)
    return name


def _style_id(paragraph: Any) -> str:
    from docx.oxml.ns import qn

    element = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if element is None else element.get(qn("w:val"), "")


def _text(paragraph: Any) -> str:
    """Return a paragraph's text on one line, with `_OPEN` for each run that is marked to be filled in."""
    from docx.oxml.ns import qn

    parts: list[str] = []
    for run in paragraph.iter(qn("w:r")):
        if run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None:
            parts.append(_OPEN)
            continue
        parts += [e.text or "" if e.tag == qn("w:t") else " " for e in run if e.tag in _printed()]
    return " ".join("".join(parts).split())


@cache
def _printed() -> frozenset[str]:
    """Return the tags of what a run prints."""
    from docx.oxml.ns import qn

    return frozenset((qn("w:t"), qn("w:br"), qn("w:tab")))


class _Counter:
    """Counts headings as Word does, for styles that are linked to levels of a multilevel list."""

    def __init__(self, word: WordDocument) -> None:
        self._levels = dict(_numbered_styles(word))
        self._values: dict[str, list[int]] = {}

    def number(self, style_id: str) -> str:
        """Return the number of the next paragraph of a style; empty if the style is not numbered."""
        if style_id not in self._levels:
            return ""
        num_id, level, patterns = self._levels[style_id]
        values = self._values.setdefault(num_id, [0] * 9)
        values[level] += 1
        values[level + 1 :] = [0] * (8 - level)
        number_formats, pattern = patterns, patterns[level][1]
        return re.sub(
            r"%(\d)",
            lambda m: _shown(values[int(m.group(1)) - 1], number_formats[int(m.group(1)) - 1][0]),
            pattern,
        )


def _shown(value: int, number_format: str) -> str:
    value = max(1, value)
    return {
        "upperRoman": lambda: to_roman(value),
        "lowerRoman": lambda: to_roman(value).lower(),
        "upperLetter": lambda: to_letters(value).upper(),
        "lowerLetter": lambda: to_letters(value),
    }.get(number_format, lambda: str(value))()


def _numbered_styles(word: WordDocument) -> Iterator[tuple[str, tuple[str, int, dict[int, tuple[str, str]]]]]:
    """Yield style id -> (list, level, (format, pattern) by level) for styles that number themselves."""
    from docx.oxml.ns import qn

    numbering = word.part.numbering_part.element
    abstract_of = {
        n.get(qn("w:numId")): n.find(qn("w:abstractNumId")).get(qn("w:val"))
        for n in numbering.findall(qn("w:num"))
    }
    for abstract in numbering.findall(qn("w:abstractNum")):
        patterns: dict[int, tuple[str, str]] = {}
        linked: list[tuple[str, int]] = []
        for lvl in abstract.findall(qn("w:lvl")):
            index = int(lvl.get(qn("w:ilvl")))
            form, text = lvl.find(qn("w:numFmt")), lvl.find(qn("w:lvlText"))
            patterns[index] = (
                form.get(qn("w:val")) if form is not None else "decimal",
                text.get(qn("w:val")) if text is not None else "",
            )
            style = lvl.find(qn("w:pStyle"))
            if style is not None:
                linked.append((style.get(qn("w:val")), index))
        identifier = abstract.get(qn("w:abstractNumId"))
        if identifier in abstract_of.values():
            for style_id, index in linked:
                yield style_id, (identifier, index, patterns)
