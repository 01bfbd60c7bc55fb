"""Rules on who speaks in a document: its title page, its signature block, the closing of a decree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.satker import find_satker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_MONTHS = (
    "Januari|Februari|Pebruari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Nopember|Desember"
)
_PLACE_DATE = re.compile(
    rf"\b[A-Z][\w.' -]{{2,40}},\s*(?:tanggal\s+)?\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}}"
    rf"|pada tanggal\s*:?\s*\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}}",
    re.IGNORECASE,
)
# A name: two words or more that begin with capitals, degrees and initials among them.
_NAME = re.compile(r"\b[A-Z][A-Za-z.'’-]+(?:,?\s+[A-Z][A-Za-z.'’-]*){1,6}")
_ENACTED = re.compile(r"\bditetapkan\s+di\b", re.IGNORECASE)
_DECIDES = re.compile(r"\bMEMUTUSKAN\b|^\s*Menetapkan\s*:", re.MULTILINE)
# The signature stands in the last blocks before the annex, however long the last section is.
_TAIL_BLOCKS = 12


def incomplete_title(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI111: a title page that does not name the office or the year; silent where there is none."""
    matches = context.matches
    starts = [m.position for m in matches.matches if m.position is not None] if matches else []
    head = [b for b in document.blocks[: min(starts, default=0)] if b.kind is not BlockKind.NOISE]
    if not head:
        return
    text = " ".join(block.text for block in head)
    lacking = []
    if not find_satker(text):
        lacking.append("nama satuan kerja")
    if not re.search(r"\b20\d\d\b", text):
        lacking.append("tahun pelaporan")
    if lacking:
        yield context.finding("ZI111", "utama", block=head[0], kurang=" dan ".join(lacking))


def incomplete_signature(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI112: a report that ends without place and date, office, or name of who signs it."""
    tail = _tail(document, context)
    if not tail:
        return
    office = next(
        (b for b in tail if len(b.text.split()) <= 25 and find_phrase(b.text, context.phrases("jabatan"))),
        None,
    )
    dated = next((b for b in tail if _PLACE_DATE.search(b.text)), None)
    if office is None and dated is None:
        yield context.finding("ZI112", "tidak_ada", block=tail[-1], quoted=False)
        return
    lacking = []
    if dated is None:
        lacking.append("tempat dan tanggal")
    if office is None:
        lacking.append("jabatan penanda tangan")
    if not _is_signed(tail, office or dated, document, context.phrases("bukan_nama")):
        lacking.append("nama penanda tangan")
    if lacking:
        yield context.finding("ZI112", "kurang", block=office or dated, kurang=", ".join(lacking))


def _tail(document: Document, context: CheckContext) -> Sequence[Block]:
    """Return the last blocks of the report's body, before the annex."""
    annex = context.matches.by_id.get("LAMPIRAN") if context.matches else None
    stop = annex.position if annex is not None and annex.position is not None else len(document.blocks)
    body = [b for b in document.blocks[:stop] if b.kind not in (BlockKind.NOISE, BlockKind.HEADING)]
    return body[-_TAIL_BLOCKS:]


def _is_signed(
    tail: Sequence[Block], start: Block | None, document: Document, no_name: Collection[str]
) -> bool:
    """Whether a name follows the signer's office."""
    if start is None:
        return False
    after = tail[tail.index(start) :]
    no_name = {*no_name, *fold(document.identity.satker or "").split()}
    for block in after:
        for match in _NAME.finditer(_PLACE_DATE.sub(" ", block.text)):
            words = [word for word in fold(match.group()).split() if word not in no_name]
            if len(words) >= 2:
                return True
    return False


def is_signature_line(block: Block) -> bool:
    """Whether a block is the line of place and date above a signature, or closes the report."""
    words = block.text.split()
    return bool(words) and (
        words[0].lower() == "demikian" or (len(words) <= 8 and bool(_PLACE_DATE.search(block.text)))
    )


def unclosed_decree(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI113: a decree that names neither place nor date of its enactment."""
    decided = next((b for b in document.blocks if _DECIDES.search(b.text)), None)
    if decided is None or any(_ENACTED.search(block.text) for block in document.blocks):
        return
    last = _last_ruling(document, decided)
    yield context.finding("ZI113", "utama", block=last, quoted=False)


def _last_ruling(document: Document, decided: Block) -> Block:
    """Return the last block of the rulings: the one before the annex's first heading."""
    blocks = document.blocks
    start = blocks.index(decided)
    last = decided
    for block in blocks[start + 1 :]:
        if block.kind is BlockKind.HEADING:
            break
        if block.kind is not BlockKind.NOISE:
            last = block
    return last


RULES = {
    "ZI111": Rule(incomplete_title, Scope.LAPORAN),
    "ZI112": Rule(incomplete_signature, Scope.LAPORAN, lists=("jabatan", "bukan_nama")),
    "ZI113": Rule(unclosed_decree, Scope.RENCANA),
}
