"""The check of a report as a web page for the person who reviews it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.model import MeasureStatus, SectionStatus, Severity
from assistant.language.similarity import best_match
from assistant.lke.model import area_of
from assistant.rendering.coverage_map import area_choices, area_key, coverage_map
from assistant.rendering.html_page import render_page
from assistant.rendering.wording import (
    MEASURE_STATUS,
    SECTION_STATUS,
    SEVERITY,
    SUPPORT,
    place,
    place_in,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assistant.checking.model import CheckResult, Finding
    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.rendering.json_output import Rules

_CODE = re.compile(r"\b(?:A\.I{1,2}\.\d|B\.I{1,2})\b")
# Titles of format and form differ in a word or two (`Tata Laksana`, `Tatalaksana`), never by a third.
_SAME_TITLE = 0.7
_QUOTE_LENGTH = 240


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a checklist or a finding, with everything in words."""

    key: str
    title: str
    status: str
    label: str
    place: str = ""
    note: str = ""
    quotes: tuple[tuple[str, str], ...] = ()
    suggestion: str = ""
    area: str = ""
    name: str = ""


def check_page(
    document: Document,
    result: CheckResult,
    lke: Lke,
    measure_names: Mapping[str, str],
    rules: Rules,
    templates: Path | None = None,
) -> str:
    """Return the check as one HTML page.

    Args:
        document: the document that was checked.
        result: what the check found.
        lke: the form that the coverage refers to.
        measure_names: measure letter -> what the letter asks for.
        rules: the mappings that applied.
        templates: the user's own directory of templates.

    Raises:
        TemplateError: the user's template is invalid.
    """
    areas = _AreaFinder(document, result, lke)
    order = list(Severity)
    ranked = sorted(result.findings, key=lambda finding: order.index(finding.severity))
    counts = Counter(finding.severity for finding in result.findings)
    values = {
        "simpulan": _verdict(counts, result),
        "jumlah": [(s.value, name, counts[s]) for s, name in SEVERITY.items()],
        "angka": _figures(result),
        "sistematika": _conformance(document, result),
        "ada_letak": any(place(entry.page, entry.line) for entry in result.conformance),
        "langkah": _measures(document, result, measure_names),
        "peta": coverage_map(document, result.coverage, lke),
        "tingkat_dukungan": [(support.value, name) for support, name in SUPPORT.items()],
        "temuan": [_finding(document, finding, areas.of(finding)) for finding in ranked],
        "daftar_area": area_choices(lke),
    }
    return render_page("periksa.html.j2", document, rules, values, templates)


def _verdict(counts: Counter[Severity], result: CheckResult) -> str:
    """Return the one sentence that a reviewer with thirty reports reads first."""
    if not result.conformance:
        return "Dokumen ini bukan laporan, sehingga sistematika dan langkah-langkahnya tidak diperiksa."
    if counts[Severity.ERROR]:
        return f"Ada {counts[Severity.ERROR]} kesalahan yang perlu diperbaiki sebelum laporan ini diterima."
    if counts[Severity.WARNING]:
        return f"Tidak ada kesalahan; {counts[Severity.WARNING]} peringatan perlu dilihat."
    return "Tidak ada kesalahan dan tidak ada peringatan."


def _figures(result: CheckResult) -> list[tuple[str, int, int]]:
    """Return caption, part and whole of the three checklists, for those that apply."""
    fine = sum(1 for entry in result.conformance if entry.status is SectionStatus.OK)
    applying = [e for e in result.measures if e.status is not MeasureStatus.NOT_APPLICABLE]
    traced = sum(1 for entry in applying if entry.status is MeasureStatus.YES)
    covered = sum(1 for entry in result.coverage if entry.best > 0)
    figures = [
        ("bagian sesuai format", fine, len(result.conformance)),
        ("langkah tercatat lengkap", traced, len(applying)),
        ("indikator LKE dibahas", covered, len(result.coverage)),
    ]
    return [figure for figure in figures if figure[2]]


def _conformance(document: Document, result: CheckResult) -> list[_Row]:
    rows = []
    for entry in result.conformance:
        section = document.section_by_id.get(entry.found) if entry.found else None
        found = f"{section.number} {section.title}".strip() if section else ""
        rows.append(
            _Row(
                key=entry.section,
                title=entry.title,
                status=entry.status.value,
                label=SECTION_STATUS[entry.status],
                place=place(entry.page, entry.line),
                note=entry.note,
                name=found,
            )
        )
    return rows


def _measures(document: Document, result: CheckResult, names: Mapping[str, str]) -> list[_Row]:
    rows = []
    for entry in result.measures:
        blocks = [document.block_by_id[b] for b in entry.blocks if b in document.block_by_id]
        where = [(b, b.location) for b in blocks]
        rows.append(
            _Row(
                key=entry.measure,
                title=names.get(entry.measure, ""),
                status=entry.status.value,
                label=MEASURE_STATUS[entry.status],
                note=entry.note,
                quotes=tuple(
                    (shorten(b.text, _QUOTE_LENGTH), place_in(document, b.id, at.page, at.line, at.line_end))
                    for b, at in where
                ),
            )
        )
    return rows


def _finding(document: Document, finding: Finding, area: str) -> _Row:
    quote = shorten(finding.quote, _QUOTE_LENGTH)
    return _Row(
        key=finding.rule,
        title=finding.message,
        status=finding.severity.value,
        label=SEVERITY[finding.severity],
        place=place_in(document, finding.block, finding.page, finding.line, finding.line_end),
        quotes=((quote, ""),) if quote else (),
        suggestion=finding.suggestion,
        area=area,
        name=finding.name,
    )


class _AreaFinder:
    """Says which area a finding belongs to, so that a reviewer can look at one area alone."""

    def __init__(self, document: Document, result: CheckResult, lke: Lke) -> None:
        self._document = document
        self._by_block = {
            block: area_key(entry.code) for entry in reversed(result.coverage) for block in entry.blocks
        }
        self._by_section: dict[str, str] = {}
        names = [node.name for node in lke.areas]
        for entry in result.conformance:
            match = best_match(entry.title, names, _SAME_TITLE)
            if match:
                key = area_key(lke.areas[match[0]].code)
                self._by_section |= {name: key for name in (entry.section, entry.found) if name}

    def of(self, finding: Finding) -> str:
        """Return the key of the finding's area; empty where it concerns none."""
        named = _CODE.search(finding.message)
        if named:
            return area_key(area_of(named.group()))
        if finding.section in self._by_section:
            return self._by_section[finding.section]
        if finding.section in self._document.section_by_id:
            for section in reversed(self._document.section_path(finding.section)):
                if section.id in self._by_section:
                    return self._by_section[section.id]
        return self._by_block.get(finding.block or "", "")
