"""Normal forms of text for comparison; the text that users see is never changed here."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


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
