"""A verdict with the sentence that gives its reason, before it is tied to an answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.auditing.model import Verdict, VerdictKind

_PARTS = ("jawaban", "catatan", "kriteria", "nilai", "tahun")


@dataclass(frozen=True)
class Judgement:
    """A verdict; `reason` names a sentence of `audit.yaml` and `parts` fills its places."""

    verdict: Verdict
    kind: VerdictKind | None
    reason: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def with_parts(self, **parts: str) -> Judgement:
        """Return it with further parts; those that it has go first."""
        return replace(self, parts={**parts, **self.parts})

    def say(self, sentences: Mapping[str, str]) -> str:
        """Return the reason as one Indonesian sentence."""
        return sentences[self.reason].format_map({part: self.parts.get(part, "") for part in _PARTS})
