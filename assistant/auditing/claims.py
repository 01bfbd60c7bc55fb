"""Statements of a report that evidence can prove: values with their sentence, and the existence of things.

Left out: plans and denials (`akan`, `belum`), law, tables of contents, and bare numbers in tables.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.auditing.evidence_words import content_words, evidence_words
from assistant.auditing.model import Claim, ClaimKind
from assistant.auditing.values import find_values
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.pipeline import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.auditing.values import Value
    from assistant.document import Block, Document, Table

# A reader takes in a quote of this length at a glance; longer sentences are cut around the value.
_MAX_QUOTE = 320
# What a thing is called fits in these words behind its noun (`laporan hasil survei kepuasan masyarakat`).
_MAX_NAME_WORDS = 7
_NAME_END = re.compile(
    r"[.,;:()|]|\s(?:yang|pada|di|dengan|untuk|oleh|telah|sudah|dan|serta|agar|guna|dalam|sebagai|kepada|secara|setiap|sesuai|melalui|bagi|terhadap|"
    r"dapat|bisa|berdasarkan|ke|dari|dilaksanakan|disusun|tersedia|sebanyak|selama|bersama|adalah|tahun)\b",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"\b(?:(?:setiap|tiap|per)\s+(?:hari|minggu|pekan|bulan|triwulan|semester|tahun|senin|selasa|rabu|kamis|jumat)"
    r"|(?:satu|dua|tiga|empat|\d{1,2})\s+kali\s+(?:dalam\s+)?(?:setahun|sebulan|seminggu|se-?\w+)"
    r"|harian|mingguan|bulanan|triwulanan|semesteran|tahunan)\b",
    re.IGNORECASE,
)
# `target indeks kepuasan masyarakat sebesar` has 42 letters.
_TARGET_REACH = 45
_CONTENTS = re.compile(r"\.{4,}|…{2,}")
_TABLE_KINDS = frozenset(
    {ClaimKind.DATE, ClaimKind.DECREE_NUMBER, ClaimKind.LETTER_NUMBER, ClaimKind.PERCENTAGE, ClaimKind.AMOUNT}
    | {ClaimKind.INDEX_VALUE}
)
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION, BlockKind.TABLE_ROW})
# Sections that only name law or only sign: what stands there is no statement of work done.
_NO_STATEMENTS = ("dasar hukum", "daftar isi", "daftar gambar", "daftar tabel", "rencana tindak lanjut")


def find_claims(document: Document) -> tuple[Claim, ...]:
    """Return the checkable claims of a report in reading order."""
    return tuple(
        claim
        for block in document.blocks
        if _is_read(document, block)
        for claim in _claims_of(document, block)
    )


def _is_read(document: Document, block: Block) -> bool:
    if block.kind not in _READ or _CONTENTS.search(block.text):
        return False
    titles = [fold(section.title) for section in document.section_path(block.section)]
    return not any(title.startswith(name) for title in titles for name in _NO_STATEMENTS)


def _claims_of(document: Document, block: Block) -> Iterator[Claim]:
    table = document.table_by_id.get(block.table or "")
    values = find_values(block.text)
    if block.kind is BlockKind.TABLE_ROW:
        for value in values:
            if value.kind in _TABLE_KINDS and not _in_target_column(table, block, value):
                yield _claim(block, value.kind, (value.start, value.end), (0, len(block.text)))
        return
    for start, end in split_sentences(block.text):
        inside = [value for value in values if start <= value.start and value.end <= end]
        sentence = block.text[start:end]
        if is_denied(sentence):
            continue
        for value in inside:
            if is_target(block.text[: value.start], value.start):
                continue
            yield _claim(block, value.kind, (value.start, value.end), (start, end))
        if block.kind is not BlockKind.CAPTION and not inside:
            yield from _existence(block, start, end)


def _in_target_column(table: Table | None, block: Block, value: Value) -> bool:
    """Whether a value stands under a title that makes it an aim; of equal cells the first counts."""
    if table is None or block.row is None or block.row < 0:
        return False
    printed = block.text[value.start : value.end]
    cells = zip(table.header, table.rows[block.row], strict=False)
    title = next((title for title, cell in cells if printed in cell), "").lower()
    return any(word in title for word in evidence_words().kata_target)


def _existence(block: Block, start: int, end: int) -> Iterator[Claim]:
    """Yield what a sentence without values says of a thing: how often, that it is public, or there."""
    sentence = block.text[start:end]
    kind, name = _thing(sentence)
    if name is None:
        return
    lowered = set(re.findall(r"\w+", sentence.lower()))
    words = evidence_words()
    often = _FREQUENCY.search(sentence)
    if often:
        found, span = ClaimKind.MEETING if kind is ClaimKind.MEETING else kind, often.span()
    elif lowered & words.publikasi:
        found, span = ClaimKind.PUBLICATION, name
    elif lowered & words.pernyataan:
        found, span = kind, name
    else:
        return
    yield _claim(block, found, (start + span[0], start + span[1]), (start, end))


def _thing(sentence: str) -> tuple[ClaimKind, tuple[int, int] | None]:
    """Return the kind and the place of the first thing that a sentence names; None if it names none."""
    for match in _things().finditer(sentence):
        kind = _kind_of_noun()[" ".join(match.group().lower().split())]
        ends = (pattern.search(sentence, match.end()) for pattern in (_NAME_END, _verbs()))
        end = min((closing.start() for closing in ends if closing), default=len(sentence))
        name = " ".join(sentence[match.start() : end].split(" ")[:_MAX_NAME_WORDS]).rstrip()
        if len(content_words(name)) >= 2:
            return kind, (match.start(), match.start() + len(name))
    return ClaimKind.DOCUMENT, None


@cache
def _kind_of_noun() -> dict[str, ClaimKind]:
    return {noun: kind for kind, nouns in evidence_words().benda.items() for noun in nouns}


@cache
def _verbs() -> re.Pattern[str]:
    """Return a pattern for the verbs that end the name of a thing."""
    verbs = sorted(evidence_words().publikasi | evidence_words().pernyataan)
    return re.compile(rf"\s(?:{'|'.join(verbs)})\b", re.IGNORECASE)


@cache
def _things() -> re.Pattern[str]:
    nouns = (r"\s+".join(noun.split()) for noun in sorted(_kind_of_noun(), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(nouns)})(?![\w-])", re.IGNORECASE)


def is_denied(sentence: str) -> bool:
    """Whether a sentence denies, puts off or only plans what it speaks of."""
    return bool(evidence_words().sangkalan & set(re.findall(r"[^\W\d_]+", sentence.lower())))


def is_target(text: str, start: int) -> bool:
    """Whether words before a value, or its column's title, make it an aim or what was before."""
    before = text[max(0, start - _TARGET_REACH) : start].lower()
    return any(word in before for word in evidence_words().kata_target)


