# ruff: noqa: T201  # what is measured is printed
"""The mapper beside simple ways to do the same, on the same texts in one run.

`python -m pytest tests/benchmarks/test_mapping_benchmark.py -m lambat -s` prints the table.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.lke.load import load_lke
from assistant.lke.model import Lke
from assistant.mapping.learnt import NONE
from assistant.mapping.model import Segment, SegmentMapping
from assistant.mapping.paragraphs import Depth, Paragraph, Part, load_paragraphs
from assistant.mapping.profiles import load_lexicon
from assistant.mapping.ranker import Mapper
from assistant.mapping.reliability import calibration_error, reliability

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS, CORPUS = ROOT / "mappings", ROOT / "corpora" / "paragraf"
EVAL = ROOT.parent / "shared" / "eval"
# How far the mapper is ahead of the best of the others, in points of accuracy.
AHEAD = {True: 0.12, False: 0.15}

Guess = Callable[[str], str]


@dataclass(frozen=True)
class Item:
    """A text that one indicator answers."""

    id: str
    text: str
    kind: BlockKind
    path: tuple[str, ...]
    accepted: tuple[str, ...]


@pytest.fixture(scope="module")
def lke() -> Lke:
    return load_lke(MAPPINGS, 2025)


@pytest.fixture(scope="module")
def mapper(lke: Lke) -> Mapper:
    return Mapper(lke, load_lexicon(MAPPINGS))


@pytest.fixture(scope="module")
def validation(lke: Lke) -> list[Paragraph]:
    return [p for p in load_paragraphs(CORPUS, lke) if p.split is Part.VALIDATION]


def written_items(paragraphs: Sequence[Paragraph]) -> list[Item]:
    chosen = [p for p in paragraphs if p.depth is Depth.INDICATOR]
    return [Item(p.id, p.text, p.kind, p.heading_path, p.accepted) for p in chosen]


def report_items() -> tuple[list[Segment], dict[str, tuple[str, ...]]]:
    """Return the labelled real report in order, and what its texts with an indicator answer."""

    def rows(name: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf-8").splitlines() if line]

    segments = [
        Segment(str(r["id"]), str(r["text"]), BlockKind(str(r["kind"])), tuple(r["heading_path"]))  # type: ignore[arg-type]
        for r in rows("segments_pangkalpinang.jsonl")
        if r["kind"] in ("paragraph", "list_item", "caption", "table_row")
    ]
    accepted = {
        str(r["id"]): (str(r["primary"]), *(r["also"]))  # type: ignore[misc]
        for r in rows("labels_pangkalpinang.jsonl")
        if r["depth"] == "indicator"
    }
    return segments, accepted


def profiles(lke: Lke) -> dict[str, str]:
    """Return name and criteria of each indicator."""
    return {
        i.code: " ".join((i.name, lke.name_of(i.group), *(text for _, text in i.criteria), i.explanation))
        for i in lke.daftar_indikator
    }


def by_token_set(texts: dict[str, str]) -> Guess:
    codes, choices = list(texts), [fold(text) for text in texts.values()]
    return lambda text: codes[process.extractOne(fold(text), choices, scorer=fuzz.token_set_ratio)[2]]


def by_tf_idf(texts: dict[str, str], cut: Callable[[str], list[str]]) -> Guess:
    codes, counted = list(texts), [Counter(cut(text)) for text in texts.values()]
    frequency = Counter(term for counts in counted for term in counts)
    idf = {term: math.log((len(codes) + 1) / (n + 1)) + 1 for term, n in frequency.items()}
    place = {term: n for n, term in enumerate(idf)}
    matrix = np.zeros((len(codes), len(idf)))
    for row, counts in enumerate(counted):
        for term, n in counts.items():
            matrix[row, place[term]] = n * idf[term]
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)

    def guess(text: str) -> str:
        counts = {term: n for term, n in Counter(cut(text)).items() if term in place}
        if not counts:
            return ""
        values = np.array([n * idf[term] for term, n in counts.items()])
        return codes[int((matrix[:, [place[term] for term in counts]] @ values).argmax())]

    return guess


def by_bm25(texts: dict[str, str], cut: Callable[[str], list[str]]) -> Guess:
    codes, counted = list(texts), [Counter(cut(text)) for text in texts.values()]
    frequency = Counter(term for counts in counted for term in counts)
    mean = sum(counts.total() for counts in counted) / len(codes)

    def score(terms: list[str], counts: Counter[str]) -> float:
        length = 0.25 + 0.75 * counts.total() / mean
        return sum(
            math.log(1 + (len(codes) - frequency[t] + 0.5) / (frequency[t] + 0.5))
            * (counts[t] * 2.5 / (counts[t] + 1.5 * length))
            for t in terms
            if t in counts
        )

    def guess(text: str) -> str:
        terms = cut(text)
        return codes[max(range(len(codes)), key=lambda n: score(terms, counted[n]))]

    return guess


def words(text: str) -> list[str]:
    return fold(text).split()


def letters(text: str) -> list[str]:
    padded = f" {fold(text)} "
    return [padded[i : i + n] for n in (3, 4, 5) for i in range(len(padded) - n + 1)]


def compare(
    title: str, lke: Lke, items: Sequence[Item], run: Callable[[bool], dict[str, SegmentMapping]]
) -> dict[bool, float]:
    """Print accuracy and time of all ways; return how far the mapper is ahead, with and without headings."""
    lexicon = load_lexicon(MAPPINGS)
    from assistant.mapping.features import ProfileIndex

    index = ProfileIndex(lke, lexicon)
    texts = profiles(lke)
    ways: dict[str, Guess] = {
        "token_set_ratio": by_token_set(texts),
        "TF-IDF words": by_tf_idf(texts, words),
        "TF-IDF letters": by_tf_idf(texts, letters),
        "BM25 lemmas": by_bm25(texts, lambda text: list(index.terms(text).names)),
    }
    ahead = {}
    for headed in (True, False):
        print(f"\n{title}, {'with' if headed else 'without'} headings: {len(items)} texts")
        best = 0.0
        for name, guess in ways.items():
            start = time.process_time()
            hits = sum(
                guess(" ".join((*item.path, item.text)) if headed else item.text) in item.accepted
                for item in items
            )
            spent = 1000 * (time.process_time() - start) / len(items)
            best = max(best, hits / len(items))
            print(f"  {name:16} {hits / len(items):.3f}  {spent:6.2f} ms")
        start = time.process_time()
        got = run(headed)
        spent = 1000 * (time.process_time() - start) / len(got)
        hits = sum(top(got[item.id]) in item.accepted for item in items)
        print(f"  {'zi':16} {hits / len(items):.3f}  {spent:6.2f} ms")
        ahead[headed] = hits / len(items) - best
    return ahead


def top(mapping: SegmentMapping) -> str:
    return mapping.candidates[0].code if mapping.candidates else NONE


@pytest.mark.lambat
def test_ahead_on_the_written_corpus(lke: Lke, mapper: Mapper, validation: list[Paragraph]) -> None:
    items = written_items(validation)

    def run(headed: bool) -> dict[str, SegmentMapping]:
        # One by one: these texts do not follow each other in any report.
        return {
            item.id: next(
                mapper.map_segments([Segment(item.id, item.text, item.kind, item.path if headed else ())])
            )
            for item in items
        }

    ahead = compare("Validation offices", lke, items, run)
    assert {headed: value for headed, value in ahead.items() if value < AHEAD[headed]} == {}


@pytest.mark.lambat
def test_ahead_on_the_real_report(lke: Lke, mapper: Mapper) -> None:
    if not EVAL.is_dir():
        pytest.skip("the labelled documents lie outside the repository and are not present")
    segments, accepted = report_items()
    items = [Item(s.id, s.text, s.kind, s.heading_path, accepted[s.id]) for s in segments if s.id in accepted]

    def run(headed: bool) -> dict[str, SegmentMapping]:
        given = [Segment(s.id, s.text, s.kind, s.heading_path if headed else ()) for s in segments]
        return {m.id: m for m in mapper.map_segments(given)}

    ahead = compare("Labelled report", lke, items, run)
    assert {headed: value for headed, value in ahead.items() if value < AHEAD[headed]} == {}


def test_probabilities_are_calibrated(mapper: Mapper, validation: list[Paragraph]) -> None:
    bins = reliability(mapper, validation)
    print([(f"{b.said:.2f}", f"{b.right:.2f}", b.count) for b in bins])
    assert calibration_error(bins) <= 0.05


@pytest.mark.lambat
def test_a_thousand_paragraphs_a_second(mapper: Mapper, validation: list[Paragraph]) -> None:
    segments = [Segment(p.id, p.text, p.kind, p.heading_path) for p in validation]
    rates = []
    for _ in range(4):
        start = time.process_time()
        list(mapper.map_segments(segments))
        rates.append(len(segments) / (time.process_time() - start))
    print(f"{max(rates):.0f} paragraphs a second")
    assert max(rates) >= 1000


@pytest.mark.lambat
def test_the_first_paragraph_comes_soon_and_memory_stays_small() -> None:
    code = (
        "import resource, sys, time; from pathlib import Path\n"
        "from assistant.lke.load import load_lke; from assistant.mapping.model import Segment\n"
        "from assistant.mapping.profiles import load_lexicon; from assistant.mapping.ranker import Mapper\n"
        "folder = Path(sys.argv[1]); mapper = Mapper(load_lke(folder, 2025), load_lexicon(folder))\n"
        "next(mapper.map_segments([Segment('1', 'Rapat evaluasi zona integritas.')]))\n"
        "print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(MAPPINGS)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for _ in range(3)
    ]
    seconds, megabytes = min(tuple(map(float, run.stdout.split())) for run in runs)
    print(f"first paragraph after {seconds:.2f} s, {megabytes:.0f} MB")
    assert seconds <= 1.5
    assert megabytes <= 300
