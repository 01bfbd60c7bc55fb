"""Optical recognition: from the image of a scanned page to the runs of text that a typed page would give.

Tesseract with Indonesian data reads best and is asked first; RapidOCR, which comes as a Python package with
its models, stands in where Tesseract is not installed. Each page is read by one process of one thread:
Tesseract's own threads only get in each other's way.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Protocol

from assistant.errors import MissingPartError
from assistant.reading.pdf_lines import Box, PageContent, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from PIL import Image

    from assistant.reading.scan_image import CleanPage, Grey, PixelBox

# Scanners of offices deliver 200 or 300 dots an inch; more costs time and reads no better.
DPI = 200
# A page takes about a second; one that takes this long is no page of text.
PAGE_SECONDS = 120
# Words that the engine doubts more than this are specks and smears.
_MIN_CONFIDENCE = 25
# The engine's line height runs from ascender to descender: nine tenths of the font size.
_HEIGHT_PER_SIZE = 0.9
# Strokes of a bold face are wider than those of most text on the page by more than this factor.
_BOLD_FACTOR = 1.22
# In font sizes: words farther apart stand in two columns.
_COLUMN_GAP = 1.5
# In line heights: how far before its text a list marker stands at most.
_MARKER_REACH = 3.5
_MARKER = re.compile(r"^\(?(?:\d{1,3}|[A-Za-z]{1,4})[.)]$|^[•\-–]$")
# Free pixels around each strip that is read by itself.
_STRIP_MARGIN = 14

INSTALL_HINT = (
    "Pasang Tesseract dengan bahasa Indonesia. Windows: winget install UB-Mannheim.TesseractOCR (centang "
    "bahasa Indonesian); Linux: sudo apt install tesseract-ocr tesseract-ocr-ind. Tanpa Tesseract: "
    'pip install "zona-integritas-assistant[ocr]".'
)


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word.

    Attributes:
        box: in pixels; baseline, height: of its line, in pixels.
        confidence: how sure the engine is, 0 to 100.
    """

    text: str
    box: PixelBox
    baseline: float
    height: float
    confidence: float


class Engine(Protocol):
    """A program that reads the words of a clean page image."""

    @property
    def id(self) -> str:
        """Name and version: results of another version are not reused."""

    def lines(self, image: Image.Image, *, block: bool = False) -> list[list[Word]]:
        """Return the lines of the page in the engine's reading order.

        Args:
            image: a clean page, or lines set below each other.
            block: whether the image is one block of lines without any layout.
        """


def find_engine() -> Engine | None:
    """Return the best engine that is installed, None if there is none."""
    executable = _tesseract()
    if executable is not None:
        return Tesseract(executable)
    return RapidOcr() if _has_rapidocr() else None


def missing_engine(name: str, pages: str) -> MissingPartError:
    """Return the error for a file whose scanned pages cannot be read for want of an engine.

    Args:
        name: the file that needs it.
        pages: its scanned pages as people write them.
    """
    return MissingPartError(f"Halaman {pages} pada berkas {name} adalah hasil pindai (gambar).", INSTALL_HINT)


def recognise_pages(
    images: Iterable[tuple[int, Image.Image]],
    engine: Engine,
    done: Callable[[int], None] = lambda _number: None,
) -> Iterator[PageContent]:
    """Yield the content of scanned pages in order, as many at a time as the machine has cores.

    Args:
        images: page numbers with the pages rendered at `DPI`; taken one by one, so few are in memory.
        engine: who reads them.
        done: told the number of each finished page.
    """
    workers = max(1, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[int, Future[PageContent]]] = deque()

        def next_result() -> PageContent:
            number, future = waiting.popleft()
            content = future.result()
            done(number)
            return content

        for number, image in images:
            waiting.append((number, pool.submit(recognise_page, number, image, engine)))
            if len(waiting) > workers:
                yield next_result()
        while waiting:
            yield next_result()


