"""Texts as sequences of what they speak of: lemmas, with the ways to write one thing as one concept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from assistant.auditing.audit_words import phrase_pattern
from assistant.language.lemmas import lemma
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.auditing.audit_words import AuditWords
    from assistant.language.pipeline import Concepts

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*", re.UNICODE)
_CLITIC = re.compile(r"(?<=\w{4})nya$")
# Longer phrases than this name nothing in the lists; it bounds the search too.
_MAX_PHRASE = 8
# `non elektronik` names the contrary of its last word.
_NOT = "non"
# `(lebih dari 50%)` qualifies a scope and is read as a share.
_SHARE = re.compile(r"\([^()]{0,40}%\)")
# A word as long as two, seen hardly ever, of two that are seen often: the form leaves out blanks.
_MIN_GLUED = 9
_RARE = 2
_MAX_WEIGHT = 3.0
# Criteria are read statement by statement, several times over; as many of them as a form has are kept.
_SHORT, _MANY_TEXTS = 600, 4_000
# A word that no criterion holds weighs as much as one that stands in a single indicator.
_DEFAULT_DOCUMENTS = 1


@dataclass(frozen=True, slots=True)
class Term:
    """A lemma or concept and where the text names it; `is_part` for a word of a concept's name."""

    name: str
    start: int
    end: int
    is_part: bool = False


class Vocabulary:
    """Turns texts into terms, and knows how much each term tells.

    Args:
        words: the words of the audit.
        concepts: further concepts, such as the lexicon's; the audit's own go first.
        documents: texts of which each is about one thing; a term is worth more the fewer hold it.
    """

    def __init__(self, words: AuditWords, concepts: Concepts, documents: Sequence[str]) -> None:
        self.words = words
        self._known = Counter(m[0].lower() for text in documents for m in _WORD.finditer(text))
        self._tree = _Branch()
        self._read: dict[tuple[str, bool], tuple[Term, ...]] = {}
        for name, phrases in (*words.konsep.items(), *concepts):
            for phrase in phrases:
                self._tree.add([m[0].lower() for m in _WORD.finditer(phrase)], name)
        self._void = phrase_pattern(
            (
                *words.ungkapan_kosong,
                *words.bukan_frekuensi,
                *words.frequencies,
                *words.cakupan_lentur,
                *words.bukan_cakupan,
            )
        )
        texts = [frozenset(self.content(text)) for text in documents]
        self._holders = Counter(term for terms in texts for term in terms)
        self._size = max(len(texts), 2)

    @cached_property
    def _ignored(self) -> frozenset[str]:
        plain = self.words.fillers | load_words().stop_words
        return plain | {lemma(word) for word in self.words.fillers}

    def terms(self, text: str, *, parts: bool = False) -> tuple[Term, ...]:
        """Return what a text speaks of, in order: concepts, and lemmas of the words that tell something.

        With `parts`, the words of a concept's name count too: who writes of a `laporan kinerja` writes of
        `kinerja`.
        """
        known = self._read.get((text, parts))
        if known is None:
            known = self._terms(text, parts=parts)
            if len(text) <= _SHORT and len(self._read) < _MANY_TEXTS:
                self._read[text, parts] = known
        return known

    def _terms(self, text: str, *, parts: bool) -> tuple[Term, ...]:
        text = self._void.sub(lambda m: " " * len(m[0]), _SHARE.sub(lambda m: " " * len(m[0]), text))
        words = [word for m in _WORD.finditer(text) for word in self._parts(m)]
        forms = [(_CLITIC.sub("", written), lemma(written)) for written, _, _ in words]
        found: list[Term] = []
        at = 0
        while at < len(words):
            length, name = self._tree.longest(forms, at)
            if not self._tells_nothing(name, forms[at]):
                found.append(Term(name or forms[at][1], words[at][1], words[at + length - 1][2]))
            if parts and length > 1:
                inner = (
                    ()
                    if forms[at][0] == _NOT
                    else self._words_of(forms[at : at + length], words[at : at + length])
                )
                found += [term for term in inner if term.name != name]
            at += length
        return tuple(found)

    def _words_of(
        self, forms: Sequence[tuple[str, str]], words: Sequence[tuple[str, int, int]]
    ) -> Iterator[Term]:
        """Yield the words of a concept's name as terms of their own."""
        for form, (_, start, end) in zip(forms, words, strict=True):
            _, name = self._tree.longest([form], 0)
            if not self._tells_nothing(name, form):
                yield Term(name or form[1], start, end, is_part=True)

    def content(self, text: str) -> tuple[str, ...]:
        """Return the names of the terms of a text, in order."""
        return tuple(term.name for term in self.terms(text))

    def weight(self, term: str) -> float:
        """Return how much a term tells: 3 for what one indicator holds, less the more share it."""
        holders = self._holders.get(term, _DEFAULT_DOCUMENTS)
        return _MAX_WEIGHT * log(1 + self._size / holders) / log(1 + self._size)

    def total(self, terms: Iterable[str]) -> float:
        """Return the weight of some terms."""
        return sum(self.weight(term) for term in terms)

    def _parts(self, match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
        """Yield a word, or the two that stand together without a blank (`tujuanpembangunan`)."""
        word, start = match[0].lower(), match.start()
        if len(word) >= _MIN_GLUED and self._known[word] <= _RARE:
            for cut in range(3, len(word) - 2):
                if self._known[word[:cut]] > _RARE and self._known[word[cut:]] > _RARE:
                    yield word[:cut], start, start + cut
                    yield word[cut:], start + cut, match.end()
                    return
        yield word, start, match.end()

    def _tells_nothing(self, concept: str, form: tuple[str, str]) -> bool:
        """Whether a concept or, where there is none, a word sets no criterion apart."""
        if concept:
            return concept in self.words.fillers
        written, stem = form
        return len(written) < 2 or written[0].isdigit() or written in self._ignored or stem in self._ignored


class _Branch:
    """Phrases as a tree of words; a word of a phrase stands for its inflections if it is a lemma itself."""

    def __init__(self) -> None:
        self._next: dict[str, _Branch] = {}
        self._name = ""

    def add(self, words: Sequence[str], name: str) -> None:
        """Add a phrase; the first that is added keeps its name."""
        branch = self
        for word in words[:_MAX_PHRASE]:
            branch = branch._next.setdefault(word, _Branch())
        branch._name = branch._name or name

    def longest(self, forms: Sequence[tuple[str, str]], at: int) -> tuple[int, str]:
        """Return how many words from `at` on name a concept, and its name; 1 and empty if none does."""
        best = (1, "")
        waiting = [(self, 0)]
        while waiting:
            branch, length = waiting.pop()
            if branch._name and (length > best[0] or not best[1]):
                best = (length, branch._name)
            if at + length < len(forms):
                # the lemma first: what is pushed last, the word as written, is looked at first
                forms_here = reversed(dict.fromkeys(forms[at + length]))
                waiting += [(branch._next[form], length + 1) for form in forms_here if form in branch._next]
        return best
