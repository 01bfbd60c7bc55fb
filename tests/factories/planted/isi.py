"""Defects of substance: what the report leaves out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.factories.planted.model import Kind, NoPlaceError, Spot, text_of
from tests.factories.spec import ListItem, Paragraph, TableSpec

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element

# Measures of the letter and the words without which nothing of them is left.
_MEASURES = {
    "c": r"[Vv]ideo profil",
    "f": r"[Ii]novasi",
    "i": r"[Pp]engaduan|[Kk]eluhan|SP4N",
    "k": r"benchmarking|studi tiru|Dari sana kami|Pelajaran yang dibawa",
    "b": r"Lembar Kerja Evaluasi|penilaian mandiri|Penilaian mandiri",
}


def _sub_area(bed: Bed) -> None:
    """Take a sub-area away; those that follow move up."""
    start = bed.choose(bed.headings(5))
    level = bed.heading(start).level
    end = bed.end_of(start)
    area_end = next(
        (i for i in range(end, len(bed.elements)) if i in bed.headings() and bed.heading(i).level < level),
        end,
    )
    numbers = [bed.heading(i).number for i in bed.headings(5) if start <= i < area_end]
    del bed.elements[start:end]
    for place in (i for i in bed.headings(5) if start <= i < area_end - (end - start)):
        bed.elements[place] = replace(bed.heading(place), number=numbers.pop(0))


def _drop(bed: Bed, pattern: str) -> None:
    """Take away every paragraph, item, picture and sentence that speaks of something."""
    kept: list[Element] = []
    for element in bed.elements:
        if isinstance(element, Paragraph) and re.search(pattern, element.text):
            sentences = [s for s in re.split(r"(?<=\.) (?=[A-Z])", element.text) if not re.search(pattern, s)]
            if sentences:
                kept.append(replace(element, text=" ".join(sentences), links=()))
        elif isinstance(element, TableSpec):
            rows = tuple(row for row in element.rows if not re.search(pattern, " ".join(row)))
            kept.append(replace(element, rows=rows))
        elif type(element).__name__ in {"ListItem", "Picture"} and re.search(pattern, text_of(element)):
            continue
        else:
            kept.append(element)
    bed.elements[:] = kept


def _measure(bed: Bed) -> None:
    _drop(bed, _MEASURES[bed.rng.choice(sorted(_MEASURES))])


def _no_index(bed: Bed) -> None:
    _drop(bed, bed.rng.choice(("Anti Korupsi|IPAK", "Kualitas Pelayanan \\(IPKP|IPKP")))


def _no_effort(bed: Bed) -> Element:
    for index, element in enumerate(bed.elements):
        if isinstance(element, TableSpec) and "Upaya" in element.header:
            row = bed.rng.randrange(len(element.rows))
            return bed.write(Spot(index, "cell", row, 3), bed.rng.choice(("", "-")))
    raise NoPlaceError("no table of obstacles")


def _no_deadline(bed: Bed) -> None:
    for index, element in enumerate(bed.elements):
        if isinstance(element, ListItem) and "TINDAK" in bed.path(index):
            bed.elements[index] = replace(element, text=re.sub(r" paling lambat \w+ \d{4}", "", element.text))


def _no_declaration(bed: Bed) -> None:
    _drop(bed, r"[Pp]encanangan|mencanangkan")


KINDS = (
    Kind("sub_area_dropped", ("ZI3",), "info", "a sub-area is gone", _sub_area, gentle=False),
    Kind(
        "measure_without_trace",
        ("ZI3",),
        "warning",
        "a measure of the letter is not told",
        _measure,
        gentle=False,
    ),
    Kind("hasil_without_index", ("ZI3",), "warning", "no IPAK or no IPKP", _no_index, gentle=False),
    Kind("no_declaration", ("ZI3",), "info", "the declaration is not told", _no_declaration, gentle=False),
    Kind(
        "obstacle_without_effort",
        ("ZI3",),
        "warning",
        "an obstacle that nothing answers",
        _no_effort,
        form="docx",
    ),
    Kind(
        "follow_up_no_deadline",
        ("ZI3",),
        "info",
        "follow-up steps without deadline",
        _no_deadline,
        gentle=False,
    ),
)
