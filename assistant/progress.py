"""How long work reports its progress: a small protocol, so that the package itself never prints."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives the progress of one step after another; implemented by the command line."""

    def start(self, label: str, total: int | None = None) -> None:
        """Begin a step: `label` is Indonesian text, `total` the number of units (None where unknown)."""

    def advance(self, units: int = 1) -> None:
        """Say that `units` more units of the current step are done."""

    def finish(self) -> None:
        """End the current step."""


class SilentProgress:
    """A progress that nobody looks at: the default in the library and in tests."""

    def start(self, label: str, total: int | None = None) -> None:
        """Ignore the step."""

    def advance(self, units: int = 1) -> None:
        """Ignore the units."""

    def finish(self) -> None:
        """Ignore the end."""
