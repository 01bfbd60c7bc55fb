from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest

from assistant.checking.check import check_document
from assistant.checking.model import Finding, Severity
from assistant.document import Block, BlockKind, Link, Table
from assistant.mapping.model import MappingResult
from tests.unit.checking_samples import CLEAN, check, document, findings, fmt, lke, rulebook

_SPOT = "Sosialisasi gratifikasi digelar dua kali."
_TOLD = (
    "Petugas loket menerima setiap tamu dengan buku catatan berwarna hijau yang diperiksa kepala subbagian "
    "pada sore hari sebelum kantor ditutup. Catatan itu dibahas bersama semua pegawai pada hari Jumat kedua "
    "tiap bulan di aula lantai dasar."
)


def _with(text: str) -> str:
    assert _SPOT in CLEAN
    return CLEAN.replace(_SPOT, text, 1)


def _checked(made, rule: str) -> list[Finding]:
    result = check_document(made, fmt(), lke(), MappingResult((), ()), rulebook=rulebook())
    return [finding for finding in result.findings if finding.rule == rule]


def test_a_clean_report_is_silent_on_copies() -> None:
    assert [f for f in check(CLEAN).findings if f.rule.startswith("ZI7")] == []


# --- repeated text -----------------------------------------------------------------------------------------


def _twice(first: str, second: str) -> str:
    return _with(first).replace("Maklumat pelayanan dipasang di ruang tunggu.", second, 1)


@pytest.mark.parametrize(
    "second",
    [
        _TOLD,
        _TOLD.replace("berwarna hijau", "berwarna  hijau,"),
        _TOLD.replace("setiap tamu", "setiap para tamu"),
    ],
)
def test_a_passage_told_again_in_another_area_is_found_at_the_copy(second: str) -> None:
    (finding,) = findings(_twice(_TOLD, second), "ZI701")
    assert finding.severity is Severity.WARNING
    assert "baris" in finding.message
    lines = _twice(_TOLD, second).split("\n")
    assert finding.line == max(n for n, line in enumerate(lines, 1) if "Petugas loket menerima" in line)


@pytest.mark.parametrize(
    "block",
    [
        (
            "Salinan sesuai dengan aslinya\nKepala Subbagian Hukum dan Sumber Daya Manusia Sekretariat "
            "Komisi Pemilihan Umum Kabupaten Contoharjo Provinsi Tanah Rekaan Rini Astuti"
        ),
        "KETUA KOMISI PEMILIHAN UMUM KABUPATEN CONTOHARJO PROVINSI TANAH REKAAN SELAKU PENANGGUNG JAWAB TIM",
        (
            "Kepala Bagian Keuangan, Umum, Logistik, Perencanaan, Data, Hukum, dan Sumber Daya Manusia "
            "Sekretariat Komisi Pemilihan Umum Kabupaten Contoharjo"
        ),
    ],
)
def test_signatures_letterheads_and_certificates_stand_twice_by_design(block: str) -> None:
    text = _with(f"Rapat digelar.\n{block}\n").replace(
        "Maklumat pelayanan dipasang", f"\n{block}\nMaklumat", 1
    )
    assert findings(text, "ZI701") == []


def test_a_single_sentence_is_only_worth_a_look() -> None:
    sentence = _TOLD.split(". ", maxsplit=1)[0] + "."
    (finding,) = findings(_twice(sentence, sentence), "ZI701")
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    "second",
    [
        _TOLD.replace("hijau", "merah").replace("Jumat", "Senin"),
        "Uraian lain yang tidak sama dengan apa pun di dalam laporan ini, termasuk nama dan tanggalnya.",
        "Pada bagian ini kantor menyebut Peraturan KPU Nomor 8 Tahun 2019 tentang Tata Kerja.",
    ],
)
def test_other_statements_are_no_copy(second: str) -> None:
    assert findings(_twice(_TOLD, second), "ZI701") == []


