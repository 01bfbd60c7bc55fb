"""Rules on single sentences: unfinished, fragments, open brackets, doubled words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.formal_lines import is_formal
from assistant.checking.passages import Passage, also_at, is_typed, passages
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.numbering import split_marker
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_READ = (*_TEXT, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TABLE_ROW)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
_LAST_WORD = re.compile(r"([^\W\d_]+)[\s,]*\Z")
# A paragraph of fewer words is a line of a cover, a signature, or lettering of a picture.
_MIN_WORDS = 6
# What may end the last item but one of a list: `...; dan`.
_BETWEEN_ITEMS = frozenset({"dan", "atau", "serta"})
# A sentence that was cut has at least so many words; two may be a title.
_OPENING_WORDS = 3
# Running text has words in small letters; a title or a name has hardly any.
_SMALL_WORDS = 3
# Where more paragraphs than this share stop without a sign, that is how the text was written or read.
_FEW = 0.1
# Addresses end without a full stop, so that it is not taken for a part of them.
_ADDRESS = re.compile(r"https?://|www\.|@")
# Fragments are short; a longer sentence without verb is rather one whose verb we do not know.
_MAX_FRAGMENT = 8
_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]{2,})(\s+)\1(?![\w-])", re.IGNORECASE)
# `langkah – langkah`; a hyphen with one blank is a word broken at the end of a line.
_SPACED = re.compile(r"(?<![\w-])([^\W\d_]{2,})(?:\s[-–—]\s|\s?[–—]\s?)\1(?![\w-])", re.IGNORECASE)
# Verbs, active and passive, are not doubled into a plural as nouns are.
_VERB = re.compile(r"(?:me[mnrlwy]|di)\w{4,}")
_BRACKET = re.compile(r"[()]")
# `a)`, `1)`, `iv)`, `huruf a)`: brackets of a numbering, which close nothing.
_NUMBERING = re.compile(r"(?<![\w(])(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\)")
# Between the parts of a text that a page tore stand at most a caption and a line of the page's foot.
_TORN = 3
_SMILEY = re.compile(r"[:;]-?[()]")
_STRAY_STOP = re.compile(r"(?<=[a-z)])\.\s+(?=([a-z]+)\b)")
# Letters that make a text lettering of a picture or a torn line rather than a sentence.
_ODD = re.compile(r"[^\w\s.,;:!?()\"'“”‘’/&%+–-]")


def unfinished_sentences(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI704: paragraphs that end on a word which must go on, or without the sign that ends the others."""
    yield from _unended(document, context)
    blocks = [b for b in document.blocks if b.kind is not BlockKind.NOISE]
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or is_formal(block, context):
            continue
        if not (_is_prose(block.text) or _is_opening(block)):
            continue
        last = _LAST_WORD.search(block.text)
        if last is None or fold(last.group(1)) not in context.phrases("kata_gantung"):
            continue
        before = block.text[: last.start()].rstrip()
        joins_items = before.endswith((";", ",")) and fold(last.group(1)) in _BETWEEN_ITEMS
        if not joins_items and not _goes_on(blocks[index + 1 :]):
            yield context.finding(
                "ZI704", "utama", block=block, span=(_tail(block.text), len(block.text)), kata=last.group(1)
            )


def _unended(document: Document, context: CheckContext) -> Iterator[Finding]:
    """Yield one finding for the paragraphs that stop without a sign, where the others end with one."""
    blocks = [b for b in document.blocks if b.kind is not BlockKind.NOISE]
    told = [(i, b) for i, b in enumerate(blocks) if b.kind is BlockKind.PARAGRAPH and _is_told(b)]
    odd = [
        block
        for index, block in told
        if not is_formal(block, context) and not _is_continued(block, blocks[index + 1 :], context)
    ]
    if not odd or len(odd) > _FEW * len(told):
        return
    first = odd[0]
    yield context.finding(
        "ZI704",
        "tanpa_akhir",
        block=first,
        span=(_tail(first.text), len(first.text)),
        lain=also_at(odd, context),
    )


def _is_told(block: Block) -> bool:
    """Whether a paragraph is running text of a section, not a line in bold or capitals."""
    small = sum(word[:1].islower() for word in block.text.split())
    return (
        block.section is not None
        and not block.bold
        and small >= _SMALL_WORDS
        and block.text[:1].isupper()
        and len(_ODD.findall(block.text)) * 8 <= len(block.text.split())
    )


