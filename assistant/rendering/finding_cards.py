"""A finding as a card for web pages: the passage in its surroundings, its rule, and its place on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.registry import family_of
from assistant.document import BlockKind
from assistant.language.clean import printable
from assistant.reading.page_pictures import Frame, Passage
from assistant.rendering.area_table import ELSEWHERE
from assistant.rendering.wording import SEVERITY, place_in, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.checking.model import CheckResult, Finding
    from assistant.checking.rulebook import RuleText
    from assistant.document import Block, Document, Section
    from assistant.reading.page_pictures import PagePicture, PagePictures
    from assistant.rendering.area_table import AreaFinder

# Characters of a block shown on either side of a quote: two or three sentences, enough to judge it by.
_AROUND = 260
# A block shorter than this says little by itself; its neighbours are then shown too.
_SHORT = 110
_NEIGHBOUR = 150
# What of a block is looked for on its page where no passage of it is quoted.
_BEGINNING = 80
# How much of what precedes a quote tells it from the same words elsewhere on the page.
_BEFORE = 60
# Pixels of a page shown above and below a marked passage, and beside the text of the page.
_MARGIN_Y, _MARGIN_X = 80, 24
_LEAST_HEIGHT, _MOST_HEIGHT = 210, 420
_WHOLE = "Seluruh laporan"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quoted passage within its block, and the ends of the neighbouring blocks where the block is short.

    Attributes:
        passage: the quote itself, as the block has it.
        before, after: the rest of the block, cut with an ellipsis.
        previous, following: neighbouring blocks; empty where they are not needed.
    """

    passage: str
    before: str = ""
    after: str = ""
    previous: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a page's picture around a passage, in its pixels; without marks the whole page."""

    page: int
    view: Frame
    width: int
    height: int
    marks: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with everything in words.

    Attributes:
        number: from 1, worst first.
        order: place of its passage in the document, for sorting; findings without a place come last.
        area, family, section: what it is filtered and grouped by; `section` is a heading of the document.
        rule: the rule's words; None for a rule whose words are not known.
        crop: None where there is no picture of its page.
    """

    number: int
    key: str
    name: str
    status: str
    label: str
    message: str
    suggestion: str
    place: str
    order: int
    area: str
    family: str
    section: str
    path: str
    surroundings: Surroundings | None
    rule: RuleText | None
    crop: Crop | None


def passages(document: Document, findings: Sequence[Finding]) -> tuple[Passage, ...]:
    """Return where on which page each finding stands, worst first; without those that have no page."""
    found = (passage_of(document, finding) for finding in worst_first(findings))
    return tuple(dict.fromkeys(passage for passage in found if passage is not None))


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings by severity, each severity in the order given."""
    order = list(SEVERITY)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def passage_of(document: Document, finding: Finding) -> Passage | None:
    """Return what of the finding's block is to be marked on its page; None where it has no page."""
    if finding.page is None:
        return None
    block = document.block_by_id.get(finding.block or "")
    if block is None:
        return Passage(finding.page)
    start, end = find_quote(block, finding) or (0, min(len(block.text), _BEGINNING))
    return Passage(finding.page, block.text[start:end], block.text[max(0, start - _BEFORE) : start])


def find_quote(block: Block, finding: Finding) -> tuple[int, int] | None:
    """Return offsets of a finding's quote in its block: the occurrence on the finding's own page and line."""
    words = finding.quote.removesuffix("…").split()
    if not words:
        return None
    matches = list(re.finditer(r"\s+".join(map(re.escape, words)), block.text))
    for match in matches:
        where = block.locate(match.start())
        if (where.page, where.line) == (finding.page, finding.line):
            return match.span()
    return matches[0].span() if matches else None


def cards(
    document: Document,
    result: CheckResult,
    areas: AreaFinder,
    rules: Mapping[str, RuleText],
    pictures: PagePictures,
) -> list[Card]:
    """Return a card for each finding, worst first."""
    position = {block.id: index for index, block in enumerate(document.blocks)}
    titles = _format_sections(document, result)
    made = []
    for number, finding in enumerate(worst_first(result.findings), 1):
        path = document.section_path(finding.section) if finding.section in document.section_by_id else ()
        made.append(
            Card(
                number=number,
                key=finding.rule,
                name=finding.name,
                status=finding.severity.value,
                label=SEVERITY[finding.severity],
                message=finding.message,
                suggestion=finding.suggestion,
                place=place_in(document, finding.block, finding.page, finding.line, finding.line_end),
                order=position.get(finding.block or "", len(position)),
                area=areas.of(finding) or ELSEWHERE,
                family=family_of(finding.rule),
                section=next((titles[s.id] for s in reversed(path) if s.id in titles), _WHOLE),
                path=_path_in_words(path),
                surroundings=_surroundings(document, finding, position),
                rule=rules.get(finding.rule),
                crop=crop_of(passage_of(document, finding), pictures),
            )
        )
    return made


