"""Everything in a document that belongs to its office, each with one fate for the new office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.data import data_directory
from assistant.retargeting.candidates import Joined, settle
from assistant.retargeting.duties import Duties
from assistant.retargeting.marks import Marks, find_seats
from assistant.retargeting.model import Fate, Span
from assistant.retargeting.names import Names
from assistant.retargeting.rules import load_retarget_rules
from assistant.retargeting.source import Source, name_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assistant.language.satker import Satker
    from assistant.retargeting.candidates import Candidate
    from assistant.retargeting.model import Hint, Office, Passage
    from assistant.retargeting.rules import RetargetRules


def find_spans(
    passages: Sequence[Passage],
    source: Satker,
    office: Office,
    hints: Sequence[Hint] = (),
    mappings: Path | None = None,
) -> tuple[Span, ...]:
    """Return what is the source's own in reading order; spans do not overlap.

    Args:
        passages: the document's paragraphs, list items and cells.
        source: the office that the document was written for.
        office: the office to write for.
        hints: persons and events of the source that other workers found.
        mappings: the folder with `adaptasi.yaml` and `wilayah.yaml`; the program's own if None.

    Raises:
        UsageError, MappingFileError: a mapping is missing or invalid.
    """
    directory = mappings or data_directory("mappings")
    rules = load_retarget_rules(directory)
    text = Joined(passages).text
    found = find_seats(text, rules, name_ends(directory))
    seats = dict.fromkeys(" ".join(text[start:end].split()).title() for start, end in found)
    origin = Source(source, directory, tuple(seats))
    return find_spans_of(passages, origin, office, rules, hints)


def find_spans_of(
    passages: Sequence[Passage],
    origin: Source,
    office: Office,
    rules: RetargetRules,
    hints: Sequence[Hint] = (),
) -> tuple[Span, ...]:
    """Return what is the source's own, as `find_spans` does, for a source that is known already."""
    joined = Joined(passages)
    finders = (
        Names(joined, origin, office, rules),
        Marks(joined, origin, office, rules, hints),
        Duties(joined, origin, office, rules),
    )
    settled = settle(candidate for finder in finders for candidate in finder.find())
    return tuple(span for candidate in settled if candidate.shows for span in _spans(candidate, joined))


def _spans(candidate: Candidate, joined: Joined) -> Iterator[Span]:
    """Yield the spans of a candidate, one in each passage; the new text stands in the first."""
    new = candidate.replacement
    for start, end in joined.pieces(candidate.start, candidate.end):
        first, last = _trim(joined.text, start, end)
        index = joined.index_at(first)
        passage, begin = joined.passages[index], joined.starts[index]
        where = passage.locate(first - begin, last - begin)
        shown = new if candidate.fate is Fate.REPLACE else None
        yield Span(
            joined.text[first:last], candidate.kind, candidate.fate, shown, candidate.why, index,
            first - begin, last - begin, passage.block, where.page, where.line, where.line_end,
        )  # fmt: skip
        new = ""


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
