"""Hostile and broken Word templates are refused: fast, by name and place, without a file.

Each entry of the tables below is one hostile template. What only leads outside (and Word itself leaves in
ordinary files) is taken out; the tests at the end read the filled file for it.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from markupsafe import Markup
from template_samples import OFFICE, VALUES, Files, W, body, both, changed, field, part, relation, template

from assistant.drafting.fill import Template
from assistant.errors import InputError, LimitError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 5.0
NAME = "templat-asing.docx"


def refusal(path: Path, values: dict[str, object] | None = None) -> InputError:
    """Return the error that a template ends in; it must name the file and come soon."""
    begun = time.monotonic()
    with pytest.raises(InputError) as caught:
        Template(path).render(values or VALUES, (), "Judul", 2026)
    assert time.monotonic() - begun < SECONDS
    assert path.name in caught.value.message
    assert caught.value.exit_code == 3
    return caught.value


EXPRESSIONS = [
    # attributes and items
    "{{ satker.__class__ }}",
    "{{ satker.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__ }}",
    "{{ satker['__class__'] }}",
    "{{ satker[0] }}",
    "{{ satker[0:9] }}",
    "{{ satker | attr('__class__') }}",
    "{{ satker | map(attribute='__class__') }}",
    "{{ (satker).upper }}",
    "{{ satker.format }}",
    "{{ satker.replace('K', 'x') }}",
    "{{ '{0.__class__}'.format(satker) }}",
    "{{ '%s' | format(satker) }}",
    # what Jinja itself hands out
    "{{ self._TemplateReference__context }}",
    "{{ self }}",
    "{{ loop.index }}",
    "{{ cycler('a').next() }}",
    "{{ joiner() }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1) }}",
    "{{ lipsum(n=100000) }}",
    "{{ range(1000000000) }}",
    "{{ caller() }}",
    "{{ super() }}",
    # loops
    "{% for a in range(1000000000) %}x{% endfor %}",
    "{% for a in satker %}{% for b in satker %}x{% endfor %}{% endfor %}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{%p for a in 'xxxxxxxxxx' %}",
    "{%tr for a in 'xxxxxxxxxx' %}",
    "{%tc for a in 'xxxxxxxxxx' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% call satker() %}{% endcall %}",
    # sizes
    "{{ 'x' * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 'x' ~ 'x' }}",
    "{{ 1 + 1 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ 'x' | indent(1000000000) }}",
    "{{ 'x' | wordwrap(1) }}",
    "{{ 'x' | replace('x', 'xxxxxxxx') }}",
    "{{ ['x', 'x'] | join('x') }}",
    "{{ [satker, satker] }}",
    "{{ {'a': satker} }}",
    # other files, other state
    "{% include 'rahasia.txt' %}",
    "{% import 'rahasia.txt' as r %}",
    "{% from 'rahasia.txt' import r %}",
    "{% extends 'rahasia.txt' %}",
    "{% block b %}{% endblock %}",
    "{% set a = 'x' %}",
    "{% set a %}x{% endset %}",
    "{% do satker %}",
    "{% debug %}",
    "{% with a = 1 %}{% endwith %}",
    "{% filter upper %}x{% endfilter %}",
    "{% autoescape false %}{{ satker }}{% endautoescape %}",
    "{{ satker | safe }}",
    "{{ satker | pprint }}",
    "{{ satker is callable }}",
    "{% raw %}{{ satker }}{% endraw %}",
    "{%- raw -%}{{ satker }}{%- endraw -%}",
    # docxtpl's own
    "{% cellbg satker %}",
    "{% colspan satker %}",
    "{% vm %}",
    "{% hm %}",
    "{{tr satker }}",
    "{{tc satker }}",
    "{{p satker.__class__ }}",
    "{{r satker.__class__ }}",
    "{_{ satker }_} {{ x.y }}",
    # broken
    "{{ tidak_ada }}",
    "{{ satker",
    "{{ satker }",
    "{{{ satker }}}",
    "{{ {{ satker }} }}",
    "{% if tahun %}tanpa akhir",
    "{% endif %}",
    "{{ satker </w:t><w:t> }}",
    "{{ '<w:p/>' | e | safe }}",
    "{{ " + "(" * 90 + "satker" + ")" * 90 + " }}",
    "{{ " + "not " * 3000 + "satker }}",
    "{{ satker" + " | upper" * 3000 + " }}",
]


@pytest.mark.parametrize("text", EXPRESSIONS, ids=range(len(EXPRESSIONS)))
def test_expression_is_refused_with_its_place(text: str, tmp_path: Path) -> None:
    error = refusal(template(tmp_path / NAME, "Pembuka", text))
    assert "isi, paragraf 2" in error.message


RUNS = "<w:p><w:r><w:t>{{ sat</w:t></w:r><w:r><w:t>ker.__cl</w:t></w:r><w:r><w:t>ass__ }}</w:t></w:r></w:p>"
TAGGED = "<w:p><w:r><w:t>{{ satker.__class__ }}</w:t></w:r></w:p>"
BOX = (
    "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
    f"{TAGGED}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
PLACES = {
    "split runs": (body(RUNS), "isi, paragraf 1"),
    "header": (part("word/header9.xml", "header", f"<w:hdr {W}>{TAGGED}</w:hdr>"), "kepala halaman"),
    "footer": (part("word/footer9.xml", "footer", f"<w:ftr {W}>{TAGGED}</w:ftr>"), "kaki halaman"),
    "footnote": (
        part("word/footnotes.xml", "footnotes", f"<w:footnotes {W}>{TAGGED}</w:footnotes>"),
        "catatan kaki",
    ),
    "endnote": (
        part("word/endnotes.xml", "endnotes", f"<w:endnotes {W}>{TAGGED}</w:endnotes>"),
        "catatan akhir",
    ),
    "comment": (part("word/comments.xml", "comments", f"<w:comments {W}>{TAGGED}</w:comments>"), "komentar"),
    "text box": (body(BOX), "isi"),
    "table cell": (body(f"<w:tbl><w:tblGrid/><w:tr><w:tc>{TAGGED}</w:tc></w:tr></w:tbl>"), "isi"),
    "deleted text": (
        body("<w:p><w:del w:id='1'><w:r><w:delText>{{ satker.x }}</w:delText></w:r></w:del></w:p>"),
        "isi",
    ),
    "attribute": (body("<w:p><w:bookmarkStart w:id='1' w:name='{{ satker.x }}'/></w:p>"), "isi"),
    "field code": (body(field("PAGE {{ satker.x }}")), "isi"),
    "over paragraphs": (
        body("<w:p><w:r><w:t>{</w:t></w:r></w:p><w:p><w:r><w:t>{ satker.x }}</w:t></w:r></w:p>"),
        "isi",
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_hidden_expression_is_refused(name: str, tmp_path: Path) -> None:
    change, place = PLACES[name]
    assert place in refusal(changed(tmp_path / NAME, change)).message


def properties(files: Files) -> None:
    core = "docProps/core.xml"
    files[core] = re.sub(rb"(<dc:creator>)", rb"\1{{ satker.__class__ }}", files[core])


def test_expression_in_the_properties_is_refused(tmp_path: Path) -> None:
    assert "sifat berkas" in refusal(changed(tmp_path / NAME, properties)).message


def macros(files: Files) -> None:
    types = "[Content_Types].xml"
    files[types] = (
        files[types]
        .replace(b"document.main+xml", b"document.main+xml")
        .replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    )


def as_dotx(files: Files) -> None:
    types = "[Content_Types].xml"
    files[types] = files[types].replace(b"document.main+xml", b"template.main+xml")


def set_file(path: str, content: bytes) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[path] = content

    return change


def inside(kind: str, file: str) -> Callable[[Files], None]:
    return both(relation(kind, file, external=False), set_file(f"word/{file}", b"x"))


def by_type(files: Files) -> None:
    part("word/kepala.bin", "header", f"<w:hdr {W}>{TAGGED}</w:hdr>")(files)


def by_relation(files: Files) -> None:
    files["word/lain.xml"] = files["word/document.xml"]
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"word/document.xml", b"word/lain.xml")


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
CHUNK = both(
    body(f'<w:altChunk xmlns:r="{OFFICE}" r:id="rId901"/>'),
    relation("aFChunk", "isi.html", external=False),
    set_file("word/isi.html", b"<script>alert(1)</script>"),
)
ACTIVE = {
    "docm": (macros, "makro"),
    "dotx": (as_dotx, "dotx"),
    "vba project": (
        both(relation("vbaProject", "vba.bin", external=False), set_file("word/vba.bin", b"x")),
        "makro",
    ),
    "ole, linked": (relation("oleObject", "file:///C:/rahasia.xlsx"), "OLE"),
    "ole, embedded": (inside("oleObject", "o.bin"), "OLE"),
    "embedded workbook": (inside("package", "a.xlsx"), "tertanam"),
    "activex": (
        both(relation("control", "a.xml", external=False), set_file("word/a.xml", b"<x/>")),
        "ActiveX",
    ),
    "altChunk": (CHUNK, "altChunk"),
    "altChunk, linked": (relation("aFChunk", "https://contoh.invalid/a.html"), "altChunk"),
    "subdocument": (relation("subDocument", "file:///C:/rahasia.docx"), "subdokumen"),
    "frame": (relation("frame", "https://contoh.invalid/"), "bingkai"),
    "entities": (set_file("word/settings.xml", DOCTYPE), ""),
    "broken xml": (set_file("word/styles.xml", b"<w:styles"), ""),
    "no content types": (lambda files: files.pop("[Content_Types].xml") and None, ""),
    "decoy by type": (by_type, ""),
    "decoy by relation": (by_relation, ""),
    "path upwards": (set_file("../../luar.xml", b"<x/>"), ""),
}
FIELDS = (
    "INCLUDETEXT &quot;C:\\\\rahasia.docx&quot;",
    "INCLUDEPICTURE &quot;https://contoh.invalid/a.png&quot; \\d",
    "DDE Excel rahasia.xlsx A1",
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot;",
    "LINK Excel.Sheet.8 rahasia.xlsx A1",
    "IMPORT rahasia.png",
    "DATABASE \\d &quot;C:\\\\data.mdb&quot;",
    "MACROBUTTON Jalankan klik",
    "AUTOTEXT isi",
    "RD rahasia.docx",
    "QUOTE 61 62",
    "PRINT &quot;perintah&quot;",
    "FILLIN &quot;Kata sandi?&quot;",
    "HYPERLINK &quot;file:///C:/rahasia.exe&quot;",
    "HYPERLINK &quot;\\\\\\\\peladen\\\\berbagi&quot;",
    "ddeauto cmd",
    "SEQ " + "x" * 1000,
)


@pytest.mark.parametrize("name", ACTIVE)
def test_active_content_is_refused(name: str, tmp_path: Path) -> None:
    change, named = ACTIVE[name]
    assert named in str(refusal(changed(tmp_path / NAME, change)))


@pytest.mark.parametrize("code", FIELDS)
def test_field_that_reaches_outside_is_refused(code: str, tmp_path: Path) -> None:
    simple = f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    for xml in (field(code), simple):
        assert "word/document.xml" in refusal(changed(tmp_path / NAME, body(xml))).message


OPEN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'


@pytest.mark.parametrize(
    "xml",
    [
        field("DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd"),
        field(f"IF 1 = 1 </w:instrText></w:r>{OPEN}<w:r><w:instrText>DDE x"),
        "<w:p><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p>",
        f"<w:p>{OPEN}<w:r><w:instrText>DDE x</w:instrText></w:r></w:p>",
    ],
    ids=["over runs", "inside another", "without begin", "without end"],
)
def test_field_in_pieces_is_refused(xml: str, tmp_path: Path) -> None:
    assert "bidang" in refusal(changed(tmp_path / NAME, body(xml))).message


@pytest.mark.parametrize("code", ["PAGE", 'TOC \\o "1-3" \\h', "SEQ Gambar \\* ARABIC", "DATE \\@ yyyy"])
def test_ordinary_fields_are_fine(code: str, tmp_path: Path) -> None:
    path = changed(tmp_path / NAME, body(field(code.replace('"', "&quot;"))), "{{ satker }}")
    assert Template(path).render(VALUES, (), "Judul", 2026)


# --- sizes --------------------------------------------------------------------------------------------------


def test_bomb_of_zeros_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path / NAME, "x")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.png", b"\0" * 120_000_000)
    assert isinstance(refusal(path), LimitError)


def test_bomb_of_text_is_refused(tmp_path: Path) -> None:
    assert isinstance(refusal(changed(tmp_path / NAME, body("<w:p/>" * 1_000_000))), LimitError)


def test_file_of_many_parts_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path / NAME, "x")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(3_000):
            archive.writestr(f"word/media/{number}.png", b"")
    assert isinstance(refusal(path), LimitError)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = template(tmp_path / NAME, "x")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    refusal(path)


@pytest.mark.parametrize(
    "text",
    [
        "{{ satker }}" * 5_000,
        "{{" * 200_000,
        "{{ satker " * 50_000,
        "{% if satker %}" * 500 + "{% endif %}" * 500,
        "{{ satker }}" * 100 + "{{" + "x" * 1_000_000,
        "{" * 300_000,
    ],
    ids=["many tags", "openings", "unclosed", "deep", "long", "braces"],
)
def test_huge_paragraph_is_refused_soon(text: str, tmp_path: Path) -> None:
    refusal(template(tmp_path / NAME, text))


def test_huge_paragraph_of_single_braces_is_only_text(tmp_path: Path) -> None:
    begun = time.monotonic()
    Template(template(tmp_path / NAME, "{ a } " * 20_000)).render(VALUES, (), "Judul", 2026)
    assert time.monotonic() - begun < SECONDS


def test_long_value_printed_over_and_over_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path / NAME, *["{{ satker }}"] * 900)
    error = refusal(path, {"satker": "x" * 1_000_000})
    assert isinstance(error, LimitError)


def test_deeply_nested_xml_is_refused(tmp_path: Path) -> None:
    refusal(
        changed(tmp_path / NAME, body("<w:sdt><w:sdtContent>" * 3_000 + "</w:sdtContent></w:sdt>" * 3_000))
    )


def test_choice_that_tears_the_text_apart_is_refused(tmp_path: Path) -> None:
    end = "<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"
    cell = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{end}<w:p/></w:tc></w:tr></w:tbl>"
    start = "<w:p><w:r><w:t>{%p if nol %}</w:t></w:r></w:p>"
    refusal(changed(tmp_path / NAME, body(start + cell)), {"nol": ""})


def test_paragraphs_printed_into_a_sentence_are_refused(tmp_path: Path) -> None:
    paragraph = Markup("<w:p><w:r><w:t>Isi</w:t></w:r></w:p>")
    for tag in ("{{ isi }}", "{{r isi }}", "{{p isi | upper }}", "Kata {{p isi }}"):
        assert isinstance(refusal(template(tmp_path / NAME, tag), {"isi": paragraph}), TemplateError)


LINKED_PICTURE = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    f'<v:imagedata xmlns:r="{OFFICE}" r:id="rId901"/></v:shape></w:pict></w:r></w:p>'
)

# --- what is taken out --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        relation("attachedTemplate", "file:///C:/Users/seseorang/Normal.dotm"),
        relation("hyperlink", "file:///C:/rahasia.exe"),
        relation("hyperlink", "\\\\peladen\\berbagi"),
        relation("hyperlink", "javascript:alert(1)"),
        both(
            relation("image", "https://contoh.invalid/lacak.png"),
            body(LINKED_PICTURE),
        ),
        relation("mailMergeSource", "file:///C:/data.mdb"),
        relation("sesuatuYangBaru", "https://contoh.invalid/"),
    ],
    ids=["dotm", "link to file", "link to share", "script", "picture", "mail merge", "unknown"],
)
def test_what_leads_outside_is_taken_out_with_a_notice(
    change: Callable[[Files], None], tmp_path: Path
) -> None:
    path = changed(tmp_path / NAME, change, "{{ satker }}")
    before = path.read_bytes()
    filled = Template(path)
    data = filled.render(VALUES, (), "Judul", 2026)
    assert len(filled.warnings) == 1
    assert NAME in filled.warnings[0]
    assert path.read_bytes() == before
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
        assert b"External" not in relations
        assert b"rId901" not in archive.read("word/document.xml")
    assert "KPU Kota Teluk Senja" in [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def test_links_to_the_web_stay(tmp_path: Path) -> None:
    path = changed(
        tmp_path / NAME, relation("hyperlink", "https://kota-teluk-senja.invalid/zi"), "{{ satker }}"
    )
    filled = Template(path)
    assert filled.warnings == ()
    with zipfile.ZipFile(io.BytesIO(filled.render(VALUES, (), "Judul", 2026))) as archive:
        assert b"teluk-senja" in archive.read("word/_rels/document.xml.rels")
