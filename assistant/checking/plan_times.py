"""Rules on when a plan's actions are due: years, frequencies, and the order of steps over the months."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.patterns import find_phrase, phrases_regex
from assistant.checking.plan_places import (
    ActionHit,
    PlacedAction,
    at_action,
    by_sub_area,
    one_action_for_each_cause,
    placed_actions,
)
from assistant.checking.rule import Rule, Scope
from assistant.checking.time_years import period_start
from assistant.language.clean import fold
from assistant.language.dates import MONTHS, DateKind, find_dates, find_falling
from assistant.language.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Document

_YEAR = re.compile(r"(?<![\w/.\-])20\d\d(?![\w/]|\s?[-–]\s?\d)")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PERIOD = re.compile(r"\b(?P<first>20\d\d)\s?(?:[-–/]|s\.?\s?d\.?)\s?(?P<last>20\d\d)\b")
_NUMBERED = re.compile(r"\b(?:Nomor|No)\b\s*[.:]*\s*[\w./-]+,?\s*(?:Tahun\s*)?\Z", re.IGNORECASE)
# A plan may close with what is due early in the next year (the yearly report).
_LAST_MONTH_AFTER = 3
# Where most targets name their year, one without stands out.
_DATED_SHARE = 0.6
# Few enough months to be points in time; more are a span in which something goes on.
_POINTS = 4
# Words that two actions must share to be steps of one thing, the names of steps aside.
_SHARED_WORDS = 2
# Fewer steps due in one month are no cause for doubt.
_MIN_STEPS = 3
_DECEMBER = 12
# A year left over is one of the last few; older ones belong to what is in force or are misread.
_STALE_YEARS = 6
# The verb that says what a step does opens it; `1) ` may stand before.
_OPENING = 6


def years_of_targets(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI405: target times of another year than the plan's, or that end before they begin."""
    year = context.timeline.year
    if year is None:
        return
    hits: list[ActionHit] = []
    for placed in placed_actions(context):
        target = placed.action.target_waktu
        if find_falling(target.text):
            values = {"teks": target.text, "tahun": year}
            hits.append(ActionHit("mundur", placed, target.text, fold(target.text), values))
            continue
        named = [int(match.group()) for match in _ANY_YEAR.finditer(target.text)]
        if not named or year in named:
            continue
        other = named[-1]
        after = other == year + 1 and target.months and target.months[-1] <= _LAST_MONTH_AFTER
        if after or abs(other - year) > 10:  # a misread number
            continue
        is_eve = other == year - 1 and target.months == (_DECEMBER,)
        variant = "lain" if other > year or is_eve else "lampau"
        values = {"teks": target.text, "lain": other, "tahun": year}
        hits.append(ActionHit(variant, placed, target.text, other, values))
    yield from one_action_for_each_cause("ZI405", hits, context)


