"""The figures of a score for web pages, as coordinates for inline SVG: a radar of the areas, bars.

A page's policy forbids style attributes, so that what a template draws is numbers in presentation attributes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from assistant.rendering.score_view import area_syarat, name_in_words
from assistant.rendering.wording import number_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.lke.comparison import Rated
    from assistant.lke.model import Predikat
    from assistant.rendering.score_view import ScoreReport

# Units of the drawing; the page scales it to its width.
_WIDTH, _HEIGHT, _RADIUS = 560, 440, 150
_LABEL_DISTANCE = 22
_LABEL_WIDTH, _LABEL_LINE = 18, 16
_RINGS = (25, 50, 75, 100)
BAR_WIDTH = 200
# Sums of binary fractions miss a threshold by less than this where they meet it on paper.
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed line over all axes; `points` as SVG writes them."""

    kind: str
    label: str
    points: str


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of the radar with its label, a line of text per entry of `lines`."""

    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A grid line and the percent that it stands for."""

    percent: int
    points: str
    y: float


@dataclass(frozen=True)
class Radar:
    """A radar of percentages."""

    width: int
    height: int
    centre: tuple[float, float]
    rings: tuple[Ring, ...]
    axes: tuple[Axis, ...]
    polygons: tuple[Polygon, ...]
    dots: tuple[tuple[float, float], ...]
    description: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A sub-area's bar: lengths in units of `BAR_WIDTH`; `old` None without another LKE."""

    code: str
    name: str
    length: float
    old: float | None
    points: str
    percent: str
    level: str
    description: str


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of an area of one component."""

    code: str
    name: str
    points: str
    percent: str
    bars: tuple[Bar, ...]


def radar(report: ScoreReport) -> Radar:
    """Return the radar of the areas: what was reached, the thresholds, and the other LKE if there is one."""
    areas = area_syarat(report.lke)
    names = [name_in_words(report.lke, syarat.codes[0]) for syarat in areas]
    reached = _area_percents(report, report.new)
    polygons = [
        Polygon(f"syarat-{number}", f"minimal {predikat.name}", _points(_minimums(report, predikat.name)))
        for number, predikat in enumerate(report.lke.predikat, 1)
    ]
    if report.old is not None:
        polygons.append(Polygon("lama", report.old.label, _points(_area_percents(report, report.old))))
    polygons.append(Polygon("baru", report.new.label, _points(reached)))
    said = "; ".join(
        f"{name} {number_in_words(value, 1)}%" for name, value in zip(names, reached, strict=True)
    )
    return Radar(
        _WIDTH,
        _HEIGHT,
        (_WIDTH / 2, _HEIGHT / 2),
        tuple(Ring(p, _points([p] * len(areas)), _place(p, 0, len(areas))[1]) for p in _RINGS),
        tuple(
            _axis(i, len(areas), name, value)
            for i, (name, value) in enumerate(zip(names, reached, strict=True))
        ),
        tuple(polygons),
        tuple(_place(value, i, len(reached)) for i, value in enumerate(reached)),
        f"Persen capaian enam area: {said}." if len(areas) == 6 else f"Persen capaian area: {said}.",
    )


def _minimums(report: ScoreReport, name: str) -> list[float]:
    predikat = next(p for p in report.lke.predikat if p.name == name)
    return [syarat.minimum for syarat in predikat.syarat if syarat.is_share]


def _area_percents(report: ScoreReport, rated: Rated) -> list[float]:
    """Return the percent reached in each area, Pemenuhan and Reform together."""
    name = report.lke.predikat[0].name
    return [check.value for check in rated.score.predikat[name].checks if check.is_share]


def _place(percent: float, index: int, count: int, beyond: float = 0) -> tuple[float, float]:
    """Return where a percentage lies on an axis; the first axis points up, the others follow clockwise."""
    angle = 2 * math.pi * index / count - math.pi / 2
    distance = _RADIUS * percent / 100 + beyond
    x, y = _WIDTH / 2 + distance * math.cos(angle), _HEIGHT / 2 + distance * math.sin(angle)
    return round(x, 1), round(y, 1)


def _points(percents: Sequence[float]) -> str:
    places = (_place(percent, i, len(percents)) for i, percent in enumerate(percents))
    return " ".join(f"{x},{y}" for x, y in places)


def _axis(index: int, count: int, name: str, value: float) -> Axis:
    x, y = _place(100, index, count)
    label_x, label_y = _place(100, index, count, _LABEL_DISTANCE)
    lines = (*wrap(name, _LABEL_WIDTH), f"{number_in_words(value, 1)}%")
    aside = label_x - _WIDTH / 2
    anchor = "middle" if abs(aside) < 1 else "start" if aside > 0 else "end"
    # above the figure labels grow upwards, below it downwards, beside it both ways
    share = 1.0 if label_y < _HEIGHT / 2 - _RADIUS else 0.0 if label_y > _HEIGHT / 2 + _RADIUS else 0.5
    top = label_y - share * _LABEL_LINE * (len(lines) - 1)
    return Axis(x, y, label_x, round(top, 1), anchor, lines)


def bar_groups(report: ScoreReport) -> tuple[BarGroup, ...]:
    """Return a bar for each sub-area by area, and one for each part of Hasil."""
    return tuple(
        BarGroup(
            node.code,
            name_in_words(report.lke, node.code),
            _of(report.new, node.code),
            f"{number_in_words(report.new.score.parts[node.code].percent, 1)}%",
            tuple(_bar(report, group.code) for group in report.lke.groups if _is_in(group.code, node.code)),
        )
        for node in report.lke.areas
    )


def _is_in(code: str, area: str) -> bool:
    return code == area or code.startswith(area + ".")


def _bar(report: ScoreReport, code: str) -> Bar:
    part = report.new.score.parts[code]
    name = name_in_words(report.lke, code)
    percent = f"{number_in_words(part.percent, 1)}%"
    said = f"{code} {name}: {percent}"
    old = report.old.score.parts[code].percent if report.old else None
    if old is not None and report.old is not None:
        said += f"; {report.old.label} {number_in_words(old, 1)}%"
    return Bar(
        code,
        name,
        _length(part.percent),
        None if old is None else _length(old),
        _of(report.new, code),
        percent,
        _level(report, code),
        said,
    )


def _level(report: ScoreReport, code: str) -> str:
    """Return how far a bar reaches: past the minimum of every predicate, of the first, of none."""
    part = report.new.score.parts[code]
    minimums = [_least(predikat, code, part.weight) for predikat in report.lke.predikat]
    passed = sum(part.percent >= minimum - _TOLERANCE for minimum in minimums)
    return "tinggi" if passed == len(minimums) else "sedang" if passed else "rendah"


def _least(predikat: Predikat, code: str, weight: float) -> float:
    """Return the percent that a predicate asks of a part: its own threshold, else that of areas."""
    own = [100 * s.minimum / weight for s in predikat.syarat if s.codes == (code,) and not s.is_share]
    return own[0] if own else min(s.minimum for s in predikat.syarat if s.is_share)


def _length(percent: float) -> float:
    return round(BAR_WIDTH * min(percent, 100) / 100, 1)


def _of(rated: Rated, code: str) -> str:
    part = rated.score.parts[code]
    return f"{number_in_words(part.value)} dari {number_in_words(part.weight)}"
