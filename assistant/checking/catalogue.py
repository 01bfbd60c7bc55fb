"""The rules as people read them: by family, with their words and what they look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.registry import FAMILIES, RULES, family_of
from assistant.checking.selection import ALL_RULES, expand_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.checking.model import Severity
    from assistant.checking.rule import Rule
    from assistant.checking.rulebook import RuleBook, RuleText
    from assistant.checking.selection import Selection


@dataclass(frozen=True)
class RuleEntry:
    """A rule with its words.

    Attributes:
        own_severity: the user's own grading, which holds for all of its sentences; None if there is none.
        active: whether it runs.
        lists, patterns: name -> the phrases and expressions that it takes from the rule book.
    """

    id: str
    rule: Rule
    text: RuleText
    own_severity: Severity | None
    active: bool
    lists: dict[str, tuple[str, ...]]
    patterns: dict[str, tuple[str, ...]]

    @property
    def severity(self) -> Severity:
        """The severity in effect."""
        return self.own_severity or self.text.tingkat

    def severity_of(self, variant: str) -> Severity:
        """Return the severity in effect for one of its sentences."""
        return self.own_severity or self.text.varian[variant].tingkat or self.text.tingkat


@dataclass(frozen=True)
class Family:
    """A family of rules.

    Attributes:
        name: that of its file in the rule book, and what the user calls it by.
        digit: the first of its rules' ids.
        title, note: from the rule book; the name and nothing where it has none.
        rules: in order of their ids.
    """

    name: str
    digit: str
    title: str
    note: str
    rules: tuple[RuleEntry, ...]


@dataclass(frozen=True)
class Catalogue:
    """The rules asked for.

    Attributes:
        families: those with a rule asked for, and all families where nothing was asked.
        full: whether each rule was asked for by its id, and so is worth its whole explanation.
    """

    families: tuple[Family, ...]
    full: bool = False

    @property
    def rules(self) -> tuple[RuleEntry, ...]:
        """All rules, in order of their ids."""
        return tuple(entry for family in self.families for entry in family.rules)


def list_rules(book: RuleBook, names: Sequence[str] = (), selection: Selection = ALL_RULES) -> Catalogue:
    """Return the rules that names stand for, by family; all rules if there is no name.

    Args:
        book: the words of the rules.
        names: ids, beginnings of ids, family names.
        selection: which rules run, and their severities.

    Raises:
        UsageError: a name stands for no rule; the remedy gives near ones.
    """
    wanted = expand_names(names, "zi aturan") if names else set(RULES)
    typed = {part.strip().upper() for words in names for part in words.split(",")}
    families = []
    for digit, name in FAMILIES.items():
        ids = sorted(rule for rule in wanted if family_of(rule) == name)
        if not ids and names:
            continue
        said = book.keluarga.get(name)
        title, note = (said.judul, said.keterangan) if said else (name.capitalize(), "")
        entries = tuple(_entry(rule_id, book, selection) for rule_id in ids)
        families.append(Family(name, digit, title, note, entries))
    return Catalogue(tuple(families), bool(wanted) and wanted <= typed)


def _entry(rule_id: str, book: RuleBook, selection: Selection) -> RuleEntry:
    rule, text = RULES[rule_id], book.aturan[rule_id]
    return RuleEntry(
        rule_id,
        rule,
        text,
        selection.severities.get(rule_id),
        selection.runs(rule_id),
        {name: book.daftar[name] for name in rule.lists},
        {name: tuple(pattern.pattern for pattern in book.pola[name]) for name in rule.patterns},
    )
