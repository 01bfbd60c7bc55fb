"""Learns the mapper's weights from the written corpus: `python -m assistant.mapping.train`.

A softmax over the indicators, the groups, the areas and "none". A class gets its weights from itself, its
group, its area and its component, so that rare ones lean on neighbours; the evidence of the lexicon has few
weights that all classes share. The sum is convex and nothing is drawn by lot: the same corpus gives the same
file.
"""

from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.data import data_directory
from assistant.document import BlockKind
from assistant.lke.load import load_lke
from assistant.mapping.learnt import FILE, NONE, SCALES, LearntModel, save_learnt, vector
from assistant.mapping.minimise import minimise
from assistant.mapping.observation import FORM, HEADING, PAIRS, PATH, WORDS, Observer, text_features
from assistant.mapping.paragraphs import Depth, Part, load_paragraphs
from assistant.mapping.profiles import load_lexicon
from assistant.mapping.scoring import Trail, area_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.lke.model import Lke
    from assistant.mapping.features import Floats

# A feature must occur in this many texts: names and slips of one text teach nothing.
LEAST = {WORDS: 2, PAIRS: 3, HEADING: 2, PATH: 2, FORM: 1}
# Pull of all weights towards 0; a first guess that the validation offices bore out, not searched further.
_PULL, _EVIDENCE_PULL = 0.1, 0.1
_ROUNDS = 60
# What the further codes of a text get of its weight.
_ALSO = 0.2
# A text with headings counts twice, with and without them; together a little more than one.
_TWIN = 0.6
# The form's own sentences, as notes that restate them; less than a text that somebody wrote.
_FORM_TEXT = 0.5
# Offices are left out in this many groups to see how sure the mapper may be of texts it has not seen.
_FOLDS = 2
_JITTER = 1e-4
# Threads add up in the order in which they finish and sets in the order of their hashes, and the last digits
# go with it. Both are settled when Python and numpy start, so learning happens in a process of its own.
REPEATABLE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
# What the file depends on: changed words here mean other weights there.
_SOURCES = ("leksikon.yaml", "bahasa.yaml", "lke-2026.yaml")
# Every so many examples the features themselves are part of the digest: they show a change of our code.
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Example:
    """A text ready to learn from: features by block, the lexicon's evidence, accepted codes, weight."""

    office: str
    features: Mapping[str, Sequence[str]]
    evidence: Floats
    accepted: tuple[str, ...]
    weight: float


def main() -> None:
    """Learn from the training offices and write the file that the mapper loads."""
    if any(os.environ.get(name) != value for name, value in REPEATABLE.items()):
        command = [sys.executable, "-m", "assistant.mapping.train"]
        raise SystemExit(subprocess.call(command, env=os.environ | REPEATABLE))  # noqa: S603 - ourselves
    directory = data_directory("mappings")
    save_learnt(directory / FILE, train(directory, data_directory("corpora") / "paragraf"))


def train(directory: Path, corpus: Path) -> LearntModel:
    """Return a model learnt from the training part of a corpus.

    Args:
        directory: the mappings folder with form and lexicon.
        corpus: the folder of labelled paragraphs.
    """
    lke = load_lke(directory, None)
    examples = examples_of(lke, directory, corpus)
    model = fit(examples, lke)
    temperature = _temperature(examples, lke)
    return replace(model, temperature=temperature, digest=digest_of(directory, corpus))


