"""The list of offices to write for (`--satker`): CSV as Excel saves it, or YAML; faults with their line."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import RootModel

from assistant.document import Level
from assistant.errors import InputError, LimitError, UsageError
from assistant.language.clean import fold
from assistant.language.satker import Satker, parse_satker, satker_of
from assistant.retargeting.model import Office
from assistant.retargeting.source import LEVEL_WORD
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from assistant.retargeting.rules import RetargetRules

# Indonesia has 552 election offices; the limits leave room and stop a wrong file.
_MAX_BYTES = 1_000_000
_MAX_OFFICES = 1000
_MAX_VALUE = 300
_YAML_ENDINGS = (".yaml", ".yml")
_ACEH = "Aceh"
_NAME = re.compile(
    r"(?P<body>KPU|KIP|Komisi Pemilihan Umum|Komisi Independen Pemilihan)\s+"
    r"(?P<level>Provinsi|Kabupaten|Kota)\s+"
    r"(?P<place>[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,4})",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SITE = re.compile(r"(?:https?://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?:/[\w./~%-]*)?", re.IGNORECASE)
_FIELDS = {
    "kedudukan": "seat", "alamat": "address", "telepon": "phone", "situs": "site", "email": "email",
    "media_sosial": "social", "ketua": "chair", "sekretaris": "secretary",
}  # fmt: skip


@dataclass(frozen=True)
class OfficeList:
    """The offices of a file in order, and Indonesian sentences on columns that are not known."""

    offices: tuple[Office, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Row:
    """An entry of the file: where it stands, and its values by the title as written."""

    where: str
    values: Mapping[str, str]


def read_offices(path: Path, rules: RetargetRules) -> OfficeList:
    """Return the offices that a CSV or YAML file lists.

    Raises:
        UsageError: the file is not there.
        LimitError: it is too large, or lists too many.
        InputError: an entry is wrong; the message names line and field.
    """
    if not path.is_file():
        raise UsageError(
            f"Daftar satker {path} tidak ditemukan.", "Periksa nama berkas pada pilihan --satker."
        )
    if path.stat().st_size > _MAX_BYTES:
        raise LimitError(
            f"Daftar satker {path.name} terlalu besar (batas 1 MB).", "Pastikan berkasnya benar."
        )
    rows = list(_yaml_rows(path) if path.suffix.lower() in _YAML_ENDINGS else _csv_rows(path))
    if not rows:
        raise InputError(f"Daftar satker {path.name} kosong.", "Tuliskan paling sedikit satu satker.")
    if len(rows) > _MAX_OFFICES:
        raise LimitError(
            f"Daftar satker {path.name} memuat lebih dari {_MAX_OFFICES} satker.", "Bagi berkasnya."
        )
    known = {fold(title): field for field, titles in rules.kolom.items() for title in (field, *titles)}
    offices = [_Entry(path.name, row, known).office() for row in rows]
    _refuse_doubles(path.name, rows, offices)
    unknown = dict.fromkeys(title for row in rows for title in row.values if fold(title) not in known)
    told = f"Kolom tidak dikenal pada {path.name} dan diabaikan: {', '.join(unknown)}."
    return OfficeList(tuple(offices), (told,) if unknown else ())


def _refuse_doubles(name: str, rows: list[_Row], offices: list[Office]) -> None:
    first: dict[str, str] = {}
    for row, office in zip(rows, offices, strict=True):
        key = fold(office.satker.name)
        if key in first:
            raise InputError(
                f"Daftar satker {name}: {office.satker.name} ada dua kali ({first[key]} dan {row.where}).",
                "Hapus salah satunya.",
            )
        first[key] = row.where


def _csv_rows(path: Path) -> Iterator[_Row]:
    """Yield the rows of a CSV file; the separator is the one that its first line has most of."""
    text = _decoded(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max((";", ",", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    titles: list[str] | None = None
    try:
        for row in reader:
            values = [value.strip() for value in row]
            if not any(values):
                continue
            if titles is None:
                titles = values
                continue
            if len(values) > len(titles) and any(values[len(titles) :]):
                raise InputError(
                    f"Daftar satker {path.name}, baris {reader.line_num}: nilai lebih banyak daripada kolom.",
                    "Beri tanda kutip pada nilai yang memuat tanda pemisah.",
                )
            yield _Row(f"baris {reader.line_num}", dict(zip(titles, values, strict=False)))
    except csv.Error as error:
        raise InputError(
            f"Daftar satker {path.name}, baris {reader.line_num}: bukan CSV yang sah.",
            "Simpan ulang sebagai CSV.",
        ) from error


def _decoded(path: Path) -> str:
    """Return the text of a CSV file: UTF-8 with or without mark, else as Excel on Windows writes it."""
    data = path.read_bytes()
    if data[:2] in (b"PK", b"\xd0\xcf") or b"\x00" in data:
        raise InputError(
            f"Daftar satker {path.name} bukan CSV atau YAML.",
            "Simpan lembar Excel sebagai CSV terlebih dahulu.",
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"Daftar satker {path.name} bukan teks UTF-8.", "Simpan ulang sebagai CSV UTF-8.")


class _Content(RootModel[Any]):
    """Any YAML."""


def _yaml_rows(path: Path) -> Iterator[_Row]:
    """Yield the entries of a YAML file: one office, a list, or a list under `satker`."""
    data = load_validated(path, _Content).root
    if isinstance(data, dict) and isinstance(data.get("satker"), (list, dict)):
        data = data["satker"]
    entries = data if isinstance(data, list) else [data]
    for number, entry in enumerate(entries, 1):
        where = f"satker ke-{number}"
        if isinstance(entry, str):
            entry = {"nama": entry}
        if not isinstance(entry, dict):
            raise InputError(
                f"Daftar satker {path.name}, {where}: seharusnya kumpulan isian.",
                "Tulis misalnya nama: KPU Kota X.",
            )
        for title, value in entry.items():
            if isinstance(value, (list, dict)):
                raise InputError(
                    f"Daftar satker {path.name}, {where}, isian '{title}': seharusnya teks.",
                    "Tuliskan satu nilai.",
                )
        yield _Row(where, {str(k): "" if v is None else str(v).strip() for k, v in entry.items()})


def _named_office(name: str) -> Satker | None:
    """Return the office of a name that only begins like a listed region; None if it has no level word."""
    match = _NAME.fullmatch(name)
    level = next(
        (lv for lv, word in LEVEL_WORD.items() if match and word.lower() == match["level"].lower()), None
    )
    if match is None or level is None:
        return None
    satker = satker_of(level, " ".join(match["place"].split()))
    is_kip = match["body"].lower() in ("kip", "komisi independen pemilihan")
    return replace(satker, name=satker.name.replace("KPU ", "KIP ", 1)) if is_kip else satker


@dataclass(frozen=True)
class _Entry:
    """One entry on its way to an office."""

    file: str
    row: _Row
    known: Mapping[str, str]

    def office(self) -> Office:
        """Return the office, every value checked."""
        values: dict[str, str] = {}
        for title, value in self.row.values.items():
            field = self.known.get(fold(title))
            if field and value:
                self._check(title, value, field)
                values.setdefault(field, value)
        satker = self._satker(values)
        facts = {_FIELDS[field]: value for field, value in values.items() if field in _FIELDS}
        return Office(satker, **facts)

    def _check(self, title: str, value: str, field: str) -> None:
        """Refuse what no office's fact looks like: it would be carried into every document."""
        if len(value) > _MAX_VALUE:
            raise self._fault(title, f"terlalu panjang (batas {_MAX_VALUE} huruf)")
        if not value.isprintable():
            raise self._fault(title, "memuat baris baru atau tanda kendali")
        if value.startswith("=") or "{{" in value or "{%" in value or "[ISI" in value:
            raise self._fault(title, f"memuat rumus atau kode ('{value[:30]}')")
        if field == "email" and not _EMAIL.fullmatch(value):
            raise self._fault(title, f"bukan alamat email ('{value[:30]}')")
        if field == "situs" and not _SITE.fullmatch(value):
            raise self._fault(title, f"bukan alamat situs ('{value[:30]}')")

    def _satker(self, values: Mapping[str, str]) -> Satker:
        name, level = values.get("nama", ""), self._level(values)
        place = values.get("tempat", "")
        satker = None
        if name:
            satker = parse_satker(name) or parse_satker(f"KPU {name}") or _named_office(name)
            if satker is not None and satker.level is None and level is not None:
                satker = satker_of(level, satker.place)
        elif level is not None and place:
            satker = satker_of(level, re.sub(r"(?i)^(?:provinsi|kabupaten|kab\.|kota)\s+", "", place))
        if satker is None or satker.level in (None, Level.PUSAT) or not satker.place:
            raise self._fault(
                "nama", f"bukan nama satker daerah yang dikenal ('{name[:60]}')",
                "Tulis lengkap, misalnya KPU Kabupaten Sukamaju; atau isi kolom tingkat dan tempat.",
            )  # fmt: skip
        if level is not None and satker.level is not level:
            raise self._fault("tingkat", f"tidak sesuai dengan nama {satker.name}")
        return self._in_province(satker, values.get("provinsi", ""))

    def _level(self, values: Mapping[str, str]) -> Level | None:
        word = fold(values.get("tingkat", ""))
        if not word:
            return None
        for level, shown in LEVEL_WORD.items():
            if word in (level.value, shown.lower(), shown[:3].lower()):
                return level
        raise self._fault("tingkat", f"harus provinsi, kabupaten, atau kota (tertulis: '{word[:30]}')")

    def _in_province(self, satker: Satker, province: str) -> Satker:
        """Return the office with its province; in Aceh it is a KIP."""
        if province:
            official = satker_of(Level.PROVINSI, re.sub(r"(?i)^provinsi\s+", "", province)).place
            if satker.province and satker.province != official:
                raise self._fault("provinsi", f"{satker.name} ada di provinsi {satker.province}")
            satker = replace(satker, province=official)
        if satker.name.startswith("KIP ") and satker.province is None:
            satker = replace(satker, province=_ACEH)
        if satker.province == _ACEH and satker.name.startswith("KPU "):
            satker = replace(satker, name="KIP " + satker.name.removeprefix("KPU "))
        return satker

    def _fault(
        self, field: str, said: str, remedy: str = "Perbaiki isian itu lalu jalankan kembali."
    ) -> InputError:
        return InputError(f"Daftar satker {self.file}, {self.row.where}, isian '{field}': {said}.", remedy)
