"""Lines in reading order become pieces: paragraphs, list items, headings and captions, each whole.

A line break is soft where the next word would not have fitted any more, and hard where it would: this one
rule, with indents, spacing, list markers and the end of sentences beside it, holds for justified, ragged and
centred text, over page ends and around pictures alike.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.document import LineSpan
from assistant.language.numbering import parse_marker
from assistant.reading.pdf_flow import is_bare_marker, label_parts
from assistant.reading.pdf_tables import breaks_address, join_with_urls
from assistant.reading.pieces import Look, Piece, Role
from assistant.reading.signatures import RIGHT_CENTRE, RIGHT_PART
from assistant.reading.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.reading.pdf_lines import Box, Line

# In points unless said otherwise; tuned on office reports set in 9 to 12 points by Word and LibreOffice.
_SAME_EDGE = 4.0
_SAME_CENTRE = 5.0
_FULL_LINE = 2.5
# Lines farther apart than this many times the usual distance are two paragraphs.
_LOOSE = 1.45
# Lines this share of their size farther apart than usual are set so on purpose.
_WIDER = 0.16
# A distance of lines that occurs this often, measured by the most frequent one, is no accident.
_COMMON = 0.2
# No first line of a paragraph is set in farther than this.
_WIDEST_INDENT = 75.0
# In ragged text a line that leaves more than this share of its column free ends its paragraph.
_SHORT_LINE = 0.33
# A signature's name may stand this far below the office above it.
_SIGNATURE_GAP = 115.0
# Lines set flush right begin farther in than this share of the text's width, or they are running text.
_FLUSH_PART = 0.15
# A caption stands right below its picture, within this many of its own line heights.
_CAPTION_GAP = 2.6
_MAX_CAPTION_LINES = 4
# Lines that end alike farther left than this share of the page's width are short by chance, not justified.
_NO_MARGIN = 0.75
# So many lines of a page with a common edge show its margin.
_ENOUGH_FOR_EDGE = 4
# How a paragraph looks shows in so many of its lines.
_ENOUGH_LINES = 40
_SENTENCE_ENDS = frozenset(".;:!?")
# The heading of a decree gives its number a line of its own, however full the line above is.
# A line of a contents page, its page number read or not.
_ENDS_IN_LEADER = re.compile(r"[.…]{4,}\s*\w{0,4}$")
_DECREE_NUMBER = re.compile(r"NOMOR\s*:?\s*[\w./-]*\d[\w./-]*(?:\s+TAHUN\s+\d{4})?$")
_CAPTION_NUMBER = re.compile(r"^\s*[.:]?\s*(?:[\dIVXLivxl]{1,5}(?:[.\-–]\d{1,3})*\b|[A-Z]\b)[.:]?")


@dataclass(frozen=True)
class Setting:
    """How the pages of one size are set.

    Attributes:
        left, right: edges of the running text.
        size: font size of most of the text.
        pitch: usual distance of baselines for each font size (rounded).
        tight: the smallest distance that is still common, where most paragraphs are one line long.
        justified: whether many lines end at the right edge.
        middles: where centred text may have its middle: between the usual margins, between those of the page.
    """

    left: float
    right: float
    size: float
    pitch: dict[int, float]
    middles: tuple[float, ...] = ()
    justified: bool = True
    first_indents: tuple[int, ...] = ()
    tight: dict[int, float] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """Width of the running text."""
        return self.right - self.left

    def pitch_of(self, line: Line) -> float:
        """Return the usual distance between lines of this size."""
        return self.pitch.get(round(line.size), 1.35 * line.size)


def measure_page(lines: Sequence[Line], usual: Setting) -> Setting:
    """Return how one page is set: as pages of its size usually are, with its own margins where it shows them.

    Sections of a document differ in margins; a page tells its own only where several lines share an edge.
    """
    lefts = Counter(round(line.x0) for line in lines)
    rights = Counter(round(line.x1) for line in lines)
    left = next((float(x) for x in sorted(lefts) if _near(lefts, x) >= _ENOUGH_FOR_EDGE), usual.left)
    right = _justified_edge(rights, len(lines)) or usual.right
    # Lines of a short list may end alike by chance, far from the margin; and indented text is no margin.
    if right < usual.right - 0.12 * usual.width:
        right = usual.right
    left = min(left, usual.left)
    return replace(usual, left=left, right=right, middles=(*usual.middles, (left + right) / 2))


def _near(positions: Counter[int], at: int) -> int:
    return sum(positions[at + d] for d in (-1, 0, 1))


def measure_setting(pages: Iterable[Sequence[Line]], page_width: float) -> Setting:
    """Return margins and line distances of pages of one size, from what most of their lines do."""
    pages = list(pages)
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    gaps: dict[int, Counter[int]] = {}
    sizes: Counter[float] = Counter()
    total = 0
    for lines in pages:
        for above, line in zip([None, *lines], lines, strict=False):
            total += 1
            lefts[round(line.x0)] += 1
            rights[round(line.x1)] += 1
            sizes[line.size] += len(line.text)
            if above is None or round(above.size) != round(line.size):
                continue
            # Half points: line distances are set in such steps and measured with rounding errors.
            gap = round((line.base - above.base) * 2)
            if 1.8 * line.size < gap < 6 * line.size:
                gaps.setdefault(round(line.size), Counter())[gap] += 1
    pitch = {size: counter.most_common(1)[0][0] / 2 for size, counter in gaps.items()}
    size = sizes.most_common(1)[0][0] if sizes else 11.0
    left, justified = _left_edge(lefts, total), _justified_edge(rights, total)
    if justified is not None and justified < _NO_MARGIN * page_width:
        justified = None
    # Offices leave no wider margin on the right than on the left; short lines alone do not show it.
    mirrored = page_width - 1.1 * max(left, 0.08 * page_width)
    right = justified or max(_ragged_edge(rights), mirrored)
    middles = ((left + right) / 2,)
    indents = tuple(_first_indents(pages, left))
    tight = {
        size: min(gap for gap, count in counter.items() if count >= _COMMON * max(counter.values())) / 2
        for size, counter in gaps.items()
    }
    return Setting(left, right, size, pitch, middles, justified is not None, indents, tight)


def _first_indents(pages: Iterable[Sequence[Line]], left: float) -> Iterator[int]:
    """Yield the indents, in points from the margin, whose lines are often followed by one at the margin."""
    returns: Counter[int] = Counter()
    for lines in pages:
        for above, line in pairwise(lines):
            if abs(line.x0 - left) <= _SAME_EDGE and _SAME_EDGE < above.x0 - left < _WIDEST_INDENT:
                returns[round(above.x0 - left)] += 1
    yield from (indent for indent in returns if _near(returns, indent) >= _ENOUGH_FOR_EDGE)


def _left_edge(positions: Counter[int], total: int) -> float:
    """Return the leftmost position at which a fair share of the lines begins."""
    enough = max(2, 0.06 * total)
    return float(
        next((x for x in sorted(positions) if _near(positions, x) >= enough), min(positions, default=72))
    )


def _justified_edge(positions: Counter[int], total: int) -> float | None:
    """Return the position at which many lines end; None if the text is ragged or short."""
    enough = max(_ENOUGH_FOR_EDGE, 0.2 * total)
    return next((float(x) for x in sorted(positions, reverse=True) if _near(positions, x) >= enough), None)


def _ragged_edge(positions: Counter[int]) -> float:
    """Return how far ragged text reaches: near its longest lines, of which a single one may overshoot."""
    ordered = sorted(positions, reverse=True)
    for x in ordered:
        if sum(positions[x - d] for d in range(5)) >= 3:
            return float(x)
    return float(ordered[0]) if ordered else 523.0


# --- one paragraph
# ------------------------------------------------------------------------------------------------


@dataclass
class Paragraph:
    """The lines of a piece while it grows.

    Attributes:
        before: free space above its first line; None at the top of a page.
    """

    lines: list[Line]
    setting: Setting
    before: float | None = None
    role: Role = Role.TEXT

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line so far."""
        return self.lines[-1]

    @cached_property
    def text_start(self) -> float:
        """Where the words of the first line begin, behind its marker or label."""
        return text_start(self.first)

    @property
    def hang(self) -> float | None:
        """Left edge of its second and later lines; None if there are none beyond doubt."""
        return next((line.x0 for line in self.lines[1:] if not line.beside), None)

    @property
    def is_centred(self) -> bool:
        """Whether it is set in the middle of the text area."""
        return all(is_centred(line, self.setting) for line in self.lines[-_ENOUGH_LINES:])

    @property
    def is_bold(self) -> bool:
        """Whether all its lines are bold."""
        return all(line.bold for line in self.lines[-_ENOUGH_LINES:])

    def goes_on(self, line: Line, setting: Setting, *, interrupted: bool) -> bool:
        """Whether `line` belongs to this paragraph.

        Args:
            line: the next line of running text.
            setting: how the page of `line` is set.
            interrupted: a page end, a picture or a caption lies between.
        """
        if line.glued or line.opens:
            return line.glued
        if self.is_signature_of(line, setting):
            return True
        if not self._same_style(line):
            return False
        near = self._near_enough(line)
        if near and self._breaks_address(line):
            return True
        return (
            (interrupted or near)
            and self._fits_indent(line, setting)
            and not self._begins_item(line)
            and not self._begins_paragraph(line, setting, interrupted=interrupted)
            and not _DECREE_NUMBER.match(line.text)
            and not _ENDS_IN_LEADER.search(self.last.text)
            and not self._had_room_for(line, centred=self._shares_middle(line))
            and not (interrupted and self._may_have_ended(line, setting))
        )

    def is_signature_of(self, line: Line, setting: Setting) -> bool:
        """Whether this is a signature block in the right part of the page, and `line` its next line."""
        if line.opens or self.role is not Role.TEXT:
            return False
        last = self.last
        if line.x0 - setting.left <= _FLUSH_PART * setting.width:
            return False
        is_flush = is_flush_right(last, self.setting) and is_flush_right(line, setting)
        both_right = begins_right(last, self.setting) and begins_right(line, setting)
        if not (is_flush or both_right) or parse_marker(line.text):
            return False
        # A short name alone may begin in the right part and have its middle in that of the page.
        if not (in_right_part(line, setting) or any(in_right_part(ln, self.setting) for ln in self.lines)):
            return False
        aligned = (
            abs(last.centre - line.centre) < 2 * _SAME_CENTRE
            or abs(last.x0 - line.x0) < _SAME_EDGE
            or is_flush
        )
        return aligned and (line.page != last.page or 0 < line.top - last.bottom < _SIGNATURE_GAP)

    def _breaks_address(self, line: Line) -> bool:
        """Whether a web address goes on from the last line."""
        urls = (*self.last.urls, *line.urls)
        if (
            not urls
            and self.last.text[-1:].isalnum()
            and "." not in self.last.text
            and "/" not in self.last.text
        ):
            return False
        last, first = self.last.text.rsplit(None, 1)[-1:], line.text.split(None, 1)[:1]
        if not last or not first or not breaks_address(last[0], first[0], urls):
            return False
        # Only a link behind both lines proves it where the address had room to go on.
        return bool(set(self.last.urls) & set(line.urls)) or not self._had_room_for(line, centred=False)

    def _same_style(self, line: Line) -> bool:
        last = self.last
        if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
            return False
        if self.is_bold == line.bold:
            return True
        # Bold words may fill a line of running text; a heading does not go on in small letters.
        in_sentence = not ends_sentence(last.text) and self._is_full(last)
        return in_sentence and (not self.is_bold or line.text[:1].islower()) and not self.is_centred

    def _near_enough(self, line: Line) -> bool:
        distance = line.base - self.last.base
        if distance <= 0.3 * line.size:
            return False
        usual = self.setting.pitch_of(line)
        if len(self.lines) > 1 and self.lines[-2].page == self.last.page:
            own = self.last.base - self.lines[-2].base
            usual = min(max(usual, own), own) if own > 0.9 * line.size else usual
        return distance <= _LOOSE * max(usual, 1.15 * line.size)

    def _fits_indent(self, line: Line, setting: Setting) -> bool:
        if line.beside or self.last.beside:
            return True
        if self._shares_middle(line):
            return True
        # Facing pages may have their margins exchanged.
        shift = setting.left - self.setting.left if line.page != self.last.page else 0.0
        return self._fits_at(line, line.x0) or (shift != 0 and self._fits_at(line, line.x0 - shift))

    def _shares_middle(self, line: Line) -> bool:
        """Whether this and the next line are centred on each other."""
        # Long lines of ragged text lie near the middle by chance, but hardly two of them within a point or
        # two.
        last = self.last
        if abs(last.centre - line.centre) >= 2 or abs(last.x0 - line.x0) <= _SAME_EDGE:
            return False
        edges = (self.setting.left, self.text_start, self.first.x0)
        at_edge = any(abs(line.x0 - edge) <= _SAME_EDGE for edge in edges)
        if at_edge and len(self.lines) == 1 and self._is_set_in(self.first.x0 - self.setting.left):
            return False  # a first line set in, and by chance as short of the right margin
        return not at_edge or (self.is_centred and is_centred(line, self.setting))

    def _fits_at(self, line: Line, x: float) -> bool:
        hang = self.hang
        if hang is not None:
            return abs(x - hang) <= _SAME_EDGE
        first = self.first
        if self.text_start - first.x0 > _SAME_EDGE:  # marker or label: hanging, flush, or first line indented
            return abs(x - self.text_start) <= 2 * _SAME_EDGE or first.x0 - 60 <= x <= first.x0 + _SAME_EDGE
        if first.x0 + _SAME_EDGE < x < first.x0 + 60:  # hanging without a marker: only if the line breaks off
            no_room = self._right(first) - first.x1 <= line.first_word_width + 0.28 * first.size
            is_address = line.text.lower().startswith(("http", "www."))
            return no_room and (is_address or not ends_sentence(first.text))
        return first.x0 - _WIDEST_INDENT <= x <= first.x0 + _SAME_EDGE

    def _begins_item(self, line: Line) -> bool:
        hang = self.hang if self.hang is not None else self.text_start
        at_hang = abs(line.x0 - hang) <= _SAME_EDGE
        if label_parts(line.parts) and not (at_hang and len(self.lines) > 1):
            return True
        marker = parse_marker(line.text)
        if marker is None or marker.is_lost:
            return False
        if has_own_marker(line):
            return True
        in_sentence = not ends_sentence(self.last.text)
        return not (in_sentence and at_hang and not self._had_room_for(line, centred=False))

    def _begins_paragraph(self, line: Line, setting: Setting, *, interrupted: bool) -> bool:
        """Whether the sentence has ended and indent or spacing shows a new paragraph, full line or not."""
        if not ends_sentence(self.last.text) or line.text[:1].islower() or line.beside:
            return False
        if self._is_set_in(line.x0 - setting.left) and not self._shares_middle(line):
            hang = self.hang
            if hang is None and self.text_start - self.first.x0 > _SAME_EDGE:
                hang = self.text_start
            if hang is None or abs(hang - line.x0) > 1:
                return True
        return not interrupted and self._is_wider(line)

    def _would_set_in(self, line: Line) -> bool:
        """Whether `line` stands where lines of this ragged paragraph do and new ones are set in."""
        if self.setting.justified or self.hang is None or not self._is_set_in(self.first.x0 - self.hang):
            return False
        return abs(line.x0 - self.hang) <= 1 and not self._is_wider(line)

    def _is_set_in(self, indent: float) -> bool:
        """Whether first lines of paragraphs are usually set in so far."""
        return any(abs(indent - usual) <= 1 for usual in self.setting.first_indents)

    def _is_wider(self, line: Line) -> bool:
        """Whether a line stands a little farther below the last one than lines of a paragraph do."""
        usual = self.setting.tight.get(round(line.size), self.setting.pitch_of(line))
        if len(self.lines) > 1 and self.lines[-2].page == self.last.page:
            usual = self.last.base - self.lines[-2].base
        return line.base - self.last.base > usual + _WIDER * line.size

    def _right(self, line: Line) -> float:
        return line.right if line.right is not None else self.setting.right

    def _is_full(self, line: Line) -> bool:
        return line.x1 >= self._right(line) - _FULL_LINE

    def _had_room_for(self, line: Line, *, centred: bool) -> bool:
        """Whether the first word of `line` would have fitted on the last line: the break was meant."""
        last = self.last
        room = self._right(last) - last.x1
        if centred:
            widest = max(self.setting.width, *(ln.x1 - ln.x0 for ln in self.lines[-_ENOUGH_LINES:]))
            room = widest - (last.x1 - last.x0)
        elif self._is_justified() and room > _FULL_LINE and " " in last.text:
            return len(self.lines) > 2 or room > 0.5 * line.first_word_width
        needed = line.first_word_width + 0.28 * last.size
        if centred or (ends_sentence(last.text) and not self._would_set_in(line)):
            return room > needed
        if not self.setting.justified and not self.is_bold:
            # Ragged text says little about its margin (columns, sections), an unfinished sentence a lot.
            return room > max(needed, _SHORT_LINE * (self._right(last) - self.text_start))
        if line.text[:1].islower():
            # The sentence plainly goes on; only plenty of room shows a break that was meant all the same.
            needed = 1.35 * needed + last.size
        return room > needed

    def _is_justified(self) -> bool:
        """Whether the lines before the last all reach the margin, as far as there are any."""
        before = self.lines[-_ENOUGH_LINES:-1]
        # One line of ragged text may come near the margin by chance.
        enough = 1 if self.setting.justified else 3
        return len(before) >= enough and all(
            abs(line.x1 - self._right(line)) <= _FULL_LINE for line in before
        )

    def _may_have_ended(self, line: Line, setting: Setting) -> bool:
        """Whether the sentence ended before a page end or picture: `line` may be a new paragraph."""
        if not ends_sentence(self.last.text):
            return False
        if line.text[:1].islower():
            return False
        hang = self.hang
        indented = hang is not None and self.first.x0 - hang > 2 * _SAME_EDGE
        if not indented or hang is None:
            return True
        shift = setting.left - self.setting.left
        return min(abs(line.x0 - hang), abs(line.x0 - hang - shift)) > _SAME_EDGE


