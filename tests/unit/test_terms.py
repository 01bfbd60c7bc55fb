"""Terms and phrases: concepts beside their words, phrases found whatever their inflection and order."""

from __future__ import annotations

import pytest

from assistant.language.pipeline import pipeline
from assistant.mapping.terms import PhraseBook, Terms, noisy_or, terms_of

CONCEPTS = (("zi", ("zona integritas",)), ("dumas", ("pengaduan masyarakat",)))


def terms(text: str, *, parts: bool = True) -> Terms:
    return terms_of(pipeline(CONCEPTS).analyse(text), parts=parts, opaque={"zi"})


def strength(phrase: str, text: str) -> float:
    idf = dict.fromkeys(terms(phrase).names, 3.0)
    book = PhraseBook([(phrase, terms(phrase, parts=False), 0)], idf, {"lingkungan"})
    return max((hit.strength for hit in book.find(terms(text))), default=0.0)


def test_a_concept_stands_beside_its_words_unless_opaque() -> None:
    found = terms("Pengaduan masyarakat pada Zona Integritas")
    assert found.names == ("dumas", "adu", "masyarakat", "zi")
    assert found.places == (1, 1, 1, 2)
    assert terms("").names == ()


def test_sentences_are_counted() -> None:
    assert terms("Rapat digelar. Sanksi dijatuhkan.").sentences == (0, 0, 1, 1)


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("sosialisasi gratifikasi", "telah disosialisasikan pengendalian gratifikasi", 1.0),
        ("sosialisasi gratifikasi", "gratifikasi perlu disosialisasikan", 0.85),
        ("sosialisasi gratifikasi", "Sosialisasi digelar. Bahaya gratifikasi dibahas.", 0.35),
        ("evaluasi dumas", "evaluasi pengaduan masyarakat", 1.0),
        ("evaluasi pengaduan", "evaluasi pengaduan masyarakat", 1.0),
        ("evaluasi dumas", "evaluasi pegawai", 0.0),
        ("lingkungan pengendalian", "membangun lingkungan pengendalian", 1.0),
        ("lingkungan pengendalian", "pengendalian gratifikasi di lingkungan kantor", 0.35),
    ],
)
def test_strength_of_a_phrase(phrase: str, text: str, expected: float) -> None:
    assert strength(phrase, text) == pytest.approx(expected)


def test_noisy_or() -> None:
    assert noisy_or([]) == 0.0
    assert noisy_or([0.5, 0.5]) == pytest.approx(0.75)
    assert noisy_or([1.0, 0.2]) == 1.0
