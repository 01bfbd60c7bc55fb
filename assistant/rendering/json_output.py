"""The JSON contract of every command: keys in English, all keys always present (`docs/schema/`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.language.clean import LONE_SURROGATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.checking.model import CheckResult, ConformanceEntry, Finding, MeasureEntry
    from assistant.document import Block, Document
    from assistant.drafting.model import Fact
    from assistant.lke.scoring import Score
    from assistant.mapping.model import Candidate, CoverageEntry, MappedItem, MappingResult, SegmentMapping
    from assistant.reading.rencana import Action, Rencana

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """Which mappings a result was made with (`"rules"` of every output)."""

    format: str
    lke: str


def head(schema: str, document: Document, rules: Rules, extra_warnings: tuple[str, ...] = ()) -> Json:
    """Return the keys that open every output."""
    source, identity = document.source, document.identity
    return {
        "schema": schema,
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "kind": source.kind.value,
            "pages": source.pages,
        },
        "identity": {
            "satker": identity.satker,
            "level": identity.level.value if identity.level else None,
            "year": identity.year,
            "document_type": identity.document_type.value,
        },
        "rules": {"format": rules.format, "lke": rules.lke},
        "warnings": [*document.warnings, *extra_warnings],
    }


def document_json(document: Document, rules: Rules) -> Json:
    """Return a document as read (`zi/document@1`)."""
    return head("zi/document@1", document, rules) | {
        "sections": [
            {
                "id": s.id,
                "level": s.level,
                "number": s.number,
                "title": s.title,
                "parent": s.parent,
                "page": s.location.page,
                "line": s.location.line,
            }
            for s in document.sections
        ],
        "blocks": [_block_json(block) for block in document.blocks],
        "tables": [
            {
                "id": t.id,
                "section": t.section,
                "page": t.page,
                "page_end": t.page_end,
                "line": t.line,
                "caption": t.caption,
                "header": list(t.header),
                "rows": [list(row) for row in t.rows],
            }
            for t in document.tables
        ],
        "figures": [
            {
                "label": f.label,
                "caption": f.caption,
                "section": f.section,
                "page": f.location.page,
                "line": f.location.line,
            }
            for f in document.figures
        ],
        "links": [
            {"url": k.url, "section": k.section, "page": k.location.page, "line": k.location.line}
            for k in document.links
        ],
    }


def _block_json(block: Block) -> Json:
    where = block.location
    return {
        "id": block.id,
        "kind": block.kind.value,
        "text": block.text,
        "section": block.section,
        "page": where.page,
        "line": where.line,
        "line_end": where.line_end,
    }


def rencana_json(document: Document, rencana: Rencana, rules: Rules) -> Json:
    """Return the actions of a plan (`zi/rencana@1`)."""
    return head("zi/rencana@1", document, rules) | {"actions": [_action_json(a) for a in rencana.actions]}


def _action_json(action: Action) -> Json:
    return {
        "area": action.area,
        "code": action.code,
        "komponen": action.komponen,
        "indikator": action.indikator,
        "langkah_aksi": action.langkah_aksi,
        "bukti_fisik": list(action.bukti_fisik),
        "target_waktu": {
            "text": action.target_waktu.text,
            "months": sorted(set(action.target_waktu.months)),
        },
        "page": action.location.page,
        "line": action.location.line,
        "line_end": action.location.line_end,
    }


def mapping_json(document: Document, result: MappingResult, rules: Rules) -> Json:
    """Return the mapping of a document to the LKE (`zi/mapping@1`)."""
    return head("zi/mapping@1", document, rules) | {
        "items": [_item_json(item) for item in result.items],
        "coverage": _coverage_json(result.coverage),
    }


def _item_json(item: MappedItem) -> Json:
    return {
        "block": item.block,
        "text": item.text,
        "kind": item.kind.value,
        "page": item.page,
        "line": item.line,
        "section_path": list(item.section_path),
        "area": item.area,
        "candidates": [
            {"code": c.code, "score": _score(c.score), "reasons": list(c.reasons)} for c in item.candidates
        ],
        "sentences": [{"text": s.text, "code": s.code, "score": _score(s.score)} for s in item.sentences],
    }


def _coverage_json(coverage: Sequence[CoverageEntry]) -> list[Json]:
    return [
        {"code": e.code, "name": e.name, "blocks": list(e.blocks), "best": _score(e.best)} for e in coverage
    ]


def segment_mapping_json(mapping: SegmentMapping) -> Json:
    """Return what one segment speaks to: a line of `zi petakan --jsonl`."""

    def candidate_json(candidate: Candidate) -> Json:
        return {"code": candidate.code, "score": _score(candidate.score)}

    return {
        "id": mapping.id,
        "area": mapping.area,
        "candidates": [candidate_json(c) for c in mapping.candidates],
    }


def check_json(document: Document, result: CheckResult, rules: Rules) -> Json:
    """Return the check of a document (`zi/check@1`)."""
    return head("zi/check@1", document, rules) | {
        "conformance": [_conformance_json(entry) for entry in result.conformance],
        "measures": [_measure_json(entry) for entry in result.measures],
        "coverage": _coverage_json(result.coverage),
        "findings": [finding_json(finding) for finding in result.findings],
    }


def _conformance_json(entry: ConformanceEntry) -> Json:
    return {
        "section": entry.section,
        "title": entry.title,
        "status": entry.status.value,
        "page": entry.page,
        "line": entry.line,
        "note": entry.note,
    }


def _measure_json(entry: MeasureEntry) -> Json:
    return {
        "measure": entry.measure,
        "status": entry.status.value,
        "blocks": list(entry.blocks),
        "note": entry.note,
    }


def finding_json(finding: Finding) -> Json:
    """Return a finding as it stands in every output."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "block": finding.block,
        "page": finding.page,
        "line": finding.line,
        "line_end": finding.line_end,
        "section": finding.section,
        "quote": finding.quote,
        "suggestion": finding.suggestion,
    }


