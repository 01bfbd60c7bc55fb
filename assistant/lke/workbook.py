"""Answers written into an LKE workbook: the official form, or one that an office has worked on."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.lke.cell_editor import edit_cells
from assistant.lke.form_places import find_places
from assistant.lke.form_workbook import empty_form, percent_row
from assistant.lke.table_columns import Column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from assistant.lke.answers import LkeAnswer
    from assistant.lke.cell_editor import CellValue, Place
    from assistant.lke.form_places import FormPlaces
    from assistant.lke.model import Indikator, Lke

# Row of the form and role -> value.
FormCells = dict[tuple[int, Column], "CellValue"]


@dataclass(frozen=True)
class Written:
    """A filled workbook and what is to be told of it, as Indonesian sentences."""

    data: bytes
    notes: tuple[str, ...] = ()


def new_workbook(lke: Lke, answers: Iterable[LkeAnswer], title: str) -> bytes:
    """Return the official form with the unit's answers, notes and evidence, and the evaluators' where given.

    Args:
        lke: the form.
        answers: at most one for each indicator.
        title: the title in the file's properties.
    """
    return write_cells(empty_form(lke, title), lke, cells_of(lke, answers), "LKE").data


def write_cells(
    data: bytes,
    lke: Lke,
    cells: Mapping[tuple[int, Column], CellValue],
    name: str,
    proposed: Collection[tuple[int, Column]] = (),
) -> Written:
    """Return a workbook with other values in the cells of the form that are named; all others stay.

    Args:
        data: the workbook.
        lke: the form that it holds.
        cells: values by row of the form and role of the column; None empties a cell.
        name: the file's name, for messages.
        proposed: which of the cells are coloured as proposals.

    Raises:
        DamagedFileError: it is no workbook.
        InputError: it does not hold the form.
    """
    places = find_places(data, lke, name)
    changes: dict[Place, CellValue] = {}
    lost: dict[str, None] = {}
    for (row, role), value in cells.items():
        if row in places.rows and role in places.columns:
            changes[places.rows[row], places.columns[role]] = value
        elif value not in (None, ""):
            lost[_missing(row, role, places)] = None
    marked = [
        (places.rows[row], places.columns[role])
        for row, role in proposed
        if row in places.rows and role in places.columns
    ]
    edited = edit_cells(data, {places.sheet: changes}, name, {places.sheet: marked})
    notes = [
        *lost,
        *(f"Sel pada baris {place[0]} memuat rumus bersama dan dibiarkan." for _, place in edited.left),
    ]
    return Written(edited.data, (*notes, *_notes(data, name)))


def require_columns(data: bytes, lke: Lke, roles: Iterable[Column], name: str) -> None:
    """Make sure that a workbook has the columns that are to be written.

    Raises:
        DamagedFileError: it is no workbook.
        InputError: it does not hold the form, or a column is not there.
    """
    places = find_places(data, lke, name)
    lacking = [_column_name(role) for role in roles if role not in places.columns]
    if lacking:
        raise InputError(
            f"Lembar '{places.sheet}' dalam {name} tidak memuat kolom {' dan '.join(lacking)}.",
            "Tambahkan kolom itu dengan judul seperti pada LKE resmi, lalu coba lagi.",
        )


def cells_of(lke: Lke, answers: Iterable[LkeAnswer], *, tpi: bool = True) -> FormCells:
    """Return the cells that say what answers say; empty answers and notes name no cell.

    Args:
        lke: the form.
        answers: at most one for each indicator.
        tpi: whether the evaluators' answers and notes are among them.
    """
    cells: FormCells = {}
    for answer in answers:
        indikator = lke.indikator_by_code[answer.code]
        cells.update(_unit_cells(indikator, answer))
        if tpi:
            cells.update(_tpi_cells(indikator, answer))
    return cells


def _tpi_cells(indikator: Indikator, answer: LkeAnswer) -> Iterator[tuple[tuple[int, Column], CellValue]]:
    row = percent_row(indikator) if indikator.rumus is not None else indikator.row
    if answer.tpi_answer is not None:
        yield (row, Column.JAWABAN_TPI), answer.tpi_answer
    computed = _computed_rows(indikator)
    for count in answer.counts:
        if count.tpi_value is not None and count.row not in computed:
            yield (count.row, Column.JAWABAN_TPI), count.tpi_value
    if answer.tpi_note:
        yield (indikator.row, Column.CATATAN_TPI), answer.tpi_note


def _computed_rows(indikator: Indikator) -> set[int]:
    return {detail.row for detail in indikator.rincian if detail.soal is None}


def _unit_cells(indikator: Indikator, answer: LkeAnswer) -> Iterator[tuple[tuple[int, Column], CellValue]]:
    counted = [count for count in answer.counts if count.value is not None]
    if indikator.rumus is None and answer.answer is not None:
        yield (indikator.row, Column.JAWABAN), answer.answer
    elif indikator.rumus is not None and answer.answer is not None and not counted:
        yield (percent_row(indikator), Column.JAWABAN), answer.answer  # typed without counts, as it was
    computed = _computed_rows(indikator)
    for count in counted:
        if count.row not in computed:
            yield (count.row, Column.JAWABAN), count.value
    if answer.note:
        yield (indikator.row, Column.CATATAN), answer.note
    evidence = answer.evidence
    missing = [link for link in answer.links if link not in evidence and link not in answer.note]
    if evidence or missing:
        yield (indikator.row, Column.BUKTI), "\n".join(part for part in (evidence, *missing) if part)


def _missing(row: int, role: Column, places: FormPlaces) -> str:
    if role not in places.columns:
        return f"Lembar '{places.sheet}' tidak memuat kolom {_column_name(role)}; isinya tidak ditulis."
    return f"Lembar '{places.sheet}' tidak memuat baris {row} formulir; isinya tidak ditulis."


def _column_name(role: Column) -> str:
    names = {
        Column.BUKTI: "bukti dukung",
        Column.JAWABAN_TPI: "jawaban TPI",
        Column.CATATAN_TPI: "catatan TPI",
    }
    return names.get(role, str(role).replace("_", " "))


def _notes(data: bytes, name: str) -> Iterator[str]:
    """Yield what is to be known of a given workbook: it holds more than cells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.namelist()
    if has_macros(data):
        yield f"Makro dalam {name} dipertahankan dan tidak dijalankan."
    if any(member.startswith("xl/externalLinks/") for member in members):
        yield f"Tautan {name} ke buku kerja lain dipertahankan dan tidak dibuka."


def has_macros(data: bytes) -> bool:
    """Whether a workbook holds macros, and so needs the ending .xlsm."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(member.lower().endswith("vbaproject.bin") for member in archive.namelist())
