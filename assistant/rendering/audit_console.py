"""An audit in the terminal: how many of each verdict, and why something is contradicted or unsupported."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from assistant.auditing.model import Verdict
from assistant.language.clean import printable
from assistant.rendering.audit_view import (
    CLAIM_KIND,
    LINK_KIND,
    VERDICT,
    VERDICT_KIND,
    answer_counts,
    answer_in_words,
    claim_counts,
    source_in_words,
    summary,
    worst_first,
)
from assistant.rendering.wording import place_in, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from assistant.auditing.model import AuditResult, ClaimVerdict, EvidenceItem, IndicatorVerdict
    from assistant.document import Document
    from assistant.lke.model import Lke

_STYLE = {Verdict.CONTRADICTED: "bold red", Verdict.UNSUPPORTED: "yellow", Verdict.PARTLY: "cyan"}
_FLAGGED = (Verdict.CONTRADICTED, Verdict.UNSUPPORTED)
# More than fit on a few screens; the workbook and the page show all.
_SHOWN = 25
_QUOTE_LENGTH = 160


def print_audit(document: Document, result: AuditResult, lke: Lke, console: Console) -> None:
    """Print an audit.

    Args:
        document: the report; the LKE where there is no report.
        result: what was found.
        lke: the form.
        console: where to print.
    """
    head = Text(printable(document.identity.satker or document.source.name), style="bold")
    head.append(f"\n{summary(result)}", style="bold")
    console.print(head)
    if result.indicators:
        console.print(_tally("Jawaban LKE", answer_counts(result)))
    if result.claims:
        console.print(_tally("Pernyataan laporan", claim_counts(result)))
    console.print()
    answers = [item for item in worst_first(result.indicators) if item.verdict in _FLAGGED]
    claims = [item for item in worst_first(result.claims) if item.verdict in _FLAGGED]
    if answers:
        console.print(_answers(answers[:_SHOWN], lke))
        _rest(len(answers), console)
    if claims:
        console.print(_claims(document, claims[:_SHOWN]))
        _rest(len(claims), console)
    if result.links:
        kinds = Counter(LINK_KIND[link.kind] for link in result.links)
        said = ", ".join(f"{number} {name}" for name, number in kinds.most_common())
        console.print(Text(f"Tautan (tidak dibuka): {said}."))


def _tally(name: str, found: Sequence[tuple[Verdict, int]]) -> Text:
    line = Text(f"{name}: ")
    shown = [(verdict, number) for verdict, number in found if number]
    for place, (verdict, number) in enumerate(shown):
        line.append(f"{number} {VERDICT[verdict].lower()}", style=_STYLE.get(verdict, ""))
        line.append(", " if place < len(shown) - 1 else ".")
    return line


def _answers(items: Sequence[IndicatorVerdict], lke: Lke) -> Table:
    table = Table(box=SIMPLE_HEAD, title="Jawaban yang perlu dilihat", title_justify="left")
    table.add_column("Kode", no_wrap=True)
    table.add_column("Jwb", no_wrap=True)
    table.add_column("Putusan", no_wrap=True)
    table.add_column("Alasan", ratio=1)
    for item in items:
        why = Text(printable(item.why))
        if item.kind:
            why.append(f" ({VERDICT_KIND[item.kind]})", style="dim")
        _add_evidence(why, item.evidence)
        answer = answer_in_words(item.answer, lke.indikator_by_code[item.code])
        table.add_row(item.code, answer, _verdict(item.verdict), why)
    return table


def _claims(document: Document, items: Sequence[ClaimVerdict]) -> Table:
    table = Table(box=SIMPLE_HEAD, title="Pernyataan yang perlu dilihat", title_justify="left")
    table.add_column("Letak", max_width=18)
    table.add_column("Jenis", max_width=12)
    table.add_column("Putusan", no_wrap=True)
    table.add_column("Pernyataan dan alasan", ratio=1)
    for item in items:
        claim = item.claim
        said = Text(f"“{shorten(claim.quote, _QUOTE_LENGTH)}”\n{printable(item.why)}")
        _add_evidence(said, item.evidence)
        where = place_in(document, claim.block, claim.page, claim.line, claim.line_end)
        table.add_row(where, CLAIM_KIND[claim.kind], _verdict(item.verdict), said)
    return table


def _add_evidence(text: Text, evidence: Sequence[EvidenceItem]) -> None:
    """Add the closest passage of evidence to what is said."""
    if evidence:
        first = evidence[0]
        text.append(f"\n{printable(source_in_words(first))}: ", style="dim")
        text.append(shorten(first.quote, _QUOTE_LENGTH), style="dim")


def _verdict(verdict: Verdict) -> Text:
    return Text(VERDICT[verdict], style=_STYLE.get(verdict, ""))


def _rest(count: int, console: Console) -> None:
    if count > _SHOWN:
        console.print(f"... dan {count - _SHOWN} lagi; semuanya ada pada halaman HTML dan XLSX.")
