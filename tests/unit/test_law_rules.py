"""Rules on law: each on several wordings, and on what looks alike and is fine."""

from __future__ import annotations

import pytest

from assistant.checking.model import Finding, Severity
from assistant.document import DocumentType
from assistant.language.regulations import regulations
from tests.unit.checking_samples import CLEAN, check, findings, fmt

REGISTER = regulations()


def cite(code: str, *, amended: str = "", short: bool = False) -> str:
    """Return the citation of a registered regulation, in good form with its last amendment."""
    text = REGISTER.named(REGISTER.by_code[code], short=short)
    if not amended:
        return text
    last = REGISTER.by_code[amended]
    how = "beberapa kali diubah, terakhir" if (last.ke or 1) > 1 else "diubah"
    return f"{text} sebagaimana telah {how} dengan {REGISTER.named(last)}"


ZI = cite("PermenPANRB 90/2021")
LETTER_TITLE = fmt().surat.perihal


def law(*entries: str, text: str = "", rule: str = "", intro: str = "") -> list[Finding]:
    """Return what a rule finds in a report with these legal bases and this text."""
    bases = "\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, start=1))
    report = f"# BAB I PENDAHULUAN\n## A. Latar Belakang\n{intro or 'Laporan ini berisi hasil kerja.'}\n"
    report += f"## C. Dasar Hukum\n{bases}\n# BAB II HASIL PELAKSANAAN\n## A. HASIL PELAKSANAAN\n{text}\n"
    return findings(report, rule)


def plan(text: str, rule: str) -> list[Finding]:
    return findings(text, rule, DocumentType.RENCANA_AKSI)


def test_a_clean_report_has_no_finding_on_law() -> None:
    loud = [f for f in check(CLEAN).findings if f.rule.startswith("ZI8") and f.severity is not Severity.INFO]
    assert loud == []


GOOD = (
    f"{cite('UU 28/1999')} (Lembaran Negara Tahun 1999 Nomor 75, Tambahan Lembaran Negara Nomor 3851);",
    f"{cite('UU 1/2015', amended='UU 6/2020')};",
    f"{cite('UU 7/2017', amended='UU 7/2023')};",
    f"{cite('UU 20/2023')};",
    f"{cite('PP 94/2021')};",
    f"{cite('Perpres 81/2010')};",
    f"{cite('PermenPANRB 90/2021', amended='PermenPANRB 5/2024')};",
    f"{cite('PKPU 8/2019', amended='PKPU 12/2023')};",
    "Surat Ketua KPU Nomor 1766/PW.02-SD/11/2025 tanggal 17 Oktober 2025.",
)


@pytest.mark.parametrize("number", range(801, 820))
def test_a_good_list_of_bases_is_fine(number: int) -> None:
    assert law(*GOOD, rule=f"ZI{number}") == []


@pytest.mark.parametrize(
    ("entry", "successor"),
    [
        ("UU Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara;", "Undang-Undang Nomor 20 Tahun 2023"),
        ("PP 53 Tahun 2010 tentang Disiplin PNS;", "Peraturan Pemerintah Nomor 94 Tahun 2021"),
        (
            "Permen PANRB Nomor 52 Tahun 2014 sebagaimana diubah dengan Permen PANRB Nomor 10 Tahun 2019;",
            "Peraturan Menteri PANRB Nomor 90 Tahun 2021",
        ),
    ],
)
def test_801_a_revoked_basis_names_its_successor(entry: str, successor: str) -> None:
    (finding,) = law(entry, GOOD[4], rule="ZI801")
    assert finding.severity is Severity.ERROR
    assert successor in finding.message
    assert finding.quote in entry


def test_801_the_same_regulation_twice_is_one_finding() -> None:
    text = "Pembinaan pegawai berpedoman pada Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara."
    (finding,) = law("UU Nomor 5 Tahun 2014 tentang ASN;", GOOD[4], text=text, rule="ZI801")
    assert "juga di baris 9" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Pedoman itu semula Peraturan Menteri PANRB Nomor 52 Tahun 2014.",
        f"{ZI} menggantikan Peraturan Menteri PANRB Nomor 52 Tahun 2014.",
        "Permen PANRB Nomor 52 Tahun 2014 telah diganti dengan Permen PANRB Nomor 90 Tahun 2021.",
        "PP Nomor 53 Tahun 2010 sudah dicabut.",
        "PP Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil mencabut PP Nomor 53 Tahun 2010.",
    ],
)
def test_801_history_is_fine(text: str) -> None:
    assert law(GOOD[0], GOOD[4], text=text, rule="ZI801") == []


