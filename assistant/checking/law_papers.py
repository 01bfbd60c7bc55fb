"""Rules on decrees, letters and minutes: mentions that differ or lack date or title, and letter 1766."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.checking.content_words import content_words
from assistant.checking.context import listed
from assistant.checking.formal_lines import is_formal
from assistant.checking.patterns import find_phrase
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.citations import CitationKind
from assistant.language.clean import fold, skeleton
from assistant.language.dates import MONTHS, DateKind, find_dates
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from assistant.checking.context import CheckContext
    from assistant.checking.law_text import Cited
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_PAPERS = (CitationKind.DECREE, CitationKind.LETTER, CitationKind.MINUTES)
# A date belongs to the number that it follows this closely (`Nomor 12 Tahun 2025 tanggal 3 Mei 2025`).
_DATE_REACH = 30
_DATED = re.compile(r"[\s,(]*(?:tanggal|tertanggal|tgl\.?)\s*:?\s*", re.IGNORECASE)
# Titles are the same where so many words from the start are; shorter ones are too common to tell.
_SAME_WORDS = 6
_SAME_SUBJECT = 0.85
_OTHER_SUBJECT = 0.5
_MIN_SUBJECT_WORDS = 3
# Where the matter ends in a folded title, and whose or which year's it is begins.
_OFFICE_OR_YEAR = re.compile(
    r"\s+(?:pada|di|bagi)\s+(?:lingkungan|lingkup|kpu|kip|komisi|sekretariat)\b|\s+(?:kpu|kip|tahun|ta)\b"
)
_SENTENCE_END = re.compile(r"[.;]\s+(?=[A-Z])")
# How far before a paper's number the verb stands that tells what it does.
_CONTENT_REACH = 90
# A sentence that names more than these reads as a list.
_MAX_NAMED = 4


@dataclass(frozen=True)
class _Paper:
    """A paper with its number in plain form, the date printed behind it, if any, and what it is about.

    Attributes:
        about: its title, as printed here or elsewhere; folded, up to the office's name or the year. Empty if
            none is printed.
    """

    cited: Cited
    number: str
    day: date | None
    about: str = ""


def _papers(context: CheckContext) -> list[_Paper]:
    """Return the decrees, letters and minutes that a document cites."""
    return [
        _Paper(cited, _plain_number(cited), _date(cited))
        for cited in context.legal.cited
        if cited.mention.citation.kind in _PAPERS
        and ("/" in cited.mention.citation.number or cited.mention.citation.year)
    ]


def _plain_number(cited: Cited) -> str:
    """Return a number with its year, letters that scanning confuses made one."""
    citation = cited.mention.citation
    number = citation.number if "/" in citation.number else f"{citation.number}/{citation.year}"
    return skeleton(number.replace("/", " x "))


def _date(cited: Cited) -> date | None:
    """Return the date printed with a number; None if there is none."""
    start, end = cited.span
    text = cited.block.text
    opening = _DATED.search(text, start, end) or _DATED.match(text, end, end + _DATE_REACH)
    if opening is None:
        return None
    dates = find_dates(text[opening.end() : opening.end() + _DATE_REACH])
    return next((mention.day for mention in dates if mention.kind is DateKind.DAY), None)


def differing_mentions(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI815: one paper with two dates or titles, or one title with two numbers that are easily confused."""
    seen: list[_Paper] = []
    common = context.phrases("kata_pokok")
    for paper in _with_titles(_papers(context)):
        variant, other = next(((v, o) for o in seen if (v := _difference(o, paper, common))), ("", None))
        if variant and other is not None:
            yield context.finding(
                "ZI815",
                variant,
                block=paper.cited.block,
                span=paper.cited.span,
                tertulis=paper.cited.printed,
                lain=other.cited.printed,
                judul=paper.cited.mention.subject,
                judul_lain=other.cited.mention.subject,
                tempat=context.place(*other.cited.where),
            )
        if not variant:
            seen.append(paper)


