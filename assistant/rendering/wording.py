"""What codes, statuses and places are called in everything that users read; text made safe to show."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.checking.model import MeasureStatus, SectionStatus, Severity
from assistant.document import BlockKind, DocumentType, SourceKind
from assistant.drafting.model import FactKind, Fate
from assistant.language.clean import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.document import Document
    from assistant.mapping.service import Service

_SMALL_WORDS = frozenset({"atas", "dan", "dari", "di", "yang"})
_VOWEL = re.compile("[AEIOU]")

# From here on a best score counts as fair or strong support. A judgement for the eye only: the numbers stay
# visible beside the colours, and no rule builds on these steps.
FAIR_SCORE = 0.5
STRONG_SCORE = 0.75

SEVERITY = {
    Severity.ERROR: "Kesalahan",
    Severity.WARNING: "Peringatan",
    Severity.INFO: "Catatan",
}
SECTION_STATUS = {
    SectionStatus.OK: "Sesuai",
    SectionStatus.RENAMED: "Judul berbeda",
    SectionStatus.MISPLACED: "Letak berbeda",
    SectionStatus.MISSING: "Tidak ada",
    SectionStatus.THIN: "Hampir kosong",
}
MEASURE_STATUS = {
    MeasureStatus.YES: "Ada",
    MeasureStatus.PARTIAL: "Sebagian",
    MeasureStatus.NO: "Tidak ditemukan",
    MeasureStatus.NOT_APPLICABLE: "Tidak berlaku",
}
DOCUMENT_TYPE = {
    DocumentType.LAPORAN: "Laporan pembangunan zona integritas",
    DocumentType.RENCANA_KERJA: "Rencana kerja",
    DocumentType.RENCANA_AKSI: "Rencana aksi",
    DocumentType.SURAT: "Surat",
    DocumentType.LKE: "Lembar kerja evaluasi",
    DocumentType.LAINNYA: "Jenis dokumen tidak dikenali",
}
SOURCE_KIND = {
    SourceKind.PDF: "PDF",
    SourceKind.DOCX: "Word",
    SourceKind.TEXT: "teks",
    SourceKind.XLSX: "Excel",
}
BLOCK_KIND = {
    BlockKind.HEADING: "judul",
    BlockKind.PARAGRAPH: "paragraf",
    BlockKind.LIST_ITEM: "butir",
    BlockKind.CAPTION: "keterangan gambar",
    BlockKind.TABLE_ROW: "baris tabel",
    BlockKind.NOISE: "derau",
}
FACT_KIND = {
    FactKind.YEAR: "tahun",
    FactKind.DATE: "tanggal",
    FactKind.DECREE_NUMBER: "nomor keputusan",
    FactKind.LETTER_NUMBER: "nomor surat",
    FactKind.INDEX_VALUE: "nilai indeks",
    FactKind.COUNT: "jumlah",
    FactKind.PERCENTAGE: "persentase",
    FactKind.AMOUNT: "nilai uang",
    FactKind.DURATION: "lama waktu",
    FactKind.IDENTIFIER: "nomor pengenal",
    FactKind.NUMBER: "angka",
    FactKind.PERSON: "nama orang",
    FactKind.ACTIVITY_SPECIFIC: "kegiatan khusus",
    FactKind.FIGURE: "gambar",
    FactKind.FIRST_TIME_CLAIM: "pernyataan pertama kali",
    FactKind.TARGET: "target",
    FactKind.LINK: "tautan",
}
FATE = {Fate.ROLL: "diperbarui", Fate.ASK: "perlu diisi", Fate.KEEP: "dipertahankan"}

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


class Support(StrEnum):
    """How well an indicator is supported by the text, in four steps."""

    NONE = "none"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"

    @classmethod
    def of(cls, score: float) -> Support:
        """Return the step that a best score (0 to 1) stands on."""
        if score <= 0:
            return cls.NONE
        if score < FAIR_SCORE:
            return cls.WEAK
        return cls.FAIR if score < STRONG_SCORE else cls.STRONG


SUPPORT = {
    Support.NONE: "Belum dibahas",
    Support.WEAK: "Lemah",
    Support.FAIR: "Cukup",
    Support.STRONG: "Kuat",
}
# The same steps for the actions of a plan: no action, only one for the sub-area, one for the indicator.
SERVICE = {
    Support.NONE: "Tidak dilayani",
    Support.FAIR: "Sub-area saja",
    Support.STRONG: "Dilayani",
}


def in_title_case(name: str) -> str:
    """Return a name that forms print in capitals as `Penataan Sistem Manajemen SDM`; others as they are."""
    if name != name.upper():
        return name
    words = name.split()
    return " ".join(
        word.lower()
        if word.lower() in _SMALL_WORDS
        else (word.capitalize() if _VOWEL.search(word) else word)  # without a vowel it is an abbreviation
        for word in words
    )


def place(page: int | None, line: int | None, line_end: int | None = None) -> str:
    """Return where something stands, as people say it; empty if nothing is known."""
    said = []
    if page is not None:
        said.append(f"hlm. {page}")
    if line is not None:
        last = f"–{line_end}" if line_end is not None and line_end > line else ""
        said.append(f"baris {line}{last}")
    return ", ".join(said)


def place_in(
    document: Document,
    block_id: str | None,
    page: int | None = None,
    line: int | None = None,
    line_end: int | None = None,
) -> str:
    """Return where something stands; by its heading where the file has neither pages nor lines (Word)."""
    known = place(page, line, line_end)
    if known:
        return known
    block = document.block_by_id.get(block_id or "")
    section = document.section_by_id.get(block.section or "") if block else None
    return f"bagian {shorten(f'{section.number} {section.title}', 60)}" if section else ""


def months_in_words(months: Sequence[int]) -> str:
    """Return months (1 to 12) as short names, runs of three and more joined: `Jan–Mar, Agu`."""
    wanted = sorted({month for month in months if 1 <= month <= len(MONTHS)})
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(wanted), 1) if b != a + 1), len(wanted)]
    said = []
    for start, stop in pairwise(breaks):
        names = [MONTHS[month - 1] for month in wanted[start:stop]]
        said.extend(names if len(names) < 3 else [f"{names[0]}–{names[-1]}"])
    return ", ".join(said)


def shorten(text: str, limit: int) -> str:
    """Return text of at most `limit` characters, cut at a word where possible, with an ellipsis if cut."""
    flat = " ".join(printable(text).split())
    if len(flat) <= limit:
        return flat
    kept = flat[: limit - 1]
    at_word = kept.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > limit // 2 else kept).rstrip(" ,;:") + "…"


def score_in_words(score: float) -> str:
    """Return a score from 0 to 1 as Indonesians write it: `0,91`."""
    return f"{score:.2f}".replace(".", ",")


def number_in_words(value: float, decimals: int = 2) -> str:
    """Return a number as Indonesians write it: comma for decimals, no needless zeros."""
    text = f"{value:.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def service_in_words(services: Sequence[Service]) -> str:
    """Return one sentence on how many indicators a plan serves."""
    direct = sum(1 for service in services if service.actions)
    general = sum(1 for service in services if service.general and not service.actions)
    none = len(services) - direct - general
    return (
        f"{direct} dari {len(services)} indikator dilayani langkah aksi, {general} lagi hanya lewat "
        f"sub-areanya; {none} tidak dilayani langkah mana pun."
    )


def size_in_words(size: int) -> str:
    """Return a size in bytes as people say it: `3,2 MB`."""
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{number_in_words(size / factor, 1)} {unit}"
    return f"{size} B"
