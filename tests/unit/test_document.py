from __future__ import annotations

from assistant.document import (
    Block,
    BlockKind,
    Document,
    Identity,
    LineSpan,
    Location,
    Section,
    Source,
    SourceKind,
)


def make_document() -> Document:
    sections = (
        Section("s1", 1, "BAB I", "PENDAHULUAN", None, "b1"),
        Section("s2", 2, "A.", "LATAR BELAKANG", "s1", "b2"),
        Section("s3", 1, "", "LAMPIRAN", None, "b5"),
    )
    blocks = (
        Block("b1", BlockKind.HEADING, "BAB I PENDAHULUAN", "s1"),
        Block("b2", BlockKind.HEADING, "A. LATAR BELAKANG", "s2"),
        Block("b3", BlockKind.PARAGRAPH, "Satu dua tiga.", "s2", (LineSpan(0, 1, 7), LineSpan(9, 2, 9))),
        Block("b4", BlockKind.PARAGRAPH, "Empat.", "s1"),
        Block("b5", BlockKind.HEADING, "LAMPIRAN", "s3"),
    )
    return Document(Source("x.txt", "0" * 64, SourceKind.TEXT), Identity(), sections, blocks)


def test_a_stretch_of_text_knows_its_own_lines() -> None:
    block = make_document().block_by_id["b3"]
    assert block.location == Location(1, 7, 9)
    assert block.locate(0, 4) == Location(1, 7, 7)
    assert block.locate(9, 13) == Location(2, 9, 9)
    assert block.locate(5, 12) == Location(1, 7, 9)


def test_a_block_without_spans_stands_nowhere() -> None:
    assert make_document().block_by_id["b4"].locate(0, 3) == Location()


def test_heading_paths_leave_out_the_headings_own_text() -> None:
    document = make_document()
    assert document.heading_path(document.block_by_id["b3"]) == ("BAB I PENDAHULUAN", "A. LATAR BELAKANG")
    assert document.heading_path(document.block_by_id["b2"]) == ("BAB I PENDAHULUAN",)


def test_blocks_of_a_section_with_and_without_what_is_below() -> None:
    document = make_document()
    assert [b.id for b in document.blocks_of("s1")] == ["b4"]
    assert [b.id for b in document.blocks_of("s1", nested=True)] == ["b2", "b3", "b4"]