def test_an_opening_that_recurs_in_every_area_is_by_design() -> None:
    opening = "Berdasarkan penilaian tim pada rapat bulanan, inilah hasil kerja yang dicapai kantor."
    text = CLEAN
    for first in ("Sembilan SOP", "Analisis kebutuhan", "Perjanjian kinerja", "Sosialisasi", "Maklumat"):
        text = text.replace(f"\n{first}", f"\n{opening} {first}", 1)
    assert findings(text, "ZI701") == []


def test_the_conclusion_may_sum_up_in_the_same_words() -> None:
    text = _with(_TOLD).replace("Pembangunan zona integritas berjalan", f"{_TOLD} Pembangunan berjalan", 1)
    assert findings(text, "ZI701") == []


def _lke_report(note_of_results: str) -> list[Finding]:
    """Return what the rule on notes finds in a report with the rows of an LKE, two of them in question."""
    form = lke()
    rows = []
    for indikator in form.daftar_indikator[:8]:
        rows.append(
            (indikator.name, "", "Ya", f"Kantor mencatat hal nomor {len(rows)} dalam buku sendiri", "-")
        )
    survey, results = form.indikator_by_code["B.I.a"], form.indikator_by_code["B.I.b"]
    note = "Kantor melaksanakan survei persepsi korupsi terhadap pengunjung loket pada semester pertama"
    rows.append((survey.name, "", "3,7", note, "-"))
    rows.append((results.name, "", "A", note_of_results or note, "-"))
    header = ("Penilaian", "Pilihan Jawaban", "Jawaban Unit", "Catatan/Keterangan/Penjelasan Unit", "Bukti")
    table = Table("t1", None, header, tuple(rows))
    made = document(CLEAN)
    blocks = [
        Block(f"r{i}", BlockKind.TABLE_ROW, " | ".join(filter(None, row)), table="t1", row=i - 1)
        for i, row in enumerate([header, *rows])
    ]
    made = replace(made, blocks=(*made.blocks, *blocks), tables=(table,))
    return _checked(made, "ZI702")


def test_a_note_of_another_question_is_told() -> None:
    (finding,) = _lke_report("")
    assert "B.I.b" in finding.message
    assert "B.I.a" in finding.message


def test_notes_of_their_own_are_left() -> None:
    assert _lke_report("Seluruh sasaran kinerja tercapai dan lebih tinggi daripada tahun sebelumnya") == []


# --- sentences ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ending", ["anggaran dan", "anggaran serta", "anggaran yang", "anggaran untuk", "arsip di"]
)
def test_a_sentence_that_ends_on_a_connecting_word_is_told(ending: str) -> None:
    text = _with(f"Tim menambahkan daftar pegawai, jadwal rapat, {ending}").replace(
        f"{ending} Kegiatan ini", f"{ending}\nKegiatan ini"
    )
    (finding,) = findings(text, "ZI704")
    assert finding.quote.endswith(ending)


@pytest.mark.parametrize(
    "following",
    [
        "1. arsip keuangan;",
        "• arsip keuangan;",
        "arsip keuangan yang lengkap.",
        "> Gambar 2.3: Rapat tim\narsip lengkap.",
    ],
)
def test_a_sentence_that_goes_on_below_is_whole(following: str) -> None:
    text = _with(f"Tim menambahkan daftar pegawai, jadwal rapat, anggaran dan\n{following}\n")
    assert findings(text, "ZI704") == []


def test_the_last_but_one_item_of_a_list_may_end_on_and() -> None:
    assert findings(_with("Tim menambahkan daftar pegawai dan jadwal rapat; dan\n2. arsip.\n"), "ZI704") == []


@pytest.mark.parametrize(
    "line",
    [
        "KEPUTUSAN KETUA KOMISI PEMILIHAN UMUM KABUPATEN CONTOHARJO TENTANG TIM DAN",
        "Kepala Subbagian Keuangan, Umum, dan Logistik Sekretariat Komisi Pemilihan Umum di",
        "Salinan sesuai dengan aslinya, Kepala Subbagian Hukum dan",
    ],
)
def test_lines_of_a_title_or_signature_are_no_sentences(line: str) -> None:
    text = CLEAN.replace("# BAB I PENDAHULUAN", f"{line}\nKABUPATEN CONTOHARJO\n# BAB I PENDAHULUAN", 1)
    assert findings(text, "ZI704") == []


