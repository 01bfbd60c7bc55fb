"""`docs/aturan.md` says what the registry and the rule book say."""

from __future__ import annotations

import json
import os
from pathlib import Path

from assistant.checking.catalogue import list_rules
from assistant.checking.registry import RULES
from assistant.checking.rulebook import load_rulebook
from assistant.rendering.rules_view import rules_markdown

DOCS = Path(__file__).parents[2] / "docs"
FIGURES = DOCS / "aturan-angka.json"


def test_the_page_on_the_rules_is_up_to_date(mappings: Path) -> None:
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    assert figures.keys() <= RULES.keys()
    got = rules_markdown(list_rules(load_rulebook(mappings)), figures)
    page = DOCS / "aturan.md"
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(got, encoding="utf-8", newline="\n")
    assert got == page.read_text(encoding="utf-8")


def test_measured_figures_stand_in_the_table(mappings: Path) -> None:
    catalogue = list_rules(load_rulebook(mappings))
    page = rules_markdown(catalogue, {"ZI201": {"planted": 40, "found": 39, "false_alarms_clean": 0}})
    line = next(line for line in page.splitlines() if line.startswith("| ZI201"))
    assert line.endswith("| 39 dari 40 | 0 |")
    bare = next(line for line in page.splitlines() if line.startswith("| ZI202"))
    assert bare.endswith("|  |  |")