def frequency(text: str) -> str:
    """Return how often something is done by the words of a text, folded; empty if it does not say."""
    match = _FREQUENCY.search(text)
    return " ".join(match.group().lower().split()) if match else ""


def value_of(claim: Claim, document: Document) -> Value | None:
    """Return the value that a claim states; None for the existence of a thing."""
    text = document.block_by_id[claim.block].text
    for value in find_values(text):
        inside = claim.start <= value.start and value.end <= claim.end
        if inside and value.kind is claim.kind and text[value.start : value.end] == claim.value:
            return value
    return None


def _claim(block: Block, kind: ClaimKind, value: tuple[int, int], around: tuple[int, int]) -> Claim:
    start, end = _cut(block.text, value, around)
    where = block.locate(start, end)
    return Claim(
        block.text[start:end], kind, block.text[value[0] : value[1]], block.id, start, end,
        where.page, where.line, where.line_end,
    )  # fmt: skip


def _cut(text: str, value: tuple[int, int], around: tuple[int, int]) -> tuple[int, int]:
    """Return the stretch of a sentence to quote: whole, or as much as fits around the value."""
    start, end = around
    if end - start <= _MAX_QUOTE:
        return start, end
    room = max(0, (_MAX_QUOTE - (value[1] - value[0])) // 2)
    low, high = max(start, value[0] - room), min(end, value[1] + room)
    low = start if low == start else min(value[0], text.find(" ", low) + 1 or low)
    high = end if high == end else max(value[1], text.rfind(" ", value[1], high))
    return low, max(high, value[1])
