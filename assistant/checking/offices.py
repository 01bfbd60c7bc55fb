"""Rules on the office that a document speaks for: other offices, variants of its name, its province."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.passages import also_at, cited_spans, inside, passages, title_spans
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind, Level
from assistant.language.clean import fold, skeleton
from assistant.language.satker import Satker, SatkerMention, find_satker, parse_satker, satker_of
from assistant.language.similarity import ratio
from assistant.language.slips import is_scan_slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.checking.passages import Passage
    from assistant.document import Block, Document

_TEXT = (
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.HEADING,
    BlockKind.CAPTION,
    BlockKind.TABLE_ROW,
)
# Two names of a place this alike, one of them in no list of regions, are one place misspelt.
_SAME_PLACE = 0.8
_LEVEL_WORDS = {Level.PROVINSI: "Provinsi", Level.KABUPATEN: "Kabupaten", Level.KOTA: "Kota"}
_BODIES = {"KPU": "Komisi Pemilihan Umum", "KIP": "Komisi Independen Pemilihan"}
# `Kabupaten X, Provinsi Y`, also with the end of a line or `di` between.
_REGION_IN_PROVINCE = re.compile(
    r"\b(Kabupaten|Kab\.|Kota)\s+([A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,3}?),?\s+(?:di\s+)?"
    r"(?:Provinsi|Propinsi|Prov\.)\s+([A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,4})",
    re.IGNORECASE,
)
# A line of a title page that names the province alone.
_PROVINCE_LINE = re.compile(
    r"\W*(?:Provinsi|Propinsi)\s+([A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,3}?)\W*", re.IGNORECASE
)
# `KPU kota X`: a level word in small letters between words that are not.
_SMALL_LEVEL = re.compile(r"(?:KPU|KIP|[A-Z][a-z]+(?: [A-Z][a-z]+){2}) (?:kabupaten|kota|provinsi) [A-Z]")
_WITHIN_PROVINCE = re.compile(
    r"\b(?:(?:di|pada|dalam)\s+)?(?:wilayah|lingkup|seluruh|lingkungan)\s+provinsi\b|\bse-?\s?provinsi\b",
    re.IGNORECASE,
)
# How many words before and after a name tell why it is named.
_CONTEXT_CHARS = 140
_SENTENCE_END = re.compile(r"[.;:!?]\s+(?=[A-Z(“\"])")


@dataclass(frozen=True)
class _Named:
    """An office named in a passage; `issuer` where it is named as the issuer of a paper that is cited."""

    passage: Passage
    mention: SatkerMention
    issuer: bool = False

    @property
    def span(self) -> tuple[int, int]:
        return self.passage.span(self.mention.start, self.mention.end)

    @property
    def printed(self) -> str:
        return " ".join(self.passage.text[self.mention.start : self.mention.end].split())


def _own(document: Document) -> Satker | None:
    """Return the office that the document speaks for; None if it is not known or the national one."""
    satker = parse_satker(document.identity.satker or "")
    return satker if satker is not None and satker.place and satker.level is not None else None


def _named(document: Document) -> tuple[_Named, ...]:
    """Return the regional offices that the document names, those in the titles of cited papers left out."""
    own = _own(document)
    named: list[_Named] = []
    for passage in passages(document, _TEXT):
        found = [m for m in find_satker(passage.text, places=(own.place,) if own else ()) if m.satker.place]
        cited = cited_spans(passage.text) if found else ()
        titles = title_spans(passage.text) if found else ()
        named.extend(_Named(passage, m, inside(m.start, cited)) for m in found if not inside(m.start, titles))
    return tuple(named)


def foreign_offices(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI601: another office's name where the document's own should stand; one finding for each office."""
    own = _own(document)
    if own is None:
        return
    found: dict[str, list[_Named]] = defaultdict(list)
    for named in context.shared(_named):
        satker = named.mention.satker
        if not _is_foreign(satker, own) or _misspelt(satker.place, own) or _is_guest(named, context):
            continue
        if satker.province is None and named.passage.column is not None:
            continue  # in the narrow columns of a scan anything may follow `Kabupaten`
        found[satker.name].append(named)
    for name, places in found.items():
        first = places[0]
        speaks = any(_speaks(named, context) for named in places)
        yield context.finding(
            "ZI601",
            "pelaku" if speaks else "utama",
            block=first.passage.block,
            span=first.span,
            lain=name,
            sendiri=own.name,
            tempat=also_at([named.passage.block for named in places], context),
        )


