"""Rules on the respondents of surveys and on how often things are monitored."""

from __future__ import annotations

import re
from collections import defaultdict
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
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def unequal_respondents(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI916: a total of respondents in the text that is not the sum of the table of the same section."""
    sums: dict[str | None, list[tuple[float, Block]]] = defaultdict(list)
    for sheet in read_sheets(document):
        for column in range(sheet.width):
            title = sheet.title(column).lower()
            if "responden" not in title:
                continue
            numbers = [sheet.cell(row, column) for row in range(len(sheet.cells))]
            if all(numbers) and len(numbers) >= 2:
                block = sheet.blocks[0]
                sums[block.section].append((sum(n.value for n in numbers if n), block))
    for block in document.blocks:
        if block.kind not in _TEXT or len(sums[block.section]) != 1:
            continue
        added, table = sums[block.section][0]
        for match in _RESPONDENTS.finditer(block.text):
            number = parse_number(match["before"] or match["behind"])
            window = block.text[max(0, match.start() - 30) : match.end()]
            # A table with a row of totals counts everybody twice.
            if number and _ALL.search(window) and number.value not in (added, added / 2):
                yield context.finding(
                    "ZI916",
                    "utama",
                    block=block,
                    span=match.span(),
                    jumlah=number,
                    tabel=f"{added:.0f}",
                    tempat=context.place(table),
                )


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
