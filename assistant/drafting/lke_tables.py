"""The evaluation sheet in a draft: answers under their area with what a better one needs, and the annex."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assistant.drafting.elements import Run
from assistant.lke.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.checking.format import Format
    from assistant.drafting.additions import Addition
    from assistant.drafting.sheet import Sheet
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Indikator, Lke, Node

_HEADER = ("Indikator LKE", "Jawaban", "Catatan", "Agar jawaban lebih baik")
_WIDTHS = (36, 12, 26, 26)
# A note tells its point in the first sentences; the whole of it stands in the sheet.
_LONGEST_NOTE = 240
_TOP_OF_INDEX = 4.0
_NO_ANSWER = "belum dijawab"


def section_of(code: str, fmt: Format) -> str | None:
    """Return the format's section that reports on a code of the LKE; None if no section does."""
    best, length = None, -1
    for section in fmt.bagian:
        for area in section.area:
            if (code == area or code.startswith(area + ".")) and len(area) > length:
                best, length = section.id, len(area)
    return best


def answer_tables(lke: Lke, answers: Sequence[LkeAnswer], fmt: Format) -> dict[str, list[Addition]]:
    """Return for each section on an area the table of its answers, a short part for each sub-area."""
    by_code = {answer.code: answer for answer in answers}
    groups: dict[str, list[Node]] = {}
    for group in lke.groups if by_code else ():
        section = section_of(group.code, fmt)
        if section is not None:
            groups.setdefault(section, []).append(group)
    titles = {section.id: section.judul for section in fmt.bagian}
    return {
        section: [partial(_write, lke, tuple(nodes), by_code, titles[section])]
        for section, nodes in groups.items()
    }


def _write(
    lke: Lke, groups: Sequence[Node], answers: Mapping[str, LkeAnswer], title: str, sheet: Sheet
) -> list[str]:
    rows: list[list[str]] = []
    for group in groups:
        rows.append(_group_row(lke, group, answers, sheet))
        rows += [_row(i, answers.get(i.code), sheet) for i in lke.indikator_of(group.code)]
    return sheet.titled_table(f"Jawaban LKE {title} Tahun {sheet.year}", _HEADER, rows, _WIDTHS)


def _group_row(lke: Lke, group: Node, answers: Mapping[str, LkeAnswer], sheet: Sheet) -> list[str]:
    """Return the row that opens a sub-area: name, and score of its weight where the answers give one."""
    score = group_score(lke, group, answers)
    name = Run(f"{group.code} {group.name}", bold=True)
    shown = "" if score is None else f"{decimal(score)} dari {decimal(group.weight)}"
    return [sheet.writer.run(name), sheet.writer.run(Run(shown, bold=True)) if shown else "", "", ""]


def _row(indikator: Indikator, answer: LkeAnswer | None, sheet: Sheet) -> list[str]:
    note = answer.note if answer is not None else ""
    texts = (
        f"{indikator.code.rpartition('.')[2]}. {indikator.name}",
        _shown(answer),
        note if len(note) <= _LONGEST_NOTE else note[: _LONGEST_NOTE - 3].rstrip() + "...",
        next_better(indikator, answer),
    )
    return [sheet.writer.run(Run(text)) if text else "" for text in texts]


def _shown(answer: LkeAnswer | None) -> str:
    if answer is None or answer.answer is None:
        return _NO_ANSWER
    return answer.raw.strip() or str(answer.answer)


def next_better(indikator: Indikator, answer: LkeAnswer | None) -> str:
    """Return the criterion of the next better answer; empty for the best one and for counts."""
    choices = [choice for choice, _ in indikator.criteria]
    given = answer.answer if answer is not None else None
    if not choices or given == choices[0]:
        return ""
    place = choices.index(given) if isinstance(given, str) and given in choices else len(choices)
    choice, criterion = indikator.criteria[max(0, place - 1)]
    return f"{choice}: {criterion}"


def group_score(lke: Lke, group: Node, answers: Mapping[str, LkeAnswer]) -> float | None:
    """Return the points of a sub-area; None if one of its indicators is answered by counts.

    Weight times the mean of its indicators, one without an answer counting 0 (Permenpan RB 90/2021).
    """
    shares: list[tuple[float, float]] = []
    for indikator in lke.indikator_of(group.code):
        share = _share(lke, indikator, answers.get(indikator.code))
        if share is None:
            return None
        shares.append((indikator.weight if indikator.weight is not None else 1.0, share))
    total = sum(weight for weight, _ in shares)
    return group.weight * sum(weight * share for weight, share in shares) / total if total else None


def _share(lke: Lke, indikator: Indikator, answer: LkeAnswer | None) -> float | None:
    value = answer.answer if answer is not None else None
    if indikator.answer is Answer.PERSEN:
        return None
    if value is None:
        return 0.0
    if indikator.answer is Answer.INDEKS:
        return min(1.0, float(value) / _TOP_OF_INDEX)
    return lke.scales.get(indikator.answer, {}).get(str(value))


def annex(lke: Lke | None, answers: Sequence[LkeAnswer], sheet: Sheet) -> str:
    """Return the annex: components, areas and sub-areas with weight and, where answers are given, score."""
    sheet.enter("LKE", "Lampiran LKE")
    writer = sheet.writer
    if lke is None:
        return writer.paragraph(
            [sheet.ask(f"nilai setiap unsur dari LKE {sheet.year}", key="nilai")], "Isi Laporan"
        )
    by_code = {answer.code: answer for answer in answers}
    scores = {g.code: group_score(lke, g, by_code) for g in lke.groups} if by_code else {}
    rows: list[list[str]] = []
    for node in lke.nodes:
        bold = node.code.count(".") < 2
        score = _total(lke, node, scores)
        name = Run(f"{node.code.rpartition('.')[2]}. {node.name}", bold=bold)
        cells = (
            name,
            Run(decimal(node.weight), bold=bold),
            Run("" if score is None else decimal(score), bold=bold),
        )
        rows.append([writer.run(cell) if cell.text else "" for cell in cells])
    lead = "" if scores else f"nilai setiap unsur dari LKE tahun {sheet.year}"
    question = writer.paragraph([sheet.ask(lead, key="nilai")], "Isi Laporan") if lead else ""
    header = ("Unsur penilaian", "Bobot", f"Nilai {sheet.year}")
    title = f"Unsur Penilaian LKE Tahun {sheet.year}"
    return question + "".join(sheet.titled_table(title, header, rows, (64, 14, 22)))


def _total(lke: Lke, node: Node, scores: Mapping[str, float | None]) -> float | None:
    """Return the points of a node: its own, or the sum of all groups below it if each has some."""
    below = [scores.get(code) for code in _groups_below(lke, node)]
    known = [score for score in below if score is not None]
    return sum(known) if known and len(known) == len(below) else None


def _groups_below(lke: Lke, node: Node) -> Iterator[str]:
    return (g.code for g in lke.groups if g.code == node.code or g.code.startswith(node.code + "."))


def decimal(value: float) -> str:
    """Return points as Indonesian prints them: two decimals behind a comma."""
    return f"{value:.2f}".replace(".", ",")
