"""The actions of a plan written as a table: KOMPONEN, INDIKATOR, LANGKAH AKSI, BUKTI FISIK, TARGET WAKTU."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.document import Location
from assistant.language.clean import fold
from assistant.language.dates import MONTHS, month_number, months_in
from assistant.language.similarity import ratio
from assistant.reading.rencana_model import Action, TargetWaktu
from assistant.reading.rencana_words import rencana_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.document import Document, Table

# A column title with a letter misread is still that title.
_SAME_TITLE = 0.85
# The header stands in the first rows where the reader did not recognise it as one.
_HEADER_ROWS = 3
# A roman numeral or a letter numbers a group of actions; a digit numbers a component.
_GROUP_NUMBER = re.compile(r"[IVX]+\.?|[A-H]\.")
_LIST_MARKER = re.compile(r"(?:(?<=\s)|^)(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|[-•▪●–])\s+(?=\S)")
# The narrow column of deadlines tears long names of months (`Septem ber`).
_TORN_MONTH = re.compile("|".join(r"\s?".join(month) for month in MONTHS if len(month) > 5), re.IGNORECASE)
# Parts of an evidence list, parentheses aside: `;`, line ends before a capital, and commas.
_PARTS = re.compile(r";|,(?![^()]*\))(?!\d)|\n(?=\s*[A-Z])")


@dataclass(frozen=True)
class Columns:
    """Which column holds what; fields of `Action` by name, months by number (1 to 12)."""

    fields: Mapping[str, int]
    months: Mapping[int, int]

    @property
    def is_action_table(self) -> bool:
        """Whether these are the columns of an action table: what to do, and one thing more about it."""
        others = {"indikator", "bukti_fisik", "target_waktu", "komponen"} & self.fields.keys()
        return "langkah_aksi" in self.fields and (bool(others - {"komponen"}) or len(self.months) >= 3)


@dataclass
class _Carried:
    """What the rows above pass on: the group, and the cells of merged areas."""

    group: str = ""
    komponen: str = ""
    indikator: str = ""
    langkah_aksi: str = ""


def read_table_actions(document: Document) -> tuple[Action, ...]:
    """Return the actions of all action tables in order; empty if the plan has none."""
    rows_at = {(b.table, b.row): b.location for b in document.blocks if b.table is not None}
    actions: list[Action] = []
    columns: Columns | None = None
    width = 0
    carried = _Carried()
    for table in document.tables:
        own, first = find_columns(table)
        if own is not None:
            columns, width, carried = own, _width(table), _Carried()
        elif columns is None or _width(table) != width:
            columns = None  # a table of another kind between two parts ends the first
            continue
        # Otherwise the table goes on from the page before, without its header.
        for index in range(first, len(table.rows)):
            location = rows_at.get((table.id, index), Location(table.page))
            _read_row(table.rows[index], columns, carried, location, actions)
    return tuple(actions)


def plan_cells(document: Document) -> Iterator[tuple[str, int, Mapping[str, str]]]:
    """Yield table id, row index and cells by field of the rows of all action tables, as they are printed.

    Headers, rows of column numbers, and empty rows are left out; what a merged cell holds stands in its first
    row alone.
    """
    columns: Columns | None = None
    width = 0
    for table in document.tables:
        own, first = find_columns(table)
        if own is not None:
            columns, width = own, _width(table)
        elif columns is None or _width(table) != width:
            columns = None
            continue
        for index in range(first, len(table.rows)):
            row = table.rows[index]
            filled = [text.strip() for text in row if text.strip()]
            if filled and not _is_header(row, columns) and not _is_column_numbers(filled):
                yield table.id, index, {f: row[i].strip() for f, i in columns.fields.items() if i < len(row)}


def find_columns(table: Table) -> tuple[Columns | None, int]:
    """Return the columns of an action table and the index of its first row below the header.

    None for a table that is no action table. The header may be of two rows (`WAKTU` over the months).
    """
    candidates = [table.header] if table.header else []
    candidates += table.rows[:_HEADER_ROWS]
    offset = 1 if table.header else 0
    for index, row in enumerate(candidates):
        columns = match_columns(row)
        if columns.is_action_table:
            first = max(0, index + 1 - offset)
            below = match_columns(table.rows[first]) if first < len(table.rows) else None
            if below is not None and len(below.months) >= 3:
                return Columns(columns.fields, below.months), first + 1
            return columns, first
        joined = _join_rows(row, candidates[index + 1]) if index + 1 < len(candidates) else row
        columns = match_columns(joined)
        if columns.is_action_table:
            return columns, index + 2 - offset
    return None, 0


def match_columns(titles: Sequence[str]) -> Columns:
    """Return what the columns of these titles hold."""
    words = rencana_words().kolom
    folded = [fold(title) for title in titles]
    months = {
        number: i for i, title in enumerate(titles) if (number := month_number(title.strip())) is not None
    }
    taken: set[int] = set(months.values())
    fields: dict[str, int] = {}
    for field, phrases in words:
        column = _find_title(folded, phrases, taken)
        if column is not None:
            fields[field] = column
            taken.add(column)
    return Columns(fields, months)


def split_bukti(text: str) -> tuple[str, ...]:
    """Return the pieces of evidence that a cell lists: by markers, else by semicolons, lines, commas."""
    if _LIST_MARKER.match(text.strip()):
        parts = [" ".join(part.split()) for part in _LIST_MARKER.split(text.strip())]
    else:
        parts = list(_join_continuations(_PARTS.split(text)))
    cleaned = (re.sub(r"^(?:dan|serta)\s+", "", part.strip(" ,;.\n\t")) for part in parts)
    return tuple(part for part in cleaned if any(c.isalnum() for c in part))


def target_of(text: str) -> TargetWaktu:
    """Return the deadline that a cell states."""
    joined = _TORN_MONTH.sub(lambda match: re.sub(r"\s", "", match.group()), " ".join(text.split()))
    return TargetWaktu(joined, months_in(joined))


def _width(table: Table) -> int:
    return max((len(row) for row in (table.header, *table.rows)), default=0)


def _join_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the titles of a header of two rows, each with the words above it."""
    return [f"{a} {b}".strip() for a, b in zip(upper, lower, strict=False)]


