"""The mapping of a document as a web page: its text, coloured by area, with the indicators it speaks to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.rendering.coverage_map import area_choices, area_key, coverage_map
from assistant.rendering.html_page import render_page
from assistant.rendering.wording import SUPPORT, Support, place, score_in_words

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.mapping.model import Candidate, MappedItem, MappingResult
    from assistant.rendering.json_output import Rules


@dataclass(frozen=True, slots=True)
class _Choice:
    """A candidate in words."""

    code: str
    name: str
    score: str
    support: str
    reasons: str


@dataclass(frozen=True, slots=True)
class _Passage:
    """A block of text in words; `area` is the key that colours it, empty for none."""

    block: str
    text: str
    kind: str
    place: str
    area: str
    code: str
    choices: tuple[_Choice, ...]


def mapping_page(
    document: Document, result: MappingResult, lke: Lke, rules: Rules, templates: Path | None = None
) -> str:
    """Return the mapping as one HTML page.

    Raises:
        TemplateError: the user's template is invalid.
    """
    mapped = sum(1 for item in result.items if item.candidates)
    covered = sum(1 for entry in result.coverage if entry.best > 0)
    values = {
        "angka": [
            ("bagian teks dengan indikator", mapped, len(result.items)),
            ("indikator LKE dibahas", covered, len(result.coverage)),
        ],
        "peta": coverage_map(document, result.coverage, lke),
        "tingkat_dukungan": [(support.value, name) for support, name in SUPPORT.items()],
        "daftar_area": area_choices(lke),
        "bagian": [
            (path, [_passage(item, lke) for item in items])
            for path, items in groupby(result.items, key=lambda item: item.section_path)
        ],
    }
    return render_page("petakan.html.j2", document, rules, values, templates)


def _passage(item: MappedItem, lke: Lke) -> _Passage:
    return _Passage(
        block=item.block,
        text=item.text,
        kind=item.kind.value,
        place=place(item.page, item.line),
        area=area_key(item.area) if item.area else "",
        code=item.area or "",
        choices=tuple(_choice(candidate, lke) for candidate in item.candidates),
    )


def _choice(candidate: Candidate, lke: Lke) -> _Choice:
    return _Choice(
        code=candidate.code,
        name=lke.name_of(candidate.code),
        score=score_in_words(candidate.score),
        support=Support.of(candidate.score).value,
        reasons="; ".join(candidate.reasons),
    )
