"""Results for the terminal, drawn with rich; every function writes only to the console it is given.

Document text reaches the screen only as `Text`, never as rich markup, and without control characters: what
stands in a report can neither colour the screen nor steer the terminal. Nothing depends on colour alone.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Self

from rich import box
from rich.panel import Panel
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from assistant.drafting.model import FactKind, Fate
from assistant.language.clean import printable
from assistant.lke.model import area_of
from assistant.mapping.service import service_of
from assistant.rendering.coverage_map import service_step
from assistant.rendering.wording import (
    DOCUMENT_TYPE,
    FACT_KIND,
    FAIR_SCORE,
    FATE,
    SERVICE,
    SUPPORT,
    Support,
    in_title_case,
    months_in_words,
    place,
    score_in_words,
    service_in_words,
    shorten,
    size_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from rich.console import Console, RenderableType

    from assistant.document import Document
    from assistant.drafting.model import Draft, Fact
    from assistant.errors import AssistantError
    from assistant.lke.model import Lke
    from assistant.mapping.model import CoverageEntry, MappedItem, MappingResult
    from assistant.reading.rencana import Rencana
    from assistant.userdata import Holding

# What happens faster than this needs no progress bar: it would only flicker.
PROGRESS_DELAY_SECONDS = 1.0


class RichProgress:
    """A progress bar that appears only once the work has lasted about a second.

    Where there is no terminal it shows nothing. Leaving it as a context manager takes the bar away, also when
    the work fails in the middle of a step.
    """

    def __init__(self, console: Console, delay: float = PROGRESS_DELAY_SECONDS) -> None:
        self._console = console
        self._delay = delay
        self._begun: float | None = None
        self._bar: Progress | None = None
        self._timer: threading.Timer | None = None
        self._lock = threading.RLock()  # the timer's thread shows what the worker's may just be ending

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish()

    def start(self, label: str, total: int | None = None) -> None:
        """Begin a step; one that is still running ends."""
        self.finish()
        if not self._console.is_terminal:
            return
        now = time.monotonic()
        self._begun = now if self._begun is None else self._begun
        with self._lock:
            self._bar = Progress(
                SpinnerColumn("line"),
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=24),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            self._bar.add_task(printable(label), total=total)
            self._timer = threading.Timer(max(0.0, self._begun + self._delay - now), self._show, [self._bar])
            self._timer.daemon = True
            self._timer.start()

    def advance(self, units: int = 1) -> None:
        """Move the bar of the current step."""
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0], units)

    def finish(self) -> None:
        """Take away the bar of the current step, if there is one."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            if self._bar is not None and self._bar.live.is_started:
                self._bar.stop()
            self._bar = self._timer = None

    def _show(self, bar: Progress) -> None:
        with self._lock:
            if bar is self._bar:
                bar.start()


def print_error(error: AssistantError, console: Console) -> None:
    """Print what went wrong and what to do about it."""
    body = Text(printable(error.message))
    if error.remedy:
        body.append("\n\n").append("Yang dapat dilakukan: ", style="bold").append(printable(error.remedy))
    console.print(Panel(body, title="Tidak dapat dilanjutkan", title_align="left", border_style="red"))


def print_outline(document: Document, console: Console) -> None:
    """Print the sections of a document as a tree, with the number of paragraphs below each heading."""
    console.print(headline(document))
    counts = Counter(block.section for block in document.blocks)
    tree = Tree(Text(printable(document.source.name), style="bold"))
    branches: dict[str | None, Tree] = {None: tree}
    for section in document.sections:
        label = Text(printable(f"{section.number} {section.title}".strip()))
        where = place(section.location.page, section.location.line)
        own = max(0, counts[section.id] - 1)  # its heading is one of them
        label.append(f"  {where}" if where else "", style="dim").append(f"  [{own}]", style="dim")
        branches[section.id] = branches.get(section.parent, tree).add(label)
    console.print(tree)
    console.print(
        Text(
            f"{len(document.sections)} judul, {len(document.blocks)} blok teks, "
            f"{len(document.tables)} tabel, {len(document.figures)} gambar, {len(document.links)} tautan. "
            "Angka dalam kurung siku: jumlah blok langsung di bawah judul itu."
        )
    )