def _is_continued(block: Block, following: Sequence[Block], context: CheckContext) -> bool:
    """Whether a paragraph announces what follows it, goes on below, or ends as ZI704 tells already."""
    last = _LAST_WORD.search(block.text)
    if last is None or fold(last.group(1)) in (
        *context.phrases("kata_gantung"),
        *context.phrases("pengantar"),
    ):
        return True
    after = following[0] if following else None
    announces = after is not None and after.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
    if _open_bracket(block.text) is not None or _open_quote(block.text) is not None:
        return True  # ZI706 tells it
    return announces or _goes_on(following) or _ADDRESS.search(block.text.split()[-1]) is not None


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) >= _MIN_WORDS and len(_ODD.findall(text)) * 8 <= len(words)


def _is_opening(block: Block) -> bool:
    """Whether a few words are the beginning of a sentence: a capital, then small letters."""
    words = block.text.split()
    opens = len(words) >= _OPENING_WORDS and block.text[:1].isupper() and not _ODD.search(block.text)
    return opens and block.section is not None and not any(word[:1].isupper() for word in words[1:])


def _tail(text: str) -> int:
    """Return the offset of the last words of a text, enough to find the place by."""
    return len(text) - len(" ".join(text.split()[-8:])) if len(text.split()) > 8 else 0


def _goes_on(following: Sequence[Block]) -> bool:
    """Whether the text goes on behind a picture, a table or a list."""
    for block in following[:6]:
        if block.kind in (BlockKind.CAPTION, BlockKind.TABLE_ROW):
            continue
        if block.kind is BlockKind.HEADING:
            return False
        body = split_marker(block.text)[1] or block.text
        return block.kind is BlockKind.LIST_ITEM or body[:1].islower()
    return False


