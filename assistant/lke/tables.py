"""The answers of an LKE that is printed in a report: tables of any width, over any number of pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from assistant.document import BlockKind
from assistant.language.numbering import parse_marker
from assistant.lke.answer_values import AnswerValue, parse_answer
from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.form_lines import PrintedLine, align, form_lines
from assistant.lke.model import Answer, Peran
from assistant.lke.scanned_answers import read_scanned_answers
from assistant.lke.scoring import share_of
from assistant.lke.table_columns import Column, Columns, find_columns, infer_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.document import Block, Document, Table
    from assistant.lke.model import Indikator, Lke, Rincian

# Header rows that a reader took for rows stand at the top.
_HEADER_WITHIN = 6
# Fewer lines than this that fit the form are a coincidence: a report's own tables name areas of change.
_MIN_LINES = 5
# The form has 198 lines; several copies and torn rows make some thousand. More are no LKE.
_MAX_ROWS = 5_000
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_CHOICES = {answer.value.lower().replace(" ", ""): answer.value for answer in Answer}


@dataclass
class _Row:
    """A row of a table by roles; rows that only go on with the one above are added to it."""

    printed: PrintedLine
    cells: dict[Column, str]
    links: list[str] = field(default_factory=list)
    page: int | None = None
    line: int | None = None

    def extend(self, other: _Row) -> None:
        """Add what a row without name and number goes on with."""
        for role, text in other.cells.items():
            self.cells[role] = f"{self.cells.get(role, '')}\n{text}".strip() if text else self.cells[role]
        self.links += other.links


def read_answers(document: Document, lke: Lke) -> tuple[LkeAnswer, ...]:
    """Return the answers of the LKE that a document contains, in the order of the form.

    Args:
        document: a report with its LKE as a table (or as several), or an LKE by itself.
        lke: the form.

    Returns:
        One answer for each question whose row was found; empty if the document contains no LKE.
    """
    lines = form_lines(lke)
    rows = list(islice(_rows(document), _MAX_ROWS))
    found = align([row.printed for row in rows], lines)
    if sum(lines[at].indikator is not None for at in found.values()) < _MIN_LINES:
        return read_scanned_answers(document, lke)
    by_row = {lines[at].row: rows[index] for index, at in found.items()}
    answers: list[LkeAnswer] = []
    for indikator in lke.daftar_indikator:
        own = by_row.get(indikator.row)
        counts = [(rincian, by_row[rincian.row]) for rincian in indikator.rincian if rincian.row in by_row]
        if own is not None or counts:
            answers.append(_answer(indikator, own, counts))
    return tuple(answers)


# --- rows of tables


def _rows(document: Document) -> Iterator[_Row]:
    """Yield the rows of all tables that have an LKE's columns, in order."""
    blocks = {(b.table, b.row): b for b in document.blocks if b.kind is BlockKind.TABLE_ROW}
    links: dict[str, list[str]] = {}
    for link in document.links:
        if link.block is not None:
            links.setdefault(link.block, []).append(link.url)
    previous: tuple[int, Columns] | None = None
    for table in document.tables:
        columns = _columns_of(table, previous)
        if columns is None:
            continue
        previous = (_width(table), columns)
        last: _Row | None = None
        for index, cells in enumerate(table.rows):
            if find_columns(cells) is not None:
                continue  # titles repeated on a new page
            block = blocks.get((table.id, index))
            row = _row(cells, columns, block, links.get(block.id, []) if block else [])
            if last is not None and not row.printed.name and not row.printed.number:
                last.extend(row)
                continue
            last = row
            yield row


def _columns_of(table: Table, previous: tuple[int, Columns] | None) -> Columns | None:
    """Return a table's columns: by its titles, by those of the table it continues, or by its content."""
    for titles in (table.header, *table.rows[:_HEADER_WITHIN]):
        columns = find_columns(titles)
        if columns is not None:
            return columns
    if previous is not None and previous[0] == _width(table):
        return previous[1]
    return infer_columns(table.rows)


def _width(table: Table) -> int:
    return max((len(row) for row in (table.header, *table.rows)), default=0)


def _row(cells: Sequence[str], columns: Columns, block: Block | None, links: Sequence[str]) -> _Row:
    by_role = {role: columns.cell(cells, role) for role in columns.roles}
    where = block.location if block else None
    return _Row(
        printed_line(cells, columns),
        by_role,
        list(links),
        where.page if where else None,
        where.line if where else None,
    )


