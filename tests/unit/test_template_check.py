"""The check of a template tells its author what is wrong, where, and what was meant."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from template_samples import Files, W, body, both, changed, part, relation, template

from assistant.data import data_directory
from assistant.drafting.placeholders import Content, load_placeholders
from assistant.drafting.template_check import TemplateReport, check_template
from assistant.drafting.template_tags import Fault, Place, Problem, Weight
from assistant.errors import TemplateError, UsageError
from assistant.progress import SilentProgress
from assistant.workbench import Settings, placeholders

if TYPE_CHECKING:
    from collections.abc import Callable

CATALOGUE = load_placeholders(data_directory("mappings"), {"I.A": "Latar Belakang", "II": "Hasil"})
TEMPLATES = data_directory("templates")


def check(path: Path) -> TemplateReport:
    return check_template(path, CATALOGUE)


def faults(path: Path, problem: Problem) -> list[Fault]:
    return [fault for fault in check(path).faults if fault.problem is problem]


def only(path: Path, problem: Problem) -> Fault:
    found = faults(path, problem)
    assert len(found) == 1, check(path).faults
    return found[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "templat.docx"


@pytest.mark.parametrize("kind", [kind.nama for kind in CATALOGUE.jenis])
def test_own_templates_are_without_fault(kind: str) -> None:
    catalogue = placeholders(Settings(partial(nullcontext, SilentProgress())))
    name = next(entry.berkas for entry in catalogue.jenis if entry.nama == kind)
    report = check_template(TEMPLATES / name, catalogue)
    assert (report.kind, report.faults) == (kind, ())
    assert set(report.used) <= catalogue.of(kind).keys()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{{ satkre }}", "satker"),
        ("{{ Tahun }}", "tahun"),
        ("{{p bagian_IA }}", "bagian_I_A"),
        ("{{ tahunlalu }}", "tahun_lalu"),
        ("{% if satkr %}x{% endif %}", "satker"),
    ],
)
def test_misspelt_name_is_told_with_what_was_meant(file: Path, written: str, meant: str) -> None:
    fault = only(template(file, "Pembuka", written), Problem.UNKNOWN)
    assert fault.weight is Weight.ERROR
    assert fault.near[0] == meant
    assert fault.spot is not None
    assert (fault.spot.place, fault.spot.paragraph, fault.spot.text) == (Place.BODY, 2, written)


def test_name_like_no_other_has_no_near_one(file: Path) -> None:
    assert only(template(file, "{{ xqz }}"), Problem.UNKNOWN).near == ()


@pytest.mark.parametrize("written", ["{{ nip | default('-') }}", "{% if nip is defined %}ada{% endif %}"])
def test_name_that_may_be_unknown_is_no_fault(file: Path, written: str) -> None:
    assert not faults(template(file, written), Problem.UNKNOWN)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("{{ kata_pengantar }}", "{{p kata_pengantar }}"),
        ("{{r kata_pengantar }}", "{{p kata_pengantar }}"),
        ("{{ isian_nama_ketua }}", "{{r isian_nama_ketua }}"),
        ("{{p satker }}", "{{ satker }}"),
        ("{{r satker }}", "{{ satker }}"),
        ("{{p kata_pengantar | upper }}", "{{p kata_pengantar }}"),
    ],
)
def test_wrong_kind_of_tag_is_told_with_the_right_one(file: Path, written: str, right: str) -> None:
    fault = only(template(file, written), Problem.WRONG_TAG)
    assert (fault.weight, right in fault.suggestion) == (Weight.ERROR, True)


@pytest.mark.parametrize(
    "written", ["{{ satker | upper }}", "{% if kata_pengantar %}ada{% endif %}", "{{satker}}"]
)
def test_right_tags_are_no_fault(file: Path, written: str) -> None:
    report = check(template(file, written))
    assert {fault.problem for fault in report.faults} <= {Problem.MISSING, Problem.STYLE, Problem.FIELD}


@pytest.mark.parametrize(
    "written",
    [
        "{{ satker",
        "{{ satker }",
        "{{ }}",
        "{{ p kata_pengantar }}",
        "{{ satker tahun }}",
        "{{{ satker }}}",
        "{{- satker }}",
        "{{ sat\u200bker }}",
        "{% if %}x{% endif %}",
    ],
)
def test_tag_written_wrongly(file: Path, written: str) -> None:
    found = faults(template(file, written), Problem.SYNTAX)
    assert [fault.weight for fault in found].count(Weight.ERROR) == 1


def test_single_braces_are_a_warning(file: Path) -> None:
    assert only(template(file, "Ketua { satker }"), Problem.SYNTAX).weight is Weight.WARNING


@pytest.mark.parametrize(
    "texts",
    [
        ("{% if satker %}", "x", "{% endif %}"),
        ("{% if satker %}x",),
        ("x{% endif %}",),
        ("{%p if satker %}", "x{% endif %}"),
        ("{% else %}",),
    ],
)
def test_choice_without_partner(file: Path, texts: tuple[str, ...]) -> None:
    assert faults(template(file, *texts), Problem.BLOCK)


def test_choice_over_paragraphs(file: Path) -> None:
    assert not faults(
        template(file, "{%p if satker %}", "x", "{%p else %}", "y", "{%p endif %}"), Problem.BLOCK
    )


def test_text_beside_a_paragraph_placeholder_would_be_lost(file: Path) -> None:
    fault = only(template(file, "Pengantar: {{p kata_pengantar }}"), Problem.NOT_ALONE)
    assert fault.weight is Weight.ERROR


def test_section_break_at_a_paragraph_placeholder_would_be_lost(file: Path) -> None:
    word = docx.Document()
    word.add_paragraph("{{p kata_pengantar }}")
    word.add_section()
    word.paragraphs[0]._p.get_or_add_pPr().append(word.paragraphs[-1]._p.pPr.sectPr)
    word.save(str(file))
    assert "pemisah bagian" in only(file, Problem.NOT_ALONE).message


def runs(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def test_tag_that_word_has_spread_over_runs_is_read(file: Path) -> None:
    fault = only(changed(file, body(runs("{", "{ sat", "ker }", "}"))), Problem.SPLIT)
    assert fault.weight is Weight.INFO
    assert check(file).used == ("satker",)


FIRST, REST = "<w:r><w:t>{{ sat</w:t></w:r>", "<w:r><w:t>ker }}</w:t></w:r>"
BEGIN, END = (f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "end"))


@pytest.mark.parametrize(
    "xml",
    [
        f"<w:p>{FIRST}<w:hyperlink w:anchor='x'>{REST}</w:hyperlink></w:p>",
        f"<w:p>{FIRST}<w:ins w:id='1' w:author='a'>{REST}</w:ins></w:p>",
        f"<w:p>{FIRST}{BEGIN}{END}{REST}</w:p>",
    ],
)
def test_tag_that_is_torn_is_an_error(file: Path, xml: str) -> None:
    assert only(changed(file, body(xml)), Problem.SPLIT).weight is Weight.ERROR


def notes(kind: str) -> Callable[[Files], None]:
    return part(f"word/{kind}.xml", kind, f"<w:{kind} {W}>{runs('{{ satker }}')}</w:{kind}>")


DELETED = "<w:p><w:del w:id='1' w:author='a'><w:r><w:delText>{{ satker }}</w:delText></w:r></w:del></w:p>"
NAMED = "<w:p><w:bookmarkStart w:id='7' w:name='{{ satker }}'/><w:bookmarkEnd w:id='7'/></w:p>"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (notes("endnotes"), "endnote"),
        (notes("comments"), "comment"),
        (body(DELETED), "body"),
        (body(NAMED), "body"),
        (body(runs("x {") + runs("{ satker }}")), "body"),
    ],
)
def test_tag_where_nothing_is_filled_in(file: Path, change: Callable[[Files], None], place: str) -> None:
    fault = only(changed(file, change), Problem.PLACE)
    assert fault.spot is not None
    assert (fault.weight, fault.spot.place.name.lower()) == (Weight.ERROR, place)


def test_tags_in_headers_and_text_boxes_are_found(file: Path) -> None:
    header = part("word/header9.xml", "header", f"<w:hdr {W}>{runs('{{ satker }}')}</w:hdr>")
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        f"{runs('{{ tahun }}')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    report = check(changed(file, both(header, body(box))))
    assert set(report.used) == {"satker", "tahun"}


def test_missing_placeholders_by_weight(file: Path) -> None:
    found = {
        fault.near[0]: fault.weight for fault in faults(template(file, "{{p bagian_II }}"), Problem.MISSING)
    }
    assert found["bagian_I_A"] is Weight.ERROR
    assert found["daftar_isian"] is Weight.WARNING
    assert "bagian_II" not in found
    assert "tahun" not in found


def test_kind_is_told_by_the_placeholders(file: Path) -> None:
    assert check(template(file, "{{p isi_rencana }}", "{{p daftar_isian }}")).kind == "rencana"
    assert check(template(file, "{{p bagian_II }}", "{{p daftar_isian }}")).kind == "laporan"
    assert check_template(file, CATALOGUE, "rencana").kind == "rencana"


def test_placeholder_printed_twice(file: Path) -> None:
    fault = only(
        template(file, "{{p tabel_lke }}", "{{p tabel_lke }}", "{{ tahun }} {{ tahun }}"), Problem.DUPLICATE
    )
    assert "tabel_lke" in fault.message


def test_missing_style_and_style_of_another_type(file: Path) -> None:
    word = docx.Document()
    word.styles.add_style("Isian", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    word.save(str(file))
    told = {fault.message.split(";")[0] for fault in faults(file, Problem.STYLE)}
    assert {"Gaya Isian bukan gaya huruf", "Gaya Butir 1 tidak ada"} <= told
    assert not any("Heading 1 " in message for message in told)


def test_contents_fields_are_missed(file: Path) -> None:
    told = " ".join(fault.message for fault in faults(template(file, "x"), Problem.FIELD))
    assert "daftar isi" in told
    assert "daftar gambar" in told


def test_what_reaches_outside_is_told(file: Path) -> None:
    changed(file, relation("image", "https://example.invalid/a.png"))
    assert "Gambar" in only(file, Problem.OUTSIDE).message


def test_file_of_another_kind_is_refused(file: Path) -> None:
    file.write_bytes(b"bukan berkas Word")
    with pytest.raises(TemplateError, match=r"templat\.docx"):
        check(file)
    with pytest.raises(UsageError, match="hilang"):
        check(file.with_name("hilang.docx"))


def test_sections_of_the_format_have_a_placeholder_each() -> None:
    known = CATALOGUE.of("laporan")
    assert {name for name in known if name.startswith("bagian_")} == {"bagian_I_A", "bagian_II"}
    assert known["bagian_II"].isi is Content.PARAGRAPH
    assert "Hasil" in known["bagian_II"].keterangan
