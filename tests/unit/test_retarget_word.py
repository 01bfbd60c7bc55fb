"""Word files for another office: every hiding place of the old name, and formatting that stays."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assistant.data import data_directory
from assistant.reading.recognise import read_document
from assistant.retargeting.model import Fate, Hint, SpanKind
from assistant.retargeting.replace import Job
from assistant.retargeting.runs import Edit, apply_edits, paragraph_text
from tests.unit.retarget_samples import office, satker

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument

    from assistant.retargeting.model import Office, Retargeted

PROVINCE = "KPU Provinsi Kalimantan Barat"
TRACE = re.compile(r"kalimantan|kalbar|kuala\s?banjar", re.IGNORECASE)
TEXT_BOX = (
    "<w:r {ns}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r>"
    "<w:t>Papan KPU Kalbar</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def provincial_plan() -> WordDocument:
    """Return a plan of a province that names it in all places we know of."""
    word = docx.Document()
    word.core_properties.title = "Rencana KPU Provinsi Kalimantan Barat"
    word.core_properties.author = "Staf KPU Kalbar"
    word.sections[0].header.paragraphs[0].text = "Rencana Kerja KPU Provinsi Kalimantan Barat"
    word.sections[0].footer.paragraphs[0].text = "kalbar.kpu.go.id"
    word.add_paragraph("KOMISI PEMILIHAN UMUM")
    word.add_paragraph("PROVINSI KALIMANTAN BARAT")
    mixed = word.add_paragraph("Rencana ")
    mixed.add_run("KPU Provinsi ").bold = True
    mixed.add_run("Kalimantan").italic = True
    mixed.add_run(" Barat tahun 2025.")
    mixed._p.append(parse_xml(TEXT_BOX.replace("{ns}", nsdecls("w"))))
    for text in (
        "a. Menyusun rencana kerja.",
        "b. Membina KPU Kabupaten/Kota di Kalimantan Barat.",
        "c. Menyusun standar pelayanan.",
        "d. Melakukan evaluasi.",
    ):
        word.add_paragraph(text)
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Bukti", "SK Tim KPU Kalbar & Sekretariat"
    word.add_paragraph("Kuala Banjar, 3 Mei 2025")
    link = word.part.relate_to("https://kalbar.kpu.go.id/zi", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph = word.add_paragraph()
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t>laman kami</w:t></w:r></w:hyperlink>'
        )
    )
    return word


def carried_out(tmp_path: Path, word: WordDocument, target: Office, *, mark: bool = False) -> Retargeted:
    path = tmp_path / "sumber.docx"
    word.save(str(path))
    document = read_document(path)
    template = data_directory("templates") / "rencana.docx"
    hints = (Hint("Budi Setiawan", SpanKind.PERSON),)
    return Job(document, satker(PROVINCE), template, path.read_bytes(), hints, mark=mark).write(target)


def all_text(data: bytes) -> str:
    """Return what every part of a Word file says, relationships and properties included."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(n).decode("utf-8") for n in archive.namelist() if n.endswith((".xml", ".rels"))]
    shown = (re.sub(r"<[^>]*>", "", re.sub(r"</w:p>", "\n", part)) for part in parts)
    return "\n".join(shown) + "\n".join(re.findall(r'Target="([^"]*)"', "\n".join(parts)))


@pytest.mark.parametrize(
    "name", ["KPU Kabupaten Sukamaju", "KPU Kota Karang Indah", "KIP Kabupaten Simpang Ulim"]
)
def test_no_trace_of_the_province_is_left(tmp_path: Path, name: str) -> None:
    result = carried_out(tmp_path, provincial_plan(), office(name))
    assert not TRACE.search(all_text(result.docx))
    text = all_text(result.docx)
    assert f"Rencana Kerja {name}" in text
    assert f"Papan {name}" in text
    assert f"SK Tim {name} &amp; Sekretariat" in text


def test_a_name_over_several_runs_keeps_the_first_run_s_look(tmp_path: Path) -> None:
    result = carried_out(tmp_path, provincial_plan(), office("KPU Kota Karang Indah"))
    runs = docx.Document(io.BytesIO(result.docx)).paragraphs[2].runs
    named = next(run for run in runs if "Karang Indah" in run.text)
    assert named.text == "KPU Kota Karang Indah"
    assert named.bold
    assert runs[0].text == "Rencana "
    assert not runs[-1].bold


