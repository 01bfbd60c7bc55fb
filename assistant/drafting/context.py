"""What the placeholders of a template stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.document import BlockKind
from assistant.drafting.carry import FIELD_COLOUR, FIELD_STYLE
from assistant.drafting.elements import Run
from assistant.drafting.plan import follow_up_elements
from assistant.language.satker import parse_satker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.checking.format import Format, FormatSection
    from assistant.document import Block, Document
    from assistant.drafting.carry import Carrier, Sheet
    from assistant.drafting.model import Field
    from assistant.drafting.plan import Plan
    from assistant.lke.model import Lke

_FOLLOW_UP = "III.B"
_ANNEX = "LAMPIRAN"
# A longer annex is evidence and worksheets of last year; it is attached anew, not copied.
_MAX_ANNEX_BLOCKS = 20
_PREFACE = "kata pengantar"
_MIN_PREFACE_WORDS = 10


def placeholder_of(section_id: str) -> str:
    """Return the name of the placeholder of a section of the format: `bagian_II_A_I_1`."""
    return f"bagian_{section_id.replace('.', '_')}"


def office_values(satker: str | None, sheet: Sheet) -> dict[str, Any]:
    """Return year and names of the office; a field where the office is unknown."""
    office = parse_satker(satker) if satker else None
    short = satker or "[ISI: nama satuan kerja]"
    full = office.full_name if office else short
    return {
        "tahun": str(sheet.year),
        "tahun_lalu": str(sheet.year - 1),
        "satker": short,
        "satker_panjang": full,
        "satker_kapital": full.upper(),
        "satker_badan": _body_of(full),
        "satker_wilayah": full.upper().removeprefix(_body_of(full)).strip(),
    }


def _body_of(full: str) -> str:
    """Return the commission's name in capitals without the region: the first line of a cover."""
    return " ".join(full.upper().split()[:3])


def front_values(document: Document, carrier: Carrier, sheet: Sheet, wanted: Iterable[str]) -> dict[str, Any]:
    """Return the fields of the front matter and the preface, as far as the template uses them."""
    signatures = {"": "pengesahan", "_pengantar": "kata pengantar", "_penutup": "penutup laporan"}
    questions: dict[str, str] = {}
    for purpose, named in signatures.items():
        questions[f"isian_tempat_tanggal{purpose}"] = f"tempat dan tanggal {named}"
        questions[f"isian_nama_ketua{purpose}"] = "nama ketua"
    sheet.enter("DEPAN", "Bagian depan")
    values: dict[str, Any] = {}
    for name, question in questions.items():
        if name in wanted:
            values[name] = sheet.writer.run(sheet.ask(question))
    if "kata_pengantar" in wanted:
        sheet.enter("PENGANTAR", "Kata pengantar")
        blocks = _preface(document)
        values["kata_pengantar"] = "".join(carrier.section(blocks, 1)) or _stub(
            sheet,
            "Kata pengantar memuat rasa syukur, tujuan laporan, dan ucapan terima kasih.",
            "kata pengantar",
        )
    return values


def _preface(document: Document) -> list[Block]:
    """Return the paragraphs of last year's preface, without its signature."""
    titles = {s.id for s in document.sections if s.title.strip().lower() == _PREFACE}
    return [
        b
        for b in document.blocks
        if b.section in titles
        and b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and len(b.text.split()) >= _MIN_PREFACE_WORDS
    ]


def section_values(
    parts: dict[str, Sequence[Block]],
    fmt: Format,
    carrier: Carrier,
    sheet: Sheet,
    plan: Plan | None,
    report_year: int,
) -> dict[str, Any]:
    """Return the content of every section of the format."""
    values: dict[str, Any] = {}
    for section in fmt.bagian:
        sheet.enter(section.id, section.judul)
        blocks = parts.get(section.id, ())
        if section.id == _FOLLOW_UP:
            elements = follow_up_elements(blocks, carrier, sheet, report_year)
        elif section.id == _ANNEX:
            elements = _annex(blocks, carrier, sheet)
        else:
            elements = carrier.section(blocks, section.id.count(".") + 1)
        if not elements and fmt.is_leaf(section.id):
            elements = [_stub(sheet, section.isi, _question(section, sheet.year))]
        if plan is not None:
            elements += plan.elements(section.id, sheet)
        values[placeholder_of(section.id)] = "".join(elements)
    return values


