"""Defects of structure: sections, headings, lists, cover, signature, annex."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.factories.planted.model import Kind, NoPlaceError
from tests.factories.spec import Heading, Line, ListItem

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element

_MAIN = (
    "maksud dan tujuan|dasar hukum|kesimpulan|rencana tindak lanjut|komponen hasil|kendala/|latar belakang"
)
_RENAMED = {
    "Manajemen Perubahan": ("Perubahan Manajemen", "Kelompok Kerja Manajemen Perubahan"),
    "Penataan Tata Laksana": ("Tata Laksana", "Tim Penataan Tata Laksana"),
    "Penataan Sistem Manajemen SDM": ("Manajemen SDM", "Pokja Penataan Sistem Manajemen SDM"),
    "Penguatan Akuntabilitas": ("Akuntabilitas Kinerja", "Program Penguatan Akuntabilitas"),
    "Penguatan Pengawasan": ("Pengawasan Internal", "Tim Kerja Penguatan Pengawasan"),
    "Penguatan Kualitas Pelayanan Publik": ("Peningkatan Pelayanan Publik", "Pelayanan Publik"),
    "DASAR HUKUM": ("LANDASAN HUKUM", "DASAR PELAKSANAAN"),
    "KESIMPULAN": ("SIMPULAN DAN SARAN", "RINGKASAN"),
}


def _removed(bed: Bed) -> None:
    start = bed.choose([*bed.headings(2, _MAIN), *bed.headings(4), *bed.headings(3, "hasil")])
    del bed.elements[start : bed.end_of(start)]


def _renamed(bed: Bed) -> Element:
    place = bed.choose([i for i in bed.headings() if bed.heading(i).title in _RENAMED])
    heading = bed.heading(place)
    return bed.put(place, replace(heading, title=bed.rng.choice(_RENAMED[heading.title])))


def _moved(bed: Bed) -> Element:
    """Exchange two neighbouring areas; the numbers stay in order."""
    areas = bed.headings(4)
    at = bed.rng.randrange(len(areas) - 1)
    first, second = areas[at], areas[at + 1]
    end = bed.end_of(second)
    one, two = bed.elements[first:second], bed.elements[second:end]
    one[0], two[0] = (
        replace(bed.heading(first), number=bed.heading(second).number),
        replace(bed.heading(second), number=bed.heading(first).number),
    )
    bed.elements[first:end] = [*two, *one]
    return bed.put(first, two[0])


def _other_parent(bed: Bed) -> Element:
    """Move the obstacles to the last chapter."""
    start = bed.choose(bed.headings(2, "kendala"))
    moved = bed.elements[start : bed.end_of(start)]
    del bed.elements[start : bed.end_of(start)]
    place = bed.choose(bed.headings(2, "rencana tindak lanjut"))
    rest = replace(bed.heading(place), number="C.")
    bed.elements[place : place + 1] = [replace(bed_heading(moved[0]), number="B."), *moved[1:], rest]
    return bed.put(place, bed.elements[place])


def bed_heading(element: Element) -> Heading:
    """Return the element, which is a heading."""
    if not isinstance(element, Heading):
        raise NoPlaceError("no heading")
    return element


def _emptied(bed: Bed) -> Element:
    start = bed.choose([*bed.headings(2, _MAIN), *bed.headings(5)])
    if re.search("TINDAK", bed.heading(start).title):  # the signature stands below it
        raise NoPlaceError("signature")
    del bed.elements[start + 1 : bed.end_of(start)]
    return bed.put(start, bed.elements[start])


def _siblings(bed: Bed) -> list[int]:
    """Return the headings of a random part: areas, or the sub-areas of an area with three or more."""
    areas = bed.headings(4)
    parts = [areas]
    for start in areas:
        below = [i for i in bed.headings(5) if start < i < bed.end_of(start)]
        if len(below) > 2:
            parts.append(below)
    return bed.rng.choice(parts)


def _step(number: str, by: int) -> str:
    """Return a number (`3.`, `2)`, `c.`) moved by some steps."""
    sign = number.rstrip(".)")
    moved = str(int(sign) + by) if sign.isdigit() else chr(ord(sign) + by)
    return moved + number[len(sign) :]


def _skipped(bed: Bed) -> Element:
    places = _siblings(bed)
    at = bed.rng.randrange(1, len(places))
    for place in places[at:]:
        bed.elements[place] = replace(bed.heading(place), number=_step(bed.heading(place).number, 1))
    return bed.put(places[at], bed.elements[places[at]])


def _repeated(bed: Bed) -> Element:
    places = _siblings(bed)
    at = bed.rng.randrange(1, len(places))
    return bed.put(places[at], replace(bed.heading(places[at]), number=bed.heading(places[at - 1]).number))


def _duplicate(bed: Bed) -> Element:
    places = _siblings(bed)
    at = bed.rng.randrange(1, len(places))
    return bed.put(places[at], replace(bed.heading(places[at]), title=bed.heading(places[at - 1]).title))


def _chapter_number(bed: Bed) -> Element:
    place = bed.choose(bed.headings(1, "pendahuluan|hasil|penutup"))
    return bed.put(place, replace(bed.heading(place), number=""))


def _no_annex(bed: Bed) -> None:
    start = bed.choose(bed.headings(1, "lampiran"))
    del bed.elements[start : bed.end_of(start)]


def _typo(bed: Bed) -> Element:
    """Lose or exchange a letter inside a long word of a heading."""
    place = bed.choose([i for i in bed.headings(4) + bed.headings(2) if bed.is_free(i)])
    heading = bed.heading(place)
    word = bed.rng.choice(re.findall(r"\w{8,}", heading.title) or ["?"])
    if word == "?":
        raise NoPlaceError("short words")
    at = bed.rng.randrange(3, len(word) - 2)
    wrong = word[:at] + (
        word[at + 1 :] if bed.rng.random() < 0.5 else word[at + 1] + word[at] + word[at + 2 :]
    )
    if wrong == word:
        wrong = word[:at] + word[at + 1 :]
    return bed.put(place, replace(heading, title=heading.title.replace(word, wrong, 1)))


def _list_gap(bed: Bed) -> Element:
    """Take an item out of the middle of a numbered list."""
    items = [i for i, e in enumerate(bed.elements) if isinstance(e, ListItem)]
    inner = [i for i in items if i - 1 in items and i + 1 in items and bed.is_free(i) and bed.is_free(i + 1)]
    inner = [i for i in inner if re.search("TINDAK|LAMPIRAN", bed.path(i))]
    place = bed.choose(inner)
    del bed.elements[place]
    return bed.put(place, bed.elements[place])


def _reworded(bed: Bed, at: int, text: str) -> Element:
    element: Any = bed.elements[at]
    return bed.put(at, replace(element, text=text))


def _signature(bed: Bed) -> tuple[int, int, int]:
    """Return where place and date, the office and the name of the signature stand."""
    at = next(
        i
        for i, e in enumerate(bed.elements)
        if isinstance(e, Line) and re.match(r"(Ketua|Sekretaris) ", e.text)
    )
    return at - 1, at, at + 1


def _no_name(bed: Bed) -> Element:
    _date, office, name = _signature(bed)
    while isinstance(bed.elements[name], Line):
        del bed.elements[name]
    return bed.put(office, bed.elements[office])


def _no_date(bed: Bed) -> Element:
    at = _signature(bed)[0]
    town = bed.whole.office.capital
    text = bed.rng.choice((f"{town},", f"{town},      {bed.year}", town))
    return _reworded(bed, at, text)


def _no_town(bed: Bed) -> Element:
    at = _signature(bed)[0]
    return _reworded(bed, at, bed.facts["tgl_lapor"])


def _no_signature(bed: Bed) -> None:
    first, _, last = _signature(bed)
    while isinstance(bed.elements[last], Line):
        last += 1
    del bed.elements[first:last]


def _no_position(bed: Bed) -> Element:
    date, at, _ = _signature(bed)
    del bed.elements[at]
    return bed.put(date, bed.elements[date])


def _title_year(bed: Bed) -> None:
    at = next(i for i, e in enumerate(bed.elements) if isinstance(e, Line) and e.text.startswith("TAHUN "))
    del bed.elements[at]


KINDS = (
    Kind(
        "section_missing",
        ("ZI1", "ZI3"),
        "warning",
        "a section of the format is gone",
        _removed,
        gentle=False,
    ),
    Kind("section_renamed", ("ZI1",), "info", "a section under another name", _renamed),
    Kind("section_moved", ("ZI1",), "info", "two areas exchanged", _moved, gentle=False, pair=True),
    Kind(
        "section_other_parent",
        ("ZI1",),
        "warning",
        "obstacles in the last chapter",
        _other_parent,
        gentle=False,
    ),
    Kind("section_emptied", ("ZI1", "ZI3"), "warning", "a heading without text", _emptied, gentle=False),
    Kind("heading_skipped", ("ZI1",), "warning", "numbering skips", _skipped, gentle=False, pair=True),
    Kind("heading_repeated", ("ZI1",), "warning", "numbering repeats", _repeated, gentle=False, pair=True),
    Kind(
        "heading_duplicate",
        ("ZI1",),
        "warning",
        "two neighbours of one title",
        _duplicate,
        gentle=False,
        pair=True,
    ),
    Kind(
        "chapter_number_lost",
        ("ZI1",),
        "warning",
        "chapter without BAB number",
        _chapter_number,
        gentle=False,
    ),
    Kind("annex_missing", ("ZI1",), "warning", "no annex", _no_annex, gentle=False),
    Kind("heading_typo", ("ZI1", "ZI6", "ZI7"), "info", "a slip in a heading's word", _typo),
    Kind("list_gap", ("ZI1",), "info", "an item of a numbered list is missing", _list_gap),
    Kind("signature_no_name", ("ZI1",), "warning", "nobody signs", _no_name, gentle=False),
    Kind("signature_no_date", ("ZI1",), "warning", "signature without date", _no_date, gentle=False),
    Kind("signature_no_place", ("ZI1",), "warning", "signature without place", _no_town, gentle=False),
    Kind(
        "signature_no_office",
        ("ZI1",),
        "warning",
        "signature without the signer's office",
        _no_position,
        gentle=False,
    ),
    Kind("signature_missing", ("ZI1",), "warning", "no signature at all", _no_signature, gentle=False),
    Kind("title_no_year", ("ZI1", "ZI5", "ZI6"), "info", "title without year", _title_year, gentle=False),
)
