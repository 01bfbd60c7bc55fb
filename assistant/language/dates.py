"""Dates and parts of the year in running text: where they stand, and which day, months and year they mean.

Found: `28 Oktober 2025`, `28-10-2025`, `28 s.d. 30 Oktober 2025`, `Oktober 2025`, `Januari s.d. Maret`,
`April, Juli dan Oktober`, `Semester I`, `triwulan III`, `setiap triwulan`, `per bulan`, `minggu ke-2`.
Left out: years alone (`Tahun 2025`, see the callers), clock times, and dates in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ALL_MONTHS = tuple(range(1, 13))

# Spellings beside the standard one: old, short (as in the columns of month tables), and common slips.
_MONTH_SPELLINGS = {
    1: ("januari", "jan"),
    2: ("februari", "pebruari", "febuari", "feb", "peb"),
    3: ("maret", "mar", "mrt"),
    4: ("april", "apr"),
    5: ("mei",),
    6: ("juni", "jun"),
    7: ("juli", "jul"),
    8: ("agustus", "agust", "agst", "agus", "agt", "ags", "agu"),
    9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt"),
    11: ("november", "nopember", "nov", "nop"),
    12: ("desember", "december", "des"),
}
_MONTH_NUMBER = {word: number for number, words in _MONTH_SPELLINGS.items() for word in words}
_WORD = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
# A short form is a month only where nothing but a stop follows it: "Mar" but not "Maria".
_MONTH = rf"(?:{_WORD})(?![^\W\d_])\.?"

_TO = r"(?:s\.?\s?/?\s?d\.?|sampai(?:\s+dengan|\s+bulan)?|hingga|[-–—])"
_AND = r"(?:,\s*dan|,|;|/|&|dan|serta)"
_YEAR = r"(?:\s*(?:tahun\s+)?(?P<year{n}>(?:19|20)\d\d)\b)"


class DateKind(StrEnum):
    """How precise a date is."""

    DAY = "day"
    DAYS = "days"
    MONTHS = "months"
    PERIOD = "period"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or part of a year in `text[start:end]`.

    Attributes:
        day: the date of a single day; None for everything longer and for days that do not exist.
        months: months (1 to 12) that it names or spans, ascending; empty for a week without its month.
        year: the year named with it; None without one.
    """

    start: int
    end: int
    kind: DateKind
    months: tuple[int, ...] = ()
    year: int | None = None
    day: date | None = None


