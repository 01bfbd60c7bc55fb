"""The grammar of numbering: `BAB I`, `A.`, `I.`, `1.`, `1.1.`, `a.`, `1)`, `(a)`, bullets, OCR damage.

A marker can often be read in several ways (`I.` is the numeral one and the ninth letter, `l.` an OCR engine's
`1.`); `Marker.readings` gives them all, the likeliest first, and whoever knows what stood before chooses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a marker counts with."""

    BAB = "bab"
    ROMAN = "I"
    UPPER = "A"
    DIGIT = "1"
    DECIMAL = "1.1"
    LOWER = "a"
    LOWER_ROMAN = "i"
    BULLET = "•"
    LOST = "?"


class Closing(StrEnum):
    """How a marker is closed."""

    DOT = "."
    PAREN = ")"
    PARENS = "()"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Style:
    """A way of numbering: markers of one list share it. `depth` counts the parts of `1.2.3`."""

    kind: Kind
    closing: Closing = Closing.NONE
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a marker: its style and which number it is (0 for bullets and lost numbers)."""

    style: Style
    value: int
    prefix: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of a text.

    Attributes:
        text: the marker as printed, trailing blanks removed.
        end: offset of the first character after the marker and its blanks.
        readings: the ways to understand it, the likeliest first; never empty.
    """

    text: str
    end: int
    readings: tuple[Reading, ...]

    @property
    def style(self) -> Style:
        """The style of the likeliest reading."""
        return self.readings[0].style

    @property
    def value(self) -> int:
        """The number of the likeliest reading."""
        return self.readings[0].value

    @property
    def is_bab(self) -> bool:
        """Whether it opens a chapter."""
        return any(reading.style.kind is Kind.BAB for reading in self.readings)

    @property
    def is_bullet(self) -> bool:
        """Whether it is a bullet or a dash."""
        return self.style.kind is Kind.BULLET

    @property
    def is_lost(self) -> bool:
        """Whether only the dot of a number is left."""
        return self.style.kind is Kind.LOST


BAB_STYLE = Style(Kind.BAB)
LOST_STYLE = Style(Kind.LOST)
_BULLET_STYLE = Style(Kind.BULLET)

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_TOKEN = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# What OCR engines make of the strokes of a Roman numeral.
_STROKES = str.maketrans({"|": "I", "l": "I", "!": "I", "1": "I", "i": "I", "v": "V", "x": "X"})

