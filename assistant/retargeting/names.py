"""Offices and regions: the source's own names become the new office's, its neighbours' are asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.document import Level
from assistant.language.clean import skeleton
from assistant.language.satker import Satker, find_satker, satker_of
from assistant.retargeting.candidates import Candidate
from assistant.retargeting.model import Fate, SpanKind
from assistant.retargeting.rules import any_of
from assistant.retargeting.source import LEVEL_WORD
from assistant.retargeting.wording import (
    in_case_of,
    region_name,
    renamed_body,
    short_level,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.language.satker import SatkerMention
    from assistant.retargeting.candidates import Joined
    from assistant.retargeting.model import Office
    from assistant.retargeting.rules import RetargetRules
    from assistant.retargeting.source import Source

# The source of a template that names no office: nothing in a text is this place.
UNNAMED = Satker("", None, "\N{OBJECT REPLACEMENT CHARACTER}")
RANK_OFFICE = 95
# Above the titles of law (90): one that speaks of the region is asked as a whole, with a higher rank still.
RANK_REGION = 93
RANK_BODY = 55
# Names of regions that are also ordinary words (batu, malang, landak) have at most this many letters.
_ORDINARY = 6
_LEVEL_AT_END = re.compile(r"(?<![\w|])(?P<level>[\w|]{3,10}\.?(?:\s*Adm\w{0,12}\.?)?)[\s*_-]*\Z")
# A name further down than this many lines of the source is a half of its own (a page break between).
_FAR_LINES = 2


@dataclass(frozen=True)
class Names:
    """Finds names in the joined text."""

    joined: Joined
    source: Source
    office: Office
    rules: RetargetRules

    def find(self) -> Iterator[Candidate]:
        """Yield offices, regions named alone, and the commission without a place where its kind changes."""
        text = self.joined.text
        for mention in _mentions(text, self.source.satker.place):
            yield from self._office(mention)
        for match in self.source.region.finditer(text):
            yield from self._region(match)
        if self.office.is_kip != self.source.satker.name.startswith("KIP "):
            yield from self._bodies()

    def _office(self, mention: SatkerMention) -> Iterator[Candidate]:
        found, own = mention.satker, self.source.satker
        if found.level is Level.PUSAT:
            yield self._kept(mention.start, mention.end, "nasional")
        elif self.source.is_own(found.place) and found.level in (own.level, None):
            yield from self._pieces(self._components(mention))
        elif found.name == self.office.satker.name:
            yield self._kept(mention.start, mention.end, "org_name")
        elif own.level is not Level.PROVINSI and self.source.is_above(found.place):
            yield from self._superior(mention)
        elif found.province and found.province == self.office.satker.province:
            yield self._kept(mention.start, mention.end, "wilayah_sendiri")
        else:
            end = self._end_of_free_name(mention)
            yield self._candidate(mention.start, end, SpanKind.ORG_NAME, Fate.ASK, RANK_OFFICE)

    def _end_of_free_name(self, mention: SatkerMention) -> int:
        """Return the end of another office's name; one that is in no list ends with its paragraph."""
        stop = self.joined.bounds(mention.start)[1]
        first_line = self.joined.text[mention.start : min(mention.end, stop)]
        cut = mention.satker.province is None and len(first_line.split()) > 2
        return min(mention.end, stop) if cut else mention.end

    def _superior(self, mention: SatkerMention) -> Iterator[Candidate]:
        """Yield the province's office above the source: the one above the new office takes its place."""
        province = self.office.satker.province
        if province == self.source.satker.province:
            yield self._kept(mention.start, mention.end, "wilayah_sendiri")
            return
        if not province:
            yield self._candidate(mention.start, mention.end, SpanKind.ORG_NAME, Fate.ASK, RANK_OFFICE)
            return
        printed = self.joined.text[mention.start : mention.end]
        above = satker_of(Level.PROVINSI, province)
        short = re.match(r"(?:KPU|KIP)", printed, re.IGNORECASE)
        name = in_case_of(printed.replace("KPU", "").replace("KIP", ""), above.place)
        full = (above.name if short else in_case_of(printed, above.full_name)).replace(above.place, name)
        yield from self._pieces([(mention.start, mention.end, full)])

    def _components(self, mention: SatkerMention) -> list[tuple[int, int, str]]:
        """Return body, level word and place of the source's own name, each with its new text."""
        text, new = self.joined.text, self.office.satker
        printed = text[mention.start : mention.end]
        place = self.source.own_at_end.search(printed)
        if place is None:
            name = new.name if len(printed.split()[0]) <= 4 else new.full_name
            return [(mention.start, mention.end, in_case_of(printed, name))]
        level = _LEVEL_AT_END.search(printed, 0, place.start())
        at_level = level.start() if level and _is_level(level["level"]) else place.start()
        body_end = len(printed[:at_level].rstrip(" \n\t*_-"))
        body = printed[:body_end]
        parts = [(mention.start, mention.start + body_end, renamed_body(body, new))]
        shown = in_case_of(place.group(), new.place)
        if at_level < place.start() and level:
            word = short_level(level["level"], new)
            end = mention.start + at_level + len(level["level"])
            parts.append((mention.start + at_level, end, word))
        else:
            word = in_case_of(place.group(), region_name(new).removesuffix(new.place).strip())
            shown = shown if self.office.satker.name == f"KIP {new.place}" else f"{word} {shown}".strip()
        parts.append((mention.start + place.start(), mention.end, shown))
        return parts

    def _region(self, match: re.Match[str]) -> Iterator[Candidate]:
        """Yield a region named without an office."""
        place, word = match["place"], match["level"] or ""
        telling = self.source.is_own(place) and len(place) > _ORDINARY
        if not word and not place[:1].isupper() and not telling:
            return  # `batu`, `metro`: ordinary words that are also names of regions
        level = _level_of(word)
        if self.source.is_own(place) and level in (self.source.satker.level, None):
            yield from self._own_region(match)
        elif self.source.is_above(place) and level in (Level.PROVINSI, None):
            yield from self._province(match)
        else:
            yield self._other_region(match)

    def _own_region(self, match: re.Match[str]) -> Iterator[Candidate]:
        """Yield the source's own region: the new one, with its level word where the level changes."""
        place, word = match["place"], match["level"] or ""
        new = self.office.satker
        goes_down = self.source.satker.level is Level.PROVINSI and new.level is not Level.PROVINSI
        name = region_name(new) if word or goes_down else new.place
        if word and len(word.rstrip(".")) <= 4 and new.level is Level.KABUPATEN:
            name = f"Kab. {new.place}"
        # An acronym (`NTB`) says nothing of how a name is to be written.
        case = "" if not word and place.isupper() and len(place) <= 4 else place
        yield from self._pieces([(match.start(), match.end(), in_case_of(case, name))], SpanKind.PLACE)

    def _other_region(self, match: re.Match[str]) -> Candidate:
        """Return a region beside the source's own: the new office's, the seat, or one to ask for."""
        start, end, key = match.start(), match.end(), skeleton(match["place"])
        own, new = self.source.satker, self.office.satker
        if key in (skeleton(new.place), skeleton(self.office.seat)):
            return self._kept(start, end, "place", SpanKind.PLACE)
        if self.source.is_seat(match["place"]) and not match["level"]:
            return seat_candidate(start, end, match.group(), self.office, self.rules)
        if own.province and own.province == new.province:
            return self._kept(start, end, "wilayah_sendiri", SpanKind.PLACE)
        return self._candidate(start, end, SpanKind.PLACE, Fate.ASK, RANK_REGION)

    def _province(self, match: re.Match[str]) -> Iterator[Candidate]:
        """Yield the province above the source."""
        printed = match.group()
        new = self.office.satker
        if new.province == self.source.satker.province:
            yield self._kept(match.start(), match.end(), "wilayah_sendiri", SpanKind.PLACE)
        elif not new.province:
            yield self._candidate(match.start(), match.end(), SpanKind.PLACE, Fate.ASK, RANK_REGION)
        else:
            name = f"Provinsi {new.province}" if match["level"] else new.province
            yield from self._pieces([(match.start(), match.end(), in_case_of(printed, name))], SpanKind.PLACE)

    def _bodies(self) -> Iterator[Candidate]:
        """Yield `KPU` alone where it means the source itself, for an office of the other kind."""
        lead, after = any_of(self.rules.konteks_sendiri), any_of(self.rules.bukan_sendiri)
        body = r"KPU|KIP|Komisi\s+Pemilihan\s+Umum|Komisi\s+Independen\s+Pemilihan"
        pattern = re.compile(
            rf"(?<!\w)(?P<lead>{lead}\s+)?(?P<body>{body})(?![\w./@-])(?!\s+{after}(?!\w))", re.IGNORECASE
        )
        for match in pattern.finditer(self.joined.text):
            printed = match["body"]
            renamed = renamed_body(printed, self.office.satker)
            at = match.start("body")
            at_end = self.joined.bounds(at)[1] == match.end("body")
            if (match["lead"] or at_end) and renamed != printed:
                yield Candidate(
                    at, match.end("body"), SpanKind.ORG_NAME, Fate.REPLACE, RANK_BODY,
                    self.rules.why("org_name"), renamed,
                )  # fmt: skip

    def _pieces(
        self, parts: list[tuple[int, int, str]], kind: SpanKind = SpanKind.ORG_NAME
    ) -> Iterator[Candidate]:
        """Yield the parts of a name that stand together as one, those a line or page apart each alone."""
        rank = RANK_OFFICE if kind is SpanKind.ORG_NAME else RANK_REGION
        groups: list[tuple[int, int, str]] = []
        for start, end, new in parts:
            shown = new
            for first, last in self.joined.pieces(start, end):
                if groups and self._are_together(groups[-1], first):
                    begun, stop, text = groups[-1]
                    between = self.joined.text[stop:first] if shown else ""
                    between = between or (" " if shown else "")
                    groups[-1] = (begun, last, text + between + shown)
                else:
                    groups.append((first, last, shown))
                shown = ""
        for first, last, new in groups:
            printed = self.joined.text[first:last]
            fate = Fate.KEEP if printed == new else Fate.REPLACE
            put = new if fate is Fate.REPLACE else None
            # What a rival leaves of a region's name (an address that ends within it) must not stay behind.
            whole = kind is SpanKind.ORG_NAME
            yield Candidate(first, last, kind, fate, rank, self.rules.why(kind.value), put, yields=not whole)

    def _are_together(self, group: tuple[int, int, str], start: int) -> bool:
        """Whether a part goes on in the paragraph of the group, and within a line or two of the source."""
        first, last = self.joined.bounds(group[0])
        if not first <= start <= last:
            return False
        passage = self.joined.passages[self.joined.index_at(start)]
        begun = passage.locate(group[0] - first, group[0] - first + 1).line
        here = passage.locate(start - first, start - first + 1).line
        return begun is None or here is None or here - begun <= _FAR_LINES

    def _candidate(self, start: int, end: int, kind: SpanKind, fate: Fate, rank: int) -> Candidate:
        return Candidate(start, end, kind, fate, rank, self.rules.why(kind.value))

    def _kept(self, start: int, end: int, reason: str, kind: SpanKind = SpanKind.ORG_NAME) -> Candidate:
        rank = RANK_OFFICE if kind is SpanKind.ORG_NAME else RANK_REGION
        return Candidate(start, end, kind, Fate.KEEP, rank, self.rules.why(reason))


@lru_cache(maxsize=2)
def _mentions(text: str, place: str) -> tuple[SatkerMention, ...]:
    """Return the offices that a text names: the same for every office that it is re-targeted to."""
    return find_satker(text, places=(place,))


def seat_candidate(start: int, end: int, printed: str, office: Office, rules: RetargetRules) -> Candidate:
    """Return the town where the source signs: that of the new office, which for a city is the city."""
    seat = office.seat or (office.satker.place if office.level is Level.KOTA else "")
    fate = Fate.REPLACE if seat else Fate.ASK
    new = in_case_of(printed, seat) if seat else None
    return Candidate(start, end, SpanKind.PLACE, fate, RANK_REGION + 1, rules.why("place"), new)


def _level_of(word: str) -> Level | None:
    """Return the level that a level word names, None without one."""
    start = word[:3].lower()
    return next((level for level, shown in LEVEL_WORD.items() if start and shown[:3].lower() == start), None)


def _is_level(word: str) -> bool:
    return skeleton(word)[:3] in ("pro", "kab", "kot")


__all__ = ["UNNAMED", "Names", "seat_candidate"]
