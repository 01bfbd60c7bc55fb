"""Whether a clause denies that a thing is there or was done: the thing itself, not what is beside it.

`Peta proses bisnis belum disusun` denies the map; `tidak terdapat pelanggaran kode etik` denies no code of
ethics, and `formulir tidak dapat dibuka` complains of a form that exists.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.auditing.evidence_words import content_words, evidence_words
from assistant.language.lemmas import lemma

if TYPE_CHECKING:
    from collections.abc import Sequence

# `belum pernah dan tidak akan sempat memiliki` is longer than any way from a denial to what it denies.
_REACH = 8
_WORD = re.compile(r"[^\W\d_]+")


def denies_thing(clause: str, name: str) -> bool:
    """Return whether a clause says expressly that the thing of this name is not there or was not done."""
    words = _WORD.findall(clause.lower())
    named = {*content_words(name), *(lemma(word) for word in _WORD.findall(name.lower()))}
    is_named = [bool({lemma(word), *content_words(word)} & named) for word in words]
    return any(
        _denies_behind(words, is_named, place) or _denies_before(words, is_named, place)
        for place, word in enumerate(words)
        if word in evidence_words().sangkalan - evidence_words().sangkalan_rencana
    )


def _denies_behind(words: Sequence[str], is_named: Sequence[bool], place: int) -> bool:
    """Whether the thing is what a denial speaks of next: `belum memiliki peta proses bisnis`."""
    for at in range(place + 1, min(len(words), place + 1 + _REACH)):
        word = words[at]
        if is_named[at]:
            return True
        if word in evidence_words().bukan_ketiadaan or not _is_passed(word):
            return False
    return False


def _denies_before(words: Sequence[str], is_named: Sequence[bool], place: int) -> bool:
    """Whether a denial of being or doing follows the thing: `peta proses bisnis belum disusun`."""
    reach = range(place - 1, max(-1, place - 1 - _REACH), -1)
    before = next((at for at in reach if is_named[at] or not _is_passed(words[at])), None)
    if before is None or not is_named[before]:
        return False
    if words[place] in evidence_words().sangkalan_keadaan:
        return True
    for word in words[place + 1 : place + 1 + _REACH]:
        if word in evidence_words().bukan_ketiadaan:
            return False
        if _says_being(word):
            return True
        if _tells(word):
            return False
    return True


@lru_cache(maxsize=16_384)
def _tells(word: str) -> bool:
    return bool(content_words(word))


def _is_passed(word: str) -> bool:
    """Whether a word may stand between a denial and the thing: a verb of being or doing, or no content."""
    return _says_being(word) or not _tells(word)


def _says_being(word: str) -> bool:
    words = evidence_words()
    return word in words.keberadaan or word in words.pernyataan or word in words.publikasi
