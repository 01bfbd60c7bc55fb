"""Letters of an invented office: letterhead, number, addressee, numbered points, signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories.laporan import invent_date
from tests.factories.spec import Align, DocumentSpec, Line, ListItem, Paragraph

if TYPE_CHECKING:
    from random import Random

    from tests.factories.office import Office
    from tests.factories.spec import Element


def invent_surat(office: Office, year: int, rng: Random) -> DocumentSpec:
    """Return an official letter that passes on an evaluation of the zona integritas."""
    number = f"{rng.randint(40, 900)}/PW.02-SD/{office.code}/{year}"
    elements: list[Element] = [
        Line(office.full_name.upper(), bold=True, size=14),
        Line(office.address),
        Line(f"Nomor : {number}", Align.LEFT, space_before=12),
        Line("Sifat : Biasa", Align.LEFT),
        Line("Lampiran : 1 (satu) berkas", Align.LEFT),
        Line("Perihal : Penyampaian Hasil Evaluasi Zona Integritas", Align.LEFT),
        Line(f"{office.capital}, {invent_date(rng, year)}", Align.LEFT),
        Line(f"Yth. Sekretaris KPU Provinsi {office.province}", Align.LEFT, space_before=12),
        Paragraph(
            f"Bersama ini kami sampaikan hasil evaluasi zona integritas pada {office.satker} tahun {year}:"
        ),
        ListItem("1.", f"kegiatan yang terlaksana sebanyak {rng.randint(20, 30)} dari 32 kegiatan;"),
        ListItem("2.", "kekurangan bukti dukung sedang dilengkapi, yaitu:"),
        ListItem("a.", "laporan survei triwulan terakhir; dan", 1),
        ListItem("b.", "rekap penanganan pengaduan.", 1),
        Paragraph("Demikian disampaikan, atas perhatian Saudara diucapkan terima kasih."),
        Line("Sekretaris,", Align.RIGHT, space_before=12),
        Line(office.sekretaris.name, Align.RIGHT, space_before=40),
        Line(f"NIP {office.sekretaris.nip}", Align.RIGHT),
    ]
    return DocumentSpec(f"Surat {number}", tuple(elements))
