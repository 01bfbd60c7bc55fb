"""What the rules on time know of a document: its parts, its year, and the day it was signed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.checking.patterns import find_phrase
from assistant.document import BlockKind
from assistant.language.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from assistant.checking.context import CheckContext
    from assistant.document import Block, Document

TEXT_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION)
# `Pontisari, 12 Desember 2025`, `pada tanggal : 12 Desember 2025`: what stands before the date of signing.
_BEFORE_SIGNING = re.compile(r"(?:^|\n)\s*[A-Z][\w.'’ -]{2,40},\s*(?:tanggal\s+)?\Z|pada\s+tanggal\s*:?\s*\Z")
# The closing stands in the last blocks before the annex, however long the last section is.
_TAIL_BLOCKS = 15
# Lists of the words by which `tells_of_act` knows an act.
ACT_LISTS = ("kata_kegiatan", "kata_acara", "kata_batas")
# `sebelum`, `paling lambat tanggal`: so near before a day stands what makes it a limit.
_LIMIT_WORDS = 4
# Days joined by no more than this are told in one breath; two others show which year is meant.
_JOINT = re.compile(r"\s*(?:,|;)?\s*(?:dan|serta)?\s*(?:pada\s+|tanggal\s+)?", re.IGNORECASE)
_MIN_SERIES = 2
# So many dates must agree before they outvote the year that the title bears, and by so much.
_MIN_VOTES = 4
_LEAD = 3
_OWN_NAME = re.compile(
    r"\blaporan\s+(?:hasil\s+)?(?:pelaksanaan\s+)?pembangun\w*\s+(?:zona\s+integritas|zi)\b[^.;]{0,120}?"
    r"\btahun\s+(?:anggaran\s+)?(20\d\d)\b",
    re.IGNORECASE,
)


class Region(StrEnum):
    """Which part of a laporan a block stands in."""

    FRONT = "front"
    RESULTS = "results"
    OBSTACLES = "obstacles"
    CONCLUSION = "conclusion"
    FOLLOW_UP = "follow_up"
    ANNEX = "annex"
    LKE = "lke"
    OTHER = "other"


_REGIONS = (
    ("II.B", Region.OBSTACLES),
    ("III.A", Region.CONCLUSION),
    ("III.B", Region.FOLLOW_UP),
    ("LAMPIRAN", Region.ANNEX),
    ("III", Region.OTHER),
    ("II", Region.RESULTS),
    ("I", Region.FRONT),
)


def told(document: Document) -> Iterator[Block]:
    """Yield the blocks of running text, tables and captions, in order."""
    return (block for block in document.blocks if block.kind in TEXT_KINDS)


@dataclass(frozen=True, slots=True)
class Closing:
    """Where a document says when it was signed: `block.text[start:end]`."""

    block: Block
    start: int
    end: int
    day: date


class Timeline:
    """The parts, the year and the closing date of one document; worked out once and shared by the rules."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """The part that each block stands in, by block id; OTHER throughout for what is no laporan."""
        found: dict[str, Region] = {}
        in_lke = False
        markers = self._context.fmt.membaca_langkah.penanda_lke
        for block in self._context.document.blocks:
            section = self._context.section_of(block) or ""
            region = next(
                (region for code, region in _REGIONS if section == code or section.startswith(f"{code}.")),
                Region.OTHER,
            )
            in_lke = in_lke or (region is Region.ANNEX and find_phrase(block.text, markers) is not None)
            found[block.id] = Region.LKE if in_lke else region
        return found

    @cached_property
    def year(self) -> int | None:
        """The year that the document is for: its identity's, unless its own name and dates clearly differ.

        A title page left over from last year must not make all the rest of the report look wrong.
        """
        given = self._context.document.identity.year
        if self._context.matches is None:
            return given
        votes: Counter[int] = Counter()
        for block in self._context.document.blocks:
            votes.update(int(match[1]) for match in _OWN_NAME.finditer(block.text))
            if self.regions[block.id] is Region.RESULTS:
                votes.update(d.day.year for d in find_dates(block.text) if d.day is not None)
        if not votes:
            return given
        year, count = votes.most_common(1)[0]
        return year if count >= _MIN_VOTES and count >= _LEAD * votes[given or 0] else given

    @cached_property
    def closing(self) -> Closing | None:
        """When the document was signed, and where it says so; None if it does not."""
        body = [
            block
            for block in told(self._context.document)
            if self.regions[block.id] not in (Region.ANNEX, Region.LKE)
        ]
        for block in reversed(body[-_TAIL_BLOCKS:]):
            for mention in find_dates(block.text):
                before = block.text[max(0, mention.start - 60) : mention.start]
                if mention.day is not None and _BEFORE_SIGNING.search(before):
                    return Closing(block, mention.start, mention.end, mention.day)
        return None


def tells_of_act(before: str, context: CheckContext) -> bool:
    """Whether the words before a day tell of something done on it, not of a deadline or a term."""
    if find_phrase(before, context.phrases("kata_kegiatan")):
        return True
    if is_limit(before, context):
        return False
    named = any(pattern.search(before) for pattern in context.patterns("nama_pekerjaan"))
    return named or find_phrase(before, context.phrases("kata_acara")) is not None


def is_limit(before: str, context: CheckContext) -> bool:
    """Whether the words before a day make it a deadline, or the beginning or end of a term."""
    near = " ".join(before.split()[-_LIMIT_WORDS:])
    return find_phrase(near, context.phrases("kata_batas")) is not None


def breaks_series(text: str, span: tuple[int, int], year: int) -> bool:
    """Whether a day stands in a row of days of the report's year, `3 Maret, 4 Juni, dan ...`, or ends one."""
    days = [d for d in find_dates(text) if d.day is not None]
    at = next(i for i, d in enumerate(days) if d.start == span[0])
    first, last = at, at
    while first > 0 and _JOINT.fullmatch(text[days[first - 1].end : days[first].start]):
        first -= 1
    while last + 1 < len(days) and _JOINT.fullmatch(text[days[last].end : days[last + 1].start]):
        last += 1
    others = [d for d in days[first : last + 1] if d.start != span[0]]
    is_row = len(others) >= _MIN_SERIES or (len(others) == 1 and at == last)  # days are told in their order
    return is_row and all(d.day is not None and d.day.year == year for d in others)


def clause_around(text: str, span: tuple[int, int], reach: int = 200) -> tuple[int, int]:
    """Return from where to where the sentence around a passage runs, at most `reach` characters either way.

    Sentences end at a stop before a capital, a semicolon or a line break; table rows, whose cells scanning
    runs together, end where the reach does.
    """
    low, high = max(0, span[0] - reach), min(len(text), span[1] + reach)
    start = low
    for match in _SENTENCE_END.finditer(text, low, span[0] + 1):  # a stop is known by what follows it
        start = match.end() if match.end() <= span[0] else start
    after = _SENTENCE_END.search(text, span[1], high)
    return start, after.start() + 1 if after else high


_SENTENCE_END = re.compile(r"(?<!\bNo)(?<!\bNomor)(?<!\bs\.d)(?<!\b[A-Z])[.!?]\s+(?=[A-Z\"“(])|;\s|\s\|\s|\n")
