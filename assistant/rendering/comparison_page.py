"""Two checks compared as a web page: what is mended, what is left, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.comparison import Change, FindingStatus
from assistant.rendering.comparison_view import (
    CHANGE,
    FINDING_STATUS,
    measure_status,
    place_of,
    regraded,
    rules_of,
    section_status,
    verdict,
)
from assistant.rendering.html_page import render_page
from assistant.rendering.wording import SEVERITY, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assistant.checking.comparison import ComparedFinding, Comparison

# The page's colours are those of severities and measures; these say which of them a status takes.
_STATUS_CLASS = {FindingStatus.NEW: "error", FindingStatus.OPEN: "warning", FindingStatus.MENDED: "ok"}
_CHANGE_CLASS = {
    Change.IMPROVED: "ok",
    Change.WORSE: "error",
    Change.SAME: "none",
    Change.CHANGED: "info",
}
_QUOTE_LENGTH = 240


@dataclass(frozen=True, slots=True)
class _Finding:
    status: str
    status_class: str
    label: str
    severity: str
    severity_label: str
    before: str
    rule: str
    name: str
    place: str
    message: str
    quote: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class _Line:
    key: str
    title: str
    old: str
    old_class: str
    new: str
    new_class: str
    change: str
    change_class: str


def comparison_page(comparison: Comparison, names: Mapping[str, str], templates: Path | None = None) -> str:
    """Return a comparison as one HTML page.

    Args:
        comparison: the comparison.
        names: measure letter -> what the letter asks for.
        templates: the user's own directory of templates.

    Raises:
        TemplateError: the user's template is invalid.
    """
    counts = [
        (status.value, _STATUS_CLASS[status], name, len(comparison.of(status)))
        for status, name in FINDING_STATUS.items()
    ]
    values = {
        "simpulan": verdict(comparison),
        "lama": comparison.old.document.source.name,
        "baru": comparison.new.document.source.name,
        "jumlah": counts,
        "temuan": [_finding(comparison, one) for one in comparison.findings],
        "sistematika": [
            _Line(
                line.section,
                line.title,
                section_status(line.old),
                line.old or "none",
                section_status(line.new),
                line.new or "none",
                CHANGE[line.change],
                _CHANGE_CLASS[line.change],
            )
            for line in comparison.conformance
            if line.change is not Change.SAME
        ],
        "langkah": [
            _Line(
                line.measure,
                names.get(line.measure, ""),
                measure_status(line.old),
                line.old or "none",
                measure_status(line.new),
                line.new or "none",
                CHANGE[line.change],
                _CHANGE_CLASS[line.change],
            )
            for line in comparison.measures
            if line.change is not Change.SAME
        ],
    }
    return render_page("banding.html.j2", comparison.document, rules_of(comparison.new), values, templates)


def _finding(comparison: Comparison, one: ComparedFinding) -> _Finding:
    finding = one.latest
    return _Finding(
        status=one.status.value,
        status_class=_STATUS_CLASS[one.status],
        label=FINDING_STATUS[one.status],
        severity=finding.severity.value,
        severity_label=SEVERITY[finding.severity],
        before=regraded(one).lower(),
        rule=finding.rule,
        name=finding.name,
        place=place_of(comparison, one),
        message=finding.message,
        quote=shorten(finding.quote, _QUOTE_LENGTH),
        suggestion=finding.suggestion,
    )
