"""The one spaCy pipeline: words, lemmas, sentences, and the names that mean one concept.

Everything that needs spaCy goes through here, and what leaves is ours (`Analysis`): no spaCy object crosses
this module. `spacy.blank("id")` would take 1.3 s for 15,963 tokenizer special cases that lemmas make
unnecessary; the subclass below carries the abbreviations of `bahasa.yaml` alone and starts in milliseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.language.lemmas import lemma
from assistant.language.spacy_start import import_spacy
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

# (canonical name, ways to write it): every writing of a concept counts as the same word.
Concepts = tuple[tuple[str, tuple[str, ...]], ...]

_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’)]»")
# A sentence that opens with `1.` or `a.` goes on after that stop.
_MARKER_LENGTH = 3
_BATCH = 64
# What our components leave in a spaCy `Doc`: its tokens as written; offsets (start, end) of its sentences.
_WRITTEN, _SENTENCES = "zi_tertulis", "zi_kalimat"
_JOINER = re.compile(r"_|(?<=[^\W\d])-(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        lemma: what it is compared by; for a stop word or a number the folded word itself.
        start, end: offsets in the text.
        stop: whether it says nothing about the content (stop words as written, numbers, signs).
    """

    lemma: str
    start: int
    end: int
    stop: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """A place where a text names a concept, in whichever way (`SOP`, `standar operasional prosedur`)."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text taken apart: words in order, offsets (start, end) of its sentences, the concepts it names."""

    text: str
    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]
    concepts: tuple[Concept, ...] = ()


class Pipeline:
    """Takes texts apart; build it once through `pipeline`, it is costly compared to its use."""

    def __init__(self, concepts: Concepts = ()) -> None:
        self._nlp = _build(concepts)
        stop_words = load_words().stop_words

        @lru_cache(maxsize=65_536)
        def look_up(written: str) -> tuple[str, bool]:
            """Return the lemma of a token and whether it says nothing about the content."""
            name = _lemma_of(written)
            return name, written.lower() in stop_words or not name.isalpha() or len(name) == 1

        self._look_up = look_up

    def analyse(self, text: str) -> Analysis:
        """Return one text taken apart."""
        return self._convert(self._nlp(_spaced(text)), text)

    def analyse_all(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """Yield many texts taken apart, in order."""
        pairs = ((_spaced(text), text) for text in texts)
        for doc, text in self._nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
            yield self._convert(doc, text)

    def _convert(self, doc: Doc, text: str) -> Analysis:
        words = []
        for written, start in zip(doc.user_data[_WRITTEN], doc.to_array("IDX").tolist(), strict=True):
            name, stop = self._look_up(written)
            if name:
                words.append(Word(name, start, start + len(written), stop))
        return Analysis(
            text=text,
            words=tuple(words),
            sentences=tuple(doc.user_data[_SENTENCES]),
            concepts=tuple(Concept(e.ent_id_, e.start_char, e.end_char) for e in doc.ents if e.ent_id_),
        )


def _spaced(text: str) -> str:
    """Return the text with `SOP_LAYANAN.pdf` and `anti-korupsi` in words; every offset stays what it was."""
    return _JOINER.sub(" ", text)


@cache
def pipeline(concepts: Concepts = ()) -> Pipeline:
    """Return the pipeline that knows these concepts; the same object for the same concepts."""
    return Pipeline(concepts)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the offsets (start, end) of the sentences of a text; empty for a text without words."""
    return pipeline().analyse(text).sentences


def _build(concepts: Concepts) -> Language:
    """Return a spaCy pipeline: tokenizer, lemmas, sentences, and a ruler for the concepts."""
    import_spacy()
    from spacy.lang.id import Indonesian, IndonesianDefaults

    class OfficeDefaults(IndonesianDefaults):
        """Stock rules for prefixes, suffixes and infixes; our abbreviations as the only special cases."""

        tokenizer_exceptions = _abbreviations()

    class OfficeIndonesian(Indonesian):  # type: ignore[no-untyped-call]  # spaCy's own hook is untyped
        """spaCy's Indonesian without the cost described at the top of this module."""

        Defaults = OfficeDefaults

    _register_components()
    nlp = OfficeIndonesian()
    nlp.add_pipe("zi_lemma")
    nlp.add_pipe("zi_kalimat")
    if concepts:
        ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LEMMA"})
        ruler.add_patterns(  # type: ignore[attr-defined]
            [
                {"label": "KONSEP", "pattern": _spaced(writing), "id": name}
                for name, writings in concepts
                for writing in writings
            ]
        )
    return nlp


def _abbreviations() -> dict[str, list[dict[str, str]]]:
    """Return our abbreviations, in the letter cases they are met in, as spaCy wants its special cases."""
    return {
        written: [{"ORTH": written}]
        for short in load_words().abbreviations
        for written in (short, short.lower(), short.upper(), short.capitalize())
    }


@cache
def _register_components() -> None:
    """Tell spaCy of our two components; once, for it refuses to hear it twice."""
    import_spacy()
    from spacy.language import Language

    Language.component("zi_lemma", func=_set_lemmas)
    Language.component("zi_kalimat", func=_set_sentences)


def _set_lemmas(doc: Doc) -> Doc:
    """Give each token its lemma, none to punctuation; keep the tokens as written, which costs spaCy more."""
    doc.user_data[_WRITTEN] = written = [token.text for token in doc]
    for token, text in zip(doc, written, strict=True):
        token.lemma_ = _lemma_of(text)
    return doc


@lru_cache(maxsize=65_536)
def _lemma_of(text: str) -> str:
    """Return the lemma of a token; a token such as `s.d.` or `24/7` loses its signs, punctuation has none."""
    folded = fold(text)
    return folded.replace(" ", "") if " " in folded else lemma(folded)


def _set_sentences(doc: Doc) -> Doc:
    """Note where sentences start and end, beside the tokens: spaCy's own marks take three times as long.

    A full stop ends a sentence unless it belongs to an abbreviation (then it is no token of its own), closes
    a list marker at the start, or a lower-case word follows: scans lose capitals far less often than they
    gain stops.
    """
    tokens = doc.user_data[_WRITTEN]
    starts = [0] if tokens else []
    for i, text in enumerate(tokens):
        if text not in _ENDS:
            continue
        end = i + 1
        while end < len(tokens) and tokens[end] in _CLOSERS:
            end += 1
        start = starts[-1]
        marker = i - start == 1 and len(tokens[start]) <= _MARKER_LENGTH
        if not marker and start < end < len(tokens) and not tokens[end][:1].islower():
            starts.append(end)
    places = doc.to_array("IDX").tolist()
    found = []
    for first, after in zip(starts, [*starts[1:], len(tokens)], strict=False):
        if any(not text.isspace() for text in tokens[first:after]):
            found.append((places[first], places[after - 1] + len(tokens[after - 1])))
    doc.user_data[_SENTENCES] = found
    return doc
