"""The empty form as a workbook in the official layout, with sheets that compute the unit's score.

The official sheet has a column for the evaluators' score only; what the unit's own answers are worth stands
on sheets of its own (`Nilai Unit`, `Ringkasan`), in formulas that give the same as `lke/scoring.py`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from assistant.archives import without_clock
from assistant.lke.model import Answer, Peran, Rumus
from assistant.lke.scoring import INDEX_SCALE
from assistant.lke.table_columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.lke.model import Indikator, Lke, Syarat

# Columns of the official sheet `Jawaban` (Permen PANRB 90/2021, workbook of PortalRB).
OFFICIAL_COLUMNS = {
    Column.ID: 1,
    Column.NAMA: 2,
    Column.BOBOT: 8,
    Column.KRITERIA: 9,
    Column.PILIHAN: 10,
    Column.JAWABAN: 11,
    Column.CATATAN: 12,
    Column.BUKTI: 13,
    Column.JAWABAN_TPI: 14,
    Column.CATATAN_TPI: 17,
}
_TITLES = {
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
    **dict.fromkeys(range(2, 7), 4),
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
_SCORE_SHEET, _SUMMARY_SHEET = "Nilai Unit", "Ringkasan"
_NODE_COLOUR, _HEADER_COLOUR = "FFDDEBF7", "FFBDD7EE"


def empty_form(lke: Lke, title: str) -> bytes:
    """Return the form without answers; the same bytes for the same form and title."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title, book.properties.creator = title, "zi"
    sheet: Any = book.active
    sheet.title = lke.sheet
    _write_form(sheet, lke)
    places = _write_scores(book.create_sheet(_SCORE_SHEET), lke)
    _write_summary(book.create_sheet(_SUMMARY_SHEET), lke, places)
    raw = io.BytesIO()
    book.save(raw)
    return without_clock(raw.getvalue())


def _write_form(sheet: Any, lke: Lke) -> None:
    for column, text in _TITLES.items():
        sheet.cell(1, column, text)
    for node in lke.nodes:
        depth = node.code.count(".") + 2  # the number stands one column left of the name
        cells = {1: node.row, depth: f"{node.code.rpartition('.')[2]}.", depth + 1: node.name, 8: node.weight}
        if node.answer:
            cells[10] = node.answer.value
        _put(sheet, node.row, cells)
    for indikator in lke.daftar_indikator:
        _write_question(sheet, indikator)
    _dress_form(sheet, lke)


def _write_question(sheet: Any, indikator: Indikator) -> None:
    choices = "\n".join(f"{choice.lower()}. {text}" for choice, text in indikator.criteria)
    if indikator.answer is Answer.YA_TIDAK:
        choices = indikator.criteria[0][1]
    cells = {1: indikator.row, 6: f"{indikator.code.rpartition('.')[2]}.", 7: indikator.name}
    cells |= {8: indikator.weight, 9: choices or indikator.explanation, 10: indikator.answer.value}
    _put(sheet, indikator.row, cells)
    for detail in indikator.rincian:
        _put(sheet, detail.row, {1: detail.row, 7: f"- {detail.name}", 10: detail.answer.value})
    for row, formula in _own_formulas(indikator).items():
        sheet.cell(row, OFFICIAL_COLUMNS[Column.JAWABAN], formula)


def percent_row(indikator: Indikator) -> int:
    """Return the row in which the form shows the percentage of a question answered by counts."""
    own = (r.row for r in indikator.rincian if r.peran is Peran.PERSENTASE)
    return next(own, indikator.row)


def _own_formulas(indikator: Indikator) -> dict[int, str]:
    """Return the formulas of the answer column by row: percentages, and the sum of the obliged."""
    if indikator.rumus is None:
        return {}
    formulas = {percent_row(indikator): f'=IF({_has_counts(indikator, "")},{_share(indikator, "")},"")'}
    for detail in indikator.rincian:
        if detail.peran is Peran.JUMLAH_PENYEBUT:
            formulas[detail.row] = f"=SUM({_cells(indikator, Peran.PENYEBUT, '')})"
    return formulas


