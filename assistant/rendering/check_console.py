"""The check of a document in the terminal: verdict, what to mend first, state by area, what to do next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from assistant.checking.model import MeasureStatus, SectionStatus, Severity
from assistant.document import SourceKind
from assistant.language.clean import printable
from assistant.rendering.area_table import AreaFinder, heat_map
from assistant.rendering.check_page import verdict
from assistant.rendering.console import coverage_in_words, headline, plain_table
from assistant.rendering.finding_cards import worst_first
from assistant.rendering.wording import (
    MEASURE_STATUS,
    SECTION_STATUS,
    SEVERITY,
    place_in,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console, RenderableType

    from assistant.checking.model import CheckResult, ConformanceEntry, Finding, MeasureEntry
    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.rendering.area_table import AreaRows

# The terminal gives an overview; all of it stands in the other output formats. Findings of one rule and
# severity count as one here, so that three times the same mistake does not hide two others.
FIRST_FINDINGS = 8
# Names of sections or measures, and places of further findings, that a line may hold.
_MOST_NAMES = 6
_SEVERITY_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_check(
    document: Document,
    result: CheckResult,
    lke: Lke,
    measure_names: Mapping[str, str],
    console: Console,
) -> None:
    """Print a check as an overview: verdict, the gravest findings, the state by area, and what to do next.

    Args:
        document: the document that was checked.
        result: what the check found.
        lke: the form that the coverage refers to.
        measure_names: measure letter -> what the letter asks for.
        console: where to print.
    """
    counts = Counter(finding.severity for finding in result.findings)
    console.print(headline(document))
    worst = next((s for s in Severity if counts[s]), None)
    console.print(Text(verdict(counts, result), style=_SEVERITY_STYLE[worst] if worst else "bold green"))
    console.print(_counts(counts))
    _print_findings(document, result.findings, console)
    if result.conformance:
        console.print(_conformance(result.conformance))
    if result.measures:
        console.print(_measures(result.measures, measure_names), "")
    console.print(_areas(document, result, lke))
    console.print(Text(coverage_in_words(result.coverage) + "\n"))
    console.print(_next_steps(document, counts))


def _counts(counts: Counter[Severity]) -> Text:
    line = Text("Temuan: ")
    for index, (severity, name) in enumerate(SEVERITY.items()):
        line.append(", " if index else "")
        line.append(f"{counts[severity]} {name.lower()}", style=_SEVERITY_STYLE[severity])
    return line.append("\n")


def _print_findings(document: Document, findings: Sequence[Finding], console: Console) -> None:
    """Print the gravest findings, one of each rule, and how many are left."""
    alike: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in worst_first(findings):
        alike.setdefault((finding.severity, finding.rule), []).append(finding)
    groups = list(alike.values())
    for group in groups[:FIRST_FINDINGS]:
        console.print(_finding(document, group))
    rest = sum(len(group) for group in groups[FIRST_FINDINGS:])
    if rest:
        console.print(Text(f"... dan {rest} temuan lain.\n"))


def _finding(document: Document, group: Sequence[Finding]) -> RenderableType:
    """Return the first finding of a rule, what and where, what to do; then where the others of it are."""
    first, *others = group
    head = Text(SEVERITY[first.severity], style=_SEVERITY_STYLE[first.severity])
    where = _place(document, first)
    said = f" {first.rule}" + (f" ({where})" if where else "") + f": {first.message}"
    head.append(printable(said), style="not bold default")
    more: list[Text] = []
    if first.quote and first.quote not in first.message:
        more.append(Text(f'"{shorten(first.quote, 150)}"', style="italic dim"))
    if first.suggestion:
        more.append(Text(f"Saran: {shorten(first.suggestion, 240)}"))
    if others:
        places = dict.fromkeys(filter(None, (_place(document, finding) for finding in others)))
        at = f": {_some(list(places), '; ')}" if places else ""
        more.append(Text(f"Dan {len(others)} temuan {first.rule} lain{at}.", style="dim"))
    return Group(head, Padding(Group(*more), (0, 0, 1, 2)))


def _place(document: Document, finding: Finding) -> str:
    return place_in(document, finding.block, finding.page, finding.line, finding.line_end)


def _conformance(entries: Sequence[ConformanceEntry]) -> RenderableType:
    """Return how many sections are as the format has them, and the others by what is wrong with them."""
    fine = sum(1 for entry in entries if entry.status is SectionStatus.OK)
    if fine == len(entries):
        return Text(f"Sistematika: semua {fine} bagian sesuai format.")
    lines: list[RenderableType] = [Text(f"Sistematika: {fine} dari {len(entries)} bagian sesuai format.")]
    for status in (SectionStatus.MISSING, SectionStatus.THIN, SectionStatus.MISPLACED, SectionStatus.RENAMED):
        names = [_section_name(entry) for entry in entries if entry.status is status]
        if names:
            lines.append(_indented(f"{SECTION_STATUS[status]}: {_some(names, '; ')}."))
    return Group(*lines)


def _measures(entries: Sequence[MeasureEntry], names: Mapping[str, str]) -> RenderableType:
    """Return how many measures are traced, and which are not or only in part."""
    by_status = {
        status: [entry.measure for entry in entries if entry.status is status] for status in MeasureStatus
    }
    applying = len(entries) - len(by_status[MeasureStatus.NOT_APPLICABLE])
    lines: list[RenderableType] = [
        Text(f"Langkah dalam surat: {len(by_status[MeasureStatus.YES])} dari {applying} lengkap.")
    ]
    missing = [
        f"{letter} {shorten(names.get(letter, ''), 45)}".strip() for letter in by_status[MeasureStatus.NO]
    ]
    if missing:
        lines.append(_indented(f"{MEASURE_STATUS[MeasureStatus.NO]}: {_some(missing, '; ')}."))
    if by_status[MeasureStatus.PARTIAL]:
        letters = ", ".join(by_status[MeasureStatus.PARTIAL])
        lines.append(_indented(f"{MEASURE_STATUS[MeasureStatus.PARTIAL]}: {letters}."))
    return Group(*lines)


def _areas(document: Document, result: CheckResult, lke: Lke) -> RenderableType:
    """Return a row per area: its section, how many indicators are covered, its findings by severity."""
    rows, elsewhere = heat_map(document, result, lke, AreaFinder(document, result, lke))
    # One letter each: in 80 columns the names of the areas need the room.
    letters = [name[:1] for name in SEVERITY.values()]
    table = plain_table("Area", "Bagian", "Dibahas", *letters, widths=(None, 14, 7, 3, 3, 3))
    meaning = ", ".join(f"{name[:1]} {name.lower()}" for name in SEVERITY.values())
    table.title = f"Indikator LKE dan temuan menurut area ({meaning}):"
    for row in (*rows, *([elsewhere] if elsewhere else [])):
        section = row.section.value if row.section else "-"
        findings = (cell.value if cell.value != "0" else "-" for cell in row.findings)
        table.add_row(Text(shorten(row.name, 60)), section, _covered(row), *findings)
    return table


def _covered(row: AreaRows) -> str:
    """Return how many of an area's indicators are covered, of how many: `13/16`."""
    cells = [[int(cell.value) for cell in component.coverage] for component in row.components]
    total = sum(map(sum, cells))
    return f"{total - sum(none for _, _, none in cells)}/{total}" if total else "-"


