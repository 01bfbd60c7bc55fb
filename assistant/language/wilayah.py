"""The official list of regions (`mappings/wilayah.yaml`), checked on load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

Name = Annotated[str, StringConstraints(min_length=1)]


class Province(BaseModel):
    """A province with its kabupaten and kota; `nama_lain` are spellings that mean the same province."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nama: Name
    nama_lain: tuple[Name, ...]
    kabupaten: tuple[Name, ...]
    kota: tuple[Name, ...]


class Wilayah(BaseModel):
    """All provinces, and the words at which a name that is not listed ends."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    akhir_nama: tuple[Name, ...]
    provinsi: tuple[Province, ...]


def load_wilayah(directory: Path) -> Wilayah:
    """Return the list of regions in a `mappings` directory.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid.
    """
    return load_validated(directory / "wilayah.yaml", Wilayah)
