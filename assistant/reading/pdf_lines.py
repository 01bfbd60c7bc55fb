"""What stands on the pages of a PDF: runs of text with their look, pictures, rules, links; and lines.

PDFium (through pypdfium2) is asked once per text object instead of once per character: where it begins and
ends, which font it has. All coordinates that leave this module are points from the upper left corner of the
page as it is viewed.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Any

from assistant.reading.hyphenation import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Transform = Callable[[float, float], tuple[float, float]]
    Matrix = tuple[float, float, float, float, float, float]

# A page of a report has some hundred objects, a page of a dense drawing some thousand; more are not looked
# at.
MAX_OBJECTS = 60_000
MAX_CHARS = 300_000
# Thicker than this a filled rectangle is a coloured area and no rule.
MAX_RULE_WIDTH = 3.0
# Form objects (pictures of pages in pages) nest; PDFium itself stops at a similar depth.
_MAX_DEPTH = 6
_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_CHAPTER = re.compile(r"BAB\s+[IVXLC\d]+")
_ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
_CONTROL: dict[int, str | None] = dict.fromkeys(range(32)) | {
    2: "-",
    9: " ",
    0xFFFE: "-",
    0xFEFF: None,
    0x200B: None,
}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page as viewed, in points from its upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of one font on one baseline.

    Attributes:
        base: baseline, from the top of the page.
        spaced_before, spaced_after: whether a blank was written at that end (it is not part of `text`).
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    spaced_before: bool = False
    spaced_after: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link annotation: where it lies and where it leads."""

    box: Box
    url: str


@dataclass(frozen=True)
class PageContent:
    """What one page holds.

    Attributes:
        runs: upright text in the order of the content stream.
        slanted: text set at an angle to the rest (stamps, turned column titles).
        images: pictures; `rules`: thin horizontal or vertical strokes.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    slanted: tuple[Run, ...] = ()
    images: tuple[Box, ...] = ()
    rules: tuple[Box, ...] = ()
    links: tuple[PageLink, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of text, or the part of one that stands in one column.

    Attributes:
        parts: its runs from left to right.
        glued: belongs to the line before it, whatever the geometry says.
        opens: begins a new unit, whatever the geometry says.
        right: where the text of its column may reach; None for the page's own margin.
        beside: runs beside a picture.
    """

    page: int
    parts: tuple[Run, ...]
    urls: tuple[str, ...] = ()
    glued: bool = False
    opens: bool = False
    right: float | None = None
    beside: bool = False

    @cached_property
    def text(self) -> str:
        """The runs put together, with one blank where the page shows a gap."""
        return join_runs(self.parts)

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return self.parts[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(part.x1 for part in self.parts)

    @cached_property
    def base(self) -> float:
        """Baseline of its largest part."""
        return max(self.parts, key=lambda part: (part.size, len(part.text))).base

    @cached_property
    def size(self) -> float:
        """Font size of most of its characters."""
        return max(self.parts, key=lambda part: len(part.text)).size

    @cached_property
    def bold(self) -> bool:
        """Whether nearly all of it is bold (a marker may differ)."""
        return _share(self.parts, "bold") > 0.85

    @cached_property
    def italic(self) -> bool:
        """Whether nearly all of it is italic."""
        return _share(self.parts, "italic") > 0.85

    @property
    def top(self) -> float:
        """Upper edge, estimated from the font size."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge, estimated from the font size."""
        return self.base + 0.22 * self.size

    @property
    def centre(self) -> float:
        """Horizontal middle."""
        return (self.x0 + self.x1) / 2

    @cached_property
    def first_word_width(self) -> float:
        """Width of the first word, estimated from the line's width and the usual widths of its letters."""
        first = self.parts[0]
        words = first.text.split(None, 1)
        if not words:
            return 0.0
        return (first.x1 - first.x0) * _weight(words[0]) / (_weight(first.text) or 1.0)

    def styled(self, kind: str) -> tuple[tuple[int, int], ...]:
        """Return the stretches of `text` that are `bold` or `italic`, as offsets."""
        found: list[tuple[int, int]] = []
        if not any(getattr(part, kind) for part in self.parts):
            return ()
        at = 0
        for part in self.parts:
            begin = self.text.find(part.text, at)
            if begin < 0:
                continue
            at = begin + len(part.text)
            if getattr(part, kind):
                if found and not self.text[found[-1][1] : begin].strip():
                    found[-1] = (found[-1][0], at)
                else:
                    found.append((begin, at))
        return tuple(found)


# Widths of letters in common text faces, in thousandths of an em; what is not named is as wide as an `a`.
_LETTER_WIDTHS = (
    dict.fromkeys("iljI.,:;'|!", 270)
    | dict.fromkeys('ftr()-/[]" ', 330)
    | dict.fromkeys("mM@%", 860)
    | dict.fromkeys("wW", 800)
    | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 690)
)