@pytest.mark.parametrize(
    "entry",
    [
        (
            "UU Nomor 7 Tahun 2017 tentang Pemilihan Umum sebagaimana telah diubah dengan "
            "Perppu Nomor 1 Tahun 2022;"
        ),
        (
            "Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2022 tentang Perubahan atas "
            "UU Nomor 7 Tahun 2017;"
        ),
    ],
)
def test_802_a_perppu_that_became_a_law(entry: str) -> None:
    (finding,) = law(entry, GOOD[4], rule="ZI802")
    assert "Undang-Undang Nomor 7 Tahun 2023" in finding.suggestion


@pytest.mark.parametrize(
    ("entry", "severity"),
    [
        (
            "Perpres Nomor 16 Tahun 2018 sebagaimana telah diubah dengan Perpres Nomor 12 Tahun 2021;",
            Severity.WARNING,
        ),
        (
            "Peraturan Presiden Nomor 16 Tahun 2018 tentang Pengadaan Barang/Jasa Pemerintah;",
            Severity.WARNING,
        ),
    ],
)
def test_803_the_last_amendment_is_named(entry: str, severity: Severity) -> None:
    (finding,) = law(GOOD[2], entry, rule="ZI803")
    assert finding.severity is severity
    assert "Nomor 46 Tahun 2025" in finding.suggestion


def test_803_in_a_list_without_any_amendment_it_is_only_worth_a_look() -> None:
    (finding,) = law("UU Nomor 7 Tahun 2017 tentang Pemilihan Umum;", GOOD[4], rule="ZI803")
    assert finding.severity is Severity.INFO


def test_803_is_told_in_a_whole_report_unless_its_format_demands_the_amendment() -> None:
    amended = " dan perubahannya, Undang-Undang Nomor 7 Tahun 2023;"
    assert amended in CLEAN
    text = CLEAN.replace(amended, f";\n2. {GOOD[1]}")
    (finding,) = findings(text, "ZI803")
    assert "Nomor 7 Tahun 2023" in finding.message
    demanded = text.replace(" dan perubahannya, yaitu Nomor 5 Tahun 2024", "")
    assert ["Nomor 5 Tahun 2024" in f.message for f in findings(demanded, "ZI803")] == [False]


@pytest.mark.parametrize(
    "entry",
    [
        "Perpres Nomor 16 Tahun 2018 tentang Pengadaan Barang/Jasa Pemerintah dan perubahannya;",
        (
            "Perpres Nomor 16 Tahun 2018 sebagaimana telah beberapa kali diubah terakhir dengan "
            "Perpres 46 Tahun 2025;"
        ),
        "Perpres Nomor 16 Tahun 2018 sebagaimana telah diubah terakhir dengan Perpres Nomor 3 Tahun 2026;",
    ],
)
def test_803_named_or_newer_amendments_are_fine(entry: str) -> None:
    assert law(GOOD[2], entry, rule="ZI803") == []


@pytest.mark.parametrize(
    "wording",
    ["telah beberapa kali diubah dengan", "beberapa kali telah diubah dengan", "telah diubah dengan"],
)
def test_804_the_last_of_several_is_announced_as_such(wording: str) -> None:
    entry = f"PKPU Nomor 8 Tahun 2019 sebagaimana {wording} PKPU Nomor 12 Tahun 2023;"
    (finding,) = law(GOOD[4], entry, rule="ZI804")
    assert "terakhir dengan" in finding.suggestion


