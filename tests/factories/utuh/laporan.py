"""A whole report in format 1766: what letter and reviewer ask for, in several hands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from tests.factories.laporan import AREAS, SUB_AREAS
from tests.factories.office import OfficeLevel
from tests.factories.spec import (
    Align,
    DocumentSpec,
    Heading,
    Line,
    ListItem,
    PageStyle,
    Paragraph,
    Picture,
    TableSpec,
    WebLink,
)
from tests.factories.utuh.angka import decimal, quality, written
from tests.factories.utuh.dasar import citations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.factories.spec import Element
    from tests.factories.utuh.angka import Whole

_SOP = (
    ("Permohonan data pemilih", 9, 5),
    ("Permohonan informasi publik", 8, 6),
    ("Pindah memilih", 7, 5),
    ("Penerimaan tamu", 5, 3),
    ("Pengelolaan surat masuk", 10, 7),
    ("Peminjaman arsip", 6, 4),
    ("Pengajuan perjalanan dinas", 12, 9),
)
# Kendala, dampak, upaya, dan langkah tindak lanjut yang menjawabnya.
_OBSTACLES = (
    (
        "Anggaran kegiatan dikurangi pada semester kedua",
        "Dua kegiatan bergeser ke tahun berikutnya",
        "Menggabungkan kegiatan sejenis",
        "mengusulkan anggaran bagi kegiatan yang tertunda",
        "Subbagian Keuangan, Umum, dan Logistik",
    ),
    (
        "Pegawai merangkap tugas karena formasi belum terisi",
        "Bukti dukung terlambat dihimpun",
        "Membagi ulang beban kerja melalui mutasi internal",
        "mengusulkan formasi pegawai yang belum terisi",
        "Subbagian Hukum dan Sumber Daya Manusia",
    ),
    (
        "Jaringan internet di wilayah terpencil tidak stabil",
        "Layanan daring sering terputus",
        "Menyediakan formulir luring yang disinkronkan kemudian",
        "memperluas layanan keliling ke wilayah dengan jaringan internet lemah",
        "Subbagian Perencanaan, Data, dan Informasi",
    ),
    (
        "Sebagian warga belum mengenal saluran pengaduan",
        "Keluhan disampaikan lewat perantara",
        "Memasang poster saluran pengaduan di kantor desa",
        "memperkenalkan saluran pengaduan kepada warga di seluruh kecamatan",
        "Subbagian Teknis Penyelenggaraan",
    ),
    (
        "Arsip lama belum tertata menurut indikator",
        "Pencarian bukti memakan waktu",
        "Menyusun daftar arsip bersama petugas tiap subbagian",
        "menuntaskan penataan arsip lama menurut indikator",
        "Subbagian Keuangan, Umum, dan Logistik",
    ),
)
_DEADLINES = ("Januari", "Februari", "Maret", "Mei", "Juni", "September")


@cache
def naskah() -> dict[str, Any]:
    """Return the stock of sentences by section."""
    text = Path(__file__).with_name("naskah.yaml").read_text(encoding="utf-8")
    stock: dict[str, Any] = yaml.safe_load(text)
    return stock


@dataclass(frozen=True)
class Hand:
    """How an office writes: what the format leaves open.

    Attributes:
        by_chapter: captions are numbered `2.1` rather than `1`.
        stop: what stands between a caption's label and its words.
        sub: the marker of sub-areas.
        upper: area headings in capitals.
        gazette: legal bases with their numbers in the gazette.
        joined: sentences of a sub-area stand in one paragraph.
        deputy: the Sekretaris signs, with NIP.
    """

    by_chapter: bool
    stop: str
    sub: str
    upper: bool
    gazette: bool
    joined: bool
    deputy: bool

    def sub_marker(self, place: int) -> str:
        """Return the marker of the sub-area at a place (from 1)."""
        return self.sub.format(place if "{:d}" in self.sub else chr(96 + place))


def invent_hand(seed: int) -> Hand:
    """Return the hand of a seed; ten seeds in a row cover every choice."""
    return Hand(
        by_chapter=seed % 3 != 0,
        stop=(" ", ": ", ". ")[seed % 3],
        sub=("{:d})", "{:s}.", "{:d})", "{:s})")[seed % 4],
        upper=seed % 5 == 0,
        gazette=seed % 2 == 0,
        joined=seed % 4 == 1,
        deputy=seed % 5 == 2,
    )


def whole_laporan(whole: Whole, *, pictures: bool = True) -> DocumentSpec:
    """Return the report of an office's year, without a known fault."""
    return _Writer(whole, pictures).document()


