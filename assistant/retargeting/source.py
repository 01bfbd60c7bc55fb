"""The office that a document comes from: its names in every spelling, its region, neighbours and seat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from assistant.document import Level
from assistant.language.clean import skeleton
from assistant.language.wilayah import load_wilayah

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.language.satker import Satker
    from assistant.language.wilayah import Wilayah

LEVEL_WORD = {Level.PROVINSI: "Provinsi", Level.KABUPATEN: "Kabupaten", Level.KOTA: "Kota"}
# The letters that scanning confuses, as `language.clean.skeleton` folds them.
_CONFUSED = {"i": "[il1|!]", "l": "[il1|!]", "o": "[o0]", "s": "[s5]", "b": "[b8]"}
_LEVELS = r"(?P<level>Provinsi|Propinsi|Prov\.?|Kabupaten|Kab\.?|Kota(?:\s+Adm(?:inistrasi|\.)?)?)"
# Abbreviations of this length are ordinary words in small letters.
_MAX_ACRONYM = 4


@dataclass(frozen=True)
class Source:
    """The office a document was written for.

    Attributes:
        satker: the office.
        mappings: the folder with the list of regions.
        seats: towns where it signs, as the document names them.
    """

    satker: Satker
    mappings: Path
    seats: tuple[str, ...] = ()

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The region's name and its other spellings, the official one first."""
        names = [self.satker.place]
        if self.satker.level is Level.PROVINSI:
            key = skeleton(self.satker.place)
            for province in _wilayah(self.mappings).provinsi:
                spellings = (province.nama, *province.nama_lain)
                if key in map(skeleton, spellings):
                    names.extend(spellings)
        return tuple(dict.fromkeys(names))

    @cached_property
    def province_names(self) -> tuple[str, ...]:
        """The spellings of the province above the office; empty for a province and where it is unknown."""
        if self.satker.level is Level.PROVINSI or not self.satker.province:
            return ()
        found = next((p for p in _wilayah(self.mappings).provinsi if p.nama == self.satker.province), None)
        return (found.nama, *found.nama_lain) if found else (self.satker.province,)

    @cached_property
    def neighbours(self) -> dict[str, str]:
        """Skeleton -> name of the other regions of its province, and of regions whose names hold its own."""
        own = {skeleton(name) for name in (*self.own_names, *self.province_names)}
        found: dict[str, str] = {}
        for province in _wilayah(self.mappings).provinsi:
            for name in (province.nama, *province.nama_lain, *province.kabupaten, *province.kota):
                inside = any(re.search(rf"(?<!\w){re.escape(o)}(?!\w)", name, re.I) for o in self.own_names)
                beside = province.nama == self.satker.province and name not in province.nama_lain
                if (inside or beside) and skeleton(name) not in own:
                    found[skeleton(name)] = name
        return found

    @cached_property
    def region(self) -> re.Pattern[str]:
        """A region of interest with its level word, if it has one."""
        names = {*self.own_names, *self.province_names, *self.neighbours.values(), *self.seats}
        return re.compile(
            rf"(?<![\w@])(?:{_LEVELS}[\s*_]*)?(?P<place>{alternatives(names)})(?![\w@]|\.go\b|\.id\b)",
            re.IGNORECASE,
        )

    @cached_property
    def own_at_end(self) -> re.Pattern[str]:
        """The office's place at the end of its name."""
        return re.compile(rf"(?<!\w){alternatives(self.own_names)}\Z", re.IGNORECASE)

    @cached_property
    def own_place(self) -> str:
        """A pattern for the office's place in any spelling."""
        return alternatives(self.own_names)

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """The region's names as web addresses and handles write them."""
        names = {re.sub(r"\W", "", name.lower()) for name in self.own_names}
        return tuple(sorted(name for name in names if len(name) > 2))

    def is_own(self, name: str) -> bool:
        """Whether a name is the office's region."""
        return skeleton(name) in map(skeleton, self.own_names)

    def is_above(self, name: str) -> bool:
        """Whether a name is the province above the office."""
        return skeleton(name) in map(skeleton, self.province_names)

    def is_seat(self, name: str) -> bool:
        """Whether a name is the town where the office signs."""
        return skeleton(name) in map(skeleton, self.seats)


def alternatives(names: set[str] | tuple[str, ...]) -> str:
    """Return a pattern for any of the names in the letters that scanning leaves of them, the longer first."""
    patterns = []
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if len(name) <= _MAX_ACRONYM and name.isupper():
            patterns.append(rf"(?-i:{re.escape(name)})")
            continue
        words = ("".join(_CONFUSED.get(c.lower(), re.escape(c)) for c in word) for word in name.split())
        patterns.append(r"[\s*_]+".join(words))
    return "(?:" + "|".join(patterns) + ")"


@lru_cache(maxsize=4)
def name_ends(mappings: Path) -> frozenset[str]:
    """Return the words, in small letters, at which the name of a place ends."""
    return frozenset(_wilayah(mappings).akhir_nama)


@lru_cache(maxsize=4)
def _wilayah(mappings: Path) -> Wilayah:
    return load_wilayah(mappings)
