"""Drafts of real reports with a borrowed plan: checked and complete; skipped where these are absent."""

from __future__ import annotations

import io
import json
import re
from contextlib import nullcontext
from functools import cache
from pathlib import Path

import docx
import pytest

from assistant.checking.model import Severity
from assistant.drafting.model import Draft
from assistant.drafting.plan import follow_ups
from assistant.progress import SilentProgress
from assistant.workbench import Settings, Workbench

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
# Structure, figures and numbering, identity: what a draft may not bring along as an error.
FAMILIES = ("ZI1", "ZI2", "ZI6")
SETTINGS = Settings(lambda: nullcontext(SilentProgress()), corrections=False)


def seed(prefix: str) -> Path:
    found = sorted((SHARED / "seeds").glob(f"{prefix}_*.txt"))
    if not found:
        pytest.skip("dokumen contoh nyata tidak tersedia")
    return found[0]


@cache
def drafted(prefix: str) -> Draft:
    return Workbench(seed(prefix), SETTINGS).draft(2026, Workbench(seed("004"), SETTINGS))


def rows_below(draft: Draft, title: str) -> list[str]:
    """Return the text of every row of the tables with a column of that title."""
    tables = docx.Document(io.BytesIO(draft.docx)).tables
    wanted = [t for t in tables if title in [cell.text for cell in t.rows[0].cells]]
    return [" ".join(cell.text for cell in row.cells) for table in wanted for row in table.rows[1:]]


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("prefix", ["000", "003"])
def test_check_of_the_draft_finds_no_error_of_form(prefix: str, tmp_path: Path) -> None:
    path = tmp_path / "draf.docx"
    path.write_bytes(drafted(prefix).docx)
    findings = Workbench(path, SETTINGS).check.findings
    errors = [f for f in findings if f.severity is Severity.ERROR and f.rule.startswith(FAMILIES)]
    assert not errors
    assert sum(f.rule == "ZI306" for f in findings) == 1


@pytest.mark.parametrize("prefix", ["000", "003"])
def test_every_planned_action_stands_once(prefix: str) -> None:
    lines = (SHARED / "eval" / "actions_sarolangun.jsonl").read_text(encoding="utf-8").splitlines()
    steps = [json.loads(line)["langkah_aksi"] for line in lines]
    rows = rows_below(drafted(prefix), "Rencana aksi")
    assert len(rows) == len(steps)
    # Words of a step may stand in the next column of an extracted table, and names are replaced.
    told = [words_of(row) for row in rows]
    lost = [
        step for step in steps if max(len(words_of(step) & row) for row in told) < 0.7 * len(words_of(step))
    ]
    assert not lost


@pytest.mark.parametrize("prefix", ["000", "003"])
def test_last_years_promises_are_all_there(prefix: str) -> None:
    bench = Workbench(seed(prefix), SETTINGS)
    from assistant.checking.conformance import match_sections

    matches = match_sections(bench.document, bench.fmt)
    blocks = [b for b in bench.document.blocks if matches.section_of(b.id) == "III.B"]
    promises = follow_ups(blocks[1:])[1]
    assert promises
    assert len(rows_below(drafted(prefix), "Realisasi tahun 2026")) == len(promises)
