"""Hyphens at the ends of lines: kept in doubled words, dropped between syllables."""

from __future__ import annotations

import pytest

from assistant.reading.hyphenation import is_doubled, join_hyphenated, join_lines


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("peraturan perundang-", "undangan yang berlaku", "peraturan perundang-undangan yang berlaku"),
        ("hal-", "hal sebagai berikut", "hal-hal sebagai berikut"),
        ("Langkah-", "Langkah Strategis", "Langkah-Langkah Strategis"),
        ("surat-", "menyurat", "surat-menyurat"),
        ("tolong-", "menolong", "tolong-menolong"),
        ("sebaik-", "baiknya", "sebaik-baiknya"),
        ("sayur-", "mayur", "sayur-mayur"),
        ("bolak-", "balik", "bolak-balik"),
        ("e-", "office", "e-office"),
        ("tahun 2024-", "2025", "tahun 2024-2025"),
        ("Nomor 9/PW.02-", "SD/10/2025", "Nomor 9/PW.02-SD/10/2025"),
        ("se-", "Kabupaten", "se-Kabupaten"),
        ("WBK-", "WBBM", "WBK-WBBM"),
        ("PERUNDANG-", "UNDANGAN", "PERUNDANG-UNDANGAN"),
    ],
)
def test_hyphen_of_the_spelling_is_kept(left: str, right: str, joined: str) -> None:
    assert join_hyphenated(left, right) == joined


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("sesuai de-", "ngan", "sesuai dengan"),
        ("pembe-", "rantasan korupsi", "pemberantasan korupsi"),
        ("kesadar-", "an", "kesadaran"),
        ("ber-", "beda", "berbeda"),
        ("memper-", "peroleh", "memperperoleh"),
        ("ma-", "sa", "masa"),
        ("PEMBA-", "NGUNAN", "PEMBANGUNAN"),
        ("inte\u00ad", "gritas", "integritas"),
    ],
)
def test_hyphen_of_a_syllable_break_goes(left: str, right: str, joined: str) -> None:
    assert join_hyphenated(left, right) == joined


def test_words_of_the_document_outrank_the_grammar() -> None:
    assert join_hyphenated("before-", "after", frozenset({"before-after"})) == "before-after"
    assert join_hyphenated("kuda-", "kudaan", frozenset({"kudakudaan"})) == "kudakudaan"


def test_a_dash_on_its_own_keeps_its_blanks() -> None:
    assert join_lines("Pengawasan -", "bagian kedua") == "Pengawasan - bagian kedua"


def test_lines_without_hyphen_get_one_blank() -> None:
    assert join_lines("zona  ", "  integritas") == "zona integritas"
    assert join_lines("", "integritas") == "integritas"


@pytest.mark.parametrize(("first", "second"), [("pem", "bangunan"), ("inte", "gritas"), ("ber", "bersih")])
def test_syllables_are_not_taken_for_doubling(first: str, second: str) -> None:
    assert not is_doubled(first, second)
