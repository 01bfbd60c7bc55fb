"""The score of an LKE as a workbook that an office works on: what to raise, who does it, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.rendering.score_view import (
    DIRECTION,
    MISSED,
    PASSED,
    answer_in_words,
    area_syarat,
    figure,
    name_in_words,
    points_of,
    verdict_in_words,
)
from assistant.rendering.xlsx_sheets import CellValue, Column, Sheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.lke.improvement import Raise, Way
    from assistant.lke.scoring import Check
    from assistant.rendering.score_view import ScoreReport

_RED, _GREEN = "F8D7DA", "D5EDDB"
_POINTS, _PERCENT = "0.00", "0.0"
_REACHED, _SHORT = "Terpenuhi", "Belum"
Row = tuple[CellValue, ...]


def score_workbook(report: ScoreReport) -> bytes:
    """Return a score as a workbook.

    Its sheets: `Ringkasan`, `Rincian`, `Predikat`, `Jalan termurah`, and `Perbandingan` if there is another
    LKE to compare with.
    """
    sheets = [_summary_sheet(report), _parts_sheet(report), _checks_sheet(report), _ways_sheet(report)]
    if report.old is not None:
        sheets.append(_comparison_sheet(report))
    return workbook_bytes(sheets, f"Nilai LKE {report.document.source.name}")


def _summary_sheet(report: ScoreReport) -> Sheet:
    columns = (
        Column("Hal", 46, wrap=True),
        Column("Nilai", 11, number_format=_POINTS),
        Column("Bobot", 11, number_format=_POINTS),
        Column("%", 9, number_format=_PERCENT),
        Column("Keterangan", 70, wrap=True, fills={PASSED: _GREEN, MISSED: _RED}),
    )
    return Sheet("Ringkasan", columns, tuple(_summary_rows(report)), autofilter=False)


def _summary_rows(report: ScoreReport) -> Iterator[Row]:
    document, score = report.document, report.new.score
    year = document.identity.year
    yield "Satuan kerja", None, None, None, document.identity.satker or "tidak dikenali"
    yield "Tahun", None, None, None, str(year) if year else "tidak dikenali"
    yield "Berkas", None, None, None, document.source.name
    if report.old is not None:
        yield "Berkas pembanding", None, None, None, report.old.document.source.name
    yield "Nilai total", score.total, 100, score.total, report.title
    for node in report.lke.nodes:
        if node.code.count(".") < 2 and (node.code not in score.values):
            part = score.parts[node.code]
            name = f"{node.code} {name_in_words(report.lke, node.code)}"
            yield name, part.value, part.weight, part.percent, None
    for syarat in area_syarat(report.lke):
        points = sum(score.parts[code].value for code in syarat.codes)
        weight = sum(score.parts[code].weight for code in syarat.codes)
        yield syarat.name, points, weight, 100 * points / weight, "Pemenuhan dan Reform bersama-sama"
    for name in score.predikat:
        yield f"Predikat {name}", None, None, None, verdict_in_words(report.new, name)
    for said, codes in report.codes_by_lack.items():
        yield f"Dihitung nol: {said}", len(codes), None, None, ", ".join(codes)
    for warning in document.warnings:
        yield "Perhatian", None, None, None, warning
    yield "LKE", None, None, None, report.rules.lke
    yield "Sidik berkas (SHA-256)", None, None, None, document.source.sha256


def _parts_sheet(report: ScoreReport) -> Sheet:
    lacks = {code: f"Dihitung nol: {said}" for code, said in report.lacks.items()}
    columns = (
        Column("Kode", 13),
        Column("Unsur penilaian", 80, wrap=True),
        Column("Jawaban", 11),
        Column("Bobot", 10, number_format=_POINTS),
        Column("Nilai", 10, number_format=_POINTS),
        Column("%", 9, number_format=_PERCENT),
        Column("Keterangan", 34, wrap=True, fills=dict.fromkeys(lacks.values(), _RED)),
    )
    score = report.new.score
    answers = {answer.code: answer.answer for answer in report.new.answers}
    rows: list[Row] = []
    for code in report.lke.codes:
        part, is_asked = score.parts[code], code in score.values
        answer = answer_in_words(report.lke, code, answers.get(code)) if is_asked else None
        points = points_of(report.new, code)
        name = name_in_words(report.lke, code)
        rows.append((code, name, answer, part.weight, points, part.percent, lacks.get(code)))
    return Sheet("Rincian", columns, tuple(rows))


def _checks_sheet(report: ScoreReport) -> Sheet:
    columns = (
        Column("Predikat", 11),
        Column("Syarat", 52, wrap=True),
        Column("Nilai", 11, number_format=_POINTS),
        Column("Minimal", 11, number_format=_POINTS),
        Column("Kekurangan", 12, number_format=_POINTS),
        Column("Satuan", 10),
        Column("Keterangan", 14, fills={_REACHED: _GREEN, _SHORT: _RED}),
    )
    rows = tuple(
        _check_row(name, check)
        for name, verdict in report.new.score.predikat.items()
        for check in verdict.checks
    )
    return Sheet("Predikat", columns, rows)


def _check_row(predikat: str, check: Check) -> Row:
    short = None if check.passed else check.minimum - check.value
    unit = "persen" if check.is_share else "poin"
    said = _REACHED if check.passed else _SHORT
    return predikat, check.name, check.value, check.minimum, short, unit, said


def _ways_sheet(report: ScoreReport) -> Sheet:
    columns = (
        Column("Predikat", 11),
        Column("Kode", 13),
        Column("Indikator", 52, wrap=True),
        Column("Jawaban sekarang", 12),
        Column("Jawaban yang dituju", 12),
        Column("Tingkat", 9),
        Column("Tambahan poin", 11, number_format=_POINTS),
        Column("Yang diminta jawaban itu", 60, wrap=True),
        Column("PIC", 16, wrap=True, to_fill=True),
        Column("Tenggat", 12, number_format="dd/mm/yyyy", to_fill=True),
    )
    rows = [row for way in report.ways for row in _way_rows(report, way)]
    return Sheet("Jalan termurah", columns, tuple(rows))


def _way_rows(report: ScoreReport, way: Way) -> Iterator[Row]:
    for entry in way.raises:
        name = report.lke.name_of(entry.code)
        asked = criterion_of(report, entry)
        before = entry.before or None
        yield (
            *(way.predikat, entry.code, name, before, entry.after, entry.steps, entry.gain, asked),
            None,
            None,
        )
    for check in way.out_of_reach:
        said = (
            f"Tidak tercapai dengan menaikkan jawaban: {figure(check, check.value)}, "
            f"minimal {figure(check, check.minimum)}."
        )
        yield way.predikat, None, check.name, None, None, None, None, said, None, None


def criterion_of(report: ScoreReport, entry: Raise) -> str:
    """Return what the form asks for the answer that is to be reached."""
    indikator = report.lke.indikator_by_code[entry.code]
    return dict(indikator.criteria).get(entry.after, indikator.explanation)


def _comparison_sheet(report: ScoreReport) -> Sheet:
    old, new = (report.old.label if report.old else ""), report.new.label
    fills = {"Naik": _GREEN, "Turun": _RED}
    columns = (
        Column("Kode", 13),
        Column("Unsur penilaian", 70, wrap=True),
        Column("Bobot", 10, number_format=_POINTS),
        Column(f"Jawaban {old}", 14),
        Column(f"Jawaban {new}", 14),
        Column(f"Nilai {old}", 12, number_format=_POINTS),
        Column(f"Nilai {new}", 12, number_format=_POINTS),
        Column("Selisih", 10, number_format="+0.00;-0.00;0.00"),
        Column("Perubahan", 11, fills=fills),
    )
    return Sheet("Perbandingan", columns, tuple(_comparison_rows(report)))


def _comparison_rows(report: ScoreReport) -> Iterator[Row]:
    if report.old is None:
        return
    for change in report.changes:
        code = change.code
        answers: tuple[CellValue, ...] = (None, None)
        if code in report.lke.indikator_by_code:
            both = (change.old_answer, change.new_answer)
            answers = tuple(answer_in_words(report.lke, code, answer) for answer in both)
        points = (points_of(rated, code) for rated in (report.old, report.new))
        name, weight = name_in_words(report.lke, code), change.new.weight
        yield code, name, weight, *answers, *points, change.gain, DIRECTION[change.direction]
