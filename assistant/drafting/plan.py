"""What this year's plan and last year's promises add to the draft: lines to report on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.drafting.elements import Run
from assistant.language.numbering import parse_marker
from assistant.language.renaming import find_replacements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.checking.format import Format
    from assistant.document import Block, Document
    from assistant.drafting.carry import Carrier, Sheet
    from assistant.reading.rencana import Action, Rencana

REPLACED_STYLE, REPLACED_COLOUR = "Diganti", "cyan"
# Shorter paragraphs in a plan of follow-ups are signatures, dates and the like.
_MIN_WORDS = 6
_CLOSING = re.compile(r"\s*demikian", re.IGNORECASE)


class Plan:
    """The actions of a rencana, sorted by the format's sections, with our office's name in them.

    Attributes:
        replaced: what was put for what, each once, in the order met.
    """

    def __init__(
        self, rencana: Rencana, document: Document | None, fmt: Format, satker: str | None, year: int
    ) -> None:
        identity = document.identity if document else None
        self._theirs = identity.satker if identity else None
        self._their_year = identity.year if identity else None
        self._ours, self._year = satker, year
        self.replaced: dict[str, str] = {}
        self._by_section: dict[str, list[Action]] = {}
        for action in rencana.actions:
            self._by_section.setdefault(section_of_action(action, fmt), []).append(action)

    def elements(self, section: str, sheet: Sheet) -> list[str]:
        """Return the table of the actions that belong to a section; empty if there are none."""
        actions = self._by_section.get(section, [])
        if not actions:
            return []
        writer = sheet.writer
        rows = []
        for number, action in enumerate(actions, start=1):
            result = sheet.ask("hasil pelaksanaan dan bukti dukungnya")
            rows.append(
                [
                    writer.run(Run(str(number))),
                    writer.runs(self._aim(action)),
                    writer.runs(self._marked("\n".join(action.bukti_fisik))),
                    writer.runs(self._marked(action.target_waktu.text)),
                    writer.run(result),
                ]
            )
        lead = writer.paragraph([Run(f"Pelaksanaan rencana aksi tahun {self._year}")], "Judul Kecil")
        header = [writer.run(Run(t)) for t in ("No", "Rencana aksi", "Bukti fisik", "Target waktu", "Hasil")]
        return [lead, writer.table(header, rows, widths=(8, 30, 22, 16, 24))]

    def _aim(self, action: Action) -> tuple[Run, ...]:
        """Return indicator and steps of an action; the indicator in italics above."""
        runs: list[Run] = []
        head = action.indikator or action.komponen
        if head and head != action.langkah_aksi:
            runs.extend(
                Run(r.text, italic=True, style=r.style, highlight=r.highlight) for r in self._marked(head)
            )
            runs.append(Run("\n"))
        runs.extend(self._marked(action.langkah_aksi))
        return tuple(runs)

    def _marked(self, text: str) -> tuple[Run, ...]:
        """Return a plan's text with the other office's name and another year replaced, both marked."""
        changes = (
            list(find_replacements(text, self._theirs, self._ours)) if self._theirs and self._ours else []
        )
        spans = [(c.start, c.end, c.replacement) for c in changes]
        if self._their_year and self._their_year != self._year:
            spans += [
                (m.start(), m.end(), str(self._year))
                for m in re.finditer(rf"(?<!\d){self._their_year}(?!\d)", text)
            ]
        runs: list[Run] = []
        position = 0
        for start, end, replacement in sorted(spans):
            self.replaced.setdefault(" ".join(text[start:end].split()), replacement)
            runs.append(Run(text[position:start]))
            runs.append(Run(replacement, style=REPLACED_STYLE, highlight=REPLACED_COLOUR))
            position = end
        runs.append(Run(text[position:]))
        return tuple(run for run in runs if run.text)


def section_of_action(action: Action, fmt: Format) -> str:
    """Return the format's section that an action is reported in; the one above all areas without an area."""
    code = action.code or action.area or ""
    best, length = "", -1
    for section in fmt.bagian:
        for area in section.area:
            if (code == area or code.startswith(area + ".")) and len(area) > length:
                best, length = section.id, len(area)
    return best or next((s.id for s in fmt.bagian if s.area), fmt.bagian[0].id)


def follow_ups(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[Block | None, Block]], list[Block]]:
    """Return introduction, promises (group and block) and closing of a plan of follow-ups.

    A promise is a list item, a row of a table, or a full paragraph below a heading or after the first list; a
    line that only leads into a list (it ends with a colon) is none.
    """
    intro: list[Block] = []
    promises: list[tuple[Block | None, Block]] = []
    closing: list[Block] = []
    group: Block | None = None
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
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


def follow_up_elements(
    blocks: Sequence[Block], carrier: Carrier, sheet: Sheet, report_year: int
) -> list[str]:
    """Return last year's promises as a table to report on, then the place of this year's plan."""
    writer, year = sheet.writer, sheet.year
    intro, promises, closing = follow_ups(blocks)
    elements = carrier.section(intro, 2)
    if promises:
        header = [
            writer.run(Run(t))
            for t in ("No", f"Rencana pada laporan {report_year}", f"Realisasi tahun {year}")
        ]
        rows = []
        last: Block | None = None
        for number, (group, block) in enumerate(promises, start=1):
            text = list(carrier.runs(block, carrier.after_marker(block)))
            if group is not None and group is not last:
                head = [replace(run, italic=True) for run in carrier.runs(group, plain=True)]
                text = [*head, Run("\n"), *text]
            last = group
            rows.append(
                [
                    writer.run(Run(str(number))),
                    writer.runs(text),
                    writer.run(sheet.ask("realisasi dan bukti dukung")),
                ]
            )
        elements.append(
            writer.paragraph(
                [Run(f"Realisasi rencana tindak lanjut laporan tahun {report_year}")], "Judul Kecil"
            )
        )
        elements.append(writer.table(header, rows, widths=(8, 54, 38)))
    elements.append(writer.paragraph([Run(f"Rencana tindak lanjut tahun {year + 1}")], "Judul Kecil"))
    elements.append(
        writer.paragraph([Run("1.\t"), sheet.ask(f"rencana tindak lanjut tahun {year + 1}")], "Butir 1")
    )
    elements.extend(carrier.section(closing, 2))
    return elements