def recognise_page(number: int, image: Image.Image, engine: Engine) -> PageContent:
    """Return what stands on one scanned page, as `pdf_lines` returns it for a typed one.

    Args:
        number: the page's number.
        image: the page rendered at `DPI`.
        engine: who reads it.
    """
    from assistant.reading.scan_image import clean_page, find_rules

    page = clean_page(image)
    lines = engine.lines(page.image)
    runs = list(_runs(add_lost_markers(lines, page.image, engine), page))
    rules = [rule for rule in find_rules(page.image) if not any(_touches(rule, box) for box in page.pictures)]
    return PageContent(
        number,
        page.image.width * 72 / DPI,
        page.image.height * 72 / DPI,
        runs=tuple(runs),
        images=tuple(_points(box) for box in page.pictures),
        rules=tuple(_points(box) for box in rules),
    )


# --- markers that the engine lost ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Lost:
    """Ink before the first word of a line that belongs to no word: where it is, and the line."""

    box: PixelBox
    line: list[Word]


def add_lost_markers(lines: list[list[Word]], image: Image.Image, engine: Engine) -> list[list[Word]]:
    """Return the lines with the list markers in front that the engine passed over.

    A column of numbers beside a list looks like dirt along the margin to it. Read together with the first
    word of its line, a marker is plain text again.

    Args:
        lines: what the engine found on the page.
        image: the clean page.
        engine: who reads the markers.
    """
    from PIL import Image as Images

    lost = list(_lost_markers(lines, image))
    if not lost:
        return lines
    step = max(item.box[3] - item.box[1] for item in lost) + 2 * _STRIP_MARGIN
    width = max(item.line[0].box[2] - item.box[0] for item in lost) + 2 * _STRIP_MARGIN
    strips = Images.new("L", (width, step * len(lost)), 250)
    for row, item in enumerate(lost):
        left, top, right, bottom = (item.box[0], item.box[1], item.line[0].box[2], item.box[3])
        strips.paste(image.crop((left, top, right, bottom)), (_STRIP_MARGIN, row * step + _STRIP_MARGIN))
    found: dict[int, str] = {}
    for line in engine.lines(strips, block=True):
        row = int(line[0].box[1] + line[0].box[3]) // (2 * step)
        if row >= len(lost):
            continue
        edge = _STRIP_MARGIN + lost[row].box[2] - lost[row].box[0]
        text = "".join(word.text for word in line if word.box[2] <= edge + 3)
        if _MARKER.match(text):
            found[row] = text
    added = {
        id(lost[row].line): Word(
            text, lost[row].box, lost[row].line[0].baseline, lost[row].line[0].height, 90.0
        )
        for row, text in found.items()
    }
    return [[added[id(line)], *line] if id(line) in added else line for line in lines]


def _lost_markers(lines: list[list[Word]], image: Image.Image) -> Iterator[_Lost]:
    """Yield small ink close before a line that no word covers."""
    import numpy as np

    pixels = np.asarray(image)
    words = [word.box for line in lines for word in line]
    for line in lines:
        if not line:
            continue
        left = line[0].box[0]
        height = line[0].height
        top, bottom = min(w.box[1] for w in line) - 3, max(w.box[3] for w in line) + 3
        begin = max(0, int(left - _MARKER_REACH * height))
        strip = pixels[max(0, top) : bottom, begin : left - 4] < 128
        columns = np.flatnonzero(strip.sum(axis=0) >= 2)
        if len(columns) == 0:
            continue
        box = (begin + int(columns[0]) - 3, max(0, top), begin + int(columns[-1]) + 4, bottom)
        covered = any(w[0] < box[2] and w[2] > box[0] and w[1] < bottom - 4 and w[3] > top + 4 for w in words)
        inked = np.flatnonzero(strip.any(axis=1))
        tall = 0.3 * height <= inked[-1] - inked[0] + 1 <= 1.4 * height
        if not covered and tall and box[2] - box[0] <= 2.5 * height:
            yield _Lost(box, line)


# --- from words to runs -------------------------------------------------------------------------------------


def _touches(rule: PixelBox, picture: PixelBox) -> bool:
    """Whether a rule is the edge of a picture, within the coarseness of picture boxes."""
    margin = 16
    return (
        rule[0] < picture[2] + margin
        and rule[2] > picture[0] - margin
        and rule[1] < picture[3] + margin
        and rule[3] > picture[1] - margin
    )


