"""The spaCy pipeline: sentences that know office abbreviations, lemmas, concepts, offsets."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.language.pipeline import pipeline, split_sentences

CONCEPTS = (
    ("sop", ("SOP", "standar operasional prosedur")),
    ("wbs", ("WBS", "whistle blowing system")),
)


def sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Keputusan No. 12 Tahun 2025 berlaku s.d. akhir tahun.",
        "Ketua Budi Santosa, S.H., M.H. menandatangani pakta integritas.",
        "Spanduk, poster, dll. dipasang di ruang tunggu.",
        "1. Rapat dihadiri seluruh pegawai.",
        "a. Menyusun rencana kerja",
        "Sdr. Ahmad a.n. Sekretaris hadir pada rapat itu.",
        "Nilai rata-rata 3.82 dari 4.00 diperoleh pada semester II.",
        "Rapat selesai. dan dilanjutkan esok hari",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


def test_sentences_are_split() -> None:
    text = "Rapat diadakan di Jl. Merdeka No. 5. Pegawai hadir semua! Apa hasilnya? “SOP disahkan.” Selesai."
    assert sentences(text) == [
        "Rapat diadakan di Jl. Merdeka No. 5.",
        "Pegawai hadir semua!",
        "Apa hasilnya?",
        "“SOP disahkan.”",
        "Selesai.",
    ]


def test_no_text_no_sentence() -> None:
    assert split_sentences("") == ()
    assert split_sentences("   ") == ()


def test_words_know_their_place_and_lemma() -> None:
    text = "Penyusunan SOP_LAYANAN.pdf, ditetapkan bersama"
    analysis = pipeline(CONCEPTS).analyse(text)
    found = {text[w.start : w.end]: (w.lemma, w.stop) for w in analysis.words}
    assert found["Penyusunan"] == ("susun", False)
    assert found["SOP"] == ("sop", False)
    assert found["ditetapkan"] == ("tetap", False)
    assert found["bersama"][1]
    assert analysis.text == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Standar Operasional Prosedur (SOP) disahkan", ["sop", "sop"]),
        ("Whistle-Blowing System dan WBS", ["wbs", "wbs"]),
        ("standar harga", []),
    ],
)
def test_writings_of_a_concept_are_one(text: str, names: list[str]) -> None:
    assert [c.name for c in pipeline(CONCEPTS).analyse(text).concepts] == names


def test_many_texts_keep_their_order() -> None:
    texts = [f"Laporan ke-{n} disusun." for n in range(150)]
    assert [a.text for a in pipeline().analyse_all(texts)] == texts


def test_the_pipeline_is_built_once() -> None:
    assert pipeline(CONCEPTS) is pipeline(CONCEPTS)


def test_importing_the_module_loads_no_spacy() -> None:
    code = "import sys, assistant.language.pipeline; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
