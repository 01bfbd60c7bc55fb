"""What texts are about, to tell whether one takes up another: the lemmas of their content words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.language.lemmas import lemma
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable

# Shorter words are particles, markers and abbreviations that many texts share.
_MIN_LETTERS = 4
_OPENING = 6
_MARKUP = re.compile(r"https?://\S+")


@lru_cache(maxsize=4096)
def content_words(text: str, common: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the lemmas of a text's content words in order, each once.

    Args:
        text: any text; links, numbers, short words and stop words are left out.
        common: words that every text of the kind holds, so that sharing them says nothing.
    """
    stop_words = load_words().stop_words
    left_out = {lemma(word) for phrase in common for word in fold(phrase).split()}
    words = (word for word in fold(_MARKUP.sub(" ", text)).split() if word.isalpha())
    found = (lemma(word) for word in words if len(word) >= _MIN_LETTERS and word not in stop_words)
    return tuple(dict.fromkeys(word for word in found if word not in left_out and word not in stop_words))


class Told:
    """The content words of texts, to ask whether they take up a word, other endings and spellings aside."""

    def __init__(self, texts: Iterable[str], common: tuple[str, ...] = ()) -> None:
        self.words = all_content_words(texts, common)
        # Six letters tell Indonesian roots apart; what differs after them is an ending or a slip.
        self._openings = {word[:_OPENING] for word in self.words if len(word) >= _OPENING}

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self.words or word[:_OPENING] in self._openings

    def any_of(self, words: Iterable[str]) -> bool:
        """Whether any of some lemmas is taken up."""
        return any(word in self for word in words)


def all_content_words(texts: Iterable[str], common: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the lemmas of the content words of all texts."""
    return frozenset(word for text in texts for word in content_words(text, common))
