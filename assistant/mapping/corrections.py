"""A person's decisions on paragraphs, found again for the same and for near-identical paragraphs.

A decision is worth more than any score, so it is used wherever the paragraph comes again: in the same report,
in next year's, in a report that copied it. It never speaks silently: each use says whose decision it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.language.bare import bare_text
from assistant.language.clean import fold
from assistant.language.similarity import ratio, ratios
from assistant.lke.model import area_of, group_of
from assistant.mapping.coverage import coverage_of
from assistant.mapping.model import Candidate, MappingResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.lke.model import Lke
    from assistant.mapping.model import MappedItem, Segment, SegmentMapping
    from assistant.reading.rencana_model import Action, Rencana

# Among the 3,417 paragraphs of the written corpus all 23 pairs at least this alike, names, dates and numbers
# aside, speak to the same indicator, as long as no telling word differs; from 0.85 on some do not.
NEAR = 0.9
# Shorter texts ("Dokumentasi kegiatan") say too little: they must be the same, under the same heading.
_SHORT = 40
# Two headings this alike are the same one.
_SAME_HEADING = 0.9
# A word that so few of the form's sub-areas use tells one topic from another ("gratifikasi", "benturan").
_TELLING_GROUPS = 5
_TELLING_LENGTH = 4
# Spellings this alike are one word: scanning errors, affixes. "internal" and "eksternal" stay apart.
_SAME_WORD = 0.75
# A capitalised word inside a sentence; where the form does not use it, it is a name.
_CAPITALISED = re.compile(r"(?<=[\w,)] )[A-Z][a-z'’-]+")
# A block list in a message is for orientation; all of them stand in the output.
_SHOWN_BLOCKS = 8


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's decision on a paragraph.

    Attributes:
        text, heading: the paragraph and the heading above it; `heading` is empty where not known.
        codes: indicators, sub-areas or areas, the main one first; empty: it is about none.
        by, date: who decided, and when (ISO).
    """

    text: str
    heading: str
    codes: tuple[str, ...]
    by: str
    date: str

    @property
    def source(self) -> str:
        """Who decided and when, as a sentence without its full stop."""
        day = "-".join(reversed(self.date.split("-")))
        return f"Dikoreksi oleh {self.by} pada tanggal {day}"

    @property
    def decision(self) -> str:
        """What was decided, in words."""
        return ", ".join(self.codes) or "tanpa indikator"


