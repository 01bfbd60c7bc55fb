"""Whose document it is, for which year, and what it is: read from its title first, from its text after."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from assistant.document import BlockKind, DocumentType, Identity, SourceKind
from assistant.language.clean import fold, skeleton
from assistant.language.satker import KPU_RI, Satker, find_satker
from assistant.language.similarity import ratio
from assistant.reading.title import Title, document_types, find_titles, first_phrase, is_letter, year_in
from assistant.reading.workbook_lines import stated_year, workbook_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.document import Block, Table

# A mention in the title counts as much as a page of mentions in the text.
_TITLE_WEIGHT = 10.0
# The national commission is named as the maker of regulations and letters all through other offices' reports.
_NATIONAL_WEIGHT = 0.2
# An office named this much more often than the next is the document's; less, and the document does not tell.
_LEAD = 1.5
# A cover letter before a report ends within the first quarter; the format attached to a letter stands later.
_COVER_LETTER_SHARE = 0.25
# The year must be given by this share of the places that give one.
_YEAR_MAJORITY = 2 / 3
# Two spellings of a place in one document this much alike are one place, misread once.
_SAME_PLACE = 0.85
# One or two such titles other kinds of documents have too (a plan its obstacles, a decree its results).
_TELLING_SECTIONS = 3
_LETTER_DATE = re.compile(
    r"\b\d{1,2}\s+(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)"
    r"\s+(20\d{2})\b",
    re.IGNORECASE,
)
_LETTER_NUMBER = re.compile(r"\bnomor[\s:|]+\S+/(20\d{2})\b", re.IGNORECASE)


def identify(
    blocks: Sequence[Block], tables: Sequence[Table], kind: SourceKind, properties: Sequence[str] = ()
) -> Identity:
    """Return whose document it is, for which year, and what it is; None for what it does not tell.

    Args:
        blocks: all blocks in order, the running headers among them.
        tables: all tables.
        kind: the kind of file; a workbook has sheets in place of titles.
        properties: what a workbook's properties say of its content.
    """
    titles = find_titles(blocks)
    document_type = _document_type(blocks, tables, titles, kind)
    if kind is SourceKind.XLSX:
        return _workbook_identity(blocks, tables, titles, document_type, properties)
    satker = _satker(blocks, titles, is_surat=document_type is DocumentType.SURAT)
    year = (
        _letter_year(blocks) if document_type is DocumentType.SURAT else _year(blocks, titles, document_type)
    )
    return Identity(
        satker=satker.name if satker else None,
        level=satker.level if satker else None,
        year=year,
        document_type=document_type,
    )


def _workbook_identity(
    blocks: Sequence[Block],
    tables: Sequence[Table],
    titles: Sequence[Title],
    document_type: DocumentType,
    properties: Sequence[str],
) -> Identity:
    """Return what a workbook's own lines say, else its properties, else the text of its tables.

    Properties come after what is seen: they survive in a copy that another office fills in.
    """
    lines = workbook_lines(blocks, tables)
    seen, stated = _only_office(lines), _only_office(properties)
    if stated and _offices(lines) and stated not in (seen, KPU_RI):
        properties, stated = (), None  # left over from the workbook of another office
    year = _year(blocks, titles, document_type) or stated_year(lines) or stated_year(properties)
    satker = seen or stated
    if satker in (None, KPU_RI):
        # Notes name the national commission as the maker of rules; they alone make no workbook its own.
        found = _satker(blocks, titles, is_surat=False)
        satker = satker if found in (None, KPU_RI) else found
    return Identity(satker.name if satker else None, satker.level if satker else None, year, document_type)


def _only_office(texts: Iterable[str]) -> Satker | None:
    """Return the office that texts name; None if they name none or several.

    The national commission counts only where no other is named: it heads the forms of all of them.
    """
    scores = Counter(_offices(texts))
    regional = {satker: float(count) for satker, count in scores.items() if satker != KPU_RI}
    merged = _merge_spellings(regional or scores)
    return next(iter(merged)) if len(merged) == 1 else None


def _document_type(
    blocks: Sequence[Block], tables: Sequence[Table], titles: Sequence[Title], kind: SourceKind
) -> DocumentType:
    """Return what the document is; LAINNYA where nothing tells."""
    if kind is SourceKind.XLSX:
        return _workbook_type(tables, titles)
    named = [title for title in titles if title.kind]
    if is_letter(blocks) and not (named and named[0].position < _COVER_LETTER_SHARE):
        return DocumentType.SURAT
    if named:
        return named[0].kind or DocumentType.LAINNYA
    return _by_sections(blocks) or _own_name(blocks)


def _workbook_type(tables: Sequence[Table], titles: Sequence[Title]) -> DocumentType:
    """Return LKE for a workbook with a sheet that is called so or has its columns, else what titles say."""
    types = document_types()
    heads = [fold(" ".join((t.caption, *t.header, *(c for r in t.rows[:15] for c in r)))) for t in tables]
    phrases = [c for c in types.judul if c.jenis is DocumentType.LKE]
    if any(first_phrase(h, phrases) or sum(words in h for words in types.lembar_lke) >= 2 for h in heads):
        return DocumentType.LKE
    return next((title.kind for title in titles if title.kind), DocumentType.LAINNYA)


def _by_sections(blocks: Sequence[Block]) -> DocumentType | None:
    """Return the kind whose sections a document without title page has; None if too few are there."""
    headings = [fold(block.text) for block in blocks if block.kind is BlockKind.HEADING]
    for choice in document_types().judul_bagian:
        borne = {phrase for phrase in choice.frasa for heading in headings if phrase in heading}
        if len(borne) >= _TELLING_SECTIONS:
            return choice.jenis
    return None


def _own_name(blocks: Sequence[Block]) -> DocumentType:
    """Return what a document without title calls itself most often; once may be said of another document."""
    counts: Counter[DocumentType] = Counter()
    text = fold(" ".join(block.text for block in blocks))
    for choice in document_types().sebutan_diri:
        counts[choice.jenis] += sum(text.count(phrase) for phrase in choice.frasa)
    ranked = counts.most_common(2)
    clear = ranked[0][1] >= 2 and (len(ranked) < 2 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if clear else DocumentType.LAINNYA


def _satker(blocks: Sequence[Block], titles: Sequence[Title], *, is_surat: bool) -> Satker | None:
    """Return the office that title and text name most; None if two are named about as often."""
    scores: dict[Satker, float] = defaultdict(float)
    for title in titles:
        named = _offices([title.text])
        if is_surat and named:
            return named[0]  # the letterhead; whom the letter speaks of stands below it
        for satker in dict.fromkeys(named):
            scores[satker] += _TITLE_WEIGHT
    for satker in _offices(block.text for block in blocks):
        scores[satker] += _NATIONAL_WEIGHT if satker == KPU_RI else 1.0
    merged = _merge_spellings(scores)
    ranked = sorted(merged.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]):
        return None
    return ranked[0][0]


def _offices(texts: Iterable[str]) -> list[Satker]:
    return [mention.satker for text in texts for mention in find_satker(text)]


def _merge_spellings(scores: Mapping[Satker, float]) -> dict[Satker, float]:
    """Return the scores with misread, cut or level-less names counted for the office that they mean."""
    merged: dict[Satker, float] = {}
    # The most frequent spelling first; of equals the one on the list of regions, then the shorter.
    order = sorted(scores, key=lambda s: (-scores[s], s.province is None, len(s.name)))
    for satker in order:
        target = next((other for other in merged if _same_office(satker, other)), satker)
        merged[target] = merged.get(target, 0.0) + scores[satker]
    return merged


def _same_office(satker: Satker, other: Satker) -> bool:
    """Whether `satker` is a worse spelling of `other`."""
    if satker.level is None:
        return skeleton(satker.place) == skeleton(other.place)
    if satker.level is not other.level or satker.province is not None:
        return False
    mine, theirs = skeleton(satker.place), skeleton(other.place)
    cut = min(len(mine), len(theirs)) >= 3 and (mine.startswith(theirs) or theirs.startswith(mine))
    return cut or ratio(mine, theirs) >= _SAME_PLACE


def _year(blocks: Sequence[Block], titles: Sequence[Title], document_type: DocumentType) -> int | None:
    """Return the year that the document reports or plans for."""
    for title in titles:
        if title.kind is document_type and title.year:
            return title.year
    # A title and its year may stand apart: the year of the cover's last line.
    near = [t.year for t in titles if t.year and t.kind is None and _offices([t.text])]
    return _majority(near) or _majority(_years_of_own_name(blocks, document_type))


def _years_of_own_name(blocks: Sequence[Block], document_type: DocumentType) -> list[int]:
    """Return the years given after the document's kind in its text: `Laporan hasil ... Tahun 2025`."""
    phrases = [p for c in document_types().judul if c.jenis is document_type for p in c.frasa]
    if not phrases:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(phrases)})\b[^.;]{{0,200}}?\btahun\b[^.;]{{0,25}}", re.IGNORECASE)
    found = (year_in(match.group()) for block in blocks for match in pattern.finditer(block.text))
    return [year for year in found if year]


def _letter_year(blocks: Sequence[Block]) -> int | None:
    """Return the year of a letter: of its date, else of its number."""
    head = "\n".join(block.text for block in blocks[:20])
    match = _LETTER_DATE.search(head) or _LETTER_NUMBER.search(head)
    return int(match.group(1)) if match else None


def _majority(years: Sequence[int]) -> int | None:
    """Return the year that most of them are; None if there is none or they disagree."""
    if not years:
        return None
    year, count = Counter(years).most_common(1)[0]
    return year if count >= _YEAR_MAJORITY * len(years) else None
