"""The files of an evidence folder or ZIP: which there are, which are skipped, and their bytes.

A ZIP is never unpacked to disk, so names inside it lead nowhere; links out of the folder are not followed.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.auditing.evidence_words import evidence_words
from assistant.errors import DamagedFileError, InputError, LimitError, LockedFileError, UsageError
from assistant.reading.recognise import MAX_FILE_BYTES, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

# A year of one office's evidence has some hundred files; beyond this the wrong folder was chosen.
MAX_FILES = 20_000
# A ZIP of documents hardly shrinks; one that grows a hundredfold is no collection of evidence.
MAX_UNPACKED = 4_000_000_000
MAX_EXPANSION = 100
_SKIPPED = {
    "kunci": "berkas kunci atau sementara",
    "sistem": "berkas sistem",
    "pintasan": "pintasan ke penyimpanan daring; unduh isinya ke folder bukti",
}


@dataclass(frozen=True, slots=True)
class EvidencePath:
    """A file of the folder or ZIP.

    Attributes:
        path: below the folder or inside the ZIP, with `/`.
        root: the folder, or the ZIP.
        size, stamp: what changes when the file does: bytes, and nanoseconds or a checksum.
    """

    path: str
    root: Path
    size: int
    stamp: int
    zipped: bool = False

    def read(self) -> bytes:
        """Return the content of the file.

        Raises:
            InputError, UsageError: it cannot be read, is empty, locked or over the limit.
        """
        return _read_entry(self) if self.zipped else read_bytes(self.root / self.path)


@dataclass
class Listing:
    """The files to read in order of their paths, and Indonesian sentences on what is skipped."""

    files: list[EvidencePath] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def list_evidence(root: Path) -> Listing:
    """Return the files of a folder or a ZIP.

    Raises:
        UsageError: there is no such folder, or it is neither a folder nor a ZIP.
        LimitError: it holds more than anybody collects.
        DamagedFileError: the ZIP is damaged.
    """
    listing = Listing()
    if root.is_dir():
        _list_folder(root, listing)
    elif root.is_file() and zipfile.is_zipfile(root):
        _list_zip(root, listing)
    elif root.exists():
        raise UsageError(f"{root} bukan folder atau berkas ZIP.", "Tunjuk folder bukti atau berkas ZIP-nya.")
    else:
        raise UsageError(f"Folder bukti {root} tidak ditemukan.", "Periksa nama dan letak foldernya.")
    listing.files.sort(key=lambda file: file.path)
    listing.notes.sort()
    return listing


def _list_folder(root: Path, listing: Listing) -> None:
    inside = root.resolve()
    for top, folders, names in os.walk(root, onerror=lambda error: _note_unread(root, listing, error)):
        folders[:] = sorted(name for name in folders if not _reason(name))
        for name in sorted(names):
            path = Path(top) / name
            relative = path.relative_to(root).as_posix()
            if _is_skipped(name, relative, listing):
                continue
            try:
                if path.is_symlink() and not path.resolve().is_relative_to(inside):
                    listing.notes.append(f"{relative} dilewati: pintasan ke luar folder bukti.")
                    continue
                stat = path.stat()
            except (OSError, RuntimeError):  # a link that leads nowhere or to itself
                listing.notes.append(f"{relative} dilewati: tidak dapat dibaca dari disknya.")
                continue
            if path.is_file():
                listing.files.append(EvidencePath(relative, root, stat.st_size, stat.st_mtime_ns))
            _check_count(root, len(listing.files))


def _note_unread(root: Path, listing: Listing, error: OSError) -> None:
    folder = Path(error.filename).name if error.filename else root.name
    listing.notes.append(f"Folder {folder} tidak dapat dibuka; isinya tidak dibaca.")


def _list_zip(root: Path, listing: Listing) -> None:
    try:
        with zipfile.ZipFile(root) as container:
            entries = [entry for entry in container.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise DamagedFileError(
            f"Berkas ZIP {root.name} rusak dan tidak dapat dibuka.",
            "Buat ulang berkas ZIP dari folder buktinya.",
        ) from error
    _check_count(root, len(entries))
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if unpacked > MAX_UNPACKED or unpacked > MAX_EXPANSION * max(packed, 1_000_000):
        raise LimitError(
            f"Isi berkas ZIP {root.name} melampaui batas setelah dibuka kemasannya.",
            "Buka ZIP itu sendiri dan tunjuk foldernya; jangan memakai berkas yang tidak jelas asalnya.",
        )
    seen: set[str] = set()
    for entry in entries:
        path = entry.filename.replace("\\", "/")
        name = path.rpartition("/")[2]
        if any(_reason(part) for part in path.split("/")[:-1]) or _is_skipped(name, path, listing):
            continue
        if path in seen:
            listing.notes.append(f"{path} tercantum lebih dari sekali di dalam ZIP; yang pertama dibaca.")
            continue
        seen.add(path)
        if entry.flag_bits & 0x1:
            listing.notes.append(f"{path} tidak dibaca: terkunci dengan kata sandi.")
        else:
            listing.files.append(EvidencePath(path, root, entry.file_size, entry.CRC, zipped=True))


def _check_count(root: Path, count: int) -> None:
    if count > MAX_FILES:
        raise LimitError(
            f"{root.name} memuat lebih dari {MAX_FILES} berkas.",
            "Tunjuk folder yang hanya berisi bukti dukung.",
        )


def _read_entry(file: EvidencePath) -> bytes:
    """Return the bytes of a file inside a ZIP, never more than it says it has."""
    name = file.path.rpartition("/")[2]
    if file.size > MAX_FILE_BYTES:
        raise LimitError(f"Berkas {name} di dalam ZIP terlalu besar.", "Perkecil gambar di dalamnya.")
    try:
        with zipfile.ZipFile(file.root) as container:
            entry = next(e for e in container.infolist() if e.filename.replace("\\", "/") == file.path)
            if entry.flag_bits & 0x1:
                raise LockedFileError(
                    f"Berkas {name} di dalam ZIP terkunci.", "Buat ulang ZIP tanpa kata sandi."
                )
            with container.open(entry) as stream:
                data = stream.read(file.size + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, StopIteration, EOFError, OSError) as error:
        raise DamagedFileError(f"Berkas {name} di dalam ZIP rusak.", "Buat ulang berkas ZIP-nya.") from error
    if len(data) > file.size:
        raise DamagedFileError(f"Berkas {name} di dalam ZIP rusak.", "Buat ulang berkas ZIP-nya.")
    if not data:
        raise InputError(f"Berkas {name} kosong (0 bita).", "Salin ulang berkas itu.")
    return data


def _is_skipped(name: str, path: str, listing: Listing) -> bool:
    """Whether a file is skipped; one that a person may miss is noted."""
    reason = _reason(name)
    if reason and reason != "sistem":
        listing.notes.append(f"{path} dilewati: {_SKIPPED[reason]}.")
    return bool(reason)


def _reason(name: str) -> str:
    """Return the kind of skipped file that a name is of; empty for one to read."""
    return next(_reasons(name.lower()), "")


def _reasons(name: str) -> Iterator[str]:
    for reason, patterns in evidence_words().lewati.items():
        if any(fnmatchcase(name, pattern) for pattern in patterns):
            yield reason
