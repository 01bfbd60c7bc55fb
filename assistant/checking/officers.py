"""Rules on persons: a name spelled in two ways, an office held by two."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from assistant.checking.passages import also_at, passages
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold, skeleton
from assistant.language.names import NAME, NameMention, find_names
from assistant.language.numbering import parse_marker
from assistant.language.similarity import ratio
from assistant.language.slips import is_scan_slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

# One or two wrong letters in a word of a name; other names that share so much are rare.
_SAME_WORD = 0.72
# Pairs are compared one by one; reports name a few dozen persons.
_MAX_NAMES = 200
# A word of a name in running text.
_NAME_WORD = re.compile(r"[A-Z][A-Za-z'’-]+")
# Blocks that a signature may have between its office and its name.
_REACH = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in a block; `office` in lower case, empty if none is told."""

    block: Block
    start: int
    end: int
    name: str
    office: str = ""


def find_people(document: Document, context: CheckContext) -> tuple[Person, ...]:
    """Return the persons whom a document names with their degree, with their office, or as signers."""
    excluded = {*context.phrases("bukan_nama"), *fold(document.identity.satker or "").split()}
    found: list[Person] = []
    offices: list[tuple[int, str]] = []
    texts = list(passages(document))
    for index, passage in enumerate(texts):
        for mention in find_names(passage.text, excluded):
            office = _office_before(passage.text, mention, context)
            start, end = passage.span(mention.start, mention.end)
            found.append(Person(passage.block, start, end, mention.name, office))
        is_title = passage.block.kind is BlockKind.HEADING or parse_marker(passage.text) is not None
        signer = None if is_title else _signer(passage.text, excluded)
        if signer and offices and index - offices[-1][0] <= _REACH and not find_names(passage.text, excluded):
            start, end = passage.span(*signer.span())
            found.append(Person(passage.block, start, end, " ".join(signer.group().split()), offices[-1][1]))
        office = _office_line(passage.text, context)
        if office:
            offices.append((index, office))
    return tuple(found[:_MAX_NAMES])


def _office_line(text: str, context: CheckContext) -> str:
    """Return the office that a short line names, as above a signature; empty if it is none."""
    if len(text.split()) > 12:
        return ""
    for pattern in context.patterns("jabatan_tunggal"):
        match = pattern.match(text)
        if match:
            return fold(match.group())
    return ""


def _office_before(text: str, mention: NameMention, context: CheckContext) -> str:
    """Return the office that directly precedes a name; empty if none does."""
    before = text[max(0, mention.start - 110) : mention.start]
    for pattern in context.patterns("jabatan_tunggal"):
        hits = list(pattern.finditer(before))
        if hits and re.fullmatch(r"[\s,:()_*-]*(?:Sdr\.?|Bapak|Ibu)?\s*", before[hits[-1].end() :]):
            return fold(hits[-1].group())
    return ""


def _signer(text: str, excluded: set[str]) -> re.Match[str] | None:
    """Return a line that is a name and nothing else; None for any other text."""
    match = re.fullmatch(rf"[\s_*(]*(?:ttd\.?\)?\s*)?({NAME})[\s_*).,]*", text)
    if match is None:
        return None
    words = fold(match.group(1)).split()
    return (
        re.search(re.escape(match.group(1)), text) if len(words) >= 2 and not set(words) & excluded else None
    )


def names_in_two_spellings(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI603: a person's name in two spellings; silent for persons who are named side by side."""
    by_name: dict[str, list[Person]] = defaultdict(list)
    people = find_people(document, context)
    for person in (*people, *_misspelt_elsewhere(document, people)):
        by_name[skeleton(person.name)].append(person)
    groups = [people for people in by_name.values() if len(people[0].name.split()) >= 2]
    for first, second in combinations(groups, 2):
        usual, odd = (first, second) if len(first) >= len(second) else (second, first)
        if not _alike(usual[0].name, odd[0].name) or _together(usual, odd):
            continue
        same_office = {p.office for p in usual if p.office} & {p.office for p in odd if p.office}
        yield context.finding(
            "ZI603",
            "jabatan" if same_office else "utama",
            block=odd[0].block,
            span=(odd[0].start, odd[0].end),
            satu=odd[0].name,
            dua=usual[0].name,
            tempat=context.place(usual[0].block),
        )


def _misspelt_elsewhere(document: Document, people: Sequence[Person]) -> Iterator[Person]:
    """Yield the places where words in a row differ from a person's name by a slip: no title marks these."""
    names = dict.fromkeys(tuple(fold(p.name).split()) for p in people)
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in (name for name in names if len(name) >= 2):
        for word in name:
            by_word[word].append(name)
    known = {(p.block.id, p.start) for p in people}
    for passage in passages(document) if by_word else ():
        words = list(_NAME_WORD.finditer(passage.text))
        for index, found in enumerate(words):
            word = fold(found.group())
            for name in by_word.get(word, ()):
                first = index - name.index(word)
                run = words[max(0, first) : first + len(name)]
                printed = passage.text[run[0].start() : run[-1].end()]
                start, end = passage.span(run[0].start(), run[-1].end())
                slip = _is_row(run, passage.text) and _alike(printed, " ".join(name))
                if slip and (passage.block.id, start) not in known:
                    known.add((passage.block.id, start))
                    yield Person(passage.block, start, end, " ".join(printed.split()))


def _is_row(run: Sequence[re.Match[str]], text: str) -> bool:
    """Whether nothing but blanks parts the words."""
    return all(not text[a.end() : b.start()].strip() for a, b in pairwise(run))


def _alike(one: str, other: str) -> bool:
    """Whether two names are alike but for the letters of one word, or two letters that hands mix up."""
    first, second = fold(one).split(), fold(other).split()
    if len(first) != len(second):
        return False
    different = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(different) != 1:
        return False
    a, b = different[0]
    return min(len(a), len(b)) >= 4 and ratio(a, b) >= _SAME_WORD and not is_scan_slip(a, b)


def _together(one: list[Person], other: list[Person]) -> bool:
    """Whether both names stand in one block or one table: then they are two persons."""
    places = {p.block.table or p.block.id for p in one}
    return any((p.block.table or p.block.id) in places for p in other)


def offices_held_twice(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI604: an office that only one person can hold, with two names."""
    by_office: dict[str, list[Person]] = defaultdict(list)
    for person in find_people(document, context):
        if person.office:
            by_office[person.office].append(person)
    for office, people in by_office.items():
        first = people[0]
        other = next((p for p in people if not _one_person(p.name, first.name)), None)
        if other is not None:
            yield context.finding(
                "ZI604",
                "utama",
                block=other.block,
                span=(other.start, other.end),
                jabatan=office.title(),
                satu=first.name,
                dua=other.name,
                tempat=context.place(first.block),
                lain=also_at([other.block], context),
            )


def _one_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: the same, a shorter form of it, or a slip."""
    first, second = set(fold(one).split()), set(fold(other).split())
    return first <= second or second <= first or _alike(one, other) or skeleton(one) == skeleton(other)


RULES = {
    "ZI603": Rule(names_in_two_spellings, Scope.BOTH, lists=("bukan_nama",), patterns=("jabatan_tunggal",)),
    "ZI604": Rule(offices_held_twice, Scope.BOTH, lists=("bukan_nama",), patterns=("jabatan_tunggal",)),
}
