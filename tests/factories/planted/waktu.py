"""Defects of time: years, dates, weekdays, what is still to come."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from tests.factories.planted.model import Kind
from tests.factories.spec import Line, ListItem, Paragraph, Picture, TableSpec
from tests.factories.utuh.angka import DAYS, MONTHS

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element

# What has to be done by a day of each year (`sebelum tenggat 31 Maret`) may well name next year's.
_EVENT = r"(?<!tenggat )(?<!sebelum )"
_DATE = rf"(?<!\d)(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})"
_RESULTS = r"KOMPONEN PENGUNGKIT > "


def _title(bed: Bed) -> Element:
    return bed.swap(rf"(?<=TAHUN ){bed.year}", str(bed.year - 1), Line)


def _caption(bed: Bed) -> Element:
    return bed.swap(rf"(?<=[Tt]ahun ){bed.year}", str(bed.year - bed.rng.randint(1, 2)), Picture, TableSpec)


def _text(bed: Bed) -> Element:
    where = "LATAR BELAKANG|MAKSUD|KESIMPULAN|Rencana Pembangunan"
    return bed.swap(rf"(?<=[Tt]ahun ){bed.year}(?! tanggal)", str(bed.year - 1), Paragraph, where=where)


def _evidence(bed: Bed) -> Element:
    return bed.swap(rf"(?<=ahun ){bed.year}", str(bed.year - 1), ListItem, where="LAMPIRAN")


def _future(bed: Bed) -> Element:
    new = lambda m: f"{m[1]} {m[2]} {bed.year + 1}"  # noqa: E731
    return bed.swap(_EVENT + _DATE.replace(r"(\d{4})", f"({bed.year})"), new, Paragraph, where=_RESULTS)


def _past(bed: Bed) -> Element:
    new = lambda m: f"{m[1]} {m[2]} {bed.year - bed.rng.randint(1, 3)}"  # noqa: E731
    pattern = _EVENT + "(?<!tanggal )" + _DATE.replace(r"(\d{4})", f"({bed.year})")
    return bed.swap(pattern, new, Paragraph, where=_RESULTS)


def _impossible(bed: Bed) -> Element:
    short = {
        "Februari": ("30", "31"),
        "April": ("31",),
        "Juni": ("31",),
        "September": ("31",),
        "November": ("31",),
    }

    def wrong(match: re.Match[str]) -> str:
        month = match[2] if match[2] in short else bed.rng.choice(sorted(short))
        return f"{bed.rng.choice(short[month])} {month} {match[3]}"

    return bed.swap(_DATE, wrong, Paragraph, ListItem)


def _weekday(bed: Bed) -> Element:
    def wrong(match: re.Match[str]) -> str:
        right = date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])).weekday()
        day = bed.rng.choice([name for place, name in enumerate(DAYS) if place != right])
        front = bed.rng.choice((f"{day}, ", f"hari {day}, ", f"{day} "))
        return front + match[0]

    return bed.swap(r"(?<=pada )" + _DATE, wrong, Paragraph, where=_RESULTS)


def _to_come(bed: Bed) -> Element:
    month = bed.rng.choice(MONTHS[1:10])
    sentence = bed.rng.choice(
        (
            f"Sosialisasi lanjutan akan dilaksanakan pada bulan {month} {bed.year}.",
            f"Pada {month} {bed.year} kegiatan serupa akan diselenggarakan bagi badan ad hoc.",
            f"Hasilnya akan dilaporkan kepada pimpinan pada {bed.rng.randint(2, 26)} {month} {bed.year}.",
            f"Penyempurnaannya direncanakan selesai pada {month} {bed.year}.",
        )
    )
    return bed.append_sentence(sentence, _RESULTS)


def _follow_up(bed: Bed) -> Element:
    return bed.swap(
        rf"(?<= ){bed.year + 1}(?=,)", str(bed.year - bed.rng.randint(0, 1)), ListItem, where="TINDAK"
    )


KINDS = (
    Kind(
        "stale_year_title",
        ("ZI5", "ZI6", "ZI1"),
        "warning",
        "last year's title",
        _title,
        gentle=False,
        pair=True,
    ),
    Kind("stale_year_caption", ("ZI5",), "warning", "last year in a caption", _caption),
    Kind("stale_year_text", ("ZI5",), "warning", "last year as the year of the report", _text),
    Kind("stale_year_evidence", ("ZI5", "ZI8"), "warning", "last year's evidence in the annex", _evidence),
    Kind("date_future", ("ZI5", "ZI8"), "warning", "a result dated after the period", _future),
    Kind("date_past", ("ZI5", "ZI8"), "info", "an event of the year dated before it", _past),
    Kind("date_impossible", ("ZI5",), "error", "a day that its month has not", _impossible),
    Kind("weekday_wrong", ("ZI5",), "warning", "weekday against date", _weekday),
    Kind("still_to_come", ("ZI5",), "info", "future tense among results", _to_come),
    Kind("follow_up_past", ("ZI5",), "warning", "a follow-up step due before the report", _follow_up),
)
