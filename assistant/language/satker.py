"""Names of election offices in running text: where they stand, which office they mean, and its short form.

An office is KPU (in Aceh: KIP), short or in full, a level word and a place: `Komisi Pemilihan Umum Kota X`.
Names without a place (`KPU`, `KPU Kabupaten/Kota`, the titles of regulations) mean no particular office and
are left out, except the national one, which calls itself `Republik Indonesia` or `RI`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from assistant.data import data_directory
from assistant.document import Level
from assistant.language.clean import fold, skeleton
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_FULL_BODY = {"KPU": "Komisi Pemilihan Umum", "KIP": "Komisi Independen Pemilihan"}
_LEVEL_WORDS = {Level.PROVINSI: "Provinsi", Level.KABUPATEN: "Kabupaten", Level.KOTA: "Kota"}
# Aceh alone has a commission of its own name, at both levels.
_KIP_PROVINCE = "Aceh"
# The longest official name has five words (Kepulauan Siau Tagulandang Biaro: four), aliases one more.
_MAX_KNOWN_WORDS = 6
# No official name of a region has more than four words; a longer run holds more than the name.
_MAX_FREE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Satker:
    """An election office.

    Attributes:
        name: canonical short form: `KPU Kota Pontianak`, `KIP Kabupaten Bireuen`, `KIP Aceh`, `KPU RI`.
        level: None where the name does not tell (`KPU Bima` is a kabupaten and a kota).
        place: name of the region alone; empty for `KPU RI`.
        province: name of the region's province; None where it is not in the list of regions.
    """

    name: str
    level: Level | None
    place: str = ""
    province: str | None = None

    @property
    def full_name(self) -> str:
        """The name with the commission's name written out."""
        if self.level is Level.PUSAT:
            return f"{_FULL_BODY['KPU']} Republik Indonesia"
        body, _, rest = self.name.partition(" ")
        return f"{_FULL_BODY[body]} {rest}"


@dataclass(frozen=True, slots=True)
class SatkerMention:
    """An office named in `text[start:end]`."""

    start: int
    end: int
    satker: Satker


KPU_RI = Satker("KPU RI", Level.PUSAT)


@dataclass(frozen=True, slots=True)
class _Region:
    """A province, kabupaten or kota of the official list."""

    name: str
    level: Level
    province: str


@dataclass(frozen=True)
class _Regions:
    """The official list, by `skeleton` of the name; one name may mean several regions."""

    by_key: dict[str, tuple[_Region, ...]]
    ends: frozenset[str]

    @cached_property
    def longest(self) -> int:
        """Length of the longest key."""
        return max(map(len, self.by_key))

    def lookup(self, key: str, level: Level | None) -> tuple[_Region, ...]:
        """Return the regions of that name, those of the level alone if there are any."""
        found = self.by_key.get(key, ())
        return tuple(r for r in found if r.level is level) or found


