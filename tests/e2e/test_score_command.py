from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.load import load_lke
from assistant.lke.model import Answer, Lke, Peran
from assistant.lke.workbook import new_workbook
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


def schema_of(name: str) -> Any:
    return json.loads((ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def lke(mappings: Path) -> Lke:
    return load_lke(mappings, 2025)


def write(path: Path, lke: Lke, answers: Sequence[LkeAnswer], office: str = "", year: int = 2025) -> Path:
    title = f"LKE Zona Integritas {office} Tahun {year}" if office else "LKE"
    path.write_bytes(new_workbook(lke, answers, title))
    return path


def choices(lke: Lke, *, worst: bool = False) -> list[LkeAnswer]:
    """The best, or worst, answer to every question of choice; indices in full, no counts."""
    return [
        LkeAnswer(i.code, list(lke.scales[i.answer])[-1 if worst else 0])
        for i in lke.daftar_indikator
        if i.answer in lke.scales
    ] + [LkeAnswer(i.code, 4.0) for i in lke.daftar_indikator if i.answer is Answer.INDEKS]


def run_json(*args: str, target: Path) -> Any:
    assert main(["-q", "nilai", *args, "--format", "json", "-o", str(target), "--timpa"]) == 0
    return json.loads(target.read_text(encoding="utf-8"))


def test_two_lke_side_by_side(tmp_path: Path, lke: Lke) -> None:
    better = choices(lke)
    lower = [replace(a, answer="C") if a.code == "A.I.1.iii.a" else a for a in better]
    last = write(tmp_path / "lama.xlsx", lke, [a for a in lower if a.code != "A.I.6.i.a"])
    this = write(tmp_path / "baru.xlsx", lke, better)
    value = run_json(str(last), str(this), "--banding", target=tmp_path / "b.json")
    jsonschema.validate(value, schema_of("zi-score-comparison-1"))
    assert value["source"]["name"] == "baru.xlsx"
    assert (value["old"]["label"], value["new"]["label"]) == ("lama.xlsx", "baru.xlsx")
    assert value["answers"]["A.I.1.iii.a"] == {"old": "C", "new": "A"}
    assert value["answers"]["A.I.6.i.a"] == {"old": None, "new": "A"}
    up = {code for code, part in value["parts"].items() if part["direction"] == "up"}
    assert up == {"A", "A.I", "A.I.1", "A.I.1.iii", "A.I.1.iii.a", "A.I.6", "A.I.6.i", "A.I.6.i.a"}
    gains = sum(value["parts"][code]["gain"] for code in ("A.I.1.iii.a", "A.I.6.i.a"))
    assert value["gain"] == pytest.approx(gains, abs=1e-5)
    assert value["gain"] == pytest.approx(value["new"]["total"] - value["old"]["total"], abs=1e-5)


def test_two_lke_without_a_wish_are_two_scores_as_json(tmp_path: Path, lke: Lke) -> None:
    first = write(tmp_path / "satu.xlsx", lke, choices(lke))
    second = write(tmp_path / "dua.xlsx", lke, choices(lke, worst=True))
    value = run_json(str(first), str(second), target=tmp_path / "semua.json")
    assert [entry["source"]["name"] for entry in value] == ["satu.xlsx", "dua.xlsx"]
    for entry in value:
        jsonschema.validate(entry, schema_of("zi-score-1"))


def test_unit_and_evaluators_of_one_workbook(tmp_path: Path, lke: Lke) -> None:
    answers = [replace(a, tpi_answer=a.answer) for a in choices(lke)]
    answers = [replace(a, tpi_answer="B") if a.code == "A.I.1.iii.a" else a for a in answers]
    path = write(tmp_path / "lke.xlsx", lke, answers)
    value = run_json(str(path), "--tpi", target=tmp_path / "t.json")
    assert (value["old"]["label"], value["new"]["label"]) == ("Unit", "TPI")
    assert value["parts"]["A.I.1.iii.a"]["direction"] == "down"
    assert value["gain"] == pytest.approx(value["parts"]["A.I.1.iii.a"]["gain"], abs=1e-5)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["{lke}", "--tpi"], 3, "tidak memuat jawaban TPI"),
        (["{lke}", "--banding"], 2, "tepat dua berkas"),
        (["{lke}", "{lke}", "--tpi"], 2, "tepat satu berkas"),
        (["{lke}", "{lke}", "--tpi", "--banding"], 2, "saling meniadakan"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    args: list[str], code: int, said: str, contoh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(contoh / "lke-2025.xlsx")
    assert main(["-q", "nilai", *(arg.format(lke=path) for arg in args)]) == code
    assert said in capsys.readouterr().err


def test_the_workbook_has_its_sheets(tmp_path: Path, contoh: Path, lke: Lke) -> None:
    target = tmp_path / "nilai.xlsx"
    this = str(contoh / "lke-2025.xlsx")
    assert main(["-q", "nilai", this, "-o", str(target)]) == 0
    alone = openpyxl.load_workbook(target)
    assert alone.sheetnames == ["Ringkasan", "Rincian", "Predikat", "Jalan termurah"]
    parts = {row[0]: row for row in alone["Rincian"].iter_rows(min_row=2, values_only=True)}
    assert list(parts) == list(lke.codes)
    total = next(r for r in alone["Ringkasan"].iter_rows(values_only=True) if r[0] == "Nilai total")
    points = sum(parts[i.code][4] for i in lke.daftar_indikator)
    assert points == pytest.approx(total[1])
    other = write(tmp_path / "lama.xlsx", lke, choices(lke, worst=True))
    assert main(["-q", "nilai", str(other), this, "-o", str(target), "--timpa"]) == 0
    both = openpyxl.load_workbook(target)
    assert both.sheetnames[-1] == "Perbandingan"
    moves = {row[0]: row[-1] for row in both["Perbandingan"].iter_rows(min_row=2, values_only=True)}
    assert moves["A.I.1"] == "Naik"
    assert moves["B.I.a"] == "Turun"


def test_the_page_draws_radar_and_bars_and_says_them(tmp_path: Path, contoh: Path, lke: Lke) -> None:
    target = tmp_path / "nilai.html"
    other = write(tmp_path / "lama.xlsx", lke, choices(lke, worst=True))
    assert main(["-q", "nilai", str(other), str(contoh / "lke-2025.xlsx"), "-o", str(target)]) == 0
    page = target.read_text(encoding="utf-8")
    assert " style=" not in page  # the page's own policy would drop it
    assert page.count('class="batang"') == len(lke.groups)
    for kind in ("baru", "lama", "syarat-1", "syarat-2"):
        points = re.search(rf'<polygon class="{kind}" points="([^"]+)"', page)
        assert points
        assert len(points[1].split()) == 6
    said = re.search(r'<desc id="radar-uraian">([^<]+)</desc>', page)
    assert said
    assert "Manajemen Perubahan 93,1%" in said[1]


def test_what_counts_for_nothing_is_said_with_its_reason(
    tmp_path: Path, lke: Lke, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [a for a in choices(lke) if a.code not in ("A.I.1.i.a", "B.I.a")]
    typed = [LkeAnswer("A.II.6.i.b", 1.0), LkeAnswer("B.I.a", 91.76)]
    path = write(tmp_path / "lke.xlsx", lke, [*answers, *typed])
    assert main(["-q", "nilai", str(path)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "jumlah-jumlah untuk persentasenya belum diisi: A.II.6.i.b" in said
    assert "nilainya di luar skala 0–4: B.I.a" in said
    assert "belum dijawab: A.I.1.i.a" in said


def test_a_part_of_an_lke_is_told_as_such(
    tmp_path: Path, contoh: Path, lke: Lke, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(contoh / "lke-2025.xlsx")
    sheet = book[lke.sheet]
    sheet.delete_rows(lke.node_by_code["A.I.6"].row, sheet.max_row)
    path = tmp_path / "sebagian.xlsx"
    book.save(path)
    value = run_json(str(path), target=tmp_path / "n.json")
    left_out = [code for code in value["missing"] if not code.startswith(("A.I.6.", "A.II.", "B."))]
    assert left_out == []
    assert main(["nilai", str(path)]) == 0
    told = capsys.readouterr()
    (warning,) = [w for w in value["warnings"] if "sebagian LKE" in w]
    assert f"{len(value['missing'])} dari {len(lke.daftar_indikator)} indikator" in warning
    assert warning in told.err
    assert "tidak ada barisnya di dalam berkas: A.I.6.i.a" in " ".join(told.out.split())


def test_the_evaluators_counts_survive_writing(tmp_path: Path, lke: Lke) -> None:
    lines = [line for line in lke.indikator_by_code["A.II.4.i.a"].rincian if line.soal is not None]
    tpi_counts = {Peran.PEMBILANG: 7.0, Peran.PENYEBUT: 10.0}
    counts = tuple(LkeCount(r.row, r.name, 10, tpi_value=tpi_counts.get(r.peran)) for r in lines)
    path = write(tmp_path / "lke.xlsx", lke, [*choices(lke), LkeAnswer("A.II.4.i.a", 1.0, counts=counts)])
    value = run_json(str(path), "--tpi", target=tmp_path / "t.json")
    assert value["parts"]["A.II.4.i.a"]["old"] == 1
    assert value["parts"]["A.II.4.i.a"]["new"] == pytest.approx(0.7)


def test_a_folder_gets_a_score_each_and_a_recap(
    tmp_path: Path, lke: Lke, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lke"
    folder.mkdir()
    write(folder / "a.xlsx", lke, choices(lke, worst=True))
    write(folder / "b.xlsx", lke, choices(lke))
    (folder / "c.txt").write_text("Bukan LKE.\n", encoding="utf-8")
    out = tmp_path / "hasil"
    assert main(["-q", "nilai", str(folder), "--format", "html", "-o", str(out)]) == 3
    assert "tidak memuat LKE" in capsys.readouterr().err
    assert {path.name for path in out.iterdir()} == {"a.html", "b.html", "rekap.xlsx"}
    rows = list(openpyxl.load_workbook(out / "rekap.xlsx").active.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["c.txt", "b.xlsx", "a.xlsx"]
    assert rows[1][4] > rows[2][4]


def test_a_reversed_pair_is_told(tmp_path: Path, lke: Lke, capsys: pytest.CaptureFixture[str]) -> None:
    first = write(tmp_path / "satu.xlsx", lke, choices(lke), "KPU Kota Pontianak", 2025)
    second = write(tmp_path / "dua.xlsx", lke, choices(lke), "KPU Kota Pontianak", 2024)
    assert main(["nilai", str(first), str(second)]) == 0
    told = capsys.readouterr()
    assert "lebih baru daripada LKE kedua (2024)" in told.err
    assert "Tidak ada indikator yang nilainya berubah" in told.out


def labelled_answers(lke: Lke, path: Path) -> list[LkeAnswer]:
    """Answers of the labelled sheet; its counts have names of their own, three questions have numbers."""
    filled = {
        "A.II.3.iii.a": {Peran.TAHUN_LALU: 0, Peran.TAHUN_INI: 0},
        "A.II.4.i.a": {Peran.PEMBILANG: 29, Peran.PENYEBUT: 37},
        "A.II.5.ii.a": {Peran.PEMBILANG: 0, Peran.PENYEBUT: 0},
    }
    answers: list[LkeAnswer] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        lines = lke.indikator_by_code[row["code"]].rincian
        values = filled.get(row["code"], {})
        counts = tuple(LkeCount(r.row, r.name, values.get(r.peran)) for r in lines)
        links = tuple(link for link in row["links_exact"] if link)
        answers.append(LkeAnswer(row["code"], row["answer"], note=row["note"], links=links, counts=counts))
    return answers


def test_a_real_lke_written_and_scored_is_the_labelled_one(tmp_path: Path, lke: Lke, shared: Path) -> None:
    evaluation = shared / "eval"
    answers = labelled_answers(lke, evaluation / "lke_pangkalpinang.jsonl")
    path = write(tmp_path / "lke.xlsx", lke, answers)
    got = tmp_path / "nilai.json"
    value = run_json(str(path), target=got)
    command = [sys.executable, "score_lke.py", "lke_scores.json", "pangkalpinang", str(got)]
    said = subprocess.run(command, cwd=evaluation, capture_output=True, text=True, check=True).stdout
    assert re.search(r"parts equal\W+1\.000", said), said
    truth = json.loads((evaluation / "lke_scores.json").read_text(encoding="utf-8"))["pangkalpinang"]
    assert value["total"] == pytest.approx(truth["total"], abs=0.005)
    assert set(value["missing"]) == set(truth["missing"])
    for code, computed in computed_points(path, tmp_path).items():
        part = value["parts"][code]
        own = part["value"] * (part["weight"] if code in lke.indikator_by_code and code[0] == "A" else 1)
        assert computed == pytest.approx(own, abs=0.005), code


def computed_points(path: Path, folder: Path) -> dict[str, float]:
    """The points by code that LibreOffice computes from the workbook's own formulas."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice tidak terpasang")
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    out = folder / "dihitung"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = openpyxl.load_workbook(out / path.name, data_only=True)["Nilai Unit"]
    return {row[0]: float(row[4]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]}
