"""Captions that lost their picture and pictures that have no caption, told to the reader of the document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.reading.pieces import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.document import Figure, Section
    from assistant.reading.pieces import Piece

# Logos, seals and signatures are smaller and need no caption (points).
_NEEDS_CAPTION = 90.0
_MAX_PLACES = 10


def warn_of_figures(
    figures: Sequence[Figure], sections: Sequence[Section], pieces: Sequence[Piece]
) -> tuple[str, ...]:
    """Return one Indonesian sentence for captions without picture, one for pictures without caption.

    Args:
        figures: the document's figures.
        sections: its sections; pictures before the first one stand on the cover and need no caption.
        pieces: what its reader found. Where it could not measure a picture, a caption without size may
            have that picture, and nothing is said of captions.
    """
    found: list[str] = []
    unmeasured = any(piece.role is Role.FIGURE and piece.size is None for piece in pieces)
    alone = [f for f in figures if f.label and f.width is None]
    if alone and not unmeasured:
        places = _listed(f"{f.label}{_page(f)}" for f in alone)
        found.append(f"{len(alone)} keterangan gambar tidak disertai gambarnya: {places}.")
    bare = [f for f in figures if f.block is None and f.section is not None and _is_large(f)]
    if bare:
        names = {s.id: f"{s.number} {s.title}".strip() for s in sections}
        where = Counter(
            f"halaman {f.location.page}" if f.location.page else f"bagian {names[f.section or '']}"
            for f in bare
        )
        places = _listed(f"{place} ({count})" for place, count in where.items())
        found.append(f"{len(bare)} gambar tidak diberi keterangan: {places}.")
    return tuple(found)


def _page(figure: Figure) -> str:
    return f" (halaman {figure.location.page})" if figure.location.page else ""


def _is_large(figure: Figure) -> bool:
    return min(figure.width or 0.0, figure.height or 0.0) >= _NEEDS_CAPTION


def _listed(places: Iterable[str]) -> str:
    """Return places with commas between; of many, the first and how many more."""
    every = list(places)
    shown = ", ".join(every[:_MAX_PLACES])
    rest = len(every) - _MAX_PLACES
    return f"{shown}, dan {rest} tempat lain" if rest > 0 else shown
