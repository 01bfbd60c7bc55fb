"""Texts that answer no indicator, and texts about a whole area."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.mapping.areas import HeadingContext
from assistant.mapping.profiles import load_lexicon
from assistant.mapping.silence import SilenceReader

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"
NOWHERE = HeadingContext()


@pytest.fixture(scope="module")
def reader() -> SilenceReader:
    return SilenceReader(load_lexicon(MAPPINGS))


@pytest.mark.parametrize(
    "text",
    [
        "3. Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum;",
        "Peraturan Menteri PANRB Nomor 90 Tahun 2021 tentang Pembangunan dan Evaluasi Zona Integritas",
        "Surat Sekretaris Jenderal KPU Nomor 11/PW.02-SD/01/2025 perihal Pembangunan Zona Integritas",
        "Rimba Jaya, 12 Januari 2026",
        "Ketua KPU Kabupaten Rimba Jaya",
        "https://contoh.example/bukti",
        "…",
        "Ada manajemen perubahan, penataan tatalaksana, penguatan akuntabilitas, dan penguatan pengawasan.",
    ],
)
def test_certain_silence_has_a_reason(reader: SilenceReader, text: str) -> None:
    verdict = reader.read(text, NOWHERE)
    assert verdict.reason
    assert verdict.area is None


@pytest.mark.parametrize(
    "text",
    [
        "Keputusan itu menetapkan sebelas orang sebagai tim pembangunan zona integritas.",
        "Ketua KPU memimpin apel pagi dan memberi arahan tentang disiplin kepada semua pegawai.",
        "SOP Pelayanan Informasi",
    ],
)
def test_what_may_answer_an_indicator_is_let_through(reader: SilenceReader, text: str) -> None:
    verdict = reader.read(text, NOWHERE)
    assert (verdict.reason, verdict.area, verdict.weight) == ("", None, 0.0)


def test_lead_ins_lean_to_silence(reader: SilenceReader) -> None:
    verdict = reader.read("Adapun kegiatan yang telah berjalan adalah sebagai berikut:", NOWHERE)
    assert verdict.reason == ""
    assert verdict.weight >= 0.7


def test_text_about_a_whole_area(reader: SilenceReader) -> None:
    text = "Penguatan pengawasan bertujuan agar kantor bekerja tanpa penyimpangan."
    assert reader.read(text, NOWHERE).area == 5
    assert reader.read(text, HeadingContext(area=5, at_area=True)).area == 5
    assert reader.read(text, HeadingContext(area=4, at_area=True)).area == 4
    below = HeadingContext(area=5, topic="penerapan spip")
    assert reader.read(text, below).area is None
