"""The score of an LKE in the terminal: total, areas, thresholds, what is missing, the cheapest way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from assistant.language.clean import printable
from assistant.rendering.score_view import figure, minimum_text
from assistant.rendering.wording import in_title_case, number_in_words, shorten

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.lke.improvement import Way
    from assistant.lke.model import Lke
    from assistant.lke.scoring import Score
    from assistant.rendering.score_view import ScoreReport

_NAME_LENGTH = 60
# More than fit on a screen; the workbook and the page show all.
_SHOWN_RAISES = 12


def print_score(report: ScoreReport, console: Console) -> None:
    """Print a score: areas, thresholds, what is missing, the way to each predicate."""
    lke, score, document = report.lke, report.new.score, report.document
    head = Text(printable(document.identity.satker or document.source.name), style="bold")
    head.append(f"\nNilai LKE: {number_in_words(score.total)} dari 100", style="bold")
    for name, verdict in score.predikat.items():
        head.append(f"; {name} {'memenuhi syarat' if verdict.passed else 'belum memenuhi syarat'}")
    console.print(head, "")
    console.print(_areas(lke, score))
    console.print(_checks(score))
    if score.missing:
        console.print(Text(f"{len(score.missing)} indikator dihitung nol:", style="yellow"))
        for said, codes in report.codes_by_lack.items():
            console.print(Text(f"  {said}: {', '.join(codes)}", style="yellow"))
        console.print()
    for way in report.ways:
        _print_way(lke, way, console)


def _areas(lke: Lke, score: Score) -> Table:
    """Return points and percent of every area and of Hasil's parts."""
    table = Table(box=SIMPLE_HEAD, title="Nilai menurut area", title_justify="left")
    table.add_column("Kode")
    table.add_column("Area", ratio=1)
    for title in ("Nilai", "Bobot", "%"):
        table.add_column(title, justify="right")
    for node in lke.areas:
        part = score.parts[node.code]
        figures = (part.value, part.weight, part.percent)
        table.add_row(node.code, in_title_case(node.name), *(number_in_words(f) for f in figures))
    return table


def _checks(score: Score) -> Table:
    """Return every threshold of every predicate."""
    table = Table(box=SIMPLE_HEAD, title="Syarat predikat", title_justify="left")
    table.add_column("Syarat", ratio=1)
    table.add_column("Nilai", justify="right")
    names = list(score.predikat)
    for name in names:
        table.add_column(name, justify="right")
    rows = zip(*(score.predikat[name].checks for name in names), strict=True)
    for checks in rows:
        table.add_row(checks[0].name, figure(checks[0], checks[0].value), *map(minimum_text, checks))
    return table


def _print_way(lke: Lke, way: Way, console: Console) -> None:
    """Print what to raise for a predicate, or that it is reached."""
    if not way.raises and not way.out_of_reach:
        return
    steps = sum(r.steps for r in way.raises)
    title = f"Jalan termurah ke {way.predikat}: {steps} tingkat jawaban"
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left")
    table.add_column("Kode")
    table.add_column("Indikator", ratio=1)
    table.add_column("Jawaban")
    table.add_column("Tambahan", justify="right")
    for entry in way.raises[:_SHOWN_RAISES]:
        change = f"{entry.before or '–'} → {entry.after}"
        name = shorten(lke.name_of(entry.code), _NAME_LENGTH)
        table.add_row(entry.code, name, change, f"+{number_in_words(entry.gain)}")
    console.print(table)
    rest = len(way.raises) - _SHOWN_RAISES
    if rest > 0:
        console.print(Text(f"... dan {rest} indikator lagi; semuanya ada pada halaman HTML dan XLSX."))
    for check in way.out_of_reach:
        value, minimum = figure(check, check.value), figure(check, check.minimum)
        said = f"Tidak tercapai dengan menaikkan jawaban: {check.name} {value}, minimal {minimum}."
        console.print(Text(said, style="yellow"))
