"""Rules on the same value given twice: indices that contradict themselves, and results under a wrong name."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.rule import Rule, Scope
from assistant.checking.value_mentions import Period, borrowed, period_name, true_mentions, with_months
from assistant.language.indices import find_index_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.checking.value_mentions import ValueMention
    from assistant.document import Block, Document
    from assistant.language.indices import IndexKind

    # Index and survey, year, months.
    _Key = tuple[tuple[IndexKind, str], int | None, tuple[int, ...]]


def contradicting_indices(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI901: an index with two values for the same period; one finding for each index and period."""
    for (_, year, months), members in _comparable(document, context).items():
        deviating = _deviating(members)
        if not deviating:
            continue
        odd = {id(mention) for mention in deviating}
        usual = next(m for m in members if id(m) not in odd)
        first = deviating[0]
        certain = all(_is_certain(m) for m in (usual, first))
        others = [f"{m.number} di {context.place(m.block, m.span[0])}" for m in deviating[1:_MAX_VALUES]]
        yield context.finding(
            "ZI901",
            "pasti" if certain else "mungkin",
            block=first.block,
            span=_widened(first),
            indeks=first.kind,
            periode=period_name(Period(year, months)),
            nilai=first.number,
            lain=usual.number,
            tempat=context.place(usual.block, usual.span[0]),
            juga=f"; juga {listed(others)}" if others else "",
        )


def _widened(mention: ValueMention) -> tuple[int, int]:
    """Return the value with the words before it, so that the quote tells what it is the value of."""
    start = mention.block.text.rfind(". ", 0, mention.span[0]) + 1
    return max(start, mention.span[0] - 80), mention.span[1]


def _is_certain(mention: ValueMention) -> bool:
    return mention.period != Period()


def _comparable(document: Document, context: CheckContext) -> dict[_Key, list[ValueMention]]:
    """Return the mentions by index and survey, year, and months: those of one group should be equal.

    A value without period belongs to no group where the survey has results of several periods, one of which
    it may repeat or average.
    """
    mentions = true_mentions(document, context)
    surveys = {(m.kind, m.survey) for m in mentions if m.survey}
    several = {kind for kind, count in Counter(kind for kind, _ in surveys).items() if count > 1}
    by_index: dict[tuple[IndexKind, str], list[ValueMention]] = defaultdict(list)
    for mention in mentions:
        by_index[mention.kind, mention.survey if mention.kind in several else ""].append(mention)
    groups: dict[_Key, list[ValueMention]] = defaultdict(list)
    for key, members in by_index.items():
        dated = tuple({(m.percent, m.slack, m.period): m for m in with_months(members)}.values())
        for mention in members:
            year = mention.period.year or document.identity.year
            if mention.period.months or not _may_sum_up(mention, dated):
                groups[key, year, mention.period.months].append(mention)
    return groups


def _may_sum_up(mention: ValueMention, dated: Sequence[ValueMention]) -> bool:
    """Whether a value without period repeats that of a period, or may be the mean of several."""
    if any(mention.equals(other) for other in dated):
        return True
    return len({other.period.months for other in dated}) > 1 and (
        min(m.percent for m in dated) <= mention.percent <= max(m.percent for m in dated)
    )


# An index with more values for one period is no index but a list of questions.
_MAX_VALUES = 20


def _deviating(members: Sequence[ValueMention]) -> list[ValueMention]:
    """Return the mentions that differ from the value that most give; of a tie, from the first one.

    Three and more values that nobody repeats are those of several services or questions, no contradiction.
    """
    by_value: dict[tuple[float, float], list[ValueMention]] = defaultdict(list)
    for mention in members:
        by_value[mention.percent, mention.slack].append(mention)
    if len(by_value) > _MAX_VALUES:
        return []
    groups = list(by_value.values())
    alike = [[m for other in groups if other[0].equals(group[0]) for m in other] for group in groups]
    usual = {id(mention) for mention in max(alike, key=len, default=[])}
    rest = [mention for mention in members if id(mention) not in usual]
    return [] if len(usual) == 1 and len(rest) > 1 else rest


def borrowed_names(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI914: under the heading of one index the value of another alone, as copied text has it."""
    told: set[str | None] = set()
    for mention, titled in borrowed(context.index_values, document).items():
        if mention.block.section in told:
            continue
        told.add(mention.block.section)
        yield context.finding(
            "ZI914",
            "utama",
            block=mention.block,
            span=_widened(mention),
            judul=document.section_by_id[mention.block.section or ""].title,
            indeks=titled,
            lain=mention.kind,
            nilai=mention.number,
        )


def half_told_years(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI915: results of a survey for the first half of the year alone, though a later survey is named."""
    mentions = [
        m for m in true_mentions(document, context) if m.period.year in (None, document.identity.year)
    ]
    for kind in dict.fromkeys(m.kind for m in mentions):
        told = with_months(m for m in mentions if m.kind is kind)
        if not told or any(
            m.kind is kind and not m.period.months and not _repeats(m, told) for m in mentions
        ):
            continue
        last = max(told, key=lambda m: m.period.months[-1])
        later = _named_later(kind, last.period.months[-1], document, context)
        if later is None:
            continue
        yield context.finding(
            "ZI915",
            "utama",
            block=last.block,
            span=_widened(last),
            indeks=kind,
            periode=period_name(Period(None, last.period.months)).strip(),
            tempat=context.place(*later),
        )


def _repeats(mention: ValueMention, dated: Sequence[ValueMention]) -> bool:
    return any(mention.equals(other) for other in dated)


def _named_later(
    kind: IndexKind, month: int, document: Document, context: CheckContext
) -> tuple[Block, int] | None:
    """Return block and offset of the first place that names the survey of the half year after `month`."""
    for block in document.blocks:
        text = block.text.replace("_", " ")
        names = [(start, end) for start, end, named in find_index_names(text) if named is kind]
        if not names or block.kind == "heading":
            continue
        for pattern in context.patterns("semester_kedua"):
            for hit in pattern.finditer(text):
                near = any(
                    abs(hit.start() - end) <= _NEAR or abs(start - hit.end()) <= _NEAR for start, end in names
                )
                if near and month <= _HALF and not _is_plan(text, hit.start(), context):
                    return block, hit.start()
    return None


# How far the name of a survey stands from its period.
_NEAR = 60
_HALF = 6
# How far the words that make it a plan stand from it.
_CLAUSE = 120


def _is_plan(text: str, offset: int, context: CheckContext) -> bool:
    """Whether the clause around an offset tells what is still to come."""
    start = max(text.rfind(mark, 0, offset) for mark in (". ", "; ", "\n"))
    stop = text.find(". ", offset)
    clause = text[max(0, start, offset - _CLAUSE) : min(len(text) if stop < 0 else stop, offset + _CLAUSE)]
    return any(p.search(clause) for p in context.patterns("rencana_survei"))


RULES = {
    "ZI901": Rule(
        contradicting_indices,
        Scope.LAPORAN,
        lists=("macam_survei", "kolom_nilai", "kolom_bukan_nilai"),
        patterns=("bukan_nilai_indeks", "target_indeks", "nilai_lama"),
    ),
    "ZI914": Rule(borrowed_names, Scope.LAPORAN),
    "ZI915": Rule(half_told_years, Scope.LAPORAN, patterns=("semester_kedua", "rencana_survei")),
}
