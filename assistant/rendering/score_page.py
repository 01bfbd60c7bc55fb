"""The score of an LKE as a web page: radar of the areas, a bar per sub-area, thresholds, the way ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.rendering.html_page import render_page
from assistant.rendering.score_charts import BAR_WIDTH, bar_groups, radar
from assistant.rendering.score_view import (
    DIRECTION,
    DIRECTION_CLASS,
    answer_in_words,
    area_syarat,
    figure,
    name_in_words,
    points_of,
    signed,
    verdict_in_words,
)
from assistant.rendering.score_workbook import criterion_of
from assistant.rendering.wording import number_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.lke.improvement import Way
    from assistant.lke.scoring import Check
    from assistant.rendering.score_view import ScoreReport


@dataclass(frozen=True, slots=True)
class _AreaLine:
    number: int
    name: str
    old: str
    value: str
    points: str


@dataclass(frozen=True, slots=True)
class _CheckLine:
    name: str
    old: str
    value: str
    minimums: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _RaiseLine:
    code: str
    name: str
    before: str
    after: str
    gain: str
    asked: str


@dataclass(frozen=True, slots=True)
class _WayView:
    predikat: str
    steps: int
    gain: str
    raises: tuple[_RaiseLine, ...]
    out_of_reach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PartLine:
    code: str
    name: str
    depth: int
    answer: str
    points: str
    weight: str
    lack: str


@dataclass(frozen=True, slots=True)
class _ChangeLine:
    code: str
    name: str
    old: str
    new: str
    gain: str
    label: str
    css: str


def score_page(report: ScoreReport, templates: Path | None = None) -> str:
    """Return a score, or two of them side by side, as one HTML page.

    Args:
        report: the score.
        templates: the user's own directory of templates.

    Raises:
        TemplateError: the user's template is invalid.
    """
    score = report.new.score
    values = {
        "simpulan": report.title,
        "banding": report.old is not None,
        "lama": report.old.label if report.old else "",
        "baru": report.new.label,
        "berkas_lama": report.old.document.source.name if report.old else "",
        "angka": _numbers(report),
        "radar": radar(report),
        "panjang_batang": BAR_WIDTH,
        "area": _areas(report),
        "kelompok_batang": bar_groups(report),
        "predikat": [(name, verdict_in_words(report.new, name)) for name in score.predikat],
        "syarat": _checks(report),
        "jalan": [_way(report, way) for way in report.ways],
        "kosong": report.codes_by_lack,
        "rincian": _parts(report),
        "perubahan": _changes(report),
    }
    return render_page("nilai.html.j2", report.document, report.rules, values, templates)


def _numbers(report: ScoreReport) -> list[tuple[str, str, str, str]]:
    """Return class, number, its whole, and name of what the page opens with."""
    score = report.new.score
    numbers = [("bagian", number_in_words(score.total), "100", "nilai total")]
    for node in report.lke.nodes:
        if node.parent is None:
            part = score.parts[node.code]
            name = name_in_words(report.lke, node.code).lower()
            numbers.append(("bagian", number_in_words(part.value), number_in_words(part.weight), name))
    for name, verdict in score.predikat.items():
        passed = sum(check.passed for check in verdict.checks)
        css = "ok" if verdict.passed else "error"
        numbers.append((css, str(passed), str(len(verdict.checks)), f"syarat {name} terpenuhi"))
    return numbers


def _areas(report: ScoreReport) -> list[_AreaLine]:
    lines: list[_AreaLine] = []
    for number, syarat in enumerate(area_syarat(report.lke), 1):
        points = [
            sum(r.score.parts[code].value for code in syarat.codes) for r in (report.new, report.old) if r
        ]
        weight = sum(report.new.score.parts[code].weight for code in syarat.codes)
        percents = [f"{number_in_words(100 * p / weight, 1)}%" for p in points]
        said = f"{number_in_words(points[0])} dari {number_in_words(weight)}"
        old = percents[1] if report.old else ""
        lines.append(_AreaLine(number, name_in_words(report.lke, syarat.codes[0]), old, percents[0], said))
    return lines


def _checks(report: ScoreReport) -> list[_CheckLine]:
    """Return a line for each threshold with the minimum of every predicate."""
    names = list(report.new.score.predikat)
    lines: list[_CheckLine] = []
    for index, checks in enumerate(zip(*(report.new.score.predikat[n].checks for n in names), strict=True)):
        first = checks[0]
        old = ""
        if report.old is not None:
            old = figure(first, report.old.score.predikat[names[0]].checks[index].value)
        minimums = tuple(_minimum(name, check) for name, check in zip(names, checks, strict=True))
        lines.append(_CheckLine(first.name, old, figure(first, first.value), minimums))
    return lines


def _minimum(name: str, check: Check) -> tuple[str, str, str]:
    return name, "ok" if check.passed else "error", f"≥ {figure(check, check.minimum)}"


def _way(report: ScoreReport, way: Way) -> _WayView:
    raises = tuple(
        _RaiseLine(
            entry.code,
            report.lke.name_of(entry.code),
            entry.before or "belum terjawab",
            entry.after,
            signed(entry.gain),
            criterion_of(report, entry),
        )
        for entry in way.raises
    )
    missed = tuple(
        f"{check.name}: {figure(check, check.value)}, minimal {figure(check, check.minimum)}."
        for check in way.out_of_reach
    )
    gain = signed(sum(entry.gain for entry in way.raises))
    return _WayView(way.predikat, sum(entry.steps for entry in way.raises), gain, raises, missed)


def _parts(report: ScoreReport) -> list[_PartLine]:
    score = report.new.score
    answers, lacks = {a.code: a.answer for a in report.new.answers}, report.lacks
    return [
        _PartLine(
            code,
            name_in_words(report.lke, code),
            min(3, code.count(".")),
            answer_in_words(report.lke, code, answers.get(code)) if code in score.values else "",
            number_in_words(points_of(report.new, code)),
            number_in_words(score.parts[code].weight),
            lacks.get(code, ""),
        )
        for code in report.lke.codes
    ]


def _changes(report: ScoreReport) -> list[_ChangeLine]:
    return [
        _ChangeLine(
            change.code,
            report.lke.name_of(change.code),
            answer_in_words(report.lke, change.code, change.old_answer),
            answer_in_words(report.lke, change.code, change.new_answer),
            signed(change.gain),
            DIRECTION[change.direction],
            DIRECTION_CLASS[change.direction],
        )
        for change in report.changed_answers
    ]
