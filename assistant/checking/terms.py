"""Rules on official terms: acronyms written out wrongly or in two ways, mangled and outdated names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.clauses import split_clauses
from assistant.checking.expansions import Expansion, find_expansions
from assistant.checking.passages import also_at, cited_spans, inside, passages, title_spans
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.language.clean import skeleton
from assistant.language.istilah import form_regex, register

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document
    from assistant.language.istilah import Istilah, Usang


@dataclass(frozen=True, slots=True)
class Mention:
    """A form of a term at `block.text[start:end]`."""

    block: Block
    start: int
    end: int

    @property
    def printed(self) -> str:
        """The form as printed."""
        return " ".join(self.block.text[self.start : self.end].split())


def wrong_expansions(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI606: acronyms written out in two ways, or otherwise than officially."""
    by_acronym: dict[str, list[Expansion]] = defaultdict(list)
    for expansion in context.shared(find_expansions):
        by_acronym[expansion.acronym.upper()].append(expansion)
    for acronym, found in by_acronym.items():
        entry = register().by_acronym.get(acronym)
        if entry is None:
            yield from _told_twice(found, context)
        else:
            yield from _against_register(entry, found, context)


def _told_twice(found: Sequence[Expansion], context: CheckContext) -> Iterator[Finding]:
    """Yield a finding where an acronym that the register does not know is written out in two ways."""
    first = found[0]
    other = next((e for e in found if skeleton(e.printed) != skeleton(first.printed)), None)
    if other is not None:
        yield context.finding(
            "ZI606",
            "dua",
            block=other.block,
            span=(other.start, other.end),
            singkatan=first.acronym,
            satu=first.printed,
            dua=other.printed,
            tempat=context.place(first.block),
        )


def _against_register(entry: Istilah, found: Sequence[Expansion], context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each kind of fault among the expansions of a known acronym."""
    for variant in ("lain", "keliru", "kurang_tepat", "ejaan"):
        bad = [e for e in found if e.fault == variant and not context.quotes_lke(e.block.text, e.printed)]
        if bad:
            yield context.finding(
                "ZI606",
                variant,
                block=bad[0].block,
                span=(bad[0].start, bad[0].end),
                singkatan=bad[0].acronym,
                salah=bad[0].printed,
                benar=entry.nama,
                lain=also_at([e.block for e in bad] + _bare_blocks(bad[0], context), context),
            )


def _bare_blocks(told: Expansion, context: CheckContext) -> list[Block]:
    """Return the blocks that have the same wrong form without its acronym."""
    form = skeleton(told.printed)
    return [m.block for m, _ in context.shared(_wrong_forms) if skeleton(m.printed) == form]


def mangled_terms(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI607: wrong forms of official terms; those beside their acronym are told by ZI606."""
    told = {skeleton(e.printed) for e in context.shared(find_expansions) if e.fault}
    found: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention, entry in context.shared(_wrong_forms):
        if skeleton(mention.printed) in told:
            continue
        loud = form_regex(entry.keliru).fullmatch(mention.printed) is not None
        found[entry.nama, "utama" if loud else "kurang_tepat"].append(mention)
    for (name, variant), mentions in found.items():
        first = mentions[0]
        yield context.finding(
            "ZI607",
            variant,
            block=first.block,
            span=(first.start, first.end),
            salah=first.printed,
            benar=name,
            lain=also_at([m.block for m in mentions], context),
        )


def _wrong_forms(document: Document) -> tuple[tuple[Mention, Istilah], ...]:
    """Return the wrong forms in a document's own words: the titles of regulations are as they are."""
    terms = register()
    found: list[tuple[Mention, Istilah]] = []
    for passage in passages(document):
        hits = list(terms.wrong_forms.finditer(passage.text))
        titles = title_spans(passage.text) if hits else ()
        for hit in hits:
            entry = next(
                e for e in terms.istilah if form_regex((*e.keliru, *e.kurang_tepat)).fullmatch(hit.group())
            )
            if inside(hit.start(), titles) or _right_form_around(passage.text, hit, entry):
                continue
            if not find_phrase(_clause(passage.text, hit.start()), entry.kecuali):
                found.append((Mention(passage.block, *passage.span(*hit.span())), entry))
    return tuple(found)


def _right_form_around(text: str, hit: re.Match[str], entry: Istilah) -> bool:
    """Whether the words are part of a longer form that is right."""
    return any(
        right.start() <= hit.start() and hit.end() <= right.end()
        for right in form_regex((entry.nama, *entry.diterima)).finditer(text)
    )


def _clause(text: str, position: int) -> str:
    """Return the clause at an offset."""
    found = [clause for clause in split_clauses(text) if clause.start <= position]
    return found[-1].text if found else text


def outdated_terms(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI608: terms that have a successor since before the document's year."""
    year = document.identity.year
    texts = [(passage, passage.text.lower()) for passage in passages(document)]
    for entry in register().usang:
        if year is not None and year < entry.sejak:
            continue
        pattern = form_regex(entry.tulisan)
        heads = tuple(form.split()[0].lower() for form in entry.tulisan)
        mentions = [
            Mention(passage.block, *passage.span(*hit.span()))
            for passage, lower in texts
            if any(head in lower for head in heads)
            for hit in pattern.finditer(passage.text)
            if not inside(hit.start(), cited_spans(passage.text))
            and _is_meant(_clause(passage.text, hit.start()), entry)
        ]
        if mentions:
            first = mentions[0]
            yield context.finding(
                "ZI608",
                entry.jenis,
                block=first.block,
                span=(first.start, first.end),
                lama=first.printed,
                baru=entry.pengganti,
                sejak=entry.sejak,
                dasar=entry.sumber,
                lain=also_at([m.block for m in mentions], context),
            )


def _is_meant(clause: str, entry: Usang) -> bool:
    """Whether a clause speaks of the outdated thing itself, and not of the past."""
    return bool(not entry.hanya or find_phrase(clause, entry.hanya)) and not find_phrase(
        clause, entry.kecuali
    )


RULES = {
    "ZI606": Rule(wrong_expansions, Scope.BOTH),
    "ZI607": Rule(mangled_terms, Scope.BOTH),
    "ZI608": Rule(outdated_terms, Scope.BOTH),
}
