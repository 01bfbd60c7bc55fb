"""Last year's text in next year's draft: every block carried, rolled or marked, with its provenance."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.drafting.candidates import locate_cells
from assistant.drafting.elements import Run, join_runs
from assistant.drafting.foreign import foreign_facts, is_foreign
from assistant.drafting.model import Fact, FactKind, Fate
from assistant.drafting.sheet import chapter_of
from assistant.language.clean import fold
from assistant.language.numbering import Closing, Kind, parse_marker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from assistant.document import Block, Document, Figure
    from assistant.drafting.sheet import Sheet

_LABEL = re.compile(
    r"^\s*(?:tabel|gambar|grafik|bagan|foto)\b[\s.:]*(?:[IVX\d]+(?:[.\-]\d+)*[a-z]?)?\s*[.:\-–]*\s*",
    re.IGNORECASE,
)
# The heading level that prints a marker of this shape; the format's own headings use the first four.
_LEVEL_OF_MARKER = {
    (Kind.UPPER, Closing.DOT): 2,
    (Kind.ROMAN, Closing.DOT): 3,
    (Kind.DIGIT, Closing.DOT): 4,
    (Kind.LOWER, Closing.DOT): 5,
    (Kind.DIGIT, Closing.PAREN): 6,
}
_DEEPEST = 6
# A header with a single row is a form or a frame, not a table that a list of tables names.
_MIN_TITLED_ROWS = 2
# The annex is not part of the report's own numbering: what hangs there has its own titles.
_ANNEX_CHAPTER = "L."


class Carrier:
    """Carries blocks of one document into a draft."""

    def __init__(self, document: Document, facts: Iterable[Fact], sheet: Sheet) -> None:
        self._document = document
        self._sheet = sheet
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        self._keys: dict[tuple[str, int], str] = {}
        for fact in foreign_facts(document, tuple(facts)):
            same = sum(other.kind is fact.kind for other in self._facts[fact.block]) + 1
            self._facts[fact.block].append(fact)
            self._keys[fact.block, fact.start] = f"{fact.block}_{sheet.parts.kind_name(fact.kind)}{same}"
        self._figure_of = {f.block: f for f in document.figures if f.block}
        # With its place among all figures, which names the field of its caption.
        self._uncaptioned_in: dict[str | None, list[tuple[int, Figure]]] = defaultdict(list)
        for number, figure in enumerate(document.figures, start=1):
            if figure.block is None:
                self._uncaptioned_in[figure.section].append((number, figure))
        self._bare_figures: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
        self._table_captions = {fold(table.caption) for table in document.tables if table.caption}
        self._labels: dict[str, str | None] = {}
        self._doubts: set[str] = set()
        self._untitled = {
            table.id
            for table in document.tables
            if not table.caption and table.header and len(table.rows) >= _MIN_TITLED_ROWS
        }

    def number_captions(
        self,
        sections: Iterable[tuple[str, Sequence[Block]]],
        owner: Callable[[str], str | None],
        added: Mapping[str, int] | None = None,
    ) -> None:
        """Learn the order of the draft before it is written.

        Every caption that will be carried gets its new label, so that references to it can follow; pictures
        without caption are put at the end of the section they stand in.

        Args:
            sections: id in the format and blocks, in the order of the draft.
            owner: gives the section of the format that a block stands in.
            added: how many tables of the draft's own follow the carried text of a section.
        """
        for section in self._document.sections:
            self._bare_figures[owner(section.block) or ""] += self._uncaptioned_in[section.id]
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for section_id, blocks in sections:
            chapter = chapter_of(section_id)
            for block in blocks:
                kind = self._caption_kind(block)
                if self._opens_untitled(block, section_id):
                    counts["Tabel", chapter] += 1
                elif kind is not None:
                    counts[kind, chapter] += 1
                    self._learn_label(block, kind, f"{chapter}{counts[kind, chapter]}")
            counts["Gambar", chapter] += len(self._bare_figures[section_id])
            counts["Tabel", chapter] += (added or {}).get(section_id, 0)

    def _learn_label(self, block: Block, kind: str, number: str) -> None:
        old = re.match(r"\s*(\w+)\s+([\d.]*\d)", block.text)
        if old:
            label = f"{kind} {old.group(2)}".lower()
            # Two captions with one number: nobody knows which of them is meant.
            self._labels[label] = None if label in self._labels else f"{kind} {number}"

    def _opens_untitled(self, block: Block, section_id: str) -> bool:
        """Whether a block is the header of a table that gets a title, as the report's others have one."""
        numbered = chapter_of(section_id) not in ("", _ANNEX_CHAPTER)
        return numbered and block.table in self._untitled and block.row == -1

    def _caption_kind(self, block: Block) -> str | None:
        if block.kind is not BlockKind.CAPTION:
            return None
        if block.id in self._figure_of:
            return "Gambar"
        is_table = (
            re.match(r"\s*tabel\b", block.text, re.IGNORECASE) or fold(block.text) in self._table_captions
        )
        return "Tabel" if is_table else "Gambar"

    def section(self, blocks: Sequence[Block], level: int) -> list[str]:
        """Return a section's blocks as elements; `level` is that of the section's own heading."""
        elements: list[str] = []
        shapes: list[tuple[object, object]] = []
        done: set[str] = set()
        for index, block in enumerate(blocks):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if block.kind is not BlockKind.LIST_ITEM and block.kind is not BlockKind.CAPTION:
                shapes.clear()
            if block.kind is BlockKind.HEADING:
                elements.append(self._heading(block, level))
            elif block.kind is BlockKind.LIST_ITEM:
                elements.append(self._item(block, shapes))
            elif block.id in done:
                continue
            elif block.kind is BlockKind.CAPTION:
                above = following is not None and following.kind is BlockKind.TABLE_ROW
                elements.append(self._caption(block, above=above))
            elif block.kind is BlockKind.TABLE_ROW and block.table:
                if block.table not in done:
                    done.add(block.table)
                    elements += self._title(block, blocks[index:], done)
                    elements.append(self._table([b for b in blocks if b.table == block.table], block.table))
            elif block.kind is not BlockKind.NOISE:
                elements.append(self._paragraph(block))
        return elements + self._uncaptioned()

    def _heading(self, block: Block, level: int) -> str:
        marker = parse_marker(block.marker) if block.marker else None
        start = self.after_marker(block)
        runs = self.runs(block, start, plain=True)
        wanted = _LEVEL_OF_MARKER.get((marker.style.kind, marker.style.closing)) if marker else None
        if wanted is None or wanted <= level:
            wanted = level + 1 if marker and not marker.is_bullet else None
        if wanted is None or wanted > _DEEPEST:
            shown = (Run(f"{block.marker} "), *runs) if block.marker else runs
            return self._noted(block, shown, "Judul Kecil")
        if wanted == 1:
            runs = (Run("\n"), *runs)  # the title stands below `BAB I`
        return self._noted(block, runs, f"Heading {wanted}")

    def _item(self, block: Block, shapes: list[tuple[object, object]]) -> str:
        marker = parse_marker(block.marker) if block.marker else None
        shape: tuple[object, object] = (marker.style.kind, marker.style.closing) if marker else ("", "")
        if shape in shapes:
            del shapes[shapes.index(shape) + 1 :]
        else:
            shapes.append(shape)
        runs = self.runs(block, self.after_marker(block))
        level = min(len(shapes), 3)
        return self._noted(block, (Run(f"{block.marker or '•'}\t"), *runs), f"Butir {level}")

    def _paragraph(self, block: Block) -> str:
        return self._noted(block, self.runs(block), "Isi Laporan")

    def after_marker(self, block: Block) -> int:
        """Return the offset of the text behind a block's marker and the blanks that follow it."""
        text = block.text
        start = len(text) - len(text.lstrip())
        if block.marker and text.startswith(block.marker, start):
            start += len(block.marker)
            start += len(text[start:]) - len(text[start:].lstrip())
        return start

    def _noted(self, block: Block, runs: Sequence[Run], style: str) -> str:
        name = self._sheet.origin(block.id, lambda: self._provenance(block))
        return self._sheet.writer.paragraph(runs, style, bookmark=name)

    def _provenance(self, block: Block) -> str:
        """Return where a block comes from and why parts of it are marked."""
        year = self._document.identity.year
        where = block.location
        parts = [f"dari {self._document.source.name}" if year is None else f"dari laporan {year}"]
        if where.page is not None:
            parts.append(f"halaman {where.page}")
        if where.line is not None:
            last = where.line_end or where.line
            parts.append(f"baris {where.line}" if last == where.line else f"baris {where.line}–{last}")
        lines = [", ".join(parts)]
        for fact in self._facts[block.id]:
            if fact.action is not Fate.KEEP:
                verb = {Fate.ASK: "ditandai", Fate.ROLL: "diperbarui"}[fact.action]
                lines.append(f"{verb}: {fact.before} ({fact.why})" if fact.why else f"{verb}: {fact.before}")
        return "\n".join(lines)

    def runs(
        self,
        block: Block,
        start: int = 0,
        end: int | None = None,
        *,
        plain: bool = False,
        columns: int = 0,
    ) -> tuple[Run, ...]:
        """Return a stretch of a block with its facts rolled, marked or kept, and its bold and italic.

        Args:
            block: the block.
            start: offset of the stretch.
            end: where it ends; None for the end of the text.
            plain: leave bold and italic away.
            columns: how many cells share the width with it, for a table.
        """
        stop = len(block.text) if end is None else end
        runs: list[Run] = []
        position = start
        for fact in self._facts[block.id]:
            if fact.end <= position or fact.start >= stop:
                continue
            begin = max(fact.start, position)
            runs.extend(self._set(block, position, begin, plain=plain))
            runs.append(self._fact(fact, columns))
            position = fact.end
        if position < stop:
            runs.extend(self._set(block, position, stop, plain=plain))
        return join_runs(runs)

    def _fact(self, fact: Fact, columns: int) -> Run:
        if fact.action is Fate.ROLL and fact.after is not None:
            return Run(fact.after)
        if fact.action is Fate.KEEP and fact.kind is FactKind.FIGURE:
            label = " ".join(fact.text.split())
            new = self._labels.get(label.lower())
            if new:
                return Run(new)
            return self._sheet.ask("nomor gambar atau tabel yang dirujuk", label, key=self._key(fact))
        if fact.action is Fate.KEEP:
            return self._doubted(fact) if fact.doubtful else Run(fact.text)
        prompt = self._sheet.rules.prompt(fact.kind, self._sheet.year)
        if fact.kind is FactKind.IDENTIFIER and is_foreign(fact):
            prompt = self._sheet.parts.pertanyaan_satker
        return self._sheet.ask(prompt, fact.before, key=self._key(fact), columns=columns)

    def _key(self, fact: Fact) -> str:
        """Return what names a fact's field within its section: its block, kind and place in the block."""
        return self._keys[fact.block, fact.start]

    def _doubted(self, fact: Fact) -> Run:
        """Return a kept text with a comment on what is doubtful about it."""
        place = f"{fact.block}_{fact.start}"
        if place in self._doubts:  # the text stands again elsewhere, and a bookmark's name only once
            return Run(fact.text)
        self._doubts.add(place)
        return Run(fact.text, bookmark=self._sheet.origin(place, lambda: f"periksa: {fact.why}"))

    def _set(self, block: Block, start: int, end: int, *, plain: bool) -> list[Run]:
        """Return plain text as runs that are bold and italic where the source is."""
        if plain or not (block.bold or block.italic):
            return [Run(block.text[start:end])]
        cuts = {start, end}
        for a, b in (*block.bold, *block.italic):
            cuts.update(c for c in (a, b) if start < c < end)
        edges = sorted(cuts)
        return [
            Run(block.text[a:b], bold=_inside(a, block.bold), italic=_inside(a, block.italic))
            for a, b in pairwise(edges)
        ]

    def _caption(self, block: Block, *, above: bool) -> str:
        kind = self._caption_kind(block) or "Gambar"
        figure = self._figure_of.get(block.id)
        label = _LABEL.match(block.text)
        start = label.end() if label else 0
        chapter, number = self._sheet.caption_number(kind)
        runs = self.runs(block, start)
        name = self._sheet.origin(block.id, lambda: self._provenance(block))
        caption = self._sheet.writer.caption(kind, chapter, number, runs, above=above, bookmark=name)
        if kind == "Tabel":
            return caption
        size = (figure.width, figure.height) if figure else (None, None)
        return self._place_for_picture(size) + caption

    def _title(self, row: Block, blocks: Sequence[Block], done: set[str]) -> list[str]:
        """Return the title of the table that begins with `row`, where it does not stand above it already.

        Args:
            row: its first row.
            blocks: the row and what follows it; a title below the table is moved above.
            done: gets the id of a title that was moved.
        """
        sheet = self._sheet
        if self._opens_untitled(row, sheet.section):
            chapter, number = sheet.caption_number("Tabel")
            question = sheet.ask("judul tabel", key=f"{row.id}_judul")
            return [sheet.writer.caption("Tabel", chapter, number, [question], above=True)]
        below = next((i for i, block in enumerate(blocks) if block.table != row.table), len(blocks))
        caption, following = (*blocks[below : below + 2], None, None)[:2]
        table = self._document.table_by_id.get(row.table or "")
        if (
            table is None
            or caption is None
            or caption.kind is not BlockKind.CAPTION
            or fold(caption.text) != fold(table.caption)
            or (following is not None and following.kind is BlockKind.TABLE_ROW)
        ):
            return []
        done.add(caption.id)
        return [self._caption(caption, above=True)]

    def _place_for_picture(self, size: tuple[float | None, float | None]) -> str:
        return self._sheet.writer.picture_place(
            f"Tempat gambar: sisipkan foto tahun {self._sheet.year} di sini", size
        )

    def _uncaptioned(self) -> list[str]:
        """Return the pictures of the section in writing that bore no caption, each once."""
        elements = []
        for place, figure in self._bare_figures.pop(self._sheet.section, ()):
            chapter, number = self._sheet.caption_number("Gambar")
            prompt = self._sheet.rules.prompt(FactKind.FIGURE, self._sheet.year)
            question = self._sheet.ask(prompt, key=f"gambar{place}")
            caption = self._sheet.writer.caption("Gambar", chapter, number, [question])
            elements.append(self._place_for_picture((figure.width, figure.height)) + caption)
        return elements

    def _table(self, rows: Sequence[Block], table_id: str) -> str:
        table = self._document.table_by_id.get(table_id)
        if table is None:
            return "".join(self._paragraph(row) for row in rows)
        columns = len(table.header) or max((len(row) for row in table.rows), default=1)
        header: list[str] = list(map(str, [""] * len(table.header)))
        body: list[list[str]] = []
        for block in rows:
            index = block.row if block.row is not None else -1
            values = table.header if index < 0 else table.rows[index]
            cells = self._cells(block, values, columns)
            if index < 0:
                header = cells
            else:
                body.append(cells)
        return self._sheet.writer.table(header, body)

    def _cells(self, block: Block, values: tuple[str, ...], columns: int) -> list[str]:
        cells = [""] * len(values)
        located = locate_cells(block.text, values, ())
        if len(located) < sum(1 for value in values if value):
            # The row's text is not its cells in order; one cell with everything loses nothing.
            return [self._sheet.writer.runs(self.runs(block))]
        for cell in located:
            cells[cell.column] = self._sheet.writer.runs(
                self.runs(block, cell.start, cell.end, columns=columns)
            )
        return cells


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= offset < b for a, b in spans)
