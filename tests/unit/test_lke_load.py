"""The evaluation sheet: complete, weighted as the form is, equal to the reference, and loud about slips."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from assistant.errors import MappingFileError, UsageError
from assistant.lke.load import load_lke
from assistant.lke.model import Answer, Lke, NodeLevel, Rumus, area_of, group_of

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS = ROOT / "mappings"
REFERENCE = ROOT.parent / "shared" / "lke"

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference sheet lies outside the repository and is not present"
)


@pytest.fixture(scope="module")
def lke() -> Lke:
    return load_lke(MAPPINGS, 2025)


def test_the_sheet_is_complete(lke: Lke) -> None:
    assert len(lke.daftar_indikator) == 113
    assert len(lke.groups) == 44
    assert sum(node.level is NodeLevel.SUB_AREA for node in lke.groups) == 42
    assert [node.code for node in lke.groups if node.code.startswith("B")] == ["B.I", "B.II"]
    codes = [node.code for node in lke.nodes] + [i.code for i in lke.daftar_indikator]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("parent", "weights", "total"),
    [
        ("A.I", (4, 3.5, 5, 5, 7.5, 5), 30),
        ("A.II", (4, 3.5, 5, 5, 7.5, 5), 30),
        ("A", (30, 30), 60),
        ("B", (22.5, 17.5), 40),
    ],
)
def test_weights_are_those_of_the_form(
    lke: Lke, parent: str, weights: tuple[float, ...], total: float
) -> None:
    node = lke.node_by_code[parent]
    assert tuple(lke.node_by_code[code].weight for code in node.children) == weights
    assert node.weight == total == sum(weights)


def test_parts_sum_to_their_node(lke: Lke) -> None:
    for node in lke.nodes:
        if node.level is NodeLevel.AREA:
            assert sum(lke.node_by_code[code].weight for code in node.children) == pytest.approx(node.weight)
    hasil = [i.weight for i in lke.daftar_indikator if i.code.startswith("B.")]
    assert hasil == [17.5, 5, 17.5]


def test_every_question_and_row_occurs_once(lke: Lke) -> None:
    soal = [i.soal for i in lke.daftar_indikator] + [r.soal for i in lke.daftar_indikator for r in i.rincian]
    assert sorted(number for number in soal if number is not None) == list(range(1, 128))
    rows = [node.row for node in lke.nodes] + [i.row for i in lke.daftar_indikator]
    rows += [r.row for i in lke.daftar_indikator for r in i.rincian]
    assert len(rows) == len(set(rows))


def test_scales_match_criteria(lke: Lke) -> None:
    for indikator in lke.daftar_indikator:
        answers = [answer for answer, _ in indikator.criteria]
        if indikator.answer is Answer.YA_TIDAK:
            assert answers == ["Ya"]
        elif indikator.answer in lke.scales:
            assert answers == list(lke.scales[indikator.answer])
        else:
            assert answers == []
            assert indikator.explanation
    for values in lke.scales.values():
        assert list(values.values()) == sorted(values.values(), reverse=True)
        assert (max(values.values()), min(values.values())) == (1, 0)


def test_percentages_name_their_counts(lke: Lke) -> None:
    percentages = {i.code for i in lke.daftar_indikator if i.rumus}
    assert percentages == {
        "A.II.1.i.a",
        "A.II.1.i.b",
        "A.II.3.iii.a",
        "A.II.4.i.a",
        "A.II.5.ii.a",
        "A.II.5.iii.a",
        "A.II.5.iii.b",
        "A.II.6.i.b",
    }
    assert lke.indikator_by_code["A.II.3.iii.a"].rumus is Rumus.PENURUNAN


@pytest.mark.parametrize(
    ("code", "area", "group"),
    [
        ("A.I.3.iv.c", "A.I.3", "A.I.3.iv"),
        ("A.II.5.ii", "A.II.5", "A.II.5.ii"),
        ("A.I.1", "A.I.1", None),
        ("B.I.a", "B.I", "B.I"),
        ("B.II", "B.II", "B.II"),
        ("B", "B", None),
    ],
)
def test_codes_know_their_place(code: str, area: str, group: str | None) -> None:
    assert area_of(code) == area
    assert group_of(code) == group


def test_year_without_a_form_gets_the_nearest_and_says_so(lke: Lke) -> None:
    assert lke.warning == ""
    assert load_lke(MAPPINGS, None).warning == ""
    old = load_lke(MAPPINGS, 2019)
    assert old.id == lke.id
    assert "2019" in old.warning
    assert lke.id in old.warning


def test_folder_without_a_form(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"lke-\*\.yaml"):
        load_lke(tmp_path, 2025)


def _with_change(tmp_path: Path, old: str, new: str) -> Path:
    text = (MAPPINGS / "lke-2026.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "lke-2026.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("jawaban: Ya/Tidak", "jawaban: Mungkin", r"baris 42, .*jawaban.*bukan salah satu pilihan"),
        ("kode: A.I.1.i.b", "kode: A.I.1.i.a", r"kode A\.I\.1\.i\.a tertulis dua kali"),
        ("kode: A.I.2.i.a", "kode: A.I.3.i.a", r"tidak cocok dengan induknya"),
        ("soal: 2\n", "soal: 1\n", r"soal 1 dipakai"),
        ("baris: 7\n", "baris: 6\n", r"baris 6 dipakai"),
        ("bobot: 3.5", "bobot: 3.6", r"bobot A\.I"),
        ("peran: pembilang", "peran: penjelas", r"memerlukan rincian"),
        ("A/B/C: {A: 1, B: 0.5, C: 0}\n", "A/B/C: {A: 1, C: 0}\n", r"skala untuk jawaban A/B/C"),
        ("lembar: Jawaban", "lembaran: Jawaban", r"lembar"),
    ],
)
def test_slips_are_named_in_indonesian(tmp_path: Path, old: str, new: str, said: str) -> None:
    directory = _with_change(tmp_path, old, new)
    with pytest.raises(MappingFileError) as caught:
        load_lke(directory, 2025)
    assert "lke-2026.yaml, baris " in str(caught.value)
    assert re.search(said, str(caught.value))


@needs_reference
def test_equal_to_the_reference_structure(lke: Lke) -> None:
    with (REFERENCE / "lke-structure.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ours = [(n.code, n.level.value, None, n.row, n.weight, n.answer, n.name) for n in lke.nodes]
    for i in lke.daftar_indikator:
        ours.append((i.code, "indikator", i.soal, i.row, i.weight, i.answer, i.name))
        ours += [(i.code, "rincian", r.soal, r.row, None, r.answer, r.name) for r in i.rincian]
    ours.sort(key=lambda entry: entry[3])
    assert len(ours) == len(rows)
    for mine, row in zip(ours, rows, strict=True):
        code, level, soal, number, weight, answer, name = mine
        assert (code, level, number, name) == (row["code"], row["level"], int(row["excel_row"]), row["name"])
        assert (str(soal) if soal else "") == row["soal_id"]
        assert weight == (float(row["weight"]) if row["weight"] else None)
        # The sheet leaves the answer of A.II.5.iii's two parts empty: their percentage is a row below.
        assert row["answer"] in (answer or "", "")


@needs_reference
def test_criteria_are_the_portals_own(lke: Lke) -> None:
    master = json.loads((REFERENCE / "portalrb-master-soal-2026.json").read_text(encoding="utf-8"))
    questions: dict[int, dict[str, object]] = {}

    def collect(node: dict[str, list[dict[str, object]]]) -> None:
        for question in node["soals"]:
            questions[int(str(question["id"]))] = question
        for child in node["children"]:
            collect(child)  # type: ignore[arg-type]

    for top in master["data"]:
        collect(top)
    for indikator in lke.daftar_indikator:
        for soal in (indikator.soal, *(r.soal for r in indikator.rincian)):
            if soal is None:
                continue
            wanted = str(questions[soal]["kriteria_nilai"]).replace("\r\n", "\n")
            if indikator.answer is Answer.YA_TIDAK:
                assert indikator.criteria == (("Ya", wanted),)
            elif indikator.criteria:
                entries = questions[soal]["skema_penilaian"]
                assert isinstance(entries, list)
                assert indikator.criteria == tuple((e["key"], e["label"]) for e in entries)
                values = lke.scales[indikator.answer]
                assert [values[e["key"]] for e in entries] == [e["multiplier"] for e in entries]
                lines = [re.sub(r"^[a-e]\.\s*", "", line) for line in wanted.splitlines()]
                assert [text for _, text in indikator.criteria] == lines
            else:
                assert indikator.explanation == wanted
