"""The example's evidence folder: it agrees with the report but for the two files that `DISAGREEING` names."""

from __future__ import annotations

from tests.factories.bukti import EvidenceFile, as_docx, as_pdf, decree, minutes, sheet
from tests.factories.contoh.kantor import OFFICE
from tests.factories.pictures import png
from tests.factories.spec import Align, DocumentSpec, Heading, Line, Paragraph, TableSpec

DISAGREEING = {
    "3-sdm/rekap-pelatihan-2025.xlsx": (
        "Rekap memuat 29 pegawai yang mengikuti pelatihan; laporan dan LKE menyebut seluruhnya, 31 orang."
    ),
    "6-pelayanan/laporan-SKM-triwulan-IV.docx": (
        "Nilai IKM triwulan IV dalam laporan survei 88,36; laporan dan LKE menyebut 90,36."
    ),
}
_TEAM = (
    ("1", "Pengarah", "5"),
    ("2", "Ketua Tim", "1"),
    ("3", "Kelompok Kerja Manajemen Perubahan", "3"),
    ("4", "Kelompok Kerja Penataan Tata Laksana", "3"),
    ("5", "Kelompok Kerja Penataan Sistem Manajemen SDM", "2"),
    ("6", "Kelompok Kerja Penguatan Akuntabilitas", "3"),
    ("7", "Kelompok Kerja Penguatan Pengawasan", "3"),
    ("8", "Kelompok Kerja Kualitas Pelayanan Publik", "3"),
    ("", "Jumlah", "23"),
)
_SOP_AREAS = ("Permohonan data pemilih", "Permohonan informasi publik", "Pindah memilih dan perubahan alamat")
_SOP_REVISED = (
    *_SOP_AREAS,
    "Penerimaan tamu dan konsultasi",
    "Pengelolaan surat masuk",
    "Penggantian antarwaktu anggota DPRD",
)
_SOP_OTHERS = (
    "Pengelolaan surat keluar",
    "Penyusunan keputusan",
    "Penyusunan berita acara pleno",
    "Pengunggahan produk hukum",
    "Pengelolaan JDIH",
    "Pengelolaan laman dan media sosial",
    "Pembayaran belanja pegawai",
    "Pengajuan perjalanan dinas",
    "Pengadaan langsung",
    "Pengelolaan barang milik negara",
    "Pemeliharaan kendaraan dinas",
    "Permohonan cuti",
    "Kenaikan gaji berkala",
    "Penilaian kinerja bulanan",
    "Penanganan pengaduan masyarakat",
    "Pelaporan gratifikasi",
    "Pemutakhiran data pemilih berkelanjutan",
    "Pendidikan pemilih",
)
_TRAINING = ("Pelayanan prima", "Pengelolaan arsip", "Penulisan naskah dinas", "Keamanan informasi")
_COMPLAINTS = (
    ("12 Februari 2025", "WhatsApp", "Jam layanan hari Jumat tidak jelas", "Selesai"),
    ("9 April 2025", "Kotak pengaduan", "Petugas tidak berada di meja saat istirahat", "Selesai"),
    ("17 Juni 2025", "SP4N-LAPOR!", "Formulir daring tidak dapat dibuka", "Selesai"),
    ("2 September 2025", "Surat elektronik", "Jawaban permohonan data kurang lengkap", "Selesai"),
    ("28 November 2025", "WhatsApp", "Dugaan pungutan oleh orang yang mengaku petugas", "Diproses"),
)
_INDICATORS: tuple[tuple[str, str, str, str], ...] = (
    ("Permohonan informasi dijawab tepat waktu", "95%", "100%", "105,26%"),
    ("Indeks kepuasan masyarakat", "88,00", "90,36", "102,68%"),
    ("Pemutakhiran data pemilih berkelanjutan", "100%", "100%", "100,00%"),
    ("Peserta pendidikan pemilih", "1.200", "1.436", "119,67%"),
    ("Penyelesaian pembenahan arsip", "100%", "82%", "82,00%"),
    ("Temuan pemeriksaan ditindaklanjuti", "100%", "100%", "100,00%"),
)


def evidence_files() -> tuple[EvidenceFile, ...]:
    """Return the files of the evidence folder with what they say."""
    return (*_change(), *_procedures(), *_staff(), *_performance(), *_supervision(), *_service(), *_results())


