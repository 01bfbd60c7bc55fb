"""YAML files checked against pydantic models, with errors that name file, line and field."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.errors import LimitError, MappingFileError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Model = TypeVar("Model", bound=BaseModel)

# Our largest file (all LKE criteria) has 0.2 MB; ten times that leaves room for a user's own.
MAX_BYTES = 5_000_000


# libyaml's loader is ten times as fast; PyYAML's own stands in where it was built without.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# pydantic speaks English; these are its error types that a mapping file can run into.
_SAYINGS = {
    "missing": "isian wajib belum ada",
    "extra_forbidden": "isian ini tidak dikenal",
    "string_type": "seharusnya teks",
    "int_type": "seharusnya bilangan bulat",
    "int_parsing": "seharusnya bilangan bulat",
    "float_type": "seharusnya bilangan",
    "float_parsing": "seharusnya bilangan",
    "bool_type": "seharusnya true atau false",
    "bool_parsing": "seharusnya true atau false",
    "list_type": "seharusnya daftar",
    "tuple_type": "seharusnya daftar",
    "dict_type": "seharusnya kumpulan isian",
    "model_type": "seharusnya kumpulan isian",
    "enum": "bukan salah satu pilihan yang dikenal",
    "literal_error": "bukan salah satu pilihan yang dikenal",
    "string_too_short": "teks tidak boleh kosong",
    "string_too_long": "teks terlalu panjang",
    "too_long": "daftar terlalu panjang",
    "string_pattern_mismatch": "bentuk teks tidak sesuai",
    "greater_than": "nilai terlalu kecil",
    "greater_than_equal": "nilai terlalu kecil",
    "less_than_equal": "nilai terlalu besar",
    "date_from_datetime_parsing": "seharusnya tanggal (TTTT-BB-HH)",
    "date_parsing": "seharusnya tanggal (TTTT-BB-HH)",
}


def load_validated(path: Path, model: type[Model]) -> Model:
    """Return the content of a YAML file as an instance of `model`.

    Raises:
        UsageError: the file is not there.
        LimitError: the file is larger than `MAX_BYTES`.
        MappingFileError: it is no YAML, uses aliases, or does not fit the model.
    """
    with _explained(path):
        loader, root = _tree(path)
        data = loader.construct_document(root) if root is not None else None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _explain(path, root, error) from error


def load_texts(path: Path) -> dict[str, str]:
    """Return a YAML file of names with a text each; numbers and dates stay as they are written.

    Raises:
        UsageError, LimitError, MappingFileError: as `load_validated`, or a name has no text or stands twice.
    """
    with _explained(path):
        _, root = _tree(path)
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise MappingFileError(
            f"Berkas {path} bukan daftar isian.", "Tuliskan 'nama: isi' pada setiap baris."
        )
    texts: dict[str, str] = {}
    for key, value in root.value:
        where = f"Berkas {path}, baris {key.start_mark.line + 1}, isian '{str(key.value)[:60]}'"
        if not (isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)):
            raise MappingFileError(f"{where}: isinya bukan teks.", "Tuliskan isinya di antara tanda kutip.")
        if key.value in texts:
            raise MappingFileError(f"{where} tertulis dua kali.", "Hapus salah satunya.")
        is_null = value.tag == "tag:yaml.org,2002:null"
        texts[key.value] = "" if is_null else value.value
    return texts


def _tree(path: Path) -> tuple[Any, yaml.Node | None]:
    """Return the loader and the tree of a YAML file; None for an empty one."""
    if not path.is_file():
        raise UsageError(f"Berkas {path} tidak ditemukan.", "Periksa folder pada pilihan --mappings.")
    if path.stat().st_size > MAX_BYTES:
        raise LimitError(f"Berkas {path} terlalu besar untuk sebuah berkas pemetaan (batas 5 MB).")
    loader = _SafeLoader(path.read_text(encoding="utf-8"))
    root = loader.get_single_node()
    # Aliases are how a small YAML file grows to gigabytes ("billion laughs"); ours need none.
    if root is not None and _shares_nodes(root):
        raise MappingFileError(f"Berkas {path} memakai alias YAML.", "Tuliskan nilainya langsung.")
    return loader, root


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what reading a YAML file raises into one sentence with the line."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise MappingFileError(f"Berkas {path} bukan teks UTF-8.", "Simpan ulang sebagai UTF-8.") from error
    # A date that no calendar has is a ValueError.
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", baris {mark.line + 1}" if mark is not None else ""
        raise MappingFileError(
            f"Berkas {path}{where}: bukan YAML yang sah.",
            "Periksa indentasi dan tanda titik dua di sekitar baris itu.",
        ) from error


def _shares_nodes(root: yaml.Node) -> bool:
    """Whether a node stands in two places, as it does only through an alias."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting.extend(child for pair in node.value for child in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
    return False


@dataclass(frozen=True, slots=True)
class Fault:
    """The first fault of a failed validation.

    Attributes:
        path: keys and indices that lead to it; empty for the whole.
        said: what is wrong, what is written there, and how many more there are; ends with a full stop.
    """

    path: tuple[int | str, ...]
    said: str

    @property
    def field(self) -> str:
        """The place as people read it."""
        return ".".join(str(part) for part in self.path) or "(akar)"


def first_fault(error: ValidationError) -> Fault:
    """Return the first fault of a failed validation in Indonesian."""
    first = error.errors(include_url=False)[0]
    shown = repr(first.get("input"))
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    more = error.error_count() - 1
    wrong = _SAYINGS.get(first["type"], "nilai tidak sah")
    if first["type"] == "value_error":  # a check of our own model, already said in Indonesian
        wrong = str(first["ctx"]["error"])
    rest = f", dan {more} kesalahan lain." if more else "."
    return Fault(tuple(first["loc"]), f"{wrong} (tertulis: {shown}){rest}")


def _explain(path: Path, root: yaml.Node | None, error: ValidationError) -> MappingFileError:
    """Return the first fault of a failed validation as one sentence with line and field."""
    fault = first_fault(error)
    line = _line_of(root, fault.path)
    return MappingFileError(
        f"Berkas {path}, baris {line}, isian '{fault.field}': {fault.said}",
        "Perbaiki isian itu lalu jalankan kembali.",
    )


def _line_of(root: yaml.Node | None, loc: Sequence[int | str]) -> int:
    """Return the 1-based line of the deepest node that `loc` reaches."""
    node = root
    line = 1
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            entry = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if entry is None:
                break
            line, node = entry[0].start_mark.line + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