# `28 Oktober 2025`, `28 s.d. 30 Oktober 2025`, `tanggal 5 Mei`. The number before a month is its day.
_DAY = re.compile(
    rf"(?<![\d/.,-])(?P<day>[0-3]?\d)(?:\s*(?:{_TO}|{_AND})\s*(?P<last>[0-3]?\d))?\s+(?P<month>{_MONTH})"
    rf"(?:\s*,?\s*(?:tahun\s+)?(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
# `28-10-2025`, `28/10/2025`, `28.10.2025`; not the middle of a decree number (`172/PW.02/1971/2025`).
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<day>[0-3]?\d)([-/.])(?P<month>[01]?\d)\2(?P<year>(?:19|20)\d\d)(?![\d/-])"
)
# `2025-10-28`, as spreadsheets print dates.
_ISO = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])")
# One month, a range or a list of them, each perhaps with its year: `Mei 2026 dan Desember 2026`.
_MONTH_RUN = re.compile(
    rf"(?<![^\W_])(?:{_MONTH})(?:\s*(?:tahun\s+)?(?:19|20)\d\d\b)?"
    rf"(?:\s*minggu\s+ke\s?-?\s*\w{{1,6}}(?:\s*(?:tahun\s+)?(?:19|20)\d\d\b)?)?"
    rf"(?:\s*(?:{_TO}|{_AND})?\s*(?:bulan\s+)?(?:{_MONTH})(?:\s*(?:tahun\s+)?(?:19|20)\d\d\b)?)*",
    re.IGNORECASE,
)
# `Semester I`, `triwulan III 2025`, `TW 2`, `caturwulan I`; `Semester I dan II`, `triwulan I s.d. III`.
_ORDINAL = r"(?:IV|I{1,3}|[1-4]|satu|dua|tiga|empat|pertama|kedua|ketiga|keempat)"
_PART = re.compile(
    rf"\b(?P<unit>semester|triwulan|tri\s?wulan|kuartal|caturwulan|TW)\s*(?:ke\s?-?\s*)?(?P<first>{_ORDINAL})\b"
    rf"(?P<more>(?:\s*(?:{_TO}|{_AND})\s*(?:(?:semester|triwulan|TW)\s*)?{_ORDINAL}\b)*)"
    rf"(?:\s*(?:tahun\s+)?(?:anggaran\s+)?(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_MORE_PARTS = re.compile(rf"({_TO}|{_AND})\s*(?:(?:semester|triwulan|TW)\s*)?({_ORDINAL})\b", re.IGNORECASE)
_RANGE = re.compile(_TO, re.IGNORECASE)
# `setiap triwulan`, `per bulan`, `per-semester`, `tiap minggu`, `bulanan`: a repetition through the year.
_EVERY = re.compile(
    r"\b(?:(?:setiap|tiap|per)\s*-?\s*(?:akhir\s+|awal\s+)?(?:\d+\s+)?"
    r"(?P<unit>hari|minggu|bulan|triwulan|semester|tahun)"
    r"|(?P<word>harian|mingguan|bulanan|triwulanan|semesteran|tahunan))\b",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"\bsepanjang\s+tahun\b|\bselama\s+(?:satu|1)\s+tahun\b", re.IGNORECASE)
# `minggu ke-2`, `minggu kedua`, perhaps with its month: `minggu ke-2 Januari`.
_WEEK = re.compile(
    rf"\b(?:minggu|pekan)\s+(?:ke\s?-?\s*)?(?:[1-5]\b|[IV]{{1,3}}\b|pertama|kedua|ketiga|keempat|kelima)"
    rf"(?:\s+(?:bulan\s+)?(?P<month>{_MONTH})(?:\s*(?:tahun\s+)?(?P<year>(?:19|20)\d\d)\b)?)?",
    re.IGNORECASE,
)

_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ORDINALS |= {"satu": 1, "dua": 2, "tiga": 3, "empat": 4}
_ORDINALS |= {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}
# Months in each part of the year, by the unit that it is counted in.
_PART_MONTHS = {"semester": 6, "caturwulan": 4, "triwulan": 3, "kuartal": 3, "tw": 3}
# When a repeated action is due: at the end of each part; every month where it is due more often.
_DUE = {"triwulan": (3, 6, 9, 12), "semester": (6, 12), "tahun": (), "hari": ALL_MONTHS}
_DUE |= {"minggu": ALL_MONTHS, "bulan": ALL_MONTHS}
_ADVERBS = {"harian": "hari", "mingguan": "minggu", "bulanan": "bulan", "triwulanan": "triwulan"}
_ADVERBS |= {"semesteran": "semester", "tahunan": "tahun"}


def month_number(word: str) -> int | None:
    """Return the month (1 to 12) that a word names in full or short; None if it names none."""
    return _MONTH_NUMBER.get(word.strip().rstrip(".").lower())


@lru_cache(maxsize=2048)  # several rules read the dates of the same block
def find_dates(text: str) -> tuple[DateMention, ...]:
    """Return all dates in a text in order; where two readings overlap, the more precise one."""
    found: list[DateMention] = []
    weeks = tuple(_weeks(text))
    finders: tuple[Iterable[DateMention], ...] = (
        _days(text),
        _numeric(text),
        _parts(text),
        (week for week in weeks if week.months),
        _month_runs(text),
        weeks,  # a bare `minggu ke-2` belongs to the month before it, if there is one
        _repeated(text),
    )
    for mentions in finders:
        for mention in mentions:
            if all(mention.end <= other.start or other.end <= mention.start for other in found):
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def months_in(text: str) -> tuple[int, ...]:
    """Return the months that a deadline names, ascending: ranges in full, repetitions at their due months.

    A repetition beside named months only says how often: `per-bulan (Januari-Maret)` means those three.
    """
    mentions = find_dates(text)
    named = {m for mention in mentions if not _EVERY.match(text, mention.start) for m in mention.months}
    return tuple(sorted(named or {m for mention in mentions for m in mention.months}))


def _days(text: str) -> Iterator[DateMention]:
    """Yield days with their month in words."""
    for match in _DAY.finditer(text):
        month = month_number(match["month"])
        year = int(match["year"]) if match["year"] else None
        if month is None or not 1 <= int(match["day"]) <= 31:
            continue
        if match["last"]:
            yield DateMention(match.start(), match.end(), DateKind.DAYS, (month,), year)
        else:
            day = _date(year, month, int(match["day"]))
            yield DateMention(match.start(), match.end(), DateKind.DAY, (month,), year, day)


def _numeric(text: str) -> Iterator[DateMention]:
    """Yield days in digits."""
    for pattern in (_NUMERIC, _ISO):
        for match in pattern.finditer(text):
            day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
            if day is not None:
                yield DateMention(match.start(), match.end(), DateKind.DAY, (day.month,), day.year, day)


def _parts(text: str) -> Iterator[DateMention]:
    """Yield semesters, quarters and thirds of a year."""
    for match in _PART.finditer(text):
        length = _PART_MONTHS[re.sub(r"\s", "", match["unit"].lower())]
        numbers = {_ORDINALS[match["first"].lower()]}
        for joint, ordinal in _MORE_PARTS.findall(match["more"]):
            number = _ORDINALS[ordinal.lower()]
            numbers |= set(range(max(numbers), number + 1)) if _RANGE.fullmatch(joint) else {number}
        months = [m for n in sorted(numbers) for m in range((n - 1) * length + 1, n * length + 1) if m <= 12]
        if months:
            year = int(match["year"]) if match["year"] else None
            yield DateMention(match.start(), match.end(), DateKind.PERIOD, tuple(months), year)


def _weeks(text: str) -> Iterator[DateMention]:
    """Yield weeks of a month."""
    for match in _WEEK.finditer(text):
        month = month_number(match["month"]) if match["month"] else None
        year = int(match["year"]) if match["year"] else None
        yield DateMention(match.start(), match.end(), DateKind.WEEK, (month,) if month else (), year)


def _month_runs(text: str) -> Iterator[DateMention]:
    """Yield months, ranges and lists of months."""
    for match in _MONTH_RUN.finditer(text):
        printed = match.group()
        names = list(re.finditer(rf"(?<![^\W_])(?:{_MONTH})", printed, re.IGNORECASE))
        if len(names) == 1 and _is_other_word(printed):
            continue
        months = _months_of_run(printed, names)
        years = re.findall(r"(?:19|20)\d\d", printed)
        end = match.start() + len(printed.rstrip())
        yield DateMention(match.start(), end, DateKind.MONTHS, months, int(years[-1]) if years else None)


def find_falling(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a range of months of one year ends before it begins: `September s.d. Maret 2026`.

    A range that names two years turns with the year, and one that names none may.
    """
    found: list[tuple[int, int]] = []
    for match in _MONTH_RUN.finditer(text):
        printed = match.group()
        names = list(re.finditer(rf"(?<![^\W_])(?:{_MONTH})", printed, re.IGNORECASE))
        if len(re.findall(r"(?:19|20)\d\d", printed)) != 1:
            continue
        for before, after in pairwise(names):
            first, last = month_number(before.group()) or 0, month_number(after.group()) or 0
            joint = re.sub(r"\bbulan\b", "", printed[before.end() : after.start()], flags=re.IGNORECASE)
            if first > last and _RANGE.fullmatch(joint.strip()):
                found.append((match.start(), match.start() + len(printed.rstrip())))
                break
    return tuple(found)


def _months_of_run(printed: str, names: Sequence[re.Match[str]]) -> tuple[int, ...]:
    """Return the months that a run of month names means, ascending."""
    numbers = [month_number(name.group()) or 0 for name in names]
    if numbers == [1, 12]:
        # The dash of `Januari - Desember` is lost more often than anything is due in just these two months.
        return ALL_MONTHS
    months = {numbers[0]}
    for i in range(1, len(names)):
        between = printed[names[i - 1].end() : names[i].start()]
        joint = re.sub(
            r"\bbulan\b|\b(?:19|20)\d\d\b|\bminggu\s+ke\s?-?\s*\w+", "", between, flags=re.IGNORECASE
        )
        months.update(_span(numbers[i - 1], numbers[i]) if _RANGE.fullmatch(joint.strip()) else (numbers[i],))
    return tuple(sorted(months))


def _is_other_word(printed: str) -> bool:
    """Whether a lone short form is more likely another word: one in lower case (`mar`, `des`)."""
    word = printed.strip().rstrip(".")
    return word.islower() and word not in {name.lower() for name in MONTHS}


def _repeated(text: str) -> Iterator[DateMention]:
    """Yield repetitions through the year."""
    for match in _EVERY.finditer(text):
        unit = (match["unit"] or _ADVERBS[match["word"].lower()]).lower()
        yield DateMention(match.start(), match.end(), DateKind.PERIOD, _DUE[unit])
    for match in _WHOLE_YEAR.finditer(text):
        yield DateMention(match.start(), match.end(), DateKind.PERIOD, ALL_MONTHS)


def _span(first: int, last: int) -> tuple[int, ...]:
    """Return the months from one to another, through the turn of the year if need be."""
    if first <= last:
        return tuple(range(first, last + 1))
    return (*range(first, 13), *range(1, last + 1))


def _date(year: int | None, month: int, day: int) -> date | None:
    """Return the date; None without a year, or for a day that does not exist."""
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


# --- days of the week, and days that no calendar has

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_WEEKDAY_NUMBER = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_WEEKDAY_NUMBER |= {"jum'at": 4, "jum’at": 4, "jum`at": 4, "ahad": 6}
# `Minggu` is a day in capitals only: `minggu, 5 Januari` may close a sentence on weeks.
_WEEKDAY = r"(?:Senin|Selasa|Rabu|Kamis|Jum['’`]?at|Sabtu|(?-i:Minggu|MINGGU)|Ahad)"
# `Senin, 27 Oktober 2025`, `Senin tanggal 27 Oktober 2025`, `Senin (27/10/2025)`. A second weekday before it
# makes a span of days, whose first or last the date may be.
_BEFORE_DATE = re.compile(
    rf"(?<!\w)(?P<other>{_WEEKDAY}\s*(?:{_TO}|{_AND})\s*)?(?P<day>{_WEEKDAY})"
    r"\s*[,/]?\s*(?:\(|tanggal\s+|tgl\.?\s+)?\Z",
    re.IGNORECASE,
)
# How far before a date its weekday may begin: two long names and `tanggal`.
_WEEKDAY_REACH = 40
# Days in digits whose day or month no calendar has; the year makes sure that it is a date.
_ANY_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>(?:19|20)\d\d)(?![\d/-]|\.\d)"
)
# What makes digits the number of a document.
_NUMBER_BEFORE = re.compile(r"\b(?:nomor|no)\b\s*[.:]*\s*\Z", re.IGNORECASE)
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class WeekdayMention:
    """A weekday with its date in `text[start:end]`; `named` and `actual` count from Monday, 0."""

    start: int
    end: int
    named: int
    day: date

    @property
    def actual(self) -> int:
        """The weekday that the date falls on."""
        return self.day.weekday()


def find_weekdays(text: str) -> tuple[WeekdayMention, ...]:
    """Return the dates that a text gives together with their weekday; spans of days are left out."""
    found: list[WeekdayMention] = []
    for mention in find_dates(text):
        if mention.day is None:
            continue
        low = max(0, mention.start - _WEEKDAY_REACH)
        match = _BEFORE_DATE.search(text[low : mention.start])
        if match and not match["other"]:
            number = _WEEKDAY_NUMBER[match["day"].lower()]
            found.append(WeekdayMention(low + match.start(), mention.end, number, mention.day))
    return tuple(found)


def find_impossible(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text names a day that no calendar has: `31 Juni`, `29 Februari 2025`, `12-13-2025`.

    29 February without a year is possible, and so is a number above 31 before a month: it counts something.
    """
    found = [match.span() for match in _DAY.finditer(text) if _is_impossible(match)]
    found += [
        match.span()
        for match in _ANY_NUMERIC.finditer(text)
        if not _is_date(match["year"], match["month"], match["day"])
        and not _NUMBER_BEFORE.search(text, max(0, match.start() - 12), match.start())
    ]
    return tuple(sorted(found))


def _is_impossible(match: re.Match[str]) -> bool:
    """Whether a day with its month in words does not exist."""
    month = month_number(match["month"])
    day = int(match["last"] or match["day"])
    if month is None or not 1 <= day <= 31:
        return False
    if match["year"]:
        return not _is_date(match["year"], month, day)
    return day > _DAYS_OF_MONTH[month - 1]


def _is_date(year: str | int, month: str | int, day: str | int) -> bool:
    return _date(int(year), int(month), int(day)) is not None