def _next_steps(document: Document, counts: Counter[Severity]) -> RenderableType:
    """Return what the reader can do now, with commands to copy."""
    name = printable(document.source.name)
    file = f'"{name}"' if " " in name else name
    steps = []
    if counts[Severity.ERROR]:
        steps.append("Perbaiki kesalahan lebih dahulu, lalu peringatan; kemudian periksa lagi.")
    elif counts.total():
        steps.append("Timbang setiap temuan, perbaiki yang benar, lalu periksa lagi.")
    steps.append(f"Lihat semuanya di peramban: zi periksa {file} -o pemeriksaan.html")
    steps.append(f"Bagi tugas dan tenggatnya: zi periksa {file} -o tindak-lanjut.xlsx")
    if document.source.kind is SourceKind.DOCX and counts.total():
        steps.append(f"Salinan Word berkomentar: zi periksa {file} -o ulasan.docx")
    return Group(
        Text("Langkah berikutnya:", style="bold"),
        *(_indented(f"- {step}") for step in steps),
    )


def _section_name(entry: ConformanceEntry) -> str:
    title = shorten(entry.title, 40)
    return title if title == entry.section else f"{entry.section} {title}"


def _indented(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2))


def _some(names: Sequence[str], separator: str) -> str:
    """Return the first names, and how many more there are."""
    rest = len(names) - _MOST_NAMES
    shown = [*names[:_MOST_NAMES], *([f"dan {rest} lain"] if rest > 0 else [])]
    return printable(separator.join(shown))
