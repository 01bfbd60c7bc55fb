"""Two checks of one report compared: which findings are mended, still open, or new; what got better or worse.

Lines and pages shift as soon as somebody edits a report, so a finding is known again by its rule, by what its
message names (`Gambar 2.9`, `A.I.3.ii`, a quoted name), and by the likeness of its quote. Places that a
message mentions are left aside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from assistant.checking.model import MeasureStatus, SectionStatus, Severity
from assistant.language.clean import fold
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.checking.model import CheckResult, Finding
    from assistant.document import Document

Status = TypeVar("Status", SectionStatus, MeasureStatus)

_PLACES = re.compile(
    r"(?:halaman|hlm\.?|baris)\s+\d+(?:\s?[–-]\s?\d+)?(?:(?:,\s*dan|,|\s+dan)\s+\d+\b)*"
    r"|\bbagian '[^']{0,200}'|\b\d+ tempat lain",
)
# What tells two findings of a rule apart: codes and labels, chapters, names in quotation marks.
_CODE = re.compile(r"\b(?:[A-Z]{1,4}|\d{1,4})(?:\.[A-Za-z0-9]{1,6})+\b|\b[IVX]{1,5}\b")
_NAME = re.compile(r"'([^']{1,200})'|“([^”]{1,200})”|\"([^\"]{1,200})\"")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# An edited passage keeps two thirds of its letters; two captions of one kind ("Kegiatan rapat ...") have
# about half in common by chance.
_SAME_QUOTE = 0.65
# Messages of one rule share their template; below this it is another of its sentences, about something else.
_SAME_MESSAGE = 0.6
# A quote of fewer words (`Gambar 2.9`) shows no passage.
_TELLING_WORDS = 5
# So many findings of one rule are compared letter by letter; beyond, only equal ones are known again. No
# report has a tenth of it, and hostile files cannot make the work grow with its square.
_MAX_COMPARED = 100
# Letters of message and quote that are looked at; a quote has at most 25 words.
_COMPARED_LENGTH = 600


class FindingStatus(StrEnum):
    """What became of a finding."""

    NEW = "new"
    OPEN = "open"
    MENDED = "mended"


class Change(StrEnum):
    """How a line of a checklist fares against before; CHANGED where neither status is the better one."""

    IMPROVED = "improved"
    WORSE = "worse"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True)
class Checked:
    """A document with its check.

    Attributes:
        document: the document; only its head (source, identity, warnings) where the check was
            read from a file.
        fmt, lke: ids of the mappings that applied.
    """

    document: Document
    result: CheckResult
    fmt: str
    lke: str

    def section_title(self, finding: Finding) -> str:
        """Return the title of a finding's section, folded; empty where it is not known."""
        section = self.document.section_by_id.get(finding.section or "")
        return fold(section.title) if section else ""


@dataclass(frozen=True, slots=True)
class ComparedFinding:
    """A finding of either check: `old` is None where it is new, `new` where it is mended."""

    old: Finding | None
    new: Finding | None

    @property
    def status(self) -> FindingStatus:
        """What became of it."""
        if self.old is None:
            return FindingStatus.NEW
        return FindingStatus.OPEN if self.new else FindingStatus.MENDED

    @property
    def latest(self) -> Finding:
        """The finding as last seen."""
        finding = self.new or self.old
        assert finding is not None  # noqa: S101 - one of the two is always there
        return finding


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section of the format in both checks; None where a check's format lacks it."""

    section: str
    title: str
    old: SectionStatus | None
    new: SectionStatus | None
    change: Change


@dataclass(frozen=True, slots=True)
class ComparedMeasure:
    """A measure of the letter in both checks; None where a check lacks it."""

    measure: str
    old: MeasureStatus | None
    new: MeasureStatus | None
    change: Change


