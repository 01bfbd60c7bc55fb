"""Percentages, amounts of money and addresses in running text: the patterns that several workers share."""

from __future__ import annotations

import re

from assistant.language.numbers import parse_number

# An address that ends in an underscore was broken by scanning: the words behind it are its rest.
LINK = re.compile(
    r"(?:https?\s?:\s?//|www\.)[^\s<>\"”“]+(?:(?<=[_-])(?:\s+[\w-]+){1,5})?"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,8}(?:go\.id|or\.id|co\.id|ac\.id|id|com|net|org|ly|gle|me|io|info)(?:/[^\s<>\"”“]*)?(?![\w@])",
    re.IGNORECASE,
)
PERCENT = re.compile(
    r"(?<!\d)\d{1,12}(?:[.,]\d{1,12})?\s?(?:\([^()\d]{3,40}\)\s?)?(?:%|(?:persen|prosen)\b)(?:\s?\(%\))?",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"\b(?:Rp|IDR)\.?\s?\d[\d.]*(?:,\d+)?(?:\s?(?:ribu|juta|miliar|milyar|triliun|[MT]\b))?(?:,-)?(?:\s?\([^()\d]{5,120}\))?"
    r"|(?<![\d.,])\d[\d.,]{0,30}\s?(?:ribu |juta |miliar |milyar |triliun )?rupiah\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[\d.,]*")
_SCALES = {"ribu": 1e3, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "m": 1e9, "t": 1e12}
_SCALE = re.compile(r"\d\s?(ribu|juta|miliar|milyar|triliun|[mt]\b)", re.IGNORECASE)


def quantity(text: str) -> float | None:
    """Return the number in a percentage or an amount as matched above; None if its digits are none."""
    digits = _DIGITS.search(text)
    number = parse_number(digits.group().rstrip(".,")) if digits else None
    if number is None:
        return None
    scale = _SCALE.search(text)
    return number.value * (_SCALES[scale.group(1).lower()] if scale else 1.0)
