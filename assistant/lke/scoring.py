"""The score of an LKE: what every answer is worth, what is missing, and which predicate it reaches.

Rules: Permen PANRB 90/2021 jo. 5/2024, attachment (LKE and thresholds). A sub-area is worth its weight times
the mean of its indicators; areas, components and the total are sums. An answer that cannot be read, and a
percentage without its counts, count 0 and are listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.lke.model import Answer, Peran, Rumus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.lke.answers import LkeAnswer, LkeCount
    from assistant.lke.model import Indikator, Lke, Predikat, Syarat

# The upper end of the scale of the survey indices (sheet `Jawaban`, rows 199 and 202).
INDEX_SCALE = 4
# Sums of binary fractions miss a threshold by less than this where they meet it on paper.
_TOLERANCE = 1e-9


class Lack(StrEnum):
    """Why an answer counts for nothing."""

    NO_LINE = "no_line"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"
    NO_COUNTS = "no_counts"
    ZERO_WHOLE = "zero_whole"
    OFF_SCALE = "off_scale"


@dataclass(frozen=True, slots=True)
class Part:
    """A node or indicator of the form.

    Attributes:
        weight: points that it can give at most.
        value: points; for an indicator of Pengungkit the value of its answer, 0 to 1.
        percent: share of what it can give, 0 to 100.
    """

    weight: float
    value: float
    percent: float


@dataclass(frozen=True, slots=True)
class Check:
    """One threshold of a predicate: points, or percent for an area."""

    name: str
    value: float
    minimum: float
    is_share: bool = False

    @property
    def passed(self) -> bool:
        """Whether the threshold is reached."""
        return self.value >= self.minimum - _TOLERANCE


@dataclass(frozen=True)
class Verdict:
    """A predicate with all its thresholds."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether every threshold is reached."""
        return all(check.passed for check in self.checks)


@dataclass(frozen=True)
class Score:
    """The score of one LKE.

    Attributes:
        parts: by code, in the order of the form, from `A` to the indicators.
        missing: indicators without a usable answer, in the order of the form.
        predikat: verdicts by name (`WBK`, `WBBM`), the lower one first.
    """

    parts: Mapping[str, Part]
    missing: tuple[str, ...]
    predikat: Mapping[str, Verdict]
    values: Mapping[str, float] = field(repr=False)

    @cached_property
    def total(self) -> float:
        """All points, 0 to 100."""
        return sum(part.value for code, part in self.parts.items() if "." not in code)


def score_lke(lke: Lke, answers: Iterable[LkeAnswer]) -> Score:
    """Return the score of the answers to a form.

    Args:
        lke: the form.
        answers: at most one for each indicator; one that is not there counts as missing.
    """
    given = {answer.code: answer for answer in answers}
    worth = {
        indikator.code: value_of(lke, indikator, given.get(indikator.code))
        for indikator in lke.daftar_indikator
    }
    missing = tuple(code for code, value in worth.items() if value is None)
    return score_values(lke, {code: value or 0.0 for code, value in worth.items()}, missing)


def score_values(lke: Lke, values: Mapping[str, float], missing: tuple[str, ...] = ()) -> Score:
    """Return the score for values of the answers.

    Args:
        lke: the form.
        values: 0 to 1 for every indicator.
        missing: the indicators without a usable answer.
    """
    points = {code: value * weight_of(lke, code) for code, value in values.items()}
    for node in reversed(lke.nodes):  # children follow their parents
        below = node.children or [i.code for i in lke.indikator_of(node.code)]
        points[node.code] = sum(points[code] for code in below)
    parts: dict[str, Part] = {}
    for node in lke.nodes:
        parts[node.code] = _part(node.weight, points[node.code])
    for indikator in lke.daftar_indikator:
        value = values[indikator.code]
        weight = weight_of(lke, indikator.code)
        shown = value * weight if indikator.code.startswith("B.") else value
        parts[indikator.code] = Part(weight, shown, 100 * value)
    verdicts = {predikat.name: _verdict(predikat, points, parts) for predikat in lke.predikat}
    return Score(parts, missing, verdicts, dict(values))


