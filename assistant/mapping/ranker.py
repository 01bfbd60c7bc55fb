"""Which indicators a text speaks to, with how sure we are and why; silence where nothing speaks clearly."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.data import data_directory
from assistant.document import Block, BlockKind, Document
from assistant.lke.model import area_of
from assistant.mapping.coverage import coverage_of
from assistant.mapping.learnt import NONE, load_learnt
from assistant.mapping.model import (
    Candidate,
    MappedItem,
    MappingResult,
    Segment,
    SegmentMapping,
    SentenceMapping,
)
from assistant.mapping.observation import Observer, text_features
from assistant.mapping.reasons import Explainer
from assistant.mapping.scoring import Trail, area_number
from assistant.progress import Progress, SilentProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.lke.model import Lke
    from assistant.mapping.areas import HeadingContext
    from assistant.mapping.features import Floats
    from assistant.mapping.learnt import LearntModel
    from assistant.mapping.observation import Observation
    from assistant.mapping.profiles import Lexicon
    from assistant.reading.rencana_model import Action, Rencana

_MAX_CANDIDATES = 5
# A heading that names a group this clearly stands for actions that say nothing themselves.
_CLEAR_HEADING = 0.6
# Rivals further behind than this share of the best are not worth showing.
_RIVAL = 0.04
# Paragraphs from this length on are also mapped sentence by sentence, but for fragments.
_LONG_TEXT = 320
_MIN_SENTENCE = 30
# No report has as many headings; a stream without end must not fill the memory.
_MAX_PATHS = 5_000
# A text is silent from this probability of silence on, about an area as a whole if this share of the rest
# says so; tuned on the validation offices, where a wrong silence weighs as much as a wrong answer.
_SILENT_FROM = 0.6
_AREA_FROM = 0.6
# A best answer below this is a guess among many, and silent;
_GUESS = 0.12
# so is an answer whose whole group is half as likely as silence.
_SILENT_BESIDE = 2.0
# A text that opens with an area's name is about the area unless an indicator is this probable: without and
# with words that introduce or sum up (`bertujuan`, `secara umum`).
_UNSURE, _SURE = 0.4, 0.9
# How much likelier than elsewhere a text is to stay in area and group of the one before it; tuned on the
# bundled example with and without its headings.
_SAME_AREA, _SAME_GROUP = 5.0, 5.0
_AREAS = tuple(f"A.I.{number}" for number in range(1, 7))


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What is said of one text; `likeness` is handed on to the text that follows."""

    area: str | None
    candidates: tuple[Candidate, ...] = ()
    likeness: Floats | None = field(default=None, repr=False)


_SILENT = _Judgement(None)


class Mapper:
    """Maps texts to the indicators of one LKE; building it takes about a second, keep it.

    Args:
        lke: the form.
        lexicon: the words of its parts.
        learnt: what was learnt from the written corpus; None for what comes with the program.
    """

    def __init__(self, lke: Lke, lexicon: Lexicon, learnt: LearntModel | None = None) -> None:
        self._lke = lke
        self._observer = Observer(lke, lexicon)
        self._index = self._observer.index
        model = learnt or load_learnt(data_directory("mappings"))
        self._learnt = model.aligned((*self._index.codes, *self._index.groups, *_AREAS, NONE))
        self._explainer = Explainer(lexicon, self._index, self._learnt)
        self._area_of_group = np.array([area_number(code) for code in self._index.groups])
        self._path_sums: dict[tuple[str, ...], Floats] = {}

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
        context = self._observer.headings.read(path)
        group = self._group_of_heading(context)
        area = _whole_area(context.area) if group is None else area_of(group)
        return replace(action, area=area, code=group)

    def _group_of_heading(self, context: HeadingContext) -> str | None:
        """Return the group that the nearest heading clearly names; None if it names none."""
        heading = self._observer.heading_evidence(context)
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
        if trail.path != path:
            trail.path, trail.area, trail.scores = path, None, None
        seen = self._observer.observe(text, kind, path, trail, standalone=standalone)
        verdict = seen.verdict
        if seen.context.silent or (verdict.reason and verdict.area is None):
            return _SILENT
        judged = self._decide(seen, trail)
        # All rows of a table go on with what stands above it, not one with the other.
        if judged.candidates and (kind is not BlockKind.TABLE_ROW or trail.scores is None):
            trail.scores, trail.area = judged.likeness, area_number(judged.candidates[0].code)
        return judged

    def _decide(self, seen: Observation, trail: Trail) -> _Judgement:
        """Return the candidates, best first; none where the text is silent or about an area as a whole."""
        known = len(self._index.codes) + len(self._index.groups)
        sums = self._sums(seen)
        if trail.scores is not None:
            sums[:known] += self._from_trail(trail.scores)
        shares = self._learnt.shares(sums)
        answers, areas, silent = shares[:known], shares[known:-1], float(shares[-1])
        if silent >= _SILENT_FROM:
            return _SILENT
        if float(areas.sum()) >= _AREA_FROM * (1.0 - silent):
            return _Judgement(_whole_area(int(areas.argmax()) + 1))
        order = [int(i) for i in np.argsort(-answers, kind="stable")[:_MAX_CANDIDATES]]
        best = float(answers[order[0]])
        told = seen.verdict.named if seen.verdict.area is None else seen.verdict.area
        if told is not None and best < (_UNSURE if seen.verdict.area is None else _SURE):
            return _Judgement(_whole_area(told))
        if best < _GUESS or silent >= _SILENT_BESIDE * self._of_groups(answers).max():
            return _SILENT
        kept = [i for i in order if answers[i] >= _RIVAL * best]
        reasons = self._explainer.explain(kept, seen)
        candidates = tuple(
            Candidate(self._learnt.classes[i], float(answers[i]), why)
            for i, why in zip(kept, reasons, strict=True)
        )
        likeness = answers[: len(self._index.codes)]
        likeness = likeness / max(float(likeness.max()), 1e-9)
        return _Judgement(area_of(candidates[0].code), candidates, likeness)

    def _of_groups(self, answers: Floats) -> Floats:
        """Return the probability of each group: its own and that of its indicators."""
        count = len(self._index.codes)
        members = np.bincount(
            self._index.group_of, weights=answers[:count], minlength=len(self._index.groups)
        )
        result: Floats = members + answers[count:]
        return result

    def _from_trail(self, likeness: Floats) -> Floats:
        """Return what the preceding text adds for indicators and groups: reports go on with their matter."""
        group = self._index.group_of
        shares = likeness / likeness.sum()
        of_groups = np.bincount(group, weights=shares, minlength=len(self._index.groups))
        of_areas = np.bincount(self._area_of_group, weights=of_groups, minlength=7)[self._area_of_group]
        nearby = 1.0 + _SAME_AREA * of_areas + _SAME_GROUP * of_groups
        added: Floats = np.log(np.concatenate([nearby[group], nearby]))
        return added

    def _sums(self, seen: Observation) -> Floats:
        """Return what words, headings and the lexicon say for each class."""
        if seen.path not in self._path_sums:
            if len(self._path_sums) >= _MAX_PATHS:
                self._path_sums.clear()
            features = self._observer.heading_features(seen.path, seen.context)
            self._path_sums[seen.path] = self._learnt.sums(features)
        sums = self._path_sums[seen.path] + self._learnt.sums(text_features(seen))
        return self._learnt.with_evidence(sums, self._observer.evidence_table(seen))


def _whole_area(area: int | None) -> str | None:
    """Return the code of an area as a whole: that of Pemenuhan, which stands first in the form."""
    return None if area is None else f"A.I.{area}"
