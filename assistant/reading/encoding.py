"""Which bytes are text, and in which encoding: the ones that Indonesian offices' programs write."""

from __future__ import annotations

import codecs
import unicodedata

# Tried by their mark first; Windows' Notepad writes all of these.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A form feed parts the pages of extracted text; the others are ordinary white space.
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\v\x85\ufeff\u200b\u200c\u200d\u200e\u200f\xad")
# Extracted text holds a stray control character now and then; binary data holds them everywhere.
_MAX_CONTROL_SHARE = 0.02
# Indonesian is written without accents: a text in which more than a third of the letters has one is none.
_MAX_FOREIGN_SHARE = 0.33
# Control characters are counted in a sample; the decision does not get better with a larger one.
_SAMPLE = 200_000


def decode(data: bytes) -> str | None:
    """Return the text that the bytes hold; None if they hold none.

    UTF-8 and UTF-16 (with their mark) are tried first, then Windows-1252, which Indonesian Windows writes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding, foreign_allowed=True)
    text = _checked(data, "utf-8", foreign_allowed=True)
    return text if text is not None else _checked(data, "cp1252", foreign_allowed=False)


def _checked(data: bytes, encoding: str, *, foreign_allowed: bool) -> str | None:
    """Return the decoded text, None where it cannot be decoded or does not look like text."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    sample = text[:_SAMPLE]
    controls = sum(
        unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in _ALLOWED_CONTROLS for c in sample
    )
    if controls > _MAX_CONTROL_SHARE * len(sample):
        return None
    foreign = sum(c > "\x7f" and c.isalpha() for c in sample)
    letters = sum(c.isalpha() for c in sample)
    if not foreign_allowed and foreign > _MAX_FOREIGN_SHARE * max(letters, 1):
        return None
    return text
