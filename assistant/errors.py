"""Everything that can go wrong in a way a user can mend, as one family of exceptions.

Each class owns its exit code; the codes are a documented interface (`docs/kode-keluar.md`). A message is one
Indonesian sentence that names the file and what is wrong with it; `remedy` says what to do about it.
"""

from __future__ import annotations

from typing import ClassVar


class AssistantError(Exception):
    """A fault that the program foresaw; its text is meant for the person at the keyboard.

    Attributes:
        message: Indonesian sentence: what is wrong, with which file.
        remedy: Indonesian sentence: what to do about it; empty where nothing sensible can be said.
        exit_code: what the process ends with.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(AssistantError):
    """The command was called wrongly, or names a file that is not there."""

    exit_code = 2


class InputError(AssistantError):
    """An input cannot be read: damaged, locked, empty, over a limit, or not what it claims to be."""

    exit_code = 3


class DamagedFileError(InputError):
    """The file's structure is broken."""


class LockedFileError(InputError):
    """The file needs a password to be opened."""


class EmptyFileError(InputError):
    """The file holds nothing that can be read: no bytes, no pages, or no text."""


class UnknownFormatError(InputError):
    """The file is of no kind that the program reads."""


class LimitError(InputError):
    """The file exceeds a limit set against hostile or absurd input."""


class MappingFileError(InputError):
    """A YAML file under `mappings/` is invalid; the message names file, line and field."""


class SettingsFileError(InputError):
    """A `zi.toml` is invalid; the message names file and field."""


class TemplateError(InputError):
    """A Word or HTML template is invalid or hostile."""


class MissingPartError(AssistantError):
    """An optional part (OCR engine, LibreOffice) is not installed; the remedy names its installer."""

    exit_code = 4


class OutputError(AssistantError):
    """An output cannot be written: open in another program, read-only, disk full, or already there."""

    exit_code = 5
