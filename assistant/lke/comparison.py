"""Two LKE side by side: last year and this year, or the unit's answers and the evaluators'.

Both are scored under one form, so that a difference is one of answers and not of forms.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.lke.model import Peran
from assistant.lke.scoring import score_lke, share_of, weight_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.document import Document
    from assistant.lke.answer_values import AnswerValue
    from assistant.lke.answers import LkeAnswer, LkeCount
    from assistant.lke.model import Indikator, Lke
    from assistant.lke.scoring import Part, Score

# Differences below this are noise of binary fractions.
_TOLERANCE = 1e-9
# A percentage is typed with up to four decimals of its share.
_SHARE_TOLERANCE = 5e-4
# The lines that a percentage is made of; sums of them are formulas and stand there unasked.
_COUNTED = frozenset((Peran.PEMBILANG, Peran.PENYEBUT, Peran.TAHUN_LALU, Peran.TAHUN_INI))


class Direction(StrEnum):
    """Which way a part went."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True)
class Rated:
    """An LKE with its score.

    Attributes:
        label: what tells it from the other one, in Indonesian: a year, `Unit`, `TPI`, or the file's name.
        document: what the answers were read from.
    """

    label: str
    document: Document
    answers: tuple[LkeAnswer, ...]
    score: Score


@dataclass(frozen=True, slots=True)
class Change:
    """A node or indicator in both LKE.

    Attributes:
        gain: points that it gained; negative where it lost.
        old_answer, new_answer: for indicators; None where there is none that can be read.
    """

    code: str
    old: Part
    new: Part
    gain: float
    old_answer: AnswerValue = None
    new_answer: AnswerValue = None

    @property
    def direction(self) -> Direction:
        """Whether it gained, lost, or stayed."""
        if abs(self.gain) < _TOLERANCE:
            return Direction.SAME
        return Direction.UP if self.gain > 0 else Direction.DOWN


def compare_scores(lke: Lke, old: Rated, new: Rated) -> tuple[Change, ...]:
    """Return every part of the form in both scores, in the order of the form's rows."""
    before, after = ({a.code: a.answer for a in rated.answers} for rated in (old, new))
    changes: list[Change] = []
    for code in lke.codes:
        old_part, new_part = old.score.parts[code], new.score.parts[code]
        if code in lke.indikator_by_code:
            gain = weight_of(lke, code) * (new.score.values[code] - old.score.values[code])
        else:
            gain = new_part.value - old_part.value
        changes.append(Change(code, old_part, new_part, gain, before.get(code), after.get(code)))
    return tuple(changes)


def rescored(lke: Lke, rated: Rated) -> Rated:
    """Return an LKE with its score under another form: that of the one that it is compared with."""
    return replace(rated, score=score_lke(lke, rated.answers))


def tpi_answers(lke: Lke, answers: Iterable[LkeAnswer]) -> tuple[LkeAnswer, ...]:
    """Return the evaluators' answers as if they were the unit's; empty if they gave none.

    A percentage of theirs rests on their counts. Where they typed none but confirm what the unit's counts
    give, it rests on those; another percentage without counts is worth nothing, as the unit's would be.
    """
    own = tuple(_as_unit(lke, answer) for answer in answers)
    return own if any(_is_given(lke, answer) for answer in own) else ()


def _is_given(lke: Lke, answer: LkeAnswer) -> bool:
    """Whether somebody typed an answer; percentages and sums may be formulas that stand there anyway."""
    indikator = lke.indikator_by_code[answer.code]
    return _has_counts(indikator, answer.counts) if indikator.rumus else answer.answer is not None


def _has_counts(indikator: Indikator, counts: Iterable[LkeCount]) -> bool:
    typed = {count.row for count in counts if count.value is not None}
    return any(line.row in typed for line in indikator.rincian if line.peran in _COUNTED)


def _as_unit(lke: Lke, answer: LkeAnswer) -> LkeAnswer:
    indikator = lke.indikator_by_code[answer.code]
    counts = tuple(replace(count, value=count.tpi_value) for count in answer.counts)
    if not _has_counts(indikator, counts):
        share = share_of(indikator, answer.counts) if indikator.rumus is not None else None
        stated = answer.tpi_answer
        if share is not None and isinstance(stated, float) and _is_close(stated, share):
            counts = answer.counts
    value = answer.tpi_answer
    if value is None and indikator.rumus is not None:
        value = share_of(indikator, counts)
    return replace(answer, answer=value, raw=answer.tpi_raw, note=answer.tpi_note, counts=counts)


def _is_close(stated: float, share: float) -> bool:
    return math.isclose(stated, share, abs_tol=_SHARE_TOLERANCE)
