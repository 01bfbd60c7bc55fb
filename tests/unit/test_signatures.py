"""The short lines of a signature are one piece; what only stands near it is not."""

from __future__ import annotations

from assistant.reading.pieces import Look, Piece, Role
from assistant.reading.signatures import join_signatures

WIDTH = 440.0


def line(text: str, indent: float = 220, *, centred: bool = False) -> Piece:
    return Piece(text, look=Look(size=11, indent=indent, centred=centred))


def texts(*pieces: Piece) -> list[str]:
    return [piece.text for piece in join_signatures(pieces, WIDTH) if piece.role is Role.TEXT]


def test_lines_in_the_right_part_are_one_signature() -> None:
    date, office, name = line("Lubuk Sena, 29 Desember 2025"), line("Ketua,"), line("Harun Wiratmaja")
    assert texts(line("Demikian laporan ini.", 0), date, office, name) == [
        "Demikian laporan ini.",
        "Lubuk Sena, 29 Desember 2025 Ketua, Harun Wiratmaja",
    ]


def test_picture_of_the_signing_follows_the_signature() -> None:
    pieces = [line("Lubuk Sena, 29 Desember 2025"), Piece("", role=Role.FIGURE), line("Harun Wiratmaja")]
    found = join_signatures(pieces, WIDTH)
    assert [piece.role for piece in found] == [Role.TEXT, Role.FIGURE]


def test_lines_centred_on_the_page_are_no_signature() -> None:
    cover = [line("LAPORAN HASIL", 0, centred=True), line("TAHUN 2025", 0, centred=True)]
    assert texts(*cover) == ["LAPORAN HASIL", "TAHUN 2025"]


def test_items_set_far_in_are_no_signature() -> None:
    assert texts(line("a. apel pagi"), line("b. rapat rutin")) == ["a. apel pagi", "b. rapat rutin"]


def test_lines_that_do_not_line_up_stay_apart() -> None:
    assert texts(line("Nomor 12 Tahun 2025", 180), line("Harun Wiratmaja dan rekan", 260)) == [
        "Nomor 12 Tahun 2025",
        "Harun Wiratmaja dan rekan",
    ]