def ends_sentence(text: str) -> bool:
    """Whether a line ends like a sentence or an item of a list."""
    return text.rstrip("'\"”)")[-1:] in _SENTENCE_ENDS


def text_start(line: Line) -> float:
    """Return where the words of a line begin, behind its label and list marker."""
    at = label_parts(line.parts)
    rest = line.parts[at:]
    if len(rest) > 1 and is_bare_marker(rest[0].text):
        return rest[1].x0
    if at:
        return rest[0].x0
    marker = parse_marker(line.text)
    if marker is None or marker.end >= len(line.text):
        return line.x0
    return line.x0 + (line.x1 - line.x0) * marker.end / len(line.text)


def has_own_marker(line: Line) -> bool:
    """Whether a list marker stands by itself at the beginning of a line, set off from the text."""
    if len(line.parts) < 2 or not is_bare_marker(line.parts[0].text):
        return False
    return line.parts[1].x0 - line.parts[0].x1 > 0.45 * line.size


def begins_right(line: Line, setting: Setting) -> bool:
    """Whether a line leaves the left part of the page free."""
    return line.x0 - setting.left > RIGHT_PART * setting.width and not line.beside


def is_flush_right(line: Line, setting: Setting) -> bool:
    """Whether a line ends at the right margin and begins well inside of the left one."""
    inset = line.x0 - setting.left > _FLUSH_PART * setting.width
    return inset and abs(line.x1 - setting.right) < _SAME_EDGE and not line.beside


