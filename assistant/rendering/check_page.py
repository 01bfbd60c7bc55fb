"""The check of a report as a web page for the person who reviews it."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.model import MeasureStatus, SectionStatus, Severity
from assistant.reading.page_pictures import NO_PICTURES
from assistant.rendering.area_table import ELSEWHERE, ELSEWHERE_NAME, AreaFinder, heat_map, open_indicators
from assistant.rendering.coverage_map import area_choices, coverage_map
from assistant.rendering.finding_cards import cards
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
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.checking.model import CheckResult
    from assistant.checking.rulebook import RuleBook
    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.reading.page_pictures import PagePicture, PagePictures
    from assistant.rendering.finding_cards import Card
    from assistant.rendering.json_output import Rules

_QUOTE_LENGTH = 240


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a checklist, with everything in words."""

    key: str
    title: str
    status: str
    label: str
    place: str = ""
    note: str = ""
    quotes: tuple[tuple[str, str], ...] = ()
    name: str = ""


def check_page(
    document: Document,
    result: CheckResult,
    lke: Lke,
    measure_names: Mapping[str, str],
    rules: Rules,
    templates: Path | None = None,
    *,
    rulebook: RuleBook | None = None,
    pictures: PagePictures = NO_PICTURES,
) -> str:
    """Return the check as one HTML page.

    Args:
        document: the document that was checked.
        result: what the check found.
        lke: the form that the coverage refers to.
        measure_names: measure letter -> what the letter asks for.
        rules: the mappings that applied.
        templates: the user's own directory of templates.
        rulebook: explains the rules and names their families; without it findings go unexplained.
        pictures: the pages that findings stand on (`finding_cards.passages`).

    Raises:
        TemplateError: the user's template is invalid.
    """
    areas = AreaFinder(document, result, lke)
    counts = Counter(finding.severity for finding in result.findings)
    findings = cards(document, result, areas, rulebook.aturan if rulebook else {}, pictures)
    area_rows, elsewhere = heat_map(document, result, lke, areas)
    names = [*area_choices(lke), *([(ELSEWHERE, ELSEWHERE_NAME)] if elsewhere else [])]
    values = {
        "simpulan": verdict(counts, result),
        "jumlah": [(s.value, name, counts[s]) for s, name in SEVERITY.items()],
        "angka": _figures(result),
        "peta_panas": area_rows,
        "luar_area": elsewhere,
        "ada_bagian": any(row.section for row in area_rows),
        "ada_bukti": any(row.evidence for row in area_rows),
        "indikator_terbuka": open_indicators(result.coverage),
        "sistematika": _conformance(document, result),
        "ada_letak": any(place(entry.page, entry.line) for entry in result.conformance),
        "langkah": _measures(document, result, measure_names),
        "peta": coverage_map(document, result.coverage, lke),
        "tingkat_dukungan": [(support.value, name) for support, name in SUPPORT.items()],
        "temuan": findings,
        "daftar_keluarga": _families(findings, rulebook),
        "daftar_area": names,
        "gambar_halaman": embedded({f"hal-{page}": p for page, p in sorted(pictures.pictures.items())}),
        "tanpa_gambar": pictures.left_out,
    }
    return render_page(
        "periksa.html.j2", document, rules, values, templates, embeds_pictures=bool(pictures.pictures)
    )


def verdict(counts: Counter[Severity], result: CheckResult) -> str:
    """Return the one sentence that a reviewer with thirty reports reads first."""
    errors, warnings, notes = (counts[severity] for severity in Severity)
    if errors:
        more = f" {warnings} peringatan patut diperbaiki juga." if warnings else ""
        said = f"Ada {errors} kesalahan yang perlu diperbaiki sebelum dokumen ini diterima.{more}"
    elif warnings:
        said = f"Tidak ada kesalahan; {warnings} peringatan patut diperbaiki."
    elif notes:
        said = f"Tidak ada kesalahan dan tidak ada peringatan; {notes} catatan layak ditinjau."
    else:
        said = "Tidak ada kesalahan dan tidak ada peringatan."
    if not result.conformance:
        said += " Dokumen ini bukan laporan, sehingga sistematika dan langkah-langkahnya tidak diperiksa."
    return said


def _families(findings: Sequence[Card], book: RuleBook | None) -> list[tuple[str, str]]:
    """Return key and title of the families of rules that have findings, in the order of their ids."""
    keys = dict.fromkeys(card.family for card in sorted(findings, key=lambda card: card.key))
    titles = {key: family.judul for key, family in book.keluarga.items()} if book else {}
    return [(key, titles.get(key, key.capitalize())) for key in keys]


def embedded(pictures: Mapping[str, PagePicture]) -> list[tuple[str, int, int, str]]:
    """Return id, width, height and address of each picture; the address holds the picture itself."""
    return [
        (
            key,
            picture.width,
            picture.height,
            f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode('ascii')}",
        )
        for key, picture in pictures.items()
    ]


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