@pytest.mark.parametrize(
    ("text", "quote", "severity"),
    [
        (
            "Dengan menyusun jadwal bersama. Kantor bekerja lebih tertib.",
            "Dengan menyusun jadwal bersama.",
            "info",
        ),
        ("Untuk memudahkan pelapor. Loket dibuka lebih awal.", "Untuk memudahkan pelapor.", "info"),
        ("Kantor menyusun jadwal. yang dipasang di lobi kantor setiap pekan.", "", "info"),
    ],
)
def test_a_fragment_is_told(text: str, quote: str, severity: str) -> None:
    (finding,) = findings(_with(text), "ZI705")
    assert finding.severity == severity
    assert quote in finding.quote


@pytest.mark.parametrize(
    "text",
    [
        "Dengan menyusun jadwal, kantor bekerja lebih tertib.",
        "Dengan membagi tugas pekerjaan lebih cepat. Kantor tertib.",
        "Setelah menerima laporan petugas mencatatnya. Kantor tertib.",
        "Laporan disimpan di ruang arsip dll. yang mudah dibuka.",
        "Apel digelar setiap Senin. Kantor tertib.",
    ],
)
def test_whole_sentences_are_no_fragments(text: str) -> None:
    assert findings(_with(text), "ZI705") == []


def test_the_end_of_the_heading_left_before_the_text_is_told() -> None:
    text = CLEAN.replace("Analisis kebutuhan pegawai", "Sistem Manajemen SDM. Analisis kebutuhan pegawai", 1)
    (finding,) = findings(text, "ZI705")
    assert finding.severity is Severity.WARNING
    assert finding.quote == "Sistem Manajemen SDM."


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Pegawai mengisi surat pernyataan (bila ada potensi benturan", "(bila ada"),
        ("Kantor memakai semboyan “Cepat, Ramah dan Tuntas dalam melayani warga.", "“Cepat"),
    ],
)
def test_an_open_bracket_is_told(text: str, quote: str) -> None:
    (finding,) = findings(_with(text + "\n"), "ZI706")
    assert finding.severity is Severity.INFO
    assert finding.quote.startswith(quote)


@pytest.mark.parametrize(
    "text",
    [
        "Pegawai mengisi surat (bila ada) dan a) daftar, 2) jadwal, (3) arsip.",
        "Kantor memakai semboyan “Cepat” dan ‘Ramah’.",
        "Pegawai mengisi surat pernyataan (bila ada potensi\nbenturan kepentingan) setiap tahun.",
        "Sekretariat (Pasal 20) menurut Pasal 44 ayat (2) membantu tim.",
        "Tugas itu diatur dalam Pasal 1 ayat (10), Pasal 3 (huruf b), dan Pasal 8.",
        "Pegawai mengisi surat (bila ada potensi\n> Gambar 2.3: Rapat tim\nbenturan) setiap tahun.",
    ],
)
def test_closed_brackets_and_numbering_are_left(text: str) -> None:
    assert findings(_with(text), "ZI706") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Pegawai yang yang hadir mencatat.", "warning"),
        ("Tim melaporkan melaporkan hasilnya.", "warning"),
        ("Loket itu dibuka dibuka setiap pagi.", "warning"),
        ("Kantor menghimpun data data pemilih.", "info"),
        ("Tugas masing masing pegawai dicatat.", "info"),
        ("Kegiatan kegiatan itu dicatat.", "info"),
    ],
)
def test_a_doubled_word_is_told(text: str, severity: str) -> None:
    (finding,) = findings(_with(text), "ZI707")
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Tugas masing masing pegawai dicatat.", "masing-masing"),
        ("Beberapa langkah – langkah dicatat.", "langkah-langkah"),
        ("Menurut Undang – Undang itu pegawai wajib melapor.", "Undang-Undang"),
        ("Hal–hal yang perlu dicatat.", "Hal-hal"),
    ],
)
def test_a_reduplication_is_written_with_a_hyphen(text: str, right: str) -> None:
    (finding,) = findings(_with(text), "ZI707")
    assert finding.severity is Severity.INFO
    assert f"'{right}'" in finding.suggestion


