"""Pictures drawn for documents and evidence: few flat colours, so that a PNG stays within some kilobytes."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

SIZE = (900, 560)
_PAPER, _INK, _GREY, _LIGHT = "#ffffff", "#1c1c1c", "#9aa0a6", "#e8eaed"
_RED, _GOLD, _BLUE, _GREEN, _WALL, _SKIN = "#8c1d18", "#c9a227", "#1f4e79", "#2e7d32", "#d9cbb3", "#a9745b"


@cache
def _font(size: int) -> FreeTypeFont | ImageFont:
    from PIL.ImageFont import load_default

    return load_default(size)


def _centred(draw: ImageDraw, y: int, text: str, size: int, fill: str = _INK, width: int = SIZE[0]) -> None:
    """Write one line in the middle, smaller where it would not fit."""
    while size > 12 and draw.textlength(text, font=_font(size)) > width - 60:
        size -= 2
    draw.text((width / 2, y), text, font=_font(size), fill=fill, anchor="ma")


def _photo(draw: ImageDraw, words: Sequence[str], rng: Random) -> None:
    """A room with a banner and people standing in rows."""
    draw.rectangle((0, 0, *SIZE), fill=_WALL)
    draw.rectangle((0, 430, *SIZE), fill="#b08968")
    draw.rectangle((90, 30, SIZE[0] - 90, 190), fill=_RED, outline=_GOLD, width=6)
    for row, line in enumerate(words[:3]):
        _centred(draw, 48 + 44 * row, line, 30 if row == 0 else 24, _PAPER)
    for row, count in enumerate((8, 7)):
        for place in range(count):
            x = 90 + row * 50 + place * 102 + rng.randint(-8, 8)
            y = 270 + row * 95
            draw.rounded_rectangle(
                (x - 34, y + 34, x + 34, y + 200), 20, fill=rng.choice((_BLUE, _INK, "#6b705c"))
            )
            draw.ellipse((x - 24, y - 20, x + 24, y + 36), fill=_SKIN)


def _scan(draw: ImageDraw, words: Sequence[str], rng: Random) -> None:
    """The first page of a decree, cut off at the foot."""
    draw.rectangle((0, 0, *SIZE), fill=_LIGHT)
    draw.rectangle((150, 15, 750, SIZE[1]), fill=_PAPER, outline=_GREY)
    draw.ellipse((415, 30, 485, 100), fill=_GOLD, outline=_INK, width=2)
    for row, line in enumerate(words[:6]):
        _centred(draw, 112 + 32 * row, line, 22 if row < 2 else 19)
    for y in range(320, SIZE[1], 24):
        draw.line((200, y, 700 - rng.choice((0, 0, 90)), y), fill=_GREY, width=7)


def _screen(draw: ImageDraw, words: Sequence[str], rng: Random) -> None:
    """A browser window with a menu and tiles."""
    draw.rectangle((0, 0, *SIZE), fill=_PAPER)
    draw.rectangle((0, 0, SIZE[0], 46), fill=_LIGHT)
    draw.rounded_rectangle((110, 9, 860, 37), 12, fill=_PAPER)
    for place, colour in enumerate(("#d93025", _GOLD, _GREEN)):
        draw.ellipse((16 + place * 28, 14, 34 + place * 28, 32), fill=colour)
    address, title, *rest = [*words, "", ""]
    draw.text((126, 13), address, font=_font(17), fill=_INK)
    draw.rectangle((0, 46, SIZE[0], 130), fill=_RED)
    _centred(draw, 70, title, 30, _PAPER)
    for place, line in enumerate(rest[:6]):
        x, y = 50 + (place % 3) * 275, 165 + (place // 3) * 190
        draw.rounded_rectangle((x, y, x + 250, y + 165), 10, fill=_LIGHT, outline=_GREY)
        draw.ellipse((x + 95, y + 20, x + 155, y + 80), fill=rng.choice((_BLUE, _GREEN, _GOLD)))
        draw.text((x + 125, y + 108), line, font=_font(19), fill=_INK, anchor="ma")


def _chart(draw: ImageDraw, words: Sequence[str], _rng: Random) -> None:
    """Bars: the first words are the title, then `label=value` each."""
    draw.rectangle((0, 0, *SIZE), fill=_PAPER)
    _centred(draw, 20, words[0] if words else "", 28)
    bars = [(label, float(value)) for label, _, value in (line.partition("=") for line in words[1:])]
    top = max((value for _, value in bars), default=1.0)
    step = 780 // max(1, len(bars))
    for place, (label, value) in enumerate(bars):
        x, height = 80 + place * step, round(360 * value / top)
        draw.rectangle((x, 480 - height, x + step * 2 // 3, 480), fill=_BLUE)
        draw.text(
            (x + step // 3, 454 - height),
            f"{value:.2f}".replace(".", ","),
            font=_font(19),
            fill=_INK,
            anchor="ma",
        )
        draw.text((x + step // 3, 492), label, font=_font(19), fill=_INK, anchor="ma")
    draw.line((60, 480, 860, 480), fill=_INK, width=3)


def _poster(draw: ImageDraw, words: Sequence[str], _rng: Random) -> None:
    """A notice as it hangs in the service room."""
    draw.rectangle((0, 0, *SIZE), fill=_PAPER, outline=_RED, width=18)
    draw.ellipse((405, 32, 495, 122), fill=_GOLD, outline=_INK, width=2)
    for row, line in enumerate(words):
        _centred(draw, 140 + row * 52, line, 38 if row == 0 else 26, _RED if row == 0 else _INK)


def _emblem(draw: ImageDraw, words: Sequence[str], _rng: Random) -> None:
    """An emblem that belongs to nobody."""
    draw.rectangle((0, 0, *SIZE), fill=_PAPER)
    draw.regular_polygon((450, 280, 250), 8, rotation=22, fill=_RED)
    draw.regular_polygon((450, 280, 215), 8, rotation=22, fill=_GOLD)
    draw.ellipse((290, 120, 610, 440), fill=_PAPER)
    for row, word in enumerate((words[0] if words else "").split()):
        draw.text((450, 225 + row * 50), word, font=_font(46), fill=_RED, anchor="ma")


_DRAWINGS: dict[str, Callable[[ImageDraw, Sequence[str], Random], None]] = {
    "foto": _photo,
    "naskah": _scan,
    "layar": _screen,
    "grafik": _chart,
    "poster": _poster,
    "lambang": _emblem,
}


def draw_picture(drawing: str, words: Sequence[str] = (), *, seed: int = 0) -> Image:
    """Return a picture by name: `foto`, `naskah`, `layar`, `grafik`, `poster`, `lambang`.

    Args:
        words: what can be read in it, line by line.
        seed: varies people, lines and colours.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, _PAPER)
    _DRAWINGS[drawing](ImageDraw.Draw(image), words, Random(seed))
    return image


@cache
def png(drawing: str, words: tuple[str, ...] = (), *, seed: int = 0) -> bytes:
    """Return the same as the bytes of a PNG with at most 32 colours; drawn once per process."""
    buffer = BytesIO()
    draw_picture(drawing, words, seed=seed).quantize(32).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
