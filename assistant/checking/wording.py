"""Rules on words: misspelt ones, headings in two languages, cut off, or with stray punctuation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.passages import Passage, also_at, citations_in, inside, is_typed, passages
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.istilah import form_regex, register
from assistant.language.lemmas import lemma
from assistant.language.similarity import ratio
from assistant.language.slips import is_hand_slip
from assistant.language.spelling import speller
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Document, Section

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_READ = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TABLE_ROW)
# Shorter words have too many neighbours that are words of their own.
_MIN_LENGTH = 7
# A word of the document's own that stands so often is right, and a neighbour that stands so rarely is not.
_FREQUENT = 4
_RARE = 2
# The word between a citation and its title; nothing else that stands there is as like it (`tenang`).
_ABOUT = "tentang"
_ABOUT_SLIP = 0.8
_CITED_NEAR = re.compile(r"\d\s+[a-z]{5,8}\s+[A-Z]")
_STRAY = re.compile(r"[,;.:]\s*[,;](?:\s|\Z)|,\s*\.(?:\s|\Z)")
_CONNECTING_END = re.compile(r"([^\W\d_]+)\s*\Z|[/(–-]\s*\Z")


@dataclass(frozen=True)
class _Misspelt:
    """A misspelt word at its place."""

    passage: Passage
    start: int
    printed: str
    right: str
    in_citation: bool = False

    @property
    def in_heading(self) -> bool:
        return self.passage.block.kind is BlockKind.HEADING


def misspelt_words(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI708: rare words one slip away from a word of the form or of the document; one finding for each."""
    found: dict[tuple[str, str], list[_Misspelt]] = {}
    for slip in _slips(document, context):
        found.setdefault((slip.printed.lower(), slip.right), []).append(slip)
    for slips in found.values():
        first = max(slips, key=lambda slip: (slip.in_heading, slip.in_citation))
        others = [first.passage.block, *(s.passage.block for s in slips if s is not first)]
        yield context.finding(
            "ZI708",
            "judul" if first.in_heading else "kutipan" if first.in_citation else "utama",
            block=first.passage.block,
            span=first.passage.span(first.start, first.start + len(first.printed)),
            salah=first.printed,
            benar=_in_case(first.printed, first.right),
            lain=also_at(others, context),
        )


def _slips(document: Document, context: CheckContext) -> Iterator[_Misspelt]:
    texts = list(passages(document, _READ))
    counts = Counter(word.lower() for p in texts for word in _WORD.findall(p.text))
    official = _official_words(context)
    own = {word for word, count in counts.items() if count >= _FREQUENT and len(word) > _MIN_LENGTH}
    right_words = {word for word in official | own if len(word) >= _MIN_LENGTH and word.isalpha()}
    roots = {lemma(word) for word in right_words} | load_words().roots | load_words().common
    names = set(fold(document.identity.satker or "").split())
    correct = speller(right_words)
    wrong: dict[str, str] = {}
    for word, count in counts.items():
        if len(word) < _MIN_LENGTH or count > _RARE or word in right_words or not word.isascii():
            continue
        right = correct(word)
        if right == word or right in names or word in roots or lemma(word) in roots:
            continue
        if is_hand_slip(word, right) and not _is_other_form(word, right):
            wrong[word] = right
    for passage in texts:
        if not is_typed(document, passage):
            continue
        for match in _WORD.finditer(passage.text):
            right = wrong.get(match.group().lower(), "")
            if right and _is_cased(match.group()):
                cited = [(c.start, c.end) for c in citations_in(passage.text)]
                yield _Misspelt(passage, match.start(), match.group(), right, inside(match.start(), cited))
        yield from _misspelt_about(passage)


def _misspelt_about(passage: Passage) -> Iterator[_Misspelt]:
    """Yield the word between a citation and its title where it is a slip for `tentang`."""
    for citation in citations_in(passage.text) if _CITED_NEAR.search(passage.text) else ():
        match = re.compile(r"\s+([a-z]{5,8})\s+(?=[A-Z])").match(passage.text, citation.end)
        if match and match.group(1) != _ABOUT and ratio(match.group(1), _ABOUT) >= _ABOUT_SLIP:
            yield _Misspelt(passage, match.start(1), match.group(1), _ABOUT, in_citation=True)


def _official_words(context: CheckContext) -> set[str]:
    """Return the words of the form, the format and the register of terms."""
    lke = context.lke
    texts = [
        *(node.name for node in lke.nodes),
        *(text for i in lke.daftar_indikator for text in (i.name, *(c for _, c in i.criteria))),
        *(text for section in context.fmt.bagian for text in (section.judul, section.isi)),
        *(entry.nama for entry in register().istilah),
        context.fmt.judul,
    ]
    return {word for text in texts for word in fold(text).split()}


