"""Plain text and markdown: what PDF extraction and OCR leave of a report, put together again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.document import LineSpan
from assistant.errors import EmptyFileError, LimitError, UnknownFormatError
from assistant.language.numbering import parse_marker
from assistant.reading.encoding import decode
from assistant.reading.paragraphs import (
    SourceLine,
    is_referred_to,
    join_source_lines,
    local_width,
    starts_paragraph,
)
from assistant.reading.pieces import Look, Piece, ReadResult, Role
from assistant.reading.text_lines import (
    find_noise,
    is_double_spaced,
    read_lines,
    split_lines,
    strip_markdown,
)
from assistant.reading.text_tables import TextTable, find_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

# The longest report with its LKE as text has 0.2 MB.
MAX_BYTES = 20_000_000
# The longest paragraph of the sample reports has 41 lines.
MAX_PARAGRAPH_LINES = 400


def read_text(data: bytes, name: str) -> ReadResult:
    """Return the pieces of a text file; every character keeps its line.

    Args:
        data: the file's bytes, UTF-8, UTF-16 (with byte order mark) or Windows-1252.
        name: the file's name, for messages.

    Raises:
        LimitError: it is larger than `MAX_BYTES`.
        UnknownFormatError: it is no text.
        EmptyFileError: it holds nothing but blanks.
    """
    if len(data) > MAX_BYTES:
        raise LimitError(f"Berkas {name} terlalu besar untuk sebuah teks (batas 20 MB).")
    text = decode(data)
    if text is None:
        raise UnknownFormatError(f"Berkas {name} bukan teks yang dapat dibaca.")
    raw = split_lines(text.lstrip("\ufeff"))
    lines = read_lines(raw, double_spaced=is_double_spaced(raw))
    if not lines:
        raise EmptyFileError(
            f"Berkas {name} tidak berisi teks.", "Periksa apakah berkas yang dipilih sudah benar."
        )
    if any("**" in line.text or line.text.startswith("- ") for line in lines):
        lines = strip_markdown(lines)
    tables = find_tables(lines)
    in_tables = {i for table in tables for i in table.lines}
    noise = find_noise(lines) - in_tables
    joiner = _Joiner(lines, noise, tables, _words(lines))
    return ReadResult(pieces=tuple(give_markers(joiner.join())), tables=tuple(t.table for t in tables))


def _words(lines: Sequence[SourceLine]) -> frozenset[str]:
    """Return the words that stand whole within lines; they tell what a broken word was."""
    found: set[str] = set()
    for line in lines:
        found.update(word.strip(".,;:()“”\"'").lower() for word in line.text.split()[:-1])
    return frozenset(found)


@dataclass
class _Joiner:
    """Walks through the lines and gathers paragraphs; captions and noise end no sentence that goes on."""

    lines: Sequence[SourceLine]
    noise: AbstractSet[int]
    tables: Sequence[TextTable]
    words: frozenset[str]
    done: list[tuple[list[SourceLine], Role]] = field(default_factory=list)
    current: list[SourceLine] | None = None
    interrupted: Role | None = None

    @cached_property
    def _rows(self) -> frozenset[int]:
        """The indices of the lines that stand in tables."""
        return frozenset(i for table in self.tables for i in table.lines)

    def join(self) -> list[Piece]:
        """Return the pieces of the whole text."""
        pieces_at: dict[int, list[Piece]] = {}
        table_at = {table.lines[0]: table for table in self.tables}
        covered = self._rows
        i = 0
        while i < len(self.lines):
            if i in table_at:
                self.current = None
                self.done.append(([self.lines[i]], Role.TABLE_ROW))
                pieces_at[len(self.done) - 1] = table_at[i].pieces
            if i in covered:
                i += 1
            elif i in self.noise:
                self.done.append(([self.lines[i]], Role.NOISE))
                self.interrupted = self.interrupted or Role.NOISE
                i += 1
            elif self.lines[i].is_caption and not self._ends_sentence(i):
                i = self._caption(i)
            else:
                self._text(i)
                i += 1
        pieces: list[Piece] = []
        for at, (lines, role) in enumerate(self.done):
            pieces += pieces_at.get(at) or [self._piece(lines, role)]
        return pieces

    def _ends_sentence(self, index: int) -> bool:
        """Whether the label that a line begins with is what the sentence above refers to."""
        return self.current is not None and is_referred_to(self.current[-1], self.lines[index])

    def _piece(self, lines: Sequence[SourceLine], role: Role) -> Piece:
        joined = join_source_lines(lines, self.words)
        return Piece(
            text=joined.text,
            spans=joined.spans,
            role=role,
            look=Look(indent=float(lines[0].indent), space_before=float(lines[0].gap)),
            bold=joined.bold,
            italic=joined.italic,
        )

    def _text(self, index: int) -> None:
        line = self.lines[index]
        if self.current is not None:
            turned = self.interrupted is Role.NOISE  # page number, running header
            compared = replace(line, gap=0, page_start=True) if turned else line
            if self.interrupted and not _runs_on(self.current[-1], compared):
                self.current = None
            elif (
                len(self.current) < MAX_PARAGRAPH_LINES
                and not self._leads_list(index)
                and not starts_paragraph(self.current, compared, local_width(self.lines, index))
            ):
                self.current.append(line)
                self.interrupted = None
                return
        self.interrupted = None
        self.current = [line]
        self.done.append((self.current, Role.TEXT))

    def _leads_list(self, index: int) -> bool:
        """Whether a line is a sentence of its own that leads to the list below it."""
        line, above = self.lines[index], self.lines[index - 1]
        if index + 1 >= len(self.lines) or self.lines[index + 1].marker is None:
            return False
        return line.text.endswith(":") and above.text.endswith(".") and line.text[0].isupper()

    def _caption(self, index: int) -> int:
        """Take a labelled caption with the lines that wrap it; return the index after it."""
        lines = [self.lines[index]]
        end = index + 1
        while end < len(self.lines) and len(lines) < 4 and end not in self.noise and end not in self._rows:
            line = self.lines[end]
            if line.is_caption or line.page_start or line.marker is not None or lines[-1].text.endswith("."):
                break
            if not self._wraps_caption(end):
                break
            lines.append(line)
            end += 1
        self.done.append((lines, Role.CAPTION if len(lines) > 1 else Role.TEXT))
        self.interrupted = Role.CAPTION
        return end

    def _wraps_caption(self, index: int) -> bool:
        """Whether a line goes on with the caption above it: set closer than text, or at the page's end."""
        line, above = self.lines[index], self.lines[index - 1]
        if line.number == above.number + 1:
            return True
        following = self.lines[index + 1] if index + 1 < len(self.lines) else None
        at_end = following is None or following.page_start or following.is_caption
        return at_end and line.gap == 0 and len(line.text.split()) <= 6


