"""Rules on numbers of one passage that must agree: part, whole and per cent; digits and words; lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.numbering import parse_marker
from assistant.language.numbers import NUMBER_WORD, parse_number, parse_number_words, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document
    from assistant.language.numbering import Style

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION)
_WORDS = rf"(?:{NUMBER_WORD})(?:\s+(?:{NUMBER_WORD})){{0,12}}"
# A whole number in digits or in words; no part of a date or of an index.
_COUNT = (
    r"(?:(?:Rp\.?\s?)?(?<![\d.,/:-])\d{1,3}(?:\.\d{3})+(?![.,]?\d)"
    rf"|(?<![\d.,/:-])\d{{1,6}}(?![.,/:-]?\d)|\b{_WORDS}\b(?!-))"
)
_SPELT = rf"(?:\s?\({_WORDS}\))?"
_PERCENT = r"(?P<percent>(?<![\d.,])\d{1,3}(?:[.,]\d{1,4})?)\s?(?:%|persen\b)"
# Words between the numbers: no digits, no new sentence.
_FILL = r"(?:\s+[^\W\d_][\w/-]*){0,5}?"
_JOIN = (
    r"\s*,?\s*(?:\(|\batau\b|\byaitu\b|\byakni\b|\bsetara(?:\s+dengan)?\b|\bsebesar\b|\bmencapai\b|=)\s*"
    r"(?:sebesar\s+|setara\s+(?:dengan\s+)?|mencapai\s+|atau\s+|±\s*)?"
)
_OF = r"\s+dari(?:\s+(?:total|jumlah|keseluruhan|seluruh|target|sebanyak|pagu|anggaran)){0,3}\s+"
# `30 dari 32 kegiatan atau 93,75 persen`.
_PART_OF_WHOLE = re.compile(
    rf"(?P<part>{_COUNT}){_SPELT}{_FILL}{_OF}(?P<whole>{_COUNT}){_SPELT}{_FILL}{_JOIN}{_PERCENT}",
    re.IGNORECASE,
)
# `Dari 32 kegiatan yang direncanakan, 30 kegiatan atau 93,75 persen terlaksana`.
_OF_WHOLE_PART = re.compile(
    rf"\bdari(?:\s+(?:total|jumlah|keseluruhan|seluruh|sebanyak)){{0,3}}\s+(?P<whole>{_COUNT}){_SPELT}{_FILL},?"
    rf"\s+(?:sebanyak\s+|sejumlah\s+)?(?P<part>{_COUNT}){_SPELT}{_FILL}{_JOIN}{_PERCENT}",
    re.IGNORECASE,
)
# `30 kegiatan (93,75%) dari 32 kegiatan`.
_PART_PERCENT_WHOLE = re.compile(
    rf"(?P<part>{_COUNT}){_SPELT}{_FILL}\s*\(\s*{_PERCENT}\s*\){_OF}(?P<whole>{_COUNT})(?!\s*\()",
    re.IGNORECASE,
)
# `28 kegiatan atau 96,88 persen`, whose whole the sentence before tells: `memuat 32 kegiatan`.
_PART_ALONE = re.compile(
    rf"(?P<part>{_COUNT}){_SPELT}\s+(?P<unit>[a-z]{{4,20}}){_FILL}{_JOIN}{_PERCENT}", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;]\s")
# The whole is told at most so many characters before its part.
_WHOLE_REACH = 220
# Shares further apart than this (points) are of different wholes.
_MOST_APART = 25
_YEAR_BEFORE = re.compile(
    r"(?:tahun|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)\s*\Z",
    re.I,
)


def unequal_shares(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI902: part, whole and per cent of one clause that do not agree."""
    for block in document.blocks:
        if block.kind not in _TEXT or not ("%" in block.text or "persen" in block.text.lower()):
            continue
        told: set[int] = set()
        for pattern in (_PART_OF_WHOLE, _OF_WHOLE_PART, _PART_PERCENT_WHOLE):
            for match in pattern.finditer(block.text):
                if match.start("percent") in told:
                    continue
                told.add(match.start("percent"))
                finding = _share_finding(match, block, context)
                if finding:
                    yield finding
        for match in _PART_ALONE.finditer(block.text):
            if match.start("percent") not in told:
                yield from _share_of_before(match, block, context)


