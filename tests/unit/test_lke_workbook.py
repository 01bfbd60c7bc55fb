from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import DamagedFileError, InputError
from assistant.lke.answers import LkeAnswer, LkeCount
from assistant.lke.load import load_lke
from assistant.lke.model import Answer, Indikator, Lke, Peran
from assistant.lke.scoring import score_lke, share_of
from assistant.lke.table_columns import Column
from assistant.lke.tables import read_answers
from assistant.lke.workbook import cells_of, new_workbook, write_cells
from assistant.reading.recognise import read_document
from cli import main
from tests.factories.lke_workbook import invent_answers, write_lke

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"


@cache
def lke() -> Lke:
    return load_lke(MAPPINGS, 2025)


def invent(rng: Random, note: str = "Catatan") -> tuple[LkeAnswer, ...]:
    """Valid answers to all indicators, with notes, evidence, links and counts."""
    return tuple(
        _invent_one(indikator, rng, f"{note} {indikator.code}") for indikator in lke().daftar_indikator
    )


def _invent_one(indikator: Indikator, rng: Random, note: str) -> LkeAnswer:
    link = f"https://contoh.example/{indikator.code}"
    counts: tuple[LkeCount, ...] = ()
    value: str | float | None
    if indikator.rumus is not None:
        typed = [d for d in indikator.rincian if d.soal is not None]
        counts = tuple(LkeCount(d.row, d.name, float(rng.randint(1, 9))) for d in typed)
        value = share_of(indikator, counts)
    elif indikator.answer is Answer.INDEKS:
        value = round(rng.uniform(2, 4), 2)
    else:
        value = rng.choice(list(lke().scales[indikator.answer]))
    return LkeAnswer(indikator.code, value, "", note, f"Bukti\n{link}", (link,), counts=counts)


def read(data: bytes, tmp_path: Path, name: str = "lke.xlsx") -> tuple[LkeAnswer, ...]:
    path = tmp_path / name
    path.write_bytes(data)
    return read_answers(read_document(path), lke())


def told(answers: tuple[LkeAnswer, ...]) -> list[tuple[object, ...]]:
    """What counts in a round trip: answers, notes, evidence, links, and the counts that an office types."""
    computed = {d.row for i in lke().daftar_indikator for d in i.rincian if d.soal is None}
    return [
        (
            a.code,
            round(a.answer, 6) if isinstance(a.answer, float) else a.answer,
            a.note,
            a.evidence,
            a.links,
            tuple((c.row, c.value) for c in a.counts if c.row not in computed),
        )
        for a in answers
    ]


def test_a_written_workbook_says_the_same_when_it_is_read(tmp_path: Path, rng: Random) -> None:
    answers = invent(rng)
    got = read(new_workbook(lke(), answers, "LKE"), tmp_path)
    assert len(got) == 113
    assert told(got) == told(answers)
    assert score_lke(lke(), got).total == pytest.approx(score_lke(lke(), answers).total)


def test_equal_answers_make_equal_files(rng: Random) -> None:
    answers = invent(rng)
    assert new_workbook(lke(), answers, "LKE") == new_workbook(lke(), answers, "LKE")


