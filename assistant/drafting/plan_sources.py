"""What next year's plan is made from: last year's plan, a report's promises and obstacles, the LKE."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.drafting.plan import follow_ups
from assistant.drafting.plan_rows import Origin, PlanRow, months_text
from assistant.drafting.plan_rules import StandardAction
from assistant.drafting.plan_texts import Piece, TextRoller, asked, plain, roll_target
from assistant.language.clean import fold
from assistant.language.dates import months_in
from assistant.language.numbering import split_marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.document import Block, Document, Table
    from assistant.drafting.plan_gains import Gain
    from assistant.drafting.plan_rules import ObstacleWords, PlanRules
    from assistant.lke.model import Lke
    from assistant.reading.rencana import Rencana

# A promise of fewer words names no action.
_MIN_WORDS = 3
_MAX_QUOTE = 160
_END = re.compile(r"[\s.;,]+$")


@dataclass(frozen=True)
class Report:
    """An earlier report as the plan needs it.

    Attributes:
        document: the report.
        promises: the blocks of its follow-up plan; `obstacles` those of its part on obstacles.
        code_of: gives the LKE code that a text speaks to best, by the id of its block; empty if none.
        uncovered: codes of the indicators that it does not speak to, in the order of the form.
    """

    document: Document
    promises: Sequence[Block]
    obstacles: Sequence[Block]
    code_of: Callable[[str, str], str]
    uncovered: Sequence[str] = ()


@dataclass(frozen=True)
class Proposals:
    """Turns what a source tells into rows.

    Attributes:
        lke, rules: the form, and what is proposed for its indicators.
        year: the year to plan for.
    """

    lke: Lke
    rules: PlanRules
    year: int

    def carried(self, rencana: Rencana, roller: TextRoller) -> Iterator[PlanRow]:
        """Yield the actions of an earlier plan, their year rolled and their months kept."""
        own = roller.document.identity.year
        texts: list[str] = []
        for action in rencana.actions:
            texts += [action.langkah_aksi, action.indikator, *action.bukti_fisik]
        rolled = iter(roller.roll(texts))
        for action in rencana.actions:
            langkah, indikator = next(rolled), next(rolled)
            bukti = tuple(next(rolled) for _ in action.bukti_fisik)
            usual = self._usual(action.code or "")
            target, months = action.target_waktu, action.target_waktu.months
            note = f"Dari rencana aksi {own or 'lama'}{_place(action.location.page, action.location.line)}."
            yield PlanRow(
                code=action.code or action.area or "",
                langkah=langkah,
                bukti=bukti or tuple(plain(text) for text in usual.bukti) or (asked("bukti fisik"),),
                target=roll_target(target.text, months, self.year) or self._target(usual),
                months=months or usual.months,
                origin=Origin.RENCANA,
                notes=(note,),
                komponen=action.komponen or action.group,
                indikator=indikator,
            )

    def promised(self, report: Report, roller: TextRoller) -> Iterator[PlanRow]:
        """Yield what a report promised to do."""
        blocks = [
            block for _, block in follow_ups(report.promises)[1] if block.kind is not BlockKind.TABLE_ROW
        ]
        told = [(block, _body(block)) for block in blocks]
        told += [(block, text) for block, text in _table_promises(report)]
        told = [(block, text) for block, text in told if len(text.split()) >= _MIN_WORDS]
        for (block, text), pieces in zip(told, roller.roll([t for _, t in told]), strict=True):
            code = report.code_of(block.id, text)
            usual = self._usual(code)
            months = self._months_named(text) or usual.months
            yield PlanRow(
                code=code,
                langkah=pieces,
                bukti=tuple(plain(b) for b in usual.bukti) or (asked("bukti fisik"),),
                target=plain(months_text(months, self.year)) if months else asked("target waktu"),
                months=months,
                origin=Origin.TINDAK_LANJUT,
                notes=(_from_report("Tindak lanjut yang dijanjikan laporan", report, block),),
            )

    def obstacles(self, report: Report, roller: TextRoller) -> Iterator[PlanRow]:
        """Yield an action for each obstacle that a report tells no result for."""
        words = self.rules.content.kendala
        open_ones = list(_open_obstacles(report, words))
        for (block, text), pieces in zip(open_ones, roller.roll([t for _, t in open_ones]), strict=True):
            frame = self.rules.obstacle_action("\0")
            before, _, after = frame.langkah.partition("\0")
            yield PlanRow(
                code=report.code_of(block.id, text),
                langkah=(*plain(before), *pieces, *plain(after)),
                bukti=tuple(plain(text) for text in frame.bukti),
                target=self._target(frame),
                months=frame.months,
                origin=Origin.KENDALA,
                notes=(_from_report("Kendala yang belum selesai menurut laporan", report, block),),
            )

    def gain_note(self, gain: Gain, place: int, total: int) -> str:
        """Return what a weak indicator would gain, as a sentence."""
        indikator = self.lke.indikator_by_code[gain.code]
        now = f"jawaban {gain.answer}" if gain.answer else "belum dijawab"
        points = f"{gain.points:.2f}".replace(".", ",")
        if not gain.better:
            rank = f"prioritas {place} dari {total}"
            return f"LKE {gain.code}: {now}; nilai penuh menambah {points} poin ({rank})."
        criterion = f" Kriteria {gain.better}: {gain.criterion}" if gain.criterion else ""
        step = f"jawaban {gain.better} menambah {points} poin (prioritas {place} dari {total})"
        best = indikator.criteria[0] if indikator.criteria else ("", "")
        top = f" Kriteria {best[0]}: {' '.join(best[1].split())}" if best[0] != gain.better else ""
        return f"LKE {gain.code}: {now}; {step}.{criterion}{top}"

    def _usual(self, code: str) -> StandardAction:
        """Return the usual action for an indicator, or the first of a sub-area; an empty one for no code."""
        found = self.lke.indikator_by_code.get(code)
        if found is None and self.lke.indikator_of(code):
            found = self.lke.indikator_of(code)[0]
        return self.rules.action_for(found) if found else StandardAction("", (), ())

    def _target(self, usual: StandardAction) -> tuple[Piece, ...]:
        return plain(months_text(usual.months, self.year)) if usual.months else asked("target waktu")

    def _months_named(self, text: str) -> tuple[int, ...]:
        """Return the months that a promise names; none if it speaks of another year."""
        years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
        return months_in(text) if years <= {str(self.year)} else ()


def _body(block: Block) -> str:
    text = split_marker(block.text)[1] if block.kind is BlockKind.LIST_ITEM else block.text
    return _END.sub("", text).strip()


def _table_promises(report: Report) -> Iterator[tuple[Block, str]]:
    """Yield the promises of tables: of each row the longest cell, which tells what is to be done."""
    for block in report.promises:
        table = report.document.table_by_id.get(block.table or "")
        if table is not None and block.row is not None and block.row >= 0:
            yield block, _END.sub("", max(table.rows[block.row], key=len, default=""))


def _open_obstacles(report: Report, words: ObstacleWords) -> Iterator[tuple[Block, str]]:
    """Yield obstacles without result: rows whose other cell is empty or says so, items without remedy."""
    for block in report.obstacles:
        table = report.document.table_by_id.get(block.table or "")
        if table is not None and block.row is not None and block.row >= 0:
            text = _open_row(table, block.row, words)
        elif block.kind is BlockKind.LIST_ITEM and not _has(block.text, words.kolom_upaya):
            text = _body(block) if _has(block.text, words.terbuka) else ""
        else:
            text = ""
        if len(text.split()) >= _MIN_WORDS:
            yield block, text


def _open_row(table: Table, row: int, words: ObstacleWords) -> str:
    """Return the obstacle of a row if its cell of remedy or result is empty or says so; else empty."""
    cells = table.rows[row]
    obstacle = next((i for i, t in enumerate(table.header) if _has(t, words.kolom_kendala)), None)
    others = [i for i, t in enumerate(table.header) if i != obstacle and _has(t, words.kolom_upaya)]
    if obstacle is None or not others or obstacle >= len(cells):
        return ""
    last = cells[others[-1]] if others[-1] < len(cells) else ""
    is_open = not any(c.isalnum() for c in last) or _has(last, words.terbuka)
    return _END.sub("", " ".join(cells[obstacle].split())) if is_open else ""


def _has(text: str, words: Sequence[str]) -> bool:
    folded = f" {fold(text)} "
    return any(f" {fold(word)} " in folded for word in words)


def _from_report(what: str, report: Report, block: Block) -> str:
    year = report.document.identity.year
    quote = " ".join(block.text.split())
    quote = quote if len(quote) <= _MAX_QUOTE else quote[: _MAX_QUOTE - 3].rstrip() + "..."
    place = _place(block.location.page, block.location.line)
    return f'{what} {year or "lama"}{place}: "{quote}"'


def _place(page: int | None, line: int | None) -> str:
    if page is not None:
        return f" halaman {page}"
    return f" baris {line}" if line is not None else ""
