"""The evaluation sheet in a draft: answers under their area with what a better one needs, and the annex."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assistant.drafting.elements import Run
from assistant.lke.scoring import score_lke

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.checking.format import Format
    from assistant.drafting.additions import Addition
    from assistant.drafting.sheet import Sheet
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator, Lke, Node
    from assistant.lke.scoring import Score

_HEADER = ("Indikator LKE", "Jawaban", "Catatan", "Agar jawaban lebih baik")
_WIDTHS = (31, 15, 27, 27)
# A note tells its point in its first words; the whole of it stands in the sheet.
_LONGEST_NOTE = 140
# Choices are letters; some sheets print the criterion beside them.
_LONGEST_ANSWER = 60
_NO_ANSWER = "belum dijawab"


def section_of(code: str, fmt: Format) -> str | None:
    """Return the format's section that reports on a code of the LKE; None if no section does."""
    best, length = None, -1
    for section in fmt.bagian:
        for area in section.area:
            if (code == area or code.startswith(area + ".")) and len(area) > length:
                best, length = section.id, len(area)
    return best


def answer_tables(
    lke: Lke, answers: Sequence[LkeAnswer], fmt: Format, *, stale: bool = False
) -> dict[str, list[Addition]]:
    """Return for each section on an area the table of its answers, a short part for each sub-area.

    With `stale` the answers are another year's: what they say is asked for anew.
    """
    if not answers:
        return {}
    by_code = {answer.code: answer for answer in answers}
    score = score_lke(lke, answers)
    groups: dict[str, list[Node]] = {}
    for group in lke.groups:
        section = section_of(group.code, fmt)
        if section is not None:
            groups.setdefault(section, []).append(group)
    titles = {section.id: section.judul for section in fmt.bagian}
    return {
        section: [partial(_write, lke, tuple(nodes), by_code, score, titles[section], stale)]
        for section, nodes in groups.items()
    }


def _write(
    lke: Lke,
    groups: Sequence[Node],
    answers: Mapping[str, LkeAnswer],
    score: Score,
    title: str,
    stale: bool,
    sheet: Sheet,
) -> list[str]:
    rows: list[list[str]] = []
    for group in groups:
        rows.append(_group_row(group, score, sheet))
        rows += [_row(i, answers.get(i.code), sheet, stale=stale) for i in lke.indikator_of(group.code)]
    return sheet.titled_table(f"Jawaban LKE {title} Tahun {sheet.year}", _HEADER, rows, _WIDTHS)


def _group_row(group: Node, score: Score, sheet: Sheet) -> list[str]:
    """Return the row that opens a sub-area: name, and its points of those that it can give."""
    shown = f"{decimal(score.parts[group.code].value)} dari {decimal(group.weight)}"
    runs = (Run(f"{group.code} {group.name}", bold=True), Run(shown, bold=True))
    return [*(sheet.writer.run(run) for run in runs), "", ""]


def _row(indikator: Indikator, answer: LkeAnswer | None, sheet: Sheet, *, stale: bool) -> list[str]:
    note = answer.note if answer is not None else ""
    texts = (
        f"{indikator.code.rpartition('.')[2]}. {indikator.name}",
        _shown(answer),
        _cut(" ".join(note.split()), _LONGEST_NOTE),
        next_better(indikator, answer),
    )
    runs = [Run(text) for text in texts]
    if stale:
        for column, asked in ((1, "jawaban"), (2, "catatan")):
            key = f"lke_{indikator.code}_{asked}"
            runs[column] = sheet.ask(asked, texts[column], key=key, columns=len(texts))
    return [sheet.writer.run(run) if run.text else "" for run in runs]


def _shown(answer: LkeAnswer | None) -> str:
    if answer is None or answer.answer is None:
        return _NO_ANSWER
    return _cut(answer.raw.strip() or str(answer.answer), _LONGEST_ANSWER)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 3].rstrip() + "..."


def next_better(indikator: Indikator, answer: LkeAnswer | None) -> str:
    """Return the criterion of the next better answer; empty for the best one and for counts."""
    choices = [choice for choice, _ in indikator.criteria]
    given = answer.answer if answer is not None else None
    if not choices or given == choices[0]:
        return ""
    # Without an answer it counts as the last one; to reach that takes nothing.
    place = choices.index(given) if isinstance(given, str) and given in choices else len(choices) - 1
    choice, criterion = indikator.criteria[max(0, place - 1)]
    return f"{choice}: {criterion}"


def annex(lke: Lke | None, answers: Sequence[LkeAnswer], sheet: Sheet) -> str:
    """Return the annex: components, areas and sub-areas with weight and, where answers are given, score."""
    sheet.enter("LKE", "Lampiran LKE")
    writer = sheet.writer
    if lke is None:
        return _question(sheet)
    score = score_lke(lke, answers) if answers else None
    rows: list[list[str]] = []
    for node in lke.nodes:
        bold = node.code.count(".") < 2
        points = "" if score is None else decimal(score.parts[node.code].value)
        name = Run(f"{node.code.rpartition('.')[2]}. {node.name}", bold=bold)
        cells = (name, Run(decimal(node.weight), bold=bold), Run(points, bold=bold))
        rows.append([writer.run(cell) if cell.text else "" for cell in cells])
    question = _question(sheet) if score is None else ""
    header = ("Unsur penilaian", "Bobot", f"Nilai {sheet.year}")
    title = f"Unsur Penilaian LKE Tahun {sheet.year}"
    return question + "".join(sheet.titled_table(title, header, rows, (64, 14, 22)))


def _question(sheet: Sheet) -> str:
    question = sheet.ask(f"nilai setiap unsur dari LKE tahun {sheet.year}", key="nilai")
    return sheet.writer.paragraph([question], "Isi Laporan")


def decimal(value: float) -> str:
    """Return points as Indonesian prints them: two decimals behind a comma."""
    return f"{value:.2f}".replace(".", ",")
