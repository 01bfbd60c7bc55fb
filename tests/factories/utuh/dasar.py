"""Legal bases as offices cite them: kind, number, year, title, gazette numbers, amendment."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from random import Random

_KINDS = {
    "UU": "Undang-Undang",
    "PP": "Peraturan Pemerintah",
    "Perpres": "Peraturan Presiden",
    "Permen": "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
    "PKPU": "Peraturan Komisi Pemilihan Umum",
}
_TERMS = {
    "uu": "Undang-Undang",
    "perppu": "Peraturan Pemerintah Pengganti Undang-Undang",
    "kpu": "Komisi Pemilihan Umum",
    "zi": "Zona Integritas",
    "wbk": "Wilayah Bebas dari Korupsi",
    "wbbm": "Wilayah Birokrasi Bersih dan Melayani",
    "kkn": "Korupsi, Kolusi, dan Nepotisme",
    "pilkada": "Pemilihan Gubernur, Bupati, dan Walikota",
}
_GAZETTE = "Lembaran Negara Republik Indonesia"


@cache
def legal_bases() -> tuple[dict[str, Any], ...]:
    """Return the legal bases in the order of their kinds and years."""
    text = Path(__file__).with_name("dasar.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))


def citations(rng: Random, *, gazette: bool, share: float, year: int) -> list[str]:
    """Return the obligatory bases and a share of the others, as an office cites them in a year.

    Args:
        gazette: with the numbers in the state gazette.
        year: a programme that ended before it (`2010-2025`) is left out.
    """
    chosen = [base for base in legal_bases() if base.get("wajib") or rng.random() < share]
    return [
        citation(base, gazette=gazette) for base in chosen if year <= 2025 or "-2025" not in base["judul"]
    ]


def citation(base: dict[str, Any], *, gazette: bool) -> str:
    """Return one base with its amendment."""
    text = _cited(base, gazette)
    if "ubah" in base:
        text += f" sebagaimana telah {base['kata']} dengan {_cited(base['ubah'], gazette)}"
    return text


def _cited(base: dict[str, Any], gazette: bool) -> str:
    text = f"{_KINDS[base['jenis']]} Nomor {base['nomor']} Tahun {base['tahun']}"
    if "judul" in base:
        text += f" tentang {base['judul'].format_map(_TERMS)}"
    if gazette and "lembaran" in base:
        number, *supplement = base["lembaran"]
        printed = f"{_GAZETTE} Tahun {base['tahun']} Nomor {number}"
        text += f" ({', '.join([printed, *(f'Tambahan {_GAZETTE} Nomor {n}' for n in supplement)])})"
    return text
