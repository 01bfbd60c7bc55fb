"""The command line as its users meet it: results, messages, exit codes."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

import assistant.errors as errors_module
from assistant.errors import AssistantError
from cli import main, zi

ROOT = Path(__file__).resolve().parents[2]
CONTOH = ROOT / "corpora" / "contoh"
LAPORAN = CONTOH / "laporan-2025.docx"
RENCANA = CONTOH / "rencana-aksi-2026.docx"


def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs" / "schema" / name).read_text(encoding="utf-8")))


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


# --- results ---


@pytest.mark.parametrize("source", ["laporan-2025.docx", "laporan-2025.pdf", "rencana-aksi-2026.docx"])
@pytest.mark.parametrize(
    ("args", "schema_name"),
    [
        (["urai"], "zi-document-1.json"),
        (["petakan"], "zi-mapping-1.json"),
        (["periksa"], "zi-check-1.json"),
        (["check"], "zi-check-1.json"),
    ],
)
def test_json_keeps_the_contract(source: str, args: list[str], schema_name: str, tmp_path: Path) -> None:
    target = tmp_path / "hasil.json"
    assert main([*args, str(CONTOH / source), "-o", str(target)]) in (0, 10)
    result = load(target)
    schema(schema_name).validate(result)
    assert result["identity"]["satker"]
    assert result["rules"] == {"format": "1766", "lke": "lke-2026"}


def test_a_plan_has_no_checklists_of_a_report(tmp_path: Path) -> None:
    main(["periksa", str(RENCANA), "-o", str(tmp_path / "hasil.json")])
    result = load(tmp_path / "hasil.json")
    assert result["conformance"] == []
    assert result["measures"] == []


def test_the_actions_of_a_plan(tmp_path: Path) -> None:
    target = tmp_path / "rencana.json"
    assert main(["urai", str(RENCANA), "--rencana", "--format", "json", "-o", str(target)]) == 0
    result = load(target)
    schema("zi-rencana-1.json").validate(result)
    assert len(result["actions"]) >= 30
    assert {a["area"] for a in result["actions"]} == {f"A.I.{n}" for n in range(1, 7)}


def test_pictures_are_saved_under_their_labels(tmp_path: Path) -> None:
    folder = tmp_path / "gambar"
    assert main(["-q", "urai", str(LAPORAN), "--gambar", str(folder), "-o", str(tmp_path / "x.json")]) == 0
    names = {path.name for path in folder.iterdir()}
    assert {"gambar-2.1.png", "gambar-2.7.png"} <= names
    assert main(["-q", "urai", str(LAPORAN), "--gambar", str(folder), "-o", str(tmp_path / "y.json")]) == 5


def test_the_draft_and_its_facts(tmp_path: Path) -> None:
    draft, facts = tmp_path / "draf.docx", tmp_path / "fakta.json"
    code = main(
        [
            "susun",
            str(LAPORAN),
            "--tahun",
            "2026",
            "--rencana",
            str(RENCANA),
            "-o",
            str(draft),
            "--fakta",
            str(facts),
        ]
    )
    assert code == 0
    schema("zi-facts-1.json").validate(load(facts))
    assert draft.read_bytes()[:2] == b"PK"


def test_two_runs_give_the_same_draft(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        assert main(["susun", str(LAPORAN), "--tahun", "2026", "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


@pytest.mark.parametrize("ending", ["html", "xlsx", "txt"])
@pytest.mark.parametrize("command", ["petakan", "periksa"])
def test_human_views(command: str, ending: str, tmp_path: Path) -> None:
    target = tmp_path / f"hasil.{ending}"
    assert main([command, str(LAPORAN), "-o", str(target)]) in (0, 10)
    assert target.stat().st_size > 1000


def test_the_example_runs_the_main_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contoh", "-o", str(tmp_path / "hasil")]) == 0
    said = capsys.readouterr().out
    for path in (tmp_path / "hasil").iterdir():
        assert path.stat().st_size > 0
    assert "pemeriksaan.html" in said
    assert "audit.html" in said
    assert "draf-laporan-2026.docx" in said


def test_segments_stream_in_order() -> None:
    lines = [
        {
            "id": "x1",
            "text": "Telah dibentuk tim pembangunan zona integritas.",
            "kind": "paragraph",
            "heading_path": [],
        },
        {"id": "x2", "text": "Demikian laporan ini disusun.", "kind": "paragraph", "heading_path": []},
    ]
    done = subprocess.run(
        [sys.executable, "cli.py", "petakan", "--jsonl"],
        input="".join(json.dumps(line) + "\n" for line in lines).encode(),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    got = [json.loads(line) for line in done.stdout.splitlines()]
    assert [g["id"] for g in got] == ["x1", "x2"]
    assert got[0]["candidates"][0]["code"] == "A.I.1.i.a"
    assert got[1]["candidates"] == []


def test_a_folder_gives_one_result_each_and_one_bad_file_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, target = tmp_path / "laporan", tmp_path / "hasil"
    folder.mkdir()
    (folder / "a.docx").write_bytes(LAPORAN.read_bytes())
    (folder / "b.docx").write_bytes(LAPORAN.read_bytes()[:2000])
    (folder / "c.docx").write_bytes(RENCANA.read_bytes())
    assert main(["periksa", str(folder), "--format", "json", "-o", str(target)]) == 3
    assert sorted(p.name for p in target.iterdir()) == ["a.json", "c.json", "rekap.xlsx"]
    assert "b.docx" in capsys.readouterr().err


def test_several_results_on_stdout_are_one_array(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["-q", "petakan", str(LAPORAN), str(RENCANA), "--format", "json"])
    results = json.loads(capfdbinary.readouterr().out)
    assert [r["source"]["name"] for r in results] == [LAPORAN.name, RENCANA.name]


# --- messages and exit codes ---


def damaged(path: Path) -> bytes:
    return path.read_bytes()[: path.stat().st_size // 2]


@pytest.mark.parametrize("command", ["urai", "petakan", "periksa"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kosong.pdf", b""),
        ("kosong.txt", b"   \n\n "),
        ("rusak.docx", damaged(LAPORAN)),
        ("rusak.pdf", b"%PDF-1.7\n" + bytes(200)),
        ("acak.bin", random.Random(7).randbytes(4096)),
        ("bukan.docx", b"PK\x03\x04" + bytes(100)),
    ],
)
def test_unreadable_input_ends_with_3_and_one_sentence(
    command: str, name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main([command, str(path)]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert name in captured.err
    assert "Traceback" not in captured.err


def test_a_wrong_ending_is_read_by_content_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "laporan.pdf"
    path.write_bytes(LAPORAN.read_bytes())
    assert main(["urai", str(path), "-o", str(tmp_path / "hasil.json")]) == 0
    result = load(tmp_path / "hasil.json")
    assert result["source"]["kind"] == "docx"
    assert any("laporan.pdf" in warning for warning in result["warnings"])


@pytest.mark.parametrize(
    "args",
    [
        ["urai", "tidak-ada.pdf"],
        ["urai"],
        ["urai", "--entah", "x"],
        ["entah"],
        ["petakan"],
        ["periksa", str(LAPORAN), "--format", "pdf"],
        ["periksa", str(LAPORAN), "--format", "9999"],
        ["susun", str(LAPORAN)],
        ["susun", str(LAPORAN), "--tahun", "dua"],
        ["--mappings", "tidak-ada", "periksa", str(LAPORAN)],
        ["susun", str(LAPORAN), "--tahun", "2027", "--rencana", str(RENCANA), "-o", "tidak-ditulis.docx"],
    ],
)
def test_wrong_usage_ends_with_2(
    args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(args) == 2
    said = capsys.readouterr().err
    assert said.startswith("Kesalahan: ")
    assert not re.search(r"\b(Error|Usage|invalid|no such)\b", said, re.IGNORECASE)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_result_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "hasil.json"
    target.write_text("milik orang", encoding="utf-8")
    assert main(["urai", str(LAPORAN), "-o", str(target)]) == 5
    assert target.read_text(encoding="utf-8") == "milik orang"
    assert main(["urai", str(LAPORAN), "-o", str(target), "--timpa"]) == 0


def test_an_input_is_never_changed(tmp_path: Path) -> None:
    source = tmp_path / "laporan.docx"
    source.write_bytes(LAPORAN.read_bytes())
    assert main(["susun", str(source), "--tahun", "2026", "-o", str(source), "--timpa"]) == 5
    assert source.read_bytes() == LAPORAN.read_bytes()


def test_a_broken_mapping_names_file_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mappings = tmp_path / "mappings"
    mappings.mkdir()
    for path in (ROOT / "mappings").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        (mappings / path.name).write_text(
            text.replace("sections:", "bagian:", 1) if path.name.startswith("format") else text,
            encoding="utf-8",
        )
    (mappings / "format-1766.yaml").write_text("id: 1766\n", encoding="utf-8")
    assert main(["--mappings", str(mappings), "periksa", str(LAPORAN)]) == 3
    said = capsys.readouterr().err
    assert "format-1766.yaml" in said
    assert "baris" in said


def test_an_unforeseen_error_is_one_line_and_a_log_without_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("isi rahasia dokumen")

    monkeypatch.setattr("assistant.userdata.data_home", lambda: tmp_path)
    monkeypatch.setattr("assistant.reading.recognise.read_document", crash)
    assert main(["urai", str(LAPORAN)]) == 1
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "rahasia" not in said
    (log,) = tmp_path.rglob("kesalahan.log")
    assert "rahasia" not in log.read_text(encoding="utf-8")
    assert "RuntimeError" in log.read_text(encoding="utf-8")


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.reading.recognise.read_document", interrupt)
    assert main(["urai", str(LAPORAN)]) == 130


def test_the_table_of_exit_codes_is_true() -> None:
    table = (ROOT / "docs" / "kode-keluar.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \|.*?\| `(\w+)` \|", table, re.MULTILINE))
    for code, name in rows.items():
        assert getattr(errors_module, name).exit_code == int(code)
    classes = [
        c for c in vars(errors_module).values() if isinstance(c, type) and issubclass(c, AssistantError)
    ]
    assert {str(c.exit_code) for c in classes} == set(rows)


# --- help ---

HEAVY = {"spacy", "docx", "openpyxl", "pdfplumber", "pypdfium2", "pydantic", "rich", "jinja2", "yaml"}


@pytest.mark.parametrize("name", [None, *zi.commands])
def test_help_is_indonesian_and_complete(name: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*([name] if name else []), "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Pemakaian: zi")
    assert not re.search(r"Usage|Options|Commands|Show this|OPTIONS", said)
    command = zi.commands[name] if name else zi
    assert command.help
    for param in command.params:
        assert isinstance(param, click.Argument) or param.help, f"{param.name} has no help"


@pytest.mark.parametrize("name", list(zi.commands))
def test_every_command_is_in_the_guide(name: str) -> None:
    assert f"zi {name}" in (ROOT / "docs" / "panduan.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("args", [["--help"], ["urai", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    code = (
        f"import sys; from cli import main; main({args!r}); "
        f"sys.exit(', '.join({HEAVY!r} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