def _write_scores(sheet: Any, lke: Lke) -> dict[str, int]:
    """Write the value of every answer and the points of every part; return the row of each code."""
    for column, title in enumerate(
        ("Kode", "Unsur penilaian", "Bobot", "Nilai jawaban (0-1)", "Poin", "%"), 1
    ):
        sheet.cell(1, column, title)
    places = {code: number for number, code in enumerate(lke.codes, 2)}
    answers = f"'{lke.sheet}'!"
    for code, row in places.items():
        indikator = lke.indikator_by_code.get(code)
        cells: dict[int, Any] = {1: code, 2: lke.name_of(code), 6: f"=IF(C{row}=0,0,E{row}/C{row})"}
        if indikator is None:
            node = lke.node_by_code[code]
            below = node.children or [i.code for i in lke.indikator_of(code)]
            points = ",".join(f"E{places[child]}" for child in below)
            cells |= {3: node.weight, 5: f"=SUM({points})"}
        else:
            share = f"{lke.node_by_code[indikator.group].weight}/{len(lke.indikator_of(indikator.group))}"
            weight = indikator.weight if indikator.weight is not None else f"={share}"
            cells |= {3: weight, 4: f"={_value(lke, indikator, answers)}", 5: f"=C{row}*D{row}"}
        _put(sheet, row, cells)
    _dress_table(sheet, (12, 80, 10, 14, 10, 10), percent=(6,), decimals=(3, 4, 5))
    return places


def _write_summary(sheet: Any, lke: Lke, places: dict[str, int]) -> None:
    """Write the total and every threshold of every predicate."""
    points = f"'{_SCORE_SHEET}'!"
    sheet.cell(1, 1, "Nilai LKE unit")
    total = ",".join(f"{points}E{places[node.code]}" for node in lke.nodes if node.parent is None)
    _put(sheet, 2, {1: "Nilai total", 3: f"=SUM({total})"})
    row = 4
    for predikat in lke.predikat:
        _put(sheet, row, {1: predikat.name, 2: "Syarat", 3: "Nilai", 4: "Minimal", 5: "Keterangan"})
        first = row + 1
        for row, syarat in enumerate(predikat.syarat, first):
            _put(sheet, row, {2: syarat.name, 3: _reached(syarat, places, points), 4: syarat.minimum})
            sheet.cell(row, 5, f'=IF(ROUND(C{row},6)>=D{row},"Terpenuhi","Belum")')
        verdict = f'=IF(COUNTIF(E{first}:E{row},"Terpenuhi")={len(predikat.syarat)},"Memenuhi","Belum")'
        _put(sheet, row + 1, {2: f"Predikat {predikat.name}", 5: verdict})
        row += 3
    _dress_table(sheet, (14, 52, 12, 12, 14), decimals=(3, 4))


def _reached(syarat: Syarat, places: dict[str, int], points: str) -> str:
    """Return the formula of what a threshold is compared with: points, or percent of the weight."""
    reached = ",".join(f"{points}E{places[code]}" for code in syarat.codes)
    if not syarat.is_share:
        return f"=SUM({reached})"
    weight = ",".join(f"{points}C{places[code]}" for code in syarat.codes)
    return f"=100*SUM({reached})/SUM({weight})"


def _value(lke: Lke, indikator: Indikator, sheet: str) -> str:
    """Return the formula of an answer's value, 0 to 1; what cannot be read is worth 0."""
    if indikator.rumus is not None:
        return f"IF({_has_counts(indikator, sheet)},{_share(indikator, sheet)},0)"
    cell = f"{sheet}K{indikator.row}"
    if indikator.answer is Answer.INDEKS:
        return f"IF(ISNUMBER({cell}),IF(AND({cell}>=0,{cell}<={INDEX_SCALE}),{cell}/{INDEX_SCALE},0),0)"
    formula = "0"
    for choice, value in reversed(lke.scales[indikator.answer].items()):
        formula = f'IF(UPPER(TRIM({cell}))="{choice.upper()}",{value},{formula})'
    return formula