def _find_title(titles: Sequence[str], phrases: Sequence[str], taken: set[int]) -> int | None:
    """Return the column whose title is, nearly is, or begins with one of the phrases, in their order."""
    free = [i for i, title in enumerate(titles) if title and i not in taken]
    for phrase in phrases:
        for i in free:
            if titles[i] == phrase or ratio(titles[i], phrase) >= _SAME_TITLE:
                return i
    for phrase in phrases:
        for i in free:
            # `BUKTI FISIK / DATA DUKUNG`, `TARGET WAKTU PELAKSANAAN`; longer ones are sentences.
            if titles[i].startswith(f"{phrase} ") and len(titles[i].split()) <= 6:
                return i
    return None


def _read_row(
    row: Sequence[str], columns: Columns, carried: _Carried, location: Location, actions: list[Action]
) -> None:
    """Add the action of a row, or take in what the row says about those below or above it."""
    cell = {field: row[i].strip() for field, i in columns.fields.items() if i < len(row)}
    filled = [text.strip() for text in row if text.strip()]
    if not filled or _is_header(row, columns) or _is_column_numbers(filled):
        return
    texts = [text for text in filled if text != cell.get("nomor")]
    if len(texts) <= 1 and _is_group(cell, texts):
        carried.group = " ".join(" ".join(filled).split())
        carried.komponen = carried.indikator = carried.langkah_aksi = ""
        return
    if actions and _continues(cell, columns, is_new_page=location.page != actions[-1].location.page):
        actions[-1] = _extended(actions[-1], cell, location)
        return
    if cell.get("komponen"):
        carried.komponen, carried.indikator, carried.langkah_aksi = _joined(cell["komponen"]), "", ""
    if cell.get("indikator"):
        carried.indikator = _joined(cell["indikator"])
    if cell.get("langkah_aksi"):
        carried.langkah_aksi = _joined(cell["langkah_aksi"])
    if not any(cell.get(field) for field in ("indikator", "langkah_aksi", "bukti_fisik")):
        return  # a row that only names a component
    actions.append(
        Action(
            group=carried.group,
            komponen=carried.komponen,
            indikator=carried.indikator,
            # A merged cell serves all the rows it spans; without any, the indicator says what to reach.
            langkah_aksi=carried.langkah_aksi or carried.indikator or _joined(cell.get("bukti_fisik", "")),
            bukti_fisik=split_bukti(cell.get("bukti_fisik", "")),
            target_waktu=_target(row, cell, columns),
            location=location,
        )
    )


