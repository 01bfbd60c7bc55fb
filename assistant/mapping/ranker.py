"""Which indicators a text speaks to: evidence from its words, its headings and what stands before it, weighed.

Scores are sums of weighted evidence, squeezed to 0-1; a text is silent when no indicator gathers enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.document import Block, BlockKind, Document
from assistant.language.numbering import split_marker
from assistant.mapping.areas import HeadingContext, HeadingReader
from assistant.mapping.coverage import coverage_of
from assistant.mapping.features import Evidence, ProfileIndex
from assistant.mapping.model import (
    Candidate,
    MappedItem,
    MappingResult,
    Segment,
    SegmentMapping,
    SentenceMapping,
)
from assistant.mapping.silence import SilenceReader, Verdict
from assistant.mapping.terms import Hit, Terms, noisy_or
from assistant.progress import Progress, SilentProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from assistant.lke.model import Lke
    from assistant.mapping.profiles import Lexicon
    from assistant.reading.rencana import Rencana

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; set by hand on written examples, to be learnt later.

    Attributes:
        cosine, phrase, topic, aspect, main: of the text's own evidence.
        yielding: taken from activities of all fields (training, SOP) beside a clear topic.
        heading: of the nearest heading's evidence, relative to the text's own.
        weak_heading: the same for texts that say little themselves (captions, rows).
        trail, row_trail: of what the preceding text under the same headings spoke of; rows go on with their table.
        outside: taken from indicators outside the area that the headings name.
        reform: for or against Pemenuhan's twin under Reform, by cues of effect and measured result.
        silence: taken from all by standing phrases of lead-ins, closings and the like.
        doubtful: taken from all in sections such as constraints and conclusions.
        midpoint, slope: turn the best sum into how sure we are that the text is about an indicator at all.
        sharpness: how clearly a lead over the rivals decides for the best.
        threshold: below this nothing is said.
        diffuse_threshold, doubtful_threshold: the same for the best group's share, elsewhere and in doubtful sections.
    """

    cosine: float = 2.2
    phrase: float = 1.6
    topic: float = 0.9
    aspect: float = 0.9
    main: float = 0.25
    yielding: float = 0.5
    heading: float = 0.55
    weak_heading: float = 0.9
    trail: float = 0.5
    row_trail: float = 1.9
    outside: float = 1.3
    reform: float = 0.6
    silence: float = 1.2
    doubtful: float = 0.3
    midpoint: float = 1.3
    slope: float = 1.6
    sharpness: float = 2.5
    threshold: float = 0.38
    diffuse_threshold: float = 0.22
    doubtful_threshold: float = 0.42


# Captions and rows lean on what they illustrate; a list item or paragraph stands for itself.
_LEANING = frozenset({BlockKind.CAPTION, BlockKind.TABLE_ROW})
# A text with fewer telling terms than this says too little to be judged alone.
_FEW_TERMS = 4
# A conclusion that clearly touches this many areas sums up the report and answers no single indicator.
_SUMMARY = 3
_CLEAR = 0.45
_MAX_CANDIDATES = 5
# Rivals further behind than this share of the best are not worth showing.
_RIVAL = 0.12
# Paragraphs from this length on are also mapped sentence by sentence.
_LONG_TEXT = 320
_MIN_SENTENCE = 30


