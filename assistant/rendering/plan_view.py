"""What a drafted plan holds, for the terminal: where its actions come from, and what gains the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from assistant.drafting.plan_draft import count_by_origin
from assistant.drafting.plan_rows import Origin
from assistant.rendering.console import plain_table
from assistant.rendering.wording import shorten

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.drafting.plan_draft import PlanDraft

_NAMES = {
    Origin.RENCANA: "dari rencana tahun lalu",
    Origin.TINDAK_LANJUT: "dari tindak lanjut laporan",
    Origin.KENDALA: "dari kendala yang belum selesai",
    Origin.LKE: "dari indikator LKE yang nilainya dapat naik",
    Origin.LIPUTAN: "untuk indikator yang tidak dibahas laporan",
    Origin.BAKU: "usulan baku untuk subarea lain",
}
_SHOWN = 5


def print_plan(plan: PlanDraft, console: Console) -> None:
    """Print how many actions come from where, and the largest gains first."""
    console.print(Text(f"{len(plan.rows)} langkah aksi:"))
    for origin, count in count_by_origin(plan.rows).items():
        console.print(Text(f"  {count:4} {_NAMES[origin]}"))
    console.print(Text(f"{len(plan.fields)} isian harus dilengkapi (kuning)."))
    best = sorted((row for row in plan.rows if row.points > 0), key=lambda row: -row.points)[:_SHOWN]
    if not best:
        return
    console.print(Text("Paling menambah nilai LKE:"))
    table = plain_table("Kode", "Poin", "Langkah aksi", widths=(12, 6, None))
    for row in best:
        table.add_row(row.code, f"{row.points:.2f}".replace(".", ","), Text(shorten(row.text, 120)))
    console.print(table)
