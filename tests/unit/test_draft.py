"""The drafted Word file: nothing of last year survives unmarked, all that is carried tells its origin."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from assistant.checking.format import load_format
from assistant.data import data_directory
from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Figure,
    Identity,
    LineSpan,
    Location,
    Section,
    Source,
    SourceKind,
    Table,
)
from assistant.drafting.draft import Borrowed, draft_laporan, draft_rencana
from assistant.drafting.model import Draft
from assistant.errors import UsageError
from assistant.reading.rencana_model import Action, Rencana, TargetWaktu
from assistant.retargeting.borrowed import text_changer
from tests.unit.retarget_samples import office, satker

TEMPLATES = data_directory("templates")
LAPORAN = TEMPLATES / "laporan-1766.docx"
FORMAT = load_format(data_directory("mappings"), 2025)
OFFICE = "KPU Kabupaten Lembah Damar"

# (section of the format or None, kind, text, marker)
LINES = [
    (None, "paragraph", "LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS TAHUN 2025", ""),
    ("I.A", "heading", "A. Latar Belakang", "A."),
    ("I.A", "paragraph", "Kantor untuk pertama kalinya membangun zona integritas pada tahun 2025.", ""),
    ("I.A", "paragraph", "Teks R&D <b>tebal</b> {{ satker }} {% if x %} {_{ tetap seperti tertulis.", ""),
    ("I.C", "heading", "C. Dasar Hukum", "C."),
    ("I.C", "list_item", "1. Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum;", "1."),
    ("I.C", "list_item", "2. Peraturan Menteri PANRB Nomor 52 Tahun 2014 tentang Pedoman.", "2."),
    ("I.C", "list_item", "3. Surat Keputusan Nomor 4471 Tahun 2025 tentang tim.", "3."),
    ("II.A.I.1", "heading", "1. Manajemen Perubahan", "1."),
    ("II.A.I.1", "paragraph", "Rapat tanggal 17 Mei 2025 dihadiri 6213 orang, lihat Gambar 2.7.", ""),
    ("II.A.I.1", "heading", "a. Tim Kerja", "a."),
    ("II.A.I.1", "caption", "Gambar 2.7: Apel 3391 pagi", ""),
    ("II.A.I.1", "caption", "Tabel 2.1: Hasil survei", ""),
    ("II.A.I.1", "table_row", "No | Unsur | Nilai indeks", ""),
    ("II.A.I.1", "table_row", "1 | Waktu | 88,32", ""),
    ("III.B", "heading", "B. Rencana Tindak Lanjut", "B."),
    ("III.B", "paragraph", "Langkah berikut disepakati bersama oleh seluruh jajaran:", ""),
    ("III.B", "heading", "1. Penguatan layanan mulai 9 Juni 2025", "1."),
    ("III.B", "list_item", "1. Menyusun standar pelayanan baru.", "1."),
    ("III.B", "list_item", "2. Melatih petugas layanan informasi.", "2."),
]


def make_document(year: int | None = 2025, kind: DocumentType = DocumentType.LAPORAN) -> Document:
    sections, blocks = [], []
    row = -1
    for number, (_, block_kind, text, marker) in enumerate(LINES, start=1):
        identifier = f"b{number}"
        if block_kind == "heading":
            title = text.removeprefix(marker).strip()
            sections.append(Section(f"s{number}", 1, marker, title, None, identifier))
        is_row = block_kind == "table_row"
        bold = ((0, 6),) if text.startswith("Kantor") else ()
        blocks.append(
            Block(
                identifier, BlockKind(block_kind), text, sections[-1].id if sections else None,
                (LineSpan(0, number // 4 + 1, number),), marker, "t1" if is_row else None,
                row if is_row else None, bold,
            )
        )  # fmt: skip
        row += is_row
    table = Table("t1", None, ("No", "Unsur", "Nilai indeks"), (("1", "Waktu", "88,32"),))
    figure = Figure("Gambar 2.7", "Apel 3391 pagi", None, Location(), "b11", 200.0, 100.0)
    return Document(
        Source("lama.txt", "0" * 64, SourceKind.TEXT), Identity(OFFICE, None, year, kind), tuple(sections),
        tuple(blocks), (table,), (figure,),
    )  # fmt: skip


class Matches:
    """Blocks by the first column of LINES."""

    def section_of(self, block_id: str) -> str | None:
        return LINES[int(block_id[1:]) - 1][0]


def draft(**more: object) -> Draft:
    options = {"year": 2026, "matches": Matches(), "fmt": FORMAT, "template": LAPORAN} | more
    return draft_laporan(make_document(), **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def drafted() -> Draft:
    return draft()


def body_of(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def texts(data: bytes, *, marked: bool | None = None) -> str:
    """Return the text of the runs; only the marked or only the unmarked ones if asked."""
    lines = []
    for paragraph in body_of(data).element.body.iter(qn("w:p")):
        parts = []
        for run in paragraph.iter(qn("w:r")):
            is_marked = run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
            if marked is None or marked == is_marked:
                parts += [t.text or "" for t in run.iter(qn("w:t"))]
        lines.append("".join(parts))
    return "\n".join(lines)


def table_with(data: bytes, title: str) -> docx.table.Table:
    tables = body_of(data).tables
    return next(t for t in tables if title in [cell.text for cell in t.rows[0].cells])


def test_no_fact_that_must_be_asked_stands_unmarked(drafted: Draft) -> None:
    plain, marked = texts(drafted.docx, marked=False), texts(drafted.docx, marked=True)
    for value in ("4471", "17 Mei 2025", "6213", "3391", "88,32", "pertama kalinya"):
        assert value not in plain
        assert value in marked


def test_law_is_kept_and_year_rolled(drafted: Draft) -> None:
    plain = texts(drafted.docx, marked=False)
    assert "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum" in plain
    assert "pada tahun 2026" in plain
    assert "TAHUN 2026" in plain


def test_citation_that_no_longer_holds_is_commented_and_listed(drafted: Draft) -> None:
    assert "Nomor 52 Tahun 2014" in texts(drafted.docx, marked=False)
    comments = [c.text for c in body_of(drafted.docx).comments if "sudah diganti" in c.text]
    assert len(comments) == 1
    assert "Nomor 90 Tahun 2021" in comments[0]
    assert sum("Nomor 52 Tahun 2014 sudah diganti" in warning for warning in drafted.warnings) == 1


def test_text_that_looks_like_code_is_text(drafted: Draft) -> None:
    assert "Teks R&D <b>tebal</b> {{ satker }} {% if x %} {_{ tetap seperti tertulis." in texts(drafted.docx)


def test_template_code_is_all_used_up(drafted: Draft) -> None:
    with zipfile.ZipFile(io.BytesIO(drafted.docx)) as archive:
        for name in archive.namelist():
            content = archive.read(name).decode("utf-8", "replace").replace("{{ satker }} {% if x %}", "")
            assert "{{" not in content, name
            assert "{%" not in content, name


def test_headings_are_word_headings(drafted: Draft) -> None:
    paragraphs = body_of(drafted.docx).paragraphs
    headings = {p.text.strip(): p.style.name for p in paragraphs if "Heading" in p.style.name}
    assert headings["PENDAHULUAN"] == "Heading 1"
    assert headings["Manajemen Perubahan"] == "Heading 4"
    assert headings["Tim Kerja"] == "Heading 5"


def test_bold_stays(drafted: Draft) -> None:
    paragraph = next(p for p in body_of(drafted.docx).paragraphs if p.text.startswith("Kantor"))
    assert paragraph.runs[0].bold
    assert paragraph.runs[0].text == "Kantor"


def test_table_is_a_table_with_repeated_header(drafted: Draft) -> None:
    table = table_with(drafted.docx, "Unsur")
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert table.cell(1, 0).text == "1"
    assert "tahun lalu: 88,32" in table.cell(1, 2).text


def test_captions_count_themselves_and_references_follow(drafted: Draft) -> None:
    codes = [e.text.strip() for e in body_of(drafted.docx).element.body.iter(qn("w:instrText"))]
    assert r"SEQ Gambar \* ARABIC \r 1" in codes
    assert r"SEQ Tabel \* ARABIC \r 1" in codes
    assert "lihat Gambar 2.1" in texts(drafted.docx, marked=False)


def test_contents_list_the_headings(drafted: Draft) -> None:
    paragraphs = body_of(drafted.docx).paragraphs
    lines = [p.text.strip() for p in paragraphs if p.style.name.lower().startswith("toc ")]
    assert "BAB I PENDAHULUAN" in lines
    assert "1. Manajemen Perubahan" in lines
    assert "B. RENCANA TINDAK LANJUT" in lines


def test_every_carried_paragraph_tells_where_it_came_from(drafted: Draft) -> None:
    comments = list(body_of(drafted.docx).comments)
    assert {c.author for c in comments} == {"zi"}
    assert any(c.text.startswith("dari laporan 2025, halaman 1, baris 3") for c in comments)


def test_promises_become_lines_to_report_on(drafted: Draft) -> None:
    table = table_with(drafted.docx, "Realisasi tahun 2026")
    first, second = (row.cells[1].text for row in table.rows[1:])
    assert first.startswith("1. Penguatan layanan")
    assert first.endswith("\nMenyusun standar pelayanan baru.")
    assert second == "Melatih petugas layanan informasi."
    assert "9 Juni" not in texts(drafted.docx, marked=False)
    assert all("[ISI:" in row.cells[2].text for row in table.rows[1:])


def test_missing_sections_get_guidance(drafted: Draft) -> None:
    text = texts(drafted.docx)
    section = FORMAT.section_by_id["II.A.I.5"]
    assert f"Petunjuk: {section.isi}" in text
    assert f"[ISI: uraian {section.judul} tahun 2026]" in text


def test_checklist_leads_to_every_field(drafted: Draft) -> None:
    body = body_of(drafted.docx).element.body
    names = {e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))}
    anchors = {e.get(qn("w:anchor")) for e in body.iter(qn("w:hyperlink"))}
    assert {f.name for f in drafted.fields} <= names
    assert anchors <= names
    assert len(names) == len(list(body.iter(qn("w:bookmarkStart"))))


def test_same_input_same_bytes(drafted: Draft) -> None:
    assert draft().docx == drafted.docx


def plan_of(satker: str, year: int) -> tuple[Rencana, Document]:
    due = TargetWaktu("Januari", (1,))
    step = f"Menetapkan tim {satker} tahun {year}"
    action = Action("I", step, "", "Tim kerja", ("SK Tim",), due, area="A.I.1", code="A.I.1.i.a")
    other = Action("II", "Memasang papan informasi", area="B.I")
    source = Source("rencana.docx", "0" * 64, SourceKind.DOCX)
    document = Document(source, Identity(satker, None, year, DocumentType.RENCANA_AKSI))
    return Rencana((action, other)), document


def test_planned_actions_stand_under_their_area_once() -> None:
    rencana, document = plan_of(OFFICE, 2026)
    text = texts(draft(borrowed=Borrowed(rencana, document)).docx)
    area, result = text.index("Menetapkan tim"), text.index("Memasang papan informasi")
    assert text.count("Memasang papan informasi") == 1
    assert text.rindex("Manajemen Perubahan", 0, area) > text.rindex("KOMPONEN PENGUNGKIT", 0, area)
    assert result > text.index("KOMPONEN HASIL", area)


def test_plan_of_another_office_speaks_for_ours() -> None:
    rencana, document = plan_of("KPU Kota Teluk Senja", 2026)
    rename = text_changer(satker("KPU Kota Teluk Senja"), office(OFFICE), data_directory("mappings"))
    made = draft(borrowed=Borrowed(rencana, document, rename=rename))
    assert f"Menetapkan tim {OFFICE} tahun 2026" in texts(made.docx)
    assert OFFICE in texts(made.docx, marked=True)
    assert any("KPU Kota Teluk Senja" in warning for warning in made.warnings)


def test_plan_of_another_year_is_refused() -> None:
    rencana, document = plan_of(OFFICE, 2024)
    with pytest.raises(UsageError, match="--paksa"):
        draft(borrowed=Borrowed(rencana, document))
    forced = draft(borrowed=Borrowed(rencana, document), force=True)
    assert f"Menetapkan tim {OFFICE} tahun 2026" in texts(forced.docx)


def test_report_of_the_same_year_is_refused() -> None:
    with pytest.raises(UsageError, match="2025"):
        draft(year=2025)


def test_letter_is_nothing_to_draft_from() -> None:
    letter = make_document(kind=DocumentType.SURAT)
    with pytest.raises(UsageError, match="surat"):
        draft_laporan(letter, year=2026, matches=Matches(), fmt=FORMAT, template=LAPORAN)


def test_plan_is_drafted_from_a_plan() -> None:
    source = make_document(kind=DocumentType.RENCANA_AKSI)
    made = draft_rencana(source, year=2026, template=TEMPLATES / "rencana.docx")
    plain = texts(made.docx, marked=False)
    assert "TAHUN 2026" in plain
    assert not re.search("4471|6213|3391|88,32", plain)


def test_libreoffice_opens_the_draft(drafted: Draft, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice tidak terpasang")
    path = tmp_path / "draf.docx"
    path.write_bytes(drafted.docx)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profil'}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "draf.pdf").read_bytes().startswith(b"%PDF")
