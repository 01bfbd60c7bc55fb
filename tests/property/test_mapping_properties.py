"""Whatever text comes: scores stay in bounds, the mapping keeps the order, and nothing breaks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.document import BlockKind
from assistant.language.pipeline import pipeline
from assistant.lke.load import load_lke
from assistant.mapping.model import Segment
from assistant.mapping.profiles import load_lexicon
from assistant.mapping.ranker import Mapper

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"
WORDS = st.sampled_from(
    [
        "gratifikasi",
        "SPIP",
        "evaluasi",
        "rapat",
        "zona",
        "integritas",
        "layanan",
        "SOP",
        "3,82",
        "|",
        ".",
        ":",
        "\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=30).map(" ".join))
SEGMENTS = st.lists(
    st.builds(
        Segment,
        id=st.uuids().map(str),
        text=TEXTS,
        kind=st.sampled_from(list(BlockKind)),
        heading_path=st.lists(TEXTS, max_size=3).map(tuple),
    ),
    max_size=4,
)


@cache
def mapper() -> Mapper:
    return Mapper(load_lke(MAPPINGS, 2025), load_lexicon(MAPPINGS))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEGMENTS)
def test_any_segments_map_in_order_and_bounds(segments: list[Segment]) -> None:
    mapped = list(mapper().map_segments(segments))
    assert [m.id for m in mapped] == [s.id for s in segments]
    for mapping in mapped:
        scores = [candidate.score for candidate in mapping.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0.0 < score <= 1.0 for score in scores)
        assert all(candidate.reasons for candidate in mapping.candidates)
        assert not mapping.candidates or mapping.area is not None


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_offsets_point_at_the_text(text: str) -> None:
    analysis = pipeline().analyse(text)
    ends = [0]
    for start, end in analysis.sentences:
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)
    for word in analysis.words:
        assert 0 <= word.start < word.end <= len(text)
