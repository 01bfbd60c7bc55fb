"""The wording of the rules, as data of `mappings/temuan.yaml`: names, severities, sentences, phrases."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.checking.model import Severity  # noqa: TC001 - pydantic resolves it when the class is built
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

Text = Annotated[str, Field(min_length=1)]

_FIELD = re.compile(r"\{(\w+)\}")
FILE_NAME = "temuan.yaml"


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


class RuleBook(_Strict):
    """The file as a whole.

    Attributes:
        teks_pengganti: regular expressions of placeholder text left over from a template.
        tanda_bukti: phrases (of the pattern language) that are evidence inside a text.
        jabatan: offices of those who sign a report, lower-case.
        bukan_nama: words of a signature block that are no part of a name (office, place, seal), lower-case.
        aturan: texts by rule id.
    """

    teks_pengganti: tuple[Text, ...] = ()
    tanda_bukti: tuple[Text, ...] = ()
    jabatan: tuple[Text, ...] = ()
    bukan_nama: tuple[Text, ...] = ()
    aturan: dict[Annotated[str, Field(pattern=r"^ZI\d{3}$")], RuleText]

    @field_validator("teks_pengganti")
    @classmethod
    def _valid(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for line in value:
            try:
                re.compile(line)
            except re.error as error:
                raise ValueError(f"ekspresi reguler '{line}' tidak sah") from error
        return value

    @cached_property
    def placeholders(self) -> tuple[re.Pattern[str], ...]:
        """The expressions of placeholder text, compiled."""
        return tuple(re.compile(line) for line in self.teks_pengganti)


def load_rulebook(directory: Path) -> RuleBook:
    """Return the wording of the rules from the mappings directory.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid.
    """
    return load_validated(directory / FILE_NAME, RuleBook)


def fill(template: str, values: dict[str, object]) -> str:
    """Return a sentence with its `{fields}` filled in; unknown ones stay as they are.

    Not `str.format`: the file is the user's, and attribute access in a field has no place there.
    """
    return _FIELD.sub(lambda m: str(values.get(m.group(1), m.group(0))), template)
