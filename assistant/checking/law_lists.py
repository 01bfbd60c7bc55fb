"""Rules on lists of legal bases: their order, what they must name or leave out, and two that differ."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.language.citations import CitationKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.law_text import BasisList, Cited
    from assistant.checking.model import Finding
    from assistant.document import Document
    from assistant.language.regulations import Regulation

_BASIS_REACH = 60
# Papers of this kind are no law but may be what a report rests on.
_PAPERS = (CitationKind.LETTER, CitationKind.DECREE)


def out_of_order(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI813: bases that stand below a lower or a younger one (UU 12/2011 article 7); one for each list."""
    for basis in context.legal.lists:
        bases = [base for base in basis.bases if _rank(base, context) is not None]
        for before, after in pairwise(bases):
            variant = _disorder(before, after, context)
            if variant:
                yield context.finding(
                    "ZI813",
                    variant,
                    block=after.block,
                    span=after.span,
                    sebelum=before.printed,
                    sesudah=after.printed,
                )
                break


def _rank(cited: Cited, context: CheckContext) -> int | None:
    kind = context.register.type_of(cited.mention.citation) if cited.is_law else None
    return kind.tingkat if kind else None


def _disorder(before: Cited, after: Cited, context: CheckContext) -> str:
    """Return in what the second of two neighbours should stand first; empty if the order is right."""
    ranks = _rank(before, context) or 0, _rank(after, context) or 0
    if ranks[0] > ranks[1]:
        return "tingkat"
    kinds = [context.register.type_of(c.mention.citation) for c in (before, after)]
    ages = [(c.mention.citation.year or 0, int(c.mention.citation.number or 0)) for c in (before, after)]
    return "umur" if kinds[0] == kinds[1] and all(a[0] for a in ages) and ages[0] > ages[1] else ""


def missing_obligations(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI814: what the lists of a plan must name and none of them does; ZI304 tells that of a report."""
    year = document.identity.year
    if year is None or not context.legal.lists:
        return
    named = {code for basis in context.legal.lists for code in basis.codes}
    lacking = [
        context.register.by_code[code]
        for obligation in context.register.content.wajib
        if obligation.dokumen == "rencana" and obligation.dari <= year
        for code in obligation.peraturan
        if code not in named
    ]
    if lacking:
        first = context.legal.lists[0].cited[0]
        yield context.finding(
            "ZI814",
            "utama",
            block=first.block,
            quoted=False,
            daftar=listed([context.register.named(item, short=True) for item in lacking]),
            lengkap="; ".join(_with_amendments(item, context) for item in lacking),
        )


def _with_amendments(item: Regulation, context: CheckContext) -> str:
    """Return the full citation of a regulation with its last amendment."""
    amendments = context.register.amendments(item, context.legal.as_of or item.year)
    ending = f" sebagaimana telah diubah dengan {context.register.named(amendments[-1], short=True)}"
    return context.register.named(item) + (ending if amendments else "")


def contradictory_lists(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI819: a list that rests on a replaced regulation where another list rests on the one in its place."""
    as_of = context.legal.as_of
    if as_of is None:
        return
    for basis in context.legal.lists:
        stale = [c for c in basis.bases if c.regulation and context.register.successors(c.regulation, as_of)]
        for cited in stale:
            other = _with_successor(cited, basis, context, as_of)
            if other is None or cited.regulation is None:
                continue
            successor, place = other
            yield context.finding(
                "ZI819",
                "utama",
                block=cited.block,
                span=cited.span,
                lama=context.register.named(cited.regulation, short=True),
                baru=context.register.named(successor, short=True),
                tempat=context.place(*place.where),
                lengkap=_with_amendments(successor, context),
            )
            break


def _with_successor(
    cited: Cited, basis: BasisList, context: CheckContext, as_of: int
) -> tuple[Regulation, Cited] | None:
    """Return the successor that another list names instead, and where; None if none does."""
    successors = context.register.successors(cited.regulation, as_of) if cited.regulation else ()
    for successor in successors:
        if successor.kode in basis.codes:
            continue
        for other in context.legal.lists:
            place = next((c for c in other.bases if c.code == successor.kode), None)
            if other is not basis and place is not None:
                return successor, place
    return None


def unlisted_bases(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI817: a letter or decree that the report says it rests on, and no list of legal bases names.

    The letter that demands the report is told by ZI304.
    """
    if not context.legal.lists:
        return
    listed_numbers = {_number(c) for basis in context.legal.lists for c in basis.cited}
    own = _lead(context.fmt.surat.nomor)
    papers = [
        c
        for c in context.legal.cited
        if c.basis is None
        and c.mention.citation.kind in _PAPERS
        and _number(c) not in listed_numbers
        and _lead(_number(c)) != own
    ]
    resting = [c for c in papers if _rests_on(c, context) and _is_introduction(c, context)]
    if not resting:
        return
    first = resting[0]
    others = [c for c in papers if _number(c) != _number(first) and _concerns_zi(c, context)]
    names = list(dict.fromkeys(c.printed for c in (*resting, *others) if _number(c) != _number(first)))
    yield context.finding(
        "ZI817",
        "utama",
        block=first.block,
        span=first.span,
        naskah=first.printed,
        lain=f" (begitu pula {listed(names)})" if names else "",
        tempat=context.place(*context.legal.lists[0].cited[0].where),
    )


def _number(cited: Cited) -> str:
    """Return a paper's number with its year, without blanks and case."""
    citation = cited.mention.citation
    number = re.sub(r"\s", "", citation.number).upper()
    return number if "/" in number else f"{number}/{citation.year}"


def _lead(number: str) -> str:
    return number.split("/")[0].lstrip("0")


def _rests_on(cited: Cited, context: CheckContext) -> bool:
    """Whether the report rests on a letter or decree; the team or plan that a decree made does not count."""
    start = cited.span[0]
    before = cited.block.text[max(0, start - _BASIS_REACH) : start]
    if cited.mention.citation.kind is CitationKind.DECREE and "laporan" not in before.lower():
        return False
    return bool(find_phrase(before, context.phrases("dasar_hukum")))


def _is_introduction(cited: Cited, context: CheckContext) -> bool:
    """Whether a citation stands where a document says what it rests on: in its first chapter."""
    section = context.section_of(cited.block)
    if section is not None:
        return section == "I" or section.startswith("I.")
    first = context.legal.lists[0].cited[0].block
    return context.position_of[cited.block.id] <= context.position_of[first.id]


def _concerns_zi(cited: Cited, context: CheckContext) -> bool:
    """Whether the office's own decree is about the zone of integrity, or its control and supervision."""
    is_own = cited.mention.citation.kind is CitationKind.DECREE and not cited.mention.citation.is_kept
    return is_own and find_phrase(cited.mention.subject, context.phrases("pokok_zona_integritas")) is not None


RULES = {
    "ZI813": Rule(out_of_order, Scope.BOTH),
    "ZI814": Rule(missing_obligations, Scope.RENCANA),
    "ZI817": Rule(unlisted_bases, Scope.LAPORAN, lists=("dasar_hukum", "pokok_zona_integritas")),
    "ZI819": Rule(contradictory_lists, Scope.BOTH),
}
