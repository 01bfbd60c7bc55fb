"""Laporan in format 1766 of an invented office: sentences drawn from the stock, labels known."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.factories.spec import (
    Align,
    Contents,
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

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.factories.office import Office
    from tests.factories.spec import Element

AREAS = (
    ("A.I.1", "Manajemen Perubahan"),
    ("A.I.2", "Penataan Tata Laksana"),
    ("A.I.3", "Penataan Sistem Manajemen SDM"),
    ("A.I.4", "Penguatan Akuntabilitas"),
    ("A.I.5", "Penguatan Pengawasan"),
    ("A.I.6", "Penguatan Kualitas Pelayanan Publik"),
)
# What the sub-areas are called in reports; the form's own names are longer.
SUB_AREAS = {
    "A.I.1.i": "Penyusunan Tim Kerja",
    "A.I.1.ii": "Rencana Pembangunan Zona Integritas",
    "A.I.1.iii": "Pemantauan dan Evaluasi",
    "A.I.1.iv": "Perubahan Pola Pikir dan Budaya Kerja",
    "A.I.2.i": "Prosedur Operasional Tetap",
    "A.I.2.ii": "Sistem Pemerintahan Berbasis Elektronik",
    "A.I.2.iii": "Keterbukaan Informasi Publik",
    "A.I.3.i": "Perencanaan Kebutuhan Pegawai",
    "A.I.3.ii": "Pola Mutasi Internal",
    "A.I.3.iii": "Pengembangan Pegawai Berbasis Kompetensi",
    "A.I.3.iv": "Penetapan Kinerja Individu",
    "A.I.3.v": "Penegakan Disiplin dan Kode Etik",
    "A.I.3.vi": "Sistem Informasi Kepegawaian",
    "A.I.4.i": "Keterlibatan Pimpinan",
    "A.I.4.ii": "Pengelolaan Akuntabilitas Kinerja",
    "A.I.5.i": "Pengendalian Gratifikasi",
    "A.I.5.ii": "Penerapan SPIP",
    "A.I.5.iii": "Pengaduan Masyarakat",
    "A.I.5.iv": "Whistle Blowing System",
    "A.I.5.v": "Penanganan Benturan Kepentingan",
    "A.I.6.i": "Standar Pelayanan",
    "A.I.6.ii": "Budaya Pelayanan Prima",
    "A.I.6.iii": "Pengelolaan Pengaduan",
    "A.I.6.iv": "Penilaian Kepuasan terhadap Pelayanan",
    "A.I.6.v": "Pemanfaatan Teknologi Informasi",
}
_MONTHS = (
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


@cache
def stock() -> dict[str, list[str]]:
    """Return the sentences of the stock by indicator, with their blanks."""
    text = Path(__file__).with_name("kalimat.yaml").read_text(encoding="utf-8")
    sentences: dict[str, list[str]] = yaml.safe_load(text)
    return sentences


def invent_date(rng: Random, year: int) -> str:
    """Return a date of a year as reports write it."""
    return f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {year}"


def fill_sentence(sentence: str, office: Office, year: int, rng: Random) -> str:
    """Return a sentence of the stock with its blanks filled."""
    return sentence.format(
        satker=office.satker,
        tahun=year,
        tahun_lalu=year - 1,
        tanggal=invent_date(rng, year),
        bulan=f"{rng.choice(_MONTHS)} {year}",
        nomor=rng.randint(11, 98),
        banyak=rng.randint(12, 60),
        sedikit=rng.randint(2, 9),
        indeks=f"{rng.uniform(3.55, 3.95):.2f}".replace(".", ","),
        nilai=f"{rng.uniform(80, 97):.2f}".replace(".", ","),
    )


def invent_laporan(office: Office, year: int, rng: Random, *, pictures: bool = True) -> DocumentSpec:
    """Return a complete report; its paragraphs carry the codes they were written for (`spec.labels`).

    Args:
        pictures: with a picture and its caption in every area.
    """
    elements: list[Element] = [
        *_front(office, year),
        Heading(1, "BAB I", "PENDAHULUAN"),
        *_introduction(office, year, rng),
        Heading(1, "BAB II", "HASIL PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS"),
        Heading(2, "A.", "HASIL PELAKSANAAN"),
        Heading(3, "I.", "KOMPONEN PENGUNGKIT"),
    ]
    for number, (code, name) in enumerate(AREAS, 1):
        elements.append(Heading(4, f"{number}.", name))
        elements += _area(code, name, number if pictures else 0, office, year, rng)
    elements += [Heading(3, "II.", "KOMPONEN HASIL"), *_results(office, year, rng)]
    elements += [
        Heading(2, "B.", "KENDALA/HAMBATAN DAN UPAYA UNTUK MENGATASINYA"),
        *_obstacles(),
        Heading(1, "BAB III", "PENUTUP"),
        *_closing(office, year, rng),
    ]
    title = f"Laporan Hasil Pembangunan Zona Integritas {office.satker} Tahun {year}"
    return DocumentSpec(title, tuple(elements), header=title)


def _front(office: Office, year: int) -> Iterator[Element]:
    yield PageStyle(numbering="", running_lines=False)
    for text in ("LAPORAN HASIL", "PEMBANGUNAN ZONA INTEGRITAS", f"TAHUN {year}"):
        yield Line(text, bold=True, size=18)
    yield Line(office.full_name.upper(), bold=True, size=14, space_before=60)
    yield Line(office.address)
    yield PageStyle(numbering="roman", start=1)
    yield Heading(1, "", "DAFTAR ISI")
    yield Contents()
    yield PageStyle(start=1)


def _introduction(office: Office, year: int, rng: Random) -> Iterator[Element]:
    yield Heading(2, "A.", "LATAR BELAKANG")
    yield Paragraph(
        f"{office.satker} mencanangkan pembangunan zona integritas pada {invent_date(rng, year)}, lalu "
        "membenahi cara kerja, pelayanan, serta pengawasannya secara bertahap."
    )
    yield Heading(2, "B.", "MAKSUD DAN TUJUAN")
    yield Paragraph(f"Laporan ini menjelaskan hasil pembangunan sepanjang tahun {year}. Tujuannya:")
    yield ListItem("1.", "menunjukkan capaian setiap area perubahan; dan")
    yield ListItem("2.", "menjadi dasar perbaikan pada tahun berikutnya.")
    yield Heading(2, "C.", "DASAR HUKUM")
    yield ListItem("1.", "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;")
    yield ListItem(
        "2.",
        "Peraturan Menteri PANRB Nomor 90 Tahun 2021 sebagaimana telah diubah dengan Nomor 5 Tahun 2024; dan",
    )
    yield ListItem("3.", "Surat Ketua KPU Nomor 1766/PW.02-SD/11/2025 tanggal 17 Oktober 2025.")


def _area(code: str, name: str, figure: int, office: Office, year: int, rng: Random) -> Iterator[Element]:
    yield Paragraph(f"Uraian berikut memuat pelaksanaan area {name.lower()} selama tahun {year}.", code=code)
    groups = [group for group in SUB_AREAS if group.rpartition(".")[0] == code]
    for place, group in enumerate(groups, 1):
        yield Heading(5, f"{place})", SUB_AREAS[group])
        written = [c for c in stock() if c.rpartition(".")[0] == group]
        for indikator in written:
            sentence = rng.choice(stock()[indikator])
            yield Paragraph(fill_sentence(sentence, office, year, rng), code=indikator)
    if figure:
        caption = f"Kegiatan area {name.lower()} pada {office.satker}"
        yield Picture("foto", f"Gambar 2.{figure}", caption, (name.upper(), office.satker.upper()), 0.5)


def _results(office: Office, year: int, rng: Random) -> Iterator[Element]:
    for code in ("B.I.a", "B.I.b", "B.II.a"):
        yield Paragraph(fill_sentence(rng.choice(stock()[code]), office, year, rng), code=code)
    url = f"{office.website}/survei"
    yield Paragraph(
        f"Hasil survei dapat dibuka pada {url} sewaktu-waktu.", (WebLink(url, url),), "A.I.6.iv.b"
    )
    rows = [
        (f"Triwulan {roman}", str(rng.randint(30, 90)), f"{rng.uniform(82, 96):.2f}".replace(".", ","))
        for roman in ("I", "II", "III", "IV")
    ]
    yield TableSpec(
        ("Periode", "Responden", "Nilai IKM"), tuple(rows), "Tabel 2.1", f"Hasil Survei Tahun {year}"
    )


def _obstacles() -> Iterator[Element]:
    yield Paragraph("Hambatan yang dihadapi dan upaya mengatasinya dirangkum dalam tabel berikut.")
    rows = (
        ("1", "Anggaran kegiatan dikurangi", "Jadwal bergeser", "Menggabungkan kegiatan sejenis"),
        ("2", "Pegawai merangkap tugas", "Bukti terlambat dihimpun", "Membagi ulang beban kerja"),
    )
    yield TableSpec(
        ("No.", "Kendala", "Dampak", "Upaya"), rows, "Tabel 2.2", "Kendala dan Upaya", widths=(0.5, 2, 2, 2)
    )


def _closing(office: Office, year: int, rng: Random) -> Iterator[Element]:
    yield Heading(2, "A.", "KESIMPULAN")
    yield Paragraph(
        f"Pembangunan zona integritas pada {office.satker} tahun {year} telah mencakup enam area perubahan."
    )
    yield Heading(2, "B.", "RENCANA TINDAK LANJUT")
    yield ListItem("1.", f"menetapkan rencana aksi tahun {year + 1}; dan")
    yield ListItem("2.", "menuntaskan kegiatan yang tertunda.")
    yield Line(f"{office.capital}, {rng.randint(20, 30)} Desember {year}", Align.RIGHT)
    yield Line(f"Ketua {office.full_name},", Align.RIGHT)
    yield Line(office.ketua.name, Align.RIGHT, space_before=40)
    yield Heading(1, "", "LAMPIRAN")
    yield Paragraph("Lembar Kerja Evaluasi dan daftar bukti dukung terlampir.")
