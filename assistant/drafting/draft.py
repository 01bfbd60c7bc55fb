"""Next year's document from last year's: the one entry of drafting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from assistant.data import data_directory
from assistant.document import BlockKind, Document, DocumentType
from assistant.drafting.carry import Carrier, Sheet
from assistant.drafting.context import (
    checklist_value,
    front_values,
    lke_value,
    notes_value,
    office_values,
    section_values,
)
from assistant.drafting.elements import Writer
from assistant.drafting.facts import find_facts
from assistant.drafting.fill import Template
from assistant.drafting.model import Draft
from assistant.drafting.plan import Plan
from assistant.drafting.rules import load_rules
from assistant.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.checking.format import Format
    from assistant.document import Block
    from assistant.lke.model import Lke
    from assistant.reading.rencana import Rencana


class Matches(Protocol):
    """What drafting asks of the match between a document and the format (`checking.conformance`)."""

    def section_of(self, block_id: str) -> str | None:
        """Return the id of the format's section that a block stands in; None before the first one."""


def draft_laporan(
    document: Document,
    *,
    year: int,
    matches: Matches,
    fmt: Format,
    template: Path,
    rencana: Rencana | None = None,
    rencana_document: Document | None = None,
    lke: Lke | None = None,
    mappings: Path | None = None,
    force: bool = False,
) -> Draft:
    """Return the report on `year`, drafted from an earlier one; from a plan, the plan for `year`.

    Args:
        document: the earlier report, or the earlier plan (see `draft_rencana`).
        year: the year to report on.
        matches: which blocks stand in which section of the format `fmt`.
        fmt: the format of the draft.
        template: a Word template with the placeholders of `laporan-1766.docx`.
        rencana: the plan of `year`, its actions with area and code.
        rencana_document: the document that the plan was read from.
        lke: the evaluation sheet for the annex.
        mappings: the folder with `fakta.yaml`; the program's own if None.
        force: accept a plan of another year (`--paksa`).

    Raises:
        UsageError: unless `force` is set: the plan is of another year, the report of `year` or later, or the
            document neither report nor plan.
        TemplateError: the template cannot be used.
    """
    if document.identity.document_type.is_rencana:
        own = _template_of_plan(template)
        return draft_rencana(document, year=year, template=own, mappings=mappings, force=force)
    _check_years(document, rencana_document, year, force=force)
    mappings = mappings or data_directory("mappings")
    rules, facts = load_rules(mappings), find_facts(document, year, mappings)
    filled = Template(template)
    wanted = filled.placeholders()
    sheet = Sheet(Writer(filled.styles), rules, year)
    carrier = Carrier(document, facts, sheet)
    parts, warnings = _parts(document, matches, fmt)
    order = [(s.id, parts.get(s.id, ())) for s in fmt.bagian]
    carrier.number_captions(order, matches.section_of)
    satker = document.identity.satker
    plan = Plan(rencana, rencana_document, fmt, satker, year) if rencana else None
    report_year = document.identity.year or year - 1
    values = office_values(satker, sheet)
    values |= front_values(document, carrier, sheet, wanted)
    values |= section_values(parts, fmt, carrier, sheet, plan, report_year)
    if "tabel_lke" in wanted:
        values["tabel_lke"] = lke_value(lke, sheet)
    warnings += _warnings(document, rencana_document, plan, year)
    values["daftar_isian"] = checklist_value(sheet.fields, sheet)
    values["catatan_draf"] = notes_value(warnings, plan.replaced if plan else {}, sheet)
    title = f"Laporan Hasil Pembangunan Zona Integritas Tahun {year}"
    data = filled.render(_marked(values), sheet.notes, title, year)
    return Draft(data, facts, tuple(sheet.fields), tuple(warnings))


def draft_rencana(
    document: Document, *, year: int, template: Path, mappings: Path | None = None, force: bool = False
) -> Draft:
    """Return the plan for `year`, drafted from an earlier plan by the same rules.

    Args:
        document: the earlier plan; all of it is carried in its order.
        year: the year to plan for.
        template: a Word template with the placeholders of `rencana.docx`.
        mappings: the folder with `fakta.yaml`; the program's own if None.
        force: accept a plan that is already of `year` or later.

    Raises:
        UsageError: the plan is not of an earlier year and `force` is not set.
        TemplateError: the template cannot be used.
    """
    if not force:
        _check_order(document, year)
    mappings = mappings or data_directory("mappings")
    rules, facts = load_rules(mappings), find_facts(document, year, mappings)
    filled = Template(template)
    sheet = Sheet(Writer(filled.styles), rules, year, section="RENCANA", title="Rencana")
    carrier = Carrier(document, facts, sheet)
    blocks = [b for b in document.blocks if b.kind is not BlockKind.NOISE]
    carrier.number_captions([("RENCANA", blocks)], lambda _: "RENCANA")
    values = office_values(document.identity.satker, sheet)
    values["isi_rencana"] = "".join(carrier.section(blocks, 0))
    values["daftar_isian"] = checklist_value(sheet.fields, sheet)
    warnings = _warnings(document, None, None, year)
    values["catatan_draf"] = notes_value(warnings, {}, sheet)
    data = filled.render(
        _marked(values), sheet.notes, f"Rencana Pembangunan Zona Integritas Tahun {year}", year
    )
    return Draft(data, facts, tuple(sheet.fields), tuple(warnings))


