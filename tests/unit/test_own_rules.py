"""The user's own rule file: phrases and words laid over the rule book, and hostile ones refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.checking.check import check_document
from assistant.checking.model import Finding, Severity
from assistant.checking.own_rules import extend_rulebook
from assistant.checking.patterns import find_phrase
from assistant.checking.rulebook import RuleBook
from assistant.errors import MappingFileError, UsageError
from assistant.mapping.model import MappingResult
from tests.unit.checking_samples import CLEAN, LONG, document, fmt, lke, rulebook


def extended(tmp_path: Path, text: str) -> RuleBook:
    path = tmp_path / "kami.yaml"
    path.write_text(text, encoding="utf-8")
    return extend_rulebook(rulebook(), [path])


def findings(book: RuleBook, text: str, rule: str) -> list[Finding]:
    result = check_document(document(text), fmt(), lke(), MappingResult((), ()), rulebook=book)
    return [finding for finding in result.findings if finding.rule == rule]


def test_without_own_phrases_the_rule_is_silent() -> None:
    assert findings(rulebook(), CLEAN, "ZI790") == []


def test_an_own_phrase_is_one_finding_that_names_its_places(tmp_path: Path) -> None:
    book = extended(tmp_path, "frasa_terlarang:\n  - frasa: subbagian\n")
    (finding,) = findings(book, CLEAN, "ZI790")
    assert finding.quote == "subbagian"
    assert finding.severity is Severity.WARNING
    assert "'subbagian'" in finding.message
    lines = [number for number, line in enumerate(CLEAN.split("\n"), 1) if "subbagian" in line]
    assert finding.line == lines[0]
    assert f"(juga di baris {lines[1]}, baris {lines[2]}, " in finding.message
    assert f"dan {len(lines) - 6} tempat lain)" in finding.message


def test_an_own_phrase_in_the_users_words(tmp_path: Path) -> None:
    book = extended(
        tmp_path,
        "frasa_terlarang:\n"
        "  - {frasa: 'ruang tunggu', pesan: 'Sebut nama {ruangnya}.', saran: 'Tulis ruang PPID.',"
        " tingkat: info}\n",
    )
    (finding,) = findings(book, CLEAN, "ZI790")
    assert finding.message == "Sebut nama {ruangnya}."
    assert finding.suggestion == "Tulis ruang PPID."
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("phrase", "hit"), [("tunggu*", True), ("*unggu", True), ("RUANG  TUNGGU", True), ("tung", False)]
)
def test_phrases_are_of_the_pattern_language(phrase: str, hit: bool, tmp_path: Path) -> None:
    book = extended(tmp_path, f"frasa_terlarang:\n  - frasa: '{phrase}'\n")
    assert bool(findings(book, CLEAN, "ZI790")) is hit


def test_lists_grow_and_patterns_take_phrases(tmp_path: Path) -> None:
    plain = LONG.replace("notula nomor 12 tanggal 3 Maret 2025", "buku besar") + " Hal ini berjalan baik."
    text = CLEAN.replace(LONG, plain).replace("Sosialisasi gratifikasi digelar dua kali", "(nanti saja)")
    book = extended(tmp_path, "daftar: {tanda_bukti: ['buku besar']}\npola: {teks_pengganti: [nanti saja]}\n")
    assert findings(rulebook(), text, "ZI305")
    assert not findings(book, text, "ZI305")
    assert not findings(rulebook(), text, "ZI306")
    assert [finding.quote for finding in findings(book, text, "ZI306")] == ["nanti saja"]


def test_words_and_severity_of_a_rule_can_change(tmp_path: Path) -> None:
    book = extended(
        tmp_path,
        "aturan:\n  ZI202:\n    nama: Nomor hilang\n    tingkat: error\n"
        "    varian: {utama: {saran: 'Lihat {label} lagi.'}}\n",
    )
    text = book.aturan["ZI202"]
    assert (text.nama, text.tingkat) == ("Nomor hilang", Severity.ERROR)
    assert text.varian["utama"].saran == "Lihat {label} lagi."
    assert text.varian["utama"].pesan == rulebook().aturan["ZI202"].varian["utama"].pesan
    assert text.varian["urutan"].tingkat is None  # the user's grade holds for all sentences
    assert text.penjelasan == rulebook().aturan["ZI202"].penjelasan
    assert rulebook().aturan["ZI202"].nama != "Nomor hilang"


def test_several_files_add_up(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(f"frasa_terlarang: [{{frasa: kata {name}}}]", "utf-8")
    book = extend_rulebook(rulebook(), [tmp_path / "a.yaml", tmp_path / "b.yaml"])
    assert [phrase.frasa for phrase in book.frasa_terlarang] == ["kata a", "kata b"]


def test_own_regulations_join_the_register(tmp_path: Path) -> None:
    text = CLEAN.replace(
        "3. Surat Ketua KPU",
        "3. Peraturan Komisi Pemilihan Umum Nomor 77 Tahun 2001 tentang Tata Kerja Panitia;\n"
        "4. Surat Ketua KPU",
    )
    book = extended(
        tmp_path,
        "peraturan:\n"
        "  - {kode: PKPU 77/2001, tentang: Tata Kerja Panitia, diganti_oleh: [PKPU 88/2002]}\n"
        "  - {kode: PKPU 88/2002, tentang: Tata Kerja Panitia Baru}\n",
    )

    def about_it(used: RuleBook) -> list[Finding]:
        result = check_document(document(text), fmt(), lke(), MappingResult((), ()), rulebook=used)
        return [f for f in result.findings if "88 Tahun 2002" in f.message + f.suggestion]

    assert not about_it(rulebook())
    assert len(about_it(book)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("aturan: {ZI299: {nama: x}}", "aturan.ZI299"),
        ("daftar: {tanda_bukt: [x1]}", "daftar.tanda_bukt"),
        ("pola: {teks_penganti: [x1]}", "pola.teks_penganti"),
        ("aturan: {ZI202: {varian: {lain: {pesan: x}}}}", "aturan.ZI202.varian.lain"),
        ("aturan: {ZI202: {varian: {utama: {pesan: 'x {lebel}'}}}}", "{lebel}"),
        ("aturan: {ZI202: {tingkat: gawat}}", "aturan.ZI202.tingkat"),
        ("frasa: [x]", "frasa"),
        ("frasa_terlarang: [{pesan: x}]", "frasa_terlarang.0.frasa"),
        ("frasa_terlarang: [{frasa: '* *'}]", "tidak memuat huruf"),
        ("frasa_terlarang: [{frasa: 'a*b*c*'}]", "hanya boleh satu"),
        ("frasa_terlarang: [{frasa: 'ka*ta'}]", "hanya boleh satu"),
        ("frasa_terlarang: [{frasa: 'kata - kata'}]", "tidak memuat huruf"),
        (f"frasa_terlarang: [{{frasa: {'x' * 300}}}]", "terlalu panjang"),
        (f"daftar: {{tanda_bukti: [{'kata, ' * 600}kata]}}", "terlalu panjang"),
        ("a: &x [1]\nb: *x", "alias"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(MappingFileError) as caught:
        extended(tmp_path, text)
    assert "kami.yaml" in caught.value.message
    assert said in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--aturan"):
        extend_rulebook(rulebook(), [tmp_path / "tidak-ada.yaml"])


@pytest.mark.parametrize("phrase", ["kata*", "*kata", "kata* lain*", "*kata *lain *sana", "(a+)+ b"])
@pytest.mark.parametrize("unit", ["kata", "kata ", "kata_", "a", "(a", "- ", "_"])
def test_no_phrase_keeps_the_search_busy(phrase: str, unit: str, tmp_path: Path) -> None:
    book = extended(tmp_path, f"frasa_terlarang:\n  - frasa: '{phrase}'\n")
    text = CLEAN.replace(LONG, unit * (60_000 // len(unit)) + "!", 1)
    sample = document(text)
    started = time.perf_counter()
    for block in sample.blocks:
        find_phrase(block.text, (book.frasa_terlarang[0].frasa,))
    assert time.perf_counter() - started < 2
