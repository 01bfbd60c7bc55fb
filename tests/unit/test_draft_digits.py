"""Drafts of invented offices' reports: no number of last year stands in them as plain text."""

from __future__ import annotations

import io
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest

from assistant.progress import SilentProgress
from assistant.workbench import Settings, Workbench
from tests.factories.docx_writer import write_docx
from tests.factories.draf import unexplained_digits
from tests.factories.fakta.tanam import planted_report
from tests.factories.office import OfficeLevel
from tests.factories.text_writer import write_text
from tests.factories.utuh import invent_whole, whole_laporan

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.drafting.model import Draft
    from tests.factories.spec import DocumentSpec


def drafted(spec: DocumentSpec, path: Path) -> Draft:
    if path.suffix == ".docx":
        path.write_bytes(write_docx(spec))
    else:
        path.write_text(write_text(spec).text, encoding="utf-8")
    return Workbench(path, Settings(lambda: nullcontext(SilentProgress()))).draft(2026)


@pytest.mark.parametrize(
    ("seed", "level", "name"),
    [(3, OfficeLevel.KABUPATEN, "laporan.txt"), (4, OfficeLevel.KIP, "laporan.docx")],
)
def test_whole_report(tmp_path: Path, seed: int, level: OfficeLevel, name: str) -> None:
    made = drafted(whole_laporan(invent_whole(seed, level)), tmp_path / name)
    assert unexplained_digits(made, 2026) == []


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """The draft of a short report with planted facts, which has no BAB III."""
    return drafted(planted_report(5)[0], tmp_path_factory.mktemp("tanam") / "laporan.txt")


def test_planted_facts(planted: Draft) -> None:
    assert unexplained_digits(planted, 2026) == []


def test_a_number_that_stands_unmarked_is_seen(planted: Draft) -> None:
    word = docx.Document(io.BytesIO(planted.docx))
    word.paragraphs[-1].add_run(" diikuti 37 orang pada 3 Mei 2025")
    raw = io.BytesIO()
    word.save(raw)
    (found,) = unexplained_digits(replace(planted, docx=raw.getvalue()), 2026)
    assert found.endswith("[37, 3, 2025]")
