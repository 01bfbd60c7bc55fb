"""Years, counts, percentages, amounts, durations, identifiers, links, and every number that is left."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.drafting.candidates import Candidate, Place
from assistant.drafting.model import FactKind, Fate
from assistant.drafting.rules import alternatives
from assistant.language.quantities import AMOUNT, LINK, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator

# Ranks say who wins the same letters; see `facts.py` for the order of the families.
RANK_LINK = 96
RANK_MARKER = 97
RANK_YEAR = 50
RANK_QUANTITY = 60
RANK_LEFT = 10

_YEAR = re.compile(
    r"(?:\b(?:tahun|th\.?|ta\.?|t\.\s?a\.?)\s*(?:anggaran\s+|ajaran\s+)?)?(?<![\d.,/])((?:19|20)\d\d)(?![\d/]|[.,]\d)"
    r"(?:\s?(?:[-–—/]|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga)\s?(?:tahun\s)?((?:19|20)\d\d)(?!\d))?",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"\b(?:NIP|NIK|NPWP|NRP)\.?\s?:?\s?\d[\d .]{6,25}\d|(?<!\d)19\d{6}\s?\d{6}\s?[12]\s?\d{3}(?!\d)"
    r"|(?:\+62|\b08|\b0\d{2,3}[) -])[\d -]{6,14}\d",
    re.IGNORECASE,
)
_ZONE = r"(?:\s?(?:WIB|WITA|WIT)\b)"
_PART_OF_DAY = r"(?:\s(?:pagi|siang|sore|petang|malam)\b)"
_HOUR = rf"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d){{1,2}}{_ZONE}?"
_UNTIL = r"\s?(?:s\.?\s?d\.?|s/d|sampai(?: dengan)?|hingga|[-–—])\s?(?:(?:pukul|jam)\s)?"
# `pukul 08.00 WIB s.d. 10.00`, `jam 9 pagi`, `08.30-11.45 WIT`, `16:00`; `4.30` alone may be a value.
_CLOCK = re.compile(
    rf"\b(?:pukul|pkl\.?|jam)\s+(?:{_HOUR}|\d{{1,2}}(?![\d.,]))(?:{_UNTIL}(?:{_HOUR}|selesai))?{_ZONE}?{_PART_OF_DAY}?"
    rf"|(?<![\d.,:/])(?:[01]?\d|2[0-4])[.:][0-5]\d(?:{_ZONE}?{_UNTIL}(?:{_HOUR}|selesai))?{_ZONE}"
    rf"|(?<![\d.,:/])(?:[01]\d|2[0-4]):[0-5]\d(?:{_UNTIL}(?:{_HOUR}|selesai))?(?![\d:])",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b(\d{1,3}(?:\.\d{3}){1,5}|\d{1,12})\s?\(([a-z][a-z -]{2,40})\)(?:\s+[a-z]+)?", re.IGNORECASE
)
# Whatever holds a digit and was not understood: the whole token, so that no half of it stays behind.
_LEFT = re.compile(r"[^\s()\[\]“”\"';:|]+")
_DIGIT = re.compile(r"\d")
_TRAIL = re.compile(r"[.,;:!?]+$")
_ENUMERATION = re.compile(r"\((?:\d{1,2}|[ivx]{1,4})\)(?=\s+\w)|(?<=[:;,]\s)\d{1,2}[.)](?=\s+\w)")
_LEADS_TO_VALUE = re.compile(
    r"(?:jumlah\w*|sebanyak|sejumlah|berjumlah|adalah|ialah|yaitu|menjadi|mencapai|total|nilai\w*|skor|sebesar|hanya|dari|ke)\s*:?\s*\Z",
    re.IGNORECASE,
)
_RUN_TOGETHER = re.compile(r"(?<![\w.,/(-])(\d{1,2})\s?[.)](?=\s?[A-Z])")
_REFERENCE = re.compile(
    r"\b(?:tabel|gambar|grafik|bagan|diagram|foto)\s+(?:nomor\s+|no\.\s?)?\d{1,2}(?:[.\-]\d{1,3})*[a-z]?\b",
    re.IGNORECASE,
)


def find_links(place: Place) -> Iterator[Candidate]:
    """Yield web and mail addresses."""
    for match in LINK.finditer(place.text):
        trimmed = match.group().rstrip(".,;:)")
        yield Candidate(match.start(), match.start() + len(trimmed), FactKind.LINK, Fate.ASK, RANK_LINK)


def find_years(place: Place) -> Iterator[Candidate]:
    """Yield single years and spans of years; the reporting year rolls, any other must be looked at."""
    for match in _YEAR.finditer(place.text):
        first, last = match.group(1), match.group(2)
        if last is None and int(first) == place.report_year:
            shift = str(place.year)
            offset = match.start(1) - match.start()
            after = match.group()[:offset] + shift + match.group()[offset + len(first) :]
            yield Candidate(match.start(), match.end(), FactKind.YEAR, Fate.ROLL, RANK_YEAR, after=after)
        elif is_history(place, match.start(), int(last or first)):
            why = "tahun sejarah yang tidak berubah"
            yield Candidate(match.start(), match.end(), FactKind.YEAR, Fate.KEEP, RANK_YEAR, why)
        else:
            yield Candidate(match.start(), match.end(), FactKind.YEAR, Fate.ASK, RANK_YEAR)


def is_history(place: Place, start: int, year: int) -> bool:
    """Whether a date of `year` at an offset is told as the beginning of something long past.

    Last year's and this year's events are never history: the next report tells of others. Sixty characters
    before it hold the verb of the clause (`telah dicanangkan secara serentak pada hari Rabu tanggal ...`).
    """
    if year >= place.report_year - 1:
        return False
    clause = re.split(r"[.;]\s", place.text[max(0, start - 60) : start])[-1].lower()
    return any(re.search(rf"\b{re.escape(word)}\b", clause) for word in place.rules.sejarah)


def find_quantities(place: Place) -> Iterator[Candidate]:
    """Yield amounts of money, percentages, identifiers, clock times, durations and counts."""
    rules = place.rules
    is_target = place.block.kind is BlockKind.TABLE_ROW and _is_target_table(place)
    percent = FactKind.TARGET if is_target else FactKind.PERCENTAGE
    for pattern, kind, rank in (
        (AMOUNT, FactKind.AMOUNT, RANK_QUANTITY + 4),
        (_IDENTIFIER, FactKind.IDENTIFIER, RANK_QUANTITY + 5),
        (PERCENT, percent, RANK_QUANTITY + 3),
        (_percent_in_words(rules.bilangan), percent, RANK_QUANTITY + 3),
        (_CLOCK, FactKind.DATE, RANK_QUANTITY + 3),
        (_durations(rules.satuan_waktu, rules.bilangan), FactKind.DURATION, RANK_QUANTITY + 2),
        (
            _counts(rules.satuan_hitung, rules.satuan_tunggal, rules.bilangan),
            FactKind.COUNT,
            RANK_QUANTITY + 1,
        ),
        (_SPELT, FactKind.COUNT, RANK_QUANTITY),
    ):
        for match in pattern.finditer(place.text):
            yield Candidate(match.start(), match.end(), kind, Fate.ASK, rank)
    yield from _find_counts_in_words(place)


def _is_target_table(place: Place) -> bool:
    """Whether a table plans: a column of targets, or the months as columns."""
    table = place.table
    if table is None:
        return False
    titles = " ".join((*table.header, *(table.rows[0] if table.rows else ()))).lower()
    months = len(re.findall(r"\b(?:jan|feb|mar|apr|mei|jun|jul|agt|agu|ags|sep|okt|nov|des)", titles))
    return months >= 6 or any(title.strip().lower() in place.rules.kolom_target for title in table.header)


@cache
def _percent_in_words(numbers: tuple[str, ...]) -> re.Pattern[str]:
    number = alternatives(numbers)
    return re.compile(
        rf"{_NO_WORD}{number}(?:\s+{number}){{0,6}}(?:\s+koma(?:\s+{number}){{1,4}})?\s+(?:persen|prosen)\b",
        re.IGNORECASE,
    )


_NO_WORD = r"(?<![\w-])"
# A word before it in the same sentence.
_MID_SENTENCE = re.compile(r"\w[,\s(]+$")
# No year: `2025 melalui Keputusan` counts nothing.
_DIGITS = r"(?<![\w.,/])\d{1,3}(?:\.\d{3})+|(?<![\w.,/-])(?!(?:19|20)\d\d\b)\d{1,6}"


# `setahun`, `sebulan`; `sehari-hari` and `sebulan sekali` measure nothing.
_ONE_UNIT = r"(?:jam|minggu|pekan|bulan|tahun)"


@cache
def _durations(units: tuple[str, ...], numbers: tuple[str, ...]) -> re.Pattern[str]:
    unit, number = alternatives(units), alternatives(numbers)
    more = rf"(?:\s+{number}){{0,6}}\s+"
    # `1 x 24 jam` is one duration; `3-5 hari` too.
    span = (
        rf"(?:\d{{1,2}}\s?[x×]\s?)?(?:{_DIGITS}|(?<=[x×])\d{{1,3}})"
        rf"(?:\s?(?:-|–|s\.?d\.?|s/d|sampai|hingga)\s?\d{{1,3}})?(?:\s?\([a-z ]{{3,30}}\))?\s?"
    )
    # `satu hari`, `satu tahun` are idioms unless something measures them.
    verbs = ("memakan", "memerlukan", "membutuhkan", "berlangsung", "berdurasi", "waktu")
    after_verb = "(?:" + "|".join(rf"(?<={verb}\s)" for verb in verbs) + ")"
    words = (
        rf"\b(?:selama|dalam|setiap|tiap)\s+{number}{more}|{_several(numbers)}\s+"
        rf"|{after_verb}satu\s+|{_NO_WORD}(?:satu|se)\s?(?={unit}\s+(?:penuh|lamanya|terakhir))"
        rf"|(?<!kali\s)\bse(?={_ONE_UNIT}\b(?!-|\s+sekali))"
    )
    return re.compile(rf"(?:{span}|{words}){unit}\b(?:\s+(?:sekali|penuh|lamanya|terakhir))?", re.IGNORECASE)


def _several(numbers: tuple[str, ...]) -> str:
    """Return a pattern for a number in words from two on; `satu` is an article as often as a number."""
    first = alternatives(tuple(word for word in numbers if word != "satu"))
    return rf"{_NO_WORD}{first}(?:\s+{alternatives(numbers)}){{0,6}}\b(?!-)"


@cache
def _counts(units: tuple[str, ...], singles: tuple[str, ...], numbers: tuple[str, ...]) -> re.Pattern[str]:
    unit, number = alternatives(units), alternatives(numbers)
    lead = r"(?:\b(?:sebanyak|sejumlah|berjumlah|total|mencapai)\s+)?"
    digits = rf"{lead}(?:{_DIGITS})(?:\s?[-–]\s?\d{{1,6}}\b)?(?:\s?\([a-z ]{{3,40}}\))?\s+(?:\w+\s+)?{unit}\b"
    words = rf"\b(?:sebanyak|sejumlah|berjumlah)\s+{number}(?:\s+{number}){{0,6}}(?:\s+{unit}\b)?"
    several = _several(numbers)
    plain = rf"{several}\s+(?:jenis\s+|macam\s+)?{unit}\b"
    one = rf"(?<!salah )\bsatu\s+{alternatives(singles)}\b"
    change = (
        rf"\bdari\s+{number}(?:\s+{number}){{0,6}}\s+menjadi\s+{number}(?:\s+{number}){{0,6}}(?:\s+{unit})?\b"
    )
    those = rf"\bke{several.removeprefix(_NO_WORD)}\s+{unit}(?:\s+\w+)?\s+(?:tersebut|itu|ini)\b"
    return re.compile(rf"{digits}|{words}|{plain}|{one}|{change}|{those}", re.IGNORECASE)


@cache
def _counts_of_anything(
    numbers: tuple[str, ...], fixed_nouns: tuple[str, ...], links: tuple[str, ...]
) -> re.Pattern[str]:
    """Return a pattern for a number in words before whatever it counts, save what the format itself fixes."""
    fixed, link = alternatives(fixed_nouns), alternatives(links)
    return re.compile(
        rf"{_several(numbers)}(?!\s+{fixed}\b)(?:\s+(?!{link}\b)[^\W\d_][\w-]*)?", re.IGNORECASE
    )


def _find_counts_in_words(place: Place) -> Iterator[Candidate]:
    """Yield numbers in words before any noun; those in a name (`Kabupaten Lima Puluh Kota`) count nothing."""
    text, rules = place.text, place.rules
    pattern = _counts_of_anything(rules.bilangan, rules.bukan_hitungan, rules.kata_sambung)
    for match in pattern.finditer(text):
        words = match.group().split()
        inside = _MID_SENTENCE.search(text[max(0, match.start() - 40) : match.start()])
        if (words[0][0].isupper() and inside) or (len(words) > 1 and words[-1][0].isupper()):
            continue
        yield Candidate(match.start(), match.end(), FactKind.COUNT, Fate.ASK, RANK_QUANTITY - 1)


def find_numbering(place: Place) -> Iterator[Candidate]:
    """Yield what only numbers: the block's marker, numbers inside a sentence, row numbers, references."""
    text, block = place.text, place.block
    if block.marker and text.lstrip().startswith(block.marker):
        start = len(text) - len(text.lstrip())
        yield _kept(start, start + len(block.marker), "penomoran", RANK_MARKER)
    for match in _ENUMERATION.finditer(text):
        yield _kept(match.start(), match.end(), "penomoran", RANK_QUANTITY + 6)
    # In running text a number before a stop may as well end a sentence: a question too many does no harm.
    for match in _counted_on(text) if place.cells else ():
        yield _kept(match.start(), match.end(), "penomoran", RANK_QUANTITY + 6)
    if block.kind is not BlockKind.CAPTION:
        for match in _REFERENCE.finditer(text):
            why = "rujukan gambar atau tabel"
            yield Candidate(match.start(), match.end(), FactKind.FIGURE, Fate.KEEP, RANK_QUANTITY + 6, why)
    yield from _row_numbers(place)


