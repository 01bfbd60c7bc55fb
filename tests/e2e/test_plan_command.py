"""`zi rencana` as its users meet it: read back, checked, refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant.data import data_directory
from assistant.lke.load import load_lke
from cli import main
from tests.factories.lke_workbook import invent_answers, write_lke

ROOT = Path(__file__).resolve().parents[2]
CONTOH = ROOT / "corpora" / "contoh"
LAPORAN, RENCANA = CONTOH / "laporan-2025.docx", CONTOH / "rencana-aksi-2026.docx"


def run(*args: object) -> int:
    return main(["-q", *map(str, args)])


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan for 2027 from the sample report and the sample plan, as Word and as JSON."""
    folder = tmp_path_factory.mktemp("rencana")
    for name in ("rencana.docx", "rencana.json"):
        assert run("rencana", LAPORAN, "--rencana", RENCANA, "--tahun", 2027, "-o", folder / name) == 0
    return folder


def test_what_is_read_back_is_what_was_planned(made: Path) -> None:
    assert run("urai", "--rencana", made / "rencana.docx", "-o", made / "baca.json", "--timpa") == 0
    planned, read = load(made / "rencana.json"), load(made / "baca.json")
    keys = ("komponen", "indikator", "langkah_aksi", "bukti_fisik", "target_waktu")
    assert [[a[k] for k in keys] for a in read["actions"]] == [
        [a[k] for k in keys] for a in planned["actions"]
    ]
    same = sum(a["code"] == b["code"] for a, b in zip(read["actions"], planned["actions"], strict=True))
    assert same >= 0.95 * len(planned["actions"])


def test_json_keeps_the_contract(made: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "zi-rencana-1.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(load(made / "rencana.json"))


def test_every_action_of_the_earlier_plan_stands_in_the_new_one(made: Path) -> None:
    assert run("urai", "--rencana", RENCANA, "-o", made / "lama.json", "--timpa") == 0
    new = [a["langkah_aksi"] for a in load(made / "rencana.json")["actions"]]
    for old in load(made / "lama.json")["actions"]:
        opening = old["langkah_aksi"][:25]
        if not any(c.isdigit() for c in opening):
            assert any(text.startswith(opening) for text in new), opening


def test_the_check_finds_open_fields_and_nothing_else(made: Path) -> None:
    run("periksa", made / "rencana.docx", "-o", made / "cek.json", "--timpa")
    result = load(made / "cek.json")
    grave = [f for f in result["findings"] if f["severity"] != "info"]
    assert all("[ISI:" in (f["quote"] or "") for f in grave), grave
    assert result["identity"]["year"] == 2027
    assert result["identity"]["document_type"] == "rencana_aksi"


def test_a_workbook_alone_is_enough(tmp_path: Path) -> None:
    lke = load_lke(data_directory("mappings"), 2026)
    source = tmp_path / "lke.xlsx"
    answers = invent_answers(lke, Random(7))
    source.write_bytes(write_lke(lke, answers, satker="KPU Kabupaten Rawa Biru", year=2026))
    assert run("plan", source, "--tahun", 2027, "-o", tmp_path / "r.json") == 0
    actions = load(tmp_path / "r.json")["actions"]
    assert {a["code"].rpartition(".")[0] for a in actions} == {group.code for group in lke.groups}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([LAPORAN], "--tahun"),
        ([LAPORAN, "--tahun", "2025"], "Pilih --tahun 2026"),
        (["tidak-ada.docx", "--tahun", "2027"], "tidak ditemukan"),
        ([LAPORAN, "--tahun", "2027", "--lke", RENCANA], "tidak memuat"),
    ],
)
def test_refusals_name_the_remedy(
    args: list[object], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "r.docx"
    assert run("rencana", *args, "-o", target) in (2, 3)
    assert said in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice tidak terpasang")
def test_libreoffice_opens_the_plan(made: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path / 'profil'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(made / "rencana.docx")], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "rencana.pdf").stat().st_size > 10_000
