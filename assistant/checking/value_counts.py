"""A rule on counts of the year given twice: staff, team, actions of the plan, respondents of a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking.rule import Rule, Scope
from assistant.checking.value_mentions import Period, period_in, period_name
from assistant.document import BlockKind
from assistant.language.indices import find_index_names
from assistant.language.numbers import parse_number, parse_number_words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# The expressions of each count in the rule book (their group `n` is the count), and what a finding calls it.
_COUNTS = {
    "banyak_pegawai": "Jumlah pegawai",
    "banyak_anggota_tim": "Jumlah anggota tim pembangunan zona integritas",
    "banyak_kegiatan_rencana": "Jumlah kegiatan dalam rencana kerja",
    "banyak_responden": "Jumlah responden",
}
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def unequal_counts(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI919: a count that holds for the year with two values; one finding for each count."""
    for name, shown in _COUNTS.items():
        first: dict[object, tuple[float, Block, int]] = {}
        told: set[object] = set()
        for block, match, key in _mentions(name, document, context):
            count = parse_number(match["n"])
            value = count.value if count else parse_number_words(match["n"])
            if value is None or key in told:
                continue
            before, place, offset = first.setdefault(key, (value, block, match.start()))
            if value != before:
                told.add(key)
                yield context.finding(
                    "ZI919",
                    "utama",
                    block=block,
                    span=match.span(),
                    benda=shown if key == "" else f"{shown} {key}",
                    nilai=f"{value:.0f}",
                    lain=f"{before:.0f}",
                    tempat=context.place(place, offset),
                )


def _mentions(
    name: str, document: Document, context: CheckContext
) -> Iterator[tuple[Block, re.Match[str], str]]:
    """Yield where a count is given, and which survey it is a count of (empty for any other count)."""
    for block in document.blocks:
        if block.kind not in _TEXT:
            continue
        for pattern in context.patterns(name):
            for match in pattern.finditer(block.text):
                sentence = _sentence(block.text, match)
                if any(p.search(sentence) for p in context.patterns("bukan_jumlah_tetap")):
                    continue
                key = _survey(sentence) if name == "banyak_responden" else ""
                if key is not None and period_in(sentence).year in (None, document.identity.year):
                    yield block, match, key


def _sentence(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(". ", 0, match.start()), text.rfind("; ", 0, match.start())) + 1
    stop = text.find(". ", match.end())
    return text[start : stop if stop >= 0 else len(text)]


def _survey(sentence: str) -> str | None:
    """Return the survey and its period that a sentence names; None unless it names just one of each."""
    kinds = {kind for _, _, kind in find_index_names(sentence)}
    period = period_in(sentence)
    if len(kinds) != 1 or not period.months:
        return None
    return f"{kinds.pop()}{period_name(Period(None, period.months))}"


RULES = {
    "ZI919": Rule(unequal_counts, Scope.LAPORAN, patterns=(*_COUNTS, "bukan_jumlah_tetap")),
}