def print_actions(document: Document, rencana: Rencana, console: Console) -> None:
    """Print the actions of a plan as a table."""
    console.print(headline(document))
    table = plain_table(
        "No.", "Area", "Langkah aksi", "Bukti", "Waktu", "Letak", widths=(4, 11, None, 5, 14, 9)
    )
    for number, action in enumerate(rencana.actions, 1):
        target = action.target_waktu
        table.add_row(
            str(number),
            action.code or action.area or "-",
            Text(shorten(action.langkah_aksi, 160)),
            str(len(action.bukti_fisik)),
            Text(shorten(target.text, 40) or months_in_words(target.months) or "-"),
            place(action.location.page, action.location.line, action.location.line_end),
        )
    console.print(table)
    evidence = sum(len(action.bukti_fisik) for action in rencana.actions)
    console.print(Text(f"{len(rencana.actions)} langkah aksi dengan {evidence} bukti fisik."))


def print_mapping(
    document: Document,
    result: MappingResult,
    lke: Lke,
    console: Console,
    *,
    rencana: Rencana | None = None,
) -> None:
    """Print the best indicator of each mapped paragraph, and how well the areas are covered.

    Args:
        document: the document that was mapped.
        result: its mapping.
        lke: the form that it refers to.
        console: where to print.
        rencana: its actions if it is a plan; what they serve is then shown instead of the coverage.
    """
    console.print(headline(document))
    table = plain_table("Blok", "Letak", "Teks", "Indikator", "Skor", widths=(5, 11, None, 12, 6))
    mapped = [item for item in result.items if item.candidates or item.correction]
    for item in mapped:
        table.add_row(
            item.block,
            place(item.page, item.line) or "-",
            Text(shorten(item.text, 85)),
            *_best_of(item),
        )
    console.print(table)
    speaking = sum(1 for item in result.items if item.candidates)
    unsure = sum(1 for item in mapped if item.candidates and item.candidates[0].score < FAIR_SCORE)
    console.print(
        Text(
            f"{speaking} dari {len(result.items)} bagian teks berbicara tentang sebuah indikator; "
            f"{unsure} di antaranya masih ragu (?). Alasannya: zi jelaskan BERKAS --blok BLOK.\n"
        )
    )
    if rencana is not None and rencana.actions:
        _print_service(rencana, lke, console)
        return
    console.print(_coverage_table(result.coverage, lke))
    console.print(Text(coverage_in_words(result.coverage)))
    _print_open("Belum dibahas", [entry.code for entry in result.coverage if entry.best <= 0], console)


def _best_of(item: MappedItem) -> tuple[Text, Text]:
    """Return the cells for indicator and score: `*` marks a correction, `?` a doubtful proposal."""
    if not item.candidates:
        return Text("- *"), Text("")
    best = item.candidates[0]
    mark = " *" if item.correction else " ?" if best.score < FAIR_SCORE else ""
    style = "bold" if item.correction else "yellow" if mark else ""
    return Text(best.code), Text(score_in_words(best.score) + mark, style=style)


def _print_service(rencana: Rencana, lke: Lke, console: Console) -> None:
    """Print a row per area: how many of its indicators the plan's actions serve; then those none serves."""
    services = service_of(rencana, lke)
    steps = (Support.STRONG, Support.FAIR, Support.NONE)
    table = plain_table("Area", "", *(SERVICE[s] for s in steps), widths=(7, None, 8, 10, 9))
    table.title = "Indikator LKE yang dilayani langkah aksi:"
    by_area: dict[str, Counter[Support]] = {}
    for service in services:
        by_area.setdefault(area_of(service.code), Counter())[service_step(service)] += 1
    for area, counts in by_area.items():
        name = Text(shorten(in_title_case(lke.name_of(area)), 60))
        table.add_row(area, name, *(str(counts[step]) for step in steps))
    console.print(table)
    console.print(Text(service_in_words(services)))
    missing = [service.code for service in services if service_step(service) is Support.NONE]
    _print_open("Tidak dilayani", missing, console)
    idle = [str(number) for number, action in enumerate(rencana.actions, 1) if action.code is None]
    if idle:
        console.print(Text(f"Langkah aksi tanpa indikator yang dikenali: nomor {', '.join(idle)}."))


def _print_open(label: str, codes: Sequence[str], console: Console) -> None:
    """Print the codes of indicators that are open, those of one sub-area together: `A.I.2.i.a/b`."""
    groups: dict[str, list[str]] = {}
    for code in codes:
        group, _, letter = code.rpartition(".")
        groups.setdefault(group, []).append(letter)
    if groups:
        joined = ", ".join(f"{group}.{'/'.join(letters)}" for group, letters in groups.items())
        console.print(Text(f"{label}: {joined}."))


