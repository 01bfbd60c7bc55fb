"""From a path to a `Document`: what the file really is, which reader reads it, and what all readers share."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import zipfile
import zlib
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.document import BlockKind, Document, Source, SourceKind
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
from assistant.progress import Progress, SilentProgress
from assistant.reading.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from assistant.reading.outline import Outline
    from assistant.reading.pieces import ReadResult

    Reader = Callable[[bytes, str, Progress], ReadResult]

logger = logging.getLogger(__name__)

# A report with its scanned annexes has 20 to 80 MB; larger ones are not reports.
MAX_FILE_BYTES = 300_000_000
# Word files with many pictures unpack to little more than they are; XML unpacks to 10-20 times its size.
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_XML_BYTES = 150_000_000
MAX_ZIP_ENTRIES = 20_000
# The standard allows the header of a PDF anywhere in its first kilobyte.
_PDF_HEADER_WITHIN = 1024


class FileKind(StrEnum):
    """What the bytes of a file are; more kinds than we read, so that the refusal can say what to do."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    TEXT = "text"
    IMAGE = "image"
    OLD_WORD = "old_word"
    OLD_EXCEL = "old_excel"
    OPEN_DOCUMENT = "open_document"
    RICH_TEXT = "rich_text"
    ENCRYPTED_OFFICE = "encrypted_office"
    UNKNOWN = "unknown"


