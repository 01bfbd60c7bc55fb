"""Rules on amendments: omitted, superseded, wrongly announced, or said to change another regulation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.law_text import first_of_each
from assistant.checking.rule import Rule, Scope
from assistant.language.citations import find_citations
from assistant.language.clean import fold
from assistant.language.legal_bases import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.law_text import BasisList, Cited
    from assistant.checking.model import Finding
    from assistant.document import Document
    from assistant.language.regulations import Regulation

# `dan perubahannya`: the amendments are meant, though not named.
_AND_AMENDMENTS = re.compile(r"\b(?:dan|beserta|serta|dengan)\s+(?:segala\s+)?perubahan", re.IGNORECASE)
_SEVERAL = re.compile(r"\bbeberapa kali\b")
# No law of the register has been amended more than ten times.
_ORDINALS = "pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh"
_ORDER = {word: number for number, word in enumerate(_ORDINALS.split(), start=1)}
_ANNOUNCED = re.compile(r"\bdiubah\b|\bdirubah\b")


def omitted(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI803: bases in a list without their amendments, or with one that is not the last.

    A list that cites no amendments at all is a short one, and the omission only worth a look.
    """
    found: list[tuple[Cited, Regulation, str]] = []
    for basis in context.legal.lists:
        for base in basis.bases:
            last = _lacking_amendment(base, basis, context)
            if last is not None:
                found.append((base, last, _variant(base, basis)))
    for first, others in first_of_each([base for base, _, _ in found]):
        last, variant = next((last, variant) for base, last, variant in found if base is first)
        yield context.finding(
            "ZI803",
            variant,
            block=first.block,
            span=first.span,
            peraturan=context.register.named(first.regulation, short=True) if first.regulation else "",
            terakhir=context.register.named(last, short=True),
            rumusan=_wording(last, context),
            juga=context.also(first.where, (c.where for c in others)),
        )


def _lacking_amendment(base: Cited, basis: BasisList, context: CheckContext) -> Regulation | None:
    """Return the last amendment that a list does not name with a base; None if nothing lacks."""
    item, as_of = base.regulation, context.legal.as_of
    if item is None or as_of is None or context.register.successors(item, as_of):
        return None
    known = context.register.amendments(item, as_of)
    if not known or known[-1].kode in basis.codes or known[-1].menetapkan in basis.codes:
        return None
    newer = (c for c in basis.cited if c.base is base and (c.mention.citation.year or 0) > known[-1].year)
    partial = any(code in basis.codes for code in item.diubah_sebagian_oleh)
    if any(newer) or partial or _told_by_format(known[-1], context):
        return None
    named = any(c.base is base and c.role is Role.AMENDMENT for c in basis.cited)
    behind = base.block.text[base.span[1] :]
    return None if not named and _AND_AMENDMENTS.search(behind) else known[-1]


def _variant(base: Cited, basis: BasisList) -> str:
    if any(c.base is base and c.role is Role.AMENDMENT for c in basis.cited):
        return "bukan_terakhir"
    return "tanpa" if any(c.role is Role.AMENDMENT for c in basis.cited) else "daftar_pendek"


def _told_by_format(amendment: Regulation, context: CheckContext) -> bool:
    """Whether the format itself demands the amendment in a section of the report, so that ZI304 tells it."""
    if context.matches is None:
        return False
    demanded = (
        citation
        for match in context.matches.matches
        if match.at_block is not None
        for element in match.section.memuat
        for citation in find_citations(element.nama)
    )
    return any(context.register.find(citation) == amendment for citation in demanded)


def _wording(last: Regulation, context: CheckContext) -> str:
    """Return how the amendments are announced in good form."""
    several = (last.ke or 1) > 1
    how = "beberapa kali diubah, terakhir" if several else "diubah"
    return f"sebagaimana telah {how} dengan {context.register.named(last)}"


