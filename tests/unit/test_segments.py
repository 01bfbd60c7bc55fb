"""Segments as JSON lines: in order, with faults named by line."""

from __future__ import annotations

import io

import pytest

from assistant.document import BlockKind
from assistant.errors import DamagedFileError, LimitError
from assistant.mapping.segments import read_segments


def test_segments_are_read_in_order_with_defaults() -> None:
    lines = b'{"id": "a", "text": "Satu", "kind": "caption", "heading_path": ["BAB I"]}\n\n{"text": "Dua"}\n'
    first, second = read_segments(io.BytesIO(lines))
    assert (first.id, first.kind, first.heading_path) == ("a", BlockKind.CAPTION, ("BAB I",))
    assert (second.id, second.text, second.kind, second.heading_path) == ("3", "Dua", BlockKind.PARAGRAPH, ())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"bukan json\n", "Baris 2"),
        (b"[1]\n", "bukan objek"),
        (b'{"id": "x"}\n', "'text'"),
        (b'{"text": 3}\n', "'text'"),
        (b'{"text": "a", "heading_path": "BAB"}\n', "heading_path"),
        (b'{"text": "a", "kind": "puisi"}\n', "puisi"),
        (b"\xff\xfe\n", "JSON"),
        (b"[" * 100_000 + b"\n", "Baris 2"),
    ],
)
def test_faults_name_the_line(line: bytes, said: str) -> None:
    with pytest.raises(DamagedFileError, match=said):
        list(read_segments(io.BytesIO(b'{"text": "baik"}\n' + line)))


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(LimitError, match="Baris 1"):
        list(read_segments(io.BytesIO(b"x" * 1_100_000)))
