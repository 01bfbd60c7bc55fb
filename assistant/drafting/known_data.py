"""What the office already knows (`--data`): values by the names of the draft's fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.language.similarity import ratio
from assistant.validated_yaml import load_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from assistant.drafting.model import Field

# A draft has some hundred fields; a field takes a paragraph at the most.
_MAX_VALUES = 5_000
_MAX_LENGTH = 5_000
# Two slips in a name of the usual length; field names share their beginnings, so that less means nothing.
_NEAR = 0.9
_SHOWN = 5


def load_data(path: Path) -> dict[str, str]:
    """Return the values of a data file by name; those left empty are not there.

    Values are taken as written: `1.500` stays `1.500`.

    Raises:
        UsageError: the file is not there, or a value is too long.
        LimitError, MappingFileError: it is too large, no YAML, or no list of names with a text each.
    """
    if not path.is_file():
        raise UsageError(f"Berkas data {path} tidak ditemukan.", "Periksa nama berkas pada pilihan --data.")
    values = {name: " ".join(text.split(" ")).strip() for name, text in load_texts(path).items()}
    if len(values) > _MAX_VALUES:
        raise UsageError(f"Berkas data {path} memuat terlalu banyak isian (batas {_MAX_VALUES}).")
    long = next((name for name, text in values.items() if len(text) > _MAX_LENGTH), None)
    if long is not None:
        raise UsageError(
            f"Isian '{long[:60]}' dalam {path} terlalu panjang (batas {_MAX_LENGTH} huruf).",
            "Ringkas isinya.",
        )
    return {name: text for name, text in values.items() if text}


def check_names(data: Mapping[str, str], fields: Sequence[Field], *, force: bool) -> list[str]:
    """Return a warning for each name of the data that no field bears.

    Raises:
        UsageError: there are such names and `force` is not set.
    """
    known = {field.name for field in fields}
    unknown = [name for name in data if name not in known]
    if not unknown:
        return []
    said = [f"Isian '{name[:60]}' tidak ada dalam draf ini{_near(name, known)}." for name in unknown]
    if force:
        return said
    more = f" Dan {len(said) - _SHOWN} nama lain." if len(said) > _SHOWN else ""
    raise UsageError(
        f"Berkas data memuat nama yang tidak dikenal. {' '.join(said[:_SHOWN])}{more}",
        "Lihat nama yang benar dengan --daftar-isian, atau tambahkan --paksa untuk mengabaikannya.",
    )


def _near(name: str, known: Iterable[str]) -> str:
    best = max(((ratio(name, other), other) for other in sorted(known)), default=(0.0, ""))
    return f"; mungkin maksudnya '{best[1]}'" if best[0] >= _NEAR else ""