def _change() -> tuple[EvidenceFile, ...]:
    team = decree(
        OFFICE,
        41,
        "13 Januari 2025",
        "Tim Pembangunan Zona Integritas Tahun 2025",
        [
            "Menetapkan tim yang beranggotakan 23 orang sebagaimana tercantum dalam lampiran.",
            "Tim bertugas menyusun rencana kerja dan melaporkan hasilnya setiap triwulan.",
            "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
        ],
        TableSpec(("No.", "Kedudukan dalam Tim", "Jumlah"), _TEAM, widths=(0.6, 4, 1)),
    )
    agents = decree(
        OFFICE,
        42,
        "13 Januari 2025",
        "Agen Perubahan Tahun 2025",
        [
            "Menetapkan Nirmala Pandansari, Sekar Asmarani, dan Jati Wiratmaja sebagai agen perubahan.",
            "Setiap agen perubahan menghasilkan sekurang-kurangnya satu perubahan dalam tahun 2025.",
        ],
    )
    review = minutes(
        OFFICE,
        "112/PW.02-BA/9981/2025",
        "25 September 2025",
        "rapat pemantauan dan evaluasi zona integritas triwulan III",
        21,
        [
            "Rapat dipimpin Ketua didampingi Sekretaris.",
            "Sebanyak 24 dari 32 kegiatan rencana kerja telah terlaksana.",
            "Lima rekomendasi disepakati, termasuk penyediaan formulir pelaporan tanpa nama.",
        ],
    )
    photo = png("foto", ("APEL PAGI", "KPU KABUPATEN MUARA LINDAI", "SENIN, 6 OKTOBER 2025"), seed=6)
    folder = "1-manajemen-perubahan"
    return (
        EvidenceFile(
            f"{folder}/SK-41-2025-tim-zona-integritas.pdf",
            as_pdf(team),
            {"nomor": "41", "tanggal": "13 Januari 2025", "anggota": "23"},
        ),
        EvidenceFile(
            f"{folder}/SK-42-2025-agen-perubahan.pdf",
            as_pdf(agents),
            {"nomor": "42", "tanggal": "13 Januari 2025", "agen": "3"},
        ),
        EvidenceFile(
            f"{folder}/notula-evaluasi-triwulan-III.docx",
            as_docx(review),
            {"tanggal": "25 September 2025", "hadir": "21"},
        ),
        EvidenceFile(f"{folder}/apel-senin.png", photo, {"tanggal": "6 Oktober 2025"}),
    )


def _procedures() -> tuple[EvidenceFile, ...]:
    names = [(name, "Diperbaiki") for name in _SOP_REVISED] + [
        (name, "Tetap berlaku") for name in _SOP_OTHERS
    ]
    rows = [
        (place, name, "55 Tahun 2025", "9 Oktober 2025", result)
        for place, (name, result) in enumerate(names, 1)
    ]
    data = sheet(
        "Daftar SOP KPU Kabupaten Muara Lindai Tahun 2025",
        ("No.", "Nama SOP", "Keputusan", "Tanggal Evaluasi", "Hasil Evaluasi"),
        rows,
        ["Jumlah SOP: 24; dievaluasi: 24; diperbaiki: 6."],
    )
    words = (
        "kab-muaralindai.kpu.go.id/pintu-sena",
        "PINTU SENA",
        "Buku Tamu",
        "Antrean",
        "Konsultasi",
        "Pengaduan",
    )
    return (
        EvidenceFile("2-tata-laksana/daftar-SOP-2025.xlsx", data, {"jumlah": "24", "diperbaiki": "6"}),
        EvidenceFile("2-tata-laksana/pintu-sena.png", png("layar", words, seed=2)),
    )


def _staff() -> tuple[EvidenceFile, ...]:
    rows = [
        (
            place,
            f"Pegawai {place:02d}",
            "-" if place in {12, 27} else _TRAINING[place % 4],
            0 if place in {12, 27} else 20 + place % 13,
        )
        for place in range(1, 32)
    ]
    data = sheet(
        "Rekap Pelatihan Pegawai Tahun 2025",
        ("No.", "Pegawai", "Pelatihan", "Jam Pelajaran"),
        rows,
        ["Pegawai yang mengikuti pelatihan: 29 dari 31 orang."],
    )
    model = decree(
        OFFICE,
        31,
        "22 Desember 2025",
        "Pegawai Teladan Triwulan IV Tahun 2025",
        ["Menetapkan Jati Wiratmaja sebagai pegawai teladan berdasarkan hasil penilaian kinerja."],
    )
    return (
        EvidenceFile("3-sdm/rekap-pelatihan-2025.xlsx", data, {"mengikuti": "29", "pegawai": "31"}),
        EvidenceFile(
            "3-sdm/SK-31-2025-pegawai-teladan.docx",
            as_docx(model),
            {"nomor": "31", "tanggal": "22 Desember 2025"},
        ),
    )


def _performance() -> tuple[EvidenceFile, ...]:
    rows = [(place, *line) for place, line in enumerate(_INDICATORS, 1)]
    data = sheet(
        "Capaian Indikator Kinerja Utama Tahun 2025",
        ("No.", "Indikator", "Target", "Realisasi", "Capaian"),
        rows,
        ["Sasaran yang mencapai 100 persen atau lebih: 5 dari 6.", "Rata-rata capaian: 101,60 persen."],
    )
    return (EvidenceFile("4-akuntabilitas/capaian-IKU-2025.xlsx", data, {"sasaran": "6", "tercapai": "5"}),)


