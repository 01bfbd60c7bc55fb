"""A person's decisions: taken from the workbook, kept, used on like paragraphs, said, ignored on demand."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli import main

pytestmark = pytest.mark.usefixtures("own_data")

ROOT = Path(__file__).resolve().parents[2]
TEAM = (
    "Tim kerja zona integritas KPU Kabupaten {place} dibentuk dengan Keputusan Sekretaris Nomor {number} "
    "Tahun {year} tanggal {day} Maret {year} dan beranggotakan wakil dari semua subbagian."
)
GARDEN = "Taman di halaman kantor ditata ulang bersama warga sekitar setiap hari Jumat pagi."
SHORT = "Dokumentasi kegiatan bersama"


def report(path: Path, place: str, year: int, number: int, extra: str = "") -> Path:
    team = TEAM.format(place=place, number=number, year=year, day=number % 27 + 1)
    path.write_text(
        f"LAPORAN PEMBANGUNAN ZONA INTEGRITAS\nKPU KABUPATEN {place.upper()} TAHUN {year}\n\n"
        "BAB I PENDAHULUAN\n\nA. Latar Belakang\n\nLaporan ini menjelaskan pembangunan zona integritas.\n\n"
        "BAB II HASIL PELAKSANAAN\n\n1. Manajemen Perubahan\n\n"
        f"{team}\n\n{GARDEN}\n\n{SHORT}\n\n2. Penataan Tata Laksana\n\n{SHORT}\n\n{extra}\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def laporan(tmp_path: Path) -> Path:
    return report(tmp_path / "laporan.txt", "Randu Alas", 2025, 41)


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def mapped(path: Path, tmp_path: Path, *options: object) -> dict[str, Any]:
    target = tmp_path / "hasil.json"
    assert run("petakan", path, *options, "-o", target, "--timpa") == 0
    result: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return result


def item(result: dict[str, Any], start: str) -> dict[str, Any]:
    return next(i for i in result["items"] if i["text"].startswith(start))


def codes(entry: dict[str, Any]) -> list[str]:
    return [candidate["code"] for candidate in entry["candidates"]]


def decide(path: Path, tmp_path: Path, decisions: dict[str, str]) -> Path:
    """Return the workbook of a report with decisions filled in, by the start of the text."""
    from openpyxl import load_workbook

    target = tmp_path / "koreksi.xlsx"
    assert run("petakan", path, "-o", target, "--timpa") == 0
    workbook = load_workbook(target)
    sheet = workbook["Pemetaan"]
    titles = [cell.value for cell in sheet[1]]
    text, decision = titles.index("Teks"), titles.index("Indikator benar")
    for row in sheet.iter_rows(min_row=2):
        for start, said in decisions.items():
            if str(row[text].value).startswith(start):
                row[decision].value = said
    workbook.save(target)
    return target


def lines(tmp_path: Path, *values: dict[str, Any]) -> Path:
    path = tmp_path / "koreksi.jsonl"
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def test_a_decision_in_the_workbook_is_used_at_once_and_later(
    laporan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = decide(laporan, tmp_path, {"Taman": "A.II.6.i.a, a.i.6.i", "Tim kerja": "-"})
    for options in (["--koreksi", workbook], []):
        result = mapped(laporan, tmp_path, *options)
        garden, team = item(result, "Taman"), item(result, "Tim kerja")
        assert codes(garden) == ["A.II.6.i.a", "A.I.6.i"]
        assert {c["score"] for c in garden["candidates"]} == {1.0}
        assert "Dikoreksi oleh" in garden["candidates"][0]["reasons"][0]
        assert (codes(team), team["area"], team["sentences"]) == ([], None, [])
        entry = next(e for e in result["coverage"] if e["code"] == "A.II.6.i.a")
        assert entry["blocks"] == [garden["block"]]
        assert any("2 bagian teks memakai koreksi" in warning for warning in result["warnings"])
    said = capsys.readouterr().err
    assert "2 baru" in said
    assert "memakai koreksi" in said
    schema = json.loads((ROOT / "docs" / "schema" / "zi-mapping-1.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(result)


def test_next_years_paragraph_of_another_office_is_the_same(laporan: Path, tmp_path: Path) -> None:
    workbook = decide(laporan, tmp_path, {"Tim kerja": "A.II.1.i.b"})
    assert run("petakan", "--koreksi", workbook) == 0
    other = report(tmp_path / "lain.txt", "Muara Lindai", 2026, 7)
    team = item(mapped(other, tmp_path), "Tim kerja")
    assert codes(team) == ["A.II.1.i.b"]
    assert codes(item(mapped(other, tmp_path, "--tanpa-koreksi"), "Tim kerja")) != ["A.II.1.i.b"]


def test_a_short_text_is_corrected_under_its_own_heading_only(laporan: Path, tmp_path: Path) -> None:
    decisions = lines(
        tmp_path, {"text": SHORT, "heading_path": ["1. Manajemen Perubahan"], "codes": ["A.I.1.ii.b"]}
    )
    result = mapped(laporan, tmp_path, "--koreksi", decisions)
    first, second = (i for i in result["items"] if i["text"] == SHORT)
    assert codes(first) == ["A.I.1.ii.b"]
    assert codes(second) != ["A.I.1.ii.b"]


def test_an_unlike_paragraph_is_left_alone(laporan: Path, tmp_path: Path) -> None:
    workbook = decide(laporan, tmp_path, {"Tim kerja": "A.II.1.i.b"})
    before = mapped(laporan, tmp_path, "--tanpa-koreksi")
    after = mapped(laporan, tmp_path, "--koreksi", workbook)
    assert item(before, "Taman") == item(after, "Taman")


def test_a_block_without_text_is_found_in_the_document(laporan: Path, tmp_path: Path) -> None:
    block = item(mapped(laporan, tmp_path), "Taman")["block"]
    decisions = lines(tmp_path, {"block": block, "codes": "A.I.6.i.a"})
    assert codes(item(mapped(laporan, tmp_path, "--koreksi", decisions), "Taman")) == ["A.I.6.i.a"]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({"text": GARDEN, "codes": ["A.I.6.i.a", "A.I.6.i.zz"]}, "A.I.6.i.zz"),
        ({"block": "b9999", "codes": ["A.I.6.i.a"]}, "b9999"),
        ({"codes": ["A.I.6.i.a"]}, "'text' atau 'block'"),
        ({"text": GARDEN, "codes": 7}, "'codes'"),
    ],
)
def test_a_wrong_decision_names_its_row_and_keeps_nothing(
    laporan: Path,
    own_data: Path,
    tmp_path: Path,
    value: dict[str, Any],
    named: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = {"text": GARDEN, "codes": ["A.I.6.i.a"]}
    assert run("petakan", laporan, "--koreksi", lines(tmp_path, good, value)) == 3
    said = capsys.readouterr().err
    assert "baris 2" in said
    assert named in said
    assert not list(own_data.rglob("*.json"))


def test_an_unknown_code_in_the_workbook_names_row_and_sheet(
    laporan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = decide(laporan, tmp_path, {"Taman": "A.I.9.i.a"})
    assert run("petakan", laporan, "--koreksi", workbook) == 3
    assert "lembar Pemetaan: kode 'A.I.9.i.a' tidak ada di LKE" in capsys.readouterr().err


def test_a_later_decision_replaces_and_the_earlier_one_is_kept(
    laporan: Path, own_data: Path, tmp_path: Path
) -> None:
    for code in ("A.I.6.i.a", "A.I.6.i.b"):
        run("petakan", "--koreksi", decide(laporan, tmp_path, {"Taman": code}))
    (path,) = own_data.rglob("koreksi.json")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert [c["codes"] for c in kept["corrections"]] == [["A.I.6.i.b"]]
    assert [c["codes"] for c in kept["history"]] == [["A.I.6.i.a"]]
    run("petakan", "--koreksi", decide(laporan, tmp_path, {"Taman": "batal"}))
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["corrections"] == []
    assert [c["codes"] for c in kept["history"]] == [["A.I.6.i.a"], ["A.I.6.i.b"]]


def test_of_conflicting_corrections_the_nearer_wins_and_it_is_said(
    laporan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    near = GARDEN.replace("Jumat", "Kamis")
    decisions = lines(
        tmp_path, {"text": near, "codes": ["A.I.6.i.b"]}, {"text": GARDEN, "codes": ["A.I.6.i.a"]}
    )
    garden = item(mapped(laporan, tmp_path, "--koreksi", decisions), "Taman")
    assert codes(garden) == ["A.I.6.i.a"]
    assert any("berbenturan" in reason for reason in garden["candidates"][0]["reasons"])
    assert "berbenturan" in capsys.readouterr().err


def test_a_damaged_store_is_not_written_over(
    laporan: Path, own_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("petakan", "--koreksi", lines(tmp_path, {"text": GARDEN, "codes": ["A.I.6.i.a"]}))
    (path,) = own_data.rglob("koreksi.json")
    path.write_text("{rusak", encoding="utf-8")
    assert run("petakan", laporan) == 3
    assert run("petakan", laporan, "--koreksi", tmp_path / "koreksi.jsonl") == 3
    assert "--tanpa-koreksi" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "{rusak"
    assert run("petakan", laporan, "--tanpa-koreksi") == 0


def test_a_stream_of_paragraphs_is_corrected_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run("petakan", "--koreksi", lines(tmp_path, {"text": GARDEN, "codes": ["A.I.6.i.a"]}))

    class Stdin:
        buffer = io.BytesIO(
            b"".join(
                json.dumps({"id": n, "text": t}).encode() + b"\n" for n, t in (("x", SHORT), ("y", GARDEN))
            )
        )

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert run("petakan", "--jsonl") == 0
    out = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert out[1] == {"id": "y", "area": "A.I.6", "candidates": [{"code": "A.I.6.i.a", "score": 1.0}]}


def test_check_uses_corrections_and_says_so(laporan: Path, tmp_path: Path) -> None:
    run("petakan", "--koreksi", decide(laporan, tmp_path, {"Taman": "A.II.6.i.a"}))
    for options, used in (([], True), (["--tanpa-koreksi"], False)):
        target = tmp_path / "periksa.json"
        assert run("periksa", laporan, *options, "-o", target, "--timpa") in (0, 10)
        result = json.loads(target.read_text(encoding="utf-8"))
        entry = next(e for e in result["coverage"] if e["code"] == "A.II.6.i.a")
        assert (entry["best"] == 1.0) is used
        assert any("koreksi" in warning for warning in result["warnings"]) is used


def test_an_action_of_a_plan_is_corrected_in_its_own_sheet(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    plan = ROOT / "corpora" / "contoh" / "rencana-aksi-2026.docx"
    workbook, target = tmp_path / "rencana.xlsx", tmp_path / "aksi.json"
    assert run("petakan", plan, "-o", workbook) == 0
    book = load_workbook(workbook)
    sheet = book["Langkah aksi"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("Indikator benar") + 1).value = "A.II.1.i.a"
    book.save(workbook)
    assert run("petakan", "--koreksi", workbook) == 0
    assert run("urai", plan, "--rencana", "--format", "json", "-o", target) == 0
    actions = json.loads(target.read_text(encoding="utf-8"))["actions"]
    assert (actions[0]["area"], actions[0]["code"]) == ("A.II.1", "A.II.1.i.a")
    assert actions[1]["code"] != "A.II.1.i.a"


def test_both_options_at_once_are_wrong_usage(laporan: Path, tmp_path: Path) -> None:
    decisions = lines(tmp_path, {"text": GARDEN, "codes": []})
    assert run("petakan", laporan, "--koreksi", decisions, "--tanpa-koreksi") == 2


# --- zi jelaskan ---


def test_a_block_is_explained_in_full(laporan: Path, tmp_path: Path) -> None:
    block = item(mapped(laporan, tmp_path), "Tim kerja")["block"]
    target = tmp_path / "jelas.json"
    assert run("jelaskan", laporan, "--blok", f"{block},b1", "--format", "json", "-o", target) == 0
    result = json.loads(target.read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "docs" / "schema" / "zi-explain-1.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(result)
    first, heading = result["blocks"]
    assert first["section_path"][-1] == "1. Manajemen Perubahan"
    assert first["candidates"][0]["criteria"]
    assert first["candidates"][0]["reasons"]
    assert first["after"]["text"] == GARDEN
    assert heading["candidates"] == []


def test_an_explanation_tells_of_the_correction(
    laporan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("petakan", "--koreksi", decide(laporan, tmp_path, {"Tim kerja": "-"}))
    block = item(mapped(laporan, tmp_path), "Tim kerja")["block"]
    capsys.readouterr()
    assert run("explain", laporan, "--blok", block.removeprefix("b")) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Dikoreksi oleh" in said
    assert "Tanpa koreksi program mengusulkan: A.I.1.i" in said


@pytest.mark.parametrize("args", [["--blok", "b999"], []])
def test_an_unknown_block_is_wrong_usage(
    laporan: Path, args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("jelaskan", laporan, *args) == 2
    assert "b1" in capsys.readouterr().err


# --- zi bersihkan ---


@pytest.fixture
def filled(own_data: Path, tmp_path: Path) -> Path:
    run("petakan", "--koreksi", lines(tmp_path, {"text": GARDEN, "codes": ["A.I.6.i.a"]}))
    (own_data / "ocr").mkdir()
    (own_data / "ocr" / "a.json").write_text("{}", encoding="utf-8")
    (own_data / "kesalahan.log").write_text("zi: galat", encoding="utf-8")
    return own_data


def left(path: Path) -> set[str]:
    return {p.name for p in path.rglob("*") if p.is_file()}


def test_cleaning_lists_and_deletes_nothing_by_itself(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("bersihkan") == 0
    said = capsys.readouterr().out
    assert all(kind in said for kind in ("ocr", "koreksi", "log"))
    assert left(filled) == {"koreksi.json", "a.json", "kesalahan.log"}


def test_all_keeps_the_corrections_unless_they_are_named(filled: Path) -> None:
    assert run("bersihkan", "--hapus", "semua", "--ya") == 0
    assert left(filled) == {"koreksi.json"}
    assert run("bersihkan", "--hapus", "koreksi", "--ya") == 0
    assert left(filled) == set()


@pytest.mark.parametrize(("answer", "kept"), [("tidak\n", True), ("\n", True), ("ya\n", False)])
def test_deleting_asks_first(filled: Path, answer: str, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert run("bersihkan", "--hapus", "ocr") == 0
    assert ("a.json" in left(filled)) is kept


def test_exported_corrections_come_back(filled: Path, laporan: Path, tmp_path: Path) -> None:
    target = tmp_path / "ekspor.jsonl"
    assert run("bersihkan", "--ekspor-koreksi", target, "--hapus", "koreksi", "--ya") == 0
    assert "koreksi.json" not in left(filled)
    assert codes(item(mapped(laporan, tmp_path, "--koreksi", target), "Taman")) == ["A.I.6.i.a"]
