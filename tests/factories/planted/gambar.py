"""Defects of figures and tables: labels, captions, references."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.factories.planted.model import Kind, NoPlaceError
from tests.factories.spec import Paragraph, Picture, TableSpec

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element


def _labelled(bed: Bed) -> list[int]:
    """Return the free pictures with label, but those that the text refers to."""
    referred = " ".join(e.text for e in bed.elements if isinstance(e, Paragraph))

    def is_referred(label: str) -> bool:
        return re.search(re.escape(label.rstrip(":.")) + r"\b(?!\.\d)", referred) is not None

    return [
        index
        for index, element in enumerate(bed.elements)
        if isinstance(element, Picture)
        and element.label
        and bed.is_free(index)
        and not is_referred(element.label)
    ]


def _picture(bed: Bed, index: int) -> Picture:
    element = bed.elements[index]
    if not isinstance(element, Picture):
        raise NoPlaceError("no picture")
    return element


def _neighbours(bed: Bed) -> tuple[int, int]:
    places = _labelled(bed)
    if len(places) < 4:
        raise NoPlaceError("few pictures")
    at = bed.rng.randrange(1, len(places) - 1)
    return places[at - 1], places[at]


def _repeated(bed: Bed) -> Element:
    before, here = _neighbours(bed)
    bed.put(before, replace(_picture(bed, before)))
    return bed.put(here, replace(_picture(bed, here), label=_picture(bed, before).label))


def _skipped(bed: Bed) -> Element:
    _before, here = _neighbours(bed)
    following = next(i for i in range(here + 1, len(bed.elements)) if isinstance(bed.elements[i], Picture))
    after = bed.put(following, replace(_picture(bed, following)))
    del bed.elements[here]
    return after


def _swapped(bed: Bed) -> Element:
    one, two = _neighbours(bed)
    first, second = _picture(bed, one), _picture(bed, two)
    bed.put(one, replace(first, label=second.label))
    return bed.put(two, replace(second, label=first.label))


def _same_caption(bed: Bed) -> Element:
    one, two = _neighbours(bed)
    bed.put(one, replace(_picture(bed, one)))
    return bed.put(two, replace(_picture(bed, two), caption=_picture(bed, one).caption))


def _unnumbered(bed: Bed) -> Element:
    place = bed.choose(_labelled(bed))
    return bed.put(place, replace(_picture(bed, place), label=""))


def _no_caption(bed: Bed) -> None:
    """Take a caption away; nothing is left that a finding could quote."""
    place = bed.choose(_labelled(bed))
    bed.put(place, replace(_picture(bed, place), label="", caption=""))


def _wrong_chapter(bed: Bed) -> Element:
    place = bed.choose([i for i in _labelled(bed) if "2." in _picture(bed, i).label])
    picture = _picture(bed, place)
    return bed.put(
        place, replace(picture, label=picture.label.replace("2.", bed.rng.choice(("1.", "3.")), 1))
    )


def _dead_reference(bed: Bed) -> Element:
    return bed.swap(
        r"(Tabel|Gambar) (2\.)?\d+", lambda m: f"{m[1]} {m[2] or ''}{bed.rng.randint(21, 39)}", Paragraph
    )


def _bare_table(bed: Bed) -> Element:
    tables = [
        (i, e) for i, e in enumerate(bed.elements) if isinstance(e, TableSpec) and e.label and bed.is_free(i)
    ]
    if not tables:
        raise NoPlaceError("no table")
    place, table = bed.rng.choice(tables)
    return bed.put(place, replace(table, label=""))


KINDS = (
    Kind("figure_repeated", ("ZI2",), "warning", "a label used twice", _repeated, pair=True),
    Kind("figure_skipped", ("ZI2",), "warning", "a label missing in between", _skipped, pair=True),
    Kind("figure_swapped", ("ZI2",), "info", "two labels exchanged", _swapped, pair=True),
    Kind("caption_doubled", ("ZI2",), "info", "two captions with the same words", _same_caption, pair=True),
    Kind("caption_unnumbered", ("ZI2",), "warning", "a caption without label", _unnumbered, form="docx"),
    Kind("picture_no_caption", ("ZI2",), "info", "a picture without caption", _no_caption, form="docx"),
    Kind("figure_wrong_chapter", ("ZI2",), "warning", "a label of another chapter", _wrong_chapter),
    Kind("reference_dead", ("ZI2",), "warning", "reference to a label that is not there", _dead_reference),
    Kind("table_unnumbered", ("ZI2",), "info", "a table's caption without number", _bare_table, form="docx"),
)
