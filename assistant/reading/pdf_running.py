"""Running headers, footers and page numbers, recognised by repetition at the edges of the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.language.numbering import parse_marker, roman_value
from assistant.reading.pdf_lines import join_runs, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.reading.pdf_lines import PageContent, Run

# Shares of the page height within which running lines stand, and how many rows at each edge may be such
# lines.
_HEADER_ZONE = 0.16
_FOOTER_ZONE = 0.12
_EDGE_ROWS = 4
# Bottom strip in which a bare number is a page number even if its sequence begins anew.
_FOLIO_ZONE = 0.075
# Rows of one running line differ in height by rounding and by the height of what stands beside them.
_SAME_HEIGHT = 8.0
_DIGITS = re.compile(r"\d+")
_FOLIO = re.compile(
    r"^[\s\-–—~|(\[]*(?:(?:hal(?:aman)?|page|p)\b\.?\s*:?\s*)?(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})"
    r"(?:\s*(?:dari|of|/)\s*\d{1,4})?[\s\-–—~|)\]]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Candidate:
    """A row at the edge of a page; `place` tells rows of different heights apart."""

    page: int
    number: int
    row: tuple[Run, ...]
    text: str
    place: int
    in_folio_zone: bool
    at_top: bool


def find_running(pages: Sequence[tuple[PageContent, Sequence[Run]]]) -> list[list[list[Run]]]:
    """Return for each page its running rows.

    Args:
        pages: pages with the runs that may be running lines (those outside tables).
    """
    candidates = [c for index, (page, runs) in enumerate(pages) for c in _candidates(index, page, runs)]
    repeated = _repeated_texts(candidates, len(pages))
    offsets = _folio_offsets(candidates)
    result: list[list[list[Run]]] = [[] for _ in pages]
    inside: set[tuple[int, bool]] = set()
    for candidate in candidates:
        # Running lines are the outermost ones: the first other line from the edge ends them.
        side = (candidate.page, candidate.at_top)
        if side in inside:
            continue
        if (
            _key(candidate) in repeated
            or _is_folio(candidate, offsets)
            or _is_counted(candidate, offsets, repeated)
        ):
            result[candidate.page].append(list(candidate.row))
        else:
            inside.add(side)
    return result


def _candidates(index: int, page: PageContent, runs: Sequence[Run]) -> Iterator[_Candidate]:
    head = rows_of([run for run in runs if run.base < _HEADER_ZONE * page.height])[:_EDGE_ROWS]
    foot = rows_of([run for run in runs if run.base > (1 - _FOOTER_ZONE) * page.height])[-_EDGE_ROWS:]
    for row in [*head, *reversed(foot)]:
        base = row[0].base
        place = (
            round(base / _SAME_HEIGHT)
            if base < page.height / 2
            else -round((page.height - base) / _SAME_HEIGHT)
        )
        edge = base > (1 - _FOLIO_ZONE) * page.height or base < _FOLIO_ZONE * page.height
        yield _Candidate(index, page.number, tuple(row), join_runs(row), place, edge, row in head)


def _key(candidate: _Candidate) -> str:
    return candidate.text.casefold()


def _repeated_texts(candidates: Sequence[_Candidate], pages: int) -> set[str]:
    """Return the texts that stand at about the same height on enough pages near each other."""
    places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for candidate in candidates:
        if any(c.isalpha() for c in candidate.text):
            places[_key(candidate)][candidate.place].append(candidate.page)
    # Two pages of a long document may begin alike by chance, three at one height hardly.
    enough = 3 if pages > 4 else 2
    return {
        text
        for text, found in places.items()
        if any(
            _stand_close(text, sorted({*found[at], *found.get(at - 1, ()), *found.get(at + 1, ())}), enough)
            for at in tuple(found)
        )
    }


def _stand_close(text: str, pages: Sequence[int], enough: int) -> bool:
    """Whether enough of some pages follow each other, at most every second one missing.

    A heading may return at the head of some pages of a long report (`1) Kendala dan Upaya`): what is
    numbered like an item has to stand on pages without a gap.
    """
    marker = parse_marker(text)
    is_item = marker is not None and not marker.is_bab and not marker.is_bullet
    enough += int(is_item)
    span = (enough - 1) * (1 if is_item else 2)
    return any(last - first <= span for first, last in zip(pages, pages[enough - 1 :], strict=False))


def _folio_number(text: str) -> int | None:
    """Return the number that a row consists of (page number); None if it is none."""
    match = _FOLIO.match(text)
    if match is None:
        return None
    return int(match[1]) if match[1].isdigit() else roman_value(match[1].upper())


def _folio_offsets(candidates: Sequence[_Candidate]) -> Counter[int]:
    """Return how often each difference between page and printed number occurs."""
    counts: Counter[int] = Counter()
    for candidate in candidates:
        number = _folio_number(candidate.text)
        if number is not None:
            counts[candidate.number - number] += 1
        else:
            counts.update(
                {
                    candidate.number - int(found)
                    for found in _DIGITS.findall(candidate.text)[-2:]
                    if len(found) < 5
                }
            )
    return counts


def _is_folio(candidate: _Candidate, offsets: Counter[int]) -> bool:
    number = _folio_number(candidate.text)
    return number is not None and (candidate.in_folio_zone or offsets[candidate.number - number] >= 2)


def _is_counted(candidate: _Candidate, offsets: Counter[int], repeated: set[str]) -> bool:
    """Whether a row is words and the page number (`Laporan ZI | 12`), which alone changes."""
    if not candidate.in_folio_zone:
        return False
    numbers = _DIGITS.findall(candidate.text)
    words = fold_digits(candidate.text)
    if not numbers or not any(c.isalpha() for c in words) or words in repeated:
        return False
    return any(offsets[candidate.number - int(n)] >= 3 for n in (numbers[0], numbers[-1]) if len(n) < 5)


def fold_digits(text: str) -> str:
    """Return a text with its numbers made alike."""
    return _DIGITS.sub("#", text.casefold())
