from __future__ import annotations

import pytest

from assistant.language.numbering import Kind, parse_marker, roman_value, split_marker, to_letters, to_roman


@pytest.mark.parametrize(
    ("text", "printed", "body", "kind", "value"),
    [
        ("BAB I", "BAB I", "", Kind.BAB, 1),
        ("BAB II HASIL", "BAB II", "HASIL", Kind.BAB, 2),
        ("BAB |", "BAB |", "", Kind.BAB, 1),
        ("BAB l PENDAHULUAN", "BAB l", "PENDAHULUAN", Kind.BAB, 1),
        ("BAB Ill PENUTUP", "BAB Ill", "PENUTUP", Kind.BAB, 3),
        ("BAB 2 HASIL", "BAB 2", "HASIL", Kind.BAB, 2),
        ("Bab IV: Penutup", "Bab IV", "Penutup", Kind.BAB, 4),
        ("I. BAB I PENDAHULUAN", "I. BAB I", "PENDAHULUAN", Kind.BAB, 1),
        ("A. LATAR BELAKANG", "A.", "LATAR BELAKANG", Kind.UPPER, 1),
        ("I. KOMPONEN PENGUNGKIT", "I.", "KOMPONEN PENGUNGKIT", Kind.ROMAN, 1),
        ("C. DASAR HUKUM", "C.", "DASAR HUKUM", Kind.UPPER, 3),
        ("1. Manajemen", "1.", "Manajemen", Kind.DIGIT, 1),
        ("1.Undang-Undang", "1.", "Undang-Undang", Kind.DIGIT, 1),
        ("10. Keputusan", "10.", "Keputusan", Kind.DIGIT, 10),
        ("1.2 Ruang Lingkup", "1.2", "Ruang Lingkup", Kind.DECIMAL, 2),
        ("1.2.3. Ruang", "1.2.3.", "Ruang", Kind.DECIMAL, 3),
        ("a. menyusun", "a.", "menyusun", Kind.LOWER, 1),
        ("1) Mendorong", "1)", "Mendorong", Kind.DIGIT, 1),
        ("(1) Mendorong", "(1)", "Mendorong", Kind.DIGIT, 1),
        ("(a) satu", "(a)", "satu", Kind.LOWER, 1),
        ("ii. Rencana", "ii.", "Rencana", Kind.LOWER_ROMAN, 2),
        ("• Rapat", "•", "Rapat", Kind.BULLET, 0),
        ("- Rapat", "-", "Rapat", Kind.BULLET, 0),
        ("\uf0b7 Rapat", "\uf0b7", "Rapat", Kind.BULLET, 0),
        (". KESIMPULAN", ".", "KESIMPULAN", Kind.LOST, 0),
        ("  b)   Dua", "b)", "Dua", Kind.LOWER, 2),
        ("d.", "d.", "", Kind.LOWER, 4),
    ],
)
def test_marker_is_read(text: str, printed: str, body: str, kind: Kind, value: int) -> None:
    marker = parse_marker(text)
    assert marker is not None
    assert (marker.text, text[marker.end :]) == (printed, body)
    assert (marker.style.kind, marker.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "2025 merupakan tahun",
        "3,96 dari 4",
        "Bab ini memuat",
        "a.n. Ketua",
        "s.d. Juni",
        "-tanpa blank",
        "",
        "Rapat",
    ],
)
def test_no_marker(text: str) -> None:
    assert parse_marker(text) is None
    assert split_marker(text) == ("", text)


def test_ambiguous_markers_keep_all_their_readings() -> None:
    marker = parse_marker("I. Pendahuluan")
    assert marker is not None
    assert {(r.style.kind, r.value) for r in marker.readings} == {(Kind.ROMAN, 1), (Kind.UPPER, 9)}
    damaged = parse_marker("l. Pendahuluan")
    assert damaged is not None
    assert (Kind.DIGIT, 1) in {(r.style.kind, r.value) for r in damaged.readings}


def test_roman_numerals_round_trip() -> None:
    assert [roman_value(to_roman(n)) for n in range(1, 100)] == list(range(1, 100))
    assert roman_value("IIII") is None
    assert roman_value("ABC") is None


def test_letters_count_as_word_does() -> None:
    assert [to_letters(n) for n in (1, 26, 27, 28, 53)] == ["a", "z", "aa", "bb", "aaa"]
