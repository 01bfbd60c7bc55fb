"""Citations that stay in a draft are checked for what replaced or amended them."""

from __future__ import annotations

import pytest

from assistant.drafting.laws import find_doubts
from assistant.language.regulations import regulations


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peraturan Menteri PANRB Nomor 52 Tahun 2014 tentang Pedoman", "Nomor 90 Tahun 2021"),
        ("Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara", "Nomor 20 Tahun 2023"),
        ("Peraturan Menteri PANRB Nomor 90 Tahun 2021 tentang Zona Integritas", "terakhir diubah dengan"),
        ("Peraturan Presiden Nomor 81 Tahun 2010 tentang Grand Design", "berakhir tahun 2025"),
        ("Perppu Nomor 1 Tahun 2022 tentang Perubahan atas Undang-Undang Nomor 7 Tahun 2017", "ditetapkan"),
    ],
)
def test_what_no_longer_holds_is_told(text: str, told: str) -> None:
    (doubt,) = find_doubts(text, 2026, regulations()).values()
    assert told in doubt


ZI_2021 = "Peraturan Menteri PANRB Nomor 90 Tahun 2021"
ZI_2024 = "Peraturan Menteri PANRB Nomor 5 Tahun 2024"


@pytest.mark.parametrize(
    "text",
    [
        "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
        f"{ZI_2021} sebagaimana telah diubah dengan {ZI_2024} tentang Perubahan atas {ZI_2021}",
        f"Peraturan Menteri PANRB Nomor 52 Tahun 2014 diganti dengan {ZI_2021}, diubah dengan {ZI_2024}",
        "Keputusan KPU Kabupaten Lembah Damar Nomor 7 Tahun 2024",
        "Undang-Undang Nomor 999 Tahun 2017 yang tidak dikenal",
    ],
)
def test_what_holds_or_is_history_is_passed_over(text: str) -> None:
    assert find_doubts(text, 2026, regulations()) == {}


def test_only_what_changed_by_the_year_counts() -> None:
    text = "Peraturan Menteri PANRB Nomor 90 Tahun 2021 tentang Zona Integritas"
    assert find_doubts(text, 2023, regulations()) == {}
