"""Rules on sections, headings, lists, title page, signature, annex and contents of a report."""

from __future__ import annotations

import pytest

from assistant.checking.check import check_document
from assistant.checking.conformance import match_sections
from assistant.checking.model import Finding, SectionStatus, Severity
from assistant.document import Block, BlockKind, Document
from assistant.mapping.model import MappingResult
from tests.unit.checking_samples import CLEAN, LONG, check, document, findings, fmt, lke, rulebook

SIGNED = "Contoharjo, 12 Desember 2025\nKetua KPU Kabupaten Contoharjo,\nRatna Wiryadinata\n"
ANNEX = "1. Lembar Kerja Evaluasi: https://contoh.invalid/lke\n2. Daftar bukti dukung: https://contoh.invalid/bukti\n"


def told(document: Document, rule: str) -> list[Finding]:
    result = check_document(document, fmt(), lke(), MappingResult((), ()), rulebook=rulebook())
    return [finding for finding in result.findings if finding.rule == rule]


def loud(text: str) -> list[str]:
    """Return the ids of errors and warnings of the family."""
    return [f.rule for f in check(text).findings if f.severity is not Severity.INFO and f.rule < "ZI200"]


# --- the signature ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "signature",
    [
        SIGNED,
        "Contoharjo, 12 Desember 2025 Ketua KPU Kabupaten Contoharjo, Ratna Wiryadinata\n",
        "Contoharjo, 12 Desember 2025\nPlt. Sekretaris KPU Kabupaten Contoharjo,\nSuparjo, S.H.\nNIP 1990\n",
        "Contoharjo, 12 Desember 2025\nKETUA KOMISI PEMILIHAN UMUM\nKABUPATEN CONTOHARJO,\nttd.\nSUPARJO\n",
        "Ditetapkan di Contoharjo\npada tanggal 12 Desember 2025\na.n. Ketua,\nRatna Wiryadinata\n",
        (
            "Contoharjo, 12 Desember 2025\nMengetahui, Ketua KPU Kabupaten Contoharjo | Sekretaris,\n"
            "Ratna Wiryadinata | Budi Laksana\n"
        ),
    ],
)
def test_complete_signatures_are_silent(signature: str) -> None:
    assert findings(CLEAN.replace(SIGNED, signature), "ZI112") == []


def test_a_signature_before_many_captions_is_found() -> None:
    captions = "".join(f"> Dokumentasi kegiatan ke-{number}\n" for number in range(30))
    assert findings(CLEAN.replace(SIGNED, SIGNED + captions), "ZI112") == []


def test_a_page_of_approval_before_the_chapters_signs_the_report() -> None:
    text = CLEAN.replace(SIGNED, "").replace(
        "# BAB I PENDAHULUAN", f"LEMBAR PENGESAHAN\n{SIGNED}# BAB I PENDAHULUAN"
    )
    assert findings(text, "ZI112") == []


@pytest.mark.parametrize(
    ("signature", "lacks"),
    [
        (
            "Contoharjo, 12 Desember 2025\nKetua Komisi Pemilihan Umum\n",
            ["nama satuan kerja", "nama penanda"],
        ),
        ("Contoharjo, 12 Desember 2025\nRatna Wiryadinata\n", ["jabatan"]),
        ("Ketua KPU Kabupaten Contoharjo,\nRatna Wiryadinata\n", ["tempat dan tanggal"]),
        ("Contoharjo,      Desember 2025\nKetua KPU Kabupaten Contoharjo,\nRatna Wiryadinata\n", ["tanggal"]),
    ],
)
def test_what_a_signature_lacks_is_one_error(signature: str, lacks: list[str]) -> None:
    (finding,) = findings(CLEAN.replace(SIGNED, signature), "ZI112")
    assert finding.severity is Severity.ERROR
    assert all(word in finding.message for word in lacks)


