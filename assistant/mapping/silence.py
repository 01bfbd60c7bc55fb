"""Texts that answer no indicator (legal basis, lead-ins, signatures, overviews) and those of a whole area."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.language.numbering import split_marker

if TYPE_CHECKING:
    from assistant.mapping.areas import HeadingContext
    from assistant.mapping.profiles import Lexicon

# An overview names at least this many areas; two may well be compared in a text about one of them.
_OVERVIEW = 3
# A lead-in is short and ends with a colon; a longer one says something itself.
_LEAD_IN_WORDS = 45
# A text about an area as a whole opens with its name (`Pelaksanaan Penguatan Pengawasan ...`) and a cue.
_OPENING_WORDS = 25
_BEFORE_NAME = 4
# "Pontianak, 12 Januari 2026", "Ketua", "NIP 19800101 ...": a handful of words.
_SIGNATURE_WORDS = 8
_DATED = re.compile(r"^[a-z ]+ \d{1,2} [a-z]+ 20\d\d$")
_SIGNATURE = re.compile(
    r"^(?:ketua|sekretaris|plt|plh|kepala|anggota|nip|ttd|tertanda|ditetapkan di|pada tanggal)\b"
)
_URL_ONLY = re.compile(r"^\W*(?:https?://\S+\s*)+\W*$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the form of a text tells.

    Attributes:
        reason: Indonesian: why the text answers no indicator; empty if it may answer one.
        area: number of the area that it speaks of as a whole; None if of none.
        weight: how much speaks for silence where it is not certain, 0-1.
        named: the area that the text opens with, although it may answer an indicator; None if none.
    """

    reason: str = ""
    area: int | None = None
    weight: float = 0.0
    named: int | None = None


class SilenceReader:
    """Tells texts that bear no indicator by their form and their standing phrases."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._areas = sorted(
            ((f" {fold(name)} ", area.number) for area in lexicon.areas for name in area.headings),
            key=lambda entry: -len(entry[0]),
        )
        # Short forms (`tata laksana`, `pelayanan publik`) are common words too.
        verbs = {fold(area.name).split()[0] for area in lexicon.areas}
        self._full_names = [entry for entry in self._areas if entry[0].split()[0] in verbs]
        self._cues = tuple(f" {fold(cue)} " for cue in lexicon.area_cues)
        self._phrases = tuple(f" {fold(phrase)} " for phrase in lexicon.silence.phrases)
        self._regulations = tuple(fold(name) for name in lexicon.silence.regulations)

    def read(self, text: str, context: HeadingContext) -> Verdict:
        """Return what the form of a text tells: certain silence, a whole area, or a leaning to silence."""
        body = fold(split_marker(text)[1])
        words = body.split()
        if not words or _URL_ONLY.match(text):
            return Verdict("tidak berisi keterangan")
        if self._is_regulation(body):
            return Verdict("menyebut peraturan sebagai dasar")
        if len(words) <= _SIGNATURE_WORDS and (_DATED.match(body) or _SIGNATURE.match(body)):
            return Verdict("bagian tanda tangan")
        padded = f" {body} "
        named = self._areas_in(padded)
        if len(named) >= _OVERVIEW:
            return Verdict("menyebut beberapa area sekaligus")
        area, told = self._opening_area(words, context)
        if area is not None and told:
            return Verdict("berbicara tentang area sebagai keseluruhan", area)
        return Verdict(weight=self._weight(text, padded, len(words)), named=area)

    def _is_regulation(self, body: str) -> bool:
        return (
            body.startswith(self._regulations)
            and (" tentang " in body or " perihal " in body)
            and (" nomor " in body or " no " in body)
        )

    def _areas_in(self, padded: str) -> set[int]:
        """Return the areas a text names; a longer name hides the shorter one within it."""
        found = set()
        for name, number in self._areas:
            if name in padded:
                found.add(number)
                padded = padded.replace(name, " ")
        return found

    def _opening_area(self, words: list[str], context: HeadingContext) -> tuple[int | None, bool]:
        """Return the area that a text opens with (`Manajemen Perubahan ...`) and whether a cue follows.

        Below a heading of its own within the area, a text speaks of that heading's matter.
        """
        if context.area is not None and not context.at_area:
            return None, False
        opening = f" {' '.join(words[:_OPENING_WORDS])} "
        for name, number in self._full_names:
            before, found, after = opening.partition(name)
            if found and len(before.split()) <= _BEFORE_NAME:
                # A report's own slip (the lead-in of another area copied) does not outweigh the heading.
                area = number if context.area is None else context.area
                return area, any(cue in f" {after}" for cue in self._cues)
        return None, False

    def _weight(self, text: str, padded: str, size: int) -> float:
        hits = sum(phrase in padded for phrase in self._phrases)
        lead_in = text.rstrip().endswith(":") and size <= _LEAD_IN_WORDS
        return min(1.0, 0.35 * hits + (0.4 if lead_in else 0.0))
