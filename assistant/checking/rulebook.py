"""The wording of the rules, as data of `mappings/temuan/`: names, severities, sentences, phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.checking.model import Severity  # noqa: TC001 - pydantic resolves it when the class is built
from assistant.errors import MappingFileError, UsageError
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Text = Annotated[str, Field(min_length=1)]

_FIELD = re.compile(r"\{(\w+)\}")
# The folder of the rule book, one file for each family of rules.
FOLDER = "temuan"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Variant(_Strict):
    """One way a rule's finding is said; `tingkat` overrides the rule's severity."""

    pesan: Text
    saran: Text
    tingkat: Severity | None = None


class RuleText(_Strict):
    """What is said of a rule: name, severity, explanation, example, remedy, source, and its sentences."""

    nama: Text
    tingkat: Severity
    penjelasan: Text
    contoh: Text
    perbaikan: Text
    sumber: Text
    varian: Annotated[dict[str, Variant], Field(min_length=1)]


class Keluarga(_Strict):
    """What a family of rules is called, and what its rules look at."""

    judul: Text
    keterangan: Text


class _FamilyFile(_Strict):
    """One file of the rule book: the words of a family's rules, and the phrases they look for."""

    keluarga: Keluarga | None = None
    daftar: dict[str, tuple[Text, ...]] = {}
    pola: dict[str, tuple[Text, ...]] = {}
    aturan: dict[Annotated[str, Field(pattern=r"^ZI\d{3}$")], RuleText]

    @field_validator("pola")
    @classmethod
    def _valid(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for line in (line for lines in value.values() for line in lines):
            try:
                re.compile(line)
            except re.error as error:
                raise ValueError(f"ekspresi reguler '{line}' tidak sah") from error
        return value


class OwnPhrase(_Strict):
    """A phrase that an office wants reported wherever it stands (ZI790), and what is then said.

    Attributes:
        frasa: words of the pattern language.
        pesan, saran: None for the rule's own sentences.
        tingkat: None for the rule's own severity.
    """

    frasa: Text
    pesan: Text | None = None
    saran: Text | None = None
    tingkat: Severity | None = None


@dataclass(frozen=True)
class RuleBook:
    """The wording of all rules.

    Attributes:
        aturan: texts by rule id.
        daftar: lists of phrases (of the pattern language) by name.
        pola: regular expressions by name, compiled.
        keluarga: titles of the families by the name of their file; a family may have none.
        frasa_terlarang: the user's own phrases to report.
        peraturan: entries that the user adds to the register of regulations, as written: file name, entries.
    """

    aturan: Mapping[str, RuleText]
    daftar: Mapping[str, tuple[str, ...]]
    pola: Mapping[str, tuple[re.Pattern[str], ...]]
    keluarga: Mapping[str, Keluarga] = field(default_factory=dict)
    frasa_terlarang: tuple[OwnPhrase, ...] = ()
    peraturan: tuple[tuple[str, tuple[dict[str, object], ...]], ...] = ()


def load_rulebook(directory: Path) -> RuleBook:
    """Return the wording of the rules from the mappings directory.

    Raises:
        UsageError: the rule book is not there.
        MappingFileError: one of its files is invalid, or two of them define the same thing.
    """
    paths = sorted((directory / FOLDER).glob("*.yaml"))
    if not paths:
        raise UsageError(
            f"Folder {directory / FOLDER} tidak berisi aturan pemeriksaan.",
            "Salin folder itu dari folder mappings bawaan program.",
        )
    aturan: dict[str, RuleText] = {}
    daftar: dict[str, tuple[str, ...]] = {}
    pola: dict[str, tuple[str, ...]] = {}
    keluarga: dict[str, Keluarga] = {}
    for path in paths:
        family = load_validated(path, _FamilyFile)
        if family.keluarga is not None:
            keluarga[path.stem] = family.keluarga
        for kind, merged in (("aturan", aturan), ("daftar", daftar), ("pola", pola)):
            added = getattr(family, kind)
            twice = sorted(merged.keys() & added.keys())
            if twice:
                raise MappingFileError(
                    f"Berkas {path}, isian '{kind}.{twice[0]}': sudah ada pada berkas lain di folder itu.",
                    "Hapus salah satunya.",
                )
            merged.update(added)
    compiled = {name: tuple(re.compile(line) for line in lines) for name, lines in pola.items()}
    return RuleBook(aturan, daftar, compiled, keluarga)


def fill(template: str, values: dict[str, object]) -> str:
    """Return a sentence with its `{fields}` filled in; unknown ones stay as they are.

    Not `str.format`: the file is the user's, and attribute access in a field has no place there.
    """
    return _FIELD.sub(lambda m: str(values.get(m.group(1), m.group(0))), template)
