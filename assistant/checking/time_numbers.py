"""Rule on the number and the date of one document: both name the year in which it was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.hits import Hit, one_for_each_cause
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# `Nomor 12 Tahun 2024 tanggal`, `No. 8/HK.03/3204/2024 tertanggal`: a number with its year, up to the date.
_DATED_NUMBER = re.compile(
    r"\b(?:Nomor|No)\b[\s.:]{0,4}(?:[\w./-]{1,40}\s+Tahun\s+(?P<year>20\d\d)|[\w.-]{1,20}(?:/[\w.-]{1,20}){1,6}/(?P<last>20\d\d))"
    r"\s*,?\s*(?:pada\s+)?(?:ter)?(?:tanggal|tgl)\b[\s.:]{0,3}",
    re.IGNORECASE,
)
# Years further apart are a digit misread by scanning.
_MOST_YEARS = 6


def unequal_years(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI515: a document whose number is of one year and whose date is of another."""
    hits = [hit for block in document.blocks if block.kind is not BlockKind.NOISE for hit in _unequal(block)]
    yield from one_for_each_cause("ZI515", hits, context)


def _unequal(block: Block) -> Iterator[Hit]:
    for match in _DATED_NUMBER.finditer(block.text):
        date = next((d for d in find_dates(block.text) if d.start >= match.end()), None)
        if date is None or date.start > match.end() + 1 or date.day is None:
            continue
        named = int(match["year"] or match["last"])
        if 0 < abs(named - date.day.year) <= _MOST_YEARS:
            text = " ".join(block.text[date.start : date.end].split())
            span = (match.start(), date.end)
            passage = fold(block.text[span[0] : span[1]])
            yield Hit("utama", block, span, passage, {"lain": named, "tanggal": text})


RULES = {"ZI515": Rule(unequal_years, Scope.BOTH, yields_to=("ZI505",))}