def test_a_sentence_that_begins_with_an_office_signs_nothing() -> None:
    (finding,) = findings(CLEAN.replace(SIGNED, "Sekretaris memimpin rapat evaluasi.\n"), "ZI112")
    assert "tidak ditutup" in finding.message


# --- title page -------------------------------------------------------------------------------------


def test_front_matter_without_a_title_page_is_silent() -> None:
    start = CLEAN.index("# BAB I")
    assert findings(CLEAN[start:], "ZI111") == []
    assert (
        findings("KATA PENGANTAR\nPuji syukur atas selesainya pekerjaan ini.\n" + CLEAN[start:], "ZI111")
        == []
    )


@pytest.mark.parametrize(
    "office", ["KABUPATEN CONTOHARJO", "KPU KABUPATEN CONTOHARJO", "K0MISI PEMILIHAN UMUM\nCONTOHARJ0"]
)
def test_the_office_may_stand_on_another_line_of_the_cover(office: str) -> None:
    text = CLEAN.replace(" TAHUN 2025 PADA KPU KABUPATEN CONTOHARJO", f"\nTAHUN 2025\n{office}")
    assert findings(text, "ZI111") == []


# --- the annex --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "annex",
    [
        "LKE dapat dibuka pada https://contoh.invalid/lke\n",
        "LKE: https://contoh.invalid/lke\nBukti dukung dapat dibuka pada tautan https://contoh.invalid/bukti\n",
    ],
)
def test_an_annex_of_links_alone_is_a_warning(annex: str) -> None:
    (finding,) = findings(CLEAN.replace(ANNEX, annex), "ZI114")
    assert (finding.severity, finding.quote) == (Severity.WARNING, "LAMPIRAN")


@pytest.mark.parametrize(
    "annex",
    [
        ANNEX,
        "Lembar Kerja Evaluasi dan daftar bukti dukung terlampir.\n",
        "SK tim: https://contoh.invalid/1\nSOP: https://contoh.invalid/2\nPiagam: https://contoh.invalid/3\n",
        "https://contoh.invalid/1\n> Gambar 3.1: Halaman LKE\n",
    ],
)
def test_an_annex_that_lists_or_shows_documents_is_silent(annex: str) -> None:
    assert findings(CLEAN.replace(ANNEX, annex), "ZI114") == []


# --- headings ---------------------------------------------------------------------------------------


def areas(*heads: tuple[str, str]) -> str:
    """Return a report whose first areas have sub-headings with the given numbers."""
    text = CLEAN
    for number, (first, second) in enumerate(heads, 1):
        start = text.index(f"#### {number}. ")
        end = text.index("\n", start)
        subs = f"\n##### {first} Penyusunan Bahan Kerja\n{LONG}\n##### {second} Penerapan Hasil Kerja\n{LONG}"
        text = text[:end] + subs + text[end:]
    return text


def test_one_list_of_headings_numbered_unlike_its_equals_is_worth_a_look() -> None:
    text = areas(("a)", "b)"), ("a)", "b)"), ("1)", "2)"), ("a)", "b)"))
    (finding,) = findings(text, "ZI110")
    assert finding.severity is Severity.INFO
    assert finding.quote.startswith("1)")
    assert "'a)'" in finding.message


def test_a_list_of_headings_that_changes_its_way_is_told_where_it_changes() -> None:
    (finding,) = findings(areas(("a)", "b)"), ("a)", "b."), ("a)", "b)")), "ZI110")
    assert finding.quote.startswith("b.")


@pytest.mark.parametrize(
    "heads",
    [
        [("a)", "b)")] * 4,
        [("1)", "2)")] * 4,
        [("a)", "b)"), ("1)", "2)")],  # too few to call one usual
        [("a)", "b)"), ("1)", "2)"), ("a)", "b)"), ("1)", "2)")],
    ],
)
def test_headings_of_one_way_or_of_no_clear_one_are_silent(heads: list[tuple[str, str]]) -> None:
    assert findings(areas(*heads), "ZI110") == []


