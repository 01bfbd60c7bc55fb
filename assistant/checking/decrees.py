"""Rules on the decree that a plan is the annex of: its head, considerations, rulings, closing, annex header.

The order and the wording of the parts are those of a decree under KPU's rules for official documents (tata
naskah dinas). A plan that is no decree's annex has none of them, and nothing is said of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.rule import Rule, Scope
from assistant.checking.signature import MONTHS, is_signed
from assistant.document import BlockKind
from assistant.language.clean import skeleton
from assistant.language.numbering import parse_marker
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# One wrong letter in ten, as OCR makes them, letters set apart (`M E M U T U S K A N`) aside.
_SAME_WORD = 0.88
_DECIDES = "memutuskan"
_SETS = re.compile(r"^\W*Menetapkan\s*:\s*(?:KEPUTUSAN\b|$)")
# The line that opens the rulings is set in capitals or ends with a colon; elsewhere the word is a verb.
_DECIDES_LINE = re.compile(r"^\W*(?P<word>[A-Z](?:[A-Z]|\s(?=[A-Z](?:\s|\b))){7,22}|[Mm]emutuskan(?=\s*:))")
_CONSIDERS = re.compile(r"^\W*(?:menimbang\b\W*)?(?:[a-z][.)]\s*)?bahwa\b|^\W*menimbang\b", re.IGNORECASE)
_CONSIDERATION = re.compile(r"(?<!\w)bahwa\s", re.IGNORECASE)
_NAMES_DECREE = re.compile(r"\bKEPUTUSAN\b|^\W*Keputusan\s+(?:Ketua|Sekretaris|Komisi|KPU|KIP)\b")
_NUMBER = re.compile(r"\bNOMOR\b\s*:?\s*(?P<value>[^\s:][^\n]{0,40})?", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(
    r"\bNOMOR\b\s*:?\s*(?P<number>\d{1,4})\s+TAHUN\s+(?P<year>20\d\d)\b", re.IGNORECASE
)
_ABOUT = re.compile(r"\bTENTANG\b", re.IGNORECASE)
_LETTERS = re.compile(r"huruf\s+a\b(?:.{0,40}?huruf\s+(?P<last>[b-z])\b)?", re.IGNORECASE)
_IN_FORCE = re.compile(
    r"\b(?:mulai|dinyatakan)\s+berlaku\b|\bberlaku\s+(?:sejak|pada|mulai)\b", re.IGNORECASE
)
_ENACTED = re.compile(r"\bditetapkan\s*di\b", re.IGNORECASE)
_DAY = re.compile(rf"\b\d{{1,2}}\s+(?:{MONTHS})\s+20\d\d|\b\d{{1,2}}[-/]\d{{1,2}}[-/]20\d\d", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_ANNEX = re.compile(r"^\W*LAMPIRAN\b", re.IGNORECASE)
_PLAN = re.compile(r"^\W*(?:RENCANA|PROGRAM)\s+(?:AKSI|KERJA)\b")
_ORDINALS = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA",
    "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH",
)  # fmt: skip
_RULING = re.compile(
    rf"(?<![\w-])(?:DIKTUM\s+)?({'|'.join(_ORDINALS)}|PERTAMA)(?=\s*[:.]|\s*$|\s+[A-Z][a-z])"
)
# A decree's head is a page at most; a number, a name and a subject beyond it belong to something else.
_HEAD_BLOCKS = 25
# The annex's header stands in the lines before and after its title.
_AROUND = 8
# The longest title of a plan: its name, the predicates, office and year.
_TITLE_WORDS = 45
_TITLE_BLOCKS = 5


@dataclass(frozen=True)
class Decree:
    """The parts of a decree, as positions among the document's blocks.

    Attributes:
        first: the first consideration or legal basis; the start of the rulings if there is none.
        decided: the line that opens the rulings; None where it lacks.
        annex: where the annex begins; the number of blocks if there is none.
    """

    blocks: Sequence[Block]
    first: int
    decided: int | None
    annex: int

    @property
    def head(self) -> Sequence[Block]:
        """What stands before the considerations."""
        return self.blocks[max(0, self.first - _HEAD_BLOCKS) : self.first]

    @property
    def considerations(self) -> Sequence[Block]:
        """Considerations and legal bases."""
        return self.blocks[self.first : self.annex if self.decided is None else self.decided]

    @property
    def rulings(self) -> Sequence[Block]:
        """What is decided, with the closing; empty where the line that opens it lacks."""
        return () if self.decided is None else self.blocks[self.decided : self.annex]

    @property
    def last(self) -> Block:
        """The last block of text before the annex."""
        body = self.blocks[self.first : self.annex]
        return next((b for b in reversed(body) if b.kind is not BlockKind.NOISE), body[0])


def find_decree(document: Document) -> Decree | None:
    """Return the decree that the document opens with; None if it is no decree."""
    blocks = document.blocks
    decided = next((i for i, block in enumerate(blocks) if _opens_rulings(block)), None)
    stop = len(blocks) if decided is None else decided
    first = next((i for i, block in enumerate(blocks[:stop]) if _CONSIDERS.match(block.text)), None)
    if decided is None and (first is None or not _is_preamble(blocks[first:])):
        return None
    start = stop if first is None else first
    return Decree(blocks, start, decided, _annex(blocks, start if decided is None else decided))


def _opens_rulings(block: Block) -> bool:
    line = _DECIDES_LINE.match(block.text)
    word = skeleton(line.group("word"))[: len(_DECIDES)] if line else ""
    return bool(_SETS.match(block.text)) or ratio(word, _DECIDES) >= _SAME_WORD


def _is_preamble(blocks: Sequence[Block]) -> bool:
    """Whether a paragraph with `bahwa` opens considerations: several follow, or a decree is announced."""
    opening = [block.text for block in blocks[:_HEAD_BLOCKS] if _CONSIDERS.match(block.text)]
    return any(
        re.search(r"\b(?:menetapkan|membentuk)\s+keputusan\b", text, re.IGNORECASE) for text in opening
    )


def _annex(blocks: Sequence[Block], start: int) -> int:
    """Return where the annex begins: its header, its title in capitals, or its first heading."""
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        if block.kind is BlockKind.HEADING or _ANNEX.match(block.text) or _PLAN.match(block.text):
            return index
    return len(blocks)


def headless_decrees(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI121: a decree without letterhead, number or subject; one that starts in the middle is one finding."""
    decree = find_decree(document)
    if decree is None:
        return
    text = "\n".join(block.text for block in decree.head)
    number = _NUMBER.search(text)
    lacking = [
        name
        for name, there in (
            ("kepala dan nama keputusan", any(_NAMES_DECREE.search(b.text) for b in decree.head)),
            ("nomor", number is not None),
            ("judul ('tentang ...')", _ABOUT.search(text) is not None),
        )
        if not there
    ]
    first = decree.blocks[0] if decree.blocks[0].kind is not BlockKind.NOISE else decree.blocks[decree.first]
    if len(lacking) == 3:
        lacking += _lost_parts(decree)
        yield context.finding("ZI121", "tengah", block=decree.blocks[decree.first], kurang=listed(lacking))
    elif lacking:
        yield context.finding("ZI121", "kurang", block=first, kurang=listed(lacking))
    elif number is not None and not re.search(r"\d", re.sub(r"TAHUN\s+\d+", "", number.group(), flags=re.I)):
        block = next(b for b in decree.head if _NUMBER.search(b.text))
        yield context.finding("ZI121", "nomor_kosong", block=block)


