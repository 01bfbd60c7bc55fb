"""Rules on how a plan is divided: its areas and their names, where its table ends, and actions copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.context import listed
from assistant.checking.patterns import find_phrase
from assistant.checking.plan_places import (
    ActionHit,
    PlacedAction,
    at_action,
    one_action_for_each_cause,
    place_of,
    placed_actions,
)
from assistant.checking.rule import Rule, Scope
from assistant.document import BlockKind
from assistant.language.clean import fold
from assistant.language.similarity import partial_ratio
from assistant.lke.model import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.document import Block, Document

_PEMENUHAN = "A.I."
_LABEL_NUMBER = re.compile(r"^\s*(?:AREA\s+)?(?:[IVX]+|[A-H]|\d)\s*[.)|–-]?\s+", re.IGNORECASE)
# `IV. | Penguatan Pengawasan`: a row that opens a group and holds nothing else.
_NUMBERED_LABEL = re.compile(
    r"(?:AREA\s+)?(?P<number>[IVX]{1,4}|[A-H])\s*[.)]?\s*[|:–-]?\s+(?P<name>[A-Za-z][\w ()/-]{6,70})",
    re.IGNORECASE,
)
# One wrong letter in ten, as OCR makes them.
_SAME_NAME = 0.9
# So many groups must be areas before another kind of label among them is an error, and it alone.
_MIN_AREAS = 3
_MAX_STRAYED = 1
# Shorter actions are common to many indicators (`Menyusun laporan`).
_MIN_COPIED_WORDS = 3


def strayed_groups(document: Document, context: CheckContext) -> Iterator[Finding]:
    """Yield a group of rows under something that is no area's name, where the others are areas (ZI411)."""
    labels = _labels(document, context)
    areas = {label: _area_named(label, context) for label in labels}
    strayed = [label for label, area in areas.items() if area is None and not _is_other_part(label, context)]
    if sum(area is not None for area in areas.values()) < _MIN_AREAS or len(strayed) > _MAX_STRAYED:
        return
    named = {area for area in areas.values() if area}
    lacking = [
        area.name.title().replace("Sdm", "SDM")
        for area in context.lke.areas
        if area.code.startswith(_PEMENUHAN) and area.code not in named
    ]
    for label in strayed:
        block = labels[label]
        yield context.finding("ZI411", "utama", block=block, label=label, nama=listed(lacking) or "areanya")


def doubled_groups(document: Document, context: CheckContext) -> Iterator[Finding]:
    """Yield the groups of a table that bear the name of an earlier one while another area has none (ZI411).

    Groups that go on under the same number on the next page are one.
    """
    numbered: dict[str, dict[str, Block]] = {}
    for block in document.blocks:
        label = _numbered_label(block)
        code = _area_named(label[1], context) if label else None
        if label and code:
            numbered.setdefault(code, {}).setdefault(label[0], block)
    lacking = [
        area.name.title().replace("Sdm", "SDM")
        for area in context.lke.areas
        if area.code.startswith(_PEMENUHAN) and area.code not in numbered
    ]
    if not lacking or len(numbered) < _MIN_AREAS:
        return
    for groups in numbered.values():
        (first_number, first), *others = groups.items()
        for number, block in others:
            yield context.finding(
                "ZI411",
                "kembar",
                block=block,
                nomor=number,
                lain=first_number,
                tempat=context.place(first),
                nama=listed(lacking),
            )


def _numbered_label(block: Block) -> tuple[str, str] | None:
    """Return number and name of a row that holds nothing else; None for other rows."""
    if block.kind is not BlockKind.TABLE_ROW:
        return None
    match = _NUMBERED_LABEL.fullmatch(block.text.strip())
    return (match["number"].upper(), " ".join(match["name"].split())) if match else None


