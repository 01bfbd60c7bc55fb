"""An audit as a workbook for the reviewer: one row per question, with columns that go back into the LKE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.auditing.model import Verdict
from assistant.lke.model import Answer
from assistant.lke.review import CODE, NAME, TPI_ANSWER, TPI_NOTE
from assistant.rendering.audit_view import (
    CLAIM_KIND,
    LINK_KIND,
    VERDICT,
    VERDICT_KIND,
    answer_in_words,
    source_in_words,
    summary,
)
from assistant.rendering.wording import place_in
from assistant.rendering.xlsx_sheets import CellValue, Column, Sheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.auditing.model import AuditResult, EvidenceItem, IndicatorVerdict
    from assistant.document import Document
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator, Lke
    from assistant.rendering.json_output import Rules

_FILLS = {
    VERDICT[Verdict.CONTRADICTED]: "F8D7DA",
    VERDICT[Verdict.UNSUPPORTED]: "FFE8B3",
    VERDICT[Verdict.PARTLY]: "D6E6F5",
    VERDICT[Verdict.NO_NOTE]: "E9EDF1",
    VERDICT[Verdict.NO_ANSWER]: "E9EDF1",
    VERDICT[Verdict.SUPPORTED]: "D5EDDB",
}
_HOW_TO_FILL = (
    f"Isi kolom '{TPI_ANSWER}' dan '{TPI_NOTE}' pada lembar Reviu; sel kosong tidak mengubah LKE. Baris "
    "boleh diurutkan dan disaring. Tuliskan kembali ke LKE dengan: "
    "zi lke --isi LKE.xlsx --reviu LEMBAR.xlsx -o LKE-TPI.xlsx"
)
# Links in a cell beyond this make the row higher than a screen; all are on the sheet of links.
_MAX_LINKS = 8


def audit_workbook(
    document: Document,
    result: AuditResult,
    lke: Lke,
    answers: Sequence[LkeAnswer],
    rules: Rules,
) -> bytes:
    """Return an audit as a workbook: `Reviu`, `Pernyataan` and `Tautan` where there are any, `Keterangan`.

    Args:
        document: the report; the LKE where there is no report.
        result: what was found.
        lke: the form.
        answers: the answers that were audited; the evaluators' own are on the sheet already.
        rules: the mappings that applied.
    """
    sheets = [_review_sheet(result.indicators, lke, answers)] if result.indicators else []
    sheets += [_claim_sheet(document, result)] if result.claims else []
    sheets += [_link_sheet(result)] if result.links else []
    sheets.append(_about_sheet(document, result, rules))
    return workbook_bytes(sheets, f"Audit {document.source.name}")


def _review_sheet(verdicts: Sequence[IndicatorVerdict], lke: Lke, answers: Sequence[LkeAnswer]) -> Sheet:
    given = {answer.code: answer for answer in answers}
    asked = [lke.indikator_by_code[item.code] for item in verdicts]
    columns = (
        Column(CODE, 12),
        Column(NAME, 34, wrap=True),
        Column("Pilihan", 11),
        Column("Kriteria", 38, wrap=True),
        Column("Jawaban unit", 10),
        Column("Catatan unit", 38, wrap=True),
        Column("Bukti dukung unit", 28, wrap=True),
        Column("Putusan", 15, fills=_FILLS),
        Column("Jenis", 15, wrap=True),
        Column("Alasan", 38, wrap=True),
        Column("Bukti yang ditemukan", 36, wrap=True),
        Column(TPI_ANSWER, 12, row_choices=tuple(_choices(i, lke) for i in asked), to_fill=True),
        Column(TPI_NOTE, 36, wrap=True, to_fill=True),
    )
    rows = tuple(_review_row(item, indikator, given) for item, indikator in zip(verdicts, asked, strict=True))
    return Sheet("Reviu", columns, rows, freeze="C2")


def _choices(indikator: Indikator, lke: Lke) -> str:
    """Return the answers that a question offers, as Excel's list; empty where it is answered by a number."""
    scale: Mapping[str, float] = lke.scales.get(indikator.answer, {})
    return f'"{",".join(scale)}"' if scale else ""


