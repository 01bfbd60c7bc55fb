"""Whose document it is, for which year, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.document import Identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.document import Block, Section, SourceKind, Table


def identify(
    sections: Sequence[Section], blocks: Sequence[Block], tables: Sequence[Table], kind: SourceKind
) -> Identity:
    """Return what can be known of a document's identity."""
    return Identity()
