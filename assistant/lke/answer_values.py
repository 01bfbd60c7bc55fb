"""Answers as printed in an LKE turned into values; None where a cell shows none that the form knows."""

from __future__ import annotations

import re

from assistant.lke.model import Answer

_CHOICE = re.compile(r"\W*([A-Ea-e])(?:\W.*)?", re.DOTALL)
_YES_NO = re.compile(r"\W*(ya|tidak)\b.*", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"(-?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?!\d)|-?\d+(?:[.,]\d+)?)\s*(%?)")
_GROUPED = re.compile(r"-?\d{1,3}([.,])\d{3}(?:\1\d{3})*")

AnswerValue = str | float | None


def parse_answer(text: str, kind: Answer) -> AnswerValue:
    """Return the answer that a cell shows.

    Args:
        text: the cell.
        kind: how the line of the form is answered.

    Returns:
        `Ya` or `Tidak`, a letter, a number (a percentage as 0 to 1), or None: empty, `Blm Diisi`, `#DIV/0!`,
        or a letter that this line does not offer.
    """
    if kind is Answer.YA_TIDAK:
        match = _YES_NO.fullmatch(text.strip())
        return match.group(1).capitalize() if match else None
    if kind in (Answer.ABC, Answer.ABCD, Answer.ABCDE):
        match = _CHOICE.fullmatch(text.strip())
        letter = match.group(1).upper() if match else ""
        return letter if letter in kind.split("/") else None
    return _parse_number(text, kind)


def _parse_number(text: str, kind: Answer) -> float | None:
    match = _NUMBER.match(text.strip())
    if match is None:
        return None
    digits, percent = match.groups()
    grouped = _GROUPED.fullmatch(digits)
    if grouped and kind is Answer.JUMLAH:
        digits = digits.replace(grouped.group(1), "")
    elif "." in digits and "," in digits:
        decimal = max(digits.rfind("."), digits.rfind(","))
        digits = re.sub("[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    value = float(digits.replace(",", "."))
    if kind is not Answer.PERSEN:
        return value
    # without its sign a percentage is a share, as the workbook stores it; nothing exceeds the whole
    return round(value / 100, 6) if percent or value > 1 else value