def in_right_part(line: Line, setting: Setting) -> bool:
    """Whether a line stands in the right part of the page and leaves the left one free."""
    return begins_right(line, setting) and line.centre - setting.left > RIGHT_CENTRE * setting.width


def is_centred(line: Line, setting: Setting) -> bool:
    """Whether a line stands in the middle of the text area, or fills it."""
    return any(abs(line.centre - middle) <= _SAME_CENTRE for middle in setting.middles)


# --- all paragraphs
# -----------------------------------------------------------------------------------------------


@dataclass
class PieceBuilder:
    """Takes the content of a document in reading order and makes pieces of it.

    What stands between the parts of a paragraph (pictures, captions, noise) follows it.
    """

    pieces: list[Piece] = field(default_factory=list)
    _open: Paragraph | None = None
    _caption: Paragraph | None = None
    _aside: list[Piece] = field(default_factory=list)
    _pictures: list[Box] = field(default_factory=list)
    _page: int = 0
    _setting: Setting | None = None
    _interrupted: bool = False
    _last: Line | None = None

    def begin_page(self, number: int, setting: Setting) -> None:
        """Say that what follows stands on this page."""
        self._page, self._setting = number, setting
        self._interrupted = True
        self._pictures.clear()
        self._last = None

    def add_line(self, line: Line) -> None:
        """Add a line of running text."""
        setting = self._setting
        if setting is None:
            raise RuntimeError("begin_page comes first")
        if self._open is not None and self._open.is_signature_of(line, setting):
            self._open.lines.append(line)
            self._last = line
            return
        if self._add_to_caption(line, setting):
            return
        self._close_caption()
        if self._open is not None and self._open.goes_on(line, setting, interrupted=self._interrupted):
            self._open.lines.append(line)
        elif is_labelled_caption(line, setting):
            self._caption = Paragraph([line], setting, role=Role.CAPTION)
            self._last = line
            return
        else:
            before = None if self._last is None else line.top - self._last.bottom
            self.close()
            self._open = Paragraph([line], setting, before)
        self._interrupted = False
        self._pictures.clear()
        self._last = line

    def add_picture(self, box: Box) -> None:
        """Add a picture at its place."""
        self._close_caption()
        self._interrupted = True
        self._pictures.append(box)
        self._aside.append(
            Piece(
                "",
                (LineSpan(0, self._page),),
                role=Role.FIGURE,
                size=(round(box.width, 1), round(box.height, 1)),
            )
        )

    def add_aside(self, piece: Piece) -> None:
        """Add a piece that interrupts a paragraph without ending it."""
        self._aside.append(piece)

    def add_rows(self, rows: Iterable[Piece]) -> None:
        """Add the rows of a table; they end a paragraph."""
        self.close()
        self.pieces.extend(rows)
        self._last = None

    def close(self) -> None:
        """End the open paragraph and let the asides follow it."""
        self._close_caption()
        if self._open is not None:
            self.pieces.append(make_piece(self._open))
            self._open = None
        self.pieces.extend(self._aside)
        self._aside.clear()

    def _add_to_caption(self, line: Line, setting: Setting) -> bool:
        """Take a line as (part of) a caption if it is one."""
        if self._caption is not None:
            caption = self._caption
            if len(caption.lines) < _MAX_CAPTION_LINES and self._caption_goes_on(caption, line, setting):
                caption.lines.append(line)
                return True
            return False
        if self._pictures and self._last is None and is_bare_caption(line, self._pictures, setting):
            self._caption = Paragraph([line], setting, role=Role.CAPTION)
            return True
        if self._pictures and self._interrupted and is_bare_caption(line, self._pictures, setting):
            self._caption = Paragraph([line], setting, role=Role.CAPTION)
            return True
        return False

    @staticmethod
    def _caption_goes_on(caption: Paragraph, line: Line, setting: Setting) -> bool:
        same = (
            caption.last.italic == line.italic and abs(caption.last.size - line.size) < 0.5 and not line.opens
        )
        return same and caption.goes_on(line, setting, interrupted=False)

    def _close_caption(self) -> None:
        if self._caption is not None:
            self._aside.append(make_piece(self._caption))
            self._caption = None
            self._interrupted = True
            self._pictures.clear()


