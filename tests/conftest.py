"""Fixtures that many tests share: paths of the checkout, the real documents, invented offices."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from assistant.userdata import HOME_VARIABLE
from tests.factories.office import Office, invent_office

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _no_data_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep caches, corrections and logs of every test, and of what it starts, away from the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_VARIABLE, str(tmp_path_factory.mktemp("data") / "zi"))
        yield


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory for this test alone; empty, and not there yet."""
    path = tmp_path / "data-pengguna"
    monkeypatch.setenv(HOME_VARIABLE, str(path))
    return path


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
