from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from assistant.errors import OutputError
from assistant.output import check_target, make_directory, write_file


def leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.name.endswith(".tmp")]


def test_writes_the_whole_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_file(tmp_path / "a.json", b"isi", overwrite=False)
    assert (tmp_path / "a.json").read_bytes() == b"isi"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_an_existing_file_stays_unless_told_otherwise(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(b"lama")
    with pytest.raises(OutputError, match="sudah ada") as error:
        write_file(target, b"baru", overwrite=False)
    assert "--timpa" in error.value.remedy
    assert target.read_bytes() == b"lama"
    write_file(target, b"baru", overwrite=True)
    assert target.read_bytes() == b"baru"


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "laporan.docx"
    source.write_bytes(b"asli")
    with pytest.raises(OutputError, match="masukan"):
        write_file(source, b"baru", overwrite=True, inputs=[source])
    assert source.read_bytes() == b"asli"


@pytest.mark.parametrize("name", ["", "tiada/hasil.json"])
def test_a_folder_or_a_missing_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError):
        check_target(tmp_path / name, overwrite=True)


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.ENOSPC, "cakram penuh"), (errno.EACCES, "izin"), (errno.EIO, "tidak dapat ditulis")],
)
def test_a_failed_write_says_why_and_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    target = tmp_path / "a.json"
    target.write_bytes(b"lama")

    def fail(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match=said):
        write_file(target, b"baru", overwrite=True)
    assert target.read_bytes() == b"lama"
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are a POSIX matter")
def test_a_result_is_as_readable_as_any_other_new_file(tmp_path: Path) -> None:
    write_file(tmp_path / "a.json", b"isi", overwrite=False)
    (tmp_path / "b.json").write_bytes(b"isi")
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "b.json").stat().st_mode


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "hasil").write_text("")
    with pytest.raises(OutputError, match="bukan folder"):
        make_directory(tmp_path / "hasil")
