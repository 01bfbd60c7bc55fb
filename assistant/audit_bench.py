"""An audit of a report, of an LKE, or of both, against the files of an evidence folder."""

from __future__ import annotations

from contextlib import closing, nullcontext
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.document import DocumentType
from assistant.errors import AssistantError, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.auditing.evidence import EvidenceIndex
    from assistant.auditing.model import AuditResult, ClaimVerdict, IndicatorVerdict
    from assistant.document import Document
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Lke
    from assistant.reading.page_pictures import PagePictures, Passage
    from assistant.workbench import Workbench

# A note on a question that a block less likely than not speaks to refutes nothing that the block says.
_LIKELY = 0.5


class AuditBench:
    """The documents of one audit, and what is found in them, made when it is first asked for.

    Args:
        report: the report, or a document that is an LKE itself; None where only an LKE is audited.
        sheet: the LKE; None for the one that the report contains, if any.
        evidence: folder or ZIP with the evidence; None where there is none.

    Raises:
        UsageError: there is neither a report nor an LKE.
        InputError: the LKE holds no answers that can be read, or a plan was given as report.
    """

    def __init__(self, report: Workbench | None, sheet: Workbench | None, evidence: Path | None) -> None:
        if report is not None and report.document.identity.document_type is DocumentType.LKE:
            if sheet is not None:
                raise UsageError(
                    "Keduanya LKE: LAPORAN dan --lke.", "Sebutkan laporannya, atau satu LKE saja."
                )
            report, sheet = None, report
        if report is not None and report.document.identity.document_type.is_rencana:
            raise InputError(
                f"Berkas {report.document.source.name} adalah rencana, bukan laporan.",
                "Rencana belum menyatakan hasil yang dapat diaudit; pilih laporannya.",
            )
        first = report or sheet
        if first is None:
            raise UsageError(
                "Yang akan diaudit belum disebut.", "Tuliskan LAPORAN, --lke LKE, atau keduanya."
            )
        self._report, self._sheet, self._evidence = report, sheet, evidence
        self.bench: Workbench = first

    @property
    def lke(self) -> Lke:
        """The form that applies."""
        return (self._sheet or self.bench).lke

    @cached_property
    def answers(self) -> tuple[LkeAnswer, ...]:
        """The answers that are audited; empty where the report contains no LKE."""
        return self._sheet.answers if self._sheet is not None else self.bench.found_answers

    @cached_property
    def document(self) -> Document:
        """The report, or the LKE where there is none, with all that is to be told among its warnings."""
        document = self.bench.document
        if self._sheet is None or self._sheet is self.bench:
            return document
        other = self._sheet.document
        warnings = (*document.warnings, *other.warnings, *_mismatches(document, other))
        return replace(document, warnings=tuple(dict.fromkeys(warnings)))

    @cached_property
    def result(self) -> AuditResult:
        """What the audit finds.

        Raises:
            UsageError, InputError: the evidence folder cannot be read.
        """
        from assistant.auditing.links import list_links
        from assistant.auditing.model import AuditResult

        report = self._report.document if self._report is not None else None
        index = self._open_index()
        with closing(index) if index is not None else nullcontext():
            indicators = self._judge_answers(index)
            claims = self._judge_claims(index)
            notes = index.notes if index is not None else ()
        return AuditResult(indicators, claims, list_links(report, self.answers), notes)

    def _open_index(self) -> EvidenceIndex | None:
        from assistant.auditing.evidence import open_index

        if self._evidence is None:
            return None
        with self.bench.settings.progress() as progress:
            return open_index(self._evidence, progress=progress)

    def _judge_answers(self, index: EvidenceIndex | None) -> tuple[IndicatorVerdict, ...]:
        from assistant.auditing.answer_evidence import link_evidence
        from assistant.auditing.verdicts import audit_answers
        from assistant.mapping.profiles import load_lexicon

        if not self.answers:
            return ()
        mappings = self.bench.settings.mappings_directory
        years = (bench.document.identity.year for bench in (self._sheet, self._report) if bench is not None)
        year = next((year for year in years if year), self.bench.settings.lke_year)
        verdicts = audit_answers(self.lke, self.answers, year, mappings, load_lexicon(mappings))
        return link_evidence(verdicts, self.answers, self.lke, index)

    def _judge_claims(self, index: EvidenceIndex | None) -> tuple[ClaimVerdict, ...]:
        from assistant.auditing.claims import find_claims
        from assistant.auditing.support import judge_claims

        if self._report is None:
            return ()
        document = self._report.document
        codes = self._codes_by_block(self._report) if self.answers else None
        return judge_claims(find_claims(document), index, document, self.answers, self.lke, codes)

    @staticmethod
    def _codes_by_block(report: Workbench) -> dict[str, frozenset[str]]:
        """Return by block the indicators that it more likely than not speaks to."""
        return {
            item.block: frozenset(c.code for c in item.candidates if c.score >= _LIKELY)
            for item in report.mapping.items
        }

    def pictures(self, wanted: Mapping[str, Sequence[Passage]]) -> dict[str, PagePictures]:
        """Return pictures of pages of evidence by source, within the limits of one page of the browser.

        Args:
            wanted: by source, the passages to show, most important first; sources that are no file are left
                out, and files that cannot be read any more.
        """
        from assistant.auditing.evidence_folder import list_evidence
        from assistant.reading.page_pictures import DrawingLimits, draw_sources

        if self._evidence is None:
            return {}
        files = {file.path: file for file in list_evidence(self._evidence).files}

        def read(source: str) -> bytes | None:
            try:
                return files[source].read() if source in files else None
            except AssistantError:
                return None

        with self.bench.settings.progress() as progress:
            return draw_sources(read, wanted, progress, DrawingLimits())


def _mismatches(report: Document, sheet: Document) -> list[str]:
    """Return what says that a report and an LKE do not belong together."""
    ours, theirs = report.identity, sheet.identity
    told = []
    if ours.satker and theirs.satker and ours.satker != theirs.satker:
        told.append(f"Laporan milik {ours.satker}, sedangkan LKE milik {theirs.satker}.")
    if ours.year and theirs.year and ours.year != theirs.year:
        told.append(f"Laporan untuk tahun {ours.year}, sedangkan LKE untuk tahun {theirs.year}.")
    return told
