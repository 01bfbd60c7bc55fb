"""Which indicators a text speaks to, with how sure we are and why; silence where nothing speaks clearly."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.document import Block, BlockKind, Document
from assistant.language.numbering import split_marker
from assistant.lke.model import area_of
from assistant.mapping.areas import HeadingReader
from assistant.mapping.coverage import coverage_of
from assistant.mapping.features import ProfileIndex
from assistant.mapping.model import (
    Candidate,
    MappedItem,
    MappingResult,
    Segment,
    SegmentMapping,
    SentenceMapping,
)
from assistant.mapping.reasons import reasons_for
from assistant.mapping.scoring import Scorer, Trail, Weights, area_number
from assistant.mapping.silence import SilenceReader
from assistant.progress import Progress, SilentProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.lke.model import Lke
    from assistant.mapping.areas import HeadingContext
    from assistant.mapping.features import Evidence, Floats
    from assistant.mapping.profiles import Lexicon
    from assistant.reading.rencana_model import Action, Rencana

# A conclusion that clearly touches this many areas sums up the report and answers no single indicator.
_SUMMARY = 3
_MAX_CANDIDATES = 5
# Below this a text that opens with an area's name is about the area rather than about the indicator.
_UNSURE = 0.4
# A text speaks of a group in general if its indicators have this much of all shares, none of them this much.
_GENERAL_GROUP = 0.8
_GENERAL_BEST = 0.45
# ... and the runner-up is about as likely as the best.
_GENERAL_TIE = 0.75
# A heading that names a group this clearly stands for actions that say nothing themselves.
_CLEAR_HEADING = 0.6
# Rivals further behind than this share of the best are not worth showing.
_RIVAL = 0.12
# Paragraphs from this length on are also mapped sentence by sentence, but for fragments.
_LONG_TEXT = 320
_MIN_SENTENCE = 30


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What is said of one text; `likeness` is handed on to the text that follows."""

    area: str | None
    candidates: tuple[Candidate, ...] = ()
    likeness: Floats | None = field(default=None, repr=False)


_SILENT = _Judgement(None)


