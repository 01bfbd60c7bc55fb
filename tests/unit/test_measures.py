from __future__ import annotations

import pytest

from assistant.checking.clauses import Reading, read_clause, split_clauses
from assistant.checking.patterns import Pattern, PatternError
from assistant.document import DocumentType, Level
from tests.unit.checking_samples import CLEAN, check, fmt


def measure(text: str, letter: str, level: Level = Level.KABUPATEN) -> tuple[str, str]:
    """Return status and note of a measure for the clean report with `text` added to area 6."""
    report = CLEAN.replace("### II. KOMPONEN HASIL", f"{text}\n### II. KOMPONEN HASIL")
    entry = next(e for e in check(report, level=level).measures if e.measure == letter)
    return entry.status.value, entry.note


@pytest.mark.parametrize(
    ("text", "letter", "status"),
    [
        ("", "c", "no"),
        ("Video profil zona integritas dibuat pada bulan Mei.", "c", "partial"),
        ("Video profil zona integritas berdurasi 12 menit diunggah di kanal YouTube kantor.", "c", "yes"),
        ("Kantor akan membuat video profil zona integritas.", "c", "no"),
        ("Kantor belum memiliki video profil zona integritas.", "c", "no"),
        ("Imbauan disampaikan melalui pemutaran video gratifikasi.", "c", "no"),
        ("Pegawai layanan memakai aplikasi Sidalih dan Silon.", "f", "no"),
        ("Kantor terus berupaya memberikan inovasi terkait pelayanan.", "f", "no"),
        ("Kantor mengembangkan inovasi berupa Sidalih.", "f", "no"),
        ("Inovasi SAPADESA mendatangi 18 desa di kepulauan.", "f", "partial"),
        ("Inovasi layanan “Pintu Dusun” melayani warga setiap Senin.", "f", "partial"),
        ("Inovasi SIDALIH dipakai setiap hari.", "f", "no"),
        (
            "Kantor mengembangkan inovasi berupa loket keliling yang ditautkan dengan laman e-PPID.",
            "f",
            "partial",
        ),
        (
            "Kantor meluncurkan inovasi bernama Loket Dusun. Inovasi ditetapkan dengan keputusan ketua.",
            "f",
            "yes",
        ),
        ("Studi tiru dilakukan ke KPU Kota Misalan yang berpredikat WBK.", "k", "yes"),
        ("Studi tiru dilakukan ke kantor tetangga.", "k", "partial"),
        ("Benchmarking belum dilaksanakan.", "k", "no"),
        (
            "Penghargaan diberikan kepada pegawai, namun hal ini belum dilakukan secara berkala.",
            "h",
            "partial",
        ),
        (
            "Penghargaan bagi pegawai teladan diberi setiap triwulan. Sanksi dikenakan kepada dua pegawai.",
            "h",
            "yes",
        ),
        ("Pemotongan tunjangan berlaku bagi yang terlambat.", "h", "partial"),
    ],
)
def test_evidence_denials_and_plans_are_read(text: str, letter: str, status: str) -> None:
    assert measure(text, letter)[0] == status


def test_the_note_tells_what_is_lacking_and_what_the_report_says_of_it() -> None:
    status, note = measure("Kotak pengaduan tersedia. Pengaduan belum ditindaklanjuti, telah ada 3.", "i")
    assert status == "partial"
    assert "sarana pengaduan" in note
    assert "laporan menyatakan belum ada" in note


def test_index_values_may_stand_below_a_heading_that_names_the_index() -> None:
    text = "##### a. Indeks Kepuasan Masyarakat\nNilai yang diperoleh 88,41 dari 61 responden."
    assert "nilai IKM" in measure(text, "d")[1].split("Belum")[0]


def test_aims_bases_and_plans_are_no_evidence() -> None:
    aims = CLEAN.replace(
        "Maklumat pelayanan",
        "Target yang ingin dicapai adalah:\na. Membuat video profil zona integritas;\nMaklumat pelayanan",
    )
    later = CLEAN.replace("Contoharjo, 12", "Video profil zona integritas dibuat bulan Mei.\nContoharjo, 12")
    for text in (aims, later):
        assert next(e for e in check(text).measures if e.measure == "c").status == "no"


def test_an_attached_lke_table_is_no_evidence() -> None:
    attached = (
        CLEAN + "Kriteria Nilai | Jawaban Unit | Catatan\nVideo profil zona integritas sudah dibuat | Ya |\n"
    )
    assert next(e for e in check(attached).measures if e.measure == "c").status == "no"


def test_some_measures_bind_only_some_offices() -> None:
    assert measure("", "j")[0] == "not_applicable"
    assert measure("", "m")[0] == "not_applicable"
    assert measure("Kantor ini telah memperoleh predikat WBK pada tahun 2024.", "j")[0] == "no"
    assert measure("Kantor belum memperoleh predikat WBK.", "j")[0] == "not_applicable"
    assert measure("Monitoring ke KPU Kabupaten/Kota digelar 4 kali.", "m", Level.PROVINSI)[0] == "yes"


def test_the_report_itself_is_a_measure() -> None:
    assert measure("", "l")[0] == "yes"


def test_every_measure_has_an_entry_in_the_letters_order() -> None:
    assert "".join(e.measure for e in check(CLEAN).measures) == "abcdefghijklm"
    assert check(CLEAN, DocumentType.RENCANA_AKSI).measures == ()


@pytest.mark.parametrize("line", ["", "a +", "| b", "!a", "^ + b"])
def test_malformed_patterns_are_refused(line: str) -> None:
    with pytest.raises(PatternError):
        Pattern.parse(line)


@pytest.mark.parametrize(
    ("line", "text", "hit"),
    [
        ("penandatangan* + pakta", "Penandatanganan Pakta Integritas", True),
        ("sk", "risiko", False),
        ("nomor <angka>", "Keputusan Nomor: 15", True),
        ("ikm + <nilai>", "IKM sebesar 88,32", True),
        ("ikm + <nilai>", "IKM tahun 2025", False),
        ("ikm + <nilai>", "IKM pada 12 Januari", False),
        ("a b + !c", "a b c", False),
        ("kabupaten/kota", "KPU Kabupaten/Kota", True),
    ],
)
def test_patterns_match_whole_words_in_one_clause(line: str, text: str, hit: bool) -> None:
    assert (Pattern.parse(line).match(text) is not None) is hit


def test_clauses_end_at_sentences_and_turns_but_not_at_abbreviations() -> None:
    text = "Rapat s.d. Juni digelar No. 3 Tahun 2025. Hasilnya baik, namun belum dicatat; Arsip ada."
    parts = [clause.text.strip(" ,;.") for clause in split_clauses(text)]
    assert parts == [
        "Rapat s.d. Juni digelar No. 3 Tahun 2025",
        "Hasilnya baik",
        "namun belum dicatat",
        "Arsip ada",
    ]
    assert all(text[c.start :].startswith(c.text) for c in split_clauses(text))


@pytest.mark.parametrize(
    ("clause", "reading"),
    [
        ("Kantor telah membuat video", Reading.DONE),
        ("Kantor akan membuat video", Reading.PLANNED),
        ("Kantor belum membuat video", Reading.DENIED),
        ("video tersebut belum dibuat", Reading.DENIED),
        ("video dibuat agar masyarakat akan mengenal kantor", Reading.DONE),
    ],
)
def test_a_clause_tells_denies_or_plans(clause: str, reading: Reading) -> None:
    start = clause.index("video")
    assert read_clause(clause, (start, start + 5), fmt().membaca_langkah) is reading
