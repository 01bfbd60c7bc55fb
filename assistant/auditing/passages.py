"""A file of evidence as passages: its blocks with what they are found by, and what the file is about."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.auditing.evidence_words import content_words
from assistant.auditing.values import find_values, tokens
from assistant.document import BlockKind
from assistant.errors import AssistantError, EmptyFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.auditing.evidence_folder import EvidencePath
    from assistant.document import Block, Document

# A passage is what a reviewer reads at a glance; longer blocks are cut at a blank.
_MAX_PASSAGE = 700
# Title, number and subject of a decree or minutes stand in its first lines.
_ABOUT_BLOCKS, _ABOUT_LETTERS = 12, 500
# How offices name files: `SK-41-2025-tim`, `Keputusan No 41 Th 2025`, `BA_12_2025`.
_NAME_NUMBER = re.compile(
    r"\b(?P<kind>sk|kpt|keputusan)\W*(?:ketua|sekretaris|kpu)?\W*(?:no|nomor)?\W*(?P<number>\d{1,5})\W+(?:th|tahun|thn)?\W*(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_NAME_DAY = re.compile(r"(?<!\d)(?:(20\d\d)([01]\d)([0-3]\d)|([0-3]\d)([01]\d)(20\d\d))(?!\d)")
_NO_TITLE = (BlockKind.NOISE, BlockKind.TABLE_ROW)
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of evidence.

    Attributes:
        text: as written; of a table row each cell behind its column's title.
        page: of a PDF; None elsewhere, and for the passage that is the file's own name.
        words: the content words, in order; tokens: what its values are found by.
    """

    text: str
    page: int | None
    words: tuple[str, ...]
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class FileText:
    """What one file says.

    Attributes:
        about: its name, its folders and its first lines.
        note: Indonesian sentence on why nothing but its name was read; empty if it was read.
    """

    path: str
    sha256: str
    about: str
    pages: int
    passages: tuple[Passage, ...]
    note: str = ""


def read_evidence(file: EvidencePath) -> FileText:
    """Return what a file says; one that cannot be read has its name alone, and a note.

    Safe to call in a process of its own: takes and returns plain values.
    """
    from assistant.reading.recognise import read_content

    name = file.path.rpartition("/")[2]
    named = name_text(file.path)
    digest = ""
    try:
        data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        document = read_content(data, name)
        pages = document.source.pages or 0
    except EmptyFileError:  # a photo without lettering is evidence by its name
        return FileText(file.path, digest, named, 0, (make_passage(named),))
    except AssistantError as error:
        return FileText(file.path, digest, named, 0, (make_passage(named),), f"{file.path}: {error}")
    about = f"{named}. {_opening(document)}"
    # Number and subject of a decree stand on lines of their own: this passage joins them.
    passages = (make_passage(named), make_passage(about, 1 if pages else None), *_passages(document))
    return FileText(file.path, digest, about, pages, passages)


def make_passage(text: str, page: int | None = None) -> Passage:
    """Return a text as a passage."""
    found = dict.fromkeys(token for value in find_values(text) for token in tokens(value))
    return Passage(text, page, content_words(text), tuple(found))


def name_text(path: str) -> str:
    """Return the path of a file as words, numbers of decrees and dates as a sentence would write them."""
    plain = _EXTENSION.sub("", path).replace("_", " ").replace("/", " / ")
    plain = _NAME_DAY.sub(_written_day, plain)
    return _NAME_NUMBER.sub(lambda m: f"Keputusan Nomor {m['number']} Tahun {m['year']} ", plain)


def _written_day(match: re.Match[str]) -> str:
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    return f" {year}-{month}-{day} " if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else match.group()


def _opening(document: Document) -> str:
    blocks = [b.text for b in document.blocks if b.kind not in _NO_TITLE][:_ABOUT_BLOCKS]
    return " ".join(" ".join(blocks).split())[:_ABOUT_LETTERS]


def _passages(document: Document) -> Iterator[Passage]:
    for block in document.blocks:
        if block.kind is BlockKind.NOISE:
            continue
        text = _row_text(document, block) if block.kind is BlockKind.TABLE_ROW else block.text
        page = block.location.page
        for part in _parts(text):
            yield make_passage(part, page)


def _row_text(document: Document, block: Block) -> str:
    """Return a table row with each cell behind its column's title."""
    table = document.table_by_id.get(block.table or "")
    if table is None or block.row is None or block.row < 0:
        return block.text
    cells = table.rows[block.row]
    titles = (*table.header, *[""] * len(cells))
    return " | ".join(
        f"{title}: {cell}" if title else cell for title, cell in zip(titles, cells, strict=False) if cell
    )


def _parts(text: str) -> Iterator[str]:
    """Yield a block in stretches of readable length, cut behind a sentence or at least at a blank."""
    while len(text) > _MAX_PASSAGE:
        cut = max(text.rfind(". ", 0, _MAX_PASSAGE) + 1, text.rfind("; ", 0, _MAX_PASSAGE) + 1)
        cut = cut or text.rfind(" ", 0, _MAX_PASSAGE)
        cut = cut if cut > 0 else _MAX_PASSAGE
        yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text
