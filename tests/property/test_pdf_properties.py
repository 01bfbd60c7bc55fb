"""What stands on the pages of a PDF comes back whole; damage ends in our errors."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from assistant.errors import AssistantError
from assistant.reading.pdf_reader import Limits, read_pdf
from assistant.reading.pieces import Role
from tests.unit.pdf_pages import HEIGHT, LEFT, RIGHT, WORDS, Writer

_WORD = st.text("abdeghiklmnprstu", min_size=2, max_size=11)
_PARAGRAPH = st.lists(_WORD, min_size=4, max_size=70).map(lambda words: " ".join(words).capitalize() + ".")
_SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _ends_short(text: str) -> bool:
    """Whether the last line is seen to end: one that fills the line to the margin may as well go on."""
    lines = Writer.wrap(text, RIGHT - LEFT, 36, "Times-Roman")
    used = stringWidth(" ".join(lines[-1]), "Times-Roman", 12) + (36 if len(lines) == 1 else 0)
    return used < RIGHT - LEFT - 30


@_SLOW
@given(st.lists(_PARAGRAPH, min_size=2, max_size=12))
def test_indented_paragraphs_come_back_whole(paragraphs: list[str]) -> None:
    writer = Writer()
    # Margins show only where some text reaches them.
    paragraphs = [f"{WORDS} {WORDS} pula.", f"{WORDS} {WORDS} juga di sini.", *paragraphs]
    paragraphs = [text for text in paragraphs if _ends_short(f"0 {text}")]
    assume(paragraphs)
    for number, text in enumerate(paragraphs):
        if writer.y > HEIGHT - 250:
            writer.page()
        writer.paragraph(f"{number} {text}", first=36)
    result = read_pdf(writer.bytes(), "acak.pdf")
    found = [piece.text for piece in result.pieces if piece.role is Role.TEXT]
    assert found == [f"{number} {text}" for number, text in enumerate(paragraphs)]


@_SLOW
@given(
    st.lists(_PARAGRAPH, min_size=1, max_size=6),
    st.lists(st.sampled_from(["a", "h", "x"]), min_size=1, max_size=6),
)
def test_no_letter_is_lost_whatever_the_layout(paragraphs: list[str], kinds: list[str]) -> None:
    writer = Writer()
    for text, kind in zip(paragraphs, kinds * 6, strict=False):
        if writer.y > HEIGHT - 250:
            writer.page()
        if kind == "x":
            writer.text(400, "ab")
        writer.paragraph(
            text, left=LEFT + (60 if kind == "h" else 0), right=390, marker="•" if kind == "h" else ""
        )
    result = read_pdf(writer.bytes(), "acak.pdf")
    found = sorted(c for piece in result.pieces for c in piece.text if c.isalpha())
    drawn = sorted(c for text in paragraphs for c in text if c.isalpha())
    extra = sum(kind == "x" for _, kind in zip(paragraphs, kinds * 6, strict=False))
    assert found == sorted(drawn + ["a", "b"] * extra)


def _sample() -> bytes:
    writer = Writer()
    writer.paragraph("Kantor contoh menata pelayanan bagi warga dengan cara yang mudah dipahami.", first=36)
    writer.table((LEFT, 200.0, 400.0), [(18, [["No"], ["Kegiatan"]]), (18, [["1"], ["Rapat"]])])
    return writer.bytes()


_SAMPLE = _sample()


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(_SAMPLE)),
    st.lists(st.tuples(st.integers(0, len(_SAMPLE) - 1), st.integers(0, 255)), max_size=30),
)
def test_damage_ends_in_an_answer_or_in_our_errors(length: int, flips: list[tuple[int, int]]) -> None:
    data = bytearray(_SAMPLE)
    for at, value in flips:
        data[at] = value
    with contextlib.suppress(AssistantError):
        read_pdf(bytes(data[: max(length, 200)]), "rusak.pdf", limits=Limits(seconds=20))
