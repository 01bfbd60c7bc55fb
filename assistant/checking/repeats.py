"""Rules on text that stands twice: sentences told again under another heading, notes of the LKE."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.formal_lines import is_formal
from assistant.checking.passages import cited_spans
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.lemmas import lemma
from assistant.language.similarity import overlap, ratio
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document
    from assistant.lke.answers import LkeAnswer

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
# Shorter sentences are the same by chance (`Kegiatan ini dilaksanakan setiap bulan.`).
_MIN_WORDS = 12
# So many repeated words are a paragraph, not a turn of phrase.
_PARAGRAPH_WORDS = 25
# A whole paragraph that stands again was copied with fewer: what is said in passing is part of one.
_WHOLE_WORDS = 14
_SAME_WHOLE = 0.95
_SMALL = 0.4
# A sentence that stands in so many areas opens each of them on purpose.
_BY_DESIGN = 4
# Words in a row by which copies find each other, and the share of them that a copy keeps.
_SHINGLE = 4
_KEPT = 0.55
# Words that a copy may add or lose, and how alike a word is that it only misspells.
_ADDED = 2
_SLIP = 0.8
# A shingle in more sentences than this is a formula and finds nothing.
_MAX_BUCKET = 12
# Notes of fewer content words say too little to be taken for another's.
_MIN_NOTE_WORDS = 5
_SAME_NOTE = 0.7
# So many words of the other question's name leave no doubt which one is meant.
_ABOUT = 3
# Questions that share more of their words than this are about one thing, and so are their notes.
_KIN = 0.15
# The chapter that tells results; the others open the report and sum it up, in the same words if they like.
_REPORTING = "II"
_OPEN_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its content words; `unit` is the section that it stands in."""

    block: Block
    start: int
    end: int
    folded: str
    unit: str | None

    @property
    def words(self) -> list[str]:
        return self.folded.split()


