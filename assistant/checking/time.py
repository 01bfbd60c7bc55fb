"""Rules on time: years, dates, weekdays, deadlines, and tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.checking.rule import Rule

RULES: dict[str, Rule] = {}
