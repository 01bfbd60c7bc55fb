"""Next year's plan: what is weak, what was promised, what is carried on, and the decree around it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.data import data_directory
from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Identity,
    Source,
    SourceKind,
    Table,
)
from assistant.drafting.plan_decree import cited_bases
from assistant.drafting.plan_draft import PlanDraft, PlanSources, draft_plan
from assistant.drafting.plan_gains import aim_of, rank_gains
from assistant.drafting.plan_rows import Origin, months_text
from assistant.drafting.plan_rules import load_plan_rules
from assistant.drafting.plan_sources import Report
from assistant.drafting.plan_texts import Fashion, TextRoller, roll_target, shown
from assistant.drafting.rules import load_rules
from assistant.errors import MappingFileError, UsageError
from assistant.language.dates import months_in
from assistant.language.regulations import load_regulations
from assistant.lke.answers import LkeAnswer
from assistant.lke.load import load_lke
from assistant.lke.model import group_of
from assistant.lke.scoring import score_values
from assistant.reading.rencana_model import Action, Rencana, TargetWaktu

MAPPINGS = data_directory("mappings")
TEMPLATE = data_directory("templates") / "rencana-aksi.docx"
LKE = load_lke(MAPPINGS, 2026)
RULES = load_plan_rules(MAPPINGS)
WORDS = RULES.content.kriteria
OFFICE = "KPU Kabupaten Rawa Biru"


def document(
    kind: DocumentType = DocumentType.LAPORAN,
    year: int | None = 2026,
    satker: str | None = OFFICE,
    blocks: tuple[Block, ...] = (),
    tables: tuple[Table, ...] = (),
) -> Document:
    source = Source(f"{kind.value}.docx", "0" * 64, SourceKind.DOCX)
    return Document(source, Identity(satker, None, year, kind), (), blocks, tables)


def report(promises: list[str] | None = None, obstacles: list[tuple[str, str]] | None = None) -> Report:
    told = tuple(
        Block(f"p{n}", BlockKind.LIST_ITEM, f"{n}. {text}", marker=f"{n}.")
        for n, text in enumerate(promises or [], 1)
    )
    rows = tuple(
        Block(f"o{n}", BlockKind.TABLE_ROW, " ".join(row), table="t1", row=n)
        for n, row in enumerate(obstacles or [])
    )
    table = Table("t1", None, ("Kendala", "Upaya"), tuple(obstacles or []))
    return Report(
        document(blocks=(*told, *rows), tables=(table,)),
        promises=told,
        obstacles=rows,
        code_of=lambda block, _: "A.I.6.iv.a" if block == "p1" else "",
    )


def plan_of(*actions: Action) -> PlanSources:
    return PlanSources(rencana=Rencana(actions), rencana_document=document(DocumentType.RENCANA_AKSI))


def action(
    langkah: str, code: str = "A.I.1.i.a", bukti: str = "Keputusan tim", waktu: str = "Maret"
) -> Action:
    target = TargetWaktu(waktu, months_in(waktu))
    return Action("I", langkah, "Tim", "Tim kerja", (bukti,), target, code=code, area=code[:5])


def draft(sources: PlanSources, year: int = 2027, **more: bool) -> PlanDraft:
    return draft_plan(sources, year=year, lke=LKE, template=TEMPLATE, mappings=MAPPINGS, **more)


def full_answers(**changed: str | float) -> list[LkeAnswer]:
    """Return the best answer to every question that is answered by choice, but for some."""
    best = {i.code: i.criteria[0][0] for i in LKE.daftar_indikator if i.criteria}
    given = best | {code.replace("_", "."): answer for code, answer in changed.items()}
    return [LkeAnswer(code, answer) for code, answer in given.items()]


# --- what is proposed ---


def test_every_indicator_has_its_usual_action() -> None:
    assert set(RULES.content.aksi) == set(LKE.indikator_by_code)
    for indikator in LKE.daftar_indikator:
        usual = RULES.action_for(indikator)
        assert len(usual.bukti) >= 1
        assert months_in(months_text(usual.months, 2027)) == usual.months


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("Hasil survei telah ditindaklanjuti", "Menindaklanjuti"),
        ("Telah dilakukan monitoring atas layanan", "Melaksanakan pemantauan"),
        ("Layanan makin baik", "Melaksanakan kegiatan"),
    ],
)
def test_an_indicator_of_another_form_gets_a_general_action(name: str, opening: str) -> None:
    unknown = replace(LKE.daftar_indikator[0], code="A.I.9.ix.z", name=name)
    usual = RULES.action_for(unknown)
    assert usual.langkah.startswith(opening)
    assert usual.langkah.endswith(name)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("jenis: rapat, bulan: [1]", "jenis: pesta, bulan: [1]", "pesta"),
        ("bulan: [2, 5, 8, 11]", "bulan: [5, 2]", "bulan ditulis urut"),
        ("di lingkungan {satker_panjang}", "di lingkungan {satker.nama}", "satker_panjang"),
    ],
)
def test_a_faulty_file_is_told(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = (MAPPINGS / "rencana-aksi.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "rencana-aksi.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(MappingFileError, match=said):
        load_plan_rules(tmp_path)


# --- weak indicators ---


def test_a_gain_is_what_the_score_gains() -> None:
    answers = full_answers(A_I_1_iii_b="C", A_I_4_i_a="B")
    values = {a.code: LKE.scales[LKE.indikator_by_code[a.code].answer][str(a.answer)] for a in answers}
    values |= {i.code: 0.0 for i in LKE.daftar_indikator if i.code not in values}
    gains = {gain.code: gain for gain in rank_gains(LKE, answers, WORDS)}
    for code, better in (("A.I.1.iii.b", 0.67), ("A.I.4.i.a", 1.0)):
        after = score_values(LKE, values | {code: better}).total - score_values(LKE, values).total
        assert gains[code].points == pytest.approx(after)


def test_the_largest_gain_comes_first_and_full_marks_gain_nothing() -> None:
    gains = rank_gains(LKE, full_answers(A_I_3_vi_a="C", A_I_4_i_a="C"), WORDS)
    points = [gain.points for gain in gains]
    assert points == sorted(points, reverse=True)
    choices = [gain.code for gain in gains if gain.better]
    assert choices == ["A.I.4.i.a", "A.I.3.vi.a"]


def test_a_question_without_answer_counts_nothing() -> None:
    answers = [answer for answer in full_answers() if answer.code != "A.I.2.i.b"]
    (gain,) = [gain for gain in rank_gains(LKE, answers, WORDS) if gain.better]
    assert (gain.code, gain.answer, gain.better) == ("A.I.2.i.b", "", "D")


@pytest.mark.parametrize(
    ("criterion", "aim"),
    [
        ("Jika semua layanan telah dicatat setiap hari.", "semua layanan dicatat setiap hari"),
        ("Ya, jika layanan sudah tersedia", "layanan tersedia"),
        ("Kriteria huruf b telah terpenuhi dan layanan telah dinilai", "layanan dinilai"),
        ("Jika SOP telah dinilai", "SOP dinilai"),
        ("Jika sebagian besar layanan dicatat", "sebagian besar layanan dicatat"),
        ("Jika layanan belum dicatat", ""),
        ("Jika layanan dicatat tetapi tidak berkala", ""),
        ("Jika sebagian layanan dicatat", ""),
        ("Jika kesenjangan <25%", ""),
        ("Jika " + "layanan dicatat " * 40, ""),
        ("", ""),
    ],
)
def test_a_criterion_becomes_an_aim(criterion: str, aim: str) -> None:
    assert aim_of(criterion, WORDS) == aim


@given(st.text(max_size=300))
def test_no_criterion_breaks_the_aim(text: str) -> None:
    assert len(aim_of(text, WORDS)) <= len(text)


def test_a_weak_indicator_becomes_an_action_with_its_aim_and_reason() -> None:
    plan = draft(
        PlanSources(answers=full_answers(A_I_4_i_a="B"), answers_document=document(DocumentType.LKE))
    )
    (row,) = [row for row in plan.rows if row.code == "A.I.4.i.a"]
    assert row.origin is Origin.LKE
    assert ", agar " in row.text
    assert "jawaban B; jawaban A menambah 0,42 poin" in row.notes[0]


# --- last year's plan, promises, obstacles ---


def roller(**more: object) -> TextRoller:
    options: dict[str, object] = {"is_plan": True} | more
    own = document(DocumentType.RENCANA_AKSI)
    return TextRoller(own, 2027, load_rules(MAPPINGS), MAPPINGS, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Menyusun keputusan tim tahun 2026", "Menyusun keputusan tim tahun 2027"),
        ("Menyusun laporan kinerja tahun 2025", "Menyusun laporan kinerja tahun 2026"),
        ("1) Menyusun SOP; 2) Menilai SOP", "1) Menyusun SOP; 2) Menilai SOP"),
        ("Menilai kinerja setiap 3 bulan", "Menilai kinerja setiap 3 bulan"),
    ],
)
def test_an_earlier_plan_rolls_on(text: str, expected: str) -> None:
    assert shown(roller().roll([text])[0]) == expected


def test_what_is_bound_to_last_year_is_asked() -> None:
    (pieces,) = roller().roll(["Melanjutkan Keputusan Nomor 4471/PW.02/2026 tanggal 17 Mei 2026"])
    untouched = "".join(piece.text for piece in pieces if piece.fashion is not Fashion.ASKED)
    assert "4471" not in untouched
    assert "17 Mei" not in untouched
    assert "4471" in shown(pieces)


@dataclass(frozen=True)
class Change:
    """A stretch that another office's text changes in."""

    start: int
    end: int
    replacement: str | None


