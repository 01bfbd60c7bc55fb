"""The JSON contract of every command: keys in English, all keys always present (`docs/schema/`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.document import Block, Document

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


def dumps(value: Json) -> str:
    """Return JSON as people can read it: two blanks a level, Indonesian letters as they are, newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
