"""The evaluation sheet (LKE) as the program holds it: a tree of weighted nodes with the indicators as leaves.

Codes are those of the form: `A.I.3.iv.c` is question c of sub-area iv of area 3 under Pemenuhan; Hasil has no
areas, its indicators hang on `B.I` and `B.II`. Weights are points, rows are rows of the sheet `Jawaban` of
the official workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class NodeLevel(StrEnum):
    """How deep a node stands in the form."""

    KOMPONEN = "komponen"
    SUB_KOMPONEN = "sub_komponen"
    AREA = "area"
    SUB_AREA = "sub_area"
    INDIKATOR = "indikator"


class Answer(StrEnum):
    """How a row of the form is answered."""

    YA_TIDAK = "Ya/Tidak"
    ABC = "A/B/C"
    ABCD = "A/B/C/D"
    ABCDE = "A/B/C/D/E"
    PERSEN = "%"
    JUMLAH = "Jumlah"
    INDEKS = "Nilai (0-4)"


class Rumus(StrEnum):
    """How a percentage follows from its counts: part through whole, or the fall since last year."""

    RASIO = "rasio"
    PENURUNAN = "penurunan"


class Peran(StrEnum):
    """What a detail row means to the percentage of its indicator."""

    PEMBILANG = "pembilang"
    PENYEBUT = "penyebut"
    TAHUN_LALU = "tahun_lalu"
    TAHUN_INI = "tahun_ini"
    PERSENTASE = "persentase"
    JUMLAH_PENYEBUT = "jumlah_penyebut"
    PENJELAS = "penjelas"


@dataclass(frozen=True, slots=True)
class Rincian:
    """A detail row of an indicator answered by counts; `soal` is None for rows that the form computes."""

    name: str
    answer: Answer
    peran: Peran
    row: int
    soal: int | None = None


@dataclass(frozen=True, slots=True)
class Indikator:
    """One question of the form.

    Attributes:
        weight: points, only where the form gives the question its own (Hasil, A.II.5.iii); None elsewhere.
        criteria: (answer, criterion in the form's words), best answer first; empty for counts and indices.
        explanation: the form's note on how to fill it in; empty where there are criteria.
        soal: PortalRB question; None for questions that are answered through `rincian`.
        rumus: for percentages only.
    """

    code: str
    name: str
    answer: Answer
    row: int
    weight: float | None = None
    soal: int | None = None
    criteria: tuple[tuple[str, str], ...] = ()
    explanation: str = ""
    rumus: Rumus | None = None
    rincian: tuple[Rincian, ...] = ()

    @property
    def group(self) -> str:
        """Code of the sub-area (in Hasil: the sub-component) it belongs to."""
        return self.code.rpartition(".")[0]

    @property
    def area(self) -> str:
        """Code of the area it belongs to."""
        return area_of(self.code)


@dataclass(frozen=True, slots=True)
class Node:
    """A node above the indicators; `children` are codes in the order of the form."""

    code: str
    level: NodeLevel
    name: str
    weight: float
    row: int
    parent: str | None
    children: tuple[str, ...]
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Syarat:
    """A threshold of a predicate.

    Attributes:
        codes: parts of the form whose points are added up.
        minimum: points, or percent of what the parts can give (`is_share`).
    """

    name: str
    codes: tuple[str, ...]
    minimum: float
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Predikat:
    """A predicate (`WBK`) and all that has to be reached for it."""

    name: str
    syarat: tuple[Syarat, ...]


@dataclass(frozen=True)
class Lke:
    """The whole form.

    Attributes:
        id: name of the mapping (`lke-2026`), as outputs quote it.
        year_from, year_to: reporting years it is meant for; `year_to` None where no end is known.
        sheet: name of the answer sheet in the official workbook.
        scales: value (0-1) of each choice, by kind of answer.
        nodes, daftar_indikator: in the order of the form.
        predikat: the predicates, the lower one first.
        warning: Indonesian sentence where the form was chosen for a year it is not meant for; else empty.
    """

    id: str
    name: str
    source: str
    year_from: int
    year_to: int | None
    sheet: str
    scales: dict[Answer, dict[str, float]]
    nodes: tuple[Node, ...]
    daftar_indikator: tuple[Indikator, ...]
    predikat: tuple[Predikat, ...] = ()
    warning: str = ""

    @cached_property
    def indikator_by_code(self) -> dict[str, Indikator]:
        """Indicators by code."""
        return {indikator.code: indikator for indikator in self.daftar_indikator}

    @cached_property
    def node_by_code(self) -> dict[str, Node]:
        """Nodes above the indicators by code."""
        return {node.code: node for node in self.nodes}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all nodes and indicators, each above what it is made of, as the form's rows stand."""
        rows = [(n.row, n.code) for n in self.nodes] + [(i.row, i.code) for i in self.daftar_indikator]
        return tuple(code for _, code in sorted(rows))

    @cached_property
    def groups(self) -> tuple[Node, ...]:
        """The nodes that indicators hang on: the sub-areas and Hasil's two sub-components."""
        holders = {indikator.group for indikator in self.daftar_indikator}
        return tuple(node for node in self.nodes if node.code in holders)

    @cached_property
    def areas(self) -> tuple[Node, ...]:
        """The areas of change under Pemenuhan and Reform, and Hasil's two sub-components in their stead."""
        return tuple(
            node
            for node in self.nodes
            if node.level is NodeLevel.AREA
            or (node.level is NodeLevel.SUB_KOMPONEN and node.code.startswith("B."))
        )

    def name_of(self, code: str) -> str:
        """Return the official name of a node or indicator; empty for an unknown code."""
        found = self.indikator_by_code.get(code) or self.node_by_code.get(code)
        return found.name if found else ""

    def indikator_of(self, group: str) -> tuple[Indikator, ...]:
        """Return the indicators of a group (`A.I.1.i`, `B.I`)."""
        return tuple(indikator for indikator in self.daftar_indikator if indikator.group == group)


def area_of(code: str) -> str:
    """Return the code of the area that a code lies in: `A.I.3.iv.c` -> `A.I.3`, `B.I.a` -> `B.I`."""
    parts = code.split(".")
    return ".".join(parts[:3] if parts[0] == "A" else parts[:2])


def group_of(code: str) -> str | None:
    """Return the group that a code lies in: `A.I.3.iv.c` -> `A.I.3.iv`, `B.I.a` -> `B.I`; None above them."""
    parts = code.split(".")
    depth = 4 if parts[0] == "A" else 2
    return ".".join(parts[:depth]) if len(parts) >= depth else None
