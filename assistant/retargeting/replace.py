"""A document written for the new office: replaced, asked and dropped stretches, run by run."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.data import data_directory
from assistant.document import SourceKind
from assistant.language.clean import fold
from assistant.language.numbering import Kind, parse_marker, to_letters, to_roman
from assistant.retargeting.marks import link_fate
from assistant.retargeting.model import Fate, Retargeted, SpanKind
from assistant.retargeting.passages import document_passages
from assistant.retargeting.rules import load_retarget_rules
from assistant.retargeting.runs import Edit
from assistant.retargeting.source import Source
from assistant.retargeting.spans import find_spans
from assistant.retargeting.word_file import Slot, WordFile
from assistant.retargeting.word_new import NewWordFile, new_word_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.document import Document
    from assistant.language.satker import Satker
    from assistant.retargeting.model import Hint, Office, Passage, Span
    from assistant.retargeting.rules import RetargetRules

# Kinds whose old value says nothing that helps to find the new one, and carries the old region's name.
_WITHOUT_PAST = frozenset({SpanKind.PLACE, SpanKind.ORG_NAME})
# A Word field of 255 characters and a reader's patience end about here.
_MAX_PAST = 160
# Lists are renumbered this far behind a dropped item.
_LIST_REACH = 80


@dataclass(frozen=True)
class Job:
    """A document to be re-targeted, once for each office.

    Attributes:
        document: the document as read; `data` the bytes of the Word file it was read from, else None.
        satker: the office that it was written for.
        template: the Word file whose styles a document from PDF or text gets.
        hints: persons and events of the source that other workers found.
        mark: whether replaced stretches are highlighted and everything gets a comment.
    """

    document: Document
    satker: Satker
    template: Path
    data: bytes | None = None
    hints: tuple[Hint, ...] = ()
    mappings: Path | None = None
    mark: bool = False

    def spans(self, office: Office) -> Retargeted:
        """Return what would become of the document, without writing it."""
        passages = self._word().passages if self._is_word else document_passages(self.document)
        return Retargeted(office, self._find(passages, office))

    def write(self, office: Office) -> Retargeted:
        """Return the document for an office.

        Raises:
            DamagedFileError, TemplateError: the Word file or the template cannot be opened.
        """
        passages: Sequence[Passage]
        if self._is_word:
            file = self._word()
            passages, slots = file.passages, file.slots
        else:
            file, slots = self._made.open()
            passages = document_passages(self.document)
        spans = self._find(passages, office)
        warnings = _Writer(file, slots, passages, self._source, self.rules, mark=self.mark).write(
            spans, office
        )
        return Retargeted(office, spans, file.save(), warnings)

    @cached_property
    def _made(self) -> NewWordFile:
        """The document as a Word file, built once for all offices."""
        return new_word_file(self.document, self.template)

    @property
    def rules(self) -> RetargetRules:
        """The words of re-targeting."""
        return load_retarget_rules(self.mappings or data_directory("mappings"))

    @property
    def _source(self) -> Source:
        return Source(self.satker, self.mappings or data_directory("mappings"))

    @property
    def _is_word(self) -> bool:
        return self.data is not None and self.document.source.kind is SourceKind.DOCX

    def _word(self) -> WordFile:
        file = WordFile(self.data or b"", self.document.source.name)
        file.passages = _with_blocks(file.passages, self.document)
        return file

    def _find(self, passages: Sequence[Passage], office: Office) -> tuple[Span, ...]:
        return find_spans(passages, self.satker, office, self.hints, self.mappings)


@dataclass
class _Writer:
    """Changes a Word file."""

    file: WordFile
    slots: Sequence[Slot]
    passages: Sequence[Passage]
    source: Source
    rules: RetargetRules
    mark: bool = False

    def write(self, spans: Sequence[Span], office: Office) -> tuple[str, ...]:
        """Change the file and return what has to be looked at."""
        edits: dict[int, list[Edit]] = defaultdict(list)
        acted = [s for s in spans if s.action is not Fate.KEEP and s.passage < len(self.slots)]
        dropped = [s.passage for s in acted if s.action is Fate.DROP]
        for span in acted:
            if span.action is not Fate.DROP:
                edits[span.passage].append(self._edit(span))
        renumbered = self._renumber(dropped, edits)
        comments = {(s.passage, s.start): s for s in acted}
        for index, changes in edits.items():
            runs = self.slots[index].change(changes)
            for start, run in runs.items():
                if self.mark and self.slots[index].in_body and (index, start) in comments:
                    self.file.comment(run, _reason(comments[index, start]))
        for index in dropped:
            self.slots[index].remove()
        return self._warnings(renumbered, self._redirect(office))

    def _edit(self, span: Span) -> Edit:
        if span.action is Fate.REPLACE:
            return Edit(span.start, span.end, span.replacement or "", "replaced" if self.mark else "")
        return Edit(span.start, span.end, self._asked(span), "asked")

    def _asked(self, span: Span) -> str:
        """Return the field for what a person has to fill in; the old region's name is not repeated in it."""
        prompt = self.rules.pertanyaan[span.kind]
        if span.kind in _WITHOUT_PAST:
            return f"[ISI: {prompt}]"
        past = " ".join(self.source.region.sub("…", span.text).split())
        past = re.sub("|".join(map(re.escape, self.source.slugs)) or r"\Z", "…", past, flags=re.IGNORECASE)
        past = past if len(past) <= _MAX_PAST else past[: _MAX_PAST - 1].rstrip() + "…"
        return f"[ISI: {prompt} — semula: {past}]"

    def _renumber(self, dropped: Sequence[int], edits: dict[int, list[Edit]]) -> int:
        """Count the typed markers behind dropped items on without a gap; return how many changed."""
        shift: dict[int, int] = defaultdict(int)
        for index in dropped:
            for follower in self._followers(index):
                if follower not in dropped:
                    shift[follower] += 1
        for index, by in shift.items():
            passage = self.passages[index]
            edits[index].append(Edit(0, len(passage.marker), _shifted(passage.marker, by)))
        return len(shift)

    def _followers(self, index: int) -> list[int]:
        """Return the items that count on after an item with a typed marker."""
        marker = parse_marker(self.passages[index].marker) if self.passages[index].marker else None
        if marker is None or marker.is_bullet:
            return []
        expected, found = marker.value + 1, []
        for later in range(index + 1, min(len(self.passages), index + _LIST_REACH)):
            passage = self.passages[later]
            other = parse_marker(passage.marker) if passage.marker else None
            if passage.heads:
                break
            readings = [r for r in other.readings if r.style == marker.style] if other else []
            if any(r.value == expected for r in readings):
                found.append(later)
                expected += 1
            elif readings:
                break
        return found

    def _redirect(self, office: Office) -> int:
        def fate(target: str) -> str | None:
            plain = target.removeprefix("mailto:")
            action, new = link_fate(plain, self.source, office, self.rules)
            if action is Fate.KEEP:
                return target
            if new is None:
                return None
            return f"mailto:{new}" if "@" in new else new if "://" in new else f"https://{new}"

        return self.file.redirect(fate)

    def _warnings(self, renumbered: int, cut: int) -> tuple[str, ...]:
        found = []
        if self.file.pictures:
            found.append(
                f"Dokumen memuat {self.file.pictures} gambar dari satker asal (logo, foto, tanda tangan, "
                "stempel); gantilah atau hapus."
            )
        if renumbered:
            found.append(
                f"{renumbered} butir dinomori ulang karena ada butir yang dihapus; periksa rujukannya."
            )
        if cut:
            found.append(f"{cut} tautan ke situs satker asal diputus; teksnya tetap.")
        return tuple(found)


