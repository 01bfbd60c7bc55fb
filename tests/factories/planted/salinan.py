"""Defects of copying and of unfinished text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.factories.laporan import AREAS
from tests.factories.planted.model import Kind, NoPlaceError
from tests.factories.spec import Heading, ListItem, Paragraph

if TYPE_CHECKING:
    from tests.factories.planted.model import Bed
    from tests.factories.spec import Element

_LEVERS = "KOMPONEN PENGUNGKIT > "
# Wrong words for an abbreviation: right, wrong.
_ACRONYMS = (
    ("Sistem Pengendalian Intern Pemerintah (SPIP)", "Sistem Pelaporan Internal Pegawai (SPIP)"),
    ("Sistem Pengendalian Intern Pemerintah (SPIP)", "Satuan Pengawas Intern Pemerintah (SPIP)"),
    ("Unit Pengendalian Gratifikasi (UPG)", "Unit Pengaduan Gratifikasi (UPG)"),
    ("Unit Pengendalian Gratifikasi (UPG)", "Unit Pengawasan Gratifikasi (UPG)"),
    ("Indeks Kepuasan Masyarakat (IKM)", "Indeks Kinerja Masyarakat (IKM)"),
    ("Indeks Persepsi Anti Korupsi (IPAK)", "Indeks Pencegahan Anti Korupsi (IPAK)"),
    ("Indeks Persepsi Kualitas Pelayanan (IPKP)", "Indeks Penilaian Kinerja Pelayanan (IPKP)"),
    ("standar operasional prosedur (SOP)", "sistem operasional pelayanan (SOP)"),
)


def _sub_areas(bed: Bed) -> list[int]:
    return [
        i
        for i, e in enumerate(bed.elements)
        if isinstance(e, Paragraph) and re.search(_LEVERS, bed.path(i)) and bed.is_free(i)
    ]


def _copied(bed: Bed) -> Element:
    """Copy a paragraph of one area, as it is or slightly changed, to the end of a sub-area of another."""
    source = bed.choose([i for i in _sub_areas(bed) if len(bed.elements[i].text.split()) > 14])  # type: ignore[union-attr]
    element = bed.elements[source]
    area = bed.path(source).split(" > ")[3]
    places = [i for i in _sub_areas(bed) if bed.path(i).split(" > ")[3] != area]
    text = element.text  # type: ignore[union-attr]
    if bed.rng.random() < 0.4:
        text = re.sub(r"\bdan\b", "serta", text, count=1)
    bed.taken.append(element)
    place = bed.choose(places) + 1
    bed.elements.insert(place, Paragraph(text))
    return bed.put(place, bed.elements[place])


def _other_area(bed: Bed) -> Element:
    place = bed.choose(_sub_areas(bed))
    own = bed.path(place).split(" > ")[3].lower()
    name = bed.rng.choice([name for _, name in AREAS if name.lower() not in own])
    sentence = bed.rng.choice(
        (
            f"Dengan demikian target area {name} pada tahun {bed.year} dinyatakan tercapai.",
            f"Kegiatan pada area {name} ini dilaksanakan menurut rencana kerja.",
            f"Demikian uraian pelaksanaan area perubahan {name}.",
            f"Seluruh bukti area {name} tersimpan pada folder bersama.",
        )
    )
    text = bed.elements[place].text  # type: ignore[union-attr]
    return bed.put(place, Paragraph(f"{text} {sentence}"))


def _placeholder(bed: Bed) -> Element:
    sentence = bed.rng.choice(
        (
            "Kegiatan dihadiri oleh [isi jumlah] peserta.",
            "Hasilnya dituangkan dalam berita acara Nomor ........ tanggal ........",
            "Kegiatan diikuti XX orang pegawai.",
            "Penanggung jawab kegiatan adalah <nama pegawai>.",
            "Rincian biaya (diisi kemudian).",
            "Dokumentasi kegiatan dapat dilihat pada tautan ____________.",
            "Rapat dilaksanakan pada tanggal [tanggal rapat].",
        )
    )
    return bed.append_sentence(sentence, _LEVERS)


def _cut_at_joint(bed: Bed) -> Element:
    """Cut a paragraph after a word that cannot end a sentence."""
    # What is left has a few words: of two, nobody could tell what they were.
    pattern = r"(?<=.{25}\s)(dan|yang|dengan|untuk|serta|pada|oleh|dari)\s.{15,}$"
    return bed.swap(pattern, lambda m: m[1], Paragraph, where=_LEVERS)


def _cut_anywhere(bed: Bed) -> Element:
    """Cut a paragraph before its last words."""
    return bed.swap(r"(?<=\w)( [\w-]+){3}\.$", "", Paragraph, where=_LEVERS)


def _doubled(bed: Bed) -> Element:
    pattern = r"\b(dan|yang|pada|dengan|telah|oleh|dari|untuk|dalam|kepada|pegawai|rapat)\b"
    return bed.swap(pattern, lambda m: f"{m[1]} {m[1]}", Paragraph, ListItem)


def _acronym(bed: Bed) -> Element:
    pairs = list(_ACRONYMS)
    bed.rng.shuffle(pairs)
    for right, wrong in pairs:
        try:
            return bed.swap(re.escape(right), wrong, Paragraph)
        except NoPlaceError:
            continue
    raise NoPlaceError("no abbreviation")


def _outdated(bed: Bed) -> Element:
    sentence = bed.rng.choice(
        (
            f"Pegawai lainnya telah menyampaikan LHKASN sebelum 31 Maret {bed.year}.",
            "Rekapitulasi suara dipublikasikan melalui aplikasi Situng.",
            "Penilaian pegawai masih mengacu pada DP3.",
        )
    )
    return bed.append_sentence(sentence, _LEVERS)


def _heading_left(bed: Bed) -> Element:
    """Leave a sub-area's heading of another area at the top of a text."""
    titles = [e.title for e in bed.elements if isinstance(e, Heading) and e.level == 5]
    sentence = f"Uraian tentang {bed.rng.choice(titles)} [lengkapi dengan data terbaru]."
    return bed.append_sentence(sentence, _LEVERS)


KINDS = (
    Kind("paragraph_copied", ("ZI7",), "warning", "a paragraph repeated in another area", _copied, pair=True),
    Kind("other_area_name", ("ZI3", "ZI7"), "warning", "another area's name", _other_area),
    Kind("placeholder", ("ZI3", "ZI7"), "warning", "placeholder left over", _placeholder),
    Kind("placeholder_note", ("ZI3", "ZI7"), "warning", "a note to the writer left over", _heading_left),
    Kind("sentence_cut_at_joint", ("ZI7",), "info", "a sentence that ends in a joining word", _cut_at_joint),
    Kind("sentence_cut", ("ZI7",), "info", "a paragraph without its end", _cut_anywhere),
    Kind("word_doubled", ("ZI7",), "info", "a word twice", _doubled),
    Kind(
        "acronym_wrong",
        ("ZI3", "ZI6", "ZI7", "ZI8", "ZI9"),
        "info",
        "wrong words for an abbreviation",
        _acronym,
    ),
    Kind("term_outdated", ("ZI3", "ZI6", "ZI7", "ZI8"), "info", "a name that is no longer used", _outdated),
)
