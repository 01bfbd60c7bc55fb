from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Identity,
    LineSpan,
    Section,
    Source,
    SourceKind,
    Table,
)
from assistant.language.dates import months_in
from assistant.language.similarity import ratio
from assistant.reading.recognise import read_document
from assistant.reading.rencana import Rencana, read_rencana
from assistant.reading.rencana_tables import match_columns, split_bukti

HEADER = ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")


def plan(*blocks: Block, tables: tuple[Table, ...] = ()) -> Document:
    rows = [
        Block(
            f"{t.id}r{i}",
            BlockKind.TABLE_ROW,
            " | ".join(row),
            None,
            (LineSpan(0, 3, 40 + i),),
            table=t.id,
            row=i,
        )
        for t in tables
        for i, row in enumerate(t.rows)
    ]
    source = Source("rencana.docx", "0" * 64, SourceKind.DOCX)
    identity = Identity(document_type=DocumentType.RENCANA_AKSI)
    return Document(source, identity, blocks=(*blocks, *rows), tables=tables)


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, number: int = 1) -> Table:
    return Table(f"t{number}", None, header, rows)


def test_rows_of_an_action_table() -> None:
    rencana = read_rencana(
        plan(
            tables=(
                table(
                    ("1", "2", "3", "4", "5", "6"),
                    ("I", "MANAJEMEN PERUBAHAN", "", "", "", ""),
                    (
                        "1",
                        "Tim Kerja",
                        "Tim dibentuk",
                        "Menyusun SK tim",
                        "SK tim; daftar hadir",
                        "Januari 2026",
                    ),
                    ("", "", "Tim dipahami", "Sosialisasi", "Foto", "Maret s.d. Mei 2026"),
                    ("II", "TATA LAKSANA", "", "", "", ""),
                    ("1", "SOP", "SOP ada", "Menyusun SOP", "SOP", "setiap triwulan"),
                ),
            )
        )
    )
    first, second, third = rencana.actions
    assert (first.group, first.komponen, first.indikator) == (
        "I MANAJEMEN PERUBAHAN",
        "Tim Kerja",
        "Tim dibentuk",
    )
    assert first.bukti_fisik == ("SK tim", "daftar hadir")
    assert first.target_waktu.months == (1,)
    assert (first.location.page, first.location.line) == (3, 42)
    assert (second.komponen, second.target_waktu.months) == ("Tim Kerja", (3, 4, 5))
    assert (third.group, third.target_waktu.text, third.target_waktu.months) == (
        "II TATA LAKSANA",
        "setiap triwulan",
        (3, 6, 9, 12),
    )
    assert {(a.area, a.code) for a in rencana.actions} == {(None, None)}


def test_other_titles_and_the_header_repeated_on_a_new_page() -> None:
    header = ("No.", "Area Perubahan", "Rencana Aksi", "Output", "Waktu Pelaksanaan", "PIC")
    rencana = read_rencana(
        plan(
            tables=(
                table(
                    ("1", "Pengawasan", "Memasang spanduk gratifikasi", "Foto spanduk", "Mei", "Kasubbag"),
                    header,
                    ("2", "Pelayanan", "Survei kepuasan", "Laporan survei", "Semester I dan II", "Kasubbag"),
                    header=header,
                ),
            )
        )
    )
    assert [a.langkah_aksi for a in rencana.actions] == ["Memasang spanduk gratifikasi", "Survei kepuasan"]
    assert rencana.actions[1].komponen == "Pelayanan"
    assert rencana.actions[1].target_waktu.months == tuple(range(1, 13))


def test_a_table_that_goes_on_without_its_header() -> None:
    rencana = read_rencana(
        plan(
            tables=(
                table(("1", "Tim Kerja", "Tim ada", "Menyusun SK", "SK", "Januari")),
                table(("", "", "Tim dipahami", "Sosialisasi", "Foto", "Mei"), header=(), number=2),
            )
        )
    )
    assert [(a.komponen, a.langkah_aksi) for a in rencana.actions] == [
        ("Tim Kerja", "Menyusun SK"),
        ("Tim Kerja", "Sosialisasi"),
    ]


