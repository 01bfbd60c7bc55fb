"""What drafting returns: the year-bound facts of a document (`zi/facts@1`) and the draft itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What a year-bound fact is."""

    YEAR = "year"
    DATE = "date"
    DECREE_NUMBER = "decree_number"
    LETTER_NUMBER = "letter_number"
    INDEX_VALUE = "index_value"
    COUNT = "count"
    PERCENTAGE = "percentage"
    AMOUNT = "amount"
    DURATION = "duration"
    IDENTIFIER = "identifier"
    NUMBER = "number"
    PERSON = "person"
    ACTIVITY_SPECIFIC = "activity_specific"
    FIGURE = "figure"
    FIRST_TIME_CLAIM = "first_time_claim"
    TARGET = "target"
    LINK = "link"


class Fate(StrEnum):
    """What becomes of a fact in next year's draft."""

    ROLL = "roll"
    ASK = "ask"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Fact:
    """A stretch of a document that is bound to its year, or looks so and is not.

    Attributes:
        text: the stretch as it stands in its block, from offset `start` to `end`.
        before: the value of last year; `after`: the rolled value for ROLL, the same as `before` for KEEP, and
            None for ASK.
        why: Indonesian phrase.
        page, line, line_end: the stretch's own, not its block's.
        doubtful: whether what is kept should be looked at all the same: a citation of law that was replaced.
    """

    text: str
    kind: FactKind
    action: Fate
    before: str
    after: str | None
    why: str
    block: str
    start: int
    end: int
    page: int | None = None
    line: int | None = None
    line_end: int | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A stretch of the draft that a person has to fill in.

    Attributes:
        name: the same for the same source whatever else the draft holds: section of the format, block of the
            source, kind of the fact and its place in the block (`isi_I_A_b12_jumlah1`).
        prompt: what to fill in.
        before: last year's value; empty if there is none.
        section: title of the section it stands in.
        value: what the office gave for it; empty where it is still open.
        bookmark: the Word bookmark of this place; the name, with a number where the field stands again.
    """

    name: str
    prompt: str
    before: str = ""
    section: str = ""
    value: str = ""
    bookmark: str = ""

    @property
    def shown(self) -> str:
        """The text that stands in the draft."""
        past = f" — tahun lalu: {self.before}" if self.before else ""
        return f"[ISI: {self.prompt}{past}]"


@dataclass(frozen=True)
class Draft:
    """A draft as a Word file.

    Attributes:
        docx: the file's bytes; equal for equal input.
        facts: every fact of the source.
        fields: what has to be filled in, in the order of the draft, with what `--data` has filled.
        warnings: Indonesian sentences.
    """

    docx: bytes
    facts: tuple[Fact, ...]
    fields: tuple[Field, ...]
    warnings: tuple[str, ...] = ()

    @property
    def open_fields(self) -> tuple[Field, ...]:
        """The fields that still have to be filled in."""
        return tuple(field for field in self.fields if not field.value)