def _difference(one: _Paper, other: _Paper, common: tuple[str, ...]) -> str:
    """Return in what two mentions contradict each other; empty if they do not, or may be two papers."""
    first, second = one.cited.mention, other.cited.mention
    if first.citation.kind is not second.citation.kind or first.citation.issuer != second.citation.issuer:
        return ""
    if one.number == other.number:
        if one.day and other.day and one.day != other.day:
            return "tanggal"
        subjects = [fold(m.subject) for m in (first, second)]
        if min(len(s.split()) for s in subjects) < _MIN_SUBJECT_WORDS:
            return ""
        length = min(len(s) for s in subjects)
        alike = ratio(subjects[0][:length], subjects[1][:length])
        return "judul" if alike < _OTHER_SUBJECT else ""
    if first.citation.kind is not CitationKind.DECREE:
        return ""
    if _same_subject(first.subject, second.subject) and _confusable(one, other):
        return "nomor"
    return "hal" if _same_day_and_matter(one, other, common) else ""


def _with_titles(papers: Sequence[_Paper]) -> list[_Paper]:
    """Return papers with their titles, those that are printed with another mention of the number too."""
    titles: dict[str, str] = {}
    for paper in papers:
        if paper.cited.mention.subject:
            titles.setdefault(paper.number, _OFFICE_OR_YEAR.split(fold(paper.cited.mention.subject))[0])
    return [replace(paper, about=titles.get(paper.number, "")) for paper in papers]


def _same_day_and_matter(one: _Paper, other: _Paper, common: tuple[str, ...]) -> bool:
    """Whether two decrees of one day and year are about the same by their titles, or one by its sentence."""
    if one.day is None or one.day != other.day or one.cited.block is other.cited.block:
        return False
    if one.cited.mention.citation.year != other.cited.mention.citation.year:
        return False
    if one.about and other.about:
        return one.about == other.about
    titled, bare = (one, other) if one.about else (other, one)
    return _is_told_by(titled.about, _sentence(bare.cited), common)


def _is_told_by(about: str, sentence: str, common: tuple[str, ...]) -> bool:
    """Whether a sentence holds a title, or each of two or more words of it that are not everybody's."""
    if len(about.split()) >= 2 and f" {about} " in f" {fold(sentence)} ":
        return True
    own = set(content_words(about, common))
    return len(own) >= 2 and own <= set(content_words(sentence, common))


def _sentence(cited: Cited) -> str:
    """Return the sentence that a citation stands in, as far as no other citation is part of it."""
    text, (start, end) = cited.block.text, cited.span
    before = _SENTENCE_END.split(text[:start])[-1]
    after = _SENTENCE_END.split(text[end:])[0]
    return "" if re.search(r"\bnomor\b", f"{before} {after}", re.IGNORECASE) else f"{before} {after}"


def _same_subject(one: str, other: str) -> bool:
    """Whether two titles are the same as far as both go."""
    words, others = fold(one).split(), fold(other).split()
    length = min(len(words), len(others))
    return length >= _SAME_WORDS and words[:length] == others[:length]


def _confusable(one: _Paper, other: _Paper) -> bool:
    """Whether one number is the other with a digit wrong or two swapped; else they are rather two decrees."""
    first, second = (p.cited.mention.citation for p in (one, other))
    if first.year != second.year:
        return False
    a, b = (re.sub(r"\D.*", "", c.number) for c in (first, second))
    if len(a) != len(b) or len(a) < 2 or "/" in first.number + second.number:
        return False
    wrong = [i for i in range(len(a)) if a[i] != b[i]]
    swapped = len(wrong) == 2 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    return len(wrong) == 1 or swapped