def _counted_on(text: str) -> Iterator[re.Match[str]]:
    """Yield the markers of a list that was run together, as in a cell: `1. Undangan 2. Notula 3. Foto`.

    They count from 1 without a gap; a number behind a word that leads to a value is none.
    """
    run: list[re.Match[str]] = []
    for match in _RUN_TOGETHER.finditer(text):
        if _LEADS_TO_VALUE.search(text, max(0, match.start() - 20), match.start()):
            continue
        if int(match.group(1)) == len(run) + 1:
            run.append(match)
        elif match.group(1) == "1":
            yield from run if len(run) > 1 else ()
            run = [match]
    yield from run if len(run) > 1 else ()


def _row_numbers(place: Place) -> Iterator[Candidate]:
    """Yield the row's own number, and a whole row that numbers the columns."""
    if not place.cells:
        return
    texts = [place.text[c.start : c.end].strip() for c in place.cells]
    if len(texts) >= 3 and all(re.fullmatch(r"\(?\d{1,2}\)?", t) for t in texts) and _ascending(texts):
        for cell in place.cells:
            yield _kept(cell.start, cell.end, "nomor kolom", RANK_MARKER)
        return
    first = place.cells[0]
    title = first.title.strip().lower()
    if (
        first.column == 0
        and re.fullmatch(r"(?:\d{1,3}|[IVXLC]+|[A-Za-z])[.)]?", texts[0])
        and (title in place.rules.kolom_nomor or (not title and len(texts) > 1))
    ):
        yield _kept(first.start, first.end, "nomor urut", RANK_MARKER)


