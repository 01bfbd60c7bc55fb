"""Templates are filled in a sandbox; what reaches for more is refused."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from assistant.drafting.fill import Template
from assistant.errors import TemplateError, UsageError


def template(tmp_path: Path, text: str) -> Template:
    word = docx.Document()
    word.add_paragraph(text)
    path = tmp_path / "templat.docx"
    word.save(str(path))
    return Template(path)


def render(tmp_path: Path, text: str) -> str:
    values = {"satker": "KPU Kota Teluk Senja", "tahun": "2026"}
    data = template(tmp_path, text).render(values, (), "Judul", 2026)
    path = tmp_path / "hasil.docx"
    path.write_bytes(data)
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laporan {{ satker }} tahun {{ tahun }}", "Laporan KPU Kota Teluk Senja tahun 2026"),
        ("{{ satker | upper }}", "KPU KOTA TELUK SENJA"),
        ("{% if tahun == '2026' %}baru{% else %}lama{% endif %}", "baru"),
    ],
)
def test_values_and_choices(tmp_path: Path, text: str, expected: str) -> None:
    assert render(tmp_path, text).strip() == expected


HOSTILE = [
    "{{ satker.__class__ }}",
    "{{ satker.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__ }}",
    "{{ satker['__class__'] }}",
    "{{ satker | attr('__class__') }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum(n=100000) }}",
    "{{ range(1000000000) }}",
    "{% for a in 'xxxxxxxxxx' %}{% for b in 'xxxxxxxxxx' %}x{% endfor %}{% endfor %}",
    "{{ 'x' * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%1000000000d' | format(1) }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ 'x' | indent(1000000000) }}",
    "{{ ['x', 'x'] | join('x') }}",
    "{{ 'x' ~ 'x' }}",
    "{% set a = 'x' %}{{ a }}",
    "{% macro m() %}x{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'rahasia.txt' %}",
    "{% import 'rahasia.txt' as r %}",
    "{% extends 'rahasia.txt' %}",
    "{{ satker.format }}",
    "{{ satker.replace('K', 'x') }}",
    "{{ tidak_ada }}",
    "{{ satker",
    "{% if tahun %}tanpa akhir",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_or_broken_template_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render(tmp_path, text)
    assert "templat.docx" in str(caught.value)


def test_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "templat.docx"
    path.write_bytes(b"bukan berkas Word")
    with pytest.raises(TemplateError, match=r"templat\.docx"):
        Template(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="hilang"):
        Template(tmp_path / "hilang.docx")


def test_placeholders_are_listed(tmp_path: Path) -> None:
    assert template(tmp_path, "{{ satker }} {{ tahun }}").placeholders() == {"satker", "tahun"}
