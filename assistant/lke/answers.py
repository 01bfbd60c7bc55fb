"""What a report's LKE says: one answer per question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.lke.answer_values import AnswerValue


@dataclass(frozen=True)
class LkeCount:
    """A line of counts below a question: its row in the form, its name, what was typed, and its note.

    Attributes:
        value, raw: the unit's number and its cell as printed.
        tpi_value: the evaluators' number; None where they typed none.
    """

    row: int
    name: str
    value: float | None
    raw: str = ""
    note: str = ""
    tpi_value: float | None = None


@dataclass(frozen=True)
class LkeAnswer:
    """What a report's LKE says to one question.

    Attributes:
        answer: `Ya`, `Tidak`, a letter, or a number (a percentage as 0 to 1); None where none can be read.
        raw: the answer cell as printed.
        note, evidence: the office's explanation and its list of evidence, addresses included.
        links: web addresses of the row, each once, in order.
        tpi_answer, tpi_raw, tpi_note: the same of the evaluators; None and empty where there is no column.
        counts: the lines of counts, for questions that are answered by them.
        page, line: where the row begins (see `Location`).
    """

    code: str
    answer: AnswerValue
    raw: str = ""
    note: str = ""
    evidence: str = ""
    links: tuple[str, ...] = ()
    tpi_answer: AnswerValue = None
    tpi_raw: str = ""
    tpi_note: str = ""
    counts: tuple[LkeCount, ...] = ()
    page: int | None = None
    line: int | None = None
