"""Planted pairs: answers of an LKE with invented notes whose verdicts are known from the form's criteria.

Two sets of written phrases, disjoint: `latih` may be read while rules are made, `validasi` is for measuring.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Literal

import yaml

from assistant.auditing.model import Verdict, VerdictKind
from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.model import Peran, area_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.lke.answer_values import AnswerValue
    from assistant.lke.model import Indikator, Lke

PhraseSet = Literal["latih", "validasi"]
YEAR = 2025

# How many of each verdict in a hundred pairs: what a reviewer's desk holds, with enough of every kind.
_SHARES = {
    Verdict.SUPPORTED: 25,
    Verdict.PARTLY: 20,
    Verdict.UNSUPPORTED: 20,
    Verdict.CONTRADICTED: 27,
    Verdict.NO_NOTE: 4,
    Verdict.NO_ANSWER: 4,
}
# Where a note denies a grade, the kind may name the denial instead of what is denied.
_DENIAL = VerdictKind.NEGATION
# A word in the criteria of more questions than this, a tenth of the form, belongs to no subject of its own.
_WIDESPREAD = 11


@dataclass(frozen=True)
class Pair:
    """An answer and its note, and what an audit ought to say.

    Attributes:
        kinds: the kinds that a careful reader may give; empty where nothing is wrong.
        state: what the note says, in the words of the phrase file.
    """

    code: str
    answer: AnswerValue
    note: str
    verdict: Verdict
    kinds: frozenset[VerdictKind]
    state: str
    counts: tuple[LkeCount, ...] = ()

    @property
    def given(self) -> LkeAnswer:
        """The pair as a row of an LKE."""
        raw = "" if self.answer is None else str(self.answer)
        return LkeAnswer(self.code, self.answer, raw=raw, note=self.note, counts=self.counts)


@dataclass(frozen=True)
class _Note:
    code: str
    family: dict[str, Any]
    state: str
    text: str = field(default="")


def planted_pairs(lke: Lke, phrases: PhraseSet, count: int, seed: int) -> list[Pair]:
    """Return `count` pairs with verdicts of every kind in fixed shares, the same for the same seed."""
    rng = Random(seed)
    by_verdict: dict[Verdict, dict[str, list[Pair]]] = {verdict: {} for verdict in _SHARES}
    for pair in _all_pairs(lke, phrases, rng):
        by_verdict[pair.verdict].setdefault(pair.state, []).append(pair)
    chosen: list[Pair] = []
    for verdict, share in _SHARES.items():
        chosen += _in_turn(by_verdict[verdict].values(), round(count * share / 100), rng)
    return chosen[:count]


def as_forms(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Return the pairs dealt to as few LKE as hold each question once."""
    forms: list[dict[str, Pair]] = []
    for pair in pairs:
        form = next((form for form in forms if pair.code not in form), None)
        if form is None:
            forms.append(form := {})
        form[pair.code] = pair
    return [list(form.values()) for form in forms]


def phrases_of(phrases: PhraseSet) -> set[str]:
    """Return every written phrase of a set."""
    return set(_strings(_load(phrases))) - {""}


@cache
def _load(name: str) -> dict[str, Any]:
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _in_turn(groups: Iterable[list[Pair]], count: int, rng: Random) -> list[Pair]:
    """Return pairs taken from the groups in turn, so that frequent states do not crowd out rare ones."""
    shuffled = [rng.sample(group, len(group)) for group in groups]
    dealt = [pair for row in zip_longest(*shuffled) for pair in row if pair is not None]
    return dealt[:count]


def _all_pairs(lke: Lke, phrases: PhraseSet, rng: Random) -> Iterator[Pair]:
    data = _load(phrases)
    notes = list(_notes(data))
    for note in notes:
        yield from _judged(note, data, rng)
        yield from _stale(note, data, rng)
    yield from _off_topic(lke, notes, rng)
    yield from _restated(lke)
    yield from _counted(lke, data, rng)
    yield from _indices(data, rng)


