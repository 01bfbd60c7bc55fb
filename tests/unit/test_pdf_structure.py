"""Headings that the tags of a PDF state."""

from __future__ import annotations

import pypdfium2
import pytest

from assistant.reading.pdf_reader import read_pdf
from assistant.reading.pdf_structure import tagged_headings
from assistant.reading.pieces import Role

LINES = [
    ("H1", "Gambaran kantor"),
    ("P", "Kantor contoh melayani warga setiap hari kerja di loket depan."),
    ("H2", "Pegawai dan sarana"),
    ("P", "Pegawai dibagi dalam tiga subbagian dengan tugas masing-masing."),
]


def tagged_pdf(lines: list[tuple[str, str]], *, marked: bool = True, loop: bool = False) -> bytes:
    """Return a PDF whose lines look alike and differ by their tags only."""
    content = "".join(
        f"/{tag} <</MCID {i}>> BDC BT /F1 12 Tf 85 {700 - 40 * i} Td ({text}) Tj ET EMC\n"
        for i, (tag, text) in enumerate(lines)
    )
    elements = [7 + i for i in range(len(lines))]
    kids = " ".join(f"{number} 0 R" for number in elements)
    tags = "/MarkInfo <</Marked true>> /StructTreeRoot 6 0 R" if marked else ""
    objects = [
        f"<</Type /Catalog /Pages 2 0 R {tags}>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        (
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents 0 /Contents 4 0 R"
            " /Resources <</Font <</F1 5 0 R>>>>>>"
        ),
        f"<</Length {len(content)}>>\nstream\n{content}endstream",
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        f"<</Type /StructTreeRoot /K [{kids}] /ParentTree <</Nums [0 [{kids}]]>>>>",
        *(
            f"<</Type /StructElem /S /{tag} /P 6 0 R /Pg 3 0 R /K {f'[{i} {7 + i} 0 R]' if loop else i}>>"
            for i, (tag, _) in enumerate(lines)
        ),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer <</Size {size} /Root 1 0 R>>\n"
    return data + f"{tail}startxref\n{len(data)}\n%%EOF".encode()


def headings(data: bytes) -> list[tuple[str, int, int]]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return tagged_headings(pdf)
    finally:
        pdf.close()


def test_tags_name_the_headings() -> None:
    data = tagged_pdf(LINES)
    assert headings(data) == [("Gambaran kantor", 1, 1), ("Pegawai dan sarana", 2, 1)]
    pieces = read_pdf(data, "uji.pdf").pieces
    assert [(p.text, p.level) for p in pieces if p.role is Role.HEADING] == [
        ("Gambaran kantor", 1),
        ("Pegawai dan sarana", 2),
    ]


@pytest.mark.parametrize("data", [tagged_pdf(LINES, marked=False), tagged_pdf([("P", "Teks saja.")])])
def test_without_tags_or_headings_nothing_is_named(data: bytes) -> None:
    assert headings(data) == []


def test_a_tree_that_contains_itself_ends() -> None:
    assert [title for title, _, _ in headings(tagged_pdf(LINES, loop=True))] in (
        [],
        ["Gambaran kantor", "Pegawai dan sarana"],
    )
