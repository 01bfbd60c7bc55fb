"""Rules on the decree above a plan."""

from __future__ import annotations

import pytest

from assistant.checking.model import Finding, Severity
from assistant.document import DocumentType
from tests.unit.checking_samples import check, findings

HEAD = """KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN CONTOHARJO
NOMOR 7 TAHUN 2026
TENTANG RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2026
"""
PREAMBLE = """Menimbang :
a. bahwa pelayanan kepada pemilih perlu dibenahi;
b. bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan Keputusan ini;
Mengingat :
1. Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum;
2. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;
"""
RULINGS = """MEMUTUSKAN:
Menetapkan : KEPUTUSAN TENTANG RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2026.
KESATU : Menetapkan rencana aksi sebagaimana tercantum dalam Lampiran Keputusan ini.
KEDUA : Rencana aksi sebagaimana dimaksud dalam Diktum KESATU menjadi pegangan tim.
KETIGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.
"""
CLOSING = """Ditetapkan di Contoharjo
pada tanggal 5 Januari 2026
KETUA KOMISI PEMILIHAN UMUM KABUPATEN CONTOHARJO,
ttd.
RATNA WIRYADINATA
"""
ANNEX = """LAMPIRAN
KEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN CONTOHARJO
NOMOR 7 TAHUN 2026
RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS
TAHUN 2026
# 1. PENDAHULUAN
Rencana ini disusun bersama seluruh subbagian.
"""
WHOLE = HEAD + PREAMBLE + RULINGS + CLOSING + ANNEX
DECREE_RULES = ("ZI113", "ZI121", "ZI122", "ZI123", "ZI124", "ZI125")


def told(text: str) -> list[Finding]:
    return [f for f in check(text, DocumentType.RENCANA_AKSI).findings if f.rule in DECREE_RULES]


def one(text: str, rule: str) -> Finding:
    (finding,) = findings(text, rule, DocumentType.RENCANA_AKSI)
    return finding


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        WHOLE.replace("MEMUTUSKAN:", "M E M U T U S K A N :"),
        WHOLE.replace("MEMUTUSKAN:", "MEMUTUSKAM:"),
        WHOLE.replace(
            "CONTOHARJO\nNOMOR 7 TAHUN 2026\nRENCANA", "CONTOHARJO\nNOMOR : 07 TAHUN 2026\nRENCANA"
        ),
        WHOLE.replace("CONTOHARJO\nNOMOR 7 TAHUN 2026\nRENCANA", "CONTOHARJO\nNOMOR ... TAHUN 2026\nRENCANA"),
        WHOLE.replace("KESATU : Menetapkan", "PERTAMA : Menetapkan"),
        WHOLE.replace("ttd.\nRATNA WIRYADINATA", "Suparjo"),
        WHOLE.replace("Ditetapkan di Contoharjo\npada tanggal", "Ditetapkan di Contoharjo pada tanggal"),
        ANNEX.split("\n", 3)[3],
    ],
)
def test_a_whole_decree_and_a_plan_without_one_are_silent(text: str) -> None:
    assert told(text) == []


