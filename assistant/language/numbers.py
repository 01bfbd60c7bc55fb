"""Numbers as Indonesian offices write them: `1.234,5`, `93,75 %`, `Rp 1.200.000,-`, `dua puluh lima`.

Left out: ordinals (`kedua`), fractions in words, and whatever holds a letter beside its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_WORD_VALUES = {word: value for value, word in enumerate(_UNITS)} | {"sebelas": 11}
_SINGLE = {"seratus": 100, "seribu": 1000, "sejuta": 1_000_000}
_MULTIPLES = {"ribu": 1000, "juta": 1_000_000, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
# Words that numbers in words are made of, as alternatives of an expression.
NUMBER_WORD = "|".join((*_UNITS, "sebelas", *_SINGLE, "belas", "puluh", "ratus", *_MULTIPLES))
# A cell or a token: currency, digits with their separators, unit.
_NUMBER = re.compile(
    r"\(?\s*(?:Rp\.?\s*)?(?P<digits>-?\d[\d.,]{0,30})\s*(?:,-|,00-)?\s*(?P<percent>%|persen)?\s*\)?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written.

    Attributes:
        value: what it means; of a percentage the number before the sign.
        decimals: digits behind its decimal separator.
        percent: whether a per cent sign follows it.
    """

    value: float
    decimals: int = 0
    percent: bool = False

    @property
    def unit(self) -> float:
        """One unit of its last digit: 0.01 for two decimals."""
        return 10.0**-self.decimals

    def __str__(self) -> str:
        """Return it in Indonesian notation, without its per cent sign."""
        return written(self.value, self.decimals)


def written(value: float, decimals: int) -> str:
    """Return a number in Indonesian notation: `1.234,50`."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def parse_number(text: str, *, dot_is_decimal: bool = False) -> Number | None:
    """Return the number that a text consists of; None if it is not wholly one.

    Args:
        text: a cell or a token; unit, currency and brackets may stand around its digits.
        dot_is_decimal: whether `1.436` is 1,436 and not 1436, as the numbers beside it tell.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    digits, percent = match["digits"].rstrip(".,"), bool(match["percent"])
    if _GROUPED.fullmatch(digits) and not (dot_is_decimal and digits.count(".") == 1 and "," not in digits):
        whole, _, rest = digits.replace(".", "").partition(",")
    elif _PLAIN.fullmatch(digits):
        whole, _, rest = digits.replace(",", ".").partition(".")
    else:
        return None
    return Number(float(f"{whole}.{rest or 0}"), len(rest), percent)


def parse_number_words(text: str) -> int | None:
    """Return the number that words spell (`dua puluh lima`); None if they do not spell one."""
    total = group = digit = 0
    seen = ""
    for word in text.lower().split():
        if word in _WORD_VALUES and not digit:
            digit = _WORD_VALUES[word]
        elif word in _SINGLE and not digit:
            total, group = (total + _SINGLE[word], group) if word != "seratus" else (total, group + 100)
        elif word == "belas" and 1 < digit < 10:
            digit += 10
        elif word in ("puluh", "ratus") and 0 < digit < 10:
            group, digit = group + digit * (10 if word == "puluh" else 100), 0
        elif word in _MULTIPLES and group + digit:
            total, group, digit = total + (group + digit) * _MULTIPLES[word], 0, 0
        else:
            return None
        seen = word
    return total + group + digit if seen else None
