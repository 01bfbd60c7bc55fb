"""Normal forms of text for comparison, and text as screens and files can hold it."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Control characters drive terminals and are illegal in XML; tab and newline are text. The two noncharacters
# at the end are refused by XML, the directional overrides can make a text read as what it is not.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def fold(text: str) -> str:
    """Return lower-case words separated by single blanks: letters and digits only, accents removed."""
    if text.isascii():  # nearly all text, and most of the time that comparing takes
        return _NOT_WORD.sub(" ", text.lower()).strip()
    decomposed = unicodedata.normalize("NFKD", text).lower()
    plain = _NOT_ASCII.sub(lambda m: "" if unicodedata.combining(m[0]) else " ", decomposed)
    return _NOT_WORD.sub(" ", plain).strip()


# Letters and digits that scanning takes for one another, as one of them; `rn` for `m` is left out because
# both occur in ordinary words.
_CONFUSED = str.maketrans({"l": "i", "1": "i", "|": "i", "!": "i", "0": "o", "5": "s", "8": "b"})


def skeleton(text: str) -> str:
    """Return a key for a name: without blanks, case, and the differences that scanning confuses."""
    return _NOT_WORD.sub("", fold(text.replace("|", "i").replace("!", "i")).translate(_CONFUSED))


def printable(text: str) -> str:
    """Return text that any screen, page or workbook can show: without what steers terminals or breaks XML."""
    return _UNPRINTABLE.sub("", LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))
