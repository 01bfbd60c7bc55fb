"""An audit as a web page: each answer and each claim beside its evidence, with the page that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from assistant.reading.page_pictures import NO_PICTURES, Passage
from assistant.rendering.audit_view import (
    CLAIM_KIND,
    LINK_KIND,
    SHADE,
    VERDICT,
    VERDICT_KIND,
    answer_counts,
    answer_in_words,
    claim_counts,
    source_in_words,
    summary,
    worst_first,
)
from assistant.rendering.check_page import embedded
from assistant.rendering.coverage_map import area_choices, area_key
from assistant.rendering.finding_cards import crop_of
from assistant.rendering.html_page import render_page
from assistant.rendering.wording import place_in, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.auditing.model import AuditResult, ClaimVerdict, EvidenceItem, IndicatorVerdict, Verdict
    from assistant.document import Document
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator, Lke
    from assistant.reading.page_pictures import PagePictures
    from assistant.rendering.finding_cards import Crop
    from assistant.rendering.json_output import Rules

# Letters of a note or a quote: what a reader takes in beside its evidence; the whole stands in the workbook.
_TEXT_LENGTH = 1_200
_CRITERION_LENGTH = 500
# Passages of evidence shown for one statement; the closest come first.
_SHOWN_EVIDENCE = 4
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"})


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A passage of evidence in words, with its picture where there is one."""

    source: str
    quote: str
    crop: Crop | None
    picture: str


@dataclass(frozen=True, slots=True)
class _Card:
    """An answer or a claim beside its evidence."""

    id: str
    verdict: str
    shade: str
    label: str
    kind: str
    title: str
    place: str
    said: str
    why: str
    criterion: str
    area: str
    group: str
    order: int
    evidence: tuple[_Evidence, ...]


def audit_page(
    document: Document,
    result: AuditResult,
    lke: Lke,
    answers: Sequence[LkeAnswer],
    rules: Rules,
    templates: Path | None = None,
    *,
    pictures: Mapping[str, PagePictures] | None = None,
) -> str:
    """Return an audit as one HTML page.

    Args:
        document: the report; the LKE where there is no report.
        result: what was found.
        lke: the form.
        answers: the answers that were audited.
        rules: the mappings that applied.
        templates: the user's own directory of templates.
        pictures: by source of evidence, the pages that passages stand on (`evidence_passages`).

    Raises:
        TemplateError: the user's template is invalid.
    """
    drawn = pictures or {}
    ids = _picture_ids(drawn)
    kinds = dict.fromkeys(CLAIM_KIND[item.claim.kind] for item in result.claims)
    values = {
        "simpulan": summary(result),
        "jumlah_jawaban": _tally(answer_counts(result)) if result.indicators else [],
        "jumlah_pernyataan": _tally(claim_counts(result)) if result.claims else [],
        "jawaban": _answer_cards(result, lke, drawn, ids),
        "pernyataan": _claim_cards(document, result, drawn, ids),
        "daftar_area": area_choices(lke),
        "daftar_jenis": [(name, name) for name in kinds],
        "tautan": [(link.url, LINK_KIND[link.kind], link.where, link.code) for link in result.links],
        "daftar_tautan": list(dict.fromkeys(LINK_KIND[link.kind] for link in result.links)),
        "catatan": result.notes,
        "tpi": sum(1 for answer in answers if answer.tpi_answer is not None),
        "gambar_halaman": embedded(
            {ids[s, n]: picture for s, some in drawn.items() for n, picture in some.pictures.items()}
        ),
        "tanpa_gambar": sum(len(some.left_out) for some in drawn.values()),
    }
    return render_page("audit.html.j2", document, rules, values, templates, embeds_pictures=bool(ids))


def evidence_passages(result: AuditResult) -> dict[str, tuple[Passage, ...]]:
    """Return by source what passages of evidence are to be drawn, those of the worst verdicts first."""
    found: dict[str, dict[Passage, None]] = {}
    ordered: list[IndicatorVerdict | ClaimVerdict] = [
        *worst_first(result.indicators),
        *worst_first(result.claims),
    ]
    ordered.sort(key=lambda item: list(VERDICT).index(item.verdict))
    for rank in range(_SHOWN_EVIDENCE):
        for item in ordered:
            evidence = item.evidence[rank] if rank < len(item.evidence) else None
            if evidence is not None and _page_of(evidence) is not None:
                found.setdefault(evidence.source, {})[_passage(evidence)] = None
    return {source: tuple(passages) for source, passages in found.items()}


