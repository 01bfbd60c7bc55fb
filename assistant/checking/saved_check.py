"""A check that was written to a file (`zi/check@1`), read back for a comparison."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.checking.comparison import Checked
from assistant.checking.model import (
    CheckResult,
    ConformanceEntry,
    Finding,
    MeasureEntry,
    MeasureStatus,
    SectionStatus,
    Severity,
)
from assistant.document import Document, DocumentType, Identity, Level, Source, SourceKind
from assistant.errors import DamagedFileError, InputError, LimitError, UnknownFormatError, UsageError
from assistant.validated_yaml import first_fault

if TYPE_CHECKING:
    from pathlib import Path

# A check of the longest report has under 1 MB; twenty times that is no check of ours.
_MAX_BYTES = 20_000_000
_MAX_ENTRIES = 5_000
_SCHEMA = "zi/check@1"
_OPENING_BYTES = 4096

Place = Annotated[int, Field(ge=1)] | None


class _Part(BaseModel):
    """A part of the file; keys that we do not need, or do not know yet, are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Source(_Part):
    name: str
    sha256: str
    kind: SourceKind
    pages: Place


class _Identity(_Part):
    satker: str | None
    level: Level | None
    year: int | None
    document_type: DocumentType


class _Rules(_Part):
    format: str
    lke: str


class _Section(_Part):
    section: str
    title: str
    status: SectionStatus
    page: Place
    line: Place
    note: str


class _Measure(_Part):
    measure: str
    status: MeasureStatus
    blocks: tuple[str, ...]
    note: str


class _Finding(_Part):
    rule: str
    name: str
    severity: Severity
    message: str
    block: str | None
    page: Place
    line: Place
    line_end: Place
    section: str | None
    quote: str
    suggestion: str


class _File(_Part):
    schema_: Literal["zi/check@1"] = Field(alias="schema")
    source: _Source
    identity: _Identity
    rules: _Rules
    warnings: tuple[str, ...]
    conformance: Annotated[tuple[_Section, ...], Field(max_length=_MAX_ENTRIES)]
    measures: Annotated[tuple[_Measure, ...], Field(max_length=_MAX_ENTRIES)]
    findings: Annotated[tuple[_Finding, ...], Field(max_length=_MAX_ENTRIES)]


def is_saved_check(path: Path) -> bool:
    """Whether a file is meant as a saved check: by its ending, or because its text opens like JSON."""
    if path.suffix.lower() == ".json":
        return True
    try:
        with path.open("rb") as stream:
            opening = stream.read(_OPENING_BYTES)
    except OSError:  # the reader of documents tells what is wrong
        return False
    return opening.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def load_saved_check(path: Path) -> Checked:
    """Return a check as it was written; of its document only the head is known.

    Raises:
        UsageError: the file is not there.
        InputError: it is too large, no JSON, no check, or several checks.
    """
    if not path.is_file():
        raise UsageError(f"Berkas {path} tidak ditemukan.", "Periksa nama dan foldernya.")
    if path.stat().st_size > _MAX_BYTES:
        raise LimitError(f"Berkas {path} terlalu besar untuk sebuah hasil pemeriksaan (batas 20 MB).")
    data = _parsed(path)
    if isinstance(data, list):
        raise UnknownFormatError(
            f"Berkas {path} memuat beberapa hasil sekaligus.",
            "Tulis hasil setiap dokumen ke berkas sendiri: zi periksa DOKUMEN -o HASIL.json.",
        )
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != _SCHEMA:
        raise UnknownFormatError(
            f"Berkas {path} bukan hasil zi periksa.",
            "Buatlah dengan: zi periksa DOKUMEN -o HASIL.json; atau sebutkan dokumennya sendiri.",
        )
    try:
        return _checked(_File.model_validate(data))
    except ValidationError as error:
        fault = first_fault(error)
        raise DamagedFileError(
            f"Berkas {path}, isian '{fault.field}': {fault.said}",
            "Buat ulang hasil itu dengan zi periksa; berkas ini tampaknya disunting atau terpotong.",
        ) from error


def _parsed(path: Path) -> object:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"Berkas {path} tidak dapat dibaca ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:  # JSON and UTF-8 faults are both a ValueError
        line = getattr(error, "lineno", None)
        where = f" (baris {line})" if line else ""
        raise DamagedFileError(
            f"Berkas {path} bukan JSON yang sah{where}.",
            "Buat ulang hasil itu dengan zi periksa DOKUMEN -o HASIL.json.",
        ) from error


def _checked(file: _File) -> Checked:
    source, identity = file.source, file.identity
    document = Document(
        Source(source.name, source.sha256, source.kind, source.pages),
        Identity(identity.satker, identity.level, identity.year, identity.document_type),
        warnings=file.warnings,
    )
    result = CheckResult(
        conformance=tuple(
            ConformanceEntry(e.section, e.title, e.status, None, e.page, e.line, e.note)
            for e in file.conformance
        ),
        measures=tuple(MeasureEntry(e.measure, e.status, e.blocks, e.note) for e in file.measures),
        coverage=(),
        findings=tuple(Finding(**finding.model_dump()) for finding in file.findings),
    )
    return Checked(document, result, file.rules.format, file.rules.lke)
