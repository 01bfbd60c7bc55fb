"""Rules on tables that are calculations: sums, shares, achievements, means.

A relation between columns is taken for meant when its titles name it or when most rows keep it; only then are
the others told. Cells that are no numbers end every judgement on their row or column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind, SourceKind
from assistant.language.clean import fold
from assistant.language.numbering import roman_value
from assistant.language.numbers import Number, parse_number, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document, Table

# What stands in a cell that counts nothing.
_NOTHING = ("", "-", "–", "—", "nihil", "0")
# Where so many rows keep a relation of columns, it is meant, and the others are wrong.
_MOST = 2 / 3
_LISTS = (
    "baris_jumlah",
    "baris_rata_rata",
    "kolom_nomor",
    "kolom_bukan_jumlah",
    "kolom_jumlah",
    "kolom_persen",
)
_COLUMNS = ("kolom_target", "kolom_realisasi", "kolom_capaian")


@dataclass(frozen=True)
class Sheet:
    """A table read as numbers.

    Attributes:
        blocks: the block of each row, by its index.
        cells: the number in each cell, row by row; None for text and for blanks.
    """

    table: Table
    blocks: dict[int, Block]
    cells: tuple[tuple[Number | None, ...], ...]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.table.header) or max((len(row) for row in self.cells), default=0)

    def title(self, column: int) -> str:
        """Return the title of a column; empty if it has none."""
        return self.table.header[column] if column < len(self.table.header) else ""

    def cell(self, row: int, column: int) -> Number | None:
        """Return the number of a cell; None if it is none or not there."""
        return self.cells[row][column] if column < len(self.cells[row]) else None

    def is_blank(self, row: int, column: int) -> bool:
        """Whether a cell counts nothing."""
        cells = self.table.rows[row]
        return column >= len(cells) or cells[column].strip().lower() in _NOTHING

    def label(self, row: int) -> str:
        """Return the words of a row: its cells that are no numbers."""
        return " ".join(
            text for text, number in zip(self.table.rows[row], self.cells[row], strict=True) if number is None
        ).strip()

    def span(self, row: int, column: int) -> tuple[int, int]:
        """Return where a cell stands in the text of its row's block; the whole row if it cannot be told."""
        text, cell = self.blocks[row].text, " ".join(self.table.rows[row][column].split())
        before = sum(1 for other in self.table.rows[row][:column] if other.strip())
        start, parts = 0, text.split(" | ")
        for part in parts[:before]:
            start += len(part) + 3
        return (start, start + len(cell)) if text[start : start + len(cell)] == cell else (0, len(text))


