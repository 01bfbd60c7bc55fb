"""What the outline sees of a piece: its marker, its shape and its neighbours' needs, computed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.language.numbering import Marker, parse_marker
from assistant.reading.pieces import Piece, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE_END = re.compile(r"[.!?][”\"')]*$")
_LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{4,}|·{4,})\s*(?:\d{1,3}|[ivxl]{1,6})?\s*$")
_ENDING = 40
_PAGE_END = re.compile(r"(?:\s|\.|…|\t)(?:\d{1,3}|[ivxl]{1,6})\s*$")
_SMALL_WORDS = frozenset(
    ("dan", "atau", "di", "ke", "dari", "pada", "untuk", "dengan", "yang", "dalam", "oleh", "atas", "bagi")
)


@dataclass(frozen=True)
class Unit:
    """A piece as the outline judges it."""

    piece: Piece

    @cached_property
    def text(self) -> str:
        """The text without outer blanks."""
        return self.piece.text.strip()

    @cached_property
    def marker(self) -> Marker | None:
        """The marker that the text begins with; None for pieces that are no running text."""
        return parse_marker(self.text) if self.is_text else None

    @cached_property
    def body(self) -> str:
        """The text after its marker."""
        return self.text[self.marker.end :].strip() if self.marker else self.text

    @cached_property
    def words(self) -> int:
        """Number of words of the body."""
        return len(self.body.split())

    @property
    def is_text(self) -> bool:
        """Whether it is running text or a heading."""
        return self.piece.role in (Role.TEXT, Role.HEADING) and bool(self.text)

    @property
    def is_numbered(self) -> bool:
        """Whether it begins with a counting marker (no bullet, no lost number)."""
        return self.marker is not None and not self.marker.is_bullet and not self.marker.is_lost

    @cached_property
    def is_caps(self) -> bool:
        """Whether the body is set in capitals (a few small letters forgiven: OCR, `s.d.`)."""
        letters = sum(map(str.isalpha, self.body))
        return letters >= 4 and sum(map(str.isupper, self.body)) >= 0.88 * letters

    @cached_property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        if self.piece.look.bold:
            return True
        covered = sum(end - start for start, end in self.piece.bold)
        return bool(self.text) and covered >= 0.9 * len(self.text)

    @cached_property
    def title_share(self) -> float:
        """Share of the body's weighty words that begin with a capital."""
        words = [w for w in re.findall(r"[^\W\d_]+", self.body) if w.lower() not in _SMALL_WORDS]
        return sum(w[0].isupper() for w in words) / len(words) if words else 0.0

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_SENTENCE_END.search(self._ending))

    @property
    def has_leaders(self) -> bool:
        """Whether it ends in the dotted leaders of a contents page."""
        return bool(_LEADERS.search(self._ending))

    @property
    def ends_in_page(self) -> bool:
        """Whether it ends in something like a page number."""
        return bool(_PAGE_END.search(self._ending))

    @property
    def _ending(self) -> str:
        """The last characters, which tell how a text ends; all of a long one is slow to search."""
        return self.text[-_ENDING:]


def read_units(pieces: Sequence[Piece]) -> tuple[Unit, ...]:
    """Return a unit for each piece, in order."""
    return tuple(Unit(piece) for piece in pieces)


def next_text(units: Sequence[Unit], index: int) -> int | None:
    """Return the index of the next unit that is text or a table row; pictures and noise are passed over."""
    for i in range(index + 1, len(units)):
        if units[i].is_text or units[i].piece.role is Role.TABLE_ROW:
            return i
    return None


def previous_text(units: Sequence[Unit], index: int) -> int | None:
    """Return the index of the unit of text or table row before `index`; None at the beginning."""
    for i in range(index - 1, -1, -1):
        if units[i].is_text or units[i].piece.role is Role.TABLE_ROW:
            return i
    return None
