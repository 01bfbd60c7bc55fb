"""Everything in a document that is bound to its year, each with one fate: roll, ask or keep.

Finders propose, `settle` decides. Ranks, from the strongest: numbering and links, fixed names of
`mappings/fakta.yaml`, captions of pictures, citations of law, decrees and letters, statements on events,
persons, first-time claims, dates, quantities, years, and any digit that is left. So a year inside a citation
is kept with it, and one inside the statement on an award is asked with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.data import data_directory
from assistant.document import BlockKind
from assistant.drafting.candidates import Candidate, Place, settle
from assistant.drafting.model import Fact, FactKind, Fate
from assistant.drafting.persons import RANK_PERSON, find_persons
from assistant.drafting.quantities import (
    RANK_LINK,
    find_left_numbers,
    find_links,
    find_numbering,
    find_quantities,
    find_years,
)
from assistant.drafting.references import (
    RANK_TITLE,
    find_dates_in,
    find_decrees,
    find_grades,
    find_index_values,
)
from assistant.drafting.rules import alternatives, load_rules
from assistant.language.regulations import load_regulations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assistant.document import Document
    from assistant.drafting.rules import PhraseRule

__all__ = ["Fact", "find_facts"]

_RANK_FIXED = RANK_LINK - 2
_RANK_FIGURE = 98
# Below the years in the title of a citation, which stay.
_RANK_PERIOD = RANK_TITLE - 1
_RANK_EVENT = 78
_RANK_CLAIM = 70
# How far a statement reaches when no comma or stop ends it: longer ones become unreadable as a field.
_CLAUSE_LIMIT = 160
_LOOK_BACK = 6
# `target indeks kepuasan masyarakat sebesar` has 45 letters.
_TARGET_REACH = 70
_MEASURES = (
    FactKind.COUNT, FactKind.PERCENTAGE, FactKind.INDEX_VALUE, FactKind.NUMBER, FactKind.DURATION,
    FactKind.AMOUNT,
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TABLE_LABEL = re.compile(r"\s*tabel\s+(?:[IVX]+|\d+)(?:[.\-]\d+)*\s*[.:]?", re.IGNORECASE)


def find_facts(document: Document, year: int | None = None, mappings: Path | None = None) -> tuple[Fact, ...]:
    """Return the year-bound facts of a document in reading order; they do not overlap.

    Args:
        document: any document; its year is taken from its identity, else from `year`.
        year: the year to draft for; the year after the document's own if None.
        mappings: the folder with `fakta.yaml`; the program's own if None.

    Raises:
        UsageError, MappingFileError: `fakta.yaml` is missing or invalid.
    """
    directory = mappings or data_directory("mappings")
    rules, register = load_rules(directory), load_regulations(directory)
    report_year = document.identity.year or ((year - 1) if year else 0)
    target = year or report_year + 1
    common = frozenset(re.findall(r"(?<!\w)[a-z]{3,}(?!\w)", " ".join(b.text for b in document.blocks)))
    places: list[Place] = []
    for index, block in enumerate(document.blocks):
        above = tuple(reversed(document.blocks[max(0, index - _LOOK_BACK) : index]))
        places.append(Place(block, document, rules, report_year, target, above, common, register))
    known = _known_names(places)
    return tuple(fact for place in places for fact in _facts_of(place, known))


def _known_names(places: Sequence[Place]) -> re.Pattern[str] | None:
    """Return a pattern for the persons met anywhere: a name found in a signature is one in a sentence too."""
    names = {
        " ".join(place.text[c.start : c.end].split(",")[0].lower().split())
        for place in places
        for c in find_persons(place)
        if not place.cells
    }
    full = tuple(sorted(name for name in names if " " in name))
    return re.compile(rf"(?<!\w){alternatives(full)}(?!\w)", re.IGNORECASE) if full else None


def _facts_of(place: Place, known: re.Pattern[str] | None) -> Iterator[Fact]:
    """Yield the facts of one block in order."""
    for candidate in settle(_candidates(place, known)):
        start, end = _trim(place, candidate.start, candidate.end)
        if start == end:
            continue
        text = place.text[start:end]
        where = place.block.locate(start, end)
        after = {Fate.KEEP: text, Fate.ASK: None, Fate.ROLL: candidate.after}[candidate.fate]
        kind = _kind(place, candidate, start)
        why = candidate.why or place.rules.why(kind, candidate.fate)
        yield Fact(
            text, kind, candidate.fate, text, after, why, place.block.id, start, end,
            where.page, where.line, where.line_end, candidate.doubtful,
        )  # fmt: skip


def _kind(place: Place, candidate: Candidate, start: int) -> FactKind:
    """Return the kind of a candidate; what words before it make a target is one."""
    if candidate.fate is Fate.ASK and candidate.kind in _MEASURES:
        before = place.text[max(0, start - _TARGET_REACH) : start]
        if place.rules.before_target.search(before):
            return FactKind.TARGET
    return candidate.kind


def _trim(place: Place, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks at its ends, and in a table without what separates cells."""
    text, outside = place.text, " \t\n|" if place.block.kind is BlockKind.TABLE_ROW else " \t\n"
    while start < end and text[start] in outside:
        start += 1
    while end > start and text[end - 1] in outside:
        end -= 1
    return start, end


