"""`zi audit` from end to end on the example office: report, LKE, evidence, and the way back into the LKE."""

from __future__ import annotations

import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from cli import main
from tests.factories.contoh.bukti import DISAGREEING

ROOT = Path(__file__).resolve().parents[2]
CONTOH = ROOT / "corpora" / "contoh"
REPORT, SHEET, EVIDENCE = CONTOH / "laporan-2025.docx", CONTOH / "lke-2025.xlsx", CONTOH / "bukti"
SCHEMA = json.loads((ROOT / "docs" / "schema" / "zi-audit-1.json").read_text(encoding="utf-8"))
ALL = (str(REPORT), "--lke", str(SHEET), "--bukti", str(EVIDENCE))


def audit(target: Path, *arguments: str) -> int:
    return main(["-q", "audit", *arguments, "-o", str(target)])


def prints(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    target = tmp_path_factory.mktemp("audit") / "audit.json"
    assert audit(target, *ALL) == 10
    value: dict[str, object] = json.loads(target.read_text(encoding="utf-8"))
    return value


def test_the_json_fits_its_schema_and_names_every_question(result: dict[str, object]) -> None:
    Draft202012Validator(SCHEMA).validate(result)
    assert result["schema"] == "zi/audit@1"
    assert len(result["indicators"]) == 113  # type: ignore[arg-type]
    assert result["identity"]["document_type"] == "laporan"  # type: ignore[index]


def test_the_example_is_contradicted_where_its_evidence_disagrees_and_nowhere_else(
    result: dict[str, object],
) -> None:
    against = [c for c in result["claims"] if c["verdict"] == "contradicted"]  # type: ignore[attr-defined]
    wrong = [c for c in against if c["evidence"][0]["source"] not in DISAGREEING]
    assert {c["evidence"][0]["source"] for c in against} >= set(DISAGREEING)
    assert {("count", "31"), ("index_value", "90,36")} <= {(c["kind"], c["value"]) for c in against}
    assert len(against) - len(wrong) >= 3
    assert len(wrong) <= 1, wrong


def test_evidence_of_the_folder_stands_beside_answers_and_claims(result: dict[str, object]) -> None:
    files = {str(p.relative_to(EVIDENCE).as_posix()) for p in EVIDENCE.rglob("*") if p.is_file()}
    for part in ("indicators", "claims"):
        sources = {e["source"] for item in result[part] for e in item["evidence"]}  # type: ignore[attr-defined]
        assert len(sources & files) >= 8
    team = next(i for i in result["indicators"] if i["code"] == "A.I.1.i.a")  # type: ignore[attr-defined]
    assert team["verdict"] == "supported"
    assert team["evidence"][0]["source"].startswith("1-manajemen-perubahan/SK-41-2025")


def test_inputs_stay_as_they_are_and_a_zip_says_the_same(
    result: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = prints(CONTOH)
    packed = tmp_path / "bukti.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(EVIDENCE.rglob("*")):
            archive.write(path, path.relative_to(EVIDENCE).as_posix())
    target = tmp_path / "audit.json"
    assert audit(target, str(REPORT), "--lke", str(SHEET), "--bukti", str(packed)) == 10
    got = json.loads(target.read_text(encoding="utf-8"))
    assert got["indicators"] == result["indicators"]
    assert got["claims"] == result["claims"]
    assert prints(CONTOH) == before


def test_the_page_holds_pictures_of_evidence_from_a_zip_too(tmp_path: Path) -> None:
    packed = Path(shutil.make_archive(str(tmp_path / "bukti"), "zip", EVIDENCE))
    target = tmp_path / "audit.html"
    assert audit(target, str(REPORT), "--lke", str(SHEET), "--bukti", str(packed)) == 10
    text = target.read_text(encoding="utf-8")
    assert text.count("<image id=") >= 6
    assert "<rect" in text
    assert len(text) < 7_000_000


def test_the_worksheet_goes_back_into_the_lke(tmp_path: Path) -> None:
    sheet, target = tmp_path / "reviu.xlsx", tmp_path / "lke-tpi.xlsx"
    assert audit(sheet, *ALL) == 10
    book = openpyxl.load_workbook(sheet)
    review = book["Reviu"]
    titles = {cell.value: cell.column for cell in review[1]}
    review.cell(2, titles["Jawaban TPI"], "Tidak")
    review.cell(2, titles["Catatan TPI"], "SK belum ditandatangani")
    book.save(sheet)
    assert main(["-q", "lke", "--isi", str(SHEET), "--reviu", str(sheet), "-o", str(target)]) == 0
    old, new = (openpyxl.load_workbook(path)["Jawaban"] for path in (SHEET, target))
    differing = {
        cell.coordinate: cell.value
        for row in new.iter_rows()
        for cell in row
        if cell.value != old[cell.coordinate].value
    }
    assert sorted(differing.values()) == ["SK belum ditandatangani", "Tidak"]


def test_an_lke_alone_is_audited_however_it_is_named(tmp_path: Path) -> None:
    named, first = tmp_path / "a.json", tmp_path / "b.json"
    assert audit(named, "--lke", str(SHEET)) == audit(first, str(SHEET)) == 10
    assert named.read_bytes() == first.read_bytes()
    assert json.loads(named.read_text(encoding="utf-8"))["claims"] == []


def test_a_report_of_another_office_and_year_is_noticed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "laporan.txt"
    report.write_text(
        "LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS\nKPU KABUPATEN RANDU ALAS\nTAHUN 2024\n\nBAB I\n"
        "PENDAHULUAN\nA. Latar Belakang\nTim kerja dibentuk pada tanggal 5 Mei 2024.\n",
        encoding="utf-8",
    )
    sheet = tmp_path / "lke.xlsx"
    book = openpyxl.load_workbook(SHEET)
    cover = book.create_sheet("Sampul", 0)
    cover["A1"], cover["A2"] = (
        "LEMBAR KERJA EVALUASI ZONA INTEGRITAS TAHUN 2025",
        "KPU KABUPATEN MUARA LINDAI",
    )
    book.save(sheet)
    target = tmp_path / "a.json"
    main(["audit", str(report), "--lke", str(sheet), "-o", str(target)])
    told = capsys.readouterr().err
    assert "sedangkan LKE milik KPU Kabupaten Muara Lindai" in told
    assert "sedangkan LKE untuk tahun 2025" in told
    assert any("sedangkan LKE" in w for w in json.loads(target.read_text(encoding="utf-8"))["warnings"])


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "Yang akan diaudit belum disebut"),
        (("--bukti", str(EVIDENCE)), 2, "Yang akan diaudit belum disebut"),
        ((str(SHEET), "--lke", str(SHEET)), 2, "Keduanya LKE"),
        ((str(REPORT), "--bukti", "tidak-ada"), 2, "tidak-ada"),
        ((str(REPORT), "--bukti", str(SHEET.parent / "README.md")), 2, "bukan folder atau berkas ZIP"),
        ((str(CONTOH / "rencana-aksi-2026.docx"),), 3, "bukan laporan"),
        (("--lke", str(REPORT)), 3, "tidak memuat LKE"),
    ],
)
def test_what_cannot_be_audited_is_said(
    arguments: tuple[str, ...], code: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "audit.json"
    assert audit(target, *arguments) == code
    assert told in capsys.readouterr().err
    assert not target.exists()


def test_the_terminal_view_fits_a_narrow_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-q", "audit", str(REPORT), "--lke", str(SHEET)]) == 10
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 120
    assert any(line.startswith("Jawaban LKE: ") for line in lines)


def _bare_sheet(target: Path, note: str) -> Path:
    """Write the example's LKE without anything that names its year, with one note, and return the file."""
    book = openpyxl.load_workbook(SHEET)
    book.properties.title = None
    sheet = book["Jawaban"]
    for row in range(2, sheet.max_row + 1):
        sheet[f"L{row}"] = sheet[f"M{row}"] = None
    sheet["L6"] = note
    book.save(target)
    return target


def test_the_report_gives_the_year_that_a_bare_lke_lacks(tmp_path: Path) -> None:
    sheet = _bare_sheet(
        tmp_path / "lke.xlsx", "Tim kerja telah dibentuk dengan keputusan pada 3 Februari 2023."
    )
    target = tmp_path / "audit.json"
    assert audit(target, str(REPORT), "--lke", str(sheet)) in (0, 10)
    first = next(
        i for i in json.loads(target.read_text(encoding="utf-8"))["indicators"] if i["code"] == "A.I.1.i.a"
    )
    assert (first["verdict"], first["kind"]) == ("partly", "stale_year")