@dataclass(frozen=True)
class Comparison:
    """Two checks compared.

    Attributes:
        findings: new ones first, then open, then mended; each by severity and place.
        conformance, measures: a line for each that either check has, in the order of the new one.
        notes: Indonesian sentences on why the two can hardly be compared; empty if they can.
    """

    old: Checked
    new: Checked
    findings: tuple[ComparedFinding, ...]
    conformance: tuple[ComparedSection, ...]
    measures: tuple[ComparedMeasure, ...]
    notes: tuple[str, ...]

    def of(self, status: FindingStatus) -> tuple[ComparedFinding, ...]:
        """Return the findings of one status."""
        return tuple(finding for finding in self.findings if finding.status is status)

    @property
    def has_error(self) -> bool:
        """Whether an error is new or still open."""
        return self.new.result.has_error

    @cached_property
    def document(self) -> Document:
        """The new document, with all warnings: its own, those of the comparison, those of the old one."""
        before = (f"Pemeriksaan lama: {warning}" for warning in self.old.document.warnings)
        return replace(self.new.document, warnings=(*self.new.document.warnings, *self.notes, *before))


def compare_checks(old: Checked, new: Checked) -> Comparison:
    """Return what changed from one check to the other."""
    before, after = old.result, new.result
    return Comparison(
        old,
        new,
        tuple(_ordered(_pair_findings(old, new))),
        tuple(
            ComparedSection(key, title, was, now, _change(was, now, _SECTION_RANK))
            for key, title, was, now in _aligned(
                [(entry.section, entry.title, entry.status) for entry in before.conformance],
                [(entry.section, entry.title, entry.status) for entry in after.conformance],
            )
        ),
        tuple(
            ComparedMeasure(key, was, now, _change(was, now, _MEASURE_RANK))
            for key, _, was, now in _aligned(
                [(entry.measure, "", entry.status) for entry in before.measures],
                [(entry.measure, "", entry.status) for entry in after.measures],
            )
        ),
        tuple(_doubts(old, new)),
    )


# --- findings -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Known:
    """A finding with what it is known again by."""

    finding: Finding
    message: str
    quote: str
    marks: frozenset[str]
    section: str
    position: int

    @classmethod
    def of(cls, finding: Finding, checked: Checked, position: int) -> _Known:
        """Return the finding with its marks; `position` is its place among the findings."""
        message = _PLACES.sub(" ", finding.message[:_COMPARED_LENGTH])
        names = ("".join(groups) for groups in _NAME.findall(message))
        marks = frozenset(_CODE.findall(message)) | {fold(name) for name in names}
        section = checked.section_title(finding)
        quote = fold(finding.quote[:_COMPARED_LENGTH])
        return cls(finding, fold(message), quote, marks, section, position)

    def key(self, with_section: bool) -> tuple[str, ...]:
        """Return what equal findings of two checks have in common."""
        section = (self.section,) if with_section else ()
        return self.finding.rule, self.message, self.quote, *section


def _pair_findings(old: Checked, new: Checked) -> list[ComparedFinding]:
    """Return each finding of either check once, the same ones as pairs."""
    before = [_Known.of(finding, old, index) for index, finding in enumerate(old.result.findings)]
    after = [_Known.of(finding, new, index) for index, finding in enumerate(new.result.findings)]
    partner = _equal_pairs(before, after)
    taken = set(partner.values())
    left_before, left_after = _by_rule(before, partner.keys()), _by_rule(after, taken)
    for rule in left_before.keys() & left_after.keys():
        partner |= _like_pairs(left_before[rule][:_MAX_COMPARED], left_after[rule][:_MAX_COMPARED])
    taken = set(partner.values())
    return [
        *(ComparedFinding(None, known.finding) for known in after if known.position not in taken),
        *(
            ComparedFinding(
                known.finding,
                after[partner[known.position]].finding if known.position in partner else None,
            )
            for known in before
        ),
    ]


