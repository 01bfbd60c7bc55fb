"""A text file taken apart into lines: page starts, double spacing, markdown, running headers, scraps."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.language.numbering import parse_marker
from assistant.language.similarity import partial_ratio
from assistant.reading.paragraphs import SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAGE_NUMBER = re.compile(
    r"^(?:[-–—]\s*\d{1,3}\s*[-–—]|\d{1,3}|(?:Halaman|Hal\.?|Page)\s*\d{1,3}.*)$", re.IGNORECASE
)
_ONLY_URL = re.compile(r"^https?://\S+$")
_BOLD = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_ITALIC = re.compile(r"(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])")
_GLUED_LABEL = re.compile(r"^(.*[^\s*])(\*\*[^*\s][^*]{1,40}:\*\*)$")
_LINK = re.compile(r"!?\[([^\]]*)\]\((\S+?)\)")
_DASHED = re.compile(r"^-\s+(?=(?:[A-Za-z]|\d{1,2}|[ivx]+)[.)]\s|[A-Z][A-Za-z ]{2,20} : )")
# A running header or footer recurs on at least this many pages.
_MIN_REPEATS = 3
_ALIKE = 0.86
# More addresses than this on one page are no page's.
_MAX_DUMP = 300
# Spellings of a running line are compared among so many at most: each with each takes its time.
_MAX_COMPARED = 600
# Where a file puts a blank line after every line, this share of its lines is followed by exactly one.
_DOUBLE_SHARE = 0.6


@dataclass(frozen=True)
class RawLine:
    """A line as it stands in the file: `number` is 1-based, `fed` tells whether a form feed precedes it."""

    number: int
    text: str
    fed: bool = False


def split_lines(text: str) -> list[RawLine]:
    """Return the lines of a text; a form feed parts a line but does not count as one."""
    lines: list[RawLine] = []
    for number, line in enumerate(text.split("\n"), 1):
        parts = line.rstrip("\r").split("\f")
        lines += [RawLine(number, part.replace("\u00a0", " "), i > 0) for i, part in enumerate(parts)]
    return lines


def is_double_spaced(lines: Sequence[RawLine]) -> bool:
    """Whether the file puts a blank line after every line: sentences run on across them."""
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    pairs = list(pairwise(filled))
    if len(pairs) < 4:
        return False
    single = [(a, b) for a, b in pairs if b - a == 2]
    running = sum(lines[b].text.strip()[0].islower() for _, b in single)
    return len(single) >= _DOUBLE_SHARE * len(pairs) and running >= 0.25 * len(single)


def read_lines(raw: Sequence[RawLine], *, double_spaced: bool) -> list[SourceLine]:
    """Return the lines that hold text, with the blank lines above each and whether it opens a page."""
    lines: list[SourceLine] = []
    blanks, fed = 0, False
    indents = sum(line.text.startswith(" ") for line in raw if line.text.strip())
    hinted = indents <= 0.25 * sum(bool(line.text.strip()) for line in raw)
    for line in raw:
        fed = fed or line.fed
        text = line.text.strip()
        if not text:
            blanks += 1
            continue
        indent = len(line.text) - len(line.text.lstrip(" \t"))
        if "\t" in text:  # empty cells at the ends of a table's row are cells all the same
            text, indent = line.text.strip(" "), 0
        # such files open a page with one blank, right below the last line of the page before
        opens = hinted and indent > 0 and bool(lines) and blanks == 0
        page_start = fed or (opens and not _hangs(lines[-1], indent))
        if page_start and not fed:
            indent -= 1
        gap = max(0, blanks - 1) if double_spaced else blanks
        if double_spaced and indent and blanks and not page_start:
            gap = max(gap, 1)
        lines.append(SourceLine(line.number, text, indent, gap, page_start))
        blanks, fed = 0, False
    return lines


def _hangs(above: SourceLine, indent: int) -> bool:
    """Whether a line with `indent` hangs below an item's text, or below a line indented like it."""
    marker = above.marker
    return above.indent == indent or (marker is not None and above.indent + marker.end == indent)


