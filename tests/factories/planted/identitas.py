"""Defects of identity: names of offices, people and provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories.office import OfficeLevel, invent_place
from tests.factories.planted.model import Kind, NoPlaceError
from tests.factories.spec import Line, ListItem, Paragraph

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element

_RESULTS = r"BAB II |BAB III |LATAR|MAKSUD"


def _other_satker(bed: Bed) -> Element:
    # A province names the offices below it; another province's is as foreign as a neighbour's to the others.
    own = bed.whole.office.level is OfficeLevel.PROVINSI
    kind = "Provinsi" if own else bed.rng.choice(("Kabupaten", "Kota"))
    other = f"KPU {kind} {invent_place(bed.rng)}"
    return bed.swap(bed.whole.office.satker, other, Paragraph, where=_RESULTS)


def _variant(bed: Bed) -> Element:
    office = bed.whole.office
    body, kind, place = office.satker.split(" ", 2)
    short = {"Kabupaten": "Kab.", "Kota": "kota", "Provinsi": "Prov."}[kind]
    at = bed.rng.randrange(1, len(place) - 2)
    slip = place[:at] + place[at + 1] + place[at] + place[at + 2 :]
    wrong = [f"{body} {short} {place}", f"{body} {short}{place}", f"{body} {kind} {slip}", f"{body} {place}"]
    return bed.swap(
        office.satker, bed.rng.choice([w for w in wrong if w != office.satker]), Paragraph, ListItem
    )


def _wrong_kind(bed: Bed) -> Element:
    office = bed.whole.office
    body, kind, place = office.satker.split(" ", 2)
    others = [k for k in ("Kabupaten", "Kota", "Provinsi") if k != kind]
    return bed.swap(office.satker, f"{body} {bed.rng.choice(others)} {place}", Paragraph, where=_RESULTS)


def _slip(bed: Bed, name: str) -> str:
    """Return a person's name with one letter lost, doubled or exchanged."""
    words = name.split()
    place = bed.rng.randrange(len(words))
    word = words[place]
    at = bed.rng.randrange(1, len(word) - 1)
    forms = (
        word[:at] + word[at + 1 :],
        word[: at + 1] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    wrong = [form for form in forms if form != word]
    words[place] = bed.rng.choice(wrong)
    return " ".join(words)


def _two_spellings(bed: Bed) -> Element:
    signer = bed.whole.office.sekretaris if bed.whole.style % 5 == 2 else bed.whole.office.ketua
    name = _slip(bed, signer.name.partition(",")[0])
    sentence = bed.rng.choice(
        (
            f"Rapat penutup dipimpin oleh {name} selaku {signer.position}.",
            f"{signer.position} {bed.whole.office.satker}, {name}, memberi arahan langsung kepada petugas.",
            f"Arahan {signer.position}, {name}, menjadi pegangan seluruh pegawai.",
        )
    )
    return bed.append_sentence(sentence, "KOMPONEN PENGUNGKIT")


def _province(bed: Bed) -> Element:
    office = bed.whole.office
    if office.level not in (OfficeLevel.KABUPATEN, OfficeLevel.KOTA):
        raise NoPlaceError("own province")
    other = invent_place(bed.rng)
    return bed.swap(f"Provinsi {office.province}", f"Provinsi {other}", Paragraph, Line)


KINDS = (
    Kind("other_satker", ("ZI6",), "warning", "another office's name", _other_satker),
    Kind(
        "satker_variant", ("ZI6",), "info", "the office's name abbreviated or misspelt", _variant, pair=True
    ),
    Kind("satker_wrong_kind", ("ZI6",), "warning", "Kabupaten for Kota and the like", _wrong_kind),
    Kind(
        "officer_two_spellings",
        ("ZI6",),
        "info",
        "the signer's name spelt otherwise",
        _two_spellings,
        pair=True,
    ),
    Kind("wrong_province", ("ZI6",), "warning", "two names of the province", _province, pair=True),
)