@pytest.mark.parametrize(
    ("entry", "meant"),
    [
        ("Undang-Undang Nomor 14 Tahun 2008 tentang Pelayanan Publik;", "Undang-Undang Nomor 25 Tahun 2009"),
        (
            "PP Nomor 94 Tahun 2021 tentang Sistem Pengendalian Intern Pemerintah;",
            "Pemerintah Nomor 60 Tahun 2008",
        ),
        ("UU Nomor 25 Tahun 2019 tentang Pelayanan Publik;", "Undang-Undang Nomor 25 Tahun 2009"),
        ("UU Nomor 41 Tahun 2008 tentang Keterbukaan Informasi Publik;", "Undang-Undang Nomor 14 Tahun 2008"),
    ],
)
def test_805_number_and_title_do_not_fit(entry: str, meant: str) -> None:
    (finding,) = law(entry, GOOD[5], rule="ZI805")
    assert finding.severity in (Severity.ERROR, Severity.WARNING)
    assert meant in finding.message + finding.suggestion


@pytest.mark.parametrize(
    "entry",
    [
        "UU Nomor 14 Tahun 2008 tentang KIP;",
        "UU Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik yang diterapkan setiap hari;",
        "PP Nomor 60 Tahun 2008 tentang SPIP;",
        "PP Nomor 60 Tahun 2008 tentang Sistern Pengendalian lntern Pernerintah;",
        "UU Nomor 15 Tahun 2010 tentang Pelayanan Publik Daerah Perbatasan;",  # not the registered one
        "UU Nomor 3 Tahun 1990 tentang Pelayanan Publik;",  # may be an older one of that title
    ],
)
def test_805_short_names_noise_and_unknown_laws_are_fine(entry: str) -> None:
    assert law(entry, GOOD[5], rule="ZI805") == []


def test_806_words_that_do_not_belong() -> None:
    entry = "PP Nomor 60 Tahun 2008 tentang Sistem Pengawasan Keuangan dan Pengendalian Intern Pemerintah;"
    (finding,) = law(entry, GOOD[5], rule="ZI806")
    assert finding.severity is Severity.WARNING
    assert "pengawasan keuangan" in finding.message


def test_806_a_title_cut_short_is_only_worth_a_look() -> None:
    entry = "Peraturan Presiden Nomor 54 Tahun 2018 tentang Strategi Nasional;"
    (finding,) = law(entry, GOOD[6], rule="ZI806")
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("UU Nomor 28 Tahun 1999 sebagaimana diubah dengan UU Nomor 30 Tahun 2002;", "tidak diubah dengan"),
        ("UU Nomor 5 Tahun 2014 sebagaimana telah diubah dengan UU Nomor 20 Tahun 2023;", "menggantikan"),
        (
            "PP Nomor 17 Tahun 2020 tentang Perubahan atas PP Nomor 11 Tahun 2007;",
            "bukan PP Nomor 11 Tahun 2007",
        ),
        (
            "PKPU Nomor 12 Tahun 2023 tentang Perubahan Ketiga atas PKPU Nomor 8 Tahun 2019;",
            "Urutan perubahan",
        ),
    ],
)
def test_807_amendments_of_another_law(entry: str, said: str) -> None:
    (finding,) = law(entry, GOOD[4], rule="ZI807")
    assert said in finding.message


def test_808_an_unknown_law_cited_in_two_ways() -> None:
    name = "Peraturan Menteri Keuangan Nomor 12 Tahun {} tentang Standar Biaya Masukan Perjalanan Dinas"
    (finding,) = law(name.format(2019) + ";", GOOD[7], text=f"Sesuai {name.format(2018)}.", rule="ZI808")
    assert "Tahun 2019" in finding.message
    assert law(name.format(2019) + ";", GOOD[7], text=f"Sesuai {name.format(2019)}.", rule="ZI808") == []


@pytest.mark.parametrize(
    ("gazette", "right"),
    [
        (
            "(Lembaran Negara Republik Indonesia Tahun 2023 Nomor 141, Tambahan Lembaran Negara Nomor 5897)",
            "6897",
        ),
        (
            "(Lembaran Negara Republik Indonesia Tahun 2023 Nomor 114, Tambahan Lembaran Negara Nomor 6897)",
            "141",
        ),
    ],
)
def test_809_wrong_gazette_numbers(gazette: str, right: str) -> None:
    (finding,) = law(
        f"UU Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara {gazette};", GOOD[4], rule="ZI809"
    )
    assert right in finding.suggestion


