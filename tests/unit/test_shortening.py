"""Passages shortened for a note: extracts only, and never without the words that turn their meaning."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.auditing.proposal_words import load_proposal_words
from assistant.auditing.shortening import CUT, shorten, strip_opening

WORDS = load_proposal_words(Path(__file__).parents[2] / "mappings")


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("a. Tim kerja telah dibentuk pada bulan Januari", "Tim kerja telah dibentuk pada bulan Januari"),
        ("Selain itu, tim kerja telah menyusun jadwal.", "Tim kerja telah menyusun jadwal."),
        ("Selanjutnya tim kerja telah menyusun jadwal.", "Tim kerja telah menyusun jadwal."),
        ("Dalam rangka layanan, kantor memasang dua papan baru.", "Kantor memasang dua papan baru."),
        ("Melakukan rapat kerja tim setiap bulan; dan", "Melakukan rapat kerja tim setiap bulan"),
        # A purpose with a figure is no mere opening, nor is one that goes on as a list.
        ("Untuk 12 layanan, kantor memasang papan pengumuman.", None),
        ("Untuk layanan, pengaduan, dan konsultasi kantor memasang papan.", None),
        # Nothing would be left of it.
        ("Selain itu, tim rapat.", None),
    ],
)
def test_openings_that_say_nothing_are_left_out(sentence: str, left: str | None) -> None:
    assert strip_opening(sentence, WORDS) == (left or sentence)


def closeness(text: str) -> float:
    return float(text.lower().count("survei"))


def test_the_clauses_on_the_subject_are_kept() -> None:
    sentence = (
        "Kantor membuka layanan setiap hari kerja di ruang depan yang luas, "
        "survei kepuasan dilakukan empat kali pada tahun 2025 kepada 120 pengguna, "
        "dan pegawai mengenakan seragam yang telah ditentukan oleh sekretaris"
    )
    short = shorten(sentence, 14, closeness, WORDS)
    assert short == f"{CUT} survei kepuasan dilakukan empat kali pada tahun 2025 kepada 120 pengguna {CUT}"


def test_a_sentence_is_not_cut_before_what_turns_its_meaning() -> None:
    sentence = (
        "Survei kepuasan masyarakat telah dilakukan oleh tim pelayanan sepanjang tahun, "
        "tetapi hasilnya belum ditindaklanjuti oleh pimpinan maupun petugas layanan"
    )
    assert shorten(sentence, 12, closeness, WORDS) is None


@given(
    st.lists(
        st.sampled_from(["survei", "kantor", "rapat,", "belum", "2025;", "tim"]), min_size=1, max_size=60
    ),
    st.integers(1, 40),
)
def test_nothing_is_added_and_the_limit_holds(parts: list[str], limit: int) -> None:
    sentence = " ".join(parts)
    short = shorten(sentence, limit, closeness, WORDS)
    if short is not None:
        bare = short.replace(CUT, "").strip()
        assert bare in sentence
        assert len(bare.split()) <= limit
        assert short.count("belum") == parts.count("belum")


def test_absurd_sentences_cost_no_time() -> None:
    start = time.perf_counter()
    assert shorten("kata, " * 50_000, 60, closeness, WORDS) is None
    strip_opening("selain itu " * 50_000 + " ;" * 50_000, WORDS)
    strip_opening(" " * 200_000 + "," + " " * 200_000, WORDS)
    assert time.perf_counter() - start < 5
