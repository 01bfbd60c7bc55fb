"""Next year's plan from a report, an evaluation sheet, and last year's plan: the entry of `zi rencana`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.document import DocumentType, Location
from assistant.drafting.context import checklist_value, office_values
from assistant.drafting.draft import marked_values
from assistant.drafting.elements import Writer
from assistant.drafting.fill import Template
from assistant.drafting.parts import load_parts
from assistant.drafting.plan_decree import decree_values, remarks_value, table_value
from assistant.drafting.plan_gains import rank_gains
from assistant.drafting.plan_rows import Origin, RowCollector, official
from assistant.drafting.plan_rules import load_plan_rules
from assistant.drafting.plan_sources import Proposals
from assistant.drafting.plan_texts import TextRoller, shown
from assistant.drafting.rules import load_rules
from assistant.drafting.sheet import Sheet
from assistant.errors import UsageError
from assistant.language.regulations import load_regulations
from assistant.language.satker import parse_satker
from assistant.lke.model import area_of
from assistant.reading.rencana_model import Action, Rencana, TargetWaktu

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.document import Document
    from assistant.drafting.model import Field
    from assistant.drafting.plan import Rename
    from assistant.drafting.plan_rows import PlanRow
    from assistant.drafting.plan_sources import Report
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Lke


@dataclass(frozen=True)
class PlanSources:
    """What a plan is made from; at least one of them is there.

    Attributes:
        report: the earlier report.
        answers: the answers of the LKE; empty if there is none.
        rename: tells what changes in the text of a plan of another office; None for one of our own.
        rencana, rencana_document: last year's plan, its actions with codes, and the document they are from.
    """

    report: Report | None = None
    answers: Sequence[LkeAnswer] = ()
    answers_document: Document | None = None
    rencana: Rencana | None = None
    rencana_document: Document | None = None
    rename: Rename | None = None

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, the one that names the office first."""
        found = (self.report.document if self.report else None, self.answers_document, self.rencana_document)
        return tuple(dict.fromkeys(d for d in found if d is not None))


@dataclass(frozen=True)
class PlanDraft:
    """A plan as a Word file.

    Attributes:
        docx: the file's bytes; equal for equal input.
        rencana: its actions, as the table prints them.
        rows: the same with their sources.
        fields: what has to be filled in.
        warnings: Indonesian sentences.
    """

    docx: bytes
    rencana: Rencana
    rows: tuple[PlanRow, ...]
    fields: tuple[Field, ...]
    warnings: tuple[str, ...] = field(default=())


def draft_plan(
    sources: PlanSources, *, year: int, lke: Lke, template: Path, mappings: Path, force: bool = False
) -> PlanDraft:
    """Return the plan for `year` with the decree that sets it in force.

    Args:
        sources: what it is made from.
        year: the year to plan for.
        lke: the form that its sub-areas come from.
        template: a Word template with the placeholders of `rencana-aksi.docx`.
        mappings: the folder with the mapping files.
        force: accept sources of `year` or later (`--paksa`).

    Raises:
        UsageError: a source is of `year` or later and `force` is not set, or there is nothing to plan from.
        TemplateError: the template cannot be used.
        MappingFileError: a mapping file is invalid.
    """
    warnings = _check(sources, year, force=force)
    satker = next((d.identity.satker for d in sources.documents if d.identity.satker), None)
    rows = _rows(sources, year, lke, mappings)
    filled = Template(template)
    sheet = Sheet(Writer(filled.styles), load_rules(mappings), load_parts(mappings), year)
    values = office_values(satker, sheet)
    office = parse_satker(satker) if satker else None
    full = office.full_name if office else values["satker_panjang"]
    words = load_plan_rules(mappings).content.keputusan
    values |= decree_values(words, load_regulations(mappings), full, year, sheet)
    values["tabel_rencana"] = table_value(rows, lke, sheet)
    values["daftar_isian"] = checklist_value(sheet.fields, sheet)
    if satker is None:
        warnings.append("Nama satuan kerja tidak dikenali dari dokumen sumber; lengkapi pada keputusan.")
    values["catatan_draf"] = remarks_value(rows, warnings, lke, sheet)
    title = f"Rencana Aksi Pembangunan Zona Integritas Tahun {year}"
    data = filled.render(marked_values(values), sheet.notes, title, year)
    return PlanDraft(data, _as_rencana(rows, lke), rows, tuple(sheet.fields), tuple(warnings))


