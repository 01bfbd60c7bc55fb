"""What the program knows of office Indonesian: abbreviations, ambiguous roots, stop words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assistant.data import data_directory


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `mappings/bahasa.yaml`, lower case except for abbreviations.

    Attributes:
        abbreviations: tokens whose full stop ends no sentence (`No.`, `S.H.`).
        roots: words that affix rules alone would take apart wrongly.
        stop_words: words that say nothing about the content.
        common: further words that are spelled right, however rare in a document.
    """

    abbreviations: tuple[str, ...]
    roots: frozenset[str]
    stop_words: frozenset[str]
    common: frozenset[str]


@cache
def load_words() -> Words:
    """Return the word lists that come with the program, read once.

    Raises:
        MappingFileError: the file is invalid.
    """
    from pydantic import BaseModel, ConfigDict

    from assistant.validated_yaml import load_validated

    class WordsFile(BaseModel):
        model_config = ConfigDict(extra="forbid", frozen=True)
        singkatan: tuple[str, ...]
        kata_dasar: tuple[str, ...]
        kata_henti: str
        kata_lazim: str

    file = load_validated(data_directory("mappings") / "bahasa.yaml", WordsFile)
    return Words(
        file.singkatan,
        frozenset(file.kata_dasar),
        frozenset(file.kata_henti.split()),
        frozenset(file.kata_lazim.split()),
    )
