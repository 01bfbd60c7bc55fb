"""Numbers of decrees, letters and laws, dates, and index values.

Laws and the decrees of the national agencies stay as they are; the office's own decrees, letters and minutes
are asked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.drafting.candidates import Candidate, Place
from assistant.drafting.laws import find_doubts
from assistant.drafting.model import FactKind, Fate
from assistant.drafting.quantities import is_history
from assistant.drafting.rules import alternatives
from assistant.language.citation_words import citation_words
from assistant.language.citations import CitationKind, find_citations
from assistant.language.dates import MONTHS, DateKind, find_dates
from assistant.language.indices import find_indices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.language.citations import Citation
    from assistant.language.dates import DateMention

RANK_CITATION = 90
RANK_DECREE = 80
# Years in the title of a citation stay, whatever the names of periods in it say.
RANK_TITLE = RANK_CITATION - 1
RANK_DATE = 65
RANK_INDEX = 66

_NUMBER = r"\d(?:[\w.]*\w)?(?:\s?/\s?[\w.]+|-\s?[\w.]+)*"
_OF_YEAR = r"(?:,?\s*(?:tahun|thn?\.?)\s*(?:\d{4}))?"
# `Nomor 7 Tahun 2017`, `No. 275 Th. 2025`, `Nomor: 172/PW.02-BA/1971/2025`.
_NUMBERED = re.compile(
    rf"\b(?:nomor|nomer|no|nomor\s+surat|bernomor)\b\.?\s*[:;]?\s*{_NUMBER}{_OF_YEAR}", re.IGNORECASE
)
_BARE = re.compile(r"(?<![\w/.])\d{1,5}/[A-Z][\w.]*(?:-\s?[\w.]+)*(?:/[\w.]+(?:-\s?[\w.]+)*)+")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)\d\d)?(?!\d)")
_DATED = re.compile(r",?\s*tanggal\b", re.IGNORECASE)
_KEPT_FOR = {
    CitationKind.GAZETTE: "nomor lembaran atau berita negara",
    CitationKind.DECREE: "keputusan lembaga di tingkat pusat",
}
_LETTERS = (CitationKind.LETTER, CitationKind.MINUTES)


def find_decrees(place: Place) -> Iterator[Candidate]:
    """Yield numbers of laws and national decrees (kept), of the office's decrees and of letters (asked)."""
    doubts = find_doubts(place.text, place.year, place.register) if place.register else {}
    for citation in find_citations(place.text):
        if citation.is_kept:
            yield from _kept(place, citation, doubts.get(citation.start, ""))
        else:
            kind = FactKind.LETTER_NUMBER if citation.kind in _LETTERS else FactKind.DECREE_NUMBER
            start = _number_start(place.text, citation)
            # Its date is a question of its own; a number with more parts than citations have is one number.
            dated = _DATED.search(place.text, start, citation.end)
            whole = _NUMBERED.match(place.text, start)
            end = dated.start() if dated else max(citation.end, whole.end() if whole else 0)
            yield Candidate(start, end, kind, Fate.ASK, RANK_DECREE)
    # A number whose document nobody can name is the office's own as likely as not.
    for pattern in (_NUMBERED, _BARE):
        for match in pattern.finditer(place.text):
            kind = FactKind.LETTER_NUMBER if "/" in match.group() else FactKind.DECREE_NUMBER
            yield Candidate(match.start(), match.end(), kind, Fate.ASK, RANK_DECREE - 1)


def _kept(place: Place, citation: Citation, doubt: str) -> Iterator[Candidate]:
    """Yield a citation that stays, with what is doubtful about it, and the years in the title it cites."""
    text = place.text
    why = _KEPT_FOR.get(citation.kind, "") or place.rules.why(FactKind.DECREE_NUMBER, Fate.KEEP)
    if doubt:
        why = f"{why}; {doubt}"
    start = _number_start(text, citation)
    yield Candidate(
        start, citation.end, FactKind.DECREE_NUMBER, Fate.KEEP, RANK_CITATION, why, doubtful=bool(doubt)
    )
    title = text.find(citation.subject, citation.end) if citation.subject else -1
    if title >= 0:
        for match in _YEARS.finditer(text, title, title + len(citation.subject)):
            yield Candidate(match.start(), match.end(), FactKind.YEAR, Fate.KEEP, RANK_TITLE)


def _number_start(text: str, citation: Citation) -> int:
    """Return where the number of a citation begins, behind the name of the document."""
    if citation.kind is CitationKind.GAZETTE:
        pattern = r"\b(?:tahun\s+\d{4}[\s,]*)?nomor\b"
    else:
        pattern = r"\b(?:nomor|no)\b"
    found = re.search(pattern, text[citation.start : citation.end], re.IGNORECASE)
    return citation.start + (found.start() if found else 0)


# What stands before a date and belongs to it: `pada hari Rabu tanggal`, `bulan`, `akhir`.
_BEFORE_DATE = re.compile(
    r"(?:(?<!setiap )(?<!tiap )\b(?:awal|pertengahan|medio|akhir|penghujung)\s+)?"
    r"(?:\bhari\s+)?(?:\b(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad),?\s+)?(?:\btanggal\s*:?\s+)?(?:\bbulan\s+)?$",
    re.IGNORECASE,
)
_PART_OF_YEAR = re.compile(r"(?:semester|tri\s?wulan|kuartal|caturwulan|TW|minggu|pekan)\b", re.IGNORECASE)
# A day without its month: `di tanggal 21 tiap bulan`; `hari Senin` alone is a habit, not a date.
_BARE_DAY = re.compile(
    r"\btanggal\s+\d{1,2}(?:\s?(?:s\.?d\.?|s/d|sampai|hingga|dan|-|–)\s?\d{1,2})?\b", re.IGNORECASE
)