def _equal_pairs(before: Sequence[_Known], after: Sequence[_Known]) -> dict[int, int]:
    """Return old position -> new position of findings that say the same: first those of one section."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for with_section in (True, False):
        waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for known in reversed(after):
            if known.position not in taken:
                waiting[known.key(with_section)].append(known.position)
        for known in before:
            if known.position not in pairs and (same := waiting.get(known.key(with_section))):
                pairs[known.position] = same.pop()
                taken.add(pairs[known.position])
    return pairs


def _by_rule(findings: Iterable[_Known], taken: Iterable[int]) -> dict[str, list[_Known]]:
    """Return the findings that have no partner yet, by rule."""
    done = set(taken)
    left: dict[str, list[_Known]] = defaultdict(list)
    for known in findings:
        if known.position not in done:
            left[known.finding.rule].append(known)
    return left


def _like_pairs(before: Sequence[_Known], after: Sequence[_Known]) -> dict[int, int]:
    """Return old position -> new position of the findings of a rule that are about the same; likest first."""
    scored = [
        (likeness, -abs(i - j), old.position, new.position)
        for i, old in enumerate(before)
        for j, new in enumerate(after)
        if (likeness := _likeness(old, new)) > 0
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, was, now in sorted(scored, key=lambda entry: (-entry[0], -entry[1], entry[2], entry[3])):
        if was not in pairs and now not in taken:
            pairs[was] = now
            taken.add(now)
    return pairs


def _likeness(old: _Known, new: _Known) -> float:
    """Return how surely two findings of one rule are about the same thing: 0 if they are not, else to 1."""
    here = 0.05 if old.section and old.section == new.section else 0.0
    if old.marks != new.marks and (old.marks or new.marks):
        same_passage = old.quote == new.quote and len(old.quote.split()) >= _TELLING_WORDS
        return 0.6 + here if same_passage else 0.0
    if not old.quote or not new.quote:
        # The message alone: equal but for numbers that may have grown.
        return 0.8 + here if _NUMBER.sub("#", old.message) == _NUMBER.sub("#", new.message) else 0.0
    quotes = ratio(old.quote, new.quote)
    if old.marks and old.message == new.message:
        return 0.75 + 0.2 * quotes + here
    messages = ratio(old.message, new.message)
    if quotes < _SAME_QUOTE or messages < _SAME_MESSAGE:
        return 0.0
    return (quotes + messages) / 2 * 0.95 + here


def _ordered(findings: Iterable[ComparedFinding]) -> list[ComparedFinding]:
    """Return findings by status, then severity; the order of the checks, which is that of places, stays."""
    statuses, severities = list(FindingStatus), list(Severity)
    return sorted(
        findings,
        key=lambda one: (statuses.index(one.status), severities.index(one.latest.severity)),
    )


# --- checklists ---------------------------------------------------------------------------------------------

_SECTION_RANK: dict[SectionStatus, int] = {
    SectionStatus.OK: 0,
    SectionStatus.RENAMED: 1,
    SectionStatus.MISPLACED: 2,
    SectionStatus.THIN: 3,
    SectionStatus.MISSING: 4,
}
# What does not apply is neither better nor worse.
_MEASURE_RANK: dict[MeasureStatus, int] = {
    MeasureStatus.YES: 0,
    MeasureStatus.PARTIAL: 1,
    MeasureStatus.NO: 2,
}


def _change(old: Status | None, new: Status | None, rank: Mapping[Status, int]) -> Change:
    if old == new:
        return Change.SAME
    if old is None or new is None or old not in rank or new not in rank:
        return Change.CHANGED
    return Change.IMPROVED if rank[new] < rank[old] else Change.WORSE


def _aligned(
    old: Sequence[tuple[str, str, Status]], new: Sequence[tuple[str, str, Status]]
) -> list[tuple[str, str, Status | None, Status | None]]:
    """Return key, title, old and new status of each line; those that only the old one has come last."""
    before = {key: (title, status) for key, title, status in old}
    after = {key: (title, status) for key, title, status in new}
    lines: list[tuple[str, str, Status | None, Status | None]] = [
        (key, title, before[key][1] if key in before else None, status)
        for key, (title, status) in after.items()
    ]
    lines += [(key, title, status, None) for key, (title, status) in before.items() if key not in after]
    return lines


def _doubts(old: Checked, new: Checked) -> list[str]:
    """Return why the comparison may mislead."""
    before, after = old.document.identity, new.document.identity
    doubts = []
    if before.satker and after.satker and before.satker != after.satker:
        doubts.append(f"Kedua dokumen dari satuan kerja yang berbeda: {before.satker} dan {after.satker}.")
    if before.document_type is not after.document_type:
        doubts.append("Kedua dokumen tidak sejenis, sehingga aturan yang diperiksa pun berbeda.")
    if before.year and after.year and before.year != after.year:
        doubts.append(f"Kedua dokumen tentang tahun yang berbeda: {before.year} dan {after.year}.")
    if old.fmt != new.fmt:
        doubts.append(f"Kedua dokumen diperiksa menurut format yang berbeda: {old.fmt} dan {new.fmt}.")
    if old.lke != new.lke:
        doubts.append(f"Kedua dokumen diperiksa menurut LKE yang berbeda: {old.lke} dan {new.lke}.")
    return doubts
