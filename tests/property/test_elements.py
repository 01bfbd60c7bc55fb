"""Any text of a report stands in the draft as it was, and stays text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assistant.drafting.elements import Run, Writer, escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)


def shown(xml: str) -> str:
    root = etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}">{xml}</w:body>')
    return "".join(e.text or "" for e in root.iter(f"{{{NAMESPACE}}}t"))


@given(TEXTS)
def test_text_survives(text: str) -> None:
    printable = "".join(c for c in text if c not in "\ufffe\uffff")
    assert shown(Writer({}).paragraph([Run(text)], "Isi")) == printable


@given(st.text(alphabet="{}%#_<>&\"'abc", max_size=40))
def test_text_is_never_code(text: str) -> None:
    written = escape(text)
    assert not {"{", "}", "<", ">"} & set(written)
