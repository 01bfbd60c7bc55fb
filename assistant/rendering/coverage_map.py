"""The coverage of the LKE as a map for web pages: components, areas, sub-areas, a cell per indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.lke.model import NodeLevel, area_of, group_of
from assistant.rendering.wording import (
    SERVICE,
    SUPPORT,
    Support,
    in_title_case,
    number_in_words,
    place,
    place_in,
    score_in_words,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.mapping.model import CoverageEntry
    from assistant.mapping.service import Service
    from assistant.reading.rencana import Rencana

# Long enough to judge a passage without opening the report.
PASSAGE_LENGTH = 320


@dataclass(frozen=True, slots=True)
class Cell:
    """An indicator on the map, with the passage that supports it best (empty if none).

    Attributes:
        block: id of the passage's element on a page that shows the text; empty if there is no passage.
    """

    code: str
    letter: str
    name: str
    support: Support
    label: str
    score: str
    block: str
    passage: str
    place: str
    others: int


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-area and its indicators; in Hasil the only group of its area has no name."""

    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An area and how many of its indicators the text speaks to."""

    code: str
    number: str
    name: str
    weight: str
    groups: tuple[Group, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All indicators of the area."""
        return tuple(cell for group in self.groups for cell in group.cells)

    @property
    def covered(self) -> int:
        """How many of them are covered."""
        return sum(1 for cell in self.cells if cell.support is not Support.NONE)


@dataclass(frozen=True, slots=True)
class Component:
    """Pemenuhan, Reform or Hasil."""

    code: str
    name: str
    areas: tuple[Area, ...]


def coverage_map(document: Document, coverage: Sequence[CoverageEntry], lke: Lke) -> tuple[Component, ...]:
    """Return the map of a document's coverage, in the order of the form."""
    return _map([_cell(document, entry) for entry in coverage], lke)


def service_map(rencana: Rencana, services: Sequence[Service], lke: Lke) -> tuple[Component, ...]:
    """Return the map of what a plan serves; passages are actions, their elements `aksi-1` and so on."""
    return _map([_service_cell(rencana, service) for service in services], lke)


def _map(all_cells: Sequence[Cell], lke: Lke) -> tuple[Component, ...]:
    cells: dict[str, list[Cell]] = {}
    for cell in all_cells:
        cells.setdefault(group_of(cell.code) or cell.code, []).append(cell)
    areas: dict[str, list[Area]] = {}
    for node in lke.areas:
        groups = tuple(
            Group(g.code, in_title_case(g.name) if g.code != node.code else "", tuple(cells.get(g.code, ())))
            for g in lke.groups
            if area_of(g.code) == node.code
        )
        top = node.parent or node.code
        name, weight = in_title_case(node.name), number_in_words(node.weight)
        areas.setdefault(top, []).append(Area(node.code, area_key(node.code), name, weight, groups))
    return tuple(
        Component(node.code, in_title_case(node.name), tuple(areas[node.code]))
        for node in lke.nodes
        if node.code in areas and node.level in (NodeLevel.KOMPONEN, NodeLevel.SUB_KOMPONEN)
    )


def area_key(code: str) -> str:
    """Return what colours and filters know an area by: its number in Pemenuhan and Reform, `h` in Hasil."""
    parts = area_of(code).split(".")
    return parts[2] if parts[0] == "A" and len(parts) > 2 else "h"


def area_choices(lke: Lke) -> tuple[tuple[str, str], ...]:
    """Return key and name of every area once, for filters."""
    choices: dict[str, str] = {}
    for node in lke.areas:
        key = area_key(node.code)
        choices.setdefault(key, f"{key}. {in_title_case(node.name)}" if key != "h" else "Hasil")
    return tuple(choices.items())


def _cell(document: Document, entry: CoverageEntry) -> Cell:
    block = document.block_by_id.get(entry.blocks[0]) if entry.blocks else None
    where = block.location if block else None
    support = Support.of(entry.best)
    return Cell(
        code=entry.code,
        letter=entry.code.rpartition(".")[2],
        name=entry.name,
        support=support,
        label=SUPPORT[support],
        score=score_in_words(entry.best),
        block=block.id if block else "",
        passage=shorten(block.text, PASSAGE_LENGTH) if block else "",
        place=place_in(document, block.id, where.page, where.line, where.line_end) if block and where else "",
        others=max(0, len(entry.blocks) - 1),
    )


def service_step(service: Service) -> Support:
    """Return the step of the map for what a plan does for an indicator."""
    if service.actions:
        return Support.STRONG
    return Support.FAIR if service.general else Support.NONE


def _service_cell(rencana: Rencana, service: Service) -> Cell:
    numbers = service.actions or service.general
    action = rencana.actions[numbers[0] - 1] if numbers else None
    step = service_step(service)
    where = action.location if action else None
    return Cell(
        code=service.code,
        letter=service.code.rpartition(".")[2],
        name=service.name,
        support=step,
        label=SERVICE[step],
        score="",
        block=f"aksi-{numbers[0]}" if numbers else "",
        passage=shorten(action.langkah_aksi, PASSAGE_LENGTH) if action else "",
        place=place(where.page, where.line, where.line_end) if where else "",
        others=max(0, len(numbers) - 1),
    )
