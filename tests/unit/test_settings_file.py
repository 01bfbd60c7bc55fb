"""`zi.toml`: where it is sought, what it may say, and what is said of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checking.selection import Grade
from assistant.command_line import RuleOptions
from assistant.errors import LimitError, SettingsFileError, UsageError
from assistant.settings_file import find_settings, load_settings, read_wishes


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    folder = tmp_path / "sini"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(folder: Path, text: str, name: str = "zi.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_that_the_table_may_say(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[periksa]\npilih = ["hukum"]\nabaikan = ["ZI303"]\n'
        'tingkat = {ZI204 = "info", ZI1 = "abaikan"}\naturan = ["kami.yaml", "sub/lagi.yaml"]\n',
    )
    wishes = read_wishes(RuleOptions(settings=path), None)
    (wish,) = wishes.wishes
    assert (wish.source, wish.chosen, wish.ignored) == ("zi.toml", ("hukum",), ("ZI303",))
    assert wish.grades == {"ZI204": Grade.INFO, "ZI1": Grade.IGNORED}
    assert wishes.own_rules == (tmp_path / "kami.yaml", tmp_path / "sub" / "lagi.yaml")


def test_the_command_line_comes_first(tmp_path: Path) -> None:
    path = write(tmp_path, '[periksa]\nabaikan = ["ZI303"]\naturan = ["a.yaml"]\n', "setelan.toml")
    wishes = read_wishes(RuleOptions(("ZI2",), ("ZI201",), (Path("b.yaml"),), path), None)
    assert [wish.source for wish in wishes.wishes] == ["--pilih dan --abaikan", "setelan.toml"]
    assert wishes.own_rules == (tmp_path / "a.yaml", Path("b.yaml"))


def test_it_is_sought_here_and_then_beside_the_first_input(here: Path, tmp_path: Path) -> None:
    inputs = tmp_path / "masukan"
    inputs.mkdir()
    assert find_settings(inputs / "laporan.docx") is None
    beside = write(inputs, "")
    assert find_settings(inputs / "laporan.docx") == beside
    assert find_settings(inputs) == beside
    write(here, "")
    found = find_settings(inputs)
    assert found is not None
    assert found.resolve() == here / "zi.toml"


def test_it_can_be_refused(here: Path) -> None:
    write(here, '[periksa]\nabaikan = ["ZI303"]\n')
    assert read_wishes(RuleOptions(), None).wishes
    assert not read_wishes(RuleOptions(no_settings=True), None).wishes


def test_naming_and_refusing_it_is_a_contradiction(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_wishes(RuleOptions(settings=tmp_path / "zi.toml", no_settings=True), None)


def test_a_named_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tidak ditemukan"):
        load_settings(tmp_path / "lain.toml")


def test_a_file_from_notepad_and_one_that_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "zi.toml"
    path.write_bytes(b'\xef\xbb\xbf[periksa]\r\nabaikan = ["ZI303"]\r\n')
    assert load_settings(path).abaikan == ("ZI303",)
    assert load_settings(write(tmp_path, "# kosong\n", "lain.toml")).abaikan == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[periksa]\nabaikan = 3\n", "periksa.abaikan"),
        ('[periksa]\nabaikan = "ZI303"\n', "periksa.abaikan"),
        ("[periksa]\nabaikan = [3]\n", "periksa.abaikan.0"),
        ('[periksa]\nabaikn = ["ZI303"]\n', "periksa.abaikn"),
        ('[periks]\nabaikan = ["ZI303"]\n', "periks"),
        ('[periksa]\ntingkat = {ZI204 = "gawat"}\n', "periksa.tingkat.ZI204"),
        ("[periksa\nabaikan = 3\n", "baris 1"),
        ('[periksa]\naturan = ["/etc/aturan.yaml"]\n', "relatif"),
        ("[periksa]\naturan = ['C:\\aturan.yaml']\n", "relatif"),
        ("[periksa]\naturan = ['\\\\komputer\\bersama\\aturan.yaml']\n", "relatif"),
        ('[periksa]\naturan = ["//komputer/bersama/aturan.yaml"]\n', "relatif"),
        ("[periksa]\nabaikan = [", "di akhir berkas"),
        ("a = " + "[" * 50_000, "terlalu dalam"),
        ("a = " + "9" * 50_000, "terlalu"),
    ],
)
def test_what_is_wrong_is_named(text: str, named: str, tmp_path: Path) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsFileError) as caught:
        load_settings(path)
    assert str(path) in caught.value.message
    assert named in caught.value.message
    assert caught.value.exit_code == 3


def test_other_text_and_giants_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "zi.toml"
    path.write_bytes("[periksa]\n# é".encode("latin-1"))
    with pytest.raises(SettingsFileError, match="UTF-8"):
        load_settings(path)
    path.write_bytes(b"#" * 1_000_000)
    with pytest.raises(LimitError):
        load_settings(path)
