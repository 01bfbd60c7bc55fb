"""The registry of rules: one dict of stable ids, in the order of their families.

Each family's module owns its part of the dict beside the functions; the first digit of an id names the
family.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking import (
    copies,
    figures,
    house,
    identity,
    law,
    plans,
    structure,
    substance,
    time,
    values,
)
from assistant.checking.rule import Rule, Scope

if TYPE_CHECKING:
    from assistant.document import DocumentType

# Families by the first digit of their rules' ids; the name is that of the file in `mappings/temuan/`.
FAMILIES = {
    "1": "struktur",
    "2": "gambar",
    "3": "isi",
    "4": "rencana",
    "5": "waktu",
    "6": "identitas",
    "7": "salinan",
    "8": "hukum",
    "9": "nilai",
}

RULES: dict[str, Rule] = {
    **structure.RULES,
    **figures.RULES,
    **substance.RULES,
    **plans.RULES,
    **time.RULES,
    **identity.RULES,
    **copies.RULES,
    **house.RULES,
    **law.RULES,
    **values.RULES,
}


def family_of(rule_id: str) -> str:
    """Return the name of the family that a rule belongs to."""
    return FAMILIES[rule_id.removeprefix("ZI")[:1]]


def rules_for(kind: DocumentType) -> dict[str, Rule]:
    """Return the rules for a kind of document, by id; none for what is neither laporan nor rencana."""
    if kind.is_rencana:
        scope = Scope.RENCANA
    elif kind == "laporan":
        scope = Scope.LAPORAN
    else:
        return {}
    return {rule_id: rule for rule_id, rule in RULES.items() if rule.scope & scope}
