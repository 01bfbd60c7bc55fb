"""The file `zi.toml`: what an office wants of the check, once and for all.

    [periksa]
    pilih = ["hukum", "ZI2"]
    abaikan = ["ZI303"]
    tingkat = {ZI204 = "info"}
    aturan = ["aturan-kami.yaml"]      # relative to the folder of this file

It is sought in the current folder and, failing that, in that of the first input.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from assistant.checking.selection import Grade, Wish
from assistant.errors import LimitError, SettingsFileError, UsageError
from assistant.validated_yaml import first_fault

if TYPE_CHECKING:
    from assistant.command_line import RuleOptions

FILE_NAME = "zi.toml"
# A hundred times what the file needs; more was not written by hand.
_MAX_BYTES = 200_000
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


def _relative(name: str) -> str:
    """Return the name of a file that lies at or near the settings file.

    A folder of reports from elsewhere may hold a settings file too; it shall not lead to other drives, let
    alone to a computer in the network.

    Raises:
        ValueError: it is absolute, on Windows or elsewhere.
    """
    if PureWindowsPath(name).anchor or PurePosixPath(name).anchor:
        raise ValueError("tulis nama berkas relatif terhadap folder berkas setelan ini")
    return name


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Check(_Strict):
    """The table `[periksa]`."""

    pilih: tuple[_Name, ...] = ()
    abaikan: tuple[_Name, ...] = ()
    tingkat: dict[_Name, Grade] = {}
    aturan: tuple[Annotated[_Name, AfterValidator(_relative)], ...] = ()


class _File(_Strict):
    periksa: _Check = _Check()


@dataclass(frozen=True)
class CheckWishes:
    """What the user wants of the check, from the command line and the settings file.

    Attributes:
        wishes: for `selection.resolve`, the weightiest first.
        own_rules: the user's rule files, those of the settings file first.
    """

    wishes: tuple[Wish, ...] = ()
    own_rules: tuple[Path, ...] = ()


def read_wishes(options: RuleOptions, first_input: Path | None) -> CheckWishes:
    """Return what the command line and the settings file want; the command line outweighs the file.

    Args:
        options: the command line.
        first_input: the first file or folder to work on, in whose folder a settings file may lie.

    Raises:
        UsageError: the named settings file is not there, or it is named and refused at once.
        InputError: the settings file is invalid.
    """
    if options.settings is not None and options.no_settings:
        raise UsageError(
            "--setelan dan --tanpa-setelan saling meniadakan.", "Pakailah salah satu dari keduanya."
        )
    wishes = []
    if options.chosen or options.ignored:
        used = (("--pilih", options.chosen), ("--abaikan", options.ignored))
        source = " dan ".join(name for name, values in used if values)
        wishes.append(Wish(source, options.chosen, options.ignored))
    own_rules = options.own_rules
    path = None if options.no_settings else options.settings or find_settings(first_input)
    if path is not None:
        table = load_settings(path)
        wishes.append(Wish(path.name, table.pilih, table.abaikan, table.tingkat))
        own_rules = (*(path.parent / name for name in table.aturan), *own_rules)
    return CheckWishes(tuple(wishes), own_rules)


def find_settings(first_input: Path | None) -> Path | None:
    """Return the settings file of the current folder, else of the first input's; None if there is none."""
    folders = [Path()]
    if first_input is not None:
        folders.append(first_input if first_input.is_dir() else first_input.parent)
    return next((folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()), None)


def load_settings(path: Path) -> _Check:
    """Return the table `[periksa]` of a settings file; one without it says nothing.

    Raises:
        UsageError: the file is not there.
        LimitError: it is too large.
        SettingsFileError: it is no TOML, or a field is unknown or invalid; the message names it.
    """
    if not path.is_file():
        raise UsageError(f"Berkas setelan {path} tidak ditemukan.", "Periksa nama pada pilihan --setelan.")
    if path.stat().st_size > _MAX_BYTES:
        raise LimitError(f"Berkas setelan {path} terlalu besar (batas 200 kB).")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Notepad writes the mark of byte order
    except UnicodeDecodeError as error:
        raise SettingsFileError(f"Berkas {path} bukan teks UTF-8.", "Simpan ulang sebagai UTF-8.") from error
    except OSError as error:
        raise SettingsFileError(f"Berkas {path} tidak dapat dibaca ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, as is a giant number
        raise SettingsFileError(
            f"Berkas {path}: bukan TOML yang sah ({_where(error)}).",
            'Tulis misalnya: [periksa] lalu abaikan = ["ZI303"] pada baris berikutnya.',
        ) from error
    try:
        return _File.model_validate(data).periksa
    except ValidationError as error:
        fault = first_fault(error)
        raise SettingsFileError(
            f"Berkas {path}, isian '{fault.field}': {fault.said}", "Perbaiki isian itu lalu jalankan kembali."
        ) from error


def _where(error: BaseException) -> str:
    """Return the place that tomllib names, in Indonesian; its sentence is English and left out."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    if found:
        return f"baris {found[1]}, kolom {found[2]}"
    return "di akhir berkas" if "end of document" in str(error) else "isinya terlalu dalam atau terlalu besar"
