"""The answer that a text bears out, as the audit would judge it: the base of proposed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.auditing.model import Verdict
from assistant.auditing.shortening import any_of
from assistant.lke.answers import LkeAnswer

if TYPE_CHECKING:
    from assistant.auditing.verdicts import Auditor
    from assistant.lke.answer_values import AnswerValue
    from assistant.lke.model import Indikator


def borne_out(auditor: Auditor, denials: tuple[str, ...], indikator: Indikator, text: str) -> AnswerValue:
    """Return the one choice whose criterion a text states in full; None where none or several are.

    Silence bears out nothing: a choice that denies or restricts something is borne out only by a text that
    does so too, and the last choice of a scale, which says that there is nothing, by no extract.

    Args:
        auditor: judges each choice with the text as its note.
        denials: words that deny or restrict (`belum`).
        indikator: the question.
        text: an extract of a report.
    """
    denial = any_of(denials)
    offered = indikator.criteria[:-1] if len(indikator.criteria) > 1 else indikator.criteria
    found = []
    for choice, criterion in offered:
        if denial.search(criterion) and not denial.search(text):
            continue
        given = LkeAnswer(indikator.code, choice, note=text)
        if auditor.judge(indikator, given).verdict is Verdict.SUPPORTED:
            found.append(choice)
    return found[0] if len(found) == 1 else None
