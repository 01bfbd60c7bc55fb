"""One block in full (`zi jelaskan`): its text and surroundings, each candidate with reasons and criteria."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assistant.document import BlockKind
from assistant.errors import UsageError
from assistant.language.clean import printable
from assistant.lke.model import area_of, group_of
from assistant.rendering.json_output import head
from assistant.rendering.wording import (
    BLOCK_KIND,
    SUPPORT,
    Support,
    in_title_case,
    number_in_words,
    place_in,
    score_in_words,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from assistant.document import Block, Document
    from assistant.lke.model import Lke
    from assistant.mapping.model import Candidate, MappedItem, MappingResult
    from assistant.rendering.json_output import Rules

_NEAR_BLOCKS = 3
_NEIGHBOUR_LENGTH = 160
_INDENT = (0, 0, 0, 2)


@dataclass(frozen=True)
class Explanation:
    """A block with what is said of it.

    Attributes:
        item: its mapping; None for headings and noise, which are not mapped.
        own: what the program says without the person's correction; None where there is no correction.
        before, after: its neighbours in the document; None at the ends.
    """

    block: Block
    item: MappedItem | None
    own: MappedItem | None
    before: Block | None
    after: Block | None


def find_explanations(
    document: Document, wanted: Sequence[str], mapping: MappingResult, own: MappingResult
) -> tuple[Explanation, ...]:
    """Return the explanation of each block asked for, in the order asked; each once.

    Args:
        document: the document.
        wanted: ids as typed: `b17`, `17`, several parted by commas.
        mapping: the mapping with corrections, which decides.
        own: the program's own.

    Raises:
        UsageError: there is no such block; the remedy names the nearest ids.
    """
    ids = [part.strip().lower() for words in wanted for part in words.split(",") if part.strip()]
    position = {block.id: index for index, block in enumerate(document.blocks)}
    items = {item.block: item for item in mapping.items}
    own_items = {item.block: item for item in own.items}
    found = []
    for block_id in dict.fromkeys(f"b{name}" if name.isdecimal() else name for name in ids):
        index = position.get(block_id)
        if index is None:
            raise _unknown(block_id, document)
        item = items.get(block_id)
        blocks = document.blocks
        found.append(
            Explanation(
                block=blocks[index],
                item=item,
                own=own_items.get(block_id) if item and item.correction else None,
                before=blocks[index - 1] if index else None,
                after=blocks[index + 1] if index + 1 < len(blocks) else None,
            )
        )
    if not found:
        raise UsageError("Blok yang akan dijelaskan belum disebut.", "Tambahkan --blok, misalnya --blok b17.")
    return tuple(found)


def _unknown(block_id: str, document: Document) -> UsageError:
    """Return the error for an unknown block, with the ids nearest by number."""
    digits = re.sub(r"\D", "", block_id)[:9]
    wanted = int(digits) if digits else 1
    ids = sorted(
        (b.id for b in document.blocks), key=lambda name: (abs(int(name[1:]) - wanted), int(name[1:]))
    )
    near = ", ".join(sorted(ids[:_NEAR_BLOCKS], key=lambda name: int(name[1:])))
    return UsageError(
        f"Blok '{printable(block_id[:20])}' tidak ada di {document.source.name}.",
        f"Yang terdekat: {near}. Tanda blok ada pada kolom 'Blok' hasil zi petakan.",
    )


def explanation_json(
    document: Document, explanations: Sequence[Explanation], lke: Lke, rules: Rules
) -> dict[str, Any]:
    """Return explanations as JSON (`zi/explain@1`)."""
    return head("zi/explain@1", document, rules) | {
        "blocks": [_entry_json(document, explanation, lke) for explanation in explanations]
    }


def _entry_json(document: Document, explanation: Explanation, lke: Lke) -> dict[str, Any]:
    block, item, own = explanation.block, explanation.item, explanation.own
    where = block.location
    return {
        "block": block.id,
        "kind": block.kind.value,
        "text": block.text,
        "page": where.page,
        "line": where.line,
        "line_end": where.line_end,
        "section_path": list(document.heading_path(block)),
        "area": item.area if item else None,
        "correction": item.correction or None if item else None,
        "candidates": [_candidate_json(c, lke) for c in item.candidates] if item else [],
        "without_correction": [{"code": c.code, "score": round(c.score, 4)} for c in own.candidates]
        if own
        else [],
        "sentences": [{"text": s.text, "code": s.code, "score": round(s.score, 4)} for s in item.sentences]
        if item
        else [],
        "before": _neighbour_json(explanation.before),
        "after": _neighbour_json(explanation.after),
    }


def _candidate_json(candidate: Candidate, lke: Lke) -> dict[str, Any]:
    group = group_of(candidate.code) or candidate.code
    indikator = lke.indikator_by_code.get(candidate.code)
    node = lke.node_by_code.get(group)
    return {
        "code": candidate.code,
        "name": lke.name_of(candidate.code),
        "score": round(candidate.score, 4),
        "reasons": list(candidate.reasons),
        "area": area_of(candidate.code),
        "group": group,
        "group_name": lke.name_of(group),
        "group_weight": node.weight if node else None,
        "answer": indikator.answer.value if indikator else None,
        "criteria": [{"answer": a, "text": t} for a, t in indikator.criteria] if indikator else [],
        "explanation": indikator.explanation if indikator else "",
        "indicators": []
        if indikator
        else [{"code": i.code, "name": i.name} for i in lke.indikator_of(group)],
    }


def _neighbour_json(block: Block | None) -> dict[str, Any] | None:
    return {"block": block.id, "kind": block.kind.value, "text": block.text} if block else None


def print_explanations(
    document: Document, explanations: Sequence[Explanation], lke: Lke, console: Console
) -> None:
    """Print each block in full: where it stands, its text and neighbours, then its candidates."""
    for explanation in explanations:
        _print_block(document, explanation, console)
        item = explanation.item
        if item is None:
            console.print(Text(f"Blok ini {BLOCK_KIND[explanation.block.kind]} dan tidak dipetakan.\n"))
            continue
        if item.correction:
            console.print(Text(printable(f"{item.correction}."), style="bold"))
            console.print(Text(_without_correction(explanation)), "")
        if not item.candidates:
            said = (
                f"berbicara tentang area {item.area} secara umum"
                if item.area
                else "tidak ada usulan indikator"
            )
            console.print(Text(f"Usulan: {said}.\n"))
        for rank, candidate in enumerate(item.candidates, 1):
            _print_candidate(rank, candidate, lke, console)
        _print_sentences(item, console)


def _print_block(document: Document, explanation: Explanation, console: Console) -> None:
    block = explanation.block
    where = place_in(document, block.id, block.location.page, block.location.line, block.location.line_end)
    title = ", ".join(filter(None, (block.id, BLOCK_KIND[block.kind], where)))
    path = " › ".join(document.heading_path(block)) or "(sebelum judul pertama)"
    console.print(Text(printable(f"Judul di atasnya: {path}"), style="dim"))
    _print_neighbour("Sebelumnya", explanation.before, console)
    console.print(Panel(Text(printable(block.text)), title=Text(title), title_align="left"))
    _print_neighbour("Sesudahnya", explanation.after, console)
    console.print()


def _print_neighbour(label: str, block: Block | None, console: Console) -> None:
    if block is not None:
        kind = " (judul)" if block.kind is BlockKind.HEADING else ""
        text = shorten(block.text, _NEIGHBOUR_LENGTH)
        console.print(Text(f"{label}, {block.id}{kind}: {text}", style="dim"))


def _without_correction(explanation: Explanation) -> str:
    own = explanation.own
    if own is None or not own.candidates:
        return "Tanpa koreksi program tidak mengusulkan indikator."
    said = ", ".join(f"{c.code} ({score_in_words(c.score)})" for c in own.candidates)
    return f"Tanpa koreksi program mengusulkan: {said}."


def _print_candidate(rank: int, candidate: Candidate, lke: Lke, console: Console) -> None:
    line = Text(f"{rank}. {candidate.code}", style="bold")
    support = SUPPORT[Support.of(candidate.score)].lower()
    line.append(f"  skor {score_in_words(candidate.score)} ({support})\n", style="not bold")
    line.append(printable(lke.name_of(candidate.code)), style="not bold")
    console.print(line)
    group = group_of(candidate.code) or candidate.code
    node = lke.node_by_code.get(group)
    names = [in_title_case(lke.name_of(area_of(candidate.code)))]
    names += [in_title_case(lke.name_of(group))] if group != area_of(candidate.code) else []
    weight = f", bobot {number_in_words(node.weight)}" if node else ""
    details = Text(printable(f"{' › '.join(names)}{weight}\n"), style="dim")
    for reason in candidate.reasons:
        details.append(printable(f"+ {reason}\n"), style="not dim")
    console.print(Padding(details, _INDENT))
    _print_criteria(candidate.code, lke, console)
    console.print()


def _print_criteria(code: str, lke: Lke, console: Console) -> None:
    """Print the answer scale of an indicator, or the indicators of a sub-area."""
    indikator = lke.indikator_by_code.get(code)
    rows = (
        [
            *indikator.criteria,
            *(("-", f"{detail.name} ({detail.answer.value})") for detail in indikator.rincian),
        ]
        if indikator
        else [(member.code, member.name) for member in lke.indikator_of(code)]
    )
    title = f"Skala jawaban {indikator.answer.value}:" if indikator else "Indikator pada sub-area ini:"
    table = Table(
        box=None, show_header=False, pad_edge=False, title=title, title_justify="left", title_style=""
    )
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(name, Text(printable(text)))
    console.print(Padding(table, _INDENT))
    if indikator and indikator.explanation:
        console.print(Padding(Text(printable(indikator.explanation), style="dim"), _INDENT))


def _print_sentences(item: MappedItem, console: Console) -> None:
    if not item.sentences:
        return
    table = Table(
        box=None, pad_edge=False, title="Kalimat demi kalimat:", title_justify="left", title_style="bold"
    )
    table.add_column("Indikator", no_wrap=True)
    table.add_column("Skor", no_wrap=True)
    table.add_column("Kalimat", overflow="fold")
    for sentence in item.sentences:
        score = score_in_words(sentence.score) if sentence.code else ""
        table.add_row(sentence.code or "-", score, Text(printable(sentence.text)))
    console.print(table, "")
