"""Rules on who speaks in a report: its title page and its signature block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.drafts import open_fields
from assistant.checking.patterns import find_phrase, phrases_regex
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold, skeleton
from assistant.language.satker import find_satker
from assistant.language.similarity import partial_ratio

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

MONTHS = (
    "Januari|Februari|Pebruari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Nopember|Desember"
)
_PLACE_DATE = re.compile(
    rf"\b[A-Z][\w.' -]{{2,40}},\s*(?:tanggal\s+)?\d{{1,2}}\s+(?:{MONTHS})\s+\d{{4}}"
    rf"|pada tanggal\s*:?\s*\d{{1,2}}\s+(?:{MONTHS})\s+\d{{4}}",
    re.IGNORECASE,
)
# A name: two words or more that begin with capitals, degrees and initials among them.
_NAME = re.compile(r"\b[A-Z][A-Za-z.'’-]+(?:,?\s+[A-Z][A-Za-z.'’-]*){1,6}")
# Many people have a single name; alone it counts only where it fills a line, with or without a degree.
_SINGLE_NAME = re.compile(r"\W*(?P<name>[A-Z][A-Za-z'’-]{2,})(?:,\s*[A-Z][\w.]*)*\W*")
# Officers sign for the one who is absent, or for an office that is vacant.
_PROXY = re.compile(
    r"^\W*(?:(?:a\.?n|plt|plh|pjs?|u\.?b)\b\W*|mengetahui\W+|menyetujui\W+|hormat kami\W+)+", re.I
)
# An office above a name is a line or two; a longer passage that names an officer is a sentence.
_OFFICE_WORDS = 20
# What follows the office on the line: the commission's name without which the office is complete.
_COMMISSION = re.compile(r"\b(?:komisi\s+(?:independen\s+)?pemilihan(?:\s+umum)?|kpu|kip)\b", re.IGNORECASE)
# Place and date alone: `Muara Lindai Hilir, tanggal 12 Desember 2025`.
_DATED_WORDS = 8
# A signature is at most so many lines: place and date, office, space, name, rank, number.
_SIGNATURE_BLOCKS = 10
# A line this much like the report's title is that title.
_SAME_TITLE = 0.8


def incomplete_title(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI111: a title page that does not name the office or the year; silent where there is none.

    Everything before the first section counts, lines of the page's edge too: what stands there in any form
    is not lacking.
    """
    matches = context.matches
    starts = [m.position for m in matches.matches if m.position is not None] if matches else []
    head = document.blocks[: min(starts, default=0)]
    title = next((b for b in head if b.kind is not BlockKind.NOISE and _is_title(b, context)), None)
    if title is None:
        return
    text = " ".join(block.text for block in head)
    lacking = []
    if not find_satker(text) and not _names_place(text, document):
        lacking.append("nama satuan kerja")
    if not re.search(r"\b20\d\d\b", text):
        lacking.append("tahun pelaporan")
    if lacking:
        yield context.finding("ZI111", "utama", block=title, kurang=listed(lacking))


def _is_title(block: Block, context: CheckContext) -> bool:
    words = block.text.split()
    return len(words) <= 40 and (
        fold(block.text).startswith("laporan")
        or (len(words) > 2 and partial_ratio(context.fmt.judul, block.text) >= _SAME_TITLE)
    )


def _names_place(text: str, document: Document) -> bool:
    """Whether a text holds the document's own place or the office's name, the letters of scanning aside."""
    own = skeleton((document.identity.satker or "").rpartition(" ")[2])
    return len(own) > 3 and own in skeleton(text)


