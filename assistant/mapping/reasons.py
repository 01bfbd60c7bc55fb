"""Why an indicator was named, in plain Indonesian: the words, headings and neighbours that spoke for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assistant.mapping.learnt import vector
from assistant.mapping.observation import PAIRS, WORDS, text_features
from assistant.mapping.scoring import area_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mapping.features import Floats, ProfileIndex
    from assistant.mapping.learnt import LearntModel
    from assistant.mapping.observation import Observation
    from assistant.mapping.profiles import Lexicon
    from assistant.mapping.terms import Hit

# More than this many phrases or words say nothing further to the reader.
_MAX_PHRASES = 4
_MAX_WORDS = 4
# Weaker headings, likenesses and words moved the sum, but would not convince a reader.
_TELLING_HEADING = 0.3
_TELLING_LIKENESS = 0.25
_TELLING_WORD = 0.15


class Explainer:
    """Says what spoke for a class, in words that the reader finds in the text or knows from the form."""

    def __init__(self, lexicon: Lexicon, index: ProfileIndex, learnt: LearntModel) -> None:
        self._index = index
        self._learnt = learnt
        # Names of concepts are ours (`budayakerja`); the first way to write one is what people read.
        self._readable = {name: writings[1] for name, writings in lexicon.concepts if len(writings) > 1}
        self._average = learnt.weights.mean(axis=1)

    def explain(self, classes: Sequence[int], seen: Observation) -> list[tuple[str, ...]]:
        """Return for each class (an index of indicators, then groups) what spoke for it; never empty."""
        words = self._telling_words(classes, seen)
        return [self._reasons(n, seen, told) for n, told in zip(classes, words, strict=True)]

    def _reasons(self, n: int, seen: Observation, words: list[str]) -> tuple[str, ...]:
        """Return the reasons for one class, the strongest kind first."""
        count = len(self._index.codes)
        members = [n] if n < count else np.flatnonzero(self._index.group_of == n - count).tolist()
        group = int(self._index.group_of[members[0]])
        phrases = [p for i in members for p in _strongest(seen.own.phrase_hits, i)]
        phrases += _strongest(seen.own.topic_hits, group)
        reasons = []
        readable = list(dict.fromkeys(self._readably(phrase) for phrase in phrases))[:_MAX_PHRASES]
        if readable:
            reasons.append("kata-kata: " + ", ".join(readable))
        shown = {word for phrase in readable for word in phrase.lower().split()}
        others = [word for word in words if not set(word.lower().split()) <= shown]
        if others:
            reasons.append("kata yang sering menyertai: " + ", ".join(others[:_MAX_WORDS]))
        heading, context = seen.heading, seen.context
        if heading is not None and max(heading.topic[group], *heading.phrase[members]) > _TELLING_HEADING:
            reasons.append(f"judul bagian: {context.topic}")
        if context.area_heading and context.area == area_number(self._index.codes[members[0]]):
            reasons.append(f"area pada judul: {context.area_heading}")
        likeness = float(seen.own.cosine[members].max())
        if likeness >= _TELLING_LIKENESS:
            reasons.append(f"mirip dengan bunyi indikator ({likeness:.0%})")
        return tuple(reasons) or ("melanjutkan teks sebelumnya",)

    def _readably(self, phrase: str) -> str:
        return " ".join(self._readable.get(word, word) for word in phrase.split())

    def _telling_words(self, classes: Sequence[int], seen: Observation) -> list[list[str]]:
        """Return for each class the words of the text, as written, that the corpus knows to go with it."""
        features = text_features(seen)
        names = {block: list(dict.fromkeys(features[block])) for block in (WORDS, PAIRS)}
        known = {
            b: [name for name in found if f"{b}:{name}" in self._learnt.rows] for b, found in names.items()
        }
        places, values = vector({b: features[b] for b in (WORDS, PAIRS)}, self._learnt.rows, self._learnt.idf)
        if not places:
            return [[] for _ in classes]
        weights = self._learnt.weights[places][:, list(classes)] - self._average[places][:, None]
        told: Floats = np.asarray(values)[:, None] * weights
        written = _written(seen)
        found = [written.get(name, "") for b in (WORDS, PAIRS) for name in known[b]]
        result = []
        for column in range(len(classes)):
            order = np.argsort(-told[:, column], kind="stable")[: 2 * _MAX_WORDS]
            words = [found[i] for i in order if told[i, column] >= _TELLING_WORD and found[i]]
            result.append(list(dict.fromkeys(words)))
        return result


def _written(seen: Observation) -> dict[str, str]:
    """Return for each term, and each two in a row, how the text writes it first."""
    names, spans = seen.terms.names, seen.terms.spans
    written: dict[str, str] = {}
    for name, (start, end) in zip(names, spans, strict=True):
        written.setdefault(name, seen.body[start:end])
    for n in range(len(names) - 1):
        pair = f"{names[n]} {names[n + 1]}"
        written.setdefault(pair, seen.body[spans[n][0] : spans[n + 1][1]])
    return written


def _strongest(hits: Sequence[Hit], target: int) -> list[str]:
    """Return the texts of the phrases found for a target, the most telling first."""
    mine = sorted((hit for hit in hits if hit.phrase.target == target), key=lambda hit: -hit.strength)
    return [hit.phrase.text for hit in mine]
