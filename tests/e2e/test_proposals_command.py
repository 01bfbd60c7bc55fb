from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from assistant.progress import SilentProgress
from assistant.workbench import Settings, Workbench
from cli import main

ROOT = Path(__file__).resolve().parents[2]


def bench(path: Path) -> Workbench:
    return Workbench(path, Settings(lambda: nullcontext(SilentProgress())))


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory, contoh: Path) -> Path:
    """A folder with proposals from the example report, on an empty form and on the filled one."""
    folder = tmp_path_factory.mktemp("usulan")
    report, sheet = str(contoh / "laporan-2025.docx"), str(contoh / "lke-2025.xlsx")
    empty = [str(folder / "kosong.xlsx"), "--usulan", str(folder / "usulan.json")]
    assert main(["-q", "lke", report, "-o", *empty]) == 0
    assert main(["-q", "lke", report, "--isi", sheet, "-o", str(folder / "isi.xlsx")]) == 0
    return folder


def test_every_proposal_is_an_extract_of_the_report(proposed: Path, contoh: Path) -> None:
    listed = json.loads((proposed / "usulan.json").read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "docs" / "schema" / "zi-proposals-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(listed, schema)
    blocks = {b.id: b.text.casefold() for b in bench(contoh / "laporan-2025.docx").document.blocks}
    for proposal in listed["proposals"]:
        told = [passage["text"].replace("…", "").strip() for passage in proposal["passages"]]
        assert sum(len(text.split()) for text in told) <= 60
        for passage, text in zip(proposal["passages"], told, strict=True):
            assert text.casefold() in blocks[passage["block"]]
    assert len(listed["proposals"]) > 50
    assert len(listed["proposals"]) + len(listed["missing"]) == 113


def test_on_an_empty_form_answers_come_with_a_passage_only(proposed: Path) -> None:
    listed = json.loads((proposed / "usulan.json").read_text(encoding="utf-8"))
    answers = {p["code"]: p["answer"] for p in listed["proposals"] if p["answer"] is not None}
    read = {a.code: a for a in bench(proposed / "kosong.xlsx").answers}
    assert {code: a.answer for code, a in read.items() if a.answer is not None} == answers
    assert all(read[p["code"]].note.startswith("Usulan") for p in listed["proposals"])


def test_what_the_office_has_written_stays(proposed: Path, contoh: Path) -> None:
    before = bench(contoh / "lke-2025.xlsx").answers
    after = {a.code: a for a in bench(proposed / "isi.xlsx").answers}
    for own in before:
        now = after[own.code]
        assert now.answer == own.answer
        assert now.note.startswith(own.note.rstrip())
        assert now.counts == own.counts


def test_cells_with_proposals_are_coloured_and_no_others_change(proposed: Path, contoh: Path) -> None:
    old = openpyxl.load_workbook(contoh / "lke-2025.xlsx")["Jawaban"]
    new = openpyxl.load_workbook(proposed / "isi.xlsx")["Jawaban"]
    for row in new.iter_rows():
        for cell in row:
            is_proposal = isinstance(cell.value, str) and "Usulan" in cell.value
            assert (cell.fill.fgColor.rgb == "FFFFF2CC") == is_proposal
            if not is_proposal:
                assert cell.value == old[cell.coordinate].value


def test_a_second_run_adds_nothing(proposed: Path, contoh: Path, tmp_path: Path) -> None:
    target = tmp_path / "lagi.xlsx"
    report = str(contoh / "laporan-2025.docx")
    assert main(["-q", "lke", report, "--isi", str(proposed / "isi.xlsx"), "-o", str(target)]) == 0
    assert [a.note for a in bench(target).answers] == [a.note for a in bench(proposed / "isi.xlsx").answers]


def test_the_terminal_tells_how_many_have_none(
    contoh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lke", str(contoh / "laporan-2025.docx"), "-o", str(tmp_path / "a.xlsx")]) == 0
    said = capsys.readouterr().err
    assert "Usulan dari laporan untuk" in said
    assert "Tanpa usulan (" in said


def test_proposals_need_a_report(contoh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "usulan.json"
    assert main(["-q", "lke", str(contoh / "lke-2025.xlsx"), "--usulan", str(target)]) == 2
    assert "Sebutkan LAPORAN" in capsys.readouterr().err
    assert not target.exists()
