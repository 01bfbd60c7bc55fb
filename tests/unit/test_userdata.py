"""What the program keeps on the computer can be listed and deleted, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import userdata


@pytest.fixture(autouse=True)
def _own_home(own_data: Path) -> None:
    own_data.mkdir()


def test_the_variable_moves_the_data(own_data: Path) -> None:
    assert userdata.data_home() == own_data


def test_every_kind_is_listed_with_its_size(own_data: Path) -> None:
    (own_data / "ocr" / "a").mkdir(parents=True)
    (own_data / "ocr" / "a" / "x.json").write_bytes(b"12345")
    (own_data / "catatan.txt").write_bytes(b"1")
    found = {holding.kind: holding for holding in userdata.holdings()}
    assert list(found) == [*userdata.KINDS, userdata.OTHER]
    assert (found["ocr"].files, found["ocr"].size) == (1, 5)
    assert found["ocr"].newest is not None
    assert (found["log"].files, found["log"].newest) == (0, None)
    assert found[userdata.OTHER].files == 1


def test_deleting_follows_no_link(own_data: Path, tmp_path: Path) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    (outside / "milik-orang.txt").write_text("x", encoding="utf-8")
    (own_data / "ocr").mkdir()
    (own_data / "ocr" / "tautan").symlink_to(outside, target_is_directory=True)
    (own_data / "ocr" / "a.json").write_text("{}", encoding="utf-8")
    assert userdata.delete("ocr") == 1
    assert not (own_data / "ocr").exists()
    assert (outside / "milik-orang.txt").exists()


def test_a_folder_that_is_a_link_is_cut(own_data: Path, tmp_path: Path) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    (own_data / "ocr").symlink_to(outside, target_is_directory=True)
    userdata.delete("ocr")
    assert outside.is_dir()
    assert not (own_data / "ocr").is_symlink()


def test_nothing_there_is_nothing_deleted() -> None:
    assert userdata.delete("log") == 0
