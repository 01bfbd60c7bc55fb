"""Rules on the respondents of surveys and on how often things are monitored."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.rule import Rule, Scope
from assistant.checking.value_mentions import true_mentions
from assistant.checking.value_tables import read_sheets
from assistant.document import BlockKind
from assistant.language.indices import find_index_names
from assistant.language.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document
    from assistant.language.indices import IndexKind

_NUMBER = r"(?<![\d.,/-])(?P<{0}>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}})(?![.,/]?\d)(?:\s?\([a-z ]{{3,40}}\))?"
# `60 responden`, `jumlah responden sebanyak 60 orang`, `responden: 60`; parts of them are left out (`35
# responden laki-laki`).
_RESPONDENTS = re.compile(
    rf"{_NUMBER.format('before')}\s+(?:orang\s+)?responden\b(?!\s+(?:\S+\s+){{0,2}}(?:laki|perempuan|pria|wanita"
    r"|berusia|berpendidikan|menyatakan|menjawab|memilih|memberi|menilai|tidak|merasa|puas|lain))"
    r"|\bresponden(?:nya)?(?:\s+[^\W\d_]+){0,2}?\s*(?:sebanyak|sejumlah|berjumlah|adalah|yaitu|:|=)?"
    rf"\s*{_NUMBER.format('behind')}"
    r"(?:\s+orang)?(?!\s*(?:%|persen|unsur|pertanyaan|tahun))",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:seluruh(?:nya)?|keseluruhan|total|jumlah)\b", re.IGNORECASE)
# A number of respondents within this share of a table's total means it; others may be of another survey.
_NEAR_TOTAL = 0.2
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def unequal_respondents(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI916: a total of respondents in the text that is not the sum of the table of the same section."""
    sums: dict[str | None, list[_Counted]] = defaultdict(list)
    for sheet in read_sheets(document):
        for column in range(sheet.width):
            title = sheet.title(column).lower()
            if "responden" not in title:
                continue
            numbers = [sheet.cell(row, column) for row in range(len(sheet.cells))]
            if all(numbers) and len(numbers) >= 2:
                block = sheet.blocks[0]
                sums[block.section].append(_Counted(tuple(n.value for n in numbers if n), block))
    told = _told_respondents(document)
    for block in document.blocks:
        if block.kind not in _TEXT or len(sums[block.section]) != 1:
            continue
        counted = sums[block.section][0]
        is_only = len(told[block.section]) == 1
        for match in _RESPONDENTS.finditer(block.text):
            number = parse_number(match["before"] or match["behind"])
            window = block.text[max(0, match.start() - 30) : match.end()]
            if number is None or number.value in counted.totals:
                continue
            if _ALL.search(window) or (is_only and counted.is_near(number.value)):
                yield context.finding(
                    "ZI916",
                    "utama",
                    block=block,
                    span=match.span(),
                    jumlah=number,
                    tabel=f"{counted.total_near(number.value):.0f}",
                    tempat=context.place(counted.table),
                )


@dataclass(frozen=True, slots=True)
class _Counted:
    """The respondents that the rows of a table count, and its first block."""

    rows: tuple[float, ...]
    table: Block

    @property
    def totals(self) -> tuple[float, ...]:
        """All that may be told as its total: rows of totals, or two surveys, count all twice."""
        added = sum(self.rows)
        same = self.rows[:1] if len(set(self.rows)) == 1 else ()
        return (added, added / 2, *same)

    def total_near(self, value: float) -> float:
        """Return the total that a number comes closest to."""
        return min(self.totals, key=lambda total: abs(total - value))

    def is_near(self, value: float) -> bool:
        """Whether a number is so close to a total that it is meant for it, and counts no row."""
        near = abs(self.total_near(value) - value) <= _NEAR_TOTAL * self.total_near(value)
        return near and value not in self.rows


def _told_respondents(document: Document) -> dict[str | None, set[str]]:
    """Return the numbers of respondents that the text of each section tells."""
    told: dict[str | None, set[str]] = defaultdict(set)
    for block in document.blocks:
        if block.kind in _TEXT:
            told[block.section] |= {m["before"] or m["behind"] for m in _RESPONDENTS.finditer(block.text)}
    return told


def silent_on_respondents(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI917: a survey's result without the number of its respondents, where another's are told."""
    given: dict[IndexKind, Block] = {}
    for mention in true_mentions(document, context):
        if mention.kind.is_survey and mention.block.kind is not BlockKind.TABLE_ROW:
            given.setdefault(mention.kind, mention.block)
    told = {kind for kind in given if _tells_respondents(kind, given[kind], document)}
    silent = [kind for kind in given if kind not in told]
    if told and silent:
        for kind in silent:
            yield context.finding(
                "ZI917", "utama", block=given[kind], indeks=kind, lain=listed(sorted(str(k) for k in told))
            )


def _tells_respondents(kind: IndexKind, place: Block, document: Document) -> bool:
    """Whether respondents are counted where an index is named, in its section, or in one around it."""
    path = {section.id for section in document.section_path(place.section)}
    return any(
        _RESPONDENTS.search(block.text)
        or (block.kind is BlockKind.TABLE_ROW and "responden" in block.text.lower())
        for block in document.blocks
        if block.section in path or any(named is kind for _, _, named in find_index_names(block.text))
    )


_EVERY = re.compile(
    r"\b(?:(?:setiap|tiap|per)[\s-]*(?:akhir\s+)?(?P<unit>minggu|pekan|bulan|triwulan|semester|tahun)"
    r"|(?:secara\s+)?(?P<word>mingguan|bulanan|triwulanan|semesteran|tahunan))\b",
    re.IGNORECASE,
)
_UNITS = {"mingguan": "minggu", "pekan": "minggu", "bulanan": "bulan", "triwulanan": "triwulan"}
_UNITS |= {"semesteran": "semester", "tahunan": "tahun"}


def unequal_rhythms(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI918: monitoring of the zona integritas every semester here and every quarter there."""
    first: tuple[str, Block] | None = None
    for block in document.blocks:
        if block.kind not in (*_TEXT, BlockKind.TABLE_ROW):
            continue
        for sentence in re.finditer(r"[^.;|]+", block.text):
            if not any(p.search(sentence.group()) for p in context.patterns("pemantauan_zi")):
                continue
            every = {
                _UNITS.get(word, word)
                for m in _EVERY.finditer(sentence.group())
                if (word := (m["unit"] or m["word"]).lower())
            }
            if len(every) != 1:
                continue
            unit = every.pop()
            if first is None:
                first = unit, block
            elif unit != first[0]:
                yield context.finding(
                    "ZI918",
                    "utama",
                    block=block,
                    span=sentence.span(),
                    sini=unit,
                    sana=first[0],
                    tempat=context.place(first[1]),
                )
                return


RULES = {
    "ZI916": Rule(unequal_respondents, Scope.LAPORAN),
    "ZI917": Rule(silent_on_respondents, Scope.LAPORAN),
    "ZI918": Rule(unequal_rhythms, Scope.BOTH, patterns=("pemantauan_zi",)),
}
