"""Documents whose order is drawn at random: levels, lists, tables, captions, paragraphs of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories.laporan import fill_sentence, invent_date, stock
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
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.factories.office import Office
    from tests.factories.spec import Element

_CHAPTERS = ("PENDAHULUAN", "HASIL PELAKSANAAN", "CAPAIAN DAN KENDALA", "PENUTUP")
_TITLES = (
    "Latar Belakang",
    "Maksud dan Tujuan",
    "Pelaksanaan Kegiatan",
    "Hasil Pemantauan",
    "Penguatan Pengawasan",
    "Pelayanan Publik",
    "Kendala dan Upaya",
    "Rencana Tindak Lanjut",
    "Penataan Tata Laksana dan Kearsipan",
    "Budaya Kerja",
)
_ITEMS = (
    "menunjukkan capaian setiap area perubahan",
    "menjadi dasar perbaikan pada tahun berikutnya",
    "menyampaikan tanggapan atas pengaduan paling lambat lima hari kerja sejak diterima oleh petugas",
    "membagi ulang beban kerja agar bukti terhimpun tepat waktu dan dapat diperiksa kapan saja",
    "apel setiap Senin pagi",
    "pemeriksaan berkala atas kelengkapan bukti dukung yang disimpan oleh setiap kelompok kerja di kantor",
)
_NUMBERS = {
    2: ("A.", "B.", "C.", "D."),
    3: ("1.", "2.", "3.", "4."),
    4: ("a.", "b.", "c.", "d."),
    5: ("1)", "2)", "3)", "4)"),
}
_MARKERS = (
    ("1.", "2.", "3.", "4.", "5."),
    ("a.", "b.", "c.", "d.", "e."),
    ("1)", "2)", "3)", "4)", "5)"),
    ("•",) * 5,
    ("-",) * 5,
)


def invent_document(office: Office, year: int, rng: Random, *, pictures: bool = True) -> DocumentSpec:
    """Return a document with chapters, sections to level 5, paragraphs, lists, tables and pictures."""
    return _Inventor(office, year, rng, pictures).document()


class _Inventor:
    """Draws one document; counts its captions."""

    def __init__(self, office: Office, year: int, rng: Random, pictures: bool) -> None:
        self._office, self._year, self._rng, self._pictures = office, year, rng, pictures
        self._counts = {"Gambar": 0, "Tabel": 0}

    def document(self) -> DocumentSpec:
        elements: list[Element] = [PageStyle(start=1)]
        depth = self._rng.randint(2, 5)
        for number, title in zip(("BAB I", "BAB II", "BAB III", "BAB IV"), _CHAPTERS, strict=True):
            elements.append(Heading(1, number, title))
            elements += self._section(2, depth)
        elements += self._signature()
        title = f"Laporan Kegiatan {self._office.satker} Tahun {self._year}"
        return DocumentSpec(title, tuple(elements), header=title)

    def _section(self, level: int, depth: int) -> Iterator[Element]:
        """Yield what stands under a heading: text, then often sections one level deeper."""
        yield from self._text()
        if level > depth or self._rng.random() < 0.2:
            return
        titles = self._rng.sample(_TITLES, self._rng.randint(2, 4 if level < 4 else 2))
        for number, title in zip(_NUMBERS[level], titles, strict=False):
            yield Heading(level, number, title.upper() if level == 2 else title)
            yield from self._section(level + 1, depth)

    def _text(self) -> Iterator[Element]:
        yield self._paragraph()
        for _ in range(self._rng.randint(0, 3)):
            draw = self._rng.random()
            if draw < 0.5:
                yield self._paragraph()
            elif draw < 0.75:
                yield from self._list()
            elif draw < 0.85:
                yield self._table()
                yield self._paragraph()
            elif self._pictures:
                yield self._picture()

    def _sentence(self) -> str:
        sentences = stock()[self._rng.choice(sorted(stock()))]
        return fill_sentence(self._rng.choice(sentences), self._office, self._year, self._rng)

    def _paragraph(self) -> Paragraph:
        count = self._rng.choice((1, 1, 2, 3, 5))
        return Paragraph(" ".join(self._sentence() for _ in range(count)))

    def _list(self) -> Iterator[Element]:
        yield Paragraph(f"Kegiatan pada {invent_date(self._rng, self._year)} meliputi:")
        outer, inner = self._rng.sample(_MARKERS, 2)
        items = self._rng.sample(_ITEMS, self._rng.randint(2, 4))
        for place, (marker, text) in enumerate(zip(outer, items, strict=False)):
            nested = self._rng.random() < 0.2
            end = ":" if nested else "." if place == len(items) - 1 else ";"
            yield ListItem(marker, text + end)
            if nested:
                yield from (
                    ListItem(m, f"{t};", 1) for m, t in zip(inner, self._rng.sample(_ITEMS, 2), strict=False)
                )

    def _table(self) -> TableSpec:
        self._counts["Tabel"] += 1
        rows = tuple(
            (str(n), self._rng.choice(_ITEMS), invent_date(self._rng, self._year))
            for n in range(1, self._rng.randint(3, 9))
        )
        header = ("No.", "Kegiatan", "Tanggal")
        label = f"Tabel {self._counts['Tabel']}"
        return TableSpec(header, rows, label, "Kegiatan yang Terlaksana", widths=(0.5, 3, 1.5))

    def _picture(self) -> Picture:
        self._counts["Gambar"] += 1
        place = self._rng.choice(_TITLES)
        return Picture("foto", f"Gambar {self._counts['Gambar']}", f"Kegiatan {place} di kantor", (), 0.5)

    def _signature(self) -> Iterator[Element]:
        date = f"{self._office.capital}, {self._rng.randint(20, 30)} Desember {self._year}"
        yield Line(date, Align.RIGHT, space_before=10)
        yield Line(f"Ketua {self._office.full_name},", Align.RIGHT)
        yield Line(self._office.ketua.name, Align.RIGHT, space_before=40)