def _path_in_words(path: Sequence[Section]) -> str:
    """Return headings as a path: the chapter by its number, the innermost two in full."""
    said = [shorten(f"{section.number} {section.title}", 80) for section in path]
    if len(said) <= 2:
        return " › ".join(said)
    left_out = ["…"] if len(said) > 3 else []
    return " › ".join([path[0].number or said[0], *left_out, *said[-2:]])


def _format_sections(document: Document, result: CheckResult) -> dict[str, str]:
    """Return the sections that findings are gathered under: the format's, else the two upper levels."""
    found = {entry.found: f"{entry.section} {entry.title}" for entry in result.conformance if entry.found}
    if found:
        return found
    return {s.id: shorten(f"{s.number} {s.title}", 90) for s in document.sections if s.level <= 2}


def _surroundings(document: Document, finding: Finding, position: Mapping[str, int]) -> Surroundings | None:
    block = document.block_by_id.get(finding.block or "")
    if block is None:
        return Surroundings(shorten(finding.quote, 2 * _AROUND)) if finding.quote else None
    span = find_quote(block, finding)
    if span is None:
        return Surroundings(shorten(finding.quote, 2 * _AROUND)) if finding.quote else None
    start, end = span
    previous, following = "", ""
    if len(block.text) < _SHORT:
        at = position[block.id]
        previous = _ending(_neighbour(document, at, -1), _NEIGHBOUR)
        following = shorten(_neighbour(document, at, 1), _NEIGHBOUR)
    return Surroundings(
        passage=" ".join(block.text[start:end].split()),
        before=_ending(block.text[:start], _AROUND),
        after=_beginning(block.text[end:], _AROUND),
        previous=previous,
        following=following,
    )


def _neighbour(document: Document, at: int, step: int) -> str:
    """Return the text of the nearest block that says something; empty at the end of the document."""
    at += step
    while 0 <= at < len(document.blocks):
        if document.blocks[at].kind is not BlockKind.NOISE:
            return document.blocks[at].text
        at += step
    return ""


def _beginning(text: str, limit: int) -> str:
    """Return the beginning of a text that follows a quote, with the blank that parts them."""
    return (" " if text[:1].isspace() else "") + shorten(text, limit)


def _ending(text: str, limit: int) -> str:
    """Return the end of a text, cut at a word, with the blank that it may end in."""
    flat = " ".join(printable(text).split())
    if len(flat) > limit:
        kept = flat[-limit:]
        flat = "…" + (kept.partition(" ")[2] or kept)
    return flat + (" " if text[-1:].isspace() else "")


def crop_of(passage: Passage | None, pictures: PagePictures) -> Crop | None:
    """Return the part of a page around a passage; None where there is no picture of it."""
    picture = pictures.pictures.get(passage.page) if passage else None
    if passage is None or picture is None:
        return None
    marks = pictures.marks.get(passage, ())
    return Crop(picture.page, _view(picture, marks), picture.width, picture.height, marks)


def _view(picture: PagePicture, marks: Sequence[Frame]) -> Frame:
    """Return the part of a page to be shown: around the marks, as wide as its text; else the whole page."""
    if not marks:
        return Frame(0, 0, picture.width, picture.height)
    frames = [*marks, picture.body] if picture.body else list(marks)
    left = max(0, min(f.x for f in frames) - _MARGIN_X)
    right = min(picture.width, max(f.x + f.width for f in frames) + _MARGIN_X)
    top, bottom = min(f.y for f in marks), max(f.y + f.height for f in marks)
    height = min(max(bottom - top + 2 * _MARGIN_Y, _LEAST_HEIGHT), _MOST_HEIGHT, picture.height)
    # A passage longer than the crop shows its beginning.
    first = top - max(_MARGIN_Y // 2, (height - (bottom - top)) // 2)
    first = max(0, min(first, picture.height - height))
    return Frame(left, first, right - left, height)