def _template_of_plan(template: Path) -> Path:
    """Return the template if it is one of a plan, else the one of a plan beside it."""
    return (
        template if "isi_rencana" in Template(template).placeholders() else template.with_name("rencana.docx")
    )


def _check_years(document: Document, rencana: Document | None, year: int, *, force: bool) -> None:
    if force:
        return
    _check_order(document, year)
    planned = rencana.identity.year if rencana else None
    if rencana is not None and planned is not None and planned != year:
        raise UsageError(
            f"Rencana {rencana.source.name} dibuat untuk tahun {planned}, bukan tahun {year}.",
            f"Pilih rencana tahun {year}, atau tambahkan --paksa bila memang rencana itu yang dipakai.",
        )


def _check_order(document: Document, year: int) -> None:
    kind = document.identity.document_type
    if kind in (DocumentType.SURAT, DocumentType.LKE):
        what = "surat" if kind is DocumentType.SURAT else "lembar kerja evaluasi"
        raise UsageError(
            f"Berkas {document.source.name} adalah {what}, bukan laporan atau rencana.",
            "Pilih laporan atau rencana tahun sebelumnya, atau tambahkan --paksa bila memang itu laporan.",
        )
    own = document.identity.year
    if own is not None and own >= year:
        raise UsageError(
            f"Dokumen {document.source.name} sudah untuk tahun {own}, bukan tahun sebelum {year}.",
            f"Pilih --tahun {own + 1}, atau tambahkan --paksa.",
        )


def _parts(document: Document, matches: Matches, fmt: Format) -> tuple[dict[str, Sequence[Block]], list[str]]:
    """Return the blocks of each section of the format, without the headings that the template prints."""
    parts: dict[str, list[Block]] = {}
    previous: str | None = None
    for block in document.blocks:
        section = matches.section_of(block.id)
        if section is None:
            continue
        opens = section != previous
        previous = section
        if not (opens and block.kind is BlockKind.HEADING):
            parts.setdefault(section, []).append(block)
    if any(parts.values()):
        return dict(parts), []
    body = [b for b in document.blocks if b.kind is not BlockKind.NOISE]
    warning = (
        "Tidak satu pun bagian format dikenali; seluruh isi dokumen lama diletakkan pada Hasil Pelaksanaan."
    )
    return {_catch_all(fmt): body}, [warning]


def _catch_all(fmt: Format) -> str:
    """Return the section that takes a text without recognisable structure."""
    return next((s.id for s in fmt.bagian if s.id == "II.A"), fmt.bagian[0].id)


def _warnings(document: Document, rencana: Document | None, plan: Plan | None, year: int) -> list[str]:
    warnings = []
    own = document.identity
    if own.year is None:
        warnings.append(f"Tahun dokumen lama tidak dikenali; dianggap tahun {year - 1}.")
    elif own.year != year - 1:
        warnings.append(f"Dokumen lama adalah dokumen tahun {own.year}, bukan tahun {year - 1}.")
    if own.satker is None:
        warnings.append(
            "Nama satuan kerja tidak dikenali dari dokumen lama; lengkapi pada sampul dan pengesahan."
        )
    if rencana is not None and plan is not None:
        theirs = rencana.identity
        if theirs.satker and own.satker and theirs.satker != own.satker:
            warnings.append(
                f"Rencana aksi berasal dari {theirs.satker}; namanya diganti menjadi {own.satker}."
            )
        if theirs.year is not None and theirs.year != year:
            warnings.append(
                f"Rencana aksi dibuat untuk tahun {theirs.year} dan dipakai atas permintaan (--paksa)."
            )
    return warnings


def _marked(values: dict[str, object]) -> dict[str, object]:
    """Return the values with ready XML marked as such, and plain text escaped for XML and template alike."""
    from markupsafe import Markup

    from assistant.drafting.elements import escape

    ready = ("bagian_", "isian_", "kata_", "tabel_", "daftar_", "catatan_", "isi_")
    return {
        name: Markup(value if name.startswith(ready) else escape(str(value)))  # noqa: S704 - written or escaped by elements
        for name, value in values.items()
    }


__all__ = ["Draft", "draft_laporan", "draft_rencana"]
