"""Acronyms and the words that a document writes them out with, before them or in brackets behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.passages import Passage, passages
from assistant.language.clean import fold, skeleton
from assistant.language.istilah import register
from assistant.language.similarity import ratio
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.document import Block, Document
    from assistant.language.istilah import Istilah

# An acronym in brackets, or one before brackets that hold at least two words.
_BRACKETED = re.compile(
    r"\(\s*(?:selanjutnya\s+)?(?:di(?:sebut|singkat)\s+)?([A-Za-z][A-Za-z0-9]{1,11})\s*\)"
)
_BEFORE = re.compile(r"(?<![\w/-])([A-Z][A-Za-z0-9]{1,11})\s*\(([^()]{8,100})\)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Where the words that an acronym stands for cannot reach beyond.
_BARRIER = re.compile(r"[.;:()/|]")
# The longest names have eight words; an office's name may stand between them and the acronym.
_REACH = 14
# Of shorter acronyms the words before them have the initials by chance.
_MIN_SMALL = 3
# A window this like the official name is meant to be it, as long as it begins with the same word.
_MEANT = 0.7
_SAME_WORD = 0.8


@dataclass(frozen=True, slots=True)
class Expansion:
    """An acronym and the words at `block.text[start:end]` that it is said to stand for.

    Attributes:
        fault: what is wrong with them by the register (`lain`: another thing altogether, `keliru`,
            `kurang_tepat`, `ejaan`); empty if nothing is, or if it does not know the acronym.
    """

    acronym: str
    block: Block
    start: int
    end: int
    fault: str = ""

    @property
    def printed(self) -> str:
        """The words as printed."""
        return " ".join(self.block.text[self.start : self.end].split())


def find_expansions(document: Document) -> tuple[Expansion, ...]:
    """Return what acronyms are said to stand for, in order; numbers and office names are none."""
    return tuple(_expansions(document))


def _expansions(document: Document) -> Iterator[Expansion]:
    for passage in passages(document):
        if "(" not in passage.text:
            continue
        for match in _BRACKETED.finditer(passage.text):
            if _is_acronym(match.group(1)):
                words = _words_before(passage.text, match.start())
                yield from _read(match.group(1), words, passage, at_end=True)
        for match in _BEFORE.finditer(passage.text):
            words = list(_WORD.finditer(passage.text, match.start(2), match.end(2)))
            if _is_acronym(match.group(1)) and len(words) >= 2:
                yield from _read(match.group(1), words, passage, at_end=False)


def _is_acronym(text: str) -> bool:
    known = text.upper() in register().by_acronym
    return known or (len(text) >= 3 and sum(letter.isupper() for letter in text) >= 2)


def _words_before(text: str, position: int) -> list[re.Match[str]]:
    """Return the words of the clause before an offset, at most as many as a name can have."""
    barriers = [barrier.end() for barrier in _BARRIER.finditer(text, max(0, position - 200), position)]
    start = max([max(0, position - 200), *barriers])
    return list(_WORD.finditer(text, start, position))[-_REACH:]


def _read(
    acronym: str, words: Sequence[re.Match[str]], passage: Passage, *, at_end: bool
) -> Iterator[Expansion]:
    entry = register().by_acronym.get(acronym.upper())
    found = _by_register(entry, words, at_end=at_end) if entry else None
    if found is None:
        run = _initials_run(acronym, words)
        if not run and entry and at_end:
            run = _small_initials(acronym, words)
        found = (run, "lain" if entry else "") if run else None
    if found is not None:
        run, fault = found
        start, end = passage.span(run[0].start(), run[-1].end())
        yield Expansion(acronym, passage.block, start, end, fault)


def _by_register(
    entry: Istilah, words: Sequence[re.Match[str]], *, at_end: bool
) -> tuple[Sequence[re.Match[str]], str] | None:
    """Return the words that stand for a known term and their fault; None if none of them do."""
    for forms, fault in (
        ((entry.nama, *entry.diterima), ""),
        (entry.keliru, "keliru"),
        (entry.kurang_tepat, "kurang_tepat"),
    ):
        for form in forms:
            run = _exact(form, words)
            if run:
                return run, fault
    count = len(_WORD.findall(entry.nama))
    windows = [
        words[-n:] if at_end else words[:n]
        for n in (count, count - 1, count + 1, count + 2)
        if 2 <= n <= len(words)
    ]
    best = max(windows, key=lambda run: ratio(_joined(run), entry.nama), default=())
    first = entry.nama.split()[0].strip(",")
    if not best or ratio(best[0].group(), first) < _SAME_WORD or ratio(_joined(best), entry.nama) < _MEANT:
        return None
    return best, _fault(best, entry.nama)


def _exact(form: str, words: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Return the run of words that spells a form, misread letters aside; empty if none does."""
    wanted = skeleton(form)
    count = len(_WORD.findall(form))
    for length in (count, count - 1, count + 1):
        for start in range(len(words) - length + 1 if length > 0 else 0):
            run = words[start : start + length]
            if skeleton(_joined(run)) == wanted:
                return run
    return ()


def _joined(run: Sequence[re.Match[str]]) -> str:
    return " ".join(word.group() for word in run)


def _fault(run: Sequence[re.Match[str]], name: str) -> str:
    """Return `ejaan` where single letters differ from the official name, `keliru` where words do."""
    stop = load_words().stop_words
    printed = [word for word in fold(_joined(run)).split() if word not in stop]
    right = [word for word in fold(name).split() if word not in stop]
    pairs = zip(printed, right, strict=False)
    if len(printed) == len(right) and all(ratio(a, b) >= _SAME_WORD for a, b in pairs):
        return "ejaan" if printed != right else ""
    return "keliru"


def _initials_run(acronym: str, words: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Return the last run of capitalised words whose initials spell an acronym; empty if none does."""
    stop = load_words().stop_words
    letters = acronym.lower()
    for start in range(len(words) - 1, -1, -1):
        if not words[start].group()[0].isupper() or words[start].group().upper() == acronym.upper():
            continue
        run: list[re.Match[str]] = []
        position = 0
        for word in words[start:]:
            text = word.group().lower()
            if position < len(letters) and text[0] == letters[position] and word.group()[0].isupper():
                run.append(word)
                position += 1
            elif text in stop and run and position < len(letters):
                run.append(word)
            else:
                break
        if position == len(letters) and position >= 3:
            return run
    return ()


def _small_initials(acronym: str, words: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Return the words right before an acronym, of any case, whose initials spell it; empty if none do."""
    run = words[-len(acronym) :] if len(acronym) >= _MIN_SMALL else ()
    return run if "".join(word.group()[0] for word in run).lower() == acronym.lower() else ()
