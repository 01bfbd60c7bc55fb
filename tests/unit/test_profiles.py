"""The lexicon: complete for the LKE, free of loose ends, loud about slips."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import MappingFileError, UsageError
from assistant.lke.load import load_lke
from assistant.mapping.profiles import load_lexicon

MAPPINGS = Path(__file__).resolve().parents[2] / "mappings"


def test_every_group_and_indicator_has_words() -> None:
    lke, lexicon = load_lke(MAPPINGS, 2025), load_lexicon(MAPPINGS)
    assert set(lexicon.groups) == {group.code for group in lke.groups}
    words = {c: w for group in lexicon.groups.values() for c, w in group.daftar_indikator.items()}
    assert set(words) == {indikator.code for indikator in lke.daftar_indikator}
    assert [code for code, w in words.items() if not w.phrases or not w.aspects] == []


def test_every_group_has_one_main_indicator_at_most() -> None:
    for code, group in load_lexicon(MAPPINGS).groups.items():
        assert sum(words.main for words in group.daftar_indikator.values()) <= 1, code
        assert group.headings, code
        assert group.topics, code


def test_no_writing_means_two_concepts() -> None:
    seen: dict[str, str] = {}
    for name, writings in load_lexicon(MAPPINGS).concepts:
        for writing in writings:
            assert seen.setdefault(writing.lower(), name) == name, writing


def test_areas_are_numbered_one_to_six() -> None:
    assert [area.number for area in load_lexicon(MAPPINGS).areas] == [1, 2, 3, 4, 5, 6]


def test_missing_lexicon(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"leksikon\.yaml"):
        load_lexicon(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - nomor: 6\n", "  - nomor: 7\n", "nilai terlalu besar"),
        ("        utama: true\n", "        utama: barangkali\n", "seharusnya true atau false"),
        ("isyarat_area:", "isyarat_wilayah:", "isian"),
    ],
)
def test_slips_are_named_with_their_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (MAPPINGS / "leksikon.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "leksikon.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(MappingFileError) as caught:
        load_lexicon(tmp_path)
    assert "leksikon.yaml, baris " in str(caught.value)
    assert said in str(caught.value)
