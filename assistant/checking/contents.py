"""Rule on the table of contents: its lines against the headings of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.numbering import split_marker
from assistant.language.similarity import ratios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# A line of the contents: words, leaders or blanks, a page number.
_LINE = re.compile(r"^(?P<title>.*?[^\W\d].*?)[\s._…·-]*\s(?P<page>\d{1,3})\s*$")
_CONTENTS = "daftar isi"
# A heading less like every line than this is not in the contents; scanning costs a few letters.
_SAME_TITLE = 0.8
# Contents of fewer lines are cut, or no contents.
_MIN_LINES = 4
# Where more of the lines fit no heading, the contents (or the headings) could not be read.
_MAX_ODD_SHARE = 0.3
_MAX_NAMED = 4


def stale_contents(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI117: lines of the table of contents that no heading bears, as last year's contents have."""
    lines = _contents(document)
    titles = [section.title for section in document.sections if fold(section.title) != _CONTENTS]
    if len(lines) < _MIN_LINES or len(titles) < _MIN_LINES:
        return
    odd = [(block, title) for block, title in lines if not _is_heading(title, titles)]
    if odd and len(odd) <= _MAX_ODD_SHARE * len(lines):
        names = listed([f"'{title}'" for _, title in odd[:_MAX_NAMED]])
        yield context.finding("ZI117", "utama", block=odd[0][0], daftar=names)


def _contents(document: Document) -> list[tuple[Block, str]]:
    """Return the lines of the table of contents with their titles, without number and page."""
    section = next((s for s in document.sections if fold(s.title) == _CONTENTS), None)
    if section is None:
        return []
    found: list[tuple[Block, str]] = []
    for block in document.blocks:
        match = _LINE.match(block.text) if block.section == section.id else None
        if match and block.kind is BlockKind.NOISE:
            title = split_marker(match.group("title"))[1].strip(" ._…")
            if len(title) > 3:
                found.append((block, title))
    return found


def _is_heading(title: str, titles: list[str]) -> bool:
    if fold(title) == _CONTENTS:
        return True
    return max(ratios(title, titles), default=0.0) >= _SAME_TITLE or any(
        fold(title).startswith(fold(other)) or fold(other).startswith(fold(title))
        for other in titles
        if other
    )


RULES = {"ZI117": Rule(stale_contents, Scope.BOTH)}
