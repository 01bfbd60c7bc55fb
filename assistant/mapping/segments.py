"""Segments as JSON lines (`zi petakan --jsonl`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assistant.document import BlockKind
from assistant.errors import DamagedFileError, LimitError
from assistant.mapping.model import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


# No paragraph of a report comes near this; a line without end must not fill the memory.
_MAX_LINE = 1_000_000
_REMEDY = 'Tiap baris berisi satu objek JSON: {"id", "text", "kind", "heading_path"}.'


def read_segments(stream: BinaryIO) -> Iterator[Segment]:
    """Yield the segments of a stream of JSON lines as they come; empty lines are skipped.

    Raises:
        DamagedFileError: a line is no JSON object of the expected shape; the message names the line.
        LimitError: a line is longer than any paragraph.
    """
    number = 0
    while line := stream.readline(_MAX_LINE + 1):
        number += 1
        if len(line) > _MAX_LINE:
            raise LimitError(f"Baris {number} masukan terlalu panjang (batas 1 MB).", _REMEDY)
        if line.strip():
            yield _parse(line, number)


def _parse(line: bytes, number: int) -> Segment:
    try:
        value: Any = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DamagedFileError(f"Baris {number} masukan bukan JSON yang sah.", _REMEDY) from error
    if not isinstance(value, dict):
        raise DamagedFileError(f"Baris {number} masukan bukan objek JSON.", _REMEDY)
    text, path = value.get("text"), value.get("heading_path") or []
    if not isinstance(text, str) or not isinstance(path, list) or not all(isinstance(h, str) for h in path):
        raise DamagedFileError(
            f"Baris {number} masukan: 'text' harus teks dan 'heading_path' daftar teks.", _REMEDY
        )
    kind = value.get("kind") or BlockKind.PARAGRAPH
    if kind not in list(BlockKind):
        raise DamagedFileError(f"Baris {number} masukan: 'kind' {str(kind)[:40]!r} tidak dikenal.", _REMEDY)
    return Segment(str(value.get("id", number)), text, BlockKind(kind), tuple(path))