def _passage(item: EvidenceItem) -> Passage:
    """Return what is to be marked on the page of a piece of evidence."""
    return Passage(_page_of(item) or 0, _as_printed(item.quote).strip("… "))


def _as_printed(quote: str) -> str:
    """Return a quote as its page has it: a row of a table (`Jumlah: 3 | Nama: SOP`) without titles."""
    cells = quote.split(" | ")
    return quote if len(cells) == 1 else " ".join(cell.partition(": ")[2] or cell for cell in cells)


def _page_of(item: EvidenceItem) -> int | None:
    """Return the page to show: a photograph, whose name alone may be the evidence, is one page."""
    is_picture = PurePosixPath(item.source).suffix.lower() in _PICTURES
    return 1 if item.page is None and is_picture else item.page


def _picture_ids(pictures: Mapping[str, PagePictures]) -> dict[tuple[str, int], str]:
    """Return a name for each picture that can stand in an address."""
    keys = [(source, page) for source, some in pictures.items() for page in some.pictures]
    return {key: f"bukti-{number}" for number, key in enumerate(keys, 1)}


def _tally(found: Sequence[tuple[Verdict, int]]) -> list[tuple[str, str, str, int]]:
    """Return value, shade, name and number of each verdict."""
    return [(verdict.value, SHADE[verdict], VERDICT[verdict], number) for verdict, number in found]


def _answer_cards(
    result: AuditResult,
    lke: Lke,
    pictures: Mapping[str, PagePictures],
    ids: Mapping[tuple[str, int], str],
) -> list[_Card]:
    order = {item.code: number for number, item in enumerate(result.indicators)}
    cards = []
    for item in worst_first(result.indicators):
        indikator = lke.indikator_by_code[item.code]
        node = lke.node_by_code[indikator.area]
        cards.append(
            _Card(
                id=f"jawaban-{item.code}",
                verdict=item.verdict.value,
                shade=SHADE[item.verdict],
                label=VERDICT[item.verdict],
                kind=VERDICT_KIND[item.kind] if item.kind else "",
                title=f"{item.code} {indikator.name}",
                place=answer_in_words(item.answer, indikator) or "kosong",
                said=shorten(item.note, _TEXT_LENGTH),
                why=item.why,
                criterion=_criterion(indikator, item.answer),
                area=area_key(node.code),
                group=node.code,
                order=order[item.code],
                evidence=_evidence(item.evidence, pictures, ids),
            )
        )
    return cards


def _criterion(indikator: Indikator, answer: object) -> str:
    """Return the official criterion of the answer that was chosen; empty where the form has none."""
    return shorten(dict(indikator.criteria).get(str(answer), ""), _CRITERION_LENGTH)


def _claim_cards(
    document: Document,
    result: AuditResult,
    pictures: Mapping[str, PagePictures],
    ids: Mapping[tuple[str, int], str],
) -> list[_Card]:
    numbers = {id(item): number for number, item in enumerate(result.claims, 1)}
    cards = []
    for item in worst_first(result.claims):
        claim, number = item.claim, numbers[id(item)]
        cards.append(
            _Card(
                id=f"pernyataan-{number}",
                verdict=item.verdict.value,
                shade=SHADE[item.verdict],
                label=VERDICT[item.verdict],
                kind=CLAIM_KIND[claim.kind],
                title=claim.value,
                place=place_in(document, claim.block, claim.page, claim.line, claim.line_end),
                said=shorten(claim.quote, _TEXT_LENGTH),
                why=item.why,
                criterion="",
                area=CLAIM_KIND[claim.kind],
                group="",
                order=number,
                evidence=_evidence(item.evidence, pictures, ids),
            )
        )
    return cards


def _evidence(
    items: Sequence[EvidenceItem],
    pictures: Mapping[str, PagePictures],
    ids: Mapping[tuple[str, int], str],
) -> tuple[_Evidence, ...]:
    found = []
    for item in items[:_SHOWN_EVIDENCE]:
        crop = crop_of(_passage(item), pictures.get(item.source, NO_PICTURES))
        found.append(
            _Evidence(
                source=source_in_words(item),
                quote=shorten(item.quote, _TEXT_LENGTH),
                crop=crop,
                picture=ids.get((item.source, _page_of(item) or 0), ""),
            )
        )
    return tuple(found)
