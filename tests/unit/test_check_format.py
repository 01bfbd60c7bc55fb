from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.checking.check import check_document
from assistant.checking.format import load_format
from assistant.checking.registry import RULES
from assistant.checking.rulebook import fill, load_rulebook
from assistant.errors import MappingFileError, UsageError
from assistant.mapping.model import MappingResult
from tests.unit.checking_samples import CLEAN, MAPPINGS, document, fmt, lke

SECTIONS = [
    *("I", "I.A", "I.B", "I.C", "II", "II.A", "II.A.I"),
    *(f"II.A.I.{n}" for n in range(1, 7)),
    *("II.A.II", "II.B", "III", "III.A", "III.B", "LAMPIRAN"),
]


@pytest.fixture
def mappings(tmp_path: Path) -> Path:
    shutil.copy(MAPPINGS / "format-1766.yaml", tmp_path / "format-1766.yaml")
    shutil.copytree(MAPPINGS / "temuan", tmp_path / "temuan")
    return tmp_path


def edit(directory: Path, name: str, old: str, new: str) -> None:
    path = directory / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_format_has_the_sections_and_measures_of_the_letter() -> None:
    assert [section.id for section in fmt().bagian] == SECTIONS
    assert "".join(measure.id for measure in fmt().langkah) == "abcdefghijklm"
    assert fmt().surat.nomor == "1766/PW.02-SD/11/2025"
    known = {node.code for node in lke().nodes}
    assert all(code in known for section in fmt().bagian for code in section.area)


def test_the_format_follows_the_year_and_an_explicit_name_wins(mappings: Path) -> None:
    shutil.copy(mappings / "format-1766.yaml", mappings / "format-9.yaml")
    edit(mappings, "format-9.yaml", 'id: "1766"', 'id: "9"')
    edit(mappings, "format-9.yaml", "{dari: 2025}", "{dari: 2027}")
    assert load_format(mappings, 2026).id == "1766"
    assert load_format(mappings, 2027).id == "9"
    assert load_format(mappings, None).id == "9"
    assert load_format(mappings, 2027, "1766").id == "1766"
    with pytest.raises(UsageError, match="tidak dikenal"):
        load_format(mappings, 2027, "12")


def test_a_directory_without_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"format-\*\.yaml"):
        load_format(tmp_path, 2025)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("judul: PENDAHULUAN", "judull: PENDAHULUAN", "bagian.0"),
        ("id: I.A\n", "id: satu\n", "bagian.1.id"),
        ('- "video | vidio + menit"', '- "video | + menit"', "langkah.2.unsur"),
        ("{dari: 2025}", "{dari: lalu}", "berlaku.dari"),
        ("bukan_bukti: [I.B,", "bukan_bukti: [I.Z,", "(akar)"),
    ],
)
def test_errors_name_file_line_and_field(mappings: Path, old: str, new: str, field: str) -> None:
    edit(mappings, "format-1766.yaml", old, new)
    with pytest.raises(MappingFileError) as caught:
        load_format(mappings, 2025)
    assert "format-1766.yaml, baris " in str(caught.value)
    assert field in str(caught.value)


def test_every_rule_has_its_words_and_no_words_are_idle() -> None:
    assert load_rulebook(MAPPINGS).aturan.keys() == RULES.keys()


def test_a_rule_book_that_lacks_a_rule_is_refused(mappings: Path) -> None:
    edit(mappings / "temuan", "rencana.yaml", "  ZI403:", "  ZI999:")
    with pytest.raises(MappingFileError, match="ZI403"):
        check_document(document(CLEAN), fmt(), lke(), MappingResult((), ()), rulebook=load_rulebook(mappings))


def test_sentences_are_filled_without_reaching_into_objects() -> None:
    assert fill("{a} dan {b.__class__} dan {c}", {"a": 1, "b": 2}) == "1 dan {b.__class__} dan {c}"
