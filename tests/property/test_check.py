"""Whatever a report looks like, its check judges every section and measure and every finding is usable."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.checking_samples import CLEAN, check, fmt

_LINES = [line for line in CLEAN.split("\n") if line.strip()]
_ODD = [
    "# ",
    "#### 7.",
    "> Gambar 2.1",
    "1.",
    "Gambar 2.3 dan Tabel 9.9",
    "# BAB I",
    "##",
    "a) |",
    "[isi nama]",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_LINES + _ODD), max_size=40))
def test_any_order_and_choice_of_lines_is_judged(lines: list[str]) -> None:
    result = check("\n".join(lines))
    assert [entry.section for entry in result.conformance] == [section.id for section in fmt().bagian]
    assert len(result.measures) == len(fmt().langkah)
    assert len(set(result.findings)) == len(result.findings)
    for finding in result.findings:
        assert finding.message
        assert "{" not in finding.message
        assert len(finding.quote.split()) <= 25
        assert finding.block is None or finding.line is not None
