"""A small invented report with everything that results can hold, for the tests of rendering."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checking.comparison import Checked, Comparison, compare_checks
from assistant.checking.model import (
    CheckResult,
    ConformanceEntry,
    Finding,
    MeasureEntry,
    MeasureStatus,
    SectionStatus,
    Severity,
)
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
    Location,
    Section,
    Source,
    SourceKind,
    Table,
)
from assistant.drafting.model import Draft, Fact, FactKind, Fate, Field
from assistant.drafting.template_check import TemplateReport
from assistant.drafting.template_tags import Fault, Place, Problem, Spot, Weight
from assistant.language.satker import Satker
from assistant.lke.load import load_lke
from assistant.mapping.model import Candidate, CoverageEntry, MappedItem, MappingResult, SentenceMapping
from assistant.reading.rencana_model import Action, Rencana, TargetWaktu
from assistant.rendering.json_output import Rules
from assistant.retargeting.model import Fate as SpanFate
from assistant.retargeting.model import Office, Retargeted, Span, SpanKind

if TYPE_CHECKING:
    from assistant.lke.model import Lke

MAPPINGS = Path(__file__).parents[2] / "mappings"
RULES = Rules(format="format-1766", lke="lke-2026")
MEASURES = {letter: f"langkah {letter} yang diminta surat kepada satuan kerja" for letter in "abcdefghijklm"}
HOSTILE = '<script>alert("x")</script> [bold]R&D[/bold] {{ 7*7 }} \x1b[31mmerah\x1b[0m \x00 \ud800'

# kind, section, text
_TEXTS = (
    (BlockKind.HEADING, "s1", "BAB I PENDAHULUAN"),
    (BlockKind.HEADING, "s2", "A. Latar Belakang"),
    (
        BlockKind.PARAGRAPH,
        "s2",
        "KPU Kabupaten Randu Alas mencanangkan zona integritas tahun 2025.",
    ),
    (BlockKind.HEADING, "s3", "BAB II HASIL PELAKSANAAN"),
    (BlockKind.HEADING, "s4", "1. Manajemen Perubahan"),
    (
        BlockKind.PARAGRAPH,
        "s4",
        "Tim kerja dibentuk dengan keputusan sekretaris setelah dua rapat.",
    ),
    (
        BlockKind.LIST_ITEM,
        "s4",
        "a. Rencana kerja memuat lima target prioritas bersama.",
    ),
    (BlockKind.CAPTION, "s4", "Gambar 1. Rapat tim kerja"),
    (BlockKind.PARAGRAPH, "s4", f"Kalimat dari berkas yang jahat: {HOSTILE}"),
    (BlockKind.TABLE_ROW, "s4", "1 | =HYPERLINK(0) | Sosialisasi"),
)


def document(**changes: object) -> Document:
    """Return the sample report: text input, so places are lines."""
    blocks = tuple(
        Block(f"b{n}", kind, text, section, spans=(LineSpan(0, None, 3 * n),))
        for n, (kind, section, text) in enumerate(_TEXTS, 1)
    )
    content = {
        "source": Source("laporan-randu-alas.txt", "a" * 64, SourceKind.TEXT),
        "identity": Identity("KPU Kabupaten Randu Alas", Level.KABUPATEN, 2025, DocumentType.LAPORAN),
        "sections": (
            Section("s1", 1, "BAB I", "PENDAHULUAN", None, "b1", Location(line=3)),
            Section("s2", 2, "A.", "Latar Belakang", "s1", "b2", Location(line=6)),
            Section("s3", 1, "BAB II", "HASIL PELAKSANAAN", None, "b4", Location(line=12)),
            Section("s4", 2, "1.", "Manajemen Perubahan", "s3", "b5", Location(line=15)),
        ),
        "blocks": blocks,
        "tables": (
            Table(
                "t1",
                "s4",
                ("No", "Kegiatan", "Bukti"),
                (("1", "=HYPERLINK(0)", "a|b\nc"),),
                "Tabel 1",
                line=30,
            ),
        ),
        "figures": (Figure("Gambar 1.", "Rapat tim kerja", "s4", Location(line=24), "b8"),),
        "links": (Link("https://kab-randualas.example.go.id/zi", "s4", Location(line=21)),),
        "warnings": ("Halaman 4 tidak terbaca.",),
    }
    return Document(**(content | changes))  # type: ignore[arg-type]


def word_document() -> Document:
    """Return the sample report as if read from Word: no pages, no lines."""
    sample = document()
    return replace(
        sample,
        source=Source("laporan-randu-alas.docx", "b" * 64, SourceKind.DOCX),
        sections=tuple(replace(section, location=Location()) for section in sample.sections),
        blocks=tuple(replace(block, spans=()) for block in sample.blocks),
    )


@cache
def lke() -> Lke:
    """Return the form that the project ships."""
    return load_lke(MAPPINGS, 2025)


def coverage() -> tuple[CoverageEntry, ...]:
    """Return an entry per indicator: most uncovered, the rest at every step of support."""
    scores = {"A.I.1.i.a": 0.91, "A.I.1.ii.b": 0.62, "A.I.2.i.a": 0.31, "B.I.a": 0.8, "A.II.1.i.a": 0.55}
    blocks = {"A.I.1.i.a": ("b6",), "A.I.1.ii.b": ("b7", "b6")}
    entries = []
    for indikator in lke().daftar_indikator:
        code = indikator.code
        found = blocks.get(code, ("b9",)) if code in scores else ()
        entries.append(CoverageEntry(code, indikator.name, found, scores.get(code, 0.0)))
    return tuple(entries)


def mapping() -> MappingResult:
    """Return a mapping with every shape of item: none, area alone, one candidate, several."""
    candidates = {
        "b6": (
            Candidate("A.I.1.i.a", 0.91234567, ("menyebut tim kerja", "judul: Manajemen Perubahan")),
            Candidate("A.I.1.i", 0.5, ("bagian tentang tim kerja",)),
        ),
        "b7": (Candidate("A.I.1.ii.b", 0.62, ("menyebut target prioritas",)),),
    }
    sentences = {"b6": (SentenceMapping("Tim", "A.I.1.i.a", 0.9), SentenceMapping("x", None, 0.0))}
    sample = document()
    items = tuple(
        MappedItem(
            b.id,
            b.text,
            b.kind,
            b.location.page,
            b.location.line,
            sample.heading_path(b),
            "A.I.1" if b.section == "s4" else None,
            candidates.get(b.id, ()),
            sentences.get(b.id, ()),
        )
        for b in sample.blocks
        if b.kind is not BlockKind.HEADING
    )
    return MappingResult(items, coverage())


def check() -> CheckResult:
    """Return a check with every status and severity."""
    titles = (
        "Pendahuluan",
        "Latar Belakang",
        "Maksud dan Tujuan",
        "Hasil Pelaksanaan",
        "Manajemen Perubahan",
    )
    places = (3, 6, None, 12, 15)
    sections = ("s1", "s2", None, "s3", "s4")
    ids = ("I", "I.A", "I.B", "II", "II.A.I.1")
    statuses = (
        SectionStatus.OK,
        SectionStatus.THIN,
        SectionStatus.MISSING,
        SectionStatus.MISPLACED,
        SectionStatus.RENAMED,
    )
    return CheckResult(
        tuple(
            ConformanceEntry(i, t, s, found, None, line, "" if i == "I" else f"Catatan {i}.")
            for i, t, s, found, line in zip(ids, titles, statuses, sections, places, strict=True)
        ),
        tuple(
            MeasureEntry(letter, list(MeasureStatus)[n % 4], ("b3",) if n % 2 else (), f"Catatan {letter}.")
            for n, letter in enumerate(MEASURES)
        ),
        coverage(),
        (
            Finding(
                "ZI301",
                "Sub area belum dibahas",
                Severity.WARNING,
                "Sub area A.I.3.i belum dibahas.",
                "Tambahkan satu paragraf.",
            ),
            Finding(
                "ZI101",
                "Bagian tidak ada",
                Severity.ERROR,
                "Bagian I.B Maksud dan Tujuan tidak ada.",
                "Tambahkan bagian itu di BAB I.",
                "b2",
                None,
                6,
                8,
                "s2",
                "mencanangkan zona integritas",
            ),
            Finding(
                "ZI900",
                "Catatan",
                Severity.INFO,
                f"Kutipan jahat {HOSTILE}",
                "",
                "b9",
                None,
                27,
                None,
                "s4",
                HOSTILE,
            ),
        ),
    )


def comparison() -> Comparison:
    """Return the sample check compared with an earlier one: findings of each status, lines of each change."""
    after = check()
    first, second, hostile = after.findings
    before = CheckResult(
        tuple(
            replace(entry, status=status)
            for entry, status in zip(after.conformance, reversed(SectionStatus), strict=True)
        ),
        tuple(replace(entry, status=list(MeasureStatus)[n // 4]) for n, entry in enumerate(after.measures)),
        (),
        (
            replace(first, severity=Severity.INFO),
            replace(second, message="Bagian I.C Dasar Hukum tidak ada."),
            replace(hostile, quote=f"{HOSTILE} yang lama"),
        ),
    )
    old = replace(document(), source=replace(document().source, name="lama.txt"), warnings=("Dulu kabur.",))
    return compare_checks(
        Checked(old, before, "1766", "lke-2026"), Checked(document(), after, "1766", "lke-2026")
    )


def rencana() -> Rencana:
    """Return a plan with a mapped action and a bare one."""
    return Rencana(
        (
            Action(
                "1. Manajemen Perubahan",
                "Membentuk tim kerja",
                "Manajemen Perubahan",
                "Tim kerja",
                ("SK tim kerja", "Notula rapat"),
                TargetWaktu("Januari - Maret 2026", (1, 2, 3)),
                Location(None, 10, 12),
                "A.I.1",
                "A.I.1.i.a",
            ),
            Action("", "Langkah tanpa area", target_waktu=TargetWaktu("", (5,))),
        )
    )


def facts() -> tuple[Fact, ...]:
    """Return a fact of each fate."""
    return (
        Fact("2025", FactKind.YEAR, Fate.ROLL, "2025", "2026", "tahun laporan", "b3", 70, 74, None, 9, 9),
        Fact("Nomor 12", FactKind.DECREE_NUMBER, Fate.ASK, "Nomor 12", None, "nomor SK", "b6", 0, 8),
        Fact("UU 7", FactKind.IDENTIFIER, Fate.KEEP, "UU 7", "UU 7", "hukum", "b6", 9, 18),
    )


def retargeted() -> Retargeted:
    """Return a span of each fate, for an office whose name is hostile."""
    why = "nama satker"
    spans = (
        Span(
            "KPU Kota X", SpanKind.ORG_NAME, SpanFate.REPLACE, "KPU Kota Y", why, 0, 0, 10, "b1", None, 3, 4
        ),
        Span("3 Mei 2025", SpanKind.DATE, SpanFate.ASK, None, "tanggal", 1, 0, 10, "b2"),
        Span("b. Membina", SpanKind.PROVINCE_ONLY_DUTY, SpanFate.DROP, None, "tugas", 2, 0, 10, "b3", 2),
        Span("KPU RI", SpanKind.ORG_NAME, SpanFate.KEEP, None, "lembaga nasional", 3, 0, 6),
    )
    satker = Satker(f"KPU Kota {HOSTILE}", Level.KOTA, "Y")
    return Retargeted(Office(satker), spans, b"", ("Dokumen memuat 2 gambar.",))


def draft() -> Draft:
    """Return a draft with fields in two sections."""
    fields = (
        Field("isi_1", "nomor keputusan", "Nomor 12", "Manajemen Perubahan"),
        Field("isi_2", "tanggal keputusan", "", "Manajemen Perubahan"),
        Field("isi_3", "nilai IPKP", "3,7", f"Komponen Hasil {HOSTILE}"),
    )
    return Draft(b"", facts(), fields, ("Nomor halaman tidak diketahui.",))


def template_report() -> TemplateReport:
    """Return the check of a template with a misspelt name and a missing style."""
    spot = Spot(Place.BODY, 3, "Ketua {{ satkre }},")
    faults = (
        Fault(
            Problem.UNKNOWN,
            Weight.ERROR,
            "Isian satkre tidak dikenal.",
            "Mungkin maksudnya: satker.",
            spot,
            "{{ satkre }}",
            ("satker",),
        ),
        Fault(Problem.OUTSIDE, Weight.WARNING, "Gambar yang tertaut ke luar berkas dalam templat dibuang."),
    )
    return TemplateReport("templat.docx", "laporan", ("tahun", "satkre"), faults)
