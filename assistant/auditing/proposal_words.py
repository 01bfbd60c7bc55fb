"""What `mappings/usulan.yaml` says: how a passage of a report becomes a note."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, PositiveInt

from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path


class ProposalWords(BaseModel):
    """The words and limits of proposals; the comments of the file say what each is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    batas_kata: PositiveInt
    batas_bukti: PositiveInt
    jarak_bukti: PositiveInt
    bukan_capaian: tuple[str, ...]
    penghubung: tuple[str, ...]
    maksud: tuple[str, ...]
    rencana: tuple[str, ...]
    penjelasan: tuple[str, ...]
    lemah: tuple[str, ...]
    bukan_tugas: tuple[str, ...]
    rujukan: tuple[str, ...]
    terjadi: tuple[str, ...]
    sangkalan: tuple[str, ...]
    penentu: tuple[str, ...]


@cache
def load_proposal_words(mappings: Path) -> ProposalWords:
    """Return the words of proposals, read once for each folder.

    Raises:
        UsageError, MappingFileError: the file is missing or invalid.
    """
    return load_validated(mappings / "usulan.yaml", ProposalWords)