def _check(sources: PlanSources, year: int, *, force: bool) -> list[str]:
    """Return warnings on the years of the sources; refuse what is no earlier year's."""
    if not sources.documents:
        raise UsageError("Sumber rencana belum disebut.", "Sebutkan laporan, LKE, atau rencana tahun lalu.")
    warnings = []
    for document in sources.documents:
        own = document.identity.year
        name = document.source.name
        if document.identity.document_type is DocumentType.SURAT and not force:
            raise UsageError(
                f"Berkas {name} adalah surat; rencana tidak dapat disusun darinya.",
                "Pilih laporan, LKE, atau rencana tahun lalu; bila memang itu laporan, tambahkan --paksa.",
            )
        if own is None:
            warnings.append(f"Tahun dokumen {name} tidak dikenali; dianggap tahun {year - 1}.")
        elif own >= year and not force:
            raise UsageError(
                f"Dokumen {name} sudah untuk tahun {own}, bukan tahun sebelum {year}.",
                f"Pilih --tahun {own + 1}, atau tambahkan --paksa.",
            )
        elif own != year - 1:
            warnings.append(f"Dokumen {name} adalah dokumen tahun {own}, bukan tahun {year - 1}.")
    offices = {d.identity.satker for d in sources.documents if d.identity.satker}
    if len(offices) > 1:
        listed = " dan ".join(sorted(offices))
        warnings.append(f"Sumber rencana berasal dari beberapa satuan kerja: {listed}.")
    return warnings


def _rows(sources: PlanSources, year: int, lke: Lke, mappings: Path) -> tuple[PlanRow, ...]:
    rules, fact_rules = load_plan_rules(mappings), load_rules(mappings)
    proposals, collector = Proposals(lke, rules, year), RowCollector(lke, rules, year)
    if sources.rencana is not None and sources.rencana_document is not None:
        roller = TextRoller(
            sources.rencana_document, year, fact_rules, mappings, is_plan=True, rename=sources.rename
        )
        for row in proposals.carried(sources.rencana, roller):
            collector.add(row)
    if sources.report is not None:
        roller = TextRoller(sources.report.document, year, fact_rules, mappings)
        for row in (
            *proposals.promised(sources.report, roller),
            *proposals.obstacles(sources.report, roller),
        ):
            collector.add(row)
    gains = rank_gains(lke, sources.answers, rules.content.kriteria) if sources.answers else ()
    for place, gain in enumerate(gains, 1):
        collector.add_gain(gain, proposals.gain_note(gain, place, len(gains)))
    if sources.report is not None and not sources.answers:
        for code in sources.report.uncovered:
            collector.add_uncovered(
                code, f"Laporan tidak membahas indikator {code}; usulan langkah aksi baku."
            )
    collector.fill_groups("Usulan baku: belum ada langkah aksi lain untuk subarea ini.")
    return collector.rows()


def _as_rencana(rows: Sequence[PlanRow], lke: Lke) -> Rencana:
    """Return the rows as the actions of a plan, worded as the table prints them."""
    actions = []
    for row in rows:
        komponen, indikator = official(lke, row)
        known = row.code in lke.indikator_by_code or row.code in lke.node_by_code
        actions.append(
            Action(
                group=lke.name_of(area_of(row.code)) if known else "",
                langkah_aksi=row.text,
                komponen=shown(komponen),
                indikator=shown(indikator),
                bukti_fisik=tuple(shown(item) for item in row.bukti),
                target_waktu=TargetWaktu(shown(row.target), row.months),
                location=Location(),
                area=area_of(row.code) if known else None,
                code=row.code if known and row.code != area_of(row.code) else None,
            )
        )
    return Rencana(tuple(actions))


def count_by_origin(rows: Sequence[PlanRow]) -> dict[Origin, int]:
    """Return how many actions come from each source, in the order of the sources."""
    return {origin: n for origin in Origin if (n := sum(row.origin is origin for row in rows))}