def test_all_doubled_words_set_apart_are_one_finding() -> None:
    text = _with("Hal – hal itu dicatat.").replace("Maklumat pelayanan", "Saran – saran dan maklumat", 1)
    (finding,) = findings(text, "ZI707")
    assert "juga di baris" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Data-data pemilih dihimpun.",
        "Pukul 08.00 – 08.00 dan langkah- langkah tim dicatat.",
        "Rapat dipimpin Bapak Lala Lala.",
        "Di kantor, kantor cabang tutup.",
    ],
)
def test_reduplication_and_names_are_no_doubled_words(text: str) -> None:
    assert findings(_with(text), "ZI707") == []


# --- words and headings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Pembanguan", "Pembangunan"),
        ("Pengawsaan", "Pengawasan"),
        ("Pelayannan", "Pelayanan"),
        ("Evaluasy", ""),
    ],
)
def test_a_misspelt_word_in_a_heading_is_told(wrong: str, right: str) -> None:
    got = findings(_with(f"\n##### Hasil {wrong} Kantor\n{_SPOT}"), "ZI708")
    if not right:
        assert got == []  # a last letter may make another form
        return
    assert [(f.severity, f.quote) for f in got] == [(Severity.WARNING, wrong)]
    assert right in got[0].suggestion


def test_a_misspelt_word_is_one_finding_at_its_heading() -> None:
    text = _with(f"Tim menyusun rencana pemabngunan kantor.\n##### Rencana Pemabngunan Kantor\n{_SPOT}")
    (finding,) = findings(text, "ZI708")
    assert finding.severity is Severity.WARNING
    assert "juga di baris" in finding.message


@pytest.mark.parametrize(
    "word",
    [
        "penetapan",
        "penerapan",
        "pengadaan",
        "pengaduan",
        "pelavanan",
        "Pembanqunan",
        "PENllAIAN",
        "ketepatan",
        "strategi",
    ],
)
def test_other_words_and_misread_letters_are_left(word: str) -> None:
    assert findings(_with(f"Tim membahas {word} bersama."), "ZI708") == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Dasarnya Keputusan Nomor 27 Tahun 2025 tenang Tim Kerja.", "tenang", "tentang"),
        ("Dasarnya Peraturan Pemeritah Nomor 94 Tahun 2021 tentang Disiplin.", "Pemeritah", "Pemerintah"),
    ],
)
def test_a_slip_in_a_citation_is_told(text: str, wrong: str, right: str) -> None:
    told = [f for f in check(_with(text)).findings if f.quote == wrong]
    (finding,) = (f for f in told if f.rule in ("ZI708", "ZI811"))  # one of them yields
    assert finding.severity is Severity.WARNING
    assert right in finding.suggestion


def test_calm_outside_of_citations_is_a_word() -> None:
    assert findings(_with("Keputusan Nomor 27 Tahun 2025 dibahas, lalu tim bekerja tenang."), "ZI708") == []


def test_stray_punctuation_is_one_finding() -> None:
    text = _with(f"1. jadwal rapat kantor,;\n##### Hasil Rapat Kantor,;\n{_SPOT}")
    (finding,) = findings(text, "ZI709")
    assert "juga di baris" in finding.message
    assert findings(_with("Rapat, jadwal; arsip. Lihat hal., bab."), "ZI709") == []


def test_headings_in_two_languages_are_one_finding() -> None:
    text = _with(f"##### Menyusun System Antrean\nAda.\n##### Hasil Survey Pelanggan\n{_SPOT}")
    (finding,) = findings(text, "ZI710")
    assert "'system', 'survey'" in finding.message
    assert "'sistem', 'survei'" in finding.suggestion
    assert findings(_with(f"##### Whistle Blowing System\n{_SPOT}"), "ZI710") == []


