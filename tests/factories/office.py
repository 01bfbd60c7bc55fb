"""Offices that exist nowhere: place, level, officers, address; the same seed gives the same office."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

# Every invented thing says so where a format has room for it (document properties, README).
INVENTED = "Rekaan untuk pengujian; tidak merujuk satuan kerja atau orang yang nyata."

_ONSETS = ("B", "D", "G", "K", "L", "M", "P", "R", "S", "T", "J", "W")
_MIDDLES = ("andu", "eru", "ila", "ompa", "asi", "engka", "urai", "alim", "isu", "owa", "umba", "erani")
_ENDINGS = ("ndai", "wari", "tosa", "lumba", "rengka", "sempu", "ntira", "kasih", "lowe", "dusa")
_FIRST_NAMES = (
    "Harun",
    "Mirna",
    "Sabda",
    "Rukmini",
    "Tegar",
    "Laksmi",
    "Wahyu",
    "Nirmala",
    "Bagas",
    "Sekar",
    "Jati",
)
_LAST_NAMES = (
    "Wiratmaja",
    "Pandansari",
    "Kelanawati",
    "Rumbayan",
    "Setyabudi",
    "Lindungan",
    "Asmarani",
    "Purbaya",
)
_DEGREES = ("S.H.", "S.Sos.", "S.E.", "S.T.", "S.IP.", "M.Si.")
_STREETS = ("Jalan Kenanga", "Jalan Merbau", "Jalan Layar", "Jalan Pematang", "Jalan Dermaga Lama")


class OfficeLevel(StrEnum):
    """The four shapes an office's name takes."""

    KABUPATEN = "kabupaten"
    KOTA = "kota"
    PROVINSI = "provinsi"
    KIP = "kip"


@dataclass(frozen=True)
class Officer:
    """A person in an office; `nip` is empty for commissioners, who are no civil servants."""

    name: str
    position: str
    nip: str = ""


@dataclass(frozen=True)
class Office:
    """An invented office.

    Attributes:
        place: the name of the regency, city or province without its kind (`Muara Lindai`).
        code: the four digits that stand in letter numbers; 99.. is no province.
    """

    level: OfficeLevel
    place: str
    province: str
    capital: str
    code: str
    address: str
    ketua: Officer
    anggota: tuple[Officer, ...]
    sekretaris: Officer
    staff: tuple[Officer, ...] = field(default=())

    @property
    def region(self) -> str:
        """The place with its kind: `Kabupaten Muara Lindai`."""
        kind = {
            OfficeLevel.KABUPATEN: "Kabupaten",
            OfficeLevel.KOTA: "Kota",
            OfficeLevel.PROVINSI: "Provinsi",
            OfficeLevel.KIP: "Kabupaten",
        }[self.level]
        return f"{kind} {self.place}"

    @property
    def satker(self) -> str:
        """The short, canonical name: `KPU Kabupaten Muara Lindai`."""
        return f"{'KIP' if self.level is OfficeLevel.KIP else 'KPU'} {self.region}"

    @property
    def full_name(self) -> str:
        """The name as decrees spell it: `Komisi Pemilihan Umum Kabupaten Muara Lindai`."""
        body = "Komisi Independen Pemilihan" if self.level is OfficeLevel.KIP else "Komisi Pemilihan Umum"
        return f"{body} {self.region}"

    @property
    def website(self) -> str:
        """The office's web address."""
        kind = {"kabupaten": "kab", "kota": "kota", "provinsi": "prov", "kip": "kab"}[self.level.value]
        return f"https://{kind}-{self.place.lower().replace(' ', '')}.kpu.go.id"


def invent_place(rng: Random) -> str:
    """Return a place name of one or two words, built from syllables."""

    def word() -> str:
        return rng.choice(_ONSETS) + rng.choice(_MIDDLES) + rng.choice(_ENDINGS)

    return word() if rng.random() < 0.6 else f"{word()} {rng.choice(('Hilir', 'Hulu', 'Raya', 'Utara'))}"


def invent_nip(rng: Random) -> str:
    """Return a NIP in the usual grouping; its running number 99x is given to nobody."""
    born = f"{rng.randint(1968, 1995)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    hired = f"{rng.randint(2003, 2020)}{rng.randint(1, 12):02d}"
    return f"{born} {hired} {rng.choice('12')} 99{rng.randint(0, 9)}"


def _invent_officer(rng: Random, position: str, *, civil_servant: bool) -> Officer:
    name = f"{rng.choice(_FIRST_NAMES)} {rng.choice(_LAST_NAMES)}, {rng.choice(_DEGREES)}"
    return Officer(name, position, invent_nip(rng) if civil_servant else "")


def invent_office(rng: Random, level: OfficeLevel = OfficeLevel.KABUPATEN) -> Office:
    """Return an office whose place, people and address are made up from `rng`."""
    place = invent_place(rng)
    capital = invent_place(rng)
    province = (
        place if level is OfficeLevel.PROVINSI else "Aceh" if level is OfficeLevel.KIP else invent_place(rng)
    )
    divisions = ("Teknis Penyelenggaraan", "Perencanaan, Data, dan Informasi", "Hukum dan Pengawasan")
    return Office(
        level=level,
        place=place,
        province=province,
        capital=capital,
        code=f"99{rng.randint(10, 99)}",
        address=f"{rng.choice(_STREETS)} Nomor {rng.randint(1, 180)}, {capital}",
        ketua=_invent_officer(rng, "Ketua", civil_servant=False),
        anggota=tuple(
            _invent_officer(rng, f"Anggota Divisi {name}", civil_servant=False) for name in divisions
        ),
        sekretaris=_invent_officer(rng, "Sekretaris", civil_servant=True),
        staff=tuple(
            _invent_officer(rng, f"Kepala Subbagian {name}", civil_servant=True)
            for name in ("Keuangan, Umum, dan Logistik", "Hukum dan Sumber Daya Manusia")
        ),
    )