def fragments(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI705: sentences that are none: a clause without its main one, a stray title, a full stop amid one."""
    opened: set[str | None] = set()
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH or is_formal(block, context):
            continue
        first = block.section not in opened
        opened.add(block.section)
        pieces = _SENTENCE.split(block.text)
        if len(pieces) > 1 and first and _repeats_heading(pieces[0], document, block):
            yield context.finding(
                "ZI705", "judul", block=block, span=(0, len(pieces[0])), potongan=pieces[0].strip()
            )
        position = 0
        for piece in pieces[:-1]:  # the last may be cut by the page
            start = block.text.find(piece, position)
            position = start + len(piece)
            if _is_clause_only(piece, context):
                yield context.finding("ZI705", "anak", block=block, span=(start, position), potongan=piece)
    yield from _stray_stops(document, context)


def _repeats_heading(sentence: str, document: Document, block: Block) -> bool:
    """Whether a short first sentence is the end of the heading above, left over before the text."""
    section = document.section_by_id.get(block.section or "")
    words = fold(sentence)
    if (
        section is None
        or not 2 <= len(words.split()) <= _MAX_FRAGMENT
        or block.bold
        or not sentence.endswith(".")
    ):
        return False
    title = fold(section.title)
    return title != words and title.endswith(f" {words}")


def _is_clause_only(sentence: str, context: CheckContext) -> bool:
    """Whether a short sentence is a subordinate clause: its opening, one verb, and what belongs to that."""
    words = fold(sentence).split()
    if not sentence.endswith(".") or not 3 <= len(words) <= _MAX_FRAGMENT or "," in sentence:
        return False
    if words[0] not in context.phrases("pembuka_anak_kalimat") or not re.match(r"me[mnrlwy]?", words[1]):
        return False
    return not any(_is_predicate(word, context) for word in words[2:])


def _is_predicate(word: str, context: CheckContext) -> bool:
    if word in context.phrases("bukan_predikat"):
        return False
    return word in context.phrases("kata_predikat") or bool(
        re.match(r"(?:me[mnrlwy]|di(?!\Z)|ber|ter)\w{3}", word)
    )


def _stray_stops(document: Document, context: CheckContext) -> Iterator[Finding]:
    """Yield full stops before a word that cannot begin a sentence."""
    abbreviations = {a.lower().rstrip(".") for a in load_words().abbreviations}
    found: list[tuple[Block, int]] = []
    for block in document.blocks:
        if block.kind not in _TEXT or not _is_prose(block.text) or is_formal(block, context):
            continue
        for match in _STRAY_STOP.finditer(block.text):
            before = re.search(r"[\w./]+\Z", block.text[max(0, match.start() - 20) : match.start()])
            known = before is not None and before.group().lower() in abbreviations
            if not known and match.group(1) in context.phrases("bukan_awal_kalimat"):
                found.append((block, match.start()))
    if found:
        block, position = found[0]
        start = block.text.rfind(" ", 0, max(0, position - 30)) + 1
        yield context.finding(
            "ZI705",
            "titik",
            block=block,
            span=(start, min(len(block.text), position + 30)),
            lain=also_at([b for b, _ in found], context),
        )


def open_brackets(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI706: brackets and quotation marks that are opened and not closed within their text."""
    texts = list(passages(document, _READ))
    for index, passage in enumerate(texts):
        if passage.column is not None and not is_typed(document, passage):
            continue
        position = _open_bracket(passage.text)
        variant = "kurung"
        if position is None:
            position, variant = _open_quote(passage.text), "kutip"
        if (
            position is None
            or not _says_something(passage.text)
            or _closes_later(texts[index + 1 :], variant)
        ):
            continue
        span = passage.span(position, len(passage.text))
        yield context.finding("ZI706", variant, block=passage.block, span=span)


def _says_something(text: str) -> bool:
    return len(text.split()) >= 3 and not _ODD.search(text)


def _open_bracket(text: str) -> int | None:
    """Return where a bracket opens that nothing closes; None if there is none.

    Brackets that nothing opened are those of a numbering, `a)`.
    """
    stack: list[int] = []
    for match in _BRACKET.finditer(_SMILEY.sub("  ", text)):
        if match.group() == "(":
            stack.append(match.start())
        elif stack:
            stack.pop()
    return stack[0] if stack else None


def _open_quote(text: str) -> int | None:
    """Return where a quotation opens that nothing closes; None if there is none."""
    start: int | None = None
    for match in re.finditer(r"[“”]", text):
        if match.group() == "”":
            start = None
        elif start is None:
            start = match.start()
        else:
            return start
    return start


def _closes_later(following: Sequence[Passage], variant: str) -> bool:
    """Whether one of the next passages closes the bracket, as where a page or a picture tore the text."""
    opening, closing = ("(", ")") if variant == "kurung" else ("“", "”")
    for passage in following[:_TORN]:
        if passage.block.kind is BlockKind.HEADING:
            return False
        text = _NUMBERING.sub(" ", passage.text)
        end = text.find(closing)
        if end >= 0 and opening not in text[:end]:
            return True
    return False


def doubled_words(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI707: a word that stands twice in a row, one finding for each; one for doubled words set apart."""
    found: dict[tuple[str, str], list[tuple[Passage, re.Match[str]]]] = {}
    for passage in passages(document, _READ):
        if passage.column is not None and not is_typed(document, passage):
            continue
        for match in _DOUBLED.finditer(passage.text):
            word = match.group(1).lower()
            names = match.group(1)[0].isupper() and match.group().split()[1][0].isupper()
            if names or word in context.phrases("kata_berulang_sah"):
                continue
            if context.quotes_lke(passage.text, match.group()):
                continue
            is_slip = word in context.phrases("kata_tugas") or _VERB.fullmatch(word)
            variant = "utama" if is_slip else "ulang"
            found.setdefault((word, variant), []).append((passage, match))
    for (word, variant), places in found.items():
        passage, match = places[0]
        yield context.finding(
            "ZI707",
            variant,
            block=passage.block,
            span=passage.span(*match.span()),
            kata=word,
            lain=also_at([p.block for p, _ in places], context),
        )
    yield from _spaced_doubles(document, context)


def _spaced_doubles(document: Document, context: CheckContext) -> Iterator[Finding]:
    """Yield one finding for all doubled words with blanks around their dash."""
    hits = [(p, m) for p in passages(document, _READ) for m in _SPACED.finditer(p.text)]
    hits = [(p, m) for p, m in hits if m.group(1).islower() or m.group(1)[1:].islower()]
    if hits:
        passage, match = hits[0]
        yield context.finding(
            "ZI707",
            "renggang",
            block=passage.block,
            span=passage.span(*match.span()),
            tertulis=" ".join(match.group().split()),
            rapat=re.sub(r"\s*[-–—]\s*", "-", match.group()),
            lain=also_at([p.block for p, _ in hits], context),
        )


RULES = {
    "ZI704": Rule(unfinished_sentences, Scope.BOTH, lists=("kata_gantung", "pembuka_pengesahan")),
    "ZI705": Rule(
        fragments,
        Scope.BOTH,
        lists=(
            "pembuka_anak_kalimat",
            "kata_predikat",
            "bukan_predikat",
            "bukan_awal_kalimat",
            "pembuka_pengesahan",
        ),
    ),
    "ZI706": Rule(open_brackets, Scope.BOTH, yields_to=("ZI704", "ZI810")),
    "ZI707": Rule(doubled_words, Scope.BOTH, lists=("kata_berulang_sah", "kata_tugas")),
}