def test_months_marked_in_columns() -> None:
    header = ("No", "Rencana Aksi", "Output", "Jan", "Feb", "Mar", "Apr")
    rencana = read_rencana(plan(tables=(table(("1", "Apel", "Foto", "v", "", "v", ""), header=header),)))
    assert rencana.actions[0].target_waktu.months == (1, 3)


def test_a_merged_step_serves_every_indicator_that_it_spans() -> None:
    rencana = read_rencana(
        plan(
            tables=(
                table(
                    ("1", "Kinerja", "Laporan tepat waktu", "Menyusun LAKIP", "LAKIP", "Januari"),
                    ("", "", "Laporan memuat capaian", "", "LAKIP", "Januari"),
                ),
            )
        )
    )
    assert [a.langkah_aksi for a in rencana.actions] == ["Menyusun LAKIP", "Menyusun LAKIP"]


def narrative() -> tuple[Block, ...]:
    texts = [
        (BlockKind.HEADING, "A.", "A. AREA I - Manajemen Perubahan"),
        (BlockKind.PARAGRAPH, "", "Target :"),
        (BlockKind.LIST_ITEM, "1.", "1. Meningkatnya komitmen pegawai."),
        (BlockKind.PARAGRAPH, "", "Rencana Aksi :"),
        (BlockKind.PARAGRAPH, "", "Kegiatan dalam area ini adalah:"),
        (BlockKind.LIST_ITEM, "a.", "a. Membentuk tim kerja."),
        (BlockKind.LIST_ITEM, "b.", "b. Menggelar rapat pembangunan per kelompok, yaitu:"),
        (BlockKind.LIST_ITEM, "1)", "1) kelompok satu;"),
        (BlockKind.LIST_ITEM, "2)", "2) kelompok dua."),
        (BlockKind.HEADING, "B.", "B. AREA II - Penataan Tata Laksana"),
        (BlockKind.NOISE, "", "Rencana Aksi :"),
        (BlockKind.LIST_ITEM, "1.", "1. Menyusun SOP layanan."),
        (BlockKind.HEADING, "BAB IV", "BAB IV PENUTUP"),
        (BlockKind.LIST_ITEM, "1.", "1. Demikian disampaikan."),
    ]
    return tuple(
        Block(f"b{i}", kind, text, None, (LineSpan(0, None, i),), marker)
        for i, (kind, marker, text) in enumerate(texts, 1)
    )


def test_actions_of_lists_under_their_area() -> None:
    rencana = read_rencana(plan(*narrative()))
    assert [a.langkah_aksi for a in rencana.actions] == [
        "Membentuk tim kerja.",
        "Menggelar rapat pembangunan per kelompok, yaitu: 1) kelompok satu; 2) kelompok dua.",
        "Menyusun SOP layanan.",
    ]
    assert rencana.actions[1].group == "A. AREA I - Manajemen Perubahan"
    assert (rencana.actions[1].location.line, rencana.actions[1].location.line_end) == (7, 9)


def test_lists_under_area_headings_are_actions_where_nothing_opens_them() -> None:
    texts = [
        (BlockKind.HEADING, "s1", "I.", "I. PENATAAN TATA LAKSANA"),
        (BlockKind.HEADING, "s2", "1.", "1. Prosedur Operasional"),
        (BlockKind.LIST_ITEM, "s2", "a.", "a. Menyusun SOP layanan."),
        (BlockKind.HEADING, "s3", "2.", "2. Keterbukaan Informasi"),
        (BlockKind.LIST_ITEM, "s3", "a.", "a. Memperbarui laman."),
        (BlockKind.HEADING, "s4", "BAB III", "BAB III PENUTUP"),
        (BlockKind.LIST_ITEM, "s4", "1.", "1. Demikian disampaikan."),
    ]
    blocks = tuple(Block(f"b{i}", k, t, s, (), m) for i, (k, s, m, t) in enumerate(texts, 1))
    sections = (
        Section("s1", 1, "I.", "PENATAAN TATA LAKSANA", None, "b1"),
        Section("s2", 2, "1.", "Prosedur Operasional", "s1", "b2"),
        Section("s3", 2, "2.", "Keterbukaan Informasi", "s1", "b4"),
        Section("s4", 1, "BAB III", "PENUTUP", None, "b6"),
    )
    rencana = read_rencana(replace(plan(*blocks), sections=sections))
    assert [(a.group, a.komponen, a.langkah_aksi) for a in rencana.actions] == [
        ("I. PENATAAN TATA LAKSANA", "Prosedur Operasional", "Menyusun SOP layanan."),
        ("I. PENATAAN TATA LAKSANA", "Keterbukaan Informasi", "Memperbarui laman."),
    ]


