"""What this year's plan and last year's promises add to the draft: lines to report on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Protocol

from assistant.document import BlockKind
from assistant.drafting.elements import Run
from assistant.drafting.lke_tables import section_of
from assistant.language.numbering import parse_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.checking.format import Format
    from assistant.document import Block, Document
    from assistant.drafting.additions import Addition
    from assistant.drafting.carry import Carrier
    from assistant.drafting.sheet import Sheet
    from assistant.reading.rencana import Action, Rencana

REPLACED_STYLE, REPLACED_COLOUR = "Diganti", "cyan"
# Shorter paragraphs in a plan of follow-ups are signatures, dates and the like.
_MIN_WORDS = 6
_CLOSING = re.compile(r"\s*demikian", re.IGNORECASE)


class Change(Protocol):
    """What a stretch of another office's text becomes for ours; None where a person has to say."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def replacement(self) -> str | None:
        """The new text."""


# Tells what changes in a text of the plan's office for ours.
Rename = Callable[[str], "Sequence[Change]"]


class Plan:
    """The actions of a rencana, sorted by the format's sections, with our office's name in them.

    Args:
        rename: tells what changes in a text of another office's plan; None for a plan of our own.

    Attributes:
        replaced: what was put for what, each once, in the order met.
    """

    def __init__(
        self,
        rencana: Rencana,
        document: Document | None,
        fmt: Format,
        year: int,
        rename: Rename | None = None,
    ) -> None:
        self._their_year = document.identity.year if document else None
        self._year, self._rename = year, rename
        self._asked: Counter[int] = Counter()
        self.replaced: dict[str, str] = {}
        self._titles = {part.id: part.judul for part in fmt.bagian}
        # With the place of each action in the plan, which names the field of its result.
        self._by_section: dict[str, list[tuple[int, Action]]] = {}
        for place, action in enumerate(rencana.actions, start=1):
            self._by_section.setdefault(section_of_action(action, fmt), []).append((place, action))

    def additions(self) -> dict[str, list[Addition]]:
        """Return for each section the table of the actions that belong to it."""
        return {section: [partial(self._write, section)] for section in self._by_section}

    def _write(self, section: str, sheet: Sheet) -> list[str]:
        writer = sheet.writer
        rows = []
        for number, (place, action) in enumerate(self._by_section[section], start=1):
            result = sheet.ask("hasil dan bukti dukung", key=f"aksi{place}_hasil")
            rows.append(
                [
                    writer.run(Run(str(number))),
                    writer.runs(self._aim(action, place, sheet)),
                    writer.runs(self._marked("\n".join(action.bukti_fisik), place, sheet)),
                    writer.runs(self._marked(action.target_waktu.text, place, sheet)),
                    writer.run(result),
                ]
            )
        title = f"Pelaksanaan Rencana Aksi {self._titles[section]} Tahun {self._year}"
        header = ("No", "Rencana aksi", "Bukti fisik", "Target waktu", "Hasil")
        return sheet.titled_table(title, header, rows, (7, 31, 22, 16, 24))

    def _aim(self, action: Action, place: int, sheet: Sheet) -> tuple[Run, ...]:
        """Return indicator and steps of an action; the indicator in italics above."""
        runs: list[Run] = []
        head = action.indikator or action.komponen
        if head and head != action.langkah_aksi:
            runs.extend(replace(run, italic=True) for run in self._marked(head, place, sheet))
            runs.append(Run("\n"))
        runs.extend(self._marked(action.langkah_aksi, place, sheet))
        return tuple(runs)

    def _marked(self, text: str, place: int, sheet: Sheet) -> tuple[Run, ...]:
        """Return a plan's text with the other office's name and another year replaced, both marked."""
        changes = self._rename(text) if self._rename else ()
        spans = [(c.start, c.end, c.replacement) for c in changes]
        if self._their_year and self._their_year != self._year:
            spans += [
                (m.start(), m.end(), str(self._year))
                for m in re.finditer(rf"(?<!\d){self._their_year}(?!\d)", text)
                if all(m.end() <= c.start or c.end <= m.start() for c in changes)
            ]
        runs: list[Run] = []
        position = 0
        for start, end, new in sorted(spans, key=lambda span: span[0]):
            runs.append(Run(text[position:start]))
            runs.append(self._changed(text[start:end], new, place, sheet))
            position = end
        runs.append(Run(text[position:]))
        return tuple(run for run in runs if run.text)

    def _changed(self, old: str, new: str | None, place: int, sheet: Sheet) -> Run:
        """Return the run for a changed stretch: marked and noted, or a field where nobody knows our words."""
        shown = " ".join(old.split())
        if new is None:
            self._asked[place] += 1
            key = f"aksi{place}_satker{self._asked[place]}"
            return sheet.ask(f"sesuaikan dengan satker sendiri: {shown}", key=key)
        self.replaced.setdefault(shown, new)
        return Run(new, style=REPLACED_STYLE, highlight=REPLACED_COLOUR)


