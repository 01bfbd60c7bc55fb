"""The whole documents that rules are measured on: complete, and in agreement with themselves."""

from __future__ import annotations

import re

import pytest

from tests.factories.office import OfficeLevel
from tests.factories.spec import Heading, Line, ListItem, Paragraph, Picture, TableSpec
from tests.factories.utuh import invent_whole, whole_laporan, whole_rencana
from tests.factories.utuh.angka import in_words

LEVELS = tuple(OfficeLevel)


@pytest.mark.parametrize("seed", range(1, 9))
class TestLaporan:
    def test_no_blank_is_left_and_the_same_seed_gives_the_same(self, seed: int) -> None:
        whole = invent_whole(seed, LEVELS[seed % 4])
        spec = whole_laporan(whole)
        assert spec == whole_laporan(invent_whole(seed, LEVELS[seed % 4]))
        texts = [e.text for e in spec.elements if isinstance(e, (Heading, ListItem, Paragraph, Line))]
        assert not [text for text in texts if re.search(r"[{}]|  |\.\.", text)]

    def test_tables_add_up(self, seed: int) -> None:
        spec = whole_laporan(invent_whole(seed, LEVELS[seed % 4]))
        team, _, survey = spec.of_kind(TableSpec)[:3]
        assert sum(int(row[2]) for row in team.rows[:-1]) == int(team.rows[-1][2])
        assert sum(int(row[1]) for row in survey.rows[:-1]) == int(survey.rows[-1][1])

    def test_every_label_that_is_mentioned_exists(self, seed: int) -> None:
        spec = whole_laporan(invent_whole(seed, LEVELS[seed % 4]))
        labels = {e.label.rstrip(":.") for kind in (Picture, TableSpec) for e in spec.of_kind(kind)}
        text = " ".join(e.text for e in spec.of_kind(Paragraph))
        assert set(re.findall(r"(?:Tabel|Gambar) \d(?:\.\d+)?\d*", text)) <= labels


@pytest.mark.parametrize("tabular", [True, False])
def test_rencana_is_a_decree_with_its_annex(tabular: bool) -> None:
    rencana = whole_rencana(invent_whole(3, OfficeLevel.KIP, 2026), tabular=tabular)
    lines = [line.text for line in rencana.document.of_kind(Line)]
    assert "MEMUTUSKAN:" in lines
    assert "LAMPIRAN" in lines
    assert len(rencana.actions) > 25


@pytest.mark.parametrize(
    ("number", "words"), [(7, "tujuh"), (11, "sebelas"), (20, "dua puluh"), (34, "tiga puluh empat")]
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words
