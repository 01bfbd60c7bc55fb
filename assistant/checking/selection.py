"""Which rules run, and how grave their findings count: what the user wished for, resolved to rule ids.

A rule is named by its id (`ZI204`), the beginning of ids (`ZI2`) or its family (`gambar`). Whatever is left
out or graded anew is told in `notes`: a hidden rule is never silent.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the annotation of a dataclass field
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.checking.model import Severity
from assistant.checking.registry import FAMILIES, RULES, family_of
from assistant.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.checking.model import Finding


class Grade(StrEnum):
    """What a user may make of a rule's severity; IGNORED leaves the rule out."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    IGNORED = "abaikan"


@dataclass(frozen=True)
class Wish:
    """What one source (the command line, a `zi.toml`) wants of the rules, in names as typed.

    Attributes:
        source: what the user knows it by.
        chosen: run only these; all if empty.
        ignored: leave these out.
        grades: severity by name.
    """

    source: str
    chosen: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    grades: Mapping[str, Grade] = field(default_factory=dict)


@dataclass(frozen=True)
class Selection:
    """The rules that run.

    Attributes:
        rules: their ids; None for all.
        severities: severities that replace those of the rule book, by rule id.
        notes: Indonesian sentences on what was left out or graded anew; empty if nothing was.
    """

    rules: frozenset[str] | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def runs(self, rule_id: str) -> bool:
        """Whether a rule's findings are wanted."""
        return self.rules is None or rule_id in self.rules

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings of the rules that run, graded as wished, in their order."""
        return [
            replace(finding, severity=self.severities.get(finding.rule, finding.severity))
            for finding in findings
            if self.runs(finding.rule)
        ]


ALL_RULES = Selection()


def resolve(wishes: Sequence[Wish]) -> Selection:
    """Return the selection that wishes come to; an earlier wish outweighs the later ones.

    The first wish that chooses decides which rules are chosen; what it chooses, no later wish can leave out.
    What any wish leaves out beside that is left out.

    Raises:
        UsageError: a name is no rule, no beginning of ids and no family; or no rule remains.
    """
    settled: set[str] = set()  # chosen by an earlier wish: a later one cannot leave them out
    chosen: set[str] | None = None
    ignored: set[str] = set()
    severities: dict[str, Severity] = {}
    notes: list[str] = []
    for wish in wishes:
        left_out = expand_names(wish.ignored, wish.source)
        graded = _grades(wish)
        left_out |= {rule for rule, grade in graded.items() if grade is Grade.IGNORED}
        if wish.chosen and chosen is None:
            chosen = expand_names(wish.chosen, wish.source)
            notes.append(_chosen_note(wish, chosen))
        elif wish.chosen:
            expand_names(wish.chosen, wish.source)  # a misspelt name is worth an error even where it is idle
        left_out -= settled | ignored
        fresh = {
            rule: Severity(grade)
            for rule, grade in graded.items()
            if grade is not Grade.IGNORED and rule not in severities
        }
        ignored |= left_out
        severities |= fresh
        notes += _notes(wish, left_out, {rule: own for rule, own in fresh.items() if rule not in ignored})
        settled |= expand_names(wish.chosen, wish.source)
    rules = (set(RULES) if chosen is None else chosen) - ignored
    if not rules:
        raise UsageError(
            "Tidak ada aturan yang tersisa menurut pilihan ini.",
            "Periksa --pilih dan --abaikan, serta isian 'pilih' dan 'abaikan' di zi.toml.",
        )
    return Selection(None if rules == set(RULES) else frozenset(rules), severities, tuple(notes))


def expand_names(names: Iterable[str], source: str) -> set[str]:
    """Return the ids that names stand for.

    Args:
        names: ids, beginnings of ids (`ZI2`), family names; any case, several parted by commas.
        source: where they were written, for the message.

    Raises:
        UsageError: a name stands for nothing; the remedy gives near ones.
    """
    return {
        rule
        for words in names
        for name in (part.strip() for part in words.split(","))
        if name
        for rule in _expand(name, source)
    }


def _expand(name: str, source: str) -> list[str]:
    upper, lower = name.upper(), name.lower()
    found = [
        rule
        for rule in RULES
        if family_of(rule) == lower or (upper.startswith("ZI") and len(upper) > 2 and rule.startswith(upper))
    ]
    if found or lower in FAMILIES.values():
        return found
    digits = upper[:2] + upper[2:].translate(str.maketrans("OIL", "011"))  # ZI2O1
    near = get_close_matches(digits, RULES, 3, 0.7) + get_close_matches(lower, FAMILIES.values(), 1)
    hint = f"Mungkin maksud Anda: {', '.join(near)}. " if near else ""
    raise UsageError(
        f"Aturan '{_shown(name)}' tidak dikenal ({source}).", f"{hint}Lihat semua aturan: zi aturan."
    )


def _shown(name: str) -> str:
    """Return a name as typed, cut short and without what could steer a terminal."""
    return "".join(letter for letter in name[:30] if letter.isprintable())


def _grades(wish: Wish) -> dict[str, Grade]:
    """Return the wished grades by rule id; a longer name is more specific and outweighs a shorter one."""
    grades: dict[str, Grade] = {}
    for name in sorted(wish.grades, key=lambda name: (name.upper().startswith("ZI"), len(name))):
        grades |= dict.fromkeys(expand_names([name], wish.source), wish.grades[name])
    return grades


def _chosen_note(wish: Wish, chosen: set[str]) -> str:
    names = ", ".join(_shown(name) for name in wish.chosen)
    return f"Hanya {len(chosen)} dari {len(RULES)} aturan yang dijalankan menurut {wish.source}: {names}."


def _notes(wish: Wish, left_out: set[str], severities: Mapping[str, Severity]) -> list[str]:
    """Return what a wish changed, as sentences."""
    notes = []
    if left_out:
        notes.append(f"Aturan diabaikan menurut {wish.source}: {_ids(left_out)}.")
    for severity in Severity:
        graded = {rule for rule, own in severities.items() if own is severity}
        if graded:
            notes.append(f"Tingkat aturan diubah menjadi '{severity}' menurut {wish.source}: {_ids(graded)}.")
    return notes


def _ids(rules: set[str]) -> str:
    """Return ids in their order, whole families by their name."""
    named: list[str] = []
    for family in FAMILIES.values():
        own = {rule for rule in RULES if family_of(rule) == family}
        inside = sorted(own & rules)
        named += [f"semua aturan {family}"] if len(inside) > 3 and own <= rules else inside
    return ", ".join(named)
