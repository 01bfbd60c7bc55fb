"""The check of a report by area: which area a finding belongs to, and the heat map of areas by status."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.model import SectionStatus, Severity
from assistant.checking.registry import family_of
from assistant.language.clean import fold
from assistant.language.similarity import best_match
from assistant.lke.model import NodeLevel, area_of
from assistant.rendering.coverage_map import area_key
from assistant.rendering.wording import SECTION_STATUS, SEVERITY, Support, in_title_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.checking.model import CheckResult, ConformanceEntry, Finding
    from assistant.document import Document, Section
    from assistant.lke.model import Lke, Node
    from assistant.mapping.model import CoverageEntry

_CODE = re.compile(r"\b(?:A\.I{1,2}\.\d|B\.I{1,2})\b")
# Titles of format and form differ in a word or two (`Tata Laksana`, `Tatalaksana`), never by a third.
_SAME_TITLE = 0.7
# The area of what concerns no area: opening, closing, the document as a whole.
ELSEWHERE = "umum"
ELSEWHERE_NAME = "Di luar area"
# Thirds and halves, for the eye only: the numbers stand in the cells.
_MOST, _MUCH = 2 / 3, 1 / 3
# One picture or link cannot show a year's work in an area of several sub-areas.
_SOME_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of the heat map.

    Attributes:
        value: what stands in it: a number, or the status of a section.
        note: what the number is made of; empty if nothing is to be said.
        shade: class of its colour: `baik-1` to `baik-3`, `awas-1`, `buruk-1` to `buruk-3`, `tahu-1`, `nol`.
        choice: the filter of the findings that it leads to, as a query.
        said: the cell in words, for who does not see the table.
    """

    value: str
    shade: str
    choice: str
    said: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """An area within a component: cells for indicators covered, weakly covered, not covered."""

    code: str
    name: str
    coverage: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class AreaRows:
    """An area: a row for each component, and the cells that hold for all of them.

    Attributes:
        section, evidence: None for what is no laporan, and for an area without a section in the format.
    """

    key: str
    name: str
    components: tuple[ComponentRow, ...]
    section: HeatCell | None
    findings: tuple[HeatCell, ...]
    evidence: HeatCell | None


@dataclass(frozen=True, slots=True)
class OpenIndicators:
    """The indicators of an area that are not covered, or weakly: codes with their names."""

    area: str
    label: str
    indicators: tuple[tuple[str, str], ...]


class AreaFinder:
    """Says which area a finding belongs to, so that a reviewer can look at one area alone."""

    def __init__(self, document: Document, result: CheckResult, lke: Lke) -> None:
        self._document = document
        self._by_block = {
            block: area_key(entry.code) for entry in reversed(result.coverage) for block in entry.blocks
        }
        self._matched = {entry.found for entry in result.conformance if entry.found}
        self._by_section: dict[str, str] = {}
        self.entries: dict[str, ConformanceEntry] = {}
        # The component of Hasil has no areas; reports give it a section of its own, called by this name.
        hasil = [node for node in lke.areas if node.level is not NodeLevel.AREA][:1]
        named = [*lke.areas, *hasil]
        names = [node.name for node in lke.areas] + [f"Komponen {lke.name_of(n.parent or '')}" for n in hasil]
        keys = [area_key(node.code) for node in named]
        self._names = [(fold(name), key) for name, key in zip(names, keys, strict=True)]
        for entry in result.conformance:
            match = best_match(entry.title, names, _SAME_TITLE)
            if match:
                key = keys[match[0]]
                self.entries.setdefault(key, entry)
                self._by_section |= {name: key for name in (entry.section, entry.found) if name}
        if not result.conformance:  # a plan: its headings name the areas
            for section in document.sections:
                match = best_match(section.title, names, _SAME_TITLE)
                if match:
                    self._by_section[section.id] = keys[match[0]]

    def of(self, finding: Finding) -> str:
        """Return the key of the finding's area; empty where it concerns none."""
        named = _CODE.search(finding.message)
        if named:
            return area_key(area_of(named.group()))
        if finding.section in self._by_section:
            return self._by_section[finding.section]
        # Where the format knows the section, the section decides: a closing chapter speaks of areas too.
        path = self._path(finding.section)
        if any(section.id in self._matched for section in path):
            return self.of_section(finding.section)
        found = self.of_section(finding.section) or self._by_block.get(finding.block or "", "")
        return found or ("" if finding.section else self._named_in(finding.message))

    def _named_in(self, message: str) -> str:
        """Return the key of the one area whose name stands in a message; empty for none or several."""
        said = f" {fold(message)} "
        keys = {key for name, key in self._names if f" {name} " in said}
        return keys.pop() if len(keys) == 1 else ""

    def of_section(self, section_id: str | None) -> str:
        """Return the key of the area that a section of the document stands in; empty for none."""
        path = self._path(section_id)
        return next((self._by_section[s.id] for s in reversed(path) if s.id in self._by_section), "")

    def _path(self, section_id: str | None) -> tuple[Section, ...]:
        known = section_id in self._document.section_by_id
        return self._document.section_path(section_id) if known else ()