class Mapper:
    """Maps texts to the indicators of one LKE; building it takes about a second, keep it."""

    def __init__(self, lke: Lke, lexicon: Lexicon, weights: Weights | None = None) -> None:
        self._lke = lke
        self._weights = weights or Weights()
        self._index = ProfileIndex(lke, lexicon)
        self._scorer = Scorer(self._index, lexicon, self._weights)
        self._headings = HeadingReader(lexicon)
        self._silence = SilenceReader(lexicon)
        self._heading_cache: dict[str, Evidence] = {}

    def map_segments(self, segments: Iterable[Segment]) -> Iterator[SegmentMapping]:
        """Yield what each segment speaks to, one at a time and in order; what stands before counts too."""
        trail = Trail()
        for segment in segments:
            judged = self._judge(segment.text, segment.kind, segment.heading_path, trail)
            yield SegmentMapping(segment.id, judged.area, judged.candidates)

    def map_document(self, document: Document, progress: Progress | None = None) -> MappingResult:
        """Return what each block of text of a document speaks to, and how the LKE is covered."""
        progress = progress or SilentProgress()
        blocks = [b for b in document.blocks if b.kind not in (BlockKind.HEADING, BlockKind.NOISE)]
        progress.start("Memetakan paragraf ke indikator LKE", len(blocks))
        trail = Trail()
        items = []
        for block in blocks:
            items.append(self._map_block(document, block, trail))
            progress.advance()
        progress.finish()
        return MappingResult(tuple(items), coverage_of(items, self._lke))

    def map_rencana(self, rencana: Rencana) -> Rencana:
        """Return the plan with area and code of each action filled in, as far as its words tell."""
        return replace(rencana, actions=tuple(self._map_action(action) for action in rencana.actions))

    def _map_action(self, action: Action) -> Action:
        """Return an action with its codes; its evidence is asked only where the action says too little."""
        path = tuple(part for part in (action.group, action.komponen) if part)
        told = [part for part in (action.indikator, action.langkah_aksi) if part.strip()]
        for parts in (told, [*told, *action.bukti_fisik]):
            judged = self._judge(". ".join(parts), BlockKind.TABLE_ROW, path, Trail(), standalone=True)
            if judged.candidates:
                return replace(action, area=judged.area, code=judged.candidates[0].code)
        context = self._headings.read(path)
        group = self._group_of_heading(context)
        area = _whole_area(context.area) if group is None else area_of(group)
        return replace(action, area=area, code=group)

    def _group_of_heading(self, context: HeadingContext) -> str | None:
        """Return the group that the nearest heading clearly names; None if it names none."""
        heading = self._heading_evidence(context)
        if heading is None:
            return None
        inside = [
            (float(heading.topic[n]), code)
            for n, code in enumerate(self._index.groups)
            if context.area in (None, area_number(code))
        ]
        strength, code = max(inside)
        return code if strength >= _CLEAR_HEADING else None

    def _map_block(self, document: Document, block: Block, trail: Trail) -> MappedItem:
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
        if len(sentences) == 1:
            return ()
        return tuple(self._map_sentence(sentence, path) for sentence in sentences)

    def _map_sentence(self, sentence: str, path: tuple[str, ...]) -> SentenceMapping:
        judged = _SILENT
        if len(sentence) >= _MIN_SENTENCE:
            judged = self._judge(sentence, BlockKind.PARAGRAPH, path, Trail())
        if not judged.candidates:
            return SentenceMapping(sentence, None, 0.0)
        return SentenceMapping(sentence, judged.candidates[0].code, judged.candidates[0].score)

    def _judge(
        self, text: str, kind: BlockKind, path: tuple[str, ...], trail: Trail, *, standalone: bool = False
    ) -> _Judgement:
        """Return area and candidates of one text and remember them for the next."""
        context = self._headings.read(path)
        if trail.path != path:
            trail.path, trail.area, trail.scores = path, None, None
        if context.silent:
            return _SILENT
        verdict = self._silence.read(text, context)
        if verdict.reason:
            trail.area = verdict.area if verdict.area is not None else trail.area
            return _Judgement(_whole_area(verdict.area))
        terms = self._index.terms(split_marker(text)[1])
        own = self._index.evidence(terms)
        if context.doubtful and self._scorer.areas_touched(own) >= _SUMMARY:
            return _SILENT
        heading = self._heading_evidence(context)
        raw = self._scorer.score(terms, own, heading, context, kind, trail, standalone=standalone)
        raw = raw - self._weights.silence * verdict.weight - self._weights.doubtful * context.doubtful
        judged = self._decide(raw, own, heading, context)
        unsure = not judged.candidates or judged.candidates[0].score < _UNSURE
        if unsure and verdict.named is not None:
            return _Judgement(_whole_area(verdict.named))
        # All rows of a table go on with what stands above it, not one with the other.
        if judged.candidates and (kind is not BlockKind.TABLE_ROW or trail.scores is None):
            trail.scores, trail.area = judged.likeness, area_number(judged.candidates[0].code)
        return judged

    def _heading_evidence(self, context: HeadingContext) -> Evidence | None:
        """Return what the nearest topical heading says; None if there is none."""
        if not context.topic:
            return None
        if context.topic not in self._heading_cache:
            self._heading_cache[context.topic] = self._index.heading_evidence(context.topic)
        return self._heading_cache[context.topic]

    def _decide(
        self, raw: Floats, own: Evidence, heading: Evidence | None, context: HeadingContext
    ) -> _Judgement:
        """Return the candidates, or silence where the best one is too weak or one of many."""
        w = self._weights
        top = int(raw.argmax())
        sure = 1.0 / (1.0 + math.exp(-w.slope * (float(raw[top]) - w.midpoint)))
        likeness = np.exp(raw - raw[top])
        shares = likeness**w.sharpness
        shares = shares / shares.sum()
        needed = w.doubtful_threshold if context.doubtful else w.diffuse_threshold
        if sure < w.threshold or sure * self._scorer.share_of_group(shares, top) < needed:
            return _SILENT
        scores = sure * shares
        order = np.argsort(-scores, kind="stable")[:_MAX_CANDIDATES]
        candidates = [
            Candidate(
                code=self._index.codes[i],
                score=float(scores[i]),
                reasons=reasons_for(int(i), self._index, own, heading, context),
            )
            for i in order
            if scores[i] >= _RIVAL * scores[top]
        ]
        leader = self._scorer.share_of_group(shares, top)
        group = self._index.group_of[top]
        members = self._index.group_of == group
        # Where the lexicon names a main indicator, a general text is taken to mean that one.
        if not self._index.is_main[members].any() and _is_general(shares[order[:2]].tolist(), leader):
            candidates.insert(0, Candidate(self._index.groups[group], sure * leader, candidates[0].reasons))
        return _Judgement(area_of(candidates[0].code), tuple(candidates[:_MAX_CANDIDATES]), likeness)


def _is_general(best_two: list[float], group_share: float) -> bool:
    """Return whether a group leads clearly, but none of its indicators."""
    first, second = best_two
    return group_share >= _GENERAL_GROUP and first <= _GENERAL_BEST and second >= _GENERAL_TIE * first


def _whole_area(area: int | None) -> str | None:
    """Return the code of an area as a whole: that of Pemenuhan, which stands first in the form."""
    return None if area is None else f"A.I.{area}"