def incomplete_mentions(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI816: decrees, letters and minutes never given a date, or never a title; one finding for each lack."""
    groups: dict[str, list[_Paper]] = {}
    for paper in _papers(context):
        groups.setdefault(paper.number, []).append(paper)
    told = [g for g in groups.values() if any(_is_told(p.cited.block, context) for p in g)]
    undated = [g[0].cited for g in told if _lacks_date(g)]
    letter = skeleton(f"{context.fmt.surat.nomor.split('/')[0]} x ")  # known to every reader of a report
    untitled = [
        g[0].cited
        for g in told
        if not any(p.cited.mention.subject or _tells_content(p.cited, context) for p in g)
        and not g[0].number.startswith(letter)
    ]
    for variant, lacking in (("tanggal", undated), ("judul", untitled)):
        if lacking:
            yield _incomplete(variant, lacking, context)


def _is_told(block: Block, context: CheckContext) -> bool:
    """Whether a paper is named in running text: captions and cells are short, a title is the decree's own."""
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and not is_formal(block, context)


def _lacks_date(group: Sequence[_Paper]) -> bool:
    """Whether the office's own paper is nowhere given a date; national ones are found without."""
    citation = group[0].cited.mention.citation
    return not citation.is_kept and not any(p.day or _is_dated(p.cited) for p in group)


def _tells_content(cited: Cited, context: CheckContext) -> bool:
    """Whether the words before a number say what a paper is about: `tim dibentuk dengan Keputusan`."""
    start = cited.span[0]
    before = cited.block.text[max(0, start - _CONTENT_REACH) : start]
    return find_phrase(before, context.phrases("isi_naskah")) is not None


def _is_dated(cited: Cited) -> bool:
    end = cited.span[1]
    return bool(_DATED.search(cited.block.text, cited.span[0], min(len(cited.block.text), end + _DATE_REACH)))


def _incomplete(variant: str, lacking: Sequence[Cited], context: CheckContext) -> Finding:
    first = lacking[0]
    others = [f"{c.printed} di {context.place(*c.where)}" for c in lacking[1 : _MAX_NAMED + 1]]
    if len(lacking) > _MAX_NAMED + 1:
        others.append(f"{len(lacking) - _MAX_NAMED - 1} lainnya")
    return context.finding(
        "ZI816",
        variant,
        block=first.block,
        span=first.span,
        naskah=first.printed,
        lain=f"; begitu pula {listed(others)}" if others else "",
    )


def other_letter(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI818: a letter with the subject of the letter that demands the report, but another number or date."""
    letter = context.fmt.surat
    wanted = fold(letter.perihal)
    own = letter.nomor.split("/")[0]
    is_cited = any(p.cited.mention.citation.number.startswith(f"{own}/") for p in _papers(context))
    for paper in _papers(context):
        citation = paper.cited.mention.citation
        if citation.kind is not CitationKind.LETTER:
            continue
        is_own = citation.number.startswith(f"{own}/")
        subject = fold(paper.cited.mention.subject)
        if is_own and paper.day and paper.day != letter.tanggal:
            variant = "tanggal"
        elif not is_own and len(subject) * 2 > len(wanted) and _same_start(subject, wanted):
            variant = "nomor_lain" if is_cited else "tidak_dikutip"
        else:
            continue
        yield context.finding(
            "ZI818",
            variant,
            block=paper.cited.block,
            span=paper.cited.span,
            tertulis=paper.cited.printed,
            nomor=letter.nomor,
            tanggal=_indonesian(letter.tanggal),
            perihal=letter.perihal,
        )
        return


def _same_start(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    return ratio(one[:length], other[:length]) >= _SAME_SUBJECT


def _indonesian(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


RULES = {
    "ZI815": Rule(differing_mentions, Scope.BOTH, lists=("kata_pokok",)),
    "ZI816": Rule(incomplete_mentions, Scope.BOTH, lists=("isi_naskah", "pembuka_pengesahan")),
    "ZI818": Rule(other_letter, Scope.LAPORAN),
}
