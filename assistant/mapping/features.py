"""The evidence that a text (or a heading) gives for each indicator: similarity, phrases, topics, aspects."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.language.lemmas import lemma
from assistant.language.pipeline import pipeline
from assistant.language.similarity import ratio
from assistant.language.spelling import speller
from assistant.mapping.terms import Hit, PhraseBook, Terms, noisy_or, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from assistant.language.pipeline import Analysis
    from assistant.lke.model import Indikator, Lke
    from assistant.mapping.profiles import GroupWords, Lexicon

    Floats = NDArray[np.float64]

# How often the parts of a profile count: the form's own name describes it best, its criteria repeat it with
# `jika seluruh`, `jika sebagian`, and a group's words are shared by all its indicators.
_NAME, _CRITERIA, _PHRASES, _GROUP = 3.0, 1.0, 1.5, 0.7
# What every report says on every page weighs this much and no more.
_COMMON_IDF = 0.25
# A heading is a group's own name if it is this similar, letter by letter (two wrong letters of a scan).
_SAME_HEADING = 0.86
# In a phrase the name of the programme narrows what the other words mean (`evaluasi` of `zona integritas`).
_OPAQUE_IDF = 1.5
# Several weak hints are worth less than one telling phrase: this share of what noisy-or would give them.
_MORE = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one text says for each indicator (by index) and each group.

    Attributes:
        cosine: similarity of words to the indicator's profile, 0-1.
        phrase: phrases of the lexicon that point to the indicator, 0-1.
        aspect: words that choose it among its siblings, 0-1.
        topic: phrases that point to the group, 0-1, by index of the group.
        phrase_hits, topic_hits: what was found, for the reasons.
        size: number of telling terms in the text.
    """

    cosine: Floats
    phrase: Floats
    aspect: Floats
    topic: Floats
    phrase_hits: tuple[Hit, ...]
    topic_hits: tuple[Hit, ...]
    size: int


