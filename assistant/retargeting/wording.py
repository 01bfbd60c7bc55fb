"""How the new office is written where the old one stood: short or in full, in capitals, with its level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.document import Level
from assistant.retargeting.source import LEVEL_WORD

if TYPE_CHECKING:
    from assistant.language.satker import Satker

_LONG = {"KPU": ("Pemilihan", "Umum"), "KIP": ("Independen", "Pemilihan")}
_SHORT = re.compile(r"(?<![\w.@-])(?:KPUD?|KIP)(?!\w)", re.IGNORECASE)
_BODY = re.compile(
    r"(?<!\w)(?:(?P<k>Komisi)\s+(?P<a>Pemilihan|Independen)\s+(?P<b>Umum|Pemilihan)(?!\w))", re.IGNORECASE
)


def in_case_of(printed: str, text: str) -> str:
    """Return a text in capitals, small letters, or as it is: as `printed` is written."""
    letters = [c for c in printed if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return text.upper()
    if letters and all(c.islower() for c in letters):
        return text.lower()
    return text


def body_word(satker: Satker) -> str:
    """Return `KPU` or `KIP`."""
    return "KIP" if satker.name.startswith("KIP") else "KPU"


def level_word(satker: Satker) -> str:
    """Return the level word that the office's name holds; KIP Aceh has none."""
    if satker.level is None or satker.level not in LEVEL_WORD:
        return ""
    word = LEVEL_WORD[satker.level]
    return word if satker.name.startswith(f"{body_word(satker)} {word} ") else ""


def region_name(satker: Satker) -> str:
    """Return the region with its level word: `Kota X`, `Provinsi Y`, `Provinsi Aceh`."""
    word = LEVEL_WORD.get(satker.level) if satker.level else None
    return f"{word} {satker.place}" if word else satker.place


def renamed_body(printed: str, new: Satker) -> str:
    """Return the commission's name as printed, of the new office's kind: KPU or, in Aceh, KIP."""
    body = body_word(new)

    def long(match: re.Match[str]) -> str:
        first, second = _LONG[body]
        name = f"Komisi {first} {second}"
        same = match["a"].lower() == first.lower() and match["b"].lower() == second.lower()
        return match.group() if same else in_case_of(match.group(), name)

    def short(match: re.Match[str]) -> str:
        same = match.group().upper() == body
        return match.group() if same else body

    return _SHORT.sub(short, _BODY.sub(long, printed))


def short_level(printed: str, satker: Satker) -> str:
    """Return the new level word for a printed one: abbreviated where it was, in its case."""
    word = level_word(satker)
    if satker.level is Level.KABUPATEN and re.fullmatch(r"(?:Kab|Prov)\.?", printed.strip(), re.IGNORECASE):
        word = "Kab."
    return in_case_of(re.sub(r"\W", "", printed) or "A", word)