def years_of_evidence(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI406: evidence of another year than its action's, or of a planning period that is over."""
    year = context.timeline.year
    if year is None:
        return
    hits: list[ActionHit] = []
    for placed in placed_actions(context):
        for bukti in placed.action.bukti_fisik:
            hits += _closed_period(placed, bukti, context, year) or _stale_bukti(placed, bukti, context, year)
    yield from one_action_for_each_cause("ZI406", hits, context)


def _closed_period(placed: PlacedAction, bukti: str, context: CheckContext, year: int) -> list[ActionHit]:
    match = _PERIOD.search(bukti)
    if match is None or int(match["last"]) >= year:
        return []
    if not find_phrase(bukti[: match.start()], context.phrases("dokumen_perencanaan")):
        return []
    start = period_start(year)
    period = f"{match['first']}-{match['last']}"
    values = {"teks": bukti, "periode": period, "baru": f"{start}-{start + 4}", "tahun": year}
    return [ActionHit("periode", placed, bukti, period, values)]


def _stale_bukti(placed: PlacedAction, bukti: str, context: CheckContext, year: int) -> list[ActionHit]:
    """Return the year of a piece of evidence that does not fit its action; empty if it fits."""
    matches = [m for m in _YEAR.finditer(bukti) if not _NUMBERED.search(bukti[: m.start()])]
    excused = ("kata_pemilu", "kata_perbandingan", "dokumen_undangan")
    if not matches or any(find_phrase(bukti, context.phrases(name)) for name in excused):
        return []
    named = {int(m.group()) for m in matches}
    aimed = {int(m.group()) for m in _YEAR.finditer(placed.action.langkah_aksi)}
    if year in named or named & aimed:
        return []
    other = max(named)
    values = {"teks": bukti, "lain": other, "tahun": year, "aksi": max(aimed, default=year)}
    if aimed and other < min(aimed):
        return [ActionHit("aksi", placed, bukti, (other, min(aimed)), values)]
    is_last_year = other == year - 1
    if aimed or other >= year or other < year - 10:
        return []
    if is_last_year and find_phrase(bukti, context.phrases("dokumen_tahun_lalu")):
        return []
    return [ActionHit("lalu" if is_last_year else "lama", placed, bukti, other, values)]


def years_of_steps(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI415: steps that make or decree something of a past year, reports on that year aside."""
    year = context.timeline.year
    if year is None:
        return
    hits: list[ActionHit] = []
    excused = ("kata_pemilu", "kata_perbandingan", "dokumen_undangan", "dokumen_tahun_lalu")
    for placed in placed_actions(context):
        step = placed.action.langkah_aksi
        named = [int(m.group()) for m in _YEAR.finditer(step) if not _NUMBERED.search(step[: m.start()])]
        if not named or year in named or not year - _STALE_YEARS <= max(named) < year:
            continue
        if _PERIOD.search(step) or any(find_phrase(step, context.phrases(name)) for name in excused):
            continue
        made = find_phrase(step, context.phrases("langkah_penyusunan"))
        looks_back = find_phrase(step, context.phrases("langkah_melihat_kembali"))
        variant = "menyusun" if made and made.start() <= _OPENING and not looks_back else "lain"
        values = {"lain": max(named), "tahun": year}
        hits.append(ActionHit(variant, placed, step, max(named), values))
    yield from one_action_for_each_cause("ZI415", hits, context)


def undated_targets(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI407: target times that name months without a year, where the others name it."""
    placed = placed_actions(context)
    named = [p for p in placed if _names_months(p)]
    bare = [p for p in named if not _ANY_YEAR.search(p.action.target_waktu.text)]
    if not bare or len(named) - len(bare) < _DATED_SHARE * len(named):
        return
    hits = [
        ActionHit("utama", p, p.action.target_waktu.text, "", {"tahun": context.timeline.year or "rencana"})
        for p in bare
    ]
    yield from one_action_for_each_cause("ZI407", hits, context)


def _names_months(placed: PlacedAction) -> bool:
    kinds = {mention.kind for mention in find_dates(placed.action.target_waktu.text)}
    return bool(kinds & {DateKind.MONTHS, DateKind.DAY, DateKind.DAYS})


def unfit_frequencies(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI408: how often an action is due against the months it names, and two frequencies at once."""
    hits: list[ActionHit] = []
    for placed in placed_actions(context):
        hit = _two_frequencies(placed, context) or _too_few_months(placed, context)
        if hit is not None:
            hits.append(hit)
    yield from one_action_for_each_cause("ZI408", hits, context)


def _two_frequencies(placed: PlacedAction, context: CheckContext) -> ActionHit | None:
    action = placed.action
    for text in (action.langkah_aksi, action.indikator, action.target_waktu.text):
        for pattern in context.patterns("dua_frekuensi"):
            match = pattern.search(text)
            if match:
                words = " ".join(match.group().split())
                return ActionHit("dua", placed, match.group(), fold(words), {"teks": words})
    return None


# How many months an action names at least if it is due so often; fewer than the first number is a slip,
# fewer than the second worth a look (an office may begin in the middle of the year).
_EXPECTED = {"bulanan": (2, 4), "triwulanan": (2, 3), "semesteran": (1, 2), "berkala": (1, 2)}


def _too_few_months(placed: PlacedAction, context: CheckContext) -> ActionHit | None:
    action = placed.action
    months = action.target_waktu.months
    if not months:
        return None
    for text, is_step in (
        (action.langkah_aksi, True),
        (action.indikator, False),
        (" ".join(action.bukti_fisik), False),
    ):
        for unit, (slip, few) in _EXPECTED.items():
            match = find_phrase(text, context.phrases(f"frekuensi_{unit}"))
            if match is None or len(months) >= few:
                continue
            variant = "kurang" if is_step and len(months) < slip else "sedikit"
            words = " ".join(match.group().split())
            named = listed([MONTHS[month - 1] for month in months])
            cause = unit if variant == "sedikit" else (unit, placed.action.location, named)
            return ActionHit(variant, placed, match.group(), cause, {"teks": words, "bulan": named})
    return None


def disordered_steps(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI409: steps of one sub-area that are due before the step they follow."""
    for members in by_sub_area(placed_actions(context)).values():
        late = [m for m in members if m.action.target_waktu.months and not _looks_back(m, context)]
        found = next(_violations(late, context), None)
        if found is not None:
            variant, later, earlier = found
            finding = context.finding(
                "ZI409",
                variant,
                langkah=_short(later),
                kapan=_when(later),
                sebelum=_short(earlier),
                mestinya=_when(earlier),
            )
            yield at_action(finding, later, _printed_target(later))


_STRICT = (("evaluasi", "pelaksanaan"), ("evaluasi", "identifikasi"), ("tindak_lanjut", "evaluasi"))


def _violations(
    members: Sequence[PlacedAction], context: CheckContext
) -> Iterator[tuple[str, PlacedAction, PlacedAction]]:
    """Yield (sentence, later step, earlier step) where the later step is due first."""
    steps = {id(member): _step(member, context) for member in members}
    objects = {id(member): _objects(member, context) for member in members}
    for later in members:
        for earlier in members:
            shared = objects[id(later)] & objects[id(earlier)]
            if later is earlier or len(shared) < _SHARED_WORDS:
                continue
            mine, theirs = later.action.target_waktu.months, earlier.action.target_waktu.months
            pair = (steps[id(later)], steps[id(earlier)])
            if pair in _STRICT and mine[-1] < theirs[0] and _answers(later, pair, context):
                yield "mendahului", later, earlier
            if _reports_survey(later, earlier, context) and len(mine) <= _POINTS and mine[0] < theirs[0]:
                yield "hasil", later, earlier


def _answers(later: PlacedAction, pair: tuple[str, str], context: CheckContext) -> bool:
    """Whether a follow-up is one of an evaluation, not of complaints or other things that come in."""
    if pair[0] != "tindak_lanjut":
        return True
    return find_phrase(_words_of(later), context.phrases("langkah_evaluasi")) is not None


def _reports_survey(later: PlacedAction, earlier: PlacedAction, context: CheckContext) -> bool:
    """Whether one action makes known or answers the results of the survey that the other carries out."""
    results = find_phrase(_words_of(later), context.phrases("hasil_survei"))
    told = find_phrase(later.action.langkah_aksi, context.phrases("langkah_publikasi"))
    done = find_phrase(earlier.action.langkah_aksi, context.phrases("pelaksanaan_survei"))
    again = find_phrase(earlier.action.langkah_aksi, context.phrases("hasil_survei"))
    return bool(results and told and done and not again)


def _step(placed: PlacedAction, context: CheckContext) -> str:
    """Return the step of a cycle that an action is; empty if none. The latest step named decides."""
    for text in (placed.action.langkah_aksi, placed.action.indikator):
        for step in ("tindak_lanjut", "evaluasi", "sosialisasi", "identifikasi", "pelaksanaan"):
            if find_phrase(text, context.phrases(f"langkah_{step}")):
                return step
    return ""


def _looks_back(placed: PlacedAction, context: CheckContext) -> bool:
    """Whether an action deals with the year before."""
    year = context.timeline.year
    text = _words_of(placed)
    return bool(find_phrase(text, context.phrases("kata_perbandingan"))) or (
        year is not None and str(year - 1) in text
    )


def _objects(placed: PlacedAction, context: CheckContext) -> set[str]:
    """Return the words of an action that name neither a step nor an office nor anything everywhere."""
    text = _words_of(placed)
    for name in ("tindak_lanjut", "evaluasi", "sosialisasi", "identifikasi", "pelaksanaan", "publikasi"):
        text = phrases_regex(context.phrases(f"langkah_{name}")).sub(" ", text)
    text = phrases_regex(context.phrases("kata_umum")).sub(" ", text)
    office = set(fold(context.document.identity.satker or "").split())
    words = {word for word in fold(text).split() if len(word) > 2}
    return words - office - load_words().stop_words


def _words_of(placed: PlacedAction) -> str:
    return f"{placed.action.indikator} {placed.action.langkah_aksi}"


def _short(placed: PlacedAction) -> str:
    words = placed.action.langkah_aksi.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _printed_target(placed: PlacedAction) -> str:
    """Return the target time as it is printed; empty where months are only marked in columns."""
    text = placed.action.target_waktu.text
    return text if placed.block is not None and text in placed.block.text else ""


def _when(placed: PlacedAction) -> str:
    return listed([MONTHS[month - 1] for month in placed.action.target_waktu.months])


def steps_in_one_month(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI414: three or more different steps of one sub-area that are all due in one month."""
    for members in by_sub_area(placed_actions(context)).values():
        by_month: dict[int, list[PlacedAction]] = {}
        for member in members:
            if len(member.action.target_waktu.months) == 1 and _step(member, context):
                by_month.setdefault(member.action.target_waktu.months[0], []).append(member)
        for month, same in by_month.items():
            steps = {_step(member, context) for member in same}
            if len(steps) >= _MIN_STEPS and {"evaluasi", "tindak_lanjut"} <= steps:
                finding = context.finding("ZI414", "utama", jumlah=len(same), bulan=MONTHS[month - 1])
                yield at_action(finding, same[-1], _printed_target(same[-1]))


_STEP_LISTS = tuple(
    f"langkah_{step}"
    for step in ("tindak_lanjut", "evaluasi", "sosialisasi", "identifikasi", "pelaksanaan", "publikasi")
)

RULES = {
    "ZI405": Rule(years_of_targets, Scope.RENCANA),
    "ZI406": Rule(
        years_of_evidence,
        Scope.RENCANA,
        lists=(
            "dokumen_perencanaan",
            "dokumen_tahun_lalu",
            "dokumen_undangan",
            "kata_pemilu",
            "kata_perbandingan",
        ),
    ),
    "ZI407": Rule(undated_targets, Scope.RENCANA),
    "ZI408": Rule(
        unfit_frequencies,
        Scope.RENCANA,
        lists=tuple(f"frekuensi_{unit}" for unit in _EXPECTED),
        patterns=("dua_frekuensi",),
    ),
    "ZI409": Rule(
        disordered_steps,
        Scope.RENCANA,
        lists=(*_STEP_LISTS, "hasil_survei", "pelaksanaan_survei", "kata_umum", "kata_perbandingan"),
    ),
    "ZI415": Rule(
        years_of_steps,
        Scope.RENCANA,
        lists=(
            "kata_pemilu",
            "kata_perbandingan",
            "dokumen_undangan",
            "dokumen_tahun_lalu",
            "langkah_penyusunan",
            "langkah_melihat_kembali",
        ),
    ),
    "ZI414": Rule(steps_in_one_month, Scope.RENCANA, lists=_STEP_LISTS),
}
