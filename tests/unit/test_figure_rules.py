from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.checking.labels import Label, label_at_start
from assistant.checking.model import Finding, Severity
from assistant.document import Block, BlockKind, Document, Figure, LineSpan, SourceKind, Table
from tests.unit.checking_samples import CLEAN, check_family, document

SECOND = "> Gambar 2.2: Rapat penyusunan SOP pelayanan informasi"


def told(rule: str, doc: Document) -> list[Finding]:
    """Return what a rule finds in a document."""
    return [f for f in check_family(doc, "2") if f.rule == rule]


def findings(text: str, rule: str) -> list[Finding]:
    """Return what a rule finds in a markup."""
    return told(rule, document(text))


def word(text: str, without_picture: str = "", kind: SourceKind = SourceKind.DOCX) -> Document:
    """Return a Word document in which every caption has its picture but one."""
    base = document(text)
    figures = tuple(
        f if f.label == without_picture else replace(f, width=300.0, height=200.0) for f in base.figures
    )
    return replace(base, source=replace(base.source, kind=kind), figures=figures)


def with_tables(doc: Document, *places: tuple[str, str], rows: int = 3) -> Document:
    """Return the document with small tables, each behind the first block that begins so, with its caption."""
    blocks, tables = list(doc.blocks), list(doc.tables)
    for number, (start, caption) in enumerate(places, start=1):
        at = next(i for i, b in enumerate(blocks) if b.text.startswith(start))
        section, name = blocks[at].section, f"t{number}"
        body = tuple((f"a{n}", f"b{n}") for n in range(rows))
        rows_of = [
            Block(
                f"{name}r{n}", BlockKind.TABLE_ROW, " | ".join(cells), section, (LineSpan(0, None, 800 + n),),
                table=name, row=n,
            )
            for n, cells in enumerate((("Nama", "Hasil"), *body), start=-1)
        ]  # fmt: skip
        blocks[at + 1 : at + 1] = rows_of
        tables.append(Table(name, section, ("Nama", "Hasil"), body, caption))
    return replace(doc, blocks=tuple(blocks), tables=tuple(tables))


@pytest.mark.parametrize(
    ("text", "label", "printed"),
    [
        ("Gambar 2.1: Apel", Label("gambar", (2,), 1), "Gambar 2.1"),
        ("Tabel 3 Rekap", Label("tabel", (), 3), "Tabel 3"),
        ("Gambar II.4. Rapat", Label("gambar", (2,), 4, roman=True), "Gambar II.4"),
        ("Gambar 2.1.3 Rapat", Label("gambar", (2, 1), 3), "Gambar 2.1.3"),
        ("Tabel 2.1a Rekap", Label("tabel", (2,), 1, "a"), "Tabel 2.1a"),
        ("Gambaran umum", None, ""),
        ("Gambar ini memuat", None, ""),
    ],
)
def test_labels(text: str, label: Label | None, printed: str) -> None:
    got, words = label_at_start(text)
    assert got == label
    assert label is None or str(label) == printed
    assert label is None or words in text


def test_levels_of_numbers_and_continued_tables_are_no_repetition() -> None:
    more = "> Gambar 2.1.1: Apel pagi\n> Gambar 2.1.2: Apel sore\n> Tabel 2.9 Rekap\n> Tabel 2.9 (lanjutan)"
    assert findings(CLEAN.replace(SECOND, f"{more}"), "ZI201") == []


def test_captions_that_differ_by_a_slip_are_worth_a_look() -> None:
    twin = SECOND.replace("2.2", "2.3").replace("penyusunan", "penyusnan")
    (finding,) = findings(CLEAN.replace(SECOND, f"{SECOND}\n{twin}"), "ZI203")
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rapat evaluasi triwulan I", "Rapat evaluasi triwulan II"),
        ("Kegiatan pelatihan pegawai", "Kegiatan pelantikan pegawai"),
        ("Apel pagi bulan Januari", "Apel pagi bulan Februari"),
    ],
)
def test_captions_that_are_alike_and_meant_so(one: str, other: str) -> None:
    text = CLEAN.replace(SECOND, f"> Gambar 2.2: {one}\n> Gambar 2.3: {other}")
    assert findings(text, "ZI203") == []


def test_a_reference_to_another_document_is_not_dead() -> None:
    text = CLEAN.replace("Sembilan SOP", "Menurut Tabel 5 Lampiran Peraturan Menteri, sembilan SOP")
    assert findings(text, "ZI205") == []


def test_a_dead_reference_is_told_once_with_what_may_be_meant() -> None:
    text = CLEAN.replace("Sembilan SOP", "Lihat Gambar 2.9. Menurut Gambar 2.9, sembilan SOP")
    (finding,) = findings(text, "ZI205")
    assert "Gambar 2.2" in finding.suggestion
    assert "juga di" in finding.message


