"""Rules on pictures and tables: labels, captions, and references to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.checking import pictures, table_titles
from assistant.checking.context import listed
from assistant.checking.labels import Label, chapter_of, find_captions, find_references, label_series
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.numbering import to_roman
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.labels import Caption
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# A jump of more is a misread number rather than so many lost pictures.
_MAX_GAP = 5
# Fewer labels show no order yet.
_MIN_SERIES = 3
# Where most captions are numbered, one that is not stands out; where few are, the reader may be wrong.
_NUMBERED_SHARE = 0.8
_MIN_CAPTION_WORDS = 3
# So many labels of a chapter that are right for one that is not show that the chapter was read rightly.
_SURE_LABELS = 4
# Letters by which captions may differ that are the same but for a slip of the pen, and the likeness (0-1) of
# the word it is in: `pelatihan` and `pelathan` are one word, `pelatihan` and `pelantikan` two.
_MAX_SLIP = 2
_MIN_WORD = 6
_SAME_WORD = 0.9


def repeated_labels(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI201: a label that an earlier picture or table bears already; a table that goes on may repeat it."""
    for members in label_series(document).values():
        first: dict[Label, Block] = {}
        for label, block in members:
            earlier = first.setdefault(label, block)
            if earlier is not block and not find_phrase(block.text, context.phrases("lanjutan")):
                yield context.finding(
                    "ZI201", "utama", block=block, label=label, tempat=context.place(earlier)
                )