def wrongly_announced(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI804: `beberapa kali diubah` without `terakhir`, or a later amendment as if it were the only one."""
    found: list[tuple[Cited, str]] = []
    for cited in context.legal.cited:
        if cited.role is not Role.AMENDMENT or cited.mention.is_last:
            continue
        siblings = [c for c in context.legal.cited if c.base is cited.base and c.role is Role.AMENDMENT]
        if len(siblings) > 1 or not _ANNOUNCED.search(cited.mention.before):
            continue
        order = cited.regulation.ke if cited.regulation else None
        if _SEVERAL.search(cited.mention.before):
            found.append((cited, "terakhir"))
        elif order is not None and order > 1 and _changes_base(cited):
            found.append((cited, "beberapa_kali"))
    for first, others in first_of_each([cited for cited, _ in found]):
        variant = next(variant for cited, variant in found if cited is first)
        yield context.finding(
            "ZI804",
            variant,
            block=first.block,
            span=first.span,
            perubahan=first.printed,
            juga=context.also(first.where, (c.where for c in others)),
        )


def _changes_base(cited: Cited) -> bool:
    return bool(cited.regulation and cited.base and cited.regulation.mengubah == cited.base.code)


def misattributed(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI807: amendments said to change a regulation that they do not; one finding for each base."""
    told: dict[str, list[Cited]] = {}
    for cited in context.legal.cited:
        if cited.role is Role.AMENDMENT and _is_misattributed(cited):
            told.setdefault(cited.base.code if cited.base else "", []).append(cited)
    for group in told.values():
        first = group[0]
        base = first.base.regulation if first.base else None
        if first.regulation is None or base is None:
            continue
        replaced = first.regulation.kode in base.diganti_oleh
        yield context.finding(
            "ZI807",
            "pengganti" if replaced else "utama",
            block=first.block,
            span=first.span,
            peraturan=context.register.named(base, short=True),
            perubahan=listed(list(dict.fromkeys(c.printed for c in group))),
            sebenarnya="; ".join(dict.fromkeys(_true_object(c, context) for c in group)),
            pengganti=context.register.named(first.regulation),
        )
    yield from _wrong_objects(context)


def _is_misattributed(cited: Cited) -> bool:
    """Whether both sides are known, and the one does not change the other."""
    item, base = cited.regulation, cited.base.regulation if cited.base else None
    if item is None or base is None or item.kode in base.diubah_sebagian_oleh:
        return False
    # What a Perppu changes is not registered.
    return item.mengubah != base.kode and item.type_code != "Perppu"


def _true_object(cited: Cited, context: CheckContext) -> str:
    """Return what a regulation is truly about."""
    item = cited.regulation
    return context.register.named(item) if item else ""


def _wrong_objects(context: CheckContext) -> Iterator[Finding]:
    """Yield titles of amendments that name another regulation, or count the amendments wrongly."""
    for cited in context.legal.cited:
        item = cited.base.regulation if cited.base else None
        if cited.role is not Role.OBJECT or item is None or item.mengubah is None or item.menetapkan:
            continue
        order = _printed_order(cited)
        if order is None:
            continue
        true_base = context.register.by_code[item.mengubah]
        if cited.code != item.mengubah and cited.is_law:
            variant = "objek"
        elif order != item.ke:
            variant = "urutan"
        else:
            continue
        yield context.finding(
            "ZI807",
            variant,
            block=cited.block,
            span=cited.span,
            perubahan=context.register.named(item, short=True),
            peraturan=context.register.named(true_base, short=True),
            tertulis=cited.printed,
            lengkap=context.register.named(item),
        )


def _printed_order(cited: Cited) -> int | None:
    """Return which amendment the title says it is (`Perubahan Kedua atas`); None if it says no amendment."""
    found = re.search(r"\bperubahan(?: (\w+))?(?: atas| terhadap)?$", fold(cited.mention.before))
    if found is None:
        return None
    return _ORDER.get(found.group(1) or "", 1)


RULES = {
    "ZI803": Rule(omitted, Scope.BOTH),
    "ZI804": Rule(wrongly_announced, Scope.BOTH),
    "ZI807": Rule(misattributed, Scope.BOTH),
}
