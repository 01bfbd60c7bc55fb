"""Defects of plans: evidence, time, order, another level's duty, the decree around them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.factories.office import OfficeLevel
from tests.factories.planted.model import Kind, NoPlaceError, Spot
from tests.factories.spec import Line, Paragraph, TableSpec

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element

_ACTION, _PROOF, _TIME = 3, 4, 5


def _table(bed: Bed) -> tuple[int, TableSpec]:
    for index, element in enumerate(bed.elements):
        if isinstance(element, TableSpec) and element.header[-1].startswith("TARGET"):
            return index, element
    raise NoPlaceError("no table of actions")


def _cell(bed: Bed, column: int, text: str, *, having: str = "") -> Element:
    index, table = _table(bed)
    rows = [r for r, row in enumerate(table.rows) if row[_TIME] and re.search(having, row[column])]
    return bed.write(Spot(index, "cell", bed.choose(rows), column), text)


def _no_proof(bed: Bed) -> Element:
    return _cell(bed, _PROOF, bed.rng.choice(("", "-")))


def _no_time(bed: Bed) -> Element:
    return _cell(bed, _TIME, bed.rng.choice(("", "-")), having=r"\d{4}")


def _no_action(bed: Bed) -> Element:
    return _cell(bed, _ACTION, bed.rng.choice(("", "-")))


def _past_target(bed: Bed) -> Element:
    return bed.swap(rf" {bed.year}$", f" {bed.year - bed.rng.randint(1, 2)}", TableSpec)


def _past_proof(bed: Bed) -> Element:
    return bed.swap(rf"(?<=Tahun ){bed.year}", str(bed.year - 2), TableSpec)


def _falling(bed: Bed) -> Element:
    months = bed.rng.choice(("September s.d. Maret", "November - April", "Oktober sampai dengan Februari"))
    return _cell(bed, _TIME, f"{months} {bed.year}", having=r"\d{4}")


def _not_a_month(bed: Bed) -> Element:
    return _cell(
        bed, _TIME, f"31 {bed.rng.choice(('April', 'Juni', 'September'))} {bed.year}", having=r"\d{4}"
    )


def _provincial(bed: Bed) -> Element:
    if bed.whole.office.level is OfficeLevel.PROVINSI:
        raise NoPlaceError("its own duty")
    duty = bed.rng.choice(
        (
            "Melaksanakan pemantauan pembangunan zona integritas pada KPU kabupaten/kota di wilayah provinsi",
            "Melakukan supervisi dan asistensi pengisian LKE kepada KPU Kabupaten/Kota se-provinsi",
            "Menghimpun laporan zona integritas seluruh satuan kerja kabupaten/kota",
        )
    )
    return _cell(bed, _ACTION, duty)


def _area_gone(bed: Bed) -> None:
    index, table = _table(bed)
    titles = [r for r, row in enumerate(table.rows) if row[0] and row[1].isupper()]
    at = bed.rng.randrange(1, len(titles))
    end = titles[at + 1] if at + 1 < len(titles) else len(table.rows)
    gone = end - titles[at]
    merges = [m for m in table.merges if not titles[at] <= m.row < end]
    moved = tuple(replace(m, row=m.row - gone) if m.row >= end else m for m in merges)
    bed.put(index, replace(table, rows=table.rows[: titles[at]] + table.rows[end:], merges=moved))


def _no_ruling(bed: Bed) -> None:
    place = next(
        i for i, e in enumerate(bed.elements) if isinstance(e, Line) and e.text.startswith("MEMUTUSKAN")
    )
    del bed.elements[place]


def _no_force(bed: Bed) -> None:
    place = next(
        i for i, e in enumerate(bed.elements) if isinstance(e, Paragraph) and e.text.startswith("KETIGA")
    )
    del bed.elements[place]


def _annex_number(bed: Bed) -> Element:
    lines = [i for i, e in enumerate(bed.elements) if isinstance(e, Line) and e.text.startswith("NOMOR ")]
    line = bed.elements[lines[-1]]
    number = int(line.text.split()[1])  # type: ignore[union-attr]
    return bed.put(lines[-1], Line(f"NOMOR {number + bed.rng.randint(1, 9)} TAHUN {bed.year}"))


def _ends_early(bed: Bed) -> None:
    """The plan stops after its table: no closing chapter, no signature."""
    del bed.elements[_table(bed)[0] + 1 :]


KINDS = tuple(
    Kind(name, expected, severity, what, sow, "tabel", "docx", gentle)
    for name, expected, severity, what, sow, gentle in (
        ("action_without_proof", ("ZI4",), "warning", "no evidence", _no_proof, True),
        ("action_without_time", ("ZI4",), "warning", "no target time", _no_time, True),
        ("indicator_without_action", ("ZI4",), "warning", "no action", _no_action, True),
        ("target_past_year", ("ZI4", "ZI5"), "warning", "target in a past year", _past_target, True),
        ("proof_past_year", ("ZI4", "ZI5"), "warning", "evidence of a past year", _past_proof, True),
        ("months_falling", ("ZI4", "ZI5"), "warning", "the end before the beginning", _falling, True),
        ("target_impossible", ("ZI4", "ZI5"), "error", "a day that its month has not", _not_a_month, True),
        ("provincial_duty", ("ZI4", "ZI6"), "warning", "the province's duty", _provincial, True),
        ("plan_area_gone", ("ZI4", "ZI3"), "warning", "an area without actions", _area_gone, False),
        ("decree_no_ruling", ("ZI1", "ZI4"), "warning", "MEMUTUSKAN is missing", _no_ruling, False),
        ("decree_no_force", ("ZI1", "ZI4"), "info", "no entry into force", _no_force, False),
        (
            "annex_number_differs",
            ("ZI1", "ZI4", "ZI8"),
            "warning",
            "the annex names another decree",
            _annex_number,
            True,
        ),
        ("plan_ends_early", ("ZI1", "ZI4"), "warning", "no closing, no signature", _ends_early, False),
    )
)
