"""Two checks compared (`zi banding`): JSON and console."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from assistant.checking.comparison import Change, FindingStatus
from assistant.checking.model import Severity
from assistant.language.clean import printable
from assistant.rendering.json_output import Rules, finding_json, head
from assistant.rendering.wording import (
    MEASURE_STATUS,
    SECTION_STATUS,
    SEVERITY,
    place_in,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from assistant.checking.comparison import (
        Checked,
        ComparedFinding,
        ComparedMeasure,
        ComparedSection,
        Comparison,
    )
    from assistant.checking.model import MeasureStatus, SectionStatus

FINDING_STATUS = {
    FindingStatus.NEW: "Baru",
    FindingStatus.OPEN: "Masih terbuka",
    FindingStatus.MENDED: "Selesai",
}
CHANGE = {
    Change.IMPROVED: "Membaik",
    Change.WORSE: "Memburuk",
    Change.SAME: "Tetap",
    Change.CHANGED: "Berubah",
}
_ABSENT = "–"
_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_CHANGE_STYLE = {Change.IMPROVED: "green", Change.WORSE: "bold red", Change.CHANGED: "cyan"}
_MESSAGE_LENGTH = 220


def rules_of(checked: Checked) -> Rules:
    """Return which mappings a check was made with."""
    return Rules(checked.fmt, checked.lke)


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as JSON (`zi/compare@1`); the new document heads it."""
    before = head("", comparison.old.document, rules_of(comparison.old))
    return head("zi/compare@1", comparison.document, rules_of(comparison.new)) | {
        "old": {key: before[key] for key in ("source", "identity", "rules")},
        "findings": [
            {
                "status": one.status.value,
                "old": finding_json(one.old) if one.old else None,
                "new": finding_json(one.new) if one.new else None,
            }
            for one in comparison.findings
        ],
        "conformance": [
            {
                "section": line.section,
                "title": line.title,
                "old": line.old.value if line.old else None,
                "new": line.new.value if line.new else None,
                "change": line.change.value,
            }
            for line in comparison.conformance
        ],
        "measures": [
            {
                "measure": line.measure,
                "old": line.old.value if line.old else None,
                "new": line.new.value if line.new else None,
                "change": line.change.value,
            }
            for line in comparison.measures
        ],
    }


def verdict(comparison: Comparison) -> str:
    """Return the one sentence on how the new report fares against the old one."""
    counts = Counter(one.status for one in comparison.findings)
    if not comparison.findings:
        return "Tidak ada temuan, baik pada pemeriksaan lama maupun pada yang baru."
    said = (
        f"{counts[FindingStatus.MENDED]} temuan selesai, {counts[FindingStatus.OPEN]} masih terbuka, "
        f"{counts[FindingStatus.NEW]} baru"
    )
    errors = sum(finding.severity is Severity.ERROR for finding in comparison.new.result.findings)
    return (
        f"{said}; {errors} kesalahan masih harus diperbaiki." if errors else f"{said}; tidak ada kesalahan."
    )


def section_status(status: SectionStatus | None) -> str:
    """Return a section's status in words; a dash where a check has no such section."""
    return SECTION_STATUS[status] if status else _ABSENT


def measure_status(status: MeasureStatus | None) -> str:
    """Return a measure's status in words; a dash where a check has no such measure."""
    return MEASURE_STATUS[status] if status else _ABSENT


def place_of(comparison: Comparison, one: ComparedFinding) -> str:
    """Return where a finding stands: in the new document, or in the old one if it is mended."""
    document = comparison.new.document if one.new else comparison.old.document
    finding = one.latest
    return place_in(document, finding.block, finding.page, finding.line, finding.line_end)


def regraded(one: ComparedFinding) -> str:
    """Return the old severity in words where an open finding has another now; empty otherwise."""
    return SEVERITY[one.old.severity] if one.old and one.new and one.old.severity != one.new.severity else ""


def print_comparison(comparison: Comparison, names: Mapping[str, str], console: Console) -> None:
    """Print a comparison: both documents, counts, findings, and what changed in the checklists.

    Args:
        comparison: the comparison.
        names: measure letter -> what the letter asks for.
        console: where to print.
    """
    old, new = comparison.old.document, comparison.new.document
    console.print(Text(printable(new.identity.satker or "Satker tidak dikenali"), style="bold"))
    console.print(Text(printable(f"Lama: {old.source.name}\nBaru: {new.source.name}\n"), style="dim"))
    for note in comparison.notes:
        console.print(Text(printable(f"Perhatian: {note}"), style="yellow"))
    console.print(Text(f"{verdict(comparison)}\n", style="bold"))
    for status in FindingStatus:
        found = comparison.of(status)
        if found:
            console.print(_findings(comparison, found, f"{FINDING_STATUS[status]} ({len(found)}):"))
            console.print()
    _print_sections([line for line in comparison.conformance if line.change is not Change.SAME], console)
    _print_measures([line for line in comparison.measures if line.change is not Change.SAME], names, console)


def _findings(comparison: Comparison, found: tuple[ComparedFinding, ...], title: str) -> Table:
    table = _table(title, ("Tingkat", 11), ("Aturan", 6), ("Temuan", None), ("Letak", 16))
    for one in found:
        finding = one.latest
        grade = Text(SEVERITY[finding.severity], style=_STYLE[finding.severity])
        before = regraded(one)
        if before:
            grade.append(f"\n(dulu {before.lower()})", style="dim")
        message = Text(shorten(finding.message, _MESSAGE_LENGTH))
        table.add_row(grade, Text(printable(finding.rule)), message, Text(place_of(comparison, one) or "-"))
    return table


def _print_sections(lines: list[ComparedSection], console: Console) -> None:
    if not lines:
        return
    table = _table("Sistematika yang berubah:", ("Bagian", 9), ("Judul", None), ("Lama", 15), ("Baru", 15))
    table.add_column("", width=9)
    for line in lines:
        table.add_row(
            Text(printable(line.section)),
            Text(shorten(line.title, 110)),
            section_status(line.old),
            section_status(line.new),
            Text(CHANGE[line.change], style=_CHANGE_STYLE[line.change]),
        )
    console.print(table)
    console.print()


def _print_measures(lines: list[ComparedMeasure], names: Mapping[str, str], console: Console) -> None:
    if not lines:
        return
    table = _table("Langkah yang berubah:", ("", 2), ("Langkah", None), ("Lama", 15), ("Baru", 15))
    table.add_column("", width=9)
    for line in lines:
        table.add_row(
            line.measure,
            Text(shorten(names.get(line.measure, ""), 110)),
            measure_status(line.old),
            measure_status(line.new),
            Text(CHANGE[line.change], style=_CHANGE_STYLE[line.change]),
        )
    console.print(table)


def _table(title: str, *columns: tuple[str, int | None]) -> Table:
    """Return an empty table that also fits 80 columns; the column without a width takes the rest."""
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        expand=True,
        title=title,
        title_justify="left",
        title_style="bold",
    )
    for name, width in columns:
        table.add_column(name, width=width, ratio=None if width else 1, overflow="fold")
    return table
