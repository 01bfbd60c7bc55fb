"""Passages that stand in a document by form: titles, letterheads, signatures, certifications of a copy.

They are no sentences, stand twice where a decree and its annex are both signed, and name the document itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.patterns import find_phrase
from assistant.document import BlockKind

if TYPE_CHECKING:
    from assistant.checking.context import CheckContext
    from assistant.document import Block

# A line in capitals is a title; scanning spoils a few of them.
_CAPITALS = 0.8
# Of the words of an office or a title so many begin with a capital; between them stand `dan`, `dengan`, `di`.
_CAPITALISED = 0.7
# A signature's office is a few lines; what is longer is a sentence whatever it begins with.
_MAX_WORDS = 40
_WORD = re.compile(r"[^\W\d_]+")
# No title, letterhead or signature has more letters.
_MAX_LENGTH = 600
# What begins within so many characters begins the block.
_OPENING = 3


def is_capital(text: str) -> bool:
    """Whether a text is set in capitals, as titles and letterheads are."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= _CAPITALS * len(letters)


def is_formal(block: Block, context: CheckContext) -> bool:
    """Whether a paragraph is a title, a letterhead, a signature or the certification of a copy.

    The rule that asks registers the list `pembuka_pengesahan`.
    """
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _MAX_LENGTH:
        return False
    text = block.text.strip()
    if is_capital(text):
        return True
    words: list[str] = _WORD.findall(text)
    if not words or len(words) > _MAX_WORDS:
        return False
    opening = find_phrase(text, context.phrases("pembuka_pengesahan"))
    if opening is not None and opening.start() <= _OPENING:
        return True  # whatever it ends with: `M.Si.`, `ttd.`
    if text.endswith((".", ";", ":")):
        return False
    return sum(word[0].isupper() for word in words) >= _CAPITALISED * len(words)
