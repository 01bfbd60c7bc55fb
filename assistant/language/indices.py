"""Values of indices: satisfaction (IKM), service quality (IPKP), perceived corruption (IPAK), and SAKIP.

Found: a number with a decimal comma or point after the index's name in the same sentence, and a whole number
behind words that announce it (`IKM sebesar 92`). Left out: percentages, years, dates, numbers of decrees and
of respondents, and the scale itself (`skala 4`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assistant.language.citation_words import citation_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A sentence on an index gives its value within the next words; further on, numbers mean something else.
_REACH = 160
# `Nilainya` takes up an index of the same sentence or the one before.
_ANAPHORA_REACH = 250
# The quality is named beside the value: `92,15 (Sangat Baik)`, `dengan kategori A (sangat baik)`.
_QUALITY_REACH = 70
# A decimal number; no part of a longer number, a date, a clock time or a numbering (`2.1.3`).
_DECIMAL = re.compile(
    r"(?<![\d.,/:-])(?P<value>\d{1,3}[.,]\d{1,4})(?![\d/:%]|[.,]\d|\s?%|\s?persen)", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?:sebesar|adalah|yaitu|mencapai|memperoleh|nilai|skor|angka|:|=)\s*(?P<value>\d{1,3})"
    r"(?![\d/.,:%]|\s?%|\s?persen|\s+(?:orang|responden|tahun|unsur|dari\s+\d+\s+(?:orang|responden)))",
    re.IGNORECASE,
)
_NOT_A_VALUE = re.compile(
    r"(?:skala|interval|dari|tabel|gambar|pukul|halaman|nomor|no\.|maksimal|target)\s*\Z", re.I
)
_SENTENCE_END = re.compile(r"\.\s+(?=[A-Z])|;|\n\s*\n")
_GRADE = re.compile(r"\b(?:mutu|kategori|predikat|kinerja|nilai)\b[^.;\d]{0,30}?\b(AA|BB|CC|[A-D])\b")
# Where the next value begins, the quality is that value's.
_NEXT_VALUE = re.compile(r"\d[.,]\d")


class IndexKind(StrEnum):
    """Which survey or evaluation an index comes from; SKM, SPKP and SPAK are the surveys' own names."""

    IKM = "IKM"
    IPKP = "IPKP"
    IPAK = "IPAK"
    SAKIP = "SAKIP"

    @property
    def is_survey(self) -> bool:
        """Whether people are asked for it: it then has respondents, and a scale to 4 beside that to 100."""
        return self is not IndexKind.SAKIP


@dataclass(frozen=True, slots=True)
class IndexMention:
    """The value of an index; `text[start:end]` is the number.

    Attributes:
        name_start, name_end: offsets of the index's name, before the value.
        scale: 4 or 100, whichever the value can be on.
        quality: its quality in words, lower-case (`sangat baik`); empty if not given.
        grade: its letter A to D; empty if not given.
    """

    start: int
    end: int
    kind: IndexKind
    value: float
    scale: int
    quality: str = ""
    grade: str = ""
    name_start: int = 0
    name_end: int = 0

    @property
    def percent(self) -> float:
        """The value on the scale to 100."""
        return self.value if self.scale == 100 else self.value * 25


def find_indices(text: str) -> tuple[IndexMention, ...]:
    """Return the index values of a text in order; a number belongs to the index named last before it."""
    names = _with_anaphora(text, find_index_names(text))
    found: dict[int, IndexMention] = {}
    for i, (start, end, kind) in enumerate(names):
        stop = min(end + _REACH, names[i + 1][0] if i + 1 < len(names) else len(text))
        closing = _SENTENCE_END.search(text, end, stop)
        stop = closing.start() if closing else stop
        for mention in _values(text, (start, end), stop, kind):
            found.setdefault(mention.start, mention)
    return tuple(mention for _, mention in sorted(found.items()))


# The rules of a check ask for the names in the same blocks one after the other.
@lru_cache(maxsize=8192)
def find_index_names(text: str) -> tuple[tuple[int, int, IndexKind], ...]:
    """Return start, end and kind of every index named in a text, in order; the longest name at each place."""
    lowered = text.lower()
    if not any(word in lowered for word in _telling_words()):  # nearly all texts, and far cheaper
        return ()
    if len(lowered) != len(text):  # a letter that two stand for in lower case; offsets must stay
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    # Lower-case names without a condition before them are found ten times as fast as by `IGNORECASE`.
    found = [
        (m.start(), m.end(), kind)
        for pattern, kind in _patterns()
        for m in pattern.finditer(lowered)
        if m.start() == 0 or not (lowered[m.start() - 1].isalnum() or lowered[m.start() - 1] in "_-")
    ]
    return tuple(sorted(found))


def _with_anaphora(
    text: str, names: Sequence[tuple[int, int, IndexKind]]
) -> list[tuple[int, int, IndexKind]]:
    """Return the names and, as names of the same index, the words that take one up (`Nilainya naik ...`)."""
    found = list(names)
    for match in _anaphora().finditer(text) if names else ():
        before = bisect_right(names, match.start(), key=lambda name: name[1])
        if before and match.start() - names[before - 1][1] <= _ANAPHORA_REACH:
            found.append((match.start(), match.end(), names[before - 1][2]))
    return sorted(found)


@cache
def _anaphora() -> re.Pattern[str]:
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in citation_words().rujukan_indeks)
    return re.compile(rf"(?<![\w-])(?:{words})\b", re.IGNORECASE)


@cache
def _telling_words() -> tuple[str, ...]:
    """Return words of which one occurs in whatever names an index: the longest of each name."""
    names = (name for index in citation_words().indeks for name in index.tulisan)
    return tuple({max(name.lower().split(), key=len) for name in names})


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], IndexKind], ...]:
    """Return a pattern per index for text in lower case; blanks and hyphens in names are free."""
    return tuple(
        (
            re.compile(rf"(?:{'|'.join(map(_spaced, index.tulisan))})\b"),
            IndexKind(index.nama),
        )
        for index in citation_words().indeks
    )


def _spaced(name: str) -> str:
    return "[- ]*".join(map(re.escape, name.lower().split()))


def _values(text: str, name: tuple[int, int], stop: int, kind: IndexKind) -> Iterator[IndexMention]:
    """Yield the values of a text between an index's name and `stop`."""
    for pattern in (_DECIMAL, _WHOLE):
        for match in pattern.finditer(text, name[1], stop):
            value = float(match["value"].replace(",", "."))
            before = text[max(0, match.start("value") - 12) : match.start("value")]
            if value > 100 or _NOT_A_VALUE.search(before):
                continue
            behind = text[match.end() : match.end() + _QUALITY_REACH]
            following = _NEXT_VALUE.search(behind)
            behind = behind[: following.start()] if following else behind
            grade = _GRADE.search(behind)
            yield IndexMention(
                match.start("value"),
                match.end("value"),
                kind,
                value,
                4 if value <= 4 and kind.is_survey else 100,
                _quality(behind),
                grade.group(1) if grade else "",
                *name,
            )


def _quality(text: str) -> str:
    """Return the first words of quality in a text; empty if there are none."""
    phrases = "|".join(citation_words().mutu)
    match = re.search(rf"\b(?:{phrases})\b", text, re.IGNORECASE)
    return " ".join(match.group().lower().split()) if match else ""