def _lost_parts(decree: Decree) -> list[str]:
    """Return the names of the considerations' parts that lack where the decree has no head either."""
    text = "\n".join(block.text for block in decree.considerations)
    lost = [f"kata '{word}'" for word in ("Menimbang", "Mengingat") if not _has_word(text, word)]
    lost_letters = _lost_considerations(decree)
    return lost + ([f"pertimbangan {lost_letters}"] if lost_letters else [])


def _has_word(text: str, word: str) -> bool:
    """Whether a label of the considerations stands in a text, letters that scanning confuses aside."""
    return skeleton(word) in skeleton(text)


def _lost_considerations(decree: Decree) -> str:
    """Return the letters that a consideration refers to and that do not stand before it; empty if all do."""
    before = 0
    for block in decree.considerations:
        reference = _LETTERS.search(block.text)
        if reference and _CONSIDERS.match(block.text):
            last = (reference.group("last") or "a").lower()
            wanted = ord(last) - ord("a") + 1
            own = len(_CONSIDERATION.findall(block.text[: reference.start()])) - 1
            named = "huruf a" if last == "a" else f"huruf a sampai huruf {last}"
            return named if before + own < wanted else ""
        before += len(_CONSIDERATION.findall(block.text))
    return ""


def lost_parts(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI122: a decree without `Menimbang`, `Mengingat` or `Memutuskan`, or with considerations that lack."""
    decree = find_decree(document)
    if decree is None or not decree.head:  # one that starts in the middle is told by ZI121
        return
    text = "\n".join(block.text for block in (*decree.head, *decree.considerations))
    lacking = [word for word in ("Menimbang", "Mengingat") if not _has_word(text, word)]
    if decree.decided is None or not _says_decided(decree):
        lacking.append("Memutuskan")
    if lacking:
        yield context.finding(
            "ZI122", "utama", block=decree.blocks[decree.first], kurang=listed(lacking), quoted=False
        )
    letters = _lost_considerations(decree)
    if letters:
        block = next(b for b in decree.considerations if _LETTERS.search(b.text))
        yield context.finding("ZI122", "huruf_hilang", block=block, huruf=letters)
    elif bare := _unlettered(decree):
        yield context.finding("ZI122", "tanpa_huruf", block=bare)


def _says_decided(decree: Decree) -> bool:
    """Whether `MEMUTUSKAN` stands before what is set, letters that scanning confuses aside."""
    blocks = (*decree.considerations[-_HEAD_BLOCKS:], *decree.rulings[:2])
    words = (skeleton(word) for block in blocks for word in re.split(r"[\s:]+", block.text))
    spread = any("memutuskan" in skeleton(re.sub(r"\s", "", block.text)) for block in blocks)
    return spread or any(ratio(word, _DECIDES) >= _SAME_WORD for word in words)


def _unlettered(decree: Decree) -> Block | None:
    """Return the first of two or more considerations if none of them has a letter."""
    considered = [block for block in decree.considerations if _CONSIDERS.match(block.text)]
    bahwa = [b for b in considered if _CONSIDERATION.search(b.text)]
    lettered = any(
        parse_marker(re.sub(r"^\W*menimbang\W*", "", b.text, flags=re.IGNORECASE)) for b in bahwa
    ) or any(re.fullmatch(r"\W*a[.)]\W*", b.text.strip()) for b in decree.considerations)
    return bahwa[0] if len(bahwa) >= 2 and not lettered else None


def broken_rulings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI123: rulings without KESATU, KEDUA ..., or where one of them is skipped or used twice."""
    decree = find_decree(document)
    if decree is None or not decree.rulings:
        return
    found = [(block, match) for block in decree.rulings for match in _RULING.finditer(block.text)]
    if not found:
        told = [b for b in decree.rulings if b.kind is not BlockKind.NOISE]
        anywhere = any(_RULING.search(block.text) for block in document.blocks)
        if len(told) > 1 and not anywhere:
            yield context.finding("ZI123", "utama", block=_first_ruling(told))
        return
    before = 0
    for block, match in found:
        word = match.group(1)
        value = 1 if word == "PERTAMA" else _ORDINALS.index(word) + 1
        if value <= before and _is_reference(block, match):
            continue
        if value != before + 1:  # what follows a slip in numbering is no second slip
            wanted = _ORDINALS[min(before, len(_ORDINALS) - 1)]
            variant = "loncat" if value > before else "ulang"
            yield context.finding(
                "ZI123", variant, block=block, span=match.span(1), diktum=word, seharusnya=wanted
            )
            return
        before = value


def _first_ruling(told: Sequence[Block]) -> Block:
    """Return the block that rules: the first that sets something, not the line that opens the rulings."""
    ruling = re.compile(r"^\W*Menetapkan\s+(?!KEPUTUSAN\b|:)")
    return next((block for block in told if ruling.match(block.text)), told[1])


def _is_reference(block: Block, match: re.Match[str]) -> bool:
    """Whether a ruling's number is only referred to: `sebagaimana dimaksud dalam Diktum KESATU`."""
    before = block.text[: match.start(1)].rstrip()
    return bool(re.search(r"\b(?:diktum|dalam|pada|dan|dengan)$", before, re.IGNORECASE))


def unclosed_decrees(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI113: a decree that is not closed with its entry into force, place, date and signer."""
    decree = find_decree(document)
    if decree is None or not decree.rulings:
        return
    text = "\n".join(block.text for block in document.blocks)
    enacted = next((i for i, b in enumerate(document.blocks) if _ENACTED.search(b.text)), None)
    in_force = ["ketentuan mulai berlaku"] if not _IN_FORCE.search(text) else []
    if enacted is None:
        kurang = listed([*in_force, "tempat dan tanggal penetapan", "penanda tangan"])
        yield context.finding("ZI113", "utama", block=decree.last, quoted=False, kurang=kurang)
        return
    stop = decree.annex if decree.annex > enacted else enacted + _AROUND
    closing = document.blocks[enacted : min(stop, enacted + _AROUND)]
    lacking = []
    if not any(_DAY.search(block.text) for block in closing):
        lacking.append("tanggal penetapan")
    if not is_signed(closing, closing[0], document, context.phrases("bukan_nama")):
        lacking.append("nama penanda tangan")
    if lacking:
        kurang = listed([*in_force, *lacking])
        yield context.finding("ZI113", "kurang", block=closing[0], kurang=kurang)
    elif in_force:
        yield context.finding("ZI113", "berlaku", block=decree.last, quoted=False)


def headless_annexes(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI124: an annex without `Lampiran Keputusan ... Nomor ...` above it, or with another number."""
    decree = find_decree(document)
    if decree is None or decree.annex >= len(decree.blocks):
        return
    headers = [
        i for i, b in enumerate(decree.blocks) if _ANNEX.match(b.text) and len(b.text.split()) <= _TITLE_WORDS
    ]
    if not headers:
        yield context.finding("ZI124", "utama", block=decree.blocks[decree.annex])
        return
    around = "\n".join(b.text for b in decree.blocks[headers[0] : headers[0] + _AROUND])
    if not _NUMBER.search(around):
        yield context.finding("ZI124", "nomor", block=decree.blocks[headers[0]])
        return
    own, named = _own_number("\n".join(b.text for b in decree.head)), _own_number(around)
    if own and named and own != named and re.search(r"\bKEPUTUSAN\b", around, re.IGNORECASE):
        block = next(b for b in decree.blocks[headers[0] :] if _NUMBER.search(b.text))
        yield context.finding("ZI124", "nomor_lain", block=block, lampiran=named, keputusan=own)


def _own_number(text: str) -> str:
    """Return the first number that a head names, as `7 Tahun 2026`; empty where it is not readable as one."""
    match = _PLAIN_NUMBER.search(text)
    first = _NUMBER.search(text)
    if match is None or first is None or match.start() != first.start():
        return ""
    return f"{int(match['number'])} Tahun {match['year']}"


def undated_plans(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI125: a plan whose title names no year."""
    decree = find_decree(document)
    blocks = document.blocks
    start = decree.annex if decree else 0
    for index in range(start, len(blocks)):
        block = blocks[index]
        if block.kind in (BlockKind.HEADING, BlockKind.TABLE_ROW):
            return
        if block.kind is BlockKind.PARAGRAPH and _PLAN.match(block.text):
            title = list(_title(blocks[index:]))
            if title and not any(_YEAR.search(line.text) for line in title):
                yield context.finding("ZI125", "utama", block=block, judul=" ".join(b.text for b in title))
            return


def _title(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines of a title in capitals; none if the first runs on as a sentence does."""
    words = 0
    for block in blocks[:_TITLE_BLOCKS]:
        letters = [char for char in block.text if char.isalpha()]
        words += len(block.text.split())
        if block.kind in (BlockKind.HEADING, BlockKind.TABLE_ROW) or words > _TITLE_WORDS:
            return
        if sum(char.isupper() for char in letters) < 0.7 * len(letters):
            return
        yield block


RULES = {
    "ZI113": Rule(unclosed_decrees, Scope.RENCANA, lists=("bukan_nama",)),
    "ZI121": Rule(headless_decrees, Scope.RENCANA),
    "ZI122": Rule(lost_parts, Scope.RENCANA),
    "ZI123": Rule(broken_rulings, Scope.RENCANA),
    "ZI124": Rule(headless_annexes, Scope.RENCANA),
    "ZI125": Rule(undated_plans, Scope.RENCANA),
}
