"""Where a document gives the value of an index: which index, which value, for which part of which year.

Left out are numbers beside an index that are not its value: targets, gains, single elements of the survey,
ranges, and what it was before (`naik dari 86,12 menjadi 90,36` gives 90,36).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.checking.patterns import find_phrase, phrases_regex
from assistant.document import BlockKind
from assistant.language.dates import MONTHS, DateKind, find_dates
from assistant.language.indices import find_index_names, find_indices
from assistant.language.numbers import Number, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.checking.context import CheckContext
    from assistant.document import Block, Document, Table
    from assistant.language.indices import IndexKind, IndexMention

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION)
_SENTENCE_END = re.compile(r"[.;]\s+(?=[A-Z])")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,/-]\d)")
# Scanning reads the numeral I as a bar: `semester ||`.
_BARS = re.compile(r"(?<=semester )[|l!I]{1,2}(?!\w)|(?<=triwulan )[|l!I]{1,3}(?!\w)", re.IGNORECASE)
_NEXT_VALUE = re.compile(r"\d[.,]\d|[.;]\s+[A-Z]|;")
# What closes the reach of a period behind its value (`90,36 pada triwulan IV, naik dari ...`).
_PERIOD_STOP = re.compile(
    r"[,;.]|\d[.,]\d|\b(?:dari|dan|naik|turun|meningkat|menurun|dibanding\w*|menjadi)\b", re.I
)
_PERIOD_REACH = 60
_RANGE_BEFORE = re.compile(r"\d\s*(?:-|–|s\.?\s?d\.?|sampai dengan|hingga)\s*\Z", re.IGNORECASE)
_RANGE_BEHIND = re.compile(r"\s*(?:-|–|s\.?\s?d\.?\b|sampai dengan\b|hingga\b)\s*\d")
_POINTS = re.compile(r"\s*(?:poin|point|%|persen)\b", re.IGNORECASE)
# What stands further before a value does not govern it (sentences on indices have up to 400 letters), nor is
# its grade named further behind it.
_LONGEST_SENTENCE = 600
_BEHIND = 200
# A target is announced at most so many characters before the index's name (`target nilai IKM`).
_BEFORE_NAME = 30


# Parts of the year by their months: name, and how many months each has.
_PARTS = {6: ("semester", 6), 3: ("triwulan", 3)}
_NUMERALS = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """A part of a year; None and empty where the text does not say."""

    year: int | None = None
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueMention:
    """The value of an index as one place of the document gives it.

    Attributes:
        scale: 4 or 100.
        block, span: the passage.
        period: what it is the value of.
        survey: the word that tells this survey from others of the office (`internal`); empty mostly.
        grade: words behind the value up to the next one, in which its category may stand.
    """

    kind: IndexKind
    number: Number
    scale: int
    block: Block
    span: tuple[int, int]
    period: Period = Period()
    survey: str = ""
    behind: str = ""

    @property
    def percent(self) -> float:
        """The value on the scale to 100."""
        return self.number.value * 100 / self.scale

    @property
    def slack(self) -> float:
        """How far rounding of its last digit may carry it on the scale to 100."""
        return self.number.unit * 50 / self.scale

    def equals(self, other: ValueMention) -> bool:
        """Whether both can be the same value, each rounded or cut as it is printed."""
        # Offices cut digits off as often as they round, hence twice half a unit of the coarser one.
        return abs(self.percent - other.percent) <= 2 * max(self.slack, other.slack) + 1e-6


def find_mentions(document: Document, context: CheckContext) -> tuple[ValueMention, ...]:
    """Return the values of all indices, in order of the text; tables count where their rows stand."""
    order = context.position_of
    mentions = [mention for block in document.blocks for mention in text_mentions(block, document, context)]
    rows = {(b.table, b.row): b for b in document.blocks if b.kind is BlockKind.TABLE_ROW}
    for table in document.tables:
        mentions.extend(_table_mentions(table, rows, context))
    return tuple(sorted(mentions, key=lambda m: (order[m.block.id], m.span)))


def borrowed(mentions: Iterable[ValueMention], document: Document) -> dict[ValueMention, IndexKind]:
    """Return the values given under another index's name, with the index that their heading is about.

    The heading names one index, and its section gives values of another one alone: text copied from the
    report on another survey.
    """
    by_section: dict[str, list[ValueMention]] = {}
    for mention in mentions:
        if mention.block.section:
            by_section.setdefault(mention.block.section, []).append(mention)
    found: dict[ValueMention, IndexKind] = {}
    for section_id, members in by_section.items():
        titled = {kind for _, _, kind in find_index_names(document.section_by_id[section_id].title)}
        given = {mention.kind for mention in members}
        if len(titled) == 1 and len(given) == 1 and not titled & given:
            found.update(dict.fromkeys(members, titled.pop()))
    return found


def true_mentions(document: Document, context: CheckContext) -> tuple[ValueMention, ...]:
    """Return the values of all indices, those under a borrowed name as what their heading says they are."""
    mentions = context.index_values
    names = borrowed(mentions, document)
    return tuple(replace(m, kind=names[m]) if m in names else m for m in mentions)


def text_mentions(block: Block, document: Document, context: CheckContext) -> Iterator[ValueMention]:
    """Yield the values that a paragraph, list item or caption gives."""
    if block.kind not in _TEXT:
        return
    text = _plain(block.text)
    found = find_indices(text)
    before: IndexMention | None = None
    last: ValueMention | None = None
    for mention in found:
        start = _sentence_start(text, mention.start)
        chained = before is not None and before.end > start
        since = before.end if chained and before else start
        value = _read(mention, since, start, text, block, document, context)
        before = mention
        if value is None:
            continue
        if chained and last and last.kind is value.kind and value.period == Period():
            value = replace(value, period=last.period)
        yield value
        last = value


def _plain(text: str) -> str:
    """Return the text with misread numerals of periods set right; offsets stay."""
    return _BARS.sub(lambda m: "I" * len(m.group()), text)


def _sentence_start(text: str, offset: int) -> int:
    """Return where the sentence around an offset starts, or where so much of it does that words govern."""
    first = max(0, offset - _LONGEST_SENTENCE)
    # The end of the search lies one letter on, which the pattern looks ahead to.
    return max((m.end() for m in _SENTENCE_END.finditer(text, first, offset + 1)), default=first)


def _read(
    mention: IndexMention,
    since: int,
    sentence: int,
    text: str,
    block: Block,
    document: Document,
    context: CheckContext,
) -> ValueMention | None:
    """Return the value of an index; None if the number is something else.

    `sentence` is where its sentence starts, `since` where the value before it there ends, or the same.
    """
    number = parse_number(text[mention.start : mention.end].replace(".", ","))
    behind = _behind(text, mention.end)
    if number is None or _is_other(mention, since, text, context):
        return None
    return ValueMention(
        mention.kind,
        number,
        mention.scale,
        block,
        (mention.start, mention.end),
        _period(text, since, mention, block, document),
        _survey(text[sentence : mention.start], context),
        behind,
    )


def _behind(text: str, end: int) -> str:
    """Return the rest of the sentence up to the next number with decimals, or index."""
    stop = _NEXT_VALUE.search(text, end, end + _BEHIND)
    rest = text[end : stop.start() if stop else end + _BEHIND]
    names = find_index_names(rest)
    return rest[: names[0][0]] if names else rest


def _is_other(mention: IndexMention, since: int, text: str, context: CheckContext) -> bool:
    """Whether the number beside an index is not its present value."""
    window = text[max(since, mention.name_end) : mention.start]
    ahead = text[max(0, mention.start - 60) : mention.start]
    since_name = text[mention.name_end : mention.start]  # once elements are listed, they go on
    start = max(_sentence_start(text, mention.name_start), mention.name_start - _BEFORE_NAME)
    lead = text[start : mention.name_start]
    return (
        any(p.search(since_name) for p in context.patterns("bukan_nilai_indeks"))
        or any(p.search(lead) for p in context.patterns("target_indeks"))
        or any(p.search(window) for p in context.patterns("target_indeks"))
        or any(p.search(ahead) for p in context.patterns("nilai_lama"))
        or bool(_RANGE_BEFORE.search(text[max(0, mention.start - 25) : mention.start]))
        or bool(_RANGE_BEHIND.match(text, mention.end))
        or bool(_POINTS.match(text, mention.end))
    )


def _period(text: str, since: int, mention: IndexMention, block: Block, document: Document) -> Period:
    """Return what a value is the value of: by the words behind it, before it, or the headings above."""
    stop = _PERIOD_STOP.search(text, mention.end, mention.end + _PERIOD_REACH)
    behind = text[mention.end : stop.start() if stop else mention.end + _PERIOD_REACH]
    ahead = text[since : mention.start]
    # Rows run together (`Triwulan I 86,12 Triwulan II 88,04`): the period behind leads on to the next value.
    is_row = stop is not None and stop.group()[0].isdigit()
    for part in (ahead, behind) if is_row else (behind, ahead):
        period = period_in(part)
        if period.months or period.year:
            return period
    headings = [s.title for s in document.section_path(block.section)]
    return next((p for h in reversed(headings) if (p := period_in(_plain(h))).months), Period())


def period_in(text: str) -> Period:
    """Return the last part of a year that a text names, and the last year."""
    parts = [
        d for d in find_dates(text) if d.kind in (DateKind.PERIOD, DateKind.MONTHS) and _is_part(d.months)
    ]
    years = [int(m.group()) for m in _YEAR.finditer(text)]
    months = parts[-1].months if parts else ()
    return Period(years[-1] if years else None, months)


def period_name(period: Period) -> str:
    """Return a period as reports name it, with a blank before it: ` semester I 2025`; empty if unknown."""
    months = period.months
    part = _PARTS.get(len(months))
    name = ""
    if part and months[0] % part[1] == 1:
        name = f" {part[0]} {_NUMERALS[(months[0] - 1) // part[1] + 1]}"
    elif months:
        name = f" {MONTHS[months[0] - 1]}"
        name += f"–{MONTHS[months[-1] - 1]}" if len(months) > 1 else ""
    return f"{name} {period.year}" if period.year else name


def _is_part(months: tuple[int, ...]) -> bool:
    """Whether months are a stretch of the year; `setiap triwulan` names its ends and is none."""
    return 0 < len(months) < 12 and months == tuple(range(months[0], months[-1] + 1))


def _survey(text: str, context: CheckContext) -> str:
    """Return the last word of a text that tells surveys apart; empty if there is none."""
    hits = list(phrases_regex(context.phrases("macam_survei")).finditer(text))
    return hits[-1].group().lower() if hits else ""


# ---- tables


def _table_mentions(
    table: Table, rows: dict[tuple[str | None, int | None], Block], context: CheckContext
) -> Iterator[ValueMention]:
    """Yield the values of a table: rows that name an index, or columns that do with periods as rows."""
    above = period_in(_plain(table.caption))
    by_column = [_one_index(title) for title in table.header]
    for index, cells in enumerate(table.rows):
        block = rows.get((table.id, index))
        if block is None:
            continue
        label = " ".join(cell for cell in cells if parse_number(cell) is None)
        of_row, period = _one_index(label), period_in(_plain(label))
        for column, cell in enumerate(cells[: len(table.header)]):
            kind = of_row if of_row and _gives_values(table.header[column], context) else by_column[column]
            if kind is None or (kind is not of_row and not period.months):
                continue
            if find_phrase(f"{label} {table.header[column]}", context.phrases("kolom_bukan_nilai")):
                continue
            number = parse_number(cell, dot_is_decimal=True)
            if number is None or number.percent or not _can_be(kind, number):
                continue
            titled = period_in(_plain(table.header[column]))
            yield ValueMention(
                kind,
                number,
                4 if number.value <= 4 and kind.is_survey else 100,
                block,
                _cell_span(block, cell),
                _merged(period, titled, above),
                _survey(f"{table.caption} {label}", context),
            )


def _one_index(text: str) -> IndexKind | None:
    """Return the index that a text names; None if it names none or several."""
    kinds = {kind for _, _, kind in find_index_names(text)}
    return kinds.pop() if len(kinds) == 1 else None


def _gives_values(title: str, context: CheckContext) -> bool:
    return bool(find_phrase(title, context.phrases("kolom_nilai")))


def _can_be(kind: IndexKind, number: Number) -> bool:
    """Whether a number can be a value of an index: on the scale to 4 with decimals, or from 25 to 100."""
    if kind.is_survey and 1 <= number.value <= 4:
        return number.decimals > 0
    return 25 <= number.value <= 100


def _merged(*periods: Period) -> Period:
    """Return the first year and the first part of a year among periods."""
    return Period(
        next((p.year for p in periods if p.year), None), next((p.months for p in periods if p.months), ())
    )


def _cell_span(block: Block, cell: str) -> tuple[int, int]:
    start = block.text.find(cell)
    return (start, start + len(cell)) if start >= 0 else (0, len(block.text))


def with_months(mentions: Iterable[ValueMention]) -> tuple[ValueMention, ...]:
    """Return those that say which part of the year they belong to."""
    return tuple(mention for mention in mentions if mention.period.months)
