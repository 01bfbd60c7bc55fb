"""Quality floors on the labelled real documents; a floor only ever rises (`floors.json`)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.reading.ocr import find_engine
from cli import main

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
EVAL = SHARED / "eval"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(
    not EVAL.is_dir(), reason="the labelled material (../shared/eval) is not here"
)

FIGURE = re.compile(r"^ {2}(?P<name>\S.*?)\s{2,}(?P<value>\d+\.\d+|\d+)$")


def zi(target: Path, *args: str | Path) -> None:
    code = main([*map(str, args), "--format", "json", "-o", str(target)])
    assert code in (0, 10), f"exit code {code}"


def figures(scorer: str, *args: str | Path) -> dict[str, float]:
    """Return the figures that a scorer prints."""
    done = subprocess.run(
        [sys.executable, EVAL / f"{scorer}.py", *args], cwd=EVAL, capture_output=True, text=True, check=True
    )
    lines = (FIGURE.match(line) for line in done.stdout.splitlines())
    return {m["name"]: float(m["value"]) for m in lines if m}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf-8").splitlines()]


def hold(floors: dict[str, float], got: dict[str, float]) -> None:
    below = {name: (got.get(name), floor) for name, floor in floors.items() if got.get(name, -1.0) < floor}
    assert not below, f"below the floor (got, floor): {below}; all: {got}"


@pytest.mark.parametrize(("name", "floors"), FLOORS["reading"].items())
def test_reading(name: str, floors: dict[str, float], tmp_path: Path) -> None:
    stem, kind = name.split(".")
    zi(tmp_path / "got.json", "urai", SHARED / kind / name)
    hold(floors, figures("score_reading", SHARED / "pdf" / f"{stem}.truth.json", tmp_path / "got.json"))


@pytest.mark.parametrize(("doc", "floors"), FLOORS["conformance"].items())
def test_conformance(doc: str, floors: dict[str, float], tmp_path: Path) -> None:
    (text,) = (SHARED / "seeds").glob(f"{doc}_*.txt")
    zi(tmp_path / "got.json", "periksa", text)
    hold(floors, figures("score_conformance", "conformance.json", tmp_path / "got.json", doc))


@pytest.mark.parametrize("headings", ["with_headings", "without_headings"])
def test_mapping_of_a_report(headings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    segments = rows("segments_pangkalpinang.jsonl")
    asked = [
        s | ({"heading_path": []} if headings == "without_headings" else {})
        for s in segments
        if s["kind"] != "heading"
    ]
    got = map_lines(asked, tmp_path, monkeypatch)
    hold(FLOORS["mapping"][headings], figures("score_mapping", "labels_pangkalpinang.jsonl", got))


def test_mapping_of_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    actions = rows("actions_sarolangun.jsonl")
    asked = [
        {
            "id": a["id"],
            "text": f"{a['indikator']} {a['langkah_aksi']}",
            "kind": "table_row",
            "heading_path": [],
        }
        for a in actions
    ]
    got = map_lines(asked, tmp_path, monkeypatch)
    hold(FLOORS["mapping"]["plan"], figures("score_mapping", "actions_sarolangun.jsonl", got))


def map_lines(asked: list[dict[str, object]], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Send the segments through `zi petakan --jsonl` and return the file with its answers."""
    source, target = folder / "in.jsonl", folder / "got.jsonl"
    keys = ("id", "text", "kind", "heading_path")
    source.write_text("".join(json.dumps({k: a[k] for k in keys}) + "\n" for a in asked), encoding="utf-8")
    with source.open("rb") as stdin, target.open("wb") as stdout:
        done = subprocess.run(
            [sys.executable, ROOT / "cli.py", "petakan", "--jsonl"], stdin=stdin, stdout=stdout, check=True
        )
    assert done.returncode == 0
    return target


@pytest.mark.parametrize(
    ("prefix", "satker", "level", "year", "kind"),
    [
        ("000", "KPU Kota Pontianak", "kota", 2025, "laporan"),
        ("001", "KPU Provinsi Kalimantan Barat", "provinsi", 2025, "rencana_kerja"),
        ("002", "KPU RI", "pusat", 2025, "surat"),
        ("003", "KPU Kota Pangkalpinang", "kota", 2025, "laporan"),
        ("004", "KPU Kabupaten Sarolangun", "kabupaten", 2026, "rencana_aksi"),
    ],
)
def test_identity(prefix: str, satker: str, level: str, year: int, kind: str, tmp_path: Path) -> None:
    (text,) = (SHARED / "seeds").glob(f"{prefix}_*.txt")
    zi(tmp_path / "got.json", "urai", text)
    identity = json.loads((tmp_path / "got.json").read_text(encoding="utf-8"))["identity"]
    assert identity == {"satker": satker, "level": level, "year": year, "document_type": kind}


@pytest.mark.skipif(find_engine() is None, reason="no recognition engine is installed")
def test_reading_of_a_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.reading.ocr_cache.data_home", lambda: tmp_path)
    zi(tmp_path / "got.json", "urai", SHARED / "pdf" / "pangkalpinang_scan.pdf")
    truth = SHARED / "pdf" / "pangkalpinang_scan.truth.json"
    hold(FLOORS["scan"], figures("score_reading", truth, tmp_path / "got.json"))


def test_every_action_of_a_plan_is_listed_once(tmp_path: Path) -> None:
    (text,) = (SHARED / "seeds").glob("004_*.txt")
    truth = rows("actions_sarolangun.jsonl")
    zi(tmp_path / "got.json", "urai", text, "--rencana")
    got = json.loads((tmp_path / "got.json").read_text(encoding="utf-8"))["actions"]
    assert len(got) == len(truth)
    assert sum(a["area"] == t["area"] for a, t in zip(got, truth, strict=True)) == len(truth)


def test_a_scan_without_ocr_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assistant.reading.ocr.find_engine", lambda: None)
    assert main(["urai", str(SHARED / "pdf" / "pangkalpinang_scan.pdf")]) == 4
    assert "Tesseract" in capsys.readouterr().err
