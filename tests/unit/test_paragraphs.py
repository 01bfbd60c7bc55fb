"""The written corpus: complete, consistent, and split so that nothing learnt is measured again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from assistant.errors import MappingFileError, UsageError
from assistant.language.clean import fold
from assistant.language.numbering import split_marker
from assistant.lke.load import load_lke
from assistant.lke.model import Lke
from assistant.mapping.paragraphs import Depth, Paragraph, Part, load_paragraphs

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpora" / "paragraf"
SEEDS = ROOT.parent / "shared" / "seeds"
ROW = {
    "id": "x-1",
    "office": "T1",
    "split": "train",
    "kind": "paragraph",
    "text": "Teks.",
    "heading_path": [],
    "depth": "indicator",
    "primary": "A.I.1.i.a",
    "also": [],
}


@pytest.fixture(scope="module")
def lke() -> Lke:
    return load_lke(ROOT / "mappings", 2025)


@pytest.fixture(scope="module")
def corpus(lke: Lke) -> tuple[Paragraph, ...]:
    return load_paragraphs(CORPUS, lke)


def test_every_indicator_has_enough_texts(corpus: tuple[Paragraph, ...], lke: Lke) -> None:
    for part, least in ((Part.TRAIN, 8), (Part.VALIDATION, 3)):
        counts = Counter(p.primary for p in corpus if p.depth is Depth.INDICATOR and p.split is part)
        assert {i.code: counts[i.code] for i in lke.daftar_indikator if counts[i.code] < least} == {}


def test_silence_and_whole_areas_have_enough_texts(corpus: tuple[Paragraph, ...]) -> None:
    counts = Counter(p.depth for p in corpus)
    assert counts[Depth.NONE] >= 400
    assert counts[Depth.AREA] >= 150


def test_no_near_duplicate_crosses_the_split(corpus: tuple[Paragraph, ...]) -> None:
    known = [fold(split_marker(p.text)[1]) for p in corpus if p.split is Part.TRAIN]
    other = [fold(split_marker(p.text)[1]) for p in corpus if p.split is Part.VALIDATION]
    twins = [
        (text, hit[0])
        for text in other
        if (hit := process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=90))
    ]
    assert twins == []


def test_no_sentence_of_a_real_document(corpus: tuple[Paragraph, ...]) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the real documents lie outside the repository and are not present")
    runs = {run: p.id for p in corpus for run in runs_of(p.text)}
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert seeds
    assert [(runs[run], run) for seed in seeds for run in runs_of(seed) if run in runs] == []


def runs_of(text: str) -> list[str]:
    words = fold(text).split()
    return [" ".join(words[i : i + 14]) for i in range(len(words) - 13)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ROW | {"primary": "A.I.9.i.a"}], "A.I.9.i.a"),
        ([ROW | {"also": ["B.V"]}], "B.V"),
        ([ROW, ROW], "sudah dipakai"),
        ([ROW | {"split": "validation"}], "kantor T1"),
        ([ROW | {"depth": "none"}], "tidak boleh berkode"),
        ([ROW | {"depth": "sub_area"}], "sub_area"),
        ([ROW | {"kind": "puisi"}], "'kind'"),
        ([ROW | {"lain": 1}], "'lain'"),
    ],
)
def test_slips_are_named_with_their_line(
    tmp_path: Path, lke: Lke, rows: list[dict[str, object]], said: str
) -> None:
    lines = [json.dumps(row) for row in rows]
    (tmp_path / "latih-x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(MappingFileError) as caught:
        load_paragraphs(tmp_path, lke)
    assert f"latih-x.jsonl, baris {len(rows)}" in str(caught.value)
    assert said in str(caught.value)


def test_an_empty_folder_is_named(tmp_path: Path, lke: Lke) -> None:
    with pytest.raises(UsageError, match="korpus"):
        load_paragraphs(tmp_path, lke)
