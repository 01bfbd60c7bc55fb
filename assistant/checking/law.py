"""Rules on citations of law, decrees and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.checking.rule import Rule

RULES: dict[str, Rule] = {}
