"""Texts cut into statements, and for each part whether it is told as done, begun, planned or denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.auditing.audit_words import phrase_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.auditing.audit_words import AuditWords
    from assistant.auditing.vocabulary import Term, Vocabulary

_END = re.compile(
    r"(?<!\bNo)(?<!\bNomor)(?<!\bs\.d)[.!?]\s+(?=[A-Z\d\"“(])|:\s+|[;\n•]\s*|\.\s*\Z|\s(?=\d{1,2}[.)]\s?[A-Z])"
)
_JOINT = re.compile(r",\s+(?:dan\s+|serta\s+|maupun\s+)?|\s+(?:dan|maupun|serta)\s+", re.IGNORECASE)
# A verb after `dan` opens a statement: `diumumkan`, `memantau`; nouns with these beginnings are rarer.
# A verb of deed or a word that says that something is there.
_TELLS = re.compile(r"\b(?:telah|sudah|terdapat|memiliki|tersedia|ada|(?:di|me[mnlrwy])[a-z]{4,})\b", re.I)
_BLANK = re.compile(r"\s*")
_PASSIVE = re.compile(r"(?:di|ter)[a-z]{4,}", re.IGNORECASE)
_VERB = re.compile(r"(?:di|me[mnlrwy]|menge|ber|ter)[a-z]{4,}", re.IGNORECASE)


class Polarity(IntEnum):
    """How a text tells of something; the surer that it is there the greater."""

    DENIED = 0
    PLANNED = 1
    BEGUN = 2
    ASSERTED = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of a text that says one thing; `inherits` where it goes on with the verb before it."""

    text: str
    start: int
    inherits: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A term as a text tells of it, with the statement that does.

    Attributes:
        weaker, because: how a subject is told if what is denied of it matters: the terms behind the marker
            (`pegawai belum mengikuti pelatihan`: `pelatihan`).
        is_bare: whether its statement has no word that tells of a deed: a mere mention.
    """

    term: Term
    polarity: Polarity
    statement: Statement
    weaker: Polarity = Polarity.ASSERTED
    because: frozenset[str] = frozenset()
    is_bare: bool = False

    @property
    def rank(self) -> int:
        """How much the mention settles: done, denied by word, then a mere mention."""
        if self.is_bare and self.polarity is Polarity.ASSERTED:
            return -1
        return int(self.polarity)


def split_statements(text: str, words: AuditWords) -> tuple[Statement, ...]:
    """Return the statements of a text, in order: sentences, cut at adversatives and before further verbs."""
    cuts: dict[int, bool] = {0: False}
    for match in _END.finditer(text):
        cuts[match.end()] = False
    for match in phrase_pattern(words.pembelok).finditer(text):
        cuts[match.start()] = False
    opener = _opener(words.pembuka)
    for match in _JOINT.finditer(text):
        if opener.match(text, match.end()):
            cuts.setdefault(match.end(), False)
        elif _VERB.match(text, match.end()):
            cuts.setdefault(match.end(), True)
    places = sorted(cuts)
    return tuple(
        Statement(text[start:end], start, cuts[start])
        for start, end in zip(places, [*places[1:], len(text)], strict=True)
        if text[start:end].strip()
    )


@lru_cache(maxsize=16)
def _opener(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b", re.IGNORECASE
    )


def read_statements(text: str, vocabulary: Vocabulary, *, parts: bool = False) -> tuple[Told, ...]:
    """Return every term of a text with how it is told, in order; `parts` as for `Vocabulary.terms`."""
    found: list[Told] = []
    carried: Polarity | None = None
    for statement in split_statements(text, vocabulary.words):
        told = list(_read(statement, vocabulary, carried if statement.inherits else None, parts=parts))
        if told:
            carried = told[-1].polarity
        found += told
    return tuple(found)


def _read(
    statement: Statement, vocabulary: Vocabulary, carried: Polarity | None, *, parts: bool
) -> Iterator[Told]:
    """Yield the terms of a statement.

    A marker governs what follows it; all, if only a verb of general meaning or nothing follows.
    """
    terms = vocabulary.terms(statement.text, parts=parts)
    markers = _markers(statement.text, vocabulary.words)
    found = [_governing(m, statement.text, terms, vocabulary.words) for m in markers]
    bare = not _TELLS.search(statement.text)
    governed = {start: frozenset(t.name for t in terms if t.start >= start) for start, _ in found}
    for term in terms:
        before = [m for m in found if m[0] <= term.start]
        behind = [m for m in found if m[0] > term.start]
        weakest = min((m[1] for m in before), default=carried if carried is not None else Polarity.ASSERTED)
        because = governed[behind[0][0]] if behind else frozenset()
        weaker = min((m[1] for m in behind), default=Polarity.ASSERTED)
        yield Told(term, weakest, statement, weaker, because, bare)


def _governing(
    marker: tuple[int, int, Polarity], text: str, terms: Sequence[Term], words: AuditWords
) -> tuple[int, Polarity]:
    """Return from where on a marker governs a statement: from its end, or all of it."""
    _, end, polarity = marker
    whole = polarity is Polarity.PLANNED and phrase_pattern(words.rencana_menyeluruh).match(text, marker[0])
    blank = _BLANK.match(text, end)
    verb = blank.end() if blank else end
    light = phrase_pattern(words.kata_kerja_umum).match(text, verb) or (
        _PASSIVE.match(text, verb) and not any(term.start == verb for term in terms)
    )
    follows = any(term.start >= end for term in terms)
    return (0 if whole or light or not follows else end), polarity


def _markers(text: str, words: AuditWords) -> list[tuple[int, int, Polarity]]:
    """Return where a statement is denied, planned or only begun."""
    spared = [
        (m.start(), m.end())
        for phrases in (words.bukan_penyangkal, words.bukan_rencana, words.bukan_mulai, _irregular(words))
        for m in phrase_pattern(phrases).finditer(text)
    ]
    found: list[tuple[int, int, Polarity]] = []
    for phrases, polarity in (
        (words.penyangkal, Polarity.DENIED),
        (words.rencana, Polarity.PLANNED),
        (words.mulai, Polarity.BEGUN),
    ):
        found += [
            (m.start(), m.end(), polarity)
            for m in phrase_pattern(phrases).finditer(text)
            if not any(start <= m.start() < end for start, end in spared)
        ]
    return sorted(found)


def _irregular(words: AuditWords) -> tuple[str, ...]:
    """Return the phrases that deny a frequency or a whole, but not the deed."""
    irregular = (p for entry in words.frekuensi if entry.kali < 0 for p in entry.kata)
    return (*irregular, *words.cakupan_lentur)


def is_denied_at(text: str, position: int, words: AuditWords) -> bool:
    """Whether what stands at a position is denied by a word before it in the same statement."""
    for statement in split_statements(text, words):
        if statement.start <= position < statement.start + len(statement.text):
            at = position - statement.start
            return any(m[1] <= at and m[2] is Polarity.DENIED for m in _markers(statement.text, words))
    return False
