"""What all commands share: the run's options, where results go, many files at once."""

from __future__ import annotations

import io
import json
from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.delivery import Wanted, emit, expand, targets
from assistant.errors import AssistantError
from assistant.output import check_target
from assistant.workbench import Settings, Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console

    from assistant.command_line import RuleOptions
    from assistant.document import Document
    from assistant.drafting.model import Draft
    from assistant.drafting.plan_draft import PlanDraft
    from assistant.progress import Progress
    from assistant.rendering.json_output import Rules

    Rendered = dict[str, Any] | str | bytes | Callable[[Console], None]


_TEXT_WIDTH = 110  # of a console view that is written to a file


EXIT_FINDINGS = 10


FILE = click.Path(path_type=Path)


@dataclass(frozen=True)
class Run:
    """What the options before the command's name say."""

    settings: Settings
    quiet: bool

    def say(self, *lines: str) -> None:
        """Tell the user something that is not the product: on stderr, unless `-q`."""
        if not self.quiet:
            for line in lines:
                click.echo(line, err=True)

    def warn(self, warnings: Iterable[str]) -> None:
        """Tell the user what could not be done well."""
        self.say(*(f"Peringatan: {warning}" for warning in warnings))

    def summarise(self, document: Document, draft: Draft) -> None:
        """Tell the user what became of the facts and what is to be filled in."""
        if not self.quiet:
            from rich.console import Console

            from assistant.rendering.console import print_draft

            print_draft(document, draft, Console(stderr=True))

    def tell_plan(self, plan: PlanDraft) -> None:
        """Tell the user where a plan's actions come from and what would gain the most."""
        if not self.quiet:
            from rich.console import Console

            from assistant.rendering.plan_view import print_plan

            print_plan(plan, Console(stderr=True))

    def corrected(self, wanted: bool) -> Run:
        """Return the run in which corrections of the mapping apply as wanted."""
        return replace(self, settings=replace(self.settings, corrections=wanted))

    def ruled(self, options: RuleOptions, first_input: Path | None) -> Run:
        """Return the run with the rules that command line and `zi.toml` want, having told which."""
        from assistant.settings_file import read_wishes
        from assistant.workbench import rule_set

        wishes = read_wishes(options, first_input)
        run = replace(self, settings=replace(self.settings, check=wishes))
        if wishes.wishes or wishes.own_rules:
            run.say(*rule_set(run.settings).notes)
        return run

    def open(self, path: Path, wanted: Wanted | None = None) -> Workbench:
        """Return the bench for a file, having told its warnings."""
        settings = replace(self.settings, report_format=wanted.report_format) if wanted else self.settings
        bench = Workbench(path, settings)
        self.warn(bench.document.warnings)
        return bench


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress]:
    """Give a progress bar on stderr that is gone when the work is done; none with `-q`."""
    if quiet:
        from assistant.progress import SilentProgress

        yield SilentProgress()
        return
    from rich.console import Console

    from assistant.rendering.console import RichProgress

    with RichProgress(Console(stderr=True)) as progress:
        yield progress


