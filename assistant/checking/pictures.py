"""Rules on pictures and their captions; a text file shows no pictures, and these rules are silent on it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.labels import find_captions, label_at_start
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.labels import Caption, Label
    from assistant.checking.model import Finding
    from assistant.document import Block, Document, Figure

_WITH_PICTURES = (SourceKind.DOCX, SourceKind.PDF)
# Where more captions than this lack a picture, the reader cannot see the pictures (drawn shapes, scans).
_MOST_ALONE = 1 / 3
_MIN_SHOWN = 2
# Smaller pictures are seals, icons and signatures; greater ones are scanned pages (points).
_SMALLEST = 90.0
_PAGE_WIDTH, _PAGE_HEIGHT = 400.0, 550.0
# Where so many large pictures have captions, those without stand out.
_CAPTIONED_SHARE = 0.8


def captions_alone(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI208: captions whose picture is not there; one finding names all."""
    if document.source.kind not in _WITH_PICTURES:
        return
    if any(figure.block is None and figure.width is None for figure in document.figures):
        return  # a picture that could not be measured may be anybody's
    captioned = [f for f in document.figures if f.block and f.label]
    alone = [f for f in captioned if f.width is None and not _is_drawn(f, document, context)]
    shown = sum(f.width is not None for f in captioned)
    if not alone or shown < _MIN_SHOWN or len(alone) > _MOST_ALONE * len(captioned):
        return
    yield context.finding(
        "ZI208",
        "word" if document.source.kind is SourceKind.DOCX else "pdf",
        block=document.block_by_id[alone[0].block or ""],
        label=alone[0].label,
        juga=_also([f.label for f in alone[1:]]),
    )


def _is_drawn(figure: Figure, document: Document, context: CheckContext) -> bool:
    """Whether a caption is that of a drawing made of shapes, which is no picture, or of a table."""
    block = document.block_by_id[figure.block or ""]
    if find_phrase(block.text, context.phrases("gambar_bentuk")):
        return True
    at = context.position_of[block.id]
    around = document.blocks[max(0, at - 1) : at + 2]
    return any(other.kind is BlockKind.TABLE_ROW for other in around)


def _also(labels: Sequence[str]) -> str:
    return f", begitu pula {listed(labels)}" if labels else ""


