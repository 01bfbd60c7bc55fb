"""The written corpus of labelled paragraphs (`corpora/paragraf/*.jsonl`), checked on loading."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.document import BlockKind  # noqa: TC001  # pydantic reads the annotation when it runs
from assistant.errors import MappingFileError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.lke.model import Lke

_REMEDY = "Bandingkan baris itu dengan keterangan di corpora/paragraf/README.md."


class Part(StrEnum):
    """What a text serves: learning, or measuring what was learnt on offices not seen."""

    TRAIN = "train"
    VALIDATION = "validation"


class Depth(StrEnum):
    """How precisely a text speaks to the form."""

    INDICATOR = "indicator"
    SUB_AREA = "sub_area"
    AREA = "area"
    NONE = "none"


class Paragraph(BaseModel):
    """One labelled text.

    Attributes:
        office: code of the invented office that it was written for.
        heading_path: the headings above it, outermost first; may be empty, stop high, or mislead.
        primary: code of the indicator, sub-area or area; None for a text that belongs to none.
        also: further codes that an evaluator would accept.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    office: str = Field(pattern=r"^[TV]\d$")
    split: Part
    kind: BlockKind
    text: str = Field(min_length=1)
    heading_path: tuple[str, ...]
    depth: Depth
    primary: str | None
    also: tuple[str, ...] = Field(max_length=3)

    @property
    def accepted(self) -> tuple[str, ...]:
        """All codes that count as right, the best first; empty for a text that belongs to none."""
        return () if self.primary is None else (self.primary, *self.also)


def load_paragraphs(directory: Path, lke: Lke) -> tuple[Paragraph, ...]:
    """Return the corpus in the order of its files' names and lines.

    Raises:
        UsageError: the folder holds no corpus.
        MappingFileError: a line is no paragraph, bears a code that the form does not know, or an id twice.
    """
    files = sorted(directory.glob("*.jsonl"))
    if not files:
        raise UsageError(f"Folder {directory} tidak berisi korpus paragraf.", "Pasang ulang program ini.")
    codes = {
        Depth.INDICATOR: {i.code for i in lke.daftar_indikator},
        Depth.SUB_AREA: {group.code for group in lke.groups},
        Depth.AREA: {f"A.I.{number}" for number in range(1, 7)},
    }
    # A general text may as well be taken to mean one of its indicators, and the reverse.
    known = codes[Depth.INDICATOR] | set(lke.node_by_code)
    seen: set[str] = set()
    found = []
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            paragraph = _parse(line, path, number)
            fault = _fault(paragraph, codes, known, seen)
            if fault:
                raise MappingFileError(f"Berkas {path}, baris {number}: {fault}.", _REMEDY)
            seen.add(paragraph.id)
            found.append(paragraph)
    return tuple(found)


def _parse(line: str, path: Path, number: int) -> Paragraph:
    try:
        return Paragraph.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "(baris)"
        raise MappingFileError(
            f"Berkas {path}, baris {number}: isian '{field}' tidak sah.", _REMEDY
        ) from error


def _fault(paragraph: Paragraph, codes: dict[Depth, set[str]], known: set[str], seen: set[str]) -> str:
    """Return what contradicts the form or the rest of the corpus; empty if nothing does."""
    if paragraph.id in seen:
        return f"id {paragraph.id} sudah dipakai"
    if (paragraph.split is Part.TRAIN) != paragraph.office.startswith("T"):
        return f"kantor {paragraph.office} bukan milik bagian {paragraph.split}"
    if paragraph.depth is Depth.NONE:
        return "teks tanpa indikator tidak boleh berkode" if paragraph.primary or paragraph.also else ""
    if paragraph.primary not in codes[paragraph.depth]:
        return f"kode {paragraph.primary} tidak dikenal untuk kedalaman {paragraph.depth}"
    unknown = next((code for code in paragraph.also if code not in known), None)
    return f"kode {unknown} tidak dikenal" if unknown else ""
