"""What checking returns (`zi/check@1`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.mapping.model import CoverageEntry


class Severity(StrEnum):
    """How much a finding matters; ERROR makes the command end with exit code 10."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class SectionStatus(StrEnum):
    """How a section of the format fares in the document."""

    OK = "ok"
    RENAMED = "renamed"
    MISPLACED = "misplaced"
    MISSING = "missing"
    THIN = "thin"


class MeasureStatus(StrEnum):
    """Whether a measure of the letter is traced in the document."""

    YES = "yes"
    PARTIAL = "partial"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class ConformanceEntry:
    """A section of the format and how the document has it.

    Attributes:
        section: id in the format (`II.A.I.4`).
        title: the section's title in the format.
        found: id of the document's section that was matched; None if missing.
        note: Indonesian sentence; empty if there is nothing to say.
    """

    section: str
    title: str
    status: SectionStatus
    found: str | None = None
    page: int | None = None
    line: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure a..m of the letter and the blocks that speak for it."""

    measure: str
    status: MeasureStatus
    blocks: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing or wrong, said so that the office can mend it.

    Attributes:
        rule: stable id (`ZI101`).
        name: the rule's short Indonesian name.
        quote: at most 25 words of the passage; empty if nothing can be quoted.
        suggestion: what to write or do, in Indonesian.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    suggestion: str = ""
    block: str | None = None
    page: int | None = None
    line: int | None = None
    line_end: int | None = None
    section: str | None = None
    quote: str = ""


@dataclass(frozen=True)
class CheckResult:
    """Everything that the check of one document found; both checklists are empty for what is no laporan."""

    conformance: tuple[ConformanceEntry, ...]
    measures: tuple[MeasureEntry, ...]
    coverage: tuple[CoverageEntry, ...]
    findings: tuple[Finding, ...]

    @property
    def has_error(self) -> bool:
        """Whether a finding of severity error is among them."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
