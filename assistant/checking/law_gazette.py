"""Rules on where law is published: wrong gazette numbers, brackets left open, supplements left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.law_text import first_of_each
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.legal_bases import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.law_text import Cited
    from assistant.checking.model import Finding
    from assistant.document import Document
    from assistant.language.citations import Citation
    from assistant.language.regulations import Regulation

_SUPPLEMENT = "Tambahan"
_STATE = "Lembaran Negara"


def wrong_numbers(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI809: gazette numbers other than registered, or impossible in their year; one for each law."""
    found: list[tuple[Cited, Citation, str, str]] = []
    for cited in context.legal.cited:
        for gazette in cited.mention.gazettes:
            fault = _number_fault(cited, gazette, context)
            if fault is not None:
                found.append((cited, gazette, *fault))
    for first, others in first_of_each([cited for cited, *_ in found]):
        faults = {g.type: (g, variant, right) for cited, g, variant, right in found if cited is first}
        gazette, variant, _ = next(iter(faults.values()))
        yield context.finding(
            "ZI809",
            variant,
            block=first.block,
            span=(gazette.start, gazette.end),
            peraturan=first.printed,
            tertulis=" dan ".join(_printed(first, g) for g, _, _ in faults.values()),
            benar=listed(list(dict.fromkeys(right for _, _, right in faults.values()))),
            juga=context.also(first.where, (c.where for c in others)),
        )


def _printed(cited: Cited, gazette: Citation) -> str:
    return " ".join(cited.block.text[gazette.start : gazette.end].split())


def _number_fault(cited: Cited, gazette: Citation, context: CheckContext) -> tuple[str, str] | None:
    """Return the variant and the right number if a gazette's number is wrong."""
    number = int(gazette.number)
    item = cited.regulation
    if gazette.type.startswith(_SUPPLEMENT):
        if item is not None and item.tambahan is not None:
            return (
                None
                if number == item.tambahan
                else ("utama", f"Tambahan Lembaran Negara Nomor {item.tambahan}")
            )
        return _implausible(cited, number, context)
    if (
        item is None
        or item.lembaran is None
        or number == item.lembaran
        or _of_another(cited, number, context)
    ):
        return None
    published = context.register.types[item.type_code].terbit or ""
    if not gazette.type.startswith(published) or gazette.year not in (None, item.year):
        return None
    return "utama", f"{published} Tahun {item.year} Nomor {item.lembaran}"


def _of_another(cited: Cited, number: int, context: CheckContext) -> bool:
    """Whether the number is that of another regulation in the same block, to which it may belong."""
    beside = (c.regulation for c in context.legal.cited if c.block is cited.block and c is not cited)
    return any(item is not None and item.lembaran == number for item in beside)


def _implausible(cited: Cited, number: int, context: CheckContext) -> tuple[str, str] | None:
    """Return the bounds of a supplement's number, which grows year by year, if it lies outside of them."""
    year = cited.mention.citation.year
    if year is None or not cited.is_law:
        return None
    known = [(item.year, item.tambahan) for item in context.register.content.peraturan if item.tambahan]
    lowest = max((n for y, n in known if y < year), default=0)
    highest = min((n for y, n in known if y > year), default=number)
    if lowest < number <= highest:
        return None
    bounds = f"di atas {lowest}" if number <= lowest else f"di bawah {highest}"
    return "mustahil", bounds


def open_brackets(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI810: the bracket around a place of publication left open, and supplements left out."""
    positions = context.position_of
    lacking: list[Cited] = []
    for cited in context.legal.cited:
        if not cited.mention.gazettes or cited.role is Role.OBJECT:
            continue
        item = cited.regulation
        without = _lacks_supplement(cited)
        if _is_open(cited) and not _goes_on(document, positions[cited.block.id]):
            first = cited.mention.gazettes[0]
            yield context.finding(
                "ZI810",
                "kurung_tambahan" if without else "kurung",
                block=cited.block,
                span=(first.start, cited.mention.gazettes[-1].end),
                peraturan=cited.printed,
                tambahan=item.tambahan if item else "",
            )
        elif without:
            lacking.append(cited)
    if lacking:
        supplements = [f"{c.printed} (Nomor {c.regulation.tambahan})" for c in lacking if c.regulation]
        yield context.finding(
            "ZI810",
            "tambahan",
            block=lacking[0].block,
            span=lacking[0].span,
            daftar=listed(list(dict.fromkeys(supplements))),
        )


def _lacks_supplement(cited: Cited) -> bool:
    """Whether a law is cited with its gazette and without the supplement that it is known to have."""
    item: Regulation | None = cited.regulation
    if item is None or item.tambahan is None:
        return False
    kinds = [gazette.type for gazette in cited.mention.gazettes]
    return any(k.startswith(_STATE) for k in kinds) and not any(k.startswith(_SUPPLEMENT) for k in kinds)


def _is_open(cited: Cited) -> bool:
    """Whether the bracket before the first gazette closes neither behind the last nor later in the block."""
    text, gazettes = cited.block.text, cited.mention.gazettes
    opened = text.rfind("(", cited.span[1], gazettes[0].start)
    if opened < 0:
        return False
    closed = text.find(")", gazettes[-1].end)
    again = text.find("(", gazettes[-1].end)
    return closed < 0 or (0 <= again < closed)


def _goes_on(document: Document, position: int) -> bool:
    """Whether a block may break off in its citation and the next one go on with it."""
    block = document.blocks[position]
    if block.text.rstrip().endswith((";", ".", ")")):
        return False
    following = next((b for b in document.blocks[position + 1 :] if b.kind is not BlockKind.NOISE), None)
    return following is not None and not following.marker and following.kind is not BlockKind.HEADING


RULES = {
    "ZI809": Rule(wrong_numbers, Scope.BOTH),
    "ZI810": Rule(open_brackets, Scope.BOTH),
}