def print_draft(document: Document, draft: Draft, console: Console) -> None:
    """Print what became of last year's facts, and how many fields each section leaves to be filled in."""
    print_facts(document, draft.facts, console)
    if draft.open_fields:
        table = plain_table("Bagian", "Isian", widths=(None, 7))
        table.title = "Yang harus dilengkapi:"
        for section, count in Counter(field.section for field in draft.open_fields).items():
            table.add_row(Text(shorten(section, 110) or "-"), str(count))
        console.print(table)
    console.print(Text(f"{len(draft.open_fields)} isian disorot di dalam draf dan harus dilengkapi."))
    known = len(draft.fields) - len(draft.open_fields)
    if known:
        console.print(Text(f"{known} isian sudah diisi dari berkas data."))


def print_facts(document: Document, facts: Sequence[Fact], console: Console) -> None:
    """Print how many year-bound facts were rolled, asked for and kept, by kind."""
    console.print(headline(document))
    titles = (FATE[fate].capitalize() for fate in Fate)
    table = plain_table("Jenis", *titles, widths=(None, 13, 13, 15))
    counts = Counter((fact.kind, fact.action) for fact in facts)
    for kind in FactKind:
        row = [counts[kind, fate] for fate in Fate]
        if any(row):
            table.add_row(FACT_KIND[kind], *(str(count) for count in row))
    console.print(table)
    totals = Counter(fact.action for fact in facts)
    said = ", ".join(f"{totals[fate]} {FATE[fate]}" for fate in Fate)
    console.print(Text(f"{len(facts)} fakta terikat tahun: {said}."))


def print_holdings(home: Path, found: Sequence[Holding], console: Console) -> None:
    """Print what lies in the user's data directory: kind, files, size, and from when."""
    console.print(Text(f"Data program di komputer ini: {printable(str(home))}\n"))
    table = plain_table("Jenis", "Isi", "Berkas", "Ukuran", "Dari", "Sampai", widths=(8, None, 7, 9, 10, 10))
    for holding in found:
        days = (f"{day:%d-%m-%Y}" if day else "-" for day in (holding.oldest, holding.newest))
        size = size_in_words(holding.size)
        table.add_row(holding.kind, Text(holding.description), str(holding.files), size, *days)
    console.print(table)


def coverage_in_words(coverage: Sequence[CoverageEntry]) -> str:
    """Return one sentence on how many indicators the text speaks to."""
    covered = sum(1 for entry in coverage if entry.best > 0)
    return f"{covered} dari {len(coverage)} indikator dibahas; {len(coverage) - covered} belum."


def headline(document: Document) -> Text:
    """Return the line that heads every view: whose document it is, what it is, of which year."""
    identity, source = document.identity, document.source
    line = Text(printable(identity.satker or "Satker tidak dikenali"), style="bold")
    line.append(f" · {DOCUMENT_TYPE[identity.document_type]}", style="not bold")
    line.append(f" · {identity.year or 'tahun tidak dikenali'}", style="not bold")
    return line.append(f" · {printable(source.name)}\n", style="not bold dim")


def plain_table(*titles: str, widths: Sequence[int | None]) -> Table:
    """Return an empty table that also fits 80 columns: fixed widths, one column (None) takes the rest."""
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        expand=True,
        title_justify="left",
        title_style="bold",
    )
    for title, width in zip(titles, widths, strict=True):
        table.add_column(title, width=width, ratio=1 if width is None else None, overflow="fold")
    return table


def _coverage_table(coverage: Sequence[CoverageEntry], lke: Lke) -> RenderableType:
    """Return a row per area: how many of its indicators are covered, and how well."""
    steps = (Support.STRONG, Support.FAIR, Support.WEAK, Support.NONE)
    table = plain_table("Area", "", *(SUPPORT[s] for s in steps), widths=(7, None, 5, 6, 6, 13))
    table.title = "Cakupan indikator LKE:"
    by_area: dict[str, Counter[Support]] = {}
    for entry in coverage:
        by_area.setdefault(area_of(entry.code), Counter())[Support.of(entry.best)] += 1
    for area, counts in by_area.items():
        name = Text(shorten(in_title_case(lke.name_of(area)), 60))
        table.add_row(area, name, *(str(counts[step]) for step in steps))
    return table
