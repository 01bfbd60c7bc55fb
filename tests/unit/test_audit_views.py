"""The page and the console view of an audit: whole, self-contained, and hostile text shown as text."""

from __future__ import annotations

import io
import re
from collections import Counter

import audit_samples
import pytest
import rendering_samples as samples
from rich.console import Console

from assistant.auditing.model import AuditResult, Verdict
from assistant.reading.page_pictures import Frame, PagePicture, PagePictures
from assistant.rendering.audit_console import print_audit
from assistant.rendering.audit_page import audit_page, evidence_passages
from assistant.rendering.audit_view import SHADE, VERDICT, summary
from tests.unit.test_rendering_html import Page


def page(result: AuditResult | None = None, pictures: dict[str, PagePictures] | None = None) -> str:
    result = result or audit_samples.audit()
    answers = audit_samples.answers() if result.indicators else ()
    return audit_page(samples.document(), result, samples.lke(), answers, samples.RULES, pictures=pictures)


def drawn() -> dict[str, PagePictures]:
    """A picture of the page that most evidence of the sample stands on, with its passage marked."""
    found = evidence_passages(audit_samples.audit())
    picture = PagePicture(2, 600, 800, "image/webp", b"RIFF", Frame(50, 60, 500, 700))
    marks = {passage: (Frame(60, 200, 300, 20),) for passage in found[audit_samples.SCAN]}
    return {audit_samples.SCAN: PagePictures({2: picture}, marks, (3,))}


def test_each_answer_and_claim_stands_beside_its_evidence() -> None:
    found = Page(page())
    result = audit_samples.audit()
    assert found.tags["article"] == len(result.indicators) + len(result.claims)
    told = Counter(found.values("data-tingkat"))
    for verdict in Verdict:
        items = [i for i in (*result.indicators, *result.claims) if i.verdict is verdict]
        buttons = any(i.verdict is verdict for i in result.indicators) + any(
            i.verdict is verdict for i in result.claims
        )
        assert told[verdict.value] == len(items) + buttons
    assert found.text.count("Tidak ada bukti yang membahasnya.") == sum(
        not item.evidence for item in result.indicators
    )
    assert found.text.count("2-sdm/daftar hadir.xlsx") == found.text.count("SK tim <kerja>.pdf, hlm. 2")


def test_hostile_text_stays_text_and_nothing_is_asked_for() -> None:
    text = page()
    found = Page(text)
    assert found.tags["script"] == 1
    assert '<script>alert("x")' in found.text
    assert not [v for v in found.values("href") + found.values("src") if not v.startswith("#")]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "img-src" not in policy[1]


def test_a_picture_is_held_once_and_shown_beside_every_passage_on_its_page() -> None:
    text = page(pictures=drawn())
    assert text.count("data:image/webp;base64,") == 1
    assert "img-src data:" in text
    shown = sum(bool(i.evidence) for i in (*audit_samples.audit().indicators, *audit_samples.audit().claims))
    assert text.count('<details class="halaman') == shown
    assert text.count('href="#bukti-1"') == 2 * shown
    assert "1 halaman bukti tidak digambar" in text


def test_passages_of_the_worst_verdicts_are_drawn_first() -> None:
    result = audit_samples.audit()
    assert [*evidence_passages(result)] == [audit_samples.SCAN]
    assert evidence_passages(AuditResult()) == {}


@pytest.mark.parametrize("part", ["indicators", "claims", "links", ""])
def test_a_page_shows_only_what_there_is(part: str) -> None:
    whole = audit_samples.audit()
    found = Page(page(AuditResult(**{part: getattr(whole, part)} if part else {})))
    sections = {"indicators": "jawaban", "claims": "pernyataan", "links": "tautan"}
    assert [i for i in found.values("id") if i in sections.values()] == ([sections[part]] if part else [])


def test_every_verdict_has_its_words() -> None:
    assert set(VERDICT) == set(SHADE) == set(Verdict)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ([Verdict.CONTRADICTED, Verdict.UNSUPPORTED], "1 jawaban lke bertentangan"),
        ([Verdict.UNSUPPORTED, Verdict.PARTLY], "1 belum didukung"),
        ([Verdict.SUPPORTED], "tidak ada yang dibiarkan"),
    ],
)
def test_the_first_sentence_says_what_matters_most(verdicts: list[Verdict], said: str) -> None:
    by_verdict = {item.verdict: item for item in audit_samples.audit().indicators}
    told = summary(AuditResult(tuple(by_verdict[verdict] for verdict in verdicts)))
    assert said in told.lower()


def test_the_terminal_shows_what_is_flagged_and_no_control_characters() -> None:
    out = io.StringIO()
    result = audit_samples.audit()
    print_audit(samples.document(), result, samples.lke(), Console(file=out, width=120))
    text = out.getvalue()
    assert "\x1b" not in text
    assert "[bold]R&D[/bold]" in text
    contradicted = [item.code for item in result.indicators if item.verdict is Verdict.CONTRADICTED]
    assert all(code in text for code in contradicted)
    assert "dan" in text
    assert "1 halaman masuk" in text
