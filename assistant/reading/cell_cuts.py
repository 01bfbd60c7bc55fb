"""Where the cells of a strung row begin, told by how their lines were broken.

A text extraction prints the cells of a row one below the other. Inside a cell a line breaks where the next
word no longer fits its column; a line that ends earlier ends its cell. A cell of one line shares its line
with the next cell. So the widths of the columns, once known, tell the cells; and the cells tell the widths:
both are found in turns.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.language.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Costs of a way to cut; tuned on the action table of one plan (65 rows, 5 columns).
_EARLY_BREAK = 2.0  # a line inside a cell that ends although the next word fits
_TOO_WIDE = 3.0  # per tenth of its width that a line is wider than its column
_LOOKS_WRAPPED = 0.7  # a cell that ends where its line was full
_ALONE = 0.8  # a cell of one line that does not share it
_SHARED = 1.2  # a cut inside a line
_UNFINISHED = 4.0  # a cell that ends with a word or sign that wants more
_LISTED = 4.0  # a cell that begins with the second or a later item of a list
_NO_DEADLINE = 8.0  # a last cell that is no date, or another cell that is one
_DEADLINE_LEFT = 2.0  # a cell whose last line belongs to the deadline behind it (`Per bulan`)
_NAME = 1.0  # a cell that begins with a name (`Kabupaten`)
_VERB = -1.0  # a cell that begins with a verb, as steps do (`Menyusun`)
_SENTENCE = -0.5  # a cell that ends with a full stop
_ROUNDS = 4
_SLACK = 1.0
# The width of a column is the longest line that most of its cells reach; the very longest may be misread.
_WIDTH_QUANTILE = 0.9

_BEGINS = re.compile(r"[A-Z(“\"]|\d{1,2}\)\s|[-•]\s")
_STEP = re.compile(r"Me(?:[mn]|l[^a]|r[^a])|Mela[^y]")
_LATER_ITEM = re.compile(r"(?:[2-9]|\d\d)[.)]\s")
_WANTS_MORE = re.compile(
    r"(?:[,/(&-]|\b(?:dan|atau|di|ke|dari|yang|untuk|dengan|pada|oleh|atas|terhadap|tentang|dalam|per|serta))\Z",
    re.IGNORECASE,
)
_DEADLINE_REST = re.compile(
    r"[\W\d]|\b(?:tahun|minggu|ke|dan|paling|lambat|setiap|per|tiap|bulan|triwulan|semester|akhir|awal)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place where a cell may begin: a line and an offset in it."""

    line: int
    offset: int


@dataclass(frozen=True)
class StrungCells:
    """The lines of a row's cells and the columns that they fill, ascending; the last one is the deadline."""

    lines: tuple[str, ...]
    columns: tuple[int, ...]


def cut_rows(rows: Sequence[StrungCells]) -> list[tuple[str, ...]]:
    """Return the cells of each row, one per column; the columns' widths are learnt from all rows."""
    lines = [line for row in rows for line in row.lines]
    if not lines:
        return [("",) * len(row.columns) for row in rows]
    rests = [_rest_of(row.lines) for row in rows]
    rows = [
        StrungCells(row.lines[: len(row.lines) - len(rest)], row.columns)
        for row, rest in zip(rows, rests, strict=True)
    ]
    start = _quantile([len(line) for line in lines])
    widths = dict.fromkeys(sorted({column for row in rows for column in row.columns}), start)
    names = _names(lines)
    cut: list[list[list[str]]] = []
    for _ in range(_ROUNDS):
        cut = [_cut(row, widths, names) for row in rows]
        widths = _learn_widths(rows, cut, widths)
    return [_with_rest(cells, rest) for cells, rest in zip(cut, rests, strict=True)]


def _rest_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines behind a row's deadline: what the next page continues its other cells with."""
    last = next((i for i in range(len(lines) - 1, 0, -1) if _is_deadline(lines[i])), None)
    if last is None:
        return ()
    first = next((i for i in range(last + 1, len(lines)) if _DEADLINE_REST.sub("", lines[i])), len(lines))
    return tuple(lines[first:])


def _with_rest(cells: Sequence[Sequence[str]], rest: Sequence[str]) -> tuple[str, ...]:
    """Return the cells' texts, the rest added to the one with an open bracket, else to the last but one."""
    texts = [" ".join(cell) for cell in cells]
    if rest:
        open_cell = next((i for i, text in enumerate(texts) if text.count("(") > text.count(")")), None)
        target = open_cell if open_cell is not None else max(0, len(texts) - 2)
        texts[target] = " ".join([texts[target], *rest])
    return tuple(texts)


def _quantile(lengths: Sequence[int]) -> float:
    return float(sorted(lengths)[int(_WIDTH_QUANTILE * (len(lengths) - 1))])


def _names(lines: Sequence[str]) -> frozenset[str]:
    """Return the words that are capitals inside lines as well: names, which begin a cell less often."""
    inside = Counter(word for line in lines for word in re.findall(r"[^\W\d_]+", line)[1:])
    return frozenset(w for w, n in inside.items() if w[0].isupper() and n >= 2 and n > inside[w.lower()])


