"""Rules on values: the same figure given twice, scales, categories, sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking import (
    value_conflicts,
    value_counts,
    value_respondents,
    value_scales,
    value_shares,
    value_tables,
)

if TYPE_CHECKING:
    from assistant.checking.rule import Rule

RULES: dict[str, Rule] = dict(
    sorted(
        {
            **value_conflicts.RULES,
            **value_shares.RULES,
            **value_scales.RULES,
            **value_tables.RULES,
            **value_respondents.RULES,
            **value_counts.RULES,
        }.items()
    )
)
