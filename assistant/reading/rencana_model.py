"""What a work plan holds, whichever way it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.document import Location


@dataclass(frozen=True, slots=True)
class TargetWaktu:
    """When an action is due.

    Attributes:
        text: as the plan puts it; empty if it does not say.
        months: the months (1 to 12) that this means, ascending; empty if it names none.
    """

    text: str = ""
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One planned action.

    Attributes:
        group: the heading or row that it stands under, as printed (`II PENATAAN TATA LAKSANA`).
        langkah_aksi: what is to be done; never empty.
        komponen, indikator: as printed, empty if the plan has none; carried down from the row they stand in.
        bukti_fisik: the pieces of evidence named, in order.
        area, code: LKE codes of area and indicator (or sub-area); None until mapping fills them in.
    """

    group: str
    langkah_aksi: str
    komponen: str = ""
    indikator: str = ""
    bukti_fisik: tuple[str, ...] = ()
    target_waktu: TargetWaktu = TargetWaktu()
    location: Location = field(default_factory=Location)
    area: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class Rencana:
    """The actions of a plan in reading order."""

    actions: tuple[Action, ...]
