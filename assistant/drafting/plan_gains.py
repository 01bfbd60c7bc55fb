"""What the next better answer to each question of the LKE would gain, and what it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.lke.model import Answer
from assistant.lke.scoring import value_of, weight_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.drafting.plan_rules import CriterionWords
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator, Lke

# Longer aims make a cell of the table unreadable; the comment quotes the criterion whole.
_MAX_AIM = 240
# `> 50 %` is a measure, no prose.
_COMPARING = frozenset("<>≤≥=")
# Less than this is a full mark that was rounded.
_FULL = 0.005


@dataclass(frozen=True, slots=True)
class Gain:
    """An indicator without full marks.

    Attributes:
        code: of the indicator.
        answer: the present answer as people write it; empty if there is none.
        better: the next better answer; empty for counts and indices, where any rise counts.
        criterion: the form's criterion of it; empty where it has none.
        aim: the criterion to work for, in words that go on from an action; empty if none can be put so.
        points: what the next better answer adds to the total, in points (0 to 100).
    """

    code: str
    answer: str
    better: str
    criterion: str
    aim: str
    points: float


def rank_gains(lke: Lke, answers: Sequence[LkeAnswer], words: CriterionWords) -> tuple[Gain, ...]:
    """Return the indicators without full marks, the largest gain first; equal ones in the form's order.

    The gain of an indicator is its weight times the step to the next better answer: a sub-area counts its
    weight times the mean of its indicators (LKE of Permen PANRB 90/2021). A question without answer counts 0.
    """
    by_code = {answer.code: answer for answer in answers}
    gains = [
        gain
        for indikator in lke.daftar_indikator
        if (gain := _gain(lke, indikator, by_code, words)) is not None
    ]
    return tuple(sorted(gains, key=lambda gain: -gain.points))


def aim_of(criterion: str, words: CriterionWords) -> str:
    """Return a criterion as what an action works for; empty if it tells a lack or is too long for that."""
    text = " ".join(criterion.split()).rstrip(" .;")
    changed = True
    while changed:
        changed = False
        for opening in words.awal:
            if text.lower().startswith(opening.lower()):
                text, changed = text[len(opening) :].lstrip(" ,"), True
    if _names(words.kurang, re.sub(_any_of(words.bukan_kurang), " ", text, flags=re.IGNORECASE)):
        return ""
    text = " ".join(re.sub(_any_of(words.lampau), " ", text, flags=re.IGNORECASE).split())
    if not text or len(text) > _MAX_AIM or not text[0].isalpha() or set(text) & _COMPARING:
        return ""
    return text if text[:2].isupper() else text[0].lower() + text[1:]


def _any_of(words: Sequence[str]) -> str:
    """Return a pattern for any of some words."""
    return rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)"


def _names(words: Sequence[str], text: str) -> bool:
    return re.search(_any_of(words), text, re.IGNORECASE) is not None


def criterion_aim(indikator: Indikator, answer: str, words: CriterionWords) -> str:
    """Return the aim of the lowest criterion above an answer that can be worked for; empty if none."""
    if indikator.answer is Answer.YA_TIDAK:
        return ""  # its criterion says again what the indicator and the action say
    better = _above(indikator, answer)
    return next((aim for _, text in reversed(better) if (aim := aim_of(text, words))), "")


def _above(indikator: Indikator, answer: str) -> Sequence[tuple[str, str]]:
    """Return answers and criteria better than an answer, best first; all but the worst if it is unknown."""
    criteria = indikator.criteria
    letters = [letter for letter, _ in criteria]
    if answer in letters:
        return criteria[: letters.index(answer)]
    return criteria[:-1]


def _gain(
    lke: Lke, indikator: Indikator, answers: Mapping[str, LkeAnswer], words: CriterionWords
) -> Gain | None:
    given = answers.get(indikator.code)
    now = value_of(lke, indikator, given)
    weight = weight_of(lke, indikator.code)
    scale = lke.scales.get(indikator.answer)
    if scale is None:
        shown = _number(indikator, given.answer if given else None)
        rest = weight * (1 - (now or 0.0))
        return Gain(indikator.code, shown, "", "", "", rest) if (now or 0.0) <= 1 - _FULL else None
    answer = str(given.answer) if given is not None and now is not None else ""
    higher = [(value, letter) for letter, value in scale.items() if value > (now or 0.0)]
    if not higher:
        return None
    value, better = min(higher)
    criterion = " ".join(dict(indikator.criteria).get(better, "").split())
    aim = criterion_aim(indikator, answer, words)
    return Gain(indikator.code, answer, better, criterion, aim, weight * (value - (now or 0.0)))


def _number(indikator: Indikator, answer: object) -> str:
    """Return a percentage or an index as people write it; empty if there is none."""
    if not isinstance(answer, int | float):
        return ""
    if indikator.answer is Answer.INDEKS:
        return f"{answer:.2f}".replace(".", ",")
    return f"{answer * 100:.0f} %"
