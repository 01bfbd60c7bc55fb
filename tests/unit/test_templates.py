"""The bundled Word templates: made by their script, complete for the format, and set in Indonesian."""

from __future__ import annotations

import runpy
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from assistant.checking.format import load_format
from assistant.data import data_directory
from assistant.drafting.context import placeholder_of
from assistant.drafting.fill import Template

TEMPLATES = data_directory("templates")
FORMAT = load_format(data_directory("mappings"), 2025)


@pytest.mark.parametrize("name", ["laporan", "rencana", "rencana_aksi"])
def test_script_writes_the_committed_template(name: str, tmp_path: Path) -> None:
    script = runpy.run_path(str(TEMPLATES / "build_templates.py"))
    script["save"](script[f"build_{name}"](), tmp_path / "templat.docx")
    files = {"laporan": "laporan-1766.docx", "rencana": "rencana.docx", "rencana_aksi": "rencana-aksi.docx"}
    committed = TEMPLATES / files[name]
    with zipfile.ZipFile(tmp_path / "templat.docx") as made, zipfile.ZipFile(committed) as kept:
        assert made.namelist() == kept.namelist()
        for part in kept.namelist():
            assert made.read(part) == kept.read(part), part


def test_report_template_has_a_place_for_every_section() -> None:
    wanted = {placeholder_of(section.id) for section in FORMAT.bagian}
    assert wanted <= Template(TEMPLATES / "laporan-1766.docx").placeholders()


def test_headings_are_those_of_the_format() -> None:
    word = docx.Document(str(TEMPLATES / "laporan-1766.docx"))
    headings = [p.text.strip().upper() for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [s.judul.upper() for s in FORMAT.bagian if s.id != "LAMPIRAN"]


@pytest.mark.parametrize("name", ["laporan-1766.docx", "rencana.docx", "rencana-aksi.docx"])
def test_proofing_language_is_indonesian(name: str) -> None:
    word = docx.Document(str(TEMPLATES / name))
    languages = {e.get(qn("w:val")) for e in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"id-ID"}


def test_front_matter_counts_in_roman_and_the_body_from_one() -> None:
    word = docx.Document(str(TEMPLATES / "laporan-1766.docx"))
    numbering = [s._sectPr.find(qn("w:pgNumType")) for s in word.sections]
    shown = [(n.get(qn("w:fmt")), n.get(qn("w:start"))) if n is not None else None for n in numbering]
    assert shown[-2:] == [("lowerRoman", "1"), ("decimal", "1")]
