"""An LKE workbook filled from a given one, an LKE in a report, what a report says, or PortalRB's answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.document import DocumentType, SourceKind
from assistant.errors import UnknownFormatError, UsageError
from assistant.lke.answers import LkeAnswer
from assistant.lke.form_workbook import empty_form
from assistant.lke.portalrb import PortalAnswers, portalrb_json, read_portalrb
from assistant.lke.proposed import ProposedRow, beside
from assistant.lke.review import changed, read_review
from assistant.lke.table_columns import Column
from assistant.lke.workbook import (
    Written,
    cells_of,
    has_macros,
    require_columns,
    write_cells,
)
from assistant.reading.recognise import FileKind, read_bytes, recognise
from assistant.workbench import Workbench

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.auditing.proposals import Proposal
    from assistant.lke.model import Lke
    from assistant.workbench import Settings

_MACRO_ENDING = ".xlsm"


@dataclass(frozen=True)
class Filling:
    """What a workbook is to be filled with.

    Attributes:
        lke: the form.
        given: the answers that are there, those of the given workbook overridden by the others.
        added: the answers that are to be written.
        proposed: what the report lets propose, as the cells that change with it.
        report: the report that the proposals come from; None if there are none.
        form: the given workbook and its name; None for an empty form.
        notes: Indonesian sentences.
    """

    lke: Lke
    given: PortalAnswers
    added: tuple[LkeAnswer, ...]
    form: tuple[bytes, str] | None = None
    notes: tuple[str, ...] = ()
    proposed: tuple[LkeAnswer, ...] = ()
    report: Workbench | None = None

    def workbook(self, target: Path) -> Written:
        """Return the filled workbook and what is to be told of it.

        Raises:
            UsageError: the given workbook holds macros and the target's ending would hide that.
        """
        proposed = cells_of(self.lke, self.proposed)
        cells = cells_of(self.lke, self.added) | proposed
        if self.form is None:
            title = f"LKE Zona Integritas {self.given.unit}".strip()
            return write_cells(empty_form(self.lke, title), self.lke, cells, "LKE", proposed)
        data, name = self.form
        if has_macros(data) and target.suffix.lower() != _MACRO_ENDING:
            raise UsageError(
                f"Berkas {name} memuat makro, sehingga hasilnya harus berakhiran .xlsm.",
                f"Tuliskan -o {target.stem}{_MACRO_ENDING}.",
            )
        return write_cells(data, self.lke, cells, name, proposed)


def fill_lke(
    settings: Settings,
    source: Path | None,
    form: Path | None,
    portal: Path | None,
    review: Path | None = None,
) -> Filling:
    """Return what an LKE is to be filled with.

    Args:
        settings: what holds for the whole run.
        source: a report or workbook that contains an LKE, or a report to propose from.
        form: the workbook to fill; an empty form if None.
        portal: answers of PortalRB.
        review: the worksheet of an audit with the evaluators' answers and notes.

    Raises:
        UsageError: there is a review but no workbook to write it into.
        InputError: a source holds no LKE and nothing to propose from, or answers that do not fit the form.
    """
    benches = [Workbench(path, settings) for path in (form, source) if path is not None]
    lke = benches[-1].lke if benches else _default_form(settings)
    answers: dict[str, LkeAnswer] = {}
    added: dict[str, LkeAnswer] = {}
    notes: list[str] = []
    for path, bench in zip([p for p in (form, source) if p is not None], benches, strict=True):
        notes += bench.document.warnings
        read = {a.code: a for a in (bench.found_answers if _proposals(bench) else bench.answers)}
        answers |= {code: a for code, a in read.items() if path is source or code not in answers}
        if path is source:
            added |= read
    unit = next((b.document.identity for b in reversed(benches) if b.document.identity.satker), None)
    given = PortalAnswers((), unit=(unit.satker or "") if unit else "", year=unit.year if unit else None)
    if portal is not None:
        given = read_portalrb(portal.read_bytes() if portal.is_file() else _missing(portal), lke, portal.name)
        added |= {answer.code: answer for answer in given.answers}
    answers |= added
    if review is not None:
        _add_review(review, form, lke, answers, added, notes)
    ordered = tuple(answers[i.code] for i in lke.daftar_indikator if i.code in answers)
    packed = (form.read_bytes(), form.name) if form is not None else None
    written = tuple(added.values())
    answered = sum(answer.answer is not None for answer in ordered)
    notes.append(f"{answered} dari {len(lke.daftar_indikator)} indikator terjawab.")
    report = benches[-1] if source is not None and _proposals(benches[-1]) else None
    rows = (ProposedRow(p.code, p.answer, p.note, p.evidence_text) for p in _proposals(report))
    proposed = tuple(beside(answers.get(row.code), row) for row in rows)
    return Filling(lke, replace(given, answers=ordered), written, packed, tuple(notes), proposed, report)


def _proposals(bench: Workbench | None) -> tuple[Proposal, ...]:
    """Return what a report lets propose; nothing for a workbook and for what tells of no achievements."""
    if bench is None or bench.document.source.kind is SourceKind.XLSX:
        return ()
    # A report whose cover is lost is of no known type.
    reports = (DocumentType.LAPORAN, DocumentType.LAINNYA)
    return bench.proposals if bench.document.identity.document_type in reports else ()


def _add_review(
    path: Path,
    form: Path | None,
    lke: Lke,
    answers: dict[str, LkeAnswer],
    added: dict[str, LkeAnswer],
    notes: list[str],
) -> None:
    """Add what the evaluators wrote, as far as it differs from what is there."""
    if form is None:
        raise UsageError(
            "Lembar reviu perlu LKE yang akan diisi.", "Tambahkan --isi LKE.xlsx bersama --reviu."
        )
    data = read_bytes(path)
    if recognise(data, path.name) is not FileKind.XLSX:
        raise UnknownFormatError(
            f"Lembar reviu {path.name} bukan buku kerja Excel.",
            "Pakai lembar reviu yang ditulis oleh zi audit --lke LKE -o reviu.xlsx.",
        )
    review = read_review(data, lke, path.name)
    found = changed(review, tuple(answers.values()), lke)
    if found:
        require_columns(form.read_bytes(), lke, (Column.JAWABAN_TPI, Column.CATATAN_TPI), form.name)
    for answer in found:
        for held in (added, answers):
            old = held.get(answer.code) or LkeAnswer(answer.code, None)
            held[answer.code] = replace(
                old,
                tpi_answer=answer.tpi_answer if answer.tpi_answer is not None else old.tpi_answer,
                tpi_note=answer.tpi_note or old.tpi_note,
            )
    notes += review.notes
    notes.append(f"{len(found)} indikator berubah menurut lembar reviu {path.name}.")


def portal_file(filling: Filling) -> str:
    """Return the answers as PortalRB's JSON."""
    return json.dumps(portalrb_json(filling.lke, filling.given), ensure_ascii=False, indent=2) + "\n"


def _default_form(settings: Settings) -> Lke:
    from assistant.lke.load import load_lke

    return load_lke(settings.mappings_directory, settings.lke_year)


def _missing(path: Path) -> bytes:
    raise UsageError(f"Berkas {path} tidak ditemukan.", "Periksa nama berkas dan foldernya.")
