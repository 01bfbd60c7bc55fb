"""Rules on what a report announces and then does not tell: in headings, in lists of targets, as lacking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.clauses import split_clauses
from assistant.checking.content_words import Told, content_words
from assistant.checking.passages import also_at
from assistant.checking.patterns import find_phrase, phrases_regex
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.numbering import split_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.conformance import SectionMatch
    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# Less text than this cannot be held against its heading.
_MIN_WORDS = 30
# One word of a title may be said in another way; of two at least one would be there.
_TITLE_WORDS = 2
# A target of one word besides the act is too easily told in another.
_TARGET_WORDS = 2
# A longer item is running text, not a target.
_ITEM_WORDS = 30
# An admission names what lacks in two words at least; where the answers share less than a third of its
# words (`kantor`, `pegawai`), they speak of something else.
_LACK_WORDS = 2
_TAKEN_UP = 1 / 3
_AND = re.compile(r"\s+(?:dan|serta)\s+", re.IGNORECASE)
# A target names several things; each stands after such a word or sign.
_PARTS = re.compile(r"\s*[;,]\s*|\s+(?:serta|dan)\s+(?=(?:me|pe)\w)", re.IGNORECASE)
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION)


def half_kept_headings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI308: a heading that names two things over a text that speaks of one only."""
    common = (*context.phrases("kata_pokok"), *context.phrases("kata_tindakan"))
    known = {m.heading.block for m in context.matches.matches if m.heading} if context.matches else set()
    for section in document.sections:
        parts = _AND.split(section.title)
        if len(parts) != 2 or section.block in known:
            continue
        texts = [b.text for b in document.blocks_of(section.id, nested=True) if b.kind in _TEXT]
        if sum(len(text.split()) for text in texts) < _MIN_WORDS:
            continue
        told = Told(texts)
        first, second = (content_words(part, common) for part in parts)
        for lost, kept, part in ((second, first, parts[1]), (first, second, parts[0])):
            if len(lost) >= _TITLE_WORDS and not told.any_of(lost) and told.any_of(kept):
                block = document.block_by_id[section.block]
                yield context.finding("ZI308", "utama", block=block, hal=part.strip(" .;:,"))


