"""What else is the source's own: decrees and dates, officers, addresses, web sites; and law, which stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.language.citations import CitationKind, find_citations
from assistant.language.dates import DateKind, find_dates
from assistant.retargeting.candidates import PLACEHOLDER, Candidate
from assistant.retargeting.model import Fate, SpanKind
from assistant.retargeting.names import seat_candidate
from assistant.retargeting.rules import any_of
from assistant.retargeting.source import name_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.language.citations import Citation
    from assistant.retargeting.candidates import Joined
    from assistant.retargeting.model import Hint, Office
    from assistant.retargeting.rules import RetargetRules
    from assistant.retargeting.source import Source

RANK_PLACEHOLDER = 120
RANK_URL = 110
RANK_HINT = 97
RANK_NUMBER = 92
RANK_LAW = 90
RANK_DATE = 88
RANK_ADDRESS = 96
# The longest title of a regulation we know has 250 characters.
_MAX_TITLE = 400
_TITLE = re.compile(r"[\s,]{0,4}(?:tentang|perihal|hal)\s{0,3}:?\s{1,3}", re.IGNORECASE)
_TITLE_END = re.compile(r"\s?\(|;|\.(?:\s|\Z)|,?\s+sebagaimana\b|,?\s+yang\s+", re.IGNORECASE)
_REGIONAL = re.compile(
    r"(?:Peraturan|Keputusan)\s+(?:Daerah|Gubernur|Bupati|Wali\s?kota)|\bQanun\b", re.IGNORECASE
)
_ABOUT_REGION = re.compile(r"(?:Pembentukan|Provinsi|Kabupaten|Kota)\b", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"\b(?:Nomor|No)\b", re.IGNORECASE)
_URL = re.compile(
    r"https?://[^\s<>\"|)]{3,400}|(?<![\w.@-])www\.[\w-]{2,60}(?:\.[\w-]{2,60}){1,5}(?:/[^\s<>\"|);,]{0,200})?"
    r"|(?<![\w.@+-])[\w.+-]{1,60}@[\w-]{2,60}(?:\.[\w-]{2,20}){1,4}"
    r"|(?<![\w.@-])(?:[\w-]{1,40}\.){1,5}(?:(?:go|or|co|ac)\.id|id|com|org|net|ly|gl|me)(?![\w.]?\w)"
    r"(?:/[^\s<>\"|);,]{0,200})?"
    r"|(?<![\w@])@[A-Za-z_][\w.]{2,40}|\((?:link|tautan)\)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:https?://)?([^/\s:?#]+)/?(.*)", re.IGNORECASE)
_STREET = re.compile(r"(?<!\w)(?P<lead>Jl\.|Jln\.?|Jalan|JALAN|JL\.)\s{0,2}[A-Z0-9][^\n;()|]{2,160}")
_STREET_END = re.compile(
    r"\s{0,3}[,.–-]?\s{0,3}(?:Tel(?:p|epon)|Tlp|Fa(?:x|ks)|E-?mail|Surel|Website|Situs|Laman|HP\b|WA\b)"
    r"|\s(?=(?:KPU|KIP|Komisi)\b)"
    r"|\.\s+(?=(?-i:[A-Z]))(?<!No\. )(?<!Kec\. )(?<!Kel\. )(?<!Kab\. )"
    r"|,?\s+(?:yang|telah|dan|pada|dengan|untuk|sebagai|adalah)\s",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:Tel(?:p|epon)|Tlp|Fa(?:x|ks(?:imile)?)|HP|WA|WhatsApp|Hotline|Call\s?Center)\.?(?:\s?/\s?\w{2,9}\.?)?\s{0,3}[.:]?\s{0,3}"
    r"(?P<n>[+(]?\d[\d\s().-]{4,20}\d)|(?<![\d/.,-])(?P<m>(?:\+62|0)8\d{2}[\s-]?\d{3,4}[\s-]?\d{3,5}|\(0\d{2,3}\)\s?\d{5,8})(?!\d)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"Kode\s+Pos\s{0,3}:?\s{0,3}(?P<n>\d{5})(?!\d)", re.IGNORECASE)
_NIP = re.compile(r"(?<!\w)NIP\.?\s{0,3}:?\s{0,3}(?P<n>\d[\d\s]{8,22}\d)", re.IGNORECASE)
_TOWN = r"[A-Z][\w'’-]{2,30}(?:[ ][A-Z][\w'’-]{1,30}){0,2}"
_MONTH = r"(?:Januari|[FP]ebruari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|No[vp]ember|Desember)"
_DATED = re.compile(
    rf"^[ \t]*(?!{_MONTH})(?P<town>{_TOWN}),[ \t]*"
    rf"(?P<date>(?:\d{{1,2}}[ \t]+|[.…_ ]{{1,30}})?{_MONTH}[ \t]+(?:19|20)\d\d|tanggal\b)",
    re.MULTILINE,
)
# A signature has its office at most this many paragraphs above the name.
_SIGNATURE_REACH = 6


@dataclass(frozen=True)
class Marks:
    """Finds in the joined text what is not a name of an office or region."""

    joined: Joined
    source: Source
    office: Office
    rules: RetargetRules
    hints: Sequence[Hint] = ()

    def find(self) -> Iterator[Candidate]:
        """Yield placeholders (never shown), citations, dates, persons, addresses, links, and the seat."""
        for match in PLACEHOLDER.finditer(self.joined.text):
            yield Candidate(
                match.start(), match.end(), SpanKind.ORG_NAME, Fate.KEEP, RANK_PLACEHOLDER, "", shows=False
            )
        yield from self._citations()
        yield from self._dates()
        yield from self._known()
        yield from self._addresses()
        yield from self._links()
        yield from self._seat()

    def _citations(self) -> Iterator[Candidate]:
        for citation in _citations_of(self.joined.text):
            title_end = self._title_end(citation)
            cited = self.joined.text[citation.start : title_end]
            national = citation.is_national or citation.kind in (CitationKind.LAW, CitationKind.GAZETTE)
            if citation.kind is CitationKind.LAW and _is_regional(cited, self.source.own_place):
                yield self._one(citation.start, title_end, SpanKind.DECREE_NUMBER, Fate.ASK, RANK_OFFICE_LAW)
            elif national:
                yield Candidate(
                    citation.start, title_end, SpanKind.DECREE_NUMBER, Fate.KEEP, RANK_LAW,
                    self.rules.why("kutipan"), yields=True,
                )  # fmt: skip
            else:
                start = self._number_start(citation)
                yield self._one(start, citation.end, SpanKind.DECREE_NUMBER, Fate.ASK, RANK_NUMBER)

    def _title_end(self, citation: Citation) -> int:
        """Return where the cited document's title ends: behind `tentang ...`, within the paragraph."""
        text, stop = self.joined.text, self.joined.bounds(citation.end)[1]
        opening = _TITLE.match(text, citation.end, min(stop, citation.end + _MAX_TITLE))
        if opening is None:
            return citation.end
        limit = min(stop, opening.end() + _MAX_TITLE)
        closing = _TITLE_END.search(text, opening.end(), limit)
        return closing.start() if closing else limit

    def _number_start(self, citation: Citation) -> int:
        """Return where the number of an own decree begins: at `Nomor`, for its kind and issuer are text."""
        words = list(_NUMBER_WORD.finditer(self.joined.text, citation.start, citation.end))
        return words[-1].start() if words else citation.start

    def _dates(self) -> Iterator[Candidate]:
        """Yield days; months and years are targets of a plan, which a change of office does not move."""
        for index, passage in enumerate(self.joined.passages):
            begin = self.joined.starts[index]
            for mention in find_dates(passage.text):
                if mention.kind in (DateKind.DAY, DateKind.DAYS):
                    start, end = begin + mention.start, begin + mention.end
                    yield self._one(start, end, SpanKind.DATE, Fate.ASK, RANK_DATE)

    def _known(self) -> Iterator[Candidate]:
        """Yield what other workers know as the source's own, wherever it stands."""
        by_key = {" ".join(h.text.lower().split()): h.kind for h in self.hints if len(h.text) > 3}
        if by_key:
            words = any_of(tuple(by_key))
            pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
            for match in pattern.finditer(self.joined.text):
                kind = by_key[" ".join(match.group().lower().split())]
                if kind is SpanKind.PERSON:
                    yield self._person(match.start(), match.end())
                else:
                    yield self._one(match.start(), match.end(), kind, Fate.ASK, RANK_HINT)
        for match in _NIP.finditer(self.joined.text):
            yield self._one(match.start("n"), match.end("n"), SpanKind.PERSON, Fate.ASK, RANK_HINT)

    def _person(self, start: int, end: int) -> Candidate:
        """Return a person: below the office of chair or secretary the new one, where it is known."""
        new = ""
        index = self.joined.index_at(start)
        printed = self.joined.text[start:end]
        alone = self.joined.passages[index].text.strip(" ()_*.") == printed
        above = self.joined.passages[max(0, index - _SIGNATURE_REACH) : index] if alone else ()
        for passage in reversed(above):
            title = re.match(r"\W*(ketua|sekretaris|salinan|plt|plh|an\b|a\.n)", passage.text, re.IGNORECASE)
            if title:
                known = {"ketua": self.office.chair, "sekretaris": self.office.secretary}
                new = known.get(title[1].lower(), "")
                break
        shown = (new.upper() if printed.isupper() else new) or None
        fate = Fate.REPLACE if new else Fate.ASK
        return Candidate(start, end, SpanKind.PERSON, fate, RANK_HINT, self.rules.why("person"), shown)

    def _addresses(self) -> Iterator[Candidate]:
        text = self.joined.text
        for match in _STREET.finditer(text):
            first, last = self.joined.bounds(match.start())
            closing = _STREET_END.search(text, match.start() + len(match["lead"]) + 2, min(match.end(), last))
            end = closing.start() if closing else min(match.end(), last)
            street = text[match.start() : end].rstrip(" ,.")
            if re.search(r"\d", street) or match["lead"].lower().startswith("jl") or match.start() == first:
                yield self._known_value(match.start(), match.start() + len(street), self.office.address)
        for match in _PHONE.finditer(text):
            group = "n" if match["n"] else "m"
            yield self._known_value(match.start(group), match.end(group), self.office.phone)
        for match in _POSTCODE.finditer(text):
            yield self._one(match.start("n"), match.end("n"), SpanKind.ADDRESS, Fate.ASK, RANK_ADDRESS)

    def _known_value(self, start: int, end: int, value: str) -> Candidate:
        fate = Fate.REPLACE if value else Fate.ASK
        return Candidate(
            start, end, SpanKind.ADDRESS, fate, RANK_ADDRESS, self.rules.why("address"), value or None
        )

    def _links(self) -> Iterator[Candidate]:
        for match in _URL.finditer(self.joined.text):
            end = match.start() + len(match.group().rstrip(".,;:"))
            fate, new = link_fate(match.group().rstrip(".,;:"), self.source, self.office, self.rules)
            why = self.rules.why("nasional" if fate is Fate.KEEP else "url")
            yield Candidate(match.start(), end, SpanKind.URL, fate, RANK_URL, why, new)

    def _seat(self) -> Iterator[Candidate]:
        for start, end in find_seats(self.joined.text, self.rules, name_ends(self.source.mappings)):
            yield seat_candidate(start, end, self.joined.text[start:end], self.office, self.rules)
        for match in _DATED.finditer(self.joined.text):
            yield self._one(match.start("date"), match.end("date"), SpanKind.DATE, Fate.ASK, RANK_DATE + 1)

    def _one(self, start: int, end: int, kind: SpanKind, fate: Fate, rank: int) -> Candidate:
        return Candidate(start, end, kind, fate, rank, self.rules.why(kind.value))


