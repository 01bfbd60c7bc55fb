"""Faults planted into a described document, each with a record of what was planted and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from tests.factories.spec import Heading, Line, ListItem, Paragraph, Picture, TableSpec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.factories.spec import DocumentSpec, Element


@dataclass(frozen=True)
class Planted:
    """What a defect did.

    Attributes:
        kind: `typo_heading`, `year_mismatch`, `copy_paste`, ...
        where: the headings above the place, outermost first.
        quote: the passage as it now reads; empty where something was taken away.
        what: Indonesian sentence for the list of planted faults.
    """

    kind: str
    where: tuple[str, ...]
    quote: str
    what: str


class Defect(Protocol):
    """Edits a document and says what it planted."""

    def plant(self, spec: DocumentSpec) -> tuple[DocumentSpec, Planted]:
        """Return the faulty document and the record; the given document is left as it is."""


def plant_all(spec: DocumentSpec, defects: Iterable[Defect]) -> tuple[DocumentSpec, tuple[Planted, ...]]:
    """Return the document with all defects, one after the other, and their records in the same order."""
    records: list[Planted] = []
    for defect in defects:
        spec, planted = defect.plant(spec)
        records.append(planted)
    return spec, tuple(records)


def heading_path(spec: DocumentSpec, index: int) -> tuple[str, ...]:
    """Return the headings above the element at `index` (its own included if it is one), outermost first."""
    path: list[Heading] = []
    for element in spec.elements[: index + 1]:
        if isinstance(element, Heading):
            path = [heading for heading in path if heading.level < element.level] + [element]
    return tuple(heading.text for heading in path)


@dataclass(frozen=True)
class ReplaceText:
    """Writes `new` in the place of `old`, in the one element that holds it (text, number, label or cell)."""

    kind: str
    old: str
    new: str
    what: str

    def plant(self, spec: DocumentSpec) -> tuple[DocumentSpec, Planted]:
        """Plant it.

        Raises:
            ValueError: no element holds `old`, or more than one does.
        """
        hits = [(i, e) for i, e in enumerate(spec.elements) if any(self.old in text for text in _texts(e))]
        if len(hits) != 1:
            raise ValueError(f"{len(hits)} elements hold {self.old!r}")
        index, element = hits[0]
        elements = list(spec.elements)
        elements[index] = _replaced(element, self.old, self.new)
        changed = spec.having(elements)
        return changed, Planted(self.kind, heading_path(changed, index), self.new, self.what)


@dataclass(frozen=True)
class DropSection:
    """Takes a heading away with all that stands below it; with `keep_content` the heading alone."""

    kind: str
    heading: str
    what: str
    keep_content: bool = False

    def plant(self, spec: DocumentSpec) -> tuple[DocumentSpec, Planted]:
        """Plant it.

        Raises:
            ValueError: there is no such heading.
        """
        start, level = _find_heading(spec, self.heading)
        end = start + 1
        while not self.keep_content and end < len(spec.elements) and not _opens(spec.elements[end], level):
            end += 1
        where = heading_path(spec, start)[:-1]
        changed = spec.having(spec.elements[:start] + spec.elements[end:])
        return changed, Planted(self.kind, where, "", self.what)


@dataclass(frozen=True)
class DropElement:
    """Takes away the one paragraph, list item or line that contains `text`."""

    kind: str
    text: str
    what: str

    def plant(self, spec: DocumentSpec) -> tuple[DocumentSpec, Planted]:
        """Plant it.

        Raises:
            ValueError: not exactly one element holds the text.
        """
        hits = [i for i, e in enumerate(spec.elements) if any(self.text in text for text in _texts(e))]
        if len(hits) != 1:
            raise ValueError(f"{len(hits)} elements hold {self.text!r}")
        where = heading_path(spec, hits[0])
        changed = spec.having(spec.elements[: hits[0]] + spec.elements[hits[0] + 1 :])
        return changed, Planted(self.kind, where, "", self.what)


def _opens(element: Element, level: int) -> bool:
    return isinstance(element, Heading) and element.level <= level


def _find_heading(spec: DocumentSpec, text: str) -> tuple[int, int]:
    for index, element in enumerate(spec.elements):
        if isinstance(element, Heading) and element.text == text:
            return index, element.level
    raise ValueError(f"no heading {text!r}")


def _texts(element: Element) -> tuple[str, ...]:
    """Return the texts of an element that `ReplaceText` may change."""
    match element:
        case Heading():
            return (element.text,)
        case Paragraph() | Line():
            return (element.text,)
        case ListItem():
            return (element.printed,)
        case Picture():
            return (element.caption_line,)
        case TableSpec():
            return (element.caption_line, *element.header, *(cell for row in element.rows for cell in row))
        case _:
            return ()


def _replaced(element: Element, old: str, new: str) -> Element:
    """Return the element with `old` replaced; a marker or label changes with the line that shows it."""
    changes: dict[str, Any]
    match element:
        case Heading():
            number, title = _split(
                element.number, element.text.replace(old, new), len(element.number.split())
            )
            changes = {"number": number, "title": title}
        case ListItem():
            marker, text = _split(element.marker, element.printed.replace(old, new), 1)
            changes = {"marker": marker, "text": text}
        case Picture():
            label, caption = _split(element.label, element.caption_line.replace(old, new), 2)
            changes = {"label": label, "caption": caption}
        case TableSpec():
            label, caption = _split(element.label, element.caption_line.replace(old, new), 2)
            rows = tuple(tuple(cell.replace(old, new) for cell in row) for row in element.rows)
            changes = {"label": label, "caption": caption, "rows": rows}
        case Paragraph() | Line():
            changes = {"text": element.text.replace(old, new)}
        case _:
            return element
    return replace(element, **changes)


def _split(front: str, line: str, words: int) -> tuple[str, str]:
    """Part a changed line again into its front (number, marker, label of so many words) and the rest."""
    if not front:
        return "", line
    parts = line.split(" ", words)
    return " ".join(parts[:words]), parts[words] if len(parts) > words else ""
