"""Evidence files of an office, each with the facts that can be found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tests.factories.archive import repack
from tests.factories.docx_writer import DocxOptions, write_docx
from tests.factories.laporan import invent_date
from tests.factories.office import INVENTED
from tests.factories.pdf_writer import PdfOptions, write_pdf
from tests.factories.pictures import png
from tests.factories.spec import Align, DocumentSpec, Line, ListItem, Paragraph, TableSpec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from tests.factories.office import Office
    from tests.factories.spec import Element

Cell = str | int | float | None
_RULE = "Peraturan Menteri PANRB Nomor 90 Tahun 2021 sebagaimana telah diubah dengan Nomor 5 Tahun 2024"


@dataclass(frozen=True)
class EvidenceFile:
    """A file of an evidence folder.

    Attributes:
        path: relative to the folder, with `/`.
        facts: what it says, by a short name (`nomor`, `tanggal`, `jumlah`), as printed in it.
    """

    path: str
    data: bytes
    facts: Mapping[str, str] = field(default_factory=dict)


def decree(
    office: Office, number: int, date: str, about: str, points: Sequence[str], table: TableSpec | None = None
) -> DocumentSpec:
    """Return a decree of the office: letterhead, considerations, rulings, signature, and a table as annex."""
    year = date[-4:]
    ruling = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT")
    elements: list[Element] = [
        Line(office.full_name.upper(), bold=True, size=14),
        Line(f"KEPUTUSAN {office.full_name.upper()}", bold=True, space_before=16),
        Line(f"NOMOR {number} TAHUN {year}", bold=True),
        Line("TENTANG"),
        Line(about.upper(), bold=True),
        Line(f"KETUA {office.full_name.upper()},", space_before=8),
        Paragraph(
            f"Menimbang: bahwa untuk melaksanakan pembangunan zona integritas perlu ditetapkan {about}."
        ),
        Paragraph(f"Mengingat: {_RULE}."),
        Line("MEMUTUSKAN:", bold=True),
        *(Paragraph(f"{word}: {point}") for word, point in zip(ruling, points, strict=False)),
        Line(f"Ditetapkan di {office.capital}", Align.RIGHT, space_before=12),
        Line(f"pada tanggal {date}", Align.RIGHT),
        Line("Ketua,", Align.RIGHT),
        Line(office.ketua.name, Align.RIGHT, space_before=36),
    ]
    if table:
        elements += [Line("Lampiran", Align.LEFT, bold=True, space_before=14), table]
    return DocumentSpec(f"Keputusan Nomor {number} Tahun {year} tentang {about}", tuple(elements))


def minutes(
    office: Office, number: str, date: str, about: str, present: int, points: Sequence[str]
) -> DocumentSpec:
    """Return the minutes of a meeting with the number of those present and what was decided."""
    items = [ListItem(f"{place}.", point) for place, point in enumerate(points, 1)]
    elements: list[Element] = [
        Line(office.full_name.upper(), bold=True, size=14),
        Line("BERITA ACARA", bold=True, space_before=14),
        Line(f"Nomor {number}"),
        Paragraph(
            f"Pada tanggal {date} bertempat di kantor {office.satker} telah dilaksanakan {about} yang "
            f"dihadiri {present} orang menurut daftar hadir. Kegiatan tersebut menghasilkan hal-hal berikut:"
        ),
        *items,
        Paragraph("Demikian berita acara ini dibuat dengan sebenarnya."),
        Line(f"{office.capital}, {date}", Align.RIGHT, space_before=12),
        Line("Sekretaris,", Align.RIGHT),
        Line(office.sekretaris.name, Align.RIGHT, space_before=36),
        Line(f"NIP {office.sekretaris.nip}", Align.RIGHT),
    ]
    return DocumentSpec(f"Berita Acara {about}", tuple(elements))


def sheet(
    title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]], notes: Sequence[str] = ()
) -> bytes:
    """Return a workbook with one titled list, and lines of notes below it."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.creator, book.properties.description = "Satuan kerja rekaan", INVENTED
    page: Any = book.active
    page.title = "Rekap"
    page.append([title])
    page.append([])
    page.append(list(header))
    for row in rows:
        page.append(list(row))
    page.append([])
    for note in notes:
        page.append([note])
    page["A1"].font = Font(bold=True, size=13)
    for place, name in enumerate(header, 1):
        page.cell(3, place).font = Font(bold=True)
        lengths = [len(str(row[place - 1] or "")) for row in rows]
        page.column_dimensions[get_column_letter(place)].width = min(60, max([len(name), *lengths]) + 2)
    for line in page.iter_rows(min_row=4, max_row=3 + len(rows)):
        for cell in line:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    buffer = BytesIO()
    book.save(buffer)
    return repack(buffer.getvalue())


def as_pdf(spec: DocumentSpec) -> bytes:
    """Return a one-column PDF with small margins."""
    return write_pdf(spec, PdfOptions(size=10.5, margins_cm=(2, 2, 2, 2.5))).data


def as_docx(spec: DocumentSpec) -> bytes:
    """Return a Word file as an office would type it: no styles."""
    return write_docx(spec, DocxOptions(heading_styles=False, margins_cm=(2, 2, 2, 2.5)))


def invent_evidence(office: Office, year: int, rng: Random) -> tuple[EvidenceFile, ...]:
    """Return four evidence files, one of each format, with known facts."""
    number, members = rng.randint(11, 60), rng.randint(12, 30)
    date, meeting = invent_date(rng, year), invent_date(rng, year)
    answered = rng.randint(10, 60)
    team = decree(
        office,
        number,
        date,
        "Tim Pembangunan Zona Integritas",
        [f"Menetapkan tim yang beranggotakan {members} orang."],
    )
    notes = minutes(
        office,
        f"{rng.randint(20, 90)}/PW.02-BA/{office.code}/{year}",
        meeting,
        "rapat evaluasi",
        members,
        ["Semua tindak lanjut selesai."],
    )
    requests = sheet("Rekap Permohonan Informasi", ("Bulan", "Jumlah"), [("Januari s.d. Desember", answered)])
    poster = png("poster", ("MAKLUMAT PELAYANAN", office.satker, date))
    return (
        EvidenceFile(
            "1/SK-tim.pdf", as_pdf(team), {"nomor": str(number), "tanggal": date, "jumlah": str(members)}
        ),
        EvidenceFile("1/notula.docx", as_docx(notes), {"tanggal": meeting, "jumlah": str(members)}),
        EvidenceFile("2/rekap-informasi.xlsx", requests, {"jumlah": str(answered)}),
        EvidenceFile("6/maklumat.png", poster, {"tanggal": date}),
    )
