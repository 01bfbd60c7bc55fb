"""Templates for people and programs (`zi templat`): their check, and what they may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from assistant.drafting.template_tags import Problem, Weight
from assistant.language.clean import printable
from assistant.rendering.console import plain_table
from assistant.rendering.wording import shorten

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.drafting.placeholders import Catalogue
    from assistant.drafting.template_check import TemplateReport
    from assistant.drafting.template_tags import Fault

_WEIGHT = {Weight.ERROR: "Kesalahan", Weight.WARNING: "Peringatan", Weight.INFO: "Catatan"}
_CONTEXT_LENGTH = 160
_MAX_SHOWN = 60  # of each weight on the screen; JSON has them all
_INDENT = (0, 0, 0, 2)


def template_json(report: TemplateReport) -> dict[str, Any]:
    """Return the check of a template as JSON (`zi/template@1`)."""
    return {
        "schema": "zi/template@1",
        "warnings": [f.message for f in report.faults if f.problem is Problem.OUTSIDE],
        "file": printable(report.name),
        "kind": report.kind,
        "usable": report.is_usable,
        "placeholders": [printable(name) for name in report.used],
        "problems": [_fault_json(fault) for fault in report.faults],
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    spot = fault.spot
    return {
        "problem": fault.problem.value,
        "severity": fault.weight.value,
        "message": printable(fault.message),
        "suggestion": printable(fault.suggestion),
        "tag": printable(fault.tag),
        "near": list(fault.near),
        "place": spot.place.name.lower() if spot else None,
        "paragraph": spot.paragraph if spot else None,
        "context": shorten(spot.text, _CONTEXT_LENGTH) if spot else None,
    }


def print_template(report: TemplateReport, console: Console) -> None:
    """Print the check of a template: the verdict, then its faults, the worst first."""
    console.print(Text(printable(f"{report.name}: templat {report.kind}"), style="bold"))
    counts = ", ".join(f"{report.count(w)} {label.lower()}" for w, label in _WEIGHT.items())
    verdict = "dapat dipakai" if report.is_usable else "belum dapat dipakai"
    console.print(Text(f"{len(report.used)} isian; {counts}; {verdict}."))
    for weight, label in _WEIGHT.items():
        faults = [fault for fault in report.faults if fault.weight is weight]
        if faults:
            console.print()
            console.print(Text(f"{label} ({len(faults)})", style="bold"))
        for fault in faults[:_MAX_SHOWN]:
            _print_fault(fault, console)
        if len(faults) > _MAX_SHOWN:
            console.print(Text(f"- dan {len(faults) - _MAX_SHOWN} lagi (lihat --format json)"))


def _print_fault(fault: Fault, console: Console) -> None:
    where = f"{fault.spot.shown}: " if fault.spot else ""
    console.print(Text(printable(f"- {where}{fault.message}")))
    if fault.spot and fault.spot.text.strip() not in ("", fault.tag):
        context = Text(f"“{shorten(fault.spot.text, _CONTEXT_LENGTH)}”", style="dim")
        console.print(Padding(context, _INDENT))
    if fault.suggestion:
        console.print(Padding(Text(printable(fault.suggestion)), _INDENT))


def placeholders_json(catalogue: Catalogue) -> dict[str, Any]:
    """Return what templates may ask for as JSON (`zi/placeholders@1`)."""
    return {
        "schema": "zi/placeholders@1",
        "kinds": [{"kind": k.nama, "file": k.berkas, "purpose": k.untuk} for k in catalogue.jenis],
        "placeholders": [
            {
                "name": entry.nama,
                "tag": entry.tag,
                "content": {"teks": "text", "paragraf": "paragraph", "potongan": "run"}[entry.isi.value],
                "kinds": list(entry.templat),
                "explanation": entry.keterangan,
                "if_missing": entry.hilang.value if entry.hilang else None,
            }
            for entry in catalogue.isian
        ],
        "styles": [{"name": s.nama, "type": s.jenis, "purpose": s.untuk} for s in catalogue.gaya],
    }


def print_placeholders(catalogue: Catalogue, console: Console) -> None:
    """Print what templates may ask for: a table for each kind of template."""
    for kind in catalogue.jenis:
        console.print(Text(f"Templat {kind.nama} ({kind.berkas}): {kind.untuk}", style="bold"))
        table = plain_table("Isian", "Isinya", widths=(46, None))
        for entry in catalogue.of(kind.nama).values():
            table.add_row(Text(entry.tag), Text(entry.keterangan))
        console.print(table)
        console.print()
    console.print(Text("Gaya yang dipakai draf:", style="bold"))
    console.print(Text(", ".join(style.nama for style in catalogue.gaya)))


def placeholders_markdown(catalogue: Catalogue) -> str:
    """Return what templates may ask for as tables of a Markdown page."""
    lines: list[str] = []
    for kind in catalogue.jenis:
        lines += [f"### Templat {kind.nama} (`{kind.berkas}`)", "", f"Untuk {kind.untuk}.", ""]
        lines += ["| isian | isinya | bila tidak ada |", "|---|---|---|"]
        for entry in catalogue.of(kind.nama).values():
            missing = _WEIGHT[entry.hilang].lower() if entry.hilang else ""
            lines.append(f"| `{entry.tag}` | {entry.keterangan} | {missing} |")
        lines.append("")
    lines += ["### Gaya", "", "| gaya | jenis | dipakai untuk |", "|---|---|---|"]
    lines += [f"| `{style.nama}` | {style.jenis} | {style.untuk} |" for style in catalogue.gaya]
    return "\n".join(lines) + "\n"
