"""Rules on years: what a laporan tells of another year as if it were its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.hits import Hit, one_for_each_cause
from assistant.checking.patterns import find_phrase, phrases_regex
from assistant.checking.rule import Rule, Scope
from assistant.checking.timeline import ACT_LISTS, Region, breaks_series, clause_around, is_limit, told
from assistant.document import BlockKind
from assistant.language.citations import find_citations
from assistant.language.clean import fold
from assistant.language.dates import DateKind, find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# A year left over is one of the last few; older ones belong to history or are misread digits.
_STALE_YEARS = 6
# Evidence (a certificate, a decree) may be older.
_STALE_EVIDENCE_YEARS = 12
# Fewer months together are a date of an event rather than the period that a report covers.
_PERIOD_MONTHS = 3
# How far around a year the words stand that say what it is the year of.
_NEAR = 60
# A service for an election and the election's year stand within so many characters of an LKE's note.
_SERVICE_REACH = 240
# An entry of evidence is a line, not a paragraph.
_MAX_EVIDENCE_WORDS = 25
# Plans of the State run five years, 2020 the first of a period (UU 17/2007: RPJPN 2005-2025 in such steps).
_PERIOD_START, _PERIOD_LENGTH = 2020, 5

_YEAR = re.compile(r"(?<![\w/.\-_])(?P<tahun>20\d\d)\b(?![\w/_]|\s?[-–]\s?\d)")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SPAN = re.compile(
    r"\b(?P<first>20\d\d)\s?(?:[-–—/]|s\.?\s?d\.?|sampai(?:\s+dengan)?|hingga)\s?(?P<last>20\d\d)\b"
)
# The year of a number: `Nomor 12 Tahun 2024`, `No. 275/2025`.
_NUMBER_YEAR = re.compile(r"\b(?:Nomor|No)\b[\s.:]{0,4}[\w./-]{1,40}\s+Tahun\s+20\d\d", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:Nomor|No)\b\s*[.:]*\s*[\w./-]+,?\s*(?:Tahun\s*)?\Z", re.IGNORECASE)
_OWN_TITLE = re.compile(
    r"\A\s*(?:\W*)laporan\s+(?:hasil\s+)?(?:pelaksanaan\s+)?pembangun\w*\s+(?:zona\s+integritas|zi)\b"
    r"[^.;]{0,160}?\btahun\s+(?:anggaran\s+)?(?P<tahun>20\d\d)\b",
    re.IGNORECASE,
)
_TITLE_WORDS = 30
# A title over several lines: its name, and a line with nothing but the year among the next few.
_TITLE_NAME = re.compile(r"\A\W*laporan\b[^.;]{0,120}\b(?:zona\s+integritas|zi)\b", re.IGNORECASE)
_TITLE_YEAR = re.compile(r"\A\W*tahun\s+(?:anggaran\s+)?(?P<tahun>20\d\d)\W*\Z", re.IGNORECASE)
_TITLE_LINES = 4
_TOLD = (Region.RESULTS, Region.OBSTACLES, Region.CONCLUSION)


def years_as_own(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI501: another year told as the year of the report's work, in the text and in an attached LKE."""
    year = context.timeline.year
    if year is None:
        return
    hits: list[Hit] = []
    for block in told(document):
        if not _ANY_YEAR.search(block.text):
            continue
        if block.kind is BlockKind.CAPTION or _is_evidence_line(block, context):
            continue  # ZI503
        region = context.timeline.regions[block.id]
        found = [*_spans_of_work(block, region, context, year)]
        found += _own_plans(block, region, context, year)
        found += _single_years(block, region, context, year)
        found += _dated_events(block, region, context, year)
        if region is Region.LKE:
            found += _election_services(block, context, year)
        taken: list[tuple[int, int]] = []
        for hit in found:
            if all(hit.span[1] <= start or end <= hit.span[0] for start, end in taken):
                taken.append(hit.span)
                hits.append(hit)
    yield from one_for_each_cause("ZI501", hits, context)


