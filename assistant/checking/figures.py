"""Rules on pictures and tables: labels, captions, and references to them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.numbering import to_roman

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_LABEL = re.compile(
    r"\s*(gambar|tabel|grafik|bagan|foto)\s*(\d{1,2})(?:[.\-](\d{1,3}))?\b[.:\s–-]*", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"\b(gambar|tabel|grafik|bagan)\s+(\d{1,2})(?:[.\-](\d{1,3}))?\b(?![.,]?\d)", re.IGNORECASE
)
# A jump of more is a misread number rather than so many lost pictures.
_MAX_GAP = 5
# Fewer labels show no order yet.
_MIN_SERIES = 3
# Where most captions are numbered, one that is not stands out; where few are, the reader may be wrong.
_NUMBERED_SHARE = 0.8
_MIN_CAPTION_WORDS = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A label: `kind` in lower case, chapter (0 where the numbering runs through) and number."""

    kind: str
    chapter: int
    number: int

    def __str__(self) -> str:
        """Return the label as it is printed."""
        return f"{self.kind.capitalize()} {f'{self.chapter}.' if self.chapter else ''}{self.number}"


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption with its label, None where it bears none."""

    block: Block
    label: Label | None
    text: str


def _captions(document: Document) -> tuple[Caption, ...]:
    """Return the document's captions in order."""
    found: list[Caption] = []
    for block in document.blocks:
        if block.kind is BlockKind.CAPTION:
            match = _LABEL.match(block.text)
            text = block.text[match.end() :] if match else block.text
            found.append(Caption(block, _label(match) if match else None, text.strip()))
    return tuple(found)


def _label(match: re.Match[str]) -> Label:
    kind, first, second = match.groups()
    return Label(kind.lower(), int(first), int(second)) if second else Label(kind.lower(), 0, int(first))


def _series(document: Document) -> dict[tuple[str, int], list[tuple[Label, Block]]]:
    """Return the labelled captions in order of the text, by kind and chapter."""
    series: dict[tuple[str, int], list[tuple[Label, Block]]] = defaultdict(list)
    for caption in _captions(document):
        if caption.label:
            series[caption.label.kind, caption.label.chapter].append((caption.label, caption.block))
    return series


def repeated_labels(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI201: a label that an earlier picture or table bears already."""
    for members in _series(document).values():
        first: dict[Label, Block] = {}
        for label, block in members:
            earlier = first.setdefault(label, block)
            if earlier is not block:
                yield context.finding(
                    "ZI201", "utama", block=block, label=label, tempat=context.place(earlier)
                )


def skipped_labels(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI202: numbers that no picture or table bears, and labels that stand before a smaller one."""
    for members in _series(document).values():
        if len(members) < _MIN_SERIES:
            continue
        bearers = Counter(label.number for label, _ in members)
        before = 0
        for label, block in sorted(members, key=lambda member: member[0].number):
            gap = label.number - before - 1
            same_slip = bearers[before] - 1 == gap  # 2.8, 2.8, 2.10: ZI201 tells it
            if 0 < gap <= _MAX_GAP and not same_slip:
                lost = [str(Label(label.kind, label.chapter, n)) for n in range(before + 1, label.number)]
                yield context.finding("ZI202", "utama", block=block, hilang=listed(lost), label=label)
            before = label.number
        yield from _disordered(members, context)


def _disordered(members: Sequence[tuple[Label, Block]], context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each label directly before a smaller one."""
    for (label, block), (following, _) in pairwise(members):
        if following.number < label.number:
            yield context.finding("ZI202", "urutan", block=block, label=label, sebelum=following)


def twin_captions(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI203: two captions with the same words."""
    first: dict[str, Caption] = {}
    for caption in _captions(document):
        words = fold(caption.text)
        if len(words.split()) < _MIN_CAPTION_WORDS or "lanjutan" in words:
            continue
        earlier = first.setdefault(words, caption)
        same_label = caption.label is not None and caption.label == earlier.label  # ZI201 tells that
        if earlier is not caption and not same_label:
            yield context.finding(
                "ZI203",
                "utama",
                block=caption.block,
                label=earlier.label or "lain",
                tempat=context.place(earlier.block),
            )


def unnumbered_figures(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI204: captions without number: one finding if none has one, one for each if the others have."""
    captions = [c for c in _captions(document) if context.section_of(c.block) != "LAMPIRAN"]
    bare = [c for c in captions if c.label is None]
    if len(bare) >= 2 and len(bare) == len(captions):
        first = bare[0]
        chapter = _chapter_of(first.block, context)
        yield context.finding(
            "ZI204",
            "semua",
            block=first.block,
            jumlah=len(bare),
            nomor=f"{chapter}.1" if chapter else "1",
            keterangan=first.text,
        )
    elif bare and len(bare) <= (1 - _NUMBERED_SHARE) * len(captions):
        for caption in bare:
            yield context.finding("ZI204", "sebagian", block=caption.block)


def dead_references(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI205: a picture or table that the text refers to and that is not there."""
    labels = {caption.label for caption in _captions(document) if caption.label}
    told: set[Label] = set()
    for block in document.blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        for match in _REFERENCE.finditer(block.text):
            label = _label(match)
            if label not in labels and label not in told:
                told.add(label)
                yield context.finding("ZI205", "utama", block=block, span=match.span(), label=label)


def strayed_labels(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI206: a label whose first number is not that of its chapter."""
    for (_, chapter), members in _series(document).items():
        for label, block in members:
            here = _chapter_of(block, context)
            if chapter and here and here != chapter:
                yield context.finding("ZI206", "utama", block=block, label=label, bab=to_roman(here))
                break  # the others of the series share the cause


def _chapter_of(block: Block, context: CheckContext) -> int | None:
    """Return the number of the chapter that a block stands in; None if it is in none."""
    section = context.section_of(block)
    chapter = (section or "").split(".", maxsplit=1)[0]
    return {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}.get(chapter)


RULES = {
    "ZI201": Rule(repeated_labels, Scope.BOTH),
    "ZI202": Rule(skipped_labels, Scope.BOTH),
    "ZI203": Rule(twin_captions, Scope.BOTH),
    "ZI204": Rule(unnumbered_figures, Scope.LAPORAN),
    "ZI205": Rule(dead_references, Scope.BOTH),
    "ZI206": Rule(strayed_labels, Scope.LAPORAN),
}
