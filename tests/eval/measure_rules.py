"""Recall of each rule on planted defects, and its false alarms on documents without a fault.

`python -m tests.eval.measure_rules` plants every kind into several offices' documents one by one, prints what
was missed, and writes `docs/aturan-angka.json` (rule id -> planted, found, false_alarms_clean).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assistant.progress import SilentProgress
from assistant.workbench import Settings, Workbench
from tests.factories.docx_writer import write_docx
from tests.factories.office import OfficeLevel
from tests.factories.planted import KINDS, Kind, Planted, sow_all
from tests.factories.text_writer import write_text
from tests.factories.utuh import Whole, invent_whole, whole_laporan, whole_rencana

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.checking.model import Finding
    from assistant.document import Document
    from tests.factories.spec import DocumentSpec

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "docs" / "aturan-angka.json"
LEVELS = tuple(OfficeLevel)
# As many lines beside the passage as a reader takes in at a glance.
NEAR = 3
# Share of a block's words that must be the element's own: markers and cell borders may differ.
SAME_WORDS = 0.8
_RANK = {"info": 0, "warning": 1, "error": 2}
_SETTINGS = Settings(progress=lambda: nullcontext(SilentProgress()), corrections=False)


@dataclass(frozen=True)
class Checked:
    """A document as read, what was found in it, and the lines of its elements (text only)."""

    document: Document
    findings: tuple[Finding, ...]
    lines: dict[int, tuple[int, int]]


@dataclass(frozen=True)
class Outcome:
    """A planted defect and the rule that found it; empty if none did."""

    planted: Planted
    seed: int
    rule: str


@dataclass
class Figures:
    """What a measurement counted."""

    outcomes: list[Outcome] = field(default_factory=list)
    alarms: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Share of the planted defects that were found."""
        return sum(bool(o.rule) for o in self.outcomes) / max(1, len(self.outcomes))

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """Return found and planted of each kind."""
        counts: dict[str, tuple[int, int]] = {}
        for outcome in self.outcomes:
            found, planted = counts.get(outcome.planted.kind.name, (0, 0))
            counts[outcome.planted.kind.name] = (found + bool(outcome.rule), planted + 1)
        return counts

    def by_rule(self) -> dict[str, dict[str, int]]:
        """Return planted, found and false alarms of each rule; a miss counts for its kind's usual finder."""
        finders: dict[str, Counter[str]] = defaultdict(Counter)
        for outcome in self.outcomes:
            if outcome.rule:
                finders[outcome.planted.kind.name][outcome.rule] += 1
        table: dict[str, dict[str, int]] = {}

        def row(rule: str) -> dict[str, int]:
            return table.setdefault(rule, {"planted": 0, "found": 0, "false_alarms_clean": self.alarms[rule]})

        for outcome in self.outcomes:
            usual = finders[outcome.planted.kind.name].most_common(1)
            rule = outcome.rule or (usual[0][0] if usual else "")
            if rule:
                row(rule)["planted"] += 1
                row(rule)["found"] += bool(outcome.rule)
        for rule in self.alarms:
            row(rule)
        return dict(sorted(table.items()))


def office_of(seed: int, document: str) -> Whole:
    """Return the office of a seed in the year that its document is for."""
    return invent_whole(seed, LEVELS[seed % 4], 2025 if document == "laporan" else 2026)


def clean_spec(whole: Whole, document: str) -> DocumentSpec:
    """Return a document without a fault."""
    if document == "laporan":
        return whole_laporan(whole)
    return whole_rencana(whole, tabular=document == "tabel").document


def check_spec(spec: DocumentSpec, form: str, folder: Path) -> Checked:
    """Return what the program finds in a document written as text or for Word."""
    lines: dict[int, tuple[int, int]] = {}
    if form == "text":
        written = write_text(spec)
        lines, path = dict(written.lines), folder / "naskah.txt"
        path.write_text(written.text, encoding="utf-8")
    else:
        path = folder / "naskah.docx"
        path.write_bytes(write_docx(spec))
    bench = Workbench(path, _SETTINGS)
    return Checked(bench.document, bench.check.findings, lines)


@cache
def clean_check(seed: int, document: str, form: str) -> Checked:
    """Return what is found in a document without a fault: false alarms, but for what is only worth a look."""
    with TemporaryDirectory() as folder:
        return check_spec(clean_spec(office_of(seed, document), document), form, Path(folder))


def false_alarms(seed: int, document: str, form: str) -> list[Finding]:
    """Return the errors and warnings in a document without a fault."""
    return [f for f in clean_check(seed, document, form).findings if _RANK[f.severity.value] > 0]


