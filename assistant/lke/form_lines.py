"""The lines of the form in order, and their alignment with the rows of a printed one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.language.clean import skeleton
from assistant.language.similarity import opening_ratios, ratios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.lke.model import Indikator, Lke, Rincian

# What a row must share with a line of the form. Tuned on the printed LKE of one real report and on generated
# ones: names cut off in narrow columns reach 0.75, names of neighbouring questions stay under 0.55.
_MIN_SCORE = 0.62
_SAME_NUMBER = 0.2
_OTHER_NUMBER = -0.2
_SAME_CHOICES = 0.1
# A row whose name is lost: number and kind of answer must both fit.
_NAMELESS = 0.4


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of the form: a node, a question (`indikator`) or one of its counts (`rincian`).

    Attributes:
        number: how the line is numbered (`A`, `iv`, `c`); empty for counts.
        choices: the kind of answer as printed; empty where none is given.
    """

    row: int
    number: str
    name: str
    choices: str
    indikator: Indikator | None = None
    rincian: Rincian | None = None


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """How a row of a table names itself; empty strings for what it does not show."""

    number: str
    name: str
    choices: str = ""


def form_lines(lke: Lke) -> tuple[FormLine, ...]:
    """Return all lines of the form in the order in which it is printed."""
    lines = [FormLine(n.row, n.code.rpartition(".")[2], n.name, n.answer or "") for n in lke.nodes]
    for indikator in lke.daftar_indikator:
        number = indikator.code.rpartition(".")[2]
        lines.append(FormLine(indikator.row, number, indikator.name, indikator.answer, indikator))
        lines += [FormLine(r.row, "", r.name, r.answer, indikator, r) for r in indikator.rincian]
    return tuple(sorted(lines, key=lambda line: line.row))


def align(printed: Sequence[PrintedLine], lines: Sequence[FormLine]) -> dict[int, int]:
    """Return which line of the form (index) each printed row (index) is; rows that are none are left out.

    Both stand in one order, and names repeat (areas, counts): so the whole assignment that fits best is
    sought, not the best line for each row.
    """
    names = [line.name for line in lines]
    scores = [_scores(row, lines, names) for row in printed]
    best = [[0.0] * (len(lines) + 1)]
    for row_scores in scores:
        above, current = best[-1], [0.0]
        for at, score in enumerate(row_scores):
            taken = above[at] + score if score >= _MIN_SCORE else 0.0
            current.append(max(above[at + 1], current[at], taken))
        best.append(current)
    return _trace(best)


def _trace(best: Sequence[Sequence[float]]) -> dict[int, int]:
    """Return the assignment behind the best total."""
    found: dict[int, int] = {}
    i, j = len(best) - 1, len(best[0]) - 1
    while i > 0 and j > 0:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found[i] = j
    return found


def _scores(row: PrintedLine, lines: Sequence[FormLine], names: Sequence[str]) -> list[float]:
    """Return how well a printed row fits each line of the form; about 0 to 1.3."""
    number = skeleton(row.number)
    if row.name:
        opening, whole = opening_ratios(row.name, names), ratios(row.name, names)
        alike = [0.6 * a + 0.4 * b for a, b in zip(opening, whole, strict=True)]
    else:
        alike = [_NAMELESS if number else 0.0] * len(lines)
    return [
        value + _number_score(number, line) + (_SAME_CHOICES if row.choices == line.choices != "" else 0.0)
        for value, line in zip(alike, lines, strict=True)
    ]


def _number_score(number: str, line: FormLine) -> float:
    if not number:
        return 0.0
    return _SAME_NUMBER if number == skeleton(line.number) else _OTHER_NUMBER
