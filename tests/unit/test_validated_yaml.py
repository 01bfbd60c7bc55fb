from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from assistant.errors import LimitError, MappingFileError, UsageError
from assistant.validated_yaml import MAX_BYTES, load_validated


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    code: str
    weight: float


class Sheet(BaseModel):
    items: list[Item]


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "lke.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_valid_file_becomes_the_model(tmp_path: Path) -> None:
    sheet = load_validated(write(tmp_path, "items:\n- code: A\n  weight: 1.5\n"), Sheet)
    assert sheet.items[0].weight == 1.5


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ("items:\n- code: A\n  weight: banyak\n", 3, "items.0.weight", "seharusnya bilangan"),
        ("items:\n- code: A\n  weight: 1\n- code: B\n", 4, "items.1.weight", "belum ada"),
        ("items:\n- code: A\n  weight: 1\n  bobot: 2\n", 4, "items.0.bobot", "tidak dikenal"),
        ("items: 3\n", 1, "items", "seharusnya daftar"),
    ],
)
def test_a_wrong_field_is_named_with_file_and_line(
    tmp_path: Path, text: str, line: int, field: str, said: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(MappingFileError) as error:
        load_validated(path, Sheet)
    message = error.value.message
    assert str(path) in message
    assert f"baris {line}" in message
    assert f"'{field}'" in message
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "items: [\n",
        "items:\n\t- x\n",
        "a: &x [1, 2]\nitems: *x\n",
        b"items: \xff\xfe\n",
        "items: !!python/object/apply:os.system ['true']\n",
        "[" * 5000,
        "",
    ],
)
def test_what_is_no_plain_yaml_is_refused(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(MappingFileError):
        load_validated(write(tmp_path, text), Sheet)


def test_a_missing_file_and_a_huge_one_are_two_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        load_validated(tmp_path / "tiada.yaml", Sheet)
    with pytest.raises(LimitError):
        load_validated(write(tmp_path, "a" * (MAX_BYTES + 1)), Sheet)
