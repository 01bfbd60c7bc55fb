"""The rows of next year's plan: gathered from their sources, each action once, in the order of the LKE."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.drafting.plan_texts import Piece, Pieces, asked, changed, plain, shown
from assistant.language.clean import fold
from assistant.language.dates import MONTHS
from assistant.language.similarity import overlap, ratio
from assistant.lke.model import group_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.drafting.plan_gains import Gain
    from assistant.drafting.plan_rules import PlanRules
    from assistant.lke.model import Indikator, Lke

# Two actions that agree to this are one, worded anew; below it they share words and differ in what is done.
_SAME_ACTION = 0.86
# The same words in another order; short texts share most of their words by chance.
_SAME_WORDS = 0.8
_MIN_WORDS = 5


class Origin(StrEnum):
    """Where an action comes from; earlier ones win where two tell the same."""

    RENCANA = "rencana"
    TINDAK_LANJUT = "tindak_lanjut"
    KENDALA = "kendala"
    LKE = "lke"
    LIPUTAN = "liputan"
    BAKU = "baku"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action of the plan.

    Attributes:
        code: LKE code of an indicator, a sub-area or an area; empty if nobody can tell.
        langkah: what is to be done.
        bukti: the evidence, piece by piece.
        target: when, as it is printed; `months` the months meant.
        origin: the first source; `notes` say of each what it was, one sentence a source.
        komponen, indikator: as an earlier plan had them, for rows whose code is no indicator.
        points: what the next better answer adds, in points; 0 if nothing is known of it.
    """

    code: str
    langkah: Pieces
    bukti: tuple[Pieces, ...]
    target: Pieces
    months: tuple[int, ...]
    origin: Origin
    notes: tuple[str, ...]
    komponen: str = ""
    indikator: Pieces = ()
    points: float = 0.0

    @property
    def text(self) -> str:
        """What is to be done, as it reads."""
        return shown(self.langkah)


def months_text(months: Sequence[int], year: int) -> str:
    """Return months as a plan prints them: `Maret, Juni, dan September 2027`."""
    names = [MONTHS[month - 1].capitalize() for month in months]
    if len(names) == 12:
        return f"Januari sampai dengan Desember {year}"
    if len(names) > 2:
        return f"{', '.join(names[:-1])}, dan {names[-1]} {year}"
    return f"{' dan '.join(names)} {year}"


