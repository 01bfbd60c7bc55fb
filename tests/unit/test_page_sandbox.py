"""Page templates of users run within bounds: what reaches out, runs on or grows is refused soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import rendering_samples as samples
from jinja2 import TemplateError as JinjaError

from assistant.errors import TemplateError
from assistant.rendering.html_page import render_page

SECONDS = 20.0


def page(folder: Path, source: str, **values: object) -> str:
    (folder / "uji.html.j2").write_text(source, encoding="utf-8")
    return render_page("uji.html.j2", samples.document(), samples.RULES, values, folder)


LOOP = "{% for a in [1,2,3,4,5,6,7,8,9,10] %}"
DOUBLED = "{% set x = 'xxxxxxxxxxxxxxxx' %}" + "{% set x = x ~ x %}" * 40
BRANCHING = "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
CHAIN = "{% macro m0() %}xxxxxxxx{% endmacro %}" + "".join(
    f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 50)
)
HOSTILE = {
    "class": "{{ dokumen.__class__ }}{{ ''.__class__ }}",
    "subclasses": "{{ ().__class__.__base__.__subclasses__() }}",
    "globals of a macro": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "attr": "{{ '' | attr('__class__') }}",
    "self": "{{ self.__init__.__globals__ }}",
    "cycler": "{{ cycler('a').next() }}",
    "namespace": "{% set n = namespace(a=1) %}",
    "lipsum": "{{ lipsum(n=100000) }}",
    "range": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "format": "{{ '{0.__class__}'.format(1) }}",
    "format map": "{{ '%s'.format_map({}) }}",
    "padding by percent": "{{ '%1000000000d' % 1 }}",
    "times": "{{ 'x' * 1000000000 }}",
    "list times": "{% for a in [1] * 1000000000 %}{% endfor %}",
    "power": "{{ 10 ** 10 ** 10 }}",
    "big numbers": "{% set x = 999999999999 %}" + "{% set x = x * x %}" * 40,
    "plus": "{% set x = 'xxxxxxxx' %}" + "{% set x = x + x %}" * 40,
    "tilde": DOUBLED,
    "join": "{% set x = 'xxxxxxxxxxxxxxxx' %}" + "{% set x = [x, x] | join(x) %}" * 40,
    "block set": "{% set x %}xxxxxxxx{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40,
    "center": "{{ 'x' | center(1000000000) }}",
    "center method": "{{ 'x'.center(1000000000) }}",
    "replace method": "{{ 'x'.replace('x', 'y') }}",
    "indent": "{{ 'x' | indent(1000000000) }}",
    "nested lists": "{% set x = [1] %}" + "{% set x = [x, x] %}" * 40 + "{{ x }}",
    "nested lists, lower": "{% set x = [1] %}" + "{% set x = [x, x] %}" * 40 + "{{ x | lower }}",
    "loops of nothing": LOOP * 12 + "{% endfor %}" * 12,
    "loops of text": LOOP * 7 + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" + "{% endfor %}" * 7,
    "recursive loop": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "recursive macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "branching macro": BRANCHING + "{{ m(60) }}",
    "chain of macros": CHAIN + "{{ m49() }}",
    "itself": "{% include 'uji.html.j2' %}",
    "upwards": "{% include '../rahasia.html.j2' %}",
    "absolute": "{% include '/etc/passwd' %}",
    "another kind": "{% include 'rencana.docx' %}",
    "linked": "{% include 'tautan.html.j2' %}",
    "missing value": "{{ tidak_ada }}",
    "unsafe text": "{{ '<b>' | safe }}",
    "long source": "x" * 2_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page_is_refused_soon(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.html.j2"
    secret.write_text("rahasia", encoding="utf-8")
    folder = tmp_path / "kami"
    folder.mkdir()
    (folder / "tautan.html.j2").symlink_to(secret)
    begun = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        page(folder, HOSTILE[name])
    assert time.monotonic() - begun < SECONDS
    assert caught.value.exit_code == 3
    assert isinstance(caught.value.__cause__, JinjaError | RecursionError)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% for a in daftar %}{{ loop.index }}/{{ loop.length }}{{ a }}{% endfor %}", "1/2a2/2b"),
        ("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m('a') }}", "[a]"),
        ("{{ 'a' ~ 1 ~ '<' }}", "a1&lt;"),
        ("{{ daftar | join(', ') }}", "a, b"),
        ("{{ 1 + 2 * 3 }}", "7"),
        ("{% set x %}<b>{% endset %}{{ x }}", "<b>"),
        ("{{ 'ab'.count('a') }}", "1"),
        ("{{ '<b>' }}{{ 'A' | lower }}", "&lt;b&gt;a"),
    ],
)
def test_ordinary_constructs_work(source: str, expected: str, tmp_path: Path) -> None:
    assert page(tmp_path, source, daftar=["a", "b"]) == expected
