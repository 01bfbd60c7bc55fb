"""The measures a..m of the letter, each looked for in the text of a report.

Only what is told as done counts: aims, bases and plans are set aside, denials and hedges are read, and of an
attached LKE only that it is there. The words of evidence are data (`langkah` in `mappings/format-*.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.clauses import Reading, read_clause, split_clauses
from assistant.checking.format import Applicability
from assistant.checking.model import MeasureEntry, MeasureStatus, SectionStatus
from assistant.checking.patterns import Pattern, find_phrase
from assistant.document import BlockKind, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.conformance import SectionMatches
    from assistant.checking.format import Element, Format, Measure
    from assistant.document import Block, Document

_EVIDENCE_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION, BlockKind.TABLE_ROW)
# A report that lacks more of the format's sections than this share does not follow the format.
_MISSING_SHARE = 1 / 3
# After `inovasi berupa` the thing itself is named within so many words.
_OBJECT_WORDS = 4
# A checklist names the first blocks of evidence; more do not help the reader.
_MAX_BLOCKS = 8


def check_measures(document: Document, fmt: Format, matches: SectionMatches) -> tuple[MeasureEntry, ...]:
    """Return an entry for every measure of the letter, in its order."""
    tracer = _Tracer(document, fmt, matches)
    return tuple(tracer.entry(measure) for measure in fmt.langkah)


@dataclass(frozen=True)
class _Trace:
    """What the text says of an element: blocks that tell it as done; whether it is denied or planned."""

    done: tuple[str, ...] = ()
    denied: bool = False
    planned: bool = False


@dataclass(frozen=True, slots=True)
class _Passage:
    """A clause of the report that may be evidence, with the heading above it."""

    block: str
    text: str
    heading: str


class _Tracer:
    """Looks for the measures in one document."""

    def __init__(self, document: Document, fmt: Format, matches: SectionMatches) -> None:
        self._document = document
        self._fmt = fmt
        self._matches = matches
        self._passages = tuple(self._collect())

    def entry(self, measure: Measure) -> MeasureEntry:
        """Return what became of one measure."""
        if measure.dari_dokumen:
            return self._from_document(measure)
        if reason := self._not_applicable(measure):
            return MeasureEntry(measure.id, MeasureStatus.NOT_APPLICABLE, note=reason)
        traces = {element.nama: self._trace(measure, element) for element in measure.unsur}
        return MeasureEntry(
            measure.id, _status(measure, traces), _blocks(traces), note=_note(measure, traces)
        )

    def _from_document(self, measure: Measure) -> MeasureEntry:
        lacking = [m for m in self._matches.matches if m.status is SectionStatus.MISSING]
        if len(lacking) > _MISSING_SHARE * len(self._fmt.bagian):
            note = f"Laporan ada, tetapi {len(lacking)} bagian format tidak ditemukan."
            return MeasureEntry(measure.id, MeasureStatus.PARTIAL, note=note)
        return MeasureEntry(measure.id, MeasureStatus.YES, note="Laporan ini sendiri adalah buktinya.")

    def _not_applicable(self, measure: Measure) -> str:
        """Return why a measure does not bind the office; empty if it does."""
        if measure.berlaku_bagi is Applicability.PROVINSI and self._document.identity.level != Level.PROVINSI:
            return "Hanya berlaku bagi KPU Provinsi/KIP Aceh."
        if measure.berlaku_bagi is Applicability.PEMEGANG_WBK and not self._holds_wbk():
            return "Hanya berlaku bagi satuan kerja yang sudah berpredikat WBK; laporan tidak menyatakannya."
        return ""

    def _holds_wbk(self) -> bool:
        patterns = tuple(Pattern.parse(line) for line in self._fmt.pemegang_wbk)
        return any(
            read_clause(passage.text, span, self._fmt.membaca_langkah) is Reading.DONE
            for passage in self._passages
            for pattern in patterns
            if (span := pattern.match(passage.text))
        )

    def _trace(self, measure: Measure, element: Element) -> _Trace:
        reading = self._fmt.membaca_langkah
        done: dict[str, None] = {}  # ordered set
        said: set[Reading] = set()
        for passage in self._passages:
            for pattern in element.patterns:
                span = pattern.match(passage.text, passage.heading)
                if span is None:
                    continue
                if measure.tanpa_aplikasi_nasional and self._names_national(passage.text, span[1]):
                    continue
                verdict = read_clause(passage.text, span, reading)
                said.add(verdict)
                if verdict is Reading.DONE:
                    done[passage.block] = None
        return _Trace(tuple(done), Reading.DENIED in said, Reading.PLANNED in said)

    def _names_national(self, clause: str, end: int) -> bool:
        """Whether an application of the central agency is what the words up to `end` speak of.

        One named further on is only what the office's own thing is connected with.
        """
        spoken_of = clause[:end] + " " + " ".join(clause[end:].split()[:_OBJECT_WORDS])
        return _any(spoken_of, self._fmt.membaca_langkah.aplikasi_nasional)

    def _collect(self) -> Iterator[_Passage]:
        """Yield the clauses that may be evidence: in a section of results, no aim, not of the LKE's table."""
        reading = self._fmt.membaca_langkah
        in_lke = in_aims = False
        for block in self._document.blocks:
            section = self._matches.section_of(block.id)
            in_lke = in_lke or (section == "LAMPIRAN" and _any(block.text, reading.penanda_lke))
            if in_lke:
                continue
            if block.kind is not BlockKind.LIST_ITEM:
                in_aims = _any(block.text, reading.pengantar_sasaran)
            if block.kind not in _EVIDENCE_KINDS or section in reading.bukan_bukti:
                continue
            if in_aims and block.kind is BlockKind.LIST_ITEM:
                continue
            heading = self._heading_of(block)
            for clause in split_clauses(block.text):
                yield _Passage(block.id, clause.text, heading)

    def _heading_of(self, block: Block) -> str:
        section = self._document.section_by_id.get(block.section or "")
        return section.title if section else ""


