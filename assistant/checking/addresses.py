"""Rules on links: addresses that cannot be opened or lead elsewhere, file names instead of titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.passages import also_at, passages
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.reading.links import find_urls, same_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION)
# An address that stops where none can: at a joint, with more of it behind a blank.
_BROKEN = (
    # A joint at the end, and behind the blank a word that no sentence goes on with.
    re.compile(r"https?://\S{1,300}?[\w/][_=?&-]\s+(?=[A-Z0-9][\w=&?/-]*)\S+(?:\s+[\w-]*\d[\w-]*)*"),
    # A host torn behind a full stop.
    re.compile(r"https?://(?:[\w-]+\.)+\s+(?:co|com|go|id|org|net|ly|gle|me)\b\S*"),
    # A scheme that is none; a single slash is rather lost by a scanner.
    re.compile(r"\b(?:htps?|htt?tps?(?<!http)(?<!https)|hhttps?)://\S+|\bhttps?(?:;//|//|: //)\S+"),
)
_FILE = re.compile(
    r"[A-Za-z_][\w ()&-]{2,80}\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|mp4)\b", re.IGNORECASE
)
# One or two file names may be meant; a list of them stands for titles.
_MIN_FILES = 3


def broken_addresses(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI712: addresses torn by blanks or with a broken scheme; silent where the link behind them is whole."""
    behind: dict[str, list[str]] = {}
    for link in document.links:
        if link.block is not None:
            behind.setdefault(link.block, []).append(link.url)
    found: list[tuple[Block, tuple[int, int]]] = []
    for passage in passages(document, _TEXT):
        for pattern in _BROKEN:
            match = pattern.search(passage.text)
            if match and not _whole_behind(match.group(), behind.get(passage.block.id, ())):
                found.append((passage.block, passage.span(*match.span())))
                break
    if found:
        block, span = found[0]
        yield context.finding(
            "ZI712",
            "utama",
            block=block,
            span=span,
            tautan=block.text[slice(*span)],
            lain=also_at([b for b, _ in found], context),
        )


def _whole_behind(printed: str, urls: tuple[str, ...] | list[str]) -> bool:
    """Whether a link of the block leads to the address that the text shows torn."""
    joined = re.sub(r"\s", "", printed).rstrip(".,;)")
    return any(joined.startswith(url) and len(url) >= len(joined) - 1 for url in urls) or any(
        same_address(url, joined) for url in urls
    )


def misleading_links(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI713: a text that shows one address and leads to another; told where both are known for certain."""
    targets: dict[str, list[str]] = {}
    for link in document.links:
        if link.block is not None and re.match(r"https?://", link.url):
            targets.setdefault(link.block, []).append(link.url)
    for passage in passages(document, _TEXT):
        shown = list(find_urls(passage.text))
        hidden = [
            url
            for url in targets.get(passage.block.id, ())
            if not any(same_address(url, address) for _, _, address in shown)
        ]
        if len(shown) != 1 or len(hidden) != 1:
            continue
        start, end, address = shown[0]
        if _host(address) != _host(hidden[0]) and len(targets[passage.block.id]) <= 2:
            yield context.finding(
                "ZI713",
                "utama",
                block=passage.block,
                span=passage.span(start, end),
                tertulis=address,
                tujuan=hidden[0],
            )


def _host(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.lower()).split("/")[0]


def file_names(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI714: names of files where titles of documents should stand; one finding for the document."""
    kinds = (*_TEXT, BlockKind.TABLE_ROW)
    found = []
    for passage in passages(document, kinds):
        if "://" in passage.text:
            continue
        match = _FILE.search(passage.text)
        if match:
            found.append((passage, match))
    if len(found) < _MIN_FILES:
        return
    passage, match = found[0]
    yield context.finding(
        "ZI714",
        "utama",
        block=passage.block,
        span=passage.span(*match.span()),
        jumlah=len(found),
        berkas=match.group().strip(),
    )


RULES = {
    "ZI712": Rule(broken_addresses, Scope.BOTH),
    "ZI713": Rule(misleading_links, Scope.BOTH),
    "ZI714": Rule(file_names, Scope.BOTH),
}
