from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from cli import main

ROOT = Path(__file__).resolve().parents[2]


def test_the_json_is_the_documented_one(tmp_path: Path, contoh: Path) -> None:
    target = tmp_path / "nilai.json"
    assert main(["-q", "nilai", str(contoh / "lke-2025.xlsx"), "-o", str(target)]) == 0
    value = json.loads(target.read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "docs" / "schema" / "zi-score-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(value, schema)
    assert value["total"] == pytest.approx(sum(value["parts"][code]["value"] for code in ("A", "B")))
    assert set(value["predikat"]) == {"WBK", "WBBM"}


def test_the_terminal_shows_total_thresholds_and_the_way(
    contoh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-q", "nilai", str(contoh / "lke-2025.xlsx")]) == 0
    said = capsys.readouterr().out
    assert "Nilai LKE: 86,2 dari 100" in said
    assert "Jalan termurah ke WBBM" in said
    assert "Tidak tercapai dengan menaikkan jawaban" in said


def test_a_document_without_lke_is_refused(contoh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-q", "nilai", str(contoh / "rencana-aksi-2026.docx")]) == 3
    assert "tidak memuat LKE" in capsys.readouterr().err
