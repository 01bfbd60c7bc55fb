"""The LKE as a workbook in the official layout: sheet `Jawaban`, one row per line of the form."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.lke.model import Answer, Peran, Rumus
from tests.factories.archive import repack
from tests.factories.office import INVENTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from openpyxl.worksheet.worksheet import Worksheet

    from assistant.lke.model import Indikator, Lke

HEADER = {
    1: "ID",
    2: "Penilaian",
    8: "Bobot",
    9: "Kriteria Nilai",
    10: "Pilihan Jawaban",
    11: "Jawaban Unit",
    12: "Catatan/Keterangan/Penjelasan (Unit)",
    13: "Daftar Bukti Dukung (Unit)",
    14: "Jawaban TPI",
    15: "Nilai",
    16: "%",
    17: "Catatan/Keterangan/Penjelasan (TPI)",
}
_WIDTHS = {
    1: 6,
    2: 4,
    3: 4,
    4: 4,
    5: 4,
    6: 4,
    7: 60,
    8: 9,
    9: 60,
    10: 14,
    11: 14,
    12: 55,
    13: 45,
    14: 14,
    17: 40,
}
_UNIT, _NOTE, _EVIDENCE, _TPI, _TPI_NOTE = 11, 12, 13, 14, 17
_COUNTED = (Peran.PEMBILANG, Peran.PENYEBUT, Peran.TAHUN_LALU, Peran.TAHUN_INI, Peran.PENJELAS)
Cell = str | int | float | None


@dataclass(frozen=True)
class FilledRow:
    """What stands in the answer columns of one row."""

    answer: Cell = None
    note: str = ""
    evidence: str = ""
    tpi: Cell = None
    tpi_note: str = ""


def counted_rows(indikator: Indikator) -> tuple[int, ...]:
    """Return the rows in which an office types the counts of an indicator, in the order of the form."""
    return tuple(r.row for r in indikator.rincian if r.peran in _COUNTED)


def computed_rows(indikator: Indikator, filled: Mapping[int, FilledRow]) -> dict[int, FilledRow]:
    """Return what the form itself computes from the counts: the percentage and the sum of the obliged."""
    if not indikator.rincian:
        return {}
    sums = _sums(indikator, filled)
    rows: dict[int, FilledRow] = {}
    value = percentage(indikator, filled)
    places = [r.row for r in indikator.rincian if r.peran is Peran.PERSENTASE] or [indikator.row]
    rows[places[0]] = FilledRow(round(value, 4))
    for detail in indikator.rincian:
        if detail.peran is Peran.JUMLAH_PENYEBUT:
            rows[detail.row] = FilledRow(sums[Peran.PENYEBUT])
    return rows


def percentage(indikator: Indikator, filled: Mapping[int, FilledRow]) -> float:
    """Return the value (0 to 1) of an indicator that is answered by counts."""
    sums = _sums(indikator, filled)
    if indikator.rumus is Rumus.PENURUNAN:
        before, now = sums[Peran.TAHUN_LALU], sums[Peran.TAHUN_INI]
        return 1.0 if before == now == 0 else max(0.0, (before - now) / before) if before else 0.0
    whole = sums[Peran.PENYEBUT]
    return min(1.0, sums[Peran.PEMBILANG] / whole) if whole else 0.0


def _sums(indikator: Indikator, filled: Mapping[int, FilledRow]) -> dict[Peran, float]:
    sums = dict.fromkeys(Peran, 0.0)
    for detail in indikator.rincian:
        answer = filled[detail.row].answer if detail.row in filled else None
        if isinstance(answer, int | float):
            sums[detail.peran] += answer
    return sums


def value_of(lke: Lke, indikator: Indikator, filled: Mapping[int, FilledRow]) -> float:
    """Return what an answered indicator is worth, 0 to 1; a missing answer is worth nothing."""
    if indikator.rincian:
        return percentage(indikator, filled)
    row = filled.get(indikator.row, FilledRow())
    if indikator.answer is Answer.INDEKS:
        return float(row.answer) / 4 if isinstance(row.answer, int | float) else 0.0
    return lke.scales[indikator.answer].get(str(row.answer), 0.0)


def score(lke: Lke, filled: Mapping[int, FilledRow]) -> dict[str, float]:
    """Return the points of every node; apart from the program's own scoring, so that tests can compare."""
    points: dict[str, float] = {}
    for group in lke.groups:
        own = lke.indikator_of(group.code)
        values = [value_of(lke, indikator, filled) for indikator in own]
        weights = [indikator.weight for indikator in own]
        if all(weights):
            points[group.code] = sum(w * v for w, v in zip(weights, values, strict=True) if w)
        else:
            points[group.code] = group.weight * sum(values) / len(values)
    for node in reversed(lke.nodes):
        if node.code not in points:
            points[node.code] = sum(points[child] for child in node.children if child in points)
    return points