def _weight(text: str) -> float:
    return float(sum(map(_LETTER_WIDTHS.get, text, repeat(540))))


def _share(parts: Sequence[Run], kind: str) -> float:
    if len(parts) == 1:
        return float(getattr(parts[0], kind))
    total = sum(len(part.text) for part in parts)
    return sum(len(part.text) for part in parts if getattr(part, kind)) / total if total else 0.0


def join_runs(parts: Sequence[Run]) -> str:
    """Return the text of runs that stand side by side, blanks put where the page shows them."""
    text = ""
    before: Run | None = None
    for part in parts:
        if before is not None:
            gap = part.x0 - before.x1
            # A fifth of an em is less than the narrowest word space and more than any kerning; the number of
            # a chapter is a word however near its title was set.
            apart = before.spaced_after or part.spaced_before or gap > 0.2 * min(before.size, part.size)
            if apart or (gap > 0 and part.text[0].isalpha() and _CHAPTER.fullmatch(text)):
                text += " "
        text += part.text
        before = part
    return " ".join(text.split())


# --- reading a page
# -----------------------------------------------------------------------------------------------


@dataclass
class PageReader:
    """Reads one page after another of an opened document; fonts are looked at once per document.

    Args:
        raw: the module `pypdfium2.raw`.
    """

    raw: Any
    _fonts: dict[int, tuple[bool, bool]] = field(default_factory=dict)

    @cached_property
    def _measures(self) -> tuple[Any, Any, Any, Any, Any]:
        """What PDFium writes its answers into; made once, for there is a run on every line."""
        raw = self.raw
        return raw.FS_RECTF(), raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()

    def read(self, page: Any, number: int) -> PageContent:
        """Return the content of a page (`pypdfium2.PdfPage`), which is left open."""
        left, bottom, right, top = page.get_bbox()
        rotation = page.get_rotation()
        textpage = page.get_textpage()
        try:
            found = list(self._raw_runs(textpage.raw))
        finally:
            textpage.close()
        # A page may be printed sideways and say so or not: most of its text decides how it is to be viewed.
        angle = _main_angle(found)
        turn = angle if found else rotation
        view = _transform((left, bottom, right, top), turn)
        width, height = (top - bottom, right - left) if turn % 180 else (right - left, top - bottom)
        upright = tuple(run.viewed(view, angle) for run in found if run.angle == angle)
        slanted = tuple(run.viewed(view, run.angle) for run in found if run.angle != angle)
        images, rules = self._drawings(page.raw, view)
        return PageContent(
            number,
            width,
            height,
            _without_doubles(upright),
            slanted,
            tuple(images),
            tuple(rules),
            tuple(self._links(page, view)),
        )

    def _raw_runs(self, textpage: Any) -> Iterator[_RawRun]:
        """Yield the text objects of a page as runs in page coordinates."""
        raw = self.raw
        count = min(raw.FPDFText_CountChars(textpage), MAX_CHARS)
        if count <= 0:
            return
        text = page_text(raw, textpage, count)
        for start, end in self._object_ranges(textpage, text):
            piece = text[start:end]
            content = piece.translate(_CONTROL)
            stripped = content.strip()
            if not stripped:
                continue
            first = start + len(piece) - len(piece.lstrip())
            last = end - 1 - (len(piece) - len(piece.rstrip()))
            run = self._measure(textpage, first, last)
            if run is not None:
                run.text = _tidy(stripped)
                run.spaced_before, run.spaced_after = content[0].isspace(), content[-1].isspace()
                yield run

    def _object_ranges(self, textpage: Any, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the stretches of characters that belong to one text object each."""
        get, address = self.raw.FPDFText_GetTextObject, ctypes.addressof

        def owner(index: int) -> int:
            shape = get(textpage, index)
            return address(shape.contents) if shape else 0

        def split(start: int, last: int, first_owner: int, last_owner: int) -> Iterator[tuple[int, int]]:
            # Objects hold consecutive characters: same owner at both ends, same owner between. Blanks that
            # PDFium puts in where it sees a gap have no owner (0) and say nothing about what lies between
            # them.
            if start == last or (first_owner == last_owner and first_owner):
                yield start, last + 1
            elif last - start == 1:
                yield start, last
                yield last, last + 1
            else:
                middle = (start + last) // 2
                middle_owner = owner(middle)
                left = list(split(start, middle, first_owner, middle_owner))
                right = list(split(middle, last, middle_owner, last_owner))
                # The middle character was counted on both sides.
                yield from left[:-1]
                yield left[-1][0], right[0][1]
                yield from right[1:]

        for match in re.finditer(r"[^\r\n]+", text):
            start, last = match.start(), match.end() - 1
            for begin, end in split(start, last, owner(start), owner(last)):
                if text[begin:end].strip():
                    yield begin, end

    def _measure(self, textpage: Any, first: int, last: int) -> _RawRun | None:
        """Return place and look of the characters `first` to `last` of a page; None if PDFium knows none."""
        raw = self.raw
        box, end, x, y, matrix = self._measures
        known = (
            raw.FPDFText_GetLooseCharBox(textpage, first, box)
            and raw.FPDFText_GetLooseCharBox(textpage, last, end)
            and raw.FPDFText_GetCharOrigin(textpage, first, x, y)
            and raw.FPDFText_GetMatrix(textpage, first, matrix)
        )
        if not known:
            return None
        size = raw.FPDFText_GetFontSize(textpage, first) * math.hypot(matrix.c, matrix.d)
        angle = _right_angle(matrix.a, matrix.b)
        bold, italic = self._look(textpage, first)
        return _RawRun(
            text="",
            x0=min(box.left, end.left),
            y0=min(box.bottom, end.bottom),
            x1=max(box.right, end.right),
            y1=max(box.top, end.top),
            origin=(x.value, y.value),
            size=size or 1.0,
            angle=angle,
            bold=bold,
            italic=italic or abs(matrix.c) > 0.15 * abs(matrix.d) > 0,
        )

    def _look(self, textpage: Any, index: int) -> tuple[bool, bool]:
        """Return whether a character is bold and italic: by font name, weight and way of painting."""
        raw = self.raw
        shape = raw.FPDFText_GetTextObject(textpage, index)
        if not shape:
            return False, False
        font = raw.FPDFTextObj_GetFont(shape)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._fonts:
            self._fonts[key] = self._font_look(font) if font else (False, False)
        bold, italic = self._fonts[key]
        # Fill and stroke together is how Word and LibreOffice fake a bold face that is not installed.
        return bold or raw.FPDFTextObj_GetTextRenderMode(shape) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE, italic

    def _font_look(self, font: Any) -> tuple[bool, bool]:
        raw = self.raw
        buffer = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace")
        flags = max(raw.FPDFFont_GetFlags(font), 0)
        bold = bool(_BOLD_NAME.search(name)) or raw.FPDFFont_GetWeight(font) >= 600 or bool(flags & 0x40000)
        return bold, bool(_ITALIC_NAME.search(name)) or bool(flags & 0x40)

    def _drawings(self, page: Any, view: Transform) -> tuple[list[Box], list[Box]]:
        """Return the pictures and the rules of a page."""
        raw = self.raw
        images: list[Box] = []
        rules: list[Box] = []
        for index, (shape, matrix) in enumerate(self._shapes(page)):
            if index >= MAX_OBJECTS:
                break
            kind = raw.FPDFPageObj_GetType(shape)
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(shape, matrix, view)
                if box is not None and box.width > 4 and box.height > 4:
                    images.append(box)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                rules.extend(self._rules_of(shape, matrix, view))
        return images, rules

    def _shapes(self, page: Any) -> Iterator[tuple[Any, Matrix | None]]:
        """Yield the objects of a page with the matrix of their form (None for the page itself)."""
        raw = self.raw
        for index in range(raw.FPDFPage_CountObjects(page)):
            shape = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_FORM:
                yield from self._form_shapes(shape, None, 1)
            else:
                yield shape, None

    def _form_shapes(
        self, form: Any, outer: Matrix | None, depth: int
    ) -> Iterator[tuple[Any, Matrix | None]]:
        raw = self.raw
        if depth > _MAX_DEPTH:
            return
        found = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(form, found)
        own: Matrix = (found.a, found.b, found.c, found.d, found.e, found.f)
        matrix = own if outer is None else _multiply(own, outer)
        for index in range(max(raw.FPDFFormObj_CountObjects(form), 0)):
            shape = raw.FPDFFormObj_GetObject(form, index)
            if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_FORM:
                yield from self._form_shapes(shape, matrix, depth + 1)
            else:
                yield shape, matrix

    def _bounds(self, shape: Any, matrix: Matrix | None, view: Transform) -> Box | None:
        edges = [ctypes.c_float() for _ in range(4)]
        if not self.raw.FPDFPageObj_GetBounds(shape, *edges):
            return None
        left, bottom, right, top = (edge.value for edge in edges)
        return _viewed_box(left, bottom, right, top, matrix, view)

    def _rules_of(self, shape: Any, matrix: Matrix | None, view: Transform) -> Iterator[Box]:
        """Yield the thin horizontal and vertical strokes that a path consists of."""
        bounds = self._bounds(shape, matrix, view)
        if bounds is None or (bounds.width < 1 and bounds.height < 1):
            return
        if min(bounds.width, bounds.height) <= MAX_RULE_WIDTH:
            yield bounds
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self.raw.FPDFPath_GetDrawMode(shape, fill, stroke)
        own = self.raw.FS_MATRIX()
        self.raw.FPDFPageObj_GetMatrix(shape, own)
        inner: Matrix = (own.a, own.b, own.c, own.d, own.e, own.f)
        full = inner if matrix is None else _multiply(inner, matrix)
        for outline in self._outlines(shape):
            points = [view(*_apply(full, *point)) for point in outline]
            yield from _strokes(points, stroked=bool(stroke.value))

    def _outlines(self, shape: Any) -> Iterator[list[tuple[float, float]]]:
        """Yield the sub-paths of a path as lists of points; curves count by their ends."""
        raw = self.raw
        points: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(max(raw.FPDFPath_CountSegments(shape), 0), 4000)):
            segment = raw.FPDFPath_GetPathSegment(shape, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points
                points = []
            points.append((x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment) and points:
                points.append(points[0])
        if len(points) > 1:
            yield points

    def _links(self, page: Any, view: Transform) -> Iterator[PageLink]:
        """Yield the web links of a page in the order of the file."""
        raw = self.raw
        position, link, rect = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
        for _ in range(5000):
            if not raw.FPDFLink_Enumerate(page.raw, position, link):
                return
            action = raw.FPDFLink_GetAction(link)
            if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
                continue
            length = raw.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0)
            if not 1 < length < 8192 or not raw.FPDFLink_GetAnnotRect(link, rect):
                continue
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, length)
            url = buffer.value.decode("utf-8", "replace").strip()
            yield PageLink(_viewed_box(rect.left, rect.bottom, rect.right, rect.top, None, view), url)


def _right_angle(a: float, b: float) -> int:
    """Return the direction of a text matrix in degrees counter-clockwise, -1 if it is no right angle.

    Rounding errors of producers stay below two degrees; what leans more is a stamp or a watermark.
    """
    if b == 0 and a > 0:
        return 0
    degrees = math.degrees(math.atan2(b, a)) % 360
    angle = round(degrees / 90) * 90
    return angle % 360 if abs(degrees - angle) < 2 else -1


@dataclass(slots=True)
class _RawRun:
    """A run in page coordinates; `angle` in degrees counter-clockwise, -1 if it is no right angle."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    origin: tuple[float, float]
    size: float
    angle: int
    bold: bool
    italic: bool
    spaced_before: bool = False
    spaced_after: bool = False

    def viewed(self, view: Transform, angle: int) -> Run:
        """Return the run as seen on the page."""
        ax, ay = view(self.x0, self.y0)
        bx, by = view(self.x1, self.y1)
        base = view(*self.origin)[1] if self.angle == angle and angle >= 0 else max(ay, by)
        return Run(
            self.text,
            ax if ax < bx else bx,
            bx if ax < bx else ax,
            base,
            round(self.size, 1),
            self.bold,
            self.italic,
            self.spaced_before,
            self.spaced_after,
        )


def page_text(raw: Any, textpage: Any, count: int) -> str:
    """Return the characters of a page so that offsets equal PDFium's character indices."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters without a meaning or beyond 16 bits shift the offsets: ask for each.
    codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(
        chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes
    )


def _tidy(text: str) -> str:
    """Return text with ligatures taken apart, odd blanks made plain and soft hyphens kept only at the end."""
    if text.isascii():
        return text
    # NFKC would also turn superscripts into digits; only ligatures and blanks are meant.
    text = "".join(
        unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" or c.isspace() else c for c in text
    )
    body, last = text[:-1].replace("\u00ad", ""), text[-1:]
    return body + ("-" if last in HYPHENS else last)


def _main_angle(runs: Sequence[_RawRun]) -> int:
    """Return the direction of most of the text, 0 if there is none."""
    weight = dict.fromkeys((0, 90, 180, 270), 0)
    for run in runs:
        if run.angle >= 0:
            weight[run.angle] += len(run.text)
    return max(weight, key=lambda angle: weight[angle])


def _transform(bbox: tuple[float, float, float, float], rotation: int) -> Transform:
    """Return the mapping from page coordinates to those of the page turned clockwise."""
    left, bottom, right, top = bbox
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _multiply(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _viewed_box(
    left: float, bottom: float, right: float, top: float, matrix: Matrix | None, view: Transform
) -> Box:
    corners = [(left, bottom), (right, top), (left, top), (right, bottom)]
    if matrix is not None:
        corners = [_apply(matrix, x, y) for x, y in corners]
    points = [view(x, y) for x, y in corners]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _strokes(points: Sequence[tuple[float, float]], *, stroked: bool) -> Iterator[Box]:
    """Yield the rules in one outline: itself if it is thin, else its straight sides if drawn."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    if min(box.width, box.height) <= MAX_RULE_WIDTH:
        yield box
        return
    if not stroked:
        return
    for (ax, ay), (bx, by) in pairwise(points):
        if (abs(ax - bx) < 0.5) != (abs(ay - by) < 0.5):
            yield Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _without_doubles(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs without those printed twice at nearly the same place, which is a way to fake bold."""
    seen: dict[str, list[int]] = {}
    result: list[Run] = []
    for run in runs:
        places = seen.setdefault(run.text, [])
        for at in places:
            if abs(result[at].x0 - run.x0) < 1.5 and abs(result[at].base - run.base) < 1.5:
                result[at] = replace(result[at], bold=True)
                break
        else:
            places.append(len(result))
            result.append(run)
    return tuple(result)


# --- rows of a page
# -----------------------------------------------------------------------------------------------


def rows_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Return runs grouped by baseline, rows from top to bottom, runs from left to right.

    Superscripts and subscripts join the row that they overlap.
    """
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (r.base, r.x0)):
        row = rows[-1] if rows else None
        if row is not None:
            anchor = max(row, key=lambda r: r.size)
            # Half an em apart are two rows even in the tightest setting; a raised figure stays within it.
            reach = 0.5 if min(run.size, anchor.size) < 0.8 * max(run.size, anchor.size) else 0.3
            if abs(run.base - anchor.base) <= reach * max(run.size, anchor.size):
                row.append(run)
                continue
        rows.append([run])
    return [sorted(row, key=lambda r: r.x0) for row in rows]


def link_urls(box: Box, links: Sequence[PageLink]) -> tuple[str, ...]:
    """Return the addresses whose annotation lies on a box, each once, in the order of the file."""
    urls: dict[str, None] = {}
    for link in links:
        across = min(box.x1, link.box.x1) - max(box.x0, link.box.x0)
        along = min(box.bottom, link.box.bottom) - max(box.top, link.box.top)
        if across > 1 and along > 0.4 * min(box.height, link.box.height):
            urls[link.url] = None
    return tuple(urls)
