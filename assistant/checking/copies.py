"""Rules on copied text: repeated passages, unfinished sentences, text that scanning has cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.checking.rule import Rule

RULES: dict[str, Rule] = {}
