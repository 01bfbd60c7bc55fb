"""Slips and OCR errors are mended only towards words that are known and near."""

from __future__ import annotations

import pytest

from assistant.language.spelling import speller

VOCABULARY = ["gratifikasi", "pengaduan", "integritas", "disiplin", "kinerja", "mutasi"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gratifikasi", "gratifikasi"),
        ("gratifkasi", "gratifikasi"),
        ("integrilas", "integritas"),
        ("dislplin", "disiplin"),
        ("anggaran", "anggaran"),
        ("mutas", "mutas"),
        ("a1", "a1"),
    ],
)
def test_nearest_known_word(written: str, meant: str) -> None:
    assert speller(VOCABULARY)(written) == meant
