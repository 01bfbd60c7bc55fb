"""By which words a document is known for what it is (`mappings/jenis-dokumen.yaml`), checked on load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.document import DocumentType  # noqa: TC001 - pydantic reads the annotation
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

Phrase = Annotated[str, StringConstraints(min_length=2)]


class TypePhrases(BaseModel):
    """Phrases that speak for one kind of document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    jenis: DocumentType
    frasa: tuple[Phrase, ...]


class LetterMarks(BaseModel):
    """Words that open the lines at the head of a letter; `khas` stand in no other kind of document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    khas: tuple[Phrase, ...]
    lain: tuple[Phrase, ...]


class DocumentTypes(BaseModel):
    """All phrases that tell kinds of documents apart."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    judul: tuple[TypePhrases, ...]
    pokok: tuple[Phrase, ...]
    surat: LetterMarks
    lembar_lke: tuple[Phrase, ...]
    penilai: tuple[Phrase, ...]
    judul_bagian: tuple[TypePhrases, ...] = ()
    sebutan_diri: tuple[TypePhrases, ...]


def load_document_types(directory: Path) -> DocumentTypes:
    """Return the phrases in a `mappings` directory.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid.
    """
    return load_validated(directory / "jenis-dokumen.yaml", DocumentTypes)
