"""A described document as plain text, wrapped as OCR or an export leaves it, and where its elements stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from tests.factories.spec import (
    Contents,
    DocumentSpec,
    Heading,
    Line,
    ListItem,
    Paragraph,
    Picture,
    TableSpec,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.factories.spec import Element

# What OCR makes of letters in reports like these: few and harmless, one in `1 / rate` words.
_CONFUSIONS = (("I", "|"), ("l", "1"), ("rn", "m"), ("O", "0"), ("ii", "u"))


@dataclass(frozen=True)
class TextOptions:
    """How the text is laid out.

    Attributes:
        width: characters to a line.
        break_hyphens: lines may end at the hyphen inside a word or an address.
        page_lines: after so many lines the running lines of a page interrupt the text; 0 for never.
        noise: draws the letters that OCR misreads; None for none.
        noise_rate: share of words that suffer.
    """

    width: int = 76
    break_hyphens: bool = False
    page_lines: int = 0
    noise: Random | None = None
    noise_rate: float = 0.01


@dataclass(frozen=True)
class WrittenText:
    """The text and the lines (from 1; first and last) of each element, by its index in the spec."""

    text: str
    lines: dict[int, tuple[int, int]] = field(default_factory=dict)


def write_text(spec: DocumentSpec, options: TextOptions = TextOptions()) -> WrittenText:
    """Return the document as text, one blank line between its elements."""
    lines: list[str] = []
    where: dict[int, tuple[int, int]] = {}
    page, since = 1, 0
    for index, element in enumerate(spec.elements):
        own = [_misread(line, options) for line in _lines(element, spec, options)]
        if not own:
            continue
        if options.page_lines and since + len(own) > options.page_lines:
            lines += ["", f"{page}", "", *(line for line in (spec.header,) if line), ""]
            page, since = page + 1, 0
        where[index] = (len(lines) + 1, len(lines) + len(own))
        lines += [*own, ""]
        since += len(own) + 1
    return WrittenText("\n".join(lines), where)


def _lines(element: Element, spec: DocumentSpec, options: TextOptions) -> Iterator[str]:
    fold = partial(wrap, width=options.width, break_on_hyphens=options.break_hyphens, break_long_words=False)
    match element:
        case Heading():
            parts = [element.number, element.title] if element.number.startswith("BAB") else [element.text]
            for part in parts:
                yield from fold(part)
        case Paragraph():
            yield from fold(element.text)
        case ListItem():
            indent = " " * (3 * element.depth)
            hanging = indent + " " * (len(element.marker) + 1)
            yield from fold(element.printed, initial_indent=indent, subsequent_indent=hanging)
        case Picture() if element.caption:
            yield element.caption_line
        case TableSpec():
            yield from _table_lines(element)
        case Line():
            yield element.text
        case Contents():
            yield from (f"{h.text} {'.' * 20}" for h in spec.of_kind(Heading) if h.level <= element.depth)
        case _:
            pass


def _table_lines(table: TableSpec) -> Iterator[str]:
    """Yield a line per row, its cells one after the other: all that is left of a table without rules."""
    if table.caption:
        yield table.caption_line
    for row in (table.header, *table.rows):
        yield " ".join(cell.replace("\n", " ") for cell in row if cell)


def _misread(line: str, options: TextOptions) -> str:
    if options.noise is None:
        return line
    words = line.split(" ")
    for place, word in enumerate(words):
        if options.noise.random() < options.noise_rate:
            right, wrong = options.noise.choice(_CONFUSIONS)
            words[place] = word.replace(right, wrong, 1)
    return " ".join(words)
