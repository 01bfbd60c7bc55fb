"""The mapping of a document as a web page: its text, coloured by area, with the indicators it speaks to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.mapping.service import service_of
from assistant.rendering.coverage_map import area_choices, area_key, coverage_map, service_map
from assistant.rendering.html_page import render_page
from assistant.rendering.wording import (
    FAIR_SCORE,
    SERVICE,
    SUPPORT,
    Support,
    months_in_words,
    place,
    score_in_words,
    service_in_words,
)

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.mapping.model import Candidate, MappedItem, MappingResult
    from assistant.reading.rencana import Rencana
    from assistant.rendering.json_output import Rules


@dataclass(frozen=True, slots=True)
class _Choice:
    """A candidate in words; `link` says whether the page has a row for its indicator."""

    code: str
    name: str
    score: str
    support: str
    reasons: str
    link: bool


@dataclass(frozen=True, slots=True)
class _Passage:
    """A block of text in words.

    Attributes:
        area: the key that colours it, empty for none.
        marks: what filters know it by: `ada` or `tanpa` an indicator, `ragu`, `koreksi`.
        correction: whose decision was used; empty where none was.
    """

    block: str
    text: str
    kind: str
    place: str
    area: str
    code: str
    choices: tuple[_Choice, ...]
    marks: str
    correction: str


@dataclass(frozen=True, slots=True)
class _Step:
    """An action of a plan in words."""

    id: str
    number: int
    group: str
    text: str
    evidence: tuple[str, ...]
    when: str
    place: str
    code: str
    name: str
    area: str
    marks: str


def mapping_page(
    document: Document,
    result: MappingResult,
    lke: Lke,
    rules: Rules,
    templates: Path | None = None,
    rencana: Rencana | None = None,
) -> str:
    """Return the mapping as one HTML page.

    Args:
        document: the document that was mapped.
        result: its mapping.
        lke: the form that it refers to.
        rules: the mappings that applied.
        templates: the user's own templates.
        rencana: its actions if it is a plan; the map then shows what they serve.

    Raises:
        TemplateError: the user's template is invalid.
    """
    mapped = sum(1 for item in result.items if item.candidates)
    unsure = sum(1 for item in result.items if _is_unsure(item))
    corrected = sum(1 for item in result.items if item.correction)
    values = {
        "angka": [
            ("bagian teks dengan indikator", mapped, len(result.items)),
            ("usulan yang masih ragu", unsure, mapped),
            *([("memakai koreksi", corrected, len(result.items))] if corrected else []),
            *_map_counts(result, lke, rencana),
        ],
        "ada_koreksi": corrected > 0,
        **_map_values(document, result, lke, rencana),
        "daftar_area": area_choices(lke),
        "bagian": [
            (path, [_passage(item, lke) for item in items])
            for path, items in groupby(result.items, key=lambda item: item.section_path)
        ],
    }
    return render_page("petakan.html.j2", document, rules, values, templates)


def _map_counts(result: MappingResult, lke: Lke, rencana: Rencana | None) -> list[tuple[str, int, int]]:
    """Return how much of the LKE is spoken of, or, for a plan, how much of it the actions serve."""
    if rencana is None or not rencana.actions:
        covered = sum(1 for entry in result.coverage if entry.best > 0)
        return [("indikator LKE dibahas", covered, len(result.coverage))]
    services = service_of(rencana, lke)
    served = sum(1 for service in services if service.actions)
    useful = sum(1 for action in rencana.actions if action.code)
    return [
        ("langkah aksi dengan indikator", useful, len(rencana.actions)),
        ("indikator LKE dilayani langkah aksi", served, len(services)),
    ]


def _map_values(
    document: Document, result: MappingResult, lke: Lke, rencana: Rencana | None
) -> dict[str, object]:
    """Return the map: of what the text speaks to, or of what the actions of a plan serve."""
    if rencana is None or not rencana.actions:
        return {
            "aksi": [],
            "simpulan_aksi": "",
            "peta": coverage_map(document, result.coverage, lke),
            "tingkat_dukungan": [(step.value, name) for step, name in SUPPORT.items()],
        }
    services = service_of(rencana, lke)
    return {
        "aksi": _steps(rencana, lke),
        "simpulan_aksi": service_in_words(services),
        "peta": service_map(rencana, services, lke),
        "tingkat_dukungan": [(step.value, name) for step, name in SERVICE.items()],
    }


def _steps(rencana: Rencana, lke: Lke) -> list[_Step]:
    steps = []
    for number, action in enumerate(rencana.actions, 1):
        where, code = action.location, action.code or action.area or ""
        steps.append(
            _Step(
                id=f"aksi-{number}",
                number=number,
                group=" › ".join(filter(None, (action.group or action.komponen, action.indikator))),
                text=action.langkah_aksi,
                evidence=action.bukti_fisik,
                when=action.target_waktu.text or months_in_words(action.target_waktu.months),
                place=place(where.page, where.line, where.line_end),
                code=code,
                name=lke.name_of(code),
                area=area_key(code) if code else "",
                marks="ada" if action.code else "tanpa",
            )
        )
    return steps


def _is_unsure(item: MappedItem) -> bool:
    return bool(item.candidates) and item.candidates[0].score < FAIR_SCORE


def _marks(item: MappedItem) -> str:
    marks = ["ada" if item.candidates else "tanpa"]
    marks += ["ragu"] if _is_unsure(item) else []
    marks += ["koreksi"] if item.correction else []
    return " ".join(marks)


def _passage(item: MappedItem, lke: Lke) -> _Passage:
    return _Passage(
        block=item.block,
        text=item.text,
        kind=item.kind.value,
        place=place(item.page, item.line),
        area=area_key(item.area) if item.area else "",
        code=item.area or "",
        choices=tuple(_choice(candidate, lke) for candidate in item.candidates),
        marks=_marks(item),
        correction=item.correction,
    )


def _choice(candidate: Candidate, lke: Lke) -> _Choice:
    return _Choice(
        code=candidate.code,
        name=lke.name_of(candidate.code),
        score=score_in_words(candidate.score),
        support=Support.of(candidate.score).value,
        reasons="; ".join(candidate.reasons),
        link=candidate.code in lke.indikator_by_code,
    )
