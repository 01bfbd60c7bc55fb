"""Which notes of the LKE may refute what a block of the report says: those on the block's own questions.

An LKE has more than a hundred notes that share their words; any of them may bear a statement out, but only
one on the same question states the same thing.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from assistant.auditing.topics import words_of
from assistant.language.pipeline import split_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.document import Document

NOTE_SOURCE = "LKE "
# Without a mapping a note's sentence and the claim must have most of what tells in each in common.
_SAME_SUBJECT = 0.5


class NoteScope:
    """What may refute what, for one report.

    Args:
        document: the report; how often it uses a word says how much the word tells.
        codes: by block, the indicators (or sub-areas) that it speaks to; None where that is not known.
    """

    def __init__(self, document: Document, codes: Mapping[str, frozenset[str]] | None = None) -> None:
        self._codes = codes
        self._uses = Counter(word for block in document.blocks for word in words_of(block.text))
        self._blocks = len(document.blocks)

    def may_refute(self, block: str, quote: str, source: str, passage: str) -> bool:
        """Return whether a passage may stand against a statement; evidence files always may.

        Args:
            block: the block that states it.
            quote: its sentence.
            source: where the passage is from: a file, or `LKE ` and a code.
            passage: its text.
        """
        if not source.startswith(NOTE_SOURCE):
            return True
        if self._codes is None:
            return self._same_subject(quote, passage)
        code = source.removeprefix(NOTE_SOURCE)
        return any(code == own or code.startswith(f"{own}.") for own in self._codes.get(block, ()))

    def _same_subject(self, quote: str, passage: str) -> bool:
        ours = words_of(quote)
        sentences = (words_of(passage[start:end]) for start, end in split_sentences(passage))
        return any(
            min(self._share(ours, theirs), self._share(theirs, ours)) >= _SAME_SUBJECT for theirs in sentences
        )

    def _share(self, words: frozenset[str], others: frozenset[str]) -> float:
        total = sum(map(self._tells, words))
        return sum(map(self._tells, words & others)) / total if total else 0.0

    def _tells(self, word: str) -> float:
        return log(1 + (1 + self._blocks) / (1 + self._uses[word]))
