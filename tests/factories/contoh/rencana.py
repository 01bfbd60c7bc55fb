"""The example's plan for the following year: a few handwritten pages around the table of all actions."""

from __future__ import annotations

from pathlib import Path

from tests.factories.contoh.kantor import OFFICE, YEAR
from tests.factories.naskah import parse_naskah
from tests.factories.rencana import RencanaSpec, action_table, all_actions
from tests.factories.spec import DocumentSpec

_MARK = ":sisipkan aksi"


def rencana() -> RencanaSpec:
    """Return the plan and the actions in its table."""
    actions = all_actions(OFFICE.satker, YEAR + 1)
    before, _, after = (
        Path(__file__).with_name("rencana-2026.txt").read_text(encoding="utf-8").partition(_MARK)
    )
    title = f"Rencana Aksi Pembangunan Zona Integritas {OFFICE.satker} Tahun {YEAR + 1}"
    elements = (*parse_naskah(before), action_table(actions), *parse_naskah(after))
    return RencanaSpec(DocumentSpec(title, elements, header=title), actions)