def test_what_belongs_to_another_office_is_replaced_or_asked() -> None:
    text = "Menyusun SOP KPU Kota Telaga Jingga bersama Wali Kota"
    changes = (Change(13, 35, OFFICE), Change(43, 53, None))
    (pieces,) = roller(rename=lambda part: changes if part == text else ()).roll([text])
    assert [p.text for p in pieces if p.fashion is Fashion.CHANGED] == [OFFICE]
    assert [p.before for p in pieces if p.fashion is Fashion.ASKED] == ["Wali Kota"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maret 2026", "Maret 2027"),
        ("Maret dan Juni", "Maret dan Juni 2027"),
        ("Januari 2025", "Januari 2027"),
        ("setiap ada perubahan", "setiap ada perubahan"),
    ],
)
def test_a_target_time_keeps_its_months(text: str, expected: str) -> None:
    assert shown(roll_target(text, months_in(text), 2027)) == expected


def test_an_action_of_two_indicators_stays_two_and_the_same_one_is_told_once() -> None:
    same = "Menyusun rencana kinerja dan perjanjian kinerja"
    sources = replace(
        plan_of(action(same, "A.I.4.ii.a"), action(same, "A.I.4.ii.c"), action(same, "A.I.4.ii.a")),
        report=report(["Menyusun rencana kinerja dan perjanjian kinerja."]),
    )
    rows = [row for row in draft(sources).rows if row.text == same]
    assert sorted(row.code for row in rows) == ["A.I.4.ii.a", "A.I.4.ii.c"]


