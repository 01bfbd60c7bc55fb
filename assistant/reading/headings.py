"""Which pieces are headings, whether or not the format says so.

A numbered list is judged as a whole: its items are headings if they look like headings (level stated, bold,
capitals), or if they are short and text stands under them. One item of a list is seldom a heading when its
sisters are not. Unnumbered headings need more: known words, capitals, boldness, and something to head.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.language.numbering import Closing, Kind
from assistant.reading.pieces import Role
from assistant.reading.sequences import ListReach, Numbering, gather
from assistant.reading.units import next_text, previous_text
from assistant.reading.vocabulary import equals_any, starts_any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.reading.units import Unit
    from assistant.reading.vocabulary import Vocabulary

# Judged on the sample reports: their longest heading has 20 words, their shortest paragraph under one 8.
MAX_HEADING_WORDS = 24
_MIN_PARAGRAPH_WORDS = 8
_MAX_BARE_WORDS = 12
_FILE_NAME = re.compile(r"\w_\w|\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png)\b", re.IGNORECASE)


@dataclass(frozen=True)
class HeadingFinder:
    """Finds the headings among the units of one document.

    Attributes:
        contents: indices of units on contents pages; they are never headings.
    """

    units: Sequence[Unit]
    vocabulary: Vocabulary
    contents: frozenset[int]

    @cached_property
    def candidates(self) -> tuple[int, ...]:
        """Indices of the units of running text outside contents pages."""
        return tuple(i for i, u in enumerate(self.units) if u.is_text and i not in self.contents)

    @cached_property
    def has_looks(self) -> bool:
        """Whether boldness tells anything: some text is bold, not most of it, and obvious headings are."""
        certain = [u for u in map(self.units.__getitem__, self.candidates) if u.is_numbered and u.is_caps]
        if certain and sum(u.is_bold for u in certain) < 0.5 * len(certain):
            return False
        texts = [self.units[i] for i in self.candidates]
        letters = sum(len(u.text) for u in texts)
        bold = sum(len(u.text) for u in texts if u.is_bold)
        return 0 < bold < 0.5 * letters

    @cached_property
    def has_levels(self) -> bool:
        """Whether the format states heading levels (at least two: a lone one proves no habit)."""
        return sum(self.units[i].piece.level is not None for i in self.candidates) >= 2

    def find(self) -> frozenset[int]:
        """Return the indices of all headings."""
        found = {
            i for i in self.candidates if self._is_stated(i) or self._is_chapter(i) or self._is_labelled(i)
        }
        start = self._body_start(found)
        body = [i for i in self.candidates if i >= start]
        found |= {i for i in body if self._is_repeated_label(i)}
        lists = gather(self.units, body)
        reach = ListReach.of(lists)
        for numbering in reversed(lists):
            if not self._is_stray(numbering, reach):
                found |= self._judge(numbering, found)
        found |= {i for i in body if i not in found and self._is_lost_number(i)}
        for i in reversed(body):
            if i not in found and self._is_unnumbered(i, found):
                found.add(i)
        return frozenset(found)

    # ---- what one unit says of itself

    def _is_stated(self, index: int) -> bool:
        piece = self.units[index].piece
        return piece.role is Role.HEADING or piece.level is not None

    def _is_chapter(self, index: int) -> bool:
        unit = self.units[index]
        if unit.marker is None or not unit.marker.is_bab or unit.words > MAX_HEADING_WORDS:
            return False
        return not unit.ends_sentence and (
            not unit.body or unit.body[0].isupper() or not unit.body[0].isalpha()
        )

    def _is_labelled(self, index: int) -> bool:
        """Whether the unit is one of the known titles of a report's outermost parts."""
        unit = self.units[index]
        if unit.marker is not None and unit.is_numbered:
            return False
        if not equals_any(unit.text, self.vocabulary.judul_utama):
            return False
        if not (unit.is_caps or unit.is_bold or unit.piece.look.centred or unit.title_share == 1.0):
            return False
        following = next_text(self.units, index)
        return following is None or not (
            starts_any(self.units[following].text, self.vocabulary.kepala_lampiran)
            and not self.units[following].is_numbered
        )

    def _is_repeated_label(self, index: int) -> bool:
        """Whether the unit is a short label with a colon that the document repeats (`Target :`)."""
        unit = self.units[index]
        if unit.marker is not None or not unit.text.endswith(":") or unit.words > 4:
            return False
        return self._label_counts[fold(unit.text)] > 1 and unit.text[0].isupper()

    @cached_property
    def _label_counts(self) -> Counter[str]:
        return Counter(
            fold(u.text) for u in self.units if u.is_text and u.text.endswith(":") and u.words <= 4
        )

    def _is_lost_number(self, index: int) -> bool:
        """Whether OCR left only the dot of a heading's number."""
        unit = self.units[index]
        return (
            unit.marker is not None
            and unit.marker.is_lost
            and unit.is_caps
            and unit.words <= MAX_HEADING_WORDS
        )

    def _body_start(self, found: set[int]) -> int:
        """Return where cover and decree end: at the first heading that leaves no doubt."""
        capitals = (
            i
            for n in gather(self.units, self.candidates)
            for i, reading in zip(n.members, n.readings, strict=True)
            if reading.value == 1 and self._is_strong(i) and not self._starts_like_cover(i)
        )
        return min([*found, *capitals], default=len(self.units))

    def _starts_like_cover(self, index: int) -> bool:
        return starts_any(self.units[index].body, self.vocabulary.bukan_judul)

    def _is_strong(self, index: int) -> bool:
        """Whether the unit looks like a heading by itself."""
        unit = self.units[index]
        if not 0 < unit.words <= MAX_HEADING_WORDS:
            return False
        if self._is_stated(index) or (self.has_looks and unit.is_bold):
            return True
        # where Word's headings are used, bare capitals are a manner of writing (file names, abbreviations)
        return unit.is_caps and not self.has_levels and not _FILE_NAME.search(unit.body)

    # ---- numbered lists

    def _judge(self, numbering: Numbering, found: set[int]) -> set[int]:
        """Return the members of a numbered list that are headings."""
        members = numbering.members
        short = [i for i in members if 0 < self.units[i].words <= MAX_HEADING_WORDS]
        strong = [i for i in short if self._is_strong(i)]
        if short and len(strong) >= 0.5 * len(short):
            return set(strong) if self.has_looks else set(short)
        if len(short) < 0.8 * len(members) or (self.has_levels and self.has_looks):
            return set(strong) if self._is_outer(numbering) else set()
        if self._is_outer(numbering) and self._are_titles(members):
            return set(short)
        return set(short) if self._carry_text(members, found) else set()

    def _is_stray(self, numbering: Numbering, reach: ListReach) -> bool:
        """Whether a list is a lone number amid a list inside one of its own style: a picture's lettering."""
        index = numbering.members[0]
        if len(numbering.members) > 1 or numbering.last.style not in numbering.enclosing:
            return False
        if self._is_stated(index) or self.units[index].is_bold:
            return False
        return reach.is_inside_another(index, numbering.last.style)

    def _is_outer(self, numbering: Numbering) -> bool:
        """Whether the list is numbered as parts of a report are: `A.` or `I.`."""
        style = numbering.last.style
        return style.kind in (Kind.UPPER, Kind.ROMAN) and style.closing is Closing.DOT

    def _are_titles(self, members: Sequence[int]) -> bool:
        units = [self.units[i] for i in members]
        endings = sum(u.text.endswith((".", ";", ",")) for u in units)
        return endings <= 0.3 * len(units) and all(u.body[:1].isupper() for u in units)

    def _carry_text(self, members: Sequence[int], found: set[int]) -> bool:
        """Whether the members of a list are short titles with text under them."""
        judged = members[:-1] or members
        carrying = sum(self._has_text_below(i, found) for i in judged) / len(judged)
        units = [self.units[i] for i in members]
        capital = all(u.body[:1].isupper() for u in units)
        sentences = sum(u.ends_sentence or u.text.endswith(",") for u in units) / len(units)
        if not capital or sentences > 0.5:
            return False
        titles = sum(u.title_share for u in units) / len(units)
        if self.has_looks:  # where headings are set bold, plain ones must show themselves in every other way
            return (
                len(members) > 1 and carrying >= 0.75 and titles >= 0.6 and max(u.words for u in units) <= 12
            )
        if len(members) == 1:
            return carrying == 1 and titles >= 0.6 and units[0].words <= _MAX_BARE_WORDS
        return carrying >= 0.6

    def _has_text_below(self, index: int, found: set[int]) -> bool:
        """Whether text, a table, a heading or (below a title) a list follows, rather than the next item."""
        following = next_text(self.units, index)
        if following is None:
            return False
        unit = self.units[following]
        if following in found or unit.piece.role is Role.TABLE_ROW:
            return True
        if unit.marker is not None:
            return self._is_worded_like_title(index) and any(r.value <= 1 for r in unit.marker.readings)
        return unit.words >= _MIN_PARAGRAPH_WORDS

    def _is_worded_like_title(self, index: int) -> bool:
        """Whether the unit is set in title case without an end mark."""
        unit = self.units[index]
        return (
            2 <= unit.words <= _MAX_BARE_WORDS
            and unit.title_share >= 0.8
            and (unit.text[-1].isalnum() or unit.text[-1] == ")")
        )

    # ---- unnumbered ones

    def _is_unnumbered(self, index: int, found: set[int]) -> bool:
        unit = self.units[index]
        if unit.marker is not None or not self._could_be_title(unit) or self._starts_like_cover(index):
            return False
        following, previous = next_text(self.units, index), previous_text(self.units, index)
        if following is None or self.units[following].piece.role is Role.TABLE_ROW:
            return False  # a title right above a table is the table's
        if previous is not None and previous not in found and self._closes_signature(previous):
            return False
        return self._heads(following, found) and (
            self._looks_set_apart(index) if self.has_looks else self._stands_apart(index, following)
        )

    def _closes_signature(self, index: int) -> bool:
        """Whether what follows the unit is a name: the unit is an office or `ttd`."""
        unit = self.units[index]
        return unit.marker is None and unit.words <= 8 and self._starts_like_cover(index)

    def _could_be_title(self, unit: Unit) -> bool:
        return (
            0 < unit.words <= 15
            and not unit.text.endswith((".", ",", ";"))
            and unit.text[0].isupper()
            and unit.piece.list_level is None
            and not re.search(r"[|@#=&%]|https?:|\d{2}", unit.text)
        )

    def _heads(self, following: int, found: set[int]) -> bool:
        """Whether what follows can stand under a heading."""
        unit = self.units[following]
        if following in found:
            first = any(r.value == 1 for r in unit.marker.readings) if unit.marker else False
            return first and unit.marker is not None and not unit.marker.is_bab
        if unit.is_bold and self.has_looks:
            return False
        return unit.words >= _MIN_PARAGRAPH_WORDS or unit.marker is not None

    def _looks_set_apart(self, index: int) -> bool:
        """Whether the look tells a heading: bold, and no mere stress of a sentence's opening."""
        unit, previous = self.units[index], previous_text(self.units, index)
        if not unit.is_bold or unit.words > _MAX_BARE_WORDS:
            return False
        return previous is None or not (
            self.units[previous].is_caps and unit.is_caps and unit.piece.look.centred
        )

    def _stands_apart(self, index: int, following: int) -> bool:
        """Whether bare text tells a heading: capitals between other text, a known title, a title's echo."""
        unit, next_unit = self.units[index], self.units[following]
        previous = previous_text(self.units, index)
        if unit.is_caps:
            alone = previous is None or not (
                self.units[previous].is_caps and self.units[previous].marker is None
            )
            return unit.words >= 2 and alone and not (next_unit.is_caps and next_unit.marker is None)
        if unit.text.endswith(":") or unit.title_share < 1.0 or unit.words > 4:
            return False
        known = equals_any(unit.text, self.vocabulary.judul_lazim)
        echo = previous is not None and fold(unit.text) in fold(self.units[previous].text) and unit.words <= 2
        return (known or echo) and next_unit.marker is None and next_unit.words >= 2 * _MIN_PARAGRAPH_WORDS


def contents_pages(units: Sequence[Unit], vocabulary: Vocabulary) -> frozenset[int]:
    """Return the indices of the entries of contents pages, their titles not included.

    Entries end in dotted leaders anywhere, or in a page number below a title such as `DAFTAR ISI`; an entry
    wrapped over two lines has its number on the second.
    """
    found = {i for i, unit in enumerate(units) if unit.is_text and unit.has_leaders}
    for i, unit in enumerate(units):
        if unit.is_text and equals_any(unit.text, vocabulary.judul_daftar):
            found |= _entries_below(units, i)
    return frozenset(found)


def _entries_below(units: Sequence[Unit], title: int) -> set[int]:
    pending: list[int] = []
    found: set[int] = set()
    for i in range(title + 1, len(units)):
        unit = units[i]
        if not unit.is_text:
            continue
        pending.append(i)
        if unit.piece.level is not None or unit.words > MAX_HEADING_WORDS + 6 or len(pending) > 3:
            break
        if unit.ends_in_page:
            found.update(pending)
            pending.clear()
    return found
