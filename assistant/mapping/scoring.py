"""Evidence weighed into one number per indicator: the text's own, its headings', its neighbours'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.document import BlockKind
from assistant.mapping.terms import noisy_or

if TYPE_CHECKING:
    from assistant.mapping.areas import HeadingContext
    from assistant.mapping.features import Evidence, Floats, ProfileIndex
    from assistant.mapping.profiles import Lexicon
    from assistant.mapping.terms import Terms


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts in the one sum that the learnt model starts from; set by hand.

    Attributes:
        cosine, phrase, topic, aspect, main: of the text's own evidence.
        yielding: taken from activities of all fields (training, SOP) beside a clear topic.
        heading: of the nearest heading's evidence, relative to the text's own.
        self_reliance, strong: how far a text with this much evidence of its own does without its heading.
        weak_heading: the same for texts that say little themselves (captions, rows).
        heading_topic: how far a heading makes the topic clear for the aspects in the text.
        trail: of what the preceding text under the same headings spoke of.
        mute_trail: the same for rows and captions that say almost nothing: they go on with the text above.
        row_reliance: the share of it that even a telling row takes over from what stands above its table.
        outside: taken from indicators outside the area that the headings name.
        outside_trail: the same, as a share, where only the preceding texts tell the area.
        outside_hasil: the same, as a share, below a heading of Hasil.
        reform: for or against Pemenuhan's twin under Reform, by cues of effect and measured result.
        midpoint: a sum of this size is about as much as one clear hint.
    """

    cosine: float = 2.2
    phrase: float = 1.6
    topic: float = 1.4
    aspect: float = 0.9
    main: float = 0.4
    yielding: float = 0.5
    heading: float = 0.55
    self_reliance: float = 0.4
    strong: float = 3.0
    weak_heading: float = 0.9
    heading_topic: float = 0.8
    trail: float = 0.5
    mute_trail: float = 1.9
    row_reliance: float = 0.6
    outside: float = 1.3
    outside_trail: float = 0.4
    outside_hasil: float = 0.5
    reform: float = 0.6
    midpoint: float = 1.3


# Captions and rows lean on what they illustrate; a list item or paragraph stands for itself.
_LEANING = frozenset({BlockKind.CAPTION, BlockKind.TABLE_ROW})
# A text with fewer telling terms than this says too little to be judged alone.
_FEW_TERMS = 4
# An aspect of this strength (inverse) fully chooses among a group's indicators.
_DECISIVE = 2.0


@dataclass(slots=True)
class Trail:
    """What the texts before spoke of, as long as the headings stay the same.

    Attributes:
        area: number of the area; 0 for Hasil, None if unknown.
        scores: likeness of each indicator to the best one, 1 for that; None before the first mapped text.
    """

    path: tuple[str, ...] | None = None
    area: int | None = None
    scores: Floats | None = None


