"""Rules on the year of a plan: its titles and its running text; the actions are in `plan_times`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.hits import Hit, one_for_each_cause
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.checking.timeline import clause_around
from assistant.document import BlockKind
from assistant.language.clean import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_TITLE = re.compile(r"\A\W*(?:rencana\s+(?:aksi|kerja|kegiatan)|program\s+kerja)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\bzona\s+integritas\b|\bpembangunan\s+zi\b|\bWBK\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w/.-])20\d\d(?![\w/])")
# A title is set in capitals; scanning spoils a few of them.
_CAPITALS = 0.8
_TITLE_BLOCKS = 6
_TITLE_WORDS = 45
_STALE_YEARS = 6


@dataclass(frozen=True, slots=True)
class _PlanTitle:
    """A title of the plan: its first block, and all its words."""

    block: Block
    text: str


def _titles(document: Document) -> Iterator[_PlanTitle]:
    """Yield the plan's titles: lines in capitals that begin with its name and name its subject."""
    blocks = [b for b in document.blocks if b.kind is not BlockKind.TABLE_ROW]
    for index, block in enumerate(blocks):
        if block.marker or not _TITLE.match(block.text) or not _is_title_line(block):
            continue
        lines = [block.text]
        for following in blocks[index + 1 : index + _TITLE_BLOCKS]:
            if following.marker or not _is_title_line(following) or _TITLE.match(following.text):
                break
            lines.append(following.text)
        text = " ".join(lines)
        if _SUBJECT.search(text):
            yield _PlanTitle(block, text)


def _is_title_line(block: Block) -> bool:
    letters = [c for c in block.text if c.isalpha()]
    is_capital = len(letters) >= 4 and sum(c.isupper() for c in letters) >= _CAPITALS * len(letters)
    return is_capital and len(block.text.split()) <= _TITLE_WORDS


def stale_plan_years(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI514: titles and sentences of a plan that name another year as the one planned for."""
    year = context.timeline.year
    if year is None:
        return
    hits: list[Hit] = []
    for title in _titles(document):
        named = [int(m.group()) for m in _YEAR.finditer(title.text)]
        if named and year not in named and year - _STALE_YEARS <= named[-1] < year:
            block = title.block
            values = {"lain": named[-1], "tahun": year}
            hits.append(Hit("judul", block, (0, len(block.text)), named[-1], values))
    for block in document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            hits += _stale_sentences(block, context, year)
    yield from one_for_each_cause("ZI514", hits, context)


def _stale_sentences(block: Block, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the spans of a past year that a sentence on the plan names as those to work in."""
    excused = ("kata_perbandingan", "kata_sejarah", "kata_pemilu", "kata_sudah")
    for pattern in context.patterns("rentang_tahun"):
        for match in pattern.finditer(block.text):
            named = int(match["tahun"])
            start, end = clause_around(block.text, match.span())
            clause = block.text[start:end]
            if not year - _STALE_YEARS <= named < year or str(year) in clause:
                continue
            if any(find_phrase(clause, context.phrases(name)) for name in excused):
                continue
            if find_phrase(clause, context.phrases("kata_rencana")):
                text = " ".join(match.group().split())
                values = {"teks": text, "lain": named, "tahun": year}
                yield Hit("uraian", block, match.span(), fold(text), values)


RULES = {
    "ZI514": Rule(
        stale_plan_years,
        Scope.RENCANA,
        lists=("kata_perbandingan", "kata_sejarah", "kata_pemilu", "kata_sudah", "kata_rencana"),
        patterns=("rentang_tahun",),
    ),
}