def score_json(document: Document, score: Score, rules: Rules) -> Json:
    """Return the score of an LKE (`zi/score@1`)."""
    value = head("zi/score@1", document, rules)
    value["total"] = _points(score.total)
    value["parts"] = {
        code: {"weight": _points(part.weight), "value": _points(part.value), "percent": _points(part.percent)}
        for code, part in score.parts.items()
    }
    value["missing"] = list(score.missing)
    value["predikat"] = {
        name: {
            "passed": verdict.passed,
            "checks": [
                {
                    "name": check.name,
                    "value": _points(check.value),
                    "minimum": check.minimum,
                    "passed": check.passed,
                }
                for check in verdict.checks
            ],
        }
        for name, verdict in score.predikat.items()
    }
    return value


def _points(value: float) -> float:
    """Return points without the digits that binary fractions add."""
    return round(value, 6)


def facts_json(document: Document, facts: Sequence[Fact], rules: Rules) -> Json:
    """Return the year-bound facts of a document with their fates (`zi/facts@1`)."""
    return head("zi/facts@1", document, rules) | {"facts": [_fact_json(fact) for fact in facts]}


def _fact_json(fact: Fact) -> Json:
    return {
        "text": fact.text,
        "kind": fact.kind.value,
        "action": fact.action.value,
        "before": fact.before,
        "after": fact.after,
        "why": fact.why,
        "block": fact.block,
        "page": fact.page,
        "line": fact.line,
        "line_end": fact.line_end,
    }


def _score(score: float) -> float:
    """Return a score as people can read it: the fourth decimal is already noise."""
    return round(score, 4)


def dumps(value: Json) -> str:
    """Return JSON as people can read it: indented, letters as they are, with a newline at the end."""
    return _encodable(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def dumps_line(value: Json) -> str:
    """Return JSON on a single line, newline at the end (JSON Lines)."""
    return _encodable(json.dumps(value, ensure_ascii=False, allow_nan=False)) + "\n"


def _encodable(text: str) -> str:
    # Broken PDF fonts yield lone surrogates, which no UTF-8 file can hold.
    return LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
