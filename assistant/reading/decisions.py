"""A person's decisions on paragraphs, from the workbook that `zi petakan` writes or from JSON lines.

What a decision says is not judged here: codes are words of a cell, checked by whoever takes them.
"""

from __future__ import annotations

import io
import json
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import DamagedFileError, InputError, LimitError, UnknownFormatError
from assistant.language.clean import fold
from assistant.reading.encoding import decode
from assistant.reading.recognise import FileKind, read_bytes, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

# Column titles, folded; a workbook may have more columns, in any order.
_DECISION = "indikator benar"
_TEXTS = ("teks", "langkah aksi")
_HEADING = "bagian"
_BLOCK = "blok"
# A report has some hundred paragraphs, a plan some hundred actions.
MAX_ROWS = 20_000
_MAX_COLUMNS = 60
# Titles of a table stand at its top; what an office puts above it is a few lines.
_HEADER_WITHIN = 20
_MAX_LINE = 1_000_000
_JSONL_REMEDY = 'Tiap baris berisi satu objek JSON: {"text" atau "block", "codes"}.'
_XLSX_REMEDY = "Pakai buku kerja yang ditulis oleh zi petakan BERKAS -o pemetaan.xlsx."


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on one paragraph, as written down.

    Attributes:
        where: what messages call the row: `baris 7 lembar Pemetaan`, `baris 3`.
        text: the paragraph; empty if only its block is named.
        block: id of its block in the document that the decision was made on; empty if not given.
        heading: the heading above it, or the last ones joined; empty if not given.
        codes: the words of the decision: codes, or `-` for none.
        by: who decided; empty if not said.
        date: when (ISO); empty if not said.
    """

    where: str
    text: str
    block: str
    heading: str
    codes: tuple[str, ...]
    by: str = ""
    date: str = ""


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a workbook or of a file of JSON lines, in order; rows without one are left out.

    Raises:
        UsageError: there is no such file.
        InputError: it cannot be read, is of another kind, or lacks the columns; the message names the row.
    """
    data = read_bytes(path)
    kind = recognise(data, path.name)
    if kind is FileKind.XLSX:
        return tuple(_from_workbook(data, path.name))
    if kind is FileKind.TEXT:
        return tuple(_from_lines(data, path.name))
    raise UnknownFormatError(f"Berkas koreksi {path.name} bukan buku kerja Excel atau JSONL.", _XLSX_REMEDY)


def _from_workbook(data: bytes, name: str) -> list[Decision]:
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns of extensions (data validation) that hold no values.
        warnings.simplefilter("ignore")
        try:
            workbook = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
        except (KeyError, ValueError, TypeError, AttributeError, OSError, zipfile.BadZipFile) as error:
            raise DamagedFileError(f"Berkas koreksi {name} rusak.", _XLSX_REMEDY) from error
        try:
            found: list[Decision] = []
            known = False
            by = (workbook.properties.lastModifiedBy or "").strip()
            for sheet in workbook.worksheets:
                sheet.reset_dimensions()
                rows = _from_sheet(sheet, by)
                known = known or rows is not None
                found.extend(rows or ())
        finally:
            workbook.close()
    if not known:
        raise InputError(
            f"Berkas koreksi {name} tidak memuat kolom 'Indikator benar' beserta 'Teks' atau 'Blok'.",
            _XLSX_REMEDY,
        )
    return found


def _from_sheet(sheet: Worksheet, by: str) -> list[Decision] | None:
    """Return the decisions of a sheet; None if it has no column for them."""
    columns: dict[str, int] | None = None
    found: list[Decision] = []
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True)
    for number, values in enumerate(rows, 1):
        cells = ["" if value is None else str(value).strip() for value in values]
        if columns is None:
            columns = _columns(cells)
            if columns is None and number >= _HEADER_WITHIN:
                return None
            continue
        decided, text, block, heading = (
            cells[columns[key]] if columns.get(key, len(cells)) < len(cells) else ""
            for key in (_DECISION, "teks", _BLOCK, _HEADING)
        )
        if decided and (text or block):
            where = f"baris {number} lembar {sheet.title}"
            found.append(Decision(where, text, block, heading, _split(decided), by))
    return None if columns is None else found


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Return the columns by title if this row holds the titles."""
    titles: dict[str, int] = {}
    for index, cell in enumerate(cells):
        titles.setdefault(fold(cell), index)
    text = next((titles[title] for title in _TEXTS if title in titles), None)
    if _DECISION not in titles or (text is None and _BLOCK not in titles):
        return None
    return titles if text is None else titles | {"teks": text}


def _split(decided: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,;\n]", decided) if part.strip())


def _from_lines(data: bytes, name: str) -> Iterator[Decision]:
    lines = (decode(data) or "").split("\n")
    if len(lines) > MAX_ROWS + 1:
        raise LimitError(f"Berkas koreksi {name} memuat lebih dari {MAX_ROWS} baris.", _JSONL_REMEDY)
    for number, line in enumerate(lines, 1):
        if line.strip("\ufeff \t\r"):
            yield _from_line(line, number, name)


def _from_line(line: str, number: int, name: str) -> Decision:
    where = f"baris {number}"
    if len(line) > _MAX_LINE:
        raise LimitError(f"Berkas koreksi {name}, {where}: terlalu panjang (batas 1 MB).", _JSONL_REMEDY)
    try:
        value: Any = json.loads(line.strip("\ufeff \t\r"))
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise DamagedFileError(
            f"Berkas koreksi {name}, {where}: bukan JSON yang sah.", _JSONL_REMEDY
        ) from error
    if not isinstance(value, dict):
        raise DamagedFileError(f"Berkas koreksi {name}, {where}: bukan objek JSON.", _JSONL_REMEDY)
    text, block, by, day = (value.get(key) or "" for key in ("text", "block", "by", "date"))
    path = value.get("heading_path") or []
    codes = value.get("codes", value.get("code"))
    codes = _split(codes) if isinstance(codes, str) else codes
    if not (
        all(isinstance(v, str) for v in (text, block, by, day))
        and isinstance(path, list)
        and all(isinstance(v, str) for v in path)
        and isinstance(codes, (list, tuple))
        and all(isinstance(v, str) for v in codes)
    ):
        raise DamagedFileError(
            f"Berkas koreksi {name}, {where}: 'text' dan 'block' harus teks, 'codes' daftar kode.",
            _JSONL_REMEDY,
        )
    if not text.strip() and not block.strip():
        raise InputError(f"Berkas koreksi {name}, {where}: 'text' atau 'block' harus diisi.", _JSONL_REMEDY)
    heading = path[-1] if path else ""
    day = day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else ""
    return Decision(where, text.strip(), block.strip(), heading, tuple(codes) or ("-",), by.strip(), day)