def _learn_widths(
    rows: Sequence[StrungCells], cut: Sequence[list[list[str]]], widths: Mapping[int, float]
) -> dict[int, float]:
    """Return the widths that the cells of several lines show; unchanged where there are too few of them."""
    longest: dict[int, list[int]] = {column: [] for column in widths}
    for row, cells in zip(rows, cut, strict=True):
        for column, cell in zip(row.columns, cells, strict=True):
            if len(cell) > 1:
                longest[column].append(max(map(len, cell)))
    return {c: _quantile(found) if len(found) >= 3 else widths[c] for c, found in longest.items()}


def _cut(row: StrungCells, widths: Mapping[int, float], names: frozenset[str]) -> list[list[str]]:
    """Return the cheapest cells of a row, each as its lines; empty cells where there are too few lines."""
    if len(row.lines) == len(row.columns) and _is_deadline(row.lines[-1]):
        return [[line] for line in row.lines]
    spots = _spots(row.lines)
    end = _Spot(len(row.lines), 0)
    layers: list[dict[_Spot, tuple[float, _Spot]]] = [{_Spot(0, 0): (0.0, _Spot(0, 0))}]
    for column in row.columns:
        is_last = len(layers) == len(row.columns)
        layer: dict[_Spot, tuple[float, _Spot]] = {}
        for begin, (total, _) in layers[-1].items():
            for stop in [end] if is_last else spots:
                if not _may_reach(begin, stop):
                    continue
                cell = _segments(row.lines, begin, stop)
                following = row.lines[stop.line] if stop.line < len(row.lines) else ""
                cost = total + _cost(cell, following, stop, widths[column], is_last=is_last)
                cost += _NAME if cell[0].split()[0].strip(",.;") in names else 0.0
                if stop not in layer or cost < layer[stop][0]:
                    layer[stop] = (cost, begin)
        layers.append(layer)
    if end not in layers[-1]:
        # Too few places to cut: a line for each cell, what is left over in the last one.
        last = len(row.columns) - 1
        filled = [[line] for line in row.lines[:last]]
        return [*filled, *([] for _ in range(last - len(filled))), list(row.lines[last:])]
    cells = []
    stop = end
    for layer in reversed(layers[1:]):
        begin = layer[stop][1]
        cells.append(_segments(row.lines, begin, stop))
        stop = begin
    return cells[::-1]


def _spots(lines: Sequence[str]) -> list[_Spot]:
    """Return where a cell may begin: at the row's start, at a line's capital, at a capital inside a line."""
    spots = [_Spot(0, 0)]
    for number, line in enumerate(lines):
        if number and _BEGINS.match(line):
            spots.append(_Spot(number, 0))
        spots += [_Spot(number, m.end()) for m in re.finditer(r"\s+(?=[A-Z])", line)]
    return spots


def _may_reach(begin: _Spot, stop: _Spot) -> bool:
    """Whether a cell can reach from one place to another: inside a line only if it is of that one line."""
    if (stop.line, stop.offset) <= (begin.line, begin.offset):
        return False
    return stop.offset == 0 or stop.line == begin.line


def _segments(lines: Sequence[str], begin: _Spot, stop: _Spot) -> list[str]:
    """Return the lines, or parts of lines, between two places."""
    if begin.line == stop.line:
        return [lines[begin.line][begin.offset : stop.offset].strip()]
    first = lines[begin.line][begin.offset :].strip()
    return [first, *(line.strip() for line in lines[begin.line + 1 : stop.line])]


def _cost(segments: Sequence[str], following: str, stop: _Spot, width: float, *, is_last: bool) -> float:
    """Return how unlikely it is that these lines are one cell of a column of this width."""
    cost = sum(_EARLY_BREAK for above, below in pairwise(segments) if _fits(above, below, width))
    cost += sum(_TOO_WIDE * max(0.0, 10 * (len(s) - width) / width - _SLACK) for s in segments)
    cost += _NO_DEADLINE if (len(segments) <= 4 and _is_deadline(" ".join(segments))) != is_last else 0.0
    cost += _LISTED if _LATER_ITEM.match(segments[0]) else 0.0
    cost += _VERB if _STEP.match(segments[0]) else 0.0
    if is_last:
        return cost
    cost += _DEADLINE_LEFT if _is_deadline(segments[-1]) else 0.0
    if _WANTS_MORE.search(segments[-1]):
        cost += _UNFINISHED
    elif segments[-1].endswith("."):
        cost += _SENTENCE
    if stop.offset:
        return cost + _SHARED + (_SHARED if " " not in segments[-1] else 0.0)
    cost += _ALONE if len(segments) == 1 else 0.0
    return cost + (0.0 if _fits(segments[-1], following, width) else _LOOKS_WRAPPED)


def _fits(line: str, following: str, width: float) -> bool:
    """Whether the first word of the following line had room at the end of a line."""
    word = following.split(maxsplit=1)[0] if following.strip() else ""
    return len(line) + 1 + len(word) <= 0.95 * width


@lru_cache(maxsize=4096)
def _is_deadline(text: str) -> bool:
    """Whether a text is a deadline and nothing else."""
    mentions = find_dates(text)
    if not mentions:
        return False
    rest = text
    for mention in reversed(mentions):
        rest = rest[: mention.start] + rest[mention.end :]
    return not _DEADLINE_REST.sub("", rest).strip()
