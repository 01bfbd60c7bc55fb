from __future__ import annotations

import pytest

from assistant.checking.conformance import match_sections
from assistant.document import DocumentType
from tests.unit.checking_samples import CLEAN, LONG, check, document, fmt


def statuses(text: str) -> dict[str, str]:
    return {m.section.id: m.status.value for m in match_sections(document(text), fmt()).matches}


def deviations(text: str) -> dict[str, str]:
    return {section: status for section, status in statuses(text).items() if status != "ok"}


def test_a_report_that_follows_the_format_has_no_deviation() -> None:
    assert deviations(CLEAN) == {}


@pytest.mark.parametrize(
    ("old", "new", "section", "status"),
    [
        ("#### 1. Manajemen Perubahan", "#### 1. Area Manajemen Perubahan", "II.A.I.1", "ok"),
        ("#### 1. Manajemen Perubahan", "#### AREA I - Manajemen Perubahan", "II.A.I.1", "ok"),
        ("#### 2. Penataan Tata Laksana", "#### 2. PENATAAN TATALAKSANA", "II.A.I.2", "ok"),
        ("#### 2. Penataan Tata Laksana", "#### 2. Tim Penataan Tata Laksana;", "II.A.I.2", "renamed"),
        (
            "#### 3. Penataan Sistem Manajemen SDM",
            "#### 3. Penataan Sistem Manajemen Sumber Daya Manusia (SDM) Aparatur",
            "II.A.I.3",
            "ok",
        ),
        ("#### 4. Penguatan Akuntabilitas", "#### 4. Penguatan Akuntabilitas Kinerja", "II.A.I.4", "renamed"),
        ("#### 5. Penguatan Pengawasan", "#### 5. Program Penguatan Pengawasan", "II.A.I.5", "renamed"),
        ("#### 5. Penguatan Pengawasan", "#### 5. Penguatan Pengawasari", "II.A.I.5", "ok"),
        ("#### 6. Penguatan Kualitas", "#### 6. Peningkatan Kualitas", "II.A.I.6", "renamed"),
        ("### I. KOMPONEN PENGUNGKIT", "### . KOMPONEN PENGUNGKIT", "II.A.I", "ok"),
        ("### I. KOMPONEN PENGUNGKIT", "### Pengungkit", "II.A.I", "ok"),
        ("## A. HASIL PELAKSANAAN", "## A. Hasil dan Capaian", "II.A", "renamed"),
        (
            "## B. KENDALA/HAMBATAN DAN UPAYA UNTUK MENGATASINYA",
            "## B. Hambatan dan Solusi",
            "II.B",
            "renamed",
        ),
        ("## A. KESIMPULAN", "## A. Simpulan", "III.A", "renamed"),
        ("## A. KESIMPULAN", "## KESIMPULAN", "III.A", "ok"),
        ("## B. RENCANA TINDAK LANJUT", "## B. Tindak Lanjut", "III.B", "renamed"),
        ("# LAMPIRAN", "# LAMPIRAN 1: Dokumentasi Kegiatan", "LAMPIRAN", "ok"),
        ("# LAMPIRAN", "# DAFTAR LAMPIRAN", "LAMPIRAN", "renamed"),
        (
            "# BAB II HASIL PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS",
            "# BAB II HASIL PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS DI LINGKUNGAN KPU CONTOHARJO TAHUN 2025",
            "II",
            "ok",
        ),
        ("## A. Latar Belakang", "## 1.1 Latar Belakang", "I.A", "ok"),
    ],
)
def test_titles_are_matched_by_meaning(old: str, new: str, section: str, status: str) -> None:
    assert old in CLEAN
    assert statuses(CLEAN.replace(old, new))[section] == status
    assert set(deviations(CLEAN.replace(old, new))) <= {section}


def test_a_chapter_label_on_a_line_of_its_own_takes_the_next_heading() -> None:
    assert deviations(CLEAN.replace("# BAB III PENUTUP", "# BAB III \n# PENUTUP")) == {}


def test_aims_split_into_two_headings_are_the_section() -> None:
    split = CLEAN.replace("## B. Maksud dan Tujuan\n", "## B. Maksud\n").replace(
        "## C. Dasar Hukum",
        "## Tujuan\nMenyampaikan hasil kerja kepada pembaca laporan ini.\n## C. Dasar Hukum",
    )
    assert statuses(split)["I.B"] == "ok"


def move(text: str, heading: str, before: str) -> str:
    """Return the markup with one lowest section moved before another heading."""
    start = text.index(heading)
    end = text.find("\n#", start) + 1
    part = text[start:end]
    rest = text[:start] + text[end:]
    return rest.replace(before, part + before)


def test_the_fewest_sections_that_must_move_are_misplaced() -> None:
    moved = move(CLEAN, "#### 4. Penguatan Akuntabilitas", "#### 2. Penataan Tata Laksana")
    assert deviations(moved) == {"II.A.I.4": "misplaced"}


def test_misplaced_outranks_renamed_and_says_both() -> None:
    moved = move(CLEAN, "#### 4. Penguatan Akuntabilitas", "#### 2. Penataan Tata Laksana")
    moved = moved.replace("4. Penguatan Akuntabilitas", "2. Penguatan Akuntabilitas Kinerja")
    entry = next(e for e in check(moved).conformance if e.section == "II.A.I.4")
    assert entry.status == "misplaced"
    assert "Penguatan Akuntabilitas Kinerja" in entry.note


