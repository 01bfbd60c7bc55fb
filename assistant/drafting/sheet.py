"""What is gathered while a draft is written: its fields under stable names, comments, numbers of captions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.drafting.elements import Run, Writer
from assistant.drafting.fill import Note
from assistant.drafting.model import Field
from assistant.language.numbering import roman_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.drafting.parts import DraftParts
    from assistant.drafting.rules import FactRules

FIELD_STYLE, FIELD_COLOUR = "Isian", "yellow"
# Wider tables have no room for a question in every cell: head of the column and checklist ask it.
_MANY_COLUMNS = 3
# And wider still, none for more than last year's value in a marked bracket.
_VERY_MANY_COLUMNS = 9
# Word takes no longer bookmark, and what tells two fields apart stands at the end of their names.
_LONGEST_NAME = 36
# A bracket of last year's value must not end the field.
_ROUND = str.maketrans("[]", "()")


@dataclass
class Sheet:
    """What is gathered while a draft is written.

    Attributes:
        data: what the office already knows, by the names of fields.
        bare: whether the draft goes without comments (`--bersih`).
        fields: every field met, those that `data` fills among them.
        section: id of the format's section being written, `title` its title.
    """

    writer: Writer
    rules: FactRules
    parts: DraftParts
    year: int
    data: Mapping[str, str] = field(default_factory=dict)
    bare: bool = False
    fields: list[Field] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    section: str = "DEPAN"
    title: str = "Bagian depan"
    captions: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    _uses: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def enter(self, section: str, title: str) -> None:
        """Begin a section of the draft."""
        self.section, self.title = section, title

    def ask(self, prompt: str, before: str = "", *, key: str, columns: int = 0) -> Run:
        """Return the run of a field, or of what the office gave for it.

        Args:
            prompt: what to fill in.
            before: last year's value.
            key: what names the field within its section, whatever else the draft holds; the same key twice
                is one field in two places.
            columns: how many cells of a table share the width with it.
        """
        name = field_name(self.section, key)
        self._uses[name] += 1
        bookmark = name if self._uses[name] == 1 else f"{name}_{self._uses[name]}"
        past = " ".join(before.translate(_ROUND).split())
        entry = Field(name, prompt, past, self.title, self.data.get(name, ""), bookmark)
        self.fields.append(entry)
        if entry.value:
            self.note(bookmark, "diisi dari data yang diberikan" + (f"; tahun lalu: {past}" if past else ""))
            return Run(entry.value, bookmark=bookmark)
        shown = entry.shown
        if columns > _MANY_COLUMNS and entry.before:
            lead = "ISI: " if columns > _VERY_MANY_COLUMNS else "ISI — tahun lalu: "
            shown = f"[{lead}{entry.before}]"
        return Run(shown, style=FIELD_STYLE, highlight=FIELD_COLOUR, bookmark=bookmark)

    def caption_number(self, kind: str) -> tuple[str, int]:
        """Return chapter (as it opens the number) and number of the next caption of a kind."""
        chapter = chapter_of(self.section)
        self.captions[kind, chapter] += 1
        return chapter, self.captions[kind, chapter]

    def titled_table(
        self,
        title: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float] = (),
    ) -> list[str]:
        """Return a table of the draft's own below its numbered caption; cells of the body are XML of runs."""
        chapter, number = self.caption_number("Tabel")
        caption = self.writer.caption("Tabel", chapter, number, [Run(title)], above=True)
        head = [self.writer.run(Run(text)) for text in header]
        return [caption, self.writer.table(head, rows, widths=widths)]

    def note(self, bookmark: str, text: str) -> None:
        """Attach a comment to what a bookmark names, unless the draft goes without."""
        if not self.bare:
            self.notes.append(Note(bookmark, text))

    def origin(self, block_id: str, text: Callable[[], str]) -> str:
        """Note where a carried block comes from; return the bookmark that it needs, empty for none."""
        if self.bare:
            return ""
        self.note(f"asal_{block_id}", text())
        return f"asal_{block_id}"


def field_name(section: str, key: str) -> str:
    """Return the name of a field: a Word bookmark that tells section and key."""
    name = re.sub(r"[^A-Za-z0-9]+", "_", f"isi_{section}_{key}")
    return name if len(name) <= _LONGEST_NAME else f"isi_{name[4 - _LONGEST_NAME :].lstrip('_')}"


def chapter_of(section_id: str) -> str:
    """Return what opens the numbers of a section's captions: `2.` in BAB II, `L.` in the annex."""
    chapter = section_id.split(".", maxsplit=1)[0]
    if chapter in ("LAMPIRAN", "LKE"):
        return "L."
    value = roman_value(chapter)
    return f"{value}." if value else ""
