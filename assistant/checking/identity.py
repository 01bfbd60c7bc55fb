"""Rules on identity: whose document this is, and who and what is named in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.checking.rule import Rule

RULES: dict[str, Rule] = {}
