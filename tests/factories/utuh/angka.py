"""The facts of an office's year: dates, decrees, counts and indices that agree wherever they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.factories.office import OfficeLevel, invent_office, invent_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.factories.office import Office

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
# Decrees of the year: key, subject, first month in which it may be signed.
DECREES = (
    ("sk_tim", "Tim Pembangunan Zona Integritas", 1),
    ("sk_agen", "Agen Perubahan", 1),
    ("sk_rencana", "Rencana Kerja Pembangunan Zona Integritas", 2),
    ("sk_iku", "Indikator Kinerja Utama", 2),
    ("sk_sop", "Standar Operasional Prosedur", 3),
    ("sk_spip", "Satuan Tugas Sistem Pengendalian Intern Pemerintah", 4),
    ("sk_standar", "Standar Pelayanan", 5),
    ("sk_inovasi", "Inovasi Pelayanan", 6),
)
# Every other event: key and month.
_EVENTS = (
    ("tgl_canang", 2),
    ("tgl_sop_eval", 10),
    ("tgl_ti1", 6),
    ("tgl_ti2", 12),
    ("tgl_kip_eval", 11),
    ("tgl_abk", 3),
    ("tgl_mutasi", 7),
    ("tgl_tna", 2),
    ("tgl_pk", 1),
    ("tgl_etik", 4),
    ("tgl_lkj", 2),
    ("tgl_kampanye", 9),
    ("tgl_aduan_eval", 12),
    ("tgl_wbs", 8),
    ("tgl_bk", 5),
    ("tgl_maklumat", 6),
    ("tgl_fkp", 9),
    ("tgl_bench", 8),
    ("tgl_video", 12),
    ("tgl_lke", 12),
    ("tgl_pantau", 11),
)
_INNOVATIONS = (
    "SAPA DERMAGA",
    "LENTERA SUARA",
    "PINTU WARGA",
    "JEMPUT DATA",
    "TEMAN PEMILIH",
    "KAWAN DESA",
    "SUDUT TANYA",
)


def in_words(number: int) -> str:
    """Return a number below 100 in words."""
    if number <= 10:
        return _ONES[number]
    if number == 11:
        return "sebelas"
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    tens, ones = divmod(number, 10)
    return f"{_ONES[tens]} puluh" + (f" {_ONES[ones]}" if ones else "")


def written(day: date) -> str:
    """Return a date as reports write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def decimal(value: float) -> str:
    """Return a value with two decimals and a comma."""
    return f"{value:.2f}".replace(".", ",")


def percent(part: int, whole: int) -> str:
    """Return a share in percent, with as many decimals as it needs, at most two."""
    return decimal(100 * part / whole).removesuffix(",00")


def quality(value: float) -> str:
    """Return the quality of an IKM by the intervals of Permen PANRB 14/2017."""
    return "sangat baik" if value >= 88.31 else "baik" if value >= 76.61 else "kurang baik"


@dataclass(frozen=True)
class Whole:
    """An office in a year, and everything that its documents tell of it.

    Attributes:
        facts: what the blanks of `naskah.yaml` stand for.
        decrees: key, number, date and subject, by date.
    """

    office: Office
    year: int
    facts: Mapping[str, str]
    decrees: tuple[tuple[str, int, date, str], ...]
    team: tuple[int, ...]
    survey: tuple[tuple[int, float], ...]
    style: int


def workday(rng: Random, year: int, month: int, first: int = 1, last: int = 28) -> date:
    """Return a working day of a month; none between Christmas and New Year, when reports are signed."""
    day = date(year, month, rng.randint(first, min(last, 22) if month == 12 else min(last, 24)))
    while day.weekday() > 4 or (day.day, day.month) in {(1, 1), (1, 5), (1, 6), (17, 8)}:
        day += timedelta(1)
    return day


def invent_whole(seed: int, level: OfficeLevel = OfficeLevel.KABUPATEN, year: int = 2025) -> Whole:
    """Return the office and facts of a seed; the same seed gives the same."""
    rng = Random(seed)
    office = invent_office(rng, level)
    while len(_people(office)) < 5:  # two persons of one name would look like a slip
        office = invent_office(rng, level)
    facts: dict[str, str] = {}
    decrees = _decrees(rng, office, year, facts)
    _events(rng, year, facts)
    team = tuple(rng.randint(2, 4) for _ in range(6))
    _names(rng, office, year, facts)
    _counts(rng, facts, sum(team) + 6)
    survey = _surveys(rng, facts)
    return Whole(office, year, facts, decrees, team, survey, seed)


def _people(office: Office) -> set[str]:
    """Return the different names, without degrees, of those that a report mentions."""
    people = (office.ketua, office.sekretaris, *office.anggota[:1], *office.staff)
    return {officer.name.partition(",")[0] for officer in people}


def _decrees(
    rng: Random, office: Office, year: int, facts: dict[str, str]
) -> tuple[tuple[str, int, date, str], ...]:
    days = sorted((workday(rng, year, month, 6), key, subject) for key, subject, month in DECREES)
    number = rng.randint(3, 30)
    found = []
    for day, key, subject in days:
        number += rng.randint(1, 9)
        facts[key] = f"Keputusan {office.satker} Nomor {number} Tahun {year}"
        facts[f"tgl_{key}"] = written(day)
        found.append((key, number, day, subject))
    return tuple(found)


