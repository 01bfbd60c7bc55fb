"""The decree that sets next year's plan in force, and the table of its annex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.drafting.elements import Run
from assistant.drafting.plan import REPLACED_COLOUR, REPLACED_STYLE
from assistant.drafting.plan_rows import Origin, official
from assistant.drafting.plan_texts import Fashion
from assistant.language.numbering import to_letters, to_roman
from assistant.lke.model import NodeLevel, area_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.drafting.plan_rows import PlanRow
    from assistant.drafting.plan_rules import DecreeWords
    from assistant.drafting.plan_texts import Pieces
    from assistant.drafting.sheet import Sheet
    from assistant.language.regulations import Register, Regulation
    from assistant.lke.model import Lke

_HEADER = ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")
_WIDTHS = (5, 17, 22, 28, 20, 14)
# The cell with a row's number tells where it comes from: so the colours leave the text itself in peace.
# All are pale, and none is the yellow of a field.
COLOURS = {
    Origin.RENCANA: ("FFFFFF", "dibawa dari rencana tahun lalu; tulisan berlatar biru diperbarui program"),
    Origin.TINDAK_LANJUT: ("BDD7EE", "tindak lanjut yang dijanjikan laporan"),
    Origin.KENDALA: ("F8CBAD", "kendala yang belum selesai"),
    Origin.LKE: ("F4B6C2", "indikator LKE yang nilainya masih dapat naik"),
    Origin.LIPUTAN: ("D9D2E9", "indikator yang tidak dibahas laporan"),
    Origin.BAKU: ("C6E0B4", "usulan baku untuk subarea yang belum memiliki langkah aksi"),
}
_ORDINALS = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN")
_PRIORITIES = 10
_GAZETTE = {
    "Lembaran Negara": "Lembaran Negara Republik Indonesia",
    "Berita Negara": "Berita Negara Republik Indonesia",
}


def decree_values(
    words: DecreeWords, register: Register, satker: str, year: int, sheet: Sheet
) -> dict[str, Any]:
    """Return what the placeholders of the decree stand for.

    Args:
        words: the wording of the decree.
        register: the regulations.
        satker: the office's full name.
        year: the year of the plan; legal bases are cited as they hold then.
        sheet: gathers the fields.
    """
    writer = sheet.writer

    def ask(prompt: str, key: str) -> str:
        return writer.run(sheet.ask(prompt, key=key))

    def fill(text: str) -> str:
        return text.format(satker_panjang=satker, tahun=year)

    sheet.enter("KEPUTUSAN", "Keputusan")
    title = fill(words.tentang).upper()
    bases = cited_bases(words.mengingat, register, year)
    return {
        "tentang": title,
        "isian_nomor": ask("nomor keputusan", "nomor"),
        "isian_tahun_keputusan": ask("tahun penetapan keputusan", "tahun"),
        "isi_menimbang": _clauses("Menimbang", [fill(t) for t in words.menimbang], sheet, letters=True),
        "isi_mengingat": _clauses("Mengingat", bases, sheet, letters=False),
        "isi_memutuskan": _decisions([fill(t) for t in words.memutuskan], satker, title, sheet),
        "isian_tempat": ask("tempat penetapan", "tempat"),
        "isian_tanggal": ask("tanggal penetapan", "tanggal"),
        "isian_nama_ketua": ask("nama ketua", "nama_ketua"),
        "isian_nomor_lampiran": ask("nomor keputusan", "nomor"),
        "isian_tahun_lampiran": ask("tahun penetapan keputusan", "tahun"),
        "isian_nama_ketua_lampiran": ask("nama ketua", "nama_ketua"),
    }


def _clauses(label: str, texts: Sequence[str], sheet: Sheet, *, letters: bool) -> str:
    """Return the considerations or bases below their label, lettered or numbered."""
    elements = []
    for number, text in enumerate(texts, 1):
        marker = f"{to_letters(number) if letters else number}."
        head = f"{label}\t:\t{marker}\t" if number == 1 else f"\t\t{marker}\t"
        end = "." if number == len(texts) and not letters else ";"
        elements.append(sheet.writer.paragraph([Run(f"{head}{text}{end}")], "Diktum"))
    return "".join(elements)


def _decisions(texts: Sequence[str], satker: str, title: str, sheet: Sheet) -> str:
    """Return the decree's own name behind `Menetapkan`, and the dicta."""
    head = [Run("Menetapkan\t:\t\t"), Run(f"KEPUTUSAN KETUA {satker.upper()} TENTANG {title}.", bold=True)]
    elements = [sheet.writer.paragraph(head, "Diktum")]
    for ordinal, text in zip(_ORDINALS, texts, strict=False):
        # The signature never stands alone on a page: the last dictum goes with it.
        last = text is texts[-1]
        elements.append(sheet.writer.paragraph([Run(f"{ordinal}\t:\t\t{text}.")], "Diktum", keep=last))
    return "".join(elements)


def cited_bases(codes: Sequence[str], register: Register, as_of: int) -> list[str]:
    """Return the legal bases as a decree of a year cites them: in force, with gazette and last amendment."""
    found: dict[str, Regulation] = {}
    for code in codes:
        base = register.by_code.get(code)
        if base is not None:
            for item in register.successors(base, as_of) or (base,):
                found[item.kode] = item
    return [_cited(item, register, as_of) for item in found.values()]


def _cited(item: Regulation, register: Register, as_of: int) -> str:
    amendments = register.amendments(item, as_of)
    text = _printed(item, register)
    if not amendments:
        return text
    often = "telah beberapa kali diubah, terakhir dengan" if len(amendments) > 1 else "telah diubah dengan"
    return f"{text} sebagaimana {often} {_printed(amendments[-1], register)}"


