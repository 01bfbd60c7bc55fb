"""What a note on an LKE answer states: terms with their polarity, scopes, frequencies, shares, years."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.auditing.quantities import find_frequencies, find_percentages, find_scopes
from assistant.auditing.statements import Told, read_statements, split_statements
from assistant.language.citations import find_citations
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.auditing.quantities import FrequencyMention, ScopeMention
    from assistant.auditing.statements import Statement
    from assistant.auditing.vocabulary import Vocabulary

# More of a note than this is a pasted document; the rest is not read.
MAX_NOTE = 10_000
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d./-])(20[0-4]\d)(?![\d])")
# Elections are called by their year: `Pemilu Tahun 2024`, `Pilkada Serentak 2024`.
_ELECTION = re.compile(
    r"\b(?:pemilu|pemilihan(?:\s+umum)?|pilkada|pilgub|pilwako|pileg|pilpres)\b[^.;\d]{0,60}\d{4}(?:\s*(?:dan|,|/)\s*\d{4})*",
    re.IGNORECASE,
)
# Scans and typing mistakes change a letter or two of a long word.
_MIN_FUZZY, _FUZZY = 7, 0.85


@dataclass(frozen=True)
class Note:
    """A note as read; `text` has its web addresses blanked out, `either` is that of its criteria."""

    text: str
    told: tuple[Told, ...]
    scopes: tuple[ScopeMention, ...]
    frequencies: tuple[FrequencyMention, ...]
    percentages: tuple[tuple[float, str], ...]
    statements: tuple[Statement, ...]
    either: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def read_for(self, about: frozenset[str], either: Mapping[str, frozenset[str]]) -> Note:
        """Return the note as a criterion reads it that is about some terms.

        Of what a denial is told matters too where the denied is what the criterion speaks of.
        """
        told = tuple(
            replace(t, polarity=min(t.polarity, t.weaker)) if t.because & about else t for t in self.told
        )
        return replace(self, told=told, either=either)

    @cached_property
    def surest(self) -> dict[str, Told]:
        """Each term where the note settles best that it is there, or not."""
        found: dict[str, Told] = {}
        for told in self.told:
            if told.term.name not in found or told.rank > found[told.term.name].rank:
                found[told.term.name] = told
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """All terms of the note, however they are told."""
        return frozenset(self.surest)

    @cached_property
    def surest_whole(self) -> dict[str, Told]:
        """The same without words that only stand in the name of something else."""
        found: dict[str, Told] = {}
        for told in self.told:
            known = found.get(told.term.name)
            if not told.term.is_part and (known is None or told.rank > known.rank):
                found[told.term.name] = told
        return found

    def find(self, term: str, *, whole: bool = False) -> Told | None:
        """Return where the note tells of a term, or of one that stands for it; None if it does not.

        `whole` leaves out words that only stand in the name of something else (`perubahan` in `agen
        perubahan`). Slips of the pen are forgiven.
        """
        own = self._find(term, whole)
        others = (self._find(other, whole) for other in self.either.get(term, ()) if other != term)
        found = [told for told in (own, *others) if told is not None]
        return max(found, key=lambda told: told.polarity, default=None)

    def _find(self, term: str, whole: bool) -> Told | None:
        if whole:
            return self.surest_whole.get(term)
        if term in self.surest or len(term) < _MIN_FUZZY or "_" in term:
            return self.surest.get(term)
        close = (
            t
            for name, t in self.surest.items()
            if abs(len(name) - len(term)) <= 2 and ratio(name, term) >= _FUZZY
        )
        return next(close, None)

    def statement_at(self, position: int) -> Statement:
        """Return the statement that holds a position of the text."""
        return next(s for s in reversed(self.statements) if s.start <= position or s is self.statements[0])

    def terms_near(self, position: int) -> frozenset[str]:
        """Return the terms of the statement that holds a position."""
        statement = self.statement_at(position)
        return frozenset(t.term.name for t in self.told if t.statement.start == statement.start)

    def quote(self, terms: Iterable[str]) -> str:
        """Return the statement that tells of most of some terms, shortened."""
        wanted = frozenset(terms)
        best = max(
            self.statements,
            key=lambda s: len({t.term.name for t in self.told if t.statement.start == s.start} & wanted),
            default=None,
        )
        return shorten(best.text) if best else ""


def read_note(text: str, vocabulary: Vocabulary) -> Note:
    """Return what a note states; addresses tell nothing."""
    bare = _URL.sub(lambda m: " " * len(m[0]), text[:MAX_NOTE])
    return Note(
        bare,
        read_statements(bare, vocabulary, parts=True),
        find_scopes(bare, vocabulary),
        find_frequencies(bare, vocabulary.words),
        find_percentages(bare),
        split_statements(bare, vocabulary.words),
    )


def evidence_years(text: str) -> tuple[int, ...]:
    """Return the years that a note dates evidence by: not those of law, national decrees and elections."""
    spared = [(m.start(), m.end()) for m in _ELECTION.finditer(text)]
    spared += [(c.start, c.end) for c in find_citations(text) if c.is_kept]
    return tuple(
        int(m[1]) for m in _YEAR.finditer(text) if not any(start <= m.start() < end for start, end in spared)
    )


def shorten(text: str, limit: int = 14) -> str:
    """Return the first words of a text, in one line, without the punctuation around it."""
    words = text.split()
    cut = " ".join(words[:limit]).strip(' ,;:.-–•"“”')
    return f"{cut} ..." if len(words) > limit else cut
