"""Captions of pictures and tables: labelled (`Gambar 2.1: ...`) and bare ones under a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.document import Figure, Location
from assistant.reading.links import find_urls
from assistant.reading.pieces import Role
from assistant.reading.units import previous_text
from assistant.reading.vocabulary import equals_any, starts_any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.reading.units import Unit
    from assistant.reading.vocabulary import Vocabulary

# The sample reports' longest caption has 24 words.
_MAX_LABELLED_WORDS = 45
_MAX_BARE_WORDS = 20
# A place is a few words in capitals; `Rapat evaluasi bersama pelaksana, 20 Oktober 2025` tells an event.
_PLACE_AND_DATE = re.compile(r"^(?:[A-Z][\w.]*\s+){0,3}[A-Z][\w.]*,\s+(?:\d{1,2}\s+)?[A-Z][a-z]+\s+\d{4}$")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption taken apart: label as printed (empty for a bare one), wording, whether it is a table's."""

    label: str
    text: str
    of_table: bool = False


@dataclass(frozen=True)
class CaptionFinder:
    """Finds the captions among the units of one document."""

    units: Sequence[Unit]
    vocabulary: Vocabulary
    aside: frozenset[int]

    def labelled(self) -> dict[int, Caption]:
        """Return the captions that bear a label, or that the reader or a picture above them marks as such."""
        found: dict[int, Caption] = {}
        for i, unit in enumerate(self.units):
            if i in self.aside or unit.piece.level is not None:
                continue
            if unit.piece.role is Role.CAPTION:
                found[i] = self._split(unit.text) or Caption("", unit.text)
            elif unit.is_text:
                caption = self._split(unit.text)
                if caption is None and self._is_under_picture(i):
                    caption = Caption("", unit.text)
                if caption is not None:
                    found[i] = caption
        return found

    def bare(self, taken: frozenset[int], body_start: int) -> dict[int, Caption]:
        """Return captions that only wording and place tell: titles above tables, lines that pictures left.

        Pictures leave no trace in plain text but their captions: short titles that are no headings.

        Args:
            taken: indices of headings and of captions already found.
            body_start: index of the first heading.
        """
        found: dict[int, Caption] = {}
        for i, unit in enumerate(self.units):
            if i in self.aside or i in taken or not unit.is_text or unit.marker is not None:
                continue
            if self._is_table_title(i):
                found[i] = Caption("", unit.text, of_table=True)
            elif not self._has_pictures and not self._has_looks and i > body_start and self._is_leftover(i):
                found[i] = Caption("", unit.text)
        return found

    @cached_property
    def _has_pictures(self) -> bool:
        return any(u.piece.role is Role.FIGURE for u in self.units)

    @cached_property
    def _has_looks(self) -> bool:
        return any(u.piece.look.size is not None for u in self.units)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, (*self.vocabulary.label_gambar, *self.vocabulary.label_tabel)))
        number = r"(?:\d{1,3}|[IVXLivxl]{1,5})(?:[.\-–]\d{1,3})*[a-z]?"
        return re.compile(
            rf"({words})\s*({number})(?![\w%])\s*([.:)–—-]*)\s*(.*)$", re.IGNORECASE | re.DOTALL
        )

    def _split(self, text: str) -> Caption | None:
        match = self._pattern.match(text)
        if match is None or len(text.split()) > _MAX_LABELLED_WORDS:
            return None
        word, number, separator, wording = match.groups()
        # `Gambar 2.1 menunjukkan ...` is a sentence about the picture
        if (not separator and wording[:1].islower()) or not word[0].isupper():
            return None
        return Caption(f"{word} {number}", wording.strip(), word.lower() in self.vocabulary.label_tabel)

    def _is_under_picture(self, index: int) -> bool:
        """Whether the unit stands right under a picture and is set and worded like a caption."""
        unit, above = self.units[index], index - 1
        while above >= 0 and self.units[above].piece.role is Role.NOISE:
            above -= 1
        if above < 0 or self.units[above].piece.role is not Role.FIGURE:
            return False
        look = unit.piece.look
        set_apart = look.centred or look.italic or (look.size or 99) < self._body_size - 0.4
        return set_apart and self._is_worded_like_caption(unit) and not self._closes_signature(above)

    @cached_property
    def _body_size(self) -> float:
        """The size that most letters of the text are set in; 0 where sizes are unknown."""
        letters: dict[float, int] = {}
        for unit in self.units:
            size = unit.piece.look.size
            if unit.is_text and size is not None:
                letters[size] = letters.get(size, 0) + len(unit.text)
        return max(letters, key=lambda s: letters[s], default=0.0)

    def _is_worded_like_caption(self, unit: Unit) -> bool:
        return (
            unit.marker is None
            and unit.words <= _MAX_BARE_WORDS
            and not unit.is_caps
            and not unit.text.endswith((",", ":"))
            and not starts_any(unit.text, self.vocabulary.bukan_judul)
            and not _PLACE_AND_DATE.match(unit.text)
            and not any(find_urls(unit.text))
            and " " in unit.text
        )

    def _closes_signature(self, picture: int) -> bool:
        """Whether the picture is a signature: it follows an office's name with its comma."""
        above = picture - 1
        while above >= 0 and not self.units[above].is_text:
            above -= 1
        return above >= 0 and self.units[above].text.endswith(",")

    def _is_table_title(self, index: int) -> bool:
        unit = self.units[index]
        below = index + 1
        while below < len(self.units) and self.units[below].piece.role is Role.NOISE:
            below += 1
        if below == len(self.units) or self.units[below].piece.role is not Role.TABLE_ROW:
            return False
        if unit.words > MAX_TITLE_WORDS:
            return False
        return not unit.text.endswith((".", ":", ",", ";")) and (
            unit.is_caps or unit.is_bold or unit.piece.look.centred
        )

    def _is_leftover(self, index: int) -> bool:
        unit, above = self.units[index], previous_text(self.units, index)
        if above is not None and (
            self.units[above].text.endswith(",")
            or (
                self.units[above].words <= 8
                and starts_any(self.units[above].text, self.vocabulary.bukan_judul)
            )
        ):
            return False  # the name under an office
        letters = sum(c.isalpha() or c.isspace() for c in unit.text)
        worded = starts_any(unit.text, self.vocabulary.awal_keterangan) or unit.title_share >= 0.75
        return (
            3 <= unit.words <= _MAX_BARE_WORDS - 4
            and worded
            and not unit.text.endswith((".", ";", " dan", " atau"))
            and letters >= 0.75 * len(unit.text)
            and self._is_worded_like_caption(unit)
            and not equals_any(unit.text, self.vocabulary.judul_lazim)
        )


