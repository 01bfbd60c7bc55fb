"""What the audit knows of words (`mappings/bukti.yaml`), and texts as the words that tell things apart."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from assistant.auditing.model import ClaimKind  # noqa: TC001  # pydantic reads it at run time
from assistant.data import data_directory
from assistant.language.lemmas import lemma
from assistant.language.words import load_words
from assistant.validated_yaml import load_validated

_WORD = re.compile(r"[^\W\d_]{2,40}")


class EvidenceWords(BaseModel):
    """The lists of `bukti.yaml`; each is explained there."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    padanan: dict[str, tuple[str, ...]]
    kata_umum: frozenset[str]
    satuan_orang: frozenset[str]
    satuan_umum: frozenset[str]
    satuan_waktu: frozenset[str]
    kata_sambung: frozenset[str]
    bukan_hitungan: frozenset[str]
    benda: dict[ClaimKind, tuple[str, ...]]
    publikasi: frozenset[str]
    pernyataan: frozenset[str]
    keberadaan: frozenset[str]
    kata_lama: tuple[str, ...]
    kata_perubahan: tuple[str, ...]
    kata_batas: tuple[str, ...]
    sangkalan: frozenset[str]
    sangkalan_keadaan: frozenset[str]
    sangkalan_rencana: frozenset[str]
    bukan_ketiadaan: frozenset[str]
    kata_target: tuple[str, ...]
    lewati: dict[str, tuple[str, ...]]


@cache
def evidence_words() -> EvidenceWords:
    """Return the word lists that come with the program, read once.

    Raises:
        MappingFileError: the file is invalid.
    """
    return load_validated(data_directory("mappings") / "bukti.yaml", EvidenceWords)


def content_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that tell what it speaks of: lemmas, synonyms as one, in order."""
    found = (_content_word(match.group()) for match in _WORD.finditer(unify(text)))
    return tuple(word for word in found if word)


def unify(text: str) -> str:
    """Return a text in lower case with synonyms written as one word; offsets do not survive."""
    canonical = _canonical()
    return _synonyms().sub(lambda match: canonical[" ".join(match.group().split())], text.lower())


@cache
def _canonical() -> dict[str, str]:
    return {form: word for word, forms in evidence_words().padanan.items() for form in forms}


@cache
def _synonyms() -> re.Pattern[str]:
    forms = sorted(_canonical(), key=len, reverse=True)
    spaced = (r"\s+".join(map(re.escape, form.split())) for form in forms)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spaced)})(?![\w])")


@lru_cache(maxsize=65_536)
def _content_word(word: str) -> str:
    """Return the lemma of a word; empty for one that tells nothing."""
    words = evidence_words()
    if word in load_words().stop_words or word in words.kata_umum:
        return ""
    root = word if word in words.padanan else lemma(word)
    return "" if root in words.kata_umum or root in load_words().stop_words else root