def _ascending(texts: list[str]) -> bool:
    values = [int(t.strip("()")) for t in texts]
    return all(b - a == 1 for a, b in pairwise(values))


def _kept(start: int, end: int, why: str, rank: int) -> Candidate:
    return Candidate(start, end, FactKind.NUMBER, Fate.KEEP, rank, why)


def find_left_numbers(place: Place) -> Iterator[Candidate]:
    """Yield every token with a digit; what nobody else claims must be looked at by a person."""
    for match in _LEFT.finditer(place.text):
        if not _DIGIT.search(match.group()):
            continue
        trimmed = _TRAIL.sub("", match.group())
        end = match.start() + len(trimmed)
        kind = _kind_of_left(place, trimmed, end)
        yield Candidate(match.start(), end, kind, Fate.ASK, RANK_LEFT)
        # A token of which a part was understood (`2025/2026`, `10,Tabel`) leaves its other digits here.
        for digits in re.finditer(r"\d+", trimmed):
            start = match.start() + digits.start()
            yield Candidate(start, start + len(digits.group()), FactKind.NUMBER, Fate.ASK, RANK_LEFT - 1)


_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,6}")
_NEXT_WORD = re.compile(r"\s([a-z]{3,})\b")


def _kind_of_left(place: Place, token: str, end: int) -> FactKind:
    """Return the kind of a token that no finder knows: a whole number before a noun counts."""
    if re.search(r"[A-Za-z]", token.lower().removeprefix("ke-")):
        return FactKind.IDENTIFIER
    word = _NEXT_WORD.match(place.text, end)
    if _WHOLE.fullmatch(token) and word and word.group(1) not in place.rules.kata_sambung:
        return FactKind.COUNT
    return FactKind.NUMBER
