"""Numbers of decrees, letters and laws, dates, and index values.

Laws and the decrees of the national agencies stay as they are; the office's own decrees, letters and minutes
are asked for. Whose a number is, the nearest word before it that names a kind of document tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.document import Level
from assistant.drafting.candidates import Candidate, Place
from assistant.drafting.model import FactKind, Fate
from assistant.drafting.quantities import is_history
from assistant.language.dates import find_dates
from assistant.language.satker import find_satker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.language.dates import DateMention

RANK_CITATION = 90
RANK_DECREE = 80
RANK_DATE = 65
RANK_INDEX = 66

_NUMBER = r"\d[\w.]*(?:\s?/\s?[\w.]+|-\s?[\w.]+)*"
_OF_YEAR = r"(?:,?\s*(?:tahun|th\.?)\s*(?:\d{4}))?"
# `Nomor 7 Tahun 2017`, `No. 275 Tahun 2025`, `Nomor: 172/PW.02-BA/1971/2025`, `Tahun 2017 Nomor 182`
# (gazette).
_GAZETTE = re.compile(r"(?:tahun\s+\d{4}\s*,?\s*)?(?:nomor|no\.?)\s*:?\s*\d+", re.IGNORECASE)
_GAZETTE_NAME = re.compile(
    r"(?:(?:tambahan\s+|tambahaan\s+)?(?:lembaran|berita)\s+negara)(?:\s+(?:republik|indonesia|ri)\b)*[\s,(]*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"\b(?:nomor|nomer|no|nomor\s+surat)\b\.?\s*[:;]?\s*{_NUMBER}{_OF_YEAR}", re.IGNORECASE
)
_BARE = re.compile(r"(?<![\w/.])\d{1,5}/[A-Z][\w.]*(?:-\s?[\w.]+)*(?:/[\w.]+(?:-\s?[\w.]+)*)+")
_LAW = (
    r"undang\s*[-–—]?\s*undang|\bUU\b|\bperaturan\b|\bPKPU\b|\bper(?:pres|men\w*|ppu|pu|da|gub|bup|wali?)\b|\bPP\b|\bPMK\b|\binpres\b"
    r"|\binstruksi\s+presiden|\bketetapan\b|\bTAP\b|\b(?:lembaran|berita)\s+negara\b|\bkep(?:pres|men\w*)\b"
    r"|\bsurat\s+edaran\s+(?:bersama|menteri)|\bSE\s+Men\w+"
)
_KIND = re.compile(
    rf"(?P<law>{_LAW})|(?P<decree>\bsurat\s+keputusan\b|\bkeputusan\b|\bSK\b|\bkpts?\b)"
    r"|(?P<letter>\bsurat\b|\bberita\s+acara\b|\bBA\b|\bnota\s+dinas\b|\bundangan\b|\bmemo\w*|\bpengumuman\b|\bedaran\b)",
    re.IGNORECASE,
)
# Issuers above the office: their decrees bind it from outside, as laws do.
_NATIONAL = re.compile(
    r"\b(?:presiden|menteri|kementerian|sekretaris\s+jenderal|sekjen|sekretariat\s+jenderal|republik\s+indonesia|KPU\s+RI|lembaga\s+administrasi"
    r"|badan\s+kepegawaian|BKN|LAN|KPK|komisi\s+pemberantasan|ombudsman|komisi\s+informasi\s+pusat|DKPP|dewan\s+kehormatan|bersama)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 400
_WORD_KPU = re.compile(r"\b(?:komisi\s+pemilihan\s+umum|KPU)\b", re.IGNORECASE)


def find_decrees(place: Place) -> Iterator[Candidate]:
    """Yield numbers of laws (kept), of the office's decrees and of letters (asked)."""
    text = place.text
    for match in _GAZETTE.finditer(text):
        if _GAZETTE_NAME.search(text[max(0, match.start() - 80) : match.start()]):
            yield _law(match.start(), match.end(), "nomor lembaran atau berita negara")
    for match in _NUMBERED.finditer(text):
        yield _judge(place, match)
    for match in _BARE.finditer(text):
        yield Candidate(match.start(), match.end(), FactKind.LETTER_NUMBER, Fate.ASK, RANK_DECREE - 1)


def _law(start: int, end: int, why: str = "") -> Candidate:
    return Candidate(start, end, FactKind.DECREE_NUMBER, Fate.KEEP, RANK_CITATION, why)


