"""How closely a text speaks of a question of the LKE: shared words, weighed by their rarity in the form."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from assistant.language.lemmas import lemma
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.lke.model import Indikator, Lke

_WORD = re.compile(r"[^\W\d_]{3,}")


def lemmas_of(text: str) -> frozenset[str]:
    """Return the lemmas of a text's words of substance."""
    stop_words = load_words().stop_words
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(lemma(word) for word in words if word not in stop_words)


@dataclass(frozen=True)
class Subjects:
    """The words of every question of a form: lemmas of its name and criteria with their weights."""

    weights: Mapping[str, Mapping[str, float]]

    def closeness(self, code: str, text: str) -> float:
        """Return the weight of what a text shares with a question, as a share of the whole."""
        weights = self.weights[code]
        whole = sum(weights.values())
        return sum(weights.get(word, 0.0) for word in lemmas_of(text)) / whole if whole else 0.0


def subjects_of(lke: Lke) -> Subjects:
    """Return the words of a form's questions; a word of many questions weighs little."""
    found = {
        indikator.code: lemmas_of(" ".join(_texts(indikator, lke))) for indikator in lke.daftar_indikator
    }
    spread = Counter(word for words in found.values() for word in words)
    total = len(found)
    return Subjects(
        {code: {word: log(1 + total / spread[word]) for word in words} for code, words in found.items()}
    )


def _texts(indikator: Indikator, lke: Lke) -> Iterable[str]:
    yield indikator.name
    yield lke.name_of(indikator.group)
    yield from (text for _, text in indikator.criteria)
    yield from (detail.name for detail in indikator.rincian)