def _any(text: str, phrases: tuple[str, ...]) -> bool:
    return find_phrase(text, phrases) is not None


def _status(measure: Measure, traces: dict[str, _Trace]) -> MeasureStatus:
    """Return yes if all obligatory elements are told, partial if any element is, no otherwise."""
    if any(element.pokok and not traces[element.nama].done for element in measure.unsur):
        return MeasureStatus.NO
    if all(traces[element.nama].done for element in measure.unsur if element.wajib):
        return MeasureStatus.YES
    if any(trace.done for trace in traces.values()):
        return MeasureStatus.PARTIAL
    return MeasureStatus.NO


def _blocks(traces: dict[str, _Trace]) -> tuple[str, ...]:
    """Return the first blocks of evidence, those of every element before more of any."""
    queues = [list(trace.done) for trace in traces.values() if trace.done]
    order: dict[str, None] = {}
    while any(queues) and len(order) < _MAX_BLOCKS:
        for queue in queues:
            if queue:
                order.setdefault(queue.pop(0))
    return tuple(list(order)[:_MAX_BLOCKS])


def _note(measure: Measure, traces: dict[str, _Trace]) -> str:
    """Return what was found and what is lacking, in Indonesian."""
    found = [name for name, trace in traces.items() if trace.done]
    parts = [f"Ditemukan: {_listed(found)}."] if found else []
    lacking = [_lack(e.nama, traces[e.nama]) for e in measure.unsur if e.wajib and not traces[e.nama].done]
    if lacking:
        parts.append(f"Belum ditemukan: {_listed(lacking)}.")
    return " ".join(parts)


def _lack(name: str, trace: _Trace) -> str:
    """Return the name of a lacking element, with what the text says of it instead."""
    if trace.denied:
        return f"{name} (laporan menyatakan belum ada)"
    if trace.planned:
        return f"{name} (baru berupa rencana)"
    return name


def _listed(names: list[str]) -> str:
    return "; ".join(names)