def unreported_targets(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI309: targets listed in an area's introduction that the area's text does not come back to.

    A target that is an act (`menyediakan ...`, `pemberian ...`) is told with its object's name: where no text
    of the report holds any word of it, it is forgotten (warning). What is to rise, fall or come about may be
    told in other words (info).
    """
    matches = context.matches
    for match in matches.matches if matches else ():
        if matches is None or not _is_area(match) or match.position is None:
            continue
        blocks = [
            b for b in matches.blocks_of(match.section.id, nested=True) if b.kind is not BlockKind.NOISE
        ]
        targets = list(_targets(blocks, context))
        if not targets:
            continue
        listed_ids = {block.id for block, _, _ in targets}
        told = Told(b.text for b in blocks if b.id not in listed_ids and b.kind in _TEXT)
        if len(told) < _MIN_WORDS:
            continue
        elsewhere = _told_outside(document, context, listed_ids)
        for block, part, start in targets:
            words = content_words(part, (*context.phrases("kata_pokok"), *context.phrases("kata_tindakan")))
            if len(words) < _TARGET_WORDS or told.any_of(words):
                continue
            is_act = find_phrase(part.split()[0], context.phrases("kata_tindakan")) is not None
            if not (is_act and elsewhere.any_of(words)):
                variant = "tidak_ada" if is_act else "utama"
                span = (start, start + len(part))
                yield context.finding("ZI309", variant, block=block, span=span, target=part.strip(" .;:,"))
                break  # the first of an area shows the kind


def _is_area(match: SectionMatch) -> bool:
    return bool(match.section.area) and match.section.area[0].count(".") == 2


def _targets(blocks: Sequence[Block], context: CheckContext) -> Iterator[tuple[Block, str, int]]:
    """Yield the parts of each target in the introduction: block, text, and where it starts."""
    introduced = False
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            return
        if block.kind is BlockKind.LIST_ITEM and introduced and len(block.text.split()) <= _ITEM_WORDS:
            offset = len(block.text) - len(split_marker(block.text)[1])
            for piece in _pieces(block.text[offset:]):
                yield block, piece[1], offset + piece[0]
        elif block.kind is BlockKind.PARAGRAPH:
            introduced = find_phrase(block.text, context.phrases("pengantar_target")) is not None


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for cut in [*_PARTS.finditer(text), None]:
        end = cut.start() if cut else len(text)
        if len(text[start:end].split()) >= 2:
            yield start, text[start:end]
        start = cut.end() if cut else end


def _told_outside(document: Document, context: CheckContext, targets: set[str]) -> Told:
    """Return the content words of the whole report but for some targets, plans, bases and an attached LKE."""
    reading = context.fmt.membaca_langkah
    texts: list[str] = []
    for block in document.blocks:
        section = context.section_of(block)
        if section == "LAMPIRAN" and find_phrase(block.text, reading.penanda_lke):
            break
        if block.kind in _TEXT and block.id not in targets and section not in reading.bukan_bukti:
            texts.append(block.text)
    return Told(texts)


def nameless_innovations(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI310: a section on innovation that gives no innovation a name."""
    national = {fold(name) for name in context.fmt.membaca_langkah.aplikasi_nasional}
    no_name = national | {fold(word) for word in context.phrases("singkatan_umum")}
    names = phrases_regex(("<nama>",))
    for section in document.sections:
        if not find_phrase(section.title, ("inovasi",)) or not section.number:
            continue
        texts = [b.text for b in document.blocks_of(section.id, nested=True) if b.kind in _TEXT]
        text = " ".join(texts)
        if len(text.split()) < _MIN_WORDS or find_phrase(text, context.phrases("menamai_inovasi")):
            continue
        named = (fold(match.group()) for match in names.finditer(text))
        if not any(name and name not in no_name for name in named):
            yield context.finding("ZI310", "utama", block=document.block_by_id[section.block])


def admitted_lacks(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI313: what an area admits is not done yet, and neither obstacles nor follow-up plan take up."""
    matches = context.matches
    if matches is None:
        return
    common = context.phrases("kata_pokok")
    answers = [b.text for name in ("II.B", "III.B") for b in matches.blocks_of(name, nested=True)]
    taken_up = Told(answers, common)
    found: list[tuple[Block, tuple[int, int]]] = []
    for match in matches.matches:
        if not _is_area(match) or match.position is None:
            continue
        for block in matches.blocks_of(match.section.id, nested=True):
            if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                continue
            for clause in split_clauses(block.text):
                words = content_words(clause.text, common)
                denied = find_phrase(clause.text, context.phrases("belum_dikerjakan"))
                shared = sum(word in taken_up for word in words)
                if denied and len(words) >= _LACK_WORDS and shared < _TAKEN_UP * len(words):
                    found.append((block, (clause.start, clause.start + len(clause.text))))
                    break
    if taken_up and found:
        also = also_at([block for block, _ in found], context)
        yield context.finding("ZI313", "utama", block=found[0][0], span=found[0][1], juga=also)


RULES = {
    "ZI308": Rule(half_kept_headings, Scope.LAPORAN, lists=("kata_pokok", "kata_tindakan")),
    "ZI309": Rule(
        unreported_targets, Scope.LAPORAN, lists=("kata_pokok", "kata_tindakan", "pengantar_target")
    ),
    "ZI310": Rule(nameless_innovations, Scope.LAPORAN, lists=("menamai_inovasi", "singkatan_umum")),
    "ZI313": Rule(admitted_lacks, Scope.LAPORAN, lists=("kata_pokok", "belum_dikerjakan")),
}
