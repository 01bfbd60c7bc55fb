"""The image of a scanned page made ready for recognition: straightened, evenly lit, pictures masked.

Coordinates are pixels of the image that a function is given, from its upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Mask = NDArray[np.bool_]
    PixelBox = tuple[int, int, int, int]  # left, top, right, bottom

# A sheet fed askew is off by a degree or two; beyond five it was laid askew on purpose.
MAX_SKEW = 5.0
# Below this a turn blurs the letters more than straight lines help.
MIN_SKEW = 0.15
# What paper is made: a little below white, so that noise is not cut off on one side.
_PAPER = 250
# Darker than this on lit paper is ink.
_INK = 150
# Tones are compared in blocks of this many pixels: large against noise, small against the gaps between lines.
_BLOCK = 12
# A picture's ground differs from the paper by more than the paper differs from itself.
_MIN_TONE_GAP = 3.0
# The smallest picture that can carry disturbing letters, as share of the page's width and height.
_MIN_WIDTH, _MIN_HEIGHT = 0.08, 0.05


@dataclass(frozen=True)
class CleanPage:
    """A page image ready for recognition.

    Attributes:
        image: grey image, straightened, paper white, pictures and dot leaders painted over.
        pictures: where the pictures were.
        leaders: where the rows of dots were that lead to a page number.
    """

    image: Image.Image
    pictures: tuple[PixelBox, ...] = ()
    leaders: tuple[PixelBox, ...] = ()


def clean_page(image: Image.Image) -> CleanPage:
    """Return a scanned page straightened, with white paper and with its pictures masked.

    Args:
        image: the page as rendered, any mode.
    """
    grey = image.convert("L")
    angle = estimate_skew(grey)
    if abs(angle) >= MIN_SKEW:
        grey = grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=_paper_tone(grey))
    pixels = np.asarray(grey)
    paper = _paper_map(pixels)
    pictures = tuple(find_pictures(pixels, paper))
    lit = np.clip(pixels.astype(np.float32) * (_PAPER / np.maximum(paper, 1.0)), 0, 255).astype(np.uint8)
    for left, top, right, bottom in pictures:
        lit[top:bottom, left:right] = _PAPER
    leaders = tuple(find_leaders(lit))
    for left, top, right, bottom in leaders:
        lit[top:bottom, left:right] = _PAPER
    return CleanPage(Image.fromarray(lit), pictures, leaders)


def estimate_skew(grey: Image.Image) -> float:
    """Return by how many degrees the page must be turned anticlockwise so that its lines are level.

    Ink is projected on the vertical axis under many angles: level lines give the sharpest profile.
    """
    # Lines of text remain lines at a third of the resolution, and ink pixels become few enough to shear.
    small = grey.resize((max(1, grey.width // 3), max(1, grey.height // 3)), Image.Resampling.BOX)
    pixels = np.asarray(small)
    ink = pixels < (int(np.percentile(pixels, 90)) - 60)
    rows, columns = np.nonzero(ink)
    if len(rows) < 200:  # an empty page, or one picture without text
        return 0.0

    def sharpness(angle: float) -> float:
        heights = rows + columns * np.tan(np.radians(angle))
        profile = np.bincount((heights - heights.min()).astype(np.int64))
        return float(np.square(np.diff(profile.astype(np.float64))).sum())

    coarse = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5), key=sharpness)
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=sharpness)
    return -float(fine) if abs(fine) <= MAX_SKEW else 0.0


def find_pictures(pixels: Grey, paper: NDArray[np.float32]) -> Iterator[PixelBox]:
    """Yield the areas whose ground has another tone than the paper: photographs, screenshots, coloured boxes.

    Args:
        pixels: the page, straightened.
        paper: the tone of the paper at each pixel (`_paper_map`).
    """
    tones = _block_tones(pixels)
    gap = _shrink(paper, tones.shape) - tones
    # Among lines of text the next blank block is near; within a picture every block is toned.
    toned = _close(_grow(_least_around(gap) > _MIN_TONE_GAP))
    height, width = tones.shape
    for left, top, right, bottom in _components(toned):
        if right - left >= _MIN_WIDTH * width and bottom - top >= _MIN_HEIGHT * height:
            filled = float(toned[top:bottom, left:right].mean())
            if filled > 0.6:  # a picture fills its box; the shadow along a page's edge does not
                yield left * _BLOCK, top * _BLOCK, right * _BLOCK, bottom * _BLOCK


def find_leaders(lit: Grey) -> Iterator[PixelBox]:
    """Yield the rows of dots on the baseline that lead from a title to its page number.

    Recognition reads them as words and loses the title beside them.

    Args:
        lit: the page, straightened and with white paper.
    """
    ink = lit < _INK
    for top, bottom in _line_bands(ink):
        band = ink[top:bottom]
        height = bottom - top
        inked: Mask = np.logical_or.reduce(band, axis=0)
        first = np.where(inked, band.argmax(axis=0), height)  # the uppermost ink of each column
        low = first >= height * 0.6  # nothing above the lowest part of the line: a dot, or blank
        for left, right in _joined(list(_stretches(low)), gap=height // 6):
            starts = np.flatnonzero(np.diff(inked[left:right].astype(np.int8)) == 1)
            count = len(starts)
            # A row of dots is long, regular, and has gaps; a rule has none, a full stop stands alone.
            # And it follows a title: specks on an empty line do not.
            if (
                count >= 6
                and right - left > 4 * height
                and _is_regular(starts)
                and (inked & ~low)[:left].any()
            ):
                yield left, top, right, bottom


def _is_regular(starts: NDArray[np.intp]) -> bool:
    """Whether most steps between dots are alike; those between specks are not."""
    steps = np.diff(starts)
    usual = float(np.median(steps))
    return bool((np.abs(steps - usual) <= max(2.0, 0.3 * usual)).mean() > 0.6)


def find_rules(image: Image.Image, shortest: int = 110) -> Iterator[PixelBox]:
    """Yield the ruled lines of a clean page: the borders of tables, the rule below a letterhead.

    Args:
        image: a page from `clean_page`.
        shortest: length in pixels below which a stroke may belong to a letter.
    """
    ink = np.asarray(image) < _INK
    for left, top, right, bottom in _level_rules(ink, shortest):
        yield left, top, right, bottom
    for top, left, bottom, right in _level_rules(ink.T, shortest):
        yield left, top, right, bottom


def _level_rules(ink: Mask, shortest: int) -> Iterator[PixelBox]:
    """Yield the level rules; one that a trace of skew breaks into steps is one rule."""
    rules: list[list[int]] = []
    for row in np.flatnonzero(ink.sum(axis=1) >= shortest):
        for begin, end in _stretches(ink[row]):
            if end - begin < shortest:
                continue
            for rule in reversed(rules[-40:]):  # rules come from top to bottom: only the last can be near
                if row - rule[3] <= 3 and begin <= rule[2] + 8 and end >= rule[0] - 8:
                    rule[0], rule[2], rule[3] = min(rule[0], begin), max(rule[2], end), int(row)
                    break
            else:
                rules.append([begin, int(row), end, int(row)])
    for left, top, right, bottom in rules:
        if bottom - top <= 12:  # thicker is no rule but an area
            yield left, top, right, bottom + 1


def _stretches(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield begin and end (exclusive) of each stretch of set flags."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        yield int(begin), int(end)


def _joined(stretches: list[tuple[int, int]], gap: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches with those joined that only specks of up to `gap` pixels part.

    The blanks between the words of a title are short; only stretches longer than that take part.
    """
    current: tuple[int, int] | None = None
    for begin, end in stretches:
        if (
            current is not None
            and begin - current[1] <= gap
            and min(end - begin, current[1] - current[0]) > gap
        ):
            current = (current[0], end)
            continue
        if current is not None:
            yield current
        current = (begin, end)
    if current is not None:
        yield current