def strip_markdown(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Return the lines without marks of bold, italics, and dashes before numbers; bold may span lines."""
    cleaned: list[SourceLine] = []
    is_bold = False
    for line in _part_labels(lines):
        if line.gap:
            is_bold = False
        text = _LINK.sub(lambda m: f"{m.group(1)} {m.group(2)}".strip(), line.text)
        text = _DASHED.sub("", text)
        parts = _BOLD.split(text)
        out, bold = "", []
        for i, part in enumerate(parts):
            is_bold ^= i > 0
            if part and is_bold:
                bold.append((len(out), len(out) + len(part)))
            out += part
        out, bold, italic = _strip_italics(out, bold)
        cleaned.append(replace(line, text=out.strip() or line.text, bold=tuple(bold), italic=tuple(italic)))
    return cleaned


def _part_labels(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Yield the lines, bold labels that a conversion glued to a line's end apart (`...**Target:**`)."""
    for line in lines:
        match = _GLUED_LABEL.match(line.text)
        if match is None or "**" in match.group(1):
            yield line
        else:
            yield replace(line, text=match.group(1))
            yield replace(line, text=match.group(2), gap=2, indent=0, page_start=False)


def _strip_italics(
    text: str, bold: list[tuple[int, int]]
) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    italic: list[tuple[int, int]] = []
    while match := _ITALIC.search(text):
        start, end = match.span()
        text = text[:start] + match.group(1) + text[end:]
        italic.append((start, end - 2))

        def moved(at: int, start: int = start, end: int = end) -> int:
            return at - (at > start) - (at >= end)

        bold = [(moved(a), moved(b)) for a, b in bold]
    return text, bold, italic


def find_noise(lines: Sequence[SourceLine]) -> frozenset[int]:
    """Return the indices of running headers and footers, page numbers and scraps of lettering."""
    found = {i for i, line in enumerate(lines) if _is_scrap(line.text)}
    found |= {i for i in range(len(lines)) if _is_page_number(lines, i) or _is_dumped_url(lines, i)}
    running = _running_lines(lines) | _lines_beside_numbers(lines)
    numbers = {
        j
        for i in running
        for j in range(max(0, i - 2), min(len(lines), i + 3))
        if _PAGE_NUMBER.match(lines[j].text)
    }
    return frozenset(found | running | numbers)


def _is_mostly_caps(text: str) -> bool:
    """Whether a line is set in capitals as OCR sees them: some taken for small letters."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def _is_numbered_title(line: SourceLine) -> bool:
    """Whether a line is the numbered title in capitals with which covers end."""
    marker = line.marker
    return marker is not None and not marker.is_bullet and not marker.is_lost and line.is_caps


def _is_dumped_url(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether the line is one of the addresses that PDF extraction lists below a page, far from its text."""
    if not _ONLY_URL.match(lines[index].text):
        return False
    first = index
    while (
        first > index - _MAX_DUMP
        and first > 0
        and lines[first].gap == 0
        and _ONLY_URL.match(lines[first - 1].text)
    ):
        first -= 1
    return lines[first].gap >= 3


def _is_scrap(text: str) -> bool:
    """Whether OCR made the line from something that is no text."""
    if parse_marker(text) is not None or text.isdigit():
        return False
    return sum(c.isalnum() for c in text) < 2 and not re.search(r"\d", text)


def _is_page_number(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether the line is a page number: nothing but a number, where a page ends."""
    line = lines[index]
    if not _PAGE_NUMBER.match(line.text):
        return False
    if not line.text.isdigit():
        return True
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is None or following.page_start or following.gap >= 3


def _lines_beside_numbers(lines: Sequence[SourceLine]) -> set[int]:
    """Return the indices of lines that recur word for word beside page numbers, however they are set."""
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        alone = line.gap and (i + 1 == len(lines) or lines[i + 1].gap)
        if alone and line.marker is None and len(line.text) >= 10:
            places.setdefault(fold(line.text), []).append(i)
    numbered = {i for i, line in enumerate(lines) if _PAGE_NUMBER.match(line.text)}
    found: set[int] = set()
    for indices in places.values():
        beside = [i for i in indices if numbered & {i - 2, i - 1, i + 1, i + 2}]
        if len(beside) >= _MIN_REPEATS and len(beside) >= 0.6 * len(indices):
            found.update(beside)
    return found


def _running_lines(lines: Sequence[SourceLine]) -> set[int]:
    """Return the indices of lines in capitals that recur through the file near the ends of pages."""
    edges = [
        i for i, line in enumerate(lines) if line.page_start or line.gap >= 3 or _is_page_number(lines, i)
    ]
    near = {j for i in edges for j in range(max(0, i - 3), min(len(lines), i + 4))}
    body = next((i for i, line in enumerate(lines) if line.is_caps and line.marker is not None), 3)
    body = next((i for i, line in enumerate(lines) if _is_numbered_title(line)), 3)
    candidates = [
        i for i in sorted(near) if i > body and _is_mostly_caps(lines[i].text) and lines[i].marker is None
    ]
    keys = {i: fold(lines[i].text) for i in candidates}
    counts = Counter(keys.values())
    running = {key for key in counts if _repeats(key, counts) >= _MIN_REPEATS}
    # what OCR tore from a running line is recognised by the whole one
    return {
        i
        for i in candidates
        if keys[i] in running
        or (
            len(keys[i]) >= 10
            and len(counts) <= _MAX_COMPARED
            and any(partial_ratio(keys[i], whole) >= _ALIKE for whole in running)
        )
    }


def _repeats(key: str, counts: Counter[str]) -> int:
    """Return how often a line occurs, OCR's spellings of it included."""
    if len(key) < 12 or len(counts) > _MAX_COMPARED:
        return counts[key]
    similar = [
        n
        for other, n in counts.items()
        if other != key and 0.6 <= len(other) / len(key) <= 1.6 and partial_ratio(key, other) >= _ALIKE
    ]
    return counts[key] + sum(similar)
