from __future__ import annotations

import pytest

from assistant.language.legal_bases import Role, read_mentions
from assistant.language.title_match import TitleFit, match_title


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("UU Nomor 7 Tahun 2017 dan UU Nomor 30 Tahun 2014;", [Role.BASE, Role.BASE]),
        (
            "UU Nomor 7 Tahun 2017 sebagaimana telah diubah dengan UU Nomor 7 Tahun 2023",
            [Role.BASE, Role.AMENDMENT],
        ),
        (
            (
                "UU Nomor 1 Tahun 2015 sebagaimana telah beberapa kali diubah terakhir dengan "
                "UU Nomor 6 Tahun 2020"
            ),
            [Role.BASE, Role.AMENDMENT],
        ),
        ("UU Nomor 31 Tahun 1999 jo. UU Nomor 20 Tahun 2001", [Role.BASE, Role.AMENDMENT]),
        (
            "UU Nomor 1 Tahun 2015 yang telah diubah dengan UU Nomor 8 Tahun 2015 dan UU Nomor 10 Tahun 2016",
            [Role.BASE, Role.AMENDMENT, Role.AMENDMENT],
        ),
        (
            "PP Nomor 17 Tahun 2020 tentang Perubahan atas PP Nomor 11 Tahun 2017 tentang Manajemen PNS",
            [Role.BASE, Role.OBJECT],
        ),
        (
            "PP Nomor 61 Tahun 2010 tentang Pelaksanaan Undang-Undang Nomor 14 Tahun 2008",
            [Role.BASE, Role.OBJECT],
        ),
        (
            "PP Nomor 53 Tahun 2010 yang telah diganti dengan PP Nomor 94 Tahun 2021",
            [Role.HISTORY, Role.BASE],
        ),
        ("PP Nomor 94 Tahun 2021 yang mencabut PP Nomor 53 Tahun 2010", [Role.BASE, Role.HISTORY]),
        ("PP Nomor 53 Tahun 2010 tentang Disiplin PNS sudah tidak berlaku lagi.", [Role.HISTORY]),
        ("Perppu Nomor 1 Tahun 2022 yang telah ditetapkan menjadi undang-undang", [Role.HISTORY]),
    ],
)
def test_the_part_that_each_citation_plays(text: str, roles: list[Role]) -> None:
    assert [mention.role for mention in read_mentions(text)] == roles


def test_titles_are_parted_and_gazettes_go_to_the_regulation_that_they_publish() -> None:
    first, amending, named = read_mentions(
        "PP Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil (Lembaran Negara "
        "Republik Indonesia Tahun "
        "2017 Nomor 63) sebagaimana telah diubah dengan PP Nomor 17 Tahun 2020 tentang "
        "Perubahan atas PP Nomor 11 "
        "Tahun 2017 tentang Manajemen Pegawai Negeri Sipil (Lembaran Negara "
        "Tahun 2020 Nomor 68);"
    )
    assert first.subject == named.subject == "Manajemen Pegawai Negeri Sipil"
    assert [gazette.number for gazette in first.gazettes] == ["63"]
    assert [gazette.number for gazette in amending.gazettes] == ["68"]
    assert (amending.of, named.of) == (0, 1)


def test_an_entry_broken_by_a_page_goes_on() -> None:
    (mention,) = read_mentions(
        "10. Perpres Nomor 16 Tahun 2018 tentang Pengadaan", unfinished="tentang Perubahan atas", skip=3
    )
    assert mention.role is Role.OBJECT


@pytest.mark.parametrize("word", ["tenang", "tentng", "tetang"])
def test_a_misspelt_linking_word_is_kept(word: str) -> None:
    (mention,) = read_mentions(f"Keputusan KPU Kota Tanjung Asri Nomor 12 Tahun 2025 {word} Tim Kerja")
    assert (mention.subject, mention.linking) == ("Tim Kerja", word)


@pytest.mark.parametrize(
    ("printed", "fit"),
    [
        ("pembangunan dan evaluasi zona integritas di instansi pemerintah", TitleFit.SAME),
        ("pembangunan dan evaluasi zona lntegritas di instansi pernerintah", TitleFit.SAME),  # scanned
        ("pembangunan dan evaluasi zonaintegritas di instansi pemerintah", TitleFit.SAME),
        ("pembangunan dan evaluasi zona integritas di instansi pemerintah telah dilaksanakan", TitleFit.SAME),
        ("pembangunan dan evaluasi zona integritas", TitleFit.SHORT),
        ("pembangunan kantor dan gudang evaluasi zona integritas di instansi pemerintah", TitleFit.GARBLED),
        ("disiplin pegawai negeri sipil", TitleFit.OTHER),
    ],
)
def test_how_a_printed_title_fits(printed: str, fit: TitleFit) -> None:
    official = "pembangunan dan evaluasi zona integritas di instansi pemerintah"
    assert match_title(official.split(), printed.split()).fit is fit