def test_a_decree_that_starts_in_the_midst_is_one_error_at_its_first_line() -> None:
    text = PREAMBLE.split("\n", 2)[2].replace("Mengingat :\n", "").replace("b. bahwa", "bahwa")
    finding = one(text + RULINGS + CLOSING + ANNEX, "ZI121")
    assert finding.severity is Severity.ERROR
    assert finding.line == 1
    assert "huruf a" in finding.message
    for word in ("nomor", "judul", "'Menimbang'", "'Mengingat'", "huruf a"):
        assert word in finding.message
    assert findings(text + RULINGS + CLOSING + ANNEX, "ZI122", DocumentType.RENCANA_AKSI) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        ("NOMOR 7 TAHUN 2026\nTENTANG", "TENTANG", "ZI121", "nomor"),
        ("NOMOR 7 TAHUN 2026\nTENTANG", "NOMOR     TAHUN 2026\nTENTANG", "ZI121", "belum diisi"),
        ("TENTANG RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2026\nMenimb", "Menimb", "ZI121", "judul"),
        ("Mengingat :\n", "", "ZI122", "Mengingat"),
        ("Menimbang :\n", "", "ZI122", "Menimbang"),
        ("MEMUTUSKAN:\n", "", "ZI122", "Memutuskan"),
        (
            "CONTOHARJO\nNOMOR 7 TAHUN 2026\nRENCANA",
            "CONTOHARJO\nNOMOR 9 TAHUN 2026\nRENCANA",
            "ZI124",
            "9 Tahun",
        ),
        (
            "CONTOHARJO\nNOMOR 7 TAHUN 2026\nRENCANA",
            "CONTOHARJO\nNOMOR : 7 TAHUN 2025\nRENCANA",
            "ZI124",
            "2025",
        ),
        ("dalam huruf a, perlu", "dalam huruf a sampai dengan huruf d, perlu", "ZI122", "huruf d"),
        ("KEDUA : Rencana", "KETIGA : Rencana", "ZI123", "KEDUA"),
        ("KETIGA : Keputusan", "KEDUA : Keputusan", "ZI123", "dua kali"),
        ("KETIGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.\n", "", "ZI113", "mulai berlaku"),
        ("pada tanggal 5 Januari 2026\n", "", "ZI113", "tanggal penetapan"),
        ("pada tanggal 5 Januari 2026\n", "pada tanggal      Januari 2026\n", "ZI113", "tanggal penetapan"),
        ("ttd.\nRATNA WIRYADINATA\n", "", "ZI113", "nama penanda tangan"),
        (
            "LAMPIRAN\nKEPUTUSAN KOMISI PEMILIHAN UMUM KABUPATEN CONTOHARJO\nNOMOR 7 TAHUN 2026\n",
            "",
            "ZI124",
            "",
        ),
        ("CONTOHARJO\nNOMOR 7 TAHUN 2026\nRENCANA", "CONTOHARJO\nRENCANA", "ZI124", "nomor keputusannya"),
        ("INTEGRITAS\nTAHUN 2026\n# 1.", "INTEGRITAS\n# 1.", "ZI125", "tahun"),
    ],
)
def test_each_lack_of_a_decree_is_one_finding(old: str, new: str, rule: str, words: str) -> None:
    assert old in WHOLE
    (finding,) = told(WHOLE.replace(old, new))
    assert finding.rule == rule
    assert words in finding.message


def test_rulings_without_ordinals_are_told_at_the_ruling() -> None:
    text = WHOLE.replace("KESATU : ", "").replace("KEDUA : ", "").replace("KETIGA : ", "")
    finding = one(text.replace("dalam Diktum KESATU ", ""), "ZI123")
    assert finding.quote.startswith("Menetapkan rencana aksi")


def test_a_decree_without_any_closing_is_one_error() -> None:
    (finding,) = told(
        WHOLE.replace(CLOSING, "").replace(
            "KETIGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.\n", ""
        )
    )
    assert (finding.rule, finding.severity) == ("ZI113", Severity.ERROR)
    assert finding.line == len((HEAD + PREAMBLE + RULINGS).splitlines()) - 1


def test_considerations_without_letters_are_worth_a_look() -> None:
    finding = one(WHOLE.replace("a. bahwa", "bahwa").replace("b. bahwa", "bahwa"), "ZI122")
    assert finding.severity is Severity.INFO


def test_a_letter_of_the_office_is_no_decree() -> None:
    title = "RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2026\n# BAB I PENDAHULUAN\n"
    for line in (
        "Kami sampaikan bahwa rencana ini disusun.",
        "Memutuskan hasil rapat.",
        "Menetapkan: SOP baru",
    ):
        assert told(title + line) == []