def _runs_on(last: SourceLine, line: SourceLine) -> bool:
    """Whether a paragraph interrupted by a caption or the end of a page goes on with `line`."""
    if last.is_terminal or line.marker is not None or last.is_caps != line.is_caps:
        return False
    return line.text[0].islower() or line.page_start or line.text[0].isdigit() or line.text[0] == "("


def give_markers(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, numbers that stand alone given to the items from which they were torn.

    One number belongs to the next piece. Of several in a row the first belongs to the next piece and each
    further one to the next that ends in a semicolon; numbers for which none is left become noise.
    """
    result: list[Piece] = []
    torn: list[Piece] = []
    taken = False
    for piece in pieces:
        marker = parse_marker(piece.text) if piece.role is Role.TEXT else None
        if marker is not None and not piece.text[marker.end :].strip() and not marker.is_bab:
            if not marker.is_bullet:
                if taken:
                    result += [replace(t, role=Role.NOISE) for t in torn]
                    torn = []
                torn.append(piece)
                taken = False
            else:
                result.append(replace(piece, role=Role.NOISE))
            continue
        if torn and piece.role is Role.TEXT:
            if marker is not None or len(torn) == 0:
                result += [replace(t, role=Role.NOISE) for t in torn]
                torn = []
            elif not taken or piece.text.rstrip().endswith((";", "; dan", "; dan/atau")):
                piece = _with_marker(torn.pop(0), piece)
                taken = True
        result.append(piece)
    return result + [replace(t, role=Role.NOISE) for t in torn]


def _with_marker(marker: Piece, piece: Piece) -> Piece:
    """Return a piece with the marker that was torn from it."""
    shift = len(marker.text) + 1
    return replace(
        piece,
        text=f"{marker.text} {piece.text}",
        spans=(*marker.spans, *(LineSpan(s.start + shift, s.page, s.line) for s in piece.spans)),
        bold=tuple((a + shift, b + shift) for a, b in piece.bold),
        italic=tuple((a + shift, b + shift) for a, b in piece.italic),
    )
