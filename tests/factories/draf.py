"""Which digits stand unmarked in a drafted Word file, and which of them nothing explains."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from assistant.data import data_directory
from assistant.drafting.model import Fate
from assistant.drafting.rules import load_rules
from assistant.language.citations import find_citations
from assistant.language.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement

    from assistant.drafting.model import Draft

# Stands for a marked stretch: no digit, no blank, so that nothing is read across it.
_MARKED = "▮"
_MARKER = re.compile(r"\s*(?:\(?(?:\d{1,2}|[IVXLC]+|[A-Za-z])[.)]|\d{1,3}(?:\.\d{1,2}){0,4}\.?)\s")
_INSIDE = re.compile(r"\(\d{1,2}\)|(?<=[:;,▮])\s?\d{1,2}[.)](?=\s)")
# An item of a list in one paragraph, if the one before it is there too.
_ITEM = re.compile(r"(?<![\w.,/(-])(\d{1,2})\s?[.)](?=\s?[A-Z])")
_LABEL = re.compile(r"\b(?:Gambar|Tabel|Grafik|Bagan|Foto)\s+(?:[L\d]+\.)?\d+\b", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Columns that the program fills itself: weights of the sheet, what the plan of the new year says, the list
# of fields.
_OWN_COLUMNS = {"bobot", "rencana aksi", "bukti fisik", "target waktu", "yang harus diisi"}
_GUIDANCE = "petunjuk"


def unexplained_digits(draft: Draft, year: int) -> list[str]:
    """Return the paragraphs of a draft for `year` with unmarked digits that are none of these.

    A citation of law with the years in its title; a numbering of headings, items, rows and captions; the
    year of the draft; a fixed name that `fakta.yaml` lists; a date of history (`sejak 12 Juni 2008`). Left
    out are the draft's own words: guidance, closing notes, and its headings on the years before and after.
    The digits left over stand in brackets behind the paragraph.
    """
    own = {f"• {warning}" for warning in draft.warnings} | _own_titles(year)
    found = []
    for text in _texts(draft.docx):
        if re.sub(r"^Tabel [\d.]+ ", "", text) in own:
            continue
        left = _left_over(text, year)
        if left:
            found.append(f"{text} [{', '.join(left)}]")
    return found


def _own_titles(year: int) -> set[str]:
    return {
        f"Realisasi Rencana Tindak Lanjut Laporan Tahun {year - 1}",
        f"Rencana pada laporan {year - 1}",
        f"Rencana Tindak Lanjut Tahun {year + 1}",
    }


def _texts(data: bytes) -> Iterator[str]:
    """Yield the text of every paragraph, marked runs replaced; lists of contents and own columns left out."""
    import docx
    from docx.oxml.ns import qn

    body = docx.Document(io.BytesIO(data)).element.body
    skipped = {p for table in body.iter(qn("w:tbl")) for p in _own_paragraphs(table)}
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = (style.get(qn("w:val")) if style is not None else "").lower()
        if paragraph not in skipped and not name.startswith(("toc", "tableoffigures", _GUIDANCE)):
            yield _text(paragraph)


def _own_paragraphs(table: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the paragraphs of a table's numbering and of the columns that the program fills."""
    from docx.oxml.ns import qn

    own: set[int] = set()
    for number, row in enumerate(table.iter(qn("w:tr"))):
        for column, cell in enumerate(row.iter(qn("w:tc"))):
            text = "".join(t.text or "" for t in cell.iter(qn("w:t"))).strip()
            if number == 0 and text.lower() in _OWN_COLUMNS:
                own.add(column)
            if number and (column in own or (column == 0 and re.fullmatch(r"\d{1,3}[.)]?", text))):
                yield from cell.iter(qn("w:p"))


def _text(paragraph: BaseOxmlElement) -> str:
    from docx.oxml.ns import qn

    parts = []
    for run in paragraph.iter(qn("w:r")):
        marked = run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
        shown = "".join(
            (e.text or "") if e.tag == qn("w:t") else " "
            for e in run
            if e.tag in (qn("w:t"), qn("w:tab"), qn("w:br"))
        )
        parts.append(_MARKED if marked and shown else shown)
    return "".join(parts)


def _left_over(text: str, year: int) -> list[str]:
    """Return the digit sequences of a text that nothing explains."""
    explained: set[int] = set()
    for start, end in _explained(text, year):
        explained |= set(range(start, end))
    runs = re.finditer(r"\d+", text)
    return [run.group() for run in runs if not explained.issuperset(range(run.start(), run.end()))]


def _explained(text: str, year: int) -> Iterator[tuple[int, int]]:
    yield from _law(text)
    marker = _MARKER.match(text)
    if marker:
        yield marker.span()
    items = list(_ITEM.finditer(text))
    counted = {int(item.group(1)) for item in items}
    yield from (i.span() for i in items if int(i.group(1)) == 1 or int(i.group(1)) - 1 in counted)
    rules = load_rules(data_directory("mappings"))
    fixed = [rule.pattern for rule in rules.pola if rule.nasib is Fate.KEEP]
    for pattern in (_INSIDE, _LABEL, re.compile(rf"(?<!\d){year}(?!\d)"), *fixed):
        for match in pattern.finditer(text):
            yield match.span()
    spans = [(m.start, m.end, m.year or year) for m in find_dates(text)]
    for start, end, dated in (*spans, *((*m.span(), int(m.group())) for m in _YEARS.finditer(text))):
        lead = text[max(0, start - 60) : start].lower()
        if dated < year - 2 and any(word in lead for word in rules.sejarah):
            yield start, end


def _law(text: str) -> Iterator[tuple[int, int]]:
    """Yield the citations that stay, and the years in their titles."""
    for citation in find_citations(text):
        if citation.is_kept:
            yield citation.start, citation.end
            title = text.find(citation.subject, citation.end) if citation.subject else -1
            for match in _YEARS.finditer(text, title, title + len(citation.subject)) if title >= 0 else ():
                yield match.span()