def read_sheets(document: Document) -> Iterator[Sheet]:
    """Yield the tables that hold numbers, with the blocks of their rows."""
    blocks: dict[str, dict[int, Block]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_ROW and block.table and block.row is not None:
            blocks.setdefault(block.table, {})[block.row] = block
    for table in document.tables:
        columns = max((len(row) for row in table.rows), default=0)
        decimal = [_dot_is_decimal([row[c] for row in table.rows if c < len(row)]) for c in range(columns)]
        cells = tuple(
            tuple(parse_number(cell, dot_is_decimal=decimal[c]) for c, cell in enumerate(row))
            for row in table.rows
        )
        own = blocks.get(table.id, {})
        if all(index in own for index in range(len(table.rows))) and len(table.rows) > 1:
            yield Sheet(table, own, cells)


def _dot_is_decimal(column: Sequence[str]) -> bool:
    """Whether a column writes decimals with a point: some cell has a point that parts no thousands."""
    numbers = [cell.strip().rstrip("% ") for cell in column]
    return not any("," in n for n in numbers) and any(
        n.count(".") == 1 and len(n.partition(".")[2]) != 3 for n in numbers if n.replace(".", "").isdigit()
    )


# ---- totals under a column


def wrong_sums(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI910: a total that is not the sum of the rows above it."""
    # A table of Word is read cell by cell; elsewhere a cell may have been lost.
    variant = "pasti" if document.source.kind is SourceKind.DOCX else "mungkin"
    for sheet in read_sheets(document):
        start = 0
        for row in range(len(sheet.cells)):
            if not _is_row(sheet, row, "baris_jumlah", context):
                continue
            for column in range(sheet.width):
                total = sheet.cell(row, column)
                rows = range(start, row)
                if total is None or not _adds_up(sheet, rows, column, context):
                    continue
                values = [number for r in rows if (number := sheet.cell(r, column))]
                if len(values) < 2 or _is_total_of(total, values):
                    continue
                yield context.finding(
                    "ZI910",
                    variant,
                    block=sheet.blocks[row],
                    span=sheet.span(row, column),
                    judul=sheet.title(column) or f"ke-{column + 1}",
                    total=total,
                    jumlah=written(sum(v.value for v in values), max(v.decimals for v in values)),
                )
            start = row + 1


def _is_row(sheet: Sheet, row: int, name: str, context: CheckContext) -> bool:
    """Whether the words of a row are one of a list's phrases and nothing else."""
    return _is_wholly(sheet.label(row), name, context)


def _is_wholly(text: str, name: str, context: CheckContext) -> bool:
    """Whether a text is one of a list's phrases and nothing else."""
    words = fold(text)
    return any(words == fold(phrase) for phrase in context.phrases(name))


def _adds_up(sheet: Sheet, rows: Sequence[int] | range, column: int, context: CheckContext) -> bool:
    """Whether a column can be summed: every cell a number or blank, no serial numbers, rates, or sub-rows."""
    if find_phrase(sheet.title(column), context.phrases("kolom_nomor")):
        return False
    if "%" in sheet.title(column) or find_phrase(sheet.title(column), context.phrases("kolom_bukan_jumlah")):
        return False
    if any(sheet.cell(r, column) is None and not sheet.is_blank(r, column) for r in rows):
        return False
    numbers = [number for r in rows if (number := sheet.cell(r, column))]
    return not any(number.percent for number in numbers) and not _has_levels(sheet, rows)


def _has_levels(sheet: Sheet, rows: Sequence[int] | range) -> bool:
    """Whether rows hold sub-rows, whose numbers their own heads contain already: numbered in several ways."""
    heads = [sheet.table.rows[row][0].strip() for row in rows]
    tokens = [head.split()[0].rstrip(".)") if head else "" for head in heads]
    if all(roman_value(token.upper()) for token in tokens):
        return False
    return len({_numbering(token) for token in tokens}) > 1


def _numbering(token: str) -> str:
    """Return how a row is numbered: by digits, a letter, levels (`A.1`), a dash, words, or not at all."""
    if not token or not any(char.isalnum() for char in token):
        return token[:1]
    if "." in token:
        return "levels"
    if token.isdigit():
        return "digits"
    return token[0].islower() * "small " + "letter" if len(token) <= 2 else "words"


def _is_total_of(total: Number, values: Sequence[Number]) -> bool:
    """Whether a total is the sum of values, their mean, or the sum of all before the last subtotal."""
    exact = sum(value.value for value in values)
    slack = sum(value.unit for value in values) / 2 + total.unit if _decimals(total, values) else 1e-6
    return abs(exact - total.value) <= slack or abs(exact / len(values) - total.value) <= total.unit


def _decimals(total: Number, values: Sequence[Number]) -> bool:
    return total.decimals > 0 or any(value.decimals for value in values)


# ---- totals at the end of a row, and columns that depend on others


def wrong_row_sums(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI911: a row whose total is not the sum of the cells before it, where the other rows' totals are."""
    for sheet in read_sheets(document):
        for column in range(2, sheet.width):
            if not _is_wholly(sheet.title(column), "kolom_jumlah", context):
                continue
            first = _first_summand(sheet, column, context)
            wrong, right = [], 0
            for row in range(len(sheet.cells)):
                parts = [sheet.cell(row, c) for c in range(first, column)]
                total = sheet.cell(row, column)
                if total is None or sum(part is not None for part in parts) < 2:
                    continue
                added = sum(part.value for part in parts if part)
                if abs(added - total.value) <= total.unit * len(parts) * bool(total.decimals) + 1e-6:
                    right += 1
                else:
                    wrong.append((row, total, added))
            if right >= 2 and right >= _MOST * (right + len(wrong)):
                for row, total, added in wrong:
                    yield context.finding(
                        "ZI911",
                        "utama",
                        block=sheet.blocks[row],
                        span=sheet.span(row, column),
                        total=total,
                        jumlah=written(added, total.decimals),
                    )


def _first_summand(sheet: Sheet, column: int, context: CheckContext) -> int:
    """Return the first of the columns of numbers right before a column of totals."""
    first = column
    while first > 0 and not find_phrase(sheet.title(first - 1), context.phrases("kolom_nomor")):
        texts = [
            r
            for r in range(len(sheet.cells))
            if sheet.cell(r, first - 1) is None and not sheet.is_blank(r, first - 1)
        ]
        if texts:
            break
        first -= 1
    return first


def wrong_achievements(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI912: an achievement in per cent that is not what was reached divided by what was aimed at."""
    for sheet in read_sheets(document):
        columns = [_only_column(sheet, name, context) for name in _COLUMNS]
        target, reached, achieved = columns
        if target is None or reached is None or achieved is None or len(set(columns)) < len(columns):
            continue
        for row in range(len(sheet.cells)):
            aim, got, percent = (sheet.cell(row, column) for column in (target, reached, achieved))
            if not aim or not got or not percent or aim.value <= 0 or _achieves(aim, got, percent):
                continue
            if aim.percent != got.percent:
                continue
            yield context.finding(
                "ZI912",
                "utama",
                block=sheet.blocks[row],
                span=sheet.span(row, achieved),
                realisasi=got,
                target=aim,
                persen=percent,
                hitungan=written(100 * got.value / aim.value, max(2, percent.decimals)),
            )


def _only_column(sheet: Sheet, name: str, context: CheckContext) -> int | None:
    """Return the one column whose title has a phrase of a list; None if none or several have."""
    found = [c for c in range(sheet.width) if _is_titled(sheet.title(c), name, context)]
    return found[0] if len(found) == 1 else None


def _is_titled(title: str, name: str, context: CheckContext) -> bool:
    bare = title.strip() in ("%", "(%)") and name == "kolom_capaian"
    return bare or find_phrase(title, context.phrases(name)) is not None


def _achieves(aim: Number, got: Number, percent: Number) -> bool:
    """Whether a percentage is that of what was reached: as it is, capped, or where less is better."""
    ratio = got.value / aim.value
    slack = 100 * (got.unit / 2 * bool(got.decimals) + ratio * aim.unit / 2 * bool(aim.decimals)) / aim.value
    readings = [100 * ratio, 100 * (2 - ratio), 100 / ratio if ratio else 0.0]
    readings += [cap for cap in (100.0, 110.0, 120.0, 150.0) if ratio * 100 > cap]
    readings += [ratio]  # printed as a fraction: 0,94
    return any(abs(reading - percent.value) <= slack + percent.unit + 1e-6 for reading in readings)


def wrong_shares(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI913: a percentage that is not the row's share of the total, and percentages that do not give 100."""
    for sheet in read_sheets(document):
        total_row = next(
            (r for r in range(len(sheet.cells)) if _is_row(sheet, r, "baris_jumlah", context)), None
        )
        for column in range(1, sheet.width):
            title = sheet.title(column)
            if "%" not in title and not find_phrase(title, context.phrases("kolom_persen")):
                continue
            wrong = [] if total_row is None else _wrong_share_rows(sheet, column, total_row)
            for row, share in wrong:
                yield context.finding(
                    "ZI913",
                    "bagian",
                    block=sheet.blocks[row],
                    span=sheet.span(row, column),
                    persen=sheet.cell(row, column),
                    hitungan=written(share, max(2, (sheet.cell(row, column) or Number(0)).decimals)),
                )
            if not wrong and total_row is not None:
                yield from _not_hundred(sheet, column, total_row, context)


def _wrong_share_rows(sheet: Sheet, column: int, total_row: int) -> list[tuple[int, float]]:
    """Return the rows whose percentage is not their share of the total, with the right one."""
    total = sheet.cell(total_row, column - 1)
    if total is None or total.value <= 0:
        return []
    wrong: list[tuple[int, float]] = []
    right = 0
    for row in range(total_row):
        part, percent = sheet.cell(row, column - 1), sheet.cell(row, column)
        if part is None or percent is None:
            continue
        share = 100 * part.value / total.value
        if abs(share - percent.value) <= percent.unit + 1e-6:
            right += 1
        else:
            wrong.append((row, share))
    return wrong if right >= 2 and right >= _MOST * (right + len(wrong)) else []


def _not_hundred(sheet: Sheet, column: int, total_row: int, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding if percentages under a total of 100 add up to something near it but not to it."""
    total = sheet.cell(total_row, column)
    values = [number for r in range(total_row) if (number := sheet.cell(r, column))]
    if (
        total is None
        or abs(total.value - 100) > 1e-6
        or len(values) < 2
        or _has_levels(sheet, range(total_row))
    ):
        return
    added = sum(value.value for value in values)
    slack = sum(value.unit for value in values)
    if slack < abs(added - 100) <= _NEAR_HUNDRED:
        yield context.finding(
            "ZI913",
            "seratus",
            block=sheet.blocks[total_row],
            span=sheet.span(total_row, column),
            judul=sheet.title(column),
            jumlah=written(added, max(v.decimals for v in values)),
        )


# Percentages further off were never meant to give 100 (rates of each row).
_NEAR_HUNDRED = 25.0


def wrong_means(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI909: a mean outside the values it is the mean of, or not theirs however weighted by a column."""
    for sheet in read_sheets(document):
        for row in range(2, len(sheet.cells)):
            if not _is_row(sheet, row, "baris_rata_rata", context):
                continue
            rows = [r for r in range(row) if not _is_row(sheet, r, "baris_jumlah", context)]
            for column in range(sheet.width):
                mean = sheet.cell(row, column)
                values = [number for r in rows if (number := sheet.cell(r, column))]
                if mean is None or len(values) != len(rows) or len(values) < 2:
                    continue
                lowest, highest = min(v.value for v in values), max(v.value for v in values)
                if lowest - mean.unit <= mean.value <= highest + mean.unit:
                    continue
                yield context.finding(
                    "ZI909",
                    "utama",
                    block=sheet.blocks[row],
                    span=sheet.span(row, column),
                    rata=mean,
                    benar=written(sum(v.value for v in values) / len(values), max(2, mean.decimals)),
                    dari=written(lowest, mean.decimals),
                    sampai=written(highest, mean.decimals),
                )


RULES = {
    "ZI909": Rule(wrong_means, Scope.BOTH, lists=("baris_jumlah", "baris_rata_rata")),
    "ZI910": Rule(wrong_sums, Scope.BOTH, lists=("baris_jumlah", "kolom_nomor", "kolom_bukan_jumlah")),
    "ZI911": Rule(wrong_row_sums, Scope.BOTH, lists=("kolom_jumlah", "kolom_nomor")),
    "ZI912": Rule(wrong_achievements, Scope.BOTH, lists=_COLUMNS),
    "ZI913": Rule(wrong_shares, Scope.BOTH, lists=("baris_jumlah", "kolom_persen")),
}
