"""Next year's document from last year's: the one entry of drafting."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol

from assistant.data import data_directory
from assistant.document import BlockKind, Document, DocumentType
from assistant.drafting.additions import standard_tables
from assistant.drafting.carry import Carrier
from assistant.drafting.context import (
    FOLLOW_UP,
    checklist_value,
    front_values,
    gaps_by_section,
    notes_value,
    office_values,
    section_values,
)
from assistant.drafting.elements import Writer
from assistant.drafting.facts import find_facts
from assistant.drafting.fill import Template
from assistant.drafting.known_data import check_names
from assistant.drafting.lke_tables import annex, answer_tables
from assistant.drafting.model import Draft
from assistant.drafting.parts import load_parts
from assistant.drafting.plan import Plan, follow_up_table, follow_ups
from assistant.drafting.rules import load_rules
from assistant.drafting.sheet import Sheet
from assistant.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from assistant.checking.format import Format
    from assistant.document import Block
    from assistant.drafting.additions import Addition
    from assistant.drafting.model import Fact
    from assistant.drafting.plan import Rename
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Lke
    from assistant.reading.rencana import Rencana


class Matches(Protocol):
    """What drafting asks of the match between a document and the format (`checking.conformance`)."""

    def section_of(self, block_id: str) -> str | None:
        """Return the id of the format's section that a block stands in; None before the first one."""


@dataclass(frozen=True)
class Borrowed:
    """What a draft takes from elsewhere than last year's document.

    Attributes:
        rencana: the plan of the year, its actions with area and code.
        rencana_document: what the plan was read from.
        answers: what the year's LKE says; empty for none.
        answers_document: what the answers were read from.
        gaps: codes of the LKE's groups that last year's report says nothing of.
        data: what the office already knows, by the names of fields.
        rename: tells what changes in a text of the plan, which is another office's; None for our own.
    """

    rencana: Rencana | None = None
    rencana_document: Document | None = None
    answers: Sequence[LkeAnswer] = ()
    answers_document: Document | None = None
    gaps: Collection[str] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    rename: Rename | None = None


def draft_laporan(
    document: Document,
    *,
    year: int,
    matches: Matches,
    fmt: Format,
    template: Path,
    borrowed: Borrowed | None = None,
    lke: Lke | None = None,
    mappings: Path | None = None,
    force: bool = False,
    bare: bool = False,
) -> Draft:
    """Return the report on `year`, drafted from an earlier one; from a plan, the plan for `year`.

    Args:
        document: the earlier report, or the earlier plan (see `draft_rencana`).
        year: the year to report on.
        matches: which blocks stand in which section of the format `fmt`.
        fmt: the format of the draft.
        template: a Word template with the placeholders of `laporan-1766.docx`.
        borrowed: what comes from elsewhere.
        lke: the evaluation sheet for annex and guidance.
        mappings: the folder with `fakta.yaml` and `draf.yaml`; the program's own if None.
        force: accept a plan of another year, and data that no field asks for (`--paksa`).
        bare: leave the comments on where things come from away (`--bersih`).

    Raises:
        UsageError: unless `force` is set: the plan is of another year, the report of `year` or later, or the
            document neither report nor plan; data is given that no field asks for.
        TemplateError: the template cannot be used.
    """
    more = borrowed or Borrowed()
    if document.identity.document_type.is_rencana:
        own = _template_of_plan(template)
        return draft_rencana(
            document, year=year, template=own, mappings=mappings, force=force, data=more.data, bare=bare
        )
    _check_years(document, more.rencana_document, year, force=force)
    stale = _is_stale(more.answers_document, year, force=force)
    mappings = mappings or data_directory("mappings")
    filled = Template(template)
    sheet = Sheet(
        Writer(filled.styles), load_rules(mappings), load_parts(mappings), year, more.data, bare=bare
    )
    facts = find_facts(document, year, mappings)
    carrier = Carrier(document, facts, sheet)
    parts, warnings = _parts(document, matches, fmt)
    satker = document.identity.satker
    plan = Plan(more.rencana, more.rencana_document, fmt, year, more.rename) if more.rencana else None
    additions = _additions(document, parts, carrier, sheet, plan, more, lke, fmt, stale=stale)
    order = [(s.id, _carried(s.id, parts.get(s.id, ()))) for s in fmt.bagian]
    carrier.number_captions(order, matches.section_of, {id_: len(added) for id_, added in additions.items()})
    wanted = filled.placeholders()
    values = office_values(satker, sheet)
    values |= front_values(document, carrier, sheet, wanted, satker or "")
    values |= section_values(parts, fmt, carrier, sheet, additions, lke, gaps_by_section(lke, more.gaps, fmt))
    if "tabel_lke" in wanted:
        values["tabel_lke"] = annex(lke, () if stale else more.answers, sheet)
    warnings += _warnings(document, more.rencana_document, plan, year) + _doubts(facts)
    warnings += filled.warnings
    warnings += check_names(more.data, sheet.fields, force=force)
    values["daftar_isian"] = checklist_value(sheet.fields, sheet)
    values["catatan_draf"] = notes_value(warnings, plan.replaced if plan else {}, sheet)
    title = f"Laporan Hasil Pembangunan Zona Integritas Tahun {year}"
    data = filled.render(marked_values(values), sheet.notes, title, year)
    return Draft(data, facts, tuple(sheet.fields), tuple(warnings))


