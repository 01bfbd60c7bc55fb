"""What is proposed for a question, set beside what the office has written: nothing of its own is replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.lke.answers import LkeAnswer

if TYPE_CHECKING:
    from assistant.lke.answer_values import AnswerValue


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A proposal for one question: an answer or None, and note and list of evidence marked as proposals."""

    code: str
    answer: AnswerValue
    note: str
    evidence: str


def beside(own: LkeAnswer | None, proposed: ProposedRow) -> LkeAnswer:
    """Return the cells of a question that change with a proposal; those that stay are empty.

    Args:
        own: what the office has written; None if nothing.
        proposed: goes below the office's own note and evidence; its answer only where there is none. What is
            there already, from an earlier run, is not added again.
    """
    held = own or LkeAnswer(proposed.code, None)
    evidence = _below(held.evidence, proposed.evidence)
    return LkeAnswer(
        proposed.code,
        proposed.answer if held.answer is None and not held.raw.strip() else None,
        note=_below(held.note, proposed.note),
        evidence=evidence,
        links=held.links if evidence else (),
    )


def _below(held: str, proposed: str) -> str:
    """Return a cell with a proposal below its text; empty if the cell does not change."""
    if not proposed or proposed in held:
        return ""
    return f"{held.rstrip()}\n\n{proposed}" if held.strip() else proposed