class ProfileIndex:
    """The profiles of all indicators, ready to be compared with texts."""

    def __init__(self, lke: Lke, lexicon: Lexicon) -> None:
        self.codes = tuple(i.code for i in lke.daftar_indikator)
        self.groups = tuple(group.code for group in lke.groups)
        place = {code: n for n, code in enumerate(self.groups)}
        self.group_of = np.array([place[i.group] for i in lke.daftar_indikator])
        self._pipeline = pipeline(lexicon.concepts)
        self._known: dict[str, Analysis] = {}
        words = {
            code: indikator
            for group in lexicon.groups.values()
            for code, indikator in group.daftar_indikator.items()
        }
        self.is_main = np.array([bool(words.get(c) and words[c].main) for c in self.codes], dtype=float)
        self.is_cutting = np.array(
            [bool(g in lexicon.groups and lexicon.groups[g].cutting) for g in self.groups]
        )
        self._concepts = {name for name, _ in lexicon.concepts}
        self._common = {lemma(word) for word in lexicon.common_words} | set(lexicon.common_words)
        self._opaque = self._common & self._concepts
        profiles = [self._profile(i, lke, lexicon) for i in lke.daftar_indikator]
        self._idf = self._weigh(profiles)
        self._row = {name: n for n, name in enumerate(self._idf)}
        self._matrix = self._build_matrix(profiles)
        self._correct = speller(self._idf)
        self._phrases = self._book(
            (p, n)
            for n, c in enumerate(self.codes)
            if c in words
            for p in words[c].phrases
            if not self._is_topic(p, lexicon.groups[self.groups[self.group_of[n]]])
        )
        self._aspects = self._book(
            (p, n) for n, c in enumerate(self.codes) if c in words for p in words[c].aspects
        )
        self._topics = self._book(
            (p, n) for n, c in enumerate(self.groups) if c in lexicon.groups for p in lexicon.groups[c].topics
        )
        self._headings = self._book(
            (p, n)
            for n, c in enumerate(self.groups)
            if c in lexicon.groups
            for p in lexicon.groups[c].headings
        )

        self._heading_names = tuple(
            lexicon.groups[c].headings if c in lexicon.groups else () for c in self.groups
        )

    def terms(self, text: str) -> Terms:
        """Return the terms of a text, misspelt ones mended where a known term is near."""
        return terms_of(self._pipeline.analyse(text), self._correct, opaque=self._opaque)

    def sentences(self, text: str) -> tuple[str, ...]:
        """Return the sentences of a text."""
        return tuple(text[start:end].strip() for start, end in self._pipeline.analyse(text).sentences)

    def book(self, phrases: Iterable[tuple[str, int]]) -> PhraseBook:
        """Return a book of further phrases (cues, names of areas) weighed like the lexicon's."""
        return self._book(phrases)

    def evidence(self, terms: Terms) -> Evidence:
        """Return what a text's terms say for each indicator and group."""
        phrase_hits = self._phrases.find(terms)
        topic_hits = self._topics.find(terms)
        return Evidence(
            cosine=self._cosine(terms.names),
            phrase=_gather(phrase_hits, len(self.codes)),
            aspect=_gather(self._aspects.find(terms), len(self.codes)),
            topic=_gather(topic_hits, len(self.groups)),
            phrase_hits=tuple(phrase_hits),
            topic_hits=tuple(topic_hits),
            size=sum(name not in self._common for name in terms.names),
        )

    def heading_evidence(self, title: str) -> Evidence:
        """Return what a heading says: as `evidence`, with the ways offices name a group as further topics."""
        terms = self.terms(title)
        plain = self.evidence(terms)
        hits = self._headings.find(terms)
        topic = 1.0 - (1.0 - plain.topic) * (1.0 - _gather(hits, len(self.groups)))
        cosine = plain.cosine.copy()
        for n, names in enumerate(self._heading_names):
            likeness = max((ratio(title, name) for name in names), default=0.0)
            if likeness >= _SAME_HEADING:
                topic[n] = max(topic[n], likeness)
                # The group's own name says nothing about which of its indicators is meant.
                members = self.group_of == n
                cosine[members] = cosine[members].max()
        return replace(plain, cosine=cosine, topic=topic, topic_hits=(*plain.topic_hits, *hits))

    def _profile(self, indikator: Indikator, lke: Lke, lexicon: Lexicon) -> dict[str, float]:
        """Return how much each term belongs to an indicator."""
        group = lexicon.groups.get(indikator.group)
        words = group.daftar_indikator.get(indikator.code) if group else None
        parts = [
            (_NAME, (indikator.name,)),
            (_CRITERIA, (" ".join(text for _, text in indikator.criteria) or indikator.explanation,)),
            (_CRITERIA, tuple(rincian.name for rincian in indikator.rincian)),
            (_GROUP, (lke.name_of(indikator.group),)),
        ]
        if words is not None and group is not None:
            parts += [(_PHRASES, (*words.phrases, *words.aspects)), (_GROUP, group.topics)]
        profile: dict[str, float] = defaultdict(float)
        for weight, texts in parts:
            counted = Counter(
                name for text in texts for name in terms_of(self._analysis(text), opaque=self._opaque).names
            )
            for name, count in counted.items():
                profile[name] += weight * (1.0 + math.log(count))
        return profile

    def _is_topic(self, phrase: str, group: GroupWords) -> bool:
        """Return whether a phrase only names the topic of its group, which `is_main` already accounts for."""
        names = set(terms_of(self._analysis(phrase), parts=False).names)
        known = (*group.topics, *group.headings)
        return any(names == set(terms_of(self._analysis(text), parts=False).names) for text in known)

    def _analysis(self, text: str) -> Analysis:
        """Return a text of our own mappings taken apart; most are asked for twice."""
        if text not in self._known:
            self._known[text] = self._pipeline.analyse(text)
        return self._known[text]

    def _weigh(self, profiles: Sequence[dict[str, float]]) -> dict[str, float]:
        """Return how telling each term is: what few indicators share tells, what all reports say does not."""
        frequency = Counter(name for profile in profiles for name in profile)
        total = len(profiles)
        return {
            name: _COMMON_IDF if name in self._common else math.log((total + 1) / (count + 0.5))
            for name, count in sorted(frequency.items())
        }

    def _build_matrix(self, profiles: Sequence[dict[str, float]]) -> Floats:
        matrix = np.zeros((len(self._idf), len(profiles)))
        for column, profile in enumerate(profiles):
            for name, weight in profile.items():
                matrix[self._row[name], column] = math.log1p(weight) * self._idf[name]
        norms = np.linalg.norm(matrix, axis=0)
        return matrix / np.where(norms > 0, norms, 1.0)

    def _cosine(self, names: Sequence[str]) -> Floats:
        counts = Counter(name for name in names if name in self._row)
        if not counts:
            return np.zeros(len(self.codes))
        rows = [self._row[name] for name in counts]
        weights = np.array([(1.0 + math.log(n)) * self._idf[name] for name, n in counts.items()])
        norm = float(np.linalg.norm(weights))
        product: Floats = weights @ self._matrix[rows]
        return product / norm if norm > 0 else product

    def _book(self, phrases: Iterable[tuple[str, int]]) -> PhraseBook:
        return PhraseBook(
            ((text, terms_of(self._analysis(text), parts=False), target) for text, target in phrases),
            self._idf | dict.fromkeys(self._opaque, _OPAQUE_IDF),
            self._common - self._concepts,
        )


def _gather(hits: Iterable[Hit], size: int) -> Floats:
    """Return the joint strength of the hits for each target."""
    strengths: dict[int, list[float]] = {}
    for hit in hits:
        strengths.setdefault(hit.phrase.target, []).append(hit.strength)
    result = np.zeros(size)
    for target, values in strengths.items():
        best = max(values)
        result[target] = best + _MORE * (noisy_or(values) - best)
    return result