_IMAGE_HEADERS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
_OLE2_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams in an OLE2 container, which stand in its directory in UTF-16.
_OLE2_STREAMS = (
    ("EncryptedPackage", FileKind.ENCRYPTED_OFFICE),
    ("WordDocument", FileKind.OLD_WORD),
    ("Workbook", FileKind.OLD_EXCEL),
    ("Book", FileKind.OLD_EXCEL),
)
_ZIP_MEMBERS = (
    ("word/document.xml", FileKind.DOCX),
    ("xl/workbook.xml", FileKind.XLSX),
    ("xl/workbook.bin", FileKind.OLD_EXCEL),
    ("content.xml", FileKind.OPEN_DOCUMENT),
)
_EXTENSIONS: Mapping[FileKind, frozenset[str]] = {
    FileKind.PDF: frozenset({"pdf"}),
    FileKind.IMAGE: frozenset({"png", "jpg", "jpeg", "jfif", "tif", "tiff", "bmp", "gif"}),
    FileKind.DOCX: frozenset({"docx", "docm", "dotx", "dotm"}),
    FileKind.XLSX: frozenset({"xlsx", "xlsm", "xltx", "xltm"}),
    FileKind.TEXT: frozenset(
        {"txt", "text", "md", "markdown", "csv", "tsv", "log", "json", "jsonl", "yaml", "yml"}
    ),
    FileKind.OLD_WORD: frozenset({"doc", "dot"}),
    FileKind.OPEN_DOCUMENT: frozenset({"odt", "ott"}),
    FileKind.RICH_TEXT: frozenset({"rtf", "doc"}),
}
_KIND_NAMES: Mapping[FileKind, str] = {
    FileKind.PDF: "PDF",
    FileKind.IMAGE: "gambar",
    FileKind.DOCX: "dokumen Word",
    FileKind.XLSX: "buku kerja Excel",
    FileKind.TEXT: "teks biasa",
    FileKind.OLD_WORD: "dokumen Word lama (.doc)",
    FileKind.OPEN_DOCUMENT: "dokumen OpenDocument (.odt)",
    FileKind.RICH_TEXT: "dokumen RTF",
}
# A "file extension" such as the ".2" of "Laporan rev1.2" is none.
_EXTENSION = re.compile(r"[a-z][a-z0-9]{1,7}")
# Office files never declare a document type; one that does tries to have entities expanded.
_DOCTYPE = tuple(
    marker.encode(encoding)
    for marker in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def read_document(path: Path, *, progress: Progress | None = None) -> Document:
    """Return the document that a file holds, whatever its extension claims.

    Args:
        path: a PDF, Word, Excel or text file, or a picture of a page.
        progress: told of the pages as they are read.

    Raises:
        UsageError: there is no such file, or it is a folder.
        InputError: it cannot be read: locked, damaged, empty, over a limit, or of no kind that we read.
        MissingPartError: reading it needs a part that is not installed (OCR, LibreOffice).
    """
    return read_content(read_bytes(path), path.name, progress=progress)


def read_content(data: bytes, name: str, *, progress: Progress | None = None) -> Document:
    """Return the document in the bytes of a file, as `read_document` does.

    Args:
        data: the file's bytes, at least one.
        name: what the file is called in messages.
        progress: told of the pages as they are read.

    Raises:
        InputError, MissingPartError: as `read_document`.
    """
    kind = recognise(data, name)
    reader = READERS.get(kind)
    if reader is None:
        raise _refusal(kind, name)
    result = _run(reader, data, name, progress or SilentProgress())
    return _assemble(data, name, kind, result)


def read_bytes(path: Path) -> bytes:
    """Return the content of a file, within the limit of size.

    Raises:
        UsageError: there is no such file, or it is a folder or a device.
        InputError: it may not be opened.
        EmptyFileError: it holds no byte.
        LimitError: it is larger than `MAX_FILE_BYTES`.
    """
    try:
        if path.is_dir():
            raise UsageError(f"{path} adalah folder, bukan berkas.", "Tunjuk satu berkas di dalamnya.")
        if not path.is_file():
            raise UsageError(f"Berkas {path} tidak ditemukan.", "Periksa nama berkas dan foldernya.")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise LimitError(
                f"Berkas {path.name} lebih besar dari batas {MAX_FILE_BYTES // 1_000_000} MB.",
                "Perkecil gambar di dalamnya atau pisahkan lampirannya.",
            )
        data = path.read_bytes()
    except PermissionError as error:
        raise InputError(
            f"Berkas {path.name} tidak boleh dibuka.",
            "Tutup berkas itu di program lain, atau periksa hak baca Anda atas berkas itu.",
        ) from error
    except OSError as error:
        raise InputError(
            f"Berkas {path.name} tidak dapat dibaca dari disknya.",
            "Salin berkas ke disk komputer ini lalu coba kembali.",
        ) from error
    if not data:
        raise EmptyFileError(f"Berkas {path.name} kosong (0 bita).", "Unduh atau salin ulang berkas itu.")
    return data


def recognise(data: bytes, name: str) -> FileKind:
    """Return what the bytes are, by their content alone.

    Raises:
        DamagedFileError: they begin as a ZIP container and are none.
        LockedFileError: the ZIP container is encrypted.
        LimitError: the ZIP container unpacks to more than the limits allow.
    """
    if data.startswith(b"PK\x03\x04"):
        return _recognise_zip(data, name)
    if data.startswith(_OLE2_HEADER):
        for stream, kind in _OLE2_STREAMS:
            if stream.encode("utf-16-le") in data:
                return kind
        return FileKind.UNKNOWN
    if data.startswith(_IMAGE_HEADERS[:4]):
        return FileKind.IMAGE
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return FileKind.PDF
    if data.startswith(b"{\\rtf"):
        return FileKind.RICH_TEXT
    if decode(data) is not None:
        return FileKind.TEXT
    return FileKind.IMAGE if data.startswith(_IMAGE_HEADERS) else FileKind.UNKNOWN


def _recognise_zip(data: bytes, name: str) -> FileKind:
    """Return the kind of a ZIP container after checking that it is safe to unpack."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            entries = container.infolist()
            names = {entry.filename for entry in entries}
            kind = next((kind for member, kind in _ZIP_MEMBERS if member in names), FileKind.UNKNOWN)
            if kind is not FileKind.UNKNOWN:
                _check_zip(container, entries, name)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        raise _damaged(name) from error
    return kind


def _check_zip(container: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse a container that is encrypted, unpacks to absurd sizes or declares XML entities."""
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _locked(name)
    xml = [e for e in entries if e.filename.lower().endswith((".xml", ".rels"))]
    if (
        len(entries) > MAX_ZIP_ENTRIES
        or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES
        or sum(entry.file_size for entry in xml) > MAX_XML_BYTES
    ):
        raise LimitError(
            f"Isi berkas {name} melampaui batas setelah dibuka kemasannya.",
            "Simpan ulang berkas itu dari Word atau Excel; jangan memakai berkas yang tidak jelas asalnya.",
        )
    for entry in xml:
        content = container.read(entry)
        if any(marker in content for marker in _DOCTYPE):
            raise InputError(
                f"Berkas {name} memuat deklarasi XML yang tidak dipakai Word atau Excel.",
                "Simpan ulang berkas itu dari Word atau Excel.",
            )


def _refusal(kind: FileKind, name: str) -> AssistantError:
    """Return the error for a kind that no reader reads, with the remedy for it."""
    if kind is FileKind.ENCRYPTED_OFFICE:
        return _locked(name)
    if kind is FileKind.OLD_EXCEL:
        return MissingPartError(
            f"Berkas {name} berformat Excel lama (.xls atau .xlsb).",
            "Simpan sebagai .xlsx dari Excel atau LibreOffice: soffice --headless --convert-to xlsx BERKAS",
        )
    return UnknownFormatError(
        f"Isi berkas {name} bukan PDF, Word, Excel, atau teks.",
        "Gunakan berkas .pdf, .docx, .xlsx, atau .txt.",
    )


def _read_pdf(data: bytes, name: str, progress: Progress) -> ReadResult:
    from assistant.reading.pdf_reader import read_pdf

    return read_pdf(data, name, progress)


def _read_image(data: bytes, name: str, progress: Progress) -> ReadResult:
    from assistant.reading.pdf_reader import read_image

    return read_image(data, name, progress)


def _read_docx(data: bytes, name: str, _progress: Progress) -> ReadResult:
    from assistant.reading.docx_reader import read_docx

    return read_docx(data, name)


def _read_old_word(data: bytes, name: str, _progress: Progress) -> ReadResult:
    return _read_converted(data, name, "doc")


def _read_rich_text(data: bytes, name: str, _progress: Progress) -> ReadResult:
    return _read_converted(data, name, "rtf")


def _read_open_document(data: bytes, name: str, _progress: Progress) -> ReadResult:
    # its first entry, stored as it is, names the kind of document
    if b"opendocument.text" not in data[:200]:
        raise UnknownFormatError(
            f"Berkas {name} adalah berkas OpenDocument yang bukan dokumen teks.",
            "Simpan lembar sebar sebagai .xlsx, atau dokumen sebagai .docx.",
        )
    return _read_converted(data, name, "odt")


def _read_converted(data: bytes, name: str, extension: str) -> ReadResult:
    """Return what stands in a file that LibreOffice has to turn into .docx first."""
    from assistant.reading.docx_reader import read_docx
    from assistant.reading.office_conversion import convert_to_docx

    converted = convert_to_docx(data, name, extension)
    if recognise(converted, name) is not FileKind.DOCX:
        raise _damaged(name)
    return read_docx(converted, name)


def _read_xlsx(data: bytes, name: str, _progress: Progress) -> ReadResult:
    from assistant.reading.xlsx_reader import read_xlsx

    return read_xlsx(data, name)


def _read_text(data: bytes, name: str, _progress: Progress) -> ReadResult:
    from assistant.reading.text_reader import read_text

    # `recognise` has said that the bytes are text; the reader gets them in the one encoding it knows.
    return read_text((decode(data) or "").encode("utf-8"), name)


READERS: Mapping[FileKind, Reader] = {
    FileKind.PDF: _read_pdf,
    FileKind.IMAGE: _read_image,
    FileKind.DOCX: _read_docx,
    FileKind.XLSX: _read_xlsx,
    FileKind.TEXT: _read_text,
    FileKind.OLD_WORD: _read_old_word,
    FileKind.OPEN_DOCUMENT: _read_open_document,
    FileKind.RICH_TEXT: _read_rich_text,
}
# What a document is to everyone after us: a picture of a page is what a PDF with that one scanned page would
# be, a converted file what it was converted to.
_SOURCE_KINDS: Mapping[FileKind, SourceKind] = {
    FileKind.PDF: SourceKind.PDF,
    FileKind.IMAGE: SourceKind.PDF,
    FileKind.DOCX: SourceKind.DOCX,
    FileKind.XLSX: SourceKind.XLSX,
    FileKind.TEXT: SourceKind.TEXT,
    FileKind.OLD_WORD: SourceKind.DOCX,
    FileKind.OPEN_DOCUMENT: SourceKind.DOCX,
    FileKind.RICH_TEXT: SourceKind.DOCX,
}


def _run(reader: Reader, data: bytes, name: str, progress: Progress) -> ReadResult:
    """Return what the reader reads; whatever its library trips over in damaged bytes becomes our error."""
    try:
        return reader(data, name, progress)
    except AssistantError:
        raise
    except Exception as error:
        # The libraries raise dozens of types on damaged bytes, KeyError and RecursionError among them.
        logger.debug("reader failed", exc_info=True)
        raise _damaged(name) from error


def _assemble(data: bytes, name: str, kind: FileKind, result: ReadResult) -> Document:
    """Return the document made of what a reader read."""
    from assistant.reading.figure_warnings import warn_of_figures
    from assistant.reading.identity import identify
    from assistant.reading.outline import build_outline

    outline = build_outline(result.pieces, result.tables)
    if not _has_text(outline):
        raise EmptyFileError(
            f"Berkas {name} tidak berisi teks.", "Periksa apakah berkas yang dipilih sudah benar."
        )
    source = Source(name, hashlib.sha256(data).hexdigest(), _SOURCE_KINDS[kind], result.pages)
    has_pictures = source.kind in (SourceKind.PDF, SourceKind.DOCX)
    figures = warn_of_figures(outline.figures, outline.sections, result.pieces) if has_pictures else ()
    return Document(
        source=source,
        identity=identify(outline.blocks, outline.tables, source.kind, result.properties),
        sections=outline.sections,
        blocks=outline.blocks,
        tables=outline.tables,
        figures=outline.figures,
        links=outline.links,
        warnings=(*_extension_warning(name, kind), *result.warnings, *figures),
    )


def _has_text(outline: Outline) -> bool:
    """Whether anything was read that says something: a letter or digit outside page numbers and such."""
    return any(
        block.kind is not BlockKind.NOISE and any(c.isalnum() for c in block.text) for block in outline.blocks
    ) or any(any(c.isalnum() for c in cell) for table in outline.tables for row in table.rows for cell in row)


def _extension_warning(name: str, kind: FileKind) -> tuple[str, ...]:
    """Return a warning if the file's extension claims another kind than its content has."""
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    if not (stem and dot and _EXTENSION.fullmatch(extension)) or extension in _EXTENSIONS[kind]:
        return ()
    return (
        f"Berkas {name} berakhiran .{extension}, tetapi isinya {_KIND_NAMES[kind]}; dibaca menurut isinya.",
    )


def _damaged(name: str) -> DamagedFileError:
    return DamagedFileError(
        f"Berkas {name} rusak dan tidak dapat dibaca.",
        "Unduh atau simpan ulang berkas itu, lalu coba kembali.",
    )


def _locked(name: str) -> LockedFileError:
    return LockedFileError(
        f"Berkas {name} terkunci dengan kata sandi.",
        "Buka berkas itu, hapus kata sandinya, lalu simpan ulang.",
    )
