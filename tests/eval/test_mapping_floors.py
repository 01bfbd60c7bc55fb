"""Quality floors of the mapping on labelled real documents; lowering one is a decision, not an accident."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.document import BlockKind
from assistant.lke.load import load_lke
from assistant.mapping.model import Segment
from assistant.mapping.profiles import load_lexicon
from assistant.mapping.ranker import Mapper

ROOT = Path(__file__).resolve().parents[2]
EVAL = ROOT.parent / "shared" / "eval"
FLOORS = json.loads((Path(__file__).parent / "mapping_floors.json").read_text(encoding="utf-8"))
CASES = [(labels, setting) for labels, settings in FLOORS.items() for setting in settings]

pytestmark = pytest.mark.skipif(
    not EVAL.is_dir(), reason="the labelled documents lie outside the repository and are not present"
)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf-8").splitlines() if line]


def segments(labels: str, setting: str) -> list[Segment]:
    if labels.startswith("actions"):
        texts = [(row["id"], f"{row['indikator']}. {row['langkah_aksi']}") for row in rows(labels)]
        return [Segment(identifier, text, BlockKind.TABLE_ROW) for identifier, text in texts]
    kinds = {"paragraph", "list_item", "caption", "table_row"}
    found = [row for row in rows(labels.replace("labels", "segments")) if row["kind"] in kinds]
    with_path = setting == "with headings"
    return [
        Segment(r["id"], r["text"], BlockKind(r["kind"]), tuple(r["heading_path"]) if with_path else ())
        for r in found
    ]


@pytest.fixture(scope="module")
def scorer() -> Any:
    sys.path.insert(0, str(EVAL))
    try:
        spec = importlib.util.spec_from_file_location("score_mapping", EVAL / "score_mapping.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(EVAL))
    return module


@pytest.fixture(scope="module")
def mapper() -> Mapper:
    directory = ROOT / "mappings"
    return Mapper(load_lke(directory, 2025), load_lexicon(directory))


@pytest.mark.parametrize(("labels", "setting"), CASES)
def test_floors(mapper: Mapper, scorer: Any, labels: str, setting: str) -> None:
    got = {
        m.id: {"area": m.area, "candidates": [{"code": c.code} for c in m.candidates]}
        for m in mapper.map_segments(segments(labels, setting))
    }
    figures = scorer.judge(rows(labels), got)
    low = {name: figures[name] for name, floor in FLOORS[labels][setting].items() if figures[name] < floor}
    assert low == {}
