"""Every JSON output fits the schema that is published for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import audit_samples
import pytest
import rendering_samples as samples
from jsonschema import Draft202012Validator

from assistant.auditing.model import AuditResult
from assistant.checking.catalogue import list_rules
from assistant.checking.comparison import Checked, compare_checks
from assistant.checking.model import CheckResult
from assistant.checking.rulebook import load_rulebook
from assistant.document import Document, Identity, Source, SourceKind
from assistant.mapping.model import Candidate, MappingResult, SegmentMapping
from assistant.rendering import json_output
from assistant.rendering.audit_view import audit_json
from assistant.rendering.comparison_view import comparison_json
from assistant.rendering.retarget_view import SPAN_FATE, SPAN_KIND, retarget_json
from assistant.rendering.rules_view import rules_json
from assistant.rendering.template_view import template_json
from assistant.rendering.wording import FACT_KIND, FATE

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
EMPTY = Document(Source("kosong.docx", "0" * 64, SourceKind.DOCX), Identity())


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


def outputs() -> dict[str, json_output.Json]:
    document = samples.document()
    return {
        "zi-document-1": json_output.document_json(document, samples.RULES),
        "zi-rencana-1": json_output.rencana_json(document, samples.rencana(), samples.RULES),
        "zi-mapping-1": json_output.mapping_json(document, samples.mapping(), samples.RULES),
        "zi-check-1": json_output.check_json(document, samples.check(), samples.RULES),
        "zi-facts-1": json_output.facts_json(document, samples.facts(), samples.RULES),
        "zi-retarget-1": retarget_json(document, samples.retargeted(), samples.RULES),
        "zi-compare-1": comparison_json(samples.comparison()),
        "zi-audit-1": audit_json(document, audit_samples.audit(), samples.RULES),
        "zi-template-1": template_json(samples.template_report()),
        "zi-rules-1": rules_json(list_rules(load_rulebook(samples.MAPPINGS)), ("Perhatikan ini.",)),
    }


def empty_outputs() -> dict[str, json_output.Json]:
    nothing = Checked(EMPTY, CheckResult((), (), (), ()), "1766", "lke-2026")
    return {
        "zi-document-1": json_output.document_json(EMPTY, samples.RULES),
        "zi-mapping-1": json_output.mapping_json(EMPTY, MappingResult((), ()), samples.RULES),
        "zi-check-1": json_output.check_json(EMPTY, CheckResult((), (), (), ()), samples.RULES),
        "zi-facts-1": json_output.facts_json(EMPTY, (), samples.RULES),
        "zi-retarget-1": retarget_json(EMPTY, replace(samples.retargeted(), spans=()), samples.RULES),
        "zi-compare-1": comparison_json(compare_checks(nothing, nothing)),
        "zi-audit-1": audit_json(EMPTY, AuditResult(), samples.RULES),
    }


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_schema_is_valid_and_closed(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(schema["properties"])


def test_shared_definitions_are_the_same_in_every_schema() -> None:
    seen: dict[str, object] = {}
    for path in SCHEMAS.glob("*.json"):
        for name, definition in json.loads(path.read_text(encoding="utf-8"))["$defs"].items():
            assert seen.setdefault(name, definition) == definition, (path.name, name)


@pytest.mark.parametrize("name", sorted(outputs()))
def test_output_fits_its_schema(name: str) -> None:
    value = json.loads(json_output.dumps(outputs()[name]))
    validator(name).validate(value)
    assert value["schema"] == f"{name[:-2]}@1".replace("zi-", "zi/")


@pytest.mark.parametrize("name", sorted(empty_outputs()))
def test_all_keys_stay_for_an_empty_document(name: str) -> None:
    validator(name).validate(json.loads(json_output.dumps(empty_outputs()[name])))


@pytest.mark.parametrize("name", sorted(outputs()))
def test_schema_refuses_what_the_contract_does_not_name(name: str) -> None:
    value = outputs()[name]
    assert not validator(name).is_valid(value | {"extra": 1})
    del value["warnings"]
    assert not validator(name).is_valid(value)


def test_schema_refuses_unknown_status() -> None:
    value = outputs()["zi-check-1"]
    value["measures"][0]["status"] = "maybe"
    assert not validator("zi-check-1").is_valid(value)


def test_head_names_source_identity_rules_and_warnings() -> None:
    value = json_output.head("zi/x@1", samples.document(), samples.RULES, ("Perhatikan ini.",))
    assert value["source"] == {
        "name": "laporan-randu-alas.txt",
        "sha256": "a" * 64,
        "kind": "text",
        "pages": None,
    }
    assert value["identity"]["level"] == "kabupaten"
    assert value["rules"] == {"format": "format-1766", "lke": "lke-2026"}
    assert value["warnings"] == ["Halaman 4 tidak terbaca.", "Perhatikan ini."]


def test_mapping_line() -> None:
    mapping = SegmentMapping("7", "A.I.1", (Candidate("A.I.1.i", 1 / 3, ("alasan",)),))
    line = json_output.dumps_line(json_output.segment_mapping_json(mapping))
    assert line.count("\n") == 1
    assert line.endswith("\n")
    value = json.loads(line)
    assert value == {"id": "7", "area": "A.I.1", "candidates": [{"code": "A.I.1.i", "score": 0.3333}]}
    validator("zi-mapping-line-1").validate(value)


def test_facts_enums_are_those_that_we_have_words_for() -> None:
    fact = json.loads((SCHEMAS / "zi-facts-1.json").read_text(encoding="utf-8"))["properties"]["facts"][
        "items"
    ]
    assert fact["properties"]["kind"]["enum"] == list(FACT_KIND)
    assert fact["properties"]["action"]["enum"] == list(FATE)


def test_spans_enums_are_those_that_we_have_words_for() -> None:
    schema = json.loads((SCHEMAS / "zi-retarget-1.json").read_text(encoding="utf-8"))
    span = schema["properties"]["spans"]["items"]["properties"]
    assert span["kind"]["enum"] == list(SPAN_KIND)
    assert span["action"]["enum"] == list(SPAN_FATE)


def test_lone_surrogates_become_replacement_characters() -> None:
    text = json_output.dumps({"text": "a\ud800b"})
    assert json.loads(text.encode("utf-8")) == {"text": "a\ufffdb"}
