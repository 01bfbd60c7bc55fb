"""Signatures: the short lines in the right part of a page (place and date, office, name) are one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.language.numbering import parse_marker
from assistant.reading.outline import join_pieces
from assistant.reading.pieces import Piece, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

# A block that begins in the right part of the page is a signature or an address, not running text.
RIGHT_PART = 0.38
RIGHT_CENTRE = 0.6
_SAME_EDGE = 4.0
_MAX_WORDS = 16
# Width of a letter of common text faces, in ems.
_LETTER = 0.5
_USUAL_SIZE = 11.0


def join_signatures(pieces: Sequence[Piece], width: float) -> list[Piece]:
    """Return the pieces, lines of a signature made one; pictures between them (the signing) follow it.

    Args:
        pieces: the pieces of a document whose lines each are a paragraph.
        width: width of the text area in points.
    """
    result: list[Piece] = []
    at = 0
    while at < len(pieces):
        lines, end = _signature(pieces, at, width)
        if len(lines) > 1:
            result.append(join_pieces(lines))
            result += [piece for piece in pieces[at:end] if piece.role is Role.FIGURE]
        else:
            end = at + 1
            result.append(pieces[at])
        at = end
    return result


def _signature(pieces: Sequence[Piece], at: int, width: float) -> tuple[list[Piece], int]:
    """Return the lines of the signature that begins at `at`, and the index behind its last one."""
    lines: list[Piece] = []
    end = at
    for index in range(at, len(pieces)):
        piece = pieces[index]
        if lines and piece.role is Role.FIGURE:
            continue
        if not _is_line(piece, width) or (lines and not _are_aligned(lines[-1], piece, width)):
            break
        lines.append(piece)
        end = index + 1
    # A short name alone may begin in the right part and have its middle in that of the page.
    is_right = any(sum(_extent(line, width)) / 2 > RIGHT_CENTRE * width for line in lines)
    return (lines, end) if is_right else ([], at)


def _is_line(piece: Piece, width: float) -> bool:
    if piece.role is not Role.TEXT or piece.level is not None or piece.marker or not piece.text:
        return False
    if len(piece.text.split()) > _MAX_WORDS or parse_marker(piece.text) is not None:
        return False
    return _extent(piece, width)[0] > RIGHT_PART * width


def _extent(piece: Piece, width: float) -> tuple[float, float]:
    """Return about where a line begins and ends, from the left margin."""
    look = piece.look
    indent = look.indent or 0.0
    length = _LETTER * (look.size or _USUAL_SIZE) * len(piece.text)
    if not look.centred:
        return indent, min(width, indent + length)
    length = min(length, width - indent)
    middle = (indent + width) / 2
    return middle - length / 2, middle + length / 2


def _are_aligned(above: Piece, below: Piece, width: float) -> bool:
    """Whether two lines begin alike, have one middle, or end alike at the margin."""
    if above.look.centred != below.look.centred:
        return False
    (left, right), (other_left, other_right) = _extent(above, width), _extent(below, width)
    if above.look.centred:
        return abs(left + right - other_left - other_right) < 4 * _SAME_EDGE
    at_margin = min(right, other_right) > width - _SAME_EDGE
    return abs(left - other_left) < _SAME_EDGE or at_margin
