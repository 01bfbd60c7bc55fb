"""`zi aturan`, and the rules that `zi periksa` runs, as users meet them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant.checking.registry import FAMILIES, RULES
from cli import main

ROOT = Path(__file__).resolve().parents[2]
LAPORAN = ROOT / "corpora" / "contoh" / "laporan-2025.docx"
SCHEMA = json.loads((ROOT / "docs" / "schema" / "zi-rules-1.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder: a settings file of the developer's own is not looked at."""
    monkeypatch.chdir(tmp_path)


def rules_of(*args: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(["aturan", *args, "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    Draft202012Validator(SCHEMA).validate(value)
    return value


def check(target: Path, *args: str) -> Any:
    assert main(["periksa", str(LAPORAN), *args, "-o", str(target), "--timpa"]) in (0, 10)
    return json.loads(target.read_text(encoding="utf-8"))


def test_every_rule_is_listed_in_its_family(capsys: pytest.CaptureFixture[str]) -> None:
    value = rules_of(capsys=capsys)
    assert [family["family"] for family in value["families"]] == list(FAMILIES.values())
    assert all(family["title"] and family["description"] for family in value["families"])
    listed = [rule["rule"] for family in value["families"] for rule in family["rules"]]
    assert listed == sorted(RULES)
    assert value["warnings"] == []


def test_the_list_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    shown = capsys.readouterr().out
    assert all(rule in shown for rule in RULES)
    assert "Gambar dan tabel" in shown


def test_one_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["aturan", "zi305"]) == 0
    shown = capsys.readouterr().out
    for word in ("Penjelasan", "Contoh", "Perbaikan", "Sumber", "tanda_bukti", "Saran:"):
        assert word in shown
    (family,) = rules_of("ZI305", capsys=capsys)["families"]
    (rule,) = family["rules"]
    assert rule["lists"][0]["name"] == "tanda_bukti"


def test_several_rules_and_a_family(capsys: pytest.CaptureFixture[str]) -> None:
    value = rules_of("ZI201", "ZI305,gambar", capsys=capsys)
    assert [family["family"] for family in value["families"]] == ["gambar", "isi"]


def test_an_unknown_rule_gives_near_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["aturan", "ZI2004"]) == 2
    assert "ZI204" in capsys.readouterr().err


def test_rules_can_be_chosen_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = check(tmp_path / "a.json", "--pilih", "gambar,ZI109", "--abaikan", "ZI205")
    assert {f["rule"] for f in value["findings"]} <= {"ZI109", *(r for r in RULES if r.startswith("ZI2"))}
    assert {f["rule"] for f in value["findings"]}
    told = capsys.readouterr().err
    for note in value["warnings"][-2:]:
        assert note in told
    assert "ZI205" in value["warnings"][-1]


def test_the_settings_file_applies_and_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = check(tmp_path / "a.json")
    (tmp_path / "zi.toml").write_text(
        '[periksa]\nabaikan = ["ZI303"]\ntingkat = {ZI101 = "info"}\naturan = ["kami.yaml"]\n',
        encoding="utf-8",
    )
    (tmp_path / "kami.yaml").write_text("frasa_terlarang: [{frasa: zona integritas}]", encoding="utf-8")
    capsys.readouterr()
    value = check(tmp_path / "b.json")
    told = capsys.readouterr().err
    assert "Aturan diabaikan menurut zi.toml: ZI303." in value["warnings"]
    assert "Aturan diabaikan menurut zi.toml: ZI303." in told
    assert "kami.yaml" in told
    assert {"ZI303", "ZI790"} & {f["rule"] for f in value["findings"]} == {"ZI790"}
    assert {f["severity"] for f in value["findings"] if f["rule"] == "ZI101"} <= {"info"}
    assert (value["conformance"], value["measures"]) == (before["conformance"], before["measures"])
    assert check(tmp_path / "c.json", "--tanpa-setelan") == before


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_a_report_that_is_passed_on_tells_it_too(ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"hasil.{ending}"
    main(["-q", "periksa", str(LAPORAN), "--abaikan", "ZI303", "-o", str(target)])
    assert "Aturan diabaikan menurut --abaikan: ZI303." in target.read_text(encoding="utf-8")


def test_severities_decide_the_exit_code(tmp_path: Path) -> None:
    errors = {f["rule"] for f in check(tmp_path / "a.json")["findings"] if f["severity"] == "error"}
    assert errors
    grades = ", ".join(f'{rule} = "info"' for rule in errors)
    (tmp_path / "zi.toml").write_text(f"[periksa]\ntingkat = {{{grades}}}\n", encoding="utf-8")
    assert main(["periksa", str(LAPORAN), "-o", str(tmp_path / "b.json")]) == 0


def test_a_wrong_regulation_stops_before_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kami.yaml").write_text("peraturan: [{kode: PKPU 1/2001}]", encoding="utf-8")
    assert main(["periksa", str(LAPORAN), "--aturan", "kami.yaml"]) == 3
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "kami.yaml" in caught.err
    assert "tentang" in caught.err


def test_own_rule_files_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "kami.yaml").write_text("frasa_terlarang: [{frasa: zona integritas}]", encoding="utf-8")
    value = check(tmp_path / "a.json", "--aturan", "kami.yaml", "--pilih", "ZI790")
    assert [f["rule"] for f in value["findings"]] == ["ZI790"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[periksa]\nabaikan = ["ZI999"]\n', 2),
        ("[periksa]\nabaikan = 1\n", 3),
        ("[periksa\n", 3),
        ('[periksa]\naturan = ["tidak-ada.yaml"]\n', 2),
    ],
)
def test_a_wrong_settings_file_stops_before_reading(
    text: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "zi.toml").write_text(text, encoding="utf-8")
    assert main(["periksa", str(LAPORAN)]) == code
    caught = capsys.readouterr()
    assert caught.out == ""
    assert "Kesalahan: " in caught.err
