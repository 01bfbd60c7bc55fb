"""Whatever the bytes, reading ends in a document or in an error that was foreseen."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.document import Document
from assistant.errors import AssistantError
from assistant.reading.recognise import read_document


def _word() -> bytes:
    word = docx.Document()
    word.add_heading("BAB I PENDAHULUAN", 1)
    word.add_paragraph("KPU Kota Tanjung Asri melaksanakan pembangunan zona integritas.")
    table = word.add_table(2, 2)
    table.cell(0, 0).text = "Uraian"
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _container(member: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        container.writestr(member, b"<a></a>")
    return stream.getvalue()


SEEDS = (
    b"",
    b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x89PNG\r\n\x1a\n",
    b"{\\rtf1",
    b"BAB I PENDAHULUAN\n\n1. Tim\n2. Rencana\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    _container("word/document.xml"),
    _container("xl/workbook.xml"),
    _word(),
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A file of some kind with a stretch cut out or replaced, or any bytes behind a real beginning."""
    seed = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, len(seed)))
    end = draw(st.integers(start, min(len(seed), start + 200)))
    return seed[:start] + draw(st.binary(max_size=80)) + seed[end:]


def outcome(path: Path, data: bytes) -> Document | AssistantError:
    path.write_bytes(data)
    try:
        return read_document(path)
    except AssistantError as error:
        return error


def ends_well(path: Path, data: bytes) -> None:
    result = outcome(path, data)
    if isinstance(result, AssistantError):
        assert result.exit_code in (2, 3, 4)
        assert result.message
    else:
        assert isinstance(result, Document)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(mutated(), st.binary(max_size=400)))
def test_any_bytes_end_in_a_document_or_a_foreseen_error(tmp_path: Path, data: bytes) -> None:
    ends_well(tmp_path / "berkas.pdf", data)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=600))
def test_any_text_ends_in_a_document_or_a_foreseen_error(tmp_path: Path, text: str) -> None:
    ends_well(tmp_path / "berkas.txt", text.encode("utf-8", "surrogatepass"))