class _Writer:
    """Writes one report; counts its captions."""

    def __init__(self, whole: Whole, pictures: bool) -> None:
        self._whole, self._pictures = whole, pictures
        self._office, self._year = whole.office, whole.year
        self._rng = Random(whole.style * 7919 + whole.year)
        self._hand = invent_hand(whole.style)
        self._figures = 0
        self._obstacles = self._rng.sample(_OBSTACLES, self._rng.randint(3, 5))
        names = ("tabel_tim", "tabel_sop", "tabel_ikm", "tabel_hasil", "tabel_kendala", "tabel_lanjut")
        self._labels = {name: f"Tabel {self._number(place)}" for place, name in enumerate(names[:5], 1)}
        self._labels["gambar_inovasi"] = f"Gambar {self._number(12 if pictures else 0)}"
        self._facts = {**whole.facts, **self._labels}

    def _number(self, place: int) -> str:
        return f"2.{place}" if self._hand.by_chapter else str(place)

    def document(self) -> DocumentSpec:
        elements: list[Element] = [*self._front(), *self._introduction(), *self._results()]
        elements += [*self._closing(), *self._annex()]
        office, year = self._office, self._year
        title = f"Laporan Hasil Pembangunan Zona Integritas {office.satker} Tahun {year}"
        return DocumentSpec(title, tuple(elements), header=title)

    def _paragraphs(self, key: str) -> Iterator[Paragraph]:
        """Yield the paragraphs of a section, each sentence in one of its wordings."""
        slots = [
            (" ".join(self._rng.choice(s) for s in slot["kalimat"]), slot.get("kode"))
            for slot in naskah()[key]
        ]
        if self._hand.joined and len(slots) > 1 and key.count(".") > 2:
            slots = [(" ".join(text for text, _ in slots), slots[0][1])]
        for text, code in slots:
            filled = text.format_map(self._facts)
            links = tuple(
                WebLink(url, url)
                for url in (self._facts["laman"], self._facts["tautan_lke"])
                if url in filled
            )
            yield Paragraph(filled, links, code)

    def _front(self) -> Iterator[Element]:
        office, year = self._office, self._year
        yield PageStyle(numbering="", running_lines=False)
        yield Line("LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS", bold=True, size=18)
        yield Line(f"TAHUN {year}", bold=True, size=18)
        yield Line(f"PADA {office.full_name.upper()}", bold=True, size=14, space_before=60)
        yield Line(office.address)
        if office.level is not OfficeLevel.PROVINSI:
            yield Line(f"Provinsi {office.province}")
        yield PageStyle(start=1)

    def _introduction(self) -> Iterator[Element]:
        yield Heading(1, "BAB I", "PENDAHULUAN")
        yield Heading(2, "A.", "LATAR BELAKANG")
        yield from self._paragraphs("latar")
        yield Heading(2, "B.", "MAKSUD DAN TUJUAN")
        yield from self._paragraphs("maksud")
        for place, choices in enumerate(naskah()["tujuan"], 1):
            yield ListItem(f"{place}.", self._rng.choice(choices).format_map(self._facts))
        yield Heading(2, "C.", "DASAR HUKUM")
        yield from self._bases()

    def _bases(self) -> Iterator[Element]:
        texts = citations(self._rng, gazette=self._hand.gazette, share=0.7, year=self._year)
        texts.append("Surat Ketua KPU Nomor 1766/PW.02-SD/11/2025 tanggal 17 Oktober 2025")
        signed = f"{self._facts['sk_tim']} tanggal {self._facts['tgl_sk_tim']}"
        texts.append(f"{signed} tentang Tim Pembangunan Zona Integritas Tahun {self._year}")
        for place, text in enumerate(texts, 1):
            end = "." if place == len(texts) else "; dan" if place == len(texts) - 1 else ";"
            yield ListItem(f"{place}.", text + end)

    def _results(self) -> Iterator[Element]:
        yield Heading(1, "BAB II", "HASIL PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS")
        yield Heading(2, "A.", "HASIL PELAKSANAAN")
        yield Heading(3, "I.", "KOMPONEN PENGUNGKIT")
        yield from self._paragraphs("pengungkit")
        for number, (code, name) in enumerate(AREAS, 1):
            yield Heading(4, f"{number}.", name.upper() if self._hand.upper else name)
            yield from self._area(code)
        yield Heading(3, "II.", "KOMPONEN HASIL")
        yield from self._paragraphs("hasil")
        yield self._result_table()
        yield Heading(2, "B.", "KENDALA/HAMBATAN DAN UPAYA UNTUK MENGATASINYA")
        yield from self._paragraphs("kendala")
        yield self._table(
            ("No.", "Kendala", "Dampak", "Upaya"),
            [(str(place), *row[:3]) for place, row in enumerate(self._obstacles, 1)],
            "tabel_kendala",
            "Kendala, Dampak, dan Upaya",
        )

    def _area(self, code: str) -> Iterator[Element]:
        yield from self._paragraphs(code)
        if code == "A.I.5" and self._office.level is OfficeLevel.PROVINSI:
            yield from self._paragraphs("provinsi")
        for place, group in enumerate((g for g in SUB_AREAS if g.rpartition(".")[0] == code), 1):
            yield Heading(5, self._hand.sub_marker(place), SUB_AREAS[group])
            yield from self._paragraphs(group)
            yield from self._exhibits(group)

    def _exhibits(self, group: str) -> Iterator[Element]:
        """Yield what is shown below the text of a sub-area: pictures, and the table it refers to."""
        if group == "A.I.1.i":
            yield self._team_table()
        elif group == "A.I.2.i":
            rows = [(str(n), *map(str, row)) for n, row in enumerate(self._rng.sample(_SOP, 5), 1)]
            header = ("No.", "Nama Prosedur", "Langkah Semula", "Langkah Baru")
            yield self._table(header, rows, "tabel_sop", "Prosedur yang Diperbaiki")
        elif group == "A.I.6.iv":
            yield self._survey_table()
        captions = {
            "A.I.1.i": f"Rapat pleno pemilihan anggota tim, {self._facts['tgl_pleno']}",
            "A.I.1.ii": f"Halaman awal video profil {self._office.satker}",
            "A.I.1.iv": f"Apel Senin pagi di halaman kantor {self._office.satker}",
            "A.I.2.i": f"Evaluasi SOP bersama pelaksana, {self._facts['tgl_sop_eval']}",
            "A.I.2.iii": "Tampilan laman e-PPID",
            "A.I.3.iii": f"Pelatihan pegawai tahun {self._year}",
            "A.I.3.v": "Penandatanganan ulang kode etik pegawai",
            "A.I.4.i": "Penandatanganan perjanjian kinerja oleh pimpinan",
            "A.I.5.i": f"Sosialisasi antigratifikasi, {self._facts['tgl_kampanye']}",
            "A.I.5.iii": "Kotak pengaduan di lobi kantor",
            "A.I.6.i": "Maklumat pelayanan di ruang layanan",
            "A.I.6.ii": f"Pelaksanaan inovasi {self._facts['inovasi']}",
            "A.I.6.iv": "Pengisian survei kepuasan oleh pengguna layanan",
        }
        if self._pictures and group in captions:
            self._figures += 1
            label = f"Gambar {self._number(self._figures)}{self._hand.stop.rstrip()}"
            yield Picture("foto", label, captions[group], (self._office.satker.upper(),), 0.5)

    def _table(
        self, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], label: str, caption: str
    ) -> TableSpec:
        return TableSpec(header, tuple(rows), f"{self._labels[label]}{self._hand.stop.rstrip()}", caption)

    def _team_table(self) -> TableSpec:
        units = [
            (f"Kelompok Kerja {name}", count)
            for (_, name), count in zip(AREAS, self._whole.team, strict=True)
        ]
        members = [("Pengarah", 5), ("Ketua Tim", 1), *units]
        rows = [(str(n), name, str(count)) for n, (name, count) in enumerate(members, 1)]
        rows.append(("", "Jumlah", self._facts["jml_tim"]))
        header = ("No.", "Kedudukan dalam Tim", "Jumlah")
        return self._table(header, rows, "tabel_tim", f"Susunan Tim Zona Integritas Tahun {self._year}")

    def _survey_table(self) -> TableSpec:
        rows = [
            (f"Triwulan {roman}", str(count), decimal(value), quality(value).title())
            for roman, (count, value) in zip(("I", "II", "III", "IV"), self._whole.survey, strict=True)
        ]
        rows.append(("Jumlah", self._facts["resp_total"], "", ""))
        header = ("Periode", "Responden", "Nilai IKM", "Mutu Pelayanan")
        return self._table(header, rows, "tabel_ikm", f"Hasil Survei Kepuasan Masyarakat Tahun {self._year}")

    def _result_table(self) -> TableSpec:
        facts = self._facts
        rows = [
            ("Indeks Persepsi Anti Korupsi (IPAK)", facts["ipak"], facts["ipak100"], facts["resp_luar"]),
            (
                "Indeks Persepsi Kualitas Pelayanan (IPKP)",
                facts["ipkp"],
                facts["ipkp100"],
                facts["resp_luar"],
            ),
        ]
        header = ("Indeks", "Nilai (0–4)", "Nilai (0–100)", "Responden")
        return self._table(header, rows, "tabel_hasil", f"Ringkasan Hasil Survei Tahun {self._year}")

    def _closing(self) -> Iterator[Element]:
        yield Heading(1, "BAB III", "PENUTUP")
        yield Heading(2, "A.", "KESIMPULAN")
        yield from self._paragraphs("simpulan")
        yield Heading(2, "B.", "RENCANA TINDAK LANJUT")
        yield from self._paragraphs("lanjut")
        months = sorted(self._rng.sample(range(len(_DEADLINES)), len(self._obstacles)))
        for place, (row, month) in enumerate(zip(self._obstacles, months, strict=True), 1):
            end = "." if place == len(self._obstacles) else ";"
            when = f"{_DEADLINES[month]} {self._year + 1}"
            yield ListItem(f"{place}.", f"{row[3]} paling lambat {when}, penanggung jawab {row[4]}{end}")
        yield from self._signature()

    def _signature(self) -> Iterator[Element]:
        office = self._office
        signer = office.sekretaris if self._hand.deputy else office.ketua
        yield Line(f"{office.capital}, {self._facts['tgl_lapor']}", Align.RIGHT)
        yield Line(f"{signer.position} {office.full_name},", Align.RIGHT)
        yield Line(signer.name, Align.RIGHT, space_before=40)
        if signer.nip:
            yield Line(f"NIP {signer.nip}", Align.RIGHT)

    def _annex(self) -> Iterator[Element]:
        yield Heading(1, "", "LAMPIRAN")
        yield Paragraph("Daftar bukti dukung yang disertakan:")
        rows = [f"Lembar Kerja Evaluasi tahun {self._year} yang diisi pada {self._facts['tgl_lke']};"]
        for key, number, day, subject in self._whole.decrees:
            decree = f"Keputusan {self._office.satker} Nomor {number} Tahun {self._year}"
            if key not in {"sk_iku", "sk_spip"}:
                rows.append(f"{decree} tanggal {written(day)} tentang {subject};")
        rows.append(f"laporan survei persepsi bulan November {self._year}.")
        for place, row in enumerate(rows, 1):
            yield ListItem(f"{place}.", row)
