"""The user's own data directory: caches and logs. They may hold what documents say, so they can be deleted."""

from __future__ import annotations

from pathlib import Path

# Where caches live below the data directory; `zi bersihkan` lists and deletes them.
OCR_CACHE = "ocr"
LOG_NAME = "kesalahan.log"


def data_home() -> Path:
    """Return the user's data directory for this program; it may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("zona-integritas", appauthor=False)