def _review_row(
    item: IndicatorVerdict, indikator: Indikator, given: Mapping[str, LkeAnswer]
) -> tuple[CellValue, ...]:
    answer = given.get(item.code)
    return (
        item.code,
        indikator.name,
        indikator.answer.value,
        _criteria(indikator),
        answer_in_words(item.answer, indikator),
        item.note,
        _own_evidence(answer) if answer else "",
        VERDICT[item.verdict],
        VERDICT_KIND[item.kind] if item.kind else "",
        item.why,
        evidence_text([e for e in item.evidence if not e.source.startswith(f"LKE {item.code},")]),
        answer_in_words(answer.tpi_answer, indikator) if answer else "",
        answer.tpi_note if answer else "",
    )


def _criteria(indikator: Indikator) -> str:
    if indikator.answer is Answer.YA_TIDAK and indikator.criteria:
        return indikator.criteria[0][1]
    told = "\n".join(f"{choice}: {text}" for choice, text in indikator.criteria)
    return told or indikator.explanation


def _own_evidence(answer: LkeAnswer) -> str:
    """Return what the office lists as evidence, with the addresses that are not in the list."""
    hidden = [link for link in answer.links if link not in answer.evidence and link not in answer.note]
    more = len(hidden) - _MAX_LINKS
    return "\n".join(
        part
        for part in (
            answer.evidence,
            *hidden[:_MAX_LINKS],
            f"... dan {more} tautan lagi, lihat lembar Tautan" if more > 0 else "",
        )
        if part
    )


def evidence_text(evidence: Sequence[EvidenceItem]) -> str:
    """Return evidence as lines: where it stands, and its words."""
    return "\n".join(f"{source_in_words(item)}: {item.quote}" for item in evidence)


def _claim_sheet(document: Document, result: AuditResult) -> Sheet:
    columns = (
        Column("No.", 6),
        Column("Putusan", 15, fills=_FILLS),
        Column("Jenis", 16, wrap=True),
        Column("Nilai", 20, wrap=True),
        Column("Pernyataan dalam laporan", 60, wrap=True),
        Column("Letak", 18, wrap=True),
        Column("Alasan", 50, wrap=True),
        Column("Bukti yang ditemukan", 60, wrap=True),
        Column("Tanggapan reviu", 32, wrap=True, to_fill=True),
    )
    rows = tuple(
        (
            number,
            VERDICT[item.verdict],
            CLAIM_KIND[item.claim.kind],
            item.claim.value,
            item.claim.quote,
            place_in(document, item.claim.block, item.claim.page, item.claim.line, item.claim.line_end),
            item.why,
            evidence_text(item.evidence),
            None,
        )
        for number, item in enumerate(result.claims, 1)
    )
    return Sheet("Pernyataan", columns, rows)


def _link_sheet(result: AuditResult) -> Sheet:
    columns = (
        Column("Indikator", 12),
        Column("Jenis", 16),
        Column("Alamat", 80, wrap=True),
        Column("Letak", 30, wrap=True),
        Column("Sudah dibuka reviewer", 14, choices='"Ya,Tidak dapat dibuka"', to_fill=True),
    )
    rows = tuple((link.code, LINK_KIND[link.kind], link.url, link.where, None) for link in result.links)
    return Sheet("Tautan", columns, rows)


def _about_sheet(document: Document, result: AuditResult, rules: Rules) -> Sheet:
    rows: list[tuple[CellValue, ...]] = [
        ("Simpulan", summary(result)),
        ("Satuan kerja", document.identity.satker or "tidak dikenali"),
        ("Berkas", document.source.name),
        ("Sidik berkas (SHA-256)", document.source.sha256),
        ("LKE", rules.lke),
    ]
    if result.indicators:
        rows.append(
            (
                "Cara mengisi",
                _HOW_TO_FILL,
            )
        )
    rows += [
        ("Putusan", "Putusan dibuat mesin menurut kata-kata catatan dan bukti; penilai yang menentukan."),
        ("Tautan", "Tautan tidak pernah dibuka oleh program; jenisnya dikenali dari alamatnya."),
        *(("Perhatian", warning) for warning in (*document.warnings, *result.notes)),
    ]
    columns = (Column("Hal", 26, wrap=True), Column("Keterangan", 100, wrap=True))
    return Sheet("Keterangan", columns, tuple(rows), autofilter=False)