@pytest.mark.parametrize(
    ("heading", "full"),
    [
        ("Penegakan Aturan Disiplin/Kode Etik/Kode", "Kode Perilaku"),
        ("Penyusunan Jadwal dan", ""),
        ("Rapat Bersama Tim untuk", ""),
    ],
)
def test_a_heading_cut_off_is_told(heading: str, full: str) -> None:
    (finding,) = findings(_with(f"##### {heading}\n{_SPOT}"), "ZI711")
    assert full in finding.suggestion


@pytest.mark.parametrize(
    "heading",
    ["Penyusunan Tim Kerja", "Monitoring/Evaluasi", "Kode Etik/Kode Perilaku", "Rapat/Pertemuan Tim"],
)
def test_short_headings_are_not_cut(heading: str) -> None:
    assert findings(_with(f"##### {heading}\n{_SPOT}"), "ZI711") == []


# --- links -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "https://contoh.invalid/SKM_ Semester1 2025",
        "https://formulir. com/aduan",
        "htps://contoh.invalid/aduan",
        "https//contoh.invalid/aduan",
    ],
)
def test_a_torn_address_is_told(address: str) -> None:
    (finding,) = findings(_with(f"Survei dibuka di {address} setiap hari."), "ZI712")
    assert finding.quote.split()[0] == address.split()[0]


@pytest.mark.parametrize(
    "address",
    [
        "https://contoh.invalid/aduan",
        "https://contoh.invalid/a_b-c?x=1",
        "https://contoh.invalid/aduan, https://contoh.invalid/saran",
        "https://contoh.invalid. Semester pertama",
        "contoh.invalid/aduan",
    ],
)
def test_a_whole_address_is_left(address: str) -> None:
    assert findings(_with(f"Survei dibuka di {address} setiap hari."), "ZI712") == []


def test_an_address_that_only_the_line_tears_is_whole() -> None:
    made = document(_with("Survei dibuka di https://contoh.invalid/SKM_ Semester1 setiap hari."))
    block = next(b for b in made.blocks if "SKM_" in b.text)
    made = replace(made, links=(Link("https://contoh.invalid/SKM_Semester1", block=block.id),))
    assert _checked(made, "ZI712") == []


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("https://lain.invalid/folder", 1),
        ("https://contoh.invalid/aduan/", 0),
        ("mailto:a@contoh.invalid", 0),
    ],
)
def test_a_link_that_leads_elsewhere_is_told(target: str, count: int) -> None:
    made = document(_with("Aduan dikirim melalui https://contoh.invalid/aduan setiap hari."))
    block = next(b for b in made.blocks if "/aduan" in b.text)
    made = replace(made, links=(Link(target, block=block.id),))
    assert len(_checked(made, "ZI713")) == count


def test_file_names_for_titles_are_one_finding() -> None:
    names = "\n".join(f"{n}. SOP_LAYANAN_{n}.pdf" for n in range(1, 5))
    (finding,) = findings(_with(f"{names}\n{_SPOT}"), "ZI714")
    assert "4 nama berkas" in finding.message
    assert findings(_with("Rekap tersimpan dalam rekap.xlsx."), "ZI714") == []


def test_a_run_of_addresses_takes_no_time_worth_telling() -> None:
    made = document(_with("https://" * 20_000 + " kantor."))
    started = perf_counter()
    _checked(made, "ZI712")
    assert perf_counter() - started < 5


# --- short paragraphs, and paragraphs that stop ---------------------------------------------------------

_SHORT = "Buku tamu diperiksa setiap sore oleh petugas loket. Isinya dibahas bersama pada hari Jumat pertama."


def _below(first: str, second: str) -> str:
    """Return the report with paragraphs of their own in two areas."""
    text = _with(f"Sosialisasi gratifikasi digelar dua kali.\n{first}\n")
    return text.replace(
        "Maklumat pelayanan dipasang", f"Ruang ditata.\n{second}\nMaklumat pelayanan dipasang", 1
    )


@pytest.mark.parametrize(
    "second", [_SHORT, _SHORT.replace("petugas loket", "para petugas loket"), _SHORT.upper().capitalize()]
)
def test_a_short_paragraph_copied_as_a_whole_is_a_warning(second: str) -> None:
    (finding,) = findings(_below(_SHORT, second), "ZI701")
    assert finding.severity is Severity.WARNING