def digest_of(directory: Path, corpus: Path) -> str:
    """Return a digest of what a model depends on: corpus, form, lexicon, settings, and how texts are seen."""
    lke = load_lke(directory, None)
    settings = (_PULL, _EVIDENCE_PULL, _ROUNDS, _ALSO, _TWIN, _FORM_TEXT, _FOLDS, LEAST, SCALES)
    digest = hashlib.sha256(repr(settings).encode())
    for path in (*sorted(corpus.glob("latih-*.jsonl")), *(directory / name for name in _SOURCES)):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    observer = Observer(lke, load_lexicon(directory))
    for text in _texts(lke, corpus)[::_SAMPLE]:
        example = _example(observer, text)
        features = sorted((block, *sorted(names)) for block, names in example.features.items())
        digest.update(repr((features, np.round(example.evidence.sum(axis=1), 3).tolist())).encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what it should be taken for, and how much it counts."""

    office: str
    text: str
    kind: BlockKind
    path: tuple[str, ...]
    accepted: tuple[str, ...]
    weight: float


def examples_of(lke: Lke, directory: Path, corpus: Path) -> list[Example]:
    """Return what there is to learn from: training texts with and without headings, and the form itself."""
    observer = Observer(lke, load_lexicon(directory))
    return [_example(observer, text) for text in _texts(lke, corpus)]


def _texts(lke: Lke, corpus: Path) -> list[_Text]:
    texts = []
    for p in load_paragraphs(corpus, lke):
        if p.split is not Part.TRAIN:
            continue
        accepted = (NONE,) if p.depth is Depth.NONE else p.accepted
        paths = ((p.heading_path, _TWIN), ((), _TWIN)) if p.heading_path else (((), 1.0),)
        texts += [_Text(p.office, p.text, p.kind, path, accepted, weight) for path, weight in paths]
    for indikator in lke.daftar_indikator:
        own = (indikator.code,)
        texts += [
            _Text("", text, BlockKind.TABLE_ROW, (), own, _FORM_TEXT)
            for text in (indikator.name, *(criterion for _, criterion in indikator.criteria[:1]))
        ]
    return texts


def _example(observer: Observer, text: _Text) -> Example:
    seen = observer.observe(text.text, text.kind, text.path, Trail())
    features: dict[str, list[str]] = defaultdict(list)
    for part in (text_features(seen), observer.heading_features(text.path, seen.context)):
        for block, names in part.items():
            features[block] += names
    return Example(text.office, features, observer.evidence_table(seen), text.accepted, text.weight)


def fit(examples: Sequence[Example], lke: Lke, pull: float = _PULL) -> LearntModel:
    """Return the model that examples teach, with temperature 1."""
    classes = classes_of(lke)
    rows, idf = _vocabulary(examples)
    matrix = _matrix(examples, rows, idf)
    # Instead of a weight per feature one per example is sought: fewer, and the same lowest point.
    kernel = matrix @ matrix.T
    kernel[np.diag_indices(len(kernel))] += _JITTER
    basis = np.linalg.cholesky(kernel)
    sharing = _sharing(classes, lke)
    evidence = np.zeros((len(examples), len(classes), examples[0].evidence.shape[1]))
    for n, example in enumerate(examples):
        evidence[n, : len(example.evidence)] = example.evidence
    goals, weights = _goals(examples, classes), np.array([e.weight for e in examples])
    size = (len(examples), sharing.shape[1])

    def cost(point: Floats) -> tuple[float, Floats]:
        own, shared = point[: math.prod(size)].reshape(size), point[math.prod(size) :]
        sums = (basis @ own) @ sharing.T + evidence @ shared
        highest = sums.max(axis=1, keepdims=True)
        likeness = np.exp(sums - highest)
        total = likeness.sum(axis=1, keepdims=True)
        missed = weights * (highest[:, 0] + np.log(total[:, 0]) - (goals * sums).sum(axis=1))
        excess = (likeness / total - goals) * weights[:, None]
        slope = [
            (basis.T @ (excess @ sharing) + pull * own).ravel(),
            np.tensordot(excess, evidence, axes=([0, 1], [0, 1])) + _EVIDENCE_PULL * shared,
        ]
        value = missed.sum() + pull / 2 * (own**2).sum() + _EVIDENCE_PULL / 2 * (shared**2).sum()
        return float(value), np.concatenate(slope)

    found = minimise(cost, np.zeros(math.prod(size) + evidence.shape[2]), _ROUNDS)
    own = found[: math.prod(size)].reshape(size)
    learnt = matrix.T @ np.linalg.solve(basis.T, own) @ sharing.T
    return LearntModel(
        classes=classes,
        rows=rows,
        idf=idf,
        weights=np.round(learnt, 6).astype(np.float32),
        evidence=np.round(found[math.prod(size) :], 6),
        temperature=1.0,
        digest="",
    )


def classes_of(lke: Lke) -> tuple[str, ...]:
    """Return the classes: indicators, groups and areas in the order of the form, and none."""
    return (
        *(indikator.code for indikator in lke.daftar_indikator),
        *(group.code for group in lke.groups),
        *(f"A.I.{number}" for number in range(1, 7)),
        NONE,
    )


def _sharing(classes: Sequence[str], lke: Lke) -> Floats:
    """Return which traits (columns) each class has; weights are learnt per trait and added up."""
    groups = {group.code for group in lke.groups}
    traits: dict[str, int] = {}
    pairs = []
    for n, code in enumerate(classes):
        mine = [f"={code}"]
        if code in groups or code in lke.indikator_by_code:
            group = code if code in groups else code.rpartition(".")[0]
            component = ".".join(code.split(".")[:2])
            mine += [f"kelompok {group}", f"area {area_number(code)}", f"komponen {component}", "ada"]
            mine += ["umum"] if code in groups else []
        elif code != NONE:
            mine += [f"area {area_number(code)}", "seluruh area"]
        pairs += [(n, traits.setdefault(trait, len(traits))) for trait in mine]
    table = np.zeros((len(classes), len(traits)))
    for n, column in pairs:
        table[n, column] = 1.0
    return table


def _goals(examples: Sequence[Example], classes: Sequence[str]) -> Floats:
    """Return what share of each example belongs to each class."""
    place = {code: n for n, code in enumerate(classes)}
    goals = np.zeros((len(examples), len(classes)))
    for n, example in enumerate(examples):
        first, *others = (place[code] for code in example.accepted if code in place)
        goals[n, first] = 1.0 - (_ALSO if others else 0.0)
        for other in others:
            goals[n, other] += _ALSO / len(others)
    return goals


def _vocabulary(examples: Sequence[Example]) -> tuple[dict[str, int], list[float]]:
    """Return the features that occur often enough, with their rows, and how telling each is."""
    counts = Counter(
        (block, name) for e in examples for block, names in e.features.items() for name in set(names)
    )
    kept = sorted((block, name) for (block, name), n in counts.items() if n >= LEAST[block])
    total = len(examples)
    idf = [
        1.0 if block == FORM else 1.0 + math.log((total + 1) / (counts[block, name] + 1))
        for block, name in kept
    ]
    return {f"{block}:{name}": n for n, (block, name) in enumerate(kept)}, np.round(idf, 6).tolist()


def _matrix(examples: Sequence[Example], rows: Mapping[str, int], idf: Sequence[float]) -> Floats:
    matrix = np.zeros((len(examples), len(rows)))
    for n, example in enumerate(examples):
        places, values = vector(example.features, rows, idf)
        np.add.at(matrix[n], places, values)
    return matrix


def sums_of(model: LearntModel, example: Example) -> Floats:
    """Return a model's sums for an example, lexicon's evidence included."""
    return model.with_evidence(model.sums(example.features), example.evidence)


def _temperature(examples: Sequence[Example], lke: Lke) -> float:
    """Return what divides the sums so that shares are probabilities for offices not seen."""
    offices = sorted({e.office for e in examples if e.office})
    found: list[tuple[Floats, list[int]]] = []
    for fold in range(_FOLDS):
        left_out = set(offices[fold::_FOLDS])
        model = fit([e for e in examples if e.office not in left_out], lke)
        place = {code: n for n, code in enumerate(model.classes)}
        found += [
            (sums_of(model, e), [place[c] for c in e.accepted if c in place])
            for e in examples
            if e.office in left_out
        ]
    sums = np.array([s for s, _ in found])
    best = sums.argmax(axis=1)
    right = np.array([top in accepted for top, (_, accepted) in zip(best, found, strict=True)], dtype=float)

    def loss(temperature: float) -> float:
        scaled = (sums - sums.max(axis=1, keepdims=True)) / temperature
        sure = np.clip(1.0 / np.exp(scaled).sum(axis=1), 1e-6, 1 - 1e-6)
        return float(-(right * np.log(sure) + (1 - right) * np.log(1 - sure)).sum())

    return float(min((t / 100 for t in range(30, 201)), key=loss))


if __name__ == "__main__":
    main()
