"""The check of one document: conformance, measures, coverage, and the findings of every rule that applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking.conformance import match_sections
from assistant.checking.context import CheckContext
from assistant.checking.drafts import as_report
from assistant.checking.measures import check_measures
from assistant.checking.model import CheckResult, Severity
from assistant.checking.registry import RULES, rules_for
from assistant.checking.rulebook import FOLDER, load_rulebook
from assistant.checking.selection import ALL_RULES
from assistant.data import data_directory
from assistant.document import DocumentType
from assistant.errors import MappingFileError
from assistant.language.regulations import merge_regulations, regulations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.checking.format import Format
    from assistant.checking.model import Finding
    from assistant.checking.rule import Rule
    from assistant.checking.rulebook import RuleBook
    from assistant.checking.selection import Selection
    from assistant.document import Document
    from assistant.language.regulations import Register
    from assistant.lke.model import Lke
    from assistant.mapping.model import MappingResult
    from assistant.reading.rencana import Rencana

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check_document(
    document: Document,
    fmt: Format,
    lke: Lke,
    mapping: MappingResult,
    rencana: Rencana | None = None,
    *,
    rulebook: RuleBook | None = None,
    selection: Selection = ALL_RULES,
    register: Register | None = None,
) -> CheckResult:
    """Return everything that the check of a document finds.

    Args:
        document: the document as read.
        fmt: the format that binds its reporting year.
        lke: the evaluation sheet of that year.
        mapping: what its paragraphs speak to.
        rencana: its actions, if it is a plan.
        rulebook: the wording of the rules; the program's own if None.
        selection: which rules run, and how grave they count; the checklists stay as they are.
        register: the regulations that citations are held against, beside the user's own in the rule book;
            the program's if None.

    Returns:
        both checklists empty for what is no laporan; findings ordered by severity, then place.

    Raises:
        MappingFileError: the rule book is invalid or lacks a rule, or the user's regulations are invalid.
    """
    book = rulebook or load_rulebook(data_directory("mappings"))
    _check_complete(book)
    document = as_report(document, book.pola["isian_draf"], fmt.pengenalan.lembar_kerja)
    is_laporan = document.identity.document_type is DocumentType.LAPORAN
    matches = match_sections(document, fmt) if is_laporan else None
    measures = check_measures(document, fmt, matches) if matches else ()
    known = register or regulations()
    for source, entries in book.peraturan:
        known = merge_regulations(known, entries, source)
    context = CheckContext(document, fmt, lke, mapping, book, matches, measures, rencana, known)
    kind = document.identity.document_type
    rules = {rule_id: rule for rule_id, rule in rules_for(kind).items() if selection.runs(rule_id)}
    found = [finding for rule in rules.values() for finding in rule.run(document, context)]
    findings = selection.apply(_one_for_each_cause(found, rules))
    return CheckResult(
        conformance=matches.conformance() if matches else (),
        measures=measures,
        coverage=mapping.coverage,
        findings=tuple(_ordered(findings, context)),
    )


def _check_complete(book: RuleBook) -> None:
    """Raise if the rule book lacks the words of a rule, or a list or expression that a rule needs."""
    needed = {
        "aturan": (book.aturan, set(RULES)),
        "daftar": (book.daftar, {name for rule in RULES.values() for name in rule.lists}),
        "pola": (book.pola, {name for rule in RULES.values() for name in rule.patterns}),
    }
    for kind, (given, wanted) in needed.items():
        lacking = sorted(wanted - given.keys())
        if lacking:
            raise MappingFileError(
                f"Folder {FOLDER}, isian '{kind}': {', '.join(lacking)} belum ada.",
                "Salin isian itu dari berkas bawaan program.",
            )


def _one_for_each_cause(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Return the findings without those that another rule tells better about the same passage."""
    return [
        finding
        for finding in findings
        if not any(
            other.rule in rules[finding.rule].yields_to and _same_passage(finding, other)
            for other in findings
        )
    ]


def _same_passage(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same words: the same block, and one quote within the other."""
    if one.block is None or one.block != other.block:
        return False
    return not one.quote or not other.quote or one.quote in other.quote or other.quote in one.quote


def _ordered(findings: Iterable[Finding], context: CheckContext) -> list[Finding]:
    """Return findings by severity, then by place; those without a place come last, by rule."""
    end = len(context.document.blocks)

    def key(finding: Finding) -> tuple[int, int, int, str]:
        position = context.position_of.get(finding.block or "", end)
        return _ORDER[finding.severity], position, finding.line or finding.page or 0, finding.rule

    return sorted(dict.fromkeys(findings), key=key)
