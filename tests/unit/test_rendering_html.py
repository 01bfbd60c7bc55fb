"""Pages are whole, ask nobody for anything, and show hostile text as text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import rendering_samples as samples

from assistant.checking.model import CheckResult, Finding, Severity
from assistant.checking.rulebook import RuleBook, RuleText
from assistant.document import (
    Block,
    BlockKind,
    Document,
    DocumentType,
    Identity,
    LineSpan,
    Source,
    SourceKind,
)
from assistant.errors import TemplateError
from assistant.mapping.model import MappingResult
from assistant.reading.page_pictures import Frame, PagePicture, PagePictures
from assistant.rendering.area_table import AreaFinder
from assistant.rendering.check_page import check_page, verdict
from assistant.rendering.comparison_page import comparison_page
from assistant.rendering.finding_cards import find_quote, passages
from assistant.rendering.html_page import render_page
from assistant.rendering.mapping_page import mapping_page

VOID = {"meta", "input", "br", "hr", "img", "link"}
OPTIONAL = {"option", "li", "p", "td", "tr"}


class Page(HTMLParser):
    """Collects what the tests ask about, and fails on elements that do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("style", "script"):
            self.text += data

    def values(self, name: str) -> list[str]:
        return [value or "" for _, key, value in self.attributes if key == name]


def check_html(document: Document | None = None, result: CheckResult | None = None, **more: Any) -> str:
    return check_page(
        document or samples.document(),
        result or samples.check(),
        samples.lke(),
        samples.MEASURES,
        samples.RULES,
        **more,
    )


def mapping_html() -> str:
    return mapping_page(samples.document(), samples.mapping(), samples.lke(), samples.RULES)


def comparison_html(**more: Path) -> str:
    return comparison_page(samples.comparison(), samples.MEASURES, **more)


