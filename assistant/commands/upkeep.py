"""The command `bersihkan`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from assistant.command_line import ZiCommand
from assistant.commands.run import FILE, Run
from assistant.delivery import emit
from assistant.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path


@click.command("bersihkan", cls=ZiCommand)
@click.option(
    "--hapus",
    "kinds",
    multiple=True,
    type=click.Choice(["ocr", "koreksi", "log", "bukti", "semua"]),
    help="Hapus jenis ini (boleh diulang). 'semua' tidak menghapus koreksi; sebutkan koreksi tersendiri.",
)
@click.option("--ya", is_flag=True, help="Hapus tanpa bertanya.")
@click.option(
    "--ekspor-koreksi", "export", type=FILE, metavar="BERKAS", help="Tulis semua koreksi ke berkas JSONL."
)
@click.option("--timpa", is_flag=True, help="Ganti berkas ekspor yang sudah ada.")
@click.pass_obj
def bersihkan(run: Run, kinds: tuple[str, ...], ya: bool, export: Path | None, timpa: bool) -> None:
    """Tampilkan dan hapus yang disimpan program di komputer ini: cache pindaian, koreksi, catatan kesalahan.

    Tanpa --hapus tidak ada yang dihapus.
    """
    from rich.console import Console

    from assistant.rendering.console import print_holdings
    from assistant.userdata import data_home, delete, holdings

    if export is not None:
        from assistant.mapping.correction_store import export_lines, load_store, store_path

        emit(export_lines(load_store(store_path())), export, overwrite=timpa)
        run.say(f"Koreksi ditulis ke {export}.")
    found = holdings()
    print_holdings(data_home(), found, Console())
    wanted = set(kinds) | ({"ocr", "log", "bukti"} if "semua" in kinds else set())
    filled = [holding.kind for holding in found if holding.kind in wanted and holding.files]
    if not kinds:
        return
    if "semua" in kinds and "koreksi" not in kinds:
        run.say("Koreksi dipertahankan; untuk menghapusnya tambahkan --hapus koreksi.")
    if not filled:
        click.echo("Tidak ada yang perlu dihapus.")
        return
    if not ya and not _agreed(f"Hapus {', '.join(filled)}? Ketik ya untuk menghapus"):
        click.echo("Tidak ada yang dihapus.")
        return
    for kind in filled:
        try:
            count = delete(kind)
        except OSError as error:
            raise OutputError(
                f"Data {kind} di {data_home()} tidak dapat dihapus ({error.strerror}).",
                "Tutup program lain yang memakainya, lalu ulangi.",
            ) from error
        click.echo(f"Dihapus: {kind} ({count} berkas).")


def _agreed(question: str) -> bool:
    """Return whether the person types yes."""
    answer: str = click.prompt(question, default="tidak", show_default=False)
    return answer.strip().lower() in ("ya", "y")
