"""Defects of values: indices, shares, counts, sums, scales."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.factories.planted.model import Kind, NoPlaceError, Spot
from tests.factories.spec import Paragraph, TableSpec
from tests.factories.utuh.angka import in_words

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element


def _moved(bed: Bed, value: str) -> str:
    """Return a decimal value with other digits but the same size."""
    number = float(value.replace(",", "."))
    step = bed.rng.choice((0.09, 0.18, 0.27)) if number < 5 else bed.rng.choice((0.9, 1.8, 2.7))
    return f"{number - step:.2f}".replace(".", ",")


def _index_twice(bed: Bed) -> Element:
    key = bed.rng.choice(("ipak", "ipkp", "ikm4"))
    value = bed.facts[key]
    return bed.swap(re.escape(value), _moved(bed, value), Paragraph, where="KESIMPULAN|HASIL$|Kepuasan")


def _percent(bed: Bed) -> Element:
    new = lambda m: _moved(bed, m[1] if "," in m[1] else f"{m[1]},00") + m[2]  # noqa: E731
    return bed.swap(r"(\d{2}(?:,\d{1,2})?)( persen|%)", new, Paragraph, where="LATAR|Pegawai")


def _category(bed: Bed) -> Element:
    wrong = bed.rng.choice(("baik", "cukup baik", "kurang baik"))
    before = ("berkategori ", r"\(", "tergolong ", "mutu ")
    return bed.swap("|".join(f"(?<={words})sangat baik" for words in before), wrong, Paragraph)


def _table(bed: Bed, title: str) -> tuple[int, TableSpec]:
    for index, element in enumerate(bed.elements):
        if isinstance(element, TableSpec) and re.search(title, element.caption) and bed.is_free(index):
            return index, element
    raise NoPlaceError(title)


def _category_table(bed: Bed) -> Element:
    index, table = _table(bed, "Kepuasan")
    row = bed.rng.randrange(4)
    wrong = "Baik" if table.rows[row][3].startswith("Sangat") else "Sangat Baik"
    return bed.write(Spot(index, "cell", row, 3), wrong)


def _sum(bed: Bed) -> Element:
    index, table = _table(bed, "Susunan|Kepuasan")
    column = 2 if "Susunan" in table.caption else 1
    row = bed.rng.randrange(len(table.rows))
    value = int(table.rows[row][column])
    return bed.write(Spot(index, "cell", row, column), str(value + bed.rng.choice((1, 2, 3))))


def _scale(bed: Bed) -> Element:
    """Write an index of one scale where the other is meant."""
    key = bed.rng.choice(("ipak", "ipkp"))
    value, hundred = bed.facts[key], bed.facts[f"{key}100"]
    if bed.rng.random() < 0.5:
        try:
            return bed.swap(rf"{re.escape(value)}(?= pada skala 4)", hundred, Paragraph)
        except NoPlaceError:  # only one wording names the scale
            pass
    return bed.swap(rf"(?<=setara dengan ){re.escape(hundred)}", _moved(bed, hundred), Paragraph)


def _respondents(bed: Bed) -> Element:
    value = bed.facts[bed.rng.choice(("resp_total", "resp_luar"))]
    return bed.swap(
        rf"\b{value}\b(?= orang| responden)", str(int(value) + bed.rng.choice((5, 10, 12))), Paragraph
    )


def _words(bed: Bed) -> Element:
    new = lambda m: f"{m[0]} ({in_words(int(m[0]) + bed.rng.choice((1, 2, 10)))})"  # noqa: E731
    return bed.swap(
        r"(?<![\d.,/])\b[2-9]\d?\b(?= (?:orang|pegawai|kegiatan|rekomendasi|risiko|berkas|jenis|titik))",
        new,
        Paragraph,
    )


def _table_against_text(bed: Bed) -> Element:
    index, table = _table(bed, "Kepuasan")
    row = bed.rng.choice((0, 3))
    return bed.write(Spot(index, "cell", row, 2), _moved(bed, table.rows[row][2]))


def _part_above_whole(bed: Bed) -> Element:
    done, planned = bed.facts["terlaksana"], bed.facts["kegiatan"]
    return bed.swap(
        rf"\b{done}\b(?= kegiatan| dari {planned})", str(int(done) - bed.rng.choice((2, 3))), Paragraph
    )


KINDS = (
    Kind("index_twice", ("ZI9",), "warning", "an index with two values", _index_twice, pair=True),
    Kind("percent_of_part", ("ZI9",), "warning", "a share that its counts do not give", _percent, pair=True),
    Kind(
        "part_changed",
        ("ZI9",),
        "warning",
        "counts that do not give their share",
        _part_above_whole,
        pair=True,
    ),
    Kind("category_text", ("ZI9",), "warning", "a category outside its interval", _category),
    Kind(
        "category_table",
        ("ZI9",),
        "warning",
        "a category outside its interval, in a table",
        _category_table,
        form="docx",
    ),
    Kind("sum_wrong", ("ZI9",), "warning", "a table that does not add up", _sum, form="docx", pair=True),
    Kind("scale_wrong", ("ZI9",), "warning", "0-4 against 0-100", _scale, pair=True),
    Kind(
        "respondents_differ",
        ("ZI9",),
        "warning",
        "two numbers of respondents",
        _respondents,
        form="docx",
        pair=True,
    ),
    Kind("digits_against_words", ("ZI9",), "warning", "a number and other words for it", _words),
    Kind(
        "table_against_text",
        ("ZI9",),
        "warning",
        "an index otherwise in table and text",
        _table_against_text,
        form="docx",
        pair=True,
    ),
)