PAGES = {"check": check_html, "mapping": mapping_html, "comparison": comparison_html}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_indonesian_and_asks_no_host(name: str) -> None:
    text = PAGES[name]()
    page = Page(text)
    assert page.values("lang") == ["id"]
    assert all(value.startswith("#") for value in page.values("href"))
    assert page.values("src") == []
    assert page.values("style") == []
    assert not [key for _, key, _ in page.attributes if key.startswith("on")]
    assert (page.tags["script"], page.tags["style"], page.tags["link"], page.tags["iframe"]) == (1, 1, 0, 0)
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("name", PAGES)
def test_policy_allows_exactly_the_style_and_script_of_the_page(name: str) -> None:
    text = PAGES[name]()
    policy = next(v for v in Page(text).values("content") if "default-src" in v)
    assert policy.startswith("default-src 'none';")
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        content = re.search(f"<{element}>(.*?)</{element}>", text, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy


@pytest.mark.parametrize("name", PAGES)
def test_links_inside_the_page_lead_somewhere(name: str) -> None:
    page = Page(PAGES[name]())
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href")} <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_is_shown_as_text(name: str) -> None:
    text = PAGES[name]()
    assert '<script>alert("x")' not in text
    assert "\x1b" not in text
    assert "\x00" not in text
    text.encode("utf-8")
    page = Page(text)
    assert '<script>alert("x")</script>' in page.text
    assert "R&D" in page.text
    assert "{{ 7*7 }}" in page.text


def test_check_page_shows_every_part() -> None:
    page = Page(check_html())
    cells = [c for c in page.values("class") if c.startswith("petak ")]
    assert len(cells) == 113
    assert Counter(cells) == {"petak none": 108, "petak strong": 2, "petak fair": 2, "petak weak": 1}
    for shown in (
        "KPU Kabupaten Randu Alas",
        "Ada 1 kesalahan yang perlu diperbaiki",
        "Hampir kosong",
        "langkah m yang diminta surat",
        "Tidak berlaku",
        "mencanangkan zona integritas",
        "Tambahkan bagian itu di BAB I.",
        "baris 6–8",
        "Halaman 4 tidak terbaca.",
    ):
        assert shown in page.text, shown


def test_findings_come_worst_first_and_know_their_area() -> None:
    page = Page(check_html())
    findings = [value for tag, key, value in page.attributes if (tag, key) == ("article", "data-tingkat")]
    areas = [value for tag, key, value in page.attributes if (tag, key) == ("article", "data-area")]
    assert findings == ["error", "warning", "info"]
    assert areas == ["umum", "3", "1"]  # no area; named in the message; of the section it stands in


def quoting(block: str, quote: str, **place: int) -> Finding:
    """Return a finding about a passage."""
    return Finding("ZI999", "Uji", Severity.INFO, "Uji.", block=block, quote=quote, **place)


def one_block(text: str, *spans: LineSpan) -> Document:
    """Return a document of one paragraph."""
    block = Block("b1", BlockKind.PARAGRAPH, text, spans=spans)
    return replace(samples.document(), blocks=(block,), sections=(), tables=(), figures=(), links=())


def test_a_quote_is_marked_within_its_surroundings() -> None:
    findings = (
        quoting("b3", "mencanangkan zona integritas"),
        quoting("b5", "Manajemen"),
        quoting("b2", "x y"),
    )
    text = check_html(result=replace(samples.check(), findings=findings))
    assert "KPU Kabupaten Randu Alas <mark>mencanangkan zona integritas</mark> tahun 2025." in text
    assert "1. <mark>Manajemen</mark> Perubahan" in text
    shown = Page(text).text
    assert (
        "Tim kerja dibentuk" in shown[shown.index("1. Manajemen Perubahan") :]
    )  # what follows a short block
    assert "<mark>x y</mark>" in text  # a quote that its block lacks is shown by itself


@pytest.mark.parametrize(
    ("text", "quote", "place", "found"),
    [
        ("Satu dua tiga.", "dua", {}, (5, 8)),
        ("Satu  dua\ntiga.", "Satu dua tiga.", {}, (0, 15)),
        ("Tabel 1 dan lagi Tabel 1.", "Tabel 1", {"line": 4}, (17, 24)),
        ("Satu dua tiga empat.", "dua tiga …", {}, (5, 13)),
        ("Satu dua tiga.", "lima", {}, None),
        ("Satu dua tiga.", "", {}, None),
        ("Nilai (a+b)* 5.", "(a+b)* 5.", {}, (6, 15)),
    ],
)
def test_quotes_are_found_where_the_finding_says(
    text: str, quote: str, place: dict[str, int], found: tuple[int, int] | None
) -> None:
    block = one_block(text, LineSpan(0, None, 3), LineSpan(10, None, 4)).blocks[0]
    assert find_quote(block, quoting("b1", quote, **place)) == found


def test_long_surroundings_are_cut_at_words() -> None:
    text = "awal " * 200 + "kutipan ini" + " akhir" * 200
    page = check_html(one_block(text), replace(samples.check(), findings=(quoting("b1", "kutipan ini"),)))
    shown = re.search(r'<span class="petikan">(.*?)</span>', page)
    assert shown
    assert shown[1].startswith("…awal ")
    assert " <mark>kutipan ini</mark> akhir" in shown[1]
    assert shown[1].endswith("akhir…")
    assert len(shown[1]) < 700


def test_rules_are_explained_in_the_words_of_the_rule_book() -> None:
    words = {"pesan": "x", "saran": "y"}
    rule = RuleText.model_validate(
        {
            "nama": "Bagian tidak ada",
            "tingkat": "error",
            "penjelasan": "Format menetapkan bagiannya <b>.",
            "contoh": "Tanpa maksud dan tujuan.",
            "perbaikan": "Tambahkan.",
            "sumber": "Lampiran surat",
            "varian": {"utama": words},
        }
    )
    page = Page(check_html(rulebook=RuleBook({"ZI101": rule}, {}, {})))
    assert page.tags["dl"] == 2  # of the head, and of the one finding whose rule is known
    for said in ("Format menetapkan bagiannya <b>.", "Tanpa maksud dan tujuan.", "Lampiran surat"):
        assert said in page.text


def test_pictures_stand_once_in_the_page_and_are_shown_where_needed() -> None:
    picture = PagePicture(4, 800, 1100, "image/webp", b"gambar", Frame(100, 80, 600, 900))
    findings = (
        quoting("b3", "mencanangkan zona integritas", page=4),
        quoting("b6", "dua rapat", page=4),
        quoting("b6", "dua rapat", page=5),
    )
    document = samples.document()
    mark = Frame(120, 500, 300, 18)
    wanted = passages(document, findings)
    assert [(p.page, p.text) for p in wanted] == [
        (4, "mencanangkan zona integritas"),
        (4, "dua rapat"),
        (5, "dua rapat"),
    ]
    drawn = PagePictures({4: picture}, {wanted[0]: (mark,)}, left_out=(5,))
    text = check_html(result=replace(samples.check(), findings=findings), pictures=drawn)
    page = Page(text)
    assert page.tags["image"] == 1
    assert base64.b64encode(b"gambar").decode() in text
    assert "img-src data:;" in text
    assert page.tags["use"] == 4  # two findings, each as a crop and as the whole page
    assert page.tags["rect"] == 2
    views = [value for key, value in ((k, v) for _, k, v in page.attributes) if key == "viewbox"]
    assert views[1] == views[2] == views[3] == "0 0 800 1100"
    left, top, width, height = map(int, (views[0] or "").split())
    assert left < 100
    assert left + width > 700
    assert top < mark.y
    assert top + height > mark.y + mark.height
    assert height < 500
    assert "Tanpa gambar halaman, supaya berkas ini tetap kecil: halaman 5." in page.text


def test_heat_map_has_a_cell_for_every_area_and_status() -> None:
    page = Page(check_html())
    choices = [v for t, k, v in page.attributes if t == "a" and k == "data-pilih" and v]
    areas = ("1", "2", "3", "4", "5", "6", "h")
    for area in areas:
        cells = [choice for choice in choices if choice.split("&")[0] == f"area={area}"]
        # two components with three steps of coverage, three severities, evidence
        assert len(cells) - cells.count(f"area={area}&keluarga=struktur") >= 10
    assert "area=umum&tingkat=error" in choices
    said = [value for value in page.values("aria-label") if value.endswith("; tampilkan temuannya")]
    assert "1. Manajemen Perubahan, Pemenuhan: 2 indikator dibahas; tampilkan temuannya" in said
    assert "1. Manajemen Perubahan, Reform: 1 indikator dibahas; tampilkan temuannya" in said
    assert "2. Penataan Tatalaksana, Pemenuhan: 1 indikator lemah; tampilkan temuannya" in said
    assert "bagian II.A.I.1: Judul berbeda; tampilkan temuannya" in said
    assert "3 bukti di dalam teks; tampilkan temuannya" in said  # a picture, a table, a link


def test_a_closing_chapter_belongs_to_no_area_whatever_it_speaks_of() -> None:
    result = samples.check()
    finding = Finding("ZI900", "Uji", Severity.INFO, "Uji.", block="b7", section="s1")
    areas = AreaFinder(samples.document(), result, samples.lke())
    assert areas.of(finding) == ""
    assert areas.of(replace(finding, section="s4")) == "1"
    assert areas.of(replace(finding, section=None)) == "1"


@pytest.mark.parametrize(
    ("message", "area"),
    [
        ("Area PENGUATAN PENGAWASAN belum memuat langkah aksi.", "5"),
        ("Penguatan Pengawasan dan Manajemen Perubahan belum memuat langkah aksi.", ""),
        ("Langkah aksi tidak memuat bukti fisik.", ""),
    ],
)
def test_a_finding_without_a_place_belongs_to_the_area_it_names(message: str, area: str) -> None:
    finding = Finding("ZI900", "Uji", Severity.INFO, message)
    assert AreaFinder(samples.document(), samples.check(), samples.lke()).of(finding) == area


def test_a_plan_has_no_cells_for_what_reports_alone_have() -> None:
    identity = replace(samples.document().identity, document_type=DocumentType.RENCANA_AKSI)
    result = replace(samples.check(), conformance=(), measures=())
    page = Page(check_html(replace(samples.document(), identity=identity), result))
    assert "Bukti dalam teks" not in page.text
    assert "Bagian laporan" not in page.text
    # its headings name the areas
    assert [v for t, k, v in page.attributes if (t, k) == ("article", "data-area")] == ["umum", "3", "1"]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({Severity.ERROR: 2, Severity.WARNING: 1}, "Ada 2 kesalahan"),
        ({Severity.WARNING: 3}, "Tidak ada kesalahan; 3 peringatan"),
        ({Severity.INFO: 4}, "4 catatan layak ditinjau"),
        ({}, "Tidak ada kesalahan dan tidak ada peringatan."),
    ],
)
def test_the_verdict_is_one_sentence(counts: dict[Severity, int], said: str) -> None:
    assert said in verdict(Counter(counts), samples.check())
    assert "bukan laporan" in verdict(Counter(counts), CheckResult((), (), (), ()))


