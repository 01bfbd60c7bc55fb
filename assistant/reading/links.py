"""Web addresses in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL = re.compile(
    r"https?\s?:\s?//[^\s<>\"“”|\u00a0]+"
    r"|\bwww\.[^\s<>\"“”|]+"
    r"|\b(?:bit\.ly|s\.id|tinyurl\.com|forms\.gle|linktr\.ee|youtu\.be)/[^\s<>\"“”|]+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'”’]}"


def find_urls(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and address of each web address in `text`; punctuation after it is left out."""
    if "/" not in text and "www." not in text.lower():  # no address, and no search that takes time
        return
    for match in _URL.finditer(text):
        end = match.end()
        while end > match.start() and (
            text[end - 1] in _TRAILING or _closes_nothing(text, match.start(), end)
        ):
            end -= 1
        url = re.sub(r"\s", "", text[match.start() : end])
        # a bare `https://` is the beginning of an address that was cut off
        if not url.endswith("//"):
            yield match.start(), end, url


def _closes_nothing(text: str, start: int, end: int) -> bool:
    """Whether the address ends in a parenthesis that was opened before it."""
    return text[end - 1] == ")" and "(" not in text[start:end]


def same_address(a: str, b: str) -> bool:
    """Whether two addresses differ in nothing but scheme, letter case and a final slash."""
    return _bare(a) == _bare(b)


def _bare(url: str) -> str:
    return re.sub(r"^https?://", "", url.strip().lower()).rstrip("/")