def _judge(place: Place, match: re.Match[str]) -> Candidate:
    """Return the fate of a number by the kind of document that it belongs to."""
    before = place.text[max(0, match.start() - _LOOK_BACK) : match.start()]
    before = re.split(r";\s|(?<=[a-z)])\.\s", before)[-1]
    kinds = list(_KIND.finditer(before))
    start, end = match.span()
    if not kinds:
        shape = FactKind.LETTER_NUMBER if "/" in match.group() else FactKind.DECREE_NUMBER
        return Candidate(start, end, shape, Fate.ASK, RANK_DECREE)
    last = kinds[-1]
    between = before[last.end() :]
    if last.lastgroup == "law":
        return _law(start, end)
    if last.lastgroup == "decree":
        if _is_national(between):
            return _law(start, end, "keputusan lembaga di tingkat pusat")
        return Candidate(start, end, FactKind.DECREE_NUMBER, Fate.ASK, RANK_DECREE)
    return Candidate(start, end, FactKind.LETTER_NUMBER, Fate.ASK, RANK_DECREE)


def _is_national(issuer: str) -> bool:
    """Whether the words between `Keputusan` and its number name an authority above the office."""
    if any(mention.satker.level is not Level.PUSAT for mention in find_satker(issuer)):
        return False
    if _NATIONAL.search(issuer):
        return True
    # `Keputusan Komisi Pemilihan Umum Nomor 314/...`: the commission itself, no province and no place behind
    # it.
    return bool(_WORD_KPU.search(issuer)) and not re.search(
        r"\b(?:provinsi|kabupaten|kota)\b", issuer, re.IGNORECASE
    )


# What stands before a date and belongs to it: `pada hari Rabu tanggal`, `bulan`.
_BEFORE_DATE = re.compile(
    r"(?:\bhari\s+)?(?:\b(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad),?\s+)?(?:\btanggal\s*:?\s+)?(?:\bbulan\s+)?$",
    re.IGNORECASE,
)
_PART_OF_YEAR = re.compile(r"(?:semester|tri\s?wulan|kuartal|caturwulan|TW|minggu)\b", re.IGNORECASE)
# A day without its month: `di tanggal 21 tiap bulan`; `hari Senin` alone is a habit, not a date.
_BARE_DAY = re.compile(
    r"\btanggal\s+\d{1,2}(?:\s?(?:s\.?d\.?|s/d|sampai|hingga|dan|-|–)\s?\d{1,2})?\b", re.IGNORECASE
)


def find_dates_in(place: Place) -> Iterator[Candidate]:
    """Yield dates and parts of the year in all spellings; the dates of history stay."""
    text = place.text
    for mention in find_dates(text):
        lead = _BEFORE_DATE.search(text[: mention.start])
        start = lead.start() if lead else mention.start
        if not _is_bound(text, start, mention):
            continue
        if mention.year and is_history(place, start, mention.year):
            why = place.rules.why(FactKind.DATE, Fate.KEEP)
            yield Candidate(start, mention.end, FactKind.DATE, Fate.KEEP, RANK_DATE, why)
        else:
            yield Candidate(start, mention.end, FactKind.DATE, Fate.ASK, RANK_DATE)
    for match in _BARE_DAY.finditer(text):
        yield Candidate(match.start(), match.end(), FactKind.DATE, Fate.ASK, RANK_DATE - 1)


def _is_bound(text: str, start: int, mention: DateMention) -> bool:
    """Whether a mention is bound to a year: a repetition (`setiap bulan`) is not, nor a bare month."""
    shown = text[mention.start : mention.end]
    return any(c.isdigit() for c in shown) or bool(_PART_OF_YEAR.match(shown)) or start < mention.start


_INDEX = re.compile(r"(?<![\d.,/])\d{1,3}[.,]\d{1,3}(?![\d/]|[.,]\d)")
_INDEX_WORD = re.compile(
    r"\b(?:IKM|SKM|IPKP|SPKP|SPKP|SPAK|IPAK|indeks|nilai|konversi|rata-?\s?rata|skor|IRB|SAKIP|NRR|opini)\b",
    re.IGNORECASE,
)
_WHOLE_INDEX = re.compile(
    r"\b(?:IKM|SKM|IPKP|SPKP|SPAK|IPAK|indeks|nilai|skor)\b[^.;\d]{0,60}?\b(?:sebesar|adalah|yaitu|mencapai|:)\s*(\d{1,3})(?![\d.,/%])",
    re.IGNORECASE,
)


def find_indices(place: Place) -> Iterator[Candidate]:
    """Yield decimal values in a block that speaks of an index, and whole ones right behind its name."""
    context = place.text
    table = place.table
    if table is not None:
        context = " ".join((context, *table.header, table.caption))
    if _INDEX_WORD.search(context):
        for match in _INDEX.finditer(place.text):
            yield Candidate(match.start(), match.end(), FactKind.INDEX_VALUE, Fate.ASK, RANK_INDEX)
    for match in _WHOLE_INDEX.finditer(place.text):
        yield Candidate(match.start(1), match.end(1), FactKind.INDEX_VALUE, Fate.ASK, RANK_INDEX)