def test_a_lone_empty_heading_among_full_ones_is_a_warning() -> None:
    subs = "\n".join(f"##### {letter}) Kegiatan {letter.upper()} pada Kantor\n{LONG}" for letter in "abd")
    text = CLEAN.replace(
        "Sembilan SOP", subs.replace("##### d)", "##### c) Survei Kepuasan\n##### d)") + "\nSembilan SOP"
    )
    (finding,) = findings(text, "ZI118")
    assert "Survei Kepuasan" in finding.message
    assert (
        findings(text.replace("##### c) Survei Kepuasan\n", f"##### c) Survei Kepuasan\n{LONG}\n"), "ZI118")
        == []
    )


def test_items_taken_for_headings_are_not_called_empty() -> None:
    subs = "".join(f"##### {letter}. Menyusun kegiatan {letter}\n" for letter in "abcd")
    assert findings(CLEAN.replace("Sembilan SOP", subs + "Sembilan SOP"), "ZI118") == []


def test_headings_that_begin_anew_under_one_parent_are_worth_a_look() -> None:
    subs = "".join(
        f"##### {mark} Kegiatan {word}\n{LONG}\n"
        for mark, word in (("a)", "Satu"), ("b)", "Dua"), ("a)", "Tiga"))
    )
    (finding,) = findings(CLEAN.replace("Sembilan SOP", subs + "Sembilan SOP"), "ZI106")
    assert finding.severity is Severity.INFO
    assert "mulai lagi" in finding.message


# --- lists ------------------------------------------------------------------------------------------


def in_report(items: str) -> str:
    return CLEAN.replace("Sembilan SOP disusun", f"{items}\nSembilan SOP disusun")


def test_numbers_lost_in_the_midst_of_a_list_are_no_skipped_item() -> None:
    text = in_report(
        "a) satu aplikasi;\nb) dua aplikasi;\nTiga aplikasi;\nEmpat aplikasi;\ne) lima aplikasi."
    )
    assert findings(text, "ZI109") == []
    (finding,) = findings(text, "ZI115")
    assert (finding.severity, finding.quote) == (Severity.INFO, "e) lima aplikasi.")


def test_a_skip_in_a_list_with_explanations_stays_a_skip() -> None:
    text = in_report("1. Rapat.\nRapat digelar.\n2. Survei.\nSurvei dibuka.\n4. Laporan.\nLaporan dikirim.")
    assert [f.quote for f in findings(text, "ZI109")] == ["4. Laporan."]


def test_a_first_item_whose_fellows_have_no_number_is_worth_a_look() -> None:
    text = in_report(
        "1. Menyusun SOP baru.\nMenggelar rapat bulanan.\nMenutup laporan tahunan.\n# BAB IV TAMBAHAN"
    )
    assert [f.quote for f in findings(text, "ZI115")] == ["1. Menyusun SOP baru."]


@pytest.mark.parametrize(
    "items",
    [
        "1. Menyusun SOP baru.\n2. Menggelar rapat.\nSelanjutnya tim melapor.",
        f"1. Menyusun SOP baru.\n{LONG}{LONG}\nMenutup laporan.",
        "• Menyusun SOP baru.\nMenggelar rapat.\nMenutup laporan.",
    ],
)
def test_ordinary_lists_keep_their_numbers(items: str) -> None:
    assert findings(in_report(items), "ZI115") == []


def test_a_list_that_begins_anew_without_a_word_between_is_worth_a_look() -> None:
    (finding,) = findings(in_report("a. satu;\nb. dua;\na. tiga;\nb. empat."), "ZI116")
    assert finding.quote == "a. tiga;"
    assert findings(in_report("a. satu;\nb. dua.\nTujuannya:\na. tiga;\nb. empat."), "ZI116") == []


# --- the contents -----------------------------------------------------------------------------------