def invent_answers(lke: Lke, rng: Random) -> dict[int, FilledRow]:
    """Return random, valid answers for every indicator, with the first choices likelier than the last."""
    filled: dict[int, FilledRow] = {}
    for indikator in lke.daftar_indikator:
        note = f"Catatan rekaan untuk {indikator.code}."
        if indikator.rincian:
            rows = counted_rows(indikator)
            for row, count in zip(rows, sorted((rng.randint(0, 9) for _ in rows), reverse=True), strict=True):
                filled[row] = FilledRow(count)
            for row, computed in computed_rows(indikator, filled).items():
                filled[row] = FilledRow(computed.answer, note)
        elif indikator.answer is Answer.INDEKS:
            filled[indikator.row] = FilledRow(round(rng.uniform(3, 4), 2), note)
        else:
            choices = list(lke.scales[indikator.answer])
            filled[indikator.row] = FilledRow(
                choices[min(rng.randrange(len(choices)), rng.randrange(3))], note
            )
    return filled


def write_lke(lke: Lke, filled: Mapping[int, FilledRow], *, satker: str, year: int) -> bytes:
    """Return the workbook: the form as it is handed out, and the rows of `filled` (by row number) in it."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = lke.sheet
    book.properties.title = f"LKE Zona Integritas {satker} Tahun {year}"
    book.properties.creator, book.properties.description = "Satuan kerja rekaan", INVENTED
    for column, text in HEADER.items():
        sheet.cell(1, column, text)
    sheet.merge_cells(start_row=1, start_column=2, end_row=1, end_column=7)
    for row, column, cell in _form_cells(lke):
        sheet.cell(row, column, cell)
    for number, line in filled.items():
        for column, cell in (
            (_UNIT, line.answer),
            (_NOTE, line.note),
            (_EVIDENCE, line.evidence),
            (_TPI, line.tpi),
            (_TPI_NOTE, line.tpi_note),
        ):
            if cell not in {None, ""}:
                sheet.cell(number, column, cell)
    _dress(sheet, lke)
    buffer = BytesIO()
    book.save(buffer)
    return repack(buffer.getvalue())


def _form_cells(lke: Lke) -> Iterator[tuple[int, int, Cell]]:
    """Yield (row, column, content) of the empty form; the number stands one column left of the name."""
    for node in lke.nodes:
        depth = node.code.count(".") + 2
        yield node.row, 1, node.row
        yield node.row, depth, f"{node.code.rpartition('.')[2]}."
        yield node.row, depth + 1, node.name
        yield node.row, 8, node.weight
        if node.answer:
            yield node.row, 10, node.answer.value
    for indikator in lke.daftar_indikator:
        criteria = "\n".join(f"{choice.lower()}. {text}" for choice, text in indikator.criteria)
        if indikator.answer is Answer.YA_TIDAK:
            criteria = indikator.criteria[0][1]
        yield indikator.row, 1, indikator.row
        yield indikator.row, 6, f"{indikator.code.rpartition('.')[2]}."
        yield indikator.row, 7, indikator.name
        yield indikator.row, 8, indikator.weight
        yield indikator.row, 9, criteria or indikator.explanation or None
        yield indikator.row, 10, indikator.answer.value
        for detail in indikator.rincian:
            yield detail.row, 1, detail.row
            yield detail.row, 7, f"- {detail.name}"
            yield detail.row, 10, detail.answer.value


def _dress(sheet: Worksheet, lke: Lke) -> None:
    """Set widths, wrapping and shading, so that the sheet can be read and printed."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, width in _WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    wrapped = Alignment(vertical="top", wrap_text=True)
    for line in sheet.iter_rows(min_row=1, max_row=sheet.max_row, min_col=7, max_col=17):
        for cell in line:
            cell.alignment = wrapped
    bold, shade = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
    for number in (1, *(node.row for node in lke.nodes)):
        for column in range(1, 18):
            cell = sheet.cell(number, column)
            cell.font, cell.fill = bold, shade
            if number > 1:  # names of nodes run over the narrow columns to their right
                cell.alignment = Alignment(vertical="top")
    sheet.freeze_panes = "H2"
    _show_percentages(sheet, lke)


def _show_percentages(sheet: Worksheet, lke: Lke) -> None:
    rows = [row for indikator in lke.daftar_indikator for row in computed_rows(indikator, {})]
    for row in rows:
        cell = sheet.cell(row, _UNIT)
        if isinstance(cell.value, float) and cell.value <= 1:
            cell.number_format = "0.00%"