def _spans_of_work(block: Block, region: Region, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the passages that name another year, or most of it, as the time of the work."""
    if region not in (*_TOLD, Region.FRONT, Region.LKE):
        return
    text = block.text
    spans = [
        (match.span(), int(match["tahun"]))
        for pattern in context.patterns("rentang_tahun")
        for match in pattern.finditer(text)
    ]
    spans += [
        ((d.start, d.end), d.year)
        for d in find_dates(text)
        if d.year and d.kind is DateKind.MONTHS and len(d.months) >= _PERIOD_MONTHS
    ]
    for span, named in spans:
        if not _is_stale(named, year) or _is_excused(text, span, context, year):
            continue
        variant = "lke" if region is Region.LKE else "rentang"
        start, end = clause_around(text, span)
        if region is Region.FRONT:
            if not find_phrase(text[start:end], context.phrases("pokok_laporan")):
                continue
            variant = "rentang" if context.section_of(block) == "I.B" else "awal"
        yield _hit(variant, block, span, named, year)


def _own_plans(block: Block, region: Region, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the office's own plan under another year, told as decreed or carried out in the report's year."""
    if region not in (Region.FRONT, Region.RESULTS, Region.CONCLUSION):
        return
    text = block.text
    for match in (m for pattern in context.patterns("rencana_sendiri") for m in pattern.finditer(text)):
        named, span = int(match["tahun"]), match.span("tahun")
        start, end = clause_around(text, span)
        years = list(re.finditer(rf"(?<!\d){year}(?!\d)", text[start:end]))
        dates = [(d.start, d.end) for d in find_dates(text)]
        dates += [(m.start(), m.end()) for m in _NUMBER_YEAR.finditer(text)]
        decreed = years and all(any(low <= start + m.start() < high for low, high in dates) for m in years)
        looks_back = any(
            find_phrase(text[start:end], context.phrases(name))
            for name in ("kata_perbandingan", "kata_melihat_kembali")
        )
        if _is_stale(named, year) and decreed and not looks_back:
            yield _hit("rencana", block, match.span(), named, year)


def _single_years(block: Block, region: Region, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the passages that tell an activity of another year as a result."""
    if region not in (Region.RESULTS, Region.LKE, Region.FRONT):
        return
    text = block.text
    for pattern in context.patterns("pada_tahun"):
        for match in pattern.finditer(text):
            named = int(match["tahun"])
            if not _is_stale(named, year) or _is_excused(text, match.span(), context, year):
                continue
            start, end = clause_around(text, match.span(), reach=120)
            if region is Region.FRONT:
                start, end = clause_around(text, match.span(), reach=300)
                if find_phrase(text[start:end], context.phrases("laporan_ini")):
                    yield _hit("awal", block, match.span(), named, year)
                continue
            if region is Region.RESULTS and str(year) in text:
                continue  # the paragraph goes on to the year itself
            if find_phrase(text[start:end], context.phrases("kata_kegiatan")):
                variant = "lke_kegiatan" if region is Region.LKE else "kegiatan"
                yield _hit(variant, block, match.span(), named, year)


def _dated_events(block: Block, region: Region, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the days of another year on which something is told to have been done."""
    if region not in (Region.RESULTS, Region.LKE):
        return
    text = block.text
    for mention in find_dates(text):
        if mention.kind not in (DateKind.DAY, DateKind.DAYS) or not mention.year:
            continue
        span = (mention.start, mention.end)
        if not _is_stale(mention.year, year):
            continue
        if breaks_series(text, span, year) and not _looks_back(text, span, context):
            yield _hit("hari", block, span, mention.year, year)
            continue
        before = text[clause_around(text, span, reach=100)[0] : mention.start]
        if find_phrase(before[-_NEAR:], context.phrases("kata_keputusan")):
            continue
        is_act = find_phrase(before, context.phrases("kata_kegiatan"))
        if is_act and not _is_excused(text, span, context, year):
            yield _hit("tanggal", block, span, mention.year, year)
        elif region is Region.RESULTS and _is_odd_day(text, span, context, year):
            yield _hit("hari", block, span, mention.year, year)


def _is_odd_day(text: str, span: tuple[int, int], context: CheckContext, year: int) -> bool:
    """Whether nothing says why a day of another year stands among the results."""
    start, end = clause_around(text, span)
    if str(year) in text[start:end] or _looks_back(text, span, context) or _is_number(text, span):
        return False
    near = text[max(start, span[0] - _NEAR) : min(end, span[1] + _NEAR)]
    return not is_limit(text[start : span[0]], context) and not find_phrase(
        near, context.phrases("kata_tahapan")
    )


def _election_services(block: Block, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield services for an election of another year that an LKE offers as this year's evidence."""
    text = block.text
    for match in _YEAR.finditer(text):
        named = int(match["tahun"])
        if not _is_stale(named, year):
            continue
        # Not the sentence: scanning runs the cells of an LKE together, with bars between them.
        start, end = max(0, match.start() - _SERVICE_REACH), match.end() + _NEAR
        if str(year) in text[start:end]:
            continue
        before = text[start : match.start()]
        election = list(phrases_regex(context.phrases("kata_pemilu")).finditer(before))
        service = find_phrase(before, context.phrases("layanan_tahapan"))
        if election and service and not _is_excused(text, match.span(), context, year, elections=False):
            span = (start + service.start(), match.end())
            first_word = election[-1].group().split()[0].capitalize()
            yield Hit(
                "lke_pemilu",
                block,
                span,
                named,
                {"teks": f"{first_word} {named}", "lain": named, "tahun": year},
            )


def _hit(variant: str, block: Block, span: tuple[int, int], named: int, year: int) -> Hit:
    text = " ".join(block.text[span[0] : span[1]].split())
    return Hit(variant, block, span, fold(text), {"teks": text, "lain": named, "tahun": year})


def _is_stale(named: int, year: int, reach: int = _STALE_YEARS) -> bool:
    return year - reach <= named < year


def _is_excused(
    text: str, span: tuple[int, int], context: CheckContext, year: int, *, elections: bool = True
) -> bool:
    """Whether another year may stand here: a comparison, history, law, an election, a report on last year."""
    start, end = clause_around(text, span)
    clause = text[start:end]
    if str(year) in clause or _looks_back(text, span, context):
        return True
    near = text[max(start, span[0] - _NEAR) : min(end, span[1] + _NEAR)]
    if elections and find_phrase(near, context.phrases("kata_pemilu")):
        return True
    before = text[max(start, span[0] - _NEAR) : span[0]]
    if find_phrase(before, context.phrases("dokumen_tahun_lalu")):
        return True
    return _is_number(text, span)


def _looks_back(text: str, span: tuple[int, int], context: CheckContext) -> bool:
    """Whether the clause around a year compares it with another, or tells of what began in it."""
    start, end = clause_around(text, span)
    lists = ("kata_perbandingan", "kata_sejarah")
    return any(find_phrase(text[start:end], context.phrases(name)) for name in lists)


def _is_number(text: str, span: tuple[int, int]) -> bool:
    """Whether the year in a passage belongs to the number or date of a document, or to a link."""
    low = max(0, span[0] - 200)
    window = text[low : span[1] + 200]
    inside = (span[0] - low, span[1] - low)
    if any(c.start <= inside[0] and inside[1] <= c.end for c in find_citations(window)):
        return True
    return _NUMBERED.search(text[low : span[0]]) is not None


def stale_titles(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI502: titles, running headers and headings that bear another year."""
    year = context.timeline.year
    if year is None:
        return
    hits: list[Hit] = []
    name_at = -_TITLE_LINES
    for position, block in enumerate(document.blocks):
        own = _OWN_TITLE.match(block.text)
        if own is None and _TITLE_NAME.match(block.text) and len(block.text.split()) <= _TITLE_WORDS:
            name_at = position
        elif position - name_at < _TITLE_LINES:
            own = _TITLE_YEAR.match(block.text)
        if own and len(block.text.split()) <= _TITLE_WORDS:
            named = int(own["tahun"])
            if named != year and abs(named - year) <= _STALE_YEARS:
                hits.append(_hit("laporan", block, own.span("tahun"), named, year))
        elif block.kind is BlockKind.HEADING and not own:
            hits += _stale_heading(block, context, year)
    titles = [Hit(h.variant, h.block, h.span, h.values["lain"], h.values) for h in hits]
    yield from one_for_each_cause("ZI502", titles, context)


def _stale_heading(block: Block, context: CheckContext, year: int) -> Iterator[Hit]:
    if context.timeline.regions[block.id] not in (Region.RESULTS, Region.OBSTACLES, Region.CONCLUSION):
        return
    for match in _YEAR.finditer(block.text):
        named = int(match["tahun"])
        standing = find_phrase(block.text, context.phrases("dokumen_tetap"))
        if (
            _is_stale(named, year)
            and not standing
            and not _is_excused(block.text, match.span(), context, year)
        ):
            yield _hit("bagian", block, match.span(), named, year)


def stale_evidence(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI503: captions and lines of evidence that bear another year."""
    year = context.timeline.year
    if year is None:
        return
    hits: list[Hit] = []
    for block in told(document):
        if block.kind is not BlockKind.CAPTION and not _is_evidence_line(block, context):
            continue
        if context.timeline.regions[block.id] not in (*_TOLD, Region.ANNEX, Region.OTHER):
            continue
        hits += _stale_line(block, context, year)
    yield from one_for_each_cause("ZI503", hits, context)


def _stale_line(block: Block, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield the year of a line of evidence if it is another than the report's."""
    text = block.text
    if str(year) in text or _SPAN.search(text):
        return
    years = [(m.span(), int(m.group())) for m in _ANY_YEAR.finditer(text)]
    years = [(span, named) for span, named in years if _is_stale(named, year, _STALE_EVIDENCE_YEARS)]
    if not years or _concerns_planning(block, context):
        return
    span, named = years[-1]
    if find_phrase(text, context.phrases("dokumen_tetap")):
        # What was decreed last year is still new; of older things it is worth knowing that they still hold.
        if named < year - 1 and not _is_law(text):
            yield Hit("lama", block, (0, len(text)), fold(text), {"lain": named, "tahun": year})
        return
    excused = ("kata_perbandingan", "kata_sejarah", "kata_pemilu", "dokumen_tahun_lalu")
    if not any(find_phrase(text, context.phrases(name)) for name in excused) and not _in_link(text, span):
        yield Hit("utama", block, (0, len(text)), fold(text), {"lain": named, "tahun": year})


def _is_law(text: str) -> bool:
    """Whether a line cites law or a national decree, whose year says nothing of the office's own."""
    return any(citation.is_kept for citation in find_citations(text))


def _in_link(text: str, span: tuple[int, int]) -> bool:
    """Whether a passage stands in a web address or the name of a file."""
    word = text[: span[1]].split()[-1]
    return "/" in word or "_" in word or "http" in word


def _is_evidence_line(block: Block, context: CheckContext) -> bool:
    """Whether a block is a line that names a piece of evidence, as captions do, or an entry of the annex."""
    if block.kind is BlockKind.LIST_ITEM and context.timeline.regions[block.id] is Region.ANNEX:
        return len(block.text.split()) <= _MAX_EVIDENCE_WORDS
    if block.kind is not BlockKind.PARAGRAPH or len(block.text.split()) > _MAX_EVIDENCE_WORDS:
        return False
    match = find_phrase(block.text, context.phrases("pembuka_bukti"))
    return match is not None and match.start() <= 2


def closed_periods(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI504: plans and indicators of a planning period that ended before the year of the report."""
    year = context.timeline.year
    if year is None:
        return
    hits: list[Hit] = []
    for block in told(document):
        if context.timeline.regions[block.id] not in (*_TOLD, Region.ANNEX, Region.LKE):
            continue
        hits += _closed_spans(block, context, year)
        hits += _closed_decree(block, context, year)
    yield from one_for_each_cause("ZI504", hits, context)


def _closed_spans(block: Block, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield `Renstra 2020-2024` and the like, where the period is over."""
    for match in _SPAN.finditer(block.text):
        first, last = int(match["first"]), int(match["last"])
        before = block.text[max(0, match.start() - _NEAR) : match.start()]
        if not (last < year and last - first == _PERIOD_LENGTH - 1):
            continue
        named = find_phrase(before, context.phrases("dokumen_perencanaan"))
        if named and not _is_excused(block.text, match.span(), context, year):
            span = (match.start() - len(before) + named.start(), match.end())
            yield _closed(block, span, f"{first}-{last}", year)


def _closed_decree(block: Block, context: CheckContext, year: int) -> Iterator[Hit]:
    """Yield evidence of a decree from a closed period in a section on planning."""
    if block.kind is not BlockKind.CAPTION and not _is_evidence_line(block, context):
        return
    if str(year) in block.text or not _concerns_planning(block, context) or _is_law(block.text):
        return
    if not find_phrase(block.text, context.phrases("kata_keputusan")):
        return
    start = period_start(year)
    years = [int(m.group()) for m in _ANY_YEAR.finditer(block.text)]
    if years and all(start - 2 * _PERIOD_LENGTH <= named < start for named in years):
        then = period_start(years[-1])
        yield _closed(block, (0, len(block.text)), f"{then}-{then + _PERIOD_LENGTH - 1}", year)


def _closed(block: Block, span: tuple[int, int], period: str, year: int) -> Hit:
    start = period_start(year)
    values = {"periode": period, "tahun": year, "baru": f"{start}-{start + _PERIOD_LENGTH - 1}"}
    return Hit("utama", block, span, fold(block.text[span[0] : span[1]]), values)


def period_start(year: int) -> int:
    """Return the first year of the planning period that a year lies in."""
    return year - (year - _PERIOD_START) % _PERIOD_LENGTH


def _concerns_planning(block: Block, context: CheckContext) -> bool:
    """Whether a line, or the heading above it, is about plans and indicators of performance."""
    headings = context.document.heading_path(block)
    about = " ".join((block.text, *headings[-1:]))
    return find_phrase(about, context.phrases("dokumen_perencanaan")) is not None


RULES = {
    "ZI501": Rule(
        years_as_own,
        Scope.LAPORAN,
        lists=(
            "kata_pemilu",
            "layanan_tahapan",
            "kata_perbandingan",
            "kata_sejarah",
            "dokumen_tahun_lalu",
            "kata_melihat_kembali",
            "laporan_ini",
            "kata_tahapan",
            *ACT_LISTS,
            "kata_keputusan",
            "pokok_laporan",
        ),
        patterns=("rentang_tahun", "pada_tahun", "rencana_sendiri"),
    ),
    "ZI502": Rule(stale_titles, Scope.LAPORAN, lists=("dokumen_tetap",)),
    "ZI503": Rule(stale_evidence, Scope.LAPORAN, lists=("pembuka_bukti", "dokumen_tetap")),
    "ZI504": Rule(closed_periods, Scope.LAPORAN, lists=("dokumen_perencanaan",)),
}
