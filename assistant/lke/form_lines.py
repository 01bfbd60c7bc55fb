"""The lines of the form in order, and their alignment with the rows of a printed one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.language.clean import fold, skeleton
from assistant.language.similarity import most_alike_opening, opening_ratio, ratio_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.lke.model import Indikator, Lke, Rincian

# What a row must share with a line of the form. Tuned on the printed LKE of one real report and on generated
# ones: names cut off in narrow columns reach 0.75, names of neighbouring questions stay under 0.55.
_MIN_SCORE = 0.62
# Names are cut off in narrow columns: how they begin counts for more.
_OPENING, _WHOLE = 0.6, 0.4
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
    marks = [(skeleton(line.number), len(fold(line.name))) for line in lines]
    wholes = ratio_table([row.name for row in printed], [line.name for line in lines])
    scores = [_scores(row, lines, marks, whole) for row, whole in zip(printed, wholes, strict=True)]
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


def _scores(
    row: PrintedLine, lines: Sequence[FormLine], marks: Sequence[tuple[str, int]], whole: Sequence[float]
) -> list[float]:
    """Return how well a printed row fits each line of the form, about 0 to 1.3; 0 where it cannot be enough.

    Args:
        row: the printed row.
        lines: those of the form.
        marks: of each, its number, letters that scanning confuses made one, and its name's letters.
        whole: how like the row's name is to each of theirs.
    """
    number, length = skeleton(row.number), len(fold(row.name))
    scores: list[float] = []
    for line, (line_number, line_length), alike in zip(lines, marks, whole, strict=True):
        score = 0.0 if not number else _SAME_NUMBER if number == line_number else _OTHER_NUMBER
        score += _SAME_CHOICES if row.choices == line.choices != "" else 0.0
        if not row.name:
            score += _NAMELESS if number else 0.0
        elif score + _OPENING * most_alike_opening(alike, length, line_length) + _WHOLE * alike < _MIN_SCORE:
            score = 0.0
        else:
            score += _OPENING * opening_ratio(row.name, line.name) + _WHOLE * alike
        scores.append(score)
    return scores
