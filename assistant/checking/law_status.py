"""Rules on whether a cited regulation still holds: revoked, become a law, or a plan whose period is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.law_text import first_of_each
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.legal_bases import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.law_text import Cited
    from assistant.checking.model import Finding
    from assistant.document import Document

# How far before a citation the word stands that makes it a basis (`Berdasarkan ketentuan Peraturan ...`).
_BASIS_REACH = 60


def revoked(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI801: regulations cited as if in force that another one has replaced; one finding for each.

    Not told: what the text itself tells as history, regulations named in another's title, and the amendment
    of a regulation that is told itself.
    """
    as_of = context.legal.as_of
    if as_of is None:
        return
    for first, others in first_of_each(_cited_as_law(context)):
        item = first.regulation
        successors = context.register.successors(item, as_of) if item else ()
        if item is None or not successors or _told_with_base(first, as_of, context):
            continue
        certain = all(s.year < as_of for s in successors) or first.block.kind is BlockKind.LIST_ITEM
        rests_on = any(_is_basis(cited, context) for cited in (first, *others))
        yield context.finding(
            "ZI801",
            "dasar" if certain and rests_on else "naskah",
            block=first.block,
            span=first.span,
            peraturan=context.register.named(item, short=True),
            pengganti=listed([context.register.named(s, short=True) for s in successors]),
            lengkap="; ".join(context.register.named(s) for s in successors),
            juga=context.also(first.where, (c.where for c in others)),
        )


def _told_with_base(cited: Cited, as_of: int, context: CheckContext) -> bool:
    """Whether the regulation that a cited amendment changes is revoked too, and so told itself."""
    base = cited.base.regulation if cited.base and cited.role is Role.AMENDMENT else None
    return bool(base and context.register.successors(base, as_of))


def _cited_as_law(context: CheckContext) -> list[Cited]:
    """Return the citations of registered regulations that the text rests on or names as in force."""
    return [c for c in context.legal.cited if c.regulation and c.role in (Role.BASE, Role.AMENDMENT)]


def _is_basis(cited: Cited, context: CheckContext) -> bool:
    """Whether the text rests on a citation: it stands in a list of bases, or words before it say so."""
    if cited.basis is not None:
        return True
    start = cited.span[0]
    return bool(
        find_phrase(cited.block.text[max(0, start - _BASIS_REACH) : start], context.phrases("dasar_hukum"))
    )


def enacted(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI802: a Perppu cited though it has become a law, where the text does not name that law with it."""
    as_of = context.legal.as_of
    if as_of is None:
        return
    for first, others in first_of_each(_cited_as_law(context)):
        item = first.regulation
        law = context.register.enactment(item, as_of) if item else None
        if item is None or law is None:
            continue
        beside = {c.code for c in context.legal.cited if c.block is first.block}
        if law.kode not in beside:
            yield context.finding(
                "ZI802",
                "utama",
                block=first.block,
                span=first.span,
                perppu=context.register.named(item, short=True),
                undang=context.register.named(law, short=True),
                lengkap=context.register.named(law),
                juga=context.also(first.where, (c.where for c in others)),
            )


def expired(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI812: a plan or road map cited as a basis though its period ended before the document's year."""
    year = document.identity.year or context.legal.as_of
    if year is None:
        return
    for first, others in first_of_each(_cited_as_law(context)):
        item = first.regulation
        if item is None or item.masa is None or item.masa[1] >= year:
            continue
        if context.register.successors(item, year):
            continue
        rests_on = any(_is_basis(cited, context) for cited in (first, *others))
        yield context.finding(
            "ZI812",
            "utama" if rests_on else "naskah",
            block=first.block,
            span=first.span,
            peraturan=context.register.named(item, short=True),
            masa=f"{item.masa[0]}-{item.masa[1]}",
            tahun=year,
            juga=context.also(first.where, (c.where for c in others)),
        )


RULES = {
    "ZI801": Rule(revoked, Scope.BOTH, lists=("dasar_hukum",)),
    "ZI802": Rule(enacted, Scope.BOTH),
    "ZI812": Rule(expired, Scope.BOTH, lists=("dasar_hukum",)),
}