def is_bare_caption(line: Line, pictures: Sequence[Box], setting: Setting) -> bool:
    """Whether a line right below pictures looks like their caption: centred, italic or small."""
    lowest = max(picture.bottom for picture in pictures)
    if not -2 <= line.top - lowest <= _CAPTION_GAP * line.size or line.glued:
        return False
    row = [picture for picture in pictures if lowest - picture.bottom < 30]
    middle = (min(p.x0 for p in row) + max(p.x1 for p in row)) / 2
    is_under = any(abs(line.centre - p.x0 / 2 - p.x1 / 2) < 3 * _SAME_CENTRE for p in row)
    centred = is_under or abs(line.centre - middle) < 3 * _SAME_CENTRE or is_centred(line, setting)
    if not centred or has_own_marker(line) or line.text.endswith(":"):
        return False
    is_short = line.x1 - line.x0 < 0.9 * setting.width
    return (line.italic or line.size < 0.93 * setting.size) or (
        is_short and not line.bold and line.x0 > setting.left + 2 * _SAME_EDGE and line.text[:1].isupper()
    )


def is_labelled_caption(line: Line, setting: Setting) -> bool:
    """Whether a line begins with `Gambar 1`, `Tabel 2.1` or the like and is set apart."""
    words = load_vocabulary()
    folded = line.text.lower()
    label = next(
        (w for w in (*words.label_gambar, *words.label_tabel) if folded.startswith(w.lower() + " ")), None
    )
    if label is None or not _CAPTION_NUMBER.match(line.text[len(label) :]):
        return False
    set_apart = (
        line.italic or line.bold or (is_centred(line, setting) and line.x0 > setting.left + 2 * _SAME_EDGE)
    )
    return set_apart or line.size < 0.93 * setting.size