def _reason(span: Span) -> str:
    past = {Fate.ASK: "Perlu diisi", Fate.REPLACE: "Diganti"}[span.action]
    return f"{past}: {span.why}."


def _shifted(printed: str, by: int) -> str:
    """Return a list marker that counts less by a number."""
    marker = parse_marker(printed)
    if marker is None:
        return printed
    value = marker.value - by
    shown = {
        Kind.DIGIT: str(value),
        Kind.LOWER: to_letters(value).lower(),
        Kind.UPPER: to_letters(value).upper(),
        Kind.ROMAN: to_roman(value),
        Kind.LOWER_ROMAN: to_roman(value).lower(),
    }.get(marker.style.kind)
    return re.sub(r"\w+", shown, printed, count=1) if shown and value > 0 else printed


def _with_blocks(passages: Sequence[Passage], document: Document) -> list[Passage]:
    """Return the passages of a Word file with the blocks that they were read as, found by their letters."""
    keys = [(block.id, fold(block.text).replace(" ", "")) for block in document.blocks]
    found: list[Passage] = []
    position = 0
    for passage in passages:
        key = fold(passage.text).replace(" ", "")
        window = range(position, min(len(keys), position + _LIST_REACH)) if key else range(0)
        hit = next(
            (i for i in window if key in keys[i][1] or (keys[i][1] and key.endswith(keys[i][1]))), None
        )
        if hit is not None:
            position = hit
            passage = replace(passage, block=keys[hit][0])
        found.append(passage)
    return found


__all__ = ["Job"]