def test_a_section_under_another_chapter_is_misplaced() -> None:
    moved = move(CLEAN, "## B. KENDALA/HAMBATAN", "## A. KESIMPULAN")
    assert deviations(moved) == {"II.B": "misplaced"}


def test_a_section_made_a_chapter_is_misplaced() -> None:
    own = CLEAN.replace("## B. KENDALA/HAMBATAN DAN UPAYA", "# BAB III KENDALA/HAMBATAN DAN UPAYA").replace(
        "BAB III PENUTUP", "BAB IV PENUTUP"
    )
    assert deviations(own) == {"II.B": "misplaced"}


def test_a_lost_heading_is_missing_and_the_note_tells_of_its_content() -> None:
    lost = CLEAN.replace("## C. Dasar Hukum\n", "")
    entry = next(e for e in check(lost).conformance if e.section == "I.C")
    assert entry.status == "missing"
    assert "isinya" in entry.note
    assert entry.line is not None


def test_a_lost_chapter_heading_is_missing_while_its_sections_are_found() -> None:
    assert deviations(CLEAN.replace("# BAB III PENUTUP\n", "")) == {"III": "missing"}


def test_a_section_that_is_not_there_is_missing() -> None:
    start = CLEAN.index("## B. RENCANA TINDAK LANJUT")
    end = CLEAN.index("Contoharjo, 12")
    assert deviations(CLEAN[:start] + CLEAN[end:]) == {"III.B": "missing"}


def test_a_heading_with_hardly_any_text_is_thin() -> None:
    start = CLEAN.index("#### 5. Penguatan Pengawasan")
    end = CLEAN.index("#### 6.")
    thin = CLEAN[:start] + "#### 5. Penguatan Pengawasan\nSudah dilaksanakan dengan baik.\n" + CLEAN[end:]
    assert deviations(thin) == {"II.A.I.5": "thin"}


def test_names_of_areas_in_the_follow_up_plan_do_not_hide_the_areas() -> None:
    again = CLEAN.replace(
        "Contoharjo, 12",
        "### 1. Manajemen Perubahan\nPada triwulan II.\n### 2. Penguatan Pengawasan\nMei.\nContoharjo, 12",
    )
    assert deviations(again) == {}


def test_an_enumeration_of_areas_is_no_heading() -> None:
    listed = CLEAN.replace("#### 5. Penguatan Pengawasan\n", "").replace(
        "## B. Maksud dan Tujuan", "1. Manajemen Perubahan\n5. Penguatan Pengawasan\n## B. Maksud dan Tujuan"
    )
    assert statuses(listed)["II.A.I.5"] == "missing"


def test_a_heading_read_as_a_paragraph_is_still_found() -> None:
    assert deviations(CLEAN.replace("### II. KOMPONEN HASIL", "KOMPONEN HASIL")) == {}


def test_every_block_belongs_to_the_section_it_stands_in() -> None:
    matches = match_sections(document(CLEAN), fmt())
    assert all("SOP" in b.text for b in matches.blocks_of("II.A.I.2"))
    assert len(matches.blocks_of("II.A.I", nested=True)) > len(matches.blocks_of("II.A.I.1"))
    assert matches.section_of(matches.document.blocks[0].id) is None


def test_both_checklists_are_empty_for_a_letter() -> None:
    result = check(CLEAN, DocumentType.SURAT)
    assert result.conformance == ()
    assert result.measures == ()
    assert result.findings == ()


SUBTITLED = CLEAN.replace("#### 2. Penataan Tata Laksana", "#### 2. Program Penataan Tata Laksana").replace(
    "Sembilan SOP", "##### Kendala\nWaktu terbatas.\n##### Rencana Tindak Lanjut\nSembilan SOP"
)


def test_obstacles_and_plans_told_within_an_area_are_not_the_reports_own() -> None:
    assert deviations(SUBTITLED) == {"II.A.I.2": "renamed"}


def test_flat_numbering_and_other_names_are_understood() -> None:
    flat = "\n".join(
        [
            "# 1. PENDAHULUAN",
            *(
                f"## 1.{n} {title}\n{LONG}"
                for n, title in enumerate(["Latar Belakang", "Tujuan dan Sasaran"], 1)
            ),
            f"## 1.3 Landasan Hukum\n{LONG}",
            "# 2. PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS",
            "## 2.1 Hasil dan Capaian",
            *(
                f"### 2.1.{n} Area {title}\n{LONG}"
                for n, title in enumerate((s.judul for s in fmt().children("II.A.I")), 1)
            ),
            f"## 2.2 Hambatan dan Solusi\n{LONG}",
            "# 3. PENUTUP",
            f"## 3.1 Simpulan\n{LONG}",
            f"## 3.2 Tindak Lanjut\n{LONG}",
        ]
    )
    renamed = ["I.B", "I.C", "II", "II.A", "II.B", "III.A", "III.B"]
    missing = ["II.A.I", "II.A.II", "LAMPIRAN"]
    assert deviations(flat) == dict.fromkeys(renamed, "renamed") | dict.fromkeys(missing, "missing")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Penguatan Kualitas Pelayanan", "Penguatan KuaIitas PeIayanan"),
        ("# LAMPIRAN", "# LAMPlRAN"),
        ("# BAB III", "# BAB lll"),
        ("## B. Maksud dan Tujuan", "## B. MAKSUD & TUJUAN"),
        ("Manajemen Perubahan", "Manajemen Perubahan (Area I)"),
    ],
)
def test_letters_that_scanning_confuses_are_no_deviation(old: str, new: str) -> None:
    assert deviations(CLEAN.replace(old, new)) == {}