def test_a_table_named_by_a_title_that_nothing_has() -> None:
    text = CLEAN.replace(
        "Sembilan SOP", "Berdasarkan tabel Rekapitulasi Hasil Peninjauan Prosedur, sembilan SOP"
    )
    (finding,) = findings(text, "ZI207")
    assert "Rekapitulasi Hasil Peninjauan Prosedur" in finding.suggestion
    titled = text.replace(SECOND, f"{SECOND}\n> Tabel 2.1 Rekapitulasi hasil peninjauan prosedur tahun 2025")
    assert findings(titled, "ZI207") == []


@pytest.mark.parametrize(
    "phrase",
    ["pada tabel di bawah ini", "dalam tabel Lembar Kerja Evaluasi Zona Integritas", "pada tabel Excel"],
)
def test_tables_that_are_not_named_by_title(phrase: str) -> None:
    assert findings(CLEAN.replace("Sembilan SOP", f"Sebagaimana {phrase}, sembilan SOP"), "ZI207") == []


MORE = "\n".join(f"> Gambar 2.{n}: Kegiatan bersama ke {n} pada tahun berjalan" for n in range(3, 7))
PICTURED = CLEAN.replace(SECOND, f"{SECOND}\n{MORE}")


@pytest.mark.parametrize("printed", ["Gambar 1.5", "Gambar 3.5"])
def test_one_label_of_another_chapter_among_many_that_are_right(printed: str) -> None:
    text = PICTURED.replace("Gambar 2.5", printed)
    (finding,) = findings(text, "ZI206")
    assert (finding.severity, finding.quote[: len(printed)]) == (Severity.WARNING, printed)
    assert "BAB II" in finding.message
    assert findings(text, "ZI202") == []  # one slip, one finding


def test_labels_that_all_bear_another_chapter_are_worth_a_look() -> None:
    (finding,) = findings(PICTURED.replace("Gambar 2.", "Gambar 3."), "ZI206")
    assert finding.severity is Severity.INFO


def test_a_caption_without_its_picture() -> None:
    (finding,) = told("ZI208", word(PICTURED, "Gambar 2.4"))
    assert (finding.severity, finding.quote[:10]) == (Severity.WARNING, "Gambar 2.4")
    (pdf,) = told("ZI208", word(PICTURED, "Gambar 2.4", SourceKind.PDF))
    assert pdf.severity is Severity.INFO


def test_captions_are_not_judged_where_pictures_cannot_be_seen() -> None:
    assert told("ZI208", word(PICTURED)) == []
    assert told("ZI208", word(PICTURED, "Gambar 2.4", SourceKind.TEXT)) == []
    assert told("ZI208", replace(word(PICTURED), figures=document(PICTURED).figures)) == []
    drawn = PICTURED.replace("Gambar 2.4: Kegiatan", "Gambar 2.4: Struktur organisasi kegiatan")
    assert told("ZI208", word(drawn, "Gambar 2.4")) == []


def test_a_large_picture_without_caption() -> None:
    doc = word(PICTURED)
    place = doc.figures[0].section
    bare = Figure("", "", place, width=300.0, height=200.0)
    (finding,) = told("ZI209", replace(doc, figures=(*doc.figures, bare)))
    assert "1 gambar" in finding.message
    stamp, scan = replace(bare, width=60.0), replace(bare, width=560.0, height=800.0)
    assert told("ZI209", replace(doc, figures=(*doc.figures, stamp, scan))) == []


def test_a_picture_that_is_pointed_at_and_does_not_follow() -> None:
    text = CLEAN.replace("Analisis kebutuhan", "Seperti pada tabel di bawah ini, analisis kebutuhan")
    (finding,) = told("ZI210", word(text))
    assert finding.quote == "tabel di bawah ini"
    assert told("ZI210", word(text, kind=SourceKind.TEXT)) == []
    assert told("ZI210", with_tables(word(text), ("Seperti pada tabel", ""))) == []


TITLED = CLEAN.replace(
    "Sembilan SOP disusun",
    "> Tabel 2.1 Prosedur yang ditinjau\n> Tabel 2.2 Prosedur baru\nSembilan SOP disusun",
)
TWO = (("Tabel 2.1", "Tabel 2.1 Prosedur yang ditinjau"), ("Tabel 2.2", "Tabel 2.2 Prosedur baru"))


