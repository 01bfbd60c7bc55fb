"""Names of persons in running text: how names and degrees are written, and where a name bears a degree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.language.clean import fold

if TYPE_CHECKING:
    from collections.abc import Collection

# A word of a name: capitalised or in capitals, also `H.`, `A.`, `Nu'man`, `Siti-Nur`.
_WORD = r"(?:[A-Z][a-z'’`]+(?:[-'’][A-Za-z][a-z]+)*|[A-Z]{2,}(?:['’-][A-Z]+)*|[A-Z]\.)"
NAME = rf"{_WORD}(?:[ ]{_WORD}){{0,4}}"
# Degrees as written behind names: S.H., S.Sos., M.Si, A.Md.Kom, SE, MM.
DEGREE = (
    r"(?:S\.?\s?(?:H|E|Sos|IP|I\.?P|Pd|T|Kom|Psi|Ag|Hum|Si|AP|STP?|P|Ked|Farm|Kep|Gz|Ikom|I\.?Kom|Tr\.?\s?\w+|H\.?I)\.?(?:\s?I\.?)?"
    r"|M\.?\s?(?:H|M|Si|Pd|AP|A|T|Kom|Hum|Ag|E|Sc|I\.?P|IP|Kn|Ikom|I\.?Kom|P|Psi|Eng|Ec\.?\s?Dev)\.?"
    r"|A\.?Md\.?(?:\s?\.?\w+)?\.?|Ph\.?\s?D\.?|MBA|MPA|MAP|CA|Ak\.?|Apt\.?|SSTP|SIP|SH|SE|ST|MM|MH)"
)
WITH_DEGREE = re.compile(rf"({NAME}),\s?{DEGREE}(?:,\s?{DEGREE}){{0,3}}(?![\w])")
# `Ketua KPU Kota X, Nama Orang` and `Sekretaris: Nama Orang`, `dijabat oleh Nama Orang`.
_AFTER_OFFICE = re.compile(
    r"\b(?:Ketua|Sekretaris|Kepala\s+Sub\s?[Bb]agian|Anggota)\b[^.;:,\n()]{0,90}?"
    rf"(?:,|:|\byaitu|\byakni|\bdijabat oleh)\s+(?:(?:Sdr|Sdri|Saudara|Saudari|Bapak|Ibu)\.?\s+)?({NAME})"
)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A person named in `text[start:end]`, degrees and titles left out."""

    start: int
    end: int
    name: str


def find_names(text: str, excluded: Collection[str] = ()) -> tuple[NameMention, ...]:
    """Return the persons whom a text names with a degree or after an office, in order, without overlaps.

    Args:
        text: any text.
        excluded: folded words that are no part of a name.
    """
    found: dict[int, NameMention] = {}
    for match in WITH_DEGREE.finditer(text):
        start = match.start(1) + _skip(match.group(1), excluded)
        if start < match.end(1):
            found[start] = NameMention(start, match.end(1), " ".join(text[start : match.end(1)].split()))
    ends = {mention.end for mention in found.values()}
    for match in _AFTER_OFFICE.finditer(text):
        words = fold(match.group(1)).split()
        if len(words) >= 2 and match.end(1) not in ends and not set(words) & set(excluded):
            found.setdefault(
                match.start(1), NameMention(match.start(1), match.end(1), " ".join(match.group(1).split()))
            )
    return tuple(found[start] for start in sorted(found))


def _skip(name: str, excluded: Collection[str]) -> int:
    """Return the offset in `name` behind its last excluded word."""
    offset = 0
    for word in re.finditer(r"\S+", name):
        if fold(word.group()) in excluded:
            offset = word.end() + 1
    return offset