def _is_other_form(word: str, right: str) -> bool:
    """Whether two words are rather two forms: they differ in their last letter, or by a suffix."""
    return word[:-1] == right[:-1] or word[:-1] == right or word == right[:-1] or word[1:] == right


def _is_cased(printed: str) -> bool:
    """Whether a word is in small letters, with a capital, or in capitals; others are codes or misread."""
    return printed.isupper() or printed[1:].islower()


def _in_case(printed: str, right: str) -> str:
    if printed.isupper():
        return right.upper()
    return right.capitalize() if printed[0].isupper() else right


def stray_punctuation(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI709: two marks in a row that belong to no sentence (`,;`); one finding for the document."""
    kinds = (BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
    hits = [
        (p, m) for p in passages(document, kinds) if len(p.text.split()) >= 3 for m in _STRAY.finditer(p.text)
    ]
    hits = [(p, m) for p, m in hits if not _is_abbreviation(p.text[: m.start()])]
    headings = [hit for hit in hits if hit[0].block.kind is BlockKind.HEADING]
    if hits:
        passage, match = (headings or hits)[0]
        others = [p.block for p, _ in hits if p.block is not passage.block]
        yield context.finding(
            "ZI709",
            "utama",
            block=passage.block,
            span=passage.span(passage.text.rfind(" ", 0, max(0, match.start() - 40)) + 1, match.end()),
            tanda=match.group().strip(),
            lain=also_at([passage.block, *others], context),
        )


def _is_abbreviation(text: str) -> bool:
    """Whether a text ends with an abbreviation that a full stop belongs to."""
    last = re.search(r"[\w./]+\Z", text)
    known = {word.rstrip(".").lower() for word in load_words().abbreviations}
    return last is not None and last.group().lower() in known


def mixed_headings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI710: headings that mix English words into Indonesian ones; one finding for the document."""
    terms = register()
    foreign = {entry.asing: entry.padanan for entry in terms.padanan}
    fixed = form_regex(terms.nama_asing)
    found: list[tuple[Section, re.Match[str]]] = []
    for section in document.sections:
        title = fixed.sub(lambda m: " " * len(m.group()), section.title)
        found.extend((section, m) for m in _WORD.finditer(title) if m.group().lower() in foreign)
    if not found:
        return
    section = found[0][0]
    words = dict.fromkeys(m.group().lower() for _, m in found)
    yield context.finding(
        "ZI710",
        "utama",
        block=document.block_by_id[section.block],
        kata=", ".join(f"'{word}'" for word in words),
        padanan=", ".join(f"'{foreign[word]}'" for word in words),
        lain=also_at([document.block_by_id[s.block] for s, _ in found], context),
    )


def cut_headings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI711: headings that end on a connecting word, or on the first half of a term they name twice."""
    for section in document.sections:
        title = section.title.strip()
        if len(title.split()) < 2:
            continue
        variant = ""
        last = _CONNECTING_END.search(title)
        if last and (last.group(1) is None or last.group(1).lower() in context.phrases("kata_gantung")):
            variant = "utama"
        rest = "" if variant else _lost_rest(title, document, context)
        if variant or rest:
            yield context.finding(
                "ZI711",
                "istilah" if rest else "utama",
                block=document.block_by_id[section.block],
                lengkap=f"{title} {rest}",
            )


def _lost_rest(title: str, document: Document, context: CheckContext) -> str:
    """Return the word that a heading lost behind its last slash: `Kode Etik/Kode` lost `Perilaku`."""
    parts = [part.split() for part in re.split(r"\s*/\s*", title)]
    if (
        len(parts) < 2
        or len(parts[-1]) != 1
        or not any(
            (len(part) > 1 and part[-2:-1] == [parts[-1][0]])
            or (part[:1] == [parts[-1][0]] and len(part) > 1)
            for part in parts[:-1]
        )
    ):
        return ""
    ending = fold(title).split()[-3:]
    pattern = re.compile(rf"\b{' '.join(map(re.escape, ending))} (\w+)")
    texts = [node.name for node in context.lke.nodes] + [block.text for block in document.blocks]
    stop = load_words().stop_words
    for text in texts:
        match = pattern.search(fold(text))
        if match and match.group(1) not in stop:
            return match.group(1).capitalize()
    return ""


RULES = {
    "ZI708": Rule(misspelt_words, Scope.BOTH, yields_to=("ZI108", "ZI602", "ZI606", "ZI811")),
    "ZI709": Rule(stray_punctuation, Scope.BOTH, yields_to=("ZI108",)),
    "ZI710": Rule(mixed_headings, Scope.BOTH),
    "ZI711": Rule(cut_headings, Scope.BOTH, lists=("kata_gantung",)),
}
