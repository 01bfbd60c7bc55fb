"""Recognised pages, kept in the user's data directory by the hash of the page's image.

Recognition costs about a second a page, and the same report is read again and again. A cache file holds what
stands on a page, so `zi bersihkan` lists and deletes them.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.errors import OutputError
from assistant.output import write_file
from assistant.reading.pdf_lines import Box, PageContent, Run
from assistant.userdata import OCR_CACHE, data_home

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

# Raised whenever pages are cleaned or words are put together in another way: older results are not reused.
_VERSION = 2
_log = logging.getLogger(__name__)


def cache_path(image: Image.Image, engine: str) -> Path:
    """Return where the result for a page image is kept.

    Args:
        image: the page as rendered.
        engine: name and version of who reads it.
    """
    digest = hashlib.sha256(f"{_VERSION} {engine} {image.size} {image.mode} ".encode())
    digest.update(image.tobytes())
    return data_home() / OCR_CACHE / f"{digest.hexdigest()}.json"


def load(path: Path, number: int) -> PageContent | None:
    """Return the page kept at `path` as page `number`; None if there is none or it cannot be used."""
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return PageContent(
            number,
            float(value["width"]),
            float(value["height"]),
            runs=tuple(Run(**run) for run in value["runs"]),
            images=tuple(Box(**box) for box in value["images"]),
            rules=tuple(Box(**box) for box in value["rules"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        _log.info("a recognised page in the cache cannot be used and is read anew")
        return None


def store(path: Path, page: PageContent) -> None:
    """Keep a page; where nothing can be written, the page is simply read anew next time."""
    value = {
        "width": page.width,
        "height": page.height,
        "runs": [asdict(run) for run in page.runs],
        "images": [asdict(box) for box in page.images],
        "rules": [asdict(box) for box in page.rules],
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, json.dumps(value).encode("utf-8"), overwrite=True)
    except (OSError, OutputError):
        _log.info("a recognised page could not be kept")