def with_contents(lines: list[str]) -> Document:
    """Return the clean report with a table of contents, whose lines a reader keeps as noise."""
    source = document("# DAFTAR ISI\n" + CLEAN)
    section = source.sections[0].id
    extra = tuple(Block(f"n{n}", BlockKind.NOISE, line, section) for n, line in enumerate(lines))
    return Document(
        source.source, source.identity, source.sections, (source.blocks[0], *extra, *source.blocks[1:]),
        figures=source.figures, links=source.links,
    )  # fmt: skip


CONTENTS = [
    "DAFTAR ISI ii", "BAB I PENDAHULUAN ..... 1", "A. Latar Belakang .... 1", "B. Maksud dan Tujuan ... 2",
    "C. Dasar Hukum 2", "1. Manajemen Perubahan 4", "BAB III PENUTUP 19",
]  # fmt: skip


def test_a_line_of_the_contents_without_heading_is_worth_a_look() -> None:
    (finding,) = told(with_contents([*CONTENTS, "7. Inovasi Layanan Keliling ..... 18"]), "ZI117")
    assert "'Inovasi Layanan Keliling'" in finding.message
    assert told(with_contents(CONTENTS), "ZI117") == []


def test_contents_that_could_not_be_read_are_left_alone() -> None:
    assert (
        told(with_contents([f"{n}. Bab lain nomor {n} dari naskah 1{n}" for n in range(1, 9)]), "ZI117") == []
    )


# --- reports as offices write them ------------------------------------------------------------------

VARIANTS = {
    "areas as letters": lambda text: _renumbered(text, "abcdef"),
    "chapter titles on a second line": lambda text: text.replace("# BAB I PEND", "# BAB I\n# PEND").replace(
        "# BAB III PEN", "# BAB III\n# PEN"
    ),
    "capitals in the areas": lambda text: text.replace("Manajemen Perubahan", "MANAJEMEN PERUBAHAN"),
    "no cover": lambda text: text[text.index("# BAB I") :],
    "front matter": lambda text: text.replace(
        "# BAB I PEND", f"# KATA PENGANTAR\nPuji syukur. {LONG}\n# DAFTAR ISI\n# DAFTAR GAMBAR\n# BAB I PEND"
    ),
    "signed by the secretary": lambda text: text.replace("Ketua KPU", "Sekretaris KPU"),
    "a fourth chapter": lambda text: text.replace("# LAMPIRAN", f"# BAB IV INOVASI\n{LONG}\n# LAMPIRAN"),
    "obstacles by area": lambda text: text.replace(
        "Kendala utama", f"### 1. Kendala Manajemen Perubahan\n{LONG} Upaya telah dilakukan.\nKendala utama"
    ),
    "full names": lambda text: text.replace("Sistem Manajemen SDM", "Sistem Manajemen Sumber Daya Manusia"),
}


def _renumbered(text: str, letters: str) -> str:
    for number, letter in enumerate(letters, 1):
        text = text.replace(f"#### {number}. ", f"#### {letter}. ")
    return text


@pytest.mark.parametrize("name", VARIANTS)
def test_a_sound_report_in_another_manner_is_not_wronged(name: str) -> None:
    assert loud(VARIANTS[name](CLEAN)) == []


@pytest.mark.parametrize("name", VARIANTS)
def test_its_sections_are_found(name: str) -> None:
    matches = match_sections(document(VARIANTS[name](CLEAN)), fmt())
    assert {m.section.id: m.status for m in matches.matches if m.status is not SectionStatus.OK} == {}


def test_a_short_section_among_short_ones_is_not_thin() -> None:
    text = CLEAN.replace(
        f"Pembangunan zona integritas berjalan menurut rencana kerja. {LONG}",
        "Pembangunan zona integritas telah mencakup enam area perubahan.",
    )
    short = text.replace(f"sekretaris memimpin peninjauan seluruh SOP pelayanan. {LONG}", "tim meninjau SOP.")
    thin = {f.quote for f in findings(short, "ZI104")}
    assert thin == set()
