"""The registry of rules: one explicit dict of stable ids, in the order of their families.

A rule is a function of document and context that yields findings and never opens a file. Its name, severity,
explanation, remedy, source and sentences stand under the same id in `mappings/temuan.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Flag, auto
from typing import TYPE_CHECKING

from assistant.checking import figures, plans, signature, structure, substance
from assistant.checking.context import CheckContext
from assistant.checking.model import Finding
from assistant.document import Document

if TYPE_CHECKING:
    from assistant.document import DocumentType

RuleFunction = Callable[[Document, CheckContext], Iterator[Finding]]


class Scope(Flag):
    """Kinds of documents that a rule makes sense for."""

    LAPORAN = auto()
    RENCANA = auto()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its function and the documents that it applies to."""

    run: RuleFunction
    scope: Scope


_BOTH = Scope.LAPORAN | Scope.RENCANA

RULES: dict[str, Rule] = {
    "ZI101": Rule(structure.missing_sections, Scope.LAPORAN),
    "ZI102": Rule(structure.misplaced_sections, Scope.LAPORAN),
    "ZI103": Rule(structure.renamed_sections, Scope.LAPORAN),
    "ZI104": Rule(structure.thin_sections, Scope.LAPORAN),
    "ZI105": Rule(structure.unnumbered_headings, Scope.LAPORAN),
    "ZI106": Rule(structure.skipped_numbers, _BOTH),
    "ZI107": Rule(structure.repeated_headings, _BOTH),
    "ZI108": Rule(structure.misspelt_titles, Scope.LAPORAN),
    "ZI109": Rule(structure.skipped_items, _BOTH),
    "ZI111": Rule(signature.incomplete_title, Scope.LAPORAN),
    "ZI112": Rule(signature.incomplete_signature, Scope.LAPORAN),
    "ZI113": Rule(signature.unclosed_decree, Scope.RENCANA),
    "ZI201": Rule(figures.repeated_labels, _BOTH),
    "ZI202": Rule(figures.skipped_labels, _BOTH),
    "ZI203": Rule(figures.twin_captions, _BOTH),
    "ZI204": Rule(figures.unnumbered_figures, Scope.LAPORAN),
    "ZI205": Rule(figures.dead_references, _BOTH),
    "ZI206": Rule(figures.strayed_labels, Scope.LAPORAN),
    "ZI301": Rule(substance.bare_areas, Scope.LAPORAN),
    "ZI302": Rule(substance.bare_groups, Scope.LAPORAN),
    "ZI303": Rule(substance.untraced_measures, Scope.LAPORAN),
    "ZI304": Rule(substance.lacking_content, Scope.LAPORAN),
    "ZI305": Rule(substance.areas_without_evidence, Scope.LAPORAN),
    "ZI306": Rule(substance.placeholders, _BOTH),
    "ZI307": Rule(substance.strayed_areas, Scope.LAPORAN),
    "ZI401": Rule(plans.unanswered_groups, Scope.RENCANA),
    "ZI402": Rule(plans.actions_without_bukti, Scope.RENCANA),
    "ZI403": Rule(plans.actions_without_target, Scope.RENCANA),
}


def rules_for(kind: DocumentType) -> dict[str, Rule]:
    """Return the rules for a kind of document, by id; none for what is neither laporan nor rencana."""
    if kind.is_rencana:
        scope = Scope.RENCANA
    elif kind == "laporan":
        scope = Scope.LAPORAN
    else:
        return {}
    return {rule_id: rule for rule_id, rule in RULES.items() if rule.scope & scope}
