"""The learnt weights: current, safe to load, honest about what they do not know; and what finds them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import MappingFileError, UsageError
from assistant.lke.load import load_lke
from assistant.mapping.learnt import FILE, NONE, LearntModel, load_learnt, save_learnt
from assistant.mapping.minimise import minimise
from assistant.mapping.train import REPEATABLE, digest_of

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS, CORPUS = ROOT / "mappings", ROOT / "corpora" / "paragraf"


@pytest.fixture(scope="module")
def learnt() -> LearntModel:
    return load_learnt(MAPPINGS)


def test_the_file_is_current(learnt: LearntModel) -> None:
    assert learnt.digest == digest_of(MAPPINGS, CORPUS), "run: python -m assistant.mapping.train"


@pytest.mark.lambat
def test_learning_again_gives_the_same(tmp_path: Path, learnt: LearntModel) -> None:
    code = (
        "import sys; from pathlib import Path; from assistant.mapping.learnt import save_learnt; "
        "from assistant.mapping.train import train; "
        "save_learnt(Path(sys.argv[3]), train(Path(sys.argv[1]), Path(sys.argv[2])))"
    )
    command = [sys.executable, "-c", code, MAPPINGS, CORPUS, tmp_path / FILE]
    subprocess.run(command, cwd=MAPPINGS.parent, env=os.environ | REPEATABLE, check=True)
    again = load_learnt(tmp_path)
    assert again.classes == learnt.classes
    assert list(again.rows) == list(learnt.rows)
    assert np.abs(again.weights - learnt.weights).max() < 5e-7
    assert np.abs(np.asarray(again.evidence) - learnt.evidence).max() < 5e-7
    assert again.temperature == pytest.approx(learnt.temperature, abs=5e-7)


def test_the_file_is_small_and_knows_every_indicator(learnt: LearntModel) -> None:
    assert (MAPPINGS / FILE).stat().st_size <= 10_000_000
    lke = load_lke(MAPPINGS, None)
    assert {i.code for i in lke.daftar_indikator} | {g.code for g in lke.groups} < set(learnt.classes)
    assert learnt.classes[-1] == NONE


def test_saved_and_loaded_again(tmp_path: Path, learnt: LearntModel) -> None:
    save_learnt(tmp_path / FILE, learnt)
    assert (tmp_path / FILE).read_bytes() == (MAPPINGS / FILE).read_bytes()
    again = load_learnt(tmp_path)
    assert (again.classes, again.rows, again.digest) == (learnt.classes, learnt.rows, learnt.digest)


def test_other_classes_keep_what_is_known(learnt: LearntModel) -> None:
    features = {"kata": ["sop", "gratifikasi"]}
    old = learnt.sums(features)
    new = learnt.aligned(("A.I.9.i.a", "A.I.5.i.a", NONE)).sums(features)
    assert new[0] == 0
    assert new[1] == pytest.approx(old[learnt.classes.index("A.I.5.i.a")])


def test_shares_are_probabilities(learnt: LearntModel) -> None:
    shares = learnt.shares(learnt.sums({"kata": ["sop"], "pasangan": ["tak dikenal"]}))
    assert shares.sum() == pytest.approx(1)
    assert shares.min() >= 0


@pytest.mark.parametrize("content", [b"", b"bukan berkas numpy", b"PK\x03\x04 terpotong"])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(MappingFileError, match=r"pemeta\.npz"):
        load_learnt(tmp_path)


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / FILE, classes=np.array([print], dtype=object), allow_pickle=True)
    with pytest.raises(MappingFileError):
        load_learnt(tmp_path)


def test_a_file_without_weights_and_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"pemeta\.npz"):
        load_learnt(tmp_path)
    np.savez(tmp_path / FILE, classes=np.zeros(3, dtype=np.uint8))
    with pytest.raises(MappingFileError):
        load_learnt(tmp_path)


def test_minimise_finds_the_lowest_point() -> None:
    scale = np.array([1.0, 10.0, 100.0])
    goal = np.array([3.0, -1.0, 0.5])

    def bowl(x: np.ndarray) -> tuple[float, np.ndarray]:
        return float((scale * (x - goal) ** 2).sum() / 2), scale * (x - goal)

    assert minimise(bowl, np.zeros(3), 100) == pytest.approx(goal, abs=1e-5)