def _question(section: FormatSection, year: int) -> str:
    return f"uraian {section.judul} tahun {year}"


def _stub(sheet: Sheet, guidance: str, question: str) -> str:
    """Return guidance and a field for a part that last year's report lacks."""
    return sheet.writer.paragraph([Run(f"Petunjuk: {guidance}")], "Petunjuk") + sheet.writer.paragraph(
        [sheet.ask(question)], "Isi Laporan"
    )


def _annex(blocks: Sequence[Block], carrier: Carrier, sheet: Sheet) -> list[str]:
    """Return a short annex as it was; of a long one only what was attached, each as a field."""
    shown = [b for b in blocks if b.kind is not BlockKind.NOISE]
    if len(shown) <= _MAX_ANNEX_BLOCKS:
        return carrier.section(shown, 1)
    elements = [
        sheet.writer.paragraph([Run("•\t"), sheet.ask("lampiran", block.text)], "Butir 1")
        for block in shown
        if block.kind is BlockKind.HEADING
    ]
    question = sheet.ask(f"bukti dukung dan dokumentasi tahun {sheet.year} yang dilampirkan")
    return [*elements, sheet.writer.paragraph([Run("•\t"), question], "Butir 1")]


def lke_value(lke: Lke | None, sheet: Sheet) -> str:
    """Return the table of the evaluation sheet: parts, areas and sub-areas with their weights."""
    sheet.enter("LKE", "Lampiran LKE")
    writer = sheet.writer
    question = sheet.ask(f"nilai setiap unsur dari LKE tahun {sheet.year}")
    lead = writer.paragraph([question], "Isi Laporan")
    if lke is None:
        return lead
    rows: list[list[str]] = []
    for node in lke.nodes:
        last = node.code.rpartition(".")[2]
        bold = node.code.count(".") < 2
        weight = f"{node.weight:.2f}".replace(".", ",")
        name = Run(f"{last}. {node.name}", bold=bold)
        rows.append([writer.run(name), writer.run(Run(weight, bold=bold)), ""])
    header = [writer.run(Run(t)) for t in ("Unsur penilaian", "Bobot", f"Nilai {sheet.year}")]
    return lead + writer.table(header, rows, widths=(64, 14, 22))


def checklist_value(fields: Sequence[Field], sheet: Sheet) -> str:
    """Return the table of all that has to be filled in; neighbours that ask the same share a line."""
    writer = sheet.writer
    rows: list[list[str]] = []
    for group in _grouped(fields):
        first = group[0]
        before = "; ".join(dict.fromkeys(f.before for f in group if f.before))
        count = f" ({len(group)} isian)" if len(group) > 1 else ""
        number = Run(str(len(rows) + 1), anchor=first.name)
        rows.append(
            [
                writer.run(number),
                writer.run(Run(first.section)),
                writer.run(Run(first.prompt + count)),
                writer.run(Run(_cut(before), style=FIELD_STYLE, highlight=FIELD_COLOUR)),
            ]
        )
    header = [writer.run(Run(t)) for t in ("No", "Bagian", "Yang harus diisi", "Tahun lalu")]
    return writer.table(header, rows, widths=(8, 25, 33, 34))


def _grouped(fields: Sequence[Field]) -> list[list[Field]]:
    groups: list[list[Field]] = []
    for field in fields:
        last = groups[-1][0] if groups else None
        if last is not None and last.section == field.section and last.prompt == field.prompt:
            groups[-1].append(field)
        else:
            groups.append([field])
    return groups


def _cut(text: str) -> str:
    return text if len(text) <= 240 else text[:237].rstrip() + "..."


def notes_value(warnings: Sequence[str], replaced: dict[str, str], sheet: Sheet) -> str:
    """Return the draft's remarks: warnings, and what was replaced in a borrowed plan."""
    writer = sheet.writer
    elements = [writer.paragraph([Run(f"•\t{warning}")], "Butir 1") for warning in warnings]
    if replaced:
        elements.append(
            writer.paragraph(
                [Run("Nama yang diganti dalam rencana satker lain (bertanda biru):")], "Judul Kecil"
            )
        )
        elements += [writer.paragraph([Run(f"•\t{old} → {new}")], "Butir 1") for old, new in replaced.items()]
    return "".join(elements)
