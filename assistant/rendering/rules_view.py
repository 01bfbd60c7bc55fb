"""The rules of the check for people and programs (`zi aturan`): console, JSON, and `docs/aturan.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.checking.rule import Scope
from assistant.language.clean import printable
from assistant.rendering.wording import SEVERITY, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from assistant.checking.catalogue import Catalogue, Family, RuleEntry

SCOPE = {Scope.LAPORAN: "laporan", Scope.RENCANA: "rencana", Scope.BOTH: "laporan, rencana"}
_IGNORED = "diabaikan"
_PHRASES_LENGTH = 400
_INDENT = (0, 0, 0, 2)
_PAGE_HEAD = """\
# Aturan pemeriksaan

Semua aturan `zi periksa` menurut keluarganya. Di layar: `zi aturan`, atau `zi aturan ZI204` untuk satu
aturan. Halaman ini dibuat dari daftar aturan dengan `UPDATE_GOLDEN=1 python -m pytest tests/golden`; jangan
disunting.

Kolom *ditemukan*: berapa cacat yang sengaja ditanam pada dokumen rekaan ditemukan oleh aturan itu. Kolom
*salah alarm*: berapa temuannya pada dokumen rekaan tanpa cacat. Kosong berarti belum diukur.
"""


def rules_json(catalogue: Catalogue, warnings: Sequence[str]) -> dict[str, Any]:
    """Return rules as JSON (`zi/rules@1`)."""
    return {
        "schema": "zi/rules@1",
        "warnings": list(warnings),
        "families": [
            {
                "family": family.name,
                "digit": family.digit,
                "title": family.title,
                "description": family.note,
                "rules": [_rule_json(entry) for entry in family.rules],
            }
            for family in catalogue.families
        ],
    }


def _rule_json(entry: RuleEntry) -> dict[str, Any]:
    text, rule = entry.text, entry.rule
    documents = [name for scope, name in SCOPE.items() if scope is not Scope.BOTH and rule.scope & scope]
    return {
        "rule": entry.id,
        "name": text.nama,
        "severity": entry.severity.value,
        "active": entry.active,
        "documents": documents,
        "explanation": text.penjelasan,
        "example": text.contoh,
        "remedy": text.perbaikan,
        "source": text.sumber,
        "variants": [
            {
                "variant": name,
                "severity": entry.severity_of(name).value,
                "message": variant.pesan,
                "suggestion": variant.saran,
            }
            for name, variant in text.varian.items()
        ],
        "lists": [{"name": name, "phrases": list(phrases)} for name, phrases in entry.lists.items()],
        "patterns": [{"name": name, "expressions": list(lines)} for name, lines in entry.patterns.items()],
        "yields_to": list(rule.yields_to),
    }


def print_rules(catalogue: Catalogue, console: Console) -> None:
    """Print rules: a table for each family, or every rule in full where each was asked for by its id."""
    if catalogue.full:
        for entry in catalogue.rules:
            _print_rule(entry, console)
        return
    for family in catalogue.families:
        console.print(Text(printable(f"{family.title} ({family.name}, ZI{family.digit}xx)"), style="bold"))
        if family.note:
            console.print(Text(printable(family.note), style="dim"))
        if family.rules:
            console.print(_family_table(family))
        else:
            console.print(Text("Belum ada aturan.", style="dim"))
        console.print()
    console.print(
        Text(f"{len(catalogue.rules)} aturan. Penjelasan satu aturan: zi aturan NOMOR, misalnya ZI204.")
    )


def _family_table(family: Family) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
    for title, width in (("Nomor", 6), ("Nama", None), ("Tingkat", 11), ("Untuk", 16)):
        table.add_column(title, width=width, ratio=None if width else 1, overflow="fold")
    for entry in family.rules:
        table.add_row(entry.id, Text(printable(entry.text.nama)), _grade(entry), SCOPE[entry.rule.scope])
    return table


def _grade(entry: RuleEntry) -> str:
    return SEVERITY[entry.severity] if entry.active else _IGNORED


def _print_rule(entry: RuleEntry, console: Console) -> None:
    """Print everything that is known of a rule."""
    text = entry.text
    console.print(Text(printable(f"{entry.id} {text.nama}"), style="bold"))
    rows = [
        ("Tingkat", _grade(entry)),
        ("Untuk", SCOPE[entry.rule.scope]),
        ("Penjelasan", text.penjelasan),
        ("Contoh", text.contoh),
        ("Perbaikan", text.perbaikan),
        ("Sumber", text.sumber),
        *((f"Daftar {name}", "; ".join(phrases)) for name, phrases in entry.lists.items()),
        *((f"Pola {name}", "; ".join(lines)) for name, lines in entry.patterns.items()),
    ]
    if entry.rule.yields_to:
        rows.append(("Mengalah", f"kepada {', '.join(entry.rule.yields_to)} pada bagian teks yang sama"))
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(name, Text(shorten(value, _PHRASES_LENGTH)))
    console.print(Padding(table, _INDENT))
    console.print(Text("  Kalimat temuan:", style="dim"))
    for name, variant in text.varian.items():
        severity = entry.severity_of(name)
        graded = f" ({SEVERITY[severity]})" if severity is not entry.severity else ""
        line = Text(printable(f"{variant.pesan}{graded}"))
        line.append(printable(f"\nSaran: {variant.saran}"), style="dim")
        console.print(Padding(line, (0, 0, 0, 4)))
    console.print()


def rules_markdown(catalogue: Catalogue, figures: Mapping[str, Mapping[str, int]]) -> str:
    """Return the page of the handbook on all rules.

    Args:
        catalogue: the rules, as the program ships them.
        figures: by rule id, how many defects were planted (`planted`), how many of them were found
            (`found`), and how many findings clean documents gave (`false_alarms_clean`); a rule may lack.
    """
    lines = [_PAGE_HEAD]
    for family in catalogue.families:
        lines += [f"## {family.title}", ""]
        lines += [f"{family.note} Nama keluarga: `{family.name}`, nomor ZI{family.digit}xx.", ""]
        if not family.rules:
            lines += ["Belum ada aturan.", ""]
            continue
        lines += ["| nomor | nama | tingkat | untuk | ditemukan | salah alarm |", "|---|---|---|---|---|---|"]
        lines += [_table_line(entry, figures.get(entry.id)) for entry in family.rules]
        lines.append("")
        for entry in family.rules:
            lines += _rule_lines(entry)
    return "\n".join(lines).rstrip("\n") + "\n"


def _table_line(entry: RuleEntry, figures: Mapping[str, int] | None) -> str:
    planted, found = (figures.get("planted", 0), figures.get("found", 0)) if figures else (0, 0)
    recall = f"{found} dari {planted}" if planted else ""
    alarms = str(figures.get("false_alarms_clean", "")) if figures else ""
    cells = (
        entry.id,
        _cell(entry.text.nama),
        SEVERITY[entry.severity],
        SCOPE[entry.rule.scope],
        recall,
        alarms,
    )
    return "| " + " | ".join(cells) + " |"


def _rule_lines(entry: RuleEntry) -> list[str]:
    """Return the section on one rule."""
    text = entry.text
    return [
        f"### {entry.id} {_cell(text.nama)}",
        "",
        _cell(text.penjelasan),
        "",
        f"- Contoh: {_cell(text.contoh)}",
        f"- Perbaikan: {_cell(text.perbaikan)}",
        f"- Sumber: {_cell(text.sumber)}",
        "",
    ]


def _cell(text: str) -> str:
    """Return text as a line of Markdown holds it: nothing in it is taken for a column, a tag or a field."""
    flat = " ".join(printable(text).split())
    for sign in ("|", "<", "*", "_", "["):
        flat = flat.replace(sign, f"\\{sign}")
    return flat