def skipped_labels(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI202: numbers that no picture or table bears, and labels that stand before a smaller one."""
    strayed = _strayed(document, context)
    for (kind, series), members in label_series(document).items():
        if len(members) < _MIN_SERIES:
            continue
        bearers = Counter(label.number for label, _ in members)
        before = 0
        for label, block in sorted(members, key=lambda member: member[0].number):
            gap = label.number - before - 1
            same_slip = bearers[before] - 1 == gap  # 2.8, 2.8, 2.10: ZI201 tells it
            numbers = [n for n in range(before + 1, label.number) if (kind, series, n) not in strayed]
            if 0 < gap <= _MAX_GAP and numbers and not same_slip:
                lost = [str(replace(label, number=n, suffix="")) for n in numbers]
                yield context.finding("ZI202", "utama", block=block, hilang=listed(lost), label=label)
            before = label.number
        yield from _disordered(members, context)


def _strayed(document: Document, context: CheckContext) -> set[tuple[str, tuple[int, ...], int]]:
    """Return the labels that would be there if each bore its chapter: ZI206 tells of 2.6 printed 1.6."""
    return {
        (label.kind, (here, *label.series[1:]), label.number)
        for members in label_series(document).values()
        for label, block in members
        if label.chapter and (here := chapter_of(block, context)) and here != label.chapter
    }


def _disordered(members: Sequence[tuple[Label, Block]], context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each label directly before a smaller one."""
    for (label, block), (following, _) in pairwise(members):
        if following.number < label.number:
            yield context.finding("ZI202", "urutan", block=block, label=label, sebelum=following)


def twin_captions(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI203: two captions with the same words, or with a slip as their only difference."""
    seen: list[tuple[str, Caption]] = []
    for caption in find_captions(document):
        words = fold(caption.text)
        if len(words.split()) < _MIN_CAPTION_WORDS or find_phrase(words, context.phrases("lanjutan")):
            continue
        variant, earlier = _twin(words, seen)
        seen.append((words, caption))
        if earlier is None or (caption.label and caption.label == earlier.label):  # ZI201 tells that
            continue
        yield context.finding(
            "ZI203",
            variant,
            block=caption.block,
            label=earlier.label or "lain",
            tempat=context.place(earlier.block),
        )


def _twin(words: str, seen: Sequence[tuple[str, Caption]]) -> tuple[str, Caption | None]:
    """Return how a caption's words are those of an earlier one (`utama`, `mirip`), and that caption."""
    for earlier, caption in seen:
        if earlier == words:
            return "utama", caption
    for earlier, caption in seen:
        if abs(len(earlier) - len(words)) <= _MAX_SLIP and _differ_by_slip(words.split(), earlier.split()):
            return "mirip", caption
    return "", None


def _differ_by_slip(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two captions differ in one long word alone, spelt two ways; numbers tell captions apart."""
    if len(one) != len(other):
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) == 1 and min(map(len, pairs[0])) >= _MIN_WORD and ratio(*pairs[0]) >= _SAME_WORD


def unnumbered_figures(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI204: captions without number: one finding if none has one, one for each if the others have."""
    captions = [c for c in find_captions(document) if context.section_of(c.block) != "LAMPIRAN"]
    bare = [c for c in captions if c.label is None]
    if len(bare) >= 2 and len(bare) == len(captions):
        first = bare[0]
        chapter = chapter_of(first.block, context)
        yield context.finding(
            "ZI204",
            "semua",
            block=first.block,
            jumlah=len(bare),
            nomor=f"{chapter}.1" if chapter else "1",
            keterangan=first.text,
        )
    elif bare and len(bare) <= (1 - _NUMBERED_SHARE) * len(captions):
        others = [context.place(caption.block) for caption in bare[1:]]
        yield context.finding(
            "ZI204",
            "sebagian",
            block=bare[0].block,
            juga=f"; begitu pula di {listed(others)}" if others else "",
        )


def dead_references(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI205: a picture or table that the text refers to and that is not there."""
    labels = {caption.label for caption in find_captions(document) if caption.label}
    dead: dict[Label, list[tuple[Block, tuple[int, int]]]] = {}
    for block in document.blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        for label, span in find_references(block.text):
            if label not in labels and not _is_elsewhere(block.text, span[1], context):
                dead.setdefault(label, []).append((block, span))
    for label, places in dead.items():
        (block, span), *others = places
        again = listed([context.place(other, at[0]) for other, at in others])
        yield context.finding(
            "ZI205",
            "utama",
            block=block,
            span=span,
            label=label,
            juga=f", juga di {again}" if again else "",
            usul=_meant(label, block, document) or f"tambahkan {label}",
        )


def _meant(label: Label, block: Block, document: Document) -> str:
    """Return which label may be meant: the only one of its kind in the same section; empty if unclear."""
    here = [
        caption.label
        for caption in find_captions(document)
        if caption.label and caption.label.kind == label.kind and caption.block.section == block.section
    ]
    return f"periksa apakah yang dimaksud {here[0]}" if len(here) == 1 else ""


def _is_elsewhere(text: str, end: int, context: CheckContext) -> bool:
    """Whether a reference goes on with the regulation or document that its picture or table stands in."""
    return any(p.match(text, end) for p in context.patterns("di_naskah_lain"))


def strayed_labels(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI206: a label whose first number is not that of its chapter; beside many that are right, a slip."""
    right: Counter[tuple[str, int]] = Counter()
    for members in label_series(document).values():
        right.update(
            (label.kind, label.chapter)
            for label, block in members
            if chapter_of(block, context) == label.chapter
        )
    for members in label_series(document).values():
        for label, block in members:
            here = chapter_of(block, context)
            if label.chapter and here and here != label.chapter:
                is_slip = right[label.kind, here] >= _SURE_LABELS * len(members)
                variant = "salah" if is_slip else "utama"
                yield context.finding("ZI206", variant, block=block, label=label, bab=to_roman(here))
                break  # the others of the series share the cause


RULES = {
    "ZI201": Rule(repeated_labels, Scope.BOTH, lists=("lanjutan",)),
    "ZI202": Rule(skipped_labels, Scope.BOTH),
    "ZI203": Rule(twin_captions, Scope.BOTH, lists=("lanjutan",)),
    "ZI204": Rule(unnumbered_figures, Scope.LAPORAN),
    "ZI205": Rule(dead_references, Scope.BOTH, patterns=("di_naskah_lain",)),
    "ZI206": Rule(strayed_labels, Scope.LAPORAN),
}
RULES |= pictures.RULES | table_titles.RULES
