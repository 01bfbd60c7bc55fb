"""Rules on titles and words of citations: number and title that do not fit, garbled titles, slips."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.law_text import first_of_each
from assistant.checking.rule import Rule, Scope
from assistant.language.clean import fold, skeleton
from assistant.language.similarity import ratio
from assistant.language.slips import scan_key
from assistant.language.title_match import TitleFit, exchanged_words, match_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.law_text import Cited
    from assistant.checking.model import Finding
    from assistant.document import Document
    from assistant.language.regulations import Regulation
    from assistant.language.title_match import TitleMatch

# A title that names another regulation by number is compared through that one, not by its own words.
_COMPOSITE = re.compile(r"\bNomor \d+ Tahun \d{4}\b|^(?:Perubahan|Penetapan)\b")
# A title of one or two words (`Pemilu`) may be a short name that nobody has registered.
_MIN_WORDS = 2
# Another regulation is named only where its title is printed almost in full.
_THIS_ONE = 0.9
_MISSPELT = 0.8
_LONG_WORD = 5


def wrong_pairings(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI805: number and year of one regulation with the title of another; one finding for each number."""
    wrong = [(cited, found) for cited in context.legal.cited if (found := _pairing(cited, context))]
    for first, others in first_of_each([cited for cited, _ in wrong]):
        variant, other = next(found for cited, found in wrong if cited is first)
        yield context.finding(
            "ZI805",
            variant,
            block=first.block,
            span=_with_title(first),
            tertulis=first.printed,
            judul=first.mention.subject,
            resmi=context.register.named(first.regulation) if first.regulation else "",
            dimaksud=context.register.named(other, short=True) if other else "",
            juga=context.also(first.where, (c.where for c in others)),
        )


def _pairing(cited: Cited, context: CheckContext) -> tuple[str, Regulation | None] | None:
    """Return what is wrong with number and title, and the regulation whose title is printed."""
    if not cited.is_law or _COMPOSITE.search(cited.mention.subject):
        return None
    item = cited.regulation
    if item is None:
        other = _titled(cited, context)
        return ("nomor", other) if other and _one_off(cited, other) else None
    match = _match(cited, item, context)
    if match is None or match.fit is not TitleFit.OTHER:
        return None
    other = _titled(cited, context)
    if other is not None:
        return "judul_lain", other
    return ("judul_asing" if cited.basis is not None else "naskah"), None


def _match(cited: Cited, item: Regulation, context: CheckContext) -> TitleMatch | None:
    """Return how the printed title fits the official one; None where they cannot be compared."""
    printed = context.register.words(cited.mention.subject)
    if (
        _COMPOSITE.search(item.tentang)
        or _COMPOSITE.search(cited.mention.subject)
        or len(printed) < _MIN_WORDS
    ):
        return None
    return match_title(context.register.words(item.tentang), printed)


def _titled(cited: Cited, context: CheckContext) -> Regulation | None:
    """Return the registered regulation of the cited type whose title is printed; the newest of several."""
    kind = context.register.type_of(cited.mention.citation)
    printed = context.register.words(cited.mention.subject)
    if kind is None or len(printed) < _MIN_WORDS:
        return None
    for item in sorted(context.register.content.peraturan, key=lambda item: -item.year):
        if item.type_code != kind.kode or _COMPOSITE.search(item.tentang):
            continue
        official = context.register.words(item.tentang)
        if not set(official[:4]) & set(printed[:6]):  # cheap; most titles differ from their first words on
            continue
        if match_title(official, printed).fit is TitleFit.SAME and _whole(official, printed):
            return item
    return None


