"""Where results go: which output format is wanted, which files it is made of, and how they are written."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.output import make_directory, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# What a folder is searched for; a file named on its own is recognised by its content, whatever its ending.
READABLE_ENDINGS = frozenset({".pdf", ".docx", ".txt", ".md", ".xlsx"})
# Word's lock files and the twins that macOS leaves beside a file: never documents.
_COMPANIONS = ("~$", "._")
# Output formats by the ending of a target, where ending and format differ.
_FORMAT_BY_ENDING = {"md": "markdown", "htm": "html"}
_ENDING_BY_FORMAT = {"json": "json", "xlsx": "xlsx", "html": "html", "docx": "docx"}
# Formats that a terminal cannot show.
_FILE_ONLY = frozenset({"xlsx", "html", "docx"})


@dataclass(frozen=True)
class Wanted:
    """What `--format` asks for.

    Attributes:
        output: the form of the output, one of the command's own.
        report_format: number of the letter whose format applies (`1766`); None for the default.
    """

    output: str
    report_format: str | None = None


def read_wanted(values: Sequence[str], target: Path | None, outputs: Sequence[str]) -> Wanted:
    """Read `--format`, which names an output format (`json`), a report format (`1766`), or one of each.

    Without an output format the ending of `target` decides; else it is the first of `outputs`.

    Raises:
        UsageError: an output format that the command does not have.
    """
    report_format = next((v for v in values if v.isdigit()), None)
    named = [v.lower() for v in values if not v.isdigit()]
    if named:
        output = named[-1]
    else:
        ending = target.suffix.lower().lstrip(".") if target else ""
        output = _FORMAT_BY_ENDING.get(ending, ending)
        output = output if output in outputs else outputs[0]
    if output not in outputs:
        raise UsageError(
            f"Format keluaran '{output}' tidak tersedia pada perintah ini.",
            f"Pilihannya: {', '.join(outputs)}; atau nomor surat format laporan, misalnya 1766.",
        )
    return Wanted(output, report_format)


def expand(files: Sequence[Path]) -> list[Path]:
    """Return the files themselves and, for a folder, the documents in it, by name.

    Raises:
        UsageError: no file was named, or a folder holds no document.
    """
    if not files:
        raise UsageError("Berkas yang akan diolah belum disebut.", "Tuliskan nama berkas atau folder.")
    paths: list[Path] = []
    for file in files:
        if not file.is_dir():
            paths.append(file)
            continue
        found = sorted(
            p
            for p in file.iterdir()
            if p.is_file() and p.suffix.lower() in READABLE_ENDINGS and not p.name.startswith(_COMPANIONS)
        )
        if not found:
            raise UsageError(
                f"Folder {file} tidak berisi dokumen yang dapat dibaca.",
                "Yang dibaca: PDF, DOCX, XLSX, TXT, MD.",
            )
        paths.extend(found)
    return paths


def targets(paths: Sequence[Path], wanted: Wanted, output: Path | None, *, single: bool) -> list[Path | None]:
    """Return where each result goes: None (stdout), the one file, or the folder under its own name.

    Raises:
        UsageError: a page or a workbook would go to the terminal.
        OutputError: the folder cannot be created.
    """
    if output is None:
        if wanted.output in _FILE_ONLY and (not single or sys.stdout.isatty()):
            raise UsageError(
                f"Keluaran {wanted.output} memerlukan tempat.",
                "Tambahkan -o dengan nama berkas, atau nama folder bila masukannya banyak.",
            )
        return [None] * len(paths)
    if single and not output.is_dir():
        return [output]
    make_directory(output)
    stems = [path.stem for path in paths]
    ending = _ENDING_BY_FORMAT.get(wanted.output, "txt")
    return [output / f"{p.stem if stems.count(p.stem) == 1 else p.name}.{ending}" for p in paths]


def emit(data: bytes | str, target: Path | None, *, overwrite: bool, inputs: Iterable[Path] = ()) -> None:
    """Write a result to its file, or to stdout where there is none.

    Raises:
        OutputError: see `output.write_file`.
    """
    if isinstance(data, str):
        data = data.encode("utf-8")
    if target is not None:
        write_file(target, data, overwrite=overwrite, inputs=inputs)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