def trial(seed: int, kinds: Sequence[Kind]) -> list[Outcome]:
    """Plant kinds of one document and form into an office's document and return what became of each."""
    document, form = kinds[0].document, kinds[0].form
    whole = office_of(seed, document)
    names = "".join(kind.name for kind in kinds)
    spec, records = sow_all(whole, clean_spec(whole, document), list(kinds), Random(f"{seed}{names}"))
    if not records:
        return []
    with TemporaryDirectory() as folder:
        checked = check_spec(spec, form, Path(folder))
    known = {(f.rule, f.message) for f in clean_check(seed, document, form).findings}
    fresh = [f for f in checked.findings if (f.rule, f.message) not in known]
    return [Outcome(r, seed, _finder(r, records, fresh, checked)) for r in records]


def _finder(
    record: Planted,
    records: Sequence[Planted],
    fresh: Sequence[Finding],
    checked: Checked,
) -> str:
    """Return the rule that found a defect; empty if none did."""
    kind = record.kind
    fitting = [
        f
        for f in fresh
        if f.rule.startswith(kind.expected) and _RANK[f.severity.value] >= _RANK[kind.severity]
    ]
    others = [r for r in records if r is not record and r.place is not None]
    for finding in fitting:
        if record.place is not None and _touches(finding, record, checked):
            return finding.rule
    for finding in fitting:
        anywhere = record.place is None or kind.pair
        if anywhere and not any(_touches(finding, r, checked) for r in others):
            return finding.rule
    return ""


def _touches(finding: Finding, record: Planted, checked: Checked) -> bool:
    """Whether a finding is about the passage of a defect, or what stands beside it."""
    if checked.lines:
        first, last = checked.lines.get(record.place or 0, (0, 0))
        begin, end = finding.line or -99, finding.line_end or finding.line or -99
        named = [int(line) for line in re.findall(r"baris (\d+)", finding.message)]
        near = begin <= last + NEAR and end >= first - NEAR
        return near or any(first - NEAR <= line <= last + NEAR for line in named)
    blocks = checked.document.blocks
    at = next((i for i, b in enumerate(blocks) if b.id == finding.block), None)
    if at is None:
        return False
    own = set(re.findall(r"\w+", record.text.lower()))
    return any(_is_of(block.text, own) for block in blocks[max(0, at - 1) : at + 2])


def _is_of(text: str, own: set[str]) -> bool:
    words = set(re.findall(r"\w+", text.lower()))
    smaller = min(len(words), len(own))
    return smaller > 0 and len(words & own) >= SAME_WORDS * smaller


def measure(kinds: Iterable[Kind], times: int, seeds: Sequence[int]) -> list[Outcome]:
    """Plant each kind alone, `times` times, into the documents of the offices that have a place for it."""
    outcomes: list[Outcome] = []
    for place, kind in enumerate(kinds):
        done = 0
        for seed in (*seeds[place % len(seeds) :], *seeds[: place % len(seeds)]):
            if done < times:
                new = trial(seed, [kind])
                outcomes += new
                done += len(new)
    return outcomes


def measure_packed(kinds: Iterable[Kind], seeds: Sequence[int], together: int = 6) -> list[Outcome]:
    """Plant each kind once, gentle ones several to a document: quick, and closer to real documents."""
    groups: dict[tuple[str, str], list[Kind]] = defaultdict(list)
    alone: list[Kind] = []
    for kind in kinds:
        if kind.gentle:
            groups[kind.document, kind.form].append(kind)
        else:
            alone.append(kind)
    packs = [
        group[i::steps]
        for group in groups.values()
        for steps in [-(-len(group) // together)]
        for i in range(steps)
    ]
    outcomes: list[Outcome] = []
    for place, pack in enumerate([*packs, *([kind] for kind in alone)]):
        for seed in (seeds[place % len(seeds)], *seeds):
            left = [k for k in pack if k.name not in {o.planted.kind.name for o in outcomes}]
            if left:
                outcomes += trial(seed, left)
    return outcomes


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(times: int = 4, seeds: Sequence[int] = tuple(range(1, 13))) -> Figures:
    """Measure all kinds, print what was missed, write the figures."""
    figures = Figures(measure(KINDS, times, seeds))
    for seed in seeds:
        for document, form in (
            ("laporan", "text"),
            ("laporan", "docx"),
            ("tabel", "docx"),
            ("naratif", "docx"),
        ):
            for finding in false_alarms(seed, document, form):
                figures.alarms[finding.rule] += 1
                _say(f"FALSE {seed} {document} {form}: {finding.rule} {finding.line}: {finding.message}")
    for outcome in figures.outcomes:
        if not outcome.rule:
            _say(f"MISSED {outcome.planted.kind.name} (seed {outcome.seed}): {outcome.planted.text[:160]!r}")
    for name, (found, planted) in figures.by_kind().items():
        _say(f"{name:28} {found}/{planted}")
    _say(f"recall {figures.recall:.3f} of {len(figures.outcomes)} planted, {len(figures.by_kind())} kinds")
    FIGURES.write_text(json.dumps(figures.by_rule(), indent=2) + "\n", encoding="utf-8")
    return figures


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
