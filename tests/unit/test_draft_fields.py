"""Fields of a draft: names that stay, data that fills them, lists of them, and text that stays text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
import yaml
from docx.oxml.ns import qn

from assistant.data import data_directory
from assistant.document import Block, BlockKind, Document, DocumentType, Identity, Source, SourceKind
from assistant.drafting.draft import Borrowed, draft_laporan
from assistant.drafting.known_data import load_data
from assistant.drafting.model import Draft
from assistant.drafting.sheet import field_name
from assistant.errors import MappingFileError, UsageError
from assistant.lke.answers import LkeAnswer
from assistant.lke.load import load_lke
from assistant.rendering.field_list import fields_yaml, unique_fields
from tests.unit.test_draft import FORMAT, LAPORAN, Matches, draft, make_document, plan_of, table_with, texts

OFFICE = "KPU Kabupaten Lembah Damar"
LKE = load_lke(data_directory("mappings"), 2026)
HOSTILE = "{{ satker }} {% for x in y %} </w:t></w:r> & <b> ]]> {_{ \x07"


def names(made: Draft) -> set[str]:
    return {field.name for field in made.fields}


def name_of(before: str) -> str:
    return next(field.name for field in draft().fields if field.before == before)


def test_names_are_the_same_with_and_without_plan() -> None:
    rencana, document = plan_of(OFFICE, 2026)
    alone, planned = draft(), draft(borrowed=Borrowed(rencana, document))
    assert names(alone) < names(planned)
    assert {n for n in names(planned) - names(alone) if "aksi" not in n} == set()


def test_a_name_tells_section_block_and_kind() -> None:
    assert re.fullmatch(r"isi_II_A_I_1_b\d+_tanggal1", name_of("tanggal 17 Mei 2025"))


def test_names_fit_into_a_bookmark_and_stay_apart() -> None:
    long = [field_name("II.A.I.1", f"b{n}_pernyataan_yang_panjang_sekali_{n}") for n in (1, 12345)]
    assert all(len(name) <= 40 and name.startswith("isi_") for name in long)
    assert len(set(long)) == 2


def test_known_data_stands_plain_and_is_no_longer_asked() -> None:
    name = name_of("tanggal 17 Mei 2025")
    made = draft(borrowed=Borrowed(data={name: "tanggal 4 Juni 2026"}))
    assert "Rapat tanggal 4 Juni 2026 dihadiri" in texts(made.docx, marked=False)
    assert name not in {field.name for field in made.open_fields}
    assert "17 Mei 2025" not in texts(made.docx)


def test_one_value_fills_every_signature() -> None:
    made = draft(borrowed=Borrowed(data={"isi_DEPAN_nama_ketua": "Rahmi Dewanti"}))
    assert texts(made.docx).count("Rahmi Dewanti") == 3


def test_unknown_names_are_refused_with_what_may_be_meant() -> None:
    wrong = {"isi_DEPAN_nama_ketau": "Rahmi Dewanti"}
    with pytest.raises(UsageError, match="mungkin maksudnya 'isi_DEPAN_nama_ketua'"):
        draft(borrowed=Borrowed(data=wrong))
    forced = draft(borrowed=Borrowed(data=wrong), force=True)
    assert any("isi_DEPAN_nama_ketau" in warning for warning in forced.warnings)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a: 1.500", {"a": "1.500"}),
        ("a: 2026-02-30", {"a": "2026-02-30"}),
        ("a: ya\nb: ''\nc:", {"a": "ya"}),
        ("", {}),
    ],
)
def test_data_is_taken_as_written(written: str, read: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "data.yaml"
    path.write_text(written, encoding="utf-8")
    assert load_data(path) == read


@pytest.mark.parametrize("written", ["- a", "a: [1]", "a: 1\na: 2", "a: &x 1\nb: *x", "a: [", "? [a]\n: b"])
def test_data_that_is_no_list_of_values_is_refused(written: str, tmp_path: Path) -> None:
    path = tmp_path / "data.yaml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(MappingFileError):
        load_data(path)


def test_missing_data_file_is_told() -> None:
    with pytest.raises(UsageError, match="tidak ditemukan"):
        load_data(Path("tidak-ada.yaml"))


def test_skeleton_lists_every_field_once_and_can_be_given_back(tmp_path: Path) -> None:
    made = draft()
    skeleton = fields_yaml(make_document(), made.fields, 2026)
    listed = yaml.safe_load(skeleton)
    assert list(listed) == [field.name for field in unique_fields(made.fields)]
    assert set(listed.values()) == {""}
    path = tmp_path / "isian.yaml"
    path.write_text(skeleton.replace('nama_ketua: ""', 'nama_ketua: "Rahmi: \\"R\\""'), encoding="utf-8")
    assert load_data(path) == {"isi_DEPAN_nama_ketua": 'Rahmi: "R"'}


def test_clean_draft_has_fields_but_no_comments() -> None:
    made = draft(bare=True)
    assert "[ISI: " in texts(made.docx, marked=True)
    assert not list(docx.Document(io.BytesIO(made.docx)).comments)
    marks = docx.Document(io.BytesIO(made.docx)).element.body.iter(qn("w:bookmarkStart"))
    assert not [m for m in marks if m.get(qn("w:name")).startswith("asal_")]


def test_hostile_text_is_text_in_every_channel() -> None:
    rencana, document = plan_of(HOSTILE, 2026)
    answers = [LkeAnswer("A.I.1.i.a", "Ya", HOSTILE, HOSTILE, HOSTILE)]
    data = {"isi_DEPAN_nama_ketua": HOSTILE}
    made = draft(borrowed=Borrowed(rencana, document, answers, data=data), lke=LKE)
    shown = texts(made.docx)
    assert shown.count("{{ satker }} {% for x in y %} </w:t></w:r> & <b> ]]> {_{") >= 5
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        assert archive.testzip() is None
        codes = docx.Document(io.BytesIO(made.docx)).element.body.iter(qn("w:instrText"))
        assert {code.text.split()[0] for code in codes} <= {"TOC", "SEQ", "PAGEREF"}


def one_block(text: str, satker: str = OFFICE) -> Document:
    block = Block("b9", BlockKind.PARAGRAPH, text)
    identity = Identity(satker, None, 2025, DocumentType.LAPORAN)
    return Document(Source("lama.txt", "0" * 64, SourceKind.TEXT), identity, (), (block,))


def drafted(document: Document, **more: object) -> Draft:
    options = {"year": 2026, "matches": Matches(), "fmt": FORMAT, "template": LAPORAN} | more
    return draft_laporan(document, **options)  # type: ignore[arg-type]


def test_another_offices_name_is_asked_not_carried() -> None:
    made = drafted(one_block("Seluruh jajaran KPU Kota Pontianak telah menandatangani pakta integritas."))
    assert "Pontianak" not in texts(made.docx, marked=False)
    assert "[ISI: nama satuan kerja yang benar — tahun lalu: KPU Kota Pontianak]" in texts(made.docx)


@pytest.mark.parametrize(
    "name", ["KPU Kabupaten Sambas", "KPU Provinsi Kalimantan Barat", "KPU RI", "KPU Kabupaten/Kota"]
)
def test_own_name_and_offices_above_are_no_strangers(name: str) -> None:
    made = drafted(one_block(f"Seluruh jajaran {name} telah menandatangani pakta.", "KPU Kabupaten Sambas"))
    assert f"jajaran {name} telah" in texts(made.docx, marked=False)


@pytest.mark.parametrize("title", ["Kedudukan dalam tim", "Nama SOP", "Jumlah responden", "Penanggung jawab"])
def test_tables_that_the_report_lacks_are_asked_for(title: str) -> None:
    table = table_with(draft().docx, title)
    assert len(table.rows) > 2
    assert "[ISI: " in table.rows[1].cells[-1].text


def test_text_on_obstacles_is_carried_instead_of_a_table() -> None:
    class Obstacles:
        def section_of(self, _: str) -> str:
            return "II.B"

    made = drafted(one_block("Kendala utama adalah keterbatasan pegawai."), matches=Obstacles())
    assert "Kendala atau hambatan" not in texts(made.docx)
    assert "Kendala utama adalah keterbatasan pegawai." in texts(made.docx)


def test_answers_stand_under_their_area_with_what_a_better_one_needs() -> None:
    indikator = LKE.indikator_by_code["A.I.1.i.b"]
    answers = [LkeAnswer("A.I.1.i.a", "Ya", "Ya"), LkeAnswer("A.I.1.i.b", "B", "B", "Dipilih lewat rapat.")]
    made = draft(borrowed=Borrowed(answers=answers), lke=LKE)
    rows = [
        [cell.text for cell in row.cells] for row in table_with(made.docx, "Agar jawaban lebih baik").rows
    ]
    group = next(row for row in rows if row[0].startswith("A.I.1.i "))
    assert group[1] == "0,38 dari 0,50"
    row = next(row for row in rows if row[0] == f"b. {indikator.name}")
    assert row[1:] == ["B", "Dipilih lewat rapat.", f"A: {dict(indikator.criteria)['A']}"]


def test_answers_of_another_year_are_refused_or_asked() -> None:
    sheet = one_block("LKE")  # of 2025
    borrowed = Borrowed(answers=[LkeAnswer("A.I.1.i.a", "Ya", "Ya", "SK 4471")], answers_document=sheet)
    with pytest.raises(UsageError, match="--paksa"):
        draft(borrowed=borrowed, lke=LKE)
    made = draft(borrowed=borrowed, lke=LKE, force=True)
    assert "SK 4471" not in texts(made.docx, marked=False)
    assert "tahun lalu: SK 4471" in texts(made.docx, marked=True)


def test_silent_sub_areas_get_a_stub_from_the_lke() -> None:
    made = draft(borrowed=Borrowed(gaps={"A.I.5.iv"}), lke=LKE)
    text = texts(made.docx)
    name = LKE.node_by_code["A.I.5.iv"].name
    assert f"[ISI: pelaksanaan dan bukti dukung {name}]" in text
    assert LKE.indikator_of("A.I.5.iv")[0].name in text


def test_every_caption_counts_on_and_none_twice() -> None:
    rencana, document = plan_of(OFFICE, 2026)
    made = draft(borrowed=Borrowed(rencana, document), lke=LKE)
    paragraphs = docx.Document(io.BytesIO(made.docx)).paragraphs
    labels = [p.text.split()[1] for p in paragraphs if p.style.name == "Judul Tabel"]
    second = [int(label.split(".")[1]) for label in labels if label.startswith("2.")]
    assert second == list(range(1, len(second) + 1))
    assert "3.1" in labels
    assert "L.1" in labels