# The acronyms; `KPUD` is the old name of a regional office. No part of a web address, handle or e-mail.
_SHORT_BODY = r"(?<![\w.@#-])(?:KPUD?|KIP)(?![\w@]|\.go\b|\.id\b)"
# Three words that begin as the commission's name does; `_is_body` decides whether they are it. Scanned text
# joins the words and changes letters (`KOMISl PEMILIHANUMUM`), so that only the beginnings are asked for.
_LONG_BODY = r"(?<![\w-])K[\w|]{3,7}\s*[PI][\w|]{6,11}\s*[UP][\w|]{2,10}(?!\w)"
_BODY = re.compile(rf"{_SHORT_BODY}|{_LONG_BODY}", re.IGNORECASE)
# `Komisi Pemilihan Umum (KPU) Kota X`, `KPU (Komisi Pemilihan Umum) Kota X`; markdown's stars in between.
_GAP = re.compile(r"[\s*_]*(?:\((?:KPU|KIP|Komisi[\w\s]{3,40})\))?[\s*_]*", re.IGNORECASE)
_NATIONAL = re.compile(r"(?:Republik\s+Indonesia|R\.?[Il1|]\.?)(?!\w)", re.IGNORECASE)
# A level word; not one of a pair (`Kabupaten/Kota`), which means every office of both levels.
_LEVEL = re.compile(
    r"([\w|]{4,10}|kab|prov)(?!\w)\.?(?!\s*/)(?:\s*Adm(?:inistrasi|inistratif|\.)?(?!\w))?[\s*_]*",
    re.IGNORECASE,
)
# `Kep.` and `D.I.` are the abbreviations with stops that names of regions hold.
_NAME_WORD = re.compile(
    r"(?:[A-Z]\.\s?){1,2}[A-Z]\.?(?!\w)|Kep\.|[^\W\d_][\w|]*(?:['’‘][\w|]+)?(?:-[^\W\d_][\w|]*)*"
)
# A name may run over a line end (extracted text leaves an empty line between), but not over two empty lines.
_BETWEEN = re.compile(r"[^\S\n]*(?:\n[^\S\n]*){0,2}-?\s{0,2}")
# `KPU Provinsi/KIP Aceh` names every province's office, that of Aceh by its other name.
_GENERIC_BEFORE = re.compile(r"(?:provinsi|prov\.|kpu)\s*(?:/|atau|dan)\s*\Z", re.IGNORECASE)


def find_satker(text: str, places: Collection[str] = ()) -> tuple[SatkerMention, ...]:
    """Return the offices named in a text, in order, without overlaps.

    Args:
        text: any text; names may run over line ends, in any case, with the letters that scanning confuses.
        places: further names of regions to know beside the official list (an office's own, for instance).
    """
    own = {skeleton(place): place for place in places}
    return tuple(_mentions(text, own))


def parse_satker(name: str) -> Satker | None:
    """Return the office that a name means; None if it is not the name of an office, or more than that."""
    shown = name.strip()
    # Written without capitals, nothing would tell where a name outside the list ends.
    mentions = find_satker(shown.title() if shown.islower() else shown)
    if len(mentions) != 1 or mentions[0].start != 0 or shown[mentions[0].end :].strip(" .,;:"):
        return None
    return mentions[0].satker


def satker_of(level: Level, place: str) -> Satker:
    """Return the office of a region; its province is known if the official list holds the region."""
    if level is Level.PUSAT:
        return KPU_RI
    regions = _regions().lookup(skeleton(place), level)
    region = regions[0] if len(regions) == 1 and regions[0].level is level else None
    return _office(level, region.name if region else place, region.province if region else None, "KPU")


def _mentions(text: str, own: dict[str, str]) -> Iterator[SatkerMention]:
    """Yield the mentions in order."""
    position = 0
    while (match := _BODY.search(text, position)) is not None:
        body = _body_of(match.group())
        mention = _complete(text, match, body, own) if body else None
        if mention:
            yield mention
        position = mention.end if mention else match.start() + 1


def _body_of(printed: str) -> str | None:
    """Return `KPU` or `KIP` for the commission's name as printed, None for other words."""
    short = printed.upper()
    if short in ("KPU", "KPUD", "KIP"):
        return short[:3]
    joined = "".join(printed.split())
    # 0.85: three wrong letters of the twenty; "komisi pemilihan umat" would pass, nothing real does.
    return next((b for b, full in _FULL_BODY.items() if ratio(joined, full.replace(" ", "")) >= 0.85), None)


def _complete(text: str, match: re.Match[str], body: str, own: dict[str, str]) -> SatkerMention | None:
    """Return the mention that begins with the commission's name, None if no particular office follows."""
    gap = _GAP.match(text, match.end())
    after = gap.end() if gap else match.end()
    if body == "KPU" and after > match.end() and (national := _NATIONAL.match(text, after)):
        return SatkerMention(match.start(), national.end(), KPU_RI)
    level, start = _level_at(text, after)
    place = _known_place(text, start, level, own) or (_free_place(text, start) if level else None)
    if place is None or after == match.end():
        return None
    end, name, regions = place
    if level is None:
        levels = {region.level for region in regions}
        level = levels.pop() if len(levels) == 1 else None
    provinces = {region.province for region in regions}
    province = provinces.pop() if len(provinces) == 1 else None
    office = _office(level, name, province, body)
    if office.name == f"KIP {_KIP_PROVINCE}" and _GENERIC_BEFORE.search(text, 0, match.start()):
        return None
    return SatkerMention(match.start(), end, office)