def _candidates(place: Place, known: re.Pattern[str] | None) -> Iterator[Candidate]:
    """Yield all that any finder sees in a block."""
    if not place.text.strip():
        return
    yield from _find_figure(place)
    yield from _find_phrases(place)
    yield from find_persons(place)
    for match in known.finditer(place.text) if known else ():
        yield Candidate(match.start(), match.end(), FactKind.PERSON, Fate.ASK, RANK_PERSON - 1)
    if not any(c.isdigit() for c in place.text):
        yield from find_links(place)
        yield from find_dates_in(place)
        yield from find_quantities(place)
        yield from find_grades(place)
        return
    for finder in (
        find_numbering, find_links, find_decrees, find_dates_in, find_index_values, find_grades,
        find_quantities, find_years, find_left_numbers,
    ):  # fmt: skip
        yield from finder(place)


def _find_figure(place: Place) -> Iterator[Candidate]:
    """Yield the caption of a picture: label kept (the draft numbers anew), the words asked as a whole."""
    if place.block.kind is not BlockKind.CAPTION:
        return
    figure = next((f for f in place.document.figures if f.block == place.block.id), None)
    if figure is None:
        label = _TABLE_LABEL.match(place.text)
        if label:
            yield Candidate(0, label.end(), FactKind.NUMBER, Fate.KEEP, _RANK_FIGURE, "penomoran")
        return
    start = place.text.find(figure.caption) if figure.caption else -1
    if start < 0:
        start = place.text.find(figure.label) + len(figure.label) if figure.label else 0
    if start:
        yield Candidate(0, start, FactKind.NUMBER, Fate.KEEP, _RANK_FIGURE, "penomoran")
    yield Candidate(start, len(place.text), FactKind.FIGURE, Fate.ASK, _RANK_FIGURE)


def _find_phrases(place: Place) -> Iterator[Candidate]:
    """Yield the phrases of the mapping: fixed names, claims, events."""
    text = place.text
    for rule in place.rules.pola:
        asked = _RANK_EVENT if rule.klausa else _RANK_CLAIM
        rank = _RANK_FIXED if rule.nasib is Fate.KEEP else asked
        for match in rule.pattern.finditer(text):
            end = _clause_end(text, match.end()) if rule.klausa else match.end()
            if _is_over(match.group(), rule, place.year):
                why = f"{rule.alasan}; periode itu sudah berakhir"
                yield Candidate(match.start(), end, rule.jenis, Fate.ASK, _RANK_PERIOD, why)
                continue
            yield Candidate(match.start(), end, rule.jenis, rule.nasib, rank, rule.alasan, yields=rule.klausa)


def _is_over(text: str, rule: PhraseRule, year: int) -> bool:
    """Whether a kept name bears a period that ended before `year`: a plan of those years was replaced."""
    if rule.nasib is not Fate.KEEP or not rule.periode:
        return False
    return max(map(int, _YEAR.findall(text)), default=year) < year


def _clause_end(text: str, start: int) -> int:
    """Return where the clause that runs at `start` ends."""
    for offset in range(start, min(len(text), start + _CLAUSE_LIMIT)):
        if text[offset] in ";\n\t|" or (
            text[offset] in ".,:" and text[offset + 1 : offset + 2] in ("", " ", "\n")
        ):
            return offset
    stop = min(len(text), start + _CLAUSE_LIMIT)
    blank = text.rfind(" ", start, stop)
    return stop if stop == len(text) or blank < 0 else blank
