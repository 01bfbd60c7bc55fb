"""Rencana aksi: invented actions in the table that offices use, or as narrative lists with a month table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.factories.spec import (
    Align,
    DocumentSpec,
    Heading,
    Line,
    ListItem,
    Merge,
    PageStyle,
    Paragraph,
    TableSpec,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from tests.factories.office import Office
    from tests.factories.spec import Element

HEADER = ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
ROMAN = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True)
class PlannedAction:
    """An action as it ought to be read: cells as printed, `months` what the target time means."""

    area: str
    code: str
    komponen: str
    indikator: str
    langkah_aksi: str
    bukti_fisik: tuple[str, ...]
    waktu: str
    months: tuple[int, ...]


@dataclass(frozen=True)
class RencanaSpec:
    """A described rencana and the actions in it, in the order of the document."""

    document: DocumentSpec
    actions: tuple[PlannedAction, ...]


@cache
def _stock() -> list[dict[str, Any]]:
    text = Path(__file__).with_name("rencana.yaml").read_text(encoding="utf-8")
    stock: list[dict[str, Any]] = yaml.safe_load(text)
    return stock


def area_names() -> dict[str, str]:
    """Return the names of the six areas as the plans print them, by code."""
    return {area["area"]: area["nama"] for area in _stock()}


def all_actions(satker: str, year: int) -> tuple[PlannedAction, ...]:
    """Return every action of the stock, worded for one office and year."""

    def fill(text: str) -> str:
        return text.format(satker=satker, tahun=year)

    return tuple(
        PlannedAction(
            area["area"],
            action["kode"],
            komponen["nama"],
            fill(action["indikator"]),
            fill(action["langkah"]),
            tuple(fill(bukti) for bukti in action["bukti"]),
            fill(action["waktu"]),
            tuple(action["bulan"]),
        )
        for area in _stock()
        for komponen in area["komponen"]
        for action in komponen["aksi"]
    )


def choose_actions(
    rng: Random, actions: Sequence[PlannedAction], share: float = 0.7
) -> tuple[PlannedAction, ...]:
    """Return a part of the actions in their order, at least one of every area."""
    first_of_area = {action.area: place for place, action in reversed(list(enumerate(actions)))}.values()
    return tuple(a for place, a in enumerate(actions) if place in first_of_area or rng.random() < share)


def action_table(actions: Sequence[PlannedAction], *, merged: bool = True) -> TableSpec:
    """Return the table of a plan: a row that names each area, then its actions.

    Args:
        merged: the cells of a component that several actions share are merged, as is the area's name over its
            row; otherwise the following cells are just left empty.
    """
    rows: list[tuple[str, ...]] = []
    merges: list[Merge] = []
    names = area_names()
    area = komponen = ""
    number = start = 0
    for action in actions:
        if action.area != area:
            area, komponen, number = action.area, "", 0
            merges.append(Merge(len(rows), 1, columns=5))
            rows.append((ROMAN[int(area[-1]) - 1], names[area], "", "", "", ""))
        same = action.komponen == komponen
        if same:
            merges = [m for m in merges if m.row != start or m.column > 1] + [
                Merge(start, column, rows=len(rows) - start + 1) for column in (0, 1)
            ]
        else:
            komponen, start, number = action.komponen, len(rows), number + 1
        bukti = "\n".join(f"{place}) {text}" for place, text in enumerate(action.bukti_fisik, 1))
        front = ("", "") if same else (str(number), komponen)
        rows.append((*front, action.indikator, action.langkah_aksi, bukti, action.waktu))
    return TableSpec(
        HEADER, tuple(rows), merges=tuple(merges) if merged else (), widths=(0.5, 1.7, 2.4, 3.2, 2.4, 1.6)
    )


def month_table(actions: Iterable[PlannedAction]) -> TableSpec:
    """Return the schedule of a narrative plan: a row per action, a mark in each month."""
    rows = tuple(
        (str(place), action.langkah_aksi, *("✓" if month in action.months else "" for month in range(1, 13)))
        for place, action in enumerate(actions, 1)
    )
    return TableSpec(
        ("No.", "Langkah Aksi", *_MONTHS),
        rows,
        "Tabel 1",
        "Jadwal Pelaksanaan",
        widths=(0.6, 4.4, *(0.6,) * 12),
    )


def invent_rencana(office: Office, year: int, rng: Random, *, tabular: bool = True) -> RencanaSpec:
    """Return a plan of an invented office, as a table or as narrative lists with a month table."""
    actions = choose_actions(rng, all_actions(office.satker, year))
    title = f"RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS {office.satker.upper()} TAHUN {year}"
    elements: list[Element] = [
        Line(office.full_name.upper(), bold=True, size=14),
        Line("RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS", bold=True, size=14),
        Line(f"TAHUN {year}", bold=True, size=14),
        PageStyle(start=1),
        Heading(1, "BAB I", "PENDAHULUAN"),
        Heading(2, "A.", "Latar Belakang"),
        Paragraph(
            f"Rencana aksi ini menjadi pegangan tim zona integritas {office.satker} sepanjang tahun {year}. "
            f"Isinya disusun dari hasil evaluasi tahun {year - 1} dan disepakati dalam rapat tim."
        ),
        Heading(2, "B.", "Tujuan"),
        ListItem("1.", "membagi pekerjaan beserta tenggatnya secara jelas;"),
        ListItem("2.", "menyebut bukti yang harus ada pada akhir setiap kegiatan."),
    ]
    if tabular:
        table = action_table(actions)
        elements += [PageStyle(landscape=True), Heading(1, "BAB II", "RENCANA AKSI"), table]
    else:
        elements += [
            PageStyle(),
            Heading(1, "BAB II", "RENCANA AKSI"),
            *_narrative(actions),
            month_table(actions),
        ]
    elements += [
        Line(f"{office.capital}, {rng.randint(5, 25)} Januari {year}", Align.RIGHT),
        Line(f"Ketua {office.full_name},", Align.RIGHT),
        Line(office.ketua.name, Align.RIGHT, space_before=40),
    ]
    return RencanaSpec(DocumentSpec(title, tuple(elements)), actions)


def _narrative(actions: Sequence[PlannedAction]) -> Iterator[Element]:
    """Write every area as headings and lists; the times stand in the month table only."""
    names = area_names()
    area = komponen = ""
    komponen_count = count = 0
    for action in actions:
        if action.area != area:
            area, komponen, komponen_count = action.area, "", 0
            yield Heading(2, f"{ROMAN[int(area[-1]) - 1]}.", names[area])
        if action.komponen != komponen:
            komponen, komponen_count, count = action.komponen, komponen_count + 1, 0
            yield Heading(3, f"{komponen_count}.", komponen)
        count += 1
        yield ListItem(f"{chr(96 + count)}.", f"{action.langkah_aksi}.", code=action.code)
