from __future__ import annotations

from pathlib import Path

import pytest

from assistant.delivery import Wanted, expand, read_wanted, targets
from assistant.errors import UsageError

OUTPUTS = ("tabel", "json", "xlsx", "html")


@pytest.mark.parametrize(
    ("values", "target", "expected"),
    [
        ([], None, Wanted("tabel")),
        ([], "hasil.xlsx", Wanted("xlsx")),
        ([], "hasil.HTM", Wanted("html")),
        ([], "hasil.entah", Wanted("tabel")),
        (["json"], "hasil.xlsx", Wanted("json")),
        (["JSON"], None, Wanted("json")),
        (["1766"], "hasil.json", Wanted("json", "1766")),
        (["json", "1766"], None, Wanted("json", "1766")),
    ],
)
def test_format_names_an_output_or_a_letter(values: list[str], target: str | None, expected: Wanted) -> None:
    assert read_wanted(values, Path(target) if target else None, OUTPUTS) == expected


def test_an_output_that_the_command_lacks_is_refused() -> None:
    with pytest.raises(UsageError, match="pdf") as error:
        read_wanted(["pdf"], None, OUTPUTS)
    assert "tabel, json, xlsx, html" in error.value.remedy


def test_a_folder_stands_for_its_documents(tmp_path: Path) -> None:
    for name in ("b.PDF", "a.docx", "~$a.docx", "catatan.log"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "arsip.pdf").mkdir()
    single = tmp_path / "tanpa-akhiran"
    assert [p.name for p in expand([tmp_path, single])] == ["a.docx", "b.PDF", "tanpa-akhiran"]


def test_nothing_to_do_is_said(tmp_path: Path) -> None:
    for files in ([], [tmp_path]):
        with pytest.raises(UsageError):
            expand(files)


def test_names_of_results(tmp_path: Path) -> None:
    paths = [Path("x/laporan.docx"), Path("y/laporan.pdf"), Path("z/rencana.docx")]
    folder = tmp_path / "hasil"
    got = targets(paths, Wanted("json"), folder, single=False)
    assert [p.name for p in got if p] == ["laporan.docx.json", "laporan.pdf.json", "rencana.json"]
    assert targets(paths[:1], Wanted("tabel"), tmp_path / "a.txt", single=True) == [tmp_path / "a.txt"]
    assert targets(paths[:1], Wanted("xlsx"), folder, single=True) == [folder / "laporan.xlsx"]


def test_a_workbook_does_not_go_to_a_shared_stdout() -> None:
    with pytest.raises(UsageError):
        targets([Path("a"), Path("b")], Wanted("xlsx"), None, single=False)
