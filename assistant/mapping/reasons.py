"""Why an indicator was named, in plain Indonesian: the words, headings and neighbours that spoke for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.mapping.scoring import area_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mapping.areas import HeadingContext
    from assistant.mapping.features import Evidence, ProfileIndex
    from assistant.mapping.terms import Hit

# More than this many phrases say nothing further to the reader.
_MAX_PHRASES = 4
# Weaker headings and likenesses moved the score, but would not convince a reader.
_TELLING_HEADING = 0.3
_TELLING_LIKENESS = 0.25


def reasons_for(
    i: int, index: ProfileIndex, own: Evidence, heading: Evidence | None, context: HeadingContext
) -> tuple[str, ...]:
    """Return what spoke for the indicator with index `i`, the strongest kind first; never empty."""
    group = int(index.group_of[i])
    reasons = []
    phrases = _strongest(own.phrase_hits, i) + _strongest(own.topic_hits, group)
    if phrases:
        reasons.append("kata-kata: " + ", ".join(list(dict.fromkeys(phrases))[:_MAX_PHRASES]))
    if heading is not None and max(heading.topic[group], heading.phrase[i]) > _TELLING_HEADING:
        reasons.append(f"judul bagian: {context.topic}")
    if context.area_heading and context.area == area_number(index.codes[i]):
        reasons.append(f"area pada judul: {context.area_heading}")
    if own.cosine[i] >= _TELLING_LIKENESS:
        reasons.append(f"mirip dengan bunyi indikator ({own.cosine[i]:.0%})")
    return tuple(reasons) or ("melanjutkan teks sebelumnya",)


def _strongest(hits: Sequence[Hit], target: int) -> list[str]:
    """Return the texts of the phrases found for a target, the most telling first."""
    mine = sorted((hit for hit in hits if hit.phrase.target == target), key=lambda hit: -hit.strength)
    return [hit.phrase.text for hit in mine]