def _is_stale(sheet: Document | None, year: int, *, force: bool) -> bool:
    """Whether the LKE is another year's and used all the same: what it says is then asked, not told.

    Raises:
        UsageError: it is another year's and `force` is not set.
    """
    own = sheet.identity.year if sheet is not None else None
    if sheet is None or own is None or own == year:
        return False
    if not force:
        raise UsageError(
            f"LKE {sheet.source.name} dibuat untuk tahun {own}, bukan tahun {year}.",
            f"Pilih LKE tahun {year}, atau tambahkan --paksa supaya jawaban lamanya menjadi isian.",
        )
    return True


def _carried(section: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks of a section that are carried as they stand; promises go into a table."""
    return follow_ups(blocks)[0] if section == FOLLOW_UP else blocks


def _additions(
    document: Document,
    parts: Mapping[str, Sequence[Block]],
    carrier: Carrier,
    sheet: Sheet,
    plan: Plan | None,
    more: Borrowed,
    lke: Lke | None,
    fmt: Format,
    *,
    stale: bool,
) -> dict[str, list[Addition]]:
    """Return the tables of the draft's own by section: promises, standard tables, actions, answers."""
    added: dict[str, list[Addition]] = defaultdict(list)
    promises = follow_ups(parts.get(FOLLOW_UP, ()))[1]
    if promises:
        year = document.identity.year or sheet.year - 1
        added[FOLLOW_UP].append(partial(follow_up_table, promises, carrier, year))
    sources = [
        standard_tables(document, parts, sheet.parts, document.identity.satker or ""),
        plan.additions() if plan else {},
        answer_tables(lke, more.answers, fmt, stale=stale) if lke is not None else {},
    ]
    for source in sources:
        for section, tables in source.items():
            added[section] += tables
    return added


def draft_rencana(
    document: Document,
    *,
    year: int,
    template: Path,
    mappings: Path | None = None,
    force: bool = False,
    data: Mapping[str, str] | None = None,
    bare: bool = False,
) -> Draft:
    """Return the plan for `year`, drafted from an earlier plan by the same rules.

    Args:
        document: the earlier plan; all of it is carried in its order.
        year: the year to plan for.
        template: a Word template with the placeholders of `rencana.docx`.
        mappings: the folder with `fakta.yaml` and `draf.yaml`; the program's own if None.
        force: accept a plan that is already of `year` or later, and data that no field asks for.
        data: what the office already knows, by the names of fields.
        bare: leave the comments on where things come from away.

    Raises:
        UsageError: the plan is not of an earlier year and `force` is not set.
        TemplateError: the template cannot be used.
    """
    if not force:
        _check_order(document, year)
    mappings = mappings or data_directory("mappings")
    facts = find_facts(document, year, mappings)
    filled = Template(template)
    sheet = Sheet(
        Writer(filled.styles), load_rules(mappings), load_parts(mappings), year, data or {}, bare=bare,
        section="RENCANA", title="Rencana",
    )  # fmt: skip
    carrier = Carrier(document, facts, sheet)
    blocks = [b for b in document.blocks if b.kind is not BlockKind.NOISE]
    carrier.number_captions([("RENCANA", blocks)], lambda _: "RENCANA")
    values = office_values(document.identity.satker, sheet)
    values["isi_rencana"] = "".join(carrier.section(blocks, 0))
    warnings = [*_warnings(document, None, None, year), *_doubts(facts), *filled.warnings]
    warnings += check_names(data or {}, sheet.fields, force=force)
    values["daftar_isian"] = checklist_value(sheet.fields, sheet)
    values["catatan_draf"] = notes_value(warnings, {}, sheet)
    made = filled.render(
        marked_values(values), sheet.notes, f"Rencana Pembangunan Zona Integritas Tahun {year}", year
    )
    return Draft(made, facts, tuple(sheet.fields), tuple(warnings))


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


def _doubts(facts: Sequence[Fact]) -> list[str]:
    """Return a sentence for each citation that stays in the draft and may no longer hold."""
    told = dict.fromkeys(fact.why.partition("; ")[2] for fact in facts if fact.doubtful)
    return [f"Periksa kutipan peraturan: {doubt}." for doubt in told if doubt]


def marked_values(values: dict[str, object]) -> dict[str, object]:
    """Return the values with ready XML marked as such, and plain text escaped for XML and template alike."""
    from markupsafe import Markup

    from assistant.drafting.elements import escape

    ready = ("bagian_", "isian_", "kata_", "tabel_", "daftar_", "catatan_", "isi_")
    return {
        name: Markup(value if name.startswith(ready) else escape(str(value)))  # noqa: S704 - written or escaped by elements
        for name, value in values.items()
    }


__all__ = ["Borrowed", "Draft", "draft_laporan", "draft_rencana"]
