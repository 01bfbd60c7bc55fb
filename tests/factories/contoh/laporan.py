"""The example's report: the handwritten text, and the faults that are planted into it."""

from __future__ import annotations

from pathlib import Path

from tests.factories.contoh.kantor import OFFICE, YEAR
from tests.factories.contoh.lke import summary_rows
from tests.factories.defects import Defect, DropElement, DropSection, Planted, ReplaceText, plant_all
from tests.factories.naskah import parse_naskah
from tests.factories.spec import DocumentSpec

DEFECTS: tuple[Defect, ...] = (
    ReplaceText(
        "inconsistent_value",
        "30 kegiatan atau 93,75 persen",
        "30 kegiatan atau 96,75 persen",
        "30 dari 32 kegiatan adalah 93,75 persen, seperti tertulis pada kesimpulan.",
    ),
    ReplaceText(
        "year_mismatch",
        "pembangunan zona integritas selama Tahun Anggaran 2025",
        "pembangunan zona integritas selama Tahun Anggaran 2024",
        "Laporan ini untuk tahun 2025; tahun 2024 tertinggal dari laporan sebelumnya.",
    ),
    ReplaceText(
        "stale_citation",
        "sebagaimana telah diubah dengan Undang-Undang Nomor 7 Tahun 2023",
        "sebagaimana telah diubah dengan Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2022",
        "Perppu 1/2022 sudah ditetapkan menjadi Undang-Undang Nomor 7 Tahun 2023.",
    ),
    ReplaceText(
        "typo_heading",
        "3) Pemantauan dan Evaluasi Pembangunan Zona Integritas",
        "3) Pemantaun dan Evaluasi Pembanguan Zona Integritas",
        "Salah ketik pada judul: 'Pemantaun' dan 'Pembanguan'.",
    ),
    ReplaceText(
        "copy_paste",
        "KPU Kabupaten Muara Lindai menetapkan 24 standar",
        "KPU Kabupaten Sendawa Hilir menetapkan 24 standar",
        "Nama satuan kerja lain tertinggal dari naskah yang disalin.",
    ),
    ReplaceText(
        "dead_sentence",
        "dokumen anggaran dan daftar aset ke dalam informasi yang tersedia setiap saat.",
        "dokumen anggaran dan",
        "Kalimat terpotong.",
    ),
    ReplaceText(
        "copy_paste",
        "area Penguatan Pengawasan adalah berjalannya",
        "area Penataan Tata Laksana adalah berjalannya",
        "Area Penguatan Pengawasan menyebut target area Penataan Tata Laksana.",
    ),
    ReplaceText(
        "figure_numbering",
        "Gambar 2.9 Maklumat",
        "Gambar 2.8 Maklumat",
        "Nomor Gambar 2.8 dipakai dua kali dan Gambar 2.9 tidak ada.",
    ),
    ReplaceText(
        "wrong_reference",
        "sebagaimana terlihat pada Tabel 2.4",
        "sebagaimana terlihat pada Tabel 2.9",
        "Tabel 2.9 tidak ada; yang dimaksud adalah Tabel 2.4.",
    ),
    DropSection(
        "missing_section",
        "A. KESIMPULAN",
        "Judul 'A. Kesimpulan' tidak ada, walaupun isinya masih berada di bawah BAB III.",
        keep_content=True,
    ),
    ReplaceText(
        "inconsistent_value",
        "Nilai akuntabilitas kinerja pun naik menjadi 74,35",
        "Nilai akuntabilitas kinerja pun naik menjadi 73,45",
        "Pada area Penguatan Akuntabilitas nilainya 74,35.",
    ),
    DropElement(
        "numbering",
        "melakukan kunjungan belajar",
        "Butir 4 pada rencana tindak lanjut tidak ada; penomoran melompat dari 3 ke 5.",
    ),
)


def clean_laporan() -> DocumentSpec:
    """Return the report before anything was planted."""
    text = Path(__file__).with_name("laporan-2025.txt").read_text(encoding="utf-8")
    title = f"Laporan Hasil Pembangunan Zona Integritas {OFFICE.satker} Tahun {YEAR}"
    return DocumentSpec(title, parse_naskah(text, {"lke": summary_rows()}), header=title)


def faulty_laporan() -> tuple[DocumentSpec, tuple[Planted, ...]]:
    """Return the report as it is bundled, and what was planted."""
    return plant_all(clean_laporan(), DEFECTS)