def repeated_sentences(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI701: sentences that stand again under another heading or twice in a row; one finding for a block."""
    sentences = list(_sentences(document, context))
    spread = _spread(sentences, context)
    copies: dict[str, list[tuple[_Sentence, _Sentence]]] = defaultdict(list)
    told: set[int] = set()
    for first, second in _pairs(sentences):
        if second in told or len(spread[sentences[first].folded]) >= _BY_DESIGN:
            continue
        if sentences[first].block is sentences[second].block or _is_legal(sentences[second]):
            continue
        told.add(second)
        copies[sentences[second].block.id].append((sentences[first], sentences[second]))
    for pairs in copies.values():
        yield _copy(pairs, context)


def _copy(pairs: Sequence[tuple[_Sentence, _Sentence]], context: CheckContext) -> Finding:
    original, copy = pairs[0]
    words = sum(len(second.words) for _, second in pairs)
    same_unit = original.unit == copy.unit
    whole, other = fold(copy.block.text), fold(original.block.text)
    is_whole = len(whole.split()) >= _WHOLE_WORDS and ratio(whole, other) >= _SAME_WHOLE
    few = words < _PARAGRAPH_WORDS and not (is_whole and not same_unit)
    variant = "kalimat" if few else "sebagian" if same_unit else "utama"
    return context.finding(
        "ZI701",
        variant,
        block=copy.block,
        span=(copy.start, max(second.end for _, second in pairs)),
        tempat=context.place(original.block),
    )


def _sentences(document: Document, context: CheckContext) -> Iterator[_Sentence]:
    """Yield the sentences that say something of their own; those that sum up the report are left out."""
    for block in document.blocks:
        chapter = (context.section_of(block) or "").split(".")[0]
        if context.matches is not None and chapter != _REPORTING:
            continue
        if block.kind not in _OPEN_KINDS or is_formal(block, context):
            continue
        if not _runs(block.text):
            continue  # a title or a signature, which the annex of a decree gives again
        yield from _long_sentences(block) or _short_paragraph(block)


def _runs(text: str) -> bool:
    """Whether a text is made of sentences: those have more small words than lines of names and titles do."""
    words = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in words) >= _SMALL * len(words)


def _long_sentences(block: Block) -> list[_Sentence]:
    """Return the sentences of a block that are long enough to be nobody else's."""
    found: list[_Sentence] = []
    position = 0
    for piece in _SENTENCE.split(block.text):
        start = block.text.find(piece, position)
        position = start + len(piece)
        folded = fold(piece)
        if len(folded.split()) >= _MIN_WORDS and not piece.endswith(":"):
            found.append(_Sentence(block, start, position, folded, block.section))
    return found


def _short_paragraph(block: Block) -> list[_Sentence]:
    """Return a paragraph of short sentences as if it were one; nothing if it is short as a whole."""
    folded = fold(block.text)
    if len(folded.split()) < _WHOLE_WORDS or block.text.endswith(":"):
        return []
    return [_Sentence(block, 0, len(block.text), folded, block.section)]


def _is_legal(sentence: _Sentence) -> bool:
    """Whether a sentence is for the most part the titles of documents that it cites."""
    text = sentence.block.text[sentence.start : sentence.end]
    return sum(end - start for start, end in cited_spans(text)) * 2 >= len(text)


def _spread(sentences: Iterable[_Sentence], context: CheckContext) -> dict[str, set[str | None]]:
    """Return for each sentence the sections of the format, or the document's own, that it stands in."""
    spread: dict[str, set[str | None]] = defaultdict(set)
    for sentence in sentences:
        spread[sentence.folded].add(context.section_of(sentence.block) or sentence.unit)
    return spread


def _pairs(sentences: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the indices of sentences that say the same in nearly the same words, the earlier one first."""
    by_shingle: dict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(sentences):
        words = sentence.words
        shared: dict[int, int] = defaultdict(int)
        shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
        for shingle in shingles:
            bucket = by_shingle[shingle]
            for earlier in bucket:
                shared[earlier] += 1
            if len(bucket) < _MAX_BUCKET:
                bucket.append(index)
        for earlier, count in sorted(shared.items()):
            if count >= _KEPT * len(shingles) and _same(sentences[earlier], sentence):
                yield earlier, index


def _same(one: _Sentence, other: _Sentence) -> bool:
    """Whether two sentences differ by two added words at most, or a slip; a swapped word is other news."""
    first, second = set(one.words), set(other.words)
    added, lost = second - first, first - second
    if added and lost:
        return len(added) == len(lost) == 1 and ratio(added.pop(), lost.pop()) >= _SLIP
    return len(added | lost) <= _ADDED


def strayed_notes(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI702: a note of the annexed LKE that is that of another question; one finding for each."""
    notes = [_note(answer, context) for answer in context.lke_answers if answer.note]
    rows = [b for b in document.blocks if b.kind is BlockKind.TABLE_ROW]
    for guest in notes:
        owner = next((note for note in notes if note is not guest and _belongs_to(guest, note)), None)
        if owner is not None:
            yield context.finding(
                "ZI702",
                "utama",
                block=_row_at(guest.answer, rows),
                quoted=False,
                kode=guest.answer.code,
                nama=context.lke.name_of(guest.answer.code),
                lain=owner.answer.code,
                nama_lain=context.lke.name_of(owner.answer.code),
            )


def _row_at(answer: LkeAnswer, rows: Sequence[Block]) -> Block | None:
    """Return the row of a table that an answer was read from: by line, by page with its note, or none."""
    for block in rows:
        where = block.location
        if answer.line is not None:
            if where.line is not None and where.line <= answer.line <= (where.line_end or where.line):
                return block
        elif where.page == answer.page and answer.note[:40] in block.text:
            return block
    return None


@dataclass(frozen=True)
class _Note:
    """A note of the LKE by its content words.

    Attributes:
        subject: words of the question's name.
        words: words of the note.
        own: those that the form itself does not say of the question; a scan mixes the form's words in.
    """

    answer: LkeAnswer
    subject: frozenset[str]
    words: frozenset[str]
    own: frozenset[str]


def _note(answer: LkeAnswer, context: CheckContext) -> _Note:
    indikator = context.lke.indikator_by_code[answer.code]
    criteria = " ".join(text for _, text in indikator.criteria)
    words = _content(answer.note)
    form = _content(f"{indikator.name} {criteria} {indikator.explanation}")
    return _Note(answer, _content(indikator.name), words, words - form)


def _belongs_to(guest: _Note, owner: _Note) -> bool:
    """Whether a note speaks of another question in that one's words; kin questions share theirs."""
    if len(guest.own) < _MIN_NOTE_WORDS or _are_kin(guest, owner):
        return False
    about = guest.own & owner.subject
    return len(about) >= _ABOUT and len(guest.own & owner.words) >= _SAME_NOTE * len(guest.own)


def _are_kin(one: _Note, other: _Note) -> bool:
    """Whether two questions are about one thing: of one area of change, or with much the same name."""
    first, second = one.answer.code.split("."), other.answer.code.split(".")
    same_area = first[0] == second[0] == "A" and first[2] == second[2]
    return same_area or overlap(one.subject, other.subject) > _KIN


def _content(text: str) -> frozenset[str]:
    """Return the lemmas of the words of a text that carry meaning."""
    stop = load_words().stop_words
    return frozenset(lemma(word) for word in fold(text).split() if len(word) > 3 and word not in stop)


RULES = {
    "ZI701": Rule(repeated_sentences, Scope.BOTH, lists=("pembuka_pengesahan",)),
    "ZI702": Rule(strayed_notes, Scope.LAPORAN),
}
