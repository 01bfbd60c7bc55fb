from __future__ import annotations

import pytest

from assistant.language.indices import IndexKind, find_indices


@pytest.mark.parametrize(
    ("text", "kind", "value", "scale"),
    [
        ("Indeks Kepuasan Masyarakat (IKM) sebesar 91,15", IndexKind.IKM, 91.15, 100),
        ("nilai SKM adalah 3.72", IndexKind.IKM, 3.72, 4),
        ("IKM mencapai 92", IndexKind.IKM, 92, 100),
        ("Survei Persepsi Kualitas Pelayanan (SPKP) 3,80", IndexKind.IPKP, 3.8, 4),
        ("Indeks Persepsi Anti-Korupsi: 15,75", IndexKind.IPAK, 15.75, 100),
        ("IPAK tahun 2025 triwulan II sebesar 97,5", IndexKind.IPAK, 97.5, 100),
    ],
)
def test_values(text: str, kind: IndexKind, value: float, scale: int) -> None:
    (mention,) = find_indices(text)
    assert (mention.kind, mention.value, mention.scale) == (kind, value, scale)


@pytest.mark.parametrize(
    "text",
    [
        "SKM tahun 2025 diikuti 45 responden",
        "hasil IKM menunjukkan 85,5% puas",
        "IKM memakai skala 4",
        "nilai 3,96",
        "Survei IKM dilaksanakan. Anggaran 3,5 juta",
        "IKM dipublikasikan pada 28.10.2025",
    ],
)
def test_numbers_that_are_no_values(text: str) -> None:
    assert find_indices(text) == ()


def test_quality_in_words_and_letter() -> None:
    (mention,) = find_indices("IKM sebesar 88,10 dengan mutu pelayanan A (Sangat Baik).")
    assert (mention.quality, mention.grade) == ("sangat baik", "A")


def test_each_number_belongs_to_the_index_before_it() -> None:
    text = "IPAK 3,96 dari skala 4 dan IPKP 3,88 atau konversi 97,00"
    assert [(m.kind, text[m.start : m.end], m.percent) for m in find_indices(text)] == [
        (IndexKind.IPAK, "3,96", 99.0),
        (IndexKind.IPKP, "3,88", 97.0),
        (IndexKind.IPKP, "97,00", 97.0),
    ]
