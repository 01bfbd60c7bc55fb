"""Good files made bad: cut, flipped, looping, swollen; the same seed gives the same bytes."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ENTITIES = '<!DOCTYPE a [<!ENTITY a "hahahahaha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@dataclass(frozen=True)
class Damaged:
    """A damaged file: what was done to it, the name it goes by, its bytes."""

    what: str
    name: str
    data: bytes


def damage(good: Mapping[str, bytes], rng: Random, count: int) -> list[Damaged]:
    """Return damaged files: first every special one, then good files cut and flipped at random.

    Args:
        good: whole files by name (`laporan.pdf`).
        count: how many.
    """
    found = [Damaged(what, name, data) for what, (name, data) in _specials(good).items()]
    names = sorted(good)
    while len(found) < count:
        name = names[len(found) % len(names)]
        what, change = rng.choice(_CHANGES)
        found.append(Damaged(what, name, change(good[name], rng)))
    return found[:count]


# ---- at random


def _cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _flip(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 10, 100, 1000))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _take_out(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randrange(1, max(2, len(data) // 10)) :]


def _double(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[max(0, start - rng.randrange(1, 5000)) :]


def _swap_numbers(data: bytes, rng: Random) -> bytes:
    """Put absurd numbers in the place of some that the file states (lengths, sizes, references)."""
    absurd = (b"0", b"-1", b"99999999", b"2147483647", b"1e30", b"1")

    def swap(match: re.Match[bytes]) -> bytes:
        return rng.choice(absurd) if rng.random() < 0.02 else match[0]

    return re.sub(rb"(?<=[ \[\"])\d+(?=[ \]\"])", swap, data)


def _cut_streams(data: bytes, rng: Random) -> bytes:
    """Take the second half of compressed streams away."""

    def cut(match: re.Match[bytes]) -> bytes:
        body = match[2]
        return match[1] + (body[: len(body) // 2] if rng.random() < 0.5 else body) + match[3]

    return re.sub(rb"(stream\r?\n)(.*?)(endstream)", cut, data, flags=re.DOTALL)


_CHANGES: tuple[tuple[str, Callable[[bytes, Random], bytes]], ...] = (
    ("terpotong", _cut),
    ("bita berubah", _flip),
    ("bagian hilang", _take_out),
    ("bagian berulang", _double),
    ("angka tidak wajar", _swap_numbers),
    ("aliran terpotong", _cut_streams),
)


# ---- special ones


def _specials(good: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """Return the files that are bad on purpose, by what is wrong with them."""
    pdf = next(data for name, data in good.items() if name.endswith(".pdf"))
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000
    bomb = f"<w:document {_WORD}><w:body>{'<w:p/>' * 12_000_000}</w:body></w:document>"
    entity = (
        f"{_ENTITIES}]><w:document {_WORD}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    )
    outside = (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        f"<w:document {_WORD}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    return {
        "pohon halaman berputar": ("a.pdf", _pdf_of(b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")),
        "halaman di dalam dirinya": ("a.pdf", _pdf_of(b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>")),
        "mengaku 100000 halaman": (
            "a.pdf",
            _pdf_of(b"<</Type/Pages/Kids[" + b"3 0 R " * 100_000 + b"]/Count 100000>>"),
        ),
        "mengaku dua miliar halaman": ("a.pdf", _pdf_of(b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>")),
        "isi halaman mengembang": ("a.pdf", _swollen_pdf()),
        "kurung bersarang": ("a.pdf", _pdf_of(b"[" * 200_000)),
        "gambar raksasa": ("a.pdf", _giant_picture()),
        "halaman raksasa": ("a.pdf", pdf.replace(b"595", b"9e9", 3)),
        "bom ZIP": ("a.docx", _docx_of(bomb)),
        "bom entitas": ("a.docx", _docx_of(entity)),
        "entitas dari luar": ("a.docx", _docx_of(outside)),
        "tabel bersarang": ("a.docx", _docx_of(f"<w:document {_WORD}><w:body>{deep}</w:body></w:document>")),
        "bom ZIP sebagai lembar": (
            "a.xlsx",
            _zip_of({"xl/workbook.xml": "<a/>", "xl/x.xml": "0" * 200_000_000}),
        ),
        "PNG raksasa": ("a.png", _giant_png()),
        "ZIP tanpa dokumen": ("a.docx", _zip_of({"x/y.xml": "<a/>"})),
        "kosong": ("a.pdf", b""),
        "nol semua": ("a.pdf", b"\0" * 100_000),
        "kepala saja": ("a.pdf", b"%PDF-1.7\n"),
        "baris sangat panjang": ("a.txt", b"( " * 1_000_000),
        "judul tanpa akhir": ("a.txt", b"1. JUDUL\n\n" * 20_000),
    }


def _pdf_of(pages: bytes, page: bytes = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>") -> bytes:
    """Return a PDF with this page tree (object 2) and page (object 3)."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", pages, page), 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def _page_with(stream: bytes, extra: bytes = b"") -> bytes:
    """Return the page object with a content stream and further objects behind it."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    )
    packed = zlib.compress(stream)
    return b"%b\nendobj\n4 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream\nendobj\n%b" % (
        page,
        len(packed),
        packed,
        extra,
    )


def _swollen_pdf() -> bytes:
    return _pdf_of(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", _page_with(b"0 0 m 9 9 l S " * 3_000_000))


def _giant_picture() -> bytes:
    picture = (
        b"5 0 obj\n<</Type/XObject/Subtype/Image/Width 200000/Height 200000/BitsPerComponent 8"
        b"/ColorSpace/DeviceRGB/Length 10>>stream\n0123456789\nendstream"
    )
    page = _page_with(b"q 595 0 0 842 0 0 cm /I Do Q", picture)
    return _pdf_of(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page)


def _giant_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _zip_of(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _docx_of(document: str) -> bytes:
    return _zip_of({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document})
