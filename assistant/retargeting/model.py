"""What re-targeting works on and returns: passages, spans with their fate, and the office to write for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from assistant.document import Level, Location
    from assistant.language.satker import Satker


class SpanKind(StrEnum):
    """What a span names."""

    ORG_NAME = "org_name"
    PLACE = "place"
    ADDRESS = "address"
    PERSON = "person"
    DATE = "date"
    DECREE_NUMBER = "decree_number"
    LEVEL_WORD = "level_word"
    PROVINCE_ONLY_DUTY = "province_only_duty"
    URL = "url"


class Fate(StrEnum):
    """What becomes of a span."""

    REPLACE = "replace"
    ASK = "ask"
    DROP = "drop"
    KEEP = "keep"


class Locate(Protocol):
    """Tells where a stretch of a passage stands in the source."""

    def __call__(self, start: int, end: int, /) -> Location:
        """Return page and lines of `text[start:end]`."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, list item or table cell.

    Attributes:
        text: what it says, list marker included if it is typed.
        row: names the table row that it is a cell of; empty outside tables.
        is_item: whether it is an item of a list.
        marker: the typed list marker at the start of `text`; empty if Word numbers by itself.
        block: id of the block of the document that it was read as; empty if there is none.
        heads: whether it is the title of a table's column or of a section.
    """

    text: str
    locate: Locate
    block: str = ""
    row: str = ""
    is_item: bool = False
    marker: str = ""
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage that belongs to the source's office, or looks so and stays.

    Attributes:
        passage: index of the passage; `start` and `end` are offsets in its text.
        replacement: what stands there for the new office; None unless the fate is REPLACE.
        why: Indonesian phrase.
        block, page, line, line_end: where it stands in the source.
    """

    text: str
    kind: SpanKind
    action: Fate
    replacement: str | None
    why: str
    passage: int
    start: int
    end: int
    block: str = ""
    page: int | None = None
    line: int | None = None
    line_end: int | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A text that another worker knows to be the source office's own: a person, an event."""

    text: str
    kind: SpanKind


@dataclass(frozen=True)
class Office:
    """The office to write for, with what is known of it; empty where it has to be asked.

    Attributes:
        satker: name, level, place and province.
        seat: where it has its seat and signs.
    """

    satker: Satker
    seat: str = ""
    address: str = ""
    phone: str = ""
    site: str = ""
    email: str = ""
    social: str = ""
    chair: str = ""
    secretary: str = ""

    @property
    def level(self) -> Level | None:
        """The level of the office."""
        return self.satker.level

    @property
    def is_kip(self) -> bool:
        """Whether it is one of Aceh's commissions."""
        return self.satker.name.startswith("KIP ")


@dataclass(frozen=True)
class Retargeted:
    """A document for one office.

    Attributes:
        docx: the Word file; empty for a dry run.
        warnings: Indonesian sentences on what has to be looked at.
    """

    office: Office
    spans: tuple[Span, ...]
    docx: bytes = b""
    warnings: tuple[str, ...] = field(default=())

    def count(self, fate: Fate) -> int:
        """Return how many spans have a fate."""
        return sum(span.action is fate for span in self.spans)
