"""DOCX and XLSX are zip archives that hold the time of writing; here they are packed so that bytes repeat."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# Any fixed moment will do; this one lies in the reporting year of the example.
_WRITTEN = (2025, 12, 29, 8, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def repack(data: bytes) -> bytes:
    """Return the same Office file with fixed times inside and outside."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>2025-12-29T08:00:00Z\g<2>", content)
            info = ZipInfo(entry.filename, _WRITTEN)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, content)
    return buffer.getvalue()