def test_a_copied_paragraph_of_a_long_and_a_short_sentence_is_a_warning() -> None:
    both = (
        "Petugas loket memeriksa buku tamu setiap sore sebelum kantor ditutup oleh penjaga. Isinya dibahas."
    )
    (finding,) = findings(_below(both, both), "ZI701")
    assert finding.severity is Severity.WARNING


def test_a_signature_may_stand_twice() -> None:
    line = "Ditetapkan di Contoharjo pada tanggal 9 Januari 2026 KETUA KPU KABUPATEN CONTOHARJO HULU, ttd."
    assert findings(_below(line, line), "ZI701") == []


@pytest.mark.parametrize(
    "second",
    [
        "Buku tamu diperiksa setiap sore oleh petugas loket.",
        _SHORT.replace("Buku tamu", "Kotak saran").replace("Jumat pertama", "Senin kedua"),
        "Hasil kegiatan dicatat dalam notula.",
    ],
)
def test_shorter_and_other_paragraphs_are_left(second: str) -> None:
    assert findings(_below(_SHORT, second), "ZI701") == []


@pytest.mark.parametrize(
    "text",
    [
        "Petugas menerima permohonan dan mencatatnya pada buku besar milik",
        "Pengguna dapat mengikuti perkembangan permohonannya",
        "Dari sembilan rekomendasi, tujuh selesai dan dua dilanjutkan",
    ],
)
def test_a_paragraph_that_stops_is_worth_a_look(text: str) -> None:
    (finding,) = findings(_below("Ruang ditata.", text), "ZI704")
    assert finding.severity is Severity.INFO
    assert finding.quote in text


def test_the_first_words_of_a_cut_sentence_are_told() -> None:
    for text in (
        "Untuk warga yang",
        "Sebanyak 8 tamu diterima pada",
        "Capaian dipantau setiap triwulan; dari",
    ):
        (finding,) = findings(_below("Ruang ditata.", text), "ZI704")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "Rincian kegiatan dapat dilihat pada tabel berikut",
        "Seluruh bukti tersimpan pada folder https://contoh.invalid/bukti",
        "Kegiatan yang telah dilaksanakan pada tahun itu\n1. rapat tim;\n2. apel pagi.",
        "Petugas menerima permohonan dan mencatatnya pada buku\nbesar milik subbagian umum.",
        "Rapat Evaluasi Zona Integritas",
        "Ruang Layanan Terpadu untuk Warga",
    ],
)
def test_introductions_addresses_and_titles_need_no_full_stop(text: str) -> None:
    assert findings(_below("Ruang ditata.", text), "ZI704") == []


def test_a_text_without_full_stops_is_set_so() -> None:
    bare = "\n".join(f"Petugas loket nomor {n} menerima tamu dan mencatat namanya" for n in range(9))
    assert findings(_below("Ruang ditata.", bare), "ZI704") == []


@pytest.mark.parametrize(
    "text",
    [
        "Kegiatan diikuti XX orang pegawai.",
        "Sebanyak xx responden mengisi survei.",
        "Capaiannya XX% dari target.",
        "Hasilnya dituangkan dalam berita acara Nomor ........ tahun itu.",
        "Rapat digelar pada tanggal ……… di aula.",
        "Penanggung jawabnya <jabatan pegawai>.",
        "Rincian biaya (menyusul).",
        "Nama petugas [sesuaikan dengan SK].",
    ],
)
def test_what_was_left_to_be_filled_in_is_told(text: str) -> None:
    (finding,) = findings(_with(text), "ZI306")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "Pasal XX ayat (1) menjadi dasar.",
        "Ukuran XL dan XXL tersedia.",
        "Angkatan XX pelatihan kepemimpinan digelar.",
        "Kegiatan itu ... berjalan lancar.",
        "Pegawai diminta mengisi (nama dan tanggal) pada formulir.",
    ],
)
def test_roman_numbers_and_dots_are_left(text: str) -> None:
    assert findings(_with(text), "ZI306") == []