@dataclass(slots=True)
class _Trail:
    """What the texts before spoke of, as long as the headings stay the same."""

    path: tuple[str, ...] | None = None
    area: int | None = None
    scores: Floats | None = None


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What is said of one text."""

    area: str | None
    candidates: tuple[Candidate, ...] = ()
    scores: Floats | None = field(default=None, repr=False)


class Mapper:
    """Maps texts to the indicators of one LKE."""

    def __init__(self, lke: Lke, lexicon: Lexicon, weights: Weights | None = None) -> None:
        self._lke = lke
        self._weights = weights or Weights()
        self._index = ProfileIndex(lke, lexicon)
        self._headings = HeadingReader(lexicon)
        self._silence = SilenceReader(lexicon)
        self._reform_cues = self._index.book((cue, 0) for cue in lexicon.reform_cues)
        codes = self._index.codes
        self._number = np.array([_area_number(code) for code in codes])
        self._is_reform = np.array([code.startswith("A.II.") for code in codes])
        self._is_hasil = np.array([code.startswith("B.") for code in codes])
        self._heading_cache: dict[tuple[str, ...], Evidence | None] = {}

    def map_segments(self, segments: Iterable[Segment]) -> Iterator[SegmentMapping]:
        """Yield what each segment speaks to, in order and one at a time; neighbours are taken into account."""
        trail = _Trail()
        for segment in segments:
            judged = self._judge(segment.text, segment.kind, segment.heading_path, trail)
            yield SegmentMapping(segment.id, judged.area, judged.candidates)

    def map_document(self, document: Document, progress: Progress | None = None) -> MappingResult:
        """Return what each block of text of a document speaks to, and how the LKE is covered."""
        progress = progress or SilentProgress()
        blocks = [b for b in document.blocks if b.kind not in (BlockKind.HEADING, BlockKind.NOISE)]
        progress.start("Memetakan paragraf ke indikator LKE", len(blocks))
        trail = _Trail()
        items = []
        for block in blocks:
            items.append(self._map_block(document, block, trail))
            progress.advance()
        progress.finish()
        return MappingResult(tuple(items), coverage_of(items, self._lke))

    def map_rencana(self, rencana: Rencana) -> Rencana:
        """Return the plan with area and code of each action filled in, as far as its words tell."""
        actions = []
        for action in rencana.actions:
            texts = (action.komponen, action.indikator, action.langkah_aksi)
            text = ". ".join(part.strip() for part in texts if part and part.strip())
            path = tuple(part for part in (action.group, action.komponen) if part)
            judged = self._judge(text, BlockKind.TABLE_ROW, path, _Trail(), standalone=True)
            code = judged.candidates[0].code if judged.candidates else None
            actions.append(replace(action, area=judged.area, code=code))
        return replace(rencana, actions=tuple(actions))

    def _map_block(self, document: Document, block: Block, trail: _Trail) -> MappedItem:
        path = document.heading_path(block)
        judged = self._judge(block.text, block.kind, path, trail)
        where = block.location
        return MappedItem(
            block=block.id,
            text=block.text,
            kind=block.kind,
            page=where.page,
            line=where.line,
            section_path=path,
            area=judged.area,
            candidates=judged.candidates,
            sentences=self._map_sentences(block, path) if judged.candidates else (),
        )

    def _map_sentences(self, block: Block, path: tuple[str, ...]) -> tuple[SentenceMapping, ...]:
        """Return what the sentences of a long paragraph speak to; empty for short ones."""
        if block.kind is not BlockKind.PARAGRAPH or len(block.text) < _LONG_TEXT:
            return ()
        sentences = self._index.sentences(block.text)
        if len(sentences) < 2:  # noqa: PLR2004 - one sentence is the paragraph itself
            return ()
        mapped = []
        for sentence in sentences:
            judged = _Judgement(None)
            if len(sentence) >= _MIN_SENTENCE:
                judged = self._judge(sentence, BlockKind.PARAGRAPH, path, _Trail())
            best = judged.candidates[0] if judged.candidates else None
            mapped.append(SentenceMapping(sentence, best.code if best else None, best.score if best else 0.0))
        return tuple(mapped)

    def _judge(
        self,
        text: str,
        kind: BlockKind,
        path: tuple[str, ...],
        trail: _Trail,
        *,
        standalone: bool = False,
    ) -> _Judgement:
        """Return area and candidates of one text and remember them for the next."""
        context = self._headings.read(path)
        if trail.path != path:
            trail.path, trail.area, trail.scores = path, None, None
        verdict = self._silence.read(text, context)
        if verdict.reason or context.silent:
            area = None if context.silent else verdict.area
            if area is not None:
                trail.area = area
            return _Judgement(_pemenuhan(area))
        terms = self._index.terms(split_marker(text)[1])
        own = self._index.evidence(terms)
        leaning = kind in _LEANING or own.size < _FEW_TERMS
        heading = self._heading_evidence(context)
        if context.doubtful and self._areas_touched(own) >= _SUMMARY:
            return _Judgement(None)
        raw = self._combine(own, heading, context, kind, trail, leaning=leaning and not standalone)
        raw += self._cue_shift(terms)
        raw -= self._weights.silence * verdict.weight
        if context.doubtful:
            raw -= self._weights.doubtful
        judged = self._decide(raw, own, heading, context)
        if judged.candidates:
            trail.scores = judged.scores
            trail.area = _number_of(judged.area)
        return judged

    def _areas_touched(self, own: Evidence) -> int:
        """Return how many areas a text clearly speaks of."""
        found = np.maximum(own.topic, self._best_of_group(own.phrase)) >= _CLEAR
        return len(set(self._number[found[self._index.group_of]].tolist()))

    def _heading_evidence(self, context: HeadingContext) -> Evidence | None:
        """Return what the topical headings say together; None if there are none."""
        if not context.topical:
            return None
        if context.topical not in self._heading_cache:
            terms = self._index.terms(context.topical[0])
            self._heading_cache[context.topical] = self._index.heading_evidence(terms)
        return self._heading_cache[context.topical]

    def _combine(
        self,
        own: Evidence,
        heading: Evidence | None,
        context: HeadingContext,
        kind: BlockKind,
        trail: _Trail,
        *,
        leaning: bool,
    ) -> Floats:
        """Return the sum of evidence for each indicator."""
        w = self._weights
        topic = own.topic
        if heading is not None:
            topic = 1.0 - (1.0 - topic) * (1.0 - 0.8 * heading.topic)
        raw = self._sum(own, topic)
        if heading is not None:
            share = w.weak_heading if leaning else w.heading
            raw = raw + share * self._sum(heading, heading.topic)
        if trail.scores is not None:
            mute = kind is BlockKind.TABLE_ROW or (kind in _LEANING and own.size < _FEW_TERMS)
            share = w.row_trail if mute else w.trail * (2 if leaning else 1)
            raw = raw + share * trail.scores * max(0.0, 1.0 - float(raw.max()) / (2 * w.midpoint))
        area = context.area if context.area is not None else trail.area
        if context.hasil is not None:
            raw = raw - w.outside * ~self._is_hasil * 0.5
        elif area is not None:
            strength = 1.0 if context.area is not None else 0.4
            raw = raw - strength * w.outside * (self._number != area)
        return raw

    def _sum(self, evidence: Evidence, topic: Floats) -> Floats:
        """Return one text's evidence per indicator; aspects count only as far as the topic is clear."""
        w = self._weights
        group = self._index.group_of
        best = self._best_of_group(evidence.phrase)
        yielding = self._yielding(np.maximum(topic, best))
        clear = np.minimum(1.0, topic + best)[group]
        undecided = 1.0 - self._best_of_group(evidence.aspect)[group]
        return (
            w.cosine * evidence.cosine
            + w.phrase * evidence.phrase * yielding
            + w.topic * topic[group] * yielding
            + w.aspect * evidence.aspect * clear
            + w.main * self._index.is_main * clear * undecided
        )

    def _best_of_group(self, values: Floats) -> Floats:
        """Return the highest value among the indicators of each group."""
        best = np.zeros(len(self._index.groups))
        np.maximum.at(best, self._index.group_of, values)
        return best

    def _yielding(self, topic: Floats) -> Floats:
        """Return per indicator how much of its evidence stands: less for activities of all fields beside a topic."""
        cutting = self._index.is_cutting
        other = float(topic[~cutting].max())
        share = np.where(cutting, 1.0 - self._weights.yielding * other, 1.0)
        return share[self._index.group_of]

    def _cue_shift(self, terms: Terms) -> Floats:
        """Return how cues of effect and measured result move the balance between Pemenuhan and Reform."""
        cues = noisy_or(hit.strength for hit in self._reform_cues.find(terms))
        return self._weights.reform * (cues - 0.5) * self._is_reform

    def _decide(
        self, raw: Floats, own: Evidence, heading: Evidence | None, context: HeadingContext
    ) -> _Judgement:
        """Return the candidates, or silence where the best one is too weak."""
        w = self._weights
        best = float(raw.max())
        sure = 1.0 / (1.0 + math.exp(-w.slope * (best - w.midpoint)))
        shares = np.exp(w.sharpness * (raw - best))
        shares /= shares.sum()
        group = self._index.group_of
        leader = float(shares[group == group[int(raw.argmax())]].sum())
        needed = w.doubtful_threshold if context.doubtful else w.diffuse_threshold
        if sure < w.threshold or sure * leader < needed:
            return _Judgement(None)
        scores = sure * shares
        order = np.argsort(-scores, kind="stable")[:_MAX_CANDIDATES]
        candidates = tuple(
            Candidate(self._index.codes[i], float(scores[i]), self._reasons(int(i), own, heading, context))
            for i in order
            if scores[i] >= _RIVAL * float(scores[order[0]])
        )
        # What follows goes on with the group rather than with the very indicator.
        return _Judgement(_area_code(candidates[0].code), candidates, np.exp(raw - best))

    def _reasons(
        self, i: int, own: Evidence, heading: Evidence | None, context: HeadingContext
    ) -> tuple[str, ...]:
        """Return in plain Indonesian what spoke for an indicator."""
        group = int(self._index.group_of[i])
        reasons = []
        phrases = _strongest(own.phrase_hits, i) + _strongest(own.topic_hits, group)
        if phrases:
            reasons.append("kata-kata: " + ", ".join(dict.fromkeys(phrases)))
        if heading is not None and (heading.topic[group] > 0.3 or heading.phrase[i] > 0.3):
            reasons.append(f"judul bagian: {context.topical[0]}")
        if context.area_heading and self._number[i] == context.area:
            reasons.append(f"area pada judul: {context.area_heading}")
        if own.cosine[i] >= 0.25:
            reasons.append(f"mirip dengan bunyi indikator ({own.cosine[i]:.0%})")
        return tuple(reasons) or ("melanjutkan bagian sebelumnya",)


def _strongest(hits: Sequence[Hit], target: int) -> list[str]:
    """Return the texts of the most telling phrases found for a target."""
    mine = sorted((h for h in hits if h.phrase.target == target), key=lambda h: -h.strength)
    return [hit.phrase.text for hit in mine[:3]]


def _area_number(code: str) -> int:
    """Return the number of the area of change that a code lies in; 0 for Hasil."""
    parts = code.split(".")
    return int(parts[2]) if parts[0] == "A" else 0


def _number_of(area: str | None) -> int | None:
    return None if area is None or area.startswith("B.") else int(area.rpartition(".")[2])


def _area_code(code: str) -> str:
    parts = code.split(".")
    return ".".join(parts[:3] if parts[0] == "A" else parts[:2])


def _pemenuhan(area: int | None) -> str | None:
    """Return the code of an area as a whole: that of Pemenuhan, which stands first."""
    return None if area is None else f"A.I.{area}"
