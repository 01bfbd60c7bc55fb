"""The tables of `docs/templat.md` say what the catalogue of placeholders says."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.checking.format import load_format
from assistant.drafting.placeholders import load_placeholders
from assistant.rendering.template_view import placeholders_markdown

PAGE = Path(__file__).parents[2] / "docs" / "templat.md"


def test_the_page_on_templates_is_up_to_date(mappings: Path) -> None:
    sections = {section.id: section.judul for section in load_format(mappings, None).bagian}
    got = placeholders_markdown(load_placeholders(mappings, sections))
    text = PAGE.read_text(encoding="utf-8")
    marker = next(line for line in text.splitlines() if line.startswith("<!--")) + "\n"
    head, _, kept = text.partition(marker)
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(f"{head}{marker}\n{got}", encoding="utf-8", newline="\n")
        kept = f"\n{got}"
    assert kept == f"\n{got}"