_BAB = re.compile(
    r"(BAB|Bab)[ \t]*(?:(?<=[ \t])|(?=[IVX|]))([IVXLivxl|!1]+|\d{1,2})(?![\w/])[ \t]*[.:–—-]?[ \t]*"
)
_NUMBERED_BAB = re.compile(r"\(?([IVXl|1-9]{1,4}|[A-Z])[.)][ \t]+(?=BAB\b)")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})(\.?)[ \t]+(?=[^\W\d_]|[(“\"'])")
_PARENS = re.compile(r"\(([0-9]{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})\)[ \t]*(?=\S|$)")
_CLOSED = re.compile(
    r"([0-9]{1,3}|[A-Za-z|]|[ivx]{2,5}|[IVX|l]{2,6})([.)])(?:[ \t]+|(?=[A-Z“\"(][a-zA-Z ])|$)"
)
_BULLET = re.compile(
    r"([•●○◦▪▫■□‣⁃∙·*➢➤►✓✔\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=[ \t]{1,}[A-Z])|[-–—](?=[ \t]))[ \t]*"
)
_LOST = re.compile(r"[.][ \t]+(?=[A-Z]{2})")
# How a marker begins that begins with a letter.
_MAYBE = re.compile(r"[A-Za-z|]{1,6}[.)]|BAB|Bab|o[ \t]")


def roman_value(text: str) -> int | None:
    """Return the value of an upper-case Roman numeral up to XCIX; None if it is none."""
    if not text or not _ROMAN_TOKEN.fullmatch(text):
        return None
    total = 0
    for char, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN[char]
        total += -value if _ROMAN.get(following, 0) > value else value
    return total


def to_roman(value: int) -> str:
    """Return a number from 1 to 99 as an upper-case Roman numeral."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[value // 10 % 10] + ones[value % 10]


def to_letters(value: int) -> str:
    """Return a number as Word counts with letters: a, b, ..., z, aa, bb, ..."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def parse_marker(text: str) -> Marker | None:
    """Return the marker that `text` begins with; None if it begins with none.

    A four-digit year and a decimal number (`3,96`) are no markers; initials (`H. Ahmad`) cannot be told from
    letters here and are left to the numbering's sequence.
    """
    start = len(text) - len(text.lstrip())
    body = text[start:]
    if body[:1].isalpha() and not _MAYBE.match(body):  # an ordinary word, as nearly always
        return None
    marker = _parse_bab(body) or _parse_counted(body) or _parse_bullet(body)
    if marker is None or start == 0:
        return marker
    return Marker(marker.text, marker.end + start, marker.readings)


def split_marker(text: str) -> tuple[str, str]:
    """Return marker as printed and what follows it; an empty marker if there is none."""
    marker = parse_marker(text)
    return ("", text) if marker is None else (marker.text, text[marker.end :])


def _parse_bab(body: str) -> Marker | None:
    """Return the marker of a chapter, also one that is numbered itself (`I. BAB I`)."""
    numbered = _NUMBERED_BAB.match(body)
    start = numbered.end() if numbered else 0
    match = _BAB.match(body, start)
    if match is None:
        return None
    token = match.group(2)
    value = int(token) if token.isdigit() and token not in ("1", "11", "111") else None
    value = value or roman_value(token.translate(_STROKES))
    if value is None:
        return None
    readings = [Reading(BAB_STYLE, value)]
    if numbered:
        outer = _parse_counted(body)
        readings += outer.readings if outer else ()
    printed = body[: match.end()].rstrip(" \t.:–—-")
    return Marker(printed, match.end(), tuple(readings))


def _parse_counted(body: str) -> Marker | None:
    match = _DECIMAL.match(body)
    if match:
        parts = tuple(int(part) for part in match.group(1).split("."))
        closing = Closing.DOT if match.group(2) else Closing.NONE
        reading = Reading(Style(Kind.DECIMAL, closing, len(parts)), parts[-1], parts[:-1])
        return Marker(match.group(0).rstrip(), match.end(), (reading,))
    match = _PARENS.match(body)
    if match:
        return _counted(match, match.group(1), Closing.PARENS)
    match = _CLOSED.match(body)
    if match:
        return _counted(match, match.group(1), Closing(match.group(2)))
    return None


def _counted(match: re.Match[str], token: str, closing: Closing) -> Marker | None:
    readings = tuple(Reading(Style(kind, closing), value) for kind, value in _token_readings(token))
    return Marker(match.group(0).rstrip(), match.end(), readings) if readings else None


def _token_readings(token: str) -> list[tuple[Kind, int]]:
    """Return what a counting token may mean, the likeliest first."""
    if token.isdigit():
        return [(Kind.DIGIT, int(token))]
    found: list[tuple[Kind, int]] = []
    if token in ("l", "|"):
        found.append((Kind.DIGIT, 1))
    upper = token.translate(_STROKES) if set(token) <= set("IVX|l") else token
    roman = roman_value(upper) if upper.isupper() else None
    # C and L as numerals would be the hundredth and the fiftieth section; as letters they are common.
    if roman is not None and upper not in ("C", "L"):
        found.append((Kind.ROMAN, roman))
    small = roman_value(token.upper()) if token.islower() and set(token) <= set("ivx") else None
    if small is not None:
        found.append((Kind.LOWER_ROMAN, small))
    if len(token) == 1 and token.isalpha():
        found.append((Kind.UPPER if token.isupper() else Kind.LOWER, ord(token.lower()) - ord("a") + 1))
    return found


def _parse_bullet(body: str) -> Marker | None:
    match = _BULLET.match(body)
    if match:
        return Marker(match.group(1), match.end(), (Reading(_BULLET_STYLE, 0),))
    match = _LOST.match(body)
    return Marker(".", match.end(), (Reading(LOST_STYLE, 0),)) if match else None
