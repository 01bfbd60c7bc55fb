"""The fields of a draft as a list: on the console, as JSON, and as a YAML skeleton for `--data`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from assistant.rendering.console import plain_table
from assistant.rendering.json_output import Json, head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from assistant.document import Document
    from assistant.drafting.model import Field
    from assistant.rendering.json_output import Rules


def unique_fields(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Return the fields, each once although it stands in several places."""
    return tuple({field.name: field for field in reversed(fields)}[name] for name in _names(fields))


def _names(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field.name for field in fields))


def fields_json(document: Document, fields: Sequence[Field], rules: Rules) -> Json:
    """Return the fields of a draft (`zi/fields@1`)."""
    entries = [
        {"name": f.name, "section": f.section, "prompt": f.prompt, "before": f.before, "value": f.value}
        for f in unique_fields(fields)
    ]
    return head("zi/fields@1", document, rules) | {"fields": entries}


def fields_yaml(document: Document, fields: Sequence[Field], year: int) -> str:
    """Return a skeleton that can be filled in and given to `--data`; what is known already is in it."""
    lines = [
        f"# Isian draf tahun {year} dari {_comment(document.source.name)}",
        "# Tulis isinya di antara tanda kutip; yang kosong tetap menjadi isian kuning di dalam draf.",
    ]
    for section, group in groupby(unique_fields(fields), key=lambda field: field.section):
        lines += ["", f"# --- {_comment(section)}"]
        for field in group:
            before = f" (tahun lalu: {_comment(field.before)})" if field.before else ""
            lines += [f"# {_comment(field.prompt)}{before}", f"{field.name}: {_quoted(field.value)}"]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    """Return a text that stays within its comment: on one line, without signs that YAML forbids."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def print_fields(fields: Sequence[Field], console: Console) -> None:
    """Print the fields of a draft by section: name, question, last year's value."""
    table = plain_table("Nama", "Bagian", "Yang harus diisi", "Tahun lalu", widths=(None, None, None, None))
    for field in unique_fields(fields):
        cells = (field.name, field.section, field.prompt, field.before)
        table.add_row(*(Text(cell, overflow="fold") for cell in cells))
    console.print(table)
    console.print(Text(f"{len(_names(fields))} isian. Isi kerangkanya: --daftar-isian -o isian.yaml"))