def _events(rng: Random, year: int, facts: dict[str, str]) -> None:
    for key, month in _EVENTS:
        facts[key] = written(workday(rng, year, month))
    canang = workday(rng, year, 2)
    facts |= {"tgl_canang": written(canang), "hari_canang": DAYS[canang.weekday()]}
    facts["tgl_pleno"] = written(workday(rng, year, 1, 2, 5))
    for quarter in range(1, 5):
        facts[f"mon{quarter}"] = written(workday(rng, year, 3 * quarter, 15))
    start = workday(rng, year, 11, 3, 10)
    facts["tgl_survei"] = f"{start.day} sampai dengan {start.day + 10} November {year}"
    end = date(year, 12, rng.randint(23, 24)) if rng.random() < 0.5 else date(year, 12, rng.randint(29, 31))
    facts["tgl_lapor"] = written(end)


def _names(rng: Random, office: Office, year: int, facts: dict[str, str]) -> None:
    upper = "KPU RI" if office.level is OfficeLevel.PROVINSI else f"KPU Provinsi {office.province}"
    if office.level is OfficeLevel.KIP:
        upper = "KIP Aceh"
    agents = [officer.name.partition(",")[0] for officer in (*office.staff, office.sekretaris)]
    facts |= {
        "satker": office.satker,
        "penuh": office.full_name,
        "provinsi": office.province,
        "kota": office.capital,
        "atasan": upper,
        "tahun": str(year),
        "lalu": str(year - 1),
        "depan": str(year + 1),
        "laman": office.website,
        "tautan_lke": f"https://drive.google.com/drive/folders/contoh-{rng.randint(1000, 9999)}",
        "bench": f"KPU Kota {invent_place(rng)}",
        "inovasi": rng.choice(_INNOVATIONS),
        **{f"agen{place}": name for place, name in enumerate(agents, 1)},
    }


def _counts(rng: Random, facts: dict[str, str], team: int) -> None:
    staff, planned, short = rng.randint(24, 40), rng.choice((32, 40, 48)), rng.randint(2, 6)
    done, commissioners = planned - rng.randint(1, 4), 5
    advice = rng.randint(14, 30)
    undone = rng.randint(1, 3)
    goals = rng.randint(5, 8)
    trained = rng.randint(staff - 8, staff - 1)
    files = rng.randint(40, 80)
    numbers = {
        "komisioner": commissioners,
        "pegawai": staff,
        "jml_semua": staff + commissioners,
        "kegiatan": planned,
        "terlaksana": done,
        "jml_tim": team,
        "rekom": advice,
        "rekom_selesai": advice - undone,
        "rekom_sisa": undone,
        "unggahan": rng.randint(90, 210),
        "menit": rng.randint(10, 15),
        "sop": rng.randint(18, 36),
        "sop_ubah": 5,
        "berkas": files,
        "berkas_sesuai": files - rng.randint(1, 5),
        "mohon": rng.randint(20, 70),
        "mohon_hari": rng.randint(2, 5),
        "butuh": staff + short,
        "kurang": short,
        "mutasi": rng.randint(2, 5),
        "latih": trained,
        "langgar_lalu": rng.randint(4, 7),
        "langgar": rng.randint(1, 3),
        "sasaran": goals,
        "sasaran_tercapai": goals - 1,
        "kampanye": rng.randint(3, 6),
        "risiko": rng.randint(20, 36),
        "risiko_tinggi": rng.randint(2, 6),
        "aduan": rng.randint(6, 19),
        "titik": rng.randint(4, 9),
        "lhkpn": rng.randint(9, 14),
        "layanan": rng.randint(5, 8),
        "pengguna": rng.randint(210, 640),
        "kab": rng.randint(8, 17),
    }
    facts |= {key: str(number) for key, number in numbers.items()}
    facts["jml_tim_kata"] = in_words(team)
    facts["persen"] = percent(done, planned)
    facts["persen_latih"] = percent(trained, staff)


def _surveys(rng: Random, facts: dict[str, str]) -> tuple[tuple[int, float], ...]:
    value = rng.uniform(84.0, 87.5)
    rows = []
    for quarter in range(1, 5):
        rows.append((rng.randint(45, 95), round(value, 2)))
        facts[f"ikm{quarter}"] = decimal(rows[-1][1])
        value += rng.uniform(0.8, 2.0)
    facts["mutu4"] = quality(rows[-1][1])
    facts["resp_total"] = str(sum(count for count, _ in rows))
    for key in ("ipak", "ipkp"):
        index = rng.randint(357, 394) / 100
        facts[key], facts[f"{key}100"] = decimal(index), decimal(index * 25)
    facts["resp_luar"] = str(rng.randint(101, 160))
    facts["sakip_lalu"] = decimal(rng.uniform(66, 69.5))
    facts["sakip"] = decimal(rng.uniform(70.5, 76))
    facts["capaian_lalu"] = decimal(rng.uniform(94, 98))
    facts["capaian"] = decimal(rng.uniform(98.5, 103))
    return tuple(rows)
