"""Names of office holders and staff: in signatures, with degrees, after their office, in name columns."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.drafting.candidates import Candidate, Place
from assistant.drafting.model import FactKind, Fate
from assistant.drafting.rules import alternatives
from assistant.language.names import DEGREE, NAME, WITH_DEGREE
from assistant.language.satker import find_satker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.drafting.rules import FactRules

RANK_PERSON = 75

_ENDING = re.compile(
    rf"(?:^|\n|,\s|\b(?i:ttd|tertanda)\.?\)?\s)[\s*_(]{{0,30}}(?P<name>{NAME}(?:,\s?{DEGREE})*)[\s*_).]*$"
)
_SIGNED = re.compile(r"\b(?:ttd|ditandatangani|tertanda)\b", re.IGNORECASE)
# Signature blocks have up to four lines between the office and the name.
_REACH = 5
# Longer blocks above a name are text that happens to name an office.
_SHORT = 200


def find_persons(place: Place) -> Iterator[Candidate]:
    """Yield persons; a title of office without a name is none."""
    yield from _with_degree(place)
    yield from _addressed(place)
    yield from _after_office(place)
    yield from _listed(place)
    yield from _in_name_column(place)
    yield from _signature(place)


def _person(start: int, end: int) -> Candidate:
    return Candidate(start, end, FactKind.PERSON, Fate.ASK, RANK_PERSON)


def _with_degree(place: Place) -> Iterator[Candidate]:
    for match in WITH_DEGREE.finditer(place.text):
        start = match.start() + _skip_office(match.group(1), place.rules)
        if start < match.end(1):
            yield _person(_titled(place, start), match.end())


def _skip_office(name: str, rules: FactRules) -> int:
    """Return the offset of the first word of `name` after which no word belongs to an office."""
    offset = 0
    for word in re.finditer(r"\S+", name):
        if word.group().strip(".").lower() in rules.not_names:
            offset = word.end() + 1
    return offset


def _titled(place: Place, start: int) -> int:
    """Return the start of the academic titles in front of a name."""
    match = re.search(rf"(?:\b{alternatives(place.rules.gelar_depan)}\.?\s?)+$", place.text[:start])
    return match.start() if match else start


def _addressed(place: Place) -> Iterator[Candidate]:
    pattern = re.compile(rf"\b{alternatives(place.rules.sapaan)}\.?\s+({NAME}(?:,\s?{DEGREE})*)")
    for match in pattern.finditer(place.text):
        if _is_name(match.group(1), place, minimum=1):
            yield _person(match.start(1), match.end(1))


@cache
def _offices(jabatan: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(jabatan)}\b\.?")


def _after_office(place: Place) -> Iterator[Candidate]:
    """Yield names that follow an office and the name of its organisation, with a comma, colon or `yaitu`."""
    for match in _offices(place.rules.jabatan).finditer(place.text):
        rest = place.text[match.end() : match.end() + 160]
        found = re.match(
            rf"[^.;:,\n]{{0,110}}?(?:,|:|\byaitu|\byakni|\boleh)\s+(?:{alternatives(place.rules.sapaan)}\.?\s+)?({NAME})",
            rest,
        )
        if found and _is_name(found.group(1), place, minimum=2):
            yield _person(match.end() + found.start(1), match.end() + found.end(1))


@cache
def _lists(leads: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{alternatives(leads)})[\s:]+({NAME}(?:,?\s(?:dan|serta)\s{NAME}|,\s{NAME})*)")


def _listed(place: Place) -> Iterator[Candidate]:
    """Yield names behind words that introduce persons (`yaitu Rudi Hartanto, Sari Melati, dan ...`)."""
    for match in _lists(place.rules.pengantar_nama).finditer(place.text):
        for name in re.finditer(NAME, match.group(1)):
            words = {w.strip(".,").lower() for w in name.group().split()}
            if _is_name(name.group(), place, minimum=2) and not words & place.common_words:
                yield _person(match.start(1) + name.start(), match.start(1) + name.end())


def _in_name_column(place: Place) -> Iterator[Candidate]:
    if place.block.row is None or place.block.row < 0:
        return
    for cell in place.cells:
        text = place.text[cell.start : cell.end]
        if cell.title.strip().lower() in place.rules.kolom_nama and re.search(r"[A-Za-z]{3}", text):
            yield _person(cell.start, cell.end)


def _signature(place: Place) -> Iterator[Candidate]:
    """Yield a name that a block ends with or consists of, below an office or a sign for a signature."""
    if place.block.kind is BlockKind.TABLE_ROW:
        return
    # A reader may have joined the lines of a signature; what parts them then is `ttd.` or a comma.
    match = _ENDING.search(place.text)
    if match is None or not _is_name(match.group("name"), place, minimum=2):
        return
    start = match.start("name")
    joined = start > 0 and not place.text[:start].isspace()
    if joined:
        above = [place.text[:start]]
    else:
        above = [block.text for block in place.before[:_REACH] if len(block.text) < _SHORT]
    if any(_SIGNED.search(text) or _offices(place.rules.jabatan).search(text.title()) for text in above):
        yield _person(start, match.end("name"))


def _is_name(text: str, place: Place, *, minimum: int) -> bool:
    """Whether capitalised words can be a person's name: none of them is a word of offices and reports."""
    words = [w.strip(".,'’").lower() for w in text.split(",")[0].split()]
    if len(words) < minimum or find_satker(text):
        return False
    own = place.document.identity.satker or ""
    excluded = place.rules.not_names | {word.lower() for word in own.split()}
    return not any(word in excluded for word in words)
