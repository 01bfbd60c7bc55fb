"""Texts as sequences of terms (lemmas and concepts, without what says nothing), and phrases among them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Set

    from assistant.language.pipeline import Analysis, Concept


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text in order; for each its place among the words and the index of its sentence.

    A concept and the words that it is written with share one place: `pengaduan masyarakat` is met by a phrase
    about the concept as by one about `pengaduan`. `spans` are the offsets of each term in the text.
    """

    names: tuple[str, ...]
    places: tuple[int, ...]
    sentences: tuple[int, ...]
    spans: tuple[tuple[int, int], ...] = ()


def terms_of(
    analysis: Analysis,
    correct: Callable[[str], str] | None = None,
    *,
    parts: bool = True,
    opaque: Set[str] = frozenset(),
) -> Terms:
    """Return the terms of a text: concepts and lemmas, no stop words.

    Args:
        analysis: the text taken apart.
        correct: maps a misspelt lemma to the one that is meant.
        parts: whether a concept's words count beside its name.
        opaque: concepts whose words never do: the integrity in `zona integritas` is no topic.
    """
    found: list[tuple[str, int, int, tuple[int, int]]] = []
    ends = [end for _, end in analysis.sentences]
    concepts = iter((*analysis.concepts, None))
    concept = next(concepts)
    sentence = place = 0
    for word in analysis.words:
        while sentence < len(ends) - 1 and word.start >= ends[sentence]:
            sentence += 1
        while concept is not None and word.start >= concept.end:
            concept = next(concepts)
        inside = concept is not None and word.start >= concept.start
        if concept is not None and inside:
            if word.start == concept.start:
                place += 1
                found.append((concept.name, place, sentence, (concept.start, concept.end)))
            if not parts or not _counts(word.lemma, concept, opaque):
                continue
        if word.stop:
            continue
        if not inside:
            place += 1
        name = correct(word.lemma) if correct else word.lemma
        found.append((name, place, sentence, (word.start, word.end)))
    names, places, sentences, spans = zip(*found, strict=True) if found else ((), (), (), ())
    return Terms(names, places, sentences, spans)


def _counts(lemma: str, concept: Concept, opaque: Set[str]) -> bool:
    return concept.name not in opaque and lemma != concept.name


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lexicon as terms.

    Attributes:
        weight: how telling it is, 0-1.
        target: index of what it speaks for.
        strict: it holds a word that is on every page, so that only its very wording tells something.
    """

    text: str
    order: tuple[str, ...]
    names: frozenset[str]
    weight: float
    target: int
    strict: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text; `strength` (0-1) is its weight, less if its words stand far apart."""

    phrase: Phrase
    strength: float


# Words of a phrase may stand this many terms further apart than in the phrase itself.
_SLACK = 2
_TURNED = 0.85
_SAME_SENTENCE = 0.7
_SAME_TEXT = 0.35
# Of a strict phrase whose words are scattered, or in another order.
_STRICT_LOSS = 0.35
# Sum of idf that makes a phrase fully telling: two words of which each names one group among 44, or so.
_FULL_WEIGHT = 6.0


class PhraseBook:
    """Phrases that can be found in a text by their rarest term."""

    def __init__(
        self, phrases: Iterable[tuple[str, Terms, int]], idf: Mapping[str, float], common: Set[str]
    ) -> None:
        self._by_rarest: dict[str, list[Phrase]] = defaultdict(list)
        seen: set[tuple[frozenset[str], int]] = set()
        for text, terms, target in phrases:
            names = frozenset(terms.names)
            if not names or (names, target) in seen:
                continue
            seen.add((names, target))
            weight = min(1.0, sum(idf.get(name, 0.0) for name in names) / _FULL_WEIGHT)
            rarest = max(sorted(names), key=lambda name: idf.get(name, 0.0))
            strict = len(names) > 1 and not common.isdisjoint(names)
            order = tuple(dict.fromkeys(terms.names))
            self._by_rarest[rarest].append(Phrase(text, order, names, weight, target, strict))

    def find(self, terms: Terms) -> list[Hit]:
        """Return the phrases all of whose terms occur in a text."""
        positions: dict[str, list[int]] = defaultdict(list)
        for i, name in enumerate(terms.names):
            positions[name].append(i)
        return [
            Hit(phrase, phrase.weight * _closeness(phrase, positions, terms))
            for name in positions
            for phrase in self._by_rarest.get(name, ())
            if phrase.names <= positions.keys()
        ]


def _closeness(phrase: Phrase, positions: Mapping[str, list[int]], terms: Terms) -> float:
    """Return 1 for a phrase that stands as it is, less the further apart its words are."""
    if len(phrase.names) == 1:
        return 1.0
    span, together, ordered = _best_window(phrase, positions, terms)
    if together and span <= len(phrase.names) + _SLACK:
        if ordered:
            return 1.0
        return _STRICT_LOSS if phrase.strict else _TURNED
    loss = _STRICT_LOSS if phrase.strict else 1.0
    return loss * (_SAME_SENTENCE if together else _SAME_TEXT)


def _best_window(phrase: Phrase, positions: Mapping[str, list[int]], terms: Terms) -> tuple[int, bool, bool]:
    """Return the shortest stretch that holds a phrase: places, in one sentence, in the phrase's order."""
    best = (len(terms.names) + 1, False, False)
    last: dict[str, int] = {}
    for i, name in sorted((index, word) for word in phrase.names for index in positions[word]):
        last[name] = i
        if len(last) < len(phrase.names):
            continue
        first = min(last.values())
        together = terms.sentences[first] == terms.sentences[i]
        span = terms.places[i] - terms.places[first] + 1
        if (not together, span) < (not best[1], best[0]):
            order = [terms.places[last[name]] for name in phrase.order]
            best = (span, together, order == sorted(order))
    return best


def noisy_or(strengths: Iterable[float]) -> float:
    """Return how strong several independent hints (0-1) are together."""
    rest = 1.0
    for strength in strengths:
        rest *= 1.0 - strength
    return 1.0 - rest
