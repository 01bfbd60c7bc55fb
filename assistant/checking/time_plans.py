"""Rules on the year of a plan: titles, tables and running text; that of the actions is in `plan_times`."""

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
from assistant.language.dates import month_number

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

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
# A table whose header names so many months is one of targets over the year.
_MIN_MONTHS = 6
# The rows that a header over months takes: the year, and the months below it.
_HEADER_ROWS = 3
# The plan under its own name, with its year; what happened in a year is told by a verb or `pada` between.
_OWN_NAME = re.compile(
    r"\brencana\s+(?:aksi|kerja)\s+(?:tim\s+)?pembangunan\s+(?:zona\s+integritas|zi)\b"
    r"(?:(?!\bdi\w{3,}kan\b|\bdisusun\b|\bdimulai\b|\bsejak\b|\b(?:pada|di|dalam)\s+tahun\b|\bbulan\b|20\d\d)[^.;]){0,220}?"
    r"\btahun\s+(?:anggaran\s+)?(?P<tahun>20\d\d)\b(?!\s?[-–/]\s?\d)",
    re.IGNORECASE,
)


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
    """ZI514: titles, tables and sentences of a plan that name another year as the one planned for."""
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
    hits += _stale_captions(document, context, year)
    hits += _stale_columns(document, year, titled={hit.cause for hit in hits})
    for block in document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            hits += _stale_names(block, context, year)
            hits += _stale_sentences(block, context, year)
    yield from one_for_each_cause("ZI514", hits, context)


def _is_stale(named: int, year: int) -> bool:
    return year - _STALE_YEARS <= named < year


def _is_excused(text: str, context: CheckContext) -> bool:
    """Whether a passage compares years, or tells what happened in one."""
    lists = ("kata_perbandingan", "kata_sejarah", "kata_pemilu", "kata_sudah")
    return any(find_phrase(text, context.phrases(name)) for name in lists)


def _stale_captions(document: Document, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the titles of tables, and of parts in capitals, that call their targets those of a past year."""
    for block in document.blocks:
        text = block.text
        is_title = block.kind in (BlockKind.CAPTION, BlockKind.HEADING) or _is_title_line(block)
        if block.kind is BlockKind.TABLE_ROW or not is_title or len(text.split()) > _TITLE_WORDS:
            continue
        years = list(_YEAR.finditer(text))
        if not years or _TITLE.match(text) or not _SUBJECT.search(text) or str(year) in text:
            continue
        named = int(years[-1].group())
        planned = find_phrase(text, context.phrases("judul_rencana"))
        if planned and _is_stale(named, year) and not _is_excused(text, context):
            yield Hit("judul", block, (0, len(text)), named, {"lain": named, "tahun": year})


def _stale_columns(document: Document, year: int, titled: set[Hashable]) -> Iterator[Hit]:
    """Yield the past year that stands over the months of a table of targets.

    Args:
        document: the plan.
        year: the year that it plans.
        titled: the years that titles bear wrongly already, of which the column is another place.
    """
    rows: dict[str, list[Block]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_ROW and block.table:
            rows.setdefault(block.table, []).append(block)
    for head in (blocks[:_HEADER_ROWS] for blocks in rows.values()):
        words = [word for block in head for word in re.split(r"[|\s]+", block.text)]
        years = {int(word) for word in words if re.fullmatch(r"20\d\d", word)}
        months = {number for word in words if (number := month_number(word))}
        if len(months) < _MIN_MONTHS or len(years) != 1 or not _is_stale(min(years), year):
            continue
        named = min(years)
        block = next(block for block in head if str(named) in block.text)
        start = block.text.find(str(named))
        variant = "judul" if named in titled else "kolom"
        yield Hit(variant, block, (start, start + 4), named, {"lain": named, "tahun": year})


def _stale_names(block: Block, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the plan's own name with a past year, where a sentence speaks of making this plan."""
    for match in _OWN_NAME.finditer(block.text):
        named = int(match["tahun"])
        start, end = clause_around(block.text, match.span())
        clause = block.text[start:end]
        if not _is_stale(named, year) or str(year) in clause or _is_excused(clause, context):
            continue
        if find_phrase(block.text[start : match.start()], context.phrases("pokok_rencana")):
            yield Hit("nama", block, match.span("tahun"), named, {"lain": named, "tahun": year})


def _stale_sentences(block: Block, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the spans of a past year that a sentence on the plan names as those to work in."""
    for pattern in context.patterns("rentang_tahun"):
        for match in pattern.finditer(block.text):
            named = int(match["tahun"])
            start, end = clause_around(block.text, match.span())
            clause = block.text[start:end]
            if not _is_stale(named, year) or str(year) in clause or _is_excused(clause, context):
                continue
            if find_phrase(clause, context.phrases("kata_rencana")):
                text = " ".join(match.group().split())
                values = {"teks": text, "lain": named, "tahun": year}
                yield Hit("uraian", block, match.span(), fold(text), values)


RULES = {
    "ZI514": Rule(
        stale_plan_years,
        Scope.RENCANA,
        lists=(
            "kata_perbandingan",
            "kata_sejarah",
            "kata_pemilu",
            "kata_sudah",
            "kata_rencana",
            "judul_rencana",
            "pokok_rencana",
        ),
        patterns=("rentang_tahun",),
    ),
}
