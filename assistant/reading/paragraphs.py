"""Lines of plain text joined to paragraphs: by blank lines, early breaks, sentence ends and markers.

Text extracted from PDF and OCR loses the page: paragraphs show only where lines break early, in blank lines
(which some programs put after every line), in a blank that opens a paragraph, and in what the words say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.document import LineSpan
from assistant.language.numbering import Marker, parse_marker
from assistant.reading.hyphenation import HYPHENS, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

_TERMINAL = re.compile(r"[.:;!?][”\"')]*$")
_OPEN_URL = re.compile(r"(?:https?://|www\.|bit\.ly/)\S*$")
_URL_GOES_ON = re.compile(r"^(?:[A-Z0-9]{6,}\b|\S*[/_=?&#%]\S*|[A-Za-z0-9-]*\d[A-Za-z0-9-]*[A-Za-z]\S*)")
# Words after which a number is no marker: `Undang-Undang Nomor / 7. ...` never opens an item.
_BEFORE_NUMBER = re.compile(r"\b(?:nomor|no|tahun|pasal|ayat|huruf|angka|tanggal|s\.d)\.?$", re.IGNORECASE)
# `Tabel 2.5 merangkum ...` is a sentence about the table and no caption.
_INDEX_LABEL = re.compile(
    r"^(?i:Gambar|Tabel|Grafik|Bagan|Diagram|Foto)\s*\d(?!\d{0,3}(?:[.\-–]\d{1,3}){0,3}\s+[a-z]{2})"
)
_LEADS_TO_LABEL = re.compile(
    r"\b(?:pada|dalam|di|dari|dan|atau|lihat|dengan|oleh|yaitu|yakni)$", re.IGNORECASE
)
# `Sifat : Segera` in the head of a letter, `KEDUA : ...` in a decree.
_LABEL = re.compile(r"^[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?\s*:\s+\S")
# A definition goes on below the word that it defines.
_COPULA = re.compile(r"^(?:adalah|merupakan|ialah|yaitu|yakni)\b", re.IGNORECASE)
# A line counts as broken early if the next word would have left this share of the margin unused.
_EARLY = 0.9
# So many lines at a paragraph's end tell how it is set.
_RECENT = 8
# Files whose lines are longer than print's keep a paragraph on one; if it breaks off, it goes on below.
_LONG_LINE = 110
# After a sentence's end less room is enough.
_EARLY_AFTER_SENTENCE = 0.95
# Far earlier than any word is long.
_VERY_EARLY = 0.62


@dataclass(frozen=True)
class SourceLine:
    """One line of a text file.

    Attributes:
        number: its line in the file, 1-based.
        text: its text without outer blanks.
        indent: blanks before it.
        gap: blank lines above it, beyond those that the file puts after every line.
        page_start: whether it opens a page.
        bold, italic: stretches of `text` that the file marks so.
    """

    number: int
    text: str
    indent: int = 0
    gap: int = 0
    page_start: bool = False
    bold: tuple[tuple[int, int], ...] = ()
    italic: tuple[tuple[int, int], ...] = ()

    @property
    def marker(self) -> Marker | None:
        """The marker it begins with."""
        return parse_marker(self.text)

    @property
    def is_caps(self) -> bool:
        """Whether it is set in capitals."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.88 * len(letters)

    @property
    def is_terminal(self) -> bool:
        """Whether it ends as a sentence or clause does."""
        return bool(_TERMINAL.search(self.text))

    @property
    def is_caption(self) -> bool:
        """Whether it begins a labelled caption."""
        return bool(_INDEX_LABEL.match(self.text))


@dataclass(frozen=True)
class JoinedText:
    """Lines as one text, with the origin of its characters and its marked stretches."""

    text: str
    spans: tuple[LineSpan, ...]
    bold: tuple[tuple[int, int], ...] = ()
    italic: tuple[tuple[int, int], ...] = ()


def join_source_lines(lines: Sequence[SourceLine], words: AbstractSet[str] = frozenset()) -> JoinedText:
    """Return lines of one paragraph as one text, hyphenation undone and addresses made whole.

    Args:
        lines: at least one line.
        words: words known to occur whole (see `hyphenation.join_lines`).
    """
    text = ""
    spans: list[LineSpan] = []
    bold: list[tuple[int, int]] = []
    italic: list[tuple[int, int]] = []
    for line in lines:
        right = line.text.strip()
        if not right:
            continue
        text = text + right if _continues_url(text, right) else join_lines(text, right, words)
        start = len(text) - len(right)
        spans.append(LineSpan(start, None, line.number))
        bold += [(a + start, b + start) for a, b in line.bold]
        italic += [(a + start, b + start) for a, b in line.italic]
    return JoinedText(text, tuple(spans), tuple(bold), tuple(italic))


def _continues_url(left: str, right: str) -> bool:
    """Whether a web address is broken over two lines."""
    if not _OPEN_URL.search(left):
        return False
    return left[-1] in "/-_=?&#%" or bool(_URL_GOES_ON.match(right))