@pytest.mark.parametrize(("number", "count"), [(5021, 1), (6850, 0), (6990, 1)])
def test_809_a_supplement_impossible_in_its_year(number: int, count: int) -> None:
    entry = (
        "Undang-Undang Nomor 3 Tahun 2023 tentang Pasar Desa (Lembaran Negara Republik "
        "Indonesia Tahun 2023 Nomor 20, "
        f"Tambahan Lembaran Negara Republik Indonesia Nomor {number});"
    )
    assert len(law(entry, GOOD[4], rule="ZI809")) == count


@pytest.mark.parametrize(
    ("entry", "severity"),
    [
        (
            "UU Nomor 25 Tahun 2009 tentang Pelayanan Publik (Lembaran Negara Tahun 2009 Nomor 112;",
            Severity.WARNING,
        ),
        (
            "UU Nomor 25 Tahun 2009 tentang Pelayanan Publik (Lembaran Negara Tahun 2009 Nomor 112);",
            Severity.INFO,
        ),
    ],
)
def test_810_open_brackets_and_lacking_supplements(entry: str, severity: Severity) -> None:
    (finding,) = law(entry, GOOD[4], rule="ZI810")
    assert finding.severity is severity


@pytest.mark.parametrize("supplement", ["tambahan Lembaran", "Tambahaan lembaran", "TAMBAHAN LEMBARAN"])
def test_810_a_supplement_in_other_letters_is_one(supplement: str) -> None:
    entry = (
        "UU Nomor 25 Tahun 2009 tentang Pelayanan Publik (Lembaran Negara Republik Indonesia Tahun 2009 "
        f"Nomor 112, {supplement} Negara Republik Indonesia Nomor 5038);"
    )
    assert law(entry, GOOD[4], rule="ZI810") == []
    (wrong,) = law(entry.replace("5038", "5083"), GOOD[4], rule="ZI809")
    assert "5038" in wrong.suggestion


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("Peraturan Pemeritah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil;", "Pemeritah"),
        ("Peraturan Presiden Nomor 54 Tahun 2018 tetang Strategi Nasional Pencegahan Korupsi;", "tetang"),
        ("Peraturan Komisi Pemiliham Umum Nomor 8 Tahun 2019 tentang Tata Kerja;", "Pemiliham"),
    ],
)
def test_811_misspelt_words(entry: str, wrong: str) -> None:
    (finding,) = law(GOOD[3], entry, rule="ZI811")
    assert (finding.quote, finding.severity) == (wrong, Severity.WARNING)


@pytest.mark.parametrize(
    "entry",
    [
        "Pcraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil;",
        "Peraturan Presiden Nomor 54 Tahun 2018 tcntang Strategi Nasional Pencegahan Korupsi;",
        "Peraturan Pernerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil;",
    ],
)
def test_811_letters_that_scanning_confuses_are_not_the_writers(entry: str) -> None:
    assert law(GOOD[3], entry, rule="ZI811") == []


def test_811_words_run_together_may_be_the_scanners() -> None:
    (finding,) = law("UndangUndang Nomor 25 Tahun 2009 tentang Pelayanan Publik;", GOOD[4], rule="ZI811")
    assert finding.severity is Severity.INFO
    assert law("Peraturan Pernerintah Nomor 94 Tahun 2021;", GOOD[5], rule="ZI811") == []


def test_812_a_road_map_that_is_over() -> None:
    entry = "Permen PANRB Nomor 25 Tahun 2020 tentang Road Map Reformasi Birokrasi 2020-2024;"
    (finding,) = law(GOOD[5], entry, rule="ZI812")
    assert finding.severity is Severity.WARNING
    assert law(GOOD[5], GOOD[6], text=f"{entry[:-1]} telah berakhir.", rule="ZI812") == []


@pytest.mark.parametrize("entries", [(GOOD[4], GOOD[3]), (GOOD[3], GOOD[0])])
def test_813_the_order_of_bases(entries: tuple[str, ...]) -> None:
    (finding,) = law(*entries, rule="ZI813")
    assert finding.severity is Severity.INFO


PLAN = f"Mengingat: 1. {GOOD[0]}\n2. {GOOD[3]}\n3. {GOOD[4]}\n"


