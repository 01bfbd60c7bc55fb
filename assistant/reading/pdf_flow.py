"""The order in which the lines of a page are read: across the page, but down each column where columns stand.

Three layouts of official documents need more than top to bottom: labels with their text beside them
(`Menimbang : a. ...`, `Nomor : ...`), blocks side by side (two signatures), and contents pages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from assistant.language.numbering import parse_marker
from assistant.reading.pdf_lines import Box, Line, link_urls, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.reading.pdf_lines import PageContent, Run

Row = list[Line]

# In ems. A gap without a written blank is a column's from here on; with one, it may be a stretched word
# space.
_COLUMN_GAP = 1.5
_STRETCHED_GAP = 4.5
# A label (`Menetapkan`, `Perihal`) has few words; longer ones with a colon are sentences.
_MAX_LABEL_WORDS = 4
# Free space, in points, between the lines of a block beside another: room for a signature or a stamp.
_MAX_BLOCK_GAP = 100.0
_MIN_CORRIDOR = 8.0
_PAGE_NUMBER = re.compile(r"^[.…\s]*(?:\d{1,4}|[ivxlc]{1,7})$", re.IGNORECASE)
_DIGITS_ONLY = re.compile(r"\d{1,2}$")
_MARKER_END = re.compile(r"\d?[.)]$")
_COLON = re.compile(r"^:\s*")
_LONGEST_MARKER = 20


def order_lines(page: PageContent, runs: Sequence[Run]) -> list[Line]:
    """Return the lines of a page in reading order.

    Args:
        page: the page, for its pictures and links.
        runs: the upright runs that stand in no table.
    """
    rows = [split_row(page.number, row) for row in _whole_markers(rows_of(runs))]
    lines = _read_rows(rows)
    return [_beside_pictures(_with_links(line, page), page.images) for line in lines]


def split_row(number: int, row: Sequence[Run]) -> Row:
    """Return a row cut at the gaps that are too wide for a word space; a list marker stays with its text."""
    if _is_stretched(row):
        return [Line(number, tuple(row))]
    groups: list[list[Run]] = [[row[0]]]
    for before, run in pairwise(row):
        em = max(before.size, run.size)
        blank = before.spaced_after or run.spaced_before
        limit = (_STRETCHED_GAP if blank else _COLUMN_GAP) * em
        if run.x0 - before.x1 > limit and not _is_marker_group(groups[-1]):
            groups.append([run])
        else:
            groups[-1].append(run)
    return [Line(number, tuple(group)) for group in groups]


def _is_stretched(row: Sequence[Run]) -> bool:
    """Whether all gaps of a row are alike: words set one by one in a justified line, not columns."""
    gaps = [run.x0 - before.x1 for before, run in pairwise(row)]
    return len(gaps) > 1 and max(gaps) - min(gaps) < 1 and max(gaps) < 2 * _STRETCHED_GAP * row[0].size


def _whole_markers(rows: list[list[Run]]) -> list[list[Run]]:
    """Return rows with the markers made whole that broke in their narrow column: `1` above `0.`."""
    for above, below in pairwise(rows):
        if len(above) < 2 or len(below) < 2:
            continue
        head, tail = above[0], below[0]
        is_broken = (
            _DIGITS_ONLY.match(head.text) and _MARKER_END.match(tail.text) and abs(head.x0 - tail.x0) < 3
        )
        if is_broken and above[1].x0 - head.x1 > 0.15 * head.size:
            above[0] = replace(head, text=head.text + tail.text)
            del below[0]
    return rows


def _is_marker_group(group: Sequence[Run]) -> bool:
    """Whether a group so far is a marker, perhaps behind the colon of a label, that waits for its text."""
    return is_bare_marker(group[-1].text) and (len(group) == 1 or group[-2].text.endswith(":"))


def is_bare_marker(text: str) -> bool:
    """Whether a text is a list marker and nothing else."""
    if len(text) > _LONGEST_MARKER:
        return False
    marker = parse_marker(text + " ")
    return marker is not None and not marker.is_bab and marker.end >= len(text)


def _read_rows(rows: Sequence[Row]) -> list[Line]:
    """Return segments in reading order: label blocks and columns resolved, the rest as it stands."""
    result: list[Line] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if len(row) == 1:
            result.append(row[0])
            at += 1
        elif _label_length(row):
            at = _read_label(rows, at, result)
        else:
            end = _columns_end(rows, at)
            if end > at + 1:
                _read_columns(rows[at:end], result)
                at = end
            else:
                result.append(_whole(row))
                at += 1
    return result


def _whole(row: Sequence[Line], *, opens: bool = False) -> Line:
    return Line(row[0].page, tuple(part for line in row for part in line.parts), opens=opens)


# --- labels
# -------------------------------------------------------------------------------------------------------


def _label_length(row: Sequence[Line]) -> int:
    """Return how many segments of a row form a label before a colon; 0 if there is no such label."""
    if len(row[0].text.split()) > _MAX_LABEL_WORDS:
        return 0
    if row[1].text.startswith(":"):
        return 1
    return 1 if row[0].text.endswith(":") and len(row) > 1 else 0


def _read_label(rows: Sequence[Row], at: int, result: list[Line]) -> int:
    """Read a label and the text beside it into `result`; return the row after it."""
    label, *rest = rows[at]
    colon_x = rest[0].x0 if rest[0].text.startswith(":") else label.x1
    body, further = _after_colon(rest)
    end = at + 1
    while end < len(rows) and rows[end][0].x0 >= colon_x and _follows(rows[end - 1], rows[end]):
        end += 1
    beside = _columns_of([further, *rows[at + 1 : end]], further[0].x0) if further else []
    columns = [line for row in beside for line in row if line.x0 >= further[0].x0 - 3] if further else []
    main = [[line for line in row if line not in columns] for row in rows[at + 1 : end]]
    lines = _read_rows([row for row in main if row])
    whole = _whole([label, *_colon_of(rest), *([] if body is None else [body])], opens=True)
    # A narrow column beside a label ends where its longest line ends.
    right = max(line.x1 for line in [whole, *lines]) if len(lines) > 1 else None
    result.extend(replace(line, right=line.right or right) for line in [whole, *lines])
    result.extend(replace(line, glued=True) for line in columns)
    return end


def _columns_of(rows: Sequence[Sequence[Line]], x: float) -> list[list[Line]]:
    """Return the parts of rows that stand from `x` on, in rows that have some."""
    found = [[line for line in row if line.x0 >= x - 3] for row in rows]
    return [row for row in found if row]


def _colon_of(rest: Sequence[Line]) -> list[Line]:
    """Return the colon as a segment of its own, if the row's second segment begins with one."""
    first = rest[0]
    if not first.text.startswith(":"):
        return []
    run = first.parts[0]
    return [
        Line(
            first.page, (replace(run, text=":", x1=min(run.x1, run.x0 + 0.4 * run.size), spaced_after=True),)
        )
    ]