def _share_of_before(match: re.Match[str], block: Block, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding if a part and its share do not agree with the whole of the sentence before."""
    low = max(0, match.start() - _WHOLE_REACH)
    whole = [
        *re.finditer(
            rf"(?P<whole>{_COUNT}){_SPELT}\s+{match['unit']}\b", block.text[low : match.start()], re.I
        )
    ]
    if len(whole) != 1 or len(_SENTENCE_END.findall(block.text[low + whole[0].end() : match.start()])) != 1:
        return
    part, count = _count(match["part"]), _count(whole[0]["whole"])
    percent = parse_number(match["percent"].replace(".", ","))
    if (
        not part
        or not count
        or part > count
        or percent is None
        or re.search(r"\bdari\b", match.group(), re.I)
    ):
        return
    share = 100 * part / count
    apart = abs(share - percent.value)
    if percent.unit + 1e-6 < min(apart, abs(100 - share - percent.value)) and apart <= _MOST_APART:
        yield context.finding(
            "ZI902",
            "sebelum",
            block=block,
            span=match.span(),
            bagian=written(part, 0),
            seluruh=written(count, 0),
            hitungan=written(share, max(percent.decimals, 2 if share % 1 > 1e-6 else 0)),
            persen=percent,
        )


def _share_finding(match: re.Match[str], block: Block, context: CheckContext) -> Finding | None:
    part, whole = _count(match["part"]), _count(match["whole"])
    percent = parse_number(match["percent"].replace(".", ","))
    if not part or not whole or percent is None or _is_year(match, "whole") or _is_year(match, "part"):
        return None
    share = 100 * part / whole
    # Cut off as often as rounded; the rest's share instead of the part's is another way to put it.
    if min(abs(share - percent.value), abs(100 - share - percent.value)) <= percent.unit + 1e-6:
        return None
    decimals = max(percent.decimals, 2 if share % 1 > 1e-6 else 0)
    return context.finding(
        "ZI902",
        "utama",
        block=block,
        span=match.span(),
        bagian=written(part, 0),
        seluruh=written(whole, 0),
        hitungan=written(share, decimals),
        persen=percent,
    )


def _is_year(match: re.Match[str], group: str) -> bool:
    before = match.string[: match.start(group)][-12:]
    return bool(re.fullmatch(r"(?:19|20)\d\d", match[group]) and _YEAR_BEFORE.search(before))


def _count(text: str) -> float | None:
    number = parse_number(text)
    return number.value if number else parse_number_words(text)


_DIGITS_AND_WORDS = re.compile(
    rf"(?<![\d.,/])(?P<digits>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,9}})(?:,00|,-)?\s*(?:%|persen)?\s*"
    rf"\(\s*(?P<words>{_WORDS})(?:\s+(?:rupiah|persen|orang|buah|hari|bulan|tahun))?\s*\)",
    re.IGNORECASE,
)
_WORDS_AND_DIGITS = re.compile(
    rf"\b(?P<words>{_WORDS})\s*\(\s*(?P<digits>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,9}})\s*\)", re.IGNORECASE
)


def unequal_spellings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI903: a number in digits and in words that differ."""
    for block in document.blocks:
        if block.kind is BlockKind.NOISE or "(" not in block.text:
            continue
        for pattern in (_DIGITS_AND_WORDS, _WORDS_AND_DIGITS):
            for match in pattern.finditer(block.text):
                digits, words = parse_number(match["digits"]), parse_number_words(match["words"])
                if digits and words is not None and digits.value != words:
                    yield context.finding(
                        "ZI903",
                        "utama",
                        block=block,
                        span=match.span(),
                        angka=match["digits"],
                        huruf=" ".join(match["words"].split()),
                        nilai=written(words, 0),
                    )


_ANNOUNCED = re.compile(
    rf"\b(?:(?P<digits>\d{{1,2}})(?:\s?\({_WORDS}\))?|(?P<words>{_WORDS}))\s+(?:[^\W\d_][\w-]*\s+){{1,5}}?"
    r"(?:sebagai\s+berikut|berikut(?:\s+ini)?|yaitu|yakni)\s*:?\s*\Z",
    re.IGNORECASE,
)
# An enumeration of more is seldom counted in words before it.
_MAX_ANNOUNCED = 20


def miscounted_lists(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI904: a list of more or fewer items than the sentence before it announces."""
    for position, block in enumerate(document.blocks):
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        match = _ANNOUNCED.search(block.text[-160:])
        if match is None:
            continue
        count = int(match["digits"]) if match["digits"] else parse_number_words(match["words"])
        items = _items_after(document.blocks, position)
        if not count or not 2 <= count <= _MAX_ANNOUNCED or len(items) < 2 or len(items) == count:
            continue
        yield context.finding(
            "ZI904",
            "lebih" if len(items) > count else "kurang",
            block=block,
            span=(len(block.text) - len(match.group()), len(block.text)),
            disebut=count,
            jumlah=len(items),
        )


def _items_after(blocks: Sequence[Block], position: int) -> list[Block]:
    """Return the items 1, 2, 3 ... of the list that follows a block, without those nested in them."""
    items: list[Block] = []
    styles: set[Style] = set()
    for block in blocks[position + 1 :]:
        if block.kind is BlockKind.HEADING or (block.kind is BlockKind.PARAGRAPH and not items):
            break
        marker = parse_marker(block.marker) if block.kind is BlockKind.LIST_ITEM else None
        readings = marker.readings if marker and not marker.is_bullet else ()
        if not items:
            if marker is not None and not readings:
                break
            styles = {reading.style for reading in readings if reading.value == 1}
        values = {reading.value for reading in readings if reading.style in styles}
        if len(items) + 1 in values:
            items.append(block)
        elif values:
            break
    return items


RULES = {
    "ZI902": Rule(unequal_shares, Scope.BOTH),
    "ZI903": Rule(unequal_spellings, Scope.BOTH),
    "ZI904": Rule(miscounted_lists, Scope.BOTH),
}
