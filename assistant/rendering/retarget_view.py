"""Re-targeting as people and programs read it: JSON, a table of spans, and the summary of all offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from assistant.language.clean import printable
from assistant.rendering.console import headline, plain_table
from assistant.rendering.json_output import head
from assistant.rendering.wording import shorten
from assistant.rendering.xlsx_sheets import Column, Sheet, workbook_bytes
from assistant.retargeting.model import Fate, SpanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from assistant.document import Document
    from assistant.rendering.json_output import Rules
    from assistant.retargeting.model import Retargeted, Span

SPAN_KIND = {
    SpanKind.ORG_NAME: "nama satker",
    SpanKind.PLACE: "tempat",
    SpanKind.ADDRESS: "alamat",
    SpanKind.PERSON: "orang",
    SpanKind.DATE: "tanggal",
    SpanKind.DECREE_NUMBER: "nomor naskah",
    SpanKind.LEVEL_WORD: "sebutan tingkat",
    SpanKind.PROVINCE_ONLY_DUTY: "tugas atau hasil satker asal",
    SpanKind.URL: "situs",
}
SPAN_FATE = {
    Fate.REPLACE: "diganti",
    Fate.ASK: "perlu diisi",
    Fate.DROP: "dihapus",
    Fate.KEEP: "dipertahankan",
}
_COLOURS = {"diganti": "DCEEFB", "perlu diisi": "FFF2B3", "dihapus": "F8D7DA"}


def retarget_json(document: Document, result: Retargeted, rules: Rules) -> dict[str, Any]:
    """Return the spans of a document with their fates (`zi/retarget@1`)."""
    return head("zi/retarget@1", document, rules, result.warnings) | {
        "spans": [
            {
                "text": span.text,
                "kind": span.kind.value,
                "action": span.action.value,
                "replacement": span.replacement,
                "block": span.block or None,
                "page": span.page,
                "line": span.line,
                "line_end": span.line_end,
            }
            for span in result.spans
        ]
    }


def print_spans(document: Document, results: Sequence[Retargeted], console: Console) -> None:
    """Print every span with its fate, for each office."""
    console.print(headline(document))
    for result in results:
        table = plain_table("Letak", "Jenis", "Teks", "Nasib", "Pengganti", widths=(9, 16, None, 13, 30))
        table.title = f"Untuk {printable(result.office.satker.name)}:"
        for span in result.spans:
            table.add_row(
                Text(_where(span)),
                Text(SPAN_KIND[span.kind]),
                Text(shorten(printable(span.text), 120)),
                Text(SPAN_FATE[span.action]),
                Text(printable(span.replacement) if span.replacement is not None else span.why),
            )
        console.print(table)
    print_summary(results, (), console)


def print_summary(results: Sequence[Retargeted], files: Sequence[str], console: Console) -> None:
    """Print what became of the spans for each office, and the file that was written for it."""
    table = plain_table("Satker", *(f.capitalize() for f in SPAN_FATE.values()), widths=(None, 8, 12, 8, 14))
    for result in results:
        counts = (str(result.count(fate)) for fate in SPAN_FATE)
        table.add_row(Text(printable(result.office.satker.name)), *counts)
    console.print(table)
    for warning in dict.fromkeys(w for result in results for w in result.warnings):
        console.print(Text(f"Perhatikan: {warning}"))
    for file in files:
        console.print(Text(f"  {printable(file)}"))


def retarget_workbook(document: Document, results: Sequence[Retargeted], files: Sequence[str]) -> bytes:
    """Return the summary as a workbook: a row for each office, then every span that was changed.

    Args:
        document: the source.
        results: one for each office.
        files: the name of the file of each office.
    """
    counts = tuple(Column(fate.capitalize(), 14) for fate in SPAN_FATE.values())
    offices = Sheet(
        "Satker",
        (
            Column("Satker", 40, wrap=True),
            *counts,
            Column("Berkas", 50, wrap=True),
            Column("Perhatikan", 70, wrap=True),
        ),
        tuple(
            (r.office.satker.name, *(r.count(fate) for fate in SPAN_FATE), file, "\n".join(r.warnings))
            for r, file in zip(results, files, strict=True)
        ),
    )
    spans = Sheet(
        "Rincian",
        (
            Column("Satker", 30, wrap=True),
            Column("Letak", 12),
            Column("Jenis", 20, wrap=True),
            Column("Teks asal", 60, wrap=True),
            Column("Nasib", 14, fills=_COLOURS),
            Column("Pengganti", 40, wrap=True),
            Column("Alasan", 40, wrap=True),
        ),
        tuple(
            (
                r.office.satker.name, _where(s), SPAN_KIND[s.kind], s.text, SPAN_FATE[s.action],
                s.replacement or "", s.why,
            )
            for r in results
            for s in r.spans
            if s.action is not Fate.KEEP
        ),
    )  # fmt: skip
    return workbook_bytes((offices, spans), f"Rekap adaptasi {document.source.name}")


def _where(span: Span) -> str:
    """Return where a span stands: line, page, or block."""
    if span.line is not None:
        return f"baris {span.line}"
    if span.page is not None:
        return f"hlm. {span.page}"
    return span.block or "-"