@lru_cache(maxsize=2)
def _citations_of(text: str) -> tuple[Citation, ...]:
    """Return the documents that a text cites: the same for every office that it is re-targeted to."""
    return find_citations(text)


# A law on the source's own region outranks the region's name in its title.
RANK_OFFICE_LAW = 98


def find_seats(text: str, rules: RetargetRules, ends: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where the towns stand in which something was signed; `ends` are words that no name holds."""
    lead = re.compile(rf"(?i:\b{any_of(rules.pembuka_tempat)})[ \t]{{0,3}}:?[ \t]{{0,3}}(?P<town>{_TOWN})")
    for match in lead.finditer(text):
        words = list(re.finditer(r"\S+", match["town"]))
        count = next((i for i, word in enumerate(words) if word.group().lower() in ends), len(words))
        if count:
            yield match.start("town"), match.start("town") + words[count - 1].end()
    for match in _DATED.finditer(text):
        if not any(word.lower() in ends for word in match["town"].split()):
            yield match.start("town"), match.end("town")


def link_fate(url: str, source: Source, office: Office, rules: RetargetRules) -> tuple[Fate, str | None]:
    """Return what becomes of a web address, an e-mail address or an account, and the new one if known."""
    plain = url.lower()
    if "@" in plain:
        new = office.email if re.match(r"[^@]+@", plain) else office.social
        return (Fate.REPLACE, new) if new else (Fate.ASK, None)
    found = _HOST.match(plain)
    host, path = (found[1], found[2]) if found else (plain, "")
    foreign = any(slug in re.sub(r"\W", "", plain) for slug in source.slugs)
    if host in rules.situs_nasional and not foreign:
        return Fate.KEEP, None
    is_home = not path or re.sub(r"\W", "", path) in source.slugs
    if is_home and office.site and "kpu" in host:
        scheme = re.match(r"https?://", plain)
        bare = re.sub(r"^https?://", "", office.site)
        return Fate.REPLACE, (scheme.group() if scheme else "") + bare
    return Fate.ASK, None


def _is_regional(cited: str, own_place: str) -> bool:
    """Whether a law is the source's region's own, or is about it: another region has another one."""
    if _REGIONAL.match(cited):
        return True
    title = re.search(r"\btentang\s+", cited, re.IGNORECASE)
    about = cited[title.end() :] if title else ""
    return bool(_ABOUT_REGION.match(about) and re.search(rf"(?<!\w){own_place}(?!\w)", about, re.IGNORECASE))


__all__ = ["Marks", "find_seats", "link_fate"]