def _points(box: PixelBox) -> Box:
    left, top, right, bottom = (edge * 72 / DPI for edge in box)
    return Box(left, top, right, bottom)


def _runs(lines: list[list[Word]], page: CleanPage) -> Iterator[Run]:
    """Yield the words as runs: those of one line and one look together, with their place in points."""
    import numpy as np

    lines = [kept for line in lines if (kept := [w for w in line if _is_text(w)])]
    if not lines:
        return
    pixels = np.asarray(page.image)
    strokes = [[_stroke(pixels, word) for word in line] for line in lines]
    common = median(s for line in strokes for s in line)
    body = median(word.height for line in lines for word in line)
    for line, widths in zip(lines, strokes, strict=True):
        # Heights waver with the letters that a line happens to have; a small difference is none.
        height = body if abs(line[0].height / body - 1) < 0.15 else line[0].height
        size = height * 72 / DPI / _HEIGHT_PER_SIZE
        bold = [width > _BOLD_FACTOR * common * (height / body) ** 0.5 for width in widths]
        if sum(bold) * 2 > len(bold) and len(bold) > 2:
            bold = [True] * len(bold)
        elif len(bold) > 6 and sum(bold) < 3:
            bold = [False] * len(bold)
        yield from _line_runs(line, bold, size)
    for left, _top, right, bottom in page.leaders:
        place = _points((left, _top, right, bottom))
        yield Run("." * 5, place.x0, place.x1, place.bottom, body * 72 / DPI / _HEIGHT_PER_SIZE)


def _is_text(word: Word) -> bool:
    return word.confidence >= _MIN_CONFIDENCE and bool(re.search(r"\w|[•\-–().]", word.text))


def _line_runs(line: list[Word], bold: list[bool], size: float) -> Iterator[Run]:
    group: list[Word] = []
    for word, heavy, next_word, next_heavy in zip(
        line, bold, [*line[1:], None], [*bold[1:], None], strict=True
    ):
        group.append(word)
        gap = (next_word.box[0] - word.box[2]) * 72 / DPI if next_word is not None else 0.0
        if next_word is None or next_heavy != heavy or gap > _COLUMN_GAP * size:
            first, last = group[0].box, group[-1].box
            yield Run(
                " ".join(w.text for w in group),
                first[0] * 72 / DPI,
                last[2] * 72 / DPI,
                median(w.baseline for w in group) * 72 / DPI,
                size,
                bold=heavy,
                spaced_before=group[0] is not line[0],
                spaced_after=next_word is not None,
            )
            group = []


def _stroke(pixels: Grey, word: Word) -> float:
    """Return the width of a word's strokes in pixels: twice the ink's area by the length of its outline."""
    import numpy as np

    left, top, right, bottom = word.box
    ink = pixels[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] < 128
    area = int(ink.sum())
    if area == 0:
        return 0.0
    outline = int(np.count_nonzero(ink[:, 1:] != ink[:, :-1]) + np.count_nonzero(ink[1:] != ink[:-1]))
    return 2.0 * area / max(1, outline)


# --- Tesseract ----------------------------------------------------------------------------------------------


@cache
def _tesseract() -> Path | None:
    """Return the Tesseract program if it is installed together with Indonesian."""
    found = shutil.which("tesseract")
    if found is None and sys.platform == "win32":  # its installer does not put it on the path
        usual = Path(os.environ.get("PROGRAMFILES", r"C:\Program Files")) / "Tesseract-OCR" / "tesseract.exe"
        found = str(usual) if usual.is_file() else None
    if found is None:
        return None
    listed = _run([found, "--list-langs"], b"")
    return Path(found) if "ind" in listed.decode("utf-8", "replace").split() else None


