"""`zi templat` as users meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from jsonschema import Draft202012Validator

from cli import main

ROOT = Path(__file__).resolve().parents[2]
LAPORAN = ROOT / "corpora" / "contoh" / "laporan-2025.docx"


def valid(text: str, schema: str) -> Any:
    value = json.loads(text)
    content = (ROOT / "docs" / "schema" / f"{schema}.json").read_text(encoding="utf-8")
    Draft202012Validator(json.loads(content)).validate(value)
    return value


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the template of a report, for editing."""
    assert main(["-q", "templat", "salin", str(tmp_path / "kami")]) == 0
    return tmp_path / "kami" / "laporan-1766.docx"


def edit(path: Path, old: str, new: str) -> None:
    word = docx.Document(str(path))
    paragraph = next(p for p in word.paragraphs if old in p.text)
    paragraph.runs[0].text = paragraph.text.replace(old, new)
    for run in paragraph.runs[1:]:
        run.text = ""
    word.save(str(path))


def test_copied_template_is_fine(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templat", "periksa", str(copied)]) == 0
    assert "dapat dipakai" in capsys.readouterr().out


def test_existing_files_are_not_overwritten(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copied.write_bytes(b"suntingan kami")
    assert main(["templat", "salin", str(copied.parent)]) == 5
    assert copied.read_bytes() == b"suntingan kami"
    assert "--timpa" in capsys.readouterr().err
    assert main(["templat", "salin", str(copied.parent), "--timpa"]) == 0
    assert copied.read_bytes() != b"suntingan kami"


def test_misspelt_placeholder_is_told_and_not_filled(
    copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(copied, "{{p kata_pengantar }}", "{{p kata_pengatar }}")
    assert main(["templat", "periksa", str(copied), "--format", "json"]) == 10
    value = valid(capsys.readouterr().out, "zi-template-1")
    unknown = [p for p in value["problems"] if p["problem"] == "unknown"]
    assert [p["near"][0] for p in unknown] == ["kata_pengantar"]
    target = tmp_path / "draf.docx"
    args = ["susun", str(LAPORAN), "--tahun", "2026", "--templat", str(copied), "-o", str(target)]
    assert main(args) == 3
    assert not target.exists()
    assert "kata_pengatar" in capsys.readouterr().err


def test_view_names_place_and_words(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(copied, "Ketua {{ satker }}", "Ketua {{ satkre }}")
    assert main(["templat", "periksa", str(copied)]) == 10
    shown = capsys.readouterr().out
    assert "satkre" in shown
    assert "satker" in shown
    assert "isi, paragraf" in shown


def test_list_has_every_placeholder_of_the_own_templates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templat", "daftar", "--format", "json"]) == 0
    value = valid(capsys.readouterr().out, "zi-placeholders-1")
    names = {entry["name"] for entry in value["placeholders"]}
    assert {"tahun", "satker", "bagian_II_A_I_1", "bagian_LAMPIRAN", "isi_rencana"} <= names
    assert main(["template", "list"]) == 0
    assert "{{p bagian_II_A_I_1 }}" in capsys.readouterr().out


def test_unknown_kind_is_a_wrong_call(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templat", "periksa", str(copied), "--jenis", "puisi"]) == 2
    assert "laporan, rencana" in capsys.readouterr().err
