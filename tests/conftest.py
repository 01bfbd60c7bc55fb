"""Fixtures that many tests share: paths of the checkout, the real documents, invented offices."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.factories.office import Office, invent_office

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def mappings() -> Path:
    """The mappings that come with the program."""
    return ROOT / "mappings"


@pytest.fixture(scope="session")
def contoh() -> Path:
    """The bundled example."""
    return ROOT / "corpora" / "contoh"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real documents and scorers beside the checkout; the test is skipped where they are not."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("dokumen nyata (../shared) tidak ada di komputer ini")
    return path


@pytest.fixture
def rng() -> Random:
    """A source of chance that gives the same in every run."""
    return Random(20251017)


@pytest.fixture
def office(rng: Random) -> Office:
    """An invented KPU Kabupaten."""
    return invent_office(rng)
