"""What every view of a score shows, and the words for it; two LKE side by side in terminal and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from assistant.language.clean import printable
from assistant.lke.comparison import Change, Direction
from assistant.lke.model import Answer
from assistant.lke.scoring import INDEX_SCALE, Lack, lack_of
from assistant.rendering.json_output import Json, head
from assistant.rendering.wording import in_title_case, number_in_words, shorten

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.document import Document
    from assistant.lke.answer_values import AnswerValue
    from assistant.lke.comparison import Rated
    from assistant.lke.improvement import Way
    from assistant.lke.model import Lke, Syarat
    from assistant.lke.scoring import Check
    from assistant.rendering.json_output import Rules

DIRECTION = {Direction.UP: "Naik", Direction.SAME: "Tetap", Direction.DOWN: "Turun"}
DIRECTION_CLASS = {Direction.UP: "ok", Direction.SAME: "none", Direction.DOWN: "error"}
PASSED, MISSED = "Memenuhi syarat", "Belum memenuhi syarat"
NO_ANSWER = "–"
_LACK = {
    Lack.NO_LINE: "tidak ada barisnya di dalam berkas",
    Lack.NO_ANSWER: "belum dijawab",
    Lack.UNREADABLE: "isi selnya bukan pilihan jawaban",
    Lack.NO_COUNTS: "jumlah-jumlah untuk persentasenya belum diisi",
    Lack.ZERO_WHOLE: "jumlah pembaginya nol",
    Lack.OFF_SCALE: f"nilainya di luar skala 0–{INDEX_SCALE}",
}
_STYLES = {Direction.UP: "green", Direction.SAME: "", Direction.DOWN: "red"}
_NAME_LENGTH = 60
# Enough of a cell to find it by.
_RAW_LENGTH = 30
# More than fit on a screen; the workbook and the page show all.
_SHOWN_CHANGES = 20


@dataclass(frozen=True)
class ScoreReport:
    """A score with all that is shown of it.

    Attributes:
        ways: the way to each predicate that is not reached.
        old: the LKE that it is compared with; None if it stands alone.
        changes: every part in both; empty without `old`.
    """

    lke: Lke
    rules: Rules
    new: Rated
    ways: tuple[Way, ...] = ()
    old: Rated | None = None
    changes: tuple[Change, ...] = ()

    @property
    def document(self) -> Document:
        """What the score is of."""
        return self.new.document

    @property
    def title(self) -> str:
        """One sentence: what was reached, and since when it grew or shrank."""
        said = f"Nilai LKE {number_in_words(self.new.score.total)} dari 100"
        if self.old is None:
            return f"{said}."
        gain = signed(self.new.score.total - self.old.score.total)
        return f"{said} ({self.new.label}); {self.old.label} {number_in_words(self.old.score.total)}: {gain}."

    @property
    def lacks(self) -> dict[str, str]:
        """Why an indicator's answer counts for nothing, in Indonesian, by code in the form's order."""
        given = {answer.code: answer for answer in self.new.answers}
        lacks: dict[str, str] = {}
        for code in self.new.score.missing:
            answer = given.get(code)
            lack = lack_of(self.lke.indikator_by_code[code], answer)
            said = f": “{shorten(answer.raw, _RAW_LENGTH)}”" if answer and lack is Lack.UNREADABLE else ""
            lacks[code] = _LACK[lack] + said
        return lacks

    @property
    def codes_by_lack(self) -> dict[str, list[str]]:
        """The same by reason."""
        grouped: dict[str, list[str]] = {}
        for code, said in self.lacks.items():
            grouped.setdefault(said, []).append(code)
        return grouped

    @property
    def changed_answers(self) -> tuple[Change, ...]:
        """The indicators that gained or lost, the largest difference first."""
        moved = [c for c in self.changes if c.code in self.lke.indikator_by_code and c.direction != "same"]
        return tuple(sorted(moved, key=lambda change: -abs(change.gain)))


def labels(old: Document, new: Document) -> tuple[str, str]:
    """Return what tells two LKE apart: their offices, their years, or the names of their files."""
    both = old.identity, new.identity
    satker = [identity.satker or "" for identity in both]
    years = [str(identity.year or "") for identity in both]
    telling = [pair for pair in (satker, years) if all(pair) and pair[0] != pair[1]]
    if not telling and old.source.name != new.source.name:
        telling = [[old.source.name, new.source.name]]
    first, second = (" ".join(pair[side] for pair in telling) for side in (0, 1))
    return first or "pertama", second or "kedua"


def comparison_notes(old: Document, new: Document) -> tuple[str, ...]:
    """Return what is to be told of two LKE before they are compared."""
    first, second = old.identity.year, new.identity.year
    if first is None or second is None or first <= second:
        return ()
    said = f"LKE pertama bertahun {first}, lebih baru daripada LKE kedua ({second})"
    return (f"{said}; selisih dihitung dari yang pertama ke yang kedua.",)


def answer_in_words(lke: Lke, code: str, answer: AnswerValue) -> str:
    """Return an answer as the form shows it: a letter, a percentage, an index."""
    if answer is None:
        return NO_ANSWER
    if isinstance(answer, str):
        return answer
    if lke.indikator_by_code[code].answer is Answer.PERSEN:
        return f"{number_in_words(100 * answer)}%"
    return number_in_words(answer)


def points_of(rated: Rated, code: str) -> float:
    """Return the points that a node or indicator has; `Part.value` of an indicator may be its answer's."""
    part = rated.score.parts[code]
    return part.weight * rated.score.values[code] if code in rated.score.values else part.value