MAX_TITLE_WORDS = 25


def match_figures(
    units: Sequence[Unit],
    captions: dict[int, Caption],
    sections: Sequence[str | None],
    blocks: dict[int, str],
) -> tuple[Figure, ...]:
    """Return the figures in order: pictures with their captions, and those that lack the other.

    Pictures side by side or stacked above one caption are one figure; captions that follow each other share
    the pictures above them in order. Without a picture above it, a caption belongs to the one right below.

    Args:
        units: all units.
        captions: captions by index of their unit.
        sections: section id of each unit.
        blocks: block id by index of its unit.
    """
    figures: list[Figure] = []
    pending: list[int] = []
    taken: set[int] = set()

    def picture(index: int) -> Figure:
        return _figure(units[index], Caption("", ""), units[index], sections[index], None)

    for i, unit in enumerate(units):
        if unit.piece.role is Role.FIGURE:
            if i not in taken:
                pending.append(i)
        elif i in captions and not captions[i].of_table:
            shown = pending.pop(0) if pending else _picture_below(units, captions, i)
            if shown is not None:
                taken.add(shown)
            figures.append(
                _figure(
                    unit, captions[i], units[shown] if shown is not None else None, sections[i], blocks.get(i)
                )
            )
            if i + 1 not in captions:
                pending.clear()
        elif unit.is_text or unit.piece.role is Role.TABLE_ROW:
            figures.extend(map(picture, pending))
            pending.clear()
    figures.extend(map(picture, pending))
    return tuple(figures)


def _picture_below(units: Sequence[Unit], captions: dict[int, Caption], index: int) -> int | None:
    """Return the picture right below a caption if no caption of its own follows it."""
    below = index + 1
    if below >= len(units) or units[below].piece.role is not Role.FIGURE:
        return None
    while below < len(units) and units[below].piece.role is Role.FIGURE:
        below += 1
    return None if below in captions else index + 1


def _figure(
    unit: Unit, caption: Caption, shown: Unit | None, section: str | None, block: str | None
) -> Figure:
    width, height = (shown.piece.size or (None, None)) if shown else (None, None)
    spans = unit.piece.spans
    where = Location(spans[0].page, spans[0].line, spans[-1].line) if spans else Location()
    return Figure(caption.label, caption.text, section, where, block, width, height)