def incomplete_signature(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI112: a report that ends without place and date, office, or name of who signs it.

    Reports that are signed on a page of approval before the first chapter are signed.
    """
    tail = _tail(document, context)
    if not tail:
        return
    # The signature of a draft is still asked for; its open fields are told as such.
    if any(True for _ in open_fields(tail[-_SIGNATURE_BLOCKS:], context.patterns("isian_draf"))):
        return
    office, dated = _office(tail, context), _dated(tail)
    if office is None and dated is None:
        front = _front(document, context)
        if _office(front, context) is None or _dated(front) is None:
            yield context.finding("ZI112", "tidak_ada", block=tail[-1], quoted=False)
        return
    start = tail.index(office or dated or tail[-1])
    lines = tail[max(0, start - 1) : start + _SIGNATURE_BLOCKS]
    lacking = []
    if dated is None:
        lacking.append("tempat dan tanggal")
    if office is None:
        lacking.append("jabatan penanda tangan")
    elif not _is_whole_office(lines[1:] if start else lines, document):
        lacking.append("nama satuan kerja pada jabatan")
    if not is_signed(tail, office or dated, document, context.phrases("bukan_nama")):
        lacking.append("nama penanda tangan")
    if lacking:
        yield context.finding("ZI112", "kurang", block=office or dated, kurang=listed(lacking))


def _tail(document: Document, context: CheckContext) -> Sequence[Block]:
    """Return the blocks of the report's last section, before the annex."""
    matches = context.matches
    if matches is None:
        return ()
    annex = matches.by_id["LAMPIRAN"].position if "LAMPIRAN" in matches.by_id else None
    stop = len(document.blocks) if annex is None else annex
    starts = [m.position for m in matches.matches if m.position is not None and m.position < stop]
    body = document.blocks[max(starts, default=-1) + 1 : stop]
    return [block for block in body if block.kind is not BlockKind.NOISE]


def _front(document: Document, context: CheckContext) -> Sequence[Block]:
    """Return what stands before the first section: title page, preface, page of approval."""
    matches = context.matches
    starts = [m.position for m in matches.matches if m.position is not None] if matches else []
    return [b for b in document.blocks[: min(starts, default=0)] if b.kind is not BlockKind.NOISE]


def _dated(blocks: Sequence[Block]) -> Block | None:
    """Return the last line of place and date."""
    return next((block for block in reversed(blocks) if _PLACE_DATE.search(block.text)), None)


def _office(blocks: Sequence[Block], context: CheckContext) -> Block | None:
    """Return the last block that opens with an office, alone or after place and date."""
    offices = context.phrases("jabatan")
    return next((block for block in reversed(blocks) if _is_office(block, offices)), None)


def _is_office(block: Block, offices: tuple[str, ...]) -> bool:
    if block.kind is BlockKind.LIST_ITEM or len(block.text.split()) > _OFFICE_WORDS + 5:
        return False
    dated = _PLACE_DATE.search(block.text)
    line = block.text[dated.end() :] if dated else block.text
    opening = _PROXY.sub("", line).lstrip(" ,.:;|")
    hit = phrases_regex(offices).match(opening)
    # `Sekretaris memimpin rapat.` is a sentence: after an office comes a name, in capitals.
    after = opening[hit.end() :].lstrip(" ,.:;|") if hit else ""
    return hit is not None and (
        not after or after[0].isupper() or find_phrase(after, ("kabupaten", "kota")) is not None
    )


def _is_whole_office(lines: Sequence[Block], document: Document) -> bool:
    """Whether the office that is signed for names its place; a bare `Ketua` needs none."""
    text = " ".join(block.text for block in lines)
    if not _COMMISSION.search(_PLACE_DATE.sub(" ", text)):
        return True
    signed = _PLACE_DATE.sub(" ", text)
    return bool(find_satker(signed)) or _names_place(signed, document) or "republik" in signed.lower()


def is_signed(
    tail: Sequence[Block], start: Block | None, document: Document, no_name: Collection[str]
) -> bool:
    """Whether a name follows the signer's office.

    Args:
        tail: the blocks of the closing, in order.
        start: the block of the office, or of place and date.
        document: whose office's name is no person's.
        no_name: words of a closing that are part of no name.
    """
    if start is None:
        return False
    after = tail[tail.index(start) :]
    no_name = {*no_name, *fold(document.identity.satker or "").split()}
    for block in after:
        text = _PLACE_DATE.sub(" ", block.text)
        for match in _NAME.finditer(text):
            words = [word for word in fold(match.group()).split() if word not in no_name]
            if len(words) >= 2:
                return True
        single = _SINGLE_NAME.fullmatch(text) if block is not start else None
        if single and fold(single.group("name")) not in no_name:
            return True
    return False


def is_signature_line(block: Block) -> bool:
    """Whether a block is the line of place and date above a signature, or closes the report."""
    words = block.text.split()
    return bool(words) and (words[0].lower() == "demikian" or _is_dated_line(block))


def _is_dated_line(block: Block) -> bool:
    """Whether a block is the line of place and date, alone or with office and name joined to it."""
    dated = _PLACE_DATE.search(block.text)
    words = len(block.text.split())
    return dated is not None and (words <= _DATED_WORDS or (dated.start() < 3 and words <= 2 * _OFFICE_WORDS))


def before_signature(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks of a section up to the line of place and date that signs the report."""
    stop = next((i for i, block in enumerate(blocks) if _is_dated_line(block)), len(blocks))
    return blocks[:stop]


RULES = {
    "ZI111": Rule(incomplete_title, Scope.LAPORAN),
    "ZI112": Rule(
        incomplete_signature, Scope.LAPORAN, lists=("jabatan", "bukan_nama"), patterns=("isian_draf",)
    ),
}
