"""What the placeholders of a template stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.document import BlockKind
from assistant.drafting.elements import Run
from assistant.drafting.lke_tables import section_of
from assistant.drafting.parts import filled_in
from assistant.drafting.plan import follow_ups
from assistant.drafting.sheet import FIELD_COLOUR, FIELD_STYLE
from assistant.language.satker import parse_satker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from assistant.checking.format import Format, FormatSection
    from assistant.document import Block, Document
    from assistant.drafting.additions import Addition
    from assistant.drafting.carry import Carrier
    from assistant.drafting.model import Field
    from assistant.drafting.sheet import Sheet
    from assistant.lke.model import Lke, Node

_COMMISSION = "KOMISI PEMILIHAN UMUM"
FOLLOW_UP = "III.B"
_ANNEX = "LAMPIRAN"
# A longer annex is evidence and worksheets of last year; it is attached anew, not copied.
_MAX_ANNEX_BLOCKS = 20
_PREFACE = "kata pengantar"
_MIN_PREFACE_WORDS = 10
# Enough of last year's value to recognise it.
_LONGEST_BEFORE = 90
# More questions of a sub-area than this make no short stub.
_GUIDING_INDICATORS = 3


def placeholder_of(section_id: str) -> str:
    """Return the name of the placeholder of a section of the format: `bagian_II_A_I_1`."""
    return f"bagian_{section_id.replace('.', '_')}"


def office_values(satker: str | None, sheet: Sheet) -> dict[str, Any]:
    """Return year and names of the office; a field where the office is unknown."""
    office = parse_satker(satker) if satker else None
    short = satker or "[ISI: nama satuan kerja]"
    full = office.full_name if office else short
    body = _body_of(full) if satker else _COMMISSION  # of an unknown office only the region is open
    return {
        "tahun": str(sheet.year),
        "tahun_lalu": str(sheet.year - 1),
        "satker": short,
        "satker_panjang": full,
        "satker_kapital": full.upper(),
        "satker_badan": body,
        "satker_wilayah": full.upper().removeprefix(body).strip(),
    }


def _body_of(full: str) -> str:
    """Return the commission's name in capitals without the region: the first line of a cover."""
    return " ".join(full.upper().split()[:3])


def front_values(
    document: Document, carrier: Carrier, sheet: Sheet, wanted: Iterable[str], satker: str
) -> dict[str, Any]:
    """Return the fields of the front matter and the preface, as far as the template uses them."""
    signatures = {"": "pengesahan", "_pengantar": "kata pengantar", "_penutup": "penutup laporan"}
    sheet.enter("DEPAN", "Bagian depan")
    values: dict[str, Any] = {}
    for purpose, named in signatures.items():
        date, signer = f"isian_tempat_tanggal{purpose}", f"isian_nama_ketua{purpose}"
        if date in wanted:
            question = sheet.ask(f"tempat dan tanggal {named}", key=f"tempat_tanggal{purpose}")
            values[date] = sheet.writer.run(question)
        if signer in wanted:
            # One name under every signature: whoever gives it once has given it everywhere.
            values[signer] = sheet.writer.run(sheet.ask("nama ketua", key="nama_ketua"))
    if "kata_pengantar" in wanted:
        sheet.enter("PENGANTAR", "Kata pengantar")
        blocks = _preface(document)
        values["kata_pengantar"] = "".join(carrier.section(blocks, 1)) or _standard_preface(sheet, satker)
    return values


def _standard_preface(sheet: Sheet, satker: str) -> str:
    paragraphs = (filled_in(text, sheet.year, satker) for text in sheet.parts.kata_pengantar)
    return "".join(sheet.writer.paragraph([Run(text)], "Isi Laporan") for text in paragraphs)


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
    parts: Mapping[str, Sequence[Block]],
    fmt: Format,
    carrier: Carrier,
    sheet: Sheet,
    additions: Mapping[str, Sequence[Addition]],
    lke: Lke | None,
    gaps: Mapping[str, Sequence[Node]],
) -> dict[str, Any]:
    """Return the content of every section of the format.

    Args:
        parts: the blocks of last year's report by section.
        fmt: the format.
        carrier: carries them.
        sheet: gathers fields and comments.
        additions: the tables that follow the carried text of a section.
        lke: the evaluation sheet, for guidance.
        gaps: the sub-areas that a section says nothing of; each gets a short stub.
    """
    values: dict[str, Any] = {}
    for section in fmt.bagian:
        sheet.enter(section.id, section.judul)
        blocks: Sequence[Block] = parts.get(section.id, ())
        closing: Sequence[Block] = ()
        if section.id == FOLLOW_UP:
            blocks, _, closing = follow_ups(blocks)
        if section.id == _ANNEX:
            elements = _annex(blocks, carrier, sheet)
        else:
            elements = carrier.section(blocks, section.id.count(".") + 1)
        if not elements and fmt.is_leaf(section.id) and section.id != FOLLOW_UP:
            elements = [_stub(sheet, section.isi, _question(section, sheet.year))]
        elements += [_gap_stub(lke, group, sheet) for group in gaps.get(section.id, ()) if lke is not None]
        tables = [element for write in additions.get(section.id, ()) for element in write(sheet)]
        values[placeholder_of(section.id)] = "".join((*elements, *tables, *carrier.section(closing, 2)))
    return values


