from __future__ import annotations

from datetime import date

import pytest

from assistant.language.dates import DateKind, find_dates, month_number, months_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("pada tanggal 28 Oktober 2025 di aula", date(2025, 10, 28)),
        ("28-10-2025", date(2025, 10, 28)),
        ("28/10/2025", date(2025, 10, 28)),
        ("2025-10-28", date(2025, 10, 28)),
        ("Senin, 3 Nopember tahun 2025", date(2025, 11, 3)),
    ],
)
def test_days(text: str, day: date) -> None:
    (mention,) = find_dates(text)
    assert (mention.kind, mention.day) == (DateKind.DAY, day)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Januari s.d. Maret 2026", (1, 2, 3)),
        ("Januari- Desember 2026", tuple(range(1, 13))),
        ("Januari Desember 2026", tuple(range(1, 13))),
        ("Maret sampai dengan Juni", (3, 4, 5, 6)),
        ("April, Juli, Oktober, Desember 2026", (4, 7, 10, 12)),
        ("Februari September,Oktober, Desember", (2, 9, 10, 12)),
        ("Mei 2026 dan Desember 2026", (5, 12)),
        ("Januari / Juni 2026", (1, 6)),
        ("Januari minggu ke-2 tahun 2026", (1,)),
        ("Januari dan Februari minggu ke-1 tahun 2026", (1, 2)),
        ("Per-bulan (Januari- Maret)", (1, 2, 3)),
        ("Oktober 2025 s.d. Januari 2026", (1, 10, 11, 12)),
        ("setiap triwulan", (3, 6, 9, 12)),
        ("per bulan", tuple(range(1, 13))),
        ("Semester II 2026", (7, 8, 9, 10, 11, 12)),
        ("Triwulan I, II dan IV", (1, 2, 3, 4, 5, 6, 10, 11, 12)),
        ("TW I s.d. III", tuple(range(1, 10))),
        ("minggu ke-2 Januari", (1,)),
        ("paling lambat 15 Mei 2026", (5,)),
        ("sepanjang tahun 2026", tuple(range(1, 13))),
        ("menyesuaikan", ()),
        ("tahun 2026", ()),
    ],
)
def test_months_of_a_deadline(text: str, months: tuple[int, ...]) -> None:
    assert months_in(text) == months


@pytest.mark.parametrize(
    "text",
    ["Nomor 172/PW.02-BA/1971/2025", "pukul 10.30", "para pejabat dan mar", "Maria Septiani", "nilai 3,96"],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == ()


def test_a_day_that_does_not_exist_keeps_its_month() -> None:
    (mention,) = find_dates("31 Februari 2025")
    assert (mention.day, mention.months, mention.year) == (None, (2,), 2025)


def test_mentions_are_in_order_and_do_not_overlap() -> None:
    text = "Rapat 3 Mei 2025, monitoring triwulan II dan Juli s.d. Agustus, minggu ke-2."
    mentions = find_dates(text)
    assert [text[m.start : m.end] for m in mentions] == [
        "3 Mei 2025",
        "triwulan II",
        "Juli s.d. Agustus",
        "minggu ke-2",
    ]


def test_short_names_of_months() -> None:
    assert [month_number(m) for m in ("Jan", "Agt", "Des.", "Xyz")] == [1, 8, 12, None]