def _printed(item: Regulation, register: Register) -> str:
    """Return a regulation with its title and the gazette as far as the register knows it."""
    gazette = register.types[item.type_code].terbit
    if item.lembaran is None or gazette is None:
        return register.named(item)
    name = _GAZETTE[gazette]
    extra = ""
    if item.tambahan is not None:
        extra = f", Tambahan {name} Nomor {item.tambahan}"
    return f"{register.named(item)} ({name} Tahun {item.year} Nomor {item.lembaran}{extra})"


def table_value(rows: Sequence[PlanRow], lke: Lke, sheet: Sheet) -> str:
    """Return the table of actions with a band for each area, and a comment on each row's source."""
    writer = sheet.writer
    sheet.enter("RENCANA", "Tabel rencana aksi")
    header = [writer.run(Run(title)) for title in _HEADER]
    body: list[list[str]] = []
    fills: dict[int, str] = {}
    bands: set[str] = set()
    for number, row in enumerate(rows, 1):
        for band in _bands(row, lke):
            if band not in bands:
                bands.add(band)
                body.append([writer.run(Run(band, bold=True))])
        fills[len(body)] = COLOURS[row.origin][0]
        body.append(_cells(number, row, lke, sheet))
    return writer.table(header, body, widths=_WIDTHS, merged=(1, 2), fills=fills)


def _bands(row: PlanRow, lke: Lke) -> Iterator[str]:
    """Yield the headings that a row stands under: its component of the form, and its area."""
    node = lke.node_by_code.get(area_of(row.code)) if row.code else None
    if node is None:
        yield "LAIN-LAIN"
        return
    top = node if node.level is NodeLevel.SUB_KOMPONEN else lke.node_by_code.get(node.parent or "")
    parts = [n.code for n in lke.nodes if n.level is NodeLevel.SUB_KOMPONEN]
    if top is not None:
        yield f"{to_letters(parts.index(top.code) + 1).upper()}. {top.name.upper()}"
    if node is not top:
        siblings = lke.node_by_code[node.parent or ""].children
        name = f"{node.name} ({top.name})" if top is not None else node.name
        yield f"{to_roman(siblings.index(node.code) + 1)}. {name.upper()}"


def _cells(number: int, row: PlanRow, lke: Lke, sheet: Sheet) -> list[str]:
    writer = sheet.writer
    komponen, indikator = official(lke, row)
    name = f"asal_r{number}"
    sheet.note(name, "\n".join(row.notes))
    evidence: list[str] = []
    for place, item in enumerate(row.bukti, 1):
        lead = Run(f"{place}. " if place == 1 else f"\n{place}. ")
        evidence.append(writer.run(lead) + _written(item, sheet, f"{number}_bukti_{place}"))
    return [
        writer.run(Run(str(number), bookmark=name)),
        _written(komponen, sheet, f"{number}_komponen"),
        _written(indikator, sheet, f"{number}_indikator"),
        _written(row.langkah, sheet, f"{number}_langkah"),
        "".join(evidence),
        _written(row.target, sheet, f"{number}_waktu"),
    ]


def _written(pieces: Pieces, sheet: Sheet, key: str) -> str:
    """Return pieces as runs: what is asked becomes a field named by `key`, what was changed is marked."""
    runs = []
    for place, piece in enumerate(pieces, 1):
        if piece.fashion is Fashion.ASKED:
            runs.append(sheet.ask(piece.text, piece.before, key=f"{key}_{place}"))
        elif piece.fashion is Fashion.CHANGED:
            runs.append(Run(piece.text, style=REPLACED_STYLE, highlight=REPLACED_COLOUR))
        else:
            runs.append(Run(piece.text))
    return sheet.writer.runs(runs)


def remarks_value(rows: Sequence[PlanRow], warnings: Sequence[str], lke: Lke, sheet: Sheet) -> str:
    """Return the draft's remarks: warnings, what the colours mean, and the largest gains first."""
    writer = sheet.writer
    elements = [writer.paragraph([Run(f"•\t{warning}")], "Butir 1") for warning in warnings]
    used = {row.origin for row in rows}
    elements.append(writer.paragraph([Run("Warna nomor baris menunjukkan asal langkah aksi")], "Judul Kecil"))
    legend = [(colour, meaning) for origin, (colour, meaning) in COLOURS.items() if origin in used]
    fills = {index: colour for index, (colour, _) in enumerate(legend)}
    lines = [[writer.run(Run("No")), writer.run(Run(meaning))] for _, meaning in legend]
    elements.append(writer.table((), lines, widths=(6, 94), fills=fills))
    return "".join(elements) + _priorities(rows, lke, sheet)


def _priorities(rows: Sequence[PlanRow], lke: Lke, sheet: Sheet) -> str:
    """Return the table of the indicators that would gain the most; empty if no gain is known."""
    writer = sheet.writer
    best = sorted((row for row in rows if row.points > 0), key=lambda row: -row.points)[:_PRIORITIES]
    if not best:
        return ""
    numbers = {id(row): number for number, row in enumerate(rows, 1)}
    body = []
    for row in best:
        points = f"{row.points:.2f}".replace(".", ",")
        name = lke.name_of(row.code)
        texts = (str(numbers[id(row)]), row.code, " ".join(name.split()), points)
        body.append([writer.run(Run(text)) for text in texts])
    lead = writer.paragraph(
        [Run("Prioritas: jawaban LKE berikutnya yang paling menambah nilai")], "Judul Kecil"
    )
    header = [writer.run(Run(t)) for t in ("No baris", "Kode", "Indikator", "Tambahan nilai (poin)")]
    return lead + writer.table(header, body, widths=(10, 14, 58, 18))
