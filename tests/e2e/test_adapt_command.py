"""`zi adaptasi` from the command line: documents, dry runs, summary, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from jsonschema import Draft202012Validator

from cli import main

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpora" / "contoh" / "rencana-aksi-2026.docx"
SCHEMA = json.loads((ROOT / "docs" / "schema" / "zi-retarget-1.json").read_text(encoding="utf-8"))
OFFICES = (
    "nama;provinsi\nKPU Kabupaten Batu Intan;Jambi\nKPU Kota Wonosari Lama;Jawa Timur\n"
    "KIP Kabupaten Simpang Ulim;Aceh\n"
)


@pytest.fixture
def offices(tmp_path: Path) -> Path:
    path = tmp_path / "satker.csv"
    path.write_text(OFFICES, encoding="utf-8")
    return path


@pytest.fixture
def one_office(tmp_path: Path) -> Path:
    path = tmp_path / "satker.yaml"
    path.write_text("nama: KPU Kota Wonosari Lama\n", encoding="utf-8")
    return path


def test_one_document_for_each_office_and_a_summary_that_counts(offices: Path, tmp_path: Path) -> None:
    folder, spans = tmp_path / "hasil", tmp_path / "bagian.json"
    code = main(
        ["-q", "adaptasi", str(SAMPLE), "--satker", str(offices), "-o", str(folder), "--fakta", str(spans)]
    )
    assert code == 0
    book = openpyxl.load_workbook(folder / "rekap-adaptasi.xlsx")
    rows = list(book["Satker"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 3
    for name, replaced, asked, dropped, kept, file, *_ in rows:
        slug = str(name).lower().replace(" ", "-")
        value = json.loads((tmp_path / f"bagian-{slug}.json").read_text(encoding="utf-8"))
        Draft202012Validator(SCHEMA).validate(value)
        actions = [span["action"] for span in value["spans"]]
        assert [actions.count(a) for a in ("replace", "ask", "drop", "keep")] == [
            replaced,
            asked,
            dropped,
            kept,
        ]
        text = "\n".join(p.text for p in docx.Document(str(folder / str(file))).paragraphs)
        assert str(name).split(" ", 1)[1].upper() in text.upper()


def test_dry_runs_write_no_document(
    one_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    base = ["-q", "adapt", str(SAMPLE), "--satker", str(one_office)]
    assert main([*base, "--coba"]) == 0
    assert "KPU Kota Wonosari Lama" in capsys.readouterr().out
    assert main([*base, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "zi/retarget@1"
    assert main([*base, "--fakta", "bagian.json"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bagian.json", "satker.yaml"]


def test_a_single_word_file_and_no_overwriting(one_office: Path, tmp_path: Path) -> None:
    target = tmp_path / "hasil.docx"
    command = ["-q", "adaptasi", str(SAMPLE), "--satker", str(one_office), "-o", str(target)]
    assert main(command) == 0
    first = target.read_bytes()
    assert main(command) == 5
    assert main([*command, "--timpa"]) == 0
    assert target.read_bytes() == first


def test_our_templates_keep_their_placeholders(one_office: Path, tmp_path: Path) -> None:
    template, target = ROOT / "templates" / "laporan-1766.docx", tmp_path / "templat.docx"
    command = ["-q", "adaptasi", str(template), "--satker", str(one_office), "-o", str(target)]
    assert main(command) == 0
    before, after = ("\n".join(p.text for p in docx.Document(str(f)).paragraphs) for f in (template, target))
    assert "{{" in before
    assert [line for line in before.split("\n") if "{{" in line] == [
        line for line in after.split("\n") if "{{" in line
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 2),
        (["--satker", "tidak-ada.csv"], 2),
        (["--satker", "salah.csv"], 3),
        (["--satker", "benar.csv", "--dari", "Kantor Kami"], 2),
        (["--satker", "benar.csv", "--format", "pdf"], 2),
        (["--satker", "benar.csv", "-o", "benar.csv"], 5),
    ],
)
def test_refusals(arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "salah.csv").write_text("nama\nBukan Satker\n", encoding="utf-8")
    (tmp_path / "benar.csv").write_text("nama\nKPU Kota Wonosari Lama\n", encoding="utf-8")
    assert main(["-q", "adaptasi", str(SAMPLE), *arguments]) == code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["benar.csv", "salah.csv"]