def _run(command: list[str], data: bytes) -> bytes:
    """Run the engine on data from memory; nothing is returned if it fails or takes too long."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the document only goes in as pixels
            command, input=data, capture_output=True, timeout=PAGE_SECONDS, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


@dataclass(frozen=True)
class Tesseract:
    """Tesseract with its Indonesian data, asked for hOCR: words with boxes, baselines and heights."""

    executable: Path

    @property
    def id(self) -> str:
        """Name and version."""
        return _tesseract_version(self.executable)

    def lines(self, image: Image.Image, *, block: bool = False) -> list[list[Word]]:
        """Return the lines of the page in reading order."""
        layout = "6" if block else "3"
        data = b"P5 %d %d 255\n" % image.size + image.tobytes()
        command = [
            str(self.executable),
            "stdin",
            "stdout",
            "-l",
            "ind",
            "--psm",
            layout,
            "--dpi",
            str(DPI),
            "hocr",
        ]
        parser = _Hocr()
        parser.feed(_run(command, data).decode("utf-8", "replace"))
        parser.close()
        return [line for line in parser.lines if line]


@cache
def _tesseract_version(executable: Path) -> str:
    return _run([str(executable), "--version"], b"").decode("utf-8", "replace").split("\n", 1)[0].strip()


class _Hocr(HTMLParser):
    """Collects the words of an hOCR page; line boxes give baseline and height."""

    _LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[Word]] = []
        self._place: dict[str, list[float]] = {}
        self._line: dict[str, list[float]] = {}
        self._in_word = False
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        values = dict(attrs)
        kind = values.get("class") or ""
        if kind in self._LINES:
            self._line = _properties(values.get("title") or "")
            self.lines.append([])
        elif kind == "ocrx_word":
            self._place = _properties(values.get("title") or "")
            self._in_word, self._text = True, ""

    def handle_data(self, data: str) -> None:
        if self._in_word:
            self._text += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        if not self._in_word:
            return
        self._in_word = False
        box = self._place.get("bbox", [])
        line_box = self._line.get("bbox", [])
        if len(box) != 4 or len(line_box) != 4 or not self._text.strip() or not self.lines:
            return
        slope, offset = [*self._line.get("baseline", []), 0.0, 0.0][:2]
        left, top, right, bottom = (int(edge) for edge in box)
        baseline = line_box[3] + offset + slope * (left - line_box[0])
        height = self._line.get("x_size", [line_box[3] - line_box[1]])[0]
        confidence = self._place.get("x_wconf", [0.0])[0]
        self.lines[-1].append(
            Word(self._text.strip(), (left, top, right, bottom), baseline, height, confidence)
        )


def _properties(title: str) -> dict[str, list[float]]:
    """Return the numbers of an hOCR title: `bbox 1 2 3 4; x_wconf 96`."""
    found: dict[str, list[float]] = {}
    for part in title.split(";"):
        name, *values = part.split()
        if all(re.fullmatch(r"-?\d+(?:\.\d+)?", value) for value in values):
            found[name] = [float(value) for value in values]
    return found


# --- RapidOCR -----------------------------------------------------------------------------------------------


@cache
def _has_rapidocr() -> bool:
    from importlib.util import find_spec

    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


class RapidOcr:
    """RapidOCR with the models of its package; knows lines only, so a line's words share its confidence."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine = RapidOCR(params={"Global.log_level": "error"})

    @property
    def id(self) -> str:
        """Name and version."""
        from importlib.metadata import version

        return f"rapidocr {version('rapidocr')}"

    def lines(self, image: Image.Image, *, block: bool = False) -> list[list[Word]]:  # noqa: ARG002
        """Return the lines of the page from top to bottom."""
        import numpy as np

        result: Any = self._engine(np.asarray(image.convert("RGB")))
        if result.boxes is None:
            return []
        found: list[list[Word]] = []
        for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
            left, top = (int(edge) for edge in corners.min(axis=0))
            right, bottom = (int(edge) for edge in corners.max(axis=0))
            height = (bottom - top) * 0.8  # its boxes have a margin
            box = (left, top, right, bottom)
            found.append([Word(text.strip(), box, bottom - 0.3 * height, height, 100 * float(score))])
        return sorted(found, key=lambda line: (line[0].box[1], line[0].box[0]))
