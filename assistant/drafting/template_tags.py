"""The tags of a Word template as its author wrote them, with their places, and what is wrong with each.

Word spreads a tag over runs, corrects its quotes, and lets it stand where nobody fills it in. All of this is
told here, in the author's words, before the file goes to docxtpl, whose own complaints name neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assistant.drafting.sandbox import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.drafting.template_package import Package, Part

MAX_TAGS = 1_000  # our templates have 40
_MAX_TAG_LENGTH = 200
_MAX_DEPTH = 10  # of {% if %} inside another

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_BEGIN = re.compile(r"\{[{%#]")
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PREFIX = re.compile(r"(p|r|tr|tc)\s")
_SINGLE = re.compile(r"(?<!\{)\{\s*(?:[pr]\s+)?([A-Za-z_]\w{0,60})\s*\}(?!\})")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\xa0": " "})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_STATEMENT = re.compile(r"(if|elif|else|endif)\b\s*(.*)", re.DOTALL)
# What docxtpl makes of a cell by itself; each needs a loop or writes into the XML of the cell.
_CELL_WORDS = frozenset(("colspan", "cellbg", "vm", "hm"))


class Place(StrEnum):
    """Where in a file a tag stands."""

    BODY = "isi"
    HEADER = "kepala halaman"
    FOOTER = "kaki halaman"
    FOOTNOTE = "catatan kaki"
    ENDNOTE = "catatan akhir"
    COMMENT = "komentar"
    CHART = "grafik"
    PROPERTIES = "sifat berkas"
    OTHER = "bagian lain berkas"


_FILLED = frozenset((Place.BODY, Place.HEADER, Place.FOOTER, Place.FOOTNOTE))


class Problem(StrEnum):
    """What can be wrong with a template."""

    SYNTAX = "syntax"
    FORBIDDEN = "forbidden"
    PLACE = "place"
    SPLIT = "split"
    BLOCK = "block"
    LIMIT = "limit"
    UNKNOWN = "unknown"
    WRONG_TAG = "wrong_tag"
    NOT_ALONE = "not_alone"
    DUPLICATE = "duplicate"
    MISSING = "missing"
    STYLE = "style"
    FIELD = "field"
    OUTSIDE = "outside"


class Weight(StrEnum):
    """How bad a fault is; with an error the template is not filled, or loses text."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of the template.

    Attributes:
        place: the part of the file.
        paragraph: its number in that part, from 1; None where there are no paragraphs.
        text: its words.
    """

    place: Place
    paragraph: int | None
    text: str

    @property
    def shown(self) -> str:
        """The place as people read it."""
        return self.place.value + (f", paragraf {self.paragraph}" if self.paragraph else "")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with a template.

    Attributes:
        tag: the tag as it is written; empty if no single tag is meant.
        message, suggestion: Indonesian sentences.
        near: names that may have been meant, the likeliest first.
    """

    problem: Problem
    weight: Weight
    message: str
    suggestion: str = ""
    spot: Spot | None = None
    tag: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a template.

    Attributes:
        text: as written, quotes made straight.
        opening: `{{`, `{%` or `{#`.
        prefix: `p`, `r`, `tr`, `tc` or empty: what docxtpl replaces together with the tag.
        inner: what stands between, without the prefix.
        alone: whether its paragraph holds nothing else.
        ends_section: whether a section of the document ends with its paragraph.
        runs: over how many runs Word has spread it.
    """

    text: str
    opening: str
    prefix: str
    inner: str
    spot: Spot
    alone: bool
    ends_section: bool
    runs: int

    @property
    def is_bare(self) -> bool:
        """Whether the tag prints a value as it is."""
        return self.opening == "{{" and self.inner.strip().isidentifier()


@dataclass
class Tags:
    """The tags of a template.

    Attributes:
        tags: in the order of the file.
        faults: what is wrong with them whatever the names mean.
        wanted: the tags that print or ask for each name; `needed` leaves out names that may be unknown.
    """

    tags: list[Tag] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    wanted: dict[str, list[Tag]] = field(default_factory=dict)
    needed: dict[str, list[Tag]] = field(default_factory=dict)


def find_tags(package: Package) -> Tags:
    """Return the tags of all parts of a Word file."""
    found = Tags()
    for part in package.parts:
        place = _place_of(part)
        if place in _FILLED:
            paragraphs = list(_paragraphs(part, place))
            for paragraph in paragraphs:
                paragraph.scan(found)
            _check_hidden(part, place, found)
            _check_borders(part, place, paragraphs, found)
        elif place is not Place.OTHER or "diagram" in part.content_type:
            _check_unfilled(part, place, found)
    if len(found.tags) > MAX_TAGS:
        found.faults.insert(
            0,
            Fault(
                Problem.LIMIT,
                Weight.ERROR,
                f"Templat memuat lebih dari {MAX_TAGS} isian.",
                "Hapus isian yang berulang.",
            ),
        )
        return found
    for tag in found.tags:
        _check_tag(tag, found)
    _check_blocks(found)
    return found


def _place_of(part: Part) -> Place:
    kinds = {
        "document.main+xml": Place.BODY,
        "header+xml": Place.HEADER,
        "footer+xml": Place.FOOTER,
        "footnotes+xml": Place.FOOTNOTE,
        "endnotes+xml": Place.ENDNOTE,
        "comments+xml": Place.COMMENT,
        "chart+xml": Place.CHART,
        "core-properties+xml": Place.PROPERTIES,
        "extended-properties+xml": Place.PROPERTIES,
        "custom-properties+xml": Place.PROPERTIES,
    }
    ending = part.content_type.rpartition("wordprocessingml.")[2].rpartition("drawingml.")[2]
    ending = ending.rpartition("package.")[2].rpartition("officedocument.")[2]
    return kinds.get(ending, Place.OTHER)


@dataclass
class _Paragraph:
    """The text of a paragraph: its pieces with the run that each stands in."""

    spot: Spot
    element: Any
    pieces: list[Any]

    def scan(self, found: Tags) -> None:
        """Add the tags of the paragraph, and what is wrong with its braces."""
        text, start = self.spot.text, 0
        if len(found.tags) > MAX_TAGS:
            return
        while match := _BEGIN.search(text, start):
            opening = match.group()
            end = text.find(_CLOSE[opening], match.end())
            inner = text[match.end() : end] if end >= 0 else ""
            if end < 0 or _BEGIN.search(inner) or len(inner) > _MAX_TAG_LENGTH:
                found.faults.append(self._unclosed(text[match.start() :], too_long=end >= 0))
                return
            found.tags.append(self._tag(match.start(), end + 2, opening, inner, found))
            start = end + 2
        self._check_single(found)

    def _unclosed(self, rest: str, *, too_long: bool) -> Fault:
        said = "terlalu panjang atau bersarang" if too_long else "tidak ditutup pada paragraf yang sama"
        return Fault(
            Problem.SYNTAX,
            Weight.ERROR,
            f"Isian {said}: {rest[:40]}",
            "Tutup isian dengan }} atau %} pada paragraf yang sama.",
            self.spot,
            rest[:60],
        )

    def _tag(self, start: int, end: int, opening: str, inner: str, found: Tags) -> Tag:
        runs = self._runs(start, end)
        inner = inner.translate(_QUOTES)
        prefix = _PREFIX.match(inner)
        tag = Tag(
            text=self.spot.text[start:end].translate(_QUOTES),
            opening=opening,
            prefix=prefix.group(1) if prefix else "",
            inner=inner[prefix.end() :] if prefix else inner,
            spot=self.spot,
            alone=self.spot.text.strip() == self.spot.text[start:end] and not _holds_picture(self.element),
            ends_section=self.element.find(f"{_W}pPr/{_W}sectPr") is not None,
            runs=len(runs),
        )
        self._check_split(tag, runs, found)
        return tag

    def _runs(self, start: int, end: int) -> list[Any]:
        """Return the runs that the characters from `start` to `end` stand in."""
        runs: list[Any] = []
        offset = 0
        for piece in self.pieces:
            length = len(piece.text or "")
            if offset < end and offset + length > start and length:
                run = piece.getparent()
                if not runs or runs[-1] is not run:
                    runs.append(run)
            offset += length
        return runs

    def _check_split(self, tag: Tag, runs: list[Any], found: Tags) -> None:
        if len(runs) < 2:
            return
        torn = any(run.getparent() is not runs[0].getparent() for run in runs) or any(
            between.find(f"{_W}t") is None
            and between.tag == f"{_W}r"
            and any(child.tag != f"{_W}rPr" for child in between)
            for between in _between(runs[0], runs[-1])
        )
        found.faults.append(
            Fault(
                Problem.SPLIT,
                Weight.ERROR if torn else Weight.INFO,
                f"Isian {tag.text} terpotong oleh tautan, bidang, gambar, atau perubahan yang dilacak."
                if torn
                else f"Isian {tag.text} terbagi atas {len(runs)} potongan huruf; tetap terbaca.",
                "Terima perubahan yang dilacak, hapus isian itu, lalu ketik ulang sekaligus." if torn else "",
                self.spot,
                tag.text,
            )
        )

    def _check_single(self, found: Tags) -> None:
        for match in _SINGLE.finditer(self.spot.text):
            found.faults.append(
                Fault(
                    Problem.SYNTAX,
                    Weight.WARNING,
                    f"{match.group()} bukan isian: kurung kurawalnya hanya satu.",
                    f"Bila memang isian, tulis {{{{ {match.group(1)} }}}}.",
                    self.spot,
                    match.group(),
                )
            )


def _between(first: Any, last: Any) -> Iterator[Any]:
    for element in first.itersiblings():
        if element is last:
            return
        yield element


def _holds_picture(element: Any) -> bool:
    return next(element.iter(f"{_W}drawing", f"{_W}pict", f"{_W}object"), None) is not None


def _paragraphs(part: Part, place: Place) -> Iterator[_Paragraph]:
    """Yield the paragraphs of a part that hold text, each without the paragraphs of text boxes inside it."""
    pieces: dict[Any, list[Any]] = {}
    numbers: dict[Any, int] = {}
    for element in part.root.iter(f"{_W}p", f"{_W}t"):
        if element.tag == f"{_W}p":
            numbers[element] = len(numbers) + 1
            continue
        owner = next(element.iterancestors(f"{_W}p"), None)
        if owner is not None:
            pieces.setdefault(owner, []).append(element)
    for owner, texts in pieces.items():
        words = "".join(t.text or "" for t in texts)
        yield _Paragraph(Spot(place, numbers[owner], words), owner, texts)


def _check_hidden(part: Part, place: Place, found: Tags) -> None:
    """Find braces that docxtpl would take for tags and that stand where no author sees them."""
    for element in part.root.iter():
        texts = [element.tail or "", *element.attrib.values()] if isinstance(element.tag, str) else []
        if element.tag != f"{_W}t":
            texts.append(element.text or "")
        for text in texts:
            if _BEGIN.search(text):
                found.faults.append(_misplaced(place, "di luar teks biasa", text))


def _check_borders(part: Part, place: Place, paragraphs: Sequence[_Paragraph], found: Tags) -> None:
    """Find braces of two paragraphs that docxtpl would read as one opening."""
    whole = "".join(t.text or "" for t in part.root.iter(f"{_W}t"))
    if len(_BEGIN.findall(whole)) != sum(len(_BEGIN.findall(p.spot.text)) for p in paragraphs):
        found.faults.append(_misplaced(place, "terpotong oleh batas paragraf", ""))


def _check_unfilled(part: Part, place: Place, found: Tags) -> None:
    for element in part.root.iter():
        if not isinstance(element.tag, str):
            continue
        for text in (element.text or "", *element.attrib.values()):
            if _BEGIN.search(text):
                found.faults.append(_misplaced(place, "di tempat yang tidak diisi", text))


def _misplaced(place: Place, said: str, text: str) -> Fault:
    return Fault(
        Problem.PLACE,
        Weight.ERROR,
        f"Isian {said} ({place.value}).",
        "Pindahkan isian itu ke teks biasa, tabel, kepala atau kaki halaman.",
        Spot(place, None, text[:200]),
        text[:60],
    )


def _check_tag(tag: Tag, found: Tags) -> None:
    """Add what is wrong with a tag by itself, or the names that it uses."""
    if tag.opening == "{#":
        return
    fault = _shape_fault(tag)
    if fault is None:
        expression = tag.inner
        if tag.opening == "{%":
            match = _STATEMENT.match(tag.inner.strip())
            expression = match.group(2) if match else ""
        fault = _expression_fault(tag, expression.strip(), found) if expression.strip() else None
    if fault is not None:
        found.faults.append(fault)


def _shape_fault(tag: Tag) -> Fault | None:
    """Return what is wrong with a tag before its expression is looked at."""
    inner = tag.inner.strip()
    if _INVISIBLE.search(inner):
        return _bad(tag, "memuat huruf yang tidak tampak", "Hapus isian itu dan ketik ulang.")
    if tag.inner[:1] in ("-", "+") or tag.inner[-1:] in ("-", "+") or inner.startswith("_"):
        return _bad(tag, "memuat tanda -, + atau _ di tepinya", "Hapus tanda itu.")
    if tag.opening == "{{":
        if not inner:
            return _bad(tag, "kosong", "Tulis nama isian di antara kurung.")
        spaced = re.fullmatch(r"([pr])\s+(\w+)", inner)
        if spaced and not tag.prefix:
            right = f"{{{{{spaced.group(1)} {spaced.group(2)} }}}}"
            return _bad(tag, "memuat spasi sebelum p atau r", f"Tulis {right}")
        return None
    word = inner.split(None, 1)[0] if inner else ""
    if word in _CELL_WORDS or not _STATEMENT.match(inner):
        return Fault(
            Problem.FORBIDDEN,
            Weight.ERROR,
            f"Perintah {tag.text} tidak diizinkan.",
            "Yang dapat dipakai hanya {% if ... %}, {% elif ... %}, {% else %}, dan {% endif %}.",
            tag.spot,
            tag.text,
        )
    match = _STATEMENT.match(inner)
    if match and (match.group(1) in ("if", "elif")) is not bool(match.group(2)):
        return _bad(tag, "salah tulis", "Tulis {% if nama %} ... {% else %} ... {% endif %}.")
    return None


def _bad(tag: Tag, said: str, suggestion: str) -> Fault:
    return Fault(Problem.SYNTAX, Weight.ERROR, f"Isian {tag.text} {said}.", suggestion, tag.spot, tag.text)


def _expression_fault(tag: Tag, expression: str, found: Tags) -> Fault | None:
    from jinja2.exceptions import SecurityError, TemplateError

    try:
        names, tolerant = names_in(expression)
    except SecurityError:
        return Fault(
            Problem.FORBIDDEN,
            Weight.ERROR,
            f"Isian {tag.text} meminta hal yang tidak diizinkan.",
            "Gunakan nama isian saja; perulangan, perhitungan, dan pemanggilan fungsi tidak dapat dipakai.",
            tag.spot,
            tag.text,
        )
    except (TemplateError, RecursionError, ValueError, OverflowError):
        return _bad(tag, "salah tulis", "Tulis nama isian saja, misalnya {{ satker }}.")
    for name in sorted(names):
        found.wanted.setdefault(name, []).append(tag)
        if name not in tolerant:
            found.needed.setdefault(name, []).append(tag)
    return None


def _check_blocks(found: Tags) -> None:
    """Check that each {% if %} ends where it may: in its paragraph, or with the same prefix in its part."""
    open_tags: list[Tag] = []
    for tag in (t for t in found.tags if t.opening == "{%"):
        word = (tag.inner.split() or [""])[0]
        if word == "if":
            open_tags.append(tag)
        elif word in ("elif", "else", "endif"):
            first = open_tags[-1] if open_tags else None
            if first is None or not _fit(first, tag):
                found.faults.append(_unmatched(tag))
            if word == "endif" and open_tags:
                open_tags.pop()
        if len(open_tags) > _MAX_DEPTH:
            found.faults.append(_unmatched(tag))
            return
    found.faults.extend(_unmatched(tag) for tag in open_tags)


def _fit(first: Tag, second: Tag) -> bool:
    if first.prefix != second.prefix or first.spot.place is not second.spot.place:
        return False
    return bool(first.prefix) or first.spot.paragraph == second.spot.paragraph


def _unmatched(tag: Tag) -> Fault:
    return Fault(
        Problem.BLOCK,
        Weight.ERROR,
        f"Pilihan {tag.text} tidak berpasangan.",
        "Pasangan if dan endif berada dalam satu paragraf, atau keduanya {%p ... %} pada paragraf sendiri.",
        tag.spot,
        tag.text,
    )