def _notes(data: dict[str, Any]) -> Iterator[_Note]:
    """Yield every note that the phrases make, by indicator and state."""
    rules = _load("kriteria")
    families = {code: rules["keluarga"][name] for name, codes in rules["indikator"].items() for code in codes}
    for code, state, text in _texts(data, families):
        yield _Note(code, families[code], state, _sentence(text))


def _texts(data: dict[str, Any], families: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for code, things in data["benda"].items():
        states = {*families[code]["tingkat"].values(), *families[code]["diam"], "rencana"}
        frames = [(state, frame) for state in sorted(states) for frame in data["cakupan"][state]]
        yield from ((code, state, frame.format(**thing)) for state, frame in frames for thing in things)
    frames = [(state, frame) for state, texts in data["berkala"].items() for frame in texts]
    for code, activities in data["kegiatan"].items():
        yield from ((code, state, frame.format(k=done)) for state, frame in frames for done in activities)
    for code, notes in data["catatan"].items():
        yield from ((code, state, text) for state, texts in notes.items() for text in texts)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _judged(note: _Note, data: dict[str, Any], rng: Random) -> Iterator[Pair]:
    """Yield the note under every answer of which the guide leaves no doubt, and two degenerate rows."""
    for answer in note.family["tingkat"]:
        truth = _truth(note, answer)
        if truth is not None:
            yield Pair(note.code, answer, _dressed(note.text, data, rng), *truth, note.state)
    first = next(iter(note.family["tingkat"]))
    yield Pair(note.code, first, "", Verdict.NO_NOTE, frozenset(), "kosong")
    yield Pair(note.code, None, note.text, Verdict.NO_ANSWER, frozenset(), "tanpa jawaban")


def _truth(note: _Note, answer: str) -> tuple[Verdict, frozenset[VerdictKind]] | None:
    family = note.family
    said = family["diam"].get(note.state, {}).get(answer)
    if said == "-":
        return None
    if said:
        verdict, *kinds = said.split()
        return Verdict(verdict), frozenset(VerdictKind(kind) for kind in kinds)
    state = family["rencana"] if note.state == "rencana" else note.state
    grades = list(family["tingkat"])
    states = list(family["tingkat"].values())
    if state not in states:
        return None
    stated, chosen = states.index(state), grades.index(answer)
    if stated == chosen:
        return Verdict.SUPPORTED, frozenset()
    if stated < chosen:
        return Verdict.CONTRADICTED, frozenset({VerdictKind.UNDERSTATED})
    return Verdict.CONTRADICTED, frozenset({VerdictKind(family["jenis"]), _DENIAL})


def _dressed(text: str, data: dict[str, Any], rng: Random) -> str:
    opening, closing = rng.choice(data["pembuka"]), rng.choice(data["penutup"])
    if opening and text[1:2].islower():
        text = text[0].lower() + text[1:]
    return f"{opening}{text}{closing}"


def _stale(note: _Note, data: dict[str, Any], rng: Random) -> Iterator[Pair]:
    """Yield a note that would support its grade were it not of years before the period."""
    lowest = list(note.family["tingkat"])[-1]
    for answer in note.family["tingkat"]:
        truth = _truth(note, answer)
        if truth is None or truth[0] is not Verdict.SUPPORTED or answer == lowest or str(YEAR) in note.text:
            continue
        kinds = frozenset({VerdictKind.STALE_YEAR})
        yield Pair(note.code, answer, note.text + rng.choice(data["lama"]), Verdict.PARTLY, kinds, "lama")


def _off_topic(lke: Lke, notes: Sequence[_Note], rng: Random) -> Iterator[Pair]:
    """Yield notes under a question of another area with which they share no word of substance."""
    kinds = frozenset({VerdictKind.OFF_TOPIC, VerdictKind.MISSING_ELEMENT})
    stems = {
        i.code: _stems(" ".join([i.name, *(text for _, text in i.criteria)])) for i in lke.daftar_indikator
    }
    common = {
        stem for stem, n in Counter(s for found in stems.values() for s in found).items() if n > _WIDESPREAD
    }
    positive = [note for note in notes if note.state not in ("nihil", "rencana")]
    for code, family in {note.code: note.family for note in notes}.items():
        own = stems[code] - common
        others = [
            note
            for note in positive
            if area_of(note.code)[-1] != area_of(code)[-1]
            and not own & (_stems(note.text) | (stems[note.code] - common))
        ]
        highest = next(iter(family["tingkat"]))
        for note in rng.sample(others, min(3, len(others))):
            yield Pair(code, highest, note.text, Verdict.UNSUPPORTED, kinds, "lain")


def _stems(text: str) -> set[str]:
    """Return the beginnings of the longer words, so that derived forms meet."""
    return {word[:5] for word in re.findall(r"[a-z]{5,}", text.lower())}


def _restated(lke: Lke) -> Iterator[Pair]:
    """Yield the form's own criteria as notes, under the answer they define and under the next ones."""
    for indikator in lke.daftar_indikator:
        criteria = [
            (answer, text.removeprefix("Jika ").strip())
            for answer, text in indikator.criteria
            if "huruf" not in text
        ]
        for place, (answer, text) in enumerate(criteria):
            note = _sentence(text)
            same = frozenset({VerdictKind.RESTATES_CRITERION})
            yield Pair(indikator.code, answer, note, Verdict.SUPPORTED, same, "kriteria")
            if place + 1 < len(criteria):
                lower = criteria[place + 1][0]
                kinds = frozenset({VerdictKind.UNDERSTATED})
                yield Pair(indikator.code, lower, note, Verdict.CONTRADICTED, kinds, "kriteria lain")


def _counted(lke: Lke, data: dict[str, Any], rng: Random) -> Iterator[Pair]:
    """Yield percentages with counts that the note repeats, gainsays, or leaves out."""
    arithmetic = frozenset({VerdictKind.ARITHMETIC})
    for code, frames in data["rasio"].items():
        indikator = lke.indikator_by_code[code]
        for frame in frames * 3:
            whole = rng.randint(6, 20)
            part = rng.randint(2, whole - 2)
            answer, counts = round(part / whole, 4), tuple(_counts(indikator, part, whole))
            told = frame.format(a=whole, b=part)
            other = frame.format(a=whole, b=part + 1)
            yield Pair(code, answer, told, Verdict.SUPPORTED, frozenset(), "cacah cocok", counts)
            yield Pair(code, answer, other, Verdict.CONTRADICTED, arithmetic, "cacah beda", counts)
    for code, texts in data["rasio_kosong"].items():
        kinds = arithmetic | {VerdictKind.MISSING_ELEMENT}
        for text in texts:
            yield Pair(code, 1.0, text, Verdict.UNSUPPORTED, kinds, "cacah kosong")


def _counts(indikator: Indikator, part: int, whole: int) -> Iterator[LkeCount]:
    for detail in indikator.rincian:
        value = {Peran.PEMBILANG: part, Peran.PENYEBUT: whole}.get(detail.peran)
        yield LkeCount(detail.row, detail.name, value, "" if value is None else str(value))


def _indices(data: dict[str, Any], rng: Random) -> Iterator[Pair]:
    """Yield survey indices with the same figure on either scale, and with another one."""
    arithmetic = frozenset({VerdictKind.ARITHMETIC, VerdictKind.UNDERSTATED})
    for code, frames in data["indeks"].items():
        for frame in frames:
            answer = rng.randint(320, 380) / 100
            for scale in (1, 25):
                same, other = (_figure(value * scale) for value in (answer, answer - 0.4))
                note = frame.format(nilai=same)
                yield Pair(code, answer, note, Verdict.SUPPORTED, frozenset(), "indeks cocok")
                note = frame.format(nilai=other)
                yield Pair(code, answer, note, Verdict.CONTRADICTED, arithmetic, "indeks beda")


def _figure(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