def _has_counts(indikator: Indikator, sheet: str) -> str:
    """Return the condition under which the counts give a percentage."""
    if indikator.rumus is Rumus.PENURUNAN:
        last, this = (_cells(indikator, role, sheet) for role in (Peran.TAHUN_LALU, Peran.TAHUN_INI))
        return f"AND(COUNT({last})>0,COUNT({this})>0)"
    part, whole = (_cells(indikator, role, sheet) for role in (Peran.PEMBILANG, Peran.PENYEBUT))
    return f"AND(COUNT({part})>0,SUM({whole})>0)"


def _share(indikator: Indikator, sheet: str) -> str:
    """Return the formula of the percentage where its counts are there (`lke/scoring.py`)."""
    if indikator.rumus is Rumus.PENURUNAN:
        last, this = (_cells(indikator, role, sheet) for role in (Peran.TAHUN_LALU, Peran.TAHUN_INI))
        return f"IF(SUM({last})=0,IF(SUM({this})=0,1,0),MAX(0,(SUM({last})-SUM({this}))/SUM({last})))"
    part, whole = (_cells(indikator, role, sheet) for role in (Peran.PEMBILANG, Peran.PENYEBUT))
    return f"MIN(1,SUM({part})/SUM({whole}))"


def _cells(indikator: Indikator, role: Peran, sheet: str) -> str:
    return ",".join(f"{sheet}K{detail.row}" for detail in indikator.rincian if detail.peran is role)


def _put(sheet: Any, row: int, cells: dict[int, Any]) -> None:
    for column, value in cells.items():
        if value not in (None, ""):
            sheet.cell(row, column, value)


def _dress_form(sheet: Any, lke: Lke) -> None:
    """Set widths, wrapping, shading and the choices that each question offers."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, width in _WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for line in sheet.iter_rows(min_row=1, max_row=sheet.max_row, min_col=7, max_col=17):
        for cell in line:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    bold, shade = Font(bold=True), PatternFill("solid", fgColor=_NODE_COLOUR)
    for number in (1, *(node.row for node in lke.nodes)):
        for column in range(1, 18):
            cell = sheet.cell(number, column)
            cell.font, cell.fill = bold, shade
            if number > 1:  # names of nodes run over the narrow columns to their right
                cell.alignment = Alignment(vertical="top")
    for indikator in lke.daftar_indikator:
        if indikator.rumus is not None:
            sheet.cell(percent_row(indikator), OFFICIAL_COLUMNS[Column.JAWABAN]).number_format = "0.00%"
    _offer_choices(sheet, lke)
    sheet.freeze_panes = "H2"


def _offer_choices(sheet: Any, lke: Lke) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for answer, scale in lke.scales.items():
        rule = DataValidation("list", f'"{",".join(scale)}"', allow_blank=True, showErrorMessage=False)
        for indikator in lke.daftar_indikator:
            if indikator.answer is answer:
                for role in (Column.JAWABAN, Column.JAWABAN_TPI):
                    rule.add(sheet.cell(indikator.row, OFFICIAL_COLUMNS[role]).coordinate)
        sheet.add_data_validation(rule)


def _dress_table(
    sheet: Any, widths: Sequence[int], *, percent: Sequence[int] = (), decimals: Sequence[int] = ()
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=_HEADER_COLOUR)
    for cell in _body(sheet):
        cell.alignment = Alignment(vertical="top", wrap_text=cell.column == 2)
        if cell.column in percent:
            cell.number_format = "0.0%"
        elif cell.column in decimals:
            cell.number_format = "0.00"
    sheet.freeze_panes = "A2"


def _body(sheet: Any) -> Iterator[Any]:
    for line in sheet.iter_rows(min_row=2):
        yield from line