@dataclass(frozen=True, slots=True)
class Match:
    """The correction that applies to a paragraph.

    Attributes:
        likeness: of the paragraph to the corrected one, names, dates and numbers aside; 1 for the same.
        rivals: corrections of near-identical paragraphs that decided otherwise.
    """

    correction: Correction
    likeness: float
    rivals: tuple[Correction, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the paragraph has its codes, in plain Indonesian."""
        said = [self.correction.source]
        if self.likeness < 1:
            said.append(f"paragraf serupa ({self.likeness:.0%})")
        said += [f"berbenturan dengan koreksi lain ({rival.decision})" for rival in self.rivals]
        return tuple(said)


@dataclass(frozen=True, slots=True)
class _Form:
    """A text as it is compared.

    Attributes:
        folded: all of it.
        bare: names of offices, dates and numbers aside.
        said: names of persons aside, too.
        topic: those of its words that tell its topic.
    """

    folded: str
    bare: str
    said: str
    topic: frozenset[str]


class CorrectionBook:
    """All corrections of a user that one form allows, ready to be found by text.

    Args:
        corrections: a user's decisions; those for codes that the form lacks do not apply.
        lke: the form in use.
    """

    def __init__(self, corrections: Iterable[Correction], lke: Lke) -> None:
        self._vocabulary, self._telling = _words_of(lke)
        entries = [(c, self._form(c.text)) for c in corrections if _is_known(c, lke)]
        self._entries = sorted(entries, key=lambda entry: len(entry[1].said))
        self._lengths = [len(form.said) for _, form in self._entries]

    def __bool__(self) -> bool:
        return bool(self._entries)

    def find(self, text: str, heading: str) -> Match | None:
        """Return the correction that applies to a text under a heading; None if there is none.

        The nearest wins: the same text before a similar one, the same heading before another.

        Args:
            text: the paragraph.
            heading: the heading above it; empty where unknown.
        """
        form = self._form(text)
        found: list[tuple[tuple[float, ...], float, Correction]] = []
        for correction, other in self._within(len(form.said)):
            likeness = 1.0 if form.said == other.said else ratio(form.said, other.said)
            if likeness < NEAR:
                continue
            same_heading = _same_heading(heading, correction.heading)
            if len(form.said) >= _SHORT:
                applies = _same_topic(form, other)
            else:
                applies = _same_short(form, other, same_heading)
            if applies:
                same = float(form.folded == other.folded)
                rank = (same, likeness, float(bool(same_heading)), ratio(form.folded, other.folded))
                found.append((rank, likeness, correction))
        if not found:
            return None
        found.sort(key=lambda hit: hit[0], reverse=True)
        _, likeness, best = found[0]
        rivals = [c for _, _, c in found[1:] if set(c.codes) != set(best.codes)]
        return Match(best, likeness, tuple({rival.decision: rival for rival in rivals}.values()))

    def _form(self, text: str) -> _Form:
        bare = _bare(text)
        capitalised = {word for match in _CAPITALISED.findall(text) for word in fold(match).split()}
        names = capitalised - self._vocabulary
        said = [word for word in bare.split() if word not in names]
        return _Form(fold(text), bare, " ".join(said), self._telling.intersection(said))

    def _within(self, length: int) -> Sequence[tuple[Correction, _Form]]:
        """Return the entries whose length alone allows the likeness (2m / (m + n) bounds it)."""
        share = NEAR / (2 - NEAR)
        start = bisect_left(self._lengths, length * share)
        stop = bisect_right(self._lengths, length / share)
        return self._entries[start:stop]


def apply_to_mapping(book: CorrectionBook, result: MappingResult, lke: Lke) -> MappingResult:
    """Return the mapping with the corrections in it and notes on what they changed; coverage follows."""
    items = []
    used: list[tuple[str, Match]] = []
    for item in result.items:
        match = book.find(item.text, item.section_path[-1] if item.section_path else "")
        if match is None:
            items.append(item)
            continue
        used.append((item.block, match))
        items.append(_corrected(item, match))
    if not used:
        return result
    return MappingResult(tuple(items), coverage_of(items, lke), (*result.notes, *_notes(used)))


def apply_to_segment(
    book: CorrectionBook, segment: Segment, mapped: SegmentMapping
) -> tuple[SegmentMapping, bool]:
    """Return the mapping of a segment, corrected where a correction applies, and whether one did."""
    match = book.find(segment.text, segment.heading_path[-1] if segment.heading_path else "")
    if match is None:
        return mapped, False
    area, candidates = _decided(match)
    return replace(mapped, area=area, candidates=candidates), True


def apply_to_rencana(book: CorrectionBook, rencana: Rencana) -> tuple[Rencana, tuple[str, ...]]:
    """Return the plan with the corrections in it, and notes on what they changed."""
    actions: list[Action] = []
    count = 0
    for action in rencana.actions:
        match = book.find(action.langkah_aksi, action.group or action.komponen)
        if match is None:
            actions.append(action)
            continue
        count += 1
        area, candidates = _decided(match)
        actions.append(replace(action, area=area, code=candidates[0].code if candidates else None))
    notes = (f"{count} langkah aksi memakai koreksi yang tersimpan.",) if count else ()
    return replace(rencana, actions=tuple(actions)), notes


def _corrected(item: MappedItem, match: Match) -> MappedItem:
    area, candidates = _decided(match)
    # The decision is on the whole paragraph: what its sentences seemed to speak to no longer counts.
    return replace(item, area=area, candidates=candidates, sentences=(), correction="; ".join(match.reasons))


def _decided(match: Match) -> tuple[str | None, tuple[Candidate, ...]]:
    """Return area and candidates as decided; a decision for an area alone leaves no candidate."""
    codes = match.correction.codes
    candidates = tuple(Candidate(code, 1.0, match.reasons) for code in codes if group_of(code) is not None)
    if candidates:
        return area_of(candidates[0].code), candidates
    return (codes[0] if codes else None), ()


def _notes(used: Sequence[tuple[str, Match]]) -> Iterator[str]:
    """Yield what is to be told: how many corrections spoke, which emptied a paragraph, which conflict."""
    same = sum(match.likeness == 1 for _, match in used)
    near = f", {len(used) - same} di antaranya pada paragraf yang serupa" if same < len(used) else ""
    yield f"{len(used)} bagian teks memakai koreksi yang tersimpan{near} ({_listed(b for b, _ in used)})."
    emptied = [block for block, match in used if not match.correction.codes]
    if emptied:
        yield f"{len(emptied)} di antaranya dinyatakan tanpa indikator ({_listed(emptied)})."
    for block, match in used:
        if match.rivals:
            others = "; ".join(rival.decision for rival in match.rivals)
            yield (
                f"Koreksi untuk blok {block} berbenturan: dipakai {match.correction.decision} "
                f"dari paragraf yang paling mirip, bukan {others}."
            )


def _listed(blocks: Iterable[str]) -> str:
    named = list(blocks)
    shown = ", ".join(named[:_SHOWN_BLOCKS])
    return shown + (f", dan {len(named) - _SHOWN_BLOCKS} lagi" if len(named) > _SHOWN_BLOCKS else "")


def _is_known(correction: Correction, lke: Lke) -> bool:
    return all(code in lke.indikator_by_code or code in lke.node_by_code for code in correction.codes)


def _same_heading(one: str, other: str) -> bool | None:
    """Return whether two headings are the same, numbering, names and years aside; None if one is unknown."""
    if not one or not other:
        return None
    return ratio(_bare(one), _bare(other)) >= _SAME_HEADING


def _same_short(one: _Form, other: _Form, same_heading: bool | None) -> bool:
    """Return whether a short text is the corrected one: the very same, or all but dates under its heading."""
    if one.folded == other.folded:
        return same_heading is not False
    return one.bare == other.bare and same_heading is True


def _same_topic(one: _Form, other: _Form) -> bool:
    """Return whether no word that tells a topic stands in one text alone, but for its spelling."""
    for here, there in ((one, other), (other, one)):
        words = there.bare.split()
        if any(max(ratios(word, words)) < _SAME_WORD for word in here.topic.difference(words)):
            return False
    return True


def _words_of(lke: Lke) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a form, and those of them that few of its sub-areas use."""
    groups: Counter[str] = Counter()
    for node in lke.groups:
        texts = [node.name]
        for indikator in lke.indikator_of(node.code):
            texts += [indikator.name, *(text for _, text in indikator.criteria)]
        groups.update(set(fold(" ".join(texts)).split()))
    telling = (w for w, count in groups.items() if count <= _TELLING_GROUPS and len(w) >= _TELLING_LENGTH)
    return frozenset(groups), frozenset(telling)


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return bare_text(text)