def test_a_weak_indicator_strengthens_the_action_that_is_planned_for_it() -> None:
    planned = action("Melibatkan ketua dalam rapat perencanaan", "A.I.4.i.a")
    sources = replace(
        plan_of(planned),
        answers=full_answers(A_I_4_i_a="B"),
        answers_document=document(DocumentType.LKE),
    )
    (row,) = [row for row in draft(sources).rows if row.code == "A.I.4.i.a"]
    assert row.text.startswith("Melibatkan ketua dalam rapat perencanaan, agar ")
    assert row.origin is Origin.RENCANA
    assert len(row.notes) == 2


def test_each_promise_is_planned_once_and_says_where_it_was_given() -> None:
    told = ["Melatih semua petugas layanan informasi.", "Menata kembali ruang arsip kantor."]
    plan = draft(PlanSources(report=report([*told, told[1]])))
    rows = [row for row in plan.rows if row.origin is Origin.TINDAK_LANJUT]
    assert {row.text for row in rows} == {
        "Melatih semua petugas layanan informasi",
        "Menata kembali ruang arsip kantor",
    }
    assert all("laporan 2026" in row.notes[0] for row in rows)


def test_only_obstacles_without_result_are_planned() -> None:
    plan = draft(
        PlanSources(
            report=report(
                obstacles=[
                    ("Ruang layanan terlalu sempit", "Ruang diperluas pada bulan Mei"),
                    ("Petugas arsip kurang terlatih", "-"),
                    ("Jaringan di kantor lambat", "Masih dibahas bersama sekretaris"),
                ]
            )
        )
    )
    texts = [row.text for row in plan.rows if row.origin is Origin.KENDALA]
    assert len(texts) == 2
    assert "Petugas arsip kurang terlatih" in texts[0] + texts[1]
    assert not any("sempit" in text for text in texts)


# --- the whole ---


