"""Notes and evidence proposed for an LKE from what a report says: extracts with their place, not invented."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING

from assistant.auditing.shortening import any_of, shorten, strip_opening
from assistant.auditing.subjects import lemmas_of
from assistant.document import BlockKind
from assistant.language.citations import find_citations
from assistant.language.lemmas import lemma
from assistant.language.pipeline import split_sentences
from assistant.language.similarity import overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from assistant.auditing.proposal_words import ProposalWords
    from assistant.auditing.subjects import Subjects
    from assistant.document import Document
    from assistant.lke.answer_values import AnswerValue
    from assistant.lke.model import Indikator, Lke
    from assistant.mapping.model import MappedItem, MappingResult

    # The answer that a passage bears out in full; None where none or more than one does.
    Judge = Callable[[Indikator, str], AnswerValue]

PREFIX = "Usulan"
# A second sentence is worth its words if it says at least this share of what the best one says.
_WORTH = 0.5
# A note of one extract and its continuation is read at a glance; a third belongs into the evidence.
_MAX_PASSAGES = 2
# Below this many words a sentence is a fragment: a heading that lost its form, the rest of a torn line.
_MIN_WORDS = 5
# A deed told plainly goes before a sentence with half as many words of the question again, and both before
# an explanation that has twice as many.
_QUIET, _VAGUE = 0.67, 0.5
# Reports open a chapter with its tasks in the criteria's own words; a deed with a fifth of them says more.
_TASK = 0.2
# Words of a sentence's beginning in which `tersebut` refers to what stands before the sentence.
_OPENING = 4
# Two extracts that share this much of their words say the same thing twice.
_ALIKE = 0.5
_ENDINGS = (".", "!", "?", "…")
_DIGIT = re.compile(r"\d")


class EvidenceKind(StrEnum):
    """What a piece of proposed evidence is."""

    FIGURE = "figure"
    LINK = "link"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Passage:
    """An extract of a block; `section` is the title above it, page and lines are its own."""

    block: str
    text: str
    section: str
    page: int | None = None
    line: int | None = None
    line_end: int | None = None

    @property
    def place(self) -> str:
        """Where it stands, as an Indonesian reference; empty where nothing is known."""
        if self.page is not None:
            return f"hlm. {self.page}"
        return f'bagian "{self.section}"' if self.section else ""


@dataclass(frozen=True, slots=True)
class ProposedEvidence:
    """A figure near the passage, an address there, or a document that the passage names by number."""

    kind: EvidenceKind
    text: str
    page: int | None = None

    @property
    def line(self) -> str:
        """The entry in the list of evidence."""
        return f"{self.text} (hlm. {self.page})" if self.page is not None else self.text


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a question.

    Attributes:
        passages: at least one, in the order of the document.
        answer: what the passages bear out; None where that cannot be told.
    """

    code: str
    passages: tuple[Passage, ...]
    evidence: tuple[ProposedEvidence, ...] = ()
    answer: AnswerValue = None

    @property
    def note(self) -> str:
        """The note for the form, marked as a proposal, with the place of every passage."""
        told = []
        for passage, following in zip(self.passages, (*self.passages[1:], None), strict=True):
            shown = passage.place and (following is None or following.place != passage.place)
            text = passage.text if passage.text.endswith(_ENDINGS) else f"{passage.text}."
            told.append(f"{text} ({passage.place})" if shown else text)
        return f"{self._mark}: {' '.join(told)}"

    @property
    def evidence_text(self) -> str:
        """The list of evidence for the form, marked as a proposal; empty if there is none."""
        if not self.evidence:
            return ""
        return "\n".join((f"{PREFIX}:", *(f"- {item.line}" for item in self.evidence)))

    @property
    def _mark(self) -> str:
        return PREFIX if self.answer is None else f"{PREFIX} (jawaban {self.answer})"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a block from `start` to `end`; `text` is without its opening."""

    block: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Proposer:
    """Proposes from one document.

    Attributes:
        skipped: blocks that tell of no achievement: background, obstacles, plans.
        judge: tells the answer that a passage bears out; None to propose no answers.
    """

    document: Document
    lke: Lke
    subjects: Subjects
    words: ProposalWords
    skipped: frozenset[str] = frozenset()
    judge: Judge | None = None

    def propose(self, mapping: MappingResult) -> tuple[Proposal, ...]:
        """Return a proposal for each question that the report speaks to, in the order of the form."""
        items = {item.block: item for item in mapping.items}
        proposals = []
        for entry in mapping.coverage:
            told = [items[block] for block in entry.blocks if block in items and block not in self.skipped]
            passages = self._passages(entry.code, [item for item in told if _is_text(item.kind)])
            if passages:
                proposals.append(self._proposal(entry.code, passages))
        return tuple(proposals)

    def _proposal(self, code: str, passages: tuple[Passage, ...]) -> Proposal:
        return Proposal(code, passages, self._evidence(code, passages), self._answer(code, passages))

    def _answer(self, code: str, passages: tuple[Passage, ...]) -> AnswerValue:
        """Return the answer that the extracts bear out, and that what stands around them does not qualify."""
        if self.judge is None:
            return None
        indikator = self.lke.indikator_by_code[code]
        blocks = dict.fromkeys(passage.block for passage in passages)
        around = " ".join(self.document.block_by_id[block].text for block in blocks)
        deeds = [passage.text for passage in passages if not self._is_task(passage.text)]
        told = self.judge(indikator, " ".join(deeds)) if deeds else None
        return told if told is not None and told == self.judge(indikator, around) else None

    def _passages(self, code: str, items: Iterable[MappedItem]) -> tuple[Passage, ...]:
        """Return the extracts that say most of a question, within the limit of words together."""
        sentences = [sentence for item in items for sentence in self._sentences(code, item)]
        scores = {s: self.subjects.closeness(code, s.text) * self._liveliness(s.text) for s in sentences}
        best = max(scores.values(), default=0.0)
        left, chosen = self.words.batas_kata, dict[_Sentence, str]()
        for sentence in sorted(scores, key=lambda s: -scores[s]):
            if len(chosen) == _MAX_PASSAGES or not best or scores[sentence] < _WORTH * best:
                break
            short = shorten(sentence.text, left, partial(self.subjects.closeness, code), self.words)
            if short and not any(_alike(short, other) for other in chosen.values()):
                chosen[sentence] = short
                left -= len(short.split())
        in_order = sorted(chosen, key=lambda s: (self._order[s.block], s.start))
        return tuple(self._passage(sentence, chosen[sentence]) for sentence in in_order)

    def _sentences(self, code: str, item: MappedItem) -> Iterator[_Sentence]:
        """Yield the sentences of a block that tell of an achievement, without opening."""
        others = {s.text for s in item.sentences if s.code not in (code, None)}
        for start, end in split_sentences(item.text):
            sentence = item.text[start:end].strip()
            if sentence in others or self._tells_no_deed(sentence):
                continue
            short = strip_opening(sentence, self.words)
            if len(short.split()) >= _MIN_WORDS:
                yield _Sentence(item.block, start, end, short)

    def _tells_no_deed(self, sentence: str) -> bool:
        if sentence.rstrip().endswith(":"):
            return True  # it only introduces a list
        kinds = (self.words.rencana, self.words.penjelasan)
        return any(any_of(words).search(sentence) for words in kinds)

    def _liveliness(self, sentence: str) -> float:
        """Return a factor below 1 for what tells no deed, explains, names a task, or refers back."""
        if self._is_task(sentence):
            return _TASK
        opening = " ".join(sentence.split()[:_OPENING])
        happened = any_of(self.words.terjadi).search(sentence) or _DIGIT.search(sentence)
        vague = any_of(self.words.rujukan).search(opening) or any_of(self.words.lemah).search(sentence)
        return (1.0 if happened else _QUIET) * (_VAGUE if vague else 1.0)

    def _is_task(self, sentence: str) -> bool:
        """Whether a sentence begins with an active verb and no subject: what was to be done, not a deed."""
        first = sentence.split(maxsplit=1)[0].lower()
        return first.startswith("me") and lemma(first) != first and first not in self.words.bukan_tugas

    def _passage(self, sentence: _Sentence, short: str) -> Passage:
        block = self.document.block_by_id[sentence.block]
        path = self.document.section_path(block.section)
        title = (path[-1].title.rstrip(" ;:,.") or path[-1].number) if path else ""
        where = block.locate(sentence.start, sentence.end)
        return Passage(block.id, short, title, where.page, where.line, where.line_end)

    def _evidence(self, code: str, passages: tuple[Passage, ...]) -> tuple[ProposedEvidence, ...]:
        found: dict[str, ProposedEvidence] = {}
        for passage in passages:
            for item in (*_named_documents(passage), *self._figures(code, passage), *self._links(passage)):
                found.setdefault(item.text, item)
        return tuple(found.values())[: self.words.batas_bukti]

    def _figures(self, code: str, passage: Passage) -> Iterator[ProposedEvidence]:
        """Yield the figures of the passage's section that stand close to it and share a word with it."""
        near = [
            (self._distance(passage.block, figure.block), figure)
            for figure in self.document.figures
            if figure.block is not None and figure.caption and self._same_section(passage, figure.section)
        ]
        for distance, figure in sorted(near, key=lambda pair: pair[0]):
            if distance > self.words.jarak_bukti:
                return
            if self.subjects.closeness(code, figure.caption) > 0:
                text = f"{figure.label} {figure.caption}".strip()
                yield ProposedEvidence(EvidenceKind.FIGURE, text, figure.location.page)

    def _links(self, passage: Passage) -> Iterator[ProposedEvidence]:
        near = [
            (self._distance(passage.block, link.block), link)
            for link in self.document.links
            if link.block is not None and self._same_section(passage, link.section)
        ]
        for distance, link in sorted(near, key=lambda pair: pair[0]):
            if distance <= self.words.jarak_bukti:
                yield ProposedEvidence(EvidenceKind.LINK, link.url, link.location.page)

    def _same_section(self, passage: Passage, section: str | None) -> bool:
        return self.document.block_by_id[passage.block].section == section

    def _distance(self, block: str, other: str) -> int:
        return abs(self._order[block] - self._order[other])

    @cached_property
    def _order(self) -> dict[str, int]:
        return {block.id: place for place, block in enumerate(self.document.blocks)}


def _alike(one: str, other: str) -> bool:
    return overlap(lemmas_of(one), lemmas_of(other)) >= _ALIKE


def _named_documents(passage: Passage) -> Iterator[ProposedEvidence]:
    """Yield the office's own documents that a passage names by number."""
    for citation in find_citations(passage.text):
        if citation.number and not citation.is_kept:
            yield ProposedEvidence(EvidenceKind.DOCUMENT, passage.text[citation.start : citation.end])


def _is_text(kind: BlockKind) -> bool:
    return kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
