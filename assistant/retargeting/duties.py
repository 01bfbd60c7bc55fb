"""What only the source's level does or has: guiding the offices below it, level words, achievements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.document import Level
from assistant.retargeting.candidates import Candidate
from assistant.retargeting.model import Fate, SpanKind
from assistant.retargeting.rules import any_of
from assistant.retargeting.source import LEVEL_WORD
from assistant.retargeting.wording import in_case_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.retargeting.candidates import Joined
    from assistant.retargeting.model import Office
    from assistant.retargeting.rules import RetargetRules
    from assistant.retargeting.source import Source

RANK_DROP = 115
# With the source's place in it no title of a law (rank 90) can hold the phrase, without it one may.
RANK_DUTY = 99
RANK_PHRASE = 85
RANK_ACHIEVEMENT = 94
RANK_LEVEL = 60
_REGENCIES = (Level.KABUPATEN, Level.KOTA)
# Longer items hold more than the duty.
_MAX_DUTY_WORDS = 70
# How far a statement reaches when no comma or stop ends it.
_CLAUSE_LIMIT = 160
_CLAUSE_END = re.compile(r"[;|\n]|\.(?=\s|\Z)|,(?!\s*(?:dan\s+)?(?:19|20)\d\d)")
# `KPU Provinsi dan KPU Kabupaten/Kota`: a statement on offices of every level.
_ALL_LEVELS_BEFORE = re.compile(
    r"(?:Provinsi|Propinsi)(?:\s*/\s*KIP\s+Aceh)?\s*(?:,\s*(?:dan|serta)?|dan|serta|maupun)\s*(?:Sekretariat\s+)?\Z",
    re.IGNORECASE,
)
_OTHER_LEVEL_AFTER = re.compile(
    r"\s*(?:/|,|dan\b|serta\b|atau\b|maupun\b)\s*(?:dan\s+)?(?:(?:[\w/]+\s+){0,4}?)(?:Kabupaten|Kota|Kab)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Duties:
    """Finds what a change of level makes wrong."""

    joined: Joined
    source: Source
    office: Office
    rules: RetargetRules

    def find(self) -> Iterator[Candidate]:
        """Yield duties, level words, counts of the area of work, and achievements."""
        if not (self._is_province and not self._goes_down):
            yield from self._subordinates()
        yield from self._level_terms()
        yield from self._level_words()
        yield from self._achievements()

    @property
    def _is_province(self) -> bool:
        return self.source.satker.level is Level.PROVINSI

    @property
    def _goes_down(self) -> bool:
        """Whether a province's document becomes one of a kabupaten or kota."""
        return self._is_province and self.office.level in _REGENCIES

    @cached_property
    def _below(self) -> re.Pattern[str]:
        """The offices below a province, as a phrase: `seluruh KPU Kabupaten/Kota di Kalimantan Barat`."""
        pair = any_of(self.rules.pasangan).replace("/", r"\s*/\s*")
        body, many = any_of(self.rules.lembaga_bawahan), any_of(self.rules.jumlah_bawahan)
        place = rf"(?:Provinsi\s+)?{self.source.own_place}"
        reach, area = r"(?:yang\s+ada\s+)?", r"(?:wilayah|lingkungan|lingkup)(?:\s+kerja)?\s+"
        where = rf"{reach}(?:di|pada|dalam)\s+(?:{area})?{place}|se-?\s*{place}"
        lead = rf"(?:(?:{many}|\d{{1,3}}(?:\s*\([^)\n]{{2,30}}\))?)\s+)?"
        lead += r"(?:(?:Sekretariat|Sekretaris|Ketua|Anggota)\s+)?"
        options = [rf"{lead}{body}\s+{pair}(?:\s+(?:{where}))?", rf"{pair}\s+(?:{where})"]
        if self._goes_down:
            wide = rf"se-?\s*{place}|{reach}(?:di|pada)\s+{area}{place}"
            options.append(rf"{lead}{body}\s+(?:{wide})")
        return re.compile(rf"(?<!\w)(?:{'|'.join(options)})(?!\w)", re.IGNORECASE)

    def _subordinates(self) -> Iterator[Candidate]:
        text = self.joined.text
        for match in self._below.finditer(text):
            first, last = self.joined.bounds(match.start())
            if _ALL_LEVELS_BEFORE.search(text, max(first, match.start() - 60), match.start()):
                yield self._candidate(match.start(), match.end(), Fate.KEEP, RANK_DUTY, "umum")
            elif self._goes_down and match.end() <= last and self._is_own_item(first, match.start()):
                yield self._candidate(first, last, Fate.DROP, RANK_DROP)
            else:
                placed = re.search(rf"(?<!\w){self.source.own_place}\Z", match.group(), re.IGNORECASE)
                for start, end in self.joined.pieces(match.start(), match.end()):
                    yield self._candidate(start, end, Fate.ASK, RANK_DUTY if placed else RANK_PHRASE)

    def _is_own_item(self, first: int, phrase: int) -> bool:
        """Whether a list item says nothing but the duty towards the offices below."""
        passage = self.joined.passages[self.joined.index_at(first)]
        before = self.joined.text[first:phrase]
        if not passage.is_item or passage.heads or len(passage.text.split()) > _MAX_DUTY_WORDS:
            return False
        if passage.text.rstrip().endswith(":") or re.search(
            r"[.;]\s+\S", passage.text[len(passage.marker) + 2 :]
        ):
            return False
        guides = re.search(rf"(?<!\w){any_of(self.rules.kata_pembinaan)}(?!\w)", before, re.IGNORECASE)
        own = re.search(rf"(?<!\w){any_of(self.rules.kata_sendiri)}(?!\w)", before, re.IGNORECASE)
        named = re.search(
            rf"(?:KPU|Umum)\s+(?:Provinsi\s+)?{self.source.own_place}", passage.text, re.IGNORECASE
        )
        return bool(guides) and not own and not named

    def _level_terms(self) -> Iterator[Candidate]:
        """Yield heads of region and posts that the new level does not have."""
        old, new = self.source.satker.level, self.office.level
        if old is None or new is None or old is new or Level.PUSAT in (old, new):
            return
        for term in self.rules.sebutan:
            others = tuple(s for lv in (*LEVEL_WORD,) if lv is not old for s in term.spellings(lv))
            for match in re.finditer(
                rf"(?<!\w){any_of(term.spellings(old))}(?!\w)", self.joined.text, re.IGNORECASE
            ):
                around = self.joined.text[max(0, match.start() - 60) : match.end() + 60]
                if not re.search(rf"(?<!\w){any_of(others)}(?!\w)", around, re.IGNORECASE):
                    yield self._level(match, in_case_of(match.group(), term.spellings(new)[0]))
        if self._goes_down:
            posts = rf"(?<!\w){any_of(self.rules.jabatan_provinsi)}(?![\w.]?\w)"
            for match in re.finditer(posts, self.joined.text, re.IGNORECASE):
                yield self._level(match, None)

    def _level_words(self) -> Iterator[Candidate]:
        """Yield `Provinsi`, `Kabupaten` or `Kota` where it stands for the source's own level."""
        old, new = self.source.satker.level, self.office.level
        if old not in LEVEL_WORD or new not in LEVEL_WORD or old is new:
            return
        words = "Provinsi|Propinsi" if old is Level.PROVINSI else LEVEL_WORD[old]
        context = any_of(self.rules.konteks_tingkat)
        pattern = re.compile(
            rf"(?<![\w/])(?P<lead>{context}[\s-]*)?(?<!/)(?P<word>{words})(?!\s*/|\w)", re.IGNORECASE
        )
        for match in pattern.finditer(self.joined.text):
            if self._speaks_of_others(match):
                continue
            yield from self._own_level(match, LEVEL_WORD[new])

    def _own_level(self, match: re.Match[str], new: str) -> Iterator[Candidate]:
        start, end = match.span("word")
        in_law = re.search(r"\bPasal\s+\d", self.joined.sentence(start), re.IGNORECASE)
        why = self.rules.why("level_word")
        if match["lead"] and not in_law:
            shown = in_case_of(match["word"], new)
            yield Candidate(start, end, SpanKind.LEVEL_WORD, Fate.REPLACE, RANK_LEVEL, why, shown)
        elif self._is_province:
            yield Candidate(start, end, SpanKind.LEVEL_WORD, Fate.ASK, RANK_LEVEL - 10, why)

    def _speaks_of_others(self, match: re.Match[str]) -> bool:
        """Whether a level word belongs to another region's name, or to a list of all levels."""
        text = self.joined.text
        if _OTHER_LEVEL_AFTER.match(text, match.end()):
            return True
        if re.search(
            r"(?:pusat|nasional|Kabupaten|Kota)\s*(?:,|/|dan|maupun)\s*\Z",
            text[max(0, match.start() - 25) : match.start()],
            re.I,
        ):
            return True
        following = re.match(r"\s+(?P<name>[A-Z][a-z]+)", text[match.end() : match.end() + 40])
        return bool(following) and not match["word"].isupper()

    def _achievements(self) -> Iterator[Candidate]:
        text = self.joined.text
        for pattern in self.rules.achievements:
            for match in pattern.finditer(text):
                stop = min(self.joined.bounds(match.start())[1], match.start() + _CLAUSE_LIMIT)
                if match.end() > stop or self.joined.passages[self.joined.index_at(match.start())].row:
                    continue
                closing = _CLAUSE_END.search(text, match.end(), stop)
                end = closing.start() if closing else stop
                if not closing and end < self.joined.bounds(match.start())[1]:
                    end = max(match.end(), text.rfind(" ", match.end(), end))
                yield self._candidate(match.start(), end, Fate.ASK, RANK_ACHIEVEMENT, yields=True)
        unit = any_of(self.rules.satuan_wilayah)
        counts = (
            rf"(?<![\w.,/])\d{{1,3}}(?:\.\d{{3}})*\s*(?:\([^)\n]{{2,40}}\)\s*)?{unit}(?!\w)(?!\s+(?-i:[A-Z]))"
        )
        for match in re.finditer(counts, text, re.IGNORECASE):
            yield self._candidate(match.start(), match.end(), Fate.ASK, RANK_ACHIEVEMENT)

    def _candidate(
        self,
        start: int,
        end: int,
        fate: Fate,
        rank: int,
        reason: str = "province_only_duty",
        *,
        yields: bool = False,
    ) -> Candidate:
        why = self.rules.why(reason)
        return Candidate(start, end, SpanKind.PROVINCE_ONLY_DUTY, fate, rank, why, yields=yields)

    def _level(self, match: re.Match[str], new: str | None) -> Candidate:
        fate = Fate.REPLACE if new else Fate.ASK
        return Candidate(
            match.start(),
            match.end(),
            SpanKind.LEVEL_WORD,
            fate,
            RANK_LEVEL,
            self.rules.why("level_word"),
            new,
        )