@pytest.mark.parametrize("two_rows", [False, True])
def test_months_come_from_the_month_table_by_area_and_sub_area(two_rows: bool) -> None:
    names = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")
    rows: list[tuple[str, ...]] = [
        ("I.", "Manajemen Perubahan", "", "", "", "", "", ""),
        ("1", "Tim Kerja", "100%", "", "", "", "", ""),
        ("2", "Pemantauan dan Evaluasi Pembangunan", "", "", "50%", "", "", "100%"),
        ("II.", "Penataan Tatalaksana", "", "", "", "", "", ""),
        ("1", "Prosedur Operasional Tetap (SOP)", "100%", "100%", "100%", "", "", ""),
    ]
    header: tuple[str, ...] = ("No.", "Area", *names)
    if two_rows:  # plain text drops the empty cells before the months
        header, rows = ("No.", "Area", "2026", "", "", "", "", ""), [(*names, "", ""), *rows]
    rencana = read_rencana(plan(*narrative(), tables=(table(*rows, header=header),)))
    assert [(a.komponen, a.target_waktu.months) for a in rencana.actions] == [
        ("Tim Kerja", (1,)),
        ("Pemantauan dan Evaluasi Pembangunan", (3, 6)),
        ("Prosedur Operasional Tetap (SOP)", (1, 2, 3)),
    ]
    assert rencana.actions[2].target_waktu.text == "Januari–Maret: 100%"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SK tim; dan daftar hadir", ("SK tim", "daftar hadir")),
        ("1) Undangan 2) Notula\n3) Foto", ("Undangan", "Notula", "Foto")),
        ("Undangan, notula (rapat I, rapat II), foto", ("Undangan", "notula (rapat I, rapat II)", "foto")),
        ("SK tim,\nyang ditandatangani ketua", ("SK tim, yang ditandatangani ketua",)),
        ("Nilai 3,96", ("Nilai 3,96",)),
        ("", ()),
    ],
)
def test_evidence_is_split_into_its_pieces(text: str, parts: tuple[str, ...]) -> None:
    assert split_bukti(text) == parts


def test_a_table_of_something_else_is_no_action_table() -> None:
    assert not match_columns(("No", "Nama", "Jabatan", "Keterangan")).is_action_table
    assert read_rencana(
        plan(tables=(table(("1", "A", "B", "C"), header=("No", "Nama", "NIP", "Ket")),))
    ) == Rencana(())


SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared tidak ada")


@needs_shared
@pytest.mark.parametrize("pattern", ["docx/sarolangun.docx", "pdf/sarolangun.pdf", "seeds/004_*.txt"])
def test_all_actions_of_a_real_table(pattern: str) -> None:
    lines = (SHARED / "eval" / "actions_sarolangun.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    actions = read_rencana(read_document(next(SHARED.glob(pattern)))).actions
    assert len(actions) == len(gold)
    same = [
        a.target_waktu.months == months_in(g["target_waktu"])
        and ratio(
            " ".join((a.indikator, a.langkah_aksi, *a.bukti_fisik)),
            " ".join((g["indikator"], g["langkah_aksi"], g["bukti_fisik"])),
        )
        > 0.6
        for a, g in zip(actions, gold, strict=True)
    ]
    assert sum(same) >= 0.95 * len(gold)


@needs_shared
@pytest.mark.parametrize("pattern", ["docx/kalbar.docx", "pdf/kalbar.pdf", "seeds/001_*.txt"])
def test_all_actions_of_real_lists(pattern: str) -> None:
    actions = read_rencana(read_document(next(SHARED.glob(pattern)))).actions
    assert len(actions) == 7 + 9 + 17 + 8 + 19 + 12
    assert all(action.target_waktu.months for action in actions)
