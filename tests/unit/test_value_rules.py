from __future__ import annotations

from time import perf_counter

import pytest

from assistant.checking.model import Finding, Severity
from tests.unit.checking_samples import CLEAN, check_family, document

_RESULTS = "Nilai IPAK sebesar 3,72 dan nilai IPKP sebesar 3,65 dari 84 orang; capaian kinerja 98,4 persen."


def told(rule: str, *sentences: str) -> list[Finding]:
    """Return what a rule finds in a report whose result component, and conclusion, tell the sentences."""
    first, *rest = sentences
    text = CLEAN.replace(_RESULTS, f"{_RESULTS}\n{first}")
    text = text.replace("## A. KESIMPULAN\n", "## A. KESIMPULAN\n" + "\n".join(rest) + "\n")
    return [f for f in check_family(document(text), "9") if f.rule == rule]


@pytest.mark.parametrize(
    ("first", "second", "severity", "said"),
    [
        ("IKM triwulan II sebesar 88,12.", "Pada triwulan II IKM mencapai 81,12.", Severity.ERROR, "81,12"),
        ("Nilai SAKIP naik dari 70,10 menjadi 72,35.", "Nilai SAKIP 73,25.", Severity.WARNING, "72,35"),
        ("IKM tahun 2025 sebesar 88,12.", "IKM tahun 2025 sebesar 3,41.", Severity.ERROR, "3,41"),
        (
            "SKM semester I 2025: 91,10.",
            "Survei Kepuasan Masyarakat semester I 2025 bernilai 90,11.",
            "error",
            "90,11",
        ),
    ],
)
def test_an_index_given_twice_with_different_values(
    first: str, second: str, severity: str, said: str
) -> None:
    (finding,) = told("ZI901", first, second)
    assert finding.severity == severity
    assert said in finding.message
    assert finding.quote in second or second.startswith(finding.quote[:20])


@pytest.mark.parametrize(
    "sentences",
    [
        ("IKM triwulan I 86,12, triwulan II 88,04.", "IKM triwulan II 88,04."),
        ("IKM semester I sebesar 85,20.", "Secara umum IKM sebesar 95,20."),
        ("IKM triwulan I sebesar 86,12.", "IKM triwulan III sebesar 89,47."),
        ("IKM tahun 2024 sebesar 82,10.", "IKM tahun 2025 sebesar 86,12."),
        ("IKM naik dari 82,10 menjadi 86,12.", "IKM sebesar 86,12."),
        ("Target IKM sebesar 85,00.", "IKM sebesar 86,12."),
        ("IKM sebesar 3,44.", "IKM hasil konversi sebesar 86,12."),
        ("IKM sebesar 86,12.", "IKM sebesar 86,1."),
        ("IKM 86,12 dengan unsur tertinggi 90,20 dan unsur terendah 79,11.", "IKM 86,12."),
        ("IKM per unsur 3,82 3,73 3,53 4,00.", "IKM unit pelayanan 3,70."),
        ("IKM triwulan I 86,12 dan triwulan II 88,04.", "IKM rata-rata 87,08."),
        ("IKM survei internal 86,12 dan IKM survei eksternal 83,90.",),
        ("IKM sebesar 86,12, meningkat 2,30 poin.", "IKM sebesar 86,12."),
        ("IKM layanan informasi 86,12, IKM layanan data 84,15, IKM layanan tamu 90,01.",),
        ("IKM memakai interval 3,5324 – 4,00.", "IKM sebesar 3,60."),
    ],
)
def test_values_that_only_look_contradictory(sentences: tuple[str, ...]) -> None:
    assert told("ZI901", *sentences) == []


def test_the_rows_of_a_table_run_together_keep_their_periods() -> None:
    row = "Nilai IKM Triwulan I 61 84,10 Baik Triwulan II 80 85,66 Baik Triwulan III 72 89,20 Sangat Baik"
    assert not told("ZI901", row, "Nilai IKM triwulan II sebesar 85,66.")
    assert told("ZI901", row, "Nilai IKM triwulan II sebesar 86,65.")