def test_word_file_has_headings_for_places() -> None:
    word = samples.word_document()
    page = Page(check_html(word))
    assert "bagian 1. Manajemen Perubahan" in page.text
    assert "baris" not in page.text.split("Cakupan indikator LKE")[1].split("Temuan")[0]


def test_document_that_is_no_report_has_no_checklists() -> None:
    result = samples.check()
    bare = CheckResult((), (), result.coverage, ())
    page = Page(check_html(Document(Source("x.docx", "0" * 64, SourceKind.DOCX), Identity()), bare))
    assert "bukan laporan" in page.text
    assert "sistematika" not in page.values("id")
    assert "Tidak ada temuan." in page.text
    assert "Satuan kerja tidak dikenali" in page.text


def test_mapping_page_shows_text_with_its_candidates() -> None:
    page = Page(mapping_html())
    assert len([c for c in page.values("class") if c.startswith("petak ")]) == 113
    assert "Tim kerja dibentuk" in page.text
    assert "A.I.1.i.a · 0,91" in page.text
    assert any("(menyebut tim kerja; judul: Manajemen Perubahan)" in title for title in page.values("title"))
    assert "Area A.I.1 secara umum" in page.text


def test_mapping_page_jumps_to_passages_and_filters() -> None:
    page = Page(mapping_html())
    cells = [v for t, k, v in page.attributes if t == "a" and k == "href" and v in ("#b6", "#b7")]
    assert cells  # covered cells lead to their passage
    assert "#ind-A.I.3.i.a" in page.values("href")  # uncovered ones to the indicator
    marks = {mark for value in page.values("data-tingkat") for mark in value.split()}
    assert {"ada", "ragu", "tanpa", "none"} <= marks
    assert "koreksi" not in marks


