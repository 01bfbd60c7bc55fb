"""Where an LKE workbook has its answer sheet, its columns and the lines of the form."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import DamagedFileError, InputError
from assistant.lke.form_lines import align, form_lines
from assistant.lke.table_columns import find_columns
from assistant.lke.tables import printed_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.lke.model import Lke
    from assistant.lke.table_columns import Column, Columns

# The form has 198 lines; offices insert some. What stands further down is no form.
_MAX_ROWS = 5_000
_MAX_COLUMNS = 100
_MAX_SHEETS = 50
# The titles stand at the top, below a name of the office or a logo.
_HEADER_WITHIN = 20
# Fewer questions than this are a summary or an excerpt.
_MIN_QUESTIONS = 20


@dataclass(frozen=True)
class FormPlaces:
    """The answer sheet of a workbook.

    Attributes:
        sheet: its name.
        columns: number of the column (from 1) of each role.
        rows: number of the row (from 1) by the row number of the form's line.
    """

    sheet: str
    columns: Mapping[Column, int]
    rows: Mapping[int, int]


def find_places(data: bytes, lke: Lke, name: str) -> FormPlaces:
    """Return where a workbook holds the form.

    Args:
        data: the workbook's bytes.
        lke: the form.
        name: the file's name, for messages.

    Raises:
        DamagedFileError: it is no workbook.
        InputError: no sheet of it holds the form.
    """
    best = max(_candidates(data, lke, name), key=lambda found: len(found.rows), default=None)
    questions = {indikator.row for indikator in lke.daftar_indikator}
    if best is None or len(questions & best.rows.keys()) < _MIN_QUESTIONS:
        raise InputError(
            f"Berkas {name} tidak memuat lembar LKE dengan kolom jawaban.",
            "Pilih buku kerja LKE yang memuat kolom penilaian, pilihan jawaban, dan jawaban.",
        )
    return best


def _candidates(data: bytes, lke: Lke, name: str) -> Iterator[FormPlaces]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that hold no values
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            try:
                for sheet in book.worksheets[:_MAX_SHEETS]:
                    found = _form_on(sheet, lke)
                    if found is not None:
                        yield found
            finally:
                book.close()
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError) as error:
        raise DamagedFileError(
            f"Berkas {name} rusak atau bukan buku kerja Excel.",
            "Buka berkas itu di Excel, simpan ulang sebagai .xlsx, lalu coba lagi.",
        ) from error


def _form_on(sheet: Any, lke: Lke) -> FormPlaces | None:
    """Return the form on a sheet; None if it has no columns of answers."""
    sheet.reset_dimensions()  # the size that a file states may be wrong or absurd
    cells = sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True)
    rows = [["" if value is None else str(value).strip() for value in row] for row in cells]
    titles = ((i, find_columns(row)) for i, row in enumerate(rows[:_HEADER_WITHIN]))
    header = next(((i, columns) for i, columns in titles if columns is not None), None)
    if header is None:
        return None
    at, columns = header
    below = [(i, row) for i, row in enumerate(rows) if i > at and any(row)]
    numbers = {role: column + 1 for role, column in columns.roles.items()}
    return FormPlaces(str(sheet.title), numbers, _lines(below, columns, lke))


def _lines(rows: Sequence[tuple[int, list[str]]], columns: Columns, lke: Lke) -> dict[int, int]:
    """Return the number of the sheet's row for each line of the form."""
    lines = form_lines(lke)
    printed = [printed_line(row, columns) for _, row in rows]
    return {lines[at].row: rows[i][0] + 1 for i, at in align(printed, lines).items()}