def starts_paragraph(lines: Sequence[SourceLine], current: SourceLine, width: int) -> bool:
    """Return whether `current` opens a new paragraph after `lines`, the paragraph so far.

    Args:
        lines: the lines of the paragraph so far, at least one.
        current: the line that follows.
        width: length of a full line around here.
    """
    previous = lines[-1]
    if is_referred_to(previous, current):
        return False
    if _opens_item(previous, current) or current.is_caption:
        return True
    if previous.text[-1] in HYPHENS and len(previous.text) > 1 and not previous.text[-2].isspace():
        return False
    if _continues_url(previous.text, current.text) and current.gap <= 1:
        return False
    if _LABEL.match(current.text) and (current.gap or _LABEL.match(previous.text)):
        return True
    if previous.text.endswith(":") and _COPULA.match(current.text) and previous.marker is not None:
        return False
    if previous.is_caps != current.is_caps and _is_title(lines):
        return True
    if current.text[0].islower():
        return (previous.is_terminal and current.gap > 1) or _is_listed_url(previous, current)
    return _breaks_before_capital(lines, current, width)


def is_referred_to(previous: SourceLine, current: SourceLine) -> bool:
    """Whether the label that a line begins with ends a sentence: `seperti tampak pada / Tabel 2.`."""
    at_once = current.is_caption and not current.gap and not current.page_start
    return at_once and _LEADS_TO_LABEL.search(previous.text) is not None


def _is_listed_url(previous: SourceLine, current: SourceLine) -> bool:
    """Whether a line is an address in a list of addresses, not one that a sentence leads to."""
    if not _OPEN_URL.match(current.text.split()[0]):
        return False
    return current.gap > 1 or bool(_OPEN_URL.search(previous.text))


def _is_indented(lines: Sequence[SourceLine], current: SourceLine) -> bool:
    """Whether a line opens a paragraph by its indent; what hangs below an item's text does not."""
    return not current.page_start and current.indent > lines[-1].indent and lines[0].marker is None


def _is_title_over_text(lines: Sequence[SourceLine], current: SourceLine) -> bool:
    """Whether a numbered line in title case stands above a line that is not."""
    numbered = len(lines) == 1 and lines[0].marker is not None
    return numbered and _title_share(lines) >= 0.8 and _title_share([current]) < 0.6


def _is_lone_title(lines: Sequence[SourceLine]) -> bool:
    """Whether the paragraph so far is one short line in title case, as captions are."""
    if len(lines) > 1 or not (lines[0].gap or lines[0].page_start):
        return False
    return 2 < len(lines[0].text.split()) < 13 and _title_share(lines) >= 0.8


def _title_share(lines: Sequence[SourceLine]) -> float:
    """Return the share of the longer words that begin with a capital."""
    words = [word for line in lines[-_RECENT:] for word in re.findall(r"[^\W\d_]{4,}", line.text)]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def _opens_item(previous: SourceLine, current: SourceLine) -> bool:
    if current.marker is None or (current.marker.is_lost and not current.is_caps):
        return False
    return current.gap > 0 or current.page_start or not _BEFORE_NUMBER.search(previous.text)


def _is_title(lines: Sequence[SourceLine]) -> bool:
    """Whether the paragraph so far is a title in capitals."""
    return all(line.is_caps for line in lines[-_RECENT:]) and not lines[-1].text.endswith((".", ":", ";"))


def _breaks_before_capital(lines: Sequence[SourceLine], current: SourceLine, width: int) -> bool:
    previous = lines[-1]
    first_word = current.text.split()[0]
    used = len(previous.text) + 1 + len(first_word)
    early = used <= _EARLY * width
    if len(previous.text) >= _LONG_LINE and not previous.is_terminal and current.gap <= 1:
        return current.is_caps
    if current.page_start and not current.gap:
        return previous.is_terminal or early or _is_lone_title(lines)
    if current.gap > 1 or (current.gap and (previous.is_terminal or early)):
        return True
    if _is_indented(lines, current) or (current.gap and _is_title_over_text(lines, current)):
        return True
    # Below the office of a signature stands, set apart, its name or the next title: `Ketua KPU Kota X,`.
    if current.gap and previous.text.endswith(",") and current.is_caps and not previous.is_caps:
        return True
    if previous.text.endswith(";"):
        return True
    if previous.is_terminal:
        return used <= _EARLY_AFTER_SENTENCE * width or (
            previous.text.endswith(";") and lines[0].marker is not None
        )
    if previous.text.endswith(","):
        return False
    titled = _title_share(lines) >= 0.7
    return early and (
        (used <= _VERY_EARLY * width and titled) or (lines[0].marker is not None and len(lines) == 1)
    )


def local_width(lines: Sequence[SourceLine], index: int, reach: int = 6) -> int:
    """Return the length of a full line around `lines[index]`: the longest but one near it."""
    near = sorted((len(line.text) for line in lines[max(0, index - reach) : index + reach + 1]), reverse=True)
    return near[1] if len(near) > 1 else near[0]