def _is_foreign(satker: Satker, own: Satker) -> bool:
    """Whether an office is neither the document's own nor one above or below it."""
    mine, theirs = skeleton(own.place), skeleton(satker.place)
    if mine in theirs or mine.startswith(theirs):
        return False  # the name runs on, or is cut
    if satker.level is Level.PROVINSI and own.level is not Level.PROVINSI:
        return False  # the province above: ZI605 compares it
    if own.level is Level.PROVINSI:
        below = satker.level is not Level.PROVINSI
        return not below or (
            satker.province is not None and own.province is not None and satker.province != own.province
        )
    return True


def _is_guest(named: _Named, context: CheckContext) -> bool:
    """Whether the words around tell that the other office is visited, compared with, or takes part.

    Its decree may also be a model for the own one.
    """
    lists = ("satker_lain_wajar", "keputusan_lain_wajar") if named.issuer else ("satker_lain_wajar",)
    return any(find_phrase(_around(named), context.phrases(name)) for name in lists)


def _around(named: _Named) -> str:
    """Return the sentence around a name, and the headings above it, as far as they tell why it is named."""
    text, mention = named.passage.text, named.mention
    before = _SENTENCE_END.split(text[max(0, mention.start - _CONTEXT_CHARS) : mention.start])[-1]
    after = _SENTENCE_END.split(text[mention.end : mention.end + _CONTEXT_CHARS])[0]
    return f"{before} {after} {named.passage.title}"


def _speaks(named: _Named, context: CheckContext) -> bool:
    """Whether the other office acts: it opens the sentence, or the text speaks of its people and rooms."""
    text, mention = named.passage.text, named.mention
    before = _SENTENCE_END.split(text[: mention.start])[-1].strip(" \"“'(*_-•0123456789.)abcdef")
    return not before or bool(find_phrase(before[-40:], context.phrases("milik_satker")))


