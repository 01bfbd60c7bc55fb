"""Facts and drafts of the real documents beside the checkout; skipped where they are absent."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from assistant.document import BlockKind, Document
from assistant.drafting.facts import find_facts
from assistant.drafting.model import FactKind, Fate
from assistant.reading.recognise import read_document

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SCORER = SHARED / "eval" / "score_facts.py"
# What a kept fact may be: a citation, numbering, or something that mappings/fakta.yaml lists with its reason.
NUMBERING = {"penomoran", "nomor urut", "nomor kolom", "rujukan gambar atau tabel"}


def seed(prefix: str) -> Document:
    found = sorted((SHARED / "seeds").glob(f"{prefix}_*.txt"))
    if not found:
        pytest.skip("dokumen contoh nyata tidak tersedia")
    return read_document(found[0])


def test_facts_of_the_labelled_plan(tmp_path: Path) -> None:
    document = seed("001")
    got = tmp_path / "fakta.json"
    got.write_text(json.dumps({"facts": [asdict(f) for f in find_facts(document, 2026)]}), encoding="utf-8")
    truth = SHARED / "eval" / "yearbound_kalbar.jsonl"
    run = subprocess.run(
        [sys.executable, str(SCORER), str(truth), str(got)], check=True, capture_output=True, text=True
    )
    figures = {
        m[1].strip(): float(m[2]) for m in re.finditer(r"^  (\D+?)\s+(\d\.\d+)$", run.stdout, re.MULTILINE)
    }
    assert figures["leaked"] <= 0.02, run.stdout
    assert figures["citations spoiled"] <= 0.02, run.stdout
    assert figures["wrong action among found"] <= 0.08, run.stdout


@pytest.mark.parametrize("prefix", ["000", "001", "003", "004"])
def test_every_digit_has_one_fate(prefix: str) -> None:
    document = seed(prefix)
    covered: dict[str, set[int]] = {}
    for fact in find_facts(document, document.identity.year and document.identity.year + 1):
        span = set(range(fact.start, fact.end))
        assert not covered.setdefault(fact.block, set()) & span
        covered[fact.block] |= span
    for block in document.blocks:
        left = [m for m in re.finditer(r"\d", block.text) if m.start() not in covered.get(block.id, ())]
        assert not left, block.text


@pytest.mark.parametrize("prefix", ["000", "003"])
def test_kept_digits_are_citations_numbering_or_listed(prefix: str) -> None:
    document = seed(prefix)
    from assistant.data import data_directory
    from assistant.drafting.rules import load_rules

    rules = load_rules(data_directory("mappings"))
    listed = {rule.alasan for rule in rules.pola if rule.nasib is Fate.KEEP}
    # Years in the title of a cited regulation.
    listed.add(rules.why(FactKind.YEAR, Fate.KEEP))
    for fact in find_facts(document, 2026):
        if fact.action is Fate.KEEP and re.search(r"\d", fact.text):
            assert fact.why in NUMBERING | listed or fact.kind == "decree_number", fact
    assert any(block.kind is BlockKind.PARAGRAPH for block in document.blocks)