def test_one_contradiction_is_one_finding_at_the_value_that_stands_alone() -> None:
    (finding,) = told("ZI901", "IKM 2025 sebesar 86,12. IKM 2025 sebesar 86,12.", "IKM 2025 sebesar 68,12.")
    assert "68,12" in finding.quote


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("Sebanyak 30 dari 32 kegiatan atau 96,75 persen terlaksana.", "93,75"),
        ("Dari 40 usulan yang masuk, 12 usulan (32%) diterima.", "30"),
        ("Tiga dari empat rekomendasi (70 persen) selesai.", "75"),
        ("Terealisasi Rp 450.000.000 dari pagu Rp 500.000.000 atau 95,00%.", "90"),
        ("Sebanyak 18 (delapan belas) orang dari 24 (dua puluh empat) pegawai atau sebesar 70%.", "75"),
        ("Hadir 27 orang (95,0%) dari 30 pegawai.", "90"),
    ],
)
def test_part_whole_and_per_cent_that_disagree(sentence: str, right: str) -> None:
    (finding,) = told("ZI902", sentence)
    assert right in finding.message
    assert finding.severity is Severity.ERROR
    assert finding.quote in sentence


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        (
            "Rencana memuat 32 kegiatan. Sampai Desember terlaksana 28 kegiatan atau 96,88 persen.",
            "87,5",
        ),
        ("Tim mencatat 40 usulan. Diterima 30 usulan (80%) setelah dibahas.", "75"),
        ("Tersedia 25 loket; dibuka 20 loket, yaitu 90 persen.", "80"),
    ],
)
def test_a_part_whose_whole_the_sentence_before_tells(sentence: str, right: str) -> None:
    (finding,) = told("ZI902", sentence)
    assert right in finding.message
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "sentence",
    [
        "Rencana memuat 32 kegiatan. Sampai Desember telah terlaksana 31 kegiatan atau 96,88 persen.",
        "Rencana kerja memuat 32 kegiatan. Sampai Juni selesai 10 kegiatan atau 90 persen target semester.",
        "Rencana memuat 32 kegiatan. Rapat digelar. Lalu terlaksana 28 kegiatan atau 96,88 persen.",
        "Ada 12 pelatihan dan 32 pelatihan daring. Diikuti 10 pelatihan atau 90 persen.",
        "Rencana kerja memuat 32 kegiatan. Terlaksana 28 pelatihan atau 96,88 persen.",
    ],
)
def test_shares_of_another_whole_are_left(sentence: str) -> None:
    assert told("ZI902", sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Sebanyak 30 dari 32 kegiatan atau 93,75 persen terlaksana.",
        "Sebanyak 2 dari 3 rekomendasi atau 66,66 persen selesai.",
        "Sebanyak 2 dari 3 rekomendasi atau 67 persen selesai.",
        "Dari tahun 2024 sampai 2025 capaian naik 5 persen.",
        "Dari 32 kegiatan, 30 kegiatan selesai dan 2 kegiatan (6,25%) tertunda.",
        "Sebanyak 45 dari target 40 orang atau 112,5 persen hadir.",
        "Satu-satunya dari 5 layanan yang mencapai 80 persen adalah konsultasi.",
    ],
)
def test_parts_and_wholes_that_agree(sentence: str) -> None:
    assert told("ZI902", sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Tim beranggotakan 6 (lima) orang.",
        "Dibentuk dua belas (13) kelompok.",
        "Hadir 1.250 (seribu dua ratus) orang.",
    ],
)
def test_digits_and_words_that_differ(sentence: str) -> None:
    (finding,) = told("ZI903", sentence)
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "sentence",
    [
        "6 (enam) orang",
        "21 (dua puluh satu) hari",
        "100% (seratus persen)",
        "9 (sembiIan) unsur",
        "pasal 5 (lihat)",
    ],
)
def test_digits_and_words_that_agree(sentence: str) -> None:
    assert told("ZI903", f"Tercatat {sentence} tahun ini.") == []


@pytest.mark.parametrize(("count", "severity"), [(4, "warning"), (3, None), (2, "info")])
def test_a_list_is_counted_against_its_announcement(count: int, severity: str | None) -> None:
    items = [f"{n}. Langkah yang ke sekian dikerjakan bersama." for n in range(1, count + 1)]
    got = told("ZI904", "\n".join(["Tim melaksanakan tiga hal berikut:", *items]))
    assert [f.severity for f in got] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("IKM sebesar 88,50 pada skala 4.", "skala 4"),
        ("IPAK sebesar 3,72 persen.", "persen"),
        ("IKM mencapai 891,50 pada semester I.", "melampaui 100"),
    ],
)
def test_values_beyond_their_scale(sentence: str, said: str) -> None:
    (finding,) = told("ZI905", sentence)
    assert said in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "IPAK sebesar 3,71 pada skala 4.",
        "IKM naik 2,15 persen dari tahun lalu.",
        "IKM 88,50 dari skala 100.",
    ],
)
def test_values_on_their_scale(sentence: str) -> None:
    assert told("ZI905", sentence) == []


def test_a_conversion_that_is_wrong() -> None:
    (finding,) = told("ZI906", "IPAK sebesar 3,71 pada skala 4 atau setara dengan 82,75.")
    assert "92,75" in finding.message
    assert told("ZI906", "IPAK sebesar 3,71 pada skala 4 atau setara dengan 92,75.") == []
    assert told("ZI906", "IPAK 3,96 atau konversi IPAK sebesar 99,05.") == []


