from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from assistant.document import DocumentType, SourceKind
from assistant.errors import (
    AssistantError,
    DamagedFileError,
    EmptyFileError,
    InputError,
    LimitError,
    LockedFileError,
    MissingPartError,
    UnknownFormatError,
    UsageError,
)
from assistant.reading import recognise as module
from assistant.reading.recognise import FileKind, read_document, recognise

TEXT = (
    "LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS\nKPU KOTA TANJUNG ASRI\nTAHUN 2025\n\n"
    "BAB I PENDAHULUAN\n\nKPU Kota Tanjung Asri membangun zona integritas sejak awal tahun.\n"
)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zip_bytes(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def word_bytes(*paragraphs: str) -> bytes:
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"\n\n junk %PDF-1.4", FileKind.PDF),
        (zip_bytes(word__document_xml=b"<w/>"), FileKind.DOCX),
        (zip_bytes(xl__workbook_xml=b"<w/>"), FileKind.XLSX),
        (zip_bytes(content_xml=b"<w/>"), FileKind.OPEN_DOCUMENT),
        (zip_bytes(apa=b"saja"), FileKind.UNKNOWN),
        (OLE2 + "WordDocument".encode("utf-16-le"), FileKind.OLD_WORD),
        (OLE2 + "Workbook".encode("utf-16-le"), FileKind.OLD_EXCEL),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), FileKind.ENCRYPTED_OFFICE),
        (OLE2, FileKind.UNKNOWN),
        (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
        (b"\xff\xd8\xff\xe0", FileKind.IMAGE),
        (b"II*\x00\x08", FileKind.IMAGE),
        (b"{\\rtf1 Laporan}", FileKind.RICH_TEXT),
        (TEXT.encode(), FileKind.TEXT),
        (TEXT.encode("utf-16"), FileKind.TEXT),
        ("Biaya – “ganti” untuk warga".encode("cp1252"), FileKind.TEXT),
        (bytes(range(256)) * 8, FileKind.UNKNOWN),
        (b"\x00" * 500, FileKind.UNKNOWN),
    ],
)
def test_content_tells_the_kind(data: bytes, kind: FileKind) -> None:
    assert recognise(data, "x") is kind


def write(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.pdf", b"", EmptyFileError),
        ("a.docx", b"PK\x03\x04 putus", DamagedFileError),
        ("a.docx", zip_bytes(word__document_xml=b"<w/>"), DamagedFileError),
        ("a.docx", OLE2 + "EncryptedPackage".encode("utf-16-le"), LockedFileError),
        ("a.xls", OLE2 + "Workbook".encode("utf-16-le"), MissingPartError),
        ("a.bin", bytes(range(256)) * 8, UnknownFormatError),
        ("a.zip", zip_bytes(apa=b"saja"), UnknownFormatError),
        ("a.pdf", b"%PDF-1.7\nbukan apa-apa", DamagedFileError),
        ("a.txt", b" \n\n \n", EmptyFileError),
    ],
)
def test_what_cannot_be_read_is_said_with_a_remedy(
    tmp_path: Path, name: str, data: bytes, error: type[AssistantError]
) -> None:
    with pytest.raises(error) as caught:
        read_document(write(tmp_path, name, data))
    assert name in caught.value.message
    assert caught.value.remedy or error is EmptyFileError
    assert caught.value.exit_code in (3, 4)


def test_missing_file_and_folder_are_wrong_usage(tmp_path: Path) -> None:
    for path in (tmp_path / "tidak-ada.pdf", tmp_path):
        with pytest.raises(UsageError):
            read_document(path)


def test_wrong_extension_is_read_by_content_with_a_warning(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "laporan.pdf", TEXT.encode()))
    assert document.source.kind is SourceKind.TEXT
    assert document.identity.document_type is DocumentType.LAPORAN
    assert any(".pdf" in warning for warning in document.warnings)


@pytest.mark.parametrize("name", ["laporan.txt", "laporan.MD", "laporan", "laporan rev1.2"])
def test_right_or_no_extension_gives_no_warning(tmp_path: Path, name: str) -> None:
    assert read_document(write(tmp_path, name, TEXT.encode())).warnings == ()


def test_text_in_other_encodings_reads_alike(tmp_path: Path) -> None:
    texts = []
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        document = read_document(write(tmp_path, "a.txt", (TEXT + "Nilai – “baik”.\n").encode(encoding)))
        texts.append([block.text for block in document.blocks])
    assert all(text == texts[0] for text in texts)


def test_word_file(tmp_path: Path) -> None:
    path = write(tmp_path, "laporan.docx", word_bytes(*(line for line in TEXT.splitlines() if line)))
    document = read_document(path)
    assert document.identity.satker == "KPU Kota Tanjung Asri"
    assert document.identity.year == 2025
    assert len(document.source.sha256) == 64


def test_word_file_without_text_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError):
        read_document(write(tmp_path, "kosong.docx", word_bytes("")))


def test_container_that_unpacks_to_absurd_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_XML_BYTES", 10_000)
    data = zip_bytes(word__document_xml=b" " * 20_000)
    with pytest.raises(LimitError):
        read_document(write(tmp_path, "bom.docx", data))


def test_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILE_BYTES", 10)
    with pytest.raises(LimitError):
        read_document(write(tmp_path, "besar.txt", TEXT.encode()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>'.encode(encoding)
    with pytest.raises(InputError, match="deklarasi"):
        read_document(write(tmp_path, "jahat.docx", zip_bytes(word__document_xml=xml)))


SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared tidak ada")
@pytest.mark.parametrize(
    ("pattern", "identity"),
    [
        ("seeds/000_*.txt", ("KPU Kota Pontianak", "kota", 2025, "laporan")),
        ("seeds/001_*.txt", ("KPU Provinsi Kalimantan Barat", "provinsi", 2025, "rencana_kerja")),
        ("seeds/002_*.txt", ("KPU RI", "pusat", 2025, "surat")),
        ("seeds/003_*.txt", ("KPU Kota Pangkalpinang", "kota", 2025, "laporan")),
        ("seeds/004_*.txt", ("KPU Kabupaten Sarolangun", "kabupaten", 2026, "rencana_aksi")),
        ("docx/kalbar.docx", ("KPU Provinsi Kalimantan Barat", "provinsi", 2025, "rencana_kerja")),
        ("docx/pangkalpinang.docx", ("KPU Kota Pangkalpinang", "kota", 2025, "laporan")),
        ("docx/sarolangun.docx", ("KPU Kabupaten Sarolangun", "kabupaten", 2026, "rencana_aksi")),
        ("docx/surat1766.docx", ("KPU RI", "pusat", 2025, "surat")),
        ("pdf/surat1766.pdf", ("KPU RI", "pusat", 2025, "surat")),
        ("pdf/sarolangun.pdf", ("KPU Kabupaten Sarolangun", "kabupaten", 2026, "rencana_aksi")),
    ],
)
def test_identity_of_real_documents(pattern: str, identity: tuple[str, str, int, str]) -> None:
    found = read_document(next(SHARED.glob(pattern))).identity
    assert (found.satker, found.level, found.year, found.document_type) == identity
