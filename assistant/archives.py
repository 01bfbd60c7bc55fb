"""ZIP containers of office files, the same bytes for the same parts: order kept, no clock, deflated."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive can hold
_TIMESTAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a container of parts (name and content), in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts:
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, content)
    return out.getvalue()


def repack(data: bytes) -> bytes:
    """Return a container with the same parts and without the times of their writing."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return pack([(name, source.read(name)) for name in source.namelist()])


def without_clock(data: bytes) -> bytes:
    """Return a workbook without the time of its writing, in its container and in its properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    core = "docProps/core.xml"
    if core in parts:
        parts[core] = _TIMESTAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", parts[core])
    return pack(parts.items())
