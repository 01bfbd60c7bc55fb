"""The evaluators' answers and notes as a reviewer wrote them into the worksheet of the audit.

A worksheet is sorted, filtered and passed around before it comes back: rows are found by their code, and the
name beside the code must be that question's, so that columns sorted apart from each other are noticed.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import DamagedFileError, InputError
from assistant.language.clean import fold
from assistant.lke.answer_values import parse_answer
from assistant.lke.answers import LkeAnswer
from assistant.lke.model import Answer
from assistant.lke.scoring import INDEX_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.lke.answer_values import AnswerValue
    from assistant.lke.model import Indikator, Lke

# Titles of the worksheet; other columns may stand between them, in any order.
CODE, NAME, TPI_ANSWER, TPI_NOTE = "Kode", "Indikator", "Jawaban TPI", "Catatan TPI"
# The worksheet has a row for each of the 113 questions; people add some.
_MAX_ROWS = 5_000
_MAX_COLUMNS = 60
_HEADER_WITHIN = 20
# What a spreadsheet shows where text was taken for a formula (`-kurang lengkap`, `=lihat lampiran`).
_ERROR_VALUES = frozenset({"#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"})
# More faults than a person mends in one go are counted, not listed.
_SHOWN_FAULTS = 5
_REMEDY = (
    "Perbaiki baris itu pada lembar reviu, atau buat lembar baru dengan zi audit --lke LKE -o reviu.xlsx."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the worksheet: its number, and its cells as texts."""

    number: int
    code: str
    name: str
    answer: str
    note: str

    @property
    def is_filled(self) -> bool:
        """Whether the reviewer wrote something into it."""
        return bool(self.answer or self.note)


@dataclass(frozen=True)
class Review:
    """What a reviewer wrote.

    Attributes:
        answers: for each row that is filled in, an answer with nothing but the evaluators' part.
        notes: Indonesian sentences on what is worth knowing of the worksheet.
    """

    answers: tuple[LkeAnswer, ...]
    notes: tuple[str, ...] = ()


def read_review(data: bytes, lke: Lke, name: str) -> Review:
    """Return the evaluators' answers and notes of a worksheet, in the order of the form; all of them or none.

    Args:
        data: the workbook.
        lke: the form that it reviews.
        name: the file's name, for messages.

    Raises:
        DamagedFileError: it is no workbook.
        InputError: it has no such columns, or a row has an unknown code, another question's name, a code that
            another row has too, no code at all, or an answer that its question does not offer.
    """
    rows = _rows(data, name)
    faults = list(_faults(rows, lke))
    if faults:
        more = len(faults) - _SHOWN_FAULTS
        told = " ".join(faults[:_SHOWN_FAULTS]) + (f" Masih ada {more} kesalahan lagi." if more > 0 else "")
        raise InputError(f"Lembar reviu {name} tidak dapat dipakai. {told}", _REMEDY)
    known = {row.code: row for row in rows if row.code}
    order = [lke.indikator_by_code[code].row for code in known]
    notes = []
    if order != sorted(order):
        notes.append("Urutan baris lembar reviu berubah; jawaban TPI dipasangkan menurut kodenya.")
    absent = len(lke.daftar_indikator) - len(known)
    if absent:
        notes.append(f"Lembar reviu tidak memuat {absent} indikator; jawaban TPI-nya tidak diubah.")
    answers = (_answer(i, known[i.code]) for i in lke.daftar_indikator if i.code in known)
    return Review(tuple(a for a in answers if a.tpi_raw or a.tpi_note), tuple(notes))


def changed(review: Review, current: Sequence[LkeAnswer], lke: Lke) -> tuple[LkeAnswer, ...]:
    """Return what of a review differs from what the LKE says already, so that nothing is written twice."""
    held = {answer.code: answer for answer in current}
    found = (_difference(a, held.get(a.code), lke.indikator_by_code[a.code].answer) for a in review.answers)
    return tuple(answer for answer in found if answer is not None)


def _difference(answer: LkeAnswer, held: LkeAnswer | None, kind: Answer) -> LkeAnswer | None:
    if held is None:
        return answer
    value = None if _alike(answer.tpi_answer, held.tpi_answer, kind) else answer.tpi_answer
    note = "" if answer.tpi_note.split() == held.tpi_note.split() else answer.tpi_note
    return (
        LkeAnswer(answer.code, None, tpi_answer=value, tpi_note=note) if value is not None or note else None
    )