def _level_at(text: str, position: int) -> tuple[Level | None, int]:
    """Return the level that the word at a position names, and where the place begins."""
    match = _LEVEL.match(text, position)
    if match is None:
        return None, position
    word = skeleton(match.group(1))
    for level, printed in _LEVEL_WORDS.items():
        full = skeleton(printed)
        short = {Level.PROVINSI: "prov", Level.KABUPATEN: "kab"}.get(level)
        # A letter of the long words may be wrong or missing ("Propinsi", "Kabupatcn"); `Kota` must be exact.
        if word in (full, short) or (len(full) > 4 and ratio(word, full) >= 0.85):
            return level, match.end()
    return None, position


def _known_place(
    text: str, start: int, level: Level | None, own: dict[str, str]
) -> tuple[int, str, tuple[_Region, ...]] | None:
    """Return end, official name and regions of the longest listed name at a position."""
    words = _words_at(text, start, _MAX_KNOWN_WORDS)
    regions = _regions()
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        key = skeleton(text[start:end])
        if not key or not (level or text[start].isupper()):
            continue
        if key in own:
            return end, own[key], regions.lookup(key, level)
        found = regions.lookup(key, level)
        if found:
            # A place listed at another level only is still the place; its province is then as likely wrong.
            return end, found[0].name, found if level in (None, found[0].level) else ()
    return None


def _free_place(text: str, start: int) -> tuple[int, str, tuple[_Region, ...]] | None:
    """Return end and name of a place that is in no list: a run of capitalised words."""
    words: list[re.Match[str]] = []
    for word in _words_at(text, start, _MAX_FREE_WORDS):
        printed = word.group()
        if not printed[0].isupper() or fold(printed) in _regions().ends:
            break
        if words and printed.isupper() != words[0].group().isupper():
            break
        words.append(word)
    if not words or words[-1].group().endswith("."):
        return None
    name = " ".join(word.group() for word in words)
    return words[-1].end(), name.title() if name.isupper() else name, ()


def _words_at(text: str, start: int, limit: int) -> Sequence[re.Match[str]]:
    """Return up to `limit` words from a position onward, as long as only blanks or a hyphen part them."""
    words: list[re.Match[str]] = []
    position = start
    while len(words) < limit and (word := _NAME_WORD.match(text, position)):
        words.append(word)
        between = _BETWEEN.match(text, word.end())
        position = between.end() if between else word.end()
        if position == word.end():
            break
    return words


def _office(level: Level | None, place: str, province: str | None, body: str) -> Satker:
    """Return the office with its canonical name."""
    if province == _KIP_PROVINCE:
        body = "KIP"
        if level is Level.PROVINSI:
            return Satker(f"KIP {place}", level, place, province)
    label = f"{_LEVEL_WORDS[level]} " if level else ""
    return Satker(f"{body} {label}{place}", level, place, province)


@cache
def _regions() -> _Regions:
    """Return the official list of regions, read once."""
    # pydantic costs 0.1 s, which `zi --help` need not pay.
    from assistant.language.wilayah import load_wilayah

    wilayah = load_wilayah(data_directory("mappings"))
    by_key: dict[str, list[_Region]] = {}
    for province in wilayah.provinsi:
        region = _Region(province.nama, Level.PROVINSI, province.nama)
        for name in (province.nama, *province.nama_lain):
            by_key.setdefault(skeleton(name), []).append(region)
        for level, names in ((Level.KABUPATEN, province.kabupaten), (Level.KOTA, province.kota)):
            for name in names:
                by_key.setdefault(skeleton(name), []).append(_Region(name, level, province.nama))
    ends = frozenset(fold(word) for word in wilayah.akhir_nama)
    return _Regions({key: tuple(regions) for key, regions in by_key.items()}, ends)
