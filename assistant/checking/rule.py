"""What a rule is: its function, the documents it applies to, and what else it needs of the rule book.

A rule is a function of document and context that yields findings and never opens a file. Its name, severity,
explanation, remedy, source and sentences stand under its id in `mappings/temuan/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Flag, auto

from assistant.checking.context import CheckContext
from assistant.checking.model import Finding
from assistant.document import Document

RuleFunction = Callable[[Document, CheckContext], Iterator[Finding]]


class Scope(Flag):
    """Kinds of documents that a rule makes sense for."""

    LAPORAN = auto()
    RENCANA = auto()
    BOTH = LAPORAN | RENCANA


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        run: yields the findings.
        scope: the documents that it applies to.
        lists, patterns: names of the phrase lists (`daftar`) and expressions (`pola`) it takes from the rule
            book.
        yields_to: rules that tell the same cause better: where one of them has a finding that touches the
            same passage, this rule's finding is dropped.
    """

    run: RuleFunction
    scope: Scope
    lists: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
