"""What was learnt from the written corpus (`mappings/pemeta.npz`): weights of words, headings, evidence."""

from __future__ import annotations

import math
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import MappingFileError, UsageError
from assistant.mapping.observation import FORM, HEADING, PAIRS, PATH, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from assistant.mapping.features import Floats

FILE = "pemeta.npz"
# How much each block of features may say, relative to the words; tuned on the validation offices.
SCALES = {WORDS: 1.0, PAIRS: 0.7, HEADING: 0.7, PATH: 0.4, FORM: 0.25}
# A block of features about the form is no bag of words: its length is left as it is.
_UNNORMED = FORM
NONE = "-"
# Ten times what the program's own file has.
_MAX_BYTES = 100_000_000


@dataclass(frozen=True)
class LearntModel:
    """A linear model over the classes (indicators, groups, areas, none).

    Attributes:
        classes: LKE codes, and `-` for none.
        rows: feature (`block:name`) -> row of `weights`.
        idf: how telling each feature is, by row.
        weights: features by classes.
        evidence: weight of each column of the lexicon's evidence.
        temperature: divides the sums so that their shares are probabilities.
        digest: of what it was learnt from.
    """

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    idf: Sequence[float]
    weights: NDArray[np.float32]
    evidence: Floats
    temperature: float
    digest: str

    def sums(self, features: Mapping[str, Sequence[str]]) -> Floats:
        """Return what features say for each class."""
        places, values = vector(features, self.rows, self.idf)
        result: Floats = (np.asarray(values, dtype=np.float32) @ self.weights[places]).astype(float)
        return result

    def with_evidence(self, sums: Floats, table: Floats) -> Floats:
        """Return sums with what the lexicon says added to the first classes, one a row of `table`."""
        result = sums.copy()
        result[: len(table)] += table @ self.evidence
        return result

    def aligned(self, classes: Sequence[str]) -> LearntModel:
        """Return the model with these classes; one it never met gets the evidence of the lexicon alone."""
        if tuple(classes) == self.classes:
            return self
        place = {code: n for n, code in enumerate(self.classes)}
        weights = np.zeros((len(self.rows), len(classes)), dtype=np.float32)
        for column, code in enumerate(classes):
            if code in place:
                weights[:, column] = self.weights[:, place[code]]
        return replace(self, classes=tuple(classes), weights=weights)

    def shares(self, sums: Floats) -> Floats:
        """Return the probability of each class."""
        scaled = sums / self.temperature
        likeness = np.exp(scaled - scaled.max())
        result: Floats = likeness / likeness.sum()
        return result


def vector(
    features: Mapping[str, Sequence[str]], rows: Mapping[str, int], idf: Sequence[float]
) -> tuple[list[int], list[float]]:
    """Return rows and values of the known features of a text; every block of words has the same length."""
    places: list[int] = []
    values: list[float] = []
    for block, names in features.items():
        counts = Counter(names)
        known = [(rows[key], n) for name, n in counts.items() if (key := f"{block}:{name}") in rows]
        if not known:
            continue
        told = [(1.0 + math.log(n)) * idf[row] for row, n in known]
        length = 1.0 if block == _UNNORMED else math.sqrt(sum(value * value for value in told))
        places += [row for row, _ in known]
        values += [SCALES[block] * value / length for value in told]
    return places, values


def load_learnt(directory: Path) -> LearntModel:
    """Return the learnt model of a mappings folder, read once.

    Raises:
        UsageError: the folder has none.
        MappingFileError: the file is damaged or not ours.
    """
    path = directory / FILE
    if not path.is_file():
        raise UsageError(f"Berkas {path} tidak ditemukan.", "Pasang ulang program ini.")
    return _load(path, path.stat().st_mtime_ns)


@cache
def _load(path: Path, _modified: int) -> LearntModel:
    if path.stat().st_size > _MAX_BYTES:
        raise MappingFileError(f"Berkas {path} terlalu besar.", "Pasang ulang program ini.")
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            names = file["features"].tobytes().decode("utf-8").split("\n")
            model = LearntModel(
                classes=tuple(file["classes"].tobytes().decode("utf-8").split("\n")),
                rows={name: row for row, name in enumerate(names)},
                idf=file["idf"].tolist(),
                weights=file["weights"],
                evidence=file["evidence"],
                temperature=float(file["temperature"]),
                digest=file["digest"].tobytes().decode("ascii"),
            )
    except (OSError, KeyError, ValueError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise MappingFileError(
            f"Berkas {path} rusak atau bukan berkas pemeta.", "Pasang ulang program ini."
        ) from error
    if model.weights.shape != (len(model.rows), len(model.classes)) or not model.temperature > 0:
        raise MappingFileError(f"Berkas {path} tidak lengkap.", "Pasang ulang program ini.")
    return model


def save_learnt(path: Path, model: LearntModel) -> None:
    """Write a model; the same model gives the same bytes."""
    arrays: dict[str, Any] = {
        "classes": _as_bytes("\n".join(model.classes)),
        "features": _as_bytes("\n".join(model.rows)),
        "idf": np.asarray(model.idf, dtype=np.float64),
        "weights": model.weights,
        "evidence": np.asarray(model.evidence, dtype=np.float64),
        "temperature": np.float64(model.temperature),
        "digest": _as_bytes(model.digest),
    }
    np.savez_compressed(path, **arrays)


def _as_bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
