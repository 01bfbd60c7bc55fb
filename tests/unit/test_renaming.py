"""Another office's name becomes ours, in every form it takes."""

from __future__ import annotations

import pytest

from assistant.language.renaming import find_replacements

THEIRS, OURS = "KPU Kabupaten Lembah Damar", "KPU Kota Teluk Senja"


def retargeted(text: str) -> str:
    for change in reversed(find_replacements(text, THEIRS, OURS)):
        text = text[: change.start] + change.replacement + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SK Tim KPU Kabupaten Lembah Damar", "SK Tim KPU Kota Teluk Senja"),
        ("di Komisi Pemilihan Umum Kabupaten Lembah Damar.", "di Komisi Pemilihan Umum Kota Teluk Senja."),
        ("KOMISI PEMILIHAN UMUM KABUPATEN LEMBAH DAMAR", "KOMISI PEMILIHAN UMUM KOTA TELUK SENJA"),
        ("warga Kabupaten Lembah Damar", "warga Kota Teluk Senja"),
        ("kantor di Lembah Damar", "kantor di Teluk Senja"),
        ("KPU Provinsi Kalimantan Barat dan KPU RI", "KPU Provinsi Kalimantan Barat dan KPU RI"),
        ("KPU Kabupaten/Kota se-Indonesia", "KPU Kabupaten/Kota se-Indonesia"),
    ],
)
def test_names(text: str, expected: str) -> None:
    assert retargeted(text) == expected


def test_own_name_is_left() -> None:
    assert find_replacements("KPU Kota Teluk Senja", OURS, OURS) == ()