def test_mapping_page_shows_corrections() -> None:
    mapping = samples.mapping()
    items = tuple(
        replace(i, correction="Dikoreksi oleh Sari") if i.block == "b6" else i for i in mapping.items
    )
    page = Page(mapping_page(samples.document(), replace(mapping, items=items), samples.lke(), samples.RULES))
    assert "Dikoreksi oleh Sari" in page.text
    assert "memakai koreksi" in page.text
    assert "koreksi" in page.values("data-tingkat")


def test_mapping_page_of_a_plan_shows_what_its_actions_serve() -> None:
    page = Page(
        mapping_page(
            samples.document(),
            samples.mapping(),
            samples.lke(),
            samples.RULES,
            rencana=samples.rencana(),
        )
    )
    cells = [c for c in page.values("class") if c.startswith("petak ")]
    assert Counter(cells) == {"petak none": 112, "petak strong": 1}
    assert "1 dari 113 indikator dilayani langkah aksi" in page.text
    assert {"aksi-1", "aksi-2"} <= set(page.values("id"))
    assert "#aksi-1" in page.values("href")


def test_mapping_page_of_an_empty_document() -> None:
    document = Document(Source("x.docx", "0" * 64, SourceKind.DOCX), Identity())
    Page(mapping_page(document, MappingResult((), ()), samples.lke(), samples.RULES))


def test_own_templates_replace_ours_and_ours_fill_the_gaps(tmp_path: Path) -> None:
    (tmp_path / "periksa.html.j2").write_text(
        '{% extends "dasar.html.j2" %}{% block judul %}Punya kami{% endblock %}'
        "{% block isi %}<p>{{ simpulan }}</p>{% endblock %}",
        encoding="utf-8",
    )
    page = Page(check_html(templates=tmp_path))
    assert "Punya kami" in page.text
    assert "Ada 1 kesalahan" in page.text


@pytest.mark.parametrize(
    "source",
    [
        "{{ tidak_ada }}",
        "{% if %}",
        "{{ ''.__class__.__mro__ }}",
        '{% include "../rahasia.txt" %}',
        "{{ range(10**9)|list }}",
        "{{ dokumen.peringatan.nihil.lagi }}",
        "{{ 1 / 0 }}",
        "{{ 'a'|tanpa_saringan }}",
    ],
)
def test_invalid_or_hostile_template_is_refused(source: str, tmp_path: Path) -> None:
    (tmp_path / "rahasia.txt").write_text("rahasia", encoding="utf-8")
    inside = tmp_path / "templat"
    inside.mkdir()
    (inside / "uji.html.j2").write_text(source, encoding="utf-8")
    with pytest.raises(TemplateError, match="Templat halaman"):
        render_page("uji.html.j2", samples.document(), samples.RULES, {}, inside)
