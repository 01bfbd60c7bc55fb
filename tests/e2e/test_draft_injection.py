"""Whatever a report says stays text in the draft: no template code, no XML, no field code."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import pytest
from docx.opc.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli import main

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK = "Penanda"
# Each would do something if it were taken for what it looks like.
HOSTILE = (
    "{{ 86*97 }}",
    "{{ satker.__class__ }}",
    "{% for a in satker %}x{% endfor %}",
    "{% if tahun %}",
    "{# catatan #}",
    "{{p bagian_I_A }}",
    "{_{ satker }_}",
    "{%- raw %}",
    "</w:t></w:r></w:p><w:p><w:r><w:t>",
    "<w:instrText>DDEAUTO cmd</w:instrText>",
    '"/><w:altChunk r:id="rId1"/>',
    "&lt;w:p/&gt; &#123;&#123; tahun }}",
    "<![CDATA[ x ]]>",
    "<!-- x -->",
    "<?xml version='1.0'?><!DOCTYPE a>",
    'INCLUDETEXT "C:\\rahasia.docx"',
    'DDEAUTO c:\\windows\\cmd.exe "/k calc"',
    'HYPERLINK "file:///C:/rahasia.exe"',
    "TOC \\o SEQ Gambar PAGEREF x",
    "\\* MERGEFORMAT",
    "=cmd|' /C calc'!A0",
    "[ISI: palsu]",
    "{" * 50 + "}" * 50,
)


def report(path: Path, passages: list[str]) -> None:
    """Write a report of an invented office whose text, table, list, heading and caption hold the passages."""
    word = docx.Document()
    word.add_paragraph("LAPORAN PEMBANGUNAN ZONA INTEGRITAS TAHUN 2025 KPU KOTA TELUK SENJA")
    for title in ("BAB I PENDAHULUAN", "BAB II HASIL PELAKSANAAN", "BAB III PENUTUP"):
        word.add_heading(title, 1)
        for passage in passages:
            word.add_paragraph(f"{MARK} kegiatan dicatat sebagai {passage} pada catatan tim kerja kantor.")
    word.add_heading(f"A. Kegiatan {passages[0]}", 2)
    table = word.add_table(rows=2, cols=2)
    for cell, passage in zip(table._cells, passages * 4, strict=False):
        cell.text = f"{MARK} {passage}"
    word.add_paragraph(f"{MARK} butir {passages[-1]}", style="List Bullet")
    word.add_paragraph(f"Gambar 1 {MARK} {passages[-1]}")
    word.save(str(path))


def draft(folder: Path, passages: list[str]) -> bytes:
    source, target = folder / "laporan.docx", folder / "draf.docx"
    report(source, passages)
    code = main(["-q", "susun", str(source), "--tahun", "2026", "--paksa", "-o", str(target), "--timpa"])
    assert code == 0
    return target.read_bytes()


def parts(data: bytes) -> dict[str, Any]:
    """Return the XML parts of a Word file; each must be whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: parse_xml(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels"))}


def field_names(root: Any) -> set[str]:
    codes = [(e.text or "") for e in root.iter(f"{W}instrText")]
    codes += [e.get(f"{W}instr") or "" for e in root.iter(f"{W}fldSimple")]
    return {code.split()[0] for code in codes if code.split()}


def printed(root: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def check(data: bytes) -> str:
    """Return the text of a draft, having made sure that it holds nothing but text."""
    found = parts(data)
    body = found["word/document.xml"]
    assert field_names(body) <= {"TOC", "PAGEREF", "SEQ", "PAGE", "REF", "HYPERLINK"}
    assert next(body.iter(f"{W}altChunk", f"{W}object", f"{W}subDoc"), None) is None
    for name, root in found.items():
        if name.endswith(".rels"):
            external = [r.get("Target") for r in root if r.get("TargetMode") == "External"]
            assert all(t.startswith(("http://", "https://", "mailto:")) for t in external), external
    return printed(body)


@pytest.fixture(autouse=True)
def _own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZI_DATA", str(tmp_path_factory.mktemp("data")))


def test_hostile_text_stands_in_the_draft_as_text(tmp_path: Path) -> None:
    passages = list(HOSTILE)
    text = check(draft(tmp_path, passages))
    for literal in ("{{ satker.__class__ }}", "{_{ satker }_}", "<!-- x -->"):
        assert f"dicatat sebagai {literal} pada" in text, literal
    assert "8342" not in text


def test_draft_of_hostile_text_opens_and_is_the_same_twice(tmp_path: Path) -> None:
    first = draft(tmp_path, list(HOSTILE))
    assert docx.Document(io.BytesIO(first)).paragraphs
    assert draft(tmp_path, list(HOSTILE)) == first


LETTERS = "{}%#_<>&\"'/\\[]=|wpt:satker7* \t\u200b\u202e\ufffd\x85"
# What lxml lets into the report at all; control characters that it refuses are the reader's business.
passages = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(
            alphabet=st.sampled_from("{}%#_<>&\"'/\\[]=|wpt:satker7* \t\u200b\u202e\ufffd\x85"), max_size=40
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(passages)
def test_any_text_is_only_text(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        text = check(draft(Path(folder), texts))
        assert MARK in text


@pytest.mark.parametrize("value", ["{{ 86*97 }}", "</w:t><w:t>", "a\tb", "INCLUDETEXT x", "&amp;", "x" * 200])
def test_known_data_is_only_text(value: str, tmp_path: Path) -> None:

    source, data, target = tmp_path / "laporan.docx", tmp_path / "data.yaml", tmp_path / "draf.docx"
    report(source, ["rapat"])
    data.write_text(json.dumps({"isi_DEPAN_nama_ketua": value}), encoding="utf-8")
    args = ["-q", "susun", str(source), "--tahun", "2026", "--paksa", "--data", str(data), "-o", str(target)]
    assert main(args) == 0
    assert value.replace("\t", "") in check(target.read_bytes())
