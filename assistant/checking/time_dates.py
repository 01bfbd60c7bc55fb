"""Rules on dates: days that do not exist, weekdays, the day of signing, deadlines, and what rests on what."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.checking.clauses import split_clauses
from assistant.checking.hits import Hit, one_for_each_cause
from assistant.checking.patterns import find_phrase, phrases_regex
from assistant.checking.rule import Rule, Scope
from assistant.checking.timeline import ACT_LISTS, Region, clause_around, tells_of_act, told
from assistant.document import BlockKind
from assistant.language.citations import find_citations
from assistant.language.dates import (
    MONTHS,
    WEEKDAYS,
    DateKind,
    find_dates,
    find_impossible,
    find_weekdays,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document
    from assistant.language.dates import DateMention

_FIRST_WEEKEND_DAY = 5
# How far before a date its act, or the kind of document that bears it, is named.
_NEAR = 80
# A letter named as basis and the act that rests on it stand in one sentence of at most so many characters.
_BASIS_REACH = 320
# `pada Juni 2025 kegiatan serupa akan`: so few words stand between the day and the plan.
_PLANNED_WORDS = 3
# Without a closing date: a report is written within so many months after its year.
_LAST_MONTH_OF_WRITING = 3
# Dated acts needed to say that all of them precede a letter.
_MIN_ACTS = 2


def impossible_days(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI505: days that no calendar has."""
    hits = [
        Hit(
            "utama",
            block,
            span,
            block.text[span[0] : span[1]],
            {"teks": block.text[span[0] : span[1]].strip()},
        )
        for block in document.blocks
        if block.kind is not BlockKind.NOISE
        for span in find_impossible(block.text)
    ]
    yield from one_for_each_cause("ZI505", hits, context)