def weight_of(lke: Lke, code: str) -> float:
    """Return the points that an indicator can give: its own weight, else its part of its group's."""
    indikator = lke.indikator_by_code[code]
    if indikator.weight is not None:
        return indikator.weight
    return lke.node_by_code[indikator.group].weight / len(lke.indikator_of(indikator.group))


def value_of(lke: Lke, indikator: Indikator, answer: LkeAnswer | None) -> float | None:
    """Return the value of an answer, 0 to 1; None where there is none that counts.

    A percentage is worth what its counts give, whatever was typed for it: 0/0 and missing counts are None.
    """
    if answer is None:
        return None
    if indikator.answer is Answer.PERSEN:
        return share_of(indikator, answer.counts)
    if indikator.answer is Answer.INDEKS:
        number = answer.answer
        if isinstance(number, str) or number is None or not 0 <= number <= INDEX_SCALE:
            return None
        return number / INDEX_SCALE
    return lke.scales[indikator.answer].get(str(answer.answer))


def lack_of(indikator: Indikator, answer: LkeAnswer | None) -> Lack:
    """Return why an answer counts for nothing, given that it does (`Score.missing`)."""
    if answer is None:
        return Lack.NO_LINE
    typed = {count.row: count.value for count in answer.counts}
    is_empty = answer.answer is None and not answer.raw.strip()
    if indikator.rumus is not None:
        whole = [typed.get(line.row) for line in indikator.rincian if line.peran is Peran.PENYEBUT]
        if any(value == 0 for value in whole) and not any(whole):
            return Lack.ZERO_WHOLE
        has_any = any(value is not None for value in typed.values())
        return Lack.NO_ANSWER if is_empty and not has_any else Lack.NO_COUNTS
    if is_empty:
        return Lack.NO_ANSWER
    is_number = isinstance(answer.answer, int | float)
    return Lack.OFF_SCALE if indikator.answer is Answer.INDEKS and is_number else Lack.UNREADABLE


def share_of(indikator: Indikator, counts: Iterable[LkeCount]) -> float | None:
    """Return the share (0 to 1) that the counts of a question give; None if they give none."""
    typed = {count.row: count.value for count in counts}
    sums: dict[Peran, float] = {}
    for rincian in indikator.rincian:
        value = typed.get(rincian.row)
        if value is not None and value >= 0:
            sums[rincian.peran] = sums.get(rincian.peran, 0.0) + value
    if indikator.rumus is Rumus.PENURUNAN:
        return _fall(sums.get(Peran.TAHUN_LALU), sums.get(Peran.TAHUN_INI))
    part, whole = sums.get(Peran.PEMBILANG), sums.get(Peran.PENYEBUT)
    return min(1.0, part / whole) if part is not None and whole else None


def _fall(last: float | None, this: float | None) -> float | None:
    """Return by which share a count has fallen since last year: all of it where both are 0, never below 0."""
    if last is None or this is None:
        return None
    if last == 0:
        return 1.0 if this == 0 else 0.0
    return max(0.0, (last - this) / last)


def _part(weight: float, value: float) -> Part:
    return Part(weight, value, 100 * value / weight if weight else 0.0)


def _verdict(predikat: Predikat, points: Mapping[str, float], parts: Mapping[str, Part]) -> Verdict:
    return Verdict(tuple(_check(syarat, points, parts) for syarat in predikat.syarat))


def _check(syarat: Syarat, points: Mapping[str, float], parts: Mapping[str, Part]) -> Check:
    """Return a threshold with what was reached: points of its codes, or their share of the weight."""
    reached = sum(points[code] for code in syarat.codes)
    if syarat.is_share:
        reached = 100 * reached / sum(parts[code].weight for code in syarat.codes)
    return Check(syarat.name, reached, syarat.minimum, syarat.is_share)