def heat_map(
    document: Document, result: CheckResult, lke: Lke, areas: AreaFinder
) -> tuple[tuple[AreaRows, ...], AreaRows | None]:
    """Return the rows of every area, and the one of what lies outside them (None if there is nothing)."""
    counts: dict[str, Counter[Severity]] = {}
    families: dict[str, set[str]] = {}
    for finding in result.findings:
        key = areas.of(finding) or ELSEWHERE
        counts.setdefault(key, Counter())[finding.severity] += 1
        families.setdefault(key, set()).add(family_of(finding.rule))
    evidence = _evidence(document, areas)
    nodes: dict[str, list[Node]] = {}
    for node in lke.areas:
        nodes.setdefault(area_key(node.code), []).append(node)
    coverage = _coverage_by_area(result.coverage)
    rows = tuple(
        AreaRows(
            key,
            _area_name(key, group),
            tuple(_component_row(key, node, lke, coverage.get(node.code, Counter())) for node in group),
            _section_cell(key, areas.entries.get(key), families.get(key, set())),
            _finding_cells(key, counts.get(key, Counter())),
            _evidence_cell(key, evidence.get(key, Counter())) if result.conformance else None,
        )
        for key, group in nodes.items()
    )
    if ELSEWHERE not in counts:
        return rows, None
    cells = _finding_cells(ELSEWHERE, counts[ELSEWHERE])
    return rows, AreaRows(ELSEWHERE, ELSEWHERE_NAME, (), None, cells, None)


def open_indicators(coverage: Sequence[CoverageEntry]) -> tuple[OpenIndicators, ...]:
    """Return, by area, the indicators that the text does not speak to, and those it speaks to weakly."""
    labels = {Support.NONE: "Indikator yang belum dibahas", Support.WEAK: "Indikator yang lemah dukungannya"}
    keys = dict.fromkeys(area_key(entry.code) for entry in coverage)
    found = []
    for key in keys:
        for step, label in labels.items():
            indicators = tuple(
                (entry.code, entry.name)
                for entry in coverage
                if area_key(entry.code) == key and Support.of(entry.best) is step
            )
            if indicators:
                found.append(OpenIndicators(key, label, indicators))
    return tuple(found)


def _area_name(key: str, group: Sequence[Node]) -> str:
    return "Hasil" if key == "h" else f"{key}. {in_title_case(group[0].name)}"


def _component_row(key: str, node: Node, lke: Lke, steps: Counter[Support]) -> ComponentRow:
    name = in_title_case(lke.name_of(node.parent or "") if node.level is NodeLevel.AREA else node.name)
    return ComponentRow(node.code, name, _coverage_cells(key, f"{_area_name(key, [node])}, {name}", steps))


def _coverage_by_area(coverage: Iterable[CoverageEntry]) -> dict[str, Counter[Support]]:
    by_area: dict[str, Counter[Support]] = {}
    for entry in coverage:
        by_area.setdefault(area_of(entry.code), Counter())[Support.of(entry.best)] += 1
    return by_area


def _coverage_cells(key: str, name: str, steps: Counter[Support]) -> tuple[HeatCell, ...]:
    total = max(1, steps.total())
    covered, weak, none = (
        steps[Support.STRONG] + steps[Support.FAIR],
        steps[Support.WEAK],
        steps[Support.NONE],
    )
    shades = (
        _graded("baik", covered / total),
        "awas-1" if weak else "nol",
        _graded("buruk", none / total),
    )
    said = ("indikator dibahas", "indikator lemah", "indikator belum dibahas")
    return tuple(
        HeatCell(str(value), shade, f"area={key}", f"{name}: {value} {what}")
        for value, shade, what in zip((covered, weak, none), shades, said, strict=True)
    )


def _graded(colour: str, share: float) -> str:
    if share <= 0:
        return "nol"
    return f"{colour}-{3 if share >= _MOST else 2 if share >= _MUCH else 1}"


def _finding_cells(key: str, counts: Counter[Severity]) -> tuple[HeatCell, ...]:
    shades = {Severity.ERROR: "buruk-3", Severity.WARNING: "awas-1", Severity.INFO: "tahu-1"}
    return tuple(
        HeatCell(
            str(counts[severity]),
            shades[severity] if counts[severity] else "nol",
            f"area={key}&tingkat={severity.value}",
            f"{counts[severity]} {name.lower()}",
        )
        for severity, name in SEVERITY.items()
    )


def _section_cell(key: str, entry: ConformanceEntry | None, families: set[str]) -> HeatCell | None:
    if entry is None:
        return None
    shade = {
        SectionStatus.OK: "baik-2",
        SectionStatus.RENAMED: "tahu-1",
        SectionStatus.MISSING: "buruk-3",
    }.get(entry.status, "awas-1")
    family = "&keluarga=struktur" if "struktur" in families else ""
    label = SECTION_STATUS[entry.status]
    return HeatCell(label, shade, f"area={key}{family}", f"bagian {entry.section}: {label}")


def _evidence(document: Document, areas: AreaFinder) -> dict[str, Counter[str]]:
    """Return, by area, how many pictures, tables and links its sections hold."""
    kinds = (("gambar", document.figures), ("tabel", document.tables), ("tautan", document.links))
    found: dict[str, Counter[str]] = {}
    area_by_section = {section.id: areas.of_section(section.id) for section in document.sections}
    for kind, parts in kinds:
        for part in parts:
            key = area_by_section.get(part.section or "", "")
            if key:
                found.setdefault(key, Counter())[kind] += 1
    return found


def _evidence_cell(key: str, counts: Counter[str]) -> HeatCell:
    total = counts.total()
    shade = "buruk-1" if not total else "awas-1" if total < _SOME_EVIDENCE else "baik-2"
    note = " · ".join(f"{counts[kind]} {kind}" for kind in ("gambar", "tabel", "tautan") if counts[kind])
    return HeatCell(str(total), shade, f"area={key}", f"{total} bukti di dalam teks", note)