def foreign_regions(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI601: the people or area of another region where the document's own should stand."""
    own = _own(document)
    if own is None or own.level is Level.PROVINSI:
        return
    leads = context.phrases("wilayah_kerja")
    for passage in passages(document, _TEXT):
        for match in re.finditer(r"\b(Kabupaten|Kota)\s+(?=[A-Z])", passage.text):
            before = passage.text[max(0, match.start() - 40) : match.start()]
            place = find_satker(
                f"KPU {passage.text[match.start() : match.start() + 80]}", places=(own.place,)
            )
            if not place or place[0].start != 0 or place[0].satker.province is None:
                continue
            lead = find_phrase(before, leads)
            if lead is None or before[lead.end() :].strip() or not _is_foreign(place[0].satker, own):
                continue
            end = match.start() + place[0].end - 4
            yield context.finding(
                "ZI601",
                "wilayah",
                block=passage.block,
                span=passage.span(match.start(), end),
                lain=passage.text[match.start() : end],
                sendiri=f"{_LEVEL_WORDS[own.level] if own.level else ''} {own.place}".strip(),
            )


def all_foreign(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI601: both ways in which another office's text shows."""
    yield from foreign_offices(document, context)
    yield from foreign_regions(document, context)


def _misspelt(place: str, own: Satker) -> bool:
    """Whether a place is the document's own with a wrong letter, and no region of its own."""
    listed = any(satker_of(level, place).province for level in (Level.KABUPATEN, Level.KOTA, Level.PROVINSI))
    alike = ratio(place, own.place) >= _SAME_PLACE and fold(place) != fold(own.place)
    return alike and not listed


def name_variants(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI602: the office's own name with another level or body, misspelt, or abbreviated; one each."""
    own = _own(document)
    if own is None:
        return
    found: dict[str, list[_Named]] = defaultdict(list)
    bodies = Counter(_body(named.printed) for named in context.shared(_named))
    for named in context.shared(_named):
        variant = _variant(named, own, bodies)
        if variant:
            found[variant].append(named)
    for variant, places in found.items():
        yield from _variant_findings(variant, places, own, context)


def _variant_findings(
    variant: str, places: list[_Named], own: Satker, context: CheckContext
) -> Iterator[Finding]:
    first = places[0]
    long = not re.match(r"(?:KPUD?|KIP)\b", first.printed, re.IGNORECASE)
    yield context.finding(
        "ZI602",
        variant,
        block=first.passage.block,
        span=first.span,
        salah=first.printed,
        benar=own.full_name if long else own.name,
        lain=also_at([named.passage.block for named in places], context),
    )


def _variant(named: _Named, own: Satker, bodies: Counter[str]) -> str:
    """Return in which way a name differs from the office's own; empty if it does not or is another's."""
    satker, printed = named.mention.satker, named.printed
    if skeleton(satker.place) != skeleton(own.place):
        cut = skeleton(own.place).startswith(skeleton(satker.place))
        slip = is_scan_slip(fold(satker.place), fold(own.place))
        return "tempat" if _misspelt(satker.place, own) and not cut and not slip else ""
    if _is_other_level(satker, own):
        return "tingkat"
    body, usual = _body(printed), own.name.split()[0]
    if body != usual and bodies[body] < bodies[usual] and own.level is not Level.PROVINSI:
        return "lembaga"
    if _misspelt_body(printed):
        return "ejaan"
    if re.search(r"\b(?:kab|prov)\b\.?", printed, re.IGNORECASE):
        return "singkat"
    if _SMALL_LEVEL.match(printed):
        return "huruf"
    return "tanpa_tingkat" if _lacks_level(printed, own) else ""


def _is_other_level(satker: Satker, own: Satker) -> bool:
    """Whether a name gives the office another level; a province and its capital may bear the same name."""
    if satker.level in (own.level, None):
        return False
    return Level.PROVINSI not in (satker.level, own.level) or satker.province is None


def _lacks_level(printed: str, own: Satker) -> bool:
    """Whether `KPU X` stands for `KPU Kabupaten X`; some names, as that of Aceh, have no such word."""
    word = _LEVEL_WORDS.get(own.level, "") if own.level else ""
    known = [fold(level) for level in _LEVEL_WORDS.values()]
    return bool(word) and word in own.name.split() and not any(level in fold(printed) for level in known)


def _body(printed: str) -> str:
    """Return `KPU` or `KIP` for a name as printed."""
    first = printed.split()[0].upper()[:3]
    if first in _BODIES:
        return first
    return "KIP" if re.match(r"\S+\s+In", printed, re.IGNORECASE) else "KPU"


def _misspelt_body(printed: str) -> bool:
    """Whether the commission's name, written out, has a letter too many, too few, or changed places."""
    if re.match(r"(?:KPUD?|KIP)\b", printed, re.IGNORECASE):
        return False
    words = printed.split()[:3]
    right = _BODIES[_body(printed)].split()
    if len(words) < 3 or any(word.isupper() != words[0].isupper() for word in words):
        return False  # joined or broken words, and mixed case, are the scanner's
    return any(
        fold(a) != fold(b) and not is_scan_slip(fold(a), fold(b)) for a, b in zip(words, right, strict=True)
    )


def wrong_province(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI605: the region put into another province than its own, or another province's office above it.

    Of a region that is in no list, two provinces contradict each other.
    """
    own = _own(document)
    if own is None or own.level is Level.PROVINSI:
        return
    if own.province is None:
        yield from _two_provinces(document, own, context)
        return
    yield from _misplaced_region(document, own, context)
    found: dict[str, list[_Named]] = defaultdict(list)
    for named in context.shared(_named):
        satker = named.mention.satker
        elsewhere = satker.level is Level.PROVINSI and satker.province not in (None, own.province)
        if elsewhere and not _is_guest(named, context):
            found[satker.name].append(named)
    for name, places in found.items():
        yield context.finding(
            "ZI605",
            "kantor",
            block=places[0].passage.block,
            span=places[0].span,
            lain=name,
            benar=own.province,
            tempat=also_at([named.passage.block for named in places], context),
        )


def _two_provinces(document: Document, own: Satker, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding where the province told last is another one than the first."""
    told = _told_provinces(document, own, context)
    if not told:
        return
    first = told[0]
    for passage, span, name in told[1:]:
        one, other = fold(first[2]), fold(name)
        # A name that goes on, or is cut, at the edge of what was read is the same name.
        same = skeleton(one).startswith(skeleton(other)) or skeleton(other).startswith(skeleton(one))
        if not same and not is_scan_slip(one, other):
            yield context.finding(
                "ZI605",
                "dua",
                block=passage.block,
                span=passage.span(*span),
                satu=first[2],
                dua=name,
                tempat=context.place(first[0].block),
            )
            return


def _told_provinces(
    document: Document, own: Satker, context: CheckContext
) -> list[tuple[Passage, tuple[int, int], str]]:
    """Return the provinces that a document claims for its office, in order.

    It does so on a line of its own, behind the name of its region, and by naming the office above.
    """
    above = {
        id(named.passage.block): named
        for named in reversed(context.shared(_named))
        if named.mention.satker.level is Level.PROVINSI
        and skeleton(named.mention.satker.place) != skeleton(own.place)
        and not _is_guest(named, context)
    }
    told: list[tuple[Passage, tuple[int, int], str]] = []
    for passage in passages(document, _TEXT):
        line = _PROVINCE_LINE.fullmatch(passage.text)
        if line:
            told.append((passage, line.span(1), line.group(1)))
        told.extend(
            (passage, match.span(3), match.group(3))
            for match in _REGION_IN_PROVINCE.finditer(passage.text)
            if skeleton(match.group(2)) == skeleton(own.place)
        )
        named = above.pop(id(passage.block), None)
        if named is not None:
            told.append((named.passage, (named.mention.start, named.mention.end), named.mention.satker.place))
    return [(passage, span, name.title() if name.isupper() else name) for passage, span, name in told]


def _misplaced_region(document: Document, own: Satker, context: CheckContext) -> Iterator[Finding]:
    for passage in passages(document, _TEXT):
        for match in _REGION_IN_PROVINCE.finditer(passage.text):
            named = parse_satker(f"KPU Provinsi {match.group(3)}") or _first_province(match.group(3))
            if skeleton(match.group(2)) != skeleton(own.place) or named is None:
                continue
            if named.province not in (None, own.province):
                yield context.finding(
                    "ZI605",
                    "utama",
                    block=passage.block,
                    span=passage.span(*match.span()),
                    tempat=f"{match.group(1)} {own.place}",
                    salah=named.place,
                    benar=own.province,
                )
                return


def _first_province(text: str) -> Satker | None:
    found = find_satker(f"KPU Provinsi {text}")
    return found[0].satker if found and found[0].start == 0 else None


def provincial_duties(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI610: duties towards KPU Kabupaten/Kota, which only a province has, in a regency's own document."""
    own = _own(document)
    if own is None or own.level is Level.PROVINSI:
        return
    found: dict[str, list[tuple[Block, tuple[int, int]]]] = defaultdict(list)
    for passage in passages(document, _TEXT):
        hits = [
            m for pattern in context.patterns("kpu_kabupaten_kota") for m in pattern.finditer(passage.text)
        ]
        cited = cited_spans(passage.text) if hits else ()
        for hit in hits:
            variant = "" if inside(hit.start(), cited) else _duty(passage.text, hit, context)
            if variant:
                start = max(0, passage.text.rfind(" ", 0, max(0, hit.start() - 40)) + 1)
                found[variant].append((passage.block, passage.span(start, hit.end())))
    for variant, places in found.items():
        block, span = places[0]
        yield context.finding(
            "ZI610",
            variant,
            block=block,
            span=span,
            sendiri=own.name,
            lain=also_at([place for place, _ in places], context),
        )


def _duty(text: str, hit: re.Match[str], context: CheckContext) -> str:
    """Return how a mention of all regencies' offices reads: `membina`, `rapat`, or empty for neither."""
    before = _SENTENCE_END.split(text[: hit.start()])[-1]
    after = _SENTENCE_END.split(text[hit.end() :])[0]
    # `di wilayah provinsi` says where those offices are, not whose duty it is.
    around = _WITHIN_PROVINCE.sub(" ", f"{before} {after}")
    if find_phrase(around, context.phrases("bukan_tugas_sendiri")):
        return ""
    near = " ".join(before.split()[-9:])
    if find_phrase(near, context.phrases("tugas_provinsi")):
        return "membina"
    return "rapat" if find_phrase(near, context.phrases("rapat_dengan")) else ""


RULES = {
    "ZI601": Rule(
        all_foreign,
        Scope.BOTH,
        lists=("satker_lain_wajar", "keputusan_lain_wajar", "milik_satker", "wilayah_kerja"),
    ),
    "ZI602": Rule(name_variants, Scope.BOTH),
    "ZI605": Rule(wrong_province, Scope.BOTH, lists=("satker_lain_wajar", "keputusan_lain_wajar")),
    "ZI610": Rule(
        provincial_duties,
        Scope.BOTH,
        lists=("tugas_provinsi", "rapat_dengan", "bukan_tugas_sendiri"),
        patterns=("kpu_kabupaten_kota",),
    ),
}
