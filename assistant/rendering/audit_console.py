"""An audit in the terminal: how many of each verdict, and why something is contradicted or unsupported."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.padding import Padding
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
_SHOWN = 20
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
        _print_answers(answers, lke, console)
    if claims:
        _print_claims(document, claims, console)
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


def _print_answers(items: Sequence[IndicatorVerdict], lke: Lke, console: Console) -> None:
    console.print(Text("Jawaban yang perlu dilihat", style="bold"))
    for item in items[:_SHOWN]:
        answer = answer_in_words(item.answer, lke.indikator_by_code[item.code]) or "kosong"
        head = Text(f"{item.code} ", style="bold")
        head.append_text(_verdict(item.verdict))
        head.append(
            f"  jawaban {answer}" + (f", {VERDICT_KIND[item.kind]}" if item.kind else ""), style="dim"
        )
        _print_item(head, Text(printable(item.why)), item.evidence, console)
    _print_rest(len(items), console)


def _print_claims(document: Document, items: Sequence[ClaimVerdict], console: Console) -> None:
    console.print(Text("Pernyataan yang perlu dilihat", style="bold"))
    for item in items[:_SHOWN]:
        claim = item.claim
        where = place_in(document, claim.block, claim.page, claim.line, claim.line_end)
        head = _verdict(item.verdict)
        head.append(f"  {CLAIM_KIND[claim.kind]}" + (f", {where}" if where else ""), style="dim")
        said = Text(f"“{shorten(claim.quote, _QUOTE_LENGTH)}”\n{printable(item.why)}")
        _print_item(head, said, item.evidence, console)
    _print_rest(len(items), console)


def _print_item(head: Text, said: Text, evidence: Sequence[EvidenceItem], console: Console) -> None:
    """Print a verdict, what is said of it, and the closest passage of evidence."""
    if evidence:
        first = evidence[0]
        said.append(f"\n{printable(source_in_words(first))}: ", style="dim")
        said.append(shorten(first.quote, _QUOTE_LENGTH), style="dim")
    console.print(head)
    console.print(Padding(said, (0, 0, 0, 4)))


def _verdict(verdict: Verdict) -> Text:
    return Text(VERDICT[verdict], style=_STYLE.get(verdict, ""))


def _print_rest(count: int, console: Console) -> None:
    rest = count - _SHOWN
    if rest > 0:
        console.print(f"... dan {rest} lagi; semuanya ada pada halaman HTML dan XLSX.")
    console.print()
