"""Whatever a result holds, its JSON fits the published schema and can be written as UTF-8."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from assistant.auditing.model import (
    CLAIM_VERDICTS,
    AuditResult,
    Claim,
    ClaimKind,
    ClaimVerdict,
    EvidenceItem,
    IndicatorVerdict,
    Verdict,
    VerdictKind,
)
from assistant.checking.comparison import Checked, FindingStatus, compare_checks
from assistant.checking.model import (
    CheckResult,
    ConformanceEntry,
    Finding,
    MeasureEntry,
    MeasureStatus,
    SectionStatus,
    Severity,
)
from assistant.checking.saved_check import load_saved_check
from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Figure,
    Identity,
    Level,
    LineSpan,
    Link,
    Location,
    Section,
    Source,
    SourceKind,
    Table,
)
from assistant.drafting.model import Fact, FactKind, Fate
from assistant.mapping.model import Candidate, CoverageEntry, MappedItem, MappingResult, SentenceMapping
from assistant.reading.rencana_model import Action, Rencana, TargetWaktu
from assistant.rendering import json_output
from assistant.rendering.audit_view import audit_json
from assistant.rendering.comparison_view import comparison_json

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
RULES = json_output.Rules("format-1766", "lke-2026")

# Lone surrogates included: broken PDF fonts yield them.
texts = st.text(st.characters(), max_size=20)
said = texts.map(lambda text: text + "x")
numbers = st.none() | st.integers(min_value=1, max_value=10**6)
scores = st.floats(min_value=0, max_value=1)
block_ids = st.integers(min_value=1, max_value=99).map(lambda n: f"b{n}")
section_ids = st.integers(min_value=1, max_value=99).map(lambda n: f"s{n}")
codes = st.sampled_from(["A.I.1.i.a", "A.II.5.iii.b", "B.I.a"])
broad_codes = codes | st.sampled_from(["A.I.3.iv", "B.II"])
areas = st.none() | st.sampled_from(["A.I.1", "A.II.6", "B.II"])
locations = st.builds(Location, numbers, numbers, numbers)


def tuples(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


documents = st.builds(
    Document,
    st.builds(Source, texts, st.just("0" * 64), st.sampled_from(SourceKind), numbers),
    st.builds(
        Identity,
        st.none() | said,
        st.none() | st.sampled_from(Level),
        st.none() | st.integers(1990, 2100),
        st.sampled_from(DocumentType),
    ),
    tuples(
        st.builds(
            Section,
            section_ids,
            st.integers(1, 9),
            texts,
            texts,
            st.none() | section_ids,
            block_ids,
            locations,
        )
    ),
    tuples(
        st.builds(
            Block,
            block_ids,
            st.sampled_from(BlockKind),
            texts,
            st.none() | section_ids,
            tuples(st.builds(LineSpan, st.just(0), numbers, numbers)),
        )
    ),
    tuples(
        st.builds(
            Table,
            said,
            st.none() | section_ids,
            tuples(texts),
            tuples(tuples(texts)),
            texts,
            numbers,
            numbers,
        )
    ),
    tuples(st.builds(Figure, texts, texts, st.none() | section_ids, locations)),
    tuples(st.builds(Link, said, st.none() | section_ids, locations)),
    tuples(texts),
)
coverages = tuples(st.builds(CoverageEntry, codes, texts, tuples(block_ids), scores))
mappings = st.builds(
    MappingResult,
    tuples(
        st.builds(
            MappedItem,
            block_ids,
            texts,
            st.sampled_from(BlockKind),
            numbers,
            numbers,
            tuples(texts),
            areas,
            tuples(st.builds(Candidate, broad_codes, scores, tuples(texts))),
            tuples(st.builds(SentenceMapping, texts, st.none() | broad_codes, scores)),
        )
    ),
    coverages,
)
checks = st.builds(
    CheckResult,
    tuples(
        st.builds(
            ConformanceEntry,
            said,
            texts,
            st.sampled_from(SectionStatus),
            st.none() | section_ids,
            numbers,
            numbers,
            texts,
        )
    ),
    tuples(
        st.builds(
            MeasureEntry,
            st.sampled_from("abcdefghijklm"),
            st.sampled_from(MeasureStatus),
            tuples(block_ids),
            texts,
        )
    ),
    coverages,
    tuples(
        st.builds(
            Finding,
            said,
            texts,
            st.sampled_from(Severity),
            said,
            texts,
            st.none() | block_ids,
            numbers,
            numbers,
            numbers,
            st.none() | section_ids,
            texts,
        )
    ),
)
rencanas = st.builds(
    Rencana,
    tuples(
        st.builds(
            Action,
            texts,
            said,
            texts,
            texts,
            tuples(texts),
            st.builds(TargetWaktu, texts, tuples(st.integers(1, 12))),
            locations,
            areas,
            st.none() | broad_codes,
        )
    ),
)
facts = tuples(
    st.builds(
        Fact,
        texts,
        st.sampled_from(FactKind),
        st.sampled_from(Fate),
        texts,
        st.none() | texts,
        texts,
        block_ids,
        st.integers(0, 9),
        st.integers(0, 9),
        numbers,
        numbers,
        numbers,
    )
)


evidence = tuples(st.builds(EvidenceItem, texts, numbers, texts, scores))
audits = st.builds(
    AuditResult,
    tuples(
        st.builds(
            IndicatorVerdict,
            codes,
            st.none() | st.sampled_from(["Ya", "Tidak", "A"]) | st.floats(0, 4),
            st.sampled_from(Verdict),
            st.none() | st.sampled_from(VerdictKind),
            texts,
            texts,
            evidence,
        )
    ),
    tuples(
        st.builds(
            ClaimVerdict,
            st.builds(
                Claim,
                texts,
                st.sampled_from(ClaimKind),
                texts,
                block_ids,
                st.just(0),
                st.just(1),
                numbers,
                numbers,
                numbers,
            ),
            st.sampled_from(CLAIM_VERDICTS),
            texts,
            evidence,
        )
    ),
    st.just(()),
    tuples(texts),
)


def assert_fits(name: str, value: json_output.Json) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    written = json_output.dumps(value).encode("utf-8")
    Draft202012Validator(schema).validate(json.loads(written))


@settings(max_examples=30, deadline=None)
@given(documents, mappings, checks, rencanas, facts, audits)
def test_every_output_fits_its_schema(
    document: Document,
    mapping: MappingResult,
    check: CheckResult,
    rencana: Rencana,
    found: tuple[Fact, ...],
    audit: AuditResult,
) -> None:
    assert_fits("zi-audit-1", audit_json(document, audit, RULES))
    assert_fits("zi-document-1", json_output.document_json(document, RULES))
    assert_fits("zi-mapping-1", json_output.mapping_json(document, mapping, RULES))
    assert_fits("zi-check-1", json_output.check_json(document, check, RULES))
    assert_fits("zi-rencana-1", json_output.rencana_json(document, rencana, RULES))
    assert_fits("zi-facts-1", json_output.facts_json(document, found, RULES))


@settings(max_examples=30, deadline=None)
@given(documents, checks, checks)
def test_a_saved_check_reads_back_and_compares(
    document: Document, check: CheckResult, other: CheckResult
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lama.json"
        path.write_text(json_output.dumps(json_output.check_json(document, check, RULES)), encoding="utf-8")
        saved = load_saved_check(path)
    assert json_output.dumps(
        {"findings": [json_output.finding_json(finding) for finding in saved.result.findings]}
    ) == json_output.dumps({"findings": [json_output.finding_json(finding) for finding in check.findings]})
    new = Checked(document, other, "1766", "lke-2026")
    for old in (saved, new):
        comparison = compare_checks(old, new)
        assert_fits("zi-compare-1", comparison_json(comparison))
        assert [one.old for one in comparison.findings if one.old] or not old.result.findings
        assert sum(one.old is not None for one in comparison.findings) == len(old.result.findings)
        assert sum(one.new is not None for one in comparison.findings) == len(other.findings)
    assert {one.status for one in comparison.findings} <= {FindingStatus.OPEN}  # a check against itself
