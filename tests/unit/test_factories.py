"""The factories write what they say they write, and the bundled example is what they would write today."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

import docx
import pdfplumber
import pytest
import yaml
from openpyxl import load_workbook

from assistant.lke.load import load_lke
from assistant.lke.model import Answer, Peran
from tests.factories.bukti import invent_evidence
from tests.factories.contoh import bukti, laporan, lke, rencana
from tests.factories.defects import DropElement, DropSection, ReplaceText, plant_all
from tests.factories.docx_numbering import Pattern, read_marker
from tests.factories.docx_writer import DocxOptions, write_docx
from tests.factories.laporan import invent_laporan, stock
from tests.factories.lke_workbook import FilledRow, computed_rows, invent_answers, score, write_lke
from tests.factories.naskah import parse_naskah
from tests.factories.office import OfficeLevel, invent_office
from tests.factories.pdf_writer import PdfOptions, write_pdf
from tests.factories.rencana import all_actions, invent_rencana
from tests.factories.spec import (
    DocumentSpec,
    Heading,
    ListItem,
    Merge,
    Paragraph,
    TableSpec,
    WebLink,
    labels,
    truth,
)
from tests.factories.surat import invent_surat
from tests.factories.text_writer import TextOptions, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.lke.model import Lke
    from tests.factories.office import Office

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def small_spec() -> DocumentSpec:
    url = "https://contoh.example/survei"
    return DocumentSpec(
        "Kecil",
        (
            Heading(1, "BAB I", "PENDAHULUAN"),
            Heading(2, "A.", "LATAR BELAKANG"),
            Paragraph(f"Hasil survei ada di {url} dan di papan informasi.", (WebLink(url, url),)),
            ListItem("a.", "butir pertama;"),
            ListItem("b.", "butir kedua; dan"),
            ListItem("c.", "butir ketiga."),
            TableSpec(
                ("No.", "Nama", "Nilai"),
                (("1", "Berjalan", "10"), ("", "Bersama", "12"), ("Jumlah", "", "22")),
                "Tabel 1",
                "Nilai",
                (Merge(0, 0, rows=2), Merge(2, 0, columns=2)),
            ),
        ),
        header="Kepala halaman",
    )


def docx_text(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def pdf_pages(data: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [" ".join((page.extract_text() or "").split()) for page in pdf.pages]


@pytest.fixture(scope="module")
def form() -> Lke:
    return lke.form()


class TestOffice:
    def test_same_seed_gives_same_office(self) -> None:
        assert invent_office(Random(4)) == invent_office(Random(4))
        assert invent_office(Random(4)) != invent_office(Random(5))

    @pytest.mark.parametrize(
        ("level", "start"),
        [
            (OfficeLevel.KABUPATEN, "KPU Kabupaten "),
            (OfficeLevel.KOTA, "KPU Kota "),
            (OfficeLevel.PROVINSI, "KPU Provinsi "),
            (OfficeLevel.KIP, "KIP Kabupaten "),
        ],
    )
    def test_name_follows_level(self, rng: Random, level: OfficeLevel, start: str) -> None:
        assert invent_office(rng, level).satker.startswith(start)

    def test_places_exist_nowhere(self, mappings: Path) -> None:
        known = yaml.safe_load((mappings / "wilayah.yaml").read_text(encoding="utf-8"))["provinsi"]
        real = {name for p in known for name in (p["nama"], *p["kabupaten"], *p["kota"])}
        offices = [invent_office(Random(seed)) for seed in range(300)]
        assert real.isdisjoint({name for o in offices for name in (o.place, o.capital, o.province)})
        assert all(re.fullmatch(r"\d{8} \d{6} [12] 99\d", o.sekretaris.nip) for o in offices)


class TestTruth:
    def test_has_the_shape_of_the_real_truth(self, shared: Path) -> None:
        real = yaml.safe_load((shared / "pdf" / "surat1766.truth.json").read_text(encoding="utf-8"))
        assert set(truth(small_spec())) == set(real)

    def test_lists_everything_in_order(self) -> None:
        found = truth(small_spec())
        kinds = ["heading", "heading", "paragraph", "list_item", "list_item", "list_item", "caption", "table"]
        assert [entry["kind"] for entry in found["order"]] == kinds
        assert found["paragraphs"][1] == "a. butir pertama;"
        assert found["links"] == ["https://contoh.example/survei"]
        assert found["tables"][0]["rows"][2] == ["Jumlah", "", "22"]


class TestDocx:
    def test_bytes_repeat(self) -> None:
        assert write_docx(small_spec()) == write_docx(small_spec())

    def test_headings_carry_styles_only_when_asked(self) -> None:
        for styled in (True, False):
            word = docx.Document(BytesIO(write_docx(small_spec(), DocxOptions(heading_styles=styled))))
            names = {p.style.name for p in word.paragraphs if "LATAR" in p.text and p.style}
            assert names == {"Heading 2" if styled else "Normal"}

    def test_typed_numbers_stand_in_the_text(self) -> None:
        text = docx_text(write_docx(small_spec()))
        assert "A. LATAR BELAKANG" in text
        assert "a.\tbutir pertama;" in text

    def test_automatic_numbers_do_not(self) -> None:
        word = docx.Document(BytesIO(write_docx(small_spec(), DocxOptions(automatic_numbering=True))))
        items = [p for p in word.paragraphs if p.text.startswith("butir")]
        assert len(items) == 3
        instances = {number.get(f"{_W}val") for p in items for number in p._p.iter(f"{_W}numId")}
        assert len(instances) == 1  # one list, so that Word counts on

    def test_cells_are_merged_and_header_repeats(self) -> None:
        table = docx.Document(BytesIO(write_docx(small_spec()))).tables[0]
        assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
        assert table.cell(3, 0)._tc is table.cell(3, 1)._tc
        assert table.rows[0]._tr.find(f".//{_W}tblHeader") is not None

    def test_links_and_caption_numbers_are_real(self) -> None:
        body: Any = docx.Document(BytesIO(write_docx(small_spec()))).element.body
        assert len(body.findall(f".//{_W}hyperlink")) == 1
        assert any("SEQ Tabel" in (code.text or "") for code in body.iter(f"{_W}instrText"))

    @pytest.mark.parametrize(
        ("marker", "expected"),
        [
            ("BAB II", (Pattern("upperRoman", "BAB %1"), 2)),
            ("c)", (Pattern("lowerLetter", "%1)"), 3)),
            ("(4)", (Pattern("decimal", "(%1)"), 4)),
            ("•", (Pattern("bullet", "•"), 1)),
            ("Pertama", None),
        ],
    )
    def test_markers_that_word_can_count(self, marker: str, expected: object) -> None:
        assert read_marker(marker) == expected


class TestPdf:
    def test_bytes_repeat(self) -> None:
        assert write_pdf(small_spec()).data == write_pdf(small_spec()).data

    def test_elements_stand_on_the_pages_it_tells(self, office: Office, rng: Random) -> None:
        spec = invent_laporan(office, 2025, rng)
        written = write_pdf(spec, PdfOptions(size=13))
        pages = pdf_pages(written.data)
        found = truth(spec, written.pages)
        assert found["pages"] == len(pages) > 5
        for heading in found["headings"]:
            assert heading["text"] in pages[heading["page"] - 1]

    def test_table_runs_over_pages_with_its_header(self, office: Office, rng: Random) -> None:
        plan = invent_rencana(office, 2026, rng)
        written = write_pdf(plan.document, PdfOptions(landscape=True))
        table = truth(plan.document, written.pages)["tables"][0]
        assert table["page_from"] < table["page_to"]
        pages = pdf_pages(written.data)[table["page_from"] - 1 : table["page_to"]]
        assert all("KOMPONEN" in page for page in pages)

    def test_links_can_be_clicked_only_when_asked(self) -> None:
        for clickable in (True, False):
            data = write_pdf(small_spec(), PdfOptions(link_annotations=clickable)).data
            with pdfplumber.open(BytesIO(data)) as pdf:
                urls = [link["uri"] for page in pdf.pages for link in page.hyperlinks]
            assert urls == (["https://contoh.example/survei"] if clickable else [])


class TestText:
    def test_lines_of_each_element_are_known(self, office: Office, rng: Random) -> None:
        spec = invent_laporan(office, 2025, rng)
        written = write_text(spec, TextOptions(width=60, page_lines=40))
        lines = written.text.split("\n")
        for index, element in enumerate(spec.elements):
            if isinstance(element, Paragraph):
                first, last = written.lines[index]
                assert " ".join(lines[first - 1 : last]) == element.text
        assert max(map(len, lines)) <= 120

    def test_noise_changes_few_words(self, office: Office, rng: Random) -> None:
        spec = invent_laporan(office, 2025, rng)
        clean = write_text(spec).text.split()
        noisy = write_text(spec, TextOptions(noise=Random(1), noise_rate=0.05)).text.split()
        changed = sum(a != b for a, b in zip(clean, noisy, strict=True))
        assert 0 < changed < len(clean) / 10


class TestDocuments:
    def test_laporan_follows_the_format_and_its_labels_are_codes(self, office: Office, form: Lke) -> None:
        spec = invent_laporan(office, 2025, Random(1))
        headings = [heading.text for heading in spec.of_kind(Heading)]
        assert headings.index("6. Penguatan Kualitas Pelayanan Publik") < headings.index("II. KOMPONEN HASIL")
        known = {i.code for i in form.daftar_indikator} | {area.code for area in form.areas}
        assert {code for _, code in labels(spec)} <= known
        assert spec != invent_laporan(office, 2025, Random(2))

    def test_stock_speaks_of_every_group_of_pemenuhan(self, form: Lke) -> None:
        groups = {group.code for group in form.groups if group.code.startswith(("A.I.", "B"))}
        assert groups <= {code.rpartition(".")[0] for code in stock()}
        assert set(stock()) <= set(form.indikator_by_code)

    def test_actions_aim_at_indicators_in_their_area(self, form: Lke) -> None:
        for action in all_actions("KPU Kota Rekaan", 2026):
            assert form.indikator_by_code[action.code].area == action.area
            assert set(action.months) <= set(range(1, 13))
            assert "{" not in "".join((action.langkah_aksi, action.waktu, *action.bukti_fisik))

    def test_rencana_writes_every_action(self, office: Office) -> None:
        table = invent_rencana(office, 2026, Random(3))
        rows = table.document.of_kind(TableSpec)[0].rows
        assert len(rows) == len(table.actions) + 6
        narrative = invent_rencana(office, 2026, Random(3), tabular=False)
        items = [item.code for item in narrative.document.of_kind(ListItem) if item.code]
        assert items == [action.code for action in narrative.actions]

    def test_surat_names_the_office(self, office: Office, rng: Random) -> None:
        text = "\n".join(docx_text(write_docx(invent_surat(office, 2025, rng))))
        assert office.satker in text
        assert f"/{office.code}/2025" in text

    def test_evidence_says_what_it_says_it_says(self, office: Office, rng: Random) -> None:
        files = {file.path.rpartition(".")[2]: file for file in invent_evidence(office, 2025, rng)}
        assert set(files) == {"pdf", "docx", "xlsx", "png"}
        pdf, word = files["pdf"], files["docx"]
        assert all(fact in "\n".join(pdf_pages(pdf.data)) for fact in pdf.facts.values())
        assert all(fact in "\n".join(docx_text(word.data)) for fact in word.facts.values())
        assert files["png"].data.startswith(b"\x89PNG")


class TestLke:
    def test_answers_stand_in_the_official_cells(self, form: Lke) -> None:
        filled = {6: FilledRow("Ya", "Catatan", "Bukti", "Tidak", "Tolak")}
        sheet = load_workbook(BytesIO(write_lke(form, filled, satker="KPU Kota Rekaan", year=2025)))[
            "Jawaban"
        ]
        assert [sheet[f"{column}6"].value for column in "AGKLMNQ"] == [
            6,
            form.indikator_by_code["A.I.1.i.a"].name,
            "Ya",
            "Catatan",
            "Bukti",
            "Tidak",
            "Tolak",
        ]
        assert sheet["K1"].value == "Jawaban Unit"

    def test_best_answers_score_full_points(self, form: Lke) -> None:
        filled: dict[int, FilledRow] = {}
        for indikator in form.daftar_indikator:
            if indikator.criteria:
                filled[indikator.row] = FilledRow(indikator.criteria[0][0])
            elif indikator.answer is Answer.INDEKS:
                filled[indikator.row] = FilledRow(4)
            for detail in indikator.rincian:
                counts = {Peran.PEMBILANG: 40, Peran.PENYEBUT: 10, Peran.TAHUN_LALU: 3}
                filled[detail.row] = FilledRow(counts.get(detail.peran, 0))
            filled |= {r: c for r, c in computed_rows(indikator, filled).items() if r != indikator.row}
        points = score(form, filled)
        assert points["A"] + points["B"] == pytest.approx(100)
        assert points["A.II.5"] == pytest.approx(7.5)

    def test_invented_answers_are_valid(self, form: Lke, rng: Random) -> None:
        filled = invent_answers(form, rng)
        for indikator in form.daftar_indikator:
            if indikator.criteria:
                assert str(filled[indikator.row].answer) in form.scales[indikator.answer]
        assert 0 < score(form, filled)["A"] <= 60


class TestDefects:
    def test_original_stays_and_record_names_the_place(self) -> None:
        spec = small_spec()
        faulty, (planted,) = plant_all(spec, [ReplaceText("numbering", "b. butir", "d. butir", "Melompat.")])
        assert [item.marker for item in faulty.of_kind(ListItem)] == ["a.", "d.", "c."]
        assert [item.marker for item in spec.of_kind(ListItem)] == ["a.", "b.", "c."]
        assert planted.where == ("BAB I PENDAHULUAN", "A. LATAR BELAKANG")

    def test_ambiguous_place_is_refused(self) -> None:
        with pytest.raises(ValueError, match="3 elements"):
            ReplaceText("numbering", "butir", "pokok", "").plant(small_spec())

    def test_section_goes_with_or_without_its_content(self) -> None:
        heading = "A. LATAR BELAKANG"
        whole, _ = DropSection("missing_section", heading, "").plant(small_spec())
        assert [type(element) for element in whole.elements] == [Heading]
        alone, _ = DropSection("missing_section", heading, "", keep_content=True).plant(small_spec())
        assert len(alone.elements) == len(small_spec().elements) - 1

    def test_element_goes(self) -> None:
        fewer, _ = DropElement("numbering", "butir kedua", "").plant(small_spec())
        assert len(fewer.of_kind(ListItem)) == 2


class TestNaskah:
    def test_markup_becomes_elements(self) -> None:
        heading, item, table = parse_naskah(
            "# BAB I :: PENDAHULUAN\n\n** 1) {A.I.1.i.a} lihat [[laman|https://contoh.example]]\n\n"
            "!tabel 1,2,1 Tabel 1 :: Judul\n| A | B | C\n| 1 | - | 2\n| ^ | 3 | >"
        )
        assert heading == Heading(1, "BAB I", "PENDAHULUAN")
        assert item == ListItem(
            "1)", "lihat laman", 1, (WebLink("laman", "https://contoh.example"),), "A.I.1.i.a"
        )
        assert isinstance(table, TableSpec)
        assert table.rows == (("1", "", "2"), ("", "3", ""))

    def test_unknown_directive_is_refused(self) -> None:
        with pytest.raises(ValueError, match="unknown directive"):
            parse_naskah(":entah apa")


class TestContoh:
    def test_committed_report_is_the_one_written_today(self, contoh: Path) -> None:
        spec, planted = laporan.faulty_laporan()
        text = docx_text((contoh / "laporan-2025.docx").read_bytes())
        assert [t for t in text if "\t" not in t] == [t for t in docx_text(write_docx(spec)) if "\t" not in t]
        record = yaml.safe_load((contoh / "cacat.yaml").read_text(encoding="utf-8"))["laporan"]
        assert [entry["kutipan"] for entry in record] == [p.quote for p in planted]
        assert len(record) == 12

    def test_planted_faults_can_be_read_in_word_and_pdf(self, contoh: Path) -> None:
        pages = " ".join(pdf_pages((contoh / "laporan-2025.pdf").read_bytes()))
        word = " ".join(docx_text((contoh / "laporan-2025.docx").read_bytes()))
        clean = " ".join(docx_text(write_docx(laporan.clean_laporan())))
        for planted in laporan.faulty_laporan()[1]:
            quote = planted.quote.replace("3) ", "")
            assert quote in word
            assert quote in pages
            assert not quote or quote not in clean or planted.kind == "dead_sentence"

    def test_links_of_the_report_can_be_clicked_in_the_pdf(self, contoh: Path) -> None:
        with pdfplumber.open(contoh / "laporan-2025.pdf") as pdf:
            urls = [link["uri"] for page in pdf.pages for link in page.hyperlinks]
        want = truth(laporan.faulty_laporan()[0])["links"]
        assert len(want) >= 5
        assert sorted(url.rstrip("/") for url in urls) == sorted(want)

    def test_workbook_answers_every_indicator(self, contoh: Path, form: Lke) -> None:
        sheet: Any = load_workbook(contoh / "lke-2025.xlsx", read_only=False)["Jawaban"]
        for row, line in lke.filled_rows().items():
            assert sheet.cell(row, 11).value == line.answer
        for indikator in form.daftar_indikator:
            assert len(sheet.cell(indikator.row, 12).value.split()) >= 4
            assert "contoh-muara-lindai" in sheet.cell(indikator.row, 13).value

    def test_plan_holds_its_actions(self, contoh: Path) -> None:
        table = docx.Document(str(contoh / "rencana-aksi-2026.docx")).tables[0]
        actions = rencana.rencana().actions
        assert len(actions) >= 40
        assert {action.area for action in actions} == {f"A.I.{number}" for number in range(1, 7)}
        steps = [row.cells[3].text for row in table.rows]
        assert [step for step in steps if step in {a.langkah_aksi for a in actions}] == [
            a.langkah_aksi for a in actions
        ]

    def test_evidence_agrees_with_the_report_but_for_two(self, contoh: Path) -> None:
        told = " ".join(t for t in docx_text(write_docx(laporan.clean_laporan())))
        committed = {
            p.relative_to(contoh / "bukti").as_posix() for p in (contoh / "bukti").rglob("*") if p.is_file()
        }
        files = {file.path: file for file in bukti.evidence_files()}
        assert committed == set(files)
        assert set(bukti.DISAGREEING) <= set(files)
        assert "88,36" not in told
        assert "31 orang, telah mengikuti" in told
        for number, date in ((41, "13 Januari 2025"), (52, "12 Februari 2025"), (31, "22 Desember 2025")):
            assert f"Nomor {number} Tahun 2025 tanggal {date}" in told

    def test_folder_stays_small(self, contoh: Path) -> None:
        assert sum(p.stat().st_size for p in contoh.rglob("*") if p.is_file()) < 2_000_000

    def test_scores_are_those_printed_in_the_report(self, mappings: Path) -> None:
        points = score(load_lke(mappings, 2025), lke.filled_rows())
        total = f"{points['A'] + points['B']:.2f}".replace(".", ",")
        tables = laporan.clean_laporan().of_kind(TableSpec)
        assert tables[-1].rows[-1][1:4:2] == ("Nilai Akhir", total)


def test_no_run_of_words_comes_from_a_real_document(shared: Path, root: Path) -> None:
    """Fourteen words in a row are copied, whoever wrote them first; titles of the format aside."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[0-9a-z]+", text.lower())
        return {tuple(words[i : i + 14]) for i in range(len(words) - 13)}

    real = set().union(*(runs(p.read_text(encoding="utf-8")) for p in (shared / "seeds").glob("*.txt")))
    for path in sorted((root / "tests" / "factories").rglob("*")):
        if path.suffix in {".py", ".yaml", ".txt"}:
            assert runs(path.read_text(encoding="utf-8")).isdisjoint(real), path