def pictures_without_caption(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI209: large pictures without a caption where nearly all have one; one finding tells of all."""
    if document.source.kind not in _WITH_PICTURES:
        return
    body = [f for f in document.figures if _is_in_body(f, document, context) and _is_illustration(f)]
    bare = [f for f in body if f.block is None]
    if not bare or len(body) - len(bare) < _CAPTIONED_SHARE * len(body):
        return
    places = Counter(_place(f, document) for f in bare)
    heading = document.section_by_id[bare[0].section or ""].block
    yield context.finding(
        "ZI209",
        "utama",
        block=document.block_by_id[heading],
        quoted=False,
        jumlah=len(bare),
        tempat=listed([f"{place} ({count})" if count > 1 else place for place, count in places.items()]),
    )


def _is_in_body(figure: Figure, document: Document, context: CheckContext) -> bool:
    """Whether a picture stands in a section of the report itself, not on the cover or in an annex."""
    if figure.section is None:
        return False
    heading = document.block_by_id[document.section_by_id[figure.section].block]
    return context.section_of(heading) not in (None, "LAMPIRAN")


def _is_illustration(figure: Figure) -> bool:
    width, height = figure.width or 0.0, figure.height or 0.0
    return min(width, height) >= _SMALLEST and not (width > _PAGE_WIDTH and height > _PAGE_HEIGHT)


def _place(figure: Figure, document: Document) -> str:
    if figure.location.page:
        return f"halaman {figure.location.page}"
    return f"bagian '{document.section_by_id[figure.section or ''].title}'"


_POINTER = re.compile(
    r"\b(?P<kind>gambar|foto|grafik|bagan|diagram|tabel)(?:-\w+)?\s+(?:di\s*bawah(?:\s+ini)?|berikut(?:\s+ini)?)\b"
    r"(?!\s+(?:adalah|merupakan|menunjukkan|memperlihatkan))",
    re.IGNORECASE,
)
# A picture that a sentence announces stands among the next blocks.
_NEXT_BLOCKS = 6


def empty_pointers(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI210: `gambar di bawah ini` where nothing follows before the next heading."""
    if document.source.kind not in _WITH_PICTURES:
        return
    pictured = {figure.section for figure in document.figures if figure.width is not None}
    for position, block in enumerate(document.blocks):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        match = _POINTER.search(block.text)
        if match is None or block.section in pictured:
            continue
        following = document.blocks[position + 1 : position + 1 + _NEXT_BLOCKS]
        if any(other.kind in (BlockKind.CAPTION, BlockKind.TABLE_ROW) for other in following):
            continue
        if len(following) < _NEXT_BLOCKS and match["kind"].lower() != "tabel":
            continue  # the reader may have put the last picture elsewhere
        yield context.finding("ZI210", "utama", block=block, span=match.span(), benda=match["kind"].lower())


# A line of a list of pictures or tables: its words, dots, and the page.
_ENTRY_END = re.compile(r"(?:[\s.…_·]*\d{1,3}|[.…]{3,}\s*)\Z")
# Fewer entries are no list.
_MIN_ENTRIES = 3


def lists_of_pictures(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI216: entries of the list of pictures or tables whose picture or table is not in the text."""
    present = {caption.label for caption in find_captions(document) if caption.label}
    entries: dict[str, list[tuple[Label, Block]]] = {}
    for block in document.blocks:
        if block.kind is not BlockKind.NOISE or not _ENTRY_END.search(block.text):
            continue
        label, _ = label_at_start(block.text)
        if label:
            entries.setdefault(label.kind, []).append((label, block))
    for members in entries.values():
        lost = [(label, block) for label, block in members if label not in present]
        # A list of which most is missing was printed for another document part, or its captions were misread.
        if len(members) >= _MIN_ENTRIES and lost and len(lost) <= len(members) / 2:
            yield context.finding(
                "ZI216",
                "utama",
                block=lost[0][1],
                label=lost[0][0],
                juga=_also([str(label) for label, _ in lost[1:]]),
            )


def mixed_formats(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI215: labels numbered by chapter and labels numbered through the document, side by side."""
    by_kind: dict[str, list[Caption]] = {}
    for caption in find_captions(document):
        if caption.label and context.section_of(caption.block) != "LAMPIRAN":
            by_kind.setdefault(caption.label.kind, []).append(caption)
    for captions in by_kind.values():
        styles = Counter(_style(c) for c in captions)
        if len(styles) < 2:
            continue
        usual, _ = styles.most_common(1)[0]
        odd = [c for c in captions if _style(c) != usual and not _lost_its_point(c, document)]
        if odd:
            model = next(c for c in captions if _style(c) == usual)
            yield context.finding(
                "ZI215",
                "sebagian" if len(odd) <= _MOST_ALONE * len(captions) else "campur",
                block=odd[0].block,
                label=odd[0].label,
                contoh=model.label,
                juga=_also([str(c.label) for c in odd[1:]]),
            )


def _style(caption: Caption) -> tuple[bool, bool]:
    label = caption.label
    return (bool(label and label.series), bool(label and label.roman))


def _lost_its_point(caption: Caption, document: Document) -> bool:
    """Whether a label of a scanned text may be one whose point was not read: `Gambar 21` for 2.1."""
    label = caption.label
    scanned = document.source.kind is not SourceKind.DOCX
    return scanned and label is not None and not label.series and label.number >= 10


RULES = {
    "ZI208": Rule(captions_alone, Scope.LAPORAN, lists=("gambar_bentuk",)),
    "ZI209": Rule(pictures_without_caption, Scope.LAPORAN),
    "ZI210": Rule(empty_pointers, Scope.LAPORAN),
    "ZI215": Rule(mixed_formats, Scope.LAPORAN),
    "ZI216": Rule(lists_of_pictures, Scope.LAPORAN),
}
