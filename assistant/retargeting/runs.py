"""A paragraph of a Word file as text, and changes to its text that keep every run's formatting."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What an element of a run counts as in the text; all else (fields, drawings, notes) counts nothing.
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NESTED = frozenset(_W + tag for tag in ("p", "del", "moveFrom", "pPr", "rPr"))

Mark = Literal["", "asked", "replaced"]


@dataclass(frozen=True, slots=True)
class Edit:
    """New text for `text[start:end]` of a paragraph; `mark` says whether and how it is highlighted."""

    start: int
    end: int
    new: str
    mark: Mark = ""


def paragraph_text(paragraph: Any) -> str:
    """Return the text of a paragraph; tabs and breaks count as one character, text boxes not at all."""
    return "".join(text for _, _, text in _atoms(paragraph))


def apply_edits(paragraph: Any, edits: Sequence[Edit]) -> dict[int, Any]:
    """Change a paragraph's text and return the run that holds each edit's new text, by the edit's start.

    Args:
        paragraph: a `w:p` element.
        edits: without overlaps, in any order; offsets are those of the unchanged text.
    """
    placed: dict[int, Any] = {}
    for edit in sorted(edits, key=lambda e: -e.start):
        _split(paragraph, edit.end)
        _split(paragraph, edit.start)
        run = _put(paragraph, edit)
        if run is not None:
            placed[edit.start] = run
    return placed


def _atoms(node: Any) -> Iterator[tuple[Any, Any, str]]:
    """Yield run, element and text of what a paragraph shows; not of paragraphs inside it."""
    for child in node:
        if child.tag == f"{_W}r":
            for element in child:
                text = (element.text or "") if element.tag == f"{_W}t" else _SIGNS.get(element.tag, "")
                if text:
                    yield child, element, text
        elif isinstance(child.tag, str) and child.tag not in _NESTED:
            yield from _atoms(child)


def _split(paragraph: Any, offset: int) -> None:
    """Make an offset of the text the border of two runs."""
    position = 0
    for run, element, text in _atoms(paragraph):
        if position <= offset < position + len(text):
            _split_run(run, element, offset - position)
            return
        position += len(text)


def _split_run(run: Any, element: Any, offset: int) -> None:
    """Part a run inside or before one of its elements; both halves look the same."""
    content = [child for child in run if child.tag != f"{_W}rPr"]
    if offset == 0 and content[0] is element:
        return
    second = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        second.append(deepcopy(properties))
    following = content[content.index(element) + 1 :]
    if offset == 0:
        second.append(element)
    else:
        rest = element.makeelement(element.tag, {})
        _write(rest, element.text[offset:])
        _write(element, element.text[:offset])
        second.append(rest)
    for child in following:
        second.append(child)
    run.addnext(second)


def _put(paragraph: Any, edit: Edit) -> Any:
    """Put the new text into the first run of its stretch and empty the others; None if no run is left."""
    position = 0
    covered = []
    for run, element, text in _atoms(paragraph):
        if edit.start <= position and position + len(text) <= edit.end:
            covered.append((run, element))
        position += len(text)
    if not covered:
        return None
    first, holder = covered[0]
    for written in _written(holder, edit.new):
        holder.addprevious(written)
    for run, element in covered:
        run.remove(element)
        if all(child.tag == f"{_W}rPr" for child in run) and run is not first:
            run.getparent().remove(run)
    if not edit.new:
        return None
    if edit.mark:
        _highlight(first, edit.mark)
    return first


def _written(like: Any, text: str) -> Iterator[Any]:
    """Yield the elements of a run that show a text, whose tabs and line ends are elements of their own."""
    for part in re.split(r"([\t\n])", text):
        if part in ("\t", "\n"):
            yield like.makeelement(f"{_W}tab" if part == "\t" else f"{_W}br", {})
        elif part:
            element = like.makeelement(f"{_W}t", {})
            _write(element, part)
            yield element


def _write(element: Any, text: str) -> None:
    element.text = text
    element.set(_XML_SPACE, "preserve")


def _highlight(run: Any, mark: Mark) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.text.run import Run

    colour = WD_COLOR_INDEX.YELLOW if mark == "asked" else WD_COLOR_INDEX.TURQUOISE
    Run(run, None).font.highlight_color = colour  # type: ignore[arg-type]