def _alike(one: AnswerValue, other: AnswerValue, kind: Answer) -> bool:
    """Whether two answers are the same by what the worksheet shows: two decimals, also of a percentage."""
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) <= (0.00005 if kind is Answer.PERSEN else 0.005)
    return one == other


def _answer(indikator: Indikator, row: _Row) -> LkeAnswer:
    value = parse_answer(row.answer, indikator.answer) if row.answer else None
    return LkeAnswer(indikator.code, None, tpi_answer=value, tpi_raw=row.answer, tpi_note=row.note)


def _faults(rows: Sequence[_Row], lke: Lke) -> Iterator[str]:
    """Yield what is wrong, row by row."""
    first: dict[str, int] = {}
    for row in rows:
        if not row.code:
            if row.is_filled:
                yield f"Baris {row.number} berisi jawaban atau catatan TPI tanpa kode indikator."
            continue
        indikator = lke.indikator_by_code.get(row.code)
        if indikator is None:
            yield f"Baris {row.number} memuat kode {row.code[:20]} yang tidak ada dalam LKE."
        elif row.code in first:
            yield f"Kode {row.code} ada dua kali, pada baris {first[row.code]} dan {row.number}."
        elif row.name and fold(row.name) != fold(indikator.name):
            yield f"Nama indikator pada baris {row.number} bukan milik kode {row.code}; kolom tercampur."
        elif row.note in _ERROR_VALUES:
            yield f"Catatan TPI pada baris {row.number} ({row.code}) berisi rumus yang salah: {row.note}."
        elif row.answer and not _is_offered(row.answer, indikator):
            yield (
                f"Jawaban TPI '{row.answer[:20]}' pada baris {row.number} ({row.code}) tidak ditawarkan; "
                f"pilihannya {offered(indikator.answer)}."
            )
        first.setdefault(row.code, row.number)


def _is_offered(text: str, indikator: Indikator) -> bool:
    value = parse_answer(text, indikator.answer)
    if isinstance(value, float):
        return 0 <= value <= (INDEX_SCALE if indikator.answer is Answer.INDEKS else 1)
    return value is not None


def offered(answer: Answer) -> str:
    """Return in words what a kind of question can be answered with."""
    words: Mapping[Answer, str] = {
        Answer.PERSEN: "0 % sampai 100 %",
        Answer.INDEKS: "0 sampai 4",
        Answer.JUMLAH: "sebuah bilangan",
    }
    return words.get(answer, str(answer.value).replace("/", ", "))


# --- the workbook


def _rows(data: bytes, name: str) -> list[_Row]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that hold no values
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                found = [(sheet.title, rows) for sheet in book.worksheets if (rows := _from_sheet(sheet))]
            finally:
                book.close()
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        raise DamagedFileError(f"Lembar reviu {name} rusak atau bukan buku kerja Excel.", _REMEDY) from error
    if not found:
        raise InputError(
            f"Berkas {name} tidak memuat lembar dengan kolom '{CODE}', '{TPI_ANSWER}', dan '{TPI_NOTE}'.",
            "Pakai lembar reviu yang ditulis oleh zi audit --lke LKE -o reviu.xlsx.",
        )
    if len(found) > 1:
        titles = ", ".join(title for title, _ in found)
        raise InputError(
            f"Berkas {name} memuat beberapa lembar reviu: {titles}.",
            "Sisakan satu lembar saja, lalu coba lagi.",
        )
    return found[0][1]


def _from_sheet(sheet: Any) -> list[_Row]:
    """Return the rows of a sheet below its titles; empty where it has no such titles."""
    sheet.reset_dimensions()  # the size that a file states may be wrong or absurd
    columns: dict[str, int] | None = None
    rows: list[_Row] = []
    for number, values in enumerate(
        sheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True), 1
    ):
        cells = ["" if value is None else str(value).strip() for value in values]
        if columns is not None:
            texts = [cells[at] if (at := columns.get(title, -1)) >= 0 else "" for title in _TITLES]
            rows.append(_Row(number, *texts))
        elif number > _HEADER_WITHIN:
            return []
        else:
            columns = _columns(cells)
    return rows


_TITLES = (CODE, NAME, TPI_ANSWER, TPI_NOTE)


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Return the columns by title if this row holds the titles; the name may be missing."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        for title in _TITLES:
            if fold(cell) == fold(title):
                found.setdefault(title, at)
    return found if {CODE, TPI_ANSWER, TPI_NOTE} <= found.keys() else None