def output_options(
    *formats: str, folder: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the options that every command with a result shares."""
    target = "Tulis ke berkas ini" + (" (atau ke folder ini bila masukannya banyak)." if folder else ".")

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        for option in (
            click.option("--timpa", is_flag=True, help="Ganti berkas keluaran yang sudah ada."),
            click.option("-o", "--output", type=FILE, metavar="BERKAS", help=target),
            click.option(
                "--format",
                "formats",
                multiple=True,
                metavar="FORMAT",
                help=f"Bentuk keluaran: {', '.join(formats)}. Boleh juga nomor surat format laporan (1766).",
            ),
        ):
            function = option(function)
        return function

    return decorate


WITHOUT_CORRECTIONS = click.option(
    "--tanpa-koreksi", is_flag=True, help="Abaikan koreksi yang tersimpan di komputer ini."
)


def print_noted(notes: Sequence[str], view: Callable[[Console], None], console: Console) -> None:
    """Print notes above a view."""
    for note in notes:
        console.print(note, markup=False, highlight=False)
    view(console)


@dataclass
class Recap(ABC):
    """Gathers a row for each file, and gives them out when there are several."""

    run: Run
    wanted: Wanted
    output: Path | None
    overwrite: bool
    rows: list[Any] = field(default_factory=list)

    @abstractmethod
    def add(self, bench: Workbench) -> None:
        """Enter a document."""

    @abstractmethod
    def fail(self, path: Path, error: AssistantError) -> None:
        """Enter a file that nothing could be made of."""

    @abstractmethod
    def workbook(self) -> bytes:
        """Return the rows as a workbook."""

    @abstractmethod
    def show(self, console: Console) -> None:
        """Print the rows."""

    def check(self) -> None:
        """Refuse an impossible target before the work begins."""
        check_output(self._target, self.overwrite, ())

    def finish(self, inputs: Sequence[Path]) -> None:
        """Write the recap into the folder of the results, or print it below them."""
        if self._target is not None:
            deliver(self.workbook(), self._target, self.overwrite, inputs)
            self.run.say(f"Rekap {len(self.rows)} berkas ditulis ke {self._target}.")
        elif self.wanted.output == "ringkas":
            deliver(self.show, None, self.overwrite, inputs)

    @property
    def _target(self) -> Path | None:
        return self.output / "rekap.xlsx" if self.output is not None else None


def check_new_file(target: Path, overwrite: bool, inputs: Sequence[Path]) -> None:
    """Refuse an impossible output; its folder may still have to be made."""
    if target.exists() or target.parent.exists():
        check_output(target, overwrite, inputs)


def rules_of(bench: Workbench) -> Rules:
    """Return which mappings apply, for the head of a JSON output."""
    from assistant.rendering.json_output import Rules

    return Rules(format=bench.fmt.id, lke=bench.lke.id)


def check_output(target: Path | None, overwrite: bool, inputs: Iterable[Path]) -> None:
    """Refuse an impossible output before the work for it begins."""
    if target is not None:
        check_target(target, overwrite=overwrite, inputs=inputs)


def deliver(rendered: Rendered, target: Path | None, overwrite: bool, inputs: Sequence[Path]) -> None:
    """Hand out one result: JSON, a page, a workbook, or a view for the console (plain text in a file)."""
    if isinstance(rendered, dict):
        from assistant.rendering.json_output import dumps

        emit(dumps(rendered), target, overwrite=overwrite, inputs=inputs)
    elif not callable(rendered):
        emit(rendered, target, overwrite=overwrite, inputs=inputs)
    else:
        from rich.console import Console

        if target is None:
            rendered(Console())
        else:
            text = io.StringIO()
            rendered(Console(file=text, width=_TEXT_WIDTH))
            emit(text.getvalue(), target, overwrite=overwrite, inputs=inputs)


def for_each(
    files: Sequence[Path],
    wanted: Wanted,
    output: Path | None,
    overwrite: bool,
    work: Callable[[Path], tuple[Rendered, int]],
    recap: Recap | None = None,
) -> None:
    """Do `work` for each file; a bad file is reported and does not stop the others; several get a recap."""
    paths = expand(files)
    single = len(paths) == 1 and not files[0].is_dir()
    # Several results as JSON are one array: in the terminal, and in a file that is named.
    array_file = None if single or wanted.output != "json" else named_file(output)
    recap = None if single or array_file is not None else recap
    if array_file is not None:
        check_output(array_file, overwrite, paths)
    all_targets = targets(paths, wanted, None if array_file else output, single=single)
    if recap is not None:
        recap.check()
    codes: list[int] = []
    collected: list[dict[str, Any]] = []
    for path, target in zip(paths, all_targets, strict=True):
        try:
            check_output(target, overwrite, paths)
            rendered, code = work(path)
            if isinstance(rendered, dict) and target is None and not single:
                collected.append(rendered)
            else:
                deliver(rendered, target, overwrite, paths)
            codes.append(code)
        except AssistantError as error:
            if single:
                raise
            complain(error)
            codes.append(error.exit_code)
            if recap is not None:
                recap.fail(path, error)
    if recap is not None:
        recap.finish(paths)
    if collected:
        text = json.dumps(collected, ensure_ascii=False, indent=2) + "\n"
        emit(text, array_file, overwrite=overwrite, inputs=paths)
    _exit_with(codes)


def _exit_with(codes: Sequence[int]) -> None:
    """End with the first failure's code, else with that of findings, if there was any."""
    failures = [code for code in codes if code not in (0, EXIT_FINDINGS)]
    worst = failures[0] if failures else max(codes, default=0)
    if worst:
        raise click.exceptions.Exit(worst)


def named_file(output: Path | None) -> Path | None:
    """Return a target that is meant as a file and not as a folder: it has an ending, and is no folder yet."""
    return output if output is not None and output.suffix and not output.is_dir() else None


def complain(error: AssistantError) -> None:
    """Tell the user what went wrong and what to do about it."""
    click.echo(f"Kesalahan: {error.message}", err=True)
    if error.remedy:
        click.echo(f"  {error.remedy}", err=True)
