"""Joining loses no letter, spans point at the same characters, the outline is a tree."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.document import LineSpan
from assistant.errors import InputError
from assistant.reading.outline import Outline, build_outline
from assistant.reading.paragraphs import SourceLine, join_source_lines
from assistant.reading.pieces import Look, Piece, Role
from assistant.reading.text_reader import read_text

WORDS = st.sampled_from(
    (
        *("BAB", "I", "II", "PENDAHULUAN", "HASIL", "A.", "B.", "1.", "2.", "1)", "a.", "(1)", "•", "."),
        *("kegiatan", "Rapat", "tim", "Gambar", "2.1:", "Tabel", "https://contoh.id/x", "dilaksanakan"),
        *("Target", ":", "selesai.", "tahun", "DAFTAR", "ISI", "....", "12", "perundang-", "undangan"),
        *("No", "**tebal**", "-", "|", "\t", "ke-", "Nomor"),
    )
)
LINES = st.lists(WORDS, max_size=12).map(lambda words: " ".join(words))
TEXTS = st.lists(
    st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\n ", "\n\n ", "\f", "\r\n"])), max_size=40
).map(lambda parts: "".join(line + end for line, end in parts))


def letters(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", text)


def check_tree(outline: Outline) -> None:
    seen: dict[str, int] = {}
    blocks = {block.id: block for block in outline.blocks}
    for section in outline.sections:
        assert section.parent is None or section.parent in seen
        assert section.level == (seen[section.parent] + 1 if section.parent else 1)
        assert blocks[section.block].section == section.id
        seen[section.id] = section.level
    assert [b.id for b in outline.blocks] == [f"b{i}" for i in range(1, len(outline.blocks) + 1)]
    current = None
    for block in outline.blocks:
        current = block.section if block.section != current else current
        assert block.section is None or block.section in seen


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_reading_text_loses_no_letter_and_makes_a_tree(text: str) -> None:
    try:
        result = read_text(text.encode(), "uji.txt")
    except InputError:
        return
    outline = build_outline(result.pieces, result.tables)
    check_tree(outline)
    source = letters(text)
    # a table's header may stand on each page and is one header in the end
    read = letters("".join(block.text for block in outline.blocks))
    assert sorted(read) == sorted(source) or (len(read) < len(source) and bool(result.tables))
    lines = text.split("\n")
    for block in outline.blocks:
        starts = [span.start for span in block.spans]
        assert starts == sorted(starts)
        assert all(span.line is not None and 1 <= span.line <= len(lines) for span in block.spans)


@given(
    st.lists(
        st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=30),
        min_size=1,
        max_size=8,
    )
)
def test_joining_lines_keeps_letters_and_origins(lines: list[str]) -> None:
    joined = join_source_lines([SourceLine(i, line) for i, line in enumerate(lines, 1)])
    assert letters(joined.text) == letters("".join(lines))
    ends = [*(span.start for span in joined.spans[1:]), len(joined.text)]
    for span, end in zip(joined.spans, ends, strict=True):
        assert span.line is not None
        assert letters(joined.text[span.start : end]) == letters(lines[span.line - 1])


PIECES = st.lists(
    st.builds(
        Piece,
        text=LINES,
        role=st.sampled_from([Role.TEXT] * 6 + [Role.FIGURE, Role.NOISE, Role.CAPTION, Role.HEADING]),
        level=st.sampled_from([None, None, None, 1, 2, 5]),
        look=st.builds(
            Look, size=st.sampled_from([None, 11.0, 14.0]), bold=st.booleans(), centred=st.booleans()
        ),
        spans=st.just((LineSpan(0, 1, None),)),
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_any_pieces_make_a_tree_without_losing_one(pieces: list[Piece]) -> None:
    outline = build_outline(pieces, ())
    check_tree(outline)
    shown = [p for p in pieces if p.text.strip() and p.role is not Role.FIGURE]
    assert letters("".join(b.text for b in outline.blocks)) == letters("".join(p.text for p in shown))