def _line_bands(ink: Mask) -> Iterator[tuple[int, int]]:
    """Yield top and bottom (exclusive) of each stretch of rows that hold ink: the lines of text."""
    filled = ink.sum(axis=1) >= 3  # fewer dark pixels in a row are specks
    for top, bottom in _stretches(filled):
        if 8 <= bottom - top <= 120:
            yield top, bottom


def _paper_tone(grey: Image.Image) -> int:
    return int(np.percentile(np.asarray(grey.resize((64, 64), Image.Resampling.BOX)), 90))


def _block_tones(pixels: Grey) -> NDArray[np.float32]:
    """Return the tone of the ground of each block: its upper quartile, which letters do not darken."""
    height, width = (side // _BLOCK * _BLOCK for side in pixels.shape)
    blocks = pixels[:height, :width].reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK)
    flat = blocks.swapaxes(1, 2).reshape(height // _BLOCK, width // _BLOCK, _BLOCK * _BLOCK)
    rank = _BLOCK * _BLOCK * 3 // 4
    return np.partition(flat, rank, axis=2)[:, :, rank].astype(np.float32)


def _paper_map(pixels: Grey) -> NDArray[np.float32]:
    """Return the tone of the bare paper at each pixel: a smooth surface through the page's brightest blocks.

    Scanners light a page unevenly, but never abruptly: a surface of second degree follows the light and
    not the pictures.
    """
    tones = _block_tones(pixels)
    rows, columns = np.mgrid[-1 : 1 : complex(tones.shape[0]), -1 : 1 : complex(tones.shape[1])]
    terms = np.stack([np.ones_like(rows), rows, columns, rows * columns, rows**2, columns**2], axis=-1)
    used = tones >= np.percentile(tones, 40)
    surface = np.full_like(tones, np.percentile(tones, 90))
    for _ in range(3):  # each round drops what lies clearly below the surface: pictures, shadows
        weights, *_ = np.linalg.lstsq(terms[used], tones[used], rcond=None)
        surface = (terms @ weights).astype(np.float32)
        used = np.abs(tones - surface) < 6
        if used.mean() < 0.1:
            surface = np.full_like(tones, np.percentile(tones, 90))
            break
    stretched = Image.fromarray(surface.astype(np.float32))
    shape = (pixels.shape[1], pixels.shape[0])
    return np.asarray(stretched.resize(shape, Image.Resampling.BILINEAR), dtype=np.float32)


def _shrink(paper: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    size = (shape[1], shape[0])
    return np.asarray(Image.fromarray(paper).resize(size, Image.Resampling.BOX), dtype=np.float32)


def _least_around(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each block the least value among it and its eight neighbours."""
    padded = np.pad(values, 1, mode="edge")
    rows = np.minimum(np.minimum(padded[:-2], padded[1:-1]), padded[2:])
    return np.minimum(np.minimum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])


def _close(mask: Mask) -> Mask:
    """Return the mask with gaps of a block closed: a line in a picture, but no line of text between two."""
    return ~_grow(~_grow(mask))


def _grow(mask: Mask) -> Mask:
    padded = np.pad(mask, 1)
    return mask | padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]


def _components(mask: Mask) -> Iterator[PixelBox]:
    """Yield the bounding box (right and bottom exclusive) of each connected area."""
    open_cells = mask.copy()
    height, width = mask.shape
    for start_row, start_column in zip(*np.nonzero(mask), strict=True):
        if not open_cells[start_row, start_column]:
            continue
        stack = [(int(start_row), int(start_column))]
        open_cells[start_row, start_column] = False
        left = right = int(start_column)
        top = bottom = int(start_row)
        while stack:
            row, column = stack.pop()
            left, right = min(left, column), max(right, column)
            top, bottom = min(top, row), max(bottom, row)
            for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if 0 <= r < height and 0 <= c < width and open_cells[r, c]:
                    open_cells[r, c] = False
                    stack.append((r, c))
        yield left, top, right + 1, bottom + 1