class Scorer:
    """Weighs evidence over the indicators of one LKE."""

    def __init__(self, index: ProfileIndex, lexicon: Lexicon, weights: Weights) -> None:
        self._index = index
        self._weights = weights
        self._reform_cues = index.book((cue, 0) for cue in lexicon.reform_cues)
        self._is_reform = np.array([code.startswith("A.II.") for code in index.codes])
        self._is_hasil = np.array([code.startswith("B.") for code in index.codes])
        self.area_number = np.array([area_number(code) for code in index.codes])

    def score(
        self,
        terms: Terms,
        own: Evidence,
        heading: Evidence | None,
        context: HeadingContext,
        kind: BlockKind,
        trail: Trail,
        *,
        standalone: bool = False,
    ) -> Floats:
        """Return the sum of evidence for each indicator.

        Args:
            terms: the text's terms.
            own: what they say.
            heading: what the nearest topical heading says; None if there is none.
            context: what the heading path tells.
            kind: the kind of block.
            trail: what stands before.
            standalone: the text stands for itself although its kind usually leans on others.
        """
        w = self._weights
        leaning = not standalone and (kind in _LEANING or own.size < _FEW_TERMS)
        topic = own.topic
        if heading is not None:
            topic = 1.0 - (1.0 - topic) * (1.0 - w.heading_topic * heading.topic)
        aspects = own.aspect if heading is None else np.maximum(own.aspect, heading.aspect)
        undecided = 1.0 - np.minimum(1.0, _DECISIVE * self._best_of_group(aspects))
        raw = self._sum(own, topic, undecided)
        if heading is not None:
            own_strength = min(1.0, float(raw.max()) / w.strong)
            share = w.weak_heading if leaning else w.heading * (1.0 - w.self_reliance * own_strength)
            raw = raw + share * self._sum(heading, heading.topic, undecided)
        raw = raw + self._from_trail(raw, own, kind, trail, leaning=leaning)
        raw = raw - self._outside(context, trail)
        return raw + self._cue_shift(terms)

    def _sum(self, evidence: Evidence, topic: Floats, undecided: Floats) -> Floats:
        """Return one text's evidence per indicator; aspects count only as far as the topic is clear.

        Args:
            evidence: what the text says.
            topic: how clear each group's topic is, from the text or its heading.
            undecided: how far nothing chooses among a group's indicators, so that its main one is meant.
        """
        w = self._weights
        group = self._index.group_of
        best = self._best_of_group(evidence.phrase)
        yielding = self._yielding(np.maximum(topic, best))
        clear = np.minimum(1.0, topic + best)[group]
        total: Floats = (
            w.cosine * evidence.cosine
            + w.phrase * evidence.phrase * yielding
            + w.topic * topic[group] * yielding
            + w.aspect * evidence.aspect * clear
            + w.main * self._index.is_main * clear * undecided[group]
        )
        return total

    def _best_of_group(self, values: Floats) -> Floats:
        """Return the highest value among the indicators of each group."""
        best = np.zeros(len(self._index.groups))
        np.maximum.at(best, self._index.group_of, values)
        return best

    def _yielding(self, topic: Floats) -> Floats:
        """Return what share of its evidence each indicator keeps: cutting activities yield to a topic."""
        cutting = self._index.is_cutting
        other = float(topic[~cutting].max(initial=0.0))
        share = np.where(cutting, 1.0 - self._weights.yielding * other, 1.0)
        kept: Floats = share[self._index.group_of]
        return kept

    def _from_trail(
        self, raw: Floats, own: Evidence, kind: BlockKind, trail: Trail, *, leaning: bool
    ) -> Floats:
        """Return what the preceding text adds: the less a text says itself, the more."""
        if trail.scores is None:
            return np.zeros_like(raw)
        w = self._weights
        mute = kind is BlockKind.TABLE_ROW or (kind in _LEANING and own.size < _FEW_TERMS)
        share = w.mute_trail if mute else w.trail * (2 if leaning else 1)
        least = w.row_reliance if kind is BlockKind.TABLE_ROW else 0.0
        added: Floats = share * trail.scores * max(least, 1.0 - float(raw.max()) / (2 * w.midpoint))
        return added

    def _outside(self, context: HeadingContext, trail: Trail) -> Floats:
        """Return what indicators outside the area lose."""
        w = self._weights
        if context.hasil is not None:
            return w.outside * w.outside_hasil * (~self._is_hasil).astype(float)
        area = context.area if context.area is not None else trail.area
        if area is None:
            return np.zeros(len(self._index.codes))
        share = 1.0 if context.area is not None else w.outside_trail
        lost: Floats = w.outside * share * (self.area_number != area).astype(float)
        return lost

    def _cue_shift(self, terms: Terms) -> Floats:
        """Return how cues of effect and measured result move the balance between Pemenuhan and Reform."""
        cues = noisy_or(hit.strength for hit in self._reform_cues.find(terms))
        return self._weights.reform * (cues - 0.5) * self._is_reform.astype(float)


def area_number(code: str) -> int:
    """Return the number of the area of change that a code lies in; 0 for Hasil."""
    parts = code.split(".")
    return int(parts[2]) if parts[0] == "A" else 0
