"""Pages of a PDF as small pictures, with the places of given passages on them, for views of a check.

A page without a text layer (a scan), and a passage that is not found in it, have no marks. Nothing here
raises on a page that cannot be drawn: a view without that picture is still a view.
"""

from __future__ import annotations

import ctypes
import io
import time
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.errors import InputError
from assistant.progress import Progress, SilentProgress
from assistant.reading.pdf_lines import MAX_CHARS, page_text
from assistant.reading.recognise import FileKind, read_bytes, recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DrawingLimits:
    """What the pictures of one document may cost.

    Attributes:
        pages: at most so many; a reviewer leafs through no more on one page of findings.
        total_bytes: of all pictures; base64 in a page makes a third more of it, so that it stays near 6 MB.
        dpi: body text stays legible when a page is as wide as half a laptop's screen.
        side: longest side of a picture in pixels, whatever size the page claims to have.
        seconds: after which no further page is begun.
    """

    pages: int = 40
    total_bytes: int = 4_500_000
    dpi: float = 108.0
    side: int = 1_800
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be marked: its page, its text as a block has it, and what precedes it in the block."""

    page: int
    text: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """An upright rectangle on a picture, in pixels from its top left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture; `body` is where its text stands, None where it has none."""

    page: int
    width: int
    height: int
    media_type: str
    data: bytes
    body: Frame | None = None


@dataclass(frozen=True)
class PagePictures:
    """Pictures by page, the frames of each passage that was found, and the pages that limits left out."""

    pictures: Mapping[int, PagePicture]
    marks: Mapping[Passage, tuple[Frame, ...]]
    left_out: tuple[int, ...] = ()


NO_PICTURES = PagePictures({}, {})
# Of a passage that is not found as a whole its beginning counts from so many letters on: two or three words.
_LEAST_LETTERS = 12
# A photograph of evidence is looked at beside a text; larger ones cost more than they show. Telephones take
# up to 50 million pixels.
_IMAGE_SIDE, _MAX_IMAGE_PIXELS = 720, 60_000_000
_IMAGE_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
# Quality of the pictures (0 to 100): letters stay sharp, photographs may lose; measured at 60 kB a page.
_QUALITY = 50


def draw_pages(
    path: Path,
    passages: Sequence[Passage],
    progress: Progress | None = None,
    limits: DrawingLimits = DrawingLimits(),
) -> PagePictures:
    """Return pictures of the pages that passages stand on; none for a file that is no PDF.

    Args:
        path: the file that the passages were read from.
        passages: what to show, most important first: where a limit is met, later pages have no picture.
        progress: told of every page.
        limits: what the pictures may cost.

    Raises:
        InputError, UsageError: the file can no longer be read.
    """
    return draw_pdf(read_bytes(path), path.name, passages, progress, limits) if passages else NO_PICTURES


def draw_pdf(
    data: bytes,
    name: str,
    passages: Sequence[Passage],
    progress: Progress | None = None,
    limits: DrawingLimits = DrawingLimits(),
) -> PagePictures:
    """Return pictures as `draw_pages` does, of a file at hand.

    Raises:
        InputError: it is a container that must not be unpacked.
    """
    if not passages or recognise(data, name) is not FileKind.PDF:
        return NO_PICTURES
    return _draw_pdf(data, passages, progress or SilentProgress(), limits)


def _draw_pdf(
    data: bytes, passages: Sequence[Passage], progress: Progress, limits: DrawingLimits
) -> PagePictures:
    import pypdfium2

    by_page: dict[int, list[Passage]] = {}
    for passage in passages:
        by_page.setdefault(passage.page, []).append(passage)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return NO_PICTURES
    try:
        return _draw_all(pdf, by_page, progress, limits)
    finally:
        pdf.close()


def draw_sources(
    read: Callable[[str], bytes | None],
    wanted: Mapping[str, Sequence[Passage]],
    progress: Progress | None = None,
    limits: DrawingLimits = DrawingLimits(),
) -> dict[str, PagePictures]:
    """Return pictures of pages of several files by source; the limits are those of all together.

    Args:
        read: gives the content of a source, None where it has none that can be read.
        wanted: passages by source, most important first; a photograph or scan is its own first page, other
            files that are no PDF have no pictures.
        progress: told of every file.
        limits: what the pictures may cost.
    """
    told = progress or SilentProgress()
    found: dict[str, PagePictures] = {}
    deadline = time.monotonic() + limits.seconds
    left = limits
    told.start("Menggambar bukti", len(wanted))
    for source, passages in wanted.items():
        told.advance()
        data = read(source) if left.pages > 0 and left.seconds > 0 else None
        if data is None:
            continue
        try:
            kind = recognise(data, source)
            if kind is FileKind.IMAGE:
                drawn = _draw_image(data, left)
            else:
                drawn = draw_pdf(data, source, passages, limits=left)
        except InputError:
            continue
        if drawn.pictures or drawn.left_out:
            found[source] = drawn
        spent = sum(len(picture.data) for picture in drawn.pictures.values())
        left = replace(
            left,
            pages=left.pages - len(drawn.pictures),
            total_bytes=left.total_bytes - spent,
            seconds=deadline - time.monotonic(),
        )
    told.finish()
    return found


def _draw_image(data: bytes, limits: DrawingLimits) -> PagePictures:
    """Return a photograph or scan as the picture of page 1; none where it is damaged or over a limit."""
    import warnings

    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_IMAGE_FORMATS) as image:
                if image.width * image.height > _MAX_IMAGE_PIXELS:
                    return NO_PICTURES
                image.draft("RGB", (_IMAGE_SIDE, _IMAGE_SIDE))  # decodes a large photograph small
                upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((_IMAGE_SIDE, _IMAGE_SIDE))
        media_type, content = _compressed(upright)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError, Warning):
        return NO_PICTURES
    if len(content) > limits.total_bytes:
        return NO_PICTURES
    return PagePictures({1: PagePicture(1, upright.width, upright.height, media_type, content)}, {})


def _draw_all(
    pdf: Any, by_page: Mapping[int, Sequence[Passage]], progress: Progress, limits: DrawingLimits
) -> PagePictures:
    deadline = time.monotonic() + limits.seconds
    pictures: dict[int, PagePicture] = {}
    marks: dict[Passage, tuple[Frame, ...]] = {}
    size = 0
    progress.start("Menggambar halaman", min(len(by_page), limits.pages))
    for number, passages in by_page.items():
        if len(pictures) == limits.pages or time.monotonic() > deadline:
            break
        drawn = _draw_page(pdf, number, passages, limits)
        progress.advance()
        if drawn is None or size + len(drawn[0].data) > limits.total_bytes:
            continue
        size += len(drawn[0].data)
        pictures[number] = drawn[0]
        marks |= drawn[1]
    progress.finish()
    return PagePictures(pictures, marks, tuple(sorted(by_page.keys() - pictures.keys())))


def _draw_page(
    pdf: Any, number: int, passages: Sequence[Passage], limits: DrawingLimits
) -> tuple[PagePicture, dict[Passage, tuple[Frame, ...]]] | None:
    """Return a page's picture and the frames of the passages found on it; None where it cannot be drawn."""
    import pypdfium2

    if not 1 <= number <= len(pdf):
        return None
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        scale = min(limits.dpi / 72, limits.side / max(width, height, 1.0))
        image = page.render(scale=scale).to_pil()
        sheet = _Sheet(pypdfium2.raw, page, image.width, image.height)
        try:
            body, marks = sheet.body(), {passage: sheet.frames(passage) for passage in passages}
        finally:
            sheet.close()
        media_type, data = _compressed(image)
    except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError):
        return None
    finally:
        page.close()
    found = {passage: frames for passage, frames in marks.items() if frames}
    return PagePicture(number, image.width, image.height, media_type, data, body), found


