"""The actions of a work plan, from its tables or from its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.reading.rencana_model import Action, Rencana, TargetWaktu

if TYPE_CHECKING:
    from assistant.document import Document

__all__ = ["Action", "Rencana", "TargetWaktu", "read_rencana"]


def read_rencana(document: Document) -> Rencana:
    """Return the actions of a plan in reading order; empty if it lists none.

    A plan that has action tables is read from them alone: its lists then repeat or introduce the tables.
    """
    from assistant.reading.rencana_narrative import read_narrative_actions
    from assistant.reading.rencana_tables import read_table_actions

    return Rencana(read_table_actions(document) or read_narrative_actions(document))
