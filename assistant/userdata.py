"""The user's own data directory: caches, corrections, logs. They may quote documents: all can be deleted."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

# Where things lie below the data directory; `zi bersihkan` lists and deletes them.
OCR_CACHE = "ocr"
CORRECTIONS = "koreksi"
EVIDENCE_INDEX = "bukti"
LOG_NAME = "kesalahan.log"
# For a data directory elsewhere: on a stick, or for one run.
HOME_VARIABLE = "ZI_DATA"

# What each kind is called by the option --hapus, where it lies, and what it is.
KINDS = {
    "ocr": (OCR_CACHE, "halaman pindaian yang sudah dikenali"),
    "koreksi": (CORRECTIONS, "koreksi pemetaan beserta riwayatnya"),
    "bukti": (EVIDENCE_INDEX, "indeks isi folder bukti"),
    "log": (LOG_NAME, "catatan kesalahan program"),
}
OTHER = "lainnya"


@dataclass(frozen=True, slots=True)
class Holding:
    """What lies in the data directory of one kind; `oldest` and `newest` are None where there is nothing."""

    kind: str
    description: str
    path: Path
    files: int
    size: int
    oldest: datetime | None
    newest: datetime | None


def data_home() -> Path:
    """Return the user's data directory for this program; it may not exist yet."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("zona-integritas", appauthor=False)


def holdings() -> tuple[Holding, ...]:
    """Return what lies in the data directory, kind by kind; what is of no known kind comes last."""
    home = data_home()
    found = [_holding(kind, about, home / name, [home / name]) for kind, (name, about) in KINDS.items()]
    known = {name for name, _ in KINDS.values()}
    others = sorted(p for p in home.iterdir() if p.name not in known) if home.is_dir() else []
    if others:
        found.append(_holding(OTHER, "berkas lain di folder ini; tidak dihapus oleh program", home, others))
    return tuple(found)


def delete(kind: str) -> int:
    """Delete everything of one kind and return how many files that were; links are cut, not followed.

    Raises:
        OSError: a file is in use or may not be deleted.
    """
    path = data_home() / KINDS[kind][0]
    count = len(_files([path]))
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    return count


def _holding(kind: str, about: str, path: Path, roots: list[Path]) -> Holding:
    stats = [file.lstat() for file in _files(roots)]
    times = sorted(stat.st_mtime for stat in stats)
    return Holding(
        kind=kind,
        description=about,
        path=path,
        files=len(stats),
        size=sum(stat.st_size for stat in stats),
        oldest=datetime.fromtimestamp(times[0]).astimezone() if times else None,
        newest=datetime.fromtimestamp(times[-1]).astimezone() if times else None,
    )


def _files(roots: list[Path]) -> list[Path]:
    """Return the files at and below some paths; folders behind links are not entered."""
    found: list[Path] = []
    for root in roots:
        if root.is_symlink() or root.is_file():
            found.append(root)
        elif root.is_dir():
            found += [Path(top) / name for top, _, names in os.walk(root) for name in names]
    return found