def _after_colon(rest: Sequence[Line]) -> tuple[Line | None, list[Line]]:
    """Return the segment beside a label without its colon (or None), and the segments further on."""
    first = rest[0]
    if not first.text.startswith(":"):
        return first, list(rest[1:])
    head, *parts = first.parts
    remainder = _COLON.sub("", head.text)
    if remainder:
        share = (head.x1 - head.x0) * (1 - len(remainder) / len(head.text))
        parts = [replace(head, text=remainder, x0=head.x0 + share), *parts]
    if parts:
        return Line(first.page, tuple(parts)), list(rest[1:])
    return (rest[1], list(rest[2:])) if len(rest) > 1 else (None, [])


def _follows(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a row stands so near below another that both belong to one block."""
    return below[0].top - above[0].bottom < 2.2 * max(above[0].size, below[0].size)


def label_parts(parts: Sequence[Run]) -> int:
    """Return how many runs at the beginning of a line are a label with its colon; 0 if there is none."""
    words = 0
    for index, part in enumerate(parts[:4]):
        words += len(part.text.split())
        if words > _MAX_LABEL_WORDS + 1 or index + 1 == len(parts):
            return 0
        if part.text.endswith(":"):
            following = parts[index + 1]
            # A written blank may be stretched in justified text; only a jump sets a label apart.
            is_blank = part.spaced_after or following.spaced_before
            wide = is_blank and part.text != ":"
            is_apart = following.x0 - part.x1 > (_STRETCHED_GAP if wide else 0.45) * part.size
            return index + 1 if is_apart and (part.text == ":" or index == 0) else 0
    return 0


# --- columns
# ------------------------------------------------------------------------------------------------------


def _columns_end(rows: Sequence[Row], at: int) -> int:
    """Return the row after a block of two columns that begins at `at`; `at` if there is none."""
    first = rows[at]
    gap = max(range(1, len(first)), key=lambda i: first[i].x0 - first[i - 1].x1)
    left, right = first[gap - 1].x1, first[gap].x0
    end, last_right, counts = at, at, [0, 0, 0]
    for index in range(at, len(rows)):
        row = rows[index]
        if index > at and row[0].top - rows[index - 1][0].bottom > _MAX_BLOCK_GAP:
            break
        middle = (left + right) / 2
        lefts = [line for line in row if line.centre < middle]
        rights = [line for line in row if line.centre >= middle]
        narrowed = (max([left, *(ln.x1 for ln in lefts)]), min([right, *(ln.x0 for ln in rights)]))
        if narrowed[1] - narrowed[0] < max(_MIN_CORRIDOR, first[0].size):
            break
        left, right = narrowed
        counts = [counts[0] + bool(lefts), counts[1] + bool(rights), counts[2] + bool(lefts and rights)]
        if rights:
            last_right = index
        end = index + 1
    if counts[2] < 2 and min(counts[0], counts[1]) < 2:
        return at
    return _trimmed(rows, at, end, last_right, (left + right) / 2)


def _trimmed(rows: Sequence[Row], at: int, end: int, last_right: int, middle: float) -> int:
    """Return the end of a column block without the lines below it that only happen to be short."""
    lefts = [row[0] for row in rows[at : last_right + 1] if row[0].centre < middle]
    centre = median(line.centre for line in lefts)
    stop = last_right + 1
    is_centred = (
        max(abs(line.centre - centre) for line in lefts) < 4 and len({round(line.x0) for line in lefts}) > 1
    )
    while is_centred and stop < end and abs(rows[stop][0].centre - centre) < 4:
        stop += 1
    return stop


def _read_columns(rows: Sequence[Row], result: list[Line]) -> None:
    """Read a block of two columns into `result`: left, then right; contents lines stay whole."""
    both = [row for row in rows if len(row) > 1]
    gap = max(range(1, len(both[0])), key=lambda i: both[0][i].x0 - both[0][i - 1].x1)
    middle = (both[0][gap - 1].x1 + both[0][gap].x0) / 2
    # The corridor narrows with every row; the widest free strip over all rows decides.
    left_edge = max(line.x1 for row in rows for line in row if line.centre < middle)
    right_edge = min(line.x0 for row in rows for line in row if line.centre >= middle)
    middle = (left_edge + right_edge) / 2
    rights = [[line for line in row if line.centre >= middle] for row in rows]
    if all(_PAGE_NUMBER.match(line.text) for row in rights for line in row):
        result.extend(_whole(row, opens=True) for row in rows)
        return
    lefts = [[line for line in row if line.centre < middle] for row in rows]
    above = _lines_above(result, right_edge, rows[0][0])
    for column in (lefts, [[line] for line in above] + rights):
        lines = _read_rows([row for row in column if row])
        result.extend(_as_column(lines))


def _lines_above(result: list[Line], right_edge: float, first: Line) -> list[Line]:
    """Take the lines back that stand over the right column only: its block began higher than the left one."""
    taken: list[Line] = []
    below = first
    while (
        result and result[-1].page == first.page and result[-1].x0 >= right_edge - 3 and not result[-1].glued
    ):
        if below.top - result[-1].bottom > 1.5 * below.size:
            break
        below = result.pop()
        taken.insert(0, below)
    return taken


def _as_column(lines: list[Line]) -> list[Line]:
    """Return the lines of a column: one unit if they are centred on each other (a signature)."""
    if not lines:
        return []
    right = max(line.x1 for line in lines)
    centre = median(line.centre for line in lines)
    centred = sum(abs(line.centre - centre) < 4 for line in lines) >= 0.7 * len(lines)
    is_block = centred and len(lines) > 1 and len({round(line.x0 / 3) for line in lines}) > 1
    first = replace(lines[0], opens=True, right=lines[0].right or right)
    return [first, *(replace(ln, right=ln.right or right, glued=ln.glued or is_block) for ln in lines[1:])]


# --- what lies around a line
# --------------------------------------------------------------------------------------


def _with_links(line: Line, page: PageContent) -> Line:
    if not page.links:
        return line
    urls = link_urls(Box(line.x0, line.top, line.x1, line.bottom), page.links)
    return replace(line, urls=urls) if urls else line


def _beside_pictures(line: Line, images: Sequence[Box]) -> Line:
    """Return the line with its column narrowed by a picture that it runs beside."""
    middle = line.base - 0.3 * line.size
    for image in images:
        if not image.top - 2 <= middle <= image.bottom + 2 or image.height < 2 * line.size:
            continue
        if image.x0 >= line.x1 - 2:
            right = min(image.x0 - 2, line.right or image.x0)
            line = replace(line, right=max(right, line.x1), beside=True)
        elif image.x1 <= line.x0 + 2:
            line = replace(line, beside=True)
    return line
