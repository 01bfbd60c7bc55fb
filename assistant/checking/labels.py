"""Labels of pictures and tables (`Gambar 2.1`, `Tabel III.4`), and the captions that bear them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.language.numbering import roman_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.document import Block, Document

# Scanning takes l for 1, e for c, b for h, m for rn; a label misread is no label that lacks.
_MISREAD = {"gambar": "[gc]a(?:m|rn|nn)[bh]ar", "tabel": "[tl]a[bh][ec][l1i|!]"}
_KINDS = "|".join((*_MISREAD.values(), "grafik", "bagan", "foto", "diagram"))
_NUMBER = r"(?P<number>(?:\d{1,2}|(?-i:[IVX]{1,4}))(?:[.\-–]\d{1,3}){0,3})(?P<suffix>[a-z]?)(?![\w%])"
_LABEL = re.compile(rf"\s*(?P<kind>{_KINDS})\s*{_NUMBER}[.:)\s–-]*", re.IGNORECASE)
_REFERENCE = re.compile(rf"\b(?P<kind>{_KINDS})\s+{_NUMBER}(?![.,]\d)", re.IGNORECASE)


# A caption may hold a number; with so many it is a row of a table.
_ROW_VALUES = 2


@dataclass(frozen=True, slots=True)
class Label:
    """A label.

    Attributes:
        kind: in lower case.
        series: the numbers before the last one; empty where the numbering runs through the document.
        number: the last number.
        suffix: a letter behind it (`2.1a`); empty mostly.
        roman: whether its chapter is printed as a Roman numeral.
    """

    kind: str
    series: tuple[int, ...]
    number: int
    suffix: str = ""
    roman: bool = False

    @property
    def chapter(self) -> int:
        """The number of its chapter; 0 where the numbering runs through."""
        return self.series[0] if self.series else 0

    def __str__(self) -> str:
        """Return the label as it is printed."""
        parts = [*map(str, self.series), f"{self.number}{self.suffix}"]
        if self.roman:
            parts[0] = _as_roman((*self.series, self.number)[0])
        return f"{self.kind.capitalize()} {'.'.join(parts)}"


def _as_roman(value: int) -> str:
    return next(numeral for numeral in _ROMANS if roman_value(numeral) == value)


_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption with its label, None where it bears none."""

    block: Block
    label: Label | None
    text: str


def read_label(match: re.Match[str]) -> Label | None:
    """Return the label that a match of a label or reference spells; None for a numeral beyond XV."""
    parts = re.split(r"[.\-–]", match["number"])
    roman = parts[0].isalpha()
    first = roman_value(parts[0]) if roman else int(parts[0])
    if first is None or (roman and first > len(_ROMANS)):
        return None
    numbers = (first, *map(int, parts[1:]))
    return Label(_kind(match["kind"].lower()), numbers[:-1], numbers[-1], match["suffix"].lower(), roman)


def _kind(printed: str) -> str:
    """Return the kind that a label names, letters that scanning misread set right."""
    return next((kind for kind, pattern in _MISREAD.items() if re.fullmatch(pattern, printed)), printed)


def label_at_start(text: str) -> tuple[Label | None, str]:
    """Return the label that a text begins with, None if with none, and the words behind it."""
    match = _LABEL.match(text)
    label = read_label(match) if match else None
    return label, (text[match.end() :] if match and label else text).strip()


def find_captions(document: Document) -> tuple[Caption, ...]:
    """Return the document's captions in order; rows of figures that were taken for captions are left out."""
    captions = (
        Caption(block, *label_at_start(block.text))
        for block in document.blocks
        if block.kind is BlockKind.CAPTION
    )
    return tuple(caption for caption in captions if caption.label or not _is_row(caption.text))


def _is_row(text: str) -> bool:
    """Whether a text is a row of a table rather than words: two values or more, as of indices or counts."""
    values = re.findall(r"(?<![\w.,])\d{1,3}(?:[.,]\d+)?%?(?![\w.,])", text)
    return len(values) >= _ROW_VALUES and len(values) * 4 >= len(text.split())


def label_series(document: Document) -> dict[tuple[str, tuple[int, ...]], list[tuple[Label, Block]]]:
    """Return the labelled captions in order of the text, by kind and the numbers before the last."""
    series: dict[tuple[str, tuple[int, ...]], list[tuple[Label, Block]]] = defaultdict(list)
    for caption in find_captions(document):
        if caption.label:
            series[caption.label.kind, caption.label.series].append((caption.label, caption.block))
    return series


def find_references(text: str) -> Iterator[tuple[Label, tuple[int, int]]]:
    """Yield the labels that running text refers to, and where."""
    for match in _REFERENCE.finditer(text):
        label = read_label(match)
        if label:
            yield label, match.span()


def chapter_of(block: Block, context: CheckContext) -> int | None:
    """Return the number of the chapter that a block stands in; None if it is in none."""
    section = context.section_of(block)
    chapter = (section or "").split(".", maxsplit=1)[0]
    return {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}.get(chapter)