def test_a_table_without_title_where_the_others_have_one() -> None:
    (finding,) = told("ZI211", with_tables(word(TITLED), *TWO, ("Analisis kebutuhan", "")))
    assert finding.severity is Severity.WARNING
    assert told("ZI211", with_tables(word(TITLED), *TWO)) == []
    assert told("ZI211", with_tables(word(TITLED), *TWO, ("1. Lembar Kerja", ""))) == []  # in the annex
    assert told("ZI211", with_tables(word(CLEAN), ("Sembilan SOP", ""), ("Analisis", ""))) == []


def test_a_title_below_its_table_where_others_stand_above() -> None:
    text = TITLED.replace("> Tabel 2.2", "Selesai.\n> Tabel 2.2").replace(
        "Perjanjian kinerja ditandatangani", "Perjanjian kinerja\n> Tabel 2.3 Kinerja\nditandatangani"
    )
    doc = with_tables(word(text), TWO[0], TWO[1], ("Perjanjian kinerja", ""))
    (finding,) = told("ZI213", doc)
    assert finding.quote.startswith("Tabel 2.3")
    assert told("ZI213", with_tables(word(TITLED.replace("> Tabel 2.2", "Lalu\n> Tabel 2.2")), *TWO)) == []


def test_a_table_under_the_label_of_a_picture() -> None:
    doc = with_tables(word(PICTURED, "Gambar 2.4"), ("Gambar 2.4", ""))
    (finding,) = told("ZI214", doc)
    assert "Gambar 2.4" in finding.message
    assert told("ZI208", doc) == []
    assert told("ZI214", with_tables(word(PICTURED), ("Gambar 2.4", ""))) == []


def test_two_ways_of_numbering() -> None:
    (finding,) = findings(PICTURED.replace("Gambar 2.5", "Gambar 5"), "ZI215")
    assert (finding.severity, finding.quote[:8]) == (Severity.WARNING, "Gambar 5")
    assert findings(PICTURED, "ZI215") == []
    assert findings(PICTURED.replace("Gambar 2.5", "Gambar 25"), "ZI215") == []  # a point lost in scanning


def test_an_entry_of_the_list_of_pictures_that_is_not_in_the_text() -> None:
    doc = document(PICTURED)
    entries = [
        Block(
            f"n{n}", BlockKind.NOISE, f"Gambar 2.{n} Kegiatan ........ {n + 3}", None, (LineSpan(0, None, n),)
        )
        for n in (1, 2, 3, 8)
    ]
    (finding,) = told("ZI216", replace(doc, blocks=(*entries, *doc.blocks)))
    assert "Gambar 2.8" in finding.message
    assert told("ZI216", replace(doc, blocks=(*entries[:3], *doc.blocks))) == []


def test_titles_of_columns_typed_again() -> None:
    doc = with_tables(word(TITLED), *TWO)
    table = doc.tables[0]
    again = replace(table, rows=(table.rows[0], table.header, table.rows[2]))
    (finding,) = told("ZI217", replace(doc, tables=(again, doc.tables[1])))
    assert finding.severity is Severity.INFO
    assert told("ZI217", doc) == []


def test_bare_captions_are_one_finding() -> None:
    bare = "> Rapat bersama para pegawai\n> Foto bersama para tamu"
    text = PICTURED.replace(
        MORE, "\n".join([MORE, *(f"> Gambar 2.{n}: Rapat ke {n}" for n in range(7, 13)), bare])
    )
    (finding,) = findings(text, "ZI204")
    assert "begitu pula" in finding.message


def test_clean_documents_are_silent() -> None:
    plain, pictured = document(CLEAN), word(PICTURED)
    for doc in (plain, pictured, with_tables(word(TITLED), TWO[0])):
        assert check_family(doc, "2") == []


@pytest.mark.parametrize("misread", ["Garnbar 2.2: Rapat penyusunan SOP", "Gamhar 2.2: Rapat penyusunan SOP"])
def test_a_label_that_scanning_misread_is_a_label(misread: str) -> None:
    assert label_at_start(misread)[0] == Label("gambar", (2,), 2)
    text = CLEAN.replace(SECOND, f"> {misread}")
    assert text != CLEAN
    assert check_family(document(text), "2") == []


@pytest.mark.parametrize("printed", ["Tabe1 3", "Tabc1 3", "TABEI 3", "Tahel 3"])
def test_tables_have_misread_labels_too(printed: str) -> None:
    assert label_at_start(f"{printed} Rekap")[0] == Label("tabel", (), 3)


def test_a_row_of_values_is_no_caption_without_number() -> None:
    row = "> Triwulan IV 58 88,85 Sangat Baik"
    text = PICTURED.replace(
        MORE, "\n".join([MORE, *(f"> Gambar 2.{n}: Rapat ke {n}" for n in range(7, 13)), row])
    )
    assert findings(text, "ZI204") == []