def make_piece(paragraph: Paragraph) -> Piece:
    """Return the lines of a paragraph as one piece."""
    text = ""
    spans: list[LineSpan] = []
    styles: dict[str, list[tuple[int, int]]] = {"bold": [], "italic": []}
    urls = tuple(dict.fromkeys(url for line in paragraph.lines for url in line.urls))
    for line in paragraph.lines:
        text = join_with_urls(text, line.text, urls)
        start = len(text) - len(line.text)
        if not spans or spans[-1].page != line.page:
            spans.append(LineSpan(start, line.page))
        for kind, found in styles.items():
            for begin, end in line.styled(kind):
                _extend(found, text, start + begin, start + end)
    first, setting = paragraph.first, paragraph.setting
    hang = paragraph.hang
    look = Look(
        size=first.size if len(paragraph.lines) == 1 else paragraph.last.size,
        bold=paragraph.is_bold,
        italic=all(line.italic for line in paragraph.lines),
        centred=_is_set_centred(paragraph),
        indent=round(first.x0 - setting.left, 1),
        hanging=None if hang is None else round(hang - setting.left, 1),
        space_before=None if paragraph.before is None else round(max(0.0, paragraph.before), 1),
    )
    return Piece(
        text,
        tuple(spans),
        look,
        paragraph.role,
        urls=urls,
        bold=tuple(styles["bold"]),
        italic=tuple(styles["italic"]),
    )


def _is_set_centred(paragraph: Paragraph) -> bool:
    inset = min(line.x0 for line in paragraph.lines) > paragraph.setting.left + 2 * _SAME_EDGE
    varied = len({round(line.x0) for line in paragraph.lines}) > 1
    if has_own_marker(paragraph.first):
        return False
    return paragraph.is_centred and (inset or varied)


def _extend(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    """Add a stretch to a list, joined to the last one if only blanks lie between."""
    if found and not text[found[-1][1] : begin].strip():
        found[-1] = (found[-1][0], end)
    else:
        found.append((begin, end))