def test_814_a_plan_without_the_rule_on_zones_of_integrity() -> None:
    (finding,) = plan(PLAN, "ZI814")
    assert "Nomor 90 Tahun 2021" in finding.message
    assert plan(f"{PLAN}4. {GOOD[6]}\n", "ZI814") == []


def test_815_one_decree_with_two_dates() -> None:
    first = "Tim dibentuk dengan Keputusan Ketua Nomor 12 Tahun 2025 tanggal 3 Februari 2025."
    second = "Keputusan Ketua Nomor 12 Tahun 2025 tanggal {} tentang Tim Kerja Pembangunan Zona Integritas."
    (finding,) = law(GOOD[0], GOOD[4], text=f"{first}\n{second.format('5 Maret 2025')}", rule="ZI815")
    assert "Tanggal" in finding.message
    assert law(GOOD[0], GOOD[4], text=f"{first}\n{second.format('3 Februari 2025')}", rule="ZI815") == []


@pytest.mark.parametrize(("number", "count"), [("257", 1), ("276", 1), ("275", 0), ("31", 0)])
def test_815_one_title_with_confusable_numbers(number: str, count: int) -> None:
    text = "Keputusan Ketua Nomor {} Tahun 2025 tentang Pembentukan Tim Kerja Pembangunan Zona Integritas."
    both = f"{text.format('275')}\nAda pula {text.format(number)}"
    assert len(law(GOOD[0], GOOD[4], text=both, rule="ZI815")) == count


def test_816_papers_without_date_or_title() -> None:
    text = "Pegawai mengacu pada SK Sekjen Nomor 24 Tahun 2024.\n"
    text += "Berita Acara Nomor 9/PW.02-BA/9901/2025 tentang Pleno."
    titled, dated = law(GOOD[0], GOOD[4], text=text, rule="ZI816")
    assert (dated.quote, titled.quote) == (
        "Berita Acara Nomor 9/PW.02-BA/9901/2025",
        "SK Sekjen Nomor 24 Tahun 2024",
    )
    assert dated.severity is titled.severity is Severity.INFO


@pytest.mark.parametrize(
    "text",
    [
        "> Gambar 2.1: Berita Acara Nomor 9/PW.02-BA/9901/2025",
        "KEPUTUSAN KPU KABUPATEN CONTOHARJO NOMOR 9 TAHUN 2025 TENTANG RENCANA KERJA",
        "SURAT KEPUTUSAN NOMOR 9 TAHUN 2025",
    ],
)
def test_816_captions_and_the_title_of_a_decree_need_no_date(text: str) -> None:
    assert law(GOOD[0], GOOD[4], text=text, rule="ZI816") == []


def test_817_a_letter_that_the_report_rests_on_stands_in_no_list() -> None:
    intro = (
        "Laporan ini disusun berdasarkan Surat Sekretaris Jenderal Nomor "
        "99/PW.02-SD/10/2025 tanggal 3 Mei 2025."
    )
    (finding,) = law(GOOD[0], GOOD[4], intro=intro, rule="ZI817")
    assert finding.quote.startswith("Surat Sekretaris Jenderal Nomor 99")
    entry = "Surat Sekretaris Jenderal Nomor 99/PW.02-SD/10/2025 tanggal 3 Mei 2025."
    assert law(GOOD[0], GOOD[4], entry, intro=intro, rule="ZI817") == []


def test_817_a_team_rests_on_its_decree_and_the_report_does_not() -> None:
    intro = "Tim bekerja berdasarkan Keputusan Ketua Nomor 12 Tahun 2025 tentang Tim Kerja Zona Integritas."
    assert law(GOOD[0], GOOD[4], intro=intro, rule="ZI817") == []