def name_in_words(lke: Lke, code: str) -> str:
    """Return the name of a part; those that the form prints in capitals in title case."""
    return in_title_case(lke.name_of(code))


def verdict_in_words(rated: Rated, predikat: str) -> str:
    """Return whether a predicate's thresholds are reached."""
    return PASSED if rated.score.predikat[predikat].passed else MISSED


def area_syarat(lke: Lke) -> tuple[Syarat, ...]:
    """Return the thresholds that look at an area of change as a whole, in the order of the areas."""
    return tuple(syarat for syarat in lke.predikat[0].syarat if syarat.is_share)


def figure(check: Check, value: float) -> str:
    """Return a number as a threshold counts it: points or percent."""
    return number_in_words(value) + ("%" if check.is_share else "")


def signed(value: float) -> str:
    """Return a difference with its sign: `+1,5`, `−0,25`, `0`."""
    text = number_in_words(abs(value))
    return text if text == "0" else f"{'+' if value > 0 else '−'}{text}"


def print_comparison(report: ScoreReport, console: Console) -> None:
    """Print two LKE side by side: areas, thresholds, answers that changed."""
    identity = report.document.identity
    console.print(Text(printable(identity.satker or report.document.source.name), style="bold"))
    console.print(Text(printable(report.title), style="bold"), "")
    console.print(_parts_table(report))
    console.print(_checks_table(report))
    moved = report.changed_answers
    if not moved:
        console.print(Text("Tidak ada indikator yang nilainya berubah."))
        return
    console.print(_answers_table(report, moved[:_SHOWN_CHANGES]))
    if len(moved) > _SHOWN_CHANGES:
        rest = len(moved) - _SHOWN_CHANGES
        console.print(Text(f"... dan {rest} indikator lagi; semuanya ada pada halaman HTML dan XLSX."))


def _parts_table(report: ScoreReport) -> Table:
    table = _table("Nilai menurut area", ("Kode", "Area"), _sides(report))
    shown = {node.code for node in report.lke.areas}
    for change in (c for c in report.changes if c.code in shown):
        figures = [number_in_words(part.value) for part in (change.old, change.new)]
        style = _STYLES[change.direction]
        name = name_in_words(report.lke, change.code)
        table.add_row(change.code, name, *figures, Text(signed(change.gain), style=style))
    return table


def _checks_table(report: ScoreReport) -> Table:
    """Return every threshold: what both reached, and the minimum of each predicate."""
    names = list(report.new.score.predikat)
    table = _table("Syarat predikat", ("Syarat",), (*_sides(report)[:2], *names))
    for index, checks in enumerate(zip(*(report.new.score.predikat[n].checks for n in names), strict=True)):
        first = checks[0]
        old = report.old.score.predikat[names[0]].checks[index].value if report.old else first.value
        values = (figure(first, value) for value in (old, first.value))
        table.add_row(first.name, *values, *map(minimum_text, checks))
    return table


def minimum_text(check: Check) -> Text:
    """Return a threshold's minimum with a mark: reached or not."""
    mark, style = ("✓", "green") if check.passed else ("✗", "red")
    return Text(f"{mark} ≥ {figure(check, check.minimum)}", style=style)


def _answers_table(report: ScoreReport, moved: tuple[Change, ...]) -> Table:
    table = _table("Indikator yang berubah", ("Kode", "Indikator"), _sides(report))
    for change in moved:
        answers = (
            answer_in_words(report.lke, change.code, answer)
            for answer in (change.old_answer, change.new_answer)
        )
        name = shorten(report.lke.name_of(change.code), _NAME_LENGTH)
        gain = Text(signed(change.gain), style=_STYLES[change.direction])
        table.add_row(change.code, name, *answers, gain)
    return table


def _table(title: str, left: tuple[str, ...], right: tuple[str, ...]) -> Table:
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left")
    for name in left[:-1]:
        table.add_column(name)
    table.add_column(left[-1], ratio=1)
    for name in right:
        table.add_column(printable(name), justify="right", overflow="fold")
    return table


def _sides(report: ScoreReport) -> tuple[str, str, str]:
    old = report.old.label if report.old else ""
    return old, report.new.label, "Selisih"


def comparison_json(report: ScoreReport) -> Json:
    """Return two LKE side by side (`zi/score-comparison@1`); the head is that of the second one.

    Raises:
        ValueError: the report holds one LKE only.
    """
    if report.old is None:
        raise ValueError("a comparison needs two LKE")
    value = head("zi/score-comparison@1", report.document, report.rules)
    value |= {"old": _side_json(report.old), "new": _side_json(report.new)}
    value["gain"] = _points(report.new.score.total - report.old.score.total)
    value["parts"] = {
        change.code: {
            "weight": _points(change.new.weight),
            "old": _points(change.old.value),
            "new": _points(change.new.value),
            "gain": _points(change.gain),
            "direction": change.direction.value,
        }
        for change in report.changes
    }
    value["answers"] = {
        change.code: {"old": change.old_answer, "new": change.new_answer}
        for change in report.changes
        if change.code in report.lke.indikator_by_code
    }
    return value


def _side_json(rated: Rated) -> Json:
    source, identity = rated.document.source, rated.document.identity
    return {
        "label": rated.label,
        "name": source.name,
        "sha256": source.sha256,
        "satker": identity.satker,
        "year": identity.year,
        "total": _points(rated.score.total),
        "missing": list(rated.score.missing),
        "predikat": {name: verdict.passed for name, verdict in rated.score.predikat.items()},
    }


def _points(value: float) -> float:
    return round(value, 6)
