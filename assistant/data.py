"""Where the project's data lies: in a checkout, in an installed wheel, or in a directory the user names."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from assistant.errors import UsageError

DataKind = Literal["mappings", "templates", "corpora"]

_PACKAGE = Path(__file__).resolve().parent
# A checkout keeps the data beside the package; a wheel carries it inside (`pyproject.toml`, force-include).
_CHECKOUT_ROOT = _PACKAGE.parent
_WHEEL_ROOT = _PACKAGE / "_data"


def data_directory(kind: DataKind, override: Path | None = None) -> Path:
    """Return the directory that holds the data of one kind.

    Args:
        kind: which data.
        override: the user's own directory (`--mappings`, `--templates`); taken as it is.

    Raises:
        UsageError: `override` is no directory, or the installation is incomplete.
    """
    if override is not None:
        if not override.is_dir():
            raise UsageError(
                f"Folder {override} tidak ditemukan.",
                f"Periksa nama folder pada pilihan --{kind}.",
            )
        return override
    for root in (_WHEEL_ROOT, _CHECKOUT_ROOT):
        directory = root / kind
        if directory.is_dir():
            return directory
    raise UsageError(
        f"Data program ({kind}) tidak ditemukan.",
        "Pasang ulang program ini; pemasangan yang ada tidak lengkap.",
    )