def test_a_row_whose_conversion_is_unlike_the_others() -> None:
    rows = "\n".join(
        ["3,92 98,00 A (Sangat Baik)", "3,80 95,00 A (Sangat Baik)", "3,60 90,00 A (Sangat Baik)"]
    )
    assert told("ZI906", rows) == []
    (finding,) = told("ZI906", rows.replace("3,92", "3,02"))
    assert "3,92" in finding.suggestion
    assert told("ZI907", rows.replace("3,92", "3,02")) == []


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("IKM sebesar 86,12 dengan kategori A (Sangat Baik).", "B (Baik)"),
        ("IPAK 3,40 (Sangat Baik).", "B (Baik)"),
        ("Nilai SAKIP 74,35 dengan predikat A.", "BB (Sangat Baik)"),
        ("IKM sebesar 91,20 dengan mutu pelayanan “B”.", "A (Sangat Baik)"),
    ],
)
def test_a_category_that_is_not_that_of_its_value(sentence: str, right: str) -> None:
    (finding,) = told("ZI907", sentence)
    assert right in finding.message
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "sentence",
    [
        "IKM sebesar 91,20 dengan kategori A (Sangat Baik).",
        "IKM sebesar 88,30 dengan kategori B (Baik).",
        "IKM sebesar 91,20 sehingga pelayanan menjadi lebih baik.",
        "IKM 91,20 dan IPAK 3,40 (Baik).",
        "IKM sebesar 91,76 dengan nilai pelayanan “A” atau berkinerja “SANGAT BAIK”.",
        "Nilai SAKIP 74,35 dengan predikat BB.",
    ],
)
def test_categories_that_fit(sentence: str) -> None:
    assert told("ZI907", sentence) == []


def test_letter_and_quality_that_do_not_belong_together() -> None:
    (finding,) = told("ZI908", "Mutu pelayanan B (Sangat Baik).")
    assert finding.quote == "B (Sangat Baik)"
    assert told("ZI908", "Mutu pelayanan A (Sangat Baik), unsur lain B (Baik).") == []


def test_a_value_under_the_name_of_another_index() -> None:
    text = "### 7. Nilai Persepsi Anti Korupsi\nHasilnya, nilai IKM semester II 2025 adalah 3,96."
    (finding,) = told("ZI914", text)
    assert "3,96" in finding.message
    assert told("ZI914", text.replace("IKM", "IPAK")) == []


def test_results_of_half_a_year_while_the_other_half_was_surveyed() -> None:
    link = "Survei dapat diisi pada https://contoh.invalid/SKM_Kantor_Sem2_2025."
    (finding,) = told("ZI915", "IKM semester I sebesar 88,40.", link)
    assert "semester I," in finding.message
    assert told("ZI915", "IKM semester I sebesar 88,40, semester II 89,40.", link) == []
    assert told("ZI915", "IKM semester I sebesar 88,40.", "SKM semester II akan dilaksanakan.") == []


def test_an_index_without_respondents_where_another_has_them() -> None:
    respondents = "### 7. Survei\nIKM sebesar 88,40 menurut 60 responden.\n### 8. Lainnya\nSelesai."
    got = told("ZI917", respondents)
    assert {f.severity for f in got} == {Severity.INFO}
    assert "IPAK" in got[0].message


def test_monitoring_every_semester_here_and_every_quarter_there() -> None:
    (finding,) = told(
        "ZI918",
        "Pemantauan zona integritas dilakukan setiap semester.",
        "Monev zona integritas tiap triwulan.",
    )
    assert "triwulan" in finding.message


def test_the_clean_report_is_silent() -> None:
    assert check_family(document(CLEAN), "9") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Rencana kerja memuat 32 kegiatan.", "Dari 34 kegiatan yang direncanakan sebagian selesai."),
        ("Jumlah pegawai sekretariat sebanyak 31 orang.", "Jumlah pegawai 29 orang."),
        ("Tim Pembangunan Zona Integritas beranggotakan 23 orang.", "Tim Kerja ZI terdiri atas 21 orang."),
        ("Survei Kepuasan Masyarakat semester I diisi 60 responden.", "SKM semester I oleh 66 responden."),
    ],
)
def test_a_count_of_the_year_given_twice(first: str, second: str) -> None:
    (finding,) = told("ZI919", first, second)
    assert finding.severity is Severity.WARNING
    assert told("ZI919", first, first) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jumlah pegawai sebanyak 31 orang.", "Kebutuhan menurut jumlah pegawai 34 orang."),
        ("Jumlah pegawai sebanyak 31 orang.", "Jumlah pegawai tahun 2024 sebanyak 33 orang."),
        ("Tim Pembangunan Zona Integritas beranggotakan 23 orang.", "Tim SPIP beranggotakan 7 orang."),
        ("SKM semester I diisi 60 responden.", "SKM semester II diisi 66 responden."),
        ("SKM semester I diisi 60 responden.", "SPAK semester I diisi 44 responden."),
        ("SKM semester I diisi 60 responden.", "SKM semester I diisi 25 responden perempuan."),
    ],
)
def test_counts_of_different_things(first: str, second: str) -> None:
    assert told("ZI919", first, second) == []


@pytest.mark.parametrize("unit", ["satu dari ", "SKM 3,5 ", "IKM 3,52 kategori (", "6 (lima "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    start = perf_counter()
    told("ZI901", unit * (10_000 // len(unit)) + " 5%")
    assert perf_counter() - start < 5  # quadratic work on it took tens of seconds
