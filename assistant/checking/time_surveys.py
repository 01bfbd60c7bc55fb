"""Whether links, titles and results of a survey speak of the same half of the year."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.rule import Rule, Scope
from assistant.checking.timeline import Region, told
from assistant.language.dates import DateKind, find_dates
from assistant.language.numbering import to_roman

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

SURVEYS = {"survei_ikm": "IKM", "survei_ipak": "IPAK", "survei_ipkp": "IPKP"}
# Scanning reads the numeral I as a bar.
_BARS = re.compile(r"(?<=semester )\|{1,2}(?!\w)", re.IGNORECASE)
# The half of the year in a web address: `Sem2`, `semester-II`.
_IN_LINK = re.compile(
    r"(?<![A-Za-z])sem(?:ester)?[\s_.-]{0,2}(?P<half>II|I|2|1)(?![0-9A-Za-z])", re.IGNORECASE
)
# An address; one that breaks off at a joint was printed with blanks and goes on for a few words.
_LINK = re.compile(r"https?://\S*[_-](?:\s\w\S*){1,4}|https?://\S+")
_HALVES = {"1": 1, "I": 1, "2": 2, "II": 2}
_MONTHS_OF_HALF: dict[tuple[int, ...], int] = {(1, 2, 3, 4, 5, 6): 1, (7, 8, 9, 10, 11, 12): 2}
# How far before a half of the year the survey is named that it belongs to.
_REACH = 200


@dataclass(frozen=True, slots=True)
class HalfMention:
    """A half of the year (1 or 2) said of a survey in `block.text[start:end]`."""

    half: int
    block: Block
    start: int
    end: int


def mixed_halves(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI510: a survey whose link names one half of the year and whose results are of the other alone."""
    in_text: dict[str, list[HalfMention]] = defaultdict(list)
    in_links: dict[str, list[HalfMention]] = defaultdict(list)
    for block in told(document):
        if context.timeline.regions[block.id] in (Region.LKE, Region.FRONT, Region.FOLLOW_UP):
            continue
        links = [match.span() for match in _LINK.finditer(block.text)]
        for mention in _in_links(block, links):
            for survey in _surveys_at(block.text, mention.end, context):
                in_links[survey].append(mention)
        for mention in _in_text(block, links):
            for survey in _surveys_at(block.text, mention.end, context)[:1]:
                in_text[survey].append(mention)
    for survey, linked in in_links.items():
        told_halves = {mention.half for mention in in_text[survey]}
        strayed = [mention for mention in linked if mention.half not in told_halves]
        if len(told_halves) == 1 and strayed:
            yield _finding(survey, strayed[0], in_text[survey][0], context)


def _finding(survey: str, linked: HalfMention, told_: HalfMention, context: CheckContext) -> Finding:
    return context.finding(
        "ZI510",
        "utama",
        block=linked.block,
        span=(linked.start, linked.end),
        sumber="Tautan",
        survei=survey,
        tautan=to_roman(linked.half),
        hasil=to_roman(told_.half),
        tempat=context.place(told_.block),
    )


def _in_links(block: Block, links: list[tuple[int, int]]) -> Iterator[HalfMention]:
    for start, end in links:
        for match in _IN_LINK.finditer(block.text, start, end):
            yield HalfMention(_HALVES[match["half"].upper()], block, match.start(), match.end())


def _in_text(block: Block, links: list[tuple[int, int]]) -> Iterator[HalfMention]:
    """Yield the halves of the year that running text names in words or as a span of months."""
    text = _BARS.sub(lambda match: "I" * len(match.group()), block.text)
    for mention in find_dates(text):
        half = _MONTHS_OF_HALF.get(mention.months)
        if half is None or mention.kind not in (DateKind.PERIOD, DateKind.MONTHS):
            continue
        if all(mention.end <= start or end <= mention.start for start, end in links):
            yield HalfMention(half, block, mention.start, mention.end)


def _surveys_at(text: str, end: int, context: CheckContext) -> list[str]:
    """Return the surveys named before a place of the text, the nearest first."""
    low = max(0, end - _REACH)
    nearest: dict[str, int] = {}
    for name, survey in SURVEYS.items():
        for pattern in context.patterns(name):
            starts = [match.start() for match in pattern.finditer(text, low, end)]
            if starts:
                nearest[survey] = max(starts[-1], nearest.get(survey, 0))
    return sorted(nearest, key=lambda survey: -nearest[survey])


RULES = {"ZI510": Rule(mixed_halves, Scope.LAPORAN, patterns=tuple(SURVEYS))}
