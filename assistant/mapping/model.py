"""What mapping returns: candidates per block and the coverage of the LKE (`zi/mapping@1`)."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.document import BlockKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator (or a sub-area) that a text may speak to.

    Attributes:
        code: LKE code of an indicator (`A.I.3.iv.c`) or of a sub-area (`A.I.5.ii`).
        score: how sure, 0 to 1.
        reasons: short Indonesian phrases: what spoke for it.
    """

    code: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A text to map, with the headings above it, outermost first."""

    id: str
    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    heading_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentMapping:
    """What a segment speaks to.

    Attributes:
        area: code of the area (`A.I.1`, `B.I`), None where it speaks of none.
        candidates: best first; empty where the text is about no indicator.
    """

    id: str
    area: str | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceMapping:
    """A sentence of a long paragraph and the indicator it speaks to; None if none."""

    text: str
    code: str | None
    score: float


@dataclass(frozen=True, slots=True)
class MappedItem:
    """A block of a document with what it speaks to.

    Attributes:
        correction: Indonesian phrases on the person's decision that was used; empty where none was.
    """

    block: str
    text: str
    kind: BlockKind
    page: int | None
    line: int | None
    section_path: tuple[str, ...]
    area: str | None
    candidates: tuple[Candidate, ...] = ()
    sentences: tuple[SentenceMapping, ...] = ()
    correction: str = ""


@dataclass(frozen=True, slots=True)
class CoverageEntry:
    """How an indicator is covered: blocks that speak to it, best first, and the best score (0 if none)."""

    code: str
    name: str
    blocks: tuple[str, ...] = ()
    best: float = 0.0


@dataclass(frozen=True)
class MappingResult:
    """The mapping of a whole document: an item per block of text, an entry per indicator of the LKE.

    Attributes:
        notes: Indonesian sentences on corrections that were used.
    """

    items: tuple[MappedItem, ...]
    coverage: tuple[CoverageEntry, ...]
    notes: tuple[str, ...] = ()
