"""Pages are whole, ask nobody for anything, and show hostile text as text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rendering_samples as samples

from assistant.checking.model import CheckResult
from assistant.document import Document, Identity, Source, SourceKind
from assistant.errors import TemplateError
from assistant.mapping.model import MappingResult
from assistant.rendering.check_page import check_page
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


def check_html(document: Document | None = None, result: CheckResult | None = None, **more: Path) -> str:
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


PAGES = {"check": check_html, "mapping": mapping_html}


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
    assert areas == ["", "3", "1"]  # no area; named in the message; of the section it stands in


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