def test_asked_stretches_are_yellow_and_name_the_past(tmp_path: Path) -> None:
    result = carried_out(tmp_path, provincial_plan(), office("KPU Kota Karang Indah", seat="Karang Indah"))
    runs = [r for p in docx.Document(io.BytesIO(result.docx)).paragraphs for r in p.runs]
    asked = [r for r in runs if r.text.startswith("[ISI:")]
    assert asked
    assert all(r.font.highlight_color == WD_COLOR_INDEX.YELLOW for r in asked)
    assert any("semula: 3 Mei 2025]" in r.text for r in asked)


def test_a_dropped_item_leaves_no_gap_in_typed_numbers(tmp_path: Path) -> None:
    result = carried_out(tmp_path, provincial_plan(), office("KPU Kabupaten Sukamaju"))
    texts = [p.text for p in docx.Document(io.BytesIO(result.docx)).paragraphs]
    assert "b. Menyusun standar pelayanan." in texts
    assert "c. Melakukan evaluasi." in texts
    assert not any("Membina" in text for text in texts)
    assert any("dinomori ulang" in warning for warning in result.warnings)


def test_marking_adds_comments_with_the_reason(tmp_path: Path) -> None:
    result = carried_out(tmp_path, provincial_plan(), office("KPU Kabupaten Sukamaju"), mark=True)
    word = docx.Document(io.BytesIO(result.docx))
    assert any("nama satker" in comment.text for comment in word.comments)
    highlighted = [r for p in word.paragraphs for r in p.runs if r.font.highlight_color]
    assert {r.font.highlight_color for r in highlighted} == {WD_COLOR_INDEX.YELLOW, WD_COLOR_INDEX.TURQUOISE}


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    first = carried_out(tmp_path, provincial_plan(), office("KPU Kabupaten Sukamaju"))
    second = carried_out(tmp_path, provincial_plan(), office("KPU Kabupaten Sukamaju"))
    assert first.docx == second.docx


def test_deleted_text_and_its_names_do_not_come_along(tmp_path: Path) -> None:
    word = provincial_plan()
    word.add_paragraph()._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>dahulu KPU Kalbar</w:delText></w:r></w:del>")
    )
    result = carried_out(tmp_path, word, office("KPU Kabupaten Sukamaju"))
    assert "dahulu" not in all_text(result.docx)


def test_text_becomes_a_word_file_with_its_structure(tmp_path: Path) -> None:
    path = tmp_path / "rencana.txt"
    path.write_text(
        "KEPUTUSAN KOMISI PEMILIHAN UMUM PROVINSI KALIMANTAN BARAT\n\nBAB I\nPENDAHULUAN\n\n"
        "A. Latar Belakang\n\n"
        "Rencana ini disusun oleh KPU Provinsi Kalimantan Barat untuk tahun 2026.\n\n1. Menyusun standar;\n"
        "2. Menyusun laporan.\n\nNo\tKegiatan\tBukti\n"
        "1\tRapat\tNotula KPU Kalbar\n2\tReviu\tLaporan KPU Kalbar\n",
        encoding="utf-8",
    )
    document = read_document(path)
    job = Job(document, satker(PROVINCE), data_directory("templates") / "rencana.docx")
    result = job.write(office("KPU Kota Karang Indah"))
    assert result.spans == job.spans(office("KPU Kota Karang Indah")).spans
    word = docx.Document(io.BytesIO(result.docx))
    assert not TRACE.search(all_text(result.docx))
    assert [c.text for c in word.tables[0].rows[1].cells] == ["1", "Rapat", "Notula KPU Kota Karang Indah"]
    assert any(p.style is not None and p.style.name == "Heading 1" for p in word.paragraphs)
    assert "{{" not in all_text(result.docx)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([Edit(0, 2, "XY")], "XYcdef\tgh"),
        ([Edit(1, 5, "-")], "a-f\tgh"),
        ([Edit(1, 5, "")], "af\tgh"),
        ([Edit(0, 1, "1"), Edit(5, 9, "9")], "1bcde9"),
        ([Edit(2, 2 + 4, "x\ty")], "abx\ty\tgh"),
    ],
)
def test_edits_of_runs(edits: list[Edit], expected: str) -> None:
    paragraph = docx.Document().add_paragraph("abc")
    paragraph.add_run("def").bold = True
    paragraph.add_run("\tgh")
    apply_edits(paragraph._p, edits)
    assert paragraph_text(paragraph._p) == expected


def test_counts_of_the_summary_are_those_of_the_spans(tmp_path: Path) -> None:
    result = carried_out(tmp_path, provincial_plan(), office("KPU Kabupaten Sukamaju"))
    assert sum(result.count(fate) for fate in Fate) == len(result.spans)
    assert result.count(Fate.DROP) == 1
