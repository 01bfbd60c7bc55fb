"""Lemmas: the forms of a word fall together, and roots that look inflected stay whole."""

from __future__ import annotations

import pytest

from assistant.language.lemmas import lemma


@pytest.mark.parametrize(
    ("forms", "root"),
    [
        ("membentuk dibentuk pembentukan", "bentuk"),
        ("mengelola dikelola pengelolaan", "kelola"),
        ("mengendalikan pengendalian", "kendali"),
        ("mengukur diukur pengukuran ukuran", "ukur"),
        ("menyusun disusun penyusunan", "susun"),
        ("memantau dipantau pemantauan", "pantau"),
        ("memutakhirkan dimutakhirkan pemutakhiran", "mutakhir"),
        ("menetapkan ditetapkan penetapan", "tetap"),
        ("menilai dinilai penilaian", "nilai"),
        ("melayani layanan pelayanan", "layan"),
        ("memperbaiki diperbaiki perbaikan", "baik"),
        ("mengikutsertakan diikutsertakan pengikutsertaan", "ikutserta"),
        ("menindaklanjuti ditindaklanjuti", "tindaklanjut"),
        ("mensosialisasikan disosialisasikan sosialisasi", "sosialisasi"),
        ("kepegawaian pegawai", "pegawai"),
        ("mencapai capaian pencapaian capaiannya", "capai"),
    ],
)
def test_forms_of_a_word_share_a_lemma(forms: str, root: str) -> None:
    assert {lemma(form) for form in forms.split()} == {root}


@pytest.mark.parametrize("word", ["evaluasi", "pimpinan2", "kpu", "berkala", "kinerja", "triwulan", "di", ""])
def test_words_without_affixes_stay(word: str) -> None:
    assert lemma(word) == word


@pytest.mark.parametrize(
    ("word", "root"), [("terapkan", "terap"), ("laksanakan", "laksana"), ("tindaklanjuti", "tindaklanjut")]
)
def test_a_prefix_written_apart_does_not_mislead(word: str, root: str) -> None:
    assert lemma(word) == root
