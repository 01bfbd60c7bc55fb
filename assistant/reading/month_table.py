"""The table of monthly targets of a plan: an area's sub-areas as rows, January to December as columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.language.dates import MONTHS, month_number
from assistant.language.numbering import roman_value
from assistant.language.similarity import ratio
from assistant.reading.rencana_model import TargetWaktu
from assistant.reading.rencana_words import rencana_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.document import Document, Table
    from assistant.reading.rencana_model import Action

# A table with fewer months is a deadline column split up, not a year's plan.
_MIN_MONTHS = 6
# Names of areas vary (`Penguatan Akuntabilitas`, `Penguatan Akuntabilitas Kinerja`) more than their numbers.
_SAME_AREA = 0.7
# Actions stand in the order of the sub-areas; a step back must be worth more than one clear word.
_STEP_BACK = 1.2
_AREA_NUMBER = re.compile(r"\bAREA\s+(?:PERUBAHAN\s+)?([IVX]+|[1-9])\b", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"\s*([IVX]+)\s*[.)]?\s*\Z")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A sub-area and when work on it is due."""

    name: str
    target: TargetWaktu


@dataclass(frozen=True)
class PlanArea:
    """An area of the table: its number (None if unnumbered), its name and its rows."""

    number: int | None
    name: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Plan:
    """A table of monthly targets."""

    areas: tuple[PlanArea, ...]

    def rows_of(self, heading: str) -> tuple[PlanRow, ...]:
        """Return the rows of the area that a heading names, by number or else by name; empty if none."""
        match = _AREA_NUMBER.search(heading)
        if match:
            printed = match.group(1).upper()
            number = int(printed) if printed.isdigit() else roman_value(printed)
            numbered = [area for area in self.areas if area.number == number]
            if len(numbered) == 1:
                return numbered[0].rows
        name = re.sub(r"^\W*(?:\w{1,4}\.)?\s*", "", _AREA_NUMBER.sub("", heading))
        best = max(self.areas, key=lambda area: ratio(area.name, name), default=None)
        return best.rows if best is not None and ratio(best.name, name) >= _SAME_AREA else ()

    def assign(self, actions: Sequence[Action], rows: Sequence[PlanRow]) -> list[PlanRow]:
        """Return the row of each action: the way through the rows, mostly onward, that fits best."""
        best: list[tuple[float, list[int]]] = [(0.0, [])] * len(rows)
        for position, action in enumerate(actions):
            scores = [affinity(action.langkah_aksi, row.name) for row in rows]
            best = [
                max(
                    ((total - (_STEP_BACK if i < j else 0.0) + scores[i], [*path, i]))
                    for j, (total, path) in enumerate(best)
                )
                if position
                else (scores[i] - 0.01 * i, [i])  # the first action belongs to the first row if nothing tells
                for i in range(len(rows))
            ]
        # Of paths that fit alike, the one that stays longest where it is.
        chosen = max(best, key=lambda item: (item[0], [-i for i in item[1]]))[1]
        return [rows[i] for i in chosen]


def find_month_tables(document: Document) -> tuple[Plan, ...]:
    """Return the tables of monthly targets of a document, in order."""
    plans = []
    for table in document.tables:
        months, first = _month_columns(table)
        if len(months) >= _MIN_MONTHS:
            areas = tuple(_areas(table.rows[first:], months))
            if any(area.rows for area in areas):
                plans.append(Plan(areas))
    return tuple(plans)


def affinity(text: str, row_name: str) -> float:
    """Return how well an action fits a sub-area: by the words of its name and by its cue words."""
    plain, name = f" {fold(text)} ", fold(row_name)
    known = max(rencana_words().sub_area, key=lambda sub: _name_likeness(name, sub.nama))
    cues = known.kata if _name_likeness(name, known.nama) >= 0.6 else ()
    # A longer phrase is the surer cue: `benturan kepentingan` more than `tim`.
    score = sum(0.5 + 0.5 * len(cue.split()) for cue in cues if f" {cue}" in plain)
    words = {w for w in name.split() if len(w) > 3}
    shared = sum(f" {word}" in plain for word in words) / len(words) if words else 0.0
    return score + shared


def _name_likeness(name: str, known: str) -> float:
    """Return how alike two names of a sub-area are; the row's may be cut short."""
    words, others = name.split(), known.split()
    shared = sum(any(w == o or (len(w) > 4 and ratio(w, o) >= 0.85) for o in others) for w in words)
    return shared / max(1, min(len(words), len(others))) - 0.02 * abs(len(words) - len(others))


def _month_columns(table: Table) -> tuple[dict[int, int], int]:
    """Return the column of each month and the first row below; a second header row may name the months."""
    rows = ([table.header] if table.header else []) + list(table.rows[:3])
    for index, row in enumerate(rows):
        months: dict[int, int] = {}
        for column, title in enumerate(row):
            number = month_number(title)
            if number is not None:
                months.setdefault(number, column)
        if len(months) >= _MIN_MONTHS:
            if min(months.values()) == 0:
                # Plain text drops the empty cells in front: the months stand over the last columns.
                shift = max(len(r) for r in rows) - 1 - max(months.values())
                months = {month: column + shift for month, column in months.items()}
            return months, index + (0 if table.header else 1)
    return {}, 0


def _areas(rows: Sequence[Sequence[str]], months: Mapping[int, int]) -> Iterator[PlanArea]:
    """Yield the areas: a row without marks begins one."""
    number: int | None = None
    name = ""
    collected: list[PlanRow] = []
    first_month = min(months.values())
    for row in rows:
        label = " ".join(" ".join(row[:first_month]).split())
        marked = {
            month: row[i].strip() for month, i in months.items() if i < len(row) and row[i].strip(" -–")
        }
        match = _ROW_NUMBER.match(row[0]) if row else None
        if marked and not match:
            collected.append(PlanRow(re.sub(r"^\d+[.)]?\s+", "", label), _target(marked)))
        elif label:
            if name or collected:
                yield PlanArea(number, name, tuple(collected))
            number = roman_value(match.group(1)) if match else None
            name, collected = re.sub(r"^[IVX]+[.)]?\s+", "", label), []
    if name or collected:
        yield PlanArea(number, name, tuple(collected))


def _target(marked: Mapping[int, str]) -> TargetWaktu:
    """Return the months of a row, runs with the same mark together: `Januari–Maret: 25%, April: 50%`."""
    runs = []
    steps = sorted(marked)
    # A run breaks where a month is left out or the mark changes.
    for _, group in groupby(enumerate(steps), key=lambda item: (item[1] - item[0], marked[item[1]])):
        run = [month for _, month in group]
        span = MONTHS[run[0] - 1] if len(run) == 1 else f"{MONTHS[run[0] - 1]}–{MONTHS[run[-1] - 1]}"
        runs.append(f"{span}: {marked[run[0]]}")
    return TargetWaktu(", ".join(runs), tuple(steps))