def _is_group(cell: Mapping[str, str], texts: Sequence[str]) -> bool:
    """Whether a row with one text names a group: by its number, its first word, or its capitals."""
    if not texts:
        return False
    number = cell.get("nomor", "")
    if _GROUP_NUMBER.fullmatch(number) or re.match(r"AREA\b|[IVX]+\.\s", texts[0]):
        return True
    is_first_cell = texts[0] in (cell.get("komponen"), cell.get("indikator")) or texts[0] not in cell.values()
    return not number and is_first_cell and texts[0].isupper()


def _continues(cell: Mapping[str, str], columns: Columns, *, is_new_page: bool) -> bool:
    """Whether a row goes on with the row above, which a page break parted.

    On a new page a row without component, indicator and deadline does; on the same page it is one of several
    steps that share them, unless it has no step or one that begins in the middle of a sentence.
    """
    if any(cell.get(field) for field in ("nomor", "komponen", "indikator")):
        return False
    langkah = cell.get("langkah_aksi", "")
    lacks_target = "target_waktu" in columns.fields and not cell.get("target_waktu")
    return not langkah or langkah[0].islower() or (is_new_page and lacks_target)


def _extended(action: Action, cell: Mapping[str, str], location: Location) -> Action:
    """Return the action with the cells of a continuing row added."""
    target = " ".join((action.target_waktu.text, cell.get("target_waktu", ""))).strip()
    return replace(
        action,
        langkah_aksi=f"{action.langkah_aksi} {_joined(cell.get('langkah_aksi', ''))}".strip(),
        bukti_fisik=(*action.bukti_fisik, *split_bukti(cell.get("bukti_fisik", ""))),
        target_waktu=target_of(target) if cell.get("target_waktu") else action.target_waktu,
        location=replace(action.location, line_end=location.line_end or action.location.line_end),
    )


def _target(row: Sequence[str], cell: Mapping[str, str], columns: Columns) -> TargetWaktu:
    """Return the deadline of a row: its cell, else the months that are marked in it."""
    if cell.get("target_waktu") or not columns.months:
        return target_of(cell.get("target_waktu", ""))
    marked = tuple(sorted(m for m, i in columns.months.items() if i < len(row) and row[i].strip(" -–")))
    return TargetWaktu(", ".join(MONTHS[m - 1] for m in marked), marked)


def _is_header(row: Sequence[str], columns: Columns) -> bool:
    """Whether a row is the header, repeated on a new page."""
    again = match_columns(row)
    same = [field for field, i in again.fields.items() if columns.fields.get(field) == i]
    return len(same) >= 3 and len(same) >= len(columns.fields) - 1


def _is_column_numbers(filled: Sequence[str]) -> bool:
    """Whether a row holds the numbers of the columns (`1 2 3 4 5 6`)."""
    numbers = [text.strip("()") for text in filled]
    return len(numbers) >= 3 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _joined(text: str) -> str:
    return " ".join(text.split())


def _join_continuations(parts: Sequence[str]) -> Iterator[str]:
    """Yield the parts of a list of evidence, those that go on with the one before joined to it."""
    follow = rencana_words().lanjutan_bukti
    current = ""
    for part in parts:
        words = part.split()
        if current and words and words[0].lower() in follow:
            current = f"{current}, {' '.join(words)}"
        else:
            if current:
                yield current
            current = " ".join(words)
    if current:
        yield current