def _all_groups(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI411: groups of rows under a name that is no area's, or another area's."""
    yield from strayed_groups(document, context)
    yield from doubled_groups(document, context)


def _labels(document: Document, context: CheckContext) -> Mapping[str, Block]:
    """Return the labels of the groups of actions that are rows of tables, with their blocks, in order."""
    groups = dict.fromkeys(p.action.group for p in placed_actions(context) if p.action.group)
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    found: dict[str, Block] = {}
    for group in groups:
        block = next((b for b in rows if fold(b.text) == fold(group)), None)
        if block is not None:
            found[_LABEL_NUMBER.sub("", " ".join(group.split()))] = block
    return found


def _area_named(label: str, context: CheckContext) -> str | None:
    """Return the code of the area that a label names; None if it names none."""
    for code, names in _area_names(context).items():
        if any(partial_ratio(fold(name), fold(label)) >= _SAME_NAME for name in names):
            return code
    return None


def _area_names(context: CheckContext) -> dict[str, tuple[str, ...]]:
    """Return the names of the areas of Pemenuhan, by code: the LKE's and those of the format."""
    found: dict[str, tuple[str, ...]] = {}
    for area in context.lke.areas:
        if area.code.startswith(_PEMENUHAN):
            of_format = [
                name
                for section in context.fmt.bagian
                if area.code in section.area and len(section.area[0].split(".")) == 3
                for name in (section.judul, *section.setara)
            ]
            found[area.code] = (area.name, *of_format)
    return found


def _is_other_part(label: str, context: CheckContext) -> bool:
    """Whether a label names a part that is no area: a component, a sub-area, the results."""
    if find_phrase(label, context.phrases("kelompok_lain")):
        return True
    return any(partial_ratio(fold(node.name), fold(label)) >= _SAME_NAME for node in context.lke.groups)


def varied_areas(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI412: an area that the table calls by one of its names and the text by another."""
    told = f" {fold(' '.join(b.text for b in document.blocks if b.kind is not BlockKind.TABLE_ROW))} "
    for label, block in _labels(document, context).items():
        code = _area_named(label, context)
        here = fold(label).replace(" ", "")  # `Tata Laksana` and `Tatalaksana` are one name
        names = _area_names(context)[code] if code else ()
        others = (name for name in names if fold(name).replace(" ", "") not in here)
        other = next((name for name in others if f" {fold(name)} " in told), None)
        if other is not None:
            yield context.finding("ZI412", "utama", block=block, label=label, lain=other)


def broken_off(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI410: a plan that ends in the middle of its last area, without results, closing or signature."""
    placed = placed_actions(context)
    if not ends_in_table(document, placed):
        return
    lacking = lacking_tail(context, placed)
    if lacking:
        finding = context.finding("ZI410", "utama", daftar=listed(lacking))
        yield at_action(finding, placed[-1], None)


def ends_in_table(document: Document, placed: Sequence[PlacedAction]) -> bool:
    """Whether nothing follows the last action, neither text nor another table."""
    told = [block for block in document.blocks if block.kind is not BlockKind.NOISE]
    return bool(placed) and placed[-1].block is not None and bool(told) and told[-1] is placed[-1].block


def lacking_tail(context: CheckContext, placed: Sequence[PlacedAction]) -> list[str]:
    """Return the last sub-areas of Pemenuhan that no action answers, by name; empty if the last has one."""
    answered = {group for p in placed if p.action.code and (group := group_of(p.action.code))}
    groups = [node for node in context.lke.groups if node.code.startswith(_PEMENUHAN)]
    lacking: list[str] = []
    for node in reversed(groups):
        if node.code in answered:
            break
        lacking.insert(0, node.name)
    return lacking


def copied_actions(_document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI413: an action that stands word for word under another indicator."""
    first: dict[str, PlacedAction] = {}
    hits: list[ActionHit] = []
    for placed in placed_actions(context):
        action = placed.action
        words = fold(action.langkah_aksi)
        if not placed.own_step or not action.indikator or len(words.split()) < _MIN_COPIED_WORDS:
            continue
        earlier = first.setdefault(words, placed)
        if earlier is placed or fold(earlier.action.indikator) == fold(action.indikator):
            continue
        same_evidence = earlier.action.bukti_fisik == action.bukti_fisik
        strayed = earlier.group != placed.group and same_evidence and bool(action.bukti_fisik)
        values = {"tempat": place_of(earlier, context), "indikator": action.indikator}
        hits.append(ActionHit("lain" if strayed else "sama", placed, "", words, values))
    yield from one_action_for_each_cause("ZI413", hits, context)


RULES = {
    "ZI410": Rule(broken_off, Scope.RENCANA),
    "ZI411": Rule(_all_groups, Scope.RENCANA, lists=("kelompok_lain",)),
    "ZI412": Rule(varied_areas, Scope.RENCANA),
    "ZI413": Rule(copied_actions, Scope.RENCANA),
}