def wrong_weekdays(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI506: dates with a weekday that they do not fall on."""
    hits: list[Hit] = []
    for block in document.blocks:
        if block.kind is BlockKind.NOISE:
            continue
        for mention in find_weekdays(block.text):
            if mention.named != mention.actual:
                named, actual = WEEKDAYS[mention.named], WEEKDAYS[mention.actual]
                values = {"hari": named, "benar": actual, "tanggal": in_words(mention.day)}
                hits.append(Hit("utama", block, (mention.start, mention.end), (named, mention.day), values))
    yield from one_for_each_cause("ZI506", hits, context)


def signed_at_weekend(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI507: a date of signing on a Saturday or Sunday."""
    closing = context.timeline.closing
    if closing is not None and closing.day.weekday() >= _FIRST_WEEKEND_DAY:
        yield context.finding(
            "ZI507",
            "utama",
            block=closing.block,
            span=(closing.start, closing.end),
            tanggal=in_words(closing.day),
            hari=WEEKDAYS[closing.day.weekday()],
        )


def missed_deadlines(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI508: a report signed, or a self-assessment finished, after the letter's deadline."""
    deadlines = [(m.tenggat, m.nama) for m in context.fmt.langkah if m.tenggat is not None]
    year = context.timeline.year
    for deadline, name in deadlines:
        if deadline.year != year:
            continue
        named = {"tenggat": in_words(deadline), "langkah": name}
        late = _late_assessment(document, context, deadline)
        if late is not None:
            block, mention, day = late
            span = (mention.start, mention.end)
            yield context.finding(
                "ZI508", "langkah", block=block, span=span, tanggal=in_words(day), quoted=True, **named
            )
            continue
        closing = context.timeline.closing
        if closing is not None and closing.day > deadline:
            span = (closing.start, closing.end)
            yield context.finding(
                "ZI508",
                "laporan",
                block=closing.block,
                span=span,
                tanggal=in_words(closing.day),
                quoted=True,
                **named,
            )


def _late_assessment(
    document: Document, context: CheckContext, deadline: date
) -> tuple[Block, DateMention, date] | None:
    """Return where the text tells that the self-assessment was finished after its deadline."""
    for block in told(document):
        if not find_phrase(block.text, context.phrases("kata_lke")):
            continue
        for mention in find_dates(block.text):
            if mention.day is None or mention.day <= deadline:
                continue
            start, _ = clause_around(block.text, (mention.start, mention.end))
            before = block.text[start : mention.start]
            if find_phrase(before, context.phrases("kata_lke")) and find_phrase(
                before[-_NEAR:], context.phrases("kata_selesai")
            ):
                return block, mention, mention.day
    return None


def acts_before_their_basis(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI511: an act that rests on a letter of a later day, told in one sentence."""
    for block in told(document):
        if context.timeline.regions[block.id] not in (Region.FRONT, Region.RESULTS, Region.OTHER):
            continue
        for clause in split_clauses(block.text):
            hit = _basis_and_act(clause.text, context)
            if hit is not None:
                span, basis, act = hit
                yield context.finding(
                    "ZI511",
                    "utama",
                    block=block,
                    span=(clause.start + span[0], clause.start + span[1]),
                    dasar=in_words(basis),
                    kegiatan=in_words(act),
                )
    yield from _basis_after_all_acts(document, context)


def _basis_and_act(clause: str, context: CheckContext) -> tuple[tuple[int, int], date, date] | None:
    """Return the passage, the day of the basis and that of the act before it; None if the clause has none."""
    opening = find_phrase(clause, context.phrases("kata_dasar"))
    if opening is None:
        return None
    days = [d for d in find_dates(clause) if d.day is not None and d.start > opening.end()]
    if len(days) < 2 or days[1].end - opening.start() > _BASIS_REACH:
        return None
    basis, act = days[0], days[1]
    between = clause[opening.end() : basis.start]
    done = clause[basis.end : act.start]
    is_letter = find_phrase(between, context.phrases("kata_keputusan"))
    is_act = find_phrase(done[-_NEAR:], context.phrases("kata_kegiatan"))
    is_cited = find_phrase(done, context.phrases("kata_keputusan"))
    if is_letter and is_act and not is_cited and basis.day and act.day and act.day < basis.day:
        return (opening.start(), act.end), basis.day, act.day
    return None


def _basis_after_all_acts(document: Document, context: CheckContext) -> Iterator[Finding]:
    """Yield a letter that the work is said to rest on and that is younger than every dated act.

    The format's own letter is left out: it asks for the report, whenever in the year it was sent.
    """
    acts = sorted(
        mention.day
        for block in told(document)
        if context.timeline.regions[block.id] is Region.RESULTS
        for mention in find_dates(block.text)
        if mention.day is not None and mention.year == context.timeline.year
    )
    if len(acts) < _MIN_ACTS:
        return
    for block in told(document):
        if context.timeline.regions[block.id] is not Region.FRONT:
            continue
        opening = find_phrase(block.text, context.phrases("kata_dasar"))
        if opening is None:
            continue
        for mention in find_dates(block.text):
            cited = block.text[opening.end() : mention.start]
            if mention.day is None or mention.start < opening.end() or len(cited) > _BASIS_REACH:
                continue
            if mention.day > acts[-1] and find_citations(cited) and mention.day != context.fmt.surat.tanggal:
                span = (opening.start(), mention.end)
                yield context.finding(
                    "ZI511",
                    "umum",
                    block=block,
                    span=span,
                    dasar=in_words(mention.day),
                    kegiatan=in_words(acts[-1]),
                )
                return


def acts_after_signing(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI513: acts told as done on a day after the report was signed."""
    year, closing = context.timeline.year, context.timeline.closing
    if year is None:
        return
    limit = closing.day if closing else date(year + 1, _LAST_MONTH_OF_WRITING, 31)
    hits: list[Hit] = []
    for block in told(document):
        if context.timeline.regions[block.id] not in (Region.RESULTS, Region.CONCLUSION):
            continue
        for mention in find_dates(block.text):
            if mention.day is None or mention.day <= limit or mention.day.year > year + 1:
                continue
            span = (mention.start, mention.end)
            before = block.text[clause_around(block.text, span)[0] : mention.start]
            planned = find_phrase(before, context.fmt.membaca_langkah.rencana)
            cited = find_phrase(before[-_NEAR:], context.phrases("kata_keputusan"))
            if not planned and not cited and tells_of_act(before, context):
                values = {"teks": in_words(mention.day), "tanggal": in_words(limit)}
                hits.append(Hit("utama", block, span, mention.day, values))
    yield from one_for_each_cause("ZI513", hits, context)


def past_follow_up(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI512: deadlines of the follow-up plan that had passed when the report was signed."""
    year, closing = context.timeline.year, context.timeline.closing
    if year is None:
        return
    # Unsigned, a report is at least not written before its year.
    today = closing.day if closing else date(year, 1, 1)
    if today.year < year:
        return
    hits: list[Hit] = []
    for block in told(document):
        if context.timeline.regions[block.id] is not Region.FOLLOW_UP:
            continue
        if closing is not None and block.id == closing.block.id:
            continue
        for mention in find_dates(block.text):
            span = (mention.start, mention.end)
            if _last_day(mention) is None or not mention.year or mention.year < year - 1:
                continue
            last = _last_day(mention)
            if last is not None and last < today and _is_deadline(block.text, span, context):
                text = " ".join(block.text[span[0] : span[1]].split())
                hits.append(Hit("utama", block, span, mention.year, {"teks": text, "depan": year + 1}))
    yield from one_for_each_cause("ZI512", hits, context)


def _is_deadline(text: str, span: tuple[int, int], context: CheckContext) -> bool:
    """Whether a date of the follow-up plan is when something is due: no decree's date, nothing done."""
    start, end = clause_around(text, span)
    before = text[start : span[0]]
    if find_phrase(before[-_NEAR:], context.phrases("kata_keputusan")):
        return False
    return not find_phrase(text[start:end], context.phrases("kata_sudah"))


def _last_day(mention: DateMention) -> date | None:
    """Return the last day that a date means; None without its year or months."""
    if mention.day is not None:
        return mention.day
    if not mention.year or not mention.months:
        return None
    month = mention.months[-1]
    following = date(mention.year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def plans_among_results(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI509: what is only going to be done, in a section that reports results."""
    year, closing = context.timeline.year, context.timeline.closing
    if year is None:
        return
    today = closing.day if closing else date(year, 12, 31)
    hits: list[Hit] = []
    in_aims = False
    for block in told(document):
        if block.kind is not BlockKind.LIST_ITEM:
            in_aims = find_phrase(block.text, context.fmt.membaca_langkah.pengantar_sasaran) is not None
        if context.timeline.regions[block.id] is not Region.RESULTS or block.kind is BlockKind.TABLE_ROW:
            continue
        if not (in_aims and block.kind is BlockKind.LIST_ITEM):
            hits += _plans(block, context, today)
    yield from one_for_each_cause("ZI509", hits, context)


def _plans(block: Block, context: CheckContext, today: date) -> Iterator[Hit]:
    """Yield the clauses of a block that only plan something, without condition or purpose."""
    verbs = phrases_regex(context.phrases("kata_laksana"))
    for clause in split_clauses(block.text):
        plan = find_phrase(clause.text, context.phrases("kata_akan"))
        if plan is None or find_phrase(clause.text, context.phrases("kata_bersyarat")):
            continue
        # `akan (segera) dilaksanakan`: the verb stands within two words.
        verb = verbs.search(clause.text, plan.end(), plan.end() + 40)
        if verb is not None and len(clause.text[plan.end() : verb.start()].split()) > 2:
            verb = None
        span = (clause.start + plan.start(), clause.start + (verb or plan).end())
        dated = [
            d for d in find_dates(clause.text) if d.kind is not DateKind.WEEK and _last_day(d) is not None
        ]
        # Whatever is done, what has a day is a plan: `pada Juni 2025 akan dilatih`, `akan usai 3 Mei 2025`.
        due = [d for d in dated if d.start > plan.start()] or [
            d for d in dated if _opens_plan(clause.text[d.end : plan.start()], context)
        ]
        last = _last_day(due[0]) if due else None
        if last is None:
            if verb is not None:
                yield Hit("umum", block, span, block.section or "")
            continue
        mention = due[0]
        text = " ".join(clause.text[mention.start : mention.end].split())
        variant = "lewat" if last < today else "nanti"
        span = (min(span[0], clause.start + mention.start), max(span[1], clause.start + mention.end))
        yield Hit(variant, block, span, (block.section or "", text), {"teks": text})


def _opens_plan(between: str, context: CheckContext) -> bool:
    """Whether a date before `akan` is when the plan is due, not when somebody agreed on it."""
    agreed = find_phrase(between, context.phrases("kata_menyepakati"))
    return agreed is None and len(between.split()) <= _PLANNED_WORDS


def in_words(day: date) -> str:
    """Return a day as Indonesian writes it: `17 Oktober 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


RULES = {
    "ZI505": Rule(impossible_days, Scope.BOTH),
    "ZI506": Rule(wrong_weekdays, Scope.BOTH, yields_to=("ZI505",)),
    "ZI507": Rule(signed_at_weekend, Scope.BOTH),
    "ZI508": Rule(missed_deadlines, Scope.LAPORAN, lists=("kata_lke", "kata_selesai")),
    "ZI509": Rule(
        plans_among_results,
        Scope.LAPORAN,
        lists=("kata_akan", "kata_bersyarat", "kata_laksana", "kata_menyepakati"),
    ),
    "ZI511": Rule(acts_before_their_basis, Scope.LAPORAN, lists=("kata_dasar", "kata_keputusan")),
    "ZI512": Rule(past_follow_up, Scope.LAPORAN, lists=("kata_sudah",), yields_to=("ZI505",)),
    "ZI513": Rule(
        acts_after_signing, Scope.LAPORAN, lists=ACT_LISTS, patterns=("nama_pekerjaan",), yields_to=("ZI501",)
    ),
}
