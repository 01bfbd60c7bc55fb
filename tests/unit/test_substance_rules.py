"""Rules on what a report tells: sub-areas, evidence, obstacles, follow-up, and what it only announces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.checking.check import check_document
from assistant.checking.model import Finding, Severity
from assistant.document import BlockKind, Document, Table
from assistant.mapping.model import Candidate, MappedItem, MappingResult
from tests.unit.checking_samples import CLEAN, LONG, OVERSIGHT, document, findings, fmt, lke, rulebook

AREA_FIVE = "#### 5. Penguatan Pengawasan\nSosialisasi gratifikasi digelar dua kali. "
OBSTACLES = "Kendala utama adalah waktu; upaya yang dilakukan adalah membagi tugas sejak awal tahun. "
PLAN = "Pada triwulan I tahun 2026 sekretaris memimpin peninjauan seluruh SOP pelayanan. "


def told(source: Document, rule: str) -> list[Finding]:
    result = check_document(source, fmt(), lke(), MappingResult((), ()), rulebook=rulebook())
    return [finding for finding in result.findings if finding.rule == rule]


# --- sub-areas --------------------------------------------------------------------------------------


def oversight(text: str) -> list[Finding]:
    """Return the findings on the area of oversight when it tells `text`."""
    area = f"#### 5. Penguatan Pengawasan\n{text} {LONG}"
    found = findings(CLEAN.replace(f"{AREA_FIVE}{LONG} {OVERSIGHT}", area), "ZI302")
    return [f for f in found if f.quote.startswith("5.")]


ALL_OF_FIVE = (
    "Pengendalian gratifikasi, SPIP, pengaduan masyarakat, whistle blowing system, benturan kepentingan, dan "
    "LHKPN dikerjakan oleh satuan tugas."
)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("benturan kepentingan", "Penanganan Benturan Kepentingan"),
        ("LHKPN", "Penyampaian Laporan Harta Kekayaan"),
        ("whistle blowing system", "Whistle-Blowing System"),
        ("SPIP", "SPIP"),
    ],
)
def test_a_sub_area_without_any_of_its_words_is_a_warning(word: str, name: str) -> None:
    finding = next(f for f in oversight(ALL_OF_FIVE.replace(word, "rapat")) if f.severity is Severity.WARNING)
    assert name in finding.message


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("benturan kepentingan", "konflik kepentingan"),
        ("LHKPN", "laporan harta kekayaan"),
        ("whistle blowing system", "WBS"),
        ("SPIP", "sistem pengendalian internal pemerintah"),
        ("gratifikasi", "antigratifikasi"),
    ],
)
def test_other_words_for_a_sub_area_count(word: str, other: str) -> None:
    assert not any(f.severity is Severity.WARNING for f in oversight(ALL_OF_FIVE.replace(word, other)))


def test_the_rows_of_an_attached_lke_report_nothing() -> None:
    text = CLEAN.replace(OVERSIGHT, "").replace(
        "# LAMPIRAN\n", "# LAMPIRAN\nKriteria Nilai Jawaban Unit\nBenturan kepentingan telah dipetakan\n"
    )
    assert any("Benturan Kepentingan" in f.message for f in findings(text, "ZI302"))


# --- evidence ---------------------------------------------------------------------------------------

BARE = " ".join(["Kegiatan berjalan lancar dan seluruh pegawai merasakan manfaatnya setiap waktu."] * 5)


def test_a_part_of_an_area_without_evidence_is_worth_a_look() -> None:
    text = CLEAN.replace("Sembilan SOP", f"##### a) Rapat Bulanan\n{BARE}\n##### b) SOP Kantor\nSembilan SOP")
    (finding,) = findings(text, "ZI305")
    assert (finding.severity, finding.quote) == (Severity.INFO, "a) Rapat Bulanan")
    assert findings(text.replace("Kegiatan berjalan", "Pada 3 Maret 2025 kegiatan berjalan"), "ZI305") == []


# --- obstacles and remedies -------------------------------------------------------------------------


def obstacles(text: str) -> str:
    return CLEAN.replace(OBSTACLES + LONG, text)


def with_table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> Document:
    """Return the clean report with a table of obstacles."""
    lines = "\n".join(" | ".join(cells) for cells in (header, *rows))
    source = document(obstacles(f"Hambatan dan upaya tersaji dalam tabel.\n{lines}"))
    start = next(i for i, b in enumerate(source.blocks) if b.text == " | ".join(header))
    blocks = list(source.blocks)
    for offset in range(len(rows) + 1):
        row = replace(blocks[start + offset], kind=BlockKind.TABLE_ROW, table="t1", row=offset - 1)
        blocks[start + offset] = row
    table = Table("t1", blocks[start].section, header, tuple(rows))
    return replace(source, blocks=tuple(blocks), tables=(table,))


HEADER = ("No.", "Kendala", "Dampak", "Upaya Mengatasinya")
ROWS = [
    ("1", "Anggaran rapat dikurangi", "Rapat tertunda", "Menggabungkan rapat"),
    ("2", "Jumlah pegawai terbatas", "Tugas menumpuk", "Membagi ulang tugas"),
    ("3", "Jaringan sering putus", "Layanan terhenti", "Menambah penyedia jaringan"),
]


@pytest.mark.parametrize("empty", ["", "-", " – "])
def test_a_row_with_an_empty_remedy_is_a_warning_at_its_row(empty: str) -> None:
    rows = [ROWS[0], (*ROWS[1][:3], empty), ROWS[2]]
    (finding,) = told(with_table(HEADER, rows), "ZI311")
    assert finding.severity is Severity.WARNING
    assert finding.quote.startswith("2 | Jumlah pegawai")


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (HEADER, ROWS),
        (
            ("No.", "Kendala dan Upaya"),
            [("1", "Anggaran dikurangi; rapat digabung"), ("2", "Pegawai terbatas")],
        ),
        (HEADER, [ROWS[0], ("", "", "", "Menata ulang jadwal"), ROWS[2]]),
        (HEADER, [(*row[:3], "") for row in ROWS]),  # a column without a word was misread
    ],
)
def test_tables_with_remedies_or_none_to_be_read_are_silent(
    header: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    assert told(with_table(header, rows), "ZI311") == []


def test_an_item_without_remedy_among_items_with_one_is_a_warning() -> None:
    text = obstacles(
        "1. Kendala anggaran; upaya: menggabungkan rapat.\n2. Kendala pegawai; solusi: membagi tugas.\n"
        "3. Kendala jaringan di kantor lama.\n4. Kendala waktu; upaya: menata jadwal."
    )
    (finding,) = findings(text, "ZI311")
    assert finding.quote.startswith("3. Kendala jaringan")


def test_more_obstacles_than_remedies_is_a_warning() -> None:
    text = (
        "Kendala yang dihadapi adalah:\n1. anggaran;\n2. jaringan;\n3. jarak.\nUpaya mengatasinya adalah:\n"
    )
    (finding,) = findings(obstacles(text + "1. menggabungkan rapat;\n2. memasang jaringan."), "ZI311")
    assert "3 kendala" in finding.message
    assert "2 upaya" in finding.message
    assert (
        findings(obstacles(text + "1. rapat digabung;\n2. jaringan baru;\n3. layanan keliling."), "ZI311")
        == []
    )


def test_a_part_without_remedy_among_parts_with_one_is_a_warning() -> None:
    trouble = "Pegawai sedikit dan pekerjaan menumpuk pada akhir tahun sehingga berkas terlambat masuk arsip."
    parts = "".join(
        f"### {number}. {name}\n{trouble}{end}\n"
        for number, name, end in (
            (1, "Manajemen Perubahan", " Upaya: tugas dibagi."),
            (2, "Penataan Tata Laksana", ""),
            (3, "Penguatan Akuntabilitas", " Solusinya rapat digabung."),
        )
    )
    (finding,) = findings(obstacles(parts.rstrip("\n")), "ZI311")
    assert "Penataan Tata Laksana" in finding.message


# --- follow-up --------------------------------------------------------------------------------------


def follow_up(trouble: str, plan: str) -> list[Finding]:
    return findings(obstacles(trouble).replace(PLAN + LONG, plan), "ZI312")


QUARTER = "Pada triwulan I tahun 2026 sekretaris"
TROUBLE = (
    "Kendala pertama adalah anggaran rapat yang dikurangi sehingga jadwal bergeser. Upaya kantor adalah "
    "menggabungkan pertemuan sejenis dan memakai ruang bersama."
)


def test_a_plan_that_answers_nothing_is_a_warning_at_its_heading() -> None:
    plan = f"{QUARTER} memperbarui laman, memasang video, dan membuka kanal media sosial bagi pemilih."
    (finding,) = follow_up(TROUBLE, plan)
    assert (finding.severity, finding.quote) == (Severity.WARNING, "B. RENCANA TINDAK LANJUT")


def test_a_plan_that_answers_an_obstacle_in_other_forms_of_its_words_is_silent() -> None:
    plan = f"{QUARTER} menganggarkan kembali kegiatan, memperbarui laman, dan memasang video profil baru."
    assert follow_up(TROUBLE, plan) == []


def test_an_obstacle_that_the_plan_leaves_open_is_worth_a_look() -> None:
    trouble = (
        "Kendala yang dihadapi adalah:\n1. anggaran rapat dikurangi oleh pemerintah;\n"
        "2. jaringan internet kepulauan sering terputus ketika hujan."
    )
    plan = f"{QUARTER} mengusulkan tambahan anggaran rapat kepada pemerintah daerah dan memperbarui laman."
    (finding,) = follow_up(trouble, plan)
    assert finding.severity is Severity.INFO
    assert "jaringan internet" in finding.message
    assert "anggaran" not in finding.message


def test_a_plan_without_persons_in_charge_is_worth_a_look_only() -> None:
    text = CLEAN.replace(PLAN + LONG, f"Pada triwulan I tahun 2026 seluruh SOP pelayanan ditinjau. {BARE}")
    (finding,) = findings(text, "ZI304")
    assert (finding.severity, "penanggung jawab" in finding.message) == (Severity.INFO, True)


def test_an_admitted_lack_that_nothing_takes_up_is_worth_a_look() -> None:
    text = CLEAN.replace(
        "Maklumat pelayanan", "Kantor belum memiliki ruang laktasi bagi pengunjung. Maklumat pelayanan"
    )
    (finding,) = findings(text, "ZI313")
    assert (finding.severity, finding.quote) == (
        Severity.INFO,
        "Kantor belum memiliki ruang laktasi bagi pengunjung.",
    )
    assert findings(text.replace("peninjauan seluruh SOP", "penyediaan ruang laktasi dan SOP"), "ZI313") == []


# --- what is announced ------------------------------------------------------------------------------


def public_service(targets: str) -> str:
    body = " ".join(
        f"Petugas menyambut tamu nomor {n} dengan ramah pada loket utama kantor." for n in range(4)
    )
    return CLEAN.replace(
        "Maklumat pelayanan dipasang di ruang tunggu. ",
        f"Target yang ingin dicapai adalah:\n{targets}\nMaklumat pelayanan dipasang di ruang tunggu. {body} ",
    )


def test_an_act_that_no_text_names_again_is_a_warning() -> None:
    (finding,) = findings(
        public_service("a. memberikan kompensasi keterlambatan;\nb. memasang maklumat pelayanan."), "ZI309"
    )
    assert finding.severity is Severity.WARNING
    assert finding.quote == "memberikan kompensasi keterlambatan"


def test_an_aim_that_no_text_names_again_is_worth_a_look_only() -> None:
    (finding,) = findings(public_service("a. turunnya kebocoran retribusi;\nb. maklumat pelayanan."), "ZI309")
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    "targets", ["a. memasang maklumat pelayanan.", "a. menyambut tamu dengan keramahan.", "a. keadilan."]
)
def test_targets_that_the_text_comes_back_to_are_silent(targets: str) -> None:
    assert findings(public_service(targets), "ZI309") == []


def test_a_heading_that_promises_more_than_its_text_keeps_is_worth_a_look() -> None:
    text = CLEAN.replace(
        "Sembilan SOP",
        f"##### a) Penyusunan Tim Kerja dan Peta Proses Bisnis\nTim kerja dibentuk. {LONG}\n"
        "##### b) SOP\nSembilan SOP",
    )
    (finding,) = findings(text, "ZI308")
    assert "Peta Proses Bisnis" in finding.message
    assert findings(text.replace("Tim kerja dibentuk", "Tim kerja memetakan proses bisnis"), "ZI308") == []


@pytest.mark.parametrize(
    ("told_there", "count"),
    [
        ("Kantor selalu berusaha memberi inovasi kepada pengguna layanan melalui survei.", 1),
        ("Kantor membuka layanan LENTERA DESA bagi pemilih di kepulauan.", 0),
        ("Inovasi bernama Pojok Ramah dibuka pada bulan Mei.", 0),
        ("Kantor memakai SIDALIH untuk memutakhirkan data.", 1),
    ],
)
def test_a_section_on_innovation_names_one(told_there: str, count: int) -> None:
    text = CLEAN.replace(
        "Maklumat pelayanan",
        f"##### a) Inovasi Pelayanan\n{told_there} {LONG}\n##### b) Maklumat\nMaklumat pelayanan",
    )
    assert len(findings(text, "ZI310")) == count


# --- when the follow-up is due ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "advised"),
    [
        ("Pada tahun 2026 sekretaris meninjau seluruh SOP pelayanan. ", True),
        ("Tahun depan sekretaris meninjau seluruh SOP pelayanan. ", True),
        ("Pada triwulan I tahun 2026 sekretaris meninjau seluruh SOP pelayanan. ", False),
        ("Paling lambat Maret 2026 sekretaris meninjau seluruh SOP pelayanan. ", False),
    ],
)
def test_a_year_alone_is_no_deadline(plan: str, advised: bool) -> None:
    text = CLEAN.replace(f"{PLAN}{LONG}", f"{plan}{LONG.replace('tanggal 3 Maret 2025 ', '')}", 1)
    found = [f for f in findings(text, "ZI304") if "bulan atau triwulan" in f.message]
    assert [f.severity for f in found] == [Severity.INFO] * advised


def test_a_plan_without_any_time_is_told_once() -> None:
    plan = "Sekretaris meninjau seluruh SOP pelayanan. "
    text = CLEAN.replace(f"{PLAN}{LONG}", f"{plan}{LONG.replace('tanggal 3 Maret 2025 ', '')}", 1)
    (finding,) = [f for f in findings(text, "ZI304") if "tenggat" in f.message]
    assert "triwulan" not in finding.message


# --- what speaks of a sub-area --------------------------------------------------------------------


def _mapped(text: str, code: str, score: float) -> list[Finding]:
    """Return the findings on area six where the block that holds `text` may speak of a code of it."""
    source = document(CLEAN)
    block = next(b for b in source.blocks if text in b.text)
    candidates = (Candidate(code, score),)
    item = MappedItem(block.id, block.text, block.kind, None, None, (), None, candidates)
    result = check_document(source, fmt(), lke(), MappingResult((item,), ()), rulebook=rulebook())
    return [f for f in result.findings if f.rule == "ZI302" and f.quote.startswith("6.")]


def test_a_guess_or_another_areas_paragraph_speaks_of_no_sub_area() -> None:
    name = lke().name_of("A.I.6.iii")
    assert name not in _mapped("Maklumat pelayanan", "A.I.6.iii.a", 0.9)[0].message
    assert name in _mapped("Maklumat pelayanan", "A.I.6.iii.a", 0.2)[0].message
    assert name in _mapped("Sosialisasi gratifikasi", "A.I.6.iii.a", 0.9)[0].message
