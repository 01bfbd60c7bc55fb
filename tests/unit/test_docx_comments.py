from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from assistant.checking.model import Finding, Severity
from assistant.document import Document
from assistant.reading.recognise import read_document
from assistant.rendering.docx_comments import commented_copy


def word_file(tmp_path: Path) -> Path:
    """A Word file with runs of several looks, a numbered list, a table and a paragraph that is not read."""
    word = docx.Document()
    word.add_heading("BAB I PENDAHULUAN", 1)
    paragraph = word.add_paragraph("Rapat dipimpin ")
    paragraph.add_run("Sekretaris KPU").bold = True
    paragraph.add_run(" pada hari Senin, dihadiri seluruh pegawai.")
    word.add_paragraph("menyusun jadwal;", style="List Number")
    word.add_paragraph("membagi tugas.", style="List Number")
    table = word.add_table(2, 2)
    for cell, text in zip(table._cells, ("No", "Kegiatan", "1", "Apel pagi setiap Senin"), strict=True):
        cell.text = text
    word.add_paragraph("Rapat dipimpin kembali pada bulan berikutnya.")
    path = tmp_path / "laporan.docx"
    word.save(str(path))
    return path


def finding(document: Document, words: str, quote: str | None = None) -> Finding:
    """A finding on the block that holds some words, quoting them."""
    block = next(b for b in document.blocks if words in b.text)
    return Finding(
        "ZI999",
        "Uji",
        Severity.WARNING,
        f"Tentang {words}.",
        "Perbaiki.",
        block.id,
        quote=words if quote is None else quote,
    )


def anchored(data: bytes) -> list[tuple[str, str]]:
    """Each comment's message and the text between its ends."""
    word: WordDocument = docx.Document(io.BytesIO(data))
    texts = {str(c.comment_id): c.text for c in word.comments}
    found: list[tuple[str, str]] = []
    for start in word.element.body.iter(qn("w:commentRangeStart")):
        number = start.get(qn("w:id"))
        inside = ""
        for element in start.itersiblings():
            if element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == number:
                break
            inside += "".join(t.text or "" for t in element.iter(qn("w:t")))
        found.append((texts[number].split("\n")[1], inside))
    return found


def check(tmp_path: Path, *quotes: str) -> list[tuple[str, str]]:
    path = word_file(tmp_path)
    document = read_document(path)
    return anchored(commented_copy(path.read_bytes(), document, [finding(document, q) for q in quotes]))


@pytest.mark.parametrize(
    "quote",
    [
        "Sekretaris KPU",
        "dipimpin Sekretaris KPU pada hari",
        "seluruh pegawai",
        "menyusun jadwal",
        "Apel pagi",
        "Rapat dipimpin kembali",
    ],
)
def test_a_comment_stands_at_its_passage(tmp_path: Path, quote: str) -> None:
    assert check(tmp_path, quote) == [(f"Tentang {quote}.", quote)]


def test_overlapping_passages_each_keep_their_comment(tmp_path: Path) -> None:
    got = check(tmp_path, "Rapat dipimpin Sekretaris", "Sekretaris KPU pada", "hari Senin")
    assert {message for message, _ in got} == {
        "Tentang Rapat dipimpin Sekretaris.",
        "Tentang Sekretaris KPU pada.",
        "Tentang hari Senin.",
    }


def test_a_finding_without_quote_is_attached_to_its_paragraph(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    document = read_document(path)
    got = anchored(commented_copy(path.read_bytes(), document, [finding(document, "membagi tugas", "")]))
    assert got == [("Tentang membagi tugas.", "membagi tugas.")]


def test_a_finding_without_place_is_attached_to_the_start(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    whole = Finding("ZI303", "Langkah", Severity.INFO, "Langkah k tidak tampak.")
    got = anchored(commented_copy(path.read_bytes(), read_document(path), [whole]))
    assert got == [("Langkah k tidak tampak.", "BAB I PENDAHULUAN")]


def test_the_copy_has_the_text_and_look_of_the_file(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    document = read_document(path)
    wanted = [finding(document, q) for q in ("dipimpin Sekretaris KPU pada hari", "Apel pagi")]
    copy: WordDocument = docx.Document(io.BytesIO(commented_copy(path.read_bytes(), document, wanted)))
    before: WordDocument = docx.Document(str(path))
    assert [p.text for p in copy.paragraphs] == [p.text for p in before.paragraphs]
    looks = [(r.text, bool(r.bold)) for r in copy.paragraphs[1].runs if r.text]
    assert "".join(text for text, bold in looks if bold) == "Sekretaris KPU"


def test_a_message_is_text_not_markup(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    evil = Finding("ZI999", "Uji", Severity.ERROR, "<w:p>&amp;\x00{{ 7*7 }}", "", quote="")
    data = commented_copy(path.read_bytes(), read_document(path), [evil])
    comments = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml").decode()
    assert "&lt;w:p&gt;&amp;amp;{{ 7*7 }}" in comments


def test_every_finding_on_the_example_is_commented_where_it_stands(contoh: Path) -> None:
    path = contoh / "laporan-2025.docx"
    document = read_document(path)
    texts = [b for b in document.blocks if len(b.text.split()) >= 3 and b.kind != "noise"]
    wanted = [
        Finding(
            "ZI999",
            "Uji",
            Severity.INFO,
            b.id,
            "",
            b.id,
            quote=" ".join(b.text.removeprefix(b.marker).split()[:3]),
        )
        for b in texts
    ]
    got = dict(anchored(commented_copy(path.read_bytes(), document, wanted)))
    assert len(got) == len(texts)
    for block in texts:
        assert squeezed(got[block.id]) in squeezed(block.text), block.text
        if " | " not in block.text:
            assert squeezed(got[block.id]) == squeezed(
                " ".join(block.text.removeprefix(block.marker).split()[:3])
            )


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_libreoffice_opens_the_copy_with_all_comments(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice tidak ada di komputer ini")
    path = word_file(tmp_path)
    document = read_document(path)
    wanted = [finding(document, q) for q in ("Sekretaris KPU", "menyusun jadwal", "Apel pagi")]
    copy = tmp_path / "salinan.docx"
    copy.write_bytes(commented_copy(path.read_bytes(), document, wanted))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = zipfile.ZipFile(tmp_path / "salinan.odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == content.count("<office:annotation-end") == len(wanted)