def _compressed(image: Any) -> tuple[str, bytes]:
    """Return media type and bytes of a picture: WebP where this build can, else JPEG."""
    from PIL import features

    stream = io.BytesIO()
    if features.check("webp"):
        image.convert("RGB").save(stream, "WEBP", quality=_QUALITY, method=2)
        return "image/webp", stream.getvalue()
    image.convert("RGB").save(stream, "JPEG", quality=_QUALITY)
    return "image/jpeg", stream.getvalue()


class _Sheet:
    """The text layer of one page, in which passages are found by their letters and digits alone.

    Line breaks, hyphens, blanks and case of the page differ from those of a block's text; letters do not.
    """

    def __init__(self, raw: Any, page: Any, width: int, height: int) -> None:
        self._raw, self._page = raw, page
        self._width, self._height = width, height
        self._textpage = page.get_textpage()
        self._count = max(0, min(raw.FPDFText_CountChars(self._textpage.raw), MAX_CHARS))
        text = page_text(raw, self._textpage.raw, self._count) if self._count else ""
        self._letters, self._offsets = letters_of(text)

    def close(self) -> None:
        """Free what PDFium holds for the text layer."""
        self._textpage.close()

    def body(self) -> Frame | None:
        """Return the frame around all text of the page; None where there is none."""
        return _around(list(self._rectangles(0, self._count)))

    def frames(self, passage: Passage) -> tuple[Frame, ...]:
        """Return a frame for each line of a passage; empty where it is not found."""
        wanted, _ = letters_of(passage.text)
        before, _ = letters_of(passage.before)
        found = find_letters(self._letters, wanted, before)
        if found is None:
            return ()
        first, last = self._offsets[found[0]], self._offsets[found[1] - 1]
        return tuple(_by_line(list(self._rectangles(first, last - first + 1))))

    def _rectangles(self, start: int, count: int) -> Iterator[Frame]:
        """Yield the frames of a stretch of characters, one for each text object or part of it."""
        raw, text = self._raw, self._textpage.raw
        edges = [ctypes.c_double() for _ in range(4)]
        for index in range(max(0, raw.FPDFText_CountRects(text, start, count))):
            if raw.FPDFText_GetRect(text, index, *edges):
                left, top, right, bottom = (edge.value for edge in edges)
                frame = self._on_picture(left, top, right, bottom)
                if frame is not None:
                    yield frame

    def _on_picture(self, left: float, top: float, right: float, bottom: float) -> Frame | None:
        """Return a rectangle of the page as it stands on the picture; None where it lies beside it."""
        x, y = ctypes.c_int(), ctypes.c_int()
        size = (0, 0, self._width, self._height, 0)
        corners: list[tuple[int, int]] = []
        for at in ((left, top), (right, bottom)):
            if not self._raw.FPDF_PageToDevice(self._page.raw, *size, *at, x, y):
                return None
            corners.append((x.value, y.value))
        (x0, x1), (y0, y1) = (sorted(edge) for edge in zip(*corners, strict=True))
        x0, x1 = max(0, x0), min(self._width, x1)
        y0, y1 = max(0, y0), min(self._height, y1)
        return Frame(x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None


def letters_of(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, plain and in lower case, and the offset of each in it."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        plain = char if char.isascii() else unicodedata.normalize("NFKD", char)
        for part in plain.lower():
            if part.isalnum():
                letters.append(part)
                offsets.append(offset)
    return "".join(letters), offsets


def find_letters(page: str, wanted: str, before: str = "") -> tuple[int, int] | None:
    """Return where a passage stands among the letters of a page: the longest beginning that is there.

    Of several places the one is taken that follows most of `before`. None where not even a beginning of
    `_LEAST_LETTERS` is found.
    """
    low, high = 0, len(wanted)
    while low < high:  # what begins a found beginning is found too
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in page else (low, middle - 1)
    if low == 0 or low < min(len(wanted), _LEAST_LETTERS):
        return None
    best, most = -1, -1
    at = page.find(wanted[:low])
    while at >= 0:
        common = _common_ending(page[max(0, at - len(before)) : at], before)
        best, most = (at, common) if common > most else (best, most)
        at = page.find(wanted[:low], at + low)
    return best, best + low


def _common_ending(one: str, other: str) -> int:
    count = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count


def _by_line(frames: Sequence[Frame]) -> Iterator[Frame]:
    """Yield frames with those on one line joined: they overlap by more than half in height."""
    line: list[Frame] = []
    for frame in frames:
        if line:
            last = line[-1]
            shared = min(last.y + last.height, frame.y + frame.height) - max(last.y, frame.y)
            if 2 * shared <= min(last.height, frame.height):
                joined = _around(line)
                line = []
                if joined:
                    yield joined
        line.append(frame)
    joined = _around(line)
    if joined:
        yield joined


def _around(frames: Sequence[Frame]) -> Frame | None:
    """Return the frame around frames; None for none."""
    if not frames:
        return None
    x, y = min(f.x for f in frames), min(f.y for f in frames)
    right, bottom = max(f.x + f.width for f in frames), max(f.y + f.height for f in frames)
    return Frame(x, y, right - x, bottom - y)