def printed_line(cells: Sequence[str], columns: Columns) -> PrintedLine:
    """Return how a row names itself: its number and name, and the kind of answer that it asks for."""
    number, name = _label([cells[c].strip() for c in columns.label if c < len(cells)])
    choices = "".join(columns.cell(cells, Column.PILIHAN).lower().split())
    return PrintedLine(number, name, _CHOICES.get(choices, ""))


def _label(cells: Sequence[str]) -> tuple[str, str]:
    """Return number and name of a row from the columns before its answer.

    Where names of areas run down in merged columns, the row's own name is the one furthest right.
    """
    filled = [" ".join(cell.split()) for cell in cells if cell]
    if not filled:
        return "", ""
    name = filled[-1]
    marker = parse_marker(name)
    if marker is not None:
        rest = name[marker.end :].strip()
        return marker.text, rest
    if _is_number(name):
        return name, ""
    number = filled[-2] if len(filled) > 1 and _is_number(filled[-2]) else ""
    return number, name


def _is_number(text: str) -> bool:
    marker = parse_marker(text)
    if marker is not None:
        return not text[marker.end :].strip()
    return bool(re.fullmatch(r"\(?[ivxIVX1-9a-zA-Z]{1,4}[.)]?", text))


# --- answers


def _answer(indikator: Indikator, own: _Row | None, counts: Sequence[tuple[Rincian, _Row]]) -> LkeAnswer:
    """Return the answer to one question from its row and those of its counts; at least one is there."""
    # a percentage may stand beside the question or on a line of its own among the counts
    places = [row for rincian, row in counts if rincian.peran is Peran.PERSENTASE]
    rows = [row for _, row in counts]
    if own is not None:
        places.insert(0, own)
        rows.insert(0, own)
    raw, answer = _first(places, Column.JAWABAN, indikator.answer)
    typed = tuple(_count(rincian, row) for rincian, row in counts)
    if answer is None and indikator.rumus is not None:
        answer = share_of(indikator, typed)  # a formula that was never computed leaves the counts to tell
    tpi_raw, tpi = _first(places, Column.JAWABAN_TPI, indikator.answer)
    evidence = _joined(rows, Column.BUKTI)
    links = dict.fromkeys(url for r in rows for url in (*_written(r), *r.links))
    return LkeAnswer(
        code=indikator.code,
        answer=answer,
        raw=raw,
        note=_joined(rows, Column.CATATAN),
        evidence=evidence,
        links=tuple(links),
        tpi_answer=tpi,
        tpi_raw=tpi_raw,
        tpi_note=_joined(rows, Column.CATATAN_TPI),
        counts=typed,
        page=rows[0].page,
        line=rows[0].line,
    )


def _first(rows: Sequence[_Row], role: Column, kind: Answer) -> tuple[str, AnswerValue]:
    """Return the first cell that holds a legible answer, with it; else the first that is not empty."""
    texts = [text for row in rows if (text := row.cells.get(role, ""))]
    for text in texts:
        value = parse_answer(text, kind)
        if value is not None:
            return text, value
    return (texts[0] if texts else ""), None


def _joined(rows: Sequence[_Row], role: Column) -> str:
    return "\n".join(dict.fromkeys(text for row in rows if (text := row.cells.get(role, ""))))


def _written(row: _Row) -> list[str]:
    """Return the addresses written in a row's notes and evidence; those behind the text come with the row."""
    if row.links:
        return []
    text = "\n".join(row.cells.get(role, "") for role in (Column.CATATAN, Column.BUKTI))
    return [url.rstrip(".,;)") for url in _URL.findall(text)]


def _count(rincian: Rincian, row: _Row) -> LkeCount:
    raw, tpi_raw = row.cells.get(Column.JAWABAN, ""), row.cells.get(Column.JAWABAN_TPI, "")
    number, tpi = (_number(text, rincian.answer) for text in (raw, tpi_raw))
    return LkeCount(rincian.row, rincian.name, number, raw, row.cells.get(Column.CATATAN, ""), tpi)


def _number(text: str, kind: Answer) -> float | None:
    value = parse_answer(text, kind)
    return value if isinstance(value, float) else None