def _whole(official: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Whether the printed title is the official one and no more, so that it is no longer one's start."""
    return match_title(printed, official).coverage >= _THIS_ONE


def _one_off(cited: Cited, other: Regulation) -> bool:
    """Whether either number or year is that of the regulation meant; where both differ it may be another one.

    An older law may have borne the same title, and so may a newer one that the register does not know.
    """
    citation = cited.mention.citation
    if not citation.number.isdigit() or citation.year is None:
        return False
    return (int(citation.number) == other.number) != (citation.year == other.year)


def garbled_titles(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI806: titles with words that do not belong, exchanged, or cut short in a list; the worst of each."""
    yield from _exchanged(context)
    found: list[tuple[Cited, str, TitleMatch]] = []
    for cited in context.legal.cited:
        item = cited.regulation
        match = _match(cited, item, context) if item else None
        if match is None or item is None:
            continue
        if match.fit is TitleFit.GARBLED:
            found.append((cited, "kacau", match))
        elif match.fit is TitleFit.SHORT and cited.basis is not None and not _is_short_name(cited, item):
            found.append((cited, "singkat", match))
    found.sort(key=lambda entry: entry[1] != "kacau")  # stable: reading order within each
    for first, others in first_of_each([cited for cited, _, _ in found]):
        variant, match = next((variant, match) for cited, variant, match in found if cited is first)
        same = [c.where for c, other, _ in found if other == variant and c in others]
        yield context.finding(
            "ZI806",
            variant,
            block=first.block,
            span=_with_title(first),
            peraturan=context.register.named(first.regulation, short=True) if first.regulation else "",
            resmi=first.regulation.tentang if first.regulation else "",
            asing=" ".join(match.extra),
            juga=context.also(first.where, same),
        )


def _exchanged(context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each regulation in whose title two words changed places."""
    found: list[tuple[Cited, tuple[str, str]]] = []
    for cited in context.legal.cited:
        if cited.regulation is not None:
            titles = (cited.regulation.tentang, cited.mention.subject)
            pair = exchanged_words(*(context.register.words(title) for title in titles))
            found.extend([(cited, pair)] if pair else [])
    for first, others in first_of_each([cited for cited, _ in found]):
        yield context.finding(
            "ZI806",
            "tertukar",
            block=first.block,
            span=_with_title(first),
            peraturan=context.register.named(first.regulation, short=True) if first.regulation else "",
            resmi=first.regulation.tentang if first.regulation else "",
            asing=" ".join(next(pair for cited, pair in found if cited is first)),
            juga=context.also(first.where, (c.where for c in others)),
        )


def _is_short_name(cited: Cited, item: Regulation) -> bool:
    return fold(cited.mention.subject) in {fold(name) for name in item.sebutan}


def _with_title(cited: Cited) -> tuple[int, int]:
    """Return the stretch of a citation with its title."""
    start, end = cited.span
    subject = cited.mention.subject
    last = subject.split()[-1] if subject else ""
    found = cited.block.text.find(last, end + max(0, len(subject) - len(last))) if last else -1
    return start, (found + len(last) if found >= 0 else end)


def misspelt_words(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI811: misspelt words in the name of a type or issuer, and for `tentang`; one finding for each."""
    slips: dict[tuple[str, str], list[tuple[Cited, str]]] = {}
    for cited in context.legal.cited:
        for wrong, right in _slips(cited, context):
            slips.setdefault((fold(wrong), right), []).append((cited, wrong))
    for (_, right), places in slips.items():
        first, wrong = places[0]
        start = first.block.text.find(wrong, first.span[0])
        joined = skeleton(right) == skeleton(wrong)
        yield context.finding(
            "ZI811",
            "rapat" if joined else "utama",
            block=first.block,
            span=(start, start + len(wrong)) if start >= 0 else first.span,
            salah=wrong,
            benar=right,
            juga=context.also(first.where, (c.where for c, _ in places[1:])),
        )


def _slips(cited: Cited, context: CheckContext) -> Iterator[tuple[str, str]]:
    """Yield (word as printed, right word) for the misspelt words around a citation's number."""
    if cited.mention.linking and scan_key(cited.mention.linking) != scan_key("tentang"):
        yield cited.mention.linking, "tentang"
    name = cited.mention.citation.name
    kind = context.register.type_of(cited.mention.citation)
    if kind is None or name.isupper():
        return
    words = {fold(word): word for word in re.findall(r"[^\W\d_]+", kind.nama)}
    for printed in re.findall(r"[^\W\d_]+", name):
        if re.fullmatch(r"undangundang", printed, re.IGNORECASE):
            yield printed, "Undang-Undang"
        elif len(printed) >= _LONG_WORD and fold(printed) not in words:
            best = max(words, key=lambda word: ratio(word, printed), default="")
            scanned = scan_key(best) == scan_key(printed)
            if len(best) >= _LONG_WORD and not scanned and _MISSPELT <= ratio(best, printed) < 1:
                yield printed, words[best]


def contradictory_citations(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI808: an unregistered regulation cited with another number, year or title than elsewhere."""
    known: dict[tuple[str, ...], Cited] = {}
    for cited in context.legal.cited:
        keys = _identities(cited, context)
        found = ((known[key], variant) for variant, key in keys.items() if key in known)
        contradicted = next(
            ((other, v) for other, v in found if _contradicts(cited, other, v, context)), None
        )
        for key in keys.values():
            known.setdefault(key, cited)
        if contradicted is not None:
            other, variant = contradicted
            yield context.finding(
                "ZI808",
                variant,
                block=cited.block,
                span=_with_title(cited),
                tertulis=cited.printed,
                lain=other.printed,
                judul=other.mention.subject,
                tempat=context.place(*other.where),
            )


def _identities(cited: Cited, context: CheckContext) -> dict[str, tuple[str, ...]]:
    """Return what an unregistered regulation is known by, by what would differ: its number, or its title.

    The same title with one of number and year is the same regulation; so are the same number and year.
    """
    citation, subject = cited.mention.citation, cited.mention.subject
    if not cited.is_law or cited.regulation or not citation.number.isdigit() or citation.year is None:
        return {}
    title = context.register.words(subject)
    if _COMPOSITE.search(subject) or len(title) <= _MIN_WORDS:
        return {}
    name = (citation.type, fold(citation.name))
    number, year = str(int(citation.number)), str(citation.year)
    return {
        "judul": (*name, number, year),
        "nomor": (*name, "tahun", year, *title),
        "tahun": (*name, "nomor", number, *title),
    }


def _contradicts(cited: Cited, other: Cited, variant: str, context: CheckContext) -> bool:
    """Whether two citations that share an identity differ in the rest of it."""
    if variant == "judul":
        titles = [context.register.words(c.mention.subject) for c in (other, cited)]
        return match_title(*titles).fit is TitleFit.OTHER
    first, second = cited.mention.citation, other.mention.citation
    return int(first.number) != int(second.number) or first.year != second.year


RULES = {
    "ZI805": Rule(wrong_pairings, Scope.BOTH),
    "ZI806": Rule(garbled_titles, Scope.BOTH),
    "ZI808": Rule(contradictory_citations, Scope.BOTH),
    "ZI811": Rule(misspelt_words, Scope.BOTH),
}