@pytest.fixture(scope="module")
def drafted() -> PlanDraft:
    hostile = action("Mencatat {{ satker }} dan {% if x %} <b>R&D</b>", "A.I.2.i.a")
    sources = replace(
        plan_of(action("Membentuk tim kerja zona integritas"), hostile),
        report=report(["Melatih semua petugas layanan informasi."], [("Jaringan kantor lambat", "")]),
        answers=full_answers(A_I_4_i_a="B", A_I_5_v_a="D"),
        answers_document=document(DocumentType.LKE),
    )
    return draft(sources)


def body_text(data: bytes) -> str:
    word = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in word.paragraphs] + cells)


def test_every_group_has_an_action_with_evidence_and_time(drafted: PlanDraft) -> None:
    assert {group_of(row.code) for row in drafted.rows if row.code} == {group.code for group in LKE.groups}
    for planned in drafted.rencana.actions:
        assert planned.langkah_aksi
        assert planned.bukti_fisik
        assert planned.target_waktu.text


def test_rows_stand_in_the_order_of_the_form(drafted: PlanDraft) -> None:
    order = [node.code for node in LKE.groups]
    places = [order.index(str(group_of(row.code))) for row in drafted.rows if row.code]
    assert places == sorted(places)
    assert [bool(row.code) for row in drafted.rows] == sorted(
        (bool(r.code) for r in drafted.rows), reverse=True
    )


def test_text_that_looks_like_code_is_text(drafted: PlanDraft) -> None:
    text = body_text(drafted.docx)
    assert "Mencatat {{ satker }} dan {% if x %} <b>R&D</b>" in text
    assert not re.search(r"\{\{p|\{\{r|isian_", text)


def test_equal_input_gives_equal_bytes() -> None:
    sources = plan_of(action("Membentuk tim kerja zona integritas"))
    assert draft(sources).docx == draft(sources).docx


def test_each_row_tells_its_source_as_a_comment(drafted: PlanDraft) -> None:
    with zipfile.ZipFile(io.BytesIO(drafted.docx)) as archive:
        comments = archive.read("word/comments.xml").decode("utf-8")
    assert comments.count("<w:comment ") == len(drafted.rows)
    assert "Dari rencana aksi 2026" in comments
    assert "Kendala yang belum selesai" in comments


def test_the_decree_cites_law_in_force_and_asks_what_nobody_knows(drafted: PlanDraft) -> None:
    text = body_text(drafted.docx)
    assert "Nomor 90 Tahun 2021" in text
    assert "Nomor 5 Tahun 2024" in text
    assert "KEPUTUSAN KETUA KOMISI PEMILIHAN UMUM KABUPATEN RAWA BIRU" in text
    prompts = {field.prompt for field in drafted.fields}
    assert {"nomor keputusan", "tanggal penetapan", "nama ketua", "tempat penetapan"} <= prompts


def test_a_replaced_base_is_cited_as_its_successor() -> None:
    register = load_regulations(MAPPINGS)
    (cited,) = cited_bases(["PermenPANRB 52/2014"], register, 2027)
    assert "Nomor 90 Tahun 2021" in cited
    assert cited_bases(["PermenPANRB 52/2014"], register, 2018)[0].count("Nomor 52 Tahun 2014") == 1


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (PlanSources(), "belum disebut"),
        (PlanSources(answers_document=document(year=2027)), "sudah untuk tahun 2027"),
        (PlanSources(answers_document=document(DocumentType.SURAT)), "adalah surat"),
    ],
)
def test_sources_that_cannot_serve_are_refused(sources: PlanSources, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        draft(sources)


def test_force_accepts_a_source_of_the_year() -> None:
    assert draft(PlanSources(answers_document=document(year=2027)), force=True).rows


def test_doubts_about_the_sources_are_told() -> None:
    old = replace(plan_of(), answers_document=document(year=2024, satker="KPU Kota Telaga Jingga"))
    warnings = " ".join(draft(old).warnings)
    assert "dokumen tahun 2024, bukan tahun 2026" in warnings
    assert "beberapa satuan kerja" in warnings


def test_of_an_unknown_office_the_region_is_open() -> None:
    unknown = PlanSources(answers_document=document(DocumentType.LKE, satker=None))
    plan = draft(unknown)
    lines = [p.text for p in docx.Document(io.BytesIO(plan.docx)).paragraphs]
    assert lines[:2] == ["KOMISI PEMILIHAN UMUM", "[ISI: NAMA SATUAN KERJA]"]
    assert any("tidak dikenali" in warning for warning in plan.warnings)