def gaps_by_section(lke: Lke | None, gaps: Collection[str], fmt: Format) -> dict[str, list[Node]]:
    """Return the sub-areas that last year's report says nothing of, by the section that should."""
    found: dict[str, list[Node]] = {}
    for group in lke.groups if lke is not None else ():
        section = section_of(group.code, fmt)
        if section is not None and group.code in gaps:
            found.setdefault(section, []).append(group)
    return found


def _gap_stub(lke: Lke, group: Node, sheet: Sheet) -> str:
    """Return a short stub on a sub-area, built from what the LKE asks of it."""
    asked = "; ".join(i.name.rstrip(" .;") for i in lke.indikator_of(group.code)[:_GUIDING_INDICATORS])
    question = sheet.ask(f"pelaksanaan dan bukti dukung {group.name}", key=f"sub_{group.code}")
    return (
        sheet.writer.paragraph([Run(group.name)], "Judul Kecil")
        + sheet.writer.paragraph([Run(f"Petunjuk: uraikan {asked}.")], "Petunjuk")
        + sheet.writer.paragraph([question], "Isi Laporan")
    )


def _question(section: FormatSection, year: int) -> str:
    return f"uraian {section.judul} tahun {year}"


def _stub(sheet: Sheet, guidance: str, question: str) -> str:
    """Return guidance and a field for a part that last year's report lacks."""
    return sheet.writer.paragraph([Run(f"Petunjuk: {guidance}")], "Petunjuk") + sheet.writer.paragraph(
        [sheet.ask(question, key="uraian")], "Isi Laporan"
    )


def _annex(blocks: Sequence[Block], carrier: Carrier, sheet: Sheet) -> list[str]:
    """Return a short annex as it was; of a long one only what was attached, each as a field."""
    shown = [b for b in blocks if b.kind is not BlockKind.NOISE]
    if len(shown) <= _MAX_ANNEX_BLOCKS:
        return carrier.section(shown, 1)
    elements = [
        sheet.writer.paragraph(
            [Run("•\t"), sheet.ask("lampiran", block.text, key=f"{block.id}_lampiran")], "Butir 1"
        )
        for block in shown
        if block.kind is BlockKind.HEADING
    ]
    question = sheet.ask(f"bukti dukung dan dokumentasi tahun {sheet.year} yang dilampirkan", key="bukti")
    return [*elements, sheet.writer.paragraph([Run("•\t"), question], "Butir 1")]


def checklist_value(fields: Sequence[Field], sheet: Sheet) -> str:
    """Return the table of all that has to be filled in: by section, what asks the same in one line.

    The number leads to the first of them, last year's values each to its own place.
    """
    writer = sheet.writer
    rows: list[list[str]] = []
    number = 0
    for section, groups in _grouped(fields).items():
        rows.append(["", writer.run(Run(section, bold=True)), ""])
        for prompt, group in groups.items():
            number += 1
            count = f" ({len(group)} isian)" if len(group) > 1 else ""
            lead = writer.run(Run(str(number), anchor=group[0].bookmark))
            rows.append([lead, writer.run(Run(prompt + count)), writer.runs(_values_before(group))])
    header = [writer.run(Run(t)) for t in ("No", "Yang harus diisi", "Tahun lalu")]
    return writer.table(header, rows, widths=(8, 37, 55))


def _grouped(fields: Sequence[Field]) -> dict[str, dict[str, list[Field]]]:
    """Return the open fields by section and question, in the order of the draft."""
    groups: dict[str, dict[str, list[Field]]] = {}
    for field in fields:
        if not field.value:
            groups.setdefault(field.section, {}).setdefault(field.prompt, []).append(field)
    return groups


def _values_before(group: Sequence[Field]) -> list[Run]:
    """Return last year's values of fields that ask the same, each once and linked to its field."""
    runs: list[Run] = []
    for before, bookmark in {f.before: f.bookmark for f in reversed(group) if f.before}.items():
        run = Run(_cut(before), style=FIELD_STYLE, highlight=FIELD_COLOUR, anchor=bookmark)
        runs[:0] = [run, Run("; ")] if runs else [run]
    return runs


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_BEFORE else text[: _LONGEST_BEFORE - 3].rstrip() + "..."


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
