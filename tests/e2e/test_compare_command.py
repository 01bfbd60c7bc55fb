"""`zi banding` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli import main

ROOT = Path(__file__).resolve().parents[2]
CONTOH = ROOT / "corpora" / "contoh"
DOCX, PDF = CONTOH / "laporan-2025.docx", CONTOH / "laporan-2025.pdf"
SCHEMA = json.loads((ROOT / "docs" / "schema" / "zi-compare-1.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The check of the example, as a file."""
    path = tmp_path_factory.mktemp("lama") / "lama.json"
    assert main(["-q", "periksa", str(DOCX), "--tanpa-setelan", "-o", str(path)]) == 10
    return path


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def compared(target: Path, *args: str | Path, code: int) -> Any:
    assert main(["-q", "banding", *map(str, args), "-o", str(target)]) == code
    value = json.loads(target.read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(value)
    return value


def mended_check(saved: Path, tmp_path: Path) -> tuple[Path, int]:
    """Return a check from which all errors are gone, and how many they were."""
    value = json.loads(saved.read_text(encoding="utf-8"))
    kept = [finding for finding in value["findings"] if finding["severity"] != "error"]
    path = tmp_path / "baru.json"
    path.write_text(json.dumps(value | {"findings": kept}), encoding="utf-8")
    return path, len(value["findings"]) - len(kept)


def test_two_documents_of_one_text_have_the_same_findings(saved: Path, tmp_path: Path) -> None:
    value = compared(tmp_path / "hasil.json", saved, PDF, code=10)
    assert value["source"]["kind"] == "pdf"
    assert value["old"]["source"]["kind"] == "docx"
    serious = [f for f in value["findings"] if (f["new"] or f["old"])["severity"] != "info"]
    assert serious
    assert {f["status"] for f in serious} == {"open"}
    assert {line["change"] for line in value["conformance"]} == {"same"}


def test_mended_errors_end_with_zero(saved: Path, tmp_path: Path) -> None:
    new, gone = mended_check(saved, tmp_path)
    value = compared(tmp_path / "hasil.json", saved, new, code=0)
    assert sum(f["status"] == "mended" for f in value["findings"]) == gone
    assert all(f["new"] is None for f in value["findings"] if f["status"] == "mended")
    assert {f["status"] for f in compared(tmp_path / "b.json", new, saved, code=10)["findings"]} == {
        "new",
        "open",
    }


def test_the_screen_tells_counts_and_findings(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new, gone = mended_check(saved, tmp_path)
    assert main(["compare", str(saved), str(new)]) == 0
    shown = capsys.readouterr().out
    assert f"{gone} temuan selesai" in shown
    assert f"Selesai ({gone}):" in shown
    assert "Masih terbuka (" in shown
    assert "Baru (" not in shown


@pytest.mark.parametrize("ending", ["html", "xlsx", "txt"])
def test_other_views(ending: str, saved: Path, tmp_path: Path) -> None:
    target = tmp_path / f"hasil.{ending}"
    assert main(["-q", "banding", str(saved), str(saved), "-o", str(target)]) == 10
    assert target.stat().st_size > 500


def test_the_choice_of_rules_holds_for_both_sides(saved: Path, tmp_path: Path) -> None:
    value = compared(tmp_path / "hasil.json", saved, DOCX, "--pilih", "gambar", code=0)
    assert value["findings"]
    assert {(f["new"] or f["old"])["rule"][:3] for f in value["findings"]} == {"ZI2"}
    assert {f["status"] for f in value["findings"]} == {"open"}


@pytest.mark.parametrize(
    ("content", "code"), [(None, 2), ("{}", 3), ("{", 3), ('{"schema": "zi/facts@1"}', 3)]
)
def test_what_is_no_check_is_refused(
    content: str | None, code: int, saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rusak.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["banding", str(path), str(saved)]) == code
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "rusak.json" in caught.err


def test_inputs_are_never_overwritten(saved: Path) -> None:
    before = saved.read_bytes()
    assert main(["banding", str(saved), str(saved), "-o", str(saved), "--timpa"]) == 5
    assert saved.read_bytes() == before
