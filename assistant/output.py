"""Writing results: to a temporary file first, renamed only when whole; no existing file is ever lost."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_target(path: Path, *, overwrite: bool, inputs: Iterable[Path] = ()) -> None:
    """Refuse a target before any work is done for it.

    Args:
        path: the file to be written.
        overwrite: whether an existing file may be replaced (`--timpa`).
        inputs: files that were read and must stay as they are.

    Raises:
        OutputError: the target is an input, a folder, already there, or its folder does not exist.
    """
    for source in inputs:
        with suppress(OSError):
            if path.exists() and path.samefile(source):
                raise OutputError(
                    f"Berkas {path} adalah berkas masukan dan tidak akan diubah.",
                    "Pilih nama lain pada pilihan -o.",
                )
    if path.is_dir():
        raise OutputError(f"{path} adalah folder, bukan berkas.", "Tuliskan nama berkas pada pilihan -o.")
    if path.exists() and not overwrite:
        raise OutputError(
            f"Berkas {path} sudah ada.",
            "Pilih nama lain, atau tambahkan --timpa untuk menggantinya.",
        )
    if not path.parent.is_dir():
        raise OutputError(f"Folder {path.parent} tidak ditemukan.", "Buat foldernya terlebih dahulu.")


def write_file(path: Path, data: bytes, *, overwrite: bool, inputs: Iterable[Path] = ()) -> None:
    """Write a whole file or nothing.

    Args:
        path: the file to be written; its folder must exist.
        data: the complete content.
        overwrite: whether an existing file may be replaced.
        inputs: files that were read and must stay as they are.

    Raises:
        OutputError: see `check_target`; or the disk is full, the place read-only, the file open elsewhere.
    """
    check_target(path, overwrite=overwrite, inputs=inputs)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())  # mkstemp makes files that only their owner can read
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise _explain(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def make_directory(path: Path) -> None:
    """Create a folder for results; one that exists is fine.

    Raises:
        OutputError: it cannot be created, or a file stands in its place.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OutputError(f"{path} adalah berkas, bukan folder.", "Pilih nama folder lain.") from error
    except OSError as error:
        raise _explain(path, error) from error


def _umask() -> int:
    """Return the process's umask; the system only tells it when it is set."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _explain(path: Path, error: OSError) -> OutputError:
    if error.errno == errno.ENOSPC:
        return OutputError(
            f"Berkas {path} tidak dapat ditulis: cakram penuh.", "Kosongkan ruang lalu ulangi."
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return OutputError(
            f"Berkas {path} tidak dapat ditulis: tidak ada izin, atau sedang dibuka di Word atau Excel.",
            "Tutup berkas itu, atau pilih folder lain pada pilihan -o.",
        )
    return OutputError(
        f"Berkas {path} tidak dapat ditulis ({error.strerror or type(error).__name__}).",
        "Pilih nama atau folder lain pada pilihan -o.",
    )
