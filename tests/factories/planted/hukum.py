"""Defects of law: legal bases, their amendments, numbers and order, and the office's own decrees."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.factories.planted.model import Kind, NoPlaceError
from tests.factories.spec import ListItem, Paragraph

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element

_BASES = "DASAR HUKUM"
_MINISTRY = "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"
_REVOKED = (
    f"{_MINISTRY} Nomor 52 Tahun 2014 tentang Pedoman Pembangunan Zona Integritas",
    f"{_MINISTRY} Nomor 10 Tahun 2019",
    "Peraturan Pemerintah Nomor 53 Tahun 2010 tentang Disiplin Pegawai Negeri Sipil",
    "Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara",
)


def _bases(bed: Bed) -> list[int]:
    return [
        i
        for i, e in enumerate(bed.elements)
        if isinstance(e, ListItem) and _BASES in bed.path(i) and bed.is_free(i)
    ]


def _item(bed: Bed, index: int) -> ListItem:
    element = bed.elements[index]
    if not isinstance(element, ListItem):
        raise NoPlaceError("no item")
    return element


def _renumber(bed: Bed) -> None:
    for number, place in enumerate(
        (i for i, e in enumerate(bed.elements) if isinstance(e, ListItem) and _BASES in bed.path(i)), 1
    ):
        item = _item(bed, place)
        changed = replace(item, marker=f"{number}.")
        bed.elements[place] = changed
        bed.taken = [changed if element is item else element for element in bed.taken]


def _revoked(bed: Bed) -> Element:
    text = bed.rng.choice(_REVOKED)
    if bed.rng.random() < 0.5:
        return bed.append_sentence(f"Pelaksanaannya berpedoman pada {text}.", "KOMPONEN PENGUNGKIT > ")
    kind = " ".join(text.split()[:2])
    same = [i for i in _bases(bed) if _item(bed, i).text.startswith(kind)]
    place = bed.choose(same)
    return bed.put(place, replace(_item(bed, place), text=f"{text};"))


def _perppu(bed: Bed) -> Element:
    instead = "Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2022"
    if bed.rng.random() < 0.5:
        instead = "Perppu Nomor 1 Tahun 2022"
    return bed.swap(
        r"(?<=diubah dengan )Undang-Undang Nomor 7 Tahun 2023[^;]*", instead, ListItem, where=_BASES
    )


def _amendment(bed: Bed) -> Element:
    return bed.swap(r" sebagaimana telah [^;]*(?=;)", "", ListItem, where=_BASES)


def _pairing(bed: Bed) -> Element:
    def wrong(match: re.Match[str]) -> str:
        if bed.rng.random() < 0.5:
            return f"Nomor {match[1]} Tahun {int(match[2]) + bed.rng.choice((-1, 1))}"
        return f"Nomor {int(match[1]) + bed.rng.choice((1, 2, 10))} Tahun {match[2]}"

    found = [i for i in _bases(bed) if re.match("Undang|Peraturan", _item(bed, i).text)]
    place = bed.choose(found)
    item = _item(bed, place)
    return bed.put(place, replace(item, text=re.sub(r"Nomor (\d+) Tahun (\d{4})", wrong, item.text, count=1)))


def _title(bed: Bed) -> Element:
    """Lose a word of a regulation's title, or exchange two."""

    def garbled(match: re.Match[str]) -> str:
        words = match[1].split()
        at = bed.rng.randrange(1, len(words) - 1)
        if bed.rng.random() < 0.5 and words[at].isalpha() and words[at].istitle():
            del words[at]
        else:
            words[at - 1], words[at] = words[at], words[at - 1]
        return f"tentang {' '.join(words)}"

    return bed.swap(
        r"(?<=\d{4} )tentang ((?:[A-Z][\w,-]+ ?|dan ?|yang ?|dari ?|di ?){4,})(?=;| \(| sebag)",
        garbled,
        ListItem,
        where=_BASES,
    )


def _missing(bed: Bed) -> None:
    wanted = bed.rng.choice(("1766", "Nomor 90 Tahun 2021"))
    place = bed.choose([i for i in _bases(bed) if wanted in _item(bed, i).text])
    del bed.elements[place]
    _renumber(bed)


def _order(bed: Bed) -> Element:
    """Move a law below the ministry's regulations, or a regulation of the KPU to the top."""
    places = _bases(bed)
    if len(places) < 6:
        raise NoPlaceError("few bases")
    laws = [i for i in places if _item(bed, i).text.startswith("Undang")]
    late = [i for i in places if _item(bed, i).text.startswith("Peraturan Komisi")]
    start, to = (bed.choose(laws), late[-1]) if bed.rng.random() < 0.5 else (bed.choose(late), places[0])
    item = bed.elements.pop(start)
    bed.elements.insert(to, item)
    bed.taken.append(item)
    _renumber(bed)
    return bed.taken[-1]


def _decree_number(bed: Bed) -> Element:
    """Give one of the mentions of a decree another number."""
    office = bed.whole.office.satker
    numbers = [number for key, number, *_ in bed.whole.decrees if key not in {"sk_iku", "sk_spip"}]
    number = bed.rng.choice(numbers)
    wrong = number + bed.rng.choice((1, 2, 10))
    while wrong in [n for _, n, *_ in bed.whole.decrees]:
        wrong += 20
    return bed.swap(f"{office} Nomor {number} ", f"{office} Nomor {wrong} ", Paragraph, ListItem)


def _decree_date(bed: Bed) -> Element:
    """Give one of the mentions of a decree another date."""
    keys = [key for key, *_ in bed.whole.decrees if key not in {"sk_iku", "sk_spip"}]
    day = bed.facts[f"tgl_{bed.rng.choice(keys)}"]
    wrong = f"{int(day.split()[0]) % 27 + 2} {day.split(' ', 1)[1]}"
    return bed.swap(rf"(?<=tanggal ){day}", wrong, Paragraph, ListItem)


KINDS = (
    Kind("regulation_revoked", ("ZI8",), "warning", "a regulation no longer in force", _revoked),
    Kind("perppu_became_law", ("ZI8",), "warning", "a Perppu that became a law", _perppu),
    # The format demands some of the amendments, and its rule speaks of the section.
    Kind("amendment_omitted", ("ZI8", "ZI304"), "info", "an amendment left out", _amendment, pair=True),
    Kind("number_year_pairing", ("ZI8",), "warning", "a number with another's year", _pairing),
    Kind("title_garbled", ("ZI8",), "info", "words of a title lost or exchanged", _title),
    Kind("basis_missing", ("ZI8", "ZI3"), "warning", "an obligatory basis is missing", _missing),
    Kind("basis_order", ("ZI8",), "info", "bases against the hierarchy", _order, pair=True),
    Kind(
        "decree_number_differs", ("ZI8",), "warning", "one decree with two numbers", _decree_number, pair=True
    ),
    Kind("decree_date_differs", ("ZI8", "ZI5"), "info", "one decree with two dates", _decree_date, pair=True),
)