def section_of_action(action: Action, fmt: Format) -> str:
    """Return the format's section that an action is reported in; the one above all areas without an area."""
    found = section_of(action.code or action.area or "", fmt)
    return found or next((s.id for s in fmt.bagian if s.area), fmt.bagian[0].id)


def follow_ups(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[Block | None, Block]], list[Block]]:
    """Return introduction, promises (group and block) and closing of a plan of follow-ups.

    A promise is a list item, a row of a table, or a full paragraph below a heading or after the first list; a
    line that only leads into a list (it ends with a colon) is none.
    """
    intro: list[Block] = []
    promises: list[tuple[Block | None, Block]] = []
    closing: list[Block] = []
    group: Block | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind is BlockKind.HEADING or _heads_list(block, following):
            group = block
        elif block.kind is BlockKind.LIST_ITEM or (
            block.kind is BlockKind.TABLE_ROW and (block.row or 0) >= 0
        ):
            promises.append((group, block))
        elif block.kind is BlockKind.PARAGRAPH:
            if _CLOSING.match(block.text):
                closing.append(block)
            elif group is None and not promises:
                intro.append(block)
            elif not block.text.rstrip().endswith(":") and len(block.text.split()) >= _MIN_WORDS:
                promises.append((group, block))
    return intro, promises, closing


def _heads_list(block: Block, following: Block | None) -> bool:
    """Whether a list item only heads the items below it: those begin to count anew in another style."""
    if following is None or not (block.kind is following.kind is BlockKind.LIST_ITEM):
        return False
    own, below = parse_marker(block.marker), parse_marker(following.marker)
    if own is None or below is None or own.is_bullet or own.style == below.style:
        return False
    return below.is_bullet or below.value == 1


def follow_up_table(
    promises: Sequence[tuple[Block | None, Block]], carrier: Carrier, report_year: int, sheet: Sheet
) -> list[str]:
    """Return last year's promises as a table to report on, each below the heading of its group."""
    writer = sheet.writer
    rows = []
    last: Block | None = None
    for number, (group, block) in enumerate(promises, start=1):
        text = list(carrier.runs(block, carrier.after_marker(block)))
        if group is not None and group is not last:
            head = [replace(run, italic=True) for run in carrier.runs(group, plain=True)]
            text = [*head, Run("\n"), *text]
        last = group
        result = sheet.ask("realisasi dan bukti dukung", key=f"{block.id}_realisasi")
        rows.append([writer.run(Run(str(number))), writer.runs(text), writer.run(result)])
    header = ("No", f"Rencana pada laporan {report_year}", f"Realisasi tahun {sheet.year}")
    title = f"Realisasi Rencana Tindak Lanjut Laporan Tahun {report_year}"
    return sheet.titled_table(title, header, rows, (7, 55, 38))
