"""Reports with planted facts: what stands where, and what has to become of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import yaml

from tests.factories.laporan import AREAS
from tests.factories.office import invent_office
from tests.factories.spec import DocumentSpec, Heading, Line, Paragraph
from tests.factories.utuh.angka import DAYS, MONTHS, decimal, in_words, workday, written

if TYPE_CHECKING:
    from tests.factories.office import Office
    from tests.factories.spec import Element

_MARK = re.compile(r"<(?P<fate>ask|keep|roll)(?: (?P<kind>\w+))?: (?P<text>(?:[^<>]|< )+)>")


@dataclass(frozen=True, slots=True)
class Planted:
    """A fact in a sentence of a report.

    Attributes:
        sentence: the whole sentence, which stands in the report once.
        start, end: where the fact stands in the sentence.
        fate: `ask`, `keep` or `roll`.
        kind: kind of the fact; empty where it is none and must stay.
        source: the sentence before it was filled, for a message.
    """

    sentence: str
    start: int
    end: int
    fate: str
    kind: str
    source: str

    @property
    def text(self) -> str:
        """The fact as printed."""
        return self.sentence[self.start : self.end]


@cache
def sentences() -> tuple[str, ...]:
    """Return the marked sentences."""
    stock = yaml.safe_load(Path(__file__).with_name("kalimat.yaml").read_text(encoding="utf-8"))
    return tuple(sentence for group in stock.values() for sentence in group)


def planted_report(seed: int, year: int = 2025) -> tuple[DocumentSpec, tuple[Planted, ...]]:
    """Return a report of an invented office and the facts planted in it; the same seed gives the same."""
    rng = Random(seed)
    office = invent_office(rng)
    planted: list[Planted] = []
    paragraphs: list[str] = []
    for source in rng.sample(sentences(), len(sentences())):
        filled, facts = _filled(source, _values(rng, office, year))
        paragraphs.append(filled)
        planted += facts
    title = f"Laporan Hasil Pembangunan Zona Integritas {office.satker} Tahun {year}"
    return DocumentSpec(title, tuple(_elements(office, year, paragraphs))), tuple(planted)


def _elements(office: Office, year: int, paragraphs: list[str]) -> list[Element]:
    """Return a report whose areas share the paragraphs."""
    elements: list[Element] = [
        Line("LAPORAN HASIL PEMBANGUNAN ZONA INTEGRITAS", bold=True),
        Line(f"TAHUN {year}", bold=True),
        Line(office.full_name.upper()),
        Heading(1, "BAB II", "HASIL PELAKSANAAN PEMBANGUNAN ZONA INTEGRITAS"),
        Heading(2, "A.", "HASIL PELAKSANAAN"),
        Heading(3, "I.", "KOMPONEN PENGUNGKIT"),
    ]
    share = -(-len(paragraphs) // len(AREAS))
    for number, (_, name) in enumerate(AREAS):
        elements.append(Heading(4, f"{number + 1}.", name))
        elements += [Paragraph(text) for text in paragraphs[number * share : (number + 1) * share]]
    return elements


def _filled(source: str, values: dict[str, str]) -> tuple[str, list[Planted]]:
    """Return a sentence as printed, and the facts in it."""
    text = ""
    spans: list[tuple[int, int, str, str]] = []
    position = 0
    for match in _MARK.finditer(source):
        text += source[position : match.start()].format_map(values)
        start = len(text)
        text += match["text"].format_map(values)
        spans.append((start, len(text), match["fate"], match["kind"] or ""))
        position = match.end()
    text += source[position:].format_map(values)
    return text, [Planted(text, *span, source) for span in spans]


def _values(rng: Random, office: Office, year: int) -> dict[str, str]:
    """Return what the blanks of one sentence stand for."""
    day = workday(rng, year, rng.randint(1, 11))
    first, people = rng.randint(1, 14), [p.name.partition(",")[0] for p in office.staff[:2]]
    month, later = sorted(rng.sample(range(12), 2))
    low, several = rng.randint(2, 9), rng.randint(11, 48)
    return {
        "th": str(year), "lalu": str(year - 1), "lalu2": str(year - 2), "depan": str(year + 1),
        "d": written(day), "hari": DAYS[day.weekday()], "dn": day.strftime("%d/%m/%Y"),
        "dp": day.strftime("%d.%m.%Y"), "d1": str(first), "d2": str(first + rng.randint(1, 9)),
        "bln": MONTHS[month], "bln2": MONTHS[later], "blns": MONTHS[later][:3],
        "n": str(several), "m": str(several + rng.randint(1, 30)), "nk": in_words(several), "k": str(low),
        "r": str(rng.randint(101, 900)), "ribu": f"{rng.randint(1, 9)}.{rng.randint(100, 999)}",
        "idx": decimal(rng.uniform(71, 98)), "idx2": decimal(rng.uniform(71, 98)),
        "idxp": f"{rng.uniform(71, 98):.2f}", "idx4": decimal(rng.uniform(2.6, 3.99)),
        "pct": decimal(rng.uniform(51, 99)), "rp": f"{rng.randint(11, 99)}.{rng.randint(100, 999)}.000",
        "nip": f"19{rng.randint(70, 95)}1{rng.randint(0, 2)}{rng.randint(10, 28)}2009121001",
        "nm": people[0], "nm2": people[1], "nmk": people[0].upper(), "nmg": f"{people[0]}, S.H., M.Si.",
        "romawi": rng.choice(("II", "IV", "VII", "X")), "satker": office.satker,
    }  # fmt: skip
