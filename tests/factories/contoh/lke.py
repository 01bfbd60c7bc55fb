"""The example's LKE: the answers of `lke-2025.yaml` in the rows of the form."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.data import data_directory
from assistant.lke.load import load_lke
from assistant.lke.model import Lke
from tests.factories.contoh.kantor import OFFICE, YEAR
from tests.factories.lke_workbook import FilledRow, computed_rows, counted_rows, score, write_lke

_FOLDER = "https://drive.google.com/drive/folders/contoh-muara-lindai-"
_SUMMARY = ("A", "A.I", "A.II", "B", "B.I", "B.II")


@cache
def form() -> Lke:
    """Return the form of the reporting year."""
    return load_lke(data_directory("mappings"), YEAR)


@cache
def filled_rows() -> dict[int, FilledRow]:
    """Return the office's answers by row of the form."""
    text = Path(__file__).with_name("lke-2025.yaml").read_text(encoding="utf-8")
    answers: dict[str, Any] = yaml.safe_load(text)
    rows: dict[int, FilledRow] = {}
    for indikator in form().daftar_indikator:
        answer, note, evidence = answers[indikator.code]
        folder = _FOLDER + indikator.area.lower().replace(".", "-")
        evidence = f"{evidence}\n{folder}"
        if not isinstance(answer, dict):
            rows[indikator.row] = FilledRow(answer, note, evidence)
            continue
        for row, count in zip(counted_rows(indikator), answer["hitung"], strict=True):
            rows[row] = FilledRow(count)
        for row, computed in computed_rows(indikator, rows).items():
            rows[row] = FilledRow(computed.answer)
        own = rows.get(indikator.row, FilledRow())
        rows[indikator.row] = FilledRow(own.answer, note, evidence)
    return rows


def workbook() -> bytes:
    """Return the filled form."""
    return write_lke(form(), filled_rows(), satker=OFFICE.satker, year=YEAR)


def summary_rows() -> list[tuple[str, ...]]:
    """Return the report's summary of the self-assessment: number, component, weight, value, share."""
    points = score(form(), filled_rows())
    rows = []
    for place, code in enumerate(_SUMMARY, 1):
        node = form().node_by_code[code]
        share = points[code] / node.weight
        rows.append(
            (
                str(place),
                f"{code} {_title(node.name)}",
                *map(_number, (node.weight, points[code], 100 * share)),
            )
        )
    total = points["A"] + points["B"]
    rows.append(("", "Nilai Akhir", "100,00", _number(total), _number(total)))
    return rows


def _title(name: str) -> str:
    return name.title().replace(" Dan ", " dan ").replace(" Yang ", " yang ")


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
