from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import MappingFileError
from assistant.language.citations import find_citations
from assistant.language.regulations import FILE, load_regulations, merge_regulations, regulations

KINDS = """
jenis:
  - {kode: UU, nama: Undang-Undang, kutipan: Undang-Undang, tingkat: 1, terbit: Lembaran Negara}
peraturan:
"""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UU Nomor 7 Tahun 2017", "UU 7/2017"),
        ("Undang – Undang No. 07 Tahun 2017", "UU 7/2017"),
        ("PERATURAN PEMERINTAH NOMOR 94 TAHUN 2021", "PP 94/2021"),
        ("Permen PANRB Nomor 90 Tahun 2021", "PermenPANRB 90/2021"),
        ("Permenpan RB 90/2021", "PermenPANRB 90/2021"),
        (
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi RI Nomor 90 Tahun 2021",
            "PermenPANRB 90/2021",
        ),
        ("Peraturan KPU Nomor 8 Tahun 2019", "PKPU 8/2019"),
        ("Peraturan KPK Nomor 2 Tahun 2019", "PerKPK 2/2019"),
        ("Peraturan DKPP Nomor 2 Tahun 2017", "PerDKPP 2/2017"),
        ("Peraturan Komisi Informasi Nomor 1 Tahun 2021", "PerKI 1/2021"),
    ],
)
def test_a_citation_finds_its_regulation(text: str, code: str) -> None:
    (citation,) = find_citations(f"sesuai {text}, maka")
    found = regulations().find(citation)
    assert found is not None
    assert found.kode == code


@pytest.mark.parametrize(
    "text",
    [
        "Peraturan Menteri Keuangan Nomor 90 Tahun 2021",
        "UU Nomor 999 Tahun 2021",
        "Keputusan Nomor 8 Tahun 2019",
    ],
)
def test_what_the_register_does_not_know_is_not_guessed(text: str) -> None:
    (citation,) = find_citations(f"sesuai {text}, maka")
    assert regulations().find(citation) is None


@pytest.mark.parametrize(
    ("code", "year", "successors"),
    [
        ("UU 5/2014", 2022, []),
        ("UU 5/2014", 2024, ["UU 20/2023"]),
        ("PermenPANRB 60/2012", 2020, ["PermenPANRB 52/2014"]),
        ("PermenPANRB 60/2012", 2025, ["PermenPANRB 90/2021"]),  # the successor's successor
        ("PermenPANRB 10/2019", 2025, ["PermenPANRB 90/2021"]),  # falls with what it amends
        ("PP 94/2021", 2025, []),
    ],
)
def test_what_is_in_force_instead(code: str, year: int, successors: list[str]) -> None:
    register = regulations()
    assert [item.kode for item in register.successors(register.by_code[code], year)] == successors


def test_amendments_are_in_order_and_those_of_later_years_left_out() -> None:
    register = regulations()
    base = register.by_code["PKPU 8/2019"]
    assert [item.ke for item in register.amendments(base, 2025)] == [1, 2, 3, 4, 5]
    assert register.amendments(base, 2022)[-1].kode == "PKPU 5/2022"


def test_a_perppu_becomes_a_law_in_the_laws_year() -> None:
    register = regulations()
    perppu = register.by_code["Perppu 1/2022"]
    assert register.enactment(perppu, 2022) is None
    law = register.enactment(perppu, 2023)
    assert law is not None
    assert law.kode == "UU 7/2023"


def test_supplements_grow_with_the_years() -> None:
    """The numbers run on through the years, so that a mistyped one in the register would stand out."""
    numbered = [
        (r.year, r.lembaran, r.tambahan) for r in regulations().content.peraturan if r.tambahan and r.lembaran
    ]
    ordered = sorted(numbered)
    assert [n for *_, n in ordered] == sorted(n for *_, n in numbered)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ("  - {kode: UU 1/2020, tentang: Pasar}\n  - {kode: UU 1/2020, tentang: Pekan}", "dua kali"),
        ("  - {kode: PP 1/2020, tentang: Pasar}", "tidak ada dalam daftar jenis"),
        ("  - {kode: UU 1/2020, tentang: Pasar, diganti_oleh: [UU 2/2021]}", "UU 2/2021"),
        (
            (
                "  - {kode: UU 1/2020, tentang: Pasar, diganti_oleh: [UU 2/2019]}\n  - {kode: UU "
                "2/2019, tentang: Pekan}"
            ),
            "lebih lama",
        ),
        (
            (
                "  - {kode: UU 1/2020, tentang: Pasar, diganti_oleh: [UU 2/2020]}\n"
                "  - {kode: UU 2/2020, tentang: Pekan, diganti_oleh: [UU 1/2020]}"
            ),
            "saling menggantikan",
        ),
        ("  - {kode: UU 1/2020, tentang: Pasar, mengubah: UU 1/2020}", "mengubah dan ke"),
        ("  - {kode: UU 1/2020, tentang: Pasar, masa: [2024, 2020]}", "berakhir sebelum mulai"),
        (
            (
                "  - {kode: UU 1/2020, tentang: Pasar}\n"
                "  - {kode: UU 2/2022, tentang: Perubahan, mengubah: UU 1/2020, ke: 1}\n"
                "  - {kode: UU 3/2021, tentang: Perubahan Kedua, mengubah: UU 1/2020, ke: 2}"
            ),
            "urutan tahun",
        ),
        ("  - {kode: undang-undang satu, tentang: Pasar}", "bentuk teks"),
    ],
)
def test_a_register_that_contradicts_itself_is_refused(tmp_path: Path, entries: str, said: str) -> None:
    (tmp_path / FILE).write_text(KINDS + entries + "\n", encoding="utf-8")
    with pytest.raises(MappingFileError, match=said):
        load_regulations(tmp_path)


def test_users_may_add_and_replace_entries() -> None:
    shipped = regulations()
    extra = [
        {"kode": "PermenPANRB 1/2031", "tentang": "Pembangunan Zona Integritas"},
        {**_entry("PermenPANRB 90/2021"), "diganti_oleh": ["PermenPANRB 1/2031"]},
    ]
    register = merge_regulations(shipped, extra, "aturan-saya.yaml")
    old = register.by_code["PermenPANRB 52/2014"]
    assert [item.kode for item in register.successors(old, 2031)] == ["PermenPANRB 1/2031"]
    assert "PermenPANRB 1/2031" not in shipped.by_code


def _entry(code: str) -> dict[str, object]:
    return regulations().by_code[code].model_dump(exclude_defaults=True)


@pytest.mark.parametrize(
    "entry",
    [
        {"kode": "UU 1/2030"},
        {"kode": "UU 1/2030", "tentang": "Pasar", "diganti_oleh": ["UU 9/2031"]},
        {"judul": 1},
    ],
)
def test_a_users_wrong_entry_names_their_file(entry: dict[str, object]) -> None:
    with pytest.raises(MappingFileError, match=r"aturan-saya\.yaml"):
        merge_regulations(regulations(), [entry], "aturan-saya.yaml")
