"""What the columns of a printed LKE hold: told by their titles, or by what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from pydantic import RootModel

from assistant.data import data_directory
from assistant.language.clean import fold
from assistant.language.similarity import ratios
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class Column(StrEnum):
    """The roles of columns; the values are keys of `mappings/kolom-lke.yaml`."""

    ID = "id"
    NAMA = "nama"
    BOBOT = "bobot"
    KRITERIA = "kriteria"
    PILIHAN = "pilihan"
    JAWABAN = "jawaban"
    NILAI = "nilai"
    PERSEN = "persen"
    CATATAN = "catatan"
    BUKTI = "bukti"
    JAWABAN_TPI = "jawaban_tpi"
    CATATAN_TPI = "catatan_tpi"


class _Titles(RootModel[dict[Column, tuple[str, ...]]]):
    """Titles by role."""


# `Jawaban Unit` and `Jawaban TPI` are alike to 0.77; the better of the two wins before this counts.
_MIN_TITLE = 0.72
# Of titles that are cut off or torn apart, what is left of a table's header still names this many columns.
_MIN_ROLES = 3
_CHOICES = re.compile(r"(?:ya/tidak|a/b/c(?:/d(?:/e)?)?|%|jumlah|nilai \(0-4\))", re.IGNORECASE)
_ANSWER = re.compile(r"(?:ya|tidak|[a-e]|[\d.,]+ ?%?|blm diisi|#div/0!)", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Which column of a table plays which role; `label` are the columns that number and name a row."""

    roles: Mapping[Column, int]
    label: tuple[int, ...]

    def cell(self, cells: Sequence[str], role: Column) -> str:
        """Return a row's cell by role; empty if the table has no such column."""
        at = self.roles.get(role)
        return cells[at].strip() if at is not None and at < len(cells) else ""


@cache
def _load_titles(path: Path | None = None) -> dict[Column, tuple[str, ...]]:
    return load_validated(path or data_directory("mappings") / "kolom-lke.yaml", _Titles).root


def find_columns(header: Sequence[str]) -> Columns | None:
    """Return the columns that a row of titles names; None if it is no header of an LKE.

    Each role goes to the column whose title is most like it; of equals to the one further left, so that a
    second column of notes without further words is the reviewer's.
    """
    scored: list[tuple[float, int, Column]] = []
    for at, title in enumerate(header):
        if not fold(title) and title.strip() != "%":
            continue
        for role, titles in _load_titles().items():
            score = 1.0 if title.strip() in titles else max(ratios(title, titles))
            if score >= _MIN_TITLE:
                scored.append((-score, at, role))
    roles: dict[Column, int] = {}
    order = list(Column)
    for _, at, role in sorted(scored, key=lambda item: (item[0], item[1], order.index(item[2]))):
        if role not in roles and at not in roles.values():
            roles[role] = at
    return _complete(roles) if len(roles) >= _MIN_ROLES and Column.JAWABAN in roles else None


def infer_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns of a table without titles, by what they hold; None if it looks like no LKE."""
    width = max((len(row) for row in rows), default=0)
    cells = [[row[c].strip() for row in rows if c < len(row) and row[c].strip()] for c in range(width)]

    def share(c: int, pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.fullmatch(cell)) for cell in cells[c]) / len(cells[c]) if cells[c] else 0.0

    choices = next((c for c in range(width) if share(c, _CHOICES) >= 0.7), None)
    if choices is None:
        return None
    answers = next((c for c in range(choices + 1, width) if share(c, _ANSWER) >= 0.6), None)
    if answers is None:
        return None
    roles = {Column.PILIHAN: choices, Column.JAWABAN: answers}
    texts = [c for c in range(answers + 1, width) if cells[c] and share(c, _ANSWER) < 0.5]
    linked = [c for c in texts if sum(bool(_WEB.search(cell)) for cell in cells[c]) >= 0.3 * len(cells[c])]
    if linked:
        roles[Column.BUKTI] = linked[0]
    notes = [c for c in texts if c not in linked[:1]]
    roles.update(zip((Column.CATATAN, Column.CATATAN_TPI), notes, strict=False))
    if choices > 0 and cells[choices - 1] and share(choices - 1, _ANSWER) < 0.5:
        roles[Column.KRITERIA] = choices - 1
    tpi = [c for c in range(max(texts, default=answers), width) if c > answers and share(c, _ANSWER) >= 0.6]
    if tpi:
        roles[Column.JAWABAN_TPI] = tpi[0]
    numbers = [c for c in range(1, choices) if share(c, re.compile(r"[\d.,]+")) >= 0.8]
    if numbers:
        roles[Column.BOBOT] = numbers[-1]
    return _complete(roles)


def _complete(roles: dict[Column, int]) -> Columns:
    """Return roles with the columns that stand left of them all and so number and name the rows."""
    others = [at for role, at in roles.items() if role not in (Column.NAMA, Column.ID)]
    first = min(others)
    return Columns(roles, tuple(c for c in range(first) if c != roles.get(Column.ID)))