@settings(max_examples=10, deadline=None)
@given(note=st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_note_stays_text(note: str) -> None:
    answer = LkeAnswer("A.I.1.i.a", "Ya", note=note)
    book = openpyxl.load_workbook(io.BytesIO(new_workbook(lke(), [answer], "LKE")))
    cell = book["Jawaban"].cell(6, 12)
    assert cell.data_type in ("s", "inlineStr", "n")
    assert cell.value is None or isinstance(cell.value, str)


@pytest.mark.parametrize(
    "text", ["=1+1", "+62", "-x", "@sum", '=HYPERLINK("http://a")', "\t=1", "=cmd|' /C calc'!A0"]
)
def test_what_looks_like_a_formula_is_text_and_stays_text(text: str) -> None:
    data = new_workbook(lke(), [LkeAnswer("A.I.1.i.a", "Ya", note=text)], "LKE")
    cell = openpyxl.load_workbook(io.BytesIO(data))["Jawaban"].cell(6, 12)
    assert cell.data_type != "f"
    assert cell.value == text
    assert cell.quotePrefix


def test_in_a_filled_workbook_only_the_cells_asked_change(tmp_path: Path, rng: Random) -> None:
    before = write_lke(lke(), invent_answers(lke(), rng), satker="KPU Kota Contoh", year=2025)
    cells = {(6, Column.CATATAN): "baru", (6, Column.JAWABAN): "Tidak", (199, Column.JAWABAN): 3.5}
    after = write_cells(before, lke(), cells, "lke.xlsx").data
    changed = _differences(before, after)
    assert changed == {("Jawaban", "L6"), ("Jawaban", "K6"), ("Jawaban", "K199")}
    assert set(zipfile.ZipFile(io.BytesIO(after)).namelist()) == set(
        zipfile.ZipFile(io.BytesIO(before)).namelist()
    )


def _differences(before: bytes, after: bytes) -> set[tuple[str, str]]:
    first, second = (openpyxl.load_workbook(io.BytesIO(data)) for data in (before, after))
    assert first.sheetnames == second.sheetnames
    found: set[tuple[str, str]] = set()
    for one in first.worksheets:
        other = second[one.title]
        assert one.dimensions == other.dimensions
        assert str(one.merged_cells) == str(other.merged_cells)
        for row in one.iter_rows():
            for cell in row:
                twin = other[cell.coordinate]
                looks = [(c.value, c.number_format, repr(c.font), repr(c.fill)) for c in (cell, twin)]
                if looks[0] != looks[1]:
                    found.add((one.title, cell.coordinate))
    return found


def test_parts_that_a_library_would_lose_are_kept(tmp_path: Path, rng: Random) -> None:
    plain = write_lke(lke(), invent_answers(lke(), rng), satker="KPU Kota Contoh", year=2025)
    extra = {
        "xl/vbaProject.bin": b"makro",
        "xl/drawings/drawing1.xml": b"<a/>",
        "xl/externalLinks/externalLink1.xml": b"<b/>",
    }
    packed = io.BytesIO(plain)
    with zipfile.ZipFile(packed, "a") as archive:
        for name, content in extra.items():
            archive.writestr(name, content)
    written = write_cells(packed.getvalue(), lke(), {(6, Column.CATATAN): "baru"}, "lke.xlsm")
    with zipfile.ZipFile(io.BytesIO(written.data)) as archive:
        assert all(archive.read(name) == content for name, content in extra.items())
    assert any("Makro" in note for note in written.notes)
    assert any("Tautan" in note for note in written.notes)


def test_an_agencys_form_is_filled_in_its_own_columns(shared: Path, tmp_path: Path, rng: Random) -> None:
    form = (shared / "lke" / "lke-workbook-instansi.xlsx").read_bytes()
    answers = invent(rng)
    written = write_cells(form, lke(), cells_of(lke(), answers), "instansi.xlsx")
    got = read(written.data, tmp_path)
    assert [(a.code, a.note) for a in got] == [(a.code, a.note) for a in answers]
    assert score_lke(lke(), got).total == pytest.approx(score_lke(lke(), answers).total)


def test_columns_and_rows_that_a_form_lacks_are_named(rng: Random) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ID", "Penilaian", "Bobot", "Pilihan Jawaban", "Jawaban Unit"])
    for indikator in lke().daftar_indikator[:60]:
        sheet.append([indikator.row, indikator.name, None, indikator.answer.value, None])
    raw = io.BytesIO()
    book.save(raw)
    written = write_cells(raw.getvalue(), lke(), cells_of(lke(), invent(rng)), "lke.xlsx")
    assert any("kolom catatan" in note for note in written.notes)
    assert any("baris" in note for note in written.notes)


@pytest.mark.parametrize(
    "rows", [[["a", "b"]], [["ID", "Penilaian", "Jawaban Unit", "Catatan"], [1, "x", "Ya", ""]]]
)
def test_a_workbook_without_the_form_is_refused(rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    raw = io.BytesIO()
    book.save(raw)
    with pytest.raises(InputError, match="tidak memuat lembar LKE"):
        write_cells(raw.getvalue(), lke(), {}, "lain.xlsx")


def test_a_damaged_workbook_is_refused(rng: Random) -> None:
    data = write_lke(lke(), invent_answers(lke(), rng), satker="KPU Kota Contoh", year=2025)
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<x" if name.startswith("xl/worksheets/") else source.read(name))
    with pytest.raises((DamagedFileError, InputError)):
        write_cells(broken.getvalue(), lke(), {(6, Column.CATATAN): "x"}, "rusak.xlsx")


def test_spreadsheet_programs_compute_the_same_score(tmp_path: Path, rng: Random) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice tidak ada di komputer ini")
    for number in range(3):
        answers = list(invent(rng))
        for gap in rng.sample(range(len(answers)), 12):
            answers[gap] = LkeAnswer(answers[gap].code, None)
        path = tmp_path / f"lke{number}.xlsx"
        path.write_bytes(new_workbook(lke(), answers, "LKE"))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    files = sorted(map(str, tmp_path.glob("lke*.xlsx")))
    subprocess.run([*command, str(tmp_path / "hasil"), *files], check=True, capture_output=True, timeout=180)
    for file in files:
        score = score_lke(lke(), read_answers(read_document(Path(file)), lke()))
        book = openpyxl.load_workbook(tmp_path / "hasil" / Path(file).name, data_only=True)
        points = {row[0]: row[4] for row in book["Nilai Unit"].iter_rows(min_row=2, values_only=True)}
        for node in lke().nodes:
            assert points[node.code] == pytest.approx(score.parts[node.code].value, abs=1e-6), node.code
        summary = list(book["Ringkasan"].iter_rows(values_only=True))
        assert summary[1][2] == pytest.approx(score.total)
        verdicts = {row[1]: row[4] for row in summary if str(row[1]).startswith("Predikat")}
        for name, verdict in score.predikat.items():
            assert (verdicts[f"Predikat {name}"] == "Memenuhi") is verdict.passed


def test_the_command_fills_a_form_and_leaves_the_given_one(tmp_path: Path, contoh: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(new_workbook(lke(), [], "LKE"))
    before = form.read_bytes()
    target = tmp_path / "isi.xlsx"
    args = ["-q", "lke", str(contoh / "lke-2025.xlsx"), "--isi", str(form), "-o", str(target)]
    assert main(args) == 0
    assert form.read_bytes() == before
    asked = read((contoh / "lke-2025.xlsx").read_bytes(), tmp_path, "asal.xlsx")
    assert_same(read(target.read_bytes(), tmp_path), asked)
    assert main(args) == 5
    assert main([*args[:-1], str(form), "--timpa"]) == 5
    assert form.read_bytes() == before


def test_answers_go_to_portalrb_and_back(tmp_path: Path, contoh: Path) -> None:
    portal, target = tmp_path / "portal.json", tmp_path / "lke.xlsx"
    assert main(["-q", "lke", str(contoh / "lke-2025.xlsx"), "--portalrb-keluar", str(portal)]) == 0
    value = json.loads(portal.read_text(encoding="utf-8"))
    assert set(value) == {"unit_id", "nama_unit", "tahun", "answers"}
    assert sorted(entry["soal_id"] for entry in value["answers"]) == list(range(1, 128))
    assert main(["-q", "lke", "--portalrb-masuk", str(portal), "-o", str(target)]) == 0
    asked = read((contoh / "lke-2025.xlsx").read_bytes(), tmp_path, "asal.xlsx")
    assert_same(read(target.read_bytes(), tmp_path), asked)


def assert_same(one: tuple[LkeAnswer, ...], two: tuple[LkeAnswer, ...]) -> None:
    for got, was in zip(told(one), told(two), strict=True):
        # percentages typed with four decimals come back from their counts in full
        same = got[1] == pytest.approx(was[1], abs=1e-4) if isinstance(was[1], float) else got[1] == was[1]
        assert same
        assert (got[0], *got[2:]) == (was[0], *was[2:])


def portal(*answers: dict[str, object]) -> str:
    return json.dumps({"unit_id": 7, "nama_unit": "KPU Kota Contoh", "tahun": 2026, "answers": list(answers)})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "bukan JSON"),
        ("[]", "tidak sesuai bentuk"),
        (portal({"soal_id": 999}), r"answers\[0\]: soal 999"),
        (portal({"soal_id": 1}, {"soal_id": 1}), "dua kali"),
        (portal({"soal_id": 2, "jawaban_unit": "F"}), "bukan jawaban"),
        (portal({"soal_id": 1, "jawaban": "Ya"}), "tidak sesuai bentuk"),
        (portal({"soal_id": "satu"}), "tidak sesuai bentuk"),
    ],
)
def test_a_faulty_portalrb_file_is_refused_with_its_place(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "portal.json"
    path.write_text(text, encoding="utf-8")
    assert main(["-q", "lke", "--portalrb-masuk", str(path), "-o", str(tmp_path / "x.xlsx")]) == 3
    assert re.search(said, capsys.readouterr().err)
    assert not (tmp_path / "x.xlsx").exists()


def test_counts_are_questions_of_their_own_at_portalrb(tmp_path: Path) -> None:
    path = tmp_path / "portal.json"
    indikator = lke().indikator_by_code["A.II.4.i.a"]
    soal = {d.peran: d.soal for d in indikator.rincian}
    path.write_text(
        portal(
            {"soal_id": soal[Peran.PENYEBUT], "jawaban_unit": 8, "catatan_unit": "Delapan sasaran."},
            {"soal_id": soal[Peran.PEMBILANG], "jawaban_unit": "6"},
        ),
        encoding="utf-8",
    )
    target = tmp_path / "lke.xlsx"
    assert main(["-q", "lke", "--portalrb-masuk", str(path), "-o", str(target)]) == 0
    answer = next(a for a in read(target.read_bytes(), tmp_path, "b.xlsx") if a.code == "A.II.4.i.a")
    assert answer.answer == pytest.approx(0.75)
    assert answer.note == "Delapan sasaran."
