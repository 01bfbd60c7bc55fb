"""Which indicators the actions of a plan serve, and which none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.lke.model import Lke
    from assistant.reading.rencana_model import Rencana


@dataclass(frozen=True, slots=True)
class Service:
    """How a plan serves an indicator.

    Attributes:
        actions: numbers (1-based, in the plan's order) of the actions for it.
        general: of those that only name its sub-area.
    """

    code: str
    name: str
    actions: tuple[int, ...] = ()
    general: tuple[int, ...] = ()


def service_of(rencana: Rencana, lke: Lke) -> tuple[Service, ...]:
    """Return an entry for every indicator, in the order of the form."""
    by_code: dict[str, list[int]] = {}
    for number, action in enumerate(rencana.actions, 1):
        if action.code is not None:
            by_code.setdefault(action.code, []).append(number)
    return tuple(
        Service(i.code, i.name, tuple(by_code.get(i.code, ())), tuple(by_code.get(i.group, ())))
        for i in lke.daftar_indikator
    )
