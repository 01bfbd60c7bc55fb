"""The cheapest way to a predicate: which answers to raise, by how much, and what no answer can mend.

Cheapest means fewest steps, a step being the next better answer of one question (for a percentage: all of
it). What a predicate asks for is nested: areas within Pengungkit within the total. So for each area the steps
with the largest gain are taken until its threshold is reached, then the largest of all that are left for
Pengungkit, then for the total; with steps of one cost no other choice needs fewer of them, since the steps of
one scale are worth the same (to 0.01). Surveys (IPAK, IPKP) are results, no answers: what they miss is named,
not raised.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.lke.model import Answer
from assistant.lke.scoring import score_values, weight_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator, Lke, Syarat
    from assistant.lke.scoring import Check, Score

_TOLERANCE = 1e-9
_WHOLE = "100%"


@dataclass(frozen=True, slots=True)
class Step:
    """The next better answer of a question: its value and what it adds to the total."""

    code: str
    answer: str
    value: float
    gain: float


@dataclass(frozen=True, slots=True)
class Raise:
    """A question whose answer is to be raised.

    Attributes:
        before: the present answer; empty where there is none.
        after: the answer to reach.
        steps: how many answers better that is.
        gain: points that it adds.
    """

    code: str
    before: str
    after: str
    steps: int
    gain: float


@dataclass(frozen=True)
class Way:
    """The way to a predicate.

    Attributes:
        raises: what to raise, the largest gain first; empty if the predicate is reached already.
        score: the score after that.
        out_of_reach: thresholds that are missed even then.
    """

    predikat: str
    raises: tuple[Raise, ...]
    score: Score
    out_of_reach: tuple[Check, ...]


def next_steps(lke: Lke, indikator: Indikator, value: float) -> tuple[Step, ...]:
    """Return the better answers to a question, the next one first; none for a survey's index.

    Args:
        lke: the form.
        indikator: the question.
        value: the value of its present answer, 0 to 1.
    """
    weight = weight_of(lke, indikator.code)
    if indikator.answer is Answer.INDEKS:
        better = []
    elif indikator.rumus is not None:
        better = [(1.0, _WHOLE)] if value < 1 - _TOLERANCE else []
    else:
        scale = lke.scales[indikator.answer]
        better = sorted((worth, choice) for choice, worth in scale.items() if worth > value + _TOLERANCE)
    before = [value, *(worth for worth, _ in better)]
    return tuple(
        Step(indikator.code, answer, worth, weight * (worth - last))
        for (worth, answer), last in zip(better, before, strict=False)
    )


def cheapest_way(lke: Lke, score: Score, predikat: str, answers: Iterable[LkeAnswer] = ()) -> Way:
    """Return the cheapest way from a score to a predicate.

    Args:
        lke: the form.
        score: the present score.
        predikat: the predicate's name (`WBK`).
        answers: the present answers, to say what is raised; a question without one is raised from nothing.
    """
    asked = next(p for p in lke.predikat if p.name == predikat)
    reached = dict(score.values)
    taken: list[Step] = []
    for syarat in sorted(asked.syarat, key=lambda s: _breadth(lke, s)):
        _fulfil(lke, syarat, reached, taken)
    final = score_values(lke, reached)
    missed = tuple(check for check in final.predikat[predikat].checks if not check.passed)
    present = {a.code: "" if a.answer is None else _shown(a.answer) for a in answers}
    return Way(predikat, _raises(taken, present), final, missed)


def _breadth(lke: Lke, syarat: Syarat) -> int:
    """Return how many questions a threshold looks at: the narrower ones are fulfilled first."""
    return sum(_is_within(i.code, syarat) for i in lke.daftar_indikator)


def _is_within(code: str, syarat: Syarat) -> bool:
    return any(code == part or code.startswith(part + ".") for part in syarat.codes)


def _fulfil(lke: Lke, syarat: Syarat, reached: dict[str, float], taken: list[Step]) -> None:
    """Take the largest steps within a threshold until it is reached or none is left."""
    minimum = syarat.minimum
    if syarat.is_share:
        minimum *= sum(lke.node_by_code[code].weight for code in syarat.codes) / 100
    own = [i for i in lke.daftar_indikator if _is_within(i.code, syarat)]
    points = sum(weight_of(lke, i.code) * reached[i.code] for i in own)
    while points < minimum - _TOLERANCE:
        steps = [s for i in own if (s := next(iter(next_steps(lke, i, reached[i.code])), None))]
        if not steps:
            return
        best = max(steps, key=lambda step: step.gain)
        reached[best.code] = best.value
        points += best.gain
        taken.append(best)


def _raises(taken: Iterable[Step], present: Mapping[str, str]) -> tuple[Raise, ...]:
    """Return the steps by question, the largest gain first."""
    by_code: dict[str, list[Step]] = {}
    for step in taken:
        by_code.setdefault(step.code, []).append(step)
    raises = [
        Raise(code, present.get(code, ""), steps[-1].answer, len(steps), sum(step.gain for step in steps))
        for code, steps in by_code.items()
    ]
    return tuple(sorted(raises, key=lambda r: (-r.gain, r.code)))


def _shown(answer: str | float) -> str:
    return answer if isinstance(answer, str) else f"{100 * answer:.4g}%".replace(".", ",")