def _supervision() -> tuple[EvidenceFile, ...]:
    rows = [(place, *line) for place, line in enumerate(_COMPLAINTS, 1)]
    data = sheet(
        "Rekap Pengaduan Masyarakat Tahun 2025",
        ("No.", "Tanggal", "Kanal", "Pokok Pengaduan", "Status"),
        rows,
        ["Diterima: 5; selesai: 4; diproses: 1."],
    )
    campaign = minutes(
        OFFICE,
        "98/PW.02-BA/9981/2025",
        "20 Agustus 2025",
        "kampanye antigratifikasi triwulan III",
        64,
        [
            "Peserta berasal dari penyedia barang dan jasa, partai politik, dan wartawan.",
            "Peserta menandatangani ikrar tolak gratifikasi.",
        ],
    )
    return (
        EvidenceFile(
            "5-pengawasan/rekap-pengaduan-2025.xlsx", data, {"diterima": "5", "selesai": "4", "diproses": "1"}
        ),
        EvidenceFile(
            "5-pengawasan/berita-acara-kampanye-gratifikasi.docx",
            as_docx(campaign),
            {"tanggal": "20 Agustus 2025", "hadir": "64"},
        ),
    )


def _service() -> tuple[EvidenceFile, ...]:
    standards = decree(
        OFFICE,
        52,
        "12 Februari 2025",
        "Standar Pelayanan",
        [
            "Menetapkan standar pelayanan untuk enam jenis layanan.",
            "Setiap standar memuat persyaratan, prosedur, waktu, biaya, dan produk layanan.",
            "Seluruh layanan tidak dipungut biaya.",
        ],
    )
    survey = DocumentSpec(
        "Laporan SKM Triwulan IV 2025",
        (
            Line(OFFICE.full_name.upper(), bold=True, size=14),
            Heading(1, "", "LAPORAN SURVEI KEPUASAN MASYARAKAT TRIWULAN IV TAHUN 2025"),
            Paragraph(
                "Survei dilaksanakan pada 1 Oktober sampai dengan 12 Desember 2025 terhadap 83 responden."
            ),
            Paragraph(
                "Indeks Kepuasan Masyarakat triwulan IV adalah 88,36 dengan mutu pelayanan A (Sangat Baik)."
            ),
            TableSpec(
                ("Unsur", "Nilai"),
                (("Persyaratan", "3,58"), ("Prosedur", "3,55"), ("Waktu", "3,49"), ("Sarana", "3,41")),
                "Tabel 1",
                "Nilai Beberapa Unsur",
            ),
            Line("Lubuk Sena, 16 Desember 2025", Align.RIGHT),
        ),
    )
    notice = png(
        "poster",
        (
            "MAKLUMAT PELAYANAN",
            "Kami sanggup melayani sesuai dengan standar",
            "yang telah ditetapkan, dan siap menerima sanksi",
            "apabila janji ini tidak kami tepati.",
            "Lubuk Sena, 17 Februari 2025",
        ),
    )
    return (
        EvidenceFile(
            "6-pelayanan/SK-52-2025-standar-pelayanan.pdf",
            as_pdf(standards),
            {"nomor": "52", "tanggal": "12 Februari 2025", "layanan": "6"},
        ),
        EvidenceFile(
            "6-pelayanan/laporan-SKM-triwulan-IV.docx", as_docx(survey), {"nilai": "88,36", "responden": "83"}
        ),
        EvidenceFile("6-pelayanan/maklumat-pelayanan.png", notice, {"tanggal": "17 Februari 2025"}),
    )


def _results() -> tuple[EvidenceFile, ...]:
    rows = (
        ("Indeks Persepsi Anti Korupsi (IPAK)", "3,71", "92,75"),
        ("Indeks Persepsi Kualitas Pelayanan (IPKP)", "3,58", "89,50"),
    )
    report = DocumentSpec(
        "Laporan Survei Eksternal 2025",
        (
            Line("PUSAT KAJIAN TATA PAMONG UNIVERSITAS KELANA RAYA", bold=True, size=13),
            Heading(1, "", "LAPORAN SURVEI PERSEPSI ANTI KORUPSI DAN KUALITAS PELAYANAN"),
            Paragraph(
                f"Survei pada {OFFICE.satker} dilaksanakan pada 3–14 November 2025 terhadap 120 responden."
            ),
            TableSpec(
                ("Indeks", "Nilai (0–4)", "Nilai (0–100)"), rows, "Tabel 1", "Hasil Survei", widths=(3, 1, 1)
            ),
            Paragraph("Unsur terendah adalah pengetahuan responden mengenai saluran pelaporan."),
        ),
    )
    return (
        EvidenceFile(
            "hasil/laporan-survei-eksternal-2025.pdf",
            as_pdf(report),
            {"ipak": "3,71", "ipkp": "3,58", "responden": "120"},
        ),
    )
