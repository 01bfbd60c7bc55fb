"""What a paragraph says once offices, dates and numbers are left aside: the same next year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.language.clean import fold
from assistant.language.dates import find_dates
from assistant.language.numbering import split_marker
from assistant.language.satker import find_satker

if TYPE_CHECKING:
    from collections.abc import Iterator

# Decree numbers, years, counts and percentages alike, with what joins their parts.
_NUMBER = re.compile(r"\d[\d.,/:%-]*")
# A region named alone: up to three words in capitals after its level (`Kabupaten Kayong Utara`).
_REGION = re.compile(
    r"(?<![/\w])(?:Kabupaten|Kab\.|Kota|Provinsi)\s+[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,2}(?!\s*/)"
)


def bare_text(text: str) -> str:
    """Return a text folded, without its list marker, offices and regions as one word, figures as `0`."""
    rest = split_marker(text)[1] or text
    rest = _replace(rest, ((m.start, m.end) for m in find_satker(rest)), " kantor ")
    rest = _REGION.sub(" kantor ", rest)
    rest = _replace(rest, ((d.start, d.end) for d in find_dates(rest)), " 0 ")
    return fold(_NUMBER.sub(" 0 ", rest))


def _replace(text: str, spans: Iterator[tuple[int, int]], word: str) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + word + text[end:]
    return text
