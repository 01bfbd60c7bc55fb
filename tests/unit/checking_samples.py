"""Reports of invented offices in a small markup, and what checking them needs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.checking.check import check_document
from assistant.checking.format import Format, load_format
from assistant.checking.model import CheckResult, Finding
from assistant.checking.registry import RULES
from assistant.checking.rulebook import RuleBook, load_rulebook
from assistant.checking.selection import Selection
from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Figure,
    Identity,
    Level,
    LineSpan,
    Link,
    Section,
    Source,
    SourceKind,
)
from assistant.lke.load import load_lke
from assistant.lke.model import Lke
from assistant.mapping.model import MappingResult

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"
_NUMBER = re.compile(r"^(BAB [IVX]+|[IVX]+\.|[A-Z]\.|\d+(?:\.\d+)*[.)]?|[a-z][.)])\s+")

LONG = (
    "Kegiatan ini dilaksanakan oleh seluruh subbagian menurut jadwal yang disepakati dan hasilnya dicatat "
    "dalam notula nomor 12 tanggal 3 Maret 2025 yang disimpan pada arsip kantor dan dibagikan kepada setiap "
    "pegawai agar pekerjaan berikutnya berjalan lebih tertib dan mudah ditelusuri oleh yang memerlukannya."
)

# The sub-areas of oversight that a report has to touch.
OVERSIGHT = "SPIP, pengaduan, whistle blowing system, benturan kepentingan, dan LHKPN menjadi tugas tim."

# A report without any defect that the rules look for; `#` gives the depth of a heading, `>` a caption.
CLEAN = f"""
LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS TAHUN 2025 PADA KPU KABUPATEN CONTOHARJO
# BAB I PENDAHULUAN
## A. Latar Belakang
Pencanangan zona integritas dilaksanakan pada 5 Februari 2025. {LONG}
## B. Maksud dan Tujuan
Laporan ini menggambarkan hasil kerja satu tahun bagi pembacanya. {LONG}
## C. Dasar Hukum
1. Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum dan perubahannya, Undang-Undang Nomor 7 Tahun 2023;
2. Peraturan Menteri PANRB Nomor 90 Tahun 2021 dan perubahannya, yaitu Nomor 5 Tahun 2024;
3. Surat Ketua KPU Nomor 1766/PW.02-SD/11/2025 tanggal 17 Oktober 2025.
# BAB II HASIL PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS
## A. HASIL PELAKSANAAN
{LONG}
### I. KOMPONEN PENGUNGKIT
#### 1. Manajemen Perubahan
Seluruh pegawai menandatangani pakta integritas pada 5 Februari 2025 di aula kantor. {LONG} Tim kerja ada.
> Gambar 2.1: Penandatanganan pakta integritas oleh pegawai
#### 2. Penataan Tata Laksana
Sembilan SOP disusun ulang bersama setiap subbagian. {LONG} PPID melayani informasi publik.
> Gambar 2.2: Rapat penyusunan SOP pelayanan informasi
#### 3. Penataan Sistem Manajemen SDM
Analisis kebutuhan pegawai disusun pada bulan April. {LONG} Mutasi, pelatihan, dan disiplin dicatat.
#### 4. Penguatan Akuntabilitas
Perjanjian kinerja ditandatangani pada Januari. {LONG}
#### 5. Penguatan Pengawasan
Sosialisasi gratifikasi digelar dua kali. {LONG} {OVERSIGHT}
#### 6. Penguatan Kualitas Pelayanan Publik
Maklumat pelayanan dipasang di ruang tunggu. {LONG} Survei kepuasan dibuka.
### II. KOMPONEN HASIL
Nilai IPAK sebesar 3,72 dan nilai IPKP sebesar 3,65 dari 84 orang; capaian kinerja 98,4 persen. {LONG}
## B. KENDALA/HAMBATAN DAN UPAYA UNTUK MENGATASINYA
Kendala utama adalah waktu; upaya yang dilakukan adalah membagi tugas sejak awal tahun. {LONG}
# BAB III PENUTUP
## A. KESIMPULAN
Pembangunan zona integritas berjalan menurut rencana kerja. {LONG}
## B. RENCANA TINDAK LANJUT
Pada triwulan I tahun 2026 sekretaris memimpin peninjauan seluruh SOP pelayanan. {LONG}
Contoharjo, 12 Desember 2025
Ketua KPU Kabupaten Contoharjo,
Ratna Wiryadinata
# LAMPIRAN
1. Lembar Kerja Evaluasi: https://contoh.invalid/lke
2. Daftar bukti dukung: https://contoh.invalid/bukti
"""


def document(
    text: str, kind: DocumentType = DocumentType.LAPORAN, level: Level = Level.KABUPATEN
) -> Document:
    """Return the document that a markup spells; line numbers are those of the markup."""
    blocks: list[Block] = []
    sections: list[Section] = []
    figures: list[Figure] = []
    links: list[Link] = []
    open_sections: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        block_id = f"b{len(blocks) + 1}"
        marks, body = re.match(r"(#+|>|)\s*(.*)", line).groups()
        found = _NUMBER.match(body + " ")
        marker = found.group(1) if found else ""
        parent = open_sections[-1][1] if open_sections else None
        block_kind = BlockKind.PARAGRAPH
        if marks.startswith("#"):
            while open_sections and open_sections[-1][0] >= len(marks):
                open_sections.pop()
            parent = open_sections[-1][1] if open_sections else None
            section_id = f"s{len(sections) + 1}"
            title = body[found.end() :].strip() if found else body
            location = Block(block_id, BlockKind.HEADING, body, spans=(LineSpan(0, None, number),)).location
            sections.append(
                Section(section_id, len(open_sections) + 1, marker, title, parent, block_id, location)
            )
            open_sections.append((len(marks), section_id))
            parent, block_kind = section_id, BlockKind.HEADING
        elif marks == ">":
            block_kind = BlockKind.CAPTION
        elif marker or body.startswith("•"):
            block_kind = BlockKind.LIST_ITEM
        block = Block(block_id, block_kind, body, parent, (LineSpan(0, None, number),), marker)
        blocks.append(block)
        if block_kind is BlockKind.CAPTION:
            label = re.match(r"(?:Gambar|Tabel) [\d.]+", body)
            figures.append(Figure(label.group() if label else "", body, parent, block.location, block_id))
        links.extend(Link(url, parent, block.location, block_id) for url in re.findall(r"https?://\S+", body))
    return Document(
        Source("laporan.txt", "0" * 64, SourceKind.TEXT),
        Identity("KPU Kabupaten Contoharjo", level, 2025, kind),
        tuple(sections),
        tuple(blocks),
        figures=tuple(figures),
        links=tuple(links),
    )


@cache
def fmt() -> Format:
    """Return the format that the program ships."""
    return load_format(MAPPINGS, 2025)


@cache
def lke() -> Lke:
    """Return the evaluation sheet that the program ships."""
    return load_lke(MAPPINGS, 2025)


@cache
def rulebook() -> RuleBook:
    """Return the words of the rules that the program ships."""
    return load_rulebook(MAPPINGS)


def check_family(doc: Document, family: str) -> list[Finding]:
    """Return what the rules of one family find in a document; `family` is the digit their ids begin with."""
    chosen = Selection(frozenset(rule for rule in RULES if rule.startswith(f"ZI{family}")))
    result = check_document(doc, fmt(), lke(), MappingResult((), ()), rulebook=rulebook(), selection=chosen)
    return list(result.findings)


def check(
    text: str, kind: DocumentType = DocumentType.LAPORAN, level: Level = Level.KABUPATEN
) -> CheckResult:
    """Return the check of a markup, without a mapping."""
    return check_document(
        document(text, kind, level), fmt(), lke(), MappingResult((), ()), rulebook=rulebook()
    )


def findings(text: str, rule: str, kind: DocumentType = DocumentType.LAPORAN) -> list[Finding]:
    """Return what one rule finds in a markup."""
    return [finding for finding in check(text, kind).findings if finding.rule == rule]
