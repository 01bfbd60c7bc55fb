"""Rules on citations of law, decrees and letters, gathered from the modules of their subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking import (
    law_amendments,
    law_gazette,
    law_lists,
    law_papers,
    law_status,
    law_titles,
)

if TYPE_CHECKING:
    from assistant.checking.rule import Rule

RULES: dict[str, Rule] = dict(
    sorted(
        {
            **law_status.RULES,
            **law_amendments.RULES,
            **law_titles.RULES,
            **law_gazette.RULES,
            **law_lists.RULES,
            **law_papers.RULES,
        }.items()
    )
)
