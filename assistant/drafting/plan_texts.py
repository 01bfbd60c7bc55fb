"""Texts of last year in next year's plan: what stays, what rolls on with the year, what must be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.document import Block, BlockKind
from assistant.drafting.facts import find_facts
from assistant.drafting.model import FactKind, Fate, Field
from assistant.language.dates import DateKind, find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assistant.document import Document
    from assistant.drafting.model import Fact
    from assistant.drafting.plan import Rename
    from assistant.drafting.rules import FactRules

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STEP = re.compile(r"(?<!\w)(\d{1,2})[.)](?=\s)")
_PARTS_OF_TIME = frozenset({FactKind.YEAR, FactKind.DATE, FactKind.TARGET, FactKind.DURATION})


class Fashion(StrEnum):
    """How a stretch of text stands in the plan."""

    PLAIN = "plain"
    CHANGED = "changed"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; of an asked one `text` is the question and `before` last year's value."""

    text: str
    fashion: Fashion = Fashion.PLAIN
    before: str = ""

    @property
    def shown(self) -> str:
        """What stands in the plan."""
        return Field("", self.text, self.before).shown if self.fashion is Fashion.ASKED else self.text


Pieces = tuple[Piece, ...]


def shown(pieces: Pieces) -> str:
    """Return pieces as they read."""
    return "".join(piece.shown for piece in pieces)


def plain(text: str) -> Pieces:
    """Return a text of ours as pieces."""
    return (Piece(text),) if text else ()


def changed(text: str) -> Pieces:
    """Return a text as pieces that are marked as new."""
    return (Piece(text, Fashion.CHANGED),) if text else ()


def asked(question: str) -> Pieces:
    """Return a question as pieces."""
    return (Piece(question, Fashion.ASKED),)


@dataclass(frozen=True)
class TextRoller:
    """Carries texts of one document into the plan of a year.

    Attributes:
        document: where the texts come from.
        year: the year to plan for.
        rename: tells what changes in a text of another office's document; None for one of our own.
        rules: the questions by kind of fact.
        mappings: the folder with `fakta.yaml`.
        is_plan: the document is an earlier plan: its years roll on; of a report they are told apart as facts.
    """

    document: Document
    year: int
    rules: FactRules
    mappings: Path
    is_plan: bool = False
    rename: Rename | None = None

    def roll(self, texts: Sequence[str]) -> tuple[Pieces, ...]:
        """Return each text with its facts rolled, asked or kept; the year that is planned for stays."""
        blocks = tuple(Block(f"t{n}", BlockKind.PARAGRAPH, text) for n, text in enumerate(texts))
        facts: dict[str, list[Fact]] = {}
        if blocks:
            apart = replace(self.document, sections=(), blocks=blocks, tables=(), figures=(), links=())
            for fact in find_facts(apart, self.year, self.mappings):
                facts.setdefault(fact.block, []).append(fact)
        return tuple(tuple(self._pieces(b.text, facts.get(b.id, ()))) for b in blocks)

    def _pieces(self, text: str, facts: Sequence[Fact]) -> Iterator[Piece]:
        position = 0
        steps = _steps(text)
        for fact in sorted(facts, key=lambda fact: fact.start):
            if fact.start < position or fact.start in steps:
                continue
            yield from self._renamed(text[position : fact.start])
            yield self._fated(fact)
            position = fact.end
        yield from self._renamed(text[position:])

    def _fated(self, fact: Fact) -> Piece:
        years = _YEAR.findall(fact.text)
        if fact.action is Fate.KEEP or (years == [str(self.year)] and fact.kind in _PARTS_OF_TIME):
            return Piece(fact.text)
        if fact.action is Fate.ROLL and fact.after is not None:
            return Piece(fact.after, Fashion.CHANGED)
        if fact.kind in _PARTS_OF_TIME and not _names_day(fact.text) and (self.is_plan or not years):
            own = self.document.identity.year or self.year - 1
            # A plan names its own year, and the year before as that of reports and reviews.
            if set(years) <= {str(own), str(own - 1)}:
                shift = self.year - own
                rolled = _YEAR.sub(lambda match: str(int(match.group()) + shift), fact.text)
                return Piece(rolled, Fashion.CHANGED if years else Fashion.PLAIN)
        return Piece(self.rules.prompt(fact.kind, self.year), Fashion.ASKED, " ".join(fact.before.split()))

    def _renamed(self, text: str) -> Iterator[Piece]:
        """Yield a stretch without facts, with what belongs to another office replaced or asked."""
        position = 0
        for change in self.rename(text) if self.rename and text else ():
            if change.start > position:
                yield Piece(text[position : change.start])
            old = " ".join(text[change.start : change.end].split())
            if change.replacement is None:
                yield Piece("sesuaikan dengan satker sendiri", Fashion.ASKED, old)
            else:
                yield Piece(change.replacement, Fashion.CHANGED)
            position = change.end
        if position < len(text):
            yield Piece(text[position:])


def roll_target(text: str, months: Sequence[int], year: int) -> Pieces:
    """Return an earlier plan's target time for a year: its months stay, its year rolls on or is added."""
    pieces: list[Piece] = []
    position = 0
    for match in _YEAR.finditer(text):
        if int(match.group()) < year:  # also one that was wrong in the earlier plan
            pieces += [Piece(text[position : match.start()]), Piece(str(year), Fashion.CHANGED)]
            position = match.end()
    pieces.append(Piece(text[position:]))
    if months and not _YEAR.search(text):
        pieces.append(Piece(f" {year}", Fashion.CHANGED))
    return tuple(piece for piece in pieces if piece.text)


def _steps(text: str) -> frozenset[int]:
    """Return where the numbers of a list inside a text stand; they count from one."""
    found = [(match.start(), int(match.group(1))) for match in _STEP.finditer(text)]
    numbers = [number for _, number in found]
    is_list = len(found) > 1 and numbers == list(range(1, len(found) + 1))
    return frozenset(start for start, _ in found) if is_list else frozenset()


def _names_day(text: str) -> bool:
    return any(mention.kind is DateKind.DAY for mention in find_dates(text))
