"""A whole rencana aksi: the decree, and in its annex the actions as a table or as lists."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.factories.rencana import (
    ROMAN,
    RencanaSpec,
    action_table,
    all_actions,
    area_names,
    choose_actions,
    month_table,
)
from tests.factories.spec import (
    Align,
    DocumentSpec,
    Heading,
    Line,
    ListItem,
    PageStyle,
    Paragraph,
)
from tests.factories.utuh.angka import workday, written
from tests.factories.utuh.dasar import citations
from tests.factories.utuh.laporan import invent_hand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.factories.rencana import PlannedAction
    from tests.factories.spec import Element
    from tests.factories.utuh.angka import Whole

_TITLE = "Rencana Aksi Pembangunan Zona Integritas"
_SERVICE = (
    "bahwa untuk mewujudkan penyelenggara pemilu yang melayani dan bebas dari korupsi perlu disusun langkah "
    "kerja yang terukur pada setiap area perubahan"
)
_SHARES = (
    "bahwa pembangunan zona integritas memerlukan pembagian pekerjaan, bukti, dan tenggat yang jelas bagi "
    "seluruh subbagian"
)
_EVALUATION = (
    "bahwa hasil evaluasi pembangunan zona integritas tahun {lalu} menunjukkan beberapa kegiatan yang masih "
    "harus diselesaikan"
)
_ADVICE = "bahwa penilaian mandiri tahun {lalu} menghasilkan rekomendasi yang perlu ditindaklanjuti"
_CONSIDERATIONS = ((_SERVICE, _SHARES), (_EVALUATION, _ADVICE))
_OPENINGS = (
    """Rencana aksi ini menjadi pegangan tim zona integritas {satker} sepanjang tahun {tahun}. Isinya disusun
    dari hasil evaluasi tahun {lalu} dan disepakati dalam rapat tim.""",
    """Penilaian mandiri tahun {lalu} meninggalkan beberapa pekerjaan rumah bagi {satker}. Pekerjaan itu
    dituangkan menjadi langkah aksi tahun {tahun} yang dapat diperiksa setiap bulan.""",
)
_ANNEXED = (
    "Menetapkan {pokok} sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari "
    "Keputusan ini."
)
_GUIDE = (
    "Rencana Aksi sebagaimana dimaksud dalam Diktum KESATU menjadi pedoman bagi seluruh kelompok kerja dalam "
    "melaksanakan pembangunan zona integritas."
)


def whole_rencana(whole: Whole, *, tabular: bool = True) -> RencanaSpec:
    """Return the plan for the year of `whole`, without a known fault."""
    return _Planner(whole, tabular).rencana()


class _Planner:
    """Writes one plan."""

    def __init__(self, whole: Whole, tabular: bool) -> None:
        self._whole, self._tabular = whole, tabular
        self._office, self._year = whole.office, whole.year
        self._rng = Random(whole.style * 104729 + whole.year)
        self._number = self._rng.randint(2, 40)
        self._day = written(workday(self._rng, whole.year, 1, 12, 28))
        self._actions = choose_actions(self._rng, all_actions(self._office.satker, self._year), 0.85)

    @property
    def _subject(self) -> str:
        return f"{_TITLE} di Lingkungan {self._office.full_name} Tahun {self._year}"

    def rencana(self) -> RencanaSpec:
        """Return the plan and its actions."""
        elements = [*self._decree(), *self._annex_head(), *self._introduction(), *self._programme()]
        elements += [Heading(1, "BAB III", "PENUTUP"), *self._closing()]
        title = f"{_TITLE} {self._office.satker} Tahun {self._year}"
        return RencanaSpec(DocumentSpec(title, tuple(elements)), self._actions)

    def _decree(self) -> Iterator[Element]:
        name, year = self._office.full_name, self._year
        yield PageStyle(numbering="", running_lines=False)
        yield Line(name.upper(), bold=True, size=14)
        yield Line(f"KEPUTUSAN {name.upper()}", bold=True)
        yield Line(f"NOMOR {self._number} TAHUN {year}")
        yield Line("TENTANG")
        yield Line(_TITLE.upper(), bold=True)
        yield Line(f"DI LINGKUNGAN {name.upper()} TAHUN {year}", bold=True)
        yield Line(f"KETUA {name.upper()},")
        yield from self._preamble()
        yield Line("MEMUTUSKAN:")
        yield Paragraph(f"Menetapkan : KEPUTUSAN {name.upper()} TENTANG {self._subject.upper()}.")
        last = "Keputusan ini mulai berlaku pada tanggal ditetapkan."
        rulings = (_ANNEXED.format(pokok=self._subject), _GUIDE, last)
        for order, ruling in zip(("KESATU", "KEDUA", "KETIGA"), rulings, strict=True):
            yield Paragraph(f"{order} : {ruling}")
        yield from self._signature()

    def _preamble(self) -> Iterator[Element]:
        yield Paragraph("Menimbang :")
        for marker, choices in zip(("a.", "b."), _CONSIDERATIONS, strict=True):
            yield ListItem(marker, self._rng.choice(choices).format(lalu=self._year - 1) + ";")
        yield ListItem(
            "c.",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan "
            f"Keputusan {self._office.full_name} tentang {self._subject};",
        )
        yield Paragraph("Mengingat :")
        gazette = invent_hand(self._whole.style).gazette
        bases = citations(self._rng, gazette=gazette, share=0.5, year=self._year)
        yield from (ListItem(f"{place}.", f"{base};") for place, base in enumerate(bases, 1))

    def _annex_head(self) -> Iterator[Element]:
        name = self._office.full_name
        yield PageStyle(start=1)
        yield Line("LAMPIRAN", Align.LEFT)
        yield Line(f"KEPUTUSAN {name.upper()}", Align.LEFT)
        yield Line(f"NOMOR {self._number} TAHUN {self._year}", Align.LEFT)
        yield Line("TENTANG", Align.LEFT)
        yield Line(self._subject.upper(), Align.LEFT)
        yield Line(_TITLE.upper(), bold=True, size=14)
        yield Line(f"{name.upper()} TAHUN {self._year}", bold=True, size=14)

    def _introduction(self) -> Iterator[Element]:
        satker, year = self._office.satker, self._year
        yield Heading(1, "BAB I", "PENDAHULUAN")
        yield Heading(2, "A.", "LATAR BELAKANG")
        opening = " ".join(self._rng.choice(_OPENINGS).split())
        yield Paragraph(opening.format(satker=satker, tahun=year, lalu=year - 1))
        yield Heading(2, "B.", "MAKSUD DAN TUJUAN")
        yield Paragraph("Tujuan penyusunannya adalah:")
        yield ListItem("1.", "membagi pekerjaan beserta tenggatnya secara jelas; dan")
        yield ListItem("2.", "menyebut bukti yang harus ada pada akhir setiap kegiatan.")

    def _programme(self) -> Iterator[Element]:
        if self._tabular:
            yield PageStyle(landscape=True)
        yield Heading(1, "BAB II", "RENCANA AKSI")
        yield Paragraph(
            f"Langkah aksi tahun {self._year} disusun menurut enam area perubahan sebagai berikut."
        )
        if self._tabular:
            yield action_table(self._actions)
            yield PageStyle()
        else:
            yield from _narrative(self._actions)
            yield month_table(self._actions)

    def _closing(self) -> Iterator[Element]:
        upper = self._whole.facts["atasan"]
        yield Paragraph(
            "Kemajuan rencana aksi dievaluasi setiap triwulan dalam rapat yang dipimpin Ketua, dan hasilnya "
            f"disampaikan kepada {upper}."
        )
        yield from self._signature()

    def _signature(self) -> Iterator[Element]:
        office = self._office
        yield Line(f"Ditetapkan di {office.capital}", Align.RIGHT)
        yield Line(f"pada tanggal {self._day}", Align.RIGHT)
        yield Line(f"KETUA {office.full_name.upper()},", Align.RIGHT)
        yield Line("ttd.", Align.RIGHT)
        yield Line(office.ketua.name, Align.RIGHT, space_before=20)


def _narrative(actions: Sequence[PlannedAction]) -> Iterator[Element]:
    """Write every area as headings and lists; the times stand in the month table."""
    names = area_names()
    area = komponen = ""
    komponen_count = count = 0
    for action in actions:
        if action.area != area:
            area, komponen, komponen_count = action.area, "", 0
            yield Heading(2, f"{ROMAN[int(area[-1]) - 1]}.", names[area])
        if action.komponen != komponen:
            komponen, komponen_count, count = action.komponen, komponen_count + 1, 0
            yield Heading(3, f"{komponen_count}.", komponen)
        count += 1
        yield ListItem(f"{chr(96 + count)}.", f"{action.langkah_aksi}.", code=action.code)