# `Semester ||`, `Triwulan lll`: the Roman numeral as OCR reads it.
_SCANNED_PART = re.compile(
    r"\b(?:semester|tri\s?wulan|TW)\s+[|lI1]{1,3}V?(?![\w|])(?:\s+(?:tahun\s+)?(?:19|20)\d\d\b)?",
    re.IGNORECASE,
)
# `Q3 2025`, as slides write the third quarter.
_QUARTER = re.compile(r"\bQ[1-4]\b(?:\s+(?:tahun\s+)?(?:19|20)\d\d\b)?")


def find_dates_in(place: Place) -> Iterator[Candidate]:
    """Yield dates and parts of the year in all spellings; the dates of history stay."""
    text = place.text
    for mention in find_dates(text):
        lead = _BEFORE_DATE.search(text[: mention.start])
        start = lead.start() if lead else mention.start
        if not _is_bound(place, start, mention):
            continue
        if mention.year and is_history(place, start, mention.year):
            why = place.rules.why(FactKind.DATE, Fate.KEEP)
            yield Candidate(start, mention.end, FactKind.DATE, Fate.KEEP, RANK_DATE, why)
        else:
            yield Candidate(start, mention.end, FactKind.DATE, Fate.ASK, RANK_DATE)
    for pattern in (_QUARTER, _SCANNED_PART):
        for match in pattern.finditer(text):
            yield Candidate(match.start(), match.end(), FactKind.DATE, Fate.ASK, RANK_DATE - 1)
    for match in _BARE_DAY.finditer(text):
        yield Candidate(match.start(), match.end(), FactKind.DATE, Fate.ASK, RANK_DATE - 1)


_EVERY = re.compile(r"\b(?:setiap|tiap|per)\s*-?\s*(?:awal\s+|akhir\s+|bulan\s+)*\Z", re.IGNORECASE)


def _is_bound(place: Place, start: int, mention: DateMention) -> bool:
    """Whether a mention is bound to a year: a repetition (`setiap bulan`) is not.

    The name of a month alone is, but not the title of a column or what only names its row.
    """
    text = place.text
    shown = text[mention.start : mention.end]
    if any(c.isdigit() for c in shown) or _PART_OF_YEAR.match(shown) or start < mention.start:
        return True
    # All twelve say how often, not when.
    if (
        mention.kind is not DateKind.MONTHS
        or len(mention.months) == len(MONTHS)
        or _EVERY.search(text[: mention.start])
    ):
        return False
    if place.block.kind in (BlockKind.HEADING, BlockKind.TABLE_ROW):
        return (
            any(
                cell.start <= mention.start < cell.end
                and cell.title.strip().lower() in place.rules.kolom_target
                for cell in place.cells
            )
            and (place.block.row or 0) >= 0
        )
    return True


_INDEX = re.compile(r"(?<![\d.,/])\d{1,3}[.,]\d{1,3}(?![\d/]|[.,]\d)")
_INDEX_WORD = re.compile(
    r"\b(?:IKM|SKM|IPKP|SPKP|SPAK|IPAK|indeks|nilai|konversi|rata-?\s?rata|skor|IRB|SAKIP|NRR|opini)\b",
    re.IGNORECASE,
)


def find_index_values(place: Place) -> Iterator[Candidate]:
    """Yield the values of survey indices, and every decimal in a block or table that speaks of values."""
    context = place.text
    table = place.table
    if table is not None:
        context = " ".join((context, *table.header, table.caption))
    if _INDEX_WORD.search(context):
        for match in _INDEX.finditer(place.text):
            yield Candidate(match.start(), match.end(), FactKind.INDEX_VALUE, Fate.ASK, RANK_INDEX)
    for mention in find_indices(place.text):
        yield Candidate(mention.start, mention.end, FactKind.INDEX_VALUE, Fate.ASK, RANK_INDEX)


def find_grades(place: Place) -> Iterator[Candidate]:
    """Yield what a value is called (`tergolong sangat baik`, `88,40 (baik)`); it goes as the value goes."""
    for match in _grades(place.rules.kata_mutu).finditer(place.text):
        start, end = match.span("grade")
        yield Candidate(start, end, FactKind.INDEX_VALUE, Fate.ASK, RANK_INDEX)


@cache
def _grades(leads: tuple[str, ...]) -> re.Pattern[str]:
    grades = "|".join(citation_words().mutu).replace(" ", r"\s+")
    between = r"(?:(?:layanan|pelayanan|unit|kinerja|nilai|mutu)\s+){0,2}"
    lead = rf"\b{alternatives(leads)}\s+{between}[“\"'(]?"
    value = r"(?<!\d)\d{1,3}[.,]\d{1,3}\s*[|(,]?\s*(?:[A-D]\s*[|(,]?\s*)?[“\"']?"
    return re.compile(rf"(?:{lead}|{value})(?P<grade>{grades})\b", re.IGNORECASE)