class RowCollector:
    """Gathers rows so that no action stands twice.

    Args:
        lke: the form.
        rules: what is proposed.
        year: the year to plan for.
    """

    def __init__(self, lke: Lke, rules: PlanRules, year: int) -> None:
        self._lke, self._rules, self._year = lke, rules, year
        self._rows: list[PlanRow] = []

    def add(self, row: PlanRow) -> None:
        """Add a row; where it tells what another one tells, its note is added to that one."""
        for index, other in enumerate(self._rows):
            if _is_same(row, other):
                self._rows[index] = replace(
                    other,
                    code=other.code or row.code,
                    notes=tuple(dict.fromkeys((*other.notes, *row.notes))),
                    points=max(other.points, row.points),
                )
                return
        self._rows.append(row)

    def add_gain(self, gain: Gain, note: str) -> None:
        """Add a weak indicator: to the action that is planned for it, else as an action of its own."""
        index = next((n for n, row in enumerate(self._rows) if row.code == gain.code), None)
        if index is None:
            self.add(self._proposed(gain.code, Origin.LKE, note, gain))
            return
        row = self._rows[index]
        self._rows[index] = replace(
            row,
            langkah=self._aimed(row.langkah, gain.aim, marked=True),
            notes=(*row.notes, note),
            points=gain.points,
        )

    def add_uncovered(self, code: str, note: str) -> None:
        """Add an indicator that a report does not speak to, unless an action is planned for it."""
        if not any(row.code == code for row in self._rows):
            self.add(self._proposed(code, Origin.LIPUTAN, note))

    def fill_groups(self, note: str) -> None:
        """Give every sub-area without action the usual action of its first indicator."""
        for group in self._lke.groups:
            if not any(group_of(row.code) == group.code for row in self._rows):
                first = self._lke.indikator_of(group.code)[0]
                self._rows.append(self._proposed(first.code, Origin.BAKU, note))

    def _proposed(self, code: str, origin: Origin, note: str, gain: Gain | None = None) -> PlanRow:
        indikator = self._lke.indikator_by_code[code]
        usual = self._rules.action_for(indikator)
        langkah: Pieces = (Piece(usual.langkah),)
        aim = gain.aim if gain else ""
        return PlanRow(
            code=code,
            langkah=self._aimed(langkah, aim, marked=False),
            bukti=tuple((Piece(text),) for text in usual.bukti),
            target=(Piece(months_text(usual.months, self._year)),),
            months=usual.months,
            origin=origin,
            notes=(note,),
            points=gain.points if gain else 0.0,
        )

    def _aimed(self, langkah: Pieces, aim: str, *, marked: bool) -> Pieces:
        """Return an action with its aim behind it, unless it says so already."""
        text = shown(langkah)
        if not aim or fold(aim) in fold(text) or ratio(aim, text) >= _SAME_ACTION:
            return langkah
        link = f", {self._rules.content.kriteria.penghubung} {aim}"
        last = langkah[-1]
        trimmed = (*langkah[:-1], replace(last, text=last.text.rstrip(" .;")))
        return (*trimmed, *(changed(link) if marked else (Piece(link),)))

    def rows(self) -> tuple[PlanRow, ...]:
        """Return all rows: sub-areas in the order of the form, within them the largest gain first."""
        places = {code: n for n, code in enumerate(_codes(self._lke))}
        last = len(places)

        def rank(row: PlanRow) -> tuple[int, float, int, int]:
            group = group_of(row.code) or row.code
            own = places.get(row.code, last)
            return places.get(group, last), -row.points, own, min(row.months, default=13)

        return tuple(sorted(self._rows, key=rank))


def _codes(lke: Lke) -> Iterable[str]:
    """Yield all codes in the order of the form, nodes before what hangs on them."""
    for node in lke.nodes:
        yield node.code
        yield from (indikator.code for indikator in lke.indikator_of(node.code))


def _is_same(row: PlanRow, other: PlanRow) -> bool:
    """Whether two rows plan the same: the same words, or nearly, for the same part of the form.

    An earlier plan may name one action for two indicators or with other evidence: that is meant so.
    """
    if row.origin is other.origin and row.origin not in (Origin.TINDAK_LANJUT, Origin.KENDALA):
        same_proof = [shown(b) for b in row.bukti] == [shown(b) for b in other.bukti]
        return row.code == other.code and same_proof and fold(row.text) == fold(other.text)
    if row.code and other.code and group_of(row.code) != group_of(other.code):
        return fold(row.text) == fold(other.text)
    if ratio(row.text, other.text) >= _SAME_ACTION:
        return True
    mine, theirs = (frozenset(fold(r.text).split()) for r in (row, other))
    return min(len(mine), len(theirs)) >= _MIN_WORDS and overlap(mine, theirs) >= _SAME_WORDS


def official(lke: Lke, row: PlanRow) -> tuple[Pieces, Pieces]:
    """Return component and indicator as the table prints them.

    Official names where the code gives them, else those of an earlier plan, else questions; an area or
    sub-area that an action serves as a whole stands for the indicator.
    """
    group = lke.node_by_code.get(group_of(row.code) or row.code)
    komponen = plain(group.name if group else row.komponen) or asked("komponen")
    found: Indikator | None = lke.indikator_by_code.get(row.code)
    if found is not None:
        return komponen, plain(" ".join(found.name.split()))
    return komponen, row.indikator or plain(group.name if group else "") or asked("indikator LKE yang dituju")