@pytest.mark.parametrize(
    ("letter", "count"),
    [
        (
            (
                f"Surat Sekretaris Jenderal Nomor 3333/PW.02-SD/10/2025 tanggal 1 Desember 2025 "
                f"perihal {LETTER_TITLE}"
            ),
            1,
        ),
        ("Surat Ketua KPU Nomor 1766/PW.02-SD/11/2025 tanggal 7 Oktober 2025", 1),
        (f"Surat Ketua KPU Nomor 1766/PW.02-SD/11/2025 tanggal 17 Oktober 2025 perihal {LETTER_TITLE}", 0),
        ("Surat Sekretaris Jenderal Nomor 3333/PW.02-SD/10/2025 perihal Undangan Rapat Zona Integritas", 0),
    ],
)
def test_818_the_letter_itself_under_another_number_or_date(letter: str, count: int) -> None:
    assert len(law(GOOD[0], GOOD[4], intro=f"Laporan menindaklanjuti {letter}.", rule="ZI818")) == count


def test_819_two_lists_that_contradict_each_other() -> None:
    stale = "Permen PANRB Nomor 52 Tahun 2014 tentang Pedoman Pembangunan Zona Integritas;"
    text = f"{PLAN}4. {GOOD[6]}\n# LAMPIRAN\n## A. DASAR HUKUM\na. {GOOD[3]}\nb. {stale}\n"
    (finding,) = plan(text, "ZI819")
    assert finding.line == 8
    assert "baris 4" in finding.message


@pytest.mark.parametrize(
    "title",
    [
        "Pengendalian Sistem Intern Pemerintah",
        "Sistem Pengendalian Pemerintah Intern",
        "Sistem Intern Pengendalian Pemerintah",
    ],
)
def test_806_two_words_exchanged(title: str) -> None:
    entry = f"PP Nomor 60 Tahun 2008 tentang {title};"
    (finding,) = law(entry, GOOD[5], rule="ZI806")
    assert finding.severity is Severity.WARNING
    assert "tertukar" in finding.message


@pytest.mark.parametrize(
    "title",
    [
        "Sistem Pengendalian Intern Pemerintah",
        "Sistem Pengendalian Intern",
        "Sistem Pengendalian lntern Pemerintah",
    ],
)
def test_806_no_words_exchanged(title: str) -> None:
    found = law(f"PP Nomor 60 Tahun 2008 tentang {title};", GOOD[5], rule="ZI806")
    assert [f for f in found if "tertukar" in f.message] == []


_TITLED = "Keputusan KPU Kabupaten Contoharjo Nomor 26 Tahun 2025 tanggal 3 Maret 2025 tentang {};"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Agen Perubahan", "Dua agen perubahan ditetapkan dengan Keputusan {}."),
        ("Standar Pelayanan", "Keputusan {} menetapkan standar pelayanan bagi lima jenis layanan."),
        (
            "Rencana Kerja Pembangunan Zona Integritas",
            "Rencana kerja zona integritas disahkan dengan Keputusan {}.",
        ),
        (
            "Tim Pembangunan Zona Integritas Tahun 2025",
            "Tim Pembangunan Zona Integritas dibentuk dengan Keputusan {}.",
        ),
        ("Agen Perubahan", "Acuannya Keputusan {} tentang Agen Perubahan."),
    ],
)
def test_815_one_matter_of_one_day_with_two_numbers(title: str, text: str) -> None:
    other = "KPU Kabupaten Contoharjo Nomor 36 Tahun 2025 tanggal 3 Maret 2025"
    (finding,) = law(GOOD[0], GOOD[4], text=f"{_TITLED.format(title)}\n{text.format(other)}", rule="ZI815")
    assert "Nomor 36" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        "Standar pelayanan ditetapkan dengan Keputusan {} Nomor 36 Tahun 2025 tanggal 3 Maret 2025.",
        "Agen perubahan ditetapkan dengan Keputusan {} Nomor 36 Tahun 2025 tanggal 4 April 2025.",
        "Agen perubahan ditetapkan dengan Keputusan {} Nomor 26 Tahun 2025 tanggal 3 Maret 2025.",
        "Agen perubahan dinilai; Keputusan {} Nomor 36 Tahun 2025 tanggal 3 Maret 2025 tentang Jam Layanan.",
    ],
)
def test_815_other_decrees_of_a_day_are_left(other: str) -> None:
    text = f"{_TITLED.format('Agen Perubahan')}\n{other.format('KPU Kabupaten Contoharjo')}"
    assert law(GOOD[0], GOOD[4], text=text, rule="ZI815") == []
